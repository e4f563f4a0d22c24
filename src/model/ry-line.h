/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of the programme: the network council's four (①–④) and the city's eight (ア)–(ク). Agenda items, actions and
 * events carry them, and a line can be asked what was decided, what is open and what was done in a year of account.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_LINE_AXIS_COUNCIL "council"
#define RY_LINE_AXIS_CITY    "city"

/**
 * RyLineState:
 * @RY_LINE_DECIDED: a meeting decided it
 * @RY_LINE_OPEN: it is not over: an item that goes on, an action that is not done, an event to come
 * @RY_LINE_DONE: it is over: an item that was closed, an action that is done, an event that was held
 *
 * What became of something that carries a line.
 */
typedef enum {
  RY_LINE_DECIDED,
  RY_LINE_OPEN,
  RY_LINE_DONE,
  RY_N_LINE_STATES
} RyLineState;

/**
 * RyLineEntry:
 * @state: what became of it
 * @id: the meeting, action or event to open
 * @title: what it is
 * @number: (nullable): number of a decision, or of an action
 * @date: (nullable): ISO 8601 day: of the meeting or the event, by which an action is due, or on which it was done
 * @source: (nullable): the meeting's title
 *
 * A row of a line's page.
 */
typedef struct {
  RyLineState state;
  char *id;
  char *title;
  char *number;
  char *date;
  char *source;
} RyLineEntry;

GPtrArray *ry_line_list        (RyWorkspace *workspace, GError **error);
GPtrArray *ry_line_new_presets (RyWorkspace *workspace);
char      *ry_line_dup_marks   (GPtrArray *lines, const char *const *ids);
GPtrArray *ry_line_collect     (RyWorkspace *workspace, const char *line, int fiscal_year, const char *today, GError **error);
void       ry_line_entry_free  (RyLineEntry *entry);

/* The set as a record holds it */
GStrv      ry_line_get_set     (JsonObject *record);
void       ry_line_put_set     (JsonObject *record, const char *const *ids);

G_END_DECLS
