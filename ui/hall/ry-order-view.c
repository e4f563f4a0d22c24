/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyOrderView. Rows are kept as long as they stand for the same talks, so that the focus stays where it was while times
 * are counted anew. Slides are looked at in the background whenever what they are made of has changed.
 */
#include "ry-order-view.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-hall-questions.h"
#include "ry-json.h"
#include "ry-order-bar.h"
#include "ry-slide-checker.h"
#include "ry-speech.h"
#include "ry-talk-editor.h"
#include "ry-talk-row.h"

#define CHECK_MS 400

struct _RyOrderView {
  AdwBin parent_instance;

  /* Widgets */
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *sum;
  GtkLabel *end;
  GtkWidget *trouble_box;
  GtkLabel *trouble;
  RyOrderBar *bar;
  GtkListBox *list;
  RyHallQuestions *questions;
  GtkWidget *head_end;
  GtkBox *head;

  /* Owned */
  RyShowDraft *draft;
  GPtrArray *rows; /* RyTalkRow, borrowed */
  GPtrArray *reports;
  GCancellable *checking;
  char *checked; /* what was looked at, as text */

  guint check;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (RyOrderView, ry_order_view, ADW_TYPE_BIN)

static RyShow *
get_show (RyOrderView *self)
{
  return ry_show_draft_get_show (self->draft);
}

/* ---- What was found out about the slides ---- */

static RyTalkReport *
find_report (RyOrderView *self, const char *key)
{
  for (guint i = 0; self->reports != NULL && i < self->reports->len; i++) {
    RyTalkReport *report = g_ptr_array_index (self->reports, i);

    if (g_strcmp0 (report->key, key) == 0)
      return report;
  }
  return NULL;
}

static char *
format_source (RyTalk *talk, RyTalkReport *report)
{
  guint pages = report != NULL ? report->n_pages : 0;

  if (talk->type == RY_TALK_PICTURE)
    return g_strdup (_ ("Live picture"));
  if (talk->type == RY_TALK_BREAK)
    return g_strdup ("");
  if (talk->file == NULL || (report != NULL && report->trouble != NULL))
    return g_strdup (_ ("Sheet"));
  if (talk->sheet)
    return pages > 0 ? g_strdup_printf (_ ("Sheet + PDF %u"), pages) : g_strdup (_ ("Sheet + PDF"));
  return pages > 0 ? g_strdup_printf (_ ("PDF %u"), pages) : g_strdup ("PDF");
}

static void
show_report (RyTalkRow *row, RyTalk *talk, RyTalkReport *report)
{
  g_autofree char *source = format_source (talk, report);
  g_autofree char *finding = report != NULL ? ry_slide_finding_format (&report->finding) : NULL;
  gboolean good = report != NULL && ry_slide_finding_is_good (&report->finding);

  ry_talk_row_set_source (row, source);
  if (report == NULL || talk->type == RY_TALK_BREAK)
    ry_talk_row_set_finding (row, NULL, TRUE, NULL);
  else if (report->trouble != NULL)
    ry_talk_row_set_finding (row, _ ("PDF not usable"), FALSE, report->trouble);
  else if (good)
    ry_talk_row_set_finding (row, finding, TRUE, NULL);
  else
    ry_talk_row_set_finding (row, finding, FALSE,
                             _ ("From the last row type below 24 points, or with little contrast, cannot be read. Ask "
                                "the speaker for larger type; a missing font looks different at the venue."));
}

/* The talks that were held, the one that is next: by what took time. */
static const char *
get_state (RyShow *show, guint position)
{
  RyTalk *talk = ry_show_get_talk (show, position);
  guint last = G_MAXUINT;

  for (guint i = 0; i < show->talks->len; i++)
    if (ry_show_get_talk (show, i)->took > 0)
      last = i;
  if (talk->took > 0)
    return C_ ("talk", "Held");
  for (guint i = last == G_MAXUINT ? show->talks->len : last + 1; i < show->talks->len; i++)
    if (ry_show_get_talk (show, i)->type == RY_TALK_TALK)
      return i == position ? C_ ("talk", "Next") : NULL;
  return NULL;
}

static void
show_row (RyOrderView *self, guint position)
{
  RyTalk *talk = ry_show_get_talk (get_show (self), position);
  RyTalkRow *row = g_ptr_array_index (self->rows, position);

  ry_talk_row_update (row, talk);
  ry_talk_row_set_narrow (row, self->narrow);
  ry_talk_row_set_state (row, self->narrow ? NULL : get_state (get_show (self), position));
  show_report (row, talk, find_report (self, talk->key));
}

static void
show_rows (RyOrderView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    show_row (self, i);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyOrderView) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *reports = ry_slide_checker_run_finish (result, &error);

  if (reports == NULL)
    return;
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  self->reports = reports;
  show_rows (self);
}

/* What the slides are made of, that they are looked at again only when that has changed. */
static char *
describe (RyShow *show)
{
  g_autoptr (GString) text = g_string_new (show->id);

  for (guint i = 0; i < show->talks->len; i++) {
    RyTalk *talk = ry_show_get_talk (show, i);
    g_autofree char *conditions = talk->conditions != NULL ? g_strjoinv (",", talk->conditions) : g_strdup ("");

    g_string_append_printf (text, "\n%s %d %s %d %s %s %s", talk->key, talk->type, talk->organisation, talk->sheet,
                            talk->file, talk->picture, conditions);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
check_cb (gpointer data)
{
  RyOrderView *self = data;
  g_autofree char *now = describe (get_show (self));

  self->check = 0;
  if (g_strcmp0 (now, self->checked) == 0)
    return G_SOURCE_REMOVE;
  g_free (self->checked);
  self->checked = g_steal_pointer (&now);
  g_cancellable_cancel (self->checking);
  g_object_unref (self->checking);
  self->checking = g_cancellable_new ();
  ry_slide_checker_run_async (ry_show_draft_get_workspace (self->draft), ry_show_draft_get_id (self->draft),
                              self->checking, checked_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* ---- What a person does to a talk ---- */

static RyTalkRow *
find_row (RyOrderView *self, const char *key)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (ry_talk_row_get_key (g_ptr_array_index (self->rows, i)), key) == 0)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

static void
focus_key (RyOrderView *self, const char *key)
{
  RyTalkRow *row = find_row (self, key);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
moved_cb (RyTalkRow *row, int direction, RyOrderView *self)
{
  g_autofree char *key = g_strdup (ry_talk_row_get_key (row));

  if (!ry_show_move (ry_show_draft_get_content (self->draft), key, direction))
    return;
  ry_show_draft_end (self->draft, _ ("The order was changed"));
  focus_key (self, key);
}

static void
placed_cb (RyTalkRow *row, const char *key, gboolean after, RyOrderView *self)
{
  g_autofree char *kept = g_strdup (key);

  if (!ry_show_place (ry_show_draft_get_content (self->draft), key, ry_talk_row_get_key (row), after))
    return;
  ry_show_draft_end (self->draft, _ ("The order was changed"));
  focus_key (self, kept);
}

static void
minutes_typed_cb (RyTalkRow *row, int minutes, RyOrderView *self)
{
  JsonObject *element = ry_show_get_element (ry_show_draft_get_content (self->draft), ry_talk_row_get_key (row));

  if (element == NULL)
    return;
  json_object_set_int_member (element, "minutes", minutes);
  ry_show_draft_end (self->draft, _ ("The minutes were changed"));
}

static void
removed_cb (RyTalkRow *row, RyOrderView *self)
{
  if (ry_show_remove (ry_show_draft_get_content (self->draft), ry_talk_row_get_key (row)))
    ry_show_draft_end (self->draft, _ ("The talk was removed"));
}

/* Why files cannot be slides of a row; %NULL where they can. */
static const char *
refuse_drop (RyTalk *talk, guint n_files)
{
  if (talk->type == RY_TALK_BREAK)
    return _ ("A break shows no slides. Drop the PDF on a talk.");
  if (talk->type == RY_TALK_PICTURE)
    return _ ("A live picture is drawn from the records and takes no PDF. Drop it on a talk.");
  return n_files > 1 ? _ ("A talk has one PDF. Drop a single one; the running order is as it was.") : NULL;
}

static void
dropped_cb (RyTalkRow *row, GFile *file, guint n_files, RyOrderView *self)
{
  int at = ry_show_find_talk (get_show (self), ry_talk_row_get_key (row));
  const char *why = at >= 0 ? refuse_drop (ry_show_get_talk (get_show (self), (guint) at), n_files) : NULL;

  if (why != NULL)
    ry_window_show_message (ry_show_draft_get_window (self->draft), why);
  else if (at >= 0)
    ry_talk_editor_attach (self->draft, ry_talk_row_get_key (row), file);
}

static void
row_activated_cb (RyOrderView *self, GtkListBoxRow *row)
{
  ry_talk_editor_show (self->draft, ry_talk_row_get_key (RY_TALK_ROW (row)));
}

/* ---- The rows ---- */

static gboolean
has_same_talks (RyOrderView *self)
{
  RyShow *show = get_show (self);

  if (show->talks->len != self->rows->len)
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (ry_talk_row_get_key (g_ptr_array_index (self->rows, i)), ry_show_get_talk (show, i)->key) != 0)
      return FALSE;
  return TRUE;
}

static void
make_rows (RyOrderView *self)
{
  RyShow *show = get_show (self);
  gboolean may_change = ry_show_draft_may_change (self->draft);

  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < show->talks->len; i++) {
    GtkWidget *row = ry_talk_row_new (ry_show_get_talk (show, i), may_change);

    g_signal_connect (row, "moved", G_CALLBACK (moved_cb), self);
    g_signal_connect (row, "placed", G_CALLBACK (placed_cb), self);
    g_signal_connect (row, "minutes-typed", G_CALLBACK (minutes_typed_cb), self);
    g_signal_connect (row, "removed", G_CALLBACK (removed_cb), self);
    g_signal_connect (row, "dropped", G_CALLBACK (dropped_cb), self);
    gtk_list_box_append (self->list, row);
    g_ptr_array_add (self->rows, row);
  }
}

/* The talk that has the focus, that a move does not take it away. */
static char *
dup_focused (RyOrderView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, RY_TYPE_TALK_ROW) : NULL;

  return row != NULL ? g_strdup (ry_talk_row_get_key (RY_TALK_ROW (row))) : NULL;
}

/* ---- The head ---- */

static char *
format_subtitle (RyShow *show)
{
  g_autofree char *date = show->date != NULL ? ry_date_format_iso (show->date, RY_DATE_ERA_WEEKDAY) : g_strdup ("");
  g_autofree char *start = show->start >= 0 ? ry_show_format_time (show->start) : NULL,
                  *end = show->end >= 0 ? ry_show_format_time (show->end) : NULL;
  g_autofree char *times =
      start != NULL && end != NULL ? g_strdup_printf ("%s–%s", start, end) : g_strdup (start != NULL ? start : "");

  return g_strstrip (g_strjoin ("　", date, times, show->place != NULL ? show->place : "", NULL));
}

static char *
format_end (RyShow *show)
{
  g_autofree char *ends = show->ends >= 0 ? ry_show_format_time (show->ends) : NULL;

  if (ends == NULL)
    return g_strdup ("");
  if (show->end < 0)
    return g_strdup_printf (_ ("ends %s"), ends);
  return show->spare >= 0 ? g_strdup_printf (_ ("ends %s, %d min to spare"), ends, show->spare)
                          : g_strdup_printf (_ ("ends %s"), ends);
}

static char *
format_trouble (RyShow *show)
{
  g_autofree char *end = NULL;

  if (show->talks->len == 0)
    return g_strdup (_ ("Nobody speaks yet. Add a talk with ＋."));
  if (show->spare >= 0)
    return NULL;
  end = ry_show_format_time (show->end);
  return g_strdup_printf (
      _ ("%d minutes longer than the meeting, which ends at %s. Shorten talks or the break, or begin earlier."),
      -show->spare, end);
}

static void
show_head (RyOrderView *self)
{
  RyShow *show = get_show (self);
  g_autofree char *subtitle = format_subtitle (show), *sum = ry_show_format_sum (show), *end = format_end (show),
                  *trouble = format_trouble (show);

  gtk_label_set_text (self->title, show->title != NULL ? show->title : _ ("Running Order"));
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_label_set_text (self->sum, sum);
  gtk_label_set_text (self->end, end);
  gtk_label_set_text (self->trouble, trouble != NULL ? trouble : "");
  gtk_widget_set_visible (self->trouble_box, trouble != NULL);
  ry_order_bar_set_show (self->bar, show);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css, double xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), (float) xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
create_head (RyOrderView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18), *start = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->head = GTK_BOX (head);
  self->head_end = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_hexpand (start, TRUE);
  self->title = add_label (start, "title-2", 0);
  self->subtitle = add_label (start, "ry-2nd", 0);
  self->sum = add_label (self->head_end, "title-4", 1);
  self->end = add_label (self->head_end, "heading", 1);
  gtk_box_append (GTK_BOX (head), start);
  gtk_box_append (GTK_BOX (head), self->head_end);
  return head;
}

static GtkWidget *
create_trouble (RyOrderView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  self->trouble = add_label (box, NULL, 0);
  gtk_widget_add_css_class (box, "ry-warn");
  self->trouble_box = box;
  return box;
}

/* ---- The view ---- */

static void
changed_cb (RyOrderView *self)
{
  ry_order_view_refresh (self);
}

static void
ry_order_view_dispose (GObject *object)
{
  RyOrderView *self = RY_ORDER_VIEW (object);

  g_clear_handle_id (&self->check, g_source_remove);
  g_cancellable_cancel (self->checking);
  G_OBJECT_CLASS (ry_order_view_parent_class)->dispose (object);
}

static void
ry_order_view_finalize (GObject *object)
{
  RyOrderView *self = RY_ORDER_VIEW (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->checking);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_free (self->checked);
  G_OBJECT_CLASS (ry_order_view_parent_class)->finalize (object);
}

static void
ry_order_view_class_init (RyOrderViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_order_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_order_view_finalize;
}

static void
ry_order_view_init (RyOrderView *self)
{
  self->rows = g_ptr_array_new ();
  self->checking = g_cancellable_new ();
}

static void
fill (RyOrderView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->bar = g_object_new (RY_TYPE_ORDER_BAR, NULL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->questions = RY_HALL_QUESTIONS (ry_hall_questions_new (self->draft));
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  ry_speech_set_label (GTK_WIDGET (self->list), _ ("Running Order"));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_widget_add_css_class (box, "ry-order");
  gtk_box_append (GTK_BOX (box), create_head (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (box), create_trouble (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->questions));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/**
 * ry_order_view_new:
 * @draft: the running order
 *
 * Returns: (transfer floating): the view; empty until the draft is open
 */
GtkWidget *
ry_order_view_new (RyShowDraft *draft)
{
  RyOrderView *self = g_object_new (RY_TYPE_ORDER_VIEW, NULL);

  self->draft = g_object_ref (draft);
  fill (self);
  g_signal_connect_object (draft, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * ry_order_view_refresh:
 * @self: a view
 *
 * Shows the running order as it is now.
 */
void
ry_order_view_refresh (RyOrderView *self)
{
  g_autofree char *focused = NULL;

  if (get_show (self) == NULL)
    return;
  if (!has_same_talks (self)) {
    focused = dup_focused (self);
    make_rows (self);
  }
  show_head (self);
  show_rows (self);
  if (focused != NULL)
    focus_key (self, focused);
  ry_hall_questions_refresh (self->questions);
  if (self->check == 0)
    self->check = g_timeout_add (CHECK_MS, check_cb, self);
}

/**
 * ry_order_view_set_narrow:
 * @self: a view
 * @narrow: whether there is little room
 *
 * Leaves out columns, and puts the head's halves one under the other.
 */
void
ry_order_view_set_narrow (RyOrderView *self, gboolean narrow)
{
  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_label_set_xalign (self->sum, narrow ? 0 : 1);
  gtk_label_set_xalign (self->end, narrow ? 0 : 1);
  if (get_show (self) != NULL)
    show_rows (self);
}

/**
 * ry_order_view_add:
 * @self: a view
 * @type: what is added
 *
 * Adds it behind the talk in focus, or at the end, and opens it.
 */
void
ry_order_view_add (RyOrderView *self, RyTalkType type)
{
  g_autofree char *after = dup_focused (self);
  JsonObject *element = ry_show_insert (ry_show_draft_get_content (self->draft), after, type);
  g_autofree char *key = g_strdup (ry_json_get_string (element, "key"));

  json_object_set_int_member (element, "minutes",
                              type == RY_TALK_BREAK     ? RY_SHOW_BREAK
                              : type == RY_TALK_PICTURE ? 3
                                                        : RY_SHOW_MINUTES);
  ry_show_draft_end (self->draft, type == RY_TALK_BREAK     ? _ ("A break was added")
                                  : type == RY_TALK_PICTURE ? _ ("A picture was added")
                                                            : _ ("A talk was added"));
  if (type != RY_TALK_BREAK)
    ry_talk_editor_show (self->draft, key);
}

void
ry_order_view_take_questions (RyOrderView *self, GFile *file)
{
  ry_hall_questions_take_in (self->questions, file);
}

gboolean
ry_order_view_focus (RyOrderView *self)
{
  return self->rows->len > 0 && gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
}
