/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyShowsPage. It shows one running order, the nearest that is to come; others are in the list at the head.
 */
#include "ry-shows-page.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-new-show.h"
#include "ry-order-view.h"
#include "ry-permission-guard.h"
#include "ry-presenter.h"
#include "ry-slide-export.h"
#include "ry-window.h"

#define SETTLE_MS 250

struct _RyShowsPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkDropDown *chooser;
  GtkWidget *header_end;
  GtkWidget *pack;
  GtkWidget *present;
  GtkWidget *make;
  RyOrderView *view;

  /* Owned */
  RyShowDraft *draft;
  GSimpleActionGroup *actions;
  GPtrArray *shows; /* RyShow, the nearest first */

  guint settle;
  gboolean filling;
  gboolean preparing;
  RyPresenter *presenter; /* weak */
};

G_DEFINE_FINAL_TYPE (RyShowsPage, ry_shows_page, RY_TYPE_PAGE)

static RyWindow *
get_window (RyShowsPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static void
free_show (gpointer show)
{
  ry_show_free (show);
}

/* ---- Which running order ---- */

/* Those to come, the nearest first; then those that were, the latest first. */
static int
compare_shows (gconstpointer a, gconstpointer b, gpointer today)
{
  const RyShow *left = *(RyShow *const *) a, *right = *(RyShow *const *) b;
  gboolean left_past = g_strcmp0 (left->date, today) < 0, right_past = g_strcmp0 (right->date, today) < 0;

  if (left_past != right_past)
    return left_past - right_past;
  return left_past ? g_strcmp0 (right->date, left->date) : g_strcmp0 (left->date, right->date);
}

static GPtrArray *
list_shows (RyShowsPage *self)
{
  const RyQuery query = { .kind = "show" };
  RyWorkspace *workspace = ry_window_get_workspace (get_window (self));
  g_autoptr (GPtrArray) documents = ry_workspace_query (workspace, &query, NULL);
  GPtrArray *shows = g_ptr_array_new_with_free_func (free_show);
  g_autofree char *today = ry_date_dup_today ();

  for (guint i = 0; documents != NULL && i < documents->len; i++) {
    RyDocument *document = g_ptr_array_index (documents, i);

    g_ptr_array_add (shows,
                     ry_show_look_up (workspace, ry_document_get_id (document), ry_document_get_root (document)));
  }
  g_ptr_array_sort_with_data (shows, compare_shows, today);
  return shows;
}

static guint
find_shown (RyShowsPage *self)
{
  for (guint i = 0; i < self->shows->len; i++)
    if (g_strcmp0 (((RyShow *) g_ptr_array_index (self->shows, i))->id, ry_show_draft_get_id (self->draft)) == 0)
      return i;
  return G_MAXUINT;
}

static void
fill_chooser (RyShowsPage *self, guint selected)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->shows->len; i++) {
    RyShow *show = g_ptr_array_index (self->shows, i);

    gtk_string_list_append (names, show->title != NULL ? show->title : _ ("Running Order"));
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->chooser, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->chooser, selected);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), self->shows->len > 1);
}

static void
enable (RyShowsPage *self, gboolean there)
{
  static const char *const needed[] = { "pdf",       "pack",        "present", "add-talk",
                                        "add-break", "add-picture", "remove",  "questions" };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++) {
    gboolean changes = i >= 3, may = there && (!changes || ry_show_draft_may_change (self->draft));

    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), needed[i])),
                                 may);
  }
  gtk_widget_set_visible (self->present, there);
}

static void
refresh (RyShowsPage *self)
{
  guint shown;

  g_clear_pointer (&self->shows, g_ptr_array_unref);
  self->shows = list_shows (self);
  shown = find_shown (self);
  if (self->shows->len == 0) {
    gtk_stack_set_visible_child_name (self->stack, "empty");
    gtk_widget_set_visible (GTK_WIDGET (self->chooser), FALSE);
    enable (self, FALSE);
    return;
  }
  if (shown == G_MAXUINT) {
    shown = 0;
    ry_show_draft_open (self->draft, ((RyShow *) g_ptr_array_index (self->shows, 0))->id, NULL);
  } else
    ry_show_draft_reload (self->draft);
  fill_chooser (self, shown);
  gtk_stack_set_visible_child_name (self->stack, "order");
  enable (self, TRUE);
}

static gboolean
settle_cb (gpointer data)
{
  RyShowsPage *self = data;

  self->settle = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
  return G_SOURCE_REMOVE;
}

static void
committed_cb (RyShowsPage *self)
{
  if (self->settle == 0)
    self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
}

static void
chosen_cb (RyShowsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->chooser);

  if (self->filling || self->shows == NULL || selected >= self->shows->len)
    return;
  ry_show_draft_open (self->draft, ((RyShow *) g_ptr_array_index (self->shows, selected))->id, NULL);
}

/* ---- Presenting ---- */

static void
prepare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RyShowsPage *self = source;
  GError *error = NULL;
  RySlideDeck *deck = ry_slide_deck_new (ry_window_get_workspace (get_window (self)), data, cancellable, &error);

  if (deck != NULL)
    g_task_return_pointer (task, deck, (GDestroyNotify) ry_slide_deck_unref);
  else
    g_task_return_error (task, error);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyShowsPage *self = RY_SHOWS_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (RySlideDeck) deck = g_task_propagate_pointer (G_TASK (result), &error);
  GtkWindow *window = GTK_WINDOW (get_window (self));

  self->preparing = FALSE;
  if (deck == NULL) {
    ry_window_show_error (get_window (self), _ ("The slides could not be made"), error);
    return;
  }
  if (ry_slide_deck_get_n_talks (deck) == 0) {
    ry_window_show_message (get_window (self), _ ("Nobody speaks yet. Add a talk first."));
    return;
  }
  g_set_weak_pointer (&self->presenter, ry_presenter_start (gtk_window_get_application (window), window, deck,
                                                            ry_window_get_workspace (get_window (self)), NULL));
}

static void
present_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyShowsPage *self = data;
  g_autoptr (GTask) task = NULL;

  if (self->presenter != NULL || self->preparing)
    return;
  self->preparing = TRUE;
  task = g_task_new (self, NULL, prepared_cb, NULL);
  g_task_set_task_data (task, g_strdup (ry_show_draft_get_id (self->draft)), g_free);
  g_task_run_in_thread (task, prepare_thread);
}

/* ---- What else a person does ---- */

static void
pdf_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_slide_export_choose (RY_SHOWS_PAGE (data)->draft, FALSE);
}

static void
pack_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_slide_export_choose (RY_SHOWS_PAGE (data)->draft, TRUE);
}

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_new_show_ask (get_window (data));
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *name = g_action_get_name (G_ACTION (action));

  ry_order_view_add (RY_SHOWS_PAGE (data)->view, g_str_equal (name, "add-break")     ? RY_TALK_BREAK
                                                 : g_str_equal (name, "add-picture") ? RY_TALK_PICTURE
                                                                                     : RY_TALK_TALK);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyShowsPage *self = data;
  RyWorkspace *workspace = ry_window_get_workspace (get_window (self));
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, ry_show_draft_get_id (self->draft), NULL);

  if (document == NULL)
    return;
  ry_window_commit (get_window (self),
                    ry_edits_new_with (ry_edit_new (ry_document_get_id (document), document, NULL), NULL),
                    _ ("The running order was removed"));
}

static void
questions_chosen_cb (GtkNativeDialog *dialog, int response, RyShowsPage *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL)
    ry_order_view_take_questions (self->view, file);
  g_object_unref (dialog);
}

static void
questions_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyShowsPage *self = data;
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Questions from a Hall"), GTK_WINDOW (get_window (self)),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Questions from a hall"));
  gtk_file_filter_add_pattern (filter, "*.ryorin-questions");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (questions_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
fold_changed_cb (RyShowsPage *self)
{
  gboolean folded = ry_window_get_folded (get_window (self));

  gtk_widget_set_visible (self->pack, !folded);
  ry_order_view_set_narrow (self->view, folded);
}

static void
install_actions (RyShowsPage *self)
{
  static const GActionEntry entries[] = {
    { "present", present_cb }, { "pdf", pdf_cb },       { "pack", pack_cb },
    { "new", new_cb },         { "add-talk", add_cb },  { "add-break", add_cb },
    { "add-picture", add_cb }, { "remove", remove_cb }, { "questions", questions_cb },
  };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "shows", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (self->header_end, "shows", G_ACTION_GROUP (self->actions));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("F5"),
                                                          gtk_named_action_new ("shows.present")));
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts), GTK_SHORTCUT_SCOPE_MANAGED);
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

/* ---- The page ---- */

static void
ry_shows_page_shown (RyPage *page)
{
  refresh (RY_SHOWS_PAGE (page));
}

static gboolean
ry_shows_page_open (RyPage *page, const char *id)
{
  RyShowsPage *self = RY_SHOWS_PAGE (page);

  if (!g_str_has_prefix (id, "show:") || !ry_show_draft_open (self->draft, id, NULL))
    return FALSE;
  refresh (self);
  return TRUE;
}

static gboolean
ry_shows_page_focus_filter (RyPage *page)
{
  return ry_order_view_focus (RY_SHOWS_PAGE (page)->view);
}

static gboolean
ry_shows_page_create (RyPage *page)
{
  ry_new_show_ask (get_window (RY_SHOWS_PAGE (page)));
  return TRUE;
}

static void
ry_shows_page_constructed (GObject *object)
{
  RyShowsPage *self = RY_SHOWS_PAGE (object);
  RyWorkspace *workspace;

  G_OBJECT_CLASS (ry_shows_page_parent_class)->constructed (object);
  workspace = ry_window_get_workspace (get_window (self));
  self->draft = ry_show_draft_new (get_window (self));
  self->view = RY_ORDER_VIEW (ry_order_view_new (self->draft));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->view), "order");
  install_actions (self);
  ry_page_set_header_start (RY_PAGE (self), GTK_WIDGET (self->chooser));
  ry_page_set_header_end (RY_PAGE (self), self->header_end);
  ry_permission_guard_widget (self->make, workspace, RY_VERB_CREATE, "show", NULL);
  g_signal_connect_object (get_window (self), "notify::folded", G_CALLBACK (fold_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ry_workspace_get_store (workspace, "council"), "committed", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
  fold_changed_cb (self);
}

static void
ry_shows_page_dispose (GObject *object)
{
  RyShowsPage *self = RY_SHOWS_PAGE (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_weak_pointer (&self->presenter);
  g_clear_object (&self->actions);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (ry_shows_page_parent_class)->dispose (object);
}

static void
ry_shows_page_finalize (GObject *object)
{
  g_clear_pointer (&RY_SHOWS_PAGE (object)->shows, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_shows_page_parent_class)->finalize (object);
}

static void
ry_shows_page_class_init (RyShowsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ry_shows_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ry_shows_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_shows_page_finalize;
  RY_PAGE_CLASS (klass)->shown = ry_shows_page_shown;
  RY_PAGE_CLASS (klass)->open = ry_shows_page_open;
  RY_PAGE_CLASS (klass)->focus_filter = ry_shows_page_focus_filter;
  RY_PAGE_CLASS (klass)->create = ry_shows_page_create;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/hall/ry-shows-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyShowsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RyShowsPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, RyShowsPage, header_end);
  gtk_widget_class_bind_template_child (widget_class, RyShowsPage, pack);
  gtk_widget_class_bind_template_child (widget_class, RyShowsPage, present);
  gtk_widget_class_bind_template_child (widget_class, RyShowsPage, make);
}

static void
ry_shows_page_init (RyShowsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->chooser, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}
