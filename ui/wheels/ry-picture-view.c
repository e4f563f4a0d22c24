/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyPictureView. The buttons lie where the scene says; which of them Tab reaches is one for each part, the one that
 * had the focus last (a roving focus, as in a toolbar).
 */
#include "ry-picture-view.h"

#include <math.h>

#include "ry-fit.h"
#include "ry-picture-walk.h"
#include "ry-still.h"
#include "ry-text.h"

#define MINIMUM   320
#define TYPING_MS 1200 /* letters typed within so long are one name */
#define MANY      60   /* nodes whose buttons come after the first frame: 300 of them cost as much as the drawing */
#define FADE_MS   200

struct _RyPictureView {
  GtkWidget parent_instance;

  /* Borrowed */
  RyPictureFunc func;
  RyPictureHeightFunc get_height;
  gpointer data;

  /* Owned */
  RyScene *scene;
  GPtrArray *buttons; /* in the order of the scene's nodes */
  RyStill *picture;
  RyStill *overlay;
  RyStill *former; /* fades away */
  AdwAnimation *fade;
  GString *typed;
  gint64 typed_at;
  guint settle;

  guint node;       /* the one looked at */
  gboolean touched; /* whether somebody looks at it: until then nothing lies over the picture */
  RyPaletteScheme scheme;
  gboolean fixed_scheme;
};

G_DEFINE_FINAL_TYPE (RyPictureView, ry_picture_view, GTK_TYPE_WIDGET)

enum { NODE_CHANGED, NODE_OPENED, N_SIGNALS };

static guint signals[N_SIGNALS];

static RySceneNode *
get_node (RyPictureView *self, guint i)
{
  GPtrArray *nodes = self->scene != NULL ? ry_scene_get_nodes (self->scene) : NULL;

  return nodes != NULL && i < nodes->len ? g_ptr_array_index (nodes, i) : NULL;
}

static RyPaletteScheme
get_scheme (RyPictureView *self)
{
  if (self->fixed_scheme)
    return self->scheme;
  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? RY_PALETTE_DARK : RY_PALETTE_LIGHT;
}

/* Who needs larger letters needs them in a picture too: it is laid out for a room so much smaller, and painted larger.
 * A slide fills its screen, whatever the letters of the desk are. */
static double
get_zoom (RyPictureView *self)
{
  return self->fixed_scheme ? 1 : MAX (1, ry_fit_get_text_scale (GTK_WIDGET (self)));
}

/* ---- Painting ---- */

static RyStill *
paint (RyPictureView *self, RyScene *scene)
{
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)) * get_zoom (self);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (ry_scene_get_width (scene) * scale),
                                  (int) ceil (ry_scene_get_height (scene) * scale));
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  ry_scene_draw (scene, cr, gtk_widget_get_pango_context (GTK_WIDGET (self)), RY_SCENE_SCREEN);
  cairo_destroy (cr);
  return ry_still_new (surface);
}

static void
paint_overlay (RyPictureView *self)
{
  RySceneNode *node = get_node (self, self->node);
  RyScene *over;

  g_clear_pointer (&self->overlay, ry_still_unref);
  if (!self->touched || node == NULL || node->record == NULL || self->func == NULL)
    return;
  over = self->func (ry_scene_get_width (self->scene), ry_scene_get_height (self->scene), get_scheme (self),
                     node->record, self->data);
  if (over == NULL)
    return;
  if (ry_scene_get_n_shapes (over) > 0)
    self->overlay = paint (self, over);
  ry_scene_free (over);
}

static void
append_still (RyPictureView *self, GtkSnapshot *snapshot, RyStill *still)
{
  double zoom = get_zoom (self);

  if (still != NULL)
    ry_still_append (still, GTK_WIDGET (self), snapshot,
                     &GRAPHENE_RECT_INIT (0, 0, (float) (ry_scene_get_width (self->scene) * zoom),
                                          (float) (ry_scene_get_height (self->scene) * zoom)));
}

/* ---- The focus ---- */

static void
look_at (RyPictureView *self, guint i)
{
  RySceneNode *node = get_node (self, i);

  if (node == NULL)
    return;
  self->node = i;
  self->touched = TRUE;
  for (guint j = 0; j < self->buttons->len; j++)
    if (get_node (self, j)->part == node->part)
      gtk_widget_set_focusable (g_ptr_array_index (self->buttons, j), j == i);
  paint_overlay (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[NODE_CHANGED], 0);
}

static void
move_to (RyPictureView *self, guint i)
{
  if (i >= self->buttons->len)
    return;
  gtk_widget_set_focusable (g_ptr_array_index (self->buttons, i), TRUE);
  gtk_widget_grab_focus (g_ptr_array_index (self->buttons, i));
}

static guint
get_position (RyPictureView *self, GtkWidget *button)
{
  guint position = 0;

  return g_ptr_array_find (self->buttons, button, &position) ? position : G_MAXUINT;
}

static void
turn_to (RyPictureView *self, guint position)
{
  if (position != G_MAXUINT && (position != self->node || !self->touched))
    look_at (self, position);
}

/* One controller for all buttons: of three hundred each would cost the first frame as much as the drawing. */
static void
hovered_cb (GtkEventControllerMotion *controller, double x, double y, RyPictureView *self)
{
  GtkWidget *under = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  while (under != NULL && gtk_widget_get_parent (under) != GTK_WIDGET (self))
    under = gtk_widget_get_parent (under);
  if (under != NULL)
    turn_to (self, get_position (self, under));
}

static void
clicked_cb (GtkButton *button, RyPictureView *self)
{
  RySceneNode *node = get_node (self, get_position (self, GTK_WIDGET (button)));

  if (node != NULL && node->record != NULL)
    g_signal_emit (self, signals[NODE_OPENED], 0, node->record);
}

/* ---- Keys ---- */

/* Typed letters are romaji or kana; the next name that is read so comes into focus. */
static guint
find_typed (RyPictureView *self)
{
  g_autofree char *kana = ry_text_from_romaji (self->typed->str);
  g_autofree char *wanted = ry_text_fold (kana != NULL ? kana : self->typed->str);

  for (guint step = self->typed->len > 1 ? 0 : 1; *wanted != '\0' && step <= self->buttons->len; step++) {
    guint i = (self->node + step) % self->buttons->len;
    RySceneNode *node = get_node (self, i);
    g_autofree char *key = node->reading != NULL ? ry_text_fold (node->reading) : NULL;

    if (key != NULL && g_str_has_prefix (key, wanted))
      return i;
  }
  return self->node;
}

static gboolean
type (RyPictureView *self, guint keyval, GdkModifierType state)
{
  gint64 now = g_get_monotonic_time ();
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if (!g_unichar_isalpha (letter) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (now - self->typed_at > TYPING_MS * 1000)
    g_string_truncate (self->typed, 0);
  self->typed_at = now;
  g_string_append_unichar (self->typed, letter);
  move_to (self, find_typed (self));
  return TRUE;
}

static gboolean
pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyPictureView *self)
{
  GPtrArray *nodes = self->scene != NULL ? ry_scene_get_nodes (self->scene) : NULL;

  if (get_node (self, self->node) == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  switch (keyval) {
  case GDK_KEY_Right:
  case GDK_KEY_Left:
    move_to (self, ry_picture_find_next (nodes, self->node, keyval == GDK_KEY_Right ? 1 : -1));
    return TRUE;
  case GDK_KEY_Down:
  case GDK_KEY_Up:
    move_to (self, ry_picture_find_beyond (nodes, self->node, keyval == GDK_KEY_Down ? 1 : -1));
    return TRUE;
  case GDK_KEY_Home:
  case GDK_KEY_End:
    move_to (self, ry_picture_find_end (nodes, self->node, keyval == GDK_KEY_End));
    return TRUE;
  case GDK_KEY_Escape:
    self->touched = FALSE;
    paint_overlay (self);
    gtk_widget_queue_draw (GTK_WIDGET (self));
    g_signal_emit (self, signals[NODE_CHANGED], 0);
    return TRUE;
  case GDK_KEY_F6:
    move_to (self, ry_picture_find_other_part (nodes, self->node));
    return TRUE;
  default:
    return type (self, keyval, state);
  }
}

/* ---- The scene and its buttons ---- */

static GtkWidget *
create_button (RyPictureView *self, const RySceneNode *node)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "ry-picture-node");
  if (node->width == node->height)
    gtk_widget_add_css_class (button, "round");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, node->speech, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  return button;
}

/* Whoever stands for @record; where several do, who is in the same part. */
static gboolean
find_record (RyPictureView *self, const char *record, guint part, guint *found)
{
  gboolean any = FALSE;

  *found = 0;
  for (guint i = 0; record != NULL && get_node (self, i) != NULL; i++)
    if (g_strcmp0 (get_node (self, i)->record, record) == 0 && (!any || get_node (self, i)->part == part)) {
      *found = i;
      any = TRUE;
      if (get_node (self, i)->part == part)
        break;
    }
  return any;
}

static gboolean
has_same_nodes (RyPictureView *self)
{
  GPtrArray *nodes = ry_scene_get_nodes (self->scene);

  if (nodes->len != self->buttons->len)
    return FALSE;
  for (guint i = 0; i < nodes->len; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (g_ptr_array_index (self->buttons, i)), "name"),
                   get_node (self, i)->name) != 0)
      return FALSE;
  return TRUE;
}

/* New buttons only where the nodes are others: a button that has the focus keeps it through a change of size. */
static void
sync_buttons (RyPictureView *self)
{
  GPtrArray *nodes = ry_scene_get_nodes (self->scene);
  guint part = G_MAXUINT;

  if (has_same_nodes (self)) {
    for (guint i = 0; i < nodes->len; i++)
      gtk_accessible_update_property (GTK_ACCESSIBLE (g_ptr_array_index (self->buttons, i)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, get_node (self, i)->speech, -1);
    return;
  }
  g_ptr_array_set_size (self->buttons, 0);
  for (guint i = 0; i < nodes->len; i++) {
    RySceneNode *node = get_node (self, i);
    GtkWidget *button = create_button (self, node);

    g_object_set_data_full (G_OBJECT (button), "name", g_strdup (node->name), g_free);
    gtk_widget_set_focusable (button, node->part != part);
    part = node->part;
    g_ptr_array_add (self->buttons, button);
  }
}

static gboolean
settle_cb (gpointer data)
{
  RyPictureView *self = data;

  self->settle = 0;
  sync_buttons (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
sync_buttons_soon (RyPictureView *self)
{
  if (self->buttons->len > 0 || ry_scene_get_nodes (self->scene)->len < MANY)
    sync_buttons (self);
  else if (self->settle == 0)
    self->settle = g_idle_add (settle_cb, self);
}

static void
ensure_buttons (RyPictureView *self)
{
  if (self->settle == 0)
    return;
  g_clear_handle_id (&self->settle, g_source_remove);
  sync_buttons (self);
}

/* What was there fades into what is. */
static void
fade_from (RyPictureView *self, RyScene *scene, RyStill *still)
{
  g_clear_pointer (&self->former, ry_still_unref);
  if (still != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      ry_scene_get_width (scene) == ry_scene_get_width (self->scene) &&
      ry_scene_get_height (scene) == ry_scene_get_height (self->scene)) {
    self->former = ry_still_ref (still);
    adw_animation_reset (self->fade);
    adw_animation_play (self->fade);
  }
}

static void
faded_cb (double value, gpointer data)
{
  gtk_widget_queue_draw (data);
}

static void
fade_done_cb (RyPictureView *self)
{
  g_clear_pointer (&self->former, ry_still_unref);
}

static void
make_scene (RyPictureView *self, int width, int height)
{
  RySceneNode *before = get_node (self, self->node);
  g_autofree char *record = before != NULL ? g_strdup (before->record) : NULL;
  guint part = before != NULL ? before->part : 0;
  double zoom = get_zoom (self);
  RyScene *scene = self->func != NULL && width > 0 && height > 0
                       ? self->func (width / zoom, height / zoom, get_scheme (self), NULL, self->data)
                       : NULL;

  if (scene == NULL)
    return;
  if (self->scene != NULL)
    fade_from (self, scene, self->picture);
  g_clear_pointer (&self->scene, ry_scene_free);
  g_clear_pointer (&self->picture, ry_still_unref);
  self->scene = scene;
  sync_buttons_soon (self);
  self->touched = find_record (self, record, part, &self->node) && self->touched;
  self->picture = paint (self, scene);
  paint_overlay (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, ry_scene_get_title (scene),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, ry_scene_get_summary (scene), -1);
  g_signal_emit (self, signals[NODE_CHANGED], 0);
}

static void
remove_button (gpointer button)
{
  gtk_widget_unparent (button);
}

/* ---- The widget ---- */

static GtkSizeRequestMode
ry_picture_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ry_picture_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  RyPictureView *self = RY_PICTURE_VIEW (widget);
  double zoom = get_zoom (self);

  *minimum = *natural = MINIMUM;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size > 0 && self->get_height != NULL)
    *minimum = *natural = MAX (MINIMUM, (int) (self->get_height (for_size / zoom, self->data) * zoom));
}

static void
ry_picture_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RyPictureView *self = RY_PICTURE_VIEW (widget);

  double zoom = get_zoom (self);

  if (self->scene == NULL || fabs (ry_scene_get_width (self->scene) * zoom - width) > 0.5 ||
      fabs (ry_scene_get_height (self->scene) * zoom - height) > 0.5)
    make_scene (self, width, height);
  for (guint i = 0; i < self->buttons->len; i++) {
    RySceneNode *node = get_node (self, i);
    int minimum;

    gtk_widget_measure (g_ptr_array_index (self->buttons, i), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                        NULL);
    gtk_widget_size_allocate (g_ptr_array_index (self->buttons, i),
                              &(GtkAllocation){ (int) ((node->x - node->width / 2) * zoom),
                                                (int) ((node->y - node->height / 2) * zoom),
                                                MAX ((int) (node->width * zoom), minimum),
                                                MAX ((int) (node->height * zoom), minimum) },
                              -1);
  }
}

static void
ry_picture_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RyPictureView *self = RY_PICTURE_VIEW (widget);

  if (self->former != NULL) {
    gtk_snapshot_push_cross_fade (snapshot, adw_animation_get_value (self->fade));
    append_still (self, snapshot, self->former);
    gtk_snapshot_pop (snapshot);
    append_still (self, snapshot, self->picture);
    gtk_snapshot_pop (snapshot);
  } else
    append_still (self, snapshot, self->picture);
  append_still (self, snapshot, self->overlay);
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->buttons, i), snapshot);
}

static gboolean
ry_picture_view_grab_focus (GtkWidget *widget)
{
  RyPictureView *self = RY_PICTURE_VIEW (widget);

  ensure_buttons (self);
  if (self->buttons->len == 0)
    return FALSE;
  move_to (self, self->node);
  return TRUE;
}

static void
ry_picture_view_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  GTK_WIDGET_CLASS (ry_picture_view_parent_class)->set_focus_child (widget, child);
  if (child != NULL)
    turn_to (RY_PICTURE_VIEW (widget), get_position (RY_PICTURE_VIEW (widget), child));
}

static void
ry_picture_view_dispose (GObject *object)
{
  RyPictureView *self = RY_PICTURE_VIEW (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_object (&self->fade);
  g_ptr_array_set_size (self->buttons, 0);
  self->func = NULL;
  G_OBJECT_CLASS (ry_picture_view_parent_class)->dispose (object);
}

static void
ry_picture_view_finalize (GObject *object)
{
  RyPictureView *self = RY_PICTURE_VIEW (object);

  g_clear_pointer (&self->scene, ry_scene_free);
  g_clear_pointer (&self->picture, ry_still_unref);
  g_clear_pointer (&self->overlay, ry_still_unref);
  g_clear_pointer (&self->former, ry_still_unref);
  g_ptr_array_unref (self->buttons);
  g_string_free (self->typed, TRUE);
  G_OBJECT_CLASS (ry_picture_view_parent_class)->finalize (object);
}

static void
ry_picture_view_class_init (RyPictureViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_picture_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_picture_view_finalize;
  widget_class->get_request_mode = ry_picture_view_get_request_mode;
  widget_class->measure = ry_picture_view_measure;
  widget_class->size_allocate = ry_picture_view_size_allocate;
  widget_class->snapshot = ry_picture_view_snapshot;
  widget_class->grab_focus = ry_picture_view_grab_focus;
  widget_class->set_focus_child = ry_picture_view_set_focus_child;

  signals[NODE_CHANGED] =
      g_signal_new ("node-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NODE_OPENED] = g_signal_new ("node-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "picture-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ry_picture_view_init (RyPictureView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *motion = gtk_event_controller_motion_new ();

  self->buttons = g_ptr_array_new_with_free_func (remove_button);
  self->typed = g_string_new (NULL);
  self->fade = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, FADE_MS,
                                        adw_callback_animation_target_new (faded_cb, self, NULL));
  g_signal_connect_swapped (self->fade, "done", G_CALLBACK (fade_done_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (motion, "motion", G_CALLBACK (hovered_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (ry_picture_view_redraw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi", G_CALLBACK (gtk_widget_queue_resize),
                           self, G_CONNECT_SWAPPED);
}

/**
 * ry_picture_view_set_source:
 * @self: a view
 * @func: makes the scene for a size and colours
 * @get_height: (nullable): how high it wants to be at a width; %NULL where it fits any room
 * @data: for @func; it outlives the view or goes with it
 *
 * Says what is shown.
 */
void
ry_picture_view_set_source (RyPictureView *self, RyPictureFunc func, RyPictureHeightFunc get_height, gpointer data)
{
  self->func = func;
  self->get_height = get_height;
  self->data = data;
  ry_picture_view_redraw (self);
}

/**
 * ry_picture_view_set_scheme:
 * @self: a view
 * @scheme: the colours, whatever the desktop's are
 *
 * Fixes the colours, as a slide needs them.
 */
void
ry_picture_view_set_scheme (RyPictureView *self, RyPaletteScheme scheme)
{
  self->scheme = scheme;
  self->fixed_scheme = TRUE;
  ry_picture_view_redraw (self);
}

/**
 * ry_picture_view_redraw:
 * @self: a view
 *
 * Makes the scene again, after what it shows has changed.
 */
void
ry_picture_view_redraw (RyPictureView *self)
{
  make_scene (self, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * ry_picture_view_get_scene:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what is shown
 */
RyScene *
ry_picture_view_get_scene (RyPictureView *self)
{
  return self->scene;
}

/**
 * ry_picture_view_get_node:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the node that is looked at; %NULL until somebody does
 */
RySceneNode *
ry_picture_view_get_node (RyPictureView *self)
{
  return self->touched ? get_node (self, self->node) : NULL;
}

/**
 * ry_picture_view_focus_node:
 * @self: a view
 * @node: a node of its scene
 *
 * Puts the focus on a node.
 */
void
ry_picture_view_focus_node (RyPictureView *self, RySceneNode *node)
{
  guint position;

  ensure_buttons (self);
  if (self->scene != NULL && g_ptr_array_find (ry_scene_get_nodes (self->scene), node, &position))
    move_to (self, position);
}
