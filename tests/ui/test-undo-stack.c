/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Acts are taken back newest first, done again in turn, and a new act ends what could be done again. */
#include "ry-undo-stack.h"

static void
push (RyUndoStack *stack, const char *message)
{
  g_autoptr (RyUndo) undo = ry_undo_new ();

  ry_undo_stack_push (stack, message, undo);
}

static void
assert_pops (RyUndoStack *stack, RyUndo *(*pop) (RyUndoStack *, char **), const char *expected)
{
  g_autofree char *message = NULL;
  g_autoptr (RyUndo) undo = pop (stack, &message);

  g_assert_cmpstr (message, ==, expected);
  g_assert_true ((undo != NULL) == (expected != NULL));
}

static void
test_order (void)
{
  g_autoptr (RyUndoStack) stack = ry_undo_stack_new ();

  assert_pops (stack, ry_undo_stack_pop, NULL);
  push (stack, "first");
  push (stack, "second");
  g_assert_cmpuint (ry_undo_stack_get_n (stack), ==, 2);
  assert_pops (stack, ry_undo_stack_pop, "second");
  assert_pops (stack, ry_undo_stack_pop, "first");
  assert_pops (stack, ry_undo_stack_pop, NULL);
}

static void
test_redo_ends_with_a_new_act (void)
{
  g_autoptr (RyUndoStack) stack = ry_undo_stack_new ();
  g_autoptr (RyUndo) redo = ry_undo_new ();

  push (stack, "first");
  ry_undo_stack_push_redo (stack, "second", redo);
  g_assert_cmpuint (ry_undo_stack_get_n_redo (stack), ==, 1);
  assert_pops (stack, ry_undo_stack_pop_redo, "second");
  ry_undo_stack_push_undo (stack, "second", redo);
  ry_undo_stack_push_redo (stack, "third", redo);
  ry_undo_stack_push_undo (stack, "fourth", redo);
  g_assert_cmpuint (ry_undo_stack_get_n_redo (stack), ==, 1);
  push (stack, "new");
  g_assert_cmpuint (ry_undo_stack_get_n_redo (stack), ==, 0);
  g_assert_cmpuint (ry_undo_stack_get_n (stack), ==, 4);
}

static void
test_oldest_falls_off (void)
{
  g_autoptr (RyUndoStack) stack = ry_undo_stack_new ();

  for (int i = 0; i < 60; i++) {
    g_autofree char *message = g_strdup_printf ("%d", i);

    push (stack, message);
  }
  g_assert_cmpuint (ry_undo_stack_get_n (stack), ==, 50);
  assert_pops (stack, ry_undo_stack_pop, "59");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/undo-stack/order", test_order);
  g_test_add_func ("/undo-stack/redo-ends-with-a-new-act", test_redo_ends_with_a_new_act);
  g_test_add_func ("/undo-stack/oldest-falls-off", test_oldest_falls_off);
  return g_test_run ();
}
