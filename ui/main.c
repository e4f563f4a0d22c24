/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The desktop program's entry: options that must be known before there is an application, then the
 * application.
 */
#include <glib/gi18n.h>
#include <malloc.h>

#include "ry-application.h"
#include "ry-i18n.h"
#include "ry-workspace.h"

/* What is as large as a screen goes back to the system when it is let go: the C library would learn to keep it, and a
 * talk of five hundred slides would grow. */
static void
give_back_pictures (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, 1024 * 1024);
#endif
}

int
main (int argc, char **argv)
{
  g_autofree char *home = NULL;
  g_autofree char *page = NULL;
  gboolean version = FALSE;
  const GOptionEntry options[] = {
    { "home", 0, 0, G_OPTION_ARG_FILENAME, &home, N_ ("Where the data lies"), N_ ("DIR") },
    { "page", 0, 0, G_OPTION_ARG_STRING, &page, N_ ("Begin with this page: meetings, members"), N_ ("PAGE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Print the version and leave"), NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyApplication) application = NULL;

  give_back_pictures ();
  ry_i18n_init ();
  context = g_option_context_new (NULL);
  g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("%s\n", error->message);
    return 2;
  }
  if (version) {
    g_print ("ryorin %s\n", RY_VERSION);
    return 0;
  }
  if (home == NULL)
    home = ry_workspace_default_home ();
  application = ry_application_new (home, page);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
