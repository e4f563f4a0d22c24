/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the house the figures are as they are; RyReach hides the small ones where something goes out. A side without
 * anything to say is left out.
 */
#include "ry-reach-pane.h"

#include <glib/gi18n.h>

#include "ry-label.h"
#include "ry-speech.h"

#define MOST_ROWS 12
#define BAR_WIDTH 160

struct _RyReachPane {
  AdwBin parent_instance;

  /* Borrowed */
  GtkWidget *title;
  GtkBox *card;
  GtkWidget *warning;
  GtkWidget *warning_words;
  GtkWidget *act;
};

G_DEFINE_FINAL_TYPE (RyReachPane, ry_reach_pane, ADW_TYPE_BIN)

enum { MISSED_ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *const side_titles[RY_N_REACH_SIDES] = { N_ ("Audience"), N_ ("Area"), N_ ("Profession") };

static void
draw_bar (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  double share = *(double *) g_object_get_data (G_OBJECT (area), "share");
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &ink);
  gdk_cairo_set_source_rgba (cr, &ink);
  if (share > 0) {
    cairo_rectangle (cr, 0, 2, MAX (3, width * share), height - 4);
    cairo_fill (cr);
    return;
  }
  cairo_set_dash (cr, (double[]){ 4, 3 }, 2, 0);
  cairo_set_line_width (cr, 1.5);
  cairo_rectangle (cr, 1, 2, width - 2, height - 4);
  cairo_stroke (cr);
}

static GtkWidget *
create_bar (const RyReachRow *row, guint most)
{
  GtkWidget *bar = gtk_drawing_area_new (), *overlay = gtk_overlay_new ();
  double *share = g_new (double, 1);
  gboolean missed = row->heads == 0;

  *share = most > 0 ? (double) row->people / most : 0;
  g_object_set_data_full (G_OBJECT (bar), "share", share, g_free);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (bar), draw_bar, NULL, NULL);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (bar), BAR_WIDTH / 2);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (bar), 20);
  gtk_widget_add_css_class (bar, missed ? "ry-warn" : "ry-reach-bar");
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), bar);
  if (missed) {
    GtkWidget *word = gtk_label_new (_ ("not reached"));

    gtk_widget_add_css_class (word, "ry-warn");
    gtk_widget_add_css_class (word, "ry-tiny");
    gtk_widget_set_halign (word, GTK_ALIGN_START);
    gtk_widget_set_margin_start (word, 8);
    gtk_overlay_add_overlay (GTK_OVERLAY (overlay), word);
  }
  return overlay;
}

static void
add_row (GtkGrid *grid, int line, const RyReachRow *row, guint most)
{
  GtkWidget *name = gtk_label_new (row->name);
  g_autofree char *people = ry_reach_dup_figure (row->people, row->hidden);
  g_autofree char *heads = ry_reach_dup_figure (row->heads, row->hidden);
  g_autofree char *figure = row->heads > row->people ? g_strdup_printf ("%s（%s）", people, heads) : g_strdup (people);
  g_autofree char *spoken = row->heads == 0 ? g_strdup_printf (_ ("%s: not reached"), row->name)
                                            : g_strdup_printf (_ ("%s: %s people, %s heads"), row->name, people, heads);
  GtkWidget *number = gtk_label_new (figure);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), 8);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, row->heads == 0 ? "ry-warn" : "heading");
  ry_speech_set_label (number, spoken);
  gtk_grid_attach (grid, name, 0, line, 1, 1);
  gtk_grid_attach (grid, create_bar (row, most), 1, line, 1, 1);
  gtk_grid_attach (grid, number, 2, line, 1, 1);
}

static void
add_side (RyReachPane *self, const RyReach *reach, RyReachSide side)
{
  GPtrArray *rows = reach->sides[side];
  GtkWidget *title = gtk_label_new (_ (side_titles[side])), *grid = gtk_grid_new ();
  guint most = 0;

  if (rows->len == 0)
    return;
  for (guint i = 0; i < rows->len; i++)
    most = MAX (most, ((RyReachRow *) rows->pdata[i])->people);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  for (guint i = 0; i < MIN (rows->len, MOST_ROWS); i++)
    add_row (GTK_GRID (grid), (int) i, rows->pdata[i], most);
  gtk_box_append (self->card, title);
  gtk_box_append (self->card, grid);
}

static void
show_missed (RyReachPane *self, const RyReach *reach)
{
  g_autoptr (GPtrArray) missed = ry_reach_list_missed (reach);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *words = NULL;

  for (guint i = 0; i < MIN (missed->len, 3); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "、" : "", ((RyReachRow *) missed->pdata[i])->name);
  if (missed->len > 3)
    g_string_append_printf (names, _ (" and %u more"), missed->len - 3);
  words = g_strdup_printf (_ ("Not reached yet: %s"), names->str);
  gtk_label_set_label (GTK_LABEL (self->warning_words), words);
  gtk_widget_set_visible (self->warning, missed->len > 0);
}

static void
act_cb (RyReachPane *self)
{
  g_signal_emit (self, signals[MISSED_ACTIVATED], 0);
}

static void
ry_reach_pane_class_init (RyReachPaneClass *klass)
{
  signals[MISSED_ACTIVATED] = g_signal_new ("missed-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
create_warning (RyReachPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_widget_add_css_class (box, "ry-reach-warning");
  self->warning_words = ry_label_new_wrapped ("", "ry-warn");
  gtk_widget_set_hexpand (self->warning_words, TRUE);
  self->act = gtk_button_new ();
  gtk_widget_set_valign (self->act, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->act, "clicked", G_CALLBACK (act_cb), self);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (box), self->warning_words);
  gtk_box_append (GTK_BOX (box), self->act);
  return box;
}

static void
ry_reach_pane_init (RyReachPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->title = ry_label_new_wrapped ("", "title-4");
  self->card = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  gtk_widget_add_css_class (GTK_WIDGET (self->card), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self->card), "ry-reach-card");
  self->warning = create_warning (self);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->card));
  gtk_box_append (GTK_BOX (box), self->warning);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * ry_reach_pane_new:
 * @act: (nullable): what the button says that acts on whom nobody reached; %NULL for none
 *
 * Returns: (transfer floating): a pane without figures
 */
GtkWidget *
ry_reach_pane_new (const char *act)
{
  RyReachPane *self = g_object_new (RY_TYPE_REACH_PANE, NULL);

  if (act != NULL)
    gtk_button_set_label (GTK_BUTTON (self->act), act);
  gtk_widget_set_visible (self->act, act != NULL);
  return GTK_WIDGET (self);
}

/**
 * ry_reach_pane_set:
 * @self: a pane
 * @reach: its figures; copied
 */
void
ry_reach_pane_set (RyReachPane *self, const RyReach *reach)
{
  g_autofree char *people = ry_reach_dup_figure (reach->people, reach->hidden);
  g_autofree char *heads = ry_reach_dup_figure (reach->heads, reach->hidden);
  g_autofree char *title =
      g_strdup_printf (reach->came ? _ ("Reached: %s people, %s heads") : _ ("Will be reached: %s people, %s heads"),
                       people, heads);
  GtkWidget *child;

  gtk_label_set_label (GTK_LABEL (self->title), title);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->card))) != NULL)
    gtk_box_remove (self->card, child);
  for (guint side = 0; side < RY_N_REACH_SIDES; side++)
    add_side (self, reach, side);
  show_missed (self, reach);
}
