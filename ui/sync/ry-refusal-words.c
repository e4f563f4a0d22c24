/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reason comes in the words of the end that gave it. Those of the table of rights are known here and said in the
 * person's language; a server of another make says what it says, after a sentence that can be understood.
 */
#include "ry-refusal-words.h"

#include <glib/gi18n.h>

#include "ry-error.h"
#include "ry-permission.h"
#include "ry-sync-words.h"

/**
 * ry_refusal_words_reason:
 * @refusal: what was refused
 *
 * Returns: (transfer full): why, as a sentence
 */
char *
ry_refusal_words_reason (const RyRefusal *refusal)
{
  const char *message = refusal->error->message;
  const char *known = message != NULL && *message != '\0' ? ry_permission_translate (message) : NULL;
  const char *sentence = ry_error_get_sentence (refusal->error->code);

  if (refusal->incoming && refusal->error->code == RY_ERROR_NOT_FOUND)
    return g_strdup (_ ("The server names this version but does not have it. It is asked for again at each start."));
  if (known == NULL)
    return g_strdup (sentence);
  if (refusal->error->code == RY_ERROR_INVALID || refusal->error->code == RY_ERROR_FORBIDDEN || known != message)
    return g_strdup (known);
  return g_strdup_printf (_ ("%s (%s)"), sentence, message);
}

/**
 * ry_refusal_words_facts:
 * @refusal: what was refused
 * @kind: (nullable): what kind of record it is, in words
 * @now: µs since 1970
 *
 * Returns: (transfer full): the kind, which end refused it, and when
 */
char *
ry_refusal_words_facts (const RyRefusal *refusal, const char *kind, gint64 now)
{
  g_autofree char *when = refusal->when > 0 ? ry_sync_words_time (refusal->when, now) : NULL;
  gboolean lost = refusal->incoming && refusal->error->code == RY_ERROR_NOT_FOUND;
  const char *end = lost                ? _ ("Missing at the server")
                    : refusal->incoming ? _ ("Not taken here")
                                        : _ ("Not taken by the server");

  return g_strjoin (_ ("·"), kind != NULL ? kind : end, kind != NULL ? end : when, kind != NULL ? when : NULL, NULL);
}
