/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The toast names the action, so that one knows what an undo would take back.
 */
#include "ry-action-acts.h"

#include <glib/gi18n.h>

#include "ry-date.h"

/* Characters of an action's text in a toast. */
#define MOST_CHARS 20

static const struct {
  const char *label;
  const char *icon;
  const char *done; /* what the toast says */
} statuses[] = {
  [RY_ACTION_TODO] = { N_ ("To do"), "radio-symbolic", N_ ("“%s” is to be done") },
  [RY_ACTION_DOING] = { N_ ("In progress"), "media-playback-start-symbolic", N_ ("“%s” is in progress") },
  [RY_ACTION_HOLD] = { N_ ("On hold"), "media-playback-pause-symbolic", N_ ("“%s” is on hold") },
  [RY_ACTION_DONE] = { N_ ("Done"), "object-select-symbolic", N_ ("“%s” is done") },
  [RY_ACTION_CANCELLED] = { N_ ("Cancelled"), "window-close-symbolic", N_ ("“%s” is cancelled") },
};

static char *
format_message (const char *format, RyDocument *action)
{
  const char *text = ry_document_get_string (action, "text");
  g_autofree char *short_text = NULL;

  if (text == NULL)
    text = "";
  if (g_utf8_strlen (text, -1) > MOST_CHARS) {
    g_autofree char *head = g_utf8_substring (text, 0, MOST_CHARS);

    short_text = g_strconcat (head, "…", NULL);
  }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, short_text != NULL ? short_text : text);
#pragma GCC diagnostic pop
}

static void
commit (RyWindow *window, RyDocument *action, JsonObject *content, const char *message)
{
  ry_window_commit (window, ry_edits_new_with (ry_edit_new (ry_document_get_id (action), action, content), NULL),
                    message);
}

/**
 * ry_action_status_get_label:
 * @status: how far an action is
 *
 * Returns: the word for it
 */
const char *
ry_action_status_get_label (RyActionStatus status)
{
  return _ (statuses[status].label);
}

/**
 * ry_action_status_get_icon:
 * @status: how far an action is
 *
 * Returns: the icon that stands beside the word
 */
const char *
ry_action_status_get_icon (RyActionStatus status)
{
  return statuses[status].icon;
}

/**
 * ry_action_acts_save:
 * @window: where to say so
 * @action: the action as the person had it before them
 * @content: (transfer full): as it is to be
 * @message: what was done; %s is the action's text
 */
void
ry_action_acts_save (RyWindow *window, RyDocument *action, JsonObject *content, const char *message)
{
  g_autofree char *words = format_message (message, action);

  commit (window, action, content, words);
}

/**
 * ry_action_acts_set_status:
 * @window: where to say so
 * @action: an action
 * @status: how far it is now
 */
void
ry_action_acts_set_status (RyWindow *window, RyDocument *action, RyActionStatus status)
{
  JsonObject *content = ry_document_dup_root (action);
  g_autofree char *today = ry_date_dup_today ();

  if (ry_action_set_status (content, status, today))
    ry_action_acts_save (window, action, content, _ (statuses[status].done));
  else
    json_object_unref (content);
}

/**
 * ry_action_acts_delete:
 * @window: where to say so
 * @action: an action, which goes into the trash
 */
void
ry_action_acts_delete (RyWindow *window, RyDocument *action)
{
  g_autofree char *words = format_message (_ ("“%s” was deleted"), action);

  commit (window, action, NULL, words);
}
