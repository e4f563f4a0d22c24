/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the question and its answer on the page of the search share.
 */
#pragma once

#include "ry-bed-search.h"
#include "ry-finder.h"

G_BEGIN_DECLS

/* One search, while its region's register is held. */
typedef struct {
  RyKinds *kinds;
  RyBedRegister *beds;
  RyBedNeed *need;
  gboolean asked; /* whether anything was asked yet */
  char *today;
  const char *since; /* from when confirmations of functions count */
  char *now;
} RyFind;

void        _ry_find_read_need     (RyFind *self, GHashTable *query);
void        _ry_find_put_form      (RyFind *self, RyHtml *html);
void        _ry_find_put_answer    (RyFind *self, RyHtml *html);
char       *_ry_find_dup_address   (const RyBedNeed *need);
const char *_ry_find_get_condition_name (RyDocument *condition);

G_END_DECLS
