/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dlopen() and dlsym(), once for each library, from any thread.
 */
#include "ry-library.h"

#include <dlfcn.h>
#include <glib/gi18n-lib.h>

#include "ry-error.h"

static GMutex lock;

static gboolean
find_functions (RyLibrary *self, void *handle)
{
  for (guint i = 0; self->names[i] != NULL; i++) {
    self->functions[i] = dlsym (handle, self->names[i]);
    if (self->functions[i] == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
load (RyLibrary *self, GError **error)
{
  void *handle = dlopen (self->file, RTLD_NOW | RTLD_LOCAL);

  if (handle != NULL && find_functions (self, handle)) {
    g_atomic_int_set (&self->loaded, TRUE);
    return TRUE;
  }
  g_set_error (error, RY_ERROR, RY_ERROR_UNAVAILABLE, _ ("A part of the program is missing: %s"), dlerror ());
  g_clear_pointer (&handle, dlclose);
  return FALSE;
}

/**
 * ry_library_load:
 * @library: static, told which functions are wanted
 * @error: return location for a #GError
 *
 * Loads the library for the rest of the run and fills its struct, unless that was done before. One that is missing is
 * looked for anew at the next call.
 *
 * Returns: whether all of its functions can be called; %RY_ERROR_UNAVAILABLE otherwise
 */
gboolean
ry_library_load (RyLibrary *library, GError **error)
{
  gboolean loaded;

  if (g_atomic_int_get (&library->loaded))
    return TRUE;
  g_mutex_lock (&lock);
  loaded = library->loaded || load (library, error);
  g_mutex_unlock (&lock);
  return loaded;
}
