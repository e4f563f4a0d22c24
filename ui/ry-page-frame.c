/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page with its header bar. The bar follows the page's properties; nothing in it is the page's business but
 * what the page put there.
 */
#include "ry-page-frame.h"

#include <glib/gi18n.h>

#include "ry-label.h"
#include "ry-tooltip.h"

struct _RyPageFrame {
  GtkBox parent_instance;

  /* Template widgets */
  GtkWidget *header;
  GtkWidget *back;
  GtkWidget *search;
  GtkWidget *search_label;
  AdwBin *start;
  AdwBin *end;
  AdwWindowTitle *title;

  /* Borrowed */
  RyPage *page;

  gboolean pushed;
  gboolean folded;
  gboolean returning; /* one came from another page and goes back to it */
};

G_DEFINE_FINAL_TYPE (RyPageFrame, ry_page_frame, GTK_TYPE_BOX)

static void
update_back (RyPageFrame *self)
{
  gboolean inside = FALSE;

  g_object_get (self->page, "can-go-back", &inside, NULL);
  gtk_widget_set_visible (self->back, self->pushed || self->folded || self->returning || inside);
}

static void
page_changed_cb (RyPage *page, GParamSpec *pspec, RyPageFrame *self)
{
  g_autoptr (GtkWidget) start = NULL;
  g_autoptr (GtkWidget) end = NULL;
  g_autoptr (GtkWidget) title = NULL;

  g_object_get (page, "header-start", &start, "header-end", &end, "header-title", &title, NULL);
  adw_bin_set_child (self->start, start);
  adw_bin_set_child (self->end, end);
  gtk_widget_set_visible (GTK_WIDGET (self->start), start != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->end), end != NULL);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), title != NULL ? title : GTK_WIDGET (self->title));
  update_back (self);
}

static void
ry_page_frame_dispose (GObject *object)
{
  RyPageFrame *self = RY_PAGE_FRAME (object);

  if (self->page != NULL)
    g_signal_handlers_disconnect_by_data (self->page, self);
  self->page = NULL;
  if (self->start != NULL)
    adw_bin_set_child (self->start, NULL);
  if (self->end != NULL)
    adw_bin_set_child (self->end, NULL);
  G_OBJECT_CLASS (ry_page_frame_parent_class)->dispose (object);
}

static void
ry_page_frame_finalize (GObject *object)
{
  g_object_unref (RY_PAGE_FRAME (object)->title);
  G_OBJECT_CLASS (ry_page_frame_parent_class)->finalize (object);
}

static void
ry_page_frame_class_init (RyPageFrameClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_page_frame_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_page_frame_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-page-frame.ui");
  gtk_widget_class_bind_template_child (widget_class, RyPageFrame, header);
  gtk_widget_class_bind_template_child (widget_class, RyPageFrame, back);
  gtk_widget_class_bind_template_child (widget_class, RyPageFrame, search);
  gtk_widget_class_bind_template_child (widget_class, RyPageFrame, search_label);
  gtk_widget_class_bind_template_child (widget_class, RyPageFrame, start);
  gtk_widget_class_bind_template_child (widget_class, RyPageFrame, end);
}

static void
ry_page_frame_init (RyPageFrame *self)
{
  self->title = g_object_ref_sink (ADW_WINDOW_TITLE (adw_window_title_new ("", "")));
  ry_label_unbind (GTK_WIDGET (self->title));
  gtk_widget_init_template (GTK_WIDGET (self));
  ry_tooltip_set (self->back, _ ("Back"));
  ry_tooltip_set (self->search, _ ("Search everything"));
}

/* A telephone's width has room for one button of the window. */
static gboolean
choose_window_buttons (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_static_string (to, g_value_get_boolean (from) ? ":close" : NULL);
  return TRUE;
}

/**
 * ry_page_frame_new:
 * @page: a page
 * @pushed: whether it lies over the sidebar too, as a meeting does
 *
 * Returns: (transfer floating): the page under its header bar
 */
GtkWidget *
ry_page_frame_new (RyPage *page, gboolean pushed)
{
  RyPageFrame *self = g_object_new (RY_TYPE_PAGE_FRAME, NULL);

  self->page = page;
  self->pushed = pushed;
  gtk_widget_set_visible (self->search, !pushed);
  if (!pushed)
    gtk_widget_add_css_class (self->header, "flat");
  gtk_widget_set_vexpand (GTK_WIDGET (page), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (page));
  g_object_bind_property (page, "title", self->title, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property (page, "subtitle", self->title, "subtitle", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (ry_page_get_window (page), "folded", self->header, "decoration-layout",
                               G_BINDING_SYNC_CREATE, choose_window_buttons, NULL, NULL, NULL);
  g_signal_connect (page, "notify::can-go-back", G_CALLBACK (page_changed_cb), self);
  g_signal_connect (page, "notify::header-start", G_CALLBACK (page_changed_cb), self);
  g_signal_connect (page, "notify::header-title", G_CALLBACK (page_changed_cb), self);
  g_signal_connect (page, "notify::header-end", G_CALLBACK (page_changed_cb), self);
  page_changed_cb (page, NULL, self);
  return GTK_WIDGET (self);
}

/**
 * ry_page_frame_get_page:
 * @self: a frame
 *
 * Returns: (transfer none): the page in it
 */
RyPage *
ry_page_frame_get_page (RyPageFrame *self)
{
  return self->page;
}

/**
 * ry_page_frame_set_folded:
 * @self: a frame
 * @folded: whether the sidebar and the page take turns, so that the page needs a way back to it
 */
void
ry_page_frame_set_folded (RyPageFrame *self, gboolean folded)
{
  self->folded = folded;
  gtk_widget_set_visible (self->search_label, !folded);
  if (folded)
    gtk_widget_remove_css_class (self->search, "ry-search-button");
  else
    gtk_widget_add_css_class (self->search, "ry-search-button");
  update_back (self);
}

/**
 * ry_page_frame_set_returning:
 * @self: a frame
 * @returning: whether one comes here from another page for a moment, as to the search: there is a way back,
 * and the search is not offered again
 */
void
ry_page_frame_set_returning (RyPageFrame *self, gboolean returning)
{
  self->returning = returning;
  gtk_widget_set_visible (self->search, !self->pushed && !returning);
  update_back (self);
}
