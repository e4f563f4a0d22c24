/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who came, over the years: by year of account, by organisation, by profession. Old meetings that are known by their
 * figures alone count with these, and name nobody. Pure but for ry_statistics_load().
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyStatisticsYear:
 * @year: the year of account (年度)
 * @meetings: held in it
 * @cumulative: held up to its end
 * @invited: seats, taken together
 * @present: heads, taken together (延べ)
 * @people: different people among them whose names are known (実人数)
 * @unnamed: how many of the meetings are known by their figures alone
 *
 * A year.
 */
typedef struct {
  int year;
  guint meetings;
  guint cumulative;
  guint invited;
  guint present;
  guint people;
  guint unnamed;
} RyStatisticsYear;

/**
 * RyStatisticsRow:
 * @id: (nullable): the organisation
 * @name: what it is called
 * @invited: seats, taken together
 * @present: heads, taken together
 * @people: different people among them
 * @meetings: to how many meetings it was invited
 * @attended: how many of these somebody came to
 * @streak: how many meetings up to the last nobody has come (連続欠席)
 * @last: (nullable): ISO 8601 day of the last one somebody came to
 *
 * An organisation, or those of a profession.
 */
typedef struct {
  char *id;
  char *name;
  guint invited;
  guint present;
  guint people;
  guint meetings;
  guint attended;
  guint streak;
  char *last;
} RyStatisticsRow;

/**
 * RyStatistics:
 * @years: (element-type RyStatisticsYear): the latest first
 * @organisations: (element-type RyStatisticsRow): by name
 * @professions: (element-type RyStatisticsRow): by name
 * @total: everything together; its year is 0
 */
typedef struct {
  GPtrArray *years;
  GPtrArray *organisations;
  GPtrArray *professions;
  RyStatisticsYear total;
} RyStatistics;

typedef const char *(*RyStatisticsProfession) (const char *person, gpointer data);

RyStatistics *ry_statistics_compute (GPtrArray *meetings, const char *today, int fiscal_year, RyStatisticsProfession profession,
                                     gpointer data);
RyStatistics *ry_statistics_load    (RyWorkspace *workspace, const char *const *councils, const char *today, int fiscal_year,
                                     GError **error);
void          ry_statistics_free    (RyStatistics *self);
char         *ry_statistics_to_csv  (RyStatistics *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyStatistics, ry_statistics_free)

G_END_DECLS
