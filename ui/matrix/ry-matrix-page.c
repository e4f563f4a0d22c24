/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyMatrixPage: the matrix with what is asked of it, and what is made of it. What is marked and asked for outlives a
 * new matrix, since somebody else's report may arrive in the middle of a telephone call.
 */
#include "ry-matrix-page.h"

#include <glib/gi18n.h>

#include "ry-as-of-button.h"
#include "ry-comparison-page.h"
#include "ry-date.h"
#include "ry-matrix-csv.h"
#include "ry-matrix-sheet.h"
#include "ry-matrix-view.h"
#include "ry-paper-page.h"
#include "ry-want-bar.h"
#include "ry-window.h"

#define SETTLE_MS     400 /* an import commits a hundred times a second */
#define MOST_COMPARED 3

struct _RyMatrixPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  RyMatrixView *view;
  RyWantBar *wants;
  GtkWidget *bar;
  GtkLabel *count;
  GtkLabel *open;
  GtkButton *compare;
  GtkWidget *print;
  GtkWidget *foot;
  GtkLabel *words;
  GtkToggleButton *mark;
  GtkWidget *sheet;
  GtkLabel *then;
  RyAsOfButton *as_of;
  GtkWidget *header_end;

  /* Owned */
  RyMatrix *matrix;
  GPtrArray *marked; /* ids of organisations, in the order in which they were marked */
  GSimpleActionGroup *actions;
  GtkFileChooserNative *chooser;

  guint settle;
  gboolean stale;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (RyMatrixPage, ry_matrix_page, RY_TYPE_PAGE)

static RyWindow *
get_window (RyMatrixPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

/* ---- Showing ---- */

static void
show_count (RyMatrixPage *self)
{
  guint n_wants, fits = ry_matrix_view_get_n_fits (self->view), open = ry_matrix_view_get_n_open (self->view);
  g_autofree char *count = g_strdup_printf (ngettext ("%u hospital", "%u hospitals", fits), fits);
  g_autofree char *calls = g_strdup_printf (ngettext ("%u has not answered: ask by telephone",
                                                      "%u have not answered: ask by telephone", open),
                                            open);

  ry_want_bar_get_wants (self->wants, &n_wants);
  gtk_label_set_text (self->count, count);
  gtk_label_set_text (self->open, calls);
  gtk_widget_set_visible (GTK_WIDGET (self->open), n_wants > 0 && open > 0);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "clear")),
                               n_wants > 0);
}

static void
show_marks (RyMatrixPage *self)
{
  g_autofree char *label = g_strdup_printf (_ ("Compare %u"), self->marked->len);

  gtk_button_set_label (self->compare, self->marked->len > 0 ? label : C_ ("hospitals", "Compare"));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "compare")),
                               self->marked->len >= 2);
}

static void
show_moment (RyMatrixPage *self)
{
  g_autofree char *date = ry_date_format_iso (self->matrix->as_of, RY_DATE_ERA);
  guint rows = self->matrix->rows->len, columns = self->matrix->columns->len;
  g_autofree char *subtitle = g_strdup_printf (_ ("As of %s: %u hospitals × %u columns"), date, rows, columns);
  g_autofree char *then = g_strdup_printf (_ ("As it was on %s. Nothing can be changed here."), date);

  /* A telephone's header has no room for it: the button tells the day, the figure how many. */
  ry_page_set_subtitle (RY_PAGE (self), ry_window_get_folded (get_window (self)) ? NULL : subtitle);
  gtk_label_set_text (self->then, then);
  gtk_widget_set_visible (GTK_WIDGET (self->then), !ry_as_of_button_is_today (self->as_of));
}

static void
show_wants (RyMatrixPage *self)
{
  guint n_wants;
  const RyMatrixWant *wants = ry_want_bar_get_wants (self->wants, &n_wants);

  ry_matrix_view_set_wants (self->view, wants, n_wants);
  show_count (self);
}

static gboolean
find_marked (RyMatrixPage *self, const char *id, guint *position)
{
  return g_ptr_array_find_with_equal_func (self->marked, id, g_str_equal, position);
}

static void
show_cell (RyMatrixPage *self)
{
  g_autofree char *words = ry_matrix_view_dup_words (self->view);
  guint row, column, position;
  gboolean hospital = ry_matrix_view_get_cell (self->view, &row, &column);

  gtk_label_set_text (self->words, words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->mark), hospital);
  gtk_widget_set_sensitive (self->sheet, hospital);
  self->showing = TRUE;
  gtk_toggle_button_set_active (self->mark,
                                hospital && find_marked (self, ry_matrix_get_row (self->matrix, row)->id, &position));
  self->showing = FALSE;
}

static void
restore_marks (RyMatrixPage *self)
{
  guint row;

  for (guint i = self->marked->len; i > 0; i--) {
    if (ry_matrix_find_row (self->matrix, g_ptr_array_index (self->marked, i - 1), &row))
      ry_matrix_view_set_marked (self->view, row, TRUE);
    else
      g_ptr_array_remove_index (self->marked, i - 1);
  }
}

static void
refresh (RyMatrixPage *self)
{
  g_autofree char *day = ry_as_of_button_dup_day (self->as_of);
  g_autoptr (GError) error = NULL;
  RyMatrix *matrix = ry_matrix_new (ry_window_get_workspace (get_window (self)), day, &error);
  RyMatrix *before = self->matrix;

  self->stale = FALSE;
  if (matrix == NULL) {
    ry_window_show_error (get_window (self), _ ("The matrix could not be made"), error);
    return;
  }
  self->matrix = matrix;
  ry_want_bar_set_matrix (self->wants, matrix);
  ry_matrix_view_set_matrix (self->view, matrix);
  g_clear_pointer (&before, ry_matrix_free);
  restore_marks (self);
  show_wants (self);
  show_marks (self);
  show_moment (self);
  show_cell (self);
  gtk_stack_set_visible_child_name (self->stack, matrix->rows->len > 0 ? "matrix" : "empty");
  gtk_widget_set_visible (self->bar, matrix->rows->len > 0);
  gtk_widget_set_visible (self->foot, matrix->rows->len > 0);
}

static gboolean
settle_cb (gpointer data)
{
  RyMatrixPage *self = data;

  self->settle = 0;
  if (self->stale && gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
  return G_SOURCE_REMOVE;
}

static void
committed_cb (RyMatrixPage *self)
{
  self->stale = TRUE;
  if (self->settle == 0)
    self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
}

/* ---- What a person does ---- */

static void
wants_changed_cb (RyMatrixPage *self)
{
  show_wants (self);
  show_cell (self);
}

static void
column_added_cb (RyMatrixPage *self, guint column)
{
  ry_matrix_view_reveal_column (self->view, column);
}

static void
column_pressed_cb (RyMatrixPage *self, guint column)
{
  ry_want_bar_cycle (self->wants, column);
}

static void
cell_changed_cb (RyMatrixPage *self)
{
  show_cell (self);
}

static void
row_opened_cb (RyMatrixPage *self, guint row)
{
  RyMatrixRow *hospital = ry_matrix_get_row (self->matrix, row);

  if (hospital->sheet == NULL || !ry_window_open_record (get_window (self), hospital->sheet))
    ry_window_open_record (get_window (self), hospital->id);
}

static void
row_marked_cb (RyMatrixPage *self, guint row)
{
  const char *id = ry_matrix_get_row (self->matrix, row)->id;
  guint position;

  if (find_marked (self, id, &position)) {
    g_ptr_array_remove_index (self->marked, position);
    ry_matrix_view_set_marked (self->view, row, FALSE);
  } else if (self->marked->len >= MOST_COMPARED) {
    ry_window_show_message (get_window (self), _ ("Three hospitals stand beside each other at most"));
  } else {
    g_ptr_array_add (self->marked, g_strdup (id));
    ry_matrix_view_set_marked (self->view, row, TRUE);
  }
  show_marks (self);
  show_cell (self);
}

static void
mark_toggled_cb (RyMatrixPage *self)
{
  guint row, column;

  if (!self->showing && ry_matrix_view_get_cell (self->view, &row, &column))
    row_marked_cb (self, row);
}

static void
sheet_cb (RyMatrixPage *self)
{
  guint row, column;

  if (ry_matrix_view_get_cell (self->view, &row, &column))
    row_opened_cb (self, row);
}

static void
members_cb (RyMatrixPage *self)
{
  ry_window_show_page (get_window (self), "members");
}

static void
day_changed_cb (RyMatrixPage *self)
{
  refresh (self);
}

static void
compare_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyMatrixPage *self = data;

  ry_window_push (get_window (self), ry_comparison_page_new (get_window (self), self->marked, self->matrix->as_of));
}

static void
clear_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_want_bar_clear (RY_MATRIX_PAGE (data)->wants);
}

static void
ask_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_want_bar_ask (RY_MATRIX_PAGE (data)->wants);
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyMatrixPage *self = data;
  guint n_wants;
  const RyMatrixWant *wants = ry_want_bar_get_wants (self->wants, &n_wants);
  g_autoptr (RyPaper) paper =
      ry_paper_new_matrix (ry_window_get_workspace (get_window (self)), self->matrix, wants, n_wants);

  ry_paper_page_push (get_window (self), paper, NULL);
}

/* ---- A file ---- */

static void
write_csv (RyMatrixPage *self, const char *path, RyEncoding encoding)
{
  guint n_wants, n_replaced = 0;
  const RyMatrixWant *wants = ry_want_bar_get_wants (self->wants, &n_wants);
  g_autoptr (RyTableWriter) table = ry_matrix_csv_create (self->matrix, wants, n_wants, encoding);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *message = g_strdup_printf (_ ("Saved as “%s”"), name);
  g_autoptr (GError) error = NULL;

  if (ry_table_writer_save (table, path, &n_replaced, NULL, &error))
    ry_window_show_message (get_window (self), message);
  else
    ry_window_show_error (get_window (self), _ ("The table was not saved"), error);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, RyMatrixPage *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    write_csv (self, path, (RyEncoding) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "encoding")));
  g_clear_object (&self->chooser);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyMatrixPage *self = data;
  gboolean cp932 = g_str_equal (g_action_get_name (G_ACTION (action)), "export-cp932");
  g_autofree char *name = g_strdup_printf ("病院機能一覧_%s.csv", self->matrix->as_of);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Write a CSV File"), GTK_WINDOW (get_window (self)),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_object_set_data (G_OBJECT (self->chooser), "encoding",
                     GINT_TO_POINTER (cp932 ? RY_ENCODING_CP932 : RY_ENCODING_UTF8));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- The page ---- */

static void
fold_changed_cb (RyMatrixPage *self)
{
  gboolean folded = ry_window_get_folded (get_window (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_visible (self->print, !folded);
  ry_as_of_button_set_narrow (self->as_of, folded);
  gtk_label_set_xalign (self->count, folded ? 0 : 1);
  gtk_label_set_xalign (self->open, folded ? 0 : 1);
  if (self->matrix != NULL)
    show_moment (self);
}

static void
install_actions (RyMatrixPage *self)
{
  static const GActionEntry entries[] = {
    { "compare", compare_cb }, { "clear", clear_cb },   { "ask", ask_cb },
    { "print", print_cb },     { "export", export_cb }, { "export-cp932", export_cb },
  };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "matrix", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (self->header_end, "matrix", G_ACTION_GROUP (self->actions));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("slash"),
                                                          gtk_named_action_new ("matrix.ask")));
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

static void
ry_matrix_page_shown (RyPage *page)
{
  RyMatrixPage *self = RY_MATRIX_PAGE (page);

  if (self->matrix == NULL || self->stale)
    refresh (self);
}

static gboolean
ry_matrix_page_focus_filter (RyPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RY_MATRIX_PAGE (page)->view));
}

static gboolean
ry_matrix_page_print (RyPage *page)
{
  print_cb (NULL, NULL, page);
  return TRUE;
}

static void
ry_matrix_page_constructed (GObject *object)
{
  RyMatrixPage *self = RY_MATRIX_PAGE (object);
  RyWorkspace *workspace;

  G_OBJECT_CLASS (ry_matrix_page_parent_class)->constructed (object);
  ry_page_set_header_start (RY_PAGE (self), GTK_WIDGET (self->as_of));
  ry_page_set_header_end (RY_PAGE (self), self->header_end);
  install_actions (self);
  g_signal_connect_object (get_window (self), "notify::folded", G_CALLBACK (fold_changed_cb), self, G_CONNECT_SWAPPED);
  fold_changed_cb (self);
  workspace = ry_window_get_workspace (get_window (self));
  g_signal_connect_object (ry_workspace_get_store (workspace, "council"), "committed", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
ry_matrix_page_dispose (GObject *object)
{
  RyMatrixPage *self = RY_MATRIX_PAGE (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_object (&self->actions);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (ry_matrix_page_parent_class)->dispose (object);
}

static void
ry_matrix_page_finalize (GObject *object)
{
  RyMatrixPage *self = RY_MATRIX_PAGE (object);

  g_clear_pointer (&self->matrix, ry_matrix_free);
  g_ptr_array_unref (self->marked);
  G_OBJECT_CLASS (ry_matrix_page_parent_class)->finalize (object);
}

static void
ry_matrix_page_class_init (RyMatrixPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct {
    const char *name;
    gssize offset;
  } children[] = {
    { "stack", G_STRUCT_OFFSET (RyMatrixPage, stack) },
    { "view", G_STRUCT_OFFSET (RyMatrixPage, view) },
    { "wants", G_STRUCT_OFFSET (RyMatrixPage, wants) },
    { "bar", G_STRUCT_OFFSET (RyMatrixPage, bar) },
    { "count", G_STRUCT_OFFSET (RyMatrixPage, count) },
    { "open", G_STRUCT_OFFSET (RyMatrixPage, open) },
    { "compare", G_STRUCT_OFFSET (RyMatrixPage, compare) },
    { "print", G_STRUCT_OFFSET (RyMatrixPage, print) },
    { "foot", G_STRUCT_OFFSET (RyMatrixPage, foot) },
    { "words", G_STRUCT_OFFSET (RyMatrixPage, words) },
    { "mark", G_STRUCT_OFFSET (RyMatrixPage, mark) },
    { "sheet", G_STRUCT_OFFSET (RyMatrixPage, sheet) },
    { "then", G_STRUCT_OFFSET (RyMatrixPage, then) },
    { "as_of", G_STRUCT_OFFSET (RyMatrixPage, as_of) },
    { "header_end", G_STRUCT_OFFSET (RyMatrixPage, header_end) },
  };

  G_OBJECT_CLASS (klass)->constructed = ry_matrix_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ry_matrix_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_matrix_page_finalize;
  RY_PAGE_CLASS (klass)->shown = ry_matrix_page_shown;
  RY_PAGE_CLASS (klass)->focus_filter = ry_matrix_page_focus_filter;
  RY_PAGE_CLASS (klass)->print = ry_matrix_page_print;

  g_type_ensure (RY_TYPE_MATRIX_VIEW);
  g_type_ensure (RY_TYPE_WANT_BAR);
  g_type_ensure (RY_TYPE_AS_OF_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/matrix/ry-matrix-page.ui");
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_class_bind_template_child_full (widget_class, children[i].name, FALSE, children[i].offset);
  gtk_widget_class_bind_template_callback (widget_class, wants_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, column_added_cb);
  gtk_widget_class_bind_template_callback (widget_class, column_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cell_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_marked_cb);
  gtk_widget_class_bind_template_callback (widget_class, mark_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_cb);
  gtk_widget_class_bind_template_callback (widget_class, members_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
}

static void
ry_matrix_page_init (RyMatrixPage *self)
{
  self->marked = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
