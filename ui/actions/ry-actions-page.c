/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The title says which of the two is in front: 宿題 or 分科会. Each is made when it is first shown.
 */
#include "ry-actions-page.h"

#include <glib/gi18n.h>

#include "ry-actions-view.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-window.h"

struct _RyActionsPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkStack *stack;
  RyActionsView *actions;
  GtkWidget *create;
  AdwButtonContent *create_content;
  GtkWidget *actions_button;
};

G_DEFINE_FINAL_TYPE (RyActionsPage, ry_actions_page, RY_TYPE_PAGE)

static void
ensure_actions (RyActionsPage *self)
{
  if (self->actions != NULL)
    return;
  self->actions = RY_ACTIONS_VIEW (ry_actions_view_new (ry_page_get_window (RY_PAGE (self))));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->actions), "actions");
}

static void
ry_actions_page_shown (RyPage *page)
{
  RyActionsPage *self = RY_ACTIONS_PAGE (page);

  ensure_actions (self);
  ry_actions_view_reload (self->actions);
  ry_permission_guard_widget (self->create, ry_window_get_workspace (ry_page_get_window (page)), RY_VERB_CREATE,
                              "action", NULL);
}

static gboolean
ry_actions_page_open (RyPage *page, const char *id)
{
  RyActionsPage *self = RY_ACTIONS_PAGE (page);

  if (!g_str_has_prefix (id, "action:"))
    return FALSE;
  ensure_actions (self);
  ry_actions_view_show (self->actions, id);
  return TRUE;
}

static gboolean
ry_actions_page_create (RyPage *page)
{
  RyActionsPage *self = RY_ACTIONS_PAGE (page);

  if (!gtk_widget_get_sensitive (self->create))
    return FALSE;
  ry_actions_view_create (self->actions, GTK_WIDGET (self->stack));
  return TRUE;
}

static gboolean
ry_actions_page_print (RyPage *page)
{
  return ry_actions_view_print (RY_ACTIONS_PAGE (page)->actions);
}

static gboolean
ry_actions_page_focus_filter (RyPage *page)
{
  return ry_actions_view_focus_filter (RY_ACTIONS_PAGE (page)->actions);
}

static char *
ry_actions_page_dup_record (RyPage *page)
{
  return ry_actions_view_dup_selected (RY_ACTIONS_PAGE (page)->actions);
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

  page_class->shown = ry_actions_page_shown;
  page_class->open = ry_actions_page_open;
  page_class->create = ry_actions_page_create;
  page_class->print = ry_actions_page_print;
  page_class->focus_filter = ry_actions_page_focus_filter;
  page_class->dup_record = ry_actions_page_dup_record;
}

static void
ry_actions_page_init (RyActionsPage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  self->create = gtk_button_new ();
  self->create_content = ADW_BUTTON_CONTENT (adw_button_content_new ());
  adw_button_content_set_icon_name (self->create_content, "list-add-symbolic");
  adw_button_content_set_label (self->create_content, _ ("Add an Action"));
  gtk_button_set_child (GTK_BUTTON (self->create), GTK_WIDGET (self->create_content));
  gtk_widget_set_tooltip_text (self->create, _ ("Add an action (Ctrl+N)"));
  ry_speech_set_label (self->create, _ ("Add an Action"));
  g_signal_connect_swapped (self->create, "clicked", G_CALLBACK (create_cb), self);
  ry_page_set_header_start (RY_PAGE (self), self->create);
}
