/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that writes a picture as SVG, PDF or PNG, by the scene the window shows.
 */
#include "ry-ctl.h"

#include <glib/gi18n.h>

#include "ry-board-scene.h"
#include "ry-date.h"
#include "ry-picture.h"
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

static RyScene *
create_wheels (RyCtl *ctl, guint level, GError **error)
{
  g_autofree char *now = ry_date_now_iso ();
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (RyWheels) wheels = ry_wheels_new (ctl->workspace, today, now, error);

  if (wheels == NULL)
    return NULL;
  return ry_wheels_scene_new (wheels, levels[level].level, levels[level].scheme, levels[level].width, levels[level].height);
}

static RyScene *
create_board (RyCtl *ctl, GError **error)
{
  g_autofree char *now = ry_date_now_iso ();
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *region = ry_workspace_dup_title (ctl->workspace);
  g_autoptr (RyBeds) beds = ry_beds_new (ctl->workspace, today, now, error);

  return beds != NULL ? ry_board_scene_new (beds, region, now, RY_PALETTE_WALL, 0, 1920, 1080) : NULL;
}

static gboolean
find_level (const char *name, guint *level)
{
  for (*level = 0; *level < G_N_ELEMENTS (levels); (*level)++)
    if (g_str_equal (levels[*level].name, name))
      return TRUE;
  return FALSE;
}

int
ry_ctl_picture (RyCtl *ctl, int argc, char **argv)
{
  g_autofree char *output = NULL, *name = g_strdup (levels[0].name);
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("The file to write"), "FILE.svg|.pdf|.png" },
    { "level", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("How finely it is drawn"), "bodies|organisations|hall" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyScene) scene = NULL;
  gboolean board;
  guint level;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 1, 1))
    return RY_CTL_USAGE;
  board = g_str_equal (argv[1], "board");
  if ((!board && !g_str_equal (argv[1], "wheels")) || !find_level (name, &level))
    return ry_ctl_usage (ctl, _ ("“%s” is no picture that can be made."), argv[1]);
  if (output == NULL || !ry_picture_can_write (output))
    return ry_ctl_usage (ctl, _ ("Say with -o which .svg, .pdf or .png file to write."));
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  scene = board ? create_board (ctl, &error) : create_wheels (ctl, level, &error);
  if (scene == NULL || !ry_picture_write (scene, output, &error))
    return ry_ctl_refuse (error);
  ry_ctl_print ("nodes %u", ry_scene_get_nodes (scene)->len);
  return RY_CTL_DONE;
}
