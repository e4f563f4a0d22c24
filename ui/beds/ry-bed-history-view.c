/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyBedHistoryView. The days are read in a thread, as all hospitals over years are many reports; what was asked for
 * last is what is shown. The line above the charts says the day that is looked at; a table holds the same figures.
 */
#include "ry-bed-history-view.h"

#include <glib/gi18n.h>

#include "ry-bed-files.h"
#include "ry-bed-history-scene.h"
#include "ry-bed-register.h"
#include "ry-bed-sheet.h"
#include "ry-date.h"
#include "ry-label.h"
#include "ry-paper-page.h"
#include "ry-picture-view.h"
#include "ry-picture.h"
#include "ry-speech.h"
#include "ry-tooltip.h"
#include "ry-wrap-layout.h"

struct _RyBedHistoryView {
  AdwBin parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkDropDown *by;
  GtkDropDown *period;
  GtkDropDown *hospital;
  GtkWidget *day;
  GtkWidget *reported;
  GtkWidget *stop;
  GtkWidget *spinner;
  GtkStack *stack;
  RyPictureView *picture;
  GtkWidget *table_button;
  GtkColumnView *table;

  /* Owned */
  GPtrArray *hospitals; /* RyDocument */
  RyBedHistory *history;
  GPtrArray *lines;
  GCancellable *reading;

  guint focus;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RyBedHistoryView, ry_bed_history_view, ADW_TYPE_BIN)

/* In the order of the drop-down. */
static const guint days[] = { 31, 91, 183, 365, 3 * 365, 5 * 365 };

typedef struct {
  RyStore *store;
  char *organisation;
  RyHistoryBy by;
  char *from;
  char *to;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->store);
  g_free (asked->organisation);
  g_free (asked->from);
  g_free (asked->to);
  g_free (asked);
}

/* ---- What is shown ---- */

static RyScene *
create_scene (double width, double height, RyPaletteScheme scheme, const char *focus, gpointer data)
{
  RyBedHistoryView *self = data;

  if (self->history == NULL || focus != NULL)
    return NULL;
  return ry_bed_history_scene_new (self->history, scheme, self->focus, width, height);
}

static double
get_height (double width, gpointer data)
{
  return 560;
}

static void
show_day (RyBedHistoryView *self)
{
  g_autofree char *words = NULL;

  if (self->history == NULL)
    return;
  words = ry_bed_history_speak_day (self->history, MIN (self->focus, self->history->n_days - 1));
  gtk_label_set_text (GTK_LABEL (self->day), words);
  ry_speech_set_label (self->day, words);
  ry_picture_view_redraw (self->picture);
}

static const char *
get_cell (RyBedHistoryView *self, guint line, guint column)
{
  GStrv cells = self->lines != NULL && line < self->lines->len ? g_ptr_array_index (self->lines, line) : NULL;

  return cells != NULL && column < g_strv_length (cells) ? cells[column] : "";
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, RyBedHistoryView *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  const char *text = get_cell (self, gtk_list_item_get_position (item) + 1, column);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), *text != '\0' ? text : _ ("not reported"));
}

/* The newest day stands below, as on paper; a table is made only where somebody wants it. */
static void
fill_table (RyBedHistoryView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  guint n = self->lines->len > 0 ? g_strv_length (g_ptr_array_index (self->lines, 0)) : 0;

  while (g_list_model_get_n_items (columns) > 0) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

    gtk_column_view_remove_column (self->table, column);
  }
  for (guint i = 1; i < self->lines->len; i++)
    gtk_string_list_append (rows, get_cell (self, i, 0));
  for (guint i = 0; i < n; i++) {
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
    g_autoptr (GtkColumnViewColumn) column = NULL;

    g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
    g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
    g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
    column = gtk_column_view_column_new (get_cell (self, 0, i), factory);
    gtk_column_view_append_column (self->table, column);
  }
  gtk_column_view_set_model (self->table,
                             GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows)))));
}

static void
show_form (RyBedHistoryView *self)
{
  gboolean table = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->table_button));

  if (self->history == NULL)
    return;
  if (self->history->series->len == 0) {
    gtk_stack_set_visible_child_name (self->stack, "empty");
    return;
  }
  if (table)
    fill_table (self);
  gtk_stack_set_visible_child_name (self->stack, table ? "table" : "chart");
}

static void
take (RyBedHistoryView *self, RyBedHistory *history)
{
  g_autofree char *reported = g_strdup_printf (_ ("Days reported %u of %u"), history->n_reported, history->n_days);

  g_clear_pointer (&self->history, ry_bed_history_free);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->history = history;
  self->lines = ry_bed_history_tabulate (history);
  self->focus = MIN (self->focus, history->n_days - 1);
  gtk_label_set_text (GTK_LABEL (self->reported), reported);
  show_form (self);
  show_day (self);
}

/* ---- Reading ---- */

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Asked *asked = data;
  GError *error = NULL;
  RyBedHistory *history =
      ry_bed_history_new (asked->store, asked->organisation, asked->by, asked->from, asked->to, cancellable, &error);

  if (history != NULL)
    g_task_return_pointer (task, history, (GDestroyNotify) ry_bed_history_free);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyBedHistoryView *self = RY_BED_HISTORY_VIEW (source);
  g_autoptr (GError) error = NULL;
  RyBedHistory *history = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) == self->reading) {
    gtk_spinner_stop (GTK_SPINNER (self->spinner));
    gtk_widget_set_visible (self->stop, FALSE);
  }
  if (history != NULL && self->picture != NULL)
    take (self, history);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->window != NULL)
    ry_window_show_error (self->window, _ ("The history could not be read"), error);
}

static Asked *
create_asked (RyBedHistoryView *self)
{
  Asked *asked = g_new0 (Asked, 1);
  guint hospital = gtk_drop_down_get_selected (self->hospital),
        period = MIN (gtk_drop_down_get_selected (self->period), G_N_ELEMENTS (days) - 1);
  GDate day;

  ry_date_today (&day);
  asked->to = ry_date_format (&day, RY_DATE_ISO);
  g_date_subtract_days (&day, days[period] - 1);
  asked->from = ry_date_format (&day, RY_DATE_ISO);
  asked->store = g_object_ref (ry_workspace_get_store (ry_window_get_workspace (self->window), "council"));
  asked->by = gtk_drop_down_get_selected (self->by) == 0 ? RY_HISTORY_BY_FUNCTION : RY_HISTORY_BY_HOSPITAL;
  if (hospital > 0 && hospital <= self->hospitals->len)
    asked->organisation = g_strdup (ry_document_get_id (g_ptr_array_index (self->hospitals, hospital - 1)));
  return asked;
}

static void
read_history (RyBedHistoryView *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->filling || self->hospitals == NULL)
    return;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, read_cb, NULL);
  g_task_set_task_data (task, create_asked (self), free_asked);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_widget_set_visible (self->stop, TRUE);
  g_task_run_in_thread (task, read_in_thread);
}

static void
stop_cb (RyBedHistoryView *self)
{
  g_cancellable_cancel (self->reading);
}

/* ---- What a person does ---- */

static void
move_day (RyBedHistoryView *self, int by)
{
  if (self->history == NULL)
    return;
  self->focus = (guint) CLAMP ((int) self->focus + by, 0, (int) self->history->n_days - 1);
  show_day (self);
}

static void
earlier_cb (RyBedHistoryView *self)
{
  move_day (self, -1);
}

static void
later_cb (RyBedHistoryView *self)
{
  move_day (self, 1);
}

static gboolean
pressed_cb (
    GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyBedHistoryView *self)
{
  int step = (state & GDK_SHIFT_MASK) != 0 ? 7 : 1;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || (keyval != GDK_KEY_Left && keyval != GDK_KEY_Right))
    return FALSE;
  move_day (self, keyval == GDK_KEY_Left ? -step : step);
  return TRUE;
}

static void
clicked_cb (GtkGestureClick *gesture, int n, double x, double y, RyBedHistoryView *self)
{
  RyScene *scene = ry_picture_view_get_scene (self->picture);
  GPtrArray *nodes = scene != NULL ? ry_scene_get_nodes (scene) : NULL;
  const RySceneNode *node = nodes != NULL && nodes->len > 0 ? g_ptr_array_index (nodes, 0) : NULL;
  double left;

  if (node == NULL || self->history == NULL)
    return;
  left = node->x - node->width / 2;
  self->focus = (guint) CLAMP ((x - left) / node->width * self->history->n_days, 0, self->history->n_days - 1);
  show_day (self);
}

/* ---- Handing out ---- */

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyBedHistoryView *self = data;
  g_autoptr (RyScene) scene = NULL;
  g_autofree double *widths = NULL;
  g_autofree char *from = NULL, *to = NULL, *title = NULL;
  guint columns;

  if (self->history == NULL || self->lines->len == 0)
    return;
  columns = MIN (g_strv_length (g_ptr_array_index (self->lines, 0)), 13);
  widths = g_new (double, columns);
  for (guint i = 0; i < columns; i++)
    widths[i] = i == 0 ? 26 : 22;
  scene = ry_bed_history_scene_new (self->history, RY_PALETTE_LIGHT, RY_HISTORY_NO_DAY, 900, 420);
  from = ry_date_format_paper (self->history->from, RY_DATE_ERA);
  to = ry_date_format_paper (self->history->to, RY_DATE_ERA);
  title = g_strdup_printf ("%s　%s〜%s", _ ("History of the vacant beds"), from, to);
  ry_paper_page_push (self->window, ry_bed_sheet_new_chart (title, scene, self->lines, widths, columns), NULL);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyBedHistoryView *self = data;
  gboolean cp932 = g_str_equal (g_action_get_name (G_ACTION (action)), "export-cp932");
  g_autofree char *name =
      self->history != NULL ? g_strdup_printf ("空床の推移_%s_%s.csv", self->history->from, self->history->to) : NULL;

  if (name != NULL)
    ry_bed_files_save_lines (self->window, name, g_ptr_array_ref (self->lines),
                             cp932 ? RY_ENCODING_CP932 : RY_ENCODING_UTF8);
}

/* ---- The widget ---- */

static void
ry_bed_history_view_dispose (GObject *object)
{
  RyBedHistoryView *self = RY_BED_HISTORY_VIEW (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->picture = NULL;
  g_clear_pointer (&self->history, ry_bed_history_free);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->hospitals, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_bed_history_view_parent_class)->dispose (object);
}

static void
ry_bed_history_view_class_init (RyBedHistoryViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_bed_history_view_dispose;
}

static GtkDropDown *
add_drop_down (RyBedHistoryView *self, GtkWidget *bar, const char *const *words, const char *label, guint selected)
{
  GtkWidget *drop = gtk_drop_down_new_from_strings (words);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), selected);
  ry_speech_set_label (drop, label);
  g_signal_connect_swapped (drop, "notify::selected", G_CALLBACK (read_history), self);
  gtk_widget_set_parent (drop, bar);
  return GTK_DROP_DOWN (drop);
}

static GtkWidget *
create_turner (RyBedHistoryView *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  ry_tooltip_set (button, label);
  ry_speech_set_label (button, label);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
create_bar (RyBedHistoryView *self)
{
  const char *const ways[] = { _ ("By function"), _ ("By hospital"), NULL }, *const everyone[] = { _ ("All hospitals"),
                                                                                                   NULL };
  const char *const periods[] = { _ ("Last month"),
                                  _ ("Last 3 months"),
                                  _ ("Last half year"),
                                  _ ("Last year"),
                                  _ ("Last 3 years"),
                                  _ ("Last 5 years"),
                                  NULL };
  GtkWidget *bar = ry_wrap_box_new (8);

  self->by = add_drop_down (self, bar, ways, _ ("A chart for each"), 0);
  self->period = add_drop_down (self, bar, periods, _ ("Period"), 0);
  self->hospital = add_drop_down (self, bar, everyone, _ ("Hospital"), 0);
  self->table_button = gtk_toggle_button_new_with_label (_ ("Table"));
  ry_tooltip_set (self->table_button, _ ("The same figures as a table"));
  g_signal_connect_swapped (self->table_button, "toggled", G_CALLBACK (show_form), self);
  gtk_widget_set_parent (self->table_button, bar);
  gtk_widget_set_parent (ry_bed_files_menu_new ("history"), bar);
  self->spinner = gtk_spinner_new ();
  self->stop = gtk_button_new_with_label (_ ("Stop"));
  gtk_widget_set_visible (self->stop, FALSE);
  g_signal_connect_swapped (self->stop, "clicked", G_CALLBACK (stop_cb), self);
  gtk_widget_set_parent (self->spinner, bar);
  gtk_widget_set_parent (self->stop, bar);
  return bar;
}

static GtkWidget *
create_foot (RyBedHistoryView *self)
{
  GtkWidget *foot = ry_wrap_box_new (10),
            *legend = ry_label_new_wrapped (_ ("○ 0 beds, reported   ▨ days not reported (not 0)"), "ry-small");

  self->reported = gtk_label_new (NULL);
  gtk_widget_set_parent (legend, foot);
  gtk_widget_set_parent (self->reported, foot);
  gtk_widget_set_parent (create_turner (self, "go-previous-symbolic", _ ("Day Before (←)"), G_CALLBACK (earlier_cb)),
                         foot);
  gtk_widget_set_parent (create_turner (self, "go-next-symbolic", _ ("Next Day (→)"), G_CALLBACK (later_cb)), foot);
  return foot;
}

static GtkWidget *
create_chart (RyBedHistoryView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->picture = g_object_new (RY_TYPE_PICTURE_VIEW, "vexpand", TRUE, NULL);
  ry_picture_view_set_source (self->picture, create_scene, get_height, self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->picture), keys);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->picture), GTK_EVENT_CONTROLLER (click));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->picture));
  return scrolled;
}

static void
ry_bed_history_view_init (RyBedHistoryView *self)
{
  static const GActionEntry entries[] = { { .name = "print", .activate = print_cb },
                                          { .name = "export", .activate = export_cb },
                                          { .name = "export-cp932", .activate = export_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *scrolled = gtk_scrolled_window_new (),
            *empty = adw_status_page_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "history", G_ACTION_GROUP (actions));
  gtk_widget_add_css_class (box, "ry-bed-search");
  self->day = ry_label_new_wrapped (NULL, "heading");
  self->table = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  ry_speech_set_label (GTK_WIDGET (self->table), _ ("Vacant beds, day by day"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->table));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "ryorin-bed-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("No Ward in That Time"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _ ("Choose another hospital or period, or add wards under the morning’s report."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, create_chart (self), "chart");
  gtk_stack_add_named (self->stack, scrolled, "table");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_box_append (GTK_BOX (box), create_bar (self));
  gtk_box_append (GTK_BOX (box), self->day);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), create_foot (self));
  adw_bin_set_child (ADW_BIN (self), box);
  self->focus = G_MAXINT;
}

/**
 * ry_bed_history_view_set_window:
 * @self: a view
 * @window: (transfer none): whose records it shows
 *
 * Connects the view; once.
 */
void
ry_bed_history_view_set_window (RyBedHistoryView *self, RyWindow *window)
{
  self->window = window;
}

/**
 * ry_bed_history_view_refresh:
 * @self: a view
 *
 * Reads the days again.
 */
void
ry_bed_history_view_refresh (RyBedHistoryView *self)
{
  const char *const where[] = { "org_kind=hospital", NULL };
  const RyQuery query = { .kind = "organisation", .order = "reading", .where = where };
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (self->hospital);

  self->filling = TRUE;
  g_clear_pointer (&self->hospitals, g_ptr_array_unref);
  self->hospitals = ry_workspace_query (ry_window_get_workspace (self->window), &query, NULL);
  if (self->hospitals == NULL)
    self->hospitals = g_ptr_array_new ();
  gtk_string_list_append (names, _ ("All hospitals"));
  for (guint i = 0; i < self->hospitals->len; i++)
    gtk_string_list_append (names, ry_document_get_string (g_ptr_array_index (self->hospitals, i), "name"));
  gtk_drop_down_set_model (self->hospital, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->hospital, selected <= self->hospitals->len ? selected : 0);
  self->filling = FALSE;
  read_history (self);
}

/**
 * ry_bed_history_view_focus:
 * @self: a view
 *
 * Puts the focus on the charts, where the arrows move the day.
 */
void
ry_bed_history_view_focus (RyBedHistoryView *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->picture), GTK_DIR_TAB_FORWARD);
}
