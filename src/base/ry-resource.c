/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GLib registers what is built into a program when the first of it is used. A thread that comes while another is at it
 * gets no resource from the accessor glib-compile-resources writes; one that asks for a path waits. The accessor is
 * called all the same, or the linker would leave a static library's resources out.
 */
#include "ry-resource.h"

/**
 * ry_resource_lookup:
 * @resource: (nullable): what the library's accessor returned; it is not looked at
 * @path: of a file in it
 * @error: return location for a #GError
 *
 * From any thread.
 *
 * Returns: (transfer full): the file
 */
GBytes *
ry_resource_lookup (GResource *resource, const char *path, GError **error)
{
  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

/**
 * ry_resource_list:
 * @resource: (nullable): what the library's accessor returned; it is not looked at
 * @path: of a folder in it
 * @error: return location for a #GError
 *
 * From any thread.
 *
 * Returns: (transfer full): the names in the folder
 */
char **
ry_resource_list (GResource *resource, const char *path, GError **error)
{
  return g_resources_enumerate_children (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}
