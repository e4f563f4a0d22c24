/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What somebody looks for when looking for a bed: never who for. It is read from words as a person types them, kept in an
 * enquiry, and shown as chips, one a criterion, each of which can be taken away again.
 */
#pragma once

#include "ry-beds.h"

G_BEGIN_DECLS

typedef enum {
  RY_SEX_ANY,
  RY_SEX_MAN,
  RY_SEX_WOMAN,
} RySex;

/**
 * RyBedNeed:
 * @function: a #RyBedFunction, or %RY_N_BED_FUNCTIONS for any
 * @sex: whose bed
 * @single: whether only a single room will do
 * @conditions: (element-type utf8): ids of what the hospital has to be able to take
 * @start: (nullable): the first day, ISO 8601
 * @area: (nullable): the area near which it should be
 */
typedef struct {
  guint function;
  RySex sex;
  gboolean single;
  GPtrArray *conditions;
  char *start;
  char *area;
} RyBedNeed;

typedef enum {
  RY_NEED_FUNCTION,
  RY_NEED_SEX,
  RY_NEED_SINGLE,
  RY_NEED_CONDITION,
  RY_NEED_START,
  RY_NEED_AREA,
  RY_NEED_UNKNOWN, /* a word that says nothing here */
} RyNeedPart;

/**
 * RyNeedChip:
 * @part: what it asks
 * @value: (nullable): the condition's id, or the word that was not understood
 * @label: what to show
 * @start: byte at which its words begin in the text, -1 where it was not read from a text
 * @end: byte after them
 */
typedef struct {
  RyNeedPart part;
  char *value;
  char *label;
  int start;
  int end;
} RyNeedChip;

RyBedNeed  *ry_bed_need_new        (void);
void        ry_bed_need_free       (RyBedNeed *self);
RyBedNeed  *ry_bed_need_copy       (const RyBedNeed *self);
gboolean    ry_bed_need_is_empty   (const RyBedNeed *self);
void        ry_bed_need_drop       (RyBedNeed *self, RyNeedPart part, const char *value);
JsonObject *ry_bed_need_to_json    (const RyBedNeed *self);
RyBedNeed  *ry_bed_need_from_json  (JsonObject *object);

RyBedNeed  *ry_bed_need_parse      (const char *text, GPtrArray *conditions, GPtrArray *areas, const char *today, GPtrArray **chips);
GPtrArray  *ry_bed_need_list_chips (const RyBedNeed *self, GPtrArray *conditions);
char       *ry_bed_need_format     (const RyBedNeed *self, GPtrArray *conditions);
char       *ry_need_chip_cut       (const char *text, const RyNeedChip *chip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyBedNeed, ry_bed_need_free)

G_END_DECLS
