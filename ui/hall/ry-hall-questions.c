/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyHallQuestions. Every act here is one write that can be undone; a question that became an agenda item leads there.
 */
#include "ry-hall-questions.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-icon-button.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-question-entry.h"
#include "ry-question.h"
#include "ry-tooltip.h"

struct _RyHallQuestions {
  AdwBin parent_instance;

  /* Widgets */
  AdwPreferencesGroup *group;
  GtkWidget *minutes;
  GPtrArray *rows; /* borrowed */

  /* Owned */
  RyShowDraft *draft;
  GPtrArray *questions; /* RyDocument */
};

G_DEFINE_FINAL_TYPE (RyHallQuestions, ry_hall_questions, ADW_TYPE_BIN)

static RyWorkspace *
get_workspace (RyHallQuestions *self)
{
  return ry_show_draft_get_workspace (self->draft);
}

static void
commit (RyHallQuestions *self, GPtrArray *edits, const char *message)
{
  ry_window_commit (ry_show_draft_get_window (self->draft), edits, message);
}

static RyDocument *
get_question (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "question");
}

/* ---- What a person does ---- */

static void
removed_cb (GtkWidget *button, RyHallQuestions *self)
{
  RyDocument *question = get_question (button);
  commit (self, ry_edits_new_with (ry_edit_new (ry_document_get_id (question), question, NULL), NULL),
          _ ("The question was removed"));
}

/* The next meeting that is not held yet, after the show's own. */
static RyDocument *
find_next_meeting (RyHallQuestions *self)
{
  RyShow *show = ry_show_draft_get_show (self->draft);
  g_autofree char *today = ry_date_dup_today ();
  const RyQuery query = { .kind = "meeting", .order = "date" };
  g_autoptr (GPtrArray) meetings = ry_workspace_query (get_workspace (self), &query, NULL);
  const char *after = show->date != NULL && g_strcmp0 (show->date, today) > 0 ? show->date : today;

  for (guint i = 0; meetings != NULL && i < meetings->len; i++) {
    RyDocument *meeting = g_ptr_array_index (meetings, i);
    const char *stage = ry_document_get_string (meeting, "stage");

    if (g_strcmp0 (ry_document_get_string (meeting, "date"), after) > 0 &&
        (g_strcmp0 (stage, "planned") == 0 || g_strcmp0 (stage, "noticed") == 0))
      return ry_document_ref (meeting);
  }
  return NULL;
}

static void
put_on_agenda (RyHallQuestions *self, RyDocument *question, RyDocument *meeting)
{
  JsonObject *content = ry_document_dup_root (question), *agenda = ry_document_dup_root (meeting);
  g_autofree char *message = g_strdup_printf (_ ("Put on the agenda of %s"), ry_document_get_string (meeting, "title"));

  ry_question_raise (content, ry_document_get_id (question), agenda, ry_document_get_id (meeting));
  commit (self,
          ry_edits_new_with (ry_edit_new (ry_document_get_id (question), question, content),
                             ry_edit_new (ry_document_get_id (meeting), meeting, agenda), NULL),
          message);
}

static void
agenda_cb (GtkWidget *button, RyHallQuestions *self)
{
  RyDocument *question = get_question (button);
  g_autofree char *meeting = NULL;
  g_autofree char *item = ry_question_dup_item (ry_document_get_root (question), &meeting);
  g_autoptr (RyDocument) next = NULL;

  if (item != NULL) {
    ry_window_open_record (ry_show_draft_get_window (self->draft), meeting);
    return;
  }
  next = find_next_meeting (self);
  if (next != NULL)
    put_on_agenda (self, question, next);
  else
    ry_window_show_message (ry_show_draft_get_window (self->draft), _ ("There is no coming meeting. Plan one first."));
}

static void
minutes_cb (RyHallQuestions *self)
{
  RyShow *show = ry_show_draft_get_show (self->draft);
  g_autoptr (RyDocument) meeting =
      show->meeting != NULL ? ry_workspace_get (get_workspace (self), show->meeting, NULL) : NULL;
  g_autoptr (JsonObject) content = meeting != NULL ? ry_document_dup_root (meeting) : NULL;
  guint n = content != NULL ? ry_question_write_minutes (content, show, self->questions) : 0;
  GPtrArray *edits;
  g_autofree char *message = NULL;

  if (n == 0) {
    ry_window_show_message (ry_show_draft_get_window (self->draft),
                            meeting == NULL ? _ ("The meeting of this running order is not there.")
                                            : _ ("The minutes hold all questions already, or are sealed."));
    return;
  }
  edits = ry_edits_new ();
  message = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u question went into the minutes",
                                          "%u questions went into the minutes", n),
                             n);
  g_ptr_array_add (edits, ry_edit_new (ry_document_get_id (meeting), meeting, json_object_ref (content)));
  commit (self, edits, message);
}

/* ---- The rows ---- */

static GtkWidget *
create_button (RyHallQuestions *self, RyDocument *question, const char *icon, const char *words, GCallback callback)
{
  g_autofree char *spoken = g_strdup_printf ("%s: %s", words, ry_document_get_string (question, "text"));
  GtkWidget *button = ry_icon_button_new (icon, spoken);

  ry_tooltip_set (button, words);
  g_object_set_data_full (G_OBJECT (button), "question", ry_document_ref (question),
                          (GDestroyNotify) ry_document_unref);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static char *
format_to (RyHallQuestions *self, RyDocument *question)
{
  RyShow *show = ry_show_draft_get_show (self->draft);
  int at = ry_show_find_talk (show, ry_document_get_string (question, "talk"));
  const char *to = at >= 0 ? ry_show_get_talk (show, (guint) at)->name : _ ("To all"),
             *by = ry_document_get_string (question, "asked_by");

  return by != NULL ? g_strdup_printf (_ ("%s, asked by %s"), to, by) : g_strdup (to);
}

static void
add_question (RyHallQuestions *self, RyDocument *question)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *answer = ry_question_entry_new (ry_show_draft_get_window (self->draft), question);
  g_autofree char *to = format_to (self, question), *meeting = NULL;
  g_autofree char *item = ry_question_dup_item (ry_document_get_root (question), &meeting);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ry_document_get_string (question, "text"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), to);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             create_button (self, question,
                                            item != NULL ? "go-next-symbolic" : "x-office-calendar-symbolic",
                                            item != NULL ? _ ("Open the Agenda Item") : _ ("Put on the Next Agenda"),
                                            G_CALLBACK (agenda_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_button (self, question, "user-trash-symbolic",
                                                                  _ ("Remove the Question"), G_CALLBACK (removed_cb)));
  adw_preferences_group_add (self->group, row);
  adw_preferences_group_add (self->group, answer);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->rows, answer);
}

static void
ry_hall_questions_finalize (GObject *object)
{
  RyHallQuestions *self = RY_HALL_QUESTIONS (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (ry_hall_questions_parent_class)->finalize (object);
}

static void
ry_hall_questions_class_init (RyHallQuestionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_hall_questions_finalize;
}

static void
ry_hall_questions_init (RyHallQuestions *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->minutes = gtk_button_new_with_label (_ ("Into the Minutes"));
  adw_preferences_group_set_title (self->group, _ ("Questions from the hall"));
  adw_preferences_group_set_header_suffix (self->group, self->minutes);
  g_signal_connect_swapped (self->minutes, "clicked", G_CALLBACK (minutes_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

/**
 * ry_hall_questions_new:
 * @draft: the running order
 *
 * Returns: (transfer floating): the list
 */
GtkWidget *
ry_hall_questions_new (RyShowDraft *draft)
{
  RyHallQuestions *self = g_object_new (RY_TYPE_HALL_QUESTIONS, NULL);

  self->draft = g_object_ref (draft);
  return GTK_WIDGET (self);
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  gboolean same = a != NULL && b != NULL && a->len == b->len;

  for (guint i = 0; same && i < a->len; i++)
    same =
        g_strcmp0 (ry_document_get_rev (g_ptr_array_index (a, i)), ry_document_get_rev (g_ptr_array_index (b, i))) == 0;
  return same;
}

/**
 * ry_hall_questions_refresh:
 * @self: a list
 *
 * Reads the questions again; what did not change stays, with the focus in it.
 */
void
ry_hall_questions_refresh (RyHallQuestions *self)
{
  const char *id = ry_show_draft_get_id (self->draft);
  GPtrArray *questions = id != NULL ? ry_question_list (get_workspace (self), "show", id, NULL) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), questions != NULL && questions->len > 0);
  if (questions == NULL || is_same (questions, self->questions)) {
    g_clear_pointer (&questions, g_ptr_array_unref);
    return;
  }
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  self->questions = questions;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < questions->len; i++)
    add_question (self, g_ptr_array_index (questions, i));
}

/**
 * ry_hall_questions_take_in:
 * @self: a list
 * @file: questions that were typed in a hall without records
 *
 * Takes them in; a file that was taken in before doubles nothing.
 */
void
ry_hall_questions_take_in (RyHallQuestions *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, &error);
  gsize size = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  g_autoptr (GPtrArray) questions = bytes != NULL ? ry_question_unpack (text, (gssize) size, &error) : NULL;
  GPtrArray *edits;

  if (questions == NULL) {
    ry_window_show_error (ry_show_draft_get_window (self->draft), _ ("The questions were not read in"), error);
    return;
  }
  edits = ry_edits_new ();
  for (guint i = 0; i < questions->len; i++) {
    JsonObject *question = g_ptr_array_index (questions, i);
    const char *at = ry_json_get_string (question, "at");
    const char *const parts[] = { ry_json_get_string (question, "text"), at != NULL ? at : "", NULL };
    g_autofree char *id = ry_id_for_content ("question", parts);
    g_autoptr (RyDocument) known = ry_workspace_get (get_workspace (self), id, NULL);

    if (known == NULL)
      g_ptr_array_add (edits, ry_edit_new (id, NULL, json_object_ref (question)));
  }
  commit (self, edits, _ ("The questions were read in"));
}
