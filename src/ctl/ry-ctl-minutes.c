/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of minutes from a draft to sealed editions, and the question whether editions are what was sealed.
 */
#include "ry-ctl.h"

#include <glib/gi18n.h>

#include "ry-approval.h"
#include "ry-date.h"
#include "ry-edition.h"
#include "ry-paper.h"
#include "ry-remark.h"

static const struct {
  const char *word;
  RyMove move;
} moves[] = {
  { "circulate", RY_MOVE_CIRCULATE }, { "withdraw", RY_MOVE_WITHDRAW }, { "pass", RY_MOVE_PASS },
  { "resolve", RY_MOVE_RESOLVE },     { "revoke", RY_MOVE_REVOKE },     { "seal", RY_MOVE_SEAL },
  { "correct", RY_MOVE_CORRECT },
};

static const char *const states[] = {
  [RY_EDITION_SOUND] = "sound",
  [RY_EDITION_PAPERS_AWAY] = "papers-away",
  [RY_EDITION_TEXT_CHANGED] = "text-changed",
  [RY_EDITION_PAPER_CHANGED] = "paper-changed",
  [RY_EDITION_INCOMPLETE] = "incomplete",
};

static int
find_move (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (g_str_equal (moves[i].word, word))
      return (int) moves[i].move;
  return -1;
}

static RyUndo *
write_move (RyCtl *ctl, const char *id, RyMove move, const char *until, const char *reason, GError **error)
{
  g_autoptr (RyDocument) meeting = ry_workspace_get (ctl->workspace, id, error);
  g_autoptr (GPtrArray) remarks = meeting != NULL ? ry_remark_list (ctl->workspace, id, error) : NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *today = ry_date_dup_today (), *who = ry_workspace_dup_person (ctl->workspace);
  RyMoveFacts facts = { .today = today, .who = who, .until = until, .reason = reason };
  JsonObject *content;

  if (remarks == NULL)
    return NULL;
  if (move == RY_MOVE_SEAL)
    return ry_paper_seal_minutes (ctl->workspace, id, NULL, error);
  facts.open_remarks = ry_remark_count_open (remarks, NULL);
  content = ry_document_dup_root (meeting);
  edits = ry_edits_new_with (ry_edit_new (id, meeting, content), NULL);
  return ry_approval_apply (content, move, &facts, error) ? ry_workspace_commit (ctl->workspace, edits, NULL, error)
                                                          : NULL;
}

int
ry_ctl_minutes (RyCtl *ctl, int argc, char **argv)
{
  g_autofree char *until = NULL, *reason = NULL;
  const GOptionEntry entries[] = {
    { "until", 'u', 0, G_OPTION_ARG_STRING, &until, N_ ("The last day for remarks"), "DAY" },
    { "reason", 'r', 0, G_OPTION_ARG_FILENAME, &reason, N_ ("What is corrected"), "TEXT" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (RyDocument) meeting = NULL;
  g_autofree char *day = NULL;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 2, 2) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  if (reason != NULL && !ry_ctl_is_text ((const char *const[]){ reason, NULL }))
    return RY_CTL_USAGE;
  if (find_move (argv[1]) < 0)
    return ry_ctl_usage (ctl, _ ("“%s” is nothing that is done to minutes."), argv[1]);
  day = until != NULL ? ry_date_parse_to_iso (until) : NULL;
  if (until != NULL && day == NULL)
    return ry_ctl_refuse_day (ctl, until);
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  undo = write_move (ctl, argv[2], find_move (argv[1]), day, reason, &error);
  if (undo == NULL)
    return ry_ctl_refuse (error);
  meeting = ry_workspace_get (ctl->workspace, argv[2], NULL);
  ry_ctl_print ("stage %s", ry_document_get_string (meeting, "stage"));
  return RY_CTL_DONE;
}

/* One line an edition: its id, its state, and the paper that is not as it was. */
static gboolean
print_edition (RyCtl *ctl, RyDocument *edition)
{
  g_autofree char *file = NULL;
  RyEditionState state = ry_edition_verify (ctl->workspace, edition, NULL, &file);
  g_autofree char *sentence = ry_edition_describe (state, file);

  ry_ctl_print ("%s\t%s\t%s", ry_document_get_id (edition), states[state], file != NULL ? file : "");
  if (state <= RY_EDITION_PAPERS_AWAY)
    return TRUE;
  ry_ctl_say ("%s: %s", ry_document_get_id (edition), sentence);
  return FALSE;
}

int
ry_ctl_verify_editions (RyCtl *ctl, int argc, char **argv)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  const RyQuery query = { .kind = "edition" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) editions = NULL;
  gboolean sound = TRUE;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 0, 1))
    return RY_CTL_USAGE;
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  editions = argc > 1 ? ry_edition_list (ctl->workspace, argv[1], &error)
                      : ry_workspace_query (ctl->workspace, &query, &error);
  if (editions == NULL)
    return ry_ctl_refuse (error);
  for (guint i = 0; i < editions->len; i++)
    sound = print_edition (ctl, g_ptr_array_index (editions, i)) && sound;
  return sound ? RY_CTL_DONE : RY_CTL_REFUSED;
}
