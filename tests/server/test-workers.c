/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server's small machines: who works where, and when what was written leaves.
 */
#include <string.h>

#include "ry-outlet.h"
#include "ry-workers.h"

typedef struct {
  RyLane *lane; /* (nullable): where the work is meant to be done */
  GThread *worked;
  gboolean in_lane;
  GThread *finished;
} Errand;

static void
work (gpointer data)
{
  Errand *errand = data;

  errand->worked = g_thread_self ();
  errand->in_lane = errand->lane != NULL && ry_lane_is_current (errand->lane);
}

static void
finish (gpointer data)
{
  ((Errand *) data)->finished = g_thread_self ();
}

static void
test_workers (void)
{
  g_autoptr (RyWorkers) workers = ry_workers_new (2);
  Errand errands[8] = { { NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (errands); i++)
    ry_workers_push (workers, work, finish, &errands[i]);
  g_assert_cmpuint (ry_workers_get_n_tasks (workers), ==, G_N_ELEMENTS (errands));
  g_clear_pointer (&workers, ry_workers_free);
  for (guint i = 0; i < G_N_ELEMENTS (errands); i++) {
    g_assert_true (errands[i].worked != NULL && errands[i].worked != g_thread_self ());
    g_assert_true (errands[i].finished == g_thread_self ());
  }
}

static void
test_lane (void)
{
  g_autoptr (RyWorkers) workers = ry_workers_new (2);
  g_autoptr (RyLane) lane = ry_lane_new ("test");
  Errand errand = { lane };

  ry_workers_push_to (workers, lane, work, finish, &errand);
  g_assert_cmpuint (ry_workers_get_n_tasks (workers), ==, 1);
  g_clear_pointer (&workers, ry_workers_free);
  g_assert_true (errand.in_lane);
  g_assert_true (errand.finished == g_thread_self ());
}

static GSocketConnection *
connect_to (GSocketListener *listener, guint16 port, GSocketConnection **other)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);

  g_assert_nonnull (connection);
  *other = g_socket_listener_accept (listener, NULL, NULL, NULL);
  g_assert_nonnull (*other);
  return connection;
}

static gssize
hear (GSocket *socket, char *buffer, gsize size)
{
  return g_socket_receive_with_blocking (socket, buffer, size, FALSE, NULL, NULL);
}

/* What was written in bits is not there before the turn of the main loop ends, and then all of it is. */
static void
test_outlet (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autoptr (GSocketConnection) theirs = NULL;
  g_autoptr (GSocketConnection) ours = connect_to (listener, port, &theirs);
  GSocket *socket = g_socket_connection_get_socket (ours), *client = g_socket_connection_get_socket (theirs);
  RyOutlet *outlet = ry_outlet_new ();
  RyTap tap = { socket };
  char buffer[64];

  for (guint more = 0; more < 2; more++) {
    ry_outlet_gather (outlet, &tap);
    g_assert_cmpint (g_socket_send (socket, "head", 4, NULL, NULL), ==, 4);
    g_assert_cmpint (hear (client, buffer, sizeof buffer), ==, -1);
    g_assert_cmpint (g_socket_send (socket, "body", 4, NULL, NULL), ==, 4);
    ry_outlet_let_out (outlet, &tap, more == 0);
    ry_outlet_let_out (outlet, &tap, more == 0);
    g_assert_cmpint (hear (client, buffer, sizeof buffer), ==, -1);
    g_main_context_iteration (NULL, FALSE);
    g_assert_cmpint (hear (client, buffer, sizeof buffer), ==, 8);
    g_assert_true (strncmp (buffer, "headbody", 8) == 0);
  }
  /* Nothing is gathered any more. */
  g_assert_cmpint (g_socket_send (socket, "last", 4, NULL, NULL), ==, 4);
  g_assert_cmpint (hear (client, buffer, sizeof buffer), ==, 4);
  /* What is forgotten is not touched. */
  ry_outlet_gather (outlet, &tap);
  ry_outlet_let_out (outlet, &tap, FALSE);
  ry_outlet_forget (outlet, &tap);
  memset (&tap, 0, sizeof tap);
  g_main_context_iteration (NULL, FALSE);
  ry_outlet_free (outlet);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workers/threads", test_workers);
  g_test_add_func ("/workers/lane", test_lane);
  g_test_add_func ("/outlet", test_outlet);
  return g_test_run ();
}
