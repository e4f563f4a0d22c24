/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that writes a picture as SVG, PDF or PNG, by the scene the window shows.
 */
#include "ry-ctl.h"

#include <glib/gi18n.h>

#include "ry-board-scene.h"
#include "ry-date.h"
#include "ry-flow-scene.h"
#include "ry-matrix-scene.h"
#include "ry-picture.h"
#include "ry-ring-scene.h"
#include "ry-wheels-scene.h"

static const struct {
  const char *name;
  RyWheelsLevel level;
  double width, height;
  RyPaletteScheme scheme;
} levels[] = {
  { "bodies", RY_WHEELS_BODIES, 1200, 740, RY_PALETTE_LIGHT },
  { "organisations", RY_WHEELS_ORGANISATIONS, 1200, 740, RY_PALETTE_LIGHT },
  { "hall", RY_WHEELS_HALL, 1920, 1080, RY_PALETTE_SLIDE },
};

typedef struct {
  char *output;
  char *level;
  int year;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->output);
  g_free (options->level);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
find_level (const char *name, guint *level)
{
  for (*level = 0; *level < G_N_ELEMENTS (levels); (*level)++)
    if (g_str_equal (levels[*level].name, name))
      return TRUE;
  return FALSE;
}

static gboolean
is_hall (const Options *options)
{
  return g_strcmp0 (options->level, "hall") == 0;
}

static RyScene *
create_wheels (RyCtl *ctl, const Options *options, GError **error)
{
  g_autofree char *now = ry_date_now_iso ();
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (RyWheels) wheels = ry_wheels_new (ctl->workspace, today, now, error);
  guint level = 0;

  if (wheels == NULL)
    return NULL;
  find_level (options->level != NULL ? options->level : levels[0].name, &level);
  return ry_wheels_scene_new (wheels, levels[level].level, levels[level].scheme, levels[level].width,
                              levels[level].height);
}

static RyScene *
create_board (RyCtl *ctl, const Options *options, GError **error)
{
  g_autofree char *now = ry_date_now_iso ();
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *region = ry_workspace_dup_title (ctl->workspace);
  g_autoptr (RyBeds) beds = ry_beds_new (ctl->workspace, today, now, error);

  return beds != NULL ? ry_board_scene_new (beds, region, NULL, now, RY_PALETTE_WALL, 0, 1920, 1080) : NULL;
}

static RyScene *
create_flow (RyCtl *ctl, const Options *options, GError **error)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (RyFlowPicture) flows = ry_flow_picture_new (ctl->workspace, options->year, today, error);
  gboolean hall = is_hall (options);

  if (flows == NULL)
    return NULL;
  return ry_flow_scene_new (flows, RY_FLOW_ALL, hall ? RY_PALETTE_SLIDE : RY_PALETTE_LIGHT, hall ? 1920 : 1200,
                            hall ? 1080 : 740);
}

static RyScene *
create_ring (RyCtl *ctl, const Options *options, GError **error)
{
  g_autoptr (RyRing) ring = ry_ring_new (ctl->workspace, error);
  gboolean hall = is_hall (options);

  if (ring == NULL)
    return NULL;
  return ry_ring_scene_new (ring, hall ? RY_PALETTE_SLIDE : RY_PALETTE_LIGHT, hall ? 1920 : 1200, hall ? 1080 : 740);
}

static RyScene *
create_matrix (RyCtl *ctl, const Options *options, GError **error)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (RyMatrix) matrix = ry_matrix_new (ctl->workspace, today, error);
  gboolean hall = is_hall (options);

  if (matrix == NULL)
    return NULL;
  return ry_matrix_scene_new (matrix, NULL, 0, hall ? RY_PALETTE_SLIDE : RY_PALETTE_LIGHT, 0, hall ? 1920 : 1200,
                              hall ? 1080 : 740);
}

static const struct {
  const char *name;
  RyScene *(*create) (RyCtl *ctl, const Options *options, GError **error);
} pictures[] = {
  { "wheels", create_wheels }, { "board", create_board },   { "flow", create_flow },
  { "ring", create_ring },     { "matrix", create_matrix },
};

int
ry_ctl_picture (RyCtl *ctl, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("The file to write"), "FILE.svg|.pdf|.png" },
    { "level", 0, 0, G_OPTION_ARG_STRING, &options.level, N_ ("How finely it is drawn"), "bodies|organisations|hall" },
    { "year", 0, 0, G_OPTION_ARG_INT, &options.year, N_ ("The year of account"), "YEAR" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyScene) scene = NULL;
  guint picture = 0, level;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 1, 1))
    return RY_CTL_USAGE;
  while (picture < G_N_ELEMENTS (pictures) && !g_str_equal (argv[1], pictures[picture].name))
    picture++;
  if (picture == G_N_ELEMENTS (pictures) || (options.level != NULL && !find_level (options.level, &level)))
    return ry_ctl_usage (ctl, _ ("“%s” is no picture that can be made."), argv[1]);
  if (options.output == NULL || !ry_picture_can_write (options.output))
    return ry_ctl_usage (ctl, _ ("Say with -o which .svg, .pdf or .png file to write."));
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  scene = pictures[picture].create (ctl, &options, &error);
  if (scene == NULL || !ry_picture_write (scene, options.output, &error))
    return ry_ctl_refuse (error);
  ry_ctl_print ("nodes %u", ry_scene_get_nodes (scene)->len);
  return RY_CTL_DONE;
}
