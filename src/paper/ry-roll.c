/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers that nobody has given yet are given as the reception would, so that a badge printed today bears the number
 * of the list that is opened on the day.
 */
#include "ry-roll.h"

#include <string.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-reception.h"
#include "ry-reply.h"
#include "ry-term.h"
#include "ry-text.h"

static char *
dup_text (JsonObject *object, const char *member)
{
  const char *text = object != NULL ? ry_json_get_string (object, member) : NULL;

  return g_strdup (text != NULL ? text : "");
}

/* An office is held by a post, or by whoever represents an organisation. */
static GHashTable *
list_officers (RyWorkspace *workspace, const char *council_id, const char *day)
{
  static const char *const offices[] = { "officer", "chair", "vice_chair", "secretary_general", NULL };
  GHashTable *officers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *condition = g_strdup_printf ("council=%s", council_id != NULL ? council_id : "");
  const char *where[] = { condition, NULL };
  RyQuery query = { .kind = "membership", .where = where };
  g_autoptr (GPtrArray) memberships = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; memberships != NULL && i < memberships->len; i++) {
    RyDocument *membership = memberships->pdata[i];
    const char *role = ry_document_get_string (membership, "role");
    const char *post = ry_document_get_string (membership, "post");
    const char *organisation = ry_document_get_string (membership, "organisation");

    if (role == NULL || !g_strv_contains (offices, role) || !ry_term_holds_on (ry_document_get_root (membership), day))
      continue;
    if (post != NULL || organisation != NULL)
      g_hash_table_add (officers, g_strdup (post != NULL ? post : organisation));
  }
  return officers;
}

/**
 * ry_roll_load:
 * @workspace: where the meeting is
 * @meeting_id: its id
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the people of a meeting; %NULL where there is none
 */
RyRoll *
ry_roll_load (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  JsonObject *meeting = ry_reply_load (workspace, meeting_id, error);
  const char *council_id = meeting != NULL ? ry_json_get_string (meeting, "council") : NULL;
  g_autoptr (RyDocument) council = council_id != NULL ? ry_workspace_get (workspace, council_id, NULL) : NULL;
  const char *date;
  RyRoll *roll;

  if (meeting == NULL)
    return NULL;
  roll = g_new0 (RyRoll, 1);
  roll->meeting = meeting;
  roll->council = council != NULL ? ry_document_dup_root (council) : NULL;
  roll->attendees = ry_attendee_list (workspace, meeting);
  ry_reception_number (meeting, roll->attendees);
  roll->sorted = g_ptr_array_copy (roll->attendees, NULL, NULL);
  g_ptr_array_set_free_func (roll->sorted, NULL);
  g_ptr_array_sort (roll->sorted, ry_attendee_compare_readings);
  roll->officers = list_officers (workspace, council_id, ry_json_get_string (meeting, "date"));
  roll->title = dup_text (meeting, "title");
  date = ry_json_get_string (meeting, "date");
  roll->day = date != NULL ? ry_date_format_paper (date, RY_DATE_ERA_WEEKDAY) : g_strdup ("");
  roll->council_name = dup_text (roll->council, "name");
  return roll;
}

void
ry_roll_free (RyRoll *roll)
{
  g_ptr_array_unref (roll->sorted);
  g_ptr_array_unref (roll->attendees);
  g_hash_table_unref (roll->officers);
  json_object_unref (roll->meeting);
  g_clear_pointer (&roll->council, json_object_unref);
  g_free (roll->title);
  g_free (roll->day);
  g_free (roll->council_name);
  g_free (roll);
}

char *
ry_roll_dup_title (const RyRoll *roll, const char *what)
{
  return g_strdup_printf ("%s　%s", roll->title, what);
}

gint64
ry_roll_get_serial (const RyRoll *roll, const RyAttendee *attendee)
{
  JsonObject *seat = ry_meeting_find_seat (roll->meeting, attendee->key);

  return seat != NULL ? ry_json_get_int (seat, "serial", 0) : 0;
}

gboolean
ry_roll_is_officer (const RyRoll *roll, const RyAttendee *attendee)
{
  const char *post = ry_json_get_string (attendee->content, "post");

  return (post != NULL && g_hash_table_contains (roll->officers, post)) ||
         (attendee->organisation != NULL && g_hash_table_contains (roll->officers, attendee->organisation));
}

gboolean
ry_roll_is_walk_in (const RyAttendee *attendee)
{
  return ry_json_get_boolean (attendee->content, "walk_in", FALSE);
}

/**
 * ry_roll_finish:
 * @roll: the people
 * @title: what the paper is called
 * @sheet: its sheet
 * @canvas: what was drawn
 * @faces: in which faces
 *
 * Returns: (transfer full): the paper
 */
RyPaper *
ry_roll_finish (const RyRoll *roll, const char *title, const RySheet *sheet, RyCanvas *canvas, RyFaces *faces)
{
  const char *date = ry_json_get_string (roll->meeting, "date");

  return _ry_paper_new (_ry_pages_take (title, roll->council_name, date != NULL ? date : "2000-01-01", sheet,
                                        ry_canvas_finish (canvas), faces));
}

/**
 * ry_roll_dup_katakana:
 * @reading: kana
 *
 * Returns: (transfer full): its hiragana as katakana, which is how small readings are read best
 */
char *
ry_roll_dup_katakana (const char *reading)
{
  GString *out = g_string_new (NULL);

  for (const char *p = reading; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_string_append_unichar (out, c >= 0x3041 && c <= 0x3096 ? c + 0x60 : c);
  }
  return g_string_free (out, FALSE);
}

/* Words are parted by a space of any width. */
static GStrv
split_words (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  g_string_replace (plain, "　", " ", 0);
  parts = g_strsplit (plain->str, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (words, parts[i]);
  return g_strv_builder_end (words);
}

/* Spread so that half a gap is at both ends; longer than its word it is pressed together. */
static void
put_ruby (RyCanvas *canvas, const RyStyle *ruby, double x, double y, double width, const char *text)
{
  glong n = g_utf8_strlen (text, -1);
  double natural = ry_canvas_measure (canvas, ruby, -1, text);
  double gap = n > 0 ? (width - natural) / n : 0;

  if (n < 2 || gap <= 0)
    ry_canvas_put_fitted (canvas, ruby, x + width / 2, y, MAX (width, 1), 0.5, text);
  else
    ry_canvas_put_spread (canvas, ruby, x + gap / 2, y, width - gap, text);
}

/**
 * ry_roll_put_name:
 * @canvas: where
 * @style: the name's type
 * @ruby: the reading's type
 * @x: the place, in mm
 * @y: the top of the reading's line; the name's line follows below it
 * @width: what the name must not exceed, in mm
 * @align: 0 to the right of @x, 0.5 around it
 * @gap: mm between family name and given name
 * @name: the name
 * @reading: its reading, word for word; "" for none
 *
 * A name with each word's reading above it (ルビ). A name too long for its place is compressed, its reading with it.
 *
 * Returns: the width it took, in mm
 */
double
ry_roll_put_name (RyCanvas *canvas,
                  const RyStyle *style,
                  const RyStyle *ruby,
                  double x,
                  double y,
                  double width,
                  double align,
                  double gap,
                  const char *name,
                  const char *reading)
{
  g_auto (GStrv) words = split_words (name);
  g_auto (GStrv) readings = split_words (reading);
  guint n = g_strv_length (words);
  gboolean paired = n > 0 && n == g_strv_length (readings);
  double total = n > 1 ? gap * (n - 1) : 0, below = y + RY_PT_TO_MM (ruby->leading), at, scale;

  for (guint i = 0; i < n; i++)
    total += ry_canvas_measure (canvas, style, -1, words[i]);
  scale = total > width ? width / total : 1;
  at = x - align * total * scale;
  if (!paired && *reading != '\0')
    put_ruby (canvas, ruby, at, y, total * scale, reading);
  for (guint i = 0; i < n; i++) {
    double length = ry_canvas_measure (canvas, style, -1, words[i]) * scale;

    ry_canvas_put_fitted (canvas, style, at, below, length, 0, words[i]);
    if (paired && !g_str_equal (words[i], readings[i]))
      put_ruby (canvas, ruby, at, y, length, readings[i]);
    at += length + gap * scale;
  }
  return total * scale;
}
