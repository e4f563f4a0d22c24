/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Read when it is looked at first, and again when something changes while it is. Nothing is entered here.
 */
#include "ry-replies-pane.h"

#include <glib/gi18n.h>

#include "ry-reply-words.h"
#include "ry-attendance.h"
#include "ry-chase-page.h"
#include "ry-json.h"
#include "ry-paper-page.h"
#include "ry-reception-page.h"
#include "ry-reply-desk.h"
#include "ry-reply-page.h"
#include "ry-window.h"
#include "ry-wrap-layout.h"

struct _RyRepliesPane {
  GtkBox parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkWidget *acts;
  GtkWidget *invite;
  GtkLabel *answered;
  GtkLabel *counts;
  GtkProgressBar *progress;
  GtkLabel *quorum;
  GtkImage *quorum_icon;
  AdwPreferencesGroup *organisations;
  AdwPreferencesGroup *professions;

  /* Owned */
  RyWorkspace *workspace;
  char *meeting_id;
  RyReplyDesk *desk;
  GPtrArray *rows; /* borrowed: what the two groups hold */
};

G_DEFINE_FINAL_TYPE (RyRepliesPane, ry_replies_pane, GTK_TYPE_BOX)

static RyWindow *
get_window (RyRepliesPane *self)
{
  return RY_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* 出席 2・代理 1・未回答 2; what is not there is not said. */
static char *
describe (const RyAttendanceCount *n)
{
  const struct {
    const char *status;
    guint count;
  } parts[] = { { "venue", n->venue },     { "web", n->web },       { "proxy", n->proxy },
                { "written", n->written }, { "absent", n->absent }, { "unanswered", n->unanswered } };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].count > 0)
      g_string_append_printf (words, "%s%s %u", words->len > 0 ? "・" : "", ry_reply_words_get_label (parts[i].status),
                              parts[i].count);
  return g_string_free (words, FALSE);
}

static void
add_group_row (RyRepliesPane *self, AdwPreferencesGroup *group, RyAttendanceGroup *figures)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = describe (&figures->count);
  g_autofree char *there = g_strdup_printf ("%u / %u", figures->count.present, figures->count.invited);
  g_autofree char *title = g_markup_escape_text (*figures->name != '\0' ? figures->name : _ ("Not known"), -1);
  GtkWidget *label = gtk_label_new (there);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_groups (RyRepliesPane *self, GPtrArray *attendees, gboolean hospitals)
{
  g_autoptr (GPtrArray) organisations = ry_attendance_by_organisation (attendees, hospitals ? "hospital" : NULL);
  g_autoptr (GPtrArray) professions = ry_attendance_by_profession (attendees);

  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = g_ptr_array_index (self->rows, i);

    adw_preferences_group_remove (gtk_widget_is_ancestor (row, GTK_WIDGET (self->organisations)) ? self->organisations
                                                                                                 : self->professions,
                                  row);
  }
  g_ptr_array_set_size (self->rows, 0);
  adw_preferences_group_set_title (self->organisations, hospitals ? _ ("By Hospital") : _ ("By Organisation"));
  /* One seat each says nothing that the list beside the minutes does not. */
  gtk_widget_set_visible (GTK_WIDGET (self->organisations), organisations->len < attendees->len);
  for (guint i = 0; i < organisations->len && organisations->len < attendees->len; i++)
    add_group_row (self, self->organisations, organisations->pdata[i]);
  for (guint i = 0; i < professions->len; i++)
    add_group_row (self, self->professions, professions->pdata[i]);
}

static void
show_quorum (RyRepliesPane *self, JsonObject *meeting)
{
  const char *council_id = ry_json_get_string (meeting, "council");
  g_autoptr (RyDocument) council = council_id != NULL ? ry_workspace_get (self->workspace, council_id, NULL) : NULL;
  RyQuorumCount count;
  g_autofree char *words = NULL;

  ry_attendance_count_quorum (meeting, council != NULL ? ry_document_get_root (council) : NULL, &count);
  words = ry_reply_words_describe_quorum (&count);
  gtk_label_set_label (self->quorum, words);
  gtk_widget_set_visible (GTK_WIDGET (self->quorum_icon), count.state != RY_QUORUM_NOT_SET);
  gtk_image_set_from_icon_name (self->quorum_icon, count.state == RY_QUORUM_REACHED ? "object-select-symbolic"
                                                                                    : "dialog-warning-symbolic");
}

static void
show_all (RyRepliesPane *self)
{
  JsonObject *meeting = ry_reply_desk_get_meeting (self->desk);
  GPtrArray *attendees = ry_reply_desk_get_attendees (self->desk);
  RyAttendanceCount n;
  g_autofree char *answered = NULL;
  g_autofree char *counts = NULL;

  ry_meeting_count_attendance (meeting, &n);
  answered = g_strdup_printf (_ ("%u of %u answered"), n.invited - n.unanswered, n.invited);
  counts = describe (&n);
  gtk_stack_set_visible_child_name (self->stack, attendees->len > 0 ? "replies" : "nobody");
  gtk_widget_set_visible (self->invite, !ry_meeting_is_sealed (meeting));
  gtk_label_set_label (self->answered, answered);
  gtk_label_set_label (self->counts, counts);
  gtk_progress_bar_set_fraction (self->progress, n.invited > 0 ? (double) (n.invited - n.unanswered) / n.invited : 0);
  show_quorum (self, meeting);
  show_groups (self, attendees, ry_reply_words_is_of_hospitals (self->workspace, meeting));
}

static void
enter_cb (RyRepliesPane *self)
{
  ry_reply_page_push (get_window (self), self->meeting_id);
}

static void
remind_cb (RyRepliesPane *self)
{
  ry_window_push (get_window (self), ry_chase_page_new (get_window (self), self->desk));
}

static void
reception_cb (RyRepliesPane *self)
{
  ry_reception_page_push (get_window (self), self->meeting_id);
}

static void
paper_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct {
    const char *name;
    RyPaper *(*create) (RyWorkspace *workspace, const char *meeting_id, GError **error);
  } papers[] = { { "signin", ry_paper_new_signin },
                 { "attendance", ry_paper_new_attendance },
                 { "plates", ry_paper_new_plates },
                 { "badges", ry_paper_new_badges },
                 { "seating", ry_paper_new_seating } };
  RyRepliesPane *self = RY_REPLIES_PANE (widget);

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_str_equal (papers[i].name, g_variant_get_string (parameter, NULL))) {
      g_autoptr (GError) error = NULL;
      g_autoptr (RyPaper) paper = papers[i].create (self->workspace, self->meeting_id, &error);

      ry_paper_page_push (get_window (self), paper, error);
    }
}

static void
ry_replies_pane_dispose (GObject *object)
{
  RyRepliesPane *self = RY_REPLIES_PANE (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ry_replies_pane_parent_class)->dispose (object);
}

static void
ry_replies_pane_finalize (GObject *object)
{
  RyRepliesPane *self = RY_REPLIES_PANE (object);

  g_ptr_array_unref (self->rows);
  g_free (self->meeting_id);
  G_OBJECT_CLASS (ry_replies_pane_parent_class)->finalize (object);
}

static void
ry_replies_pane_class_init (RyRepliesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_replies_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_replies_pane_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/replies/ry-replies-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RyRepliesPane, stack);
  gtk_widget_class_bind_template_child (widget_class, RyRepliesPane, acts);
  gtk_widget_class_bind_template_child (widget_class, RyRepliesPane, invite);
  gtk_widget_class_bind_template_child (widget_class, RyRepliesPane, answered);
  gtk_widget_class_bind_template_child (widget_class, RyRepliesPane, counts);
  gtk_widget_class_bind_template_child (widget_class, RyRepliesPane, progress);
  gtk_widget_class_bind_template_child (widget_class, RyRepliesPane, quorum);
  gtk_widget_class_bind_template_child (widget_class, RyRepliesPane, quorum_icon);
  gtk_widget_class_bind_template_child (widget_class, RyRepliesPane, organisations);
  gtk_widget_class_bind_template_child (widget_class, RyRepliesPane, professions);
  gtk_widget_class_bind_template_callback (widget_class, enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, remind_cb);
  gtk_widget_class_bind_template_callback (widget_class, reception_cb);

  gtk_widget_class_install_action (widget_class, "replies.paper", "s", paper_action);
}

static void
ry_replies_pane_init (RyRepliesPane *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->acts, ry_wrap_layout_new (8));
}

/**
 * ry_replies_pane_set_meeting:
 * @self: a pane
 * @workspace: where the meeting is
 * @meeting_id: its id; given once
 */
void
ry_replies_pane_set_meeting (RyRepliesPane *self, RyWorkspace *workspace, const char *meeting_id)
{
  self->workspace = g_object_ref (workspace);
  self->meeting_id = g_strdup (meeting_id);
}

/**
 * ry_replies_pane_show:
 * @self: a pane that is looked at now
 *
 * Reads the replies. The first time it takes some milliseconds, which a meeting's view need not spend before.
 */
void
ry_replies_pane_show (RyRepliesPane *self)
{
  if (self->desk == NULL) {
    self->desk = ry_reply_desk_new (self->workspace, self->meeting_id, NULL);
    if (self->desk == NULL)
      return;
    g_signal_connect_object (self->desk, "changed", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  }
  show_all (self);
}
