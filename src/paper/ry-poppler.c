/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The functions of poppler that the papers and the hall call.
 */
#include "ry-poppler.h"

RyPoppler ry_poppler;

static const char *const names[] = { RY_POPPLER_FUNCTIONS (RY_LIBRARY_NAME) NULL };
static RyLibrary library = { RY_POPPLER_SONAME, names, (gpointer *) &ry_poppler, FALSE };

/**
 * ry_poppler_load:
 * @error: return location for a #GError
 *
 * Returns: whether @ry_poppler can be called
 */
gboolean
ry_poppler_load (GError **error)
{
  return ry_library_load (&library, error);
}
