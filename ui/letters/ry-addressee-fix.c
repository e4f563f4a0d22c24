/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which fields are asked for follows from the fault. A post has its own numbers only where the organisation's are not
 * meant; the organisation is what is mended where there is one.
 */
#include "ry-addressee-fix.h"

#include <glib/gi18n.h>

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

/**
 * ry_addressee_fix_new:
 * @workspace: where the records are
 * @addressee: whose way is at fault
 *
 * Returns: (transfer floating): a popover; what is typed is saved when it closes
 */
GtkWidget *
ry_addressee_fix_new (RyWorkspace *workspace, const RyAddressee *addressee)
{
  static const char *const channel[] = { "channel", NULL };
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
  if (addressee->post != NULL)
    add_fields (group, records, workspace, addressee->post, channel);
  gtk_widget_set_size_request (group, 360, -1);
  gtk_widget_add_css_class (popover, "ry-fix");
  gtk_popover_set_child (GTK_POPOVER (popover), group);
  g_signal_connect_data (popover, "closed", G_CALLBACK (flush_cb), records, (GClosureNotify) g_ptr_array_unref, 0);
  return popover;
}
