/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where one is in the window: the table of pages, their making when first chosen, and the views pushed over
 * them. To add a page, derive from RyPage and add a line to the table; its kinds are the records it can open.
 */
#include <glib/gi18n.h>

#include "ry-id.h"
#include "ry-style.h"
#include "ry-window-private.h"

#include "ry-actions-page.h"
#include "ry-conflicts-page.h"
#include "ry-refused-page.h"
#include "ry-search-page.h"
#include "ry-trash-page.h"
#include "ry-recent-page.h"
#include "ry-meetings-page.h"
#include "ry-members-page.h"
#include "ry-beds-page.h"
#include "ry-shows-page.h"
#include "ry-matrix-page.h"
#include "ry-functions-page.h"
#include "ry-wheels-page.h"
#include "ry-today-page.h"
#include "ry-councils-page.h"
#include "ry-events-page.h"
#include "ry-pathways-page.h"
#include "ry-statistics-page.h"

static const RyPageEntry entries[] = {
  { "today", N_ ("Today"), "daytime-sunrise-symbolic", 0, ry_today_page_get_type, .begins = TRUE },
  { "meetings", N_ ("Meetings"), "x-office-calendar-symbolic", 1, ry_meetings_page_get_type, { "meeting", "series" } },
  { "members",
    N_ ("Members"),
    "x-office-address-book-symbolic",
    1,
    ry_members_page_get_type,
    { "organisation", "person", "post", "membership" },
    .begins = TRUE },
  { "actions",
    N_ ("Subcommittees and Actions"),
    "checkbox-checked-symbolic",
    1,
    ry_actions_page_get_type,
    { "action", "subcommittee" } },
  { "beds", N_ ("Vacant beds"), "ryorin-bed-symbolic", 2, ry_beds_page_get_type, { "bed", "enquiry", "chase" } },
  { "functions",
    N_ ("Hospital Functions"),
    "emblem-documents-symbolic",
    2,
    ry_functions_page_get_type,
    { "function", "ward", "condition", "confirmation" } },
  { "matrix", N_ ("Matrix of Hospitals"), "view-grid-symbolic", 2, ry_matrix_page_get_type },
  { "wheels", N_ ("Two Wheels"), "ryorin-wheel-plane-symbolic", 2, ry_wheels_page_get_type },
  { "shows", N_ ("Presenting"), "x-office-presentation-symbolic", 2, ry_shows_page_get_type, { "show" } },
  { "pathways", N_ ("Care Pathways"), "view-list-bullet-symbolic", 2, ry_pathways_page_get_type, { "pathway" } },
  { "events",
    N_ ("Events"),
    "application-certificate-symbolic",
    2,
    ry_events_page_get_type,
    { "event", "application" } },
  { "statistics", N_ ("Attendance over the Years"), "system-users-symbolic", -1, ry_statistics_page_get_type },
  { "councils",
    N_ ("Councils and Programme"),
    "system-users-symbolic",
    -1,
    ry_councils_page_get_type,
    { "council", "line" } },
  { "changes", N_ ("Record of Changes"), "document-open-recent-symbolic", -1, ry_recent_page_get_type },
  { "trash", N_ ("Trash"), "user-trash-symbolic", -1, ry_trash_page_get_type },
  { "search", N_ ("Search"), "system-search-symbolic", -1, ry_search_page_get_type },
  { "conflicts", N_ ("To be decided"), "dialog-warning-symbolic", -1, ry_conflicts_page_get_type },
  { "refused", N_ ("Refused Changes"), "action-unavailable-symbolic", -1, ry_refused_page_get_type },
};

static const RyPageEntry *
find_entry_for_record (const char *id)
{
  g_autofree char *kind = ry_id_dup_kind (id);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (kind != NULL && g_strv_contains (entries[i].kinds, kind))
      return &entries[i];
  return NULL;
}

static RyPageFrame *
ensure_page (RyWindow *self, const RyPageEntry *entry)
{
  GtkWidget *frame = gtk_stack_get_child_by_name (self->pages, entry->name);
  RyPage *page;

  if (frame != NULL)
    return RY_PAGE_FRAME (frame);
  if (!entry->begins)
    ry_style_add_rooms ();
  page = g_object_new (entry->get_type (), "window", self, NULL);
  if (ry_page_get_title (page) == NULL)
    ry_page_set_title (page, _ (entry->title));
  frame = ry_page_frame_new (page, FALSE);
  ry_page_frame_set_folded (RY_PAGE_FRAME (frame), ry_window_get_folded (self));
  ry_page_frame_set_returning (RY_PAGE_FRAME (frame), entry->group < 0);
  gtk_stack_add_named (self->pages, frame, entry->name);
  return RY_PAGE_FRAME (frame);
}

/* The view pushed last, or NULL where the split is in front. */
static RyPageFrame *
get_pushed (RyWindow *self)
{
  GtkWidget *child = adw_leaflet_get_visible_child (self->stack);

  return RY_IS_PAGE_FRAME (child) ? RY_PAGE_FRAME (child) : NULL;
}

/* The view that was pushed last, visible or not; NULL where nothing was. Not the last sibling: the leaflet keeps its
 * widgets in an order of its own. */
static RyPageFrame *
find_last_pushed (RyWindow *self)
{
  g_autoptr (GtkSelectionModel) pages = adw_leaflet_get_pages (self->stack);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (pages));
  g_autoptr (AdwLeafletPage) last = n > 0 ? g_list_model_get_item (G_LIST_MODEL (pages), n - 1) : NULL;
  GtkWidget *child = last != NULL ? adw_leaflet_page_get_child (last) : NULL;

  return RY_IS_PAGE_FRAME (child) ? RY_PAGE_FRAME (child) : NULL;
}

static void
remove_last_pushed (RyWindow *self)
{
  RyPageFrame *last = find_last_pushed (self);

  ry_page_leaving (ry_page_frame_get_page (last));
  adw_leaflet_remove (self->stack, GTK_WIDGET (last));
}

/*
 * What was left behind on the stack is taken down when the slide is over. The page below may have slept through what
 * was changed in the meantime; a view below keeps the place where somebody was at work.
 */
static void
drop_popped (RyWindow *self)
{
  GtkWidget *front = adw_leaflet_get_visible_child (self->stack);
  gboolean is_back = FALSE;
  RyPageFrame *last;

  if (adw_leaflet_get_child_transition_running (self->stack))
    return;
  while ((last = find_last_pushed (self)) != NULL && GTK_WIDGET (last) != front) {
    remove_last_pushed (self);
    is_back = front == GTK_WIDGET (self->split);
  }
  if (is_back)
    ry_page_shown (ry_window_get_front (self));
}

static gboolean
drop_popped_cb (gpointer data)
{
  drop_popped (data);
  return G_SOURCE_REMOVE;
}

static void
front_changed_cb (RyWindow *self)
{
  _ry_window_update_actions (self);
  /* Not at once: the leaflet is in the middle of its own change. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_popped_cb, g_object_ref (self), g_object_unref);
}

const RyPageEntry *
_ry_window_list_pages (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (entries);
  return entries;
}

const RyPageEntry *
_ry_window_find_page (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_strcmp0 (entries[i].name, name) == 0)
      return &entries[i];
  return NULL;
}

void
_ry_window_setup_pages (RyWindow *self)
{
  g_signal_connect_object (self->stack, "notify::child-transition-running", G_CALLBACK (front_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (front_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
_ry_window_fold_changed (RyWindow *self)
{
  gboolean folded = ry_window_get_folded (self);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    ry_page_frame_set_folded (RY_PAGE_FRAME (child), folded);
}

gboolean
_ry_window_go_back (RyWindow *self)
{
  RyPage *front = ry_window_get_front (self);

  if (front != NULL && ry_page_go_back (front))
    return TRUE;
  if (get_pushed (self) != NULL) {
    ry_window_pop (self);
    return TRUE;
  }
  if (self->page_before_search != NULL) {
    g_autofree char *name = g_steal_pointer (&self->page_before_search);

    ry_window_show_page (self, name);
    return TRUE;
  }
  return adw_leaflet_navigate (self->split, ADW_NAVIGATION_DIRECTION_BACK);
}

void
_ry_window_leave_pages (RyWindow *self)
{
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (RY_IS_PAGE_FRAME (child))
      ry_page_leaving (ry_page_frame_get_page (RY_PAGE_FRAME (child)));
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    ry_page_leaving (ry_page_frame_get_page (RY_PAGE_FRAME (child)));
}

/**
 * ry_window_show_first_page:
 * @self: the window
 *
 * Shows the first page of the sidebar, which says what is to be done.
 */
void
ry_window_show_first_page (RyWindow *self)
{
  ry_window_show_page (self, entries[0].name);
  /* Folded, one begins at the sidebar. */
  adw_leaflet_set_visible_child (self->split, GTK_WIDGET (self->sidebar));
}

/**
 * ry_window_show_page:
 * @self: the window
 * @name: a page's name in the table
 *
 * Brings a page to the front, over whatever was pushed. A page that is not in the sidebar remembers where one
 * came from.
 */
void
ry_window_show_page (RyWindow *self, const char *name)
{
  const RyPageEntry *entry = _ry_window_find_page (name);
  const char *before = gtk_stack_get_visible_child_name (self->pages);
  RyPageFrame *frame;

  if (entry == NULL)
    return;
  adw_leaflet_set_visible_child (self->stack, GTK_WIDGET (self->split));
  if (entry->group < 0 && before != NULL && _ry_window_find_page (before)->group >= 0) {
    g_free (self->page_before_search);
    self->page_before_search = g_strdup (before);
  } else if (entry->group >= 0)
    g_clear_pointer (&self->page_before_search, g_free);
  frame = ensure_page (self, entry);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (frame));
  adw_leaflet_set_visible_child (self->split, self->room);
  ry_sidebar_select_page (self->sidebar, entry->group >= 0 ? name : NULL);
  ry_page_shown (ry_page_frame_get_page (frame));
  _ry_window_update_actions (self);
}

/**
 * ry_window_prepare_page:
 * @self: the window
 * @name: a page's name in the table
 *
 * Lets a page read what it shows before anybody has chosen it, for its figure in the sidebar. Not before the first
 * frame.
 */
void
ry_window_prepare_page (RyWindow *self, const char *name)
{
  if (gtk_stack_get_child_by_name (self->pages, name) == NULL)
    ry_page_shown (ry_page_frame_get_page (ensure_page (self, _ry_window_find_page (name))));
}

/**
 * ry_window_open_record:
 * @self: the window
 * @id: a document
 *
 * Opens a record on the page that shows its kind.
 *
 * Returns: whether there is such a page and it found the record
 */
gboolean
ry_window_open_record (RyWindow *self, const char *id)
{
  const RyPageEntry *entry = find_entry_for_record (id);

  if (entry == NULL)
    return FALSE;
  ry_window_show_page (self, entry->name);
  return ry_page_open (ry_page_frame_get_page (ensure_page (self, entry)), id);
}

/**
 * ry_window_push:
 * @self: the window
 * @view: (transfer floating): a view that needs the whole width, as a meeting does
 *
 * Slides @view over sidebar and page. It stays until ry_window_pop() or the way back.
 */
void
ry_window_push (RyWindow *self, RyPage *view)
{
  GtkWidget *frame = ry_page_frame_new (view, TRUE);

  adw_leaflet_append (self->stack, frame);
  adw_leaflet_set_visible_child (self->stack, frame);
  ry_page_shown (view);
}

static RyPageFrame *
find_pushed (RyWindow *self, GType type)
{
  g_autoptr (GtkSelectionModel) pages = adw_leaflet_get_pages (self->stack);
  RyPageFrame *found = NULL;

  for (guint i = 0; found == NULL && i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++) {
    g_autoptr (AdwLeafletPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);
    GtkWidget *child = adw_leaflet_page_get_child (page);

    if (RY_IS_PAGE_FRAME (child) && G_TYPE_CHECK_INSTANCE_TYPE (ry_page_frame_get_page (RY_PAGE_FRAME (child)), type))
      found = RY_PAGE_FRAME (child);
  }
  return found;
}

/**
 * ry_window_return_to:
 * @self: the window
 * @type: a type of #RyPage, for a view of which there is to be but one
 *
 * Brings the view of that type to the front, if one was pushed; what was pushed over it goes.
 *
 * Returns: (nullable) (transfer none): the view
 */
RyPage *
ry_window_return_to (RyWindow *self, GType type)
{
  RyPageFrame *frame = find_pushed (self, type);

  if (frame == NULL)
    return NULL;
  adw_leaflet_set_visible_child (self->stack, GTK_WIDGET (frame));
  while (find_last_pushed (self) != frame)
    remove_last_pushed (self);
  return ry_page_frame_get_page (frame);
}

/**
 * ry_window_pop:
 * @self: the window
 *
 * Takes the view pushed last away.
 */
void
ry_window_pop (RyWindow *self)
{
  RyPageFrame *frame = get_pushed (self);

  if (frame == NULL)
    return;
  ry_page_leaving (ry_page_frame_get_page (frame));
  adw_leaflet_navigate (self->stack, ADW_NAVIGATION_DIRECTION_BACK);
}

/**
 * ry_window_get_front:
 * @self: the window
 *
 * Returns: (nullable) (transfer none): the page or view that commands go to
 */
RyPage *
ry_window_get_front (RyWindow *self)
{
  RyPageFrame *frame = get_pushed (self);
  GtkWidget *child;

  if (frame != NULL)
    return ry_page_frame_get_page (frame);
  child = gtk_stack_get_visible_child (self->pages);
  return child != NULL ? ry_page_frame_get_page (RY_PAGE_FRAME (child)) : NULL;
}
