/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A window of its own that fills the screen with the coarse picture. It takes what it shows with it, so that what the
 * audience sees does not change under the speaker.
 */
#include "ry-wheels-slide.h"

#include "ry-picture-view.h"

static RyScene *
create_scene (double width, double height, RyPaletteScheme scheme, const char *focus, gpointer data)
{
  return focus == NULL ? ry_pictures_create_slide (data, width, height) : NULL;
}

static gboolean
pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GtkWindow *window)
{
  if (keyval != GDK_KEY_Escape && keyval != GDK_KEY_F11)
    return FALSE;
  gtk_window_close (window);
  return TRUE;
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
  GtkWidget *window = gtk_window_new ();
  RyPictureView *view = g_object_new (RY_TYPE_PICTURE_VIEW, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_window_set_title (GTK_WINDOW (window), ry_pictures_get_title (pictures->kind));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 720);
  g_object_set_data_full (G_OBJECT (window), "pictures", pictures, (GDestroyNotify) ry_pictures_free);
  ry_picture_view_set_scheme (view, RY_PALETTE_SLIDE);
  ry_picture_view_set_source (view, create_scene, NULL, pictures);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (pressed_cb), window);
  g_signal_connect (click, "released", G_CALLBACK (clicked_cb), window);
  gtk_widget_add_controller (window, keys);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (click));
  gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
}
