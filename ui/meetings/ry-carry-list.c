/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One group with a row for each thing, in the order of the agenda. The reason's row follows its own; it is made with it
 * and shown while the tick is off, so that the focus can go there at once.
 */
#include "ry-carry-list.h"

#include <glib/gi18n.h>

#include "ry-fill.h"
#include "ry-speech.h"

struct _RyCarryList {
  AdwBin parent_instance;

  /* Widgets */
  GtkWidget *group;

  /* Owned */
  GPtrArray *carried; /* (element-type RyCarried) */
};

G_DEFINE_FINAL_TYPE (RyCarryList, ry_carry_list, ADW_TYPE_BIN)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *
get_kind_word (RyCarryKind kind)
{
  static const char *const words[] = { N_ ("Approval"), N_ ("Action"), N_ ("Unfinished"), N_ ("Every time") };

  return _ (words[kind]);
}

static RyCarried *
get_carried (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "carried");
}

static void
toggled_cb (GtkCheckButton *check, RyCarryList *self)
{
  RyCarried *carried = get_carried (check);
  GtkWidget *reason = g_object_get_data (G_OBJECT (check), "reason");

  carried->taken = gtk_check_button_get_active (check);
  gtk_widget_set_visible (reason, !carried->taken);
  if (!carried->taken)
    gtk_widget_grab_focus (reason);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
reason_changed_cb (GtkEditable *reason, RyCarryList *self)
{
  RyCarried *carried = get_carried (reason);

  g_free (carried->reason);
  carried->reason = g_strstrip (g_strdup (gtk_editable_get_text (reason)));
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
create_reason (RyCarryList *self, RyCarried *carried)
{
  GtkWidget *reason = adw_entry_row_new ();
  g_autofree char *spoken = g_strdup_printf (_ ("Reason for leaving out %s"), carried->title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (reason), _ ("Reason for leaving it out"));
  ry_fill_editable (GTK_EDITABLE (reason), carried->reason);
  ry_speech_set_label (reason, spoken);
  gtk_widget_set_visible (reason, !carried->taken);
  g_object_set_data (G_OBJECT (reason), "carried", carried);
  g_signal_connect (reason, "changed", G_CALLBACK (reason_changed_cb), self);
  return reason;
}

static GtkWidget *
create_row (RyCarryList *self, RyCarried *carried, GtkWidget *reason)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *kind = gtk_label_new (get_kind_word (carried->kind));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), carried->title);
  if (carried->about != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), carried->about);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), carried->taken);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (kind, "ry-2nd");
  gtk_widget_add_css_class (kind, "ry-small");
  ry_speech_set_label (check, carried->title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), kind);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (check), "carried", carried);
  g_object_set_data (G_OBJECT (check), "reason", reason);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  return row;
}

static void
fill (RyCarryList *self)
{
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Carried over"));
  for (guint i = 0; i < self->carried->len; i++) {
    RyCarried *carried = g_ptr_array_index (self->carried, i);
    GtkWidget *reason = create_reason (self, carried);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), create_row (self, carried, reason));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), reason);
  }
  adw_bin_set_child (ADW_BIN (self), self->group);
  gtk_widget_set_visible (GTK_WIDGET (self), self->carried->len > 0);
}

static void
ry_carry_list_finalize (GObject *object)
{
  g_clear_pointer (&RY_CARRY_LIST (object)->carried, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_carry_list_parent_class)->finalize (object);
}

static void
ry_carry_list_class_init (RyCarryListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_carry_list_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_carry_list_init (RyCarryList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * ry_carry_list_new:
 *
 * Returns: (transfer floating): a list that shows nothing yet
 */
GtkWidget *
ry_carry_list_new (void)
{
  return g_object_new (RY_TYPE_CARRY_LIST, NULL);
}

/**
 * ry_carry_list_set_carried:
 * @self: a list
 * @carried: (element-type RyCarried) (transfer full): what is offered; what a person unticked before, and why, is kept
 *   where it is offered again
 */
void
ry_carry_list_set_carried (RyCarryList *self, GPtrArray *carried)
{
  for (guint i = 0; self->carried != NULL && i < carried->len; i++)
    for (guint k = 0; k < self->carried->len; k++) {
      RyCarried *now = g_ptr_array_index (carried, i);
      const RyCarried *before = g_ptr_array_index (self->carried, k);

      if (g_strcmp0 (now->thread, before->thread) == 0) {
        now->taken = before->taken;
        now->reason = g_strdup (before->reason);
      }
    }
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  self->carried = carried;
  fill (self);
}

/**
 * ry_carry_list_get_carried:
 * @self: a list
 *
 * Returns: (transfer none) (nullable) (element-type RyCarried): what is offered, as it is ticked now
 */
GPtrArray *
ry_carry_list_get_carried (RyCarryList *self)
{
  return self->carried;
}

/**
 * ry_carry_list_is_settled:
 * @self: a list
 *
 * Returns: whether everything that is left out has its reason
 */
gboolean
ry_carry_list_is_settled (RyCarryList *self)
{
  return self->carried == NULL || ry_carry_over_is_settled (self->carried);
}
