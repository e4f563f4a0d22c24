/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The papers of an event, read back: the flyer and its slip on one page, the speakers' papers, the groups, and a report
 * in which no small figure can be read. RYORIN_LOOK=FOLDER leaves them there.
 */
#include <string.h>

#include "sample-fixture.h"
#include "ry-attach.h"
#include "ry-error.h"
#include "ry-event-letters.h"
#include "ry-json.h"
#include "ry-lane-scene.h"
#include "ry-letter.h"
#include "ry-reach.h"
#include "ry-speaker-sheets.h"
#include "ry-words.h"

#define FORUM   "event:sample-forum"
#define LECTURE "event:sample-lecture"

static void
leave (RyPaper *paper, const char *name)
{
  const char *folder = g_getenv ("RYORIN_LOOK");
  g_autofree char *path = folder != NULL ? g_strdup_printf ("%s/%s.pdf", folder, name) : NULL;

  if (path != NULL)
    ry_paper_write_pdf (paper, path, NULL, NULL);
}

static char *
read_paper (Fixture *fixture, RyPaper *paper, const char *name, guint n_pages)
{
  g_assert_nonnull (paper);
  leave (paper, name);
  g_assert_cmpuint (ry_paper_get_missing_glyphs (paper)->len, ==, 0);
  if (n_pages > 0)
    g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, n_pages);
  return read_back (fixture, paper, "-raw");
}

static void
test_flyer (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "令和8年度",
                                          "定員60名",
                                          "住み慣れた家で最期まで",
                                          "病院から家へ",
                                          "区民・民生委員",
                                          "令和8年12月12日（土）14時から15時30分まで",
                                          "汐見区民センター",
                                          "家で看取るということ",
                                          "五十嵐",
                                          "いがらし",
                                          "ひかる",
                                          "先生（帆影診療所院長）",
                                          "締切12月4日",
                                          "共催",
                                          "参加申込票",
                                          "FAX000-555-0102",
                                          "お名前",
                                          NULL };
  g_autoptr (RyPaper) paper = ry_paper_new_flyer (fixture->workspace, FORUM, NULL);
  g_autofree char *text = read_paper (fixture, paper, "flyer", 1);

  ry_words_assert_in_order (text, expected);
}

static void
set_field (Fixture *fixture, const char *id, const char *member, const char *value)
{
  g_autoptr (RyDocument) document = ry_workspace_get (fixture->workspace, id, NULL);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL;
  JsonObject *content = ry_document_dup_root (document);

  json_object_set_string_member (content, member, value);
  edits = ry_edits_new_with (ry_edit_new (id, document, content), NULL);
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, NULL);
  g_assert_nonnull (undo);
}

static void
test_application_form (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "汐見区地域ケア連絡協議会事務局行",
                                          "FAX000-555-0102",
                                          "参加申込書",
                                          "住み慣れた家で最期まで",
                                          "令和8年12月12日（土）14時から15時30分まで",
                                          "汐見区民センター",
                                          "五十嵐",
                                          "いがらし",
                                          "ひかる",
                                          "先生帆影診療所院長",
                                          "令和8年12月4日（金）",
                                          "機関・団体名",
                                          "フリガナ／お名前",
                                          "6",
                                          "定員60名",
                                          "受付番号",
                                          NULL };
  g_autoptr (RyPaper) paper = ry_paper_new_application_form (fixture->workspace, FORUM, NULL);
  g_autofree char *text = read_paper (fixture, paper, "application-form", 1);
  g_autoptr (GError) error = NULL;

  ry_words_assert_in_order (text, expected);
  g_assert_null (ry_paper_new_application_form (fixture->workspace, "event:nowhere", &error));
  g_assert_nonnull (error);
}

/* The code leads to the page of the event, and stands only where there is such a page. */
static void
test_address (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *server, *expected;
  } cases[] = { { "", NULL },
                { "somewhere", NULL },
                { "ftp://host.example", NULL },
                { "https://", NULL },
                { " https://host.example/ ", "https://host.example/_ryorin/events/shiomi/sample-forum" },
                { "http://host.example:8080", "http://host.example:8080/_ryorin/events/shiomi/sample-forum" } };
  g_autoptr (RyDocument) event = ry_workspace_get (fixture->workspace, FORUM, NULL);
  g_autoptr (JsonObject) hidden = ry_document_dup_root (event);
  g_autoptr (JsonObject) council = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *address = NULL;

    json_object_set_string_member (council, "public_address", cases[i].server);
    address = ry_event_dup_address (fixture->workspace, FORUM, ry_document_get_root (event), council);
    g_assert_cmpstr (address, ==, cases[i].expected);
  }
  json_object_set_boolean_member (hidden, "public", FALSE);
  g_assert_null (ry_event_dup_address (fixture->workspace, FORUM, hidden, council));
}

static void
test_code (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyPaper) flyer = NULL, form = NULL;
  g_autofree char *slip = NULL, *text = NULL;

  set_field (fixture, "council:care", "public_address", "https://host.example");
  flyer = ry_paper_new_flyer (fixture->workspace, FORUM, NULL);
  form = ry_paper_new_application_form (fixture->workspace, FORUM, NULL);
  slip = read_paper (fixture, flyer, "flyer-code", 1);
  text = read_paper (fixture, form, "application-form-code", 1);
#ifdef RY_HAS_QR
  g_assert_nonnull (strstr (slip, "二次元コード"));
  g_assert_nonnull (strstr (text, "くわしくはこちら"));
#else
  g_assert_null (strstr (slip, "二次元コード"));
#endif
}

/* An event of which next to nothing is known has a flyer all the same, and one that is not there says so. */
static void
test_bare (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) edits = ry_edits_new ();
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (RyPaper) flyer = NULL;
  g_autoptr (RyPaper) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (
      edits, ry_edit_new ("event:bare", NULL,
                          ry_event_new_content ("とても長い名前の研修会、在宅療養を支えるすべての職種のための一日",
                                                "training", NULL, NULL)));
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, NULL);
  flyer = ry_paper_new_flyer (fixture->workspace, "event:bare", NULL);
  text = read_paper (fixture, flyer, "flyer-bare", 1);
  g_assert_nonnull (strstr (text, "日程は決まり次第"));
  report = ry_paper_new_event_report (fixture->workspace, "event:bare", NULL);
  g_assert_nonnull (report);
  g_clear_object (&report);
  report = ry_paper_new_event_report (fixture->workspace, "event:nowhere", &error);
  g_assert_null (report);
  g_assert_nonnull (error);
}

static void
test_speakers (Fixture *fixture, gconstpointer data)
{
  static const char *const acceptance[] = { "講師承諾書",           "汐見区地域ケア連絡協議会会長様",
                                            "家で看取るということ", "帆影診療所",
                                            "FAX000-555-0102",      "講師承諾書",
                                            "訪問看護から見た",     NULL };
  static const char *const fees[] = { "講師謝金", "五十嵐ひかる", "30,000", "3,063", "26,937", "10,000", "1,021",
                                      "8,979",    "合計",         "40,000", "4,084", "35,916", NULL };
  g_autoptr (RyPaper) accept = ry_paper_new_speaker_acceptance (fixture->workspace, FORUM, NULL);
  g_autoptr (RyPaper) pay = ry_paper_new_speaker_fees (fixture->workspace, FORUM, NULL);
  g_autofree char *text = read_paper (fixture, accept, "acceptance", 2), *sums = read_paper (fixture, pay, "fees", 1);

  ry_words_assert_in_order (text, acceptance);
  ry_words_assert_in_order (sums, fees);
}

static const struct {
  gint64 fee, tax;
} taxes[] = {
  { 0, 0 }, { -5, 0 }, { 9, 0 }, { 10000, 1021 }, { 33333, 3403 }, { 1000000, 102100 }, { 1500000, 204200 }
};

static void
test_tax (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (taxes); i++)
    g_assert_cmpint (ry_speaker_tax (taxes[i].fee), ==, taxes[i].tax);
}

/* Requests and thanks go to the speakers, an invitation to those whom nobody reached yet. */
static void
test_letters (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyLetter) request = ry_letter_new_for_meeting (fixture->workspace, FORUM, "request", NULL, NULL);
  g_autoptr (RyLetter) notice = ry_letter_new_for_meeting (fixture->workspace, FORUM, "invitation", NULL, NULL);
  g_autoptr (RyPaper) paper = ry_paper_new_letters (request, request->addressees);
  g_autofree char *text = read_paper (fixture, paper, "request", 2);
  static const char *const expected[] = { "五十嵐ひかる先生",     "「住み慣れた家で最期まで」の講師について（依頼）",
                                          "令和8年12月12日",      "演題",
                                          "家で看取るということ", "工藤里奈様",
                                          "訪問看護から見た",     NULL };

  ry_words_assert_in_order (text, expected);
  /* Nobody answers to an event by attending or not. */
  g_assert_true (g_str_has_prefix (notice->fax.body, "　平素") && strstr (notice->fax.body, "住み慣れた家") != NULL);
  g_assert_null (strstr (notice->fax.body, "出欠"));
  g_assert_null (strstr (request->mail.body, "出欠"));
  g_assert_cmpstr (request->mail.subject, ==, request->text.subject);
  g_assert_cmpuint (notice->addressees->len, >, 10); /* residents' associations and those of 潮入 */
  for (guint i = 0; i < notice->addressees->len; i++)
    g_assert_null (((RyAddressee *) notice->addressees->pdata[i])->person);
}

/* Speakers from outside: an organisation of that name is theirs, and whoever is in no record gets one. */
static void
test_outside_speaker (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyLetter) before = ry_letter_new_for_meeting (fixture->workspace, LECTURE, "thanks", NULL, NULL),
                       after = NULL, named = NULL;
  RyAddressee *addressee = g_ptr_array_index (before->addressees, 0);
  g_autoptr (GPtrArray) edits = ry_event_letters_enrol (fixture->workspace, LECTURE, addressee->key, &error);
  g_autoptr (GPtrArray) renamed = NULL;
  g_autoptr (RyUndo) undo = NULL, again = NULL;
  g_autoptr (RyDocument) document = NULL;
  JsonObject *event;

  g_assert_no_error (error);
  g_assert_cmpint (ry_addressee_check (addressee, addressee->channel), ==, RY_ADDRESSEE_NO_CHANNEL);
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);
  g_assert_no_error (error);
  after = ry_letter_new_for_meeting (fixture->workspace, LECTURE, "thanks", NULL, NULL);
  addressee = g_ptr_array_index (after->addressees, 0);
  g_assert_nonnull (addressee->organisation);
  g_assert_cmpstr (addressee->organisation_name, ==, "帆影病院");
  g_assert_null (ry_event_letters_enrol (fixture->workspace, LECTURE, "nobody", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  /* By name alone. */
  document = ry_workspace_get (fixture->workspace, LECTURE, NULL);
  event = ry_document_dup_root (document);
  json_object_remove_member (json_array_get_object_element (ry_json_get_array (event, "speakers"), 0), "organisation");
  json_object_set_string_member (json_array_get_object_element (ry_json_get_array (event, "speakers"), 0),
                                 "organisation_name", "海風病院");
  renamed = ry_edits_new_with (ry_edit_new (LECTURE, document, event), NULL);
  again = ry_workspace_commit (fixture->workspace, renamed, NULL, NULL);
  named = ry_letter_new_for_meeting (fixture->workspace, LECTURE, "thanks", NULL, NULL);
  addressee = g_ptr_array_index (named->addressees, 0);
  g_assert_cmpstr (addressee->organisation, ==, "organisation:sample-hospital-03");
  g_assert_cmpint (ry_addressee_check (addressee, addressee->channel), ==, RY_ADDRESSEE_FINE);
}

static void
test_groups (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "食べることを支えるグループ名簿", "グループ1（6名）", "グループ2",
                                          "グループ8", NULL };
  g_autoptr (RyPaper) list = ry_paper_new_group_list (fixture->workspace, LECTURE, NULL);
  g_autoptr (RyPaper) cards = ry_paper_new_group_cards (fixture->workspace, LECTURE, NULL);
  g_autofree char *text = read_paper (fixture, list, "groups", 0), *names = read_paper (fixture, cards, "cards", 11);

  ry_words_assert_in_order (text, expected);
  g_assert_nonnull (strstr (names, "グループ"));
}

/* The reception's papers take an event as they take a meeting. */
static void
test_reception (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyPaper) signin = ry_paper_new_signin (fixture->workspace, FORUM, NULL);
  g_autoptr (RyPaper) badges = ry_paper_new_badges (fixture->workspace, FORUM, NULL);
  g_autofree char *text = read_paper (fixture, signin, "signin", 0), *names = read_paper (fixture, badges, "badges", 0);

  g_assert_nonnull (strstr (text, "受付簿"));
  g_assert_nonnull (strstr (names, "第001号"));
}

/* Two names, of which one is of no picture. */
static void
attach_photos (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "photo.png", NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 400, 300);
  g_autoptr (RyDocument) document = ry_workspace_get (fixture->workspace, LECTURE, NULL);
  JsonObject *event = ry_document_dup_root (document);
  g_autoptr (GPtrArray) edits = NULL;
  RyEdit *edit = ry_edit_new (LECTURE, document, event);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("no picture", 10);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RyUndo) undo = NULL;
  char *content;
  gsize length;

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  bytes = g_bytes_new_take (content, length);
  json_object_set_member (event, "photos",
                          json_from_string ("[{\"key\":\"1\",\"name\":\"a.jpg\"},{\"key\":\"2\",\"name\":\"b.png\","
                                            "\"caption\":\"グループワークの様子\"}]",
                                            NULL));
  ry_edit_attach (edit, "a.jpg", "image/jpeg", nothing);
  ry_edit_attach (edit, "b.png", "image/png", bytes);
  edits = ry_edits_new_with (edit, NULL);
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, NULL);
  g_assert_nonnull (undo);
}

static void
test_report (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "「食べることを支える」実施報告書",
                                          "1概要",
                                          "令和8年9月26日",
                                          "2実施の様子",
                                          "3参加者",
                                          "実人数43名",
                                          "対象別",
                                          "ケアマネジャー11名",
                                          "区域別",
                                          "4アンケート",
                                          "回答34枚",
                                          "内容はいかがでしたか",
                                          "連携",
                                          "・歯科の方と初めて話せた",
                                          "5収支",
                                          "20,000円",
                                          "6当日の様子",
                                          "グループワークの様子",
                                          NULL };
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;

  attach_photos (fixture);
  paper = ry_paper_new_event_report (fixture->workspace, LECTURE, NULL);
  text = read_paper (fixture, paper, "report", 0);
  ry_words_assert_in_order (text, expected);
  /* Nobody gave the lowest marks: from an average that could be worked out. */
  g_assert_null (strstr (text, "平均"));
  /* Four pharmacists came; neither they nor the six of day care can be read. */
  g_assert_nonnull (strstr (text, "薬局-"));
  g_assert_null (strstr (text, "薬局4名"));
  g_assert_null (strstr (text, "薬局3名"));
  for (guint i = 1; i < RY_REACH_SMALL; i++) {
    g_autofree char *small = g_strdup_printf ("（延べ%u名", i);

    g_assert_null (strstr (text, small));
  }
}

/* For the council itself nothing is hidden, and every page says where it belongs. */
static void
test_report_inside (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "協議会内部用", "実人数43名",    "対象別", "薬局",
                                          "回答34枚",     "5点満点で平均", NULL };
  g_autoptr (RyPaper) paper = ry_paper_new_event_report_inside (fixture->workspace, LECTURE, NULL);
  g_autofree char *text = read_paper (fixture, paper, "report-inside", 0);
  guint n = 0;

  ry_words_assert_in_order (text, expected);
  g_assert_null (strstr (text, "薬局-"));
  for (const char *p = text; (p = strstr (p, "協議会内部用")) != NULL; p++)
    n++;
  g_assert_cmpuint (n, ==, ry_paper_get_n_pages (paper));
}

/* ---- Pathways ---- */

#define HIP "pathway:sample-hip"

static void
test_pathway_sheets (Fixture *fixture, gconstpointer data)
{
  static const char *const audiences[] = { "professional", "person", "fax" };
  static const char *const stages[] = { "大腿骨近位部骨折パス", "整理番号", "急性期", "回復期", "生活期", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++) {
    g_autoptr (RyPaper) paper = ry_paper_new_pathway_sheet (fixture->workspace, HIP, audiences[i], NULL);
    g_autofree char *text = read_paper (fixture, paper, audiences[i], 0);

    ry_words_assert_in_order (text, stages);
    g_assert_nonnull (strstr (text, "リハビリ・住まいの相談"));
    g_assert_null (strstr (text, "生年月日欄"));
  }
}

static void
test_pathway_members (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = {
    "連携医療機関一覧", "令和8年11月22日現在", "急性期", "令和6年6月1日", "回復期", "生活期", NULL
  };
  g_autoptr (RyPaper) now = ry_paper_new_pathway_members (fixture->workspace, HIP, "2026-11-22", NULL);
  g_autoptr (RyPaper) before = ry_paper_new_pathway_members (fixture->workspace, HIP, "2020-01-01", NULL);
  g_autofree char *text = read_paper (fixture, now, "pathway-members", 1),
                  *nobody = read_paper (fixture, before, "pathway-nobody", 1);

  ry_words_assert_in_order (text, expected);
  g_assert_null (strstr (text, "～令和8年3月31日")); /* who left is not on it */
  g_assert_nonnull (strstr (nobody, "該当なし"));
}

/* Every step is a node with words, lies inside the picture and in its lane, and the file speaks too. */
static void
test_lanes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyDocument) document = ry_workspace_get (fixture->workspace, HIP, NULL);
  g_autoptr (RyPathway) pathway = ry_pathway_new (HIP, ry_document_get_root (document));

  g_assert_cmpuint (pathway->faults->len, ==, 0);
  for (double width = 400; width <= 1600; width += 300) {
    double height = ry_lane_scene_get_height_for_width (pathway, width);
    g_autoptr (RyScene) scene = ry_lane_scene_new (pathway, RY_PALETTE_LIGHT, width, height);
    g_autofree char *svg = ry_scene_to_svg (scene);
    GPtrArray *nodes = ry_scene_get_nodes (scene);

    g_assert_cmpuint (nodes->len, ==, pathway->steps->len);
    for (guint i = 0; i < nodes->len; i++) {
      const RySceneNode *node = nodes->pdata[i];

      g_assert_cmpfloat (node->x - node->width / 2, >=, 0);
      g_assert_cmpfloat (node->x + node->width / 2, <=, width);
      g_assert_cmpfloat (node->y + node->height / 2, <=, height);
      g_assert_true (*node->speech != '\0');
    }
    g_assert_nonnull (strstr (svg, "カンファレンス"));
  }
}

#define ADD(name, test) g_test_add ("/events/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("RYORIN_TODAY", "2026-11-22", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("flyer", test_flyer);
  ADD ("application-form", test_application_form);
  ADD ("address", test_address);
  ADD ("code", test_code);
  ADD ("bare", test_bare);
  ADD ("speakers", test_speakers);
  g_test_add_func ("/events/tax", test_tax);
  ADD ("letters", test_letters);
  ADD ("outside-speaker", test_outside_speaker);
  ADD ("groups", test_groups);
  ADD ("reception", test_reception);
  ADD ("report", test_report);
  ADD ("report-inside", test_report_inside);
  ADD ("pathway-sheets", test_pathway_sheets);
  ADD ("pathway-members", test_pathway_members);
  ADD ("lanes", test_lanes);
  return g_test_run ();
}
