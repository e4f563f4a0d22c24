/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a far side's answer, the changes feed first: each reader takes it or says why not, and none reads past
 * the end. */
#include "ry-wire.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
read_lists (const char *text, size_t size)
{
  GPtrArray *(*const readers[]) (const char *, gsize, GError **) = { ry_wire_parse_missing, ry_wire_parse_failures,
                                                                     ry_wire_parse_names };

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) list = readers[i](text, size, &error);

    g_assert_true ((list != NULL) == (error == NULL));
  }
}

static void
read_documents (const char *text, size_t size)
{
  for (int i = 0; i < 2; i++) {
    g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autoptr (GPtrArray) failures = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_write_result_free);
    g_autoptr (GError) error = NULL;
    gboolean read = i == 0 ? ry_wire_parse_bulk_get (text, size, documents, failures, &error)
                           : ry_wire_parse_open_revs ("a", text, size, documents, failures, &error);

    g_assert_true (read == (error == NULL));
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_memdup2 (data, size); /* exactly as long, so that one byte too far is seen */
  g_autoptr (GError) error = NULL;
  RyChangesPage *page;
  RyWireFault fault = { NULL };

  if (size == 0)
    return 0;
  page = ry_wire_parse_changes (text, size, &error);
  g_assert_true ((page != NULL) == (error == NULL));
  g_clear_pointer (&page, ry_changes_page_free);
  ry_wire_parse_fault (text, size, &fault);
  ry_wire_fault_clear (&fault);
  read_lists (text, size);
  read_documents (text, size);
  return 0;
}
