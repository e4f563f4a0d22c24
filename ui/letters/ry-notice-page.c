/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyNoticePage. The letter is made anew whenever something of it changed in the store; what was chosen here (dates,
 * ticks, the addressee looked at) is laid over it. The number is the next of the register until the run is recorded.
 */
#include "ry-notice-page-private.h"

#include <glib/gi18n.h>

#include "ry-addressee-fix.h"
#include "ry-json.h"
#include "ry-letter-number-page.h"
#include "ry-permission-guard.h"
#include "ry-printing.h"
#include "ry-speech.h"
#include "ry-template.h"
#include "ry-template-page.h"
#include "ry-tooltip.h"

#define FAULT_CHARS 10 /* of the words on what is to be mended, a line on a telephone */

typedef enum { SORT_LETTER, SORT_FAX, SORT_OUTSIDE, SORT_CALL } Sort;

G_DEFINE_FINAL_TYPE (RyNoticePage, ry_notice_page, RY_TYPE_PAGE)

static RyWorkspace *
get_workspace (RyNoticePage *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static guint
find_looked_at (RyNoticePage *self)
{
  GPtrArray *ordered = ry_notice_groups_list_ordered (self->groups);

  for (guint i = 0; i < ordered->len; i++)
    if (g_strcmp0 (((RyAddressee *) ordered->pdata[i])->key, self->looked_at) == 0)
      return i;
  return 0;
}

/* --- what it looks like --- */

/* For the printer it is not moved: which one it goes to, and with it how far, is chosen in the print dialogue. */
static RyPaper *
create_paper (RyNoticePage *self, GPtrArray *addressees, gboolean for_screen)
{
  RyLabelStyle labels;
  RyEnvelopeStyle envelopes;

  switch ((Sort) gtk_drop_down_get_selected (self->sort)) {
  case SORT_FAX:
    return ry_paper_new_faxes (self->letter, addressees);
  case SORT_CALL:
    return ry_paper_new_call_list (self->letter, addressees);
  case SORT_OUTSIDE:
    ry_letter_options_get_envelopes (self->options, &envelopes);
    if (!for_screen)
      envelopes.dx = envelopes.dy = 0;
    if (ry_letter_options_get_labels (self->options, &labels)) {
      labels.guides = for_screen;
      if (!for_screen)
        labels.dx = labels.dy = 0;
      return ry_paper_new_labels (self->letter, addressees, &labels);
    }
    return ry_paper_new_envelopes (self->letter, addressees, &envelopes);
  case SORT_LETTER:
  default:
    return ry_paper_new_letters (self->letter, addressees);
  }
}

/* Labels and the list are looked at as a whole, the others one addressee at a time. */
static GPtrArray *
list_shown (RyNoticePage *self)
{
  RyLabelStyle labels;
  Sort sort = gtk_drop_down_get_selected (self->sort);
  GPtrArray *ordered = ry_notice_groups_list_ordered (self->groups);
  GPtrArray *one;

  if (sort == SORT_CALL || (sort == SORT_OUTSIDE && ry_letter_options_get_labels (self->options, &labels)))
    return ry_notice_groups_list_ticked (self->groups);
  one = g_ptr_array_new ();
  if (ordered->len > 0)
    g_ptr_array_add (one, ordered->pdata[find_looked_at (self)]);
  return one;
}

static void
show_paper (RyNoticePage *self)
{
  g_autoptr (GPtrArray) shown = list_shown (self);
  g_autoptr (RyPaper) paper = NULL;

  if (shown->len == 0) {
    ry_preview_set_error (
        self->preview,
        _ ("Nobody is invited to this meeting yet. Add attendees to it, or choose whom its series invites."));
    return;
  }
  paper = create_paper (self, shown, TRUE);
  ry_preview_set_paper (self->preview, paper);
}

static void
show_position (RyNoticePage *self)
{
  GPtrArray *ordered = ry_notice_groups_list_ordered (self->groups);
  guint at = find_looked_at (self);
  g_autofree char *position = g_strdup_printf ("%u / %u", ordered->len > 0 ? at + 1 : 0, ordered->len);
  g_autofree char *line = ordered->len > 0 ? ry_addressee_dup_line (ordered->pdata[at]) : g_strdup ("");

  gtk_label_set_label (self->position, position);
  gtk_label_set_label (self->addressee, line);
  gtk_widget_set_sensitive (self->previous, at > 0);
  gtk_widget_set_sensitive (self->next, at + 1 < ordered->len);
}

static void
look_at (RyNoticePage *self, guint at)
{
  GPtrArray *ordered = ry_notice_groups_list_ordered (self->groups);

  if (at >= ordered->len)
    return;
  g_free (self->looked_at);
  self->looked_at = g_strdup (((RyAddressee *) ordered->pdata[at])->key);
  show_position (self);
  show_paper (self);
}

void
_ry_notice_page_show_button (RyNoticePage *self)
{
  g_autoptr (GPtrArray) ticked = ry_notice_groups_list_ticked (self->groups);
  guint faulty = ry_notice_groups_count_faulty (self->groups);
  g_autofree char *label = g_strdup_printf (ngettext ("Make %u Letter", "Make %u Letters", ticked->len), ticked->len);
  g_autofree char *note =
      g_strdup_printf (ngettext ("%u is to be mended first", "%u are to be mended first", faulty), faulty);

  gtk_button_set_label (GTK_BUTTON (self->make_button), label);
  gtk_widget_set_sensitive (self->make_button, ticked->len > 0 && self->cancellable == NULL);
  gtk_label_set_label (GTK_LABEL (self->fault_note), note);
  gtk_widget_set_visible (self->fault_note, faulty > 0);
}

static gboolean
is_provisional (RyNoticePage *self)
{
  RyReplicator *replicator = ry_window_get_replicator (ry_page_get_window (RY_PAGE (self)));

  return replicator != NULL && ry_replicator_get_state (replicator) != RY_SYNC_OFF;
}

static void
show_settings (RyNoticePage *self)
{
  JsonObject *template = ry_letter_get_template (self->letter, self->purpose);
  g_autoptr (GPtrArray) faults = ry_letter_find_faults (self->letter, get_workspace (self));
  g_autofree char *name = ry_template_is_default (template)
                              ? g_strdup_printf (_ ("%s (standard)"), ry_json_get_string (template, "name"))
                              : g_strdup (ry_json_get_string (template, "name"));
  g_autofree char *fault =
      faults->len > 0 ? g_markup_escape_text (((RyTemplateFault *) faults->pdata[0])->sentence, -1) : g_strdup ("");

  gtk_widget_set_visible (self->reply_row, !g_str_equal (self->purpose, "thanks") &&
                                               !g_str_equal (self->purpose, RY_LETTER_CANCELLATION));
  gtk_label_set_label (self->number, self->letter->number);
  adw_action_row_set_subtitle (self->number_row,
                               is_provisional (self) ? _ ("Provisional until it was sent to the server") : "");
  gtk_label_set_label (self->text_name, name);
  adw_action_row_set_subtitle (self->text_row, fault);
  self->loading = TRUE;
  ry_date_entry_set_date (self->date, self->letter->date);
  ry_date_entry_set_date (self->reply_by, self->letter->reply_by);
  self->loading = FALSE;
}

/* The header bar is the frame's: an action of this page does not reach it. */
static void
make_clicked_cb (RyNoticePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "letters.make", NULL);
}

static const char *
get_title (const char *purpose)
{
  if (g_str_equal (purpose, RY_LETTER_CONFIRMATION))
    return _ ("Request for Confirmation");
  if (g_str_equal (purpose, RY_LETTER_REMINDER) || g_str_equal (purpose, RY_LETTER_CONFIRMATION_REMINDER))
    return _ ("Reminder");
  if (g_str_equal (purpose, RY_LETTER_CANCELLATION))
    return _ ("Notice of Cancellation");
  if (g_str_equal (purpose, "thanks"))
    return _ ("Letter of Thanks");
  if (g_str_equal (purpose, "request"))
    return _ ("Request to the Speakers");
  if (g_str_equal (purpose, "invitation"))
    return _ ("Invitation");
  return _ ("Notice of Meeting");
}

/* Where room is short the council's name gives way, and what is to be mended stands in two lines. */
static void
fit_header (RyNoticePage *self, const RyLetter *letter)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  const RyCouncil *council = folded ? NULL : ry_councils_get (ry_window_get_councils (window), letter->council);
  g_autofree char *facts = council != NULL ? g_strdup_printf ("%s・%s", council->short_name, letter->title) : NULL;

  ry_page_set_subtitle (RY_PAGE (self), facts != NULL ? facts : letter->title);
  gtk_label_set_width_chars (GTK_LABEL (self->fault_note), folded ? FAULT_CHARS : -1);
  gtk_label_set_max_width_chars (GTK_LABEL (self->fault_note), folded ? FAULT_CHARS : -1);
  gtk_label_set_wrap (GTK_LABEL (self->fault_note), folded);
}

static gboolean
fit_header_cb (gpointer data)
{
  RyNoticePage *self = data;

  if (self->letter != NULL)
    fit_header (self, self->letter);
  return G_SOURCE_REMOVE;
}

static void
build_header (RyNoticePage *self, RyLetter *letter)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  ry_page_set_title (RY_PAGE (self), get_title (self->purpose));
  self->fault_note = gtk_label_new (NULL);
  gtk_label_set_wrap_mode (GTK_LABEL (self->fault_note), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->fault_note, "ry-warn");
  gtk_widget_add_css_class (self->fault_note, "ry-small");
  self->make_button = gtk_button_new ();
  g_signal_connect_swapped (self->make_button, "clicked", G_CALLBACK (make_clicked_cb), self);
  ry_tooltip_set (self->make_button, _ ("Ctrl+Enter"));
  gtk_widget_add_css_class (self->make_button, "suggested-action");
  gtk_box_append (GTK_BOX (box), self->fault_note);
  gtk_box_append (GTK_BOX (box), self->make_button);
  ry_page_set_header_end (RY_PAGE (self), box);
  fit_header (self, letter);
}

/* --- the letter --- */

static RyLetter *
create_letter (RyNoticePage *self, GError **error)
{
  RyLetter *letter = ry_letter_new_for_meeting (get_workspace (self), self->meeting, self->purpose,
                                                (const char *const *) self->keys, error);

  if (letter == NULL)
    return NULL;
  if (self->letter != NULL)
    ry_letter_set_dates (letter, self->letter->date, self->letter->reply_by);
  ry_letter_choose_number (letter, get_workspace (self), NULL);
  return letter;
}

static void
take_letter (RyNoticePage *self, RyLetter *letter)
{
  g_autoptr (RyLetter) before = self->letter; /* the rows hold its addressees until they are made anew */

  self->letter = letter;
  ry_notice_groups_set_letter (self->groups, self->letter);
  show_settings (self);
  _ry_notice_page_show_button (self);
  show_position (self);
  show_paper (self);
}

static gboolean
reload_cb (gpointer data)
{
  RyNoticePage *self = data;
  RyLetter *letter = create_letter (self, NULL);

  self->reload = 0;
  if (letter != NULL)
    take_letter (self, letter);
  return G_SOURCE_REMOVE;
}

static void
workspace_changed_cb (RyNoticePage *self)
{
  if (self->reload == 0)
    self->reload = g_timeout_add (150, reload_cb, self);
}

static void
dates_changed_cb (RyNoticePage *self)
{
  const char *date = ry_date_entry_get_date (self->date), *reply_by = ry_date_entry_get_date (self->reply_by);

  if (self->loading || *date == '\0' || *reply_by == '\0')
    return;
  ry_letter_set_dates (self->letter, date, reply_by);
  /* Another year of account has other numbers. */
  ry_letter_choose_number (self->letter, get_workspace (self), NULL);
  gtk_label_set_label (self->number, self->letter->number);
  show_paper (self);
}

/* --- callbacks --- */

static void
stop_cb (RyNoticePage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
open_folder_cb (RyNoticePage *self)
{
  g_autofree char *uri = self->folder != NULL ? g_filename_to_uri (self->folder, NULL, NULL) : NULL;

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

static void
ticked_cb (RyNoticePage *self)
{
  _ry_notice_page_show_button (self);
}

static void
looked_at_cb (RyNoticePage *self, guint at)
{
  look_at (self, at);
}

static void
shown_cb (RyNoticePage *self, guint at)
{
  look_at (self, at);
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "preview");
}

static gboolean
drop_popover_cb (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* Not at once: it is in the middle of closing. */
static void
fix_closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_popover_cb, g_object_ref (popover), g_object_unref);
}

static void
point_to (GtkPopover *popover, GtkWidget *parent, GtkWidget *button)
{
  GdkRectangle place = { 0, 0, gtk_widget_get_width (button), gtk_widget_get_height (button) };
  double x, y;

  gtk_widget_translate_coordinates (button, parent, 0, 0, &x, &y);
  place.x = (int) x;
  place.y = (int) y;
  gtk_popover_set_pointing_to (popover, &place);
}

static void
fix_asked_cb (RyNoticePage *self, guint at, GtkWidget *button)
{
  GPtrArray *ordered = ry_notice_groups_list_ordered (self->groups);
  GtkWidget *popover = ry_addressee_fix_new (ry_page_get_window (RY_PAGE (self)), self->meeting, ordered->pdata[at]);

  /* Its parent is what stays when the rows are made anew by what it mends. */
  gtk_widget_set_parent (popover, GTK_WIDGET (self->leaflet));
  point_to (GTK_POPOVER (popover), GTK_WIDGET (self->leaflet), button);
  g_signal_connect_after (popover, "closed", G_CALLBACK (fix_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
sent_cb (RyNoticePage *self, int channel)
{
  _ry_notice_page_mark_sent (self, channel);
}

static void
options_changed_cb (RyNoticePage *self)
{
  if (self->letter != NULL && gtk_drop_down_get_selected (self->sort) == SORT_OUTSIDE)
    show_paper (self);
}

static void
sort_changed_cb (RyNoticePage *self)
{
  if (self->letter != NULL)
    show_paper (self);
}

static void
previous_cb (RyNoticePage *self)
{
  look_at (self, MAX (find_looked_at (self), 1) - 1);
}

static void
next_cb (RyNoticePage *self)
{
  look_at (self, find_looked_at (self) + 1);
}

static void
preview_failed_cb (RyNoticePage *self, const char *intention, const GError *error)
{
  ry_window_show_error (ry_page_get_window (RY_PAGE (self)), intention, error);
}

static void
folded_cb (RyNoticePage *self)
{
  ry_page_set_can_go_back (RY_PAGE (self), adw_leaflet_get_folded (self->leaflet));
  /* Not at once: it folds while it is being allocated. */
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_header_cb, g_object_ref (self), g_object_unref);
}

static void
numbers_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyNoticePage *self = RY_NOTICE_PAGE (widget);
  RyWindow *window = ry_page_get_window (RY_PAGE (self));

  ry_window_push (window, ry_letter_number_page_new (window, self->letter->council));
}

static void
template_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyNoticePage *self = RY_NOTICE_PAGE (widget);
  RyWindow *window = ry_page_get_window (RY_PAGE (self));

  ry_window_push (window, ry_template_page_new (window, self->letter->council, self->purpose, self->meeting));
}

static void
print_failed_cb (gpointer data, const GError *error)
{
  ry_window_show_error (ry_page_get_window (RY_PAGE (data)), _ ("This could not be printed"), error);
}

/* Ctrl+P prints the paper that is shown, of everybody ticked; where everybody has had it, once more for the one in
 * sight. */
static gboolean
ry_notice_page_print (RyPage *page)
{
  RyNoticePage *self = RY_NOTICE_PAGE (page);
  g_autoptr (GPtrArray) ticked = ry_notice_groups_list_ticked (self->groups);
  g_autoptr (GPtrArray) shown = list_shown (self);
  g_autoptr (RyPaper) paper = NULL;

  if (ticked->len == 0 && shown->len == 0)
    return FALSE;
  paper = create_paper (self, ticked->len > 0 ? ticked : shown, FALSE);
  ry_print_paper (GTK_WINDOW (ry_page_get_window (page)), paper,
                  gtk_drop_down_get_selected (self->sort) == SORT_OUTSIDE, print_failed_cb, G_OBJECT (self));
  return TRUE;
}

static void
ry_notice_page_shown (RyPage *page)
{
  ry_notice_groups_focus (RY_NOTICE_PAGE (page)->groups);
}

static gboolean
ry_notice_page_go_back (RyPage *page)
{
  RyNoticePage *self = RY_NOTICE_PAGE (page);

  if (!adw_leaflet_get_folded (self->leaflet) ||
      g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "preview") != 0)
    return FALSE;
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  return TRUE;
}

static char *
ry_notice_page_dup_record (RyPage *page)
{
  return g_strdup (RY_NOTICE_PAGE (page)->meeting);
}

static void
ry_notice_page_dispose (GObject *object)
{
  RyNoticePage *self = RY_NOTICE_PAGE (object);

  g_clear_handle_id (&self->reload, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (ry_notice_page_parent_class)->dispose (object);
}

static void
ry_notice_page_finalize (GObject *object)
{
  RyNoticePage *self = RY_NOTICE_PAGE (object);

  g_clear_pointer (&self->letter, ry_letter_free);
  g_clear_object (&self->cancellable);
  g_strfreev (self->keys);
  g_free (self->meeting);
  g_free (self->purpose);
  g_free (self->folder);
  g_free (self->looked_at);
  G_OBJECT_CLASS (ry_notice_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, made_group);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, made_row);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, number_row);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, number);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, date);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, reply_by);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, reply_row);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, text_row);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, text_name);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, groups);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, options);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, progress);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, previous);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, next);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, position);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, addressee);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, sort);
  gtk_widget_class_bind_template_child (widget_class, RyNoticePage, preview);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, dates_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ticked_cb);
  gtk_widget_class_bind_template_callback (widget_class, looked_at_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, fix_asked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sent_cb);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sort_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, preview_failed_cb);
}

static void
ry_notice_page_class_init (RyNoticePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RyPageClass *page_class = RY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_notice_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_notice_page_finalize;
  page_class->shown = ry_notice_page_shown;
  page_class->print = ry_notice_page_print;
  page_class->go_back = ry_notice_page_go_back;
  page_class->dup_record = ry_notice_page_dup_record;

  g_type_ensure (RY_TYPE_DATE_ENTRY);
  g_type_ensure (RY_TYPE_NOTICE_GROUPS);
  g_type_ensure (RY_TYPE_LETTER_OPTIONS);
  g_type_ensure (RY_TYPE_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/letters/ry-notice-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
  gtk_widget_class_install_action (widget_class, "letters.make", NULL, _ry_notice_page_make_action);
  gtk_widget_class_install_action (widget_class, "letters.numbers", NULL, numbers_action);
  gtk_widget_class_install_action (widget_class, "letters.template", NULL, template_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "letters.make", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "letters.make", NULL);
}

static void
ry_notice_page_init (RyNoticePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ry_preview_set_bare (self->preview, TRUE);
  ry_speech_set_label (gtk_widget_get_first_child (GTK_WIDGET (self->sort)), _ ("Paper shown"));
}

/**
 * ry_notice_page_new:
 * @window: the window it will be pushed onto
 * @meeting_id: a meeting, an event or a confirmation round
 * @purpose: as ry_letter_new_for_meeting() takes it
 * @keys: (nullable) (array zero-terminated=1): keys of the seats that are meant, as of those who have not answered;
 *   %NULL for all
 * @error: return location for a #GError
 *
 * Returns: (transfer floating) (nullable): the page
 */
RyNoticePage *
ry_notice_page_new (
    RyWindow *window, const char *meeting_id, const char *purpose, const char *const *keys, GError **error)
{
  RyNoticePage *self = g_object_new (RY_TYPE_NOTICE_PAGE, "window", window, NULL);
  RyLetter *letter;

  self->meeting = g_strdup (meeting_id);
  self->purpose = g_strdup (purpose);
  self->keys = g_strdupv ((char **) keys);
  letter = create_letter (self, error);
  if (letter == NULL) {
    g_object_ref_sink (self);
    g_object_unref (self);
    return NULL;
  }
  build_header (self, letter);
  take_letter (self, letter);
  ry_permission_guard_widget (self->make_button, get_workspace (self), RY_VERB_CREATE, "letter", NULL);
  g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
