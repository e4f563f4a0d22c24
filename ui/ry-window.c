/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main window's life: it is made for one workspace, builds only the page that is seen, and writes what is
 * still in a field before it closes. Where one is in it stands in ry-window-pages.c, what one can do in
 * ry-window-actions.c.
 */
#include "ry-window.h"

#include <glib/gi18n.h>

#include "ry-error.h"
#include "ry-window-private.h"

G_DEFINE_FINAL_TYPE (RyWindow, ry_window, ADW_TYPE_APPLICATION_WINDOW)

enum { PROP_0, PROP_WORKSPACE, PROP_REPLICATOR, PROP_FOLDED, N_PROPS };

enum { PAINTED, ACTS_CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
show_region (RyWindow *self)
{
  g_autofree char *title = ry_workspace_dup_title (self->workspace);

  ry_sidebar_set_region (self->sidebar, title, ry_workspace_get_sample (self->workspace));
  gtk_window_set_title (GTK_WINDOW (self), title != NULL && *title != '\0' ? title : _ ("Ryōrin"));
}

static void
restore_size (RyWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
save_size (RyWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, RY_APP_ID, TRUE) : NULL;

  /* From the build folder the schema may not be installed: the program works without remembering its size. */
  return schema != NULL ? g_settings_new (RY_APP_ID) : NULL;
}

static gboolean
fold_cb (gpointer data)
{
  RyWindow *self = data;

  if (self->workspace != NULL) {
    adw_leaflet_set_can_unfold (self->split, !ry_fit_get_narrow (self->fit));
    _ry_window_fold_changed (self);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  }
  return G_SOURCE_REMOVE;
}

static void
narrow_cb (RyWindow *self)
{
  /* The window is being allocated; what is shown or hidden now would miss this frame's allocation. */
  g_idle_add_full (G_PRIORITY_DEFAULT, fold_cb, g_object_ref (self), g_object_unref);
}

static gboolean
say_painted_cb (gpointer data)
{
  g_signal_emit (data, signals[PAINTED], 0);
  return G_SOURCE_REMOVE;
}

static void
after_paint_cb (GdkFrameClock *clock, RyWindow *self)
{
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, self);
  self->painted = TRUE;
  /* Not from within the frame: it is to reach the screen first. */
  g_idle_add_full (G_PRIORITY_DEFAULT, say_painted_cb, g_object_ref (self), g_object_unref);
}

static void
ry_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ry_window_parent_class)->realize (widget);
  if (!RY_WINDOW (widget)->painted)
    g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (after_paint_cb), widget,
                             0);
}

static void
page_chosen_cb (RySidebar *sidebar, const char *name, RyWindow *self)
{
  ry_window_show_page (self, name);
}

static void
workspace_changed_cb (RyWindow *self)
{
  show_region (self);
  _ry_window_update_actions (self);
}

static gboolean
close_request_cb (RyWindow *self)
{
  _ry_window_leave_pages (self);
  if (self->settings != NULL)
    save_size (self);
  return GDK_EVENT_PROPAGATE;
}

static void
ry_window_constructed (GObject *object)
{
  RyWindow *self = RY_WINDOW (object);

  G_OBJECT_CLASS (ry_window_parent_class)->constructed (object);

  self->councils = ry_councils_new (self->workspace);
  ry_sidebar_setup (self->sidebar, self->workspace, self->replicator, self->councils);
  for (guint i = 0, n = 0; _ry_window_list_pages (&n), i < n; i++) {
    const RyPageEntry *entry = &_ry_window_list_pages (&n)[i];

    if (entry->group >= 0)
      ry_sidebar_add_page (self->sidebar, entry->name, _ (entry->title), entry->icon_name, entry->group);
  }
  _ry_window_setup_pages (self);
  _ry_window_accept_files (self);
  _ry_window_update_actions (self);
  show_region (self);
  if (self->settings != NULL)
    restore_size (self);
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
ry_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RyWindow *self = RY_WINDOW (object);

  switch (id) {
  case PROP_WORKSPACE:
    g_value_set_object (value, self->workspace);
    break;
  case PROP_REPLICATOR:
    g_value_set_object (value, self->replicator);
    break;
  case PROP_FOLDED:
    g_value_set_boolean (value, ry_window_get_folded (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ry_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RyWindow *self = RY_WINDOW (object);

  switch (id) {
  case PROP_WORKSPACE:
    self->workspace = g_value_dup_object (value);
    break;
  case PROP_REPLICATOR:
    self->replicator = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ry_window_dispose (GObject *object)
{
  RyWindow *self = RY_WINDOW (object);

  /* Pages hold a borrowed pointer to the window and look at the workspace: they go first. */
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), NULL);
  g_clear_object (&self->councils);
  g_clear_object (&self->replicator);
  g_clear_object (&self->settings);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->page_before_search, g_free);
  G_OBJECT_CLASS (ry_window_parent_class)->dispose (object);
}

static void
ry_window_finalize (GObject *object)
{
  ry_undo_stack_free (RY_WINDOW (object)->acts);
  G_OBJECT_CLASS (ry_window_parent_class)->finalize (object);
}

static void
ry_window_class_init (RyWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = ry_window_constructed;
  object_class->get_property = ry_window_get_property;
  object_class->set_property = ry_window_set_property;
  object_class->dispose = ry_window_dispose;
  object_class->finalize = ry_window_finalize;
  widget_class->realize = ry_window_realize;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, RY_TYPE_WORKSPACE, construct);
  properties[PROP_REPLICATOR] = g_param_spec_object ("replicator", NULL, NULL, RY_TYPE_REPLICATOR, construct);
  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[PAINTED] = g_signal_new ("painted", RY_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTS_CHANGED] =
      g_signal_new ("acts-changed", RY_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (RY_TYPE_FIT);
  g_type_ensure (RY_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RyWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RyWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RyWindow, split);
  gtk_widget_class_bind_template_child (widget_class, RyWindow, fit);
  gtk_widget_class_bind_template_child (widget_class, RyWindow, room);
  gtk_widget_class_bind_template_child (widget_class, RyWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, RyWindow, pages);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  _ry_window_install_actions (widget_class);
}

static void
ry_window_init (RyWindow *self)
{
  self->acts = ry_undo_stack_new ();
  self->settings = open_settings ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_window_new:
 * @application: the application
 * @workspace: what is worked on
 * @replicator: the road to the server
 *
 * Returns: (transfer floating): a window that shows nothing yet; see ry_window_show_page()
 */
RyWindow *
ry_window_new (GtkApplication *application, RyWorkspace *workspace, RyReplicator *replicator)
{
  return g_object_new (RY_TYPE_WINDOW, "application", application, "workspace", workspace, "replicator", replicator,
                       NULL);
}

/**
 * ry_window_get_workspace:
 * @self: the window
 *
 * Returns: (transfer none): what is worked on
 */
RyWorkspace *
ry_window_get_workspace (RyWindow *self)
{
  return self->workspace;
}

/**
 * ry_window_get_replicator:
 * @self: the window
 *
 * Returns: (transfer none): the road to the server
 */
RyReplicator *
ry_window_get_replicator (RyWindow *self)
{
  return self->replicator;
}

/**
 * ry_window_get_councils:
 * @self: the window
 *
 * Returns: (transfer none): the councils, and which of them are on
 */
RyCouncils *
ry_window_get_councils (RyWindow *self)
{
  return self->councils;
}

/**
 * ry_window_get_folded:
 * @self: the window
 *
 * Returns: whether the window is so narrow that the sidebar and the page take turns
 */
gboolean
ry_window_get_folded (RyWindow *self)
{
  return ry_fit_get_narrow (self->fit);
}

/**
 * ry_window_get_painted:
 * @self: the window
 *
 * Returns: whether the first frame is on the screen
 */
gboolean
ry_window_get_painted (RyWindow *self)
{
  return self->painted;
}

/**
 * ry_window_get_acts:
 * @self: the window
 *
 * Returns: (transfer none): what was done in this window and can be taken back; see RyWindow::acts-changed
 */
RyUndoStack *
ry_window_get_acts (RyWindow *self)
{
  return self->acts;
}

/**
 * ry_window_set_badge:
 * @self: the window
 * @page: a page's name in the table
 * @words: (nullable): a figure, with a word where it needs one; %NULL for none
 *
 * Says beside a page's name in the sidebar how much waits there.
 */
void
ry_window_set_badge (RyWindow *self, const char *page, const char *words)
{
  ry_sidebar_set_badge (self->sidebar, page, words);
}
