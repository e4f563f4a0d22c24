/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first piece is made before the status is sent, so that what is wrong with a question is still said properly,
 * and so that what fits one piece goes out with its length. Where a later piece fails, the stream breaks.
 */
#include "ry-pieces.h"

#include <string.h>

#define RY_TYPE_PIECES (ry_pieces_get_type ())
G_DECLARE_FINAL_TYPE (RyPieces, ry_pieces, RY, PIECES, GInputStream)

struct _RyPieces {
  GInputStream parent;

  RyPiecesFunc func;
  gpointer data;
  GDestroyNotify destroy;
  GString *piece;
  gsize read; /* of the piece */
  gboolean at_end;
};

G_DEFINE_FINAL_TYPE (RyPieces, ry_pieces, G_TYPE_INPUT_STREAM)

/* As every answer, it ends with a line. */
static gboolean
append_piece (RyPiecesFunc func, gpointer data, GString *out, gboolean *at_end, GError **error)
{
  if (!func (data, out, at_end, error))
    return FALSE;
  if (*at_end)
    g_string_append_c (out, '\n');
  return TRUE;
}

static gssize
ry_pieces_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  RyPieces *self = RY_PIECES (stream);
  gsize n;

  while (self->read == self->piece->len && !self->at_end) {
    g_string_truncate (self->piece, 0);
    self->read = 0;
    if (!append_piece (self->func, self->data, self->piece, &self->at_end, error))
      return -1;
  }
  n = MIN (count, self->piece->len - self->read);
  memcpy (buffer, self->piece->str + self->read, n);
  self->read += n;
  return (gssize) n;
}

static void
ry_pieces_finalize (GObject *object)
{
  RyPieces *self = RY_PIECES (object);

  self->destroy (self->data);
  g_string_free (self->piece, TRUE);

  G_OBJECT_CLASS (ry_pieces_parent_class)->finalize (object);
}

static void
ry_pieces_class_init (RyPiecesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_pieces_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = ry_pieces_read;
}

static void
ry_pieces_init (RyPieces *self)
{
}

/**
 * ry_pieces_answer:
 * @answer: an answer whose body is to come
 * @func: makes the next piece
 * @data: (transfer full): given to @func
 * @destroy: frees @data
 * @error: (nullable): what @func says to the first piece
 *
 * Gives @answer its body: as it is where there is but one piece, as a stream otherwise.
 *
 * Returns: whether there is a first piece
 */
gboolean
ry_pieces_answer (RyResponse *answer, RyPiecesFunc func, gpointer data, GDestroyNotify destroy, GError **error)
{
  gboolean at_end = FALSE;
  RyPieces *self;

  if (!append_piece (func, data, answer->body, &at_end, error) || at_end) {
    destroy (data);
    return at_end;
  }
  self = g_object_new (RY_TYPE_PIECES, NULL);
  self->func = func;
  self->data = data;
  self->destroy = destroy;
  self->piece = answer->body;
  answer->body = g_string_new (NULL);
  ry_response_take_stream (answer, G_INPUT_STREAM (self), -1);
  return TRUE;
}
