/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each group is a boxed list; where the keyboard leaves one it enters the next. Who has a letter already is not ticked;
 * what a person chose is kept by key, so that a change from another desktop does not lose it.
 */
#include "ry-notice-groups.h"

#include <glib/gi18n.h>

#include "ry-notice-row.h"
#include "ry-speech.h"

/* Rows of a group that are seen at once. */
#define SCREENFUL 6

struct _RyNoticeGroups {
  GtkBox parent_instance;

  /* Borrowed */
  RyLetter *letter;
  GtkListBox *lists[RY_N_CHANNELS];

  /* Owned */
  GPtrArray *ordered;  /* of RyAddressee: as they stand one below the other */
  GHashTable *choices; /* key → whether ticked, where a person has said so */
  GHashTable *opened;  /* channels whose rest is shown */

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RyNoticeGroups, ry_notice_groups, GTK_TYPE_BOX)

enum { TICKED, LOOKED_AT, SHOWN, FIX_ASKED, SENT, N_SIGNALS };

static guint signals[N_SIGNALS];

static void fill (RyNoticeGroups *self);

static gboolean
is_faulty (const RyAddressee *addressee)
{
  return ry_addressee_check (addressee, addressee->channel) != RY_ADDRESSEE_FINE;
}

static gboolean
is_ticked (RyNoticeGroups *self, const RyAddressee *addressee)
{
  gpointer choice;

  if (is_faulty (addressee))
    return FALSE;
  if (g_hash_table_lookup_extended (self->choices, addressee->key, NULL, &choice))
    return GPOINTER_TO_INT (choice);
  return addressee->made_on == NULL;
}

static guint
find_position (RyNoticeGroups *self, RyNoticeRow *row)
{
  guint position = 0;

  g_ptr_array_find (self->ordered, ry_notice_row_get_addressee (row), &position);
  return position;
}

static void
row_toggled_cb (RyNoticeRow *row, RyNoticeGroups *self)
{
  const char *key = ry_notice_row_get_addressee (row)->key;

  g_hash_table_insert (self->choices, g_strdup (key), GINT_TO_POINTER (ry_notice_row_get_ticked (row)));
  g_signal_emit (self, signals[TICKED], 0);
}

static void
fix_asked_cb (RyNoticeRow *row, GtkWidget *button, RyNoticeGroups *self)
{
  g_signal_emit (self, signals[FIX_ASKED], 0, find_position (self, row), button);
}

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, RyNoticeGroups *self)
{
  if (row == NULL || self->filling || !RY_IS_NOTICE_ROW (row))
    return;
  for (guint i = 0; i < RY_N_CHANNELS; i++)
    if (self->lists[i] != NULL && self->lists[i] != list)
      gtk_list_box_unselect_all (self->lists[i]);
  g_signal_emit (self, signals[LOOKED_AT], 0, find_position (self, RY_NOTICE_ROW (row)));
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, RyNoticeGroups *self)
{
  if (RY_IS_NOTICE_ROW (row)) {
    g_signal_emit (self, signals[SHOWN], 0, find_position (self, RY_NOTICE_ROW (row)));
    return;
  }
  g_hash_table_add (self->opened, g_object_get_data (G_OBJECT (list), "channel"));
  fill (self);
}

static gboolean
keynav_failed_cb (GtkWidget *list, GtkDirectionType direction, RyNoticeGroups *self)
{
  int step = direction == GTK_DIR_DOWN ? 1 : direction == GTK_DIR_UP ? -1 : 0;
  int channel = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (list), "channel"));

  /* What has no way stands on top. */
  for (int i = channel + step; step != 0 && i >= 0 && i < RY_N_CHANNELS; i += step)
    if (self->lists[i] != NULL) {
      GtkWidget *row = step > 0 ? gtk_widget_get_first_child (GTK_WIDGET (self->lists[i]))
                                : gtk_widget_get_last_child (GTK_WIDGET (self->lists[i]));

      return gtk_widget_grab_focus (row);
    }
  return FALSE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, GtkListBox *list)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  if (key != GDK_KEY_space || (state & GDK_CONTROL_MASK) != 0 || !RY_IS_NOTICE_ROW (row))
    return GDK_EVENT_PROPAGATE;
  ry_notice_row_toggle (RY_NOTICE_ROW (row));
  return GDK_EVENT_STOP;
}

/* Whoever goes through the rows with the keyboard looks at each. */
static void
focus_entered_cb (GtkEventControllerFocus *controller)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *list = gtk_widget_get_parent (row);

  if (GTK_IS_LIST_BOX (list))
    gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (row));
}

static GtkListBox *
create_list (RyNoticeGroups *self, RyChannel channel)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  g_object_set_data (G_OBJECT (list), "channel", GINT_TO_POINTER (channel));
  ry_speech_set_label (list, ry_channel_get_label (channel));
  g_signal_connect (list, "row-selected", G_CALLBACK (row_selected_cb), self);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (list, "keynav-failed", G_CALLBACK (keynav_failed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), list);
  gtk_widget_add_controller (list, keys);
  return GTK_LIST_BOX (list);
}

static void
append_row (RyNoticeGroups *self, GtkListBox *list, RyAddressee *addressee)
{
  GtkWidget *row = ry_notice_row_new (addressee, is_ticked (self, addressee));
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "enter", G_CALLBACK (focus_entered_cb), NULL);
  gtk_widget_add_controller (row, focus);
  g_signal_connect (row, "toggled", G_CALLBACK (row_toggled_cb), self);
  g_signal_connect (row, "fix-asked", G_CALLBACK (fix_asked_cb), self);
  gtk_list_box_append (list, row);
}

static void
append_rest (GtkListBox *list, guint n)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (ngettext ("%u more", "%u more", n), n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_list_box_append (list, row);
}

static void
sent_clicked_cb (GtkWidget *button, RyNoticeGroups *self)
{
  g_signal_emit (self, signals[SENT], 0, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "channel")));
}

static GtkWidget *
create_sent_button (RyNoticeGroups *self, RyChannel channel)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Mark as Sent"));
  g_autofree char *spoken = g_strdup_printf (_ ("%s: mark as sent"), ry_channel_get_label (channel));

  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "channel", GINT_TO_POINTER (channel));
  ry_speech_set_label (button, spoken);
  g_signal_connect (button, "clicked", G_CALLBACK (sent_clicked_cb), self);
  return button;
}

static GtkWidget *
create_heading (RyNoticeGroups *self, RyChannel channel, GPtrArray *members)
{
  static const char *const icons[RY_N_CHANNELS] = { "dialog-warning-symbolic", "printer-symbolic",
                                                    "mail-unread-symbolic", "emblem-documents-symbolic",
                                                    "phone-symbolic" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (ry_channel_get_label (channel));
  g_autofree char *text = g_strdup_printf (ngettext ("%u letter", "%u letters", members->len), members->len);
  GtkWidget *count = gtk_label_new (text);
  gboolean waits = FALSE;

  for (guint i = 0; i < members->len; i++) {
    const RyAddressee *addressee = members->pdata[i];

    waits |= addressee->made_on != NULL && addressee->sent_on == NULL;
  }
  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (count, "ry-2nd");
  gtk_widget_set_hexpand (count, TRUE);
  gtk_label_set_xalign (GTK_LABEL (count), 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icons[channel]));
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  if (waits)
    gtk_box_append (GTK_BOX (box), create_sent_button (self, channel));
  return box;
}

/* Faulty ones first, the others in the order of their seats. */
static GPtrArray *
list_members (RyNoticeGroups *self, RyChannel channel)
{
  GPtrArray *members = g_ptr_array_new ();

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->letter->addressees->len; i++) {
      RyAddressee *addressee = self->letter->addressees->pdata[i];

      if (addressee->channel == channel && is_faulty (addressee) == (pass == 0))
        g_ptr_array_add (members, addressee);
    }
  return members;
}

static void
append_group (RyNoticeGroups *self, RyChannel channel)
{
  g_autoptr (GPtrArray) members = list_members (self, channel);
  gboolean all = g_hash_table_contains (self->opened, GINT_TO_POINTER (channel)) || members->len <= SCREENFUL + 1;
  GtkWidget *box;

  self->lists[channel] = NULL;
  if (members->len == 0)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->lists[channel] = create_list (self, channel);
  for (guint i = 0; i < members->len; i++) {
    g_ptr_array_add (self->ordered, members->pdata[i]);
    if (all || i < SCREENFUL)
      append_row (self, self->lists[channel], members->pdata[i]);
  }
  if (!all)
    append_rest (self->lists[channel], members->len - SCREENFUL);
  gtk_box_append (GTK_BOX (box), create_heading (self, channel, members));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lists[channel]));
  gtk_box_append (GTK_BOX (self), box);
}

/* The key of the addressee in whose row the focus is. */
static char *
dup_focused (RyNoticeGroups *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, RY_TYPE_NOTICE_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self))
             ? g_strdup (ry_notice_row_get_addressee (RY_NOTICE_ROW (row))->key)
             : NULL;
}

static void
focus_key (RyNoticeGroups *self, const char *key)
{
  for (guint i = 0; key != NULL && i < RY_N_CHANNELS; i++)
    for (GtkWidget *row = self->lists[i] != NULL ? gtk_widget_get_first_child (GTK_WIDGET (self->lists[i])) : NULL;
         row != NULL; row = gtk_widget_get_next_sibling (row))
      if (RY_IS_NOTICE_ROW (row) && g_strcmp0 (ry_notice_row_get_addressee (RY_NOTICE_ROW (row))->key, key) == 0) {
        gtk_widget_grab_focus (row);
        return;
      }
}

static void
fill (RyNoticeGroups *self)
{
  g_autofree char *focused = dup_focused (self);
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  g_ptr_array_set_size (self->ordered, 0);
  for (guint i = 0; i < RY_N_CHANNELS; i++)
    append_group (self, i);
  self->filling = FALSE;
  focus_key (self, focused);
}

static void
ry_notice_groups_dispose (GObject *object)
{
  RyNoticeGroups *self = RY_NOTICE_GROUPS (object);

  g_clear_pointer (&self->ordered, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_hash_table_unref);
  g_clear_pointer (&self->opened, g_hash_table_unref);
  G_OBJECT_CLASS (ry_notice_groups_parent_class)->dispose (object);
}

static void
ry_notice_groups_class_init (RyNoticeGroupsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_notice_groups_dispose;
  signals[TICKED] = g_signal_new ("ticked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOOKED_AT] =
      g_signal_new ("looked-at", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SHOWN] = g_signal_new ("shown", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[FIX_ASKED] = g_signal_new ("fix-asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                     G_TYPE_UINT, GTK_TYPE_WIDGET);
  signals[SENT] = g_signal_new ("sent", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
ry_notice_groups_init (RyNoticeGroups *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 22);
  self->ordered = g_ptr_array_new ();
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->opened = g_hash_table_new (NULL, NULL);
}

/**
 * ry_channel_get_label:
 * @channel: a way
 *
 * Returns: what it is called in the person's language
 */
const char *
ry_channel_get_label (RyChannel channel)
{
  static const char *const labels[RY_N_CHANNELS] = { N_ ("No way known"), N_ ("FAX"), N_ ("E-mail"), N_ ("By post"),
                                                     N_ ("By telephone") };

  return _ (labels[channel]);
}

/**
 * ry_notice_groups_set_letter:
 * @self: the groups
 * @letter: whose addressees; kept by the caller until the next one is set
 */
void
ry_notice_groups_set_letter (RyNoticeGroups *self, RyLetter *letter)
{
  self->letter = letter;
  fill (self);
}

/**
 * ry_notice_groups_list_ticked:
 * @self: the groups
 *
 * Returns: (transfer container) (element-type RyAddressee): to whom letters are to be made, faulty ones never
 */
GPtrArray *
ry_notice_groups_list_ticked (RyNoticeGroups *self)
{
  GPtrArray *ticked = g_ptr_array_new ();

  for (guint i = 0; i < self->letter->addressees->len; i++) {
    RyAddressee *addressee = self->letter->addressees->pdata[i];

    if (is_ticked (self, addressee))
      g_ptr_array_add (ticked, addressee);
  }
  return ticked;
}

/**
 * ry_notice_groups_list_ordered:
 * @self: the groups
 *
 * Returns: (transfer none) (element-type RyAddressee): all, as they stand one below the other
 */
GPtrArray *
ry_notice_groups_list_ordered (RyNoticeGroups *self)
{
  return self->ordered;
}

guint
ry_notice_groups_count_faulty (RyNoticeGroups *self)
{
  guint n = 0;

  for (guint i = 0; i < self->ordered->len; i++)
    n += is_faulty (self->ordered->pdata[i]);
  return n;
}

/**
 * ry_notice_groups_forget:
 * @self: the groups
 *
 * Forgets what was ticked and unticked, as when it is done.
 */
void
ry_notice_groups_forget (RyNoticeGroups *self)
{
  g_hash_table_remove_all (self->choices);
}

/**
 * ry_notice_groups_focus:
 * @self: the groups
 *
 * Puts the focus on the first addressee.
 */
void
ry_notice_groups_focus (RyNoticeGroups *self)
{
  for (guint i = 0; i < RY_N_CHANNELS; i++)
    if (self->lists[i] != NULL) {
      gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->lists[i])));
      return;
    }
}
