/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slides of the sample's hospitals, the check of what can be read from the last row, and the pack: there and back,
 * fonts within, and what is done with files that are none. RYORIN_LOOK=FOLDER leaves the slides there as pictures.
 */
#include <cairo-pdf.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "ry-attach.h"
#include "ry-error.h"
#include "ry-i18n.h"
#include "ry-json.h"
#include "ry-pack.h"
#include "ry-picture.h"
#include "ry-scene-private.h"
#include "sample-fixture.h"

#define SHOW "show:koryu-11"

static Fixture shared;

/* ---- Making what is shown ---- */

static cairo_status_t
append_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Pages of 10 × 5.6 inches with one line of type. */
static GBytes *
make_pdf (guint n_pages, double size, double grey)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, 720, 405);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < n_pages; i++) {
    g_autofree char *line = g_strdup_printf ("Page %u of somebody's slides", i + 1);

    cairo_set_source_rgb (cr, grey, grey, grey);
    cairo_set_font_size (cr, size);
    cairo_move_to (cr, 40, 200);
    cairo_show_text (cr, line);
    cairo_show_page (cr);
  }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
lock (GBytes *pdf)
{
  g_autofree char *in = g_build_filename (shared.dir, "open.pdf", NULL),
                  *out = g_build_filename (shared.dir, "locked.pdf", NULL);
  const char *argv[] = { "qpdf", "--encrypt", "secret", "owner", "256", "--", in, out, NULL };
  GBytes *bytes = NULL;
  char *data;
  gsize size;

  g_file_set_contents (in, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), NULL);
  if (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL) &&
      g_file_get_contents (out, &data, &size, NULL))
    bytes = g_bytes_new_take (data, size);
  return bytes;
}

static void
attach (const char *name, GBytes *bytes)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GError) error = NULL;

  ry_workspace_attach (shared.workspace, SHOW, name, "application/pdf", stream, NULL, &error);
  g_assert_no_error (error);
}

static void
store_show (const char *talks)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyDocument) base = ry_workspace_get (shared.workspace, SHOW, NULL);
  g_autofree char *text = g_strdup_printf (
      "{\"kind\":\"show\",\"title\":\"第11回 "
      "病院機能交流会\",\"meeting\":\"meeting:koryu-11\",\"start\":\"13:10\",\"end\":\"15:00\",\"talks\":[%s]}",
      talks);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;

  edits = ry_edits_new_with (ry_edit_new (SHOW, base, ry_json_parse_object (text, -1, NULL)), NULL);
  undo = ry_workspace_commit (shared.workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

#define TALK(n, more)                                                                                                  \
  "{\"key\":\"" #n "\",\"organisation\":\"organisation:sample-hospital-" #n                                            \
  "\",\"minutes\":7,\"post\":\"看護部長\",\"speaker\":\"岬 はるな\"" more "}"

static RySlideDeck *
open_deck (const char *talks)
{
  g_autoptr (GError) error = NULL;
  RySlideDeck *deck;

  store_show (talks);
  deck = ry_slide_deck_new (shared.workspace, SHOW, NULL, &error);
  g_assert_no_error (error);
  return deck;
}

static void
look (RySlideDeck *deck, guint talk, guint slide, const char *name)
{
  const char *folder = g_getenv ("RYORIN_LOOK");
  g_autofree char *path = folder != NULL ? g_strdup_printf ("%s/%s.png", folder, name) : NULL;
  cairo_surface_t *surface;
  cairo_t *cr;

  if (path == NULL)
    return;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1920, 1080);
  cr = cairo_create (surface);
  ry_slide_deck_draw (deck, talk, slide, cr, RY_SCENE_SCREEN);
  cairo_destroy (cr);
  cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
}

/* ---- Slides ---- */

/* Every type on every hospital's slide can be read at twenty metres, and stays on the slide. */
static void
test_sheets (void)
{
  g_autoptr (RySlideDeck) deck = open_deck (TALK (01, "") "," TALK (02, "") "," TALK (05, "") "," TALK (
      09, "") ",{\"key\":\"b\",\"type\":\"break\",\"minutes\":10}," TALK (13, ""));

  g_assert_cmpuint (ry_slide_deck_get_n_talks (deck), ==, 6);
  for (guint i = 0; i < ry_slide_deck_get_n_talks (deck); i++) {
    RySlideFinding finding = { 0 };
    g_autofree char *name = g_strdup_printf ("sheet-%u", i), *title = g_strdup_printf ("title-%u", i);

    g_assert_cmpuint (ry_slide_deck_get_n_slides (deck, i), ==, i == 4 ? 1 : 2);
    ry_slide_deck_check (deck, i, &finding);
    if (!ry_slide_finding_is_good (&finding))
      g_error ("talk %u: %.1f points, %.1f to 1", i, finding.smallest, finding.faintest);
    g_assert_cmpfloat (finding.smallest, >=, 22.4);
    look (deck, i, 0, title);
    look (deck, i, 1, name);
  }
}

/* A photograph of one colour. */
static GBytes *
make_photo (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 640, 400);
  char *bytes;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0xc08040ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &size, "jpeg", NULL, NULL));
  return g_bytes_new_take (bytes, size);
}

static void
show_faces (const char *consent)
{
  const char *id = "function:sample-hospital-05";
  g_autoptr (GBytes) photo = make_photo ();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (photo);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) sheet = NULL;
  g_autoptr (JsonObject) content = NULL;
  g_autoptr (RyUndo) undo = NULL;

  ry_workspace_attach (shared.workspace, id, "faces.jpg", "image/jpeg", stream, NULL, &error);
  g_assert_no_error (error);
  sheet = ry_workspace_get (shared.workspace, id, NULL);
  content = ry_document_dup_root (sheet);
  ry_json_set_string (content, "photo", "faces.jpg");
  ry_json_set_string (content, "photo_consent", consent);
  edits = ry_edits_new_with (ry_edit_new (id, sheet, g_steal_pointer (&content)), NULL);
  undo = ry_workspace_commit (shared.workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

/* Whether the lower right of the hospital's slide is the photograph. */
static gboolean
has_faces (const char *name)
{
  g_autoptr (RySlideDeck) deck = open_deck (TALK (05, ""));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1920, 1080);
  cairo_t *cr = cairo_create (surface);
  RySlideFinding finding = { 0 };
  guint32 pixel;

  ry_slide_deck_draw (deck, 0, 1, cr, RY_SCENE_SCREEN);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  memcpy (&pixel, cairo_image_surface_get_data (surface) + 955 * cairo_image_surface_get_stride (surface) + 1750 * 4,
          4);
  cairo_surface_destroy (surface);
  look (deck, 0, 1, name);
  ry_slide_deck_check (deck, 0, &finding);
  g_assert_true (ry_slide_finding_is_good (&finding));
  return ABS ((int) (pixel >> 16 & 255) - 0xc0) < 8 && ABS ((int) (pixel >> 8 & 255) - 0x80) < 8 &&
         ABS ((int) (pixel & 255) - 0x40) < 8;
}

static void
test_faces (void)
{
  g_assert_false (has_faces ("faces-none"));
  show_faces (NULL);
  g_assert_false (has_faces ("faces-unasked"));
  show_faces ("2026-10-06");
  g_assert_true (has_faces ("faces"));
}

static void
test_words (void)
{
  g_autoptr (RySlideDeck) deck =
      open_deck (TALK (05, "") ",{\"key\":\"p\",\"type\":\"picture\",\"picture\":\"wheels\",\"minutes\":3}");
  g_autofree char *sheet = ry_slide_deck_dup_words (deck, 0, 1), *title = ry_slide_deck_dup_words (deck, 0, 0),
                  *none = ry_slide_deck_dup_words (deck, 9, 9);

  g_assert_nonnull (strstr (sheet, "汐見中央病院"));
  g_assert_nonnull (strstr (sheet, "000-557-0005"));
  g_assert_nonnull (strstr (title, "岬 はるな"));
  g_assert_cmpstr (none, ==, "");
}

static void
test_pictures (void)
{
  guint n;
  const RyShowPicture *pictures = ry_show_get_pictures (&n);
  g_autoptr (RyShow) show = NULL;
  g_autoptr (RySlideDeck) deck = open_deck (TALK (05, ""));

  show = ry_show_read (shared.workspace, SHOW, NULL);
  for (guint i = 0; i < n; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (RyScene) scene = ry_slide_new_picture (shared.workspace, show, pictures[i].code, &error);
    const char *folder = g_getenv ("RYORIN_LOOK");

    g_assert_no_error (error);
    g_assert_cmpfloat (ry_scene_get_width (scene), ==, 1920);
    g_assert_cmpuint (ry_scene_get_n_shapes (scene), >, 2);
    if (folder != NULL) {
      g_autofree char *path = g_strdup_printf ("%s/picture-%s.png", folder, pictures[i].code);

      ry_picture_write (scene, path, NULL);
    }
  }
}

/* ---- Files ---- */

static void
test_files (void)
{
  g_autoptr (GBytes) good = make_pdf (3, 40, 0), long_one = make_pdf (500, 40, 0), locked = lock (good);
  g_autoptr (GBytes) broken = g_bytes_new_static ("%PDF-1.7\nrubbish", 16),
                     word = g_bytes_new_static ("PK\3\4slides", 10), empty = g_bytes_new_static ("", 0);
  const struct {
    const char *name;
    GBytes *bytes;
    const char *says;
  } files[] = {
    { "long.pdf", long_one, "500" }, { "locked.pdf", locked, "パスワード" }, { "broken.pdf", broken, "壊れて" },
    { "slides.pptx", word, "PDF" },  { "empty.pdf", empty, "PDF" },          { "gone.pdf", NULL, "もう" },
  };

  store_show ("");
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *talk = g_strdup_printf (TALK (05, ",\"source\":\"file\",\"file\":\"%s\""), files[i].name);
    g_autoptr (RySlideDeck) deck = NULL;

    if (files[i].bytes == NULL && i == 1)
      continue; /* without qpdf nothing can be locked */
    if (files[i].bytes != NULL)
      attach (files[i].name, files[i].bytes);
    deck = open_deck (talk);
    if (ry_slide_deck_get_trouble (deck, 0) == NULL ||
        strstr (ry_slide_deck_get_trouble (deck, 0), files[i].says) == NULL)
      g_error ("%s: %s", files[i].name, ry_slide_deck_get_trouble (deck, 0));
    g_assert_cmpuint (ry_slide_deck_get_n_slides (deck, 0), ==, 2); /* the sheet takes its place */
    look (deck, 0, 1, "instead");
  }
}

static void
test_pages (void)
{
  g_autoptr (GBytes) good = make_pdf (3, 40, 0);
  g_autoptr (RySlideDeck) both = NULL, alone = NULL;
  g_autofree char *words = NULL;

  store_show ("");
  attach ("good.pdf", good);
  both = open_deck (TALK (05, ",\"file\":\"good.pdf\""));
  g_assert_null (ry_slide_deck_get_trouble (both, 0));
  g_assert_cmpuint (ry_slide_deck_get_n_slides (both, 0), ==, 5);
  words = ry_slide_deck_dup_words (both, 0, 3);
  g_assert_nonnull (strstr (words, "Page 2"));
  alone = open_deck (TALK (05, ",\"source\":\"file\",\"file\":\"good.pdf\""));
  g_assert_cmpuint (ry_slide_deck_get_n_slides (alone, 0), ==, 4);
  look (alone, 0, 1, "page");
}

/* ---- Readability ---- */

static void
test_contrast (void)
{
  static const struct {
    const char *a, *b;
    double contrast;
  } rows[] = { { "#000000", "#ffffff", 21 },
               { "#ffffff", "#000000", 21 },
               { "#ffffff", "#ffffff", 1 },
               { "#767676", "#ffffff", 4.54 },
               { "#353f96", "#ffffff", 9.1 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpfloat_with_epsilon (ry_slide_get_contrast (rows[i].a, rows[i].b), rows[i].contrast, 0.1);
}

static void
test_readability (void)
{
  static const struct {
    double size, grey; /* on a page of 405 points, that is 3/4 of a slide's */
    gboolean small, faint;
  } rows[] = { { 40, 0, FALSE, FALSE }, { 19, 0, FALSE, FALSE },  { 17, 0, TRUE, FALSE },
               { 9, 0.2, TRUE, FALSE }, { 40, 0.7, FALSE, TRUE }, { 10, 0.8, TRUE, TRUE } };

  store_show ("");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) pdf = make_pdf (2, rows[i].size, rows[i].grey);
    g_autofree char *name = g_strdup_printf ("read-%u.pdf", i),
                    *talk = g_strdup_printf (TALK (05, ",\"source\":\"file\",\"file\":\"%s\""), name);
    g_autoptr (RySlideDeck) deck = NULL;
    RySlideFinding finding = { 0 };
    g_autofree char *words = NULL;

    attach (name, pdf);
    deck = open_deck (talk);
    ry_slide_deck_check (deck, 0, &finding);
    words = ry_slide_finding_format (&finding);
    g_test_message ("%.0f points, grey %.1f: %s (%.1f points, %.1f to 1)", rows[i].size, rows[i].grey, words,
                    finding.smallest, finding.faintest);
    g_assert_cmpuint (finding.small, ==, rows[i].small ? 2 : 0);
    g_assert_cmpuint (finding.faint, ==, rows[i].faint ? 2 : 0);
    g_assert_cmpuint (finding.fonts, ==, 0);
  }
}

/* A font that only this computer has. */
static void
test_fonts (void)
{
  static const char pdf[] =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 720 405]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>endobj\n"
      "4 0 obj<</Type/Font/Subtype/TrueType/BaseFont/HGSoeiKakugothicUB/Encoding/WinAnsiEncoding>>endobj\n"
      "5 0 obj<</Length 44>>stream\nBT /F1 40 Tf 40 200 Td (What we can do) Tj ET\nendstream endobj\ntrailer<</Root 1 "
      "0 R>>\n%%EOF";
  g_autoptr (GBytes) bytes = g_bytes_new_static (pdf, sizeof pdf - 1);
  g_autoptr (RySlideDeck) deck = NULL;
  RySlideFinding finding = { 0 };

  store_show ("");
  attach ("font.pdf", bytes);
  deck = open_deck (TALK (05, ",\"source\":\"file\",\"file\":\"font.pdf\""));
  g_assert_null (ry_slide_deck_get_trouble (deck, 0));
  ry_slide_deck_check (deck, 0, &finding);
  g_assert_cmpuint (finding.fonts, ==, 1);
  g_assert_false (ry_slide_finding_is_good (&finding));
}

/* ---- The pack ---- */

static char *
run (const char *const *argv)
{
  char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  return output;
}

static void
check_fonts (const char *path)
{
  const char *const argv[] = { "pdffonts", path, NULL };
  g_autofree char *output = run (argv);
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), >, 3);
  for (guint i = 2; lines[i] != NULL && *lines[i] != '\0'; i++) {
    g_auto (GStrv) words = g_regex_split_simple (" +", lines[i], 0, 0);
    guint n = g_strv_length (words);

    /* name, type …, encoding, emb, sub, uni, object, generation */
    g_assert_cmpstr (words[n - 5], ==, "yes");
  }
}

static void
test_pack (void)
{
  g_autofree char *path = g_build_filename (shared.dir, "hall" RY_PACK_SUFFIX, NULL), *text = NULL, *words = NULL;
  const char *const argv[] = { "pdftotext", "-raw", path, "-", NULL };
  g_autoptr (GBytes) pdf = make_pdf (2, 40, 0);
  g_autoptr (RySlideDeck) deck = NULL, back = NULL;
  g_autoptr (GError) error = NULL;
  RyShow *show;

  store_show ("");
  attach ("good.pdf", pdf);
  deck = open_deck (TALK (
      05,
      ",\"file\":\"good.pdf\",\"notes\":\"電話は 0005 番。\"") ",{\"key\":\"b\",\"type\":\"break\",\"minutes\":10}"
                                                               "," TALK (02,
                                                                         "") ",{\"key\":\"p\",\"type\":\"picture\","
                                                                             "\"picture\":\"wheels\",\"minutes\":3}");
  g_assert_cmpuint (ry_pack_write (deck, path, NULL, NULL, NULL, &error), ==, 4 + 1 + 2 + 1);
  g_assert_no_error (error);
  check_fonts (path);
  text = run (argv); /* any reader shows it */
  g_assert_nonnull (strstr (text, "汐見中央病院"));
  g_assert_nonnull (strstr (text, "Page 2"));
  back = ry_slide_deck_open (path, &error);
  g_assert_no_error (error);
  g_unlink (path); /* the stick is pulled out */
  show = ry_slide_deck_get_show (back);
  g_assert_cmpuint (ry_slide_deck_get_n_slides (back, 0), ==, 4);
  g_assert_cmpuint (ry_slide_deck_get_n_slides (back, 3), ==, 1);
  g_assert_cmpstr (ry_show_get_talk (show, 0)->notes, ==, "電話は 0005 番。");
  g_assert_cmpstr (ry_show_get_talk (show, 2)->name, ==, "磯辺リハビリテーション病院");
  g_assert_cmpstr (show->id, ==, SHOW);
  words = ry_slide_deck_dup_words (back, 0, 3);
  g_assert_nonnull (strstr (words, "Page 2"));
  look (back, 2, 1, "pack");
}

static void
test_pdf (void)
{
  g_autofree char *path = g_build_filename (shared.dir, "all.pdf", NULL);
  g_autoptr (RySlideDeck) deck = open_deck (TALK (05, ",\"notes\":\"秘密\"") "," TALK (02, ""));
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_cmpuint (ry_pack_write_pdf (deck, path, NULL, NULL, NULL, &error), ==, 4);
  g_assert_no_error (error);
  g_assert_null (ry_pack_read (path, &bytes, &error)); /* handed out, it holds nobody's notes */
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_DOCUMENT);
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  g_assert_cmpuint (ry_pack_write (deck, path, NULL, NULL, cancelled, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (ry_pack_write (deck, "/nowhere/at/all.ryorin-pack", NULL, NULL, NULL, &error), ==, 0);
  g_assert_nonnull (error);
}

/* Nobody can look a hospital up in a pack. */
static void
test_nameless (void)
{
  static const char text[] =
      "{\"format\":\"ryorin-pack\",\"version\":1,\"talks\":[{\"organisation\":\"organisation:1\",\"slides\":1}]}";
  g_autoptr (GBytes) order = g_bytes_new_static (text, strlen (text)), none = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyShow) show = ry_pack_parse_order (order, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ry_show_get_talk (show, 0)->name, ==, "発表");
  g_assert_null (ry_pack_parse_order (none, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_CORRUPT);
}

static void
test_broken_packs (void)
{
  g_autofree char *path = g_build_filename (shared.dir, "good" RY_PACK_SUFFIX, NULL),
                  *bad = g_build_filename (shared.dir, "bad" RY_PACK_SUFFIX, NULL);
  g_autoptr (RySlideDeck) deck = open_deck (TALK (05, "") "," TALK (02, ""));
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize size;

  ry_pack_write (deck, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &data, &size, NULL);
  for (gsize cut = 0; cut < size; cut += size / 16 + 1) { /* a stick that was pulled out too early */
    g_autoptr (RySlideDeck) opened = NULL;

    g_file_set_contents (bad, data, (gssize) cut, NULL);
    opened = ry_slide_deck_open (bad, &error);
    g_assert_true (opened != NULL || error != NULL);
    g_assert_true (opened == NULL || ry_slide_deck_get_n_slides (opened, 0) == 2);
    g_clear_error (&error);
  }
  g_assert_null (ry_slide_deck_open ("/nowhere", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (ry_slide_deck_open (shared.dir, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  int result;

  g_setenv ("LANGUAGE", "ja", TRUE);
  setlocale (LC_ALL, "ja_JP.UTF-8");
  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  set_up (&shared, NULL);
  g_test_add_func ("/slides/sheets", test_sheets);
  g_test_add_func ("/slides/faces", test_faces);
  g_test_add_func ("/slides/words", test_words);
  g_test_add_func ("/slides/pictures", test_pictures);
  g_test_add_func ("/slides/files", test_files);
  g_test_add_func ("/slides/pages", test_pages);
  g_test_add_func ("/slides/contrast", test_contrast);
  g_test_add_func ("/slides/readability", test_readability);
  g_test_add_func ("/slides/fonts", test_fonts);
  g_test_add_func ("/slides/pack", test_pack);
  g_test_add_func ("/slides/pdf", test_pdf);
  g_test_add_func ("/slides/nameless", test_nameless);
  g_test_add_func ("/slides/broken-packs", test_broken_packs);
  result = g_test_run ();
  tear_down (&shared, NULL);
  return result;
}
