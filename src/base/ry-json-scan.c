/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A strict scanner over JSON text (RFC 8259). It checks and finds, and never rebuilds: values are handed out
 * as slices of the text they stand in. Text that is not UTF-8 and lone surrogates are refused, as CouchDB's
 * parser refuses them.
 */
#include "ry-json-scan-private.h"

#include <string.h>

#include "ry-error.h"

gboolean
_ry_json_scan_fail (const RyJsonScan *scan, const char *what, GError **error)
{
  g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Not JSON at byte %" G_GSIZE_FORMAT ": %s",
               (gsize) (scan->p - scan->start), what);
  return FALSE;
}

RyJsonScan
_ry_json_scan_begin (const char *text, gssize length)
{
  const char *start = text != NULL ? text : ""; /* so do bytes say that there are none */
  RyJsonScan scan = { start, start, start + (length < 0 ? strlen (start) : (gsize) length), 0 };

  return scan;
}

void
_ry_json_scan_clear (RyJsonScan *scan)
{
  g_clear_pointer (&scan->deep, g_byte_array_unref);
}

static void
push_closing (RyJsonScan *scan, char closing)
{
  if (scan->depth < RY_JSON_SHALLOW) {
    scan->shallow[scan->depth++] = closing;
    return;
  }
  if (scan->deep == NULL)
    scan->deep = g_byte_array_new ();
  scan->depth++;
  g_byte_array_set_size (scan->deep, scan->depth - RY_JSON_SHALLOW);
  scan->deep->data[scan->deep->len - 1] = (guint8) closing;
}

static char
get_closing (const RyJsonScan *scan)
{
  return scan->depth <= RY_JSON_SHALLOW ? scan->shallow[scan->depth - 1]
                                        : (char) scan->deep->data[scan->depth - RY_JSON_SHALLOW - 1];
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
scan_string (RyJsonScan *scan, GError **error)
{
  const char *begin = ++scan->p;
  guint64 seen = 0;

  for (scan->p = skip_plain (begin, scan->end, &seen); scan->p < scan->end && *scan->p != '"';) {
    guchar c = (guchar) *scan->p;

    seen |= c;
    if (c < 0x20)
      return _ry_json_scan_fail (scan, "a control character in a string", error);
    if (c != '\\')
      scan->p++;
    else if (read_escape (&scan->p, scan->end) < 0)
      return _ry_json_scan_fail (scan, "a wrong escape in a string", error);
    else
      scan->p = skip_plain (scan->p, scan->end, &seen);
  }
  if (scan->p >= scan->end)
    return _ry_json_scan_fail (scan, "a string without end", error);
  if ((seen & EVERY_BYTE (0x80)) != 0 && !g_utf8_validate_len (begin, (gsize) (scan->p - begin), NULL))
    return _ry_json_scan_fail (scan, "a string that is not UTF-8", error);
  scan->p++;
  return TRUE;
}

static gboolean
scan_digits (RyJsonScan *scan)
{
  const char *begin = scan->p;

  while (scan->p < scan->end && g_ascii_isdigit (*scan->p))
    scan->p++;
  return scan->p > begin;
}

static gboolean
scan_number (RyJsonScan *scan, GError **error)
{
  _ry_json_skip_char (scan, '-');
  if (!_ry_json_skip_char (scan, '0') && !scan_digits (scan))
    return _ry_json_scan_fail (scan, "not a value", error);
  if (_ry_json_skip_char (scan, '.') && !scan_digits (scan))
    return _ry_json_scan_fail (scan, "a number that ends at its point", error);
  if (_ry_json_skip_char (scan, 'e') || _ry_json_skip_char (scan, 'E')) {
    if (!_ry_json_skip_char (scan, '+'))
      _ry_json_skip_char (scan, '-');
    if (!scan_digits (scan))
      return _ry_json_scan_fail (scan, "a number without its exponent", error);
  }
  return TRUE;
}

static gboolean
scan_word (RyJsonScan *scan, const char *word, GError **error)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->p) < length || memcmp (scan->p, word, length) != 0)
    return _ry_json_scan_fail (scan, "not a value", error);
  scan->p += length;
  return TRUE;
}

/* Scans `"key" :` and leaves the scan at the value. */
gboolean
_ry_json_scan_key (RyJsonScan *scan, const char **name, gsize *name_length, GError **error)
{
  _ry_json_skip_space (scan);
  *name = scan->p;
  if (scan->p >= scan->end || *scan->p != '"')
    return _ry_json_scan_fail (scan, "a key was expected", error);
  if (!scan_string (scan, error))
    return FALSE;
  *name_length = (gsize) (scan->p - *name);
  _ry_json_skip_space (scan);
  if (!_ry_json_skip_char (scan, ':'))
    return _ry_json_scan_fail (scan, "a colon was expected", error);
  _ry_json_skip_space (scan);
  return TRUE;
}

/* After a member or element: TRUE where another follows; *@ended where the closing bracket was passed. */
gboolean
_ry_json_scan_comma (RyJsonScan *scan, char closing, gboolean *ended, GError **error)
{
  _ry_json_skip_space (scan);
  *ended = _ry_json_skip_char (scan, closing);
  if (*ended || _ry_json_skip_char (scan, ','))
    return TRUE;
  return _ry_json_scan_fail (scan, "a comma or the end was expected", error);
}

static gboolean
scan_scalar (RyJsonScan *scan, GError **error)
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
enter (RyJsonScan *scan, char closing, gboolean *entered, GError **error)
{
  const char *name;
  gsize name_length;

  if (scan->depth >= RY_JSON_MAX_DEPTH)
    return _ry_json_scan_fail (scan, "nested too deeply", error);
  scan->p++;
  _ry_json_skip_space (scan);
  *entered = !_ry_json_skip_char (scan, closing);
  if (!*entered)
    return TRUE;
  push_closing (scan, closing);
  return closing != '}' || _ry_json_scan_key (scan, &name, &name_length, error);
}

/* After a value: goes to the next one of the innermost container, out of those that end here. */
static gboolean
leave (RyJsonScan *scan, guint outside, GError **error)
{
  const char *name;
  gsize name_length;
  gboolean ended = TRUE;

  while (scan->depth > outside && ended) {
    char closing = get_closing (scan);

    if (!_ry_json_scan_comma (scan, closing, &ended, error))
      return FALSE;
    if (ended)
      scan->depth--;
    else if (closing == '}' && !_ry_json_scan_key (scan, &name, &name_length, error))
      return FALSE;
  }
  if (!ended)
    _ry_json_skip_space (scan);
  return TRUE;
}

/* However deep the value is, the stack of the thread is not: what encloses the scan is remembered in the scan. */
gboolean
_ry_json_scan_value (RyJsonScan *scan, GError **error)
{
  guint outside = scan->depth;
  gboolean entered;

  do {
    entered = FALSE;
    if (scan->p >= scan->end)
      return _ry_json_scan_fail (scan, "the text ends too early", error);
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

gboolean
_ry_json_scan_end (RyJsonScan *scan, GError **error)
{
  _ry_json_skip_space (scan);
  return scan->p == scan->end || _ry_json_scan_fail (scan, "something follows the end", error);
}

/* Appends the string between the quotes of @raw. NUL, which a C string cannot hold, becomes @nul; 0 refuses
 * it. */
gboolean
_ry_json_append_decoded (GString *out, const char *raw, gsize length, gunichar nul)
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
  return ry_json_scan_object_with (text, length, NULL, NULL, func, data, error);
}

/* From the opening bracket to behind the closing one. */
static gboolean
scan_elements (RyJsonScan *scan, RyJsonElementFunc func, gpointer data, GError **error)
{
  gboolean ended;

  scan->p++;
  push_closing (scan, ']');
  _ry_json_skip_space (scan);
  for (ended = _ry_json_skip_char (scan, ']'); !ended;) {
    const char *value;

    _ry_json_skip_space (scan);
    value = scan->p;
    if (!_ry_json_scan_value (scan, error) || !func (value, (gsize) (scan->p - value), data, error) ||
        !_ry_json_scan_comma (scan, ']', &ended, error))
      return FALSE;
  }
  scan->depth--;
  return TRUE;
}

static gboolean
is_list (const RyJsonScan *scan, const char *key, const char *list)
{
  return list != NULL && scan->p < scan->end && *scan->p == '[' && strcmp (key, list) == 0;
}

/**
 * ry_json_scan_object_with:
 * @text: JSON text of one object
 * @length: bytes in @text, or -1 where it is NUL-terminated
 * @list: (nullable): the key of a member that may be a long array
 * @element_func: (nullable): called for each element of it
 * @func: called for each member; for the list when its elements have been handed out
 * @data: given to both
 * @error: return location for an error
 *
 * The same as ry_json_scan_object(), for an envelope around many values, which are gone through once. Where a text has
 * several members of that key, it is the first whose elements are handed out.
 *
 * Returns: %FALSE with %RY_ERROR_BAD_REQUEST where the text is not one JSON object, or what a function answered
 */
gboolean
ry_json_scan_object_with (const char *text,
                          gssize length,
                          const char *list,
                          RyJsonElementFunc element_func,
                          RyJsonMemberFunc func,
                          gpointer data,
                          GError **error)
{
  g_auto (RyJsonScan) scan = _ry_json_scan_begin (text, length);
  g_autoptr (GString) key = g_string_sized_new (32);
  gboolean ended;

  _ry_json_skip_space (&scan);
  if (!_ry_json_skip_char (&scan, '{'))
    return _ry_json_scan_fail (&scan, "an object was expected", error);
  push_closing (&scan, '}');
  _ry_json_skip_space (&scan);
  for (ended = _ry_json_skip_char (&scan, '}'); !ended;) {
    RyJsonMember member;

    if (!_ry_json_scan_key (&scan, &member.name, &member.name_length, error))
      return FALSE;
    g_string_truncate (key, 0);
    _ry_json_append_decoded (key, member.name, member.name_length, 0xfffd);
    member.value = scan.p;
    if (is_list (&scan, key->str, list)) {
      list = NULL;
      if (!scan_elements (&scan, element_func, data, error))
        return FALSE;
    } else if (!_ry_json_scan_value (&scan, error)) {
      return FALSE;
    }
    member.length = (gsize) (scan.p - member.value);
    member.key = key->str;
    if (!func (&member, data, error) || !_ry_json_scan_comma (&scan, '}', &ended, error))
      return FALSE;
  }
  return _ry_json_scan_end (&scan, error);
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
  g_auto (RyJsonScan) scan = _ry_json_scan_begin (text, length);

  _ry_json_skip_space (&scan);
  if (scan.p >= scan.end || *scan.p != '[')
    return _ry_json_scan_fail (&scan, "an array was expected", error);
  return scan_elements (&scan, func, data, error) && _ry_json_scan_end (&scan, error);
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
  g_auto (RyJsonScan) scan = _ry_json_scan_begin (text, length);

  _ry_json_skip_space (&scan);
  return _ry_json_scan_value (&scan, error) && _ry_json_scan_end (&scan, error);
}

/**
 * ry_json_find_fault:
 * @text: UTF-8 text
 * @length: its bytes, -1 if NUL-terminated
 * @position: (out): where what is no JSON begins, in bytes from 0
 *
 * For a sentence to the person who wrote the text.
 *
 * Returns: whether there is a fault
 */
gboolean
ry_json_find_fault (const char *text, gssize length, gsize *position)
{
  g_auto (RyJsonScan) scan = _ry_json_scan_begin (text, length);
  gboolean sound;

  _ry_json_skip_space (&scan);
  sound = _ry_json_scan_value (&scan, NULL) && _ry_json_scan_end (&scan, NULL);
  *position = (gsize) (scan.p - scan.start);
  return !sound;
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
  if (!_ry_json_append_decoded (out, value, length, 0)) {
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
