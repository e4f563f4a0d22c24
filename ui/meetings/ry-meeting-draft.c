/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The open meeting. Three versions of it matter: `base`, what the store had when we last looked; `content`, what is
 * on the screen; and, while a commit is under way, `sent`. When the store has something else than we sent, the
 * screen becomes the merge of the three, so that neither a keystroke nor a colleague's block is lost.
 */
#include "ry-meeting-draft.h"

#include "ry-approval.h"
#include "ry-error.h"
#include "ry-history.h"
#include "ry-json.h"
#include "ry-meeting-edits.h"
#include "ry-meeting.h"

/* Two seconds may be lost when the machine dies: most of them are left for a slow disk, and for the colleague who
 * waits. */
#define COMMIT_DELAY_MS 800
/* A full disk or a held database does not mend itself at once. */
#define RETRY_DELAY_MS 5000
/* Structural changes that can be taken back. */
#define MAX_STEPS 50

typedef struct {
  JsonObject *before;
  JsonObject *after;
} Step;

struct _RyMeetingDraft {
  GObject parent_instance;

  /* Owned */
  RyWorkspace *workspace;
  char *id;
  RyDocument *base;
  JsonObject *content;
  JsonObject *sent;
  JsonObject *council;
  JsonObject *before;
  GPtrArray *steps;
  GError *error;
  char *opened;    /* the revision to which undo has gone back in what was there when the meeting was opened */
  char *forbidden; /* why the person at this machine may only read; NULL where they may write */

  gint64 saved_at; /* µs since 1970 */
  guint timeout;
  gboolean dirty;
  gboolean clashed;
};

G_DEFINE_FINAL_TYPE (RyMeetingDraft, ry_meeting_draft, G_TYPE_OBJECT)

enum { CHANGED, STATE_CHANGED, EDITED, CLASHED, GONE, N_SIGNALS };

static guint signals[N_SIGNALS];

static void start_commit (RyMeetingDraft *self);

static void
free_step (Step *step)
{
  json_object_unref (step->before);
  json_object_unref (step->after);
  g_free (step);
}

static void
set_content (RyMeetingDraft *self, JsonObject *content)
{
  g_clear_pointer (&self->content, json_object_unref);
  self->content = content;
}

static JsonObject *
merge (RyMeetingDraft *self, JsonObject *base, JsonObject *left, JsonObject *right)
{
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_merge_clash_free);

  return ry_merge (ry_workspace_get_kind (self->workspace, "meeting"), base, left, right, clashes);
}

static JsonObject *
find_element (JsonObject *content, const char *list, const char *key)
{
  if (g_str_equal (list, "agenda"))
    return ry_meeting_find_item (content, key);
  if (g_str_equal (list, "blocks"))
    return ry_meeting_find_block (content, key);
  return ry_meeting_find_seat (content, key);
}

static void
set_error (RyMeetingDraft *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

static gboolean
commit_due_cb (gpointer data)
{
  RyMeetingDraft *self = data;

  self->timeout = 0;
  start_commit (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (RyMeetingDraft *self, guint delay)
{
  if (self->timeout == 0)
    self->timeout = g_timeout_add (delay, commit_due_cb, self);
}

static char *
dup_series_mark (RyMeetingDraft *self)
{
  const char *series = ry_json_get_string (self->content, "series");
  g_autoptr (RyDocument) document = series != NULL ? ry_workspace_get (self->workspace, series, NULL) : NULL;

  return document != NULL ? g_strdup (ry_document_get_string (document, "mark")) : NULL;
}

/* What follows from what was written; TRUE if the panes have something new to show. */
static gboolean
complete_content (RyMeetingDraft *self)
{
  g_autofree char *mark = dup_series_mark (self);
  gboolean numbered = ry_meeting_number_decisions (self->content, mark);
  gboolean lost = ry_approval_settle (ry_document_get_root (self->base), self->content);

  return ry_meeting_note_writing (self->content) || numbered || lost;
}

/* Two people wrote the same words: both versions are kept, and a person is told once that there is a choice. */
static void
note_clash (RyMeetingDraft *self)
{
  RyStore *store = ry_workspace_get_store_for (self->workspace, self->id);
  g_autoptr (RyDocument) document = ry_store_get (store, self->id, NULL, RY_GET_CONFLICTS, NULL);
  const char *const *conflicts = document != NULL ? ry_document_get_conflicts (document) : NULL;
  gboolean clashed = conflicts != NULL && conflicts[0] != NULL;

  if (clashed && !self->clashed)
    g_signal_emit (self, signals[CLASHED], 0);
  self->clashed = clashed;
}

/* Takes what the store has now. @sent is what it was given, so what differs from it came from elsewhere. */
static void
adopt (RyMeetingDraft *self, JsonObject *sent)
{
  g_autoptr (RyDocument) stored = ry_workspace_get (self->workspace, self->id, NULL);
  JsonObject *merged;

  if (stored == NULL) {
    g_signal_emit (self, signals[GONE], 0);
    return;
  }
  merged = merge (self, sent, self->content, ry_document_get_root (stored));
  g_clear_pointer (&self->base, ry_document_unref);
  self->base = g_steal_pointer (&stored);
  if (merged != NULL)
    set_content (self, merged);
  g_signal_emit (self, signals[CHANGED], 0);
  note_clash (self);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyMeetingDraft) self = data;
  g_autoptr (JsonObject) sent = g_steal_pointer (&self->sent);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);

  if (error != NULL) {
    self->dirty = TRUE;
    set_error (self, g_steal_pointer (&error));
    schedule (self, RETRY_DELAY_MS);
    return;
  }
  self->saved_at = g_get_real_time ();
  set_error (self, NULL);
  adopt (self, sent);
  if (self->dirty)
    schedule (self, COMMIT_DELAY_MS);
}

static void
start_commit (RyMeetingDraft *self)
{
  g_autoptr (GPtrArray) edits = NULL;

  if (!self->dirty || self->sent != NULL)
    return;
  complete_content (self);
  edits = ry_meeting_edits_new (self->workspace, self->id, self->base, self->content);
  self->sent = ry_json_object_copy (self->content);
  self->dirty = FALSE;
  ry_workspace_commit_async (self->workspace, edits, NULL, committed_cb, g_object_ref (self));
}

/* Internal words may come later than the meeting they belong to. */
static gboolean
is_base (RyMeetingDraft *self, RyDocument *stored)
{
  JsonNode *here = json_object_get_member (ry_document_get_root (self->base), "blocks");
  JsonNode *there = json_object_get_member (ry_document_get_root (stored), "blocks");

  return g_strcmp0 (ry_document_get_rev (stored), ry_document_get_rev (self->base)) == 0 &&
         (here == there || (here != NULL && there != NULL && ry_json_node_equal (here, there)));
}

static void
store_changed_cb (RyMeetingDraft *self)
{
  g_autoptr (RyDocument) stored = NULL;

  if (self->sent != NULL)
    return;
  stored = ry_workspace_get (self->workspace, self->id, NULL);
  if (stored == NULL)
    g_signal_emit (self, signals[GONE], 0);
  else if (is_base (self, stored))
    return;
  else if (self->dirty)
    start_commit (self);
  else
    adopt (self, ry_document_get_root (self->base));
}

static void
ry_meeting_draft_dispose (GObject *object)
{
  RyMeetingDraft *self = RY_MEETING_DRAFT (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  G_OBJECT_CLASS (ry_meeting_draft_parent_class)->dispose (object);
}

static void
ry_meeting_draft_finalize (GObject *object)
{
  RyMeetingDraft *self = RY_MEETING_DRAFT (object);

  g_clear_pointer (&self->base, ry_document_unref);
  g_clear_pointer (&self->content, json_object_unref);
  g_clear_pointer (&self->sent, json_object_unref);
  g_clear_pointer (&self->council, json_object_unref);
  g_clear_pointer (&self->before, json_object_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->workspace);
  g_free (self->id);
  g_free (self->opened);
  g_free (self->forbidden);
  G_OBJECT_CLASS (ry_meeting_draft_parent_class)->finalize (object);
}

static void
ry_meeting_draft_class_init (RyMeetingDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = ry_meeting_draft_dispose;
  object_class->finalize = ry_meeting_draft_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STATE_CHANGED] = g_signal_new ("state-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EDITED] =
      g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CLASHED] = g_signal_new ("clashed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GONE] = g_signal_new ("gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_meeting_draft_init (RyMeetingDraft *self)
{
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) free_step);
}

static void
ask_rights (RyMeetingDraft *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->forbidden, g_free);
  if (!ry_workspace_offers (self->workspace, RY_VERB_EDIT, "meeting", self->base, &error))
    self->forbidden = g_strdup (error->message);
}

static void
actor_changed_cb (RyMeetingDraft *self)
{
  ask_rights (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ry_meeting_draft_new:
 * @workspace: the workspace
 * @id: a document of kind meeting
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (nullable): the open meeting, %NULL with %RY_ERROR_NOT_FOUND where there is none
 */
RyMeetingDraft *
ry_meeting_draft_new (RyWorkspace *workspace, const char *id, GError **error)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, id, error);
  g_autoptr (RyDocument) council = NULL;
  RyMeetingDraft *self;

  if (document == NULL) {
    g_prefix_error (error, "Opening the meeting: ");
    return NULL;
  }
  self = g_object_new (RY_TYPE_MEETING_DRAFT, NULL);
  self->workspace = g_object_ref (workspace);
  self->id = g_strdup (id);
  self->content = ry_document_dup_root (document);
  self->opened = g_strdup (ry_document_get_rev (document));
  self->base = g_steal_pointer (&document);
  if (ry_json_get_string (self->content, "council") != NULL)
    council = ry_workspace_get (workspace, ry_json_get_string (self->content, "council"), NULL);
  if (council != NULL)
    self->council = ry_document_dup_root (council);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "actor-changed", G_CALLBACK (actor_changed_cb), self, G_CONNECT_SWAPPED);
  ask_rights (self);
  return self;
}

/**
 * ry_meeting_draft_get_workspace:
 * @self: an open meeting
 *
 * Returns: (transfer none): the workspace
 */
RyWorkspace *
ry_meeting_draft_get_workspace (RyMeetingDraft *self)
{
  return self->workspace;
}

/**
 * ry_meeting_draft_get_id:
 * @self: an open meeting
 *
 * Returns: the document
 */
const char *
ry_meeting_draft_get_id (RyMeetingDraft *self)
{
  return self->id;
}

/**
 * ry_meeting_draft_get_content:
 * @self: an open meeting
 *
 * The content as it is on the screen. It is another object after RyMeetingDraft::changed.
 *
 * Returns: (transfer none): content of kind meeting
 */
JsonObject *
ry_meeting_draft_get_content (RyMeetingDraft *self)
{
  return self->content;
}

/**
 * ry_meeting_draft_get_council:
 * @self: an open meeting
 *
 * Returns: (transfer none) (nullable): content of its council
 */
JsonObject *
ry_meeting_draft_get_council (RyMeetingDraft *self)
{
  return self->council;
}

/**
 * ry_meeting_draft_get_sealed:
 * @self: an open meeting
 *
 * Returns: whether it may only be read, by anybody or by the person at this machine
 */
gboolean
ry_meeting_draft_get_sealed (RyMeetingDraft *self)
{
  return self->forbidden != NULL || ry_meeting_is_sealed (self->content);
}

/**
 * ry_meeting_draft_get_forbidden:
 * @self: an open meeting
 *
 * Returns: (nullable): why the person at this machine may only read it; %NULL where they may write
 */
const char *
ry_meeting_draft_get_forbidden (RyMeetingDraft *self)
{
  return self->forbidden;
}

/**
 * ry_meeting_draft_get_state:
 * @self: an open meeting
 *
 * Returns: whether all that is on the screen is in the store
 */
RyDraftState
ry_meeting_draft_get_state (RyMeetingDraft *self)
{
  if (self->error != NULL)
    return RY_DRAFT_FAILED;
  return self->dirty || self->sent != NULL ? RY_DRAFT_WAITING : RY_DRAFT_SAVED;
}

/**
 * ry_meeting_draft_get_saved_at:
 * @self: an open meeting
 *
 * Returns: microseconds since 1970 of the last commit, 0 before the first
 */
gint64
ry_meeting_draft_get_saved_at (RyMeetingDraft *self)
{
  return self->saved_at;
}

/**
 * ry_meeting_draft_get_error:
 * @self: an open meeting
 *
 * Returns: (nullable): why the last commit was refused
 */
const GError *
ry_meeting_draft_get_error (RyMeetingDraft *self)
{
  return self->error;
}

/**
 * ry_meeting_draft_touch:
 * @self: an open meeting
 *
 * Says that the content was changed in place. It is in the store within a second.
 */
void
ry_meeting_draft_touch (RyMeetingDraft *self)
{
  gboolean was_clean = !self->dirty;

  self->dirty = TRUE;
  schedule (self, COMMIT_DELAY_MS);
  if (was_clean)
    g_signal_emit (self, signals[STATE_CHANGED], 0);
}

/**
 * ry_meeting_draft_set_text:
 * @self: an open meeting
 * @list: (nullable): `agenda`, `blocks` or `attendance`; %NULL for the meeting itself
 * @key: (nullable): key of the element in that list
 * @member: a member of it
 * @text: what it is to hold; empty removes it, but for `text` and `title`
 *
 * Takes what is being typed. No RyMeetingDraft::changed follows, as the field shows it already.
 */
void
ry_meeting_draft_set_text (
    RyMeetingDraft *self, const char *list, const char *key, const char *member, const char *text)
{
  JsonObject *object = list != NULL ? find_element (self->content, list, key) : self->content;

  if (object == NULL || g_strcmp0 (ry_json_get_string (object, member), text) == 0)
    return;
  if (text != NULL && (*text != '\0' || g_str_equal (member, "text") || g_str_equal (member, "title")))
    json_object_set_string_member (object, member, text);
  else if (json_object_has_member (object, member))
    json_object_remove_member (object, member);
  else
    return;
  ry_meeting_draft_touch (self);
}

/**
 * ry_meeting_draft_begin:
 * @self: an open meeting
 *
 * Begins a change that can be taken back, such as a move. End it with ry_meeting_draft_end().
 *
 * Returns: (transfer none): the content, to be changed in place
 */
JsonObject *
ry_meeting_draft_begin (RyMeetingDraft *self)
{
  g_clear_pointer (&self->before, json_object_unref);
  self->before = ry_json_object_copy (self->content);
  return self->content;
}

/**
 * ry_meeting_draft_end:
 * @self: an open meeting
 * @message: (nullable): what was done, for a toast with undo; %NULL for a change that needs no word
 *
 * Ends a change: numbers what follows from it and tells the panes.
 */
void
ry_meeting_draft_end (RyMeetingDraft *self, const char *message)
{
  Step *step = g_new0 (Step, 1);

  complete_content (self);
  step->before = g_steal_pointer (&self->before);
  step->after = ry_json_object_copy (self->content);
  g_ptr_array_add (self->steps, step);
  if (self->steps->len > MAX_STEPS)
    g_ptr_array_remove_index (self->steps, 0);
  ry_meeting_draft_touch (self);
  g_signal_emit (self, signals[CHANGED], 0);
  if (message != NULL)
    g_signal_emit (self, signals[EDITED], 0, message);
}

/* What was done before the program was started. */
static JsonObject *
step_back (RyMeetingDraft *self)
{
  static const char *const members[] = { "agenda", "blocks", "dropped", NULL };

  return ry_history_step_back (self->workspace, self->id, members, self->content, &self->opened);
}

static JsonObject *
take_step (RyMeetingDraft *self)
{
  Step *step = g_ptr_array_steal_index (self->steps, self->steps->len - 1);
  JsonObject *undone = merge (self, step->after, self->content, step->before);

  free_step (step);
  return undone;
}

/**
 * ry_meeting_draft_undo:
 * @self: an open meeting
 *
 * Takes back the last change made with ry_meeting_draft_begin(), and after these what was written before the meeting
 * was opened, as far as its revisions are kept. What was typed since stays.
 *
 * Returns: %FALSE if there is none
 */
gboolean
ry_meeting_draft_undo (RyMeetingDraft *self)
{
  g_autoptr (JsonObject) undone = NULL;

  if (ry_meeting_draft_get_sealed (self))
    return FALSE;
  undone = self->steps->len > 0 ? take_step (self) : step_back (self);
  if (undone == NULL)
    return FALSE;
  set_content (self, g_steal_pointer (&undone));
  complete_content (self);
  ry_meeting_draft_touch (self);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/**
 * ry_meeting_draft_flush:
 * @self: an open meeting
 *
 * Starts to commit what is not in the store yet, without waiting for the second to pass.
 */
void
ry_meeting_draft_flush (RyMeetingDraft *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  start_commit (self);
}

/**
 * ry_meeting_draft_flush_now:
 * @self: an open meeting
 * @error: where to put why it was refused
 *
 * Commits what is not in the store yet and waits for it. For the moment before a meeting or the window is closed,
 * or before it is printed.
 *
 * Returns: whether all that is on the screen is in the store
 */
gboolean
ry_meeting_draft_flush_now (RyMeetingDraft *self, GError **error)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (JsonObject) sent = NULL;
  g_autoptr (RyUndo) undo = NULL;

  g_clear_handle_id (&self->timeout, g_source_remove);
  while (self->sent != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (!self->dirty)
    return TRUE;
  complete_content (self);
  edits = ry_meeting_edits_new (self->workspace, self->id, self->base, self->content);
  sent = ry_json_object_copy (self->content);
  self->dirty = FALSE;
  undo = ry_workspace_commit (self->workspace, edits, NULL, error);
  if (undo == NULL) {
    self->dirty = TRUE;
    g_prefix_error (error, "Saving the meeting: ");
    schedule (self, RETRY_DELAY_MS);
    return FALSE;
  }
  self->saved_at = g_get_real_time ();
  set_error (self, NULL);
  adopt (self, sent);
  return TRUE;
}
