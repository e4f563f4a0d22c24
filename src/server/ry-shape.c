/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parameters `revs`, `conflicts`, `meta` and what it stands for, `latest`, `attachments`, `att_encoding_info` and
 * `atts_since`, which many requests share.
 */
#include "ry-shape.h"

#include <stdlib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-inline.h"
#include "ry-json.h"
#include "ry-rev-tree.h"

/* What is told of other revisions than the one that is read; `meta` asks for all of it. */
static const struct {
  const char *name;
  RyGet get;
  RyDocumentJson members;
} about_others[] = {
  { "conflicts", RY_GET_CONFLICTS, RY_DOCUMENT_JSON_CONFLICTS },
  { "deleted_conflicts", RY_GET_DELETED_CONFLICTS, RY_DOCUMENT_JSON_DELETED_CONFLICTS },
  { "revs_info", RY_GET_REVS_INFO, RY_DOCUMENT_JSON_REVS_INFO },
};

static gboolean
take_rev (const char *value, gsize length, gpointer data, GError **error)
{
  g_autofree char *text = value[0] == '"' ? ry_json_decode_string (value, length, NULL) : NULL;
  char *rev = text != NULL ? ry_rev_normalise (text) : NULL;

  if (rev != NULL)
    g_ptr_array_add (data, rev);
  else
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid rev format");
  return rev != NULL;
}

/**
 * ry_shape_parse_revs:
 * @text: a JSON array of revisions
 * @revs: (out) (transfer full): the revisions
 * @error: (nullable): %RY_ERROR_BAD_REQUEST
 *
 * Returns: whether it is an array of revisions
 */
gboolean
ry_shape_parse_revs (const char *text, GStrv *revs, GError **error)
{
  GPtrArray *list;
  gboolean good;

  *revs = NULL;
  if (!ry_json_validate (text, -1, error))
    return FALSE;
  if (text[0] != '[') {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid list of revisions");
    return FALSE;
  }
  list = g_ptr_array_new ();
  good = ry_json_scan_array (text, -1, take_rev, list, error);
  g_ptr_array_add (list, NULL);
  *revs = (GStrv) g_ptr_array_free (list, FALSE);
  if (!good)
    g_clear_pointer (revs, g_strfreev);
  return good;
}

/**
 * ry_shape_parse:
 * @self: what is to be filled in
 * @request: a request
 * @error: (nullable): %RY_ERROR_BAD_REQUEST
 *
 * Returns: whether the request's parameters make sense
 */
gboolean
ry_shape_parse (RyShape *self, RyRequest *request, GError **error)
{
  const char *since = ry_request_get_text (request, "atts_since");

  *self = (RyShape){ RY_GET_PLAIN };
  if (ry_request_get_flag (request, "revs")) {
    self->get |= RY_GET_REVISIONS;
    self->members |= RY_DOCUMENT_JSON_REVISIONS;
  }
  for (guint i = 0; i < G_N_ELEMENTS (about_others); i++) {
    if (!ry_request_get_flag (request, about_others[i].name) && !ry_request_get_flag (request, "meta"))
      continue;
    self->get |= about_others[i].get;
    self->members |= about_others[i].members;
  }
  if (ry_request_get_flag (request, "latest"))
    self->get |= RY_GET_LATEST;
  if (ry_request_get_flag (request, "att_encoding_info"))
    self->members |= RY_DOCUMENT_JSON_ENCODING;
  self->attachments = since != NULL || ry_request_get_flag (request, "attachments");
  if (since == NULL)
    return TRUE;
  /* To know what is newer, the history must be known. */
  self->get |= RY_GET_REVISIONS;
  return ry_shape_parse_revs (since, &self->atts_since, error);
}

/**
 * ry_shape_get_since:
 * @self: a shape
 * @document: a document, with its history where the client has attachments already
 *
 * Returns: the generation up to which the client has the document's attachments; 0 where it has none
 */
guint
ry_shape_get_since (const RyShape *self, RyDocument *document)
{
  const char *const *history = ry_document_get_history (document);

  for (guint i = 0; self->atts_since != NULL && history != NULL && history[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) self->atts_since, history[i]))
      return (guint) atoi (history[i]);
  return 0;
}

/**
 * ry_shape_append:
 * @self: a shape
 * @store: where the document is
 * @document: the document
 * @out: where its JSON is appended
 * @error: (nullable): what the store says of attachments
 *
 * Returns: whether it could be
 */
gboolean
ry_shape_append (const RyShape *self, RyStore *store, RyDocument *document, GString *out, GError **error)
{
  g_autoptr (RyDocument) loaded = NULL;

  if (!self->attachments) {
    ry_document_append_json (document, self->members, out);
    return TRUE;
  }
  loaded = ry_inline_load (store, document, ry_shape_get_since (self, document), error);
  if (loaded == NULL)
    return FALSE;
  ry_document_append_json (loaded, self->members, out);
  return TRUE;
}

/**
 * ry_shape_clear:
 * @self: a shape
 */
void
ry_shape_clear (RyShape *self)
{
  g_clear_pointer (&self->atts_since, g_strfreev);
}
