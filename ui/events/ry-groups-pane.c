/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each group is a card; its heading counts people and professions, so that one sees how it is mixed. Who is pinned has
 * the pin pressed. A wish that could not be had says so beside it.
 */
#include "ry-groups-pane.h"

#include <glib/gi18n.h>

#include "ry-event-groups.h"
#include "ry-icon-button.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-permission-guard.h"
#include "ry-plain-row.h"
#include "ry-speech.h"
#include "ry-tooltip.h"

#define USUAL_SIZE 6

struct _RyGroupsPane {
  AdwBin parent_instance;

  /* Borrowed */
  GtkSpinButton *number;
  GtkWidget *make;
  GtkFlowBox *groups;
  GtkWidget *empty;
  GtkLabel *about;
  GtkDropDown *left;
  GtkDropDown *right;
  GtkWidget *apart;
  GtkWidget *together;
  GtkListBox *pairs;

  /* Owned */
  RyEventDesk *desk;
  GPtrArray *members;
};

G_DEFINE_FINAL_TYPE (RyGroupsPane, ry_groups_pane, ADW_TYPE_BIN)

static void
pin_cb (GtkToggleButton *button, RyGroupsPane *self)
{
  JsonObject *event = ry_json_object_copy (ry_event_desk_get_event (self->desk));
  gboolean pinned = gtk_toggle_button_get_active (button);

  if (ry_event_groups_pin (event, g_object_get_data (G_OBJECT (button), "id"), pinned))
    ry_event_desk_save (self->desk, event, pinned ? _ ("Stays in this group") : _ ("May change groups again"));
  else
    json_object_unref (event);
}

static GtkWidget *
create_member (RyGroupsPane *self, const RyEventMember *member)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *pin = gtk_toggle_button_new ();
  g_autofree char *about = g_strjoin (*member->profession != '\0' && *member->organisation != '\0' ? "　" : "",
                                      member->profession, member->organisation, NULL);
  g_autofree char *spoken = g_strdup_printf (_ ("%s stays in this group"), member->name);

  gtk_button_set_icon_name (GTK_BUTTON (pin), "view-pin-symbolic");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pin), member->pinned);
  gtk_widget_add_css_class (pin, "flat");
  gtk_widget_set_valign (pin, GTK_ALIGN_CENTER);
  ry_tooltip_set (pin, _ ("Stays here when the groups are made again"));
  ry_speech_set_label (pin, spoken);
  g_object_set_data_full (G_OBJECT (pin), "id", g_strdup (member->application), g_free);
  g_signal_connect (pin, "toggled", G_CALLBACK (pin_cb), self);
  ry_permission_guard_field (pin, ry_event_desk_get_workspace (self->desk), ry_event_desk_get_document (self->desk),
                             "groups");
  gtk_box_append (GTK_BOX (words), ry_label_new_wrapped (member->name, NULL));
  gtk_box_append (GTK_BOX (words), ry_label_new_wrapped (about, "ry-tiny"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), pin);
  return box;
}

static guint
count_professions (GPtrArray *members, int group, guint *n_members)
{
  g_autoptr (GHashTable) professions = g_hash_table_new (g_str_hash, g_str_equal);

  *n_members = 0;
  for (guint i = 0; i < members->len; i++) {
    const RyEventMember *member = g_ptr_array_index (members, i);

    if (member->group != group)
      continue;
    ++*n_members;
    if (*member->profession != '\0')
      g_hash_table_add (professions, member->profession);
  }
  return g_hash_table_size (professions);
}

static GtkWidget *
create_group (RyGroupsPane *self, int group)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  guint n_members, n_professions = count_professions (self->members, group, &n_members);
  g_autofree char *title = group >= 0 ? g_strdup_printf (_ ("Group %d"), group + 1) : g_strdup (_ ("In no group yet"));
  g_autofree char *about = g_strdup_printf (_ ("%u people, %u professions"), n_members, n_professions);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "ry-group");
  gtk_box_append (GTK_BOX (card), ry_label_new_wrapped (title, "heading"));
  gtk_box_append (GTK_BOX (card), ry_label_new_wrapped (about, "ry-2nd"));
  for (guint i = 0; i < self->members->len; i++)
    if (((RyEventMember *) self->members->pdata[i])->group == group)
      gtk_box_append (GTK_BOX (card), create_member (self, self->members->pdata[i]));
  return card;
}

static const char *
find_name (RyGroupsPane *self, const char *application)
{
  for (guint i = 0; i < self->members->len; i++)
    if (g_strcmp0 (((RyEventMember *) self->members->pdata[i])->application, application) == 0)
      return ((RyEventMember *) self->members->pdata[i])->name;
  return "—";
}

static void
remove_pair_cb (GtkButton *button, RyGroupsPane *self)
{
  JsonObject *event = ry_json_object_copy (ry_event_desk_get_event (self->desk));

  if (ry_event_remove_element (event, "pairs", g_object_get_data (G_OBJECT (button), "key")))
    ry_event_desk_save (self->desk, event, _ ("The wish was taken out"));
  else
    json_object_unref (event);
}

static GtkWidget *
create_pair (RyGroupsPane *self, JsonObject *pair)
{
  JsonObject *event = ry_event_desk_get_event (self->desk);
  GtkWidget *row, *remove;
  const char *left = find_name (self, ry_json_get_text (pair, "left")),
             *right = find_name (self, ry_json_get_text (pair, "right"));
  g_autofree char *title =
      g_strdup_printf (ry_json_get_boolean (pair, "apart", TRUE) ? _ ("%s and %s apart") : _ ("%s and %s together"),
                       left, right);
  g_autofree char *spoken = g_strdup_printf (_ ("Take out: %s"), title);

  row = ry_plain_row_new (title, ry_event_groups_is_met (event, pair)
                                     ? NULL
                                     : _ ("⚠ Not so in the groups as they are. Make them again, or let go of a pin."));
  remove = ry_icon_button_new ("list-remove-symbolic", spoken);
  g_object_set_data_full (G_OBJECT (remove), "key", g_strdup (ry_json_get_text (pair, "key")), g_free);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_pair_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  return row;
}

static void
show_pairs (RyGroupsPane *self)
{
  g_autoptr (GPtrArray) pairs = ry_event_list_elements (ry_event_desk_get_event (self->desk), "pairs");
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->pairs))) != NULL)
    gtk_list_box_remove (self->pairs, row);
  for (guint i = 0; i < pairs->len; i++)
    gtk_list_box_append (self->pairs, create_pair (self, pairs->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->pairs), pairs->len > 0);
}

static void
fill_people (RyGroupsPane *self, GtkDropDown *choice)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (choice);

  for (guint i = 0; i < self->members->len; i++) {
    const RyEventMember *member = g_ptr_array_index (self->members, i);
    g_autofree char *name = g_strdup_printf ("%d %s", (int) member->number, member->name);

    gtk_string_list_append (names, name);
  }
  gtk_drop_down_set_model (choice, G_LIST_MODEL (names));
  if (selected < self->members->len)
    gtk_drop_down_set_selected (choice, selected);
}

static void
show (RyGroupsPane *self)
{
  JsonObject *event = ry_event_desk_get_event (self->desk);
  guint n_groups = ry_event_groups_count (event), n_free = 0;
  g_autofree char *about = NULL;
  GtkWidget *child;

  g_clear_pointer (&self->members, g_ptr_array_unref);
  self->members = ry_event_groups_list (ry_event_desk_get_workspace (self->desk), event,
                                        ry_event_desk_get_applications (self->desk));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_flow_box_remove (self->groups, child);
  count_professions (self->members, -1, &n_free);
  for (guint i = 0; i < n_groups; i++)
    gtk_flow_box_append (self->groups, create_group (self, (int) i));
  if (n_groups > 0 && n_free > 0)
    gtk_flow_box_append (self->groups, create_group (self, -1));
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  about = g_strdup_printf (_ ("%u people have a place"), self->members->len);
  gtk_label_set_label (self->about, about);
  if (n_groups > 0)
    gtk_spin_button_set_value (self->number, n_groups);
  else
    gtk_spin_button_set_value (self->number, MAX (1, (self->members->len + USUAL_SIZE - 1) / USUAL_SIZE));
  gtk_button_set_label (GTK_BUTTON (self->make), n_groups > 0 ? _ ("Make the Groups Again") : _ ("Make the Groups"));
  gtk_widget_set_visible (self->empty, n_groups == 0);
  fill_people (self, self->left);
  fill_people (self, self->right);
  show_pairs (self);
}

static void
make_cb (RyGroupsPane *self)
{
  JsonObject *event;

  gtk_spin_button_update (self->number);
  if (self->members->len == 0) {
    ry_window_show_message (ry_event_desk_get_window (self->desk),
                            _ ("Nobody has a place yet. Enter applications first."));
    return;
  }
  event = ry_json_object_copy (ry_event_desk_get_event (self->desk));
  ry_event_groups_make (ry_event_desk_get_workspace (self->desk), event, ry_event_desk_get_applications (self->desk),
                        (guint) gtk_spin_button_get_value_as_int (self->number));
  ry_event_desk_save (self->desk, event, _ ("The groups are made"));
}

static void
add_pair (RyGroupsPane *self, gboolean apart)
{
  guint left = gtk_drop_down_get_selected (self->left), right = gtk_drop_down_get_selected (self->right);
  JsonObject *event;

  if (left >= self->members->len || right >= self->members->len || left == right) {
    ry_window_show_message (ry_event_desk_get_window (self->desk), _ ("Choose two different people."));
    return;
  }
  event = ry_json_object_copy (ry_event_desk_get_event (self->desk));
  ry_event_groups_add_pair (event, ((RyEventMember *) self->members->pdata[left])->application,
                            ((RyEventMember *) self->members->pdata[right])->application, apart);
  ry_event_desk_save (self->desk, event, apart ? _ ("They will be kept apart") : _ ("They will sit together"));
}

static void
apart_cb (RyGroupsPane *self)
{
  add_pair (self, TRUE);
}

static void
together_cb (RyGroupsPane *self)
{
  add_pair (self, FALSE);
}

static void
ry_groups_pane_dispose (GObject *object)
{
  g_clear_object (&RY_GROUPS_PANE (object)->desk);
  g_clear_pointer (&RY_GROUPS_PANE (object)->members, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_groups_pane_parent_class)->dispose (object);
}

static void
ry_groups_pane_class_init (RyGroupsPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_groups_pane_dispose;
}

static GtkWidget *
create_bar (RyGroupsPane *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  self->about = GTK_LABEL (ry_label_new_wrapped ("", "ry-2nd"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->about), TRUE);
  self->number = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, 100, 1));
  ry_speech_set_label (GTK_WIDGET (self->number), _ ("Number of groups"));
  self->make = gtk_button_new_with_label (_ ("Make the Groups"));
  gtk_widget_add_css_class (self->make, "suggested-action");
  g_signal_connect_swapped (self->make, "clicked", G_CALLBACK (make_cb), self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->about));
  gtk_box_append (GTK_BOX (bar), gtk_label_new (_ ("Groups")));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->number));
  gtk_box_append (GTK_BOX (bar), self->make);
  return bar;
}

static GtkWidget *
create_wishes (RyGroupsPane *self)
{
  GtkWidget *flow = gtk_flow_box_new ();
  GtkWidget *widgets[4];

  self->left = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->right = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  ry_speech_set_label (GTK_WIDGET (self->left), _ ("One of two people"));
  ry_speech_set_label (GTK_WIDGET (self->right), _ ("The other of two people"));
  self->apart = gtk_button_new_with_label (_ ("Keep Apart"));
  self->together = gtk_button_new_with_label (_ ("Seat Together"));
  g_signal_connect_swapped (self->apart, "clicked", G_CALLBACK (apart_cb), self);
  g_signal_connect_swapped (self->together, "clicked", G_CALLBACK (together_cb), self);
  widgets[0] = GTK_WIDGET (self->left);
  widgets[1] = GTK_WIDGET (self->right);
  widgets[2] = self->apart;
  widgets[3] = self->together;
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 4);
  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++) {
    gtk_flow_box_append (GTK_FLOW_BOX (flow), widgets[i]);
    gtk_widget_set_focusable (gtk_widget_get_parent (widgets[i]), FALSE);
  }
  return flow;
}

static void
ry_groups_pane_init (RyGroupsPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *scroller = gtk_scrolled_window_new ();

  self->groups = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->groups, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->groups, 4);
  gtk_flow_box_set_row_spacing (self->groups, 8);
  gtk_flow_box_set_column_spacing (self->groups, 8);
  gtk_flow_box_set_homogeneous (self->groups, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->groups), GTK_ALIGN_START);
  self->empty = ry_label_new_wrapped (_ ("No groups yet. Choose how many, and everybody who has a place is seated: "
                                         "professions and organisations are spread evenly."),
                                      "ry-2nd");
  self->pairs = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->pairs, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->pairs), "boxed-list");
  gtk_box_append (GTK_BOX (box), create_bar (self));
  gtk_box_append (GTK_BOX (box), self->empty);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->groups));
  gtk_box_append (GTK_BOX (box), ry_label_new_wrapped (_ ("Together or apart"), "heading"));
  gtk_box_append (GTK_BOX (box), create_wishes (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pairs));
  gtk_widget_add_css_class (box, "ry-event");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * ry_groups_pane_new:
 * @desk: the event
 *
 * Returns: (transfer floating): its groups
 */
GtkWidget *
ry_groups_pane_new (RyEventDesk *desk)
{
  RyGroupsPane *self = g_object_new (RY_TYPE_GROUPS_PANE, NULL);
  RyWorkspace *workspace = ry_event_desk_get_workspace (desk);
  RyDocument *event = ry_event_desk_get_document (desk);

  self->desk = g_object_ref (desk);
  ry_permission_guard_field (self->make, workspace, event, "groups");
  ry_permission_guard_field (self->apart, workspace, event, "pairs");
  ry_permission_guard_field (self->together, workspace, event, "pairs");
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
