/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An item of the first level that has papers, itself or under it, counts one up; where it has several papers they count
 * behind a hyphen. So what is handed out together is numbered together: 資料1, 資料2-1, 資料2-2, 資料3.
 */
#include "ry-meeting-labels.h"

#include <string.h>

#include "ry-json.h"
#include "ry-meeting-private.h"
#include "ry-text.h"

/* The first level items and what stands under each. */
static guint
find_end_of_part (GPtrArray *agenda, guint first)
{
  guint end = first + 1;

  while (end < agenda->len && ry_json_get_int (g_ptr_array_index (agenda, end), "level", 1) > 1)
    end++;
  return end;
}

static guint
count_papers (GPtrArray *agenda, guint first, guint end)
{
  guint n = 0;

  for (guint i = first; i < end; i++) {
    g_autoptr (GPtrArray) papers = ry_meeting_list_papers (g_ptr_array_index (agenda, i));

    n += papers->len;
  }
  return n;
}

/* A name that was typed as a label, in a time when labels were typed, is no title. */
static char *
create_title (const char *name)
{
  g_autofree char *plain = ry_text_nfkc (name);
  const char *dot = strrchr (name, '.');

  if (g_regex_match_simple ("^\\s*資料\\s*[0-9]+([-‐ー−][0-9]+)*\\s*$", plain, 0, 0))
    return g_strdup ("");
  if (dot == NULL || dot == name || !g_regex_match_simple ("^\\.[A-Za-z0-9]{1,5}$", dot, 0, 0))
    return g_strdup (name);
  return g_strndup (name, (gsize) (dot - name));
}

static void
add_label (GPtrArray *labels, const char *item, const char *name, guint part, guint order)
{
  RyPaperLabel *label = g_new0 (RyPaperLabel, 1);

  label->item = g_strdup (item);
  label->name = g_strdup (name);
  label->title = create_title (name);
  label->label = order == 0 ? g_strdup_printf ("資料%u", part) : g_strdup_printf ("資料%u-%u", part, order);
  g_ptr_array_add (labels, label);
}

/**
 * ry_meeting_label_papers:
 * @meeting: content of a meeting
 *
 * Returns: (transfer full) (element-type RyPaperLabel): the papers in the order of the agenda, with their labels
 */
GPtrArray *
ry_meeting_label_papers (JsonObject *meeting)
{
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  GPtrArray *labels = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_paper_label_free);
  guint part = 0;

  for (guint first = 0, end; first < agenda->len; first = end) {
    guint n, order = 0;

    end = find_end_of_part (agenda, first);
    n = count_papers (agenda, first, end);
    part += n > 0;
    for (guint i = first; i < end; i++) {
      JsonObject *item = g_ptr_array_index (agenda, i);
      g_autoptr (GPtrArray) papers = ry_meeting_list_papers (item);

      for (guint k = 0; k < papers->len; k++)
        add_label (labels, ry_json_get_string (item, "key"), g_ptr_array_index (papers, k), part, n > 1 ? ++order : 0);
    }
  }
  return labels;
}

/**
 * ry_paper_labels_find:
 * @labels: (element-type RyPaperLabel): labels of a meeting's papers
 * @item: (nullable): key of an agenda item
 * @name: a paper's name
 *
 * Returns: (transfer none) (nullable): its label
 */
const char *
ry_paper_labels_find (GPtrArray *labels, const char *item, const char *name)
{
  for (guint i = 0; i < labels->len; i++) {
    const RyPaperLabel *label = g_ptr_array_index (labels, i);

    if (g_strcmp0 (label->item, item) == 0 && g_strcmp0 (label->name, name) == 0)
      return label->label;
  }
  return NULL;
}

/**
 * ry_paper_label_free:
 * @label: (transfer full): a label
 */
void
ry_paper_label_free (RyPaperLabel *label)
{
  g_free (label->item);
  g_free (label->name);
  g_free (label->label);
  g_free (label->title);
  g_free (label);
}
