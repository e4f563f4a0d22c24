/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error table: complete, and the same on both ends of the wire. */
#include "ry-error.h"

#include <gio/gio.h>

static void
test_complete (void)
{
  for (int code = 0; code < RY_N_ERRORS; code++) {
    g_assert_cmpuint (ry_error_get_http_status (code), >=, 400);
    g_assert_cmpuint (ry_error_get_http_status (code), <, 600);
    g_assert_nonnull (ry_error_get_word (code));
    g_assert_cmpstr (ry_error_get_sentence (code), !=, "");
  }
}

static void
test_there_and_back (void)
{
  for (int code = RY_ERROR_BAD_REQUEST; code <= RY_ERROR_UNAVAILABLE; code++)
    g_assert_cmpint (ry_error_from_http (ry_error_get_http_status (code), ry_error_get_word (code)), ==, code);
  g_assert_cmpint (ry_error_from_http (409, "some other word"), ==, RY_ERROR_CONFLICT);
  g_assert_cmpint (ry_error_from_http (504, NULL), ==, RY_ERROR_UNAVAILABLE);
  g_assert_cmpint (ry_error_from_http (418, NULL), ==, RY_ERROR_FAILED);
  g_assert_cmpint (ry_error_from_http (507, "disk_full"), ==, RY_ERROR_SERVER_FULL);
}

static void
test_retryable (void)
{
  static const struct {
    GQuark (*domain) (void);
    int code;
    gboolean retryable;
  } table[] = {
    { ry_error_quark, RY_ERROR_UNREACHABLE, TRUE },   { ry_error_quark, RY_ERROR_UNAVAILABLE, TRUE },
    { ry_error_quark, RY_ERROR_TIMED_OUT, TRUE },     { ry_error_quark, RY_ERROR_UNAUTHORIZED, FALSE },
    { ry_error_quark, RY_ERROR_FORBIDDEN, FALSE },    { ry_error_quark, RY_ERROR_BAD_ANSWER, FALSE },
    { ry_error_quark, RY_ERROR_CONFLICT, FALSE },     { ry_error_quark, RY_ERROR_NEWER_VERSION, FALSE },
    { g_io_error_quark, G_IO_ERROR_TIMED_OUT, TRUE }, { g_io_error_quark, G_IO_ERROR_CANCELLED, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GError) error = g_error_new_literal (table[i].domain (), table[i].code, "x");

    g_assert_cmpint (ry_error_is_retryable (error), ==, table[i].retryable);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/complete", test_complete);
  g_test_add_func ("/error/there-and-back", test_there_and_back);
  g_test_add_func ("/error/retryable", test_retryable);
  return g_test_run ();
}
