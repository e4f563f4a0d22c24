/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The newest stands first, as whoever enters looks there. Of a long list the first hundred are drawn until somebody
 * asks for the rest. A row opens its fields; what cancels it is a button on it, and takes itself back with the toast.
 */
#include "ry-application-pane.h"

#include <glib/gi18n.h>

#include "ry-application-csv.h"
#include "ry-application-form.h"
#include "ry-field-row.h"
#include "ry-icon-button.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-permission-guard.h"
#include "ry-record.h"
#include "ry-speech.h"
#include "ry-tooltip.h"

#define MOST_ROWS 100

struct _RyApplicationPane {
  AdwBin parent_instance;

  /* Borrowed */
  GtkWidget *form;
  GtkLabel *ways;
  GtkListBox *list;
  GtkWidget *all;
  GtkWidget *empty;

  /* Owned */
  RyEventDesk *desk;
  GtkFileChooserNative *chooser;

  gboolean shows_all;
};

G_DEFINE_FINAL_TYPE (RyApplicationPane, ry_application_pane, ADW_TYPE_BIN)

/* As the kind labels them. */
static const char *const status_words[RY_N_APPLICANT_STATUSES] = {
  NC_ ("application", "Accepted"), NC_ ("application", "Waiting list"), NC_ ("application", "Cancelled"),
  NC_ ("application", "Came"), NC_ ("application", "Absent")
};
static const char *const way_words[RY_N_APPLICANT_CHANNELS] = { N_ ("FAX"), N_ ("Telephone"), N_ ("E-mail"), N_ ("Web"),
                                                                N_ ("Own entry") };

static char *
dup_status (GPtrArray *list, RyApplicant *application)
{
  guint place = ry_applicant_get_waiting_place (list, application);

  return place > 0 ? g_strdup_printf (_ ("Waiting %u"), place)
                   : g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "application",
                                             status_words[ry_applicant_get_status (application->content)]));
}

static const char *
get_way (JsonObject *content)
{
  for (guint i = 0; i < RY_N_APPLICANT_CHANNELS; i++)
    if (g_strcmp0 (ry_json_get_text (content, "channel"), ry_applicant_channel_get_code (i)) == 0)
      return _ (way_words[i]);
  return "";
}

static void
toggle_cb (GtkButton *button, RyApplicationPane *self)
{
  g_autoptr (GPtrArray) list = ry_event_desk_load_applications (self->desk);
  RyApplicant *application = ry_applicant_find (list, g_object_get_data (G_OBJECT (button), "id"));
  gboolean cancelled = application != NULL && ry_applicant_get_status (application->content) == RY_APPLICANT_CANCELLED;
  g_autofree char *message = NULL;

  if (application == NULL)
    return;
  message = g_strdup_printf (cancelled ? _ ("%s is on the list again") : _ ("%s cancelled"),
                             ry_json_get_text (application->content, "name"));
  ry_applicant_set_status (list, application, cancelled ? RY_APPLICANT_WAITING : RY_APPLICANT_CANCELLED,
                           ry_event_desk_get_capacity (self->desk));
  ry_event_desk_save_applications (self->desk, g_steal_pointer (&list), message);
}

static GtkWidget *
create_toggle (RyApplicationPane *self, RyApplicant *application)
{
  gboolean cancelled = ry_applicant_get_status (application->content) == RY_APPLICANT_CANCELLED;
  g_autofree char *spoken = g_strdup_printf (cancelled ? _ ("Put %s on the list again") : _ ("Cancel %s"),
                                             ry_json_get_text (application->content, "name"));
  GtkWidget *button = ry_icon_button_new (cancelled ? "edit-undo-symbolic" : "window-close-symbolic", spoken);

  ry_tooltip_set (button,
                  cancelled ? _ ("Put on the list again") : _ ("Cancel; the place goes to whoever waits first"));
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (application->id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (toggle_cb), self);
  ry_permission_guard_widget (button, ry_event_desk_get_workspace (self->desk), RY_VERB_EDIT, "application",
                              application->document);
  return button;
}

static GtkWidget *
create_words (const char *text, int width, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (width > 0)
    gtk_label_set_width_chars (GTK_LABEL (label), width);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_names (RyApplicant *application)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  guint heads = ry_applicant_get_heads (application->content);
  g_autofree char *name =
      heads > 1 ? g_strdup_printf (_ ("%s, %u persons"), ry_json_get_text (application->content, "name"), heads)
                : g_strdup (ry_json_get_text (application->content, "name"));
  const char *where = *ry_json_get_text (application->content, "organisation_name") != '\0'
                          ? ry_json_get_text (application->content, "organisation_name")
                      : *ry_json_get_text (application->content, "area") != '\0'
                          ? ry_json_get_text (application->content, "area")
                          : ry_json_get_text (application->content, "profession");

  gtk_box_append (GTK_BOX (box), create_words (name, 0, "heading"));
  gtk_box_append (GTK_BOX (box), create_words (where, 0, "ry-2nd"));
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
create_row (RyApplicationPane *self, GPtrArray *list, RyApplicant *application)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autofree char *number = g_strdup_printf ("%d", (int) ry_json_get_int (application->content, "number", 0));
  g_autofree char *status = dup_status (list, application);
  g_autofree char *spoken =
      g_strdup_printf ("%s, %s, %s, %s, %s", number, ry_json_get_text (application->content, "name"),
                       ry_json_get_text (application->content, "organisation_name"), get_way (application->content),
                       status);
  GtkWidget *state = create_words (status, 5, "ry-small");

  if (ry_applicant_get_status (application->content) == RY_APPLICANT_WAITING)
    gtk_widget_add_css_class (state, "ry-warn");
  if (ry_applicant_get_status (application->content) == RY_APPLICANT_CANCELLED)
    gtk_widget_add_css_class (box, "ry-2nd");
  gtk_box_append (GTK_BOX (box), create_words (number, 4, "numeric"));
  gtk_box_append (GTK_BOX (box), create_names (application));
  gtk_box_append (GTK_BOX (box), create_words (get_way (application->content), 5, "ry-small"));
  gtk_box_append (GTK_BOX (box), state);
  gtk_box_append (GTK_BOX (box), create_toggle (self, application));
  gtk_widget_add_css_class (box, "ry-application");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (application->id), g_free);
  ry_speech_set_label (row, spoken);
  return row;
}

static void
show_ways (RyApplicationPane *self, GPtrArray *list)
{
  g_autoptr (GString) words = g_string_new (NULL);
  RyApplicantFigures figures;

  ry_applicant_count (list, &figures);
  for (guint i = 0; i < RY_N_APPLICANT_CHANNELS; i++)
    if (figures.channels[i] > 0)
      g_string_append_printf (words, "%s%s %u", words->len > 0 ? "　" : "", _ (way_words[i]), figures.channels[i]);
  if (figures.cancelled > 0)
    g_string_append_printf (words, "%s%s %u", words->len > 0 ? "　" : "", C_ ("application", "Cancelled"),
                            figures.cancelled);
  gtk_label_set_label (self->ways, words->str);
}

static void
show (RyApplicationPane *self)
{
  GPtrArray *list = ry_event_desk_get_applications (self->desk);
  guint n = self->shows_all ? list->len : MIN (list->len, MOST_ROWS);
  g_autofree char *rest = g_strdup_printf (_ ("Show All %u"), list->len);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, create_row (self, list, list->pdata[list->len - 1 - i]));
  gtk_widget_set_visible (GTK_WIDGET (self->list), list->len > 0);
  gtk_widget_set_visible (self->empty, list->len == 0);
  gtk_button_set_label (GTK_BUTTON (self->all), rest);
  gtk_widget_set_visible (self->all, n < list->len);
  show_ways (self, list);
}

static void
all_cb (RyApplicationPane *self)
{
  self->shows_all = TRUE;
  show (self);
}

/* Its fields, which save by themselves. */
static void
row_cb (RyApplicationPane *self, GtkListBoxRow *row)
{
  static const char *const fields[] = { "name", "reading", "organisation_name", "profession", "area", "count", "note" };
  GtkWidget *popover = gtk_popover_new (), *group = adw_preferences_group_new ();
  g_autoptr (RyRecord) record =
      ry_record_new (ry_event_desk_get_workspace (self->desk), g_object_get_data (G_OBJECT (row), "id"));

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    GtkWidget *field = ry_field_row_new (record, fields[i]);

    if (field != NULL)
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field);
  }
  g_object_set_data_full (G_OBJECT (popover), "record", g_steal_pointer (&record), g_object_unref);
  gtk_widget_set_size_request (group, 320, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), group);
  gtk_widget_set_parent (popover, GTK_WIDGET (row));
  g_signal_connect (popover, "closed", G_CALLBACK (gtk_widget_unparent), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* ---- A file of a web form ---- */

static void
import_response_cb (AdwMessageDialog *dialog, const char *response, RyApplicationPane *self)
{
  RyApplicationFile *file = g_object_get_data (G_OBJECT (dialog), "file");
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *message = NULL;
  guint n;

  if (g_strcmp0 (response, "add") != 0)
    return;
  list = ry_event_desk_load_applications (self->desk);
  n = ry_application_file_add (file, list, ry_event_desk_get_id (self->desk), ry_event_desk_get_capacity (self->desk));
  message = g_strdup_printf (ngettext ("%u application was read", "%u applications were read", n), n);
  ry_event_desk_save_applications (self->desk, g_steal_pointer (&list), message);
}

static char *
describe_file (RyApplicationFile *file, guint n_same)
{
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, _ ("New: %u · there already: %u · not readable: %u"), file->rows->len - n_same, n_same,
                          file->refused->len);
  g_string_append_printf (words, "\n%s", file->columns);
  for (guint i = 0; i < MIN (file->refused->len, 5); i++)
    g_string_append_printf (words, "\n%s", (const char *) file->refused->pdata[i]);
  return g_string_free (words, FALSE);
}

static void
ask_about_file (RyApplicationPane *self, RyApplicationFile *file)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (ry_event_desk_get_window (self->desk)), _ ("Read These Applications?"), NULL);
  guint n_same = ry_application_file_count_same (file, ry_event_desk_get_applications (self->desk),
                                                 ry_event_desk_get_id (self->desk));
  g_autofree char *words = describe_file (file, n_same);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), words);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "add", _ ("Read In"));
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "add", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "add", file->rows->len > n_same);
  g_object_set_data_full (G_OBJECT (dialog), "file", file, (GDestroyNotify) ry_application_file_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (import_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
file_cb (GtkNativeDialog *dialog, int response, RyApplicationPane *self)
{
  g_autoptr (GFile) chosen =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = chosen != NULL ? g_file_get_path (chosen) : NULL;
  g_autoptr (GError) error = NULL;
  RyApplicationFile *file;

  g_clear_object (&self->chooser);
  if (path == NULL)
    return;
  file = ry_application_file_read (ry_workspace_get_kind (ry_event_desk_get_workspace (self->desk), "application"),
                                   path, &error);
  if (file == NULL)
    ry_window_show_error (ry_event_desk_get_window (self->desk), _ ("The file could not be read"), error);
  else
    ask_about_file (self, file);
}

static void
ry_application_pane_dispose (GObject *object)
{
  RyApplicationPane *self = RY_APPLICATION_PANE (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (ry_application_pane_parent_class)->dispose (object);
}

static void
ry_application_pane_class_init (RyApplicationPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_application_pane_dispose;
}

static void
ry_application_pane_init (RyApplicationPane *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  ry_speech_set_label (GTK_WIDGET (self->list), _ ("Applications"));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_cb), self);
  self->all = gtk_button_new ();
  g_signal_connect_swapped (self->all, "clicked", G_CALLBACK (all_cb), self);
  self->empty = ry_label_new_wrapped (
      _ ("Nobody has applied yet. Type the kana of a name above, or read in the file of a web form from the menu."),
      "ry-2nd");
  self->ways = GTK_LABEL (ry_label_new_wrapped ("", "ry-small"));
  gtk_widget_add_css_class (GTK_WIDGET (self->ways), "ry-2nd");
}

/**
 * ry_application_pane_new:
 * @desk: the event
 *
 * Returns: (transfer floating): its applications
 */
GtkWidget *
ry_application_pane_new (RyEventDesk *desk)
{
  RyApplicationPane *self = g_object_new (RY_TYPE_APPLICATION_PANE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->desk = g_object_ref (desk);
  self->form = ry_application_form_new (desk);
  gtk_box_append (GTK_BOX (box), ry_label_new_wrapped (_ ("Applications"), "title-4"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->ways));
  gtk_box_append (GTK_BOX (box), self->form);
  gtk_box_append (GTK_BOX (box), self->empty);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->all);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}

void
ry_application_pane_focus (RyApplicationPane *self)
{
  ry_application_form_focus (RY_APPLICATION_FORM (self->form));
}

/**
 * ry_application_pane_choose_file:
 * @self: a pane
 *
 * Asks for the file of a web form, says what is in it, and reads it in.
 */
void
ry_application_pane_choose_file (RyApplicationPane *self)
{
  self->chooser =
      gtk_file_chooser_native_new (_ ("File of Applications"), GTK_WINDOW (ry_event_desk_get_window (self->desk)),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_signal_connect (self->chooser, "response", G_CALLBACK (file_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}
