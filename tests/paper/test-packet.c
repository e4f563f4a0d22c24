/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A packet of papers as people send them: PDFs upright and across, pictures, a PDF with a password, one cut short,
 * one of 300 pages, a picture of 52 million pixels, a file of another sort, a name without a file.
 */
#include <cairo-pdf.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/resource.h>

#include "ry-attach.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-packet.h"

typedef struct {
  char *dir;
  RyWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *home = NULL;

  fixture->dir = g_dir_make_tmp ("ryorin-packet-XXXXXX", &error);
  g_assert_no_error (error);
  home = g_build_filename (fixture->dir, "home", NULL);
  ry_workspace_create (home, "shiomi", &error);
  g_assert_no_error (error);
  fixture->workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", fixture->dir);

  ry_workspace_close (fixture->workspace);
  g_clear_object (&fixture->workspace);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  g_free (fixture->dir);
}

static cairo_status_t
append_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_pdf (guint n_pages, double width, double height, const char *word)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < n_pages; i++) {
    g_autofree char *text = g_strdup_printf ("%s%u", word, i + 1);

    cairo_set_font_size (cr, 20);
    cairo_move_to (cr, 100, 200);
    cairo_show_text (cr, text);
    for (guint j = 0; j < 200; j++)
      cairo_rectangle (cr, 50 + j * 2, 300 + (j * 37 + i) % 200, 1.5, 20);
    cairo_fill (cr);
    cairo_show_page (cr);
  }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
make_picture (void)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 300, 200);

  cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static guint32
count_crc (const guint8 *data, gsize n)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < n; i++) {
    crc ^= data[i];
    for (int k = 0; k < 8; k++)
      crc = crc & 1 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
  }
  return crc ^ 0xffffffff;
}

static void
append_chunk (GByteArray *bytes, const char *type, const guint8 *data, guint n)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  guint32 length = GUINT32_TO_BE (n), crc;

  g_byte_array_append (body, (const guint8 *) type, 4);
  g_byte_array_append (body, data, n);
  crc = GUINT32_TO_BE (count_crc (body->data, body->len));
  g_byte_array_append (bytes, (const guint8 *) &length, 4);
  g_byte_array_append (bytes, body->data, body->len);
  g_byte_array_append (bytes, (const guint8 *) &crc, 4);
}

/* 8000 × 6500; that there is nothing in it must never come to light. */
static GBytes *
make_huge_picture (void)
{
  static const guint8 head[] = { 0, 0, 0x1f, 0x40, 0, 0, 0x19, 0x64, 8, 2, 0, 0, 0 };
  static const guint8 start[] = { 0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1 };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_chunk (bytes, "IHDR", head, sizeof head);
  append_chunk (bytes, "IDAT", start, sizeof start);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
make_locked (Fixture *fixture)
{
  g_autoptr (GBytes) plain = make_pdf (2, 595, 842, "locked");
  g_autofree char *from = g_build_filename (fixture->dir, "plain.pdf", NULL),
                  *to = g_build_filename (fixture->dir, "locked.pdf", NULL);
  const char *argv[] = { "qpdf", "--encrypt", "secret", "owner", "256", "--", from, to, NULL };
  char *data = NULL;
  gsize size;

  g_file_set_contents (from, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), NULL);
  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL) ||
      !g_file_get_contents (to, &data, &size, NULL))
    return NULL;
  return g_bytes_new_take (data, size);
}

static void
commit_meeting (Fixture *fixture, const char *papers)
{
  g_autofree char *text = g_strdup_printf (
      "{\"kind\":\"meeting\",\"title\":\"第181回例会\",\"council\":\"council:care\",\"date\":\"2026-11-10\","
      "\"stage\":\"planned\",\"agenda\":[{\"key\":\"a\",\"title\":\"報告\",\"level\":1,\"papers\":[%s]}]}",
      papers);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;

  edits = ry_edits_new_with (ry_edit_new ("meeting:1", NULL, ry_json_parse_object (text, -1, NULL)), NULL);
  g_ptr_array_add (
      edits, ry_edit_new ("council:care", NULL,
                          ry_json_parse_object ("{\"kind\":\"council\",\"name\":\"協議会\",\"short_name\":\"協議会\"}",
                                                -1, NULL)));
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

static void
attach (Fixture *fixture, const char *name, GBytes *bytes)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GError) error = NULL;

  ry_workspace_attach (fixture->workspace, "meeting:1", name, NULL, stream, NULL, &error);
  g_assert_no_error (error);
  g_bytes_unref (bytes);
}

static char *
run (const char *program, const char *option, const char *path)
{
  const char *argv[] = { program, option, path, g_str_equal (program, "pdftotext") ? "-" : NULL, NULL };
  char *output = NULL;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output,
                     NULL, NULL, NULL))
    return NULL;
  return output;
}

static guint
bind (Fixture *fixture, GPtrArray *troubles, char **path)
{
  g_autoptr (GError) error = NULL;
  guint n;

  *path = g_build_filename (fixture->dir, "packet.pdf", NULL);
  n = ry_packet_write (fixture->workspace, "meeting:1", *path, troubles, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return n;
}

static void
test_all_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) troubles = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_packet_trouble_free);
  g_autofree char *path = NULL, *text = NULL, *fonts = NULL, *outline = NULL;
  const char *second, *first;
  guint n;

  commit_meeting (fixture, "\"one.pdf\",\"picture.png\",\"two.pdf\"");
  attach (fixture, "one.pdf", make_pdf (3, 595, 842, "first"));
  attach (fixture, "picture.png", make_picture ());
  attach (fixture, "two.pdf", make_pdf (2, 842, 595, "second"));
  n = bind (fixture, troubles, &path);
  g_assert_cmpuint (troubles->len, ==, 0);
  g_assert_cmpuint (n, >=, 3 + 1 + 2 + 1);
  text = run ("pdftotext", "-raw", path);
  if (text == NULL) {
    g_test_skip ("pdftotext is not installed");
    return;
  }
  first = strstr (text, "first1");
  second = strstr (text, "second2");
  g_assert_true (first != NULL && second != NULL && first < second);
  for (guint i = 1; i <= 3; i++) {
    g_autofree char *label = g_strdup_printf ("資料1-%u", i);

    g_assert_nonnull (strstr (text, label));
  }
  g_assert_nonnull (strstr (text, "1／3"));
  g_assert_nonnull (strstr (text, "3／3"));
  fonts = run ("pdffonts", "-l", path);
  outline = run ("qpdf", "--json", path);
  g_assert_true (outline == NULL || strstr (outline, "資料1-2") != NULL);
}

/* Each gets a sentence and a page of its own, and the good ones are there. */
static void
test_bad_papers (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "locked.pdf", "cut.pdf", "book.pdf", "huge.png", "words.docx", "nothing.pdf" };
  g_autoptr (GPtrArray) troubles = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_packet_trouble_free);
  g_autoptr (GBytes) whole = make_pdf (4, 595, 842, "cut");
  GBytes *locked = make_locked (fixture);
  g_autofree char *path = NULL, *text = NULL;

  if (locked == NULL) {
    g_test_skip ("qpdf is not installed");
    return;
  }
  commit_meeting (
      fixture,
      "\"good.pdf\",\"locked.pdf\",\"cut.pdf\",\"book.pdf\",\"huge.png\",\"words.docx\",\"nothing.pdf\",\"last.pdf\"");
  attach (fixture, "good.pdf", make_pdf (1, 595, 842, "good"));
  attach (fixture, "locked.pdf", locked);
  attach (fixture, "cut.pdf", g_bytes_new_from_bytes (whole, 0, 60));
  attach (fixture, "book.pdf", make_pdf (300, 595, 842, "book"));
  attach (fixture, "huge.png", make_huge_picture ());
  attach (fixture, "words.docx", g_bytes_new_static ("PK\003\004 some words", 15));
  attach (fixture, "last.pdf", make_pdf (1, 595, 842, "last"));
  bind (fixture, troubles, &path);
  g_assert_cmpuint (troubles->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < troubles->len; i++) {
    RyPacketTrouble *trouble = g_ptr_array_index (troubles, i);

    g_assert_cmpstr (trouble->name, ==, names[i]);
    g_assert_cmpint (g_utf8_strlen (trouble->sentence, -1), >, 10);
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (trouble->sentence, !=, ((RyPacketTrouble *) g_ptr_array_index (troubles, j))->sentence);
  }
  text = run ("pdftotext", "-raw", path);
  g_assert_true (text == NULL ||
                 (strstr (text, "good1") != NULL && strstr (text, "last1") != NULL && strstr (text, "book1") == NULL));
  g_assert_true (text == NULL || strstr (text, "300") != NULL);
}

/* The cross reference table is gone, but the pages are there: readers find them, and so do we. */
static void
test_mendable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) troubles = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_packet_trouble_free);
  g_autoptr (GBytes) whole = make_pdf (2, 595, 842, "whole");
  g_autofree char *path = NULL, *text = NULL;
  gsize size = g_bytes_get_size (whole);
  char *broken = g_memdup2 (g_bytes_get_data (whole, NULL), size);

  for (char *at = broken; at < broken + size - 9; at++)
    if (memcmp (at, "startxref", 9) == 0)
      memcpy (at, "startxxxx", 9);
  commit_meeting (fixture, "\"broken.pdf\"");
  attach (fixture, "broken.pdf", g_bytes_new_take (broken, size));
  bind (fixture, troubles, &path);
  text = run ("pdftotext", "-raw", path);
  g_assert_true (troubles->len == 1 || text == NULL || strstr (text, "whole2") != NULL);
}

static glong
get_peak (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static gint64
bind_many (Fixture *fixture, const char *name, guint n_pages)
{
  g_autoptr (GPtrArray) troubles = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_packet_trouble_free);
  g_autofree char *path = NULL;
  gint64 start;

  attach (fixture, name, make_pdf (n_pages, 595, 842, "page"));
  start = g_get_monotonic_time ();
  g_assert_cmpuint (bind (fixture, troubles, &path), >=, n_pages);
  g_assert_cmpuint (troubles->len, ==, 0);
  return (g_get_monotonic_time () - start) / 1000;
}

/* Memory does not follow the number of pages. */
static void
test_flat (Fixture *fixture, gconstpointer data)
{
  glong before, after;
  gint64 small, large;

  commit_meeting (fixture, "\"paper.pdf\"");
  small = bind_many (fixture, "paper.pdf", 20);
  before = get_peak ();
  large = bind_many (fixture, "paper.pdf", 200);
  after = get_peak ();
  g_test_message ("20 pages in %" G_GINT64_FORMAT " ms, 200 in %" G_GINT64_FORMAT " ms, peak %ld then %ld KiB", small,
                  large, before, after);
#ifndef __SANITIZE_ADDRESS__ /* which keeps for a while what was given up */
  g_assert_cmpint (after - before, <, 48 * 1024);
#endif
}

static void
test_stop_keeps_the_old_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) troubles = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_packet_trouble_free);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, "kept.pdf", NULL), *kept = NULL;

  commit_meeting (fixture, "\"a.pdf\"");
  g_file_set_contents (path, "the old one", -1, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_cmpuint (ry_packet_write (fixture->workspace, "meeting:1", path, troubles, NULL, NULL, cancellable, &error),
                    ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_file_get_contents (path, &kept, NULL, NULL);
  g_assert_cmpstr (kept, ==, "the old one");
  g_assert_cmpuint (ry_packet_write (fixture->workspace, "meeting:nowhere", path, troubles, NULL, NULL, NULL, &error),
                    ==, 0);
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/paper/packet/flat", test_flat); /* first, as it looks at the peak */
  ADD ("/paper/packet/in-order", test_all_in_order);
  ADD ("/paper/packet/bad-papers", test_bad_papers);
  ADD ("/paper/packet/mendable", test_mendable);
  ADD ("/paper/packet/stopped", test_stop_keeps_the_old_file);
  return g_test_run ();
}
