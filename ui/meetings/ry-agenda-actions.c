/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An action that is ticked here is done: its document is changed, not the meeting's, so that it is closed on every list
 * at once; the toast takes it back. Actions given at this very meeting are not gone through at it. On the day of the
 * meeting the list is open; before it, a line says how many there are, so that the agenda stays in sight.
 */
#include "ry-agenda-actions.h"

#include <glib/gi18n.h>

#include "ry-carry-over.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-speech.h"
#include "ry-window.h"

struct _RyAgendaActions {
  GtkBox parent_instance;

  /* Widgets */
  GtkWidget *expander;
  GtkWidget *list;

  /* Owned */
  RyMeetingDraft *draft;
  char *shown; /* what is on the screen, as text */

  guint idle;
};

G_DEFINE_FINAL_TYPE (RyAgendaActions, ry_agenda_actions, GTK_TYPE_BOX)

static void
done_cb (GtkCheckButton *check, RyAgendaActions *self)
{
  RyDocument *action = g_object_get_data (G_OBJECT (check), "action");
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GPtrArray *edits;
  JsonObject *content;
  g_autofree char *message = NULL, *today = NULL;
  GDate day;

  if (!gtk_check_button_get_active (check) || !RY_IS_WINDOW (root))
    return;
  ry_date_today (&day);
  today = ry_date_format (&day, RY_DATE_ISO);
  content = ry_document_dup_root (action);
  json_object_set_string_member (content, "status", "done");
  json_object_set_string_member (content, "done_on", today);
  edits = ry_edits_new_with (ry_edit_new (ry_document_get_id (action), action, content), NULL);
  message = g_strdup_printf (_ ("Closed: %s"), ry_document_get_string (action, "text"));
  gtk_widget_set_sensitive (GTK_WIDGET (check), FALSE);
  ry_window_commit (RY_WINDOW (root), edits, message);
}

static const char *
get_state_word (RyDocument *action)
{
  const char *status = ry_document_get_string (action, "status");

  if (g_strcmp0 (status, "doing") == 0)
    return _ ("In progress");
  return g_strcmp0 (status, "hold") == 0 ? _ ("On hold") : NULL;
}

static char *
describe (RyDocument *action, const char *today, gboolean *late)
{
  const char *owner = ry_document_get_string (action, "owner_name");
  const char *due = ry_document_get_string (action, "due");
  const char *state = get_state_word (action);
  g_autofree char *day = due != NULL ? ry_date_format_iso (due, RY_DATE_SHORT) : NULL;
  g_autofree char *by = day != NULL ? g_strdup_printf (_ ("by %s"), day) : NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  *late = due != NULL && g_strcmp0 (due, today) < 0;
  if (owner != NULL)
    g_ptr_array_add (parts, (gpointer) owner);
  if (by != NULL)
    g_ptr_array_add (parts, by);
  if (state != NULL)
    g_ptr_array_add (parts, (gpointer) state);
  if (*late)
    g_ptr_array_add (parts, (gpointer) _ ("late"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("・", (char **) parts->pdata);
}

static GtkWidget *
create_check (RyAgendaActions *self, RyDocument *action, const char *today)
{
  const char *text = ry_document_get_string (action, "text");
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *what = gtk_label_new (text);
  gboolean late = FALSE;
  g_autofree char *about = describe (action, today, &late);
  GtkWidget *who = gtk_label_new (about);
  g_autofree char *spoken = g_strdup_printf (_ ("Close the action %s (%s)"), text, about);
  GtkWidget *labels[] = { what, who };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
    gtk_label_set_wrap (GTK_LABEL (labels[i]), TRUE);
    gtk_label_set_max_width_chars (GTK_LABEL (labels[i]), 18);
    gtk_widget_add_css_class (labels[i], i == 0 ? "ry-small" : "ry-tiny");
    gtk_box_append (GTK_BOX (words), labels[i]);
  }
  gtk_widget_add_css_class (who, late ? "ry-bad" : "ry-2nd");
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), words);
  g_object_set_data_full (G_OBJECT (check), "action", ry_document_ref (action), (GDestroyNotify) ry_document_unref);
  gtk_widget_set_sensitive (check, ry_workspace_offers (ry_meeting_draft_get_workspace (self->draft), RY_VERB_EDIT,
                                                        "action", action, NULL));
  ry_speech_set_label (check, spoken);
  g_signal_connect (check, "toggled", G_CALLBACK (done_cb), self);
  return check;
}

static GPtrArray *
list_actions (RyAgendaActions *self)
{
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);
  GPtrArray *actions = ry_carry_over_list_actions (ry_meeting_draft_get_workspace (self->draft), meeting, NULL);

  for (guint i = actions != NULL ? actions->len : 0; i > 0; i--)
    if (g_strcmp0 (ry_document_get_string (g_ptr_array_index (actions, i - 1), "meeting"),
                   ry_meeting_draft_get_id (self->draft)) == 0)
      g_ptr_array_remove_index (actions, i - 1);
  return actions;
}

static void
show_count (RyAgendaActions *self, GPtrArray *actions, const char *today)
{
  g_autofree char *label = NULL;
  guint n = actions != NULL ? actions->len : 0, late = 0;

  for (guint i = 0; i < n; i++) {
    const char *due = ry_document_get_string (g_ptr_array_index (actions, i), "due");

    late += due != NULL && g_strcmp0 (due, today) < 0;
  }
  label = late > 0 ? g_strdup_printf (_ ("%u open, %u late"), n, late) : g_strdup_printf (_ ("%u open"), n);
  gtk_expander_set_label (GTK_EXPANDER (self->expander), label);
  ry_speech_set_label (self->expander, label);
}

static gboolean
sync_idle_cb (gpointer data)
{
  RyAgendaActions *self = data;

  self->idle = 0;
  ry_agenda_actions_sync (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyAgendaActions *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (sync_idle_cb, self);
}

static gboolean
is_today (RyMeetingDraft *draft)
{
  const char *date = ry_json_get_string (ry_meeting_draft_get_content (draft), "date");
  g_autofree char *today = ry_date_dup_today ();

  return g_strcmp0 (date, today) == 0;
}

static void
ry_agenda_actions_dispose (GObject *object)
{
  RyAgendaActions *self = RY_AGENDA_ACTIONS (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (ry_agenda_actions_parent_class)->dispose (object);
}

static void
ry_agenda_actions_class_init (RyAgendaActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_agenda_actions_dispose;
}

static void
ry_agenda_actions_init (RyAgendaActions *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-agenda-actions");
  self->expander = gtk_expander_new (NULL);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_expander_set_child (GTK_EXPANDER (self->expander), self->list);
  gtk_box_append (GTK_BOX (self), self->expander);
}

/**
 * ry_agenda_actions_new:
 * @draft: the open meeting
 *
 * Returns: (transfer floating): its list of open actions; it follows the store
 */
GtkWidget *
ry_agenda_actions_new (RyMeetingDraft *draft)
{
  RyAgendaActions *self = g_object_new (RY_TYPE_AGENDA_ACTIONS, NULL);

  self->draft = g_object_ref (draft);
  g_signal_connect_object (ry_meeting_draft_get_workspace (draft), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), is_today (draft));
  ry_agenda_actions_sync (self);
  return GTK_WIDGET (self);
}

/**
 * ry_agenda_actions_sync:
 * @self: a list
 *
 * Looks up what is open now; the list is made again only when that has changed.
 */
void
ry_agenda_actions_sync (RyAgendaActions *self)
{
  g_autoptr (GPtrArray) actions = list_actions (self);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *today = NULL;
  GtkWidget *child;

  for (guint i = 0; actions != NULL && i < actions->len; i++)
    g_string_append_printf (text, "%s %s\n", ry_document_get_id (actions->pdata[i]),
                            ry_document_get_rev (actions->pdata[i]));
  if (g_strcmp0 (text->str, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (text->str);
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  today = ry_date_dup_today ();
  for (guint i = 0; actions != NULL && i < actions->len; i++)
    gtk_box_append (GTK_BOX (self->list), create_check (self, g_ptr_array_index (actions, i), today));
  show_count (self, actions, today);
  gtk_widget_set_visible (GTK_WIDGET (self), actions != NULL && actions->len > 0);
}
