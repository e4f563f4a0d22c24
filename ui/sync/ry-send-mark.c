/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RySendMark. Lists have hundreds of them, so one that is not on the screen asks nothing, and one that is asks only
 * when the road has another figure.
 */
#include "ry-send-mark.h"

#include <glib/gi18n.h>

#include "ry-window.h"

struct _RySendMark {
  GtkBox parent_instance;

  /* Borrowed: children, NULL until there is something to say */
  GtkImage *icon;
  GtkLabel *label;

  /* Owned */
  RyReplicator *replicator;
  char *id;

  RyRecordState state;
};

G_DEFINE_FINAL_TYPE (RySendMark, ry_send_mark, GTK_TYPE_BOX)

enum { PROP_0, PROP_WORDS, N_PROPS };

static GParamSpec *properties[N_PROPS];

static const struct {
  const char *icon_name;
  const char *words;
  const char *css_class;
} looks[] = {
  [RY_RECORD_SENT] = { NULL, NULL, NULL },
  [RY_RECORD_UNSENT] = { "go-up-symbolic", N_ ("Unsent"), "ry-2nd" },
  [RY_RECORD_REFUSED] = { "action-unavailable-symbolic", N_ ("Refused"), "ry-bad" },
};

/* Nearly every record is sent: few marks ever need their parts. */
static void
ensure_parts (RySendMark *self)
{
  if (self->icon != NULL)
    return;
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
}

static void
show_state (RySendMark *self, RyRecordState state)
{
  if (state == self->state)
    return;
  if (looks[self->state].css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), looks[self->state].css_class);
  self->state = state;
  if (looks[state].words != NULL) {
    ensure_parts (self);
    gtk_image_set_from_icon_name (self->icon, looks[state].icon_name);
    gtk_label_set_label (self->label, _ (looks[state].words));
    gtk_widget_add_css_class (GTK_WIDGET (self), looks[state].css_class);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), looks[state].words != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS]);
}

static void
look (RySendMark *self)
{
  if (self->replicator == NULL || self->id == NULL || ry_replicator_get_state (self->replicator) == RY_SYNC_OFF)
    show_state (self, RY_RECORD_SENT);
  else
    show_state (self, ry_replicator_get_record_state (self->replicator, self->id));
}

/* The mark itself is hidden while it has nothing to say, so that it takes no room: what it stands in is asked. */
static gboolean
is_on_screen (RySendMark *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  return parent != NULL && gtk_widget_get_mapped (parent);
}

static void
road_changed_cb (RySendMark *self)
{
  if (is_on_screen (self))
    look (self);
}

static void
ry_send_mark_root (GtkWidget *widget)
{
  static const char *const figures[] = { "notify::unsent", "notify::refused", "notify::state" };
  RySendMark *self = RY_SEND_MARK (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (ry_send_mark_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (!RY_IS_WINDOW (root))
    return;
  self->replicator = g_object_ref (ry_window_get_replicator (RY_WINDOW (root)));
  g_signal_connect_swapped (gtk_widget_get_parent (widget), "map", G_CALLBACK (look), self);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    g_signal_connect_swapped (self->replicator, figures[i], G_CALLBACK (road_changed_cb), self);
}

static void
ry_send_mark_unroot (GtkWidget *widget)
{
  RySendMark *self = RY_SEND_MARK (widget);

  if (self->replicator != NULL) {
    g_signal_handlers_disconnect_by_data (gtk_widget_get_parent (widget), self);
    g_signal_handlers_disconnect_by_data (self->replicator, self);
  }
  g_clear_object (&self->replicator);
  GTK_WIDGET_CLASS (ry_send_mark_parent_class)->unroot (widget);
}

static void
ry_send_mark_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WORDS)
    g_value_set_string (value, ry_send_mark_get_words (RY_SEND_MARK (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ry_send_mark_finalize (GObject *object)
{
  g_free (RY_SEND_MARK (object)->id);
  G_OBJECT_CLASS (ry_send_mark_parent_class)->finalize (object);
}

static void
ry_send_mark_class_init (RySendMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ry_send_mark_get_property;
  object_class->finalize = ry_send_mark_finalize;
  widget_class->root = ry_send_mark_root;
  widget_class->unroot = ry_send_mark_unroot;

  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "sendmark");
}

static void
ry_send_mark_init (RySendMark *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * ry_send_mark_new:
 *
 * Returns: (transfer floating): a mark of nothing
 */
GtkWidget *
ry_send_mark_new (void)
{
  return g_object_new (RY_TYPE_SEND_MARK, NULL);
}

/**
 * ry_send_mark_set_id:
 * @self: a mark
 * @id: (nullable): the record it speaks of
 *
 * Asks again also where the record is the same, as after a change of it.
 */
void
ry_send_mark_set_id (RySendMark *self, const char *id)
{
  if (g_strcmp0 (self->id, id) != 0) {
    g_free (self->id);
    self->id = g_strdup (id);
  }
  if (is_on_screen (self))
    look (self);
}

/**
 * ry_send_mark_get_words:
 * @self: a mark
 *
 * Returns: (nullable) (transfer none): what it says
 */
const char *
ry_send_mark_get_words (RySendMark *self)
{
  return looks[self->state].words != NULL ? _ (looks[self->state].words) : NULL;
}
