/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One factory a column; what a cell shows follows from the column's place in the table below.
 */
#include "ry-meetings-table.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ry-council-mark.h"
#include "ry-label.h"
#include "ry-meeting-card.h"
#include "ry-meeting-details.h"
#include "ry-meeting-item.h"
#include "ry-send-mark.h"
#include "ry-speech.h"

typedef enum {
  COLUMN_DAY,
  COLUMN_COUNCIL,
  COLUMN_TITLE,
  COLUMN_PLACE,
  COLUMN_STAGE,
  COLUMN_PRESENT,
  COLUMN_DECISIONS,
  COLUMN_ACTIONS,
} Column;

static const struct {
  const char *title;
  const char *sort_member; /* what the head sorts by */
  gboolean expand;
} columns[] = {
  [COLUMN_DAY] = { N_ ("Day"), "date", FALSE },           [COLUMN_COUNCIL] = { N_ ("Council"), "council", FALSE },
  [COLUMN_TITLE] = { N_ ("Meeting"), "series", TRUE },    [COLUMN_PLACE] = { N_ ("Place"), "place", TRUE },
  [COLUMN_STAGE] = { N_ ("Stage"), "stage", FALSE },      [COLUMN_PRESENT] = { N_ ("Present"), NULL, FALSE },
  [COLUMN_DECISIONS] = { N_ ("Decisions"), NULL, FALSE }, [COLUMN_ACTIONS] = { N_ ("Actions"), NULL, FALSE },
};

static char *
dup_cell_text (RyMeetingItem *item, Column column)
{
  switch (column) {
  case COLUMN_DAY:
    return ry_meeting_item_dup_day (item);
  case COLUMN_PLACE:
    return g_strdup (ry_meeting_item_get_string (item, "place"));
  case COLUMN_PRESENT:
    return ry_meeting_item_dup_present (item);
  case COLUMN_DECISIONS:
    return ry_meeting_item_dup_count (item, RY_BLOCK_DECISION);
  case COLUMN_ACTIONS:
    return ry_meeting_item_dup_count (item, RY_BLOCK_ACTION);
  case COLUMN_COUNCIL:
  case COLUMN_TITLE:
  case COLUMN_STAGE:
  default:
    return NULL;
  }
}

static Column
get_column (GtkListItemFactory *factory)
{
  return (Column) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
}

/* A meeting's name, and whether the server has it. */
static GtkWidget *
create_title (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = ry_label_new_cut (NULL, NULL);

  gtk_widget_add_css_class (name, "heading");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), ry_send_mark_new ());
  return box;
}

static void
show_title (GtkWidget *box, RyMeetingItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), ry_meeting_item_get_string (item, "title"));
  ry_send_mark_set_id (RY_SEND_MARK (gtk_widget_get_last_child (box)), ry_meeting_item_get_id (item));
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  Column column = get_column (factory);
  GtkWidget *child;

  if (column == COLUMN_COUNCIL || column == COLUMN_STAGE)
    child = adw_bin_new ();
  else if (column == COLUMN_TITLE)
    child = create_title ();
  else
    child = ry_label_new_cut (NULL, NULL);
  if (column == COLUMN_DAY || column >= COLUMN_PRESENT) {
    gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_NONE);
    gtk_widget_add_css_class (child, "numeric");
  }
  gtk_list_item_set_child (cell, child);
}

/* GTK 4.8 cannot name a row from its item: its widget is named, found from a cell. */
static void
name_row (GtkWidget *inside, int depth, RyMeetingItem *item, const RyCouncil *council)
{
  g_autofree char *day = ry_meeting_item_dup_day (item);
  const char *title = ry_meeting_item_get_string (item, "title");
  g_autofree char *spoken =
      g_strjoin ("、", day, council != NULL ? council->short_name : "", title != NULL ? title : "",
                 ry_meeting_stage_get_label (ry_meeting_item_get_string (item, "stage")), NULL);
  GtkWidget *row = inside;

  for (int i = 0; row != NULL && i < depth; i++)
    row = gtk_widget_get_parent (row);
  if (row != NULL)
    ry_speech_set_label (row, spoken);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  RyCouncils *councils = data;
  Column column = get_column (factory);
  RyMeetingItem *item = gtk_list_item_get_item (cell);
  GtkWidget *child = gtk_list_item_get_child (cell);
  const RyCouncil *council = ry_councils_get (councils, ry_meeting_item_get_string (item, "council"));
  g_autofree char *text = dup_cell_text (item, column);

  if (column == COLUMN_COUNCIL)
    adw_bin_set_child (ADW_BIN (child), council != NULL ? ry_council_chip_new (council) : NULL);
  else if (column == COLUMN_STAGE)
    adw_bin_set_child (ADW_BIN (child), ry_meeting_stage_chip_new (ry_meeting_item_get_string (item, "stage")));
  else if (column != COLUMN_TITLE)
    gtk_label_set_label (GTK_LABEL (child), text);
  if (column == COLUMN_TITLE) {
    show_title (child, item);
    name_row (child, 2, item, council);
  }
}

static int
compare (gconstpointer a, gconstpointer b, gpointer member)
{
  RyMeetingItem *first = (RyMeetingItem *) a;
  RyMeetingItem *second = (RyMeetingItem *) b;
  int order = g_strcmp0 (ry_meeting_item_get_string (first, member), ry_meeting_item_get_string (second, member));

  if (order == 0)
    order = g_strcmp0 (ry_meeting_item_get_string (first, "date"), ry_meeting_item_get_string (second, "date"));
  return order;
}

static void
row_setup_cb (GtkListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *facts = ry_label_new_cut (NULL, NULL);

  gtk_widget_add_css_class (facts, "ry-2nd");
  gtk_widget_add_css_class (facts, "ry-small");
  gtk_widget_add_css_class (row, "ry-two-lines");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), create_title ());
  gtk_box_append (GTK_BOX (words), facts);
  gtk_box_append (GTK_BOX (row), adw_bin_new ());
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), adw_bin_new ());
  gtk_list_item_set_child (cell, row);
}

static void
row_bind_cb (GtkListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  RyCouncils *councils = data;
  RyMeetingItem *item = gtk_list_item_get_item (cell);
  GtkWidget *mark = gtk_widget_get_first_child (gtk_list_item_get_child (cell));
  GtkWidget *words = gtk_widget_get_next_sibling (mark);
  GtkWidget *chip = gtk_widget_get_next_sibling (words);
  const RyCouncil *council = ry_councils_get (councils, ry_meeting_item_get_string (item, "council"));
  const char *place = ry_meeting_item_get_string (item, "place");
  g_autofree char *day = ry_meeting_item_dup_day (item);
  g_autofree char *facts = g_strjoin (place != NULL ? "・" : "", day, place != NULL ? place : "", NULL);

  adw_bin_set_child (ADW_BIN (mark), council != NULL ? ry_council_mark_new (council) : NULL);
  show_title (gtk_widget_get_first_child (words), item);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (words)), facts);
  adw_bin_set_child (ADW_BIN (chip), ry_meeting_stage_chip_new (ry_meeting_item_get_string (item, "stage")));
  name_row (mark, 2, item, council);
}

/**
 * ry_meetings_table_add_columns:
 * @view: a view of RyMeetingItem
 * @councils: how councils are drawn
 *
 * Fills an empty column view.
 */
void
ry_meetings_table_add_columns (GtkColumnView *view, RyCouncils *councils)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++) {
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
    g_autoptr (GtkColumnViewColumn) column = NULL;

    g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
    g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), g_object_ref (councils),
                           (GClosureNotify) g_object_unref, 0);
    g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb), g_object_ref (councils),
                           (GClosureNotify) g_object_unref, 0);
    column = gtk_column_view_column_new (_ (columns[i].title), factory);
    gtk_column_view_column_set_expand (column, columns[i].expand);
    if (columns[i].sort_member != NULL) {
      g_autoptr (GtkSorter) sorter =
          GTK_SORTER (gtk_custom_sorter_new (compare, (gpointer) columns[i].sort_member, NULL));

      gtk_column_view_column_set_sorter (column, sorter);
    }
    gtk_column_view_append_column (view, column);
  }
}

/**
 * ry_meetings_table_create_row_factory:
 * @councils: how councils are drawn
 *
 * Returns: (transfer full): what makes rows of two lines for a list view of RyMeetingItem
 */
GtkListItemFactory *
ry_meetings_table_create_row_factory (RyCouncils *councils)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (row_setup_cb), NULL);
  g_signal_connect_data (factory, "bind", G_CALLBACK (row_bind_cb), g_object_ref (councils),
                         (GClosureNotify) g_object_unref, 0);
  return factory;
}
