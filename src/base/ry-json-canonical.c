/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One text for all spellings of a JSON value. It is made for every edit, since revisions are named after it, so it is
 * written straight into memory that is known to be large enough.
 */
#include "ry-json-scan-private.h"

#include <string.h>

/* A member of the object being put in order: its raw key in the source, and where its text stands in the
 * output. */
typedef struct {
  const char *name;
  gsize name_length;
  gboolean escaped; /* there are escapes in @name */
  gsize begin;
  gsize end;
} CanonicalMember;

/* A text on its way to its canonical form, which is never longer. */
typedef struct {
  RyJsonScan scan;
  char *out;
  gsize length;
  gsize size;      /* of @out */
  GArray *members; /* of CanonicalMember: those of the objects around the scan, the innermost last */
  char *sorted;    /* (nullable): where members are put in order; as large as @out */
} Canonical;

static gboolean canonise (Canonical *self, GError **error);

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

    _ry_json_append_decoded (l, left->name, left->name_length, 0xfffd);
    _ry_json_append_decoded (r, right->name, right->name_length, 0xfffd);
    order = strcmp (l->str, r->str);
  }
  return order != 0 ? order : (left->begin > right->begin) - (left->begin < right->begin);
}

/* Puts the members that stand in the output from @start on, those in the list from @first on, into the order of their
 * keys. */
static void
sort_members (Canonical *self, gsize start, guint first)
{
  CanonicalMember *members = (CanonicalMember *) self->members->data + first;
  guint n = self->members->len - first;
  gboolean in_order = TRUE;
  char *to;

  for (guint i = 1; i < n && in_order; i++)
    in_order = compare_members (&members[i - 1], &members[i]) < 0;
  if (in_order)
    return;
  g_qsort_with_data (members, (int) n, sizeof *members, (GCompareDataFunc) compare_members, NULL);
  if (self->sorted == NULL)
    self->sorted = g_malloc (self->size);
  to = self->sorted;
  for (guint i = 0; i < n; i++) {
    if (i > 0)
      *to++ = ',';
    memcpy (to, self->out + members[i].begin, members[i].end - members[i].begin);
    to += members[i].end - members[i].begin;
  }
  memcpy (self->out + start, self->sorted, (gsize) (to - self->sorted));
}

static inline void
put (Canonical *self, const char *text, gsize length)
{
  memcpy (self->out + self->length, text, length);
  self->length += length;
}

static gboolean
canonise_object (Canonical *self, GError **error)
{
  RyJsonScan *scan = &self->scan;
  guint first = self->members->len;
  gboolean ended;
  gsize start;

  scan->depth++;
  scan->p++;
  put (self, "{", 1);
  start = self->length;
  _ry_json_skip_space (scan);
  for (ended = _ry_json_skip_char (scan, '}'); !ended;) {
    CanonicalMember member;

    if (self->length > start)
      put (self, ",", 1);
    member.begin = self->length;
    if (!_ry_json_scan_key (scan, &member.name, &member.name_length, error))
      return FALSE;
    member.escaped = memchr (member.name, '\\', member.name_length) != NULL;
    put (self, member.name, member.name_length);
    put (self, ":", 1);
    if (!canonise (self, error) || !_ry_json_scan_comma (scan, '}', &ended, error))
      return FALSE;
    member.end = self->length;
    g_array_append_val (self->members, member);
  }
  sort_members (self, start, first);
  g_array_set_size (self->members, first);
  put (self, "}", 1);
  scan->depth--;
  return TRUE;
}

static gboolean
canonise_array (Canonical *self, GError **error)
{
  RyJsonScan *scan = &self->scan;
  gboolean ended;

  scan->depth++;
  scan->p++;
  put (self, "[", 1);
  _ry_json_skip_space (scan);
  for (ended = _ry_json_skip_char (scan, ']'); !ended;) {
    if (self->out[self->length - 1] != '[')
      put (self, ",", 1);
    _ry_json_skip_space (scan);
    if (!canonise (self, error) || !_ry_json_scan_comma (scan, ']', &ended, error))
      return FALSE;
  }
  put (self, "]", 1);
  scan->depth--;
  return TRUE;
}

static gboolean
canonise (Canonical *self, GError **error)
{
  RyJsonScan *scan = &self->scan;
  const char *begin = scan->p;

  /* What is deeper stays in the order in which it came: no two programs write it differently in practice. */
  if (scan->depth < RY_JSON_PARSE_DEPTH && scan->p < scan->end && *scan->p == '{')
    return canonise_object (self, error);
  if (scan->depth < RY_JSON_PARSE_DEPTH && scan->p < scan->end && *scan->p == '[')
    return canonise_array (self, error);
  if (!_ry_json_scan_value (scan, error))
    return FALSE;
  put (self, begin, (gsize) (scan->p - begin));
  return TRUE;
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
  Canonical self = { _ry_json_scan_begin (text, length) };
  gboolean good;

  self.size = (gsize) (self.scan.end - self.scan.p) + 1;
  self.out = g_malloc (self.size);
  self.members = g_array_sized_new (FALSE, FALSE, sizeof (CanonicalMember), 32);
  _ry_json_skip_space (&self.scan);
  good = canonise (&self, error) && _ry_json_scan_end (&self.scan, error);
  _ry_json_scan_clear (&self.scan);
  g_array_unref (self.members);
  g_free (self.sorted);
  if (!good) {
    g_free (self.out);
    return NULL;
  }
  self.out[self.length] = '\0';
  return self.out;
}
