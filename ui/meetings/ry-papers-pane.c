/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An agenda item's `papers` are names; a name that is also an attachment's has a file. Removing a paper takes the name
 * out of the item, which can be undone as any change of the agenda; the file itself is detached when the meeting is
 * left. Files that no item names are listed at the end.
 */
#include "ry-papers-pane.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-attach.h"
#include "ry-json.h"
#include "ry-meeting-labels.h"
#include "ry-meeting.h"
#include "ry-paper-file.h"
#include "ry-packet-row.h"
#include "ry-paper-row.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"

struct _RyPapersPane {
  AdwBin parent_instance;

  /* Widgets */
  GtkWidget *page;
  GPtrArray *groups; /* borrowed */

  /* Owned */
  RyMeetingDraft *draft;
  RyReplicator *replicator;
  GPtrArray *attachments; /* of RyAttachment, as listed */
  GPtrArray *labels;      /* of RyPaperLabel, as listed */
  GHashTable *removed;    /* names taken out of an item while the meeting is open */
  char *listed;           /* what is on the screen, as text */
  guint n_adding;
};

/* A file on its way to an item. */
typedef struct {
  RyPapersPane *pane;
  char *item; /* its key; NULL for none */
  char *name;
} Adding;

G_DEFINE_FINAL_TYPE (RyPapersPane, ry_papers_pane, ADW_TYPE_BIN)

enum { FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
adding_free (Adding *adding)
{
  g_object_unref (adding->pane);
  g_free (adding->item);
  g_free (adding->name);
  g_free (adding);
}

static RyWorkspace *
get_workspace (RyPapersPane *self)
{
  return ry_meeting_draft_get_workspace (self->draft);
}

static const RyAttachment *
find_attachment (RyPapersPane *self, const char *name)
{
  for (guint i = 0; i < self->attachments->len; i++) {
    const RyAttachment *attachment = g_ptr_array_index (self->attachments, i);

    if (strcmp (attachment->name, name) == 0)
      return attachment;
  }
  return NULL;
}

static gboolean
may_change (RyPapersPane *self)
{
  return !ry_meeting_draft_get_sealed (self->draft);
}

static void changed_cb (RyPapersPane *self);

static void
attached_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Adding *adding = data;
  RyPapersPane *self = adding->pane;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  self->n_adding--;
  if (!ry_workspace_attach_file_finish (RY_WORKSPACE (object), result, &error)) {
    g_signal_emit (self, signals[FAILED], 0, _ ("The paper could not be added"), error);
    changed_cb (self);
  } else if (self->draft != NULL) {
    message = g_strdup_printf (_ ("Added %s"), adding->name);
    ry_meeting_add_paper (ry_meeting_draft_begin (self->draft), adding->item, adding->name);
    ry_meeting_draft_end (self->draft, message);
    ry_meeting_draft_flush (self->draft);
  }
  adding_free (adding);
}

static void
add_file (RyPapersPane *self, const char *item, GFile *file)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->pane = g_object_ref (self);
  adding->item = g_strdup (item);
  adding->name = ry_paper_file_choose_name (file, self->attachments);
  self->n_adding++;
  /* The next one of this name gets a number, though this one is still on its way. */
  g_ptr_array_add (self->attachments, ry_attachment_new (adding->name, NULL));
  ry_workspace_attach_file_async (get_workspace (self), ry_meeting_draft_get_id (self->draft), adding->name, file, NULL,
                                  attached_cb, adding);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  RyPapersPane *self = data;
  const char *item = g_object_get_data (G_OBJECT (dialog), "item");
  g_autoptr (GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT && self->draft != NULL) {
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
    for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      add_file (self, item, file);
    }
  }
  g_object_unref (dialog);
}

static void
choose_files (RyPapersPane *self, const char *item)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Add Papers"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Add"), _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "item", g_strdup (item), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
add_clicked_cb (GtkButton *button, RyPapersPane *self)
{
  if (ry_permission_guard_allows (GTK_WIDGET (button)))
    choose_files (self, g_object_get_data (G_OBJECT (button), "item"));
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  RyPapersPane *self = data;
  GtkWidget *group = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  if (!may_change (self))
    return FALSE;
  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    add_file (self, g_object_get_data (G_OBJECT (group), "item"), l->data);
  return TRUE;
}

static void
removed_cb (RyPaperRow *row, RyPapersPane *self)
{
  const char *item = g_object_get_data (G_OBJECT (row), "item");
  const char *name = ry_paper_row_get_name (row);
  g_autofree char *message = g_strdup_printf (_ ("Removed %s"), name);

  g_hash_table_add (self->removed, g_strdup (name));
  ry_meeting_remove_paper (ry_meeting_draft_begin (self->draft), item, name);
  ry_meeting_draft_end (self->draft, message);
}

/* Alt+↑↓ moves a paper past its neighbour, as it moves items of the agenda. */
static gboolean
move_cb (GtkWidget *row, GVariant *direction, gpointer data)
{
  RyPapersPane *self = data;
  g_autofree char *name = g_strdup (ry_paper_row_get_name (RY_PAPER_ROW (row)));
  g_autofree char *item = g_strdup (g_object_get_data (G_OBJECT (row), "item"));

  if (!may_change (self))
    return FALSE;
  if (ry_meeting_move_paper (ry_meeting_draft_begin (self->draft), item, name, g_variant_get_int32 (direction)))
    ry_meeting_draft_end (self->draft, NULL);
  return TRUE;
}

static void
add_move_keys (RyPapersPane *self, GtkWidget *row)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  const struct {
    guint key;
    int direction;
  } moves[] = { { GDK_KEY_Up, -1 }, { GDK_KEY_Down, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++) {
    GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (moves[i].key, GDK_ALT_MASK),
                                              gtk_callback_action_new (move_cb, self, NULL));

    gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (moves[i].direction));
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
  }
  gtk_widget_add_controller (row, keys);
}

static void
append_row (RyPapersPane *self, GtkWidget *group, const char *item, const char *name)
{
  GtkWidget *row = ry_paper_row_new (get_workspace (self), self->replicator, ry_meeting_draft_get_id (self->draft),
                                     name, find_attachment (self, name), item != NULL && may_change (self));

  const char *label = ry_paper_labels_find (self->labels, item, name);

  g_object_set_data_full (G_OBJECT (row), "item", g_strdup (item), g_free);
  g_signal_connect (row, "removed", G_CALLBACK (removed_cb), self);
  if (label != NULL) {
    GtkWidget *prefix = gtk_label_new (label);

    gtk_widget_add_css_class (prefix, "heading");
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), prefix);
    add_move_keys (self, row);
  }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static GtkWidget *
create_add_button (RyPapersPane *self, const char *item, const char *title)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();
  g_autofree char *spoken = g_strdup_printf (_ ("Add papers to %s"), title);
  g_autoptr (RyDocument) document =
      ry_workspace_get (get_workspace (self), ry_meeting_draft_get_id (self->draft), NULL);

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _ ("Add…"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_visible (button, may_change (self));
  ry_speech_set_label (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "item", g_strdup (item), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (add_clicked_cb), self);
  ry_permission_guard_widget (button, get_workspace (self), RY_VERB_EDIT, "meeting", document);
  return button;
}

static GtkWidget *
append_group (RyPapersPane *self, const char *item, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  g_object_set_data_full (G_OBJECT (group), "item", g_strdup (item), g_free);
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (group, GTK_EVENT_CONTROLLER (target));
  if (item != NULL)
    adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), create_add_button (self, item, title));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (self->groups, group);
  return group;
}

static void
append_item (RyPapersPane *self, JsonObject *item, const char *number)
{
  const char *title = ry_json_get_string (item, "title");
  g_autoptr (GPtrArray) papers = ry_meeting_list_papers (item);
  g_autofree char *heading = g_strstrip (g_strjoin (" ", number, title != NULL ? title : "", NULL));
  GtkWidget *group = append_group (self, ry_json_get_string (item, "key"), heading);

  for (guint i = 0; i < papers->len; i++)
    append_row (self, group, ry_json_get_string (item, "key"), g_ptr_array_index (papers, i));
}

static void
append_others (RyPapersPane *self, JsonObject *meeting)
{
  GtkWidget *group = NULL;

  for (guint i = 0; i < self->attachments->len; i++) {
    const RyAttachment *attachment = g_ptr_array_index (self->attachments, i);

    if (attachment->digest == NULL || ry_meeting_names_paper (meeting, attachment->name) ||
        g_hash_table_contains (self->removed, attachment->name))
      continue;
    if (group == NULL)
      group = append_group (self, NULL, _ ("Other papers"));
    append_row (self, group, NULL, attachment->name);
  }
}

static void
read_attachments (RyPapersPane *self)
{
  RyStore *store = ry_workspace_get_store_for (get_workspace (self), ry_meeting_draft_get_id (self->draft));
  GPtrArray *attachments = ry_store_get_attachments (store, ry_meeting_draft_get_id (self->draft), NULL, NULL);

  if (attachments == NULL)
    return;
  g_ptr_array_unref (self->attachments);
  self->attachments = attachments;
}

/* Everything that the list shows, so that it is only made again when that has changed. */
static char *
describe_list (RyPapersPane *self, JsonObject *meeting, GStrv numbers)
{
  g_autoptr (GString) text = g_string_new (may_change (self) ? "+" : "-");
  JsonArray *agenda = ry_json_get_array (meeting, "agenda");

  for (guint i = 0; agenda != NULL && numbers[i] != NULL && i < json_array_get_length (agenda); i++) {
    JsonObject *item = json_array_get_object_element (agenda, i);
    g_autoptr (GPtrArray) papers = ry_meeting_list_papers (item);

    g_string_append_printf (text, "\n%s %s", numbers[i], ry_json_get_string (item, "title"));
    for (guint k = 0; k < papers->len; k++)
      g_string_append_printf (text, "\t%s", (const char *) g_ptr_array_index (papers, k));
  }
  for (guint i = 0; i < self->attachments->len; i++) {
    const RyAttachment *attachment = g_ptr_array_index (self->attachments, i);

    g_string_append_printf (text, "\n%s %s", attachment->name, attachment->digest);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The item in whose group the focus is; NULL for none. */
static char *
dup_focused_item (RyPapersPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->groups->len; i++) {
    GtkWidget *group = g_ptr_array_index (self->groups, i);

    if (gtk_widget_is_ancestor (focus, group))
      return g_strdup (g_object_get_data (G_OBJECT (group), "item"));
  }
  return NULL;
}

static void
focus_item (RyPapersPane *self, const char *item)
{
  for (guint i = 0; item != NULL && i < self->groups->len; i++) {
    GtkWidget *group = g_ptr_array_index (self->groups, i);

    if (g_strcmp0 (g_object_get_data (G_OBJECT (group), "item"), item) == 0)
      gtk_widget_child_focus (group, GTK_DIR_TAB_FORWARD);
  }
}

static void
list_all (RyPapersPane *self, JsonObject *meeting, GStrv numbers)
{
  JsonArray *agenda = ry_json_get_array (meeting, "agenda");
  g_autofree char *focused = dup_focused_item (self);

  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self->page), g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  self->labels = ry_meeting_label_papers (meeting);
  for (guint i = 0; agenda != NULL && numbers[i] != NULL && i < json_array_get_length (agenda); i++)
    append_item (self, json_array_get_object_element (agenda, i), numbers[i]);
  append_others (self, meeting);
  focus_item (self, focused);
}

static void
sync_all (RyPapersPane *self)
{
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);
  g_auto (GStrv) numbers = ry_meeting_number_agenda (meeting, TRUE);
  g_autofree char *listed = NULL;

  if (self->n_adding > 0)
    return;
  read_attachments (self);
  listed = describe_list (self, meeting, numbers);
  if (g_strcmp0 (listed, self->listed) == 0)
    return;
  g_free (self->listed);
  self->listed = g_steal_pointer (&listed);
  list_all (self, meeting, numbers);
}

static void
ry_papers_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ry_papers_pane_parent_class)->map (widget);
  if (RY_PAPERS_PANE (widget)->draft != NULL)
    sync_all (RY_PAPERS_PANE (widget));
}

static void
changed_cb (RyPapersPane *self)
{
  if (self->draft != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    sync_all (self);
}

static void
ry_papers_pane_dispose (GObject *object)
{
  RyPapersPane *self = RY_PAPERS_PANE (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->replicator);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->removed, g_hash_table_unref);
  g_clear_pointer (&self->listed, g_free);
  G_OBJECT_CLASS (ry_papers_pane_parent_class)->dispose (object);
}

static void
ry_papers_pane_class_init (RyPapersPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_papers_pane_dispose;
  GTK_WIDGET_CLASS (klass)->map = ry_papers_pane_map;
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
ry_papers_pane_init (RyPapersPane *self)
{
  self->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  self->groups = g_ptr_array_new ();
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->page = adw_preferences_page_new ();
  adw_bin_set_child (ADW_BIN (self), self->page);
}

static void
packet_failed_cb (RyPapersPane *self, const char *intention, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, intention, error);
}

static void
append_packet (RyPapersPane *self)
{
  GtkWidget *group = adw_preferences_group_new (), *row = ry_packet_row_new (self->draft);

  g_signal_connect_object (row, "failed", G_CALLBACK (packet_failed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

/**
 * ry_papers_pane_set_draft:
 * @self: the pane
 * @draft: the open meeting; given once
 * @replicator: (nullable): who fetches what is not on this machine
 */
void
ry_papers_pane_set_draft (RyPapersPane *self, RyMeetingDraft *draft, RyReplicator *replicator)
{
  self->draft = g_object_ref (draft);
  self->replicator = replicator != NULL ? g_object_ref (replicator) : NULL;
  append_packet (self);
  g_signal_connect_object (draft, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ry_papers_pane_choose:
 * @self: the pane
 * @item: key of an agenda item
 *
 * Has a person choose files that become papers of an item.
 */
void
ry_papers_pane_choose (RyPapersPane *self, const char *item)
{
  if (may_change (self))
    choose_files (self, item);
}

/**
 * ry_papers_pane_add:
 * @self: the pane
 * @item: key of an agenda item
 * @files: files that were dropped on it
 */
void
ry_papers_pane_add (RyPapersPane *self, const char *item, GdkFileList *files)
{
  if (!may_change (self))
    return;
  if (self->n_adding == 0)
    read_attachments (self);
  for (GSList *l = (GSList *) files; l != NULL; l = l->next)
    add_file (self, item, l->data);
}

/**
 * ry_papers_pane_tidy:
 * @self: the pane
 *
 * Detaches the files of papers that were removed while the meeting was open. Call it when the meeting is left, after
 * it was saved.
 */
void
ry_papers_pane_tidy (RyPapersPane *self)
{
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->removed);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!ry_meeting_names_paper (meeting, name) && find_attachment (self, name) != NULL)
      g_ptr_array_add (names, name);
  if (names->len == 0)
    return;
  g_ptr_array_add (names, NULL);
  ry_workspace_detach (get_workspace (self), ry_meeting_draft_get_id (self->draft), (const char *const *) names->pdata,
                       NULL, NULL);
  g_hash_table_remove_all (self->removed);
}
