/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyFunctionSheet: the head and the cards. Wide, the door stands at the right; with less room it comes first, since the
 * telephone number is what most people come for.
 */
#include "ry-function-sheet.h"

#include <glib/gi18n.h>

#include "ry-conditions-card.h"
#include "ry-date.h"
#include "ry-door-card.h"
#include "ry-faces-card.h"
#include "ry-fit.h"
#include "ry-hospital-row.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-mark-view.h"
#include "ry-questions-card.h"
#include "ry-wards-card.h"
#include "ry-wrap-layout.h"

#define WIDE       800
#define NARROW     560
#define DOOR_WIDTH 300

struct _RyFunctionSheet {
  AdwBin parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkWidget *scroller;
  GtkBox *head;
  GtkLabel *name;
  GtkLabel *stage;
  GtkLabel *about;
  RyMarkView *tile;
  GtkLabel *age;
  GtkLabel *confirmed;
  GtkBox *columns;
  GtkBox *main;
  GtkBox *side;
  RyWardsCard *wards;
  RyConditionsCard *conditions;
  RyDoorCard *door;
  RyDoorCard *service;
  RyFacesCard *faces;
  RyQuestionsCard *questions;

  /* Owned */
  RyHospital *hospital;

  guint idle;
  int width;
  gboolean editable;
};

G_DEFINE_FINAL_TYPE (RyFunctionSheet, ry_function_sheet, ADW_TYPE_BIN)

static void
show_cards (RyFunctionSheet *self)
{
  gboolean narrow = self->width > 0 && self->width < NARROW;

  ry_wards_card_show (self->wards, self->hospital, self->editable, narrow);
  ry_conditions_card_show (self->conditions, self->hospital, self->editable, narrow);
  ry_door_card_show (self->door, self->hospital, self->editable);
  ry_door_card_show (self->service, self->hospital, self->editable);
  ry_faces_card_show (self->faces, self->hospital, self->editable);
  ry_questions_card_show (self->questions, self->hospital, self->editable);
}

static char *
dup_about (const RyHospital *hospital)
{
  const char *founder = ry_document_get_string (hospital->organisation, "founder");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  g_strv_builder_add (builder, hospital->reading != NULL ? hospital->reading : "");
  if (founder != NULL)
    g_strv_builder_add (builder, founder);
  if (hospital->area != NULL)
    g_strv_builder_add (builder, hospital->area);
  parts = g_strv_builder_end (builder);
  return g_strjoinv ("　", parts);
}

static char *
dup_confirmed (RyFunctionSheet *self)
{
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (ry_window_get_workspace (self->window), "function"),
                                       "confirmed_through");
  g_autofree char *day =
      self->hospital->confirmed_on != NULL ? ry_date_format_iso (self->hospital->confirmed_on, RY_DATE_ERA) : NULL;
  const char *through = self->hospital->confirmed_through != NULL
                            ? ry_field_get_code_label (field, self->hospital->confirmed_through)
                            : NULL;

  if (day == NULL)
    return g_strdup (_ ("Nobody has confirmed this sheet yet"));
  return g_strjoin ("　", day, self->hospital->confirmed_by != NULL ? self->hospital->confirmed_by : "",
                    through != NULL ? through : "", NULL);
}

static void
show_head (RyFunctionSheet *self)
{
  g_autofree char *about = dup_about (self->hospital);
  g_autofree char *confirmed = dup_confirmed (self);

  gtk_label_set_label (self->name, self->hospital->name);
  gtk_label_set_label (self->stage, ry_stage_get_label (self->hospital->stage));
  gtk_label_set_label (self->about, about);
  ry_mark_view_set_mark (self->tile, ry_mark_of_confirmation (self->hospital->confirmation));
  gtk_label_set_label (self->age, self->hospital->age);
  gtk_label_set_label (self->confirmed, confirmed);
}

/* ---- Room ---- */

static gboolean
arrange_cb (gpointer data)
{
  RyFunctionSheet *self = data;
  gboolean wide = self->width >= WIDE;

  self->idle = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head),
                                  self->width >= NARROW ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (GTK_WIDGET (self->side), wide ? DOOR_WIDTH : -1, -1);
  gtk_box_reorder_child_after (self->columns, GTK_WIDGET (self->side), wide ? GTK_WIDGET (self->main) : NULL);
  if (self->hospital != NULL)
    show_cards (self);
  return G_SOURCE_REMOVE;
}

static int
get_step (int width)
{
  return (width >= WIDE) + (width >= NARROW);
}

/* The page of the horizontal adjustment is as wide as what there is room for. */
static void
room_cb (RyFunctionSheet *self)
{
  double room =
      gtk_adjustment_get_page_size (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller)));
  int width = (int) (room / ry_fit_get_text_scale (GTK_WIDGET (self))); /* as text of the usual size sees it */
  int before = self->width;

  self->width = width;
  if ((before == 0 || get_step (before) != get_step (width)) && self->idle == 0)
    self->idle = g_idle_add (arrange_cb, self);
}

static GtkWidget *
create_head (RyFunctionSheet *self)
{
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = ry_wrap_box_new (10), *state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->head = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  self->name = GTK_LABEL (ry_label_new_wrapped (NULL, "ry-sheet-name"));
  self->stage = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->stage), "ry-stage-chip");
  gtk_widget_set_valign (GTK_WIDGET (self->stage), GTK_ALIGN_CENTER);
  gtk_widget_set_parent (GTK_WIDGET (self->name), title);
  gtk_widget_set_parent (GTK_WIDGET (self->stage), title);
  self->about = GTK_LABEL (ry_label_new_wrapped (NULL, "ry-2nd"));
  gtk_box_append (GTK_BOX (left), title);
  gtk_box_append (GTK_BOX (left), GTK_WIDGET (self->about));
  gtk_widget_set_hexpand (left, TRUE);
  self->tile = RY_MARK_VIEW (ry_mark_view_new (RY_MARK_AGE_NONE, 18));
  self->age = GTK_LABEL (ry_label_new_wrapped (NULL, "heading"));
  gtk_box_append (GTK_BOX (state), GTK_WIDGET (self->tile));
  gtk_box_append (GTK_BOX (state), GTK_WIDGET (self->age));
  self->confirmed = GTK_LABEL (ry_label_new_wrapped (NULL, "ry-2nd"));
  gtk_box_append (GTK_BOX (right), state);
  gtk_box_append (GTK_BOX (right), GTK_WIDGET (self->confirmed));
  gtk_box_append (self->head, left);
  gtk_box_append (self->head, right);
  return GTK_WIDGET (self->head);
}

static void
ry_function_sheet_dispose (GObject *object)
{
  RyFunctionSheet *self = RY_FUNCTION_SHEET (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->hospital, ry_hospital_free);
  G_OBJECT_CLASS (ry_function_sheet_parent_class)->dispose (object);
}

static void
ry_function_sheet_class_init (RyFunctionSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_function_sheet_dispose;
}

static void
ry_function_sheet_init (RyFunctionSheet *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);

  gtk_widget_add_css_class (content, "ry-function-sheet");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_box_append (GTK_BOX (content), create_head (self));
  self->columns = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14));
  self->main = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 14));
  self->side = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 14));
  gtk_widget_set_hexpand (GTK_WIDGET (self->main), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->side), FALSE);
  gtk_box_append (self->columns, GTK_WIDGET (self->main));
  gtk_box_append (self->columns, GTK_WIDGET (self->side));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->columns));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), content);
  g_signal_connect_swapped (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
                            "notify::page-size", G_CALLBACK (room_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->scroller);
}

/**
 * ry_function_sheet_new:
 * @window: the window
 *
 * Returns: (transfer floating): a sheet without a hospital
 */
GtkWidget *
ry_function_sheet_new (RyWindow *window)
{
  RyFunctionSheet *self = g_object_new (RY_TYPE_FUNCTION_SHEET, NULL);

  self->window = window;
  self->wards = RY_WARDS_CARD (ry_wards_card_new (window));
  self->conditions = RY_CONDITIONS_CARD (ry_conditions_card_new (window));
  self->door = RY_DOOR_CARD (ry_door_card_new (window));
  self->service = RY_DOOR_CARD (ry_door_card_new_service (window));
  self->faces = RY_FACES_CARD (ry_faces_card_new (window));
  self->questions = RY_QUESTIONS_CARD (ry_questions_card_new (window));
  gtk_box_append (self->main, GTK_WIDGET (self->wards));
  gtk_box_append (self->main, GTK_WIDGET (self->conditions));
  gtk_box_append (self->main, GTK_WIDGET (self->service));
  gtk_box_append (self->side, GTK_WIDGET (self->door));
  gtk_box_append (self->side, GTK_WIDGET (self->questions));
  gtk_box_append (self->side, GTK_WIDGET (self->faces));
  return GTK_WIDGET (self);
}

/**
 * ry_function_sheet_show:
 * @self: a sheet
 * @organisation: a hospital's id
 * @as_of: the day, ISO 8601
 * @error: return location for an error
 *
 * Shows the hospital as it was on the day. Called again, it keeps the place to which one scrolled.
 *
 * Returns: whether it could be read
 */
gboolean
ry_function_sheet_show (RyFunctionSheet *self, const char *organisation, const char *as_of, GError **error)
{
  g_autofree char *today = ry_date_dup_today ();
  RyHospital *hospital = ry_hospital_read (ry_window_get_workspace (self->window), organisation, as_of, error);
  gboolean other = self->hospital == NULL || !g_str_equal (self->hospital->id, organisation);

  if (hospital == NULL)
    return FALSE;
  g_clear_pointer (&self->hospital, ry_hospital_free);
  self->hospital = hospital;
  self->editable = g_str_equal (as_of, today);
  show_head (self);
  show_cards (self);
  if (other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  return TRUE;
}

/**
 * ry_function_sheet_get_hospital:
 * @self: a sheet
 *
 * Returns: (nullable) (transfer none): what it shows
 */
const RyHospital *
ry_function_sheet_get_hospital (RyFunctionSheet *self)
{
  return self->hospital;
}

/**
 * ry_function_sheet_flush:
 * @self: a sheet
 *
 * Saves what is being typed.
 */
void
ry_function_sheet_flush (RyFunctionSheet *self)
{
  ry_door_card_flush (self->door);
  ry_door_card_flush (self->service);
}
