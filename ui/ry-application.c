/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The desktop program. Each home has an application id of its own, so that two homes run side by side and a
 * second start on one home comes forward in the first. Its life: open the home; greet where it is empty, or
 * say what is wrong with it; show the window; when the first frame is on the screen, look up the password and
 * start the road to the server.
 */
#include "ry-application.h"

#include <glib/gi18n.h>

#include "ry-bench.h"
#include "ry-digest-page.h"
#include "ry-error.h"
#include "ry-overdue-watch.h"
#include "ry-pack-open.h"
#include "ry-secrets.h"
#include "ry-style.h"
#include "ry-trouble-window.h"
#include "ry-welcome-window.h"
#include "ry-window.h"

struct _RyApplication {
  AdwApplication parent_instance;

  /* Owned */
  char *home;
  char *page; /* to begin with, or NULL for the one that was left */
  RyWorkspace *workspace;
  RyReplicator *replicator;

  /* While GTK starts */
  GThread *opening;
  GError *error;

  gboolean join; /* the person asked at the first start to be connected to a server */
};

G_DEFINE_FINAL_TYPE (RyApplication, ry_application, ADW_TYPE_APPLICATION)

static const struct {
  const char *action;
  const char *accels[3];
} keys[] = {
  { "win.page-at(1)", { "<Alt>1" } },      { "win.page-at(2)", { "<Alt>2" } },
  { "win.page-at(3)", { "<Alt>3" } },      { "win.page-at(4)", { "<Alt>4" } },
  { "win.page-at(5)", { "<Alt>5" } },      { "win.page-at(6)", { "<Alt>6" } },
  { "win.page-at(7)", { "<Alt>7" } },      { "win.page-at(8)", { "<Alt>8" } },
  { "win.page-at(9)", { "<Alt>9" } },      { "win.page-at(10)", { "<Alt>0" } },
  { "win.page-at(11)", { "<Alt>minus" } }, { "win.council(1)", { "<Control>1" } },
  { "win.council(2)", { "<Control>2" } },  { "win.council(0)", { "<Control>0" } },
  { "win.search", { "<Control>f" } },      { "win.filter", { "<Control>l" } },
  { "win.new", { "<Control>n" } },         { "win.history", { "<Control>h" } },
  { "win.print", { "<Control>p" } },       { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z" } }, { "win.back", { "<Alt>Left" } },
  { "win.side-pane", { "F9" } },           { "win.shortcuts", { "<Control>question", "<Control>slash" } },
  { "window.close", { "<Control>w" } },    { "app.quit", { "<Control>q" } },
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
open_workspace (RyApplication *self)
{
  g_clear_error (&self->error);
  if (ry_workspace_exists (self->home))
    self->workspace = ry_workspace_open (self->home, NULL, &self->error);
}

static gpointer
open_in_thread (gpointer data)
{
  open_workspace (data);
  return NULL;
}

static void
wait_for_workspace (RyApplication *self)
{
  g_clear_pointer (&self->opening, g_thread_join);
}

static void
set_server (RyApplication *self, const char *password)
{
  g_autofree char *server = ry_workspace_dup_setting (self->workspace, "server");
  g_autofree char *user = ry_workspace_dup_setting (self->workspace, "user");
  g_autoptr (GError) error = NULL;

  if (!ry_replicator_set_server (self->replicator, server, user, password, &error))
    g_warning ("Setting the server: %s", error->message);
  ry_replicator_start (self->replicator);
}

static void
password_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyApplication) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *password = ry_secrets_lookup_finish (result, &error);

  if (self->workspace == NULL || ry_replicator_get_state (self->replicator) != RY_SYNC_OFF)
    return;
  if (password == NULL)
    password = g_strdup (g_getenv ("RYORIN_PASSWORD"));
  set_server (self, password);
}

/* After the first frame: nothing of this is needed to see and change what is here. */
static void
start_road (RyApplication *self)
{
  g_autofree char *server = ry_workspace_dup_setting (self->workspace, "server");
  g_autofree char *user = ry_workspace_dup_setting (self->workspace, "user");

  if (server == NULL || *server == '\0')
    return;
  ry_secrets_lookup_async (server, user != NULL ? user : "", NULL, password_found_cb, g_object_ref (self));
}

/* After the first frame, where there is one: for X11 GTK draws the icon in every size. */
static void
set_icon (void)
{
  gtk_window_set_default_icon_name (RY_APP_ID);
}

/* The day's figure stands in the sidebar whichever page one began with. */
static gboolean
prepare_today_cb (gpointer data)
{
  g_autoptr (RyWindow) window = data;

  if (ry_window_get_workspace (window) != NULL) /* it is open still */
    ry_window_prepare_page (window, "today");
  return G_SOURCE_REMOVE;
}

static void
first_frame_cb (RyWindow *window, RyApplication *self)
{
  set_icon ();
  ry_style_add_rooms ();
  start_road (self);
  ry_overdue_watch (window);
  g_idle_add_full (G_PRIORITY_LOW, prepare_today_cb, g_object_ref (window), NULL);
  ry_digest_notify_mine (window);
  if (self->join)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.server", NULL);
  self->join = FALSE;
}

static void
show_window (RyApplication *self)
{
  RyWindow *window = ry_window_new (GTK_APPLICATION (self), self->workspace, self->replicator);

  ry_workspace_keep_tidy (self->workspace, 0);
  if (self->page != NULL)
    ry_window_show_page (window, self->page);
  else
    ry_window_show_first_page (window);
  gtk_window_present (GTK_WINDOW (window));
  if (!ry_bench_watch (GTK_WINDOW (window)))
    g_signal_connect_object (window, "painted", G_CALLBACK (first_frame_cb), self, 0);
}

static void
retry_cb (RyTroubleWindow *window, RyApplication *self)
{
  g_application_hold (G_APPLICATION (self));
  gtk_window_destroy (GTK_WINDOW (window));
  ry_application_open (self);
  g_application_release (G_APPLICATION (self));
}

static void
welcomed_cb (RyWelcomeWindow *window, gboolean join, RyApplication *self)
{
  self->join = join;
  g_application_hold (G_APPLICATION (self));
  gtk_window_destroy (GTK_WINDOW (window));
  ry_application_open (self);
  g_application_release (G_APPLICATION (self));
}

static void
show_trouble (RyApplication *self)
{
  RyTroubleWindow *window = ry_trouble_window_new (GTK_APPLICATION (self), self->home, self->error);

  g_warning ("Opening the workspace: %s", self->error->message);
  set_icon ();
  g_signal_connect_object (window, "retry", G_CALLBACK (retry_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

/* Pages of the file that nobody read at the start turn out to be bad: nobody is to work on with lists that are not
 * whole. */
static gboolean
close_damaged_cb (gpointer data)
{
  RyApplication *self = data;
  GtkApplication *application = GTK_APPLICATION (self);
  GList *windows;

  if (self->workspace == NULL)
    return G_SOURCE_REMOVE;
  g_application_hold (G_APPLICATION (self));
  while ((windows = gtk_application_get_windows (application)) != NULL)
    gtk_window_destroy (windows->data);
  ry_replicator_stop (self->replicator);
  g_clear_object (&self->replicator);
  ry_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  g_clear_error (&self->error);
  g_set_error_literal (&self->error, RY_ERROR, RY_ERROR_CORRUPT, ry_error_get_sentence (RY_ERROR_CORRUPT));
  show_trouble (self);
  g_application_release (G_APPLICATION (self));
  return G_SOURCE_REMOVE;
}

static void
damaged_cb (RyApplication *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_damaged_cb, g_object_ref (self), g_object_unref);
}

static void
watch_stores (RyApplication *self)
{
  const char *const *spaces = ry_workspace_get_spaces (self->workspace);

  for (guint i = 0; spaces[i] != NULL; i++)
    g_signal_connect_object (ry_workspace_get_store (self->workspace, spaces[i]), "damaged", G_CALLBACK (damaged_cb),
                             self, G_CONNECT_SWAPPED);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (data));

  adw_show_about_window (parent, "application-name", _ ("Ryōrin"), "application-icon", RY_APP_ID, "version", RY_VERSION,
                         "developer-name", _ ("The Ryōrin contributors"), "license-type", GTK_LICENSE_GPL_3_0,
                         "comments",
                         _ ("Two councils of a ward, as a pair of wheels: members, meetings and minutes, "
                            "shared between computers."),
                         NULL);
}

/* On the session bus, so that a notification, or another program, can lead to a record. */
static void
open_record_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));

  if (RY_IS_WINDOW (window))
    ry_window_open_record (RY_WINDOW (window), g_variant_get_string (parameter, NULL));
}

static void
show_page_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));

  if (RY_IS_WINDOW (window))
    ry_window_show_page (RY_WINDOW (window), g_variant_get_string (parameter, NULL));
}

/* The file named, or none yet, where it is "". */
static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));

  if (RY_IS_WINDOW (window))
    gtk_widget_activate_action_variant (GTK_WIDGET (window), "win.import-file", parameter);
}

static void
take_calendar_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));

  if (RY_IS_WINDOW (window))
    gtk_widget_activate_action_variant (GTK_WIDGET (window), "win.take-calendar", parameter);
}

static void
open_pack_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_pack_open_choose (GTK_APPLICATION (data));
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  /* Each window is asked, so that each page can write what is still in a field. */
  for (GList *windows; (windows = gtk_application_get_windows (GTK_APPLICATION (data))) != NULL;) {
    GtkWindow *window = windows->data;

    gtk_window_close (window);
    if (gtk_application_get_windows (GTK_APPLICATION (data)) == windows)
      break;
  }
}

static void
ry_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    ry_application_open (RY_APPLICATION (application));
  else
    gtk_window_present (window);
}

/* `ryorin FILE` on a venue's laptop: what is presented needs no records, and no window but its own. */
static void
ry_application_open_files (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    ry_pack_open (GTK_APPLICATION (application), files[i]);
}

static gpointer
load_icons (gpointer theme)
{
  gtk_icon_theme_has_icon (theme, RY_APP_ID);
  return NULL;
}

/*
 * GTK would read the folders of icons only at the first image it measures. A thread reads them while the style sheet is
 * parsed, which begins once libadwaita has set the theme: nothing of GTK's may be used from a thread but an icon theme.
 * Not earlier: what libadwaita asks of the session bus before that would wait for the processor.
 */
static void
theme_set_cb (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  g_thread_unref (g_thread_new ("icons", load_icons, theme));
}

static void
icons_changed_cb (gboolean *changed)
{
  *changed = TRUE;
}

/*
 * GTK tells in an idle call that the folders of icons have changed, and every image looks its icon up anew. An icon
 * that is just being read in a thread may come to its end there while it is looked up (GTK 4.8 crashes then). Told now,
 * it finds no image yet.
 */
static void
settle_icons (GtkIconTheme *theme)
{
  gboolean changed = FALSE;
  gulong handler = g_signal_connect_swapped (theme, "changed", G_CALLBACK (icons_changed_cb), &changed);

  while (!changed && g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_handler_disconnect (theme, handler);
}

static void
ry_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "about", about_action },
    { "import", import_action, "s" },
    { "take-calendar", take_calendar_action, "s" },
    { "open-record", open_record_action, "s" },
    { "quit", quit_action },
    { "show-page", show_page_action, "s" },
    { "open-pack", open_pack_action },
  };
  GtkSettings *settings;

  /* It is not to set the locale again, which the other thread may be reading. */
  gtk_disable_setlocale ();
  gtk_init ();
  /* GTK and libadwaita take ten times as long. */
  RY_APPLICATION (application)->opening = g_thread_new ("open", open_in_thread, application);
  settings = gtk_settings_get_for_display (gdk_display_get_default ());
  g_signal_connect (settings, "notify::gtk-theme-name", G_CALLBACK (theme_set_cb), NULL);
  G_APPLICATION_CLASS (ry_application_parent_class)->startup (application);
  g_signal_handlers_disconnect_by_func (settings, theme_set_cb, NULL);
  settle_icons (gtk_icon_theme_get_for_display (gdk_display_get_default ()));
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), keys[i].action, keys[i].accels);
}

static void
ry_application_shutdown (GApplication *application)
{
  RyApplication *self = RY_APPLICATION (application);

  wait_for_workspace (self);
  if (self->replicator != NULL)
    ry_replicator_stop (self->replicator);
  G_APPLICATION_CLASS (ry_application_parent_class)->shutdown (application);
  g_clear_object (&self->replicator);
  if (self->workspace != NULL)
    ry_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
}

static void
ry_application_finalize (GObject *object)
{
  g_free (RY_APPLICATION (object)->home);
  g_free (RY_APPLICATION (object)->page);
  g_clear_error (&RY_APPLICATION (object)->error);
  G_OBJECT_CLASS (ry_application_parent_class)->finalize (object);
}

static void
ry_application_class_init (RyApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ry_application_finalize;
  application_class->activate = ry_application_activate;
  application_class->open = ry_application_open_files;
  application_class->startup = ry_application_startup;
  application_class->shutdown = ry_application_shutdown;
}

static void
ry_application_init (RyApplication *self)
{
}

/**
 * ry_application_new:
 * @home: where the workspace is, or is to be
 * @page: (nullable): the page to begin with, %NULL for the one that was left
 *
 * Returns: (transfer full): the program
 */
RyApplication *
ry_application_new (const char *home, const char *page)
{
  g_autofree char *id = create_id (home);
  RyApplication *self = g_object_new (RY_TYPE_APPLICATION, "application-id", id, "flags", G_APPLICATION_HANDLES_OPEN,
                                      "resource-base-path", "/org/ryorin/Ryorin", NULL);

  self->home = g_canonicalize_filename (home, NULL);
  self->page = g_strdup (page);
  return self;
}

/**
 * ry_application_open:
 * @self: the program
 *
 * Opens the workspace of the home and shows it; greets where there is none; says what is wrong where it
 * cannot be opened.
 */
void
ry_application_open (RyApplication *self)
{
  if (self->opening != NULL)
    wait_for_workspace (self);
  else
    open_workspace (self);
  if (self->workspace != NULL) {
    watch_stores (self);
    self->replicator = ry_replicator_new (self->workspace);
    show_window (self);
  } else if (self->error != NULL) {
    show_trouble (self);
  } else {
    RyWelcomeWindow *window = ry_welcome_window_new (GTK_APPLICATION (self), self->home);

    set_icon ();
    g_signal_connect_object (window, "ready", G_CALLBACK (welcomed_cb), self, 0);
    gtk_window_present (GTK_WINDOW (window));
  }
}
