/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is kept of a run: the wording as it was sent, and for each addressee the way, the day on which the paper was
 * made and the day on which it went out. A second run to those who were faulty adds a letter of its own.
 */
#include "ry-letter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-date.h"
#include "ry-error.h"
#include "ry-event.h"
#include "ry-json.h"

static JsonObject *
create_text (const RyLetter *self)
{
  JsonObject *text = json_object_new ();

  ry_json_set_string (text, "number", self->number);
  ry_json_set_string (text, "greeting", self->text.greeting);
  ry_json_set_string (text, "body", self->text.body);
  ry_json_set_string (text, "particulars", self->text.particulars);
  ry_json_set_string (text, "closing", self->text.closing);
  ry_json_set_string (text, "sender", self->text.sender);
  ry_json_set_string (text, "seal", self->text.seal);
  ry_json_set_string (text, "reply_by", self->reply_by);
  return text;
}

static JsonObject *
create_entry (const RyAddressee *addressee, const char *made_on)
{
  JsonObject *entry = json_object_new ();

  ry_json_set_string (entry, "key", addressee->key);
  ry_json_set_string (entry, "person", addressee->person);
  ry_json_set_string (entry, "organisation", addressee->organisation);
  ry_json_set_string (entry, "post", addressee->post);
  ry_json_set_string (entry, "name", addressee->name);
  ry_json_set_string (entry, "organisation_name", addressee->organisation_name);
  ry_json_set_string (entry, "ticket", addressee->ticket);
  ry_json_set_string (entry, "channel", ry_channel_get_code (addressee->channel));
  ry_json_set_string (entry, "made_on", made_on);
  return entry;
}

static char *
describe_addressees (GPtrArray *made)
{
  g_autofree char *first = made->len > 0 ? ry_addressee_dup_line (made->pdata[0]) : g_strdup ("");

  return made->len > 1 ? g_strdup_printf ("%s　ほか%u件", first, made->len - 1) : g_steal_pointer (&first);
}

static JsonObject *
create_content (const RyLetter *self, GPtrArray *made, const char *today)
{
  JsonObject *content = json_object_new ();
  JsonArray *addressees = json_array_new ();

  json_object_set_string_member (content, "kind", "letter");
  json_object_set_string_member (content, "purpose", self->purpose);
  ry_json_set_string (content, "subject", self->text.subject);
  ry_json_set_string (content, "meeting", self->meeting);
  ry_json_set_string (content, "council", self->council);
  ry_json_set_string (content, "date", self->date);
  json_object_set_object_member (content, "text", create_text (self));
  for (guint i = 0; i < made->len; i++)
    json_array_add_object_element (addressees, create_entry (made->pdata[i], today));
  json_object_set_array_member (content, "addressees", addressees);
  return content;
}

/* The notice is out: the meeting says so, unless it is further already. */
static void
add_meeting_edit (const RyLetter *self, RyWorkspace *workspace, GPtrArray *edits)
{
  g_autoptr (RyDocument) meeting = self->meeting != NULL ? ry_workspace_get (workspace, self->meeting, NULL) : NULL;
  const char *stage = meeting != NULL ? ry_document_get_string (meeting, "stage") : NULL;
  JsonObject *content;

  if (meeting == NULL || !g_str_equal (self->purpose, RY_LETTER_NOTICE) || RY_EVENT_IS_ID (self->meeting))
    return;
  content = ry_document_dup_root (meeting);
  if (stage == NULL || g_str_equal (stage, "planned"))
    json_object_set_string_member (content, "stage", "noticed");
  ry_json_set_string (content, "noticed_on", self->date);
  ry_json_set_string (content, "reply_by", self->reply_by);
  if (ry_json_get_array (content, "attendance") == NULL && ry_json_get_array (self->content, "attendance") != NULL)
    json_object_set_member (content, "attendance",
                            ry_json_node_copy (json_object_get_member (self->content, "attendance")));
  g_ptr_array_add (edits, ry_edit_new (self->meeting, meeting, content));
}

/* Those of the same notice who come later, as when a FAX number was found, get the same letter with its number. A
 * second reminder is another letter. */
static gboolean
is_continued (const RyLetter *self, RyDocument *letter)
{
  return g_strcmp0 (ry_document_get_string (letter, "purpose"), self->purpose) == 0 &&
         (g_str_equal (self->purpose, RY_LETTER_NOTICE) || g_str_equal (self->purpose, RY_LETTER_CONFIRMATION) ||
          g_str_equal (self->purpose, RY_LETTER_CANCELLATION) ||
          g_strcmp0 (ry_document_get_string (letter, "date"), self->date) == 0);
}

static RyDocument *
find_continued_number (const RyLetter *self, RyWorkspace *workspace)
{
  g_autoptr (GPtrArray) letters =
      self->meeting != NULL ? ry_letter_list (workspace, self->meeting, NULL) : g_ptr_array_new ();

  for (guint i = letters != NULL ? letters->len : 0; i-- > 0;) {
    const char *id = ry_document_get_string (letters->pdata[i], "document_number");
    g_autoptr (RyDocument) number = NULL;

    if (id == NULL || !is_continued (self, letters->pdata[i]))
      continue;
    number = ry_workspace_get (workspace, id, NULL);
    if (number != NULL && g_strcmp0 (ry_document_get_string (number, "status"), "cancelled") != 0)
      return g_steal_pointer (&number);
  }
  return NULL;
}

/**
 * ry_letter_choose_number:
 * @self: a letter with its date
 * @workspace: the region
 * @error: return location for a #GError
 *
 * Gives the letter the number of the run that it goes on with, or the next one of the register.
 *
 * Returns: whether it has a number
 */
gboolean
ry_letter_choose_number (RyLetter *self, RyWorkspace *workspace, GError **error)
{
  g_autoptr (RyDocument) before = find_continued_number (self, workspace);
  g_autoptr (RyDocumentNumber) next = NULL;

  g_clear_pointer (&self->number_id, g_free);
  if (before != NULL) {
    self->number_id = g_strdup (ry_document_get_id (before));
    ry_letter_set_number (self, ry_document_get_string (before, "text"));
    return TRUE;
  }
  next = ry_document_number_peek (workspace, self->council, self->date, error);
  if (next != NULL)
    ry_letter_set_number (self, next->text);
  return next != NULL;
}

static gboolean
add_number_edit (RyLetter *self, RyWorkspace *workspace, GPtrArray *made, GPtrArray *edits, char **id, GError **error)
{
  g_autofree char *addressee = describe_addressees (made);
  g_autoptr (RyDocumentNumber) taken = NULL;
  RyEdit *edit = ry_document_number_take (workspace, self->council, self->date, self->text.subject, addressee, self->id,
                                          &taken, error);

  if (edit == NULL)
    return FALSE;
  g_ptr_array_add (edits, edit);
  *id = g_strdup (taken->id);
  if (g_strcmp0 (taken->text, self->number) == 0)
    return TRUE;
  g_set_error (error, RY_ERROR, RY_ERROR_CONFLICT,
               _ ("Another letter has taken the number %s meanwhile. Make the letters again; they will bear %s."),
               self->number, taken->text);
  return FALSE;
}

/**
 * ry_letter_record:
 * @self: a letter whose papers were made
 * @workspace: the region
 * @made: (element-type RyAddressee): for whom
 * @error: return location for a #GError
 *
 * Fails with %RY_ERROR_CONFLICT where its number was given to another letter after it was printed on this one.
 *
 * Returns: (transfer full) (element-type RyEdit) (nullable): the edits of one act: letter, number, meeting
 */
GPtrArray *
ry_letter_record (RyLetter *self, RyWorkspace *workspace, GPtrArray *made, GError **error)
{
  g_autoptr (GPtrArray) edits = ry_edits_new ();
  g_autofree char *today = NULL, *number_id = NULL;
  JsonObject *content;

  today = ry_date_dup_today ();
  if (self->number_id != NULL)
    number_id = g_strdup (self->number_id);
  else if (self->number != NULL && !add_number_edit (self, workspace, made, edits, &number_id, error))
    return NULL;
  content = create_content (self, made, today);
  ry_json_set_string (content, "document_number", number_id);
  g_ptr_array_add (edits, ry_edit_new (self->id, NULL, content));
  add_meeting_edit (self, workspace, edits);
  return g_steal_pointer (&edits);
}

static gboolean
is_meant (JsonObject *entry, const char *const *keys)
{
  const char *key = ry_json_get_string (entry, "key");

  return keys == NULL || (key != NULL && g_strv_contains (keys, key));
}

/**
 * ry_letter_mark_sent:
 * @workspace: the region
 * @letter_id: a recorded letter
 * @keys: (nullable) (array zero-terminated=1): which addressees; %NULL for all
 * @date: (nullable): the day it went out, ISO 8601; %NULL takes the mark away
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type RyEdit) (nullable): the edits of one act
 */
GPtrArray *
ry_letter_mark_sent (
    RyWorkspace *workspace, const char *letter_id, const char *const *keys, const char *date, GError **error)
{
  g_autoptr (RyDocument) letter = ry_workspace_get (workspace, letter_id, error);
  JsonObject *content = letter != NULL ? ry_document_dup_root (letter) : NULL;
  JsonArray *entries = content != NULL ? ry_json_get_array (content, "addressees") : NULL;

  if (content == NULL)
    return NULL;
  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++) {
    JsonObject *entry = json_array_get_object_element (entries, i);

    if (is_meant (entry, keys))
      ry_json_set_string (entry, "sent_on", date);
  }
  return ry_edits_new_with (ry_edit_new (letter_id, letter, content), NULL);
}

static int
compare_letters (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument *const *) a, *right = *(RyDocument *const *) b;
  int order = g_strcmp0 (ry_document_get_string (left, "date"), ry_document_get_string (right, "date"));

  return order != 0 ? order : strcmp (ry_document_get_id (left), ry_document_get_id (right));
}

/**
 * ry_letter_list:
 * @workspace: the region
 * @meeting_id: a meeting
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type RyDocument) (nullable): the letters about it, the oldest first
 */
GPtrArray *
ry_letter_list (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("meeting=%s", meeting_id);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "letter", .where = where };
  GPtrArray *letters = ry_workspace_query (workspace, &query, error);

  if (letters != NULL)
    g_ptr_array_sort (letters, compare_letters);
  return letters;
}

static void
apply_entry (GPtrArray *addressees, JsonObject *entry)
{
  const char *key = ry_json_get_string (entry, "key");

  for (guint i = 0; i < addressees->len; i++) {
    RyAddressee *addressee = addressees->pdata[i];

    if (g_strcmp0 (addressee->key, key) != 0)
      continue;
    g_free (addressee->made_on);
    g_free (addressee->sent_on);
    addressee->made_on = g_strdup (ry_json_get_string (entry, "made_on"));
    addressee->sent_on = g_strdup (ry_json_get_string (entry, "sent_on"));
  }
}

/**
 * ry_letter_apply_history:
 * @workspace: the region
 * @meeting_id: a meeting
 * @purpose: of which letters
 * @addressees: (element-type RyAddressee): changed in place
 *
 * Says of each addressee when the last letter of that purpose was made and sent.
 */
void
ry_letter_apply_history (RyWorkspace *workspace, const char *meeting_id, const char *purpose, GPtrArray *addressees)
{
  g_autoptr (GPtrArray) letters = ry_letter_list (workspace, meeting_id, NULL);

  for (guint i = 0; letters != NULL && i < letters->len; i++) {
    JsonObject *letter = ry_document_get_root (letters->pdata[i]);
    JsonArray *entries = ry_json_get_array (letter, "addressees");

    if (g_strcmp0 (ry_json_get_string (letter, "purpose"), purpose) != 0)
      continue;
    for (guint k = 0; entries != NULL && k < json_array_get_length (entries); k++)
      apply_entry (addressees, json_array_get_object_element (entries, k));
  }
}
