/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record that is typed into: it is there at once and on the disk a moment later, what arrives meanwhile joins it, and
 * neither takes the other's fields.
 */
#include "ry-record.h"

#include "ry-json.h"
#include "widget-fixture.h"

#define ID   "organisation:a"
#define BODY "{\"kind\":\"organisation\",\"name\":\"汐見病院\",\"fax\":\"000-1\",\"telephone\":\"000-2\"}"

static void
changed_cb (RyRecord *record, WidgetFixture *fixture)
{
  fixture->n_changed++;
}

static void
saved_cb (RyRecord *record, RyUndo *undo, const char *field, WidgetFixture *fixture)
{
  g_assert_cmpuint (ry_undo_get_n_documents (undo), <=, 1);
  fixture->n_saved++;
}

static void
failed_cb (RyRecord *record, const GError *error, WidgetFixture *fixture)
{
  g_assert_nonnull (error);
  fixture->n_failed++;
}

static RyRecord *
open_record (WidgetFixture *fixture)
{
  RyRecord *record;

  widget_put (fixture, ID, BODY);
  widget_spin (20); /* what was committed before is not news */
  record = ry_record_new (fixture->workspace, ID);
  g_signal_connect (record, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect (record, "saved", G_CALLBACK (saved_cb), fixture);
  g_signal_connect (record, "failed", G_CALLBACK (failed_cb), fixture);
  return record;
}

static JsonNode *
text (const char *words)
{
  return json_node_init_string (json_node_alloc (), words);
}

static gboolean
is_saved (gpointer data)
{
  return ry_record_is_saved (data);
}

static void
assert_stored (WidgetFixture *fixture, const char *member, const char *expected)
{
  g_autofree char *value = widget_dup (fixture, ID, member);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_saves_by_itself (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = open_record (fixture);
  gint64 begun = g_get_monotonic_time ();

  ry_record_set (record, "name", text ("汐見中"));
  ry_record_set (record, "name", text ("汐見中央病院"));
  g_assert_cmpuint (fixture->n_changed, ==, 2);
  g_assert_cmpstr (ry_json_get_string (ry_record_get_root (record), "name"), ==, "汐見中央病院");
  g_assert_cmpstr (ry_document_get_string (ry_record_get_document (record), "name"), ==, "汐見病院");
  g_assert_false (ry_record_is_saved (record));
  widget_wait (is_saved, record);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 2 * G_USEC_PER_SEC);
  assert_stored (fixture, "name", "汐見中央病院");
  g_assert_cmpuint (fixture->n_saved, ==, 1);
}

/* Who types without a pause loses no more than who pauses. */
static void
test_saves_while_typing (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = open_record (fixture);

  for (guint i = 0; i < 20; i++) {
    g_autofree char *words = g_strdup_printf ("汐見病院%u", i);

    ry_record_set (record, "name", text (words));
    widget_spin (100);
  }
  g_assert_cmpuint (fixture->n_saved, >=, 1);
  widget_wait (is_saved, record);
  assert_stored (fixture, "name", "汐見病院19");
}

static void
test_same_is_no_change (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = open_record (fixture);

  ry_record_set (record, "name", text ("汐見病院"));
  ry_record_set (record, "email", NULL);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  g_assert_true (ry_record_is_saved (record));
}

/* Another desktop changes another field while this one is being typed into. */
static void
test_arrival_joins (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = open_record (fixture);

  ry_record_set (record, "name", text ("汐見中央病院"));
  widget_put (fixture, ID,
              "{\"kind\":\"organisation\",\"name\":\"汐見病院\",\"fax\":\"000-9\",\"telephone\":\"000-2\"}");
  widget_spin (50);
  g_assert_cmpstr (ry_json_get_string (ry_record_get_root (record), "fax"), ==, "000-9");
  g_assert_cmpstr (ry_json_get_string (ry_record_get_root (record), "name"), ==, "汐見中央病院");
  widget_wait (is_saved, record);
  assert_stored (fixture, "name", "汐見中央病院");
  assert_stored (fixture, "fax", "000-9");
}

static void
test_removed_and_flushed (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = open_record (fixture);

  ry_record_set (record, "fax", NULL);
  ry_record_flush (record);
  ry_record_set (record, "telephone", text ("000-3")); /* while the first is on its way */
  ry_record_flush (record);
  widget_wait (is_saved, record);
  assert_stored (fixture, "fax", NULL);
  assert_stored (fixture, "telephone", "000-3");
}

/* What the kind does not take is told, and the words stay to be mended. */
static void
test_refused_words_stay (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = open_record (fixture);

  ry_record_set (record, "name", NULL);
  ry_record_flush (record);
  while (fixture->n_failed == 0)
    widget_spin (10);
  g_assert_false (ry_record_is_saved (record));
  assert_stored (fixture, "name", "汐見病院");
  ry_record_set (record, "name", text ("汐見中央病院"));
  ry_record_flush (record);
  widget_wait (is_saved, record);
  assert_stored (fixture, "name", "汐見中央病院");
}

static void
test_doubt_is_told (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = open_record (fixture);
  g_autofree char *none = ry_record_dup_fault (record, "medical_code");
  g_autofree char *fault = NULL;

  g_assert_null (none);
  ry_record_set (record, "medical_code", text ("0110113710"));
  fault = ry_record_dup_fault (record, "medical_code");
  g_assert_nonnull (fault);
  ry_record_flush (record);
  widget_wait (is_saved, record);
  assert_stored (fixture, "medical_code", "0110113710");
}

static void
test_new_document (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = ry_record_new (fixture->workspace, ID);

  g_assert_null (ry_record_get_document (record));
  ry_record_set (record, "kind", text ("organisation"));
  ry_record_set (record, "name", text ("新しい会員"));
  ry_record_flush (record);
  widget_wait (is_saved, record);
  assert_stored (fixture, "name", "新しい会員");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, WidgetFixture, NULL, widget_set_up, test, widget_tear_down)
  ADD ("/record/saves-by-itself", test_saves_by_itself);
  ADD ("/record/saves-while-typing", test_saves_while_typing);
  ADD ("/record/same-is-no-change", test_same_is_no_change);
  ADD ("/record/arrival-joins", test_arrival_joins);
  ADD ("/record/removed-and-flushed", test_removed_and_flushed);
  ADD ("/record/refused-words-stay", test_refused_words_stay);
  ADD ("/record/doubt-is-told", test_doubt_is_told);
  ADD ("/record/new-document", test_new_document);
#undef ADD
  return g_test_run ();
}
