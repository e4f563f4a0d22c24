/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything on the page is made anew when something that it shows has changed, and only then, so that a date or a
 * reason that is being typed stays. Sealing makes papers, and is done in a thread.
 */
#include "ry-approval-page.h"

#include <glib/gi18n.h>

#include "ry-approval-parts.h"
#include "ry-aside-rows.h"
#include "ry-approval.h"
#include "ry-audience.h"
#include "ry-date-entry.h"
#include "ry-date.h"
#include "ry-edition.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-minutes-remarks.h"
#include "ry-paper-row.h"
#include "ry-paper.h"
#include "ry-remark-row.h"
#include "ry-remark.h"
#include "ry-speech.h"

/* How long remarks are taken where the clerk says nothing else. */
#define USUAL_DAYS 10

struct _RyApprovalPage {
  AdwBin parent_instance;

  /* Widgets */
  GtkWidget *page;
  GtkWidget *until;
  GtkWidget *reason;
  GPtrArray *groups; /* borrowed */

  /* Owned */
  RyMeetingDraft *draft;
  RyReplicator *replicator;
  GPtrArray *editions; /* of RyDocument */
  char *shown;         /* what the page was made from, as text */
  gboolean sealing;
};

G_DEFINE_FINAL_TYPE (RyApprovalPage, ry_approval_page, ADW_TYPE_BIN)

enum { FAILED, DONE, PAPER_WANTED, BLOCK_WANTED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void sync_all (RyApprovalPage *self);

static JsonObject *
get_meeting (RyApprovalPage *self)
{
  return ry_meeting_draft_get_content (self->draft);
}

static GPtrArray *
get_remarks (RyApprovalPage *self)
{
  return ry_minutes_remarks_get_all (ry_minutes_remarks_of (self->draft));
}

static gboolean
may_write (RyApprovalPage *self)
{
  return ry_meeting_draft_get_forbidden (self->draft) == NULL;
}

/* --- acts ----------------------------------------------------------------------------------------------------- */

static void
make_move (RyApprovalPage *self, RyMove move, const char *message)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *who = ry_workspace_dup_person (ry_meeting_draft_get_workspace (self->draft));
  const RyMoveFacts facts = {
    .today = today,
    .who = who,
    .until = self->until != NULL ? ry_date_entry_get_date (RY_DATE_ENTRY (self->until)) : NULL,
    .reason = self->reason != NULL ? gtk_editable_get_text (GTK_EDITABLE (self->reason)) : NULL,
    .open_remarks = ry_remark_count_open (get_remarks (self), NULL),
  };
  g_autoptr (GError) error = NULL;

  /* What is on the screen is what is approved. */
  if (!ry_meeting_draft_flush_now (self->draft, &error) ||
      !ry_approval_check (get_meeting (self), move, &facts, &error)) {
    g_signal_emit (self, signals[FAILED], 0, _ ("The minutes stay as they are"), error);
    return;
  }
  ry_approval_apply (ry_meeting_draft_begin (self->draft), move, &facts, NULL);
  ry_meeting_draft_end (self->draft, message);
  if (!ry_meeting_draft_flush_now (self->draft, &error))
    g_signal_emit (self, signals[FAILED], 0, _ ("The minutes stay as they are"), error);
}

static void
circulate_cb (RyApprovalPage *self)
{
  make_move (self, RY_MOVE_CIRCULATE, _ ("The minutes are in circulation"));
}

static void
withdraw_cb (RyApprovalPage *self)
{
  make_move (self, RY_MOVE_WITHDRAW, _ ("The minutes are a draft again"));
}

static void
pass_cb (RyApprovalPage *self)
{
  make_move (self, RY_MOVE_PASS, _ ("Approved without objection"));
}

static void
resolve_cb (RyApprovalPage *self)
{
  make_move (self, RY_MOVE_RESOLVE, _ ("Approved at the meeting"));
}

static void
revoke_cb (RyApprovalPage *self)
{
  make_move (self, RY_MOVE_REVOKE, _ ("The approval was taken back"));
}

static void
correct_cb (RyApprovalPage *self)
{
  make_move (self, RY_MOVE_CORRECT, NULL);
}

static void
sealed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyApprovalPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = g_task_propagate_pointer (G_TASK (result), &error);

  self->sealing = FALSE;
  if (undo == NULL)
    g_signal_emit (self, signals[FAILED], 0, _ ("The minutes could not be sealed"), error);
  else
    g_signal_emit (self, signals[DONE], 0, _ ("The minutes are sealed"));
  if (self->draft != NULL)
    sync_all (self);
}

static void
seal_thread (GTask *task, gpointer workspace, gpointer id, GCancellable *cancellable)
{
  GError *error = NULL;
  RyUndo *undo = ry_paper_seal_minutes (workspace, id, cancellable, &error);

  if (undo != NULL)
    g_task_return_pointer (task, undo, (GDestroyNotify) ry_undo_unref);
  else
    g_task_return_error (task, error);
}

static void
seal_response_cb (RyApprovalPage *self, const char *response)
{
  RyWorkspace *workspace = ry_meeting_draft_get_workspace (self->draft);
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "seal") || self->sealing)
    return;
  if (!ry_meeting_draft_flush_now (self->draft, &error)) {
    g_signal_emit (self, signals[FAILED], 0, _ ("The minutes could not be sealed"), error);
    return;
  }
  self->sealing = TRUE;
  sync_all (self);
  task = g_task_new (workspace, NULL, sealed_cb, g_object_ref (self));
  g_task_set_task_data (task, g_strdup (ry_meeting_draft_get_id (self->draft)), g_free);
  g_task_run_in_thread (task, seal_thread);
}

static void
seal_cb (RyApprovalPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  const char *title = ry_json_get_string (get_meeting (self), "title");
  g_autofree char *heading = g_strdup_printf (_ ("Seal the minutes of %s?"), title != NULL ? title : "");
  GtkWidget *dialog = adw_message_dialog_new (window, heading,
                                              _ ("The text is kept with its papers as PDF/A, and nobody can change it "
                                                 "any more. A correction is a new edition."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "seal", _ ("_Seal"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "seal", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (seal_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
paper_clicked_cb (GtkButton *button, RyApprovalPage *self)
{
  g_signal_emit (self, signals[PAPER_WANTED], 0, gtk_widget_get_name (GTK_WIDGET (button)));
}

static void
note_activated_cb (GtkWidget *row, RyApprovalPage *self)
{
  g_signal_emit (self, signals[BLOCK_WANTED], 0, gtk_widget_get_name (row));
}

/* --- the next step -------------------------------------------------------------------------------------------- */

static GtkWidget *
add_button (RyApprovalPage *self, GtkWidget *box, const char *label, GCallback callback, gboolean strong)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (strong)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_sensitive (button, may_write (self) && !self->sealing);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
add_paper_button (RyApprovalPage *self, GtkWidget *box, const char *audience, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_name (button, audience);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (paper_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), button);
}

static void
append_until (RyApprovalPage *self, GtkWidget *column)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  const char *already = ry_json_get_string (get_meeting (self), "remarks_by");
  g_autofree char *today = ry_date_dup_today (), *usual = ry_date_shift (today, USUAL_DAYS);

  self->until = ry_date_entry_new (_ ("Remarks by"));
  ry_date_entry_set_date (RY_DATE_ENTRY (self->until), already != NULL ? already : usual);
  gtk_box_append (GTK_BOX (row), gtk_label_new (_ ("Remarks by")));
  gtk_box_append (GTK_BOX (row), self->until);
  gtk_box_append (GTK_BOX (column), row);
}

static void
append_reason (RyApprovalPage *self, GtkWidget *column)
{
  self->reason = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->reason), _ ("What is corrected, as a name in 3(1)"));
  ry_speech_set_label (self->reason, _ ("Reason for the correction"));
  g_signal_connect_swapped (self->reason, "activate", G_CALLBACK (correct_cb), self);
  gtk_box_append (GTK_BOX (column), self->reason);
}

static void
append_buttons (RyApprovalPage *self, GtkWidget *box, const char *stage)
{
  g_autofree char *today = ry_date_dup_today ();
  const RyMoveFacts facts = { .today = today, .open_remarks = ry_remark_count_open (get_remarks (self), NULL) };

  if (g_str_equal (stage, "draft")) {
    add_button (self, box, _ ("Circulate"), G_CALLBACK (circulate_cb), TRUE);
    add_button (self, box, _ ("Approved at the Meeting"), G_CALLBACK (resolve_cb), FALSE);
  } else if (g_str_equal (stage, "circulating")) {
    gboolean passes = ry_approval_check (get_meeting (self), RY_MOVE_PASS, &facts, NULL);

    if (passes)
      add_button (self, box, _ ("Approve Without Objection"), G_CALLBACK (pass_cb), TRUE);
    add_button (self, box, _ ("Approved at the Meeting"), G_CALLBACK (resolve_cb), FALSE);
    add_button (self, box, _ ("Change the Day"), G_CALLBACK (circulate_cb), FALSE);
    add_button (self, box, _ ("Back to a Draft"), G_CALLBACK (withdraw_cb), FALSE);
  } else if (g_str_equal (stage, "approved")) {
    add_button (self, box, self->sealing ? _ ("Sealing…") : _ ("Seal…"), G_CALLBACK (seal_cb), TRUE);
    add_button (self, box, _ ("Take the Approval Back"), G_CALLBACK (revoke_cb), FALSE);
  } else if (g_str_equal (stage, "sealed")) {
    add_button (self, box, _ ("Make a Correction Edition"), G_CALLBACK (correct_cb), FALSE);
  }
}

static GtkWidget *
create_paper_buttons (RyApprovalPage *self)
{
  GtkWidget *box = ry_approval_wrap_new ();

  add_paper_button (self, box, RY_AUDIENCE_MEMBERS, _ ("Members' Paper"));
  add_paper_button (self, box, RY_AUDIENCE_PUBLIC, _ ("Public Paper"));
  add_paper_button (self, box, RY_AUDIENCE_INTERNAL, _ ("Internal Paper"));
  return box;
}

static GtkWidget *
add_group (RyApprovalPage *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (description != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (self->groups, group);
  return group;
}

static void
append_way (RyApprovalPage *self)
{
  JsonObject *meeting = get_meeting (self);
  const char *stage = ry_approval_get_stage (meeting);
  GtkWidget *group = add_group (self, NULL, NULL), *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = ry_approval_wrap_new ();
  g_autofree char *words =
      ry_approval_explain (meeting, ry_remark_count_open (get_remarks (self), NULL), self->editions);

  gtk_box_append (GTK_BOX (column), ry_approval_steps_new (meeting));
  gtk_box_append (GTK_BOX (column), ry_label_new_wrapped (words, NULL));
  if (g_str_equal (stage, "draft") || g_str_equal (stage, "circulating"))
    append_until (self, column);
  else if (g_str_equal (stage, "sealed"))
    append_reason (self, column);
  append_buttons (self, buttons, stage);
  gtk_box_append (GTK_BOX (column), buttons);
  gtk_box_append (GTK_BOX (column), create_paper_buttons (self));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), column);
}

/* What was set aside when the seal came: the one thing here that nobody expects, so it comes next. */
static void
append_aside (RyApprovalPage *self)
{
  guint n = ry_aside_rows_count (ry_meeting_draft_get_workspace (self->draft), ry_meeting_draft_get_id (self->draft));
  g_autofree char *title = g_strdup_printf (_ ("Changed Elsewhere Before the Seal Was Known There (%u)"), n);

  if (n == 0)
    return;
  ry_aside_rows_append (ADW_PREFERENCES_GROUP (add_group (
                            self, title,
                            _ ("The sealed edition stands; these changes are not in it. Where one is right, make a "
                               "correction edition."))),
                        RY_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), ry_meeting_draft_get_id (self->draft),
                        may_write (self));
}

/* --- remarks, check list, editions ---------------------------------------------------------------------------- */

static void
append_remarks (RyApprovalPage *self)
{
  RyMinutesRemarks *remarks = ry_minutes_remarks_of (self->draft);
  GPtrArray *all = ry_minutes_remarks_get_all (remarks);
  g_autofree char *title = g_strdup_printf (_ ("Remarks (%u, %u open)"), all->len, ry_remark_count_open (all, NULL));
  gboolean may_add = ry_minutes_remarks_may_add (remarks);
  GtkWidget *group;

  if (all->len == 0 && !may_add)
    return;
  group = add_group (self, title,
                     all->len == 0 ? _ ("Nobody has remarked yet. Remarks can be made beside each block, too.") : NULL);
  for (guint i = 0; i < all->len; i++) {
    g_autofree char *about = ry_approval_quote (get_meeting (self), ry_document_get_string (all->pdata[i], "block"));

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               ry_approval_card_new (ry_remark_row_new (remarks, all->pdata[i], about)));
  }
  if (may_add)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               ry_approval_card_new (ry_remark_form_new (remarks, self->draft, NULL)));
}

static void
append_check_list (RyApprovalPage *self)
{
  g_autoptr (GPtrArray) notes = ry_audience_check (get_meeting (self));
  GtkWidget *group;

  if (g_str_equal (ry_approval_get_stage (get_meeting (self)), "planned") ||
      g_str_equal (ry_approval_get_stage (get_meeting (self)), "noticed"))
    return;
  group = add_group (self, _ ("Before the Public Reads It"),
                     notes->len == 0 ? _ ("Nothing is withheld, and no name stands in the text.") : NULL);
  for (guint i = 0; i < notes->len; i++) {
    GtkWidget *row = ry_approval_note_row_new (g_ptr_array_index (notes, i));

    g_signal_connect (row, "activated", G_CALLBACK (note_activated_cb), self);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
}

/* The papers of an edition, or of its internal part. */
static void
append_papers (RyApprovalPage *self, GtkWidget *group, RyDocument *record)
{
  RyWorkspace *workspace = ry_meeting_draft_get_workspace (self->draft);
  RyStore *store = ry_workspace_get_store_for (workspace, ry_document_get_id (record));
  JsonArray *files = ry_json_get_array (ry_document_get_root (record), "files");

  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++) {
    const char *name = ry_json_get_string (json_array_get_object_element (files, i), "name");
    g_autoptr (RyAttachment) attachment =
        name != NULL ? ry_store_get_attachment (store, ry_document_get_id (record), NULL, name, NULL) : NULL;

    if (attachment != NULL)
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 ry_paper_row_new (workspace, self->replicator, ry_document_get_id (record), name,
                                                   attachment, FALSE));
  }
}

static void
append_edition (RyApprovalPage *self, RyDocument *edition)
{
  RyWorkspace *workspace = ry_meeting_draft_get_workspace (self->draft);
  g_autoptr (RyDocument) internal = ry_edition_get_internal (workspace, edition);
  g_autofree char *title = ry_approval_format_edition (edition), *file = NULL;
  RyEditionState state = ry_edition_verify (workspace, edition, NULL, &file);
  g_autofree char *sentence = ry_edition_describe (state, file);
  GtkWidget *group = add_group (self, title, ry_document_get_string (edition, "reason"));

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), ry_approval_state_row_new (edition, state, sentence));
  append_papers (self, group, edition);
  if (internal != NULL)
    append_papers (self, group, internal);
}

/* --- keeping up ----------------------------------------------------------------------------------------------- */

static char *
describe_all (RyApprovalPage *self)
{
  static const char *const members[] = { "stage",       "circulated_on", "circulated_by", "remarks_by",
                                         "approved_on", "approved_by",   "approval" };
  g_autoptr (GString) text = g_string_new (self->sealing ? "sealing" : "");
  g_autofree char *digest = ry_edition_dup_digest (get_meeting (self));
  GPtrArray *remarks = get_remarks (self);

  g_string_append_printf (text, "\n%s\n%d\n%u", digest, may_write (self),
                          ry_aside_rows_count (ry_meeting_draft_get_workspace (self->draft),
                                               ry_meeting_draft_get_id (self->draft)));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_string_append_printf (text, "\n%s", ry_json_get_string (get_meeting (self), members[i]));
  for (guint i = 0; i < self->editions->len; i++)
    g_string_append_printf (text, "\n%s", ry_document_get_rev (self->editions->pdata[i]));
  for (guint i = 0; i < remarks->len; i++)
    g_string_append_printf (text, "\n%s", ry_document_get_rev (remarks->pdata[i]));
  return g_strdup (text->str);
}

static void
read_editions (RyApprovalPage *self)
{
  GPtrArray *editions =
      ry_edition_list (ry_meeting_draft_get_workspace (self->draft), ry_meeting_draft_get_id (self->draft), NULL);

  if (editions == NULL)
    return;
  g_ptr_array_unref (self->editions);
  self->editions = editions;
}

static void
sync_all (RyApprovalPage *self)
{
  g_autofree char *now = NULL;

  read_editions (self);
  now = describe_all (self);
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self->page), g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  self->until = self->reason = NULL;
  append_way (self);
  append_aside (self);
  append_remarks (self);
  append_check_list (self);
  for (guint i = 0; i < self->editions->len; i++)
    append_edition (self, g_ptr_array_index (self->editions, i));
}

static void
changed_cb (RyApprovalPage *self)
{
  if (self->draft != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    sync_all (self);
}

static void
ry_approval_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ry_approval_page_parent_class)->map (widget);
  changed_cb (RY_APPROVAL_PAGE (widget));
}

static void
ry_approval_page_dispose (GObject *object)
{
  RyApprovalPage *self = RY_APPROVAL_PAGE (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->replicator);
  g_clear_pointer (&self->editions, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (ry_approval_page_parent_class)->dispose (object);
}

static void
ry_approval_page_class_init (RyApprovalPageClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_approval_page_dispose;
  GTK_WIDGET_CLASS (klass)->map = ry_approval_page_map;
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                  G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[DONE] = g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PAPER_WANTED] =
      g_signal_new ("paper-wanted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[BLOCK_WANTED] =
      g_signal_new ("block-wanted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ry_approval_page_init (RyApprovalPage *self)
{
  self->groups = g_ptr_array_new ();
  self->editions = g_ptr_array_new ();
  self->page = adw_preferences_page_new ();
  adw_bin_set_child (ADW_BIN (self), self->page);
}

static void
remarks_failed_cb (RyApprovalPage *self, const char *intention, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, intention, error);
}

/**
 * ry_approval_page_set_draft:
 * @self: the page
 * @draft: the open meeting; given once
 * @replicator: (nullable): who fetches papers that are not on this machine
 */
void
ry_approval_page_set_draft (RyApprovalPage *self, RyMeetingDraft *draft, RyReplicator *replicator)
{
  RyMinutesRemarks *remarks = ry_minutes_remarks_of (draft);

  self->draft = g_object_ref (draft);
  self->replicator = replicator != NULL ? g_object_ref (replicator) : NULL;
  g_signal_connect_object (draft, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (remarks, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (remarks, "failed", G_CALLBACK (remarks_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ry_meeting_draft_get_workspace (draft), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}
