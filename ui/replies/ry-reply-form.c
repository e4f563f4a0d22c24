/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys are looked at before the input method sees them: a digit never becomes text. Enter is not: it arrives as the
 * entry's `activate`, and so only when nothing is being converted. Candidates are remembered by their key, since every
 * answer that comes in from elsewhere makes them anew.
 */
#include "ry-reply-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-reply-words.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-permission-guard.h"
#include "ry-reply-finder.h"
#include "ry-speech.h"

#define MAX_CANDIDATES 5

struct _RyReplyForm {
  GtkBox parent_instance;

  /* Template widgets */
  GtkWidget *entry;
  GtkListBox *candidates;
  GtkWidget *candidates_card;
  GtkBox *answers;
  GtkWidget *proxy_card;
  AdwEntryRow *proxy;
  GtkLabel *message;
  GtkWidget *record;

  /* Borrowed */
  GtkToggleButton *buttons[RY_N_REPLY_ANSWERS + 1]; /* from 1 */
  GtkWidget *text;                                  /* the entry's own */

  /* Owned */
  RyReplyDesk *desk;
  GPtrArray *keys; /* of the candidates' seats */
  char *preedit;   /* what is being converted */
  char *settled;   /* what a digit has taken out of a conversion */
  char *asked;     /* the candidate about whom there was a question; "" for nobody on the list */

  guint answer; /* 1 to RY_N_REPLY_ANSWERS, 0 for none */
  gboolean choosing;
};

G_DEFINE_FINAL_TYPE (RyReplyForm, ry_reply_form, GTK_TYPE_BOX)

enum { LEFT, N_SIGNALS };

static guint signals[N_SIGNALS];

static char *
dup_typed (RyReplyForm *self)
{
  return g_strconcat (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->preedit, NULL);
}

static RyAttendee *
get_selected (RyReplyForm *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->candidates);
  int position = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (position < 0 || (guint) position >= self->keys->len)
    return NULL;
  return ry_attendee_find (ry_reply_desk_get_attendees (self->desk), g_ptr_array_index (self->keys, position));
}

static const char *
get_name (RyAttendee *attendee)
{
  return *attendee->organisation_name != '\0' ? attendee->organisation_name : attendee->name;
}

static GtkWidget *
create_candidate (RyAttendee *attendee)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *reading = *attendee->organisation_reading != '\0' ? attendee->organisation_reading : attendee->reading;
  g_autofree char *who = g_strjoin (*attendee->role != '\0' ? "　" : "", attendee->role, attendee->name, NULL);
  g_autofree char *spoken =
      g_strjoin ("、", get_name (attendee), who, ry_reply_words_get_label (ry_attendee_get_status (attendee)), NULL);
  GtkWidget *person = ry_label_new_cut (who, "ry-2nd");
  GtkWidget *reading_label = ry_label_new_cut (reading, "ry-2nd");

  gtk_widget_add_css_class (reading_label, "ry-small");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), reading_label);
  gtk_box_append (GTK_BOX (words), ry_label_new_cut (get_name (attendee), "heading"));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), person);
  gtk_box_append (GTK_BOX (box), ry_reply_words_chip_new (ry_attendee_get_status (attendee)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_can_focus (row, FALSE);
  ry_speech_set_label (row, spoken);
  return row;
}

static GtkWidget *
create_guest (const char *typed)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *words = g_strdup_printf (_ ("Enter “%s” as somebody who is not on the list"), typed);
  GtkWidget *label = ry_label_new_cut (words, NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_can_focus (row, FALSE);
  ry_speech_set_label (row, words);
  return row;
}

static void
select_candidate (RyReplyForm *self, int position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->candidates, position);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->candidates, row);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
}

static void
clear_candidates (RyReplyForm *self)
{
  GtkWidget *child;

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->candidates))) != NULL)
    gtk_list_box_remove (self->candidates, child);
  g_ptr_array_set_size (self->keys, 0);
}

/* The one that was chosen stays chosen while it is among them; typing on begins at the best again. */
static void
show_candidates (RyReplyForm *self, const char *keep)
{
  g_autofree char *typed = dup_typed (self);
  g_autoptr (GPtrArray) found = ry_reply_desk_find (self->desk, typed, MAX_CANDIDATES);
  int position = 0;

  clear_candidates (self);
  for (guint i = 0; i < found->len; i++) {
    RyAttendee *attendee = g_ptr_array_index (found, i);

    g_ptr_array_add (self->keys, g_strdup (attendee->key));
    gtk_list_box_append (self->candidates, create_candidate (attendee));
    if (g_strcmp0 (attendee->key, keep) == 0)
      position = (int) i;
  }
  if (found->len == 0 && *typed != '\0')
    gtk_list_box_append (self->candidates, create_guest (typed));
  gtk_widget_set_visible (self->candidates_card, found->len > 0 || *typed != '\0');
  select_candidate (self, position);
}

static void
show_answer (RyReplyForm *self)
{
  self->choosing = TRUE;
  for (guint i = 1; i <= RY_N_REPLY_ANSWERS; i++)
    gtk_toggle_button_set_active (self->buttons[i], i == self->answer);
  self->choosing = FALSE;
  gtk_widget_set_visible (self->proxy_card,
                          self->answer > 0 && strcmp (ry_reply_words_get_nth (self->answer), "proxy") == 0);
}

static void
choose (RyReplyForm *self, guint answer)
{
  self->answer = answer;
  g_clear_pointer (&self->asked, g_free);
  ry_reply_form_say (self, NULL, FALSE);
  show_answer (self);
}

static void
begin_anew (RyReplyForm *self)
{
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->settled, g_free);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->proxy), "");
  self->answer = 0;
  show_answer (self);
  show_candidates (self, NULL);
  ry_reply_form_focus (self);
}

/* Whether the same question was put before; if not, it is put now. */
static gboolean
is_asked (RyReplyForm *self, const char *about, const char *question)
{
  if (g_strcmp0 (self->asked, about) == 0)
    return TRUE;
  g_free (self->asked);
  self->asked = g_strdup (about);
  ry_reply_form_say (self, question, TRUE);
  return FALSE;
}

static void
record_guest (RyReplyForm *self, const char *typed)
{
  g_autofree char *question =
      g_strdup_printf (_ ("“%s” is not on the list. Enter once more takes the answer as somebody who is not on it."),
                       typed);

  if (!is_asked (self, "", question))
    return;
  ry_reply_desk_record_guest (self->desk, typed, ry_reply_words_get_nth (self->answer));
  begin_anew (self);
}

static void
record_candidate (RyReplyForm *self, RyAttendee *attendee)
{
  const char *before = ry_attendee_get_status (attendee);
  const char *status = ry_reply_words_get_nth (self->answer);
  const char *proxy = strcmp (status, "proxy") == 0 ? gtk_editable_get_text (GTK_EDITABLE (self->proxy)) : NULL;
  g_autofree char *name = g_strdup (get_name (attendee));
  g_autofree char *done = g_strdup_printf (_ ("%s: %s"), name, ry_reply_words_get_label (status));

  if (strcmp (before, "unanswered") != 0) {
    g_autofree char *question = g_strdup_printf (_ ("%s has answered “%s”. Enter once more makes it “%s”."), name,
                                                 ry_reply_words_get_label (before), ry_reply_words_get_label (status));

    if (!is_asked (self, attendee->key, question))
      return;
  }
  ry_reply_desk_record (self->desk, attendee, status, proxy);
  begin_anew (self);
  ry_reply_form_say (self, done, FALSE);
}

static void
record_cb (RyReplyForm *self)
{
  g_autofree char *typed = g_strstrip (dup_typed (self));
  RyAttendee *attendee = get_selected (self);

  if (!ry_permission_guard_allows (self->record) || (attendee == NULL && *typed == '\0'))
    return;
  if (self->answer == 0)
    ry_reply_form_say (self, _ ("Choose the answer with 1 to 4, then Enter."), TRUE);
  else if (attendee != NULL)
    record_candidate (self, attendee);
  else
    record_guest (self, typed);
}

static void
typed_cb (RyReplyForm *self)
{
  g_autofree char *typed = dup_typed (self);

  /* A digit in the middle of a conversion ends it; whoever was meant by it stays meant. */
  if (*typed == '\0' && self->settled != NULL)
    return;
  g_clear_pointer (&self->asked, g_free);
  ry_reply_form_say (self, NULL, FALSE);
  show_candidates (self, NULL);
}

static void
preedit_changed_cb (GtkText *text, const char *preedit, gpointer data)
{
  RyReplyForm *self = data;

  g_free (self->preedit);
  self->preedit = g_strdup (preedit);
  typed_cb (self);
}

/* What an input method commits, or somebody pastes, may be a digit of full width. */
static void
insert_text_cb (GtkEditable *editable, const char *text, int length, int *position, gpointer data)
{
  RyReplyForm *self = data;
  g_autofree char *inserted = g_strndup (text, length < 0 ? strlen (text) : (gsize) length);
  int digit = ry_reply_finder_digit (inserted);

  if (self->settled != NULL && strcmp (inserted, self->settled) == 0) {
    /* An input method that commits when it is reset brings what stands there already. */
    g_clear_pointer (&self->settled, g_free);
    if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
      g_signal_stop_emission_by_name (editable, "insert-text");
    return;
  }
  if (digit < 0)
    return;
  g_signal_stop_emission_by_name (editable, "insert-text");
  if (digit >= 1 && digit <= RY_N_REPLY_ANSWERS)
    choose (self, (guint) digit);
}

/* The kana so far become text: the answer stands, and Enter is free to record it. */
static void
end_conversion (RyReplyForm *self)
{
  g_autofree char *typed = dup_typed (self);

  if (self->preedit == NULL || *self->preedit == '\0')
    return;
  g_clear_pointer (&self->preedit, g_free);
  /* Moving the cursor resets the input method. */
  gtk_editable_set_position (GTK_EDITABLE (self->entry), 0);
  g_clear_pointer (&self->preedit, g_free);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), typed);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->settled = g_strdup (typed);
}

static void
move_selection (RyReplyForm *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->candidates);

  if (row == NULL)
    return;
  g_clear_pointer (&self->asked, g_free);
  select_candidate (self, MAX (0, gtk_list_box_row_get_index (row) + step));
}

static gboolean
escape (RyReplyForm *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0' || self->answer > 0)
    begin_anew (self);
  else
    g_signal_emit (self, signals[LEFT], 0);
  return GDK_EVENT_STOP;
}

static gboolean
press_digit (RyReplyForm *self, guint keyval)
{
  gunichar character = gdk_keyval_to_unicode (keyval);
  char text[7] = { 0 };
  int digit;

  if (character == 0)
    return GDK_EVENT_PROPAGATE;
  g_unichar_to_utf8 (character, text);
  digit = ry_reply_finder_digit (text);
  if (digit < 0)
    return GDK_EVENT_PROPAGATE;
  if (digit >= 1 && digit <= RY_N_REPLY_ANSWERS) {
    end_conversion (self);
    choose (self, (guint) digit);
  }
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (
    GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyReplyForm *self)
{
  gboolean converting = self->preedit != NULL && *self->preedit != '\0';

  if ((state & GDK_CONTROL_MASK) && (keyval == GDK_KEY_z || keyval == GDK_KEY_Z)) {
    ry_reply_desk_take_back (self->desk);
    return GDK_EVENT_STOP;
  }
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  if (!converting && (keyval == GDK_KEY_Down || keyval == GDK_KEY_Up)) {
    move_selection (self, keyval == GDK_KEY_Down ? 1 : -1);
    return GDK_EVENT_STOP;
  }
  if (!converting && keyval == GDK_KEY_Escape)
    return escape (self);
  return press_digit (self, keyval);
}

static void
answer_toggled_cb (GtkToggleButton *button, gpointer data)
{
  RyReplyForm *self = data;

  if (self->choosing)
    return;
  for (guint i = 1; i <= RY_N_REPLY_ANSWERS; i++)
    if (self->buttons[i] == button)
      choose (self, gtk_toggle_button_get_active (button) ? i : 0);
  ry_reply_form_focus (self);
}

static void
row_activated_cb (RyReplyForm *self)
{
  ry_reply_form_focus (self);
}

static void
desk_changed_cb (RyReplyForm *self)
{
  RyAttendee *selected = get_selected (self);
  g_autofree char *keep = selected != NULL ? g_strdup (selected->key) : NULL;

  show_candidates (self, keep);
}

static void
add_answers (RyReplyForm *self)
{
  for (guint i = 1; i <= RY_N_REPLY_ANSWERS; i++) {
    const char *status = ry_reply_words_get_nth (i);
    GtkWidget *button = gtk_toggle_button_new ();
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
    g_autofree char *key = g_strdup_printf ("%u", i);
    g_autofree char *spoken = g_strdup_printf ("%u %s", i, ry_reply_words_get_label (status));

    gtk_box_append (GTK_BOX (box), ry_key_cap_new (key));
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (ry_reply_words_get_icon_name (status)));
    gtk_box_append (GTK_BOX (box), gtk_label_new (ry_reply_words_get_label (status)));
    gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
    gtk_button_set_child (GTK_BUTTON (button), box);
    gtk_widget_add_css_class (button, "ry-answer");
    /* The entry keeps the focus: its keys do the same. */
    gtk_widget_set_focus_on_click (button, FALSE);
    ry_speech_set_label (button, spoken);
    g_signal_connect (button, "toggled", G_CALLBACK (answer_toggled_cb), self);
    gtk_box_append (self->answers, button);
    self->buttons[i] = GTK_TOGGLE_BUTTON (button);
  }
}

static void
watch_entry (RyReplyForm *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect (self->text, "preedit-changed", G_CALLBACK (preedit_changed_cb), self);
  g_signal_connect (self->text, "insert-text", G_CALLBACK (insert_text_cb), self);
  ry_speech_set_label (self->text, _ ("Who answered: two or three kana, or romaji"));
}

static void
ry_reply_form_dispose (GObject *object)
{
  RyReplyForm *self = RY_REPLY_FORM (object);

  if (self->text != NULL)
    g_signal_handlers_disconnect_by_data (self->text, self);
  self->text = NULL;
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (ry_reply_form_parent_class)->dispose (object);
}

static void
ry_reply_form_finalize (GObject *object)
{
  RyReplyForm *self = RY_REPLY_FORM (object);

  g_ptr_array_unref (self->keys);
  g_free (self->preedit);
  g_free (self->settled);
  g_free (self->asked);
  G_OBJECT_CLASS (ry_reply_form_parent_class)->finalize (object);
}

static void
ry_reply_form_class_init (RyReplyFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_reply_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_reply_form_finalize;

  signals[LEFT] =
      g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/replies/ry-reply-form.ui");
  gtk_widget_class_bind_template_child (widget_class, RyReplyForm, entry);
  gtk_widget_class_bind_template_child (widget_class, RyReplyForm, candidates);
  gtk_widget_class_bind_template_child (widget_class, RyReplyForm, candidates_card);
  gtk_widget_class_bind_template_child (widget_class, RyReplyForm, answers);
  gtk_widget_class_bind_template_child (widget_class, RyReplyForm, proxy_card);
  gtk_widget_class_bind_template_child (widget_class, RyReplyForm, proxy);
  gtk_widget_class_bind_template_child (widget_class, RyReplyForm, message);
  gtk_widget_class_bind_template_child (widget_class, RyReplyForm, record);
  gtk_widget_class_bind_template_callback (widget_class, record_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ry_reply_form_init (RyReplyForm *self)
{
  self->keys = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_answers (self);
  watch_entry (self);
}

/**
 * ry_reply_form_set_desk:
 * @self: a form
 * @desk: the replies; given once
 */
void
ry_reply_form_set_desk (RyReplyForm *self, RyReplyDesk *desk)
{
  self->desk = g_object_ref (desk);
  ry_permission_guard_widget (self->record, ry_reply_desk_get_workspace (desk), RY_VERB_CREATE, "reply", NULL);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  show_candidates (self, NULL);
}

/**
 * ry_reply_form_focus:
 * @self: a form
 *
 * Puts the focus into the entry, behind what stands there.
 */
void
ry_reply_form_focus (RyReplyForm *self)
{
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->entry));
}

/**
 * ry_reply_form_say:
 * @self: a form
 * @message: (nullable): one line below the answers; %NULL for none
 * @warning: whether something is asked of the person
 */
void
ry_reply_form_say (RyReplyForm *self, const char *message, gboolean warning)
{
  gtk_label_set_label (self->message, message != NULL ? message : "");
  if (warning)
    gtk_widget_add_css_class (GTK_WIDGET (self->message), "ry-warn");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), "ry-warn");
}

/**
 * ry_reply_form_set_narrow:
 * @self: a form
 * @narrow: whether there is little room: the answers then have their key and their word alone
 */
void
ry_reply_form_set_narrow (RyReplyForm *self, gboolean narrow)
{
  for (guint i = 1; i <= RY_N_REPLY_ANSWERS; i++) {
    GtkWidget *cap = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (self->buttons[i])));

    gtk_widget_set_visible (gtk_widget_get_next_sibling (cap), !narrow);
  }
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "ry-narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "ry-narrow");
}
