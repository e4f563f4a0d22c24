/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of the page of today: what stands at their head, two lines, and room for what comes behind them.
 */
#include "ry-today-row.h"

#include "ry-date.h"
#include "ry-label.h"
#include "ry-speech.h"

static GtkWidget *
create_label (const char *text, gboolean markup, const char *css_class)
{
  GtkWidget *label = ry_label_new_wrapped (markup ? NULL : text, css_class);

  if (markup)
    gtk_label_set_markup (GTK_LABEL (label), text);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  /* What is wide by nature would take the other column's room. */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  return label;
}

/**
 * ry_today_row_new:
 * @head: (transfer floating): an icon or a day
 * @title: the first line
 * @facts: the second, as markup; may be empty
 * @box: (out) (transfer none): takes what comes behind them
 *
 * Returns: (transfer floating): a row of the page of today
 */
GtkWidget *
ry_today_row_new (GtkWidget *head, const char *title, const char *facts, GtkWidget **box)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *first = create_label (title, FALSE, NULL);
  GtkWidget *second = create_label (facts, TRUE, "ry-2nd");

  *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (*box, "ry-today-row");
  gtk_widget_add_css_class (second, "ry-small");
  gtk_widget_set_visible (second, *facts != '\0');
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), first);
  gtk_box_append (GTK_BOX (words), second);
  gtk_box_append (GTK_BOX (*box), head);
  gtk_box_append (GTK_BOX (*box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), *box);
  return row;
}

/**
 * ry_today_icon_new:
 * @icon_name: its name
 * @css_class: (nullable): how it is coloured
 *
 * Returns: (transfer floating): a row's icon
 */
GtkWidget *
ry_today_icon_new (const char *icon_name, const char *css_class)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  if (css_class != NULL)
    gtk_widget_add_css_class (icon, css_class);
  return icon;
}

/**
 * ry_today_row_speak:
 * @row: a row
 * @title: its first line
 * @facts: its second, as markup
 *
 * Gives the row a name for who hears it.
 */
void
ry_today_row_speak (GtkWidget *row, const char *title, const char *facts)
{
  g_autofree char *plain = NULL;
  g_autofree char *spoken = NULL;

  pango_parse_markup (facts, -1, 0, NULL, &plain, NULL, NULL);
  spoken = g_strjoin (plain != NULL && *plain != '\0' ? "。" : "", title, plain != NULL ? plain : "", NULL);
  ry_speech_set_label (row, spoken);
}

/**
 * ry_today_day_new:
 * @iso: a day
 *
 * Returns: (transfer floating): month, day and weekday at a row's head
 */
GtkWidget *
ry_today_day_new (const char *iso)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *day = ry_date_format_iso (iso, RY_DATE_SHORT);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, utc);
  g_autofree char *noon = g_strconcat (iso, "T12:00:00Z", NULL);
  g_autofree char *weekday = NULL;
  GtkWidget *label = gtk_label_new (day);

  if (time == NULL)
    time = g_date_time_new_from_iso8601 (noon, utc);
  weekday = time != NULL ? g_date_time_format (time, "%a") : g_strdup ("");
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  label = gtk_label_new (weekday);
  gtk_widget_add_css_class (label, "ry-small");
  gtk_widget_add_css_class (label, "ry-2nd");
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "ry-today-day");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}
