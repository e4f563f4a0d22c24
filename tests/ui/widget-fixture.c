/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A region in a folder of its own, written to as another desktop would. */
#include "widget-fixture.h"

#include "ry-json.h"

/* A machine under load is slow, not wrong. */
#define LIMIT_MS 20000

void
widget_set_up (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->home = g_dir_make_tmp ("ryorin-widget-XXXXXX", NULL);
  g_assert_true (ry_workspace_create (fixture->home, "北浜市汐見区", &error));
  fixture->workspace = ry_workspace_open (fixture->home, NULL, &error);
  g_assert_no_error (error);
}

void
widget_tear_down (WidgetFixture *fixture, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", fixture->home, NULL };

  widget_spin (1);
  ry_workspace_close (fixture->workspace);
  g_object_unref (fixture->workspace);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (fixture->home);
}

static void
commit (WidgetFixture *fixture, const char *id, JsonObject *content)
{
  RyStore *store = ry_workspace_get_store_for (fixture->workspace, id);
  g_autoptr (RyDocument) base = ry_store_get (store, id, NULL, RY_GET_PLAIN, NULL);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;

  edits = ry_edits_new_with (ry_edit_new (id, base, content), NULL);
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

void
widget_put (WidgetFixture *fixture, const char *id, const char *body)
{
  g_autoptr (GError) error = NULL;
  JsonObject *content = ry_json_parse_object (body, -1, &error);

  g_assert_no_error (error);
  commit (fixture, id, content);
}

void
widget_delete (WidgetFixture *fixture, const char *id)
{
  commit (fixture, id, NULL);
}

char *
widget_dup (WidgetFixture *fixture, const char *id, const char *member)
{
  g_autoptr (RyDocument) document = ry_workspace_get (fixture->workspace, id, NULL);

  return document != NULL ? g_strdup (ry_document_get_string (document, member)) : NULL;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
widget_wait (WidgetProbe probe, gpointer data)
{
  gint64 end = g_get_monotonic_time () + LIMIT_MS * 1000;
  guint tick = g_timeout_add (10, tick_cb, NULL);

  while (!probe (data)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (tick);
}

static gboolean
stop_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
widget_spin (guint milliseconds)
{
  gboolean stop = FALSE;

  g_timeout_add (milliseconds, stop_cb, &stop);
  while (!stop)
    g_main_context_iteration (NULL, TRUE);
}
