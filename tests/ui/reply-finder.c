/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a clerk at the desk would see: reads lines from standard input and answers each with a line. `find TYPED` says
 * the keys of the candidates, `answer KEY` marks somebody as answered, `list` says key, reading of the organisation and
 * of the person of all who have not answered. For the test that counts keystrokes.
 */
#include <stdio.h>
#include <string.h>

#include "ry-json.h"
#include "ry-reply-finder.h"
#include "ry-reply.h"

static void
list (GPtrArray *attendees)
{
  for (guint i = 0; i < attendees->len; i++) {
    RyAttendee *attendee = g_ptr_array_index (attendees, i);

    if (strcmp (ry_attendee_get_status (attendee), "unanswered") == 0)
      printf ("%s\t%s\t%s\t", attendee->key, attendee->organisation_reading, attendee->reading);
  }
  printf ("\n");
}

static void
obey (RyReplyFinder *finder, GPtrArray *attendees, const char *line)
{
  if (g_str_has_prefix (line, "find ")) {
    g_autoptr (GPtrArray) found = ry_reply_finder_find (finder, line + 5, 5);

    for (guint i = 0; i < found->len; i++)
      printf ("%s ", ((RyAttendee *) found->pdata[i])->key);
    printf ("\n");
  } else if (g_str_has_prefix (line, "answer ")) {
    json_object_set_string_member (ry_attendee_find (attendees, line + 7)->content, "status", "venue");
    printf ("\n");
  } else
    list (attendees);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWorkspace) workspace = NULL;
  g_autoptr (JsonObject) meeting = NULL;
  g_autoptr (GPtrArray) attendees = NULL;
  g_autoptr (RyReplyFinder) finder = NULL;
  char line[256];

  if (argc != 3)
    g_error ("usage: reply-finder HOME MEETING");
  workspace = ry_workspace_open (argv[1], NULL, &error);
  meeting = workspace != NULL ? ry_reply_load (workspace, argv[2], &error) : NULL;
  if (meeting == NULL)
    g_error ("%s", error->message);
  attendees = ry_attendee_list (workspace, meeting);
  finder = ry_reply_finder_new (attendees);
  ry_workspace_close (workspace);
  while (fgets (line, sizeof line, stdin) != NULL)
    obey (finder, attendees, g_strchomp (line));
  return 0;
}
