/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One file that cannot be taken does not stop the others; for each there is a line that says what became of it.
 */
#include "ry-calendar-drop.h"

#include <glib/gi18n.h>

#include "ry-reply-words.h"
#include "ry-calendar.h"
#include "ry-error.h"
#include "ry-json.h"

static GBytes *
read_file (GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);

  /* One byte more than an answer may have, so that the reader sees that it is too long. */
  return stream != NULL ? g_input_stream_read_bytes (G_INPUT_STREAM (stream), RY_CALENDAR_MAX_BYTES + 1, NULL, error)
                        : NULL;
}

static JsonObject *
create_answer (const RyCalendarReply *reply)
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "status", reply->status);
  ry_json_set_string (answer, "proxy", reply->proxy);
  ry_json_set_string (answer, "comment", reply->comment);
  return answer;
}

/* What became of one answer. */
static char *
apply (RyReplyDesk *desk, const RyCalendarReply *reply)
{
  RyAttendee *attendee = ry_reply_find_address (ry_reply_desk_get_attendees (desk), reply->mail, reply->name);
  const char *who = reply->name != NULL ? reply->name : reply->mail != NULL ? reply->mail : _ ("Somebody");
  const char *today = ry_json_get_string (ry_reply_desk_get_meeting (desk), "date");
  g_autoptr (JsonObject) answer = NULL;

  if (g_strcmp0 (reply->meeting, ry_reply_desk_get_meeting_id (desk)) != 0)
    return g_strdup_printf (_ ("%s answers to another meeting; nothing was changed"), who);
  if (attendee == NULL)
    return g_strdup_printf (_ ("The address %s belongs to nobody on the list, or to several; enter the answer by hand"),
                            reply->mail != NULL ? reply->mail : "");
  if (reply->status == NULL)
    return g_strdup_printf (_ ("%s has not decided yet; nothing was changed"), who);
  answer = create_answer (reply);
  ry_reply_desk_record_from (desk, attendee, answer, "calendar");
  if (reply->date != NULL && g_strcmp0 (reply->date, today) != 0)
    return g_strdup_printf (_ ("%s: %s, but to a day that was moved since; better ask"),
                            ry_attendee_get_title (attendee), ry_reply_words_get_label (reply->status));
  return g_strdup_printf (_ ("%s: %s"), ry_attendee_get_title (attendee), ry_reply_words_get_label (reply->status));
}

static char *
take (RyReplyDesk *desk, GFile *file)
{
  const char *region = ry_workspace_get_region (ry_reply_desk_get_workspace (desk));
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = read_file (file, &error);
  g_autoptr (RyCalendarReply) reply = bytes != NULL ? ry_calendar_read_reply (bytes, region, &error) : NULL;

  return reply != NULL ? apply (desk, reply) : g_strdup_printf (_ ("%s was not taken: %s"), name, error->message);
}

/**
 * ry_calendar_drop_take:
 * @desk: the replies of a meeting
 * @files: (element-type GFile): files that were dropped or chosen
 *
 * Records what they answer. The last answer can be taken back as any other.
 *
 * Returns: (transfer full): a line for each file
 */
char *
ry_calendar_drop_take (RyReplyDesk *desk, GListModel *files)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    g_autofree char *line = take (desk, file);

    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
  }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/**
 * ry_calendar_drop_find_meeting:
 * @workspace: where meetings are
 * @file: an answer of a calendar
 * @error: return location
 *
 * Returns: (transfer full) (nullable): id of the meeting it answers; %NULL where it is no answer to one of ours
 */
char *
ry_calendar_drop_find_meeting (RyWorkspace *workspace, GFile *file, GError **error)
{
  g_autoptr (GBytes) bytes = read_file (file, error);
  g_autoptr (RyCalendarReply) reply =
      bytes != NULL ? ry_calendar_read_reply (bytes, ry_workspace_get_region (workspace), error) : NULL;
  g_autoptr (RyDocument) meeting = NULL;

  if (reply == NULL)
    return NULL;
  if (reply->meeting == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("It answers no meeting of this region."));
    return NULL;
  }
  meeting = ry_workspace_get (workspace, reply->meeting, error);
  return meeting != NULL ? g_strdup (reply->meeting) : NULL;
}
