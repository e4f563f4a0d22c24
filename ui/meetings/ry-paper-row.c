/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * While it is fetched the row shows how much has come, and a second click stops it. What went wrong stands in the row
 * until it is tried again, because that is where somebody looks who waits for the paper.
 */
#include "ry-paper-row.h"

#include <glib/gi18n.h>

#include "ry-error.h"
#include "ry-paper-file.h"
#include "ry-speech.h"
#include "ry-tooltip.h"

struct _RyPaperRow {
  AdwActionRow parent_instance;

  /* Widgets */
  GtkWidget *progress;
  GtkWidget *remove_button;

  /* Owned */
  RyWorkspace *workspace;
  RyReplicator *replicator; /* (nullable) */
  char *meeting;
  char *name;
  RyAttachment *attachment; /* (nullable): a paper that is only named */
  GCancellable *fetching;
};

G_DEFINE_FINAL_TYPE (RyPaperRow, ry_paper_row, ADW_TYPE_ACTION_ROW)

enum { REMOVED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
set_subtitle (RyPaperRow *self, const char *subtitle)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

static void
describe (RyPaperRow *self)
{
  const RyAttachment *attachment = self->attachment;
  g_autofree char *type = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *size = NULL;
  g_autofree char *facts = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  if (attachment == NULL) {
    set_subtitle (self, _ ("Named only; no file"));
    return;
  }
  type = g_content_type_from_mime_type (attachment->content_type);
  kind = g_content_type_get_description (type != NULL ? type : attachment->content_type);
  size = g_format_size ((guint64) attachment->length);
  facts = g_strjoin ("・", kind, size, attachment->here ? NULL : _ ("on the server"), NULL);
  set_subtitle (self, facts);
}

static void
stop (RyPaperRow *self)
{
  g_clear_object (&self->fetching);
  gtk_widget_set_visible (self->progress, FALSE);
}

static void
fail (RyPaperRow *self, const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *sentence = NULL;

  if (self->workspace == NULL)
    return;
  stop (self);
  describe (self);
  if (cancelled)
    return;
  sentence =
      g_strdup_printf (_ ("Could not be opened: %s"),
                       error->domain == RY_ERROR ? ry_error_get_sentence ((RyErrorCode) error->code) : error->message);
  set_subtitle (self, sentence);
  gtk_widget_add_css_class (GTK_WIDGET (self), "error");
}

static void
shown_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyPaperRow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (object), result, &error))
    fail (self, error);
}

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyPaperRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = ry_paper_file_export_finish (result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  if (file == NULL || self->workspace == NULL) {
    if (file == NULL)
      fail (self, error);
    return;
  }
  stop (self);
  describe (self);
  if (GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, shown_cb, g_steal_pointer (&self));
}

static void export(RyPaperRow *self)
{
  self->attachment->here = TRUE;
  ry_paper_file_export_async (ry_workspace_get_store_for (self->workspace, self->meeting), self->attachment,
                              self->fetching, exported_cb, g_object_ref (self));
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyPaperRow) self = data;
  g_autoptr (GError) error = NULL;

  if (!ry_replicator_fetch_finish (RY_REPLICATOR (object), result, &error))
    fail (self, error);
  else if (self->workspace != NULL)
    export(self);
}

static void
progress_cb (gint64 n_bytes, gint64 total, gpointer data)
{
  RyPaperRow *self = data;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), total > 0 ? (double) n_bytes / (double) total : 0);
}

static void
activated_cb (RyPaperRow *self)
{
  if (self->attachment == NULL)
    return;
  if (self->fetching != NULL) {
    g_cancellable_cancel (self->fetching);
    return;
  }
  self->fetching = g_cancellable_new ();
  describe (self);
  if (self->attachment->here || self->replicator == NULL) {
    export(self);
    return;
  }
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0);
  gtk_widget_set_visible (self->progress, TRUE);
  set_subtitle (self, _ ("Fetching from the server… Click to stop"));
  ry_replicator_fetch_async (self->replicator, self->meeting, self->name, self->fetching, progress_cb, self, fetched_cb,
                             g_object_ref (self));
}

static void
remove_clicked_cb (RyPaperRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
ry_paper_row_dispose (GObject *object)
{
  RyPaperRow *self = RY_PAPER_ROW (object);

  if (self->fetching != NULL)
    g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
  g_clear_object (&self->workspace);
  g_clear_object (&self->replicator);
  g_clear_pointer (&self->attachment, ry_attachment_free);
  g_clear_pointer (&self->meeting, g_free);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (ry_paper_row_parent_class)->dispose (object);
}

static void
ry_paper_row_class_init (RyPaperRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_paper_row_dispose;
  signals[REMOVED] =
      g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_paper_row_init (RyPaperRow *self)
{
  self->progress = gtk_progress_bar_new ();
  gtk_widget_set_size_request (self->progress, 120, -1);
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->progress, FALSE);
  self->remove_button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (self->remove_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->remove_button, "flat");
  ry_tooltip_set (self->remove_button, _ ("Remove"));
  g_signal_connect_swapped (self->remove_button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->progress);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->remove_button);
  g_signal_connect (self, "activated", G_CALLBACK (activated_cb), NULL);
}

/**
 * ry_paper_row_new:
 * @workspace: a workspace
 * @replicator: (nullable): who fetches what is not here
 * @meeting: the meeting
 * @name: the paper's name
 * @attachment: (nullable): its file, where it has one
 * @removable: whether it can be removed
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
ry_paper_row_new (RyWorkspace *workspace,
                  RyReplicator *replicator,
                  const char *meeting,
                  const char *name,
                  const RyAttachment *attachment,
                  gboolean removable)
{
  RyPaperRow *self = g_object_new (RY_TYPE_PAPER_ROW, "use-markup", FALSE, "title", name, NULL);
  g_autofree char *spoken = g_strdup_printf (_ ("Remove %s"), name);

  self->workspace = g_object_ref (workspace);
  self->replicator = replicator != NULL ? g_object_ref (replicator) : NULL;
  self->meeting = g_strdup (meeting);
  self->name = g_strdup (name);
  self->attachment = attachment != NULL ? ry_attachment_copy (attachment) : NULL;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), attachment != NULL);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (self), "text-x-generic-symbolic");
  gtk_widget_set_visible (self->remove_button, removable);
  ry_speech_set_label (self->remove_button, spoken);
  describe (self);
  return GTK_WIDGET (self);
}

/**
 * ry_paper_row_get_name:
 * @self: a row
 *
 * Returns: the paper's name
 */
const char *
ry_paper_row_get_name (RyPaperRow *self)
{
  return self->name;
}
