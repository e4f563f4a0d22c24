/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with a document, one sentence a fault. Check digits only warn: a code that a clerk read off
 * a letter is kept as she typed it.
 */
#pragma once

#include "ry-kind.h"

G_BEGIN_DECLS

typedef enum {
  RY_FAULT_WARNING, /* shown beside the field; saving goes on */
  RY_FAULT_REFUSED, /* the document cannot be saved like this */
} RyFaultLevel;

typedef struct {
  RyFaultLevel level;
  char *field;    /* name of the field, or "kind" */
  char *sentence; /* translated */
} RyFault;

void       ry_fault_free            (RyFault *fault);
GPtrArray *ry_validate              (RyKinds *kinds, JsonObject *document);
gboolean   ry_validate_or_error     (RyKinds *kinds, JsonObject *document, GError **error);
char      *ry_validate_code         (RyFieldType type, const char *code);

G_END_DECLS
