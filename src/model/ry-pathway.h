/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A care pathway (地域連携パス): who does what until which day, from the hospital to home. Read once into what pictures and
 * sheets need; what does not fit together is said in sentences and left as it is.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyPathwayStage:
 * @name: 急性期
 * @from: day since the beginning
 * @to: until which day
 */
typedef struct {
  char *name;
  int from;
  int to;
} RyPathwayStage;

/**
 * RyPathwayRole:
 * @name: who
 * @home: whether they belong to home, not to a hospital
 */
typedef struct {
  char *name;
  gboolean home;
} RyPathwayRole;

/**
 * RyPathwayStep:
 * @key: by which other steps name it
 * @name: what is done; may have two lines
 * @role: position of who does it
 * @from: day on which it begins
 * @day: until which day it is done
 * @main: whether it is a key step
 * @alternative: whether it is taken only where the path cannot be kept
 * @after: (element-type guint): positions of the steps before it
 */
typedef struct {
  char *key;
  char *name;
  guint role;
  int from;
  int day;
  gboolean main;
  gboolean alternative;
  GArray *after;
} RyPathwayStep;

/**
 * RyPathway:
 * @id: of the document
 * @name: how it is called
 * @disease: for what
 * @criteria: for whom
 * @circular: whether it goes round (循環型); one way otherwise
 * @stages: (element-type RyPathwayStage): in the order of their days
 * @roles: (element-type RyPathwayRole): hospitals first as they were written, lanes from top to bottom
 * @steps: (element-type RyPathwayStep): in the order of their days
 * @days: (element-type int): the days that the axis shows, ascending
 * @faults: (element-type utf8): what does not fit together
 */
typedef struct {
  char *id;
  char *name;
  char *disease;
  char *criteria;
  gboolean circular;
  GPtrArray *stages;
  GPtrArray *roles;
  GPtrArray *steps;
  GArray *days;
  GPtrArray *faults;
} RyPathway;

/**
 * RyPathwayMember:
 * @organisation: id
 * @name: of the organisation
 * @telephone: of its liaison, or of the organisation; or ""
 * @fax: or ""
 * @stage: in which it takes part
 * @from: ISO day, or ""
 * @to: ISO day, or ""
 */
typedef struct {
  char *organisation;
  char *name;
  char *telephone;
  char *fax;
  char *stage;
  char *from;
  char *to;
} RyPathwayMember;

RyPathway  *ry_pathway_new          (const char *id, JsonObject *content);
void        ry_pathway_free         (RyPathway *self);
char       *ry_pathway_describe_step(const RyPathway *self, guint step);
char       *ry_pathway_describe_course (const RyPathway *self, guint step);
guint       ry_pathway_find_stage   (const RyPathway *self, const RyPathwayStep *step);
char       *ry_pathway_flatten      (const char *name);
GPtrArray  *ry_pathway_list_members (RyWorkspace *workspace, JsonObject *content, const char *as_of);
void        ry_pathway_member_free  (RyPathwayMember *member);
JsonObject *ry_pathway_new_content  (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyPathway, ry_pathway_free)

G_END_DECLS
