/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A CouchDB as a region's server: its databases, who reads them, the accounts, and the function that keeps each write
 * to the table of rights. One walk serves both commands: each thing is looked at, and where it is not as it should be,
 * `check` says so and `deploy` sets it right. Done twice, the second time does nothing.
 */
#include "ry-ctl.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/random.h>

#include "ry-error.h"
#include "ry-http-client.h"
#include "ry-json.h"

#define DESIGN        "_design/ryorin"
#define USER_PREFIX   "org.couchdb.user:"
#define PASSWORD_SIZE 20

typedef struct {
  RyHttpClient *client;
  RyPermissions *permissions;
  gboolean apply;
  guint n_differences;
} Walk;

/* What is there, or an empty object; NULL with an error where it cannot be known. */
static JsonObject *
read_object (Walk *walk, const char *path, gboolean *there, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GString) answer = ry_http_client_send (walk->client, "GET", path, NULL, NULL, &local);

  *there = answer != NULL;
  if (answer != NULL)
    return ry_json_parse_object (answer->str, (gssize) answer->len, error);
  if (g_error_matches (local, RY_ERROR, RY_ERROR_NOT_FOUND))
    return json_object_new ();
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
write_object (Walk *walk, const char *path, JsonObject *object, GError **error)
{
  g_autofree char *text = object != NULL ? ry_json_object_to_text (object) : NULL;
  g_autoptr (GBytes) body = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (GString) answer = ry_http_client_send (walk->client, "PUT", path, body, NULL, error);

  return answer != NULL;
}

static void
say (Walk *walk, const char *word, const char *thing, const char *name)
{
  walk->n_differences++;
  ry_ctl_print ("%s\t%s\t%s", word, thing, name);
}

/* The set of texts in @array is that of @wanted. */
static gboolean
has_just (JsonArray *array, const char *const *wanted)
{
  guint length = array != NULL ? json_array_get_length (array) : 0;

  if (length != g_strv_length ((char **) wanted))
    return FALSE;
  for (guint i = 0; i < length; i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (json_node_get_value_type (node) != G_TYPE_STRING || !g_strv_contains (wanted, json_node_get_string (node)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
same_group (JsonObject *left, JsonObject *right, const char *group)
{
  static const char *const members[] = { "names", "roles" };
  JsonObject *a = ry_json_get_object (left, group), *b = ry_json_get_object (right, group);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
    JsonArray *array = ry_json_get_array (b, members[i]);

    for (guint j = 0; array != NULL && j < json_array_get_length (array); j++)
      g_ptr_array_add (wanted, (gpointer) json_array_get_string_element (array, j));
    g_ptr_array_add (wanted, NULL);
    if (!has_just (ry_json_get_array (a, members[i]), (const char *const *) wanted->pdata))
      return FALSE;
  }
  return TRUE;
}

static gboolean
walk_database (Walk *walk, const char *database, gboolean *there, GError **error)
{
  g_autofree char *path = g_uri_escape_string (database, NULL, FALSE);
  g_autoptr (JsonObject) info = read_object (walk, path, there, error);

  if (info == NULL)
    return FALSE;
  if (*there)
    return TRUE;
  say (walk, walk->apply ? "created" : "missing", "database", database);
  *there = walk->apply;
  return !walk->apply || write_object (walk, path, NULL, error);
}

static gboolean
walk_security (Walk *walk, const char *database, const char *space, GError **error)
{
  g_autofree char *name = g_uri_escape_string (database, NULL, FALSE);
  g_autofree char *path = g_strconcat (name, "/_security", NULL);
  g_autofree char *text = ry_permissions_dup_security (walk->permissions, space);
  g_autoptr (JsonObject) wanted = ry_json_parse_object (text, -1, NULL);
  g_autoptr (JsonObject) found = NULL;
  gboolean there;

  found = read_object (walk, path, &there, error);
  if (found == NULL)
    return FALSE;
  if (same_group (found, wanted, "members") && same_group (found, wanted, "admins"))
    return TRUE;
  say (walk, walk->apply ? "changed" : "differs", "security", database);
  return !walk->apply || write_object (walk, path, wanted, error);
}

static gboolean
walk_design (Walk *walk, const char *database, GError **error)
{
  g_autofree char *name = g_uri_escape_string (database, NULL, FALSE);
  g_autofree char *path = g_strconcat (name, "/" DESIGN, NULL);
  g_autofree char *function = ry_permissions_to_javascript (walk->permissions);
  g_autoptr (JsonObject) document = NULL;
  gboolean there;

  document = read_object (walk, path, &there, error);
  if (document == NULL)
    return FALSE;
  if (g_strcmp0 (ry_json_get_string (document, "validate_doc_update"), function) == 0)
    return TRUE;
  if (walk->apply)
    say (walk, there ? "changed" : "created", "design", database);
  else
    say (walk, there ? "differs" : "missing", "design", database);
  /* What somebody else put beside the function stays. */
  ry_json_set_string (document, "_id", DESIGN);
  ry_json_set_string (document, "language", "javascript");
  ry_json_set_string (document, "validate_doc_update", function);
  return !walk->apply || write_object (walk, path, document, error);
}

static gboolean
walk_space (Walk *walk, const char *region, const char *space, GError **error)
{
  g_autofree char *database = g_strdup_printf ("%s-%s", region, space);
  gboolean there;

  return walk_database (walk, database, &there, error) &&
         (!there || (walk_security (walk, database, space, error) && walk_design (walk, database, error)));
}

/* Without l, o, 0 and 1, which are misread when copied from a screen. */
static char *
make_password (void)
{
  static const char letters[32] = { 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'm', 'n', 'p', 'q', 'r',
                                    's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '2', '3', '4', '5', '6', '7', '8', '9' };
  guint8 random[PASSWORD_SIZE];
  GString *password = g_string_new (NULL);

  if (getrandom (random, sizeof random, 0) != sizeof random)
    g_error ("The system has no random numbers: %s", g_strerror (errno));
  for (guint i = 0; i < sizeof random; i++)
    g_string_append_printf (password, "%s%c", i > 0 && i % 5 == 0 ? "-" : "", letters[random[i] % sizeof letters]);
  return g_string_free (password, FALSE);
}

static void
set_roles (JsonObject *document, char **roles)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; roles[i] != NULL; i++)
    json_array_add_string_element (array, roles[i]);
  json_object_set_array_member (document, "roles", array);
}

static gboolean
create_user (Walk *walk, const char *path, const char *name, char **roles, GError **error)
{
  g_autoptr (JsonObject) document = json_object_new ();
  g_autofree char *password = make_password ();

  ry_json_set_string (document, "name", name);
  ry_json_set_string (document, "type", "user");
  ry_json_set_string (document, "password", password);
  set_roles (document, roles);
  if (!write_object (walk, path, document, error))
    return FALSE;
  ry_ctl_print ("password\t%s\t%s", name, password);
  return TRUE;
}

static gboolean
walk_user (Walk *walk, const char *name, char **roles, GError **error)
{
  g_autofree char *id = g_strconcat (USER_PREFIX, name, NULL);
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("_users/", escaped, NULL);
  g_autoptr (JsonObject) document = NULL;
  gboolean there;

  document = read_object (walk, path, &there, error);
  if (document == NULL)
    return FALSE;
  if (!there) {
    say (walk, walk->apply ? "created" : "missing", "account", name);
    return !walk->apply || create_user (walk, path, name, roles, error);
  }
  if (has_just (ry_json_get_array (document, "roles"), (const char *const *) roles))
    return TRUE;
  say (walk, walk->apply ? "changed" : "differs", "account", name);
  set_roles (document, roles);
  return !walk->apply || write_object (walk, path, document, error);
}

/* NAME, a tab, roles with spaces between; a further column is passed over. So `ryorin-server user list` writes them. */
static gboolean
walk_users (Walk *walk, const char *file, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean there;

  if (!g_file_get_contents (file, &text, NULL, error) || !walk_database (walk, "_users", &there, error))
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; there && lines[i] != NULL; i++) {
    g_auto (GStrv) columns = g_strsplit (g_strchomp (lines[i]), "\t", 3);
    g_auto (GStrv) roles = g_strv_length (columns) > 1 ? g_strsplit (columns[1], " ", -1) : NULL;

    if (columns[0] == NULL || columns[0][0] == '\0' || columns[0][0] == '#')
      continue;
    if (roles == NULL || !g_utf8_validate (lines[i], -1, NULL)) {
      g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("Line %u of the accounts is not NAME, a tab and roles."),
                   i + 1);
      return FALSE;
    }
    if (!walk_user (walk, columns[0], roles, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
walk_all (Walk *walk, RyCtl *ctl, const char *region, const char *users, GError **error)
{
  const char *const *spaces = ry_workspace_get_spaces (ctl->workspace);

  if (region == NULL)
    region = ry_workspace_get_region (ctl->workspace);
  for (guint i = 0; spaces[i] != NULL; i++) {
    if (!walk_space (walk, region, spaces[i], error))
      return FALSE;
  }
  return users == NULL || walk_users (walk, users, error);
}

static int
print_function (void)
{
  g_autoptr (RyPermissions) permissions = ry_permissions_new (NULL);
  g_autofree char *function = ry_permissions_to_javascript (permissions);

  ry_ctl_print ("%s", g_strchomp (function));
  return RY_CTL_DONE;
}

static int
run (RyCtl *ctl, gboolean apply, const char *url, const char *region, const char *users)
{
  Walk walk = { .apply = apply };
  g_autoptr (RyHttpClient) client = NULL;
  g_autoptr (GError) error = NULL;

  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  client = ry_http_client_new (url, NULL, g_getenv ("RYORIN_PASSWORD"), RY_HTTP_CLIENT_DEFAULT, &error);
  if (client == NULL)
    return ry_ctl_refuse (error);
  walk.client = client;
  walk.permissions = ry_workspace_get_permissions (ctl->workspace);
  if (!walk_all (&walk, ctl, region, users, &error))
    return ry_ctl_refuse (error);
  if (walk.n_differences == 0)
    ry_ctl_say ("%s", _ ("Everything is as it should be."));
  return apply || walk.n_differences == 0 ? RY_CTL_DONE : RY_CTL_REFUSED;
}

int
ry_ctl_couchdb (RyCtl *ctl, int argc, char **argv)
{
  g_autofree char *region = NULL;
  g_autofree char *users = NULL;
  const GOptionEntry entries[] = {
    { "region", 0, 0, G_OPTION_ARG_FILENAME, &region, N_ ("The region, where it is not the workspace's"), "ID" },
    { "users", 0, 0, G_OPTION_ARG_FILENAME, &users,
      N_ ("The accounts: NAME, a tab and roles a line, as “ryorin-server user list” writes them"), "FILE" },
    G_OPTION_ENTRY_NULL,
  };

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 1, 2) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  if (g_str_equal (argv[1], "function") && argc == 2)
    return print_function ();
  if (argc != 3 || (!g_str_equal (argv[1], "deploy") && !g_str_equal (argv[1], "check")))
    return ry_ctl_usage (ctl, "%s", _ ("Say deploy URL, check URL, or function."));
  if (!g_uri_is_valid (argv[2], G_URI_FLAGS_NONE, NULL))
    return ry_ctl_usage (ctl, _ ("“%s” is no address: write http://NAME@HOST:PORT/."), argv[2]);
  return run (ctl, g_str_equal (argv[1], "deploy"), argv[2], region, users);
}
