/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Poppler, loaded when a PDF of others is opened first: ry_poppler_load(), then ry_poppler.poppler_…().
 */
#pragma once

#include <poppler.h>

#include "ry-library.h"

G_BEGIN_DECLS

#define RY_POPPLER_FUNCTIONS(F)                                                                                        \
  F (poppler_attachment_save_to_callback)                                                                              \
  F (poppler_document_get_attachments)                                                                                 \
  F (poppler_document_get_n_pages)                                                                                     \
  F (poppler_document_get_page)                                                                                        \
  F (poppler_document_new_from_bytes)                                                                                  \
  F (poppler_error_quark)                                                                                              \
  F (poppler_font_info_new)                                                                                            \
  F (poppler_font_info_scan)                                                                                           \
  F (poppler_fonts_iter_free)                                                                                          \
  F (poppler_fonts_iter_get_name)                                                                                      \
  F (poppler_fonts_iter_is_embedded)                                                                                   \
  F (poppler_fonts_iter_next)                                                                                          \
  F (poppler_page_free_text_attributes)                                                                                \
  F (poppler_page_get_size)                                                                                            \
  F (poppler_page_get_text)                                                                                            \
  F (poppler_page_get_text_attributes)                                                                                 \
  F (poppler_page_get_text_layout)                                                                                     \
  F (poppler_page_render)                                                                                              \
  F (poppler_page_render_for_printing)

typedef struct {
  RY_POPPLER_FUNCTIONS (RY_LIBRARY_POINTER)
} RyPoppler;

extern RyPoppler ry_poppler;

gboolean ry_poppler_load (GError **error);

/* poppler-glib declares none. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)

G_END_DECLS
