/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyFunctionsPage. All hospitals are read in a thread, as of the day in the header; the sheet in front reads its own
 * hospital. Either is read again a moment after something was committed.
 */
#include "ry-functions-page.h"

#include <glib/gi18n.h>

#include "ry-as-of-button.h"
#include "ry-conditions-page.h"
#include "ry-confirm-dialog.h"
#include "ry-confirmation-page.h"
#include "ry-date.h"
#include "ry-function-sheet.h"
#include "ry-hospital-paper.h"
#include "ry-hospital-row.h"
#include "ry-paper-page.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-text.h"
#include "ry-tooltip.h"
#include "ry-window.h"

#define SETTLE_MS 150

struct _RyFunctionsPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkStack *stack;
  GtkSearchEntry *filter;
  GtkLabel *summary;
  GtkListView *list;
  AdwStatusPage *empty;
  RyFunctionSheet *sheet;
  RyAsOfButton *as_of;
  GtkWidget *notice;
  GtkLabel *notice_words;
  GtkWidget *confirm;
  GtkWidget *round;
  GtkWidget *menu;

  /* Owned */
  GListStore *items;
  GtkFilter *shown;
  char *words; /* folded, of the filter */
  char *open;  /* the hospital in front, NULL for the list */
  GCancellable *cancellable;

  guint settle;
};

G_DEFINE_FINAL_TYPE (RyFunctionsPage, ry_functions_page, RY_TYPE_PAGE)

static RyWindow *
get_window (RyFunctionsPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static RyWorkspace *
get_workspace (RyFunctionsPage *self)
{
  return ry_window_get_workspace (get_window (self));
}

static gboolean
is_narrow (RyFunctionsPage *self)
{
  return ry_window_get_folded (get_window (self));
}

/* ---- The header ---- */

static void
show_place (RyFunctionsPage *self)
{
  gboolean sheet = self->open != NULL, today = ry_as_of_button_is_today (self->as_of);
  g_autofree char *day = ry_as_of_button_dup_day (self->as_of);
  g_autofree char *era = ry_date_format_iso (day, RY_DATE_ERA);
  g_autofree char *words = g_strdup_printf (_ ("As it was on %s. Nothing can be changed here."), era);
  const RyHospital *hospital = sheet ? ry_function_sheet_get_hospital (self->sheet) : NULL;

  ry_page_set_can_go_back (RY_PAGE (self), sheet);
  ry_as_of_button_set_narrow (self->as_of, is_narrow (self));
  gtk_widget_set_visible (self->confirm, sheet && today && !is_narrow (self));
  gtk_widget_set_visible (self->round, !sheet && !is_narrow (self));
  gtk_widget_set_visible (self->notice, !today);
  gtk_label_set_label (self->notice_words, words);
  if (hospital != NULL)
    ry_permission_guard_widget (self->confirm, get_workspace (self),
                                hospital->sheet != NULL ? RY_VERB_EDIT : RY_VERB_CREATE, "function", hospital->sheet);
}

/* ---- The list ---- */

static void
show_summary (RyFunctionsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items)), confirmed = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < n; i++) {
    g_autoptr (RyHospitalItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

    confirmed += ry_hospital_item_get (item)->confirmation == RY_CONFIRMATION_CURRENT;
  }
  words = g_strdup_printf (_ ("%u hospitals: %u confirmed, %u unconfirmed"), n, confirmed, n - confirmed);
  gtk_label_set_label (self->summary, words);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *hospitals = ry_hospital_read_all (source, data, &error);

  if (hospitals != NULL)
    g_task_return_pointer (task, hospitals, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyFunctionsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hospitals = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->items == NULL)
    return;
  if (hospitals == NULL) {
    ry_window_show_error (get_window (self), _ ("The hospitals could not be read"), error);
    return;
  }
  g_ptr_array_set_free_func (hospitals, NULL);
  for (guint i = 0; i < hospitals->len; i++)
    g_ptr_array_add (items, ry_hospital_item_new (g_ptr_array_index (hospitals, i)));
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
  show_summary (self);
  if (self->open == NULL)
    gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "empty");
}

static void
start_loading (RyFunctionsPage *self)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (get_workspace (self), self->cancellable, loaded_cb, g_object_ref (self));
  g_task_set_task_data (task, ry_as_of_button_dup_day (self->as_of), g_free);
  g_task_run_in_thread (task, load_thread);
}

static gboolean
is_shown (gpointer item, gpointer data)
{
  RyFunctionsPage *self = data;
  const RyHospital *hospital = ry_hospital_item_get (item);
  g_autofree char *name = NULL, *reading = NULL;

  if (self->words == NULL || *self->words == '\0')
    return TRUE;
  name = ry_text_fold (hospital->name);
  reading = ry_text_fold (hospital->reading != NULL ? hospital->reading : "");
  return strstr (name, self->words) != NULL || strstr (reading, self->words) != NULL;
}

static void
filter_changed_cb (RyFunctionsPage *self)
{
  g_free (self->words);
  self->words = ry_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->filter)));
  gtk_filter_changed (self->shown, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
row_setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, ry_hospital_row_new ());
}

static void
row_bind_cb (GtkListItemFactory *factory, GtkListItem *item, RyFunctionsPage *self)
{
  const RyHospital *hospital = ry_hospital_item_get (gtk_list_item_get_item (item));
  GtkWidget *row = gtk_list_item_get_child (item);
  g_autofree char *beds = ry_hospital_dup_beds_words (hospital);
  g_autofree char *speech = g_strdup_printf (_ ("%s, %s, %s"), hospital->name, beds, hospital->age);

  ry_hospital_row_bind (RY_HOSPITAL_ROW (row), hospital, is_narrow (self));
  ry_speech_set_label (gtk_widget_get_parent (row), speech);
}

/* ---- The sheet ---- */

static gboolean
show_sheet (RyFunctionsPage *self, const char *organisation)
{
  g_autofree char *day = ry_as_of_button_dup_day (self->as_of);
  g_autofree char *id = g_strdup (organisation);
  g_autoptr (GError) error = NULL;

  if (!ry_function_sheet_show (self->sheet, id, day, &error)) {
    ry_window_show_error (get_window (self), _ ("The hospital could not be read"), error);
    return FALSE;
  }
  g_free (self->open);
  self->open = g_steal_pointer (&id);
  gtk_stack_set_visible_child_name (self->stack, "sheet");
  show_place (self);
  return TRUE;
}

static void
show_list (RyFunctionsPage *self)
{
  ry_function_sheet_flush (self->sheet);
  g_clear_pointer (&self->open, g_free);
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0 ? "list" : "empty");
  show_place (self);
}

static void
open_nth (RyFunctionsPage *self, guint position)
{
  g_autoptr (RyHospitalItem) item =
      g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);

  if (item != NULL)
    show_sheet (self, ry_hospital_item_get (item)->id);
}

/* Enter opens the first that fits. */
static void
filter_activated_cb (RyFunctionsPage *self)
{
  open_nth (self, 0);
}

static void
activated_cb (GtkListView *list, guint position, RyFunctionsPage *self)
{
  open_nth (self, position);
}

/* ---- What happens ---- */

static gboolean
settle_cb (gpointer data)
{
  RyFunctionsPage *self = data;

  self->settle = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  start_loading (self);
  if (self->open != NULL)
    show_sheet (self, self->open);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyFunctionsPage *self)
{
  if (self->settle == 0)
    self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
}

static void
as_of_cb (RyFunctionsPage *self)
{
  ry_function_sheet_flush (self->sheet);
  start_loading (self);
  if (self->open != NULL)
    show_sheet (self, self->open);
  show_place (self);
}

static void
today_cb (RyFunctionsPage *self)
{
  ry_as_of_button_set_day (self->as_of, NULL);
}

static void
confirm_cb (RyFunctionsPage *self)
{
  ry_function_sheet_flush (self->sheet);
  ry_confirm_dialog_show (get_window (self), ry_function_sheet_get_hospital (self->sheet));
}

static void
round_cb (RyFunctionsPage *self)
{
  ry_window_push (get_window (self), ry_confirmation_page_new (get_window (self)));
}

static void
confirm_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyFunctionsPage *self = data;

  if (self->open != NULL && ry_as_of_button_is_today (self->as_of) && ry_permission_guard_allows (self->confirm))
    confirm_cb (self);
}

static void
round_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  round_cb (data);
}

static void
conditions_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_window_push (get_window (data), ry_conditions_page_new (get_window (data)));
}

static GPtrArray *
read_shown (RyFunctionsPage *self, GError **error)
{
  g_autofree char *day = ry_as_of_button_dup_day (self->as_of);
  GPtrArray *hospitals;
  RyHospital *hospital;

  if (self->open == NULL)
    return ry_hospital_read_all (get_workspace (self), day, error);
  hospital = ry_hospital_read (get_workspace (self), self->open, day, error);
  if (hospital == NULL)
    return NULL;
  hospitals = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_hospital_free);
  g_ptr_array_add (hospitals, hospital);
  return hospitals;
}

static gboolean
ry_functions_page_print (RyPage *page)
{
  RyFunctionsPage *self = RY_FUNCTIONS_PAGE (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hospitals = NULL;

  ry_function_sheet_flush (self->sheet);
  hospitals = read_shown (self, &error);
  ry_paper_page_push (get_window (self),
                      hospitals != NULL ? ry_paper_new_hospitals (get_workspace (self), hospitals, NULL) : NULL, error);
  return TRUE;
}

static void
ry_functions_page_shown (RyPage *page)
{
  start_loading (RY_FUNCTIONS_PAGE (page));
  if (RY_FUNCTIONS_PAGE (page)->open != NULL)
    show_sheet (RY_FUNCTIONS_PAGE (page), RY_FUNCTIONS_PAGE (page)->open);
  show_place (RY_FUNCTIONS_PAGE (page));
}

static gboolean
ry_functions_page_open (RyPage *page, const char *id)
{
  RyFunctionsPage *self = RY_FUNCTIONS_PAGE (page);
  g_autoptr (RyDocument) document = NULL;

  if (g_str_has_prefix (id, "confirmation:")) {
    round_cb (self);
    return TRUE;
  }
  if (g_str_has_prefix (id, "condition:")) {
    ry_window_push (get_window (self), ry_conditions_page_new (get_window (self)));
    return TRUE;
  }
  document = ry_workspace_get (get_workspace (self), id, NULL);
  if (document == NULL)
    return FALSE;
  return show_sheet (self,
                     g_str_has_prefix (id, "organisation:") ? id : ry_document_get_string (document, "organisation"));
}

static gboolean
ry_functions_page_go_back (RyPage *page)
{
  RyFunctionsPage *self = RY_FUNCTIONS_PAGE (page);

  if (self->open == NULL)
    return FALSE;
  show_list (self);
  return TRUE;
}

static gboolean
ry_functions_page_focus_filter (RyPage *page)
{
  show_list (RY_FUNCTIONS_PAGE (page));
  return gtk_widget_grab_focus (GTK_WIDGET (RY_FUNCTIONS_PAGE (page)->filter));
}

static void
ry_functions_page_leaving (RyPage *page)
{
  ry_function_sheet_flush (RY_FUNCTIONS_PAGE (page)->sheet);
}

static char *
ry_functions_page_dup_record (RyPage *page)
{
  return g_strdup (RY_FUNCTIONS_PAGE (page)->open);
}

static void
fold_changed_cb (RyFunctionsPage *self)
{
  show_place (self);
  start_loading (self); /* the rows have another form now */
}

/* ---- Making it ---- */

static GtkWidget *
create_list (RyFunctionsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8),
            *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *model;

  self->filter = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->filter, "placeholder-text", _ ("Hospital or its kana"), NULL);
  ry_speech_set_label (GTK_WIDGET (self->filter), _ ("Filter hospitals"));
  g_signal_connect_swapped (self->filter, "search-changed", G_CALLBACK (filter_changed_cb), self);
  g_signal_connect_swapped (self->filter, "activate", G_CALLBACK (filter_activated_cb), self);
  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->summary, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "ry-2nd");
  gtk_widget_add_css_class (bar, "ry-functions-bar");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->filter));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->summary));
  self->shown = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  model = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), g_object_ref (self->shown));
  g_signal_connect (factory, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bind_cb), self);
  self->list = GTK_LIST_VIEW (
      gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (model))), factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "ry-hospitals");
  ry_speech_set_label (GTK_WIDGET (self->list), _ ("Hospitals"));
  g_signal_connect (self->list, "activate", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), scroller);
  return box;
}

static GtkWidget *
create_notice (RyFunctionsPage *self)
{
  GtkWidget *back = gtk_button_new_with_label (_ ("Back to Today"));

  self->notice = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->notice, "ry-warm-bar");
  self->notice_words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->notice_words, TRUE);
  gtk_label_set_xalign (self->notice_words, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->notice_words), TRUE);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (today_cb), self);
  gtk_box_append (GTK_BOX (self->notice), GTK_WIDGET (self->notice_words));
  gtk_box_append (GTK_BOX (self->notice), back);
  return self->notice;
}

static GtkWidget *
create_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _ ("Confirm This Sheet…"), "functions.confirm");
  g_menu_append (menu, _ ("Print…"), "win.print");
  g_menu_append (menu, _ ("Yearly Confirmation…"), "functions.round");
  g_menu_append (menu, _ ("Conditions the Council Asks About…"), "functions.conditions");
  g_menu_append (menu, _ ("Take In the National Ward Report…"), "win.import");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  ry_tooltip_set (button, _ ("More about hospital functions"));
  ry_speech_set_label (button, _ ("More about hospital functions"));
  ry_speech_set_label (gtk_widget_get_first_child (button), _ ("More about hospital functions"));
  return button;
}

static GtkWidget *
create_header_end (RyFunctionsPage *self)
{
  static const GActionEntry entries[] = { { "confirm", confirm_action },
                                          { "round", round_action },
                                          { "conditions", conditions_action } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->round = gtk_button_new_with_label (_ ("Yearly Confirmation"));
  g_signal_connect_swapped (self->round, "clicked", G_CALLBACK (round_cb), self);
  self->confirm = gtk_button_new_with_label (_ ("Confirm"));
  gtk_widget_add_css_class (self->confirm, "suggested-action");
  g_signal_connect_swapped (self->confirm, "clicked", G_CALLBACK (confirm_cb), self);
  self->menu = create_menu ();
  gtk_box_append (GTK_BOX (box), self->round);
  gtk_box_append (GTK_BOX (box), self->confirm);
  gtk_box_append (GTK_BOX (box), self->menu);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (box, "functions", G_ACTION_GROUP (actions));
  return box;
}

static void
ry_functions_page_constructed (GObject *object)
{
  RyFunctionsPage *self = RY_FUNCTIONS_PAGE (object);

  G_OBJECT_CLASS (ry_functions_page_parent_class)->constructed (object);
  self->sheet = RY_FUNCTION_SHEET (ry_function_sheet_new (get_window (self)));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->sheet), "sheet");
  ry_page_set_header_start (RY_PAGE (self), GTK_WIDGET (self->as_of));
  ry_page_set_header_end (RY_PAGE (self), create_header_end (self));
  g_signal_connect_object (get_window (self), "notify::folded", G_CALLBACK (fold_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
ry_functions_page_dispose (GObject *object)
{
  RyFunctionsPage *self = RY_FUNCTIONS_PAGE (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->items);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (ry_functions_page_parent_class)->dispose (object);
}

static void
ry_functions_page_finalize (GObject *object)
{
  g_free (RY_FUNCTIONS_PAGE (object)->words);
  g_free (RY_FUNCTIONS_PAGE (object)->open);
  G_OBJECT_CLASS (ry_functions_page_parent_class)->finalize (object);
}

static void
ry_functions_page_class_init (RyFunctionsPageClass *klass)
{
  RyPageClass *page_class = RY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ry_functions_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ry_functions_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_functions_page_finalize;
  page_class->shown = ry_functions_page_shown;
  page_class->open = ry_functions_page_open;
  page_class->print = ry_functions_page_print;
  page_class->go_back = ry_functions_page_go_back;
  page_class->focus_filter = ry_functions_page_focus_filter;
  page_class->leaving = ry_functions_page_leaving;
  page_class->dup_record = ry_functions_page_dup_record;
}

static void
ry_functions_page_init (RyFunctionsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->items = g_list_store_new (RY_TYPE_HOSPITAL_ITEM);
  self->as_of = RY_AS_OF_BUTTON (ry_as_of_button_new ());
  g_signal_connect_swapped (self->as_of, "changed", G_CALLBACK (as_of_cb), self);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE); /* a sheet that is not shown takes no room */
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->empty, "ryorin-bed-symbolic");
  adw_status_page_set_title (self->empty, _ ("No Hospital Yet"));
  adw_status_page_set_description (self->empty,
                                   _ ("Hospitals are member organisations of the kind “hospital”. Add them under "
                                      "Members, or take in a list of them; their sheets are filled here."));
  gtk_stack_add_named (self->stack, create_list (self), "list");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  gtk_box_append (GTK_BOX (box), create_notice (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
}
