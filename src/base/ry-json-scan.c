/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A strict scanner over JSON text (RFC 8259). It checks and finds, and never rebuilds: values are handed out
 * as slices of the text they stand in. Text that is not UTF-8 and lone surrogates are refused, as CouchDB's
 * parser refuses them.
 */
#include "ry-json.h"

#include <string.h>

#include "ry-error.h"

/* Most documents are no deeper. */
#define SHALLOW 32

/* Where the scan stands. */
typedef struct {
  const char *start;
  const char *p;
  const char *end;
  guint depth;
  /* What closes each of the enclosing containers, the outermost first */
  char shallow[SHALLOW];
  GByteArray *deep; /* (nullable) */
} Scan;

/* A member of the object being put in order: its raw key in the source, and where its text stands in the
 * output. */
typedef struct {
  const char *name;
  gsize name_length;
  gboolean escaped; /* there are escapes in @name */
  gsize begin;
  gsize end;
} CanonicalMember;

static gboolean scan_canonical (Scan *scan, GString *out, GError **error);

static gboolean
fail (const Scan *scan, const char *what, GError **error)
{
  g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Not JSON at byte %" G_GSIZE_FORMAT ": %s",
               (gsize) (scan->p - scan->start), what);
  return FALSE;
}

static Scan
begin_scan (const char *text, gssize length)
{
  Scan scan = { text, text, text + (length < 0 ? strlen (text) : (gsize) length), 0 };

  return scan;
}

static void
end_scan (Scan *scan)
{
  g_clear_pointer (&scan->deep, g_byte_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scan, end_scan)

static void
push_closing (Scan *scan, char closing)
{
  if (scan->depth < SHALLOW) {
    scan->shallow[scan->depth++] = closing;
    return;
  }
  if (scan->deep == NULL)
    scan->deep = g_byte_array_new ();
  scan->depth++;
  g_byte_array_set_size (scan->deep, scan->depth - SHALLOW);
  scan->deep->data[scan->deep->len - 1] = (guint8) closing;
}

static char
get_closing (const Scan *scan)
{
  return scan->depth <= SHALLOW ? scan->shallow[scan->depth - 1] : (char) scan->deep->data[scan->depth - SHALLOW - 1];
}

static inline void
skip_space (Scan *scan)
{
  while (scan->p < scan->end && (*scan->p == ' ' || *scan->p == '\n' || *scan->p == '\t' || *scan->p == '\r'))
    scan->p++;
}

static inline gboolean
skip_char (Scan *scan, char wanted)
{
  if (scan->p >= scan->end || *scan->p != wanted)
    return FALSE;
  scan->p++;
  return TRUE;
}

/* Reads the four hexadecimal digits at @p; -1 where they are not. */
static int
read_hex4 (const char *p, const char *end)
{
  int value = 0;

  if (end - p < 4)
    return -1;
  for (int i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value (p[i]);

    if (digit < 0)
      return -1;
    value = value * 16 + digit;
  }
  return value;
}

/* Reads the escape whose backslash stands at *@p, moves past it and answers the character; -1 where it is
 * wrong. */
static gint64
read_escape (const char **p, const char *end)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  const char *at;
  int high, low;

  if (end - *p < 2)
    return -1;
  if ((*p)[1] != 'u') {
    at = (*p)[1] != '\0' ? strchr (from, (*p)[1]) : NULL;
    *p += 2;
    return at != NULL ? to[at - from] : -1;
  }
  high = read_hex4 (*p + 2, end);
  *p += 6;
  if (high < 0xd800 || high > 0xdfff)
    return high;
  if (high > 0xdbff || end - *p < 6 || (*p)[0] != '\\' || (*p)[1] != 'u')
    return -1;
  low = read_hex4 (*p + 2, end);
  *p += 6;
  return low < 0xdc00 || low > 0xdfff ? -1 : 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

#define EVERY_BYTE(c) (G_GUINT64_CONSTANT (0x0101010101010101) * (c))

/* Of eight bytes, whether one may be a quote, a backslash or a control character: the usual trick with a
 * borrow. It errs only towards yes. */
static inline gboolean
may_end_plain (guint64 word)
{
  guint64 quote = word ^ EVERY_BYTE ('"'), backslash = word ^ EVERY_BYTE ('\\');

  return ((((quote - EVERY_BYTE (1)) & ~quote) | ((backslash - EVERY_BYTE (1)) & ~backslash) |
           ((word - EVERY_BYTE (0x20)) & ~word)) &
          EVERY_BYTE (0x80)) != 0;
}

/* Passes what is plain, eight bytes at a time: most of most documents. Short of eight bytes, or where one may not be
 * plain, it is for the caller to look. */
static inline const char *
skip_plain (const char *p, const char *end, guint64 *seen)
{
  guint64 word;

  while (end - p >= (gssize) sizeof word) {
    memcpy (&word, p, sizeof word);
    if (may_end_plain (word))
      break;
    *seen |= word;
    p += sizeof word;
  }
  return p;
}

static gboolean
scan_string (Scan *scan, GError **error)
{
  const char *begin = ++scan->p;
  guint64 seen = 0;

  for (scan->p = skip_plain (begin, scan->end, &seen); scan->p < scan->end && *scan->p != '"';) {
    guchar c = (guchar) *scan->p;

    seen |= c;
    if (c < 0x20)
      return fail (scan, "a control character in a string", error);
    if (c != '\\')
      scan->p++;
    else if (read_escape (&scan->p, scan->end) < 0)
      return fail (scan, "a wrong escape in a string", error);
    else
      scan->p = skip_plain (scan->p, scan->end, &seen);
  }
  if (scan->p >= scan->end)
    return fail (scan, "a string without end", error);
  if ((seen & EVERY_BYTE (0x80)) != 0 && !g_utf8_validate_len (begin, (gsize) (scan->p - begin), NULL))
    return fail (scan, "a string that is not UTF-8", error);
  scan->p++;
  return TRUE;
}

static gboolean
scan_digits (Scan *scan)
{
  const char *begin = scan->p;

  while (scan->p < scan->end && g_ascii_isdigit (*scan->p))
    scan->p++;
  return scan->p > begin;
}

static gboolean
scan_number (Scan *scan, GError **error)
{
  skip_char (scan, '-');
  if (!skip_char (scan, '0') && !scan_digits (scan))
    return fail (scan, "not a value", error);
  if (skip_char (scan, '.') && !scan_digits (scan))
    return fail (scan, "a number that ends at its point", error);
  if (skip_char (scan, 'e') || skip_char (scan, 'E')) {
    if (!skip_char (scan, '+'))
      skip_char (scan, '-');
    if (!scan_digits (scan))
      return fail (scan, "a number without its exponent", error);
  }
  return TRUE;
}

static gboolean
scan_word (Scan *scan, const char *word, GError **error)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->p) < length || memcmp (scan->p, word, length) != 0)
    return fail (scan, "not a value", error);
  scan->p += length;
  return TRUE;
}

/* Scans `"key" :` and leaves the scan at the value. */
static gboolean
scan_key (Scan *scan, const char **name, gsize *name_length, GError **error)
{
  skip_space (scan);
  *name = scan->p;
  if (scan->p >= scan->end || *scan->p != '"')
    return fail (scan, "a key was expected", error);
  if (!scan_string (scan, error))
    return FALSE;
  *name_length = (gsize) (scan->p - *name);
  skip_space (scan);
  if (!skip_char (scan, ':'))
    return fail (scan, "a colon was expected", error);
  skip_space (scan);
  return TRUE;
}

/* After a member or element: TRUE where another follows; *@ended where the closing bracket was passed. */
static gboolean
scan_comma (Scan *scan, char closing, gboolean *ended, GError **error)
{
  skip_space (scan);
  *ended = skip_char (scan, closing);
  if (*ended || skip_char (scan, ','))
    return TRUE;
  return fail (scan, "a comma or the end was expected", error);
}

static gboolean
scan_scalar (Scan *scan, GError **error)
{
  switch (*scan->p) {
  case '"':
    return scan_string (scan, error);
  case 't':
    return scan_word (scan, "true", error);
  case 'f':
    return scan_word (scan, "false", error);
  case 'n':
    return scan_word (scan, "null", error);
  default:
    return scan_number (scan, error);
  }
}

/* Goes into the object or array at the scan; *@entered is FALSE where it was empty and is passed. */
static gboolean
enter (Scan *scan, char closing, gboolean *entered, GError **error)
{
  const char *name;
  gsize name_length;

  if (scan->depth >= RY_JSON_MAX_DEPTH)
    return fail (scan, "nested too deeply", error);
  scan->p++;
  skip_space (scan);
  *entered = !skip_char (scan, closing);
  if (!*entered)
    return TRUE;
  push_closing (scan, closing);
  return closing != '}' || scan_key (scan, &name, &name_length, error);
}

/* After a value: goes to the next one of the innermost container, out of those that end here. */
static gboolean
leave (Scan *scan, guint outside, GError **error)
{
  const char *name;
  gsize name_length;
  gboolean ended = TRUE;

  while (scan->depth > outside && ended) {
    char closing = get_closing (scan);

    if (!scan_comma (scan, closing, &ended, error))
      return FALSE;
    if (ended)
      scan->depth--;
    else if (closing == '}' && !scan_key (scan, &name, &name_length, error))
      return FALSE;
  }
  if (!ended)
    skip_space (scan);
  return TRUE;
}

/* However deep the value is, the stack of the thread is not: what encloses the scan is remembered in the scan. */
static gboolean
scan_value (Scan *scan, GError **error)
{
  guint outside = scan->depth;
  gboolean entered;

  do {
    entered = FALSE;
    if (scan->p >= scan->end)
      return fail (scan, "the text ends too early", error);
    if (*scan->p == '{' || *scan->p == '[') {
      if (!enter (scan, *scan->p == '{' ? '}' : ']', &entered, error))
        return FALSE;
    } else if (!scan_scalar (scan, error)) {
      return FALSE;
    }
    if (!entered && scan->depth > outside && !leave (scan, outside, error))
      return FALSE;
  } while (scan->depth > outside);
  return TRUE;
}

static gboolean
scan_end (Scan *scan, GError **error)
{
  skip_space (scan);
  return scan->p == scan->end || fail (scan, "something follows the end", error);
}

/* Appends the string between the quotes of @raw. NUL, which a C string cannot hold, becomes @nul; 0 refuses
 * it. */
static gboolean
append_decoded (GString *out, const char *raw, gsize length, gunichar nul)
{
  const char *p = raw + 1, *end = raw + length - 1;

  while (p < end) {
    const char *escape = memchr (p, '\\', (gsize) (end - p));
    gint64 c;

    g_string_append_len (out, p, escape != NULL ? escape - p : end - p);
    if (escape == NULL)
      break;
    p = escape;
    c = read_escape (&p, end);
    if (c < 0 || (c == 0 && nul == 0))
      return FALSE;
    g_string_append_unichar (out, c == 0 ? nul : (gunichar) c);
  }
  return TRUE;
}

/* Bytes of the keys; two spellings of one key keep the order in which they came. */
static int
compare_members (gconstpointer a, gconstpointer b)
{
  const CanonicalMember *left = a, *right = b;
  gsize length = MIN (left->name_length, right->name_length);
  int order;

  if (!left->escaped && !right->escaped) {
    /* The closing quote, 0x22, would sort after a space: compare without it, then by length. */
    order = memcmp (left->name, right->name, length - 1);
    if (order == 0)
      order = (left->name_length > right->name_length) - (left->name_length < right->name_length);
  } else {
    g_autoptr (GString) l = g_string_new (NULL);
    g_autoptr (GString) r = g_string_new (NULL);

    append_decoded (l, left->name, left->name_length, 0xfffd);
    append_decoded (r, right->name, right->name_length, 0xfffd);
    order = strcmp (l->str, r->str);
  }
  return order != 0 ? order : (left->begin > right->begin) - (left->begin < right->begin);
}

/* Puts the members that stand in @out from @start on into the order of their keys. */
static void
sort_members (GString *out, gsize start, GArray *members)
{
  g_autoptr (GString) sorted = NULL;
  gboolean in_order = TRUE;

  for (guint i = 1; i < members->len && in_order; i++)
    in_order = compare_members (&g_array_index (members, CanonicalMember, i - 1),
                                &g_array_index (members, CanonicalMember, i)) < 0;
  if (in_order)
    return;
  g_array_sort (members, compare_members);
  sorted = g_string_sized_new (out->len - start);
  for (guint i = 0; i < members->len; i++) {
    const CanonicalMember *member = &g_array_index (members, CanonicalMember, i);

    if (i > 0)
      g_string_append_c (sorted, ',');
    g_string_append_len (sorted, out->str + member->begin, (gssize) (member->end - member->begin));
  }
  memcpy (out->str + start, sorted->str, sorted->len);
}

static gboolean
scan_canonical_object (Scan *scan, GString *out, GError **error)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (CanonicalMember));
  gboolean ended;
  gsize start;

  scan->depth++;
  scan->p++;
  g_string_append_c (out, '{');
  start = out->len;
  skip_space (scan);
  for (ended = skip_char (scan, '}'); !ended;) {
    CanonicalMember member;

    if (members->len > 0)
      g_string_append_c (out, ',');
    member.begin = out->len;
    if (!scan_key (scan, &member.name, &member.name_length, error))
      return FALSE;
    member.escaped = memchr (member.name, '\\', member.name_length) != NULL;
    g_string_append_len (out, member.name, (gssize) member.name_length);
    g_string_append_c (out, ':');
    if (!scan_canonical (scan, out, error) || !scan_comma (scan, '}', &ended, error))
      return FALSE;
    member.end = out->len;
    g_array_append_val (members, member);
  }
  sort_members (out, start, members);
  g_string_append_c (out, '}');
  scan->depth--;
  return TRUE;
}

static gboolean
scan_canonical_array (Scan *scan, GString *out, GError **error)
{
  gboolean ended;

  scan->depth++;
  scan->p++;
  g_string_append_c (out, '[');
  skip_space (scan);
  for (ended = skip_char (scan, ']'); !ended;) {
    if (out->str[out->len - 1] != '[')
      g_string_append_c (out, ',');
    skip_space (scan);
    if (!scan_canonical (scan, out, error) || !scan_comma (scan, ']', &ended, error))
      return FALSE;
  }
  g_string_append_c (out, ']');
  scan->depth--;
  return TRUE;
}

static gboolean
scan_canonical (Scan *scan, GString *out, GError **error)
{
  const char *begin = scan->p;

  /* What is deeper stays in the order in which it came: no two programs write it differently in practice. */
  if (scan->depth < RY_JSON_PARSE_DEPTH && scan->p < scan->end && *scan->p == '{')
    return scan_canonical_object (scan, out, error);
  if (scan->depth < RY_JSON_PARSE_DEPTH && scan->p < scan->end && *scan->p == '[')
    return scan_canonical_array (scan, out, error);
  if (!scan_value (scan, error))
    return FALSE;
  g_string_append_len (out, begin, scan->p - begin);
  return TRUE;
}

/**
 * ry_json_scan_object:
 * @text: JSON text of one object
 * @length: bytes in @text, or -1 where it is NUL-terminated
 * @func: called for each member, in the order of the text
 * @data: given to @func
 * @error: return location for an error
 *
 * Checks @text and hands out its members as slices. @func may have been called for the first members when a
 * fault is found further on. A character U+0000 in a key arrives as U+FFFD.
 *
 * Returns: %FALSE with %RY_ERROR_BAD_REQUEST where the text is not one JSON object, or what @func answered
 */
gboolean
ry_json_scan_object (const char *text, gssize length, RyJsonMemberFunc func, gpointer data, GError **error)
{
  g_auto (Scan) scan = begin_scan (text, length);
  g_autoptr (GString) key = g_string_sized_new (32);
  gboolean ended;

  skip_space (&scan);
  if (!skip_char (&scan, '{'))
    return fail (&scan, "an object was expected", error);
  scan.depth = 1;
  skip_space (&scan);
  for (ended = skip_char (&scan, '}'); !ended;) {
    RyJsonMember member;

    if (!scan_key (&scan, &member.name, &member.name_length, error))
      return FALSE;
    member.value = scan.p;
    if (!scan_value (&scan, error))
      return FALSE;
    member.length = (gsize) (scan.p - member.value);
    g_string_truncate (key, 0);
    append_decoded (key, member.name, member.name_length, 0xfffd);
    member.key = key->str;
    if (!func (&member, data, error) || !scan_comma (&scan, '}', &ended, error))
      return FALSE;
  }
  return scan_end (&scan, error);
}

/**
 * ry_json_scan_array:
 * @text: JSON text of one array
 * @length: bytes in @text, or -1 where it is NUL-terminated
 * @func: called for each element, in order
 * @data: given to @func
 * @error: return location for an error
 *
 * The same as ry_json_scan_object(), for an array.
 *
 * Returns: %FALSE with %RY_ERROR_BAD_REQUEST where the text is not one JSON array, or what @func answered
 */
gboolean
ry_json_scan_array (const char *text, gssize length, RyJsonElementFunc func, gpointer data, GError **error)
{
  g_auto (Scan) scan = begin_scan (text, length);
  gboolean ended;

  skip_space (&scan);
  if (!skip_char (&scan, '['))
    return fail (&scan, "an array was expected", error);
  scan.depth = 1;
  skip_space (&scan);
  for (ended = skip_char (&scan, ']'); !ended;) {
    const char *value;

    skip_space (&scan);
    value = scan.p;
    if (!scan_value (&scan, error) || !func (value, (gsize) (scan.p - value), data, error) ||
        !scan_comma (&scan, ']', &ended, error))
      return FALSE;
  }
  return scan_end (&scan, error);
}

/**
 * ry_json_validate:
 * @text: any text
 * @length: bytes in @text, or -1 where it is NUL-terminated
 * @error: return location for an error
 *
 * Returns: whether @text is exactly one JSON value; otherwise %RY_ERROR_BAD_REQUEST
 */
gboolean
ry_json_validate (const char *text, gssize length, GError **error)
{
  g_auto (Scan) scan = begin_scan (text, length);

  skip_space (&scan);
  return scan_value (&scan, error) && scan_end (&scan, error);
}

/**
 * ry_json_decode_string:
 * @value: the raw text of a JSON string, with its quotes, as the scanner handed it out
 * @length: bytes in @value
 * @error: return location for an error
 *
 * Returns: (transfer full): the string, or %NULL with %RY_ERROR_BAD_REQUEST where it is none, or holds a
 *   character U+0000, which no text of ours has
 */
char *
ry_json_decode_string (const char *value, gsize length, GError **error)
{
  g_autoptr (GString) out = NULL;

  if (length < 2 || value[0] != '"' || value[length - 1] != '"') {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "A text was expected");
    return NULL;
  }
  out = g_string_sized_new (length);
  if (!append_decoded (out, value, length, 0)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "A text with a wrong or empty character");
    return NULL;
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * ry_json_append_string:
 * @out: where to append
 * @text: UTF-8 text
 *
 * Appends @text as a JSON string, with its quotes.
 */
void
ry_json_append_string (GString *out, const char *text)
{
  const char *end = text + strlen (text);
  guint64 seen = 0;

  g_string_append_c (out, '"');
  for (const char *p = text; p < end;) {
    const char *begin = p;

    p = skip_plain (p, end, &seen);
    while ((guchar) *p >= 0x20 && *p != '"' && *p != '\\')
      p++;
    g_string_append_len (out, begin, p - begin);
    if (*p == '\0')
      break;
    if (*p == '"' || *p == '\\')
      g_string_append_printf (out, "\\%c", *p);
    else if (*p == '\n')
      g_string_append (out, "\\n");
    else
      g_string_append_printf (out, "\\u%04x", (guint) *p);
    p++;
  }
  g_string_append_c (out, '"');
}

/**
 * ry_json_canonical:
 * @text: one JSON value
 * @length: bytes in @text, or -1 where it is NUL-terminated
 * @error: return location for an error
 *
 * One text for all spellings that differ only in space and in the order of members: keys sorted by their
 * bytes, scalars as they are. Revision ids are made from it, so that two desktops that make the same edit
 * make the same revision.
 *
 * Returns: (transfer full): the canonical text, or %NULL with %RY_ERROR_BAD_REQUEST
 */
char *
ry_json_canonical (const char *text, gssize length, GError **error)
{
  g_auto (Scan) scan = begin_scan (text, length);
  g_autoptr (GString) out = g_string_sized_new ((gsize) (scan.end - scan.p) + 16);

  skip_space (&scan);
  if (!scan_canonical (&scan, out, error) || !scan_end (&scan, error))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}
