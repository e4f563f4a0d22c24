/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A window of its own that fills the screen with the coarse picture. It takes what it shows with it, so that what the
 * audience sees does not change under the speaker.
 */
#include "ry-wheels-slide.h"

#include <glib/gi18n.h>

#include "ry-full-screen.h"
#include "ry-picture-view.h"

static RyScene *
create_scene (double width, double height, RyPaletteScheme scheme, const char *focus, gpointer data)
{
  return focus == NULL ? ry_pictures_create_slide (data, width, height) : NULL;
}

static void
clicked_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkWindow *window)
{
  gtk_window_close (window);
}

/**
 * ry_wheels_slide_show:
 * @parent: the window it belongs to
 * @pictures: (transfer full): what is shown, gathered
 *
 * Shows the slide.
 */
void
ry_wheels_slide_show (GtkWindow *parent, RyPictures *pictures)
{
  RyPictureView *view = g_object_new (RY_TYPE_PICTURE_VIEW, NULL);
  RyFullScreen *screen =
      ry_full_screen_new (parent, ry_pictures_get_title (pictures->kind), GTK_WIDGET (view), _ ("Slides are shown"));
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_set_data_full (G_OBJECT (screen), "pictures", pictures, (GDestroyNotify) ry_pictures_free);
  ry_picture_view_set_scheme (view, RY_PALETTE_SLIDE);
  ry_picture_view_set_source (view, create_scene, NULL, pictures);
  g_signal_connect (click, "released", G_CALLBACK (clicked_cb), screen);
  gtk_widget_add_controller (GTK_WIDGET (screen), GTK_EVENT_CONTROLLER (click));
  ry_full_screen_show_on (screen, NULL);
}
