/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ids. Use ry_id_for_key() where the world has given a key (an office's code), ry_id_for_content() where the
 * content itself is all there is and must make the same document on every desktop, and ry_id_new() for what a
 * person begins here. A ULID sorts by the moment it was made, within a process strictly.
 */
#include "ry-id.h"

#include "ry-text.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define ULID_LENGTH       26
#define ULID_RANDOM_BYTES 10
#define DIGEST_DIGITS     20 /* 80 bits: a clash among 10 million documents is below 1 in 10^10 */

static void
fill_random (guint8 *bytes, gsize length)
{
  while (length > 0) {
    gssize n = getrandom (bytes, length, 0);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      g_error ("The system gives no random numbers: %s", g_strerror (errno));
    bytes += n;
    length -= n;
  }
}

/* The next number after the one before, for ids made in one millisecond. FALSE where it would overflow. */
static gboolean
increment (guint8 *bytes, gsize length)
{
  for (gsize i = length; i-- > 0;)
    if (++bytes[i] != 0)
      return TRUE;
  return FALSE;
}

static char *
encode_ulid (guint64 time, const guint8 *random)
{
  static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  char *ulid = g_malloc (ULID_LENGTH + 1);
  guint64 high = 0, low = 0;

  for (int i = 0; i < 10; i++, time >>= 5)
    ulid[9 - i] = digits[time & 31];
  for (int i = 0; i < 5; i++) {
    high = high << 8 | random[i];
    low = low << 8 | random[i + 5];
  }
  for (int i = 0; i < 8; i++, high >>= 5, low >>= 5) {
    ulid[17 - i] = digits[high & 31];
    ulid[25 - i] = digits[low & 31];
  }
  ulid[ULID_LENGTH] = '\0';
  return ulid;
}

static void
append_without_space (GString *out, const char *folded)
{
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
}

/**
 * ry_id_new_ulid:
 *
 * Returns: (transfer full): 26 characters, later than every one made before in this process
 *   (github.com/ulid/spec, monotonic)
 */
char *
ry_id_new_ulid (void)
{
  static GMutex lock;
  static guint64 last_time;
  static guint8 random[ULID_RANDOM_BYTES];
  guint64 now = g_get_real_time () / 1000;
  char *ulid;

  g_mutex_lock (&lock);
  if (now > last_time) {
    last_time = now;
    fill_random (random, sizeof random);
  } else if (!increment (random, sizeof random)) {
    last_time++;
  }
  ulid = encode_ulid (last_time, random);
  g_mutex_unlock (&lock);
  return ulid;
}

/**
 * ry_id_new:
 * @kind: a kind's name
 *
 * Returns: (transfer full): an id for a document begun here
 */
char *
ry_id_new (const char *kind)
{
  g_autofree char *ulid = ry_id_new_ulid ();

  return ry_id_for_key (kind, ulid);
}

/**
 * ry_id_for_key:
 * @kind: a kind's name
 * @key: the key that the world gave
 *
 * Returns: (transfer full): `kind:KEY`
 */
char *
ry_id_for_key (const char *kind, const char *key)
{
  return g_strconcat (kind, ":", key, NULL);
}

/**
 * ry_id_for_content:
 * @kind: a kind's name
 * @parts: (array zero-terminated=1): what tells one from the other, such as name, postal code and address
 *
 * Spellings that fold to the same text, with or without spaces, give the same id.
 *
 * Returns: (transfer full): `kind:h` and hexadecimal digits of SHA-256 over the folded parts
 */
char *
ry_id_for_content (const char *kind, const char *const *parts)
{
  g_autoptr (GString) content = g_string_new (NULL);
  g_autofree char *digest = NULL;

  for (; *parts != NULL; parts++) {
    g_autofree char *folded = ry_text_fold (*parts);

    append_without_space (content, folded);
    g_string_append_c (content, '\x1f');
  }
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, content->str, content->len);
  return g_strdup_printf ("%s:h%.*s", kind, DIGEST_DIGITS, digest);
}

/**
 * ry_id_dup_kind:
 * @id: a document's id
 *
 * Returns: (transfer full) (nullable): the kind in front of the colon, %NULL where there is none
 */
char *
ry_id_dup_kind (const char *id)
{
  const char *colon = strchr (id, ':');

  return colon != NULL && colon > id ? g_strndup (id, colon - id) : NULL;
}
