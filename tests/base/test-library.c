/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A library loaded by the call that needs it: found once for every thread, and a clear sentence where it is missing.
 */
#include <math.h>
#include <string.h>

#include "ry-error.h"
#include "ry-library.h"

#define MATHS(F) F (floor) F (hypot)

static struct {
  MATHS (RY_LIBRARY_POINTER)
} maths;
static const char *const maths_names[] = { MATHS (RY_LIBRARY_NAME) NULL };
static const char *const wrong_names[] = { "floor", "ryorin_no_such_function", NULL };

static void
test_found (void)
{
  RyLibrary library = { "libm.so.6", maths_names, (gpointer *) &maths, FALSE };
  g_autoptr (GError) error = NULL;

  g_assert_true (ry_library_load (&library, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (maths.floor (3.5), ==, 3.0);
  g_assert_cmpfloat (maths.hypot (3.0, 4.0), ==, 5.0);
  g_assert_true (ry_library_load (&library, &error));
}

static gpointer
load_in_thread (gpointer library)
{
  return GINT_TO_POINTER (ry_library_load (library, NULL) && maths.floor (2.5) == 2.0);
}

static void
test_threads (void)
{
  RyLibrary library = { "libm.so.6", maths_names, (gpointer *) &maths, FALSE };
  GThread *threads[16];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("load", load_in_thread, &library);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (GPOINTER_TO_INT (g_thread_join (threads[i])));
}

static void
test_missing (void)
{
  static const struct {
    const char *file;
    const char *const *names;
    const char *named; /* in the sentence */
  } cases[] = {
    { "libryorin-no-such-library.so.1", maths_names, "libryorin-no-such-library.so.1" },
    { "libm.so.6", wrong_names, "ryorin_no_such_function" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gpointer functions[2];
    RyLibrary library = { cases[i].file, cases[i].names, functions, FALSE };

    for (guint turn = 0; turn < 2; turn++) {
      g_autoptr (GError) error = NULL;

      g_assert_false (ry_library_load (&library, &error));
      g_assert_error (error, RY_ERROR, RY_ERROR_UNAVAILABLE);
      g_assert_nonnull (strstr (error->message, cases[i].named));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/found", test_found);
  g_test_add_func ("/library/threads", test_threads);
  g_test_add_func ("/library/missing", test_missing);
  return g_test_run ();
}
