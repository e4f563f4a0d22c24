/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sections and blocks are kept in two tables by key. sync_all() walks the agenda, makes what is missing,
 * puts everything into its order and drops what was not met on the way: the one way from content to screen, for a
 * key pressed here and for a block that came from another desktop alike.
 */
#include "ry-minutes-editor.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ry-agenda-row.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-meeting.h"
#include "ry-minutes-block.h"
#include "ry-speech.h"

/* Blocks that no item of the agenda claims are shown under this key. */
#define ORPHANS   ""
#define SCROLL_MS 16 /* a view that is being slid in has no places for some frames */

typedef struct {
  GtkWidget *box;
  GtkWidget *heading;
  GtkWidget *about;
  GtkWidget *blocks;
  GtkWidget *hint;
} Section;

struct _RyMinutesEditor {
  GtkBox parent_instance;

  /* Template widgets */
  GtkWidget *scroller;
  GtkWidget *empty;
  GtkWidget *sections_box;
  GtkWidget *bar_scroller;
  GtkWidget *bar;
  GtkWidget *buttons;
  GtkWidget *status;
  GtkWidget *attendance;
  GtkWidget *sealed;
  GtkLabel *sealed_words;

  /* Owned */
  RyMeetingDraft *draft;
  GHashTable *sections;
  GHashTable *blocks;
  char *item;  /* under which the cursor is, or was last */
  char *block; /* in which the cursor is, or was last */
  char *scroll_to;
  guint scroll_id;
  guint fit_idle;
  int bar_width; /* what the bar needs in one line */
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (RyMinutesEditor, ry_minutes_editor, GTK_TYPE_BOX)

enum { ITEM_ENTERED, N_SIGNALS };

static guint signals[N_SIGNALS];

static RyMinutesBlock *
find_block (RyMinutesEditor *self, const char *key)
{
  return key != NULL ? g_hash_table_lookup (self->blocks, key) : NULL;
}

static void
set_string (char **place, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

static void
enter_item (RyMinutesEditor *self, const char *key)
{
  if (g_strcmp0 (self->item, key) == 0)
    return;
  set_string (&self->item, key);
  g_signal_emit (self, signals[ITEM_ENTERED], 0, self->item);
}

static JsonObject *
get_block_content (RyMinutesEditor *self, const char *key)
{
  return ry_meeting_find_block (ry_meeting_draft_get_content (self->draft), key);
}

static void
block_entered_cb (RyMinutesEditor *self, RyMinutesBlock *block)
{
  JsonObject *content = get_block_content (self, ry_minutes_block_get_key (block));

  set_string (&self->block, ry_minutes_block_get_key (block));
  if (content != NULL)
    enter_item (self, ry_json_get_string (content, "item"));
}

static void
focus_block (RyMinutesEditor *self, const char *key)
{
  if (find_block (self, key) != NULL)
    ry_minutes_block_focus (find_block (self, key));
}

/* The block before or after another as they are read, across items. */
static const char *
find_neighbour (RyMinutesEditor *self, const char *key, int direction)
{
  GtkWidget *block = GTK_WIDGET (find_block (self, key));
  GtkWidget *next = block != NULL
                        ? (direction < 0 ? gtk_widget_get_prev_sibling (block) : gtk_widget_get_next_sibling (block))
                        : NULL;

  return next != NULL ? ry_minutes_block_get_key (RY_MINUTES_BLOCK (next)) : NULL;
}

static void
insert_block (RyMinutesEditor *self, const char *item, const char *after, const char *type)
{
  JsonObject *meeting = ry_meeting_draft_begin (self->draft);
  JsonObject *block = ry_meeting_insert_block (meeting, item, after, type);
  g_autofree char *key = g_strdup (ry_json_get_string (block, "key"));

  ry_meeting_draft_end (self->draft, NULL);
  focus_block (self, key);
  if (g_str_equal (type, RY_BLOCK_SPEECH) && find_block (self, key) != NULL)
    ry_minutes_block_ask_speaker (find_block (self, key));
}

static void
convert_block (RyMinutesEditor *self, const char *key, const char *type)
{
  ry_meeting_convert_block (ry_meeting_draft_begin (self->draft), key, type);
  ry_meeting_draft_end (self->draft, NULL);
  focus_block (self, key);
}

static void
move_block (RyMinutesEditor *self, const char *key, int direction)
{
  JsonObject *content;

  if (!ry_meeting_move_block (ry_meeting_draft_begin (self->draft), key, direction))
    return;
  ry_meeting_draft_end (self->draft, NULL);
  focus_block (self, key);
  content = get_block_content (self, key);
  if (content != NULL)
    enter_item (self, ry_json_get_string (content, "item"));
}

static void
remove_block (RyMinutesEditor *self, const char *key, gboolean with_word)
{
  const char *before = find_neighbour (self, key, -1);
  g_autofree char *next = g_strdup (before != NULL ? before : find_neighbour (self, key, 1));

  ry_meeting_remove_block (ry_meeting_draft_begin (self->draft), key);
  ry_meeting_draft_end (self->draft, with_word ? _ ("Block deleted") : NULL);
  if (next != NULL)
    focus_block (self, next);
}

static void
step_item (RyMinutesEditor *self, int direction)
{
  Section *section = self->item != NULL ? g_hash_table_lookup (self->sections, self->item) : NULL;
  GtkWidget *next;

  if (section == NULL)
    next = gtk_widget_get_first_child (self->sections_box);
  else if (direction < 0)
    next = gtk_widget_get_prev_sibling (section->box);
  else
    next = gtk_widget_get_next_sibling (section->box);
  if (next != NULL)
    ry_minutes_editor_show_item (self, gtk_widget_get_name (next), TRUE);
}

/* F5 to F8: an empty block becomes that, a written one is followed by it. */
static void
make_block (RyMinutesEditor *self, const char *key, const char *type)
{
  RyMinutesBlock *block = find_block (self, key);
  JsonObject *content = block != NULL ? get_block_content (self, key) : NULL;
  const char *item = content != NULL ? ry_json_get_string (content, "item") : self->item;

  if (content != NULL && ry_minutes_block_is_empty (block))
    convert_block (self, key, type);
  else if (item != NULL)
    insert_block (self, item, content != NULL ? key : NULL, type);
}

static gboolean
is_type (const char *word)
{
  return g_strv_contains ((const char *const[]){ RY_BLOCK_SPEECH, RY_BLOCK_SUMMARY, RY_BLOCK_DECISION, RY_BLOCK_ACTION,
                                                 RY_BLOCK_NEXT, NULL },
                          word);
}

static gboolean
do_block_command (RyMinutesEditor *self, const char *block, const char *word)
{
  g_autofree char *key = g_strdup (block);
  JsonObject *content = key != NULL ? get_block_content (self, key) : NULL;

  if (g_str_has_prefix (word, "item-"))
    step_item (self, g_str_equal (word, "item-up") ? -1 : 1);
  else if (ry_meeting_draft_get_sealed (self->draft))
    return FALSE;
  else if (is_type (word))
    make_block (self, key, word);
  else if (content == NULL)
    return FALSE;
  else if (*word == '=')
    convert_block (self, key, word + 1);
  else if (g_str_equal (word, "another"))
    insert_block (self, ry_json_get_string (content, "item"), key, ry_json_get_string (content, "type"));
  else if (g_str_equal (word, "up") || g_str_equal (word, "down"))
    move_block (self, key, g_str_equal (word, "up") ? -1 : 1);
  else if (g_str_equal (word, "remove") || g_str_equal (word, "delete"))
    remove_block (self, key, g_str_equal (word, "delete"));
  else
    return FALSE;
  return TRUE;
}

static void
block_command_cb (RyMinutesEditor *self, const char *word, RyMinutesBlock *block)
{
  do_block_command (self, ry_minutes_block_get_key (block), word);
}

static void
hint_clicked_cb (GtkButton *button, gpointer data)
{
  RyMinutesEditor *self = data;

  if (!ry_meeting_draft_get_sealed (self->draft))
    insert_block (self, g_object_get_data (G_OBJECT (button), "item"), NULL, RY_BLOCK_SUMMARY);
}

static void
button_clicked_cb (GtkButton *button, gpointer data)
{
  ry_minutes_editor_do_command (data, gtk_widget_get_name (GTK_WIDGET (button)));
}

static Section *
create_section (RyMinutesEditor *self, const char *key)
{
  Section *section = g_new0 (Section, 1);

  section->box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  section->heading = ry_label_new_wrapped (NULL, "title-3");
  section->about = ry_label_new_wrapped (NULL, "ry-2nd");
  section->blocks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  section->hint = gtk_button_new_with_label (_ ("Write here"));
  gtk_widget_set_name (section->box, key);
  gtk_widget_add_css_class (section->about, "ry-small");
  gtk_widget_add_css_class (section->hint, "flat");
  gtk_widget_add_css_class (section->hint, "ry-write-here");
  gtk_widget_set_halign (section->hint, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (section->box), section->heading);
  gtk_box_append (GTK_BOX (section->box), section->about);
  gtk_box_append (GTK_BOX (section->box), section->blocks);
  gtk_box_append (GTK_BOX (section->box), section->hint);
  g_object_set_data_full (G_OBJECT (section->hint), "item", g_strdup (key), g_free);
  g_signal_connect (section->hint, "clicked", G_CALLBACK (hint_clicked_cb), self);
  gtk_box_append (GTK_BOX (self->sections_box), section->box);
  g_hash_table_insert (self->sections, g_strdup (key), section);
  return section;
}

static void
free_section (Section *section)
{
  GtkWidget *parent = gtk_widget_get_parent (section->box);

  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), section->box);
  g_object_unref (section->box);
  g_free (section);
}

static void
place_after (GtkWidget *box, GtkWidget *child, GtkWidget *after)
{
  GtkWidget *parent = gtk_widget_get_parent (child);

  if (parent == box) {
    if (gtk_widget_get_prev_sibling (child) != after)
      gtk_box_reorder_child_after (GTK_BOX (box), child, after);
    return;
  }
  g_object_ref (child);
  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), child);
  gtk_box_insert_child_after (GTK_BOX (box), child, after);
  g_object_unref (child);
}

static RyMinutesBlock *
ensure_block (RyMinutesEditor *self, const char *key)
{
  RyMinutesBlock *block = find_block (self, key);

  if (block != NULL) {
    ry_minutes_block_sync (block);
    return block;
  }
  block = RY_MINUTES_BLOCK (g_object_ref_sink (ry_minutes_block_new (self->draft, key)));
  g_signal_connect_swapped (block, "command", G_CALLBACK (block_command_cb), self);
  g_signal_connect_swapped (block, "entered", G_CALLBACK (block_entered_cb), self);
  g_hash_table_insert (self->blocks, g_strdup (key), block);
  return block;
}

static void
sync_blocks (RyMinutesEditor *self, Section *section, GPtrArray *blocks, GHashTable *met)
{
  GtkWidget *after = NULL;

  for (guint i = 0; i < blocks->len; i++) {
    const char *key = ry_json_get_string (blocks->pdata[i], "key");
    RyMinutesBlock *block;

    if (key == NULL)
      continue;
    block = ensure_block (self, key);
    place_after (section->blocks, GTK_WIDGET (block), after);
    after = GTK_WIDGET (block);
    g_hash_table_add (met, g_strdup (key));
  }
  gtk_widget_set_visible (section->blocks, after != NULL);
  gtk_widget_set_visible (section->hint, after == NULL && !ry_meeting_draft_get_sealed (self->draft));
}

static GtkWidget *
sync_section (
    RyMinutesEditor *self, JsonObject *item, const char *number, gboolean head, GtkWidget *after, GHashTable *met)
{
  const char *key = item != NULL ? ry_json_get_string (item, "key") : ORPHANS;
  const char *title = item != NULL ? ry_json_get_string (item, "title") : _ ("Not on the agenda");
  g_autoptr (GPtrArray) blocks =
      ry_meeting_list_blocks (ry_meeting_draft_get_content (self->draft), item != NULL ? key : NULL);
  g_autofree char *heading = g_strjoin (number != NULL && *number != '\0' ? "　" : "", number != NULL ? number : "",
                                        title != NULL ? title : "", NULL);
  g_autofree char *about =
      item != NULL ? ry_agenda_describe_item (ry_meeting_draft_get_content (self->draft), item) : NULL;
  g_autofree char *write = g_strdup_printf (_ ("Write under “%s”"), heading);
  Section *section;

  if (item == NULL && blocks->len == 0)
    return after;
  section = g_hash_table_lookup (self->sections, key);
  if (section == NULL)
    section = create_section (self, key);
  g_hash_table_add (met, g_strdup (key));
  gtk_label_set_label (GTK_LABEL (section->heading), heading);
  gtk_label_set_label (GTK_LABEL (section->about), about);
  gtk_widget_set_visible (section->about, about != NULL && *about != '\0');
  ry_speech_set_label (section->hint, write);
  place_after (self->sections_box, section->box, after);
  sync_blocks (self, section, blocks, met);
  if (item == NULL || head)
    gtk_widget_hide (section->hint);
  return section->box;
}

/* An item with sub-items under it is a heading; minutes are written under those. */
static gboolean
is_head (JsonArray *agenda, guint position)
{
  JsonObject *item = json_array_get_object_element (agenda, position);

  return position + 1 < json_array_get_length (agenda) &&
         ry_json_get_int (json_array_get_object_element (agenda, position + 1), "level", 1) >
             ry_json_get_int (item, "level", 1);
}

static gboolean
was_not_met (gpointer key, gpointer value, gpointer met)
{
  return !g_hash_table_contains (met, key);
}

static void
free_block (gpointer data)
{
  GtkWidget *block = data;
  GtkWidget *parent = gtk_widget_get_parent (block);

  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), block);
  g_object_unref (block);
}

static void
sync_all (RyMinutesEditor *self)
{
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);
  JsonArray *agenda = ry_json_get_array (meeting, "agenda");
  guint n_items = agenda != NULL ? json_array_get_length (agenda) : 0;
  g_auto (GStrv) numbers = ry_meeting_number_agenda (meeting, TRUE);
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean sealed = ry_meeting_draft_get_sealed (self->draft);
  const char *forbidden = ry_meeting_draft_get_forbidden (self->draft);
  GtkWidget *after = NULL;

  for (guint i = 0; i < n_items && numbers[i] != NULL; i++) {
    JsonObject *item = json_array_get_object_element (agenda, i);

    if (ry_json_get_string (item, "key") != NULL)
      after = sync_section (self, item, numbers[i], is_head (agenda, i), after, met);
  }
  sync_section (self, NULL, NULL, FALSE, after, met);
  g_hash_table_foreach_remove (self->blocks, was_not_met, met);
  g_hash_table_foreach_remove (self->sections, was_not_met, met);
  gtk_widget_set_visible (self->empty, n_items == 0);
  gtk_widget_set_visible (self->buttons, !sealed);
  gtk_widget_set_visible (self->sealed, sealed);
  gtk_label_set_label (self->sealed_words,
                       forbidden != NULL ? forbidden : _ ("Sealed: can be read and printed, not changed"));
}

static gboolean
scroll_cb (gpointer data)
{
  RyMinutesEditor *self = data;
  Section *section = g_hash_table_lookup (self->sections, self->scroll_to);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  double y;

  if (section != NULL && gtk_widget_get_height (section->box) == 0 && gtk_widget_get_mapped (section->box))
    return G_SOURCE_CONTINUE;
  self->scroll_id = 0;
  if (section != NULL && gtk_widget_translate_coordinates (section->box, self->sections_box, 0, 0, NULL, &y))
    gtk_adjustment_set_value (adjustment, y);
  return G_SOURCE_REMOVE;
}

static GtkWidget *
create_type_button (RyMinutesEditor *self, const char *type, const char *key)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cap = gtk_label_new (key);
  g_autofree char *spoken = g_strdup_printf (_ ("Add: %s"), ry_block_type_get_label (type));

  gtk_widget_add_css_class (cap, "ry-keycap");
  gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (ry_block_type_get_icon (type)));
  gtk_box_append (GTK_BOX (box), gtk_label_new (ry_block_type_get_label (type)));
  gtk_box_append (GTK_BOX (box), cap);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_name (button, type);
  gtk_widget_set_focus_on_click (button, FALSE);
  ry_speech_set_label (button, spoken);
  g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);
  return button;
}

/* Two lines without key caps where one does not fit: on a telephone, or with large text. */
static void
set_compact (RyMinutesEditor *self, gboolean compact)
{
  self->compact = compact;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar),
                                  compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  if (compact)
    gtk_widget_add_css_class (self->bar, "ry-compact");
  else
    gtk_widget_remove_css_class (self->bar, "ry-compact");
  gtk_widget_set_halign (self->status, compact ? GTK_ALIGN_START : GTK_ALIGN_END);
  for (GtkWidget *button = gtk_widget_get_first_child (self->buttons); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_widget_set_visible (gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (button))), !compact);
}

static gboolean
fit_cb (gpointer data)
{
  RyMinutesEditor *self = data;
  int room = gtk_widget_get_width (self->bar_scroller);

  self->fit_idle = 0;
  if (!self->compact)
    gtk_widget_measure (self->bar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &self->bar_width, NULL, NULL);
  if ((room < self->bar_width) != self->compact)
    set_compact (self, room < self->bar_width);
  return G_SOURCE_REMOVE;
}

/* Not at once: the room changes while it is being allocated. */
static void
room_changed_cb (RyMinutesEditor *self)
{
  if (self->fit_idle == 0)
    self->fit_idle = g_idle_add (fit_cb, self);
}

static void
ry_minutes_editor_dispose (GObject *object)
{
  RyMinutesEditor *self = RY_MINUTES_EDITOR (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_handle_id (&self->fit_idle, g_source_remove);
  if (self->blocks != NULL)
    g_hash_table_remove_all (self->blocks);
  if (self->sections != NULL)
    g_hash_table_remove_all (self->sections);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (ry_minutes_editor_parent_class)->dispose (object);
}

static void
ry_minutes_editor_finalize (GObject *object)
{
  RyMinutesEditor *self = RY_MINUTES_EDITOR (object);

  g_clear_pointer (&self->blocks, g_hash_table_unref);
  g_clear_pointer (&self->sections, g_hash_table_unref);
  g_free (self->item);
  g_free (self->block);
  g_free (self->scroll_to);
  G_OBJECT_CLASS (ry_minutes_editor_parent_class)->finalize (object);
}

static void
ry_minutes_editor_class_init (RyMinutesEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_minutes_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_minutes_editor_finalize;

  signals[ITEM_ENTERED] =
      g_signal_new ("item-entered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-minutes-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RyMinutesEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, RyMinutesEditor, empty);
  gtk_widget_class_bind_template_child (widget_class, RyMinutesEditor, sections_box);
  gtk_widget_class_bind_template_child (widget_class, RyMinutesEditor, bar_scroller);
  gtk_widget_class_bind_template_child (widget_class, RyMinutesEditor, bar);
  gtk_widget_class_bind_template_child (widget_class, RyMinutesEditor, buttons);
  gtk_widget_class_bind_template_child (widget_class, RyMinutesEditor, status);
  gtk_widget_class_bind_template_child (widget_class, RyMinutesEditor, attendance);
  gtk_widget_class_bind_template_child (widget_class, RyMinutesEditor, sealed);
  gtk_widget_class_bind_template_child (widget_class, RyMinutesEditor, sealed_words);
}

static void
ry_minutes_editor_init (RyMinutesEditor *self)
{
  static const struct {
    const char *type;
    const char *key;
  } types[] = {
    { RY_BLOCK_SPEECH, "F5" }, { RY_BLOCK_SUMMARY, "F6" }, { RY_BLOCK_DECISION, "F7" },
    { RY_BLOCK_ACTION, "F8" }, { RY_BLOCK_NEXT, "F4" },
  };

  self->blocks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_block);
  self->sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) free_section);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    gtk_box_append (GTK_BOX (self->buttons), create_type_button (self, types[i].type, types[i].key));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->bar_scroller)),
                           "notify::page-size", G_CALLBACK (room_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ry_minutes_editor_set_draft:
 * @self: an editor
 * @draft: the open meeting; given once
 */
void
ry_minutes_editor_set_draft (RyMinutesEditor *self, RyMeetingDraft *draft)
{
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (sync_all), self, G_CONNECT_SWAPPED);
  sync_all (self);
}

/**
 * ry_minutes_editor_set_status:
 * @self: an editor
 * @status: what is saved and sent, in words
 * @failed: whether it is not
 */
void
ry_minutes_editor_set_status (RyMinutesEditor *self, const char *status, gboolean failed)
{
  gtk_label_set_label (GTK_LABEL (self->status), status);
  if (failed)
    gtk_widget_add_css_class (self->status, "ry-bad");
  else
    gtk_widget_remove_css_class (self->status, "ry-bad");
}

/**
 * ry_minutes_editor_set_narrow:
 * @self: an editor
 * @narrow: whether to stand on a telephone's width, with a button for the attendance at the end of the bar
 */
void
ry_minutes_editor_set_narrow (RyMinutesEditor *self, gboolean narrow)
{
  gtk_widget_set_visible (self->attendance, narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "ry-narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "ry-narrow");
}

/**
 * ry_minutes_editor_get_attendance_button:
 * @self: an editor
 *
 * Returns: (transfer none): the button at the end of the narrow bar, for the owner of the attendance to bind
 */
GtkWidget *
ry_minutes_editor_get_attendance_button (RyMinutesEditor *self)
{
  return self->attendance;
}

/**
 * ry_minutes_editor_show_item:
 * @self: an editor
 * @key: key of an agenda item
 * @focus: whether the cursor is to go into its first block
 *
 * Scrolls to an item. F5 to F8 then write under it.
 */
void
ry_minutes_editor_show_item (RyMinutesEditor *self, const char *key, gboolean focus)
{
  Section *section = key != NULL ? g_hash_table_lookup (self->sections, key) : NULL;
  GtkWidget *first = section != NULL ? gtk_widget_get_first_child (section->blocks) : NULL;

  if (section == NULL)
    return;
  set_string (&self->block, NULL);
  set_string (&self->scroll_to, key);
  enter_item (self, self->scroll_to);
  if (focus && first != NULL)
    ry_minutes_block_focus (RY_MINUTES_BLOCK (first));
  else if (focus)
    gtk_widget_child_focus (section->box, GTK_DIR_TAB_FORWARD);
  if (self->scroll_id == 0)
    self->scroll_id = g_timeout_add (SCROLL_MS, scroll_cb, self);
}

/**
 * ry_minutes_editor_show_block:
 * @self: an editor
 * @key: key of a block
 *
 * Puts the cursor into a block.
 */
void
ry_minutes_editor_show_block (RyMinutesEditor *self, const char *key)
{
  g_clear_handle_id (&self->scroll_id, g_source_remove);
  focus_block (self, key);
}

/**
 * ry_minutes_editor_do_command:
 * @self: an editor
 * @word: one of the words of RyBlockText
 *
 * Does to the block in which the cursor is or was last what its key would do.
 *
 * Returns: whether there was something to do
 */
gboolean
ry_minutes_editor_do_command (RyMinutesEditor *self, const char *word)
{
  return do_block_command (self, self->block, word);
}
