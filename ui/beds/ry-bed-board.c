/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyBedBoard: a picture view that follows the reports. On a wall it turns its pages; in a narrow window all hospitals
 * stand below each other.
 */
#include "ry-bed-board.h"

#include <glib/gi18n.h>

#include "ry-board-scene.h"
#include "ry-date.h"
#include "ry-picture-view.h"
#include "ry-full-screen.h"

#define TURN_S    12 /* a page of the board is read in that time */
#define REFRESH_S 30
#define SLIM      700 /* narrower than that no tile can be read beside another */

struct _RyBedBoard {
  AdwBin parent_instance;

  RyPictureView *view;

  /* Borrowed */
  RyWindow *window;

  /* Owned */
  RyBedSource *source;
  RyBeds *beds;

  guint turn;
  guint page;
  gint64 read_at;
};

G_DEFINE_FINAL_TYPE (RyBedBoard, ry_bed_board, ADW_TYPE_BIN)

static RyScene *
create_scene (double width, double height, RyPaletteScheme scheme, const char *focus, gpointer data)
{
  RyBedBoard *self = data;
  g_autofree char *now = ry_date_now_iso ();
  g_autofree char *region = NULL, *notice = NULL;

  if (self->beds == NULL || focus != NULL)
    return NULL;
  region = ry_workspace_dup_title (ry_window_get_workspace (self->window));
  notice = ry_bed_source_dup_fault (self->source);
  return width < SLIM
             ? ry_board_scene_new_slim (self->beds, region, notice, now, RY_PALETTE_WALL, width)
             : ry_board_scene_new (self->beds, region, notice, now, RY_PALETTE_WALL, self->page, width, height);
}

static double
get_height (double width, gpointer data)
{
  RyBedBoard *self = data;

  return self->beds != NULL && width < SLIM ? ry_board_scene_get_slim_height (self->beds, width) : 0;
}

static void
refresh (RyBedBoard *self)
{
  g_autofree char *now = ry_date_now_iso (), *today = ry_date_dup_today ();

  self->read_at = g_get_monotonic_time ();
  /* What cannot be read now stays as it was, its ages keep counting, and the board tells since when. */
  if (ry_bed_source_refresh (self->source, NULL)) {
    RyBeds *before = self->beds;

    self->beds = ry_beds_new_from (ry_bed_source_get (self->source), today, now);
    ry_beds_compare (self->beds, before, ry_bed_parse_moment (now));
    g_clear_pointer (&before, ry_beds_free);
    gtk_widget_queue_resize (GTK_WIDGET (self->view));
  }
  ry_picture_view_redraw (self->view);
}

static gboolean
turn_cb (gpointer data)
{
  RyBedBoard *self = data;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_CONTINUE;
  if (self->beds != NULL)
    self->page = (self->page + 1) % ry_board_scene_count_pages (self->beds);
  if (g_get_monotonic_time () - self->read_at > REFRESH_S * G_USEC_PER_SEC)
    refresh (self);
  else
    ry_picture_view_redraw (self->view);
  return G_SOURCE_CONTINUE;
}

static void
committed_cb (RyBedBoard *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
opened_cb (RyBedBoard *self, const char *record)
{
  ry_window_open_record (self->window, record);
}

static void
ry_bed_board_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ry_bed_board_parent_class)->map (widget);
  if (RY_BED_BOARD (widget)->window != NULL)
    refresh (RY_BED_BOARD (widget));
}

static void
ry_bed_board_dispose (GObject *object)
{
  RyBedBoard *self = RY_BED_BOARD (object);

  g_clear_handle_id (&self->turn, g_source_remove);
  G_OBJECT_CLASS (ry_bed_board_parent_class)->dispose (object);
}

static void
ry_bed_board_finalize (GObject *object)
{
  g_clear_pointer (&RY_BED_BOARD (object)->beds, ry_beds_free);
  g_clear_pointer (&RY_BED_BOARD (object)->source, ry_bed_source_unref);
  G_OBJECT_CLASS (ry_bed_board_parent_class)->finalize (object);
}

static void
ry_bed_board_class_init (RyBedBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_bed_board_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_bed_board_finalize;
  GTK_WIDGET_CLASS (klass)->map = ry_bed_board_map;
}

static void
ry_bed_board_init (RyBedBoard *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = g_object_new (RY_TYPE_PICTURE_VIEW, NULL);
  ry_picture_view_set_scheme (self->view, RY_PALETTE_WALL);
  g_signal_connect_swapped (self->view, "node-opened", G_CALLBACK (opened_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scrolled);
  self->turn = g_timeout_add_seconds (TURN_S, turn_cb, self);
}

/**
 * ry_bed_board_set_window:
 * @self: a board
 * @window: (transfer none): whose records it shows
 * @source: where the beds are
 *
 * Connects the board; once.
 */
void
ry_bed_board_set_window (RyBedBoard *self, RyWindow *window, RyBedSource *source)
{
  self->window = window;
  self->source = ry_bed_source_ref (source);
  ry_picture_view_set_source (self->view, create_scene, get_height, self);
  g_signal_connect_object (ry_workspace_get_store (ry_window_get_workspace (window), "council"), "committed",
                           G_CALLBACK (committed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ry_bed_board_show_fullscreen:
 * @window: the window it belongs to
 * @source: where the beds are
 *
 * Shows the board over a whole screen, which it keeps awake. Esc or F11 ends it.
 */
void
ry_bed_board_show_fullscreen (RyWindow *window, RyBedSource *source)
{
  RyBedBoard *board = g_object_new (RY_TYPE_BED_BOARD, NULL);

  ry_bed_board_set_window (board, window, source);
  ry_full_screen_show_on (ry_full_screen_new (GTK_WINDOW (window), _ ("Vacant Beds"), GTK_WIDGET (board),
                                              _ ("The board of vacant beds is shown")),
                          NULL);
}
