/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the import of a list costs, against `sqlite3 .import` of the same file in the same run: bare rows
 * there; documents, revisions, indexes, search and a guess at every reading here. Each stage is measured by
 * leaving the stages after it out; reading and writing run side by side, so writing is what it adds.
 *
 * Usage: bench-import [ROWS [REAL.csv]]
 */
#include "ry-import.h"
#include "ry-text.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define ROWS 200000

static const char *const words[] = { "汐見",   "海風", "潮入", "白帆", "磯辺", "灯台前", "渚",
                                     "浜百合", "松風", "鴎台", "玉藻", "遠見", "夕凪",   "入江" };
static const char *const kinds[] = { "病院", "医院", "クリニック", "薬局", "訪問看護ステーション", "歯科" };

static double
now (void)
{
  return g_get_monotonic_time () / 1e6;
}

static long
get_peak_kilobytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static void
write_list (const char *path, int n)
{
  FILE *file = g_fopen (path, "w");

  fputs ("医療機関コード,名称,郵便番号,所在地,電話番号,FAX番号,開設年月日,診療科目,救急,病床数,一般病床,"
         "療養病床,緯度,経度,備考\n",
         file);
  for (int i = 0; i < n; i++)
    fprintf (file,
             "%010d,医療法人社団%s会　%s%s%d,000-%04d,北浜市汐見区%s%d丁目%d番%d号,000-555-%04d,000-556-%04d,"
             "H%d.%d.%d,内|外|小|整|「糖尿病|代謝内科」,%s,%d,%d,%d,43.%07d,141.%07d,%s\n",
             i, words[i % 14], words[i / 14 % 14], kinds[i % 6], i, i % 10000, words[i / 7 % 14], i % 9 + 1, i % 30 + 1,
             i % 20 + 1, i % 10000, i % 10000, i % 30 + 1, i % 12 + 1, i % 28 + 1, i % 3 == 0 ? "○" : "", i % 400,
             i % 300, i % 100, i, i, i % 5 == 0 ? "時間外は守衛室へ" : "");
  fclose (file);
}

static double
time_sqlite (const char *dir, const char *title, const char *list)
{
  g_autofree char *database = g_build_filename (dir, title, NULL);
  g_autofree char *command = g_strdup_printf (".import %s list", list);
  const char *argv[] = { "sqlite3", "-csv", database, command, NULL };
  g_autoptr (GError) error = NULL;
  double begin = now ();

  if (!g_spawn_sync (dir, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  return now () - begin;
}

static double
time_rows (const char *list)
{
  g_autoptr (RyTable) table = ry_table_open (list, NULL, NULL);
  double begin = now ();
  GStrv row;

  while ((row = ry_table_read_row (table, NULL, NULL)) != NULL)
    g_strfreev (row);
  return now () - begin;
}

static double
time_guesses (int n)
{
  double begin = now ();

  for (int i = 0; i < n; i++) {
    g_autofree char *name =
        g_strdup_printf ("医療法人社団%s会　%s%s%d", words[i % 14], words[i / 14 % 14], kinds[i % 6], i);

    g_free (ry_text_guess_reading (name));
  }
  return now () - begin;
}

static double
time_import (RyWorkspace *workspace, const char *list, gboolean dry_run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyImport) import = ry_import_new (workspace, "organisation", list, NULL, &error);
  g_autoptr (RyUndo) undo = NULL;
  RyImportProgress result;
  double begin = now ();

  if (import == NULL || !ry_import_run (import, dry_run, NULL, NULL, NULL, &result, &undo, NULL, &error))
    g_error ("%s", error->message);
  return now () - begin;
}

/* The index for searching follows the writes in the lane's idle time; a search waits until it has caught up.
 */
static double
time_search_index (RyWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  double begin = now ();

  if (ry_store_search_count (ry_workspace_get_store (workspace, "council"), "汐見", NULL, 0, &error) < 0)
    g_error ("%s", error->message);
  return now () - begin;
}

static void
bench (const char *dir, const char *title, const char *list, int n)
{
  g_autofree char *home = g_build_filename (dir, title, NULL);
  g_autofree char *bare_title = g_strconcat (title, ".sqlite", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWorkspace) workspace = NULL;
  double bare, rows, guesses, dry, full, search, again;
  long before, after_half;

  if (!ry_workspace_create (home, "bench", &error) || (workspace = ry_workspace_open (home, NULL, &error)) == NULL)
    g_error ("%s", error->message);
  bare = time_sqlite (dir, bare_title, list);
  before = get_peak_kilobytes ();
  rows = time_rows (list);
  guesses = time_guesses (n);
  dry = time_import (workspace, list, TRUE);
  full = time_import (workspace, list, FALSE);
  search = time_search_index (workspace);
  after_half = get_peak_kilobytes ();
  again = time_import (workspace, list, FALSE);
  g_print ("import %-9s %7d rows  %.1f times sqlite3 .import (%.2f s against %.2f s; at most 25)\n", title, n,
           (full + search) / bare, full + search, bare);
  g_print ("  read and decode rows      %6.2f s  %5.1f us a row\n", rows, rows / n * 1e6);
  g_print ("  guess readings            %6.2f s  %5.1f us a row\n", guesses, guesses / n * 1e6);
  g_print ("  cells, checks, look up    %6.2f s  %5.1f us a row\n", dry - rows - guesses,
           (dry - rows - guesses) / n * 1e6);
  g_print ("  write and index, beyond it%6.2f s  %5.1f us a row\n", full - dry, (full - dry) / n * 1e6);
  g_print ("  search index catches up   %6.2f s  %5.1f us a row\n", search, search / n * 1e6);
  g_print ("  the same list once more   %6.2f s  %5.1f us a row\n", again, again / n * 1e6);
  g_print ("  memory at its peak        %6.1f MB, %.1f MB before\n", after_half / 1024.0, before / 1024.0);
  ry_workspace_close (workspace);
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
  g_autofree char *list = g_build_filename (dir, "list.csv", NULL);
  int n = argc > 1 ? atoi (argv[1]) : ROWS;

  if (argc > 2)
    bench (dir, "real", argv[2], 574);
  write_list (list, n);
  bench (dir, "made", list, n);
  nftw (dir, remove_cb, 8, FTW_DEPTH | FTW_PHYS);
  return 0;
}
