/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Vacant beds: bench-beds [HOSPITALS [WARDS [DAYS]]]; 200 hospitals of 10 wards over five years are 3.65 million
 * reports, which take minutes to write. Prints how long a search takes, from a cold start and by somebody who types, a
 * report to be written, the board, the morning's list, and the history of a year.
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#include "ry-bed-history.h"
#include "ry-bed-search.h"
#include "ry-chase.h"
#include "ry-date.h"
#include "ry-morning.h"

#define BATCH        5000
#define ROUNDS       21
#define N_CONDITIONS 20

typedef struct {
  RyWorkspace *workspace;
  RyStore *store;
  guint hospitals, wards, days;
  GDate first;
} Bench;

static void
write_batch (Bench *self, GPtrArray *batch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = ry_store_write (self->store, batch, TRUE, RY_STORE_SOURCE_LOCAL, NULL, &error);

  g_assert_no_error (error);
  g_ptr_array_set_size (batch, 0);
}

static void
take (Bench *self, GPtrArray *batch, const char *id, const char *body)
{
  g_ptr_array_add (batch, ry_document_new (id, NULL, FALSE, body, -1));
  if (batch->len == BATCH)
    write_batch (self, batch);
}

static char *
format_day (Bench *self, guint offset)
{
  GDate day = self->first;

  g_date_add_days (&day, offset);
  return ry_date_format (&day, RY_DATE_ISO);
}

static void
write_hospital (Bench *self, GPtrArray *batch, guint h)
{
  static const char *const functions[] = { "acute", "recovery", "chronic" };
  static const char *const answers[] = { "yes", "conditional", "no" };
  g_autofree char *id = g_strdup_printf ("organisation:h%03u", h);
  g_autofree char *body = g_strdup_printf ("{\"kind\":\"organisation\",\"org_kind\":\"hospital\",\"name\":\"第%u病院\","
                                           "\"reading\":\"だい%u\",\"area\":\"地区%u\",\"telephone\":\"000-555-%04u\"}",
                                           h, h, h % 10, h);
  g_autofree char *sheet = g_strdup_printf ("function:h%03u", h);
  GString *conditions = g_string_new (NULL);

  take (self, batch, id, body);
  for (guint c = 0; c < N_CONDITIONS; c++)
    g_string_append_printf (conditions, "%s{\"condition\":\"condition:%u\",\"answer\":\"%s\",\"note\":\"応相談\"}",
                            c > 0 ? "," : "", c, answers[(h * 7 + c) % 3]);
  g_free (body);
  body = g_strdup_printf ("{\"kind\":\"function\",\"organisation\":\"%s\",\"door_telephone\":\"000-557-%04u\",\"door_"
                          "hours\":\"平日 8:30–17:00\",\"conditions\":[%s]}",
                          id, h, conditions->str);
  take (self, batch, sheet, body);
  g_string_free (conditions, TRUE);
  for (guint w = 0; w < self->wards; w++) {
    g_autofree char *ward = g_strdup_printf ("ward:h%03u-%02u", h, w);
    g_autofree char *content = g_strdup_printf ("{\"kind\":\"ward\",\"organisation\":\"%s\",\"name\":\"%u階\","
                                                "\"function\":\"%s\",\"licensed\":50,\"staffed\":48,\"order\":%u}",
                                                id, w + 2, functions[(h + w) % 3], w);

    take (self, batch, ward, content);
  }
}

static void
write_day (Bench *self, GPtrArray *batch, GRand *random, guint offset)
{
  g_autofree char *day = format_day (self, offset);
  g_auto (GStrv) parts = g_strsplit (day, "-", 3);
  g_autofree char *packed = g_strjoinv ("", parts);

  for (guint h = 0; h < self->hospitals; h++)
    for (guint w = 0; w < self->wards; w++) {
      g_autofree char *id = g_strdup_printf ("bed:h%03u-%02u:%s", h, w, packed);
      g_autofree char *body =
          g_strdup_printf ("{\"kind\":\"bed\",\"organisation\":\"organisation:h%03u\",\"ward\":\"ward:h%03u-%02u\","
                           "\"date\":\"%s\",\"at\":\"%sT00:%02d:00Z\",\"staffed\":48,"
                           "\"empty\":%d,\"men\":%d,\"women\":%d,\"single\":0,\"either\":%d,\"out\":1,\"in\":1,"
                           "\"unchanged\":false,\"source\":\"self\"}",
                           h, h, w, day, day, g_rand_int_range (random, 0, 30), g_rand_int_range (random, 2, 6),
                           g_rand_int_range (random, 0, 2), g_rand_int_range (random, 0, 2),
                           g_rand_int_range (random, 0, 2));

      take (self, batch, id, body);
    }
}

static void
fill (Bench *self)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint c = 0; c < N_CONDITIONS; c++) {
    g_autofree char *id = g_strdup_printf ("condition:%u", c);
    g_autofree char *body = g_strdup_printf ("{\"kind\":\"condition\",\"name\":\"条件%u\",\"order\":%u}", c, c);

    take (self, batch, id, body);
  }
  for (guint h = 0; h < self->hospitals; h++)
    write_hospital (self, batch, h);
  for (guint d = 0; d < self->days; d++)
    write_day (self, batch, random, d);
  write_batch (self, batch);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

typedef void (*Measured) (Bench *self, guint round, gpointer data);

/* What this thread worked, which the machine's other work does not lengthen. */
static double
read_own_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
measure (Bench *self, const char *what, Measured func, gpointer data, guint rounds)
{
  double *times = g_new (double, rounds), *own = g_new (double, rounds);

  for (guint i = 0; i < rounds; i++) {
    double own_begin = read_own_ms ();
    gint64 begin = g_get_monotonic_time ();

    func (self, i, data);
    times[i] = (g_get_monotonic_time () - begin) / 1e3;
    own[i] = read_own_ms () - own_begin;
  }
  qsort (times, rounds, sizeof (double), compare_doubles);
  qsort (own, rounds, sizeof (double), compare_doubles);
  g_print ("%-46s median %8.2f ms   max %8.2f ms   own work %8.2f ms\n", what, times[rounds / 2], times[rounds - 1],
           own[rounds / 2]);
  g_free (times);
  g_free (own);
}

static RyBedNeed *
create_need (guint round)
{
  RyBedNeed *need = ry_bed_need_new ();

  need->function = round % RY_N_BED_FUNCTIONS;
  need->sex = round % 3;
  need->area = g_strdup ("地区3");
  for (guint c = 0; c < 3; c++)
    g_ptr_array_add (need->conditions, g_strdup_printf ("condition:%u", (round + c) % N_CONDITIONS));
  return need;
}

static void
search (Bench *self, RyBedRegister *reg, guint round)
{
  g_autoptr (RyBedNeed) need = create_need (round);
  g_autofree char *today = format_day (self, self->days - 1), *now = g_strconcat (today, "T00:40:00Z", NULL);
  g_autoptr (RyBedFinds) finds = NULL;
  g_autoptr (GError) error = NULL;

  ry_bed_register_refresh (reg, self->store, today, &error);
  g_assert_no_error (error);
  finds = ry_bed_search (reg, need, today, now);
  g_assert_cmpuint (finds->ranked->len + finds->silent->len + finds->misses->len, ==, self->hospitals);
}

static void
search_cold (Bench *self, guint round, gpointer data)
{
  g_autoptr (RyBedRegister) reg = ry_bed_register_new ();

  search (self, reg, round);
}

static void
search_warm (Bench *self, guint round, gpointer data)
{
  search (self, data, round);
}

static void
send_report (Bench *self, guint round, gpointer data)
{
  g_autofree char *hospital = g_strdup_printf ("organisation:h%03u", round % self->hospitals);
  g_autofree char *today = format_day (self, self->days), *now = g_strconcat (today, "T00:40:00Z", NULL);
  g_autoptr (RyMorning) morning = ry_morning_new (self->workspace, hospital, today, NULL);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < morning->rows->len; i++)
    ((RyMorningRow *) g_ptr_array_index (morning->rows, i))->confirmed = TRUE;
  edits = ry_morning_create_edits (morning, now, "self", NULL);
  undo = ry_workspace_commit (self->workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

static void
search_after_report (Bench *self, guint round, gpointer data)
{
  search (self, data, round);
}

static void
read_board (Bench *self, guint round, gpointer data)
{
  g_autofree char *today = format_day (self, self->days - 1), *now = g_strconcat (today, "T00:40:00Z", NULL);

  ry_beds_free (ry_beds_new (self->workspace, today, now, NULL));
}

static void
follow_board (Bench *self, guint round, gpointer data)
{
  g_autofree char *today = format_day (self, self->days - 1), *now = g_strconcat (today, "T00:40:00Z", NULL);

  ry_bed_register_refresh (data, self->store, today, NULL);
  ry_beds_free (ry_beds_new_from (data, today, now));
}

static void
read_chase (Bench *self, guint round, gpointer data)
{
  g_autofree char *today = format_day (self, self->days - 1), *now = g_strconcat (today, "T00:40:00Z", NULL);

  ry_chase_free (ry_chase_new (self->workspace, today, now, NULL));
}

static void
read_year (Bench *self, guint round, gpointer data)
{
  g_autofree char *hospital = data != NULL ? g_strdup_printf ("organisation:h%03u", round % self->hospitals) : NULL;
  g_autofree char *from = format_day (self, self->days > 365 ? self->days - 365 : 0),
                  *to = format_day (self, self->days - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyBedHistory) history =
      ry_bed_history_new (self->store, hospital, RY_HISTORY_BY_FUNCTION, from, to, NULL, &error);

  g_assert_no_error (error);
}

static void
run (Bench *self)
{
  g_autoptr (RyBedRegister) reg = ry_bed_register_new ();

  measure (self, "find a bed, the very first time", search_cold, NULL, 5);
  search (self, reg, 0);
  measure (self, "find a bed", search_warm, reg, ROUNDS);
  measure (self, "write a hospital's report, durably", send_report, NULL, ROUNDS);
  measure (self, "find a bed after that", search_after_report, reg, 1);
  measure (self, "the board of all hospitals", read_board, NULL, 5);
  measure (self, "the board, looked at again", follow_board, reg, 5);
  measure (self, "the morning's list of the missing", read_chase, NULL, 5);
  measure (self, "a year of a hospital", read_year, reg, ROUNDS);
}

int
main (int argc, char **argv)
{
  Bench self = { .hospitals = argc > 1 ? (guint) atoi (argv[1]) : 200,
                 .wards = argc > 2 ? (guint) atoi (argv[2]) : 10,
                 .days = argc > 3 ? (guint) atoi (argv[3]) : 1826 };
  g_autofree char *folder = g_dir_make_tmp ("ryorin-bench-XXXXXX", NULL),
                  *home = g_build_filename (folder, "home", NULL), *command = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  g_date_set_dmy (&self.first, 1, 1, 2021);
  ry_workspace_create (home, "測定", &error);
  g_assert_no_error (error);
  self.workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  self.store = ry_workspace_get_store (self.workspace, "council");
  fill (&self);
  g_print ("%u hospitals x %u wards x %u days: %u reports, written in %.0f s\n", self.hospitals, self.wards, self.days,
           self.hospitals * self.wards * self.days, (g_get_monotonic_time () - begin) / 1e6);
  run (&self);
  ry_workspace_close (self.workspace);
  g_object_unref (self.workspace);
  command = g_strdup_printf ("rm -r %s", folder);
  return system (command);
}
