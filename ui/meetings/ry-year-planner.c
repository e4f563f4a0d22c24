/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialogue shows a RyYearPlan and changes it; nothing is written before the button. Rows are kept while a year is
 * shown, and only their words follow, so that the focus stays where it is.
 */
#include "ry-year-planner.h"

#include <glib/gi18n.h>

#include "ry-date-entry.h"
#include "ry-date.h"
#include "ry-fit.h"
#include "ry-series-editor.h"
#include "ry-speech.h"
#include "ry-year-plan.h"

struct _RyYearPlanner {
  AdwWindow parent_instance;

  /* Template widgets */
  AdwComboRow *series_row;
  GtkSpinButton *year;
  GtkLabel *year_name;
  GtkWidget *list;
  GtkWidget *empty;
  GtkButton *make;

  /* Borrowed */
  RyWindow *window;

  /* Owned */
  GPtrArray *series;
  GPtrArray *rows; /* (element-type AdwActionRow) */
  RyYearPlan *plan;

  gboolean setting;
};

G_DEFINE_FINAL_TYPE (RyYearPlanner, ry_year_planner, ADW_TYPE_WINDOW)

static RyDocument *
get_series (RyYearPlanner *self)
{
  guint chosen = adw_combo_row_get_selected (self->series_row);

  return self->series != NULL && chosen < self->series->len ? g_ptr_array_index (self->series, chosen) : NULL;
}

static RyPlanned *
get_planned (RyYearPlanner *self, guint position)
{
  return g_ptr_array_index (ry_year_plan_get_rows (self->plan), position);
}

static void
append_words (GString *text, const char *words)
{
  if (words == NULL || *words == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, "・");
  g_string_append (text, words);
}

/* Why the day is another, and what is in its way. */
static char *
describe (const RyPlanned *planned)
{
  GString *text = g_string_new (NULL);
  g_autofree char *rule = ry_date_format_iso (planned->rule, RY_DATE_MONTH_DAY);
  g_autofree char *holiday = planned->holiday != NULL ? g_strdup_printf (_ ("%s is %s"), rule, planned->holiday) : NULL;
  g_autofree char *instead = !g_str_equal (planned->rule, planned->date) && planned->holiday == NULL
                                 ? g_strdup_printf (_ ("instead of %s"), rule)
                                 : NULL;
  g_autofree char *clash = NULL;

  if (planned->clash == RY_CLASH_OVERLAP)
    clash = g_strdup_printf (_ ("At the same time as %s"), planned->other);
  else if (planned->clash == RY_CLASH_SAME_DAY)
    clash = g_strdup_printf (_ ("On the same day as %s"), planned->other);
  append_words (text, planned->existing != NULL ? _ ("is there already") : NULL);
  append_words (text, holiday);
  append_words (text, instead);
  append_words (text, planned->reason);
  append_words (text, clash);
  return g_string_free (text, FALSE);
}

static void
sync_row (RyYearPlanner *self, guint position)
{
  AdwActionRow *row = g_ptr_array_index (self->rows, position);
  const RyPlanned *planned = get_planned (self, position);
  GtkWidget *check = g_object_get_data (G_OBJECT (row), "check");
  GtkWidget *warning = g_object_get_data (G_OBJECT (row), "warning");
  g_autofree char *day = ry_date_format_iso (planned->date, RY_DATE_MONTH_DAY);
  g_autofree char *title = g_strjoin ("　", day, planned->title != NULL ? planned->title : _ ("left out"), NULL);
  g_autofree char *about = describe (planned);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, about);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), planned->taken || planned->existing != NULL);
  gtk_widget_set_sensitive (check, planned->existing == NULL);
  gtk_widget_set_visible (warning, planned->clash == RY_CLASH_OVERLAP && planned->existing == NULL && planned->taken);
  ry_speech_set_label (check, title);
}

static void
sync_all (RyYearPlanner *self)
{
  guint n = self->plan != NULL ? ry_year_plan_count (self->plan) : 0;
  g_autofree char *label = g_strdup_printf (ngettext ("_Make %u Meeting", "_Make %u Meetings", n), n);

  self->setting = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    sync_row (self, i);
  self->setting = FALSE;
  gtk_button_set_label (self->make, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->make), n > 0);
}

static void
toggled_cb (GtkCheckButton *check, RyYearPlanner *self)
{
  if (self->setting)
    return;
  ry_year_plan_set_taken (self->plan, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "position")),
                          gtk_check_button_get_active (check), NULL);
  sync_all (self);
}

static void
moved_cb (GtkWidget *widget, RyYearPlanner *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER);
  RyDateEntry *entry = g_object_get_data (G_OBJECT (popover), "date");
  GtkEditable *reason = g_object_get_data (G_OBJECT (popover), "reason");
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (popover), "position"));
  const char *date = ry_date_entry_get_date (entry);

  if (date == NULL || *date == '\0')
    return;
  ry_year_plan_move (self->plan, position, date, gtk_editable_get_text (reason));
  gtk_popover_popdown (GTK_POPOVER (popover));
  sync_all (self);
}

static GtkWidget *
create_move_popover (RyYearPlanner *self, guint position)
{
  const RyPlanned *planned = get_planned (self, position);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *date = ry_date_entry_new (_ ("Another day"));
  GtkWidget *reason = gtk_entry_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Move"));

  ry_date_entry_set_date (RY_DATE_ENTRY (date), planned->date);
  gtk_entry_set_placeholder_text (GTK_ENTRY (reason), _ ("Reason"));
  ry_speech_set_label (reason, _ ("Reason"));
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (GTK_BOX (box), date);
  gtk_box_append (GTK_BOX (box), reason);
  gtk_box_append (GTK_BOX (box), button);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_object_set_data (G_OBJECT (popover), "date", date);
  g_object_set_data (G_OBJECT (popover), "reason", reason);
  g_object_set_data (G_OBJECT (popover), "position", GUINT_TO_POINTER (position));
  g_signal_connect (date, "activate", G_CALLBACK (moved_cb), self);
  g_signal_connect (reason, "activate", G_CALLBACK (moved_cb), self);
  g_signal_connect (button, "clicked", G_CALLBACK (moved_cb), self);
  return popover;
}

static GtkWidget *
create_row (RyYearPlanner *self, guint position)
{
  const RyPlanned *planned = get_planned (self, position);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *move = gtk_menu_button_new ();
  g_autofree char *day = ry_date_format_iso (planned->rule, RY_DATE_MONTH_DAY);
  g_autofree char *spoken = g_strdup_printf (_ ("Move %s to another day"), day);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_widget_add_css_class (warning, "ry-warn");
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (move, GTK_ALIGN_CENTER);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (move), _ ("Move"));
  gtk_widget_add_css_class (move, "flat");
  gtk_widget_set_visible (move, planned->existing == NULL);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (move), create_move_popover (self, position));
  ry_speech_set_label (move, spoken);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), warning);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), move);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (row), "check", check);
  g_object_set_data (G_OBJECT (row), "warning", warning);
  g_object_set_data (G_OBJECT (check), "position", GUINT_TO_POINTER (position));
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  return row;
}

static void
clear_rows (RyYearPlanner *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->list), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->plan, ry_year_plan_free);
}

static void
reload (RyYearPlanner *self)
{
  RyDocument *series = get_series (self);
  int year = gtk_spin_button_get_value_as_int (self->year);
  g_autofree char *name = ry_date_format_year (year, TRUE);
  g_autofree char *label = g_strdup_printf (_ ("%s (fiscal)"), name);
  g_autoptr (GError) error = NULL;

  if (self->setting)
    return;
  clear_rows (self);
  gtk_label_set_label (self->year_name, label);
  if (series != NULL)
    self->plan = ry_year_plan_new (ry_window_get_workspace (self->window), ry_document_get_id (series), year, &error);
  for (guint i = 0; self->plan != NULL && i < ry_year_plan_get_rows (self->plan)->len; i++) {
    GtkWidget *row = create_row (self, i);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->list), row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (self->empty, self->rows->len == 0);
  sync_all (self);
}

static void
make_cb (RyYearPlanner *self)
{
  guint n = ry_year_plan_count (self->plan);
  g_autofree char *message = g_strdup_printf (ngettext ("Made %u meeting", "Made %u meetings", n), n);

  ry_window_commit (self->window, ry_year_plan_create_edits (self->plan), message);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
cancel_cb (RyYearPlanner *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
rhythm_cb (RyYearPlanner *self)
{
  RyDocument *series = get_series (self);
  GtkWindow *editor = ry_series_editor_new (self->window, series != NULL ? ry_document_get_id (series) : NULL);

  gtk_window_destroy (GTK_WINDOW (self));
  gtk_window_present (editor);
}

static gboolean
close_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  gtk_window_destroy (GTK_WINDOW (widget));
  return TRUE;
}

static void
ry_year_planner_dispose (GObject *object)
{
  RyYearPlanner *self = RY_YEAR_PLANNER (object);

  g_clear_pointer (&self->plan, ry_year_plan_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->series, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_year_planner_parent_class)->dispose (object);
}

static void
ry_year_planner_class_init (RyYearPlannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_year_planner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-year-planner.ui");
  gtk_widget_class_bind_template_child (widget_class, RyYearPlanner, series_row);
  gtk_widget_class_bind_template_child (widget_class, RyYearPlanner, year);
  gtk_widget_class_bind_template_child (widget_class, RyYearPlanner, year_name);
  gtk_widget_class_bind_template_child (widget_class, RyYearPlanner, list);
  gtk_widget_class_bind_template_child (widget_class, RyYearPlanner, empty);
  gtk_widget_class_bind_template_child (widget_class, RyYearPlanner, make);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, rhythm_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_cb, NULL);
}

static void
ry_year_planner_init (RyYearPlanner *self)
{
  self->rows = g_ptr_array_new ();
  self->setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_year_planner_new:
 * @window: the window it belongs to
 * @series: (nullable): id of the series to begin with
 * @fiscal_year: the year of account to begin with
 *
 * Returns: (transfer none): the dialogue, not yet shown
 */
GtkWindow *
ry_year_planner_new (RyWindow *window, const char *series, int fiscal_year)
{
  RyYearPlanner *self = g_object_new (RY_TYPE_YEAR_PLANNER, "transient-for", window, "modal", TRUE, NULL);
  guint chosen = 0;
  g_autoptr (GtkStringList) names = NULL;

  ry_fit_dialog (GTK_WINDOW (self));
  self->window = window;
  self->series = ry_series_editor_list (ry_window_get_workspace (window), series, &names, &chosen);
  adw_combo_row_set_model (self->series_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->series_row, chosen);
  gtk_spin_button_set_value (self->year, fiscal_year);
  self->setting = FALSE;
  reload (self);
  /* A year that is there already leads to the one behind it. */
  if (self->plan != NULL && self->rows->len > 0 && ry_year_plan_count (self->plan) == 0)
    gtk_spin_button_set_value (self->year, fiscal_year + 1);
  return GTK_WINDOW (self);
}
