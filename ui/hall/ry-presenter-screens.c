/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The presenter's screens. With two, the hall has one and the speaker the other, both full: on Wayland that is the only
 * way to say which window goes where. With one, or with a projector that mirrors, the slide is full and the console
 * waits behind it. A projector that is pulled out takes nothing with it: the talk goes on in the console, and the
 * hall's window comes back by itself.
 */
#include "ry-presenter-private.h"

#include <glib/gi18n.h>

#include "ry-screens.h"

#define SETTLE_MS  250 /* a change of screens comes in several steps */
#define MAX_WIDTH  2560
#define MAX_HEIGHT 1440

static GListModel *
get_monitors (RyPresenter *self)
{
  return gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self->console)));
}

static void
clear_screen (gpointer data)
{
  ry_screen_clear (data);
}

static GArray *
list_screens (RyPresenter *self)
{
  GListModel *monitors = get_monitors (self);
  GArray *screens = g_array_new (FALSE, TRUE, sizeof (RyScreen));

  g_array_set_clear_func (screens, clear_screen);
  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++) {
    g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
    GdkRectangle place;
    RyScreen screen = { 0 };

    gdk_monitor_get_geometry (monitor, &place);
    screen = (RyScreen){ g_strdup (gdk_monitor_get_connector (monitor)),
                         g_strdup (gdk_monitor_get_manufacturer (monitor)),
                         g_strdup (gdk_monitor_get_model (monitor)),
                         place.x,
                         place.y,
                         place.width,
                         place.height };
    if (screen.name == NULL)
      screen.name = g_strdup_printf ("%u", i);
    g_array_append_val (screens, screen);
  }
  return screens;
}

/* The monitor that a window is on, where it is on any. */
static char *
dup_connector_of (RyPresenter *self, GtkWindow *window)
{
  GdkSurface *surface = window != NULL ? gtk_native_get_surface (GTK_NATIVE (window)) : NULL;
  GdkMonitor *monitor =
      surface != NULL
          ? gdk_display_get_monitor_at_surface (gtk_widget_get_display (GTK_WIDGET (self->console)), surface)
          : NULL;

  return monitor != NULL ? g_strdup (gdk_monitor_get_connector (monitor)) : NULL;
}

static GdkMonitor *
ref_monitor (RyPresenter *self, int position)
{
  return position >= 0 ? g_list_model_get_item (get_monitors (self), (guint) position) : NULL;
}

/* ---- The menu ---- */

static GMenuModel *
create_menu (GArray *screens, int hall)
{
  GMenu *menu = g_menu_new (), *list = g_menu_new (), *more = g_menu_new ();

  for (guint i = 0; i < screens->len; i++) {
    RyScreen *screen = &g_array_index (screens, RyScreen, i);
    g_autofree char *name = ry_screen_format (screen);
    g_autofree char *label = (int) i == hall ? g_strdup_printf ("✓ %s", name) : g_steal_pointer (&name);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

    g_menu_item_set_action_and_target (item, "hall.screen", "s", screen->name);
    g_menu_append_item (list, item);
  }
  g_menu_append_section (menu, _ ("Screen of the hall"), G_MENU_MODEL (list));
  g_menu_append (more, _ ("Timer for the hall (A)"), "hall.timer");
  g_menu_append (more, _ ("Sound of the bell"), "hall.bell");
  g_menu_append (more, _ ("Stop or start the clock (T)"), "hall.clock");
  g_menu_append (more, _ ("Whole time again (Shift+T)"), "hall.reset-clock");
  g_menu_append (more, _ ("End (Esc)"), "hall.end");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  g_object_unref (list);
  g_object_unref (more);
  return G_MENU_MODEL (menu);
}

static void
show_words (RyPresenter *self, GArray *screens, int hall)
{
  g_autoptr (GMenuModel) menu = create_menu (screens, hall);
  g_autofree char *name = hall >= 0 ? ry_screen_format (&g_array_index (screens, RyScreen, hall)) : NULL;
  g_autofree char *words = name != NULL ? g_strdup_printf (_ ("Hall: %s (shown)"), name)
                           : self->lost ? g_strdup (_ ("Hall: not connected"))
                                        : g_strdup (_ ("One screen: S for the slide"));

  ry_console_set_screen (self->console, words, menu);
  ry_console_set_banner (self->console, self->lost ? _ ("The hall’s screen was unplugged. Plug it in and the slide "
                                                        "comes back; until then the talk goes on here.")
                                                   : NULL);
}

/* ---- Who goes where ---- */

static void
fit_cache (RyPresenter *self, GdkMonitor *monitor)
{
  GdkRectangle place = { 0, 0, (int) RY_SLIDE_WIDTH, (int) RY_SLIDE_HEIGHT };
  int scale = 1;
  double fit;

  if (monitor != NULL) {
    gdk_monitor_get_geometry (monitor, &place);
    scale = gdk_monitor_get_scale_factor (monitor);
  }
  fit = MIN (MIN (place.width * scale, MAX_WIDTH) / RY_SLIDE_WIDTH,
             MIN (place.height * scale, MAX_HEIGHT) / RY_SLIDE_HEIGHT);
  fit = MAX (fit, 0.25);
  ry_slide_cache_resize (self->cache, (int) (RY_SLIDE_WIDTH * fit), (int) (RY_SLIDE_HEIGHT * fit));
}

static void
show_two (RyPresenter *self, int hall, int own)
{
  g_autoptr (GdkMonitor) there = ref_monitor (self, hall);
  g_autoptr (GdkMonitor) here = ref_monitor (self, own);

  fit_cache (self, there);
  ry_full_screen_show_on (self->stage, there);
  if (here != NULL)
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self->console), here);
  gtk_window_present (GTK_WINDOW (self->console));
  gtk_widget_grab_focus (GTK_WIDGET (ry_console_get_current (self->console)));
}

static void
show_console_alone (RyPresenter *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->stage), FALSE);
  gtk_window_present (GTK_WINDOW (self->console));
  gtk_widget_grab_focus (GTK_WIDGET (ry_console_get_current (self->console)));
}

static void
show_one (RyPresenter *self)
{
  g_autoptr (GdkMonitor) only = ref_monitor (self, 0);

  fit_cache (self, only);
  if (self->console_front) {
    gtk_window_fullscreen (GTK_WINDOW (self->console));
    show_console_alone (self);
    return;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->console), FALSE);
  ry_full_screen_show_on (self->stage, only);
  gtk_widget_grab_focus (GTK_WIDGET (self->hall));
}

/* The speaker's screen: the one it was put on, or the one the program was on when it began. */
static int
find_own (RyPresenter *self, GArray *screens)
{
  g_autofree char *parent = dup_connector_of (self, self->parent);
  int own = ry_screens_find ((RyScreen *) (void *) screens->data, screens->len, self->own);

  return own >= 0 ? own : ry_screens_find ((RyScreen *) (void *) screens->data, screens->len, parent);
}

static void
set_name (char **where, GArray *screens, int position)
{
  g_free (*where);
  *where = position >= 0 ? g_strdup (g_array_index (screens, RyScreen, position).name) : NULL;
}

static void
arrange (RyPresenter *self)
{
  g_autoptr (GArray) screens = list_screens (self);
  const RyScreen *list = (RyScreen *) (void *) screens->data;
  int own = MAX (find_own (self, screens), 0), hall = ry_screens_choose (list, screens->len, self->wanted, own);
  gboolean had_two = self->two || self->lost;

  if (screens->len == 0) /* all are gone for a moment */
    return;
  self->two = hall >= 0;
  /* Where the one that is left is the hall's, the slide stays on it; where it is the speaker's, so does the console. */
  self->lost = !self->two && had_two && (self->lost || ry_screens_find (list, screens->len, self->hall_on) < 0);
  if (self->two) {
    set_name (&self->hall_on, screens, hall);
    set_name (&self->own, screens, own);
    show_two (self, hall, own);
  } else if (self->lost)
    show_console_alone (self);
  else
    show_one (self);
  show_words (self, screens, hall);
  _ry_presenter_show (self);
}

static gboolean
settle_cb (gpointer data)
{
  RyPresenter *self = data;

  self->settle = 0;
  if (!self->ended)
    arrange (self);
  return G_SOURCE_REMOVE;
}

static void
screens_changed_cb (RyPresenter *self)
{
  g_clear_handle_id (&self->settle, g_source_remove);
  self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
}

/* With two screens they change places; with one, slide and console do. */
void
_ry_presenter_swap (RyPresenter *self)
{
  if (self->two) {
    char *own = self->own;

    self->own = g_steal_pointer (&self->hall_on);
    g_free (self->wanted);
    self->wanted = own;
  } else
    self->console_front = !self->console_front;
  arrange (self);
}

void
_ry_presenter_choose_screen (RyPresenter *self, const char *name)
{
  if (self->two && g_strcmp0 (name, self->own) == 0) {
    _ry_presenter_swap (self);
    return;
  }
  g_free (self->wanted);
  self->wanted = g_strdup (name);
  arrange (self);
}

void
_ry_presenter_setup_screens (RyPresenter *self)
{
  g_signal_connect_object (get_monitors (self), "items-changed", G_CALLBACK (screens_changed_cb), self,
                           G_CONNECT_SWAPPED);
  arrange (self);
}
