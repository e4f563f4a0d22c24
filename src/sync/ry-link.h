/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One space kept the same as its database on the server for as long as it is started: a live pull, and a push after
 * each commit that did not come from there. Lives on the main thread; its runs have threads of their own. The
 * replicator holds one for each space and sums up what they say.
 */
#pragma once

#include "ry-http-client.h"
#include "ry-replication.h"
#include "ry-sent.h"

G_BEGIN_DECLS

#define RY_TYPE_LINK (ry_link_get_type ())
G_DECLARE_FINAL_TYPE (RyLink, ry_link, RY, LINK, GObject)

/**
 * RyLinkState:
 * @RY_LINK_STOPPED: not started
 * @RY_LINK_CONNECTING: an attempt is under way and the server has not answered in it
 * @RY_LINK_BUSY: documents go over, or wait to
 * @RY_LINK_IDLE: both directions have come to their end, and the pull listens
 * @RY_LINK_SKIPPED: this space is not this person's
 * @RY_LINK_FAILED: the last attempt ended with an error
 */
typedef enum {
  RY_LINK_STOPPED,
  RY_LINK_CONNECTING,
  RY_LINK_BUSY,
  RY_LINK_IDLE,
  RY_LINK_SKIPPED,
  RY_LINK_FAILED,
} RyLinkState;

/* Signal: changed, when any getter would answer something new. */

RyLink       *ry_link_new          (RyHttpClient *client, RyStore *store, const char *database, gboolean optional);
void          ry_link_start        (RyLink *self);
void          ry_link_stop         (RyLink *self);
void          ry_link_retry_now    (RyLink *self);
RyLinkState   ry_link_get_state    (RyLink *self);
const GError *ry_link_get_error    (RyLink *self);
gint64        ry_link_get_unsent   (RyLink *self);
gint64        ry_link_get_answered (RyLink *self);
gint64        ry_link_get_next_try (RyLink *self);
void          ry_link_add_progress (RyLink *self, RySyncProgress *progress);
RySent       *ry_link_get_sent     (RyLink *self);
RyRefusals   *ry_link_get_refusals (RyLink *self);
void          ry_link_retry_refused (RyLink *self);

G_END_DECLS
