/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyFirstSyncPage. Figures come from the road, and from the store how much of each kind is here already. Stopping
 * loses nothing: the road goes on from its checkpoint.
 */
#include "ry-first-sync-page.h"

#include <glib/gi18n.h>

#include "ry-arrival.h"
#include "ry-error.h"
#include "ry-window.h"

/* Often enough to be believed, seldom enough to be read. */
#define REFRESH_MS 250

typedef struct {
  const char *kinds[5];
  const char *title;
} Group;

static const Group groups[] = {
  { { "organisation", "membership" }, N_ ("Members") },
  { { "person", "post" }, N_ ("People and posts") },
  { { "meeting", "series", "council" }, N_ ("Meetings and minutes") },
  { { "action", "subcommittee" }, N_ ("Actions") },
};

struct _RyFirstSyncPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkLabel *title;
  GtkLabel *explanation;
  GtkProgressBar *bar;
  GtkLabel *count;
  GtkLabel *left;
  GtkListBox *list;
  GtkWidget *begin;
  GtkButton *stop;

  /* Borrowed */
  AdwActionRow *rows[G_N_ELEMENTS (groups)];
  GtkWidget *icons[G_N_ELEMENTS (groups)];

  RyArrival arrival;
  RySyncProgress before; /* what had arrived before it was stopped and went on */
  RySyncProgress last;
  guint refresh;
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (RyFirstSyncPage, ry_first_sync_page, RY_TYPE_PAGE)

static RyReplicator *
get_replicator (RyFirstSyncPage *self)
{
  return ry_window_get_replicator (ry_page_get_window (RY_PAGE (self)));
}

static gint64
count_group (RyFirstSyncPage *self, const Group *group)
{
  RyWorkspace *workspace = ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
  gint64 n = 0;

  for (guint i = 0; group->kinds[i] != NULL; i++) {
    RyKind *kind = ry_workspace_get_kind (workspace, group->kinds[i]);
    const RyQuery query = { .kind = group->kinds[i] };

    if (kind != NULL)
      n += MAX (0, ry_store_query_count (ry_workspace_get_store (workspace, ry_kind_get_space (kind)), &query, NULL));
  }
  return n;
}

static gboolean
is_done (RyFirstSyncPage *self)
{
  RySyncState state = ry_replicator_get_state (get_replicator (self));

  /* What is unsent is not this page's matter. */
  return !self->stopped && self->arrival.pending == 0 && (state == RY_SYNC_SYNCED || state == RY_SYNC_BUSY);
}

static gboolean
show_groups (RyFirstSyncPage *self, gboolean done)
{
  gboolean usable = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++) {
    gint64 n = count_group (self, &groups[i]);
    g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, n);
    g_autofree char *words = g_strdup_printf (n > 0 ? _ ("%s here") : _ ("not yet"), number);

    adw_action_row_set_subtitle (self->rows[i], words);
    gtk_image_set_from_icon_name (GTK_IMAGE (self->icons[i]), done    ? "object-select-symbolic"
                                                              : n > 0 ? "content-loading-symbolic"
                                                                      : "radio-symbolic");
    /* Members and meetings are what one begins with. */
    usable = usable && (n > 0 || (i != 0 && i != 2));
  }
  return usable;
}

static void
show_words (RyFirstSyncPage *self, gboolean done)
{
  const GError *error = ry_replicator_get_error (get_replicator (self));
  gboolean failed = !self->stopped && ry_replicator_get_state (get_replicator (self)) == RY_SYNC_FAILED;

  if (done) {
    gtk_label_set_label (self->title, _ ("All Is Here"));
    gtk_label_set_label (self->explanation, _ ("From now on changes come and go by themselves."));
  } else if (self->stopped) {
    gtk_label_set_label (self->title, _ ("Stopped"));
    gtk_label_set_label (self->explanation, _ ("What has arrived stays. It goes on from where it was."));
  } else if (failed) {
    gtk_label_set_label (self->title, _ ("Cannot connect"));
    gtk_label_set_label (self->explanation, error != NULL && error->domain == RY_ERROR
                                                ? ry_error_get_sentence (error->code)
                                                : _ ("The server does not answer."));
  } else {
    gtk_label_set_label (self->title, _ ("Receiving from the Server"));
    gtk_label_set_label (self->explanation,
                         _ ("If you close the program, it goes on from there.\nMembers and meetings that "
                            "have arrived can be used at once."));
  }
  gtk_button_set_label (self->stop, self->stopped || failed ? _ ("Go On") : _ ("Stop"));
  gtk_widget_set_visible (GTK_WIDGET (self->stop), !done);
}

static void
show_figures (RyFirstSyncPage *self, gboolean done)
{
  double fraction = done ? 1 : ry_arrival_get_fraction (&self->arrival);
  g_autofree char *count = ry_arrival_words_count (&self->arrival);
  g_autofree char *bytes = ry_arrival_words_bytes (self->before.bytes + self->last.bytes);
  g_autofree char *both = g_strjoin ("・", count, bytes, NULL);
  g_autofree char *left = self->stopped ? NULL : ry_arrival_words_left (&self->arrival);

  gtk_label_set_label (self->count, both);
  gtk_label_set_label (self->left, left != NULL ? left : "");
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->bar, fraction);
  else if (!self->stopped)
    gtk_progress_bar_pulse (self->bar);
}

static gboolean
refresh_cb (gpointer data)
{
  RyFirstSyncPage *self = data;
  RySyncProgress progress;
  gboolean done;

  ry_replicator_get_progress (get_replicator (self), &progress);
  if (progress.docs_read < self->last.docs_read) {
    self->before.docs_read += self->last.docs_read;
    self->before.bytes += self->last.bytes;
  }
  self->last = progress;
  if (!self->stopped)
    ry_arrival_note (&self->arrival, g_get_monotonic_time (), self->before.docs_read + progress.docs_read,
                     progress.pending);
  done = is_done (self);
  gtk_widget_set_sensitive (self->begin, show_groups (self, done) || done);
  show_words (self, done);
  show_figures (self, done);
  return G_SOURCE_CONTINUE;
}

static void
stop_cb (RyFirstSyncPage *self)
{
  RyReplicator *replicator = get_replicator (self);
  gboolean failed = ry_replicator_get_state (replicator) == RY_SYNC_FAILED;

  if (self->stopped)
    ry_replicator_start (replicator);
  else if (failed)
    ry_replicator_retry_now (replicator);
  else
    ry_replicator_stop (replicator);
  self->stopped = !self->stopped && !failed;
  ry_arrival_pause (&self->arrival);
  refresh_cb (self);
}

static void
add_row (RyFirstSyncPage *self, guint i)
{
  GtkWidget *row = adw_action_row_new ();

  self->rows[i] = ADW_ACTION_ROW (row);
  self->icons[i] = gtk_image_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (groups[i].title));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), self->icons[i]);
  gtk_list_box_append (self->list, row);
}

static void
add_papers_row (RyFirstSyncPage *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Papers (PDF, pictures)"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Received when they are opened"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("folder-download-symbolic"));
  gtk_list_box_append (self->list, row);
}

static void
ry_first_sync_page_shown (RyPage *page)
{
  RyFirstSyncPage *self = RY_FIRST_SYNC_PAGE (page);

  refresh_cb (self);
  if (self->refresh == 0)
    self->refresh = g_timeout_add (REFRESH_MS, refresh_cb, self);
  gtk_widget_grab_focus (gtk_widget_get_sensitive (self->begin) ? self->begin : GTK_WIDGET (self->stop));
}

/* Whoever leaves a road that stands still wants to work, and the road goes on beside that. */
static void
ry_first_sync_page_leaving (RyPage *page)
{
  RyFirstSyncPage *self = RY_FIRST_SYNC_PAGE (page);

  g_clear_handle_id (&self->refresh, g_source_remove);
}

static void
ry_first_sync_page_constructed (GObject *object)
{
  RyFirstSyncPage *self = RY_FIRST_SYNC_PAGE (object);

  G_OBJECT_CLASS (ry_first_sync_page_parent_class)->constructed (object);
  ry_page_set_title (RY_PAGE (self), _ ("First Sync"));
  ry_page_set_subtitle (RY_PAGE (self), ry_replicator_get_server (get_replicator (self)));
}

static void
ry_first_sync_page_dispose (GObject *object)
{
  g_clear_handle_id (&RY_FIRST_SYNC_PAGE (object)->refresh, g_source_remove);
  G_OBJECT_CLASS (ry_first_sync_page_parent_class)->dispose (object);
}

static void
ry_first_sync_page_class_init (RyFirstSyncPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ry_first_sync_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ry_first_sync_page_dispose;
  RY_PAGE_CLASS (klass)->shown = ry_first_sync_page_shown;
  RY_PAGE_CLASS (klass)->leaving = ry_first_sync_page_leaving;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/sync/ry-first-sync-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyFirstSyncPage, title);
  gtk_widget_class_bind_template_child (widget_class, RyFirstSyncPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, RyFirstSyncPage, bar);
  gtk_widget_class_bind_template_child (widget_class, RyFirstSyncPage, count);
  gtk_widget_class_bind_template_child (widget_class, RyFirstSyncPage, left);
  gtk_widget_class_bind_template_child (widget_class, RyFirstSyncPage, list);
  gtk_widget_class_bind_template_child (widget_class, RyFirstSyncPage, begin);
  gtk_widget_class_bind_template_child (widget_class, RyFirstSyncPage, stop);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
ry_first_sync_page_init (RyFirstSyncPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    add_row (self, i);
  add_papers_row (self);
}
