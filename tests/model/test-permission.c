/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rights, for every role and kind. With --cases the program prints every case with our answer, and the function
 * for CouchDB, for rights.js to put the same cases to the function.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"
#include "ry-kind.h"
#include "ry-permission.h"

typedef void (*CaseFunc) (
    RyActor *actor, RyDocument *old, RyDocument *document, const char *about, gboolean allowed, gpointer data);

static RyPermissions *permissions;

static JsonObject *
read_table (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "model", "data", "rights.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *table;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  table = ry_json_parse_object (text, -1, &error);
  g_assert_no_error (error);
  return table;
}

static RyDocument *
read_document (JsonObject *object)
{
  g_autofree char *text = object != NULL ? ry_json_object_to_text (object) : NULL;
  g_autoptr (GError) error = NULL;
  RyDocument *document = text != NULL ? ry_document_parse (text, -1, &error) : NULL;

  g_assert_no_error (error);
  return document;
}

static RyActor *
make_actor (const char *role)
{
  const char *roles[] = { role, "org:mine", "council:mine", "subcommittee:mine", "person:mine", NULL };

  return ry_actor_new (roles);
}

/* A document that is the actor's own in every way, or in none. */
static RyDocument *
make_document (const char *kind, gboolean own, gboolean deleted, const char *field, const char *value)
{
  const char *key = own ? "mine" : "other";
  g_autofree char *text = g_strdup_printf (
      "{\"_id\":\"%s:%s\",\"kind\":\"%s\",\"text\":\"t\",\"council\":\"council:%s\",\"organisation\":\"organisation:%"
      "s\","
      "\"subcommittee\":\"subcommittee:%s\",\"person\":\"person:%s\",\"owner\":\"organisation:%s\"%s,\"%s\":\"%s\"}",
      kind, key, kind, key, key, key, key, key, deleted ? ",\"_deleted\":true" : "", field, value);
  g_autoptr (GError) error = NULL;
  RyDocument *document = ry_document_parse (text, -1, &error);

  g_assert_no_error (error);
  return document;
}

/* One cell of the matrix: create, edit, edit of another field, and delete, of one's own and of others'. */
static void
run_cell (const char *kind, const char *field, const char *role, const char *cell, CaseFunc func, gpointer data)
{
  g_autoptr (RyActor) actor = make_actor (role);

  for (gboolean own = FALSE; own <= TRUE; own++) {
    g_autoptr (RyDocument) old = make_document (kind, own, FALSE, field, "before");
    g_autoptr (RyDocument) changed = make_document (kind, own, FALSE, field, "after");
    g_autoptr (RyDocument) other = make_document (kind, own, FALSE, "something", "else");
    g_autoptr (RyDocument) deleted = make_document (kind, own, TRUE, field, "before");
    g_autofree char *about = g_strdup_printf ("%s, %s, %s %s", role, own ? "own" : "others'", kind, cell);

    func (actor, NULL, changed, about, cell[0] == 'A' || (cell[0] == 'o' && own), data);
    func (actor, old, changed, about, cell[1] == 'A' || (cell[1] != '-' && own), data);
    func (actor, old, other, about, cell[1] == 'A' || (cell[1] == 'o' && own), data);
    func (actor, old, deleted, about, cell[2] == 'A' || (cell[2] == 'o' && own), data);
  }
}

static void
run_matrix (CaseFunc func, gpointer data)
{
  g_autoptr (JsonObject) table = read_table ();
  JsonArray *roles = json_object_get_array_member (table, "roles");
  JsonArray *matrix = json_object_get_array_member (table, "matrix");

  for (guint i = 0; i < json_array_get_length (matrix); i++) {
    JsonArray *row = json_array_get_array_element (matrix, i);

    for (guint role = 0; role < json_array_get_length (roles); role++)
      run_cell (json_array_get_string_element (row, 0), json_array_get_string_element (row, 1),
                json_array_get_string_element (roles, role), json_array_get_string_element (row, 2 + role), func, data);
  }
}

static char *
answer (RyActor *actor, RyDocument *old, RyDocument *document)
{
  g_autoptr (GError) error = NULL;

  if (ry_permissions_check (permissions, actor, old, document, &error)) {
    g_assert_no_error (error);
    return NULL;
  }
  g_assert_error (error, RY_ERROR, RY_ERROR_FORBIDDEN);
  g_assert_cmpstr (error->message, !=, "");
  return g_strdup (error->message);
}

static void
check_case (RyActor *actor, RyDocument *old, RyDocument *document, const char *about, gboolean allowed, gpointer data)
{
  g_autofree char *said = answer (actor, old, document);

  if ((said == NULL) != allowed)
    g_error ("%s: %s", about, said != NULL ? said : "allowed");
}

static void
test_matrix (void)
{
  run_matrix (check_case, NULL);
}

static void
test_cases (void)
{
  g_autoptr (JsonObject) table = read_table ();
  JsonArray *cases = json_object_get_array_member (table, "cases");

  for (guint i = 0; i < json_array_get_length (cases); i++) {
    JsonObject *each = json_array_get_object_element (cases, i);
    g_autoptr (GPtrArray) roles = g_ptr_array_new ();
    g_autoptr (RyActor) actor = NULL;
    g_autoptr (RyDocument) old = read_document (ry_json_get_object (each, "old"));
    g_autoptr (RyDocument) document = read_document (ry_json_get_object (each, "new"));
    g_autofree char *said = NULL;

    for (guint j = 0; j < json_array_get_length (json_object_get_array_member (each, "roles")); j++)
      g_ptr_array_add (roles, (gpointer) json_array_get_string_element (ry_json_get_array (each, "roles"), j));
    g_ptr_array_add (roles, NULL);
    actor = ry_actor_new ((const char *const *) roles->pdata);
    said = answer (actor, old, document);
    g_test_message ("%s", ry_json_get_string (each, "about"));
    g_assert_cmpstr (said, ==, ry_json_get_string (each, "answer"));
  }
}

/* No kind is left to the row for kinds that the table does not know. */
static void
test_all_kinds (void)
{
  g_autoptr (RyKinds) kinds = ry_kinds_new (NULL);
  g_autoptr (RyActor) viewer = make_actor ("member");

  for (guint i = 0; ry_kinds_get_names (kinds)[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (
        ry_permissions_offer (permissions, viewer, RY_VERB_DELETE, ry_kinds_get_names (kinds)[i], NULL, NULL, &error));
    g_assert_cmpstr (error->message, !=, "Only the secretariat changes records of this kind.");
    g_assert_nonnull (
        ry_permissions_get_readers (permissions,
                                    ry_kind_get_space (ry_kinds_get (kinds, ry_kinds_get_names (kinds)[i]))));
  }
}

static void
test_offer (void)
{
  static const struct {
    const char *role;
    RyVerb verb;
    const char *kind;
    const char *document; /* own, other, or none */
    const char *answer;
    const char *field;
  } rows[] = {
    { "secretariat", RY_VERB_CREATE, "meeting", NULL, NULL },
    { "secretariat", RY_VERB_DELETE, "organisation", "other", NULL },
    { "administrator", RY_VERB_DELETE, "region", "other", NULL },
    { "hospital", RY_VERB_EDIT, "organisation", "own", NULL },
    { "hospital", RY_VERB_EDIT, "organisation", NULL, NULL },
    { "hospital", RY_VERB_EDIT, "organisation", "other",
      "A hospital changes the contacts and the facility of its own organisation only." },
    { "hospital", RY_VERB_CREATE, "organisation", NULL,
      "Only the secretariat keeps the list of member organisations." },
    { "hospital", RY_VERB_EDIT, "organisation", "own", NULL, "fax" },
    { "hospital", RY_VERB_EDIT, "organisation", "own",
      "A hospital changes the contacts and the facility of its own organisation only.", "name" },
    { "secretariat", RY_VERB_EDIT, "organisation", "own", NULL, "name" },
    { "chair", RY_VERB_CREATE, "meeting", NULL, NULL },
    { "chair", RY_VERB_EDIT, "meeting", "other", "A chair keeps the meetings of their own subcommittee only." },
    { "viewer", RY_VERB_EDIT, "meeting", "own", "Your account is for reading only." },
    { "member", RY_VERB_EDIT, "meeting", "own", "Only the secretariat keeps the meetings and their minutes." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyActor) actor = make_actor (rows[i].role);
    g_autoptr (RyDocument) document = NULL;
    g_autoptr (GError) error = NULL;

    if (rows[i].document != NULL)
      document = make_document (rows[i].kind, g_str_equal (rows[i].document, "own"), FALSE, "note", "n");
    ry_permissions_offer (permissions, actor, rows[i].verb, rows[i].kind, document, rows[i].field, &error);
    g_assert_cmpstr (error != NULL ? error->message : NULL, ==, rows[i].answer);
  }
}

static void
test_free (void)
{
  static const struct {
    const char *role, *id;
    gboolean is_free;
  } rows[] = {
    { "_admin", "anything", TRUE },        { "administrator", "region:main", TRUE },
    { "secretariat", "council:1", TRUE },  { "secretariat", "new:1", TRUE },
    { "hospital", "bed:1", FALSE },        { "chair", "action:1", FALSE },
    { "viewer", "reply:1", FALSE },        { "nobody", "reply:1", FALSE },
    { "secretariat", "meeting:1", FALSE }, { "administrator", "edition:1", FALSE },
    { "_admin", "edition:1", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyActor) actor = make_actor (rows[i].role);

    g_assert_cmpint (ry_permissions_is_free (permissions, actor, rows[i].id), ==, rows[i].is_free);
    g_assert_true (!rows[i].is_free || ry_permissions_is_keeper (permissions, actor, rows[i].id));
  }
}

static void
test_table (void)
{
  const char *const *readers = ry_permissions_get_readers (permissions, "council");

  g_assert_true (g_strv_contains (readers, "viewer"));
  g_assert_false (g_strv_contains (ry_permissions_get_readers (permissions, "office"), "viewer"));
  g_assert_null (ry_permissions_get_readers (permissions, "garden"));
  g_assert_cmpuint (ry_permissions_get_password_characters (permissions), ==, 13);
  g_assert_cmpuint (g_strv_length ((char **) ry_permissions_get_roles (permissions)), ==, 7);
}

static void
test_roles_for (void)
{
  static const struct {
    const char *scope, *id, *role;
  } rows[] = {
    { "organisation", "organisation:0110113719", "org:0110113719" },
    { "organisation", "0110113719", "org:0110113719" },
    { "council", "council:care", "council:care" },
    { "council", "care", "council:care" },
    { "person", "person:x", "person:x" },
    { "subcommittee", "s", "subcommittee:s" },
    { "organisation", "organisation:", NULL },
    { "organisation", "", NULL },
    { "own", "x", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *role = ry_actor_dup_role_for (rows[i].scope, rows[i].id);

    g_assert_cmpstr (role, ==, rows[i].role);
  }
}

static JsonNode *
node_of (RyDocument *document)
{
  g_autofree char *text = document != NULL ? ry_document_to_json (document, RY_DOCUMENT_JSON_PLAIN) : NULL;

  return text != NULL ? json_from_string (text, NULL) : json_node_new (JSON_NODE_NULL);
}

static void
print_case (RyActor *actor, RyDocument *old, RyDocument *document, const char *about, gboolean allowed, gpointer data)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *said = answer (actor, old, document);
  g_autofree char *text = NULL;
  JsonArray *roles = json_array_new ();

  for (guint i = 0; ry_actor_get_roles (actor)[i] != NULL; i++)
    json_array_add_string_element (roles, ry_actor_get_roles (actor)[i]);
  json_object_set_string_member (object, "about", about);
  json_object_set_array_member (object, "roles", roles);
  json_object_set_member (object, "old", node_of (old));
  json_object_set_member (object, "new", node_of (document));
  if (said != NULL)
    json_object_set_string_member (object, "answer", said);
  else
    json_object_set_null_member (object, "answer");
  text = ry_json_object_to_text (object);
  g_print ("%s\n", text);
}

static void
print_cases (void)
{
  g_autofree char *function = ry_permissions_to_javascript (permissions);
  g_autoptr (GString) line = g_string_new (NULL);

  ry_json_append_string (line, function);
  g_print ("%s\n", line->str);
  run_matrix (print_case, NULL);
}

int
main (int argc, char **argv)
{
  gboolean print = argc > 1 && g_str_equal (argv[1], "--cases");

  permissions = ry_permissions_new (NULL);
  g_assert_nonnull (permissions);
  if (print)
    argc = 1;
  g_test_init (&argc, &argv, NULL);
  if (print) {
    print_cases ();
    return 0;
  }
  g_test_add_func ("/model/permission/matrix", test_matrix);
  g_test_add_func ("/model/permission/cases", test_cases);
  g_test_add_func ("/model/permission/all-kinds", test_all_kinds);
  g_test_add_func ("/model/permission/offer", test_offer);
  g_test_add_func ("/model/permission/free", test_free);
  g_test_add_func ("/model/permission/table", test_table);
  g_test_add_func ("/model/permission/roles-for", test_roles_for);
  return g_test_run ();
}
