/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * There are two windows in an action's life in which its owner is told: the days before its day, and the time from some
 * days after it. A reminder that lies in the window of today closes it, by whichever way it went. A postponement moves
 * the day, and with it both windows.
 */
#include "ry-digest.h"

#include <string.h>

#include "ry-action-filter.h"
#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"

static const char *
get_set (JsonObject *object, const char *member)
{
  const char *value = object != NULL ? ry_json_get_string (object, member) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

static gboolean
was_reminded_since (JsonObject *action, const char *since)
{
  JsonArray *reminders = ry_json_get_array (action, "reminders");

  for (guint i = 0; reminders != NULL && i < json_array_get_length (reminders); i++) {
    JsonNode *node = json_array_get_element (reminders, i);
    const char *on = JSON_NODE_HOLDS_OBJECT (node) ? get_set (json_node_get_object (node), "on") : NULL;

    if (on != NULL && strcmp (on, since) >= 0)
      return TRUE;
  }
  return FALSE;
}

/**
 * ry_action_needs_reminder:
 * @action: an action
 * @today: a day
 * @before: days before its day from which to remind; negative never
 * @after: days after it from which to remind; negative never
 *
 * Returns: whether its owner is to be reminded today, and was not yet
 */
gboolean
ry_action_needs_reminder (JsonObject *action, const char *today, int before, int after)
{
  const char *due = get_set (action, "due");
  int left = due != NULL && ry_action_is_open (action) ? ry_date_days_between (today, due) : G_MININT;
  g_autofree char *since = NULL;

  if (left == G_MININT)
    return FALSE;
  if (left >= 0 && (before < 0 || left > before))
    return FALSE;
  if (left < 0 && (after < 0 || -left < after))
    return FALSE;
  since = ry_date_shift (due, left >= 0 ? -before : MAX (after, 1));
  return !was_reminded_since (action, since);
}

/**
 * ry_action_add_reminder:
 * @action: an action, changed
 * @on: the day
 * @channel: the way: fax, mail, phone, post, or desktop
 * @by: (nullable): who reminded
 */
void
ry_action_add_reminder (JsonObject *action, const char *on, const char *channel, const char *by)
{
  JsonArray *reminders = ry_json_get_array (action, "reminders");
  g_autofree char *key = ry_id_new_ulid ();
  JsonObject *reminder = json_object_new ();

  if (reminders == NULL) {
    reminders = json_array_new ();
    json_object_set_array_member (action, "reminders", reminders);
  }
  ry_json_set_string (reminder, "key", key);
  ry_json_set_string (reminder, "on", on);
  ry_json_set_string (reminder, "channel", channel);
  if (by != NULL)
    ry_json_set_string (reminder, "by", by);
  json_array_add_object_element (reminders, reminder);
}

/* The owner as a seat, by which addresses are looked up everywhere. */
static JsonObject *
create_seat (RyWorkspace *workspace, const char *key, const char *name)
{
  JsonObject *seat = json_object_new ();
  g_autoptr (RyDocument) post = g_str_has_prefix (key, "post:") ? ry_workspace_get (workspace, key, NULL) : NULL;
  g_autofree char *condition = g_strconcat ("person=", key, NULL);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "post", .where = where, .limit = 1 };
  g_autoptr (GPtrArray) posts = g_str_has_prefix (key, "person:") ? ry_workspace_query (workspace, &query, NULL) : NULL;
  g_autofree char *called = NULL;

  ry_json_set_string (seat, "key", key);
  if (g_str_has_prefix (key, "organisation:"))
    ry_json_set_string (seat, "organisation", key);
  else if (g_str_has_prefix (key, "person:"))
    ry_json_set_string (seat, "person", key);
  if (post == NULL && posts != NULL && posts->len > 0)
    post = ry_document_ref (g_ptr_array_index (posts, 0));
  if (post != NULL) {
    ry_json_set_string (seat, "post", ry_document_get_id (post));
    ry_json_set_string (seat, "organisation", ry_document_get_string (post, "organisation"));
    ry_json_set_string (seat, "person", ry_document_get_string (post, "person"));
    if (ry_document_get_string (post, "role") != NULL)
      ry_json_set_string (seat, "role", ry_document_get_string (post, "role"));
  }
  if (get_set (seat, "person") != NULL)
    called = ry_workspace_dup_name (workspace, get_set (seat, "person"));
  if (called != NULL || get_set (seat, "organisation") == NULL)
    ry_json_set_string (seat, "name", called != NULL ? called : name);
  return seat;
}

static RyAddressee *
find_addressee (RyWorkspace *workspace, const char *key, const char *name)
{
  g_autoptr (JsonObject) meeting = json_object_new ();
  JsonArray *seats = json_array_new ();
  g_autoptr (GPtrArray) found = NULL;

  json_array_add_object_element (seats, create_seat (workspace, key, name));
  json_object_set_array_member (meeting, "attendance", seats);
  found = ry_addressee_list (workspace, meeting, NULL);
  return found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
}

static RyDigest *
create_digest (RyWorkspace *workspace, const char *key, const char *name, char *const *mine)
{
  RyDigest *digest = g_new0 (RyDigest, 1);

  digest->key = g_strdup (key);
  digest->addressee = find_addressee (workspace, key, name);
  digest->actions = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  digest->mine = g_strv_contains ((const char *const *) mine, key);
  return digest;
}

static void
set_office (RyDigest *digest, JsonObject *council)
{
  g_free (digest->office);
  g_free (digest->mail);
  g_free (digest->fax);
  g_free (digest->telephone);
  digest->office = g_strconcat (get_set (council, "name"), "　事務局", NULL);
  digest->mail = g_strdup (get_set (council, "email"));
  digest->fax = g_strdup (get_set (council, "fax"));
  digest->telephone = g_strdup (get_set (council, "telephone"));
}

/* Whose office writes: the first of the councils it speaks of, better one that can be answered; it may be of both. */
static void
find_office (RyWorkspace *workspace, RyDigest *digest)
{
  for (guint i = 0; i < digest->actions->len && digest->mail == NULL && digest->fax == NULL; i++) {
    const char *id = get_set (ry_document_get_root (g_ptr_array_index (digest->actions, i)), "council");
    g_autoptr (RyDocument) council = id != NULL ? ry_workspace_get (workspace, id, NULL) : NULL;

    if (council != NULL && get_set (ry_document_get_root (council), "name") != NULL)
      set_office (digest, ry_document_get_root (council));
  }
  if (digest->office == NULL)
    digest->office = g_strdup ("事務局");
}

static GPtrArray *
query_near (RyWorkspace *workspace, const char *today, int before, GError **error)
{
  g_autofree char *end = ry_date_shift (today, MAX (before, 0) + 1);
  g_autofree char *condition = g_strconcat ("due<", end, NULL);
  const char *const where[] = { "status|todo|doing|hold", condition, NULL };
  const RyQuery query = { .kind = "action", .order = "due", .where = where };

  return ry_workspace_query (workspace, &query, error);
}

/**
 * ry_digest_list:
 * @workspace: the region
 * @today: a day
 * @before: days before an action's day from which to remind
 * @after: days after it from which to remind
 * @error: return location for a #GError
 *
 * What nobody owns is nobody's to be reminded of.
 *
 * Returns: (transfer full) (element-type RyDigest): one for each owner who is to be reminded today, by the first day
 */
GPtrArray *
ry_digest_list (RyWorkspace *workspace, const char *today, int before, int after, GError **error)
{
  g_autoptr (GPtrArray) actions = query_near (workspace, today, before, error);
  g_autoptr (GPtrArray) digests = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_digest_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) mine = NULL;

  if (actions == NULL)
    return NULL;
  mine = ry_action_list_my_ids (workspace);
  for (guint i = 0; i < actions->len; i++) {
    RyDocument *action = g_ptr_array_index (actions, i);
    JsonObject *root = ry_document_get_root (action);
    const char *name = get_set (root, "owner_name");
    const char *key = get_set (root, "owner") != NULL ? get_set (root, "owner") : name;
    RyDigest *digest;

    if (key == NULL || !ry_action_needs_reminder (root, today, before, after))
      continue;
    digest = g_hash_table_lookup (by_key, key);
    if (digest == NULL) {
      digest = create_digest (workspace, key, name, mine);
      g_ptr_array_add (digests, digest);
      g_hash_table_insert (by_key, digest->key, digest);
    }
    g_ptr_array_add (digest->actions, ry_document_ref (action));
    digest->late += ry_action_is_late (root, today);
  }
  for (guint i = 0; i < digests->len; i++)
    find_office (workspace, g_ptr_array_index (digests, i));
  return g_steal_pointer (&digests);
}

/**
 * ry_digest_create_edits:
 * @digests: (element-type RyDigest): what people were told
 * @channel: (nullable): by which way; %NULL for each one's own
 * @on: the day
 * @by: (nullable): who reminded
 *
 * Returns: (transfer full) (element-type RyEdit): the actions with the reminder noted, so that nobody is told twice
 */
GPtrArray *
ry_digest_create_edits (GPtrArray *digests, const char *channel, const char *on, const char *by)
{
  GPtrArray *edits = ry_edits_new ();

  for (guint i = 0; i < digests->len; i++) {
    const RyDigest *digest = g_ptr_array_index (digests, i);
    const char *own = digest->addressee != NULL ? ry_channel_get_code (digest->addressee->channel) : NULL;

    for (guint j = 0; j < digest->actions->len; j++) {
      RyDocument *action = g_ptr_array_index (digest->actions, j);
      JsonObject *content = ry_document_dup_root (action);

      ry_action_add_reminder (content, on, channel != NULL ? channel : own != NULL ? own : "other", by);
      g_ptr_array_add (edits, ry_edit_new (ry_document_get_id (action), action, content));
    }
  }
  return edits;
}

/**
 * ry_digest_dup_text:
 * @digest: a digest
 * @today: a day
 *
 * Returns: (transfer full): the text of an e-mail, in Japanese, for people who may not have this program
 */
char *
ry_digest_dup_text (const RyDigest *digest, const char *today)
{
  g_autofree char *to = digest->addressee != NULL ? ry_addressee_dup_line (digest->addressee) : g_strdup (digest->key);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          "%s\n\nいつもお世話になっております。\n会議で御担当いただいている宿題事項のうち、"
                          "期限の近いもの、過ぎたものをお知らせします。\n\n",
                          to);
  for (guint i = 0; i < digest->actions->len; i++) {
    JsonObject *root = ry_document_get_root (g_ptr_array_index (digest->actions, i));
    g_autofree char *day = ry_date_format_paper (get_set (root, "due"), RY_DATE_MONTH_DAY);
    const char *what = get_set (root, "text");

    g_string_append_printf (text, "%u. %s\n   期限　%s%s\n", i + 1, what != NULL ? what : "", day,
                            ry_action_is_late (root, today) ? "（過ぎています）" : "");
  }
  g_string_append_printf (text,
                          "\n済んだもの、期限を延ばしたいものがありましたら、事務局までお知らせください。\n\n%s\n",
                          digest->office);
  if (digest->telephone != NULL)
    g_string_append_printf (text, "電話　%s\n", digest->telephone);
  return g_string_free (text, FALSE);
}

/**
 * ry_digest_free:
 * @digest: (transfer full): a digest
 */
void
ry_digest_free (RyDigest *digest)
{
  g_free (digest->key);
  g_free (digest->office);
  g_free (digest->mail);
  g_free (digest->fax);
  g_free (digest->telephone);
  g_clear_pointer (&digest->addressee, ry_addressee_free);
  g_clear_pointer (&digest->actions, g_ptr_array_unref);
  g_free (digest);
}
