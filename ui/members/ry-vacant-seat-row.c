/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyVacantSeatRow and the button that fills a seat, which the seat overview uses as well. The button carries
 * a chooser; the choice becomes one commit with one undo.
 */
#include "ry-vacant-seat-row.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-directory.h"
#include "ry-member-edits.h"
#include "ry-menu-speech.h"
#include "ry-period.h"
#include "ry-permission-guard.h"
#include "ry-person-chooser.h"
#include "ry-seat-row.h"
#include "ry-window.h"

typedef struct {
  RyWorkspace *workspace; /* borrowed: the window outlives its buttons */
  char *organisation;
  char *seat;
} Place;

struct _RyVacantSeatRow {
  AdwActionRow parent_instance;

  /* Borrowed */
  RyWorkspace *workspace;
};

G_DEFINE_FINAL_TYPE (RyVacantSeatRow, ry_vacant_seat_row, ADW_TYPE_ACTION_ROW)

static void
free_place (gpointer data, GClosure *closure)
{
  Place *place = data;

  g_free (place->organisation);
  g_free (place->seat);
  g_free (place);
}

static const char *
get_seat_label (RyWorkspace *workspace, const char *seat)
{
  if (seat == NULL)
    return _ ("Staff");
  return ry_field_get_code_label (ry_kind_find_field (ry_workspace_get_kind (workspace, "post"), "seat"), seat);
}

static void
chosen_cb (GtkWidget *chooser, const RyPersonChoice *choice, Place *place)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *message =
      g_strdup_printf (_ ("%s: %s"), get_seat_label (place->workspace, place->seat), choice->name);

  ry_window_commit (RY_WINDOW (gtk_widget_get_root (chooser)),
                    ry_member_edits_take_seat (place->workspace, place->organisation, place->seat, choice, today),
                    message);
}

static char *
dup_day_after (const char *iso)
{
  g_autofree char *next = ry_date_shift (iso, 1);

  return next != NULL ? ry_period_format_day (next) : NULL;
}

static char *
dup_coming (RyVacantSeatRow *self, RyDocument *post)
{
  g_autofree char *name = ry_workspace_dup_name (self->workspace, ry_document_get_string (post, "person"));
  g_autofree char *day = ry_period_format_day (ry_document_get_string (post, "from"));

  return g_strdup_printf (_ ("%s from %s"), name != NULL ? name : "", day != NULL ? day : "");
}

static char *
dup_subtitle (RyVacantSeatRow *self, const RySeat *seat)
{
  if (seat->coming != NULL)
    return dup_coming (self, seat->coming);
  if (seat->former != NULL) {
    g_autofree char *day = dup_day_after (ry_document_get_string (seat->former, "to"));
    return day != NULL ? g_strdup_printf (_ ("since %s"), day) : g_strdup ("");
  }
  return g_strdup (_ ("never filled here"));
}

static void
ry_vacant_seat_row_class_init (RyVacantSeatRowClass *klass)
{
}

static void
ry_vacant_seat_row_init (RyVacantSeatRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Vacant"));
}

/**
 * ry_take_seat_button_new:
 * @workspace: the region
 * @organisation: id of an organisation
 * @seat: (nullable): a seat's code, or %NULL for somebody who just works there
 * @label: what stands on the button
 *
 * Returns: (transfer floating): a button that asks for a person and puts that person there
 */
GtkWidget *
ry_take_seat_button_new (RyWorkspace *workspace, const char *organisation, const char *seat, const char *label)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *heading = g_strdup_printf (_ ("Who is %s?"), get_seat_label (workspace, seat));
  GtkWidget *chooser = ry_person_chooser_new (workspace, heading);
  Place *place = g_new0 (Place, 1);
  g_autofree char *speech = g_strdup_printf (_ ("%s: %s"), get_seat_label (workspace, seat), label);

  place->workspace = workspace;
  place->organisation = g_strdup (organisation);
  place->seat = g_strdup (seat);
  ry_person_chooser_ask_date (RY_PERSON_CHOOSER (chooser), _ ("First day (may stay empty)"), "");
  g_signal_connect_data (chooser, "chosen", G_CALLBACK (chosen_cb), place, free_place, 0);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), chooser);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ry_menu_button_set_speech (button, speech);
  ry_permission_guard_widget (button, workspace, RY_VERB_CREATE, "post", NULL);
  return button;
}

/**
 * ry_vacant_seat_row_new:
 * @workspace: the region
 * @roles: the column that the roles of one plan share
 * @organisation: id of an organisation
 * @seat: a seat's code
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ry_vacant_seat_row_new (RyWorkspace *workspace, GtkSizeGroup *roles, const char *organisation, const char *seat)
{
  RyVacantSeatRow *self = g_object_new (RY_TYPE_VACANT_SEAT_ROW, NULL);
  GtkWidget *ring = gtk_image_new_from_icon_name ("list-add-symbolic");
  const char *role = get_seat_label (workspace, seat);
  g_autofree char *speech = g_strdup_printf (_ ("%s: vacant"), role);

  self->workspace = workspace;
  gtk_widget_add_css_class (ring, "ry-vacant");
  gtk_widget_set_valign (ring, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), ring);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), ry_seat_role_label_new (role, roles));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self),
                             ry_take_seat_button_new (workspace, organisation, seat, _ ("Choose…")));
  /* The title alone would say "vacant" and not which seat. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
  return GTK_WIDGET (self);
}

/**
 * ry_vacant_seat_row_set_seat:
 * @self: the row
 * @seat: the seat as it is now
 *
 * Shows since when it is vacant, or who is to come.
 */
void
ry_vacant_seat_row_set_seat (RyVacantSeatRow *self, const RySeat *seat)
{
  g_autofree char *subtitle = NULL;

  g_return_if_fail (RY_IS_VACANT_SEAT_ROW (self));

  subtitle = dup_subtitle (self, seat);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}
