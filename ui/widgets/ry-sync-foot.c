/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of the road at the foot of the sidebar. The words come from ry-sync-words.c; here they are shown,
 * kept fresh, and joined by the facts behind them in a popover. Nothing turns or blinks.
 */
#include "ry-sync-foot.h"

#include <glib/gi18n.h>

#include "ry-label.h"
#include "ry-meeting-numbers.h"
#include "ry-sync-popover.h"
#include "ry-sync-words.h"
#include "ry-window.h"

/* "In 2 minutes" and "yesterday" go stale by themselves. */
#define REFRESH_SECONDS 20

#define DETAIL_CHARS 26

struct _RySyncFoot {
  GtkBox parent_instance;

  /* Template widgets */
  GtkWidget *state;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *note;
  GtkWidget *conflicts;
  GtkLabel *conflicts_title;
  GtkLabel *conflicts_detail;
  GtkWidget *refused;
  GtkLabel *refused_title;

  /* Borrowed: a child, NULL until it is first asked for */
  RySyncPopover *popover;

  /* Owned */
  RyWorkspace *workspace;
  RyReplicator *replicator;

  guint refresh;
  guint count_id;
  gboolean counting;
  gboolean count_again;
};

typedef struct {
  gint64 n_clashes;
  gint64 n_numbers;
} Count;

G_DEFINE_FINAL_TYPE (RySyncFoot, ry_sync_foot, GTK_TYPE_BOX)

static void start_count (RySyncFoot *self);

static RySyncFacts
collect_facts (RySyncFoot *self)
{
  RySyncProgress progress = { .pending = -1 };
  RySyncFacts facts = { .now = g_get_real_time () };

  ry_replicator_get_progress (self->replicator, &progress);
  facts.state = ry_replicator_get_state (self->replicator);
  facts.answered = ry_replicator_get_has_synced (self->replicator);
  facts.unsent = ry_replicator_get_unsent (self->replicator);
  facts.refused = ry_replicator_count_refused (self->replicator);
  facts.given_back = progress.given_back;
  facts.clock_ahead = ry_replicator_get_clock_ahead (self->replicator);
  facts.pending = facts.state == RY_SYNC_BUSY ? progress.pending : -1;
  facts.last_synced = ry_replicator_get_last_synced (self->replicator);
  facts.next_try = ry_replicator_get_next_try (self->replicator);
  facts.server = ry_replicator_get_server (self->replicator);
  facts.error = ry_replicator_get_error (self->replicator);
  return facts;
}

static void
set_hue (GtkWidget *widget, gboolean bad)
{
  if (bad)
    gtk_widget_add_css_class (widget, "ry-bad");
  else
    gtk_widget_remove_css_class (widget, "ry-bad");
}

static void
show_state (RySyncFoot *self)
{
  RySyncFacts facts = collect_facts (self);
  g_autoptr (RySyncWords) words = ry_sync_words_new (&facts);
  g_autofree char *spoken = g_strjoin (_ (", "), words->title, words->detail, words->note, NULL);

  gtk_image_set_from_icon_name (self->icon, words->icon_name);
  gtk_label_set_label (self->title, words->title);
  ry_label_set_bounded (self->detail, words->detail, DETAIL_CHARS);
  ry_label_set_bounded (self->note, words->note, DETAIL_CHARS);
  gtk_widget_set_visible (GTK_WIDGET (self->note), words->note != NULL);
  set_hue (GTK_WIDGET (self->icon), words->bad);
  set_hue (GTK_WIDGET (self->title), words->bad);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->state), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (self->popover != NULL && gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    ry_sync_popover_show_facts (self->popover, &facts, words);
}

static void
show_conflicts (RySyncFoot *self, gint64 n_clashes, gint64 n_numbers)
{
  int n = (int) (n_clashes + n_numbers);
  g_autofree char *title = g_strdup_printf (ngettext ("%d to be decided", "%d to be decided", (gulong) n), n);

  gtk_widget_set_visible (self->conflicts, n > 0);
  gtk_label_set_label (self->conflicts_title, title);
  gtk_label_set_label (self->conflicts_detail, n_clashes > 0 ? _ ("Two people changed the same field")
                                                             : _ ("Two meetings have the same number"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->conflicts), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
count_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) doubled = ry_meeting_numbers_find (data, cancellable, NULL);
  Count *count = g_new0 (Count, 1);

  count->n_clashes = ry_workspace_count_conflicts (data);
  count->n_numbers = doubled != NULL ? doubled->len : 0;
  g_task_return_pointer (task, count, g_free);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RySyncFoot *self = RY_SYNC_FOOT (source);
  g_autofree Count *count = g_task_propagate_pointer (G_TASK (result), NULL);

  self->counting = FALSE;
  if (self->workspace == NULL)
    return;
  if (count != NULL)
    show_conflicts (self, count->n_clashes, count->n_numbers);
  if (self->count_again)
    start_count (self);
}

/* Counting reads every document with two versions, and the meetings. */
static void
start_count (RySyncFoot *self)
{
  g_autoptr (GTask) task = NULL;

  self->count_again = self->counting;
  if (self->counting)
    return;
  self->counting = TRUE;
  task = g_task_new (self, NULL, counted_cb, NULL);
  g_task_set_task_data (task, g_object_ref (self->workspace), g_object_unref);
  g_task_run_in_thread (task, count_thread);
}

static void
show_refused (RySyncFoot *self)
{
  int n = (int) ry_replicator_count_refused (self->replicator);
  g_autofree char *title = g_strdup_printf (ngettext ("%d refused", "%d refused", (gulong) n), n);

  gtk_widget_set_visible (self->refused, n > 0);
  gtk_label_set_label (self->refused_title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->refused), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static gboolean
count_cb (gpointer data)
{
  RySyncFoot *self = data;

  self->count_id = 0;
  start_count (self);
  show_refused (self);
  show_state (self);
  return G_SOURCE_REMOVE;
}

static gboolean
refresh_cb (gpointer data)
{
  show_state (data);
  return G_SOURCE_CONTINUE;
}

static void
workspace_changed_cb (RySyncFoot *self)
{
  /* An arriving region commits many times in a row; once a moment is enough to count. */
  if (self->count_id == 0)
    self->count_id = g_timeout_add (200, count_cb, self);
}

static void
state_clicked_cb (RySyncFoot *self)
{
  RySyncFacts facts = collect_facts (self);
  g_autoptr (RySyncWords) words = ry_sync_words_new (&facts);

  if (self->popover == NULL) {
    self->popover = RY_SYNC_POPOVER (ry_sync_popover_new ());
    gtk_widget_set_parent (GTK_WIDGET (self->popover), self->state);
  }
  ry_sync_popover_show_facts (self->popover, &facts, words);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* Counting reads meetings and whatever has two versions: the first frame does not wait for it, nor share the processor
 * with it. */
static void
root_cb (RySyncFoot *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (RY_IS_WINDOW (root))
    g_signal_connect_object (root, "painted", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
ry_sync_foot_dispose (GObject *object)
{
  RySyncFoot *self = RY_SYNC_FOOT (object);

  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_handle_id (&self->count_id, g_source_remove);
  g_clear_object (&self->replicator);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ry_sync_foot_parent_class)->dispose (object);
}

static void
ry_sync_foot_class_init (RySyncFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_sync_foot_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-sync-foot.ui");
  gtk_widget_class_bind_template_child (widget_class, RySyncFoot, state);
  gtk_widget_class_bind_template_child (widget_class, RySyncFoot, icon);
  gtk_widget_class_bind_template_child (widget_class, RySyncFoot, title);
  gtk_widget_class_bind_template_child (widget_class, RySyncFoot, detail);
  gtk_widget_class_bind_template_child (widget_class, RySyncFoot, note);
  gtk_widget_class_bind_template_child (widget_class, RySyncFoot, conflicts);
  gtk_widget_class_bind_template_child (widget_class, RySyncFoot, conflicts_title);
  gtk_widget_class_bind_template_child (widget_class, RySyncFoot, conflicts_detail);
  gtk_widget_class_bind_template_child (widget_class, RySyncFoot, refused);
  gtk_widget_class_bind_template_child (widget_class, RySyncFoot, refused_title);
  gtk_widget_class_bind_template_callback (widget_class, state_clicked_cb);
}

static void
ry_sync_foot_init (RySyncFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_sync_foot_new:
 * @workspace: what waits for a decision
 * @replicator: the road
 *
 * Returns: (transfer floating): the foot
 */
GtkWidget *
ry_sync_foot_new (RyWorkspace *workspace, RyReplicator *replicator)
{
  RySyncFoot *self = g_object_new (RY_TYPE_SYNC_FOOT, NULL);

  self->workspace = g_object_ref (workspace);
  self->replicator = g_object_ref (replicator);
  g_signal_connect_object (replicator, "notify", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replicator, "progress", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  self->refresh = g_timeout_add_seconds (REFRESH_SECONDS, refresh_cb, self);
  g_signal_connect_object (replicator, "notify::refused", G_CALLBACK (show_refused), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::root", G_CALLBACK (root_cb), NULL);
  show_state (self);
  return GTK_WIDGET (self);
}
