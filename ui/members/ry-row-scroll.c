/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GTK's list scrolls by an action, no further than it must, and only well when it has been on the screen: what is
 * asked for waits for that, and the last that was asked for is done.
 */
#include "ry-row-scroll.h"

/* Before a list was drawn so often it knows no heights, and would show rows with holes between them. */
#define FRAMES_BEFORE 2

struct _RyRowScroll {
  /* Borrowed */
  GtkWidget *view;
  GPtrArray *bound;

  guint tick_id;
  guint frames;
  guint position;
  gboolean to_top;
};

/* A row that begins something would stand in the last line, with nothing of it below. */
static gboolean
raise_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RyRowScroll *self = data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  self->tick_id = 0;
  for (guint i = 0; i < self->bound->len; i++) {
    GtkListItem *item = self->bound->pdata[i];
    GtkWidget *row = gtk_widget_get_parent (gtk_list_item_get_child (item));
    graphene_point_t top;

    if (gtk_list_item_get_position (item) == self->position &&
        gtk_widget_compute_point (row, self->view, &GRAPHENE_POINT_INIT (0, 0), &top))
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + top.y);
  }
  return G_SOURCE_REMOVE;
}

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RyRowScroll *self = data;

  if (gtk_widget_get_height (self->view) == 0 || self->frames++ < FRAMES_BEFORE)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", self->position);
  if (self->to_top)
    self->tick_id = gtk_widget_add_tick_callback (self->view, raise_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * ry_row_scroll_new:
 * @view: a list
 * @bound: (element-type GtkListItem): those of its items that show a row at present; kept by the caller
 *
 * Returns: (transfer full): what scrolls it; to be freed before @view goes
 */
RyRowScroll *
ry_row_scroll_new (GtkListView *view, GPtrArray *bound)
{
  RyRowScroll *self = g_new0 (RyRowScroll, 1);

  self->view = GTK_WIDGET (view);
  self->bound = bound;
  return self;
}

/**
 * ry_row_scroll_to:
 * @self: what scrolls a list
 * @position: of a row
 * @to_top: whether the row is to stand first, not only somewhere in view
 *
 * Brings a row into view, now or when the list has been drawn.
 */
void
ry_row_scroll_to (RyRowScroll *self, guint position, gboolean to_top)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->view, self->tick_id);
  self->position = position;
  self->to_top = to_top;
  self->tick_id = gtk_widget_add_tick_callback (self->view, scroll_cb, self, NULL);
}

/**
 * ry_row_scroll_free:
 * @self: (transfer full): what scrolls a list
 *
 * What was asked for and not yet done is not done.
 */
void
ry_row_scroll_free (RyRowScroll *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->view, self->tick_id);
  g_free (self);
}
