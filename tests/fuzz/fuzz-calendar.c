/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as an answer to an invitation: no crash, no endless loop, and only text comes out. */
#include "ry-calendar.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (RyCalendarReply) reply = ry_calendar_read_reply (bytes, "r", &error);

  g_assert_true ((reply != NULL) == (error == NULL));
  if (reply != NULL) {
    const char *texts[] = { reply->uid,   reply->meeting, reply->mail, reply->name,
                            reply->proxy, reply->comment, reply->date };

    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      g_assert_true (texts[i] == NULL || g_utf8_validate (texts[i], -1, NULL));
  }
  return 0;
}
