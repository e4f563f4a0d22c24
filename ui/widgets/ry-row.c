/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One document in a RyRowModel. The object stays the same while a view holds it; when its document changes it
 * notifies, and a row that shows it reads it again.
 */
#include "ry-row-private.h"

G_DEFINE_FINAL_TYPE (RyRow, ry_row, G_TYPE_OBJECT)

enum { PROP_0, PROP_DOCUMENT, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
ry_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DOCUMENT)
    g_value_set_boxed (value, RY_ROW (object)->document);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ry_row_finalize (GObject *object)
{
  g_clear_pointer (&RY_ROW (object)->document, ry_document_unref);
  G_OBJECT_CLASS (ry_row_parent_class)->finalize (object);
}

static void
ry_row_class_init (RyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = ry_row_get_property;
  G_OBJECT_CLASS (klass)->finalize = ry_row_finalize;

  properties[PROP_DOCUMENT] =
      g_param_spec_boxed ("document", NULL, NULL, RY_TYPE_DOCUMENT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
ry_row_init (RyRow *self)
{
  self->link.data = self;
}

RyRow *
_ry_row_new (gint64 number)
{
  RyRow *self = g_object_new (RY_TYPE_ROW, NULL);

  self->number = number;
  return self;
}

void
_ry_row_set_document (RyRow *self, RyDocument *document)
{
  if (self->document == document)
    return;
  if (self->document != NULL && document != NULL &&
      g_strcmp0 (ry_document_get_rev (self->document), ry_document_get_rev (document)) == 0)
    return;
  g_clear_pointer (&self->document, ry_document_unref);
  self->document = document != NULL ? ry_document_ref (document) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

/**
 * ry_row_get_document:
 * @self: a row
 *
 * Returns: (nullable) (transfer none): the document; %NULL for a moment after it was deleted
 */
RyDocument *
ry_row_get_document (RyRow *self)
{
  return self->document;
}

/**
 * ry_row_get_id:
 * @self: a row
 *
 * Returns: (nullable): the document's id
 */
const char *
ry_row_get_id (RyRow *self)
{
  return self->document != NULL ? ry_document_get_id (self->document) : NULL;
}

/**
 * ry_row_get_string:
 * @self: a row
 * @member: a member of the document
 *
 * Returns: (nullable): its text
 */
const char *
ry_row_get_string (RyRow *self, const char *member)
{
  return self->document != NULL ? ry_document_get_string (self->document, member) : NULL;
}
