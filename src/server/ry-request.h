/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One request, taken off the wire: everything a handler may look at, owned by itself, so that the handler can
 * run in a worker thread and never touches the connection.
 */
#pragma once

#include "ry-databases.h"
#include "ry-json.h"
#include "ry-response.h"
#include "ry-rights.h"
#include "ry-sessions.h"

G_BEGIN_DECLS

typedef struct _RyRequest RyRequest;
typedef struct _RyPages RyPages;
typedef struct _RyIntake RyIntake;
typedef RyResponse *(*RyHandler) (RyRequest *request, GError **error);
typedef RyIntake *(*RyReceive) (RyRequest *request, GError **error);
typedef RyCredentials *(*RyReadLogin) (RyRequest *request, GError **error);
typedef RyResponse *(*RyExplain) (RyRequest *request, const GError *error);

/**
 * RyNeeds:
 * @RY_NEEDS_NOTHING: anybody may ask
 * @RY_NEEDS_ACCOUNT: anybody with an account
 * @RY_NEEDS_READING: who may read the database
 * @RY_NEEDS_WRITING: who may write the database
 * @RY_NEEDS_KEEPING: who administers the database
 * @RY_NEEDS_ADMINISTRATOR: an administrator
 *
 * What must be true of the sender before a handler sees a request.
 */
typedef enum {
  RY_NEEDS_NOTHING,
  RY_NEEDS_ACCOUNT,
  RY_NEEDS_READING,
  RY_NEEDS_WRITING,
  RY_NEEDS_KEEPING,
  RY_NEEDS_ADMINISTRATOR,
} RyNeeds;

typedef struct {
  const char *method;
  const char *pattern;
  RyHandler handler;   /* NULL: known, but not offered */
  RyNeeds needs;
  gboolean on_main;    /* short, and must run on the main context */
  gboolean (*is_short) (RyRequest *request); /* whether a request is over sooner than a thread is woken */
  gboolean writes_one; /* a document, and does little else */
  RyReceive receive;   /* takes the body as it comes; where there is a handler too, multipart bodies only */
  RyReadLogin read_login; /* the name and password are in the body */
  RyExplain explain;      /* says an error in other words than the protocol's */
} RyRoute;

struct _RyRequest {
  const RyRoute *route;
  char *method;
  char *database;
  char *document;   /* with its _design/ or _local/ */
  char *attachment;
  GHashTable *query;
  GBytes *body;
  char *content_type;
  char *content_encoding;
  char *accept;
  char *accept_encoding;
  char *accept_language;
  char *range;
  char *host;
  char *referer;
  char *origin;
  char *fetch_site; /* whose page it is that asks, as the browser says */
  char *if_match;
  char *if_none_match;
  char *last_event_id;
  char *destination;
  char *address;
  char *cookie;
  gboolean secure;
  gboolean by_cookie;

  RyAccount *account;
  RyStore *store;

  /* Borrowed from the server, which outlives its requests */
  RyAccounts *accounts;
  RySessions *sessions;
  RyDatabases *databases;
  RyPages *pages;
};

RyRequest  *ry_request_new         (void);
void        ry_request_free        (RyRequest *self);
const char *ry_request_get_text    (RyRequest *self, const char *name);
gboolean    ry_request_get_flag    (RyRequest *self, const char *name);
gboolean    ry_request_get_integer (RyRequest *self, const char *name, gint64 otherwise, gint64 *value, GError **error);
const char *ry_request_get_body    (RyRequest *self, gsize *length);
gboolean    ry_request_accepts     (RyRequest *self, const char *type);
gboolean    ry_request_accepts_gzip(RyRequest *self);
gboolean    ry_request_has_etag    (RyRequest *self, const char *etag);
char       *ry_request_dup_location(RyRequest *self, const char *id, const char *name);
gboolean    ry_request_scan_body   (RyRequest *self, RyJsonMemberFunc func, gpointer data, GError **error);
gboolean    ry_request_scan_body_with (RyRequest *self, const char *list, RyJsonElementFunc element_func,
                                       RyJsonMemberFunc func, gpointer data, GError **error);
gboolean    ry_request_is_streamed (RyRequest *self);
gboolean    ry_request_check_json  (RyRequest *self, GError **error);
gboolean    ry_request_check_write (RyRequest *self, RyDocument *document, gboolean new_edits, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyRequest, ry_request_free)

G_END_DECLS
