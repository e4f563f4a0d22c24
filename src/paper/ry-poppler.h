/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Poppler, loaded when a PDF of others is opened first: ry_poppler_load(), then ry_poppler.poppler_…().
 */
#pragma once

#include <poppler.h>

#include "ry-library.h"

G_BEGIN_DECLS

#define RY_POPPLER_FUNCTIONS(F)                                                                                        \
  F (poppler_document_new_from_bytes)                                                                                  \
  F (poppler_document_get_n_pages)                                                                                     \
  F (poppler_document_get_page)                                                                                        \
  F (poppler_error_quark)                                                                                              \
  F (poppler_page_get_size)                                                                                            \
  F (poppler_page_render_for_printing)

typedef struct {
  RY_POPPLER_FUNCTIONS (RY_LIBRARY_POINTER)
} RyPoppler;

extern RyPoppler ry_poppler;

gboolean ry_poppler_load (GError **error);

/* poppler-glib declares none. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)

G_END_DECLS
