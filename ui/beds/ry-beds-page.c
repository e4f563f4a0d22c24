/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyBedsPage: the frame of the views; each looks after itself.
 */
#include "ry-beds-page.h"

#include <glib/gi18n.h>

#include "ry-bed-board.h"
#include "ry-bed-history-view.h"
#include "ry-bed-search-view.h"
#include "ry-chase-view.h"
#include "ry-enquiries-view.h"
#include "ry-morning-form.h"
#include "ry-permission-guard.h"
#include "ry-window.h"

#define SETTLE_MS 300

struct _RyBedsPage {
  RyPage parent_instance;

  /* Template widgets */
  AdwViewStack *views;
  RyBedSearchView *search;
  RyMorningForm *form;
  RyChaseView *chase;
  RyEnquiriesView *enquiries;
  RyBedHistoryView *history;
  RyBedBoard *board;
  GtkWidget *top;
  AdwViewSwitcherBar *bottom;
  GtkWidget *header_end;

  /* Owned */
  RyBedSource *source;

  guint settle;
};

G_DEFINE_FINAL_TYPE (RyBedsPage, ry_beds_page, RY_TYPE_PAGE)

static gboolean
is_shown (RyBedsPage *self, const char *view)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), view) == 0;
}

/* Only the view in front asks the store. */
static void
refresh_view (RyBedsPage *self)
{
  if (is_shown (self, "search"))
    ry_bed_search_view_refresh (self->search);
  else if (is_shown (self, "morning"))
    ry_morning_form_refresh (self->form);
  else if (is_shown (self, "chase"))
    ry_chase_view_refresh (self->chase);
  else if (is_shown (self, "enquiries"))
    ry_enquiries_view_refresh (self->enquiries);
  else if (is_shown (self, "history"))
    ry_bed_history_view_refresh (self->history);
}

static void
focus_view (RyBedsPage *self)
{
  if (is_shown (self, "search"))
    ry_bed_search_view_focus (self->search);
  else if (is_shown (self, "morning"))
    ry_morning_form_focus (self->form);
  else if (is_shown (self, "chase"))
    ry_chase_view_focus (self->chase);
  else if (is_shown (self, "enquiries"))
    ry_enquiries_view_focus (self->enquiries);
  else if (is_shown (self, "history"))
    ry_bed_history_view_focus (self->history);
}

static void
turn_cb (RyBedsPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  refresh_view (self);
  focus_view (self);
}

static gboolean
settle_cb (gpointer data)
{
  RyBedsPage *self = data;

  self->settle = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh_view (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyBedsPage *self)
{
  if (self->settle == 0)
    self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
}

static void
fold_changed_cb (RyBedsPage *self)
{
  gboolean folded = ry_window_get_folded (ry_page_get_window (RY_PAGE (self)));

  gtk_widget_set_visible (self->top, !folded);
  adw_view_switcher_bar_set_reveal (self->bottom, folded);
  gtk_widget_set_visible (gtk_widget_get_last_child (self->header_end),
                          !folded); /* a wall's board is not for a telephone */
}

static void
wall_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_bed_board_show_fullscreen (ry_page_get_window (RY_PAGE (data)), RY_BEDS_PAGE (data)->source);
}

static void
add_ward_cb (RyBedsPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->form), "morning.add-ward", NULL);
}

static void
install_actions (RyBedsPage *self)
{
  static const GActionEntry entries[] = { { "wall", wall_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "beds", G_ACTION_GROUP (actions));
  gtk_widget_insert_action_group (self->header_end, "beds", G_ACTION_GROUP (actions));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("F11"),
                                                          gtk_named_action_new ("beds.wall")));
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts), GTK_SHORTCUT_SCOPE_MANAGED);
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

static void
ry_beds_page_shown (RyPage *page)
{
  RyBedsPage *self = RY_BEDS_PAGE (page);

  refresh_view (self);
  focus_view (self);
}

/* A record of the bed network opens the view it is seen in. */
static gboolean
ry_beds_page_open (RyPage *page, const char *id)
{
  static const struct {
    const char *kind, *view;
  } views[] = { { "chase:", "chase" }, { "enquiry:", "enquiries" }, { "bed:", "morning" }, { "ward:", "morning" } };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_has_prefix (id, views[i].kind)) {
      adw_view_stack_set_visible_child_name (RY_BEDS_PAGE (page)->views, views[i].view);
      return TRUE;
    }
  return FALSE;
}

static gboolean
ry_beds_page_focus_filter (RyPage *page)
{
  adw_view_stack_set_visible_child_name (RY_BEDS_PAGE (page)->views, "search");
  ry_bed_search_view_focus (RY_BEDS_PAGE (page)->search);
  return TRUE;
}

static gboolean
ry_beds_page_create (RyPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (RY_BEDS_PAGE (page)->form), "morning.add-ward", NULL);
}

/* There is no side pane here: F9 takes all wards as they are shown. */
static gboolean
ry_beds_page_toggle_side (RyPage *page)
{
  RyBedsPage *self = RY_BEDS_PAGE (page);

  if (is_shown (self, "chase"))
    return ry_chase_view_enter_all (self->chase);
  return is_shown (self, "morning") && gtk_widget_activate_action (GTK_WIDGET (self->form), "morning.all", NULL);
}

/* A hospital comes to report, everybody else to find. */
static void
choose_view (RyBedsPage *self)
{
  g_autoptr (RyActor) actor = ry_workspace_ref_actor (ry_window_get_workspace (ry_page_get_window (RY_PAGE (self))));
  gboolean reports = actor != NULL && ry_actor_has_role (actor, "hospital");

  adw_view_stack_set_visible_child_name (self->views, reports ? "morning" : "search");
}

static void
ry_beds_page_constructed (GObject *object)
{
  RyBedsPage *self = RY_BEDS_PAGE (object);
  GtkWidget *add = gtk_widget_get_first_child (self->header_end);
  RyWindow *window;

  G_OBJECT_CLASS (ry_beds_page_parent_class)->constructed (object);
  window = ry_page_get_window (RY_PAGE (self));
  ry_page_set_header_end (RY_PAGE (self), self->header_end);
  install_actions (self);
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_ward_cb), self, G_CONNECT_SWAPPED);
  ry_permission_guard_widget (add, ry_window_get_workspace (window), RY_VERB_CREATE, "ward", NULL);
  self->source = ry_bed_source_new (window);
  ry_morning_form_set_window (self->form, window);
  ry_bed_search_view_set_window (self->search, window, self->source);
  ry_chase_view_set_window (self->chase, window, self->source);
  ry_enquiries_view_set_window (self->enquiries, window, self->source);
  ry_bed_history_view_set_window (self->history, window);
  ry_bed_board_set_window (self->board, window, self->source);
  choose_view (self);
  g_signal_connect_object (self->views, "notify::visible-child", G_CALLBACK (turn_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::folded", G_CALLBACK (fold_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ry_window_get_workspace (window), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED); /* calls lie in the office's space */
  fold_changed_cb (self);
}

static void
ry_beds_page_dispose (GObject *object)
{
  RyBedsPage *self = RY_BEDS_PAGE (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  G_OBJECT_CLASS (ry_beds_page_parent_class)->dispose (object);
}

static void
ry_beds_page_finalize (GObject *object)
{
  g_clear_pointer (&RY_BEDS_PAGE (object)->source, ry_bed_source_unref);
  G_OBJECT_CLASS (ry_beds_page_parent_class)->finalize (object);
}

static void
ry_beds_page_class_init (RyBedsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ry_beds_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ry_beds_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_beds_page_finalize;
  RY_PAGE_CLASS (klass)->shown = ry_beds_page_shown;
  RY_PAGE_CLASS (klass)->open = ry_beds_page_open;
  RY_PAGE_CLASS (klass)->focus_filter = ry_beds_page_focus_filter;
  RY_PAGE_CLASS (klass)->create = ry_beds_page_create;
  RY_PAGE_CLASS (klass)->toggle_side = ry_beds_page_toggle_side;

  g_type_ensure (RY_TYPE_MORNING_FORM);
  g_type_ensure (RY_TYPE_BED_BOARD);
  g_type_ensure (RY_TYPE_BED_SEARCH_VIEW);
  g_type_ensure (RY_TYPE_BED_HISTORY_VIEW);
  g_type_ensure (RY_TYPE_CHASE_VIEW);
  g_type_ensure (RY_TYPE_ENQUIRIES_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/beds/ry-beds-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyBedsPage, views);
  gtk_widget_class_bind_template_child (widget_class, RyBedsPage, search);
  gtk_widget_class_bind_template_child (widget_class, RyBedsPage, form);
  gtk_widget_class_bind_template_child (widget_class, RyBedsPage, chase);
  gtk_widget_class_bind_template_child (widget_class, RyBedsPage, enquiries);
  gtk_widget_class_bind_template_child (widget_class, RyBedsPage, history);
  gtk_widget_class_bind_template_child (widget_class, RyBedsPage, board);
  gtk_widget_class_bind_template_child (widget_class, RyBedsPage, top);
  gtk_widget_class_bind_template_child (widget_class, RyBedsPage, bottom);
  gtk_widget_class_bind_template_child (widget_class, RyBedsPage, header_end);
}

static void
ry_beds_page_init (RyBedsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
