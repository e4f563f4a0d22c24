/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A queue of links. Texts that follow each other grow into one link. A stream that ends before the length that was
 * promised for it is an error, because by then the length has gone out in a header; what is beyond is not read.
 */
#include "ry-chain.h"

#include <string.h>

#include "ry-error.h"

/* Either a text or a stream. */
typedef struct {
  GString *text;
  RyChainOpen open;
  gpointer data;
  GDestroyNotify destroy;
  GInputStream *stream; /* once it is open */
  guint64 left;
} Link;

struct _RyChain {
  GInputStream parent;

  GQueue links;
  guint64 length; /* of all that was added */
};

G_DEFINE_FINAL_TYPE (RyChain, ry_chain, G_TYPE_INPUT_STREAM)

static void
link_free (gpointer data)
{
  Link *link = data;

  if (link->text != NULL)
    g_string_free (link->text, TRUE);
  if (link->destroy != NULL)
    link->destroy (link->data);
  g_clear_object (&link->stream);
  g_free (link);
}

static gssize
read_text (Link *link, void *buffer, gsize count)
{
  gsize n = MIN (count, link->left);

  memcpy (buffer, link->text->str + (link->text->len - link->left), n);
  return (gssize) n;
}

static gssize
read_stream (Link *link, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  gssize n;

  if (link->stream == NULL && (link->stream = link->open (link->data, cancellable, error)) == NULL)
    return -1;
  n = g_input_stream_read (link->stream, buffer, MIN (count, link->left), cancellable, error);
  if (n != 0)
    return n;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_CORRUPT, "An attachment is shorter than its length says.");
  return -1;
}

static gssize
ry_chain_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  RyChain *self = RY_CHAIN (stream);
  Link *link;
  gssize n;

  while ((link = g_queue_peek_head (&self->links)) != NULL && link->left == 0)
    link_free (g_queue_pop_head (&self->links));
  if (link == NULL || count == 0)
    return 0;
  n = link->text != NULL ? read_text (link, buffer, count) : read_stream (link, buffer, count, cancellable, error);
  if (n > 0)
    link->left -= (guint64) n;
  return n;
}

static void
ry_chain_finalize (GObject *object)
{
  g_queue_clear_full (&RY_CHAIN (object)->links, link_free);

  G_OBJECT_CLASS (ry_chain_parent_class)->finalize (object);
}

static void
ry_chain_class_init (RyChainClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_chain_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = ry_chain_read;
}

static void
ry_chain_init (RyChain *self)
{
  g_queue_init (&self->links);
}

/**
 * ry_chain_new:
 *
 * Returns: (transfer full): a chain without links, to be filled before it is read
 */
RyChain *
ry_chain_new (void)
{
  return g_object_new (RY_TYPE_CHAIN, NULL);
}

/**
 * ry_chain_add_text:
 * @self: a chain that is not read yet
 * @text: what comes next; copied
 * @length: bytes in @text, or -1 where it ends with a NUL
 */
void
ry_chain_add_text (RyChain *self, const char *text, gssize length)
{
  Link *last = g_queue_peek_tail (&self->links);
  gsize n = length < 0 ? strlen (text) : (gsize) length;

  if (last == NULL || last->text == NULL) {
    last = g_new0 (Link, 1);
    last->text = g_string_new (NULL);
    g_queue_push_tail (&self->links, last);
  }
  g_string_append_len (last->text, text, (gssize) n);
  last->left += n;
  self->length += n;
}

/**
 * ry_chain_add_stream:
 * @self: a chain that is not read yet
 * @open: (scope notified): opens the stream when it is read; called in the reader's thread
 * @data: (closure open): given to @open
 * @destroy: (nullable): frees @data
 * @length: bytes that will be read of it
 */
void
ry_chain_add_stream (RyChain *self, RyChainOpen open, gpointer data, GDestroyNotify destroy, guint64 length)
{
  Link *link = g_new0 (Link, 1);

  link->open = open;
  link->data = data;
  link->destroy = destroy;
  link->left = length;
  self->length += length;
  g_queue_push_tail (&self->links, link);
}

/**
 * ry_chain_get_length:
 * @self: a chain
 *
 * Returns: the bytes in all its links together, as `Content-Length` says it
 */
guint64
ry_chain_get_length (RyChain *self)
{
  return self->length;
}
