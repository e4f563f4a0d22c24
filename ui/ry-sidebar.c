/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window's left side. The two councils stand as tiles that filter every list; both are on at first, and
 * turning the last one off turns the others on, since an empty program helps nobody.
 */
#include "ry-sidebar.h"

#include <glib/gi18n.h>

#include "ry-council-mark.h"
#include "ry-label.h"
#include "ry-sync-foot.h"
#include "ry-tile-name.h"
#include "ry-tooltip.h"

/* So many Japanese characters have room beside wheel, word and check. */
#define TILE_CHARS 9

struct _RySidebar {
  GtkBox parent_instance;

  /* Template widgets */
  GtkWidget *header;
  AdwWindowTitle *title;
  GtkWidget *menu_button;
  GMenuModel *menu;
  GtkBox *councils;
  GtkListBox *pages;
  AdwBin *foot;

  /* Owned */
  RyCouncils *model;

  gboolean updating;
};

G_DEFINE_FINAL_TYPE (RySidebar, ry_sidebar, GTK_TYPE_BOX)

enum { PAGE_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* What all names begin with goes. */
static gsize
measure_common_head (RyCouncils *councils)
{
  guint n = ry_councils_get_n (councils);
  g_autofree const char **names = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = ry_councils_get_nth (councils, i)->name;
  return ry_tile_name_measure_common_head (names);
}

static void
tile_toggled_cb (GtkToggleButton *tile, RySidebar *self)
{
  if (!self->updating)
    ry_councils_set_on (self->model, g_object_get_data (G_OBJECT (tile), "council"),
                        gtk_toggle_button_get_active (tile));
}

/* The tile's second button, or the menu key on it, leads to the council's record. */
static void
show_record (GtkWidget *tile)
{
  gtk_widget_activate_action (tile, "win.show-record", "s", g_object_get_data (G_OBJECT (tile), "council"));
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *tile)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_record (tile);
}

static gboolean
menu_key_cb (GtkWidget *tile, GVariant *arguments, gpointer data)
{
  show_record (tile);
  return TRUE;
}

static void
add_record_ways (GtkWidget *tile)
{
  GtkGesture *gesture = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), tile);
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (gesture));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                                                          gtk_callback_action_new (menu_key_cb, NULL, NULL)));
  gtk_widget_add_controller (tile, keys);
}

static GtkWidget *
create_tile (RySidebar *self, const RyCouncil *council, gsize skip)
{
  GtkWidget *tile = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *wheel = gtk_image_new_from_icon_name (ry_wheel_get_icon_name (council->wheel));
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *word = gtk_label_new (ry_wheel_get_word (council->wheel));
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_START);
  ry_label_set_bounded (GTK_LABEL (name), ry_tile_name_shorten (council->name + skip, TILE_CHARS), TILE_CHARS);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (wheel, "ry-wheel");
  gtk_widget_add_css_class (word, "ry-wheel");
  gtk_widget_add_css_class (word, "ry-small");
  gtk_widget_add_css_class (check, "ry-wheel");
  gtk_widget_add_css_class (check, "ry-check");
  gtk_box_append (GTK_BOX (box), wheel);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), word);
  gtk_box_append (GTK_BOX (box), check);
  gtk_button_set_child (GTK_BUTTON (tile), box);
  gtk_widget_add_css_class (tile, "ry-council-tile");
  gtk_widget_add_css_class (tile, "flat");
  if (ry_wheel_get_css_class (council->wheel) != NULL)
    gtk_widget_add_css_class (tile, ry_wheel_get_css_class (council->wheel));
  ry_tooltip_set (tile, council->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL, council->name, -1);
  g_object_set_data_full (G_OBJECT (tile), "council", g_strdup (council->id), g_free);
  g_signal_connect (tile, "toggled", G_CALLBACK (tile_toggled_cb), self);
  add_record_ways (tile);
  return tile;
}

static void
show_choice (RySidebar *self)
{
  self->updating = TRUE;
  for (GtkWidget *tile = gtk_widget_get_first_child (GTK_WIDGET (self->councils)); tile != NULL;
       tile = gtk_widget_get_next_sibling (tile))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile),
                                  ry_councils_is_on (self->model, g_object_get_data (G_OBJECT (tile), "council")));
  self->updating = FALSE;
}

static void
show_councils (RySidebar *self)
{
  guint n = ry_councils_get_n (self->model);
  gsize skip = measure_common_head (self->model);

  clear_box (self->councils);
  for (guint i = 0; i < n; i++)
    gtk_box_append (self->councils, create_tile (self, ry_councils_get_nth (self->model, i), skip));
  gtk_widget_set_visible (GTK_WIDGET (self->councils), n > 0);
  show_choice (self);
}

static GtkListBoxRow *
find_row (RySidebar *self, const char *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->pages, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "page"), name) == 0)
      return row;
  return NULL;
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, RySidebar *self)
{
  g_signal_emit (self, signals[PAGE_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "page"));
}

static void
header_func (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  gboolean apart =
      before != NULL && g_object_get_data (G_OBJECT (row), "group") != g_object_get_data (G_OBJECT (before), "group");

  gtk_list_box_row_set_header (row, apart ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL) : NULL);
}

/* A menu button is a button in a widget; GTK 4.8 names neither of them by the tooltip. */
static void
name_menu_button (GtkWidget *menu_button, const char *name)
{
  GtkWidget *inner = gtk_widget_get_first_child (menu_button);

  gtk_accessible_update_property (GTK_ACCESSIBLE (menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (inner != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* When it is first opened: the first frame does not wait for it. */
static void
make_menu_cb (GtkMenuButton *button, gpointer data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, RY_SIDEBAR (data)->menu);
}

static void
root_cb (RySidebar *self)
{
  GtkWidget *leaflet = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_LEAFLET);

  /* When folded, the sidebar is the whole window: it shows the window's buttons. */
  if (leaflet != NULL)
    g_object_bind_property (leaflet, "folded", self->header, "show-end-title-buttons", G_BINDING_SYNC_CREATE);
}

static void
ry_sidebar_dispose (GObject *object)
{
  g_clear_object (&RY_SIDEBAR (object)->model);
  G_OBJECT_CLASS (ry_sidebar_parent_class)->dispose (object);
}

static void
ry_sidebar_class_init (RySidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_sidebar_dispose;

  signals[PAGE_CHOSEN] = g_signal_new ("page-chosen", RY_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, RySidebar, header);
  gtk_widget_class_bind_template_child (widget_class, RySidebar, title);
  gtk_widget_class_bind_template_child (widget_class, RySidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RySidebar, menu);
  gtk_widget_class_bind_template_child (widget_class, RySidebar, councils);
  gtk_widget_class_bind_template_child (widget_class, RySidebar, pages);
  gtk_widget_class_bind_template_child (widget_class, RySidebar, foot);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ry_sidebar_init (RySidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_menu_button (self->menu_button, _ ("Main menu"));
  ry_tooltip_set (self->menu_button, _ ("Main menu"));
  ry_label_unbind (GTK_WIDGET (self->title));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu_button), make_menu_cb, self, NULL);
  gtk_list_box_set_header_func (self->pages, header_func, NULL, NULL);
  g_signal_connect (self, "notify::root", G_CALLBACK (root_cb), NULL);
}

/**
 * ry_sidebar_setup:
 * @self: the sidebar
 * @workspace: what is worked on
 * @replicator: the road whose state stands at the foot
 * @councils: what the tiles turn on and off
 *
 * Hands the sidebar its parts, once.
 */
void
ry_sidebar_setup (RySidebar *self, RyWorkspace *workspace, RyReplicator *replicator, RyCouncils *councils)
{
  self->model = g_object_ref (councils);
  adw_bin_set_child (self->foot, ry_sync_foot_new (workspace, replicator));
  g_signal_connect_object (councils, "reloaded", G_CALLBACK (show_councils), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (councils, "changed", G_CALLBACK (show_choice), self, G_CONNECT_SWAPPED);
  show_councils (self);
}

/**
 * ry_sidebar_set_region:
 * @self: the sidebar
 * @title: (nullable): the region's name
 * @sample: whether it is the practice sample
 */
void
ry_sidebar_set_region (RySidebar *self, const char *title, gboolean sample)
{
  adw_window_title_set_title (self->title, title != NULL && *title != '\0' ? title : _ ("Ryōrin"));
  adw_window_title_set_subtitle (self->title, sample ? _ ("Practice sample") : "");
}

/**
 * ry_sidebar_add_page:
 * @self: the sidebar
 * @name: by which ::page-chosen names it
 * @title: as shown
 * @icon_name: its icon
 * @group: a line is drawn between pages of different groups
 */
void
ry_sidebar_add_page (RySidebar *self, const char *name, const char *title, const char *icon_name, int group)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "page", g_strdup (name), g_free);
  g_object_set_data (G_OBJECT (row), "group", GINT_TO_POINTER (group));
  gtk_list_box_append (self->pages, row);
}

/**
 * ry_sidebar_set_badge:
 * @self: the sidebar
 * @name: a page
 * @words: (nullable): a figure, with a word where it needs one; %NULL for none
 *
 * Shows how much waits on a page; the page's name stays the row's name, and @words describe it.
 */
void
ry_sidebar_set_badge (RySidebar *self, const char *name, const char *words)
{
  GtkListBoxRow *row = find_row (self, name);
  GtkWidget *badge = row != NULL ? g_object_get_data (G_OBJECT (row), "badge") : NULL;

  if (row == NULL)
    return;
  if (badge == NULL) {
    badge = gtk_label_new (NULL);
    gtk_widget_set_hexpand (badge, TRUE);
    gtk_widget_set_halign (badge, GTK_ALIGN_END);
    gtk_widget_add_css_class (badge, "ry-badge");
    gtk_widget_add_css_class (badge, "numeric");
    gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (row)), badge);
    g_object_set_data (G_OBJECT (row), "badge", badge);
  }
  gtk_label_set_label (GTK_LABEL (badge), words != NULL ? words : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words != NULL ? words : "",
                                  -1);
}

/**
 * ry_sidebar_select_page:
 * @self: the sidebar
 * @name: (nullable): the page in front, or %NULL where it is not in the list
 */
void
ry_sidebar_select_page (RySidebar *self, const char *name)
{
  gtk_list_box_select_row (self->pages, name != NULL ? find_row (self, name) : NULL);
}
