/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line of a table (a row, and a column where there are several rows) gives its secret away where its total is known
 * and one cell alone is hidden, or where all that is hidden in it comes to less than ten. There the smallest figure
 * that still shows is hidden too, until no line gives anything away. Zero is a small figure: that nobody of a group
 * came says something of each of them.
 */
#include "ry-reach-mask.h"

/* A row, or a column. */
typedef struct {
  guint first, step, n;
} Line;

/**
 * ry_reach_is_small:
 * @count: so many people
 *
 * Returns: whether the figure must not be shown outside
 */
gboolean
ry_reach_is_small (gint64 count)
{
  return count < RY_REACH_SMALL;
}

/* The smallest cell that shows; the first of several, so that every machine hides the same. */
static int
find_smallest_shown (const gint64 *counts, const gboolean *hidden, const Line *line)
{
  int found = -1;

  for (guint i = 0; i < line->n; i++) {
    guint cell = line->first + i * line->step;

    if (!hidden[cell] && (found < 0 || counts[cell] < counts[found]))
      found = (int) cell;
  }
  return found;
}

static gboolean
protect_line (const gint64 *counts, gboolean *hidden, const Line *line)
{
  guint n_hidden = 0;
  gint64 sum = 0;
  int cell;

  for (guint i = 0; i < line->n; i++)
    if (hidden[line->first + i * line->step]) {
      n_hidden++;
      sum += counts[line->first + i * line->step];
    }
  if (n_hidden == 0 || (n_hidden > 1 && !ry_reach_is_small (sum)))
    return FALSE;
  cell = find_smallest_shown (counts, hidden, line);
  if (cell < 0)
    return FALSE;
  hidden[cell] = TRUE;
  return TRUE;
}

/**
 * ry_reach_mask:
 * @counts: the table's cells, row by row
 * @n_rows: rows
 * @n_columns: columns
 * @hidden: (out caller-allocates): which cells are not to be shown
 *
 * The totals of rows count as known, and those of columns where there are several rows; a total is hidden by itself
 * where ry_reach_is_small() says so. Ask each table once with all of its cells.
 */
void
ry_reach_mask (const gint64 *counts, guint n_rows, guint n_columns, gboolean *hidden)
{
  gboolean changed = TRUE;

  for (guint i = 0; i < n_rows * n_columns; i++)
    hidden[i] = ry_reach_is_small (counts[i]);
  while (changed) {
    changed = FALSE;
    for (guint row = 0; row < n_rows; row++) {
      const Line line = { row * n_columns, 1, n_columns };

      changed |= protect_line (counts, hidden, &line);
    }
    for (guint column = 0; n_rows > 1 && column < n_columns; column++) {
      const Line line = { column, n_columns, n_rows };

      changed |= protect_line (counts, hidden, &line);
    }
  }
}

/**
 * ry_reach_dup_figure:
 * @count: so many people
 * @hidden: whether it is hidden
 *
 * Returns: (transfer full): the figure as it is printed
 */
char *
ry_reach_dup_figure (gint64 count, gboolean hidden)
{
  return hidden ? g_strdup ("-") : g_strdup_printf ("%" G_GINT64_FORMAT, count);
}
