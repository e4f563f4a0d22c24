/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How clients leave, and what libsoup 3.2 makes of it: it forgets to close a connection whose client leaves between two
 * requests, and keeps a little of every one. The guard asks here what it must know to clear up after both.
 */
#include "ry-farewell.h"

#include <libsoup/soup.h>

/* Under TLS a client says that it goes, in a record that is too short to be a request (RFC 8446, 5.2 and 6.1). */
static gboolean
is_goodbye (const guint8 *head, gssize n)
{
  enum { ALERT = 21, DATA = 23, SEALED_ALERT = 2 + 1 + 16 };

  return n >= 5 && (head[0] == ALERT || (head[0] == DATA && head[3] == 0 && head[4] <= SEALED_ALERT));
}

/**
 * ry_farewell_is_said:
 * @socket: a connection on which something has come between two requests
 *
 * Returns: whether it is the client's goodbye, and not another request
 */
gboolean
ry_farewell_is_said (GSocket *socket)
{
  guint8 head[5];
  GInputVector vector = { head, sizeof head };
  int flags = G_SOCKET_MSG_PEEK;
  g_autoptr (GError) error = NULL;
  gssize n = g_socket_receive_message (socket, NULL, &vector, 1, NULL, NULL, &flags, NULL, &error);

  if (n < 0)
    return !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  return n == 0 || is_goodbye (head, n);
}

/**
 * ry_farewell_is_listened_to:
 * @socket: a connection between two requests
 *
 * Returns: whether the main loop listens to what comes in there, which then only libsoup does
 */
gboolean
ry_farewell_is_listened_to (GSocket *socket)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  int timeout, n = g_main_context_query (context, G_MAXINT, &timeout, NULL, 0);
  g_autofree GPollFD *fds = g_new (GPollFD, n);

  n = MIN (n, g_main_context_query (context, G_MAXINT, &timeout, fds, n));
  for (int i = 0; i < n; i++)
    if (fds[i].fd == g_socket_get_fd (socket) && (fds[i].events & G_IO_IN) != 0)
      return TRUE;
  return FALSE;
}

/**
 * ry_farewell_drop_leaked:
 * @socket: a connection that is given up
 *
 * libsoup before 3.4 holds every connection's socket once more than it gives up; where nobody else holds it any more,
 * the reference left is that one.
 */
void
ry_farewell_drop_leaked (GSocket *socket)
{
  if (!soup_check_version (3, 4, 0) && g_socket_is_closed (socket) &&
      g_atomic_int_get (&G_OBJECT (socket)->ref_count) == 2)
    g_object_unref (socket);
}
