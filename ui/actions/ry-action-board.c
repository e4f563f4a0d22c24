/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each column is a list of its own that asks the store by index and loads what is looked at. A card that was moved
 * arrives in its new column a moment later, with the commit; the board waits for it and gives it the focus.
 */
#include "ry-action-board.h"

#include <glib/gi18n.h>

#include "ry-action-acts.h"
#include "ry-row-model.h"
#include "ry-speech.h"

typedef struct {
  RyActionBoard *board;
  RyActionStatus status;
  RyRowModel *model;
  GtkSingleSelection *selection;
  GtkListView *view;
  GtkLabel *count;
} Column;

struct _RyActionBoard {
  GtkBox parent_instance;

  /* Borrowed */
  RyWindow *window;
  RyActionWords *words;

  /* Owned */
  char *follow; /* an action that was moved and is on its way */

  Column columns[RY_ACTION_COLUMNS];
};

G_DEFINE_FINAL_TYPE (RyActionBoard, ry_action_board, GTK_TYPE_BOX)

enum { EDIT, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, ry_action_card_new ());
}

static void
bind_card (GtkListItem *item, RyActionBoard *self)
{
  RyRow *row = gtk_list_item_get_item (item);

  ry_action_card_set (RY_ACTION_CARD (gtk_list_item_get_child (item)), self->words, ry_row_get_document (row));
}

static void
document_changed_cb (RyRow *row, GParamSpec *pspec, GtkListItem *item)
{
  GtkWidget *board = gtk_widget_get_ancestor (gtk_list_item_get_child (item), RY_TYPE_ACTION_BOARD);

  if (board != NULL)
    bind_card (item, RY_ACTION_BOARD (board));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, RyActionBoard *self)
{
  bind_card (item, self);
  g_signal_connect (gtk_list_item_get_item (item), "notify::document", G_CALLBACK (document_changed_cb), item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, RyActionBoard *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), document_changed_cb, item);
}

static GtkWidget *
find_card (GtkWidget *list, const char *id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row)) {
    GtkWidget *card = gtk_widget_get_first_child (row);

    if (RY_IS_ACTION_CARD (card) && g_strcmp0 (ry_action_card_get_id (RY_ACTION_CARD (card)), id) == 0)
      return card;
  }
  return NULL;
}

/* The column that has the focus; without one, that with a selection. */
static Column *
find_column (RyActionBoard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; i < RY_ACTION_COLUMNS; i++)
    if (focus != NULL && (focus == GTK_WIDGET (self->columns[i].view) ||
                          gtk_widget_is_ancestor (focus, GTK_WIDGET (self->columns[i].view))))
      return &self->columns[i];
  for (guint i = 0; i < RY_ACTION_COLUMNS; i++)
    if (gtk_single_selection_get_selected (self->columns[i].selection) != GTK_INVALID_LIST_POSITION)
      return &self->columns[i];
  return NULL;
}

/* The card with the focus stands before the one that is selected: arrows move both, Ctrl and arrows only the first. */
static RyDocument *
get_current (Column *column)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (column->view));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *card = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  guint position = gtk_single_selection_get_selected (column->selection);

  if (RY_IS_ACTION_CARD (card))
    position = ry_row_model_find (column->model, ry_action_card_get_id (RY_ACTION_CARD (card)));
  return ry_row_model_get_document (column->model, position);
}

static void
move (RyActionBoard *self, RyDocument *action, RyActionStatus status)
{
  g_free (self->follow);
  self->follow = g_strdup (ry_document_get_id (action));
  ry_action_acts_set_status (self->window, action, status);
}

static void
focus_card (Column *column, const char *id)
{
  guint position = ry_row_model_find (column->model, id);
  GtkWidget *card;

  if (position == G_MAXUINT)
    return;
  gtk_single_selection_set_selected (column->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (column->view), "list.scroll-to-item", "u", position);
  card = find_card (GTK_WIDGET (column->view), id);
  if (card != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (card));
  else
    gtk_widget_grab_focus (GTK_WIDGET (column->view));
}

static gboolean
follow_cb (gpointer data)
{
  RyActionBoard *self = data;

  for (guint i = 0; self->follow != NULL && i < RY_ACTION_COLUMNS; i++) {
    if (ry_row_model_find (self->columns[i].model, self->follow) == G_MAXUINT)
      continue;
    focus_card (&self->columns[i], self->follow);
  }
  g_clear_pointer (&self->follow, g_free);
  return G_SOURCE_REMOVE;
}

static void
items_changed_cb (Column *column)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (column->model));
  g_autofree char *text = g_strdup_printf ("%u", n);
  RyActionBoard *self = column->board;

  gtk_label_set_label (column->count, text);
  /* Not at once: the view has yet to make the row. */
  if (self->follow != NULL && ry_row_model_find (column->model, self->follow) != G_MAXUINT)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, follow_cb, g_object_ref (self), g_object_unref);
}

/* One card is the one: where a column gets it, the others lose it. */
static void
selected_cb (Column *column)
{
  RyActionBoard *self = column->board;

  if (gtk_single_selection_get_selected (column->selection) == GTK_INVALID_LIST_POSITION)
    return;
  for (guint i = 0; i < RY_ACTION_COLUMNS; i++)
    if (&self->columns[i] != column)
      gtk_single_selection_set_selected (self->columns[i].selection, GTK_INVALID_LIST_POSITION);
}

static void
activate_cb (GtkListView *view, guint position, Column *column)
{
  RyDocument *action = ry_row_model_get_document (column->model, position);
  GtkWidget *card = action != NULL ? find_card (GTK_WIDGET (view), ry_document_get_id (action)) : NULL;

  if (card != NULL)
    g_signal_emit (column->board, signals[EDIT], 0, ry_document_get_id (action), card);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RyActionBoard *self)
{
  Column *column = find_column (self);
  RyDocument *action = column != NULL ? get_current (column) : NULL;
  GdkModifierType keys = state & gtk_accelerator_get_default_mod_mask ();
  int to;

  if (action == NULL)
    return FALSE;
  to = (int) column->status;
  if (keys == (GDK_CONTROL_MASK | GDK_SHIFT_MASK) && (key == GDK_KEY_Left || key == GDK_KEY_Right))
    to += key == GDK_KEY_Left ? -1 : 1;
  else if (keys == 0 && key == GDK_KEY_space)
    to = column->status == RY_ACTION_DONE ? RY_ACTION_DOING : RY_ACTION_DONE;
  else
    return FALSE;
  if (to >= 0 && to < RY_ACTION_COLUMNS)
    move (self, action, (RyActionStatus) to);
  return TRUE;
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, Column *column)
{
  GtkWidget *view = GTK_WIDGET (column->view);
  GtkWidget *at = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  GtkWidget *card = at != NULL && RY_IS_ACTION_CARD (at) ? at
                    : at != NULL                         ? gtk_widget_get_ancestor (at, RY_TYPE_ACTION_CARD)
                                                         : NULL;

  if (card == NULL)
    card = at != NULL ? gtk_widget_get_first_child (at) : NULL;
  if (!RY_IS_ACTION_CARD (card))
    return NULL;
  g_object_set_data (G_OBJECT (source), "card", card);
  return gdk_content_provider_new_typed (G_TYPE_STRING, ry_action_card_get_id (RY_ACTION_CARD (card)));
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, gpointer data)
{
  GtkWidget *card = g_object_get_data (G_OBJECT (source), "card");
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (card);

  gtk_drag_source_set_icon (source, picture, 12, 12);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, Column *column)
{
  const char *id = g_value_get_string (value);
  g_autoptr (RyDocument) action = id != NULL && g_str_has_prefix (id, "action:")
                                      ? ry_workspace_get (ry_window_get_workspace (column->board->window), id, NULL)
                                      : NULL;

  if (action == NULL)
    return FALSE;
  move (column->board, action, column->status);
  return TRUE;
}

static void
add_drag (Column *column, GtkWidget *pane)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), column);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), column);
  gtk_widget_add_controller (GTK_WIDGET (column->view), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), column);
  gtk_widget_add_controller (pane, GTK_EVENT_CONTROLLER (target));
}

static GtkWidget *
create_head (Column *column)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (ry_action_status_get_label (column->status));
  GtkWidget *count = gtk_label_new ("0");

  gtk_widget_add_css_class (head, "ry-board-head");
  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "ry-2nd");
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_box_append (GTK_BOX (head), gtk_image_new_from_icon_name (ry_action_status_get_icon (column->status)));
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), count);
  column->count = GTK_LABEL (count);
  return head;
}

static GtkWidget *
create_list (RyActionBoard *self, Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  column->model = ry_row_model_new (ry_window_get_workspace (self->window), "action");
  column->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (column->model)));
  gtk_single_selection_set_autoselect (column->selection, FALSE);
  gtk_single_selection_set_can_unselect (column->selection, TRUE);
  gtk_single_selection_set_selected (column->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  column->view = GTK_LIST_VIEW (gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (column->selection)), factory));
  ry_speech_set_label (GTK_WIDGET (column->view), ry_action_status_get_label (column->status));
  g_signal_connect (column->view, "activate", G_CALLBACK (activate_cb), column);
  g_signal_connect_swapped (column->model, "items-changed", G_CALLBACK (items_changed_cb), column);
  g_signal_connect_swapped (column->selection, "notify::selected", G_CALLBACK (selected_cb), column);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (column->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
add_column (RyActionBoard *self, RyActionStatus status)
{
  Column *column = &self->columns[status];
  GtkWidget *pane = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  column->board = self;
  column->status = status;
  gtk_widget_add_css_class (pane, "ry-board-column");
  gtk_box_append (GTK_BOX (pane), create_head (column));
  gtk_box_append (GTK_BOX (pane), create_list (self, column));
  add_drag (column, pane);
  gtk_box_append (GTK_BOX (self), pane);
}

static void
ry_action_board_dispose (GObject *object)
{
  RyActionBoard *self = RY_ACTION_BOARD (object);

  for (guint i = 0; i < RY_ACTION_COLUMNS; i++) {
    Column *column = &self->columns[i];

    if (column->model != NULL)
      g_signal_handlers_disconnect_by_data (column->model, column);
    if (column->selection != NULL)
      g_signal_handlers_disconnect_by_data (column->selection, column);
    g_clear_object (&column->selection);
    g_clear_object (&column->model);
  }
  g_clear_pointer (&self->follow, g_free);
  G_OBJECT_CLASS (ry_action_board_parent_class)->dispose (object);
}

static void
ry_action_board_class_init (RyActionBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_action_board_dispose;
  signals[EDIT] = g_signal_new ("edit", RY_TYPE_ACTION_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_STRING, GTK_TYPE_WIDGET);
}

static void
ry_action_board_init (RyActionBoard *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_box_set_spacing (GTK_BOX (self), 14);
  gtk_box_set_homogeneous (GTK_BOX (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-board");
  /* Before the lists, to which Space selects. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * ry_action_board_new:
 * @window: where acts are announced
 * @words: what is known of sources and councils; it outlives the board
 *
 * Returns: (transfer floating): an empty board; give it a filter
 */
GtkWidget *
ry_action_board_new (RyWindow *window, RyActionWords *words)
{
  RyActionBoard *self = g_object_new (RY_TYPE_ACTION_BOARD, NULL);

  self->window = window;
  self->words = words;
  for (guint i = 0; i < RY_ACTION_COLUMNS; i++)
    add_column (self, (RyActionStatus) i);
  return GTK_WIDGET (self);
}

/**
 * ry_action_board_set_filter:
 * @self: a board
 * @filter: which actions to show
 */
void
ry_action_board_set_filter (RyActionBoard *self, const RyActionFilter *filter)
{
  for (guint i = 0; i < RY_ACTION_COLUMNS; i++) {
    g_auto (GStrv) where = ry_action_filter_dup_where (filter, 1u << i);
    const RyQuery query = {
      .kind = "action", .order = "due", .descending = i == RY_ACTION_DONE, .where = (const char *const *) where
    };

    ry_row_model_set_query (self->columns[i].model, &query);
  }
}

/**
 * ry_action_board_get_selected:
 * @self: a board
 *
 * Returns: (nullable) (transfer none): the action with the focus; valid until the main loop runs
 */
RyDocument *
ry_action_board_get_selected (RyActionBoard *self)
{
  Column *column = find_column (self);

  return column != NULL ? get_current (column) : NULL;
}
