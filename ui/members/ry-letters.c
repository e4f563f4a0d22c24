/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters and readings of a list in reading order. The order is that of ry_text_reading_key(), in which the
 * letters of the index come one after another and what is no kana comes last.
 */
#include "ry-letters.h"

#include "ry-text.h"

static guint
get_n_rows (RyRowModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

static const char *
get_reading (RyRowModel *model, guint position)
{
  RyDocument *document = ry_row_model_get_document (model, position);
  const char *reading = document != NULL ? ry_document_get_string (document, "reading") : NULL;

  return reading != NULL ? reading : "";
}

static int
get_rank (RyRowModel *model, guint position)
{
  return ry_index_bar_find_letter (ry_letters_get (model, position));
}

/* The first position at or behind @from whose rank is at least @rank. */
static guint
find_rank (RyRowModel *model, int rank, guint from)
{
  guint low = from, high = get_n_rows (model);

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (get_rank (model, middle) < rank)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/**
 * ry_letters_get:
 * @model: organisations or people in reading order
 * @position: a position in it
 *
 * Returns: the letter under which the record stands, as ry_text_index_letter() answers it
 */
const char *
ry_letters_get (RyRowModel *model, guint position)
{
  return ry_text_index_letter (get_reading (model, position));
}

/**
 * ry_letters_find_positions:
 * @model: organisations or people in reading order
 * @positions: (out caller-allocates) (array fixed-size=11): where each letter begins,
 * %GTK_INVALID_LIST_POSITION where nothing does
 *
 * Finds what the index bar needs.
 */
void
ry_letters_find_positions (RyRowModel *model, guint positions[RY_N_INDEX_LETTERS])
{
  guint n = get_n_rows (model);
  guint at = 0;

  for (int letter = 0; letter < RY_N_INDEX_LETTERS; letter++) {
    at = find_rank (model, letter, at);
    positions[letter] = at < n && get_rank (model, at) == letter ? at : GTK_INVALID_LIST_POSITION;
  }
}

/**
 * ry_letters_find_reading:
 * @model: organisations or people in reading order
 * @typed: the beginning of a reading, in kana or romaji
 *
 * Returns: the first record whose reading is @typed or comes after it; the number of records where there is
 * none
 */
guint
ry_letters_find_reading (RyRowModel *model, const char *typed)
{
  g_autofree char *kana = ry_text_from_romaji (typed);
  g_autofree char *wanted = ry_text_reading_key (kana != NULL && *kana != '\0' ? kana : typed);
  guint low = 0, high = get_n_rows (model);

  while (low < high) {
    guint middle = low + (high - low) / 2;
    g_autofree char *key = ry_text_reading_key (get_reading (model, middle));

    if (strcmp (key, wanted) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}
