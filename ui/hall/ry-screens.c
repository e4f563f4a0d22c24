/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Choosing the hall's screen. Two screens that show the same part of the desktop are one: a projector that mirrors
 * gives the speaker nothing to look at that the hall does not see.
 */
#include "ry-screens.h"

static gboolean
is_same_place (const RyScreen *a, const RyScreen *b)
{
  return a->x == b->x && a->y == b->y;
}

/**
 * ry_screens_find:
 * @screens: (array length=n_screens): what there is
 * @n_screens: how many
 * @name: (nullable): a connector
 *
 * Returns: its position, -1 if it is not there
 */
int
ry_screens_find (const RyScreen *screens, guint n_screens, const char *name)
{
  for (guint i = 0; name != NULL && i < n_screens; i++)
    if (g_strcmp0 (screens[i].name, name) == 0)
      return (int) i;
  return -1;
}

/**
 * ry_screens_choose:
 * @screens: (array length=n_screens): what there is
 * @n_screens: how many
 * @wanted: (nullable): the connector a person chose
 * @own: the speaker's, -1 unknown
 *
 * The one that was chosen, if it is there and not the speaker's own; else the last that is another than the speaker's,
 * as what is plugged in last is listed last.
 *
 * Returns: the hall's screen; -1 where there is only one picture to be had
 */
int
ry_screens_choose (const RyScreen *screens, guint n_screens, const char *wanted, int own)
{
  int found = ry_screens_find (screens, n_screens, wanted);

  if (own < 0 || own >= (int) n_screens)
    own = 0;
  if (found >= 0 && !is_same_place (&screens[found], &screens[own]))
    return found;
  for (guint i = n_screens; i-- > 0;)
    if (!is_same_place (&screens[i], &screens[own]))
      return (int) i;
  return -1;
}

/**
 * ry_screen_format:
 * @screen: a screen
 *
 * Returns: (transfer full): what it calls itself, where it is plugged in, and its size
 */
char *
ry_screen_format (const RyScreen *screen)
{
  g_autofree char *title = g_strstrip (
      g_strjoin (" ", screen->maker != NULL ? screen->maker : "", screen->model != NULL ? screen->model : "", NULL));

  if (*title == '\0' || screen->name == NULL || g_str_equal (title, screen->name))
    return g_strdup_printf ("%s %d×%d",
                            *title != '\0'         ? title
                            : screen->name != NULL ? screen->name
                                                   : "?",
                            screen->width, screen->height);
  return g_strdup_printf ("%s (%s) %d×%d", title, screen->name, screen->width, screen->height);
}

void
ry_screen_clear (RyScreen *screen)
{
  g_free (screen->name);
  g_free (screen->maker);
  g_free (screen->model);
}
