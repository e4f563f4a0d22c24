/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyWardReportPage: reading in a thread, with a stop; then the differences; then one commit that can be taken back.
 */
#include "ry-ward-report-page.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-label.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-ward-report.h"
#include "ry-window.h"

#define MOST_ROWS 400
#define YEARS     15 /* the report began in 2014; older workbooks of a hospital are rare */

struct _RyWardReportPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkBox *content;
  GtkWidget *apply;
  AdwStatusPage *fault;

  int year; /* that was chosen, 0 for what the headings say */

  /* Owned */
  char *path;
  RyWardReport *report;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (RyWardReportPage, ry_ward_report_page, RY_TYPE_PAGE)

static RyWindow *
get_window (RyWardReportPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

/* ---- What is shown ---- */

static const char *
get_icon (RyWardReportOutcome outcome)
{
  static const char *const icons[RY_N_WARD_REPORT_OUTCOMES] = { "list-add-symbolic",      "document-edit-symbolic",
                                                                "object-select-symbolic", "dialog-question-symbolic",
                                                                "list-remove-symbolic",   "dialog-warning-symbolic" };

  return icons[outcome];
}

static void
add_row (GtkWidget *group, const RyWardReportRow *row)
{
  GtkWidget *widget = adw_action_row_new ();
  const char *word = ry_ward_report_outcome_get_word (row->outcome);
  g_autofree char *line =
      row->outcome == RY_WARD_REPORT_REFUSED ? g_strdup_printf (_ (" (row %u)"), row->line) : g_strdup ("");
  g_autofree char *subtitle =
      g_strdup_printf ("%s%s%s%s", word, row->detail != NULL ? "　" : "", row->detail != NULL ? row->detail : "", line);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), *row->ward != '\0' ? row->ward : _ ("(no name)"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (widget), gtk_image_new_from_icon_name (get_icon (row->outcome)));
  ry_speech_set_label (widget, row->ward);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), widget);
}

static char *
dup_counts (const RyWardReport *report)
{
  GString *words = g_string_new (NULL);

  for (RyWardReportOutcome outcome = 0; outcome < RY_N_WARD_REPORT_OUTCOMES; outcome++)
    if (report->counts[outcome] > 0)
      g_string_append_printf (words, "%s%s %u", words->len > 0 ? "　" : "", ry_ward_report_outcome_get_word (outcome),
                              report->counts[outcome]);
  return g_string_free (words, FALSE);
}

static void start_reading (RyWardReportPage *self);

static void
year_cb (GtkDropDown *drop, GParamSpec *pspec, RyWardReportPage *self)
{
  guint selected = gtk_drop_down_get_selected (drop);
  GDate today;

  ry_date_today (&today);
  if (selected == 0 || self->report == NULL)
    return;
  self->year = ry_date_fiscal_year (&today) - (int) selected + 1;
  start_reading (self);
}

/* The functions hold as of a day of that year: where no heading says which, it is asked before anything is taken in. */
static void
append_year (RyWardReportPage *self)
{
  g_autoptr (GtkStringList) years = gtk_string_list_new (NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *drop, *words;
  GDate today;
  guint selected = 0;

  ry_date_today (&today);
  gtk_string_list_append (years, _ ("Choose the year"));
  for (int i = 0; i < YEARS; i++) {
    int year = ry_date_fiscal_year (&today) - i;
    g_autofree char *label = g_strdup_printf (_ ("Report of the fiscal year %d"), year);

    gtk_string_list_append (years, label);
    if (self->report->year_told && year == self->report->year)
      selected = (guint) i + 1;
  }
  drop = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&years)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), selected);
  ry_speech_set_label (drop, _ ("Year of the report"));
  g_signal_connect (drop, "notify::selected", G_CALLBACK (year_cb), self);
  words = ry_label_new_wrapped (self->year > 0 ? _ ("The year you chose")
                                : self->report->year_told
                                    ? _ ("The year that the headings say")
                                    : _ ("No heading says which year it is. Choose it before you take the report in."),
                                self->report->year_told ? "ry-2nd" : "ry-warn");
  gtk_widget_set_valign (drop, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), drop);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (self->content, box);
}

static void
clear_content (RyWardReportPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->content))) != NULL)
    gtk_box_remove (self->content, child);
}

static void
append_summary (RyWardReportPage *self)
{
  g_autofree char *counts = dup_counts (self->report);
  g_autofree char *others =
      g_strdup_printf (_ ("%u rows are of hospitals that are no members."), self->report->n_others);
  g_autofree char *about =
      g_strdup_printf (_ ("Reported as of 1 July %d, sheet “%s”"), self->report->year, self->report->sheet);

  gtk_box_append (self->content, ry_label_new_wrapped (about, "heading"));
  gtk_box_append (
      self->content,
      ry_label_new_wrapped (
          *counts != '\0'
              ? counts
              : _ ("No ward of a member hospital is in it. Check the medical institution codes of the hospitals."),
          NULL));
  gtk_box_append (self->content, ry_label_new_wrapped (others, "ry-2nd"));
  if (self->report->absent->len > 0) {
    g_autofree char *names = NULL, *words = NULL;

    g_ptr_array_add (self->report->absent, NULL);
    names = g_strjoinv (_ (", "), (char **) self->report->absent->pdata);
    g_ptr_array_set_size (self->report->absent, (int) self->report->absent->len - 1);
    words = g_strdup_printf (_ ("Not in the report, or without a code here: %s"), names);
    gtk_box_append (self->content, ry_label_new_wrapped (words, "ry-2nd"));
  }
}

static void
append_rows (RyWardReportPage *self)
{
  GtkWidget *group = NULL;
  const char *hospital = NULL;
  guint shown = 0, left = 0;

  for (guint i = 0; i < self->report->rows->len; i++) {
    const RyWardReportRow *row = g_ptr_array_index (self->report->rows, i);

    if (row->outcome == RY_WARD_REPORT_SAME)
      continue;
    if (shown++ >= MOST_ROWS) {
      left++;
      continue;
    }
    if (g_strcmp0 (hospital, row->organisation) != 0) {
      group = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), row->hospital);
      gtk_box_append (self->content, group);
      hospital = row->organisation;
    }
    add_row (group, row);
  }
  if (left > 0) {
    g_autofree char *words = g_strdup_printf (_ ("and %u more wards"), left);

    gtk_box_append (self->content, ry_label_new_wrapped (words, "ry-2nd"));
  }
}

static void
show_report (RyWardReportPage *self)
{
  guint n = ry_ward_report_count_edits (self->report);
  g_autofree char *label = n > 0 ? g_strdup_printf (g_dngettext (NULL, "Take in %u ward", "Take in %u wards", n), n)
                                 : g_strdup (_ ("Nothing to take in"));

  clear_content (self);
  append_year (self);
  append_summary (self);
  append_rows (self);
  gtk_button_set_label (GTK_BUTTON (self->apply), label);
  ry_permission_guard_widget (self->apply, ry_window_get_workspace (get_window (self)), RY_VERB_CREATE, "ward", NULL);
  gtk_widget_set_sensitive (self->apply, n > 0 && self->report->year_told && ry_permission_guard_allows (self->apply));
  gtk_widget_set_visible (self->apply, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "report");
}

/* ---- Acts ---- */

static void
apply_cb (RyWardReportPage *self)
{
  RyWindow *window = get_window (self);

  gtk_widget_set_sensitive (self->apply, FALSE); /* once */
  ry_window_commit (window, ry_ward_report_create_edits (self->report), _ ("The ward report was taken in"));
  ry_window_pop (window);
}

typedef struct {
  char *path;
  int year;
} Asked;

static void
free_asked (gpointer data)
{
  g_free (((Asked *) data)->path);
  g_free (data);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const Asked *asked = data;
  RyWardReport *report = ry_ward_report_read (source, asked->path, asked->year, cancellable, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) ry_ward_report_free);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyWardReportPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWardReport) report = g_task_propagate_pointer (G_TASK (result), &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  gtk_spinner_stop (self->spinner);
  if (report == NULL) {
    adw_status_page_set_description (self->fault, error->message);
    gtk_stack_set_visible_child_name (self->stack, "fault");
    return;
  }
  g_clear_pointer (&self->report, ry_ward_report_free);
  self->report = g_steal_pointer (&report);
  show_report (self);
}

static void
stop_cb (RyWardReportPage *self)
{
  g_cancellable_cancel (self->cancellable);
  ry_window_pop (get_window (self));
}

static void
start_reading (RyWardReportPage *self)
{
  g_autoptr (GTask) task =
      g_task_new (ry_window_get_workspace (get_window (self)), self->cancellable, read_cb, g_object_ref (self));
  Asked *asked = g_new0 (Asked, 1);

  asked->path = g_strdup (self->path);
  asked->year = self->year;
  gtk_widget_set_visible (self->apply, FALSE);
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "reading");
  g_task_set_task_data (task, asked, free_asked);
  g_task_run_in_thread (task, read_thread);
}

static void
ry_ward_report_page_shown (RyPage *page)
{
  RyWardReportPage *self = RY_WARD_REPORT_PAGE (page);

  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  start_reading (self);
}

static void
ry_ward_report_page_leaving (RyPage *page)
{
  g_cancellable_cancel (RY_WARD_REPORT_PAGE (page)->cancellable);
}

static void
ry_ward_report_page_finalize (GObject *object)
{
  RyWardReportPage *self = RY_WARD_REPORT_PAGE (object);

  g_free (self->path);
  g_clear_pointer (&self->report, ry_ward_report_free);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (ry_ward_report_page_parent_class)->finalize (object);
}

static void
ry_ward_report_page_class_init (RyWardReportPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_ward_report_page_finalize;
  RY_PAGE_CLASS (klass)->shown = ry_ward_report_page_shown;
  RY_PAGE_CLASS (klass)->leaving = ry_ward_report_page_leaving;
}

static GtkWidget *
create_reading (RyWardReportPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *stop = gtk_button_new_with_label (_ ("Stop"));

  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->spinner), 32, 32);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ ("Reading the workbook…")));
  g_signal_connect_swapped (stop, "clicked", G_CALLBACK (stop_cb), self);
  gtk_box_append (GTK_BOX (box), stop);
  return box;
}

static GtkWidget *
create_report (RyWardReportPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();

  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_add_css_class (GTK_WIDGET (self->content), "ry-record-page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->content));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static void
ry_ward_report_page_init (RyWardReportPage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->fault = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->fault, "dialog-warning-symbolic");
  adw_status_page_set_title (self->fault, _ ("This Workbook Cannot Be Taken In"));
  gtk_stack_add_named (self->stack, create_reading (self), "reading");
  gtk_stack_add_named (self->stack, create_report (self), "report");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->fault), "fault");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

/**
 * ry_ward_report_page_new:
 * @window: the window
 * @path: a workbook
 *
 * Returns: (transfer floating): what is in it, to be pushed
 */
RyPage *
ry_ward_report_page_new (RyWindow *window, const char *path)
{
  RyWardReportPage *self = g_object_new (RY_TYPE_WARD_REPORT_PAGE, "window", window, NULL);
  g_autofree char *name = g_filename_display_basename (path);

  self->path = g_strdup (path);
  self->apply = gtk_button_new ();
  gtk_widget_add_css_class (self->apply, "suggested-action");
  gtk_widget_set_visible (self->apply, FALSE);
  g_signal_connect_swapped (self->apply, "clicked", G_CALLBACK (apply_cb), self);
  ry_page_set_header_end (RY_PAGE (self), self->apply);
  ry_page_set_title (RY_PAGE (self), _ ("National Ward Report"));
  ry_page_set_subtitle (RY_PAGE (self), name);
  return RY_PAGE (self);
}
