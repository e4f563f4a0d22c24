/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The desktop program. Each home has an application id of its own, so that two homes run side by side and a second start
 * on one home comes forward in the first. The replicator starts when the first frame is on the screen.
 */
#include "ry-application.h"

#include <glib/gi18n.h>

#include "ry-window.h"

struct _RyApplication {
  AdwApplication parent_instance;

  /* Owned */
  char *home;
  RyWorkspace *workspace;
  RyReplicator *replicator;
};

G_DEFINE_FINAL_TYPE (RyApplication, ry_application, ADW_TYPE_APPLICATION)

static const struct {
  const char *action;
  const char *accels[3];
} keys[] = {
  { "win.page-at(1)", { "<Alt>1" } },
  { "win.page-at(2)", { "<Alt>2" } },
  { "win.page-at(3)", { "<Alt>3" } },
  { "win.page-at(4)", { "<Alt>4" } },
  { "win.page-at(5)", { "<Alt>5" } },
  { "win.page-at(6)", { "<Alt>6" } },
  { "win.page-at(7)", { "<Alt>7" } },
  { "win.page-at(8)", { "<Alt>8" } },
  { "win.council(1)", { "<Control>1" } },
  { "win.council(2)", { "<Control>2" } },
  { "win.council(0)", { "<Control>0" } },
  { "win.search", { "<Control>f" } },
  { "win.filter", { "<Control>l" } },
  { "win.new", { "<Control>n" } },
  { "win.print", { "<Control>p" } },
  { "win.undo", { "<Control>z" } },
  { "win.back", { "<Alt>Left" } },
  { "win.side-pane", { "F9" } },
  { "window.close", { "<Control>w" } },
  { "app.quit", { "<Control>q" } },
};

static char *
create_id (const char *home)
{
  g_autofree char *standard = ry_workspace_default_home ();
  g_autofree char *path = g_canonicalize_filename (home, NULL);
  g_autofree char *sum = NULL;

  if (g_strcmp0 (path, standard) == 0)
    return g_strdup (RY_APP_ID);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  return g_strdup_printf ("%s.H%.12s", RY_APP_ID, sum);
}

static void
ry_application_activate (GApplication *application)
{
  RyApplication *self = RY_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    ry_application_open (self);
  else
    gtk_window_present (window);
}

static void
ry_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (ry_application_parent_class)->startup (application);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), keys[i].action, keys[i].accels);
}

static void
ry_application_finalize (GObject *object)
{
  RyApplication *self = RY_APPLICATION (object);

  g_clear_object (&self->replicator);
  g_clear_object (&self->workspace);
  g_free (self->home);
  G_OBJECT_CLASS (ry_application_parent_class)->finalize (object);
}

static void
ry_application_class_init (RyApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_application_finalize;
  G_APPLICATION_CLASS (klass)->activate = ry_application_activate;
  G_APPLICATION_CLASS (klass)->startup = ry_application_startup;
}

static void
ry_application_init (RyApplication *self)
{
}

/**
 * ry_application_new:
 * @home: where the workspace is, or is to be
 *
 * Returns: (transfer full): the program
 */
RyApplication *
ry_application_new (const char *home)
{
  g_autofree char *id = create_id (home);
  RyApplication *self = g_object_new (RY_TYPE_APPLICATION, "application-id", id, "resource-base-path", "/org/ryorin/Ryorin",
                                      NULL);

  self->home = g_strdup (home);
  return self;
}

/**
 * ry_application_open:
 * @self: the program
 *
 * Opens the workspace of the home and shows it.
 */
void
ry_application_open (RyApplication *self)
{
  g_autoptr (GError) error = NULL;
  RyWindow *window;

  self->workspace = ry_workspace_open (self->home, NULL, &error);
  if (self->workspace == NULL)
    {
      g_warning ("Opening the workspace: %s", error->message);
      return;
    }
  self->replicator = ry_replicator_new (self->workspace);
  window = ry_window_new (GTK_APPLICATION (self), self->workspace, self->replicator);
  ry_window_show_page (window, "members");
  gtk_window_present (GTK_WINDOW (window));
}
