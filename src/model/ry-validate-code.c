/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The check digits of the codes that Japanese authorities give to institutions: pure arithmetic, and the sentence
 * that says which digit was expected. A code that was copied from a letter is never refused for its digit.
 */
#include "ry-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Letters count A = 10 to Z = 32; I, O and Q are not used, as they look like digits. */
static int
read_character (char c)
{
  static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXYZ";

  return g_ascii_isdigit (c) ? c - '0' : 10 + (int) (strchr (letters, c) - letters);
}

/* モジュラス10ウェイト2・1分割: weights 2, 1, 2 … from the right; the digits of each product are added up. */
static char
compute_luhn (const char *code, guint length)
{
  int sum = 0;
  int weight = 2;

  for (guint i = length; i-- > 0; weight = 3 - weight) {
    int product = read_character (code[i]) * weight;

    sum += product / 10 + product % 10;
  }
  return '0' + (10 - sum % 10) % 10;
}

static char
compute_municipality (const char *code)
{
  int sum = 0;

  for (int i = 0; i < 5; i++)
    sum += (code[i] - '0') * (6 - i);
  return '0' + (11 - sum % 11) % 10;
}

/* The check digit comes first; Qn is 1 at odd and 2 at even places, counted from the lowest digit. */
static char
compute_corporate (const char *code)
{
  int sum = 0;

  for (int n = 1; n <= 12; n++)
    sum += (code[13 - n] - '0') * (n % 2 == 1 ? 1 : 2);
  return '0' + (9 - sum % 9);
}

static gboolean
has_form (const char *code, guint length, int letter_at)
{
  if (strlen (code) != length)
    return FALSE;
  for (guint i = 0; i < length; i++) {
    if (!g_ascii_isdigit (code[i]) &&
        !((int) i == letter_at && g_ascii_isupper (code[i]) && strchr ("IOQ", code[i]) == NULL))
      return FALSE;
  }
  return TRUE;
}

/**
 * ry_validate_code:
 * @type: a field's type
 * @code: a code, as ry_field_parse_input() leaves it
 *
 * 医療機関コード: Luhn over the first nine digits. 介護保険事業所番号: the same, a letter in the third place counting
 * A = 10. 法人番号: modulo 9, the first digit. 全国地方公共団体コード: modulo 11.
 *
 * Returns: (transfer full) (nullable): a sentence that says which digit was expected, or that the length is
 *   wrong; %NULL where the code is right, empty, or @type has no check digit
 */
char *
ry_validate_code (RyFieldType type, const char *code)
{
  guint length = type == RY_FIELD_CORPORATE_NUMBER ? 13 : type == RY_FIELD_MUNICIPALITY_CODE ? 6 : 10;
  guint place = type == RY_FIELD_CORPORATE_NUMBER ? 0 : length - 1;
  char expected;

  if (type < RY_FIELD_MEDICAL_CODE || type > RY_FIELD_MUNICIPALITY_CODE || code == NULL || *code == '\0')
    return NULL;
  if (!has_form (code, length, type == RY_FIELD_CARE_CODE ? 2 : -1))
    return g_strdup_printf (_ ("“%s” does not have the %u digits of this code. Compare it with the letter it is from."),
                            code, length);

  if (type == RY_FIELD_CORPORATE_NUMBER)
    expected = compute_corporate (code);
  else if (type == RY_FIELD_MUNICIPALITY_CODE)
    expected = compute_municipality (code);
  else
    expected = compute_luhn (code, 9);
  if (code[place] == expected)
    return NULL;
  if (place == 0)
    return g_strdup_printf (_ ("The first digit of “%s” would have to be %c, not %c. Is a digit wrong?"), code,
                            expected, code[place]);
  return g_strdup_printf (_ ("The last digit of “%s” would have to be %c, not %c. Is a digit wrong?"), code, expected,
                          code[place]);
}
