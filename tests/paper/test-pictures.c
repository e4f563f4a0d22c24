/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The flow to home and the ring of the sample region: what stands where, what is said, that a slide can be read from
 * far away, and that SVG and PDF are the same picture, as they are of the two wheels.
 */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "look.h"
#include "ry-flow-scene.h"
#include "ry-i18n.h"
#include "ry-matrix-scene.h"
#include "ry-picture.h"
#include "ry-ring-scene.h"
#include "ry-scene-private.h"
#include "ry-wheels-scene.h"

#define TODAY "2026-11-24"
#define NOW   "2026-11-24T01:00:00Z"
/* SVG and PDF are drawn by two programs: letters are a hair wider in one, a halo a box in the other. */
#define MEAN_LIMIT 1.6

static char *folder;
static RyWorkspace *sample;

static RyFlowPicture *
gather_flow (int year)
{
  g_autoptr (GError) error = NULL;
  RyFlowPicture *flows = ry_flow_picture_new (sample, year, TODAY, &error);

  g_assert_no_error (error);
  return flows;
}

static RyRing *
gather_ring (void)
{
  g_autoptr (GError) error = NULL;
  RyRing *ring = ry_ring_new (sample, &error);

  g_assert_no_error (error);
  return ring;
}

static RyScene *
draw_flow (RyPaletteScheme scheme, double width, double height)
{
  g_autoptr (RyFlowPicture) flows = gather_flow (0);

  return ry_flow_scene_new (flows, RY_FLOW_ALL, scheme, width, height);
}

static RyScene *
draw_ring (RyPaletteScheme scheme, double width, double height)
{
  g_autoptr (RyRing) ring = gather_ring ();

  return ry_ring_scene_new (ring, scheme, width, height);
}

static RyScene *
draw_wheels (RyPaletteScheme scheme, double width, double height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWheels) wheels = ry_wheels_new (sample, TODAY, NOW, &error);

  g_assert_no_error (error);
  return ry_wheels_scene_new (wheels, scheme == RY_PALETTE_SLIDE ? RY_WHEELS_HALL : RY_WHEELS_BODIES, scheme, width,
                              height);
}

static RyScene *
draw_matrix (RyPaletteScheme scheme, double width, double height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyMatrix) matrix = ry_matrix_new (sample, TODAY, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ry_matrix_scene_count_pages (matrix, scheme), ==, 1);
  return ry_matrix_scene_new (matrix, NULL, 0, scheme, 0, width, height);
}

/* The matrix is no picture of a narrow window, which has its own view. */
static double
get_matrix_height (double width)
{
  return MAX (width * 0.62, 740);
}

static const struct {
  const char *name;
  RyScene *(*draw) (RyPaletteScheme scheme, double width, double height);
  double (*get_height) (double width);
  double tile_limit; /* of the difference between SVG and PDF; hatching under a word differs most */
} pictures[] = {
  { "wheels", draw_wheels, ry_wheels_scene_get_height_for_width, 16 },
  { "flow", draw_flow, ry_flow_scene_get_height_for_width, 24 },
  { "ring", draw_ring, ry_ring_scene_get_height_for_width, 36 },
  { "matrix", draw_matrix, get_matrix_height, 16 },
};

/* Whatever the room: every node lies in the picture and says something. */
static void
test_rooms (void)
{
  static const double widths[] = { 360, 600, 601, 900, 1200, 1920 };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    for (guint j = 0; j < G_N_ELEMENTS (widths); j++) {
      double height = pictures[i].get_height (widths[j]);
      g_autoptr (RyScene) scene =
          pictures[i].draw (RY_PALETTE_LIGHT, widths[j], height > 0 ? height : MAX (widths[j] * 0.6, 560));
      GPtrArray *nodes = ry_scene_get_nodes (scene);

      g_assert_cmpuint (nodes->len, >, 10);
      g_assert_nonnull (ry_scene_get_summary (scene));
      for (guint k = 0; k < nodes->len; k++) {
        RySceneNode *node = g_ptr_array_index (nodes, k);

        g_assert_cmpfloat (node->x - node->width / 2, >=, -8);
        g_assert_cmpfloat (node->x + node->width / 2, <=, ry_scene_get_width (scene) + 8);
        g_assert_cmpfloat (node->y, >, 0);
        g_assert_cmpfloat (node->y, <, ry_scene_get_height (scene));
        g_assert_cmpuint (strlen (node->speech), >, 0);
      }
    }
}

/* Twenty metres away nothing under 45 of 1080 pixels can be read. */
static void
test_halls (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++) {
    g_autoptr (RyScene) scene = pictures[i].draw (RY_PALETTE_SLIDE, 1920, 1080);

    for (guint j = 0; j < scene->shapes->len; j++) {
      RyShape *shape = g_ptr_array_index (scene->shapes, j);

      if (shape->type == RY_SHAPE_TEXT && shape->label.size < 44.9)
        g_error ("%s: “%s” is %.1f pixels high", pictures[i].name, shape->text, shape->label.size);
    }
  }
}

static void
test_flow (void)
{
  g_autoptr (RyFlowPicture) flows = gather_flow (0);
  g_autoptr (RyScene) all = ry_flow_scene_new (flows, RY_FLOW_ALL, RY_PALETTE_LIGHT, 1200, 740);
  g_autoptr (RyScene) counted = ry_flow_scene_new (flows, RY_FLOW_COUNTED, RY_PALETTE_LIGHT, 1200, 740);
  g_autoptr (RyScene) declared = ry_flow_scene_new (flows, RY_FLOW_DECLARED, RY_PALETTE_LIGHT, 1200, 740);
  g_autoptr (RyScene) focus =
      ry_flow_scene_new_focus (flows, RY_FLOW_ALL, RY_PALETTE_LIGHT, 1200, 740, "organisation:sample-hospital-05");
  g_autoptr (RyScene) nothing =
      ry_flow_scene_new_focus (flows, RY_FLOW_ALL, RY_PALETTE_LIGHT, 1200, 740, "organisation:none");

  g_assert_cmpuint (ry_scene_get_nodes (all)->len, ==, 13 + 1); /* and home */
  g_assert_cmpuint (ry_scene_get_n_shapes (counted), <, ry_scene_get_n_shapes (all));
  g_assert_cmpuint (ry_scene_get_n_shapes (declared), <, ry_scene_get_n_shapes (counted));
  g_assert_true (ry_scene_has_text (all, "21"));  /* 250 a year */
  g_assert_false (ry_scene_has_text (all, "2"));  /* 24 a year carries no number */
  g_assert_true (ry_scene_has_text (focus, "2")); /* but where it is looked at */
  g_assert_cmpuint (ry_scene_get_n_shapes (nothing), ==, 0);
}

/* An earlier year has its own numbers. */
static void
test_years (void)
{
  g_autoptr (RyFlowPicture) newest = gather_flow (0);
  g_autoptr (RyFlowPicture) before = gather_flow (2024);
  g_autoptr (RyFlowPicture) none = gather_flow (1999);

  g_assert_cmpint (newest->year, ==, 2025);
  g_assert_cmpuint (newest->years->len, ==, 2);
  g_assert_cmpint (before->year, ==, 2024);
  g_assert_cmpfloat (before->home, <, newest->home);
  g_assert_cmpuint (none->ways->len, ==, 0);
  g_assert_cmpuint (none->n_gaps, ==, 0); /* of a year nobody wrote anything about nothing is missing */
}

static void
test_ring (void)
{
  g_autoptr (RyRing) ring = gather_ring ();
  g_autoptr (RyScene) scene = ry_ring_scene_new (ring, RY_PALETTE_LIGHT, 1200, 740);
  g_autoptr (RyScene) focus = ry_ring_scene_new_focus (ring, RY_PALETTE_LIGHT, 1200, 740, RY_RING_RECORD "3:1");
  g_autoptr (RyScene) nothing = ry_ring_scene_new_focus (ring, RY_PALETTE_LIGHT, 1200, 740, "organisation:x");
  guint service, area;

  g_assert_cmpuint (ring->areas->len, ==, 3);
  g_assert_cmpuint (ry_scene_get_nodes (scene)->len, ==, ring->services->len * 3 + 3); /* and the support centres */
  g_assert_cmpuint (ry_scene_get_n_shapes (focus), ==, 1);
  g_assert_cmpuint (ry_scene_get_n_shapes (nothing), ==, 0);
  g_assert_true (ry_ring_parse_record (ring, RY_RING_RECORD "3:1", &service, &area));
  g_assert_cmpuint (service, ==, 3);
  g_assert_cmpuint (area, ==, 1);
  g_assert_false (ry_ring_parse_record (ring, RY_RING_RECORD "3:9", &service, &area));
  g_assert_false (ry_ring_parse_record (ring, RY_RING_RECORD "x", &service, &area));
  g_assert_false (ry_ring_parse_record (ring, NULL, &service, &area));
}

/* ---- SVG and PDF ---- */

static gboolean
read_svg (const char *path, Look *look)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new_from_file_at_size (path, 1200, 740, NULL);
  int channels, stride;

  if (picture == NULL)
    return FALSE;
  channels = gdk_pixbuf_get_n_channels (picture);
  stride = gdk_pixbuf_get_rowstride (picture);
  look->width = gdk_pixbuf_get_width (picture);
  look->height = gdk_pixbuf_get_height (picture);
  look->pixels = g_malloc ((gsize) look->width * look->height);
  for (int y = 0; y < look->height; y++)
    for (int x = 0; x < look->width; x++) {
      const guchar *p = gdk_pixbuf_get_pixels (picture) + (gsize) y * stride + x * channels;
      double alpha = channels == 4 ? p[3] / 255.0 : 1;

      look->pixels[y * look->width + x] =
          (guchar) ((0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2]) * alpha + 255 * (1 - alpha));
    }
  return TRUE;
}

static gboolean
read_pdf (const char *path, Look *look)
{
  g_autofree char *base = g_build_filename (folder, "page", NULL);
  g_autofree char *page = g_strconcat (base, ".pgm", NULL);
  const char *argv[] = { "pdftoppm",    "-gray", "-singlefile", "-scale-to-x", "1200",
                         "-scale-to-y", "740",   path,          base,          NULL };

  return g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                       NULL, NULL, NULL) &&
         look_read (page, look);
}

static void
test_same (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++) {
    g_autoptr (RyScene) scene = pictures[i].draw (RY_PALETTE_LIGHT, 1200, 740);
    g_autofree char *svg = g_build_filename (folder, "picture.svg", NULL);
    g_autofree char *pdf = g_build_filename (folder, "picture.pdf", NULL);
    g_autoptr (GError) error = NULL;
    Look drawn = { 0 }, printed = { 0 };

    ry_picture_write (scene, svg, &error);
    g_assert_no_error (error);
    ry_picture_write (scene, pdf, &error);
    g_assert_no_error (error);
    if (read_svg (svg, &drawn) && read_pdf (pdf, &printed))
      look_assert_alike (&drawn, &printed, pictures[i].name, MEAN_LIMIT, pictures[i].tile_limit);
    else
      g_test_skip ("poppler-utils or a loader of SVG is not installed");
    look_clear (&drawn);
    look_clear (&printed);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *home = NULL;
  int result;

  setlocale (LC_ALL, "");
  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("ryorin-pictures-XXXXXX", NULL);
  home = g_build_filename (folder, "home", NULL);
  ry_workspace_create (home, "sample", &error);
  sample = ry_workspace_open (home, NULL, &error);
  ry_workspace_load_sample (sample, NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/pictures/rooms", test_rooms);
  g_test_add_func ("/pictures/halls", test_halls);
  g_test_add_func ("/pictures/flow", test_flow);
  g_test_add_func ("/pictures/years", test_years);
  g_test_add_func ("/pictures/ring", test_ring);
  g_test_add_func ("/pictures/same", test_same);
  result = g_test_run ();
  ry_workspace_close (sample);
  g_object_unref (sample);
  return result;
}
