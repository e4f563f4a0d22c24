/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page is read again after each commit, a moment later, and drawn again only where something is different: a row
 * that is replaced would take the focus away from whoever is on it. Conflicts are counted in a thread, as that takes
 * longer.
 */
#include "ry-today-page.h"

#include <glib/gi18n.h>

#include "ry-council-mark.h"
#include "ry-date.h"
#include "ry-meeting-numbers.h"
#include "ry-speech.h"
#include "ry-today-done.h"
#include "ry-today-place.h"
#include "ry-today-row.h"
#include "ry-today-words.h"
#include "ry-window.h"

/* Below so many lines of text in width one column follows the other. */
#define NARROW_LINES 36
#define DONE_MOST    4

/* ms: a commit seldom comes alone. Where the page is not seen, only its figure in the sidebar is. */
#define SEEN_DELAY   60
#define UNSEEN_DELAY 1200

struct _RyTodayPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkScrolledWindow *scroller;
  GtkWidget *content;
  GtkLabel *date;
  GtkLabel *about;
  GtkBox *columns;
  GtkWidget *todo_group;
  GtkListBox *todo;
  AdwStatusPage *nothing;
  GtkWidget *done_group;
  GtkListBox *done;
  GtkWidget *ahead_group;
  GtkListBox *ahead;

  /* Owned */
  RyToday *day;
  char *today;
  char *drawn; /* what stands on the page */

  guint timeout;
  guint n_conflicts;
  guint n_refused;
  gboolean counting;
  gboolean stale; /* read again, but not drawn */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (RyTodayPage, ry_today_page, RY_TYPE_PAGE)

static RyWindow *
get_window (RyTodayPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static gboolean
is_on (RyTodayPage *self, const char *council)
{
  return council == NULL || ry_councils_is_on (ry_window_get_councils (get_window (self)), council);
}

static void
append_council (RyTodayPage *self, GtkWidget *box, const char *id, gboolean chip)
{
  const RyCouncil *council = id != NULL ? ry_councils_get (ry_window_get_councils (get_window (self)), id) : NULL;
  GtkWidget *mark;

  if (council == NULL)
    return;
  mark = chip ? ry_council_chip_new (council) : ry_council_mark_new (council);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), mark);
}

/* The row may be replaced by what it does, so nothing of it is used after that. */
static void
line_clicked_cb (GtkWidget *button, RyTodayPage *self)
{
  const char *page = g_object_get_data (G_OBJECT (button), "page");
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "record"));

  if (page != NULL)
    ry_window_show_page (get_window (self), page);
  else
    ry_today_place_open (get_window (self), GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "task")), id);
}

/* Enter on a row does what its button does. */
static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, RyTodayPage *self)
{
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "button");
  const char *id = g_object_get_data (G_OBJECT (row), "record");

  if (button != NULL)
    g_signal_emit_by_name (button, "clicked");
  else if (id != NULL)
    ry_window_open_record (get_window (self), id);
}

static GtkWidget *
append_button (
    RyTodayPage *self, GtkWidget *row, GtkWidget *box, const char *word, const char *spoken, GtkSizeGroup *level)
{
  GtkWidget *button = gtk_button_new_with_label (word);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, !self->narrow);
  ry_speech_set_label (button, spoken);
  gtk_size_group_add_widget (level, button);
  gtk_box_append (GTK_BOX (box), button);
  g_object_set_data (G_OBJECT (row), "button", button);
  g_signal_connect (button, "clicked", G_CALLBACK (line_clicked_cb), self);
  if (self->narrow)
    gtk_box_append (GTK_BOX (box), ry_today_icon_new ("go-next-symbolic", NULL));
  return button;
}

static void
append_line (RyTodayPage *self, const RyTodayLine *line, GtkSizeGroup *level)
{
  g_auto (RyTodayWords) words = { NULL };
  GtkWidget *row, *box, *button;

  ry_today_words_init (&words, line);
  row = ry_today_row_new (ry_today_icon_new (words.icon_name, words.late ? "ry-warn" : NULL), words.title, words.facts,
                          &box);
  append_council (self, box, line->council, !self->narrow);
  button = append_button (self, row, box, words.button, words.spoken, level);
  g_object_set_data_full (G_OBJECT (button), "record", g_strdup (line->id), g_free);
  g_object_set_data (G_OBJECT (button), "task", GUINT_TO_POINTER (line->task));
  ry_today_row_speak (row, words.title, words.facts);
  gtk_list_box_append (self->todo, row);
}

/* What belongs to no council: it stands behind the lines of the councils. */
static void
append_count (RyTodayPage *self,
              guint count,
              const char *format,
              const char *facts,
              const char *page,
              const char *word,
              GtkSizeGroup *level)
{
  g_autofree char *title = g_strdup_printf (format, count);
  GtkWidget *row, *box, *button;

  if (count == 0)
    return;
  row = ry_today_row_new (ry_today_icon_new ("dialog-warning-symbolic", "ry-warn"), title, facts, &box);
  button = append_button (self, row, box, word, word, level);
  g_object_set_data (G_OBJECT (button), "page", (gpointer) page);
  ry_today_row_speak (row, title, facts);
  gtk_list_box_append (self->todo, row);
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
suggest_first (RyTodayPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->todo, 0);
  GtkWidget *button = row != NULL ? g_object_get_data (G_OBJECT (row), "button") : NULL;

  if (button != NULL)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_visible (self->todo_group, row != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), row == NULL);
}

static void
fill_todo (RyTodayPage *self)
{
  g_autoptr (GtkSizeGroup) level = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_autofree char *next = ry_today_words_next (self->day);

  clear_list (self->todo);
  for (guint i = 0; i < self->day->lines->len; i++) {
    const RyTodayLine *line = g_ptr_array_index (self->day->lines, i);

    if (is_on (self, line->council))
      append_line (self, line, level);
  }
  append_count (self, self->n_conflicts,
                ngettext ("%u thing to be decided", "%u things to be decided", self->n_conflicts),
                _ ("Two people changed the same field"), "conflicts", _ ("Compare"), level);
  append_count (self, self->n_refused, ngettext ("%u change was refused", "%u changes were refused", self->n_refused),
                _ ("The server did not take them"), "refused", _ ("Look"), level);
  adw_status_page_set_description (self->nothing, next);
  suggest_first (self);
}

static void
undo_clicked_cb (GtkWidget *button, RyTodayPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.undo", NULL);
}

static void
append_done (RyTodayPage *self, const RyDone *done)
{
  g_autofree char *detail = g_markup_escape_text (done->detail, -1);
  GtkWidget *box;
  GtkWidget *row =
      ry_today_row_new (ry_today_icon_new ("object-select-symbolic", "ry-good"), done->title, detail, &box);

  if (done->can_undo) {
    GtkWidget *button = gtk_button_new_with_label (_ ("Undo"));
    g_autofree char *spoken = g_strdup_printf (_ ("Undo: %s"), done->title);

    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_widget_add_css_class (button, "flat");
    ry_speech_set_label (button, spoken);
    g_signal_connect (button, "clicked", G_CALLBACK (undo_clicked_cb), self);
    gtk_box_append (GTK_BOX (box), button);
  } else if (done->id != NULL) {
    gtk_box_append (GTK_BOX (box), ry_today_icon_new ("go-next-symbolic", NULL));
  }
  g_object_set_data_full (G_OBJECT (row), "record", g_strdup (done->id), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), done->id != NULL);
  ry_today_row_speak (row, done->title, detail);
  gtk_list_box_append (self->done, row);
}

static void
fill_done (RyTodayPage *self, GPtrArray *done)
{
  clear_list (self->done);
  for (guint i = 0; i < done->len; i++)
    append_done (self, g_ptr_array_index (done, i));
  gtk_widget_set_visible (self->done_group, done->len > 0);
}

static void
fill_ahead (RyTodayPage *self)
{
  clear_list (self->ahead);
  for (guint i = 0; i < self->day->ahead->len; i++) {
    const RyAhead *ahead = g_ptr_array_index (self->day->ahead, i);
    g_autofree char *detail = NULL;
    g_autofree char *title = ry_today_words_ahead (ahead, &detail);
    g_autofree char *escaped = g_markup_escape_text (detail, -1);
    g_autofree char *date = ry_date_format_iso (ahead->date, RY_DATE_MONTH_DAY);
    g_autofree char *facts = g_strjoin (" ", date, escaped, NULL);
    GtkWidget *row, *box;

    if (!is_on (self, ahead->council))
      continue;
    row = ry_today_row_new (ry_today_day_new (ahead->date), title, escaped, &box);
    append_council (self, box, ahead->council, FALSE);
    g_object_set_data_full (G_OBJECT (row), "record", g_strdup (ahead->id), g_free);
    ry_today_row_speak (row, title, facts);
    gtk_list_box_append (self->ahead, row);
  }
  gtk_widget_set_visible (self->ahead_group, gtk_widget_get_first_child (GTK_WIDGET (self->ahead)) != NULL);
}

static void
fill_head (RyTodayPage *self)
{
  g_autofree char *about = NULL;
  g_autofree char *date = ry_today_words_heading (self->today, self->day, &about);

  gtk_label_set_label (self->date, date);
  gtk_label_set_label (self->about, about);
}

/* Everything that is on the page, so that it is drawn again only where some of it is another. */
static char *
describe (RyTodayPage *self, GPtrArray *done)
{
  GString *text = g_string_new (self->today);

  g_string_append_printf (text, "\n%u %u %d", self->n_conflicts, self->n_refused, self->narrow);
  for (guint i = 0; i < self->day->lines->len; i++) {
    const RyTodayLine *line = g_ptr_array_index (self->day->lines, i);

    g_string_append_printf (text, "\n%d %s %s %d %u %s %d", line->task, line->id, line->title, line->days, line->count,
                            line->stage, is_on (self, line->council));
  }
  for (guint i = 0; i < self->day->ahead->len; i++) {
    const RyAhead *ahead = g_ptr_array_index (self->day->ahead, i);

    g_string_append_printf (text, "\n%d %s %s %s %s %s %d", ahead->kind, ahead->date, ahead->id, ahead->title,
                            ahead->start, ahead->place, is_on (self, ahead->council));
  }
  for (guint i = 0; i < done->len; i++) {
    const RyDone *act = g_ptr_array_index (done, i);

    g_string_append_printf (text, "\n%s %s %d", act->title, act->detail, act->can_undo);
  }
  return g_string_free (text, FALSE);
}

static int
find_focused (RyTodayPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  return row != NULL && gtk_widget_get_parent (row) == GTK_WIDGET (self->todo)
             ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row))
             : -1;
}

static void
focus_row (RyTodayPage *self, int position)
{
  GtkListBoxRow *row = position >= 0 ? gtk_list_box_get_row_at_index (self->todo, position) : NULL;

  if (row == NULL && position > 0)
    row = gtk_list_box_get_row_at_index (self->todo, position - 1);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
draw (RyTodayPage *self)
{
  RyWindow *window = get_window (self);
  g_autoptr (GPtrArray) done =
      ry_today_list_done (ry_window_get_workspace (window), ry_window_get_acts (window), DONE_MOST);
  g_autofree char *description = describe (self, done);
  int focused;

  self->stale = FALSE;
  if (g_strcmp0 (description, self->drawn) == 0)
    return;
  g_free (self->drawn);
  self->drawn = g_steal_pointer (&description);
  focused = find_focused (self);
  fill_head (self);
  fill_todo (self);
  /* What can be done is there with the first frame; the rest comes with the next. */
  if (ry_window_get_painted (window)) {
    fill_done (self, done);
    fill_ahead (self);
  }
  focus_row (self, focused);
}

static void
show_badge (RyTodayPage *self)
{
  guint n = (self->n_conflicts > 0) + (self->n_refused > 0);
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->day->lines->len; i++)
    n += is_on (self, ((RyTodayLine *) self->day->lines->pdata[i])->council);
  words = n > 0 ? g_strdup_printf ("%u", n) : NULL;
  ry_window_set_badge (get_window (self), "today", words);
}

static void
count_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) doubled = ry_meeting_numbers_find (data, cancellable, NULL);

  g_task_return_int (task, ry_workspace_count_conflicts (data) + (doubled != NULL ? doubled->len : 0));
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyTodayPage *self = RY_TODAY_PAGE (source);
  gssize n = g_task_propagate_int (G_TASK (result), NULL);

  self->counting = FALSE;
  if (n < 0 || (guint) n == self->n_conflicts || self->day == NULL || get_window (self) == NULL)
    return;
  self->n_conflicts = (guint) n;
  show_badge (self);
  draw (self);
}

static void
count_conflicts (RyTodayPage *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->counting)
    return;
  self->counting = TRUE;
  task = g_task_new (self, NULL, counted_cb, NULL);
  g_task_set_task_data (task, g_object_ref (ry_window_get_workspace (get_window (self))), g_object_unref);
  g_task_run_in_thread (task, count_thread);
}

static void
reload (RyTodayPage *self)
{
  RyWindow *window = get_window (self);
  g_autoptr (GError) error = NULL;
  RyToday *day;

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_free (self->today);
  self->today = ry_date_dup_today ();
  day = ry_today_load (ry_window_get_workspace (window), self->today, &error);
  if (day == NULL) {
    ry_window_show_error (window, _ ("Today's list could not be read"), error);
    return;
  }
  g_clear_pointer (&self->day, ry_today_free);
  self->day = day;
  self->n_refused = ry_replicator_count_refused (ry_window_get_replicator (window));
  show_badge (self);
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self)) && ry_window_get_painted (window);
  if (!self->stale)
    draw (self);
}

static gboolean
reload_cb (gpointer data)
{
  RyTodayPage *self = data;

  self->timeout = 0;
  reload (self);
  count_conflicts (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (RyTodayPage *self)
{
  if (self->timeout == 0 && self->day != NULL)
    self->timeout =
        g_timeout_add (gtk_widget_get_mapped (GTK_WIDGET (self)) ? SEEN_DELAY : UNSEEN_DELAY, reload_cb, self);
}

static void
councils_changed_cb (RyTodayPage *self)
{
  show_badge (self);
  draw (self);
}

static void
painted_cb (RyTodayPage *self)
{
  g_clear_pointer (&self->drawn, g_free);
  draw (self);
  count_conflicts (self);
}

static void
set_narrow (RyTodayPage *self, gboolean narrow)
{
  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (self->ahead_group, narrow ? -1 : 288, -1);
  if (narrow)
    gtk_widget_add_css_class (self->content, "ry-narrow");
  else
    gtk_widget_remove_css_class (self->content, "ry-narrow");
  if (self->day != NULL)
    draw (self);
}

static gboolean
fit_idle_cb (gpointer data)
{
  RyTodayPage *self = data;
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (self)), NULL, NULL);
  int line = PANGO_PIXELS (pango_font_metrics_get_height (metrics));
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_LINES * line;

  pango_font_metrics_unref (metrics);
  if (narrow != self->narrow && get_window (self) != NULL)
    set_narrow (self, narrow);
  return G_SOURCE_REMOVE;
}

/* Not at once: the room changes while it is being allocated. */
static void
room_changed_cb (RyTodayPage *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_idle_cb, g_object_ref (self), g_object_unref);
}

static void
load (RyTodayPage *self)
{
  RyWindow *window = get_window (self);
  RyCouncils *councils = ry_window_get_councils (window);

  reload (self);
  if (self->day == NULL)
    return;
  g_signal_connect_object (ry_window_get_workspace (window), "changed", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "acts-changed", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (councils, "changed", G_CALLBACK (councils_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (councils, "reloaded", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  if (ry_window_get_painted (window))
    count_conflicts (self);
  else
    g_signal_connect_object (window, "painted", G_CALLBACK (painted_cb), self, G_CONNECT_SWAPPED);
}

static void
ry_today_page_shown (RyPage *page)
{
  RyTodayPage *self = RY_TODAY_PAGE (page);

  if (self->day == NULL)
    load (self);
  else
    schedule (self);
}

static void
ry_today_page_map (GtkWidget *widget)
{
  RyTodayPage *self = RY_TODAY_PAGE (widget);

  GTK_WIDGET_CLASS (ry_today_page_parent_class)->map (widget);
  if (self->stale)
    draw (self);
}

static void
ry_today_page_dispose (GObject *object)
{
  RyTodayPage *self = RY_TODAY_PAGE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  G_OBJECT_CLASS (ry_today_page_parent_class)->dispose (object);
}

static void
ry_today_page_finalize (GObject *object)
{
  RyTodayPage *self = RY_TODAY_PAGE (object);

  g_clear_pointer (&self->day, ry_today_free);
  g_free (self->today);
  g_free (self->drawn);
  G_OBJECT_CLASS (ry_today_page_parent_class)->finalize (object);
}

static void
ry_today_page_class_init (RyTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_today_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_today_page_finalize;
  widget_class->map = ry_today_page_map;
  RY_PAGE_CLASS (klass)->shown = ry_today_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyTodayPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, RyTodayPage, content);
  gtk_widget_class_bind_template_child (widget_class, RyTodayPage, date);
  gtk_widget_class_bind_template_child (widget_class, RyTodayPage, about);
  gtk_widget_class_bind_template_child (widget_class, RyTodayPage, columns);
  gtk_widget_class_bind_template_child (widget_class, RyTodayPage, todo_group);
  gtk_widget_class_bind_template_child (widget_class, RyTodayPage, todo);
  gtk_widget_class_bind_template_child (widget_class, RyTodayPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, RyTodayPage, done_group);
  gtk_widget_class_bind_template_child (widget_class, RyTodayPage, done);
  gtk_widget_class_bind_template_child (widget_class, RyTodayPage, ahead_group);
  gtk_widget_class_bind_template_child (widget_class, RyTodayPage, ahead);
}

static void
ry_today_page_init (RyTodayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_size_request (self->ahead_group, 288, -1);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "notify::page-size",
                           G_CALLBACK (room_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self->todo, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self->done, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self->ahead, "row-activated", G_CALLBACK (row_activated_cb), self);
}
