/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bell is made rather than shipped: a few partials that die away, as of a small desk bell. It is handed to whichever
 * player the system has, and to GTK's own where it has none; whoever rings is told, and says it, when nothing took it.
 */
#include "ry-bell.h"

#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#define RATE   22050
#define STROKE 0.55 /* seconds from stroke to stroke */
#define RING   1.6
#define LOUD   9000.0

static const struct {
  const char *program;
  const char *argument; /* before the file; NULL for none */
} players[] = { { "pw-play", NULL },
                { "paplay", NULL },
                { "aplay", "-q" },
                { "canberra-gtk-play", "-f" },
                { "gst-play-1.0", "--no-interactive" } };

static void
put32 (GByteArray *bytes, guint32 value)
{
  const guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (bytes, (const guint8 *) &little, 4);
}

static void
put16 (GByteArray *bytes, guint16 value)
{
  const guint16 little = GUINT16_TO_LE (value);

  g_byte_array_append (bytes, (const guint8 *) &little, 2);
}

static double
strike (double t)
{
  static const struct {
    double pitch, share, fade;
  } partials[] = { { 1568, 0.6, 3 }, { 3136, 0.25, 5 }, { 4704, 0.15, 8 } };
  double value = 0;

  for (guint i = 0; t >= 0 && i < G_N_ELEMENTS (partials); i++)
    value += partials[i].share * exp (-partials[i].fade * t) * sin (2 * G_PI * partials[i].pitch * t);
  return value;
}

/**
 * ry_bell_make_sound:
 * @strokes: how often it is struck
 *
 * Returns: (transfer full): a WAVE file
 */
GBytes *
ry_bell_make_sound (guint strokes)
{
  GByteArray *bytes = g_byte_array_new ();
  guint32 n = (guint32) (RATE * (RING + STROKE * (strokes - 1)));

  g_byte_array_append (bytes, (const guint8 *) "RIFF", 4);
  put32 (bytes, 36 + n * 2);
  g_byte_array_append (bytes, (const guint8 *) "WAVEfmt ", 8);
  put32 (bytes, 16);
  put16 (bytes, 1);
  put16 (bytes, 1);
  put32 (bytes, RATE);
  put32 (bytes, RATE * 2);
  put16 (bytes, 2);
  put16 (bytes, 16);
  g_byte_array_append (bytes, (const guint8 *) "data", 4);
  put32 (bytes, n * 2);
  for (guint32 i = 0; i < n; i++) {
    double value = 0;

    for (guint stroke = 0; stroke < strokes; stroke++)
      value += strike ((double) i / RATE - stroke * STROKE);
    put16 (bytes, (guint16) (gint16) CLAMP (value * LOUD, -32000, 32000));
  }
  return g_byte_array_free_to_bytes (bytes);
}

/* Written anew where it is gone: caches are swept. */
static char *
ensure_file (guint strokes)
{
  g_autofree char *name = g_strdup_printf ("bell-%u.wav", strokes);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "ryorin", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) sound = NULL;
  gsize size;
  const char *data;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  sound = ry_bell_make_sound (strokes);
  data = g_bytes_get_data (sound, &size);
  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents (path, data, (gssize) size, NULL) ? g_steal_pointer (&path) : NULL;
}

/* ---- One ring ---- */

typedef struct {
  char *path;
  guint next; /* player to be tried */
  GtkMediaStream *media;
  RyBellFunc done;
  gpointer data;
} Ring;

static void try_next (Ring *ring);

static void
end_ring (Ring *ring, gboolean sounded)
{
  ring->done (sounded, ring->data);
  if (ring->media != NULL)
    g_signal_handlers_disconnect_by_data (ring->media, ring);
  g_clear_object (&ring->media);
  g_free (ring->path);
  g_free (ring);
}

static void
played_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL))
    end_ring (data, TRUE);
  else
    try_next (data);
}

static gboolean
start_player (Ring *ring, guint player)
{
  g_autofree char *program = g_find_program_in_path (players[player].program);
  const char *argv[] = { program, players[player].argument != NULL ? players[player].argument : ring->path,
                         players[player].argument != NULL ? ring->path : NULL, NULL };
  g_autoptr (GSubprocess) process =
      program != NULL
          ? g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL)
          : NULL;

  if (process != NULL)
    g_subprocess_wait_check_async (process, NULL, played_cb, ring);
  return process != NULL;
}

static void
media_cb (GtkMediaStream *media, GParamSpec *property, Ring *ring)
{
  if (gtk_media_stream_get_error (media) != NULL)
    end_ring (ring, FALSE);
  else if (gtk_media_stream_get_ended (media))
    end_ring (ring, TRUE);
}

/* In a sandbox there are no players, but GTK's own. */
static void
start_media (Ring *ring)
{
  ring->media = gtk_media_file_new_for_filename (ring->path);
  if (gtk_media_stream_get_error (ring->media) != NULL) {
    end_ring (ring, FALSE);
    return;
  }
  g_signal_connect (ring->media, "notify::error", G_CALLBACK (media_cb), ring);
  g_signal_connect (ring->media, "notify::ended", G_CALLBACK (media_cb), ring);
  gtk_media_stream_play (ring->media);
}

static void
try_next (Ring *ring)
{
  while (ring->path != NULL && ring->next < G_N_ELEMENTS (players))
    if (start_player (ring, ring->next++))
      return;
  if (ring->path != NULL)
    start_media (ring);
  else
    end_ring (ring, FALSE);
}

/**
 * ry_bell_ring:
 * @strokes: one for the last minute, two for the end
 * @done: (scope async): told whether anything on this system took it; a loudspeaker may still be off
 * @data: for @done
 *
 * Sounds the bell: by the system's players one after the other, and at last by GTK's own.
 */
void
ry_bell_ring (guint strokes, RyBellFunc done, gpointer data)
{
  Ring *ring = g_new0 (Ring, 1);

  ring->path = ensure_file (strokes);
  ring->done = done;
  ring->data = data;
  try_next (ring);
}
