/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the picture of the two wheels shows, gathered from the records: the plane's bodies with the organisations they
 * speak for, the vertical's hospitals with their stage and free beds, those who sit in both, and the flows between
 * hospitals and home. How it is drawn is RyScene's matter.
 */
#pragma once

#include "ry-bed.h"

G_BEGIN_DECLS

typedef enum {
  RY_FIELD_COMMUNITY,   /* administration and neighbourhood */
  RY_FIELD_CARE,        /* care managers, support centres, the home-care base */
  RY_FIELD_PROFESSIONS, /* of medicine */
  RY_N_WHEEL_FIELDS,
} RyWheelField;

#define RY_WHEEL_HOME G_MAXUINT

/**
 * RyWheelDot:
 * @id: a document
 * @name: what it is called
 * @reading: (nullable): its kana
 * @age: of a ward: the age of its report
 *
 * An organisation a body speaks for, or a hospital's ward.
 */
typedef struct {
  char *id;
  char *name;
  char *reading;
  RyReportAge age;
} RyWheelDot;

/**
 * RyWheelBody:
 * @id: the organisation; %NULL where several stand together
 * @name: its name
 * @picture: its name in the picture, lines parted by a newline
 * @reading: (nullable): its kana
 * @field: which part of the wheel
 * @dots: (element-type RyWheelDot): the organisations it speaks for
 * @officer: whether somebody of it sits in both councils
 */
typedef struct {
  char *id;
  char *name;
  char *picture;
  char *reading;
  RyWheelField field;
  GPtrArray *dots;
  gboolean officer;
} RyWheelBody;

/**
 * RyWheelHospital:
 * @id: the organisation
 * @name: its name
 * @picture: its name in the picture
 * @reading: (nullable): its kana
 * @code: orders hospitals in a ring
 * @stage: what most of its beds are for
 * @wards: (element-type RyWheelDot): its wards
 * @sum: its free beds
 * @age: of its oldest report that counts, or of what there is
 * @at: (nullable): when that was reported
 */
typedef struct {
  char *id;
  char *name;
  char *picture;
  char *reading;
  char *code;
  RyStage stage;
  GPtrArray *wards;
  RyBedSum sum;
  RyReportAge age;
  char *at;
} RyWheelHospital;

typedef struct {
  char *person;
  char *name;
  char *reading;
  char *body;
} RyWheelOfficer;

/**
 * RyWheelFlow:
 * @from: position of a hospital, or %RY_WHEEL_HOME
 * @to: position of a hospital, or %RY_WHEEL_HOME
 * @monthly: people a month
 * @counted: whether they were counted, not only declared
 */
typedef struct {
  guint from;
  guint to;
  double monthly;
  gboolean counted;
} RyWheelFlow;

typedef struct {
  char *plane_id, *plane_name, *plane_note;
  char *vertical_id, *vertical_name, *vertical_note;
  GPtrArray *bodies;    /* RyWheelBody, clockwise, by field */
  GPtrArray *hospitals; /* RyWheelHospital, by stage and code */
  GPtrArray *officers;  /* RyWheelOfficer */
  GArray *flows;        /* RyWheelFlow */
  double admitted;      /* people a month */
  double discharged;
  double stages[RY_N_STAGES]; /* people a month who go on from a stage to the next */
} RyWheels;

RyWheels *ry_wheels_new        (RyWorkspace *workspace, const char *today, const char *now, GError **error);
RyWheels *ry_wheels_new_empty  (void);
RyWheelBody     *ry_wheels_add_body     (RyWheels *wheels);
RyWheelHospital *ry_wheels_add_hospital (RyWheels *wheels);
void      ry_wheels_free       (RyWheels *wheels);
guint     ry_wheels_count_dots (RyWheels *wheels);
guint     ry_wheels_count_wards(RyWheels *wheels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyWheels, ry_wheels_free)

G_END_DECLS
