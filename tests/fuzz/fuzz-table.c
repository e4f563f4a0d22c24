/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a table: no crash, no endless loop, and rows only of text. */
#include "ry-error.h"
#include "ry-table.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  int fd = memfd_create ("table", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (RyTable) table = NULL;

  if (write (fd, data, size) == (gssize) size)
    table = ry_table_open (path, NULL, NULL);
  for (gsize n = 0; table != NULL; n++) {
    g_autoptr (GError) error = NULL;
    g_auto (GStrv) row = ry_table_read_row (table, NULL, &error);

    if (n > size + 1)
      g_error ("more rows than bytes");
    if (row == NULL && !g_error_matches (error, RY_ERROR, RY_ERROR_INVALID))
      break;
    for (guint i = 0; row != NULL && row[i] != NULL; i++)
      g_assert_true (g_utf8_validate (row[i], -1, NULL));
  }
  close (fd);
  return 0;
}
