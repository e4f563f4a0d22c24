/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The figures are counted in a thread, as every meeting there was is read for them; what is shown stays until they are
 * there. Rows are lists of labels whose columns have a common width.
 */
#include "ry-statistics-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-bars.h"
#include "ry-date.h"
#include "ry-speech.h"
#include "ry-statistics.h"
#include "ry-window.h"

#define COLUMNS    7
#define CHART_MOST 24
#define N_SOURCES  2 /* RyStatisticsOf */

typedef enum { SIDE_YEARS, SIDE_ORGANISATIONS, SIDE_PROFESSIONS, N_SIDES } Side;

struct _RyStatisticsPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkLabel *about;
  GtkWidget *choices;
  GtkWidget *sources[N_SOURCES];
  GtkWidget *sides[N_SIDES];
  GtkDropDown *years;
  RyBars *bars;
  GtkListBox *rows;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkWidget *save;

  /* Owned */
  RyStatistics *statistics;
  GArray *year_numbers; /* of the drop-down; 0 for all */
  GtkFileChooserNative *chooser;

  guint asked; /* which answer is waited for */
  gboolean loaded;
  gboolean filling;
};

typedef struct {
  RyWorkspace *workspace;
  RyStatisticsOf of;
  GStrv councils;
  char *today;
  int year;
  guint asked;
} Question;

G_DEFINE_FINAL_TYPE (RyStatisticsPage, ry_statistics_page, RY_TYPE_PAGE)

static const char *const source_titles[N_SOURCES] = {
  [RY_STATISTICS_MEETINGS] = N_ ("Meetings"), [RY_STATISTICS_EVENTS] = N_ ("Events")
};
static const char *const side_titles[N_SIDES] = { N_ ("By year"), N_ ("By organisation"), N_ ("By profession") };

static void
question_free (Question *question)
{
  g_object_unref (question->workspace);
  g_strfreev (question->councils);
  g_free (question->today);
  g_free (question);
}

static RyWindow *
get_window (RyStatisticsPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static Side
get_side (RyStatisticsPage *self)
{
  for (int side = 0; side < N_SIDES; side++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->sides[side])))
      return (Side) side;
  return SIDE_YEARS;
}

static RyStatisticsOf
get_source (RyStatisticsPage *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->sources[RY_STATISTICS_EVENTS]))
             ? RY_STATISTICS_EVENTS
             : RY_STATISTICS_MEETINGS;
}

static const char *
get_word (RyStatisticsPage *self, RyStatisticsWord word)
{
  return ry_statistics_get_word (self->statistics->of, word);
}

static char *
format_rate (guint present, guint invited)
{
  return invited > 0 ? g_strdup_printf ("%u%%", (present * 100 + invited / 2) / invited) : g_strdup ("–");
}

static char *
format_known (guint figure, gboolean known)
{
  return known ? g_strdup_printf ("%u", figure) : g_strdup ("–");
}

/* An event where nobody noted who came has no figures at all, and they are not zero. */
static gboolean
is_unknown (RyStatisticsPage *self, const RyStatisticsYear *year)
{
  return self->statistics->of == RY_STATISTICS_EVENTS && year->unnamed == year->meetings;
}

static char *
format_year (int year)
{
  g_autofree char *name = ry_date_format_year (year, TRUE);

  return g_strdup_printf (_ ("%s (fiscal)"), name);
}

/* What a folded window has room for; the rest is spoken, and stands in the CSV. */
static gboolean
is_shown (RyStatisticsPage *self, guint column)
{
  static const gboolean narrow[N_SIDES][COLUMNS] = {
    [SIDE_YEARS] = { TRUE, TRUE, FALSE, FALSE, TRUE, FALSE, TRUE },
    [SIDE_ORGANISATIONS] = { TRUE, FALSE, TRUE, FALSE, TRUE, TRUE, FALSE },
    [SIDE_PROFESSIONS] = { TRUE, FALSE, TRUE, FALSE, TRUE, TRUE, FALSE },
  };

  return !ry_window_get_folded (get_window (self)) || narrow[get_side (self)][column];
}

/* @words are COLUMNS texts; the first is the row's name. */
static void
append_row (RyStatisticsPage *self, GtkSizeGroup **columns, const char *const *words, const char *const *heads)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  g_autoptr (GString) spoken = g_string_new (words[0]);

  for (guint i = 0; i < COLUMNS && words[i] != NULL; i++) {
    GtkWidget *label = gtk_label_new (words[i]);

    gtk_label_set_xalign (GTK_LABEL (label), i == 0 ? 0 : 1);
    gtk_widget_set_hexpand (label, i == 0);
    if (i == 0) {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_width_chars (GTK_LABEL (label), 11);
    } else {
      gtk_widget_add_css_class (label, "numeric");
      g_string_append_printf (spoken, ", %s %s", heads[i], words[i]);
    }
    if (words == heads) {
      gtk_widget_add_css_class (label, "ry-small");
      gtk_widget_add_css_class (label, "ry-2nd");
    }
    gtk_widget_set_visible (label, is_shown (self, i));
    gtk_size_group_add_widget (columns[i], label);
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_widget_add_css_class (box, "ry-figures");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  ry_speech_set_label (row, words == heads ? _ ("Headings") : spoken->str);
  gtk_list_box_append (self->rows, row);
}

static void
append_years (RyStatisticsPage *self, GtkSizeGroup **columns)
{
  const char *heads[COLUMNS + 1] = { _ ("Fiscal year"),
                                     get_word (self, RY_STATISTICS_HELD),
                                     get_word (self, RY_STATISTICS_SO_FAR),
                                     get_word (self, RY_STATISTICS_INVITED),
                                     get_word (self, RY_STATISTICS_PRESENT),
                                     get_word (self, RY_STATISTICS_PEOPLE),
                                     _ ("Rate"),
                                     NULL };

  append_row (self, columns, heads, heads);
  for (guint i = 0; i < self->statistics->years->len; i++) {
    const RyStatisticsYear *year = g_ptr_array_index (self->statistics->years, i);
    g_autofree char *name = format_year (year->year);
    g_autofree char *meetings = g_strdup_printf ("%u", year->meetings);
    g_autofree char *cumulative = g_strdup_printf ("%u", year->cumulative);
    gboolean nameless = year->unnamed == year->meetings;
    g_autofree char *invited = format_known (year->heads.invited, !is_unknown (self, year));
    g_autofree char *present = format_known (year->heads.present, !is_unknown (self, year));
    /* Where nobody is known by name, nobody can be counted once. */
    g_autofree char *people = format_known (year->heads.people, !nameless);
    g_autofree char *rate = format_rate (year->heads.present, year->heads.invited);
    const char *words[COLUMNS + 1] = { name, meetings, cumulative, invited, present, people, rate, NULL };

    append_row (self, columns, words, heads);
  }
}

static void
append_bodies (RyStatisticsPage *self, GtkSizeGroup **columns, GPtrArray *bodies, const char *heading)
{
  const char *heads[COLUMNS + 1] = { heading,
                                     get_word (self, RY_STATISTICS_INVITED),
                                     get_word (self, RY_STATISTICS_PRESENT),
                                     get_word (self, RY_STATISTICS_PEOPLE),
                                     _ ("Rate"),
                                     get_word (self, RY_STATISTICS_STREAK),
                                     get_word (self, RY_STATISTICS_LAST),
                                     NULL };

  append_row (self, columns, heads, heads);
  for (guint i = 0; i < bodies->len; i++) {
    const RyStatisticsRow *row = g_ptr_array_index (bodies, i);
    g_autofree char *invited = g_strdup_printf ("%u", row->heads.invited);
    g_autofree char *present = g_strdup_printf ("%u", row->heads.present);
    g_autofree char *people = g_strdup_printf ("%u", row->heads.people);
    g_autofree char *rate = format_rate (row->heads.present, row->heads.invited);
    g_autofree char *streak = row->streak > 0 ? g_strdup_printf ("%u", row->streak) : g_strdup ("");
    g_autofree char *last = row->last != NULL ? ry_date_format_iso (row->last, RY_DATE_ERA) : g_strdup ("–");
    const char *words[COLUMNS + 1] = { row->name, invited, present, people, rate, streak, last, NULL };

    append_row (self, columns, words, heads);
  }
}

static void
show_chart (RyStatisticsPage *self, Side side)
{
  GPtrArray *bodies = side == SIDE_ORGANISATIONS ? self->statistics->organisations : self->statistics->professions;

  ry_bars_clear (self->bars);
  if (side == SIDE_YEARS)
    for (guint i = self->statistics->years->len; i > 0; i--) {
      const RyStatisticsYear *year = g_ptr_array_index (self->statistics->years, i - 1);
      g_autofree char *name = g_strdup_printf ("%d", year->year);

      if (!is_unknown (self, year))
        ry_bars_add (self->bars, name, year->heads.present);
    }
  for (guint i = 0; side != SIDE_YEARS && i < MIN (bodies->len, CHART_MOST); i++) {
    const RyStatisticsRow *row = g_ptr_array_index (bodies, i);

    ry_bars_add (self->bars, row->name, row->heads.present);
  }
  ry_bars_speak (self->bars, get_word (self, RY_STATISTICS_PRESENT));
}

static void
show_about (RyStatisticsPage *self)
{
  const RyStatisticsYear *total = &self->statistics->total;
  g_autofree char *rate = format_rate (total->heads.present, total->heads.invited);
  g_autofree char *about =
      g_strdup_printf (self->statistics->of == RY_STATISTICS_EVENTS
                           ? _ ("%u events, %u so far · %u heads, %u different people · %s of those who applied")
                           : _ ("%u meetings, %u so far · %u heads, %u different people · %s of the seats"),
                       total->meetings, total->cumulative, total->heads.present, total->heads.people, rate);

  gtk_label_set_label (self->about, about);
}

static void
show_empty (RyStatisticsPage *self)
{
  gboolean events = self->statistics->of == RY_STATISTICS_EVENTS;

  adw_status_page_set_title (self->empty,
                             events ? _ ("No event has been held yet") : _ ("No meeting has been held yet"));
  adw_status_page_set_description (
      self->empty, events ? _ ("Attendance is counted from the first event on whose day the reception was used.")
                          : _ ("Attendance is counted from the first meeting on whose minutes are begun."));
}

static void
show (RyStatisticsPage *self)
{
  GtkSizeGroup *columns[COLUMNS];
  Side side = get_side (self);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, row);
  if (self->statistics == NULL)
    return;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->choices), ry_window_get_folded (get_window (self))
                                                                      ? GTK_ORIENTATION_VERTICAL
                                                                      : GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < COLUMNS; i++)
    columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  if (side == SIDE_YEARS)
    append_years (self, columns);
  else
    append_bodies (self, columns,
                   side == SIDE_ORGANISATIONS ? self->statistics->organisations : self->statistics->professions,
                   side == SIDE_ORGANISATIONS ? _ ("Organisation") : _ ("Profession"));
  for (guint i = 0; i < COLUMNS; i++)
    g_object_unref (columns[i]);
  show_chart (self, side);
  show_about (self);
  show_empty (self);
  gtk_stack_set_visible_child_name (self->stack, self->statistics->total.meetings > 0 ? "table" : "empty");
  gtk_widget_set_sensitive (self->save, self->statistics->total.meetings > 0);
}

/* The years there are, from the first answer about all of them. */
static void
fill_years (RyStatisticsPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  int all = 0;

  if (self->year_numbers->len > 0)
    return;
  g_array_append_val (self->year_numbers, all);
  gtk_string_list_append (names, _ ("All years"));
  for (guint i = 0; i < self->statistics->years->len; i++) {
    int year = ((RyStatisticsYear *) self->statistics->years->pdata[i])->year;
    g_autofree char *name = format_year (year);

    g_array_append_val (self->year_numbers, year);
    gtk_string_list_append (names, name);
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->years, G_LIST_MODEL (names));
  self->filling = FALSE;
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  GError *error = NULL;
  RyStatistics *statistics =
      ry_statistics_load (question->workspace, question->of, (const char *const *) question->councils, question->today,
                          question->year, &error);

  if (statistics != NULL)
    g_task_return_pointer (task, statistics, (GDestroyNotify) ry_statistics_free);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyStatisticsPage *self = RY_STATISTICS_PAGE (source);
  Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  RyStatistics *statistics = g_task_propagate_pointer (G_TASK (result), &error);

  if (statistics == NULL) {
    ry_window_show_error (get_window (self), _ ("Attendance could not be counted"), error);
    return;
  }
  if (question->asked != self->asked) {
    ry_statistics_free (statistics);
    return;
  }
  g_clear_pointer (&self->statistics, ry_statistics_free);
  self->statistics = statistics;
  fill_years (self);
  show (self);
}

static GStrv
list_councils (RyStatisticsPage *self)
{
  RyCouncils *councils = ry_window_get_councils (get_window (self));
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (ry_councils_all_on (councils))
    return NULL;
  for (guint i = 0; i < ry_councils_get_n (councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (councils, i);

    if (ry_councils_is_on (councils, council->id))
      g_ptr_array_add (ids, g_strdup (council->id));
  }
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_steal (ids, NULL);
}

static void
reload (RyStatisticsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->years);
  g_autoptr (GTask) task = g_task_new (self, NULL, loaded_cb, NULL);
  Question *question = g_new0 (Question, 1);
  GDate today;

  ry_date_today (&today);
  question->workspace = g_object_ref (ry_window_get_workspace (get_window (self)));
  question->of = get_source (self);
  question->councils = list_councils (self);
  question->today = ry_date_format (&today, RY_DATE_ISO);
  question->year = selected < self->year_numbers->len ? g_array_index (self->year_numbers, int, selected) : 0;
  question->asked = ++self->asked;
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, load_thread);
}

static void
year_cb (RyStatisticsPage *self)
{
  if (!self->filling && self->loaded)
    reload (self);
}

/* The years are other ones. */
static void
source_cb (GtkToggleButton *button, RyStatisticsPage *self)
{
  if (!gtk_toggle_button_get_active (button) || !self->loaded)
    return;
  g_array_set_size (self->year_numbers, 0);
  reload (self);
}

static void
side_cb (GtkToggleButton *button, RyStatisticsPage *self)
{
  if (gtk_toggle_button_get_active (button))
    show (self);
}

static void
save_response_cb (GtkNativeDialog *dialog, int response, RyStatisticsPage *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;

  if (file != NULL && self->statistics != NULL)
    csv = ry_statistics_to_csv (self->statistics,
                                g_strcmp0 (gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), "outside"),
                                           "true") == 0);
  g_clear_object (&self->chooser);
  if (csv == NULL)
    return;
  if (g_file_replace_contents (file, csv, strlen (csv), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    ry_window_show_message (get_window (self), _ ("The table was saved"));
  else
    ry_window_show_error (get_window (self), _ ("The table could not be saved"), error);
}

static void
save_cb (RyStatisticsPage *self)
{
  self->chooser = gtk_file_chooser_native_new (_ ("Save Attendance"), GTK_WINDOW (get_window (self)),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _ ("attendance.csv"));
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (self->chooser), "outside", _ ("For outside: figures below ten as “-”"),
                               NULL, NULL);
  g_signal_connect (self->chooser, "response", G_CALLBACK (save_response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
ry_statistics_page_shown (RyPage *page)
{
  RyStatisticsPage *self = RY_STATISTICS_PAGE (page);

  if (!self->loaded) {
    g_signal_connect_object (ry_window_get_councils (get_window (self)), "changed", G_CALLBACK (reload), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (get_window (self), "notify::folded", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  }
  self->loaded = TRUE;
  reload (self);
}

static void
ry_statistics_page_dispose (GObject *object)
{
  g_clear_object (&RY_STATISTICS_PAGE (object)->chooser);
  G_OBJECT_CLASS (ry_statistics_page_parent_class)->dispose (object);
}

static void
ry_statistics_page_finalize (GObject *object)
{
  RyStatisticsPage *self = RY_STATISTICS_PAGE (object);

  g_clear_pointer (&self->statistics, ry_statistics_free);
  g_array_unref (self->year_numbers);
  G_OBJECT_CLASS (ry_statistics_page_parent_class)->finalize (object);
}

static void
ry_statistics_page_class_init (RyStatisticsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_statistics_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_statistics_page_finalize;
  RY_PAGE_CLASS (klass)->shown = ry_statistics_page_shown;
}

/* Toggles of which one is on. */
static GtkWidget *
create_toggles (RyStatisticsPage *self, GtkWidget **toggles, const char *const *titles, guint n, GCallback callback)
{
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (linked, "linked");
  for (guint i = 0; i < n; i++) {
    toggles[i] = gtk_toggle_button_new_with_label (_ (titles[i]));
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (toggles[i]), i > 0 ? GTK_TOGGLE_BUTTON (toggles[0]) : NULL);
    gtk_box_append (GTK_BOX (linked), toggles[i]);
  }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggles[0]), TRUE);
  for (guint i = 0; i < n; i++)
    g_signal_connect (toggles[i], "toggled", callback, self);
  return linked;
}

static GtkWidget *
create_choices (RyStatisticsPage *self)
{
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->years = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  ry_speech_set_label (GTK_WIDGET (self->years), _ ("Fiscal year"));
  g_signal_connect_swapped (self->years, "notify::selected", G_CALLBACK (year_cb), self);
  gtk_box_append (GTK_BOX (first),
                  create_toggles (self, self->sources, source_titles, N_SOURCES, G_CALLBACK (source_cb)));
  gtk_box_append (GTK_BOX (first), GTK_WIDGET (self->years));
  self->choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (self->choices),
                  create_toggles (self, self->sides, side_titles, N_SIDES, G_CALLBACK (side_cb)));
  gtk_box_prepend (GTK_BOX (self->choices), first);
  return self->choices;
}

static GtkWidget *
create_table (RyStatisticsPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->rows), GTK_ALIGN_START);
  ry_speech_set_label (GTK_WIDGET (self->rows), _ ("Attendance"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->rows));
  return scroller;
}

static GtkWidget *
create_content (RyStatisticsPage *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16), *table = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  GtkWidget *chart = gtk_scrolled_window_new ();

  self->about = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->about, 0);
  gtk_label_set_wrap (self->about, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->about), "ry-2nd");
  self->bars = RY_BARS (ry_bars_new ());
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (chart), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (chart), GTK_WIDGET (self->bars));
  gtk_box_append (GTK_BOX (table), GTK_WIDGET (self->about));
  gtk_box_append (GTK_BOX (table), chart);
  gtk_box_append (GTK_BOX (table), create_table (self));
  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->empty, "system-users-symbolic");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, table, "table");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  gtk_widget_add_css_class (content, "ry-record-page");
  gtk_box_append (GTK_BOX (content), create_choices (self));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->stack));
  return content;
}

static void
ry_statistics_page_init (RyStatisticsPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->year_numbers = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), create_content (self));
  adw_bin_set_child (ADW_BIN (self), scroller);
  self->save = gtk_button_new_with_label (_ ("Save as CSV…"));
  gtk_widget_set_sensitive (self->save, FALSE);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  ry_page_set_header_start (RY_PAGE (self), self->save);
}
