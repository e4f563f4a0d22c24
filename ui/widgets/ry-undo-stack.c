/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The acts of this run of the program that can be taken back. An act holds only names and revisions, so many can be
 * kept; a new act ends what could be done again, as everywhere.
 */
#include "ry-undo-stack.h"

/* More than a person remembers; an import of a whole region takes a few megabytes of it. */
#define KEEP 50

typedef struct {
  char *message;
  RyUndo *undo;
  gint64 done_at; /* µs since 1970 */
} Act;

struct _RyUndoStack {
  GQueue undo; /* of Act, the newest first */
  GQueue redo;
};

static void
act_free (Act *act)
{
  g_free (act->message);
  ry_undo_unref (act->undo);
  g_free (act);
}

static void
clear_acts (GQueue *acts)
{
  g_queue_clear_full (acts, (GDestroyNotify) act_free);
}

static void
push_act (GQueue *acts, const char *message, RyUndo *undo)
{
  Act *act = g_new0 (Act, 1);

  act->message = g_strdup (message);
  act->undo = ry_undo_ref (undo);
  act->done_at = g_get_real_time ();
  g_queue_push_head (acts, act);
  if (acts->length > KEEP)
    act_free (g_queue_pop_tail (acts));
}

static RyUndo *
pop_act (GQueue *acts, char **message)
{
  Act *act = g_queue_pop_head (acts);
  RyUndo *undo = act != NULL ? ry_undo_ref (act->undo) : NULL;

  *message = act != NULL ? g_steal_pointer (&act->message) : NULL;
  g_clear_pointer (&act, act_free);
  return undo;
}

/**
 * ry_undo_stack_new:
 *
 * Returns: (transfer full): a stack without acts
 */
RyUndoStack *
ry_undo_stack_new (void)
{
  return g_new0 (RyUndoStack, 1);
}

/**
 * ry_undo_stack_free:
 * @self: (nullable) (transfer full): a stack
 */
void
ry_undo_stack_free (RyUndoStack *self)
{
  if (self == NULL)
    return;
  clear_acts (&self->undo);
  clear_acts (&self->redo);
  g_free (self);
}

/**
 * ry_undo_stack_push:
 * @self: a stack
 * @message: what was done
 * @undo: how to take it back
 *
 * A person did something.
 */
void
ry_undo_stack_push (RyUndoStack *self, const char *message, RyUndo *undo)
{
  clear_acts (&self->redo);
  push_act (&self->undo, message, undo);
}

/**
 * ry_undo_stack_push_redo:
 * @self: a stack
 * @message: what was taken back
 * @redo: how to do it again
 */
void
ry_undo_stack_push_redo (RyUndoStack *self, const char *message, RyUndo *redo)
{
  push_act (&self->redo, message, redo);
}

/**
 * ry_undo_stack_push_undo:
 * @self: a stack
 * @message: what was done again, or could not be taken back just now
 * @undo: how to take it back
 *
 * Unlike with a new act, what could be done again still can.
 */
void
ry_undo_stack_push_undo (RyUndoStack *self, const char *message, RyUndo *undo)
{
  push_act (&self->undo, message, undo);
}

/**
 * ry_undo_stack_pop:
 * @self: a stack
 * @message: (out) (transfer full) (nullable): what was done
 *
 * Returns: (transfer full) (nullable): the newest act, or %NULL where there is none
 */
RyUndo *
ry_undo_stack_pop (RyUndoStack *self, char **message)
{
  return pop_act (&self->undo, message);
}

/**
 * ry_undo_stack_pop_redo:
 * @self: a stack
 * @message: (out) (transfer full) (nullable): what was taken back
 *
 * Returns: (transfer full) (nullable): what was taken back last, or %NULL where there is none
 */
RyUndo *
ry_undo_stack_pop_redo (RyUndoStack *self, char **message)
{
  return pop_act (&self->redo, message);
}

/**
 * ry_undo_stack_get_n:
 * @self: a stack
 *
 * Returns: how many acts can be taken back
 */
guint
ry_undo_stack_get_n (RyUndoStack *self)
{
  return self->undo.length;
}

/**
 * ry_undo_stack_peek:
 * @self: a stack
 * @position: 0 for the newest act
 * @undo: (out) (transfer none): how to take it back
 * @done_at: (out): when it was done, in microseconds since 1970
 *
 * Returns: (nullable): what was done, or %NULL where there are not so many acts
 */
const char *
ry_undo_stack_peek (RyUndoStack *self, guint position, RyUndo **undo, gint64 *done_at)
{
  Act *act = g_queue_peek_nth (&self->undo, position);

  if (act == NULL)
    return NULL;
  *undo = act->undo;
  *done_at = act->done_at;
  return act->message;
}

/**
 * ry_undo_stack_get_n_redo:
 * @self: a stack
 *
 * Returns: how many acts can be done again
 */
guint
ry_undo_stack_get_n_redo (RyUndoStack *self)
{
  return self->redo.length;
}
