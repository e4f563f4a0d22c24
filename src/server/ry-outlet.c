/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers leave whole, and together. libsoup writes the head and the body of an answer, and the three bits of a chunk,
 * one after the other; they are gathered in the kernel (TCP_CORK) and let out when the main loop has done its turn. A
 * packet is half the work of two, and to wake a client costs as much as to answer it: where many wait, they are woken
 * one right after the other. What fills a packet goes at once all the same.
 */
#include "ry-outlet.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

struct _RyOutlet {
  GSource parent;
  GPtrArray *full; /* of RyTap, whose turn it is */
};

static void
set_closed (RyTap *tap, gboolean closed)
{
#ifdef TCP_CORK
  int value = closed;

  if (tap->closed == closed)
    return;
  tap->closed = closed;
  setsockopt (g_socket_get_fd (tap->socket), IPPROTO_TCP, TCP_CORK, &value, sizeof value);
#endif
}

/* The main loop asks this before it looks for what to do next. */
static gboolean
outlet_prepare (GSource *source, int *timeout)
{
  GPtrArray *full = ((RyOutlet *) source)->full;

  for (guint i = 0; i < full->len; i++) {
    RyTap *tap = g_ptr_array_index (full, i);

    tap->listed = FALSE;
    set_closed (tap, FALSE);
    set_closed (tap, tap->more);
  }
  g_ptr_array_set_size (full, 0);
  *timeout = -1;
  return FALSE;
}

static void
outlet_finalize (GSource *source)
{
  g_ptr_array_unref (((RyOutlet *) source)->full);
}

/**
 * ry_outlet_new:
 *
 * Returns: (transfer full): an outlet in the thread's main context
 */
RyOutlet *
ry_outlet_new (void)
{
  static GSourceFuncs funcs = { .prepare = outlet_prepare, .finalize = outlet_finalize };
  GSource *source = g_source_new (&funcs, sizeof (RyOutlet));

  ((RyOutlet *) source)->full = g_ptr_array_new ();
  /* Sources behind one that is ready are not asked. */
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_attach (source, g_main_context_get_thread_default ());
  return (RyOutlet *) source;
}

/**
 * ry_outlet_gather:
 * @self: an outlet
 * @tap: a connection on which an answer will be written
 *
 * Holds what is written from now on until it is let out; the kernel waits for 200 ms at most.
 */
void
ry_outlet_gather (RyOutlet *self, RyTap *tap)
{
  tap->more = TRUE;
  set_closed (tap, TRUE);
}

/**
 * ry_outlet_let_out:
 * @self: an outlet
 * @tap: a connection
 * @more: whether to gather on afterwards
 *
 * Lets out what has gathered, at the end of the main loop's turn.
 */
void
ry_outlet_let_out (RyOutlet *self, RyTap *tap, gboolean more)
{
  tap->more = more;
  if (!tap->closed || tap->listed)
    return;
  tap->listed = TRUE;
  g_ptr_array_add (self->full, tap);
}

/**
 * ry_outlet_forget:
 * @self: an outlet
 * @tap: a connection that ends
 */
void
ry_outlet_forget (RyOutlet *self, RyTap *tap)
{
  if (tap->listed)
    g_ptr_array_remove_fast (self->full, tap);
  tap->listed = FALSE;
}

/**
 * ry_outlet_free:
 * @self: (transfer full): an outlet that all connections have been forgotten by
 */
void
ry_outlet_free (RyOutlet *self)
{
  g_source_destroy ((GSource *) self);
  g_source_unref ((GSource *) self);
}
