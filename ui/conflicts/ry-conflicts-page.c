/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The conflict desk. The list follows the workspace; a conflict that was decided on another computer
 * meanwhile goes from the list and from the view, and the window says so. What is being answered here is not
 * touched while it is still in question.
 */
#include "ry-conflicts-page.h"

#include <glib/gi18n.h>

#include "ry-conflict-view.h"
#include "ry-meeting-numbers.h"
#include "ry-number-view.h"
#include "ry-value-words.h"
#include "ry-window.h"

/* So many rows take a few milliseconds. */
#define ROWS_AT_ONCE 20

struct _RyConflictsPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  AdwLeaflet *leaflet;
  GtkListBox *list;
  GtkLabel *count;
  GtkWidget *list_pane;
  AdwBin *detail;

  /* Owned */
  GCancellable *cancellable;
  char *decided;      /* the case that was decided here, so that its going needs no word */
  GPtrArray *waiting; /* cases that have no row yet */

  guint adding;
  gboolean loading;
  gboolean again;
};

/* One thing to be decided: either of the two. */
typedef struct {
  RyConflict *conflict;
  RyDoubledNumber *doubled;
  char *key;
} Case;

G_DEFINE_FINAL_TYPE (RyConflictsPage, ry_conflicts_page, RY_TYPE_PAGE)

static void load (RyConflictsPage *self);

static RyWindow *
get_window (RyConflictsPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static void
case_free (Case *one)
{
  g_clear_pointer (&one->conflict, ry_conflict_free);
  g_clear_pointer (&one->doubled, ry_doubled_number_free);
  g_free (one->key);
  g_free (one);
}

/* The same key is the same question: another version, or another meeting, makes another one. */
static Case *
create_case (RyConflict *conflict, RyDoubledNumber *doubled)
{
  Case *one = g_new0 (Case, 1);

  one->conflict = conflict;
  one->doubled = doubled;
  if (conflict != NULL) {
    one->key = g_strjoin (" ", conflict->id, ry_document_get_rev (conflict->left),
                          ry_document_get_rev (conflict->right), NULL);
  } else {
    GString *key = g_string_new (doubled->series);

    g_string_append_printf (key, " %d", (int) doubled->number);
    for (guint i = 0; i < doubled->meetings->len; i++)
      g_string_append_printf (key, " %s", ry_document_get_rev (g_ptr_array_index (doubled->meetings, i)));
    one->key = g_string_free (key, FALSE);
  }
  return one;
}

static GtkWidget *
get_view (RyConflictsPage *self)
{
  return adw_bin_get_child (self->detail);
}

static const char *
get_shown_key (RyConflictsPage *self)
{
  GtkWidget *view = get_view (self);

  return view != NULL ? g_object_get_data (G_OBJECT (view), "key") : NULL;
}

static void
fit_view (RyConflictsPage *self)
{
  GtkWidget *view = get_view (self);

  if (RY_IS_CONFLICT_VIEW (view))
    ry_conflict_view_set_folded (RY_CONFLICT_VIEW (view), adw_leaflet_get_folded (self->leaflet));
}

static void
update_back (RyConflictsPage *self)
{
  ry_page_set_can_go_back (RY_PAGE (self), adw_leaflet_get_folded (self->leaflet) &&
                                               adw_leaflet_get_visible_child (self->leaflet) != self->list_pane);
}

static gboolean
fold_cb (gpointer data)
{
  RyConflictsPage *self = data;

  if (self->cancellable == NULL)
    return G_SOURCE_REMOVE;
  fit_view (self);
  update_back (self);
  return G_SOURCE_REMOVE;
}

static void
folded_cb (RyConflictsPage *self)
{
  /* The leaflet folds while it is being allocated; see ry-window.c. */
  g_idle_add_full (G_PRIORITY_DEFAULT, fold_cb, g_object_ref (self), g_object_unref);
}

static void
note_decided (RyConflictsPage *self)
{
  g_free (self->decided);
  self->decided = g_strdup (get_shown_key (self));
}

static void
decided_cb (RyConflictView *view, RyUndo *undo, RyConflictsPage *self)
{
  g_autofree char *name =
      ry_workspace_dup_name (ry_window_get_workspace (get_window (self)), ry_conflict_view_get (view)->id);
  g_autofree char *message = g_strdup_printf (_ ("%s is decided"), name);

  note_decided (self);
  ry_window_show_undo (get_window (self), message, undo);
  load (self);
}

static void
later_cb (RyConflictsPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *next =
      row != NULL ? gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + 1) : NULL;

  if (next != NULL && !adw_leaflet_get_folded (self->leaflet))
    gtk_list_box_select_row (self->list, next);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
show_case (RyConflictsPage *self, Case *one)
{
  GtkWidget *view = NULL;

  if (one != NULL && one->conflict != NULL) {
    view = ry_conflict_view_new (get_window (self), g_steal_pointer (&one->conflict));
    g_signal_connect (view, "decided", G_CALLBACK (decided_cb), self);
  } else if (one != NULL) {
    view = ry_number_view_new (get_window (self), g_steal_pointer (&one->doubled));
    g_signal_connect_swapped (view, "deciding", G_CALLBACK (note_decided), self);
  }
  adw_bin_set_child (self->detail, view);
  if (view == NULL)
    return;
  g_object_set_data_full (G_OBJECT (view), "key", g_steal_pointer (&one->key), g_free);
  g_signal_connect_swapped (view, "later", G_CALLBACK (later_cb), self);
  fit_view (self);
  case_free (one);
}

static void
row_selected_cb (RyConflictsPage *self, GtkListBoxRow *row)
{
  Case *one = row != NULL ? g_object_steal_data (G_OBJECT (row), "case") : NULL;

  /* A case moves from its row into the view; a row that gave it away is read anew. */
  if (one != NULL)
    show_case (self, one);
  else if (row != NULL)
    load (self);
}

static void
row_activated_cb (RyConflictsPage *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  if (get_view (self) != NULL)
    gtk_widget_grab_focus (get_view (self));
  update_back (self);
}

static GtkWidget *
create_label (const char *words, gboolean heading)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  gtk_widget_add_css_class (label, heading ? "heading" : "ry-small");
  if (!heading)
    gtk_widget_add_css_class (label, "ry-2nd");
  return label;
}

static void
describe_conflict (RyConflictsPage *self, RyConflict *conflict, char **name, char **what, char **who)
{
  RyWorkspace *workspace = ry_window_get_workspace (get_window (self));
  RyKind *kind = ry_workspace_get_kind (workspace, ry_document_get_kind (conflict->left));
  guint n = conflict->clashes->len;
  const char *label = kind != NULL ? ry_kind_get_label (kind) : "";

  *name = ry_workspace_dup_name_of (workspace, conflict->left);
  *what = ry_document_get_deleted (conflict->right)
              ? g_strdup_printf (_ ("%s · changed and deleted"), label)
              : g_strdup_printf (ngettext ("%s · %u field differs", "%s · %u fields differ", n), label, n);
  *who = ry_conflict_dup_writers (conflict);
}

static void
describe_doubled (RyConflictsPage *self, RyDoubledNumber *doubled, char **name, char **what, char **who)
{
  g_autofree char *first = ry_value_words_writer (g_ptr_array_index (doubled->meetings, 0));
  g_autofree char *last = ry_value_words_writer (g_ptr_array_index (doubled->meetings, doubled->meetings->len - 1));

  *name = ry_doubled_number_dup_name (ry_window_get_workspace (get_window (self)), doubled);
  *what =
      g_strdup_printf (ngettext ("%u meeting has this number", "%u meetings have this number", doubled->meetings->len),
                       doubled->meetings->len);
  *who = g_strdup_printf (_ ("%s / %s"), first, last);
}

static GtkWidget *
create_row (RyConflictsPage *self, Case *one)
{
  g_autofree char *name = NULL;
  g_autofree char *what = NULL;
  g_autofree char *who = NULL;
  g_autofree char *spoken = NULL;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  if (one->conflict != NULL)
    describe_conflict (self, one->conflict, &name, &what, &who);
  else
    describe_doubled (self, one->doubled, &name, &what, &who);
  spoken = g_strjoin (_ (", "), name, what, who, NULL);
  gtk_box_append (GTK_BOX (box), create_label (name, TRUE));
  gtk_box_append (GTK_BOX (box), create_label (what, FALSE));
  gtk_box_append (GTK_BOX (box), create_label (who, FALSE));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (one->key), g_free);
  g_object_set_data_full (G_OBJECT (row), "case", one, (GDestroyNotify) case_free);
  return row;
}

static GtkListBoxRow *
find_row (RyConflictsPage *self, const char *key)
{
  GtkListBoxRow *row;

  for (int i = 0; key != NULL && (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "key"), key) == 0)
      return row;
  return NULL;
}

static void
say_where_it_went (RyConflictsPage *self)
{
  const char *shown = get_shown_key (self);
  g_autofree char *decided = g_steal_pointer (&self->decided);

  if (shown != NULL && g_strcmp0 (shown, decided) != 0)
    ry_window_show_message (get_window (self), _ ("It was decided on another computer meanwhile"));
}

/* Rows whose case is still open stay, with what was read anew; those that are settled go. */
static void
keep_open_rows (RyConflictsPage *self, GHashTable *cases)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL;) {
    Case *one = NULL;
    gpointer key = NULL;

    if (g_hash_table_steal_extended (cases, g_object_get_data (G_OBJECT (row), "key"), &key, (gpointer *) &one)) {
      g_object_set_data_full (G_OBJECT (row), "case", one, (GDestroyNotify) case_free);
      i++;
    } else {
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
  }
}

static gboolean
add_rows_cb (gpointer data)
{
  RyConflictsPage *self = data;

  /* A region that was apart for long has hundreds: a few at a time, and the window goes on answering. */
  for (guint i = 0; i < ROWS_AT_ONCE && self->waiting->len > 0; i++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_steal_index (self->waiting, 0)));
  if (self->waiting->len > 0)
    return G_SOURCE_CONTINUE;
  self->adding = 0;
  return G_SOURCE_REMOVE;
}

static void
fill_list (RyConflictsPage *self, GPtrArray *cases)
{
  g_autoptr (GHashTable) open = g_hash_table_new (g_str_hash, g_str_equal);

  g_clear_handle_id (&self->adding, g_source_remove);
  g_ptr_array_set_size (self->waiting, 0);
  for (guint i = 0; i < cases->len; i++)
    g_hash_table_insert (open, ((Case *) g_ptr_array_index (cases, i))->key, g_ptr_array_index (cases, i));
  keep_open_rows (self, open);
  for (guint i = 0; i < cases->len; i++) {
    Case *one = g_ptr_array_index (cases, i);

    if (g_hash_table_lookup (open, one->key) == one)
      g_ptr_array_add (self->waiting, one);
  }
  /* The rows own them now, or soon will. */
  g_ptr_array_set_free_func (cases, NULL);
  if (self->waiting->len > 0 && add_rows_cb (self) == G_SOURCE_CONTINUE)
    self->adding = g_idle_add (add_rows_cb, self);
}

static gboolean
is_open (RyConflictsPage *self, GPtrArray *cases)
{
  const char *shown = get_shown_key (self);

  for (guint i = 0; shown != NULL && i < cases->len; i++)
    if (g_str_equal (((Case *) g_ptr_array_index (cases, i))->key, shown))
      return TRUE;
  return FALSE;
}

static void
show_cases (RyConflictsPage *self, GPtrArray *cases)
{
  gboolean stays = is_open (self, cases);
  guint n = cases->len;
  g_autofree char *count = g_strdup_printf (ngettext ("Compare and decide: %u", "Compare and decide: %u", n), n);

  if (!stays) {
    say_where_it_went (self);
    show_case (self, NULL);
    adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  }
  g_signal_handlers_block_by_func (self->list, row_selected_cb, self);
  fill_list (self, cases);
  gtk_label_set_label (self->count, count);
  if (stays)
    gtk_list_box_select_row (self->list, find_row (self, get_shown_key (self)));
  else
    gtk_list_box_unselect_all (self->list);
  g_signal_handlers_unblock_by_func (self->list, row_selected_cb, self);
  if (!stays) {
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
    if (get_view (self) != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) && !adw_leaflet_get_folded (self->leaflet))
      gtk_widget_grab_focus (get_view (self));
  }
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "desk" : "nothing");
  update_back (self);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) case_free);
  GError *error = NULL;
  g_autoptr (GPtrArray) doubled = ry_meeting_numbers_find (data, cancellable, &error);
  g_autoptr (GPtrArray) conflicts = doubled != NULL ? ry_workspace_get_conflicts (data, &error) : NULL;

  if (conflicts == NULL) {
    g_task_return_error (task, error);
    return;
  }
  for (guint i = 0; i < doubled->len; i++)
    g_ptr_array_add (cases, create_case (NULL, g_ptr_array_index (doubled, i)));
  for (guint i = 0; i < conflicts->len; i++)
    g_ptr_array_add (cases, create_case (g_ptr_array_index (conflicts, i), NULL));
  g_ptr_array_set_free_func (doubled, NULL);
  g_ptr_array_set_free_func (conflicts, NULL);
  g_task_return_pointer (task, g_steal_pointer (&cases), (GDestroyNotify) g_ptr_array_unref);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyConflictsPage *self = RY_CONFLICTS_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cases = g_task_propagate_pointer (G_TASK (result), &error);

  self->loading = FALSE;
  if (cases != NULL)
    show_cases (self, cases);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ry_window_show_error (get_window (self), _ ("The conflicts could not be read"), error);
  if (self->again)
    load (self);
}

static void
load (RyConflictsPage *self)
{
  g_autoptr (GTask) task = NULL;

  self->again = self->loading;
  if (self->loading || self->cancellable == NULL)
    return;
  self->loading = TRUE;
  task = g_task_new (self, self->cancellable, loaded_cb, NULL);
  g_task_set_task_data (task, g_object_ref (ry_window_get_workspace (get_window (self))), g_object_unref);
  g_task_run_in_thread (task, load_thread);
}

static void
workspace_changed_cb (RyConflictsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

static void
ry_conflicts_page_shown (RyPage *page)
{
  load (RY_CONFLICTS_PAGE (page));
}

static gboolean
ry_conflicts_page_go_back (RyPage *page)
{
  RyConflictsPage *self = RY_CONFLICTS_PAGE (page);

  if (!adw_leaflet_get_folded (self->leaflet) || !adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK))
    return FALSE;
  update_back (self);
  return TRUE;
}

static void
ry_conflicts_page_constructed (GObject *object)
{
  RyConflictsPage *self = RY_CONFLICTS_PAGE (object);

  G_OBJECT_CLASS (ry_conflicts_page_parent_class)->constructed (object);
  g_signal_connect_object (ry_window_get_workspace (get_window (self)), "changed", G_CALLBACK (workspace_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
ry_conflicts_page_dispose (GObject *object)
{
  RyConflictsPage *self = RY_CONFLICTS_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->adding, g_source_remove);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->decided, g_free);
  G_OBJECT_CLASS (ry_conflicts_page_parent_class)->dispose (object);
}

static void
ry_conflicts_page_class_init (RyConflictsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ry_conflicts_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ry_conflicts_page_dispose;
  RY_PAGE_CLASS (klass)->shown = ry_conflicts_page_shown;
  RY_PAGE_CLASS (klass)->go_back = ry_conflicts_page_go_back;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-conflicts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyConflictsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RyConflictsPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, RyConflictsPage, list);
  gtk_widget_class_bind_template_child (widget_class, RyConflictsPage, count);
  gtk_widget_class_bind_template_child (widget_class, RyConflictsPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, RyConflictsPage, detail);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ry_conflicts_page_init (RyConflictsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) case_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
