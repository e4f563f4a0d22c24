/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of the search, made anew for each answer. Wide, the beds stand on the left and the telephone on the right;
 * folded, the telephone goes below. It has no score and no colour that judges.
 */
#include "ry-bed-match-row.h"

#include <glib/gi18n.h>

#include "ry-age-tile.h"
#include "ry-date.h"
#include "ry-mark-view.h"
#include "ry-label.h"
#include "ry-permission-guard.h"
#include "ry-tooltip.h"
#include "ry-wrap-layout.h"

#define DOOR_WIDTH 190

typedef struct {
  RyBedRegister *reg;
  const RyBedNeed *need;
  const RyBedMatch *match;
  const char *since; /* from when confirmations count */
  const char *now;
  gboolean folded;
  RyWorkspace *workspace;
} Making;

static GtkWidget *
append_label (GtkWidget *box, const char *words, const char *css_class)
{
  GtkWidget *label = gtk_label_new (words);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
create_beds (const Making *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  g_autofree char *number = g_strdup_printf ("%d", (int) self->match->beds);
  g_autofree char *split = ry_bed_match_dup_split (self->match);
  GtkWidget *words;

  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (box, 118, -1);
  append_label (line, number, "ry-bed-number");
  gtk_widget_set_valign (append_label (line, C_ ("unit", "beds"), "heading"), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), line);
  words = append_label (box, *split != '\0' ? split : _ ("full"), "ry-bed-split");
  gtk_label_set_xalign (GTK_LABEL (words), 0.5);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (words), GTK_NATURAL_WRAP_WORD);
  gtk_label_set_max_width_chars (GTK_LABEL (words), 12);
  gtk_label_set_justify (GTK_LABEL (words), GTK_JUSTIFY_CENTER);
  return box;
}

/* What it can take may no longer be so: the age of the last confirmation goes with it. */
static void
append_unconfirmed (const Making *self, GtkWidget *box)
{
  g_autofree char *today = ry_date_dup_today (),
                  *words = ry_bed_match_dup_unconfirmed (self->match, self->since, today);
  g_autofree char *sentence = words != NULL ? g_strdup_printf (_ ("Functions: %s"), words) : NULL;
  GtkWidget *label = words != NULL ? gtk_label_new (sentence) : NULL;

  if (label == NULL)
    return;
  gtk_widget_add_css_class (label, "ry-small");
  gtk_widget_add_css_class (label, "ry-2nd");
  gtk_widget_set_parent (label, box);
}

static GtkWidget *
create_title (const Making *self, guint place)
{
  GtkWidget *box = ry_wrap_box_new (8), *name = gtk_label_new (ry_bed_hospital_get_name (self->match->hospital)),
            *stages = gtk_label_new (self->match->stages);
  g_autofree char *number = g_strdup_printf ("%u", place);
  GtkWidget *order = gtk_label_new (number);

  gtk_widget_add_css_class (order, "ry-small");
  gtk_widget_add_css_class (order, "ry-2nd");
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (name), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (name), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_add_css_class (name, "ry-bed-name");
  gtk_widget_add_css_class (stages, "ry-stage-chip");
  if (place > 0)
    gtk_widget_set_parent (order, box);
  else
    g_object_ref_sink (order), g_object_unref (order);
  gtk_widget_set_parent (name, box);
  gtk_widget_set_parent (stages, box);
  append_unconfirmed (self, box);
  return box;
}

static void
append_answer (GtkWidget *box, RyAnswer answer, const char *condition)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  g_autofree char *speech = g_strdup_printf ("%s %s", condition, ry_answer_get_word (answer));
  GtkWidget *mark = ry_mark_view_new (ry_mark_of_answer (answer), 16);

  gtk_box_append (GTK_BOX (pair), mark);
  append_label (pair, condition, NULL);
  ry_tooltip_set (pair, speech);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
  gtk_widget_set_parent (pair, box);
}

static GtkWidget *
create_answers (const Making *self)
{
  GtkWidget *box = ry_wrap_box_new (12);

  for (guint i = 0; i < self->need->conditions->len; i++) {
    RyDocument *condition = ry_bed_register_get_condition (self->reg, g_ptr_array_index (self->need->conditions, i));
    const char *name = condition != NULL ? ry_document_get_string (condition, "short_name") : NULL;

    append_answer (box, g_array_index (self->match->answers, RyAnswer, i),
                   name != NULL        ? name
                   : condition != NULL ? ry_document_get_string (condition, "name")
                                       : "");
  }
  return box;
}

static char *
format_source (const RyBedMatch *match)
{
  if (match->source == NULL || g_str_equal (match->source, "self"))
    return NULL;
  if (match->informant != NULL)
    return g_strdup_printf (_ ("entered for it, told by %s"), match->informant);
  return g_strdup (_ ("entered for it"));
}

static GtkWidget *
create_reason (const Making *self)
{
  GtkWidget *box = ry_wrap_box_new (8), *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label;
  g_autofree char *moment = ry_bed_format_moment (self->match->at, self->now);
  g_autofree char *distance = self->match->distance >= 0 ? g_strdup_printf ("%.1f km", self->match->distance) : NULL;
  g_autofree char *reason = g_strdup_printf (_ ("Reason: %s"), self->match->reason),
                  *source = format_source (self->match);

  gtk_box_append (GTK_BOX (pair), ry_age_tile_new (self->match->age));
  append_label (pair, moment, "heading");
  if (distance != NULL)
    append_label (pair, distance, "ry-2nd");
  if (source != NULL)
    append_label (pair, source, "ry-2nd");
  gtk_widget_set_parent (pair, box);
  label = ry_wrap_label_new (reason);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_LEFT);
  gtk_widget_set_parent (label, box);
  return box;
}

static void
append_form (const Making *self, GtkWidget *box)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("FAX Form"));
  g_autofree char *speech = g_strdup_printf (_ ("FAX form of %s"), ry_bed_hospital_get_name (self->match->hospital));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ry-bed-form");
  ry_tooltip_set (button, ry_bed_match_get_form (self->match));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "search.form");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", self->match->hospital->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
  gtk_widget_set_parent (button, box);
}

/* What the door wants to have: nobody rings up and hears then what is missing. */
static void
append_papers (const Making *self, GtkWidget *box)
{
  g_autofree char *papers = ry_bed_match_dup_papers (self->match);
  GtkWidget *line = ry_wrap_box_new (8), *label;

  if (*papers != '\0') {
    label = ry_wrap_label_new (papers);
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_LEFT);
    gtk_widget_add_css_class (label, "ry-2nd");
    gtk_widget_add_css_class (label, "ry-small");
    gtk_widget_set_parent (label, line);
  }
  if (ry_bed_match_get_form (self->match) != NULL)
    append_form (self, line);
  gtk_widget_set_visible (line, gtk_widget_get_first_child (line) != NULL);
  gtk_box_append (GTK_BOX (box), line);
}

static GtkWidget *
create_middle (const Making *self, guint place)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), create_title (self, place));
  if (self->need->conditions->len > 0)
    gtk_box_append (GTK_BOX (box), create_answers (self));
  gtk_box_append (GTK_BOX (box), create_reason (self));
  append_papers (self, box);
  return box;
}

static GtkWidget *
create_button (const Making *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Leave an Enquiry"));
  g_autofree char *speech =
      g_strdup_printf (_ ("Leave an enquiry with %s"), ry_bed_hospital_get_name (self->match->hospital));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "search.enquire");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", self->match->hospital->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ry_permission_guard_explain (button, self->workspace, RY_VERB_CREATE, "enquiry");
  return button;
}

static GtkWidget *
create_door (const Making *self)
{
  const char *telephone = ry_bed_hospital_get_telephone (self->match->hospital);
  g_autofree char *hours = ry_bed_match_dup_hours (self->match);
  GtkWidget *box = gtk_box_new (self->folded ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL,
                                self->folded ? 8 : 3),
            *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *number, *label;

  number = append_label (words, telephone != NULL ? telephone : _ ("no telephone known"),
                         telephone != NULL ? "ry-bed-telephone" : "ry-2nd");
  gtk_label_set_selectable (GTK_LABEL (number), FALSE);
  gtk_label_set_xalign (GTK_LABEL (number), self->folded ? 0 : 1);
  if (*hours != '\0') {
    label = ry_label_new_wrapped (hours, "ry-small");
    gtk_widget_add_css_class (label, "ry-2nd");
    gtk_label_set_xalign (GTK_LABEL (label), self->folded ? 0 : 1);
    gtk_label_set_justify (GTK_LABEL (label), self->folded ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_RIGHT);
    gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_WORD);
    gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
    gtk_box_append (GTK_BOX (words), label);
  }
  gtk_widget_set_hexpand (words, self->folded);
  gtk_widget_set_size_request (box, self->folded ? -1 : DOOR_WIDTH, -1);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), create_button (self));
  return box;
}

static char *
format_speech (const Making *self, guint place)
{
  g_autofree char *split = ry_bed_match_dup_split (self->match),
                  *moment = ry_bed_format_moment (self->match->at, self->now);
  const char *telephone = ry_bed_hospital_get_telephone (self->match->hospital);

  return g_strdup_printf (_ ("%u: %s, %s, %d beds %s, reported %s, reason: %s, telephone %s"), place,
                          ry_bed_hospital_get_name (self->match->hospital), self->match->stages,
                          (int) self->match->beds, split, moment, self->match->reason,
                          telephone != NULL ? telephone : "—");
}

/**
 * ry_bed_match_row_new:
 * @workspace: the region
 * @reg: where conditions are called by name
 * @need: what was looked for
 * @match: what was found
 * @place: its place in the order, from 1
 * @since: (nullable): from when confirmations of functions count
 * @now: the present moment, ISO 8601
 * @folded: whether there is little room
 *
 * Returns: (transfer full): a row for a list
 */
GtkWidget *
ry_bed_match_row_new (RyWorkspace *workspace,
                      RyBedRegister *reg,
                      const RyBedNeed *need,
                      const RyBedMatch *match,
                      guint place,
                      const char *since,
                      const char *now,
                      gboolean folded)
{
  const Making self = { reg, need, match, since, now, folded, workspace };
  GtkWidget *row = gtk_list_box_row_new (),
            *box = gtk_box_new (folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, folded ? 8 : 14),
            *head = box;
  g_autofree char *speech = format_speech (&self, place);

  if (folded) {
    head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
    gtk_box_append (GTK_BOX (box), head);
  }
  gtk_box_append (GTK_BOX (head), create_beds (&self));
  if (!folded)
    gtk_box_append (GTK_BOX (head), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (head), create_middle (&self, place));
  gtk_box_append (GTK_BOX (box), create_door (&self));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_add_css_class (row, "ry-bed-match");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
  g_object_set_data_full (G_OBJECT (row), "hospital", g_strdup (match->hospital->id), g_free);
  g_object_set_data_full (G_OBJECT (row), "telephone", g_strdup (ry_bed_hospital_get_telephone (match->hospital)),
                          g_free);
  return row;
}

/**
 * ry_bed_match_row_get_hospital:
 * @row: a row
 *
 * Returns: (transfer none): the hospital's id
 */
const char *
ry_bed_match_row_get_hospital (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "hospital");
}

/**
 * ry_bed_match_row_get_telephone:
 * @row: a row
 *
 * Returns: (transfer none) (nullable): the number to call
 */
const char *
ry_bed_match_row_get_telephone (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "telephone");
}
