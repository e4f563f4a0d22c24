/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words before signs: an icon never stands alone.
 */
#include "ry-reply-words.h"

#include <glib/gi18n.h>

#include "ry-json.h"
#include "ry-reply.h"

static const struct {
  const char *status;
  const char *label;
  const char *icon_name;
} states[] = {
  { "unanswered", NC_ ("answer", "No answer"), "radio-symbolic" },
  { "venue", NC_ ("answer", "Attends"), "object-select-symbolic" },
  { "absent", NC_ ("answer", "Absent"), "window-close-symbolic" },
  { "proxy", NC_ ("answer", "Proxy"), "system-switch-user-symbolic" },
  { "web", NC_ ("answer", "Online"), "video-display-symbolic" },
  { "written", NC_ ("answer", "In writing"), "document-edit-symbolic" },
};

static const struct {
  const char *channel;
  const char *label;
} channels[] = {
  { "fax", NC_ ("channel", "FAX") },
  { "mail", NC_ ("channel", "E-mail") },
  { "post", NC_ ("channel", "Post") },
  { "phone", NC_ ("channel", "Telephone") },
};

static guint
find_state (const char *status)
{
  for (guint i = 1; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].status, status) == 0)
      return i;
  return 0;
}

const char *
ry_reply_words_get_label (const char *status)
{
  return g_dpgettext2 (NULL, "answer", states[find_state (status)].label);
}

const char *
ry_reply_words_get_icon_name (const char *status)
{
  return states[find_state (status)].icon_name;
}

/**
 * ry_reply_words_get_nth:
 * @n: 1 to %RY_N_REPLY_ANSWERS
 *
 * Returns: the answer that the key @n gives
 */
const char *
ry_reply_words_get_nth (guint n)
{
  return states[n].status;
}

/**
 * ry_reply_words_get_channel_label:
 * @channel: code of a channel
 *
 * Returns: its word
 */
const char *
ry_reply_words_get_channel_label (const char *channel)
{
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (g_strcmp0 (channels[i].channel, channel) == 0)
      return g_dpgettext2 (NULL, "channel", channels[i].label);
  return channel;
}

/**
 * ry_reply_words_chip_new:
 * @status: code of attendance
 *
 * Returns: (transfer floating): icon and word on a pill
 */
GtkWidget *
ry_reply_words_chip_new (const char *status)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_box_append (GTK_BOX (chip), gtk_image_new_from_icon_name (ry_reply_words_get_icon_name (status)));
  gtk_box_append (GTK_BOX (chip), gtk_label_new (ry_reply_words_get_label (status)));
  gtk_widget_add_css_class (chip, "ry-chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  return chip;
}

/**
 * ry_key_cap_new:
 * @key: what stands on the key
 *
 * Returns: (transfer floating): a key as it stands beside what it does; spoken with that, not by itself
 */
GtkWidget *
ry_key_cap_new (const char *key)
{
  GtkWidget *cap = gtk_label_new (key);

  gtk_widget_add_css_class (cap, "ry-keycap");
  gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
  return cap;
}

/**
 * ry_reply_words_describe_channels:
 * @attendees: (element-type RyAttendee): people
 *
 * Returns: (transfer full): how many are reached by each channel: FAX 11・メール 5・郵送 3
 */
char *
ry_reply_words_describe_channels (GPtrArray *attendees)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++) {
    guint n = ry_reply_count_channel (attendees, channels[i].channel);

    if (n > 0)
      g_string_append_printf (words, "%s%s %u", words->len > 0 ? "・" : "",
                              ry_reply_words_get_channel_label (channels[i].channel), n);
  }
  return g_string_free (words, FALSE);
}

/**
 * ry_reply_words_describe_quorum:
 * @count: a quorum as it stands
 *
 * Returns: (transfer full): what it comes to, in words
 */
char *
ry_reply_words_describe_quorum (const RyQuorumCount *count)
{
  if (count->state == RY_QUORUM_NOT_SET)
    return g_strdup_printf (_ ("%u of %u present"), count->present, count->of);
  if (count->by_organisations && count->state == RY_QUORUM_REACHED)
    return g_strdup_printf (_ ("Quorum of %u hospitals reached (%u of %u)"), count->needed, count->present, count->of);
  if (count->by_organisations)
    return g_strdup_printf (_ ("%u hospitals short of the quorum of %u (%u of %u)"), count->needed - count->present,
                            count->needed, count->present, count->of);
  if (count->state == RY_QUORUM_REACHED)
    return g_strdup_printf (_ ("Quorum of %u reached (%u of %u)"), count->needed, count->present, count->of);
  return g_strdup_printf (_ ("%u short of the quorum of %u (%u of %u)"), count->needed - count->present, count->needed,
                          count->present, count->of);
}

/**
 * ry_reply_words_is_of_hospitals:
 * @workspace: where the council is
 * @meeting: content of a meeting
 *
 * Returns: whether its council counts hospitals, so that figures are best read by hospital
 */
gboolean
ry_reply_words_is_of_hospitals (RyWorkspace *workspace, JsonObject *meeting)
{
  const char *id = ry_json_get_string (meeting, "council");
  g_autoptr (RyDocument) council = id != NULL ? ry_workspace_get (workspace, id, NULL) : NULL;

  return council != NULL && g_strcmp0 (ry_document_get_string (council, "quorum_by"), "organisations") == 0;
}
