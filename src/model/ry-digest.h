/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminding people of what they have to do, those without this program too: one digest a person, some days before an
 * action's day and again after it, and never twice for the same day of the same action.
 */
#pragma once

#include "ry-action.h"
#include "ry-addressee.h"

G_BEGIN_DECLS

#define RY_DIGEST_BEFORE 7 /* days before the day on which it is due */
#define RY_DIGEST_AFTER  1 /* days after it */

#define RY_DIGEST_DESKTOP "desktop" /* the channel of a notification on the own machine */

/**
 * RyDigest:
 * @key: the owner's id, or the name typed for them
 * @addressee: who they are and how they are reached
 * @actions: (element-type RyDocument): what they are to be reminded of, by day
 * @late: how many of these are late
 * @mine: whether it is the person at this machine
 * @office: what the office that writes is called
 * @mail: (nullable): the office's address
 * @fax: (nullable): its FAX
 * @telephone: (nullable): its telephone
 */
typedef struct {
  char *key;
  RyAddressee *addressee;
  GPtrArray *actions;
  guint late;
  gboolean mine;
  char *office;
  char *mail;
  char *fax;
  char *telephone;
} RyDigest;

gboolean   ry_action_needs_reminder (JsonObject *action, const char *today, int before, int after);
void       ry_action_add_reminder   (JsonObject *action, const char *on, const char *channel, const char *by);

GPtrArray *ry_digest_list           (RyWorkspace *workspace, const char *today, int before, int after, GError **error);
GPtrArray *ry_digest_create_edits   (GPtrArray *digests, const char *channel, const char *on, const char *by);
char      *ry_digest_dup_text       (const RyDigest *digest, const char *today);
void       ry_digest_free           (RyDigest *digest);

G_END_DECLS
