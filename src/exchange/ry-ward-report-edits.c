/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Applying the national ward report: what it says becomes new wards and new states of wards, from its day on.
 */
#include "ry-ward-report.h"

#include <string.h>

#include "ry-json.h"
#include "ry-text.h"

/* The same report makes the same ward on every desktop. */
static char *
dup_new_id (const RyWardReportRow *row, guint nth)
{
  g_autofree char *folded = ry_text_fold (row->ward);
  g_autofree char *named = g_strdup_printf ("%s\n%s\n%u", row->organisation, folded, nth);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, named, -1);
  const char *key = strchr (row->organisation, ':');

  return g_strdup_printf ("ward:%s-%.8s", key != NULL ? key + 1 : row->organisation, sum);
}

static gboolean
has_news (const RyWardReportRow *row)
{
  JsonObject *root = row->document != NULL ? ry_document_get_root (row->document) : NULL;
  JsonNode *before = root != NULL ? json_object_get_member (root, "reported") : NULL;

  if (row->changes == NULL)
    return FALSE;
  return before == NULL || json_object_get_size (row->changes) > 1 ||
         !ry_json_node_equal (before, json_object_get_member (row->changes, "reported"));
}

static void
add_edits (GPtrArray *edits, const RyWardReportRow *row, const char *as_of, guint nth)
{
  g_autoptr (GPtrArray) turned = NULL;

  if (row->document == NULL) {
    g_autofree char *id = dup_new_id (row, nth);

    g_ptr_array_add (edits, ry_edit_new (id, NULL, ry_json_object_copy (row->changes)));
    return;
  }
  /* Only the stamp is news: the ward is the same as before. */
  turned = json_object_get_size (row->changes) > 1 ? ry_ward_turn (row->document, row->changes, as_of)
                                                   : ry_ward_correct (row->document, row->changes);
  g_ptr_array_set_free_func (turned, NULL);
  for (guint i = 0; i < turned->len; i++)
    g_ptr_array_add (edits, g_ptr_array_index (turned, i));
}

static guint
count_before (RyWardReport *report, guint position)
{
  const RyWardReportRow *row = g_ptr_array_index (report->rows, position);
  guint n = 0;

  for (guint i = 0; i < position; i++) {
    const RyWardReportRow *other = g_ptr_array_index (report->rows, i);

    n += g_strcmp0 (other->organisation, row->organisation) == 0 && g_strcmp0 (other->ward, row->ward) == 0;
  }
  return n;
}

/**
 * ry_ward_report_create_edits:
 * @report: a report
 *
 * New wards, changed ones from the report's day on, and on all that were named what was reported. Wards that are gone
 * are left to a person. Applied twice, the second time there is nothing to write.
 *
 * Returns: (transfer full) (element-type RyEdit): the edits
 */
GPtrArray *
ry_ward_report_create_edits (RyWardReport *report)
{
  GPtrArray *edits = ry_edits_new ();

  for (guint i = 0; i < report->rows->len; i++) {
    const RyWardReportRow *row = g_ptr_array_index (report->rows, i);

    if (has_news (row))
      add_edits (edits, row, report->as_of, count_before (report, i));
  }
  return edits;
}

/**
 * ry_ward_report_count_edits:
 * @report: a report
 *
 * Returns: how many wards would be written
 */
guint
ry_ward_report_count_edits (RyWardReport *report)
{
  guint n = 0;

  for (guint i = 0; i < report->rows->len; i++)
    n += has_news (g_ptr_array_index (report->rows, i));
  return n;
}
