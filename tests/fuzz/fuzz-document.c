/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Anything may arrive as a document. What is taken must come back the same from its own text; what is refused
 * must be refused with an error; nothing may crash.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ry-attachment-private.h"
#include "ry-document.h"
#include "ry-json.h"
#include "ry-rev-tree.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check (gboolean expected)
{
  if (!expected)
    abort ();
}

static void
try_document (const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) document = ry_document_parse (text, length, &error);
  g_autoptr (RyDocument) again = NULL;
  g_autofree char *json = NULL, *json_again = NULL;

  check ((document == NULL) == (error != NULL));
  if (document == NULL || ry_document_get_id (document) == NULL)
    return;
  json = ry_document_to_json (document, RY_DOCUMENT_JSON_REVISIONS);
  again = ry_document_parse (json, -1, NULL);
  check (again != NULL);
  json_again = ry_document_to_json (again, RY_DOCUMENT_JSON_REVISIONS);
  check (strcmp (json, json_again) == 0);
  check (ry_document_get_root (document) != NULL);
}

/* As the file keeps them: what is written is read again the same. */
static void
try_attachments (const char *text, gssize length)
{
  g_autoptr (GPtrArray) attachments = _ry_attachments_parse (text, length, NULL);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GString) json = g_string_new (NULL), json_again = g_string_new (NULL);

  if (attachments == NULL)
    return;
  _ry_attachments_append_json (attachments, TRUE, json);
  again = _ry_attachments_parse (json->str, (gssize) json->len, NULL);
  check (again != NULL && again->len == attachments->len);
  _ry_attachments_append_json (again, TRUE, json_again);
  check (strcmp (json->str, json_again->str) == 0);
}

static void
try_canonical (const char *text, gssize length)
{
  g_autofree char *canonical = ry_json_canonical (text, length, NULL);
  g_autofree char *again = NULL;

  check ((canonical != NULL) == ry_json_validate (text, length, NULL));
  if (canonical == NULL)
    return;
  again = ry_json_canonical (canonical, -1, NULL);
  check (again != NULL && strcmp (canonical, again) == 0);
}

static void
try_tree (const char *text, gssize length)
{
  g_autofree char *copy = g_strndup (text, (gsize) length);
  g_autoptr (RyRevTree) tree = ry_rev_tree_parse (copy, NULL);
  g_autofree char *winner = NULL;

  if (tree != NULL)
    winner = ry_rev_tree_dup_winner (tree, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  /* A copy of the exact size, so that a read past the end is seen. */
  g_autofree char *text = g_malloc (MAX (size, 1));

  memcpy (text, data, size);
  try_document (text, (gssize) size);
  try_attachments (text, (gssize) size);
  try_canonical (text, (gssize) size);
  try_tree (text, (gssize) size);
  return 0;
}
