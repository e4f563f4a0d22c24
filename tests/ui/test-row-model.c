/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of documents follows the store, tells only what changed, and keeps the rows that stay. */
#include "ry-row-model.h"

#include "widget-fixture.h"

typedef struct {
  RyRowModel *model;
  guint wanted;
} Wait;

static guint
get_n (RyRowModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

static void
put (WidgetFixture *fixture, int n, const char *reading)
{
  g_autofree char *id = g_strdup_printf ("organisation:%03d", n);
  g_autofree char *body =
      g_strdup_printf ("{\"kind\":\"organisation\",\"name\":\"第%d病院\",\"reading\":\"%s\",\"org_kind\":\"%s\"}", n,
                       reading, n % 2 == 0 ? "hospital" : "clinic");

  widget_put (fixture, id, body);
}

static gboolean
is_answered (gpointer data)
{
  Wait *wait = data;

  return !ry_row_model_get_loading (wait->model) && get_n (wait->model) == wait->wanted;
}

static void
wait_for (RyRowModel *model, guint n)
{
  Wait wait = { model, n };

  widget_wait (is_answered, &wait);
}

static RyRowModel *
open_model (WidgetFixture *fixture, const char *condition, guint n)
{
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "organisation", .order = "reading", .where = where };
  RyRowModel *model = ry_row_model_new (fixture->workspace, "organisation");

  ry_row_model_set_query (model, &query);
  wait_for (model, n);
  return model;
}

static const char *
get_id (RyRowModel *model, guint position)
{
  RyDocument *document = ry_row_model_get_document (model, position);

  return document != NULL ? ry_document_get_id (document) : NULL;
}

static void
items_changed_cb (GListModel *list, guint position, guint removed, guint added, WidgetFixture *fixture)
{
  fixture->n_changed += removed + added;
}

static void
test_order_and_places (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRowModel) model = NULL;

  put (fixture, 1, "わかしお");
  put (fixture, 2, "あおば");
  put (fixture, 3, "しおみ");
  model = open_model (fixture, NULL, 3);
  g_assert_cmpstr (get_id (model, 0), ==, "organisation:002");
  g_assert_cmpstr (get_id (model, 2), ==, "organisation:001");
  g_assert_cmpuint (ry_row_model_find (model, "organisation:003"), ==, 1);
  g_assert_cmpuint (ry_row_model_find (model, "organisation:none"), ==, G_MAXUINT);
  g_assert_null (ry_row_model_get_document (model, 3));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (model)) == RY_TYPE_ROW);
}

/* Rows that stay are the same objects, so that a view keeps its place and what is being done in it. */
static void
test_tells_what_changed (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRowModel) model = NULL;
  g_autoptr (RyRow) before = NULL;
  g_autoptr (RyRow) after = NULL;

  for (int i = 0; i < 10; i++) {
    g_autofree char *reading = g_strdup_printf ("あ%d", i);

    put (fixture, i, reading);
  }
  model = open_model (fixture, NULL, 10);
  before = g_list_model_get_item (G_LIST_MODEL (model), 9);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  put (fixture, 50, "あ00");
  wait_for (model, 11);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  after = g_list_model_get_item (G_LIST_MODEL (model), 10);
  g_assert_true (before == after);
  widget_delete (fixture, "organisation:005");
  wait_for (model, 10);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
}

static gboolean
has_new_name (gpointer data)
{
  return g_strcmp0 (ry_row_get_string (data, "name"), "新しい名") == 0;
}

static void
test_row_follows_its_document (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRowModel) model = NULL;
  g_autoptr (RyRow) row = NULL;

  put (fixture, 1, "あおば");
  model = open_model (fixture, NULL, 1);
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  widget_put (fixture, "organisation:001", "{\"kind\":\"organisation\",\"name\":\"新しい名\",\"reading\":\"あおば\"}");
  widget_wait (has_new_name, row);
  g_assert_cmpstr (ry_row_get_id (row), ==, "organisation:001");
}

static GArray *
keep_first (GArray *rows, RyStore *store, gpointer data, GCancellable *cancellable)
{
  return g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (gint64)), rows->data, MIN (rows->len, 1));
}

static void
test_questions (WidgetFixture *fixture, gconstpointer data)
{
  const RyQuery all = { .kind = "organisation", .order = "reading" };
  const RyQuery words = { .kind = "organisation", .text = "第3病院" };
  g_autoptr (RyRowModel) model = NULL;

  for (int i = 0; i < 6; i++)
    put (fixture, i, "あ");
  model = open_model (fixture, "org_kind=clinic", 3);
  ry_row_model_set_query (model, &all);
  wait_for (model, 6);
  ry_row_model_set_query (model, &words);
  wait_for (model, 1);
  g_assert_cmpstr (get_id (model, 0), ==, "organisation:003");
  ry_row_model_set_filter (model, keep_first, NULL, NULL);
  ry_row_model_set_query (model, &all);
  wait_for (model, 1);
  ry_row_model_set_filter (model, NULL, NULL, NULL);
  ry_row_model_set_query (model, &all);
  wait_for (model, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, WidgetFixture, NULL, widget_set_up, test, widget_tear_down)
  ADD ("/row-model/order-and-places", test_order_and_places);
  ADD ("/row-model/tells-what-changed", test_tells_what_changed);
  ADD ("/row-model/row-follows-its-document", test_row_follows_its_document);
  ADD ("/row-model/questions", test_questions);
#undef ADD
  return g_test_run ();
}
