/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The panes are made when they are first seen. What the menu does stands in ry-event-acts.c; here is only what is on
 * the screen. The next step of the event's life is the one strong button.
 */
#include "ry-event-view.h"

#include <glib/gi18n.h>

#include "ry-application-pane.h"
#include "ry-council-mark.h"
#include "ry-date.h"
#include "ry-event-acts.h"
#include "ry-event-details.h"
#include "ry-event-plan-line.h"
#include "ry-event-words.h"
#include "ry-groups-pane.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-line.h"
#include "ry-permission-guard.h"
#include "ry-questionnaire-pane.h"
#include "ry-reach-pane.h"
#include "ry-speech.h"
#include "ry-tooltip.h"
#include "ry-window.h"

struct _RyEventView {
  RyPage parent_instance;

  /* Borrowed */
  AdwViewStack *stack;
  GtkWidget *title;
  GtkBox *marks;
  GtkWidget *facts;
  GtkWidget *figures[3];
  GtkWidget *step;
  GtkWidget *applications;
  GtkWidget *reach;
  GtkWidget *columns;
  GtkWidget *details;
  AdwViewSwitcherTitle *switcher;

  /* Owned */
  RyEventDesk *desk;
  RyEventActs *acts;
};

G_DEFINE_FINAL_TYPE (RyEventView, ry_event_view, RY_TYPE_PAGE)

static const struct {
  const char *name;
  const char *title;
  const char *icon;
} panes[] = { { "applications", N_ ("Applications"), "system-users-symbolic" },
              { "details", N_ ("Contents"), "document-edit-symbolic" },
              { "questionnaire", N_ ("Questionnaire"), "view-list-bullet-symbolic" },
              { "groups", N_ ("Groups"), "view-grid-symbolic" } };

static const char *const figure_titles[] = { N_ ("Applied"), N_ ("Capacity"), N_ ("On the waiting list") };

/* ---- What stands at the head ---- */

static void
show_figures (RyEventView *self)
{
  RyApplicantFigures figures;
  gint64 capacity = ry_event_desk_get_capacity (self->desk);
  guint values[3];

  ry_applicant_count (ry_event_desk_get_applications (self->desk), &figures);
  values[0] = figures.applied;
  values[1] = (guint) capacity;
  values[2] = figures.waiting;
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *words = i == 1 && capacity == 0 ? g_strdup ("–") : g_strdup_printf ("%u", values[i]);
    g_autofree char *spoken = g_strdup_printf ("%s %s", _ (figure_titles[i]), words);

    gtk_label_set_label (GTK_LABEL (self->figures[i]), words);
    ry_speech_set_label (self->figures[i], spoken);
  }
}

/* The item and the event lead to each other. */
static void
show_items (RyEventView *self)
{
  g_autoptr (GPtrArray) meetings =
      ry_event_list_items (ry_event_desk_get_workspace (self->desk), ry_event_desk_get_id (self->desk), NULL);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++) {
    g_autofree char *words =
        g_strdup_printf (_ ("On the agenda of %s"), ry_document_get_string (meetings->pdata[i], "title"));
    GtkWidget *button = gtk_button_new_with_label (words);

    gtk_widget_add_css_class (button, "flat");
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.open-record");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", ry_document_get_id (meetings->pdata[i]));
    gtk_box_append (self->marks, button);
  }
}

static void
show_head (RyEventView *self)
{
  JsonObject *event = ry_event_desk_get_event (self->desk);
  RyCouncils *councils = ry_window_get_councils (ry_page_get_window (RY_PAGE (self)));
  const RyCouncil *council = ry_json_get_string (event, "council") != NULL
                                 ? ry_councils_get (councils, ry_json_get_string (event, "council"))
                                 : NULL;
  const char *title = ry_json_get_string (event, "title");
  g_autofree char *facts = ry_event_words_dup_facts (ry_event_desk_get_workspace (self->desk), event);
  GtkWidget *child;

  gtk_label_set_label (GTK_LABEL (self->title), title != NULL ? title : "");
  ry_page_set_title (RY_PAGE (self), title);
  adw_view_switcher_title_set_title (self->switcher, title);
  gtk_label_set_label (GTK_LABEL (self->facts), facts);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->marks))) != NULL)
    gtk_box_remove (self->marks, child);
  if (council != NULL)
    gtk_box_append (self->marks, ry_council_chip_new (council));
  gtk_box_append (self->marks, ry_event_words_chip_new (ry_event_desk_get_workspace (self->desk), event));
  show_items (self);
}

static void
show_reach (RyEventView *self)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (RyReach) reach = NULL;

  g_ptr_array_add (events, ry_event_desk_get_document (self->desk));
  reach = ry_reach_load (ry_event_desk_get_workspace (self->desk), events, today, NULL);
  if (reach != NULL)
    ry_reach_pane_set (RY_REACH_PANE (self->reach), reach);
}

static void
show (RyEventView *self)
{
  const char *step = ry_event_acts_get_step (self->acts);

  show_head (self);
  show_figures (self);
  show_reach (self);
  gtk_widget_set_visible (self->step, step != NULL);
  if (step != NULL)
    gtk_button_set_label (GTK_BUTTON (self->step), step);
}

static void
step_cb (RyEventView *self)
{
  ry_event_acts_do_step (self->acts);
}

static void
missed_cb (RyEventView *self)
{
  ry_event_acts_send_letter (self->acts, "invitation");
}

/* ---- Its parts ---- */

static GtkWidget *
create_figure (RyEventView *self, guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *title = gtk_label_new (_ (figure_titles[i]));

  self->figures[i] = gtk_label_new (NULL);
  gtk_widget_add_css_class (title, "ry-small");
  gtk_widget_add_css_class (title, "ry-2nd");
  gtk_widget_add_css_class (self->figures[i], "ry-figure");
  gtk_widget_add_css_class (self->figures[i], "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->figures[i]);
  return box;
}

static GtkWidget *
create_head (RyEventView *self)
{
  GtkWidget *head = gtk_flow_box_new (), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *figures = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  self->title = ry_label_new_wrapped ("", "title-2");
  self->marks = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));
  self->facts = ry_label_new_wrapped ("", "ry-2nd");
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->marks));
  gtk_box_append (GTK_BOX (words), self->facts);
  gtk_widget_set_hexpand (words, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (self->figures); i++)
    gtk_box_append (GTK_BOX (figures), create_figure (self, i));
  gtk_widget_set_halign (figures, GTK_ALIGN_END);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (head), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (head), 2);
  gtk_flow_box_append (GTK_FLOW_BOX (head), words);
  gtk_flow_box_append (GTK_FLOW_BOX (head), figures);
  for (GtkWidget *child = gtk_widget_get_first_child (head); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  return head;
}

static GtkWidget *
create_overview (RyEventView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);

  self->applications = ry_application_pane_new (self->desk);
  self->reach = ry_reach_pane_new (_ ("Send an Invitation"));
  g_signal_connect_swapped (self->reach, "missed-activated", G_CALLBACK (missed_cb), self);
  self->columns = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->columns), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->columns), 2);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->columns), TRUE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->columns), 16);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->columns), 16);
  gtk_flow_box_append (GTK_FLOW_BOX (self->columns), self->applications);
  gtk_flow_box_append (GTK_FLOW_BOX (self->columns), self->reach);
  for (GtkWidget *child = gtk_widget_get_first_child (self->columns); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    gtk_widget_set_focusable (child, FALSE);
    gtk_widget_set_valign (child, GTK_ALIGN_START);
  }
  gtk_box_append (GTK_BOX (box), create_head (self));
  gtk_box_append (GTK_BOX (box), ry_event_plan_line_new (self->desk));
  gtk_box_append (GTK_BOX (box), self->columns);
  gtk_widget_add_css_class (box, "ry-event");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  return scroller;
}

static GtkWidget *
create_pane (RyEventView *self, guint pane)
{
  switch (pane) {
  case 0:
    return create_overview (self);
  case 1:
    return self->details = ry_event_details_new (self->desk);
  case 2:
    return ry_questionnaire_pane_new (self->desk);
  default:
    return ry_groups_pane_new (self->desk);
  }
}

static void
fill_pane (RyEventView *self)
{
  AdwBin *bin = ADW_BIN (adw_view_stack_get_visible_child (self->stack));
  guint pane = bin != NULL ? GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (bin), "pane")) : 0;

  if (bin != NULL && adw_bin_get_child (bin) == NULL)
    adw_bin_set_child (bin, create_pane (self, pane));
}

static void
import_cb (RyEventView *self)
{
  adw_view_stack_set_visible_child_name (self->stack, "applications");
  ry_application_pane_choose_file (RY_APPLICATION_PANE (self->applications));
}

static void
photos_cb (RyEventView *self)
{
  adw_view_stack_set_visible_child_name (self->stack, "details");
  ry_event_details_choose_photos (RY_EVENT_DETAILS (self->details));
}

static GtkWidget *
create_header_end (RyEventView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *menu = gtk_menu_button_new ();

  self->step = gtk_button_new ();
  gtk_widget_add_css_class (self->step, "suggested-action");
  g_signal_connect_swapped (self->step, "clicked", G_CALLBACK (step_cb), self);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu), ry_event_acts_get_menu (self->acts));
  ry_tooltip_set (menu, _ ("Papers, letters and more"));
  ry_speech_set_label (menu, _ ("Papers, letters and more"));
  gtk_widget_insert_action_group (box, "event", ry_event_acts_get_group (self->acts));
  ry_permission_guard_widget (self->step, ry_event_desk_get_workspace (self->desk), RY_VERB_EDIT, "event",
                              ry_event_desk_get_document (self->desk));
  gtk_box_append (GTK_BOX (box), self->step);
  gtk_box_append (GTK_BOX (box), menu);
  return box;
}

static gboolean
ry_event_view_print (RyPage *page)
{
  ry_event_acts_show_paper (RY_EVENT_VIEW (page)->acts, "flyer");
  return TRUE;
}

static gboolean
ry_event_view_focus_filter (RyPage *page)
{
  RyEventView *self = RY_EVENT_VIEW (page);

  adw_view_stack_set_visible_child_name (self->stack, "applications");
  ry_application_pane_focus (RY_APPLICATION_PANE (self->applications));
  return TRUE;
}

static void
ry_event_view_leaving (RyPage *page)
{
  RyEventView *self = RY_EVENT_VIEW (page);

  if (self->details != NULL)
    ry_event_details_flush (RY_EVENT_DETAILS (self->details));
}

static char *
ry_event_view_dup_record (RyPage *page)
{
  return g_strdup (ry_event_desk_get_id (RY_EVENT_VIEW (page)->desk));
}

static void
ry_event_view_dispose (GObject *object)
{
  RyEventView *self = RY_EVENT_VIEW (object);

  g_clear_object (&self->acts);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (ry_event_view_parent_class)->dispose (object);
}

static void
ry_event_view_class_init (RyEventViewClass *klass)
{
  RyPageClass *page_class = RY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_event_view_dispose;
  page_class->print = ry_event_view_print;
  page_class->focus_filter = ry_event_view_focus_filter;
  page_class->leaving = ry_event_view_leaving;
  page_class->dup_record = ry_event_view_dup_record;
}

static void
ry_event_view_init (RyEventView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = adw_view_switcher_bar_new ();

  self->stack = ADW_VIEW_STACK (adw_view_stack_new ());
  adw_view_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (panes); i++) {
    GtkWidget *bin = adw_bin_new ();

    g_object_set_data (G_OBJECT (bin), "pane", GUINT_TO_POINTER (i));
    adw_view_stack_add_titled_with_icon (self->stack, bin, panes[i].name, _ (panes[i].title), panes[i].icon);
  }
  self->switcher = ADW_VIEW_SWITCHER_TITLE (adw_view_switcher_title_new ());
  adw_view_switcher_title_set_stack (self->switcher, self->stack);
  adw_view_switcher_bar_set_stack (ADW_VIEW_SWITCHER_BAR (bar), self->stack);
  g_object_bind_property (self->switcher, "title-visible", bar, "reveal", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), bar);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * ry_event_view_new:
 * @window: the window it will be pushed onto
 * @id: an event
 * @error: return location
 *
 * Returns: (transfer floating) (nullable): its view
 */
RyPage *
ry_event_view_new (RyWindow *window, const char *id, GError **error)
{
  g_autoptr (RyEventDesk) desk = ry_event_desk_new (window, id, error);
  RyEventView *self;

  if (desk == NULL)
    return NULL;
  self = g_object_new (RY_TYPE_EVENT_VIEW, "window", window, NULL);
  self->desk = g_object_ref (desk);
  self->acts = ry_event_acts_new (desk);
  g_signal_connect_object (self->acts, "import", G_CALLBACK (import_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->acts, "photos", G_CALLBACK (photos_cb), self, G_CONNECT_SWAPPED);
  ry_page_set_header_end (RY_PAGE (self), create_header_end (self));
  ry_page_set_header_title (RY_PAGE (self), GTK_WIDGET (self->switcher));
  fill_pane (self);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (fill_pane), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return RY_PAGE (self);
}

/**
 * ry_event_view_push:
 * @window: the window
 * @id: an event
 *
 * Shows an event, or says why it cannot be shown.
 */
void
ry_event_view_push (RyWindow *window, const char *id)
{
  g_autoptr (GError) error = NULL;
  RyPage *view = ry_event_view_new (window, id, &error);

  if (view != NULL)
    ry_window_push (window, view);
  else
    ry_window_show_error (window, _ ("The event cannot be shown"), error);
}
