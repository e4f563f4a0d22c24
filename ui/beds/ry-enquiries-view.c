/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyEnquiriesView. What has lapsed is known by the clock, so the list looks again every half minute while it is seen.
 */
#include "ry-enquiries-view.h"

#include <glib/gi18n.h>

#include "ry-bed-files.h"
#include "ry-bed-search.h"
#include "ry-bed-sheet.h"
#include "ry-date.h"
#include "ry-enquiry-dialog.h"
#include "ry-enquiry-list.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-paper-page.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-wrap-layout.h"

#define LOOK_S      30
#define RECENT_DAYS 90
#define SHOWN       100

struct _RyEnquiriesView {
  AdwBin parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkStack *stack;
  GtkDropDown *status;
  GtkDropDown *hospital;
  GtkDropDown *period;
  GtkWidget *text;
  GtkListBox *list;
  GtkWidget *count;
  AdwStatusPage *empty;

  /* Owned */
  RyBedSource *source;
  GPtrArray *hospitals; /* RyDocument */
  GPtrArray *enquiries; /* RyDocument, as listed */

  gboolean filling;
  guint timer;
};

G_DEFINE_FINAL_TYPE (RyEnquiriesView, ry_enquiries_view, ADW_TYPE_BIN)

/* In the order of the drop-down. */
static const guint statuses[] = { RY_ENQUIRY_OPEN,     RY_ENQUIRY_ANY,      RY_ENQUIRY_ASKED,  RY_ENQUIRY_HELD,
                                  RY_ENQUIRY_ACCEPTED, RY_ENQUIRY_DECLINED, RY_ENQUIRY_LAPSED, RY_ENQUIRY_WITHDRAWN };

/* ---- A row ---- */

static GtkWidget *
append_label (GtkWidget *box, const char *words, const char *css_class)
{
  GtkWidget *label = ry_label_new_wrapped (words, css_class);

  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static char *
describe (RyEnquiriesView *self, RyDocument *enquiry)
{
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  g_autoptr (RyBedNeed) need = ry_bed_need_from_json (ry_json_get_object (ry_document_get_root (enquiry), "need"));
  g_autofree char *words = ry_bed_need_format (need, ry_bed_register_get_conditions (ry_bed_source_get (self->source)));
  g_autofree char *hospital = ry_workspace_dup_name (workspace, ry_document_get_string (enquiry, "organisation"));

  return *words != '\0' ? g_strdup_printf ("%s　%s", hospital, words) : g_steal_pointer (&hospital);
}

static char *
describe_rest (RyEnquiriesView *self, RyDocument *enquiry)
{
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  const char *from = ry_document_get_string (enquiry, "from"), *note = ry_document_get_string (enquiry, "note"),
             *reason = ry_document_get_string (enquiry, "reason");
  g_autofree char *asker = from != NULL ? ry_workspace_dup_name (workspace, from) : g_strdup (_ ("secretariat")),
                  *date = ry_date_format_iso (ry_document_get_string (enquiry, "asked_on"), RY_DATE_SHORT);
  GString *out = g_string_new (asker);

  if (date != NULL)
    g_string_append_printf (out, "　%s", date);
  if (reason != NULL)
    g_string_append_printf (out, _ ("   Reason: %s"), reason);
  if (note != NULL)
    g_string_append_printf (out, "　%s", note);
  return g_string_free (out, FALSE);
}

static char *
describe_hold (RyDocument *enquiry, RyEnquiryStatus status, const char *now)
{
  g_autofree char *clock = ry_enquiry_dup_clock (ry_document_get_string (enquiry, "held_until"), now);

  if (status == RY_ENQUIRY_HELD)
    return g_strdup_printf (_ ("until %s"), clock);
  return status == RY_ENQUIRY_LAPSED ? g_strdup_printf (_ ("lapsed %s"), clock) : NULL;
}

/* Two homes may have held the last bed apart; when they meet, both are told. */
static gboolean
is_promised_twice (RyEnquiriesView *self, RyDocument *enquiry, const char *today, const char *now)
{
  g_autoptr (RyBedNeed) need = ry_bed_need_from_json (ry_json_get_object (ry_document_get_root (enquiry), "need"));
  const char *hospital = ry_document_get_string (enquiry, "organisation");
  g_autoptr (RyBedMatch) match =
      hospital != NULL ? ry_bed_search_hospital (ry_bed_source_get (self->source), hospital, need, today, now) : NULL;

  return match != NULL && match->over > 0 && match->age < RY_REPORT_STALE;
}

static void
step_cb (GtkButton *button, RyEnquiriesView *self)
{
  RyDocument *enquiry = g_object_get_data (G_OBJECT (button), "enquiry");
  RyEnquiryStatus status = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "status"));

  ry_enquiry_dialog_change (self->window, ry_bed_source_get (self->source), enquiry, status);
}

static void
add_steps (RyEnquiriesView *self, GtkWidget *box, RyDocument *enquiry, RyEnquiryStatus status)
{
  const char *const words[RY_N_ENQUIRY_STATUSES] = { _ ("Ask Again"), _ ("Hold"), _ ("Accepted"),
                                                     _ ("Declined…"), NULL,       _ ("Withdraw") };

  for (RyEnquiryStatus to = 0; to < RY_N_ENQUIRY_STATUSES; to++) {
    GtkWidget *button;
    g_autofree char *speech = NULL;

    if (words[to] == NULL || !ry_enquiry_may_become (status, to))
      continue;
    button =
        gtk_button_new_with_label (to == RY_ENQUIRY_HELD && status == RY_ENQUIRY_HELD ? _ ("Hold Longer") : words[to]);
    speech =
        g_strdup_printf ("%s %s", ry_document_get_string (enquiry, "case"), gtk_button_get_label (GTK_BUTTON (button)));
    ry_speech_set_label (button, speech);
    g_object_set_data_full (G_OBJECT (button), "enquiry", ry_document_ref (enquiry),
                            (GDestroyNotify) ry_document_unref);
    g_object_set_data (G_OBJECT (button), "status", GUINT_TO_POINTER (to));
    g_signal_connect (button, "clicked", G_CALLBACK (step_cb), self);
    ry_permission_guard_widget (button, ry_window_get_workspace (self->window), RY_VERB_EDIT, "enquiry", enquiry);
    gtk_widget_set_parent (button, box);
  }
}

static GtkWidget *
create_head (RyDocument *enquiry, const char *hold, RyEnquiryStatus status)
{
  GtkWidget *head = ry_wrap_box_new (10), *number = gtk_label_new (ry_document_get_string (enquiry, "case")),
            *chip = gtk_label_new (ry_enquiry_status_get_name (status));

  gtk_widget_add_css_class (number, "ry-bed-name");
  gtk_widget_add_css_class (chip,
                            status == RY_ENQUIRY_HELD || status == RY_ENQUIRY_ASKED ? "ry-stage-chip" : "ry-chip");
  gtk_widget_set_parent (number, head);
  gtk_widget_set_parent (chip, head);
  if (hold != NULL)
    gtk_widget_set_parent (gtk_label_new (hold), head);
  return head;
}

static GtkWidget *
create_row (RyEnquiriesView *self, RyDocument *enquiry, const char *today, const char *now)
{
  RyEnquiryStatus status = ry_enquiry_get_status (ry_document_get_root (enquiry), now);
  g_autofree char *what = describe (self, enquiry), *rest = describe_rest (self, enquiry),
                  *hold = describe_hold (enquiry, status, now);
  g_autofree char *speech = g_strdup_printf ("%s %s %s %s", ry_document_get_string (enquiry, "case"), what,
                                             ry_enquiry_status_get_name (status), hold != NULL ? hold : "");
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4),
            *steps = ry_wrap_box_new (8);

  gtk_box_append (GTK_BOX (box), create_head (enquiry, hold, status));
  append_label (box, what, NULL);
  gtk_widget_add_css_class (append_label (box, rest, "ry-small"), "ry-2nd");
  if (status == RY_ENQUIRY_HELD && is_promised_twice (self, enquiry, today, now))
    append_label (box, _ ("⚠ More beds are held here than are free. Telephone the hospital and settle who comes."),
                  "ry-warn");
  add_steps (self, steps, enquiry, status);
  gtk_box_append (GTK_BOX (box), steps);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, "ry-bed-match");
  ry_speech_set_label (row, speech);
  return row;
}

/* ---- The list ---- */

static char *
dup_since (RyEnquiriesView *self)
{
  GDate day;

  if (gtk_drop_down_get_selected (self->period) != 0)
    return NULL;
  ry_date_today (&day);
  g_date_subtract_days (&day, RECENT_DAYS);
  return ry_date_format (&day, RY_DATE_ISO);
}

static void
show_list (RyEnquiriesView *self)
{
  g_autofree char *today = ry_date_dup_today (), *now = ry_date_now_iso (), *since = dup_since (self), *count = NULL;
  guint hospital = gtk_drop_down_get_selected (self->hospital), status = gtk_drop_down_get_selected (self->status);
  const RyEnquiryFilter filter = { .status = statuses[MIN (status, G_N_ELEMENTS (statuses) - 1)],
                                   .organisation =
                                       hospital > 0 && hospital <= self->hospitals->len
                                           ? ry_document_get_id (g_ptr_array_index (self->hospitals, hospital - 1))
                                           : NULL,
                                   .text = gtk_editable_get_text (GTK_EDITABLE (self->text)),
                                   .since = since };
  g_autoptr (GError) error = NULL;
  GPtrArray *enquiries = ry_enquiry_list (ry_window_get_workspace (self->window), &filter, now, &error);
  GtkWidget *row;

  if (enquiries == NULL) {
    ry_window_show_error (self->window, _ ("The enquiries could not be read"), error);
    return;
  }
  g_clear_pointer (&self->enquiries, g_ptr_array_unref);
  self->enquiries = enquiries;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < MIN (enquiries->len, SHOWN); i++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_index (enquiries, i), today, now));
  count = enquiries->len > SHOWN
              ? g_strdup_printf (_ ("%u enquiries; the latest %u are shown"), enquiries->len, SHOWN)
              : g_strdup_printf (g_dngettext (NULL, "%u enquiry", "%u enquiries", enquiries->len), enquiries->len);
  gtk_label_set_text (GTK_LABEL (self->count), count);
  gtk_stack_set_visible_child_name (self->stack, enquiries->len > 0 ? "list" : "empty");
}

static void
filter_cb (RyEnquiriesView *self)
{
  if (!self->filling && self->window != NULL && self->hospitals != NULL)
    show_list (self);
}

static gboolean
look_cb (gpointer data)
{
  RyEnquiriesView *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* Not under somebody's hands. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list))))
    ry_enquiries_view_refresh (self);
  return G_SOURCE_CONTINUE;
}

static void
fill_hospitals (RyEnquiriesView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *hospitals = ry_bed_register_get_hospitals (ry_bed_source_get (self->source));
  guint selected = gtk_drop_down_get_selected (self->hospital);

  self->filling = TRUE;
  g_clear_pointer (&self->hospitals, g_ptr_array_unref);
  self->hospitals = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  gtk_string_list_append (names, _ ("All hospitals"));
  for (guint i = 0; i < hospitals->len; i++) {
    RyBedHospital *hospital = g_ptr_array_index (hospitals, i);

    gtk_string_list_append (names, ry_bed_hospital_get_name (hospital));
    g_ptr_array_add (self->hospitals, ry_document_ref (hospital->document));
  }
  gtk_drop_down_set_model (self->hospital, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->hospital, selected <= self->hospitals->len ? selected : 0);
  self->filling = FALSE;
}

/* ---- Handing out ---- */

static GPtrArray *
tabulate (RyEnquiriesView *self)
{
  g_autofree char *now = ry_date_now_iso ();

  return ry_enquiry_tabulate (ry_window_get_workspace (self->window), self->enquiries,
                              ry_bed_register_get_conditions (ry_bed_source_get (self->source)), now);
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const double widths[] = { 20, 20, 42, 40, 52, 20, 20, 32, 32 };
  RyEnquiriesView *self = data;
  g_autoptr (GPtrArray) lines = self->enquiries != NULL ? tabulate (self) : NULL;
  RyPaper *paper = lines != NULL
                       ? ry_bed_sheet_new (_ ("Enquiries and holds"), _ ("Case numbers only; no patient’s data."),
                                           lines, widths, G_N_ELEMENTS (widths), TRUE)
                       : NULL;

  if (paper != NULL)
    ry_paper_page_push (self->window, paper, NULL);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyEnquiriesView *self = data;
  g_autofree char *today = ry_date_dup_today (), *name = g_strdup_printf ("空床の問合せ_%s.csv", today);
  gboolean cp932 = g_str_equal (g_action_get_name (G_ACTION (action)), "export-cp932");

  if (self->enquiries != NULL)
    ry_bed_files_save_lines (self->window, name, tabulate (self), cp932 ? RY_ENCODING_CP932 : RY_ENCODING_UTF8);
}

/* ---- The widget ---- */

static void
ry_enquiries_view_dispose (GObject *object)
{
  RyEnquiriesView *self = RY_ENQUIRIES_VIEW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->source, ry_bed_source_unref);
  g_clear_pointer (&self->hospitals, g_ptr_array_unref);
  g_clear_pointer (&self->enquiries, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_enquiries_view_parent_class)->dispose (object);
}

static void
ry_enquiries_view_class_init (RyEnquiriesViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_enquiries_view_dispose;
}

static GtkDropDown *
add_drop_down (RyEnquiriesView *self, GtkWidget *bar, const char *const *words, const char *label)
{
  GtkWidget *drop = gtk_drop_down_new_from_strings (words);

  ry_speech_set_label (drop, label);
  g_signal_connect_swapped (drop, "notify::selected", G_CALLBACK (filter_cb), self);
  gtk_widget_set_parent (drop, bar);
  return GTK_DROP_DOWN (drop);
}

static GtkWidget *
create_bar (RyEnquiriesView *self)
{
  const char *const states[] = { _ ("Waiting"),
                                 _ ("All"),
                                 ry_enquiry_status_get_name (RY_ENQUIRY_ASKED),
                                 ry_enquiry_status_get_name (RY_ENQUIRY_HELD),
                                 ry_enquiry_status_get_name (RY_ENQUIRY_ACCEPTED),
                                 ry_enquiry_status_get_name (RY_ENQUIRY_DECLINED),
                                 ry_enquiry_status_get_name (RY_ENQUIRY_LAPSED),
                                 ry_enquiry_status_get_name (RY_ENQUIRY_WITHDRAWN),
                                 NULL };
  const char *const everyone[] = { _ ("All hospitals"), NULL }, *const periods[] = { _ ("Last 90 days"),
                                                                                     _ ("All years"), NULL };
  GtkWidget *bar = ry_wrap_box_new (8);

  self->text = gtk_search_entry_new ();
  g_object_set (self->text, "placeholder-text", _ ("Case number or name"), NULL);
  ry_speech_set_label (self->text, _ ("Case number or name"));
  g_signal_connect_swapped (self->text, "search-changed", G_CALLBACK (filter_cb), self);
  self->status = add_drop_down (self, bar, states, _ ("Status"));
  self->hospital = add_drop_down (self, bar, everyone, _ ("Hospital"));
  self->period = add_drop_down (self, bar, periods, _ ("Period"));
  gtk_widget_set_parent (self->text, bar);
  gtk_widget_set_parent (ry_bed_files_menu_new ("enquiries"), bar);
  return bar;
}

static GtkWidget *
create_stack (RyEnquiriesView *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "ry-bed-matches");
  ry_speech_set_label (GTK_WIDGET (self->list), _ ("Enquiries, newest first"));
  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->empty, "ryorin-bed-symbolic");
  adw_status_page_set_title (self->empty, _ ("No Enquiry Here"));
  adw_status_page_set_description (self->empty,
                                   _ ("Find a bed and leave an enquiry from its row, or choose another filter."));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->list), "list");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  return GTK_WIDGET (self->stack);
}

static void
ry_enquiries_view_init (RyEnquiriesView *self)
{
  static const GActionEntry entries[] = { { .name = "print", .activate = print_cb },
                                          { .name = "export", .activate = export_cb },
                                          { .name = "export-cp932", .activate = export_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *scrolled = gtk_scrolled_window_new (),
            *clamp = adw_clamp_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "enquiries", G_ACTION_GROUP (actions));
  gtk_widget_add_css_class (box, "ry-bed-search");
  append_label (box, _ ("Enquiries and holds"), "title-2");
  gtk_widget_add_css_class (append_label (box, _ ("Case numbers only; no patient’s data. A hold lapses by itself."),
                                          "ry-small"),
                            "ry-2nd");
  gtk_box_append (GTK_BOX (box), create_bar (self));
  self->count = append_label (box, NULL, "heading");
  gtk_box_append (GTK_BOX (box), create_stack (self));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1000);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/**
 * ry_enquiries_view_set_window:
 * @self: a view
 * @window: (transfer none): whose records it shows
 * @source: where the beds are
 *
 * Connects the view; once.
 */
void
ry_enquiries_view_set_window (RyEnquiriesView *self, RyWindow *window, RyBedSource *source)
{
  self->window = window;
  self->source = ry_bed_source_ref (source);
  self->timer = g_timeout_add_seconds (LOOK_S, look_cb, self);
}

/**
 * ry_enquiries_view_refresh:
 * @self: a view
 *
 * Looks again, with what came in and what lapsed since.
 */
void
ry_enquiries_view_refresh (RyEnquiriesView *self)
{
  g_autoptr (GError) error = NULL;

  if (!ry_bed_source_refresh (self->source, &error)) {
    ry_window_show_error (self->window, _ ("The enquiries could not be read"), error);
    return;
  }
  fill_hospitals (self);
  show_list (self);
}

/**
 * ry_enquiries_view_focus:
 * @self: a view
 *
 * Puts the focus where the list is filtered.
 */
void
ry_enquiries_view_focus (RyEnquiriesView *self)
{
  gtk_widget_grab_focus (self->text);
}
