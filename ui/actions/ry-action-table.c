/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two lists, one after the other: what is open, the earliest day first, and what is over, the latest first. Both ask
 * the store by index and load what is looked at.
 */
#include "ry-action-table.h"

#include <glib/gi18n.h>

#include "ry-action-acts.h"
#include "ry-council-mark.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-row-model.h"
#include "ry-speech.h"

typedef enum {
  COLUMN_COUNCIL,
  COLUMN_TEXT,
  COLUMN_OWNER,
  COLUMN_DUE,
  COLUMN_STATUS,
  COLUMN_SOURCE,
  N_COLUMNS
} ColumnKind;

static const struct {
  const char *title;
  gboolean expand;
} columns[] = {
  [COLUMN_COUNCIL] = { N_ ("Council"), FALSE }, [COLUMN_TEXT] = { N_ ("What"), TRUE },
  [COLUMN_OWNER] = { N_ ("Who"), TRUE },        [COLUMN_DUE] = { N_ ("Until when"), FALSE },
  [COLUMN_STATUS] = { N_ ("Status"), FALSE },   [COLUMN_SOURCE] = { N_ ("Source"), FALSE },
};

struct _RyActionTable {
  AdwBin parent_instance;

  /* Borrowed */
  RyWindow *window;
  RyActionWords *words;
  GtkStack *stack;
  GtkColumnView *table;
  GtkListView *rows;

  /* Owned */
  RyRowModel *open;
  RyRowModel *over;
  GtkSingleSelection *selection;
  char *wanted;  /* selected as soon as it is there */
  char *current; /* selected last */

  guint settle;
  gboolean from_top; /* a new question: what came last must not keep its place when the rest comes in above it */
};

G_DEFINE_FINAL_TYPE (RyActionTable, ry_action_table, ADW_TYPE_BIN)

enum { EDIT, SELECTED, FILLED, N_SIGNALS };

static guint signals[N_SIGNALS];

static GtkWidget *
create_pair (GtkWidget *first, GtkWidget *second)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  return box;
}

static ColumnKind
get_kind (GtkListItemFactory *factory)
{
  return (ColumnKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
}

static GtkWidget *
create_cell (ColumnKind kind)
{
  GtkWidget *label;

  switch (kind) {
  case COLUMN_COUNCIL:
    return ry_council_mark_new (NULL);
  case COLUMN_DUE:
    label = gtk_label_new (NULL);
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_width_chars (GTK_LABEL (label), 12);
    gtk_widget_add_css_class (label, "numeric");
    return create_pair (label, ry_action_timing_chip_new ());
  case COLUMN_STATUS:
    return create_pair (gtk_image_new (), gtk_label_new (NULL));
  case COLUMN_TEXT:
    label = ry_label_new_cut (NULL, NULL);
    gtk_widget_add_css_class (label, "heading");
    return label;
  case COLUMN_SOURCE:
    label = gtk_label_new (NULL);
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_widget_add_css_class (label, "ry-small");
    return label;
  case COLUMN_OWNER:
  case N_COLUMNS:
  default:
    return ry_label_new_cut (NULL, NULL);
  }
}

static char *
dup_day (JsonObject *action)
{
  const char *due = ry_json_get_string (action, "due");

  return due != NULL && *due != '\0' ? ry_date_format_iso (due, RY_DATE_MONTH_DAY) : g_strdup ("—");
}

static void
fill_due (GtkWidget *cell, JsonObject *action, const char *today)
{
  g_autofree char *day = dup_day (action);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (cell)), day);
  ry_action_timing_chip_set (gtk_widget_get_last_child (cell), action, today);
}

static void
fill_status (GtkWidget *cell, JsonObject *action)
{
  RyActionStatus status = ry_action_get_status (action);

  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (cell)), ry_action_status_get_icon (status));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (cell)), ry_action_status_get_label (status));
}

/* GTK 4.8 cannot name a row from its item: its widget is named, found from a cell. */
static void
name_row (GtkWidget *cell, int depth, const char *spoken)
{
  GtkWidget *row = cell;

  for (int i = 0; row != NULL && i < depth; i++)
    row = gtk_widget_get_parent (row);
  if (row != NULL)
    ry_speech_set_label (row, spoken);
}

static void
fill_cell (RyActionTable *self, GtkWidget *cell, ColumnKind kind, RyDocument *action)
{
  JsonObject *root = ry_document_get_root (action);
  g_autofree char *owner = kind == COLUMN_OWNER ? ry_action_dup_owner (root) : NULL;
  g_autofree char *spoken = kind == COLUMN_TEXT ? ry_action_words_dup_spoken (self->words, action) : NULL;

  if (kind == COLUMN_COUNCIL)
    ry_council_mark_set_council (RY_COUNCIL_MARK (cell), ry_action_words_get_council (self->words, action));
  else if (kind == COLUMN_DUE)
    fill_due (cell, root, ry_action_words_get_today (self->words));
  else if (kind == COLUMN_STATUS)
    fill_status (cell, root);
  else
    gtk_label_set_label (GTK_LABEL (cell), kind == COLUMN_TEXT    ? ry_json_get_string (root, "text")
                                           : kind == COLUMN_OWNER ? owner
                                                                  : ry_action_words_get_source (self->words, action));
  if (spoken != NULL)
    name_row (cell, 2, spoken);
}

static void
refill_cb (RyRow *row, GParamSpec *pspec, GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  RyActionTable *self = RY_ACTION_TABLE (gtk_widget_get_ancestor (cell, RY_TYPE_ACTION_TABLE));
  RyDocument *action = ry_row_get_document (row);

  if (self != NULL && action != NULL)
    fill_cell (self, cell, (ColumnKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (item), "column")), action);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  g_object_set_data (G_OBJECT (item), "column", GINT_TO_POINTER (get_kind (factory)));
  gtk_list_item_set_child (item, create_cell (get_kind (factory)));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, RyActionTable *self)
{
  RyRow *row = gtk_list_item_get_item (item);
  RyDocument *action = ry_row_get_document (row);

  if (action != NULL)
    fill_cell (self, gtk_list_item_get_child (item), get_kind (factory), action);
  g_signal_connect (row, "notify::document", G_CALLBACK (refill_cb), item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), refill_cb, item);
}

static void
narrow_setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *card = ry_action_card_new ();

  gtk_widget_add_css_class (card, "ry-flat");
  gtk_list_item_set_child (item, card);
}

static void
narrow_refill_cb (RyRow *row, GParamSpec *pspec, GtkListItem *item)
{
  GtkWidget *card = gtk_list_item_get_child (item);
  RyActionTable *self = RY_ACTION_TABLE (gtk_widget_get_ancestor (card, RY_TYPE_ACTION_TABLE));

  if (self != NULL)
    ry_action_card_set (RY_ACTION_CARD (card), self->words, ry_row_get_document (row));
}

static void
narrow_bind_cb (GtkListItemFactory *factory, GtkListItem *item, RyActionTable *self)
{
  RyRow *row = gtk_list_item_get_item (item);

  ry_action_card_set (RY_ACTION_CARD (gtk_list_item_get_child (item)), self->words, ry_row_get_document (row));
  g_signal_connect (row, "notify::document", G_CALLBACK (narrow_refill_cb), item);
}

static void
narrow_unbind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), narrow_refill_cb, item);
}

static void
activate_cb (GtkWidget *view, guint position, RyActionTable *self)
{
  RyDocument *action = ry_action_table_get_selected (self);
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (action != NULL)
    g_signal_emit (self, signals[EDIT], 0, ry_document_get_id (action),
                   focus != NULL && gtk_widget_is_ancestor (focus, view) ? focus : view);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RyActionTable *self)
{
  RyDocument *action = ry_action_table_get_selected (self);
  GdkModifierType keys = state & gtk_accelerator_get_default_mod_mask ();
  int to = action != NULL ? (int) ry_action_get_status (ry_document_get_root (action)) : 0;

  if (action == NULL)
    return FALSE;
  if (keys == 0 && key == GDK_KEY_space)
    to = to == RY_ACTION_DONE ? RY_ACTION_DOING : RY_ACTION_DONE;
  else if (keys == (GDK_CONTROL_MASK | GDK_SHIFT_MASK) && (key == GDK_KEY_Left || key == GDK_KEY_Right))
    to += key == GDK_KEY_Left ? -1 : 1;
  else if (keys == 0 && key == GDK_KEY_Delete) {
    ry_action_acts_delete (self->window, action);
    return TRUE;
  } else
    return FALSE;
  if (to < 0 || to >= RY_ACTION_COLUMNS)
    return TRUE;
  g_free (self->wanted);
  self->wanted = g_strdup (ry_document_get_id (action));
  ry_action_acts_set_status (self->window, action, (RyActionStatus) to);
  return TRUE;
}

static void
add_keys (RyActionTable *self, GtkWidget *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* Before the list, to which Space selects. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (view, keys);
}

static void
add_columns (RyActionTable *self)
{
  for (guint i = 0; i < N_COLUMNS; i++) {
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
    g_autoptr (GtkColumnViewColumn) column = NULL;

    g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
    g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
    g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
    g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
    column = gtk_column_view_column_new (_ (columns[i].title), factory);
    gtk_column_view_column_set_expand (column, columns[i].expand);
    gtk_column_view_append_column (self->table, column);
  }
}

/* Where the wanted one stands in both lists together. */
static guint
find_position (RyActionTable *self, const char *id)
{
  guint position = ry_row_model_find (self->open, id);

  if (position != G_MAXUINT)
    return position;
  position = ry_row_model_find (self->over, id);
  return position != G_MAXUINT ? position + g_list_model_get_n_items (G_LIST_MODEL (self->open)) : G_MAXUINT;
}

static GtkWidget *
get_list (RyActionTable *self)
{
  if (gtk_list_view_get_model (self->rows) != NULL)
    return GTK_WIDGET (self->rows);
  return gtk_widget_get_last_child (GTK_WIDGET (self->table));
}

static void
show_wanted (RyActionTable *self)
{
  guint position = self->wanted != NULL ? find_position (self, self->wanted) : G_MAXUINT;

  if (position == G_MAXUINT)
    return;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (get_list (self), "list.scroll-to-item", "u", position);
  g_clear_pointer (&self->wanted, g_free);
}

static void
show_top (RyActionTable *self)
{
  if (self->wanted == NULL && ry_action_table_get_selected (self) == NULL && ry_action_table_get_n (self) > 0)
    gtk_widget_activate_action (get_list (self), "list.scroll-to-item", "u", 0);
  self->from_top = ry_row_model_get_loading (self->open) || ry_row_model_get_loading (self->over);
}

static gboolean
settle_cb (gpointer data)
{
  RyActionTable *self = data;

  self->settle = 0;
  /* A row that was moved took the selection with it. */
  if (self->wanted == NULL && self->current != NULL && ry_action_table_get_selected (self) == NULL)
    self->wanted = g_strdup (self->current);
  if (self->from_top)
    show_top (self);
  show_wanted (self);
  g_signal_emit (self, signals[FILLED], 0);
  g_signal_emit (self, signals[SELECTED], 0);
  return G_SOURCE_REMOVE;
}

/* Not at once: the view is in the middle of the same change, and must not be scrolled. */
static void
queue_settle (RyActionTable *self)
{
  if (self->settle == 0)
    self->settle = g_idle_add (settle_cb, self);
}

static void
selected_cb (RyActionTable *self)
{
  RyDocument *action = ry_action_table_get_selected (self);

  if (action != NULL) {
    g_free (self->current);
    self->current = g_strdup (ry_document_get_id (action));
  }
  g_signal_emit (self, signals[SELECTED], 0);
}

static GtkWidget *
create_scroller (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (scroller, "card");
  return scroller;
}

static void
create_models (RyActionTable *self)
{
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  g_autoptr (GListStore) both = g_list_store_new (G_TYPE_LIST_MODEL);

  self->open = ry_row_model_new (workspace, "action");
  self->over = ry_row_model_new (workspace, "action");
  g_list_store_append (both, self->open);
  g_list_store_append (both, self->over);
  self->selection =
      gtk_single_selection_new (G_LIST_MODEL (gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (both)))));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "items-changed", G_CALLBACK (queue_settle), self);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (selected_cb), self);
}

static void
ry_action_table_dispose (GObject *object)
{
  RyActionTable *self = RY_ACTION_TABLE (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->open);
  g_clear_object (&self->over);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->current, g_free);
  G_OBJECT_CLASS (ry_action_table_parent_class)->dispose (object);
}

static void
ry_action_table_class_init (RyActionTableClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_action_table_dispose;
  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                GTK_TYPE_WIDGET);
  signals[SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FILLED] = g_signal_new ("filled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_action_table_init (RyActionTable *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

static void
create_views (RyActionTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->table = GTK_COLUMN_VIEW (gtk_column_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection))));
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "ry-table");
  ry_speech_set_label (GTK_WIDGET (self->table), _ ("Actions"));
  add_columns (self);
  g_signal_connect (self->table, "activate", G_CALLBACK (activate_cb), self);
  add_keys (self, GTK_WIDGET (self->table));
  g_signal_connect (factory, "setup", G_CALLBACK (narrow_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (narrow_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (narrow_unbind_cb), self);
  self->rows = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_show_separators (self->rows, TRUE);
  ry_speech_set_label (GTK_WIDGET (self->rows), _ ("Actions"));
  g_signal_connect (self->rows, "activate", G_CALLBACK (activate_cb), self);
  add_keys (self, GTK_WIDGET (self->rows));
  gtk_stack_add_named (self->stack, create_scroller (GTK_WIDGET (self->table)), "wide");
  gtk_stack_add_named (self->stack, create_scroller (GTK_WIDGET (self->rows)), "narrow");
}

/**
 * ry_action_table_new:
 * @window: where acts are announced
 * @words: what is known of sources and councils; it outlives the table
 *
 * Returns: (transfer floating): an empty table; give it a filter
 */
GtkWidget *
ry_action_table_new (RyWindow *window, RyActionWords *words)
{
  RyActionTable *self = g_object_new (RY_TYPE_ACTION_TABLE, NULL);

  self->window = window;
  self->words = words;
  create_models (self);
  create_views (self);
  return GTK_WIDGET (self);
}

/**
 * ry_action_table_set_filter:
 * @self: a table
 * @filter: which actions to show
 */
void
ry_action_table_set_filter (RyActionTable *self, const RyActionFilter *filter)
{
  g_auto (GStrv) open = ry_action_filter_dup_where (filter, RY_ACTIONS_OPEN);
  g_auto (GStrv) over = ry_action_filter_dup_where (filter, RY_ACTIONS_EVERY & ~RY_ACTIONS_OPEN);
  const RyQuery first = { .kind = "action", .order = "due", .where = (const char *const *) open };
  const RyQuery then = { .kind = "action", .order = "due", .descending = TRUE, .where = (const char *const *) over };

  self->from_top = TRUE;
  ry_row_model_set_query (self->open, &first);
  ry_row_model_set_query (self->over, &then);
}

/**
 * ry_action_table_set_narrow:
 * @self: a table
 * @narrow: whether there is no room for columns
 */
void
ry_action_table_set_narrow (RyActionTable *self, gboolean narrow)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);

  gtk_list_view_set_model (self->rows, narrow ? selection : NULL);
  gtk_column_view_set_model (self->table, narrow ? NULL : selection);
  gtk_stack_set_visible_child_name (self->stack, narrow ? "narrow" : "wide");
}

/**
 * ry_action_table_get_n:
 * @self: a table
 *
 * Returns: how many actions it shows
 */
guint
ry_action_table_get_n (RyActionTable *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/**
 * ry_action_table_get_selected:
 * @self: a table
 *
 * Returns: (nullable) (transfer none): the selected action; valid until the main loop runs
 */
RyDocument *
ry_action_table_get_selected (RyActionTable *self)
{
  RyRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? ry_row_get_document (row) : NULL;
}

/**
 * ry_action_table_select:
 * @self: a table
 * @id: an action, selected as soon as it is there
 */
void
ry_action_table_select (RyActionTable *self, const char *id)
{
  g_free (self->wanted);
  self->wanted = g_strdup (id);
  queue_settle (self);
}
