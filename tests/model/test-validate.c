/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is refused, what only warns, and what is let through; and the check digits.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-i18n.h"
#include "ry-json.h"
#include "ry-validate.h"

static RyKinds *kinds;

/* A document, and its faults in order: '!' refused or '?' warned, the field, and a part of the sentence. */
static const struct {
  const char *json;
  const char *faults;
} documents[] = {
  { "{\"kind\":\"organisation\",\"name\":\"汐見病院\"}", "" },
  { "{\"kind\":\"organisation\",\"name\":\"汐見病院\",\"from_the_future\":{\"a\":[1]}}", "" },
  { "{}", "!kind種類" },
  { "{\"kind\":\"spaceship\"}", "!kindspaceship" },
  { "{\"kind\":\"organisation\"}", "!name正式名称" },
  { "{\"kind\":\"organisation\",\"name\":\"\"}", "!name正式名称" },
  { "{\"kind\":\"organisation\",\"name\":null}", "!name正式名称" },
  { "{\"kind\":\"organisation\",\"name\":7}", "!name文字" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"beds\":\"12\"}", "!beds整数" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"beds\":1.5}", "!beds整数" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"latitude\":43}", "" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"emergency\":\"yes\"}", "!emergencyはい" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"departments\":\"内科\"}", "!departments一覧" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"departments\":[1]}", "!departments文字" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"disclosure\":[1]}", "!disclosure組" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"org_kind\":\"castle\"}", "!org_kindcastle" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"closed_on\":\"2026-02-29\"}", "!closed_on暦" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"closed_on\":\"2024-02-29\"}", "" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"closed_on\":\"H30.7.1\"}", "!closed_on暦" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"closed_on\":\"\"}", "" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"postal_code\":\"0650001\"}", "?postal_code000-0000" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"telephone\":\"なし\"}", "?telephone代表電話" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"email\":\"x\"}", "?emailメール" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"medical_code\":\"0110113718\"}", "?medical_code9" },
  { "{\"kind\":\"organisation\",\"medical_code\":\"0110113718\"}", "!name正式名称|?medical_code9" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"former_names\":[{\"key\":\"k\",\"name\":\"b\",\"until\":\"x\"}]}",
    "!former_names旧名称 1番目" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"former_names\":[{\"name\":\"b\"}]}", "!former_names鍵" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"former_names\":[{\"key\":\"k\"},{\"key\":\"k\"}]}",
    "!former_names2番目" },
  { "{\"kind\":\"organisation\",\"name\":\"a\",\"former_names\":[\"b\"]}", "!former_names項目" },
  { "{\"kind\":\"post\",\"person\":\"person:1\",\"organisation\":\"organisation:1\"}", "" },
  { "{\"kind\":\"post\",\"person\":\"organisation:1\",\"organisation\":\"organisation:1\"}", "!person別の種類" },
  { "{\"kind\":\"post\",\"person\":\"personal:1\",\"organisation\":\"organisation:1\"}", "!person別の種類" },
  { "{\"kind\":\"post\",\"person\":\"someone\",\"organisation\":\"organisation:\"}", "!personID|!organisationID" },
  { "{\"kind\":\"meeting\",\"title\":\"a\",\"council\":\"council:a\",\"date\":\"2026-01-01\",\"start\":\"24:00\"}",
    "!start時刻" },
  { "{\"kind\":\"meeting\",\"title\":\"a\",\"council\":\"council:a\",\"date\":\"2026-01-01\",\"start\":\"9:00\"}",
    "!start時刻" },
  { "{\"kind\":\"meeting\",\"title\":\"a\",\"council\":\"council:a\",\"date\":\"2026-01-01\",\"blocks\":[{\"key\":"
    "\"b\",\"type\":\"song\"}]}",
    "!blockssong" },
};

static void
test_documents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++) {
    g_autoptr (JsonObject) document = ry_json_parse_object (documents[i].json, -1, NULL);
    g_autoptr (GPtrArray) faults = ry_validate (kinds, document);
    g_auto (GStrv) expected = g_strsplit (documents[i].faults, "|", -1);
    g_autoptr (GError) error = NULL;

    if (faults->len != g_strv_length (expected))
      g_error ("%s: %u faults", documents[i].json, faults->len);
    for (guint j = 0; j < faults->len; j++) {
      RyFault *fault = g_ptr_array_index (faults, j);

      g_assert_cmpint (fault->level, ==, expected[j][0] == '!' ? RY_FAULT_REFUSED : RY_FAULT_WARNING);
      g_assert_true (g_str_has_prefix (expected[j] + 1, fault->field));
      if (strstr (fault->sentence, expected[j] + 1 + strlen (fault->field)) == NULL)
        g_error ("%s: %s", documents[i].json, fault->sentence);
    }
    if (strchr (documents[i].faults, '!') != NULL) {
      g_assert_false (ry_validate_or_error (kinds, document, &error));
      g_assert_error (error, RY_ERROR, RY_ERROR_INVALID);
    } else {
      g_assert_true (ry_validate_or_error (kinds, document, &error));
    }
  }
}

/* Codes, and the digit that was expected; NULL where the code is right. */
static const struct {
  RyFieldType type;
  const char *code;
  const char *expected;
} codes[] = {
  { RY_FIELD_MEDICAL_CODE, "0110113719", NULL },
  { RY_FIELD_MEDICAL_CODE, "0110113712", " 9 " },
  { RY_FIELD_MEDICAL_CODE, "0110123719", " 8 " },
  { RY_FIELD_MEDICAL_CODE, "110113719", "10" },
  { RY_FIELD_MEDICAL_CODE, "01101137190", "10" },
  { RY_FIELD_MEDICAL_CODE, "01A0113719", "10" },
  { RY_FIELD_MEDICAL_CODE, "", NULL },
  { RY_FIELD_CARE_CODE, "0170101950", NULL },
  { RY_FIELD_CARE_CODE, "0170101951", " 0 " },
  { RY_FIELD_CARE_CODE, "01A0100013", NULL },
  { RY_FIELD_CARE_CODE, "01I0100015", "10" },
  { RY_FIELD_CARE_CODE, "A1A0100015", "10" },
  { RY_FIELD_CORPORATE_NUMBER, "4011001098993", NULL },
  { RY_FIELD_CORPORATE_NUMBER, "5011001098993", " 4 " },
  { RY_FIELD_CORPORATE_NUMBER, "4011001098", "13" },
  { RY_FIELD_MUNICIPALITY_CODE, "011037", NULL },
  { RY_FIELD_MUNICIPALITY_CODE, "011011", NULL },
  { RY_FIELD_MUNICIPALITY_CODE, "011002", NULL },
  { RY_FIELD_MUNICIPALITY_CODE, "011038", " 7 " },
  { RY_FIELD_MUNICIPALITY_CODE, "01103", "6" },
  { RY_FIELD_TEXT, "whatever", NULL },
};

static void
test_codes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autofree char *sentence = ry_validate_code (codes[i].type, codes[i].code);

    if (codes[i].expected == NULL)
      g_assert_cmpstr (sentence, ==, NULL);
    else if (sentence == NULL || strstr (sentence, codes[i].expected) == NULL)
      g_error ("%s: %s", codes[i].code, sentence);
  }
  g_assert_null (ry_validate_code (RY_FIELD_MEDICAL_CODE, NULL));
}

int
main (int argc, char *argv[])
{
  int result;

  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  kinds = ry_kinds_new (NULL);
  g_assert_nonnull (kinds);
  g_test_add_func ("/model/validate/documents", test_documents);
  g_test_add_func ("/model/validate/codes", test_codes);
  result = g_test_run ();
  ry_kinds_unref (kinds);
  return result;
}
