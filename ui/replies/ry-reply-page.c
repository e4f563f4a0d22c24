/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Holds the desk and the two panes together. Where the window is narrow, the side pane is a flap over the entry.
 */
#include "ry-reply-page.h"

#include <glib/gi18n.h>

#include "ry-reply-words.h"
#include "ry-calendar-drop.h"
#include "ry-chase-page.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-reply-form.h"
#include "ry-reply-side.h"
#include "ry-speech.h"
#include "ry-window.h"

struct _RyReplyPage {
  RyPage parent_instance;

  /* Template widgets */
  AdwFlap *flap;
  RyReplyForm *form;
  RyReplySide *side;
  GtkBox *hints;
  GtkToggleButton *side_button;

  /* Owned */
  RyReplyDesk *desk;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (RyReplyPage, ry_reply_page, RY_TYPE_PAGE)

static const struct {
  const char *key;
  const char *what;
} hints[] = {
  { "↑↓", N_ ("choose who") },   { "1–4", N_ ("the answer") },     { "Enter", N_ ("record, next one") },
  { "Ctrl+Z", N_ ("one back") }, { "Esc", N_ ("to the meeting") },
};

static RyWindow *
get_window (RyReplyPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static void
show_title (RyReplyPage *self)
{
  JsonObject *meeting = ry_reply_desk_get_meeting (self->desk);
  const char *title = ry_json_get_string (meeting, "title");
  const char *reply_by = ry_json_get_string (meeting, "reply_by");
  g_autofree char *day = reply_by != NULL ? ry_date_format_iso (reply_by, RY_DATE_MONTH_DAY) : NULL;
  g_autofree char *subtitle =
      day != NULL ? g_strdup_printf (_ ("%s, replies by %s"), title != NULL ? title : "", day) : g_strdup (title);

  ry_page_set_title (RY_PAGE (self), _ ("Enter Replies"));
  ry_page_set_subtitle (RY_PAGE (self), subtitle);
}

static void
failed_cb (RyReplyPage *self, const GError *error)
{
  ry_window_show_error (get_window (self), _ ("The last answer was not recorded"), error);
}

static void
left_cb (RyReplyPage *self)
{
  ry_window_pop (get_window (self));
}

static void
chase_cb (RyReplyPage *self)
{
  ry_window_push (get_window (self), ry_chase_page_new (get_window (self), self->desk));
}

static gboolean
fit_cb (gpointer data)
{
  RyReplyPage *self = data;
  gboolean folded = adw_flap_get_folded (self->flap);

  adw_flap_set_reveal_flap (self->flap, !folded);
  gtk_widget_set_visible (GTK_WIDGET (self->hints), !folded);
  ry_reply_form_set_narrow (self->form, folded);
  return G_SOURCE_REMOVE;
}

/* Not at once: the flap folds while it is being allocated. */
static void
flap_folded_cb (RyReplyPage *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, g_object_ref (self), g_object_unref);
}

static void
take_files (RyReplyPage *self, GListModel *files)
{
  g_autofree char *summary = ry_calendar_drop_take (self->desk, files);

  ry_reply_form_say (self->form, summary, FALSE);
  ry_reply_form_focus (self->form);
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, RyReplyPage *self)
{
  g_autoptr (GSList) dropped = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *l = dropped; l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  take_files (self, G_LIST_MODEL (files));
  return TRUE;
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, RyReplyPage *self)
{
  g_autoptr (GListModel) files = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  take_files (self, files);
}

static void
choose_files_cb (RyReplyPage *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Answers of calendars (.ics)"));
  gtk_file_filter_add_suffix (filter, "ics");
  g_clear_object (&self->chooser);
  self->chooser =
      gtk_file_chooser_native_new (_ ("Answers of Calendars"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
add_hints (RyReplyPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++) {
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
    GtkWidget *label = gtk_label_new (_ (hints[i].what));

    gtk_widget_add_css_class (label, "ry-2nd");
    gtk_widget_add_css_class (label, "ry-small");
    gtk_box_append (GTK_BOX (box), ry_key_cap_new (hints[i].key));
    gtk_box_append (GTK_BOX (box), label);
    gtk_box_append (self->hints, box);
  }
}

static void
ry_reply_page_shown (RyPage *page)
{
  ry_reply_form_focus (RY_REPLY_PAGE (page)->form);
}

static gboolean
ry_reply_page_toggle_side (RyPage *page)
{
  RyReplyPage *self = RY_REPLY_PAGE (page);

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
  return TRUE;
}

static char *
ry_reply_page_dup_record (RyPage *page)
{
  return g_strdup (ry_reply_desk_get_meeting_id (RY_REPLY_PAGE (page)->desk));
}

static void
ry_reply_page_dispose (GObject *object)
{
  RyReplyPage *self = RY_REPLY_PAGE (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (ry_reply_page_parent_class)->dispose (object);
}

static void
ry_reply_page_class_init (RyReplyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_reply_page_dispose;
  RY_PAGE_CLASS (klass)->shown = ry_reply_page_shown;
  RY_PAGE_CLASS (klass)->toggle_side = ry_reply_page_toggle_side;
  RY_PAGE_CLASS (klass)->dup_record = ry_reply_page_dup_record;

  g_type_ensure (RY_TYPE_REPLY_FORM);
  g_type_ensure (RY_TYPE_REPLY_SIDE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/replies/ry-reply-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyReplyPage, flap);
  gtk_widget_class_bind_template_child (widget_class, RyReplyPage, form);
  gtk_widget_class_bind_template_child (widget_class, RyReplyPage, side);
  gtk_widget_class_bind_template_child (widget_class, RyReplyPage, hints);
  gtk_widget_class_bind_template_child (widget_class, RyReplyPage, side_button);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, chase_cb);
  gtk_widget_class_bind_template_callback (widget_class, flap_folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_files_cb);
}

static void
ry_reply_page_init (RyReplyPage *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  add_hints (self);
  g_object_bind_property (self->flap, "reveal-flap", self->side_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect (drop, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/**
 * ry_reply_page_new:
 * @window: the window it will be pushed onto
 * @meeting_id: a meeting
 * @error: return location
 *
 * Returns: (transfer floating) (nullable): its replies; %NULL where the meeting cannot be read
 */
RyPage *
ry_reply_page_new (RyWindow *window, const char *meeting_id, GError **error)
{
  g_autoptr (RyReplyDesk) desk = ry_reply_desk_new (ry_window_get_workspace (window), meeting_id, error);
  RyReplyPage *self;

  if (desk == NULL)
    return NULL;
  self = g_object_new (RY_TYPE_REPLY_PAGE, "window", window, NULL);
  self->desk = g_steal_pointer (&desk);
  ry_reply_form_set_desk (self->form, self->desk);
  ry_reply_side_set_desk (self->side, self->desk);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (show_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  show_title (self);
  return RY_PAGE (self);
}

/**
 * ry_reply_page_push:
 * @window: the window
 * @meeting_id: a meeting
 *
 * Opens the replies to a meeting, or says why they cannot be opened.
 */
void
ry_reply_page_push (RyWindow *window, const char *meeting_id)
{
  g_autoptr (GError) error = NULL;
  RyPage *page = ry_reply_page_new (window, meeting_id, &error);

  if (page != NULL)
    ry_window_push (window, page);
  else
    ry_window_show_error (window, _ ("The replies cannot be shown"), error);
}

/**
 * ry_reply_page_take:
 * @window: the window
 * @files: (element-type GFile): answers of calendars, dropped on the window or opened with this program
 *
 * Takes them into the replies that are in front, or else opens those of the meeting that the first one answers.
 */
void
ry_reply_page_take (RyWindow *window, GListModel *files)
{
  RyPage *front = ry_window_get_front (window);
  g_autoptr (GFile) first = g_list_model_get_item (files, 0);
  g_autofree char *meeting = NULL;
  g_autoptr (GError) error = NULL;

  if (!RY_IS_REPLY_PAGE (front)) {
    meeting = ry_calendar_drop_find_meeting (ry_window_get_workspace (window), first, &error);
    if (meeting == NULL) {
      ry_window_show_error (window, _ ("This answer cannot be taken"), error);
      return;
    }
    ry_reply_page_push (window, meeting);
    front = ry_window_get_front (window);
  }
  if (RY_IS_REPLY_PAGE (front))
    take_files (RY_REPLY_PAGE (front), files);
}
