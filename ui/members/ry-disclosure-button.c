/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyDisclosureButton. The levels stand in the record's member `disclosure`, an object of field → level,
 * merged member by member. What nobody has decided is for members: that is why the directory exists.
 */
#include "ry-disclosure-button.h"

#include <glib/gi18n.h>

#include "ry-json.h"
#include "ry-menu-speech.h"
#include "ry-permission-guard.h"

#define DEFAULT_LEVEL 1

struct _RyDisclosureButton {
  GtkWidget parent_instance;

  /* Borrowed: children */
  GtkWidget *button;
  GtkWidget *icon;
  GtkWidget *word;
  GtkWidget *choices[3];

  /* Owned */
  char *field;
  char *field_label;
  RyRecord *record;
  GSignalGroup *record_signals;
};

G_DEFINE_FINAL_TYPE (RyDisclosureButton, ry_disclosure_button, GTK_TYPE_WIDGET)

static const struct {
  const char *code;
  const char *icon_name;
  const char *word;
  const char *explanation;
} levels[] = {
  { "public", "web-browser-symbolic", N_ ("Public"), N_ ("Public: on every list and sheet") },
  { "members", "system-users-symbolic", NC_ ("disclosure", "Members"), N_ ("Members: of the councils") },
  { "office", "changes-prevent-symbolic", N_ ("Office"), N_ ("Office: the secretariat alone") },
};

static const char *
get_word (guint level)
{
  return level == DEFAULT_LEVEL ? g_dpgettext2 (NULL, "disclosure", levels[level].word) : _ (levels[level].word);
}

static guint
get_level (RyDisclosureButton *self)
{
  JsonObject *root = self->record != NULL ? ry_record_get_root (self->record) : NULL;
  JsonObject *disclosure = root != NULL ? ry_json_get_object (root, "disclosure") : NULL;
  const char *code = disclosure != NULL ? ry_json_get_string (disclosure, self->field) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (g_strcmp0 (levels[i].code, code) == 0)
      return i;
  return DEFAULT_LEVEL;
}

static void
refresh (RyDisclosureButton *self)
{
  guint level = get_level (self);
  g_autofree char *speech = g_strdup_printf (_ ("%s may be seen by: %s"), self->field_label, get_word (level));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), levels[level].icon_name);
  gtk_label_set_label (GTK_LABEL (self->word), get_word (level));
  ry_menu_button_set_speech (self->button, speech);
}

static void
choice_clicked_cb (GtkWidget *choice, RyDisclosureButton *self)
{
  JsonObject *root = self->record != NULL ? ry_record_get_root (self->record) : NULL;
  JsonObject *before, *disclosure;
  JsonNode *node;

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  if (root == NULL)
    return;
  before = ry_json_get_object (root, "disclosure");
  disclosure = before != NULL ? ry_json_object_copy (before) : json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (self->choices[i] == choice)
      json_object_set_string_member (disclosure, self->field, levels[i].code);
  node = json_node_alloc ();
  json_node_init_object (node, disclosure);
  json_object_unref (disclosure);
  ry_record_set (self->record, "disclosure", node);
  refresh (self);
}

static GtkWidget *
new_choice (guint level)
{
  GtkWidget *choice = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (levels[level].icon_name));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (levels[level].explanation)));
  gtk_button_set_child (GTK_BUTTON (choice), box);
  gtk_widget_add_css_class (choice, "flat");
  gtk_widget_add_css_class (choice, "ry-menu-item");
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (levels[level].explanation),
                                  -1);
  return choice;
}

static GtkWidget *
new_popover (RyDisclosureButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++) {
    self->choices[i] = new_choice (i);
    g_signal_connect (self->choices[i], "clicked", G_CALLBACK (choice_clicked_cb), self);
    gtk_box_append (GTK_BOX (box), self->choices[i]);
  }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_add_css_class (popover, "menu");
  return popover;
}

static void
ry_disclosure_button_dispose (GObject *object)
{
  RyDisclosureButton *self = RY_DISCLOSURE_BUTTON (object);

  g_clear_object (&self->record_signals);
  g_clear_object (&self->record);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (ry_disclosure_button_parent_class)->dispose (object);
}

static void
ry_disclosure_button_finalize (GObject *object)
{
  RyDisclosureButton *self = RY_DISCLOSURE_BUTTON (object);

  g_free (self->field);
  g_free (self->field_label);
  G_OBJECT_CLASS (ry_disclosure_button_parent_class)->finalize (object);
}

static void
ry_disclosure_button_class_init (RyDisclosureButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_disclosure_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_disclosure_button_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
ry_disclosure_button_init (RyDisclosureButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->icon = gtk_image_new ();
  self->word = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->word);
  gtk_widget_add_css_class (box, "ry-2nd");
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), new_popover (self));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "ry-disclosure");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));

  self->record_signals = g_signal_group_new (RY_TYPE_RECORD);
  g_signal_group_connect_swapped (self->record_signals, "changed", G_CALLBACK (refresh), self);
}

/**
 * ry_disclosure_button_new:
 * @field: name of the field
 * @field_label: its label, for speech
 *
 * Returns: (transfer floating): a button without a record
 */
GtkWidget *
ry_disclosure_button_new (const char *field, const char *field_label)
{
  RyDisclosureButton *self = g_object_new (RY_TYPE_DISCLOSURE_BUTTON, NULL);

  self->field = g_strdup (field);
  self->field_label = g_strdup (field_label);
  refresh (self);
  return GTK_WIDGET (self);
}

/**
 * ry_disclosure_button_set_record:
 * @self: the button
 * @record: (nullable): the organisation
 *
 * Points the button at another record.
 */
void
ry_disclosure_button_set_record (RyDisclosureButton *self, RyRecord *record)
{
  g_return_if_fail (RY_IS_DISCLOSURE_BUTTON (self));

  g_set_object (&self->record, record);
  g_signal_group_set_target (self->record_signals, record);
  if (record != NULL && ry_record_get_document (record) != NULL)
    ry_permission_guard_field (GTK_WIDGET (self), ry_record_get_workspace (record), ry_record_get_document (record),
                               "disclosure");
  refresh (self);
}
