/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server of the replication protocol for tests, small and able to misbehave on command: it counts what is asked
 * of it, and hangs, closes, lies or refuses where a test wants it to. One database over one RyStore, in a thread of
 * its own. Its sequences look like CouchDB's, so that nobody takes them for numbers.
 */
#pragma once

#include "ry-store.h"

G_BEGIN_DECLS

typedef struct _RyFakeCouch RyFakeCouch;

/**
 * RyTrouble:
 * @RY_TROUBLE_STATUS: answers with a status and a plain error
 * @RY_TROUBLE_NO_DATABASE: answers with a status and that there is no such database
 * @RY_TROUBLE_HTML: answers 200 with a web page
 * @RY_TROUBLE_TRUNCATE: answers with half of the right JSON
 * @RY_TROUBLE_HANG: never answers
 * @RY_TROUBLE_CLOSE: closes the connection
 * @RY_TROUBLE_REDIRECT: sends on to another address
 * @RY_TROUBLE_NO_PROGRESS: a changes page whose last_seq is its since
 * @RY_TROUBLE_OTHER_IDS: answers with other documents than were asked for
 * @RY_TROUBLE_OTHER_REVS: answers with other revisions than were asked for
 */
typedef enum {
  RY_TROUBLE_NONE,
  RY_TROUBLE_STATUS,
  RY_TROUBLE_NO_DATABASE,
  RY_TROUBLE_HTML,
  RY_TROUBLE_TRUNCATE,
  RY_TROUBLE_HANG,
  RY_TROUBLE_CLOSE,
  RY_TROUBLE_REDIRECT,
  RY_TROUBLE_NO_PROGRESS,
  RY_TROUBLE_OTHER_IDS,
  RY_TROUBLE_OTHER_REVS,
} RyTrouble;

RyFakeCouch *ry_fake_couch_new          (RyStore *store, const char *database);
void         ry_fake_couch_free         (RyFakeCouch *self);
const char  *ry_fake_couch_get_url      (RyFakeCouch *self);
guint        ry_fake_couch_count        (RyFakeCouch *self, const char *what);
void         ry_fake_couch_reset_counts (RyFakeCouch *self);
void         ry_fake_couch_inject       (RyFakeCouch *self, const char *what, RyTrouble trouble, guint status, guint times);
void         ry_fake_couch_set_chance   (RyFakeCouch *self, guint32 seed, guint percent);
void         ry_fake_couch_set_password (RyFakeCouch *self, const char *user, const char *password);
void         ry_fake_couch_set_exists   (RyFakeCouch *self, gboolean exists);
void         ry_fake_couch_set_max_body (RyFakeCouch *self, gsize bytes);
void         ry_fake_couch_set_bad_id   (RyFakeCouch *self, const char *id);
void         ry_fake_couch_set_retry_after (RyFakeCouch *self, guint seconds);
void         ry_fake_couch_set_session_life (RyFakeCouch *self, guint seconds);
void         ry_fake_couch_set_stingy     (RyFakeCouch *self, guint every);
void         ry_fake_couch_set_max_path   (RyFakeCouch *self, gsize bytes);
void         ry_fake_couch_end_sessions (RyFakeCouch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyFakeCouch, ry_fake_couch_free)

G_END_DECLS
