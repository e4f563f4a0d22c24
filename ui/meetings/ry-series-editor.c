/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A copy of the series is edited and committed as one act with its undo. The sentence and the dates are those of the
 * engine, asked with what stands on the screen, so what is read here is what will happen.
 */
#include "ry-series-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-date.h"
#include "ry-fill.h"
#include "ry-fit.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-rhythm.h"
#include "ry-speech.h"
#include "ry-standing-list.h"

#define DATES_SHOWN 5
/* The last choice of the drop-down of weeks: no rhythm at all. */
#define NO_RHYTHM 6

struct _RySeriesEditor {
  AdwWindow parent_instance;

  /* Template widgets */
  AdwComboRow *series_row;
  AdwComboRow *council_row; /* for a new series alone: a series does not change its council */
  GtkWidget *form;
  GtkEditable *name_row;
  GtkEditable *title_row;
  AdwComboRow *nth_row;
  AdwComboRow *weekday_row;
  AdwComboRow *holiday_row;
  GtkFlowBox *months;
  GtkEditable *start_row;
  GtkEditable *end_row;
  GtkEditable *place_row;
  AdwPreferencesGroup *rhythm;
  AdwComboRow *numbering_row;
  RyStandingList *standing;
  GtkCheckButton *members;
  GtkCheckButton *seats;
  GtkCheckButton *bodies;
  GtkCheckButton *officers;
  GtkSpinButton *notice_days;
  GtkSpinButton *reply_days;
  GtkWidget *save;

  /* Borrowed */
  RyWindow *window;

  /* Owned */
  GPtrArray *series; /* the last of them is one that is not there yet */
  GPtrArray *councils;

  gboolean setting;
};

G_DEFINE_FINAL_TYPE (RySeriesEditor, ry_series_editor, ADW_TYPE_WINDOW)

static const char *const invite_codes[] = { "members", "seats", "bodies", "officers" };

static RyDocument *
get_series (RySeriesEditor *self)
{
  guint chosen = adw_combo_row_get_selected (self->series_row);

  return self->series != NULL && chosen < self->series->len ? g_ptr_array_index (self->series, chosen) : NULL;
}

static gboolean
is_new (RySeriesEditor *self)
{
  return adw_combo_row_get_selected (self->series_row) + 1 == self->series->len;
}

static GtkCheckButton *
get_invite (RySeriesEditor *self, guint i)
{
  GtkCheckButton *checks[] = { self->members, self->seats, self->bodies, self->officers };

  return checks[i];
}

static guint
read_months (RySeriesEditor *self)
{
  guint months = 0;

  for (int i = 0; i < 12; i++) {
    GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (gtk_flow_box_get_child_at_index (self->months, i)));

    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (child)))
      months |= 1u << ((i + 3) % 12 + 1);
  }
  return months == 0x1ffe ? 0 : months;
}

static char *
dup_text (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static gboolean
read_rhythm (RySeriesEditor *self, RyRhythm *rhythm)
{
  guint nth = adw_combo_row_get_selected (self->nth_row);
  g_autofree char *start = dup_text (self->start_row);

  memset (rhythm, 0, sizeof *rhythm);
  rhythm->nth = nth == NO_RHYTHM ? 0 : nth == 5 ? RY_RHYTHM_LAST : (int) nth + 1;
  rhythm->weekday = (GDateWeekday) (adw_combo_row_get_selected (self->weekday_row) + 1);
  rhythm->holiday = (RyHolidayRule) adw_combo_row_get_selected (self->holiday_row);
  rhythm->months = read_months (self);
  g_strlcpy (rhythm->start, start, sizeof rhythm->start);
  return ry_rhythm_is_valid (rhythm);
}

static void
put_rhythm (JsonObject *series, const RyRhythm *rhythm, gboolean valid)
{
  static const char *const members[] = { "nth", "weekday", "months", "rhythm", "holiday" };

  if (valid) {
    ry_rhythm_write (rhythm, series);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (series, members[i]))
      json_object_remove_member (series, members[i]);
}

static void
put_invites (RySeriesEditor *self, JsonObject *series)
{
  JsonArray *invites = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (invite_codes); i++)
    if (gtk_check_button_get_active (get_invite (self, i)))
      json_array_add_string_element (invites, invite_codes[i]);
  json_object_set_array_member (series, "invites", invites);
}

/* The series as the screen says it should be. */
static JsonObject *
create_content (RySeriesEditor *self)
{
  JsonObject *series = ry_document_dup_root (get_series (self));
  const struct {
    const char *member;
    GtkEditable *row;
  } texts[] = { { "name", self->name_row },
                { "title_template", self->title_row },
                { "start", self->start_row },
                { "end", self->end_row },
                { "place", self->place_row } };
  RyRhythm rhythm;
  gboolean valid = read_rhythm (self, &rhythm);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *text = dup_text (texts[i].row);

    ry_json_set_string (series, texts[i].member, text);
  }
  if (is_new (self) && self->councils->len > 0)
    json_object_set_string_member (series, "council",
                                   ry_document_get_id (
                                       self->councils->pdata[adw_combo_row_get_selected (self->council_row)]));
  put_rhythm (series, &rhythm, valid);
  put_invites (self, series);
  json_object_set_string_member (series, "numbering",
                                 adw_combo_row_get_selected (self->numbering_row) == 1 ? "reuse" : "keep");
  json_object_set_int_member (series, "notice_days", gtk_spin_button_get_value_as_int (self->notice_days));
  json_object_set_int_member (series, "reply_days", gtk_spin_button_get_value_as_int (self->reply_days));
  json_object_set_array_member (series, "standing", ry_standing_list_create_array (self->standing));
  return series;
}

static char *
list_dates (JsonObject *series)
{
  g_autoptr (GPtrArray) days = NULL;
  GString *text = g_string_new (NULL);
  GDate today;

  ry_date_today (&today);
  days = ry_rhythm_list_next (series, &today, DATES_SHOWN);
  for (guint i = 0; i < days->len; i++) {
    const RyRhythmDay *day = g_ptr_array_index (days, i);
    g_autofree char *date = ry_date_format (&day->date, RY_DATE_MONTH_DAY);

    g_string_append_printf (text, "%s%s", i > 0 ? "　" : "", date);
    if (day->change == RY_RHYTHM_SHIFTED)
      g_string_append_printf (text, "［%s］", day->holiday);
  }
  return g_string_free (text, FALSE);
}

static void
show_sentence (RySeriesEditor *self)
{
  g_autoptr (JsonObject) series = NULL;
  g_autofree char *sentence = NULL, *dates = NULL, *text = NULL, *both = NULL;
  RyRhythm rhythm;

  if (self->setting || get_series (self) == NULL)
    return;
  series = create_content (self);
  if (read_rhythm (self, &rhythm))
    sentence = ry_rhythm_describe (&rhythm);
  else
    sentence = g_strdup (_ ("No rhythm: each meeting is given its day by hand."));
  dates = list_dates (series);
  text = *dates != '\0' ? g_strdup_printf (_ ("Next: %s"), dates) : g_strdup ("");
  both = g_strjoin ("\n", sentence, text, NULL);
  adw_preferences_group_set_description (self->rhythm, both);
  gtk_widget_set_sensitive (GTK_WIDGET (self->weekday_row), rhythm.nth != 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->holiday_row), rhythm.nth != 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->months), rhythm.nth != 0);
  gtk_widget_set_sensitive (self->save, *gtk_editable_get_text (self->name_row) != '\0' &&
                                            (!is_new (self) || self->councils->len > 0));
}

static void
set_text (GtkEditable *row, const char *text)
{
  ry_fill_editable (row, text);
}

static void
load_rhythm (RySeriesEditor *self, JsonObject *series)
{
  RyRhythm rhythm;
  gboolean valid = ry_rhythm_read (series, &rhythm);

  adw_combo_row_set_selected (self->nth_row, !valid                         ? NO_RHYTHM
                                             : rhythm.nth == RY_RHYTHM_LAST ? 5
                                                                            : (guint) rhythm.nth - 1);
  adw_combo_row_set_selected (self->weekday_row, valid ? rhythm.weekday - 1u : 0);
  adw_combo_row_set_selected (self->holiday_row, rhythm.holiday);
  for (int i = 0; i < 12; i++) {
    GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (gtk_flow_box_get_child_at_index (self->months, i)));

    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), (rhythm.months & (1u << ((i + 3) % 12 + 1))) != 0);
  }
  set_text (self->start_row, rhythm.start);
}

static gboolean
is_invited (JsonObject *series, const char *code)
{
  JsonArray *invites = ry_json_get_array (series, "invites");

  for (guint i = 0; invites != NULL && i < json_array_get_length (invites); i++)
    if (g_strcmp0 (json_array_get_string_element (invites, i), code) == 0)
      return TRUE;
  return FALSE;
}

static void
load_cb (RySeriesEditor *self)
{
  RyDocument *document = get_series (self);
  JsonObject *series = document != NULL ? ry_document_get_root (document) : NULL;

  if (series == NULL || self->setting)
    return;
  self->setting = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->council_row), is_new (self));
  set_text (self->name_row, ry_json_get_string (series, "name"));
  set_text (self->title_row, ry_json_get_string (series, "title_template"));
  set_text (self->end_row, ry_json_get_string (series, "end"));
  set_text (self->place_row, ry_json_get_string (series, "place"));
  load_rhythm (self, series);
  adw_combo_row_set_selected (self->numbering_row, g_strcmp0 (ry_json_get_string (series, "numbering"), "reuse") == 0);
  for (guint i = 0; i < G_N_ELEMENTS (invite_codes); i++)
    gtk_check_button_set_active (get_invite (self, i), is_invited (series, invite_codes[i]));
  gtk_spin_button_set_value (self->notice_days, (double) ry_json_get_int (series, "notice_days", 21));
  gtk_spin_button_set_value (self->reply_days, (double) ry_json_get_int (series, "reply_days", 7));
  ry_standing_list_set_array (self->standing, ry_json_get_array (series, "standing"));
  self->setting = FALSE;
  show_sentence (self);
}

static void
save_cb (RySeriesEditor *self)
{
  RyDocument *document = get_series (self);
  GPtrArray *edits = ry_edits_new ();
  g_autofree char *message = g_strdup_printf (_ ("Changed the series %s"), gtk_editable_get_text (self->name_row));

  g_ptr_array_add (edits,
                   ry_edit_new (ry_document_get_id (document), is_new (self) ? NULL : document, create_content (self)));
  ry_window_commit (self->window, edits, message);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
cancel_cb (RySeriesEditor *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
close_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  gtk_window_destroy (GTK_WINDOW (widget));
  return TRUE;
}

static void
add_months (RySeriesEditor *self)
{
  for (int i = 0; i < 12; i++) {
    g_autofree char *name = g_strdup_printf (_ ("Month %d"), (i + 3) % 12 + 1);
    GtkWidget *button = gtk_toggle_button_new_with_label (name);

    ry_speech_set_label (button, name);
    g_signal_connect_swapped (button, "toggled", G_CALLBACK (show_sentence), self);
    gtk_flow_box_append (self->months, button);
    gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  }
}

static void
set_choices (AdwComboRow *row, const char *const *words)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    gtk_string_list_append (names, _ (words[i]));
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
}

static void
ry_series_editor_dispose (GObject *object)
{
  g_clear_pointer (&RY_SERIES_EDITOR (object)->series, g_ptr_array_unref);
  g_clear_pointer (&RY_SERIES_EDITOR (object)->councils, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_series_editor_parent_class)->dispose (object);
}

static void
ry_series_editor_class_init (RySeriesEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_series_editor_dispose;
  g_type_ensure (RY_TYPE_STANDING_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-series-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, series_row);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, council_row);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, form);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, name_row);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, title_row);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, nth_row);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, weekday_row);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, holiday_row);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, months);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, start_row);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, end_row);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, place_row);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, rhythm);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, numbering_row);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, standing);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, members);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, seats);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, bodies);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, officers);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, notice_days);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, reply_days);
  gtk_widget_class_bind_template_child (widget_class, RySeriesEditor, save);
  gtk_widget_class_bind_template_callback (widget_class, load_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_sentence);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_cb, NULL);
}

static void
ry_series_editor_init (RySeriesEditor *self)
{
  static const char *const weeks[] = {
    N_ ("First"), N_ ("Second"),    N_ ("Third"), N_ ("Fourth"), N_ ("Fifth, where there is one"),
    N_ ("Last"),  N_ ("No rhythm"), NULL
  };
  static const char *const weekdays[] = { N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
                                          N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday"),    NULL };
  static const char *const holidays[] = {
    N_ ("One week later"), N_ ("On the next working day"), N_ ("On the working day before"),
    N_ ("Left out"),       N_ ("Held all the same"),       NULL
  };
  static const char *const numbers[] = { N_ ("Stays with it"), N_ ("Goes to the next one"), NULL };

  self->setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  set_choices (self->nth_row, weeks);
  set_choices (self->weekday_row, weekdays);
  set_choices (self->holiday_row, holidays);
  set_choices (self->numbering_row, numbers);
  add_months (self);
}

/**
 * ry_series_editor_list:
 * @workspace: the region
 * @wanted: (nullable): id of the series to begin with
 * @names: (out) (transfer full): what to call them
 * @chosen: (out): which of them to begin with: the one wanted, or the first regular one
 *
 * The series of the region, for a drop-down.
 *
 * Returns: (transfer full) (element-type RyDocument): the series, in the order of @names
 */
GPtrArray *
ry_series_editor_list (RyWorkspace *workspace, const char *wanted, GtkStringList **names, guint *chosen)
{
  const RyQuery query = { .kind = "series" };
  GPtrArray *found = ry_workspace_query (workspace, &query, NULL);
  gboolean any = FALSE;

  *names = gtk_string_list_new (NULL);
  *chosen = 0;
  for (guint i = 0; found != NULL && i < found->len; i++) {
    RyDocument *series = g_ptr_array_index (found, i);
    const char *council = ry_document_get_string (series, "council");
    g_autoptr (RyDocument) owner = council != NULL ? ry_workspace_get (workspace, council, NULL) : NULL;
    g_autofree char *label = g_strjoin ("・", ry_document_get_string (series, "name"),
                                        owner != NULL ? ry_document_get_string (owner, "short_name") : NULL, NULL);
    gboolean fits = wanted != NULL ? g_strcmp0 (ry_document_get_id (series), wanted) == 0
                                   : g_strcmp0 (ry_document_get_string (series, "series_type"), "regular") == 0;

    gtk_string_list_append (*names, label);
    if (fits && !any) {
      *chosen = i;
      any = TRUE;
    }
  }
  return found;
}

static RyDocument *
create_new (void)
{
  g_autoptr (JsonObject) content = json_object_new ();
  g_autofree char *id = ry_id_new ("series");

  json_object_set_string_member (content, "kind", "series");
  json_object_set_string_member (content, "title_template", "第{n}回{name}");
  return ry_document_new_from_root (id, NULL, FALSE, content);
}

static void
list_councils (RySeriesEditor *self)
{
  const RyQuery query = { .kind = "council", .order = "reading" };
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->councils = ry_workspace_query (ry_window_get_workspace (self->window), &query, NULL);
  if (self->councils == NULL)
    self->councils = g_ptr_array_new ();
  for (guint i = 0; i < self->councils->len; i++)
    gtk_string_list_append (names, ry_document_get_string (self->councils->pdata[i], "name"));
  adw_combo_row_set_model (self->council_row, G_LIST_MODEL (names));
}

/**
 * ry_series_editor_new:
 * @window: the window it belongs to
 * @series: (nullable): id of the series to begin with
 *
 * Returns: (transfer none): the dialogue, not yet shown
 */
GtkWindow *
ry_series_editor_new (RyWindow *window, const char *series)
{
  RySeriesEditor *self = g_object_new (RY_TYPE_SERIES_EDITOR, "transient-for", window, "modal", TRUE, NULL);
  g_autoptr (GtkStringList) names = NULL;
  guint chosen;

  ry_fit_dialog (GTK_WINDOW (self));
  self->window = window;
  self->series = ry_series_editor_list (ry_window_get_workspace (window), series, &names, &chosen);
  if (self->series == NULL)
    self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_ptr_array_add (self->series, create_new ());
  gtk_string_list_append (names, _ ("New series…"));
  list_councils (self);
  adw_combo_row_set_model (self->series_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->series_row, chosen);
  self->setting = FALSE;
  load_cb (self);
  return GTK_WINDOW (self);
}
