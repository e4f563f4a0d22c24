/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The password for the server. libsecret talks to the service over the session bus, so everything here is
 * asynchronous; a desktop without the service answers with an error, which is not a fault.
 */
#include "ry-secrets.h"

#include <glib/gi18n.h>

#ifdef HAVE_LIBSECRET
#include <libsecret/secret.h>

static const SecretSchema schema = {
  RY_APP_ID,
  SECRET_SCHEMA_NONE,
  { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "user", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } }
};

/**
 * ry_secrets_keeps:
 *
 * Returns: whether a password can outlive the program where a secret service runs
 */
gboolean
ry_secrets_keeps (void)
{
  return TRUE;
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *password = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, password, (GDestroyNotify) secret_password_free);
}

static void
start_store (GTask *task, const char *server, const char *user, const char *password)
{
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, _ ("Ryōrin server"), password, NULL, stored_cb, task,
                         "server", server, "user", user, NULL);
}

static void
start_lookup (GTask *task, const char *server, const char *user)
{
  secret_password_lookup (&schema, g_task_get_cancellable (task), found_cb, task, "server", server, "user", user, NULL);
}

#else

gboolean
ry_secrets_keeps (void)
{
  return FALSE;
}

static void
start_store (GTask *task, const char *server, const char *user, const char *password)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "built without libsecret");
  g_object_unref (task);
}

static void
start_lookup (GTask *task, const char *server, const char *user)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "built without libsecret");
  g_object_unref (task);
}

#endif

/**
 * ry_secrets_store_async:
 * @server: the server's address
 * @user: the name on it
 * @password: the password
 * @callback: called when it is stored or was refused
 * @data: for @callback
 */
void
ry_secrets_store_async (
    const char *server, const char *user, const char *password, GAsyncReadyCallback callback, gpointer data)
{
  start_store (g_task_new (NULL, NULL, callback, data), server, user, password);
}

/**
 * ry_secrets_store_finish:
 * @result: from the callback
 * @error: why it was not stored
 *
 * Returns: whether the password will be there next time
 */
gboolean
ry_secrets_store_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ry_secrets_lookup_async:
 * @server: the server's address
 * @user: the name on it
 * @cancellable: (nullable): to give up
 * @callback: called with the password
 * @data: for @callback
 */
void
ry_secrets_lookup_async (
    const char *server, const char *user, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  start_lookup (g_task_new (NULL, cancellable, callback, data), server, user);
}

/**
 * ry_secrets_lookup_finish:
 * @result: from the callback
 * @error: why there is no answer
 *
 * Returns: (transfer full) (nullable): the password, or %NULL where none is kept
 */
char *
ry_secrets_lookup_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
