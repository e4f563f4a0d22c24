/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Differences for people. A text is compared by line, and lines that went with those that came in their place by
 * character; islands of one character between two changes are drowned, since nobody reads them. A document is
 * compared by field, a keyed list by element and member, as a merge does.
 */
#include "ry-diff.h"

#include <string.h>

#include "ry-json.h"
#include "ry-kind-private.h"
#include "ry-merge-private.h"

static void
add_span (GPtrArray *spans, RyDiffOp op, const char *text, gsize length)
{
  RyDiffSpan *last = spans->len > 0 ? g_ptr_array_index (spans, spans->len - 1) : NULL;
  RyDiffSpan *span;

  if (length == 0)
    return;
  if (last != NULL && last->op == op) {
    g_autofree char *before = g_steal_pointer (&last->text);
    g_autofree char *piece = g_strndup (text, length);

    last->text = g_strconcat (before, piece, NULL);
    return;
  }
  span = g_new0 (RyDiffSpan, 1);
  span->op = op;
  span->text = g_strndup (text, length);
  g_ptr_array_add (spans, span);
}

static GPtrArray *
create_spans (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_diff_span_free);
}

static GStrv
split_characters (const char *text)
{
  g_autoptr (GStrvBuilder) characters = g_strv_builder_new ();

  for (const char *p = text; *p != '\0';) {
    const char *next = g_utf8_next_char (p);
    g_autofree char *one = g_strndup (p, next - p);

    g_strv_builder_add (characters, one);
    p = next;
  }
  return g_strv_builder_end (characters);
}

/* Lines with their ends, so that the pieces joined are the text. */
static GStrv
split_lines (const char *text)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (const char *p = text; *p != '\0';) {
    const char *end = strchr (p, '\n');
    const char *next = end != NULL ? end + 1 : p + strlen (p);
    g_autofree char *line = g_strndup (p, next - p);

    g_strv_builder_add (lines, line);
    p = next;
  }
  return g_strv_builder_end (lines);
}

/* One character that stayed between two changes goes and comes with them. */
static GPtrArray *
drown_islands (GPtrArray *spans)
{
  GPtrArray *calm = create_spans ();
  g_autoptr (GString) went = g_string_new (NULL);
  g_autoptr (GString) came = g_string_new (NULL);

  for (guint i = 0; i <= spans->len; i++) {
    const RyDiffSpan *span = i < spans->len ? g_ptr_array_index (spans, i) : NULL;
    gboolean island =
        span != NULL && span->op == RY_DIFF_SAME && i > 0 && i + 1 < spans->len && g_utf8_strlen (span->text, -1) == 1;

    if (span != NULL && (island || span->op == RY_DIFF_REMOVED))
      g_string_append (went, span->text);
    if (span != NULL && (island || span->op == RY_DIFF_ADDED))
      g_string_append (came, span->text);
    if (span != NULL && (island || span->op != RY_DIFF_SAME))
      continue;
    add_span (calm, RY_DIFF_REMOVED, went->str, went->len);
    add_span (calm, RY_DIFF_ADDED, came->str, came->len);
    g_string_truncate (went, 0);
    g_string_truncate (came, 0);
    if (span != NULL)
      add_span (calm, RY_DIFF_SAME, span->text, strlen (span->text));
  }
  return calm;
}

/* Spans of pieces, in the order in which a reader meets them. */
static GPtrArray *
compare_pieces (GStrv a, GStrv b)
{
  guint n_a = g_strv_length (a), n_b = g_strv_length (b);
  g_autofree int *matches = _ry_match_pieces (a, n_a, b, n_b);
  GPtrArray *spans = create_spans ();
  guint j = 0;

  for (guint i = 0; i <= n_a; i++) {
    guint to = i < n_a ? (matches[i] >= 0 ? (guint) matches[i] : j) : n_b;

    if (i < n_a && matches[i] < 0) {
      add_span (spans, RY_DIFF_REMOVED, a[i], strlen (a[i]));
      continue;
    }
    for (; j < to; j++)
      add_span (spans, RY_DIFF_ADDED, b[j], strlen (b[j]));
    if (i < n_a) {
      add_span (spans, RY_DIFF_SAME, a[i], strlen (a[i]));
      j++;
    }
  }
  return spans;
}

static void
add_characters (GPtrArray *spans, const char *before, const char *after)
{
  g_auto (GStrv) a = split_characters (before);
  g_auto (GStrv) b = split_characters (after);
  g_autoptr (GPtrArray) raw = compare_pieces (a, b);
  g_autoptr (GPtrArray) calm = drown_islands (raw);

  for (guint i = 0; i < calm->len; i++) {
    const RyDiffSpan *span = g_ptr_array_index (calm, i);

    add_span (spans, span->op, span->text, strlen (span->text));
  }
}

static char *
join_pieces (GPtrArray *pieces)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    g_string_append (text, g_ptr_array_index (pieces, i));
  return g_string_free (text, FALSE);
}

/* The lines that went at one place and those that came there. */
static void
add_place (GPtrArray *spans, GPtrArray *went, GPtrArray *came)
{
  g_autofree char *before = join_pieces (went);
  g_autofree char *after = join_pieces (came);

  if (went->len == came->len)
    for (guint i = 0; i < went->len; i++)
      add_characters (spans, g_ptr_array_index (went, i), g_ptr_array_index (came, i));
  else
    add_characters (spans, before, after);
  g_ptr_array_set_size (went, 0);
  g_ptr_array_set_size (came, 0);
}

/**
 * ry_diff_text:
 * @before: a text
 * @after: another
 *
 * Returns: (transfer full) (element-type RyDiffSpan): the way from one to the other; the spans without those removed
 * are
 *   @after, those without what was added @before
 */
GPtrArray *
ry_diff_text (const char *before, const char *after)
{
  g_auto (GStrv) a = split_lines (before);
  g_auto (GStrv) b = split_lines (after);
  guint n_a = g_strv_length (a), n_b = g_strv_length (b);
  g_autofree int *matches = _ry_match_pieces (a, n_a, b, n_b);
  g_autoptr (GPtrArray) went = g_ptr_array_new ();
  g_autoptr (GPtrArray) came = g_ptr_array_new ();
  GPtrArray *spans = create_spans ();
  guint j = 0;

  for (guint i = 0; i < n_a; i++) {
    if (matches[i] < 0) {
      g_ptr_array_add (went, a[i]);
      continue;
    }
    for (; j < (guint) matches[i]; j++)
      g_ptr_array_add (came, b[j]);
    add_place (spans, went, came);
    add_span (spans, RY_DIFF_SAME, a[i], strlen (a[i]));
    j++;
  }
  for (; j < n_b; j++)
    g_ptr_array_add (came, b[j]);
  add_place (spans, went, came);
  return spans;
}

/**
 * ry_diff_span_free:
 * @span: (transfer full): a span
 */
void
ry_diff_span_free (RyDiffSpan *span)
{
  g_free (span->text);
  g_free (span);
}

static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  if (_ry_json_node_is_empty (a) || _ry_json_node_is_empty (b))
    return _ry_json_node_is_empty (a) && _ry_json_node_is_empty (b);
  return ry_json_node_equal (a, b);
}

static void
add_change (GPtrArray *changes, const char *path, JsonNode *before, JsonNode *after)
{
  RyDiffChange *change = g_new0 (RyDiffChange, 1);

  change->path = g_strdup (path);
  change->before = before != NULL ? json_node_copy (before) : NULL;
  change->after = after != NULL ? json_node_copy (after) : NULL;
  g_ptr_array_add (changes, change);
}

static void
compare_members (const char *path, JsonObject *before, JsonObject *after, GPtrArray *changes)
{
  JsonObject *const sides[] = { before, after };

  for (guint side = 0; side < G_N_ELEMENTS (sides); side++) {
    g_autoptr (GList) names = json_object_get_members (sides[side]);

    for (GList *l = names; l != NULL; l = l->next) {
      JsonNode *a = json_object_get_member (before, l->data);
      JsonNode *b = json_object_get_member (after, l->data);
      g_autofree char *inner = _ry_merge_extend_path (path, l->data);

      if ((side == 0 || a == NULL) && !is_same (a, b))
        add_change (changes, inner, a, b);
    }
  }
}

static GHashTable *
index_by_key (JsonNode *list)
{
  JsonArray *array = json_node_get_array (list);
  GHashTable *elements = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    const char *key =
        JSON_NODE_HOLDS_OBJECT (element) ? ry_json_get_string (json_node_get_object (element), "key") : NULL;

    if (key == NULL || !g_hash_table_insert (elements, (gpointer) key, element)) {
      g_hash_table_unref (elements);
      return NULL;
    }
  }
  return elements;
}

/* Element by element where they have keys; FALSE where they have not. */
static gboolean
compare_lists (const char *path, JsonNode *before, JsonNode *after, GPtrArray *changes)
{
  g_autoptr (GHashTable) old = index_by_key (before);
  g_autoptr (GHashTable) new = old != NULL ? index_by_key (after) : NULL;
  JsonNode *const sides[] = { before, after };

  if (new == NULL)
    return FALSE;
  for (guint side = 0; side < G_N_ELEMENTS (sides); side++) {
    JsonArray *array = json_node_get_array (sides[side]);

    for (guint i = 0; i < json_array_get_length (array); i++) {
      const char *key = ry_json_get_string (json_array_get_object_element (array, i), "key");
      JsonNode *a = g_hash_table_lookup (old, key);
      JsonNode *b = g_hash_table_lookup (new, key);
      g_autofree char *inner = _ry_merge_extend_path (path, key);

      if (side == 1 && a != NULL)
        continue;
      if (a == NULL || b == NULL)
        add_change (changes, inner, a, b);
      else
        compare_members (inner, json_node_get_object (a), json_node_get_object (b), changes);
    }
  }
  return TRUE;
}

static void
compare_field (const char *name, JsonNode *before, JsonNode *after, GPtrArray *changes)
{
  g_autofree char *path = _ry_merge_extend_path (NULL, name);
  guint n = changes->len;

  if (is_same (before, after))
    return;
  if (before != NULL && after != NULL && JSON_NODE_HOLDS_ARRAY (before) && JSON_NODE_HOLDS_ARRAY (after) &&
      compare_lists (path, before, after, changes) && changes->len > n)
    return;
  /* A list whose elements only changed their order differs as a whole. */
  add_change (changes, path, before, after);
}

/* Before the fields of the kind, in their order, what it does not know. */
static void
compare_unknown (RyKind *kind, JsonObject *from, JsonObject *before, JsonObject *after, GPtrArray *changes)
{
  g_autoptr (GList) names = json_object_get_members (from);

  for (GList *l = names; l != NULL; l = l->next) {
    gboolean seen = from == after && json_object_has_member (before, l->data);

    if (seen || (kind != NULL && ry_kind_find_field (kind, l->data) != NULL) || _ry_merge_is_stamp (l->data) ||
        g_str_equal (l->data, "kind") || *(const char *) l->data == '_')
      continue;
    compare_field (l->data, json_object_get_member (before, l->data), json_object_get_member (after, l->data), changes);
  }
}

/**
 * ry_diff_content:
 * @kind: (nullable): what the document is
 * @before: (nullable): its content before; %NULL where there was none
 * @after: (nullable): its content after; %NULL where it was deleted
 *
 * Who and when are no change; absent, null and empty are the same.
 *
 * Returns: (transfer full) (element-type RyDiffChange): what changed, in the order of the kind's fields
 */
GPtrArray *
ry_diff_content (RyKind *kind, JsonObject *before, JsonObject *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_diff_change_free);
  g_autoptr (JsonObject) none = json_object_new ();
  JsonObject *a = before != NULL ? before : none;
  JsonObject *b = after != NULL ? after : none;

  for (guint i = 0; kind != NULL && i < ry_kind_get_n_fields (kind); i++) {
    const char *name = ry_field_get_name (ry_kind_get_field (kind, i));

    compare_field (name, json_object_get_member (a, name), json_object_get_member (b, name), changes);
  }
  compare_unknown (kind, a, a, b, changes);
  compare_unknown (kind, b, a, b, changes);
  return changes;
}

/**
 * ry_diff_change_free:
 * @change: (transfer full): a change
 */
void
ry_diff_change_free (RyDiffChange *change)
{
  g_free (change->path);
  g_clear_pointer (&change->before, json_node_unref);
  g_clear_pointer (&change->after, json_node_unref);
  g_free (change);
}
