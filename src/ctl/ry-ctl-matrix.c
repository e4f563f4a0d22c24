/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that asks all hospitals for several things at once: those that fit, or the whole matrix as CSV or on A3,
 * or two or three hospitals beside each other.
 */
#include "ry-ctl.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-error.h"
#include "ry-matrix-csv.h"
#include "ry-matrix-sheet.h"

typedef struct {
  char *as_of;
  char *want;
  char *compare;
  char *output;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->as_of);
  g_free (options->want);
  g_free (options->compare);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static RyPaper *
create_comparison (RyCtl *ctl, RyMatrix *matrix, const char *names, GError **error)
{
  g_auto (GStrv) ids = g_strsplit (names, ",", -1);
  g_autofree char *now = ry_date_now_iso ();
  g_autoptr (RyBeds) beds = ry_beds_new (ctl->workspace, matrix->as_of, now, error);
  guint rows[3], n = 0;

  if (beds == NULL)
    return NULL;
  for (guint i = 0; ids[i] != NULL; i++)
    if (n == G_N_ELEMENTS (rows) || !ry_matrix_find_row (matrix, g_strstrip (ids[i]), &rows[n++])) {
      g_set_error (error, RY_ERROR, RY_ERROR_INVALID,
                   _ ("Two or three hospitals of the matrix can be compared; “%s” is none or too many."), ids[i]);
      return NULL;
    }
  return ry_paper_new_comparison (matrix, rows, n, beds, now);
}

static gboolean
write_paper (RyCtl *ctl, RyMatrix *matrix, const Options *options, GArray *wants, GError **error)
{
  g_autoptr (RyPaper) paper =
      options->compare != NULL
          ? create_comparison (ctl, matrix, options->compare, error)
          : ry_paper_new_matrix (ctl->workspace, matrix, (const RyMatrixWant *) (gpointer) wants->data, wants->len);

  return paper != NULL && ry_paper_write_pdf (paper, options->output, NULL, error);
}

static gboolean
write_csv (RyMatrix *matrix, const char *path, GArray *wants, GError **error)
{
  g_autoptr (RyTableWriter) table =
      ry_matrix_csv_create (matrix, (const RyMatrixWant *) (gpointer) wants->data, wants->len, RY_ENCODING_UTF8);

  return ry_table_writer_save (table, path, NULL, NULL, error);
}

static void
print_fits (RyMatrix *matrix, GArray *wants)
{
  g_autoptr (RyMatrixOrder) order = ry_matrix_order (matrix, (const RyMatrixWant *) (gpointer) wants->data, wants->len);

  for (guint i = 0; i < order->n_fits; i++) {
    const RyMatrixRow *row = ry_matrix_get_row (matrix, order->rows[i]);

    ry_ctl_print_row (row->id, row->name);
  }
  ry_ctl_print ("fits %u", order->n_fits);
  ry_ctl_print ("open %u", order->n_open);
}

static int
answer (RyCtl *ctl, RyMatrix *matrix, const Options *options)
{
  g_autoptr (GArray) wants = g_array_new (FALSE, FALSE, sizeof (RyMatrixWant));
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (options->want != NULL && !ry_matrix_parse_wants (matrix, options->want, wants, &error))
    return ry_ctl_refuse (error);
  if (options->output == NULL) {
    print_fits (matrix, wants);
    return RY_CTL_DONE;
  }
  done = g_str_has_suffix (options->output, ".csv") ? write_csv (matrix, options->output, wants, &error)
                                                    : write_paper (ctl, matrix, options, wants, &error);
  return done ? RY_CTL_DONE : ry_ctl_refuse (error);
}

static gboolean
is_text (const Options *options)
{
  const char *const texts[] = { options->as_of != NULL ? options->as_of : "",
                                options->want != NULL ? options->want : "",
                                options->compare != NULL ? options->compare : "", NULL };

  return ry_ctl_is_text (texts);
}

int
ry_ctl_matrix (RyCtl *ctl, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_FILENAME, &options.as_of, N_ ("The day it is shown for"), "DAY" },
    { "want", 0, 0, G_OPTION_ARG_FILENAME, &options.want,
      N_ ("Conditions that are asked for together; ~ behind one takes conditions too"), "NAME,NAME~" },
    { "compare", 0, 0, G_OPTION_ARG_FILENAME, &options.compare, N_ ("Two or three hospitals beside each other"),
      "ID,ID" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("The file to write"), "FILE.csv|.pdf" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyMatrix) matrix = NULL;
  g_autofree char *day = NULL;
  GDate date;

  /* File names are bytes as they were typed: in the C locale a text would be no UTF-8. */
  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 0, 0) || !is_text (&options))
    return RY_CTL_USAGE;
  if (options.as_of != NULL && !ry_date_parse (options.as_of, &date))
    return ry_ctl_refuse_day (ctl, options.as_of);
  if (options.output != NULL && !g_str_has_suffix (options.output, ".pdf") &&
      (options.compare != NULL || !g_str_has_suffix (options.output, ".csv")))
    return ry_ctl_usage (ctl, _ ("Say with -o which .csv or .pdf file to write."));
  if (options.compare != NULL && options.output == NULL)
    return ry_ctl_usage (ctl, _ ("Say with -o which .pdf file to write."));
  day = options.as_of != NULL ? ry_date_format (&date, RY_DATE_ISO) : ry_date_dup_today ();
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  matrix = ry_matrix_new (ctl->workspace, day, &error);
  return matrix != NULL ? answer (ctl, matrix, &options) : ry_ctl_refuse (error);
}
