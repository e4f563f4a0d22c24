/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rounds of confirmation. One a year of account has its place in the id, so that two who start it meet.
 */
#include "ry-confirmation-round.h"

#include "ry-confirmation-letters.h"
#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-letter.h"
#include "ry-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
free_row (gpointer data)
{
  RyRoundRow *row = data;

  ry_hospital_free (row->hospital);
  g_free (row->asked_on);
  g_free (row->channel);
  g_free (row->made_on);
  g_free (row);
}

static JsonObject *
find_asked (RyDocument *round, const char *organisation)
{
  JsonArray *asked = ry_json_get_array (ry_document_get_root (round), "asked");

  for (guint i = 0; asked != NULL && i < json_array_get_length (asked); i++) {
    JsonNode *node = json_array_get_element (asked, i);

    if (JSON_NODE_HOLDS_OBJECT (node) &&
        g_strcmp0 (ry_json_get_string (json_node_get_object (node), "organisation"), organisation) == 0)
      return json_node_get_object (node);
  }
  return NULL;
}

/* @hospital is taken. */
static RyRoundRow *
create_row (RyDocument *round, RyHospital *hospital)
{
  RyRoundRow *row = g_new0 (RyRoundRow, 1);
  JsonObject *asked = find_asked (round, hospital->id);
  const char *started = ry_document_get_string (round, "started_on");

  row->hospital = hospital;
  row->asked_on = asked != NULL ? g_strdup (ry_json_get_string (asked, "on")) : NULL;
  row->channel = asked != NULL ? g_strdup (ry_json_get_string (asked, "channel")) : NULL;
  row->confirmed = is_set (hospital->confirmed_on) && g_strcmp0 (hospital->confirmed_on, started) >= 0;
  return row;
}

static RyRoundRow *
find_row (GPtrArray *rows, const char *organisation)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (((RyRoundRow *) rows->pdata[i])->hospital->id, organisation) == 0)
      return rows->pdata[i];
  return NULL;
}

/* What went out later than what is known says more; what was only made waits. */
static void
apply_entry (RyRoundRow *row, JsonObject *entry, gboolean reminder)
{
  const char *sent = ry_json_get_string (entry, "sent_on");

  g_clear_pointer (&row->made_on, g_free);
  if (!is_set (sent)) {
    row->made_on = g_strdup (ry_json_get_string (entry, "made_on"));
    return;
  }
  if (row->asked_on != NULL && strcmp (row->asked_on, sent) > 0)
    return;
  g_free (row->asked_on);
  g_free (row->channel);
  row->asked_on = g_strdup (sent);
  row->channel = g_strdup (ry_json_get_string (entry, "channel"));
  row->reminded = reminder;
}

/* Only the secretariat has the letters: elsewhere the round is as it was noted by hand. */
static void
apply_letters (RyRound *round, RyWorkspace *workspace)
{
  g_autoptr (GPtrArray) letters = ry_letter_list (workspace, ry_document_get_id (round->document), NULL);

  for (guint i = 0; letters != NULL && i < letters->len; i++) {
    JsonArray *entries = ry_json_get_array (ry_document_get_root (letters->pdata[i]), "addressees");
    gboolean reminder =
        g_strcmp0 (ry_document_get_string (letters->pdata[i], "purpose"), RY_LETTER_CONFIRMATION_REMINDER) == 0;

    for (guint k = 0; entries != NULL && k < json_array_get_length (entries); k++) {
      JsonObject *entry = json_array_get_object_element (entries, k);
      RyRoundRow *row = find_row (round->rows, ry_json_get_string (entry, "organisation"));

      if (row != NULL)
        apply_entry (row, entry, reminder);
    }
  }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const RyRoundRow *left = *(RyRoundRow *const *) a, *right = *(RyRoundRow *const *) b;
  g_autofree char *one = NULL, *other = NULL;
  int order;

  if (left->confirmed != right->confirmed)
    return left->confirmed - right->confirmed;
  one = ry_text_reading_key (left->hospital->reading);
  other = ry_text_reading_key (right->hospital->reading);
  order = g_strcmp0 (one, other);
  return order != 0 ? order : strcmp (left->hospital->id, right->hospital->id);
}

/**
 * ry_round_find_open:
 * @workspace: where
 * @today: the day, ISO 8601
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): id of the round that is going on; %NULL without an error where there is none
 */
char *
ry_round_find_open (RyWorkspace *workspace, const char *today, GError **error)
{
  const RyQuery query = { .kind = "confirmation", .order = "started_on", .descending = TRUE };
  g_autoptr (GPtrArray) rounds = ry_workspace_query (workspace, &query, error);

  for (guint i = 0; rounds != NULL && i < rounds->len; i++) {
    RyDocument *round = g_ptr_array_index (rounds, i);
    const char *started = ry_document_get_string (round, "started_on");

    if (is_set (started) && strcmp (started, today) <= 0 && !is_set (ry_document_get_string (round, "closed_on")))
      return g_strdup (ry_document_get_id (round));
  }
  return NULL;
}

/**
 * ry_round_read:
 * @workspace: where
 * @id: a round
 * @today: the day, ISO 8601
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): how the round stands
 */
RyRound *
ry_round_read (RyWorkspace *workspace, const char *id, const char *today, GError **error)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, id, error);
  g_autoptr (GPtrArray) hospitals = document != NULL ? ry_hospital_read_all (workspace, today, error) : NULL;
  RyRound *round;

  if (hospitals == NULL)
    return NULL;
  round = g_new0 (RyRound, 1);
  round->document = g_steal_pointer (&document);
  round->rows = g_ptr_array_new_with_free_func (free_row);
  g_ptr_array_set_free_func (hospitals, NULL);
  for (guint i = 0; i < hospitals->len; i++) {
    RyRoundRow *row = create_row (round->document, g_ptr_array_index (hospitals, i));

    round->n_confirmed += row->confirmed;
    g_ptr_array_add (round->rows, row);
  }
  apply_letters (round, workspace);
  for (guint i = 0; i < round->rows->len; i++) {
    const RyRoundRow *row = round->rows->pdata[i];

    round->n_silent += !row->confirmed && row->asked_on != NULL;
  }
  g_ptr_array_sort (round->rows, compare_rows);
  return round;
}

/**
 * ry_round_free:
 * @round: (transfer full): a round
 *
 * Frees it.
 */
void
ry_round_free (RyRound *round)
{
  ry_document_unref (round->document);
  g_ptr_array_unref (round->rows);
  g_free (round);
}

/**
 * ry_round_list_keys:
 * @round: a round
 * @asked: whether only those are meant who were asked and are silent
 *
 * Returns: (transfer full): keys of the addressees of a letter to those who did not confirm
 */
GStrv
ry_round_list_keys (const RyRound *round, gboolean asked)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; i < round->rows->len; i++) {
    const RyRoundRow *row = round->rows->pdata[i];

    if (!row->confirmed && (!asked || row->asked_on != NULL))
      g_strv_builder_add (keys, row->hospital->id + strlen ("organisation:"));
  }
  return g_strv_builder_end (keys);
}

static gboolean
is_exchange (RyWorkspace *workspace, RyDocument *meeting)
{
  const char *of = ry_document_get_string (meeting, "series");
  g_autoptr (RyDocument) series = of != NULL ? ry_workspace_get (workspace, of, NULL) : NULL;

  return series != NULL && g_strcmp0 (ry_document_get_string (series, "series_type"), "exchange") == 0;
}

/* The exchange meeting to come, for which the sheets are confirmed. */
static char *
find_exchange (RyWorkspace *workspace, const char *today)
{
  g_autofree char *after = g_strconcat ("date>", today, NULL);
  const char *const where[] = { after, NULL };
  const RyQuery query = { .kind = "meeting", .order = "date", .where = where };
  g_autoptr (GPtrArray) meetings = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    if (is_exchange (workspace, g_ptr_array_index (meetings, i)))
      return g_strdup (ry_document_get_id (g_ptr_array_index (meetings, i)));
  return NULL;
}

static char *
find_vertical (RyWorkspace *workspace)
{
  const RyQuery query = { .kind = "council" };
  g_autoptr (GPtrArray) councils = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; councils != NULL && i < councils->len; i++)
    if (g_strcmp0 (ry_document_get_string (g_ptr_array_index (councils, i), "wheel"), "vertical") == 0)
      return g_strdup (ry_document_get_id (g_ptr_array_index (councils, i)));
  return NULL;
}

static char *
choose_id (RyWorkspace *workspace, int year, const char *today)
{
  g_autofree char *id = g_strdup_printf ("confirmation:%d", year);
  g_autoptr (RyDocument) there = ry_workspace_get (workspace, id, NULL);

  return there == NULL ? g_steal_pointer (&id) : g_strconcat ("confirmation:", today, NULL);
}

/**
 * ry_round_start:
 * @workspace: where
 * @today: the day, ISO 8601
 * @due: (nullable): by when answers are wanted
 *
 * Begins the round of this year of account, for the exchange meeting to come where there is one. What was confirmed
 * before @today is to be confirmed again. A second round of the year has the day in its id.
 *
 * Returns: (transfer full) (element-type RyEdit): the edits
 */
GPtrArray *
ry_round_start (RyWorkspace *workspace, const char *today, const char *due)
{
  JsonObject *content = json_object_new ();
  g_autofree char *council = find_vertical (workspace), *meeting = find_exchange (workspace, today);
  g_autofree char *id = NULL, *year = NULL, *title = NULL;
  GDate day;

  if (!ry_date_parse (today, &day))
    ry_date_today (&day);
  id = choose_id (workspace, ry_date_fiscal_year (&day), today);
  year = ry_date_format_year (ry_date_fiscal_year (&day), TRUE);
  title = g_strdup_printf (_ ("Confirmation of hospital functions, fiscal %s"), year);
  ry_json_set_string (content, "kind", "confirmation");
  ry_json_set_string (content, "title", title);
  ry_json_set_string (content, "started_on", today);
  if (is_set (due))
    ry_json_set_string (content, "due", due);
  if (council != NULL)
    ry_json_set_string (content, "council", council);
  if (meeting != NULL)
    ry_json_set_string (content, "meeting", meeting);
  return ry_edits_new_with (ry_edit_new (id, NULL, content), NULL);
}

static JsonObject *
ensure_entry (JsonArray *asked, const char *organisation)
{
  const char *colon = strchr (organisation, ':');
  JsonObject *entry;

  for (guint i = 0; i < json_array_get_length (asked); i++) {
    JsonNode *node = json_array_get_element (asked, i);

    if (JSON_NODE_HOLDS_OBJECT (node) &&
        g_strcmp0 (ry_json_get_string (json_node_get_object (node), "organisation"), organisation) == 0)
      return json_node_get_object (node);
  }
  entry = json_object_new ();
  ry_json_set_string (entry, "key", colon != NULL ? colon + 1 : organisation);
  ry_json_set_string (entry, "organisation", organisation);
  json_array_add_object_element (asked, entry);
  return entry;
}

/**
 * ry_round_note_asked:
 * @round: a round
 * @organisations: (array zero-terminated=1): hospitals that were asked
 * @channel: by which way: fax, mail or phone
 * @today: the day, ISO 8601
 *
 * Returns: (transfer full) (element-type RyEdit): the edits
 */
GPtrArray *
ry_round_note_asked (RyRound *round, const char *const *organisations, const char *channel, const char *today)
{
  JsonObject *content = ry_document_dup_root (round->document);
  JsonArray *asked = ry_json_get_array (content, "asked");

  if (asked == NULL) {
    asked = json_array_new ();
    json_object_set_array_member (content, "asked", asked);
  }
  for (guint i = 0; organisations[i] != NULL; i++) {
    JsonObject *entry = ensure_entry (asked, organisations[i]);

    ry_json_set_string (entry, "on", today);
    ry_json_set_string (entry, "channel", channel);
  }
  return ry_edits_new_with (ry_edit_new (ry_document_get_id (round->document), round->document, content), NULL);
}

/**
 * ry_round_close:
 * @round: a round
 * @today: the day, ISO 8601
 *
 * Ends the round; who did not confirm keeps the age of the last confirmation.
 *
 * Returns: (transfer full) (element-type RyEdit): the edits
 */
GPtrArray *
ry_round_close (RyRound *round, const char *today)
{
  JsonObject *content = ry_document_dup_root (round->document);

  ry_json_set_string (content, "closed_on", today);
  return ry_edits_new_with (ry_edit_new (ry_document_get_id (round->document), round->document, content), NULL);
}

/**
 * ry_round_confirm:
 * @workspace: where
 * @hospital: a hospital as it is today
 * @through: the way: self, phone, fax or mail
 * @by: (nullable): who said so
 * @today: the day, ISO 8601
 *
 * Notes that a hospital's sheet is right, in answer to the round that is going on, if there is one.
 *
 * Returns: (transfer full) (element-type RyEdit): the edits
 */
GPtrArray *
ry_round_confirm (
    RyWorkspace *workspace, const RyHospital *hospital, const char *through, const char *by, const char *today)
{
  g_autofree char *round = ry_round_find_open (workspace, today, NULL);
  const RyFunctionConfirmation confirmation = { .on = today, .by = by, .through = through, .round = round };
  JsonObject *content = ry_function_begin (hospital->id, hospital->sheet);

  ry_function_confirm (content, &confirmation);
  return ry_edits_new_with (ry_function_create_edit (hospital->id, hospital->sheet, content), NULL);
}
