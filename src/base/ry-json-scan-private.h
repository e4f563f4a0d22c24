/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scanner's steps, for what goes through JSON text in another way than the scanner does. Each moves the scan past
 * what it names, or sets an error that says where it stands.
 */
#pragma once

#include "ry-json.h"

G_BEGIN_DECLS

/* Most documents are no deeper. */
#define RY_JSON_SHALLOW 32

/* Where the scan stands. */
typedef struct {
  const char *start;
  const char *p;
  const char *end;
  guint depth;
  /* What closes each of the enclosing containers, the outermost first */
  char shallow[RY_JSON_SHALLOW];
  GByteArray *deep; /* (nullable) */
} RyJsonScan;

RyJsonScan _ry_json_scan_begin     (const char *text, gssize length);
void       _ry_json_scan_clear     (RyJsonScan *scan);
gboolean   _ry_json_scan_fail      (const RyJsonScan *scan, const char *what, GError **error);
gboolean   _ry_json_scan_key       (RyJsonScan *scan, const char **name, gsize *name_length, GError **error);
gboolean   _ry_json_scan_value     (RyJsonScan *scan, GError **error);
gboolean   _ry_json_scan_comma     (RyJsonScan *scan, char closing, gboolean *ended, GError **error);
gboolean   _ry_json_scan_end       (RyJsonScan *scan, GError **error);
gboolean   _ry_json_append_decoded (GString *out, const char *raw, gsize length, gunichar nul);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RyJsonScan, _ry_json_scan_clear)

static inline void
_ry_json_skip_space (RyJsonScan *scan)
{
  while (scan->p < scan->end && (*scan->p == ' ' || *scan->p == '\n' || *scan->p == '\t' || *scan->p == '\r'))
    scan->p++;
}

static inline gboolean
_ry_json_skip_char (RyJsonScan *scan, char wanted)
{
  if (scan->p >= scan->end || *scan->p != wanted)
    return FALSE;
  scan->p++;
  return TRUE;
}

G_END_DECLS
