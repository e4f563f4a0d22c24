/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one can do in the window: its actions, the toasts that answer, and the acts that can be undone. Keys stand in
 * ry-application.c; the commands of a page are passed to the page in front.
 */
#include <glib/gi18n.h>

#include "ry-error.h"
#include "ry-first-sync-page.h"
#include "ry-history-page.h"
#include "ry-import-page.h"
#include "ry-letter-number-page.h"
#include "ry-notice-page.h"
#include "ry-reply-page.h"
#include "ry-server-dialog.h"
#include "ry-template-page.h"
#include "ry-window-private.h"

/* Long enough to read a sentence and decide, as a toast cannot be called back. */
#define UNDO_SECONDS 8
/* Fewer records than this arrive before a page about them could be read. */
#define FIRST_SYNC_FROM 200

typedef struct {
  RyWindow *window;
  char *message;
} Commit;

/* An act on its way back, or being done again. */
typedef struct {
  RyWindow *window;
  char *message;
  gboolean again;
} Taking;

static void take_back (RyWindow *self, gboolean again);

static void
taking_free (Taking *taking)
{
  g_object_unref (taking->window);
  g_free (taking->message);
  g_free (taking);
}

static void
commit_free (Commit *commit)
{
  g_object_unref (commit->window);
  g_free (commit->message);
  g_free (commit);
}

static void
update_undo (RyWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", ry_undo_stack_get_n (self->acts) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", ry_undo_stack_get_n_redo (self->acts) > 0);
  g_signal_emit_by_name (self, "acts-changed");
}

static void
toast_dismissed_cb (AdwToast *toast, RyWindow *self)
{
  if (self->undo_toast == toast)
    self->undo_toast = NULL;
}

static void
fill_toast (RyWindow *self, AdwToast *toast, const char *message)
{
  gboolean can_undo = ry_undo_stack_get_n (self->acts) > 0;
  g_autofree char *markup = g_markup_escape_text (message, -1);

  adw_toast_set_title (toast, markup);
  adw_toast_set_button_label (toast, can_undo ? _ ("Undo") : NULL);
  adw_toast_set_action_name (toast, can_undo ? "win.undo" : NULL);
}

/* The newest act is what the button takes back, so an older offer must not stand before it in the queue. Acts that
 * follow each other closely share a toast: libadwaita 1.2 touches freed memory where one is dismissed while it still
 * comes. */
static void
offer_undo (RyWindow *self, const char *message)
{
  gint64 now = g_get_monotonic_time ();
  AdwToast *toast;

  if (self->undo_toast != NULL && now - self->undo_toast_at < UNDO_SECONDS * G_USEC_PER_SEC / 2) {
    fill_toast (self, self->undo_toast, message);
    return;
  }
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  toast = adw_toast_new ("");
  fill_toast (self, toast, message);
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self, 0);
  self->undo_toast = toast;
  self->undo_toast_at = now;
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Taking *taking = data;
  RyWindow *self = taking->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) back = ry_workspace_undo_finish (RY_WORKSPACE (source), result, &error);
  g_autofree char *message =
      g_strdup_printf (taking->again ? _ ("Done again (%s)") : _ ("Undone (%s)"), taking->message);

  self->undoing = FALSE;
  if (back == NULL)
    ry_window_show_error (self, _ ("This could not be undone"), error);
  else if (taking->again)
    ry_undo_stack_push_undo (self->acts, taking->message, back);
  else
    ry_undo_stack_push_redo (self->acts, taking->message, back);
  update_undo (self);
  if (back != NULL && self->undos_asked == 0)
    offer_undo (self, message);
  if (self->undos_asked > 0) {
    self->undos_asked--;
    take_back (self, FALSE);
  }
  taking_free (taking);
}

static void
take_back (RyWindow *self, gboolean again)
{
  g_autoptr (RyUndo) undo = NULL;
  Taking *taking;
  char *message;

  if (self->undoing) {
    self->undos_asked += !again;
    return;
  }
  undo = again ? ry_undo_stack_pop_redo (self->acts, &message) : ry_undo_stack_pop (self->acts, &message);
  update_undo (self);
  if (undo == NULL)
    return;
  self->undoing = TRUE;
  taking = g_new0 (Taking, 1);
  taking->window = g_object_ref (self);
  taking->message = message;
  taking->again = again;
  ry_workspace_undo_async (self->workspace, undo, NULL, undone_cb, taking);
}

/* Keys of the application come before those of the text with the cursor, whose own typing is what is meant. Whether an
 * entry has something to take back only shows by trying. */
static gboolean
undo_typing (RyWindow *self, gboolean again)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkTextBuffer *buffer = GTK_IS_TEXT_VIEW (focus) ? gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)) : NULL;
  g_autofree char *before = NULL;

  if (buffer != NULL && !again && gtk_text_buffer_get_can_undo (buffer)) {
    gtk_text_buffer_undo (buffer);
    return TRUE;
  }
  if (buffer != NULL && again && gtk_text_buffer_get_can_redo (buffer)) {
    gtk_text_buffer_redo (buffer);
    return TRUE;
  }
  if (!GTK_IS_TEXT (focus))
    return FALSE;
  before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));
  gtk_widget_activate_action (focus, again ? "text.redo" : "text.undo", NULL);
  return !g_str_equal (before, gtk_editable_get_text (GTK_EDITABLE (focus)));
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyWindow *self = RY_WINDOW (widget);
  gboolean again = g_str_equal (name, "win.redo");

  if (!undo_typing (self, again))
    take_back (self, again);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _ry_window_go_back (RY_WINDOW (widget));
}

static void
show_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ry_window_show_page (RY_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
page_at_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyWindow *self = RY_WINDOW (widget);
  int wanted = g_variant_get_int32 (parameter);
  guint n_pages;
  const RyPageEntry *entries = _ry_window_list_pages (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    if (entries[i].group >= 0 && --wanted == 0)
      ry_window_show_page (self, entries[i].name);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyWindow *self = RY_WINDOW (widget);

  ry_window_show_page (self, "search");
  ry_page_focus_filter (ry_window_get_front (self));
}

static void
conflicts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ry_window_show_page (RY_WINDOW (widget), "conflicts");
}

/* The menu chosen twice, a file dropped while the wizard stands open: it is the one wizard that comes. */
static void
open_import (RyWindow *self, const char *path)
{
  RyPage *there = ry_window_return_to (self, RY_TYPE_IMPORT_PAGE);

  if (there == NULL)
    ry_window_push (self, ry_import_page_new (self, path));
  else if (path != NULL)
    ry_import_page_take (RY_IMPORT_PAGE (there), path);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_import (RY_WINDOW (widget), NULL);
}

static void
import_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *path = g_variant_get_string (parameter, NULL);

  open_import (RY_WINDOW (widget), *path != '\0' ? path : NULL);
}

static void
take_calendar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (g_variant_get_string (parameter, NULL));

  g_list_store_append (files, file);
  ry_reply_page_take (RY_WINDOW (widget), G_LIST_MODEL (files));
}

/* Of a meeting that will not be held, that it will not. */
static const char *
choose_letter (RyWindow *self, const char *meeting)
{
  g_autoptr (RyDocument) document = ry_workspace_get (self->workspace, meeting, NULL);
  gboolean cancelled = document != NULL && g_strcmp0 (ry_document_get_string (document, "stage"), "cancelled") == 0;

  return cancelled ? RY_LETTER_CANCELLATION : RY_LETTER_NOTICE;
}

static void
notice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyWindow *self = RY_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  const char *meeting = g_variant_get_string (parameter, NULL);
  RyNoticePage *page = ry_notice_page_new (self, meeting, choose_letter (self, meeting), NULL, &error);

  if (page != NULL)
    ry_window_push (self, RY_PAGE (page));
  else
    ry_window_show_error (self, _ ("The letters could not be begun"), error);
}

/* Of the first council that is on. */
static const char *
get_council_on (RyWindow *self)
{
  for (guint i = 0; i < ry_councils_get_n (self->councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (self->councils, i);

    if (ry_councils_is_on (self->councils, council->id))
      return council->id;
  }
  return NULL;
}

static void
letters_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyWindow *self = RY_WINDOW (widget);
  const char *council = get_council_on (self);

  if (council == NULL)
    ry_window_show_message (self, _ ("There is no council yet"));
  else if (g_str_equal (name, "win.templates"))
    ry_window_push (self, ry_template_page_new (self, council, RY_LETTER_NOTICE, NULL));
  else
    ry_window_push (self, ry_letter_number_page_new (self, council));
}

static void
page_command_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct {
    const char *action;
    gboolean (*run) (RyPage *page);
  } commands[] = {
    { "win.new", ry_page_create },
    { "win.print", ry_page_print },
    { "win.filter", ry_page_focus_filter },
    { "win.side-pane", ry_page_toggle_side },
  };
  RyPage *front = ry_window_get_front (RY_WINDOW (widget));

  for (guint i = 0; front != NULL && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].action, name))
      commands[i].run (front);
}

static void
show_history (RyWindow *self, const char *id)
{
  RyPage *front = ry_window_get_front (self);

  /* What is still in a field belongs to the history that is asked for. */
  if (front != NULL)
    ry_page_leaving (front);
  ry_window_push (self, ry_history_page_new (self, id));
}

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyWindow *self = RY_WINDOW (widget);
  RyPage *front = ry_window_get_front (self);
  g_autofree char *id = front != NULL ? ry_page_dup_record (front) : NULL;

  if (id != NULL)
    show_history (self, id);
  else
    ry_window_show_page (self, "changes");
}

static void
record_history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_history (RY_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
council_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyWindow *self = RY_WINDOW (widget);
  int which = g_variant_get_int32 (parameter);
  const RyCouncil *council = which > 0 ? ry_councils_get_nth (self->councils, which - 1) : NULL;

  ry_councils_show_only (self->councils, council != NULL ? council->id : NULL);
}

static void
show_record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ry_window_open_record (RY_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
first_sync_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyWindow *self = RY_WINDOW (widget);

  if (!RY_IS_FIRST_SYNC_PAGE (ry_window_get_front (self)))
    ry_window_push (self, g_object_new (RY_TYPE_FIRST_SYNC_PAGE, "window", self, NULL));
}

/* A region that comes for the first time has a page to itself; one that is here in a moment needs none. */
static void
connected_cb (RyWindow *self)
{
  RySyncProgress progress;

  ry_replicator_get_progress (self->replicator, &progress);
  if (progress.initial && progress.pending >= FIRST_SYNC_FROM)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.first-sync", NULL);
}

static void
server_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyWindow *self = RY_WINDOW (widget);
  RyServerDialog *dialog = ry_server_dialog_new (GTK_WINDOW (self), self->workspace, self->replicator);

  g_signal_connect_object (dialog, "connected", G_CALLBACK (connected_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
refused_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ry_window_show_page (RY_WINDOW (widget), "refused");
}

static void
sync_now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ry_replicator_retry_now (RY_WINDOW (widget)->replicator);
}

static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  /* Made when it is asked for: GTK's own way would build it at every start. */
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/ryorin/Ryorin/ui/help-overlay.ui");
  GtkWindow *overlay = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (overlay, GTK_WINDOW (widget));
  gtk_window_present (overlay);
}

static void
remove_sample_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  RyUndo *undo = ry_workspace_remove_sample (RY_WINDOW (source)->workspace, cancellable, &error);

  if (undo != NULL)
    g_task_return_pointer (task, undo, (GDestroyNotify) ry_undo_unref);
  else
    g_task_return_error (task, error);
}

static void
sample_removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyWindow *self = RY_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = g_task_propagate_pointer (G_TASK (result), &error);

  if (undo != NULL)
    ry_window_show_undo (self, _ ("The sample is gone"), undo);
  else
    ry_window_show_error (self, _ ("The sample could not be removed"), error);
}

static void
remove_sample_answered_cb (AdwMessageDialog *dialog, const char *response, RyWindow *self)
{
  g_autoptr (GTask) task = NULL;

  if (!g_str_equal (response, "remove"))
    return;
  task = g_task_new (self, NULL, sample_removed_cb, NULL);
  g_task_run_in_thread (task, remove_sample_thread);
}

static void
remove_sample_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (widget), _ ("Remove the Practice Sample?"),
                              _ ("Everything of the invented ward goes. What you entered yourself stays."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove", _ ("_Remove"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_sample_answered_cb), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Commit *commit = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);

  if (undo != NULL)
    ry_window_show_undo (commit->window, commit->message, undo);
  else
    ry_window_show_error (commit->window, _ ("This could not be saved"), error);
  commit_free (commit);
}

/* Answers of calendars are taken wherever they are dropped; every other file is left to the page below. */
static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, RyWindow *self)
{
  g_autoptr (GSList) dropped = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *l = dropped; l != NULL; l = l->next) {
    g_autofree char *name = g_file_get_basename (l->data);

    if (g_str_has_suffix (name, ".ics"))
      g_list_store_append (files, l->data);
  }
  if (g_list_model_get_n_items (G_LIST_MODEL (files)) == 0)
    return FALSE;
  ry_reply_page_take (self, G_LIST_MODEL (files));
  return TRUE;
}

void
_ry_window_accept_files (RyWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (drop, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

void
_ry_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.page-at", "i", page_at_action);
  gtk_widget_class_install_action (widget_class, "win.council", "i", council_action);
  gtk_widget_class_install_action (widget_class, "win.show-record", "s", show_record_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.conflicts", NULL, conflicts_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.import-file", "s", import_file_action);
  gtk_widget_class_install_action (widget_class, "win.take-calendar", "s", take_calendar_action);
  gtk_widget_class_install_action (widget_class, "win.notice", "s", notice_action);
  gtk_widget_class_install_action (widget_class, "win.letter-numbers", NULL, letters_action);
  gtk_widget_class_install_action (widget_class, "win.templates", NULL, letters_action);
  gtk_widget_class_install_action (widget_class, "win.history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "win.record-history", "s", record_history_action);
  gtk_widget_class_install_action (widget_class, "win.refused", NULL, refused_action);
  gtk_widget_class_install_action (widget_class, "win.first-sync", NULL, first_sync_action);
  gtk_widget_class_install_action (widget_class, "win.server", NULL, server_action);
  gtk_widget_class_install_action (widget_class, "win.sync-now", NULL, sync_now_action);
  gtk_widget_class_install_action (widget_class, "win.remove-sample", NULL, remove_sample_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, page_command_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, page_command_action);
  gtk_widget_class_install_action (widget_class, "win.filter", NULL, page_command_action);
  gtk_widget_class_install_action (widget_class, "win.side-pane", NULL, page_command_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, undo_action);
}

void
_ry_window_update_actions (RyWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  update_undo (self);
  gtk_widget_action_set_enabled (widget, "win.remove-sample", ry_workspace_get_sample (self->workspace));
}

/**
 * ry_window_show_message:
 * @self: the window
 * @message: a short sentence
 *
 * Says something in passing.
 */
void
ry_window_show_message (RyWindow *self, const char *message)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

/**
 * ry_window_show_error:
 * @self: the window
 * @intention: what was to be done, as "This could not be saved"
 * @error: (nullable): why not
 *
 * Says what did not work and why, in a sentence; the words of the machine go into the log.
 */
void
ry_window_show_error (RyWindow *self, const char *intention, const GError *error)
{
  const char *sentence = error == NULL ? NULL
                         : error->domain == RY_ERROR && error->code != RY_ERROR_INVALID
                             ? ry_error_get_sentence (error->code)
                             : error->message;
  g_autofree char *message =
      sentence != NULL ? g_strdup_printf (_ ("%s. %s"), intention, sentence) : g_strdup (intention);
  g_autofree char *markup = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * ry_window_show_undo:
 * @self: the window
 * @message: what was done, as a short sentence
 * @undo: how to take it back
 *
 * Says what was done and offers to take it back; Ctrl+Z does the same, and goes on to the acts before it.
 */
void
ry_window_show_undo (RyWindow *self, const char *message, RyUndo *undo)
{
  ry_undo_stack_push (self->acts, message, undo);
  update_undo (self);
  offer_undo (self, message);
}

/**
 * ry_window_commit:
 * @self: the window
 * @edits: (transfer full) (element-type RyEdit): what is to be as it is said
 * @message: what was done, for the toast
 *
 * Commits in the background, then offers an undo, or says what went wrong.
 */
void
ry_window_commit (RyWindow *self, GPtrArray *edits, const char *message)
{
  Commit *commit = g_new0 (Commit, 1);

  commit->window = g_object_ref (self);
  commit->message = g_strdup (message);
  ry_workspace_commit_async (self->workspace, edits, NULL, committed_cb, commit);
  g_ptr_array_unref (edits);
}
