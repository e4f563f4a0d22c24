/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every condition is one on an indexed member, so that 20,000 actions are filtered without reading one of them. An
 * owner is a set of ids: an organisation's actions are its own and those of the posts and people it has.
 */
#include "ry-action-filter.h"

#include <string.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-text.h"

struct _RyActionFilter {
  char *today;
  char *yesterday;
  char *after_soon; /* the first day that is not near any more */
  GStrv councils;   /* NULL for all */
  char *subcommittee;
  GStrv owners; /* NULL for all */
  RyActionScope scope;
  guint statuses;
};

/**
 * ry_action_filter_new:
 * @today: the day from which late and soon are told
 *
 * Returns: (transfer full): a filter for everything but what is cancelled
 */
RyActionFilter *
ry_action_filter_new (const char *today)
{
  RyActionFilter *self = g_new0 (RyActionFilter, 1);

  self->today = g_strdup (today);
  self->yesterday = ry_date_shift (today, -1);
  self->after_soon = ry_date_shift (today, RY_ACTION_SOON + 1);
  self->statuses = RY_ACTIONS_SHOWN;
  return self;
}

/**
 * ry_action_filter_copy:
 * @self: a filter
 *
 * Returns: (transfer full): another like it
 */
RyActionFilter *
ry_action_filter_copy (const RyActionFilter *self)
{
  RyActionFilter *copy = ry_action_filter_new (self->today);

  copy->councils = g_strdupv (self->councils);
  copy->subcommittee = g_strdup (self->subcommittee);
  copy->owners = g_strdupv (self->owners);
  copy->scope = self->scope;
  copy->statuses = self->statuses;
  return copy;
}

/**
 * ry_action_filter_free:
 * @self: (transfer full): a filter
 */
void
ry_action_filter_free (RyActionFilter *self)
{
  g_free (self->today);
  g_free (self->yesterday);
  g_free (self->after_soon);
  g_strfreev (self->councils);
  g_free (self->subcommittee);
  g_strfreev (self->owners);
  g_free (self);
}

/**
 * ry_action_filter_get_today:
 * @self: a filter
 *
 * Returns: its day
 */
const char *
ry_action_filter_get_today (const RyActionFilter *self)
{
  return self->today;
}

/**
 * ry_action_filter_set_councils:
 * @self: a filter
 * @ids: (nullable) (array zero-terminated=1): only actions of these; %NULL for all, and for those of none
 */
void
ry_action_filter_set_councils (RyActionFilter *self, const char *const *ids)
{
  g_strfreev (self->councils);
  self->councils = g_strdupv ((GStrv) ids);
}

/**
 * ry_action_filter_set_subcommittee:
 * @self: a filter
 * @id: (nullable): only actions of this one
 */
void
ry_action_filter_set_subcommittee (RyActionFilter *self, const char *id)
{
  g_free (self->subcommittee);
  self->subcommittee = g_strdup (id);
}

/**
 * ry_action_filter_set_owners:
 * @self: a filter
 * @ids: (nullable) (array zero-terminated=1): only what one of these has to do or helps with; see
 *   ry_action_list_owner_ids()
 */
void
ry_action_filter_set_owners (RyActionFilter *self, const char *const *ids)
{
  g_strfreev (self->owners);
  self->owners = g_strdupv ((GStrv) ids);
}

/**
 * ry_action_filter_set_scope:
 * @self: a filter
 * @scope: which days
 */
void
ry_action_filter_set_scope (RyActionFilter *self, RyActionScope scope)
{
  self->scope = scope;
}

/**
 * ry_action_filter_set_statuses:
 * @self: a filter
 * @statuses: bits, 1 << status
 */
void
ry_action_filter_set_statuses (RyActionFilter *self, guint statuses)
{
  self->statuses = statuses;
}

/**
 * ry_action_filter_get_statuses:
 * @self: a filter
 *
 * Returns: bits, 1 << status
 */
guint
ry_action_filter_get_statuses (const RyActionFilter *self)
{
  return self->statuses;
}

/* What is late or near is open besides. */
static guint
get_asked (const RyActionFilter *self, guint statuses)
{
  return statuses & self->statuses & (self->scope == RY_ACTIONS_ALL ? RY_ACTIONS_EVERY : RY_ACTIONS_OPEN);
}

static char *
join_any (const char *member, const char *const *values)
{
  g_autofree char *joined = g_strjoinv ("|", (GStrv) values);

  return g_strconcat (member, "|", *joined != '\0' ? joined : "-", NULL);
}

static char *
join_statuses (guint statuses)
{
  GString *text = g_string_new ("status");

  for (guint i = 0; i < RY_N_ACTION_STATUSES; i++)
    if ((statuses & (1u << i)) != 0)
      g_string_append_printf (text, "|%s", ry_action_status_get_code ((RyActionStatus) i));
  if (statuses == 0)
    g_string_append (text, "|-");
  return g_string_free (text, FALSE);
}

/**
 * ry_action_filter_dup_where:
 * @self: a filter
 * @statuses: of the statuses it asks for, only these
 *
 * Returns: (transfer full): the conditions of a RyQuery
 */
GStrv
ry_action_filter_dup_where (const RyActionFilter *self, guint statuses)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (parts, join_statuses (get_asked (self, statuses)));
  if (self->councils != NULL)
    g_ptr_array_add (parts, join_any ("council", (const char *const *) self->councils));
  if (self->subcommittee != NULL)
    g_ptr_array_add (parts, g_strconcat ("subcommittee=", self->subcommittee, NULL));
  if (self->owners != NULL)
    g_ptr_array_add (parts, join_any ("owner,others.owner", (const char *const *) self->owners));
  if (self->scope == RY_ACTIONS_LATE)
    g_ptr_array_add (parts, g_strconcat ("due<", self->today, NULL));
  if (self->scope == RY_ACTIONS_WEEK) {
    g_ptr_array_add (parts, g_strconcat ("due>", self->yesterday, NULL));
    g_ptr_array_add (parts, g_strconcat ("due<", self->after_soon, NULL));
  }
  for (guint i = 0; i < parts->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (parts, i));
  return g_strv_builder_end (builder);
}

static gboolean
is_one_of (char *const *ids, const char *id)
{
  return ids == NULL || (id != NULL && g_strv_contains ((const char *const *) ids, id));
}

/* Whose it is, or who helps with it. */
static gboolean
is_done_by (char *const *ids, JsonObject *action)
{
  JsonArray *others = ry_json_get_array (action, "others");

  if (is_one_of (ids, ry_json_get_string (action, "owner")))
    return TRUE;
  for (guint i = 0; others != NULL && i < json_array_get_length (others); i++) {
    JsonNode *node = json_array_get_element (others, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && is_one_of (ids, ry_json_get_string (json_node_get_object (node), "owner")))
      return TRUE;
  }
  return FALSE;
}

/**
 * ry_action_filter_matches:
 * @self: a filter
 * @action: an action
 *
 * Returns: whether ry_action_filter_list() would list it
 */
gboolean
ry_action_filter_matches (const RyActionFilter *self, JsonObject *action)
{
  const char *status = ry_json_get_string (action, "status");
  const char *due = ry_json_get_string (action, "due");
  guint bit = 1u << ry_action_get_status (action);

  if ((get_asked (self, bit)) == 0 || status == NULL ||
      !g_str_equal (status, ry_action_status_get_code (ry_action_get_status (action))))
    return FALSE;
  if (!is_one_of (self->councils, ry_json_get_string (action, "council")) || !is_done_by (self->owners, action))
    return FALSE;
  if (self->subcommittee != NULL && g_strcmp0 (ry_json_get_string (action, "subcommittee"), self->subcommittee) != 0)
    return FALSE;
  if (self->scope == RY_ACTIONS_ALL)
    return TRUE;
  if (due == NULL || *due == '\0')
    return FALSE;
  return self->scope == RY_ACTIONS_LATE ? strcmp (due, self->today) < 0
                                        : strcmp (due, self->yesterday) > 0 && strcmp (due, self->after_soon) < 0;
}

/**
 * ry_action_filter_count:
 * @self: a filter
 * @workspace: the region
 * @error: return location for a #GError
 *
 * Returns: how many it lists, or -1
 */
gint64
ry_action_filter_count (const RyActionFilter *self, RyWorkspace *workspace, GError **error)
{
  g_auto (GStrv) where = ry_action_filter_dup_where (self, RY_ACTIONS_EVERY);
  const RyQuery query = { .kind = "action", .where = (const char *const *) where };

  return ry_store_query_count (ry_workspace_get_store (workspace, "council"), &query, error);
}

static gboolean
append (const RyActionFilter *self,
        RyWorkspace *workspace,
        guint statuses,
        gboolean descending,
        GPtrArray *all,
        GError **error)
{
  g_auto (GStrv) where = ry_action_filter_dup_where (self, statuses);
  const RyQuery query = {
    .kind = "action", .order = "due", .descending = descending, .where = (const char *const *) where
  };
  GPtrArray *found = ry_workspace_query (workspace, &query, error);

  if (found != NULL)
    g_ptr_array_extend_and_steal (all, found);
  return found != NULL;
}

/**
 * ry_action_filter_list:
 * @self: a filter
 * @workspace: the region
 * @error: return location for a #GError
 *
 * Reads them all, for a print or a file; a list on the screen asks with ry_action_filter_dup_where().
 *
 * Returns: (transfer full) (element-type RyDocument): what is open by its day, then what is over, the latest first
 */
GPtrArray *
ry_action_filter_list (const RyActionFilter *self, RyWorkspace *workspace, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  if (!append (self, workspace, RY_ACTIONS_OPEN, FALSE, all, error) ||
      !append (self, workspace, RY_ACTIONS_EVERY & ~RY_ACTIONS_OPEN, TRUE, all, error))
    return NULL;
  return g_steal_pointer (&all);
}

static void
add_once (GPtrArray *ids, const char *id)
{
  if (id != NULL && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, g_strdup (id));
}

/* The posts held that name @id in @member, and who or what else they name in @other. */
static void
add_posts (RyWorkspace *workspace, const char *member, const char *id, const char *other, GPtrArray *ids)
{
  g_autofree char *condition = g_strconcat (member, "=", id, NULL);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "post", .where = where };
  g_autoptr (GPtrArray) posts = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; posts != NULL && i < posts->len; i++) {
    add_once (ids, ry_document_get_id (g_ptr_array_index (posts, i)));
    if (other != NULL)
      add_once (ids, ry_document_get_string (g_ptr_array_index (posts, i), other));
  }
}

static GStrv
end_ids (GPtrArray *ids)
{
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_free (ids, FALSE);
}

/**
 * ry_action_list_owner_ids:
 * @workspace: the region
 * @id: a person, a post held or an organisation
 *
 * Returns: (transfer full): under which ids they own actions: a person also by their posts, an organisation also by its
 *   posts and those who hold them
 */
GStrv
ry_action_list_owner_ids (RyWorkspace *workspace, const char *id)
{
  GPtrArray *ids = g_ptr_array_new ();

  add_once (ids, id);
  if (g_str_has_prefix (id, "organisation:"))
    add_posts (workspace, "organisation", id, "person", ids);
  else if (g_str_has_prefix (id, "person:"))
    add_posts (workspace, "person", id, NULL, ids);
  return end_ids (ids);
}

/* People who are called as this machine's person is. */
static void
add_namesakes (RyWorkspace *workspace, const char *name, GPtrArray *ids)
{
  static const RyQuery query = { .kind = "person" };
  g_autoptr (GPtrArray) people = ry_workspace_query (workspace, &query, NULL);
  g_autofree char *wanted = ry_text_strip_spaces (name);

  for (guint i = 0; people != NULL && i < people->len; i++) {
    RyDocument *each = g_ptr_array_index (people, i);
    const char *theirs = ry_document_get_string (each, "name");
    g_autofree char *stripped = theirs != NULL ? ry_text_strip_spaces (theirs) : NULL;

    if (g_strcmp0 (stripped, wanted) != 0)
      continue;
    add_once (ids, ry_document_get_id (each));
    add_posts (workspace, "person", ry_document_get_id (each), NULL, ids);
  }
}

/**
 * ry_action_list_my_ids:
 * @workspace: the region
 *
 * Who the person at this machine is: as their account says, else by their name.
 *
 * Returns: (transfer full): under which ids they own actions; empty where nobody of that name is known
 */
GStrv
ry_action_list_my_ids (RyWorkspace *workspace)
{
  g_autoptr (RyActor) actor = ry_workspace_ref_actor (workspace);
  const char *const *roles = ry_actor_get_roles (actor);
  g_autofree char *name = ry_workspace_dup_setting (workspace, "person");
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; roles[i] != NULL; i++) {
    if (g_str_has_prefix (roles[i], "person:")) {
      add_once (ids, roles[i]);
      add_posts (workspace, "person", roles[i], NULL, ids);
    }
  }
  if (ids->len == 0 && name != NULL && *name != '\0')
    add_namesakes (workspace, name, ids);
  return end_ids (ids);
}
