/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A number that people quote must be free: the dialogue looks it up in the store and says when it is taken. The title
 * follows the number until somebody types a title of their own. What was left open before arrives ticked; what is
 * unticked needs a reason before the meeting can be made.
 */
#include "ry-new-meeting.h"

#include <glib/gi18n.h>

#include "ry-carry-list.h"
#include "ry-date-entry.h"
#include "ry-date.h"
#include "ry-fill.h"
#include "ry-first-councils.h"
#include "ry-fit.h"
#include "ry-holiday.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-meeting-seats.h"
#include "ry-meeting.h"
#include "ry-rhythm.h"
#include "ry-year-plan.h"

/* The highest number that counts is found behind as many cancelled meetings. */
#define CANCELLED_IN_A_ROW 12

struct _RyNewMeeting {
  AdwWindow parent_instance;

  /* Template widgets */
  GtkWidget *create;
  GtkWidget *nothing;
  GtkEditable *plane_row;
  GtkEditable *vertical_row;
  GtkWidget *form;
  AdwComboRow *series_row;
  GtkSpinButton *number;
  GtkEditable *title_row;
  GtkBox *date_box;
  GtkEditable *start_row;
  GtkEditable *end_row;
  GtkEditable *place_row;
  GtkLabel *note;
  RyCarryList *carried;
  GtkLabel *warning;
  GtkWidget *date;

  /* Owned */
  RyWorkspace *workspace;
  GPtrArray *series;
  char *id;     /* of the meeting that will be */
  char *wanted; /* a day that was chosen before, or NULL */

  gboolean title_typed;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (RyNewMeeting, ry_new_meeting, ADW_TYPE_WINDOW)

enum { CREATED, N_SIGNALS };

static guint signals[N_SIGNALS];

static RyDocument *
get_series (RyNewMeeting *self)
{
  guint chosen = adw_combo_row_get_selected (self->series_row);

  return self->series != NULL && chosen < self->series->len ? self->series->pdata[chosen] : NULL;
}

static GPtrArray *
query_series (RyNewMeeting *self, const char *extra, const char *order, guint limit)
{
  g_autofree char *condition = g_strdup_printf ("series=%s", ry_document_get_id (get_series (self)));
  const char *where[] = { condition, extra, NULL };
  RyQuery query = { .kind = "meeting", .order = order, .descending = TRUE, .where = where, .limit = limit };
  GPtrArray *found = ry_workspace_query (self->workspace, &query, NULL);

  return found != NULL ? found : g_ptr_array_new ();
}

static void
set_text (GtkEditable *row, const char *text)
{
  ry_fill_editable (row, text);
}

static const char *
get_date (RyNewMeeting *self)
{
  const char *date = ry_date_entry_get_date (RY_DATE_ENTRY (self->date));

  return date != NULL && *date != '\0' ? date : NULL;
}

static char *
find_taken (RyNewMeeting *self)
{
  g_autofree char *number = g_strdup_printf ("number=%d", gtk_spin_button_get_value_as_int (self->number));
  g_autoptr (GPtrArray) taken = query_series (self, number, NULL, 0);
  gboolean reuse = g_strcmp0 (ry_document_get_string (get_series (self), "numbering"), "reuse") == 0;

  for (guint i = 0; i < taken->len; i++) {
    gboolean cancelled = g_strcmp0 (ry_document_get_string (taken->pdata[i], "stage"), "cancelled") == 0;

    if (!cancelled || !reuse)
      return ry_workspace_dup_name (self->workspace, ry_document_get_id (taken->pdata[i]));
  }
  return NULL;
}

static void
check (RyNewMeeting *self)
{
  gboolean titled = *gtk_editable_get_text (self->title_row) != '\0';
  gboolean settled = ry_carry_list_is_settled (self->carried);
  g_autofree char *taken = NULL, *text = NULL;

  if (get_series (self) == NULL)
    return;
  taken = find_taken (self);
  if (taken != NULL)
    text = g_strdup_printf (_ ("This number is taken by %s."), taken);
  else if (!settled)
    text = g_strdup (_ ("Give a reason for what is not carried over."));
  gtk_label_set_label (self->warning, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), text != NULL);
  gtk_widget_set_sensitive (self->create, get_date (self) != NULL && titled && taken == NULL && settled);
}

/* The meeting as far as it is known: enough to ask what it takes over and whom it is in the way of. */
static JsonObject *
create_outline (RyNewMeeting *self)
{
  RyDocument *series = get_series (self);
  JsonObject *meeting = ry_meeting_new_content (ry_document_get_id (series), ry_document_get_root (series),
                                                gtk_spin_button_get_value_as_int (self->number), get_date (self));

  ry_json_set_string (meeting, "start", gtk_editable_get_text (self->start_row));
  ry_json_set_string (meeting, "end", gtk_editable_get_text (self->end_row));
  return meeting;
}

static void
show_note (RyNewMeeting *self, JsonObject *meeting)
{
  g_autofree char *other = NULL, *clash = NULL, *text = NULL;
  const char *holiday = NULL;
  RyClash found = ry_year_plan_find_clash (self->workspace, self->id, meeting, &other);
  GDate day;

  g_date_clear (&day, 1);
  if (ry_date_parse (get_date (self), &day))
    holiday = ry_holiday_get_name (&day);
  if (found == RY_CLASH_OVERLAP)
    clash = g_strdup_printf (_ ("At the same time as %s"), other);
  else if (found == RY_CLASH_SAME_DAY)
    clash = g_strdup_printf (_ ("On the same day as %s"), other);
  text = g_strjoin ("　",
                    holiday != NULL ? holiday
                    : clash != NULL ? clash
                                    : "",
                    holiday != NULL && clash != NULL ? clash : NULL, NULL);
  gtk_label_set_label (self->note, text);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *text != '\0');
}

static void
date_changed_cb (RyNewMeeting *self)
{
  g_autoptr (JsonObject) meeting = NULL;
  GPtrArray *carried;
  g_autofree char *iso = NULL;

  check (self);
  if (self->setting || get_series (self) == NULL || get_date (self) == NULL)
    return;
  meeting = create_outline (self);
  iso = ry_date_dup_today ();
  carried = ry_carry_over_collect (self->workspace, self->id, meeting, iso, NULL);
  if (carried != NULL)
    ry_carry_list_set_carried (self->carried, carried);
  show_note (self, meeting);
  check (self);
}

static void
update_title (RyNewMeeting *self)
{
  RyDocument *series = get_series (self);
  g_autofree char *title = NULL;

  if (series == NULL || self->title_typed)
    return;
  title = ry_meeting_format_title (ry_document_get_string (series, "title_template"),
                                   gtk_spin_button_get_value_as_int (self->number),
                                   ry_document_get_string (series, "name"));
  self->setting = TRUE;
  ry_fill_editable (self->title_row, title);
  self->setting = FALSE;
}

/* The next day of the rhythm behind the latest meeting; where nobody said the rhythm, one like the last. */
static char *
suggest_date (RyDocument *series, GPtrArray *by_date)
{
  const char *last = by_date->len > 0 ? ry_document_get_string (by_date->pdata[0], "date") : NULL;
  g_autoptr (GPtrArray) next = NULL;
  GDate after;

  ry_date_today (&after);
  if (last != NULL)
    ry_date_parse (last, &after);
  next = ry_rhythm_list_next (ry_document_get_root (series), &after, 1);
  if (next->len > 0)
    return ry_date_format (&((RyRhythmDay *) next->pdata[0])->date, RY_DATE_ISO);
  return ry_meeting_suggest_date (last, ry_document_get_string (series, "rhythm"));
}

static void
series_chosen_cb (RyNewMeeting *self)
{
  RyDocument *series = get_series (self);
  g_autoptr (GPtrArray) by_number = NULL;
  g_autoptr (GPtrArray) by_date = NULL;
  g_autofree char *date = NULL;

  if (series == NULL)
    return;
  by_number = query_series (self, NULL, "number", CANCELLED_IN_A_ROW);
  by_date = query_series (self, NULL, "date", 1);
  self->title_typed = FALSE;
  gtk_spin_button_set_value (self->number,
                             (double) ry_meeting_get_next_number (ry_document_get_root (series), by_number));
  date = self->wanted != NULL ? g_strdup (self->wanted) : suggest_date (series, by_date);
  self->setting = TRUE;
  ry_date_entry_set_date (RY_DATE_ENTRY (self->date), date);
  self->setting = FALSE;
  set_text (self->start_row, ry_document_get_string (series, "start"));
  set_text (self->end_row, ry_document_get_string (series, "end"));
  set_text (self->place_row, ry_document_get_string (series, "place"));
  update_title (self);
  date_changed_cb (self);
}

static void
number_changed_cb (RyNewMeeting *self)
{
  update_title (self);
  check (self);
}

static void
title_changed_cb (RyNewMeeting *self)
{
  if (!self->setting)
    self->title_typed = *gtk_editable_get_text (self->title_row) != '\0';
  check (self);
}

static JsonObject *
build_content (RyNewMeeting *self)
{
  RyDocument *series = get_series (self);
  JsonObject *meeting = ry_meeting_new_content (ry_document_get_id (series), ry_document_get_root (series),
                                                gtk_spin_button_get_value_as_int (self->number),
                                                ry_date_entry_get_date (RY_DATE_ENTRY (self->date)));
  const struct {
    const char *member;
    GtkEditable *row;
  } fields[] = {
    { "title", self->title_row }, { "start", self->start_row }, { "end", self->end_row }, { "place", self->place_row }
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (fields[i].row)));

    ry_json_set_string (meeting, fields[i].member, *text != '\0' ? text : NULL);
  }
  if (ry_carry_list_get_carried (self->carried) != NULL)
    ry_carry_over_apply (ry_carry_list_get_carried (self->carried), meeting);
  ry_meeting_invite_members (self->workspace, meeting);
  return meeting;
}

static void
create_clicked_cb (RyNewMeeting *self)
{
  g_autofree char *id = g_strdup (self->id);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;

  edits = ry_edits_new_with (ry_edit_new (id, NULL, build_content (self)), NULL);
  undo = ry_workspace_commit (self->workspace, edits, NULL, &error);
  if (undo == NULL) {
    gtk_label_set_label (self->warning, error->message);
    gtk_widget_show (GTK_WIDGET (self->warning));
    return;
  }
  g_signal_emit (self, signals[CREATED], 0, id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
cancel_clicked_cb (RyNewMeeting *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
load_series (RyNewMeeting *self, const char *council)
{
  RyQuery query = { .kind = "series" };
  g_autofree char *plane = ry_first_councils_dup_name (self->workspace, FALSE);
  g_autofree char *vertical = ry_first_councils_dup_name (self->workspace, TRUE);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  int chosen = -1;

  g_clear_pointer (&self->series, g_ptr_array_unref);
  ry_fill_editable (self->plane_row, plane);
  ry_fill_editable (self->vertical_row, vertical);
  self->series = ry_workspace_query (self->workspace, &query, NULL);
  for (guint i = 0; self->series != NULL && i < self->series->len; i++) {
    RyDocument *series = self->series->pdata[i];
    const char *of = ry_document_get_string (series, "council");
    g_autoptr (RyDocument) owner = of != NULL ? ry_workspace_get (self->workspace, of, NULL) : NULL;
    g_autofree char *label = g_strjoin ("・", ry_document_get_string (series, "name"),
                                        owner != NULL ? ry_document_get_string (owner, "short_name") : NULL, NULL);
    gboolean regular = g_strcmp0 (ry_document_get_string (series, "series_type"), "regular") == 0 ||
                       g_strcmp0 (ry_document_get_string (series, "series_type"), "quarterly") == 0;

    gtk_string_list_append (names, label);
    if (regular && chosen < 0 && (council == NULL || g_strcmp0 (of, council) == 0))
      chosen = (int) i;
  }
  adw_combo_row_set_model (self->series_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->series_row, (guint) MAX (chosen, 0));
  gtk_widget_set_visible (self->nothing, g_list_model_get_n_items (G_LIST_MODEL (names)) == 0);
  gtk_widget_set_visible (self->form, g_list_model_get_n_items (G_LIST_MODEL (names)) > 0);
  series_chosen_cb (self);
}

static void
set_up_clicked_cb (RyNewMeeting *self)
{
  g_autofree char *plane = g_strstrip (g_strdup (gtk_editable_get_text (self->plane_row)));
  g_autofree char *vertical = g_strstrip (g_strdup (gtk_editable_get_text (self->vertical_row)));
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;

  if (*plane == '\0' || *vertical == '\0')
    return;
  edits = ry_first_councils_create_edits (plane, vertical);
  undo = ry_workspace_commit (self->workspace, edits, NULL, &error);
  if (undo == NULL) {
    g_object_set (self->nothing, "description", error->message, NULL);
    return;
  }
  load_series (self, NULL);
}

static gboolean
close_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  gtk_window_destroy (GTK_WINDOW (widget));
  return TRUE;
}

static void
ry_new_meeting_dispose (GObject *object)
{
  RyNewMeeting *self = RY_NEW_MEETING (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->series, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_new_meeting_parent_class)->dispose (object);
}

static void
ry_new_meeting_finalize (GObject *object)
{
  g_free (RY_NEW_MEETING (object)->id);
  g_free (RY_NEW_MEETING (object)->wanted);
  G_OBJECT_CLASS (ry_new_meeting_parent_class)->finalize (object);
}

static void
ry_new_meeting_class_init (RyNewMeetingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_new_meeting_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_new_meeting_finalize;
  g_type_ensure (RY_TYPE_CARRY_LIST);

  signals[CREATED] =
      g_signal_new ("created", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-new-meeting.ui");
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, create);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, nothing);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, plane_row);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, vertical_row);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, form);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, series_row);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, number);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, title_row);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, date_box);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, start_row);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, end_row);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, place_row);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, note);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, carried);
  gtk_widget_class_bind_template_child (widget_class, RyNewMeeting, warning);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, series_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_up_clicked_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_cb, NULL);
}

static void
ry_new_meeting_init (RyNewMeeting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->id = ry_id_new ("meeting");
  self->date = ry_date_entry_new (_ ("Date of the meeting"));
  gtk_box_append (self->date_box, self->date);
  g_signal_connect_swapped (self->date, "notify::date", G_CALLBACK (date_changed_cb), self);
}

/**
 * ry_new_meeting_new:
 * @parent: the window it belongs to
 * @workspace: where the meeting will be
 * @council: (nullable): whose meeting it is likely to be
 * @date: (nullable): ISO 8601 day that was chosen for it
 *
 * Returns: (transfer none): the dialogue, not yet shown
 */
GtkWindow *
ry_new_meeting_new (GtkWindow *parent, RyWorkspace *workspace, const char *council, const char *date)
{
  RyNewMeeting *self = g_object_new (RY_TYPE_NEW_MEETING, "transient-for", parent, "modal", TRUE, NULL);

  ry_fit_dialog (GTK_WINDOW (self));
  self->workspace = g_object_ref (workspace);
  self->wanted = g_strdup (date);
  load_series (self, council);
  return GTK_WINDOW (self);
}

/**
 * ry_new_meeting_choose_subcommittee:
 * @self: the dialogue
 * @subcommittee: a subcommittee whose meeting it is to be
 *
 * Chooses its series, where it has one.
 */
void
ry_new_meeting_choose_subcommittee (RyNewMeeting *self, const char *subcommittee)
{
  for (guint i = 0; self->series != NULL && i < self->series->len; i++)
    if (g_strcmp0 (ry_document_get_string (self->series->pdata[i], "subcommittee"), subcommittee) == 0)
      adw_combo_row_set_selected (self->series_row, i);
}
