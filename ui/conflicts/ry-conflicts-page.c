/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The conflict desk. The list follows the workspace; a conflict that was decided on another computer
 * meanwhile goes from the list and from the view, and the window says so. What is being answered here is not
 * touched while it is still in question.
 */
#include "ry-conflicts-page.h"

#include <glib/gi18n.h>

#include "ry-conflict-view.h"
#include "ry-window.h"

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
  char *decided; /* the document that was decided here, so that its going needs no word */

  gboolean loading;
  gboolean again;
};

G_DEFINE_FINAL_TYPE (RyConflictsPage, ry_conflicts_page, RY_TYPE_PAGE)

static void load (RyConflictsPage *self);

static RyWindow *
get_window (RyConflictsPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static RyConflictView *
get_view (RyConflictsPage *self)
{
  GtkWidget *child = adw_bin_get_child (self->detail);

  return child != NULL ? RY_CONFLICT_VIEW (child) : NULL;
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
  if (get_view (self) != NULL)
    ry_conflict_view_set_folded (get_view (self), adw_leaflet_get_folded (self->leaflet));
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
decided_cb (RyConflictView *view, RyUndo *undo, RyConflictsPage *self)
{
  g_autofree char *name =
      ry_workspace_dup_name (ry_window_get_workspace (get_window (self)), ry_conflict_view_get (view)->id);
  g_autofree char *message = g_strdup_printf (_ ("%s is decided"), name);

  g_free (self->decided);
  self->decided = g_strdup (ry_conflict_view_get (view)->id);
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
show_conflict (RyConflictsPage *self, RyConflict *conflict)
{
  GtkWidget *view = conflict != NULL ? ry_conflict_view_new (get_window (self), conflict) : NULL;

  adw_bin_set_child (self->detail, view);
  if (view == NULL)
    return;
  g_signal_connect (view, "decided", G_CALLBACK (decided_cb), self);
  g_signal_connect_swapped (view, "later", G_CALLBACK (later_cb), self);
  ry_conflict_view_set_folded (RY_CONFLICT_VIEW (view), adw_leaflet_get_folded (self->leaflet));
}

static void
row_selected_cb (RyConflictsPage *self, GtkListBoxRow *row)
{
  RyConflict *conflict = row != NULL ? g_object_steal_data (G_OBJECT (row), "conflict") : NULL;

  /* A conflict moves from its row into the view; a row that gave it away is read anew. */
  if (conflict != NULL)
    show_conflict (self, conflict);
  else if (row != NULL)
    load (self);
}

static void
row_activated_cb (RyConflictsPage *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  if (get_view (self) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (get_view (self)));
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

static GtkWidget *
create_row (RyConflictsPage *self, RyConflict *conflict)
{
  RyWorkspace *workspace = ry_window_get_workspace (get_window (self));
  RyKind *kind = ry_workspace_get_kind (workspace, ry_document_get_kind (conflict->left));
  guint n = conflict->clashes->len;
  g_autofree char *name = ry_workspace_dup_name (workspace, conflict->id);
  const char *label = kind != NULL ? ry_kind_get_label (kind) : "";
  g_autofree char *fields =
      ry_document_get_deleted (conflict->right)
          ? g_strdup_printf (_ ("%s · changed and deleted"), label)
          : g_strdup_printf (ngettext ("%s · %u field differs", "%s · %u fields differ", n), label, n);
  g_autofree char *writers = ry_conflict_dup_writers (conflict);
  g_autofree char *spoken = g_strjoin (_ (", "), name, fields, writers, NULL);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), create_label (name, TRUE));
  gtk_box_append (GTK_BOX (box), create_label (fields, FALSE));
  gtk_box_append (GTK_BOX (box), create_label (writers, FALSE));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (conflict->id), g_free);
  g_object_set_data_full (G_OBJECT (row), "conflict", conflict, (GDestroyNotify) ry_conflict_free);
  return row;
}

static gboolean
is_same (RyConflict *a, RyConflict *b)
{
  return g_strcmp0 (a->id, b->id) == 0 &&
         g_strcmp0 (ry_document_get_rev (a->left), ry_document_get_rev (b->left)) == 0 &&
         g_strcmp0 (ry_document_get_rev (a->right), ry_document_get_rev (b->right)) == 0;
}

/* Where the conflict in the view stands in the new list; -1 where it is there no more, or is another one now.
 */
static int
find_shown (RyConflictsPage *self, GPtrArray *conflicts)
{
  RyConflictView *view = get_view (self);

  for (guint i = 0; view != NULL && i < conflicts->len; i++)
    if (is_same (ry_conflict_view_get (view), g_ptr_array_index (conflicts, i)))
      return (int) i;
  return -1;
}

static void
say_where_it_went (RyConflictsPage *self)
{
  RyConflictView *view = get_view (self);
  g_autofree char *decided = g_steal_pointer (&self->decided);

  if (view != NULL && g_strcmp0 (ry_conflict_view_get (view)->id, decided) != 0)
    ry_window_show_message (get_window (self), _ ("It was decided on another computer meanwhile"));
}

static void
fill_list (RyConflictsPage *self, GPtrArray *conflicts)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < conflicts->len; i++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_index (conflicts, i)));
  /* The rows own them now. */
  g_ptr_array_set_free_func (conflicts, NULL);
}

static void
show_conflicts (RyConflictsPage *self, GPtrArray *conflicts)
{
  int shown = find_shown (self, conflicts);
  g_autofree char *count =
      g_strdup_printf (ngettext ("Compare and decide: %u", "Compare and decide: %u", conflicts->len), conflicts->len);

  if (shown < 0) {
    say_where_it_went (self);
    show_conflict (self, NULL);
    adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  }
  g_signal_handlers_block_by_func (self->list, row_selected_cb, self);
  fill_list (self, conflicts);
  gtk_label_set_label (self->count, count);
  if (shown >= 0)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, shown));
  g_signal_handlers_unblock_by_func (self->list, row_selected_cb, self);
  if (shown < 0) {
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
    if (get_view (self) != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) && !adw_leaflet_get_folded (self->leaflet))
      gtk_widget_grab_focus (GTK_WIDGET (get_view (self)));
  }
  gtk_stack_set_visible_child_name (self->stack, conflicts->len > 0 ? "desk" : "nothing");
  update_back (self);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *conflicts = ry_workspace_get_conflicts (data, &error);

  if (conflicts != NULL)
    g_task_return_pointer (task, conflicts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyConflictsPage *self = RY_CONFLICTS_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = g_task_propagate_pointer (G_TASK (result), &error);

  self->loading = FALSE;
  if (conflicts != NULL)
    show_conflicts (self, conflicts);
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
  gtk_widget_init_template (GTK_WIDGET (self));
}
