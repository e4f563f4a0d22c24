/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row says what, when, how far and how many; it opens the event. The year's reach is counted in a thread, as it reads
 * every application of the year.
 */
#include "ry-events-page.h"

#include <glib/gi18n.h>

#include "ry-add-content.h"
#include "ry-council-mark.h"
#include "ry-date-entry.h"
#include "ry-date.h"
#include "ry-event-view.h"
#include "ry-event-words.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-line.h"
#include "ry-permission-guard.h"
#include "ry-plain-row.h"
#include "ry-reach-pane.h"
#include "ry-speech.h"
#include "ry-tooltip.h"
#include "ry-window.h"

#define SETTLE_MS 300
#define YEARS     8 /* that can be chosen, next year the first */

struct _RyEventsPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkDropDown *years;
  GtkDropDown *lines;
  GtkListBox *list;
  GtkStack *stack;
  GtkWidget *reach;
  GtkWidget *create;
  GtkEditable *new_title;
  GtkDropDown *new_type;
  GtkWidget *new_date;
  GtkWidget *new_popover;

  /* Owned */
  GPtrArray *line_ids;

  guint settle;
  guint asked;
  int first_year;
  gboolean loaded;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RyEventsPage, ry_events_page, RY_TYPE_PAGE)

typedef struct {
  RyWorkspace *workspace;
  GPtrArray *events;
  char *today;
  guint asked;
} Question;

static RyWindow *
get_window (RyEventsPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static RyWorkspace *
get_workspace (RyEventsPage *self)
{
  return ry_window_get_workspace (get_window (self));
}

static int
get_year (RyEventsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->years);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? 0 : self->first_year - (int) selected + 1;
}

static const char *
get_line (RyEventsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->lines);

  return selected > 0 && selected <= self->line_ids->len ? self->line_ids->pdata[selected - 1] : NULL;
}

/* ---- The list ---- */

static char *
dup_figures (RyEventsPage *self, RyDocument *event)
{
  g_autoptr (GPtrArray) applications = ry_applicant_load (get_workspace (self), ry_document_get_id (event), NULL);
  gint64 capacity = ry_json_get_int (ry_document_get_root (event), "capacity", 0);
  RyApplicantFigures figures;

  if (applications == NULL || applications->len == 0)
    return capacity > 0 ? g_strdup_printf (_ ("Capacity %d"), (int) capacity) : g_strdup ("");
  ry_applicant_count (applications, &figures);
  if (capacity == 0)
    return g_strdup_printf (_ ("Applied %u"), figures.applied);
  return figures.waiting > 0
             ? g_strdup_printf (_ ("Applied %u of %d, waiting %u"), figures.applied, (int) capacity, figures.waiting)
             : g_strdup_printf (_ ("Applied %u of %d"), figures.applied, (int) capacity);
}

static GtkWidget *
create_row (RyEventsPage *self, RyDocument *event)
{
  JsonObject *content = ry_document_get_root (event);
  RyCouncils *councils = ry_window_get_councils (get_window (self));
  const char *council_id = ry_json_get_string (content, "council");
  const RyCouncil *council = council_id != NULL ? ry_councils_get (councils, council_id) : NULL;
  g_autofree char *facts = ry_event_words_dup_facts (get_workspace (self), content);
  g_autofree char *figures = dup_figures (self, event);
  g_autofree char *words = g_strjoin (*figures != '\0' ? "\n" : "", facts, figures, NULL);
  GtkWidget *row = ry_plain_row_new (ry_document_get_string (event, "title"), words);

  if (council != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), ry_council_mark_new (council));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), ry_event_words_chip_new (get_workspace (self), content));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (ry_document_get_id (event)), g_free);
  return row;
}

static gboolean
is_on (RyEventsPage *self, RyDocument *event)
{
  RyCouncils *councils = ry_window_get_councils (get_window (self));
  const char *council = ry_document_get_string (event, "council");

  return council == NULL || ry_councils_get (councils, council) == NULL || ry_councils_is_on (councils, council);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->workspace);
  g_ptr_array_unref (question->events);
  g_free (question->today);
  g_free (question);
}

static void
reach_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  GError *error = NULL;
  RyReach *reach = ry_reach_load (question->workspace, question->events, question->today, &error);

  if (reach != NULL)
    g_task_return_pointer (task, reach, (GDestroyNotify) ry_reach_free);
  else
    g_task_return_error (task, error);
}

static void
reached_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyEventsPage *self = RY_EVENTS_PAGE (source);
  Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (RyReach) reach = g_task_propagate_pointer (G_TASK (result), NULL);

  if (reach != NULL && question->asked == self->asked)
    ry_reach_pane_set (RY_REACH_PANE (self->reach), reach);
}

static void
ask_for_reach (RyEventsPage *self, GPtrArray *events)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, reached_cb, NULL);
  Question *question = g_new0 (Question, 1);

  question->workspace = g_object_ref (get_workspace (self));
  question->events = g_ptr_array_ref (events);
  question->today = ry_date_dup_today ();
  question->asked = ++self->asked;
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, reach_thread);
}

static void
reload (RyEventsPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = ry_event_list (get_workspace (self), get_year (self), get_line (self), &error);
  GtkWidget *row;

  if (events == NULL) {
    ry_window_show_error (get_window (self), _ ("The events could not be read"), error);
    return;
  }
  for (guint i = events->len; i-- > 0;)
    if (!is_on (self, events->pdata[i]))
      g_ptr_array_remove_index (events, i);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < events->len; i++)
    gtk_list_box_append (self->list, create_row (self, events->pdata[i]));
  gtk_stack_set_visible_child_name (self->stack, events->len > 0 ? "list" : "empty");
  ask_for_reach (self, events);
}

static gboolean
settle_cb (gpointer data)
{
  RyEventsPage *self = data;

  self->settle = 0;
  if (self->loaded)
    reload (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyEventsPage *self)
{
  if (self->settle == 0)
    self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
}

static void
filter_cb (RyEventsPage *self)
{
  if (self->loaded && !self->filling)
    reload (self);
}

static void
fill_choices (RyEventsPage *self)
{
  g_autoptr (GtkStringList) years = gtk_string_list_new (NULL), lines = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) all = ry_line_list (get_workspace (self), NULL);
  GDate today;

  ry_date_today (&today);
  self->first_year = ry_date_fiscal_year (&today) + 1;
  gtk_string_list_append (years, _ ("All years"));
  for (int i = 0; i < YEARS; i++) {
    g_autofree char *year = ry_date_format_year (self->first_year - i, TRUE);
    g_autofree char *words = g_strdup_printf (_ ("Fiscal %s"), year);

    gtk_string_list_append (years, words);
  }
  gtk_string_list_append (lines, _ ("All lines"));
  for (guint i = 0; all != NULL && i < all->len; i++) {
    g_autofree char *words = g_strdup_printf ("%s %s", ry_document_get_string (all->pdata[i], "mark"),
                                              ry_document_get_string (all->pdata[i], "name"));

    gtk_string_list_append (lines, words);
    g_ptr_array_add (self->line_ids, g_strdup (ry_document_get_id (all->pdata[i])));
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->years, G_LIST_MODEL (years));
  gtk_drop_down_set_model (self->lines, G_LIST_MODEL (lines));
  gtk_drop_down_set_selected (self->years, 2); /* this year */
  self->filling = FALSE;
}

/* ---- A new one ---- */

static const char *
choose_council (RyEventsPage *self)
{
  RyCouncils *councils = ry_window_get_councils (get_window (self));

  for (guint i = 0; i < ry_councils_get_n (councils); i++)
    if (ry_councils_is_on (councils, ry_councils_get_nth (councils, i)->id))
      return ry_councils_get_nth (councils, i)->id;
  return NULL;
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyEventsPage *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);

  if (undo == NULL)
    ry_window_show_error (get_window (self), _ ("The event was not added"), error);
  else {
    ry_window_show_undo (get_window (self), _ ("The event was added"), undo);
    ry_event_view_push (get_window (self), ry_undo_get_id (undo, 0));
  }
  g_object_unref (self);
}

static void
add_cb (RyEventsPage *self)
{
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (get_workspace (self), "event"), "event_type");
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->new_title)));
  const char *date = ry_date_entry_get_date (RY_DATE_ENTRY (self->new_date));
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *id = NULL;

  if (*title == '\0') {
    gtk_widget_grab_focus (GTK_WIDGET (self->new_title));
    return;
  }
  id = ry_id_new ("event");
  edits = ry_edits_new_with (ry_edit_new (id, NULL,
                                          ry_event_new_content (title,
                                                                ry_field_get_codes (
                                                                    field)[gtk_drop_down_get_selected (self->new_type)],
                                                                choose_council (self),
                                                                date != NULL && *date != '\0' ? date : NULL)),
                             NULL);
  gtk_popover_popdown (GTK_POPOVER (self->new_popover));
  gtk_editable_set_text (self->new_title, "");
  ry_workspace_commit_async (get_workspace (self), edits, NULL, added_cb, g_object_ref (self));
}

static GtkWidget *
create_new (RyEventsPage *self)
{
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (get_workspace (self), "event"), "event_type");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *add = gtk_button_new_with_label (_ ("Add"));
  g_autoptr (GtkStringList) types = gtk_string_list_new (NULL);
  const char *const *codes = ry_field_get_codes (field);

  for (guint i = 0; codes[i] != NULL; i++)
    gtk_string_list_append (types, ry_field_get_code_label (field, codes[i]));
  self->new_title = GTK_EDITABLE (gtk_entry_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->new_title), _ ("Title of the event"));
  ry_speech_set_label (GTK_WIDGET (self->new_title), _ ("Title of the event"));
  self->new_type = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&types)), NULL));
  ry_speech_set_label (GTK_WIDGET (self->new_type), _ ("Type of the event"));
  self->new_date = ry_date_entry_new (_ ("Day of the event"));
  gtk_widget_add_css_class (add, "suggested-action");
  g_signal_connect_swapped (self->new_title, "activate", G_CALLBACK (add_cb), self);
  g_signal_connect_swapped (self->new_date, "activate", G_CALLBACK (add_cb), self);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (box), ry_label_new_wrapped (_ ("A new event"), "heading"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->new_title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->new_type));
  gtk_box_append (GTK_BOX (box), self->new_date);
  gtk_box_append (GTK_BOX (box), add);
  gtk_widget_set_size_request (box, 280, -1);
  return box;
}

static void
row_cb (RyEventsPage *self, GtkListBoxRow *row)
{
  ry_event_view_push (get_window (self), g_object_get_data (G_OBJECT (row), "id"));
}

/* ---- The page ---- */

static void
ry_events_page_shown (RyPage *page)
{
  RyEventsPage *self = RY_EVENTS_PAGE (page);

  if (!self->loaded) {
    fill_choices (self);
    g_signal_connect_object (ry_window_get_councils (get_window (self)), "changed", G_CALLBACK (filter_cb), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  }
  self->loaded = TRUE;
  reload (self);
}

static gboolean
ry_events_page_open (RyPage *page, const char *id)
{
  RyEventsPage *self = RY_EVENTS_PAGE (page);
  g_autoptr (RyDocument) document = ry_workspace_get (get_workspace (self), id, NULL);

  if (document == NULL)
    return FALSE;
  ry_event_view_push (get_window (self),
                      g_str_has_prefix (id, "application:") ? ry_document_get_string (document, "event") : id);
  return TRUE;
}

static gboolean
ry_events_page_create (RyPage *page)
{
  RyEventsPage *self = RY_EVENTS_PAGE (page);

  if (!gtk_widget_get_sensitive (self->create))
    return FALSE;
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->create));
  gtk_widget_grab_focus (GTK_WIDGET (self->new_title));
  return TRUE;
}

static void
ry_events_page_dispose (GObject *object)
{
  g_clear_handle_id (&RY_EVENTS_PAGE (object)->settle, g_source_remove);
  G_OBJECT_CLASS (ry_events_page_parent_class)->dispose (object);
}

static void
ry_events_page_finalize (GObject *object)
{
  g_ptr_array_unref (RY_EVENTS_PAGE (object)->line_ids);
  G_OBJECT_CLASS (ry_events_page_parent_class)->finalize (object);
}

static GtkWidget *
create_bar (RyEventsPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->years = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->lines = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  ry_speech_set_label (GTK_WIDGET (self->years), _ ("Fiscal year"));
  ry_speech_set_label (GTK_WIDGET (self->lines), _ ("Programme line"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->lines), TRUE);
  g_signal_connect_swapped (self->years, "notify::selected", G_CALLBACK (filter_cb), self);
  g_signal_connect_swapped (self->lines, "notify::selected", G_CALLBACK (filter_cb), self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->years));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->lines));
  return bar;
}

static GtkWidget *
create_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "application-certificate-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No events here yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("Add one above (Ctrl+N), or look at another year or line."));
  return page;
}

static void
ry_events_page_constructed (GObject *object)
{
  RyEventsPage *self = RY_EVENTS_PAGE (object);

  G_OBJECT_CLASS (ry_events_page_parent_class)->constructed (object);
  self->create = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->create),
                             ry_add_content_new (_ ("Add an Event"), G_OBJECT (get_window (self))));
  ry_speech_set_label (self->create, _ ("Add an Event"));
  ry_tooltip_set (self->create, _ ("Add an event (Ctrl+N)"));
  self->new_popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->new_popover), create_new (self));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->create), self->new_popover);
  ry_permission_guard_widget (self->create, get_workspace (self), RY_VERB_CREATE, "event", NULL);
  ry_page_set_header_start (RY_PAGE (self), self->create);
}

static void
ry_events_page_class_init (RyEventsPageClass *klass)
{
  RyPageClass *page_class = RY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ry_events_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ry_events_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_events_page_finalize;
  page_class->shown = ry_events_page_shown;
  page_class->open = ry_events_page_open;
  page_class->create = ry_events_page_create;
}

static void
ry_events_page_init (RyEventsPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14),
            *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->line_ids = g_ptr_array_new_with_free_func (g_free);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  ry_speech_set_label (GTK_WIDGET (self->list), _ ("Events"));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_cb), self);
  self->reach = ry_reach_pane_new (NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->reach);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, box, "list");
  gtk_stack_add_named (self->stack, create_empty (), "empty");
  gtk_box_append (GTK_BOX (whole), create_bar (self));
  gtk_box_append (GTK_BOX (whole), GTK_WIDGET (self->stack));
  gtk_widget_add_css_class (whole, "ry-event");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), whole);
  adw_bin_set_child (ADW_BIN (self), scroller);
}
