/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * List and detail side by side, folded one after the other. Those at work come first, then those that were closed.
 */
#include "ry-subcommittees-view.h"

#include <glib/gi18n.h>

#include "ry-council-mark.h"
#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-subcommittee-detail.h"
#include "ry-subcommittee.h"

struct _RySubcommitteesView {
  AdwBin parent_instance;

  /* Borrowed */
  RyWindow *window;
  AdwLeaflet *leaflet;
  GtkListBox *list;
  GtkStack *stack;
  AdwBin *place;
  RySubcommitteeDetail *detail; /* NULL while none is chosen */
  GtkWidget *empty_button;

  guint idle;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RySubcommitteesView, ry_subcommittees_view, ADW_TYPE_BIN)

enum { CHANGED_PLACE, N_SIGNALS };

static guint signals[N_SIGNALS];

static RyWorkspace *
get_workspace (RySubcommitteesView *self)
{
  return ry_window_get_workspace (self->window);
}

static GtkWidget *
create_row (RySubcommitteesView *self, RyDocument *subcommittee, const char *today)
{
  JsonObject *root = ry_document_get_root (subcommittee);
  const char *id = ry_document_get_id (subcommittee);
  const char *name = ry_json_get_string (root, "name");
  const RyCouncil *council =
      ry_councils_get (ry_window_get_councils (self->window), ry_json_get_string (root, "council"));
  g_autofree char *condition = g_strconcat ("subcommittee=", id, NULL);
  const char *const where[] = { condition, "status|todo|doing|hold", NULL };
  const RyQuery query = { .kind = "action", .where = where };
  gint64 n = ry_store_query_count (ry_workspace_get_store (get_workspace (self), "council"), &query, NULL);
  g_autofree char *facts = ry_subcommittee_is_open (root, today)
                               ? g_strdup_printf (ngettext ("%d open action", "%d open actions", (int) n), (int) n)
                               : g_strdup (_ ("Closed"));
  g_autofree char *spoken = g_strjoin ("、", name != NULL ? name : "", facts, NULL);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name != NULL ? name : id);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  if (council != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), ry_council_mark_new (council));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  ry_speech_set_label (row, spoken);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  return row;
}

static GtkListBoxRow *
find_row (RySubcommitteesView *self, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "id"), id) == 0)
      return row;
  return NULL;
}

static void
show_detail (RySubcommitteesView *self, const char *id)
{
  GtkListBoxRow *row = find_row (self, id);

  if (self->detail != NULL && g_strcmp0 (ry_subcommittee_detail_get_id (self->detail), id) == 0)
    return;
  if (self->detail != NULL)
    ry_subcommittee_detail_flush (self->detail);
  self->detail = RY_SUBCOMMITTEE_DETAIL (ry_subcommittee_detail_new (self->window, id));
  adw_bin_set_child (self->place, GTK_WIDGET (self->detail));
  self->filling = TRUE;
  gtk_list_box_select_row (self->list, row);
  self->filling = FALSE;
}

static void
row_activated_cb (RySubcommitteesView *self, GtkListBoxRow *row)
{
  show_detail (self, g_object_get_data (G_OBJECT (row), "id"));
  adw_leaflet_set_visible_child_name (self->leaflet, "detail");
  g_signal_emit (self, signals[CHANGED_PLACE], 0);
}

static void
row_selected_cb (RySubcommitteesView *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->filling && !adw_leaflet_get_folded (self->leaflet))
    show_detail (self, g_object_get_data (G_OBJECT (row), "id"));
}

static gboolean
is_shown (RySubcommitteesView *self, RyDocument *subcommittee)
{
  const char *council = ry_document_get_string (subcommittee, "council");

  return council == NULL || ry_councils_is_on (ry_window_get_councils (self->window), council);
}

static void
fill (RySubcommitteesView *self)
{
  static const RyQuery query = { .kind = "subcommittee", .order = "reading" };
  g_autoptr (GPtrArray) all = ry_workspace_query (get_workspace (self), &query, NULL);
  g_autofree char *today = ry_date_dup_today ();
  GtkWidget *row;
  guint n = 0;

  self->filling = TRUE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (int open = 1; open >= 0; open--)
    for (guint i = 0; all != NULL && i < all->len; i++) {
      RyDocument *each = g_ptr_array_index (all, i);

      if (!is_shown (self, each) || ry_subcommittee_is_open (ry_document_get_root (each), today) != (open == 1))
        continue;
      gtk_list_box_append (self->list, create_row (self, each, today));
      n++;
    }
  if (self->detail != NULL)
    gtk_list_box_select_row (self->list, find_row (self, ry_subcommittee_detail_get_id (self->detail)));
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
  if (self->detail == NULL && n > 0 && !adw_leaflet_get_folded (self->leaflet))
    show_detail (self, g_object_get_data (G_OBJECT (gtk_list_box_get_row_at_index (self->list, 0)), "id"));
}

static gboolean
changed_idle_cb (gpointer data)
{
  RySubcommitteesView *self = data;

  self->idle = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  fill (self);
  if (self->detail != NULL)
    ry_subcommittee_detail_reload (self->detail);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RySubcommitteesView *self)
{
  if (self->idle == 0)
    self->idle = g_timeout_add (200, changed_idle_cb, self);
}

static void
folded_cb (RySubcommitteesView *self)
{
  g_signal_emit (self, signals[CHANGED_PLACE], 0);
}

static void
create_clicked_cb (RySubcommitteesView *self)
{
  ry_subcommittees_view_create (self);
}

static void
ry_subcommittees_view_dispose (GObject *object)
{
  g_clear_handle_id (&RY_SUBCOMMITTEES_VIEW (object)->idle, g_source_remove);
  G_OBJECT_CLASS (ry_subcommittees_view_parent_class)->dispose (object);
}

static void
ry_subcommittees_view_class_init (RySubcommitteesViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_subcommittees_view_dispose;
  signals[CHANGED_PLACE] = g_signal_new ("changed-place", RY_TYPE_SUBCOMMITTEES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
create_empty (RySubcommitteesView *self)
{
  GtkWidget *page = adw_status_page_new ();

  self->empty_button = gtk_button_new_with_label (_ ("Add a Subcommittee"));
  gtk_widget_add_css_class (self->empty_button, "pill");
  gtk_widget_add_css_class (self->empty_button, "suggested-action");
  gtk_widget_set_halign (self->empty_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->empty_button, "clicked", G_CALLBACK (create_clicked_cb), self);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "system-users-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Subcommittees Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("A subcommittee works on one matter for a council, and reports to it."));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), self->empty_button);
  return page;
}

static void
ry_subcommittees_view_init (RySubcommitteesView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->place = ADW_BIN (adw_bin_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  ry_speech_set_label (GTK_WIDGET (self->list), _ ("Subcommittees"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_add_css_class (scroller, "ry-side-pane");
  gtk_widget_set_hexpand (GTK_WIDGET (self->place), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->place), "ry-form-pane");
  adw_leaflet_page_set_name (adw_leaflet_append (self->leaflet, scroller), "list");
  adw_leaflet_page_set_name (adw_leaflet_append (self->leaflet, GTK_WIDGET (self->place)), "detail");
  adw_leaflet_set_can_navigate_back (self->leaflet, TRUE);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->leaflet), "list");
  gtk_stack_add_named (self->stack, create_empty (self), "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect_swapped (self->leaflet, "notify::visible-child", G_CALLBACK (folded_cb), self);
}

/**
 * ry_subcommittees_view_new:
 * @window: the window
 *
 * Returns: (transfer floating): the view; it asks for nothing until ry_subcommittees_view_reload()
 */
GtkWidget *
ry_subcommittees_view_new (RyWindow *window)
{
  RySubcommitteesView *self = g_object_new (RY_TYPE_SUBCOMMITTEES_VIEW, NULL);

  self->window = window;
  ry_permission_guard_widget (self->empty_button, ry_window_get_workspace (window), RY_VERB_CREATE, "subcommittee",
                              NULL);
  g_signal_connect_object (ry_window_get_workspace (window), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ry_window_get_councils (window), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * ry_subcommittees_view_reload:
 * @self: a view
 *
 * Asks anew what there is.
 */
void
ry_subcommittees_view_reload (RySubcommitteesView *self)
{
  fill (self);
}

/**
 * ry_subcommittees_view_show:
 * @self: a view
 * @id: a subcommittee
 */
void
ry_subcommittees_view_show (RySubcommitteesView *self, const char *id)
{
  show_detail (self, id);
  adw_leaflet_set_visible_child_name (self->leaflet, "detail");
}

/**
 * ry_subcommittees_view_create:
 * @self: a view
 *
 * Makes a subcommittee of the first council that is on, to be named in its fields.
 */
void
ry_subcommittees_view_create (RySubcommitteesView *self)
{
  RyCouncils *councils = ry_window_get_councils (self->window);
  g_autofree char *key = ry_id_new_ulid ();
  g_autofree char *id = g_strconcat ("subcommittee:", key, NULL);
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;
  JsonObject *content = json_object_new ();

  ry_json_set_string (content, "kind", "subcommittee");
  ry_json_set_string (content, "name", _ ("New subcommittee"));
  ry_json_set_string (content, "started_on", today);
  for (guint i = 0; i < ry_councils_get_n (councils); i++)
    if (ry_councils_is_on (councils, ry_councils_get_nth (councils, i)->id) &&
        ry_json_get_string (content, "council") == NULL)
      ry_json_set_string (content, "council", ry_councils_get_nth (councils, i)->id);
  edits = ry_edits_new_with (ry_edit_new (id, NULL, content), NULL);
  undo = ry_workspace_commit (get_workspace (self), edits, NULL, &error);
  if (undo == NULL) {
    ry_window_show_error (self->window, _ ("The subcommittee could not be added"), error);
    return;
  }
  ry_window_show_undo (self->window, _ ("Subcommittee added"), undo);
  fill (self);
  ry_subcommittees_view_show (self, id);
}

/**
 * ry_subcommittees_view_can_go_back:
 * @self: a view
 *
 * Returns: whether the detail is in front of the list
 */
gboolean
ry_subcommittees_view_can_go_back (RySubcommitteesView *self)
{
  return adw_leaflet_get_folded (self->leaflet) &&
         g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "detail") == 0;
}

/**
 * ry_subcommittees_view_go_back:
 * @self: a view
 *
 * Returns: whether the list is in front now
 */
gboolean
ry_subcommittees_view_go_back (RySubcommitteesView *self)
{
  return ry_subcommittees_view_can_go_back (self) &&
         adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/**
 * ry_subcommittees_view_print:
 * @self: a view
 *
 * Returns: whether there is a subcommittee whose report can be printed
 */
gboolean
ry_subcommittees_view_print (RySubcommitteesView *self)
{
  if (self->detail != NULL)
    ry_subcommittee_detail_print (self->detail);
  return self->detail != NULL;
}

/**
 * ry_subcommittees_view_get_shown:
 * @self: a view
 *
 * Returns: (nullable): the subcommittee that is shown
 */
const char *
ry_subcommittees_view_get_shown (RySubcommitteesView *self)
{
  return self->detail != NULL ? ry_subcommittee_detail_get_id (self->detail) : NULL;
}

/**
 * ry_subcommittees_view_flush:
 * @self: a view
 *
 * Writes what is still in a field.
 */
void
ry_subcommittees_view_flush (RySubcommitteesView *self)
{
  if (self->detail != NULL)
    ry_subcommittee_detail_flush (self->detail);
}
