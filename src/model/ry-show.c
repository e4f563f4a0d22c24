/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading a running order: its talks against the clock. What is not there, or is not what it should be, is taken for
 * what a person would have meant: a talk without minutes has the order's, one without a source its hospital's sheet.
 */
#include "ry-show.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-json.h"

#define DAY_MINUTES (24 * 60)
#define MAX_MINUTES (12 * 60) /* no talk is longer; what is, is a slip of the keyboard */

static const RyShowPicture pictures[] = {
  { "wheels", N_ ("The Two Wheels") },        { "ring", N_ ("The Ring") },     { "flow", N_ ("The Way Down") },
  { "matrix", N_ ("Functions at a Glance") }, { "board", N_ ("Vacant Beds") }, { "decisions", N_ ("Decisions") },
};

static void
free_talk (gpointer data)
{
  RyTalk *talk = data;

  g_free (talk->key);
  g_free (talk->organisation);
  g_free (talk->name);
  g_free (talk->speaker);
  g_free (talk->post);
  g_free (talk->file);
  g_free (talk->picture);
  g_strfreev (talk->conditions);
  g_free (talk->notes);
  g_free (talk);
}

/* Nothing is an empty string. */
static char *
dup_words (JsonObject *root, const char *member)
{
  const char *text = ry_json_get_string (root, member);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static GStrv
dup_set (JsonObject *root, const char *member)
{
  JsonArray *array = ry_json_get_array (root, member);
  GPtrArray *texts;

  if (array == NULL || json_array_get_length (array) == 0)
    return NULL;
  texts = g_ptr_array_new ();
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_ptr_array_add (texts, g_strdup (json_node_get_string (node)));
  }
  g_ptr_array_add (texts, NULL);
  return (GStrv) g_ptr_array_free (texts, FALSE);
}

static RyTalkType
get_type (JsonObject *root)
{
  const char *type = ry_json_get_string (root, "type");

  if (g_strcmp0 (type, "break") == 0)
    return RY_TALK_BREAK;
  return g_strcmp0 (type, "picture") == 0 ? RY_TALK_PICTURE : RY_TALK_TALK;
}

static RyTalk *
parse_talk (JsonObject *root, int minutes)
{
  RyTalk *talk = g_new0 (RyTalk, 1);
  const char *source = ry_json_get_string (root, "source");

  talk->type = get_type (root);
  talk->key = dup_words (root, "key");
  talk->organisation = dup_words (root, "organisation");
  talk->name = dup_words (root, "name");
  if (talk->name == NULL)
    talk->name = dup_words (root, "title");
  talk->speaker = dup_words (root, "speaker");
  talk->post = dup_words (root, "post");
  talk->sheet = talk->type == RY_TALK_TALK && (source == NULL || g_str_equal (source, "sheet"));
  talk->file = talk->type == RY_TALK_TALK ? dup_words (root, "file") : NULL;
  talk->picture = talk->type == RY_TALK_PICTURE ? dup_words (root, "picture") : NULL;
  talk->conditions = dup_set (root, "conditions");
  talk->notes = dup_words (root, "notes");
  talk->minutes = (int) CLAMP (ry_json_get_int (root, "minutes", talk->type == RY_TALK_BREAK ? RY_SHOW_BREAK : minutes),
                               0, MAX_MINUTES);
  talk->took = (int) CLAMP (ry_json_get_int (root, "took", 0), 0, MAX_MINUTES * 60);
  talk->slides = (guint) CLAMP (ry_json_get_int (root, "slides", 0), 0, G_MAXINT16);
  return talk;
}

static void
give_name (gpointer data, gpointer user_data)
{
  RyTalk *talk = data;

  if (talk->name != NULL)
    return;
  if (talk->type == RY_TALK_BREAK)
    talk->name = g_strdup (_ ("Break"));
  else if (talk->type == RY_TALK_PICTURE)
    talk->name = g_strdup (ry_show_get_picture_name (talk->picture));
  else
    talk->name = g_strdup (_ ("Talk"));
}

static void
lay_out (RyShow *self)
{
  int begins = self->start;

  for (guint i = 0; i < self->talks->len; i++) {
    RyTalk *talk = g_ptr_array_index (self->talks, i);

    talk->begins = begins;
    talk->number = talk->type == RY_TALK_TALK ? ++self->n_talks : 0;
    self->minutes += talk->minutes;
    if (talk->type == RY_TALK_TALK)
      self->talk_minutes += talk->minutes;
    else if (talk->type == RY_TALK_BREAK)
      self->break_minutes += talk->minutes;
    if (begins >= 0)
      begins += talk->minutes;
  }
  self->ends = begins;
  self->spare = begins >= 0 && self->end >= 0 ? self->end - begins : 0;
}

/**
 * ry_show_parse:
 * @id: (nullable): the document
 * @root: what it holds
 *
 * Returns: (transfer full): the running order against the clock; hospitals have their names only where @root says them
 */
RyShow *
ry_show_parse (const char *id, JsonObject *root)
{
  RyShow *self = g_new0 (RyShow, 1);
  JsonArray *talks = ry_json_get_array (root, "talks");
  int minutes = (int) CLAMP (ry_json_get_int (root, "minutes", RY_SHOW_MINUTES), 1, MAX_MINUTES);

  self->id = g_strdup (id);
  self->title = dup_words (root, "title");
  self->meeting = dup_words (root, "meeting");
  self->date = dup_words (root, "date");
  self->place = dup_words (root, "place");
  self->start = ry_show_parse_time (ry_json_get_string (root, "start"));
  self->end = ry_show_parse_time (ry_json_get_string (root, "end"));
  self->bell = (int) CLAMP (ry_json_get_int (root, "bell", RY_SHOW_BELL), 0, MAX_MINUTES * 60);
  self->talks = g_ptr_array_new_with_free_func (free_talk);
  for (guint i = 0; talks != NULL && i < json_array_get_length (talks); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (talks, i)))
      g_ptr_array_add (self->talks, parse_talk (json_array_get_object_element (talks, i), minutes));
  for (guint i = 0; i < self->talks->len; i++) {
    RyTalk *talk = g_ptr_array_index (self->talks, i);

    if (talk->organisation == NULL || talk->name != NULL)
      give_name (talk, NULL);
  }
  lay_out (self);
  return self;
}

/* A hospital is called what its record says, unless its talk has a title. */
static void
look_up_names (RyShow *self, RyWorkspace *workspace)
{
  for (guint i = 0; i < self->talks->len; i++) {
    RyTalk *talk = g_ptr_array_index (self->talks, i);

    if (talk->organisation != NULL && talk->type == RY_TALK_TALK) {
      g_autofree char *name = ry_workspace_dup_name (workspace, talk->organisation);

      if (name != NULL) {
        g_free (talk->name);
        talk->name = g_steal_pointer (&name);
      }
    }
    give_name (talk, NULL);
  }
}

static void
look_up_meeting (RyShow *self, RyWorkspace *workspace)
{
  g_autoptr (RyDocument) meeting = self->meeting != NULL ? ry_workspace_get (workspace, self->meeting, NULL) : NULL;

  if (meeting == NULL)
    return;
  g_free (self->date);
  g_free (self->place);
  self->date = g_strdup (ry_document_get_string (meeting, "date"));
  self->place = g_strdup (ry_document_get_string (meeting, "place"));
}

/**
 * ry_show_look_up:
 * @workspace: the records
 * @id: (nullable): the document
 * @root: what it holds, or is to hold
 *
 * Returns: (transfer full): the running order with the names of its hospitals and its meeting's day
 */
RyShow *
ry_show_look_up (RyWorkspace *workspace, const char *id, JsonObject *root)
{
  RyShow *self = ry_show_parse (id, root);

  look_up_names (self, workspace);
  look_up_meeting (self, workspace);
  return self;
}

/**
 * ry_show_read:
 * @workspace: the records
 * @id: a `show`
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the running order as ry_show_look_up() makes it
 */
RyShow *
ry_show_read (RyWorkspace *workspace, const char *id, GError **error)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, id, error);

  return document != NULL ? ry_show_look_up (workspace, id, ry_document_get_root (document)) : NULL;
}

void
ry_show_free (RyShow *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->meeting);
  g_free (self->date);
  g_free (self->place);
  g_ptr_array_unref (self->talks);
  g_free (self);
}

/**
 * ry_show_give_names:
 * @show: a running order
 *
 * Where there are no records to look a hospital up in, a talk without a name is called a talk.
 */
void
ry_show_give_names (RyShow *self)
{
  g_ptr_array_foreach (self->talks, give_name, NULL);
}

static JsonObject *
talk_to_json (RyTalk *talk)
{
  static const char *const types[] = { "talk", "break", "picture" };
  JsonObject *root = json_object_new ();

  json_object_set_string_member (root, "type", types[talk->type]);
  ry_json_set_string (root, "key", talk->key);
  ry_json_set_string (root, "organisation", talk->organisation);
  ry_json_set_string (root, "name", talk->name);
  ry_json_set_string (root, "speaker", talk->speaker);
  ry_json_set_string (root, "post", talk->post);
  ry_json_set_string (root, "picture", talk->picture);
  ry_json_set_string (root, "notes", talk->notes);
  json_object_set_int_member (root, "minutes", talk->minutes);
  json_object_set_int_member (root, "slides", talk->slides);
  return root;
}

/**
 * ry_show_to_json:
 * @show: a running order
 *
 * What ry_show_parse() reads back on a computer that has no records: names stand in it, and how many slides each talk
 * has.
 *
 * Returns: (transfer full): the order as a pack holds it
 */
JsonObject *
ry_show_to_json (RyShow *self)
{
  JsonObject *root = json_object_new ();
  JsonArray *talks = json_array_new ();
  g_autofree char *start = self->start >= 0 ? ry_show_format_time (self->start) : NULL;
  g_autofree char *end = self->end >= 0 ? ry_show_format_time (self->end) : NULL;

  ry_json_set_string (root, "show", self->id);
  ry_json_set_string (root, "title", self->title);
  ry_json_set_string (root, "meeting", self->meeting);
  ry_json_set_string (root, "date", self->date);
  ry_json_set_string (root, "place", self->place);
  ry_json_set_string (root, "start", start);
  ry_json_set_string (root, "end", end);
  json_object_set_int_member (root, "bell", self->bell);
  for (guint i = 0; i < self->talks->len; i++)
    json_array_add_object_element (talks, talk_to_json (g_ptr_array_index (self->talks, i)));
  json_object_set_array_member (root, "talks", talks);
  return root;
}

/**
 * ry_show_get_talk:
 * @show: a running order
 * @position: from 0
 *
 * Returns: (nullable) (transfer none): the talk
 */
RyTalk *
ry_show_get_talk (RyShow *self, guint position)
{
  return position < self->talks->len ? g_ptr_array_index (self->talks, position) : NULL;
}

/**
 * ry_show_find_talk:
 * @show: a running order
 * @key: (nullable): a talk's
 *
 * Returns: its position, -1 if there is none
 */
int
ry_show_find_talk (RyShow *self, const char *key)
{
  for (guint i = 0; key != NULL && i < self->talks->len; i++)
    if (g_strcmp0 (((RyTalk *) g_ptr_array_index (self->talks, i))->key, key) == 0)
      return (int) i;
  return -1;
}

/**
 * ry_show_get_pictures:
 * @n_pictures: (out): how many
 *
 * Returns: (array length=n_pictures): the live pictures that can be slides
 */
const RyShowPicture *
ry_show_get_pictures (guint *n_pictures)
{
  *n_pictures = G_N_ELEMENTS (pictures);
  return pictures;
}

/**
 * ry_show_get_picture_name:
 * @code: (nullable): a picture
 *
 * Returns: what it is called
 */
const char *
ry_show_get_picture_name (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    if (g_strcmp0 (code, pictures[i].code) == 0)
      return _ (pictures[i].name);
  return _ ("Picture");
}

/**
 * ry_show_format_time:
 * @minutes: after midnight
 *
 * Returns: (transfer full): as a clock says it, 13:07
 */
char *
ry_show_format_time (int minutes)
{
  minutes = (minutes % DAY_MINUTES + DAY_MINUTES) % DAY_MINUTES;
  return g_strdup_printf ("%d:%02d", minutes / 60, minutes % 60);
}

/**
 * ry_show_parse_time:
 * @text: (nullable): 13:07
 *
 * Returns: minutes after midnight, -1 for what is no time of a day
 */
int
ry_show_parse_time (const char *text)
{
  char *end;
  gint64 hours, minutes;

  if (text == NULL || !g_ascii_isdigit (*text))
    return -1;
  hours = g_ascii_strtoll (text, &end, 10);
  if (*end != ':' || !g_ascii_isdigit (end[1]))
    return -1;
  minutes = g_ascii_strtoll (end + 1, NULL, 10);
  return hours < 24 && minutes < 60 ? (int) (hours * 60 + minutes) : -1;
}

/**
 * ry_show_format_span:
 * @minutes: a length
 *
 * Returns: (transfer full): 1時間41分, 7分
 */
char *
ry_show_format_span (int minutes)
{
  if (minutes < 60)
    return g_strdup_printf (_ ("%d min"), minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf (_ ("%d h"), minutes / 60);
  return g_strdup_printf (_ ("%d h %d min"), minutes / 60, minutes % 60);
}

static int
get_common_minutes (RyShow *self)
{
  int common = -1;

  for (guint i = 0; i < self->talks->len; i++) {
    RyTalk *talk = g_ptr_array_index (self->talks, i);

    if (talk->type != RY_TALK_TALK)
      continue;
    if (common >= 0 && common != talk->minutes)
      return -1;
    common = talk->minutes;
  }
  return common;
}

/**
 * ry_show_format_sum:
 * @show: a running order
 *
 * Returns: (transfer full): 13 × 7分 ＋ 休憩 10分 ＝ 1時間41分
 */
char *
ry_show_format_sum (RyShow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sum = ry_show_format_span (self->minutes);
  int common = get_common_minutes (self), pictures_minutes = self->minutes - self->talk_minutes - self->break_minutes;

  if (common >= 0)
    g_string_append_printf (text, _ ("%u × %d min"), self->n_talks, common);
  else
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u talk, %d min", "%u talks, %d min", self->n_talks),
                            self->n_talks, self->talk_minutes);
  if (self->break_minutes > 0)
    g_string_append_printf (text, _ (" + break %d min"), self->break_minutes);
  if (pictures_minutes > 0)
    g_string_append_printf (text, _ (" + pictures %d min"), pictures_minutes);
  g_string_append_printf (text, _ (" = %s"), sum);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ry_show_format_clock:
 * @seconds: a length
 *
 * Returns: (transfer full): 4:18, and −0:42 for what is over
 */
char *
ry_show_format_clock (int seconds)
{
  int length = ABS (seconds);

  return g_strdup_printf ("%s%d:%02d", seconds < 0 ? "−" : "", length / 60, length % 60);
}

/**
 * ry_talk_dup_notes:
 * @talk: a talk
 * @slide: from 0
 *
 * Notes hold for every slide, unless lines of three hyphens part them by slide.
 *
 * Returns: (transfer full) (nullable): what the speaker wants to see beside that slide
 */
char *
ry_talk_dup_notes (RyTalk *talk, guint slide)
{
  g_auto (GStrv) parts = NULL;
  guint n;

  if (talk->notes == NULL)
    return NULL;
  parts = g_regex_split_simple ("^-{3,}[ \\t]*\\r?\\n?", talk->notes, G_REGEX_MULTILINE, 0);
  n = g_strv_length (parts);
  if (n < 2)
    return g_strdup (talk->notes);
  return slide < n ? g_strdup (g_strstrip (parts[slide])) : NULL;
}

/**
 * ry_talk_dup_speaker:
 * @talk: a talk
 *
 * Returns: (transfer full): who speaks, after what they are; empty where nobody is named
 */
char *
ry_talk_dup_speaker (RyTalk *talk)
{
  if (talk->post == NULL || talk->speaker == NULL)
    return g_strdup (talk->post != NULL ? talk->post : talk->speaker != NULL ? talk->speaker : "");
  return g_strdup_printf ("%s　%s", talk->post, talk->speaker);
}
