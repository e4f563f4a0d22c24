/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One object for each open meeting, kept with its draft: a hundred blocks must not ask the store a hundred times.
 */
#include "ry-minutes-remarks.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-approval.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-remark.h"

#define DATA_KEY "ry-minutes-remarks"

struct _RyMinutesRemarks {
  GObject parent_instance;

  /* Borrowed */
  RyMeetingDraft *draft; /* which keeps this object */

  /* Owned */
  GPtrArray *remarks; /* of RyDocument */
};

G_DEFINE_FINAL_TYPE (RyMinutesRemarks, ry_minutes_remarks, G_TYPE_OBJECT)

enum { CHANGED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_same_list (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (strcmp (ry_document_get_id (a->pdata[i]), ry_document_get_id (b->pdata[i])) != 0 ||
        strcmp (ry_document_get_rev (a->pdata[i]), ry_document_get_rev (b->pdata[i])) != 0)
      return FALSE;
  return TRUE;
}

static void
read_all (RyMinutesRemarks *self)
{
  GPtrArray *remarks =
      ry_remark_list (ry_meeting_draft_get_workspace (self->draft), ry_meeting_draft_get_id (self->draft), NULL);

  if (remarks == NULL)
    return;
  if (is_same_list (remarks, self->remarks)) {
    g_ptr_array_unref (remarks);
    return;
  }
  g_ptr_array_unref (self->remarks);
  self->remarks = remarks;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyMinutesRemarks) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);

  if (undo == NULL)
    g_signal_emit (self, signals[FAILED], 0, _ ("The remark could not be saved"), error);
  else if (self->draft != NULL)
    read_all (self);
}

static void
write_remark (RyMinutesRemarks *self, const char *id, RyDocument *base, JsonObject *content)
{
  g_autoptr (GPtrArray) edits = ry_edits_new_with (ry_edit_new (id, base, content), NULL);
  ry_workspace_commit_async (ry_meeting_draft_get_workspace (self->draft), edits, NULL, committed_cb,
                             g_object_ref (self));
}

static void
ry_minutes_remarks_finalize (GObject *object)
{
  g_ptr_array_unref (RY_MINUTES_REMARKS (object)->remarks);
  G_OBJECT_CLASS (ry_minutes_remarks_parent_class)->finalize (object);
}

static void
ry_minutes_remarks_class_init (RyMinutesRemarksClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ry_minutes_remarks_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                  G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
ry_minutes_remarks_init (RyMinutesRemarks *self)
{
  self->remarks = g_ptr_array_new ();
}

static void
draft_gone_cb (gpointer data)
{
  RyMinutesRemarks *self = data;

  self->draft = NULL;
  g_object_unref (self);
}

/**
 * ry_minutes_remarks_of:
 * @draft: an open meeting
 *
 * Returns: (transfer none): the remarks on its minutes; they live as long as @draft
 */
RyMinutesRemarks *
ry_minutes_remarks_of (RyMeetingDraft *draft)
{
  RyMinutesRemarks *self = g_object_get_data (G_OBJECT (draft), DATA_KEY);

  if (self != NULL)
    return self;
  self = g_object_new (RY_TYPE_MINUTES_REMARKS, NULL);
  self->draft = draft;
  g_object_set_data_full (G_OBJECT (draft), DATA_KEY, self, draft_gone_cb);
  g_signal_connect_object (ry_meeting_draft_get_workspace (draft), "changed", G_CALLBACK (read_all), self,
                           G_CONNECT_SWAPPED);
  read_all (self);
  return self;
}

/**
 * ry_minutes_remarks_get_all:
 * @self: the remarks
 *
 * Returns: (transfer none) (element-type RyDocument): all of them, the oldest first
 */
GPtrArray *
ry_minutes_remarks_get_all (RyMinutesRemarks *self)
{
  return self->remarks;
}

static char *
dup_own (const char *const *roles, const char *prefix, const char *kind)
{
  for (guint i = 0; roles[i] != NULL; i++)
    if (g_str_has_prefix (roles[i], prefix))
      return g_strconcat (kind, roles[i] + strlen (prefix), NULL);
  return NULL;
}

/**
 * ry_minutes_remarks_get_seat:
 * @self: the remarks
 *
 * Returns: (transfer none) (nullable): the seat of the person at this machine, if they attended
 */
JsonObject *
ry_minutes_remarks_get_seat (RyMinutesRemarks *self)
{
  g_autoptr (RyActor) actor = ry_workspace_ref_actor (ry_meeting_draft_get_workspace (self->draft));
  g_autofree char *person = dup_own (ry_actor_get_roles (actor), "person:", "person:");
  g_autofree char *organisation = dup_own (ry_actor_get_roles (actor), "org:", "organisation:");

  return ry_remark_find_seat (ry_meeting_draft_get_content (self->draft), person, organisation);
}

/**
 * ry_minutes_remarks_may_keep:
 * @self: the remarks
 *
 * Returns: whether the person at this machine keeps the minutes: writes remarks down for others and answers them
 */
gboolean
ry_minutes_remarks_may_keep (RyMinutesRemarks *self)
{
  RyWorkspace *workspace = ry_meeting_draft_get_workspace (self->draft);
  g_autoptr (RyActor) actor = ry_workspace_ref_actor (workspace);

  return ry_permissions_is_keeper (ry_workspace_get_permissions (workspace), actor, "remark:x");
}

/**
 * ry_minutes_remarks_may_add:
 * @self: the remarks
 *
 * Returns: whether the person at this machine may remark now
 */
gboolean
ry_minutes_remarks_may_add (RyMinutesRemarks *self)
{
  const char *stage = ry_approval_get_stage (ry_meeting_draft_get_content (self->draft));

  if (g_str_equal (stage, "sealed"))
    return FALSE;
  return ry_minutes_remarks_may_keep (self) ||
         (g_str_equal (stage, "circulating") && ry_minutes_remarks_get_seat (self) != NULL);
}

/**
 * ry_minutes_remarks_add:
 * @self: the remarks
 * @block: (nullable): key of the block; %NULL for the minutes as a whole
 * @seat: (nullable): whose remark it is; %NULL for the secretariat's own
 * @text: the remark
 *
 * Failures are told by RyMinutesRemarks::failed.
 */
void
ry_minutes_remarks_add (RyMinutesRemarks *self, const char *block, JsonObject *seat, const char *text)
{
  const char *meeting = ry_meeting_draft_get_id (self->draft);
  g_autofree char *id = ry_remark_new_id (meeting), *today = ry_date_dup_today ();

  write_remark (self, id, NULL, ry_remark_new_content (meeting, block, seat, text, today));
}

/**
 * ry_minutes_remarks_answer:
 * @self: the remarks
 * @remark: one of them
 * @status: what became of it: %RY_REMARK_TAKEN …
 * @answer: (nullable): what is answered
 */
void
ry_minutes_remarks_answer (RyMinutesRemarks *self, RyDocument *remark, const char *status, const char *answer)
{
  g_autoptr (GError) error = NULL;
  JsonObject *content = ry_document_dup_root (remark);

  if (ry_remark_answer (content, status, answer, &error)) {
    write_remark (self, ry_document_get_id (remark), remark, content);
    return;
  }
  json_object_unref (content);
  g_signal_emit (self, signals[FAILED], 0, _ ("The remark could not be saved"), error);
}
