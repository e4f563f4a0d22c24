/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The next number is one after the last of the council's year: numbers are never given twice nor left out, and a
 * cancelled one keeps its line. Offline a number is given all the same, and is provisional until it was sent.
 */
#include "ry-document-number.h"

#include <string.h>

#include "ry-date.h"
#include "ry-error.h"
#include "ry-json.h"

#define KIND "document_number"

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  JsonObject *left = ry_document_get_root (*(RyDocument *const *) a);
  JsonObject *right = ry_document_get_root (*(RyDocument *const *) b);
  gint64 x = ry_json_get_int (left, "number", 0), y = ry_json_get_int (right, "number", 0);

  return (x > y) - (x < y);
}

static char *
dup_key (const char *council)
{
  const char *colon = strchr (council, ':');

  return g_strdup (colon != NULL ? colon + 1 : council);
}

static char *
dup_mark (RyWorkspace *workspace, const char *council)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, council, NULL);
  const char *mark = document != NULL ? ry_document_get_string (document, "letter_mark") : NULL;

  if (mark == NULL && document != NULL)
    mark = ry_document_get_string (document, "short_name");
  return g_strdup (mark != NULL ? mark : "");
}

static int
get_year (const char *date)
{
  GDate day;

  if (date == NULL || !ry_date_parse (date, &day))
    ry_date_today (&day);
  return ry_date_fiscal_year (&day);
}

static gint64
get_number (RyDocument *entry)
{
  return ry_json_get_int (ry_document_get_root (entry), "number", 0);
}

static JsonObject *
find_year (JsonObject *council, int year)
{
  JsonArray *years = ry_json_get_array (council, "letter_years");

  for (guint i = 0; years != NULL && i < json_array_get_length (years); i++) {
    JsonNode *node = json_array_get_element (years, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && ry_json_get_int (json_node_get_object (node), "year", 0) == year)
      return json_node_get_object (node);
  }
  return NULL;
}

/* What somebody set as the year's first number, else 0. */
static gint64
get_first (RyWorkspace *workspace, const char *council, int year)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, council, NULL);
  JsonObject *row = document != NULL ? find_year (ry_document_get_root (document), year) : NULL;

  return row != NULL ? MAX (0, ry_json_get_int (row, "first", 0)) : 0;
}

/* The one after the last, or the hole that an undone letter has left. A register may begin late in a book of paper:
 * with the first number that was set, or with the first that was given. */
static gint64
find_next (GPtrArray *entries, gint64 first)
{
  gint64 next = first > 0 ? first : entries->len > 0 ? get_number (entries->pdata[0]) : 1;

  for (guint i = 0; i < entries->len && get_number (entries->pdata[i]) <= next; i++)
    next = MAX (next, get_number (entries->pdata[i]) + 1);
  return next;
}

/**
 * ry_document_number_format:
 * @mark: the council's mark
 * @number: the number
 *
 * Returns: (transfer full): as it stands on a letter
 */
char *
ry_document_number_format (const char *mark, gint64 number)
{
  return g_strdup_printf ("%s第%" G_GINT64_FORMAT "号", mark, number);
}

/**
 * ry_document_number_list:
 * @workspace: the region
 * @council: id of a council
 * @year: a year of account
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type RyDocument): the register of that year, in order of its numbers
 */
GPtrArray *
ry_document_number_list (RyWorkspace *workspace, const char *council, int year, GError **error)
{
  g_autofree char *of_council = g_strdup_printf ("council=%s", council);
  g_autofree char *of_year = g_strdup_printf ("year=%d", year);
  const char *const where[] = { of_council, of_year, NULL };
  const RyQuery query = { .kind = KIND, .where = where };
  GPtrArray *entries = ry_workspace_query (workspace, &query, error);

  if (entries != NULL)
    g_ptr_array_sort (entries, compare_numbers);
  return entries;
}

static RyDocumentNumber *
create_number (RyWorkspace *workspace, const char *council, int year, gint64 number)
{
  RyDocumentNumber *self = g_new0 (RyDocumentNumber, 1);
  g_autofree char *mark = dup_mark (workspace, council);
  g_autofree char *key = dup_key (council);

  self->year = year;
  self->number = number;
  self->text = ry_document_number_format (mark, number);
  self->id = g_strdup_printf (KIND ":%s:%d:%04" G_GINT64_FORMAT, key, year, number);
  return self;
}

/**
 * ry_document_number_peek:
 * @workspace: the region
 * @council: id of a council
 * @date: (nullable): the letter's day, ISO 8601; %NULL for today
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the number that the next letter will have; it is not given yet
 */
RyDocumentNumber *
ry_document_number_peek (RyWorkspace *workspace, const char *council, const char *date, GError **error)
{
  int year = get_year (date);
  g_autoptr (GPtrArray) entries = ry_document_number_list (workspace, council, year, error);

  return entries != NULL
             ? create_number (workspace, council, year, find_next (entries, get_first (workspace, council, year)))
             : NULL;
}

/**
 * ry_document_number_set_first:
 * @council: a council
 * @year: a year of account of which no number is given yet
 * @first: the number to begin with, as that after the last one in a book of paper
 *
 * Returns: (transfer full): the edit that notes it
 */
RyEdit *
ry_document_number_set_first (RyDocument *council, int year, gint64 first)
{
  JsonObject *content = ry_document_dup_root (council);
  JsonObject *row = find_year (content, year);

  if (row == NULL) {
    g_autofree char *key = g_strdup_printf ("%d", year);

    if (ry_json_get_array (content, "letter_years") == NULL)
      json_object_set_array_member (content, "letter_years", json_array_new ());
    row = json_object_new ();
    json_object_set_string_member (row, "key", key); /* natural, so that two desktops note one year once */
    json_object_set_int_member (row, "year", year);
    json_array_add_object_element (ry_json_get_array (content, "letter_years"), row);
  }
  json_object_set_int_member (row, "first", first);
  return ry_edit_new (ry_document_get_id (council), council, content);
}

/**
 * ry_document_number_take:
 * @workspace: the region
 * @council: id of a council
 * @date: the letter's day, ISO 8601
 * @subject: what the letter is about
 * @addressee: (nullable): to whom, in words
 * @letter: (nullable): id of the letter's run
 * @taken: (out) (optional): the number
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the edit that writes it into the register; commit it with the letter
 */
RyEdit *
ry_document_number_take (RyWorkspace *workspace,
                         const char *council,
                         const char *date,
                         const char *subject,
                         const char *addressee,
                         const char *letter,
                         RyDocumentNumber **taken,
                         GError **error)
{
  g_autoptr (RyDocumentNumber) number = ry_document_number_peek (workspace, council, date, error);
  g_autoptr (JsonObject) content = NULL;
  RyEdit *edit;

  if (number == NULL)
    return NULL;
  content = json_object_new ();
  json_object_set_string_member (content, "kind", KIND);
  json_object_set_string_member (content, "council", council);
  json_object_set_int_member (content, "year", number->year);
  json_object_set_int_member (content, "number", number->number);
  json_object_set_string_member (content, "text", number->text);
  json_object_set_string_member (content, "status", "issued");
  ry_json_set_string (content, "date", date);
  ry_json_set_string (content, "subject", subject);
  ry_json_set_string (content, "addressee", addressee);
  ry_json_set_string (content, "letter", letter);
  edit = ry_edit_new (number->id, NULL, g_steal_pointer (&content));
  if (taken != NULL)
    *taken = g_steal_pointer (&number);
  return edit;
}

/**
 * ry_document_number_cancel:
 * @entry: a line of the register
 * @note: (nullable): why
 *
 * Returns: (transfer full): the edit that cancels it; the line stays
 */
RyEdit *
ry_document_number_cancel (RyDocument *entry, const char *note)
{
  JsonObject *content = ry_document_dup_root (entry);

  json_object_set_string_member (content, "status", "cancelled");
  if (note != NULL && *note != '\0')
    json_object_set_string_member (content, "note", note);
  return ry_edit_new (ry_document_get_id (entry), entry, content);
}

/* The letter that loses its number bears the new one from now on. */
static void
add_letter_edit (RyWorkspace *workspace, GPtrArray *edits, const char *letter_id, const char *number_id)
{
  g_autoptr (RyDocument) letter = letter_id != NULL ? ry_workspace_get (workspace, letter_id, NULL) : NULL;
  JsonObject *content;

  if (letter == NULL)
    return;
  content = ry_document_dup_root (letter);
  json_object_set_string_member (content, "document_number", number_id);
  g_ptr_array_add (edits, ry_edit_new (letter_id, letter, content));
}

/**
 * ry_document_number_settle:
 * @workspace: the region
 * @conflict: a number that two desktops gave
 * @keep_left: whether the letter at the left keeps it
 * @error: return location for a #GError
 *
 * Resolve @conflict with the kept side's content, and commit what is returned: the other letter's line under the next
 * number.
 *
 * Returns: (transfer full) (element-type RyEdit) (nullable): the edits of one act
 */
GPtrArray *
ry_document_number_settle (RyWorkspace *workspace, const RyConflict *conflict, gboolean keep_left, GError **error)
{
  RyDocument *moving = keep_left ? conflict->right : conflict->left;
  JsonObject *root = ry_document_get_root (moving);
  GPtrArray *edits = ry_edits_new ();
  g_autoptr (RyDocumentNumber) taken = NULL;
  RyEdit *edit;

  if (ry_document_get_deleted (moving))
    return edits;
  edit = ry_document_number_take (workspace, ry_json_get_string (root, "council"), ry_json_get_string (root, "date"),
                                  ry_json_get_string (root, "subject"), ry_json_get_string (root, "addressee"),
                                  ry_json_get_string (root, "letter"), &taken, error);
  if (edit == NULL) {
    g_ptr_array_unref (edits);
    return NULL;
  }
  g_ptr_array_add (edits, edit);
  add_letter_edit (workspace, edits, ry_json_get_string (root, "letter"), taken->id);
  return edits;
}

/* Whether @conflict is about two letters with one number, and not about one line that was edited twice. */
static gboolean
is_doubled (const RyConflict *conflict)
{
  return g_str_has_prefix (conflict->id, KIND ":") &&
         g_strcmp0 (ry_document_get_string (conflict->left, "letter"),
                    ry_document_get_string (conflict->right, "letter")) != 0;
}

/**
 * ry_document_number_resolve:
 * @workspace: the region
 * @conflict: a conflict of any kind
 * @content: (nullable): what the person decided for; %NULL deletes the document
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * As ry_workspace_resolve(); but where two letters took one number, the one that lost it gets the next, as its line
 * must not vanish from the register.
 *
 * Returns: (transfer full) (nullable): an undo of all of it; %NULL where nothing was decided
 */
RyUndo *
ry_document_number_resolve (
    RyWorkspace *workspace, RyConflict *conflict, JsonObject *content, GCancellable *cancellable, GError **error)
{
  const char *kept = content != NULL ? ry_json_get_string (content, "letter") : NULL;
  gboolean left = g_strcmp0 (kept, ry_document_get_string (conflict->left, "letter")) == 0;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL, moved = NULL;

  if (content != NULL && is_doubled (conflict)) {
    edits = ry_document_number_settle (workspace, conflict, left, error);
    if (edits == NULL)
      return NULL;
  }
  undo = ry_workspace_resolve (workspace, conflict, content, cancellable, error);
  if (undo == NULL || edits == NULL || edits->len == 0)
    return g_steal_pointer (&undo);
  moved = ry_workspace_commit (workspace, edits, cancellable, error);
  if (moved == NULL) {
    ry_undo_unref (ry_workspace_undo (workspace, undo, NULL, NULL));
    return NULL;
  }
  ry_undo_join (undo, moved);
  return g_steal_pointer (&undo);
}

void
ry_document_number_free (RyDocumentNumber *self)
{
  g_free (self->id);
  g_free (self->text);
  g_free (self);
}
