/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Editions: minutes as they were sealed. An edition holds the text in one fixed form, its SHA-256, and the papers made
 * of it with theirs. It is written once; a correction is the next edition.
 */
#pragma once

#include "ry-audience.h"
#include "ry-workspace.h"

G_BEGIN_DECLS


/**
 * RyEditionFile:
 * @audience: for whom: %RY_AUDIENCE_PUBLIC …
 * @name: the file's name
 * @bytes: a PDF
 *
 * A paper of an edition.
 */
typedef struct {
  const char *audience;
  char *name;
  GBytes *bytes;
} RyEditionFile;

/**
 * RyEditionState:
 * @RY_EDITION_SOUND: text and papers are what was sealed
 * @RY_EDITION_PAPERS_AWAY: the text is; a paper is not on this machine yet
 * @RY_EDITION_TEXT_CHANGED: the text is not what was sealed
 * @RY_EDITION_PAPER_CHANGED: a paper is not, or is gone
 * @RY_EDITION_INCOMPLETE: it names no digest, so nothing can be said
 *
 * What became of an edition.
 */
typedef enum {
  RY_EDITION_SOUND,
  RY_EDITION_PAPERS_AWAY,
  RY_EDITION_TEXT_CHANGED,
  RY_EDITION_PAPER_CHANGED,
  RY_EDITION_INCOMPLETE,
} RyEditionState;

/* The text of minutes */
const char *const *ry_edition_get_members (void);
char           *ry_edition_dup_text     (JsonObject *meeting);
char           *ry_edition_dup_digest   (JsonObject *meeting);

/* Editions */
char           *ry_edition_dup_id       (const char *meeting_id, gint64 number);
GPtrArray      *ry_edition_list         (RyWorkspace *workspace, const char *meeting_id, GError **error);
RyUndo         *ry_edition_seal         (RyWorkspace *workspace, RyDocument *meeting, GPtrArray *files, GCancellable *cancellable,
                                         GError **error);
RyEditionState  ry_edition_verify       (RyWorkspace *workspace, RyDocument *edition, GCancellable *cancellable, char **file);
RyDocument     *ry_edition_get_internal (RyWorkspace *workspace, RyDocument *edition);
gboolean        ry_edition_is_text_of   (RyDocument *edition, JsonObject *meeting);
char           *ry_edition_describe     (RyEditionState state, const char *file);

RyEditionFile  *ry_edition_file_new     (const char *audience, const char *name, GBytes *bytes);
void            ry_edition_file_free    (RyEditionFile *file);

G_END_DECLS
