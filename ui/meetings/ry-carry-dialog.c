/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A year is planned before anybody knows what will be left open, so a planned meeting takes over when its agenda is
 * looked at. Actions are not asked for here: they stand under their item by themselves.
 */
#include "ry-carry-dialog.h"

#include <glib/gi18n.h>

#include "ry-carry-list.h"
#include "ry-date.h"
#include "ry-json.h"

static GPtrArray *
collect (RyMeetingDraft *draft)
{
  JsonObject *meeting = ry_meeting_draft_get_content (draft);
  g_autofree char *today = ry_date_dup_today ();
  GPtrArray *carried;

  carried = ry_carry_over_collect (ry_meeting_draft_get_workspace (draft), ry_meeting_draft_get_id (draft), meeting,
                                   today, NULL);
  for (guint i = carried != NULL ? carried->len : 0; i > 0; i--)
    if (((RyCarried *) g_ptr_array_index (carried, i - 1))->kind == RY_CARRY_ACTION)
      g_ptr_array_remove_index (carried, i - 1);
  return carried;
}

static void
changed_cb (RyCarryList *list, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "take", ry_carry_list_is_settled (list));
}

static void
response_cb (GtkWidget *dialog, const char *response, RyMeetingDraft *draft)
{
  RyCarryList *list = RY_CARRY_LIST (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog)));

  if (!g_str_equal (response, "take"))
    return;
  ry_carry_over_apply (ry_carry_list_get_carried (list), ry_meeting_draft_begin (draft));
  ry_meeting_draft_end (draft, _ ("Carried over into the agenda"));
}

/**
 * ry_carry_dialog_count:
 * @draft: an open meeting
 *
 * Returns: how much could be carried over into it; 0 once its notice is past or its minutes are begun
 */
guint
ry_carry_dialog_count (RyMeetingDraft *draft)
{
  const char *stage = ry_json_get_string (ry_meeting_draft_get_content (draft), "stage");
  g_autoptr (GPtrArray) carried = NULL;

  if ((g_strcmp0 (stage, "planned") != 0 && g_strcmp0 (stage, "noticed") != 0) || ry_meeting_draft_get_sealed (draft))
    return 0;
  carried = collect (draft);
  return carried != NULL ? carried->len : 0;
}

/**
 * ry_carry_dialog_new:
 * @parent: the window it belongs to
 * @draft: an open meeting
 *
 * Returns: (transfer none): the dialogue, not yet shown
 */
GtkWindow *
ry_carry_dialog_new (GtkWindow *parent, RyMeetingDraft *draft)
{
  GtkWidget *dialog =
      adw_message_dialog_new (parent, _ ("Carry Over"),
                              _ ("What is ticked goes on the agenda. What is not needs a reason, which is kept."));
  GtkWidget *list = ry_carry_list_new ();
  GPtrArray *carried = collect (draft);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "take", _ ("Carry _Over"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "take", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "take");
  if (carried != NULL)
    ry_carry_list_set_carried (RY_CARRY_LIST (list), carried);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), list);
  g_signal_connect (list, "changed", G_CALLBACK (changed_cb), dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), draft, 0);
  return GTK_WINDOW (dialog);
}
