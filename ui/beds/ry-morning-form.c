/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyMorningForm. Nothing is written before it is sent; what was typed stays while others report, while another hospital
 * is chosen, and while records come in. Its lines stand in ry-morning-form-grid.c.
 */
#include "ry-morning-form-private.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-bed-register.h"
#include "ry-fill.h"
#include "ry-permission-guard.h"
#include "ry-replicator.h"
#include "ry-speech.h"
#include "ry-ward-dialog.h"

enum { SENT, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *const sources[] = { "self", "phone", "fax", "mail" };

G_DEFINE_FINAL_TYPE (RyMorningForm, ry_morning_form, ADW_TYPE_BIN)

static RyDocument *
get_hospital (RyMorningForm *self)
{
  guint selected = gtk_drop_down_get_selected (self->hospitals);

  return self->choices != NULL && selected < self->choices->len ? g_ptr_array_index (self->choices, selected) : NULL;
}

/* What may not be reported is not begun. */
static void
enable (RyMorningForm *self, const char *name, GtkWidget *button, const char *kind, gboolean ready)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
  gboolean may = ry_permission_guard_explain (button, ry_window_get_workspace (self->window), RY_VERB_CREATE, kind);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), may && ready);
}

/**
 * _ry_morning_form_show_totals:
 * @self: a form
 *
 * Shows what is left, and the sum.
 */
void
_ry_morning_form_show_totals (RyMorningForm *self)
{
  guint left = ry_morning_count_left (self->morning);
  g_autofree char *words = left > 0 ? g_strdup_printf (g_dngettext (NULL, "%u ward left", "%u wards left", left), left)
                                    : g_strdup (_ ("All wards entered"));
  g_autofree char *sum = NULL;
  gint64 beds;

  sum = ry_morning_sum (self->morning, &beds)
            ? g_strdup_printf (g_dngettext (NULL, "%d bed", "%d beds", (gulong) beds), (int) beds)
            : g_strdup (_ ("not reported"));
  gtk_label_set_text (self->left, words);
  gtk_label_set_text (self->sum, sum);
  enable (self, "send", self->send, "bed", left < self->morning->rows->len);
  enable (self, "add-ward", NULL, "ward", TRUE);
}

static void
show_heading (RyMorningForm *self)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *date = ry_date_format_iso (today, RY_DATE_MONTH_DAY);
  g_autofree char *greeting = g_strdup_printf (_ ("Good morning. %s"), date);
  RyMorningRow *row = self->morning->rows->len > 0 ? g_ptr_array_index (self->morning->rows, 0) : NULL;
  const char *before = row != NULL && row->before != NULL ? ry_document_get_string (row->before, "date") : NULL;
  g_autofree char *day = before != NULL ? ry_date_format_iso (before, RY_DATE_MONTH_DAY) : NULL;
  g_autofree char *words = day != NULL
                               ? g_strdup_printf (_ ("The figures of %s stand in the cells"), day)
                               : g_strdup (_ ("Nothing was reported before, or today’s figures stand in the cells"));

  gtk_label_set_text (self->greeting, greeting);
  gtk_label_set_text (self->prefilled, words);
}

/* What was entered and not sent stays with its hospital. */
static void
keep_draft (RyMorningForm *self)
{
  if (self->touched && self->morning != NULL)
    g_hash_table_insert (self->drafts, self->morning->organisation, self->morning);
  else
    g_clear_pointer (&self->morning, ry_morning_free);
  self->morning = NULL;
}

static RyMorning *
take_draft (RyMorningForm *self, RyMorning *stored)
{
  RyMorning *draft = g_hash_table_lookup (self->drafts, stored->organisation);

  if (draft == NULL)
    return stored;
  g_hash_table_steal (self->drafts, stored->organisation);
  if (!g_str_equal (draft->date, stored->date)) { /* yesterday's are no report of today */
    ry_morning_free (draft);
    return stored;
  }
  ry_morning_meet (draft, stored);
  ry_morning_free (stored);
  self->touched = TRUE;
  return draft;
}

static void
load (RyMorningForm *self)
{
  RyDocument *hospital = get_hospital (self);
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (GError) error = NULL;
  RyMorning *morning = hospital != NULL ? ry_morning_new (ry_window_get_workspace (self->window),
                                                          ry_document_get_id (hospital), today, &error)
                                        : NULL;

  if (error != NULL)
    ry_window_show_error (self->window, _ ("The wards could not be read"), error);
  if (morning == NULL) {
    gtk_stack_set_visible_child_name (self->stack, "empty");
    return;
  }
  g_array_set_size (self->lines, 0);
  keep_draft (self);
  self->touched = FALSE;
  morning = self->morning = take_draft (self, morning);
  gtk_stack_set_visible_child_name (self->stack, morning->rows->len > 0 ? "form" : "empty");
  _ry_morning_form_fill_grid (self);
  show_heading (self);
  _ry_morning_form_show_totals (self);
}

/* ---- What a person does ---- */

static void
all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _ry_morning_form_enter_all (data);
}

/* When it was told: what stands in the field, or this moment. */
static char *
dup_moment (RyMorningForm *self)
{
  const char *clock = gtk_editable_get_text (GTK_EDITABLE (self->clock));
  g_autofree char *at =
      gtk_drop_down_get_selected (self->source) != 0 ? ry_bed_dup_moment (self->morning->date, clock) : NULL;
  g_autofree char *now = ry_date_now_iso ();

  return at != NULL && ry_bed_parse_moment (at) < ry_bed_parse_moment (now) ? g_steal_pointer (&at)
                                                                            : g_steal_pointer (&now);
}

static char *
describe_sent (RyMorningForm *self, const char *at)
{
  RyReplicator *replicator = ry_window_get_replicator (self->window);
  RySyncState state = replicator != NULL ? ry_replicator_get_state (replicator) : RY_SYNC_OFF;
  g_autofree char *clock = ry_bed_format_moment (at, at);

  if (state == RY_SYNC_OFF)
    return g_strdup_printf (_ ("The report of %s was recorded"), clock);
  return g_strdup_printf (state == RY_SYNC_FAILED || state == RY_SYNC_UNKNOWN
                              ? _ ("The report of %s was taken; it is sent as soon as there is a connection")
                              : _ ("The report of %s is on its way"),
                          clock);
}

static void
send_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyMorningForm *self = data;
  const char *source = sources[gtk_drop_down_get_selected (self->source)];
  const char *informant = g_str_equal (source, "self") ? NULL : gtk_editable_get_text (GTK_EDITABLE (self->informant));
  g_autofree char *at = NULL, *words = NULL;
  GPtrArray *edits;

  if (self->morning == NULL)
    return;
  if (_ry_morning_form_ask (self)) {
    ry_window_show_message (self->window,
                            _ ("Somebody else has reported meanwhile. Choose which numbers hold, then send."));
    return;
  }
  at = dup_moment (self);
  words = describe_sent (self, at);
  edits = ry_morning_create_edits (self->morning, at, source, informant);
  if (edits->len == 0) {
    g_ptr_array_unref (edits);
    return;
  }
  self->touched = FALSE;
  ry_window_commit (self->window, edits, words);
  g_signal_emit (self, signals[SENT], 0);
}

static void
add_ward_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyMorningForm *self = data;
  RyDocument *hospital = get_hospital (self);

  if (self->choices != NULL && self->choices->len > 0)
    ry_ward_dialog_show (self->window, self->choices, hospital != NULL ? ry_document_get_id (hospital) : NULL);
  else
    ry_window_show_page (self->window, "members");
}

static gboolean
pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyMorningForm *self)
{
  return _ry_morning_form_pressed (self, keyval, state);
}

static void
source_changed_cb (RyMorningForm *self)
{
  g_autofree char *now = ry_date_now_iso (), *clock = ry_bed_format_moment (now, now);
  gboolean told = gtk_drop_down_get_selected (self->source) != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->informant), told);
  gtk_widget_set_visible (self->clock, told);
  ry_fill_editable (GTK_EDITABLE (self->clock), clock);
}

/* A line too long for the width goes below itself; what was entered stands in the morning. */
static gboolean
fold_grid_cb (gpointer data)
{
  RyMorningForm *self = data;

  self->fold = 0;
  if (self->morning != NULL)
    _ry_morning_form_fill_grid (self);
  return G_SOURCE_REMOVE;
}

static void
narrow_changed_cb (RyMorningForm *self)
{
  if (self->fold == 0)
    self->fold = g_idle_add (fold_grid_cb, self);
}

static void
hospital_changed_cb (RyMorningForm *self)
{
  if (!self->filling && self->window != NULL)
    load (self);
}

/* ---- The widget ---- */

static void
add_shortcut (GtkEventController *shortcuts, const char *keys, const char *action)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys),
                                                          gtk_named_action_new (action)));
}

static void
ry_morning_form_dispose (GObject *object)
{
  RyMorningForm *self = RY_MORNING_FORM (object);

  g_clear_handle_id (&self->fold, g_source_remove);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->morning, ry_morning_free);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ry_morning_form_parent_class)->dispose (object);
}

static void
ry_morning_form_class_init (RyMorningFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_morning_form_dispose;
  g_type_ensure (RY_TYPE_FIT);
  signals[SENT] =
      g_signal_new ("sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/beds/ry-morning-form.ui");
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, stack);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, greeting);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, prefilled);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, left);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, sum);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, hospitals);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, source);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, informant);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, clock);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, teller);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, fit);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, grid);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, send);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, heading);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, totals);
}

static void
ry_morning_form_init (RyMorningForm *self)
{
  static const GActionEntry entries[] = { { "all", all_cb }, { "send", send_cb }, { "add-ward", add_ward_cb } };
  const char *words[] = { _ ("Own entry"), _ ("By telephone"), _ ("By FAX"), _ ("By e-mail"), NULL };
  GtkEventController *keys = gtk_event_controller_key_new (), *shortcuts = gtk_shortcut_controller_new ();
  g_autoptr (GtkStringList) ways = gtk_string_list_new (words);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = g_array_new (FALSE, FALSE, sizeof (RyMorningLine));
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ry_morning_free);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "morning", G_ACTION_GROUP (self->actions));
  gtk_drop_down_set_model (self->source, G_LIST_MODEL (ways));
  ry_speech_set_label (GTK_WIDGET (self->source), _ ("How the report came"));
  ry_speech_set_label (GTK_WIDGET (self->hospitals), _ ("Hospital"));
  g_signal_connect_swapped (self->fit, "notify::narrow", G_CALLBACK (narrow_changed_cb), self);
  g_signal_connect_swapped (self->source, "notify::selected", G_CALLBACK (source_changed_cb), self);
  g_signal_connect_swapped (self->hospitals, "notify::selected", G_CALLBACK (hospital_changed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), keys);
  add_shortcut (shortcuts, "<Control>Return", "morning.send");
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

static gboolean
may_report (RyMorningForm *self, RyDocument *hospital)
{
  g_autoptr (RyActor) actor = ry_workspace_ref_actor (ry_window_get_workspace (self->window));

  if (g_strcmp0 (ry_document_get_string (hospital, "status"), "closed") == 0)
    return FALSE;
  return actor == NULL || !ry_actor_has_role (actor, "hospital") ||
         ry_actor_owns (actor, "organisation", ry_document_get_id (hospital));
}

static void
list_hospitals (RyMorningForm *self)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (GPtrArray) hospitals = ry_hospital_list (ry_window_get_workspace (self->window), today, NULL);
  RyDocument *before = get_hospital (self);
  g_autofree char *id = before != NULL ? g_strdup (ry_document_get_id (before)) : NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  for (guint i = 0; hospitals != NULL && i < hospitals->len; i++) {
    RyDocument *hospital = g_ptr_array_index (hospitals, i);

    if (!may_report (self, hospital))
      continue;
    if (g_strcmp0 (ry_document_get_id (hospital), id) == 0)
      selected = self->choices->len;
    gtk_string_list_append (names, ry_document_get_string (hospital, "name"));
    g_ptr_array_add (self->choices, ry_document_ref (hospital));
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->hospitals, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->hospitals, selected);
  self->filling = FALSE;
}

static void
fold_changed_cb (RyMorningForm *self)
{
  GtkOrientation orientation =
      ry_window_get_folded (self->window) ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (self->heading, orientation);
  gtk_orientable_set_orientation (self->totals, orientation);
  gtk_orientable_set_orientation (self->teller, orientation);
}

/**
 * ry_morning_form_set_window:
 * @self: a form
 * @window: (transfer none): whose records it writes
 *
 * Connects the form; once.
 */
void
ry_morning_form_set_window (RyMorningForm *self, RyWindow *window)
{
  self->window = window;
  g_signal_connect_object (window, "notify::folded", G_CALLBACK (fold_changed_cb), self, G_CONNECT_SWAPPED);
  fold_changed_cb (self);
}

/* What was typed stays as it is; beside it comes what others reported meanwhile. */
static void
meet_others (RyMorningForm *self)
{
  g_autoptr (RyMorning) stored =
      ry_morning_new (ry_window_get_workspace (self->window), self->morning->organisation, self->morning->date, NULL);
  guint before = ry_morning_count_met (self->morning);

  if (stored == NULL)
    return;
  ry_morning_meet (self->morning, stored);
  _ry_morning_form_show_lines (self);
  _ry_morning_form_show_totals (self);
  if (ry_morning_count_met (self->morning) > before)
    ry_window_show_message (self->window, _ ("Somebody else has just reported a ward that you are entering. What you "
                                             "typed stays; choose which numbers hold."));
}

/**
 * ry_morning_form_refresh:
 * @self: a form
 *
 * Reads wards and reports again. What was entered and not sent stays.
 */
void
ry_morning_form_refresh (RyMorningForm *self)
{
  if (self->touched) {
    meet_others (self);
    return;
  }
  list_hospitals (self);
  load (self);
}

/**
 * ry_morning_form_report_for:
 * @self: a form
 * @organisation: a hospital's id
 * @informant: (nullable): who told its figures by telephone
 *
 * Makes the form that hospital's alone, to be entered on its behalf: without a greeting and without a choice of
 * hospital.
 */
void
ry_morning_form_report_for (RyMorningForm *self, const char *organisation, const char *informant)
{
  list_hospitals (self);
  self->filling = TRUE;
  for (guint i = 0; self->choices != NULL && i < self->choices->len; i++)
    if (g_strcmp0 (ry_document_get_id (g_ptr_array_index (self->choices, i)), organisation) == 0)
      gtk_drop_down_set_selected (self->hospitals, i);
  self->filling = FALSE;
  load (self);
  gtk_widget_set_visible (GTK_WIDGET (self->heading), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->hospitals), FALSE);
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_NEVER);
  gtk_drop_down_set_selected (self->source, 1);
  ry_fill_editable (GTK_EDITABLE (self->informant), informant);
  ry_morning_form_focus (self);
}
