/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A need, in and out of words. The words a ward's office uses stand in a table here; the names of conditions and areas
 * come from the records. What is not understood is said, and changes nothing.
 */
#include "ry-bed-need.h"

#include <string.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-text.h"

#include <glib/gi18n-lib.h>

static const char *const function_codes[RY_N_BED_FUNCTIONS] = { "acute", "recovery", "chronic" };
static const char *const sex_codes[] = { NULL, "men", "women" };

/* What a person may type for what. */
static const struct {
  const char *word;
  RyNeedPart part;
  guint value;
} words[] = {
  { "急性期", RY_NEED_FUNCTION, RY_BED_ACUTE },
  { "高度急性期", RY_NEED_FUNCTION, RY_BED_ACUTE },
  { "acute", RY_NEED_FUNCTION, RY_BED_ACUTE },
  { "回復期", RY_NEED_FUNCTION, RY_BED_RECOVERY },
  { "リハビリ", RY_NEED_FUNCTION, RY_BED_RECOVERY },
  { "リハ", RY_NEED_FUNCTION, RY_BED_RECOVERY },
  { "recovery", RY_NEED_FUNCTION, RY_BED_RECOVERY },
  { "慢性期", RY_NEED_FUNCTION, RY_BED_CHRONIC },
  { "療養", RY_NEED_FUNCTION, RY_BED_CHRONIC },
  { "chronic", RY_NEED_FUNCTION, RY_BED_CHRONIC },
  { "男性", RY_NEED_SEX, RY_SEX_MAN },
  { "男", RY_NEED_SEX, RY_SEX_MAN },
  { "man", RY_NEED_SEX, RY_SEX_MAN },
  { "女性", RY_NEED_SEX, RY_SEX_WOMAN },
  { "女", RY_NEED_SEX, RY_SEX_WOMAN },
  { "woman", RY_NEED_SEX, RY_SEX_WOMAN },
  { "個室", RY_NEED_SINGLE, TRUE },
  { "single", RY_NEED_SINGLE, TRUE },
  { "今日", RY_NEED_START, 0 },
  { "きょう", RY_NEED_START, 0 },
  { "本日", RY_NEED_START, 0 },
  { "today", RY_NEED_START, 0 },
  { "明日", RY_NEED_START, 1 },
  { "あす", RY_NEED_START, 1 },
  { "あした", RY_NEED_START, 1 },
  { "tomorrow", RY_NEED_START, 1 },
  { "明後日", RY_NEED_START, 2 },
  { "あさって", RY_NEED_START, 2 },
  { "来週", RY_NEED_START, 7 },
};

/* Other words for what a condition is usually called. */
static const struct {
  const char *word;
  const char *named;
} synonyms[] = {
  { "ひとり暮らし", "独居" }, { "一人暮らし", "独居" }, { "ひとりぐらし", "独居" }, { "独り暮らし", "独居" },
  { "呼吸器", "人工呼吸器" }, { "胃ろう", "経管" },     { "胃瘻", "経管" },         { "中心静脈", "IVH" },
  { "ivh", "中心静脈" },      { "モルヒネ", "麻薬" },   { "オピオイド", "麻薬" },   { "保証人なし", "保証" },
  { "身元保証", "保証" },     { "bpsd", "認知症" },     { "気切", "気管切開" },     { "気管切開", "気切" },
};

static void
free_chip (gpointer data)
{
  RyNeedChip *chip = data;

  g_free (chip->value);
  g_free (chip->label);
  g_free (chip);
}

static RyNeedChip *
add_chip (GPtrArray *chips, RyNeedPart part, const char *value, char *label)
{
  RyNeedChip *chip = g_new0 (RyNeedChip, 1);

  chip->part = part;
  chip->value = g_strdup (value);
  chip->label = label;
  chip->start = chip->end = -1;
  g_ptr_array_add (chips, chip);
  return chip;
}

static char *
format_start (const char *start)
{
  g_autofree char *day = ry_date_format_iso (start, RY_DATE_MONTH_DAY);

  return g_strdup_printf (_ ("from %s"), day);
}

static const char *
get_condition_name (RyDocument *condition)
{
  const char *name = ry_document_get_string (condition, "short_name");

  return name != NULL ? name : ry_document_get_string (condition, "name");
}

static RyDocument *
find_by_id (GPtrArray *conditions, const char *id)
{
  for (guint i = 0; conditions != NULL && i < conditions->len; i++)
    if (g_strcmp0 (ry_document_get_id (g_ptr_array_index (conditions, i)), id) == 0)
      return g_ptr_array_index (conditions, i);
  return NULL;
}

/* ---- One word ---- */

static gboolean
read_fixed (RyBedNeed *self, const char *word, const char *today, RyNeedPart *part)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *folded = ry_text_fold (words[i].word);

    if (!g_str_equal (folded, word))
      continue;
    *part = words[i].part;
    if (*part == RY_NEED_FUNCTION)
      self->function = words[i].value;
    else if (*part == RY_NEED_SEX)
      self->sex = words[i].value;
    else if (*part == RY_NEED_SINGLE)
      self->single = TRUE;
    else {
      g_free (self->start);
      self->start = ry_date_shift (today, (int) words[i].value);
    }
    return TRUE;
  }
  return FALSE;
}

static gboolean
read_day (RyBedNeed *self, const char *word)
{
  g_autofree char *day = NULL;

  if (strpbrk (word, "0123456789") == NULL ||
      (strchr (word, '/') == NULL && strchr (word, '-') == NULL && strstr (word, "月") == NULL))
    return FALSE;
  day = ry_date_parse_to_iso (word);
  if (day == NULL)
    return FALSE;
  g_free (self->start);
  self->start = g_steal_pointer (&day);
  return TRUE;
}

static gboolean
is_named (RyDocument *condition, const char *word, gboolean wholly)
{
  const char *const members[] = { "name", "short_name" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *text = ry_document_get_string (condition, members[i]);
    g_autofree char *folded = text != NULL ? ry_text_fold (text) : NULL;

    if (folded != NULL && (wholly ? g_str_equal (folded, word) : strstr (folded, word) != NULL))
      return TRUE;
  }
  return FALSE;
}

/* Its whole name first, then a part of it that is longer than one letter. */
static RyDocument *
find_named (GPtrArray *conditions, const char *word)
{
  for (int wholly = 1; wholly >= 0 && g_utf8_strlen (word, -1) > 1; wholly--)
    for (guint i = 0; conditions != NULL && i < conditions->len; i++)
      if (is_named (g_ptr_array_index (conditions, i), word, wholly))
        return g_ptr_array_index (conditions, i);
  return NULL;
}

static RyDocument *
find_condition (GPtrArray *conditions, const char *word)
{
  RyDocument *condition = find_named (conditions, word);

  for (guint i = 0; condition == NULL && i < G_N_ELEMENTS (synonyms); i++) {
    g_autofree char *folded = ry_text_fold (synonyms[i].word), *named = ry_text_fold (synonyms[i].named);

    if (g_str_equal (folded, word))
      condition = find_named (conditions, named);
  }
  return condition;
}

static const char *
find_area (GPtrArray *areas, const char *word)
{
  for (guint i = 0; areas != NULL && i < areas->len; i++) {
    g_autofree char *folded = ry_text_fold (g_ptr_array_index (areas, i));

    if (*folded != '\0' && (g_str_equal (folded, word) || (g_str_has_prefix (word, folded) &&
                                                           g_utf8_strlen (word, -1) <= g_utf8_strlen (folded, -1) + 2)))
      return g_ptr_array_index (areas, i);
  }
  return NULL;
}

/* 「から」 says no more than the day before it. */
static char *
fold_word (const char *word, gsize length)
{
  g_autofree char *raw = g_strndup (word, length);
  g_autofree char *plain = ry_text_nfkc (raw);
  static const char *const tails[] = { "から", "より", "希望", "可" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    if (g_str_has_suffix (plain, tails[i]) && strlen (plain) > strlen (tails[i]))
      plain[strlen (plain) - strlen (tails[i])] = '\0';
  return strpbrk (plain, "0123456789") != NULL ? g_steal_pointer (&plain) : ry_text_fold (plain);
}

static RyNeedChip *
read_word (RyBedNeed *self,
           const char *word,
           const char *shown,
           GPtrArray *conditions,
           GPtrArray *areas,
           const char *today,
           GPtrArray *chips)
{
  g_autofree char *folded = ry_text_fold (word);
  RyDocument *condition;
  const char *area;
  RyNeedPart part;

  if (read_fixed (self, folded, today, &part)) {
    if (part == RY_NEED_START)
      return add_chip (chips, part, NULL, format_start (self->start));
    return add_chip (chips, part, NULL,
                     g_strdup (part == RY_NEED_FUNCTION  ? ry_bed_function_get_name (self->function)
                               : part == RY_NEED_SINGLE  ? _ ("Single room")
                               : self->sex == RY_SEX_MAN ? _ ("Man")
                                                         : _ ("Woman")));
  }
  if (read_day (self, word))
    return add_chip (chips, RY_NEED_START, NULL, format_start (self->start));
  condition = find_condition (conditions, folded);
  if (condition != NULL) {
    if (!g_ptr_array_find_with_equal_func (self->conditions, ry_document_get_id (condition), g_str_equal, NULL))
      g_ptr_array_add (self->conditions, g_strdup (ry_document_get_id (condition)));
    return add_chip (chips, RY_NEED_CONDITION, ry_document_get_id (condition),
                     g_strdup_printf (_ ("%s: yes"), get_condition_name (condition)));
  }
  area = find_area (areas, folded);
  if (area == NULL)
    return add_chip (chips, RY_NEED_UNKNOWN, shown, g_strdup_printf (_ ("“%s” is not known here"), shown));
  g_free (self->area);
  self->area = g_strdup (area);
  return add_chip (chips, RY_NEED_AREA, NULL, g_strdup (area));
}

/**
 * ry_bed_need_new:
 *
 * Returns: (transfer full): a need of any bed
 */
RyBedNeed *
ry_bed_need_new (void)
{
  RyBedNeed *self = g_new0 (RyBedNeed, 1);

  self->function = RY_N_BED_FUNCTIONS;
  self->conditions = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * ry_bed_need_free:
 * @self: (transfer full): a need
 *
 * Frees it.
 */
void
ry_bed_need_free (RyBedNeed *self)
{
  g_ptr_array_unref (self->conditions);
  g_free (self->start);
  g_free (self->area);
  g_free (self);
}

/**
 * ry_bed_need_copy:
 * @self: a need
 *
 * Returns: (transfer full): another that says the same
 */
RyBedNeed *
ry_bed_need_copy (const RyBedNeed *self)
{
  RyBedNeed *copy = ry_bed_need_new ();

  copy->function = self->function;
  copy->sex = self->sex;
  copy->single = self->single;
  copy->start = g_strdup (self->start);
  copy->area = g_strdup (self->area);
  for (guint i = 0; i < self->conditions->len; i++)
    g_ptr_array_add (copy->conditions, g_strdup (g_ptr_array_index (self->conditions, i)));
  return copy;
}

/**
 * ry_bed_need_is_empty:
 * @self: a need
 *
 * Returns: whether it asks for nothing in particular
 */
gboolean
ry_bed_need_is_empty (const RyBedNeed *self)
{
  return self->function == RY_N_BED_FUNCTIONS && self->sex == RY_SEX_ANY && !self->single &&
         self->conditions->len == 0 && self->start == NULL && self->area == NULL;
}

/**
 * ry_bed_need_drop:
 * @self: a need
 * @part: what is given up
 * @value: (nullable): of which condition
 *
 * Asks for less.
 */
void
ry_bed_need_drop (RyBedNeed *self, RyNeedPart part, const char *value)
{
  guint at;

  if (part == RY_NEED_FUNCTION)
    self->function = RY_N_BED_FUNCTIONS;
  else if (part == RY_NEED_SEX)
    self->sex = RY_SEX_ANY;
  else if (part == RY_NEED_SINGLE)
    self->single = FALSE;
  else if (part == RY_NEED_START)
    g_clear_pointer (&self->start, g_free);
  else if (part == RY_NEED_AREA)
    g_clear_pointer (&self->area, g_free);
  else if (part == RY_NEED_CONDITION && value != NULL &&
           g_ptr_array_find_with_equal_func (self->conditions, value, g_str_equal, &at))
    g_ptr_array_remove_index (self->conditions, at);
}

/**
 * ry_bed_need_to_json:
 * @self: a need
 *
 * Returns: (transfer full): as it stands in an enquiry
 */
JsonObject *
ry_bed_need_to_json (const RyBedNeed *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *conditions = json_array_new ();

  if (self->function < RY_N_BED_FUNCTIONS)
    ry_json_set_string (object, "function", function_codes[self->function]);
  ry_json_set_string (object, "sex", sex_codes[self->sex]);
  if (self->single)
    json_object_set_boolean_member (object, "single", TRUE);
  for (guint i = 0; i < self->conditions->len; i++)
    json_array_add_string_element (conditions, g_ptr_array_index (self->conditions, i));
  if (self->conditions->len > 0)
    json_object_set_array_member (object, "conditions", json_array_ref (conditions));
  ry_json_set_string (object, "start", self->start);
  ry_json_set_string (object, "area", self->area);
  json_array_unref (conditions);
  return object;
}

/**
 * ry_bed_need_from_json:
 * @object: (nullable): what stands in an enquiry
 *
 * Returns: (transfer full): the need; what is not understood is left out
 */
RyBedNeed *
ry_bed_need_from_json (JsonObject *object)
{
  RyBedNeed *self = ry_bed_need_new ();
  JsonArray *conditions = object != NULL ? ry_json_get_array (object, "conditions") : NULL;

  if (object == NULL)
    return self;
  for (guint i = 0; i < RY_N_BED_FUNCTIONS; i++)
    if (g_strcmp0 (ry_json_get_string (object, "function"), function_codes[i]) == 0)
      self->function = i;
  for (RySex sex = RY_SEX_MAN; sex <= RY_SEX_WOMAN; sex++)
    if (g_strcmp0 (ry_json_get_string (object, "sex"), sex_codes[sex]) == 0)
      self->sex = sex;
  self->single = ry_json_get_boolean (object, "single", FALSE);
  for (guint i = 0; conditions != NULL && i < json_array_get_length (conditions); i++) {
    JsonNode *node = json_array_get_element (conditions, i);

    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_ptr_array_add (self->conditions, g_strdup (json_node_get_string (node)));
  }
  self->start = g_strdup (ry_json_get_string (object, "start"));
  self->area = g_strdup (ry_json_get_string (object, "area"));
  return self;
}

/**
 * ry_bed_need_parse:
 * @text: what somebody typed, words parted by spaces of any width
 * @conditions: (nullable) (element-type RyDocument): the conditions there are
 * @areas: (nullable) (element-type utf8): the areas there are
 * @today: the day from which "tomorrow" counts, ISO 8601
 * @chips: (out) (optional) (transfer full) (element-type RyNeedChip): what was understood, a chip a word
 *
 * Returns: (transfer full): the need
 */
RyBedNeed *
ry_bed_need_parse (const char *text, GPtrArray *conditions, GPtrArray *areas, const char *today, GPtrArray **chips)
{
  RyBedNeed *self = ry_bed_need_new ();
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (free_chip);
  const char *p = text;

  while (*p != '\0') {
    const char *start = p;
    gunichar letter = g_utf8_get_char (p);

    while (*p != '\0' && !g_unichar_isspace (letter) && letter != 0x3001 && letter != ',') {
      p = g_utf8_next_char (p);
      letter = g_utf8_get_char (p);
    }
    if (p > start) {
      g_autofree char *word = fold_word (start, (gsize) (p - start));
      g_autofree char *shown = g_strndup (start, (gsize) (p - start));
      RyNeedChip *chip = read_word (self, word, shown, conditions, areas, today, found);

      chip->start = (int) (start - text);
      chip->end = (int) (p - text);
    }
    if (*p != '\0')
      p = g_utf8_next_char (p);
  }
  if (chips != NULL)
    *chips = g_steal_pointer (&found);
  return self;
}

/**
 * ry_bed_need_list_chips:
 * @self: a need
 * @conditions: (nullable) (element-type RyDocument): the conditions there are
 *
 * Returns: (transfer full) (element-type RyNeedChip): what it asks, a chip a criterion
 */
GPtrArray *
ry_bed_need_list_chips (const RyBedNeed *self, GPtrArray *conditions)
{
  GPtrArray *chips = g_ptr_array_new_with_free_func (free_chip);

  if (self->function < RY_N_BED_FUNCTIONS)
    add_chip (chips, RY_NEED_FUNCTION, NULL, g_strdup (ry_bed_function_get_name (self->function)));
  if (self->sex != RY_SEX_ANY)
    add_chip (chips, RY_NEED_SEX, NULL, g_strdup (self->sex == RY_SEX_MAN ? _ ("Man") : _ ("Woman")));
  if (self->single)
    add_chip (chips, RY_NEED_SINGLE, NULL, g_strdup (_ ("Single room")));
  for (guint i = 0; i < self->conditions->len; i++) {
    RyDocument *condition = find_by_id (conditions, g_ptr_array_index (self->conditions, i));

    add_chip (chips, RY_NEED_CONDITION, g_ptr_array_index (self->conditions, i),
              g_strdup (condition != NULL ? get_condition_name (condition) : _ ("a condition that is not here")));
  }
  if (self->start != NULL)
    add_chip (chips, RY_NEED_START, NULL, format_start (self->start));
  if (self->area != NULL)
    add_chip (chips, RY_NEED_AREA, NULL, g_strdup (self->area));
  return chips;
}

/**
 * ry_bed_need_format:
 * @self: a need
 * @conditions: (nullable) (element-type RyDocument): the conditions there are
 *
 * Returns: (transfer full): it in one line
 */
char *
ry_bed_need_format (const RyBedNeed *self, GPtrArray *conditions)
{
  g_autoptr (GPtrArray) chips = ry_bed_need_list_chips (self, conditions);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chips->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? _ (", ") : "", ((RyNeedChip *) g_ptr_array_index (chips, i))->label);
  return g_string_free (out, FALSE);
}

/**
 * ry_need_chip_cut:
 * @text: the text it was read from
 * @chip: a chip
 *
 * Returns: (transfer full): the text without the chip's words
 */
char *
ry_need_chip_cut (const char *text, const RyNeedChip *chip)
{
  g_autofree char *before = chip->start >= 0 ? g_strndup (text, (gsize) chip->start) : g_strdup (text);
  const char *after = chip->start >= 0 ? text + chip->end : "";
  gboolean between;

  g_strchomp (before);
  while (g_unichar_isspace (g_utf8_get_char (after)))
    after = g_utf8_next_char (after);
  while (g_str_has_suffix (before, "\u3000"))
    before[strlen (before) - strlen ("\u3000")] = '\0';
  between = *before != '\0' && *after != '\0';
  return g_strconcat (before, between ? "\u3000" : "", after, NULL);
}
