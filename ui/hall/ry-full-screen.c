/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyFullScreen. A window that is full on one screen does not move to another when it is asked to: it is put down first.
 * That goes for X11's window managers and for Wayland alike.
 */
#include "ry-full-screen.h"

struct _RyFullScreen {
  GtkWindow parent_instance;

  /* Owned */
  char *reason;
  GdkMonitor *monitor;

  guint cookie;
};

G_DEFINE_FINAL_TYPE (RyFullScreen, ry_full_screen, GTK_TYPE_WINDOW)

static gboolean
pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GtkWindow *window)
{
  if (keyval != GDK_KEY_Escape && keyval != GDK_KEY_F11)
    return FALSE;
  gtk_window_close (window);
  return TRUE;
}

static void
ry_full_screen_map (GtkWidget *widget)
{
  RyFullScreen *self = RY_FULL_SCREEN (widget);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  GTK_WIDGET_CLASS (ry_full_screen_parent_class)->map (widget);
  if (application != NULL && self->cookie == 0)
    self->cookie = gtk_application_inhibit (application, GTK_WINDOW (self), GTK_APPLICATION_INHIBIT_IDLE, self->reason);
}

static void
ry_full_screen_unmap (GtkWidget *widget)
{
  RyFullScreen *self = RY_FULL_SCREEN (widget);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application != NULL && self->cookie != 0)
    gtk_application_uninhibit (application, self->cookie);
  self->cookie = 0;
  GTK_WIDGET_CLASS (ry_full_screen_parent_class)->unmap (widget);
}

static void
ry_full_screen_finalize (GObject *object)
{
  g_free (RY_FULL_SCREEN (object)->reason);
  g_clear_object (&RY_FULL_SCREEN (object)->monitor);
  G_OBJECT_CLASS (ry_full_screen_parent_class)->finalize (object);
}

static void
ry_full_screen_class_init (RyFullScreenClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_full_screen_finalize;
  GTK_WIDGET_CLASS (klass)->map = ry_full_screen_map;
  GTK_WIDGET_CLASS (klass)->unmap = ry_full_screen_unmap;
}

static void
ry_full_screen_init (RyFullScreen *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_window_set_decorated (GTK_WINDOW (self), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self), 1280, 720);
}

/**
 * ry_full_screen_new:
 * @parent: (nullable): the window it goes with
 * @title: what a screen reader and the list of windows call it
 * @child: what fills it
 * @reason: why the screen is kept awake
 *
 * Returns: (transfer none): the window, to be shown
 */
RyFullScreen *
ry_full_screen_new (GtkWindow *parent, const char *title, GtkWidget *child, const char *reason)
{
  RyFullScreen *self = g_object_new (RY_TYPE_FULL_SCREEN, "title", title, "child", child, NULL);

  self->reason = g_strdup (reason);
  if (parent != NULL) {
    gtk_window_set_application (GTK_WINDOW (self), gtk_window_get_application (parent));
    g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  }
  return self;
}

static gboolean
raise_cb (gpointer data)
{
  RyFullScreen *self = data;

  if (self->monitor != NULL && gdk_monitor_is_valid (self->monitor) && gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self), self->monitor);
  return G_SOURCE_REMOVE;
}

/**
 * ry_full_screen_show_on:
 * @self: a stage
 * @monitor: (nullable): where; %NULL for where the system puts it
 *
 * Fills the screen, also when it filled another before.
 */
void
ry_full_screen_show_on (RyFullScreen *self, GdkMonitor *monitor)
{
  gboolean moves = gtk_widget_get_visible (GTK_WIDGET (self)) && self->monitor != monitor;

  g_set_object (&self->monitor, monitor);
  if (monitor == NULL) {
    gtk_window_fullscreen (GTK_WINDOW (self));
  } else if (moves) {
    gtk_window_unfullscreen (GTK_WINDOW (self));
    g_timeout_add_full (G_PRIORITY_DEFAULT, 150, raise_cb, g_object_ref (self), g_object_unref);
  } else
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self), monitor);
  gtk_window_present (GTK_WINDOW (self));
}
