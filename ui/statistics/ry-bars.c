/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawn with the widget's own colour, so that it follows dark and high contrast without a word here. Where there are
 * more bars than room for their names, every second or third name is left out.
 */
#include "ry-bars.h"

#include "ry-speech.h"

#define HEIGHT    180
#define GAP       4
#define LEAST_BAR 6
#define MOST_BAR  56

typedef struct {
  char *name;
  guint value;
} Bar;

struct _RyBars {
  GtkWidget parent_instance;

  /* Owned */
  GPtrArray *bars;
};

G_DEFINE_FINAL_TYPE (RyBars, ry_bars, GTK_TYPE_WIDGET)

static void
bar_free (Bar *bar)
{
  g_free (bar->name);
  g_free (bar);
}

static guint
find_most (RyBars *self)
{
  guint most = 1;

  for (guint i = 0; i < self->bars->len; i++)
    most = MAX (most, ((Bar *) self->bars->pdata[i])->value);
  return most;
}

static PangoLayout *
create_layout (RyBars *self, const char *text, int *width, int *height)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, width, height);
  return layout;
}

static void
draw_text (RyBars *self, GtkSnapshot *snapshot, const char *text, double middle, double y, const GdkRGBA *ink)
{
  int width, height;
  g_autoptr (PangoLayout) layout = create_layout (self, text, &width, &height);
  double x = CLAMP (middle - width / 2.0, 0, MAX (0, gtk_widget_get_width (GTK_WIDGET (self)) - width));

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, ink);
  gtk_snapshot_restore (snapshot);
}

/* Every how many bars a name has room. */
static guint
choose_step (RyBars *self, double pitch)
{
  int widest = 1;

  for (guint i = 0; i < self->bars->len; i++) {
    int width, height;
    g_autoptr (PangoLayout) layout = create_layout (self, ((Bar *) self->bars->pdata[i])->name, &width, &height);

    widest = MAX (widest, width + GAP);
  }
  return (guint) MAX (1, (widest + pitch - 1) / pitch);
}

static void
ry_bars_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RyBars *self = RY_BARS (widget);
  guint most = find_most (self);
  int line, ignored;
  g_autoptr (PangoLayout) measure = create_layout (self, "0", &ignored, &line);
  double pitch = (double) gtk_widget_get_width (widget) / MAX (self->bars->len, 1);
  double bar_width = CLAMP (pitch - GAP, 1, MOST_BAR);
  double room = gtk_widget_get_height (widget) - 2.0 * line - 2 * GAP;
  guint step = choose_step (self, pitch);
  GdkRGBA ink, soft;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  soft = ink;
  soft.alpha *= 0.55f;
  for (guint i = 0; i < self->bars->len; i++) {
    const Bar *bar = g_ptr_array_index (self->bars, i);
    double middle = pitch * (i + 0.5), height = MAX (room * bar->value / most, bar->value > 0 ? 1 : 0);
    double top = line + GAP + room - height;

    gtk_snapshot_append_color (snapshot, &soft,
                               &GRAPHENE_RECT_INIT ((float) (middle - bar_width / 2), (float) top, (float) bar_width,
                                                    (float) height));
    /* From the last one back, since that is the one that is looked for. */
    if ((self->bars->len - 1 - i) % step == 0) {
      g_autofree char *value = g_strdup_printf ("%u", bar->value);

      draw_text (self, snapshot, value, middle, top - line - 2, &ink);
      draw_text (self, snapshot, bar->name, middle, line + GAP + room + GAP, &ink);
    }
  }
}

static void
ry_bars_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *base,
                 int *natural_base)
{
  int n = (int) RY_BARS (widget)->bars->len;

  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : n * (LEAST_BAR + 1);
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : n * (MOST_BAR + GAP);
}

static void
ry_bars_finalize (GObject *object)
{
  g_ptr_array_unref (RY_BARS (object)->bars);
  G_OBJECT_CLASS (ry_bars_parent_class)->finalize (object);
}

static void
ry_bars_class_init (RyBarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ry_bars_finalize;
  widget_class->snapshot = ry_bars_snapshot;
  widget_class->measure = ry_bars_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "bars");
}

static void
ry_bars_init (RyBars *self)
{
  self->bars = g_ptr_array_new_with_free_func ((GDestroyNotify) bar_free);
}

/**
 * ry_bars_new:
 *
 * Returns: (transfer floating): a chart without bars
 */
GtkWidget *
ry_bars_new (void)
{
  return g_object_new (RY_TYPE_BARS, NULL);
}

/**
 * ry_bars_clear:
 * @self: a chart
 *
 * Takes all bars away.
 */
void
ry_bars_clear (RyBars *self)
{
  g_ptr_array_set_size (self->bars, 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * ry_bars_add:
 * @self: a chart
 * @name: what stands below the bar
 * @value: how high it is
 *
 * Adds a bar at the right.
 */
void
ry_bars_add (RyBars *self, const char *name, guint value)
{
  Bar *bar = g_new0 (Bar, 1);

  bar->name = g_strdup (name);
  bar->value = value;
  g_ptr_array_add (self->bars, bar);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * ry_bars_speak:
 * @self: a chart
 * @title: what the figures are
 *
 * Lets a screen reader say them.
 */
void
ry_bars_speak (RyBars *self, const char *title)
{
  g_autoptr (GString) text = g_string_new (title);

  for (guint i = 0; i < self->bars->len; i++) {
    const Bar *bar = g_ptr_array_index (self->bars, i);

    g_string_append_printf (text, "%s%s %u", i > 0 ? ", " : ": ", bar->name, bar->value);
  }
  ry_speech_set_label (GTK_WIDGET (self), text->str);
}
