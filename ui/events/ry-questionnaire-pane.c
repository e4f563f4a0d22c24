/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sheet is a column of questions; one of them is current. A digit answers it: of one choice it goes on to the next by
 * itself, of several Enter goes on. In a free answer one types; Enter at the last question stores the sheet and begins
 * the next. 0 takes an answer back, ↑↓ move. A digit that means nothing says so and changes nothing.
 */
#include "ry-questionnaire-pane.h"

#include <glib/gi18n.h>

#include "ry-json.h"
#include "ry-label.h"
#include "ry-list-editor.h"
#include "ry-permission-guard.h"
#include "ry-questionnaire.h"
#include "ry-speech.h"

struct _RyQuestionnairePane {
  AdwBin parent_instance;

  /* Borrowed */
  GtkWidget *sheet;
  GtkLabel *head;
  GtkLabel *message;
  GtkBox *questions;
  GtkBox *totals;
  GtkWidget *store;
  GtkWidget *start;
  GtkWidget *empty;
  GtkWidget *work;
  GtkBox *wording;

  /* Owned */
  RyEventDesk *desk;
  RyRecord *record;
  GPtrArray *items;
  GPtrArray *rows;    /* of GtkWidget, one a question; borrowed */
  JsonObject *values; /* of the sheet in hand */

  guint current;
};

G_DEFINE_FINAL_TYPE (RyQuestionnairePane, ry_questionnaire_pane, ADW_TYPE_BIN)

static const RyListColumn wording[] = { { "text", N_ ("Question"), 18, RY_LIST_TEXT },
                                        { "type", N_ ("Type"), 8, RY_LIST_CODE },
                                        { "choices", N_ ("Choices, parted by 、"), 24, RY_LIST_SET } };

static const RyQuestionnaireItem *
get_item (RyQuestionnairePane *self)
{
  return self->current < self->items->len ? self->items->pdata[self->current] : NULL;
}

static void
say (RyQuestionnairePane *self, const char *words, gboolean warn)
{
  gtk_label_set_label (self->message, words);
  if (warn)
    gtk_widget_add_css_class (GTK_WIDGET (self->message), "ry-warn");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), "ry-warn");
}

/* ---- The sheet in hand ---- */

static char *
describe_choices (RyQuestionnairePane *self, const RyQuestionnaireItem *item)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; item->choices[i] != NULL; i++) {
    gboolean on = ry_questionnaire_is_chosen (item, self->values, i + 1);
    g_autofree char *choice = g_markup_escape_text (item->choices[i], -1);

    g_string_append_printf (words, "%s%s%u %s%s%s", i > 0 ? "　" : "", on ? "<b>" : "", i + 1, choice, on ? " ✓" : "",
                            on ? "</b>" : "");
  }
  return g_string_free (words, FALSE);
}

static void
show_row (RyQuestionnairePane *self, guint i)
{
  const RyQuestionnaireItem *item = self->items->pdata[i];
  GtkWidget *row = self->rows->pdata[i];
  GtkWidget *choices = g_object_get_data (G_OBJECT (row), "choices");
  g_autofree char *answer = ry_questionnaire_describe (item, self->values);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", item->text, *answer != '\0' ? answer : _ ("blank"));

  if (i == self->current)
    gtk_widget_add_css_class (row, "ry-current");
  else
    gtk_widget_remove_css_class (row, "ry-current");
  if (GTK_IS_LABEL (choices)) {
    g_autofree char *markup = describe_choices (self, item);

    gtk_label_set_markup (GTK_LABEL (choices), markup);
    ry_speech_set_label (row, spoken);
  }
}

static void
show_sheet (RyQuestionnairePane *self)
{
  g_autofree char *head =
      g_strdup_printf (_ ("Sheet %u"), ry_questionnaire_count_answers (ry_event_desk_get_event (self->desk)) + 1);

  gtk_label_set_label (self->head, head);
  for (guint i = 0; i < self->rows->len; i++)
    show_row (self, i);
}

static void
go_to (RyQuestionnairePane *self, guint position)
{
  GtkWidget *row;

  if (self->rows->len == 0)
    return;
  self->current = MIN (position, self->rows->len - 1);
  row = self->rows->pdata[self->current];
  if (!gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (row);
  show_sheet (self);
}

static void
take_text (GtkEditable *entry, RyQuestionnairePane *self)
{
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "position"));

  ry_questionnaire_set_text (self->items->pdata[position], self->values, gtk_editable_get_text (entry));
}

static void
begin_sheet (RyQuestionnairePane *self)
{
  g_clear_pointer (&self->values, json_object_unref);
  self->values = json_object_new ();
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *entry = g_object_get_data (self->rows->pdata[i], "choices");

    if (GTK_IS_EDITABLE (entry))
      gtk_editable_set_text (GTK_EDITABLE (entry), "");
  }
  go_to (self, 0);
}

static void
store_cb (RyQuestionnairePane *self)
{
  JsonObject *event = ry_json_object_copy (ry_event_desk_get_event (self->desk));
  JsonObject *answer = ry_questionnaire_add_answer (event, ry_json_object_copy (self->values));
  g_autofree char *words = NULL;

  if (answer == NULL || !ry_permission_guard_allows (self->store)) {
    say (self, _ ("Nothing is answered on this sheet yet."), TRUE);
    json_object_unref (event);
    return;
  }
  words = g_strdup_printf (_ ("Sheet %d was stored"), (int) ry_json_get_int (answer, "number", 0));
  ry_event_desk_save (self->desk, event, words);
  say (self, words, FALSE);
  begin_sheet (self);
}

static void
next (RyQuestionnairePane *self)
{
  if (self->current + 1 < self->items->len)
    go_to (self, self->current + 1);
  else
    store_cb (self);
}

static void
press (RyQuestionnairePane *self, guint digit)
{
  const RyQuestionnaireItem *item = get_item (self);
  g_autofree char *words = NULL;

  if (item == NULL || item->type == RY_QUESTIONNAIRE_TEXT)
    return;
  if (!ry_questionnaire_press (item, self->values, digit)) {
    words = g_strdup_printf (_ ("“%s” has the choices 1 to %u."), item->text, g_strv_length (item->choices));
    say (self, words, TRUE);
    return;
  }
  say (self, "", FALSE);
  show_sheet (self);
  if (digit > 0 && item->type != RY_QUESTIONNAIRE_CHOICES && self->current + 1 < self->items->len)
    go_to (self, self->current + 1);
}

static int
get_digit (guint keyval)
{
  if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_9)
    return (int) (keyval - GDK_KEY_0);
  return keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9 ? (int) (keyval - GDK_KEY_KP_0) : -1;
}

static gboolean
key_cb (
    GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyQuestionnairePane *self)
{
  const RyQuestionnaireItem *item = get_item (self);
  gboolean writes = item != NULL && item->type == RY_QUESTIONNAIRE_TEXT;

  if (item == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Up || keyval == GDK_KEY_Down) {
    go_to (self, keyval == GDK_KEY_Down ? self->current + 1 : MAX (self->current, 1) - 1);
    return GDK_EVENT_STOP;
  }
  if (writes)
    return GDK_EVENT_PROPAGATE; /* Enter comes as the entry's activate, when nothing is being converted */
  if (get_digit (keyval) >= 0) {
    press (self, (guint) get_digit (keyval));
    return GDK_EVENT_STOP;
  }
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) {
    next (self);
    return GDK_EVENT_STOP;
  }
  return GDK_EVENT_PROPAGATE;
}

static void
focus_cb (GtkEventControllerFocus *controller, RyQuestionnairePane *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  guint position;

  if (g_ptr_array_find (self->rows, row, &position) && position != self->current) {
    self->current = position;
    show_sheet (self);
  }
}

static GtkWidget *
create_answer (RyQuestionnairePane *self, const RyQuestionnaireItem *item, guint position)
{
  GtkWidget *entry;

  if (item->type != RY_QUESTIONNAIRE_TEXT)
    return ry_label_new_wrapped ("", "ry-choices");
  entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("As written; a theme may follow: #venue"));
  ry_speech_set_label (entry, item->text);
  g_object_set_data (G_OBJECT (entry), "position", GUINT_TO_POINTER (position));
  g_signal_connect (entry, "changed", G_CALLBACK (take_text), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (next), self);
  return entry;
}

static GtkWidget *
create_question (RyQuestionnairePane *self, guint position)
{
  const RyQuestionnaireItem *item = self->items->pdata[position];
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *answer = create_answer (self, item, position);
  g_autofree char *title = g_strdup_printf ("%u. %s", position + 1, item->text);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_box_append (GTK_BOX (row), ry_label_new_wrapped (title, "heading"));
  gtk_box_append (GTK_BOX (row), answer);
  gtk_widget_add_css_class (row, "ry-question");
  gtk_widget_set_focusable (row, item->type != RY_QUESTIONNAIRE_TEXT);
  g_object_set_data (G_OBJECT (row), "choices", answer);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_cb), self);
  gtk_widget_add_controller (row, focus);
  return row;
}

/* ---- What the sheets come to ---- */

static GtkWidget *
create_share (const char *name, gint64 count, guint of)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10),
            *bar = gtk_level_bar_new_for_interval (0, MAX (of, 1));
  guint percent = of > 0 ? (guint) ((count * 200 + of) / (2 * of)) : 0;
  g_autofree char *figure = g_strdup_printf (_ ("%d (%u %%)"), (int) count, percent);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", name, figure);
  GtkWidget *words = gtk_label_new (name), *number = gtk_label_new (figure);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  /* Never cut: とても良い and とても良くない begin alike. */
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (words), 16);
  gtk_label_set_max_width_chars (GTK_LABEL (words), 16);
  gtk_label_set_width_chars (GTK_LABEL (number), 9);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_add_css_class (number, "numeric");
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), (double) count);
  for (guint i = 0; i < 3; i++) {
    static const char *const offsets[] = { GTK_LEVEL_BAR_OFFSET_LOW, GTK_LEVEL_BAR_OFFSET_HIGH,
                                           GTK_LEVEL_BAR_OFFSET_FULL };

    gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), offsets[i]);
  }
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (bar, "ry-share");
  ry_speech_set_label (bar, spoken);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), bar);
  gtk_box_append (GTK_BOX (line), number);
  return line;
}

static void
add_texts (RyQuestionnairePane *self, const RyQuestionnaireTotal *total)
{
  const char *theme = NULL;

  for (guint i = 0; i < total->texts->len; i++) {
    const RyQuestionnaireText *text = g_ptr_array_index (total->texts, i);
    g_autofree char *line = g_strdup_printf ("・%s", text->text);

    if (g_strcmp0 (theme, text->theme) != 0) {
      theme = text->theme;
      gtk_box_append (self->totals, ry_label_new_wrapped (*theme != '\0' ? theme : _ ("Without a theme"), "ry-small"));
    }
    gtk_box_append (self->totals, ry_label_new_wrapped (line, NULL));
  }
}

static void
add_total (RyQuestionnairePane *self, const RyQuestionnaireTotal *total)
{
  const RyQuestionnaireItem *item = total->item;
  g_autofree char *about = item->type == RY_QUESTIONNAIRE_SCALE
                               ? g_strdup_printf (_ ("%u answered, %u blank, %.1f of 5 on average"), total->answered,
                                                  total->blank, total->average)
                               : g_strdup_printf (_ ("%u answered, %u blank"), total->answered, total->blank);

  gtk_box_append (self->totals, ry_label_new_wrapped (item->text, "heading"));
  gtk_box_append (self->totals, ry_label_new_wrapped (about, "ry-2nd"));
  for (guint i = 0; item->choices[i] != NULL; i++)
    gtk_box_append (self->totals, create_share (item->choices[i], total->counts[i], total->answered));
  add_texts (self, total);
}

static void
show_totals (RyQuestionnairePane *self)
{
  g_autoptr (GPtrArray) totals = ry_questionnaire_total (ry_event_desk_get_event (self->desk), self->items);
  guint n = ry_questionnaire_count_answers (ry_event_desk_get_event (self->desk));
  g_autofree char *head = g_strdup_printf (ngettext ("What %u sheet says", "What %u sheets say", n), n);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->totals))) != NULL)
    gtk_box_remove (self->totals, child);
  gtk_box_append (self->totals, ry_label_new_wrapped (head, "title-4"));
  for (guint i = 0; n > 0 && i < totals->len; i++)
    add_total (self, totals->pdata[i]);
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  gboolean same = a != NULL && a->len == b->len;

  for (guint i = 0; same && i < a->len; i++) {
    const RyQuestionnaireItem *left = a->pdata[i], *right = b->pdata[i];

    same = g_strcmp0 (left->key, right->key) == 0 && g_strcmp0 (left->text, right->text) == 0 &&
           left->type == right->type &&
           g_strv_equal ((const char *const *) left->choices, (const char *const *) right->choices);
  }
  return same;
}

/* Only when the questions themselves changed are the rows made anew: the sheet in hand stays. */
static void
show (RyQuestionnairePane *self)
{
  GPtrArray *items = ry_questionnaire_list (ry_event_desk_get_event (self->desk));
  GtkWidget *child;

  gtk_widget_set_visible (self->empty, items->len == 0);
  gtk_widget_set_visible (self->work, items->len > 0);
  if (is_same (self->items, items))
    g_ptr_array_unref (items);
  else {
    g_clear_pointer (&self->items, g_ptr_array_unref);
    self->items = items;
    g_ptr_array_set_size (self->rows, 0);
    while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->questions))) != NULL)
      gtk_box_remove (self->questions, child);
    for (guint i = 0; i < items->len; i++) {
      g_ptr_array_add (self->rows, create_question (self, i));
      gtk_box_append (self->questions, self->rows->pdata[i]);
    }
    self->current = 0;
    if (gtk_widget_get_mapped (GTK_WIDGET (self)))
      go_to (self, 0);
  }
  show_sheet (self);
  show_totals (self);
}

/* Whoever comes here has a stack of sheets in hand. */
static void
mapped_cb (RyQuestionnairePane *self)
{
  go_to (self, self->current);
}

static void
start_cb (RyQuestionnairePane *self)
{
  JsonObject *event = ry_json_object_copy (ry_event_desk_get_event (self->desk));

  ry_questionnaire_fill_default (event);
  ry_event_desk_save (self->desk, event, _ ("The usual questions are there"));
}

static void
ry_questionnaire_pane_dispose (GObject *object)
{
  RyQuestionnairePane *self = RY_QUESTIONNAIRE_PANE (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->record);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->values, json_object_unref);
  G_OBJECT_CLASS (ry_questionnaire_pane_parent_class)->dispose (object);
}

static void
ry_questionnaire_pane_class_init (RyQuestionnairePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_questionnaire_pane_dispose;
}

static GtkWidget *
create_sheet (RyQuestionnairePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->head = GTK_LABEL (ry_label_new_wrapped ("", "title-4"));
  self->message = GTK_LABEL (ry_label_new_wrapped ("", "ry-small"));
  self->questions = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  self->store = gtk_button_new_with_label (_ ("Store the Sheet"));
  gtk_widget_add_css_class (self->store, "suggested-action");
  g_signal_connect_swapped (self->store, "clicked", G_CALLBACK (store_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->questions), keys);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->head));
  gtk_box_append (GTK_BOX (box),
                  ry_label_new_wrapped (_ ("Number keys answer, 0 takes back, Enter goes on and stores at the end."),
                                        "ry-2nd"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->questions));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (box), self->store);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
create_empty (RyQuestionnairePane *self)
{
  GtkWidget *page = adw_status_page_new ();

  self->start = gtk_button_new_with_label (_ ("Take the Usual Questions"));
  gtk_widget_add_css_class (self->start, "pill");
  gtk_widget_add_css_class (self->start, "suggested-action");
  gtk_widget_set_halign (self->start, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->start, "clicked", G_CALLBACK (start_cb), self);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "view-list-bullet-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No questions yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _ ("Begin with the usual four, or write your own below."));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), self->start);
  gtk_widget_add_css_class (page, "compact");
  return page;
}

static void
ry_questionnaire_pane_init (RyQuestionnairePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16), *scroller = gtk_scrolled_window_new ();

  self->rows = g_ptr_array_new ();
  self->values = json_object_new ();
  self->work = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->work), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->work), 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->work), 24);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->work), 16);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->work), TRUE);
  self->sheet = create_sheet (self);
  self->totals = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_flow_box_append (GTK_FLOW_BOX (self->work), self->sheet);
  gtk_flow_box_append (GTK_FLOW_BOX (self->work), GTK_WIDGET (self->totals));
  for (GtkWidget *child = gtk_widget_get_first_child (self->work); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    gtk_widget_set_focusable (child, FALSE);
    gtk_widget_set_valign (child, GTK_ALIGN_START);
  }
  self->empty = create_empty (self);
  self->wording = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  gtk_box_append (GTK_BOX (box), self->empty);
  gtk_box_append (GTK_BOX (box), self->work);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->wording));
  gtk_widget_add_css_class (box, "ry-event");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * ry_questionnaire_pane_new:
 * @desk: the event
 *
 * Returns: (transfer floating): its questionnaire
 */
GtkWidget *
ry_questionnaire_pane_new (RyEventDesk *desk)
{
  RyQuestionnairePane *self = g_object_new (RY_TYPE_QUESTIONNAIRE_PANE, NULL);

  self->desk = g_object_ref (desk);
  self->record = ry_record_new (ry_event_desk_get_workspace (desk), ry_event_desk_get_id (desk));
  gtk_box_append (self->wording, ry_label_new_wrapped (_ ("Questions"), "heading"));
  gtk_box_append (self->wording,
                  ry_list_editor_new (self->record, "questions", _ ("Questions"), wording, G_N_ELEMENTS (wording)));
  ry_permission_guard_field (self->store, ry_event_desk_get_workspace (desk), ry_event_desk_get_document (desk),
                             "answers");
  ry_permission_guard_field (self->start, ry_event_desk_get_workspace (desk), ry_event_desk_get_document (desk),
                             "questions");
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_after (self, "map", G_CALLBACK (mapped_cb), NULL);
  show (self);
  return GTK_WIDGET (self);
}
