/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyChaseView. A tick is a record with who and when, and undoing it takes it away. Below stands the month: who reports
 * how faithfully, as tiles and as a file.
 */
#include "ry-chase-view.h"

#include <glib/gi18n.h>

#include "ry-age-tile.h"
#include "ry-bed-files.h"
#include "ry-bed-sheet.h"
#include "ry-beds.h"
#include "ry-chase.h"
#include "ry-date.h"
#include "ry-enquiry-list.h"
#include "ry-icon-button.h"
#include "ry-label.h"
#include "ry-morning-form.h"
#include "ry-paper-page.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-tooltip.h"
#include "ry-wrap-layout.h"

#define TILE      15
#define PITCH     (TILE + 4)
#define HALF_DAYS 16 /* a line of tiles on a telephone: half a month */

struct _RyChaseView {
  AdwBin parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkWidget *title;
  GtkWidget *hint;
  GtkListBox *list;
  RyMorningForm *form; /* in the row of the hospital that is entered for, or NULL */
  GtkWidget *month_title;
  GtkWidget *month_next;
  GtkGrid *grid;

  /* Owned */
  RyBedSource *source;
  RyChase *chase;
  RyChaseMonth *month;
  char *first; /* of the month that is shown */
};

G_DEFINE_FINAL_TYPE (RyChaseView, ry_chase_view, ADW_TYPE_BIN)

/* ---- A hospital that is missing ---- */

static void
ticked_cb (GtkCheckButton *check, RyChaseView *self)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "line"));
  RyChaseLine *line = i < self->chase->lines->len ? g_ptr_array_index (self->chase->lines, i) : NULL;
  GPtrArray *edits;
  gboolean called = gtk_check_button_get_active (check);
  g_autofree char *now = ry_date_now_iso (), *person = ry_workspace_dup_person (ry_window_get_workspace (self->window));

  if (line == NULL || called == (line->call != NULL))
    return;
  edits = ry_edits_new ();
  g_ptr_array_add (edits, ry_chase_create_edit (line, self->chase->date, called, now, person));
  ry_window_commit (self->window, edits, called ? _ ("The call was noted") : _ ("The call was taken back"));
}

static void
close_form (RyChaseView *self)
{
  GtkWidget *form = GTK_WIDGET (self->form);

  self->form = NULL;
  if (form != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (form)), form);
}

/* What was sent comes back as a change, which shortens the list. */
static void
sent_cb (RyChaseView *self)
{
  close_form (self);
}

/* Somebody told the figures: the form opens in the row, with who told them; the same button closes it. */
static void
report_cb (GtkButton *button, RyChaseView *self)
{
  const RyChaseLine *line =
      g_ptr_array_index (self->chase->lines, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "line")));
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW),
            *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  gboolean was_here = self->form != NULL && gtk_widget_get_parent (GTK_WIDGET (self->form)) == box;

  close_form (self);
  if (was_here)
    return;
  self->form = g_object_new (RY_TYPE_MORNING_FORM, NULL);
  ry_morning_form_set_window (self->form, self->window);
  g_signal_connect_object (self->form, "sent", G_CALLBACK (sent_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form));
  ry_morning_form_report_for (self->form, line->organisation, line->contact);
}

static char *
describe_age (const RyChaseLine *line)
{
  g_autofree char *now = ry_date_now_iso (), *moment = NULL;

  if (line->days < 0)
    return g_strdup (_ ("never reported"));
  if (line->missing < line->wards)
    return g_strdup_printf (g_dngettext (NULL, "%u of %u ward missing", "%u of %u wards missing", line->wards),
                            line->missing, line->wards);
  if (line->days > 1)
    return g_strdup_printf (_ ("not reported for %d days"), line->days);
  moment = ry_bed_format_moment (line->at, now);
  return g_steal_pointer (&moment);
}

static char *
describe_call (const RyChaseLine *line)
{
  g_autofree char *now = ry_date_now_iso (),
                  *clock = ry_enquiry_dup_clock (line->call != NULL ? ry_document_get_string (line->call, "called_at")
                                                                    : NULL,
                                                 now);

  if (line->call == NULL)
    return line->contact != NULL ? g_strdup (line->contact) : NULL;
  return line->caller != NULL && *line->caller != '\0' ? g_strdup_printf (_ ("called %s by %s"), clock, line->caller)
                                                       : g_strdup_printf (_ ("called %s"), clock);
}

static GtkWidget *
create_check (RyChaseView *self, const RyChaseLine *line, guint i)
{
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *speech = g_strdup_printf (_ ("%s was called"), line->name);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), line->call != NULL);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  ry_speech_set_label (check, speech);
  g_object_set_data (G_OBJECT (check), "line", GUINT_TO_POINTER (i));
  ry_permission_guard_widget (check, ry_window_get_workspace (self->window), RY_VERB_CREATE, "chase", NULL);
  g_signal_connect (check, "toggled", G_CALLBACK (ticked_cb), self);
  return check;
}

static GtkWidget *
create_words (const RyChaseLine *line)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label;
  g_autofree char *call = describe_call (line);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), ry_label_new_wrapped (line->name, "ry-bed-name"));
  if (call != NULL) {
    label = ry_label_new_wrapped (call, "ry-small");
    gtk_widget_add_css_class (label, "ry-2nd");
    gtk_box_append (GTK_BOX (words), label);
  }
  return words;
}

static GtkWidget *
create_age (const RyChaseLine *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label;
  g_autofree char *words = describe_age (line);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), ry_age_tile_new (line->age));
  label = gtk_label_new (words);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
create_button (RyChaseView *self, const RyChaseLine *line, guint i)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Enter for It"));
  g_autofree char *speech = g_strdup_printf (_ ("Enter for %s"), line->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ry_speech_set_label (button, speech);
  g_object_set_data (G_OBJECT (button), "line", GUINT_TO_POINTER (i));
  ry_permission_guard_widget (button, ry_window_get_workspace (self->window), RY_VERB_CREATE, "bed", NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (report_cb), self);
  return button;
}

static GtkWidget *
create_row (RyChaseView *self, const RyChaseLine *line, guint i)
{
  gboolean folded = ry_window_get_folded (self->window);
  GtkWidget *row = gtk_list_box_row_new (), *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *box = gtk_box_new (folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, folded ? 6 : 14),
            *head = box, *foot = box;
  GtkWidget *number =
      ry_label_new_wrapped (line->telephone != NULL ? line->telephone : _ ("no telephone known"), "ry-bed-telephone");
  g_autofree char *age = describe_age (line),
                  *speech =
                      g_strdup_printf ("%s %s %s", line->name, age, line->telephone != NULL ? line->telephone : "");

  if (folded) {
    head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
    foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
    gtk_box_append (GTK_BOX (box), head);
    gtk_box_append (GTK_BOX (box), foot);
  }
  gtk_box_append (GTK_BOX (head), create_check (self, line, i));
  gtk_box_append (GTK_BOX (head), create_words (line));
  gtk_box_append (GTK_BOX (head), create_age (line));
  gtk_widget_set_hexpand (number, folded);
  gtk_widget_set_valign (number, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (foot), number);
  gtk_box_append (GTK_BOX (foot), create_button (self, line, i));
  gtk_box_append (GTK_BOX (outer), box);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), outer);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, "ry-chase-row");
  ry_speech_set_label (row, speech);
  return row;
}

static void
show_lines (RyChaseView *self)
{
  guint missing = self->chase->lines->len;
  g_autofree char *title = missing > 0
                               ? g_strdup_printf (g_dngettext (NULL, "%u hospital missing   %u reported",
                                                               "%u hospitals missing   %u reported", missing),
                                                  missing, self->chase->reported)
                               : g_strdup_printf (g_dngettext (NULL, "%u hospital has reported: nobody is missing",
                                                               "All %u hospitals have reported", self->chase->reported),
                                                  self->chase->reported);
  g_autofree char *hint = g_strdup_printf (_ ("Looked at from %s. Tick whom you called. The list shortens by itself."),
                                           self->chase->at + (*self->chase->at == '0'));
  GtkWidget *row;

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->hint), hint);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < missing; i++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_index (self->chase->lines, i), i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), missing > 0);
}

/* ---- The month ---- */

static void
draw_days_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  const RyChaseRow *row = data;
  const double dashes[] = { 2.2, 1.8 };
  guint per_line = MAX (1, (guint) (width / PITCH));
  GdkRGBA ink, vertical;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &ink);
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (area)), "ry_vertical", &vertical))
    vertical = ink;
  for (guint i = 0; i < row->days->len; i++) {
    guint8 share = g_array_index (row->days, guint8, i);
    double x = i % per_line * PITCH + 2, y = i / per_line * PITCH + 3.5, side = TILE - 3;

    gdk_cairo_set_source_rgba (cr, share > 0 ? &vertical : &ink);
    cairo_set_line_width (cr, 1.3);
    cairo_set_dash (cr, dashes, share == 0 ? 2 : 0, 0);
    cairo_rectangle (cr, x, y, side, side);
    if (share == 100)
      cairo_fill (cr);
    else
      cairo_stroke (cr);
    if (share > 0 && share < 100) {
      cairo_rectangle (cr, x, y + side / 2, side, side / 2);
      cairo_fill (cr);
    } else if (share == 0) {
      cairo_set_dash (cr, NULL, 0, 0);
      cairo_move_to (cr, x + 3, y + side / 2);
      cairo_line_to (cr, x + side - 3, y + side / 2);
      cairo_stroke (cr);
    }
  }
}

static void
add_month_row (RyChaseView *self, const RyChaseRow *row, int at)
{
  gboolean folded = ry_window_get_folded (self->window);
  int per_line = folded ? HALF_DAYS : (int) row->days->len, n_lines = ((int) row->days->len + per_line - 1) / per_line;
  GtkWidget *name = gtk_label_new (row->picture), *days, *sum;
  g_autofree char *share = g_strdup_printf (_ ("%u of %u days"), row->reported, row->days->len);
  g_autofree char *speech = g_strdup_printf (_ ("%s: reported on %u of %u days, in part on %u"), row->name,
                                             row->reported, row->days->len, row->partly);

  days = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), 10);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 16);
  ry_tooltip_set (name, row->name);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (days), per_line * PITCH + 4);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (days), n_lines * PITCH);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (days), draw_days_cb, (gpointer) row, NULL);
  ry_speech_set_label (days, speech);
  ry_tooltip_set (days, speech);
  sum = gtk_label_new (share);
  gtk_widget_add_css_class (sum, "ry-small");
  gtk_widget_add_css_class (sum, "numeric");
  gtk_grid_attach (self->grid, name, 0, 2 * at, 1, 1);
  gtk_grid_attach (self->grid, sum, 1, 2 * at, 1, 1);
  gtk_grid_attach (self->grid, days, folded ? 0 : 2, folded ? 2 * at + 1 : 2 * at, folded ? 2 : 1, 1);
}

static void
show_month (RyChaseView *self)
{
  g_autofree char *today = ry_date_dup_today (), *last = NULL, *from = NULL, *to = NULL, *title = NULL;
  g_autoptr (GError) error = NULL;
  RyChaseMonth *month = ry_chase_month_new (ry_workspace_get_store (ry_window_get_workspace (self->window), "council"),
                                            self->first, today, &error);
  GtkWidget *child;

  if (month == NULL) {
    if (error != NULL)
      ry_window_show_error (self->window, _ ("The month’s reports could not be read"), error);
    return;
  }
  /* The tiles draw out of the month: the old one goes after them. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_clear_pointer (&self->month, ry_chase_month_free);
  self->month = month;
  last = g_strdup_printf ("%.8s%02u", month->from, month->n_days);
  from = ry_date_format_iso (month->from, RY_DATE_WESTERN);
  to = ry_date_format_iso (last, RY_DATE_SHORT);
  title = g_strdup_printf (_ ("Days reported, %s – %s"), from, to);
  gtk_label_set_text (GTK_LABEL (self->month_title), title);
  for (guint i = 0; i < month->rows->len; i++)
    add_month_row (self, g_ptr_array_index (month->rows, i), (int) i);
  gtk_widget_set_sensitive (self->month_next, strncmp (self->first, today, 7) != 0);
}

static void
fold_changed_cb (RyChaseView *self)
{
  if (self->month != NULL)
    show_month (self);
}

static void
turn_month (RyChaseView *self, int months)
{
  GDate day;

  if (!ry_date_parse (self->first, &day))
    return;
  if (months < 0)
    g_date_subtract_months (&day, 1);
  else
    g_date_add_months (&day, 1);
  g_free (self->first);
  self->first = ry_date_format (&day, RY_DATE_ISO);
  show_month (self);
}

static void
before_cb (RyChaseView *self)
{
  turn_month (self, -1);
}

static void
after_cb (RyChaseView *self)
{
  turn_month (self, 1);
}

/* ---- Handing out ---- */

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const double widths[] = { 12, 50, 34, 40, 34, 60 };
  RyChaseView *self = data;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *const heads[] = {
    _ ("Called"), _ ("Hospital"), _ ("Telephone"), _ ("Contact person"), _ ("Last report"), _ ("What was told"), NULL
  };

  if (self->chase == NULL)
    return;
  g_ptr_array_add (lines, g_strdupv ((char **) heads));
  for (guint i = 0; i < self->chase->lines->len; i++) {
    const RyChaseLine *line = g_ptr_array_index (self->chase->lines, i);
    g_autofree char *age = describe_age (line), *call = describe_call (line);
    const char *const cells[] = { line->call != NULL ? "☑" : "□",
                                  line->name,
                                  line->telephone != NULL ? line->telephone : "",
                                  line->contact != NULL ? line->contact : "",
                                  age,
                                  line->call != NULL && call != NULL ? call : "",
                                  NULL };

    g_ptr_array_add (lines, g_strdupv ((char **) cells));
  }
  ry_paper_page_push (self->window,
                      ry_bed_sheet_new (_ ("Hospitals to call for their report"), NULL, lines, widths,
                                        G_N_ELEMENTS (widths), TRUE),
                      NULL);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyChaseView *self = data;
  gboolean cp932 = g_str_equal (g_action_get_name (G_ACTION (action)), "export-cp932");
  g_autofree char *name = self->month != NULL ? g_strdup_printf ("空床の報告状況_%.7s.csv", self->month->from) : NULL;

  if (name != NULL)
    ry_bed_files_save_lines (self->window, name, ry_chase_month_tabulate (self->month),
                             cp932 ? RY_ENCODING_CP932 : RY_ENCODING_UTF8);
}

/* ---- The widget ---- */

static void
ry_chase_view_dispose (GObject *object)
{
  RyChaseView *self = RY_CHASE_VIEW (object);
  GtkWidget *child;

  self->form = NULL;
  while (self->grid != NULL && (child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->grid = NULL;
  g_clear_pointer (&self->source, ry_bed_source_unref);
  g_clear_pointer (&self->chase, ry_chase_free);
  g_clear_pointer (&self->month, ry_chase_month_free);
  g_clear_pointer (&self->first, g_free);
  G_OBJECT_CLASS (ry_chase_view_parent_class)->dispose (object);
}

static void
ry_chase_view_class_init (RyChaseViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_chase_view_dispose;
}

static GtkWidget *
create_turner (RyChaseView *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = ry_icon_button_new (icon, label);

  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
create_month (RyChaseView *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8),
            *scrolled = gtk_scrolled_window_new ();
  GtkWidget *legend = ry_label_new_wrapped (_ ("■ reported   ◧ in part   ▫ not reported"), "ry-small");

  self->month_title = ry_label_new_wrapped (NULL, "heading");
  gtk_widget_set_hexpand (self->month_title, TRUE);
  gtk_box_append (GTK_BOX (head), self->month_title);
  gtk_box_append (GTK_BOX (head),
                  create_turner (self, "go-previous-symbolic", _ ("Month Before"), G_CALLBACK (before_cb)));
  self->month_next = create_turner (self, "go-next-symbolic", _ ("Next Month"), G_CALLBACK (after_cb));
  gtk_box_append (GTK_BOX (head), self->month_next);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 10);
  gtk_grid_set_row_spacing (self->grid, 1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  gtk_widget_add_css_class (legend, "ry-2nd");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "ry-morning-card");
  gtk_box_append (GTK_BOX (card), head);
  gtk_box_append (GTK_BOX (card), scrolled);
  gtk_box_append (GTK_BOX (card), legend);
  return card;
}

static void
ry_chase_view_init (RyChaseView *self)
{
  static const GActionEntry entries[] = { { .name = "print", .activate = print_cb },
                                          { .name = "export", .activate = export_cb },
                                          { .name = "export-cp932", .activate = export_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *scrolled = gtk_scrolled_window_new (),
            *clamp = adw_clamp_new (), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "chase", G_ACTION_GROUP (actions));
  self->title = ry_label_new_wrapped (NULL, "title-2");
  gtk_widget_set_hexpand (self->title, TRUE);
  self->hint = ry_label_new_wrapped (NULL, "ry-small");
  gtk_widget_add_css_class (self->hint, "ry-2nd");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  ry_speech_set_label (GTK_WIDGET (self->list), _ ("Hospitals that did not report yet"));
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), ry_bed_files_menu_new ("chase"));
  gtk_widget_add_css_class (box, "ry-bed-search");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->hint);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), create_month (self));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1000);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/**
 * ry_chase_view_set_window:
 * @self: a view
 * @window: (transfer none): whose records it shows
 * @source: where the beds are
 *
 * Connects the view; once.
 */
void
ry_chase_view_set_window (RyChaseView *self, RyWindow *window, RyBedSource *source)
{
  g_autofree char *today = ry_date_dup_today ();

  self->window = window;
  self->source = ry_bed_source_ref (source);
  self->first = g_strdup_printf ("%.8s01", today);
  g_signal_connect_object (window, "notify::folded", G_CALLBACK (fold_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ry_chase_view_refresh:
 * @self: a view
 *
 * Looks again who is missing.
 */
void
ry_chase_view_refresh (RyChaseView *self)
{
  g_autofree char *today = ry_date_dup_today (), *now = ry_date_now_iso ();
  g_autoptr (GError) error = NULL;

  if (self->form != NULL) { /* the list waits until that is sent */
    ry_morning_form_refresh (self->form);
    return;
  }
  if (!ry_bed_source_refresh (self->source, &error)) {
    ry_window_show_error (self->window, _ ("The morning’s list could not be read"), error);
    return;
  }
  g_clear_pointer (&self->chase, ry_chase_free);
  self->chase =
      ry_chase_new_from (ry_bed_source_get (self->source), ry_window_get_workspace (self->window), today, now);
  show_lines (self);
  show_month (self);
}

/**
 * ry_chase_view_enter_all:
 * @self: a view
 *
 * Takes every ward of the hospital that is entered for as it is shown.
 *
 * Returns: whether one is entered for
 */
gboolean
ry_chase_view_enter_all (RyChaseView *self)
{
  return self->form != NULL && gtk_widget_activate_action (GTK_WIDGET (self->form), "morning.all", NULL);
}

/**
 * ry_chase_view_focus:
 * @self: a view
 *
 * Puts the focus on the first hospital to call.
 */
void
ry_chase_view_focus (RyChaseView *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}
