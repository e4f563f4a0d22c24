/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the event and its applications again when something was committed, but not a hundred times a second while an
 * import runs. Who moved up the waiting list is named in the words that announce the act.
 */
#include "ry-event-desk.h"

#include <glib/gi18n.h>

#include "ry-json.h"

#define SETTLE_MS 120

struct _RyEventDesk {
  GObject parent_instance;

  /* Borrowed */
  RyWindow *window;

  /* Owned */
  char *id;
  RyDocument *document;
  JsonObject *event;
  GPtrArray *applications;
  guint settle;
};

G_DEFINE_FINAL_TYPE (RyEventDesk, ry_event_desk, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
load (RyEventDesk *self, GError **error)
{
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, self->id, error);
  g_autoptr (GPtrArray) applications = document != NULL ? ry_applicant_load (workspace, self->id, error) : NULL;

  if (applications == NULL)
    return FALSE;
  g_clear_pointer (&self->document, ry_document_unref);
  g_clear_pointer (&self->event, json_object_unref);
  g_clear_pointer (&self->applications, g_ptr_array_unref);
  self->document = g_steal_pointer (&document);
  self->event = ry_document_dup_root (self->document);
  self->applications = g_steal_pointer (&applications);
  return TRUE;
}

static gboolean
settle_cb (gpointer data)
{
  RyEventDesk *self = data;

  self->settle = 0;
  /* Deleted meanwhile: what was read last stays in view until somebody leaves. */
  if (load (self, NULL))
    g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
workspace_changed_cb (RyEventDesk *self)
{
  if (self->settle == 0)
    self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
}

static void
ry_event_desk_finalize (GObject *object)
{
  RyEventDesk *self = RY_EVENT_DESK (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_pointer (&self->document, ry_document_unref);
  g_clear_pointer (&self->event, json_object_unref);
  g_clear_pointer (&self->applications, g_ptr_array_unref);
  g_free (self->id);
  G_OBJECT_CLASS (ry_event_desk_parent_class)->finalize (object);
}

static void
ry_event_desk_class_init (RyEventDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_event_desk_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_event_desk_init (RyEventDesk *self)
{
}

/**
 * ry_event_desk_new:
 * @window: where acts are announced; it outlives the desk
 * @id: an event
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the event, read
 */
RyEventDesk *
ry_event_desk_new (RyWindow *window, const char *id, GError **error)
{
  g_autoptr (RyEventDesk) self = g_object_new (RY_TYPE_EVENT_DESK, NULL);

  self->window = window;
  self->id = g_strdup (id);
  if (!load (self, error))
    return NULL;
  g_signal_connect_object (ry_window_get_workspace (window), "changed", G_CALLBACK (workspace_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

RyWindow *
ry_event_desk_get_window (RyEventDesk *self)
{
  return self->window;
}

RyWorkspace *
ry_event_desk_get_workspace (RyEventDesk *self)
{
  return ry_window_get_workspace (self->window);
}

const char *
ry_event_desk_get_id (RyEventDesk *self)
{
  return self->id;
}

/* These three are gone with the next change. */
RyDocument *
ry_event_desk_get_document (RyEventDesk *self)
{
  return self->document;
}

JsonObject *
ry_event_desk_get_event (RyEventDesk *self)
{
  return self->event;
}

GPtrArray *
ry_event_desk_get_applications (RyEventDesk *self)
{
  return self->applications;
}

gint64
ry_event_desk_get_capacity (RyEventDesk *self)
{
  return ry_json_get_int (self->event, "capacity", 0);
}

/**
 * ry_event_desk_load_applications:
 * @self: a desk
 *
 * Returns: (transfer full) (element-type RyApplicant): the applications as they are stored now, to be changed and given
 *   to ry_event_desk_save_applications()
 */
GPtrArray *
ry_event_desk_load_applications (RyEventDesk *self)
{
  GPtrArray *list = ry_applicant_load (ry_window_get_workspace (self->window), self->id, NULL);

  return list != NULL ? list : ry_applicant_list_new ();
}

/**
 * ry_event_desk_save:
 * @self: a desk
 * @content: (transfer full): the event as it is to be
 * @message: what the toast says
 */
void
ry_event_desk_save (RyEventDesk *self, JsonObject *content, const char *message)
{
  ry_window_commit (self->window, ry_edits_new_with (ry_edit_new (self->id, self->document, content), NULL), message);
}

static void
append_moved (GString *message, GPtrArray *applications)
{
  guint n = 0;

  for (guint i = 0; i < applications->len; i++) {
    RyApplicant *application = g_ptr_array_index (applications, i);
    const char *name = ry_json_get_string (application->content, "name");

    if (!application->moved_up || application->document == NULL)
      continue;
    if (n++ == 0) {
      g_string_append (message, " · ");
      g_string_append_printf (message, _ ("moved up from the waiting list: %s"), name);
    } else
      g_string_append_printf (message, "、%s", name);
  }
}

/**
 * ry_event_desk_save_applications:
 * @self: a desk
 * @applications: (element-type RyApplicant) (transfer full): the applications with what changed
 * @message: what the toast says; who moved up is added
 */
void
ry_event_desk_save_applications (RyEventDesk *self, GPtrArray *applications, const char *message)
{
  g_autoptr (GString) words = g_string_new (message);
  GPtrArray *edits = ry_applicant_list_edits (applications);

  append_moved (words, applications);
  if (edits->len > 0)
    ry_window_commit (self->window, edits, words->str);
  else
    g_ptr_array_unref (edits);
  g_ptr_array_unref (applications);
}
