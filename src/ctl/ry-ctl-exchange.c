/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that reads tables. It prints one line, the same in every language:
 * `new N, changed N, same N, refused N`. Refused rows are written beside the file, each with its reason.
 */
#include "ry-ctl.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "ry-import.h"
#include "ry-ward-report.h"

typedef struct {
  char *encoding;
  char *where;
  gboolean dry_run;
  int year;
} Options;

/* What the counts alone do not tell. */
static int
say_result (const RyImportProgress *result, const char *where, const char *refused_path)
{
  gint64 n_refused = result->counts[RY_IMPORT_REFUSED], n = 0;

  for (int i = 0; i < RY_N_IMPORT_OUTCOMES; i++)
    n += result->counts[i];
  if (n == 0 && where != NULL)
    ry_ctl_say ("%s", _ ("No row answers the condition."));
  if (n_refused > 0 && refused_path != NULL)
    ry_ctl_say (_ ("The refused rows and the reasons are in “%s”."), refused_path);
  if (n_refused == 0 || n_refused < n)
    return RY_CTL_DONE;
  ry_ctl_say ("%s", _ ("No row could be accepted, so that nothing was imported."));
  return RY_CTL_REFUSED;
}

static int
run_import (RyCtl *ctl, const char *path, const char *where, const Options *options)
{
  g_autofree char *refused_path = g_strconcat (path, ".refused.csv", NULL);
  g_autofree char *why_not = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyImport) import = ry_import_new (ctl->workspace, "organisation", path, options->encoding, &error);
  RyImportProgress result = { 0 };
  gboolean finished;

  if (import == NULL || !ry_import_set_where (import, where, &error))
    return ry_ctl_refuse (error);
  if (!ry_import_is_ready (import, &why_not)) {
    ry_ctl_say ("%s", why_not);
    return RY_CTL_REFUSED;
  }
  if (!options->dry_run)
    g_unlink (refused_path); /* that of an earlier run tells nothing of this one */
  finished = ry_import_run (import, options->dry_run, options->dry_run ? NULL : refused_path, NULL, NULL, &result, NULL,
                            NULL, &error);
  ry_ctl_print ("new %" G_GINT64_FORMAT ", changed %" G_GINT64_FORMAT ", same %" G_GINT64_FORMAT
                ", refused %" G_GINT64_FORMAT,
                result.counts[RY_IMPORT_NEW], result.counts[RY_IMPORT_CHANGED], result.counts[RY_IMPORT_SAME],
                result.counts[RY_IMPORT_REFUSED]);
  if (!finished)
    return ry_ctl_refuse (error);
  return say_result (&result, where, options->dry_run ? NULL : refused_path);
}

static int
open_import (RyCtl *ctl, const char *path, const Options *options)
{
  RyKind *kind = ry_workspace_get_kind (ctl->workspace, "organisation");
  g_autofree char *where = NULL;
  int status = RY_CTL_DONE;

  if (options->where != NULL)
    where = ry_ctl_read_condition (ctl, kind, options->where, &status);
  return status == RY_CTL_DONE ? run_import (ctl, path, where, options) : status;
}

static int
apply_wards (RyCtl *ctl, RyWardReport *report)
{
  g_autoptr (GPtrArray) edits = ry_ward_report_create_edits (report);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = edits->len > 0 ? ry_workspace_commit (ctl->workspace, edits, NULL, &error) : NULL;

  return error == NULL ? RY_CTL_DONE : ry_ctl_refuse (error);
}

/* The national report of ward functions: one line of counts, the same in every language, after a line for each ward
 * that is new, other or in doubt. */
static int
import_wards (RyCtl *ctl, const char *path, const Options *options)
{
  static const char *const words[RY_N_WARD_REPORT_OUTCOMES] = { "new",        "changed", "same",
                                                                "unreported", "gone",    "refused" };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWardReport) report = ry_ward_report_read (ctl->workspace, path, options->year, NULL, &error);

  if (report == NULL)
    return ry_ctl_refuse (error);
  for (guint i = 0; i < report->rows->len; i++) {
    const RyWardReportRow *row = g_ptr_array_index (report->rows, i);

    if (row->outcome != RY_WARD_REPORT_SAME)
      ry_ctl_say ("%s %s: %s %s", row->hospital, row->ward, words[row->outcome],
                  row->detail != NULL ? row->detail : "");
  }
  ry_ctl_print ("year %d, new %u, changed %u, same %u, unreported %u, gone %u, refused %u, others %u", report->year,
                report->counts[RY_WARD_REPORT_NEW], report->counts[RY_WARD_REPORT_CHANGED],
                report->counts[RY_WARD_REPORT_SAME], report->counts[RY_WARD_REPORT_UNREPORTED],
                report->counts[RY_WARD_REPORT_GONE], report->counts[RY_WARD_REPORT_REFUSED], report->n_others);
  return options->dry_run ? RY_CTL_DONE : apply_wards (ctl, report);
}

int
ry_ctl_import (RyCtl *ctl, int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "where", 0, 0, G_OPTION_ARG_FILENAME, &options.where,
      N_ ("Only those: FIELD=VALUE exactly, FIELD~TEXT contained"), "CONDITION" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Only count"), NULL },
    { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &options.encoding,
      N_ ("The file's encoding, where it is not found rightly"), "NAME" },
    { "year", 0, 0, G_OPTION_ARG_INT, &options.year, N_ ("The year of a ward report, where its headings do not say"),
      "YEAR" },
    G_OPTION_ENTRY_NULL,
  };
  int status = RY_CTL_USAGE;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 2, 2) ||
      !ry_ctl_is_text ((const char *const[]){ options.where, NULL }))
    status = RY_CTL_USAGE;
  else if (g_str_equal (argv[1], "wards"))
    status = ry_ctl_open (ctl) ? import_wards (ctl, argv[2], &options) : RY_CTL_REFUSED;
  else if (!g_str_equal (argv[1], "organisations"))
    status = ry_ctl_usage (ctl, _ ("“%s” cannot be imported."), argv[1]);
  else
    status = ry_ctl_open (ctl) ? open_import (ctl, argv[2], &options) : RY_CTL_REFUSED;
  g_free (options.where);
  g_free (options.encoding);
  return status;
}
