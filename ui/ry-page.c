/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The base of every page. It holds what the window's header bar shows of it, and passes the window's commands
 * on to the class. A page's life: made when it is first chosen, `shown` each time it comes to the front,
 * `leaving` before it goes.
 */
#include "ry-page.h"

#include "ry-window.h"

typedef struct {
  /* Borrowed */
  RyWindow *window;

  /* Owned */
  char *title;
  char *subtitle;
  GtkWidget *header_start;
  GtkWidget *header_title;
  GtkWidget *header_end;

  gboolean can_go_back;
} RyPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RyPage, ry_page, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_WINDOW,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_CAN_GO_BACK,
  PROP_HEADER_START,
  PROP_HEADER_TITLE,
  PROP_HEADER_END,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static RyPagePrivate *
get_private (RyPage *self)
{
  return ry_page_get_instance_private (self);
}

static void
set_text (RyPage *self, char **place, const char *text, int property)
{
  if (g_strcmp0 (*place, text) == 0)
    return;
  g_free (*place);
  *place = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_widget (RyPage *self, GtkWidget **place, GtkWidget *widget, int property)
{
  if (*place == widget)
    return;
  g_clear_object (place);
  *place = widget != NULL ? g_object_ref_sink (widget) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
ry_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RyPagePrivate *priv = get_private (RY_PAGE (object));

  switch (id) {
  case PROP_WINDOW:
    g_value_set_object (value, priv->window);
    break;
  case PROP_TITLE:
    g_value_set_string (value, priv->title);
    break;
  case PROP_SUBTITLE:
    g_value_set_string (value, priv->subtitle);
    break;
  case PROP_CAN_GO_BACK:
    g_value_set_boolean (value, priv->can_go_back);
    break;
  case PROP_HEADER_START:
    g_value_set_object (value, priv->header_start);
    break;
  case PROP_HEADER_TITLE:
    g_value_set_object (value, priv->header_title);
    break;
  case PROP_HEADER_END:
    g_value_set_object (value, priv->header_end);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ry_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RyPage *self = RY_PAGE (object);
  RyPagePrivate *priv = get_private (self);

  switch (id) {
  case PROP_WINDOW:
    priv->window = g_value_get_object (value);
    break;
  case PROP_TITLE:
    ry_page_set_title (self, g_value_get_string (value));
    break;
  case PROP_SUBTITLE:
    ry_page_set_subtitle (self, g_value_get_string (value));
    break;
  case PROP_CAN_GO_BACK:
    ry_page_set_can_go_back (self, g_value_get_boolean (value));
    break;
  case PROP_HEADER_START:
    ry_page_set_header_start (self, g_value_get_object (value));
    break;
  case PROP_HEADER_TITLE:
    ry_page_set_header_title (self, g_value_get_object (value));
    break;
  case PROP_HEADER_END:
    ry_page_set_header_end (self, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ry_page_dispose (GObject *object)
{
  RyPagePrivate *priv = get_private (RY_PAGE (object));

  g_clear_object (&priv->header_start);
  g_clear_object (&priv->header_title);
  g_clear_object (&priv->header_end);
  G_OBJECT_CLASS (ry_page_parent_class)->dispose (object);
}

static void
ry_page_finalize (GObject *object)
{
  RyPagePrivate *priv = get_private (RY_PAGE (object));

  g_free (priv->title);
  g_free (priv->subtitle);
  G_OBJECT_CLASS (ry_page_parent_class)->finalize (object);
}

static void
ry_page_class_init (RyPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ry_page_get_property;
  object_class->set_property = ry_page_set_property;
  object_class->dispose = ry_page_dispose;
  object_class->finalize = ry_page_finalize;

  properties[PROP_WINDOW] = g_param_spec_object ("window", NULL, NULL, RY_TYPE_WINDOW,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, both);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, both);
  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, both);
  properties[PROP_HEADER_START] = g_param_spec_object ("header-start", NULL, NULL, GTK_TYPE_WIDGET, both);
  properties[PROP_HEADER_TITLE] = g_param_spec_object ("header-title", NULL, NULL, GTK_TYPE_WIDGET, both);
  properties[PROP_HEADER_END] = g_param_spec_object ("header-end", NULL, NULL, GTK_TYPE_WIDGET, both);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ry_page_init (RyPage *self)
{
}

/**
 * ry_page_get_window:
 * @self: a page
 *
 * Returns: (transfer none): the window that the page was made for
 */
RyWindow *
ry_page_get_window (RyPage *self)
{
  return get_private (self)->window;
}

/**
 * ry_page_get_title:
 * @self: a page
 *
 * Returns: (nullable): what stands in the header bar
 */
const char *
ry_page_get_title (RyPage *self)
{
  return get_private (self)->title;
}

/**
 * ry_page_set_title:
 * @self: a page
 * @title: (nullable): what stands in the header bar
 */
void
ry_page_set_title (RyPage *self, const char *title)
{
  set_text (self, &get_private (self)->title, title, PROP_TITLE);
}

/**
 * ry_page_set_subtitle:
 * @self: a page
 * @subtitle: (nullable): the small line below the title, for instance how old the figures are
 */
void
ry_page_set_subtitle (RyPage *self, const char *subtitle)
{
  set_text (self, &get_private (self)->subtitle, subtitle, PROP_SUBTITLE);
}

/**
 * ry_page_set_can_go_back:
 * @self: a page
 * @can_go_back: whether there is a step back inside the page, as from a record to the list when folded
 */
void
ry_page_set_can_go_back (RyPage *self, gboolean can_go_back)
{
  RyPagePrivate *priv = get_private (self);

  if (priv->can_go_back == can_go_back)
    return;
  priv->can_go_back = can_go_back;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
}

/**
 * ry_page_set_header_start:
 * @self: a page
 * @widget: (nullable): put at the start of the header bar, as the button that makes a new record
 */
void
ry_page_set_header_start (RyPage *self, GtkWidget *widget)
{
  set_widget (self, &get_private (self)->header_start, widget, PROP_HEADER_START);
}

/**
 * ry_page_set_header_title:
 * @self: a page
 * @widget: (nullable): put in place of the title, as an AdwViewSwitcherTitle
 */
void
ry_page_set_header_title (RyPage *self, GtkWidget *widget)
{
  set_widget (self, &get_private (self)->header_title, widget, PROP_HEADER_TITLE);
}

/**
 * ry_page_set_header_end:
 * @self: a page
 * @widget: (nullable): put at the end of the header bar, before the search
 */
void
ry_page_set_header_end (RyPage *self, GtkWidget *widget)
{
  set_widget (self, &get_private (self)->header_end, widget, PROP_HEADER_END);
}

/**
 * ry_page_shown:
 * @self: a page
 *
 * Tells the page that it came to the front.
 */
void
ry_page_shown (RyPage *self)
{
  RyPageClass *klass = RY_PAGE_GET_CLASS (self);

  if (klass->shown != NULL)
    klass->shown (self);
}

/**
 * ry_page_open:
 * @self: a page
 * @id: a document
 *
 * Returns: whether the page shows it now
 */
gboolean
ry_page_open (RyPage *self, const char *id)
{
  RyPageClass *klass = RY_PAGE_GET_CLASS (self);

  return klass->open != NULL && klass->open (self, id);
}

/**
 * ry_page_focus_filter:
 * @self: a page
 *
 * Returns: whether there is a filter that has the focus now
 */
gboolean
ry_page_focus_filter (RyPage *self)
{
  RyPageClass *klass = RY_PAGE_GET_CLASS (self);

  return klass->focus_filter != NULL && klass->focus_filter (self);
}

/**
 * ry_page_create:
 * @self: a page
 *
 * Returns: whether the page began a new record
 */
gboolean
ry_page_create (RyPage *self)
{
  RyPageClass *klass = RY_PAGE_GET_CLASS (self);

  return klass->create != NULL && klass->create (self);
}

/**
 * ry_page_print:
 * @self: a page
 *
 * Returns: whether there was something to print
 */
gboolean
ry_page_print (RyPage *self)
{
  RyPageClass *klass = RY_PAGE_GET_CLASS (self);

  return klass->print != NULL && klass->print (self);
}

/**
 * ry_page_toggle_side:
 * @self: a page
 *
 * Returns: whether the page has a side pane
 */
gboolean
ry_page_toggle_side (RyPage *self)
{
  RyPageClass *klass = RY_PAGE_GET_CLASS (self);

  return klass->toggle_side != NULL && klass->toggle_side (self);
}

/**
 * ry_page_go_back:
 * @self: a page
 *
 * Returns: whether the page took a step back inside itself
 */
gboolean
ry_page_go_back (RyPage *self)
{
  RyPageClass *klass = RY_PAGE_GET_CLASS (self);

  return klass->go_back != NULL && klass->go_back (self);
}

/**
 * ry_page_leaving:
 * @self: a page
 *
 * Lets the page write what is still in a field. Called before the page or the window is closed.
 */
void
ry_page_leaving (RyPage *self)
{
  RyPageClass *klass = RY_PAGE_GET_CLASS (self);

  if (klass->leaving != NULL)
    klass->leaving (self);
}

/**
 * ry_page_dup_record:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): the id of the record that is looked at
 */
char *
ry_page_dup_record (RyPage *self)
{
  RyPageClass *klass = RY_PAGE_GET_CLASS (self);

  return klass->dup_record != NULL ? klass->dup_record (self) : NULL;
}
