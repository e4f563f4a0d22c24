/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RySeatRow. Its head is cheap and always there; the fields inside are made when it is first opened. It is
 * told its seat again after every change, and then only its head is written anew: fields follow their records
 * by themselves.
 *
 * Accessibility: the row is named by role, name and state.
 */
#include "ry-seat-row.h"

#include <glib/gi18n.h>

#include "ry-announce.h"
#include "ry-date.h"
#include "ry-directory.h"
#include "ry-field-row.h"
#include "ry-fit.h"
#include "ry-member-edits.h"
#include "ry-period.h"
#include "ry-permission-guard.h"
#include "ry-person-chooser.h"
#include "ry-send-mark.h"
#include "ry-window.h"
#include "ry-wrap-layout.h"

struct _RySeatRow {
  AdwExpanderRow parent_instance;

  /* Borrowed */
  RyWorkspace *workspace;
  GtkLabel *role;
  AdwAvatar *avatar;
  GtkWidget *doubt;
  GtkWidget *channel;
  RySendMark *send;

  /* Owned */
  RyDocument *post;
  RyDocument *person;
  RyRecord *post_record;
  RyRecord *person_record;
  GPtrArray *fields; /* RyFieldRow, borrowed from the expander */
};

G_DEFINE_FINAL_TYPE (RySeatRow, ry_seat_row, ADW_TYPE_EXPANDER_ROW)

static const struct {
  const char *code;
  const char *icon_name;
} channels[] = {
  { "fax", "printer-symbolic" },
  { "mail", "mail-unread-symbolic" },
  { "post", "emblem-documents-symbolic" },
  { "phone", "phone-symbolic" },
};

static RyField *
find_post_field (RySeatRow *self, const char *name)
{
  return ry_kind_find_field (ry_workspace_get_kind (self->workspace, "post"), name);
}

static const char *
get_text (RyDocument *document, const char *member)
{
  const char *text = document != NULL ? ry_document_get_string (document, member) : NULL;
  return text != NULL ? text : "";
}

static const char *
get_role (RySeatRow *self)
{
  const char *seat = get_text (self->post, "seat");
  const char *role = get_text (self->post, "role");

  if (*seat != '\0' && g_strv_contains (ry_seat_plan_get_codes (), seat))
    return ry_field_get_code_label (find_post_field (self, "seat"), seat);
  if (*role != '\0')
    return role;
  return *seat != '\0' ? ry_field_get_code_label (find_post_field (self, "seat"), seat) : _ ("Staff");
}

static char *
dup_family_name (const char *name)
{
  g_auto (GStrv) parts = g_regex_split_simple ("[ \u3000]+", name, 0, 0);
  return g_strdup (parts[0] != NULL ? parts[0] : name);
}

static char *
dup_subtitle (RySeatRow *self)
{
  const char *reading = get_text (self->person, "reading");
  g_autofree char *period = ry_period_format (self->post);

  if (*reading == '\0' || *period == '\0')
    return g_strdup (*reading != '\0' ? reading : period);
  return g_strconcat (reading, _ ("·"), period, NULL);
}

static void
show_channel (RySeatRow *self)
{
  const char *code = get_text (self->post, "channel");
  GtkWidget *icon = gtk_widget_get_first_child (self->channel);
  GtkWidget *word = gtk_widget_get_last_child (self->channel);

  gtk_widget_set_visible (self->channel, *code != '\0');
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (strcmp (channels[i].code, code) == 0)
      gtk_image_set_from_icon_name (GTK_IMAGE (icon), channels[i].icon_name);
  if (*code != '\0')
    gtk_label_set_label (GTK_LABEL (word), ry_field_get_code_label (find_post_field (self, "channel"), code));
}

static void
show_head (RySeatRow *self, RySeatState state)
{
  const char *name = get_text (self->person, "name");
  g_autofree char *family = dup_family_name (name);
  g_autofree char *subtitle = dup_subtitle (self);
  g_autofree char *speech = NULL;

  gtk_label_set_label (self->role, get_role (self));
  adw_avatar_set_text (self->avatar, family);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), *name != '\0' ? name : _ ("(no name)"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_widget_set_visible (self->doubt, state == RY_SEAT_UNCONFIRMED);
  show_channel (self);

  speech =
      g_strdup_printf (state == RY_SEAT_UNCONFIRMED ? _ ("%s: %s, unconfirmed") : _ ("%s: %s"), get_role (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
}

static void
act (RySeatRow *self, GPtrArray *edits, char *message)
{
  ry_window_commit (RY_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), edits, message);
  g_free (message);
}

static void
confirm_cb (RySeatRow *self)
{
  g_autofree char *today = ry_date_dup_today ();

  ry_seat_row_flush (self);
  act (self, ry_member_edits_set (self->post, "confirmed_on", today),
       g_strdup_printf (_ ("Confirmed: %s"), get_text (self->person, "name")));
}

static void
leave_cb (RySeatRow *self)
{
  /* The seat is free from now on, so yesterday was the last day. */
  g_autofree char *today = ry_date_dup_today (), *yesterday = ry_date_shift (today, -1);

  ry_seat_row_flush (self);
  act (self, ry_member_edits_set (self->post, "to", yesterday),
       g_strdup_printf (_ ("%s has left the post"), get_text (self->person, "name")));
}

static void
delete_cb (RySeatRow *self)
{
  act (self, ry_member_edits_delete (self->post),
       g_strdup_printf (_ ("Deleted the entry of %s"), get_text (self->person, "name")));
}

static void
successor_chosen_cb (RySeatRow *self, const RyPersonChoice *choice)
{
  g_autofree char *today = ry_date_dup_today ();

  ry_seat_row_flush (self);
  act (self, ry_member_edits_hand_over (self->workspace, self->post, choice, today),
       g_strdup_printf (_ ("%s follows %s"), choice->name, get_text (self->person, "name")));
}

static void
add_field (RySeatRow *self, RyRecord *record, const char *field)
{
  GtkWidget *row = ry_field_row_new (record, field);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->fields, row);
}

static GtkWidget *
new_button (RySeatRow *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
new_successor_button (RySeatRow *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *heading = g_strdup_printf (_ ("Who follows as %s?"), get_role (self));
  GtkWidget *chooser = ry_person_chooser_new (self->workspace, heading);
  g_autofree char *today = ry_date_dup_today ();

  ry_person_chooser_ask_date (RY_PERSON_CHOOSER (chooser), _ ("First day"), today);
  g_signal_connect_swapped (chooser, "chosen", G_CALLBACK (successor_chosen_cb), self);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Successor…"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), chooser);
  return button;
}

static void
history_cb (RySeatRow *self)
{
  ry_seat_row_flush (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.record-history", "s", ry_document_get_id (self->post));
}

static void
add_acts (RySeatRow *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = ry_wrap_box_new (8);
  GtkWidget *confirm = new_button (self, _ ("Confirmed today"), G_CALLBACK (confirm_cb));
  GtkWidget *successor = new_successor_button (self);
  GtkWidget *leave = new_button (self, _ ("Has left"), G_CALLBACK (leave_cb));
  GtkWidget *delete = new_button (self, _ ("Delete entry"), G_CALLBACK (delete_cb));

  gtk_widget_add_css_class (box, "ry-acts");
  gtk_widget_add_css_class (delete, "flat");
  gtk_box_append (GTK_BOX (box), confirm);
  gtk_box_append (GTK_BOX (box), successor);
  gtk_box_append (GTK_BOX (box), leave);
  gtk_box_append (GTK_BOX (box), new_button (self, _ ("History"), G_CALLBACK (history_cb)));
  gtk_box_append (GTK_BOX (box), delete);
  ry_permission_guard_widget (confirm, self->workspace, RY_VERB_EDIT, "post", self->post);
  ry_permission_guard_widget (successor, self->workspace, RY_VERB_CREATE, "post", NULL);
  ry_permission_guard_widget (leave, self->workspace, RY_VERB_EDIT, "post", self->post);
  ry_permission_guard_widget (delete, self->workspace, RY_VERB_DELETE, "post", self->post);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("What can be done"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
make_fields (RySeatRow *self)
{
  static const char *const person_fields[] = { "name", "reading", "professions" };
  static const char *const post_fields[] = { "role",      "from", "to",    "channel",
                                             "telephone", "fax",  "email", "confirmed_on" };
  const char *person = get_text (self->post, "person");

  self->post_record = ry_record_new (self->workspace, ry_document_get_id (self->post));
  self->person_record = ry_record_new (self->workspace, person);
  ry_announce_record (self->post_record, GTK_WIDGET (self));
  ry_announce_record (self->person_record, GTK_WIDGET (self));
  add_acts (self);
  for (guint i = 0; i < G_N_ELEMENTS (person_fields); i++)
    add_field (self, self->person_record, person_fields[i]);
  for (guint i = 0; i < G_N_ELEMENTS (post_fields); i++)
    add_field (self, self->post_record, post_fields[i]);
}

static void
expanded_cb (RySeatRow *self)
{
  if (self->fields->len == 0 && self->post != NULL && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    make_fields (self);
}

static GtkWidget *
new_icon_and_word (const char *icon_name, const char *word)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), gtk_label_new (word));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (box, FALSE);
  return box;
}

static void
ry_seat_row_dispose (GObject *object)
{
  RySeatRow *self = RY_SEAT_ROW (object);

  g_clear_pointer (&self->post, ry_document_unref);
  g_clear_pointer (&self->person, ry_document_unref);
  g_clear_object (&self->post_record);
  g_clear_object (&self->person_record);
  G_OBJECT_CLASS (ry_seat_row_parent_class)->dispose (object);
}

static void
ry_seat_row_finalize (GObject *object)
{
  g_ptr_array_unref (RY_SEAT_ROW (object)->fields);
  G_OBJECT_CLASS (ry_seat_row_parent_class)->finalize (object);
}

static void
ry_seat_row_class_init (RySeatRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_seat_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_seat_row_finalize;
}

static void
ry_seat_row_init (RySeatRow *self)
{
  self->fields = g_ptr_array_new ();
  self->avatar =
      ADW_AVATAR (adw_avatar_new ((int) (32 * MAX (1, ry_fit_get_text_scale (GTK_WIDGET (self)))), NULL, TRUE));
  self->doubt = new_icon_and_word ("dialog-warning-symbolic", _ ("Unconfirmed"));
  self->channel = new_icon_and_word (NULL, NULL);
  gtk_widget_add_css_class (self->doubt, "ry-chip");
  gtk_widget_add_css_class (self->doubt, "ry-warn");
  gtk_widget_add_css_class (self->channel, "ry-2nd");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->send = RY_SEND_MARK (ry_send_mark_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->send), GTK_ALIGN_CENTER);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->send));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->doubt);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->channel);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * ry_seat_role_label_new:
 * @role: what the seat is called
 * @roles: the column that the roles of one plan share
 *
 * Returns: (transfer floating): the label at the start of a row of a seat plan
 */
GtkWidget *
ry_seat_role_label_new (const char *role, GtkSizeGroup *roles)
{
  GtkWidget *label = gtk_label_new (role);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (label, "ry-2nd");
  gtk_size_group_add_widget (roles, label);
  return label;
}

/**
 * ry_seat_row_new:
 * @workspace: the region
 * @roles: the column that the roles of one plan share
 *
 * Returns: (transfer floating): a row without a seat
 */
GtkWidget *
ry_seat_row_new (RyWorkspace *workspace, GtkSizeGroup *roles)
{
  RySeatRow *self = g_object_new (RY_TYPE_SEAT_ROW, NULL);

  self->workspace = workspace;
  self->role = GTK_LABEL (ry_seat_role_label_new (NULL, roles));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->role));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->avatar));
  return GTK_WIDGET (self);
}

/**
 * ry_seat_row_set_seat:
 * @self: the row
 * @seat: a seat that somebody holds; always with the same post
 *
 * Shows the seat as it is now.
 */
void
ry_seat_row_set_seat (RySeatRow *self, const RySeat *seat)
{
  RyDocument *post;

  g_return_if_fail (RY_IS_SEAT_ROW (self));
  g_return_if_fail (seat->post != NULL);

  post = ry_document_ref (seat->post);
  g_clear_pointer (&self->post, ry_document_unref);
  self->post = post;
  g_clear_pointer (&self->person, ry_document_unref);
  self->person = ry_workspace_get (self->workspace, get_text (post, "person"), NULL);
  ry_send_mark_set_id (self->send, ry_document_get_id (post));
  show_head (self, seat->state);
}

/**
 * ry_seat_row_set_narrow:
 * @self: the row
 * @narrow: whether there is little room
 *
 * Where there is little room, icons stand without their words. The opened row says them in full.
 */
void
ry_seat_row_set_narrow (RySeatRow *self, gboolean narrow)
{
  g_return_if_fail (RY_IS_SEAT_ROW (self));

  gtk_widget_set_visible (gtk_widget_get_last_child (self->channel), !narrow);
  gtk_widget_set_visible (gtk_widget_get_last_child (self->doubt), !narrow);
  /* The mark makes its word when there is something to send. */
  if (gtk_widget_get_last_child (GTK_WIDGET (self->send)) != NULL)
    gtk_widget_set_visible (gtk_widget_get_last_child (GTK_WIDGET (self->send)), !narrow);
}

/**
 * ry_seat_row_flush:
 * @self: the row
 *
 * Writes what is still in a field.
 */
void
ry_seat_row_flush (RySeatRow *self)
{
  g_return_if_fail (RY_IS_SEAT_ROW (self));

  for (guint i = 0; i < self->fields->len; i++)
    ry_field_row_flush (g_ptr_array_index (self->fields, i));
}
