/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes a home for tests with a display: the sample region, made-up organisations in any number, two people
 * who changed one record, and one who deleted what another changed. Usage: make-home HOME [--sample]
 * [--organisations N] [--conflicts].
 */
#include <stdio.h>

#include "ry-attach.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-workspace.h"

static gboolean sample, conflicts, papers, hold;
static gboolean doubled, long_text;
static int n_organisations, n_conflicts;

static const GOptionEntry options[] = {
  { "sample", 0, 0, G_OPTION_ARG_NONE, &sample, "Load the sample region", NULL },
  { "organisations", 0, 0, G_OPTION_ARG_INT, &n_organisations, "Make so many organisations", "N" },
  { "conflicts", 0, 0, G_OPTION_ARG_NONE, &conflicts, "Let two people change the same records", NULL },
  { "many-conflicts", 0, 0, G_OPTION_ARG_INT, &n_conflicts, "Let two people change so many records", "N" },
  { "long-conflict", 0, 0, G_OPTION_ARG_NONE, &long_text, "Let two people change a long text", NULL },
  { "doubled", 0, 0, G_OPTION_ARG_NONE, &doubled, "Let two computers give one number to two meetings", NULL },
  { "papers", 0, 0, G_OPTION_ARG_NONE, &papers, "Give a meeting a paper that is here and one that is not", NULL },
  { "hold", 0, 0, G_OPTION_ARG_NONE, &hold, "Open the home that is there, and hold it until a line is read", NULL },
  { NULL }
};

/* A child of @parent as another computer would send it. */
static RyDocument *
create_branch (RyDocument *parent, const char *who, const char *when, gboolean deleted, const char *const *changes)
{
  g_autoptr (JsonObject) root = deleted ? json_object_new () : ry_document_dup_root (parent);
  const char *rev = ry_document_get_rev (parent);
  int generation = (int) g_ascii_strtoll (rev, NULL, 10) + 1;
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_MD5, who, -1);
  JsonObject *revisions = json_object_new ();
  JsonArray *ids = json_array_new ();
  g_autofree char *own = g_strdup_printf ("%d-%s", generation, hash);
  g_autofree char *text = NULL;

  json_object_set_string_member (root, "kind", ry_document_get_kind (parent));
  json_object_set_string_member (root, "updated_by", who);
  json_object_set_string_member (root, "updated_at", when);
  json_object_set_string_member (root, "updated_on", "会場ノート");
  for (guint i = 0; changes != NULL && changes[i] != NULL; i += 2)
    json_object_set_string_member (root, changes[i], changes[i + 1]);
  json_array_add_string_element (ids, hash);
  json_array_add_string_element (ids, strchr (rev, '-') + 1);
  json_object_set_int_member (revisions, "start", generation);
  json_object_set_array_member (revisions, "ids", ids);
  json_object_set_string_member (root, "_id", ry_document_get_id (parent));
  json_object_set_string_member (root, "_rev", own);
  json_object_set_object_member (root, "_revisions", revisions);
  if (deleted)
    json_object_set_boolean_member (root, "_deleted", TRUE);
  text = ry_json_object_to_text (root);
  return ry_document_parse (text, -1, NULL);
}

static void
write_branches (RyStore *store, RyDocument *left, RyDocument *right)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (left);
  g_assert_nonnull (right);
  g_ptr_array_add (documents, left);
  g_ptr_array_add (documents, right);
  results = ry_store_write (store, documents, FALSE, ry_store_new_source (), NULL, &error);
  g_assert_no_error (error);
}

static RyDocument *
add_organisation (RyStore *store, const char *id, const char *name, const char *reading)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (root, "kind", "organisation");
  json_object_set_string_member (root, "name", name);
  json_object_set_string_member (root, "reading", reading);
  json_object_set_string_member (root, "org_kind", "hospital");
  json_object_set_string_member (root, "liaison_telephone", "000-555-0180");
  json_object_set_string_member (root, "note", "木曜は午後のみ。");
  g_ptr_array_add (documents, ry_document_new_from_root (id, NULL, FALSE, root));
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, &error);
  g_assert_no_error (error);
  return ry_store_get (store, id, NULL, RY_GET_REVISIONS, NULL);
}

static void
make_conflicts (RyStore *store)
{
  const char *const saeki[] = { "liaison_telephone",
                                "000-555-0188",
                                "contact",
                                "藤代 千尋",
                                "note",
                                "木曜は午後のみ。\n面会は電話予約。",
                                "area",
                                "南浜",
                                NULL };
  const char *const morishita[] = { "liaison_telephone",
                                    "000-555-0199",
                                    "contact",
                                    "藤代 千尋・今野 拓",
                                    "note",
                                    "木曜は午後のみ。\n12月から金曜も受付。",
                                    "fax",
                                    "000-555-0181",
                                    NULL };
  const char *const nagumo[] = { "note", "金曜は休み。", NULL };
  g_autoptr (RyDocument) umikaze =
      add_organisation (store, "organisation:test-umikaze", "海風試験病院", "うみかぜしけんびょういん");
  g_autoptr (RyDocument) namioto =
      add_organisation (store, "organisation:test-namioto", "波音試験病院", "なみおとしけんびょういん");

  write_branches (store, create_branch (umikaze, "佐伯 ゆかり", "2026-11-23T07:12:00Z", FALSE, saeki),
                  create_branch (umikaze, "森下 健", "2026-11-23T08:40:00Z", FALSE, morishita));
  write_branches (store, create_branch (namioto, "南雲 亮", "2026-11-23T07:30:00Z", FALSE, nagumo),
                  create_branch (namioto, "佐伯 ゆかり", "2026-11-23T09:00:00Z", TRUE, NULL));
}

static void
make_many_conflicts (RyStore *store)
{
  for (int i = 0; i < n_conflicts; i++) {
    g_autofree char *id = g_strdup_printf ("organisation:many-%04d", i);
    g_autofree char *name = g_strdup_printf ("多数第%d病院", i);
    g_autoptr (RyDocument) document = add_organisation (store, id, name, "たすうだいびょういん");
    const char *const saeki[] = { "liaison_telephone", "000-555-0188", NULL };
    const char *const morishita[] = { "liaison_telephone", "000-555-0199", NULL };

    write_branches (store, create_branch (document, "佐伯 ゆかり", "2026-11-23T07:12:00Z", FALSE, saeki),
                    create_branch (document, "森下 健", "2026-11-23T08:40:00Z", FALSE, morishita));
  }
}

/* Three versions of a text that is too long for a margin. */
static void
make_long_conflict (RyStore *store)
{
#define FIRST "受付は平日の8時30分から17時まで。\n"
#define LAST  "\n退院前の話し合いは、一週間前までに申し込む。"
  const char *const begin[] = { "note", FIRST "面会は午後2時から4時まで、二人まで。" LAST, NULL };
  const char *const saeki[] = { "note", FIRST "面会は午後2時から5時まで、三人まで。" LAST, NULL };
  const char *const morishita[] = { "note", FIRST "面会は電話予約のうえ、午後2時から4時まで、二人まで。" LAST, NULL };
#undef FIRST
#undef LAST
  g_autoptr (RyDocument) made =
      add_organisation (store, "organisation:test-long", "長浜試験病院", "ながはましけんびょういん");
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (RyDocument) common = NULL;

  g_ptr_array_add (documents, create_branch (made, "南雲 亮", "2026-11-20T01:00:00Z", FALSE, begin));
  results = ry_store_write (store, documents, FALSE, ry_store_new_source (), NULL, NULL);
  g_assert_nonnull (results);
  common = ry_store_get (store, "organisation:test-long", NULL, RY_GET_REVISIONS, NULL);
  write_branches (store, create_branch (common, "佐伯 ゆかり", "2026-11-23T07:12:00Z", FALSE, saeki),
                  create_branch (common, "森下 健", "2026-11-23T08:40:00Z", FALSE, morishita));
}

/* A second 第182回 of the sample's first series, as another computer gave it. */
static void
make_doubled (RyStore *store)
{
  static const char body[] =
      "{\"kind\":\"meeting\",\"title\":\"第182回例会\",\"council\":\"council:care\",\"series\":\"series:reikai\","
      "\"number\":182,\"date\":\"2026-12-22\",\"place\":\"汐見区民センター\",\"stage\":\"planned\","
      "\"updated_by\":\"森下 健\",\"updated_at\":\"2026-11-23T08:40:00Z\",\"updated_on\":\"会場ノート\"}";
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (documents, ry_document_new ("meeting:doubled", NULL, FALSE, body, -1));
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, &error);
  g_assert_no_error (error);
}

static void
make_organisations (RyStore *store, int n)
{
  static const char *const heads[] = { "青葉", "磯辺", "海風", "岬", "潮入", "汐見", "白帆", "瀬音", "灯台前", "渚" };
  static const char *const readings[] = { "あおば", "いそべ", "うみかぜ", "みさき",       "しおいり",
                                          "しおみ", "しらほ", "せおと",   "とうだいまえ", "なぎさ" };
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (int i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("organisation:made-%06d", i);
    g_autofree char *body = g_strdup_printf ("{\"kind\":\"organisation\",\"name\":\"%s第%d病院\",\"reading\":\"%sだい%"
                                             "06dびょういん\",\"org_kind\":\"%s\","
                                             "\"area\":\"中央\",\"telephone\":\"000-%03d-%04d\",\"status\":\"open\"}",
                                             heads[i % 10], i, readings[i % 10], i, i % 3 == 0 ? "hospital" : "clinic",
                                             i / 10000, i % 10000);

    g_ptr_array_add (documents, ry_document_new (id, NULL, FALSE, body, -1));
    if (documents->len == 1000 || i == n - 1) {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, &error);

      g_assert_no_error (error);
      g_ptr_array_set_size (documents, 0);
    }
  }
}

static int
hold_home (const char *home)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWorkspace) workspace = ry_workspace_open (home, NULL, &error);

  if (workspace == NULL)
    g_error ("%s", error->message);
  g_print ("held\n");
  fflush (stdout);
  getchar ();
  ry_workspace_close (workspace);
  return 0;
}

/* Of a meeting of the sample: one paper's bytes are here, of the other only its name, as of what a colleague added. */
static void
make_papers (RyWorkspace *workspace, RyStore *store)
{
  static const char id[] = "meeting:reikai-181", here[] = "here.txt", afar[] = "afar.pdf";
  g_autoptr (GInputStream) bytes = g_memory_input_stream_new_from_data ("収入と支出\n", -1, NULL);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) attachments = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (RyDocument) meeting = NULL;
  g_autoptr (RyDocument) named = NULL;
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (GError) error = NULL;
  RyAttachment *stub = ry_attachment_new (afar, "application/pdf");
  const char *item;

  ry_workspace_attach (workspace, id, here, "text/plain", bytes, NULL, &error);
  g_assert_no_error (error);
  meeting = ry_store_get (store, id, NULL, RY_GET_PLAIN, &error);
  g_assert_no_error (error);
  attachments = ry_store_get_attachments (store, id, NULL, &error);
  stub->digest = g_strdup ("md5-AAAAAAAAAAAAAAAAAAAAAA==");
  stub->length = stub->encoded_length = 1234567;
  g_ptr_array_add (attachments, stub);
  root = ry_document_dup_root (meeting);
  item = ry_json_get_string (json_array_get_object_element (ry_json_get_array (root, "agenda"), 0), "key");
  ry_meeting_add_paper (root, item, here);
  ry_meeting_add_paper (root, item, afar);
  named = ry_document_new_from_root (id, ry_document_get_rev (meeting), FALSE, root);
  g_ptr_array_add (documents, ry_document_with_attachments (named, attachments));
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("HOME");
  g_autoptr (RyWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  RyStore *store;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    g_error ("usage: make-home HOME [--sample] [--organisations N] [--conflicts] [--papers] | --hold");
  if (hold)
    return hold_home (argv[1]);
  if (!ry_workspace_create (argv[1], "北浜市汐見区", &error) ||
      (workspace = ry_workspace_open (argv[1], NULL, &error)) == NULL)
    g_error ("%s", error->message);
  if (sample && !ry_workspace_load_sample (workspace, NULL, &error))
    g_error ("%s", error->message);
  store = ry_workspace_get_store (workspace, "council");
  make_organisations (store, n_organisations);
  if (conflicts)
    make_conflicts (store);
  make_many_conflicts (store);
  if (doubled)
    make_doubled (store);
  if (long_text)
    make_long_conflict (store);
  if (papers)
    make_papers (workspace, store);
  ry_workspace_close (workspace);
  return 0;
}
