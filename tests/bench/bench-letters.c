/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a run of letters costs: the notice of a meeting to 42 addressees of the sample region, from the records to
 * finished PDFs and drafts. The floor beside it is one letter 42 times over, as one PDF.
 */
#include <ftw.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#include "ry-letter-run.h"
#include "ry-mail.h"

#define MEETING "meeting:reikai-182"
#define ROUNDS  11

static double
now (void)
{
  return g_get_monotonic_time () / 1e6;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static RyWorkspace *
open_sample (const char *dir)
{
  g_autofree char *home = g_build_filename (dir, "home", NULL);
  g_autoptr (GError) error = NULL;
  RyWorkspace *workspace;

  if (!ry_workspace_create (home, "bench", &error) || (workspace = ry_workspace_open (home, NULL, &error)) == NULL ||
      !ry_workspace_load_sample (workspace, NULL, &error))
    g_error ("%s", error->message);
  return workspace;
}

static double
time_run (RyWorkspace *workspace, const char *dir, guint *n, gint64 *bytes)
{
  const RyLetterRun run = { .envelopes = { .boxes = TRUE }, .mail = ry_mail_write_letter };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyLetter) letter = NULL;
  g_autoptr (GPtrArray) ready = NULL;
  g_autofree char *folder = NULL, *fax = NULL;
  GStatBuf status;
  double begin = now ();

  letter = ry_letter_new_for_meeting (workspace, MEETING, RY_LETTER_NOTICE, NULL, &error);
  if (letter == NULL || !ry_letter_choose_number (letter, workspace, &error))
    g_error ("%s", error->message);
  ready = ry_letter_list_ready (letter);
  folder = ry_letter_run_make (workspace, letter, ready, &run, dir, NULL, &error);
  if (folder == NULL)
    g_error ("%s", error->message);
  begin = now () - begin;
  fax = g_build_filename (folder, "FAX.pdf", NULL);
  *n = ready->len;
  *bytes = g_stat (fax, &status) == 0 ? status.st_size : 0;
  return begin;
}

static double
time_letters (RyWorkspace *workspace)
{
  g_autoptr (RyLetter) letter = ry_letter_new_for_meeting (workspace, MEETING, RY_LETTER_NOTICE, NULL, NULL);
  g_autoptr (GPtrArray) same = g_ptr_array_new ();
  g_autoptr (RyPaper) paper = NULL;
  g_autoptr (GBytes) pdf = NULL;
  double begin = now ();

  for (guint i = 0; i < 42; i++)
    g_ptr_array_add (same, letter->addressees->pdata[0]);
  paper = ry_paper_new_letters (letter, same);
  pdf = ry_paper_create_pdf (paper, NULL, NULL);
  return now () - begin;
}

static int
remove_cb (const char *path, const struct stat *info, int type, struct FTW *ftw)
{
  return g_remove (path);
}

int
main (int argc, char *argv[])
{
  g_autofree char *dir = g_dir_make_tmp ("ryorin-bench-XXXXXX", NULL);
  g_autoptr (RyWorkspace) workspace = open_sample (dir);
  double runs[ROUNDS], floors[ROUNDS];
  gint64 bytes = 0;
  guint n = 0;

  for (guint i = 0; i < ROUNDS; i++) {
    runs[i] = time_run (workspace, dir, &n, &bytes);
    floors[i] = time_letters (workspace);
  }
  qsort (runs, ROUNDS, sizeof *runs, compare);
  qsort (floors, ROUNDS, sizeof *floors, compare);
  g_print ("letters  run of %u: median %.0f ms, slowest %.0f ms (at most 3000); %.1f times one letter set 42 times; "
           "all FAXes %.0f KB\n",
           n, runs[ROUNDS / 2] * 1e3, runs[ROUNDS - 1] * 1e3, runs[ROUNDS / 2] / floors[ROUNDS / 2], bytes / 1024.0);
  ry_workspace_close (workspace);
  nftw (dir, remove_cb, 8, FTW_DEPTH | FTW_PHYS);
  return 0;
}
