/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Use it where a meeting has the whole window and the header bar has to say which one it is. Where the window is
 * narrow the title of the switcher says the same, and this is hidden.
 */
#include "ry-meeting-name.h"

#include "ry-date.h"
#include "ry-json.h"
#include "ry-meeting-details.h"

struct _RyMeetingName {
  GtkBox parent_instance;

  /* Borrowed: children */
  GtkWidget *mark;
  GtkWidget *title;
  GtkWidget *facts;
};

G_DEFINE_FINAL_TYPE (RyMeetingName, ry_meeting_name, GTK_TYPE_BOX)

static GtkWidget *
create_line (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static void
ry_meeting_name_class_init (RyMeetingNameClass *klass)
{
}

static void
ry_meeting_name_init (RyMeetingName *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->mark = gtk_image_new ();
  self->title = create_line ();
  self->facts = create_line ();
  gtk_widget_add_css_class (self->mark, "ry-meeting-mark");
  /* The day and the stage are what one looks for here: the header's switcher gives way to them, and a long name too. */
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (self->title), 8);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_widget_add_css_class (self->facts, "ry-2nd");
  gtk_widget_add_css_class (self->facts, "ry-small");
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), self->title);
  gtk_box_append (GTK_BOX (lines), self->facts);
  gtk_box_append (GTK_BOX (self), self->mark);
  gtk_box_append (GTK_BOX (self), lines);
}

/**
 * ry_meeting_name_new:
 *
 * Returns: (transfer floating): a name that says nothing yet
 */
RyMeetingName *
ry_meeting_name_new (void)
{
  return g_object_new (RY_TYPE_MEETING_NAME, NULL);
}

/**
 * ry_meeting_name_show:
 * @self: a name
 * @meeting: content of a meeting
 * @council: (nullable): whose it is
 */
void
ry_meeting_name_show (RyMeetingName *self, JsonObject *meeting, const RyCouncil *council)
{
  g_autofree char *facts = ry_meeting_name_dup_facts (meeting, council, FALSE);
  RyWheel wheel = council != NULL ? council->wheel : RY_WHEEL_NONE;
  const char *mark_class = ry_wheel_get_css_class (wheel);

  gtk_label_set_label (GTK_LABEL (self->title), ry_json_get_string (meeting, "title"));
  gtk_label_set_label (GTK_LABEL (self->facts), facts);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->mark), ry_wheel_get_icon_name (wheel));
  if (mark_class != NULL)
    gtk_widget_add_css_class (self->mark, mark_class);
}

/**
 * ry_meeting_name_dup_facts:
 * @meeting: content of a meeting
 * @council: (nullable): whose it is
 * @council_last: for a place so narrow that the end may be cut
 *
 * Returns: (transfer full): council, day and stage in one line
 */
char *
ry_meeting_name_dup_facts (JsonObject *meeting, const RyCouncil *council, gboolean council_last)
{
  const char *date = ry_json_get_string (meeting, "date");
  g_autofree char *day = date != NULL ? ry_date_format_iso (date, RY_DATE_MONTH_DAY) : g_strdup ("");
  const char *stage = ry_meeting_stage_get_label (ry_json_get_string (meeting, "stage"));
  const char *whose = council != NULL ? council->short_name : "";

  return council_last ? g_strjoin ("・", day, stage, whose, NULL) : g_strjoin ("・", whose, day, stage, NULL);
}
