/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * List and board are made when they are first asked for, and only the one in front asks the store. Folded there is the
 * list alone: four columns have no room.
 */
#include "ry-actions-view.h"

#include <glib/gi18n.h>

#include "ry-action-acts.h"
#include "ry-action-board.h"
#include "ry-action-csv.h"
#include "ry-action-editor.h"
#include "ry-action-filter-bar.h"
#include "ry-action-life.h"
#include "ry-action-table.h"
#include "ry-date.h"
#include "ry-digest-page.h"
#include "ry-json.h"
#include "ry-paper-page.h"
#include "ry-paper.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-tooltip.h"

/* Below so many pixels the board gives way to the list, and the list's columns to rows of cards. */
#define NARROW_WIDTH 640

struct _RyActionsView {
  GtkBox parent_instance;

  /* Borrowed */
  RyWindow *window;
  RyActionFilterBar *bar;
  GtkWidget *list_button;
  GtkWidget *board_button;
  GtkStack *stack;
  RyActionTable *table;
  RyActionBoard *board; /* NULL until it is asked for */
  GtkWidget *foot;
  GtkWidget *foot_text;
  GtkWidget *foot_life;
  GtkWidget *postpone;
  GtkWidget *done;
  AdwStatusPage *empty;
  GtkWidget *menu;

  /* Owned */
  RyActionWords *words;
  GtkFileChooserNative *chooser;
  char *shown; /* the action whose life stands at the foot, with its revision */

  gboolean narrow;
  guint recount;
};

G_DEFINE_FINAL_TYPE (RyActionsView, ry_actions_view, GTK_TYPE_BOX)

static gboolean
wants_board (RyActionsView *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->board_button)) && !self->narrow &&
         !ry_action_filter_bar_is_cancelled (self->bar);
}

static void
edit_cb (RyActionsView *self, const char *id, GtkWidget *at)
{
  g_autoptr (RyDocument) action = ry_workspace_get (ry_window_get_workspace (self->window), id, NULL);

  if (action != NULL)
    ry_action_editor_edit (self->window, action, at);
}

static void
ensure_board (RyActionsView *self)
{
  if (self->board != NULL)
    return;
  self->board = RY_ACTION_BOARD (ry_action_board_new (self->window, self->words));
  g_signal_connect_swapped (self->board, "edit", G_CALLBACK (edit_cb), self);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->board), "board");
}

static void
show_right (RyActionsView *self)
{
  gboolean board = wants_board (self);

  if (board)
    gtk_stack_set_visible_child_name (self->stack, "board");
  else
    gtk_stack_set_visible_child_name (self->stack, ry_action_table_get_n (self->table) > 0 ? "list" : "empty");
  gtk_widget_set_visible (self->foot, !board && ry_action_table_get_selected (self->table) != NULL);
}

static void
apply_filter (RyActionsView *self)
{
  g_autoptr (RyActionFilter) filter = ry_action_filter_bar_dup_filter (self->bar);

  if (wants_board (self)) {
    ensure_board (self);
    ry_action_board_set_filter (self->board, filter);
  } else {
    ry_action_table_set_filter (self->table, filter);
  }
  show_right (self);
}

static void
show_life (RyActionsView *self)
{
  RyDocument *action = ry_action_table_get_selected (self->table);
  g_autofree char *life = NULL, *key = NULL;

  show_right (self);
  if (action == NULL)
    return;
  key = g_strconcat (ry_document_get_id (action), " ", ry_document_get_rev (action), NULL);
  if (g_strcmp0 (key, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&key);
  life = ry_action_dup_life (ry_window_get_workspace (self->window), ry_document_get_root (action),
                             ry_action_words_get_today (self->words));
  gtk_label_set_label (GTK_LABEL (self->foot_text), ry_document_get_string (action, "text"));
  gtk_label_set_label (GTK_LABEL (self->foot_life), *life != '\0' ? life : _ ("No meeting has given this one"));
  gtk_button_set_label (GTK_BUTTON (self->done),
                        ry_action_is_open (ry_document_get_root (action)) ? _ ("Mark as Done") : _ ("Open Again"));
  ry_permission_guard_widget (self->done, ry_window_get_workspace (self->window), RY_VERB_EDIT, "action", action);
  ry_permission_guard_field (self->postpone, ry_window_get_workspace (self->window), action, "due");
}

static void
postpone_cb (RyActionsView *self)
{
  RyDocument *action = ry_action_table_get_selected (self->table);

  if (action != NULL)
    ry_action_editor_postpone (self->window, action, self->postpone);
}

static void
done_cb (RyActionsView *self)
{
  RyDocument *action = ry_action_table_get_selected (self->table);

  if (action != NULL)
    ry_action_acts_set_status (self->window, action,
                               ry_action_is_open (ry_document_get_root (action)) ? RY_ACTION_DONE : RY_ACTION_DOING);
}

static void
style_cb (GtkToggleButton *button, RyActionsView *self)
{
  if (gtk_toggle_button_get_active (button))
    apply_filter (self);
}

static void
reset_cb (RyActionsView *self)
{
  ry_action_filter_bar_reset (self->bar);
}

static gboolean
recount_cb (gpointer data)
{
  RyActionsView *self = data;

  self->recount = 0;
  ry_action_words_forget (self->words);
  ry_action_filter_bar_reload (self->bar);
  return G_SOURCE_REMOVE;
}

/* Lists follow by themselves; counts wait until the writing pauses. */
static void
changed_cb (RyActionsView *self)
{
  if (self->recount == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->recount = g_timeout_add (300, recount_cb, self);
}

static void
set_narrow (RyActionsView *self, gboolean narrow)
{
  self->narrow = narrow;
  gtk_widget_set_visible (gtk_widget_get_parent (self->board_button), !narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->foot),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  ry_action_table_set_narrow (self->table, narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "ry-narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "ry-narrow");
  apply_filter (self);
}

/* Columns ask for more room than a folded window has, and would get it: the width alone does not tell. */
static gboolean
has_little_room (RyActionsView *self)
{
  return ry_window_get_folded (self->window) || gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_WIDTH;
}

static gboolean
fit_cb (gpointer data)
{
  RyActionsView *self = data;
  gboolean narrow = has_little_room (self);

  if (narrow != self->narrow)
    set_narrow (self, narrow);
  return G_SOURCE_REMOVE;
}

static void
fit_soon (RyActionsView *self)
{
  if (has_little_room (self) != self->narrow)
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, g_object_ref (self), g_object_unref);
}

static void
ry_actions_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RyActionsView *self = RY_ACTIONS_VIEW (widget);

  GTK_WIDGET_CLASS (ry_actions_view_parent_class)->size_allocate (widget, width, height, baseline);
  /* Not at once: the room changes while it is being allocated. */
  fit_soon (self);
}

static void
ry_actions_view_dispose (GObject *object)
{
  RyActionsView *self = RY_ACTIONS_VIEW (object);

  g_clear_handle_id (&self->recount, g_source_remove);
  g_clear_object (&self->chooser);
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (ry_actions_view_parent_class)->dispose (object);
}

static void
ry_actions_view_finalize (GObject *object)
{
  RyActionsView *self = RY_ACTIONS_VIEW (object);

  g_clear_pointer (&self->words, ry_action_words_free);
  g_free (self->shown);
  G_OBJECT_CLASS (ry_actions_view_parent_class)->finalize (object);
}

static void
ry_actions_view_class_init (RyActionsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_actions_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_actions_view_finalize;
  GTK_WIDGET_CLASS (klass)->size_allocate = ry_actions_view_size_allocate;
}

static void
ry_actions_view_init (RyActionsView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-actions");
  gtk_box_set_spacing (GTK_BOX (self), 10);
}

static void
exported (RyActionsView *self, GFile *file, RyEncoding encoding)
{
  g_autoptr (RyActionFilter) filter = ry_action_filter_bar_dup_filter (self->bar);
  g_autoptr (GError) error = NULL;
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  g_autoptr (GPtrArray) actions = ry_action_filter_list (filter, workspace, &error);
  g_autoptr (RyTableWriter) table = actions != NULL ? ry_action_csv_create (workspace, actions, encoding) : NULL;
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *message = NULL;
  guint n_replaced = 0;

  if (table == NULL || !ry_table_writer_save (table, path, &n_replaced, NULL, &error)) {
    ry_window_show_error (self->window, _ ("The file could not be written"), error);
    return;
  }
  message = n_replaced > 0
                ? g_strdup_printf (_ ("%u actions written; %u characters that CP932 lacks became 〓"), actions->len,
                                   n_replaced)
                : g_strdup_printf (ngettext ("%u action written", "%u actions written", actions->len), actions->len);
  ry_window_show_message (self->window, message);
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, RyActionsView *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    exported (self, file, (RyEncoding) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "encoding")));
}

static void
export_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyActionsView *self = data;
  gboolean cp932 = g_str_equal (g_action_get_name (G_ACTION (action)), "export-cp932");
  g_autofree char *name = g_strdup_printf ("宿題_%s.csv", ry_action_words_get_today (self->words));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Write a CSV File"), GTK_WINDOW (self->window),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_object_set_data (G_OBJECT (self->chooser), "encoding",
                     GINT_TO_POINTER (cp932 ? RY_ENCODING_CP932 : RY_ENCODING_UTF8));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
print_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_actions_view_print (data);
}

static void
remind_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyActionsView *self = data;

  ry_window_push (self->window, RY_PAGE (ry_digest_page_new (self->window)));
}

static void
create_menu (RyActionsView *self)
{
  static const GActionEntry entries[] = { { .name = "print", .activate = print_action },
                                          { .name = "export", .activate = export_action },
                                          { .name = "export-cp932", .activate = export_action },
                                          { .name = "remind", .activate = remind_action } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  g_menu_append (menu, _ ("Remind…"), "actions.remind");
  g_menu_append (menu, _ ("Print This List…"), "actions.print");
  g_menu_append (menu, _ ("Write a CSV File (UTF-8)…"), "actions.export");
  g_menu_append (menu, _ ("Write a CSV File (CP932)…"), "actions.export-cp932");
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), G_MENU_MODEL (menu));
  ry_tooltip_set (self->menu, _ ("Remind, print, write a file"));
  ry_speech_set_label (self->menu, _ ("Remind, print, write a file"));
  ry_speech_set_label (gtk_widget_get_first_child (self->menu), _ ("Remind, print, write a file"));
  /* On the popover: on the button they would be what a screen reader can do with it. */
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->menu))), "actions",
                                  G_ACTION_GROUP (actions));
  g_object_ref_sink (self->menu);
}

static GtkWidget *
create_style_button (const char *icon, const char *label, GtkWidget *group)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), icon);
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  ry_speech_set_label (button, label);
  if (group != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (group));
  return button;
}

static void
create_toolbar (RyActionsView *self)
{
  GtkWidget *toolbar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *styles = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->bar = RY_ACTION_FILTER_BAR (
      ry_action_filter_bar_new (ry_window_get_workspace (self->window), ry_window_get_councils (self->window)));
  gtk_widget_set_hexpand (GTK_WIDGET (self->bar), TRUE);
  self->list_button = create_style_button ("view-list-bullet-symbolic", _ ("List"), NULL);
  self->board_button = create_style_button ("view-dual-symbolic", _ ("Board"), self->list_button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->list_button), TRUE);
  gtk_widget_add_css_class (styles, "linked");
  gtk_widget_set_valign (styles, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (styles), self->list_button);
  gtk_box_append (GTK_BOX (styles), self->board_button);
  gtk_box_append (GTK_BOX (toolbar), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (toolbar), styles);
  gtk_box_append (GTK_BOX (self), toolbar);
  g_signal_connect_swapped (self->bar, "changed", G_CALLBACK (apply_filter), self);
  g_signal_connect (self->list_button, "toggled", G_CALLBACK (style_cb), self);
  g_signal_connect (self->board_button, "toggled", G_CALLBACK (style_cb), self);
}

static GtkWidget *
create_foot_label (const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, class_name);
  return label;
}

static void
create_foot (RyActionsView *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->foot, "card");
  gtk_widget_add_css_class (self->foot, "ry-action-foot");
  self->foot_text = create_foot_label ("heading");
  self->foot_life = create_foot_label ("ry-2nd");
  gtk_widget_add_css_class (self->foot_life, "ry-small");
  gtk_box_append (GTK_BOX (words), self->foot_text);
  gtk_box_append (GTK_BOX (words), self->foot_life);
  gtk_widget_set_hexpand (words, TRUE);
  self->postpone = gtk_button_new_with_label (_ ("Postpone…"));
  self->done = gtk_button_new_with_label (_ ("Mark as Done"));
  gtk_widget_add_css_class (self->done, "suggested-action");
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  ry_tooltip_set (self->done, _ ("Space"));
  g_signal_connect_swapped (self->postpone, "clicked", G_CALLBACK (postpone_cb), self);
  g_signal_connect_swapped (self->done, "clicked", G_CALLBACK (done_cb), self);
  gtk_box_append (GTK_BOX (buttons), self->postpone);
  gtk_box_append (GTK_BOX (buttons), self->done);
  gtk_box_append (GTK_BOX (self->foot), words);
  gtk_box_append (GTK_BOX (self->foot), buttons);
  gtk_widget_set_visible (self->foot, FALSE);
  gtk_box_append (GTK_BOX (self), self->foot);
}

static void
create_empty (RyActionsView *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Show All"));

  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->empty, "checkbox-checked-symbolic");
  adw_status_page_set_title (self->empty, _ ("No Actions Here"));
  adw_status_page_set_description (
      self->empty, _ ("Actions come from the minutes of a meeting (F8), or are added here with Ctrl+N."));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (reset_cb), self);
  adw_status_page_set_child (self->empty, button);
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "compact");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
}

static void
create_content (RyActionsView *self)
{
  create_toolbar (self);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  self->table = RY_ACTION_TABLE (ry_action_table_new (self->window, self->words));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->table), "list");
  create_empty (self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->stack));
  create_foot (self);
  g_signal_connect_swapped (self->table, "edit", G_CALLBACK (edit_cb), self);
  g_signal_connect_swapped (self->table, "selected", G_CALLBACK (show_life), self);
  g_signal_connect_swapped (self->table, "filled", G_CALLBACK (show_right), self);
}

/**
 * ry_actions_view_new:
 * @window: the window
 *
 * Returns: (transfer floating): the view; it asks for nothing until ry_actions_view_reload()
 */
GtkWidget *
ry_actions_view_new (RyWindow *window)
{
  RyActionsView *self = g_object_new (RY_TYPE_ACTIONS_VIEW, NULL);
  g_autofree char *today = ry_date_dup_today ();

  self->window = window;
  self->words = ry_action_words_new (ry_window_get_workspace (window), ry_window_get_councils (window), today);
  create_menu (self);
  create_content (self);
  set_narrow (self, ry_window_get_folded (window));
  g_signal_connect_object (window, "notify::folded", G_CALLBACK (fit_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ry_window_get_workspace (window), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ry_window_get_councils (window), "changed", G_CALLBACK (ry_actions_view_reload), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * ry_actions_view_reload:
 * @self: a view
 *
 * Asks anew what there is.
 */
void
ry_actions_view_reload (RyActionsView *self)
{
  ry_action_filter_bar_reload (self->bar);
  apply_filter (self);
}

/**
 * ry_actions_view_show:
 * @self: a view
 * @id: an action
 *
 * Selects it in the list of all.
 */
void
ry_actions_view_show (RyActionsView *self, const char *id)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->list_button), TRUE);
  ry_action_filter_bar_reset (self->bar);
  ry_action_table_select (self->table, id);
}

/**
 * ry_actions_view_show_late:
 * @self: a view
 *
 * Shows what is overdue, in the list.
 */
void
ry_actions_view_show_late (RyActionsView *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->list_button), TRUE);
  ry_action_filter_bar_show_late (self->bar);
}

static void
created_cb (RyActionsView *self, const char *id)
{
  ry_action_table_select (self->table, id);
}

/**
 * ry_actions_view_create:
 * @self: a view
 * @at: the widget on which the editor hangs
 *
 * Begins a new action.
 */
void
ry_actions_view_create (RyActionsView *self, GtkWidget *at)
{
  RyCouncils *councils = ry_window_get_councils (self->window);
  const char *council = NULL;
  GtkWidget *editor;

  for (guint i = 0; i < ry_councils_get_n (councils) && council == NULL; i++)
    if (ry_councils_is_on (councils, ry_councils_get_nth (councils, i)->id))
      council = ry_councils_get_nth (councils, i)->id;
  editor = ry_action_editor_create (self->window, council, NULL, at);
  g_signal_connect_object (editor, "created", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ry_actions_view_print:
 * @self: a view
 *
 * Returns: whether there was something to print
 */
gboolean
ry_actions_view_print (RyActionsView *self)
{
  g_autoptr (RyActionFilter) filter = ry_action_filter_bar_dup_filter (self->bar);
  g_autofree char *words = ry_action_filter_bar_dup_words (self->bar);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = ry_paper_new_action_list (ry_window_get_workspace (self->window), filter, words, &error);

  ry_paper_page_push (self->window, paper, error);
  return TRUE;
}

/**
 * ry_actions_view_get_menu:
 * @self: a view
 *
 * Returns: (transfer none): the button for what can be done with all that is shown
 */
GtkWidget *
ry_actions_view_get_menu (RyActionsView *self)
{
  return self->menu;
}

/**
 * ry_actions_view_focus_filter:
 * @self: a view
 *
 * Returns: whether the filter has the focus now
 */
gboolean
ry_actions_view_focus_filter (RyActionsView *self)
{
  return ry_action_filter_bar_focus (self->bar);
}

/**
 * ry_actions_view_dup_selected:
 * @self: a view
 *
 * Returns: (transfer full) (nullable): the action that is selected
 */
char *
ry_actions_view_dup_selected (RyActionsView *self)
{
  RyDocument *action = wants_board (self) && self->board != NULL ? ry_action_board_get_selected (self->board)
                                                                 : ry_action_table_get_selected (self->table);

  return action != NULL ? g_strdup (ry_document_get_id (action)) : NULL;
}
