/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Acts wait in a queue, and each is done to the meeting as it then is: what arrived from the other desk in between
 * stays. Taking back is an act too, the opposite one, for the same reason.
 */
#include "ry-reception-desk.h"

#include <string.h>

#include "ry-json.h"
#include "ry-reception.h"
#include "ry-reply-finder.h"
#include "ry-reply.h"

#define AGAIN_MS 100

/* Which desk this machine is; never replicated. */
#define SETTING "reception-desk"

typedef enum {
  ACT_NUMBER, /* what has no number yet, and what two desks numbered alike */
  ACT_CHECK_IN,
  ACT_CHECK_OUT,
  ACT_WALK_IN,
} ActKind;

typedef struct {
  ActKind kind;
  JsonObject *seat;
  char *time;
} Act;

struct _RyReceptionDesk {
  GObject parent_instance;

  /* Owned */
  RyWorkspace *workspace;
  char *meeting_id;
  JsonObject *meeting;  /* as it is stored */
  GPtrArray *attendees; /* with replies applied, in the order of their kana */
  RyReplyFinder *finder;
  GQueue queue;    /* of Act */
  GPtrArray *done; /* keys of those who were checked in here, the last at the end */
  guint again;

  guint number;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (RyReceptionDesk, ry_reception_desk, G_TYPE_OBJECT)

enum { CHANGED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void work (RyReceptionDesk *self);

static void
act_free (gpointer data)
{
  Act *act = data;

  g_clear_pointer (&act->seat, json_object_unref);
  g_free (act->time);
  g_free (act);
}

static char *
dup_time (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%H:%M");
}

static gboolean
needs_numbers (RyReceptionDesk *self)
{
  g_autoptr (JsonObject) copy = ry_json_object_copy (self->meeting);
  gboolean numbered = ry_reception_number (copy, self->attendees);

  return ry_reception_settle (copy) || numbered;
}

static void
add_act (RyReceptionDesk *self, ActKind kind, JsonObject *seat)
{
  Act *act = g_new0 (Act, 1);

  act->kind = kind;
  act->seat = seat != NULL ? ry_json_object_copy (seat) : NULL;
  act->time = dup_time ();
  g_queue_push_tail (&self->queue, act);
  work (self);
}

/* What this machine was told, or chose for itself the first time. */
static guint
read_number (RyReceptionDesk *self)
{
  g_autofree char *text = ry_workspace_dup_setting (self->workspace, SETTING);

  if (text == NULL) {
    text = g_strdup_printf ("%u", ry_reception_choose_desk (self->meeting));
    ry_workspace_set_setting (self->workspace, SETTING, text, NULL);
  }
  return (guint) CLAMP (g_ascii_strtoull (text, NULL, 10), 1, RY_RECEPTION_DESKS);
}

static gboolean
load (RyReceptionDesk *self, GError **error)
{
  g_autoptr (RyDocument) document = ry_workspace_get (self->workspace, self->meeting_id, error);
  g_autoptr (JsonObject) applied = document != NULL ? ry_reply_load (self->workspace, self->meeting_id, error) : NULL;

  if (applied == NULL)
    return FALSE;
  g_clear_pointer (&self->finder, ry_reply_finder_free);
  g_clear_pointer (&self->attendees, g_ptr_array_unref);
  g_clear_pointer (&self->meeting, json_object_unref);
  self->meeting = ry_document_dup_root (document);
  self->attendees = ry_attendee_list (self->workspace, applied);
  g_ptr_array_sort (self->attendees, ry_attendee_compare_readings);
  self->finder = ry_reply_finder_new (self->attendees);
  return TRUE;
}

static gboolean
again_cb (gpointer data)
{
  RyReceptionDesk *self = data;

  if (self->busy)
    return G_SOURCE_CONTINUE;
  self->again = 0;
  if (!load (self, NULL))
    return G_SOURCE_REMOVE;
  g_signal_emit (self, signals[CHANGED], 0);
  if (g_queue_is_empty (&self->queue) && needs_numbers (self))
    add_act (self, ACT_NUMBER, NULL);
  return G_SOURCE_REMOVE;
}

static void
workspace_changed_cb (RyReceptionDesk *self)
{
  if (self->again == 0)
    self->again = g_timeout_add (AGAIN_MS, again_cb, self);
}

/* FALSE where there is nothing to be done: somebody else did it. */
static gboolean
do_act (RyReceptionDesk *self, Act *act, JsonObject *meeting)
{
  gboolean numbered;

  switch (act->kind) {
  case ACT_CHECK_IN:
    return ry_reception_check_in (meeting, act->seat, act->time);
  case ACT_CHECK_OUT:
    return ry_reception_check_out (meeting, act->seat);
  case ACT_WALK_IN: {
    JsonObject *seat =
        ry_reception_walk_in (meeting, ry_json_get_string (act->seat, "name"),
                              ry_json_get_string (act->seat, "reading"),
                              ry_json_get_string (act->seat, "organisation_name"), act->time, self->number);

    json_object_set_string_member (act->seat, "key", ry_json_get_string (seat, "key"));
    return TRUE;
  }
  case ACT_NUMBER:
  default:
    numbered = ry_reception_number (meeting, self->attendees);
    return ry_reception_settle (meeting) || numbered;
  }
}

static void
note_done (RyReceptionDesk *self, Act *act)
{
  const char *key = act->seat != NULL ? ry_json_get_string (act->seat, "key") : NULL;

  if (act->kind == ACT_CHECK_IN || act->kind == ACT_WALK_IN)
    g_ptr_array_add (self->done, g_strdup (key));
  else if (act->kind == ACT_CHECK_OUT)
    for (guint i = self->done->len; i > 0; i--)
      if (g_strcmp0 (self->done->pdata[i - 1], key) == 0)
        g_ptr_array_remove_index (self->done, i - 1);
}

typedef struct {
  RyReceptionDesk *desk;
  Act *act;
} Way;

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Way *way = data;
  g_autoptr (RyReceptionDesk) self = way->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);

  self->busy = FALSE;
  if (undo != NULL)
    note_done (self, way->act);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
  act_free (way->act);
  g_free (way);
  if (load (self, NULL))
    g_signal_emit (self, signals[CHANGED], 0);
  work (self);
}

static void
commit (RyReceptionDesk *self, Act *act, RyDocument *base, JsonObject *meeting)
{
  g_autoptr (GPtrArray) edits = NULL;
  Way *way = g_new0 (Way, 1);

  way->desk = g_object_ref (self);
  way->act = act;
  self->busy = TRUE;
  edits = ry_edits_new_with (ry_edit_new (self->meeting_id, base, json_object_ref (meeting)), NULL);
  ry_workspace_commit_async (self->workspace, edits, NULL, committed_cb, way);
}

static void
work (RyReceptionDesk *self)
{
  while (!self->busy && !g_queue_is_empty (&self->queue)) {
    Act *act = g_queue_pop_head (&self->queue);
    g_autoptr (RyDocument) base = ry_workspace_get (self->workspace, self->meeting_id, NULL);
    g_autoptr (JsonObject) meeting = base != NULL ? ry_document_dup_root (base) : NULL;

    if (meeting != NULL && do_act (self, act, meeting))
      commit (self, act, base, meeting);
    else
      act_free (act);
  }
}

static void
ry_reception_desk_finalize (GObject *object)
{
  RyReceptionDesk *self = RY_RECEPTION_DESK (object);

  g_clear_handle_id (&self->again, g_source_remove);
  g_queue_clear_full (&self->queue, act_free);
  g_clear_pointer (&self->finder, ry_reply_finder_free);
  g_clear_pointer (&self->attendees, g_ptr_array_unref);
  g_clear_pointer (&self->meeting, json_object_unref);
  g_ptr_array_unref (self->done);
  g_clear_object (&self->workspace);
  g_free (self->meeting_id);
  G_OBJECT_CLASS (ry_reception_desk_parent_class)->finalize (object);
}

static void
ry_reception_desk_class_init (RyReceptionDeskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ry_reception_desk_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ry_reception_desk_init (RyReceptionDesk *self)
{
  g_queue_init (&self->queue);
  self->done = g_ptr_array_new_with_free_func (g_free);
}

/**
 * ry_reception_desk_new:
 * @workspace: where the meeting is
 * @meeting_id: its id
 * @error: return location
 *
 * Opens the reception; seats without a number get one.
 *
 * Returns: (transfer full) (nullable): the desk; %NULL where the meeting cannot be read
 */
RyReceptionDesk *
ry_reception_desk_new (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  g_autoptr (RyReceptionDesk) self = g_object_new (RY_TYPE_RECEPTION_DESK, NULL);

  self->workspace = g_object_ref (workspace);
  self->meeting_id = g_strdup (meeting_id);
  if (!load (self, error))
    return NULL;
  self->number = read_number (self);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  if (needs_numbers (self))
    add_act (self, ACT_NUMBER, NULL);
  return g_steal_pointer (&self);
}

/**
 * ry_reception_desk_get_meeting:
 * @self: a desk
 *
 * Returns: (transfer none): the meeting as it is stored; gone with the next change
 */
JsonObject *
ry_reception_desk_get_meeting (RyReceptionDesk *self)
{
  return self->meeting;
}

/**
 * ry_reception_desk_get_attendees:
 * @self: a desk
 *
 * Returns: (transfer none) (element-type RyAttendee): who is expected and who is here, in the order of their kana, with
 *   what they answered; gone with the next change
 */
GPtrArray *
ry_reception_desk_get_attendees (RyReceptionDesk *self)
{
  return self->attendees;
}

/**
 * ry_reception_desk_find:
 * @self: a desk
 * @typed: kana, romaji or a name
 *
 * Returns: (transfer full): the keys of all that fit
 */
GHashTable *
ry_reception_desk_find (RyReceptionDesk *self, const char *typed)
{
  g_autoptr (GPtrArray) found = ry_reply_finder_find (self->finder, typed, G_MAXUINT);
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < found->len; i++)
    g_hash_table_add (keys, g_strdup (((RyAttendee *) found->pdata[i])->key));
  return keys;
}

/**
 * ry_reception_desk_count:
 * @self: a desk
 * @here: (out): how many were checked in
 * @expected: (out): how many said that they come to the venue and are not here yet
 * @quorum: (out caller-allocates): of those who are here, or who take part otherwise
 */
void
ry_reception_desk_count (RyReceptionDesk *self, guint *here, guint *expected, RyQuorumCount *quorum)
{
  const char *council_id = ry_json_get_string (self->meeting, "council");
  g_autoptr (RyDocument) council = council_id != NULL ? ry_workspace_get (self->workspace, council_id, NULL) : NULL;

  *here = *expected = 0;
  for (guint i = 0; i < self->attendees->len; i++) {
    RyAttendee *attendee = self->attendees->pdata[i];
    const char *status = ry_attendee_get_status (attendee);

    if (ry_reception_is_checked_in (attendee->content))
      ++*here;
    else if (strcmp (status, "venue") == 0 || strcmp (status, "proxy") == 0)
      ++*expected;
  }
  ry_attendance_count_quorum (self->meeting, council != NULL ? ry_document_get_root (council) : NULL, quorum);
}

guint
ry_reception_desk_get_number (RyReceptionDesk *self)
{
  return self->number;
}

/**
 * ry_reception_desk_set_number:
 * @self: a desk
 * @number: which desk this is, from 1 to %RY_RECEPTION_DESKS; it is remembered on this machine
 */
void
ry_reception_desk_set_number (RyReceptionDesk *self, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  if (number == self->number)
    return;
  self->number = number;
  ry_workspace_set_setting (self->workspace, SETTING, text, NULL);
}

/**
 * ry_reception_desk_check_in:
 * @self: a desk
 * @key: a seat's key
 *
 * Returns: %FALSE if that seat was checked in already
 */
gboolean
ry_reception_desk_check_in (RyReceptionDesk *self, const char *key)
{
  RyAttendee *attendee = ry_attendee_find (self->attendees, key);

  if (attendee == NULL || ry_reception_is_checked_in (attendee->content))
    return FALSE;
  add_act (self, ACT_CHECK_IN, attendee->content);
  return TRUE;
}

/**
 * ry_reception_desk_check_out:
 * @self: a desk
 * @key: a seat's key
 *
 * Returns: %FALSE if that seat was not checked in
 */
gboolean
ry_reception_desk_check_out (RyReceptionDesk *self, const char *key)
{
  RyAttendee *attendee = ry_attendee_find (self->attendees, key);

  if (attendee == NULL || !ry_reception_is_checked_in (attendee->content))
    return FALSE;
  add_act (self, ACT_CHECK_OUT, attendee->content);
  return TRUE;
}

/**
 * ry_reception_desk_walk_in:
 * @self: a desk
 * @name: who came unasked
 * @reading: (nullable): the name's reading
 * @organisation_name: (nullable): where from
 */
void
ry_reception_desk_walk_in (RyReceptionDesk *self, const char *name, const char *reading, const char *organisation_name)
{
  g_autoptr (JsonObject) seat = json_object_new ();

  ry_json_set_string (seat, "name", name);
  ry_json_set_string (seat, "reading", reading);
  ry_json_set_string (seat, "organisation_name", organisation_name);
  add_act (self, ACT_WALK_IN, seat);
}

/**
 * ry_reception_desk_get_last:
 * @self: a desk
 *
 * Returns: (nullable): key of who was checked in here last
 */
const char *
ry_reception_desk_get_last (RyReceptionDesk *self)
{
  return self->done->len > 0 ? self->done->pdata[self->done->len - 1] : NULL;
}

/**
 * ry_reception_desk_take_back:
 * @self: a desk
 *
 * Takes the last check-in of this desk back.
 *
 * Returns: %FALSE if there was none
 */
gboolean
ry_reception_desk_take_back (RyReceptionDesk *self)
{
  const char *last = ry_reception_desk_get_last (self);

  return last != NULL && ry_reception_desk_check_out (self, last);
}
