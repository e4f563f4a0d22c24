/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page with one group of rows an area, the chosen area first. It keeps names and ids only, so that it outlives the
 * picture it came from.
 */
#include "ry-ring-list.h"

#include <glib/gi18n.h>

struct _RyRingList {
  RyPage parent_instance;
};

G_DEFINE_FINAL_TYPE (RyRingList, ry_ring_list, RY_TYPE_PAGE)

static void
row_activated_cb (AdwActionRow *row, RyWindow *window)
{
  ry_window_open_record (window, g_object_get_data (G_OBJECT (row), "record"));
}

static GtkWidget *
create_row (RyWindow *window, const RyRingOffer *offer)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), offer->name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "record", g_strdup (offer->id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), window, 0);
  return row;
}

static GtkWidget *
create_group (RyWindow *window, RyRing *ring, guint service, guint area)
{
  GtkWidget *group = adw_preferences_group_new ();
  GPtrArray *offers = g_ptr_array_index (ry_ring_get_service (ring, service)->organisations, area);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), ry_ring_get_area (ring, area)->short_name);
  if (offers->len == 0)
    adw_preferences_group_set_description (
        ADW_PREFERENCES_GROUP (group),
        ry_ring_get_service (ring, service)->surveyed
            ? _ ("Nobody offers it here. Who could is a question for the next meeting.")
            : _ ("Nobody has looked for it here yet. Write it among the services of whoever offers it."));
  for (guint i = 0; i < offers->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_row (window, g_ptr_array_index (offers, i)));
  return group;
}

static RyPage *
create_page (RyWindow *window, RyRing *ring, guint service, guint area)
{
  RyPage *page = g_object_new (RY_TYPE_RING_LIST, "window", window, NULL);
  GtkWidget *groups = adw_preferences_page_new ();

  ry_page_set_title (page, ry_ring_get_service (ring, service)->name);
  ry_page_set_subtitle (page, ry_ring_get_area (ring, area)->name);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (groups),
                            ADW_PREFERENCES_GROUP (create_group (window, ring, service, area)));
  for (guint other = 0; other < ring->areas->len; other++)
    if (other != area && ry_ring_count (ring, service, other) > 0)
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (groups),
                                ADW_PREFERENCES_GROUP (create_group (window, ring, service, other)));
  adw_bin_set_child (ADW_BIN (page), groups);
  return page;
}

static void
ry_ring_list_class_init (RyRingListClass *klass)
{
}

static void
ry_ring_list_init (RyRingList *self)
{
}

/**
 * ry_ring_list_open:
 * @window: the window
 * @ring: a ring
 * @service: position of a service
 * @area: position of an area
 *
 * Opens the only organisation there is, or lists all of them with those of the other areas below.
 */
void
ry_ring_list_open (RyWindow *window, RyRing *ring, guint service, guint area)
{
  GPtrArray *offers = g_ptr_array_index (ry_ring_get_service (ring, service)->organisations, area);

  if (offers->len == 1)
    ry_window_open_record (window, ((RyRingOffer *) g_ptr_array_index (offers, 0))->id);
  else
    ry_window_push (window, create_page (window, ring, service, area));
}
