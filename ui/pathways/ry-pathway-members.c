/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever leaves keeps the days of having taken part: the list of an earlier day can still be printed. */
#include "ry-pathway-members.h"

#include <glib/gi18n.h>

#include "ry-date-entry.h"
#include "ry-date.h"
#include "ry-event.h"
#include "ry-icon-button.h"
#include "ry-json.h"
#include "ry-permission-guard.h"
#include "ry-person-picker.h"
#include "ry-plain-row.h"
#include "ry-speech.h"
#include "ry-tooltip.h"

struct _RyPathwayMembers {
  AdwBin parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkBox *groups;

  /* Owned */
  RyDocument *document;
};

G_DEFINE_FINAL_TYPE (RyPathwayMembers, ry_pathway_members, ADW_TYPE_BIN)

static RyWorkspace *
get_workspace (RyPathwayMembers *self)
{
  return ry_window_get_workspace (self->window);
}

/* Takes the content. */
static void
commit (RyPathwayMembers *self, JsonObject *content, const char *message)
{
  GPtrArray *edits =
      ry_edits_new_with (ry_edit_new (ry_document_get_id (self->document), self->document, content), NULL);
  ry_window_commit (self->window, edits, message);
}

static void
end_member_cb (GtkButton *button, RyPathwayMembers *self)
{
  JsonObject *content = ry_document_dup_root (self->document);
  g_autoptr (GPtrArray) members = ry_event_list_elements (content, "members");
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "position"));
  g_autofree char *today = ry_date_dup_today ();

  if (position < members->len)
    json_object_set_string_member (members->pdata[position], "to", today);
  commit (self, content, _ ("Takes part until today"));
}

/* ---- Their days ---- */

static gboolean
put_day (JsonObject *member, const char *name, const char *day)
{
  if (g_strcmp0 (ry_json_get_text (member, name), day) == 0)
    return FALSE;
  if (*day == '\0')
    json_object_remove_member (member, name);
  else
    json_object_set_string_member (member, name, day);
  return TRUE;
}

/* One act when the days are put away, and none where they stayed. */
static void
days_closed_cb (GtkWidget *popover, RyPathwayMembers *self)
{
  JsonObject *content = ry_document_dup_root (self->document);
  g_autoptr (GPtrArray) members = ry_event_list_elements (content, "members");
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (popover), "position"));
  RyDateEntry *from = g_object_get_data (G_OBJECT (popover), "from"),
              *to = g_object_get_data (G_OBJECT (popover), "to");
  gboolean changed = FALSE;

  if (position < members->len) {
    /* What is not understood is no day, and every institution began on one. */
    if (*ry_date_entry_get_date (from) != '\0')
      changed |= put_day (members->pdata[position], "from", ry_date_entry_get_date (from));
    changed |= put_day (members->pdata[position], "to", ry_date_entry_get_date (to));
  }
  if (changed)
    commit (self, content, _ ("The days of taking part were changed"));
  else
    json_object_unref (content);
}

static void
add_day (GtkWidget *popover, GtkWidget *box, const char *member, const char *title, const char *day)
{
  GtkWidget *entry = ry_date_entry_new (title), *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  ry_date_entry_set_date (RY_DATE_ENTRY (entry), day);
  g_object_set_data (G_OBJECT (popover), member, entry);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
}

static GtkWidget *
create_days (RyPathwayMembers *self, const RyPathwayMember *member, guint position)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *spoken = g_strdup_printf (_ ("Days of taking part: %s"), member->name);

  add_day (popover, box, "from", _ ("Takes part from"), member->from);
  add_day (popover, box, "to", _ ("Until (empty: goes on)"), member->to);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_object_set_data (G_OBJECT (popover), "position", GUINT_TO_POINTER (position));
  g_signal_connect (popover, "closed", G_CALLBACK (days_closed_cb), self);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ry_tooltip_set (button, spoken);
  ry_speech_set_label (button, spoken);
  ry_speech_set_label (gtk_widget_get_first_child (button), spoken);
  ry_permission_guard_widget (button, get_workspace (self), RY_VERB_EDIT, "pathway", self->document);
  return button;
}

static char *
describe_member (const RyPathwayMember *member)
{
  g_autofree char *from = *member->from != '\0' ? ry_date_format_iso (member->from, RY_DATE_ERA) : g_strdup ("");
  g_autofree char *to = *member->to != '\0' ? ry_date_format_iso (member->to, RY_DATE_ERA) : g_strdup ("");

  return *to != '\0' ? g_strdup_printf (_ ("%s to %s · %s"), from, to, member->telephone)
                     : g_strdup_printf (_ ("since %s · %s"), from, member->telephone);
}

static GtkWidget *
create_end (RyPathwayMembers *self, const RyPathwayMember *member, guint position)
{
  g_autofree char *spoken = g_strdup_printf (_ ("%s takes part no longer"), member->name);
  GtkWidget *end = ry_icon_button_new ("list-remove-symbolic", spoken);

  g_object_set_data (G_OBJECT (end), "position", GUINT_TO_POINTER (position));
  g_signal_connect (end, "clicked", G_CALLBACK (end_member_cb), self);
  ry_permission_guard_widget (end, get_workspace (self), RY_VERB_EDIT, "pathway", self->document);
  return end;
}

static GtkWidget *
create_member (RyPathwayMembers *self, const RyPathwayMember *member, guint position)
{
  g_autofree char *words = describe_member (member);
  GtkWidget *row =
      ry_plain_row_new (*member->name != '\0' ? member->name : _ ("An organisation that is not on the list any more"),
                        words);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_days (self, member, position));
  if (*member->to == '\0')
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_end (self, member, position));
  return row;
}

static void
picked_cb (RyPersonPicker *picker, const RyPick *pick, RyPathwayMembers *self)
{
  const char *stage = g_object_get_data (G_OBJECT (picker), "stage");
  const char *organisation =
      g_str_has_prefix (pick->id != NULL ? pick->id : "", "organisation:") ? pick->id : pick->organisation;
  g_autofree char *today = ry_date_dup_today ();
  JsonObject *content, *member;
  g_autoptr (GPtrArray) members = NULL;

  if (organisation == NULL) {
    ry_window_show_message (self->window, _ ("Choose an organisation of the list of members."));
    return;
  }
  content = ry_document_dup_root (self->document);
  members = ry_event_list_elements (content, "members");
  member = json_object_new ();
  json_object_set_string_member (member, "organisation", organisation);
  json_object_set_string_member (member, "stage", stage);
  json_object_set_string_member (member, "from", today);
  g_ptr_array_add (members, member);
  ry_event_put_elements (content, "members", members);
  commit (self, content, _ ("Takes part from today"));
}

static GtkWidget *
create_add (RyPathwayMembers *self, const char *stage)
{
  GtkWidget *add = gtk_menu_button_new (), *picker;
  g_autofree char *spoken = g_strdup_printf (_ ("Add to %s"), stage);

  picker = ry_person_picker_new (get_workspace (self), spoken, TRUE);
  g_object_set_data_full (G_OBJECT (picker), "stage", g_strdup (stage), g_free);
  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), self);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (add), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (add), picker);
  gtk_widget_add_css_class (add, "flat");
  ry_tooltip_set (add, spoken);
  ry_speech_set_label (add, spoken);
  ry_speech_set_label (gtk_widget_get_first_child (add), spoken);
  ry_permission_guard_widget (add, get_workspace (self), RY_VERB_EDIT, "pathway", self->document);
  return add;
}

static void
ry_pathway_members_dispose (GObject *object)
{
  g_clear_pointer (&RY_PATHWAY_MEMBERS (object)->document, ry_document_unref);
  G_OBJECT_CLASS (ry_pathway_members_parent_class)->dispose (object);
}

static void
ry_pathway_members_class_init (RyPathwayMembersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_pathway_members_dispose;
}

static void
ry_pathway_members_init (RyPathwayMembers *self)
{
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 16));
  gtk_widget_add_css_class (GTK_WIDGET (self->groups), "ry-event");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->groups));
}

/**
 * ry_pathway_members_new:
 * @window: where acts are announced; it outlives the widget
 *
 * Returns: (transfer floating): nobody yet
 */
GtkWidget *
ry_pathway_members_new (RyWindow *window)
{
  RyPathwayMembers *self = g_object_new (RY_TYPE_PATHWAY_MEMBERS, NULL);

  self->window = window;
  return GTK_WIDGET (self);
}

/**
 * ry_pathway_members_show:
 * @self: members
 * @document: a pathway
 * @pathway: the same, read
 *
 * Shows who takes part in it.
 */
void
ry_pathway_members_show (RyPathwayMembers *self, RyDocument *document, const RyPathway *pathway)
{
  g_autoptr (GPtrArray) members = ry_pathway_list_members (get_workspace (self), ry_document_get_root (document), NULL);
  GtkWidget *child;

  ry_document_ref (document);
  g_clear_pointer (&self->document, ry_document_unref);
  self->document = document;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  for (guint s = 0; s < pathway->stages->len; s++) {
    const RyPathwayStage *stage = pathway->stages->pdata[s];
    GtkWidget *group = adw_preferences_group_new ();

    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), stage->name);
    adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), create_add (self, stage->name));
    for (guint i = 0; i < members->len; i++)
      if (g_strcmp0 (((RyPathwayMember *) members->pdata[i])->stage, stage->name) == 0)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_member (self, members->pdata[i], i));
    gtk_box_append (self->groups, group);
  }
}
