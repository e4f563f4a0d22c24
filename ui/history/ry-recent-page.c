/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyRecentPage. The list is read in a thread, anew when something changes and when one types; of what is found only so
 * many rows are shown as a person looks through, and the entry above narrows it down.
 */
#include "ry-recent-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ry-recent.h"
#include "ry-speech.h"
#include "ry-trash.h"
#include "ry-value-words.h"
#include "ry-window.h"

#define MOST_ROWS 100u
/* One who types has typed; and a region that arrives commits many times in a row. */
#define PAUSE_MS 250

struct _RyRecentPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkWidget *entry;
  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *empty;

  /* Owned */
  GCancellable *cancellable;

  guint pause;
};

typedef struct {
  RyWorkspace *workspace;
  char *words;
} Question;

G_DEFINE_FINAL_TYPE (RyRecentPage, ry_recent_page, RY_TYPE_PAGE)

static RyWorkspace *
get_workspace (RyRecentPage *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->workspace);
  g_free (question->words);
  g_free (question);
}

static char *
describe (RyRecentPage *self, RyDocument *document)
{
  RyKind *kind = ry_workspace_get_kind (get_workspace (self), ry_document_get_kind (document));
  g_autofree char *who = ry_value_words_writer (document);
  g_autofree char *when = ry_value_words_time (ry_document_get_string (document, "updated_at"));
  const char *parts[] = { ry_kind_get_label (kind), who, when, NULL, NULL, NULL };
  const char *machine = ry_document_get_string (document, "updated_on");
  guint n = 3;

  if (machine != NULL)
    parts[n++] = machine;
  if (ry_document_get_deleted (document))
    parts[n++] = _ ("Deleted");
  return g_strjoinv (_ ("·"), (char **) parts);
}

static GtkWidget *
create_row (RyRecentPage *self, RyDocument *document)
{
  g_autofree char *name = ry_document_get_deleted (document)
                              ? ry_trash_dup_name (get_workspace (self), document)
                              : ry_workspace_dup_name_of (get_workspace (self), document);
  g_autofree char *facts = describe (self, document);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name != NULL ? name : ry_document_get_id (document));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.record-history");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", ry_document_get_id (document));
  return row;
}

static void
show_found (RyRecentPage *self, GPtrArray *found)
{
  gboolean narrowed = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < found->len; i++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_index (found, i)));
  adw_status_page_set_title (self->empty, narrowed ? _ ("Nothing Found") : _ ("Nothing Was Changed Yet"));
  adw_status_page_set_description (self->empty,
                                   narrowed ? _ ("Try a part of the name, the kind of record or the name of who "
                                                 "changed it.")
                                            : _ ("What is entered or changed is listed here."));
  gtk_stack_set_visible_child_name (self->stack, found->len > 0 ? "list" : "empty");
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  GError *error = NULL;
  GPtrArray *found = ry_recent_list (question->workspace, question->words, MOST_ROWS, cancellable, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyRecentPage *self = RY_RECENT_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = g_task_propagate_pointer (G_TASK (result), &error);

  if (found != NULL)
    show_found (self, found);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The changes could not be read"), error);
}

static void
start_reading (RyRecentPage *self)
{
  g_autoptr (GTask) task = NULL;
  Question *question = g_new0 (Question, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  question->workspace = g_object_ref (get_workspace (self));
  question->words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, read_thread);
}

static gboolean
pause_cb (gpointer data)
{
  RyRecentPage *self = data;

  self->pause = 0;
  start_reading (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyRecentPage *self)
{
  if (self->pause == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
}

static void
ry_recent_page_shown (RyPage *page)
{
  RyRecentPage *self = RY_RECENT_PAGE (page);

  if (self->cancellable == NULL)
    g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  start_reading (self);
}

static gboolean
ry_recent_page_focus_filter (RyPage *page)
{
  return gtk_widget_grab_focus (RY_RECENT_PAGE (page)->entry);
}

static void
ry_recent_page_dispose (GObject *object)
{
  RyRecentPage *self = RY_RECENT_PAGE (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (ry_recent_page_parent_class)->dispose (object);
}

static void
ry_recent_page_class_init (RyRecentPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_recent_page_dispose;
  RY_PAGE_CLASS (klass)->shown = ry_recent_page_shown;
  RY_PAGE_CLASS (klass)->focus_filter = ry_recent_page_focus_filter;

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/org/ryorin/Ryorin/ui/history/ry-recent-page.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), RyRecentPage, entry);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), RyRecentPage, stack);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), RyRecentPage, list);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), RyRecentPage, empty);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), changed_cb);
}

static void
ry_recent_page_init (RyRecentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ry_speech_set_label (self->entry, _ ("Narrow down the changes"));
  ry_speech_set_label (GTK_WIDGET (self->list), _ ("Changed records"));
}
