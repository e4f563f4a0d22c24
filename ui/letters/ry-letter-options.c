/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyLetterOptions. The start position is of today and not kept; the rest is. A printer's offset is kept under its name,
 * and is also what counts when that printer is chosen in the print dialogue.
 */
#include "ry-letter-options.h"

#include <glib/gi18n.h>

#include "ry-fill.h"
#include "ry-printing.h"
#include "ry-speech.h"

static const char *const outsides[] = { "envelope", "preprinted",       "labels-12", "labels-24",
                                        "postcard", "postcard-printed", NULL };

struct _RyLetterOptions {
  AdwPreferencesGroup parent_instance;

  /* Widgets */
  AdwComboRow *outside;
  GtkWidget *start_row;
  GtkSpinButton *start;
  AdwExpanderRow *offsets;
  GtkEditable *printer;
  GtkSpinButton *dx;
  GtkSpinButton *dy;
  AdwActionRow *folder_row;

  /* Owned */
  GSettings *settings;
  GtkFileChooserNative *chooser;
  char *folder;

  gboolean loading;
};

G_DEFINE_FINAL_TYPE (RyLetterOptions, ry_letter_options, ADW_TYPE_PREFERENCES_GROUP)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, RY_APP_ID, TRUE) : NULL;

  return schema != NULL && g_settings_schema_has_key (schema, "letters-outside") ? g_settings_new (RY_APP_ID) : NULL;
}

static const RyLabelSheet *
get_sheet (RyLetterOptions *self)
{
  guint chosen = adw_combo_row_get_selected (self->outside);

  return chosen == 2 ? ry_label_sheet_get ("12") : chosen == 3 ? ry_label_sheet_get ("24") : NULL;
}

static void
show_offsets (RyLetterOptions *self)
{
  g_autofree char *text = g_strdup_printf (_ ("%+.1f mm to the right, %+.1f mm down"),
                                           gtk_spin_button_get_value (self->dx), gtk_spin_button_get_value (self->dy));

  adw_expander_row_set_subtitle (self->offsets, text);
}

static void
load_offset (RyLetterOptions *self)
{
  int dx, dy;

  ry_printer_get_offset (gtk_editable_get_text (self->printer), &dx, &dy);
  self->loading = TRUE;
  gtk_spin_button_set_value (self->dx, dx / 10.0);
  gtk_spin_button_set_value (self->dy, dy / 10.0);
  self->loading = FALSE;
  show_offsets (self);
}

static int
to_tenths (GtkSpinButton *spin)
{
  double value = gtk_spin_button_get_value (spin) * 10;

  return (int) (value + (value < 0 ? -0.5 : 0.5));
}

static void
offset_changed_cb (RyLetterOptions *self)
{
  if (self->loading)
    return;
  ry_printer_set_offset (gtk_editable_get_text (self->printer), to_tenths (self->dx), to_tenths (self->dy));
  show_offsets (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
printer_changed_cb (RyLetterOptions *self)
{
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "letters-printer", gtk_editable_get_text (self->printer));
  load_offset (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The printer that was chosen in the print dialogue. */
static void
printed_cb (RyLetterOptions *self)
{
  g_autofree char *printer = g_settings_get_string (self->settings, "letters-printer");

  if (g_strcmp0 (gtk_editable_get_text (self->printer), printer) != 0)
    gtk_editable_set_text (self->printer, printer);
}

static void
outside_changed_cb (RyLetterOptions *self)
{
  const RyLabelSheet *sheet = get_sheet (self);

  gtk_widget_set_visible (self->start_row, sheet != NULL);
  if (sheet != NULL)
    gtk_spin_button_set_range (self->start, 1, sheet->columns * sheet->rows);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "letters-outside", outsides[adw_combo_row_get_selected (self->outside)]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
start_changed_cb (RyLetterOptions *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_folder (RyLetterOptions *self, const char *folder)
{
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *markup = g_markup_escape_text (shown, -1);

  g_free (self->folder);
  self->folder = g_strdup (folder);
  adw_action_row_set_subtitle (self->folder_row, markup);
}

static void
folder_chosen_cb (RyLetterOptions *self, int response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file == NULL || g_file_peek_path (file) == NULL)
    return;
  set_folder (self, g_file_peek_path (file));
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "letters-folder", self->folder);
}

static void
choose_folder_cb (RyLetterOptions *self)
{
  g_autoptr (GFile) now = g_file_new_for_path (self->folder);

  g_clear_object (&self->chooser);
  self->chooser =
      gtk_file_chooser_native_new (_ ("Folder for Letters"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Choose"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), now, NULL);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (folder_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static GtkSpinButton *
add_spin (AdwExpanderRow *parent,
          AdwPreferencesGroup *group,
          const char *title,
          double low,
          double high,
          double step,
          GtkWidget **row_out)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (low, high, step);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  ry_speech_set_label (spin, title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  if (parent != NULL)
    adw_expander_row_add_row (parent, row);
  else
    adw_preferences_group_add (group, row);
  if (row_out != NULL)
    *row_out = row;
  return GTK_SPIN_BUTTON (spin);
}

static void
add_outside (RyLetterOptions *self)
{
  const char *const labels[] = { _ ("Envelopes, long 3"),
                                 _ ("Envelopes, long 3, with printed frames"),
                                 _ ("Labels, 12 a sheet"),
                                 _ ("Labels, 24 a sheet"),
                                 _ ("Postcards, the address side"),
                                 _ ("Postcards, the address side, with printed frames"),
                                 NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (labels);

  self->outside = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->outside), _ ("Letters by post"));
  adw_combo_row_set_model (self->outside, G_LIST_MODEL (model));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->outside));
  self->start =
      add_spin (NULL, ADW_PREFERENCES_GROUP (self), _ ("First label on the sheet"), 1, 24, 1, &self->start_row);
  gtk_widget_set_visible (self->start_row, FALSE);
}

static void
add_offsets (RyLetterOptions *self)
{
  self->offsets = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->offsets), _ ("Adjust the printing position"));
  self->printer = GTK_EDITABLE (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->printer), _ ("Printer"));
  adw_expander_row_add_row (self->offsets, GTK_WIDGET (self->printer));
  self->dx = add_spin (self->offsets, NULL, _ ("To the right (mm)"), -20, 20, 0.1, NULL);
  self->dy = add_spin (self->offsets, NULL, _ ("Down (mm)"), -20, 20, 0.1, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->offsets));
}

static void
add_folder (RyLetterOptions *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Change…"));

  self->folder_row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->folder_row), _ ("Folder"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ry_speech_set_label (button, _ ("Change the folder for letters"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_folder_cb), self);
  adw_action_row_add_suffix (self->folder_row, button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->folder_row));
}

static void
load (RyLetterOptions *self)
{
  g_autofree char *outside = self->settings != NULL ? g_settings_get_string (self->settings, "letters-outside") : NULL;
  g_autofree char *printer = self->settings != NULL ? g_settings_get_string (self->settings, "letters-printer") : NULL;
  g_autofree char *folder = self->settings != NULL ? g_settings_get_string (self->settings, "letters-folder") : NULL;
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  for (guint i = 0; outsides[i] != NULL; i++)
    if (g_strcmp0 (outside, outsides[i]) == 0)
      adw_combo_row_set_selected (self->outside, i);
  ry_fill_editable (self->printer, printer);
  if (folder != NULL && *folder != '\0' && g_file_test (folder, G_FILE_TEST_IS_DIR))
    set_folder (self, folder);
  else
    set_folder (self, documents != NULL ? documents : g_get_home_dir ());
  load_offset (self);
  outside_changed_cb (self);
}

static void
ry_letter_options_dispose (GObject *object)
{
  RyLetterOptions *self = RY_LETTER_OPTIONS (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (ry_letter_options_parent_class)->dispose (object);
}

static void
ry_letter_options_class_init (RyLetterOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_letter_options_dispose;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_letter_options_init (RyLetterOptions *self)
{
  self->settings = open_settings ();
  add_outside (self);
  add_offsets (self);
  add_folder (self);
  load (self);
  g_signal_connect_swapped (self->outside, "notify::selected", G_CALLBACK (outside_changed_cb), self);
  g_signal_connect_swapped (self->start, "value-changed", G_CALLBACK (start_changed_cb), self);
  g_signal_connect_swapped (self->dx, "value-changed", G_CALLBACK (offset_changed_cb), self);
  g_signal_connect_swapped (self->dy, "value-changed", G_CALLBACK (offset_changed_cb), self);
  g_signal_connect_swapped (self->printer, "changed", G_CALLBACK (printer_changed_cb), self);
  if (self->settings != NULL)
    g_signal_connect_object (self->settings, "changed::letters-printer", G_CALLBACK (printed_cb), self,
                             G_CONNECT_SWAPPED);
}

/**
 * ry_letter_options_get_labels:
 * @self: the options
 * @style: (out): how labels are to be
 *
 * Returns: whether labels are wanted
 */
gboolean
ry_letter_options_get_labels (RyLetterOptions *self, RyLabelStyle *style)
{
  const RyLabelSheet *sheet = get_sheet (self);

  *style = (RyLabelStyle){ .sheet = sheet != NULL ? sheet : ry_label_sheet_get ("12"),
                           .start = sheet != NULL ? gtk_spin_button_get_value_as_int (self->start) - 1 : 0,
                           .dx = gtk_spin_button_get_value (self->dx),
                           .dy = gtk_spin_button_get_value (self->dy) };
  return sheet != NULL;
}

/**
 * ry_letter_options_get_envelopes:
 * @self: the options
 * @style: (out): how envelopes or postcards are to be
 */
void
ry_letter_options_get_envelopes (RyLetterOptions *self, RyEnvelopeStyle *style)
{
  const char *outside = outsides[adw_combo_row_get_selected (self->outside)];

  *style =
      (RyEnvelopeStyle){ .postcard = g_str_has_prefix (outside, "postcard"),
                         .boxes = !g_str_equal (outside, "preprinted") && !g_str_equal (outside, "postcard-printed"),
                         .dx = gtk_spin_button_get_value (self->dx),
                         .dy = gtk_spin_button_get_value (self->dy) };
}

/**
 * ry_letter_options_get_folder:
 * @self: the options
 *
 * Returns: (transfer none): where runs are made
 */
const char *
ry_letter_options_get_folder (RyLetterOptions *self)
{
  return self->folder;
}
