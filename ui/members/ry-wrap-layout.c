/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyWrapLayout. Height follows width: one walk over the children places them, and the same walk without
 * placing answers how high they will stand.
 */
#include "ry-wrap-layout.h"

struct _RyWrapLayout {
  GtkLayoutManager parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (RyWrapLayout, ry_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
get_width_of_child (GtkWidget *child, int available)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return available < 0 ? natural : CLAMP (natural, minimum, MAX (minimum, available));
}

static int
get_height_of_child (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static void
place_child (GtkWidget *child, gboolean is_rtl, int x, int y, int width, int height, int available)
{
  GtkAllocation place = { is_rtl ? available - x - width : x, y, width, height };
  gtk_widget_size_allocate (child, &place, -1);
}

/* Returns the height of all lines; places the children where @place is set. */
static int
walk (RyWrapLayout *self, GtkWidget *widget, int available, gboolean place)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int width, height;

    if (!gtk_widget_should_layout (child))
      continue;
    width = get_width_of_child (child, available);
    height = get_height_of_child (child, width);
    if (x > 0 && x + width > available) {
      y += line_height + self->spacing;
      x = line_height = 0;
    }
    if (place)
      place_child (child, is_rtl, x, y, width, height, available);
    x += width + self->spacing;
    line_height = MAX (line_height, height);
  }
  return y + line_height;
}

static void
measure_widths (RyWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int child_minimum, child_natural;

    if (!gtk_widget_should_layout (child))
      continue;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
    *minimum = MAX (*minimum, child_minimum);
    *natural += child_natural + (*natural > 0 ? self->spacing : 0);
  }
}

static GtkSizeRequestMode
ry_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ry_wrap_layout_measure (GtkLayoutManager *manager,
                        GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  RyWrapLayout *self = RY_WRAP_LAYOUT (manager);
  int width_minimum, width_natural;

  measure_widths (self, widget, &width_minimum, &width_natural);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = width_minimum;
    *natural = width_natural;
  } else
    *minimum = *natural = walk (self, widget, for_size < 0 ? width_natural : MAX (for_size, width_minimum), FALSE);
}

static void
ry_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  walk (RY_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
ry_wrap_layout_class_init (RyWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = ry_wrap_layout_get_request_mode;
  layout_class->measure = ry_wrap_layout_measure;
  layout_class->allocate = ry_wrap_layout_allocate;
}

static void
ry_wrap_layout_init (RyWrapLayout *self)
{
}

/**
 * ry_wrap_layout_new:
 * @spacing: room between children and between lines, in pixels
 *
 * Returns: (transfer full): a layout manager
 */
GtkLayoutManager *
ry_wrap_layout_new (int spacing)
{
  RyWrapLayout *self = g_object_new (RY_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}

/**
 * ry_wrap_box_new:
 * @spacing: room between children and between lines, in pixels
 *
 * Returns: (transfer floating): a GtkBox that wraps; fill it with gtk_box_append()
 */
GtkWidget *
ry_wrap_box_new (int spacing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, ry_wrap_layout_new (spacing));
  return box;
}

/**
 * ry_wrap_label_new:
 * @text: (nullable): what stands in it
 *
 * Returns: (transfer floating): a small label for the end of a heading, on one line while there is room for
 * it
 */
GtkWidget *
ry_wrap_label_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class (label, "ry-2nd");
  gtk_widget_add_css_class (label, "ry-small");
  return label;
}
