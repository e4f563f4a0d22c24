/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyMatrixView: where things are, the keyboard, and scrolling, which draws and does nothing else. Painting and the
 * widgets that stand for the cells have files of their own.
 */
#include "ry-matrix-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define LEAST_CELL 36
#define MOST_CELL  52
#define NARROW     600

static void ry_matrix_view_scrollable_init (GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RyMatrixView,
                               ry_matrix_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, ry_matrix_view_scrollable_init))

enum { PROP_0, PROP_HADJUSTMENT, PROP_VADJUSTMENT, PROP_HSCROLL_POLICY, PROP_VSCROLL_POLICY };
enum { CELL_CHANGED, ROW_OPENED, ROW_MARKED, COLUMN_PRESSED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* ---- Where things are ---- */

static void
measure_content (RyMatrixView *self, int *width, int *height)
{
  *width = self->name_width + _ry_matrix_count_columns (self) * self->cell_width +
           _ry_matrix_scale (self, RY_MATRIX_AGE_WIDTH);
  *height = self->head_height + _ry_matrix_count_lines (self) * _ry_matrix_scale (self, RY_MATRIX_ROW) +
            (_ry_matrix_has_divider (self) ? _ry_matrix_scale (self, RY_MATRIX_DIVIDER) : 0);
}

/* Columns are as wide as the room allows, so that with few of them nothing has to scroll sideways. */
static void
arrange (RyMatrixView *self, int width)
{
  int room, cell;

  if (self->matrix == NULL)
    return;
  if (self->head_height == 0)
    self->head_height = _ry_matrix_measure_head (self);
  self->name_width = _ry_matrix_measure_names (self, width < NARROW);
  room = width - self->name_width - _ry_matrix_scale (self, RY_MATRIX_AGE_WIDTH);
  cell = CLAMP (room / MAX (_ry_matrix_count_columns (self), 1), _ry_matrix_scale (self, LEAST_CELL),
                _ry_matrix_scale (self, MOST_CELL));
  if (cell != self->cell_width)
    _ry_matrix_forget_heads (self);
  self->cell_width = cell;
}

static gboolean
find_cell (RyMatrixView *self, double x, double y, int *line, int *column)
{
  double right = x - self->name_width + _ry_matrix_get_scroll (self->hadjustment),
         down = y - self->head_height + _ry_matrix_get_scroll (self->vadjustment);

  *column = x < self->name_width ? RY_MATRIX_NAMES
                                 : MIN ((int) (right / MAX (self->cell_width, 1)), _ry_matrix_count_columns (self));
  *line = RY_MATRIX_HEAD;
  if (y < self->head_height)
    return *column >= 0 && *column < _ry_matrix_count_columns (self);
  for (*line = 0; *line < _ry_matrix_count_lines (self); (*line)++) {
    double top = *line * _ry_matrix_scale (self, RY_MATRIX_ROW) + _ry_matrix_get_divider (self, *line);

    if (down >= top && down < top + _ry_matrix_scale (self, RY_MATRIX_ROW))
      return right < _ry_matrix_count_columns (self) * self->cell_width + _ry_matrix_scale (self, RY_MATRIX_AGE_WIDTH);
  }
  return FALSE;
}

/* ---- The cell looked at ---- */

void
_ry_matrix_act (RyMatrixView *self, int line, int column)
{
  if (line == RY_MATRIX_HEAD) {
    if (column >= 0 && column < _ry_matrix_count_columns (self))
      g_signal_emit (self, signals[COLUMN_PRESSED], 0, (guint) column);
  } else if (line < _ry_matrix_count_lines (self))
    g_signal_emit (self, signals[ROW_OPENED], 0, self->order->rows[line]);
}

static void
reveal_span (GtkAdjustment *adjustment, double from, double to)
{
  if (adjustment != NULL)
    gtk_adjustment_clamp_page (adjustment, from, to);
}

static void
reveal (RyMatrixView *self)
{
  if (self->line >= 0) {
    double top = self->line * _ry_matrix_scale (self, RY_MATRIX_ROW) + _ry_matrix_get_divider (self, self->line);

    reveal_span (self->vadjustment, top, top + _ry_matrix_scale (self, RY_MATRIX_ROW) + self->head_height);
  }
  if (self->column >= 0) {
    double left = self->column * self->cell_width;

    reveal_span (self->hadjustment, left, left + _ry_matrix_get_width (self, self->column) + self->name_width);
  }
}

static void
look_at (RyMatrixView *self, int line, int column, gboolean grab)
{
  if (_ry_matrix_count_lines (self) == 0)
    return;
  self->line = CLAMP (line, RY_MATRIX_HEAD, _ry_matrix_count_lines (self) - 1);
  self->column = CLAMP (column, RY_MATRIX_NAMES, _ry_matrix_count_columns (self));
  gtk_widget_set_focusable (self->cursors[self->turn], FALSE);
  self->turn ^= 1;
  _ry_matrix_speak (self, self->cursors[self->turn], self->line, self->column);
  gtk_widget_set_focusable (self->cursors[self->turn], TRUE);
  reveal (self);
  if (grab)
    gtk_widget_grab_focus (self->cursors[self->turn]);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_signal_emit (self, signals[CELL_CHANGED], 0);
}

static int
count_page (RyMatrixView *self)
{
  return MAX ((gtk_widget_get_height (GTK_WIDGET (self)) - self->head_height) / _ry_matrix_scale (self, RY_MATRIX_ROW) -
                  1,
              1);
}

static void
mark (RyMatrixView *self)
{
  if (self->line >= 0 && self->line < _ry_matrix_count_lines (self))
    g_signal_emit (self, signals[ROW_MARKED], 0, self->order->rows[self->line]);
}

static gboolean
press_plain (RyMatrixView *self, guint keyval)
{
  switch (keyval) {
  case GDK_KEY_space:
    if (self->line == RY_MATRIX_HEAD || self->column >= 0)
      _ry_matrix_act (self, RY_MATRIX_HEAD, self->column);
    return TRUE;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    _ry_matrix_act (self, self->line, self->column);
    return TRUE;
  case GDK_KEY_c:
  case GDK_KEY_C:
    mark (self);
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyMatrixView *self)
{
  gboolean far = (state & GDK_CONTROL_MASK) != 0;
  int page = count_page (self), last = _ry_matrix_count_lines (self) - 1;
  const struct {
    guint keyval;
    int line, column;
  } moves[] = {
    { GDK_KEY_Up, far ? RY_MATRIX_HEAD : self->line - 1, self->column },
    { GDK_KEY_Down, far ? last : self->line + 1, self->column },
    { GDK_KEY_Left, self->line, far ? RY_MATRIX_NAMES : self->column - 1 },
    { GDK_KEY_Right, self->line, far ? _ry_matrix_count_columns (self) : self->column + 1 },
    { GDK_KEY_Page_Up, MAX (self->line - page, 0), self->column },
    { GDK_KEY_Page_Down, self->line + page, self->column },
    { GDK_KEY_Home, far ? 0 : self->line, RY_MATRIX_NAMES },
    { GDK_KEY_End, far ? last : self->line, _ry_matrix_count_columns (self) },
  };

  if (_ry_matrix_count_lines (self) == 0 || (state & GDK_ALT_MASK) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].keyval == keyval) {
      look_at (self, moves[i].line, moves[i].column, TRUE);
      return TRUE;
    }
  return !far && press_plain (self, keyval);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, RyMatrixView *self)
{
  int line, column;

  if (!find_cell (self, x, y, &line, &column))
    return;
  look_at (self, line, column, TRUE);
  if (line == RY_MATRIX_HEAD || column == RY_MATRIX_NAMES || n_press == 2)
    _ry_matrix_act (self, line, column);
}

static gboolean
query_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  RyMatrixView *self = RY_MATRIX_VIEW (widget);
  g_autofree char *words = NULL;
  int line, column;

  if (keyboard || self->matrix == NULL || !find_cell (self, x, y, &line, &column))
    return FALSE;
  words = _ry_matrix_describe (self, line, column);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
focus_changed_cb (RyMatrixView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- Scrolling ---- */

static void
scrolled_cb (RyMatrixView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  _ry_matrix_follow_later (self);
}

static void
set_adjustment (RyMatrixView *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, scrolled_cb, self);
  g_set_object (place, adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
configure (GtkAdjustment *adjustment, double step, double upper, double page)
{
  if (adjustment != NULL)
    gtk_adjustment_configure (adjustment, MIN (gtk_adjustment_get_value (adjustment), MAX (upper - page, 0)), 0,
                              MAX (upper, page), step, page * 0.9, page);
}

static gboolean
ry_matrix_view_get_border (GtkScrollable *scrollable, GtkBorder *border)
{
  RyMatrixView *self = RY_MATRIX_VIEW (scrollable);

  *border = (GtkBorder){ .left = (gint16) self->name_width, .top = (gint16) self->head_height };
  return TRUE;
}

static void
ry_matrix_view_scrollable_init (GtkScrollableInterface *iface)
{
  iface->get_border = ry_matrix_view_get_border;
}

/* ---- The widget ---- */

static void
ry_matrix_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = 200;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 900 : 600;
}

static void
allocate_cell (RyMatrixView *self, GtkWidget *cell)
{
  int line, column, minimum;

  _ry_matrix_get_place (cell, &line, &column);
  gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (line == G_MININT) {
    gtk_widget_size_allocate (cell,
                              &(GtkAllocation){ -1000, -1000, MAX (minimum, 1),
                                                _ry_matrix_scale (self, RY_MATRIX_ROW) },
                              -1);
    return;
  }
  gtk_widget_size_allocate (cell,
                            &(GtkAllocation){ (int) _ry_matrix_get_left (self, column),
                                              line == RY_MATRIX_HEAD ? 0 : _ry_matrix_get_line_top (self, line),
                                              MAX (_ry_matrix_get_width (self, column), minimum),
                                              line == RY_MATRIX_HEAD ? self->head_height
                                                                     : _ry_matrix_scale (self, RY_MATRIX_ROW) },
                            -1);
}

static void
ry_matrix_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RyMatrixView *self = RY_MATRIX_VIEW (widget);
  int content_width, content_height;

  arrange (self, width);
  measure_content (self, &content_width, &content_height);
  configure (self->hadjustment, self->cell_width, content_width, width);
  configure (self->vadjustment, _ry_matrix_scale (self, RY_MATRIX_ROW), content_height, height);
  for (guint i = 0; i < self->cells->len; i++)
    allocate_cell (self, g_ptr_array_index (self->cells, i));
  for (guint i = 0; i < G_N_ELEMENTS (self->cursors); i++)
    allocate_cell (self, self->cursors[i]);
  if (width != self->width || height != self->height)
    _ry_matrix_follow_later (self);
  self->width = width;
  self->height = height;
}

static void
ry_matrix_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RyMatrixView *self = RY_MATRIX_VIEW (widget);

  if (self->matrix != NULL && self->name_width > 0)
    _ry_matrix_snapshot (self, snapshot);
}

static gboolean
ry_matrix_view_grab_focus (GtkWidget *widget)
{
  RyMatrixView *self = RY_MATRIX_VIEW (widget);

  if (_ry_matrix_count_lines (self) == 0)
    return FALSE;
  return gtk_widget_grab_focus (self->cursors[self->turn]);
}

static void
forget_paint (RyMatrixView *self)
{
  _ry_matrix_forget (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
ry_matrix_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  RyMatrixView *self = RY_MATRIX_VIEW (object);

  switch (id) {
  case PROP_HADJUSTMENT:
    g_value_set_object (value, self->hadjustment);
    break;
  case PROP_VADJUSTMENT:
    g_value_set_object (value, self->vadjustment);
    break;
  case PROP_HSCROLL_POLICY:
    g_value_set_enum (value, self->hpolicy);
    break;
  case PROP_VSCROLL_POLICY:
    g_value_set_enum (value, self->vpolicy);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
ry_matrix_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  RyMatrixView *self = RY_MATRIX_VIEW (object);

  switch (id) {
  case PROP_HADJUSTMENT:
    set_adjustment (self, &self->hadjustment, g_value_get_object (value));
    break;
  case PROP_VADJUSTMENT:
    set_adjustment (self, &self->vadjustment, g_value_get_object (value));
    break;
  case PROP_HSCROLL_POLICY:
    self->hpolicy = g_value_get_enum (value);
    break;
  case PROP_VSCROLL_POLICY:
    self->vpolicy = g_value_get_enum (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
remove_cell (gpointer cell)
{
  gtk_widget_unparent (cell);
}

static void
ry_matrix_view_dispose (GObject *object)
{
  RyMatrixView *self = RY_MATRIX_VIEW (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_ptr_array_set_size (self->cells, 0);
  for (guint i = 0; i < G_N_ELEMENTS (self->cursors); i++)
    g_clear_pointer (&self->cursors[i], gtk_widget_unparent);
  self->matrix = NULL;
  _ry_matrix_forget (self);
  set_adjustment (self, &self->hadjustment, NULL);
  set_adjustment (self, &self->vadjustment, NULL);
  G_OBJECT_CLASS (ry_matrix_view_parent_class)->dispose (object);
}

static void
ry_matrix_view_finalize (GObject *object)
{
  RyMatrixView *self = RY_MATRIX_VIEW (object);

  g_clear_pointer (&self->order, ry_matrix_order_free);
  g_array_unref (self->wants);
  g_hash_table_unref (self->marked);
  g_ptr_array_unref (self->cells);
  g_free (self->heads);
  g_free (self->names);
  g_free (self->words);
  G_OBJECT_CLASS (ry_matrix_view_parent_class)->finalize (object);
}

static void
ry_matrix_view_class_init (RyMatrixViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ry_matrix_view_get_property;
  object_class->set_property = ry_matrix_view_set_property;
  object_class->dispose = ry_matrix_view_dispose;
  object_class->finalize = ry_matrix_view_finalize;
  widget_class->measure = ry_matrix_view_measure;
  widget_class->size_allocate = ry_matrix_view_size_allocate;
  widget_class->snapshot = ry_matrix_view_snapshot;
  widget_class->grab_focus = ry_matrix_view_grab_focus;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  signals[CELL_CHANGED] =
      g_signal_new ("cell-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ROW_OPENED] = g_signal_new ("row-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ROW_MARKED] = g_signal_new ("row-marked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[COLUMN_PRESSED] = g_signal_new ("column-pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "matrix-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
install_controllers (RyMatrixView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (forget_paint), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (forget_paint), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (forget_paint), self,
                           G_CONNECT_SWAPPED);
}

static void
ry_matrix_view_init (RyMatrixView *self)
{
  _ry_matrix_take_text_size (self);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi",
                           G_CALLBACK (_ry_matrix_take_text_size), self, G_CONNECT_SWAPPED);
  self->wants = g_array_new (FALSE, FALSE, sizeof (RyMatrixWant));
  self->marked = g_hash_table_new (NULL, NULL);
  self->cells = g_ptr_array_new_with_free_func (remove_cell);
  self->column = RY_MATRIX_NAMES;
  for (guint i = 0; i < G_N_ELEMENTS (self->cursors); i++) {
    self->cursors[i] = _ry_matrix_create_cell (self);
    g_signal_connect_object (self->cursors[i], "notify::has-focus", G_CALLBACK (focus_changed_cb), self,
                             G_CONNECT_SWAPPED);
  }
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  install_controllers (self);
}

static void
reorder (RyMatrixView *self)
{
  g_clear_pointer (&self->order, ry_matrix_order_free);
  if (self->matrix == NULL)
    return;
  self->order = ry_matrix_order (self->matrix, (const RyMatrixWant *) (gpointer) self->wants->data, self->wants->len);
  self->line = CLAMP (self->line, RY_MATRIX_HEAD, MAX (_ry_matrix_count_lines (self) - 1, 0));
  self->column = MIN (self->column, _ry_matrix_count_columns (self));
  gtk_widget_set_focusable (self->cursors[self->turn], _ry_matrix_count_lines (self) > 0);
  _ry_matrix_renew_cells (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ry_matrix_view_set_matrix:
 * @self: a view
 * @matrix: (nullable): what is shown; it outlives the view or is replaced before it goes
 *
 * Shows a matrix. What was asked for and marked is forgotten, since it stands for positions.
 */
void
ry_matrix_view_set_matrix (RyMatrixView *self, RyMatrix *matrix)
{
  self->matrix = matrix;
  self->head_height = 0;
  self->cell_width = 0;
  g_array_set_size (self->wants, 0);
  g_hash_table_remove_all (self->marked);
  _ry_matrix_forget (self);
  reorder (self);
}

/**
 * ry_matrix_view_set_wants:
 * @self: a view
 * @wants: (array length=n_wants) (nullable): what is asked for together
 * @n_wants: how many
 *
 * Puts the hospitals that fit on top.
 */
void
ry_matrix_view_set_wants (RyMatrixView *self, const RyMatrixWant *wants, guint n_wants)
{
  g_array_set_size (self->wants, 0);
  if (n_wants > 0)
    g_array_append_vals (self->wants, wants, n_wants);
  _ry_matrix_forget_heads (self);
  reorder (self);
}

/**
 * ry_matrix_view_get_n_fits:
 * @self: a view
 *
 * Returns: how many hospitals fit what is asked for
 */
guint
ry_matrix_view_get_n_fits (RyMatrixView *self)
{
  return self->order != NULL ? self->order->n_fits : 0;
}

/**
 * ry_matrix_view_get_n_open:
 * @self: a view
 *
 * Returns: how many would have to answer first
 */
guint
ry_matrix_view_get_n_open (RyMatrixView *self)
{
  return self->order != NULL ? self->order->n_open : 0;
}

/**
 * ry_matrix_view_set_marked:
 * @self: a view
 * @row: position of a hospital
 * @marked: whether it is to be compared
 *
 * Marks a hospital.
 */
void
ry_matrix_view_set_marked (RyMatrixView *self, guint row, gboolean marked)
{
  if (marked)
    g_hash_table_add (self->marked, GUINT_TO_POINTER (row));
  else
    g_hash_table_remove (self->marked, GUINT_TO_POINTER (row));
  _ry_matrix_renew_cells (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ry_matrix_view_get_cell:
 * @self: a view
 * @row: (out): position of the hospital
 * @column: (out): position of the column; the number of columns beyond them
 *
 * Returns: whether a hospital's cell is looked at
 */
gboolean
ry_matrix_view_get_cell (RyMatrixView *self, guint *row, guint *column)
{
  if (self->order == NULL || self->line < 0 || self->line >= _ry_matrix_count_lines (self))
    return FALSE;
  *row = self->order->rows[self->line];
  *column = self->column >= 0 ? (guint) self->column : (guint) _ry_matrix_count_columns (self);
  return TRUE;
}

/**
 * ry_matrix_view_dup_words:
 * @self: a view
 *
 * Returns: (transfer full): what is said of the cell that is looked at
 */
char *
ry_matrix_view_dup_words (RyMatrixView *self)
{
  return _ry_matrix_count_lines (self) > 0 ? _ry_matrix_describe (self, self->line, self->column) : g_strdup ("");
}

/**
 * ry_matrix_view_reveal_column:
 * @self: a view
 * @column: position of a column
 *
 * Scrolls to a column and looks at its head.
 */
void
ry_matrix_view_reveal_column (RyMatrixView *self, guint column)
{
  look_at (self, RY_MATRIX_HEAD, (int) column, FALSE);
}
