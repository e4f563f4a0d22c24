/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who sits with whom at group work: professions and organisations spread as evenly as can be, groups of one size, some
 * people kept together or apart, some where they are. The same people and the same seed make the same groups on every
 * machine. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RY_GROUPING_FREE (-1) /* sits anywhere */

/**
 * RyGroupMember:
 * @key: who it is
 * @profession: (nullable): is to be spread
 * @organisation: (nullable): is to be spread
 * @pinned: the group that is not left, or %RY_GROUPING_FREE
 */
typedef struct {
  const char *key;
  const char *profession;
  const char *organisation;
  int pinned;
} RyGroupMember;

/**
 * RyGroupPair:
 * @left: key of the one
 * @right: key of the other
 * @apart: whether they are kept apart; together otherwise
 */
typedef struct {
  const char *left;
  const char *right;
  gboolean apart;
} RyGroupPair;

/**
 * RyGrouping:
 * @groups: (array): for each member its group, from 0
 * @n_members: members
 * @n_groups: groups
 * @unmet: (element-type guint): positions of the pairs that could not be had
 *
 * How people sit.
 */
typedef struct {
  int *groups;
  guint n_members;
  guint n_groups;
  GArray *unmet;
} RyGrouping;

RyGrouping *ry_grouping_new         (const RyGroupMember *members, guint n_members, const RyGroupPair *pairs, guint n_pairs,
                                     guint n_groups, guint32 seed);
void        ry_grouping_free        (RyGrouping *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyGrouping, ry_grouping_free)

G_END_DECLS
