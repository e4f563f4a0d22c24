/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyWantBar. It keeps what is asked for by the columns' ids over a new matrix, as positions may be others then.
 */
#include "ry-want-bar.h"

#include <glib/gi18n.h>

#include "ry-text.h"
#include "ry-tooltip.h"
#include "ry-wrap-layout.h"

struct _RyWantBar {
  GtkWidget parent_instance;

  /* Borrowed */
  RyMatrix *matrix;
  GtkWidget *search;
  GtkWidget *list;
  GtkWidget *popover;

  /* Owned */
  GArray *wants; /* RyMatrixWant */
  GtkWidget *menu;
  GPtrArray *chips;
};

G_DEFINE_FINAL_TYPE (RyWantBar, ry_want_bar, GTK_TYPE_WIDGET)

enum { CHANGED, COLUMN_ADDED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
find_want (RyWantBar *self, guint column, guint *position)
{
  for (*position = 0; *position < self->wants->len; (*position)++)
    if (g_array_index (self->wants, RyMatrixWant, *position).column == column)
      return TRUE;
  return FALSE;
}

/* ---- Chips ---- */

static void
chip_clicked_cb (GtkWidget *chip, RyWantBar *self)
{
  ry_want_bar_cycle (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "column")));
}

static void
add_chip (RyWantBar *self, const RyMatrixWant *want)
{
  const char *name = ry_matrix_get_column (self->matrix, want->column)->name;
  g_autofree char *label = g_strdup_printf ("%s  %s", name, want->conditional ? "○△" : "○");
  g_autofree char *speech = g_strdup_printf (want->conditional ? _ ("%s, yes or with conditions. Press to take it away")
                                                               : _ ("%s, yes. Press to take conditions too"),
                                             name);
  GtkWidget *chip = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (chip, "ry-want");
  ry_tooltip_set (chip, want->conditional ? _ ("Press to take it away") : _ ("Press to take conditions too"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
  g_object_set_data (G_OBJECT (chip), "column", GUINT_TO_POINTER (want->column));
  g_signal_connect (chip, "clicked", G_CALLBACK (chip_clicked_cb), self);
  g_ptr_array_add (self->chips, chip);
}

static void
show_chips (RyWantBar *self)
{
  g_ptr_array_set_size (self->chips, 0);
  for (guint i = 0; i < self->wants->len; i++) {
    if (i > 0) {
      GtkWidget *and = gtk_label_new (_ ("and"));

      gtk_widget_add_css_class (and, "dim-label");
      g_ptr_array_add (self->chips, and);
    }
    add_chip (self, &g_array_index (self->wants, RyMatrixWant, i));
  }
  for (guint i = 0; i < self->chips->len; i++)
    gtk_widget_insert_before (g_ptr_array_index (self->chips, i), GTK_WIDGET (self), self->menu);
}

static void
changed (RyWantBar *self)
{
  show_chips (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- The list to choose from ---- */

static gboolean
is_shown_cb (GtkListBoxRow *row, gpointer data)
{
  RyWantBar *self = data;
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "column")), position;
  g_autofree char *wanted = ry_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autofree char *name = ry_text_fold (ry_matrix_get_column (self->matrix, column)->name);

  return !find_want (self, column, &position) && strstr (name, wanted) != NULL;
}

static void
head_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  RyWantBar *self = data;
  RyMatrixColumn *column =
      ry_matrix_get_column (self->matrix, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "column")));
  GtkWidget *label;

  if (before != NULL &&
      ry_matrix_get_column (self->matrix, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (before), "column")))->group ==
          column->group) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }
  label = gtk_label_new (ry_matrix_group_get_name (column->group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, 8);
  gtk_widget_set_margin_start (label, 8);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_row_set_header (row, label);
}

static void
fill_list (RyWantBar *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; self->matrix != NULL && i < self->matrix->columns->len; i++) {
    GtkWidget *label = gtk_label_new (ry_matrix_get_column (self->matrix, i)->name);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    row = gtk_list_box_row_new ();
    gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    ry_matrix_get_column (self->matrix, i)->name, -1);
    g_object_set_data (G_OBJECT (row), "column", GUINT_TO_POINTER (i));
    gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  }
}

static void
choose (RyWantBar *self, GtkListBoxRow *row)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "column"));

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  ry_want_bar_cycle (self, column);
  g_signal_emit (self, signals[COLUMN_ADDED], 0, column);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, RyWantBar *self)
{
  choose (self, row);
}

static void
search_changed_cb (RyWantBar *self)
{
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
}

/* Enter takes the first that is left. */
static void
search_activated_cb (RyWantBar *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_child_visible (row) && is_shown_cb (GTK_LIST_BOX_ROW (row), self)) {
      choose (self, GTK_LIST_BOX_ROW (row));
      return;
    }
}

static void
opened_cb (RyWantBar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
  gtk_widget_grab_focus (self->search);
}

static GtkWidget *
create_popover (RyWantBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scrolled = gtk_scrolled_window_new ();

  self->popover = gtk_popover_new ();
  self->search = gtk_search_entry_new ();
  self->list = gtk_list_box_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search the conditions"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Conditions"), -1);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), is_shown_cb, self, NULL);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), head_cb, self, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, 260, 320);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (opened_cb), self);
  return self->popover;
}

static void
remove_chip (gpointer chip)
{
  gtk_widget_unparent (chip);
}

static void
ry_want_bar_dispose (GObject *object)
{
  RyWantBar *self = RY_WANT_BAR (object);

  g_ptr_array_set_size (self->chips, 0);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  G_OBJECT_CLASS (ry_want_bar_parent_class)->dispose (object);
}

static void
ry_want_bar_finalize (GObject *object)
{
  g_array_unref (RY_WANT_BAR (object)->wants);
  g_ptr_array_unref (RY_WANT_BAR (object)->chips);
  G_OBJECT_CLASS (ry_want_bar_parent_class)->finalize (object);
}

static void
ry_want_bar_class_init (RyWantBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_want_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_want_bar_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COLUMN_ADDED] = g_signal_new ("column-added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ry_want_bar_init (RyWantBar *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->wants = g_array_new (FALSE, FALSE, sizeof (RyMatrixWant));
  self->chips = g_ptr_array_new_with_free_func (remove_chip);
  self->menu = gtk_menu_button_new ();
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (content), gtk_label_new (_ ("Add a Condition")));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->menu), content);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->menu), create_popover (self));
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a Condition"),
                                  -1);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), ry_wrap_layout_new (6));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
}

/**
 * ry_want_bar_set_matrix:
 * @self: a bar
 * @matrix: (nullable): what is asked of; it outlives the bar or is replaced before it goes
 *
 * Gives it the columns to choose from. What was asked for stays where its column is still there.
 */
void
ry_want_bar_set_matrix (RyWantBar *self, RyMatrix *matrix)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (RyMatrixWant));

  for (guint i = 0; self->matrix != NULL && matrix != NULL && i < self->wants->len; i++) {
    RyMatrixWant want = g_array_index (self->wants, RyMatrixWant, i);

    if (ry_matrix_find_column (matrix, ry_matrix_get_column (self->matrix, want.column)->id, &want.column))
      g_array_append_val (kept, want);
  }
  self->matrix = matrix;
  g_array_set_size (self->wants, 0);
  if (kept->len > 0)
    g_array_append_vals (self->wants, kept->data, kept->len);
  fill_list (self);
  show_chips (self);
}

/**
 * ry_want_bar_get_wants:
 * @self: a bar
 * @n_wants: (out): how many
 *
 * Returns: (transfer none) (nullable): what is asked for
 */
const RyMatrixWant *
ry_want_bar_get_wants (RyWantBar *self, guint *n_wants)
{
  *n_wants = self->wants->len;
  return (const RyMatrixWant *) (gpointer) self->wants->data;
}

/**
 * ry_want_bar_cycle:
 * @self: a bar
 * @column: position of a column
 *
 * Asks for a column; asked for already, takes conditions too; and then no longer.
 */
void
ry_want_bar_cycle (RyWantBar *self, guint column)
{
  gboolean is_function = ry_matrix_get_column (self->matrix, column)->group == RY_MATRIX_FUNCTIONS;
  const RyMatrixWant fresh = { .column = column };
  guint position;

  if (!find_want (self, column, &position))
    g_array_append_val (self->wants, fresh);
  else if (!g_array_index (self->wants, RyMatrixWant, position).conditional && !is_function)
    g_array_index (self->wants, RyMatrixWant, position).conditional = TRUE;
  else
    g_array_remove_index (self->wants, position);
  changed (self);
}

/**
 * ry_want_bar_clear:
 * @self: a bar
 *
 * Asks for nothing.
 */
void
ry_want_bar_clear (RyWantBar *self)
{
  g_array_set_size (self->wants, 0);
  changed (self);
}

/**
 * ry_want_bar_ask:
 * @self: a bar
 *
 * Opens the list to choose from.
 */
void
ry_want_bar_ask (RyWantBar *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu));
}
