/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps are told by word, sign and date; the one that is now is bold. Sentences say what is waited for.
 */
#include "ry-approval-parts.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "ry-approval.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-speech.h"
#include "ry-wrap-layout.h"

#define QUOTED 24 /* characters of a block that tell which one it is */

static const struct {
  const char *stage;
  const char *label;
  const char *icon;
  const char *day; /* the member that says when */
} steps[] = {
  { "draft", N_ ("Draft minutes"), "document-edit-symbolic", NULL },
  { "circulating", N_ ("In circulation"), "view-refresh-symbolic", "circulated_on" },
  { "approved", N_ ("Approved"), "emblem-ok-symbolic", "approved_on" },
  { "sealed", N_ ("Sealed"), "changes-prevent-symbolic", NULL },
};

static int
find_step (const char *stage)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].stage, stage))
      return (int) i;
  return -1;
}

static char *
format_day (JsonObject *object, const char *member)
{
  const char *day = ry_json_get_string (object, member);

  return day != NULL ? ry_date_format_iso (day, RY_DATE_MONTH_DAY) : NULL;
}

GtkWidget *
ry_approval_wrap_new (void)
{
  return ry_wrap_box_new (8);
}

static GtkWidget *
create_step (guint i, int now, JsonObject *meeting)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean done = (int) i < now || (i == G_N_ELEMENTS (steps) - 1 && (int) i == now), current = (int) i == now;
  g_autofree char *day = steps[i].day != NULL && (int) i <= now ? format_day (meeting, steps[i].day) : NULL;
  g_autofree char *words = g_strjoin (" ", _ (steps[i].label), day, NULL);
  const char *state = done ? _ ("done") : current ? _ ("now") : _ ("to come");
  g_autofree char *spoken = g_strdup_printf ("%s: %s", words, state);
  GtkWidget *label = gtk_label_new (words);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (done ? "object-select-symbolic" : steps[i].icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "ry-chip");
  gtk_widget_add_css_class (box, done ? "ry-good" : current ? "ry-warn" : "ry-2nd");
  ry_speech_set_label (box, spoken);
  return box;
}

/**
 * ry_approval_steps_new:
 * @meeting: content of a meeting
 *
 * Returns: (transfer floating): where its minutes are
 */
GtkWidget *
ry_approval_steps_new (JsonObject *meeting)
{
  GtkWidget *box = ry_wrap_box_new (12);
  int now = find_step (ry_approval_get_stage (meeting));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_box_append (GTK_BOX (box), create_step (i, now, meeting));
  return box;
}

/**
 * ry_approval_card_new:
 * @child: (transfer floating): what is on it
 *
 * Returns: (transfer floating): a card in a list
 */
GtkWidget *
ry_approval_card_new (GtkWidget *child)
{
  GtkWidget *card = adw_bin_new ();

  gtk_widget_set_margin_top (child, 10);
  gtk_widget_set_margin_bottom (child, 10);
  gtk_widget_set_margin_start (child, 12);
  gtk_widget_set_margin_end (child, 12);
  gtk_widget_set_margin_bottom (card, 8);
  gtk_widget_add_css_class (card, "card");
  adw_bin_set_child (ADW_BIN (card), child);
  return card;
}

/**
 * ry_approval_note_row_new:
 * @note: a line of the check list
 *
 * Returns: (transfer floating): its row; named like the block it leads to, and activatable where there is one
 */
GtkWidget *
ry_approval_note_row_new (const RyReleaseNote *note)
{
  static const struct {
    const char *words;
    const char *icon;
  } sorts[] = {
    [RY_NOTE_ITEM] = { N_ ("This item is withheld"), "changes-prevent-symbolic" },
    [RY_NOTE_BLOCK] = { N_ ("This block is withheld"), "changes-prevent-symbolic" },
    [RY_NOTE_NAME] = { N_ ("This name stands in the text"), "dialog-warning-symbolic" },
    [RY_NOTE_WITHHELD] = { N_ ("This text quotes the number of something withheld"), "dialog-warning-symbolic" },
  };
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = g_strjoin (": ", _ (sorts[note->sort].words), note->where, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), note->words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), sorts[note->sort].icon);
  if (note->block != NULL) {
    gtk_widget_set_name (row, note->block);
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  }
  return row;
}

/**
 * ry_approval_state_row_new:
 * @edition: an edition
 * @state: whether it is what was sealed
 * @sentence: the same for a person
 *
 * Returns: (transfer floating): the mark
 */
GtkWidget *
ry_approval_state_row_new (RyDocument *edition, RyEditionState state, const char *sentence)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean sound = state <= RY_EDITION_PAPERS_AWAY;
  const char *digest = ry_document_get_string (edition, "digest");
  g_autofree char *words = digest != NULL ? g_strdup_printf ("SHA-256 %s", digest) : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (words != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), sound ? "changes-prevent-symbolic" : "dialog-warning-symbolic");
  gtk_widget_add_css_class (row, sound ? "ry-good" : "ry-bad");
  return row;
}

/**
 * ry_approval_format_edition:
 * @edition: an edition
 *
 * Returns: (transfer full): which it is, and by whom it was sealed when
 */
char *
ry_approval_format_edition (RyDocument *edition)
{
  gint64 number = ry_json_get_int (ry_document_get_root (edition), "number", 0);
  g_autofree char *day = format_day (ry_document_get_root (edition), "sealed_on");
  const char *who = ry_document_get_string (edition, "sealed_by");
  g_autofree char *title = g_strdup_printf (_ ("Edition %d"), (int) number);
  /* Translators: the day, and who did it. */
  g_autofree char *when = g_strdup_printf (_ ("sealed on %s by %s"), day != NULL ? day : "", who != NULL ? who : "");

  return g_strdup_printf ("%s　%s", title, when);
}

/**
 * ry_approval_quote:
 * @meeting: content of a meeting
 * @block: (nullable): key of a block
 *
 * Returns: (transfer full) (nullable): how its text begins
 */
char *
ry_approval_quote (JsonObject *meeting, const char *block)
{
  JsonObject *found = block != NULL ? ry_meeting_find_block (meeting, block) : NULL;
  const char *text = found != NULL ? ry_json_get_string (found, "text") : NULL;

  if (text == NULL || *text == '\0')
    return NULL;
  if (g_utf8_strlen (text, -1) <= QUOTED)
    return g_strdup (text);
  return g_strdup_printf ("%.*s…", (int) (g_utf8_offset_to_pointer (text, QUOTED) - text), text);
}

static char *
explain_circulation (JsonObject *meeting, guint open_remarks)
{
  g_autofree char *day = format_day (meeting, "remarks_by"), *today = ry_date_dup_today ();
  int left = ry_date_days_between (today, ry_json_get_string (meeting, "remarks_by"));

  if (open_remarks > 0)
    return g_strdup_printf (g_dngettext (NULL, "%u remark waits for an answer. Then the minutes can be approved.",
                                         "%u remarks wait for an answer. Then the minutes can be approved.",
                                         open_remarks),
                            open_remarks);
  if (day == NULL)
    return g_strdup (_ ("The minutes are in circulation, without a day for remarks."));
  if (left >= 0)
    return g_strdup_printf (
        _ ("Remarks are taken until %s: %d days left. Where nobody objects by then, the minutes are "
           "approved."),
        day, left);
  return g_strdup_printf (_ ("The day for remarks, %s, is over, and nothing is open: the minutes can be approved."),
                          day);
}

static char *
explain_seal (JsonObject *meeting, GPtrArray *editions)
{
  if (editions->len > 0 && !ry_edition_is_text_of (g_ptr_array_index (editions, 0), meeting))
    return g_strdup (
        _ ("The minutes differ from the sealed edition: they were changed past the program. The edition below is what "
           "counts; make a correction edition if the change is right."));
  return g_strdup (_ ("The minutes are sealed. To change something, say why and make a correction edition; this one "
                      "stays readable."));
}

/**
 * ry_approval_explain:
 * @meeting: content of a meeting
 * @open_remarks: how many remarks wait
 * @editions: (element-type RyDocument): its editions, the newest first
 *
 * Returns: (transfer full): what is to be done next, or what is waited for
 */
char *
ry_approval_explain (JsonObject *meeting, guint open_remarks, GPtrArray *editions)
{
  const char *stage = ry_approval_get_stage (meeting), *by = ry_json_get_string (meeting, "approved_by");
  gint64 correcting = ry_json_get_int (meeting, "correcting", 0);
  g_autofree char *day = NULL;

  if (g_str_equal (stage, "draft"))
    return correcting > 0 ? g_strdup_printf (_ ("Edition %d is being made. Correct the text, then circulate it again."),
                                             (int) correcting)
                          : g_strdup (_ ("When the text is ready, hand it round to those who attended."));
  if (g_str_equal (stage, "circulating"))
    return explain_circulation (meeting, open_remarks);
  if (g_str_equal (stage, "sealed"))
    return explain_seal (meeting, editions);
  if (!g_str_equal (stage, "approved"))
    return g_strdup (_ ("Nothing is written yet. The way to the seal begins with the first words of the minutes."));
  day = format_day (meeting, "approved_on");
  return g_strdup_printf (_ ("Approved on %s by %s. An edit of the text would take the approval away."),
                          day != NULL ? day : "", by != NULL ? by : "");
}
