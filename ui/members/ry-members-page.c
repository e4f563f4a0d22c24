/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyMembersPage. The list and the record stand side by side and take turns where it is narrow. Choosing in
 * the list shows the record at once while both are in sight; opening (Enter, a click) also goes to it.
 *
 * Keyboard: Ctrl+L filter, Ctrl+N new, Alt+↑ and Alt+↓ the record before and after, Alt+← back to the list.
 */
#include "ry-members-page.h"

#include <glib/gi18n.h>

#include "ry-add-content.h"
#include "ry-directory.h"
#include "ry-fit.h"
#include "ry-later.h"
#include "ry-member-edits.h"
#include "ry-members-list.h"
#include "ry-organisation-view.h"
#include "ry-permission-guard.h"
#include "ry-seats-page.h"
#include "ry-tooltip.h"
#include "ry-window.h"

struct _RyMembersPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  AdwLeaflet *leaflet;
  AdwBin *list_place;
  RyFit *fit; /* around the record */
  AdwBin *detail_place;
  GMenuModel *menu;

  /* Borrowed */
  RyMembersList *list;
  RyOrganisationView *view;

  /* Owned */
  RyMemberIndex *index;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (RyMembersPage, ry_members_page, RY_TYPE_PAGE)

typedef struct {
  RyMembersPage *page;
  char *id;
} Creation;

static RyWorkspace *
get_workspace (RyMembersPage *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static gboolean
is_showing_detail (RyMembersPage *self)
{
  return adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->fit);
}

static gboolean
is_empty (RyMembersPage *self)
{
  const RyQuery query = { .kind = "organisation", .limit = 1 };
  g_autoptr (GArray) rows =
      ry_store_query_rows (ry_workspace_get_store (get_workspace (self), "council"), &query, NULL, NULL);

  return rows != NULL && rows->len == 0;
}

static void
show_emptiness (RyMembersPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, is_empty (self) ? "empty" : "members");
}

static void
choose_rows (RyMembersPage *self)
{
  if (self->view != NULL)
    ry_organisation_view_set_narrow (self->view, ry_fit_get_narrow (self->fit));
}

/* Made when somebody is first shown, so that the window's first frame does not wait for it. */
static RyOrganisationView *
ensure_view (RyMembersPage *self)
{
  if (self->view == NULL) {
    self->view = RY_ORGANISATION_VIEW (ry_organisation_view_new (get_workspace (self), self->index));
    adw_bin_set_child (self->detail_place, GTK_WIDGET (self->view));
    choose_rows (self);
  }
  return self->view;
}

static const char *
get_shown (RyMembersPage *self)
{
  return self->view != NULL ? ry_organisation_view_get_id (self->view) : NULL;
}

static void
update_actions (RyMembersPage *self)
{
  GAction *delete = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "delete");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (delete),
                               get_shown (self) != NULL && ry_workspace_offers (get_workspace (self), RY_VERB_DELETE,
                                                                                "organisation", NULL, NULL));
}

static void
update_header (RyMembersPage *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  ry_page_set_can_go_back (RY_PAGE (self), folded && is_showing_detail (self));
  choose_rows (self);
}

static void
show_organisation (RyMembersPage *self, const char *id)
{
  ry_organisation_view_show (ensure_view (self), id);
  update_actions (self);
}

static void
go_to_detail (RyMembersPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->fit));
}

static gboolean
open_organisation (RyMembersPage *self, const char *id)
{
  gtk_stack_set_visible_child_name (self->stack, "members");
  if (!ry_members_list_select (self->list, id))
    ry_members_list_clear_filter (self->list);
  show_organisation (self, id);
  go_to_detail (self);
  return get_shown (self) != NULL;
}

static char *
dup_member (RyMembersPage *self, const char *id, const char *member)
{
  g_autoptr (RyDocument) document = ry_workspace_get (get_workspace (self), id, NULL);
  const char *value = document != NULL ? ry_document_get_string (document, member) : NULL;

  return value != NULL && *value != '\0' ? g_strdup (value) : NULL;
}

/* Where somebody works: through the person's latest post. */
static char *
dup_organisation_of_person (RyMembersPage *self, const char *person)
{
  g_autofree char *condition = g_strdup_printf ("person=%s", person);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "post", .where = where };
  g_autoptr (GPtrArray) posts = ry_workspace_query (get_workspace (self), &query, NULL);
  RyDocument *latest = NULL;

  for (guint i = 0; posts != NULL && i < posts->len; i++) {
    RyDocument *post = g_ptr_array_index (posts, i);
    if (latest == NULL ||
        g_strcmp0 (ry_document_get_string (post, "from"), ry_document_get_string (latest, "from")) > 0)
      latest = post;
  }
  return latest != NULL ? g_strdup (ry_document_get_string (latest, "organisation")) : NULL;
}

static char *
dup_organisation_of (RyMembersPage *self, const char *id)
{
  g_autofree char *organisation = NULL;
  g_autofree char *post = NULL;

  if (g_str_has_prefix (id, "organisation:"))
    return g_strdup (id);
  if (g_str_has_prefix (id, "person:"))
    return dup_organisation_of_person (self, id);
  organisation = dup_member (self, id, "organisation");
  if (organisation != NULL)
    return g_steal_pointer (&organisation);
  post = dup_member (self, id, "post");
  return post != NULL ? dup_member (self, post, "organisation") : NULL;
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Creation *creation = data;
  g_autoptr (RyMembersPage) self = creation->page;
  g_autofree char *id = creation->id;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);
  RyWindow *window = ry_page_get_window (RY_PAGE (self));

  g_free (creation);
  if (undo == NULL) {
    ry_window_show_error (window, _ ("Adding a member"), error);
    return;
  }
  ry_window_show_undo (window, _ ("Added a member"), undo);
  open_organisation (self, ry_undo_get_id (undo, 0));
  ry_organisation_view_edit_name (ensure_view (self));
}

static void
delete_organisation (RyMembersPage *self, const char *id)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  g_autofree char *name = ry_workspace_dup_name (get_workspace (self), id);
  g_autofree char *message = g_strdup_printf (_ ("Deleted %s"), name != NULL ? name : "");
  g_autofree char *deleted = g_strdup (id);
  g_autoptr (GError) error = NULL;
  GPtrArray *edits;

  ry_organisation_view_flush (ensure_view (self));
  edits = ry_member_edits_delete_all (get_workspace (self), deleted, &error);
  if (edits == NULL) {
    ry_window_show_error (window, _ ("Deleting a member"), error);
    return;
  }
  if (!ry_members_list_step (self->list, 1) && !ry_members_list_step (self->list, -1))
    show_organisation (self, NULL);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list_place));
  ry_window_commit (window, edits, message);
}

static gboolean
settle_cb (gpointer data)
{
  RyMembersPage *self = data;

  if (self->list != NULL && ry_page_get_window (RY_PAGE (self)) != NULL)
    update_header (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: the leaflet folds, and the rows become narrow, while they are being allocated, and the header would miss
 * this frame's allocation. */
static void
leaflet_changed_cb (RyMembersPage *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, settle_cb, g_object_ref (self), g_object_unref);
}

static void
chosen_cb (RyMembersPage *self, const char *id)
{
  show_organisation (self, id);
}

static void
activated_cb (RyMembersPage *self, const char *id)
{
  ry_members_list_select (self->list, id);
  show_organisation (self, id);
  go_to_detail (self);
}

static void
seats_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (data));
  ry_window_push (window, g_object_new (RY_TYPE_SEATS_PAGE, "window", window, NULL));
}

static void
delete_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyMembersPage *self = data;
  const char *id = get_shown (self);

  if (id != NULL)
    delete_organisation (self, id);
}

static gboolean
step_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return ry_members_list_step (RY_MEMBERS_PAGE (widget)->list, g_variant_get_int32 (arguments));
}

static void
begin (RyMembersPage *self)
{
  ry_members_list_begin (self->list);
  ry_members_list_focus_list (self->list);
}

static void
ry_members_page_shown (RyPage *page)
{
  RyWindow *window = ry_page_get_window (page);

  /* The list is what the first frame is about; whoever stands first in it may come a moment later. */
  if (ry_window_get_painted (window))
    begin (RY_MEMBERS_PAGE (page));
  else
    g_signal_connect_object (window, "painted", G_CALLBACK (begin), page, G_CONNECT_SWAPPED);
}

static gboolean
ry_members_page_open (RyPage *page, const char *id)
{
  RyMembersPage *self = RY_MEMBERS_PAGE (page);
  g_autofree char *organisation = dup_organisation_of (self, id);

  return organisation != NULL && open_organisation (self, organisation);
}

static gboolean
ry_members_page_focus_filter (RyPage *page)
{
  RyMembersPage *self = RY_MEMBERS_PAGE (page);

  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list_place));
  ry_members_list_focus_filter (self->list);
  return TRUE;
}

static gboolean
ry_members_page_create (RyPage *page)
{
  RyMembersPage *self = RY_MEMBERS_PAGE (page);
  Creation *creation = g_new0 (Creation, 1);
  g_autoptr (GPtrArray) edits =
      ry_member_edits_new_organisation (_ ("New member"), ry_members_list_get_kind (self->list));

  creation->page = g_object_ref (self);
  ry_workspace_commit_async (get_workspace (self), edits, NULL, created_cb, creation);
  return TRUE;
}

static gboolean
ry_members_page_go_back (RyPage *page)
{
  RyMembersPage *self = RY_MEMBERS_PAGE (page);

  if (!adw_leaflet_get_folded (self->leaflet) || !is_showing_detail (self))
    return FALSE;
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list_place));
  ry_members_list_focus_list (self->list);
  return TRUE;
}

static void
ry_members_page_leaving (RyPage *page)
{
  if (RY_MEMBERS_PAGE (page)->view != NULL)
    ry_organisation_view_flush (RY_MEMBERS_PAGE (page)->view);
}

static char *
ry_members_page_dup_record (RyPage *page)
{
  return g_strdup (get_shown (RY_MEMBERS_PAGE (page)));
}

/* When it is first opened: the first frame does not wait for it. */
static void
make_menu_cb (GtkMenuButton *button, gpointer data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, RY_MEMBERS_PAGE (data)->menu);
}

static void
add_clicked_cb (GtkWidget *button)
{
  gtk_widget_activate_action (button, "win.new", NULL);
}

static void
make_header (RyMembersPage *self)
{
  GtkWidget *add = gtk_button_new ();
  GtkWidget *menu = gtk_menu_button_new ();

  gtk_button_set_child (GTK_BUTTON (add), ry_add_content_new (_ ("Add a member"), G_OBJECT (self->leaflet)));
  g_signal_connect (add, "clicked", G_CALLBACK (add_clicked_cb), NULL);
  ry_tooltip_set (add, _ ("Add a member (Ctrl+N)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a member"), -1);
  ry_permission_guard_widget (add, get_workspace (self), RY_VERB_CREATE, "organisation", NULL);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (menu), make_menu_cb, self, NULL);
  gtk_widget_insert_action_group (menu, "members", G_ACTION_GROUP (self->actions));
  ry_tooltip_set (menu, _ ("Menu of members"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Menu of members"), -1);

  ry_page_set_header_start (RY_PAGE (self), add);
  ry_page_set_header_end (RY_PAGE (self), menu);
}

static void
make_panes (RyMembersPage *self)
{
  RyWorkspace *workspace = get_workspace (self);
  GtkWindow *window = GTK_WINDOW (ry_page_get_window (RY_PAGE (self)));
  int height = 0;

  if (!gtk_window_is_maximized (window))
    g_object_get (window, "default-height", &height, NULL);
  self->index = ry_member_index_new (workspace, ry_window_get_councils (RY_WINDOW (window)));
  self->list = RY_MEMBERS_LIST (ry_members_list_new (workspace, self->index, height));
  adw_bin_set_child (self->list_place, GTK_WIDGET (self->list));
  g_signal_connect_object (self->list, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "delete-asked", G_CALLBACK (delete_organisation), self, G_CONNECT_SWAPPED);
}

/* Rows that became narrow to fit are tried wide again when the window grows, though nothing folds or unfolds then. */
static void
ry_members_page_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ry_members_page_parent_class)->realize (widget);
  g_signal_connect_object (gtk_native_get_surface (gtk_widget_get_native (widget)), "notify::width",
                           G_CALLBACK (leaflet_changed_cb), widget, G_CONNECT_SWAPPED);
}

static void
ry_members_page_constructed (GObject *object)
{
  RyMembersPage *self = RY_MEMBERS_PAGE (object);

  G_OBJECT_CLASS (ry_members_page_parent_class)->constructed (object);
  make_panes (self);
  make_header (self);
  update_actions (self);
  update_header (self);
  show_emptiness (self);
  g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (show_emptiness), self, G_CONNECT_SWAPPED);
}

static void
ry_members_page_dispose (GObject *object)
{
  RyMembersPage *self = RY_MEMBERS_PAGE (object);

  /* Else the bin would hold on to a child that the template has let go of. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RY_TYPE_MEMBERS_PAGE);
  g_clear_object (&self->index);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ry_members_page_parent_class)->dispose (object);
}

static void
ry_members_page_class_init (RyMembersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RyPageClass *page_class = RY_PAGE_CLASS (klass);

  object_class->constructed = ry_members_page_constructed;
  object_class->dispose = ry_members_page_dispose;
  widget_class->realize = ry_members_page_realize;
  page_class->shown = ry_members_page_shown;
  page_class->open = ry_members_page_open;
  page_class->focus_filter = ry_members_page_focus_filter;
  page_class->create = ry_members_page_create;
  page_class->go_back = ry_members_page_go_back;
  page_class->leaving = ry_members_page_leaving;
  page_class->dup_record = ry_members_page_dup_record;

  g_type_ensure (RY_TYPE_LATER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/members/ry-members-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyMembersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RyMembersPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, RyMembersPage, list_place);
  gtk_widget_class_bind_template_child (widget_class, RyMembersPage, fit);
  gtk_widget_class_bind_template_child (widget_class, RyMembersPage, detail_place);
  gtk_widget_class_bind_template_child (widget_class, RyMembersPage, menu);
  gtk_widget_class_bind_template_callback (widget_class, leaflet_changed_cb);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, step_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, step_cb, "i", 1);
}

static void
ry_members_page_init (RyMembersPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "seats", .activate = seats_action },
    { .name = "delete", .activate = delete_action },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}
