/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ryorinctl [--home DIR] COMMAND: finds the command in the table and runs it.
 */
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "ry-ctl.h"
#include "ry-i18n.h"

static const RyCtlCommand commands[] = {
  { "init", "[--sample] [--region NAME]", N_ ("Make a new workspace"), ry_ctl_init },
  { "import", "organisations FILE [--where FIELD~TEXT] [--dry-run] | wards FILE.xlsx [--year YEAR] [--dry-run]",
    N_ ("Read organisations out of a table, or wards out of the national report"), ry_ctl_import },
  { "hospital", "[KEY] [--as-of DAY] [-o FILE.pdf]", N_ ("Tell what a hospital can do"), ry_ctl_hospital },
  { "list", "KIND [--where FIELD=VALUE|FIELD~TEXT]… [--count] [--json]", N_ ("List the records of a kind"),
    ry_ctl_list },
  { "show", "ID [--json] [--revs]", N_ ("Show a record"), ry_ctl_show },
  { "put", "[FILE|-]", N_ ("Write records from JSON, one a line or a single one"), ry_ctl_put,
    N_ ("All lines are checked first: where one is refused, nothing is written. Then they are written, 500 in one "
        "transaction, and each is listed with its revision. A record that is there already as it stands is left alone, so "
        "that the same text can be put again after an interruption; one that is there otherwise is refused, unless its "
        "_rev says which version was changed.") },
  { "edit", "ID FIELD=VALUE…", N_ ("Change fields of a record, as typed into a form"), ry_ctl_edit },
  { "delete", "ID…", N_ ("Delete records"), ry_ctl_delete },
  { "actions", "[--overdue] [--csv FILE | -o FILE.pdf]", N_ ("List what is to be done"), ry_ctl_actions },
  { "trash", "list | restore ID | purge ID", N_ ("List what was deleted, or bring it back"), ry_ctl_trash },
  { "search", "WORDS… [--count]", N_ ("Search in everything"), ry_ctl_search },
  { "conflicts", "[--json]", N_ ("List what two people changed differently"), ry_ctl_conflicts },
  { "sync", "URL [--live]", N_ ("Exchange changes with a server; the password is taken from RYORIN_PASSWORD"),
    ry_ctl_sync },
  { "couchdb", "deploy URL | check URL | function [--region ID] [--users FILE]",
    N_ ("Make a CouchDB a region's server, or say how it differs"), ry_ctl_couchdb },
  { "minutes", "circulate|withdraw|pass|resolve|revoke|seal|correct ID", N_ ("Take minutes on their way to be sealed"),
    ry_ctl_minutes },
  { "verify-editions", "[MEETING]", N_ ("Say whether sealed minutes are what was sealed"), ry_ctl_verify_editions },
  { "paper",
    "minutes ID [--edition AUDIENCE]|packet ID|agenda ID|year YEAR [--a4]|report SUBCOMMITTEE|line ID -o FILE.pdf",
    N_ ("Write a document as PDF"), ry_ctl_paper },
  { "print", "notice|reminder|cancellation MEETING FOLDER | signin|attendance|plates|badges|seating MEETING FILE.pdf",
    N_ ("Make the letters to everybody invited, and record them; or a paper of the day"), ry_ctl_print_paper },
  { "calendar", "MEETING|COUNCIL [FILE.ics]", N_ ("Write a meeting, or all of a council's, for a calendar"),
    ry_ctl_calendar },
  { "matrix", "[--as-of DAY] [--want NAME,NAME~] [--compare ID,ID] [-o FILE.csv|.pdf]",
    N_ ("Ask all hospitals what they can take"), ry_ctl_matrix },
  { "picture", "wheels|flow [--year YEAR]|ring|matrix|board [--level bodies|organisations|hall] -o FILE",
    N_ ("Write a picture as SVG, PDF or PNG"), ry_ctl_picture },
  { "backup", "FILE", N_ ("Write everything into one file"), ry_ctl_backup },
  { "restore", "FILE", N_ ("Put the workspace back as it was in a backup"), ry_ctl_restore },
  { "check", "", N_ ("Look through the databases for damage"), ry_ctl_check },
  { "compact", "", N_ ("Give back the room of what nobody needs any more"), ry_ctl_compact },
};

static void
print_commands (FILE *out)
{
  fprintf (out, "%s ryorinctl [--home DIR] %s\n\n", _ ("Usage:"), _ ("COMMAND …"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (out, "  %-10s %s\n             %s\n", commands[i].name, commands[i].arguments, _ (commands[i].summary));
  fprintf (out, "\n%s\n", _ ("“ryorinctl COMMAND --help” tells more of a command."));
}

static const RyCtlCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  }
  return NULL;
}

/* What stands before the command. Returns its place in @argv, or -1 with the exit status in @status. */
static int
read_globals (RyCtl *ctl, int argc, char **argv, int *status)
{
  for (int i = 1; i < argc; i++) {
    if (g_str_equal (argv[i], "--home") && i + 1 < argc) {
      g_free (ctl->home);
      ctl->home = g_strdup (argv[++i]);
    } else if (g_str_has_prefix (argv[i], "--home=")) {
      g_free (ctl->home);
      ctl->home = g_strdup (argv[i] + strlen ("--home="));
    } else if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h")) {
      print_commands (stdout);
      *status = RY_CTL_DONE;
      return -1;
    } else if (g_str_equal (argv[i], "--version")) {
      puts ("ryorinctl " RY_VERSION);
      *status = RY_CTL_DONE;
      return -1;
    } else if (g_str_equal (argv[i], "--home")) {
      ry_ctl_say (_ ("“%s” wants a folder."), argv[i]);
      break;
    } else if (argv[i][0] == '-') {
      ry_ctl_say (_ ("There is no option “%s”."), argv[i]);
      break;
    } else {
      return i;
    }
  }
  print_commands (stderr);
  *status = RY_CTL_USAGE;
  return -1;
}

static int
run_command (RyCtl *ctl, int argc, char **argv)
{
  int status;

  ctl->command = find_command (argv[0]);
  if (ctl->command == NULL) {
    ry_ctl_say (_ ("There is no command “%s”."), argv[0]);
    print_commands (stderr);
    return RY_CTL_USAGE;
  }
  if (ctl->home == NULL)
    ctl->home = ry_workspace_default_home ();
  status = ctl->command->run (ctl, argc, argv);
  if (ctl->workspace != NULL)
    ry_workspace_close (ctl->workspace);
  g_clear_object (&ctl->workspace);
  return status;
}

int
main (int argc, char *argv[])
{
  RyCtl ctl = { 0 };
  int status = RY_CTL_DONE, first;

  ry_i18n_init ();
  first = read_globals (&ctl, argc, argv, &status);
  if (first >= 0)
    status = run_command (&ctl, argc - first, argv + first);
  g_free (ctl.home);
  if (fflush (stdout) != 0)
    status = MAX (status, RY_CTL_REFUSED);
  return status;
}
