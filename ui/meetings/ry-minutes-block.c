/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A block is told by word, ground and outline, not by colour. Popovers are made when they are opened: minutes have
 * a hundred blocks, and most of their chips are never touched.
 */
#include "ry-minutes-block.h"

#include <glib/gi18n.h>

#include "ry-block-remarks.h"
#include "ry-block-text.h"
#include "ry-date-entry.h"
#include "ry-date.h"
#include "ry-internal.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-person-picker.h"
#include "ry-speech.h"
#include "ry-wrap-layout.h"

struct _RyMinutesBlock {
  GtkBox parent_instance;

  /* Widgets */
  GtkWidget *type_button;
  GtkWidget *type_icon;
  GtkWidget *type_label;
  GtkWidget *speaker;
  GtkWidget *speaker_label;
  GtkWidget *text;
  GtkWidget *number;
  GtkWidget *chips;
  GtkWidget *owner;
  GtkWidget *owner_label;
  GtkWidget *due;
  GtkWidget *due_label;
  GtkWidget *internal;
  GtkWidget *column;
  GtkWidget *remarks;

  /* Owned */
  RyMeetingDraft *draft;
  GSimpleActionGroup *actions;
  char *key;
  char *type;
};

G_DEFINE_FINAL_TYPE (RyMinutesBlock, ry_minutes_block, GTK_TYPE_BOX)

enum { COMMAND, ENTERED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const struct {
  const char *type;
  const char *label;
  const char *icon;
  const char *key;
} types[] = {
  { RY_BLOCK_SPEECH, N_ ("Statement"), "chat-message-new-symbolic", "F5" },
  { RY_BLOCK_SUMMARY, N_ ("Summary"), "view-list-bullet-symbolic", "F6" },
  { RY_BLOCK_DECISION, N_ ("Decision"), "emblem-ok-symbolic", "F7" },
  { RY_BLOCK_ACTION, N_ ("Action"), "checkbox-symbolic", "F8" },
  { RY_BLOCK_NEXT, N_ ("For Next Time"), "go-jump-symbolic", "F4" },
};

static int
find_type (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].type, type) == 0)
      return (int) i;
  return 1;
}

static JsonObject *
get_content (RyMinutesBlock *self)
{
  return ry_meeting_find_block (ry_meeting_draft_get_content (self->draft), self->key);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Sealed minutes are to be read: what cannot be changed is not paled. */
static void
set_open (GtkWidget *widget, gboolean open)
{
  gtk_widget_set_can_target (widget, open);
  gtk_widget_set_can_focus (widget, open);
}

static void
set_spoken (GtkWidget *widget, const char *what, const char *value)
{
  g_autofree char *spoken = value != NULL ? g_strdup_printf ("%s: %s", what, value) : g_strdup (what);

  ry_speech_set_label (widget, spoken);
}

static GtkWidget *
create_chip (const char *icon, GtkWidget **label)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  *label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (*label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), *label);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  gtk_widget_add_css_class (button, "ry-chip-button");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static void
add_picked (RyMinutesBlock *self, const char *id_member, const char *name_member, const RyPick *pick)
{
  JsonObject *block;
  g_autofree char *label = pick != NULL ? ry_pick_dup_label (pick) : NULL;

  ry_meeting_draft_begin (self->draft);
  block = get_content (self);
  if (block != NULL) {
    if (id_member != NULL)
      ry_json_set_string (block, id_member, pick != NULL ? pick->id : NULL);
    ry_json_set_string (block, name_member, label);
  }
  ry_meeting_draft_end (self->draft, NULL);
  ry_meeting_draft_flush (self->draft);
}

static void
owner_picked_cb (RyMinutesBlock *self, const RyPick *pick)
{
  add_picked (self, "owner", "owner_name", pick);
  gtk_widget_grab_focus (self->due);
}

static void
owner_cleared_cb (RyMinutesBlock *self)
{
  add_picked (self, "owner", "owner_name", NULL);
}

static void
speaker_picked_cb (RyMinutesBlock *self, const RyPick *pick)
{
  g_autofree char *speaker = pick->organisation_name != NULL
                                 ? g_strdup_printf ("%s　%s", pick->organisation_name, pick->name)
                                 : g_strdup (pick->name);
  JsonObject *block;

  ry_meeting_draft_begin (self->draft);
  block = get_content (self);
  if (block != NULL) {
    ry_json_set_string (block, "speaker", speaker);
    ry_json_set_string (block, "person", pick->id != NULL && g_str_has_prefix (pick->id, "person:") ? pick->id : NULL);
    ry_json_set_string (block, "organisation", pick->organisation);
  }
  ry_meeting_draft_end (self->draft, NULL);
  ry_meeting_draft_flush (self->draft);
  gtk_widget_grab_focus (self->text);
}

static void
speaker_cleared_cb (RyMinutesBlock *self)
{
  add_picked (self, NULL, "speaker", NULL);
  gtk_widget_grab_focus (self->text);
}

static void
create_owner_popover_cb (GtkMenuButton *button, gpointer data)
{
  RyMinutesBlock *self = data;
  GtkWidget *picker;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  picker = ry_person_picker_new (ry_meeting_draft_get_workspace (self->draft), _ ("Owner"), TRUE);
  ry_person_picker_set_clear (RY_PERSON_PICKER (picker), TRUE);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (owner_picked_cb), self);
  g_signal_connect_swapped (picker, "cleared", G_CALLBACK (owner_cleared_cb), self);
  gtk_menu_button_set_popover (button, picker);
}

/* Who spoke was there. Asked anew each time, as people come and go. */
static void
set_present (RyMinutesBlock *self, RyPersonPicker *picker)
{
  g_autoptr (GPtrArray) people = ry_meeting_list_present (ry_meeting_draft_get_content (self->draft));

  g_ptr_array_add (people, NULL);
  ry_person_picker_set_present (picker, (const char *const *) people->pdata);
}

static void
create_speaker_popover_cb (GtkMenuButton *button, gpointer data)
{
  RyMinutesBlock *self = data;
  GtkPopover *popover = gtk_menu_button_get_popover (button);
  GtkWidget *picker;

  if (popover != NULL) {
    set_present (self, RY_PERSON_PICKER (popover));
    return;
  }
  picker = ry_person_picker_new (ry_meeting_draft_get_workspace (self->draft), _ ("Speaker"), TRUE);
  ry_person_picker_set_clear (RY_PERSON_PICKER (picker), TRUE);
  set_present (self, RY_PERSON_PICKER (picker));
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (speaker_picked_cb), self);
  g_signal_connect_swapped (picker, "cleared", G_CALLBACK (speaker_cleared_cb), self);
  gtk_menu_button_set_popover (button, picker);
}

static void
set_due (RyMinutesBlock *self, const char *iso)
{
  ry_meeting_draft_set_text (self->draft, "blocks", self->key, "due", iso);
  ry_minutes_block_sync (self);
  ry_meeting_draft_flush (self->draft);
}

static void
due_activate_cb (RyMinutesBlock *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->due));
  gtk_widget_grab_focus (self->text);
}

static void
due_changed_cb (RyDateEntry *entry, GParamSpec *pspec, RyMinutesBlock *self)
{
  set_due (self, ry_date_entry_get_date (entry));
}

/* Weeks after the meeting, as people say it in the room. */
static void
due_weeks_cb (GtkButton *button, gpointer data)
{
  RyMinutesBlock *self = data;
  int weeks = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "weeks"));
  const char *held = ry_json_get_string (ry_meeting_draft_get_content (self->draft), "date");
  g_autofree char *today = ry_date_dup_today (), *iso = ry_date_shift (held != NULL ? held : today, weeks * 7);

  set_due (self, iso);
  due_activate_cb (self);
}

static void
append_due_buttons (RyMinutesBlock *self, GtkWidget *box)
{
  static const struct {
    int weeks;
    const char *label;
  } choices[] = { { 1, N_ ("1 week") }, { 2, N_ ("2 weeks") }, { 4, N_ ("4 weeks") } };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    GtkWidget *button = gtk_button_new_with_label (_ (choices[i].label));

    g_object_set_data (G_OBJECT (button), "weeks", GINT_TO_POINTER (choices[i].weeks));
    g_signal_connect (button, "clicked", G_CALLBACK (due_weeks_cb), self);
    gtk_box_append (GTK_BOX (row), button);
  }
  gtk_box_append (GTK_BOX (box), row);
}

static void
create_due_popover_cb (GtkMenuButton *button, gpointer data)
{
  RyMinutesBlock *self = data;
  JsonObject *block = get_content (self);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *entry = ry_date_entry_new (_ ("Due"));

  if (block != NULL)
    ry_date_entry_set_date (RY_DATE_ENTRY (entry), ry_json_get_string (block, "due"));
  gtk_box_append (GTK_BOX (box), entry);
  append_due_buttons (self, box);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect (entry, "notify::date", G_CALLBACK (due_changed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (due_activate_cb), self);
  gtk_menu_button_set_popover (button, popover);
}

static GMenuModel *
create_type_menu (void)
{
  g_autoptr (GMenu) kinds = g_menu_new ();
  g_autoptr (GMenu) places = g_menu_new ();
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autofree char *action = g_strdup_printf ("block.type::%s", types[i].type);
    g_autoptr (GMenuItem) item = g_menu_item_new (_ (types[i].label), action);

    g_menu_item_set_attribute (item, "accel", "s", types[i].key);
    g_menu_append_item (kinds, item);
  }
  g_menu_append (places, _ ("Internal Only"), "block.internal");
  g_menu_append (places, _ ("Move Up"), "block.command::up");
  g_menu_append (places, _ ("Move Down"), "block.command::down");
  g_menu_append (places, _ ("Delete"), "block.command::delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (kinds));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (places));
  return G_MENU_MODEL (menu);
}

static void
create_type_popover_cb (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;
  menu = create_type_menu ();
  gtk_menu_button_set_menu_model (button, menu);
}

static void
typed_cb (RyMinutesBlock *self)
{
  g_autofree char *text = ry_block_text_dup_text (RY_BLOCK_TEXT (self->text));

  ry_meeting_draft_set_text (self->draft, "blocks", self->key, "text", text);
}

static void
command_cb (RyMinutesBlock *self, const char *word)
{
  g_signal_emit (self, signals[COMMAND], 0, word);
}

static void
focus_entered_cb (RyMinutesBlock *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-current");
  g_signal_emit (self, signals[ENTERED], 0);
}

static void
focus_left_cb (RyMinutesBlock *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "ry-current");
  ry_meeting_draft_flush (self->draft);
}

static void
command_action_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_signal_emit (data, signals[COMMAND], 0, g_variant_get_string (value, NULL));
}

static void
convert_action_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  g_autofree char *word = g_strconcat ("=", g_variant_get_string (value, NULL), NULL);

  g_signal_emit (data, signals[COMMAND], 0, word);
}

static void
internal_action_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  RyMinutesBlock *self = data;
  JsonObject *block;

  ry_meeting_draft_begin (self->draft);
  block = get_content (self);
  if (block != NULL)
    json_object_set_boolean_member (block, "internal", g_variant_get_boolean (value));
  ry_meeting_draft_end (self->draft, NULL);
}

static void
add_actions (RyMinutesBlock *self)
{
  static const GActionEntry entries[] = {
    { .name = "type", .parameter_type = "s", .state = "'summary'", .change_state = convert_action_cb },
    { .name = "command", .parameter_type = "s", .activate = command_action_cb },
    { .name = "internal", .state = "false", .change_state = internal_action_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "block", G_ACTION_GROUP (self->actions));
}

static void
sync_type (RyMinutesBlock *self, JsonObject *block)
{
  int position = find_type (ry_json_get_string (block, "type"));
  const char *type = types[position].type;
  gboolean internal = ry_json_get_boolean (block, "internal", FALSE);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "type");

  g_free (self->type);
  self->type = g_strdup (type);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (type));
  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "internal");
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (internal));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->type_icon), types[position].icon);
  gtk_label_set_label (GTK_LABEL (self->type_label), _ (types[position].label));
  set_spoken (self->type_button, _ ("Type of block"), _ (types[position].label));
  set_spoken (self->text, _ (types[position].label), NULL);
  set_class (GTK_WIDGET (self), "ry-decision", position == 2);
  set_class (GTK_WIDGET (self), "ry-action", position == 3);
  gtk_widget_set_visible (self->internal, internal);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                               ry_internal_is_reader (ry_meeting_draft_get_workspace (self->draft)));
}

static void
sync_details (RyMinutesBlock *self, JsonObject *block)
{
  const char *speaker = ry_json_get_string (block, "speaker");
  const char *number = ry_json_get_string (block, "number");
  const char *owner = ry_json_get_string (block, "owner_name");
  const char *due = ry_json_get_string (block, "due");
  g_autofree char *day = due != NULL ? ry_date_format_iso (due, RY_DATE_MONTH_DAY) : NULL;
  /* Translators: the day until which something is to be done. */
  g_autofree char *until = day != NULL ? g_strdup_printf (_ ("by %s"), day) : NULL;

  gtk_widget_set_visible (self->speaker, g_str_equal (self->type, RY_BLOCK_SPEECH));
  gtk_label_set_label (GTK_LABEL (self->speaker_label), speaker != NULL ? speaker : _ ("Who spoke?"));
  set_class (self->speaker_label, "dim-label", speaker == NULL);
  set_spoken (self->speaker, _ ("Speaker"), speaker);
  gtk_widget_set_visible (self->number, g_str_equal (self->type, RY_BLOCK_DECISION) && number != NULL);
  gtk_label_set_label (GTK_LABEL (self->number), number != NULL ? number : "");
  gtk_widget_set_visible (self->chips, g_str_equal (self->type, RY_BLOCK_ACTION));
  gtk_label_set_label (GTK_LABEL (self->owner_label), owner != NULL ? owner : _ ("Who?"));
  set_class (self->owner, "ry-warn", owner == NULL);
  set_spoken (self->owner, _ ("Owner"), owner);
  gtk_label_set_label (GTK_LABEL (self->due_label), until != NULL ? until : _ ("Until when?"));
  set_class (self->due, "ry-warn", until == NULL);
  set_spoken (self->due, _ ("Due"), day);
}

static void
build_type_button (RyMinutesBlock *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->type_button = gtk_menu_button_new ();
  self->type_icon = gtk_image_new ();
  self->type_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->type_label, "heading");
  gtk_label_set_xalign (GTK_LABEL (self->type_label), 0);
  gtk_box_append (GTK_BOX (box), self->type_icon);
  gtk_box_append (GTK_BOX (box), self->type_label);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->type_button), box);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->type_button), create_type_popover_cb, self, NULL);
  gtk_widget_add_css_class (self->type_button, "flat");
  gtk_widget_add_css_class (self->type_button, "ry-block-type");
  gtk_widget_set_valign (self->type_button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self), self->type_button);
}

static void
build_speaker (RyMinutesBlock *self, GtkWidget *column)
{
  self->speaker = gtk_menu_button_new ();
  self->speaker_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->speaker_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->speaker_label), PANGO_ELLIPSIZE_END);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->speaker), self->speaker_label);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->speaker), create_speaker_popover_cb, self, NULL);
  gtk_widget_add_css_class (self->speaker, "flat");
  gtk_widget_add_css_class (self->speaker, "ry-speaker");
  gtk_widget_set_halign (self->speaker, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (column), self->speaker);
}

static void
build_chips (RyMinutesBlock *self, GtkWidget *column)
{
  self->chips = ry_wrap_box_new (6);
  self->owner = create_chip ("avatar-default-symbolic", &self->owner_label);
  self->due = create_chip ("x-office-calendar-symbolic", &self->due_label);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->owner), create_owner_popover_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->due), create_due_popover_cb, self, NULL);
  gtk_box_append (GTK_BOX (self->chips), self->owner);
  gtk_box_append (GTK_BOX (self->chips), self->due);
  gtk_box_append (GTK_BOX (column), self->chips);
}

static void
ry_minutes_block_dispose (GObject *object)
{
  RyMinutesBlock *self = RY_MINUTES_BLOCK (object);

  g_clear_object (&self->actions);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (ry_minutes_block_parent_class)->dispose (object);
}

static void
ry_minutes_block_finalize (GObject *object)
{
  RyMinutesBlock *self = RY_MINUTES_BLOCK (object);

  g_free (self->key);
  g_free (self->type);
  G_OBJECT_CLASS (ry_minutes_block_parent_class)->finalize (object);
}

static void
ry_minutes_block_class_init (RyMinutesBlockClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_minutes_block_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_minutes_block_finalize;

  signals[COMMAND] =
      g_signal_new ("command", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ENTERED] = g_signal_new ("entered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_minutes_block_init (RyMinutesBlock *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-block");
  gtk_box_set_spacing (GTK_BOX (self), 8);
  build_type_button (self);
  gtk_widget_set_hexpand (column, TRUE);
  build_speaker (self, column);
  self->text = ry_block_text_new ();
  gtk_box_append (GTK_BOX (column), self->text);
  self->number = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->number), 0);
  gtk_widget_add_css_class (self->number, "ry-2nd");
  gtk_widget_add_css_class (self->number, "ry-small");
  gtk_box_append (GTK_BOX (column), self->number);
  build_chips (self, column);
  self->internal = gtk_label_new (_ ("Internal only"));
  gtk_widget_add_css_class (self->internal, "ry-chip");
  gtk_widget_set_halign (self->internal, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (column), self->internal);
  gtk_box_append (GTK_BOX (self), column);
  self->column = column;
  add_actions (self);

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_swapped (self->text, "typed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->text, "command", G_CALLBACK (command_cb), self);
}

/**
 * ry_block_type_get_label:
 * @type: a block's type
 *
 * Returns: its word, translated; that of a summary for a type that is not known
 */
const char *
ry_block_type_get_label (const char *type)
{
  return _ (types[find_type (type)].label);
}

/**
 * ry_block_type_get_icon:
 * @type: a block's type
 *
 * Returns: the name of its symbolic icon
 */
const char *
ry_block_type_get_icon (const char *type)
{
  return types[find_type (type)].icon;
}

/**
 * ry_minutes_block_new:
 * @draft: the open meeting
 * @key: key of the block
 *
 * Returns: (transfer floating): the block, showing what the draft holds
 */
GtkWidget *
ry_minutes_block_new (RyMeetingDraft *draft, const char *key)
{
  RyMinutesBlock *self = g_object_new (RY_TYPE_MINUTES_BLOCK, NULL);

  self->draft = g_object_ref (draft);
  self->key = g_strdup (key);
  self->remarks = ry_block_remarks_new (draft, key);
  gtk_box_append (GTK_BOX (self->column), self->remarks);
  ry_minutes_block_sync (self);
  return GTK_WIDGET (self);
}

/**
 * ry_minutes_block_get_key:
 * @self: a block
 *
 * Returns: its key
 */
const char *
ry_minutes_block_get_key (RyMinutesBlock *self)
{
  return self->key;
}

/**
 * ry_minutes_block_is_empty:
 * @self: a block
 *
 * Returns: whether nothing is written in it
 */
gboolean
ry_minutes_block_is_empty (RyMinutesBlock *self)
{
  return ry_block_text_is_empty (RY_BLOCK_TEXT (self->text));
}

/**
 * ry_minutes_block_sync:
 * @self: a block
 *
 * Shows what the draft holds now. The cursor stays where it is.
 */
void
ry_minutes_block_sync (RyMinutesBlock *self)
{
  JsonObject *block = get_content (self);
  gboolean sealed = ry_meeting_draft_get_sealed (self->draft), withheld;
  const char *text;

  if (block == NULL)
    return;
  withheld = ry_internal_is_withheld (block);
  sealed = sealed || withheld;
  text = ry_json_get_string (block, "text");
  ry_block_text_set_text (RY_BLOCK_TEXT (self->text), text != NULL ? text : "");
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text), !sealed);
  sync_type (self, block);
  sync_details (self, block);
  set_open (self->type_button, !sealed);
  set_open (self->speaker, !sealed);
  set_open (self->chips, !sealed);
  gtk_widget_set_visible (self->text, !withheld);
  if (withheld) { /* who spoke, and who is to do it, are words too */
    gtk_widget_set_visible (self->speaker, FALSE);
    gtk_widget_set_visible (self->chips, FALSE);
  }
  gtk_label_set_label (GTK_LABEL (self->internal),
                       withheld ? _ ("Internal: kept by the secretariat") : _ ("Internal only"));
  ry_block_remarks_sync (self->remarks);
}

/**
 * ry_minutes_block_focus:
 * @self: a block
 *
 * Puts the cursor into its text.
 */
void
ry_minutes_block_focus (RyMinutesBlock *self)
{
  gtk_widget_grab_focus (self->text);
}

/**
 * ry_minutes_block_ask_speaker:
 * @self: a block of type statement
 *
 * Opens the search for the speaker; the cursor goes to the text when one was found.
 */
void
ry_minutes_block_ask_speaker (RyMinutesBlock *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->speaker));
}
