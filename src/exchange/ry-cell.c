/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells of lists made by other offices. What a form would take is left to the field (ry_field_parse_input());
 * here is what only lists have: dashes for "none", names in half-width katakana, codes whose leading zero a
 * spreadsheet has eaten, departments joined with | inside 「」. Nothing here may depend on the language or
 * the clock of the machine: two desktops must read one file alike.
 */
#include "ry-cell.h"

#include "ry-char.h"
#include "ry-date.h"
#include "ry-error.h"
#include "ry-text.h"
#include "ry-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Said for "nothing" in cells that are no prose. */
static const char *const nothing_words[] = { "-", "--",   "―",    "—",    "–",    "ー",       "…", "*",
                                             "/", "なし", "無し", "不明", "未定", "該当なし", NULL };

/* Signs for yes that stand in columns of lists only. */
static const char *const yes_signs[] = { "●", "◎", "✔", "■", "レ点", NULL };

static const struct {
  const char *word;
  const char *kind;
} kinds_by_name[] = {
  { "地域包括支援センター", "support_centre" },
  { "訪問看護", "home_nursing" },
  { "居宅介護支援", "care_management" },
  { "ケアプラン", "care_management" },
  { "デイサービス", "day_care" },
  { "通所介護", "day_care" },
  { "社会福祉協議会", "social_welfare_council" },
  { "歯科", "dental" },
  { "デンタル", "dental" },
  { "薬局", "pharmacy" },
  { "ファーマシー", "pharmacy" },
  { "病院", "hospital" },
  { "医療センター", "hospital" },
  { "診療所", "clinic" },
  { "クリニック", "clinic" },
  { "医院", "clinic" },
};

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0xfeff || c == 0x200b || c == 0x1a;
}

static gboolean
is_half_width_kana (gunichar c)
{
  return c >= 0xff66 && c <= 0xff9f;
}

/* Prose stays as it was typed, but for half-width katakana, which no one types on purpose. */
static char *
widen_kana (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0';) {
    const char *end = p;

    while (is_half_width_kana (ry_char_get (end)))
      end = g_utf8_next_char (end);
    if (end > p) {
      g_autofree char *piece = g_strndup (p, end - p);
      g_autofree char *wide = ry_text_nfkc (piece);

      g_string_append (out, wide);
      p = end;
    } else {
      ry_char_append (out, ry_char_get (p));
      p = g_utf8_next_char (p);
    }
  }
  return g_string_free (out, FALSE);
}

/* Digits and hyphens of an address as the post office prints them; everything else as typed. */
static char *
narrow_numbers (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));
  gunichar before = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = ry_char_get (p);

    if (c >= 0xff10 && c <= 0xff19)
      c = c - 0xff10 + '0';
    else if ((c == 0xff0d || c == 0x2212 || (c >= 0x2010 && c <= 0x2015) || c == 0x30fc) && before < 0x80 &&
             g_ascii_isdigit (before))
      c = '-';
    ry_char_append (out, c);
    before = c;
  }
  return g_string_free (out, FALSE);
}

static gboolean
is_address (RyField *field)
{
  return strcmp (ry_field_get_name (field), "address") == 0 || strcmp (ry_field_get_name (field), "building") == 0;
}

static gboolean
is_prose (RyFieldType type)
{
  return type == RY_FIELD_TEXT || type == RY_FIELD_LONG_TEXT || type == RY_FIELD_READING;
}

static gboolean
is_office_code (RyFieldType type)
{
  return type == RY_FIELD_MEDICAL_CODE || type == RY_FIELD_CARE_CODE || type == RY_FIELD_CORPORATE_NUMBER ||
         type == RY_FIELD_MUNICIPALITY_CODE;
}

static JsonNode *
string_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static void
add_element (JsonArray *array, GString *element)
{
  g_autofree char *trimmed = ry_cell_trim (element->str);

  g_string_truncate (element, 0);
  if (*trimmed == '\0')
    return;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (strcmp (json_array_get_string_element (array, i), trimmed) == 0)
      return;
  json_array_add_string_element (array, trimmed);
}

/* 「糖尿病|内分泌内科」 is one department: the brackets hold it together, and its parts are joined with ・.
 */
static JsonNode *
read_set (const char *text)
{
  g_autoptr (GString) element = g_string_new (NULL);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  gboolean bracket = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = ry_char_get (p);
    gboolean separator = strchr ("|,;\n\t", c < 0x80 ? (int) c : 'x') != NULL || c == 0xff5c || c == 0xff0c ||
                         c == 0x3001 || c == 0xff1b;

    if (c == 0x300c || c == 0x300d)
      bracket = c == 0x300c;
    else if (separator && bracket)
      g_string_append (element, "・");
    else if (separator)
      add_element (array, element);
    else
      ry_char_append (element, c);
  }
  add_element (array, element);
  json_node_take_array (node, array);
  return node;
}

/*
 * Codes of offices begin with the number of the prefecture, and in those before the tenth a spreadsheet eats
 * the zero. It is given back where the check digit then agrees.
 */
static char *
give_back_zero (RyFieldType type, const char *code)
{
  gsize length = type == RY_FIELD_MUNICIPALITY_CODE ? 6 : 10;
  g_autofree char *padded = g_strconcat ("0", code, NULL);
  g_autofree char *fault = NULL;

  if (type == RY_FIELD_CORPORATE_NUMBER || strlen (code) != length - 1 || strspn (code, "0123456789") != length - 1)
    return NULL;
  fault = ry_validate_code (type, padded);
  return fault == NULL ? g_steal_pointer (&padded) : NULL;
}

static gboolean
read_office_code (RyField *field, const char *text, JsonNode **value, GError **error)
{
  RyFieldType type = ry_field_get_value_type (field);
  g_autofree char *normal = ry_text_nfkc (text);
  g_autofree char *padded = NULL;

  if (strstr (normal, "E+") != NULL) {
    g_set_error (error, RY_ERROR, RY_ERROR_INVALID, _ ("%s: the spreadsheet has shortened “%s”; its digits are lost."),
                 ry_field_get_label (field), text);
    return FALSE;
  }
  *value = ry_field_parse_input (field, text, error);
  if (*value == NULL || !JSON_NODE_HOLDS_VALUE (*value))
    return *value != NULL;
  padded = give_back_zero (type, json_node_get_string (*value));
  if (padded != NULL)
    json_node_set_string (*value, padded);
  return TRUE;
}

/* Nobody looks at every day of a list, so that an era is not guessed here. */
static JsonNode *
read_date (RyField *field, const char *text, GError **error)
{
  g_autofree char *iso = ry_date_parse_to_iso (text);
  g_autofree char *fault = iso == NULL ? ry_date_describe_fault (text) : NULL;

  if (iso != NULL)
    return string_node (iso);
  g_set_error (error, RY_ERROR, RY_ERROR_INVALID, _ ("%s: %s"), ry_field_get_label (field), fault);
  return NULL;
}

static JsonNode *
read_prose (RyField *field, const char *text)
{
  g_autofree char *read = NULL;

  if (is_address (field))
    read = narrow_numbers (text);
  else if (ry_field_get_value_type (field) == RY_FIELD_READING)
    read = ry_text_to_hiragana (text);
  else
    read = widen_kana (text);
  return string_node (read);
}

static gboolean
says_nothing (RyField *field, const char *cell)
{
  g_autofree char *normal = NULL;

  if (*cell == '\0')
    return TRUE;
  if (g_ascii_isalnum (*cell) || is_prose (ry_field_get_value_type (field)) || strlen (cell) > 16)
    return FALSE;
  normal = ry_text_nfkc (cell);
  return g_strv_contains (nothing_words, normal);
}

/* The end of the first of 市, 町 and 村 that ends a place's name; 四日市市 and 余市町 are names too. */
static const char *
find_municipality_end (const char *text)
{
  int n = 0;

  for (const char *p = text; *p != '\0' && n < 8; p = g_utf8_next_char (p), n++) {
    const char *next = g_utf8_next_char (p);
    gboolean city = g_str_has_prefix (p, "市");

    if (n == 0 || !(city || g_str_has_prefix (p, "町") || g_str_has_prefix (p, "村")))
      continue;
    if (city && (g_str_has_prefix (next, "市") || g_str_has_prefix (next, "町")))
      continue;
    return next;
  }
  return NULL;
}

/* A ward directly after the city: three characters at most, and no digit among them. */
static const char *
find_ward_end (const char *text)
{
  int n = 0;

  for (const char *p = text; *p != '\0' && n < 4; p = g_utf8_next_char (p), n++) {
    if (n > 0 && g_str_has_prefix (p, "区"))
      return p + strlen ("区");
    if (g_unichar_isdigit (ry_char_get (p)) || g_str_has_prefix (p, "町"))
      return NULL;
  }
  return NULL;
}

static const char *
skip_prefecture (const char *address)
{
  static const char *const names[] = { "北海道", "東京都", "大阪府", "京都府" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (address, names[i]))
      return address + strlen (names[i]);
  for (int n = 0, i = 0; n < 4 && address[i] != '\0'; n++, i += g_utf8_skip[(guchar) address[i]])
    if (n >= 2 && g_str_has_prefix (address + i, "県"))
      return address + i + strlen ("県");
  return address;
}

static const char *
skip_county (const char *text)
{
  const char *county = strstr (text, "郡");

  /* 郡山市 begins with it, 大和郡山市 and 蒲郡市 hold it. */
  if (county == NULL || county == text || g_utf8_strlen (text, county - text) > 4)
    return text;
  county += strlen ("郡");
  return g_str_has_prefix (county, "市") || g_str_has_prefix (county, "山市") || *county == '\0' ? text : county;
}

/* The line break of a spreadsheet of Windows is two characters and one break. */
static void
fold_breaks (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (!(from[0] == '\r' && from[1] == '\n'))
      *to++ = strchr ("\r\n\t", *from) != NULL ? ' ' : *from;
  *to = '\0';
}

/**
 * ry_cell_trim:
 * @text: a cell
 *
 * Returns: (transfer full): @text without space of any width around it, and with one space for each line
 * break
 */
char *
ry_cell_trim (const char *text)
{
  const char *begin = text, *end = text + strlen (text);
  char *trimmed;

  while (*begin != '\0' && is_space (ry_char_get (begin)))
    begin = g_utf8_next_char (begin);
  while (end > begin && is_space (ry_char_get (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  trimmed = g_strndup (begin, end - begin);
  fold_breaks (trimmed);
  return trimmed;
}

/**
 * ry_cell_read:
 * @field: the field that the column fills
 * @text: the cell
 * @value: (out) (nullable): the value; %NULL where the cell says nothing
 * @error: return location
 *
 * Returns: %FALSE with %RY_ERROR_INVALID and a sentence where the cell cannot be read
 */
gboolean
ry_cell_read (RyField *field, const char *text, JsonNode **value, GError **error)
{
  g_autofree char *trimmed = ry_cell_trim (text);
  RyFieldType type = ry_field_get_value_type (field);

  *value = NULL;
  if (says_nothing (field, trimmed))
    return TRUE;
  if (is_prose (type))
    *value = read_prose (field, trimmed);
  else if (type == RY_FIELD_SET)
    *value = read_set (text);
  else if (type == RY_FIELD_BOOLEAN && g_strv_contains (yes_signs, trimmed))
    *value = json_node_init_boolean (json_node_alloc (), TRUE);
  else if (type == RY_FIELD_DATE)
    *value = read_date (field, trimmed, error);
  else if (is_office_code (type))
    return read_office_code (field, trimmed, value, error);
  else
    *value =
        ry_field_parse_input (field, trimmed, type == RY_FIELD_POSTAL_CODE || type == RY_FIELD_EMAIL ? NULL : error);
  /* Faults of these are for a person to see beside the field, and no reason to leave an office out. */
  if (*value == NULL && (type == RY_FIELD_POSTAL_CODE || type == RY_FIELD_EMAIL))
    *value = string_node (trimmed);
  if (*value != NULL && JSON_NODE_HOLDS_NULL (*value))
    g_clear_pointer (value, json_node_free);
  else if (*value == NULL)
    return FALSE;
  return TRUE;
}

/**
 * ry_cell_get_conversion:
 * @field: a field
 *
 * Returns: (nullable): what is done to cells on their way into @field, in two or three translated words
 */
const char *
ry_cell_get_conversion (RyField *field)
{
  switch (ry_field_get_value_type (field)) {
  case RY_FIELD_DATE:
    return _ ("eras are read");
  case RY_FIELD_READING:
    return _ ("as hiragana");
  case RY_FIELD_SET:
    return _ ("split up");
  case RY_FIELD_BOOLEAN:
    return _ ("○ is yes");
  case RY_FIELD_TELEPHONE:
  case RY_FIELD_POSTAL_CODE:
  case RY_FIELD_NUMBER:
  case RY_FIELD_DECIMAL:
  case RY_FIELD_MEDICAL_CODE:
  case RY_FIELD_CARE_CODE:
  case RY_FIELD_CORPORATE_NUMBER:
  case RY_FIELD_MUNICIPALITY_CODE:
    return _ ("half-width digits");
  default:
    return is_address (field) ? _ ("half-width digits") : NULL;
  }
}

/**
 * ry_cell_dup_area:
 * @address: an address in Japan, with or without its prefecture
 *
 * Returns: (transfer full) (nullable): the municipality, with its ward where it has wards (札幌市東区,
 * 函館市, 遠軽町); %NULL where none can be told
 */
char *
ry_cell_dup_area (const char *address)
{
  const char *begin = skip_prefecture (address);
  const char *end, *ward;

  while (is_space (ry_char_get (begin)) && *begin != '\0')
    begin = g_utf8_next_char (begin);
  ward = find_ward_end (begin);
  begin = ward == NULL ? skip_county (begin) : begin;
  end = ward == NULL ? find_municipality_end (begin) : ward;
  if (end == NULL)
    return NULL;
  if (g_str_has_prefix (end - strlen ("市"), "市") && (ward = find_ward_end (end)) != NULL)
    end = ward;
  return g_strndup (begin, end - begin);
}

/**
 * ry_cell_guess_kind:
 * @name: an organisation's name
 *
 * Returns: (nullable): the code of its kind where the name says it
 */
const char *
ry_cell_guess_kind (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds_by_name); i++)
    if (strstr (name, kinds_by_name[i].word) != NULL)
      return kinds_by_name[i].kind;
  return NULL;
}
