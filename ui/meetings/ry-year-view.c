/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The grid is made of buttons, so that arrow keys and Enter reach every day and a screen reader says it in full. It is
 * built again when the year or the data change; 365 buttons take some twenty milliseconds. The same year stands behind
 * the second page as the paper it prints as.
 */
#include "ry-year-view.h"

#include <glib/gi18n.h>

#include "ry-calendar-file.h"
#include "ry-date.h"
#include "ry-holiday.h"
#include "ry-new-meeting.h"
#include "ry-permission-guard.h"
#include "ry-preview.h"
#include "ry-series-editor.h"
#include "ry-speech.h"
#include "ry-tooltip.h"
#include "ry-window.h"
#include "ry-year-planner.h"
#include "ry-year.h"

struct _RyYearView {
  RyPage parent_instance;

  /* Template widgets */
  AdwViewStack *stack;
  AdwViewSwitcherBar *switcher_bar;
  GtkWidget *bar;
  GtkScrolledWindow *scroller;
  GtkGrid *grid;
  GtkLabel *year_label;
  GtkWidget *plan;
  GtkWidget *series;
  GtkLabel *legend;
  RyPreview *preview;
  GtkDropDown *sheet;

  int year;
  gboolean stale;
  gboolean placed; /* scrolled to this month once */
};

G_DEFINE_FINAL_TYPE (RyYearView, ry_year_view, RY_TYPE_PAGE)

static void reload (RyYearView *self);

static RyWorkspace *
get_workspace (RyYearView *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static void
created_cb (RyYearView *self, const char *id)
{
  ry_window_open_record (ry_page_get_window (RY_PAGE (self)), id);
}

static void
day_clicked_cb (RyYearView *self, GtkWidget *button)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  const char *id = g_object_get_data (G_OBJECT (button), "id");
  const char *date = g_object_get_data (G_OBJECT (button), "date");
  g_autoptr (GError) error = NULL;
  GtkWindow *dialog;

  if (id != NULL) {
    ry_window_open_record (window, id);
    return;
  }
  if (!ry_workspace_offers (get_workspace (self), RY_VERB_CREATE, "meeting", NULL, &error)) {
    ry_window_show_message (window, error->message);
    return;
  }
  dialog = ry_new_meeting_new (GTK_WINDOW (window), get_workspace (self), NULL, date);
  g_signal_connect_object (dialog, "created", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

/* Short, as a column is narrow; the tooltip and the screen reader have the title. */
static char *
format_entry (const RyYearEntry *entry)
{
  g_autofree char *number = entry->number > 0 ? g_strdup_printf (_ ("No. %d"), (int) entry->number) : NULL;

  return g_strconcat (ry_year_get_sign (entry->mark), number != NULL ? number : entry->title, NULL);
}

/* A button for each thing of a day, or one for a day on which there is none. */
static GtkWidget *
create_button (RyYearView *self, const GDate *day, const RyYearEntry *entry)
{
  const char *holiday = ry_holiday_get_name (day);
  g_autofree char *iso = ry_date_format (day, RY_DATE_ISO);
  g_autofree char *spoken_day = ry_date_format (day, RY_DATE_MONTH_DAY);
  g_autofree char *text = entry != NULL ? format_entry (entry) : g_strdup (holiday != NULL ? holiday : "");
  g_autofree char *spoken = g_strjoin (" ", spoken_day,
                                       entry != NULL     ? entry->title
                                       : holiday != NULL ? holiday
                                                         : _ ("nothing planned"),
                                       NULL);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_widget_add_css_class (label, entry != NULL ? "ry-year-entry" : "ry-2nd");
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ry-year-day");
  if (entry != NULL || holiday != NULL)
    ry_tooltip_set (button, spoken);
  ry_speech_set_label (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "id", entry != NULL ? g_strdup (entry->id) : NULL, g_free);
  g_object_set_data_full (G_OBJECT (button), "date", g_steal_pointer (&iso), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (day_clicked_cb), self);
  return button;
}

static void
add_day (RyYearView *self, GPtrArray *entries, const GDate *day, int column)
{
  static const char *const weekdays[] = { "",         N_ ("Mon"), N_ ("Tue"), N_ ("Wed"),
                                          N_ ("Thu"), N_ ("Fri"), N_ ("Sat"), N_ ("Sun") };
  GDateWeekday weekday = g_date_get_weekday (day);
  gboolean rest = weekday == G_DATE_SUNDAY || ry_holiday_get_name (day) != NULL;
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *number = g_strdup_printf ("%2d %s", g_date_get_day (day), _ (weekdays[weekday]));
  GtkWidget *label = gtk_label_new (number);
  guint n = 0;

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "ry-tiny");
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_widget_add_css_class (cell, "ry-year-cell");
  if (rest || weekday == G_DATE_SATURDAY)
    gtk_widget_add_css_class (cell, rest ? "ry-year-rest" : "ry-year-saturday");
  gtk_box_append (GTK_BOX (cell), label);
  for (guint i = 0; i < entries->len; i++) {
    const RyYearEntry *entry = g_ptr_array_index (entries, i);

    if (g_date_compare (&entry->date, day) != 0)
      continue;
    gtk_box_append (GTK_BOX (cell), create_button (self, day, entry));
    n++;
  }
  if (n == 0)
    gtk_box_append (GTK_BOX (cell), create_button (self, day, NULL));
  gtk_grid_attach (self->grid, cell, column, g_date_get_day (day), 1, 1);
}

static void
add_month (RyYearView *self, GPtrArray *entries, int i)
{
  int month = (i + 3) % 12 + 1, year = self->year + (i >= 9);
  guint days = g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
  g_autofree char *name = g_strdup_printf (_ ("Month %d"), month);
  GtkWidget *head = gtk_label_new (name);
  GDate day;

  gtk_widget_add_css_class (head, "heading");
  gtk_widget_add_css_class (head, "ry-year-month");
  gtk_grid_attach (self->grid, head, i, 0, 1, 1);
  g_date_clear (&day, 1);
  for (guint n = 1; n <= days; n++) {
    g_date_set_dmy (&day, (GDateDay) n, (GDateMonth) month, (GDateYear) year);
    add_day (self, entries, &day, i);
  }
}

static void
clear_grid (RyYearView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

/* The councils that are on, as everywhere in the window. */
static void
keep_shown (RyYearView *self, GPtrArray *entries)
{
  RyCouncils *councils = ry_window_get_councils (ry_page_get_window (RY_PAGE (self)));

  for (guint i = entries->len; i > 0; i--) {
    const RyYearEntry *entry = g_ptr_array_index (entries, i - 1);

    if (entry->council != NULL && ry_councils_get (councils, entry->council) != NULL &&
        !ry_councils_is_on (councils, entry->council))
      g_ptr_array_remove_index (entries, i - 1);
  }
}

static void
show_paper (RyYearView *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;

  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), "paper") != 0)
    return;
  paper = ry_paper_new_year (get_workspace (self), self->year, gtk_drop_down_get_selected (self->sheet) == 1, &error);
  if (paper != NULL)
    ry_preview_set_paper (self->preview, paper);
  else
    ry_preview_set_error (self->preview, error->message);
}

static void
reload (RyYearView *self)
{
  g_autofree char *name = ry_date_format_year (self->year, TRUE);
  g_autofree char *label = g_strdup_printf (_ ("%s (fiscal)"), name);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = ry_year_list_entries (get_workspace (self), self->year, &error);

  self->stale = FALSE;
  gtk_label_set_label (self->year_label, label);
  clear_grid (self);
  if (entries == NULL) {
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The year could not be read"), error);
    return;
  }
  keep_shown (self, entries);
  for (int i = 0; i < 12; i++)
    add_month (self, entries, i);
  gtk_label_set_label (self->legend,
                       entries->len > 0 ? _ ("● regular  ■ quarterly  ★ exchange  ▲ training  ○ subcommittee  ・ other")
                                        : _ ("Nothing is planned in this year yet. “Plan a Year” makes a series’ "
                                             "meetings in one step; Enter on a day makes one."));
  show_paper (self);
}

static void
fold_changed_cb (RyYearView *self)
{
  gboolean folded = ry_window_get_folded (ry_page_get_window (RY_PAGE (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/* Where not all months have room, this one and those after it come first. */
static gboolean
place_cb (gpointer data)
{
  RyYearView *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  GDate today;

  ry_date_today (&today);
  if (ry_date_fiscal_year (&today) == self->year)
    gtk_adjustment_set_value (adjustment,
                              gtk_adjustment_get_upper (adjustment) / 12 * ((g_date_get_month (&today) + 8) % 12));
  return G_SOURCE_REMOVE;
}

/* Not at once: the room changes while it is being allocated. */
static void
room_changed_cb (RyYearView *self)
{
  if (self->placed || gtk_adjustment_get_page_size (gtk_scrolled_window_get_hadjustment (self->scroller)) <= 1)
    return;
  self->placed = TRUE;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, place_cb, g_object_ref (self), g_object_unref);
}

static void
changed_cb (RyYearView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
  else
    self->stale = TRUE;
}

static void
go_to_year (RyYearView *self, int by)
{
  self->year += by;
  reload (self);
}

static void
save_cb (RyYearView *self)
{
  ry_calendar_file_save_year (ry_page_get_window (RY_PAGE (self)), self->year);
}

static void
earlier_cb (RyYearView *self)
{
  go_to_year (self, -1);
}

static void
later_cb (RyYearView *self)
{
  go_to_year (self, 1);
}

static gboolean
year_key_cb (GtkWidget *widget, GVariant *by, gpointer data)
{
  go_to_year (RY_YEAR_VIEW (widget), g_variant_get_int32 (by));
  return TRUE;
}

static void
plan_cb (RyYearView *self)
{
  gtk_window_present (ry_year_planner_new (ry_page_get_window (RY_PAGE (self)), NULL, self->year));
}

static void
series_cb (RyYearView *self)
{
  gtk_window_present (ry_series_editor_new (ry_page_get_window (RY_PAGE (self)), NULL));
}

static void
ry_year_view_shown (RyPage *page)
{
  if (RY_YEAR_VIEW (page)->stale)
    reload (RY_YEAR_VIEW (page));
}

static void
ry_year_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ry_year_view_parent_class)->map (widget);
  if (RY_YEAR_VIEW (widget)->stale)
    reload (RY_YEAR_VIEW (widget));
}

static gboolean
ry_year_view_print (RyPage *page)
{
  RyYearView *self = RY_YEAR_VIEW (page);

  adw_view_stack_set_visible_child_name (self->stack, "paper");
  ry_preview_print (self->preview);
  return TRUE;
}

static gboolean
ry_year_view_create (RyPage *page)
{
  RyYearView *self = RY_YEAR_VIEW (page);
  GtkWindow *dialog = ry_new_meeting_new (GTK_WINDOW (ry_page_get_window (page)), get_workspace (self), NULL, NULL);

  g_signal_connect_object (dialog, "created", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
  return TRUE;
}

static void
ry_year_view_class_init (RyYearViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RyPageClass *page_class = RY_PAGE_CLASS (klass);

  widget_class->map = ry_year_view_map;
  page_class->shown = ry_year_view_shown;
  page_class->print = ry_year_view_print;
  page_class->create = ry_year_view_create;
  g_type_ensure (RY_TYPE_PREVIEW);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-year-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RyYearView, stack);
  gtk_widget_class_bind_template_child (widget_class, RyYearView, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, RyYearView, bar);
  gtk_widget_class_bind_template_child (widget_class, RyYearView, scroller);
  gtk_widget_class_bind_template_child (widget_class, RyYearView, grid);
  gtk_widget_class_bind_template_child (widget_class, RyYearView, year_label);
  gtk_widget_class_bind_template_child (widget_class, RyYearView, plan);
  gtk_widget_class_bind_template_child (widget_class, RyYearView, series);
  gtk_widget_class_bind_template_child (widget_class, RyYearView, legend);
  gtk_widget_class_bind_template_child (widget_class, RyYearView, preview);
  gtk_widget_class_bind_template_child (widget_class, RyYearView, sheet);
  gtk_widget_class_bind_template_callback (widget_class, earlier_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_bind_template_callback (widget_class, plan_cb);
  gtk_widget_class_bind_template_callback (widget_class, series_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_paper);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, year_key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, year_key_cb, "i", 1);
}

static void
ry_year_view_init (RyYearView *self)
{
  static const char *const sheets[] = { "A3", "A4", NULL };
  g_autoptr (GtkStringList) names = gtk_string_list_new (sheets);
  GtkWidget *switcher = adw_view_switcher_title_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->sheet, G_LIST_MODEL (names));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "changed",
                           G_CALLBACK (room_changed_cb), self, G_CONNECT_SWAPPED);
  adw_view_switcher_title_set_stack (ADW_VIEW_SWITCHER_TITLE (switcher), self->stack);
  adw_view_switcher_title_set_title (ADW_VIEW_SWITCHER_TITLE (switcher), _ ("The Year"));
  g_object_bind_property (switcher, "title-visible", self->switcher_bar, "reveal", G_BINDING_SYNC_CREATE);
  ry_page_set_title (RY_PAGE (self), _ ("The Year"));
  ry_page_set_header_title (RY_PAGE (self), switcher);
}

/**
 * ry_year_view_new:
 * @window: the window it will be pushed on
 * @fiscal_year: the year of account to begin with
 *
 * Returns: (transfer floating): the view
 */
RyPage *
ry_year_view_new (RyWindow *window, int fiscal_year)
{
  RyYearView *self = g_object_new (RY_TYPE_YEAR_VIEW, "window", window, NULL);

  self->year = fiscal_year;
  self->stale = TRUE;
  fold_changed_cb (self);
  g_signal_connect_object (window, "notify::folded", G_CALLBACK (fold_changed_cb), self, G_CONNECT_SWAPPED);
  ry_permission_guard_widget (self->plan, get_workspace (self), RY_VERB_CREATE, "meeting", NULL);
  ry_permission_guard_widget (self->series, get_workspace (self), RY_VERB_CREATE, "series", NULL);
  g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ry_window_get_councils (window), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return RY_PAGE (self);
}
