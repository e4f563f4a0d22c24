/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A window is never narrower than the least width of what is in it, so that a form for narrow windows which is only
 * taken on once the window is narrow could not be reached in one step; and where the form decides the least width,
 * which decides the form, the two take turns for ever. Here the width alone decides.
 */
#include "ry-fit.h"

/* The narrowest window there is, a telephone's. */
#define LEAST_WIDTH 360

struct _RyFit {
  GtkWidget parent_instance;

  /* Owned */
  GtkWidget *child;

  int narrow_below; /* pixels, with text of the usual size; 0: never narrow */
  gboolean narrow;
};

static void ry_fit_buildable_init (GtkBuildableIface *iface);

static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (RyFit,
                               ry_fit,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, ry_fit_buildable_init))

enum { PROP_0, PROP_NARROW, PROP_NARROW_BELOW, N_PROPS };

static GParamSpec *properties[N_PROPS];

static int
get_child_width (RyFit *self)
{
  int width = 0;

  if (self->child != NULL && gtk_widget_should_layout (self->child))
    gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  return width;
}

static void
ry_fit_measure (GtkWidget *widget,
                GtkOrientation orientation,
                int for_size,
                int *minimum,
                int *natural,
                int *minimum_baseline,
                int *natural_baseline)
{
  RyFit *self = RY_FIT (widget);

  *minimum_baseline = *natural_baseline = -1;
  if (self->child == NULL || !gtk_widget_should_layout (self->child))
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size, get_child_width (self));
  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, LEAST_WIDTH);
}

static void
ry_fit_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RyFit *self = RY_FIT (widget);
  gboolean narrow = width < self->narrow_below * ry_fit_get_text_scale (GTK_WIDGET (self));

  if (self->child != NULL && gtk_widget_should_layout (self->child))
    gtk_widget_allocate (self->child, MAX (width, get_child_width (self)), height, baseline, NULL);
  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static GtkSizeRequestMode
ry_fit_get_request_mode (GtkWidget *widget)
{
  RyFit *self = RY_FIT (widget);

  return self->child != NULL ? gtk_widget_get_request_mode (self->child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
ry_fit_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  RyFit *self = RY_FIT (buildable);

  if (!GTK_IS_WIDGET (child) || self->child != NULL) {
    parent_buildable->add_child (buildable, builder, child, type);
    return;
  }
  self->child = GTK_WIDGET (child);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
}

static void
ry_fit_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = ry_fit_add_child;
}

static void
ry_fit_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RyFit *self = RY_FIT (object);

  switch (id) {
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  case PROP_NARROW_BELOW:
    g_value_set_int (value, self->narrow_below);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ry_fit_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_NARROW_BELOW:
    RY_FIT (object)->narrow_below = g_value_get_int (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ry_fit_dispose (GObject *object)
{
  g_clear_pointer (&RY_FIT (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (ry_fit_parent_class)->dispose (object);
}

static void
ry_fit_class_init (RyFitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ry_fit_get_property;
  object_class->set_property = ry_fit_set_property;
  object_class->dispose = ry_fit_dispose;
  widget_class->measure = ry_fit_measure;
  widget_class->size_allocate = ry_fit_size_allocate;
  widget_class->get_request_mode = ry_fit_get_request_mode;

  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW_BELOW] =
      g_param_spec_int ("narrow-below", NULL, NULL, 0, G_MAXINT, 0,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ry_fit_init (RyFit *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * ry_fit_get_narrow:
 * @self: a bin
 *
 * It is notified while the bin is being allocated: take on the other form in an idle, or this frame's allocation would
 * miss it.
 *
 * Returns: whether it is narrower than its `narrow-below`, which grows with the size of text
 */
gboolean
ry_fit_get_narrow (RyFit *self)
{
  return self->narrow;
}

/**
 * ry_fit_dialog:
 * @dialog: a window with a parent, not shown yet
 *
 * Keeps it from being wider than its parent, which may be a narrow one.
 */
void
ry_fit_dialog (GtkWindow *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);
  int room = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0, width, height;

  gtk_window_get_default_size (dialog, &width, &height);
  if (room > 0 && room < width)
    gtk_window_set_default_size (dialog, room, height);
}

/**
 * ry_fit_get_text_scale:
 * @widget: any widget
 *
 * Returns: how much larger than usual the person wants text; text of twice the size needs twice the room
 */
double
ry_fit_get_text_scale (GtkWidget *widget)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? dpi / 1024.0 / 96.0 : 1.0;
}
