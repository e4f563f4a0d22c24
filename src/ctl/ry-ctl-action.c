/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands about what is to be done and what was deleted: the list that the window shows, as lines, as a file and as a
 * paper; and the trash.
 */
#include "ry-ctl.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-action-csv.h"
#include "ry-date.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-paper.h"
#include "ry-trash.h"

typedef struct {
  gboolean overdue;
  gboolean all;
  char *csv;
  char *encoding;
  char *output;
  char *owner;
  char *subcommittee;
  char *council;
} ActionOptions;

static void
clear_options (ActionOptions *options)
{
  g_free (options->csv);
  g_free (options->encoding);
  g_free (options->output);
  g_free (options->owner);
  g_free (options->subcommittee);
  g_free (options->council);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ActionOptions, clear_options)

static RyActionFilter *
create_filter (RyCtl *ctl, const ActionOptions *options)
{
  g_autofree char *today = ry_date_dup_today ();
  RyActionFilter *filter = ry_action_filter_new (today);
  const char *councils[] = { options->council, NULL };
  g_auto (GStrv) owners = options->owner != NULL ? ry_action_list_owner_ids (ctl->workspace, options->owner) : NULL;

  ry_action_filter_set_scope (filter, options->overdue ? RY_ACTIONS_LATE : RY_ACTIONS_ALL);
  ry_action_filter_set_statuses (filter, options->all ? RY_ACTIONS_EVERY : RY_ACTIONS_OPEN);
  ry_action_filter_set_subcommittee (filter, options->subcommittee);
  ry_action_filter_set_owners (filter, (const char *const *) owners);
  if (options->council != NULL)
    ry_action_filter_set_councils (filter, councils);
  return filter;
}

static int
write_csv (RyCtl *ctl, GPtrArray *actions, const ActionOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyTableWriter) table = NULL;
  RyEncoding encoding = RY_ENCODING_UTF8;
  guint n_replaced;

  if (options->encoding != NULL && (!ry_encoding_from_name (options->encoding, &encoding) ||
                                    (encoding != RY_ENCODING_UTF8 && encoding != RY_ENCODING_CP932)))
    return ry_ctl_usage (ctl, _ ("“%s” is no encoding for a file: UTF-8 or CP932."), options->encoding);
  table = ry_action_csv_create (ctl->workspace, actions, encoding);
  if (!ry_table_writer_save (table, options->csv, &n_replaced, NULL, &error))
    return ry_ctl_refuse (error);
  if (n_replaced > 0)
    ry_ctl_say (_ ("%u characters that the encoding lacks are written as 〓."), n_replaced);
  ry_ctl_print ("rows %u", actions->len);
  return RY_CTL_DONE;
}

static int
write_paper (RyCtl *ctl, const RyActionFilter *filter, const char *output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = ry_paper_new_action_list (ctl->workspace, filter, NULL, &error);

  if (paper == NULL || !ry_paper_write_pdf (paper, output, NULL, &error))
    return ry_ctl_refuse (error);
  ry_ctl_print ("pages %u", ry_paper_get_n_pages (paper));
  return RY_CTL_DONE;
}

static void
print_actions (GPtrArray *actions)
{
  for (guint i = 0; i < actions->len; i++) {
    RyDocument *action = g_ptr_array_index (actions, i);
    JsonObject *root = ry_document_get_root (action);
    const char *due = ry_json_get_string (root, "due");
    const char *owner = ry_json_get_string (root, "owner_name");
    const char *text = ry_json_get_string (root, "text");

    ry_ctl_print ("%s\t%s\t%s\t%u\t%s\t%s", ry_document_get_id (action), due != NULL ? due : "",
                  ry_action_status_get_code (ry_action_get_status (root)), ry_action_count_postponements (root),
                  owner != NULL ? owner : "", text != NULL ? text : "");
  }
}

int
ry_ctl_actions (RyCtl *ctl, int argc, char **argv)
{
  g_auto (ActionOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "overdue", 0, 0, G_OPTION_ARG_NONE, &options.overdue, N_ ("Only those whose day has gone by"), NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, N_ ("What is done and cancelled too"), NULL },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &options.owner, N_ ("Only those of a person, a post or an organisation"),
      "ID" },
    { "subcommittee", 0, 0, G_OPTION_ARG_STRING, &options.subcommittee, N_ ("Only those of a subcommittee"), "ID" },
    { "council", 0, 0, G_OPTION_ARG_STRING, &options.council, N_ ("Only those of a council"), "ID" },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &options.csv, N_ ("Write them into a CSV file"), "FILE" },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &options.encoding, N_ ("The file's encoding: UTF-8 or CP932"), "NAME" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("Write them as a paper"), "FILE.pdf" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (RyActionFilter) filter = NULL;
  g_autoptr (GPtrArray) actions = NULL;
  g_autoptr (GError) error = NULL;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 0, 0))
    return RY_CTL_USAGE;
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  filter = create_filter (ctl, &options);
  if (options.output != NULL)
    return write_paper (ctl, filter, options.output);
  actions = ry_action_filter_list (filter, ctl->workspace, &error);
  if (actions == NULL)
    return ry_ctl_refuse (error);
  if (options.csv != NULL)
    return write_csv (ctl, actions, &options);
  print_actions (actions);
  return RY_CTL_DONE;
}

static int
list_trash (RyCtl *ctl, GPtrArray *tombstones)
{
  for (guint i = 0; i < tombstones->len; i++) {
    RyDocument *each = g_ptr_array_index (tombstones, i);
    g_autofree char *name = ry_trash_dup_name (ctl->workspace, each);
    const char *who = ry_trash_get_who (each);

    ry_ctl_print ("%s\t%s\t%s\t%s", ry_document_get_id (each), ry_trash_get_when (each), who != NULL ? who : "", name);
  }
  return RY_CTL_DONE;
}

static RyDocument *
find_tombstone (GPtrArray *tombstones, const char *id)
{
  for (guint i = 0; i < tombstones->len; i++)
    if (g_str_equal (ry_document_get_id (g_ptr_array_index (tombstones, i)), id))
      return g_ptr_array_index (tombstones, i);
  return NULL;
}

int
ry_ctl_trash (RyCtl *ctl, int argc, char **argv)
{
  g_autoptr (GPtrArray) tombstones = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;
  RyDocument *tombstone;

  if (!ry_ctl_parse (ctl, NULL, &argc, &argv, 1, 2) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  if (argc != (g_str_equal (argv[1], "list") ? 2 : 3) ||
      !g_strv_contains ((const char *const[]){ "list", "restore", "purge", NULL }, argv[1]))
    return ry_ctl_usage (ctl, _ ("Say list, restore ID or purge ID."));
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  tombstones = ry_trash_list (ctl->workspace, NULL, &error);
  if (tombstones == NULL)
    return ry_ctl_refuse (error);
  if (g_str_equal (argv[1], "list"))
    return list_trash (ctl, tombstones);
  tombstone = find_tombstone (tombstones, argv[2]);
  if (tombstone == NULL) {
    ry_ctl_say (_ ("There is no “%s” in the trash."), argv[2]);
    return RY_CTL_REFUSED;
  }
  if (g_str_equal (argv[1], "purge"))
    return ry_trash_purge (ctl->workspace, argv[2], NULL, &error) ? RY_CTL_DONE : ry_ctl_refuse (error);
  undo = ry_trash_restore (ctl->workspace, tombstone, FALSE, NULL, &error);
  if (undo == NULL)
    return ry_ctl_refuse (error);
  ry_ctl_print ("%s", argv[2]);
  return RY_CTL_DONE;
}
