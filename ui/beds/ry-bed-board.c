/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyBedBoard: a picture view that follows the reports.
 */
#include "ry-bed-board.h"

#include <glib/gi18n.h>

#include "ry-board-scene.h"
#include "ry-date.h"
#include "ry-picture-view.h"
#include "ry-full-screen.h"

#define TURN_S 12   /* a page of the board is read in that time */
#define REFRESH_S 30

struct _RyBedBoard {
  AdwBin parent_instance;

  RyPictureView *view;

  /* Borrowed */
  RyWindow *window;

  /* Owned */
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
  g_autofree char *region = NULL;

  if (self->beds == NULL || focus != NULL)
    return NULL;
  region = ry_workspace_dup_title (ry_window_get_workspace (self->window));
  return ry_board_scene_new (self->beds, region, now, RY_PALETTE_WALL, self->page, width, height);
}

static void
refresh (RyBedBoard *self)
{
  g_autofree char *now = ry_date_now_iso ();
  g_autofree char *today = ry_date_dup_today ();
  RyBeds *beds = ry_beds_new (ry_window_get_workspace (self->window), today, now, NULL);

  /* What cannot be read now stays as it was, and its ages keep counting. */
  if (beds != NULL) {
    g_clear_pointer (&self->beds, ry_beds_free);
    self->beds = beds;
  }
  self->read_at = g_get_monotonic_time ();
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
  self->view = g_object_new (RY_TYPE_PICTURE_VIEW, NULL);
  ry_picture_view_set_scheme (self->view, RY_PALETTE_WALL);
  g_signal_connect_swapped (self->view, "node-opened", G_CALLBACK (opened_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->view));
  self->turn = g_timeout_add_seconds (TURN_S, turn_cb, self);
}

/**
 * ry_bed_board_set_window:
 * @self: a board
 * @window: (transfer none): whose records it shows
 *
 * Connects the board; once.
 */
void
ry_bed_board_set_window (RyBedBoard *self, RyWindow *window)
{
  self->window = window;
  ry_picture_view_set_source (self->view, create_scene, NULL, self);
  g_signal_connect_object (ry_workspace_get_store (ry_window_get_workspace (window), "council"), "committed", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * ry_bed_board_show_fullscreen:
 * @window: the window it belongs to
 *
 * Shows the board over a whole screen, which it keeps awake. Esc or F11 ends it.
 */
void
ry_bed_board_show_fullscreen (RyWindow *window)
{
  RyBedBoard *board = g_object_new (RY_TYPE_BED_BOARD, NULL);

  ry_bed_board_set_window (board, window);
  ry_full_screen_show_on (ry_full_screen_new (GTK_WINDOW (window), _ ("Vacant Beds"), GTK_WIDGET (board), _ ("The board of vacant beds is shown")), NULL);
}
