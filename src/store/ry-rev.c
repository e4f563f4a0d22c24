/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A revision's name, N-SIG: reading it, its one spelling, and its order among others. Two stores that compare
 * in different ways would show different winners, so that the order is CouchDB's to the byte.
 */
#include "ry-rev.h"

#include <string.h>

static gboolean
is_hex32 (const char *sig)
{
  return strspn (sig, "0123456789abcdef") == 32 && sig[32] == '\0';
}

/* CouchDB keeps a signature of 32 hexadecimal digits as 16 bytes, and compares bytes. */
static gsize
get_sig_bytes (const char *sig, guint8 packed[16], const guint8 **bytes)
{
  if (!is_hex32 (sig)) {
    *bytes = (const guint8 *) sig;
    return strlen (sig);
  }
  for (guint i = 0; i < 16; i++)
    packed[i] = (guint8) (g_ascii_xdigit_value (sig[2 * i]) * 16 + g_ascii_xdigit_value (sig[2 * i + 1]));
  *bytes = packed;
  return 16;
}

/**
 * ry_rev_split:
 * @rev: (nullable): a revision, `N-SIG`
 * @pos: (out): N
 * @sig: (out): SIG, inside @rev
 *
 * N is at least 1. SIG may be any text without space and control characters.
 *
 * Returns: whether @rev is one
 */
gboolean
ry_rev_split (const char *rev, guint *pos, const char **sig)
{
  guint64 number = 0;
  const char *p = rev;

  if (rev == NULL || !g_ascii_isdigit (*p))
    return FALSE;
  for (; g_ascii_isdigit (*p) && number <= G_MAXINT32; p++)
    number = number * 10 + (guint64) (*p - '0');
  if (*p != '-' || p[1] == '\0' || number == 0 || number > G_MAXINT32)
    return FALSE;
  *pos = (guint) number;
  *sig = ++p;
  for (; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || *p == 0x7f)
      return FALSE;
  return TRUE;
}

/**
 * ry_rev_normalise:
 * @rev: what should be a revision
 *
 * CouchDB answers a signature of 32 hexadecimal digits in lower case, however it came. A local document's
 * `0-N` is let through as it is.
 *
 * Returns: (transfer full) (nullable): the revision as it is to be kept, or %NULL where it is none
 */
char *
ry_rev_normalise (const char *rev)
{
  g_autofree char *lower = NULL;
  const char *sig;
  guint pos;

  if (g_str_has_prefix (rev, "0-") && rev[2] != '\0' && strspn (rev + 2, "0123456789") == strlen (rev + 2))
    return g_strdup (rev);
  if (!ry_rev_split (rev, &pos, &sig))
    return NULL;
  lower = g_ascii_strdown (sig, -1);
  return g_strdup_printf ("%u-%s", pos, is_hex32 (lower) ? lower : sig);
}

/**
 * ry_rev_compare:
 * @a: a revision
 * @b: another
 *
 * Returns: less than, equal to or more than 0 as @a would lose to, equal or win over @b among leaves of one
 * kind
 */
int
ry_rev_compare (const char *a, const char *b)
{
  const char *sig_a = "", *sig_b = "";
  guint pos_a = 0, pos_b = 0;

  ry_rev_split (a, &pos_a, &sig_a);
  ry_rev_split (b, &pos_b, &sig_b);
  return pos_a != pos_b ? (pos_a > pos_b) - (pos_a < pos_b) : ry_rev_compare_sigs (sig_a, sig_b);
}

/**
 * ry_rev_compare_sigs:
 * @a: a signature
 * @b: another
 *
 * Returns: less than, equal to or more than 0, by CouchDB's bytes
 */
int
ry_rev_compare_sigs (const char *a, const char *b)
{
  guint8 packed_a[16], packed_b[16];
  const guint8 *bytes_a, *bytes_b;
  gsize length_a, length_b;
  int order;

  if (is_hex32 (a) == is_hex32 (b))
    return strcmp (a, b);
  length_a = get_sig_bytes (a, packed_a, &bytes_a);
  length_b = get_sig_bytes (b, packed_b, &bytes_b);
  order = memcmp (bytes_a, bytes_b, MIN (length_a, length_b));
  return order != 0 ? order : (length_a > length_b) - (length_a < length_b);
}
