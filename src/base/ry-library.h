/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Libraries that most runs never need, loaded by the call that needs them. What a PDF of others takes costs a start
 * nine milliseconds of the loader otherwise. The functions stand in a struct of pointers with the types of the
 * library's own header, so that the compiler still checks each call:
 *
 *   #define PDF_FUNCTIONS(F) F (qpdf_init) F (qpdf_cleanup)
 *   static struct { PDF_FUNCTIONS (RY_LIBRARY_POINTER) } qpdf;
 *   static const char *const qpdf_names[] = { PDF_FUNCTIONS (RY_LIBRARY_NAME) NULL };
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RY_LIBRARY_POINTER(function) __typeof__ (function) *function;
#define RY_LIBRARY_NAME(function)    #function,

typedef struct {
  const char *file;         /* its soname */
  const char *const *names; /* of its functions, in the order of the struct */
  gpointer *functions;      /* the struct */
  int loaded;               /* atomic */
} RyLibrary;

gboolean ry_library_load (RyLibrary *library, GError **error);

G_END_DECLS
