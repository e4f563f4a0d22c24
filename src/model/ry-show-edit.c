/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making and changing a running order. Who opens goes round over the years: nobody is to have the hall's tired last
 * half hour twice before everybody has had it.
 */
#include "ry-show.h"

#include <string.h>

#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-term.h"

#define TALKS_WITHOUT_BREAK 7 /* more than an hour of talks wants one */

/* ---- Rotation ---- */

/* Years back in which somebody last spoke; larger than any year for those who never did. */
static guint
get_age (GPtrArray *earlier, const char *presenter)
{
  for (guint back = 0; back < earlier->len; back++)
    if (g_strv_contains (g_ptr_array_index (earlier, earlier->len - 1 - back), presenter))
      return back;
  return G_MAXUINT;
}

static guint
find_place (const char *const *order, const char *presenter)
{
  guint i = 0;

  while (order[i] != NULL && !g_str_equal (order[i], presenter))
    i++;
  return i;
}

/* Last year's order without its first, then its first. */
static void
append_moved_up (GPtrArray *result, GPtrArray *chosen, const char *const *last)
{
  for (guint i = 1; last[0] != NULL && last[i] != NULL; i++)
    if (g_ptr_array_find_with_equal_func (chosen, last[i], g_str_equal, NULL))
      g_ptr_array_add (result, g_strdup (last[i]));
}

static void
append_others (GPtrArray *result, GPtrArray *chosen, const char *const *last)
{
  for (guint i = 0; i < chosen->len; i++) {
    const char *presenter = g_ptr_array_index (chosen, i);

    if (last == NULL || last[find_place (last, presenter)] == NULL)
      g_ptr_array_add (result, g_strdup (presenter));
  }
  if (last != NULL && last[0] != NULL && g_ptr_array_find_with_equal_func (chosen, last[0], g_str_equal, NULL))
    g_ptr_array_add (result, g_strdup (last[0]));
}

/* Where not all can speak, those who have waited longest. */
static GPtrArray *
choose (GPtrArray *presenters, GPtrArray *earlier, guint limit)
{
  GPtrArray *chosen = g_ptr_array_new ();
  GArray *ages = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = limit == 0 ? presenters->len : MIN (limit, presenters->len);

  for (guint i = 0; i < presenters->len; i++) {
    guint age = get_age (earlier, g_ptr_array_index (presenters, i)), at = ages->len;

    while (at > 0 && g_array_index (ages, guint, at - 1) < age)
      at--;
    g_array_insert_val (ages, at, age);
    g_ptr_array_insert (chosen, (int) at, g_ptr_array_index (presenters, i));
  }
  g_ptr_array_set_size (chosen, (int) n);
  g_array_unref (ages);
  return chosen;
}

static gboolean
contains (GPtrArray *array, const char *text)
{
  return g_ptr_array_find_with_equal_func (array, text, g_str_equal, NULL);
}

/**
 * ry_show_rotate:
 * @presenters: (element-type utf8): who could speak, in the council's own order
 * @earlier: (element-type GStrv): who spoke at earlier meetings, in order, the oldest first
 * @limit: how many can, 0 for all
 *
 * Everybody moves up one place; who opened last time closes this time, and who is new comes before them. With a
 * @limit, those who have waited longest are taken first.
 *
 * Returns: (transfer full) (element-type utf8): the order
 */
GPtrArray *
ry_show_rotate (GPtrArray *presenters, GPtrArray *earlier, guint limit)
{
  g_autoptr (GPtrArray) waiting = choose (presenters, earlier, limit);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  GPtrArray *result = g_ptr_array_new_with_free_func (g_free);
  const char *const *last = earlier->len > 0 ? g_ptr_array_index (earlier, earlier->len - 1) : NULL;

  for (guint i = 0; i < presenters->len; i++)
    if (contains (waiting, g_ptr_array_index (presenters, i)))
      g_ptr_array_add (chosen, g_ptr_array_index (presenters, i));
  if (last != NULL)
    append_moved_up (result, chosen, last);
  append_others (result, chosen, last);
  return result;
}

static gboolean
is_open_hospital (RyDocument *organisation)
{
  return g_strcmp0 (ry_document_get_string (organisation, "status"), "closed") != 0;
}

static int
compare_code (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument *const *) a, *right = *(RyDocument *const *) b;
  const char *x = ry_document_get_string (left, "code"), *y = ry_document_get_string (right, "code");
  int order = g_strcmp0 (x, y);

  return order != 0 ? order : strcmp (ry_document_get_id (left), ry_document_get_id (right));
}

static GPtrArray *
list_hospitals (RyWorkspace *workspace, GError **error)
{
  const char *const where[] = { "org_kind=hospital", NULL };
  const RyQuery query = { .kind = "organisation", .where = where };
  g_autoptr (GPtrArray) documents = ry_workspace_query (workspace, &query, error);
  GPtrArray *ids;

  if (documents == NULL)
    return NULL;
  ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_sort (documents, compare_code);
  for (guint i = 0; i < documents->len; i++)
    if (is_open_hospital (g_ptr_array_index (documents, i)))
      g_ptr_array_add (ids, g_strdup (ry_document_get_id (g_ptr_array_index (documents, i))));
  return ids;
}

static GStrv
list_presenters (RyShow *show)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < show->talks->len; i++) {
    RyTalk *talk = g_ptr_array_index (show->talks, i);

    if (talk->type == RY_TALK_TALK && talk->organisation != NULL)
      g_ptr_array_add (ids, g_strdup (talk->organisation));
  }
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_free (ids, FALSE);
}

static int
compare_date (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(RyShow *const *) a)->date, (*(RyShow *const *) b)->date);
}

static void
free_show (gpointer show)
{
  ry_show_free (show);
}

/**
 * ry_show_suggest:
 * @workspace: the records
 * @until: a day, ISO 8601: running orders of meetings before it count as earlier ones
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type utf8): all open hospitals in the order in which it is their turn
 */
GPtrArray *
ry_show_suggest (RyWorkspace *workspace, const char *until, GError **error)
{
  const RyQuery query = { .kind = "show" };
  g_autoptr (GPtrArray) presenters = list_hospitals (workspace, error);
  g_autoptr (GPtrArray) documents = presenters != NULL ? ry_workspace_query (workspace, &query, error) : NULL;
  g_autoptr (GPtrArray) shows = g_ptr_array_new_with_free_func (free_show);
  g_autoptr (GPtrArray) earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  if (documents == NULL)
    return NULL;
  for (guint i = 0; i < documents->len; i++) {
    RyShow *show = ry_show_read (workspace, ry_document_get_id (g_ptr_array_index (documents, i)), NULL);

    if (show != NULL && show->date != NULL && strcmp (show->date, until) < 0)
      g_ptr_array_add (shows, show);
    else
      g_clear_pointer (&show, ry_show_free);
  }
  g_ptr_array_sort (shows, compare_date);
  for (guint i = 0; i < shows->len; i++)
    g_ptr_array_add (earlier, list_presenters (g_ptr_array_index (shows, i)));
  return ry_show_rotate (presenters, earlier, 0);
}

/* ---- The document ---- */

static JsonObject *
new_element (RyTalkType type)
{
  static const char *const types[] = { "talk", "break", "picture" };
  JsonObject *element = json_object_new ();
  g_autofree char *key = ry_id_new_ulid ();

  json_object_set_string_member (element, "key", key);
  json_object_set_string_member (element, "type", types[type]);
  if (type == RY_TALK_TALK)
    json_object_set_string_member (element, "source", "sheet");
  else if (type == RY_TALK_PICTURE) {
    json_object_set_string_member (element, "source", "picture");
    json_object_set_string_member (element, "picture", "wheels");
  }
  return element;
}

static GPtrArray *
dup_talks (JsonObject *root)
{
  GPtrArray *talks = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  JsonArray *array = ry_json_get_array (root, "talks");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      g_ptr_array_add (talks, json_object_ref (json_array_get_object_element (array, i)));
  return talks;
}

static void
put_talks (JsonObject *root, GPtrArray *talks)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < talks->len; i++)
    json_array_add_object_element (array, json_object_ref (g_ptr_array_index (talks, i)));
  json_object_set_array_member (root, "talks", array);
}

static int
find_key (GPtrArray *talks, const char *key)
{
  for (guint i = 0; key != NULL && i < talks->len; i++)
    if (g_strcmp0 (ry_json_get_string (g_ptr_array_index (talks, i), "key"), key) == 0)
      return (int) i;
  return -1;
}

/**
 * ry_show_new_content:
 * @meeting_id: (nullable): its meeting
 * @meeting: (nullable): what that holds
 * @presenters: (element-type utf8): organisations in order
 * @minutes: a talk
 *
 * With more than an hour of talks there is a break in the middle.
 *
 * Returns: (transfer full): a running order, to be stored
 */
JsonObject *
ry_show_new_content (const char *meeting_id, JsonObject *meeting, GPtrArray *presenters, int minutes)
{
  JsonObject *root = json_object_new ();
  g_autoptr (GPtrArray) talks = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  guint middle = presenters->len > TALKS_WITHOUT_BREAK ? (presenters->len + 1) / 2 : G_MAXUINT;

  json_object_set_string_member (root, "kind", "show");
  ry_json_set_string (root, "meeting", meeting_id);
  for (guint i = 0; meeting != NULL && i < 3; i++) {
    static const char *const members[] = { "title", "start", "end" };

    ry_json_set_string (root, members[i], ry_json_get_string (meeting, members[i]));
  }
  json_object_set_int_member (root, "minutes", minutes);
  json_object_set_int_member (root, "bell", RY_SHOW_BELL);
  for (guint i = 0; i < presenters->len; i++) {
    JsonObject *talk = new_element (RY_TALK_TALK);

    if (i == middle) {
      JsonObject *pause = new_element (RY_TALK_BREAK);

      json_object_set_int_member (pause, "minutes", RY_SHOW_BREAK);
      g_ptr_array_add (talks, pause);
    }
    json_object_set_string_member (talk, "organisation", g_ptr_array_index (presenters, i));
    json_object_set_int_member (talk, "minutes", minutes);
    g_ptr_array_add (talks, talk);
  }
  put_talks (root, talks);
  return root;
}

/* Whose functions are shown speaks before others do: the head of its nurses, its director, the liaison office. */
static int
rank_seat (const char *seat)
{
  static const char *const seats[] = { "nursing", "director", "liaison", "msw", "administration" };

  for (guint i = 0; i < G_N_ELEMENTS (seats); i++)
    if (g_strcmp0 (seat, seats[i]) == 0)
      return (int) i;
  return G_N_ELEMENTS (seats);
}

static RyDocument *
find_post (GPtrArray *posts, const char *organisation, const char *day)
{
  RyDocument *best = NULL;

  for (guint i = 0; i < posts->len; i++) {
    RyDocument *post = g_ptr_array_index (posts, i);

    if (g_strcmp0 (ry_document_get_string (post, "organisation"), organisation) != 0 ||
        !ry_term_holds_on (ry_document_get_root (post), day))
      continue;
    if (best == NULL ||
        rank_seat (ry_document_get_string (post, "seat")) < rank_seat (ry_document_get_string (best, "seat")))
      best = post;
  }
  return best;
}

static char *
dup_day (RyWorkspace *workspace, JsonObject *root)
{
  const char *id = ry_json_get_string (root, "meeting");
  g_autoptr (RyDocument) meeting = id != NULL ? ry_workspace_get (workspace, id, NULL) : NULL;
  const char *date = meeting != NULL ? ry_document_get_string (meeting, "date") : NULL;

  return date != NULL ? g_strdup (date) : ry_date_dup_today ();
}

/**
 * ry_show_fill_speakers:
 * @workspace: the records
 * @root: a running order
 *
 * Where nobody is named yet, proposes whoever holds the first seat of the hospital on the day of the meeting.
 *
 * Returns: whether anything changed
 */
gboolean
ry_show_fill_speakers (RyWorkspace *workspace, JsonObject *root)
{
  const RyQuery query = { .kind = "post" };
  g_autoptr (GPtrArray) posts = ry_workspace_query (workspace, &query, NULL);
  g_autoptr (GPtrArray) talks = dup_talks (root);
  g_autofree char *day = dup_day (workspace, root);
  gboolean changed = FALSE;

  for (guint i = 0; posts != NULL && i < talks->len; i++) {
    JsonObject *talk = g_ptr_array_index (talks, i);
    RyDocument *post = find_post (posts, ry_json_get_string (talk, "organisation"), day);
    g_autofree char *name = NULL;

    if (post == NULL || ry_json_get_string (talk, "speaker") != NULL || ry_document_get_string (post, "person") == NULL)
      continue;
    name = ry_workspace_dup_name (workspace, ry_document_get_string (post, "person"));
    ry_json_set_string (talk, "speaker", name);
    ry_json_set_string (talk, "post", ry_document_get_string (post, "role"));
    changed = TRUE;
  }
  return changed;
}

/**
 * ry_show_get_element:
 * @root: a running order
 * @key: (nullable): of a talk
 *
 * Returns: (nullable) (transfer none): what the document says of it
 */
JsonObject *
ry_show_get_element (JsonObject *root, const char *key)
{
  g_autoptr (GPtrArray) talks = dup_talks (root);
  int at = find_key (talks, key);

  return at >= 0 ? g_ptr_array_index (talks, (guint) at) : NULL;
}

/**
 * ry_show_insert:
 * @root: a running order
 * @after: (nullable): key of the talk it is to follow; %NULL puts it last
 * @type: what it is
 *
 * Returns: (transfer none): the new talk
 */
JsonObject *
ry_show_insert (JsonObject *root, const char *after, RyTalkType type)
{
  g_autoptr (GPtrArray) talks = dup_talks (root);
  JsonObject *element = new_element (type);
  int at = find_key (talks, after);

  g_ptr_array_insert (talks, at < 0 ? -1 : at + 1, element);
  put_talks (root, talks);
  return element;
}

/**
 * ry_show_move:
 * @root: a running order
 * @key: of a talk
 * @direction: -1 earlier, 1 later
 *
 * Returns: %FALSE if there is nowhere to go
 */
gboolean
ry_show_move (JsonObject *root, const char *key, int direction)
{
  g_autoptr (GPtrArray) talks = dup_talks (root);
  int at = find_key (talks, key), to = at + direction;

  if (at < 0 || to < 0 || to >= (int) talks->len)
    return FALSE;
  g_ptr_array_insert (talks, to, g_ptr_array_steal_index (talks, (guint) at));
  put_talks (root, talks);
  return TRUE;
}

/**
 * ry_show_place:
 * @root: a running order
 * @key: of a talk
 * @target: of another
 * @after: whether it is to stand behind it
 *
 * Returns: %FALSE if nothing moved
 */
gboolean
ry_show_place (JsonObject *root, const char *key, const char *target, gboolean after)
{
  g_autoptr (GPtrArray) talks = dup_talks (root);
  int at = find_key (talks, key), to = find_key (talks, target);

  if (at < 0 || to < 0 || at == to)
    return FALSE;
  to += after ? 1 : 0;
  if (to > at)
    to--;
  if (to == at)
    return FALSE;
  g_ptr_array_insert (talks, to, g_ptr_array_steal_index (talks, (guint) at));
  put_talks (root, talks);
  return TRUE;
}

/**
 * ry_show_remove:
 * @root: a running order
 * @key: of a talk
 *
 * Returns: %FALSE if it is not there
 */
gboolean
ry_show_remove (JsonObject *root, const char *key)
{
  g_autoptr (GPtrArray) talks = dup_talks (root);
  int at = find_key (talks, key);

  if (at < 0)
    return FALSE;
  g_ptr_array_remove_index (talks, (guint) at);
  put_talks (root, talks);
  return TRUE;
}
