/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The directory's filter over a real workspace, and what counts as typed while kana are being composed.
 */
#include "ry-directory.h"
#include "ry-i18n.h"

#include <glib/gstdio.h>

#define TODAY "2026-11-22"

typedef struct {
  const char *text, *preedit;
  int cursor;
  const char *typed;
} Typed;

static const Typed typed[] = {
  { "", NULL, 0, "" },
  { "しお", NULL, 2, "しお" },
  { "", "しおm", 0, "しお" },
  { "", "しおｍ", 0, "しお" },
  { "", "shio", 0, "shio" },
  { "病院", "なぎ", 0, "なぎ病院" },
  { "病院", "なぎ", 1, "病なぎ院" },
  { "病院", "なぎ", 99, "病院なぎ" },
  { "", "ｍ", 0, "ｍ" },
};

typedef struct {
  const char *text, *council;
  const char *names; /* in the order of the list */
} Question;

static const Question questions[] = {
  { "", NULL, "青葉病院,浜薬局,港クリニック" },
  { "あおば", NULL, "青葉病院" },
  { "アオバ", NULL, "青葉病院" },
  { "ｱｵﾊﾞ", NULL, "青葉病院" },
  { "aoba", NULL, "青葉病院" },
  { "葉", NULL, "青葉病院" },
  { "病院", NULL, "青葉病院" },
  { "薬局", NULL, "浜薬局" },
  { "港町", NULL, "青葉病院,港クリニック" },
  { "港町　病院", NULL, "青葉病院" },
  { "連絡協", NULL, "浜薬局" },
  { "ネット", NULL, "青葉病院" },
  { "", "council:care", "浜薬局" },
  { "", "council:network", "青葉病院" },
  { "薬局", "council:network", "" },
  { "どこにもない", NULL, "" },
};

static const char *const documents[] = {
  "{\"_id\":\"council:care\",\"kind\":\"council\",\"name\":\"ケア連絡協議会\",\"short_name\":\"連絡協\"}",
  "{\"_id\":\"council:network\",\"kind\":\"council\",\"name\":\"ネットワーク協議会\",\"short_name\":\"ネット協\"}",
  "{\"_id\":\"organisation:a\",\"kind\":\"organisation\",\"name\":\"青葉病院\",\"reading\":\"あおばびょういん\",\"org_"
  "kind\":\"hospital\","
  "\"area\":\"港町\"}",
  "{\"_id\":\"organisation:b\",\"kind\":\"organisation\",\"name\":\"港クリニック\",\"reading\":\"みなとくりにっく\","
  "\"org_kind\":\"clinic\","
  "\"area\":\"港町\"}",
  "{\"_id\":\"organisation:c\",\"kind\":\"organisation\",\"name\":\"浜薬局\",\"reading\":\"はまやっきょく\",\"org_"
  "kind\":\"pharmacy\"}",
  "{\"_id\":\"person:p\",\"kind\":\"person\",\"name\":\"森　さつき\"}",
  "{\"_id\":\"post:p\",\"kind\":\"post\",\"person\":\"person:p\",\"organisation\":\"organisation:a\",\"seat\":\"msw\"}",
  "{\"_id\":\"membership:1\",\"kind\":\"membership\",\"council\":\"council:care\",\"organisation\":\"organisation:c\","
  "\"role\":\"member\"}",
  "{\"_id\":\"membership:2\",\"kind\":\"membership\",\"council\":\"council:network\",\"post\":\"post:p\",\"role\":"
  "\"officer\"}",
  "{\"_id\":\"membership:3\",\"kind\":\"membership\",\"council\":\"council:care\",\"organisation\":\"organisation:b\","
  "\"role\":\"member\","
  "\"to\":\"2020-03-31\"}",
};

static char *home;
static RyWorkspace *workspace;

static void
add_documents (void)
{
  g_autoptr (GPtrArray) edits = ry_edits_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++) {
    g_autoptr (RyDocument) document = ry_document_parse (documents[i], -1, &error);

    g_assert_no_error (error);
    g_ptr_array_add (edits, ry_edit_new (ry_document_get_id (document), NULL, ry_document_dup_root (document)));
  }
  undo = ry_workspace_commit (workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

static void
open_workspace (void)
{
  g_autoptr (GError) error = NULL;

  home = g_dir_make_tmp ("ryorin-directory-XXXXXX", &error);
  g_assert_no_error (error);
  g_assert_true (ry_workspace_create (home, "北浜市汐見区", &error));
  g_assert_no_error (error);
  workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  add_documents ();
}

static void
close_workspace (void)
{
  const char *argv[] = { "rm", "-rf", home, NULL };

  ry_workspace_close (workspace);
  g_object_unref (workspace);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (home);
}

static void
test_typed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++) {
    g_autofree char *answer = ry_directory_dup_typed (typed[i].text, typed[i].preedit, typed[i].cursor);
    g_assert_cmpstr (answer, ==, typed[i].typed);
  }
}

static void
test_filter (gconstpointer data)
{
  const Question *question = data;
  const RyQuery query = { .kind = "organisation", .order = "reading" };
  RyStore *store = ry_workspace_get_store (workspace, "council");
  g_autoptr (RyDirectoryFilter) filter = ry_directory_filter_new (workspace, question->text, question->council, TODAY);
  g_autoptr (GArray) all = ry_store_query_rows (store, &query, NULL, NULL);
  g_autoptr (GArray) kept = ry_directory_filter_rows (all, store, filter, NULL);
  g_autoptr (GPtrArray) found = ry_store_get_rows (store, (const gint64 *) (gpointer) kept->data, kept->len, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; found != NULL && i < found->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "," : "",
                            ry_document_get_string (g_ptr_array_index (found, i), "name"));
  g_assert_cmpstr (names->str, ==, question->names);
}

static void
test_counts (void)
{
  g_autoptr (GHashTable) all = ry_directory_count_kinds (workspace, NULL, TODAY, NULL);
  g_autoptr (GHashTable) care = ry_directory_count_kinds (workspace, "council:care", TODAY, NULL);

  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (all, "")), ==, 3);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (all, "hospital")), ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (all, "dental")), ==, 0);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (care, "")), ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (care, "pharmacy")), ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (care, "hospital")), ==, 0);
}

int
main (int argc, char *argv[])
{
  int failures;

  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  open_workspace ();
  g_test_add_func ("/directory/typed", test_typed);
  g_test_add_func ("/directory/counts", test_counts);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++) {
    g_autofree char *path = g_strdup_printf ("/directory/filter/%u", i);
    g_test_add_data_func (path, &questions[i], test_filter);
  }
  failures = g_test_run ();
  close_workspace ();
  return failures;
}
