/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fields for editing are made when they are first asked for. While they are open they are the truth: what
 * arrives from elsewhere is shown in those that do not have the focus.
 */
#include "ry-agenda-row.h"

#include <glib/gi18n.h>

#include "ry-agenda-actions.h"
#include "ry-agenda-marks.h"
#include "ry-fill.h"
#include "ry-icon-button.h"
#include "ry-json.h"
#include "ry-meeting-labels.h"
#include "ry-meeting.h"
#include "ry-speech.h"
#include "ry-thread.h"
#include "ry-tooltip.h"

struct _RyAgendaRow {
  GtkListBoxRow parent_instance;

  /* Widgets */
  GtkWidget *column;
  GtkWidget *shown;
  GtkWidget *number;
  GtkWidget *title;
  GtkWidget *presenter;
  GtkWidget *life;
  GtkWidget *minutes;
  GtkWidget *edit;
  GtkWidget *actions; /* NULL but under the item that goes through them */
  GtkWidget *fields;
  GtkWidget *title_entry;
  GtkWidget *presenter_entry;
  GtkWidget *minutes_spin;
  GtkWidget *numbered_check;
  GtkWidget *marks;

  /* Owned */
  RyMeetingDraft *draft;
  char *key;
  char *followed; /* the thread whose life is shown, and when the meeting was saved */

  gboolean setting;
};

G_DEFINE_FINAL_TYPE (RyAgendaRow, ry_agenda_row, GTK_TYPE_LIST_BOX_ROW)

enum { COMMAND, N_SIGNALS };

static guint signals[N_SIGNALS];

static JsonObject *
get_content (RyAgendaRow *self)
{
  return ry_meeting_find_item (ry_meeting_draft_get_content (self->draft), self->key);
}

static void
set_entry (GtkWidget *entry, const char *text)
{
  GtkWidget *delegate = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry)));

  if (!gtk_widget_has_focus (delegate) && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), text) != 0)
    ry_fill_editable (GTK_EDITABLE (entry), text);
}

static void
title_changed_cb (RyAgendaRow *self)
{
  if (!self->setting)
    ry_meeting_draft_set_text (self->draft, "agenda", self->key, "title",
                               gtk_editable_get_text (GTK_EDITABLE (self->title_entry)));
}

static void
presenter_changed_cb (RyAgendaRow *self)
{
  if (!self->setting)
    ry_meeting_draft_set_text (self->draft, "agenda", self->key, "presenter",
                               gtk_editable_get_text (GTK_EDITABLE (self->presenter_entry)));
}

static void
minutes_changed_cb (RyAgendaRow *self)
{
  JsonObject *item = get_content (self);
  int minutes = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->minutes_spin));

  if (self->setting || item == NULL || ry_json_get_int (item, "minutes", 0) == minutes)
    return;
  ry_meeting_draft_begin (self->draft);
  json_object_set_int_member (item, "minutes", minutes);
  ry_meeting_draft_end (self->draft, NULL);
}

static void
numbered_toggled_cb (RyAgendaRow *self)
{
  JsonObject *item = get_content (self);
  gboolean numbered = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->numbered_check));

  if (self->setting || item == NULL || ry_json_get_boolean (item, "numbered", TRUE) == numbered)
    return;
  ry_meeting_draft_begin (self->draft);
  json_object_set_boolean_member (item, "numbered", numbered);
  ry_meeting_draft_end (self->draft, NULL);
}

static void
close_cb (RyAgendaRow *self)
{
  ry_agenda_row_set_editing (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
edit_clicked_cb (RyAgendaRow *self)
{
  ry_agenda_row_set_editing (self, TRUE);
}

static void
command_clicked_cb (GtkButton *button, gpointer data)
{
  g_signal_emit (data, signals[COMMAND], 0, gtk_widget_get_name (GTK_WIDGET (button)));
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  RyAgendaRow *self = RY_AGENDA_ROW (widget);

  if (!ry_agenda_row_get_editing (self))
    return FALSE;
  close_cb (self);
  return TRUE;
}

static void
append_commands (RyAgendaRow *self, GtkWidget *box)
{
  static const struct {
    const char *word;
    const char *icon;
    const char *label;
  } commands[] = {
    { "up", "go-up-symbolic", N_ ("Move up") },
    { "down", "go-down-symbolic", N_ ("Move down") },
    { "outdent", "format-indent-less-symbolic", N_ ("Move out one level") },
    { "indent", "format-indent-more-symbolic", N_ ("Move in one level") },
    { "papers", "mail-attachment-symbolic", N_ ("Add papers…") },
    { "delete", "user-trash-symbolic", N_ ("Delete item") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    GtkWidget *button = ry_icon_button_new (commands[i].icon, _ (commands[i].label));

    gtk_widget_set_name (button, commands[i].word);
    g_signal_connect (button, "clicked", G_CALLBACK (command_clicked_cb), self);
    gtk_box_append (GTK_BOX (box), button);
  }
}

static GtkWidget *
create_entry (const char *label)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  ry_speech_set_label (entry, label);
  return entry;
}

static void
build_fields (RyAgendaRow *self)
{
  GtkWidget *times = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *commands = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->fields = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->title_entry = create_entry (_ ("Name of the item"));
  self->presenter_entry = create_entry (_ ("Presenter"));
  self->minutes_spin = gtk_spin_button_new_with_range (0, 600, 5);
  self->numbered_check = gtk_check_button_new_with_label (_ ("Numbered"));
  ry_speech_set_label (self->minutes_spin, _ ("Minutes planned"));
  gtk_box_append (GTK_BOX (times), self->minutes_spin);
  gtk_box_append (GTK_BOX (times), gtk_label_new (_ ("min")));
  gtk_box_append (GTK_BOX (times), self->numbered_check);
  append_commands (self, commands);
  gtk_box_append (GTK_BOX (self->fields), self->title_entry);
  gtk_box_append (GTK_BOX (self->fields), self->presenter_entry);
  gtk_box_append (GTK_BOX (self->fields), times);
  self->marks = ry_agenda_marks_new (self->draft, self->key);
  gtk_box_append (GTK_BOX (self->fields), self->marks);
  gtk_box_append (GTK_BOX (self->fields), commands);
  gtk_box_insert_child_after (GTK_BOX (self->column), self->fields, self->shown);

  g_signal_connect_swapped (self->title_entry, "changed", G_CALLBACK (title_changed_cb), self);
  g_signal_connect_swapped (self->title_entry, "activate", G_CALLBACK (close_cb), self);
  g_signal_connect_swapped (self->presenter_entry, "changed", G_CALLBACK (presenter_changed_cb), self);
  g_signal_connect_swapped (self->presenter_entry, "activate", G_CALLBACK (close_cb), self);
  g_signal_connect_swapped (self->minutes_spin, "value-changed", G_CALLBACK (minutes_changed_cb), self);
  g_signal_connect_swapped (self->numbered_check, "toggled", G_CALLBACK (numbered_toggled_cb), self);
}

static void
sync_fields (RyAgendaRow *self, JsonObject *item)
{
  self->setting = TRUE;
  set_entry (self->title_entry, ry_json_get_string (item, "title"));
  set_entry (self->presenter_entry, ry_json_get_string (item, "presenter"));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->minutes_spin), (double) ry_json_get_int (item, "minutes", 0));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->numbered_check), ry_json_get_boolean (item, "numbered", TRUE));
  self->setting = FALSE;
  ry_agenda_marks_sync (RY_AGENDA_MARKS (self->marks));
}

static void
build_shown (RyAgendaRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->shown = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->number = gtk_label_new (NULL);
  self->title = gtk_label_new (NULL);
  self->presenter = gtk_label_new (NULL);
  self->life = gtk_label_new (NULL);
  self->minutes = gtk_label_new (NULL);
  self->edit = gtk_button_new_from_icon_name ("document-edit-symbolic");
  gtk_label_set_xalign (GTK_LABEL (self->number), 0);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_xalign (GTK_LABEL (self->presenter), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (self->presenter), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->life), 0);
  gtk_label_set_wrap (GTK_LABEL (self->life), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->life), 18);
  gtk_widget_add_css_class (self->life, "ry-2nd");
  gtk_widget_add_css_class (self->life, "ry-tiny");
  gtk_widget_set_visible (self->life, FALSE);
  gtk_label_set_width_chars (GTK_LABEL (self->number), 3);
  gtk_widget_set_valign (self->number, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->edit, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->edit, "flat");
  gtk_widget_add_css_class (self->edit, "ry-row-button");
  ry_tooltip_set (self->edit, _ ("Edit item (F2)"));
  ry_speech_set_label (self->edit, _ ("Edit item (F2)"));
  for (int i = 0; i < 3; i++) {
    GtkWidget *labels[] = { self->number, self->presenter, self->minutes };

    gtk_widget_add_css_class (labels[i], "ry-2nd");
    gtk_widget_add_css_class (labels[i], i == 0 ? "numeric" : "ry-small");
  }
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->presenter);
  gtk_box_append (GTK_BOX (words), self->life);
  gtk_box_append (GTK_BOX (self->shown), self->number);
  gtk_box_append (GTK_BOX (self->shown), words);
  gtk_box_append (GTK_BOX (self->shown), self->minutes);
  gtk_box_append (GTK_BOX (self->shown), self->edit);
  gtk_box_append (GTK_BOX (self->column), self->shown);
  g_signal_connect_swapped (self->edit, "clicked", G_CALLBACK (edit_clicked_cb), self);
}

/* Only the chosen item carries its pencil, so that titles have the room. */
static void
update_edit_button (RyAgendaRow *self)
{
  gtk_widget_set_visible (self->edit, gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (self)) &&
                                          !ry_meeting_draft_get_sealed (self->draft));
}

static void
ry_agenda_row_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  GTK_WIDGET_CLASS (ry_agenda_row_parent_class)->state_flags_changed (widget, previous);
  if (RY_AGENDA_ROW (widget)->draft != NULL)
    update_edit_button (RY_AGENDA_ROW (widget));
}

static void
ry_agenda_row_dispose (GObject *object)
{
  g_clear_object (&RY_AGENDA_ROW (object)->draft);
  G_OBJECT_CLASS (ry_agenda_row_parent_class)->dispose (object);
}

static void
ry_agenda_row_finalize (GObject *object)
{
  g_free (RY_AGENDA_ROW (object)->key);
  g_free (RY_AGENDA_ROW (object)->followed);
  G_OBJECT_CLASS (ry_agenda_row_parent_class)->finalize (object);
}

static void
ry_agenda_row_class_init (RyAgendaRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_agenda_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_agenda_row_finalize;
  GTK_WIDGET_CLASS (klass)->state_flags_changed = ry_agenda_row_state_flags_changed;

  signals[COMMAND] = g_signal_new ("command", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
ry_agenda_row_init (RyAgendaRow *self)
{
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->column);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-agenda-row");
  build_shown (self);
}

/**
 * ry_agenda_describe_item:
 * @meeting: content of a meeting
 * @item: an item of its agenda
 *
 * Returns: (transfer full): who presents it, how long, with which papers by the numbers they are printed with; empty
 * where nothing is known
 */
char *
ry_agenda_describe_item (JsonObject *meeting, JsonObject *item)
{
  const char *presenter = ry_json_get_string (item, "presenter");
  gint64 minutes = ry_json_get_int (item, "minutes", 0);
  g_autoptr (GPtrArray) labels = ry_meeting_label_papers (meeting);
  GString *text = g_string_new (NULL);

  if (presenter != NULL && *presenter != '\0')
    g_string_append_printf (text, _ ("Presented by %s"), presenter);
  if (minutes > 0) {
    g_string_append (text, text->len > 0 ? "　" : "");
    g_string_append_printf (text, _ ("%d min"), (int) minutes);
  }
  for (guint i = 0; i < labels->len; i++) {
    const RyPaperLabel *label = g_ptr_array_index (labels, i);

    if (g_strcmp0 (label->item, ry_json_get_string (item, "key")) == 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "・" : "", label->label);
  }
  return g_string_free (text, FALSE);
}

/**
 * ry_agenda_row_new:
 * @draft: the open meeting
 * @key: key of the item
 *
 * Returns: (transfer floating): a row; give it its number with ry_agenda_row_sync()
 */
GtkWidget *
ry_agenda_row_new (RyMeetingDraft *draft, const char *key)
{
  RyAgendaRow *self = g_object_new (RY_TYPE_AGENDA_ROW, NULL);

  self->draft = g_object_ref (draft);
  self->key = g_strdup (key);
  return GTK_WIDGET (self);
}

/**
 * ry_agenda_row_get_key:
 * @self: a row
 *
 * Returns: key of its item
 */
const char *
ry_agenda_row_get_key (RyAgendaRow *self)
{
  return self->key;
}

/* Who presents it, its papers, and what became of it. */
static char *
describe_facts (RyAgendaRow *self, JsonObject *item, GPtrArray *labels)
{
  const char *presenter = ry_json_get_string (item, "presenter");
  const char *outcome =
      ry_agenda_get_outcome_word (ry_thread_get_outcome (ry_meeting_draft_get_content (self->draft), item));
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (outcome != NULL)
    g_ptr_array_add (parts, (gpointer) outcome);
  if (presenter != NULL && *presenter != '\0')
    g_ptr_array_add (parts, (gpointer) presenter);
  for (guint i = 0; i < labels->len; i++) {
    const RyPaperLabel *label = g_ptr_array_index (labels, i);

    if (g_strcmp0 (label->item, self->key) == 0)
      g_ptr_array_add (parts, label->label);
  }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("・", (char **) parts->pdata);
}

/* The life of a matter that came up before, looked up once for each time that the meeting was saved. */
static void
sync_life (RyAgendaRow *self, JsonObject *item)
{
  const char *thread = ry_json_get_string (item, "thread");
  g_autofree char *followed = g_strdup_printf ("%s %" G_GINT64_FORMAT, thread != NULL ? thread : "",
                                               ry_meeting_draft_get_saved_at (self->draft));
  g_autoptr (GPtrArray) steps = NULL;
  g_autofree char *life = NULL;

  if (g_strcmp0 (followed, self->followed) == 0)
    return;
  g_free (self->followed);
  self->followed = g_steal_pointer (&followed);
  if (thread != NULL)
    steps = ry_thread_find (ry_meeting_draft_get_workspace (self->draft), thread, NULL);
  if (steps != NULL && steps->len > 1)
    life = ry_thread_format (steps);
  gtk_label_set_label (GTK_LABEL (self->life), life != NULL ? life : "");
  gtk_widget_set_visible (self->life, life != NULL);
}

static void
sync_actions (RyAgendaRow *self, JsonObject *item)
{
  gboolean wanted =
      g_strcmp0 (ry_json_get_string (item, "section"), "actions") == 0 && !ry_meeting_draft_get_sealed (self->draft);

  if (!wanted && self->actions != NULL)
    gtk_widget_set_visible (self->actions, FALSE);
  else if (wanted && self->actions == NULL) {
    self->actions = ry_agenda_actions_new (self->draft);
    gtk_box_append (GTK_BOX (self->column), self->actions);
  } else if (wanted)
    ry_agenda_actions_sync (RY_AGENDA_ACTIONS (self->actions));
}

/**
 * ry_agenda_row_sync:
 * @self: a row
 * @number: its number in the agenda, empty for an item without
 * @labels: (element-type RyPaperLabel): the labels of the meeting's papers
 *
 * Shows what the draft holds now.
 */
void
ry_agenda_row_sync (RyAgendaRow *self, const char *number, GPtrArray *labels)
{
  JsonObject *item = get_content (self);
  const char *title = item != NULL ? ry_json_get_string (item, "title") : NULL;
  g_autofree char *facts = item != NULL ? describe_facts (self, item, labels) : NULL;
  int minutes = item != NULL ? (int) ry_json_get_int (item, "minutes", 0) : 0;
  int level = item != NULL ? (int) CLAMP (ry_json_get_int (item, "level", 1), 1, RY_AGENDA_LEVELS) : 1;
  g_autofree char *time = minutes > 0 ? g_strdup_printf (_ ("%d min"), minutes) : g_strdup ("");
  g_autofree char *spoken = NULL;
  const char *life;

  if (item == NULL)
    return;
  if (title == NULL || *title == '\0')
    title = _ ("(no title)");
  sync_life (self, item);
  sync_actions (self, item);
  life = gtk_label_get_label (GTK_LABEL (self->life));
  spoken = g_strjoin (" ", number, title, facts, time, *life != '\0' ? life : NULL, NULL);
  gtk_label_set_label (GTK_LABEL (self->number), number);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->presenter), facts);
  gtk_widget_set_visible (self->presenter, *facts != '\0');
  gtk_label_set_label (GTK_LABEL (self->minutes), time);
  gtk_widget_set_margin_start (self->number, (level - 1) * 16);
  update_edit_button (self);
  ry_speech_set_label (GTK_WIDGET (self), spoken);
  if (self->fields != NULL)
    sync_fields (self, item);
}

/**
 * ry_agenda_row_set_editing:
 * @self: a row
 * @editing: whether its fields are open
 */
void
ry_agenda_row_set_editing (RyAgendaRow *self, gboolean editing)
{
  JsonObject *item = get_content (self);

  if (editing && (item == NULL || ry_meeting_draft_get_sealed (self->draft)))
    return;
  if (editing && self->fields == NULL)
    build_fields (self);
  if (self->fields != NULL)
    gtk_widget_set_visible (self->fields, editing);
  gtk_widget_set_visible (self->shown, !editing);
  if (!editing) {
    ry_meeting_draft_flush (self->draft);
    return;
  }
  sync_fields (self, item);
  gtk_widget_grab_focus (self->title_entry);
}

/**
 * ry_agenda_row_get_editing:
 * @self: a row
 *
 * Returns: whether its fields are open
 */
gboolean
ry_agenda_row_get_editing (RyAgendaRow *self)
{
  return self->fields != NULL && gtk_widget_get_visible (self->fields);
}
