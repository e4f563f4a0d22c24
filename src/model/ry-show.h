/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The running order of a meeting at which hospitals speak one after the other: who, for how long, from what, and what
 * that makes of the clock. Pure functions over the JSON of one `show`; those that change it change the object they are
 * given, so work on ry_json_object_copy(). ry_show_read() alone looks into a workspace.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_SHOW_MINUTES  7  /* a talk, where nothing says otherwise */
#define RY_SHOW_BREAK    10
#define RY_SHOW_BELL     60 /* seconds before the end */

typedef enum {
  RY_TALK_TALK,
  RY_TALK_BREAK,
  RY_TALK_PICTURE,
} RyTalkType;

/**
 * RyTalk:
 * @key: names it in the document
 * @type: what it is
 * @organisation: (nullable): the hospital
 * @name: the hospital's name, or its title
 * @speaker: (nullable): who speaks
 * @post: (nullable): what they are
 * @sheet: whether the first slide is made from the hospital's sheet
 * @file: (nullable): an attached PDF, whose pages are slides
 * @picture: (nullable): a live picture, see ry_show_get_pictures()
 * @conditions: (nullable): those of the sheet that are shown
 * @notes: (nullable): for the speaker
 * @minutes: planned
 * @took: seconds, 0 before it was held
 * @number: of the talk, from 1; 0 for what is none
 * @begins: minutes after midnight, -1 where the order has no beginning
 * @slides: how many it has; known in a pack only
 */
typedef struct {
  char *key;
  RyTalkType type;
  char *organisation;
  char *name;
  char *speaker;
  char *post;
  gboolean sheet;
  char *file;
  char *picture;
  GStrv conditions;
  char *notes;
  int minutes;
  int took;
  guint number;
  int begins;
  guint slides;
} RyTalk;

/**
 * RyShow:
 * @id: (nullable): the document
 * @title: what it is called
 * @meeting: (nullable): of which meeting
 * @date: (nullable): when, ISO 8601
 * @place: (nullable): where
 * @start: minutes after midnight, -1 unknown
 * @end: of the hall's time, minutes after midnight, -1 unknown
 * @bell: seconds before the end at which it rings
 * @talks: (element-type RyTalk): in order
 * @n_talks: those that are talks
 * @talk_minutes: theirs together
 * @break_minutes: of breaks
 * @minutes: of everything
 * @ends: minutes after midnight, -1 unknown
 * @spare: minutes left of the hall's time, negative where it does not fit; 0 unknown
 */
typedef struct {
  char *id;
  char *title;
  char *meeting;
  char *date;
  char *place;
  int start;
  int end;
  int bell;
  GPtrArray *talks;
  guint n_talks;
  int talk_minutes;
  int break_minutes;
  int minutes;
  int ends;
  int spare;
} RyShow;

/**
 * RyShowPicture:
 * @code: as documents hold it
 * @name: untranslated
 */
typedef struct {
  const char *code;
  const char *name;
} RyShowPicture;

RyShow     *ry_show_parse        (const char *id, JsonObject *root);
RyShow     *ry_show_look_up      (RyWorkspace *workspace, const char *id, JsonObject *root);
RyShow     *ry_show_read         (RyWorkspace *workspace, const char *id, GError **error);
void        ry_show_give_names   (RyShow *show);
void        ry_show_free         (RyShow *show);
JsonObject *ry_show_to_json      (RyShow *show);
RyTalk     *ry_show_get_talk     (RyShow *show, guint position);
int         ry_show_find_talk    (RyShow *show, const char *key);
const RyShowPicture *ry_show_get_pictures (guint *n_pictures);
const char *ry_show_get_picture_name (const char *code);

char       *ry_show_format_time  (int minutes);
char       *ry_show_format_span  (int minutes);
char       *ry_show_format_sum   (RyShow *show);
char       *ry_show_format_clock (int seconds);
int         ry_show_parse_time   (const char *text);
char       *ry_talk_dup_notes    (RyTalk *talk, guint slide);
char       *ry_talk_dup_speaker  (RyTalk *talk);

/* Making and changing one */
GPtrArray  *ry_show_rotate       (GPtrArray *presenters, GPtrArray *earlier, guint limit);
GPtrArray  *ry_show_suggest      (RyWorkspace *workspace, const char *until, GError **error);
JsonObject *ry_show_new_content  (const char *meeting_id, JsonObject *meeting, GPtrArray *presenters, int minutes);
gboolean    ry_show_fill_speakers(RyWorkspace *workspace, JsonObject *root);
JsonObject *ry_show_get_element  (JsonObject *root, const char *key);
JsonObject *ry_show_insert       (JsonObject *root, const char *after, RyTalkType type);
gboolean    ry_show_move         (JsonObject *root, const char *key, int direction);
gboolean    ry_show_place        (JsonObject *root, const char *key, const char *target, gboolean after);
gboolean    ry_show_remove       (JsonObject *root, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyShow, ry_show_free)

G_END_DECLS
