/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Doubled numbers. Found by reading the meetings of the region, a few hundred after twenty years; cancelled ones bear
 * no number that anybody quotes.
 */
#include "ry-meeting-numbers.h"

#include "ry-error.h"
#include "ry-json.h"
#include "ry-meeting-private.h"
#include "ry-meeting.h"

static int
compare_doubled (gconstpointer a, gconstpointer b)
{
  const RyDoubledNumber *left = *(const RyDoubledNumber *const *) a;
  const RyDoubledNumber *right = *(const RyDoubledNumber *const *) b;
  int order = g_strcmp0 (left->series, right->series);

  return order != 0 ? order : (left->number > right->number) - (left->number < right->number);
}

static char *
dup_key (RyDocument *meeting)
{
  JsonObject *root = ry_document_get_root (meeting);
  const char *series = ry_json_get_string (root, "series");
  gint64 number = ry_json_get_int (root, "number", 0);

  if (series == NULL || *series == '\0' || number <= 0 ||
      g_strcmp0 (ry_json_get_string (root, "stage"), "cancelled") == 0)
    return NULL;
  return g_strdup_printf ("%s\n%" G_GINT64_FORMAT, series, number);
}

static RyDoubledNumber *
create_doubled (GPtrArray *meetings)
{
  RyDoubledNumber *doubled = g_new0 (RyDoubledNumber, 1);
  JsonObject *first = ry_document_get_root (g_ptr_array_index (meetings, 0));

  doubled->series = g_strdup (ry_json_get_string (first, "series"));
  doubled->number = ry_json_get_int (first, "number", 0);
  doubled->meetings = g_ptr_array_ref (meetings);
  g_ptr_array_sort (doubled->meetings, _ry_meeting_compare_by_day);
  for (guint i = 0; i < meetings->len; i++)
    doubled->fixed += ry_meeting_is_sealed (ry_document_get_root (g_ptr_array_index (meetings, i)));
  return doubled;
}

/* The meetings of each number of each series. */
static GHashTable *
group_meetings (GPtrArray *meetings)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < meetings->len; i++) {
    RyDocument *meeting = g_ptr_array_index (meetings, i);
    g_autofree char *key = dup_key (meeting);
    GPtrArray *group = key != NULL ? g_hash_table_lookup (groups, key) : NULL;

    if (key == NULL)
      continue;
    if (group == NULL) {
      group = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
      g_hash_table_insert (groups, g_steal_pointer (&key), group);
    }
    g_ptr_array_add (group, ry_document_ref (meeting));
  }
  return groups;
}

/**
 * ry_meeting_numbers_find:
 * @workspace: the region
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * For a thread. Where all that bear a number are sealed nothing can be changed any more, and it is not listed.
 *
 * Returns: (transfer full) (element-type RyDoubledNumber): the numbers that more than one meeting of a series bears
 */
GPtrArray *
ry_meeting_numbers_find (RyWorkspace *workspace, GCancellable *cancellable, GError **error)
{
  const RyQuery query = { .kind = "meeting" };
  g_autoptr (GPtrArray) meetings = ry_workspace_query (workspace, &query, error);
  g_autoptr (GHashTable) groups = meetings != NULL ? group_meetings (meetings) : NULL;
  GPtrArray *found;
  GHashTableIter iter;
  gpointer group;

  if (groups == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_doubled_number_free);
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &group)) {
    RyDoubledNumber *doubled = ((GPtrArray *) group)->len > 1 ? create_doubled (group) : NULL;

    if (doubled != NULL && doubled->fixed < doubled->meetings->len)
      g_ptr_array_add (found, doubled);
    else
      g_clear_pointer (&doubled, ry_doubled_number_free);
  }
  g_ptr_array_sort (found, compare_doubled);
  return found;
}

/* The title follows the number where it is the one that the series gives; what a person wrote stays. */
static void
renumber (JsonObject *meeting, JsonObject *series, gint64 number)
{
  const char *template = series != NULL ? ry_json_get_string (series, "title_template") : NULL;
  const char *name = series != NULL ? ry_json_get_string (series, "name") : NULL;
  g_autofree char *was = ry_meeting_format_title (template, ry_json_get_int (meeting, "number", 0), name);
  g_autofree char *is = ry_meeting_format_title (template, number, name);

  if (g_strcmp0 (ry_json_get_string (meeting, "title"), was) == 0)
    json_object_set_string_member (meeting, "title", is);
  json_object_set_int_member (meeting, "number", number);
  if (series != NULL)
    ry_meeting_number_decisions (meeting, ry_json_get_string (series, "mark"));
}

/* The next free number after @number: the hole behind it, or the one after the last. */
static gint64
find_free (GHashTable *taken, gint64 number)
{
  while (g_hash_table_contains (taken, &number))
    number++;
  return number;
}

static GHashTable *
list_taken (RyWorkspace *workspace, const char *series, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("series=%s", series);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "meeting", .where = where };
  g_autoptr (GPtrArray) meetings = ry_workspace_query (workspace, &query, error);
  GHashTable *taken;

  if (meetings == NULL)
    return NULL;
  taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < meetings->len; i++) {
    gint64 number = ry_json_get_int (ry_document_get_root (g_ptr_array_index (meetings, i)), "number", 0);

    g_hash_table_add (taken, g_memdup2 (&number, sizeof number));
  }
  return taken;
}

/**
 * ry_meeting_numbers_settle:
 * @workspace: the region
 * @doubled: a number
 * @keeps: id of the meeting that keeps it
 * @error: return location for a #GError
 *
 * Sealed minutes keep their number whatever is chosen. The others get the numbers of the series that are free, by date.
 *
 * Returns: (transfer full) (element-type RyEdit): the edits of one act
 */
GPtrArray *
ry_meeting_numbers_settle (RyWorkspace *workspace, const RyDoubledNumber *doubled, const char *keeps, GError **error)
{
  g_autoptr (RyDocument) series = ry_workspace_get (workspace, doubled->series, NULL);
  g_autoptr (GHashTable) taken = list_taken (workspace, doubled->series, error);
  GPtrArray *edits;

  if (taken == NULL)
    return NULL;
  edits = ry_edits_new ();
  for (guint i = 0; i < doubled->meetings->len; i++) {
    RyDocument *meeting = g_ptr_array_index (doubled->meetings, i);
    gint64 number = find_free (taken, doubled->number);
    JsonObject *content;

    if (g_strcmp0 (ry_document_get_id (meeting), keeps) == 0 || ry_meeting_is_sealed (ry_document_get_root (meeting)))
      continue;
    content = ry_document_dup_root (meeting);
    renumber (content, series != NULL ? ry_document_get_root (series) : NULL, number);
    g_hash_table_add (taken, g_memdup2 (&number, sizeof number));
    g_ptr_array_add (edits, ry_edit_new (ry_document_get_id (meeting), meeting, content));
  }
  return edits;
}

/* Of which nothing has gone out yet: its number can change without anybody's notice. */
static gboolean
is_planned (RyDocument *meeting)
{
  const char *stage = ry_document_get_string (meeting, "stage");

  return (stage == NULL || g_str_equal (stage, "planned")) && ry_document_get_string (meeting, "date") != NULL &&
         ry_json_get_int (ry_document_get_root (meeting), "number", 0) > 0;
}

/**
 * ry_meeting_numbers_order:
 * @workspace: the region
 * @series: id of a series
 * @error: return location for a #GError
 *
 * For two desktops that planned a year apart, with other rhythms: every meeting of the series that is only planned gets
 * a number by its date, from the lowest they have on. Meetings of which a notice went out keep theirs.
 *
 * Returns: (transfer full) (element-type RyEdit) (nullable): the edits of one act; empty where all is in order
 */
GPtrArray *
ry_meeting_numbers_order (RyWorkspace *workspace, const char *series, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("series=%s", series);
  const char *const where[] = { condition, NULL };
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, series, NULL);
  g_autoptr (GPtrArray) meetings =
      ry_workspace_query (workspace, &(RyQuery){ .kind = "meeting", .where = where }, error);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GPtrArray *edits;
  gint64 next = G_MAXINT64;

  if (meetings == NULL)
    return NULL;
  edits = ry_edits_new ();
  g_ptr_array_sort (meetings, _ry_meeting_compare_by_day);
  for (guint i = 0; i < meetings->len; i++) {
    gint64 number = ry_json_get_int (ry_document_get_root (meetings->pdata[i]), "number", 0);

    if (is_planned (meetings->pdata[i]))
      next = MIN (next, number);
    else
      g_hash_table_add (taken, g_memdup2 (&number, sizeof number));
  }
  for (guint i = 0; i < meetings->len; i++) {
    RyDocument *meeting = meetings->pdata[i];
    JsonObject *content;

    if (!is_planned (meeting))
      continue;
    next = find_free (taken, next);
    if (ry_json_get_int (ry_document_get_root (meeting), "number", 0) != next) {
      content = ry_document_dup_root (meeting);
      renumber (content, document != NULL ? ry_document_get_root (document) : NULL, next);
      g_ptr_array_add (edits, ry_edit_new (ry_document_get_id (meeting), meeting, content));
    }
    next++;
  }
  return edits;
}

/**
 * ry_doubled_number_free:
 * @doubled: (transfer full): a number
 */
void
ry_doubled_number_free (RyDoubledNumber *doubled)
{
  g_free (doubled->series);
  g_ptr_array_unref (doubled->meetings);
  g_free (doubled);
}
