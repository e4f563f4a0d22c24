/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that read: list, show, search, conflicts.
 */
#include "ry-ctl.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

/* Rows are fetched so many at a time, so that a list of any length stays small in memory. */
#define PAGE 500u

static GStrv
read_conditions (RyCtl *ctl, RyKind *kind, char **where, int *status)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; where != NULL && where[i] != NULL; i++) {
    g_autofree char *condition = ry_ctl_read_condition (ctl, kind, where[i], status);

    if (condition == NULL)
      return NULL;
    g_strv_builder_add (builder, condition);
  }
  return g_strv_builder_end (builder);
}

static void
print_document (RyCtl *ctl, RyDocument *document, gboolean json)
{
  g_autofree char *text = json ? ry_document_to_json (document, RY_DOCUMENT_JSON_PLAIN)
                               : ry_workspace_dup_name_of (ctl->workspace, document);

  if (json)
    ry_ctl_print ("%s", text);
  else
    ry_ctl_print_row (ry_document_get_id (document), text);
}

static gboolean
print_rows (RyCtl *ctl, RyStore *store, const RyQuery *query, gboolean json, GError **error)
{
  g_autoptr (GArray) rows = ry_store_query_rows (store, query, NULL, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i += PAGE) {
    guint n = MIN (PAGE, rows->len - i);
    g_autoptr (GPtrArray) documents = ry_store_get_rows (store, &g_array_index (rows, gint64, i), n, error);

    if (documents == NULL)
      return FALSE;
    for (guint j = 0; j < documents->len; j++) {
      if (g_ptr_array_index (documents, j) != NULL)
        print_document (ctl, g_ptr_array_index (documents, j), json);
    }
  }
  return TRUE;
}

int
ry_ctl_list (RyCtl *ctl, int argc, char **argv)
{
  g_auto (GStrv) where = NULL;
  g_auto (GStrv) conditions = NULL;
  gboolean count = FALSE, json = FALSE;
  const GOptionEntry entries[] = {
    { "where", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &where, N_ ("Only those: FIELD=VALUE exactly, FIELD~TEXT contained"),
      "CONDITION" },
    { "count", 0, 0, G_OPTION_ARG_NONE, &count, N_ ("Only say how many"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("One JSON document a line"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  RyQuery query = { 0 };
  RyStore *store;
  RyKind *kind;
  int status = RY_CTL_DONE;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 1, 1) || !ry_ctl_is_text ((const char *const *) where))
    return RY_CTL_USAGE;
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  kind = ry_ctl_find_kind (ctl, argv[1]);
  if (kind == NULL) {
    ry_ctl_say (_ ("There are no records of the kind “%s”."), argv[1]);
    return RY_CTL_REFUSED;
  }
  conditions = read_conditions (ctl, kind, where, &status);
  if (conditions == NULL)
    return status;
  query.kind = ry_kind_get_name (kind);
  query.order = ry_kind_get_order_member (kind);
  query.where = (const char *const *) conditions;
  store = ry_workspace_get_store (ctl->workspace, ry_kind_get_space (kind));
  if (count) {
    gint64 n = ry_store_query_count (store, &query, &error);

    if (error != NULL)
      return ry_ctl_refuse (error);
    ry_ctl_print ("%" G_GINT64_FORMAT, n);
    return RY_CTL_DONE;
  }
  return print_rows (ctl, store, &query, json, &error) ? RY_CTL_DONE : ry_ctl_refuse (error);
}

static int
refuse_record (const char *id, const GError *error)
{
  if (!g_error_matches (error, RY_ERROR, RY_ERROR_NOT_FOUND))
    return ry_ctl_refuse (error);
  ry_ctl_say (_ ("There is no record “%s”."), id);
  return RY_CTL_REFUSED;
}

static int
show_revisions (RyCtl *ctl, const char *id)
{
  RyStore *store = ry_workspace_get_store_for (ctl->workspace, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = ry_store_get_all_revs (store, id, &error);
  g_autoptr (GPtrArray) leaves = all != NULL ? ry_store_get_open_revs (store, id, NULL, RY_GET_PLAIN, &error) : NULL;
  g_autoptr (RyDocument) winner = leaves != NULL ? ry_store_get (store, id, NULL, RY_GET_DELETED, &error) : NULL;

  if (winner == NULL)
    return refuse_record (id, error);
  for (guint i = 0; i < all->len; i++) {
    RyDocument *document = g_ptr_array_index (all, i);
    const char *rev = ry_document_get_rev (document);
    const char *state = "ancestor";

    for (guint j = 0; j < leaves->len; j++) {
      if (g_str_equal (rev, ry_document_get_rev (g_ptr_array_index (leaves, j))))
        state = ry_document_get_deleted (document) ? "ended" : "conflict";
    }
    if (g_str_equal (rev, ry_document_get_rev (winner)))
      state = ry_document_get_deleted (winner) ? "deleted" : "current";
    ry_ctl_print ("%s\t%s\t%s\t%s", rev, state, ry_document_get_string (document, "updated_at") ?: "",
                  ry_document_get_string (document, "updated_by") ?: "");
  }
  return RY_CTL_DONE;
}

static char *
display_value (RyCtl *ctl, RyField *field, JsonNode *value)
{
  if (ry_field_get_value_type (field) == RY_FIELD_REFERENCE && JSON_NODE_HOLDS_VALUE (value) &&
      json_node_get_value_type (value) == G_TYPE_STRING)
    return ry_workspace_dup_name (ctl->workspace, json_node_get_string (value));
  return ry_field_dup_display (field, value);
}

static void
show_fields (RyCtl *ctl, RyDocument *document)
{
  RyKind *kind = ry_workspace_get_kind (ctl->workspace, ry_document_get_kind (document));
  JsonObject *root = ry_document_get_root (document);
  g_autoptr (GList) names = json_object_get_members (root);

  ry_ctl_print ("%s\t%s", ry_document_get_id (document), ry_document_get_rev (document));
  for (guint i = 0; kind != NULL && i < ry_kind_get_n_fields (kind); i++) {
    RyField *field = ry_kind_get_field (kind, i);
    JsonNode *value = json_object_get_member (root, ry_field_get_name (field));
    g_autofree char *text = value != NULL ? display_value (ctl, field, value) : NULL;

    if (text != NULL && *text != '\0')
      ry_ctl_print ("%s: %s", ry_field_get_label (field), text);
  }
  /* What this program does not know is there all the same. */
  for (GList *l = names; l != NULL; l = l->next) {
    if (!g_str_equal (l->data, "kind") && (kind == NULL || ry_kind_find_field (kind, l->data) == NULL)) {
      g_autofree char *text = json_to_string (json_object_get_member (root, l->data), FALSE);

      ry_ctl_print ("%s: %s", (const char *) l->data, text);
    }
  }
}

int
ry_ctl_show (RyCtl *ctl, int argc, char **argv)
{
  gboolean json = FALSE, revs = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("The document as JSON"), NULL },
    { "revs", 0, 0, G_OPTION_ARG_NONE, &revs, N_ ("Its revisions; with --json its history and conflicts"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) document = NULL;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 1, 1) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  if (revs && !json)
    return show_revisions (ctl, argv[1]);
  document = ry_store_get (ry_workspace_get_store_for (ctl->workspace, argv[1]), argv[1], NULL,
                           revs ? RY_GET_REVISIONS | RY_GET_CONFLICTS | RY_GET_DELETED : RY_GET_PLAIN, &error);
  if (document == NULL)
    return refuse_record (argv[1], error);
  if (json) {
    g_autofree char *text =
        ry_document_to_json (document,
                             revs ? RY_DOCUMENT_JSON_REVISIONS | RY_DOCUMENT_JSON_CONFLICTS : RY_DOCUMENT_JSON_PLAIN);

    ry_ctl_print ("%s", text);
  } else {
    show_fields (ctl, document);
  }
  return RY_CTL_DONE;
}

static gboolean
search_space (RyCtl *ctl, const char *space, const char *words, gboolean count, gint64 *n, GError **error)
{
  RyStore *store = ry_workspace_get_store (ctl->workspace, space);
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) local = NULL;

  if (count) {
    *n += ry_store_search_count (store, words, NULL, 0, &local);
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    return *error == NULL;
  }
  hits = ry_store_search (store, words, NULL, 0, NULL, error);
  for (guint i = 0; hits != NULL && i < hits->len; i++) {
    RySearchHit *hit = g_ptr_array_index (hits, i);
    g_autofree char *title = ry_workspace_dup_name (ctl->workspace, hit->id);

    ry_ctl_print_row (hit->id, title);
  }
  return hits != NULL;
}

int
ry_ctl_search (RyCtl *ctl, int argc, char **argv)
{
  gboolean count = FALSE;
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_NONE, &count, N_ ("Only say how many"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  const char *const *spaces;
  gint64 n = 0;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 1, -1) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  words = g_strjoinv (" ", argv + 1);
  spaces = ry_workspace_get_spaces (ctl->workspace);
  for (guint i = 0; spaces[i] != NULL; i++) {
    if (!search_space (ctl, spaces[i], words, count, &n, &error))
      return ry_ctl_refuse (error);
  }
  if (count)
    ry_ctl_print ("%" G_GINT64_FORMAT, n);
  return RY_CTL_DONE;
}

static void
print_conflict (RyCtl *ctl, RyConflict *conflict)
{
  g_autofree char *title = ry_workspace_dup_name (ctl->workspace, conflict->id);
  g_autoptr (GString) fields = g_string_new (NULL);

  for (guint i = 0; i < conflict->clashes->len; i++)
    g_string_append_printf (fields, "%s%s", i > 0 ? " " : "",
                            ((RyMergeClash *) g_ptr_array_index (conflict->clashes, i))->field);
  if (ry_document_get_deleted (conflict->right))
    g_string_append (fields, "_deleted");
  ry_ctl_print ("%s\t%s\t%s", conflict->id, g_strdelimit (title, "\t\r\n", ' '), fields->str);
}

static void
print_conflict_as_json (RyConflict *conflict)
{
  g_autoptr (GString) line = g_string_new ("{\"id\":");

  ry_json_append_string (line, conflict->id);
  g_string_append (line, ",\"base\":");
  if (conflict->base != NULL)
    ry_document_append_json (conflict->base, RY_DOCUMENT_JSON_PLAIN, line);
  else
    g_string_append (line, "null");
  g_string_append (line, ",\"left\":");
  ry_document_append_json (conflict->left, RY_DOCUMENT_JSON_PLAIN, line);
  g_string_append (line, ",\"right\":");
  ry_document_append_json (conflict->right, RY_DOCUMENT_JSON_PLAIN, line);
  g_string_append (line, ",\"fields\":[");
  for (guint i = 0; i < conflict->clashes->len; i++) {
    if (i > 0)
      g_string_append_c (line, ',');
    ry_json_append_string (line, ((RyMergeClash *) g_ptr_array_index (conflict->clashes, i))->field);
  }
  g_string_append (line, "]}");
  ry_ctl_print ("%s", line->str);
}

int
ry_ctl_conflicts (RyCtl *ctl, int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Both versions, one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 0, 0))
    return RY_CTL_USAGE;
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  ry_workspace_settle (ctl->workspace, NULL, &error);
  if (error == NULL)
    conflicts = ry_workspace_get_conflicts (ctl->workspace, &error);
  if (conflicts == NULL)
    return ry_ctl_refuse (error);
  for (guint i = 0; i < conflicts->len; i++) {
    if (json)
      print_conflict_as_json (g_ptr_array_index (conflicts, i));
    else
      print_conflict (ctl, g_ptr_array_index (conflicts, i));
  }
  return RY_CTL_DONE;
}
