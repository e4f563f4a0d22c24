/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A round of the yearly confirmation: when it began, by when answers are wanted, whom one asked by which way. Who has
 * confirmed is not written into it: a sheet that was confirmed since the round began is, whoever noted it and where. What
 * went out by letter stands in the letters.
 */
#pragma once

#include "ry-function.h"

G_BEGIN_DECLS

#define RY_ROUND_IS_ID(id) ((id) != NULL && g_str_has_prefix ((id), "confirmation:"))

/**
 * RyRoundRow:
 * @hospital: the hospital as it is now
 * @asked_on: (nullable): when it was asked last: a letter went out, or somebody noted that they asked
 * @channel: (nullable): by which way
 * @reminded: whether that was a reminder
 * @made_on: (nullable): when a letter was made that has not gone out
 * @confirmed: whether its sheet was confirmed since the round began
 */
typedef struct {
  RyHospital *hospital;
  char *asked_on;
  char *channel;
  gboolean reminded;
  char *made_on;
  gboolean confirmed;
} RyRoundRow;

/**
 * RyRound:
 * @document: the round
 * @rows: (element-type RyRoundRow): all hospitals; those that did not confirm first
 * @n_confirmed: how many confirmed
 * @n_silent: how many were asked and did not
 */
typedef struct {
  RyDocument *document;
  GPtrArray *rows;
  guint n_confirmed;
  guint n_silent;
} RyRound;

char       *ry_round_find_open   (RyWorkspace *workspace, const char *today, GError **error);
RyRound    *ry_round_read        (RyWorkspace *workspace, const char *id, const char *today, GError **error);
void        ry_round_free        (RyRound *round);
GStrv       ry_round_list_keys   (const RyRound *round, gboolean asked);

GPtrArray  *ry_round_start       (RyWorkspace *workspace, const char *today, const char *due);
GPtrArray  *ry_round_note_asked  (RyRound *round, const char *const *organisations, const char *channel, const char *today);
GPtrArray  *ry_round_close       (RyRound *round, const char *today);
GPtrArray  *ry_round_confirm     (RyWorkspace *workspace, const RyHospital *hospital, const char *through, const char *by, const char *today);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyRound, ry_round_free)

G_END_DECLS
