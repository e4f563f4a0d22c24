/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A field, of a council `rules`, names the attachment. A file that is no PDF is refused before it is taken in: it would
 * replicate to everybody and open nowhere.
 */
#include "ry-council-rules.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-attach.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-paper-file.h"
#include "ry-paper-row.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-window.h"

#define MAGIC "%PDF-"

struct _RyCouncilRules {
  AdwPreferencesGroup parent_instance;

  /* Borrowed */
  GtkWidget *choose;
  GtkWidget *row;

  /* Owned */
  RyRecord *record;
  RyKeptPdf what; /* its words live as long as the program */
  GtkFileChooserNative *chooser;
  char *shown;  /* the name on the row */
  char *taking; /* the name of a file that is on its way in */
};

G_DEFINE_FINAL_TYPE (RyCouncilRules, ry_council_rules, ADW_TYPE_PREFERENCES_GROUP)

static RyWindow *
get_window (RyCouncilRules *self)
{
  return RY_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static const char *
get_name (RyCouncilRules *self)
{
  JsonObject *root = ry_record_get_root (self->record);
  const char *name = root != NULL ? ry_json_get_string (root, self->what.member) : NULL;

  return name != NULL && *name != '\0' ? name : NULL;
}

static const RyAttachment *
find_attachment (GPtrArray *attachments, const char *name)
{
  for (guint i = 0; attachments != NULL && i < attachments->len; i++) {
    const RyAttachment *attachment = g_ptr_array_index (attachments, i);

    if (g_strcmp0 (attachment->name, name) == 0)
      return attachment;
  }
  return NULL;
}

static void
set_name (RyCouncilRules *self, const char *name)
{
  ry_record_set (self->record, self->what.member, json_node_init_string (json_node_alloc (), name));
  ry_record_flush (self->record);
}

static void
removed_cb (RyCouncilRules *self)
{
  set_name (self, "");
}

static void
show (RyCouncilRules *self)
{
  RyWorkspace *workspace = ry_record_get_workspace (self->record);
  const char *name = get_name (self);
  g_autoptr (GPtrArray) attachments =
      ry_store_get_attachments (ry_workspace_get_store_for (workspace, ry_record_get_id (self->record)),
                                ry_record_get_id (self->record), NULL, NULL);
  const RyAttachment *attachment = name != NULL ? find_attachment (attachments, name) : NULL;
  g_autofree char *described =
      name != NULL ? g_strdup_printf ("%s %s", name, attachment != NULL ? attachment->digest : "") : NULL;

  gtk_button_set_label (GTK_BUTTON (self->choose), name != NULL ? _ ("Replace…") : _ ("Choose a PDF…"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), name != NULL ? NULL : _ (self->what.empty));
  if (g_strcmp0 (described, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&described);
  if (self->row != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->row);
  self->row = NULL;
  if (name == NULL)
    return;
  self->row =
      ry_paper_row_new (workspace, get_window (self) != NULL ? ry_window_get_replicator (get_window (self)) : NULL,
                        ry_record_get_id (self->record), name, attachment, TRUE);
  g_signal_connect_swapped (self->row, "removed", G_CALLBACK (removed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->row);
}

static void
attached_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyCouncilRules) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_steal_pointer (&self->taking);
  gboolean done = ry_workspace_attach_file_finish (RY_WORKSPACE (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  gtk_widget_set_sensitive (self->choose, TRUE);
  if (done)
    set_name (self, name);
  else
    ry_window_show_error (get_window (self), _ (self->what.failed), error);
}

static gboolean
is_pdf (GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  char head[1024];
  gssize length;

  if (stream == NULL)
    return FALSE;
  length = g_input_stream_read (G_INPUT_STREAM (stream), head, sizeof head, NULL, error);
  if (length < 0)
    return FALSE;
  /* Some programs write a line before it. */
  if (memmem (head, (gsize) length, MAGIC, strlen (MAGIC)) != NULL)
    return TRUE;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID, _ ("The file is no PDF. Save it as PDF and choose that."));
  return FALSE;
}

static void
response_cb (GtkNativeDialog *dialog, int response, RyCouncilRules *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL)
    ry_council_rules_take (self, file);
}

static void
choose_cb (RyCouncilRules *self)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  self->chooser = gtk_file_chooser_native_new (_ (self->what.title), GTK_WINDOW (get_window (self)),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_add_suffix (filter, "pdf");
  gtk_file_filter_set_name (filter, _ ("PDF files"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_object_unref (filter);
  g_signal_connect (self->chooser, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, RyCouncilRules *self)
{
  GFile *file = g_value_get_object (value);

  if (file == NULL || !gtk_widget_get_sensitive (self->choose))
    return FALSE;
  ry_council_rules_take (self, file);
  return TRUE;
}

static void
ry_council_rules_dispose (GObject *object)
{
  RyCouncilRules *self = RY_COUNCIL_RULES (object);

  g_clear_object (&self->record);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (ry_council_rules_parent_class)->dispose (object);
}

static void
ry_council_rules_finalize (GObject *object)
{
  g_free (RY_COUNCIL_RULES (object)->shown);
  g_free (RY_COUNCIL_RULES (object)->taking);
  G_OBJECT_CLASS (ry_council_rules_parent_class)->finalize (object);
}

static void
ry_council_rules_class_init (RyCouncilRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_council_rules_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_council_rules_finalize;
}

static void
ry_council_rules_init (RyCouncilRules *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->choose = gtk_button_new ();
  gtk_widget_set_valign (self->choose, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->choose, "flat");
  g_signal_connect_swapped (self->choose, "clicked", G_CALLBACK (choose_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->choose);
}

/**
 * ry_kept_pdf_new:
 * @record: a record that is there
 * @what: which of its attachments; its words are static, marked for translation
 *
 * Returns: (transfer floating): the PDF
 */
GtkWidget *
ry_kept_pdf_new (RyRecord *record, const RyKeptPdf *what)
{
  RyCouncilRules *self = g_object_new (RY_TYPE_COUNCIL_RULES, NULL);

  self->record = g_object_ref (record);
  self->what = *what;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ (what->title));
  g_signal_connect_object (record, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  /* Only in the window is it known over which road a paper that is not here can be fetched. */
  g_signal_connect (self, "realize", G_CALLBACK (show), NULL);
  ry_permission_guard_field (self->choose, ry_record_get_workspace (record), ry_record_get_document (record),
                             what->member);
  return GTK_WIDGET (self);
}

/**
 * ry_council_rules_new:
 * @record: a council
 *
 * Returns: (transfer floating): its rules
 */
GtkWidget *
ry_council_rules_new (RyRecord *record)
{
  static const RyKeptPdf rules = { "rules", N_ ("Rules"), N_ ("No rules are kept yet"),
                                   N_ ("The rules could not be taken in") };

  return ry_kept_pdf_new (record, &rules);
}

/**
 * ry_council_rules_take:
 * @self: a council's rules
 * @file: a PDF
 *
 * Takes the file in, in the place of what was there; says why where it is none.
 */
void
ry_council_rules_take (RyCouncilRules *self, GFile *file)
{
  RyWorkspace *workspace = ry_record_get_workspace (self->record);
  const char *id = ry_record_get_id (self->record);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attachments = NULL;

  if (self->taking != NULL)
    return;
  if (!is_pdf (file, &error)) {
    ry_window_show_error (get_window (self), _ (self->what.failed), error);
    return;
  }
  ry_record_flush (self->record);
  attachments = ry_store_get_attachments (ry_workspace_get_store_for (workspace, id), id, NULL, NULL);
  self->taking = ry_paper_file_choose_name (file, attachments);
  gtk_widget_set_sensitive (self->choose, FALSE);
  ry_workspace_attach_file_async (workspace, id, self->taking, file, NULL, attached_cb, g_object_ref (self));
}
