/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be taken back, the newest first, and what has been taken back and can be done again. Each act has the words it
 * was announced with. No widget in it.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

typedef struct _RyUndoStack RyUndoStack;

RyUndoStack *ry_undo_stack_new          (void);
void         ry_undo_stack_free         (RyUndoStack *self);
void         ry_undo_stack_push         (RyUndoStack *self, const char *message, RyUndo *undo);
void         ry_undo_stack_push_redo    (RyUndoStack *self, const char *message, RyUndo *redo);
void         ry_undo_stack_push_undo    (RyUndoStack *self, const char *message, RyUndo *undo);
RyUndo      *ry_undo_stack_pop          (RyUndoStack *self, char **message);
RyUndo      *ry_undo_stack_pop_redo     (RyUndoStack *self, char **message);
guint        ry_undo_stack_get_n        (RyUndoStack *self);
const char  *ry_undo_stack_peek         (RyUndoStack *self, guint position, RyUndo **undo, gint64 *done_at);
guint        ry_undo_stack_get_n_redo   (RyUndoStack *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyUndoStack, ry_undo_stack_free)

G_END_DECLS
