/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who came to meetings or to events, over the years: by year of account, by organisation, by profession. Old meetings
 * that are known by their figures alone count with these, and name nobody. Pure but for ry_statistics_load().
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/* Attendance of what. */
typedef enum { RY_STATISTICS_MEETINGS, RY_STATISTICS_EVENTS } RyStatisticsOf;

/* What the figures are called. */
typedef enum {
  RY_STATISTICS_HELD,
  RY_STATISTICS_SO_FAR,
  RY_STATISTICS_INVITED,
  RY_STATISTICS_PRESENT,
  RY_STATISTICS_PEOPLE,
  RY_STATISTICS_UNNAMED,
  RY_STATISTICS_ATTENDED,
  RY_STATISTICS_STREAK,
  RY_STATISTICS_LAST,
} RyStatisticsWord;

/**
 * RyStatisticsHeads:
 * @invited: seats, or heads that had a place, taken together
 * @present: heads, taken together (延べ)
 * @people: different people among them whose names are known (実人数)
 * @hidden: whether these are too small to be shown
 *
 * What every row counts.
 */
typedef struct {
  guint invited;
  guint present;
  guint people;
  gboolean hidden;
} RyStatisticsHeads;

/**
 * RyStatisticsYear:
 * @heads: counted in it
 * @year: the year of account (年度)
 * @meetings: held in it
 * @cumulative: held up to its end
 * @unnamed: how many of the meetings are known by their figures alone, or how many events by nothing
 *
 * A year.
 */
typedef struct {
  RyStatisticsHeads heads;
  int year;
  guint meetings;
  guint cumulative;
  guint unnamed;
} RyStatisticsYear;

/**
 * RyStatisticsRow:
 * @heads: counted for it
 * @id: (nullable): the organisation
 * @name: what it is called
 * @meetings: to how many meetings it was invited
 * @attended: how many of these somebody came to
 * @streak: how many meetings up to the last nobody has come (連続欠席)
 * @last: (nullable): ISO 8601 day of the last one somebody came to
 *
 * An organisation, or those of a profession.
 */
typedef struct {
  RyStatisticsHeads heads;
  char *id;
  char *name;
  guint meetings;
  guint attended;
  guint streak;
  char *last;
} RyStatisticsRow;

/**
 * RyStatistics:
 * @of: attendance of what
 * @years: (element-type RyStatisticsYear): the latest first
 * @organisations: (element-type RyStatisticsRow): those with most heads first
 * @professions: (element-type RyStatisticsRow): those with most heads first
 * @total: everything together; its year is 0
 */
typedef struct {
  RyStatisticsOf of;
  GPtrArray *years;
  GPtrArray *organisations;
  GPtrArray *professions;
  RyStatisticsYear total;
} RyStatistics;

typedef const char *(*RyStatisticsProfession) (const char *person, gpointer data);

RyStatistics *ry_statistics_compute (GPtrArray *meetings, const char *today, int fiscal_year, RyStatisticsProfession profession,
                                     gpointer data);
RyStatistics *ry_statistics_load    (RyWorkspace *workspace, RyStatisticsOf of, const char *const *councils, const char *today,
                                     int fiscal_year, GError **error);
void          ry_statistics_free    (RyStatistics *self);
char         *ry_statistics_to_csv  (RyStatistics *self, gboolean outside);
const char   *ry_statistics_get_word (RyStatisticsOf of, RyStatisticsWord word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyStatistics, ry_statistics_free)

G_END_DECLS
