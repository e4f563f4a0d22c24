/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each line of today does its thing: this is the table of where. What has no place of its own is done where its record
 * is opened.
 */
#include "ry-today-place.h"

#include <glib/gi18n.h>

#include "ry-actions-page.h"
#include "ry-beds-page.h"
#include "ry-letter-number-page.h"
#include "ry-meeting-view.h"
#include "ry-notice-page.h"
#include "ry-reception-page.h"
#include "ry-reply-page.h"

static RyPage *
create_approval (RyWindow *window, const char *meeting, GError **error)
{
  RyMeetingView *view = ry_meeting_view_new (window, meeting, error);

  if (view != NULL)
    ry_meeting_view_show_part (view, "approval");
  return view != NULL ? RY_PAGE (view) : NULL;
}

/* Where a run of letters is sent and noted: with its meeting; one without is found in the register of numbers. */
static RyPage *
create_letters (RyWindow *window, const char *id, GError **error)
{
  g_autoptr (RyDocument) letter = ry_workspace_get (ry_window_get_workspace (window), id, error);
  const char *meeting = letter != NULL ? ry_document_get_string (letter, "meeting") : NULL;
  const char *purpose = letter != NULL ? ry_document_get_string (letter, "purpose") : NULL;

  if (letter == NULL)
    return NULL;
  if (meeting == NULL)
    return (RyPage *) ry_letter_number_page_new (window, ry_document_get_string (letter, "council"));
  if (g_strcmp0 (purpose, RY_LETTER_REMINDER) != 0 && g_strcmp0 (purpose, RY_LETTER_CANCELLATION) != 0)
    purpose = RY_LETTER_NOTICE;
  return (RyPage *) ry_notice_page_new (window, meeting, purpose, NULL, error);
}

/* Where a line is done. What has no place of its own is done where its record is opened. */
static RyPage *
create_place (RyWindow *window, RyTodayTask task, const char *id, GError **error)
{
  switch (task) {
  case RY_TODAY_HOLD:
    return ry_reception_page_new (window, id, error);
  case RY_TODAY_REPLIES:
    return ry_reply_page_new (window, id, error);
  case RY_TODAY_APPROVE:
  case RY_TODAY_SEAL:
    return create_approval (window, id, error);
  case RY_TODAY_NOTICE:
    return (RyPage *) ry_notice_page_new (window, id, RY_LETTER_NOTICE, NULL, error);
  case RY_TODAY_CANCELLED:
    return (RyPage *) ry_notice_page_new (window, id, RY_LETTER_CANCELLATION, NULL, error);
  case RY_TODAY_SEND:
    return create_letters (window, id, error);
  case RY_TODAY_MINUTES:
  case RY_TODAY_ACTIONS:
  case RY_TODAY_BEDS:
  case RY_TODAY_ROUND:
    break;
  }
  return NULL;
}

/**
 * ry_today_place_open:
 * @window: the window
 * @task: what is to be done
 * @id: the line's record
 *
 * Goes to where a line of today is done.
 */
void
ry_today_place_open (RyWindow *window, RyTodayTask task, const char *id)
{
  g_autoptr (GError) error = NULL;
  RyPage *place = create_place (window, task, id, &error);

  if (place != NULL)
    ry_window_push (window, place);
  else if (error != NULL)
    ry_window_show_error (window, _ ("The meeting could not be opened"), error);
  else
    ry_window_open_record (window, task == RY_TODAY_ACTIONS ? RY_ACTIONS_OVERDUE
                                   : task == RY_TODAY_BEDS  ? RY_BEDS_MISSING
                                                            : id);
}
