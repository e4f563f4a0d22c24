/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A day as an office types it. CSS node `date-entry`, an entry with a caption below it that says what was
 * understood, with the day of the week and in the other of the two calendars.
 */
#include "ry-date-entry.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-fill.h"

struct _RyDateEntry {
  GtkWidget parent_instance;

  GtkWidget *entry;
  GtkWidget *caption;

  /* Owned */
  char *date;
  char *label;
};

G_DEFINE_FINAL_TYPE (RyDateEntry, ry_date_entry, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_DATE, PROP_LABEL, N_PROPS };

enum { ACTIVATE, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
show_caption (RyDateEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *words = NULL;

  if (*self->date != '\0')
    words = ry_date_format_other (self->date, text);
  else if (*text != '\0')
    words = ry_date_lacks_era (text) ? ry_date_describe_fault (text) : g_strdup (_ ("This is not understood as a day"));
  else
    words = g_strdup (_ ("For example R8.11.22 or 2026/11/22"));
  gtk_label_set_label (GTK_LABEL (self->caption), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  if (*text != '\0' && *self->date == '\0')
    gtk_widget_add_css_class (self->caption, "ry-warn");
  else
    gtk_widget_remove_css_class (self->caption, "ry-warn");
}

static void
take_date (RyDateEntry *self, char *date)
{
  gboolean changed = g_strcmp0 (self->date, date) != 0;

  g_free (self->date);
  self->date = date;
  show_caption (self);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
}

static void
entry_changed_cb (RyDateEntry *self)
{
  char *iso = ry_date_read (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  take_date (self, iso != NULL ? iso : g_strdup (""));
}

static void
entry_activate_cb (RyDateEntry *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static gboolean
ry_date_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RY_DATE_ENTRY (widget)->entry);
}

static void
ry_date_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RyDateEntry *self = RY_DATE_ENTRY (object);

  switch (id) {
  case PROP_DATE:
    g_value_set_string (value, self->date);
    break;
  case PROP_LABEL:
    g_value_set_string (value, self->label);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ry_date_entry_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RyDateEntry *self = RY_DATE_ENTRY (object);

  switch (id) {
  case PROP_DATE:
    ry_date_entry_set_date (self, g_value_get_string (value));
    break;
  case PROP_LABEL:
    g_free (self->label);
    self->label = g_value_dup_string (value);
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), self->label);
    if (self->label != NULL)
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label, -1);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ry_date_entry_dispose (GObject *object)
{
  RyDateEntry *self = RY_DATE_ENTRY (object);

  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_pointer (&self->caption, gtk_widget_unparent);
  G_OBJECT_CLASS (ry_date_entry_parent_class)->dispose (object);
}

static void
ry_date_entry_finalize (GObject *object)
{
  RyDateEntry *self = RY_DATE_ENTRY (object);

  g_free (self->date);
  g_free (self->label);
  G_OBJECT_CLASS (ry_date_entry_parent_class)->finalize (object);
}

static void
ry_date_entry_class_init (RyDateEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ry_date_entry_get_property;
  object_class->set_property = ry_date_entry_set_property;
  object_class->dispose = ry_date_entry_dispose;
  object_class->finalize = ry_date_entry_finalize;
  widget_class->grab_focus = ry_date_entry_grab_focus;

  properties[PROP_DATE] = g_param_spec_string ("date", NULL, NULL, "",
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACTIVATE] = g_signal_new ("activate", RY_TYPE_DATE_ENTRY, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "date-entry");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
ry_date_entry_init (RyDateEntry *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  self->date = g_strdup ("");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  self->entry = gtk_entry_new ();
  self->caption = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->caption), 0);
  gtk_label_set_wrap (GTK_LABEL (self->caption), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->caption), 24);
  gtk_widget_add_css_class (self->caption, "ry-small");
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_set_parent (self->caption, GTK_WIDGET (self));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (entry_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  show_caption (self);
}

/**
 * ry_date_entry_new:
 * @label: what the day is of, for a screen reader
 *
 * Returns: (transfer floating): an empty entry
 */
GtkWidget *
ry_date_entry_new (const char *label)
{
  return g_object_new (RY_TYPE_DATE_ENTRY, "label", label, NULL);
}

/**
 * ry_date_entry_get_date:
 * @self: an entry
 *
 * Returns: the day, ISO 8601; empty while nothing is understood
 */
const char *
ry_date_entry_get_date (RyDateEntry *self)
{
  return self->date;
}

/**
 * ry_date_entry_set_date:
 * @self: an entry
 * @iso: (nullable): a day, ISO 8601
 *
 * Shows a day, as the locale writes it.
 */
void
ry_date_entry_set_date (RyDateEntry *self, const char *iso)
{
  g_autofree char *words = NULL;

  if (iso == NULL)
    iso = "";
  /* What a person types must not be rewritten under her hands. */
  if (g_strcmp0 (iso, self->date) == 0)
    return;
  words = *iso != '\0' ? ry_date_format_iso (iso, RY_DATE_ERA) : g_strdup ("");
  ry_fill_editable (GTK_EDITABLE (self->entry), words != NULL ? words : iso);
}
