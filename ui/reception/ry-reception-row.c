/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made once a person and shown anew when something changes, so that the focus stays where it is.
 */
#include "ry-reception-row.h"

#include <glib/gi18n.h>

#include "ry-reply-words.h"
#include "ry-json.h"
#include "ry-reception.h"
#include "ry-speech.h"

struct _RyReceptionRow {
  GtkListBoxRow parent_instance;

  /* Widgets */
  GtkLabel *serial;
  GtkLabel *reading;
  GtkLabel *name;
  GtkLabel *where;
  GtkImage *icon;
  GtkLabel *state;

  /* Owned */
  char *key;
};

G_DEFINE_FINAL_TYPE (RyReceptionRow, ry_reception_row, GTK_TYPE_LIST_BOX_ROW)

static GtkLabel *
append_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
ry_reception_row_finalize (GObject *object)
{
  g_free (RY_RECEPTION_ROW (object)->key);
  G_OBJECT_CLASS (ry_reception_row_parent_class)->finalize (object);
}

static void
ry_reception_row_class_init (RyReceptionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_reception_row_finalize;
}

static void
ry_reception_row_init (RyReceptionRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->serial = append_label (box, "numeric");
  gtk_label_set_width_chars (self->serial, 4);
  gtk_label_set_xalign (self->serial, 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->serial), "ry-2nd");
  gtk_box_append (GTK_BOX (box), words);
  self->reading = append_label (words, "ry-small");
  self->name = append_label (words, "title-2");
  self->where = append_label (words, "ry-2nd");
  gtk_widget_set_hexpand (words, TRUE);
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_box_append (GTK_BOX (state), GTK_WIDGET (self->icon));
  self->state = append_label (state, "heading");
  gtk_widget_set_valign (state, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), state);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-reception-row");
}

/**
 * ry_reception_row_new:
 * @key: key of the seat
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
ry_reception_row_new (const char *key)
{
  RyReceptionRow *self = g_object_new (RY_TYPE_RECEPTION_ROW, NULL);

  self->key = g_strdup (key);
  return GTK_WIDGET (self);
}

const char *
ry_reception_row_get_key (RyReceptionRow *self)
{
  return self->key;
}

static char *
describe_state (RyAttendee *attendee, gboolean here)
{
  const char *status = ry_attendee_get_status (attendee);
  const char *proxy = ry_json_get_string (attendee->content, "proxy");

  if (here && g_strcmp0 (status, "proxy") == 0)
    return g_strdup_printf (_ ("Here as proxy %s"), ry_json_get_string (attendee->content, "arrived"));
  if (here)
    return g_strdup_printf (_ ("Here %s"), ry_json_get_string (attendee->content, "arrived"));
  if (g_strcmp0 (status, "proxy") == 0 && proxy != NULL)
    return g_strdup_printf (_ ("Proxy: %s"), proxy);
  return g_strdup (ry_reply_words_get_label (status));
}

/**
 * ry_reception_row_show:
 * @self: a row
 * @attendee: whom it shows
 */
void
ry_reception_row_show (RyReceptionRow *self, RyAttendee *attendee)
{
  gboolean here = ry_reception_is_checked_in (attendee->content);
  gint64 serial = ry_json_get_int (attendee->content, "serial", 0);
  g_autofree char *number = serial > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, serial) : g_strdup ("");
  g_autofree char *where =
      g_strjoin (*attendee->role != '\0' ? "　" : "", attendee->organisation_name, attendee->role, NULL);
  g_autofree char *state = describe_state (attendee, here);
  g_autofree char *spoken = g_strjoin ("、", ry_attendee_get_title (attendee), where, state, NULL);

  gtk_label_set_label (self->serial, number);
  gtk_label_set_label (self->reading, ry_attendee_get_sort_reading (attendee));
  gtk_label_set_label (self->name, ry_attendee_get_title (attendee));
  gtk_label_set_label (self->where, where);
  gtk_label_set_label (self->state, state);
  gtk_image_set_from_icon_name (self->icon, here ? "emblem-ok-symbolic"
                                                 : ry_reply_words_get_icon_name (ry_attendee_get_status (attendee)));
  if (here)
    gtk_widget_add_css_class (GTK_WIDGET (self), "ry-here");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "ry-here");
  ry_speech_set_label (GTK_WIDGET (self), spoken);
}
