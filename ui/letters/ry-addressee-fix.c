/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which fields are asked for follows from the fault. A post has its own numbers only where the organisation's are not
 * meant; the organisation is what is mended where there is one.
 */
#include "ry-addressee-fix.h"

#include <glib/gi18n.h>

#include "ry-event-letters.h"
#include "ry-field-row.h"
#include "ry-record.h"

static const char *const *
list_fields (RyAddresseeFault fault)
{
  static const char *const fax[] = { "fax", NULL };
  static const char *const mail[] = { "email", NULL };
  static const char *const address[] = { "postal_code", "address", "building", NULL };
  static const char *const telephone[] = { "telephone", NULL };
  static const char *const all[] = { "fax", "email", "postal_code", "address", NULL };

  switch (fault) {
  case RY_ADDRESSEE_NO_FAX:
  case RY_ADDRESSEE_BAD_FAX:
    return fax;
  case RY_ADDRESSEE_NO_MAIL:
  case RY_ADDRESSEE_BAD_MAIL:
    return mail;
  case RY_ADDRESSEE_NO_TELEPHONE:
    return telephone;
  case RY_ADDRESSEE_NO_ADDRESS:
  case RY_ADDRESSEE_NO_POSTAL_CODE:
  case RY_ADDRESSEE_BAD_POSTAL_CODE:
  case RY_ADDRESSEE_MANY_POSTAL_CODES:
    return address;
  default:
    return all;
  }
}

static void
flush_cb (GtkPopover *popover, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    ry_record_flush (records->pdata[i]);
}

static void
add_fields (GtkWidget *group, GPtrArray *records, RyWorkspace *workspace, const char *id, const char *const *fields)
{
  RyRecord *record = ry_record_new (workspace, id);

  g_ptr_array_add (records, record);
  for (guint i = 0; fields[i] != NULL; i++)
    if (ry_kind_find_field (ry_record_get_kind (record), fields[i]) != NULL)
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), ry_field_row_new (record, fields[i]));
}

/* ---- A speaker from outside ---- */

static void
enrol_cb (GtkButton *button, RyWindow *window)
{
  const char *meeting = g_object_get_data (G_OBJECT (button), "meeting"),
             *key = g_object_get_data (G_OBJECT (button), "key");
  const char *name = g_object_get_data (G_OBJECT (button), "name");
  g_autofree char *message =
      g_strdup_printf (_ ("%s is in the members’ list now; mend the letter once more to write where it goes"), name);
  g_autoptr (GError) error = NULL;
  GPtrArray *edits = ry_event_letters_enrol (ry_window_get_workspace (window), meeting, key, &error);

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  if (edits != NULL)
    ry_window_commit (window, edits, message);
  else
    ry_window_show_error (window, _ ("The record was not made"), error);
}

/* Nobody keeps a record of them, so there is no field to write into. */
static GtkWidget *
create_enrol_button (RyWindow *window, const char *meeting, const RyAddressee *addressee)
{
  const char *name = addressee->organisation_name != NULL ? addressee->organisation_name : addressee->name;
  g_autofree char *label = g_strdup_printf (_ ("Add %s to the Members’ List"), name);
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (button), "meeting", g_strdup (meeting), g_free);
  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (addressee->key), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (enrol_cb), window, 0);
  return button;
}

/**
 * ry_addressee_fix_new:
 * @window: the window
 * @meeting: the meeting or event the letter is about
 * @addressee: whose way is at fault
 *
 * Returns: (transfer floating): a popover; what is typed is saved when it closes
 */
GtkWidget *
ry_addressee_fix_new (RyWindow *window, const char *meeting, const RyAddressee *addressee)
{
  static const char *const channel[] = { "channel", NULL };
  RyWorkspace *workspace = ry_window_get_workspace (window);
  RyAddresseeFault fault = ry_addressee_check (addressee, addressee->channel);
  g_autofree char *sentence = ry_addressee_describe_fault (addressee, fault);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *group = adw_preferences_group_new ();
  const char *owner = addressee->organisation != NULL ? addressee->organisation : addressee->person;

  if (sentence != NULL) {
    g_autofree char *markup = g_markup_escape_text (sentence, -1);

    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), markup);
  }
  if (owner != NULL)
    add_fields (group, records, workspace, owner, list_fields (fault));
  else if (RY_EVENT_IS_ID (meeting))
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_enrol_button (window, meeting, addressee));
  if (addressee->post != NULL)
    add_fields (group, records, workspace, addressee->post, channel);
  gtk_widget_set_size_request (group, 360, -1);
  gtk_widget_add_css_class (popover, "ry-fix");
  gtk_popover_set_child (GTK_POPOVER (popover), group);
  g_signal_connect_data (popover, "closed", G_CALLBACK (flush_cb), records, (GClosureNotify) g_ptr_array_unref, 0);
  return popover;
}
