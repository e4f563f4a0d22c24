/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `?open_revs=`: several revisions of one document, as an array of JSON, or as parts with their attachments, which
 * is what CouchDB's replicator asks for.
 */
#include "ry-handlers.h"

#include <string.h>

#include "ry-error.h"
#include "ry-json.h"
#include "ry-parts.h"
#include "ry-rev-tree.h"
#include "ry-shape.h"

/* One of the two forms of the answer, while it grows. */
typedef struct {
  RyRequest *request;
  RyShape *shape;
  RyParts *parts;     /* NULL for JSON */
  RyResponse *answer; /* NULL for parts */
} Telling;

static gboolean
tell_document (Telling *telling, RyDocument *document, GError **error)
{
  GString *out;

  if (telling->parts != NULL) {
    ry_parts_add_document (telling->parts, document, telling->shape->members,
                           ry_shape_get_since (telling->shape, document));
    return TRUE;
  }
  out = telling->answer->body;
  g_string_append (out, out->len > 1 ? ",{\"ok\":" : "{\"ok\":");
  if (!ry_shape_append (telling->shape, telling->request->store, document, out, error))
    return FALSE;
  g_string_append_c (out, '}');
  return ry_response_check_size (telling->answer, error);
}

static void
tell_missing (Telling *telling, const char *rev)
{
  GString *out;

  if (telling->parts != NULL) {
    ry_parts_add_missing (telling->parts, rev);
    return;
  }
  out = telling->answer->body;
  g_string_append (out, out->len > 1 ? ",{\"missing\":" : "{\"missing\":");
  ry_json_append_string (out, rev);
  g_string_append_c (out, '}');
}

/* In the order in which they stand in CouchDB's tree. */
int
ry_handlers_compare_revs (gconstpointer a, gconstpointer b)
{
  return ry_rev_compare (ry_document_get_rev (*(RyDocument *const *) a),
                         ry_document_get_rev (*(RyDocument *const *) b));
}

static gboolean
tell_all (Telling *telling, GError **error)
{
  RyRequest *request = telling->request;
  g_autoptr (GPtrArray) documents =
      ry_store_get_open_revs (request->store, request->document, NULL, telling->shape->get, error);

  if (documents != NULL)
    g_ptr_array_sort (documents, ry_handlers_compare_revs);
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    if (!tell_document (telling, g_ptr_array_index (documents, i), error))
      return FALSE;
  return documents != NULL;
}

static gboolean
tell_revisions (Telling *telling, const char *const *revs, GError **error)
{
  RyRequest *request = telling->request;
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; revs[i] != NULL; i++) {
    const char *one[] = { revs[i], NULL };
    g_autoptr (GError) inner = NULL;
    g_autoptr (GPtrArray) found =
        ry_store_get_open_revs (request->store, request->document, one, telling->shape->get, &inner);

    if (found == NULL && !g_error_matches (inner, RY_ERROR, RY_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
    for (guint j = 0; found != NULL && j < found->len; j++) {
      RyDocument *document = g_ptr_array_index (found, j);

      /* With latest=true two revisions may lead to the same leaf. */
      if (g_hash_table_add (said, g_strdup (ry_document_get_rev (document))) &&
          !tell_document (telling, document, error))
        return FALSE;
    }
    if (found == NULL || found->len == 0)
      tell_missing (telling, revs[i]);
  }
  return TRUE;
}

static gboolean
tell (Telling *telling, GError **error)
{
  const char *text = ry_request_get_text (telling->request, "open_revs");
  g_auto (GStrv) revs = NULL;

  if (g_str_equal (text, "all"))
    return tell_all (telling, error);
  return ry_shape_parse_revs (text, &revs, error) && tell_revisions (telling, (const char *const *) revs, error);
}

RyResponse *
ry_handle_open_revs (RyRequest *request, GError **error)
{
  g_auto (RyShape) shape = { RY_GET_PLAIN };
  g_autoptr (RyResponse) answer = NULL;
  Telling telling = { request, &shape, NULL, NULL };
  gboolean told;

  if (!ry_shape_parse (&shape, request, error))
    return NULL;
  shape.get = (shape.get & ~RY_GET_CONFLICTS) | RY_GET_DELETED;
  if (ry_request_accepts (request, "multipart/mixed")) {
    telling.parts = ry_parts_new (request->store);
    told = tell (&telling, error);
    answer = ry_parts_close (telling.parts);
  } else {
    telling.answer = answer = ry_response_new (200);
    g_string_append_c (answer->body, '[');
    told = tell (&telling, error);
    g_string_append (answer->body, "]\n");
  }
  return told ? g_steal_pointer (&answer) : NULL;
}
