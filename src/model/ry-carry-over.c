/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Carry-over. An unfinished matter is found by its newest place in the meetings of the series during the last year or
 * so, not only in the last one: a meeting whose agenda nobody prepared must not lose what it should have carried. What
 * is on the new agenda already, or was dropped from it, is not offered again, so a draft planned months ahead can be
 * completed at any time, and on two desktops alike: carried items take their keys from their threads.
 */
#include "ry-carry-over-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-json.h"
#include "ry-meeting-private.h"
#include "ry-thread.h"

RyCarried *
_ry_carry_over_create (RyCarryKind kind, const char *title, const char *thread)
{
  RyCarried *carried = g_new0 (RyCarried, 1);

  carried->kind = kind;
  carried->title = g_strdup (title);
  carried->thread = g_strdup (thread);
  carried->taken = TRUE;
  return carried;
}

GPtrArray *
_ry_carry_over_create_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_carried_free);
}

/* What a meeting says already: threads on its agenda, and what was left out of it. */
GHashTable *
_ry_carry_over_list_known (const char *id, JsonObject *meeting)
{
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  g_autoptr (GPtrArray) dropped = _ry_meeting_dup_list (meeting, "dropped");
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < agenda->len; i++)
    g_hash_table_add (known, ry_thread_dup_id (id, g_ptr_array_index (agenda, i)));
  for (guint i = 0; i < dropped->len; i++) {
    const char *thread = ry_json_get_string (g_ptr_array_index (dropped, i), "thread");

    if (thread != NULL)
      g_hash_table_add (known, g_strdup (thread));
  }
  return known;
}

static int
get_level (JsonObject *item)
{
  return (int) CLAMP (ry_json_get_int (item, "level", 1), 1, RY_AGENDA_LEVELS);
}

/* A matter, not a part of the frame, and not one that comes by itself each time. */
static gboolean
is_matter (JsonObject *item)
{
  static const char *const frame[] = { "opening", "greeting", "approval", "actions", "next", "closing", NULL };
  const char *section = ry_json_get_string (item, "section");

  return !ry_json_get_boolean (item, "standing", FALSE) && (section == NULL || !g_strv_contains (frame, section));
}

static gboolean
has_children (GPtrArray *agenda, guint position)
{
  return position + 1 < agenda->len &&
         get_level (g_ptr_array_index (agenda, position + 1)) > get_level (g_ptr_array_index (agenda, position));
}

/* Continued by the clerk, or on the agenda of a meeting that is over without a word about it. What a clerk put there by
 * hand and what was carried has a thread; the frame of old minutes has none. */
static gboolean
is_unfinished (JsonObject *meeting, GPtrArray *agenda, guint position, const char *today)
{
  JsonObject *item = g_ptr_array_index (agenda, position);
  const char *outcome = ry_thread_get_outcome (meeting, item);
  const char *date = ry_json_get_string (meeting, "date");
  g_autoptr (GPtrArray) blocks = NULL;

  if (outcome != NULL)
    return strcmp (outcome, RY_OUTCOME_OPEN) == 0 || strcmp (outcome, RY_OUTCOME_CONTINUED) == 0;
  if (!ry_thread_is_held (meeting) && g_strcmp0 (date, today) >= 0)
    return FALSE;
  blocks = ry_meeting_list_blocks (meeting, ry_json_get_string (item, "key"));
  return ry_json_get_string (item, "thread") != NULL && !has_children (agenda, position) && blocks->len == 0;
}

static const char *
find_heading (GPtrArray *agenda, guint position)
{
  for (guint i = position; i > 0; i--)
    if (get_level (g_ptr_array_index (agenda, i - 1)) < get_level (g_ptr_array_index (agenda, position)))
      return ry_json_get_string (g_ptr_array_index (agenda, i - 1), "title");
  return NULL;
}

static void
add_item (RyDocument *document, GPtrArray *agenda, guint position, const char *thread, GPtrArray *list)
{
  JsonObject *item = g_ptr_array_index (agenda, position);
  RyCarried *carried = _ry_carry_over_create (RY_CARRY_ITEM, ry_json_get_string (item, "title"), thread);
  const char *origin = ry_json_get_string (item, "origin");

  carried->item = json_object_ref (item);
  carried->heading = g_strdup (find_heading (agenda, position));
  carried->from = g_strdup (ry_document_get_id (document));
  carried->origin = g_strdup (origin != NULL ? origin : carried->from);
  g_ptr_array_add (list, carried);
}

/* Items of one meeting, whose newer ones have been seen. */
static void
add_items (RyDocument *document, GHashTable *seen, const char *today, GPtrArray *list)
{
  JsonObject *meeting = ry_document_get_root (document);
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  g_autoptr (GPtrArray) dropped = _ry_meeting_dup_list (meeting, "dropped");

  for (guint i = 0; i < agenda->len; i++) {
    g_autofree char *thread = ry_thread_dup_id (ry_document_get_id (document), g_ptr_array_index (agenda, i));

    if (g_hash_table_contains (seen, thread) || !is_matter (g_ptr_array_index (agenda, i)))
      continue;
    if (is_unfinished (meeting, agenda, i, today))
      add_item (document, agenda, i, thread, list);
    g_hash_table_add (seen, g_steal_pointer (&thread));
  }
  for (guint i = 0; i < dropped->len; i++) {
    const char *thread = ry_json_get_string (g_ptr_array_index (dropped, i), "thread");

    if (thread != NULL)
      g_hash_table_add (seen, g_strdup (thread));
  }
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument *const *) a;
  RyDocument *right = *(RyDocument *const *) b;
  int order = g_strcmp0 (ry_document_get_string (right, "date"), ry_document_get_string (left, "date"));

  return order != 0 ? order : g_strcmp0 (ry_document_get_id (right), ry_document_get_id (left));
}

static gboolean
is_earlier (RyDocument *document, const char *id, const char *date)
{
  return g_strcmp0 (ry_document_get_id (document), id) != 0 &&
         g_strcmp0 (ry_document_get_string (document, "stage"), "cancelled") != 0 &&
         g_strcmp0 (ry_document_get_string (document, "date"), date) < 0;
}

/**
 * ry_carry_over_list_items:
 * @meetings: (element-type RyDocument): meetings of the series, in any order
 * @id: id of the new meeting
 * @meeting: its content
 * @today: ISO 8601 day
 *
 * Returns: (transfer full) (element-type RyCarried): unfinished items of the meetings before @meeting, the newest first
 */
GPtrArray *
ry_carry_over_list_items (GPtrArray *meetings, const char *id, JsonObject *meeting, const char *today)
{
  g_autoptr (GHashTable) seen = _ry_carry_over_list_known (id, meeting);
  g_autoptr (GPtrArray) earlier = g_ptr_array_new ();
  const char *date = ry_json_get_string (meeting, "date");
  GPtrArray *list = _ry_carry_over_create_list ();

  for (guint i = 0; i < meetings->len; i++)
    if (is_earlier (g_ptr_array_index (meetings, i), id, date))
      g_ptr_array_add (earlier, g_ptr_array_index (meetings, i));
  g_ptr_array_sort (earlier, compare_newest_first);
  for (guint i = 0; i < earlier->len; i++)
    add_items (g_ptr_array_index (earlier, i), seen, today, list);
  return list;
}

static gboolean
has_title (GPtrArray *list, const char *title)
{
  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0 (ry_json_get_string (g_ptr_array_index (list, i), "title"), title) == 0)
      return TRUE;
  return FALSE;
}

/**
 * ry_carry_over_list_standing:
 * @series: content of a series
 * @meeting: content of a meeting
 *
 * Returns: (transfer full) (element-type RyCarried): standing items of the series that @meeting does not speak of yet
 */
GPtrArray *
ry_carry_over_list_standing (JsonObject *series, JsonObject *meeting)
{
  g_autoptr (GPtrArray) standing = _ry_meeting_dup_list (series, "standing");
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  g_autoptr (GPtrArray) dropped = _ry_meeting_dup_list (meeting, "dropped");
  GPtrArray *list = _ry_carry_over_create_list ();

  for (guint i = 0; i < standing->len; i++) {
    JsonObject *item = g_ptr_array_index (standing, i);
    const char *title = ry_json_get_string (item, "title");
    RyCarried *carried;

    if (title == NULL || *title == '\0' || has_title (agenda, title) || has_title (dropped, title))
      continue;
    carried = _ry_carry_over_create (RY_CARRY_STANDING, title, title);
    carried->item = json_object_ref (item);
    g_ptr_array_add (list, carried);
  }
  return list;
}

/**
 * ry_carry_over_is_settled:
 * @carried: (element-type RyCarried): what is offered
 *
 * Returns: whether everything that is not taken has a reason
 */
gboolean
ry_carry_over_is_settled (GPtrArray *carried)
{
  for (guint i = 0; i < carried->len; i++) {
    const RyCarried *each = g_ptr_array_index (carried, i);
    g_autofree char *reason = g_strstrip (g_strdup (each->reason != NULL ? each->reason : ""));

    if (!each->taken && *reason == '\0')
      return FALSE;
  }
  return TRUE;
}

static const char *
get_section (JsonObject *item)
{
  const char *section = ry_json_get_string (item, "section");

  return section != NULL ? section : "";
}

/* Where the part of an agenda ends that begins with @position. */
static int
find_end (GPtrArray *agenda, guint position)
{
  guint end = position + 1;

  while (end < agenda->len &&
         get_level (g_ptr_array_index (agenda, end)) > get_level (g_ptr_array_index (agenda, position)))
    end++;
  return (int) end;
}

/* Under the heading it had, or else under the first or last heading for matters; -1 where the agenda has none. */
static int
find_part (GPtrArray *agenda, const RyCarried *carried)
{
  int found = -1;

  for (guint i = 0; i < agenda->len; i++) {
    JsonObject *item = g_ptr_array_index (agenda, i);

    if (get_level (item) != 1)
      continue;
    if (carried->heading != NULL && g_strcmp0 (ry_json_get_string (item, "title"), carried->heading) == 0)
      return (int) i;
    if (g_str_equal (get_section (item), "item") && (found < 0 || carried->kind == RY_CARRY_ITEM))
      found = (int) i;
  }
  return found;
}

/* Before the first of the items that end a meeting. */
static int
find_close (GPtrArray *agenda)
{
  for (guint i = 0; i < agenda->len; i++) {
    const char *section = get_section (g_ptr_array_index (agenda, i));

    if (g_str_equal (section, "other") || g_str_equal (section, "next") || g_str_equal (section, "closing"))
      return (int) i;
  }
  return (int) agenda->len;
}

/* After the opening and the greeting. */
static int
find_after_opening (GPtrArray *agenda)
{
  int position = 0;

  while (position < (int) agenda->len &&
         (g_str_equal (get_section (g_ptr_array_index (agenda, (guint) position)), "opening") ||
          g_str_equal (get_section (g_ptr_array_index (agenda, (guint) position)), "greeting")))
    position = find_end (agenda, (guint) position);
  return position;
}

/* The place of @section in the agenda, or -1. */
int
_ry_carry_over_find_section (GPtrArray *agenda, const char *section)
{
  for (guint i = 0; i < agenda->len; i++)
    if (g_str_equal (get_section (g_ptr_array_index (agenda, i)), section))
      return (int) i;
  return -1;
}

static JsonObject *
create_item (const RyCarried *carried, int level)
{
  static const char *const taken_over[] = { "presenter", "minutes", "lines", "subcommittee", "event", "confidential" };
  JsonObject *item = json_object_new ();
  g_autofree char *key = g_strdelimit (g_strdup (carried->thread), "/:", '.');

  json_object_set_string_member (item, "key", key);
  json_object_set_string_member (item, "title", carried->title);
  json_object_set_int_member (item, "level", level);
  json_object_set_boolean_member (item, "numbered", TRUE);
  for (guint i = 0; carried->item != NULL && i < G_N_ELEMENTS (taken_over); i++) {
    JsonNode *value = json_object_get_member (carried->item, taken_over[i]);

    if (value != NULL)
      json_object_set_member (item, taken_over[i], json_node_copy (value));
  }
  json_object_set_string_member (item, "section", carried->kind == RY_CARRY_APPROVAL ? "approval" : "item");
  if (carried->kind == RY_CARRY_STANDING)
    json_object_set_boolean_member (item, "standing", TRUE);
  if (carried->kind == RY_CARRY_ITEM)
    json_object_set_string_member (item, "thread", carried->thread);
  if (carried->origin != NULL)
    json_object_set_string_member (item, "origin", carried->origin);
  if (carried->from != NULL)
    json_object_set_string_member (item, "from", carried->from);
  return item;
}

static void
insert_item (GPtrArray *agenda, const RyCarried *carried)
{
  int part = find_part (agenda, carried);

  if (carried->kind == RY_CARRY_APPROVAL)
    g_ptr_array_insert (agenda, find_after_opening (agenda), create_item (carried, 1));
  else if (part >= 0)
    g_ptr_array_insert (agenda, find_end (agenda, (guint) part), create_item (carried, 2));
  else
    g_ptr_array_insert (agenda, find_close (agenda), create_item (carried, 1));
}

/* Actions are shown under one item that checks them; an agenda without it gets it. */
static void
ensure_actions (GPtrArray *agenda)
{
  JsonObject *item;

  if (_ry_carry_over_find_section (agenda, "actions") >= 0)
    return;
  item = json_object_new ();
  json_object_set_string_member (item, "key", "actions");
  json_object_set_string_member (item, "title", _ ("Actions of the last meeting"));
  json_object_set_int_member (item, "level", 1);
  json_object_set_boolean_member (item, "numbered", TRUE);
  json_object_set_int_member (item, "minutes", 10);
  json_object_set_string_member (item, "section", "actions");
  g_ptr_array_insert (agenda, find_after_opening (agenda), item);
}

static void
drop (GPtrArray *dropped, const RyCarried *carried)
{
  JsonObject *left = json_object_new ();
  g_autofree char *key = g_strdelimit (g_strdup (carried->thread), "/:", '.');

  json_object_set_string_member (left, "key", key);
  json_object_set_string_member (left, "title", carried->title);
  json_object_set_string_member (left, "thread", carried->thread);
  if (carried->from != NULL)
    json_object_set_string_member (left, "from", carried->from);
  json_object_set_string_member (left, "reason", carried->reason != NULL ? carried->reason : "");
  g_ptr_array_add (dropped, left);
}

static void
put_list (JsonObject *meeting, const char *member, GPtrArray *list)
{
  JsonArray *array = json_array_sized_new (list->len);

  for (guint i = 0; i < list->len; i++)
    json_array_add_object_element (array, json_object_ref (g_ptr_array_index (list, i)));
  json_object_set_array_member (meeting, member, array);
}

/**
 * ry_carry_over_apply:
 * @carried: (element-type RyCarried): what is offered
 * @meeting: content of a meeting, changed in place
 *
 * Puts what is taken on the agenda: the approval after the opening, matters under the heading they had, standing items
 * first. What is not taken stays in the meeting with its reason.
 *
 * Returns: how many agenda items were added
 */
guint
ry_carry_over_apply (GPtrArray *carried, JsonObject *meeting)
{
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  g_autoptr (GPtrArray) dropped = _ry_meeting_dup_list (meeting, "dropped");
  guint before = agenda->len, dropped_before = dropped->len;

  for (guint i = 0; i < carried->len; i++) {
    const RyCarried *each = g_ptr_array_index (carried, i);

    if (!each->taken)
      drop (dropped, each);
    else if (each->kind == RY_CARRY_ACTION)
      ensure_actions (agenda);
    else
      insert_item (agenda, each);
  }
  if (agenda->len > before)
    put_list (meeting, "agenda", agenda);
  if (dropped->len > dropped_before)
    put_list (meeting, "dropped", dropped);
  return agenda->len - before;
}

/**
 * ry_carried_free:
 * @carried: (transfer full): what is offered
 */
void
ry_carried_free (RyCarried *carried)
{
  g_free (carried->title);
  g_free (carried->thread);
  g_free (carried->heading);
  g_clear_pointer (&carried->item, json_object_unref);
  g_free (carried->from);
  g_free (carried->origin);
  g_free (carried->about);
  g_free (carried->reason);
  g_free (carried);
}
