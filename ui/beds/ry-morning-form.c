/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyMorningForm. A cell is a plain entry: a digit replaces what stands in it, since entering a cell selects it. Nothing
 * is written before it is sent; what cannot be is said in a sentence under the row, and sent all the same.
 */
#include "ry-morning-form.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-hospital.h"
#include "ry-beds.h"
#include "ry-speech.h"
#include "ry-ward-dialog.h"

#define FIRST_CELL_COLUMN 2
#define SUM_COLUMN (FIRST_CELL_COLUMN + RY_CELL_OUT)

static const char *const sources[] = { "self", "phone", "fax", "mail" };

typedef struct {
  RyMorningRow *row;
  GtkWidget *cells[RY_N_BED_CELLS];
  GtkLabel *sum;
  GtkLabel *state;
  GtkLabel *fault;
  GtkWidget *reason; /* why a sum that cannot be is so */
} Line;

struct _RyMorningForm {
  AdwBin parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkLabel *greeting;
  GtkLabel *prefilled;
  GtkLabel *left;
  GtkLabel *sum;
  GtkDropDown *hospitals;
  GtkDropDown *source;
  GtkEntry *informant;
  GtkGrid *grid;
  GtkWidget *send;
  GtkOrientable *heading;
  GtkOrientable *totals;

  /* Borrowed */
  RyWindow *window;

  /* Owned */
  GPtrArray *choices; /* RyDocument, the hospitals */
  RyMorning *morning;
  GArray *lines;      /* Line */
  GSimpleActionGroup *actions;

  gboolean filling;
  gboolean touched; /* something was entered that is not sent yet */
};

G_DEFINE_FINAL_TYPE (RyMorningForm, ry_morning_form, ADW_TYPE_BIN)

static RyDocument *
get_hospital (RyMorningForm *self)
{
  guint selected = gtk_drop_down_get_selected (self->hospitals);

  return self->choices != NULL && selected < self->choices->len ? g_ptr_array_index (self->choices, selected) : NULL;
}

/* ---- What is shown ---- */

static void
show_cell (GtkWidget *entry, gint64 value)
{
  g_autofree char *text = value != RY_CELL_UNTOLD ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* A figure that somebody else entered says so, and from whom, so that the hospital can put it right. */
static char *
describe_origin (const RyMorningRow *row)
{
  static const struct {
    const char *source, *word;
  } ways[] = { { "phone", N_ ("By telephone") }, { "fax", N_ ("By FAX") }, { "mail", N_ ("By e-mail") } };
  const char *source = row->today != NULL ? ry_document_get_string (row->today, "source") : NULL, *informant = row->today != NULL ? ry_document_get_string (row->today, "informant") : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_strcmp0 (source, ways[i].source) == 0)
      return informant != NULL ? g_strdup_printf (_ ("%s (%s)"), _ (ways[i].word), informant) : g_strdup (_ (ways[i].word));
  return NULL;
}

static void
show_state (Line *line)
{
  const char *word = line->row->confirmed ? _ ("✓ entered") : line->row->before != NULL ? _ ("as before") : _ ("not reported");
  g_autofree char *origin = describe_origin (line->row);
  g_autofree char *now = ry_date_now_iso (), *moment = line->row->today != NULL ? ry_bed_format_moment (ry_document_get_string (line->row->today, "at"), now) : NULL;
  g_autofree char *words = moment != NULL ? g_strjoin (" ", word, moment, origin, NULL) : g_strdup (word);

  gtk_label_set_text (line->state, words);
  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    if (line->row->confirmed)
      gtk_widget_remove_css_class (line->cells[cell], "unconfirmed");
    else
      gtk_widget_add_css_class (line->cells[cell], "unconfirmed");
}

static void
show_line (Line *line)
{
  g_autofree char *fault = ry_morning_row_dup_fault (line->row);
  g_autofree char *sum = NULL;
  gint64 beds;

  sum = ry_morning_row_sum (line->row, &beds) ? g_strdup_printf ("%" G_GINT64_FORMAT, beds) : g_strdup (_ ("?"));
  gtk_label_set_text (line->sum, sum);
  gtk_label_set_text (line->fault, fault);
  gtk_widget_set_visible (GTK_WIDGET (line->fault), fault != NULL);
  gtk_widget_set_visible (line->reason, fault != NULL || line->row->reason != NULL);
  show_state (line);
}

static void
show_totals (RyMorningForm *self)
{
  guint left = ry_morning_count_left (self->morning);
  g_autofree char *words = left > 0 ? g_strdup_printf (g_dngettext (NULL, "%u ward left", "%u wards left", left), left) : g_strdup (_ ("All wards entered"));
  g_autofree char *sum = NULL;
  gint64 beds;

  sum = ry_morning_sum (self->morning, &beds) ? g_strdup_printf (g_dngettext (NULL, "%d bed", "%d beds", (gulong) beds), (int) beds) : g_strdup (_ ("not reported"));
  gtk_label_set_text (self->left, words);
  gtk_label_set_text (self->sum, sum);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "send")), left < self->morning->rows->len);
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
  g_autofree char *words = day != NULL ? g_strdup_printf (_ ("The figures of %s stand in the cells"), day) : g_strdup (_ ("Nothing was reported before, or today’s figures stand in the cells"));

  gtk_label_set_text (self->greeting, greeting);
  gtk_label_set_text (self->prefilled, words);
}

/* ---- Entering ---- */

static Line *
find_line (RyMorningForm *self, GtkWidget *entry, guint *cell)
{
  for (guint i = 0; i < self->lines->len; i++) {
    Line *line = &g_array_index (self->lines, Line, i);

    for (*cell = 0; *cell < RY_N_BED_CELLS; (*cell)++)
      if (line->cells[*cell] == entry)
        return line;
  }
  return NULL;
}

static void
confirm (RyMorningForm *self, Line *line)
{
  line->row->confirmed = TRUE;
  self->touched = TRUE;
  show_line (line);
  show_totals (self);
}

static void
changed_cb (GtkEditable *entry, RyMorningForm *self)
{
  guint cell;
  Line *line = self->filling ? NULL : find_line (self, GTK_WIDGET (entry), &cell);
  gint64 value;

  if (line == NULL)
    return;
  if (!ry_bed_cell_parse (gtk_editable_get_text (entry), &value)) {
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
    return;
  }
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  line->row->cells[cell] = value;
  confirm (self, line);
}

static void
focus_line (RyMorningForm *self, guint i)
{
  if (i < self->lines->len)
    gtk_widget_grab_focus (g_array_index (self->lines, Line, i).cells[RY_CELL_EMPTY]);
}

/* To the next row that nobody confirmed; with the last one, to where everything is sent. */
static void
go_on (RyMorningForm *self, Line *line)
{
  guint i = (guint) (line - (Line *) (void *) self->lines->data) + 1;

  for (; i < self->lines->len; i++)
    if (!g_array_index (self->lines, Line, i).row->confirmed) {
      focus_line (self, i);
      return;
    }
  gtk_widget_grab_focus (self->send);
}

static void
take_unchanged (RyMorningForm *self, Line *line)
{
  confirm (self, line);
}

static gboolean
pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyMorningForm *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *entry = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY) : NULL;
  guint cell;
  Line *line = entry != NULL ? find_line (self, entry, &cell) : NULL;

  if (line == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_F8) {
    take_unchanged (self, line);
    go_on (self, line);
    return TRUE;
  }
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_Up) {
    focus_line (self, (guint) (line - (Line *) (void *) self->lines->data) + (keyval == GDK_KEY_Down ? 1 : -1));
    return TRUE;
  }
  return FALSE;
}

/* ---- The grid ---- */

static GtkWidget *
add_label (RyMorningForm *self, int column, int row, const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return label;
}

static void
add_heads (RyMorningForm *self)
{
  const char *const heads[RY_N_BED_CELLS] = { _ ("Empty"), _ ("Men"), _ ("Women"), _ ("Single"), _ ("Either"), _ ("Out 24 h"), _ ("In 24 h") };

  gtk_widget_set_halign (add_label (self, 0, 0, _ ("Ward"), "heading"), GTK_ALIGN_START);
  add_label (self, 1, 0, _ ("Staffed"), "heading");
  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    add_label (self, FIRST_CELL_COLUMN + (int) cell + (cell >= RY_CELL_OUT), 0, heads[cell], "heading");
  add_label (self, SUM_COLUMN, 0, _ ("Can be had"), "heading");
}

static GtkWidget *
create_cell (RyMorningForm *self, RyMorningRow *row, RyBedCell cell)
{
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (ry_window_get_workspace (self->window), "bed"), ry_bed_cell_get_member (cell));
  g_autofree char *name = g_strdup_printf ("%s %s", ry_document_get_string (row->ward, "name"), ry_field_get_label (field));
  GtkWidget *entry = g_object_new (GTK_TYPE_ENTRY, "width-chars", 3, "max-width-chars", 3, "max-length", 4, "xalign", 0.5, "input-purpose", GTK_INPUT_PURPOSE_DIGITS,
                                   "im-module", "gtk-im-context-simple", NULL);

  gtk_widget_add_css_class (entry, "ry-bed-cell");
  gtk_widget_add_css_class (entry, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  show_cell (entry, row->cells[cell]);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), self);
  return entry;
}

static void
reason_cb (GtkEditable *entry, RyMorningForm *self)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "line"));
  Line *line = !self->filling && i < self->lines->len ? &g_array_index (self->lines, Line, i) : NULL;
  const char *text = gtk_editable_get_text (entry);

  if (line == NULL)
    return;
  g_free (line->row->reason);
  line->row->reason = *text != '\0' ? g_strdup (text) : NULL;
  self->touched = TRUE;
}

static GtkWidget *
create_reason (RyMorningForm *self, RyMorningRow *row)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *name = g_strdup_printf (_ ("%s: why this is so"), ry_document_get_string (row->ward, "name"));

  g_object_set (entry, "placeholder-text", _ ("Why this is so (may stay empty)"), "hexpand", TRUE, NULL);
  ry_speech_set_label (entry, name);
  gtk_editable_set_text (GTK_EDITABLE (entry), row->reason != NULL ? row->reason : "");
  g_object_set_data (G_OBJECT (entry), "line", GUINT_TO_POINTER (self->lines->len));
  g_signal_connect (entry, "changed", G_CALLBACK (reason_cb), self);
  return entry;
}

static GtkWidget *
create_ward_label (RyMorningForm *self, RyDocument *ward)
{
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (ry_window_get_workspace (self->window), "ward"), "function");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (ry_document_get_string (ward, "name"));
  GtkWidget *function = gtk_label_new (ry_field_get_code_label (field, ry_document_get_string (ward, "function")));

  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (function, "ry-small");
  gtk_widget_add_css_class (function, "ry-2nd");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (function), 0);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), function);
  return box;
}

static void
add_line (RyMorningForm *self, RyMorningRow *row, int at)
{
  JsonObject *ward = ry_document_get_root (row->ward);
  g_autofree char *staffed = json_object_has_member (ward, "staffed") ? g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member (ward, "staffed")) : g_strdup ("—");
  Line line = { .row = row };
  GtkWidget *below;

  gtk_grid_attach (self->grid, create_ward_label (self, row->ward), 0, at, 1, 1);
  add_label (self, 1, at, staffed, "numeric");
  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++) {
    line.cells[cell] = create_cell (self, row, cell);
    gtk_grid_attach (self->grid, line.cells[cell], FIRST_CELL_COLUMN + (int) cell + (cell >= RY_CELL_OUT), at, 1, 1);
  }
  line.sum = GTK_LABEL (add_label (self, SUM_COLUMN, at, NULL, "title-3"));
  line.state = GTK_LABEL (add_label (self, SUM_COLUMN + 3, at, NULL, "ry-2nd"));
  line.fault = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (line.fault, 0);
  gtk_label_set_wrap (line.fault, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (line.fault), "ry-warn");
  line.reason = create_reason (self, row);
  below = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_box_append (GTK_BOX (below), GTK_WIDGET (line.fault));
  gtk_box_append (GTK_BOX (below), line.reason);
  gtk_grid_attach (self->grid, below, 0, at + 1, SUM_COLUMN + 4, 1);
  g_array_append_val (self->lines, line);
}

static void
fill_grid (RyMorningForm *self)
{
  GtkWidget *child;

  self->filling = TRUE;
  g_array_set_size (self->lines, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  add_heads (self);
  for (guint i = 0; i < self->morning->rows->len; i++)
    add_line (self, g_ptr_array_index (self->morning->rows, i), 1 + 2 * (int) i);
  for (guint i = 0; i < self->lines->len; i++)
    show_line (&g_array_index (self->lines, Line, i));
  self->filling = FALSE;
}

static void
load (RyMorningForm *self)
{
  RyDocument *hospital = get_hospital (self);
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (GError) error = NULL;
  RyMorning *morning = hospital != NULL ? ry_morning_new (ry_window_get_workspace (self->window), ry_document_get_id (hospital), today, &error) : NULL;

  if (error != NULL)
    ry_window_show_error (self->window, _ ("The wards could not be read"), error);
  if (morning == NULL) {
    gtk_stack_set_visible_child_name (self->stack, "empty");
    return;
  }
  g_array_set_size (self->lines, 0);
  g_clear_pointer (&self->morning, ry_morning_free);
  self->morning = morning;
  self->touched = FALSE;
  gtk_stack_set_visible_child_name (self->stack, morning->rows->len > 0 ? "form" : "empty");
  fill_grid (self);
  show_heading (self);
  show_totals (self);
}

/* ---- What a person does ---- */

static void
all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyMorningForm *self = data;

  for (guint i = 0; i < self->lines->len; i++)
    take_unchanged (self, &g_array_index (self->lines, Line, i));
}

static void
send_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyMorningForm *self = data;
  g_autofree char *now = ry_date_now_iso ();
  const char *source = sources[gtk_drop_down_get_selected (self->source)];
  const char *informant = g_str_equal (source, "self") ? NULL : gtk_editable_get_text (GTK_EDITABLE (self->informant));
  GPtrArray *edits;

  if (self->morning == NULL)
    return;
  edits = ry_morning_create_edits (self->morning, now, source, informant);
  if (edits->len == 0) {
    g_ptr_array_unref (edits);
    return;
  }
  self->touched = FALSE;
  ry_window_commit (self->window, edits, _ ("The report was taken; it is sent as soon as there is a connection"));
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

static void
source_changed_cb (RyMorningForm *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->informant), gtk_drop_down_get_selected (self->source) != 0);
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
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys), gtk_named_action_new (action)));
}

static void
ry_morning_form_dispose (GObject *object)
{
  RyMorningForm *self = RY_MORNING_FORM (object);

  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->morning, ry_morning_free);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ry_morning_form_parent_class)->dispose (object);
}

static void
ry_morning_form_class_init (RyMorningFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_morning_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/beds/ry-morning-form.ui");
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, stack);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, greeting);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, prefilled);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, left);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, sum);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, hospitals);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, source);
  gtk_widget_class_bind_template_child (widget_class, RyMorningForm, informant);
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
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "morning", G_ACTION_GROUP (self->actions));
  gtk_drop_down_set_model (self->source, G_LIST_MODEL (ways));
  ry_speech_set_label (GTK_WIDGET (self->source), _ ("How the report came"));
  ry_speech_set_label (GTK_WIDGET (self->hospitals), _ ("Hospital"));
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
  return actor == NULL || !ry_actor_has_role (actor, "hospital") || ry_actor_owns (actor, "organisation", ry_document_get_id (hospital));
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
  GtkOrientation orientation = ry_window_get_folded (self->window) ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (self->heading, orientation);
  gtk_orientable_set_orientation (self->totals, orientation);
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

/**
 * ry_morning_form_refresh:
 * @self: a form
 *
 * Reads wards and reports again. What was entered and not sent stays.
 */
void
ry_morning_form_refresh (RyMorningForm *self)
{
  if (self->touched)
    return;
  list_hospitals (self);
  load (self);
}

/**
 * ry_morning_form_focus:
 * @self: a form
 *
 * Puts the focus into the first cell that nobody confirmed.
 */
void
ry_morning_form_focus (RyMorningForm *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (!g_array_index (self->lines, Line, i).row->confirmed) {
      focus_line (self, i);
      return;
    }
  focus_line (self, 0);
}

/**
 * ry_morning_form_report_for:
 * @self: a form
 * @organisation: a hospital's id
 * @informant: (nullable): who told its figures by telephone
 *
 * Opens the form on that hospital, to be entered on its behalf.
 */
void
ry_morning_form_report_for (RyMorningForm *self, const char *organisation, const char *informant)
{
  ry_morning_form_refresh (self);
  for (guint i = 0; self->choices != NULL && i < self->choices->len; i++)
    if (g_strcmp0 (ry_document_get_id (g_ptr_array_index (self->choices, i)), organisation) == 0)
      gtk_drop_down_set_selected (self->hospitals, i);
  gtk_drop_down_set_selected (self->source, 1);
  gtk_editable_set_text (GTK_EDITABLE (self->informant), informant != NULL ? informant : "");
  ry_morning_form_focus (self);
}
