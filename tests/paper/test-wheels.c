/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two wheels of the sample region, and of regions that have nothing yet: who stands where, that nothing lies over
 * anything else, and that what is unknown is never told as a zero.
 */
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>

#include "ry-i18n.h"
#include "ry-picture.h"
#include "ry-scene-private.h"
#include "ry-wheels-scene.h"

#define TODAY "2026-11-24"
#define NOW   "2026-11-24T01:00:00Z"

static char *folder;
static RyWorkspace *sample;

static RyWheels *
gather (RyWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  RyWheels *wheels = ry_wheels_new (workspace, TODAY, NOW, &error);

  g_assert_no_error (error);
  return wheels;
}

static RyWorkspace *
open_new (const char *name)
{
  g_autofree char *home = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  RyWorkspace *workspace;

  ry_workspace_create (home, name, &error);
  g_assert_no_error (error);
  workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  return workspace;
}

static RyWheelHospital *
find_hospital (RyWheels *wheels, const char *id)
{
  for (guint i = 0; i < wheels->hospitals->len; i++) {
    RyWheelHospital *hospital = g_ptr_array_index (wheels->hospitals, i);

    if (g_str_equal (hospital->id, id))
      return hospital;
  }
  g_error ("%s does not stand in the wheel", id);
}

static void
test_gathering (void)
{
  g_autoptr (RyWheels) wheels = gather (sample);
  guint stages[RY_N_STAGES] = { 0 };
  double within = 0;

  g_assert_cmpstr (wheels->plane_id, ==, "council:care");
  g_assert_cmpstr (wheels->vertical_id, ==, "council:network");
  g_assert_cmpuint (wheels->bodies->len, ==, 13);
  g_assert_cmpuint (wheels->hospitals->len, ==, 13);
  g_assert_cmpuint (wheels->officers->len, ==, 6);
  for (guint i = 0; i < wheels->hospitals->len; i++)
    stages[((RyWheelHospital *) g_ptr_array_index (wheels->hospitals, i))->stage]++;
  g_assert_cmpuint (stages[RY_STAGE_ACUTE], ==, 5);
  g_assert_cmpuint (stages[RY_STAGE_RECOVERY], ==, 4);
  g_assert_cmpuint (stages[RY_STAGE_CHRONIC], ==, 4);
  for (guint i = 0; i < wheels->flows->len; i++) {
    RyWheelFlow *flow = &g_array_index (wheels->flows, RyWheelFlow, i);

    within += flow->to == RY_WHEEL_HOME ? flow->monthly : 0;
  }
  g_assert_cmpfloat_with_epsilon (within, wheels->discharged, 0.001);
}

/* Nobody's silence is a zero. */
static void
test_unknown (void)
{
  g_autoptr (RyWheels) wheels = gather (sample);
  RyWheelHospital *silent = find_hospital (wheels, "organisation:sample-hospital-09");
  RyWheelHospital *old = find_hospital (wheels, "organisation:sample-hospital-07");
  RyWheelHospital *yesterday = find_hospital (wheels, "organisation:sample-hospital-12");
  RyWheelHospital *fresh = find_hospital (wheels, "organisation:sample-hospital-05");

  g_assert_cmpint (silent->age, ==, RY_REPORT_NONE);
  g_assert_cmpuint (silent->sum.reported, ==, 0);
  g_assert_cmpuint (silent->sum.unknown, ==, silent->wards->len);
  g_assert_cmpint (old->age, ==, RY_REPORT_STALE);
  g_assert_cmpint (old->sum.beds, ==, 0);
  g_assert_cmpuint (old->sum.reported, ==, 0);
  g_assert_cmpint (yesterday->age, ==, RY_REPORT_AGING);
  g_assert_cmpint (fresh->age, ==, RY_REPORT_FRESH);
  g_assert_cmpuint (fresh->sum.unknown, ==, 0);
}

static gboolean
overlap (const RySceneNode *a, const RySceneNode *b)
{
  /* A hospital's wards lie where its node does. */
  return MIN (a->width, b->width) > 22 && a->part == b->part && a->part != RY_WHEELS_PART_OFFICERS &&
         hypot (a->x - b->x, a->y - b->y) < (a->width + b->width) / 2 - 8;
}

static void
check_layout (RyScene *scene)
{
  GPtrArray *nodes = ry_scene_get_nodes (scene);

  for (guint i = 0; i < nodes->len; i++) {
    RySceneNode *node = g_ptr_array_index (nodes, i);

    g_assert_cmpfloat (node->x, >, 0);
    g_assert_cmpfloat (node->x, <, ry_scene_get_width (scene));
    g_assert_cmpfloat (node->y, <, ry_scene_get_height (scene));
    g_assert_nonnull (node->speech);
    for (guint j = 0; j < i; j++)
      if (overlap (node, g_ptr_array_index (nodes, j)))
        g_error ("%s lies over %s", node->name, ((RySceneNode *) g_ptr_array_index (nodes, j))->name);
  }
}

static void
test_layout (void)
{
  static const struct {
    double width, height;
  } rooms[] = { { 1200, 740 }, { 900, 700 }, { 1920, 1000 }, { 400, 0 }, { 600, 0 } };
  g_autoptr (RyWheels) wheels = gather (sample);

  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    for (RyWheelsLevel level = RY_WHEELS_BODIES; level <= RY_WHEELS_ORGANISATIONS; level++) {
      double height = rooms[i].height > 0 ? rooms[i].height : ry_wheels_scene_get_height_for_width (rooms[i].width);
      g_autoptr (RyScene) scene = ry_wheels_scene_new (wheels, level, RY_PALETTE_LIGHT, rooms[i].width, height);

      g_assert_cmpuint (ry_scene_get_nodes (scene)->len, ==,
                        13 + 13 + 6 +
                            (level == RY_WHEELS_BODIES
                                 ? 0
                                 : ry_wheels_count_dots (wheels) + ry_wheels_count_wards (wheels)));
      check_layout (scene);
    }
}

/* Readers go through a ring clockwise from twelve o'clock, the acute ring first. */
static void
test_order (void)
{
  g_autoptr (RyWheels) wheels = gather (sample);
  g_autoptr (RyScene) scene = ry_wheels_scene_new (wheels, RY_WHEELS_BODIES, RY_PALETTE_LIGHT, 1200, 740);
  GPtrArray *nodes = ry_scene_get_nodes (scene);

  for (guint i = 1; i < nodes->len; i++) {
    RySceneNode *before = g_ptr_array_index (nodes, i - 1), *node = g_ptr_array_index (nodes, i);

    g_assert_cmpuint (before->part, <=, node->part);
    if (before->part == RY_WHEELS_PART_VERTICAL)
      g_assert_cmpuint (before->ring, <=, node->ring);
  }
}

/* ---- Many ---- */

static RyWheelDot *
create_dot (guint i)
{
  RyWheelDot *dot = g_new0 (RyWheelDot, 1);

  dot->id = g_strdup_printf ("organisation:dot-%u", i);
  dot->name = g_strdup_printf ("機関%u", i);
  return dot;
}

static void
add_body (RyWheels *wheels, guint i, guint n)
{
  RyWheelBody *body = ry_wheels_add_body (wheels);

  body->id = g_strdup_printf ("organisation:body-%u", i);
  body->name = g_strdup_printf ("第%u地区 連絡会", i);
  body->picture = g_strdup (body->name);
  body->field = i * RY_N_WHEEL_FIELDS / n;
  for (guint dot = 0; dot <= i % 7; dot++)
    g_ptr_array_add (body->dots, create_dot (i * 10 + dot));
}

static void
add_hospital (RyWheels *wheels, guint i, guint n)
{
  RyWheelHospital *hospital = ry_wheels_add_hospital (wheels);

  hospital->id = g_strdup_printf ("organisation:hospital-%u", i);
  hospital->name = g_strdup_printf ("第%u病院", i);
  hospital->picture = g_strdup (hospital->name);
  hospital->code = g_strdup_printf ("%05u", i);
  hospital->stage = i * RY_N_STAGES / n;
  hospital->age = i % 8 == 0 ? RY_REPORT_NONE : RY_REPORT_FRESH;
  hospital->sum.beds = i % 5;
  hospital->sum.reported = hospital->age == RY_REPORT_FRESH;
}

static RyWheels *
create_many (guint n_bodies, guint n_hospitals)
{
  RyWheels *wheels = ry_wheels_new_empty ();

  for (guint i = 0; i < n_bodies; i++)
    add_body (wheels, i, n_bodies);
  for (guint i = 0; i < n_hospitals; i++)
    add_hospital (wheels, i, n_hospitals);
  return wheels;
}

static void
check_apart (RyScene *scene)
{
  GPtrArray *nodes = ry_scene_get_nodes (scene);

  for (guint i = 0; i < nodes->len; i++)
    for (guint j = 0; j < i; j++) {
      RySceneNode *a = g_ptr_array_index (nodes, i), *b = g_ptr_array_index (nodes, j);

      /* A node's box is six pixels wider than what is drawn. */
      if (a->part == b->part && hypot (a->x - b->x, a->y - b->y) < (a->width + b->width) / 2 - 6)
        g_error ("%s lies over %s", a->name, b->name);
    }
}

/* From forty nodes on, up to three hundred: nobody lies over anybody, and the one in focus says its name. */
static void
test_many (void)
{
  static const struct {
    guint bodies, hospitals;
  } regions[] = { { 20, 20 }, { 21, 20 }, { 60, 40 }, { 80, 41 }, { 180, 120 },
                  { 3, 200 }, { 200, 1 }, { 0, 60 },  { 60, 0 } };
  static const double widths[] = { 400, 900, 1200, 1920 };

  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    for (guint j = 0; j < G_N_ELEMENTS (widths); j++) {
      g_autoptr (RyWheels) wheels = create_many (regions[i].bodies, regions[i].hospitals);
      double height = ry_wheels_scene_get_height_for_width (widths[j]);
      g_autoptr (RyScene) scene = NULL;
      g_autoptr (RyScene) focus = NULL;

      height = height > 0 ? height : widths[j] * 0.62;
      scene = ry_wheels_scene_new (wheels, RY_WHEELS_BODIES, RY_PALETTE_LIGHT, widths[j], height);
      focus = ry_wheels_scene_new_focus (wheels, RY_WHEELS_BODIES, RY_PALETTE_LIGHT, widths[j], height,
                                         "organisation:body-1");
      g_test_message ("%u bodies, %u hospitals at %.0f", regions[i].bodies, regions[i].hospitals, widths[j]);
      g_assert_cmpuint (ry_scene_get_nodes (scene)->len, ==, regions[i].bodies + regions[i].hospitals);
      if (regions[i].bodies + regions[i].hospitals > 40)
        check_apart (scene);
      if (regions[i].bodies > 1 && regions[i].bodies + regions[i].hospitals > 40)
        g_assert_true (ry_scene_has_text (focus, "第1地区 連絡会"));
    }
}

/* Twenty metres away nothing under 45 of 1080 pixels can be read. */
static void
test_hall (void)
{
  g_autoptr (RyWheels) wheels = gather (sample);
  g_autoptr (RyScene) scene = ry_wheels_scene_new (wheels, RY_WHEELS_HALL, RY_PALETTE_SLIDE, 1920, 1080);

  for (guint i = 0; i < scene->shapes->len; i++) {
    RyShape *shape = g_ptr_array_index (scene->shapes, i);

    if (shape->type == RY_SHAPE_TEXT)
      g_assert_cmpfloat (shape->label.size, >=, 45);
  }
}

static void
test_focus (void)
{
  g_autoptr (RyWheels) wheels = gather (sample);
  g_autoptr (RyScene) with = ry_wheels_scene_new_focus (wheels, RY_WHEELS_BODIES, RY_PALETTE_LIGHT, 1200, 740,
                                                        "organisation:sample-hospital-05");
  g_autoptr (RyScene) without =
      ry_wheels_scene_new_focus (wheels, RY_WHEELS_BODIES, RY_PALETTE_LIGHT, 1200, 740, "organisation:sample-body-01");

  g_assert_true (ry_scene_has_text (with, "21")); /* 250 a year to the second hospital */
  g_assert_cmpuint (ry_scene_get_n_shapes (without), ==, 0);
}

static void
note_element (GMarkupParseContext *context,
              const char *name,
              const char **names,
              const char **values,
              gpointer data,
              GError **error)
{
  if (g_str_equal (name, "text") || g_str_equal (name, "title"))
    ++*(guint *) data;
}

static void
test_svg (void)
{
  static const GMarkupParser parser = { .start_element = note_element };
  g_autoptr (RyWheels) wheels = gather (sample);
  g_autoptr (RyScene) scene = ry_wheels_scene_new (wheels, RY_WHEELS_BODIES, RY_PALETTE_LIGHT, 1200, 740);
  g_autofree char *svg = ry_scene_to_svg (scene);
  guint n = 0;
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &n, NULL);
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, svg, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, 32 + 60);
  g_assert_cmpuint (strlen (svg), <, 80 * 1024);
}

/* A region with nothing, and one with one council, still have a picture that says what is missing. */
static void
test_empty (void)
{
  RyWorkspace *workspace = open_new ("empty");
  g_autoptr (RyWheels) wheels = gather (workspace);
  g_autoptr (RyScene) scene = ry_wheels_scene_new (wheels, RY_WHEELS_BODIES, RY_PALETTE_LIGHT, 1200, 740);

  g_assert_null (wheels->plane_id);
  g_assert_cmpuint (ry_scene_get_nodes (scene)->len, ==, 0);
  g_assert_nonnull (ry_scene_get_summary (scene));
  ry_workspace_close (workspace);
  g_object_unref (workspace);
}

static void
test_files (void)
{
  static const char *const names[] = { "wheels.svg", "wheels.pdf", "wheels.png" };
  g_autoptr (RyWheels) wheels = gather (sample);
  g_autoptr (RyScene) scene = ry_wheels_scene_new (wheels, RY_WHEELS_BODIES, RY_PALETTE_LIGHT, 1200, 740);
  g_autofree char *nowhere = g_build_filename (folder, "none", "wheels.svg", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);

    g_assert_true (ry_picture_write (scene, path, &error));
    g_assert_no_error (error);
    g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  }
  g_assert_false (ry_picture_write (scene, nowhere, &error));
  g_assert_nonnull (error);
  g_assert_false (ry_picture_can_write ("wheels.docx"));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int result;

  setlocale (LC_ALL, "");
  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("ryorin-wheels-XXXXXX", NULL);
  sample = open_new ("sample");
  ry_workspace_load_sample (sample, NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/wheels/gathering", test_gathering);
  g_test_add_func ("/wheels/unknown", test_unknown);
  g_test_add_func ("/wheels/layout", test_layout);
  g_test_add_func ("/wheels/many", test_many);
  g_test_add_func ("/wheels/order", test_order);
  g_test_add_func ("/wheels/hall", test_hall);
  g_test_add_func ("/wheels/focus", test_focus);
  g_test_add_func ("/wheels/svg", test_svg);
  g_test_add_func ("/wheels/empty", test_empty);
  g_test_add_func ("/wheels/files", test_files);
  result = g_test_run ();
  ry_workspace_close (sample);
  g_object_unref (sample);
  return result;
}
