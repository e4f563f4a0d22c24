/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a client sends as a document becomes one here: the address and the text must agree.
 */
#include "ry-body.h"

#include <sodium.h>
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"
#include "ry-rev-tree.h"

/* The counting part of an id, and how far it goes on at most, so that nobody can tell the next. */
#define MAX_NUMBER 0xffffffu
#define MAX_STEP   0xffdu

static gboolean
fail (GError **error, const char *sentence)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, sentence);
  return FALSE;
}

/**
 * ry_body_check_object:
 * @text: what came as a document
 * @length: bytes in @text
 * @error: (nullable): %RY_ERROR_BAD_REQUEST
 *
 * CouchDB has a sentence of its own for JSON that is no object.
 *
 * Returns: whether @text may be an object; %FALSE where it is JSON of another kind
 */
gboolean
ry_body_check_object (const char *text, gsize length, GError **error)
{
  gsize i = 0;

  while (i < length && g_ascii_isspace (text[i]))
    i++;
  return i == length || text[i] == '{' || !ry_json_validate (text, (gssize) length, NULL) ||
         fail (error, "Document must be a JSON object");
}

/**
 * ry_body_parse:
 * @text: JSON text of a document
 * @length: bytes in @text
 * @id: (nullable): the id that the request's address names
 * @rev: (nullable): the revision that the request's query or `If-Match` names
 * @error: (nullable): %RY_ERROR_BAD_REQUEST
 *
 * Returns: (transfer full): the document; without id where neither the text nor the address has one
 */
RyDocument *
ry_body_parse (const char *text, gsize length, const char *id, const char *rev, GError **error)
{
  g_autoptr (RyDocument) document = NULL;
  g_autofree char *normal = rev != NULL ? ry_rev_normalise (rev) : NULL;
  const char *own_rev;

  if (rev != NULL && normal == NULL) {
    fail (error, "Invalid rev format");
    return NULL;
  }
  rev = normal;
  if (!ry_body_check_object (text, length, error))
    return NULL;
  document = ry_document_parse (text, (gssize) length, error);
  if (document == NULL)
    return NULL;
  own_rev = ry_document_get_rev (document);
  if (rev != NULL && own_rev != NULL && strcmp (rev, own_rev) != 0) {
    fail (error, "Document rev from request body and query string have different values");
    return NULL;
  }
  if ((id == NULL || g_strcmp0 (ry_document_get_id (document), id) == 0) && (rev == NULL || own_rev != NULL))
    return g_steal_pointer (&document);
  return ry_document_with (document, id, own_rev == NULL ? rev : NULL);
}

/**
 * ry_body_make_id:
 *
 * Neighbours in time are neighbours in the index too: 26 random digits that stay for a while, then 6 that count.
 *
 * Returns: (transfer full): an id for a document that came without one, 32 hexadecimal digits as CouchDB makes them
 */
char *
ry_body_make_id (void)
{
  static GMutex lock;
  static char begin[27];
  static guint32 number = MAX_NUMBER;
  guint8 random[13];
  char *id;

  g_mutex_lock (&lock);
  number += 1 + randombytes_uniform (MAX_STEP);
  if (number > MAX_NUMBER) {
    randombytes_buf (random, sizeof random);
    sodium_bin2hex (begin, sizeof begin, random, sizeof random);
    number = randombytes_uniform (MAX_STEP);
  }
  id = g_strdup_printf ("%s%06x", begin, number);
  g_mutex_unlock (&lock);
  return id;
}
