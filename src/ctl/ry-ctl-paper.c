/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that writes documents as PDF, by the same code that prints them.
 */
#include "ry-ctl.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "ry-audience.h"
#include "ry-date.h"
#include "ry-error.h"
#include "ry-packet.h"
#include "ry-paper.h"

static gboolean
is_meeting (RyCtl *ctl, const char *id)
{
  g_autoptr (RyDocument) document = ry_workspace_get (ctl->workspace, id, NULL);

  if (document != NULL && g_strcmp0 (ry_document_get_kind (document), "meeting") == 0)
    return TRUE;
  ry_ctl_say (_ ("There is no meeting “%s”."), id);
  return FALSE;
}

static gboolean
write_paper (RyPaper *paper, const char *path, gboolean archive, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!archive)
    return ry_paper_write_pdf (paper, path, NULL, error);
  bytes = ry_paper_create_archive (paper, NULL, error);
  return bytes != NULL &&
         g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), error);
}

/* A subcommittee's report as it would go to its council today. */
static RyPaper *
create_report (RyCtl *ctl, const char *id, GError **error)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (RyReport) report = ry_report_new (ctl->workspace, id, today, error);

  return report != NULL ? ry_paper_new_subcommittee_report (ctl->workspace, report) : NULL;
}

/* Of the year of account that is running. */
static RyPaper *
create_line (RyCtl *ctl, const char *line, GError **error)
{
  GDate today;

  ry_date_today (&today);
  return ry_paper_new_line (ctl->workspace, line, ry_date_fiscal_year (&today), error);
}

/* What can be made, each out of the one thing it is about. */
static RyPaper *
create_paper (RyCtl *ctl, const char *sort, const char *of, const char *edition, gboolean a4, GError **error)
{
  int year;

  if (g_str_equal (sort, "year")) {
    year = atoi (of);
    if (year > 1868 && year < 9999)
      return ry_paper_new_year (ctl->workspace, year, a4, error);
    g_set_error (error, RY_ERROR, RY_ERROR_INVALID, _ ("“%s” is no year; write 2026 for 令和8年度."), of);
    return NULL;
  }
  if (g_str_equal (sort, "report"))
    return create_report (ctl, of, error);
  if (g_str_equal (sort, "line"))
    return create_line (ctl, of, error);
  if (!is_meeting (ctl, of))
    return NULL;
  if (g_str_equal (sort, "agenda"))
    return ry_paper_new_agenda (ctl->workspace, of, error);
  return ry_paper_new_minutes_for (ctl->workspace, of, edition != NULL ? edition : RY_AUDIENCE_MEMBERS, error);
}

static int
write_packet (RyCtl *ctl, const char *meeting, const char *path)
{
  g_autoptr (GPtrArray) troubles = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_packet_trouble_free);
  g_autoptr (GError) error = NULL;
  guint n = ry_packet_write (ctl->workspace, meeting, path, troubles, NULL, NULL, NULL, &error);

  if (n == 0)
    return ry_ctl_refuse (error);
  for (guint i = 0; i < troubles->len; i++) {
    RyPacketTrouble *trouble = g_ptr_array_index (troubles, i);

    ry_ctl_say ("%s %s: %s", trouble->label, trouble->name, trouble->sentence);
  }
  ry_ctl_print ("pages %u", n);
  return RY_CTL_DONE;
}

int
ry_ctl_paper (RyCtl *ctl, int argc, char **argv)
{
  static const char *const sorts[] = { "minutes", "agenda", "year", "report", "packet", "line", NULL };
  g_autofree char *output = NULL, *edition = NULL;
  gboolean archive = FALSE, a4 = FALSE;
  const GOptionEntry entries[] = {
    { "a4", 0, 0, G_OPTION_ARG_NONE, &a4, N_ ("The year on A4 instead of A3"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("The file to write"), "FILE.pdf" },
    { "edition", 'e', 0, G_OPTION_ARG_STRING, &edition, N_ ("For whom: public, members or internal"), "AUDIENCE" },
    { "archive", 'a', 0, G_OPTION_ARG_NONE, &archive, N_ ("Write PDF/A-2b, as for sealing"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 2, 2) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  if (!g_strv_contains (sorts, argv[1]))
    return ry_ctl_usage (ctl, _ ("“%s” is no document that can be made."), argv[1]);
  if (edition != NULL && !ry_audience_is_known (edition))
    return ry_ctl_usage (ctl, _ ("“%s” is no edition: public, members or internal."), edition);
  if (output == NULL)
    return ry_ctl_usage (ctl, _ ("Say with -o which file to write."));
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  if (g_str_equal (argv[1], "packet"))
    return is_meeting (ctl, argv[2]) ? write_packet (ctl, argv[2], output) : RY_CTL_REFUSED;
  paper = create_paper (ctl, argv[1], argv[2], edition, a4, &error);
  if (paper == NULL && error == NULL)
    return RY_CTL_REFUSED;
  if (paper == NULL || !write_paper (paper, output, archive, &error))
    return ry_ctl_refuse (error);
  ry_ctl_print ("pages %u", ry_paper_get_n_pages (paper));
  return RY_CTL_DONE;
}

static const struct {
  const char *name;
  RyPaper *(*create) (RyWorkspace *workspace, const char *meeting_id, GError **error);
} papers_of_the_day[] = {
  { "signin", ry_paper_new_signin }, { "attendance", ry_paper_new_attendance }, { "plates", ry_paper_new_plates },
  { "badges", ry_paper_new_badges }, { "seating", ry_paper_new_seating },
};

static int
print_paper_of_the_day (RyCtl *ctl, guint which, int argc, char **argv)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 3, 3) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  if (!ry_ctl_open (ctl) || !is_meeting (ctl, argv[2]))
    return RY_CTL_REFUSED;
  paper = papers_of_the_day[which].create (ctl->workspace, argv[2], &error);
  if (paper == NULL || !ry_paper_write_pdf (paper, argv[3], NULL, &error))
    return ry_ctl_refuse (error);
  ry_ctl_print ("pages %u", ry_paper_get_n_pages (paper));
  return RY_CTL_DONE;
}

/* What is handed out at the door, or what goes by post. */
int
ry_ctl_print_paper (RyCtl *ctl, int argc, char **argv)
{
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (papers_of_the_day); i++)
    if (g_str_equal (argv[1], papers_of_the_day[i].name))
      return print_paper_of_the_day (ctl, i, argc, argv);
  return ry_ctl_print_letters (ctl, argc, argv);
}
