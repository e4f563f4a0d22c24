/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the server is and who one is there. "Connect" tries the road for real: the replicator is set to it
 * and started, and the dialog waits for its first answer.
 */
#include "ry-server-dialog.h"

#include <glib/gi18n.h>

#include "ry-error.h"
#include "ry-fill.h"
#include "ry-secrets.h"

struct _RyServerDialog {
  AdwWindow parent_instance;

  /* Template widgets */
  GtkEditable *address;
  GtkEditable *user;
  GtkEditable *password;
  GtkWidget *fields;
  GtkWidget *connect;
  GtkLabel *message;
  GtkWidget *spinner;

  /* Owned */
  RyWorkspace *workspace;
  RyReplicator *replicator;

  gboolean waiting;
};

G_DEFINE_FINAL_TYPE (RyServerDialog, ry_server_dialog, ADW_TYPE_WINDOW)

enum { CONNECTED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
say (RyServerDialog *self, const char *sentence, gboolean bad)
{
  gtk_label_set_label (self->message, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->message), *sentence != '\0');
  if (bad)
    gtk_widget_add_css_class (GTK_WIDGET (self->message), "ry-bad");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), "ry-bad");
}

static void
set_waiting (RyServerDialog *self, gboolean waiting)
{
  self->waiting = waiting;
  gtk_widget_set_sensitive (self->fields, !waiting);
  gtk_widget_set_visible (self->spinner, waiting);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "server.connect", !waiting);
}

/* People type a host's name; the rest can be told. On the machine itself and in the house there is often no
 * certificate. */
static char *
complete_address (const char *text)
{
  g_autofree char *address = g_strstrip (g_strdup (text));

  if (*address == '\0' || strstr (address, "://") != NULL)
    return g_steal_pointer (&address);
  if (g_str_has_prefix (address, "localhost") || g_str_has_prefix (address, "127."))
    return g_strconcat ("http://", address, NULL);
  return g_strconcat ("https://", address, NULL);
}

static const char *
explain (const GError *error)
{
  if (error == NULL)
    return _ ("The server does not answer.");
  return error->domain == RY_ERROR && error->code != RY_ERROR_INVALID ? ry_error_get_sentence (error->code)
                                                                      : error->message;
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!ry_secrets_store_finish (result, &error))
    g_debug ("The password lasts for this run only: %s", error->message);
}

static void
keep (RyServerDialog *self)
{
  g_autofree char *address = complete_address (gtk_editable_get_text (self->address));
  const char *user = gtk_editable_get_text (self->user);
  g_autoptr (GError) error = NULL;

  if (!ry_workspace_set_setting (self->workspace, "server", address, &error) ||
      !ry_workspace_set_setting (self->workspace, "user", user, &error))
    g_warning ("Keeping the server's address: %s", error->message);
  ry_secrets_store_async (address, user, gtk_editable_get_text (self->password), stored_cb, NULL);
}

static void
finish (RyServerDialog *self)
{
  set_waiting (self, FALSE);
  keep (self);
  g_signal_emit (self, signals[CONNECTED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Documents come already: the name and the password are right, and how many there are is said elsewhere. */
static gboolean
is_receiving (RyServerDialog *self)
{
  RySyncProgress progress;

  ry_replicator_get_progress (self->replicator, &progress);
  return progress.docs_written > 0;
}

static void
state_changed_cb (RyServerDialog *self)
{
  if (!self->waiting)
    return;
  switch (ry_replicator_get_state (self->replicator)) {
  case RY_SYNC_SYNCED:
    finish (self);
    break;
  case RY_SYNC_FAILED:
    set_waiting (self, FALSE);
    say (self, explain (ry_replicator_get_error (self->replicator)), TRUE);
    break;
  case RY_SYNC_BUSY:
    if (is_receiving (self))
      finish (self);
    break;
  case RY_SYNC_OFF:
  case RY_SYNC_UNKNOWN:
  default:
    break;
  }
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyServerDialog *self = RY_SERVER_DIALOG (widget);
  g_autofree char *address = complete_address (gtk_editable_get_text (self->address));
  g_autoptr (GError) error = NULL;

  if (*address == '\0' || *gtk_editable_get_text (self->user) == '\0') {
    say (self, _ ("The address and the name are needed. Whoever runs the server knows them."), TRUE);
    return;
  }
  ry_replicator_stop (self->replicator);
  if (!ry_replicator_set_server (self->replicator, address, gtk_editable_get_text (self->user),
                                 gtk_editable_get_text (self->password), &error)) {
    say (self, explain (error), TRUE);
    return;
  }
  say (self, _ ("Asking the server…"), FALSE);
  set_waiting (self, TRUE);
  ry_replicator_start (self->replicator);
}

static void
entry_activated_cb (RyServerDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "server.connect", NULL);
}

static void
ry_server_dialog_dispose (GObject *object)
{
  RyServerDialog *self = RY_SERVER_DIALOG (object);

  g_clear_object (&self->replicator);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ry_server_dialog_parent_class)->dispose (object);
}

static void
ry_server_dialog_class_init (RyServerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_server_dialog_dispose;

  signals[CONNECTED] =
      g_signal_new ("connected", RY_TYPE_SERVER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-server-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RyServerDialog, address);
  gtk_widget_class_bind_template_child (widget_class, RyServerDialog, user);
  gtk_widget_class_bind_template_child (widget_class, RyServerDialog, password);
  gtk_widget_class_bind_template_child (widget_class, RyServerDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, RyServerDialog, connect);
  gtk_widget_class_bind_template_child (widget_class, RyServerDialog, message);
  gtk_widget_class_bind_template_child (widget_class, RyServerDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_install_action (widget_class, "server.connect", NULL, connect_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ry_server_dialog_init (RyServerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_server_dialog_new:
 * @parent: the window in front of which it stands
 * @workspace: whose settings keep the address
 * @replicator: the road
 *
 * Returns: (transfer none): the dialog, to be presented
 */
RyServerDialog *
ry_server_dialog_new (GtkWindow *parent, RyWorkspace *workspace, RyReplicator *replicator)
{
  RyServerDialog *self = g_object_new (RY_TYPE_SERVER_DIALOG, "transient-for", parent, NULL);
  g_autofree char *address = ry_workspace_dup_setting (workspace, "server");
  g_autofree char *user = ry_workspace_dup_setting (workspace, "user");

  self->workspace = g_object_ref (workspace);
  self->replicator = g_object_ref (replicator);
  ry_fill_editable (self->address, address);
  ry_fill_editable (self->user, user);
  g_signal_connect_object (replicator, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replicator, "progress", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  if (!ry_secrets_keeps ())
    say (self, _ ("The password is kept until the program is closed."), FALSE);
  return self;
}
