/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first start on a home. Three ways in; each makes a workspace in a thread and hands over by `ready`. A
 * home to be joined to a server is made without a name: it takes the name of what the server holds.
 */
#include "ry-welcome-window.h"

#include <glib/gi18n.h>

#include "ry-error.h"
#include "ry-workspace.h"

typedef struct {
  char *home;
  char *region; /* nullable */
  gboolean sample;
} Start;

struct _RyWelcomeWindow {
  AdwApplicationWindow parent_instance;

  /* Template widgets */
  AdwToastOverlay *toasts;
  GtkStack *stack;

  /* Owned */
  char *home;

  gboolean join;
};

G_DEFINE_FINAL_TYPE (RyWelcomeWindow, ry_welcome_window, ADW_TYPE_APPLICATION_WINDOW)

enum { READY, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
start_free (gpointer data)
{
  Start *start = data;

  g_free (start->home);
  g_free (start->region);
  g_free (start);
}

static void
start_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Start *start = data;
  GError *error = NULL;
  g_autoptr (RyWorkspace) workspace = NULL;

  if (!ry_workspace_create (start->home, start->region, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (start->sample) {
    workspace = ry_workspace_open (start->home, cancellable, &error);
    if (workspace == NULL || !ry_workspace_load_sample (workspace, cancellable, &error)) {
      g_task_return_error (task, error);
      return;
    }
    ry_workspace_close (workspace);
  }
  g_task_return_boolean (task, TRUE);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyWelcomeWindow *self = RY_WELCOME_WINDOW (source);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    g_signal_emit (self, signals[READY], 0, self->join);
    return;
  }
  gtk_stack_set_visible_child_name (self->stack, "ways");
  adw_toast_overlay_add_toast (self->toasts,
                               adw_toast_new (error->domain == RY_ERROR ? ry_error_get_sentence (error->code)
                                                                        : error->message));
}

static void
start_workspace (RyWelcomeWindow *self, const char *region, gboolean sample, gboolean join)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, started_cb, NULL);
  Start *start = g_new0 (Start, 1);

  start->home = g_strdup (self->home);
  start->region = g_strdup (region);
  start->sample = sample;
  self->join = join;
  gtk_stack_set_visible_child_name (self->stack, "working");
  g_task_set_task_data (task, start, start_free);
  g_task_run_in_thread (task, start_thread);
}

static void
sample_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  start_workspace (RY_WELCOME_WINDOW (widget), _ ("Shiomi Ward, Kitahama City"), TRUE, FALSE);
}

static void
server_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  start_workspace (RY_WELCOME_WINDOW (widget), NULL, FALSE, TRUE);
}

static void
named_cb (AdwMessageDialog *dialog, const char *response, RyWelcomeWindow *self)
{
  g_autofree char *region =
      g_strstrip (g_strdup (gtk_editable_get_text (g_object_get_data (G_OBJECT (dialog), "name"))));

  if (g_str_equal (response, "begin") && *region != '\0')
    start_workspace (self, region, FALSE, FALSE);
}

static void
name_changed_cb (GtkEditable *name, AdwMessageDialog *dialog)
{
  g_autofree char *region = g_strstrip (g_strdup (gtk_editable_get_text (name)));

  adw_message_dialog_set_response_enabled (dialog, "begin", *region != '\0');
}

static void
name_activated_cb (GtkEditable *name, AdwMessageDialog *dialog)
{
  if (adw_message_dialog_get_response_enabled (dialog, "begin"))
    adw_message_dialog_response (dialog, "begin");
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (widget), _ ("Begin a Region"),
                              _ ("What is the ward or town called? It stands at the top of the window and on paper."));
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Region’s name"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), group);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "begin", _ ("_Begin"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "begin", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "begin", FALSE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data (G_OBJECT (dialog), "name", entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), dialog, 0);
  g_signal_connect_object (entry, "entry-activated", G_CALLBACK (name_activated_cb), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (named_cb), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static void
ry_welcome_window_finalize (GObject *object)
{
  g_free (RY_WELCOME_WINDOW (object)->home);
  G_OBJECT_CLASS (ry_welcome_window_parent_class)->finalize (object);
}

static void
ry_welcome_window_class_init (RyWelcomeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ry_welcome_window_finalize;

  signals[READY] = g_signal_new ("ready", RY_TYPE_WELCOME_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-welcome-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RyWelcomeWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RyWelcomeWindow, stack);
  gtk_widget_class_install_action (widget_class, "welcome.sample", NULL, sample_action);
  gtk_widget_class_install_action (widget_class, "welcome.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "welcome.server", NULL, server_action);
}

static void
ry_welcome_window_init (RyWelcomeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_welcome_window_new:
 * @application: the application
 * @home: where the workspace is to be
 *
 * Returns: (transfer none): the window, to be presented
 */
RyWelcomeWindow *
ry_welcome_window_new (GtkApplication *application, const char *home)
{
  RyWelcomeWindow *self = g_object_new (RY_TYPE_WELCOME_WINDOW, "application", application, NULL);

  self->home = g_strdup (home);
  return self;
}
