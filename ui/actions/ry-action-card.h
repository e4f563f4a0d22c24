/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An action as a card of the board: what, who, how many days, which council, until when, how often postponed, and where
 * it came from. Cards are reused as the board scrolls: give one another action with ry_action_card_set().
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-action.h"
#include "ry-councils.h"

G_BEGIN_DECLS

/* Words about actions that take a look at other records; kept while the page shows the same. */
typedef struct _RyActionWords RyActionWords;

RyActionWords *ry_action_words_new        (RyWorkspace *workspace, RyCouncils *councils, const char *today);
void           ry_action_words_free       (RyActionWords *self);
void           ry_action_words_forget     (RyActionWords *self);
const char    *ry_action_words_get_today  (RyActionWords *self);
const char    *ry_action_words_get_source (RyActionWords *self, RyDocument *action);
const RyCouncil *ry_action_words_get_council (RyActionWords *self, RyDocument *action);
char          *ry_action_words_dup_spoken (RyActionWords *self, RyDocument *action);

GtkWidget     *ry_action_timing_chip_new  (void);
void           ry_action_timing_chip_set  (GtkWidget *chip, JsonObject *action, const char *today);

#define RY_TYPE_ACTION_CARD (ry_action_card_get_type ())
G_DECLARE_FINAL_TYPE (RyActionCard, ry_action_card, RY, ACTION_CARD, GtkBox)

GtkWidget  *ry_action_card_new    (void);
void        ry_action_card_set    (RyActionCard *self, RyActionWords *words, RyDocument *action);
const char *ry_action_card_get_id (RyActionCard *self);

G_END_DECLS
