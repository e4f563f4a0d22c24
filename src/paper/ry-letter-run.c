/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run is made whole or not at all: where it fails or is stopped, its folder is taken away again, so that nobody sends
 * half of a notice. Papers of a hundred letters fit into memory, and 42 take a fraction of a second.
 */
#include "ry-letter-run.h"

#include <glib/gstdio.h>
#include <errno.h>

#include "ry-error.h"

typedef struct {
  /* Borrowed */
  RyWorkspace *workspace;
  const RyLetter *letter;
  const RyLetterRun *run;
  GCancellable *cancellable;

  /* Owned */
  GPtrArray *by_channel[RY_N_CHANNELS];
  GPtrArray *missing;
  char *dir;

  guint done;
  guint total;
} Making;

static void
clear_making (Making *self)
{
  for (guint i = 0; i < RY_N_CHANNELS; i++)
    g_clear_pointer (&self->by_channel[i], g_ptr_array_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_clear_pointer (&self->dir, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, clear_making)

static void
split_by_channel (Making *self, GPtrArray *addressees)
{
  for (guint i = 0; i < RY_N_CHANNELS; i++)
    self->by_channel[i] = g_ptr_array_new ();
  for (guint i = 0; i < addressees->len; i++) {
    RyAddressee *addressee = addressees->pdata[i];

    g_ptr_array_add (self->by_channel[addressee->channel], addressee);
  }
  self->total = addressees->len;
}

/* 第142回例会_開催案内_1116, then with (2): an earlier run is never written over. */
static char *
create_folder (const char *parent, const RyLetter *letter, GError **error)
{
  g_autofree char *base = g_strdup_printf ("%s_%s", letter->text.subject, letter->date);

  g_strdelimit (base, "/\\:*?\"<>|\n", '-');
  for (guint i = 1; i < 1000; i++) {
    g_autofree char *name = i == 1 ? g_strdup (base) : g_strdup_printf ("%s (%u)", base, i);
    char *dir = g_build_filename (parent, name, NULL);

    if (g_mkdir (dir, 0755) == 0)
      return dir;
    if (errno != EEXIST) {
      g_set_error (error, RY_ERROR, errno == ENOSPC ? RY_ERROR_DISK_FULL : RY_ERROR_READ_ONLY, "%s: %s", dir,
                   g_strerror (errno));
      g_free (dir);
      return NULL;
    }
    g_free (dir);
  }
  g_set_error (error, RY_ERROR, RY_ERROR_EXISTS, "%s", base);
  return NULL;
}

static void
remove_folder (const char *dir)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (dir, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      remove_folder (path);
    else
      g_unlink (path);
  }
  g_rmdir (dir);
}

static gboolean
advance (Making *self, guint n, GError **error)
{
  self->done += n;
  if (self->run->progress != NULL)
    self->run->progress (self->done, self->total, self->run->data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
write_paper (Making *self, RyPaper *paper, const char *name, GError **error)
{
  g_autofree char *file = g_strconcat (name, ".pdf", NULL);
  g_autofree char *path = g_build_filename (self->dir, file, NULL);
  GPtrArray *missing = ry_paper_get_missing_glyphs (paper);

  for (guint i = 0; i < missing->len; i++)
    g_ptr_array_add (self->missing, g_strdup (missing->pdata[i]));
  return ry_paper_write_pdf (paper, path, self->cancellable, error);
}

static gboolean
make_faxes (Making *self, GPtrArray *list, GError **error)
{
  g_autoptr (RyPaper) paper = ry_paper_new_faxes (self->letter, list);

  return write_paper (self, paper, "FAX", error) && advance (self, list->len, error);
}

static const char *
name_outside (const RyLetterRun *run)
{
  if (run->labels != NULL)
    return "郵送　宛名ラベル";
  return run->envelopes.postcard ? "郵送　はがき" : "郵送　封筒";
}

static gboolean
make_post (Making *self, GPtrArray *list, GError **error)
{
  g_autoptr (RyPaper) letters = ry_paper_new_letters (self->letter, list);
  g_autoptr (RyPaper) outside = self->run->labels != NULL
                                    ? ry_paper_new_labels (self->letter, list, self->run->labels)
                                    : ry_paper_new_envelopes (self->letter, list, &self->run->envelopes);

  return write_paper (self, letters, "郵送　文書", error) &&
         write_paper (self, outside, name_outside (self->run), error) && advance (self, list->len, error);
}

static gboolean
make_call_list (Making *self, GPtrArray *list, GError **error)
{
  g_autoptr (RyPaper) paper = ry_paper_new_call_list (self->letter, list);

  return write_paper (self, paper, "電話連絡票", error) && advance (self, list->len, error);
}

static gboolean
make_draft (Making *self, const char *dir, RyAddressee *addressee, GError **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (RyPaper) paper = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *line = ry_addressee_dup_line (addressee);
  g_autofree char *name = g_strdup_printf ("%s　%s.eml", addressee->ticket, line);
  g_autofree char *path = NULL;

  g_ptr_array_add (one, addressee);
  paper = ry_paper_new_letters (self->letter, one);
  for (guint i = 0; i < ry_paper_get_missing_glyphs (paper)->len; i++)
    g_ptr_array_add (self->missing, g_strdup (ry_paper_get_missing_glyphs (paper)->pdata[i]));
  pdf = ry_paper_create_pdf (paper, self->cancellable, error);
  g_strdelimit (name, "/\\:*?\"<>|\n", '-');
  path = g_build_filename (dir, name, NULL);
  return pdf != NULL && self->run->mail (self->workspace, self->letter, addressee, pdf, path, error);
}

static gboolean
make_drafts (Making *self, GPtrArray *list, GError **error)
{
  g_autofree char *dir = g_build_filename (self->dir, "メール", NULL);

  g_mkdir (dir, 0755);
  for (guint i = 0; i < list->len; i++)
    if (!make_draft (self, dir, list->pdata[i], error) || !advance (self, 1, error))
      return FALSE;
  return TRUE;
}

static gboolean
make_all (Making *self, GError **error)
{
  static gboolean (*const makers[RY_N_CHANNELS]) (Making *, GPtrArray *, GError **) = {
    [RY_CHANNEL_FAX] = make_faxes,
    [RY_CHANNEL_MAIL] = make_drafts,
    [RY_CHANNEL_POST] = make_post,
    [RY_CHANNEL_PHONE] = make_call_list,
  };

  for (guint i = 0; i < RY_N_CHANNELS; i++)
    if (makers[i] != NULL && self->by_channel[i]->len > 0 && !makers[i](self, self->by_channel[i], error))
      return FALSE;
  return TRUE;
}

/* A character that no face has is told, with the words it stands in; the papers are made all the same. */
static gboolean
write_missing (Making *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->dir, "印刷できない文字.txt", NULL);
  g_autofree char *text = NULL;

  if (self->missing->len == 0)
    return TRUE;
  g_ptr_array_add (self->missing, NULL);
  text = g_strjoinv ("\r\n", (char **) self->missing->pdata);
  return g_file_set_contents (path, text, -1, error);
}

/**
 * ry_letter_run_make:
 * @workspace: the region
 * @letter: a run with its number and dates
 * @addressees: (element-type RyAddressee): for whom, each with the channel to take
 * @run: how
 * @parent: in which folder the run's folder is made
 * @cancellable: (nullable): to stop
 * @error: return location for a #GError
 *
 * For a thread. Addressees whose channel is unknown get nothing.
 *
 * Returns: (transfer full) (nullable): the folder; %NULL with nothing left behind
 */
char *
ry_letter_run_make (RyWorkspace *workspace,
                    const RyLetter *letter,
                    GPtrArray *addressees,
                    const RyLetterRun *run,
                    const char *parent,
                    GCancellable *cancellable,
                    GError **error)
{
  g_auto (Making) self = { .workspace = workspace, .letter = letter, .run = run, .cancellable = cancellable };

  self.missing = g_ptr_array_new_with_free_func (g_free);
  split_by_channel (&self, addressees);
  self.dir = create_folder (parent, letter, error);
  if (self.dir == NULL) {
    g_prefix_error_literal (error, "Making the letters: ");
    return NULL;
  }
  if (make_all (&self, error) && write_missing (&self, error))
    return g_steal_pointer (&self.dir);
  remove_folder (self.dir);
  g_prefix_error_literal (error, "Making the letters: ");
  return NULL;
}
