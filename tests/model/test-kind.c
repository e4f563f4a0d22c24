/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kinds as they are compiled in: what a person types becomes a value, and a value becomes what a person reads.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-i18n.h"
#include "ry-json.h"
#include "ry-kind.h"

static RyKinds *kinds;

static RyField *
find (const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  RyKind *kind = ry_kinds_get (kinds, steps[0]);
  RyField *field = ry_kind_find_field (kind, steps[1]);

  g_assert_nonnull (field);
  return steps[2] != NULL ? ry_field_find_field (field, steps[2]) : field;
}

/* Input, and the JSON it becomes; NULL where it is refused. */
static const struct {
  const char *field;
  const char *input;
  const char *json;
} inputs[] = {
  { "organisation.name", "  汐見中央病院 ", "\"汐見中央病院\"" },
  { "organisation.name", "   ", "null" },
  { "organisation.reading", "ｼｵﾐﾁｭｳｵｳ", "\"シオミチュウオウ\"" },
  { "organisation.opened_on", "H12.10.8", "\"2000-10-08\"" },
  { "organisation.opened_on", "令和8年11月22日", "\"2026-11-22\"" },
  { "organisation.opened_on", "2018/7/3", "\"2018-07-03\"" },
  { "organisation.opened_on", "そのうち", NULL },
  { "organisation.beds", "１，２００床", "1200" },
  { "organisation.beds", "0", "0" },
  { "organisation.beds", "約100", NULL },
  { "organisation.beds", "99999999999999999999", NULL },
  { "organisation.latitude", "４３．０６", "43.06" },
  { "organisation.latitude", "nan", NULL },
  { "organisation.emergency", "○", "true" },
  { "organisation.emergency", "無", "false" },
  { "organisation.emergency", "はい", "true" },
  { "organisation.emergency", "たぶん", NULL },
  { "organisation.org_kind", "病院", "\"hospital\"" },
  { "organisation.org_kind", "hospital", "\"hospital\"" },
  { "organisation.org_kind", "Day care", "\"day_care\"" },
  { "organisation.org_kind", "通所介護", "\"day_care\"" },
  { "organisation.org_kind", "ﾎｽﾋﾟﾀﾙ", NULL },
  { "organisation.postal_code", "〒０６５－０００１", "\"065-0001\"" },
  { "organisation.postal_code", "0650001", "\"065-0001\"" },
  { "organisation.postal_code", "065ー0001", "\"065-0001\"" },
  { "organisation.postal_code", "65-0001", NULL },
  { "organisation.telephone", "０００（７１１）０００１", "\"000-711-0001\"" },
  { "organisation.telephone", "(000)711-0001", "\"000-711-0001\"" },
  { "organisation.telephone", "000‐711−0001", "\"000-711-0001\"" },
  { "organisation.telephone", "0007110001", "\"0007110001\"" },
  { "organisation.telephone", "000-711-0001 内線12", "\"000-711-0001 内線12\"" },
  { "organisation.email", "ｒｅｎｋｅｉ＠example.jp", "\"renkei@example.jp\"" },
  { "organisation.email", "renkei", NULL },
  { "organisation.medical_code", "０１ １０１ １３７１９", "\"0110113719\"" },
  { "organisation.care_code", "01a0100012", "\"01A0100012\"" },
  { "organisation.departments", "内|外｜整形、病理診断科，救急科 内",
    "[\"内\",\"外\",\"整形\",\"病理診断科\",\"救急科\"]" },
  { "organisation.former_names", "[{\"key\":\"a\",\"name\":\"旧\"}]", "[{\"key\":\"a\",\"name\":\"旧\"}]" },
  { "organisation.former_names", "旧", NULL },
  { "organisation.disclosure", "{\"telephone\":\"public\"}", "{\"telephone\":\"public\"}" },
  { "organisation.disclosure", "[]", NULL },
  { "meeting.start", "19:00", "\"19:00\"" },
  { "meeting.start", "１９：００", "\"19:00\"" },
  { "meeting.start", "午後7時半", "\"19:30\"" },
  { "meeting.start", "19時5分", "\"19:05\"" },
  { "meeting.start", "7時", "\"07:00\"" },
  { "meeting.start", "1830", "\"18:30\"" },
  { "meeting.start", "25:00", NULL },
  { "meeting.start", "19:60", NULL },
  { "meeting.start", "夜", NULL },
  { "meeting.council", "council:care", "\"council:care\"" },
  { "meeting.council", "care", NULL },
};

static void
test_input (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) node = ry_field_parse_input (find (inputs[i].field), inputs[i].input, &error);

    if (inputs[i].json == NULL) {
      g_assert_error (error, RY_ERROR, RY_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, inputs[i].input));
      g_assert_null (node);
    } else {
      g_autoptr (JsonNode) expected = json_from_string (inputs[i].json, NULL);

      g_assert_no_error (error);
      if (JSON_NODE_HOLDS_NULL (node))
        g_assert_cmpstr (inputs[i].json, ==, "null");
      else if (!ry_json_node_equal (node, expected))
        g_error ("%s: %s became %s", inputs[i].field, inputs[i].input, json_to_string (node, FALSE));
    }
  }
}

static const struct {
  const char *field;
  const char *json;
  const char *display;
} displays[] = {
  { "organisation.opened_on", "\"2026-11-22\"", "令和8年11月22日" },
  { "organisation.opened_on", "\"いつか\"", "いつか" },
  { "organisation.org_kind", "\"home_nursing\"", "訪問看護ステーション" },
  { "organisation.org_kind", "\"spaceport\"", "spaceport" },
  { "organisation.emergency", "true", "はい" },
  { "organisation.emergency", "false", "いいえ" },
  { "organisation.beds", "0", "0" },
  { "organisation.latitude", "43.0625", "43.0625" },
  { "organisation.departments", "[\"内科\",\"外科\"]", "内科、外科" },
  { "organisation.departments", "[]", "" },
  { "organisation.note", "null", "" },
  { "organisation.former_names",
    "[{\"key\":\"a\",\"name\":\"旧病院\",\"until\":\"2018-03-31\"},{\"key\":\"b\",\"name\":\"元病院\"}]",
    "旧病院 平成30年3月31日、元病院" },
  { "organisation.disclosure", "{\"telephone\":\"public\"}", "telephone: public" },
};

static void
test_display (void)
{
  g_autofree char *nothing = ry_field_dup_display (find ("organisation.name"), NULL);

  g_assert_cmpstr (nothing, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (displays); i++) {
    g_autoptr (JsonNode) node = json_from_string (displays[i].json, NULL);
    g_autofree char *display = ry_field_dup_display (find (displays[i].field), node);

    g_assert_cmpstr (display, ==, displays[i].display);
  }
}

static void
test_set_input (void)
{
  g_autoptr (JsonObject) object = ry_json_parse_object ("{\"beds\":3,\"odd\":1}", -1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (ry_field_set_input (find ("organisation.beds"), object, "many", &error));
  g_assert_cmpint (ry_json_get_int (object, "beds", -1), ==, 3);
  g_assert_true (ry_field_set_input (find ("organisation.beds"), object, "4", NULL));
  g_assert_cmpint (ry_json_get_int (object, "beds", -1), ==, 4);
  g_assert_true (ry_field_set_input (find ("organisation.beds"), object, "", NULL));
  g_assert_false (json_object_has_member (object, "beds"));
  g_assert_true (json_object_has_member (object, "odd"));
}

static void
test_labels (void)
{
  g_assert_cmpstr (ry_kind_get_label (ry_kinds_get (kinds, "organisation")), ==, "会員機関");
  g_assert_cmpstr (ry_field_get_label (find ("organisation.name")), ==, "正式名称");
  g_assert_cmpstr (ry_field_get_label (find ("person.name")), ==, "氏名");
  g_assert_cmpstr (ry_field_get_label (find ("organisation.liaison_telephone")), ==, "連携室直通");
  g_assert_cmpstr (ry_field_get_code_label (find ("post.channel"), "post"), ==, "郵送");
  g_assert_null (ry_field_get_code_label (find ("post.channel"), NULL));
  g_assert_null (ry_kinds_get (kinds, "spaceship"));
  g_assert_null (ry_kinds_get (kinds, NULL));
}

/* Every label of every kind must have Japanese; a code's label too. */
static void
check_translated (RyField *field)
{
  const char *const *codes = ry_field_get_codes (field);

  if (g_str_is_ascii (ry_field_get_label (field)) && !g_str_equal (ry_field_get_label (field), "FAX"))
    g_error ("%s is not translated", ry_field_get_name (field));
  for (guint i = 0; codes[i] != NULL; i++) {
    const char *label = ry_field_get_code_label (field, codes[i]);

    if (g_str_is_ascii (label) && !g_strv_contains ((const char *const[]){ "FAX", "MSW", "Web", NULL }, label))
      g_error ("%s: %s is not translated", ry_field_get_name (field), label);
  }
  for (guint i = 0; i < ry_field_get_n_fields (field); i++)
    check_translated (ry_field_get_field (field, i));
}

/* Nothing that names a patient may ever become a field. */
static void
check_impersonal (RyField *field)
{
  static const char *const words[] = {
    "patient", "birth", "insured", "diagnosis", "患者", "被保険者", "生年月日", NULL
  };

  for (guint i = 0; words[i] != NULL; i++) {
    g_assert_null (strstr (ry_field_get_name (field), words[i]));
    g_assert_null (strstr (ry_field_get_label (field), words[i]));
  }
}

static void
test_definitions (void)
{
  const char *const *names = ry_kinds_get_names (kinds);

  g_assert_cmpuint (g_strv_length ((GStrv) names), >=, 10);
  for (guint i = 0; names[i] != NULL; i++) {
    RyKind *kind = ry_kinds_get (kinds, names[i]);

    g_assert_cmpstr (ry_kind_get_name (kind), ==, names[i]);
    g_assert_nonnull (ry_kind_find_field (kind, ry_kind_get_title_member (kind)));
    if (ry_kind_get_order_member (kind) != NULL)
      g_assert_true (ry_field_get_indexed (ry_kind_find_field (kind, ry_kind_get_order_member (kind))));
    for (guint j = 0; j < ry_kind_get_n_fields (kind); j++) {
      RyField *field = ry_kind_get_field (kind, j);

      check_translated (field);
      check_impersonal (field);
      if (ry_field_get_reference_kind (field) != NULL)
        g_assert_nonnull (ry_kinds_get (kinds, ry_field_get_reference_kind (field)));
    }
  }
  g_assert_cmpstr (ry_kind_get_keys (ry_kinds_get (kinds, "organisation"))[0], ==, "medical_code");
  g_assert_cmpstr (ry_kind_get_identity (ry_kinds_get (kinds, "organisation"))[0], ==, "name");
}

#define THREADS 4

static gpointer
read_all_thread (gpointer data)
{
  int *waiting = data;

  g_atomic_int_add (waiting, -1);
  while (g_atomic_int_get (waiting) > 0)
    ;
  return ry_kinds_new (NULL);
}

/* What is built in is registered at its first use, here by all of them at once. */
static void
test_first_use (void)
{
  GThread *threads[THREADS];
  int waiting = THREADS;

  for (guint i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("kinds", read_all_thread, &waiting);
  for (guint i = 0; i < THREADS; i++) {
    g_autoptr (RyKinds) read = g_thread_join (threads[i]);

    g_assert_nonnull (read);
  }
}

static void
test_threads (void)
{
  for (guint i = 0; i < 40; i++) {
    g_test_trap_subprocess ("/model/kind/threads/subprocess/first-use", 0, 0);
    g_test_trap_assert_passed ();
  }
}

int
main (int argc, char *argv[])
{
  int result;

  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/kind/threads", test_threads);
  g_test_add_func ("/model/kind/threads/subprocess/first-use", test_first_use);
  if (g_test_subprocess ())
    return g_test_run ();
  kinds = ry_kinds_new (NULL);
  g_assert_nonnull (kinds);
  g_test_add_func ("/model/kind/definitions", test_definitions);
  g_test_add_func ("/model/kind/labels", test_labels);
  g_test_add_func ("/model/kind/input", test_input);
  g_test_add_func ("/model/kind/set-input", test_set_input);
  g_test_add_func ("/model/kind/display", test_display);
  result = g_test_run ();
  ry_kinds_unref (kinds);
  return result;
}
