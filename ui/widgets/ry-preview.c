/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each page is a drawing area of its own, so that GTK draws only those in sight. Paper stays white in the dark.
 */
#include "ry-preview.h"

#include <glib/gi18n.h>

#include "ry-printing.h"
#include "ry-speech.h"

/* Points to pixels at 100 %: CSS has 96 pixels an inch, paper 72 points. */
#define PIXELS_PER_POINT (96.0 / 72.0)

struct _RyPreview {
  GtkBox parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkWidget *scroller;
  GtkWidget *pages;
  GtkWidget *nothing;
  GtkWidget *count;
  GtkWidget *zoom_label;
  GtkWidget *missing;
  GtkWidget *actions;
  GtkWidget *outputs;

  /* Owned */
  RyPaper *paper;
  GtkFileChooserNative *chooser;

  guint idle;
  double zoom; /* 0 while pages are as wide as the window has room */
};

G_DEFINE_FINAL_TYPE (RyPreview, ry_preview, GTK_TYPE_BOX)

enum { FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const double zooms[] = { 0.5, 0.75, 1, 1.25, 1.5, 2 };

static void
draw_page_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  RyPreview *self = data;
  guint page = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (area), "page"));
  double paper_width, paper_height;

  if (self->paper == NULL || page >= ry_paper_get_n_pages (self->paper))
    return;
  ry_paper_get_size (self->paper, &paper_width, &paper_height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / paper_width, height / paper_height);
  cairo_set_source_rgb (cr, 0, 0, 0);
  ry_paper_draw_page (self->paper, page, cr);
}

static double
get_zoom (RyPreview *self)
{
  double width, height, room;

  if (self->zoom > 0)
    return self->zoom;
  ry_paper_get_size (self->paper, &width, &height);
  room = gtk_widget_get_width (self->scroller) - 48;
  return room > 100 ? CLAMP (room / (width * PIXELS_PER_POINT), 0.2, 1) /* A3 on a telephone */ : 0.75;
}

static void
size_pages (RyPreview *self)
{
  double width, height, scale;
  g_autofree char *text = NULL;

  if (self->paper == NULL)
    return;
  scale = get_zoom (self) * PIXELS_PER_POINT;
  ry_paper_get_size (self->paper, &width, &height);
  for (GtkWidget *page = gtk_widget_get_first_child (self->pages); page != NULL;
       page = gtk_widget_get_next_sibling (page)) {
    gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (page), (int) (width * scale));
    gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (page), (int) (height * scale));
  }
  text = g_strdup_printf ("%d %%", (int) (get_zoom (self) * 100 + .5));
  gtk_label_set_label (GTK_LABEL (self->zoom_label), text);
}

static void
step_zoom (RyPreview *self, int direction)
{
  double now = self->paper != NULL ? get_zoom (self) : 1;
  double next = direction > 0 ? zooms[G_N_ELEMENTS (zooms) - 1] : zooms[0];

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++) {
    double zoom = zooms[direction > 0 ? i : G_N_ELEMENTS (zooms) - 1 - i];

    if (direction > 0 ? zoom > now + .01 : zoom < now - .01) {
      next = zoom;
      break;
    }
  }
  self->zoom = next;
  size_pages (self);
}

static void
zoom_in_cb (RyPreview *self)
{
  step_zoom (self, 1);
}

static void
zoom_out_cb (RyPreview *self)
{
  step_zoom (self, -1);
}

/* What will come out as a box, told before it is printed: some of the lines, and each no longer than it takes to find
 * it. */
static void
show_missing (RyPreview *self)
{
  GPtrArray *missing = ry_paper_get_missing_glyphs (self->paper);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *words = NULL;

  for (guint i = 0; missing != NULL && i < MIN (missing->len, 3); i++) {
    g_autofree char *start = g_utf8_substring (missing->pdata[i], 0, MIN (g_utf8_strlen (missing->pdata[i], -1), 24));

    g_string_append_printf (lines, "「%s」", g_strdelimit (start, "\n", ' '));
  }
  words =
      g_strdup_printf (_ ("No typeface on this computer has some characters; they come out as boxes: %s"), lines->str);
  gtk_label_set_label (GTK_LABEL (self->missing), words);
  gtk_widget_set_visible (self->missing, lines->len > 0);
}

static void
fill_pages (RyPreview *self)
{
  guint n_pages = ry_paper_get_n_pages (self->paper);
  g_autofree char *count = g_strdup_printf (ngettext ("%u page", "%u pages", n_pages), n_pages);
  GtkWidget *page;

  while ((page = gtk_widget_get_first_child (self->pages)) != NULL)
    gtk_box_remove (GTK_BOX (self->pages), page);
  for (guint i = 0; i < n_pages; i++) {
    g_autofree char *spoken = g_strdup_printf (_ ("Page %u of %u"), i + 1, n_pages);

    page = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "halign", GTK_ALIGN_CENTER,
                         NULL);
    g_object_set_data (G_OBJECT (page), "page", GUINT_TO_POINTER (i));
    gtk_widget_add_css_class (page, "ry-paper");
    ry_speech_set_label (page, spoken);
    gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (page), draw_page_cb, self, NULL);
    gtk_box_append (GTK_BOX (self->pages), page);
  }
  gtk_label_set_label (GTK_LABEL (self->count), count);
  show_missing (self);
}

static void
print_failed_cb (gpointer data, const GError *error)
{
  g_signal_emit (data, signals[FAILED], 0, _ ("This could not be printed"), error);
}

static void
save_response_cb (RyPreview *self, int response)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file == NULL || self->paper == NULL)
    return;
  if (g_file_peek_path (file) == NULL || !ry_paper_write_pdf (self->paper, g_file_peek_path (file), NULL, &error))
    g_signal_emit (self, signals[FAILED], 0, _ ("The PDF could not be saved"), error);
}

static void
save_clicked_cb (RyPreview *self)
{
  g_autofree char *name = NULL;

  if (self->paper == NULL)
    return;
  name = g_strdup_printf ("%s.pdf", ry_paper_get_title (self->paper));
  g_strdelimit (name, "/", '-');
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Save as PDF"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (save_response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
print_clicked_cb (RyPreview *self)
{
  ry_preview_print (self);
}

static gboolean
fit_cb (gpointer data)
{
  RyPreview *self = data;

  self->idle = 0;
  size_pages (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: the room changes while it is being allocated. */
static void
room_changed_cb (RyPreview *self)
{
  if (self->zoom <= 0 && self->idle == 0)
    self->idle = g_idle_add (fit_cb, self);
}

static void
ry_preview_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ry_preview_parent_class)->map (widget);
  room_changed_cb (RY_PREVIEW (widget));
}

static void
ry_preview_dispose (GObject *object)
{
  RyPreview *self = RY_PREVIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->paper);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (ry_preview_parent_class)->dispose (object);
}

static void
ry_preview_class_init (RyPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_preview_dispose;
  widget_class->map = ry_preview_map;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, RyPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, RyPreview, scroller);
  gtk_widget_class_bind_template_child (widget_class, RyPreview, pages);
  gtk_widget_class_bind_template_child (widget_class, RyPreview, nothing);
  gtk_widget_class_bind_template_child (widget_class, RyPreview, count);
  gtk_widget_class_bind_template_child (widget_class, RyPreview, zoom_label);
  gtk_widget_class_bind_template_child (widget_class, RyPreview, missing);
  gtk_widget_class_bind_template_child (widget_class, RyPreview, actions);
  gtk_widget_class_bind_template_child (widget_class, RyPreview, outputs);
  gtk_widget_class_bind_template_callback (widget_class, zoom_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
ry_preview_init (RyPreview *self)
{
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (room_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ry_preview_set_paper:
 * @self: a preview
 * @paper: what to show
 */
void
ry_preview_set_paper (RyPreview *self, RyPaper *paper)
{
  g_set_object (&self->paper, paper);
  fill_pages (self);
  size_pages (self);
  gtk_widget_set_visible (self->actions, TRUE);
  gtk_stack_set_visible_child (self->stack, self->scroller);
}

/**
 * ry_preview_set_error:
 * @self: a preview
 * @sentence: why there is nothing to show
 */
void
ry_preview_set_error (RyPreview *self, const char *sentence)
{
  g_clear_object (&self->paper);
  g_object_set (self->nothing, "description", sentence, NULL);
  gtk_widget_set_visible (self->actions, FALSE);
  gtk_widget_set_visible (self->missing, FALSE);
  gtk_stack_set_visible_child (self->stack, self->nothing);
}

/**
 * ry_preview_print:
 * @self: a preview
 *
 * Opens the print dialogue for what is shown.
 */
void
ry_preview_print (RyPreview *self)
{
  if (self->paper != NULL)
    ry_print_paper (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->paper, FALSE, print_failed_cb,
                    G_OBJECT (self));
}

/**
 * ry_preview_set_bare:
 * @self: a preview
 * @bare: whether it only shows, and printing and saving are offered elsewhere
 */
void
ry_preview_set_bare (RyPreview *self, gboolean bare)
{
  gtk_widget_set_visible (self->outputs, !bare);
}
