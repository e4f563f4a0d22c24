/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far what was written here is known to be at a server, so that "unsent" can be counted without asking it,
 * even right after a start without a network. Not a checkpoint: it only informs.
 */
#pragma once

#include "ry-store.h"

G_BEGIN_DECLS

typedef struct _RySent RySent;

RySent *ry_sent_new         (RyStore *store, const char *server, const char *database);
void    ry_sent_free        (RySent *self);
void    ry_sent_note_commit (RySent *self, gint64 last);
void    ry_sent_note_echo   (RySent *self, gint64 first, gint64 last);
void    ry_sent_note_push   (RySent *self, gint64 seq);
void    ry_sent_note_synced (RySent *self, gint64 when);
gint64  ry_sent_get_synced  (RySent *self);
gint64  ry_sent_get_seq     (RySent *self);
gint64  ry_sent_count       (RySent *self);
gboolean ry_sent_is_unsent  (RySent *self, const char *id);
void    ry_sent_save        (RySent *self, gboolean wait);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RySent, ry_sent_free)

G_END_DECLS
