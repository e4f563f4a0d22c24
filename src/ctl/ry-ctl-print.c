/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that makes a run of letters: one folder with what is faxed, mailed, posted and telephoned. A faulty
 * addressee is told and left out; the run is recorded with its number, as on the desktop.
 */
#include "ry-ctl.h"

#include <glib/gi18n.h>

#include "ry-letter-run.h"
#include "ry-mail.h"
#include "ry-template.h"

typedef struct {
  char *date;
  char *reply_by;
  char *labels;
  int start;
  gboolean draft;
  gboolean postcards;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->date);
  g_free (options->reply_by);
  g_free (options->labels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* A day of the command line in ISO 8601; NULL where it is none. */
static char *
read_day (const char *text, const char *otherwise)
{
  GDate date;

  if (text == NULL)
    return g_strdup (otherwise);
  return ry_date_parse (text, &date) ? ry_date_format (&date, RY_DATE_ISO) : NULL;
}

static gboolean
set_up_letter (RyCtl *ctl, RyLetter *letter, const Options *options, GError **error)
{
  g_autofree char *date = read_day (options->date, letter->date);
  g_autofree char *reply_by = read_day (options->reply_by, letter->reply_by);

  if (date == NULL || reply_by == NULL) {
    g_autofree char *fault = ry_date_describe_fault (date == NULL ? options->date : options->reply_by);

    ry_ctl_say ("%s", fault);
    return FALSE;
  }
  ry_letter_set_dates (letter, date, reply_by);
  return options->draft || ry_letter_choose_number (letter, ctl->workspace, error);
}

static void
say_faults (RyCtl *ctl, RyLetter *letter)
{
  g_autoptr (GPtrArray) template_faults = ry_letter_find_faults (letter, ctl->workspace);

  for (guint i = 0; i < template_faults->len; i++)
    ry_ctl_say ("%s", ((RyTemplateFault *) template_faults->pdata[i])->sentence);
  for (guint i = 0; i < letter->addressees->len; i++) {
    const RyAddressee *addressee = letter->addressees->pdata[i];
    g_autofree char *sentence =
        ry_addressee_describe_fault (addressee, ry_addressee_check (addressee, addressee->channel));
    g_autofree char *line = ry_addressee_dup_line (addressee);

    if (sentence != NULL)
      ry_ctl_say ("%s: %s", line, sentence);
  }
}

static gboolean
record (RyCtl *ctl, RyLetter *letter, GPtrArray *made, GError **error)
{
  g_autoptr (GPtrArray) edits = ry_letter_record (letter, ctl->workspace, made, error);
  g_autoptr (RyUndo) undo = edits != NULL ? ry_workspace_commit (ctl->workspace, edits, NULL, error) : NULL;

  return undo != NULL;
}

static int
make_run (RyCtl *ctl, RyLetter *letter, const Options *options, const char *parent)
{
  const RyLabelStyle labels = { .sheet = ry_label_sheet_get (options->labels), .start = MAX (options->start - 1, 0) };
  const RyLetterRun run = { .labels = options->labels != NULL ? &labels : NULL,
                            .envelopes = { .boxes = TRUE, .postcard = options->postcards },
                            .mail = ry_mail_write_letter };
  g_autoptr (GPtrArray) ready = ry_letter_list_ready (letter);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;

  say_faults (ctl, letter);
  folder = ry_letter_run_make (ctl->workspace, letter, ready, &run, parent, NULL, &error);
  if (folder == NULL || (!options->draft && !record (ctl, letter, ready, &error)))
    return ry_ctl_refuse (error);
  ry_ctl_print ("letters %u", ready->len);
  ry_ctl_print ("faulty %u", letter->addressees->len - ready->len);
  if (letter->number != NULL)
    ry_ctl_print ("number %s", letter->number);
  ry_ctl_print ("folder %s", folder);
  return RY_CTL_DONE;
}

int
ry_ctl_print_letters (RyCtl *ctl, int argc, char **argv)
{
  g_auto (Options) options = { .start = 1 };
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &options.date, N_ ("The day on the letters"), "DAY" },
    { "reply-by", 0, 0, G_OPTION_ARG_STRING, &options.reply_by, N_ ("Until when replies are wanted"), "DAY" },
    { "labels", 0, 0, G_OPTION_ARG_STRING, &options.labels, N_ ("Labels and not envelopes: 12 or 24 a sheet"),
      "12|24" },
    { "postcards", 0, 0, G_OPTION_ARG_NONE, &options.postcards, N_ ("The address side of postcards and not envelopes"),
      NULL },
    { "start", 0, 0, G_OPTION_ARG_INT, &options.start, N_ ("The first label that is still on the sheet"), "N" },
    { "draft", 0, 0, G_OPTION_ARG_NONE, &options.draft, N_ ("Without a number, and without recording it"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyLetter) letter = NULL;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 3, 3) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  if (!g_str_equal (argv[1], RY_LETTER_NOTICE) && !g_str_equal (argv[1], RY_LETTER_REMINDER) &&
      !g_str_equal (argv[1], RY_LETTER_CANCELLATION))
    return ry_ctl_usage (ctl, _ ("“%s” is no document that can be made."), argv[1]);
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  letter = ry_letter_new_for_meeting (ctl->workspace, argv[2], argv[1], NULL, &error);
  if (letter == NULL || !set_up_letter (ctl, letter, &options, &error))
    return error != NULL ? ry_ctl_refuse (error) : RY_CTL_REFUSED;
  return make_run (ctl, letter, &options, argv[3]);
}
