/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People whom the region knows are found as in the entry of replies; they are read when the first letter is typed. A
 * digit chooses the way and never becomes text, also one of full width and also while kana are being converted.
 * Somebody who is there already is told before they are entered twice.
 */
#include "ry-application-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-attendee.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-permission-guard.h"
#include "ry-reach.h"
#include "ry-reply-finder.h"
#include "ry-speech.h"
#include "ry-term.h"

#define MAX_CANDIDATES 5
#define N_KEYS         4 /* fax, phone, mail, web */

struct _RyApplicationForm {
  AdwBin parent_instance;

  /* Borrowed */
  GtkWidget *entry;
  GtkWidget *text; /* the entry's own */
  GtkWidget *ways[N_KEYS];
  GtkListBox *candidates;
  GtkWidget *card;
  GtkLabel *message;
  GtkWidget *add;
  GtkWidget *more;
  GtkEditable *organisation;
  GtkDropDown *audience;
  GtkEditable *area;
  GtkSpinButton *count;

  /* Owned */
  RyEventDesk *desk;
  GPtrArray *people; /* of RyAttendee; NULL until somebody types */
  RyReplyFinder *finder;
  GPtrArray *found;
  char *preedit;
  char *asked; /* about whom there was a question */
};

G_DEFINE_FINAL_TYPE (RyApplicationForm, ry_application_form, ADW_TYPE_BIN)

static const char *const way_names[N_KEYS] = { N_ ("FAX"), N_ ("Telephone"), N_ ("E-mail"), N_ ("Web") };

static void
say (RyApplicationForm *self, const char *words, gboolean warn)
{
  gtk_label_set_label (self->message, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), words != NULL);
  if (warn)
    gtk_widget_add_css_class (GTK_WIDGET (self->message), "ry-warn");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), "ry-warn");
}

static char *
dup_typed (RyApplicationForm *self)
{
  g_autofree char *typed = g_strconcat (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->preedit, NULL);

  return g_strdup (g_strstrip (typed));
}

static void
add_person (JsonArray *seats, RyDocument *post, const char *today, GHashTable *met)
{
  const char *person = ry_document_get_string (post, "person");
  JsonObject *seat;

  if (person == NULL || !ry_term_holds_on (ry_document_get_root (post), today) ||
      !g_hash_table_add (met, g_strdup (person)))
    return;
  seat = json_object_new ();
  json_object_set_string_member (seat, "key", person);
  json_object_set_string_member (seat, "person", person);
  json_object_set_string_member (seat, "post", ry_document_get_id (post));
  ry_json_set_string (seat, "organisation", ry_document_get_string (post, "organisation"));
  json_array_add_object_element (seats, seat);
}

/* Everybody who holds a post now. */
static void
ensure_people (RyApplicationForm *self)
{
  RyWorkspace *workspace = ry_event_desk_get_workspace (self->desk);
  RyQuery query = { .kind = "post" };
  g_autoptr (GPtrArray) posts = NULL;
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonObject) list = json_object_new ();
  g_autofree char *today = ry_date_dup_today ();
  JsonArray *seats = json_array_new ();

  if (self->people != NULL)
    return;
  posts = ry_workspace_query (workspace, &query, NULL);
  for (guint i = 0; posts != NULL && i < posts->len; i++)
    add_person (seats, posts->pdata[i], today, met);
  json_object_set_array_member (list, "attendance", seats);
  self->people = ry_attendee_list (workspace, list);
  self->finder = ry_reply_finder_new (self->people);
}

static GtkWidget *
create_candidate (const RyAttendee *attendee)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autofree char *where = g_strjoin ("　", attendee->organisation_name, attendee->role, NULL);
  g_autofree char *spoken = g_strjoin ("、", attendee->name, where, NULL);
  GtkWidget *name = gtk_label_new (attendee->name), *place = gtk_label_new (where);

  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (place, "ry-2nd");
  gtk_label_set_ellipsize (GTK_LABEL (place), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (place), 0);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), place);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_can_focus (row, FALSE);
  ry_speech_set_label (row, spoken);
  return row;
}

/* The last row enters what was typed as it is. */
static GtkWidget *
create_written (const char *typed)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *words = g_strdup_printf (_ ("Enter “%s” as written"), typed);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), ry_label_new_wrapped (words, "ry-2nd"));
  gtk_widget_set_can_focus (row, FALSE);
  ry_speech_set_label (row, words);
  return row;
}

static void
show_candidates (RyApplicationForm *self)
{
  g_autofree char *typed = dup_typed (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->candidates))) != NULL)
    gtk_list_box_remove (self->candidates, child);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  gtk_widget_set_visible (self->card, *typed != '\0');
  if (*typed == '\0')
    return;
  ensure_people (self);
  self->found = ry_reply_finder_find (self->finder, typed, MAX_CANDIDATES);
  for (guint i = 0; i < self->found->len; i++)
    gtk_list_box_append (self->candidates, create_candidate (self->found->pdata[i]));
  gtk_list_box_append (self->candidates, create_written (typed));
  gtk_list_box_select_row (self->candidates, gtk_list_box_get_row_at_index (self->candidates, 0));
}

static guint
get_way (RyApplicationForm *self)
{
  for (guint i = 0; i < N_KEYS; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->ways[i])))
      return i;
  return 0;
}

static const RyAttendee *
get_selected (RyApplicationForm *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->candidates);
  int position = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  return self->found != NULL && position >= 0 && (guint) position < self->found->len ? self->found->pdata[position]
                                                                                     : NULL;
}

static void
set_person (JsonObject *content, const RyAttendee *person)
{
  ry_json_set_string (content, "name", person->name);
  ry_json_set_string (content, "person", person->person);
  ry_json_set_string (content, "reading", person->reading);
  ry_json_set_string (content, "organisation", person->organisation);
  ry_json_set_string (content, "organisation_name", person->organisation_name);
  ry_json_set_string (content, "profession", person->profession);
}

static void
set_if_written (JsonObject *content, const char *member, const char *text)
{
  if (*text != '\0')
    json_object_set_string_member (content, member, text);
}

static JsonObject *
create_content (RyApplicationForm *self, const char *typed)
{
  const RyAttendee *person = get_selected (self);
  JsonObject *content = json_object_new ();
  guint audience = gtk_drop_down_get_selected (self->audience);

  if (person != NULL)
    set_person (content, person);
  else
    json_object_set_string_member (content, "name", typed);
  set_if_written (content, "organisation_name", gtk_editable_get_text (self->organisation));
  set_if_written (content, "area", gtk_editable_get_text (self->area));
  if (audience > 0)
    json_object_set_string_member (content, "profession", ry_reach_list_audiences ()[audience - 1]);
  if (gtk_spin_button_get_value_as_int (self->count) > 1)
    json_object_set_int_member (content, "count", gtk_spin_button_get_value_as_int (self->count));
  json_object_set_string_member (content, "channel", ry_applicant_channel_get_code (get_way (self)));
  return content;
}

static void
begin_anew (RyApplicationForm *self)
{
  g_clear_pointer (&self->asked, g_free);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_editable_set_text (self->organisation, "");
  gtk_editable_set_text (self->area, "");
  gtk_drop_down_set_selected (self->audience, 0);
  gtk_spin_button_set_value (self->count, 1);
  ry_application_form_focus (self);
}

/* Whether somebody was told already that the same person is on the list; if not, they are told now. */
static gboolean
is_meant_twice (RyApplicationForm *self, const RyApplicant *same, const char *name)
{
  gint64 number = ry_json_get_int (same->content, "number", 0);
  const char *on = ry_json_get_string (same->content, "applied_on");
  g_autofree char *words =
      g_strdup_printf (_ ("%s has applied already: number %d, %s. Enter once more enters another person of this name."),
                       name, (int) number, on != NULL ? on : "");

  if (g_strcmp0 (self->asked, name) == 0)
    return TRUE;
  g_free (self->asked);
  self->asked = g_strdup (name);
  say (self, words, TRUE);
  return FALSE;
}

static char *
describe (GPtrArray *list, RyApplicant *application)
{
  const char *name = ry_json_get_string (application->content, "name");
  guint place = ry_applicant_get_waiting_place (list, application);
  int number = (int) ry_json_get_int (application->content, "number", 0);

  return place > 0 ? g_strdup_printf (_ ("%s: number %d, waiting list %u"), name, number, place)
                   : g_strdup_printf (_ ("%s: number %d, accepted"), name, number);
}

static void
record_cb (RyApplicationForm *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (JsonObject) content = NULL;
  g_autofree char *words = NULL;
  RyApplicant *same, *application;

  if (*typed == '\0' || !ry_permission_guard_allows (self->add))
    return;
  list = ry_event_desk_load_applications (self->desk);
  content = create_content (self, typed);
  same = ry_applicant_find_same (list, content);
  if (same != NULL && !is_meant_twice (self, same, ry_json_get_string (content, "name")))
    return;
  application = ry_applicant_add (list, ry_event_desk_get_id (self->desk), g_steal_pointer (&content),
                                  ry_event_desk_get_capacity (self->desk));
  words = describe (list, application);
  ry_event_desk_save_applications (self->desk, g_steal_pointer (&list), words);
  begin_anew (self);
  say (self, words, FALSE);
}

static void
typed_cb (RyApplicationForm *self)
{
  g_clear_pointer (&self->asked, g_free);
  say (self, NULL, FALSE);
  show_candidates (self);
}

static void
preedit_cb (GtkText *text, const char *preedit, RyApplicationForm *self)
{
  g_free (self->preedit);
  self->preedit = g_strdup (preedit);
  typed_cb (self);
}

static void
choose (RyApplicationForm *self, int digit)
{
  if (digit >= 1 && digit <= N_KEYS)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->ways[digit - 1]), TRUE);
}

static void
insert_cb (GtkEditable *editable, const char *inserted, int length, int *position, RyApplicationForm *self)
{
  g_autofree char *text = g_strndup (inserted, length < 0 ? strlen (inserted) : (gsize) length);
  int digit = ry_reply_finder_digit (text);

  if (digit < 0)
    return;
  g_signal_stop_emission_by_name (editable, "insert-text");
  choose (self, digit);
}

static void
move_selection (RyApplicationForm *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->candidates);
  int position = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->candidates, MAX (position, 0));

  if (next != NULL)
    gtk_list_box_select_row (self->candidates, next);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyApplicationForm *self)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  if ((keyval >= GDK_KEY_1 && keyval <= GDK_KEY_4) || (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_4)) {
    choose (self, (int) (keyval >= GDK_KEY_KP_1 ? keyval - GDK_KEY_KP_1 : keyval - GDK_KEY_1) + 1);
    return GDK_EVENT_STOP;
  }
  if (self->preedit != NULL && *self->preedit != '\0')
    return GDK_EVENT_PROPAGATE;
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  move_selection (self, keyval == GDK_KEY_Down ? 1 : -1);
  return GDK_EVENT_STOP;
}

static void
chosen_cb (RyApplicationForm *self, GtkListBoxRow *row)
{
  gtk_list_box_select_row (self->candidates, row);
  record_cb (self);
}

static void
ry_application_form_dispose (GObject *object)
{
  RyApplicationForm *self = RY_APPLICATION_FORM (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->finder, ry_reply_finder_free);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->preedit, g_free);
  g_clear_pointer (&self->asked, g_free);
  G_OBJECT_CLASS (ry_application_form_parent_class)->dispose (object);
}

static void
ry_application_form_class_init (RyApplicationFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_application_form_dispose;
}

static GtkWidget *
create_way (RyApplicationForm *self, guint way)
{
  GtkWidget *button = gtk_toggle_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *digit = g_strdup_printf ("%u", way + 1);
  GtkWidget *key = gtk_label_new (digit);

  gtk_widget_add_css_class (key, "ry-keycap");
  gtk_box_append (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (way_names[way])));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_hexpand (button, TRUE);
  ry_speech_set_label (button, _ (way_names[way]));
  if (way > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (self->ways[0]));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), way == 0);
  return button;
}

static GtkWidget *
create_entry_line (RyApplicationForm *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Kana of the name, then Enter"));
  gtk_widget_set_hexpand (self->entry, TRUE);
  ry_speech_set_label (self->entry, _ ("Who applies: kana or name"));
  self->text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (record_cb), self);
  g_signal_connect (self->text, "preedit-changed", G_CALLBACK (preedit_cb), self);
  g_signal_connect (self->text, "insert-text", G_CALLBACK (insert_cb), self);
  self->add = gtk_button_new_with_label (_ ("Enter"));
  gtk_widget_add_css_class (self->add, "suggested-action");
  ry_speech_set_label (self->add, _ ("Enter the application"));
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (record_cb), self);
  gtk_box_append (GTK_BOX (line), self->entry);
  gtk_box_append (GTK_BOX (line), self->add);
  return line;
}

static void
attach (GtkGrid *grid, int line, const char *label, GtkWidget *widget)
{
  GtkWidget *words = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_add_css_class (words, "ry-2nd");
  gtk_widget_set_hexpand (widget, TRUE);
  ry_speech_set_label (widget, label);
  gtk_grid_attach (grid, words, 0, line, 1, 1);
  gtk_grid_attach (grid, widget, 1, line, 1, 1);
}

static GtkWidget *
create_more (RyApplicationForm *self)
{
  GtkWidget *expander = gtk_expander_new (_ ("Organisation, standing, area, persons")), *grid = gtk_grid_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *const *audiences = ry_reach_list_audiences ();

  gtk_string_list_append (names, _ ("By the organisation"));
  for (guint i = 0; audiences[i] != NULL; i++)
    gtk_string_list_append (names, audiences[i]);
  self->organisation = GTK_EDITABLE (gtk_entry_new ());
  self->audience = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL));
  self->area = GTK_EDITABLE (gtk_entry_new ());
  self->count = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, 999, 1));
  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  attach (GTK_GRID (grid), 0, _ ("Organisation"), GTK_WIDGET (self->organisation));
  attach (GTK_GRID (grid), 1, _ ("Standing"), GTK_WIDGET (self->audience));
  attach (GTK_GRID (grid), 2, _ ("Area"), GTK_WIDGET (self->area));
  attach (GTK_GRID (grid), 3, _ ("Persons"), GTK_WIDGET (self->count));
  gtk_expander_set_child (GTK_EXPANDER (expander), grid);
  ry_speech_set_label (expander, _ ("Organisation, standing, area, persons"));
  return expander;
}

static void
ry_application_form_init (RyApplicationForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *ways = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (ways, "linked");
  for (guint i = 0; i < N_KEYS; i++) {
    self->ways[i] = create_way (self, i);
    gtk_box_append (GTK_BOX (ways), self->ways[i]);
  }
  self->candidates = GTK_LIST_BOX (gtk_list_box_new ());
  self->card = GTK_WIDGET (self->candidates);
  gtk_widget_add_css_class (self->card, "boxed-list");
  gtk_widget_set_visible (self->card, FALSE);
  ry_speech_set_label (self->card, _ ("People who fit"));
  g_signal_connect_swapped (self->candidates, "row-activated", G_CALLBACK (chosen_cb), self);
  self->message = GTK_LABEL (ry_label_new_wrapped ("", "ry-small"));
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_box_append (GTK_BOX (box), create_entry_line (self));
  gtk_box_append (GTK_BOX (box), ways);
  gtk_box_append (GTK_BOX (box), self->card);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  self->more = create_more (self);
  gtk_box_append (GTK_BOX (box), self->more);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * ry_application_form_new:
 * @desk: the event
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *
ry_application_form_new (RyEventDesk *desk)
{
  RyApplicationForm *self = g_object_new (RY_TYPE_APPLICATION_FORM, NULL);

  self->desk = g_object_ref (desk);
  ry_permission_guard_widget (self->add, ry_event_desk_get_workspace (desk), RY_VERB_CREATE, "application", NULL);
  return GTK_WIDGET (self);
}

void
ry_application_form_focus (RyApplicationForm *self)
{
  gtk_widget_grab_focus (self->entry);
}
