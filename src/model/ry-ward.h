/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wards and what they are for: the four functions that hospitals report every year, and closed. A ward is one document
 * for each state of it, from a day to a day; a change ends one and begins another, so that a look at an earlier day
 * shows what was then.
 */
#pragma once

#include "ry-bed.h"

G_BEGIN_DECLS

typedef enum {
  RY_WARD_HIGH_ACUTE,
  RY_WARD_ACUTE,
  RY_WARD_RECOVERY,
  RY_WARD_CHRONIC,
  RY_WARD_CLOSED,
  RY_WARD_UNREPORTED, /* nobody said what it is for: not one of the others */
  RY_N_WARD_FUNCTIONS,
} RyWardFunction;

#define RY_BEDS_UNTOLD (-1)

/**
 * RyWard:
 * @document: the ward in the state that held
 * @name: its name
 * @fee: (nullable): its basic hospital fee
 * @function: what it is for
 * @licensed: licensed beds, %RY_BEDS_UNTOLD where nobody said
 * @staffed: beds with staff, likewise
 */
typedef struct {
  RyDocument *document;
  const char *name;
  const char *fee;
  RyWardFunction function;
  gint64 licensed;
  gint64 staffed;
} RyWard;

RyWardFunction ry_ward_function_parse     (const char *code);
const char    *ry_ward_function_get_code  (RyWardFunction function);
const char    *ry_ward_function_get_label (RyWardFunction function);

RyWard        *ry_ward_new                (RyDocument *document);
void           ry_ward_free               (RyWard *ward);
int            ry_ward_compare            (gconstpointer a, gconstpointer b);

char          *ry_ward_dup_stem           (const char *id);
void           ry_ward_apply              (JsonObject *content, JsonObject *changes);
GPtrArray     *ry_ward_turn               (RyDocument *ward, JsonObject *changes, const char *from);
GPtrArray     *ry_ward_correct            (RyDocument *ward, JsonObject *changes);
GPtrArray     *ry_ward_end                (RyDocument *ward, const char *last_day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyWard, ry_ward_free)

G_END_DECLS
