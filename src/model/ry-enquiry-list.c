/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hospital and the day are asked of the indexes; what has lapsed is known only by looking, as nobody writes it
 * down.
 */
#include "ry-enquiry-list.h"

#include <string.h>

#include "ry-json.h"
#include "ry-text.h"

#include <glib/gi18n-lib.h>

static gboolean
has_status (RyDocument *enquiry, guint wanted, const char *now)
{
  RyEnquiryStatus status = ry_enquiry_get_status (ry_document_get_root (enquiry), now);

  if (wanted == RY_ENQUIRY_OPEN)
    return status == RY_ENQUIRY_ASKED || status == RY_ENQUIRY_HELD || status == RY_ENQUIRY_LAPSED;
  return wanted == RY_ENQUIRY_ANY || status == wanted;
}

static gboolean
contains (const char *text, const char *word)
{
  g_autofree char *folded = text != NULL ? ry_text_fold (text) : NULL;

  return folded != NULL && strstr (folded, word) != NULL;
}

static gboolean
has_text (RyWorkspace *workspace, RyDocument *enquiry, const char *text)
{
  g_autofree char *word = ry_text_fold (text), *hospital = NULL, *from = NULL;

  if (*word == '\0' || contains (ry_document_get_string (enquiry, "case"), word) ||
      contains (ry_document_get_string (enquiry, "note"), word) ||
      contains (ry_document_get_string (enquiry, "reason"), word))
    return TRUE;
  hospital = ry_workspace_dup_name (workspace, ry_document_get_string (enquiry, "organisation"));
  from = ry_workspace_dup_name (workspace, ry_document_get_string (enquiry, "from"));
  return contains (hospital, word) || contains (from, word);
}

/* Newest first. */
static int
compare (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument *const *) a, *right = *(RyDocument *const *) b;
  int order = g_strcmp0 (ry_document_get_string (right, "asked_on"), ry_document_get_string (left, "asked_on"));

  if (order == 0)
    order = g_strcmp0 (ry_document_get_string (right, "asked_at"), ry_document_get_string (left, "asked_at"));
  return order != 0 ? order : strcmp (ry_document_get_id (right), ry_document_get_id (left));
}

/**
 * ry_enquiry_list:
 * @workspace: where
 * @filter: which
 * @now: the present moment, ISO 8601
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type RyDocument) (nullable): they, newest first
 */
GPtrArray *
ry_enquiry_list (RyWorkspace *workspace, const RyEnquiryFilter *filter, const char *now, GError **error)
{
  g_autofree char *of = filter->organisation != NULL ? g_strconcat ("organisation=", filter->organisation, NULL) : NULL;
  g_autofree char *since = filter->since != NULL ? g_strconcat ("asked_on>", filter->since, NULL) : NULL;
  const char *const where[] = { of != NULL ? of : since, of != NULL ? since : NULL, NULL };
  const RyQuery query = { .kind = "enquiry", .where = where };
  g_autoptr (GPtrArray) all = ry_workspace_query (workspace, &query, error);
  GPtrArray *found = all != NULL ? g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref) : NULL;

  for (guint i = 0; all != NULL && i < all->len; i++) {
    RyDocument *enquiry = g_ptr_array_index (all, i);

    if (has_status (enquiry, filter->status, now) &&
        (filter->text == NULL || has_text (workspace, enquiry, filter->text)))
      g_ptr_array_add (found, ry_document_ref (enquiry));
  }
  if (found != NULL)
    g_ptr_array_sort (found, compare);
  return found;
}

/**
 * ry_enquiry_dup_clock:
 * @at: (nullable): a moment, ISO 8601
 * @now: the present one
 *
 * Returns: (transfer full): as a person would say it, today without a day: 14:30, 11/23 14:30; "" for none
 */
char *
ry_enquiry_dup_clock (const char *at, const char *now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) then = at != NULL ? g_date_time_new_from_iso8601 (at, zone) : NULL,
                        present = g_date_time_new_from_iso8601 (now, zone);
  g_autoptr (GDateTime) here = then != NULL ? g_date_time_to_timezone (then, zone) : NULL,
                        today = present != NULL ? g_date_time_to_timezone (present, zone) : NULL;
  gboolean same = here != NULL && today != NULL && g_date_time_get_year (here) == g_date_time_get_year (today) &&
                  g_date_time_get_day_of_year (here) == g_date_time_get_day_of_year (today);

  return here != NULL ? g_date_time_format (here, same ? "%-H:%M" : "%-m/%-d %-H:%M") : g_strdup ("");
}

static char *
dup_name (RyWorkspace *workspace, const char *id, const char *otherwise)
{
  return id != NULL ? ry_workspace_dup_name (workspace, id) : g_strdup (otherwise);
}

/**
 * ry_enquiry_tabulate:
 * @workspace: where
 * @enquiries: (element-type RyDocument): as ry_enquiry_list() answers them
 * @conditions: (nullable) (element-type RyDocument): the conditions there are
 * @now: the present moment, ISO 8601
 *
 * Returns: (transfer full) (element-type GStrv): a line of headings and a line an enquiry
 */
GPtrArray *
ry_enquiry_tabulate (RyWorkspace *workspace, GPtrArray *enquiries, GPtrArray *conditions, const char *now)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *const heads[] = { _ ("Case number"), _ ("Asked on"),   _ ("Hospital"), _ ("Asked by"), _ ("Need"),
                                _ ("Status"),      _ ("Held until"), _ ("Reason"),   _ ("Note"),     NULL };

  g_ptr_array_add (lines, g_strdupv ((char **) heads));
  for (guint i = 0; i < enquiries->len; i++) {
    JsonObject *enquiry = ry_document_get_root (g_ptr_array_index (enquiries, i));
    g_autoptr (RyBedNeed) need = ry_bed_need_from_json (ry_json_get_object (enquiry, "need"));
    const char *texts[] = { ry_json_get_string (enquiry, "case"), ry_json_get_string (enquiry, "asked_on"),
                            ry_json_get_string (enquiry, "reason"), ry_json_get_string (enquiry, "note") };
    GStrv cells = g_new0 (char *, G_N_ELEMENTS (heads));

    cells[0] = g_strdup (texts[0] != NULL ? texts[0] : "");
    cells[1] = g_strdup (texts[1] != NULL ? texts[1] : "");
    cells[2] = dup_name (workspace, ry_json_get_string (enquiry, "organisation"), "");
    cells[3] = dup_name (workspace, ry_json_get_string (enquiry, "from"), _ ("secretariat"));
    cells[4] = ry_bed_need_format (need, conditions);
    cells[5] = g_strdup (ry_enquiry_status_get_name (ry_enquiry_get_status (enquiry, now)));
    cells[6] = ry_enquiry_dup_clock (ry_json_get_string (enquiry, "held_until"), now);
    cells[7] = g_strdup (texts[2] != NULL ? texts[2] : "");
    cells[8] = g_strdup (texts[3] != NULL ? texts[3] : "");
    g_ptr_array_add (lines, cells);
  }
  return lines;
}
