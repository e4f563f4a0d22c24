/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sealing minutes: the papers for every audience are made from the very content that is sealed, as PDF/A-2b, and go
 * into the store together with it.
 */
#include "ry-paper-private.h"

#include "ry-approval.h"
#include "ry-date.h"
#include "ry-edition.h"
#include "ry-json.h"

static const struct {
  const char *audience;
  const char *word;
} papers[] = { { RY_AUDIENCE_MEMBERS, "会員版" },
               { RY_AUDIENCE_PUBLIC, "公開版" },
               { RY_AUDIENCE_INTERNAL, "内部版" } };

/* A name for a file, whatever the title is. */
static char *
create_name (JsonObject *meeting, const char *word)
{
  const char *title = ry_json_get_string (meeting, "title");

  return g_strdelimit (g_strdup_printf ("%s 議事録 第%" G_GINT64_FORMAT "版 %s.pdf", title != NULL ? title : "会議",
                                        ry_json_get_int (meeting, "edition", 1), word),
                       "/\\:*?\"<>|", '_');
}

static RyEditionFile *
create_file (RyWorkspace *workspace, JsonObject *meeting, guint i, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyPaper) paper = _ry_paper_new (_ry_minutes_compose (workspace, meeting, papers[i].audience));
  g_autofree char *name = create_name (meeting, papers[i].word);
  GBytes *bytes = ry_paper_create_archive (paper, cancellable, error);

  return bytes != NULL ? ry_edition_file_new (papers[i].audience, name, bytes) : NULL;
}

/**
 * ry_paper_seal_minutes:
 * @workspace: where the meeting is
 * @meeting_id: the meeting's id
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Seals approved minutes as their next edition with its papers. Not for a main loop.
 *
 * Returns: (transfer full) (nullable): what was written; %NULL as ry_edition_seal()
 */
RyUndo *
ry_paper_seal_minutes (RyWorkspace *workspace, const char *meeting_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyDocument) meeting = ry_workspace_get (workspace, meeting_id, error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_edition_file_free);
  g_autoptr (JsonObject) sealed = meeting != NULL ? ry_document_dup_root (meeting) : NULL;
  g_autofree char *today = ry_date_dup_today ();
  const RyMoveFacts facts = { .today = today };

  if (sealed == NULL || !ry_approval_apply (sealed, RY_MOVE_SEAL, &facts, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++) {
    RyEditionFile *file = create_file (workspace, sealed, i, cancellable, error);

    if (file == NULL)
      return NULL;
    g_ptr_array_add (files, file);
  }
  return ry_edition_seal (workspace, meeting, files, cancellable, error);
}
