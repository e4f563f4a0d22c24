/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of rights as it lies in memory: ry-permission-table.c reads it, ry-permission.c asks it. */
#pragma once

#include "ry-fixed.h"
#include "ry-permission.h"

G_BEGIN_DECLS

enum { RY_MAY_CREATE = 1 << RY_VERB_CREATE, RY_MAY_EDIT = 1 << RY_VERB_EDIT, RY_MAY_DELETE = 1 << RY_VERB_DELETE };

/* Borrowed from the parsed table, all of them. */
typedef struct {
  GStrv roles;
  guint may;
  const char *scope; /* NULL: anywhere */
  GStrv members;     /* of a document, that name whose it is; "_id" stands for the document itself */
  GStrv fields;      /* that may be changed; NULL: all */
  const char *sentence;
} RyRule;

typedef struct {
  const char *name;
  const char *sentence;
  GArray *rules;  /* of RyRule */
  RyFixed *fixed; /* NULL: nothing of the kind is ever fixed */
  JsonObject *attended; /* NULL: nobody needs to have been anywhere; borrowed */
} RyKindRights;

typedef struct {
  const char *label;
  const char *sentence;
  gboolean all;
} RyRoleRow;

struct _RyPermissions {
  JsonObject *table;
  char *text;
  GHashTable *kinds; /* name -> RyKindRights */
  RyKindRights *otherwise;
  GHashTable *roles; /* name -> RyRoleRow */
  GStrv role_names;
  GHashTable *readers; /* space -> GStrv */
  GStrv stamps;
};

/* The rules of a kind, or of whatever the table does not name. */
RyKindRights *_ry_permissions_find_kind (RyPermissions *self, const char *name);

G_END_DECLS
