/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Papers of a meeting: minutes as PDF in ms and KiB, the same as PDF/A-2b, and packets of 20 and of 200 pages with the
 * peak of memory after each. The baseline of a packet is the one of 20 pages: time follows the pages, memory does not.
 */
#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <sys/resource.h>

#include "ry-attach.h"
#include "ry-json.h"
#include "ry-packet.h"
#include "ry-paper.h"

#define N_RUNS 11

static cairo_status_t
append_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_pdf (guint n_pages)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, 595, 842);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < n_pages; i++) {
    for (guint j = 0; j < 40; j++) {
      g_autofree char *line = g_strdup_printf ("page %u line %u: what was said about the night and the weekend", i, j);

      cairo_move_to (cr, 60, 80 + j * 17);
      cairo_show_text (cr, line);
    }
    cairo_show_page (cr);
  }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static JsonObject *
create_meeting (void)
{
  static const char *const types[] = { "speech", "summary", "decision", "action" };
  g_autoptr (GString) text = g_string_new ("{\"kind\":\"meeting\",\"title\":\"第181回例会\",\"council\":\"council:"
                                           "care\",\"date\":\"2026-11-10\",\"stage\":\"draft\",\"agenda\":[");

  for (guint i = 0; i < 16; i++)
    g_string_append_printf (text, "%s{\"key\":\"a%u\",\"title\":\"議題%u\",\"level\":%u%s}", i > 0 ? "," : "", i, i,
                            1 + i % 2, i == 0 ? ",\"papers\":[\"paper.pdf\"]" : "");
  g_string_append (text, "],\"blocks\":[");
  for (guint i = 0; i < 16; i++)
    g_string_append_printf (text,
                            "%s{\"key\":\"b%u\",\"item\":\"a%u\",\"type\":\"%s\",\"text\":"
                            "\"病院ごとの夜間・休日の連絡先を一枚の表にし、会員だけに配る。"
                            "決まっていない病院は未定と書くことで一致した。次回までに案を示す。\"}",
                            i > 0 ? "," : "", i, i, types[i % 4]);
  g_string_append (text, "],\"attendance\":[");
  for (guint i = 0; i < 42; i++)
    g_string_append_printf (text,
                            "%s{\"key\":\"s%u\",\"name\":\"氏名　%u\",\"organisation_name\":"
                            "\"訪問看護ステーション　みお\",\"role\":\"管理者\",\"status\":\"venue\"}",
                            i > 0 ? "," : "", i, i);
  g_string_append (text, "]}");
  return ry_json_parse_object (text->str, -1, NULL);
}

static void
fill (RyWorkspace *workspace)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL;

  edits = ry_edits_new_with (ry_edit_new ("meeting:1", NULL, create_meeting ()), NULL);
  g_ptr_array_add (
      edits, ry_edit_new ("council:care", NULL,
                          ry_json_parse_object ("{\"kind\":\"council\",\"name\":\"協議会\",\"short_name\":\"協議会\"}",
                                                -1, NULL)));
  undo = ry_workspace_commit (workspace, edits, NULL, NULL);
  g_assert_nonnull (undo);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *left = a, *right = b;

  return (*left > *right) - (*left < *right);
}

static double
measure_minutes (RyWorkspace *workspace, gboolean archive, gsize *size, guint *pages)
{
  double times[N_RUNS];

  for (guint i = 0; i < N_RUNS; i++) {
    gint64 start = g_get_monotonic_time ();
    g_autoptr (RyPaper) paper = ry_paper_new_minutes (workspace, "meeting:1", NULL);
    g_autoptr (GBytes) bytes =
        archive ? ry_paper_create_archive (paper, NULL, NULL) : ry_paper_create_pdf (paper, NULL, NULL);

    times[i] = (double) (g_get_monotonic_time () - start) / 1000;
    *size = g_bytes_get_size (bytes);
    *pages = ry_paper_get_n_pages (paper);
  }
  qsort (times, N_RUNS, sizeof *times, compare);
  return times[N_RUNS / 2];
}

static void
measure_packet (RyWorkspace *workspace, const char *path, guint n_pages)
{
  g_autoptr (GPtrArray) troubles = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_packet_trouble_free);
  g_autoptr (GBytes) pdf = make_pdf (n_pages);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (pdf);
  struct rusage usage;
  gint64 start;
  guint n;

  ry_workspace_attach (workspace, "meeting:1", "paper.pdf", "application/pdf", stream, NULL, NULL);
  start = g_get_monotonic_time ();
  n = ry_packet_write (workspace, "meeting:1", path, troubles, NULL, NULL, NULL, NULL);
  getrusage (RUSAGE_SELF, &usage);
  g_print ("packet of %u pages  %.0f ms, peak %ld MiB\n", n, (double) (g_get_monotonic_time () - start) / 1000,
           usage.ru_maxrss / 1024);
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ryorin-bench-XXXXXX", NULL);
  g_autofree char *home = g_build_filename (folder, "home", NULL),
                  *path = g_build_filename (folder, "packet.pdf", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", folder);
  g_autoptr (RyWorkspace) workspace = NULL;
  gsize size;
  guint pages;
  double plain, archive;

  g_assert_true (ry_workspace_create (home, "shiomi", NULL));
  workspace = ry_workspace_open (home, NULL, NULL);
  fill (workspace);
  plain = measure_minutes (workspace, FALSE, &size, &pages);
  g_print ("minutes of %u pages  %.0f ms, %" G_GSIZE_FORMAT " KiB\n", pages, plain, size / 1024);
  archive = measure_minutes (workspace, TRUE, &size, &pages);
  g_print ("as PDF/A-2b  %.0f ms (%.1f times), %" G_GSIZE_FORMAT " KiB\n", archive, archive / plain, size / 1024);
  measure_packet (workspace, path, 20);
  measure_packet (workspace, path, 200);
  ry_workspace_close (workspace);
  g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL);
  return 0;
}
