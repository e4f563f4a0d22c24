/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small dialog. A hospital that confirms its own sheet did so by itself; the secretariat says how it heard.
 */
#include "ry-confirm-dialog.h"

#include <glib/gi18n.h>

#include "ry-confirmation-round.h"
#include "ry-date.h"
#include "ry-fill.h"

static const char *const ways[] = { "self", "phone", "fax", "mail" };

typedef struct {
  RyWindow *window;
  char *organisation;
  AdwComboRow *way;
  AdwEntryRow *by;
} ConfirmDialog;

static void
free_dialog (gpointer data)
{
  ConfirmDialog *self = data;

  g_free (self->organisation);
  g_free (self);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, ConfirmDialog *self)
{
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *by = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->by))));
  g_autofree char *message = NULL;
  g_autoptr (RyHospital) hospital = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "confirm"))
    return;
  /* As it is now: something may have arrived while the dialog was open. */
  hospital = ry_hospital_read (workspace, self->organisation, today, &error);
  if (hospital == NULL) {
    ry_window_show_error (self->window, _ ("The sheet could not be confirmed"), error);
    return;
  }
  message = g_strdup_printf (_ ("The sheet was confirmed: %s"), hospital->name);
  ry_window_commit (self->window,
                    ry_round_confirm (workspace, hospital, ways[adw_combo_row_get_selected (self->way)],
                                      *by != '\0' ? by : NULL, today),
                    message);
}

static gboolean
is_own (RyWorkspace *workspace, const RyHospital *hospital)
{
  g_autoptr (RyActor) actor = ry_workspace_ref_actor (workspace);

  return actor != NULL && ry_actor_has_role (actor, "hospital") && ry_actor_owns (actor, "organisation", hospital->id);
}

static GtkWidget *
create_fields (ConfirmDialog *self, const RyHospital *hospital)
{
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (workspace, "function"), "confirmed_through");
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gboolean own = is_own (workspace, hospital);
  g_autofree char *person = own ? ry_workspace_dup_person (workspace) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    gtk_string_list_append (names, ry_field_get_code_label (field, ways[i]));
  self->way = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->way), _ ("How"));
  adw_combo_row_set_model (self->way, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->way, own ? 0 : 1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->way));
  self->by = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->by), _ ("Who said so"));
  if (person != NULL || hospital->door.contact != NULL)
    ry_fill_editable (GTK_EDITABLE (self->by), person != NULL ? person : hospital->door.contact);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->by));
  return group;
}

/**
 * ry_confirm_dialog_show:
 * @window: the window
 * @hospital: a hospital as it is today
 *
 * Asks, and notes that the sheet is right.
 */
void
ry_confirm_dialog_show (RyWindow *window, const RyHospital *hospital)
{
  ConfirmDialog *self = g_new0 (ConfirmDialog, 1);
  GtkWidget *widget = adw_message_dialog_new (GTK_WINDOW (window), _ ("Is the Sheet Right?"), NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  self->window = window;
  self->organisation = g_strdup (hospital->id);
  adw_message_dialog_format_body (
      dialog, _ ("%s confirms that its wards, what it can take and its referral door are as they stand on the sheet."),
      hospital->name);
  adw_message_dialog_set_extra_child (dialog, create_fields (self, hospital));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("Cancel"), "confirm", _ ("Confirm"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "confirm", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "confirm");
  g_signal_connect (widget, "response", G_CALLBACK (answered_cb), self);
  g_object_set_data_full (G_OBJECT (widget), "confirm", self, free_dialog);
  gtk_window_present (GTK_WINDOW (widget));
}
