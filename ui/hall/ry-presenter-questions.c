/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions that are typed while somebody speaks. With records they are stored at once; with a pack they go into a file
 * beside it, after every one, to be taken home.
 */
#include "ry-presenter-private.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-question.h"

#define SUFFIX ".ryorin-questions"

static void
say_failed (RyPresenter *self, const char *reason)
{
  g_autofree char *words =
      g_strdup_printf (_ ("The question could not be kept (%s). It stays here until the end."), reason);

  ry_console_set_banner (self->console, words);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyPresenter) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);

  if (undo == NULL && !self->ended)
    say_failed (self, error->message);
}

static void
store (RyPresenter *self, JsonObject *question)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *id = ry_id_new ("question");

  edits = ry_edits_new_with (ry_edit_new (id, NULL, ry_json_object_copy (question)), NULL);
  ry_workspace_commit_async (self->workspace, g_steal_pointer (&edits), NULL, stored_cb, g_object_ref (self));
}

/* Beside the pack, where it can be written; a stick may be read only, or gone. */
static void
save (RyPresenter *self)
{
  g_autofree char *text = ry_question_pack (ry_slide_deck_get_show (self->deck), self->questions);
  g_autofree char *beside = g_strconcat (self->path, SUFFIX, NULL);
  g_autofree char *name = g_path_get_basename (beside);
  g_autofree char *home = g_build_filename (g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS) != NULL
                                                ? g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS)
                                                : g_get_home_dir (),
                                            name, NULL);
  g_autoptr (GError) error = NULL;
  const char *path = g_file_set_contents (beside, text, -1, NULL) ? beside : NULL;
  g_autofree char *words = NULL;

  if (path == NULL && g_file_set_contents (home, text, -1, &error))
    path = home;
  if (path == NULL) {
    say_failed (self, error->message);
    return;
  }
  words = g_strdup_printf (_ ("Questions are kept in %s. Take the file home and read it in there."), path);
  ry_console_set_banner (self->console, words);
}

void
_ry_presenter_take_question (RyPresenter *self, const char *text)
{
  RyShow *show = ry_slide_deck_get_show (self->deck);
  g_autofree char *now = ry_date_now_iso ();
  JsonObject *question =
      ry_question_new_content (show, ry_show_get_talk (show, ry_show_run_get_talk (self->run)), text, NULL, now);

  g_ptr_array_add (self->questions, question);
  if (self->workspace != NULL)
    store (self, question);
  else if (self->path != NULL)
    save (self);
  _ry_presenter_show_questions (self);
}

/* Those of the present talk, the newest first. */
void
_ry_presenter_show_questions (RyPresenter *self)
{
  RyTalk *talk = ry_show_get_talk (ry_slide_deck_get_show (self->deck), ry_show_run_get_talk (self->run));
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = self->questions->len; i-- > 0;) {
    JsonObject *question = g_ptr_array_index (self->questions, i);

    if (g_strcmp0 (ry_json_get_string (question, "talk"), talk->key) != 0)
      continue;
    g_string_append_printf (text, "%s%s", n++ > 0 ? "／" : "", ry_json_get_string (question, "text"));
  }
  if (n > 0) {
    g_autofree char *head =
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                      "%u question from the hall: ", "%u questions from the hall: ", n),
                         n);

    g_string_prepend (text, head);
  }
  ry_console_set_questions (self->console, text->str);
}
