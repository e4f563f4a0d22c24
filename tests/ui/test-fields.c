/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field's row and the entry of a day, on a screen: what is typed becomes a value or is complained about, and is kept.
 */
#include "ry-date-entry.h"
#include "ry-field-row.h"
#include "ry-fill.h"
#include "ry-json.h"
#include "widget-fixture.h"

#define ID "organisation:a"
#define BODY                                                                                                           \
  "{\"kind\":\"organisation\",\"name\":\"汐見病院\",\"org_kind\":\"hospital\",\"opened_on\":\"2018-04-01\","       \
  "\"emergency\":true,\"note\":\"一行\"}"

static GtkWidget *
find_child (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_child (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* A row of @field, its editor of @type. The record lives as long as the row. */
static GtkWidget *
open_row (WidgetFixture *fixture, const char *field, GType type, GtkWidget **editor, RyRecord **record)
{
  GtkWidget *row;

  widget_put (fixture, ID, BODY);
  *record = ry_record_new (fixture->workspace, ID);
  row = g_object_ref_sink (ry_field_row_new (*record, field));
  *editor = find_child (row, type);
  g_assert_nonnull (*editor);
  gtk_test_accessible_assert_role (*editor, type == GTK_TYPE_SWITCH      ? GTK_ACCESSIBLE_ROLE_SWITCH
                                            : type == GTK_TYPE_DROP_DOWN ? GTK_ACCESSIBLE_ROLE_COMBO_BOX
                                                                         : GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  return row;
}

static const char *
get (RyRecord *record, const char *member)
{
  return ry_json_get_string (ry_record_get_root (record), member);
}

static gboolean
is_saved (gpointer data)
{
  return ry_record_is_saved (data);
}

static void
test_text (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = NULL;
  GtkWidget *entry;
  g_autoptr (GtkWidget) row = open_row (fixture, "name", GTK_TYPE_ENTRY, &entry, &record);
  g_autofree char *stored = NULL;

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "汐見病院");
  gtk_editable_set_text (GTK_EDITABLE (entry), "汐見中央病院");
  g_assert_cmpstr (get (record, "name"), ==, "汐見中央病院");
  widget_wait (is_saved, record);
  stored = widget_dup (fixture, ID, "name");
  g_assert_cmpstr (stored, ==, "汐見中央病院");
  widget_put (fixture, ID, "{\"kind\":\"organisation\",\"name\":\"外からの名\"}");
  widget_spin (50);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "外からの名");
}

static void
test_date (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = NULL;
  GtkWidget *entry;
  g_autoptr (GtkWidget) row = open_row (fixture, "opened_on", GTK_TYPE_ENTRY, &entry, &record);

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "平成30年4月1日");
  gtk_editable_set_text (GTK_EDITABLE (entry), "R8.11.22");
  g_assert_cmpstr (get (record, "opened_on"), ==, "2026-11-22");
  widget_wait (is_saved, record);
  gtk_editable_set_text (GTK_EDITABLE (entry), "8.11.23");
  g_assert_cmpstr (get (record, "opened_on"), ==, "2026-11-23");
  gtk_editable_set_text (GTK_EDITABLE (entry), "58.4.1");
  gtk_editable_set_text (GTK_EDITABLE (entry), "R8.11.22");
  /* What is no day is complained about; the value stays, and the words too. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "いつか");
  g_assert_cmpstr (get (record, "opened_on"), ==, "2026-11-22");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "いつか");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_assert_null (get (record, "opened_on"));
  ry_record_flush (record);
  widget_wait (is_saved, record);
}

static void
test_choice (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = NULL;
  GtkWidget *choice;
  g_autoptr (GtkWidget) row = open_row (fixture, "org_kind", GTK_TYPE_DROP_DOWN, &choice, &record);

  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (choice)), ==, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 2);
  g_assert_cmpstr (get (record, "org_kind"), ==, "clinic");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 0);
  g_assert_null (get (record, "org_kind"));
  widget_wait (is_saved, record);
}

static void
test_switch_and_paragraphs (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = NULL;
  GtkWidget *editor;
  g_autoptr (GtkWidget) row = open_row (fixture, "emergency", GTK_TYPE_SWITCH, &editor, &record);
  g_autoptr (GtkWidget) note = g_object_ref_sink (ry_field_row_new (record, "note"));
  GtkWidget *view = find_child (note, GTK_TYPE_TEXT_VIEW);

  g_assert_true (gtk_switch_get_active (GTK_SWITCH (editor)));
  gtk_switch_set_active (GTK_SWITCH (editor), FALSE);
  g_assert_false (ry_json_get_boolean (ry_record_get_root (record), "emergency", TRUE));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "一行\n二行", -1);
  g_assert_cmpstr (get (record, "note"), ==, "一行\n二行");
  widget_wait (is_saved, record);
}

/* Turned to another record, the row writes what was typed for the one before. */
static void
test_turns_to_another (WidgetFixture *fixture, gconstpointer data)
{
  g_autoptr (RyRecord) record = NULL;
  GtkWidget *entry;
  g_autoptr (GtkWidget) row = open_row (fixture, "name", GTK_TYPE_ENTRY, &entry, &record);
  g_autoptr (RyRecord) other = NULL;
  g_autofree char *stored = NULL;

  widget_put (fixture, "organisation:b", "{\"kind\":\"organisation\",\"name\":\"浜薬局\"}");
  other = ry_record_new (fixture->workspace, "organisation:b");
  gtk_editable_set_text (GTK_EDITABLE (entry), "汐見中央病院");
  ry_field_row_set_record (RY_FIELD_ROW (row), other);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "浜薬局");
  widget_wait (is_saved, record);
  stored = widget_dup (fixture, ID, "name");
  g_assert_cmpstr (stored, ==, "汐見中央病院");
  ry_field_row_set_record (RY_FIELD_ROW (row), NULL);
  g_assert_false (gtk_widget_get_sensitive (row));
  g_assert_null (ry_field_row_new (other, "no_such_field"));
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_date_entry (void)
{
  static const struct {
    const char *typed, *date, *caption;
  } rows[] = {
    { "R8.11.22", "2026-11-22", "2026年11月22日（日）" },
    { "2026/11/22", "2026-11-22", "令和8年11月22日（日）" },
    { "令和８年１１月２２日", "2026-11-22", "2026年11月22日（日）" },
    { "8.11.22", "2026-11-22", "令和8年11月22日（日）" },
    { "2026-02-30", "", NULL },
    { "58.4.1", "", NULL },
    { "あした", "", NULL },
    { "", "", NULL },
  };
  g_autoptr (GtkWidget) widget = g_object_ref_sink (ry_date_entry_new ("開催日"));
  RyDateEntry *entry = RY_DATE_ENTRY (widget);
  GtkWidget *text = find_child (widget, GTK_TYPE_ENTRY);
  GtkWidget *caption = gtk_widget_get_last_child (widget);
  guint n_notified = 0;

  g_signal_connect_swapped (widget, "notify::date", G_CALLBACK (count_cb), &n_notified);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gtk_editable_set_text (GTK_EDITABLE (text), rows[i].typed);
    g_assert_cmpstr (ry_date_entry_get_date (entry), ==, rows[i].date);
    if (rows[i].caption != NULL)
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (caption)), ==, rows[i].caption);
    g_assert_cmpint (gtk_widget_has_css_class (caption, "ry-warn"), ==,
                     *rows[i].typed != '\0' && *rows[i].date == '\0');
  }
  g_assert_cmpuint (n_notified, >=, 2);
  ry_date_entry_set_date (entry, "2026-04-01");
  g_assert_cmpstr (ry_date_entry_get_date (entry), ==, "2026-04-01");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), !=, "");
}

/* Ctrl+Z in a field that was only filled must not empty it; what was typed is taken back. */
static void
test_fill (void)
{
  g_autoptr (GtkWidget) entry = g_object_ref_sink (gtk_entry_new ());
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry)));
  int at = -1;

  ry_fill_editable (GTK_EDITABLE (entry), "汐見病院");
  gtk_widget_activate_action (text, "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "汐見病院");
  gtk_editable_insert_text (GTK_EDITABLE (entry), "北", -1, &at);
  ry_fill_editable (GTK_EDITABLE (entry), gtk_editable_get_text (GTK_EDITABLE (entry))); /* as its own saving does */
  gtk_widget_activate_action (text, "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "汐見病院");
  ry_fill_editable (GTK_EDITABLE (entry), NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

int
main (int argc, char **argv)
{
  g_setenv ("RYORIN_TODAY", "2026-11-22", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, test) g_test_add (path, WidgetFixture, NULL, widget_set_up, test, widget_tear_down)
  ADD ("/fields/text", test_text);
  ADD ("/fields/date", test_date);
  ADD ("/fields/choice", test_choice);
  ADD ("/fields/switch-and-paragraphs", test_switch_and_paragraphs);
  ADD ("/fields/turns-to-another", test_turns_to_another);
#undef ADD
  g_test_add_func ("/fields/date-entry", test_date_entry);
  g_test_add_func ("/fields/fill", test_fill);
  return g_test_run ();
}
