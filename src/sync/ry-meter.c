/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Passes reads through and counts. What breaks on the way is told in our words.
 */
#include "ry-meter.h"

#include "ry-error.h"

struct _RyMeter {
  GFilterInputStream parent;

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
  else if (n > 0 && self->func != NULL)
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
 * @func: (nullable): called after each read
 * @data: for @func; outlives the stream
 *
 * Returns: (transfer full): @base, with somebody counting
 */
GInputStream *
ry_meter_new (GInputStream *base, RyMeterFunc func, gpointer data)
{
  RyMeter *self = g_object_new (RY_TYPE_METER, "base-stream", base, NULL);

  self->func = func;
  self->data = data;
  return G_INPUT_STREAM (self);
}
