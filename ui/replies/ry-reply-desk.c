/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The meeting is held with its replies applied. Each of our own answers is laid over it at once; when the workspace
 * says that something changed, all is read again, a moment later and once for many changes.
 */
#include "ry-reply-desk.h"

#include <string.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-reply-finder.h"

/* A replication brings many changes at once, and a fast clerk two a second. */
#define AGAIN_MS 100

struct _RyReplyDesk {
  GObject parent_instance;

  /* Owned */
  RyWorkspace *workspace;
  char *meeting_id;
  JsonObject *meeting; /* replies applied */
  GPtrArray *attendees;
  RyReplyFinder *finder;
  GPtrArray *entries; /* of RyReplyEntry, the newest last */
  guint again;
};

G_DEFINE_FINAL_TYPE (RyReplyDesk, ry_reply_desk, G_TYPE_OBJECT)

enum { CHANGED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

typedef struct {
  RyReplyDesk *desk;
  RyReplyEntry *entry; /* of the desk's */
} Way;

static void
entry_free (gpointer data)
{
  RyReplyEntry *entry = data;

  g_free (entry->key);
  g_free (entry->title);
  g_free (entry->status);
  g_free (entry->proxy);
  g_clear_pointer (&entry->undo, ry_undo_unref);
  g_free (entry);
}

static gboolean
load (RyReplyDesk *self, GError **error)
{
  g_autoptr (JsonObject) meeting = ry_reply_load (self->workspace, self->meeting_id, error);

  if (meeting == NULL)
    return FALSE;
  g_clear_pointer (&self->finder, ry_reply_finder_free);
  g_clear_pointer (&self->attendees, g_ptr_array_unref);
  g_clear_pointer (&self->meeting, json_object_unref);
  self->meeting = g_steal_pointer (&meeting);
  self->attendees = ry_attendee_list (self->workspace, self->meeting);
  self->finder = ry_reply_finder_new (self->attendees);
  return TRUE;
}

static gboolean
is_under_way (RyReplyDesk *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (((RyReplyEntry *) self->entries->pdata[i])->undo == NULL)
      return TRUE;
  return FALSE;
}

static gboolean
again_cb (gpointer data)
{
  RyReplyDesk *self = data;

  /* What is on its way would vanish for a moment; its arrival asks again. */
  if (is_under_way (self))
    return G_SOURCE_CONTINUE;
  self->again = 0;
  if (load (self, NULL))
    g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
workspace_changed_cb (RyReplyDesk *self)
{
  if (self->again == 0)
    self->again = g_timeout_add (AGAIN_MS, again_cb, self);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyReplyDesk) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) redo = ry_workspace_undo_finish (RY_WORKSPACE (source), result, &error);

  if (redo == NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
  workspace_changed_cb (self);
}

static void
drop_entry (RyReplyDesk *self, RyReplyEntry *entry)
{
  if (entry->undo != NULL)
    ry_workspace_undo_async (self->workspace, entry->undo, NULL, undone_cb, g_object_ref (self));
  g_ptr_array_remove (self->entries, entry);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Way *way = data;
  g_autoptr (RyReplyDesk) self = way->desk;
  RyReplyEntry *entry = way->entry;
  g_autoptr (GError) error = NULL;

  g_free (way);
  entry->undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);
  if (entry->undo == NULL) {
    drop_entry (self, entry);
    workspace_changed_cb (self);
    g_signal_emit (self, signals[FAILED], 0, error);
  } else if (entry->retracted)
    drop_entry (self, entry);
}

static RyReplyEntry *
add_entry (RyReplyDesk *self, const char *key, const char *title, const char *status, const char *proxy)
{
  RyReplyEntry *entry = g_new0 (RyReplyEntry, 1);

  entry->key = g_strdup (key);
  entry->title = g_strdup (title);
  entry->status = g_strdup (status);
  entry->proxy = proxy != NULL && *proxy != '\0' ? g_strdup (proxy) : NULL;
  entry->at = g_get_monotonic_time ();
  g_ptr_array_add (self->entries, entry);
  return entry;
}

static void
commit (RyReplyDesk *self, RyReplyEntry *entry, JsonObject *content)
{
  g_autofree char *id = ry_reply_dup_id (self->meeting_id, entry->key);
  g_autoptr (RyDocument) base = ry_workspace_get (self->workspace, id, NULL);
  g_autoptr (GPtrArray) edits = NULL;
  Way *way = g_new0 (Way, 1);

  way->desk = g_object_ref (self);
  way->entry = entry;
  edits = ry_edits_new_with (ry_edit_new (id, base, content), NULL);
  ry_workspace_commit_async (self->workspace, edits, NULL, committed_cb, way);
  g_signal_emit (self, signals[CHANGED], 0);
}

static JsonObject *
create_content (RyReplyDesk *self, JsonObject *seat, const char *status, const char *channel)
{
  g_autofree char *today = ry_date_dup_today ();

  return ry_reply_new_content (self->meeting_id, self->meeting, seat, status, channel, today);
}

static void
ry_reply_desk_finalize (GObject *object)
{
  RyReplyDesk *self = RY_REPLY_DESK (object);

  g_clear_handle_id (&self->again, g_source_remove);
  g_clear_pointer (&self->finder, ry_reply_finder_free);
  g_clear_pointer (&self->attendees, g_ptr_array_unref);
  g_clear_pointer (&self->meeting, json_object_unref);
  g_ptr_array_unref (self->entries);
  g_clear_object (&self->workspace);
  g_free (self->meeting_id);
  G_OBJECT_CLASS (ry_reply_desk_parent_class)->finalize (object);
}

static void
ry_reply_desk_class_init (RyReplyDeskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ry_reply_desk_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ry_reply_desk_init (RyReplyDesk *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

/**
 * ry_reply_desk_new:
 * @workspace: where the meeting is
 * @meeting_id: its id
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the replies to a meeting; %NULL where it cannot be read
 */
RyReplyDesk *
ry_reply_desk_new (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  g_autoptr (RyReplyDesk) self = g_object_new (RY_TYPE_REPLY_DESK, NULL);

  self->workspace = g_object_ref (workspace);
  self->meeting_id = g_strdup (meeting_id);
  if (!load (self, error))
    return NULL;
  g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

RyWorkspace *
ry_reply_desk_get_workspace (RyReplyDesk *self)
{
  return self->workspace;
}

const char *
ry_reply_desk_get_meeting_id (RyReplyDesk *self)
{
  return self->meeting_id;
}

/**
 * ry_reply_desk_get_meeting:
 * @self: a desk
 *
 * Returns: (transfer none): the meeting's content with all replies applied; to look at, and gone with the next change
 */
JsonObject *
ry_reply_desk_get_meeting (RyReplyDesk *self)
{
  return self->meeting;
}

/**
 * ry_reply_desk_get_attendees:
 * @self: a desk
 *
 * Returns: (transfer none) (element-type RyAttendee): who is asked; gone with the next change
 */
GPtrArray *
ry_reply_desk_get_attendees (RyReplyDesk *self)
{
  return self->attendees;
}

/**
 * ry_reply_desk_get_entries:
 * @self: a desk
 *
 * Returns: (transfer none) (element-type RyReplyEntry): what was entered here, the newest last
 */
GPtrArray *
ry_reply_desk_get_entries (RyReplyDesk *self)
{
  return self->entries;
}

/**
 * ry_reply_desk_find:
 * @self: a desk
 * @typed: what was typed
 * @limit: at most so many
 *
 * Returns: (transfer container) (element-type RyAttendee): candidates, best first
 */
GPtrArray *
ry_reply_desk_find (RyReplyDesk *self, const char *typed, guint limit)
{
  return ry_reply_finder_find (self->finder, typed, limit);
}

/**
 * ry_reply_desk_record:
 * @self: a desk
 * @attendee: who answered
 * @status: `venue` `web` `written` `proxy` `absent`
 * @proxy: (nullable): who comes instead
 *
 * Records an answer that came by the attendee's own channel, over an earlier one.
 */
void
ry_reply_desk_record (RyReplyDesk *self, RyAttendee *attendee, const char *status, const char *proxy)
{
  g_autoptr (JsonObject) answer = json_object_new ();

  json_object_set_string_member (answer, "status", status);
  ry_json_set_string (answer, "proxy", proxy);
  ry_reply_desk_record_from (self, attendee, answer, attendee->channel);
}

/**
 * ry_reply_desk_record_from:
 * @self: a desk
 * @attendee: who answered
 * @answer: `status`, and perhaps `proxy` and `comment`
 * @channel: how it came
 *
 * As ry_reply_desk_record(), for an answer that says more.
 */
void
ry_reply_desk_record_from (RyReplyDesk *self, RyAttendee *attendee, JsonObject *answer, const char *channel)
{
  const char *status = ry_json_get_string (answer, "status");
  const char *proxy = ry_json_get_string (answer, "proxy");
  const char *title = *attendee->organisation_name != '\0' ? attendee->organisation_name : attendee->name;
  RyReplyEntry *entry = add_entry (self, attendee->key, title, status, proxy);

  json_object_set_string_member (attendee->content, "status", status);
  ry_json_set_string (attendee->content, "proxy", proxy);
  if (ry_json_get_string (answer, "comment") != NULL)
    ry_json_set_string (attendee->content, "comment", ry_json_get_string (answer, "comment"));
  commit (self, entry, create_content (self, attendee->content, status, channel));
}

/**
 * ry_reply_desk_record_guest:
 * @self: a desk
 * @name: who answered without being on the list, as it was typed
 * @status: the answer
 */
void
ry_reply_desk_record_guest (RyReplyDesk *self, const char *name, const char *status)
{
  g_autofree char *key = ry_reply_new_guest ();
  g_autoptr (JsonObject) seat = json_object_new ();
  RyReplyEntry *entry = add_entry (self, key, name, status, NULL);

  json_object_set_string_member (seat, "key", key);
  json_object_set_string_member (seat, "name", name);
  commit (self, entry, create_content (self, seat, status, NULL));
}

/**
 * ry_reply_desk_take_back:
 * @self: a desk
 *
 * Takes the last answer back: what stood there before stands again.
 *
 * Returns: %FALSE if nothing was entered
 */
gboolean
ry_reply_desk_take_back (RyReplyDesk *self)
{
  for (guint i = self->entries->len; i > 0; i--) {
    RyReplyEntry *entry = self->entries->pdata[i - 1];

    if (entry->retracted)
      continue;
    entry->retracted = TRUE;
    if (entry->undo != NULL)
      drop_entry (self, entry);
    return TRUE;
  }
  return FALSE;
}
