/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An agenda has ten items or thirty: a plain list box, rows kept by key. Enter opens the minutes of an item, F2 its
 * fields, Alt+↑↓ moves it, Ctrl+→← moves it in and out, Delete takes it away (and a toast brings it back). A row can be
 * dragged beside another, and files dropped on it become its papers.
 */
#include "ry-agenda-pane.h"

#include <glib/gi18n.h>

#include "ry-agenda-row.h"
#include "ry-carry-dialog.h"
#include "ry-json.h"
#include "ry-meeting-labels.h"
#include "ry-meeting.h"
#include "ry-speech.h"

struct _RyAgendaPane {
  GtkBox parent_instance;

  /* Template widgets */
  GtkListBox *list;
  GtkWidget *add;
  GtkButton *carry;
  GtkWidget *total;
  GtkWidget *balance;

  /* Owned */
  RyMeetingDraft *draft;
  GHashTable *rows;

  guint n_items; /* when it was last looked up what can be carried over */
  gboolean selecting;
};

G_DEFINE_FINAL_TYPE (RyAgendaPane, ry_agenda_pane, GTK_TYPE_BOX)

enum { ITEM_SELECTED, ITEM_ACTIVATED, PAPERS_WANTED, PAPERS_DROPPED, PRINTED, N_SIGNALS };

static guint signals[N_SIGNALS];

static RyAgendaRow *
get_selected (RyAgendaPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? RY_AGENDA_ROW (row) : NULL;
}

static void
close_fields (RyAgendaPane *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (ry_agenda_row_get_editing (row))
      ry_agenda_row_set_editing (row, FALSE);
}

static void
edit_item (RyAgendaPane *self, const char *key)
{
  RyAgendaRow *row = key != NULL ? g_hash_table_lookup (self->rows, key) : NULL;

  close_fields (self);
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  ry_agenda_row_set_editing (row, TRUE);
}

static void
delete_item (RyAgendaPane *self, const char *key)
{
  RyAgendaRow *row = g_hash_table_lookup (self->rows, key);
  int position = row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : 0;
  GtkListBoxRow *next;

  if (!ry_meeting_remove_item (ry_meeting_draft_begin (self->draft), key))
    return;
  ry_meeting_draft_end (self->draft, _ ("Item deleted with its minutes"));
  next = gtk_list_box_get_row_at_index (self->list, position);
  if (next == NULL && position > 0)
    next = gtk_list_box_get_row_at_index (self->list, position - 1);
  if (next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (next));
}

static void
do_command (RyAgendaPane *self, const char *of, const char *word)
{
  g_autofree char *key = g_strdup (of);
  RyAgendaRow *row = g_hash_table_lookup (self->rows, key);
  gboolean editing = row != NULL && ry_agenda_row_get_editing (row);
  gboolean done;
  JsonObject *meeting;

  if (row == NULL || ry_meeting_draft_get_sealed (self->draft))
    return;
  if (g_str_equal (word, "papers")) {
    g_signal_emit (self, signals[PAPERS_WANTED], 0, key);
    return;
  }
  if (g_str_equal (word, "edit") || g_str_equal (word, "delete")) {
    (g_str_equal (word, "edit") ? edit_item : delete_item) (self, key);
    return;
  }
  meeting = ry_meeting_draft_begin (self->draft);
  if (g_str_equal (word, "up") || g_str_equal (word, "down"))
    done = ry_meeting_move_item (meeting, key, g_str_equal (word, "up") ? -1 : 1);
  else
    done = ry_meeting_indent_item (meeting, key, g_str_equal (word, "indent") ? 1 : -1);
  if (!done)
    return;
  ry_meeting_draft_end (self->draft, NULL);
  if (!editing)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
row_command_cb (RyAgendaPane *self, const char *word, RyAgendaRow *row)
{
  do_command (self, ry_agenda_row_get_key (row), word);
}

static gboolean
key_command_cb (GtkWidget *widget, GVariant *word, gpointer data)
{
  RyAgendaPane *self = RY_AGENDA_PANE (widget);
  RyAgendaRow *row = get_selected (self);

  if (row == NULL || (ry_agenda_row_get_editing (row) && !g_str_has_prefix (g_variant_get_string (word, NULL), "up") &&
                      !g_str_has_prefix (g_variant_get_string (word, NULL), "down")))
    return FALSE;
  do_command (self, ry_agenda_row_get_key (row), g_variant_get_string (word, NULL));
  return TRUE;
}

static void
add_clicked_cb (RyAgendaPane *self)
{
  RyAgendaRow *row = get_selected (self);
  JsonObject *meeting = ry_meeting_draft_begin (self->draft);
  JsonObject *before = row != NULL ? ry_meeting_find_item (meeting, ry_agenda_row_get_key (row)) : NULL;
  GtkListBoxRow *last = NULL;
  JsonObject *item;
  g_autofree char *key = NULL;

  for (int i = 0; before == NULL && (last = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    row = RY_AGENDA_ROW (last);
  item = ry_meeting_insert_item (meeting, row != NULL ? ry_agenda_row_get_key (row) : NULL, "",
                                 before != NULL ? (int) ry_json_get_int (before, "level", 1) : 1);
  key = g_strdup (ry_json_get_string (item, "key"));
  ry_meeting_draft_end (self->draft, NULL);
  edit_item (self, key);
}

static void
print_clicked_cb (RyAgendaPane *self)
{
  g_signal_emit (self, signals[PRINTED], 0);
}

static void
row_selected_cb (RyAgendaPane *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->selecting)
    g_signal_emit (self, signals[ITEM_SELECTED], 0, ry_agenda_row_get_key (RY_AGENDA_ROW (row)));
}

static void
row_activated_cb (RyAgendaPane *self, GtkListBoxRow *row)
{
  if (!ry_agenda_row_get_editing (RY_AGENDA_ROW (row)))
    g_signal_emit (self, signals[ITEM_ACTIVATED], 0, ry_agenda_row_get_key (RY_AGENDA_ROW (row)));
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  int first = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (a), "order"));
  int second = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (b), "order"));

  return (first > second) - (first < second);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, gpointer data)
{
  RyAgendaRow *row = RY_AGENDA_ROW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)));
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (row));

  if (ry_agenda_row_get_editing (row) || ry_meeting_draft_get_sealed (RY_AGENDA_PANE (data)->draft))
    return NULL;
  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);
  return gdk_content_provider_new_typed (G_TYPE_STRING, ry_agenda_row_get_key (row));
}

/* An item goes beside the row it is dropped on, above or below its middle; files become the row's papers. */
static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, RyAgendaPane *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  const char *key = ry_agenda_row_get_key (RY_AGENDA_ROW (row));

  if (ry_meeting_draft_get_sealed (self->draft))
    return FALSE;
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)) {
    g_signal_emit (self, signals[PAPERS_DROPPED], 0, key, g_value_get_boxed (value));
    return TRUE;
  }
  if (!ry_meeting_place_item (ry_meeting_draft_begin (self->draft), g_value_get_string (value), key,
                              y > gtk_widget_get_height (row) / 2.0))
    return FALSE;
  ry_meeting_draft_end (self->draft, _ ("Item moved"));
  return TRUE;
}

static void
add_drag (RyAgendaPane *self, GtkWidget *row)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  /* Files first: a file manager offers their names as text too. */
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

static void
show_carry (RyAgendaPane *self)
{
  guint n = ry_carry_dialog_count (self->draft);
  g_autofree char *label = g_strdup_printf (ngettext ("Carry over %u item…", "Carry over %u items…", n), n);

  gtk_button_set_label (self->carry, label);
  ry_speech_set_label (GTK_WIDGET (self->carry), label);
  gtk_widget_set_visible (GTK_WIDGET (self->carry), n > 0);
}

static void
carry_clicked_cb (RyAgendaPane *self)
{
  GtkWindow *dialog = ry_carry_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->draft);

  gtk_window_present (dialog);
}

static RyAgendaRow *
ensure_row (RyAgendaPane *self, const char *key, guint order)
{
  RyAgendaRow *row = g_hash_table_lookup (self->rows, key);

  if (row == NULL) {
    row = RY_AGENDA_ROW (ry_agenda_row_new (self->draft, key));
    g_signal_connect_swapped (row, "command", G_CALLBACK (row_command_cb), self);
    add_drag (self, GTK_WIDGET (row));
    g_hash_table_insert (self->rows, g_strdup (key), row);
    g_object_set_data (G_OBJECT (row), "order", GUINT_TO_POINTER (order));
    gtk_list_box_append (self->list, GTK_WIDGET (row));
  }
  g_object_set_data (G_OBJECT (row), "order", GUINT_TO_POINTER (order));
  return row;
}

static void
sync_time (RyAgendaPane *self)
{
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);
  int total = ry_meeting_get_total_minutes (meeting);
  int length = ry_meeting_get_length (meeting);
  const char *start = ry_json_get_string (meeting, "start");
  const char *end = ry_json_get_string (meeting, "end");
  g_autofree char *text = NULL;
  g_autofree char *balance = NULL;

  if (length >= 0)
    text = g_strdup_printf (_ ("%d min in all・%s–%s"), total, start, end);
  else
    text = g_strdup_printf (_ ("%d min in all"), total);
  if (length >= 0 && total == length)
    balance = g_strdup (_ ("just right"));
  else if (length >= 0)
    balance = g_strdup_printf (total > length ? _ ("%d min over") : _ ("%d min left"), ABS (total - length));
  gtk_label_set_label (GTK_LABEL (self->total), text);
  gtk_label_set_label (GTK_LABEL (self->balance), balance != NULL ? balance : "");
  gtk_widget_remove_css_class (self->balance, "ry-good");
  gtk_widget_remove_css_class (self->balance, "ry-warn");
  if (length >= 0 && total >= length)
    gtk_widget_add_css_class (self->balance, total == length ? "ry-good" : "ry-warn");
}

static void
drop_rows (RyAgendaPane *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (ry_meeting_find_item (ry_meeting_draft_get_content (self->draft), ry_agenda_row_get_key (row)) == NULL) {
      gtk_list_box_remove (self->list, row);
      g_hash_table_iter_remove (&iter);
    }
}

static void
sync_all (RyAgendaPane *self)
{
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);
  JsonArray *agenda = ry_json_get_array (meeting, "agenda");
  guint n_items = agenda != NULL ? json_array_get_length (agenda) : 0;
  g_auto (GStrv) numbers = ry_meeting_number_agenda (meeting, FALSE);
  g_autoptr (GPtrArray) labels = ry_meeting_label_papers (meeting);

  self->selecting = TRUE;
  drop_rows (self);
  for (guint i = 0; i < n_items && numbers[i] != NULL; i++) {
    const char *key = ry_json_get_string (json_array_get_object_element (agenda, i), "key");

    if (key != NULL)
      ry_agenda_row_sync (ensure_row (self, key, i), numbers[i], labels);
  }
  gtk_list_box_invalidate_sort (self->list);
  self->selecting = FALSE;
  gtk_widget_set_visible (self->add, !ry_meeting_draft_get_sealed (self->draft));
  if (n_items != self->n_items)
    show_carry (self);
  self->n_items = n_items;
  sync_time (self);
}

static void
ry_agenda_pane_dispose (GObject *object)
{
  RyAgendaPane *self = RY_AGENDA_PANE (object);

  g_clear_object (&self->draft);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (ry_agenda_pane_parent_class)->dispose (object);
}

static void
ry_agenda_pane_class_init (RyAgendaPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_agenda_pane_dispose;

  signals[ITEM_SELECTED] =
      g_signal_new ("item-selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ITEM_ACTIVATED] =
      g_signal_new ("item-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  signals[PRINTED] = g_signal_new ("printed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PAPERS_WANTED] =
      g_signal_new ("papers-wanted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PAPERS_DROPPED] = g_signal_new ("papers-dropped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                          2, G_TYPE_STRING, GDK_TYPE_FILE_LIST);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-agenda-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RyAgendaPane, list);
  gtk_widget_class_bind_template_child (widget_class, RyAgendaPane, add);
  gtk_widget_class_bind_template_child (widget_class, RyAgendaPane, carry);
  gtk_widget_class_bind_template_child (widget_class, RyAgendaPane, total);
  gtk_widget_class_bind_template_child (widget_class, RyAgendaPane, balance);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, carry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, key_command_cb, "s", "edit");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, key_command_cb, "s", "delete");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, key_command_cb, "s", "up");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, key_command_cb, "s", "down");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK, key_command_cb, "s", "indent");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK, key_command_cb, "s", "outdent");
}

static void
ry_agenda_pane_init (RyAgendaPane *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
}

/**
 * ry_agenda_pane_set_draft:
 * @self: a pane
 * @draft: the open meeting; given once
 */
void
ry_agenda_pane_set_draft (RyAgendaPane *self, RyMeetingDraft *draft)
{
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (sync_all), self, G_CONNECT_SWAPPED);
  sync_all (self);
}

/**
 * ry_agenda_pane_select_item:
 * @self: a pane
 * @key: key of an item
 *
 * Marks the item under which somebody writes.
 */
void
ry_agenda_pane_select_item (RyAgendaPane *self, const char *key)
{
  GtkListBoxRow *row = key != NULL ? g_hash_table_lookup (self->rows, key) : NULL;

  if (row == NULL || row == gtk_list_box_get_selected_row (self->list))
    return;
  self->selecting = TRUE;
  gtk_list_box_select_row (self->list, row);
  self->selecting = FALSE;
}

/**
 * ry_agenda_pane_set_alone:
 * @self: a pane
 * @alone: whether the pane stands alone, so that one click on an item leads to its minutes
 */
void
ry_agenda_pane_set_alone (RyAgendaPane *self, gboolean alone)
{
  gtk_list_box_set_activate_on_single_click (self->list, alone);
}

/**
 * ry_agenda_pane_focus:
 * @self: a pane
 *
 * Puts the focus on the chosen item, or on the first.
 */
void
ry_agenda_pane_focus (RyAgendaPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}
