/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyHospitalItem and RyHospitalRow. A row is made once and bound to one hospital after the other while one scrolls.
 */
#include "ry-hospital-row.h"

#include <glib/gi18n.h>

#include "ry-bed-bar.h"
#include "ry-beds.h"
#include "ry-mark-view.h"

struct _RyHospitalItem {
  GObject parent_instance;

  RyHospital *hospital;
};

G_DEFINE_FINAL_TYPE (RyHospitalItem, ry_hospital_item, G_TYPE_OBJECT)

struct _RyHospitalRow {
  GtkBox parent_instance;

  /* Borrowed */
  GtkLabel *name;
  GtkLabel *stage;
  GtkLabel *facts;
  GtkWidget *bar;
  RyMarkView *tile;
  GtkLabel *age;
  GtkWidget *end;
};

G_DEFINE_FINAL_TYPE (RyHospitalRow, ry_hospital_row, GTK_TYPE_BOX)

static void
ry_hospital_item_finalize (GObject *object)
{
  ry_hospital_free (RY_HOSPITAL_ITEM (object)->hospital);
  G_OBJECT_CLASS (ry_hospital_item_parent_class)->finalize (object);
}

static void
ry_hospital_item_class_init (RyHospitalItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_hospital_item_finalize;
}

static void
ry_hospital_item_init (RyHospitalItem *self)
{
}

static GtkLabel *
append_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
ry_hospital_row_class_init (RyHospitalRowClass *klass)
{
}

static void
ry_hospital_row_init (RyHospitalRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_box_set_spacing (GTK_BOX (self), 16);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-hospital-row");
  self->name = append_label (head, "ry-hospital-name");
  self->stage = append_label (head, "ry-stage-chip");
  gtk_label_set_ellipsize (self->stage, PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_valign (GTK_WIDGET (self->stage), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), head);
  self->facts = append_label (words, "ry-2nd");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (self), words);
  self->bar = ry_bed_bar_new (12, FALSE);
  gtk_widget_set_hexpand (self->bar, FALSE);
  gtk_widget_set_size_request (self->bar, 150, -1);
  gtk_box_append (GTK_BOX (self), self->bar);
  self->end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_valign (self->end, GTK_ALIGN_CENTER);
  self->tile = RY_MARK_VIEW (ry_mark_view_new (RY_MARK_AGE_NONE, 16));
  gtk_box_append (GTK_BOX (self->end), GTK_WIDGET (self->tile));
  self->age = append_label (self->end, NULL);
  gtk_label_set_width_chars (self->age, 15);
  gtk_box_append (GTK_BOX (self), self->end);
}

/**
 * ry_hospital_item_new:
 * @hospital: (transfer full): a hospital
 *
 * Returns: (transfer full): the item
 */
RyHospitalItem *
ry_hospital_item_new (RyHospital *hospital)
{
  RyHospitalItem *self = g_object_new (RY_TYPE_HOSPITAL_ITEM, NULL);

  self->hospital = hospital;
  return self;
}

/**
 * ry_hospital_item_get:
 * @self: an item
 *
 * Returns: (transfer none): its hospital
 */
const RyHospital *
ry_hospital_item_get (RyHospitalItem *self)
{
  return self->hospital;
}

/**
 * ry_hospital_row_new:
 *
 * Returns: (transfer floating): a row without a hospital
 */
GtkWidget *
ry_hospital_row_new (void)
{
  return g_object_new (RY_TYPE_HOSPITAL_ROW, NULL);
}

/**
 * ry_stage_get_label:
 * @stage: a stage
 *
 * Returns: what it is called
 */
const char *
ry_stage_get_label (RyStage stage)
{
  static const RyBedFunction functions[RY_N_STAGES] = { RY_BED_ACUTE, RY_BED_RECOVERY, RY_BED_CHRONIC };

  return ry_bed_function_get_name (functions[stage]);
}

/**
 * ry_hospital_dup_beds_words:
 * @hospital: a hospital
 *
 * Returns: (transfer full): its beds in words; wards of which nobody told are named, not counted as none
 */
char *
ry_hospital_dup_beds_words (const RyHospital *hospital)
{
  gint64 licensed = ry_hospital_sum (hospital->licensed), staffed = ry_hospital_sum (hospital->staffed);

  if (hospital->wards->len == 0)
    return g_strdup (_ ("No wards entered"));
  if (hospital->n_untold > 0)
    return g_strdup_printf (_ ("Beds %d + %u wards not told"), (int) licensed, hospital->n_untold);
  return g_strdup_printf (_ ("Beds %d (staffed %d)"), (int) licensed, (int) staffed);
}

/**
 * ry_hospital_row_bind:
 * @self: a row
 * @hospital: what it shows
 * @narrow: whether there is little room
 */
void
ry_hospital_row_bind (RyHospitalRow *self, const RyHospital *hospital, gboolean narrow)
{
  g_autofree char *beds = ry_hospital_dup_beds_words (hospital);
  g_autofree char *facts =
      g_strdup_printf ("%s　○%u △%u ×%u ―%u", beds, ry_hospital_count_answers (hospital, RY_ANSWER_YES),
                       ry_hospital_count_answers (hospital, RY_ANSWER_CONDITIONAL),
                       ry_hospital_count_answers (hospital, RY_ANSWER_NO),
                       ry_hospital_count_answers (hospital, RY_ANSWER_UNANSWERED));

  gtk_label_set_label (self->name, hospital->name);
  gtk_label_set_label (self->stage, ry_stage_get_label (hospital->stage));
  gtk_label_set_label (self->facts, facts);
  gtk_label_set_label (self->age, hospital->age);
  ry_bed_bar_set_hospital (RY_BED_BAR (self->bar), hospital);
  ry_mark_view_set_mark (self->tile, ry_mark_of_confirmation (hospital->confirmation));
  gtk_widget_set_visible (self->bar, !narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self), narrow ? 4 : 16);
}
