/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The title says which of the two is in front: 宿題 or 分科会. Each is made when it is first shown, and what the window
 * asks of the page goes to the one in front.
 */
#include "ry-actions-page.h"

#include <glib/gi18n.h>

#include "ry-actions-view.h"
#include "ry-add-content.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-subcommittees-view.h"
#include "ry-tooltip.h"
#include "ry-window.h"

struct _RyActionsPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkStack *stack;
  RyActionsView *actions;
  RySubcommitteesView *groups; /* NULL until asked for */
  GtkWidget *create;
  RyAddContent *create_content;
  GtkWidget *actions_button;
  GtkWidget *groups_button;
};

G_DEFINE_FINAL_TYPE (RyActionsPage, ry_actions_page, RY_TYPE_PAGE)

static gboolean
shows_groups (RyActionsPage *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->groups_button));
}

static void
place_cb (RyActionsPage *self)
{
  ry_page_set_can_go_back (RY_PAGE (self), shows_groups (self) && ry_subcommittees_view_can_go_back (self->groups));
}

static void
ensure_actions (RyActionsPage *self)
{
  if (self->actions != NULL)
    return;
  self->actions = RY_ACTIONS_VIEW (ry_actions_view_new (ry_page_get_window (RY_PAGE (self))));
  ry_page_set_header_end (RY_PAGE (self), ry_actions_view_get_menu (self->actions));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->actions), "actions");
}

static void
ensure_groups (RyActionsPage *self)
{
  if (self->groups != NULL)
    return;
  self->groups = RY_SUBCOMMITTEES_VIEW (ry_subcommittees_view_new (ry_page_get_window (RY_PAGE (self))));
  g_signal_connect_object (self->groups, "changed-place", G_CALLBACK (place_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->groups), "groups");
}

static void
show_side (RyActionsPage *self)
{
  RyWorkspace *workspace = ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
  gboolean groups = shows_groups (self);
  const char *label = groups ? _ ("Add a Subcommittee") : _ ("Add an Action");

  if (groups) {
    ensure_groups (self);
    ry_subcommittees_view_reload (self->groups);
  } else {
    ensure_actions (self);
    ry_actions_view_reload (self->actions);
  }
  gtk_stack_set_visible_child_name (self->stack, groups ? "groups" : "actions");
  ry_add_content_set_word (self->create_content, label);
  ry_tooltip_set (self->create, groups ? _ ("Add a subcommittee (Ctrl+N)") : _ ("Add an action (Ctrl+N)"));
  ry_speech_set_label (self->create, label);
  ry_permission_guard_widget (self->create, workspace, RY_VERB_CREATE, groups ? "subcommittee" : "action", NULL);
  if (self->actions != NULL)
    gtk_widget_set_visible (ry_actions_view_get_menu (self->actions), !groups);
  place_cb (self);
}

static void
side_cb (GtkToggleButton *button, RyActionsPage *self)
{
  if (gtk_toggle_button_get_active (button))
    show_side (self);
}

static void
ry_actions_page_shown (RyPage *page)
{
  RyActionsPage *self = RY_ACTIONS_PAGE (page);

  show_side (self);
}

static void
ry_actions_page_constructed (GObject *object)
{
  RyActionsPage *self = RY_ACTIONS_PAGE (object);
  GObject *window = G_OBJECT (ry_page_get_window (RY_PAGE (self)));

  G_OBJECT_CLASS (ry_actions_page_parent_class)->constructed (object);
  self->create_content = RY_ADD_CONTENT (ry_add_content_new (_ ("Add an Action"), window));
  gtk_button_set_child (GTK_BUTTON (self->create), GTK_WIDGET (self->create_content));
}

static gboolean
ry_actions_page_open (RyPage *page, const char *id)
{
  RyActionsPage *self = RY_ACTIONS_PAGE (page);

  if (g_str_has_prefix (id, "subcommittee:")) {
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->groups_button), TRUE);
    ry_subcommittees_view_show (self->groups, id);
    return TRUE;
  }
  if (!g_str_has_prefix (id, "action:"))
    return FALSE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->actions_button), TRUE);
  ensure_actions (self);
  if (g_str_equal (id, RY_ACTIONS_OVERDUE))
    ry_actions_view_show_late (self->actions);
  else
    ry_actions_view_show (self->actions, id);
  return TRUE;
}

static gboolean
ry_actions_page_create (RyPage *page)
{
  RyActionsPage *self = RY_ACTIONS_PAGE (page);

  if (!gtk_widget_get_sensitive (self->create))
    return FALSE;
  if (shows_groups (self))
    ry_subcommittees_view_create (self->groups);
  else
    ry_actions_view_create (self->actions, self->create);
  return TRUE;
}

static gboolean
ry_actions_page_print (RyPage *page)
{
  RyActionsPage *self = RY_ACTIONS_PAGE (page);

  return shows_groups (self) ? ry_subcommittees_view_print (self->groups) : ry_actions_view_print (self->actions);
}

static gboolean
ry_actions_page_focus_filter (RyPage *page)
{
  RyActionsPage *self = RY_ACTIONS_PAGE (page);

  return !shows_groups (self) && ry_actions_view_focus_filter (self->actions);
}

static gboolean
ry_actions_page_go_back (RyPage *page)
{
  RyActionsPage *self = RY_ACTIONS_PAGE (page);

  return shows_groups (self) && ry_subcommittees_view_go_back (self->groups);
}

static void
ry_actions_page_leaving (RyPage *page)
{
  RyActionsPage *self = RY_ACTIONS_PAGE (page);

  if (self->groups != NULL)
    ry_subcommittees_view_flush (self->groups);
}

static char *
ry_actions_page_dup_record (RyPage *page)
{
  RyActionsPage *self = RY_ACTIONS_PAGE (page);

  if (shows_groups (self))
    return g_strdup (ry_subcommittees_view_get_shown (self->groups));
  return self->actions != NULL ? ry_actions_view_dup_selected (self->actions) : NULL;
}

static void
create_cb (RyActionsPage *self)
{
  ry_page_create (RY_PAGE (self));
}

static void
ry_actions_page_class_init (RyActionsPageClass *klass)
{
  RyPageClass *page_class = RY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ry_actions_page_constructed;
  page_class->shown = ry_actions_page_shown;
  page_class->open = ry_actions_page_open;
  page_class->create = ry_actions_page_create;
  page_class->print = ry_actions_page_print;
  page_class->focus_filter = ry_actions_page_focus_filter;
  page_class->go_back = ry_actions_page_go_back;
  page_class->leaving = ry_actions_page_leaving;
  page_class->dup_record = ry_actions_page_dup_record;
}

static GtkWidget *
create_switch (RyActionsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->actions_button = gtk_toggle_button_new_with_label (_ ("Actions"));
  self->groups_button = gtk_toggle_button_new_with_label (_ ("Subcommittees"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->actions_button), TRUE);
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->groups_button), GTK_TOGGLE_BUTTON (self->actions_button));
  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->actions_button);
  gtk_box_append (GTK_BOX (box), self->groups_button);
  g_signal_connect (self->actions_button, "toggled", G_CALLBACK (side_cb), self);
  g_signal_connect (self->groups_button, "toggled", G_CALLBACK (side_cb), self);
  return box;
}

static void
ry_actions_page_init (RyActionsPage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  self->create = gtk_button_new ();
  g_signal_connect_swapped (self->create, "clicked", G_CALLBACK (create_cb), self);
  ry_page_set_header_start (RY_PAGE (self), self->create);
  ry_page_set_header_title (RY_PAGE (self), create_switch (self));
}
