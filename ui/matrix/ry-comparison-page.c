/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyComparisonPage: a grid made anew when what it shows changes. A row is spoken as one: what is compared, each
 * hospital's value, and whether they differ.
 */
#include "ry-comparison-page.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-mark-view.h"
#include "ry-matrix-sheet.h"
#include "ry-paper-page.h"
#include "ry-tooltip.h"
#include "ry-window.h"

#define MARK      22
#define SETTLE_MS 400

struct _RyComparisonPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkWidget *box;
  GtkLabel *count;
  GtkWidget *only;

  /* Owned */
  RyMatrix *matrix;
  RyBeds *beds;
  GPtrArray *rows;      /* RyComparisonRow, borrowing from matrix */
  GPtrArray *hospitals; /* ids */
  char *as_of;
  char *now;

  guint settle;
};

G_DEFINE_FINAL_TYPE (RyComparisonPage, ry_comparison_page, RY_TYPE_PAGE)

static guint
list_positions (RyComparisonPage *self, guint *positions)
{
  guint n = 0;

  for (guint i = 0; i < self->hospitals->len; i++)
    n += ry_matrix_find_row (self->matrix, g_ptr_array_index (self->hospitals, i), &positions[n]);
  return n;
}

/* ---- The head ---- */

static GtkWidget *
create_text (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
open_cb (GtkWidget *button, RyComparisonPage *self)
{
  ry_window_open_record (ry_page_get_window (RY_PAGE (self)), g_object_get_data (G_OBJECT (button), "record"));
}

static GtkWidget *
create_head (RyComparisonPage *self, guint position)
{
  RyMatrixRow *row = ry_matrix_get_row (self->matrix, position);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *name = gtk_button_new ();
  g_autofree char *door =
      g_strdup_printf ("%s　%s", row->telephone != NULL ? row->telephone : _ ("telephone not known"),
                       row->hours != NULL ? row->hours : "");

  gtk_button_set_child (GTK_BUTTON (name), create_text (row->name, "title-4"));
  gtk_widget_add_css_class (name, "flat");
  ry_tooltip_set (name, _ ("Open the sheet"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (name), GTK_ACCESSIBLE_PROPERTY_LABEL, row->name, -1);
  g_object_set_data_full (G_OBJECT (name), "record", g_strdup (row->sheet != NULL ? row->sheet : row->id), g_free);
  g_signal_connect (name, "clicked", G_CALLBACK (open_cb), self);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), create_text (door, "telephone"));
  gtk_widget_add_css_class (box, "cell");
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

/* ---- The rows ---- */

static char *
describe (const RyComparisonRow *row, guint i)
{
  const RyMatrixCell *cell = row->cells != NULL ? row->cells[i] : NULL;

  if (cell == NULL || cell->note == NULL || *cell->note == '\0')
    return g_strdup (row->values[i]);
  return g_strdup_printf ("%s（%s）", row->values[i], cell->note);
}

static GtkWidget *
create_value (const RyComparisonRow *row, guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  const RyMatrixCell *cell = row->cells != NULL ? row->cells[i] : NULL;

  if (cell != NULL)
    gtk_box_append (GTK_BOX (box), ry_mark_view_new (ry_mark_of_answer (cell->answer), MARK));
  gtk_box_append (GTK_BOX (box), create_text (row->values[i], cell != NULL ? "heading" : NULL));
  if (cell != NULL && cell->note != NULL && *cell->note != '\0')
    gtk_box_append (GTK_BOX (box), create_text (cell->note, "dim-label"));
  gtk_widget_add_css_class (box, "cell");
  if (row->differs)
    gtk_widget_add_css_class (box, "differs");
  return box;
}

static void
attach (GtkWidget *grid, GtkWidget *child, const RyComparisonRow *row, int column, int line)
{
  if (row->differs)
    gtk_widget_add_css_class (child, "differs");
  gtk_widget_add_css_class (child, "cell");
  gtk_grid_attach (GTK_GRID (grid), child, column, line, 1, 1);
}

static void
add_row (GtkWidget *grid, const RyComparisonRow *row, guint n, int line)
{
  GtkWidget *label = create_text (row->label, "label"), *sign = create_text (row->differs ? "≠" : "", NULL);
  g_autoptr (GString) speech = g_string_new (row->label);

  for (guint i = 0; i < n; i++) {
    g_autofree char *value = describe (row, i);

    g_string_append_printf (speech, _ (", %s"), value);
    gtk_grid_attach (GTK_GRID (grid), create_value (row, i), 2 + (int) i, line, 1, 1);
  }
  if (row->differs)
    g_string_append (speech, _ (", they differ"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, speech->str, -1);
  attach (grid, label, row, 0, line);
  attach (grid, sign, row, 1, line);
}

static guint
count_differences (RyComparisonPage *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += ((RyComparisonRow *) g_ptr_array_index (self->rows, i))->differs;
  return n;
}

static void
show (RyComparisonPage *self)
{
  guint positions[8], n = list_positions (self, positions);
  gboolean only = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->only));
  GtkWidget *grid = gtk_grid_new (), *old = gtk_widget_get_last_child (self->box);
  g_autofree char *count = g_strdup_printf (_ ("%u of %u rows differ"), count_differences (self), self->rows->len);

  if (GTK_IS_GRID (old))
    gtk_box_remove (GTK_BOX (self->box), old);
  for (guint i = 0; i < n; i++)
    gtk_grid_attach (GTK_GRID (grid), create_head (self, positions[i]), 2 + (int) i, 0, 1, 1);
  for (guint i = 0; i < self->rows->len; i++) {
    const RyComparisonRow *row = g_ptr_array_index (self->rows, i);

    if (!only || row->differs)
      add_row (grid, row, n, (int) i + 1);
  }
  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "ry-comparison");
  gtk_box_append (GTK_BOX (self->box), grid);
  gtk_label_set_text (self->count, count);
}

static void
refresh (RyComparisonPage *self)
{
  RyWorkspace *workspace = ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
  g_autoptr (GError) error = NULL;
  RyMatrix *matrix = ry_matrix_new (workspace, self->as_of, &error);
  guint positions[8], n;

  if (matrix == NULL) {
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The hospitals cannot be compared"), error);
    return;
  }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->matrix, ry_matrix_free);
  g_clear_pointer (&self->beds, ry_beds_free);
  g_free (self->now);
  self->matrix = matrix;
  self->now = ry_date_now_iso ();
  self->beds = ry_beds_new (workspace, self->as_of, self->now, NULL);
  n = list_positions (self, positions);
  self->rows = ry_matrix_compare (self->matrix, positions, n, self->beds, self->now);
  show (self);
}

static void
set_subtitle (RyComparisonPage *self)
{
  guint positions[8], n = list_positions (self, positions);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? C_ ("hospitals", " and ") : "",
                            ry_matrix_get_row (self->matrix, positions[i])->picture);
  ry_page_set_subtitle (RY_PAGE (self), names->str);
}

static gboolean
settle_cb (gpointer data)
{
  RyComparisonPage *self = data;

  self->settle = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
committed_cb (RyComparisonPage *self)
{
  if (self->settle == 0)
    self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
}

static gboolean
ry_comparison_page_print (RyPage *page)
{
  RyComparisonPage *self = RY_COMPARISON_PAGE (page);
  guint positions[8], n = list_positions (self, positions);
  g_autoptr (RyPaper) paper = ry_paper_new_comparison (self->matrix, positions, n, self->beds, self->now);

  ry_paper_page_push (ry_page_get_window (page), paper, NULL);
  return TRUE;
}

/* For D to arrive here. */
static void
ry_comparison_page_shown (RyPage *page)
{
  gtk_widget_grab_focus (RY_COMPARISON_PAGE (page)->only);
}

static void
print_cb (RyComparisonPage *self)
{
  ry_comparison_page_print (RY_PAGE (self));
}

static gboolean
pressed_cb (
    GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyComparisonPage *self)
{
  if ((keyval != GDK_KEY_d && keyval != GDK_KEY_D) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->only),
                               !gtk_check_button_get_active (GTK_CHECK_BUTTON (self->only)));
  return TRUE;
}

static void
build (RyComparisonPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12),
            *print = gtk_button_new_with_label (_ ("Print"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->count = GTK_LABEL (create_text ("", "title-4"));
  self->only = gtk_check_button_new_with_label (_ ("Only differences (D)"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->count), TRUE);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (bar), self->only);
  gtk_box_append (GTK_BOX (bar), print);
  gtk_box_append (GTK_BOX (self->box), bar);
  gtk_widget_set_margin_top (self->box, 18);
  gtk_widget_set_margin_bottom (self->box, 18);
  gtk_widget_set_margin_start (self->box, 18);
  gtk_widget_set_margin_end (self->box, 18);
  gtk_widget_set_valign (self->box, GTK_ALIGN_START);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  g_signal_connect_object (self->only, "toggled", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (print, "clicked", G_CALLBACK (print_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
ry_comparison_page_dispose (GObject *object)
{
  g_clear_handle_id (&RY_COMPARISON_PAGE (object)->settle, g_source_remove);
  G_OBJECT_CLASS (ry_comparison_page_parent_class)->dispose (object);
}

static void
ry_comparison_page_finalize (GObject *object)
{
  RyComparisonPage *self = RY_COMPARISON_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->matrix, ry_matrix_free);
  g_clear_pointer (&self->beds, ry_beds_free);
  g_clear_pointer (&self->hospitals, g_ptr_array_unref);
  g_free (self->as_of);
  g_free (self->now);
  G_OBJECT_CLASS (ry_comparison_page_parent_class)->finalize (object);
}

static void
ry_comparison_page_class_init (RyComparisonPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_comparison_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_comparison_page_finalize;
  RY_PAGE_CLASS (klass)->shown = ry_comparison_page_shown;
  RY_PAGE_CLASS (klass)->print = ry_comparison_page_print;
}

static void
ry_comparison_page_init (RyComparisonPage *self)
{
  build (self);
}

/**
 * ry_comparison_page_new:
 * @window: the window it will be pushed onto
 * @hospitals: (element-type utf8): ids of two or three organisations
 * @as_of: the day they are compared for, ISO 8601
 *
 * Returns: (transfer floating): a page
 */
RyPage *
ry_comparison_page_new (RyWindow *window, GPtrArray *hospitals, const char *as_of)
{
  RyComparisonPage *self = g_object_new (RY_TYPE_COMPARISON_PAGE, "window", window, NULL);

  ry_page_set_title (RY_PAGE (self), C_ ("hospitals", "Compare"));
  self->as_of = g_strdup (as_of);
  self->hospitals = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < MIN (hospitals->len, 3); i++)
    g_ptr_array_add (self->hospitals, g_strdup (g_ptr_array_index (hospitals, i)));
  refresh (self);
  if (self->matrix != NULL)
    set_subtitle (self);
  g_signal_connect_object (ry_workspace_get_store (ry_window_get_workspace (window), "council"), "committed",
                           G_CALLBACK (committed_cb), self, G_CONNECT_SWAPPED);
  return RY_PAGE (self);
}
