/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A subcommittee: who is in it on a day, its meetings, and its report to the council that set it up. A report is gathered
 * first, so that the paper and the agenda item come from the same facts.
 */
#pragma once

#include "ry-action.h"

G_BEGIN_DECLS

/**
 * RyReport:
 * @id: the subcommittee
 * @from: the day after the last report, or the subcommittee's first; ISO 8601
 * @to: the day of this one
 * @subcommittee: the record
 * @parent: (nullable): the council's next meeting, to which it goes
 * @next: (nullable): the subcommittee's own next meeting
 * @n_meetings: how often it met
 * @n_present: how many came, all meetings together
 * @done: (element-type RyDocument): actions done since @from
 * @doing: (element-type RyDocument): open ones in time
 * @late: (element-type RyDocument): open ones whose day has gone by
 * @asks: (element-type utf8): what the council is asked for
 * @number: how many reports there were, with this one
 */
typedef struct {
  char *id;
  char *from;
  char *to;
  RyDocument *subcommittee;
  RyDocument *parent;
  RyDocument *next;
  guint n_meetings;
  guint n_present;
  GPtrArray *done;
  GPtrArray *doing;
  GPtrArray *late;
  GPtrArray *asks;
  guint number;
} RyReport;

gboolean    ry_subcommittee_is_open       (JsonObject *subcommittee, const char *day);
JsonObject *ry_subcommittee_add_member    (JsonObject *subcommittee, const char *person, const char *post, const char *organisation, const char *role, const char *from);
gboolean    ry_subcommittee_end_member    (JsonObject *subcommittee, const char *key, const char *to);
JsonObject *ry_subcommittee_add_ask       (JsonObject *subcommittee, const char *text, const char *on);
gboolean    ry_subcommittee_remove_ask    (JsonObject *subcommittee, const char *key);

GPtrArray  *ry_subcommittee_list_meetings (RyWorkspace *workspace, const char *id, GError **error);
GPtrArray  *ry_subcommittee_list_reports  (RyWorkspace *workspace, const char *id, GError **error);
RyEdit     *ry_subcommittee_create_series (RyWorkspace *workspace, const char *id, RyDocument *subcommittee);

RyReport   *ry_report_new                 (RyWorkspace *workspace, const char *id, const char *today, GError **error);
void        ry_report_free                (RyReport *report);
char       *ry_report_dup_title           (const RyReport *report);
char       *ry_report_dup_file_name       (const RyReport *report);
RyEdit     *ry_report_create_edit         (const RyReport *report, RyWorkspace *workspace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyReport, ry_report_free)

G_END_DECLS
