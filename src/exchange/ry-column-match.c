/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each field names in its definition the headings under which lists have it. A heading that reads the same
 * once folded wins; after that one that begins or ends with such a heading, as 代表電話番号 does. A column
 * whose cells cannot be the field's is left alone, whatever its heading: an "id" that counts 1, 2, 3 is
 * nobody's key.
 */
#include "ry-column-match.h"

#include "ry-cell.h"
#include "ry-json.h"
#include "ry-text.h"

#include <string.h>

#define NAVI_ID_DIGITS 13
#define FEW_CELLS      3

/* A heading that ends in one of these names a property of the field, not the field. */
static const char *const other_endings[] = { "コード", "番号", "区分", "カナ", "フリガナ",
                                             "id",     "no",   "備考", "数",   NULL };

/* Headings as compared: folded, without spaces and signs; 〒 is all sign and stays. */
static char *
fold_heading (const char *heading)
{
  g_autofree char *folded = ry_text_fold (heading);
  GString *out = g_string_sized_new (strlen (folded));

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!g_unichar_isspace (c) && !g_unichar_ispunct (c))
      g_string_append_unichar (out, c);
  }
  if (out->len == 0)
    g_string_assign (out, g_strstrip (folded));
  return g_string_free (out, FALSE);
}

static gboolean
names_exactly (RyField *field, const char *folded)
{
  const char *const *headings = ry_field_get_headings (field);
  gboolean found = FALSE;

  for (; headings != NULL && *headings != NULL && !found; headings++) {
    g_autofree char *known = fold_heading (*headings);

    found = *known != '\0' && strcmp (known, folded) == 0;
  }
  return found;
}

static gboolean
ends_otherwise (const char *folded, const char *known)
{
  for (int i = 0; other_endings[i] != NULL; i++) {
    g_autofree char *ending = ry_text_fold (other_endings[i]);

    if (g_str_has_suffix (folded, ending) && !g_str_has_suffix (known, ending))
      return TRUE;
  }
  return FALSE;
}

/* 備考2 is not 備考, which another column is. */
static gboolean
is_numbered (const char *folded, const char *known)
{
  const char *rest = folded + strlen (known);

  return g_str_has_prefix (folded, known) && *rest != '\0' && strspn (rest, "0123456789") == strlen (rest);
}

static gboolean
names_nearly (RyField *field, const char *folded)
{
  const char *const *headings = ry_field_get_headings (field);
  gboolean found = FALSE;

  for (; headings != NULL && *headings != NULL && !found; headings++) {
    g_autofree char *known = fold_heading (*headings);

    found = g_utf8_strlen (known, -1) >= 2 && !ry_text_has_kanji (known) == !ry_text_has_kanji (folded) &&
            (g_str_has_prefix (folded, known) || g_str_has_suffix (folded, known)) && !ends_otherwise (folded, known) &&
            !is_numbered (folded, known);
  }
  return found;
}

static gboolean
is_navi_id (RyField *field)
{
  return strcmp (ry_field_get_name (field), "navi_id") == 0;
}

/* Whether a cell could stand in the field; only what would do harm is looked at. */
static gboolean
is_plausible (RyField *field, const char *cell)
{
  g_autofree char *normal = ry_text_nfkc (cell);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) value = NULL;

  if (is_navi_id (field))
    return strlen (normal) == NAVI_ID_DIGITS && strspn (normal, "0123456789") == NAVI_ID_DIGITS;
  return ry_cell_read (field, cell, &value, &error);
}

/* One or two bad cells are bad cells; when most of several are, it is another column. */
static gboolean
is_plausible_column (RyField *field, guint column, GPtrArray *rows)
{
  guint n = 0, good = 0;

  for (guint i = 0; i < rows->len; i++) {
    GStrv cells = rows->pdata[i];
    g_autofree char *cell = column < g_strv_length (cells) ? ry_cell_trim (cells[column]) : g_strdup ("");

    if (*cell == '\0')
      continue;
    n++;
    good += is_plausible (field, cell) ? 1 : 0;
  }
  return good * 2 >= n || (n < FEW_CELLS && !is_navi_id (field));
}

static void
match_with (RyKind *kind,
            const char *const *headings,
            GPtrArray *rows,
            gboolean (*names) (RyField *, const char *),
            GPtrArray *fields,
            GHashTable *taken)
{
  for (guint column = 0; headings[column] != NULL; column++) {
    g_autofree char *folded = fold_heading (headings[column]);

    for (guint i = 0; fields->pdata[column] == NULL && *folded != '\0' && i < ry_kind_get_n_fields (kind); i++) {
      RyField *field = ry_kind_get_field (kind, i);

      if (!ry_column_can_fill (field) || g_hash_table_contains (taken, field) || !names (field, folded) ||
          !is_plausible_column (field, column, rows))
        continue;
      fields->pdata[column] = field;
      g_hash_table_add (taken, field);
    }
  }
}

static char *
digest_headings (const char *const *headings)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (; *headings != NULL; headings++) {
    g_autofree char *folded = fold_heading (*headings);

    g_checksum_update (checksum, (const guchar *) folded, strlen (folded) + 1);
  }
  return g_strndup (g_checksum_get_string (checksum), 16);
}

static JsonObject *
load_memory (const char *path)
{
  g_autofree char *text = NULL;
  JsonObject *memory = g_file_get_contents (path, &text, NULL, NULL) ? ry_json_parse_object (text, -1, NULL) : NULL;

  return memory != NULL ? memory : json_object_new ();
}

/**
 * ry_column_can_fill:
 * @field: a field
 *
 * Returns: whether a column of a table can hold the field's values
 */
gboolean
ry_column_can_fill (RyField *field)
{
  const char *const *headings = ry_field_get_headings (field);
  RyFieldType type = ry_field_get_value_type (field);

  return headings != NULL && *headings != NULL && type != RY_FIELD_LIST && type != RY_FIELD_OBJECT &&
         type != RY_FIELD_REFERENCE;
}

/**
 * ry_column_match_count:
 * @kind: a kind
 * @headings: the cells of a row
 *
 * Returns: how many cells of the row are a heading of some field, to tell the row of headings from a title
 * above it
 */
guint
ry_column_match_count (RyKind *kind, const char *const *headings)
{
  guint n = 0;

  for (; *headings != NULL; headings++) {
    g_autofree char *folded = fold_heading (*headings);
    gboolean found = FALSE;

    for (guint i = 0; !found && *folded != '\0' && i < ry_kind_get_n_fields (kind); i++)
      found = names_exactly (ry_kind_get_field (kind, i), folded);
    n += found ? 1 : 0;
  }
  return n;
}

/**
 * ry_column_match:
 * @kind: the kind to be filled
 * @headings: the headings
 * @rows: (element-type GStrv): some rows, to look at the cells
 *
 * Returns: (transfer full) (element-type RyField): the field for each column, %NULL where there is none; no
 * field twice
 */
GPtrArray *
ry_column_match (RyKind *kind, const char *const *headings, GPtrArray *rows)
{
  GPtrArray *fields = g_ptr_array_new ();
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);

  g_ptr_array_set_size (fields, g_strv_length ((GStrv) headings));
  match_with (kind, headings, rows, names_exactly, fields, taken);
  match_with (kind, headings, rows, names_nearly, fields, taken);
  return fields;
}

/**
 * ry_column_recall:
 * @path: the file in which matches are kept
 * @kind: the kind to be filled
 * @headings: the headings
 *
 * Returns: (transfer full) (nullable) (element-type RyField): what was remembered for these headings
 */
GPtrArray *
ry_column_recall (const char *path, RyKind *kind, const char *const *headings)
{
  g_autoptr (JsonObject) memory = load_memory (path);
  g_autofree char *key = digest_headings (headings);
  JsonArray *names = ry_json_get_array (memory, key);
  guint n = g_strv_length ((GStrv) headings);
  GPtrArray *fields;

  if (names == NULL || json_array_get_length (names) != n)
    return NULL;
  fields = g_ptr_array_new ();
  for (guint i = 0; i < n; i++) {
    JsonNode *node = json_array_get_element (names, i);
    RyField *field = JSON_NODE_HOLDS_VALUE (node) ? ry_kind_find_field (kind, json_node_get_string (node)) : NULL;

    g_ptr_array_add (fields, field != NULL && ry_column_can_fill (field) ? field : NULL);
  }
  return fields;
}

/**
 * ry_column_remember:
 * @path: the file in which matches are kept
 * @headings: the headings
 * @fields: (element-type RyField): the field for each column
 * @error: return location
 *
 * Returns: whether it could be written
 */
gboolean
ry_column_remember (const char *path, const char *const *headings, GPtrArray *fields, GError **error)
{
  g_autoptr (JsonObject) memory = load_memory (path);
  g_autofree char *key = digest_headings (headings);
  g_autofree char *text = NULL;
  JsonArray *names = json_array_new ();

  for (guint i = 0; i < fields->len; i++) {
    if (fields->pdata[i] != NULL)
      json_array_add_string_element (names, ry_field_get_name (fields->pdata[i]));
    else
      json_array_add_null_element (names);
  }
  json_object_set_array_member (memory, key, names);
  text = ry_json_object_to_text (memory);
  return g_file_set_contents (path, text, -1, error);
}
