/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three groups: officers with their terms, members, and those who have left. A row opens to its role and its days,
 * which are made only then. Rows stay while the memberships are the same, so that a field keeps what is being typed.
 */
#include "ry-council-members.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-announce.h"
#include "ry-date.h"
#include "ry-field-row.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-member-edits.h"
#include "ry-period.h"
#include "ry-permission-guard.h"
#include "ry-person-picker.h"
#include "ry-speech.h"
#include "ry-term.h"
#include "ry-tooltip.h"
#include "ry-window.h"

enum { OFFICERS, MEMBERS, FORMER, N_GROUPS };

struct _RyCouncilMembers {
  GtkBox parent_instance;

  /* Borrowed */
  AdwPreferencesGroup *groups[N_GROUPS];

  /* Owned */
  RyWorkspace *workspace;
  char *council;
  char *shown; /* what the rows were made from */
  GPtrArray *rows[N_GROUPS];
};

/* A membership with what stands on its row. */
typedef struct {
  RyDocument *document;
  char *title;
  char *subtitle;
  char *reading;
  int group;
  int rank;
} Member;

G_DEFINE_FINAL_TYPE (RyCouncilMembers, ry_council_members, GTK_TYPE_BOX)

/* In which order offices are named. */
static const char *const offices[] = { "chair",  "vice_chair", "secretary_general", "secretariat", "officer",
                                       "member", NULL };

static void
member_free (Member *member)
{
  ry_document_unref (member->document);
  g_free (member->title);
  g_free (member->subtitle);
  g_free (member->reading);
  g_free (member);
}

static int
get_rank (const char *role)
{
  for (int i = 0; offices[i] != NULL; i++)
    if (g_strcmp0 (offices[i], role) == 0)
      return i;
  return G_N_ELEMENTS (offices) - 2;
}

static char *
dup_text (RyWorkspace *workspace, const char *id, const char *member)
{
  g_autoptr (RyDocument) document = id != NULL ? ry_workspace_get (workspace, id, NULL) : NULL;

  return g_strdup (document != NULL ? ry_document_get_string (document, member) : NULL);
}

/* The person who holds the post, and where. */
static void
describe_post (RyCouncilMembers *self, Member *member, const char *post_id)
{
  g_autoptr (RyDocument) post = ry_workspace_get (self->workspace, post_id, NULL);
  const char *person = post != NULL ? ry_document_get_string (post, "person") : NULL;
  const char *organisation = post != NULL ? ry_document_get_string (post, "organisation") : NULL;
  g_autofree char *where = organisation != NULL ? ry_workspace_dup_name (self->workspace, organisation) : NULL;
  g_autofree char *name = person != NULL ? ry_workspace_dup_name (self->workspace, person) : NULL;
  const char *role = post != NULL ? ry_document_get_string (post, "role") : NULL;

  member->reading = dup_text (self->workspace, person, "reading");
  member->title = g_strdup (name != NULL ? name : _ ("A post that is gone"));
  member->subtitle = where != NULL && role != NULL ? g_strdup_printf ("%s %s", where, role) : g_steal_pointer (&where);
}

static Member *
create_member (RyCouncilMembers *self, RyDocument *document, const char *today)
{
  const char *role = ry_document_get_string (document, "role");
  const char *to = ry_document_get_string (document, "to");
  const char *post = ry_document_get_string (document, "post");
  const char *organisation = ry_document_get_string (document, "organisation");
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (self->workspace, "membership"), "role");
  g_autofree char *period = ry_period_format (document);
  g_autofree char *where = NULL;
  const char *words[5] = { NULL };
  Member *member = g_new0 (Member, 1);
  guint n = 0;

  member->document = ry_document_ref (document);
  member->rank = get_rank (role);
  member->group = to != NULL && *to != '\0' && strcmp (to, today) < 0 ? FORMER
                  : g_strcmp0 (role, "member") == 0                   ? MEMBERS
                                                                      : OFFICERS;
  if (post != NULL) {
    describe_post (self, member, post);
  } else {
    member->title = organisation != NULL ? ry_workspace_dup_name (self->workspace, organisation) : g_strdup ("");
    member->reading = dup_text (self->workspace, organisation, "reading");
  }
  where = g_steal_pointer (&member->subtitle);
  if (role != NULL)
    words[n++] = ry_field_get_code_label (field, role);
  if (where != NULL)
    words[n++] = where;
  if (*period != '\0')
    words[n++] = period;
  member->subtitle = g_strjoinv (_ ("·"), (GStrv) words);
  return member;
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const Member *left = *(Member *const *) a, *right = *(Member *const *) b;
  int difference = left->group - right->group;

  if (difference == 0 && left->group == OFFICERS)
    difference = left->rank - right->rank;
  if (difference == 0)
    difference = g_strcmp0 (left->reading, right->reading);
  return difference != 0 ? difference
                         : strcmp (ry_document_get_id (left->document), ry_document_get_id (right->document));
}

static GPtrArray *
list_members (RyCouncilMembers *self)
{
  g_autofree char *condition = g_strconcat ("council=", self->council, NULL);
  const char *where[] = { condition, NULL };
  g_autoptr (GPtrArray) memberships =
      ry_workspace_query (self->workspace, &(RyQuery){ .kind = "membership", .where = where }, NULL);
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify) member_free);
  g_autofree char *today = ry_date_dup_today ();

  for (guint i = 0; memberships != NULL && i < memberships->len; i++)
    g_ptr_array_add (members, create_member (self, g_ptr_array_index (memberships, i), today));
  g_ptr_array_sort (members, compare_members);
  return members;
}

static RyDocument *
get_membership (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "membership");
}

static void
leave_cb (GtkWidget *button, GtkWidget *row)
{
  g_autofree char *message =
      g_strdup_printf (_ ("%s has left"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  /* The last day was yesterday, so that the row moves to those who have left. */
  g_autofree char *today = ry_date_dup_today (), *yesterday = ry_date_shift (today, -1);

  ry_window_commit (RY_WINDOW (gtk_widget_get_root (row)), ry_member_edits_set (get_membership (row), "to", yesterday),
                    message);
}

static void
delete_cb (GtkWidget *button, GtkWidget *row)
{
  ry_window_commit (RY_WINDOW (gtk_widget_get_root (row)), ry_member_edits_delete (get_membership (row)),
                    _ ("Deleted the entry"));
}

static GtkWidget *
create_acts (RyCouncilMembers *self, GtkWidget *row)
{
  GtkWidget *acts = adw_action_row_new ();
  GtkWidget *leave = gtk_button_new_with_label (_ ("Has left"));
  GtkWidget *delete = gtk_button_new_with_label (_ ("Delete entry"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (acts), _ ("What can be done"));
  gtk_widget_set_valign (leave, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (delete, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (delete, "flat");
  g_signal_connect (leave, "clicked", G_CALLBACK (leave_cb), row);
  g_signal_connect (delete, "clicked", G_CALLBACK (delete_cb), row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (acts), leave);
  adw_action_row_add_suffix (ADW_ACTION_ROW (acts), delete);
  ry_permission_guard_widget (leave, self->workspace, RY_VERB_EDIT, "membership", NULL);
  ry_permission_guard_widget (delete, self->workspace, RY_VERB_DELETE, "membership", NULL);
  return acts;
}

static void
expanded_cb (GtkWidget *row, GParamSpec *pspec, RyCouncilMembers *self)
{
  static const char *const fields[] = { "role", "from", "to" };
  g_autoptr (RyRecord) record = NULL;

  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)) || g_object_get_data (G_OBJECT (row), "filled") != NULL)
    return;
  g_object_set_data (G_OBJECT (row), "filled", row);
  record = ry_record_new (self->workspace, ry_document_get_id (get_membership (row)));
  ry_announce_record (record, row);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), ry_field_row_new (record, fields[i]));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), create_acts (self, row));
}

static void
refresh_row (GtkWidget *row, const Member *member)
{
  g_autofree char *spoken = g_strjoin (" ", member->title, member->subtitle, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), member->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), member->subtitle);
  ry_speech_set_label (row, spoken);
  g_object_set_data_full (G_OBJECT (row), "membership", ry_document_ref (member->document),
                          (GDestroyNotify) ry_document_unref);
}

static GtkWidget *
create_row (RyCouncilMembers *self, const Member *member)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  refresh_row (row, member);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), self);
  return row;
}

/* Of a person the post that is held now, at the organisation that was picked if there are several. */
static char *
find_post (RyCouncilMembers *self, const RyPick *pick)
{
  g_autofree char *condition = g_strconcat ("person=", pick->id, NULL);
  const char *where[] = { condition, NULL };
  g_autoptr (GPtrArray) posts =
      ry_workspace_query (self->workspace, &(RyQuery){ .kind = "post", .where = where }, NULL);
  g_autofree char *today = ry_date_dup_today ();
  const char *found = NULL;

  for (guint i = 0; posts != NULL && i < posts->len; i++) {
    RyDocument *post = g_ptr_array_index (posts, i);
    gboolean here = g_strcmp0 (ry_document_get_string (post, "organisation"), pick->organisation) == 0;

    if (ry_term_holds_on (ry_document_get_root (post), today) && (found == NULL || here))
      found = ry_document_get_id (post);
  }
  return g_strdup (found);
}

static void
add_membership (RyCouncilMembers *self, const char *member, const char *id, gboolean officer, const char *name)
{
  RyWindow *window = RY_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  JsonObject *content = json_object_new ();
  g_autofree char *key = ry_id_new ("membership");
  g_autofree char *message = g_strdup_printf (_ ("%s was added"), name);
  g_autofree char *today = ry_date_dup_today ();

  json_object_set_string_member (content, "kind", "membership");
  json_object_set_string_member (content, "council", self->council);
  json_object_set_string_member (content, member, id);
  json_object_set_string_member (content, "role", officer ? "officer" : "member");
  json_object_set_string_member (content, "from", today);
  ry_window_commit (window, ry_edits_new_with (ry_edit_new (key, NULL, content), NULL), message);
}

static void
picked_cb (RyCouncilMembers *self, const RyPick *pick, GtkWidget *picker)
{
  gboolean officer = g_object_get_data (G_OBJECT (picker), "officer") != NULL;
  RyWindow *window = RY_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *post = NULL;

  gtk_popover_popdown (GTK_POPOVER (picker));
  if (pick->id != NULL && g_str_has_prefix (pick->id, "organisation:")) {
    add_membership (self, "organisation", pick->id, officer, pick->name);
    return;
  }
  post = pick->id != NULL ? find_post (self, pick) : NULL;
  if (post != NULL)
    add_membership (self, "post", post, officer, pick->name);
  else
    ry_window_show_message (window, _ ("Enter this person with a post under “Members” first"));
}

static GtkWidget *
create_adder (RyCouncilMembers *self, const char *label, gboolean officer)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *picker = ry_person_picker_new (self->workspace, label, TRUE);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  ry_tooltip_set (button, label);
  ry_speech_set_label (button, label);
  if (officer)
    g_object_set_data (G_OBJECT (picker), "officer", picker);
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (picked_cb), self);
  ry_permission_guard_widget (button, self->workspace, RY_VERB_CREATE, "membership", NULL);
  return button;
}

static void
clear_rows (RyCouncilMembers *self)
{
  for (int group = 0; group < N_GROUPS; group++) {
    for (guint i = 0; i < self->rows[group]->len; i++)
      adw_preferences_group_remove (self->groups[group], g_ptr_array_index (self->rows[group], i));
    g_ptr_array_set_size (self->rows[group], 0);
  }
}

static char *
describe (GPtrArray *members)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < members->len; i++) {
    const Member *member = g_ptr_array_index (members, i);

    g_string_append_printf (text, "%d %s\n", member->group, ry_document_get_id (member->document));
  }
  return g_string_free (text, FALSE);
}

static void
make_rows (RyCouncilMembers *self, GPtrArray *members)
{
  clear_rows (self);
  for (guint i = 0; i < members->len; i++) {
    const Member *member = g_ptr_array_index (members, i);
    GtkWidget *row = create_row (self, member);

    adw_preferences_group_add (self->groups[member->group], row);
    g_ptr_array_add (self->rows[member->group], row);
  }
  for (int group = 0; group < N_GROUPS; group++) {
    g_autofree char *count =
        g_strdup_printf (ngettext ("%u entry", "%u entries", self->rows[group]->len), self->rows[group]->len);

    adw_preferences_group_set_description (self->groups[group], self->rows[group]->len > 0 ? count : _ ("Nobody yet"));
  }
  gtk_widget_set_visible (GTK_WIDGET (self->groups[FORMER]), self->rows[FORMER]->len > 0);
}

static void
ry_council_members_dispose (GObject *object)
{
  g_clear_object (&RY_COUNCIL_MEMBERS (object)->workspace);
  G_OBJECT_CLASS (ry_council_members_parent_class)->dispose (object);
}

static void
ry_council_members_finalize (GObject *object)
{
  RyCouncilMembers *self = RY_COUNCIL_MEMBERS (object);

  g_free (self->council);
  g_free (self->shown);
  for (int group = 0; group < N_GROUPS; group++)
    g_ptr_array_unref (self->rows[group]);
  G_OBJECT_CLASS (ry_council_members_parent_class)->finalize (object);
}

static void
ry_council_members_class_init (RyCouncilMembersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_council_members_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_council_members_finalize;
}

static void
ry_council_members_init (RyCouncilMembers *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 24);
  for (int group = 0; group < N_GROUPS; group++) {
    self->rows[group] = g_ptr_array_new ();
    self->groups[group] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
    gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->groups[group]));
  }
  adw_preferences_group_set_title (self->groups[OFFICERS], _ ("Officers and their terms"));
  adw_preferences_group_set_title (self->groups[MEMBERS], _ ("Members"));
  adw_preferences_group_set_title (self->groups[FORMER], _ ("Formerly"));
}

/**
 * ry_council_members_new:
 * @workspace: a workspace
 * @council: id of the council
 *
 * Returns: (transfer floating): its officers and members
 */
GtkWidget *
ry_council_members_new (RyWorkspace *workspace, const char *council)
{
  RyCouncilMembers *self = g_object_new (RY_TYPE_COUNCIL_MEMBERS, NULL);

  self->workspace = g_object_ref (workspace);
  self->council = g_strdup (council);
  adw_preferences_group_set_header_suffix (self->groups[OFFICERS], create_adder (self, _ ("Add an officer"), TRUE));
  adw_preferences_group_set_header_suffix (self->groups[MEMBERS], create_adder (self, _ ("Add a member"), FALSE));
  ry_council_members_reload (self);
  return GTK_WIDGET (self);
}

/**
 * ry_council_members_reload:
 * @self: officers and members
 *
 * Reads them again; rows that stay the same keep what is being typed.
 */
void
ry_council_members_reload (RyCouncilMembers *self)
{
  g_autoptr (GPtrArray) members = list_members (self);
  g_autofree char *described = describe (members);
  guint next[N_GROUPS] = { 0 };

  if (g_strcmp0 (described, self->shown) != 0) {
    make_rows (self, members);
    g_free (self->shown);
    self->shown = g_steal_pointer (&described);
    return;
  }
  for (guint i = 0; i < members->len; i++) {
    const Member *member = g_ptr_array_index (members, i);

    refresh_row (g_ptr_array_index (self->rows[member->group], next[member->group]++), member);
  }
}
