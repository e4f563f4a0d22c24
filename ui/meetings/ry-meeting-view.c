/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The panes share one draft and do not know each other; what one must tell another goes through here. The status line
 * says what is saved and what is sent.
 */
#include "ry-meeting-view.h"

#include <glib/gi18n.h>

#include "ry-agenda-pane.h"
#include "ry-approval-page.h"
#include "ry-audience.h"
#include "ry-attendance-pane.h"
#include "ry-councils.h"
#include "ry-date.h"
#include "ry-error.h"
#include "ry-fit.h"
#include "ry-json.h"
#include "ry-meeting.h"
#include "ry-meeting-details.h"
#include "ry-meeting-draft.h"
#include "ry-meeting-header.h"
#include "ry-meeting-seats.h"
#include "ry-minutes-editor.h"
#include "ry-paper-page.h"
#include "ry-papers-pane.h"
#include "ry-preview.h"
#include "ry-replies-pane.h"
#include "ry-window.h"

struct _RyMeetingView {
  RyPage parent_instance;

  /* Template widgets */
  RyFit *fit;
  AdwToastOverlay *toasts;
  AdwViewStack *stack;
  AdwViewSwitcherBar *switcher_bar;
  AdwFlap *flap;
  AdwLeaflet *leaflet;
  RyAgendaPane *agenda;
  RyMinutesEditor *editor;
  RyAttendancePane *attendance;
  RyPapersPane *papers;
  RyRepliesPane *replies;
  RyApprovalPage *approval;
  RyMeetingDetails *details;
  RyPreview *preview;

  /* Owned */
  RyMeetingHeader *header;
  RyMeetingDraft *draft;

  const char *audience; /* for whom the paper is shown */
  gboolean narrow;
  gboolean opened; /* at an item or a block */
};

G_DEFINE_FINAL_TYPE (RyMeetingView, ry_meeting_view, RY_TYPE_PAGE)

static gboolean
shows (RyMeetingView *self, const char *page)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), page) == 0;
}

static char *
format_saved (RyMeetingDraft *draft)
{
  gint64 saved_at = ry_meeting_draft_get_saved_at (draft);
  g_autoptr (GDateTime) time = saved_at > 0 ? g_date_time_new_from_unix_local (saved_at / G_USEC_PER_SEC) : NULL;
  const GError *error = ry_meeting_draft_get_error (draft);
  g_autofree char *clock = NULL;

  switch (ry_meeting_draft_get_state (draft)) {
  case RY_DRAFT_FAILED:
    return g_strdup_printf (_ ("Not saved: %s"),
                            error->domain == RY_ERROR ? ry_error_get_sentence (error->code) : error->message);
  case RY_DRAFT_WAITING:
    return g_strdup (_ ("Writing…"));
  case RY_DRAFT_SAVED:
  default:
    if (time == NULL)
      return g_strdup (_ ("Saved"));
    clock = g_strdup_printf ("%d:%02d:%02d", g_date_time_get_hour (time), g_date_time_get_minute (time),
                             g_date_time_get_second (time));
    return g_strdup_printf (_ ("Saved %s"), clock);
  }
}

/* Of this meeting; how many there are in all stands at the foot of the window. */
static const char *
describe_sending (RyMeetingView *self)
{
  RyReplicator *replicator = ry_window_get_replicator (ry_page_get_window (RY_PAGE (self)));

  if (ry_replicator_get_state (replicator) == RY_SYNC_OFF)
    return NULL;
  switch (ry_replicator_get_record_state (replicator, ry_meeting_draft_get_id (self->draft))) {
  case RY_RECORD_UNSENT:
    return _ ("Unsent");
  case RY_RECORD_REFUSED:
    return _ ("Refused");
  case RY_RECORD_SENT:
  default:
    return _ ("Sent");
  }
}

static void
update_status (RyMeetingView *self)
{
  g_autofree char *saved = format_saved (self->draft);
  const char *sent = describe_sending (self);
  g_autofree char *status = g_strjoin ("・", saved, sent, NULL);

  ry_minutes_editor_set_status (self->editor, status, ry_meeting_draft_get_state (self->draft) == RY_DRAFT_FAILED);
}

static void
update_title (RyMeetingView *self)
{
  JsonObject *meeting = ry_meeting_draft_get_content (self->draft);
  const RyCouncil *council = ry_councils_get (ry_window_get_councils (ry_page_get_window (RY_PAGE (self))),
                                              ry_json_get_string (meeting, "council"));

  ry_meeting_header_show (self->header, meeting, council);
  ry_page_set_title (RY_PAGE (self), ry_json_get_string (meeting, "title"));
}

static void
fit_header (RyMeetingView *self)
{
  if (self->header != NULL)
    ry_meeting_header_fit (self->header, self->narrow, shows (self, "minutes"), adw_leaflet_get_folded (self->leaflet));
}

static void
show_paper (RyMeetingView *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;

  if (ry_meeting_draft_flush_now (self->draft, &error))
    paper = ry_paper_new_minutes_for (ry_meeting_draft_get_workspace (self->draft),
                                      ry_meeting_draft_get_id (self->draft), self->audience, &error);
  if (paper != NULL)
    ry_preview_set_paper (self->preview, paper);
  else
    ry_preview_set_error (self->preview, error->message);
}

static void
draft_changed_cb (RyMeetingView *self)
{
  update_title (self);
  update_status (self);
}

static void
draft_edited_cb (RyMeetingView *self, const char *message)
{
  AdwToast *toast = adw_toast_new (message);

  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "meeting.undo");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
draft_clashed_cb (RyMeetingView *self)
{
  AdwToast *toast = adw_toast_new (_ ("Somebody changed the same words; both versions are kept"));

  adw_toast_set_button_label (toast, _ ("Decide"));
  adw_toast_set_action_name (toast, "win.conflicts");
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
draft_gone_cb (RyMeetingView *self)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));

  ry_window_show_message (window, _ ("This meeting was deleted on another desktop"));
  if (ry_window_get_front (window) == RY_PAGE (self))
    ry_window_pop (window);
}

static void
item_selected_cb (RyMeetingView *self, const char *key)
{
  ry_minutes_editor_show_item (self->editor, key, FALSE);
}

static void
item_activated_cb (RyMeetingView *self, const char *key)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "minutes");
  ry_minutes_editor_show_item (self->editor, key, TRUE);
}

static void
agenda_printed_cb (RyMeetingView *self)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;

  if (ry_meeting_draft_flush_now (self->draft, &error))
    paper = ry_paper_new_agenda (ry_meeting_draft_get_workspace (self->draft), ry_meeting_draft_get_id (self->draft),
                                 &error);
  ry_paper_page_push (window, paper, error);
}

static void
papers_wanted_cb (RyMeetingView *self, const char *key)
{
  ry_papers_pane_choose (self->papers, key);
}

static void
papers_dropped_cb (RyMeetingView *self, const char *key, GdkFileList *files)
{
  ry_papers_pane_add (self->papers, key, files);
}

static void
item_entered_cb (RyMeetingView *self, const char *key)
{
  ry_agenda_pane_select_item (self->agenda, key);
}

static void
preview_failed_cb (RyMeetingView *self, const char *intention, const GError *error)
{
  ry_window_show_error (ry_page_get_window (RY_PAGE (self)), intention, error);
}

static void
approval_done_cb (RyMeetingView *self, const char *message)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (message));
}

static void
paper_wanted_cb (RyMeetingView *self, const char *audience)
{
  static const char *const known[] = { RY_AUDIENCE_PUBLIC, RY_AUDIENCE_MEMBERS, RY_AUDIENCE_INTERNAL };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i], audience))
      self->audience = known[i];
  adw_view_stack_set_visible_child_name (self->stack, "paper");
}

static void
block_wanted_cb (RyMeetingView *self, const char *key)
{
  ry_meeting_view_show_block (self, key);
}

static void
view_changed_cb (RyMeetingView *self)
{
  if (self->draft == NULL)
    return;
  ry_meeting_details_flush (self->details);
  if (shows (self, "paper"))
    show_paper (self);
  else
    ry_meeting_draft_flush (self->draft);
  if (shows (self, "replies"))
    ry_replies_pane_show (self->replies);
  fit_header (self);
}

static gboolean
fold_cb (gpointer data)
{
  RyMeetingView *self = data;
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  fit_header (self);
  ry_agenda_pane_set_alone (self->agenda, folded);
  ry_page_set_can_go_back (RY_PAGE (self), folded);
  return G_SOURCE_REMOVE;
}

/* Not at once: the leaflet folds while it is being allocated. */
static void
folded_cb (RyMeetingView *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_cb, g_object_ref (self), g_object_unref);
}

static void
flap_folded_cb (RyMeetingView *self)
{
  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_folded (self->flap));
}

static gboolean
fit_cb (gpointer data)
{
  RyMeetingView *self = data;

  self->narrow = ry_fit_get_narrow (self->fit);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, self->narrow);
  fit_header (self);
  ry_minutes_editor_set_narrow (self->editor, self->narrow);
  return G_SOURCE_REMOVE;
}

/* Not at once: the width is told while it is being allocated. */
static void
narrow_cb (RyMeetingView *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, g_object_ref (self), g_object_unref);
}

static void
agenda_wanted_cb (RyMeetingView *self)
{
  gboolean agenda = g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "agenda") == 0;

  adw_leaflet_set_visible_child_name (self->leaflet, agenda ? "minutes" : "agenda");
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ry_meeting_draft_undo (RY_MEETING_VIEW (widget)->draft);
}

/* Written at once, as the replies are read from what is stored. */
static void
invite_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyMeetingDraft *draft = RY_MEETING_VIEW (widget)->draft;

  ry_meeting_invite_members (ry_meeting_draft_get_workspace (draft), ry_meeting_draft_begin (draft));
  ry_meeting_draft_end (draft, _ ("Members added to the attendance"));
  ry_meeting_draft_flush (draft);
}

static gboolean
command_cb (GtkWidget *widget, GVariant *word, gpointer data)
{
  RyMeetingView *self = RY_MEETING_VIEW (widget);

  return shows (self, "minutes") && ry_minutes_editor_do_command (self->editor, g_variant_get_string (word, NULL));
}

static gboolean
undo_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  return ry_meeting_draft_undo (RY_MEETING_VIEW (widget)->draft);
}

/* The letters are made from what is stored. */
static void
notice_wanted_cb (RyMeetingView *self)
{
  g_autoptr (GError) error = NULL;

  ry_meeting_details_flush (self->details);
  if (ry_meeting_draft_flush_now (self->draft, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.notice", "s", ry_meeting_draft_get_id (self->draft));
  else
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The meeting could not be saved"), error);
}

static void
set_draft (RyMeetingView *self, RyMeetingDraft *draft)
{
  RyReplicator *replicator = ry_window_get_replicator (ry_page_get_window (RY_PAGE (self)));

  self->draft = draft;
  self->header = ry_meeting_header_new (RY_PAGE (self), self->stack, self->flap);
  g_signal_connect_object (self->header, "notice-wanted", G_CALLBACK (notice_wanted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->header, "agenda-wanted", G_CALLBACK (agenda_wanted_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->flap, "reveal-flap", ry_minutes_editor_get_attendance_button (self->editor), "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  ry_minutes_editor_set_draft (self->editor, draft);
  ry_agenda_pane_set_draft (self->agenda, draft);
  g_signal_connect_swapped (self->agenda, "printed", G_CALLBACK (agenda_printed_cb), self);
  g_signal_connect_swapped (self->agenda, "papers-wanted", G_CALLBACK (papers_wanted_cb), self);
  g_signal_connect_swapped (self->agenda, "papers-dropped", G_CALLBACK (papers_dropped_cb), self);
  ry_attendance_pane_set_draft (self->attendance, draft);
  ry_papers_pane_set_draft (self->papers, draft, replicator);
  ry_replies_pane_set_meeting (self->replies, ry_meeting_draft_get_workspace (draft), ry_meeting_draft_get_id (draft));
  ry_approval_page_set_draft (self->approval, draft, replicator);
  ry_meeting_details_set_draft (self->details, draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "state-changed", G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "edited", G_CALLBACK (draft_edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "clashed", G_CALLBACK (draft_clashed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "gone", G_CALLBACK (draft_gone_cb), self, G_CONNECT_SWAPPED);
  if (replicator != NULL) {
    g_signal_connect_object (replicator, "notify::unsent", G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (replicator, "notify::refused", G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (replicator, "notify::state", G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
  }
  draft_changed_cb (self);
  folded_cb (self);
  narrow_cb (self);
}

/* Not at the opening, but at what is being discussed. Somebody who was sent to a block is there already. */
static void
open_item (RyMeetingView *self)
{
  g_autofree char *today = NULL;
  const char *key;
  GDate date;

  if (self->opened)
    return;
  self->opened = TRUE;
  ry_date_today (&date);
  today = ry_date_format (&date, RY_DATE_ISO);
  key = ry_meeting_get_open_item (ry_meeting_draft_get_content (self->draft), today);
  ry_agenda_pane_select_item (self->agenda, key);
  ry_minutes_editor_show_item (self->editor, key, FALSE);
}

static void
ry_meeting_view_shown (RyPage *page)
{
  RyMeetingView *self = RY_MEETING_VIEW (page);

  open_item (self);
  if (!adw_leaflet_get_folded (self->leaflet))
    ry_agenda_pane_focus (self->agenda);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
}

static gboolean
ry_meeting_view_print (RyPage *page)
{
  RyMeetingView *self = RY_MEETING_VIEW (page);

  adw_view_stack_set_visible_child_name (self->stack, "paper");
  ry_preview_print (self->preview);
  return TRUE;
}

static gboolean
ry_meeting_view_toggle_side (RyPage *page)
{
  RyMeetingView *self = RY_MEETING_VIEW (page);

  adw_view_stack_set_visible_child_name (self->stack, "minutes");
  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
  return TRUE;
}

static gboolean
ry_meeting_view_go_back (RyPage *page)
{
  RyMeetingView *self = RY_MEETING_VIEW (page);

  if (!shows (self, "minutes")) {
    adw_view_stack_set_visible_child_name (self->stack, "minutes");
    return self->narrow;
  }
  if (adw_flap_get_folded (self->flap) && adw_flap_get_reveal_flap (self->flap)) {
    adw_flap_set_reveal_flap (self->flap, FALSE);
    return TRUE;
  }
  if (adw_leaflet_get_folded (self->leaflet) &&
      g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "agenda") == 0) {
    adw_leaflet_set_visible_child_name (self->leaflet, "minutes");
    return TRUE;
  }
  return FALSE;
}

static void
ry_meeting_view_leaving (RyPage *page)
{
  RyMeetingView *self = RY_MEETING_VIEW (page);
  g_autoptr (GError) error = NULL;

  ry_meeting_details_flush (self->details);
  if (ry_meeting_draft_flush_now (self->draft, &error))
    ry_papers_pane_tidy (self->papers);
  else
    ry_window_show_error (ry_page_get_window (page), _ ("The meeting could not be saved"), error);
}

static char *
ry_meeting_view_dup_record (RyPage *page)
{
  return g_strdup (ry_meeting_draft_get_id (RY_MEETING_VIEW (page)->draft));
}

static void
ry_meeting_view_dispose (GObject *object)
{
  g_clear_object (&RY_MEETING_VIEW (object)->header);
  g_clear_object (&RY_MEETING_VIEW (object)->draft);
  G_OBJECT_CLASS (ry_meeting_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (RY_TYPE_FIT);
  g_type_ensure (RY_TYPE_AGENDA_PANE);
  g_type_ensure (RY_TYPE_MINUTES_EDITOR);
  g_type_ensure (RY_TYPE_ATTENDANCE_PANE);
  g_type_ensure (RY_TYPE_PAPERS_PANE);
  g_type_ensure (RY_TYPE_APPROVAL_PAGE);
  g_type_ensure (RY_TYPE_MEETING_DETAILS);
  g_type_ensure (RY_TYPE_PREVIEW);
  g_type_ensure (RY_TYPE_REPLIES_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-meeting-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, fit);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, toasts);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, stack);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, flap);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, leaflet);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, agenda);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, editor);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, attendance);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, papers);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, replies);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, approval);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, details);
  gtk_widget_class_bind_template_child (widget_class, RyMeetingView, preview);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, flap_folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, preview_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, approval_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, paper_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, block_wanted_cb);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    GdkModifierType modifiers;
    const char *word;
  } keys[] = {
    { GDK_KEY_F4, 0, "next" },
    { GDK_KEY_F5, 0, "speech" },
    { GDK_KEY_F6, 0, "summary" },
    { GDK_KEY_F7, 0, "decision" },
    { GDK_KEY_F8, 0, "action" },
    { GDK_KEY_Page_Up, GDK_CONTROL_MASK, "item-up" },
    { GDK_KEY_Page_Down, GDK_CONTROL_MASK, "item-down" },
  };

  gtk_widget_class_install_action (widget_class, "meeting.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "meeting.invite", NULL, invite_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, undo_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers, command_cb, "s", keys[i].word);
}

static void
ry_meeting_view_class_init (RyMeetingViewClass *klass)
{
  RyPageClass *page_class = RY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_meeting_view_dispose;
  page_class->shown = ry_meeting_view_shown;
  page_class->print = ry_meeting_view_print;
  page_class->toggle_side = ry_meeting_view_toggle_side;
  page_class->go_back = ry_meeting_view_go_back;
  page_class->leaving = ry_meeting_view_leaving;
  page_class->dup_record = ry_meeting_view_dup_record;
  bind_template (GTK_WIDGET_CLASS (klass));
  bind_keys (GTK_WIDGET_CLASS (klass));
}

static void
ry_meeting_view_init (RyMeetingView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->audience = RY_AUDIENCE_MEMBERS;
  adw_leaflet_set_visible_child_name (self->leaflet, "minutes");
}

/**
 * ry_meeting_view_new:
 * @window: the window it will be pushed onto
 * @id: a document of kind meeting
 * @error: where to put what went wrong
 *
 * Returns: (transfer floating) (nullable): the open meeting
 */
RyMeetingView *
ry_meeting_view_new (RyWindow *window, const char *id, GError **error)
{
  RyMeetingDraft *draft = ry_meeting_draft_new (ry_window_get_workspace (window), id, error);
  RyMeetingView *self;

  if (draft == NULL)
    return NULL;
  self = g_object_new (RY_TYPE_MEETING_VIEW, "window", window, NULL);
  set_draft (self, draft);
  return self;
}

/**
 * ry_meeting_view_show_block:
 * @self: an open meeting
 * @key: key of a block in its minutes
 *
 * Puts the cursor into a block, as when it was found by the search.
 */
void
ry_meeting_view_show_block (RyMeetingView *self, const char *key)
{
  self->opened = TRUE;
  adw_view_stack_set_visible_child_name (self->stack, "minutes");
  ry_minutes_editor_show_block (self->editor, key);
}

/**
 * ry_meeting_view_show_part:
 * @self: an open meeting
 * @name: `minutes`, `papers`, `replies`, `approval`, `details` or `paper`
 *
 * Brings a part of the meeting to the front.
 */
void
ry_meeting_view_show_part (RyMeetingView *self, const char *name)
{
  self->opened = TRUE;
  adw_view_stack_set_visible_child_name (self->stack, name);
}
