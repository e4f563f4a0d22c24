/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happens to documents when somebody takes a seat, hands it over or leaves, and when an organisation joins a
 * council or is deleted. Each answers the edits of one act, to be committed together, so that one undo takes it back.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyPersonChoice:
 * @person: (nullable): id of a person, or %NULL for a new one
 * @name: the person's name
 * @reading: (nullable): the reading, for a new one
 * @date: from when on, ISO 8601; empty where no date was asked for
 */
typedef struct {
  const char *person;
  const char *name;
  const char *reading;
  const char *date;
} RyPersonChoice;

GPtrArray *ry_member_edits_take_seat     (RyWorkspace *workspace, const char *organisation, const char *seat, const RyPersonChoice *choice,
                                          const char *today);
GPtrArray *ry_member_edits_hand_over     (RyWorkspace *workspace, RyDocument *post, const RyPersonChoice *choice, const char *today);
GPtrArray *ry_member_edits_set           (RyDocument *document, const char *member, const char *value);
GPtrArray *ry_member_edits_join          (const char *council, const char *organisation, const char *today);
GPtrArray *ry_member_edits_delete        (RyDocument *document);
GPtrArray *ry_member_edits_delete_all    (RyWorkspace *workspace, const char *organisation, GError **error);
GPtrArray *ry_member_edits_new_organisation (const char *name, const char *org_kind);
JsonNode  *ry_member_edits_add_former_name (JsonArray *former_names, const char *old, const char *name, const char *last_day);

G_END_DECLS
