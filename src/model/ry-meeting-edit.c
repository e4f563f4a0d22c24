/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changing a meeting: the moves of the agenda, of the blocks of its minutes and of its seats, each on the JSON
 * object it is given. What cannot be done (the first item moved up) answers %FALSE and changes nothing, so that
 * a key pressed once too often is no error.
 *
 * Blocks are one flat list. They are shown item by item, so a block's place matters only among those of its item.
 */
#include "ry-meeting-private.h"

#include <string.h>

#include "ry-id.h"
#include "ry-json.h"

static void
put_list (JsonObject *meeting, const char *member, GPtrArray *list)
{
  JsonArray *array = json_array_sized_new (list->len);

  for (guint i = 0; i < list->len; i++)
    json_array_add_object_element (array, json_object_ref (list->pdata[i]));
  json_object_set_array_member (meeting, member, array);
}

static int
find_key (GPtrArray *list, const char *key)
{
  for (guint i = 0; key != NULL && i < list->len; i++)
    if (g_strcmp0 (ry_json_get_string (list->pdata[i], "key"), key) == 0)
      return (int) i;
  return -1;
}

static JsonObject *
find_element (JsonObject *meeting, const char *member, const char *key)
{
  g_autoptr (GPtrArray) list = _ry_meeting_dup_list (meeting, member);
  int position = find_key (list, key);

  return position >= 0 ? list->pdata[position] : NULL;
}

static gboolean
remove_element (JsonObject *meeting, const char *member, const char *key)
{
  g_autoptr (GPtrArray) list = _ry_meeting_dup_list (meeting, member);
  int position = find_key (list, key);

  if (position < 0)
    return FALSE;
  g_ptr_array_remove_index (list, (guint) position);
  put_list (meeting, member, list);
  return TRUE;
}

static int
get_level (JsonObject *item)
{
  return (int) CLAMP (ry_json_get_int (item, "level", 1), 1, RY_AGENDA_LEVELS);
}

/* An item moves with what stands under it. */
static guint
find_end_of_subtree (GPtrArray *items, guint position)
{
  int level = get_level (items->pdata[position]);
  guint end = position + 1;

  while (end < items->len && get_level (items->pdata[end]) > level)
    end++;
  return end;
}

/* Moves [first, end) so that it comes before what now stands at @to, which lies outside of it. */
static void
move_range (GPtrArray *list, guint first, guint end, guint to)
{
  for (guint i = first; i < end; i++) {
    guint from = to > first ? first : i;
    guint target = to > first ? to - 1 : to + (i - first);
    gpointer element = g_ptr_array_steal_index (list, from);

    g_ptr_array_insert (list, (int) target, element);
  }
}

/* A neighbour in the list of the same item, or -1. */
static int
find_sibling_block (GPtrArray *blocks, int position, int direction)
{
  const char *item = ry_json_get_string (blocks->pdata[position], "item");

  for (int i = position + direction; i >= 0 && i < (int) blocks->len; i += direction)
    if (g_strcmp0 (ry_json_get_string (blocks->pdata[i], "item"), item) == 0)
      return i;
  return -1;
}

static const char *
find_next_item (JsonObject *meeting, const char *item, int direction)
{
  g_autoptr (GPtrArray) items = _ry_meeting_dup_list (meeting, "agenda");
  int position = find_key (items, item);

  if (position < 0 || position + direction < 0 || position + direction >= (int) items->len)
    return NULL;
  return ry_json_get_string (items->pdata[position + direction], "key");
}

static JsonObject *
new_element (void)
{
  JsonObject *element = json_object_new ();
  g_autofree char *key = ry_id_new_ulid ();

  json_object_set_string_member (element, "key", key);
  return element;
}

/**
 * ry_meeting_find_item:
 * @meeting: content of a meeting
 * @key: (nullable): key of an agenda item
 *
 * Returns: (transfer none) (nullable): the item
 */
JsonObject *
ry_meeting_find_item (JsonObject *meeting, const char *key)
{
  return find_element (meeting, "agenda", key);
}

/**
 * ry_meeting_find_block:
 * @meeting: content of a meeting
 * @key: (nullable): key of a block
 *
 * Returns: (transfer none) (nullable): the block
 */
JsonObject *
ry_meeting_find_block (JsonObject *meeting, const char *key)
{
  return find_element (meeting, "blocks", key);
}

/**
 * ry_meeting_find_seat:
 * @meeting: content of a meeting
 * @key: (nullable): key of a seat in its attendance
 *
 * Returns: (transfer none) (nullable): the seat
 */
JsonObject *
ry_meeting_find_seat (JsonObject *meeting, const char *key)
{
  return find_element (meeting, "attendance", key);
}

/**
 * ry_meeting_insert_item:
 * @meeting: content of a meeting
 * @after: (nullable): key of the item it is to follow; %NULL puts it first
 * @title: (nullable): its title
 * @level: 1 to %RY_AGENDA_LEVELS
 *
 * The item begins a thread of its own, by which it will be known when it comes up again.
 *
 * Returns: (transfer none): the new item
 */
JsonObject *
ry_meeting_insert_item (JsonObject *meeting, const char *after, const char *title, int level)
{
  g_autoptr (GPtrArray) items = _ry_meeting_dup_list (meeting, "agenda");
  JsonObject *item = new_element ();

  json_object_set_string_member (item, "title", title != NULL ? title : "");
  json_object_set_int_member (item, "level", CLAMP (level, 1, RY_AGENDA_LEVELS));
  json_object_set_boolean_member (item, "numbered", TRUE);
  json_object_set_string_member (item, "section", "item");
  json_object_set_string_member (item, "thread", ry_json_get_string (item, "key"));
  g_ptr_array_insert (items, find_key (items, after) + 1, item);
  put_list (meeting, "agenda", items);
  return item;
}

/**
 * ry_meeting_move_item:
 * @meeting: content of a meeting
 * @key: key of an agenda item
 * @direction: -1 for up, 1 for down
 *
 * Moves an item with its sub-items past its neighbour; past the first or last of a group it enters the
 * neighbouring group.
 *
 * Returns: %FALSE if there is nowhere to go
 */
gboolean
ry_meeting_move_item (JsonObject *meeting, const char *key, int direction)
{
  g_autoptr (GPtrArray) items = _ry_meeting_dup_list (meeting, "agenda");
  int position = find_key (items, key);
  guint end, to;

  if (position < 0)
    return FALSE;
  end = find_end_of_subtree (items, (guint) position);
  if (direction < 0) {
    if (position == 0)
      return FALSE;
    to = (guint) position - 1;
    while (to > 0 && get_level (items->pdata[to]) > get_level (items->pdata[position]))
      to--;
  } else {
    if (end >= items->len)
      return FALSE;
    to = get_level (items->pdata[end]) == get_level (items->pdata[position]) ? find_end_of_subtree (items, end)
                                                                             : end + 1;
  }
  move_range (items, (guint) position, end, to);
  put_list (meeting, "agenda", items);
  return TRUE;
}

/**
 * ry_meeting_place_item:
 * @meeting: content of a meeting
 * @key: key of an agenda item
 * @target: key of another
 * @after: whether to put it behind @target with what stands under that, or before it
 *
 * Puts an item, with its sub-items, beside another and on that one's level: what a drag means.
 *
 * Returns: %FALSE if it is there already, or @target lies inside of it
 */
gboolean
ry_meeting_place_item (JsonObject *meeting, const char *key, const char *target, gboolean after)
{
  g_autoptr (GPtrArray) items = _ry_meeting_dup_list (meeting, "agenda");
  int position = find_key (items, key), beside = find_key (items, target);
  guint end, to;
  int deeper;

  if (position < 0 || beside < 0)
    return FALSE;
  end = find_end_of_subtree (items, (guint) position);
  to = after ? find_end_of_subtree (items, (guint) beside) : (guint) beside;
  deeper = get_level (items->pdata[beside]) - get_level (items->pdata[position]);
  if ((beside >= position && beside < (int) end) || (to >= (guint) position && to <= end && deeper == 0))
    return FALSE;
  for (guint i = (guint) position; i < end; i++)
    json_object_set_int_member (items->pdata[i], "level",
                                CLAMP (get_level (items->pdata[i]) + deeper, 1, RY_AGENDA_LEVELS));
  if (to < (guint) position || to > end)
    move_range (items, (guint) position, end, to);
  put_list (meeting, "agenda", items);
  return TRUE;
}

/**
 * ry_meeting_indent_item:
 * @meeting: content of a meeting
 * @key: key of an agenda item
 * @direction: 1 deeper, -1 back
 *
 * Indents an item with its sub-items. An item can be at most one step deeper than the one before it.
 *
 * Returns: %FALSE if it cannot
 */
gboolean
ry_meeting_indent_item (JsonObject *meeting, const char *key, int direction)
{
  g_autoptr (GPtrArray) items = _ry_meeting_dup_list (meeting, "agenda");
  int position = find_key (items, key);
  int level;
  guint end;

  if (position < 0)
    return FALSE;
  level = get_level (items->pdata[position]) + direction;
  if (level < 1 || level > RY_AGENDA_LEVELS)
    return FALSE;
  if (direction > 0 && (position == 0 || level > get_level (items->pdata[position - 1]) + 1))
    return FALSE;
  end = find_end_of_subtree (items, (guint) position);
  for (guint i = (guint) position; i < end; i++)
    json_object_set_int_member (items->pdata[i], "level",
                                CLAMP (get_level (items->pdata[i]) + direction, 1, RY_AGENDA_LEVELS));
  return TRUE;
}

/**
 * ry_meeting_remove_item:
 * @meeting: content of a meeting
 * @key: key of an agenda item
 *
 * Removes an item and the blocks written under it; its sub-items stay.
 *
 * Returns: %FALSE if there is no such item
 */
gboolean
ry_meeting_remove_item (JsonObject *meeting, const char *key)
{
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (meeting, "blocks");
  gboolean lost = FALSE;

  if (!remove_element (meeting, "agenda", key))
    return FALSE;
  for (guint i = blocks->len; i > 0; i--)
    if (g_strcmp0 (ry_json_get_string (blocks->pdata[i - 1], "item"), key) == 0) {
      g_ptr_array_remove_index (blocks, i - 1);
      lost = TRUE;
    }
  if (lost)
    put_list (meeting, "blocks", blocks);
  return TRUE;
}

/**
 * ry_meeting_insert_block:
 * @meeting: content of a meeting
 * @item: key of the agenda item it belongs to
 * @after: (nullable): key of the block it is to follow; %NULL puts it after the item's last
 * @type: its type
 *
 * Returns: (transfer none): the new, empty block
 */
JsonObject *
ry_meeting_insert_block (JsonObject *meeting, const char *item, const char *after, const char *type)
{
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (meeting, "blocks");
  int position = find_key (blocks, after);
  JsonObject *block = new_element ();

  for (guint i = 0; position < 0 && i < blocks->len; i++)
    if (g_strcmp0 (ry_json_get_string (blocks->pdata[blocks->len - 1 - i], "item"), item) == 0)
      position = (int) (blocks->len - 1 - i);
  json_object_set_string_member (block, "item", item);
  json_object_set_string_member (block, "type", type);
  json_object_set_string_member (block, "text", "");
  g_ptr_array_insert (blocks, position < 0 ? -1 : position + 1, block);
  put_list (meeting, "blocks", blocks);
  return block;
}

/**
 * ry_meeting_convert_block:
 * @meeting: content of a meeting
 * @key: key of a block
 * @type: the type it is to have
 *
 * Makes a block something else. Text, speaker, owner and date stay, so that the way back loses nothing; a
 * decision's number goes.
 *
 * Returns: %FALSE if it is of that type already, or not there
 */
gboolean
ry_meeting_convert_block (JsonObject *meeting, const char *key, const char *type)
{
  JsonObject *block = ry_meeting_find_block (meeting, key);

  if (block == NULL || g_strcmp0 (ry_json_get_string (block, "type"), type) == 0)
    return FALSE;
  json_object_set_string_member (block, "type", type);
  if (g_strcmp0 (type, RY_BLOCK_DECISION) != 0 && json_object_has_member (block, "number"))
    json_object_remove_member (block, "number");
  return TRUE;
}

/**
 * ry_meeting_move_block:
 * @meeting: content of a meeting
 * @key: key of a block
 * @direction: -1 for up, 1 for down
 *
 * Moves a block past its neighbour; from the edge of its item it goes into the neighbouring item.
 *
 * Returns: %FALSE if there is nowhere to go
 */
gboolean
ry_meeting_move_block (JsonObject *meeting, const char *key, int direction)
{
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (meeting, "blocks");
  int position = find_key (blocks, key);
  int sibling;
  JsonObject *block;

  if (position < 0)
    return FALSE;
  sibling = find_sibling_block (blocks, position, direction);
  block = g_ptr_array_steal_index (blocks, (guint) position);
  if (sibling >= 0)
    g_ptr_array_insert (blocks, sibling, block);
  else {
    const char *item = find_next_item (meeting, ry_json_get_string (block, "item"), direction);

    g_ptr_array_insert (blocks, direction < 0 ? -1 : 0, block);
    if (item == NULL)
      return FALSE;
    json_object_set_string_member (block, "item", item);
  }
  put_list (meeting, "blocks", blocks);
  return TRUE;
}

/**
 * ry_meeting_remove_block:
 * @meeting: content of a meeting
 * @key: key of a block
 *
 * Returns: %FALSE if there is no such block
 */
gboolean
ry_meeting_remove_block (JsonObject *meeting, const char *key)
{
  return remove_element (meeting, "blocks", key);
}

/**
 * ry_meeting_add_seat:
 * @meeting: content of a meeting
 * @seat: (transfer full): who sits there: person, organisation, name, organisation_name, role
 *
 * Adds a seat to the attendance, unanswered unless it says otherwise. A person who is there already is not added again.
 *
 * Returns: (transfer none): the seat, new or found
 */
JsonObject *
ry_meeting_add_seat (JsonObject *meeting, JsonObject *seat)
{
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (meeting, "attendance");
  const char *person = ry_json_get_string (seat, "person");
  g_autofree char *key = ry_id_new_ulid ();

  for (guint i = 0; person != NULL && i < seats->len; i++)
    if (g_strcmp0 (ry_json_get_string (seats->pdata[i], "person"), person) == 0) {
      json_object_unref (seat);
      return seats->pdata[i];
    }
  if (ry_json_get_string (seat, "key") == NULL)
    json_object_set_string_member (seat, "key", key);
  if (ry_json_get_string (seat, "status") == NULL)
    json_object_set_string_member (seat, "status", "unanswered");
  g_ptr_array_add (seats, seat);
  put_list (meeting, "attendance", seats);
  return seat;
}

/**
 * ry_meeting_remove_seat:
 * @meeting: content of a meeting
 * @key: key of a seat
 *
 * Returns: %FALSE if there is no such seat
 */
gboolean
ry_meeting_remove_seat (JsonObject *meeting, const char *key)
{
  return remove_element (meeting, "attendance", key);
}

/**
 * ry_meeting_list_papers:
 * @item: an agenda item
 *
 * Returns: (transfer container) (element-type utf8): the names of its papers
 */
GPtrArray *
ry_meeting_list_papers (JsonObject *item)
{
  JsonArray *papers = ry_json_get_array (item, "papers");
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; papers != NULL && i < json_array_get_length (papers); i++) {
    JsonNode *node = json_array_get_element (papers, i);

    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_ptr_array_add (names, (gpointer) json_node_get_string (node));
  }
  return names;
}

static gboolean
has_name (GPtrArray *names, const char *name)
{
  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
}

static void
put_names (JsonObject *item, GPtrArray *names)
{
  JsonArray *papers = json_array_sized_new (names->len);

  for (guint i = 0; i < names->len; i++)
    json_array_add_string_element (papers, g_ptr_array_index (names, i));
  json_object_set_array_member (item, "papers", papers);
}

/* Gives @item the papers @names, without @without and with @with at the end. */
static void
put_papers (JsonObject *item, GPtrArray *names, const char *without, const char *with)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; i < names->len; i++)
    if (g_strcmp0 (names->pdata[i], without) != 0)
      g_ptr_array_add (kept, names->pdata[i]);
  if (with != NULL)
    g_ptr_array_add (kept, (gpointer) with);
  put_names (item, kept);
}

/**
 * ry_meeting_add_paper:
 * @meeting: content of a meeting
 * @item: (nullable): key of an agenda item
 * @name: the paper's name
 *
 * Returns: %FALSE if there is no such item, or it has the paper
 */
gboolean
ry_meeting_add_paper (JsonObject *meeting, const char *item, const char *name)
{
  JsonObject *found = item != NULL ? ry_meeting_find_item (meeting, item) : NULL;
  g_autoptr (GPtrArray) names = found != NULL ? ry_meeting_list_papers (found) : NULL;

  if (names == NULL || has_name (names, name))
    return FALSE;
  put_papers (found, names, NULL, name);
  return TRUE;
}

/**
 * ry_meeting_remove_paper:
 * @meeting: content of a meeting
 * @item: (nullable): key of an agenda item
 * @name: the paper's name
 *
 * Returns: %FALSE if the item has no such paper
 */
gboolean
ry_meeting_remove_paper (JsonObject *meeting, const char *item, const char *name)
{
  JsonObject *found = item != NULL ? ry_meeting_find_item (meeting, item) : NULL;
  g_autoptr (GPtrArray) names = found != NULL ? ry_meeting_list_papers (found) : NULL;

  if (names == NULL || !has_name (names, name))
    return FALSE;
  put_papers (found, names, name, NULL);
  return TRUE;
}

/**
 * ry_meeting_move_paper:
 * @meeting: content of a meeting
 * @item: (nullable): key of an agenda item
 * @name: the paper's name
 * @direction: -1 for up, 1 for down
 *
 * Moves a paper past its neighbour; from the edge of its item it goes to the neighbouring item. Labels follow.
 *
 * Returns: %FALSE if there is nowhere to go
 */
gboolean
ry_meeting_move_paper (JsonObject *meeting, const char *item, const char *name, int direction)
{
  JsonObject *found = item != NULL ? ry_meeting_find_item (meeting, item) : NULL;
  g_autoptr (GPtrArray) names = found != NULL ? ry_meeting_list_papers (found) : NULL;
  const char *next = find_next_item (meeting, item, direction);
  guint position;
  int target;

  if (names == NULL || !g_ptr_array_find_with_equal_func (names, name, g_str_equal, &position))
    return FALSE;
  target = (int) position + direction;
  if (target < 0 || target >= (int) names->len) {
    g_autofree char *moved = g_strdup (name);

    return next != NULL && ry_meeting_add_paper (meeting, next, moved) &&
           ry_meeting_remove_paper (meeting, item, moved);
  }
  g_ptr_array_insert (names, target, g_ptr_array_steal_index (names, position));
  put_names (found, names);
  return TRUE;
}

/**
 * ry_meeting_names_paper:
 * @meeting: content of a meeting
 * @name: a paper's name
 *
 * Returns: whether an agenda item has it
 */
gboolean
ry_meeting_names_paper (JsonObject *meeting, const char *name)
{
  g_autoptr (GPtrArray) items = _ry_meeting_dup_list (meeting, "agenda");

  for (guint i = 0; i < items->len; i++) {
    g_autoptr (GPtrArray) names = ry_meeting_list_papers (items->pdata[i]);

    if (has_name (names, name))
      return TRUE;
  }
  return FALSE;
}

/**
 * ry_meeting_number_decisions:
 * @meeting: content of a meeting
 * @mark: (nullable): the series' mark
 *
 * Numbers the decisions in the order of the agenda, as they will be read. Sealed minutes keep the numbers they have.
 *
 * Returns: %TRUE if a number changed
 */
gboolean
ry_meeting_number_decisions (JsonObject *meeting, const char *mark)
{
  g_autoptr (GPtrArray) items = _ry_meeting_dup_list (meeting, "agenda");
  const char *date = ry_json_get_string (meeting, "date");
  gint64 number = ry_json_get_int (meeting, "number", 0);
  gboolean changed = FALSE;
  guint order = 0;

  if (ry_meeting_is_sealed (meeting))
    return FALSE;
  for (guint i = 0; i <= items->len; i++) {
    const char *key = i < items->len ? ry_json_get_string (items->pdata[i], "key") : NULL;
    g_autoptr (GPtrArray) blocks = ry_meeting_list_blocks (meeting, key);

    for (guint j = 0; j < blocks->len; j++) {
      g_autofree char *label = NULL;

      if (g_strcmp0 (ry_json_get_string (blocks->pdata[j], "type"), RY_BLOCK_DECISION) != 0)
        continue;
      label = ry_meeting_format_decision (date, mark, number, ++order);
      if (g_strcmp0 (label, ry_json_get_string (blocks->pdata[j], "number")) == 0)
        continue;
      json_object_set_string_member (blocks->pdata[j], "number", label);
      changed = TRUE;
    }
  }
  return changed;
}

/**
 * ry_meeting_note_writing:
 * @meeting: content of a meeting
 *
 * A meeting in whose minutes something is written is no longer only planned: its stage becomes a draft.
 *
 * Returns: %TRUE if the stage changed
 */
gboolean
ry_meeting_note_writing (JsonObject *meeting)
{
  const char *stage = ry_json_get_string (meeting, "stage");
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (meeting, "blocks");

  if (stage != NULL && strcmp (stage, "planned") != 0 && strcmp (stage, "noticed") != 0)
    return FALSE;
  for (guint i = 0; i < blocks->len; i++) {
    const char *text = ry_json_get_string (blocks->pdata[i], "text");

    if (text != NULL && *text != '\0') {
      json_object_set_string_member (meeting, "stage", "draft");
      return TRUE;
    }
  }
  return FALSE;
}
