/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An edition for an audience is a copy of the meeting without what that audience does not read. The copy numbers
 * itself as any meeting does; the numbers that stood in its sentences are replaced by those they became.
 */
#include "ry-audience.h"

#include <string.h>

#include "ry-json.h"
#include "ry-meeting-labels.h"
#include "ry-meeting-private.h"
#include "ry-text.h"

#define WITHHELD_WORD "（非公開）"

/* Characters of a block that tell which one it is. */
#define BEGINNING 40

static gint64
get_level (JsonObject *item)
{
  return ry_json_get_int (item, "level", 1);
}

static char *
dup_surname (const char *name)
{
  const char *p = name;

  while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return g_strndup (name, p - name);
}

static gboolean
contains_name (const char *text, const char *name)
{
  g_autofree char *plain = ry_text_strip_spaces (name), *words = ry_text_strip_spaces (text);

  return *plain != '\0' && strstr (words, plain) != NULL;
}

/* --- who is who --------------------------------------------------------------------------------------------- */

/* The seat of a block's speaker or owner: by person, else by the name at the end of what was written. */
static JsonObject *
find_seat (JsonObject *meeting, const char *person, const char *words)
{
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (meeting, "attendance");

  for (guint i = 0; i < seats->len; i++) {
    JsonObject *seat = g_ptr_array_index (seats, i);

    if (*person != '\0'
            ? g_str_equal (ry_json_get_text (seat, "person"), person)
            : *ry_json_get_text (seat, "name") != '\0' && contains_name (words, ry_json_get_text (seat, "name")))
      return seat;
  }
  return *person != '\0' && *words != '\0' ? find_seat (meeting, "", words) : NULL;
}

static gboolean
is_chair (JsonObject *meeting, const char *words)
{
  return *ry_json_get_text (meeting, "chair") != '\0' && contains_name (words, ry_json_get_text (meeting, "chair"));
}

static gboolean
is_office (JsonObject *seat, const char *words)
{
  return strstr (words, "事務局") != NULL ||
         (seat != NULL && strstr (ry_json_get_text (seat, "role"), "事務局") != NULL);
}

/**
 * ry_audience_is_known:
 * @audience: (nullable): a word
 *
 * Returns: whether it is one of the three
 */
gboolean
ry_audience_is_known (const char *audience)
{
  static const char *const known[] = { RY_AUDIENCE_PUBLIC, RY_AUDIENCE_MEMBERS, RY_AUDIENCE_INTERNAL, NULL };

  return audience != NULL && g_strv_contains (known, audience);
}

/**
 * ry_audience_format_speaker:
 * @meeting: content of a meeting, with its attendance as it is
 * @block: one of its blocks
 * @audience: for whom
 *
 * As minutes call people: 会長, 事務局, a surname with 委員; for the public without the surname.
 *
 * Returns: (transfer full): who spoke; empty where the block does not say
 */
char *
ry_audience_format_speaker (JsonObject *meeting, JsonObject *block, const char *audience)
{
  const char *words = ry_json_get_text (block, "speaker");
  JsonObject *seat = find_seat (meeting, ry_json_get_text (block, "person"), words);
  gboolean public = g_str_equal (audience, RY_AUDIENCE_PUBLIC);
  g_autofree char *surname = NULL;

  if (*words == '\0' && seat == NULL)
    return g_strdup ("");
  if (is_chair (meeting, seat != NULL ? ry_json_get_text (seat, "name") : words)) {
    surname = dup_surname (ry_json_get_text (meeting, "chair"));
    return g_strconcat (public ? "" : surname, "会長", NULL);
  }
  if (is_office (seat, words))
    return g_strdup ("事務局");
  if (public)
    return g_strdup ("委員");
  if (seat == NULL)
    return g_strdup (words);
  surname = dup_surname (ry_json_get_text (seat, "name"));
  return g_strconcat (surname, "委員", NULL);
}

/**
 * ry_audience_format_owner:
 * @meeting: content of a meeting, with its attendance as it is
 * @block: a block of type action
 * @audience: for whom
 *
 * Returns: (transfer full): who does it; for the public the organisation alone
 */
char *
ry_audience_format_owner (JsonObject *meeting, JsonObject *block, const char *audience)
{
  const char *owner = ry_json_get_text (block, "owner"), *name = ry_json_get_text (block, "owner_name");
  JsonObject *seat;

  if (!g_str_equal (audience, RY_AUDIENCE_PUBLIC) || *name == '\0' || g_str_has_prefix (owner, "organisation:"))
    return g_strdup (name);
  seat = find_seat (meeting, g_str_has_prefix (owner, "person:") ? owner : "", name);
  if (seat != NULL && *ry_json_get_text (seat, "organisation_name") != '\0')
    return g_strdup (ry_json_get_text (seat, "organisation_name"));
  return g_strdup (strstr (name, "事務局") != NULL ? "事務局" : "委員");
}

/* --- leaving out ---------------------------------------------------------------------------------------------- */

static gboolean
drops_items (const char *audience)
{
  return g_str_equal (audience, RY_AUDIENCE_PUBLIC);
}

/* Keys of the items that are left out: those marked, and what stands under them. */
static GHashTable *
find_withheld_items (JsonObject *meeting, guint *n)
{
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 under = G_MAXINT64;

  for (guint i = 0; i < agenda->len; i++) {
    JsonObject *item = g_ptr_array_index (agenda, i);

    if (get_level (item) <= under)
      under = G_MAXINT64;
    if (under == G_MAXINT64 && ry_json_get_boolean (item, "confidential", FALSE)) {
      under = get_level (item);
      (*n)++;
    }
    if (under != G_MAXINT64)
      g_hash_table_add (keys, g_strdup (ry_json_get_text (item, "key")));
  }
  return keys;
}

static void
put_list (JsonObject *meeting, const char *member, GPtrArray *list)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    json_array_add_object_element (array, json_object_ref (g_ptr_array_index (list, i)));
  json_object_set_array_member (meeting, member, array);
}

static void
leave_out (JsonObject *meeting, const char *audience, RyWithheld *withheld)
{
  g_autoptr (GHashTable) dropped = NULL;
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (meeting, "blocks");

  if (g_str_equal (audience, RY_AUDIENCE_INTERNAL))
    return;
  dropped = drops_items (audience) ? find_withheld_items (meeting, &withheld->items)
                                   : g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = agenda->len; i > 0; i--)
    if (g_hash_table_contains (dropped, ry_json_get_text (g_ptr_array_index (agenda, i - 1), "key")))
      g_ptr_array_remove_index (agenda, i - 1);
  for (guint i = blocks->len; i > 0; i--) {
    JsonObject *block = g_ptr_array_index (blocks, i - 1);
    gboolean with_item = g_hash_table_contains (dropped, ry_json_get_text (block, "item"));
    gboolean internal = ry_json_get_boolean (block, "internal", FALSE);

    withheld->blocks += internal && !with_item;
    if (internal || with_item)
      g_ptr_array_remove_index (blocks, i - 1);
  }
  put_list (meeting, "agenda", agenda);
  put_list (meeting, "blocks", blocks);
}

/* --- counting anew -------------------------------------------------------------------------------------------- */

/* "R8-例会181-2" and 1 → "R8-例会181-1" */
static char *
renumber_decision (const char *old, guint order)
{
  const char *dash = strrchr (old, '-');

  return dash != NULL ? g_strdup_printf ("%.*s-%u", (int) (dash - old), old, order) : g_strdup (old);
}

static void
note_number (GHashTable *numbers, const char *old, const char *new)
{
  if (*old != '\0' && !g_hash_table_contains (numbers, old))
    g_hash_table_insert (numbers, g_strdup (old), g_strdup (new));
}

/* Decisions in the order in which they are read. */
static void
renumber_decisions (JsonObject *before, JsonObject *after, GHashTable *numbers)
{
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (after, "agenda");
  g_autoptr (GPtrArray) all = _ry_meeting_dup_list (before, "blocks");
  guint order = 0;

  for (guint i = 0; i <= agenda->len; i++) {
    const char *item = i < agenda->len ? ry_json_get_text (g_ptr_array_index (agenda, i), "key") : NULL;
    g_autoptr (GPtrArray) blocks = ry_meeting_list_blocks (after, item);

    for (guint j = 0; j < blocks->len; j++) {
      JsonObject *block = g_ptr_array_index (blocks, j);
      g_autofree char *number = NULL;

      if (!g_str_equal (ry_json_get_text (block, "type"), RY_BLOCK_DECISION) ||
          *ry_json_get_text (block, "number") == '\0')
        continue;
      number = renumber_decision (ry_json_get_text (block, "number"), ++order);
      note_number (numbers, ry_json_get_text (block, "number"), number);
      json_object_set_string_member (block, "number", number);
    }
  }
  for (guint i = 0; i < all->len; i++)
    note_number (numbers, ry_json_get_text (g_ptr_array_index (all, i), "number"), WITHHELD_WORD);
}

static void
renumber_papers (JsonObject *before, JsonObject *after, GHashTable *numbers)
{
  g_autoptr (GPtrArray) old = ry_meeting_label_papers (before), new = ry_meeting_label_papers (after);

  for (guint i = 0; i < old->len; i++) {
    const RyPaperLabel *paper = g_ptr_array_index (old, i);
    const char *label = ry_paper_labels_find (new, paper->item, paper->name);

    note_number (numbers, paper->label, label != NULL ? label : WITHHELD_WORD);
  }
}

static char *
format_item_number (const char *number)
{
  g_autofree char *plain = ry_text_strip_spaces (number);

  return *plain != '\0' ? g_strconcat ("議題", plain, NULL) : g_strdup ("");
}

static void
renumber_items (JsonObject *before, JsonObject *after, GHashTable *numbers)
{
  g_autoptr (GPtrArray) old = _ry_meeting_dup_list (before, "agenda"), new = _ry_meeting_dup_list (after, "agenda");
  g_auto (GStrv) old_numbers = ry_meeting_number_agenda (before, TRUE);
  g_auto (GStrv) new_numbers = ry_meeting_number_agenda (after, TRUE);

  for (guint i = 0; i < old->len; i++) {
    g_autofree char *number = format_item_number (old_numbers[i]), *now = NULL;

    for (guint j = 0; j < new->len &&now == NULL; j++)
      if (g_str_equal (ry_json_get_text (g_ptr_array_index (old, i), "key"),
                       ry_json_get_text (g_ptr_array_index (new, j), "key")))
        now = format_item_number (new_numbers[j]);
    note_number (numbers, number, now != NULL ? now : WITHHELD_WORD);
  }
}

static gboolean
ends_here (const char *rest)
{
  return !g_ascii_isdigit (*rest) && !(rest[0] == '-' && g_ascii_isdigit (rest[1])) && *rest != '(';
}

/* The longest number that begins at @p. */
static const char *
match_number (GHashTable *numbers, const char *p, gsize *length)
{
  GHashTableIter iter;
  gpointer old, new;
  const char *found = NULL;

  *length = 0;
  g_hash_table_iter_init (&iter, numbers);
  while (g_hash_table_iter_next (&iter, &old, &new)) {
    gsize n = strlen (old);

    if (n > *length && strncmp (p, old, n) == 0 && ends_here (p + n)) {
      *length = n;
      found = new;
    }
  }
  return found;
}

static char *
replace_numbers (const char *text, GHashTable *numbers)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0';) {
    gsize length;
    const char *now = match_number (numbers, p, &length);

    if (now != NULL) {
      g_string_append (out, now);
      p += length;
    } else {
      g_string_append_len (out, p, g_utf8_next_char (p) - p);
      p = g_utf8_next_char (p);
    }
  }
  return g_string_free (out, FALSE);
}

static void
rewrite (JsonObject *element, const char *member, GHashTable *numbers)
{
  g_autofree char *text = *ry_json_get_text (element, member) != '\0'
                              ? replace_numbers (ry_json_get_text (element, member), numbers)
                              : NULL;

  if (text != NULL)
    json_object_set_string_member (element, member, text);
}

static GHashTable *
count_anew (JsonObject *before, JsonObject *after)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (after, "agenda");
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (after, "blocks");

  renumber_decisions (before, after, numbers);
  renumber_papers (before, after, numbers);
  renumber_items (before, after, numbers);
  for (guint i = 0; i < agenda->len; i++)
    rewrite (g_ptr_array_index (agenda, i), "title", numbers);
  for (guint i = 0; i < blocks->len; i++) {
    rewrite (g_ptr_array_index (blocks, i), "text", numbers);
    rewrite (g_ptr_array_index (blocks, i), "reason", numbers);
  }
  return numbers;
}

/* --- people --------------------------------------------------------------------------------------------------- */

/* The better of two answers of one organisation. */
static int
rank_status (const char *status)
{
  static const char *const order[] = { "unanswered", "absent", "written", "proxy", "web", "venue" };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (g_str_equal (status, order[i]))
      return (int) i;
  return 0;
}

/* One row an organisation, without anybody's name. */
static void
keep_organisations (JsonObject *meeting)
{
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (meeting, "attendance");
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < seats->len; i++) {
    JsonObject *seat = g_ptr_array_index (seats, i), *row;
    const char *name = ry_json_get_text (seat, "organisation_name"), *status = ry_json_get_text (seat, "status");

    if (*name == '\0')
      continue;
    row = g_hash_table_lookup (seen, name);
    if (row == NULL) {
      row = json_object_new ();
      json_object_set_string_member (row, "organisation_name", name);
      json_object_set_string_member (row, "status", status);
      g_ptr_array_add (rows, row);
      g_hash_table_insert (seen, (gpointer) name, row);
    } else if (rank_status (status) > rank_status (ry_json_get_text (row, "status"))) {
      json_object_set_string_member (row, "status", status);
    }
  }
  put_list (meeting, "attendance", rows);
}

static void
hide_people (JsonObject *before, JsonObject *after)
{
  static const char *const members[] = { "person", "organisation", "owner" };
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (after, "blocks");
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (after, "agenda");

  for (guint i = 0; i < blocks->len; i++) {
    JsonObject *block = g_ptr_array_index (blocks, i);
    g_autofree char *speaker = ry_audience_format_speaker (before, block, RY_AUDIENCE_PUBLIC);
    g_autofree char *owner = ry_audience_format_owner (before, block, RY_AUDIENCE_PUBLIC);

    ry_json_set_string (block, "speaker", *speaker != '\0' ? speaker : NULL);
    ry_json_set_string (block, "owner_name", *owner != '\0' ? owner : NULL);
    for (guint j = 0; j < G_N_ELEMENTS (members); j++)
      ry_json_set_string (block, members[j], NULL);
  }
  for (guint i = 0; i < agenda->len; i++)
    ry_json_set_string (g_ptr_array_index (agenda, i), "presenter", NULL);
  keep_organisations (after);
  if (*ry_json_get_text (before, "chair") != '\0')
    ry_json_set_string (after, "chair", "会長");
  ry_json_set_string (after, "recorder", *ry_json_get_text (before, "recorder") != '\0' ? "事務局" : NULL);
  ry_json_set_string (after, "signers", NULL);
}

/**
 * ry_audience_edit:
 * @meeting: content of a meeting
 * @audience: %RY_AUDIENCE_PUBLIC, %RY_AUDIENCE_MEMBERS or %RY_AUDIENCE_INTERNAL
 * @withheld: (out caller-allocates) (optional): how much was left out
 *
 * The members' edition leaves out internal blocks and keeps every number, as the list of actions quotes them. The
 * public one leaves out withheld items too, counts anew, and names organisations instead of people.
 *
 * Returns: (transfer full): a meeting to print
 */
JsonObject *
ry_audience_edit (JsonObject *meeting, const char *audience, RyWithheld *withheld)
{
  JsonObject *edited = ry_json_object_copy (meeting);
  RyWithheld count = { 0, 0 };

  leave_out (edited, audience, &count);
  if (g_str_equal (audience, RY_AUDIENCE_PUBLIC)) {
    g_hash_table_unref (count_anew (meeting, edited));
    hide_people (meeting, edited);
  }
  if (withheld != NULL)
    *withheld = count;
  return edited;
}

/* --- the check list ------------------------------------------------------------------------------------------- */

static void
add_note (GPtrArray *notes, RyNoteSort sort, const char *item, const char *block, const char *words, const char *where)
{
  RyReleaseNote *note = g_new (RyReleaseNote, 1);
  const char *end = words;

  for (guint i = 0; i < BEGINNING && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  *note = (RyReleaseNote){ sort, g_strdup (item), g_strdup (block), g_strndup (words, end - words), g_strdup (where) };
  g_ptr_array_add (notes, note);
}

static void
note_withheld (JsonObject *meeting, GPtrArray *notes)
{
  guint n = 0;
  g_autoptr (GHashTable) dropped = find_withheld_items (meeting, &n);
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (meeting, "blocks");

  for (guint i = 0; i < agenda->len; i++) {
    JsonObject *item = g_ptr_array_index (agenda, i);

    if (g_hash_table_contains (dropped, ry_json_get_text (item, "key")))
      add_note (notes, RY_NOTE_ITEM, ry_json_get_text (item, "key"), NULL, ry_json_get_text (item, "title"), NULL);
  }
  for (guint i = 0; i < blocks->len; i++) {
    JsonObject *block = g_ptr_array_index (blocks, i);

    if (ry_json_get_boolean (block, "internal", FALSE) &&
        !g_hash_table_contains (dropped, ry_json_get_text (block, "item")))
      add_note (notes, RY_NOTE_BLOCK, ry_json_get_text (block, "item"), ry_json_get_text (block, "key"),
                ry_json_get_text (block, "text"), NULL);
  }
}

static gboolean
is_called (const char *text, const char *surname)
{
  static const char *const titles[] = { "さん", "氏",   "様",   "先生", "委員", "会長",
                                        "部長", "院長", "師長", "課長", "医師" };

  for (const char *p = strstr (text, surname); p != NULL; p = strstr (p + 1, surname))
    for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
      if (g_str_has_prefix (p + strlen (surname), titles[i]))
        return TRUE;
  return FALSE;
}

/* A whole name, a surname of two characters or more, or a shorter one with a title behind it. */
static gboolean
names (const char *text, const char *name)
{
  g_autofree char *surname = dup_surname (name);

  if (*text == '\0' || *surname == '\0')
    return FALSE;
  return contains_name (text, name) || is_called (text, surname) ||
         (g_utf8_strlen (surname, -1) >= 2 && strstr (text, surname) != NULL);
}

/* Everybody whom the meeting knows by name. */
static GPtrArray *
list_names (JsonObject *meeting)
{
  static const char *const members[] = { "name", "proxy" };
  g_autoptr (GPtrArray) seats = _ry_meeting_dup_list (meeting, "attendance");
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < seats->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (members); j++)
      if (*ry_json_get_text (g_ptr_array_index (seats, i), members[j]) != '\0')
        g_ptr_array_add (found, (gpointer) ry_json_get_text (g_ptr_array_index (seats, i), members[j]));
  g_ptr_array_add (found, (gpointer) ry_json_get_text (meeting, "chair"));
  g_ptr_array_add (found, (gpointer) ry_json_get_text (meeting, "recorder"));
  return found;
}

static void
note_names (GPtrArray *names_known, JsonObject *element, const char *member, gboolean item, GPtrArray *notes)
{
  g_autoptr (GHashTable) met = g_hash_table_new (g_str_hash, g_str_equal);
  const char *text = ry_json_get_text (element, member), *key = ry_json_get_text (element, "key");

  for (guint i = 0; i < names_known->len; i++) {
    const char *name = g_ptr_array_index (names_known, i);

    if (names (text, name) && g_hash_table_add (met, (gpointer) name))
      add_note (notes, RY_NOTE_NAME, item ? key : ry_json_get_text (element, "item"), item ? NULL : key, name, text);
  }
  if (strstr (text, WITHHELD_WORD) != NULL)
    add_note (notes, RY_NOTE_WITHHELD, item ? key : ry_json_get_text (element, "item"), item ? NULL : key, text, text);
}

/**
 * ry_audience_check:
 * @meeting: content of a meeting
 *
 * What to look at before the public edition goes out: what it withholds, and what may still say too much.
 *
 * Returns: (transfer full) (element-type RyReleaseNote): the check list
 */
GPtrArray *
ry_audience_check (JsonObject *meeting)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_release_note_free);
  g_autoptr (JsonObject) edited = ry_audience_edit (meeting, RY_AUDIENCE_PUBLIC, NULL);
  g_autoptr (GPtrArray) known = list_names (meeting);
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (edited, "agenda");
  g_autoptr (GPtrArray) blocks = _ry_meeting_dup_list (edited, "blocks");

  note_withheld (meeting, notes);
  for (guint i = 0; i < agenda->len; i++)
    note_names (known, g_ptr_array_index (agenda, i), "title", TRUE, notes);
  for (guint i = 0; i < blocks->len; i++) {
    note_names (known, g_ptr_array_index (blocks, i), "text", FALSE, notes);
    note_names (known, g_ptr_array_index (blocks, i), "reason", FALSE, notes);
  }
  return notes;
}

/**
 * ry_release_note_free:
 * @note: (transfer full): a line of the check list
 */
void
ry_release_note_free (RyReleaseNote *note)
{
  g_free (note->item);
  g_free (note->block);
  g_free (note->words);
  g_free (note->where);
  g_free (note);
}
