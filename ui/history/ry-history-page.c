/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyHistoryPage. The history is read in a thread and shown a screenful at a time. It follows the record: what is
 * brought back stands on top a moment later, and can itself be taken back.
 */
#include "ry-history-page.h"

#include <glib/gi18n.h>

#include "ry-diff-markup.h"
#include "ry-history.h"
#include "ry-icon-button.h"
#include "ry-label.h"
#include "ry-permission-guard.h"
#include "ry-value-words.h"
#include "ry-window.h"

/* Entries made at once; the rest comes when it is asked for. */
#define SCREENFUL 30
/* Of one entry so many changes are shown: a new record has all its fields. */
#define CHANGES 12
/* A reading of a long history; commits that come meanwhile wait for the next. */
#define AGAIN_MS 300

struct _RyHistoryPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *more;

  /* Owned */
  char *id;
  GPtrArray *entries;
  RyDocument *current;
  GCancellable *cancellable;

  guint n_shown;
  guint again;
};

typedef struct {
  RyWorkspace *workspace;
  char *id;
} Reading;

G_DEFINE_FINAL_TYPE (RyHistoryPage, ry_history_page, RY_TYPE_PAGE)

static void load (RyHistoryPage *self);

static RyWorkspace *
get_workspace (RyHistoryPage *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->workspace);
  g_free (reading->id);
  g_free (reading);
}

static GtkWidget *
create_dim_label (const char *words)
{
  GtkWidget *label = ry_label_new_wrapped (words, "ry-2nd");

  gtk_widget_add_css_class (label, "ry-small");
  return label;
}

static void
write_back (RyHistoryPage *self, const RyHistoryEntry *entry, const char *path, const char *message)
{
  RyStore *store = ry_workspace_get_store_for (get_workspace (self), self->id);
  g_autoptr (RyDocument) now = ry_store_get (store, self->id, NULL, RY_GET_DELETED, NULL);

  if (now == NULL)
    return;
  ry_window_commit (ry_page_get_window (RY_PAGE (self)),
                    ry_edits_new_with (ry_edit_new (self->id, now,
                                                    ry_history_restore (entry, path, ry_document_get_root (now))),
                                       NULL),
                    message);
}

static void
restore_field_cb (GtkButton *button, RyHistoryPage *self)
{
  const RyHistoryEntry *entry = g_object_get_data (G_OBJECT (button), "entry");
  const char *label = g_object_get_data (G_OBJECT (button), "label");
  g_autofree char *message = g_strdup_printf (_ ("Brought back: %s"), label);

  write_back (self, entry, g_object_get_data (G_OBJECT (button), "path"), message);
}

static void
restore_version_cb (GtkButton *button, RyHistoryPage *self)
{
  write_back (self, g_object_get_data (G_OBJECT (button), "entry"), NULL, _ ("Brought back the whole version"));
}

static char *
describe_change (RyHistoryPage *self, RyKind *kind, const RyDiffChange *change, gboolean first)
{
  RyField *field = kind != NULL ? ry_merge_find_field (kind, change->path) : NULL;
  g_autofree char *before =
      change->before != NULL ? ry_value_words (get_workspace (self), field, change->before) : NULL;
  g_autofree char *after = change->after != NULL ? ry_value_words (get_workspace (self), field, change->after) : NULL;

  if (first)
    return g_markup_escape_text (after != NULL ? after : "", -1);
  if (before != NULL && after != NULL && ry_value_is_text (field, change->after))
    return ry_diff_markup (before, after, RY_DIFF_BOTH);
  return ry_diff_markup_whole (before, after);
}

/* Fields behind the screen go with those that can be seen, and are not spoken of. */
static gboolean
is_hidden (RyKind *kind, const RyDiffChange *change)
{
  RyField *field = kind != NULL ? ry_merge_find_field (kind, change->path) : NULL;

  return field != NULL && g_strcmp0 (ry_field_get_group (field), "hidden") == 0;
}

/* Bringing back is a change like any other. */
static void
guard (RyHistoryPage *self, GtkWidget *button)
{
  if (self->current != NULL)
    ry_permission_guard_widget (button, get_workspace (self), RY_VERB_EDIT, ry_document_get_kind (self->current),
                                self->current);
}

static GtkWidget *
create_restore_button (RyHistoryPage *self, const RyHistoryEntry *entry, const RyDiffChange *change, const char *label)
{
  g_autofree char *spoken = g_strdup_printf (_ ("Bring back the former value of %s"), label);
  GtkWidget *button = ry_icon_button_new ("edit-undo-symbolic", spoken);

  gtk_widget_set_valign (button, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (button), "entry", (gpointer) entry);
  g_object_set_data (G_OBJECT (button), "path", change->path);
  g_object_set_data_full (G_OBJECT (button), "label", g_strdup (label), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (restore_field_cb), self);
  guard (self, button);
  return button;
}

static void
add_change (RyHistoryPage *self, GtkGrid *grid, int row, const RyHistoryEntry *entry, const RyDiffChange *change)
{
  RyKind *kind = ry_workspace_get_kind (get_workspace (self), ry_document_get_kind (entry->document));
  RyDocument *where = change->after != NULL || entry->before == NULL ? entry->document : entry->before;
  g_autofree char *name =
      kind != NULL ? ry_merge_dup_label (kind, change->path, ry_document_get_root (where)) : g_strdup (change->path);
  g_autofree char *markup = describe_change (self, kind, change, entry->first);
  GtkWidget *label = create_dim_label (name);
  GtkWidget *value = ry_label_new_wrapped (NULL, NULL);

  gtk_label_set_markup (GTK_LABEL (value), markup);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 10);
  gtk_label_set_width_chars (GTK_LABEL (label), 10);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (value, GTK_ALIGN_BASELINE);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, value, 1, row, 1, 1);
  if (!entry->first)
    gtk_grid_attach (grid, create_restore_button (self, entry, change, name), 2, row, 1, 1);
}

static GtkWidget *
create_changes (RyHistoryPage *self, const RyHistoryEntry *entry)
{
  RyKind *kind = ry_workspace_get_kind (get_workspace (self), ry_document_get_kind (entry->document));
  GtkWidget *grid = gtk_grid_new ();
  int n = 0, n_more = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  /* A deletion takes the whole record: no single field of it can be brought back. */
  for (guint i = 0; i < entry->changes->len && !ry_document_get_deleted (entry->document); i++) {
    const RyDiffChange *change = g_ptr_array_index (entry->changes, i);

    if (is_hidden (kind, change))
      continue;
    if (n < CHANGES)
      add_change (self, GTK_GRID (grid), n++, entry, change);
    else
      n_more++;
  }
  if (n_more > 0) {
    g_autofree char *words = g_strdup_printf (_ ("and %d more"), n_more);

    gtk_grid_attach (GTK_GRID (grid), create_dim_label (words), 1, n, 1, 1);
  }
  gtk_widget_set_visible (grid, n > 0);
  return grid;
}

/* What kind of entry it is, where the changes do not say it. */
static const char *
describe_state (RyHistoryPage *self, const RyHistoryEntry *entry)
{
  if (entry->open)
    return ry_document_get_deleted (entry->document) ? _ ("Deleted, to be decided") : _ ("To be decided");
  if (!entry->chosen)
    return _ ("Not chosen");
  if (ry_document_get_deleted (entry->document))
    return _ ("Deleted");
  if (self->current != NULL && g_strcmp0 (entry->rev, ry_document_get_rev (self->current)) == 0)
    return _ ("As it is now");
  if (entry->first)
    return _ ("The first version");
  return entry->before == NULL ? _ ("What changed is not kept here") : NULL;
}

static char *
describe_when (const RyHistoryEntry *entry)
{
  g_autofree char *from = ry_value_words_time (entry->from);
  g_autofree char *to = ry_value_words_time (entry->to);
  g_autofree char *when =
      entry->from == NULL || g_str_equal (from, to) ? g_strdup (to) : g_strdup_printf (_ ("%s to %s"), from, to);

  return g_strjoin (_ ("·"), when, entry->machine, NULL);
}

static GtkWidget *
create_head (RyHistoryPage *self, const RyHistoryEntry *entry, const char *who, const char *when, const char *state)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = ry_label_new_wrapped (who, NULL);
  gboolean now = self->current != NULL && g_strcmp0 (entry->rev, ry_document_get_rev (self->current)) == 0;

  gtk_widget_add_css_class (name, "heading");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), create_dim_label (when));
  gtk_box_append (GTK_BOX (head), words);
  if (state != NULL) {
    GtkWidget *chip = gtk_label_new (state);

    gtk_widget_add_css_class (chip, "ry-chip");
    gtk_widget_set_valign (chip, GTK_ALIGN_START);
    gtk_box_append (GTK_BOX (head), chip);
  }
  if (!now && !ry_document_get_deleted (entry->document)) {
    GtkWidget *button = gtk_button_new_with_label (_ ("Bring Back"));
    g_autofree char *spoken = g_strdup_printf (_ ("Bring back the version of %s, %s"), who, when);

    gtk_widget_set_valign (button, GTK_ALIGN_START);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
    g_object_set_data (G_OBJECT (button), "entry", (gpointer) entry);
    g_signal_connect (button, "clicked", G_CALLBACK (restore_version_cb), self);
    guard (self, button);
    gtk_box_append (GTK_BOX (head), button);
  }
  return head;
}

static GtkWidget *
create_row (RyHistoryPage *self, const RyHistoryEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  g_autofree char *who = ry_value_words_writer (entry->document);
  g_autofree char *when = describe_when (entry);
  const char *state = describe_state (self, entry);
  g_autofree char *spoken = g_strjoin (_ (", "), who, when, state, NULL);

  gtk_widget_add_css_class (box, "ry-refused");
  gtk_box_append (GTK_BOX (box), create_head (self, entry, who, when, state));
  gtk_box_append (GTK_BOX (box), create_changes (self, entry));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
show_more (RyHistoryPage *self)
{
  guint to = MIN (self->entries->len, self->n_shown + SCREENFUL);

  for (; self->n_shown < to; self->n_shown++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_index (self->entries, self->n_shown)));
  gtk_widget_set_visible (self->more, to < self->entries->len);
}

static void
show_entries (RyHistoryPage *self, GPtrArray *entries)
{
  RyStore *store = ry_workspace_get_store_for (get_workspace (self), self->id);
  g_autofree char *name = ry_workspace_dup_name (get_workspace (self), self->id);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->current, ry_document_unref);
  self->entries = entries;
  self->current = ry_store_get (store, self->id, NULL, RY_GET_DELETED, NULL);
  self->n_shown = 0;
  ry_page_set_subtitle (RY_PAGE (self), name);
  show_more (self);
  gtk_stack_set_visible_child_name (self->stack, "list");
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;
  GPtrArray *entries = ry_history_list (reading->workspace, reading->id, cancellable, &error);

  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyHistoryPage *self = RY_HISTORY_PAGE (source);
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = g_task_propagate_pointer (G_TASK (result), &error);

  if (entries != NULL)
    show_entries (self, entries);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The history could not be read"), error);
}

static void
load (RyHistoryPage *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading = g_new0 (Reading, 1);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  reading->workspace = g_object_ref (get_workspace (self));
  reading->id = g_strdup (self->id);
  task = g_task_new (self, self->cancellable, loaded_cb, NULL);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, load_thread);
}

static gboolean
again_cb (gpointer data)
{
  RyHistoryPage *self = data;
  RyStore *store = ry_workspace_get_store_for (get_workspace (self), self->id);
  g_autoptr (RyDocument) now = ry_store_get (store, self->id, NULL, RY_GET_DELETED, NULL);

  self->again = 0;
  if (self->current == NULL || now == NULL ||
      g_strcmp0 (ry_document_get_rev (now), ry_document_get_rev (self->current)) != 0)
    load (self);
  return G_SOURCE_REMOVE;
}

static void
workspace_changed_cb (RyHistoryPage *self)
{
  if (self->again == 0)
    self->again = g_timeout_add (AGAIN_MS, again_cb, self);
}

static void
ry_history_page_shown (RyPage *page)
{
  gtk_widget_child_focus (GTK_WIDGET (RY_HISTORY_PAGE (page)->list), GTK_DIR_TAB_FORWARD);
}

static void
ry_history_page_dispose (GObject *object)
{
  RyHistoryPage *self = RY_HISTORY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->again, g_source_remove);
  G_OBJECT_CLASS (ry_history_page_parent_class)->dispose (object);
}

static void
ry_history_page_finalize (GObject *object)
{
  RyHistoryPage *self = RY_HISTORY_PAGE (object);

  g_free (self->id);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->current, ry_document_unref);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (ry_history_page_parent_class)->finalize (object);
}

static void
ry_history_page_class_init (RyHistoryPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_history_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_history_page_finalize;
  RY_PAGE_CLASS (klass)->shown = ry_history_page_shown;

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/org/ryorin/Ryorin/ui/history/ry-history-page.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), RyHistoryPage, stack);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), RyHistoryPage, list);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), RyHistoryPage, more);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), show_more);
}

static void
ry_history_page_init (RyHistoryPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_history_page_new:
 * @window: the window it will be pushed onto
 * @id: a record
 *
 * Returns: (transfer floating): its history
 */
RyPage *
ry_history_page_new (RyWindow *window, const char *id)
{
  RyHistoryPage *self = g_object_new (RY_TYPE_HISTORY_PAGE, "window", window, NULL);

  self->id = g_strdup (id);
  ry_page_set_title (RY_PAGE (self), _ ("History"));
  g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return RY_PAGE (self);
}
