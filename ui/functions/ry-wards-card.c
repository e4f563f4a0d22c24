/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyWardsCard. The table is made anew when the hospital changed; there are a dozen wards at most. Which button had the
 * focus is kept by its position.
 */
#include "ry-wards-card.h"

#include <glib/gi18n.h>

#include "ry-bed-bar.h"
#include "ry-card.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-tooltip.h"
#include "ry-ward-dialog.h"

enum { NAME, FUNCTION, FEE, LICENSED, STAFFED, CHANGE, N_COLUMNS };

struct _RyWardsCard {
  GtkBox parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkLabel *title;
  GtkLabel *staffed;
  GtkWidget *bar;
  GtkGrid *grid;
  GtkWidget *nothing;
  GtkWidget *add;

  /* Owned */
  RyDocument *organisation;
};

G_DEFINE_FINAL_TYPE (RyWardsCard, ry_wards_card, GTK_TYPE_BOX)

static GtkWidget *
attach_label (RyWardsCard *self, int column, int row, const char *words, const char *css_class)
{
  GtkWidget *label = gtk_label_new (words);
  gboolean number = column == LICENSED || column == STAFFED;

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), number ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, column == FEE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return label;
}

static void
attach_beds (RyWardsCard *self, int column, int row, gint64 beds)
{
  g_autofree char *number = beds != RY_BEDS_UNTOLD ? g_strdup_printf ("%d", (int) beds) : g_strdup (_ ("unknown"));

  attach_label (self, column, row, number, beds != RY_BEDS_UNTOLD ? "ry-number" : "ry-2nd");
}

static void
change_cb (GtkWidget *button, RyWardsCard *self)
{
  RyDocument *ward = g_object_get_data (G_OBJECT (button), "ward");

  ry_ward_dialog_change (self->window, ward);
}

static void
attach_button (RyWardsCard *self, int row, const RyWard *ward)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-edit-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Change %s"), ward->name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ry-row-button");
  ry_tooltip_set (button, label);
  ry_speech_set_label (button, label);
  g_object_set_data_full (G_OBJECT (button), "ward", ry_document_ref (ward->document),
                          (GDestroyNotify) ry_document_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (change_cb), self);
  ry_permission_guard_widget (button, ry_window_get_workspace (self->window), RY_VERB_EDIT, "ward", ward->document);
  gtk_grid_attach (self->grid, button, CHANGE, row, 1, 1);
}

static void
attach_ward (RyWardsCard *self, int row, const RyWard *ward, gboolean editable, gboolean narrow)
{
  const char *dim = ward->function == RY_WARD_CLOSED ? "ry-2nd" : NULL;

  attach_label (self, NAME, row, ward->name, dim);
  attach_label (self, FUNCTION, row, ry_ward_function_get_label (ward->function), dim);
  if (!narrow)
    attach_label (self, FEE, row, ward->fee, "ry-2nd");
  attach_beds (self, LICENSED, row, ward->licensed);
  attach_beds (self, STAFFED, row, ward->staffed);
  if (editable)
    attach_button (self, row, ward);
}

static void
attach_heading (RyWardsCard *self, gboolean narrow)
{
  static const char *const headings[] = { N_ ("Ward"), N_ ("Function"), N_ ("Hospital fee"), N_ ("Licensed"),
                                          N_ ("Staffed") };

  for (int column = NAME; column <= STAFFED; column++)
    if (column != FEE || !narrow)
      attach_label (self, column, 0, _ (headings[column]), "ry-table-heading");
}

/* The row of the button that has the focus; 0 for none. */
static int
find_focused_row (RyWardsCard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  int column, row = 0;

  if (focus != NULL && gtk_widget_get_parent (focus) == GTK_WIDGET (self->grid))
    gtk_grid_query_child (self->grid, focus, &column, &row, NULL, NULL);
  return row;
}

static void
add_cb (RyWardsCard *self)
{
  g_autoptr (GPtrArray) hospitals = g_ptr_array_new ();

  g_ptr_array_add (hospitals, self->organisation);
  ry_ward_dialog_show (self->window, hospitals, ry_document_get_id (self->organisation));
}

static void
show_title (RyWardsCard *self, const RyHospital *hospital)
{
  g_autofree char *title = g_strdup_printf (_ ("Beds %d"), (int) ry_hospital_sum (hospital->licensed));
  g_autofree char *staffed = hospital->n_untold > 0
                                 ? g_strdup_printf (_ ("staffed %d, %u wards not told"),
                                                    (int) ry_hospital_sum (hospital->staffed), hospital->n_untold)
                                 : g_strdup_printf (_ ("staffed %d"), (int) ry_hospital_sum (hospital->staffed));

  gtk_label_set_label (self->title, hospital->wards->len > 0 ? title : _ ("Beds"));
  gtk_label_set_label (self->staffed, hospital->wards->len > 0 ? staffed : NULL);
}

static void
ry_wards_card_dispose (GObject *object)
{
  g_clear_pointer (&RY_WARDS_CARD (object)->organisation, ry_document_unref);
  G_OBJECT_CLASS (ry_wards_card_parent_class)->dispose (object);
}

static void
ry_wards_card_class_init (RyWardsCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_wards_card_dispose;
}

static void
ry_wards_card_init (RyWardsCard *self)
{
  GtkWidget *head = ry_card_begin (GTK_BOX (self), _ ("Beds"), &self->title);

  self->staffed = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->staffed), "ry-2nd");
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->staffed));
  self->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_add_css_class (self->add, "flat");
  ry_tooltip_set (self->add, _ ("Add a Ward"));
  ry_speech_set_label (self->add, _ ("Add a Ward"));
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (head), self->add);
  self->bar = ry_bed_bar_new (34, TRUE);
  gtk_box_append (GTK_BOX (self), self->bar);
  self->nothing = gtk_label_new (_ ("No ward is entered for this day."));
  gtk_label_set_xalign (GTK_LABEL (self->nothing), 0);
  gtk_widget_add_css_class (self->nothing, "ry-2nd");
  gtk_box_append (GTK_BOX (self), self->nothing);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 14);
  gtk_grid_set_row_spacing (self->grid, 2);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->grid));
}

/**
 * ry_wards_card_new:
 * @window: the window
 *
 * Returns: (transfer floating): an empty card
 */
GtkWidget *
ry_wards_card_new (RyWindow *window)
{
  RyWardsCard *self = g_object_new (RY_TYPE_WARDS_CARD, "orientation", GTK_ORIENTATION_VERTICAL, NULL);

  self->window = window;
  return GTK_WIDGET (self);
}

/**
 * ry_wards_card_show:
 * @self: a card
 * @hospital: whose wards
 * @editable: whether they are those of today
 * @narrow: whether there is little room
 */
void
ry_wards_card_show (RyWardsCard *self, const RyHospital *hospital, gboolean editable, gboolean narrow)
{
  int focused = find_focused_row (self);
  GtkWidget *child;

  g_clear_pointer (&self->organisation, ry_document_unref);
  self->organisation = ry_document_ref (hospital->organisation);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  show_title (self, hospital);
  ry_bed_bar_set_hospital (RY_BED_BAR (self->bar), hospital);
  gtk_widget_set_visible (self->bar, hospital->wards->len > 0);
  gtk_widget_set_visible (self->nothing, hospital->wards->len == 0);
  gtk_widget_set_visible (self->add, editable);
  if (hospital->wards->len > 0)
    attach_heading (self, narrow);
  for (guint i = 0; i < hospital->wards->len; i++)
    attach_ward (self, (int) i + 1, g_ptr_array_index (hospital->wards, i), editable, narrow);
  child = focused > 0 ? gtk_grid_get_child_at (self->grid, CHANGE, focused) : NULL;
  if (child != NULL)
    gtk_widget_grab_focus (child);
}
