/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wards of RyMorningForm. A cell is a plain entry: a digit replaces what stands in it, since entering a cell
 * selects it. What cannot be is said in a sentence under the row, and so is what somebody else reported while this was
 * typed.
 */
#include "ry-morning-form-private.h"

#include <glib/gi18n.h>

#include "ry-beds.h"
#include "ry-date.h"
#include "ry-fill.h"
#include "ry-label.h"
#include "ry-speech.h"

#define FIRST_CELL_COLUMN 2
#define SUM_COLUMN        (FIRST_CELL_COLUMN + RY_CELL_OUT)
#define STATE_COLUMN      (FIRST_CELL_COLUMN + RY_N_BED_CELLS + 1)

/* Narrow, a ward has its name, then its cells five to a line, with a head above each; the sum is the last of them. */
#define NARROW_COLUMNS 5
#define NARROW_SUM     RY_N_BED_CELLS
#define NARROW_ROWS    6

/* ---- What a line shows ---- */

static void
show_cell (GtkWidget *entry, gint64 value)
{
  g_autofree char *text = value != RY_CELL_UNTOLD ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : g_strdup ("");

  ry_fill_editable (GTK_EDITABLE (entry), text);
}

/* A figure that somebody else entered says so, and from whom, so that the hospital can put it right. */
static char *
describe_origin (const RyMorningRow *row)
{
  static const struct {
    const char *source, *word;
  } ways[] = { { "phone", N_ ("By telephone") }, { "fax", N_ ("By FAX") }, { "mail", N_ ("By e-mail") } };
  const char *source = row->today != NULL ? ry_document_get_string (row->today, "source") : NULL,
             *informant = row->today != NULL ? ry_document_get_string (row->today, "informant") : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_strcmp0 (source, ways[i].source) == 0)
      return informant != NULL ? g_strdup_printf (_ ("%s (%s)"), _ (ways[i].word), informant)
                               : g_strdup (_ (ways[i].word));
  return NULL;
}

static void
show_state (RyMorningLine *line)
{
  const char *word = line->row->confirmed        ? _ ("✓ entered")
                     : line->row->before != NULL ? _ ("as before")
                                                 : _ ("not reported");
  g_autofree char *origin = describe_origin (line->row);
  g_autofree char *now = ry_date_now_iso (),
                  *moment = line->row->today != NULL
                                ? ry_bed_format_moment (ry_document_get_string (line->row->today, "at"), now)
                                : NULL;
  g_autofree char *words = moment != NULL ? g_strjoin (" ", word, moment, origin, NULL) : g_strdup (word);

  gtk_label_set_text (line->state, words);
  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    if (line->row->confirmed)
      gtk_widget_remove_css_class (line->cells[cell], "unconfirmed");
    else
      gtk_widget_add_css_class (line->cells[cell], "unconfirmed");
}

static void
show_line (RyMorningLine *line)
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

/* Somebody else was quicker: when, who and what, and which of the two holds. */
static void
show_met (RyMorningForm *self, RyMorningLine *line)
{
  g_autofree char *now = ry_date_now_iso ();
  g_autofree char *words = line->row->theirs != NULL
                               ? ry_morning_dup_words (ry_window_get_workspace (self->window), line->row->theirs, now)
                               : NULL;

  gtk_label_set_text (line->theirs, words);
  gtk_widget_set_visible (line->met, words != NULL);
}

/* ---- Entering ---- */

static RyMorningLine *
find_line (RyMorningForm *self, GtkWidget *entry, guint *cell)
{
  for (guint i = 0; i < self->lines->len; i++) {
    RyMorningLine *line = &g_array_index (self->lines, RyMorningLine, i);

    for (*cell = 0; *cell < RY_N_BED_CELLS; (*cell)++)
      if (line->cells[*cell] == entry)
        return line;
  }
  return NULL;
}

static void
confirm (RyMorningForm *self, RyMorningLine *line)
{
  ry_morning_row_enter (line->row);
  self->touched = TRUE;
  show_line (line);
  _ry_morning_form_show_totals (self);
}

static void
changed_cb (GtkEditable *entry, RyMorningForm *self)
{
  guint cell;
  RyMorningLine *line = self->filling ? NULL : find_line (self, GTK_WIDGET (entry), &cell);
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
    gtk_widget_grab_focus (g_array_index (self->lines, RyMorningLine, i).cells[RY_CELL_EMPTY]);
}

/* To the next row that nobody confirmed; with the last one, to where everything is sent. */
static void
go_on (RyMorningForm *self, RyMorningLine *line)
{
  guint i = (guint) (line - (RyMorningLine *) (void *) self->lines->data) + 1;

  for (; i < self->lines->len; i++)
    if (!g_array_index (self->lines, RyMorningLine, i).row->confirmed) {
      focus_line (self, i);
      return;
    }
  gtk_widget_grab_focus (self->send);
}

/* ---- The grid ---- */

static void
get_place (RyMorningForm *self, int cell, int top, int *column, int *row)
{
  *column = cell % NARROW_COLUMNS;
  *row = top + 2 + 2 * (cell / NARROW_COLUMNS);
  if (ry_fit_get_narrow (self->fit))
    return;
  *column = cell == NARROW_SUM ? SUM_COLUMN : FIRST_CELL_COLUMN + cell + (cell >= RY_CELL_OUT);
  *row = top;
}

static GtkWidget *
add_label (RyMorningForm *self, int column, int row, const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return label;
}

/* Above all lines, or narrow above the cells of the ward that begins at @top. */
static void
add_heads (RyMorningForm *self, int top)
{
  const char *const heads[] = { _ ("Empty"),    _ ("Men"),     _ ("Women"),    _ ("Single"),  _ ("Either"),
                                _ ("Out 24 h"), _ ("In 24 h"), _ ("Out 72 h"), _ ("In 72 h"), _ ("Can be had") };
  gboolean narrow = ry_fit_get_narrow (self->fit);
  int column, row;

  for (int cell = 0; cell < (int) G_N_ELEMENTS (heads); cell++) {
    get_place (self, cell, top, &column, &row);
    add_label (self, column, narrow ? row - 1 : row, heads[cell], narrow ? "ry-small" : "heading");
  }
  if (narrow)
    return;
  gtk_widget_set_halign (add_label (self, 0, top, _ ("Ward"), "heading"), GTK_ALIGN_START);
  add_label (self, 1, top, _ ("Staffed"), "heading");
}

static GtkWidget *
create_cell (RyMorningForm *self, RyMorningRow *row, RyBedCell cell)
{
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (ry_window_get_workspace (self->window), "bed"),
                                       ry_bed_cell_get_member (cell));
  g_autofree char *name =
      g_strdup_printf ("%s %s", ry_document_get_string (row->ward, "name"), ry_field_get_label (field));
  GtkWidget *entry =
      g_object_new (GTK_TYPE_ENTRY, "width-chars", 3, "max-width-chars", 3, "max-length", 4, "xalign", 0.5,
                    "input-purpose", GTK_INPUT_PURPOSE_DIGITS, "im-module", "gtk-im-context-simple", NULL);

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
  RyMorningLine *line = !self->filling && i < self->lines->len ? &g_array_index (self->lines, RyMorningLine, i) : NULL;
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
  ry_fill_editable (GTK_EDITABLE (entry), row->reason);
  g_object_set_data (G_OBJECT (entry), "line", GUINT_TO_POINTER (self->lines->len));
  g_signal_connect (entry, "changed", G_CALLBACK (reason_cb), self);
  return entry;
}

static void
show_cells (RyMorningForm *self, RyMorningLine *line)
{
  self->filling = TRUE;
  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    show_cell (line->cells[cell], line->row->cells[cell]);
  ry_fill_editable (GTK_EDITABLE (line->reason), line->row->reason);
  self->filling = FALSE;
}

static void
settle_cb (GtkWidget *button, RyMorningForm *self)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "line"));
  RyMorningLine *line = &g_array_index (self->lines, RyMorningLine, i);

  ry_morning_row_settle (line->row, button != line->mine);
  show_cells (self, line);
  show_line (line);
  show_met (self, line);
  _ry_morning_form_show_totals (self);
  focus_line (self, i);
}

static GtkWidget *
create_choice (RyMorningForm *self, GtkWidget *box, const char *words, RyDocument *ward)
{
  GtkWidget *button = gtk_button_new_with_label (words);
  g_autofree char *speech = g_strdup_printf ("%s %s", ry_document_get_string (ward, "name"), words);

  ry_speech_set_label (button, speech);
  g_object_set_data (G_OBJECT (button), "line", GUINT_TO_POINTER (self->lines->len));
  g_signal_connect (button, "clicked", G_CALLBACK (settle_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
create_met (RyMorningForm *self, RyMorningLine *line)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  line->met = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  line->theirs = GTK_LABEL (ry_label_new_wrapped (NULL, "ry-warn"));
  create_choice (self, buttons, _ ("These numbers hold"), line->row->ward);
  line->mine = create_choice (self, buttons, _ ("Mine above replace them"), line->row->ward);
  gtk_widget_set_visible (line->met, FALSE);
  gtk_widget_add_css_class (line->met, "ry-bed-met");
  gtk_box_append (GTK_BOX (line->met), GTK_WIDGET (line->theirs));
  gtk_box_append (GTK_BOX (line->met), buttons);
}

static char *
dup_staffed (RyDocument *ward)
{
  JsonObject *root = ry_document_get_root (ward);

  return json_object_has_member (root, "staffed")
             ? g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member (root, "staffed"))
             : g_strdup ("—");
}

static GtkWidget *
create_ward_label (RyMorningForm *self, RyDocument *ward)
{
  RyField *field =
      ry_kind_find_field (ry_workspace_get_kind (ry_window_get_workspace (self->window), "ward"), "function");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (ry_document_get_string (ward, "name"));
  const char *label = ry_field_get_code_label (field, ry_document_get_string (ward, "function"));
  g_autofree char *staffed = dup_staffed (ward);
  g_autofree char *both = g_strdup_printf (_ ("%s, staffed %s"), label != NULL ? label : "", staffed);
  GtkWidget *function = gtk_label_new (ry_fit_get_narrow (self->fit) ? both : label);

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

/* Whose line it is, and how far it is. */
static void
add_ward (RyMorningForm *self, RyMorningLine *line, int at)
{
  g_autofree char *staffed = dup_staffed (line->row->ward);
  gboolean narrow = ry_fit_get_narrow (self->fit);

  gtk_grid_attach (self->grid, create_ward_label (self, line->row->ward), 0, at, narrow ? NARROW_COLUMNS / 2 : 1, 1);
  line->state = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (line->state), "ry-2nd");
  gtk_grid_attach (self->grid, GTK_WIDGET (line->state), narrow ? NARROW_COLUMNS / 2 : STATE_COLUMN, at,
                   narrow ? NARROW_COLUMNS - NARROW_COLUMNS / 2 : 1, 1);
  gtk_label_set_wrap (line->state, TRUE);
  if (!narrow) {
    gtk_label_set_max_width_chars (line->state, 16);
    add_label (self, 1, at, staffed, "numeric");
    return;
  }
  gtk_label_set_xalign (line->state, 1);
  gtk_label_set_justify (line->state, GTK_JUSTIFY_RIGHT);
  add_heads (self, at);
}

static void
add_line (RyMorningForm *self, RyMorningRow *row, int at)
{
  RyMorningLine line = { .row = row };
  gboolean narrow = ry_fit_get_narrow (self->fit);
  int column, place;
  GtkWidget *below;

  add_ward (self, &line, at);
  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++) {
    line.cells[cell] = create_cell (self, row, cell);
    get_place (self, (int) cell, at, &column, &place);
    gtk_grid_attach (self->grid, line.cells[cell], column, place, 1, 1);
  }
  get_place (self, NARROW_SUM, at, &column, &place);
  line.sum = GTK_LABEL (add_label (self, column, place, NULL, "title-3"));
  line.fault = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (line.fault, 0);
  gtk_label_set_wrap (line.fault, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (line.fault), "ry-warn");
  line.reason = create_reason (self, row);
  create_met (self, &line);
  below = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_box_append (GTK_BOX (below), GTK_WIDGET (line.fault));
  gtk_box_append (GTK_BOX (below), line.reason);
  gtk_box_append (GTK_BOX (below), line.met);
  gtk_widget_set_margin_bottom (below, narrow ? 14 : 0);
  gtk_grid_attach (self->grid, below, 0, narrow ? at + NARROW_ROWS - 1 : at + 1,
                   narrow ? NARROW_COLUMNS : STATE_COLUMN + 1, 1);
  g_array_append_val (self->lines, line);
}

/**
 * _ry_morning_form_fill_grid:
 * @self: a form with a morning
 *
 * Makes a line for each ward.
 */
void
_ry_morning_form_fill_grid (RyMorningForm *self)
{
  gboolean narrow = ry_fit_get_narrow (self->fit);
  GtkWidget *child;

  self->filling = TRUE;
  g_array_set_size (self->lines, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  gtk_grid_set_column_homogeneous (self->grid, narrow);
  gtk_grid_set_row_spacing (self->grid, narrow ? 3 : 10);
  if (!narrow)
    add_heads (self, 0);
  for (guint i = 0; i < self->morning->rows->len; i++)
    add_line (self, g_ptr_array_index (self->morning->rows, i), narrow ? NARROW_ROWS * (int) i : 1 + 2 * (int) i);
  self->filling = FALSE;
  for (guint i = 0; i < self->lines->len; i++) {
    show_line (&g_array_index (self->lines, RyMorningLine, i));
    show_met (self, &g_array_index (self->lines, RyMorningLine, i));
  }
}

/**
 * _ry_morning_form_show_lines:
 * @self: a form
 *
 * Shows what others reported meanwhile; what was typed here stays in its cells.
 */
void
_ry_morning_form_show_lines (RyMorningForm *self)
{
  for (guint i = 0; i < self->lines->len; i++) {
    RyMorningLine *line = &g_array_index (self->lines, RyMorningLine, i);

    if (!line->row->entered)
      show_cells (self, line);
    show_line (line);
    show_met (self, line);
  }
}

/**
 * _ry_morning_form_enter_all:
 * @self: a form
 *
 * Takes every ward as it is shown.
 */
void
_ry_morning_form_enter_all (RyMorningForm *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    confirm (self, &g_array_index (self->lines, RyMorningLine, i));
}

/**
 * _ry_morning_form_pressed:
 * @self: a form
 * @keyval: a key pressed in the grid
 * @state: with which others
 *
 * Enter and F8 take the ward as it is shown, the arrows go to the next.
 *
 * Returns: whether that was one of these
 */
gboolean
_ry_morning_form_pressed (RyMorningForm *self, guint keyval, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *entry = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY) : NULL;
  guint cell;
  RyMorningLine *line = entry != NULL ? find_line (self, entry, &cell) : NULL;

  if (line == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_F8) {
    confirm (self, line);
    go_on (self, line);
    return TRUE;
  }
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_Up) {
    focus_line (self,
                (guint) (line - (RyMorningLine *) (void *) self->lines->data) + (keyval == GDK_KEY_Down ? 1 : -1));
    return TRUE;
  }
  return FALSE;
}

/**
 * _ry_morning_form_ask:
 * @self: a form
 *
 * Which of two reports holds is chosen before anything is sent.
 *
 * Returns: whether that is still to be chosen; the focus is there then
 */
gboolean
_ry_morning_form_ask (RyMorningForm *self)
{
  for (guint i = 0; i < self->lines->len; i++) {
    RyMorningLine *line = &g_array_index (self->lines, RyMorningLine, i);

    if (line->row->theirs == NULL)
      continue;
    gtk_widget_grab_focus (line->mine);
    return TRUE;
  }
  return FALSE;
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
    if (!g_array_index (self->lines, RyMorningLine, i).row->confirmed) {
      focus_line (self, i);
      return;
    }
  focus_line (self, 0);
}
