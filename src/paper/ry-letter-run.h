/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making all papers of a run into one folder: what is faxed in one file, a draft for each e-mail, letters with their
 * envelopes or labels for the post, a list for the telephone. Straight, for a thread.
 */
#pragma once

#include "ry-paper.h"

G_BEGIN_DECLS

typedef gboolean (*RyLetterMailFunc)     (RyWorkspace *workspace, const RyLetter *letter, const RyAddressee *addressee, GBytes *pdf,
                                          const char *path, GError **error);
typedef void     (*RyLetterProgressFunc) (guint done, guint total, gpointer data);

/**
 * RyLetterRun:
 * @labels: (nullable): labels for the post; %NULL for envelopes
 * @envelopes: how envelopes are to be
 * @mail: who writes drafts of e-mail: the exchange room's ry_mail_write_letter()
 * @progress: (nullable): told after each addressee
 * @data: for @progress
 */
typedef struct {
  const RyLabelStyle *labels;
  RyEnvelopeStyle envelopes;
  RyLetterMailFunc mail;
  RyLetterProgressFunc progress;
  gpointer data;
} RyLetterRun;

char *ry_letter_run_make (RyWorkspace *workspace, const RyLetter *letter, GPtrArray *addressees, const RyLetterRun *run,
                          const char *parent, GCancellable *cancellable, GError **error);

G_END_DECLS
