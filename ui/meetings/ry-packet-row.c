/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The packet is bound in a thread, from what the store holds: the draft is flushed before. Progress comes back through
 * the main loop.
 */
#include "ry-packet-row.h"

#include <glib/gi18n.h>

#include "ry-json.h"
#include "ry-packet.h"
#include "ry-speech.h"

struct _RyPacketRow {
  AdwActionRow parent_instance;

  /* Widgets */
  GtkWidget *button;

  /* Owned */
  RyMeetingDraft *draft;
  GCancellable *cancellable; /* while it is bound */
};

G_DEFINE_FINAL_TYPE (RyPacketRow, ry_packet_row, ADW_TYPE_ACTION_ROW)

enum { FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* A packet on its way, as a task's data. */
typedef struct {
  GWeakRef row;
  char *meeting;
  char *path;
  GPtrArray *troubles;
} Binding;

typedef struct {
  GWeakRef row;
  guint done, total;
} Step;

static void
binding_free (gpointer data)
{
  Binding *binding = data;

  g_weak_ref_clear (&binding->row);
  g_ptr_array_unref (binding->troubles);
  g_free (binding->meeting);
  g_free (binding->path);
  g_free (binding);
}

static void
show_state (RyPacketRow *self, const char *words)
{
  gboolean binding = self->cancellable != NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  gtk_button_set_label (GTK_BUTTON (self->button), binding ? _ ("Stop") : _ ("Bind…"));
  ry_speech_set_label (self->button, binding ? _ ("Stop binding") : _ ("Bind all papers into one PDF"));
}

static gboolean
step_cb (gpointer data)
{
  Step *step = data;
  g_autoptr (RyPacketRow) self = g_weak_ref_get (&step->row);
  g_autofree char *words = g_strdup_printf (_ ("Binding paper %u of %u"), step->done + 1, step->total);

  if (self != NULL && self->cancellable != NULL)
    show_state (self, words);
  return G_SOURCE_REMOVE;
}

static void
step_free (gpointer data)
{
  g_weak_ref_clear (&((Step *) data)->row);
  g_free (data);
}

static void
progress_cb (guint done, guint total, gpointer data)
{
  Binding *binding = data;
  g_autoptr (RyPacketRow) row = g_weak_ref_get (&binding->row);
  Step *step = g_new (Step, 1);

  g_weak_ref_init (&step->row, row);
  step->done = done;
  step->total = total;
  g_idle_add_full (G_PRIORITY_DEFAULT, step_cb, step, step_free);
}

static void
bind_thread (GTask *task, gpointer workspace, gpointer data, GCancellable *cancellable)
{
  Binding *binding = data;
  GError *error = NULL;
  guint n = ry_packet_write (workspace, binding->meeting, binding->path, binding->troubles, progress_cb, binding,
                             cancellable, &error);

  if (n > 0)
    g_task_return_int (task, n);
  else
    g_task_return_error (task, error);
}

/* How many pages where, and each paper that is not in it, with the reason. */
static char *
describe_outcome (guint n, Binding *binding)
{
  g_autofree char *name = g_path_get_basename (binding->path);
  GString *words = g_string_new (NULL);

  g_string_printf (words, g_dngettext (NULL, "%u page in “%s”", "%u pages in “%s”", n), n, name);
  for (guint i = 0; i < binding->troubles->len; i++) {
    RyPacketTrouble *trouble = g_ptr_array_index (binding->troubles, i);

    g_string_append_printf (words, "\n%s %s: %s", trouble->label, trouble->name, trouble->sentence);
  }
  return g_string_free (words, FALSE);
}

static const char *
get_invitation (void)
{
  return _ ("Agenda, attendance, minutes and all papers in order, with labels, page numbers and bookmarks");
}

static void
bound_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyPacketRow) self = data;
  Binding *binding = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gssize n = g_task_propagate_int (G_TASK (result), &error);
  g_autofree char *words = error == NULL ? describe_outcome ((guint) n, binding) : NULL;

  g_clear_object (&self->cancellable);
  show_state (self, words != NULL ? words : get_invitation ());
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, _ ("The papers could not be bound"), error);
}

static void
start (RyPacketRow *self, const char *path)
{
  Binding *binding = g_new0 (Binding, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  g_weak_ref_init (&binding->row, self);
  binding->meeting = g_strdup (ry_meeting_draft_get_id (self->draft));
  binding->path = g_strdup (path);
  binding->troubles = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_packet_trouble_free);
  if (!ry_meeting_draft_flush_now (self->draft, &error)) {
    g_signal_emit (self, signals[FAILED], 0, _ ("The papers could not be bound"), error);
    binding_free (binding);
    return;
  }
  self->cancellable = g_cancellable_new ();
  show_state (self, _ ("Binding…"));
  task = g_task_new (ry_meeting_draft_get_workspace (self->draft), self->cancellable, bound_cb, g_object_ref (self));
  g_task_set_task_data (task, binding, binding_free);
  g_task_run_in_thread (task, bind_thread);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, RyPacketRow *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->cancellable == NULL && self->draft != NULL)
    start (self, path);
  g_object_unref (dialog);
}

static void
clicked_cb (RyPacketRow *self)
{
  const char *title = ry_json_get_string (ry_meeting_draft_get_content (self->draft), "title");
  g_autofree char *name = g_strdup_printf (_ ("%s papers.pdf"), title != NULL ? title : "");
  GtkFileChooserNative *dialog;

  if (self->cancellable != NULL) {
    g_cancellable_cancel (self->cancellable);
    return;
  }
  dialog = gtk_file_chooser_native_new (_ ("Bind Papers"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), g_strdelimit (name, "/", '_'));
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* A packet that nobody waits for any more is not finished. */
static void
ry_packet_row_dispose (GObject *object)
{
  RyPacketRow *self = RY_PACKET_ROW (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (ry_packet_row_parent_class)->dispose (object);
}

static void
ry_packet_row_class_init (RyPacketRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_packet_row_dispose;
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
ry_packet_row_init (RyPacketRow *self)
{
  self->button = gtk_button_new_with_label ("");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (self), "emblem-documents-symbolic");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("All Papers in One PDF"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->button);
  show_state (self, get_invitation ());
}

/**
 * ry_packet_row_new:
 * @draft: the open meeting
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ry_packet_row_new (RyMeetingDraft *draft)
{
  RyPacketRow *self = g_object_new (RY_TYPE_PACKET_ROW, NULL);

  self->draft = g_object_ref (draft);
  return GTK_WIDGET (self);
}
