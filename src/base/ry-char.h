/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One character of UTF-8 at a time, for loops that go through all the text there is: as g_utf8_get_char(),
 * g_string_append_unichar() and g_unichar_isspace() have it, but without a call for ASCII and Japanese. The text must
 * be good.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

static inline gunichar
ry_char_get (const char *p)
{
  const guchar *byte = (const guchar *) p;

  if (byte[0] < 0x80)
    return byte[0];
  if ((byte[0] & 0xf0) == 0xe0)
    return (gunichar) (byte[0] & 0xf) << 12 | (gunichar) (byte[1] & 0x3f) << 6 | (gunichar) (byte[2] & 0x3f);
  return g_utf8_get_char (p);
}

static inline void
ry_char_append (GString *out, gunichar c)
{
  if (c < 0x80 || out->len + 4 >= out->allocated_len) {
    g_string_append_unichar (out, c);
    return;
  }
  out->len += (gsize) g_unichar_to_utf8 (c, out->str + out->len);
  out->str[out->len] = '\0';
}

/* White space beyond ASCII begins with C2, E1, E2 or, alone among kana, with E3 80. */
static inline gboolean
ry_char_is_space (const char *p)
{
  const guchar *byte = (const guchar *) p;

  if (byte[0] < 0x80)
    return g_ascii_isspace (*p);
  return (byte[0] < 0xe3 || (byte[0] == 0xe3 && byte[1] == 0x80)) && g_unichar_isspace (ry_char_get (p));
}

G_END_DECLS
