/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The headings are those of a Japanese office whatever the desktop's language is, so that a file made on one machine is
 * read on any other. Days are ISO 8601, which spreadsheets know.
 */
#include "ry-action-csv.h"

#include "ry-json.h"

static const char *const headings[] = { "番号",   "何を",       "だれが", "ともに", "いつまで", "はじめの期限",
                                        "延期",   "延期の理由", "状態",   "完了日", "証拠",     "協議会",
                                        "分科会", "出どころ",   "備考",   NULL };

static const char *const statuses[] = { "未着手", "進行", "保留", "完了", "中止" };

static char *
dup_text (JsonObject *action, const char *member)
{
  const char *text = ry_json_get_string (action, member);

  return g_strdup (text != NULL ? text : "");
}

static char *
join_member (JsonObject *action, const char *list, const char *member)
{
  JsonArray *array = ry_json_get_array (action, list);
  GString *text = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    const char *each = JSON_NODE_HOLDS_OBJECT (node) ? ry_json_get_string (json_node_get_object (node), member) : NULL;

    if (each != NULL && *each != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "／" : "", each);
  }
  return g_string_free (text, FALSE);
}

/* Names that return in every row are looked up once. */
static char *
dup_name (RyWorkspace *workspace, GHashTable *names, const char *id)
{
  char *name;

  if (id == NULL || *id == '\0')
    return g_strdup ("");
  name = g_hash_table_lookup (names, id);
  if (name == NULL) {
    name = ry_workspace_dup_name (workspace, id);
    g_hash_table_insert (names, g_strdup (id), name);
  }
  return g_strdup (name);
}

static GStrv
create_row (RyWorkspace *workspace, GHashTable *names, JsonObject *action)
{
  GStrv row = g_new0 (char *, G_N_ELEMENTS (headings));
  guint n = 0;

  row[n++] = dup_text (action, "number");
  row[n++] = dup_text (action, "text");
  row[n++] = dup_text (action, "owner_name");
  row[n++] = join_member (action, "others", "name");
  row[n++] = dup_text (action, "due");
  row[n++] = dup_text (action, "first_due");
  row[n++] = g_strdup_printf ("%u", ry_action_count_postponements (action));
  row[n++] = join_member (action, "postponements", "reason");
  row[n++] = g_strdup (statuses[ry_action_get_status (action)]);
  row[n++] = dup_text (action, "done_on");
  row[n++] = dup_text (action, "evidence");
  row[n++] = dup_name (workspace, names, ry_json_get_string (action, "council"));
  row[n++] = dup_name (workspace, names, ry_json_get_string (action, "subcommittee"));
  row[n++] = ry_action_dup_source (workspace, action);
  row[n++] = dup_text (action, "note");
  return row;
}

/**
 * ry_action_csv_create:
 * @workspace: the region
 * @actions: (element-type RyDocument): as ry_action_filter_list() answers them
 * @encoding: of the file
 *
 * Returns: (transfer full): the table; save it
 */
RyTableWriter *
ry_action_csv_create (RyWorkspace *workspace, GPtrArray *actions, RyEncoding encoding)
{
  RyTableWriter *table = ry_table_writer_new (encoding);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  ry_table_writer_add_row (table, headings);
  for (guint i = 0; i < actions->len; i++) {
    g_auto (GStrv) row = create_row (workspace, names, ry_document_get_root (g_ptr_array_index (actions, i)));

    ry_table_writer_add_row (table, (const char *const *) row);
  }
  return table;
}
