/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes refused rows as CSV in UTF-8 with a byte order mark, which every spreadsheet opens without a
 * question. The reason and the line stand in columns behind the others, so that the columns before them are
 * matched as they were.
 */
#include "ry-refused.h"

#include "ry-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

struct _RyRefused {
  char *path;
  GStrv headings;
  FILE *file;
};

static gboolean
set_write_error (RyRefused *self, GError **error)
{
  int saved = errno;
  g_autofree char *name = g_filename_display_basename (self->path);

  g_set_error (error, RY_ERROR, saved == ENOSPC ? RY_ERROR_DISK_FULL : RY_ERROR_FAILED,
               _ ("Writing the refused rows to “%s”: %s"), name, g_strerror (saved));
  return FALSE;
}

static void
append_cell (GString *line, const char *cell, gboolean last)
{
  gboolean quote = strpbrk (cell, ",\"\r\n\t") != NULL || *cell == ' ';

  if (quote)
    g_string_append_c (line, '"');
  for (; *cell != '\0'; cell++) {
    if (*cell == '"')
      g_string_append_c (line, '"');
    g_string_append_c (line, *cell);
  }
  if (quote)
    g_string_append_c (line, '"');
  g_string_append (line, last ? "\r\n" : ",");
}

/* Cells beyond the headings go into the last column: they must not be taken for the reason. */
static gboolean
write_row (
    RyRefused *self, const char *const *cells, const char *reason, const char *where, const char *raw, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  guint n = g_strv_length ((GStrv) cells), columns = g_strv_length (self->headings);
  g_autofree char *beyond = n > columns ? g_strjoinv (",", (GStrv) cells + columns) : NULL;

  for (guint i = 0; i < columns; i++)
    append_cell (line, i < n ? cells[i] : "", FALSE);
  append_cell (line, reason, FALSE);
  append_cell (line, where, FALSE);
  append_cell (line, beyond != NULL ? beyond : raw, TRUE);
  return fwrite (line->str, 1, line->len, self->file) == line->len || set_write_error (self, error);
}

static gboolean
begin (RyRefused *self, GError **error)
{
  self->file = g_fopen (self->path, "we");
  if (self->file == NULL || fputs ("\xef\xbb\xbf", self->file) < 0)
    return set_write_error (self, error);
  return write_row (self, (const char *const *) self->headings, _ ("Reason"), _ ("Line in the file"),
                    _ ("What could not be placed"), error);
}

/**
 * ry_refused_new:
 * @path: the file to write
 * @headings: (array zero-terminated=1): the headings of the table
 *
 * A list left there by an earlier run is removed: it would be taken for this one's.
 *
 * Returns: (transfer full): the list
 */
RyRefused *
ry_refused_new (const char *path, const char *const *headings)
{
  RyRefused *self = g_new0 (RyRefused, 1);

  self->path = g_strdup (path);
  self->headings = g_strdupv ((GStrv) headings);
  g_unlink (path);
  return self;
}

/**
 * ry_refused_add:
 * @self: a list
 * @line: line of the table on which the row begins
 * @cells: (array zero-terminated=1) (nullable): the row; %NULL where it could not be cut into cells
 * @reason: why it was refused, in a sentence
 * @raw: (nullable): the text of a row without cells; it stands in a column of its own, so that the list given
 * back unmended does not take it for a name
 * @error: return location
 *
 * Returns: whether it could be written
 */
gboolean
ry_refused_add (
    RyRefused *self, gint64 line, const char *const *cells, const char *reason, const char *raw, GError **error)
{
  static const char *const no_cells[] = { NULL };
  g_autofree char *where = g_strdup_printf ("%" G_GINT64_FORMAT, line);

  if (self->file == NULL && !begin (self, error))
    return FALSE;
  return write_row (self, cells != NULL ? cells : no_cells, reason, where, raw != NULL ? raw : "", error);
}

/**
 * ry_refused_close:
 * @self: a list
 * @error: return location
 *
 * Returns: whether everything has reached the file
 */
gboolean
ry_refused_close (RyRefused *self, GError **error)
{
  FILE *file = g_steal_pointer (&self->file);

  return file == NULL || fclose (file) == 0 || set_write_error (self, error);
}

/**
 * ry_refused_free:
 * @self: a list
 *
 * Frees it; use ry_refused_close() before to learn of faults.
 */
void
ry_refused_free (RyRefused *self)
{
  if (self->file != NULL)
    fclose (self->file);
  g_strfreev (self->headings);
  g_free (self->path);
  g_free (self);
}
