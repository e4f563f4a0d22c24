/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an end of a road would not take, and why, kept beside the documents over a restart: a replication goes on
 * past a refused document, so somebody has to remember it. It is offered again when it changes, when the account
 * does, or when a person asks. May be used from any thread.
 */
#pragma once

#include "ry-store.h"

G_BEGIN_DECLS

/**
 * RyRefusal:
 * @id: the document
 * @rev: the revision that was refused
 * @incoming: whether it was refused here; else there
 * @error: the reason, in the words of the end that gave it
 * @when: µs since 1970
 *
 * One document that stays behind.
 */
typedef struct {
  char *id;
  char *rev;
  gboolean incoming;
  GError *error;
  gint64 when;
} RyRefusal;

typedef struct _RyRefusals RyRefusals;

RyRefusals *ry_refusals_new         (RyStore *store, const char *server, const char *database);
RyRefusals *ry_refusals_ref         (RyRefusals *self);
void        ry_refusals_unref       (RyRefusals *self);
void        ry_refusals_set_account (RyRefusals *self, const char *account);
void        ry_refusals_note        (RyRefusals *self, const char *id, const char *rev, gboolean incoming, const GError *reason);
gboolean    ry_refusals_note_lost   (RyRefusals *self, const char *id, const char *rev, const GError *reason);
void        ry_refusals_want_lost   (RyRefusals *self);
void        ry_refusals_withdraw    (RyRefusals *self, const char *id, const char *rev);
void        ry_refusals_settle      (RyRefusals *self, const char *id);
gboolean    ry_refusals_has         (RyRefusals *self, const char *id);
guint       ry_refusals_count       (RyRefusals *self);
GPtrArray  *ry_refusals_dup_all     (RyRefusals *self);
void        ry_refusals_retry       (RyRefusals *self);
gboolean    ry_refusals_wants       (RyRefusals *self, gboolean incoming);
GStrv       ry_refusals_dup_wanted  (RyRefusals *self, gboolean incoming);
gboolean    ry_refusals_save        (RyRefusals *self, GError **error);

RyRefusal  *ry_refusal_copy         (const RyRefusal *refusal);
void        ry_refusal_free         (RyRefusal *refusal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyRefusals, ry_refusals_unref)

G_END_DECLS
