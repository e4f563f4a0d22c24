/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Headings by their words. Each cell of the rows above the data is looked at by itself, a merged one for every column
 * that it spans; one that spans most of the sheet is its title and says nothing of a column.
 */
#include "ry-ward-columns.h"

#include <stdlib.h>
#include <string.h>

#include "ry-text.h"

#define TITLE_COLUMNS 40 /* a cell as wide as this is no heading of a column */
#define FEWEST_DIGITS 7

static const struct {
  const char *name;        /* for a person who is told that it is missing */
  const char *wanted[4];   /* one of these */
  const char *unwanted[6]; /* and none of these */
  gboolean required;
} headings[RY_N_WARD_COLUMNS] = {
  [RY_WARD_COLUMN_CODE] = { "医療機関コード", { "医療機関コード" }, { NULL }, TRUE },
  [RY_WARD_COLUMN_HOSPITAL] = { "医療機関名", { "医療機関名" }, { NULL }, FALSE },
  [RY_WARD_COLUMN_WARD] = { "病棟名", { "病棟名" }, { NULL }, TRUE },
  [RY_WARD_COLUMN_FUNCTION] = { "機能",
                                { "時点の機能", "医療機能", "病床機能", "機能区分" },
                                { "予定", "病床機能報告", "今後", "年後", "方向", "見込" },
                                TRUE },
  [RY_WARD_COLUMN_FEE] = { "入院料",
                           { "入院基本料", "入院料" },
                           { "病床数", "件数", "届出", "レセプト", "回数", "患者" },
                           FALSE },
};

static const char *const bed_words[] = { "許可病床", "稼働病床" };
static const char *const bed_unwanted[] = { "うち", "上記", "医療療養", "介護療養", "最大", "最小", "削減", NULL };

/* As it is compared: one width, no space, no line break. */
static char *
fold (const char *text)
{
  g_autofree char *nfkc = ry_text_nfkc (text);
  GString *out = g_string_new (NULL);

  for (const char *p = nfkc; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!g_unichar_isspace (c))
      g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

static gboolean
contains_any (const char *text, const char *const *words, guint n)
{
  for (guint i = 0; i < n && words[i] != NULL; i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* ---- Cells of the head ---- */

/* What stands above each column, from top to bottom: column → GPtrArray of folded text. */
static GPtrArray *
create_stacks (guint n_columns)
{
  GPtrArray *stacks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (stacks, g_ptr_array_new_with_free_func (g_free));
  return stacks;
}

static guint
get_span (GArray *merges, guint row, guint column)
{
  for (guint i = 0; merges != NULL && i < merges->len; i++) {
    const RyWorkbookMerge *merge = &g_array_index (merges, RyWorkbookMerge, i);

    if (merge->row == row && merge->column == column)
      return merge->last_column - merge->column + 1;
  }
  return 1;
}

static const char *
get_cell (GPtrArray *rows, guint row, guint column)
{
  GPtrArray *cells = row < rows->len ? g_ptr_array_index (rows, row) : NULL;

  return cells != NULL && column < cells->len ? g_ptr_array_index (cells, column) : NULL;
}

static GPtrArray *
stack_headings (GPtrArray *rows, GArray *merges, guint n_rows, guint n_columns)
{
  GPtrArray *stacks = create_stacks (n_columns);

  for (guint row = 0; row < n_rows; row++)
    for (guint column = 0; column < n_columns; column++) {
      const char *cell = get_cell (rows, row, column);
      g_autofree char *text = cell != NULL && *cell != '\0' ? fold (cell) : NULL;
      guint span = text != NULL ? get_span (merges, row, column) : 0;

      if (text == NULL || span >= TITLE_COLUMNS)
        continue;
      for (guint i = column; i < MIN (column + span, n_columns); i++)
        g_ptr_array_add (g_ptr_array_index (stacks, i), g_strdup (text));
    }
  return stacks;
}

/* ---- Where the data begins ---- */

/**
 * ry_ward_code_parse:
 * @text: (nullable): the code of a medical institution as it stands in a cell
 *
 * A workbook that took it for a number has lost the zero in front.
 *
 * Returns: (transfer full) (nullable): its digits, 10 of them or, without prefecture and kind, 7; %NULL where it is
 * none
 */
char *
ry_ward_code_parse (const char *text)
{
  g_autofree char *folded = text != NULL ? fold (text) : g_strdup ("");
  g_autoptr (GString) digits = g_string_new (NULL);

  if (g_str_has_suffix (folded, ".0"))
    folded[strlen (folded) - 2] = '\0';
  for (const char *p = folded; *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
    else if (*p != '-' && *p != ',' && *p != '.')
      return NULL;
  }
  if (digits->len == 9)
    g_string_prepend_c (digits, '0');
  if (digits->len == FEWEST_DIGITS - 1)
    g_string_prepend_c (digits, '0');
  return digits->len == 10 || digits->len == FEWEST_DIGITS ? g_strdup (digits->str) : NULL;
}

static int
find_code_column (GPtrArray *rows, guint n_columns, guint *row)
{
  for (*row = 0; *row < rows->len; (*row)++)
    for (guint column = 0; column < n_columns; column++) {
      const char *cell = get_cell (rows, *row, column);
      g_autofree char *text = cell != NULL ? fold (cell) : NULL;

      if (text != NULL && contains_any (text, headings[RY_WARD_COLUMN_CODE].wanted, 4))
        return (int) column;
    }
  return RY_WARD_COLUMN_NONE;
}

static guint
find_first_row (GPtrArray *rows, guint heading_row, guint column)
{
  for (guint row = heading_row + 1; row < rows->len; row++) {
    g_autofree char *code = ry_ward_code_parse (get_cell (rows, row, column));

    if (code != NULL)
      return row;
  }
  return rows->len;
}

/* ---- Which column is what ---- */

static gboolean
stack_fits (GPtrArray *stack, RyWardColumn what)
{
  /* The words nearest to the data decide. */
  for (guint i = stack->len; i > 0; i--) {
    const char *text = g_ptr_array_index (stack, i - 1);

    if (contains_any (text, headings[what].unwanted, 6))
      return FALSE;
    if (contains_any (text, headings[what].wanted, 4) ||
        (what == RY_WARD_COLUMN_FUNCTION && g_str_equal (text, "機能")))
      return TRUE;
  }
  return FALSE;
}

static gboolean
stack_has (GPtrArray *stack, const char *word)
{
  for (guint i = 0; i < stack->len; i++)
    if (strstr (g_ptr_array_index (stack, i), word) != NULL)
      return TRUE;
  return FALSE;
}

/* A heading without what it explains in brackets, unless only these say which beds are meant: 病床数（許可病床）. */
static char *
cut_brackets (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("[(（][^()（）]*[)）]", 0, 0, NULL);
  g_autofree char *cut = g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL);

  return contains_any (cut, bed_words, G_N_ELEMENTS (bed_words)) ? g_steal_pointer (&cut) : g_strdup (text);
}

/* The words nearest to the data decide: above stands, in some years, 許可病床数・稼働病床数 over all of them, which
 * names none. */
static gboolean
names_beds (GPtrArray *stack, const char *word)
{
  for (guint i = stack->len; i > 0; i--) {
    g_autofree char *text = cut_brackets (g_ptr_array_index (stack, i - 1));
    guint n = 0;

    for (guint k = 0; k < G_N_ELEMENTS (bed_words); k++)
      n += strstr (text, bed_words[k]) != NULL;
    if (n > 0 || strstr (text, word) != NULL)
      return n <= 1 && strstr (text, "非稼") == NULL && strstr (text, word) != NULL;
  }
  return FALSE;
}

static gboolean
is_beds (GPtrArray *stack, const char *word)
{
  if (!names_beds (stack, word))
    return FALSE;
  for (guint i = 0; bed_unwanted[i] != NULL; i++)
    if (stack_has (stack, bed_unwanted[i]))
      return FALSE;
  return TRUE;
}

/* General and recuperation beds stand apart in most years; a column of their sum counts alone. */
static GArray *
find_beds (GPtrArray *stacks, const char *word)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint column = 0; column < stacks->len; column++) {
    GPtrArray *stack = g_ptr_array_index (stacks, column);

    if (!is_beds (stack, word))
      continue;
    if (stack_has (stack, "合計") || stack_has (stack, "総数")) {
      g_array_set_size (found, 0);
      g_array_append_val (found, column);
      return found;
    }
    g_array_append_val (found, column);
  }
  return found;
}

static int
find_year (GPtrArray *stack)
{
  g_autoptr (GRegex) western = g_regex_new ("(20[0-9][0-9])年?", 0, 0, NULL);
  g_autoptr (GRegex) era = g_regex_new ("令和([0-9]{1,2}|元)", 0, 0, NULL);

  for (guint i = stack->len; i > 0; i--) {
    g_autoptr (GMatchInfo) match = NULL;
    g_autofree char *number = NULL;

    if (g_regex_match (western, g_ptr_array_index (stack, i - 1), 0, &match)) {
      number = g_match_info_fetch (match, 1);
      return atoi (number);
    }
    g_clear_pointer (&match, g_match_info_unref);
    if (g_regex_match (era, g_ptr_array_index (stack, i - 1), 0, &match)) {
      number = g_match_info_fetch (match, 1);
      return 2018 + (g_str_equal (number, "元") ? 1 : atoi (number));
    }
  }
  return 0;
}

static guint
count_columns (GPtrArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    if (g_ptr_array_index (rows, i) != NULL)
      n = MAX (n, ((GPtrArray *) g_ptr_array_index (rows, i))->len);
  return n;
}

static void
name_missing (RyWardColumns *self, char **missing)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (RyWardColumn what = 0; what < RY_N_WARD_COLUMNS; what++)
    if (headings[what].required && self->columns[what] == RY_WARD_COLUMN_NONE)
      g_string_append_printf (names, "%s%s", names->len > 0 ? "、" : "", headings[what].name);
  *missing = names->len > 0 ? g_strdup (names->str) : NULL;
}

/**
 * ry_ward_columns_find:
 * @rows: (element-type GPtrArray): the first rows of a sheet, each an array of text that may be %NULL
 * @merges: (nullable) (element-type RyWorkbookMerge): its merged cells
 * @missing: (out) (optional) (transfer full): names of the headings that were not found
 *
 * Returns: (transfer full) (nullable): where the columns are; %NULL where one that is needed was not found
 */
RyWardColumns *
ry_ward_columns_find (GPtrArray *rows, GArray *merges, char **missing)
{
  g_autoptr (RyWardColumns) self = g_new0 (RyWardColumns, 1);
  g_autofree char *names = NULL;
  guint heading_row, n_columns = count_columns (rows);
  int code = find_code_column (rows, n_columns, &heading_row);
  g_autoptr (GPtrArray) stacks = NULL;

  for (RyWardColumn what = 0; what < RY_N_WARD_COLUMNS; what++)
    self->columns[what] = RY_WARD_COLUMN_NONE;
  self->columns[RY_WARD_COLUMN_CODE] = code;
  self->first_row = code != RY_WARD_COLUMN_NONE ? find_first_row (rows, heading_row, (guint) code) : rows->len;
  stacks = stack_headings (rows, merges, MIN (self->first_row, rows->len), n_columns);
  for (RyWardColumn what = RY_WARD_COLUMN_HOSPITAL; what < RY_N_WARD_COLUMNS; what++)
    for (guint column = 0; column < n_columns && self->columns[what] == RY_WARD_COLUMN_NONE; column++)
      if (stack_fits (g_ptr_array_index (stacks, column), what))
        self->columns[what] = (int) column;
  self->licensed = find_beds (stacks, "許可病床");
  if (self->licensed->len == 0) {
    g_array_unref (self->licensed);
    self->licensed = find_beds (stacks, "病床数");
    g_array_set_size (self->licensed, MIN (self->licensed->len, 1));
  }
  self->staffed = find_beds (stacks, "稼働病床");
  if (self->columns[RY_WARD_COLUMN_FUNCTION] != RY_WARD_COLUMN_NONE)
    self->year = find_year (g_ptr_array_index (stacks, self->columns[RY_WARD_COLUMN_FUNCTION]));
  name_missing (self, &names);
  if (missing != NULL)
    *missing = g_strdup (names);
  return names == NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * ry_ward_columns_free:
 * @columns: (transfer full): columns
 *
 * Frees them.
 */
void
ry_ward_columns_free (RyWardColumns *columns)
{
  g_clear_pointer (&columns->licensed, g_array_unref);
  g_clear_pointer (&columns->staffed, g_array_unref);
  g_free (columns);
}
