/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyTalkRow.
 */
#include "ry-talk-row.h"

#include <glib/gi18n.h>

#include "ry-fill.h"
#include "ry-speech.h"
#include "ry-tooltip.h"

struct _RyTalkRow {
  GtkListBoxRow parent_instance;

  /* Widgets */
  GtkLabel *time;
  GtkLabel *number;
  GtkLabel *name;
  GtkLabel *speaker;
  GtkLabel *source;
  GtkImage *mark;
  GtkLabel *finding;
  GtkWidget *finding_box;
  GtkEditable *minutes;
  GtkLabel *unit;
  GtkLabel *state;
  GtkWidget *handle;

  /* Owned */
  char *key;

  gboolean may_change;
  int shown_minutes;
};

G_DEFINE_FINAL_TYPE (RyTalkRow, ry_talk_row, GTK_TYPE_LIST_BOX_ROW)

enum { MOVED, PLACED, MINUTES_TYPED, REMOVED, DROPPED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* ---- Minutes ---- */

static void
take_minutes (RyTalkRow *self)
{
  g_autofree char *text =
      g_utf8_normalize (gtk_editable_get_text (self->minutes), -1, G_NORMALIZE_ALL); /* full-width digits too */
  guint64 minutes;
  g_autofree char *before = g_strdup_printf ("%d", self->shown_minutes);

  if (!g_ascii_string_to_unsigned (g_strstrip (text), 10, 0, 720, &minutes, NULL)) {
    ry_fill_editable (self->minutes, before);
    return;
  }
  if ((int) minutes == self->shown_minutes)
    return;
  self->shown_minutes = (int) minutes;
  g_signal_emit (self, signals[MINUTES_TYPED], 0, (int) minutes);
}

static void
minutes_focus_cb (RyTalkRow *self)
{
  take_minutes (self);
}

/* ---- Moving ---- */

static gboolean
move_cb (GtkWidget *widget, GVariant *direction, gpointer data)
{
  g_signal_emit (widget, signals[MOVED], 0, g_variant_get_int32 (direction));
  return TRUE;
}

static gboolean
remove_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  RyTalkRow *self = RY_TALK_ROW (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->minutes)))
    return FALSE;
  g_signal_emit (self, signals[REMOVED], 0);
  return TRUE;
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, RyTalkRow *self)
{
  return gdk_content_provider_new_typed (G_TYPE_STRING, self->key);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, RyTalkRow *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 20, 20);
}

static gboolean
is_below (RyTalkRow *self, double y)
{
  return y > gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
}

static void
show_drop (RyTalkRow *self, gboolean shown, double y)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-above");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-below");
  if (shown)
    gtk_widget_add_css_class (GTK_WIDGET (self), is_below (self, y) ? "drop-below" : "drop-above");
}

static GdkDragAction
drag_motion_cb (GtkDropTarget *target, double x, double y, RyTalkRow *self)
{
  show_drop (self, TRUE, y);
  return GDK_ACTION_MOVE;
}

static void
drag_leave_cb (GtkDropTarget *target, RyTalkRow *self)
{
  show_drop (self, FALSE, 0);
}

static gboolean
drop_key_cb (GtkDropTarget *target, const GValue *value, double x, double y, RyTalkRow *self)
{
  show_drop (self, FALSE, 0);
  g_signal_emit (self, signals[PLACED], 0, g_value_get_string (value), is_below (self, y));
  return TRUE;
}

static gboolean
drop_files_cb (GtkDropTarget *target, const GValue *value, double x, double y, RyTalkRow *self)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL)
    return FALSE;
  g_signal_emit (self, signals[DROPPED], 0, files->data, g_slist_length (files));
  return TRUE;
}

static void
add_dragging (RyTalkRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *keys = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE),
                *files = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (keys, "motion", G_CALLBACK (drag_motion_cb), self);
  g_signal_connect (keys, "leave", G_CALLBACK (drag_leave_cb), self);
  g_signal_connect (keys, "drop", G_CALLBACK (drop_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (keys));
  g_signal_connect (files, "drop", G_CALLBACK (drop_files_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (files));
}

static void
add_keys (RyTalkRow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  for (int direction = -1; direction <= 1; direction += 2) {
    GtkShortcut *shortcut =
        gtk_shortcut_new (gtk_keyval_trigger_new (direction < 0 ? GDK_KEY_Up : GDK_KEY_Down, GDK_ALT_MASK),
                          gtk_callback_action_new (move_cb, NULL, NULL));

    gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (direction));
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
  }
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                                                          gtk_callback_action_new (remove_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* ---- The row ---- */

static GtkLabel *
add_label (GtkWidget *box, const char *css, double xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), (float) xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
add_names (RyTalkRow *self, GtkWidget *box)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  self->name = add_label (lines, "heading", 0);
  self->speaker = add_label (lines, "ry-2nd", 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->speaker), "ry-small");
  gtk_box_append (GTK_BOX (box), lines);
}

static void
add_finding (RyTalkRow *self, GtkWidget *box)
{
  self->finding_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  self->mark = GTK_IMAGE (gtk_image_new ());
  gtk_box_append (GTK_BOX (self->finding_box), GTK_WIDGET (self->mark));
  self->finding = add_label (self->finding_box, "ry-small", 0);
  gtk_widget_set_size_request (self->finding_box, 128, -1);
  gtk_box_append (GTK_BOX (box), self->finding_box);
}

static void
add_minutes (RyTalkRow *self, GtkWidget *box)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_add_css_class (entry, "ry-order-minutes");
  gtk_widget_add_css_class (entry, "numeric");
  gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 3);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 3);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  g_object_set (entry, "input-purpose", GTK_INPUT_PURPOSE_DIGITS, NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (minutes_focus_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (minutes_focus_cb), self);
  gtk_widget_add_controller (entry, focus);
  gtk_box_append (GTK_BOX (box), entry);
  self->minutes = GTK_EDITABLE (entry);
  self->unit = add_label (box, NULL, 0);
  gtk_label_set_text (self->unit, _ ("min"));
}

static void
ry_talk_row_finalize (GObject *object)
{
  g_free (RY_TALK_ROW (object)->key);
  G_OBJECT_CLASS (ry_talk_row_parent_class)->finalize (object);
}

static void
ry_talk_row_class_init (RyTalkRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_talk_row_finalize;
  signals[MOVED] =
      g_signal_new ("moved", RY_TYPE_TALK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[PLACED] = g_signal_new ("placed", RY_TYPE_TALK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[MINUTES_TYPED] = g_signal_new ("minutes-typed", RY_TYPE_TALK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT);
  signals[REMOVED] = g_signal_new ("removed", RY_TYPE_TALK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DROPPED] = g_signal_new ("dropped", RY_TYPE_TALK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   G_TYPE_FILE, G_TYPE_UINT);
}

static void
ry_talk_row_init (RyTalkRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_add_css_class (box, "ry-order-row");
  self->time = add_label (box, "ry-order-time", 0);
  gtk_label_set_width_chars (self->time, 5);
  self->number = add_label (box, "ry-2nd", 1);
  gtk_label_set_width_chars (self->number, 2);
  add_names (self, box);
  self->source = add_label (box, "ry-small", 0);
  gtk_widget_set_size_request (GTK_WIDGET (self->source), 116, -1);
  add_finding (self, box);
  add_minutes (self, box);
  self->state = add_label (box, "ry-order-chip", 0.5);
  gtk_widget_set_valign (GTK_WIDGET (self->state), GTK_ALIGN_CENTER);
  self->handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  gtk_widget_set_cursor_from_name (self->handle, "grab");
  ry_tooltip_set (self->handle, _ ("Drag, or Alt+↑ and Alt+↓"));
  gtk_box_append (GTK_BOX (box), self->handle);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  ry_talk_row_set_state (self, NULL);
}

/**
 * ry_talk_row_new:
 * @talk: what it stands for
 * @may_change: whether this person may change it
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ry_talk_row_new (RyTalk *talk, gboolean may_change)
{
  RyTalkRow *self = g_object_new (RY_TYPE_TALK_ROW, NULL);

  self->key = g_strdup (talk->key);
  self->may_change = may_change;
  gtk_widget_set_sensitive (GTK_WIDGET (self->minutes), may_change);
  gtk_widget_set_visible (self->handle, may_change);
  if (may_change) {
    add_dragging (self);
    add_keys (self);
  }
  ry_talk_row_update (self, talk);
  return GTK_WIDGET (self);
}

/**
 * ry_talk_row_update:
 * @self: a row
 * @talk: the same talk as it is now
 *
 * Shows it.
 */
void
ry_talk_row_update (RyTalkRow *self, RyTalk *talk)
{
  g_autofree char *begins = talk->begins >= 0 ? ry_show_format_time (talk->begins) : g_strdup ("");
  g_autofree char *number = talk->number > 0 ? g_strdup_printf ("%u", talk->number) : g_strdup ("");
  g_autofree char *speaker = ry_talk_dup_speaker (talk);
  g_autofree char *minutes = g_strdup_printf ("%d", talk->minutes);
  g_autofree char *spoken = g_strdup_printf (_ ("%s %s %s, %d minutes"), begins, number, talk->name, talk->minutes);
  g_autofree char *field = g_strdup_printf (_ ("Minutes of %s"), talk->name);

  gtk_label_set_text (self->time, begins);
  gtk_label_set_text (self->number, number);
  gtk_label_set_text (self->name, talk->name);
  gtk_label_set_text (self->speaker, speaker);
  gtk_widget_set_visible (GTK_WIDGET (self->speaker), *speaker != '\0');
  if (self->shown_minutes != talk->minutes || *gtk_editable_get_text (self->minutes) == '\0')
    ry_fill_editable (self->minutes, minutes);
  self->shown_minutes = talk->minutes;
  ry_speech_set_label (GTK_WIDGET (self), spoken);
  ry_speech_set_label (GTK_WIDGET (self->minutes), field);
}

/**
 * ry_talk_row_set_narrow:
 * @self: a row
 * @narrow: whether there is little room
 *
 * Leaves out what can be seen elsewhere.
 */
void
ry_talk_row_set_narrow (RyTalkRow *self, gboolean narrow)
{
  gtk_widget_set_visible (GTK_WIDGET (self->source), !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->finding), !narrow);
  gtk_widget_set_size_request (self->finding_box, narrow ? -1 : 128, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->number), !narrow);
  gtk_widget_set_visible (self->handle, self->may_change && !narrow);
}

void
ry_talk_row_set_source (RyTalkRow *self, const char *words)
{
  gtk_label_set_text (self->source, words);
}

/**
 * ry_talk_row_set_finding:
 * @self: a row
 * @words: (nullable): what was found, in few words; %NULL for nothing to be looked at
 * @good: whether that is good
 * @sentence: (nullable): what to do
 *
 * Shows whether its slides can be read, by sign and word.
 */
void
ry_talk_row_set_finding (RyTalkRow *self, const char *words, gboolean good, const char *sentence)
{
  gtk_label_set_text (self->finding, words != NULL ? words : "");
  gtk_image_set_from_icon_name (self->mark, words == NULL ? NULL
                                            : good        ? "object-select-symbolic"
                                                          : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (self->finding_box, "ry-warn");
  if (words != NULL && !good)
    gtk_widget_add_css_class (self->finding_box, "ry-warn");
  ry_tooltip_set (self->finding_box, sentence != NULL ? sentence : words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence != NULL ? sentence
                                  : words != NULL  ? words
                                                   : "",
                                  -1);
}

void
ry_talk_row_set_state (RyTalkRow *self, const char *words)
{
  gtk_label_set_text (self->state, words != NULL ? words : "");
  gtk_widget_set_opacity (GTK_WIDGET (self->state), words != NULL ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->state), words != NULL);
}

const char *
ry_talk_row_get_key (RyTalkRow *self)
{
  return self->key;
}
