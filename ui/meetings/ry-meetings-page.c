/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list follows the workspace only while it can be seen; a meeting that is being written below a pushed view would
 * otherwise have it read again every second.
 */
#include "ry-meetings-page.h"

#include <glib/gi18n.h>

#include "ry-add-content.h"
#include "ry-date.h"
#include "ry-meeting-card.h"
#include "ry-meeting-list.h"
#include "ry-meeting-view.h"
#include "ry-meetings-table.h"
#include "ry-new-meeting.h"
#include "ry-permission-guard.h"
#include "ry-reply-page.h"
#include "ry-speech.h"
#include "ry-tooltip.h"
#include "ry-window.h"
#include "ry-year-view.h"

/* Below so many lines of text in width the table gives way to rows of two lines. */
#define NARROW_LINES 36
/* The rows have their heights after the first frames. */
#define SETTLE_FRAMES 3

struct _RyMeetingsPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkWidget *scroller;
  GtkWidget *content;
  GtkBox *cards;
  GtkBox *toolbar;
  GtkWidget *earlier;
  GtkWidget *later;
  GtkMenuButton *year_button;
  GtkWidget *year_about;
  GtkWidget *all;
  GtkWidget *coming;
  GtkWidget *past;
  GtkStack *lists;
  GtkWidget *wide_list;
  GtkWidget *narrow_list;
  GtkWidget *empty;
  GtkColumnView *table;
  GtkListView *rows;

  /* Borrowed */
  GtkWidget *create;

  /* Owned */
  RyMeetingList *list;

  int year;
  int first_year;
  int last_year;
  guint idle;
  guint frames; /* shown so far, while the list settles */
  gboolean loaded;
  gboolean stale;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (RyMeetingsPage, ry_meetings_page, RY_TYPE_PAGE)

static void show_year (RyMeetingsPage *self, int year);

static RyCouncils *
get_councils (RyMeetingsPage *self)
{
  return ry_window_get_councils (ry_page_get_window (RY_PAGE (self)));
}

static void
set_count (GtkWidget *button, const char *word, guint count)
{
  g_autofree char *label = g_strdup_printf ("%s %u", word, count);

  gtk_button_set_label (GTK_BUTTON (button), label);
}

static void
update_toolbar (RyMeetingsPage *self)
{
  g_autofree char *year = ry_date_format_year (self->year, TRUE);
  g_autofree char *label = g_strdup_printf (_ ("%s (fiscal)"), year);
  guint n = ry_meeting_list_count (self->list, RY_MEETINGS_ALL);
  g_autofree char *about =
      g_strdup_printf (ngettext ("April to March, %u meeting", "April to March, %u meetings", n), n);

  gtk_menu_button_set_label (self->year_button, label);
  ry_speech_set_label (GTK_WIDGET (self->year_button), label);
  gtk_label_set_label (GTK_LABEL (self->year_about), about);
  gtk_widget_set_sensitive (self->earlier, self->year > self->first_year);
  gtk_widget_set_sensitive (self->later, self->year < self->last_year);
  set_count (self->coming, _ ("To come"), ry_meeting_list_count (self->list, RY_MEETINGS_COMING));
  set_count (self->past, _ ("Past"), ry_meeting_list_count (self->list, RY_MEETINGS_PAST));
}

static void
show_list (RyMeetingsPage *self)
{
  gboolean any = g_list_model_get_n_items (ry_meeting_list_get_model (self->list)) > 0;

  gtk_stack_set_visible_child (self->lists, !any ? self->empty : self->narrow ? self->narrow_list : self->wide_list);
}

static void
open_meeting (RyMeetingsPage *self, const char *id, const char *block)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  g_autoptr (GError) error = NULL;
  RyMeetingView *view = ry_meeting_view_new (window, id, &error);

  if (view == NULL) {
    ry_window_show_error (window, _ ("The meeting could not be opened"), error);
    return;
  }
  ry_window_push (window, RY_PAGE (view));
  if (block != NULL)
    ry_meeting_view_show_block (view, block);
}

static void
open_cb (RyMeetingsPage *self, const char *id)
{
  open_meeting (self, id, NULL);
}

static void
replies_cb (RyMeetingsPage *self, const char *id)
{
  ry_reply_page_push (ry_page_get_window (RY_PAGE (self)), id);
}

static void
created_cb (RyMeetingsPage *self, const char *id)
{
  open_meeting (self, id, NULL);
}

static void
plan_meeting (RyMeetingsPage *self, const char *council)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  GtkWindow *dialog = ry_new_meeting_new (GTK_WINDOW (window), ry_window_get_workspace (window), council, NULL);

  g_signal_connect_object (dialog, "created", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
plan_cb (RyMeetingsPage *self, const char *council)
{
  plan_meeting (self, council);
}

static void
fill_cards (RyMeetingsPage *self)
{
  RyCouncils *councils = get_councils (self);
  g_autoptr (GPtrArray) next = g_ptr_array_new ();
  g_autofree char *today = ry_date_dup_today ();
  const char *nearest = NULL;
  GtkWidget *card;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, card);
  for (guint i = 0; i < ry_councils_get_n (councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (councils, i);
    RyMeetingItem *item =
        ry_councils_is_on (councils, council->id) ? ry_meeting_list_find_next (self->list, council->id) : NULL;
    const char *date = item != NULL ? ry_meeting_item_get_string (item, "date") : NULL;

    g_ptr_array_add (next, item);
    if (date != NULL && (nearest == NULL || g_strcmp0 (date, nearest) < 0))
      nearest = date;
  }
  for (guint i = 0; i < ry_councils_get_n (councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (councils, i);
    RyMeetingItem *item = next->pdata[i];
    gboolean suggested = item != NULL && ry_meeting_item_get_string (item, "date") == nearest;

    if (!ry_councils_is_on (councils, council->id))
      continue;
    card = ry_meeting_card_new (council, item, today, suggested);
    g_signal_connect_swapped (card, "open", G_CALLBACK (open_cb), self);
    g_signal_connect_swapped (card, "plan", G_CALLBACK (plan_cb), self);
    g_signal_connect_swapped (card, "replies", G_CALLBACK (replies_cb), self);
    gtk_box_append (self->cards, card);
    if (item == NULL)
      ry_permission_guard_widget (ry_meeting_card_get_button (RY_MEETING_CARD (card)),
                                  ry_window_get_workspace (ry_page_get_window (RY_PAGE (self))), RY_VERB_CREATE,
                                  "meeting", NULL);
    g_clear_object (&item);
  }
}

static void
year_chosen_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  show_year (data, g_variant_get_int32 (value));
}

static void
fill_years (RyMeetingsPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  if (!ry_meeting_list_get_years (self->list, &self->first_year, &self->last_year))
    self->first_year = self->last_year = self->year;
  self->first_year = MIN (self->first_year, self->year);
  self->last_year = MAX (self->last_year, self->year);
  for (int year = self->last_year; year >= self->first_year; year--) {
    g_autofree char *name = ry_date_format_year (year, TRUE);
    g_autofree char *label = g_strdup_printf (_ ("%s (fiscal)"), name);
    g_autofree char *action = g_strdup_printf ("meetings.year(%d)", year);

    g_menu_append (menu, label, action);
  }
  gtk_menu_button_set_menu_model (self->year_button, G_MENU_MODEL (menu));
}

static void
reload (RyMeetingsPage *self)
{
  self->stale = FALSE;
  ry_meeting_list_reload (self->list);
  fill_years (self);
  fill_cards (self);
  update_toolbar (self);
  show_list (self);
}

/* This month's first meeting a third down the table: what is past above it, what is to come below. */
static void
scroll_to_month (RyMeetingsPage *self, GtkAdjustment *adjustment)
{
  guint n = g_list_model_get_n_items (ry_meeting_list_get_model (self->list));
  double row = n > 0 ? gtk_adjustment_get_upper (adjustment) / n : 0;

  gtk_adjustment_set_value (adjustment, ry_meeting_list_find_month (self->list) * row -
                                            gtk_adjustment_get_page_size (adjustment) / 3);
}

/* Once, when it has its size. On a telephone the year's rows lie below the cards in one long page: there the list
 * begins with what is to come. */
static gboolean
open_at_today_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RyMeetingsPage *self = RY_MEETINGS_PAGE (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->wide_list));
  gboolean wide = gtk_stack_get_visible_child (self->lists) == self->wide_list;

  if (gtk_widget_get_width (widget) == 0 || self->frames++ < SETTLE_FRAMES ||
      (wide && gtk_adjustment_get_page_size (adjustment) <= 0))
    return G_SOURCE_CONTINUE;
  if (wide)
    scroll_to_month (self, adjustment);
  else if (self->narrow && ry_meeting_list_count (self->list, RY_MEETINGS_COMING) > 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->coming), TRUE);
  return G_SOURCE_REMOVE;
}

static void
show_year (RyMeetingsPage *self, int year)
{
  self->year = year;
  ry_meeting_list_set_year (self->list, year);
  update_toolbar (self);
  show_list (self);
}

static void
earlier_cb (RyMeetingsPage *self)
{
  if (self->year > self->first_year)
    show_year (self, self->year - 1);
}

static void
later_cb (RyMeetingsPage *self)
{
  if (self->year < self->last_year)
    show_year (self, self->year + 1);
}

static void
calendar_cb (RyMeetingsPage *self)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));

  ry_window_push (window, ry_year_view_new (window, self->year));
}

static void
filter_cb (RyMeetingsPage *self)
{
  RyMeetingsFilter filter = RY_MEETINGS_ALL;

  if (self->list == NULL)
    return;
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->coming)))
    filter = RY_MEETINGS_COMING;
  else if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->past)))
    filter = RY_MEETINGS_PAST;
  ry_meeting_list_set_filter (self->list, filter);
  show_list (self);
}

static void
activate_cb (GtkWidget *view, guint position, RyMeetingsPage *self)
{
  GListModel *model = view == GTK_WIDGET (self->table) ? G_LIST_MODEL (gtk_column_view_get_model (self->table))
                                                       : G_LIST_MODEL (gtk_list_view_get_model (self->rows));
  g_autoptr (RyMeetingItem) item = g_list_model_get_item (model, position);

  if (item != NULL)
    open_meeting (self, ry_meeting_item_get_id (item), NULL);
}

static gboolean
reload_idle_cb (gpointer data)
{
  RyMeetingsPage *self = data;

  self->idle = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyMeetingsPage *self)
{
  self->stale = TRUE;
  if (self->idle == 0 && self->loaded && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->idle = g_idle_add (reload_idle_cb, self);
}

static void
create_clicked_cb (RyMeetingsPage *self)
{
  plan_meeting (self, NULL);
}

static gboolean
year_key_cb (GtkWidget *widget, GVariant *step, gpointer data)
{
  (g_variant_get_int32 (step) < 0 ? earlier_cb : later_cb) (RY_MEETINGS_PAGE (widget));
  return TRUE;
}

static void
set_narrow (RyMeetingsPage *self, gboolean narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->cards), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->toolbar), orientation);
  gtk_widget_set_visible (self->year_about, !narrow);
  if (narrow)
    gtk_widget_add_css_class (self->content, "ry-narrow");
  else
    gtk_widget_remove_css_class (self->content, "ry-narrow");
  if (self->list != NULL)
    show_list (self);
}

static gboolean
fit_idle_cb (gpointer data)
{
  RyMeetingsPage *self = data;
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (self)), NULL, NULL);
  int line = PANGO_PIXELS (pango_font_metrics_get_height (metrics));
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_LINES * line;

  pango_font_metrics_unref (metrics);
  if (narrow != self->narrow)
    set_narrow (self, narrow);
  return G_SOURCE_REMOVE;
}

/* Not at once: the room changes while it is being allocated. */
static void
room_changed_cb (RyMeetingsPage *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_idle_cb, g_object_ref (self), g_object_unref);
}

static void
load (RyMeetingsPage *self)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  g_autoptr (GtkListItemFactory) factory = ry_meetings_table_create_row_factory (get_councils (self));
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;
  GDate today;

  self->loaded = TRUE;
  gtk_button_set_child (GTK_BUTTON (self->create), ry_add_content_new (_ ("New Meeting"), G_OBJECT (window)));
  ry_permission_guard_widget (self->create, ry_window_get_workspace (window), RY_VERB_CREATE, "meeting", NULL);
  self->list = ry_meeting_list_new (ry_window_get_workspace (window), get_councils (self));
  ry_meetings_table_add_columns (self->table, get_councils (self));
  sorted = gtk_sort_list_model_new (g_object_ref (ry_meeting_list_get_model (self->list)),
                                    g_object_ref (gtk_column_view_get_sorter (self->table)));
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (sorted)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  gtk_list_view_set_factory (self->rows, factory);
  gtk_list_view_set_model (self->rows, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (sorted))));
  g_signal_connect_object (ry_window_get_workspace (window), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_councils (self), "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_councils (self), "reloaded", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  ry_date_today (&today);
  show_year (self, ry_date_fiscal_year (&today));
  reload (self);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), open_at_today_cb, NULL, NULL);
}

static void
ry_meetings_page_shown (RyPage *page)
{
  RyMeetingsPage *self = RY_MEETINGS_PAGE (page);

  if (!self->loaded)
    load (self);
  else if (self->stale)
    reload (self);
}

static void
ry_meetings_page_map (GtkWidget *widget)
{
  RyMeetingsPage *self = RY_MEETINGS_PAGE (widget);

  GTK_WIDGET_CLASS (ry_meetings_page_parent_class)->map (widget);
  if (self->loaded && self->stale)
    changed_cb (self);
}

static gboolean
ry_meetings_page_open (RyPage *page, const char *id)
{
  RyMeetingsPage *self = RY_MEETINGS_PAGE (page);
  RyWorkspace *workspace = ry_window_get_workspace (ry_page_get_window (page));
  g_autoptr (RyDocument) action = NULL;

  if (g_str_has_prefix (id, "meeting:"))
    open_meeting (self, id, NULL);
  else if (g_str_has_prefix (id, "action:")) {
    action = ry_workspace_get (workspace, id, NULL);
    if (action == NULL || ry_document_get_string (action, "meeting") == NULL)
      return FALSE;
    open_meeting (self, ry_document_get_string (action, "meeting"), ry_document_get_string (action, "block"));
  }
  return TRUE;
}

static gboolean
ry_meetings_page_create (RyPage *page)
{
  plan_meeting (RY_MEETINGS_PAGE (page), NULL);
  return TRUE;
}

static void
ry_meetings_page_dispose (GObject *object)
{
  RyMeetingsPage *self = RY_MEETINGS_PAGE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (ry_meetings_page_parent_class)->dispose (object);
}

static void
ry_meetings_page_class_init (RyMeetingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RyPageClass *page_class = RY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_meetings_page_dispose;
  widget_class->map = ry_meetings_page_map;
  page_class->shown = ry_meetings_page_shown;
  page_class->open = ry_meetings_page_open;
  page_class->create = ry_meetings_page_create;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-meetings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, content);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, cards);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, toolbar);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, earlier);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, later);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, year_button);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, year_about);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, all);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, coming);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, past);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, lists);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, wide_list);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, narrow_list);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, table);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingsPage, rows);
  gtk_widget_class_bind_template_callback (widget_class, earlier_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_bind_template_callback (widget_class, calendar_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_clicked_cb);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, year_key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, year_key_cb, "i", 1);
}

static void
ry_meetings_page_init (RyMeetingsPage *self)
{
  static const GActionEntry entries[] = { { .name = "year", .activate = year_chosen_cb, .parameter_type = "i" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *create = gtk_button_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
                           "notify::page-size", G_CALLBACK (room_changed_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "meetings", G_ACTION_GROUP (actions));
  ry_tooltip_set (create, _ ("New meeting (Ctrl+N)"));
  ry_speech_set_label (create, _ ("New Meeting"));
  g_signal_connect_swapped (create, "clicked", G_CALLBACK (create_clicked_cb), self);
  ry_page_set_header_start (RY_PAGE (self), create);
  self->create = create;
}
