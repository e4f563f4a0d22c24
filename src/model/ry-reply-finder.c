/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each seat is known by words: its organisation's reading from the beginning, its person's, the later words of both,
 * and the names as they are written. A syllable that is half typed in romaji (`kud`) stands for all that it can become,
 * so that the list does not empty between two keystrokes.
 */
#include "ry-reply-finder.h"

#include <string.h>

#include "ry-text.h"

/* How well something typed fits: the smaller, the better. */
enum { FIT_ORGANISATION, FIT_SURNAME, FIT_WORD, FIT_WRITTEN, FIT_NONE };

typedef struct {
  RyAttendee *attendee; /* borrowed from the list */
  char *organisation;
  GStrv organisation_words;
  GStrv person_words;
  char *written; /* folded names, for what an input method has turned into kanji */
} Known;

struct _RyReplyFinder {
  GPtrArray *seats;
  GArray *known; /* of Known, in the order of readings */
};

typedef struct {
  const Known *known;
  int fit;
  gboolean answered;
  gboolean named;
  guint place;
} Hit;

static GStrv
split_words (const char *reading)
{
  g_autofree char *kana = ry_text_to_hiragana (reading);
  g_auto (GStrv) parts = g_strsplit (kana, " ", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (words, parts[i]);
  return g_strv_builder_end (words);
}

static void
clear_known (gpointer data)
{
  Known *known = data;

  g_free (known->organisation);
  g_strfreev (known->organisation_words);
  g_strfreev (known->person_words);
  g_free (known->written);
}

static void
learn (RyReplyFinder *self, RyAttendee *attendee)
{
  Known known = { .attendee = attendee };
  g_autofree char *kana = ry_text_to_hiragana (attendee->organisation_reading);
  g_autofree char *names = g_strconcat (attendee->organisation_name, "\n", attendee->name, NULL);
  g_autofree char *folded = ry_text_fold (names);

  known.organisation = ry_text_strip_spaces (kana);
  known.organisation_words = split_words (attendee->organisation_reading);
  known.person_words = split_words (attendee->reading);
  known.written = ry_text_strip_spaces (folded);
  g_array_append_val (self->known, known);
}

static gboolean
begins_any (const char *word, GStrv beginnings)
{
  for (guint i = 0; beginnings[i] != NULL; i++)
    if (g_str_has_prefix (word, beginnings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_word (GStrv words, guint from, GStrv beginnings)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (i >= from && begins_any (words[i], beginnings))
      return TRUE;
  return FALSE;
}

static int
measure (const Known *known, GStrv beginnings, const char *written)
{
  if (begins_any (known->organisation, beginnings))
    return FIT_ORGANISATION;
  if (known->person_words[0] != NULL && begins_any (known->person_words[0], beginnings))
    return FIT_SURNAME;
  if (has_word (known->organisation_words, 1, beginnings) || has_word (known->person_words, 1, beginnings))
    return FIT_WORD;
  return *written != '\0' && strstr (known->written, written) != NULL ? FIT_WRITTEN : FIT_NONE;
}

static void
add_beginning (GStrvBuilder *builder, const char *romaji)
{
  g_autofree char *kana = ry_text_from_romaji (romaji);
  g_autofree char *plain = ry_text_to_hiragana (kana);

  if (*plain != '\0')
    g_strv_builder_add (builder, plain);
}

/* The kana that @typed is, or may become with the next key. */
static GStrv
list_beginnings (const char *typed)
{
  static const char *const endings[] = { "a", "i", "u", "e", "o", "ya", "yu", "yo", "n" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gsize length = strlen (typed);
  gboolean unfinished = length > 0 && g_ascii_isalpha (typed[length - 1]) && !strchr ("aiueo", typed[length - 1]);

  if (!unfinished || typed[length - 1] == 'n')
    add_beginning (builder, typed);
  for (guint i = 0; unfinished && i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *longer = g_strconcat (typed, endings[i], NULL);

    /* "shh" becomes nothing, and is no reason to show what begins with し. */
    if (typed[length - 1] != 'n' || i < G_N_ELEMENTS (endings) - 1)
      add_beginning (builder, longer);
  }
  return g_strv_builder_end (builder);
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *left = a, *right = b;

  if (left->answered != right->answered)
    return left->answered - right->answered;
  if (left->fit != right->fit)
    return left->fit - right->fit;
  /* Whoever has a name is found by it; a seat without one only by its organisation. */
  if (left->fit == FIT_ORGANISATION && left->named != right->named)
    return left->named - right->named;
  return left->place < right->place ? -1 : left->place > right->place;
}

/**
 * ry_reply_finder_new:
 * @seats: (element-type RyAttendee): the seats; their status is read anew at each search
 *
 * Returns: (transfer full): what finds them
 */
RyReplyFinder *
ry_reply_finder_new (GPtrArray *seats)
{
  RyReplyFinder *self = g_new0 (RyReplyFinder, 1);
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (seats, NULL, NULL);

  self->seats = g_ptr_array_ref (seats);
  self->known = g_array_new (FALSE, FALSE, sizeof (Known));
  g_array_set_clear_func (self->known, clear_known);
  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, ry_attendee_compare_readings);
  for (guint i = 0; i < sorted->len; i++)
    learn (self, sorted->pdata[i]);
  return self;
}

void
ry_reply_finder_free (RyReplyFinder *self)
{
  g_array_unref (self->known);
  g_ptr_array_unref (self->seats);
  g_free (self);
}

/**
 * ry_reply_finder_find:
 * @self: a finder
 * @typed: what stands in the entry: kana, romaji in the middle of a word, or a name as it is written
 * @limit: at most so many
 *
 * Unanswered seats come first, then those that fit better: the organisation's beginning, the surname, another word.
 *
 * Returns: (transfer container) (element-type RyAttendee): the candidates, best first
 */
GPtrArray *
ry_reply_finder_find (RyReplyFinder *self, const char *typed, guint limit)
{
  g_autofree char *folded = ry_text_fold (typed);
  g_autofree char *written = ry_text_strip_spaces (folded);
  g_auto (GStrv) beginnings = list_beginnings (written);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; *written != '\0' && i < self->known->len; i++) {
    const Known *known = &g_array_index (self->known, Known, i);
    Hit hit = { known, measure (known, beginnings, written), FALSE, FALSE, i };

    hit.named = *known->attendee->name != '\0';
    hit.answered = strcmp (ry_attendee_get_status (known->attendee), "unanswered") != 0;
    if (hit.fit != FIT_NONE)
      g_array_append_val (hits, hit);
  }
  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < hits->len && i < limit; i++)
    g_ptr_array_add (found, g_array_index (hits, Hit, i).known->attendee);
  return found;
}

/**
 * ry_reply_finder_digit:
 * @character: (nullable): what a key produced or an input method committed
 *
 * Returns: 0 to 9 for a digit of any width that stands alone, -1 for everything else
 */
int
ry_reply_finder_digit (const char *character)
{
  g_autofree char *plain = character != NULL ? ry_text_nfkc (character) : NULL;

  return plain != NULL && strlen (plain) == 1 && g_ascii_isdigit (*plain) ? *plain - '0' : -1;
}
