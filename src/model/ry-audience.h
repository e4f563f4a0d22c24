/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One source of minutes, several readers: what of a meeting the public, the members and the secretariat read. What is
 * withheld vanishes and everything counts anew; numbers that are quoted in sentences follow. Pure functions over JSON.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Whom papers of minutes are for. */
#define RY_AUDIENCE_PUBLIC   "public"
#define RY_AUDIENCE_MEMBERS  "members"
#define RY_AUDIENCE_INTERNAL "internal"

/**
 * RyWithheld:
 * @items: agenda items left out, with all under them
 * @blocks: blocks left out of items that stay
 *
 * How much an audience is not given.
 */
typedef struct {
  guint items;
  guint blocks;
} RyWithheld;

typedef enum {
  RY_NOTE_ITEM,     /* an item that the public does not read */
  RY_NOTE_BLOCK,    /* a block that it does not read */
  RY_NOTE_NAME,     /* somebody's name that stands in what it reads */
  RY_NOTE_WITHHELD, /* a sentence that quotes a number of something withheld */
} RyNoteSort;

/**
 * RyReleaseNote:
 * @sort: what there is to look at
 * @item: (nullable): key of the agenda item
 * @block: (nullable): key of the block
 * @words: the title, the beginning of the block, or the name
 * @where: (nullable): for a name: the sentence it stands in
 *
 * A line of the check list before minutes are released.
 */
typedef struct {
  RyNoteSort sort;
  char *item;
  char *block;
  char *words;
  char *where;
} RyReleaseNote;

gboolean    ry_audience_is_known       (const char *audience);
JsonObject *ry_audience_edit           (JsonObject *meeting, const char *audience, RyWithheld *withheld);
char       *ry_audience_format_speaker (JsonObject *meeting, JsonObject *block, const char *audience);
char       *ry_audience_format_owner   (JsonObject *meeting, JsonObject *block, const char *audience);
GPtrArray  *ry_audience_check          (JsonObject *meeting);
void        ry_release_note_free       (RyReleaseNote *note);

G_END_DECLS
