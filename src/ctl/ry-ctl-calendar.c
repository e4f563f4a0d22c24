/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that writes meetings for other people's calendars: one meeting, or all of a council's.
 */
#include "ry-ctl.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "ry-calendar.h"

static char *
write_meeting (RyCtl *ctl, RyDocument *meeting, GError **error)
{
  return ry_calendar_new_invitation (ctl->workspace, ry_document_get_id (meeting), RY_CALENDAR_PUBLISH, NULL, error);
}

static char *
write_council (RyCtl *ctl, RyDocument *council, GError **error)
{
  g_autofree char *condition = g_strconcat ("council=", ry_document_get_id (council), NULL);
  const char *where[] = { condition, NULL };
  const RyQuery query = { .kind = "meeting", .order = "date", .where = where };
  g_autoptr (GPtrArray) meetings = ry_workspace_query (ctl->workspace, &query, error);
  g_autoptr (GHashTable) councils = g_hash_table_new (g_str_hash, g_str_equal);

  if (meetings == NULL)
    return NULL;
  g_hash_table_insert (councils, (gpointer) ry_document_get_id (council), council);
  return ry_calendar_write_feed (meetings, councils, ry_workspace_get_region (ctl->workspace),
                                 ry_document_get_string (council, "name"));
}

int
ry_ctl_calendar (RyCtl *ctl, int argc, char **argv)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) document = NULL;
  g_autofree char *text = NULL;
  const char *kind;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 1, 2) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  document = ry_workspace_get (ctl->workspace, argv[1], NULL);
  kind = document != NULL ? ry_document_get_kind (document) : NULL;
  if (g_strcmp0 (kind, "meeting") != 0 && g_strcmp0 (kind, "council") != 0) {
    ry_ctl_say (_ ("There is no meeting and no council “%s”."), argv[1]);
    return RY_CTL_REFUSED;
  }
  text = g_str_equal (kind, "meeting") ? write_meeting (ctl, document, &error) : write_council (ctl, document, &error);
  if (text == NULL)
    return ry_ctl_refuse (error);
  if (argv[2] == NULL)
    fputs (text, stdout);
  else if (!g_file_set_contents (argv[2], text, -1, &error))
    return ry_ctl_refuse (error);
  return RY_CTL_DONE;
}
