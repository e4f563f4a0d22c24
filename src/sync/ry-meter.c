/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Passes reads through and counts. What breaks on the way is told in our words.
 */
#include "ry-meter.h"

#include <glib/gi18n-lib.h>

#include "ry-error.h"

struct _RyMeter {
  GFilterInputStream parent;

  gint64 left; /* what should still come; -1 where that is not known */
  RyMeterFunc func;
  gpointer data;
};

G_DEFINE_FINAL_TYPE (RyMeter, ry_meter, G_TYPE_FILTER_INPUT_STREAM)

static void
translate (GError **error)
{
  GError *cause = error != NULL ? *error : NULL;

  if (cause == NULL || cause->domain == RY_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  *error = g_error_new (RY_ERROR, RY_ERROR_UNREACHABLE, "%s (%s)", ry_error_get_sentence (RY_ERROR_UNREACHABLE),
                        cause->message);
  g_error_free (cause);
}

static gssize
ry_meter_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  RyMeter *self = RY_METER (stream);
  GInputStream *base = g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream));
  gssize n = g_input_stream_read (base, buffer, count, cancellable, error);

  if (n < 0)
    translate (error);
  if (n == 0 && count > 0 && self->left > 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_UNREACHABLE, "%s (%s)", ry_error_get_sentence (RY_ERROR_UNREACHABLE),
                 _ ("the answer was cut short"));
    return -1;
  }
  if (n > 0 && self->left > 0)
    self->left -= MIN (n, self->left);
  if (n > 0 && self->func != NULL)
    self->func (n, self->data);
  return n;
}

static void
ry_meter_class_init (RyMeterClass *class)
{
  G_INPUT_STREAM_CLASS (class)->read_fn = ry_meter_read;
}

static void
ry_meter_init (RyMeter *self)
{
}

/**
 * ry_meter_new:
 * @base: what to read
 * @length: how long it should be, -1 where that is not known
 * @func: (nullable): called after each read
 * @data: for @func; outlives the stream
 *
 * Returns: (transfer full): @base, with somebody counting
 */
GInputStream *
ry_meter_new (GInputStream *base, gint64 length, RyMeterFunc func, gpointer data)
{
  RyMeter *self = g_object_new (RY_TYPE_METER, "base-stream", base, NULL);

  self->left = length;
  self->func = func;
  self->data = data;
  return G_INPUT_STREAM (self);
}
