/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who reads what of one source: what vanishes, how the rest counts anew, what becomes of people and of the numbers in
 * sentences, and what the check list finds.
 */
#include "ry-audience.h"

#include <string.h>

#include "ry-json.h"
#include "ry-meeting.h"

static JsonObject *
make_meeting (void)
{
  g_autofree char *text = g_strdelimit (
      g_strdup (
          "{'kind':'meeting','number':141,'chair':'早瀬　周平','recorder':'野々村　拓',"
          "'agenda':[{'key':'a','title':'報告','level':1},{'key':'b','title':'事例','level':1,'confidential':true},"
          "{'key':'c','title':'事例の詳細','level':2},{'key':'d','title':'当番','level':1,'papers':['d.pdf']},"
          "{'key':'e','title':'研修','level':1,'papers':['e1.pdf','e2.pdf']}],"
          "'blocks':["
          "{'key':'1','item':'a','type':'decision','text':'始める。','number':'R8-例会141-1'},"
          "{'key':'2','item':'c','type':'decision','text':'隠すこと。','number':'R8-例会141-2'},"
          "{'key':'3','item':'d','type':'decision','text':'R8-例会141-2とR8-例会141-1による。議題3で足りる。','number':"
          "'R8-例会141-3'},"
          "{'key':'4','item':'d','type':'summary','text':'内々の話。','internal':true},"
          "{'key':'5','item':'d','type':'speech','text':'話した。','speaker':'訪看連絡会　桐生　みちる','person':'"
          "person:k'},"
          "{'key':'6','item':'d','type':'speech','text':'まとめた。','speaker':'早瀬　周平'},"
          "{'key':'7','item':'d','type':'speech','text':'配った。','speaker':'事務局'},"
          "{'key':'8','item':'d','type':'action','text':'送る。','owner':'person:k','owner_name':'桐生　みちる'},"
          "{'key':'9','item':'e','type':'summary','text':'桐生さんの資料2-2、資料2-20を見た。森の中。'}],"
          "'attendance':["
          "{'key':'s','person':'person:h','name':'早瀬　周平','organisation_name':'医師会','role':'会長','status':'"
          "venue'},"
          "{'key':'t','person':'person:k','name':'桐生　みちる','organisation_name':'訪看連絡会','status':'absent'},"
          "{'key':'u','person':'person:l','name':'森　恵','organisation_name':'訪看連絡会','status':'web'}]}"),
      "'", '"');
  g_autoptr (GError) error = NULL;
  JsonObject *meeting = ry_json_parse_object (text, -1, &error);

  g_assert_no_error (error);
  return meeting;
}

static const char *
get_text (JsonObject *meeting, const char *block, const char *member)
{
  JsonObject *found = ry_meeting_find_block (meeting, block);

  return found != NULL ? ry_json_get_string (found, member) : NULL;
}

static void
test_what_vanishes (void)
{
  static const struct {
    const char *audience;
    guint n_items, n_blocks;
    RyWithheld withheld;
  } cases[] = { { RY_AUDIENCE_INTERNAL, 5, 9, { 0, 0 } },
                { RY_AUDIENCE_MEMBERS, 5, 8, { 0, 1 } },
                { RY_AUDIENCE_PUBLIC, 3, 7, { 1, 1 } } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = make_meeting ();
    RyWithheld withheld;
    g_autoptr (JsonObject) edited = ry_audience_edit (meeting, cases[i].audience, &withheld);

    g_test_message ("%s", cases[i].audience);
    g_assert_cmpuint (json_array_get_length (ry_json_get_array (edited, "agenda")), ==, cases[i].n_items);
    g_assert_cmpuint (json_array_get_length (ry_json_get_array (edited, "blocks")), ==, cases[i].n_blocks);
    g_assert_cmpuint (withheld.items, ==, cases[i].withheld.items);
    g_assert_cmpuint (withheld.blocks, ==, cases[i].withheld.blocks);
    g_assert_cmpuint (json_array_get_length (ry_json_get_array (meeting, "blocks")), ==, 9);
  }
}

static void
test_counts_anew (void)
{
  g_autoptr (JsonObject) meeting = make_meeting ();
  g_autoptr (JsonObject) public = ry_audience_edit (meeting, RY_AUDIENCE_PUBLIC, NULL);
  g_autoptr (JsonObject) members = ry_audience_edit (meeting, RY_AUDIENCE_MEMBERS, NULL);

  g_assert_cmpstr (get_text (public, "3", "number"), ==, "R8-例会141-2");
  g_assert_cmpstr (get_text (members, "3", "number"), ==, "R8-例会141-3");
  g_assert_cmpstr (get_text (public, "3", "text"), ==, "（非公開）とR8-例会141-1による。議題2で足りる。");
  g_assert_cmpstr (get_text (members, "3", "text"), ==, "R8-例会141-2とR8-例会141-1による。議題3で足りる。");
  g_assert_cmpstr (get_text (public, "9", "text"), ==, "桐生さんの資料2-2、資料2-20を見た。森の中。");
}

static void
test_people (void)
{
  static const struct {
    const char *block, *public, *members;
  } speakers[] = { { "5", "委員", "桐生委員" }, { "6", "会長", "早瀬会長" }, { "7", "事務局", "事務局" } };
  g_autoptr (JsonObject) meeting = make_meeting ();
  g_autoptr (JsonObject) public = ry_audience_edit (meeting, RY_AUDIENCE_PUBLIC, NULL);
  JsonArray *seats = ry_json_get_array (public, "attendance");

  for (guint i = 0; i < G_N_ELEMENTS (speakers); i++) {
    JsonObject *block = ry_meeting_find_block (meeting, speakers[i].block);
    g_autofree char *said = ry_audience_format_speaker (meeting, block, RY_AUDIENCE_MEMBERS);

    g_assert_cmpstr (said, ==, speakers[i].members);
    g_assert_cmpstr (get_text (public, speakers[i].block, "speaker"), ==, speakers[i].public);
    g_assert_null (get_text (public, speakers[i].block, "person"));
  }
  g_assert_cmpstr (get_text (public, "8", "owner_name"), ==, "訪看連絡会");
  g_assert_null (get_text (public, "8", "owner"));
  g_assert_cmpstr (ry_json_get_string (public, "chair"), ==, "会長");
  g_assert_cmpstr (ry_json_get_string (public, "recorder"), ==, "事務局");
  g_assert_cmpuint (json_array_get_length (seats), ==, 2);
  g_assert_cmpstr (ry_json_get_string (json_array_get_object_element (seats, 1), "status"), ==, "web");
  g_assert_null (ry_json_get_string (json_array_get_object_element (seats, 1), "name"));
}

static void
test_check_list (void)
{
  static const struct {
    RyNoteSort sort;
    const char *block, *words;
  } expected[] = { { RY_NOTE_ITEM, NULL, "事例" },
                   { RY_NOTE_ITEM, NULL, "事例の詳細" },
                   { RY_NOTE_BLOCK, "4", "内々の話。" },
                   { RY_NOTE_WITHHELD, "3", "（非公開）とR8-例会141-1による。議題2で足りる。" },
                   { RY_NOTE_NAME, "9", "桐生　みちる" } };
  g_autoptr (JsonObject) meeting = make_meeting ();
  g_autoptr (GPtrArray) notes = ry_audience_check (meeting);

  g_assert_cmpuint (notes->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < notes->len; i++) {
    RyReleaseNote *note = g_ptr_array_index (notes, i);

    g_assert_cmpint (note->sort, ==, expected[i].sort);
    g_assert_cmpstr (note->block, ==, expected[i].block);
    g_assert_cmpstr (note->words, ==, expected[i].words);
  }
}

/* What comes from afar may hold anything. */
static void
test_odd_meetings (void)
{
  static const char *const texts[] = { "{}", "{\"agenda\":1,\"blocks\":[1,null],\"attendance\":[\"x\"]}",
                                       "{\"blocks\":[{\"type\":\"decision\",\"number\":\"-\"},{\"text\":7}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonObject) meeting = ry_json_parse_object (texts[i], -1, NULL);
    g_autoptr (JsonObject) edited = ry_audience_edit (meeting, RY_AUDIENCE_PUBLIC, NULL);
    g_autoptr (GPtrArray) notes = ry_audience_check (meeting);

    g_assert_nonnull (edited);
    g_assert_cmpuint (notes->len, ==, 0);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/audience/vanishes", test_what_vanishes);
  g_test_add_func ("/model/audience/counts-anew", test_counts_anew);
  g_test_add_func ("/model/audience/people", test_people);
  g_test_add_func ("/model/audience/check-list", test_check_list);
  g_test_add_func ("/model/audience/odd", test_odd_meetings);
  return g_test_run ();
}
