/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A council as a mark or a chip. CSS node `council-mark`, classes `ry-plane` or `ry-vertical`, and `chip`.
 * Its accessible label is the council's full name; the word on it is not spoken again.
 */
#include "ry-council-mark.h"

struct _RyCouncilMark {
  GtkWidget parent_instance;

  GtkWidget *icon;
  GtkWidget *label;

  /* Owned */
  char *name;

  gboolean chip;
};

G_DEFINE_FINAL_TYPE (RyCouncilMark, ry_council_mark, GTK_TYPE_WIDGET)

static GtkWidget *
create (const RyCouncil *council, gboolean chip)
{
  RyCouncilMark *self = g_object_new (RY_TYPE_COUNCIL_MARK, NULL);

  self->chip = chip;
  if (chip)
    gtk_widget_add_css_class (GTK_WIDGET (self), "chip");
  ry_council_mark_set_council (self, council);
  return GTK_WIDGET (self);
}

static void
ry_council_mark_dispose (GObject *object)
{
  RyCouncilMark *self = RY_COUNCIL_MARK (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (ry_council_mark_parent_class)->dispose (object);
}

/* Answered when it is asked for: gtk_widget_set_tooltip_text() asks the X server each time, and a list has
 * hundreds of these. */
static gboolean
ry_council_mark_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, RY_COUNCIL_MARK (widget)->name);
  return RY_COUNCIL_MARK (widget)->name != NULL;
}

static void
ry_council_mark_finalize (GObject *object)
{
  g_free (RY_COUNCIL_MARK (object)->name);
  G_OBJECT_CLASS (ry_council_mark_parent_class)->finalize (object);
}

static void
ry_council_mark_class_init (RyCouncilMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_council_mark_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_council_mark_finalize;
  widget_class->query_tooltip = ry_council_mark_query_tooltip;

  gtk_widget_class_set_css_name (widget_class, "council-mark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
ry_council_mark_init (RyCouncilMark *self)
{
  self->icon = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_object_set (self, "has-tooltip", TRUE, NULL);
}

/**
 * ry_council_mark_new:
 * @council: (nullable): a council
 *
 * Returns: (transfer floating): its wheel and 面 or 垂直, for dense rows
 */
GtkWidget *
ry_council_mark_new (const RyCouncil *council)
{
  return create (council, FALSE);
}

/**
 * ry_council_chip_new:
 * @council: (nullable): a council
 *
 * Returns: (transfer floating): its wheel and short name on a tinted pill
 */
GtkWidget *
ry_council_chip_new (const RyCouncil *council)
{
  return create (council, TRUE);
}

/**
 * ry_council_mark_set_council:
 * @self: a mark or chip
 * @council: (nullable): what it shows; it hides for %NULL
 */
void
ry_council_mark_set_council (RyCouncilMark *self, const RyCouncil *council)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_remove_css_class (widget, "ry-plane");
  gtk_widget_remove_css_class (widget, "ry-vertical");
  gtk_widget_set_visible (widget, council != NULL);
  g_clear_pointer (&self->name, g_free);
  if (council == NULL)
    return;
  self->name = g_strdup (council->name);
  if (ry_wheel_get_css_class (council->wheel) != NULL)
    gtk_widget_add_css_class (widget, ry_wheel_get_css_class (council->wheel));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), ry_wheel_get_icon_name (council->wheel));
  gtk_label_set_label (GTK_LABEL (self->label), self->chip || council->wheel == RY_WHEEL_NONE
                                                    ? council->short_name
                                                    : ry_wheel_get_word (council->wheel));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, council->name, -1);
}
