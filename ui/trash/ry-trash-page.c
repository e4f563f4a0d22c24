/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list is read in a thread, as it looks through all tombstones. A record that somebody made again meanwhile is
 * asked about, and deleting for good asks too: it leaves the building.
 */
#include "ry-trash-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ry-error.h"
#include "ry-speech.h"
#include "ry-tooltip.h"
#include "ry-trash.h"
#include "ry-window.h"

/* Rows that a person looks through; the kinds above narrow them down. */
#define MOST_ROWS 300

struct _RyTrashPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkStack *stack;
  GtkListBox *list;
  GtkDropDown *kinds;
  GtkWidget *about;

  /* Owned */
  GPtrArray *tombstones;
  GPtrArray *kind_names; /* in the order of the drop-down, after "all" */
  GCancellable *cancellable;

  guint idle;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RyTrashPage, ry_trash_page, RY_TYPE_PAGE)

static void start_loading (RyTrashPage *self);

static RyWorkspace *
get_workspace (RyTrashPage *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static const char *
get_kind_label (RyTrashPage *self, const char *kind)
{
  RyKind *known = kind != NULL ? ry_workspace_get_kind (get_workspace (self), kind) : NULL;

  return known != NULL ? ry_kind_get_label (known) : _ ("Another record");
}

/* Local time, as it was typed on the wall. */
static char *
format_when (RyDocument *tombstone)
{
  const char *iso = ry_trash_get_when (tombstone);
  g_autoptr (GDateTime) utc = iso != NULL ? g_date_time_new_from_iso8601 (iso, NULL) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%-m/%-d %H:%M") : g_strdup ("");
}

static RyDocument *
get_tombstone (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "tombstone");
}

static void restore (RyTrashPage *self, RyDocument *tombstone, gboolean replace);

static void
replace_answered_cb (AdwMessageDialog *dialog, const char *response, RyTrashPage *self)
{
  if (g_str_equal (response, "replace"))
    restore (self, g_object_get_data (G_OBJECT (dialog), "tombstone"), TRUE);
}

static void
ask_to_replace (RyTrashPage *self, RyDocument *tombstone)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (ry_page_get_window (RY_PAGE (self))), _ ("It Is There Again"),
                                              _ ("Somebody has made this record again meanwhile. The one from the "
                                                 "trash can take its place; the present one stays "
                                                 "in the history."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep the Present One"), "replace",
                                    _ ("_Take the One from the Trash"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_object_set_data_full (G_OBJECT (dialog), "tombstone", ry_document_ref (tombstone),
                          (GDestroyNotify) ry_document_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (replace_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
restore (RyTrashPage *self, RyDocument *tombstone, gboolean replace)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_trash_restore (get_workspace (self), tombstone, replace, NULL, &error);
  g_autofree char *name = ry_trash_dup_name (get_workspace (self), tombstone);
  g_autofree char *message = g_strdup_printf (_ ("“%s” is back"), name);

  if (undo != NULL)
    ry_window_show_undo (window, message, undo);
  else if (g_error_matches (error, RY_ERROR, RY_ERROR_EXISTS))
    ask_to_replace (self, tombstone);
  else
    ry_window_show_error (window, _ ("This could not be restored"), error);
  start_loading (self);
}

static void
restore_cb (GtkButton *button, RyTrashPage *self)
{
  g_autoptr (RyDocument) tombstone = ry_document_ref (get_tombstone (GTK_WIDGET (button)));

  restore (self, tombstone, FALSE);
}

static void
purge_answered_cb (AdwMessageDialog *dialog, const char *response, RyTrashPage *self)
{
  RyDocument *tombstone = g_object_get_data (G_OBJECT (dialog), "tombstone");
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "purge"))
    return;
  if (!ry_trash_purge (get_workspace (self), ry_document_get_id (tombstone), NULL, &error))
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("This could not be deleted for good"), error);
  start_loading (self);
}

static void
purge_cb (GtkButton *button, RyTrashPage *self)
{
  RyDocument *tombstone = get_tombstone (GTK_WIDGET (button));
  g_autofree char *name = ry_trash_dup_name (get_workspace (self), tombstone);
  g_autofree char *heading = g_strdup_printf (_ ("Delete “%s” for Good?"), name);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (ry_page_get_window (RY_PAGE (self))), heading,
      _ ("It goes from every machine's trash at the next exchange, and nobody can bring it back."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "purge",
                                    _ ("_Delete for Good"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "purge", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "tombstone", ry_document_ref (tombstone),
                          (GDestroyNotify) ry_document_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (purge_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
create_button (const char *label, const char *spoken, RyDocument *tombstone, GCallback clicked, RyTrashPage *self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ry_speech_set_label (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "tombstone", ry_document_ref (tombstone),
                          (GDestroyNotify) ry_document_unref);
  g_signal_connect (button, "clicked", clicked, self);
  return button;
}

static GtkWidget *
create_row (RyTrashPage *self, RyDocument *tombstone, gboolean may_purge)
{
  g_autofree char *name = ry_trash_dup_name (get_workspace (self), tombstone);
  g_autofree char *when = format_when (tombstone);
  const char *who = ry_trash_get_who (tombstone);
  g_autofree char *facts = g_strdup_printf ("%s・%s　%s", get_kind_label (self, ry_document_get_kind (tombstone)),
                                            who != NULL ? who : "", when);
  g_autofree char *restore_label = g_strdup_printf (_ ("Restore “%s”"), name);
  g_autofree char *purge_label = g_strdup_printf (_ ("Delete “%s” for good"), name);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *purge;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             create_button (_ ("Restore"), restore_label, tombstone, G_CALLBACK (restore_cb), self));
  if (may_purge) {
    purge = create_button ("", purge_label, tombstone, G_CALLBACK (purge_cb), self);
    gtk_button_set_icon_name (GTK_BUTTON (purge), "edit-delete-symbolic");
    ry_tooltip_set (purge, _ ("Delete for good"));
    gtk_widget_add_css_class (purge, "flat");
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), purge);
  }
  return row;
}

static const char *
get_chosen_kind (RyTrashPage *self)
{
  guint position = gtk_drop_down_get_selected (self->kinds);

  return position > 0 && position <= self->kind_names->len ? g_ptr_array_index (self->kind_names, position - 1) : NULL;
}

static void
fill_rows (RyTrashPage *self)
{
  const char *kind = get_chosen_kind (self);
  gboolean may_purge = ry_trash_may_purge (get_workspace (self), NULL);
  g_autofree char *about = NULL;
  GtkWidget *row;
  guint n = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->tombstones->len; i++) {
    RyDocument *each = g_ptr_array_index (self->tombstones, i);

    if (kind != NULL && g_strcmp0 (ry_document_get_kind (each), kind) != 0)
      continue;
    if (n++ < MOST_ROWS)
      gtk_list_box_append (self->list, create_row (self, each, may_purge));
  }
  about = n > MOST_ROWS ? g_strdup_printf (_ ("%u records; the latest %u are shown"), n, MOST_ROWS)
                        : g_strdup_printf (ngettext ("%u record", "%u records", n), n);
  gtk_label_set_label (GTK_LABEL (self->about), about);
}

static void
fill_kinds (RyTrashPage *self)
{
  g_autofree char *chosen = g_strdup (get_chosen_kind (self));
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint position = 0;

  g_ptr_array_set_size (self->kind_names, 0);
  gtk_string_list_append (labels, _ ("All"));
  for (guint i = 0; i < self->tombstones->len; i++) {
    const char *kind = ry_document_get_kind (g_ptr_array_index (self->tombstones, i));

    if (kind == NULL || g_ptr_array_find_with_equal_func (self->kind_names, kind, g_str_equal, NULL))
      continue;
    g_ptr_array_add (self->kind_names, g_strdup (kind));
    gtk_string_list_append (labels, get_kind_label (self, kind));
    if (g_strcmp0 (kind, chosen) == 0)
      position = self->kind_names->len;
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->kinds, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->kinds, position);
  self->filling = FALSE;
}

static void
kind_chosen_cb (RyTrashPage *self)
{
  if (!self->filling && self->tombstones != NULL)
    fill_rows (self);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *found = ry_trash_list (source, cancellable, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyTrashPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->list == NULL)
    return;
  if (found == NULL) {
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The trash could not be read"), error);
    return;
  }
  g_clear_pointer (&self->tombstones, g_ptr_array_unref);
  self->tombstones = g_steal_pointer (&found);
  fill_kinds (self);
  fill_rows (self);
  gtk_stack_set_visible_child_name (self->stack, self->tombstones->len > 0 ? "list" : "empty");
}

static void
start_loading (RyTrashPage *self)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (get_workspace (self), self->cancellable, loaded_cb, g_object_ref (self));
  g_task_run_in_thread (task, load_thread);
}

static gboolean
reload_cb (gpointer data)
{
  RyTrashPage *self = data;

  self->idle = 0;
  start_loading (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyTrashPage *self)
{
  if (self->idle == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->idle = g_timeout_add (200, reload_cb, self);
}

static void
ry_trash_page_shown (RyPage *page)
{
  RyTrashPage *self = RY_TRASH_PAGE (page);

  if (self->cancellable == NULL)
    g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  start_loading (self);
}

static void
ry_trash_page_dispose (GObject *object)
{
  RyTrashPage *self = RY_TRASH_PAGE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->tombstones, g_ptr_array_unref);
  g_clear_pointer (&self->kind_names, g_ptr_array_unref);
  self->list = NULL;
  G_OBJECT_CLASS (ry_trash_page_parent_class)->dispose (object);
}

static void
ry_trash_page_class_init (RyTrashPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_trash_page_dispose;
  RY_PAGE_CLASS (klass)->shown = ry_trash_page_shown;
}

static GtkWidget *
create_list (RyTrashPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->kinds = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  ry_speech_set_label (GTK_WIDGET (self->kinds), _ ("Kind of record"));
  ry_speech_set_label (gtk_widget_get_first_child (GTK_WIDGET (self->kinds)), _ ("Kind of record"));
  g_signal_connect_swapped (self->kinds, "notify::selected", G_CALLBACK (kind_chosen_cb), self);
  self->about = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->about, "ry-2nd");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->kinds));
  gtk_box_append (GTK_BOX (bar), self->about);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  ry_speech_set_label (GTK_WIDGET (self->list), _ ("Deleted records"));
  gtk_box_append (GTK_BOX (content), bar);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->list));
  gtk_widget_add_css_class (content, "ry-subcommittee");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static void
ry_trash_page_init (RyTrashPage *self)
{
  GtkWidget *empty = adw_status_page_new ();

  self->kind_names = g_ptr_array_new_with_free_func (g_free);
  self->stack = GTK_STACK (gtk_stack_new ());
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "user-trash-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("The Trash Is Empty"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _ ("What anybody deletes can be brought back from here for thirty days."));
  gtk_widget_add_css_class (empty, "compact");
  gtk_stack_add_named (self->stack, create_list (self), "list");
  gtk_stack_add_named (self->stack, empty, "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
