/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyLater. Making a status page takes a millisecond, and its large letters are faces of their own that take as long
 * again to find and measure. The first frame does not wait for what it does not show.
 */
#include "ry-later.h"

struct _RyLater {
  AdwBin parent_instance;

  /* Owned */
  char *resource;
};

G_DEFINE_FINAL_TYPE (RyLater, ry_later, ADW_TYPE_BIN)

enum { PROP_0, PROP_RESOURCE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
ry_later_map (GtkWidget *widget)
{
  AdwBin *self = ADW_BIN (widget);

  if (adw_bin_get_child (self) == NULL) {
    g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (RY_LATER (self)->resource);

    adw_bin_set_child (self, GTK_WIDGET (gtk_builder_get_object (builder, "content")));
  }
  GTK_WIDGET_CLASS (ry_later_parent_class)->map (widget);
}

static void
ry_later_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_RESOURCE:
    RY_LATER (object)->resource = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ry_later_finalize (GObject *object)
{
  g_free (RY_LATER (object)->resource);
  G_OBJECT_CLASS (ry_later_parent_class)->finalize (object);
}

static void
ry_later_class_init (RyLaterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = ry_later_set_property;
  object_class->finalize = ry_later_finalize;
  GTK_WIDGET_CLASS (klass)->map = ry_later_map;

  properties[PROP_RESOURCE] = g_param_spec_string ("resource", NULL, NULL, NULL,
                                                   G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ry_later_init (RyLater *self)
{
}
