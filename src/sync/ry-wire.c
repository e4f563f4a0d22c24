/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slicing answers. Each shape of the protocol is a few callbacks over the scanner of ry-json.h; a callback gets
 * a member or an element as raw text and goes on into it or decodes it. Only what is looked for is decoded.
 */
#include "ry-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

static gboolean
value_is (const char *value, gsize length, const char *literal)
{
  return strlen (literal) == length && memcmp (value, literal, length) == 0;
}

/* A sequence as text: a string's content, anything else as it stands. */
static char *
decode_opaque (const char *value, gsize length, GError **error)
{
  if (length > 0 && value[0] == '"')
    return ry_json_decode_string (value, length, error);
  return g_strndup (value, length);
}

static gboolean
take_string (const RyJsonMember *member, char **out, GError **error)
{
  g_free (*out);
  *out = ry_json_decode_string (member->value, member->length, error);
  return *out != NULL;
}

/* Whatever the scanner disliked is the other side's fault here. */
static void
blame_answer (GError **error)
{
  GError *cause = NULL;

  if (error == NULL || *error == NULL)
    return;
  cause = g_steal_pointer (error);
  g_debug ("An answer that is not the protocol's: %s", cause->message);
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_ANSWER, ry_error_get_sentence (RY_ERROR_BAD_ANSWER));
  g_error_free (cause);
}

static gboolean
set_bad_answer (const char *what, GError **error)
{
  g_set_error (error, RY_ERROR, RY_ERROR_BAD_ANSWER, "%s (%s)", ry_error_get_sentence (RY_ERROR_BAD_ANSWER), what);
  return FALSE;
}

/* Errors within answers: {"error":…,"reason":…}, wherever they stand. */

typedef struct {
  char *id;
  char *rev;
  char *word;
  char *reason;
} Row;

static void
row_clear (Row *row)
{
  g_free (row->id);
  g_free (row->rev);
  g_free (row->word);
  g_free (row->reason);
  memset (row, 0, sizeof *row);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static gboolean
row_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  Row *row = data;

  if (member->length < 2 || member->value[0] != '"')
    return TRUE;
  if (strcmp (member->key, "id") == 0)
    return take_string (member, &row->id, error);
  if (strcmp (member->key, "rev") == 0)
    return take_string (member, &row->rev, error);
  if (strcmp (member->key, "error") == 0)
    return take_string (member, &row->word, error);
  if (strcmp (member->key, "reason") == 0)
    return take_string (member, &row->reason, error);
  return TRUE;
}

static RyErrorCode
get_code_for_word (const char *word)
{
  for (int code = RY_ERROR_BAD_REQUEST; code <= RY_ERROR_UNAVAILABLE; code++)
    if (g_strcmp0 (ry_error_get_word (code), word) == 0)
      return code;
  return RY_ERROR_FAILED;
}

static void
add_failure (GPtrArray *failures, const char *id, Row *row)
{
  RyErrorCode code = get_code_for_word (row->word);
  GError *error = g_error_new (RY_ERROR, code, "%s", row->reason != NULL ? row->reason : ry_error_get_sentence (code));

  g_ptr_array_add (failures, ry_peer_failure_new (row->id != NULL ? row->id : id, row->rev, error));
}

/**
 * ry_wire_parse_fault:
 * @text: an answer's body
 * @length: bytes in @text
 * @fault: (out): what it says; clear with ry_wire_fault_clear()
 *
 * Returns: whether the body is an error of the protocol
 */
gboolean
ry_wire_parse_fault (const char *text, gsize length, RyWireFault *fault)
{
  g_auto (Row) row = { NULL };

  fault->word = fault->reason = NULL;
  if (length == 0 || !ry_json_scan_object (text, (gssize) length, row_member_cb, &row, NULL) || row.word == NULL)
    return FALSE;
  fault->word = g_steal_pointer (&row.word);
  fault->reason = g_steal_pointer (&row.reason);
  return TRUE;
}

/**
 * ry_wire_fault_clear:
 * @fault: what ry_wire_parse_fault() filled in
 */
void
ry_wire_fault_clear (RyWireFault *fault)
{
  g_clear_pointer (&fault->word, g_free);
  g_clear_pointer (&fault->reason, g_free);
}

/* One member of an object */

typedef struct {
  const char *key;
  char *text;
} Wanted;

static gboolean
wanted_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  Wanted *wanted = data;

  if (strcmp (member->key, wanted->key) != 0 || wanted->text != NULL)
    return TRUE;
  wanted->text = decode_opaque (member->value, member->length, error);
  return wanted->text != NULL;
}

/**
 * ry_wire_parse_member:
 * @text: an answer's body: an object
 * @length: bytes in @text
 * @member: which member is wanted
 *
 * Returns: (transfer full) (nullable): a string's content, or the text of another value; %NULL with
 *   %RY_ERROR_BAD_ANSWER where it is not there
 */
char *
ry_wire_parse_member (const char *text, gsize length, const char *member, GError **error)
{
  Wanted wanted = { member, NULL };

  if (!ry_json_scan_object (text, (gssize) length, wanted_member_cb, &wanted, error)) {
    blame_answer (error);
    g_free (wanted.text);
    return NULL;
  }
  if (wanted.text == NULL)
    set_bad_answer (member, error);
  return wanted.text;
}

/* _changes */

typedef struct {
  RyChange *change;
  GPtrArray *revs;
} ChangeScan;

static gboolean
rev_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  GPtrArray *revs = data;
  char *rev;

  if (strcmp (member->key, "rev") != 0)
    return TRUE;
  rev = ry_json_decode_string (member->value, member->length, error);
  if (rev == NULL)
    return FALSE;
  g_ptr_array_add (revs, rev);
  return TRUE;
}

static gboolean
rev_element_cb (const char *value, gsize length, gpointer data, GError **error)
{
  return ry_json_scan_object (value, (gssize) length, rev_member_cb, data, error);
}

static gboolean
change_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  ChangeScan *scan = data;

  if (strcmp (member->key, "id") == 0)
    return take_string (member, &scan->change->id, error);
  if (strcmp (member->key, "deleted") == 0)
    scan->change->deleted = value_is (member->value, member->length, "true");
  else if (strcmp (member->key, "changes") == 0)
    return ry_json_scan_array (member->value, (gssize) member->length, rev_element_cb, scan->revs, error);
  return TRUE;
}

static gboolean
change_element_cb (const char *value, gsize length, gpointer data, GError **error)
{
  RyChangesPage *page = data;
  ChangeScan scan = { g_new0 (RyChange, 1), g_ptr_array_new_with_free_func (g_free) };
  gboolean ok = ry_json_scan_object (value, (gssize) length, change_member_cb, &scan, error);

  if (ok && (scan.change->id == NULL || scan.revs->len == 0))
    ok = set_bad_answer ("changes", error);
  if (ok) {
    g_ptr_array_add (scan.revs, NULL);
    scan.change->revs = (GStrv) g_ptr_array_free (scan.revs, FALSE);
    g_ptr_array_add (page->changes, scan.change);
  } else {
    g_ptr_array_unref (scan.revs);
    ry_change_free (scan.change);
  }
  return ok;
}

static gboolean
page_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  RyChangesPage *page = data;

  if (strcmp (member->key, "results") == 0)
    return ry_json_scan_array (member->value, (gssize) member->length, change_element_cb, page, error);
  if (strcmp (member->key, "last_seq") == 0) {
    g_free (page->last_seq);
    page->last_seq = decode_opaque (member->value, member->length, error);
    return page->last_seq != NULL;
  }
  if (strcmp (member->key, "pending") == 0 && member->length > 0 && g_ascii_isdigit (member->value[0]))
    page->pending = g_ascii_strtoll (member->value, NULL, 10);
  return TRUE;
}

/**
 * ry_wire_parse_changes:
 * @text: what `_changes` answered
 * @length: bytes in @text
 *
 * Returns: (transfer full) (nullable): the page, or %NULL with %RY_ERROR_BAD_ANSWER
 */
RyChangesPage *
ry_wire_parse_changes (const char *text, gsize length, GError **error)
{
  g_autoptr (RyChangesPage) page = ry_changes_page_new ();

  if (!ry_json_scan_object (text, (gssize) length, page_member_cb, page, error)) {
    blame_answer (error);
    return NULL;
  }
  if (page->last_seq == NULL) {
    set_bad_answer ("last_seq", error);
    return NULL;
  }
  return g_steal_pointer (&page);
}

/* _revs_diff */

typedef struct {
  GPtrArray *missing;
  GPtrArray *ancestors;
} DiffScan;

static gboolean
missing_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  DiffScan *scan = data;
  GPtrArray *revs = strcmp (member->key, "missing") == 0              ? scan->missing
                    : strcmp (member->key, "possible_ancestors") == 0 ? scan->ancestors
                                                                      : NULL;

  return revs == NULL || ry_json_scan_array (member->value, (gssize) member->length, ry_json_take_string, revs, error);
}

static GStrv
steal_strings (GPtrArray *strings)
{
  if (strings->len == 0)
    return NULL;
  g_ptr_array_add (strings, NULL);
  return (GStrv) g_ptr_array_steal (strings, NULL);
}

static gboolean
diff_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  g_autofree char *id = g_strdup (member->key);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) ancestors = g_ptr_array_new_with_free_func (g_free);
  DiffScan scan = { missing, ancestors };

  if (!ry_json_scan_object (member->value, (gssize) member->length, missing_member_cb, &scan, error))
    return FALSE;
  if (missing->len > 0)
    g_ptr_array_add (data, ry_missing_new (id, steal_strings (missing), steal_strings (ancestors)));
  return TRUE;
}

/**
 * ry_wire_parse_missing:
 * @text: what `_revs_diff` answered
 * @length: bytes in @text
 *
 * Returns: (transfer full) (element-type RyMissing) (nullable): what is missing, or %NULL with
 * %RY_ERROR_BAD_ANSWER
 */
GPtrArray *
ry_wire_parse_missing (const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_missing_free);

  if (!ry_json_scan_object (text, (gssize) length, diff_member_cb, all, error)) {
    blame_answer (error);
    return NULL;
  }
  return g_steal_pointer (&all);
}

/* _bulk_get and open_revs: both hold {"ok":document} or a word that it is not there */

typedef struct {
  const char *id;
  char *result_id;
  GPtrArray *documents;
  GPtrArray *failures;
  guint n_entries;
} DocumentScan;

static gboolean
entry_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  DocumentScan *scan = data;
  g_auto (Row) row = { NULL };

  if (strcmp (member->key, "ok") == 0) {
    GError *fault = NULL;
    RyDocument *document = ry_document_parse (member->value, (gssize) member->length, &fault);

    /* One strange document is no reason to refuse the others. */
    if (document != NULL)
      g_ptr_array_add (scan->documents, document);
    else
      g_ptr_array_add (scan->failures, ry_peer_failure_new (scan->id, NULL, fault));
    scan->n_entries++;
  } else if (strcmp (member->key, "error") == 0) {
    if (!ry_json_scan_object (member->value, (gssize) member->length, row_member_cb, &row, error))
      return FALSE;
    add_failure (scan->failures, scan->id, &row);
    scan->n_entries++;
  } else if (strcmp (member->key, "missing") == 0) {
    row.word = g_strdup ("not_found");
    row.reason = g_strdup ("missing");
    row.rev = ry_json_decode_string (member->value, member->length, NULL);
    add_failure (scan->failures, scan->id, &row);
    scan->n_entries++;
  }
  return TRUE;
}

static gboolean
entry_element_cb (const char *value, gsize length, gpointer data, GError **error)
{
  return ry_json_scan_object (value, (gssize) length, entry_member_cb, data, error);
}

static gboolean
result_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  DocumentScan *scan = data;

  if (strcmp (member->key, "id") == 0) {
    gboolean ok = take_string (member, &scan->result_id, error);

    scan->id = scan->result_id;
    return ok;
  }
  if (strcmp (member->key, "docs") == 0)
    return ry_json_scan_array (member->value, (gssize) member->length, entry_element_cb, scan, error);
  return TRUE;
}

static gboolean
result_element_cb (const char *value, gsize length, gpointer data, GError **error)
{
  DocumentScan *scan = data;

  scan->n_entries = 0;
  if (!ry_json_scan_object (value, (gssize) length, result_member_cb, scan, error))
    return FALSE;
  return scan->n_entries > 0 || set_bad_answer ("docs", error);
}

static gboolean
bulk_get_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  if (strcmp (member->key, "results") != 0)
    return TRUE;
  return ry_json_scan_array (member->value, (gssize) member->length, result_element_cb, data, error);
}

/**
 * ry_wire_parse_bulk_get:
 * @text: what `_bulk_get` answered
 * @length: bytes in @text
 * @documents: (element-type RyDocument): takes what came
 * @failures: (element-type RyWriteResult): takes what did not
 *
 * Returns: %TRUE, or %FALSE with %RY_ERROR_BAD_ANSWER
 */
gboolean
ry_wire_parse_bulk_get (const char *text, gsize length, GPtrArray *documents, GPtrArray *failures, GError **error)
{
  DocumentScan scan = { NULL, NULL, documents, failures, 0 };
  gboolean ok = ry_json_scan_object (text, (gssize) length, bulk_get_member_cb, &scan, error);

  if (!ok)
    blame_answer (error);
  g_free (scan.result_id);
  return ok;
}

/**
 * ry_wire_parse_open_revs:
 * @id: the document
 * @text: what `GET /db/id?open_revs=` answered
 * @length: bytes in @text
 * @documents: (element-type RyDocument): takes what came
 * @failures: (element-type RyWriteResult): takes what did not
 *
 * Returns: %TRUE, or %FALSE with %RY_ERROR_BAD_ANSWER
 */
gboolean
ry_wire_parse_open_revs (
    const char *id, const char *text, gsize length, GPtrArray *documents, GPtrArray *failures, GError **error)
{
  DocumentScan scan = { id, NULL, documents, failures, 0 };

  if (!ry_json_scan_array (text, (gssize) length, entry_element_cb, &scan, error)) {
    blame_answer (error);
    return FALSE;
  }
  return scan.n_entries > 0 || set_bad_answer ("open_revs", error);
}

/* _bulk_docs */

static gboolean
failure_element_cb (const char *value, gsize length, gpointer data, GError **error)
{
  g_auto (Row) row = { NULL };

  if (!ry_json_scan_object (value, (gssize) length, row_member_cb, &row, error))
    return FALSE;
  if (row.word != NULL)
    add_failure (data, "", &row);
  return TRUE;
}

/**
 * ry_wire_parse_failures:
 * @text: what `_bulk_docs` answered
 * @length: bytes in @text
 *
 * Returns: (transfer full) (element-type RyWriteResult) (nullable): the rows that are errors, or %NULL with
 *   %RY_ERROR_BAD_ANSWER
 */
GPtrArray *
ry_wire_parse_failures (const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) failures = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_write_result_free);

  if (!ry_json_scan_array (text, (gssize) length, failure_element_cb, failures, error)) {
    blame_answer (error);
    return NULL;
  }
  return g_steal_pointer (&failures);
}

/**
 * ry_wire_parse_names:
 * @text: an array of strings, as `_all_dbs` answers
 * @length: bytes in @text
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the strings, or %NULL with %RY_ERROR_BAD_ANSWER
 */
GPtrArray *
ry_wire_parse_names (const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (!ry_json_scan_array (text, (gssize) length, ry_json_take_string, names, error)) {
    blame_answer (error);
    return NULL;
  }
  return g_steal_pointer (&names);
}
