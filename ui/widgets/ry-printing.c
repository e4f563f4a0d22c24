/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The paper's own size goes to the printer: A4, A3, B5 by name, an envelope as it is. The offset is known when the
 * printer is chosen, so it is applied while drawing. The next paper goes to the same printer in the same way, with both
 * sides, colour and quality; pages, copies and size are of one paper alone.
 */
#include "ry-printing.h"

#include <math.h>

#define SCHEMA           "org.ryorin.Ryorin"
#define OFFSETS          "printer-offsets"
#define PRINTER          "letters-printer"
#define POINTS_PER_TENTH (72.0 / 254)
#define SAME_SIZE        4                   /* points */
#define KEPT             "ry-print-settings" /* with the window, for as long as it is open */

typedef struct {
  RyPaper *paper;
  RyPrintFailedFunc failed;
  GWeakRef data;
  GWeakRef window;
  gboolean with_offset;
  double dx, dy; /* points */
} Printing;

static void
free_printing (gpointer data, GClosure *closure)
{
  Printing *printing = data;

  g_object_unref (printing->paper);
  g_weak_ref_clear (&printing->data);
  g_weak_ref_clear (&printing->window);
  g_free (printing);
}

/* NULL where the program runs without its schema, as from a folder. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, SCHEMA, TRUE) : NULL;

  return schema != NULL && g_settings_schema_has_key (schema, OFFSETS) ? g_settings_new (SCHEMA) : NULL;
}

static GtkPaperSize *
choose_size (double width, double height)
{
  /* By name, so that the printer takes them from the right tray: B5 as Japan has it, the postcard, the return postcard,
   * and the envelope 長3. */
  static const char *const names[] = { GTK_PAPER_NAME_A4, GTK_PAPER_NAME_A3, "jis_b5",     "jis_b4",
                                       GTK_PAPER_NAME_A5, "jpn_hagaki",      "jpn_oufuku", "jpn_chou3" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    GtkPaperSize *size = gtk_paper_size_new (names[i]);

    if (fabs (gtk_paper_size_get_width (size, GTK_UNIT_POINTS) - MIN (width, height)) < SAME_SIZE &&
        fabs (gtk_paper_size_get_height (size, GTK_UNIT_POINTS) - MAX (width, height)) < SAME_SIZE)
      return size;
    gtk_paper_size_free (size);
  }
  return gtk_paper_size_new_custom ("ryorin", "Ryōrin", MIN (width, height), MAX (width, height), GTK_UNIT_POINTS);
}

static GtkPageSetup *
create_page_setup (RyPaper *paper)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) size = NULL;
  double width, height;

  ry_paper_get_size (paper, &width, &height);
  size = choose_size (width, height);
  gtk_page_setup_set_orientation (setup,
                                  width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_page_setup_set_paper_size (setup, size);
  return setup;
}

/* What the last paper was printed with, and where and under which name this one goes into a file. */
static GtkPrintSettings *
create_settings (GtkWindow *window, RyPaper *paper)
{
  GtkPrintSettings *kept = g_object_get_data (G_OBJECT (window), KEPT);
  GtkPrintSettings *settings = kept != NULL ? gtk_print_settings_copy (kept) : gtk_print_settings_new ();
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *name = g_strdup (ry_paper_get_title (paper));

  g_strdelimit (name, "/\\:*?\"<>|\n", '-');
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_DIR, documents != NULL ? documents : g_get_home_dir ());
  return settings;
}

static void
keep_settings (GtkWindow *window, GtkPrintSettings *settings)
{
  static const char *const of_one_paper[] = {
    GTK_PRINT_SETTINGS_PRINT_PAGES,  GTK_PRINT_SETTINGS_PAGE_RANGES,     GTK_PRINT_SETTINGS_PAGE_SET,
    GTK_PRINT_SETTINGS_N_COPIES,     GTK_PRINT_SETTINGS_REVERSE,         GTK_PRINT_SETTINGS_OUTPUT_URI,
    GTK_PRINT_SETTINGS_ORIENTATION,  GTK_PRINT_SETTINGS_PAPER_FORMAT,    GTK_PRINT_SETTINGS_PAPER_WIDTH,
    GTK_PRINT_SETTINGS_PAPER_HEIGHT, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, GTK_PRINT_SETTINGS_SCALE,
    GTK_PRINT_SETTINGS_NUMBER_UP,
  };
  GtkPrintSettings *kept = gtk_print_settings_copy (settings);

  for (guint i = 0; i < G_N_ELEMENTS (of_one_paper); i++)
    gtk_print_settings_unset (kept, of_one_paper[i]);
  g_object_set_data_full (G_OBJECT (window), KEPT, kept, g_object_unref);
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, Printing *printing)
{
  GtkPrintSettings *settings = gtk_print_operation_get_print_settings (operation);
  const char *printer = settings != NULL ? gtk_print_settings_get_printer (settings) : NULL;
  int dx, dy;

  if (!printing->with_offset)
    return;
  ry_printer_get_offset (printer, &dx, &dy);
  printing->dx = dx * POINTS_PER_TENTH;
  printing->dy = dy * POINTS_PER_TENTH;
}

/* Onto smaller paper than it was made for, as B5 for A4, it goes smaller; nothing is cut off, and nothing is blown up.
 */
static double
get_scale (RyPaper *paper, GtkPrintContext *context)
{
  double width, height, across = gtk_print_context_get_width (context), down = gtk_print_context_get_height (context);

  ry_paper_get_size (paper, &width, &height);
  if (across > width - SAME_SIZE && down > height - SAME_SIZE)
    return 1;
  return MIN (across / width, down / height);
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Printing *printing)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double scale = get_scale (printing->paper, context);

  cairo_translate (cr, printing->dx, printing->dy);
  cairo_scale (cr, scale, scale);
  ry_paper_draw_page (printing->paper, (guint) page, cr);
}

static void
tell (Printing *printing, const GError *error)
{
  g_autoptr (GObject) data = g_weak_ref_get (&printing->data);

  if (data != NULL && printing->failed != NULL)
    printing->failed (data, error);
}

/* Envelopes and labels are moved for it, which is set beside the letters under its name. */
static void
note_printer (const char *printer)
{
  g_autoptr (GSettings) settings = open_settings ();

  if (settings != NULL && printer != NULL)
    g_settings_set_string (settings, PRINTER, printer);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Printing *printing)
{
  g_autoptr (GtkWindow) window = g_weak_ref_get (&printing->window);
  GtkPrintSettings *settings = gtk_print_operation_get_print_settings (operation);
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY && window != NULL && settings != NULL)
    keep_settings (window, settings);
  if (result == GTK_PRINT_OPERATION_RESULT_APPLY && printing->with_offset && settings != NULL)
    note_printer (gtk_print_settings_get_printer (settings));
  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  tell (printing, error);
}

/**
 * ry_print_paper:
 * @window: the window in front
 * @paper: what to print
 * @with_offset: whether the printer's offset counts: for envelopes and labels, which must meet a place
 * @failed: (nullable): told what went wrong
 * @data: for @failed; not kept alive
 *
 * Opens the print dialogue.
 */
void
ry_print_paper (GtkWindow *window, RyPaper *paper, gboolean with_offset, RyPrintFailedFunc failed, GObject *data)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = create_page_setup (paper);
  g_autoptr (GtkPrintSettings) settings = create_settings (window, paper);
  g_autoptr (GError) error = NULL;
  Printing *printing = g_new0 (Printing, 1);

  printing->paper = g_object_ref (paper);
  printing->failed = failed;
  printing->with_offset = with_offset;
  g_weak_ref_init (&printing->data, data);
  g_weak_ref_init (&printing->window, window);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_n_pages (operation, (int) ry_paper_get_n_pages (paper));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_job_name (operation, ry_paper_get_title (paper));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), printing);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), printing);
  g_signal_connect_data (operation, "done", G_CALLBACK (done_cb), printing, free_printing, 0);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, &error) ==
      GTK_PRINT_OPERATION_RESULT_ERROR)
    tell (printing, error);
}

/**
 * ry_printer_get_offset:
 * @printer: (nullable): a printer's name
 * @dx_tenths: (out): tenths of a millimetre to the right
 * @dy_tenths: (out): tenths of a millimetre down
 *
 * A printer without an offset of its own has the one that was set without naming a printer.
 */
void
ry_printer_get_offset (const char *printer, int *dx_tenths, int *dy_tenths)
{
  g_autoptr (GSettings) settings = open_settings ();
  g_autoptr (GVariant) offsets = settings != NULL ? g_settings_get_value (settings, OFFSETS) : NULL;

  *dx_tenths = *dy_tenths = 0;
  if (offsets != NULL && (printer == NULL || !g_variant_lookup (offsets, printer, "(ii)", dx_tenths, dy_tenths)))
    g_variant_lookup (offsets, "", "(ii)", dx_tenths, dy_tenths);
}

/**
 * ry_printer_set_offset:
 * @printer: a printer's name
 * @dx_tenths: tenths of a millimetre to the right
 * @dy_tenths: tenths of a millimetre down
 */
void
ry_printer_set_offset (const char *printer, int dx_tenths, int dy_tenths)
{
  g_autoptr (GSettings) settings = open_settings ();
  g_autoptr (GVariant) offsets = settings != NULL ? g_settings_get_value (settings, OFFSETS) : NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  int dx, dy;

  if (offsets == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{s(ii)}"));
  g_variant_iter_init (&iter, offsets);
  while (g_variant_iter_next (&iter, "{&s(ii)}", &name, &dx, &dy))
    if (g_strcmp0 (name, printer) != 0)
      g_variant_builder_add (&builder, "{s(ii)}", name, dx, dy);
  g_variant_builder_add (&builder, "{s(ii)}", printer, dx_tenths, dy_tenths);
  g_settings_set_value (settings, OFFSETS, g_variant_builder_end (&builder));
}
