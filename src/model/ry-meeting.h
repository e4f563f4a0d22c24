/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a council reads off a meeting and does to it: numbers of agenda items and decisions, time against the
 * clock, who was there and whether that is enough, and the moves of an editor. Pure functions over the JSON of
 * one meeting; those that change it change the object they are given, so work on ry_json_object_copy().
 */
#pragma once

#include <json-glib/json-glib.h>

#include "ry-document.h"

G_BEGIN_DECLS

/* The types of a block in minutes, as documents hold them. */
#define RY_BLOCK_SPEECH   "speech"
#define RY_BLOCK_SUMMARY  "summary"
#define RY_BLOCK_DECISION "decision"
#define RY_BLOCK_ACTION   "action"
#define RY_BLOCK_NEXT     "next"

/* How deep an agenda goes: 1, (1), ア. */
#define RY_AGENDA_LEVELS 3

/**
 * RyAttendanceCount:
 * @venue: present in the room
 * @web: present by video
 * @proxy: somebody sent in place
 * @written: takes part in writing
 * @absent: known to be absent
 * @unanswered: nothing known
 * @present: @venue + @web + @proxy + @written
 * @invited: all seats
 *
 * Heads. An old meeting known only by its figures has @present and @invited alone.
 */
typedef struct {
  guint venue;
  guint web;
  guint proxy;
  guint written;
  guint absent;
  guint unanswered;
  guint present;
  guint invited;
} RyAttendanceCount;

typedef enum {
  RY_QUORUM_NOT_SET, /* neither the meeting nor the council names one */
  RY_QUORUM_MISSED,
  RY_QUORUM_REACHED,
} RyQuorum;

/* A series */
gint64      ry_meeting_get_next_number   (JsonObject *series, GPtrArray *meetings);
char       *ry_meeting_format_title      (const char *template, gint64 number, const char *name);
char       *ry_meeting_suggest_date      (const char *last, const char *rhythm);
JsonObject *ry_meeting_new_content       (const char *series_id, JsonObject *series, gint64 number, const char *date);

/* What it says */
GStrv       ry_meeting_number_agenda     (JsonObject *meeting, gboolean full);
int         ry_meeting_get_total_minutes (JsonObject *meeting);
int         ry_meeting_get_length        (JsonObject *meeting);
gboolean    ry_meeting_is_sealed         (JsonObject *meeting);
guint       ry_meeting_count_blocks      (JsonObject *meeting, const char *type);
GPtrArray  *ry_meeting_list_blocks       (JsonObject *meeting, const char *item);
GPtrArray  *ry_meeting_list_present      (JsonObject *meeting);
GPtrArray  *ry_meeting_list_all_blocks   (JsonObject *meeting);
GPtrArray  *ry_meeting_list_papers       (JsonObject *item);
const char *ry_meeting_get_open_item     (JsonObject *meeting, const char *today);
void        ry_meeting_count_attendance  (JsonObject *meeting, RyAttendanceCount *count);
char       *ry_meeting_format_decision   (const char *date, const char *mark, gint64 number, guint order);
void        ry_meeting_get_fiscal_range  (int year, GDate *first, GDate *last);

/* Its actions as documents of their own */
char       *ry_meeting_dup_action_id     (const char *meeting_id, const char *block_key);
JsonObject *ry_meeting_new_action        (const char *meeting_id, JsonObject *meeting, JsonObject *block, JsonObject *existing);

/* Editing */
JsonObject *ry_meeting_find_item         (JsonObject *meeting, const char *key);
JsonObject *ry_meeting_find_block        (JsonObject *meeting, const char *key);
JsonObject *ry_meeting_find_seat         (JsonObject *meeting, const char *key);
JsonObject *ry_meeting_insert_item       (JsonObject *meeting, const char *after, const char *title, int level);
gboolean    ry_meeting_move_item         (JsonObject *meeting, const char *key, int direction);
gboolean    ry_meeting_place_item        (JsonObject *meeting, const char *key, const char *target, gboolean after);
gboolean    ry_meeting_indent_item       (JsonObject *meeting, const char *key, int direction);
gboolean    ry_meeting_remove_item       (JsonObject *meeting, const char *key);
JsonObject *ry_meeting_insert_block      (JsonObject *meeting, const char *item, const char *after, const char *type);
gboolean    ry_meeting_convert_block     (JsonObject *meeting, const char *key, const char *type);
gboolean    ry_meeting_move_block        (JsonObject *meeting, const char *key, int direction);
gboolean    ry_meeting_remove_block      (JsonObject *meeting, const char *key);
JsonObject *ry_meeting_add_seat          (JsonObject *meeting, JsonObject *seat);
gboolean    ry_meeting_remove_seat       (JsonObject *meeting, const char *key);
gboolean    ry_meeting_add_paper         (JsonObject *meeting, const char *item, const char *name);
gboolean    ry_meeting_remove_paper      (JsonObject *meeting, const char *item, const char *name);
gboolean    ry_meeting_move_paper        (JsonObject *meeting, const char *item, const char *name, int direction);
gboolean    ry_meeting_names_paper       (JsonObject *meeting, const char *name);
gboolean    ry_meeting_number_decisions  (JsonObject *meeting, const char *mark);
gboolean    ry_meeting_note_writing      (JsonObject *meeting);

G_END_DECLS
