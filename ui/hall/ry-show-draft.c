/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyShowDraft. One write is under way at a time; what changed in the meantime goes with the next. What comes from
 * elsewhere is taken when nothing of one's own is waiting, and merged by the engine where it comes in between.
 */
#include "ry-show-draft.h"

#include <glib/gi18n.h>

#include "ry-json.h"

struct _RyShowDraft {
  GObject parent_instance;

  /* Borrowed */
  RyWindow *window;

  /* Owned */
  char *id;
  RyDocument *base;
  JsonObject *content;
  RyShow *show;
  char *waiting; /* the message of what is not yet under way */
  char *message; /* of what is */

  gboolean writing;
};

G_DEFINE_FINAL_TYPE (RyShowDraft, ry_show_draft, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
look_up (RyShowDraft *self)
{
  g_clear_pointer (&self->show, ry_show_free);
  if (self->content != NULL)
    self->show = ry_show_look_up (ry_window_get_workspace (self->window), self->id, self->content);
}

static gboolean
load (RyShowDraft *self, GError **error)
{
  RyDocument *document = ry_workspace_get (ry_window_get_workspace (self->window), self->id, error);

  if (document == NULL)
    return FALSE;
  g_clear_pointer (&self->base, ry_document_unref);
  g_clear_pointer (&self->content, json_object_unref);
  self->base = document;
  self->content = ry_document_dup_root (document);
  look_up (self);
  return TRUE;
}

static void store (RyShowDraft *self);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyShowDraft) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);
  g_autofree char *message = g_steal_pointer (&self->message);

  self->writing = FALSE;
  if (undo == NULL) {
    g_clear_pointer (&self->waiting, g_free);
    ry_window_show_error (self->window, _ ("The running order was not changed"), error);
  } else
    ry_window_show_undo (self->window, message, undo);
  if (self->waiting != NULL) {
    RyDocument *base = ry_workspace_get (RY_WORKSPACE (source), self->id, NULL);

    if (base != NULL) {
      g_clear_pointer (&self->base, ry_document_unref);
      self->base = base;
    }
    store (self);
    return;
  }
  if (load (self, NULL))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
store (RyShowDraft *self)
{
  GPtrArray *edits;

  if (self->writing || self->waiting == NULL)
    return;
  edits = ry_edits_new_with (ry_edit_new (self->id, self->base, ry_json_object_copy (self->content)), NULL);
  self->writing = TRUE;
  self->message = g_steal_pointer (&self->waiting);
  ry_workspace_commit_async (ry_window_get_workspace (self->window), edits, NULL, written_cb, g_object_ref (self));
}

static void
ry_show_draft_finalize (GObject *object)
{
  RyShowDraft *self = RY_SHOW_DRAFT (object);

  g_free (self->id);
  g_free (self->waiting);
  g_free (self->message);
  g_clear_pointer (&self->base, ry_document_unref);
  g_clear_pointer (&self->content, json_object_unref);
  g_clear_pointer (&self->show, ry_show_free);
  G_OBJECT_CLASS (ry_show_draft_parent_class)->finalize (object);
}

static void
ry_show_draft_class_init (RyShowDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_show_draft_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", RY_TYPE_SHOW_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_show_draft_init (RyShowDraft *self)
{
}

RyShowDraft *
ry_show_draft_new (RyWindow *window)
{
  RyShowDraft *self = g_object_new (RY_TYPE_SHOW_DRAFT, NULL);

  self->window = window;
  return self;
}

/**
 * ry_show_draft_open:
 * @self: a draft
 * @id: a running order
 * @error: return location
 *
 * Returns: whether it is there
 */
gboolean
ry_show_draft_open (RyShowDraft *self, const char *id, GError **error)
{
  g_autofree char *kept = g_strdup (id); /* it may be our own */

  g_free (self->id);
  self->id = g_steal_pointer (&kept);
  if (!load (self, error))
    return FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/**
 * ry_show_draft_reload:
 * @self: a draft
 *
 * Takes what is stored, unless something of one's own is on its way there.
 */
void
ry_show_draft_reload (RyShowDraft *self)
{
  if (self->id == NULL || self->writing || self->waiting != NULL)
    return;
  load (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
ry_show_draft_get_id (RyShowDraft *self)
{
  return self->id;
}

RyShow *
ry_show_draft_get_show (RyShowDraft *self)
{
  return self->show;
}

RyWindow *
ry_show_draft_get_window (RyShowDraft *self)
{
  return self->window;
}

RyWorkspace *
ry_show_draft_get_workspace (RyShowDraft *self)
{
  return ry_window_get_workspace (self->window);
}

gboolean
ry_show_draft_may_change (RyShowDraft *self)
{
  return self->base != NULL &&
         ry_workspace_offers (ry_window_get_workspace (self->window), RY_VERB_EDIT, "show", self->base, NULL);
}

/**
 * ry_show_draft_get_content:
 * @self: an open draft
 *
 * Returns: (transfer none): what may be changed before ry_show_draft_end()
 */
JsonObject *
ry_show_draft_get_content (RyShowDraft *self)
{
  return self->content;
}

/**
 * ry_show_draft_end:
 * @self: a draft whose content was changed
 * @message: what was done
 *
 * Shows the change, and stores it.
 */
void
ry_show_draft_end (RyShowDraft *self, const char *message)
{
  g_free (self->waiting);
  self->waiting = g_strdup (message);
  look_up (self);
  g_signal_emit (self, signals[CHANGED], 0);
  store (self);
}
