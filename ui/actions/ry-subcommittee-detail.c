/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The groups are filled anew when something changes: a subcommittee has some ten members, a few meetings and a few
 * actions. What is typed lives in the record and is not touched by that.
 */
#include "ry-subcommittee-detail.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-action-acts.h"
#include "ry-action-card.h"
#include "ry-action-editor.h"
#include "ry-announce.h"
#include "ry-council-mark.h"
#include "ry-date.h"
#include "ry-field-row.h"
#include "ry-icon-button.h"
#include "ry-json.h"
#include "ry-new-meeting.h"
#include "ry-paper-page.h"
#include "ry-paper.h"
#include "ry-permission-guard.h"
#include "ry-person-picker.h"
#include "ry-record.h"
#include "ry-report-upward.h"
#include "ry-speech.h"
#include "ry-term.h"
#include "ry-tooltip.h"

/* Of its meetings the last ones and those to come are shown. */
#define MOST_MEETINGS 8

struct _RySubcommitteeDetail {
  AdwBin parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkBox *content;
  GtkWidget *title;
  GtkWidget *facts;
  GtkWidget *mark;
  GtkWidget *report;
  AdwPreferencesGroup *members;
  AdwPreferencesGroup *meetings;
  AdwPreferencesGroup *actions;
  AdwPreferencesGroup *asks;
  AdwPreferencesGroup *reports;
  GtkWidget *ask;
  GtkWidget *add_member;

  /* Owned */
  RyRecord *record;
  GPtrArray *fields; /* of RyFieldRow */
  GPtrArray *rows;   /* of those groups, to be taken out again */
};

G_DEFINE_FINAL_TYPE (RySubcommitteeDetail, ry_subcommittee_detail, ADW_TYPE_BIN)

static RyWorkspace *
get_workspace (RySubcommitteeDetail *self)
{
  return ry_window_get_workspace (self->window);
}

static void
take_row (RySubcommitteeDetail *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_object_set_data (G_OBJECT (row), "group", group);
  g_ptr_array_add (self->rows, row);
}

static GtkWidget *
create_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL && *title != '\0' ? title : "—");
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

/* A button that changes @field of @document. */
static GtkWidget *
create_button (RySubcommitteeDetail *self,
               const char *icon,
               const char *label,
               const char *id,
               GCallback clicked,
               RyDocument *document,
               const char *field)
{
  GtkWidget *button = ry_icon_button_new (icon, label);

  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (id), g_free);
  g_signal_connect (button, "clicked", clicked, self);
  ry_permission_guard_field (button, get_workspace (self), document, field);
  return button;
}

/* Commits the record with one of its lists changed. */
static void
save (RySubcommitteeDetail *self, JsonObject *content, const char *message)
{
  GPtrArray *edits = ry_edits_new ();

  ry_record_flush (self->record);
  g_ptr_array_add (edits,
                   ry_edit_new (ry_record_get_id (self->record), ry_record_get_document (self->record), content));
  ry_window_commit (self->window, edits, message);
}

static void
end_member_cb (GtkButton *button, RySubcommitteeDetail *self)
{
  JsonObject *content = ry_json_object_copy (ry_record_get_root (self->record));
  g_autofree char *today = ry_date_dup_today ();

  if (ry_subcommittee_end_member (content, g_object_get_data (G_OBJECT (button), "id"), today))
    save (self, content, _ ("Membership ended"));
  else
    json_object_unref (content);
}

static void
member_picked_cb (RySubcommitteeDetail *self, const RyPick *pick)
{
  JsonObject *content = ry_json_object_copy (ry_record_get_root (self->record));
  g_autofree char *today = ry_date_dup_today ();

  ry_subcommittee_add_member (content, pick->id, NULL, pick->organisation, pick->role, today);
  save (self, content, _ ("Member added"));
}

static char *
dup_period (JsonObject *member)
{
  g_autofree char *from = *ry_json_get_text (member, "from") != '\0'
                              ? ry_date_format_iso (ry_json_get_text (member, "from"), RY_DATE_ERA)
                              : NULL;
  g_autofree char *to = *ry_json_get_text (member, "to") != '\0'
                            ? ry_date_format_iso (ry_json_get_text (member, "to"), RY_DATE_ERA)
                            : NULL;

  if (from == NULL && to == NULL)
    return g_strdup ("");
  return g_strdup_printf ("%s–%s", from != NULL ? from : "", to != NULL ? to : "");
}

static void
add_member (RySubcommitteeDetail *self, JsonObject *member, const char *today)
{
  g_autofree char *name = ry_workspace_dup_name (get_workspace (self), ry_json_get_text (member, "person"));
  g_autofree char *organisation =
      ry_workspace_dup_name (get_workspace (self), ry_json_get_text (member, "organisation"));
  g_autofree char *period = dup_period (member);
  g_autofree char *facts = g_strdup_printf ("%s%s%s", organisation, *organisation != '\0' ? "　" : "", period);
  gboolean current = ry_term_holds_on (member, today);
  g_autofree char *label = g_strdup_printf (_ ("End the membership of %s today"), name);
  GtkWidget *row = create_row (name, facts);
  GtkWidget *role = gtk_label_new (ry_json_get_text (member, "role"));

  gtk_widget_add_css_class (role, "ry-2nd");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), role);
  if (current)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               create_button (self, "window-close-symbolic", label, ry_json_get_text (member, "key"),
                                              G_CALLBACK (end_member_cb), ry_record_get_document (self->record),
                                              "members"));
  else
    gtk_widget_set_opacity (gtk_widget_get_first_child (row), .74);
  take_row (self, self->members, row);
}

static void
fill_members (RySubcommitteeDetail *self, const char *today)
{
  JsonArray *members = ry_json_get_array (ry_record_get_root (self->record), "members");

  /* Who is in it now, then who was. */
  for (int current = 1; current >= 0; current--)
    for (guint i = 0; members != NULL && i < json_array_get_length (members); i++) {
      JsonNode *node = json_array_get_element (members, i);

      if (JSON_NODE_HOLDS_OBJECT (node) && ry_term_holds_on (json_node_get_object (node), today) == (current == 1))
        add_member (self, json_node_get_object (node), today);
    }
  if (members == NULL || json_array_get_length (members) == 0)
    take_row (self, self->members, create_row (_ ("Nobody yet"), _ ("Add the first member with the button above")));
}

static void
open_cb (AdwActionRow *row, RySubcommitteeDetail *self)
{
  ry_window_open_record (self->window, g_object_get_data (G_OBJECT (row), "id"));
}

static void
add_meeting (RySubcommitteeDetail *self, AdwPreferencesGroup *group, RyDocument *meeting)
{
  const char *date = ry_document_get_string (meeting, "date");
  g_autofree char *day = date != NULL ? ry_date_format_iso (date, RY_DATE_ERA_WEEKDAY) : g_strdup ("");
  const char *place = ry_document_get_string (meeting, "place");
  g_autofree char *facts = g_strjoin (place != NULL ? "・" : "", day, place != NULL ? place : "", NULL);
  GtkWidget *row = create_row (ry_document_get_string (meeting, "title"), facts);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (ry_document_get_id (meeting)), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (open_cb), self);
  take_row (self, group, row);
}

static void
fill_meetings (RySubcommitteeDetail *self)
{
  g_autoptr (GPtrArray) meetings =
      ry_subcommittee_list_meetings (get_workspace (self), ry_record_get_id (self->record), NULL);
  g_autoptr (GPtrArray) reports =
      ry_subcommittee_list_reports (get_workspace (self), ry_record_get_id (self->record), NULL);

  for (guint i = meetings != NULL ? meetings->len : 0, n = 0; i-- > 0 && n < MOST_MEETINGS; n++)
    add_meeting (self, self->meetings, g_ptr_array_index (meetings, i));
  if (meetings == NULL || meetings->len == 0)
    take_row (self, self->meetings, create_row (_ ("No meeting yet"), NULL));
  for (guint i = reports != NULL ? reports->len : 0; i-- > 0;)
    add_meeting (self, self->reports, g_ptr_array_index (reports, i));
  gtk_widget_set_visible (GTK_WIDGET (self->reports), reports != NULL && reports->len > 0);
}

static void
action_done_cb (GtkButton *button, RySubcommitteeDetail *self)
{
  g_autoptr (RyDocument) action =
      ry_workspace_get (get_workspace (self), g_object_get_data (G_OBJECT (button), "id"), NULL);

  if (action != NULL)
    ry_action_acts_set_status (self->window, action, RY_ACTION_DONE);
}

static void
action_open_cb (AdwActionRow *row, RySubcommitteeDetail *self)
{
  g_autoptr (RyDocument) action =
      ry_workspace_get (get_workspace (self), g_object_get_data (G_OBJECT (row), "id"), NULL);

  if (action != NULL)
    ry_action_editor_edit (self->window, action, GTK_WIDGET (row));
}

static void
add_action (RySubcommitteeDetail *self, RyDocument *action, const char *today)
{
  JsonObject *root = ry_document_get_root (action);
  g_autofree char *owner = ry_action_dup_owner (root);
  g_autofree char *label = g_strdup_printf (_ ("Mark “%s” as done"), ry_json_get_text (root, "text"));
  GtkWidget *row = create_row (ry_json_get_text (root, "text"), owner);
  GtkWidget *chip = ry_action_timing_chip_new ();

  ry_action_timing_chip_set (chip, root, today);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), chip);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             create_button (self, "object-select-symbolic", label, ry_document_get_id (action),
                                            G_CALLBACK (action_done_cb), action, "status"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (ry_document_get_id (action)), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (action_open_cb), self);
  take_row (self, self->actions, row);
}

static void
fill_actions (RySubcommitteeDetail *self, const char *today)
{
  g_autofree char *condition = g_strconcat ("subcommittee=", ry_record_get_id (self->record), NULL);
  const char *const where[] = { condition, "status|todo|doing|hold", NULL };
  const RyQuery query = { .kind = "action", .order = "due", .where = where };
  g_autoptr (GPtrArray) actions = ry_workspace_query (get_workspace (self), &query, NULL);

  for (guint i = 0; actions != NULL && i < actions->len; i++)
    add_action (self, g_ptr_array_index (actions, i), today);
  if (actions == NULL || actions->len == 0)
    take_row (self, self->actions, create_row (_ ("Nothing is open"), NULL));
}

static void
remove_ask_cb (GtkButton *button, RySubcommitteeDetail *self)
{
  JsonObject *content = ry_json_object_copy (ry_record_get_root (self->record));

  if (ry_subcommittee_remove_ask (content, g_object_get_data (G_OBJECT (button), "id")))
    save (self, content, _ ("Ask removed"));
  else
    json_object_unref (content);
}

static void
add_ask_cb (RySubcommitteeDetail *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->ask));
  JsonObject *content;
  g_autofree char *today = ry_date_dup_today ();

  if (*text == '\0')
    return;
  content = ry_json_object_copy (ry_record_get_root (self->record));
  ry_subcommittee_add_ask (content, text, today);
  save (self, content, _ ("Ask added"));
  gtk_editable_set_text (GTK_EDITABLE (self->ask), "");
}

static void
fill_asks (RySubcommitteeDetail *self)
{
  JsonArray *asks = ry_json_get_array (ry_record_get_root (self->record), "asks");

  for (guint i = 0; asks != NULL && i < json_array_get_length (asks); i++) {
    JsonNode *node = json_array_get_element (asks, i);
    JsonObject *ask = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    g_autofree char *day =
        *ry_json_get_text (ask, "on") != '\0' ? ry_date_format_iso (ry_json_get_text (ask, "on"), RY_DATE_ERA) : NULL;
    GtkWidget *row;

    if (ask == NULL)
      continue;
    row = create_row (ry_json_get_text (ask, "text"), day);
    adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               create_button (self, "window-close-symbolic", _ ("Remove this ask"),
                                              ry_json_get_text (ask, "key"), G_CALLBACK (remove_ask_cb),
                                              ry_record_get_document (self->record), "asks"));
    take_row (self, self->asks, row);
  }
}

static void
fill_head (RySubcommitteeDetail *self, const char *today)
{
  JsonObject *root = ry_record_get_root (self->record);
  const RyCouncil *council =
      ry_councils_get (ry_window_get_councils (self->window), ry_json_get_text (root, "council"));
  g_autofree char *chair = ry_workspace_dup_name (get_workspace (self), ry_json_get_text (root, "chair"));
  g_autofree char *started = *ry_json_get_text (root, "started_on") != '\0'
                                 ? ry_date_format_iso (ry_json_get_text (root, "started_on"), RY_DATE_ERA)
                                 : g_strdup ("");
  g_autofree char *since = *started != '\0' ? g_strdup_printf (_ ("since %s"), started) : g_strdup ("");
  gboolean open = ry_subcommittee_is_open (root, today);
  g_autofree char *facts =
      g_strdup_printf ("%s%s%s%s%s", *chair != '\0' ? _ ("Chair ") : "", chair,
                       *chair != '\0' && *since != '\0' ? "・" : "", since, open ? "" : _ ("・closed"));

  gtk_label_set_label (GTK_LABEL (self->title), ry_json_get_text (root, "name"));
  gtk_label_set_label (GTK_LABEL (self->facts), facts);
  ry_council_mark_set_council (RY_COUNCIL_MARK (self->mark), council);
  gtk_widget_set_visible (self->report, open);
  ry_permission_guard_field (self->add_member, get_workspace (self), ry_record_get_document (self->record), "members");
  ry_permission_guard_field (self->ask, get_workspace (self), ry_record_get_document (self->record), "asks");
}

static void
new_meeting_cb (RySubcommitteeDetail *self)
{
  g_autoptr (GError) error = NULL;
  RyEdit *series = ry_subcommittee_create_series (get_workspace (self), ry_record_get_id (self->record),
                                                  ry_record_get_document (self->record));
  g_autoptr (GPtrArray) edits = ry_edits_new ();
  g_autoptr (RyUndo) undo = NULL;
  GtkWindow *dialog;

  if (series != NULL) {
    g_ptr_array_add (edits, series);
    undo = ry_workspace_commit (get_workspace (self), edits, NULL, &error);
    if (undo == NULL) {
      ry_window_show_error (self->window, _ ("The meeting could not be planned"), error);
      return;
    }
  }
  dialog = ry_new_meeting_new (GTK_WINDOW (self->window), get_workspace (self),
                               ry_json_get_text (ry_record_get_root (self->record), "council"), NULL);
  ry_new_meeting_choose_subcommittee (RY_NEW_MEETING (dialog), ry_record_get_id (self->record));
  g_signal_connect_object (dialog, "created", G_CALLBACK (ry_window_open_record), self->window, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
new_action_cb (GtkButton *button, RySubcommitteeDetail *self)
{
  ry_action_editor_create (self->window, ry_json_get_text (ry_record_get_root (self->record), "council"),
                           ry_record_get_id (self->record), GTK_WIDGET (button));
}

static void
report_cb (RySubcommitteeDetail *self)
{
  ry_subcommittee_detail_report (self);
}

static void
preview_cb (RySubcommitteeDetail *self)
{
  ry_subcommittee_detail_print (self);
}

static AdwPreferencesGroup *
add_group (RySubcommitteeDetail *self, const char *title, GtkWidget *suffix)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (suffix != NULL)
    adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), suffix);
  gtk_box_append (self->content, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
create_head (RySubcommitteeDetail *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *preview = gtk_button_new_with_label (_ ("Look at the Report"));

  self->title = gtk_label_new (NULL);
  self->facts = gtk_label_new (NULL);
  self->mark = ry_council_chip_new (NULL);
  self->report = gtk_button_new_with_label (_ ("Report to the Council"));
  gtk_widget_add_css_class (self->title, "title-2");
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_set_valign (self->mark, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (self->facts), 0);
  gtk_label_set_wrap (GTK_LABEL (self->facts), TRUE);
  gtk_widget_add_css_class (self->facts, "ry-2nd");
  gtk_widget_add_css_class (self->report, "suggested-action");
  ry_speech_set_label (self->report, _ ("Report to the Council"));
  ry_speech_set_label (preview, _ ("Look at the Report"));
  g_signal_connect_swapped (self->report, "clicked", G_CALLBACK (report_cb), self);
  g_signal_connect_swapped (preview, "clicked", G_CALLBACK (preview_cb), self);
  gtk_box_append (GTK_BOX (line), self->title);
  gtk_box_append (GTK_BOX (line), self->mark);
  gtk_box_append (GTK_BOX (buttons), self->report);
  gtk_box_append (GTK_BOX (buttons), preview);
  gtk_box_append (self->content, line);
  gtk_box_append (self->content, self->facts);
  gtk_box_append (self->content, buttons);
}

static void
create_fields (RySubcommitteeDetail *self)
{
  static const char *const fields[] = { "remit", "name", "reading", "started_on", "closed_on" };
  AdwPreferencesGroup *group = add_group (self, _ ("Remit"), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    GtkWidget *row = ry_field_row_new (self->record, fields[i]);

    if (i == 1)
      group = add_group (self, _ ("Record"), NULL);
    if (row == NULL)
      continue;
    adw_preferences_group_add (group, row);
    g_ptr_array_add (self->fields, row);
  }
}

static void
create_asks (RySubcommitteeDetail *self)
{
  GtkWidget *entry = adw_entry_row_new ();

  self->asks = add_group (self, _ ("Asks to the council"), NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("What the council is asked for"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  g_signal_connect_swapped (entry, "apply", G_CALLBACK (add_ask_cb), self);
  adw_preferences_group_add (self->asks, entry);
  self->ask = entry;
}

static void
create_groups (RySubcommitteeDetail *self)
{
  GtkWidget *add_member_button = self->add_member = gtk_menu_button_new ();
  GtkWidget *picker = ry_person_picker_new (get_workspace (self), _ ("Add a member"), FALSE);
  GtkWidget *meeting = ry_icon_button_new ("list-add-symbolic", _ ("New Meeting"));
  GtkWidget *action = ry_icon_button_new ("list-add-symbolic", _ ("Add an Action"));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (add_member_button), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (add_member_button), picker);
  gtk_widget_add_css_class (add_member_button, "flat");
  ry_tooltip_set (add_member_button, _ ("Add a member"));
  ry_speech_set_label (gtk_widget_get_first_child (add_member_button), _ ("Add a member"));
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (member_picked_cb), self);
  g_signal_connect_swapped (meeting, "clicked", G_CALLBACK (new_meeting_cb), self);
  g_signal_connect (action, "clicked", G_CALLBACK (new_action_cb), self);
  self->actions = add_group (self, _ ("Open actions"), action);
  create_asks (self);
  self->meetings = add_group (self, _ ("Meetings"), meeting);
  self->reports = add_group (self, _ ("Reports to the council"), NULL);
  self->members = add_group (self, _ ("Members"), add_member_button);
  ry_permission_guard_widget (meeting, get_workspace (self), RY_VERB_CREATE, "meeting", NULL);
  ry_permission_guard_widget (action, get_workspace (self), RY_VERB_CREATE, "action", NULL);
  ry_permission_guard_widget (self->report, get_workspace (self), RY_VERB_EDIT, "meeting", NULL);
}

static void
ry_subcommittee_detail_dispose (GObject *object)
{
  RySubcommitteeDetail *self = RY_SUBCOMMITTEE_DETAIL (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_subcommittee_detail_parent_class)->dispose (object);
}

static void
ry_subcommittee_detail_class_init (RySubcommitteeDetailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_subcommittee_detail_dispose;
}

static void
ry_subcommittee_detail_init (RySubcommitteeDetail *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->fields = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_add_css_class (GTK_WIDGET (self->content), "ry-subcommittee");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->content));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * ry_subcommittee_detail_new:
 * @window: the window
 * @id: a subcommittee
 *
 * Returns: (transfer floating): it on the screen
 */
GtkWidget *
ry_subcommittee_detail_new (RyWindow *window, const char *id)
{
  RySubcommitteeDetail *self = g_object_new (RY_TYPE_SUBCOMMITTEE_DETAIL, NULL);

  self->window = window;
  self->record = ry_record_new (ry_window_get_workspace (window), id);
  ry_announce_record (self->record, GTK_WIDGET (self));
  create_head (self);
  create_groups (self);
  create_fields (self);
  ry_subcommittee_detail_reload (self);
  g_signal_connect_object (self->record, "changed", G_CALLBACK (ry_subcommittee_detail_reload), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * ry_subcommittee_detail_get_id:
 * @self: a subcommittee on the screen
 *
 * Returns: its id
 */
const char *
ry_subcommittee_detail_get_id (RySubcommitteeDetail *self)
{
  return ry_record_get_id (self->record);
}

/**
 * ry_subcommittee_detail_reload:
 * @self: a subcommittee on the screen
 *
 * Shows what is in the store now.
 */
void
ry_subcommittee_detail_reload (RySubcommitteeDetail *self)
{
  g_autofree char *today = ry_date_dup_today ();

  if (ry_record_get_root (self->record) == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = g_ptr_array_index (self->rows, i);

    adw_preferences_group_remove (g_object_get_data (G_OBJECT (row), "group"), row);
  }
  g_ptr_array_set_size (self->rows, 0);
  fill_head (self, today);
  fill_actions (self, today);
  fill_asks (self);
  fill_meetings (self);
  fill_members (self, today);
}

/**
 * ry_subcommittee_detail_report:
 * @self: a subcommittee on the screen
 *
 * Reports to the council.
 */
void
ry_subcommittee_detail_report (RySubcommitteeDetail *self)
{
  ry_record_flush (self->record);
  ry_report_upward (self->window, ry_record_get_id (self->record));
}

/**
 * ry_subcommittee_detail_print:
 * @self: a subcommittee on the screen
 *
 * Shows the report as it would go to the council.
 */
void
ry_subcommittee_detail_print (RySubcommitteeDetail *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (RyReport) report = NULL;
  g_autoptr (RyPaper) paper = NULL;

  ry_record_flush (self->record);
  report = ry_report_new (get_workspace (self), ry_record_get_id (self->record), today, &error);
  if (report != NULL)
    paper = ry_paper_new_subcommittee_report (get_workspace (self), report);
  ry_paper_page_push (self->window, paper, error);
}

/**
 * ry_subcommittee_detail_flush:
 * @self: a subcommittee on the screen
 *
 * Writes what is still in a field.
 */
void
ry_subcommittee_detail_flush (RySubcommitteeDetail *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    ry_field_row_flush (g_ptr_array_index (self->fields, i));
  ry_record_flush (self->record);
}
