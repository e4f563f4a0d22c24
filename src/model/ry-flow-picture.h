/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who sends to whom in a year of account: hospitals by stage, the ways between them and home, what was counted and what
 * was only declared, where people wait too long, and where nobody knows where they go. How it is drawn is RyScene's
 * matter.
 */
#pragma once

#include "ry-bed.h"

G_BEGIN_DECLS

#define RY_FLOW_HOME G_MAXUINT
#define RY_FLOW_LONG_WAIT 7 /* days, where the council names no limit */
#define RY_FLOW_FEW 10      /* fewer a year are not told exactly */

typedef enum {
  RY_FLOW_NO_GAP,
  RY_FLOW_NOT_COUNTED,  /* it says where to, nobody counted how many */
  RY_FLOW_NOT_DECLARED, /* nothing is known of where people go */
} RyFlowGap;

/**
 * RyFlowHospital:
 * @id: the organisation
 * @name: its name
 * @picture: its name in the picture
 * @reading: (nullable): its kana
 * @stage: what most of its beds are for
 * @in: people a month who come
 * @out: people a month who go on or home
 * @wait: the longest median wait for it in days; -1 where nobody told
 * @is_slow: whether that is longer than the council wants
 * @gap: what is not known of where its people go
 */
typedef struct {
  char *id;
  char *name;
  char *picture;
  char *reading;
  RyStage stage;
  double in;
  double out;
  int wait;
  gboolean is_slow;
  RyFlowGap gap;
} RyFlowHospital;

/**
 * RyFlowWay:
 * @from: position of a hospital, or %RY_FLOW_HOME
 * @to: position of a hospital, or %RY_FLOW_HOME
 * @yearly: people in the year; 0 where it was not counted
 * @counted: whether it was counted
 * @wait: median wait in days, -1 where nobody told
 */
typedef struct {
  guint from;
  guint to;
  gint64 yearly;
  gboolean counted;
  int wait;
} RyFlowWay;

typedef struct {
  int year;
  GArray *years;        /* int: the years of which something is known, newest first */
  GPtrArray *hospitals; /* RyFlowHospital, by stage and code */
  GArray *ways;         /* RyFlowWay */
  double home;          /* people a month who go home */
  int limit;            /* days from which a wait is long */
  guint n_slow;
  guint n_gaps;
} RyFlowPicture;

RyFlowPicture  *ry_flow_picture_new          (RyWorkspace *workspace, int year, const char *today, GError **error);
void            ry_flow_picture_free         (RyFlowPicture *flows);
RyFlowHospital *ry_flow_picture_get_hospital (RyFlowPicture *flows, guint i);
char           *ry_flow_format_count         (const RyFlowWay *way);
char           *ry_flow_format_monthly       (double monthly, gboolean counted);
char           *ry_flow_format_people        (double monthly);
char           *ry_flow_picture_describe     (RyFlowPicture *flows, guint hospital);
char           *ry_flow_picture_format_year  (int year);
const char     *ry_flow_gap_get_words        (RyFlowGap gap);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyFlowPicture, ry_flow_picture_free)

G_END_DECLS
