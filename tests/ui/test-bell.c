/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bell: a WAVE file, handed to the first player that takes it; where none does, whoever rings is told. */
#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <string.h>

#include "ry-bell.h"

static char *folder;

typedef struct {
  gboolean done;
  gboolean sounded;
} Answer;

static void
done_cb (gboolean sounded, gpointer data)
{
  Answer *answer = data;

  answer->done = TRUE;
  answer->sounded = sounded;
}

static gboolean
ring (guint strokes)
{
  Answer answer = { 0 };
  gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  ry_bell_ring (strokes, done_cb, &answer);
  while (!answer.done && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (answer.done);
  return answer.sounded;
}

/* A player that writes down what it was given. */
static void
put_player (const char *name, int code)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\necho %s \"$@\" >>%s/played\nexit %d\n", name, folder, code);

  g_assert_true (g_file_set_contents (path, script, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
}

static char *
read_played (void)
{
  g_autofree char *path = g_build_filename (folder, "played", NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  g_unlink (path);
  return text != NULL ? text : g_strdup ("");
}

static void
test_sound (void)
{
  g_autoptr (GBytes) one = ry_bell_make_sound (1), two = ry_bell_make_sound (2);
  gsize size;
  const char *data = g_bytes_get_data (one, &size);
  guint32 told;

  memcpy (&told, data + 4, 4);
  g_assert_cmpmem (data, 4, "RIFF", 4);
  g_assert_cmpmem (data + 8, 8, "WAVEfmt ", 8);
  g_assert_cmpuint (GUINT32_FROM_LE (told) + 8, ==, size);
  g_assert_cmpuint (g_bytes_get_size (two), >, size);
}

static void
test_players (void)
{
  g_autofree char *played = NULL, *again = NULL;

  put_player ("aplay", 0);
  g_assert_true (ring (1));
  played = read_played ();
  g_assert_true (g_str_has_prefix (played, "aplay -q "));
  g_assert_nonnull (strstr (played, "bell-1.wav"));
  put_player ("paplay", 1); /* there, but without a sound server */
  g_assert_true (ring (2));
  again = read_played ();
  g_assert_true (g_str_has_prefix (again, "paplay "));
  g_assert_nonnull (strstr (again, "aplay -q "));
  g_assert_nonnull (strstr (again, "bell-2.wav"));
}

static void
test_silence (void)
{
  g_autofree char *aplay = g_build_filename (folder, "aplay", NULL),
                  *paplay = g_build_filename (folder, "paplay", NULL);
  g_autoptr (GtkMediaStream) own = NULL;

  g_unlink (aplay);
  g_unlink (paplay);
  own = gtk_media_file_new_for_filename ("/nowhere.wav");
  if (GTK_IS_MEDIA_FILE (own) && g_strcmp0 (G_OBJECT_TYPE_NAME (own), "GtkNoMediaFile") != 0)
    g_test_skip ("GTK plays by itself here");
  else
    g_assert_false (ring (1));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("test-bell-XXXXXX", NULL);
  g_setenv ("PATH", folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_test_add_func ("/ui/bell/sound", test_sound);
  g_test_add_func ("/ui/bell/players", test_players);
  g_test_add_func ("/ui/bell/silence", test_silence);
  return g_test_run ();
}
