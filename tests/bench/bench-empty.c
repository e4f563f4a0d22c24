/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An AdwApplicationWindow with nothing in it, built as the desktop is: the floor against which its start is
 * measured. Prints the milliseconds from the start of the process to the first frame.
 */
#include <adwaita.h>
#include <stdio.h>

static void
painted_cb (GdkFrameClock *clock, GApplication *application)
{
  gint64 started = g_ascii_strtoll (g_getenv ("RYORIN_BENCH_START"), NULL, 10);

  g_signal_handlers_disconnect_by_func (clock, painted_cb, application);
  g_print ("%.1f\n", (double) (g_get_monotonic_time () - started) / 1000);
  fflush (stdout);
  g_application_quit (application);
}

static void
activate_cb (GApplication *application)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), application);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new ("org.ryorin.Empty", G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
