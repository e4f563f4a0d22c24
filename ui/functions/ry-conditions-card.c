/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyConditionsCard. Buttons stay while the council's list stays, so that the focus does; one popover serves them all.
 */
#include "ry-conditions-card.h"

#include <glib/gi18n.h>

#include "ry-card.h"
#include "ry-date.h"
#include "ry-fill.h"
#include "ry-function.h"
#include "ry-label.h"
#include "ry-mark-view.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-tooltip.h"

#define SHORT_LINE 13 /* full-width characters of name and note that fit beside the answer */

typedef struct {
  char *condition;
  char *name;
  RyAnswer answer;
  char *note;
  GtkWidget *button;
  RyMarkView *mark;
  GtkLabel *word;
  GtkLabel *note_label; /* beside the answer, where it is short */
  GtkWidget *below;     /* a longer one, in full */
} Line;

struct _RyConditionsCard {
  GtkBox parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkGrid *grid;
  GtkLabel *counts;
  GtkWidget *nothing;
  GtkPopover *popover;
  GtkToggleButton *choices[RY_N_ANSWERS];
  GtkEntry *note;
  Line *asked; /* whose answer the popover asks for */

  /* Owned */
  GPtrArray *lines;
  char *organisation;
  RyDocument *sheet;

  gboolean filling;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (RyConditionsCard, ry_conditions_card, GTK_TYPE_BOX)

static void
free_line (gpointer data)
{
  Line *line = data;

  g_free (line->condition);
  g_free (line->name);
  g_free (line->note);
  g_free (line);
}

/* ---- Asking for an answer ---- */

static void
save (RyConditionsCard *self, Line *line, RyAnswer answer)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *message = g_strdup_printf (_ ("Saved: %s %s"), line->name, ry_answer_get_word (answer));
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note))));
  JsonObject *content = ry_function_begin (self->organisation, self->sheet);
  GPtrArray *edits;

  if (!ry_function_set_answer (content, line->condition, answer, *note != '\0' ? note : NULL, today)) {
    json_object_unref (content);
    return;
  }
  edits = ry_edits_new ();
  g_ptr_array_add (edits, ry_function_create_edit (self->organisation, self->sheet, content));
  ry_window_commit (self->window, edits, message);
}

static RyAnswer
get_chosen (RyConditionsCard *self)
{
  for (RyAnswer answer = 0; answer < RY_N_ANSWERS; answer++)
    if (gtk_toggle_button_get_active (self->choices[answer]))
      return answer;
  return RY_ANSWER_UNANSWERED;
}

static void
close_popover (RyConditionsCard *self)
{
  gtk_popover_popdown (self->popover);
}

static void
closed_cb (RyConditionsCard *self)
{
  Line *line = g_steal_pointer (&self->asked);

  if (line != NULL)
    save (self, line, get_chosen (self));
}

/* A condition wants its note; the other answers are complete by themselves. */
static void
chosen_cb (GtkToggleButton *button, RyConditionsCard *self)
{
  if (self->filling || !gtk_toggle_button_get_active (button))
    return;
  if (button == self->choices[RY_ANSWER_CONDITIONAL])
    gtk_widget_grab_focus (GTK_WIDGET (self->note));
  else
    close_popover (self);
}

static void
ask (GtkWidget *button, RyConditionsCard *self)
{
  Line *line = NULL;

  for (guint i = 0; i < self->lines->len; i++)
    if (((Line *) g_ptr_array_index (self->lines, i))->button == button)
      line = g_ptr_array_index (self->lines, i);
  if (line == NULL)
    return;
  g_object_ref (self->popover);
  if (gtk_widget_get_parent (GTK_WIDGET (self->popover)) != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), button);
  g_object_unref (self->popover);
  self->filling = TRUE;
  gtk_toggle_button_set_active (self->choices[line->answer], TRUE);
  ry_fill_editable (GTK_EDITABLE (self->note), line->note);
  self->filling = FALSE;
  self->asked = line;
  gtk_popover_popup (self->popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->choices[line->answer]));
}

static GtkWidget *
create_choice (RyConditionsCard *self, RyAnswer answer)
{
  GtkWidget *toggle = gtk_toggle_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (content), ry_mark_view_new (ry_mark_of_answer (answer), 16));
  gtk_box_append (GTK_BOX (content), gtk_label_new (ry_answer_get_word (answer)));
  gtk_button_set_child (GTK_BUTTON (toggle), content);
  ry_speech_set_label (toggle, ry_answer_get_word (answer));
  g_signal_connect (toggle, "toggled", G_CALLBACK (chosen_cb), self);
  return toggle;
}

static void
create_popover (RyConditionsCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  static const RyAnswer order[RY_N_ANSWERS] = { RY_ANSWER_YES, RY_ANSWER_CONDITIONAL, RY_ANSWER_NO,
                                                RY_ANSWER_UNANSWERED };

  gtk_widget_add_css_class (choices, "linked");
  for (guint i = 0; i < RY_N_ANSWERS; i++) {
    self->choices[order[i]] = GTK_TOGGLE_BUTTON (create_choice (self, order[i]));
    if (i > 0)
      gtk_toggle_button_set_group (self->choices[order[i]], self->choices[order[0]]);
    gtk_box_append (GTK_BOX (choices), GTK_WIDGET (self->choices[order[i]]));
  }
  self->note = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->note, _ ("Note: until 20 o’clock, after a call …"));
  ry_speech_set_label (GTK_WIDGET (self->note), _ ("Note on the condition"));
  g_signal_connect_swapped (self->note, "activate", G_CALLBACK (close_popover), self);
  gtk_box_append (GTK_BOX (box), choices);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (self->popover, box);
  g_object_ref_sink (self->popover);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (closed_cb), self);
}

/* ---- Showing them ---- */

static Line *
create_line (RyConditionsCard *self, const RyConditionAnswer *answer)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = ry_label_new_wrapped (answer->name, NULL);

  line->condition = g_strdup (answer->condition);
  line->name = g_strdup (answer->name);
  line->mark = RY_MARK_VIEW (ry_mark_view_new (RY_MARK_UNANSWERED, 18));
  line->word = GTK_LABEL (gtk_label_new (NULL));
  line->note_label = GTK_LABEL (gtk_label_new (NULL));
  line->button = gtk_button_new ();
  gtk_widget_add_css_class (GTK_WIDGET (line->word), "ry-answer-word");
  gtk_widget_add_css_class (GTK_WIDGET (line->note_label), "ry-2nd");
  gtk_label_set_ellipsize (line->note_label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (line->note_label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (line->note_label), TRUE);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (line->mark));
  gtk_box_append (GTK_BOX (content), name);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (line->word));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (line->note_label));
  line->below = ry_label_new_wrapped (NULL, "ry-2nd");
  gtk_widget_set_margin_start (line->below, 26);
  gtk_box_append (GTK_BOX (outer), content);
  gtk_box_append (GTK_BOX (outer), line->below);
  gtk_button_set_child (GTK_BUTTON (line->button), outer);
  gtk_widget_add_css_class (line->button, "flat");
  gtk_widget_add_css_class (line->button, "ry-answer");
  gtk_widget_set_hexpand (line->button, TRUE);
  g_signal_connect (line->button, "clicked", G_CALLBACK (ask), self);
  return line;
}

static void
show_line (Line *line, const RyConditionAnswer *answer)
{
  g_autofree char *speech =
      answer->note != NULL
          ? g_strdup_printf (_ ("%s, %s, %s"), answer->name, ry_answer_get_word (answer->answer), answer->note)
          : g_strdup_printf (_ ("%s, %s"), answer->name, ry_answer_get_word (answer->answer));
  gboolean is_long =
      answer->note != NULL && g_utf8_strlen (answer->name, -1) + g_utf8_strlen (answer->note, -1) > SHORT_LINE;

  line->answer = answer->answer;
  g_free (line->note);
  line->note = g_strdup (answer->note);
  ry_mark_view_set_mark (line->mark, ry_mark_of_answer (answer->answer));
  gtk_label_set_label (line->word, ry_answer_get_word (answer->answer));
  gtk_label_set_label (line->note_label, is_long ? NULL : answer->note);
  gtk_label_set_label (GTK_LABEL (line->below), is_long ? answer->note : NULL);
  gtk_widget_set_visible (line->below, is_long);
  ry_tooltip_set (line->button, answer->note);
  ry_speech_set_label (line->button, speech);
}

static gboolean
is_same_list (RyConditionsCard *self, const RyHospital *hospital)
{
  if (self->lines->len != hospital->conditions->len)
    return FALSE;
  for (guint i = 0; i < self->lines->len; i++) {
    const Line *line = g_ptr_array_index (self->lines, i);
    const RyConditionAnswer *answer = g_ptr_array_index (hospital->conditions, i);

    if (!g_str_equal (line->condition, answer->condition) || !g_str_equal (line->name, answer->name))
      return FALSE;
  }
  return TRUE;
}

/* Down the first column, then down the second: the council's order can be read. */
static void
rebuild (RyConditionsCard *self, const RyHospital *hospital)
{
  guint n = hospital->conditions->len, rows = self->narrow ? n : (n + 1) / 2;

  self->asked = NULL;
  gtk_popover_popdown (self->popover);
  if (gtk_widget_get_parent (GTK_WIDGET (self->popover)) != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  for (guint i = 0; i < self->lines->len; i++)
    gtk_grid_remove (self->grid, ((Line *) g_ptr_array_index (self->lines, i))->button);
  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < n; i++) {
    Line *line = create_line (self, g_ptr_array_index (hospital->conditions, i));

    g_ptr_array_add (self->lines, line);
    gtk_grid_attach (self->grid, line->button, (int) (i / rows), (int) (i % rows), 1, 1);
  }
}

static void
show_counts (RyConditionsCard *self, const RyHospital *hospital)
{
  g_autofree char *words =
      g_strdup_printf ("○ %u　△ %u　× %u　― %u", ry_hospital_count_answers (hospital, RY_ANSWER_YES),
                       ry_hospital_count_answers (hospital, RY_ANSWER_CONDITIONAL),
                       ry_hospital_count_answers (hospital, RY_ANSWER_NO),
                       ry_hospital_count_answers (hospital, RY_ANSWER_UNANSWERED));

  gtk_label_set_label (self->counts, words);
}

static void
ry_conditions_card_dispose (GObject *object)
{
  RyConditionsCard *self = RY_CONDITIONS_CARD (object);

  if (self->popover != NULL && gtk_widget_get_parent (GTK_WIDGET (self->popover)) != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  g_clear_object (&self->popover);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->organisation, g_free);
  g_clear_pointer (&self->sheet, ry_document_unref);
  G_OBJECT_CLASS (ry_conditions_card_parent_class)->dispose (object);
}

static void
ry_conditions_card_class_init (RyConditionsCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_conditions_card_dispose;
}

static void
ry_conditions_card_init (RyConditionsCard *self)
{
  GtkWidget *head = ry_card_begin (GTK_BOX (self), _ ("What is taken here"), NULL);

  self->lines = g_ptr_array_new_with_free_func (free_line);
  self->counts = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->counts), "ry-2nd");
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->counts));
  self->nothing =
      gtk_label_new (_ ("The council’s list of conditions is empty. It is made under the menu of this page."));
  gtk_label_set_wrap (GTK_LABEL (self->nothing), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->nothing), 0);
  gtk_widget_add_css_class (self->nothing, "ry-2nd");
  gtk_box_append (GTK_BOX (self), self->nothing);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_homogeneous (self->grid, TRUE);
  gtk_grid_set_column_spacing (self->grid, 8);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->grid));
  create_popover (self);
}

/**
 * ry_conditions_card_new:
 * @window: the window
 *
 * Returns: (transfer floating): an empty card
 */
GtkWidget *
ry_conditions_card_new (RyWindow *window)
{
  RyConditionsCard *self = g_object_new (RY_TYPE_CONDITIONS_CARD, "orientation", GTK_ORIENTATION_VERTICAL, NULL);

  self->window = window;
  return GTK_WIDGET (self);
}

/**
 * ry_conditions_card_show:
 * @self: a card
 * @hospital: whose answers
 * @editable: whether they are those of today
 * @narrow: whether there is little room
 */
void
ry_conditions_card_show (RyConditionsCard *self, const RyHospital *hospital, gboolean editable, gboolean narrow)
{
  g_autoptr (RyDocument) sheet = ry_card_dup_sheet (hospital);
  RyVerb verb = hospital->sheet != NULL ? RY_VERB_EDIT : RY_VERB_CREATE;

  if (self->narrow != narrow || !is_same_list (self, hospital) || g_strcmp0 (self->organisation, hospital->id) != 0) {
    self->narrow = narrow;
    rebuild (self, hospital);
  }
  g_free (self->organisation);
  self->organisation = g_strdup (hospital->id);
  g_clear_pointer (&self->sheet, ry_document_unref);
  self->sheet = hospital->sheet != NULL ? ry_document_ref (hospital->sheet) : NULL;
  for (guint i = 0; i < self->lines->len; i++) {
    Line *line = g_ptr_array_index (self->lines, i);

    show_line (line, g_ptr_array_index (hospital->conditions, i));
    gtk_widget_set_can_target (line->button, editable);
    gtk_widget_set_focusable (line->button, editable);
    if (editable)
      ry_permission_guard_widget (line->button, ry_window_get_workspace (self->window), verb, "function", sheet);
  }
  show_counts (self, hospital);
  gtk_widget_set_visible (self->nothing, hospital->conditions->len == 0);
}
