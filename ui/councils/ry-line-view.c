/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows are made anew when something changes; a year of a line has some dozens.
 */
#include "ry-line-view.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-icon-button.h"
#include "ry-line.h"
#include "ry-paper-page.h"
#include "ry-speech.h"
#include "ry-window.h"

struct _RyLineView {
  RyPage parent_instance;

  /* Borrowed */
  GtkLabel *year_label;
  GtkWidget *later;
  GtkBox *content;
  AdwPreferencesGroup *groups[RY_N_LINE_STATES];
  GtkWidget *nothing;

  /* Owned */
  char *id;
  GPtrArray *rows[RY_N_LINE_STATES];

  GCancellable *cancellable;

  int year;
  int this_year;
  guint idle;
};

typedef struct {
  RyWorkspace *workspace;
  char *id;
  char *today;
  int year;
} Question;

G_DEFINE_FINAL_TYPE (RyLineView, ry_line_view, RY_TYPE_PAGE)

static const char *const titles[] = {
  [RY_LINE_DECIDED] = N_ ("Decided"),
  [RY_LINE_OPEN] = NC_ ("line", "Open"),
  [RY_LINE_DONE] = N_ ("Completed"),
};

static RyWorkspace *
get_workspace (RyLineView *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static char *
describe_entry (const RyLineEntry *entry)
{
  g_autofree char *date = entry->date != NULL ? ry_date_format_iso (entry->date, RY_DATE_ERA) : NULL;
  const char *words[4] = { NULL };
  guint n = 0;

  if (date != NULL)
    words[n++] = date;
  if (entry->source != NULL)
    words[n++] = entry->source;
  if (entry->number != NULL)
    words[n++] = entry->number;
  return g_strjoinv (_ ("·"), (GStrv) words);
}

static void
row_activated_cb (GtkWidget *row, RyLineView *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "record"));

  ry_window_open_record (ry_page_get_window (RY_PAGE (self)), id);
}

static void
append_entry (RyLineView *self, const RyLineEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *about = describe_entry (entry);
  g_autofree char *spoken = g_strjoin (" ", entry->title, about, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), entry->title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "record", g_strdup (entry->id), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), self);
  ry_speech_set_label (row, spoken);
  adw_preferences_group_add (self->groups[entry->state], row);
  g_ptr_array_add (self->rows[entry->state], row);
}

static void
clear_rows (RyLineView *self)
{
  for (int state = 0; state < RY_N_LINE_STATES; state++) {
    for (guint i = 0; i < self->rows[state]->len; i++)
      adw_preferences_group_remove (self->groups[state], g_ptr_array_index (self->rows[state], i));
    g_ptr_array_set_size (self->rows[state], 0);
  }
}

static void
show_entries (RyLineView *self, GPtrArray *entries)
{
  clear_rows (self);
  for (guint i = 0; i < entries->len; i++)
    append_entry (self, g_ptr_array_index (entries, i));
  for (int state = 0; state < RY_N_LINE_STATES; state++) {
    g_autofree char *title =
        g_strdup_printf ("%s　%u",
                         state == RY_LINE_OPEN ? g_dpgettext2 (NULL, "line", titles[state]) : _ (titles[state]),
                         self->rows[state]->len);

    adw_preferences_group_set_title (self->groups[state], title);
    gtk_widget_set_visible (GTK_WIDGET (self->groups[state]), self->rows[state]->len > 0);
  }
  gtk_widget_set_visible (self->nothing, entries->len == 0);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->workspace);
  g_free (question->id);
  g_free (question->today);
  g_free (question);
}

/* After twenty years this reads some hundred meetings: not on the main loop. */
static void
collect_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  GError *error = NULL;
  GPtrArray *entries = ry_line_collect (question->workspace, question->id, question->year, question->today, &error);

  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
collected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyLineView *self = RY_LINE_VIEW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another year was asked for, or the page is gone */
  if (entries != NULL)
    show_entries (self, entries);
  else
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The line could not be read"), error);
}

static void
reload (RyLineView *self)
{
  g_autofree char *year = ry_date_format_year (self->year, TRUE);
  g_autofree char *label = g_strdup_printf (_ ("%s (fiscal)"), year);
  g_autoptr (GTask) task = NULL;
  Question *question = g_new0 (Question, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  *question = (Question){ g_object_ref (get_workspace (self)), g_strdup (self->id), ry_date_dup_today (), self->year };
  gtk_label_set_label (self->year_label, label);
  gtk_widget_set_sensitive (self->later, self->year < self->this_year + 1);
  task = g_task_new (self, self->cancellable, collected_cb, NULL);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, collect_thread);
}

static gboolean
reload_cb (gpointer data)
{
  RyLineView *self = data;

  self->idle = 0;
  reload (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyLineView *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (reload_cb, self);
}

static void
earlier_cb (RyLineView *self)
{
  self->year--;
  reload (self);
}

static void
later_cb (RyLineView *self)
{
  self->year++;
  reload (self);
}

static void
print_cb (RyLineView *self)
{
  ry_page_print (RY_PAGE (self));
}

static GtkWidget *
create_button (RyLineView *self, const char *icon_name, const char *label, GCallback callback)
{
  GtkWidget *button = ry_icon_button_new (icon_name, label);

  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static gboolean
ry_line_view_print (RyPage *page)
{
  RyLineView *self = RY_LINE_VIEW (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = ry_paper_new_line (get_workspace (self), self->id, self->year, &error);

  ry_paper_page_push (ry_page_get_window (page), paper, error);
  return TRUE;
}

static void
ry_line_view_dispose (GObject *object)
{
  RyLineView *self = RY_LINE_VIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (ry_line_view_parent_class)->dispose (object);
}

static void
ry_line_view_finalize (GObject *object)
{
  RyLineView *self = RY_LINE_VIEW (object);

  g_free (self->id);
  for (int state = 0; state < RY_N_LINE_STATES; state++)
    g_ptr_array_unref (self->rows[state]);
  G_OBJECT_CLASS (ry_line_view_parent_class)->finalize (object);
}

static void
ry_line_view_class_init (RyLineViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_line_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_line_view_finalize;
  RY_PAGE_CLASS (klass)->print = ry_line_view_print;
}

static void
append_years (RyLineView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->year_label = GTK_LABEL (gtk_label_new (NULL));
  self->later = create_button (self, "go-next-symbolic", _ ("Year after"), G_CALLBACK (later_cb));
  gtk_widget_add_css_class (GTK_WIDGET (self->year_label), "heading");
  gtk_box_append (GTK_BOX (box),
                  create_button (self, "go-previous-symbolic", _ ("Year before"), G_CALLBACK (earlier_cb)));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->year_label));
  gtk_box_append (GTK_BOX (box), self->later);
  gtk_box_append (self->content, box);
}

static void
ry_line_view_init (RyLineView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_widget_add_css_class (GTK_WIDGET (self->content), "ry-record-page");
  append_years (self);
  for (int state = 0; state < RY_N_LINE_STATES; state++) {
    self->rows[state] = g_ptr_array_new ();
    self->groups[state] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
    gtk_box_append (self->content, GTK_WIDGET (self->groups[state]));
  }
  self->nothing = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->nothing), "view-list-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->nothing), _ ("Nothing carries this line in this year"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing),
                                   _ ("Tick the line at an agenda item, an action or an event, and it appears here."));
  gtk_widget_add_css_class (self->nothing, "compact");
  gtk_box_append (self->content, self->nothing);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->content));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * ry_line_view_new:
 * @window: the window
 * @id: a line
 * @error: (nullable): %RY_ERROR_NOT_FOUND
 *
 * Returns: (transfer floating) (nullable): its page, to be pushed
 */
RyPage *
ry_line_view_new (RyWindow *window, const char *id, GError **error)
{
  RyWorkspace *workspace = ry_window_get_workspace (window);
  g_autoptr (RyDocument) line = ry_workspace_get (workspace, id, error);
  g_autofree char *title = NULL;
  const char *mark;
  RyLineView *self;
  GDate today;

  if (line == NULL)
    return NULL;
  self = g_object_new (RY_TYPE_LINE_VIEW, "window", window, NULL);
  self->id = g_strdup (id);
  ry_date_today (&today);
  self->year = self->this_year = ry_date_fiscal_year (&today);
  mark = ry_document_get_string (line, "mark");
  title = g_strjoin (" ", mark != NULL ? mark : "", ry_document_get_string (line, "name"), NULL);
  ry_page_set_title (RY_PAGE (self), g_strstrip (title));
  ry_page_set_header_end (RY_PAGE (self),
                          create_button (self, "document-print-symbolic", _ ("Print"), G_CALLBACK (print_cb)));
  reload (self);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return RY_PAGE (self);
}
