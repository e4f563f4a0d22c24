/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who sits on which of a hospital's five seats on a given day, worked out from its posts. Pure: documents and a day
 * in, a plan out. Use it wherever seats are shown; nothing else decides what is vacant or unconfirmed.
 */
#pragma once

#include "ry-document.h"

G_BEGIN_DECLS

#define RY_N_SEATS 5

/* A holder whose post nobody has confirmed for this long may have moved: transfers come once a year, in April. */
#define RY_SEAT_CONFIRMED_DAYS 366

typedef enum {
  RY_SEAT_VACANT,
  RY_SEAT_FILLED,
  RY_SEAT_UNCONFIRMED,
} RySeatState;

/**
 * RySeat:
 * @code: (nullable): one of ry_seat_plan_get_codes(), or %NULL for a post outside the five seats
 * @state: what is known of it today
 * @post: (nullable): the post held today
 * @coming: (nullable): the next post that begins later
 * @former: (nullable): the last post that has ended
 */
typedef struct {
  const char *code;
  RySeatState state;
  RyDocument *post;
  RyDocument *coming;
  RyDocument *former;
} RySeat;

const char *const *ry_seat_plan_get_codes   (void);
GPtrArray         *ry_seat_plan_new         (GPtrArray *posts, const char *today);
GPtrArray         *ry_seat_plan_get_others  (GPtrArray *posts, const char *today);
GPtrArray         *ry_seat_plan_get_history (GPtrArray *posts, const char *seat, const char *today);
void               ry_seat_plan_count       (GPtrArray *plan, guint *filled, guint *confirmed);
RySeatState        ry_post_get_state        (RyDocument *post, const char *today);
void               ry_seat_free             (RySeat *seat);

G_END_DECLS
