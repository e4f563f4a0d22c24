/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that write: put, edit, delete. They write as the desktop does: checked, stamped, merged with what came
 * in the meantime.
 */
#include "ry-ctl.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "ry-error.h"
#include "ry-id.h"
#include "ry-json.h"

/* Records put in one transaction. */
#define BATCH 500u
/* Of a text in another form than was meant every line is refused: so many tell why. */
#define MAX_SAID 20u

/* Records on their way. All are checked before the first is written. */
typedef struct {
  RyCtl *ctl;
  gboolean writes;  /* otherwise this is the check */
  GHashTable *seen; /* ids of the check */
  GPtrArray *edits;
  GPtrArray *ids;
  guint n_same;
  guint n_faults;
} Put;

static gboolean
is_missing (RyCtl *ctl, const char *id)
{
  RyStore *store = ry_workspace_get_store_for (ctl->workspace, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) document = store != NULL ? ry_store_get (store, id, NULL, RY_GET_PLAIN, &error) : NULL;

  return document == NULL && g_error_matches (error, RY_ERROR, RY_ERROR_NOT_FOUND);
}

static void
say_if_missing (RyCtl *ctl, RyField *field, JsonObject *object)
{
  const char *id = ry_json_get_string (object, ry_field_get_name (field));

  if (ry_field_get_value_type (field) == RY_FIELD_REFERENCE && id != NULL && *id != '\0' && is_missing (ctl, id))
    ry_ctl_say (_ ("%s: there is no record “%s” here so far. Unless it is still to come, correct the id."),
                ry_field_get_label (field), id);
}

/* What a record points at may arrive after it, from another desktop or in a later line: it is never refused for that.
 */
static void
say_missing_references (RyCtl *ctl, JsonObject *root)
{
  RyKind *kind = ry_workspace_get_kind (ctl->workspace, ry_json_get_string (root, "kind"));

  for (guint i = 0; kind != NULL && i < ry_kind_get_n_fields (kind); i++) {
    RyField *field = ry_kind_get_field (kind, i);
    JsonArray *entries = ry_json_get_array (root, ry_field_get_name (field));

    say_if_missing (ctl, field, root);
    for (guint j = 0; entries != NULL && j < json_array_get_length (entries); j++) {
      JsonNode *entry = json_array_get_element (entries, j);

      for (guint k = 0; JSON_NODE_HOLDS_OBJECT (entry) && k < ry_field_get_n_fields (field); k++)
        say_if_missing (ctl, ry_field_get_field (field, k), json_node_get_object (entry));
    }
  }
}

/* Says what the checks remark on, which does not stop anything. */
static void
say_warnings (RyCtl *ctl, RyDocument *document)
{
  g_autoptr (GPtrArray) faults = ry_validate (ry_workspace_get_kinds (ctl->workspace), ry_document_get_root (document));

  for (guint i = 0; i < faults->len; i++) {
    RyFault *fault = g_ptr_array_index (faults, i);

    if (fault->level == RY_FAULT_WARNING)
      ry_ctl_say ("%s", fault->sentence);
  }
  say_missing_references (ctl, ry_document_get_root (document));
}

/* What a record has become: its id and revision, as a script wants it for the next step. */
static void
print_outcome (RyCtl *ctl, const char *id)
{
  g_autoptr (RyDocument) document =
      ry_store_get (ry_workspace_get_store_for (ctl->workspace, id), id, NULL, RY_GET_DELETED | RY_GET_CONFLICTS, NULL);

  if (document == NULL)
    return;
  ry_ctl_print ("%s\t%s", id, ry_document_get_rev (document));
  if (ry_document_get_deleted (document))
    return;
  say_warnings (ctl, document);
  if (ry_document_get_conflicts (document) != NULL && ry_document_get_conflicts (document)[0] != NULL)
    ry_ctl_say (_ ("“%s” was changed differently in the meantime; both versions are kept. See “ryorinctl conflicts”."),
                id);
}

static gboolean
commit_batch (RyCtl *ctl, GPtrArray *edits, GPtrArray *ids, GError **error)
{
  g_autoptr (RyUndo) undo = edits->len > 0 ? ry_workspace_commit (ctl->workspace, edits, NULL, error) : NULL;

  if (edits->len > 0 && undo == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    print_outcome (ctl, g_ptr_array_index (ids, i));
  g_ptr_array_set_size (edits, 0);
  g_ptr_array_set_size (ids, 0);
  return TRUE;
}

/* The version an incoming document says it comes from. Without `_rev` it must be new, or say what is there. */
static gboolean
find_base (RyCtl *ctl, RyDocument *document, RyDocument **base, GError **error)
{
  const char *id = ry_document_get_id (document);
  RyStore *store = ry_workspace_get_store_for (ctl->workspace, id);
  g_autoptr (GError) inner = NULL;

  if (ry_document_get_rev (document) == NULL) {
    *base = ry_workspace_get (ctl->workspace, id, &inner);
    if (*base == NULL && !g_error_matches (inner, RY_ERROR, RY_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
    return TRUE;
  }
  *base = ry_store_get (store, id, ry_document_get_rev (document), RY_GET_DELETED, NULL);
  if (*base != NULL)
    return TRUE;
  g_set_error (error, RY_ERROR, RY_ERROR_CONFLICT, _ ("“%s” never had the version “%s” here."), id,
               ry_document_get_rev (document));
  return FALSE;
}

/* A new record needs no id, and one with an id need not repeat its kind. NULL where nothing was missing. */
static char *
complete (JsonObject *object)
{
  const char *id = ry_json_get_string (object, "_id");
  const char *kind = ry_json_get_string (object, "kind");
  g_autofree char *made = NULL;

  if (id == NULL && kind != NULL) {
    made = ry_id_new (kind);
    json_object_set_string_member (object, "_id", made);
  } else if (id != NULL && !json_object_has_member (object, "kind") &&
             !ry_json_get_boolean (object, "_deleted", FALSE)) {
    made = ry_id_dup_kind (id);
    if (made != NULL)
      json_object_set_string_member (object, "kind", made);
  }
  return made != NULL ? ry_json_object_to_text (object) : NULL;
}

/* What the reader says of it is for programs at the other end of a road: here a person reads it. */
static gboolean
refuse_text (const char *json, gsize length, const GError *cause, GError **error)
{
  gsize position;

  if (ry_json_find_fault (json, (gssize) length, &position))
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("This is not JSON: it makes no sense from byte %u on."),
                 (guint) position + 1);
  else if (g_error_matches (cause, RY_ERROR, RY_ERROR_BAD_REQUEST))
    g_set_error_literal (error, RY_ERROR, cause->code, _ ("A record is one JSON object: {…}."));
  else
    g_set_error_literal (error, RY_ERROR, cause->code, ry_error_get_sentence (cause->code));
  return FALSE;
}

static RyDocument *
read_document (const char *json, gsize length, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (JsonObject) object = ry_json_parse_object (json, (gssize) length, &inner);
  g_autofree char *text = object != NULL ? complete (object) : NULL;
  RyDocument *document = NULL;

  if (object != NULL)
    document = text != NULL ? ry_document_parse (text, -1, &inner) : ry_document_parse (json, (gssize) length, &inner);
  if (document == NULL)
    refuse_text (json, length, inner, error);
  return document;
}

/* The edit for one record, checked; without one in @edit where the record is there already as it stands. */
static gboolean
create_edit (RyCtl *ctl, RyDocument *document, RyEdit **edit, GError **error)
{
  const char *id = ry_document_get_id (document);
  JsonObject *content = ry_document_get_deleted (document) ? NULL : ry_document_dup_root (document);
  g_autoptr (RyDocument) base = NULL;
  g_autoptr (RyEdit) made = NULL;
  gboolean changes = TRUE;

  if (!find_base (ctl, document, &base, error)) {
    g_clear_pointer (&content, json_object_unref);
    return FALSE;
  }
  made = ry_edit_new (id, base, content);
  *edit = NULL;
  if (content == NULL && base == NULL)
    return TRUE; /* it is gone already */
  if (!ry_workspace_check_edit (ctl->workspace, made, &changes, error))
    return FALSE;
  if (changes && base != NULL && ry_document_get_rev (document) == NULL) {
    g_set_error (error, RY_ERROR, RY_ERROR_CONFLICT,
                 _ ("There is another record “%s” already. Say with _rev which version of it you changed, or use "
                    "“edit”."),
                 id);
    return FALSE;
  }
  if (changes)
    *edit = g_steal_pointer (&made);
  return TRUE;
}

/* One record on its way: first all are only checked, then they are written. */
static gboolean
put_record (Put *put, const char *json, gsize length, GError **error)
{
  g_autoptr (RyDocument) document = read_document (json, length, error);
  const char *id = document != NULL ? ry_document_get_id (document) : NULL;
  g_autoptr (RyEdit) edit = NULL;

  if (document == NULL)
    return FALSE;
  if (id == NULL) {
    g_set_error (error, RY_ERROR, RY_ERROR_INVALID, _ ("A record has neither _id nor kind."));
    return FALSE;
  }
  if (!put->writes && !g_hash_table_add (put->seen, g_strdup (id))) {
    g_set_error (error, RY_ERROR, RY_ERROR_INVALID, _ ("“%s” stands in the text twice."), id);
    return FALSE;
  }
  if (!create_edit (put->ctl, document, &edit, error))
    return FALSE;
  if (!put->writes)
    return TRUE;
  put->n_same += edit == NULL ? 1 : 0;
  g_ptr_array_add (put->ids, g_strdup (id));
  if (edit != NULL)
    g_ptr_array_add (put->edits, g_steal_pointer (&edit));
  return put->ids->len < BATCH || commit_batch (put->ctl, put->edits, put->ids, error);
}

static GInputStream *
open_input (const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (path == NULL || g_str_equal (path, "-"))
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);
  file = g_file_new_for_path (path);
  return G_INPUT_STREAM (g_file_read (file, NULL, error));
}

/* Goes on after a line that the check refuses: whoever mends the text wants to know all of them. */
static gboolean
put_line (Put *put, const char *text, gsize length, guint line, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (put_record (put, text, length, &fault))
    return TRUE;
  g_prefix_error (&fault, _ ("Line %u: "), line);
  if (put->writes) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return FALSE;
  }
  if (put->n_faults++ < MAX_SAID)
    ry_ctl_say ("%s", fault->message);
  return TRUE;
}

static gboolean
put_text (Put *put, const char *text, gsize length, GError **error)
{
  /* One document may be spread over lines; several stand one a line. */
  if (ry_json_validate (text, (gssize) length, NULL))
    return put_record (put, text, length, error);
  if (!g_utf8_validate (text, (gssize) length, NULL)) {
    g_set_error (error, RY_ERROR, RY_ERROR_INVALID, _ ("The text is not UTF-8."));
    return FALSE;
  }
  for (guint line = 1; *text != '\0'; line++) {
    gsize end = strcspn (text, "\n");

    if (strspn (text, " \t\r") < end && !put_line (put, text, end, line, error))
      return FALSE;
    text += end + (text[end] == '\n');
  }
  return TRUE;
}

static int
check_and_write (RyCtl *ctl, const char *text, gsize length)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) edits = ry_edits_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  Put put = { ctl, FALSE, seen, edits, ids, 0, 0 };

  if (!put_text (&put, text, length, &error))
    return ry_ctl_refuse (error);
  if (put.n_faults > 0) {
    ry_ctl_say (g_dngettext (GETTEXT_PACKAGE, "%u line was refused, and nothing has been written.",
                             "%u lines were refused, and nothing has been written.", put.n_faults),
                put.n_faults);
    return RY_CTL_REFUSED;
  }
  put.writes = TRUE;
  if (!put_text (&put, text, length, &error) || !commit_batch (ctl, edits, ids, &error)) {
    ry_ctl_refuse (error);
    ry_ctl_say ("%s",
                _ ("The records that are listed are written, the others are not. The same text again goes on from "
                   "there."));
    return RY_CTL_REFUSED;
  }
  if (put.n_same > 0)
    ry_ctl_say (g_dngettext (GETTEXT_PACKAGE, "%u record was there already as it stands, and is left alone.",
                             "%u records were there already as they stand, and are left alone.", put.n_same),
                put.n_same);
  return RY_CTL_DONE;
}

int
ry_ctl_put (RyCtl *ctl, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) all = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;

  if (!ry_ctl_parse (ctl, NULL, &argc, &argv, 0, 1))
    return RY_CTL_USAGE;
  input = open_input (argc > 1 ? argv[1] : NULL, &error);
  if (input == NULL)
    return ry_ctl_refuse (error);
  if (g_output_stream_splice (all, input, G_OUTPUT_STREAM_SPLICE_NONE, NULL, &error) < 0 ||
      !g_output_stream_write_all (all, "", 1, NULL, NULL, &error) || !g_output_stream_close (all, NULL, &error))
    return ry_ctl_refuse (error);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (all));
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  return check_and_write (ctl, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes) - 1);
}

static RyDocument *
get_document (RyCtl *ctl, const char *id)
{
  g_autoptr (GError) error = NULL;
  RyDocument *document = ry_workspace_get (ctl->workspace, id, &error);

  if (document == NULL && g_error_matches (error, RY_ERROR, RY_ERROR_NOT_FOUND))
    ry_ctl_say (_ ("There is no record “%s”."), id);
  else if (document == NULL)
    ry_ctl_refuse (error);
  return document;
}

static gboolean
set_field (RyKind *kind, JsonObject *content, const char *assignment, GError **error)
{
  const char *equals = strchr (assignment, '=');
  g_autofree char *name = g_strndup (assignment, equals - assignment);
  RyField *field = kind != NULL ? ry_ctl_find_field (kind, name) : NULL;

  if (field != NULL)
    return ry_field_set_input (field, content, equals + 1, error);
  g_set_error (error, RY_ERROR, RY_ERROR_INVALID, _ ("“%s” has no field “%s”."),
               kind != NULL ? ry_kind_get_label (kind) : "?", name);
  return FALSE;
}

int
ry_ctl_edit (RyCtl *ctl, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RyDocument) document = NULL;
  g_autoptr (JsonObject) content = NULL;
  RyKind *kind;

  if (!ry_ctl_parse (ctl, NULL, &argc, &argv, 2, -1) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  for (int i = 2; i < argc; i++) {
    if (strchr (argv[i], '=') == NULL || argv[i][0] == '=')
      return ry_ctl_usage (ctl, _ ("“%s” is not FIELD=VALUE."), argv[i]);
  }
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  document = get_document (ctl, argv[1]);
  if (document == NULL)
    return RY_CTL_REFUSED;
  kind = ry_workspace_get_kind (ctl->workspace, ry_document_get_kind (document));
  content = ry_document_dup_root (document);
  for (int i = 2; i < argc; i++) {
    if (!set_field (kind, content, argv[i], &error))
      return ry_ctl_refuse (error);
  }
  edits = ry_edits_new_with (ry_edit_new (argv[1], document, g_steal_pointer (&content)), NULL);
  g_ptr_array_add (ids, g_strdup (argv[1]));
  return commit_batch (ctl, edits, ids, &error) ? RY_CTL_DONE : ry_ctl_refuse (error);
}

int
ry_ctl_delete (RyCtl *ctl, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = ry_edits_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!ry_ctl_parse (ctl, NULL, &argc, &argv, 1, -1) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  for (int i = 1; i < argc; i++) {
    g_autoptr (RyDocument) document = get_document (ctl, argv[i]);

    if (document == NULL)
      return RY_CTL_REFUSED; /* all or none */
    if (!g_ptr_array_find_with_equal_func (ids, argv[i], g_str_equal, NULL)) {
      g_ptr_array_add (edits, ry_edit_new (argv[i], document, NULL));
      g_ptr_array_add (ids, g_strdup (argv[i]));
    }
  }
  return commit_batch (ctl, edits, ids, &error) ? RY_CTL_DONE : ry_ctl_refuse (error);
}
