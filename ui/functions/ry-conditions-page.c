/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyConditionsPage: a row a condition that opens to its fields. Rows are made anew only when the order or the set of
 * conditions is another, so that typing in a field goes on undisturbed.
 */
#include "ry-conditions-page.h"

#include <glib/gi18n.h>

#include "ry-announce.h"
#include "ry-condition.h"
#include "ry-date.h"
#include "ry-field-row.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-tooltip.h"
#include "ry-window.h"

struct _RyConditionsPage {
  RyPage parent_instance;

  /* Borrowed */
  AdwPreferencesGroup *asked;
  AdwPreferencesGroup *retired;
  AdwEntryRow *add;
  GtkWidget *presets;

  /* Owned */
  GPtrArray *conditions; /* RyDocument, all of them */
  GPtrArray *rows;       /* borrowed from their groups, one a condition */
  GPtrArray *fields;     /* RyFieldRow, borrowed */
  char *order;           /* ids and whether they are asked, as shown */

  guint idle;
};

G_DEFINE_FINAL_TYPE (RyConditionsPage, ry_conditions_page, RY_TYPE_PAGE)

static RyWindow *
get_window (RyConditionsPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static RyWorkspace *
get_workspace (RyConditionsPage *self)
{
  return ry_window_get_workspace (get_window (self));
}

static RyDocument *
find_condition (RyConditionsPage *self, GtkWidget *row, guint *position)
{
  if (!g_ptr_array_find (self->rows, row, position) || *position >= self->conditions->len)
    return NULL;
  return g_ptr_array_index (self->conditions, *position);
}

/* ---- Acts ---- */

static void
move (RyConditionsPage *self, GtkWidget *row, int by)
{
  guint position, to;

  if (find_condition (self, row, &position) == NULL)
    return;
  /* Over those that are no longer asked, which stand elsewhere. */
  for (to = position + (guint) by; to < self->rows->len; to += (guint) by)
    if (gtk_widget_is_ancestor (g_ptr_array_index (self->rows, to), GTK_WIDGET (self->asked)))
      break;
  if (to < self->rows->len)
    ry_window_commit (get_window (self), ry_condition_move (self->conditions, position, to),
                      _ ("The order was changed"));
}

static GtkWidget *
get_row (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "row");
}

static void
up_cb (GtkWidget *button, RyConditionsPage *self)
{
  move (self, get_row (button), -1);
}

static void
down_cb (GtkWidget *button, RyConditionsPage *self)
{
  move (self, get_row (button), 1);
}

static void
retire_cb (GtkWidget *button, RyConditionsPage *self)
{
  g_autofree char *today = ry_date_dup_today ();
  guint position;
  RyDocument *condition = find_condition (self, get_row (button), &position);
  gboolean retired = condition != NULL && ry_condition_is_retired (condition, today);

  if (condition != NULL)
    ry_window_commit (get_window (self), ry_condition_retire (condition, retired ? NULL : today),
                      retired ? _ ("It is asked again") : _ ("It is no longer asked"));
}

static void
add_cb (RyConditionsPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->add))));

  if (*name == '\0')
    return;
  ry_window_commit (get_window (self), ry_condition_add (self->conditions, name), _ ("The condition was added"));
  gtk_editable_set_text (GTK_EDITABLE (self->add), "");
}

static void
presets_cb (RyConditionsPage *self)
{
  ry_window_commit (get_window (self), ry_condition_new_presets (), _ ("The usual conditions were put in"));
}

/* ---- Rows ---- */

static void
add_button (RyConditionsPage *self,
            GtkWidget *row,
            const char *icon,
            const char *label,
            GCallback callback,
            RyDocument *condition)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *speech = g_strdup_printf (_ ("%s: %s"), ry_document_get_string (condition, "name"), label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ry_tooltip_set (button, label);
  ry_speech_set_label (button, speech);
  g_object_set_data (G_OBJECT (button), "row", row);
  g_signal_connect (button, "clicked", callback, self);
  ry_permission_guard_widget (button, get_workspace (self), RY_VERB_EDIT, "condition", condition);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), button);
}

/* The fields are made when the row is opened first. */
static void
expanded_cb (GtkWidget *row, GParamSpec *pspec, RyConditionsPage *self)
{
  static const char *const fields[] = { "name", "short_name", "group" };
  g_autoptr (RyRecord) record = NULL;
  guint position;
  RyDocument *condition = find_condition (self, row, &position);

  if (condition == NULL || g_object_get_data (G_OBJECT (row), "record") != NULL)
    return;
  record = ry_record_new (get_workspace (self), ry_document_get_id (condition));
  ry_announce_record (record, GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    GtkWidget *field = ry_field_row_new (record, fields[i]);

    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), field);
    g_ptr_array_add (self->fields, field);
  }
  g_object_set_data_full (G_OBJECT (row), "record", g_steal_pointer (&record), g_object_unref);
}

static void
show_row (RyConditionsPage *self, GtkWidget *row, RyDocument *condition)
{
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (get_workspace (self), "condition"), "group");
  const char *group = ry_document_get_string (condition, "group"),
             *short_name = ry_document_get_string (condition, "short_name");
  const char *label = group != NULL ? ry_field_get_code_label (field, group) : NULL;
  g_autofree char *subtitle = g_strjoin (short_name != NULL && label != NULL ? _ ("·") : "",
                                         short_name != NULL ? short_name : "", label != NULL ? label : "", NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ry_document_get_string (condition, "name"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  ry_speech_set_label (row, ry_document_get_string (condition, "name"));
}

static GtkWidget *
create_row (RyConditionsPage *self, RyDocument *condition, gboolean retired)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  if (retired)
    add_button (self, row, "edit-undo-symbolic", _ ("Ask again"), G_CALLBACK (retire_cb), condition);
  else {
    /* The last one added stands first. */
    add_button (self, row, "action-unavailable-symbolic", _ ("No longer ask"), G_CALLBACK (retire_cb), condition);
    add_button (self, row, "go-down-symbolic", _ ("Down"), G_CALLBACK (down_cb), condition);
    add_button (self, row, "go-up-symbolic", _ ("Up"), G_CALLBACK (up_cb), condition);
  }
  show_row (self, row, condition);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), self);
  return row;
}

static char *
describe_order (GPtrArray *conditions, const char *today)
{
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < conditions->len; i++)
    g_string_append_printf (order, "%s %d\n", ry_document_get_id (g_ptr_array_index (conditions, i)),
                            ry_condition_is_retired (g_ptr_array_index (conditions, i), today));
  return g_string_free (order, FALSE);
}

static void
rebuild (RyConditionsPage *self, const char *today)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = g_ptr_array_index (self->rows, i);

    adw_preferences_group_remove (gtk_widget_is_ancestor (row, GTK_WIDGET (self->asked)) ? self->asked : self->retired,
                                  row);
  }
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->fields, 0);
  for (guint i = 0; i < self->conditions->len; i++) {
    RyDocument *condition = g_ptr_array_index (self->conditions, i);
    gboolean retired = ry_condition_is_retired (condition, today);
    GtkWidget *row = create_row (self, condition, retired);

    adw_preferences_group_add (retired ? self->retired : self->asked, row);
    g_ptr_array_add (self->rows, row);
    any |= retired;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->retired), any);
  gtk_widget_set_visible (self->presets, self->conditions->len == 0);
}

static void
reload (RyConditionsPage *self)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *order = NULL;
  GPtrArray *conditions = ry_condition_list_all (get_workspace (self), NULL);

  if (conditions == NULL)
    return;
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  self->conditions = conditions;
  order = describe_order (conditions, today);
  if (g_strcmp0 (order, self->order) != 0) {
    rebuild (self, today);
    g_free (self->order);
    self->order = g_steal_pointer (&order);
    return;
  }
  for (guint i = 0; i < self->rows->len; i++)
    show_row (self, g_ptr_array_index (self->rows, i), g_ptr_array_index (conditions, i));
}

static gboolean
reload_cb (gpointer data)
{
  RyConditionsPage *self = data;

  self->idle = 0;
  reload (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyConditionsPage *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (reload_cb, self);
}

static void
ry_conditions_page_leaving (RyPage *page)
{
  RyConditionsPage *self = RY_CONDITIONS_PAGE (page);

  for (guint i = 0; i < self->fields->len; i++)
    ry_field_row_flush (g_ptr_array_index (self->fields, i));
  for (guint i = 0; i < self->rows->len; i++) {
    RyRecord *record = g_object_get_data (g_ptr_array_index (self->rows, i), "record");

    if (record != NULL)
      ry_record_flush (record);
  }
}

static void
ry_conditions_page_dispose (GObject *object)
{
  RyConditionsPage *self = RY_CONDITIONS_PAGE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_conditions_page_parent_class)->dispose (object);
}

static void
ry_conditions_page_finalize (GObject *object)
{
  RyConditionsPage *self = RY_CONDITIONS_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->fields);
  g_free (self->order);
  G_OBJECT_CLASS (ry_conditions_page_parent_class)->finalize (object);
}

static void
ry_conditions_page_class_init (RyConditionsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_conditions_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_conditions_page_finalize;
  RY_PAGE_CLASS (klass)->leaving = ry_conditions_page_leaving;
}

static void
append_add (RyConditionsPage *self, GtkWidget *content)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->add = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add), _ ("Another condition"));
  adw_entry_row_set_show_apply_button (self->add, TRUE);
  g_signal_connect_swapped (self->add, "apply", G_CALLBACK (add_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->add));
  gtk_box_append (GTK_BOX (content), group);
}

static void
ry_conditions_page_init (RyConditionsPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new (),
            *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->rows = g_ptr_array_new ();
  self->fields = g_ptr_array_new ();
  gtk_widget_add_css_class (content, "ry-record-page");
  self->presets = gtk_button_new_with_label (_ ("Put In What Is Asked Most"));
  gtk_widget_set_halign (self->presets, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->presets, "pill");
  g_signal_connect_swapped (self->presets, "clicked", G_CALLBACK (presets_cb), self);
  gtk_box_append (GTK_BOX (content), self->presets);
  self->asked = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->asked, _ ("Asked of every hospital"));
  adw_preferences_group_set_description (self->asked, _ ("In this order on sheets, in the table and on paper"));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->asked));
  append_add (self, content);
  self->retired = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->retired, _ ("No longer asked"));
  adw_preferences_group_set_description (self->retired, _ ("Sheets of their time still show them"));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->retired));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * ry_conditions_page_new:
 * @window: the window
 *
 * Returns: (transfer floating): the list, to be pushed
 */
RyPage *
ry_conditions_page_new (RyWindow *window)
{
  RyConditionsPage *self = g_object_new (RY_TYPE_CONDITIONS_PAGE, "window", window, NULL);

  ry_page_set_title (RY_PAGE (self), _ ("Conditions for Admission"));
  ry_permission_guard_widget (GTK_WIDGET (self->add), get_workspace (self), RY_VERB_CREATE, "condition", NULL);
  ry_permission_guard_widget (self->presets, get_workspace (self), RY_VERB_CREATE, "condition", NULL);
  g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
  return RY_PAGE (self);
}
