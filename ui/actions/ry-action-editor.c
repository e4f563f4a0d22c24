/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One popover for three needs: an action as a whole, its date alone with the reason, and a new one. It hangs on the
 * page and points at the row, since rows are reused while it is open.
 */
#include "ry-action-editor.h"

#include <glib/gi18n.h>

#include "ry-action-acts.h"
#include "ry-date-entry.h"
#include "ry-id.h"
#include "ry-date.h"
#include "ry-fill.h"
#include "ry-json.h"
#include "ry-person-picker.h"
#include "ry-speech.h"
#include "ry-tooltip.h"
#include "ry-wrap-layout.h"

#define WIDTH_CHARS 30

struct _RyActionEditor {
  GtkPopover parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkWidget *grid;
  GtkWidget *text;
  GtkWidget *council;
  GtkWidget *owner;
  GtkWidget *others;
  GtkWidget *due;
  GtkWidget *reason_label;
  GtkWidget *reason;
  GtkWidget *status;
  GtkWidget *evidence;
  GtkWidget *save;
  GtkWidget *remove;

  /* Owned */
  RyDocument *base;    /* NULL for a new one */
  JsonObject *content; /* as it is to be; owner and others are written at once, the rest when saved */

  int n_lines;
};

G_DEFINE_FINAL_TYPE (RyActionEditor, ry_action_editor, GTK_TYPE_POPOVER)

enum { CREATED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* Fields that were left empty are not written. */
static void
set_text (JsonObject *object, const char *member, const char *value)
{
  g_autofree char *stripped = g_strstrip (g_strdup (value));

  if (*stripped != '\0')
    ry_json_set_string (object, member, stripped);
  else
    json_object_remove_member (object, member);
}

static void
show_owner (RyActionEditor *self)
{
  const char *name = ry_json_get_text (self->content, "owner_name");
  g_autofree char *spoken = g_strdup_printf (_ ("Who: %s"), *name != '\0' ? name : _ ("nobody"));

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->owner), *name != '\0' ? name : _ ("Choose…"));
  ry_speech_set_label (self->owner, spoken);
  ry_speech_set_label (gtk_widget_get_first_child (self->owner), spoken);
}

static void
owner_picked_cb (RyActionEditor *self, const RyPick *pick)
{
  g_autofree char *name = ry_pick_dup_label (pick);

  ry_action_set_owner (self->content, pick->id, name);
  show_owner (self);
}

static void
owner_cleared_cb (RyActionEditor *self)
{
  ry_action_set_owner (self->content, NULL, NULL);
  show_owner (self);
}

static void show_others (RyActionEditor *self);

static void
drop_other_cb (GtkButton *button, RyActionEditor *self)
{
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "position"));

  json_array_remove_element (ry_json_get_array (self->content, "others"), position);
  show_others (self);
}

static GtkWidget *
create_other (RyActionEditor *self, JsonObject *other, guint position)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  g_autofree char *spoken = g_strdup_printf (_ ("Without %s"), ry_json_get_text (other, "name"));

  gtk_box_append (GTK_BOX (box), gtk_label_new (ry_json_get_text (other, "name")));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "ry-chip");
  ry_tooltip_set (button, spoken);
  ry_speech_set_label (button, spoken);
  g_object_set_data (G_OBJECT (button), "position", GUINT_TO_POINTER (position));
  g_signal_connect (button, "clicked", G_CALLBACK (drop_other_cb), self);
  return button;
}

static void
other_picked_cb (RyActionEditor *self, const RyPick *pick)
{
  JsonArray *others = ry_json_get_array (self->content, "others");
  g_autofree char *name = ry_pick_dup_label (pick);
  g_autofree char *key = ry_id_new_ulid ();
  JsonObject *other = json_object_new ();

  if (others == NULL) {
    others = json_array_new ();
    json_object_set_array_member (self->content, "others", others);
  }
  ry_json_set_string (other, "key", key);
  if (pick->id != NULL)
    ry_json_set_string (other, "owner", pick->id);
  ry_json_set_string (other, "name", name);
  json_array_add_object_element (others, other);
  show_others (self);
}

static GtkWidget *
create_picker_button (RyActionEditor *self, const char *label, GCallback picked)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *picker = ry_person_picker_new (ry_window_get_workspace (self->window), label, TRUE);

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  g_signal_connect_swapped (picker, "picked", picked, self);
  return button;
}

static void
show_others (RyActionEditor *self)
{
  JsonArray *others = ry_json_get_array (self->content, "others");
  GtkWidget *child = gtk_widget_get_first_child (self->others);

  /* The button that adds one stands last and stays. */
  while (child != NULL && gtk_widget_get_next_sibling (child) != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (child);

    gtk_box_remove (GTK_BOX (self->others), child);
    child = next;
  }
  for (guint i = others != NULL ? json_array_get_length (others) : 0; i-- > 0;) {
    JsonNode *node = json_array_get_element (others, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      gtk_box_prepend (GTK_BOX (self->others), create_other (self, json_node_get_object (node), i));
  }
}

static void
due_changed_cb (RyActionEditor *self)
{
  const char *before = self->base != NULL ? ry_json_get_text (ry_document_get_root (self->base), "due") : "";
  const char *now = ry_date_entry_get_date (RY_DATE_ENTRY (self->due));
  gboolean moved = *before != '\0' && *now != '\0' && g_strcmp0 (before, now) != 0;

  gtk_widget_set_visible (self->reason_label, moved);
  gtk_widget_set_visible (self->reason, moved);
}

static GtkWidget *
add_line (RyActionEditor *self, const char *title, GtkWidget *widget)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_margin_top (label, 7);
  gtk_widget_add_css_class (label, "ry-2nd");
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_grid_attach (GTK_GRID (self->grid), label, 0, self->n_lines, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), widget, 1, self->n_lines++, 1, 1);
  return label;
}

static GtkWidget *
create_entry (const char *label)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), WIDTH_CHARS);
  ry_speech_set_label (entry, label);
  return entry;
}

static void
take_fields (RyActionEditor *self)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *person = ry_workspace_dup_setting (ry_window_get_workspace (self->window), "person");
  const char *due = ry_date_entry_get_date (RY_DATE_ENTRY (self->due));

  if (self->text != NULL) {
    set_text (self->content, "text", gtk_editable_get_text (GTK_EDITABLE (self->text)));
    set_text (self->content, "evidence", gtk_editable_get_text (GTK_EDITABLE (self->evidence)));
    ry_action_set_status (self->content, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->status)), today);
  }
  if (*due != '\0')
    ry_action_postpone (self->content, due, gtk_editable_get_text (GTK_EDITABLE (self->reason)), person, today);
}

static const char *
get_chosen_council (RyActionEditor *self)
{
  RyCouncils *councils = ry_window_get_councils (self->window);
  const RyCouncil *council =
      self->council != NULL ? ry_councils_get_nth (councils, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->council)))
                            : NULL;

  return council != NULL ? council->id : NULL;
}

static void
create_action (RyActionEditor *self)
{
  g_autofree char *key = ry_id_new_ulid ();
  g_autofree char *id = g_strconcat ("action:", key, NULL);
  const char *council = get_chosen_council (self);

  if (council != NULL)
    ry_json_set_string (self->content, "council", council);
  ry_window_commit (self->window, ry_edits_new_with (ry_edit_new (id, NULL, g_steal_pointer (&self->content)), NULL),
                    _ ("Action added"));
  g_signal_emit (self, signals[CREATED], 0, id);
}

static gboolean
was_postponed (RyActionEditor *self)
{
  return ry_action_count_postponements (self->content) >
         ry_action_count_postponements (ry_document_get_root (self->base));
}

static void
save_cb (RyActionEditor *self)
{
  if (self->content == NULL)
    return;
  take_fields (self);
  if (*ry_json_get_text (self->content, "text") == '\0') {
    gtk_widget_grab_focus (self->text);
    return;
  }
  if (self->base == NULL)
    create_action (self);
  else {
    const char *message = was_postponed (self) ? _ ("“%s” was postponed") : _ ("“%s” was changed");

    ry_action_acts_save (self->window, self->base, g_steal_pointer (&self->content), message);
  }
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
remove_cb (RyActionEditor *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  ry_action_acts_delete (self->window, self->base);
}

static gboolean
take_down_cb (gpointer data)
{
  if (gtk_widget_get_parent (data) != NULL)
    gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (RyActionEditor *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, take_down_cb, g_object_ref (self), g_object_unref);
}

static gboolean
save_key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  save_cb (RY_ACTION_EDITOR (widget));
  return TRUE;
}

static void
ry_action_editor_finalize (GObject *object)
{
  RyActionEditor *self = RY_ACTION_EDITOR (object);

  g_clear_pointer (&self->base, ry_document_unref);
  g_clear_pointer (&self->content, json_object_unref);
  G_OBJECT_CLASS (ry_action_editor_parent_class)->finalize (object);
}

static void
ry_action_editor_class_init (RyActionEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ry_action_editor_finalize;
  signals[CREATED] = g_signal_new ("created", RY_TYPE_ACTION_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, save_key_cb, NULL);
}

static void
ry_action_editor_init (RyActionEditor *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  g_signal_connect_after (self, "closed", G_CALLBACK (closed_cb), NULL);
}

static GtkWidget *
create_status (RyActionEditor *self)
{
  const char *labels[RY_N_ACTION_STATUSES + 1] = { NULL };
  GtkWidget *status;

  for (guint i = 0; i < RY_N_ACTION_STATUSES; i++)
    labels[i] = ry_action_status_get_label ((RyActionStatus) i);
  status = gtk_drop_down_new_from_strings (labels);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (status), ry_action_get_status (self->content));
  ry_speech_set_label (status, _ ("Status"));
  ry_speech_set_label (gtk_widget_get_first_child (status), _ ("Status"));
  return status;
}

static GtkWidget *
create_council (RyActionEditor *self)
{
  RyCouncils *councils = ry_window_get_councils (self->window);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *council;
  guint chosen = 0;

  for (guint i = 0; i < ry_councils_get_n (councils); i++) {
    const RyCouncil *each = ry_councils_get_nth (councils, i);

    gtk_string_list_append (names, each->name);
    if (g_strcmp0 (each->id, ry_json_get_text (self->content, "council")) == 0)
      chosen = i;
  }
  council = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (council), chosen);
  ry_speech_set_label (council, _ ("Council"));
  ry_speech_set_label (gtk_widget_get_first_child (council), _ ("Council"));
  return council;
}

static void
add_owner_lines (RyActionEditor *self)
{
  GtkWidget *add = create_picker_button (self, _ ("Add somebody"), G_CALLBACK (other_picked_cb));
  GtkPopover *picker;

  self->owner = create_picker_button (self, _ ("Owner"), G_CALLBACK (owner_picked_cb));
  picker = gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->owner));
  ry_person_picker_set_clear (RY_PERSON_PICKER (picker), TRUE);
  g_signal_connect_swapped (picker, "cleared", G_CALLBACK (owner_cleared_cb), self);
  add_line (self, _ ("Who"), self->owner);
  self->others = ry_wrap_box_new (4);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (add), "list-add-symbolic");
  ry_tooltip_set (add, _ ("Add somebody"));
  ry_speech_set_label (add, _ ("Add somebody"));
  ry_speech_set_label (gtk_widget_get_first_child (add), _ ("Add somebody"));
  gtk_box_append (GTK_BOX (self->others), add);
  add_line (self, _ ("With"), self->others);
}

static void
add_date_lines (RyActionEditor *self)
{
  self->due = ry_date_entry_new (_ ("Until when"));
  ry_date_entry_set_date (RY_DATE_ENTRY (self->due), ry_json_get_text (self->content, "due"));
  add_line (self, _ ("Until when"), self->due);
  self->reason = create_entry (_ ("Reason of the postponement"));
  self->reason_label = add_line (self, _ ("Why later"), self->reason);
  g_signal_connect_swapped (self->due, "notify::date", G_CALLBACK (due_changed_cb), self);
  g_signal_connect_swapped (self->due, "activate", G_CALLBACK (save_cb), self);
  g_signal_connect_swapped (self->reason, "activate", G_CALLBACK (save_cb), self);
  due_changed_cb (self);
}

static void
add_buttons (RyActionEditor *self, const char *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->save = gtk_button_new_with_label (label);
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_hexpand (self->save, TRUE);
  gtk_widget_set_halign (self->save, GTK_ALIGN_END);
  ry_speech_set_label (self->save, label);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  if (self->base != NULL && self->text != NULL) {
    self->remove = gtk_button_new_with_label (_ ("Delete"));
    gtk_widget_add_css_class (self->remove, "flat");
    ry_speech_set_label (self->remove, _ ("Delete this action"));
    g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (remove_cb), self);
    gtk_box_append (GTK_BOX (box), self->remove);
  }
  gtk_box_append (GTK_BOX (box), self->save);
  gtk_grid_attach (GTK_GRID (self->grid), box, 0, self->n_lines++, 2, 1);
}

static RyActionEditor *
create_editor (RyWindow *window, RyDocument *base, JsonObject *content)
{
  RyActionEditor *self = g_object_new (RY_TYPE_ACTION_EDITOR, NULL);

  self->window = window;
  self->base = base != NULL ? ry_document_ref (base) : NULL;
  self->content = content;
  gtk_popover_set_child (GTK_POPOVER (self), self->grid);
  return self;
}

static void
fill (RyActionEditor *self)
{
  self->text = create_entry (_ ("What is to be done"));
  ry_fill_editable (GTK_EDITABLE (self->text), ry_json_get_text (self->content, "text"));
  add_line (self, _ ("What"), self->text);
  if (self->base == NULL) {
    self->council = create_council (self);
    add_line (self, _ ("Council"), self->council);
  }
  add_owner_lines (self);
  add_date_lines (self);
  self->status = create_status (self);
  add_line (self, _ ("Status"), self->status);
  self->evidence = create_entry (_ ("Evidence"));
  ry_fill_editable (GTK_EDITABLE (self->evidence), ry_json_get_text (self->content, "evidence"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->evidence), _ ("What shows that it is done"));
  add_line (self, _ ("Evidence"), self->evidence);
  g_signal_connect_swapped (self->text, "activate", G_CALLBACK (save_cb), self);
  g_signal_connect_swapped (self->evidence, "activate", G_CALLBACK (save_cb), self);
  show_owner (self);
  show_others (self);
}

/* Over the page, pointing at @at. */
static void
show (RyActionEditor *self, GtkWidget *at, GtkWidget *focus)
{
  GtkWidget *page = gtk_widget_get_ancestor (at, RY_TYPE_PAGE);
  graphene_rect_t bounds;

  if (page == NULL)
    page = at;
  gtk_widget_set_parent (GTK_WIDGET (self), page);
  if (gtk_widget_compute_bounds (at, page, &bounds)) {
    GdkRectangle place = { (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                           (int) bounds.size.height };

    gtk_popover_set_pointing_to (GTK_POPOVER (self), &place);
  }
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (focus);
}

/**
 * ry_action_editor_edit:
 * @window: where acts are announced
 * @action: an action
 * @at: the widget that shows it
 *
 * Opens the action for a change in place.
 */
void
ry_action_editor_edit (RyWindow *window, RyDocument *action, GtkWidget *at)
{
  RyActionEditor *self = create_editor (window, action, ry_document_dup_root (action));

  fill (self);
  add_buttons (self, _ ("Save"));
  show (self, at, self->text);
}

/**
 * ry_action_editor_postpone:
 * @window: where acts are announced
 * @action: an action
 * @at: the widget that shows it
 *
 * Asks for another day and the reason, nothing else.
 */
void
ry_action_editor_postpone (RyWindow *window, RyDocument *action, GtkWidget *at)
{
  RyActionEditor *self = create_editor (window, action, ry_document_dup_root (action));

  add_date_lines (self);
  add_buttons (self, _ ("Postpone"));
  show (self, at, self->due);
}

/**
 * ry_action_editor_create:
 * @window: where acts are announced
 * @council: (nullable): the council proposed
 * @subcommittee: (nullable): the subcommittee it belongs to
 * @at: the widget it hangs on
 *
 * Opens an editor for a new action.
 *
 * Returns: (transfer none): the editor, for its signal
 */
GtkWidget *
ry_action_editor_create (RyWindow *window, const char *council, const char *subcommittee, GtkWidget *at)
{
  JsonObject *content = ry_action_new_content ("", council);
  RyActionEditor *self = create_editor (window, NULL, content);

  if (subcommittee != NULL)
    ry_json_set_string (content, "subcommittee", subcommittee);
  fill (self);
  add_buttons (self, _ ("Add"));
  show (self, at, self->text);
  return GTK_WIDGET (self);
}
