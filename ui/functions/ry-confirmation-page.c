/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyConfirmationPage. Who is left stands first; with the last one the page offers to end the round.
 */
#include "ry-confirmation-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-confirm-dialog.h"
#include "ry-confirmation-round.h"
#include "ry-date-entry.h"
#include "ry-date.h"
#include "ry-label.h"
#include "ry-letter.h"
#include "ry-mark-view.h"
#include "ry-notice-groups.h"
#include "ry-notice-page.h"
#include "ry-hospital-paper.h"
#include "ry-paper-page.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-window.h"
#include "ry-wrap-layout.h"

#define USUAL_WEEKS 4

struct _RyConfirmationPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkStack *stack;
  RyDateEntry *due;
  GtkWidget *start;
  GtkLabel *title;
  GtkLabel *words;
  GtkProgressBar *bar;
  GtkWidget *letters;
  GtkWidget *reminders;
  GtkWidget *print;
  GtkWidget *asked;
  GtkWidget *end;
  GtkListBox *list;

  /* Owned */
  RyRound *round;

  guint idle;
};

G_DEFINE_FINAL_TYPE (RyConfirmationPage, ry_confirmation_page, RY_TYPE_PAGE)

static RyWindow *
get_window (RyConfirmationPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static RyWorkspace *
get_workspace (RyConfirmationPage *self)
{
  return ry_window_get_workspace (get_window (self));
}

/* ---- Acts ---- */

static void
start_cb (RyConfirmationPage *self)
{
  g_autofree char *today = ry_date_dup_today ();

  ry_window_commit (get_window (self), ry_round_start (get_workspace (self), today, ry_date_entry_get_date (self->due)),
                    _ ("The confirmation began"));
}

static void
end_cb (RyConfirmationPage *self)
{
  g_autofree char *today = ry_date_dup_today ();

  ry_window_commit (get_window (self), ry_round_close (self->round, today), _ ("The confirmation was ended"));
}

static void
push_letters (RyConfirmationPage *self, const char *purpose, gboolean asked)
{
  g_auto (GStrv) keys = ry_round_list_keys (self->round, asked);
  g_autoptr (GError) error = NULL;
  RyNoticePage *page = ry_notice_page_new (get_window (self), ry_document_get_id (self->round->document), purpose,
                                           (const char *const *) keys, &error);

  if (page != NULL)
    ry_window_push (get_window (self), RY_PAGE (page));
  else
    ry_window_show_error (get_window (self), _ ("The letters could not be begun"), error);
}

static void
letters_cb (RyConfirmationPage *self)
{
  push_letters (self, RY_LETTER_CONFIRMATION, FALSE);
}

static void
reminders_cb (RyConfirmationPage *self)
{
  push_letters (self, RY_LETTER_CONFIRMATION_REMINDER, TRUE);
}

static void
confirm_cb (GtkWidget *button, RyConfirmationPage *self)
{
  const RyRoundRow *row = g_object_get_data (G_OBJECT (button), "row");

  ry_confirm_dialog_show (get_window (self), row->hospital);
}

static void
asked_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyConfirmationPage *self = data;
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  for (guint i = 0; i < self->round->rows->len; i++) {
    const RyRoundRow *row = g_ptr_array_index (self->round->rows, i);

    if (!row->confirmed)
      g_ptr_array_add (left, row->hospital->id);
  }
  g_ptr_array_add (left, NULL);
  ry_window_commit (get_window (self),
                    ry_round_note_asked (self->round, (const char *const *) left->pdata,
                                         g_variant_get_string (parameter, NULL), today),
                    _ ("It was noted that they were asked"));
}

/* Those that are left; all of them where nobody is. */
static gboolean
print_sheets (RyConfirmationPage *self)
{
  g_autoptr (GPtrArray) hospitals = g_ptr_array_new ();
  const char *due = self->round != NULL ? ry_document_get_string (self->round->document, "due") : NULL;

  for (guint i = 0; self->round != NULL && i < self->round->rows->len; i++) {
    const RyRoundRow *row = g_ptr_array_index (self->round->rows, i);

    if (!row->confirmed || self->round->n_confirmed == self->round->rows->len)
      g_ptr_array_add (hospitals, row->hospital);
  }
  if (hospitals->len == 0)
    return FALSE;
  ry_paper_page_push (get_window (self),
                      ry_paper_new_hospitals (get_workspace (self), hospitals, due != NULL ? due : ""), NULL);
  return TRUE;
}

static void
print_cb (RyConfirmationPage *self)
{
  print_sheets (self);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, RyConfirmationPage *self)
{
  RyWindow *window = get_window (self);
  g_autofree char *id = ry_hospital_dup_sheet_id (g_object_get_data (G_OBJECT (row), "organisation"));
  g_autofree char *organisation = g_strdup (g_object_get_data (G_OBJECT (row), "organisation"));
  RyPage *page;

  ry_window_show_page (window, "functions");
  page = ry_window_get_front (window);
  if (page != NULL)
    ry_page_open (page, organisation);
}

/* ---- Rows ---- */

static char *
dup_asked (const RyRoundRow *row, const char *way)
{
  g_autofree char *asked = row->asked_on != NULL ? ry_date_format_iso (row->asked_on, RY_DATE_SHORT) : NULL;
  g_autofree char *made = row->made_on != NULL ? ry_date_format_iso (row->made_on, RY_DATE_SHORT) : NULL;

  if (made != NULL)
    return g_strdup_printf (_ ("letter made %s, not sent yet"), made);
  if (asked == NULL)
    return g_strdup (_ ("not asked yet"));
  return g_strdup_printf (row->reminded ? _ ("reminded %s, %s") : _ ("asked %s, %s"), asked, way);
}

static char *
dup_state (RyConfirmationPage *self, const RyRoundRow *row)
{
  RyKind *kind = ry_workspace_get_kind (get_workspace (self), "function");
  RyField *field = ry_kind_find_field (kind, "confirmed_through");
  const char *way = row->hospital->confirmed_through;
  const char *label = way != NULL ? ry_field_get_code_label (field, way) : NULL;
  g_autofree char *day = NULL;

  if (!row->confirmed)
    return dup_asked (row, ry_channel_get_label (ry_channel_from_code (row->channel)));
  day = ry_date_format_iso (row->hospital->confirmed_on, RY_DATE_SHORT);
  return g_strjoin ("　", day, label != NULL ? label : "",
                    row->hospital->confirmed_by != NULL ? row->hospital->confirmed_by : "", NULL);
}

static GtkWidget *
create_row (RyConfirmationPage *self, RyRoundRow *row)
{
  GtkWidget *widget = adw_action_row_new ();
  g_autofree char *state = dup_state (self, row);
  g_autofree char *subtitle = g_strjoin ("　", row->hospital->age, state, row->hospital->door.telephone, NULL);
  g_autofree char *label = g_strdup_printf (_ ("%s confirmed…"), row->hospital->name);
  GtkWidget *button = gtk_button_new_with_label (row->confirmed ? _ ("Again…") : _ ("Confirmed…"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), row->hospital->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (widget),
                             ry_mark_view_new (ry_mark_of_confirmation (row->confirmed ? RY_CONFIRMATION_CURRENT
                                                                                       : row->hospital->confirmation),
                                               18));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (row->confirmed)
    gtk_widget_add_css_class (button, "flat");
  ry_speech_set_label (button, label);
  g_object_set_data (G_OBJECT (button), "row", row);
  g_signal_connect (button, "clicked", G_CALLBACK (confirm_cb), self);
  ry_permission_guard_widget (button, get_workspace (self),
                              row->hospital->sheet != NULL ? RY_VERB_EDIT : RY_VERB_CREATE, "function",
                              row->hospital->sheet);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
  g_object_set_data_full (G_OBJECT (widget), "organisation", g_strdup (row->hospital->id), g_free);
  ry_speech_set_label (widget, row->hospital->name);
  return widget;
}

static void
set_suggested (GtkWidget *button, gboolean suggested)
{
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

/* The next step stands out: to ask, to remind those who are late, to end. */
static void
show_acts (RyConfirmationPage *self)
{
  guint n = self->round->rows->len, left = n - self->round->n_confirmed, silent = self->round->n_silent;
  g_autofree char *words = g_strdup_printf (_ ("Reminders (%u)…"), silent);
  g_autofree char *today = ry_date_dup_today ();
  const char *due = ry_document_get_string (self->round->document, "due");

  gtk_button_set_label (GTK_BUTTON (self->reminders), words);
  gtk_widget_set_visible (self->letters, left > 0);
  gtk_widget_set_visible (self->reminders, silent > 0);
  gtk_widget_set_visible (self->asked, left > 0);
  set_suggested (self->letters, left > silent);
  set_suggested (self->reminders, left > 0 && left == silent && due != NULL && strcmp (due, today) < 0);
  set_suggested (self->end, left == 0 && n > 0);
}

static void
show_round (RyConfirmationPage *self)
{
  guint n = self->round->rows->len, done = self->round->n_confirmed;
  const char *due = ry_document_get_string (self->round->document, "due");
  g_autofree char *day = due != NULL ? ry_date_format_iso (due, RY_DATE_MONTH_DAY) : NULL;
  g_autofree char *count = done < n ? g_strdup_printf (_ ("%u of %u hospitals confirmed, %u left"), done, n, n - done)
                                    : g_strdup (_ ("All hospitals have confirmed"));
  g_autofree char *words =
      day != NULL ? g_strdup_printf (_ ("%s. Answers are wanted by %s."), count, day) : g_strdup (count);
  GtkWidget *child;

  gtk_label_set_label (self->title, ry_document_get_string (self->round->document, "title"));
  gtk_label_set_label (self->words, words);
  gtk_progress_bar_set_fraction (self->bar, n > 0 ? (double) done / n : 0);
  ry_speech_set_label (GTK_WIDGET (self->bar), count);
  show_acts (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_index (self->round->rows, i)));
}

static void
reload (RyConfirmationPage *self)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ry_round_find_open (get_workspace (self), today, &error);
  RyRound *round = id != NULL ? ry_round_read (get_workspace (self), id, today, &error) : NULL;

  if (error != NULL)
    ry_window_show_error (get_window (self), _ ("The confirmation could not be read"), error);
  /* The rows borrow from the round that they show. */
  if (round != NULL) {
    g_autoptr (RyRound) before = g_steal_pointer (&self->round);

    self->round = round;
    show_round (self);
  }
  gtk_stack_set_visible_child_name (self->stack, round != NULL ? "round" : "start");
}

static gboolean
reload_cb (gpointer data)
{
  RyConfirmationPage *self = data;

  self->idle = 0;
  reload (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyConfirmationPage *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (reload_cb, self);
}

static gboolean
ry_confirmation_page_print (RyPage *page)
{
  return print_sheets (RY_CONFIRMATION_PAGE (page));
}

static void
ry_confirmation_page_dispose (GObject *object)
{
  RyConfirmationPage *self = RY_CONFIRMATION_PAGE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  G_OBJECT_CLASS (ry_confirmation_page_parent_class)->dispose (object);
}

static void
ry_confirmation_page_finalize (GObject *object)
{
  g_clear_pointer (&RY_CONFIRMATION_PAGE (object)->round, ry_round_free);
  G_OBJECT_CLASS (ry_confirmation_page_parent_class)->finalize (object);
}

static void
ry_confirmation_page_class_init (RyConfirmationPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_confirmation_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_confirmation_page_finalize;
  RY_PAGE_CLASS (klass)->print = ry_confirmation_page_print;
}

static GtkWidget *
create_start (RyConfirmationPage *self)
{
  GtkWidget *page = adw_status_page_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = gtk_label_new (_ ("Answers wanted by"));
  g_autofree char *iso = NULL;
  GDate day;

  ry_date_today (&day);
  g_date_add_days (&day, USUAL_WEEKS * 7);
  iso = ry_date_format (&day, RY_DATE_ISO);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Confirmation Is Going On"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("Before the exchange meeting each hospital says whether its sheet is still right. From the day you begin, "
         "every sheet counts as unconfirmed until its hospital says so."));
  gtk_widget_add_css_class (page, "compact");
  self->due = RY_DATE_ENTRY (ry_date_entry_new (_ ("Answers wanted by")));
  ry_date_entry_set_date (self->due, iso);
  self->start = gtk_button_new_with_label (_ ("Begin the Confirmation"));
  gtk_widget_add_css_class (self->start, "pill");
  gtk_widget_add_css_class (self->start, "suggested-action");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->start, "clicked", G_CALLBACK (start_cb), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->due));
  gtk_box_append (GTK_BOX (box), self->start);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), box);
  return page;
}

static GtkWidget *
create_asked (RyConfirmationPage *self)
{
  static const GActionEntry entries[] = { { "asked", asked_action, "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _ ("Asked by FAX"), "round.asked::fax");
  g_menu_append (menu, _ ("Asked by E-Mail"), "round.asked::mail");
  g_menu_append (menu, _ ("Asked by Telephone"), "round.asked::phone");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Note That They Were Asked"));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (button, "round", G_ACTION_GROUP (actions));
  return button;
}

static GtkWidget *
create_round (RyConfirmationPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new (),
            *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *bar = ry_wrap_box_new (8);

  self->title = GTK_LABEL (ry_label_new_wrapped (NULL, "ry-sheet-name"));
  self->words = GTK_LABEL (ry_label_new_wrapped (NULL, NULL));
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->letters = gtk_button_new_with_label (_ ("Letters with the Sheets…"));
  self->reminders = gtk_button_new ();
  self->print = gtk_button_new_with_label (_ ("Print the Sheets"));
  self->asked = create_asked (self);
  self->end = gtk_button_new_with_label (_ ("End"));
  g_signal_connect_swapped (self->letters, "clicked", G_CALLBACK (letters_cb), self);
  g_signal_connect_swapped (self->reminders, "clicked", G_CALLBACK (reminders_cb), self);
  g_signal_connect_swapped (self->print, "clicked", G_CALLBACK (print_cb), self);
  g_signal_connect_swapped (self->end, "clicked", G_CALLBACK (end_cb), self);
  gtk_widget_set_parent (self->letters, bar);
  gtk_widget_set_parent (self->reminders, bar);
  gtk_widget_set_parent (self->asked, bar);
  gtk_widget_set_parent (self->print, bar);
  gtk_widget_set_parent (self->end, bar);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  ry_speech_set_label (GTK_WIDGET (self->list), _ ("Hospitals"));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_widget_add_css_class (content, "ry-record-page");
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->words));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (content), bar);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->list));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static void
ry_confirmation_page_init (RyConfirmationPage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, create_start (self), "start");
  gtk_stack_add_named (self->stack, create_round (self), "round");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

/**
 * ry_confirmation_page_new:
 * @window: the window
 *
 * Returns: (transfer floating): the yearly confirmation, to be pushed
 */
RyPage *
ry_confirmation_page_new (RyWindow *window)
{
  RyConfirmationPage *self = g_object_new (RY_TYPE_CONFIRMATION_PAGE, "window", window, NULL);
  RyWorkspace *workspace = get_workspace (self);

  ry_page_set_title (RY_PAGE (self), _ ("Yearly Confirmation"));
  ry_permission_guard_widget (self->start, workspace, RY_VERB_CREATE, "confirmation", NULL);
  ry_permission_guard_widget (self->end, workspace, RY_VERB_EDIT, "confirmation", NULL);
  ry_permission_guard_widget (self->letters, workspace, RY_VERB_CREATE, "letter", NULL);
  ry_permission_guard_widget (self->reminders, workspace, RY_VERB_CREATE, "letter", NULL);
  ry_permission_guard_widget (self->asked, workspace, RY_VERB_EDIT, "confirmation", NULL);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
  return RY_PAGE (self);
}
