/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stations share the width, and go on in a second line where there is too little of it. Each says its state three ways: icon,
 * outline and word.
 */
#include "ry-event-plan-line.h"

#include <glib/gi18n.h>

#include "ry-action-editor.h"
#include "ry-date.h"
#include "ry-event-plan.h"
#include "ry-label.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-tooltip.h"

struct _RyEventPlanLine {
  AdwBin parent_instance;

  /* Borrowed */
  GtkFlowBox *line;
  GtkWidget *begin;
  GtkLabel *note;

  /* Owned */
  RyEventDesk *desk;
};

G_DEFINE_FINAL_TYPE (RyEventPlanLine, ry_event_plan_line, ADW_TYPE_BIN)

static const struct {
  const char *icon;
  const char *css_class;
  const char *word;
} states[] = {
  [RY_STEP_DONE] = { "object-select-symbolic", "ry-step-done", N_ ("done") },
  [RY_STEP_NOW] = { "media-record-symbolic", "ry-step-now", N_ ("now") },
  [RY_STEP_LATE] = { "alarm-symbolic", "ry-step-late", N_ ("late") },
  [RY_STEP_LATER] = { NULL, "ry-step-later", N_ ("to come") },
  [RY_STEP_DROPPED] = { "window-close-symbolic", "ry-step-later", N_ ("dropped") },
};

static void
step_cb (GtkButton *button, RyEventPlanLine *self)
{
  const char *id = g_object_get_data (G_OBJECT (button), "action");
  g_autoptr (RyDocument) action =
      id != NULL ? ry_workspace_get (ry_event_desk_get_workspace (self->desk), id, NULL) : NULL;

  if (action != NULL)
    ry_action_editor_edit (ry_event_desk_get_window (self->desk), action, GTK_WIDGET (button));
  else
    gtk_widget_grab_focus (self->begin);
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_mark (RyEventStepState state)
{
  GtkWidget *mark =
      states[state].icon != NULL ? gtk_image_new_from_icon_name (states[state].icon) : gtk_label_new (NULL);

  gtk_widget_add_css_class (mark, "ry-step-mark");
  gtk_widget_add_css_class (mark, states[state].css_class);
  gtk_widget_set_halign (mark, GTK_ALIGN_CENTER);
  return mark;
}

static GtkWidget *
create_step (RyEventPlanLine *self, const RyEventStep *step)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *offset = ry_event_plan_format_offset (step->offset);
  g_autofree char *day = step->due != NULL ? ry_date_format_iso (step->due, RY_DATE_SHORT) : g_strdup ("");
  g_autofree char *when =
      step->offset == 0 ? g_strdup_printf (_ ("The day · %s"), day) : g_strdup_printf ("%s · %s", offset, day);
  g_autofree char *spoken =
      g_strdup_printf ("%s, %s, %s, %s", step->title, when, _ (states[step->state].word), step->owner_name);

  gtk_box_append (GTK_BOX (box), create_mark (step->state));
  gtk_box_append (GTK_BOX (box), create_label (when, "ry-tiny"));
  gtk_box_append (GTK_BOX (box), create_label (step->title, step->state == RY_STEP_NOW ? "heading" : "ry-small"));
  gtk_box_append (GTK_BOX (box),
                  create_label (*step->owner_name != '\0' ? step->owner_name : _ (states[step->state].word),
                                "ry-tiny"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ry-step");
  gtk_widget_set_hexpand (button, TRUE);
  ry_tooltip_set (button, step->action != NULL ? _ ("Open the action: who does it, until when")
                                               : _ ("Begin the plan to make this an action"));
  ry_speech_set_label (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "action", g_strdup (step->action), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (step_cb), self);
  return button;
}

/* The button has the focus, not the place it lies in. */
static void
add_step (RyEventPlanLine *self, const RyEventStep *step)
{
  GtkWidget *button = create_step (self, step);

  gtk_flow_box_insert (self->line, button, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
show (RyEventPlanLine *self)
{
  g_autoptr (JsonObject) event = json_object_ref (ry_event_desk_get_event (self->desk));
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (GPtrArray) steps = NULL;
  gboolean begun = TRUE, fits, dated = json_object_has_member (event, "date");
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->line))) != NULL)
    gtk_flow_box_remove (self->line, child);
  ry_event_plan_fill_default (event);
  steps = ry_event_plan_list (ry_event_desk_get_workspace (self->desk), event, today);
  for (guint i = 0; i < steps->len; i++) {
    begun &=
        ((RyEventStep *) steps->pdata[i])->action != NULL || ((RyEventStep *) steps->pdata[i])->state == RY_STEP_DONE;
    add_step (self, steps->pdata[i]);
  }
  fits = ry_event_plan_fits (ry_event_desk_get_workspace (self->desk), event);
  gtk_button_set_label (GTK_BUTTON (self->begin),
                        begun ? _ ("Move the Plan to the New Day") : _ ("Make Actions of the Plan"));
  gtk_widget_set_visible (self->begin, dated && (!begun || !fits));
  gtk_label_set_label (self->note, !dated ? _ ("Give the event a day, and its plan has days too.")
                                   : !begun
                                       ? _ ("These steps become actions with owners, 60 days before to 14 days after.")
                                       : _ ("The event has another day than its plan."));
  gtk_widget_set_visible (gtk_widget_get_parent (self->begin), !dated || !begun || !fits);
}

static void
begin_cb (RyEventPlanLine *self)
{
  RyWindow *window = ry_event_desk_get_window (self->desk);
  g_autoptr (GError) error = NULL;
  GPtrArray *edits =
      ry_event_plan_begin (ry_event_desk_get_workspace (self->desk), ry_event_desk_get_id (self->desk), &error);

  if (edits == NULL)
    ry_window_show_error (window, _ ("The plan was not begun"), error);
  else if (edits->len > 0)
    ry_window_commit (window, edits, _ ("The plan's actions are made"));
  else
    g_ptr_array_unref (edits);
}

static void
ry_event_plan_line_dispose (GObject *object)
{
  g_clear_object (&RY_EVENT_PLAN_LINE (object)->desk);
  G_OBJECT_CLASS (ry_event_plan_line_parent_class)->dispose (object);
}

static void
ry_event_plan_line_class_init (RyEventPlanLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_event_plan_line_dispose;
}

static void
ry_event_plan_line_init (RyEventPlanLine *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->line = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->line, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (self->line, TRUE);
  gtk_flow_box_set_max_children_per_line (self->line, 8);
  self->note = GTK_LABEL (ry_label_new_wrapped ("", "ry-2nd"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->note), TRUE);
  self->begin = gtk_button_new_with_label ("");
  gtk_widget_set_valign (self->begin, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->begin, "clicked", G_CALLBACK (begin_cb), self);
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (foot), self->begin);
  gtk_widget_add_css_class (foot, "ry-plan-foot");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "ry-plan");
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (self->line));
  gtk_box_append (GTK_BOX (card), foot);
  adw_bin_set_child (ADW_BIN (self), card);
}

/**
 * ry_event_plan_line_new:
 * @desk: the event
 *
 * Returns: (transfer floating): its plan
 */
GtkWidget *
ry_event_plan_line_new (RyEventDesk *desk)
{
  RyEventPlanLine *self = g_object_new (RY_TYPE_EVENT_PLAN_LINE, NULL);

  self->desk = g_object_ref (desk);
  ry_permission_guard_widget (self->begin, ry_event_desk_get_workspace (desk), RY_VERB_CREATE, "action", NULL);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
