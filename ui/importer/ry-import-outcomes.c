/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Four rows in a boxed list: 新規, 変更, 同じ, 受付不可, each with its count; those with rows open to a list
 * of the first of them. The refused ones stand open, with the reason behind each.
 */
#include "ry-import-outcomes.h"

#include <glib/gi18n.h>

#define SHOWN_ROWS 100

struct _RyImportOutcomes {
  AdwBin parent_instance;

  /* Template widgets */
  AdwPreferencesGroup *group;

  /* Owned */
  GPtrArray *rows; /* of GtkWidget in @group, borrowed from it */
};

G_DEFINE_FINAL_TYPE (RyImportOutcomes, ry_import_outcomes, ADW_TYPE_BIN)

static const struct {
  const char *title;
  const char *subtitle;
  const char *icon_name;
  const char *css_class;
} outcomes[RY_N_IMPORT_OUTCOMES] = {
  [RY_IMPORT_NEW] = { N_ ("New"), N_ ("Not among the members so far"), "list-add-symbolic", NULL },
  [RY_IMPORT_CHANGED] = { N_ ("Changed"), N_ ("Only what differs from the last list is written"),
                          "document-edit-symbolic", NULL },
  [RY_IMPORT_SAME] = { N_ ("The same"), N_ ("Nothing is written"), "object-select-symbolic", NULL },
  [RY_IMPORT_REFUSED] = { N_ ("Not accepted"), N_ ("With the reason; the other rows are not held up"),
                          "dialog-warning-symbolic", "ry-warn" },
};

static GtkWidget *
create_detail (const RyImportRow *row)
{
  GtkWidget *detail = adw_action_row_new ();
  const char *name = row->name != NULL && *row->name != '\0' ? row->name : _ ("(no name)");
  g_autofree char *line = g_strdup_printf (_ ("Line %d"), (int) row->line);
  GtkWidget *label = gtk_label_new (line);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (detail), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (detail), name);
  if (row->detail != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (detail), row->detail);
  gtk_widget_add_css_class (label, "ry-2nd");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (detail), label);
  return detail;
}

static void
add_details (AdwExpanderRow *expander, RyImport *import, RyImportOutcome outcome, gint64 count)
{
  g_autoptr (GPtrArray) rows = ry_import_get_outcome_rows (import, outcome, SHOWN_ROWS);

  for (guint i = 0; i < rows->len; i++)
    adw_expander_row_add_row (expander, create_detail (g_ptr_array_index (rows, i)));
  if (count > rows->len) {
    GtkWidget *more = adw_action_row_new ();
    g_autofree char *text = g_strdup_printf (_ ("and %d more"), (int) count - (int) rows->len);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), text);
    adw_expander_row_add_row (expander, more);
  }
}

static GtkWidget *
create_row (RyImport *import, RyImportOutcome outcome, gint64 count)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (outcomes[outcome].icon_name);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, count);
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), _ (outcomes[outcome].title), number);
  GtkWidget *label = gtk_label_new (number);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (outcomes[outcome].title));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), _ (outcomes[outcome].subtitle));
  gtk_widget_add_css_class (label, "title-3");
  gtk_widget_add_css_class (label, "numeric");
  if (outcomes[outcome].css_class != NULL && count > 0) {
    gtk_widget_add_css_class (icon, outcomes[outcome].css_class);
    gtk_widget_add_css_class (label, outcomes[outcome].css_class);
  }
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), label);
  add_details (ADW_EXPANDER_ROW (row), import, outcome, count);
  gtk_widget_set_sensitive (row, count > 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), outcome == RY_IMPORT_REFUSED && count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
ry_import_outcomes_dispose (GObject *object)
{
  RyImportOutcomes *self = RY_IMPORT_OUTCOMES (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_import_outcomes_parent_class)->dispose (object);
}

static void
ry_import_outcomes_class_init (RyImportOutcomesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_import_outcomes_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/importer/ry-import-outcomes.ui");
  gtk_widget_class_bind_template_child (widget_class, RyImportOutcomes, group);
}

static void
ry_import_outcomes_init (RyImportOutcomes *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_import_outcomes_show:
 * @self: the list
 * @import: an import after a run
 * @progress: what the run counted
 * @title: a heading
 * @description: a sentence below it
 *
 * Shows the outcome of the run.
 */
void
ry_import_outcomes_show (RyImportOutcomes *self,
                         RyImport *import,
                         const RyImportProgress *progress,
                         const char *title,
                         const char *description)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  adw_preferences_group_set_title (self->group, title);
  adw_preferences_group_set_description (self->group, description);
  for (int i = 0; i < RY_N_IMPORT_OUTCOMES; i++) {
    GtkWidget *row = create_row (import, i, progress->counts[i]);

    adw_preferences_group_add (self->group, row);
    g_ptr_array_add (self->rows, row);
  }
}
