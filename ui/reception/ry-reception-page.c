/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows are kept by the seat's key. What is typed above filters them; Enter there checks the only or the first one in,
 * so that a queue of people is a queue of names.
 */
#include "ry-reception-page.h"

#include <glib/gi18n.h>

#include "ry-reply-words.h"
#include "ry-index-bar.h"
#include "ry-json.h"
#include "ry-permission-guard.h"
#include "ry-reception-desk.h"
#include "ry-reception-row.h"
#include "ry-reception.h"
#include "ry-speech.h"
#include "ry-text.h"
#include "ry-window.h"

struct _RyReceptionPage {
  RyPage parent_instance;

  /* Template widgets */
  AdwFlap *flap;
  GtkEditable *search;
  GtkListBox *list;
  GtkWidget *nobody;
  RyIndexBar *index;
  GtkLabel *here;
  GtkLabel *expected;
  GtkLabel *quorum;
  GtkImage *quorum_icon;
  GtkLabel *last;
  GtkWidget *undo;
  GtkEditable *walk_in_name;
  GtkEditable *walk_in_reading;
  GtkEditable *walk_in_organisation;
  GtkWidget *walk_in;
  GtkDropDown *number;

  /* Owned */
  RyReceptionDesk *desk;
  GHashTable *rows;  /* by key */
  GHashTable *found; /* keys; NULL shows all */

  gboolean was_fullscreen;
};

G_DEFINE_FINAL_TYPE (RyReceptionPage, ry_reception_page, RY_TYPE_PAGE)

static gboolean
fits_cb (GtkListBoxRow *row, gpointer data)
{
  RyReceptionPage *self = data;

  return self->found == NULL || g_hash_table_contains (self->found, ry_reception_row_get_key (RY_RECEPTION_ROW (row)));
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  RyReceptionPage *self = data;
  GPtrArray *attendees = ry_reception_desk_get_attendees (self->desk);
  RyAttendee *now = ry_attendee_find (attendees, ry_reception_row_get_key (RY_RECEPTION_ROW (row)));
  RyAttendee *then =
      before != NULL ? ry_attendee_find (attendees, ry_reception_row_get_key (RY_RECEPTION_ROW (before))) : NULL;
  const char *letter = now != NULL ? ry_text_index_letter (ry_attendee_get_sort_reading (now)) : NULL;
  GtkWidget *label;

  if (letter == NULL ||
      (then != NULL && g_strcmp0 (letter, ry_text_index_letter (ry_attendee_get_sort_reading (then))) == 0)) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }
  label = gtk_label_new (letter);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "ry-reception-letter");
  gtk_list_box_row_set_header (row, label);
}

static int
find_place (RyReceptionPage *self, const char *key)
{
  GPtrArray *attendees = ry_reception_desk_get_attendees (self->desk);

  for (guint i = 0; i < attendees->len; i++)
    if (g_strcmp0 (((RyAttendee *) attendees->pdata[i])->key, key) == 0)
      return (int) i;
  return G_MAXINT;
}

static int
sort_cb (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  return find_place (data, ry_reception_row_get_key (RY_RECEPTION_ROW (a))) -
         find_place (data, ry_reception_row_get_key (RY_RECEPTION_ROW (b)));
}

static void
show_rows (RyReceptionPage *self)
{
  GPtrArray *attendees = ry_reception_desk_get_attendees (self->desk);
  gboolean changed = FALSE;
  GHashTableIter iter;
  gpointer key, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &row))
    if (ry_attendee_find (attendees, key) == NULL) {
      gtk_list_box_remove (self->list, row);
      g_hash_table_iter_remove (&iter);
      changed = TRUE;
    }
  for (guint i = 0; i < attendees->len; i++) {
    RyAttendee *attendee = attendees->pdata[i];

    row = g_hash_table_lookup (self->rows, attendee->key);
    if (row == NULL) {
      row = ry_reception_row_new (attendee->key);
      g_hash_table_insert (self->rows, g_strdup (attendee->key), row);
      gtk_list_box_append (self->list, row);
      changed = TRUE;
    }
    ry_reception_row_show (row, attendee);
  }
  if (changed) {
    gtk_list_box_invalidate_sort (self->list);
    gtk_list_box_invalidate_headers (self->list);
  }
}

/* Where each letter begins among the rows that are shown. */
static void
show_index (RyReceptionPage *self)
{
  GPtrArray *attendees = ry_reception_desk_get_attendees (self->desk);
  guint positions[RY_N_INDEX_LETTERS];

  for (guint i = 0; i < RY_N_INDEX_LETTERS; i++)
    positions[i] = GTK_INVALID_LIST_POSITION;
  for (guint i = attendees->len; i > 0; i--) {
    RyAttendee *attendee = attendees->pdata[i - 1];
    const char *letter = ry_text_index_letter (ry_attendee_get_sort_reading (attendee));

    if (self->found == NULL || g_hash_table_contains (self->found, attendee->key))
      positions[ry_index_bar_find_letter (letter)] = i - 1;
  }
  ry_index_bar_set_positions (self->index, positions);
}

static void
show_figures (RyReceptionPage *self)
{
  guint here, expected;
  RyQuorumCount quorum;
  g_autofree char *here_text = NULL;
  g_autofree char *expected_text = NULL;
  g_autofree char *quorum_text = NULL;

  ry_reception_desk_count (self->desk, &here, &expected, &quorum);
  here_text = g_strdup_printf ("%u", here);
  expected_text = g_strdup_printf (_ ("%u still expected"), expected);
  quorum_text = ry_reply_words_describe_quorum (&quorum);
  gtk_label_set_label (self->here, here_text);
  gtk_label_set_label (self->expected, expected_text);
  gtk_label_set_label (self->quorum, quorum_text);
  gtk_widget_set_visible (GTK_WIDGET (self->quorum_icon), quorum.state != RY_QUORUM_NOT_SET);
  gtk_image_set_from_icon_name (self->quorum_icon, quorum.state == RY_QUORUM_REACHED ? "object-select-symbolic"
                                                                                     : "dialog-warning-symbolic");
}

static void
show_last (RyReceptionPage *self)
{
  const char *key = ry_reception_desk_get_last (self->desk);
  RyAttendee *attendee = ry_attendee_find (ry_reception_desk_get_attendees (self->desk), key);
  g_autofree char *text =
      attendee != NULL ? g_strdup_printf (_ ("Checked in last: %s"), ry_attendee_get_title (attendee)) : NULL;

  gtk_label_set_label (self->last, text != NULL ? text : _ ("Nobody was checked in at this desk yet"));
  gtk_widget_set_sensitive (self->undo, attendee != NULL);
}

static void
show_all (RyReceptionPage *self)
{
  show_rows (self);
  show_index (self);
  show_figures (self);
  show_last (self);
}

static GtkListBoxRow *
find_first (RyReceptionPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  for (int i = 0; row != NULL; row = gtk_list_box_get_row_at_index (self->list, ++i))
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row;
  return NULL;
}

static void
searched_cb (RyReceptionPage *self)
{
  const char *typed = gtk_editable_get_text (self->search);

  g_clear_pointer (&self->found, g_hash_table_unref);
  if (*typed != '\0')
    self->found = ry_reception_desk_find (self->desk, typed);
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);
  gtk_list_box_select_row (self->list, find_first (self));
  gtk_widget_set_visible (self->nobody, self->found != NULL && g_hash_table_size (self->found) == 0);
  show_index (self);
}

static void
check_in (RyReceptionPage *self, const char *key)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));

  if (!ry_permission_guard_allows (self->walk_in))
    return;
  if (!ry_reception_desk_check_in (self->desk, key))
    ry_window_show_message (window, _ ("Is here already. Delete takes it back."));
}

static void
row_activated_cb (RyReceptionPage *self, GtkListBoxRow *row)
{
  check_in (self, ry_reception_row_get_key (RY_RECEPTION_ROW (row)));
}

static void
search_activated_cb (RyReceptionPage *self)
{
  GtkListBoxRow *row = find_first (self);

  if (row == NULL || *gtk_editable_get_text (self->search) == '\0')
    return;
  check_in (self, ry_reception_row_get_key (RY_RECEPTION_ROW (row)));
  gtk_editable_set_text (self->search, "");
}

static void
undo_cb (RyReceptionPage *self)
{
  ry_reception_desk_take_back (self->desk);
}

static void
walk_in_cb (RyReceptionPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->walk_in_name)));

  if (*name == '\0' || !ry_permission_guard_allows (self->walk_in)) {
    gtk_widget_grab_focus (GTK_WIDGET (self->walk_in_name));
    return;
  }
  ry_reception_desk_walk_in (self->desk, name, gtk_editable_get_text (self->walk_in_reading),
                             gtk_editable_get_text (self->walk_in_organisation));
  gtk_editable_set_text (self->walk_in_name, "");
  gtk_editable_set_text (self->walk_in_reading, "");
  gtk_editable_set_text (self->walk_in_organisation, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
letter_chosen_cb (RyReceptionPage *self, guint position)
{
  RyAttendee *attendee = g_ptr_array_index (ry_reception_desk_get_attendees (self->desk), position);
  GtkWidget *row = g_hash_table_lookup (self->rows, attendee->key);

  if (row != NULL) {
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
    gtk_widget_grab_focus (row);
  }
}

static gboolean
focus_first (RyReceptionPage *self)
{
  GtkListBoxRow *row = find_first (self);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static gboolean
key_pressed_cb (
    GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyReceptionPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, RY_TYPE_RECEPTION_ROW) : NULL;

  if ((state & GDK_CONTROL_MASK) && (keyval == GDK_KEY_z || keyval == GDK_KEY_Z))
    return ry_reception_desk_take_back (self->desk);
  if (keyval == GDK_KEY_Down && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->search)))
    return focus_first (self);
  if (row == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_space || keyval == GDK_KEY_KP_Space)
    check_in (self, ry_reception_row_get_key (RY_RECEPTION_ROW (row)));
  else if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_BackSpace)
    ry_reception_desk_check_out (self->desk, ry_reception_row_get_key (RY_RECEPTION_ROW (row)));
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
number_chosen_cb (RyReceptionPage *self)
{
  if (self->desk != NULL)
    ry_reception_desk_set_number (self->desk, gtk_drop_down_get_selected (self->number) + 1);
}

static void
failed_cb (RyReceptionPage *self, const GError *error)
{
  ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The check-in was not recorded"), error);
}

static void
ry_reception_page_shown (RyPage *page)
{
  RyReceptionPage *self = RY_RECEPTION_PAGE (page);
  GtkWindow *window = GTK_WINDOW (ry_page_get_window (page));

  self->was_fullscreen = gtk_window_is_fullscreen (window);
  gtk_window_fullscreen (window);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
ry_reception_page_leaving (RyPage *page)
{
  if (!RY_RECEPTION_PAGE (page)->was_fullscreen)
    gtk_window_unfullscreen (GTK_WINDOW (ry_page_get_window (page)));
}

static gboolean
ry_reception_page_focus_filter (RyPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RY_RECEPTION_PAGE (page)->search));
}

static gboolean
ry_reception_page_create (RyPage *page)
{
  adw_flap_set_reveal_flap (RY_RECEPTION_PAGE (page)->flap, TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (RY_RECEPTION_PAGE (page)->walk_in_name));
}

static void
ry_reception_page_dispose (GObject *object)
{
  RyReceptionPage *self = RY_RECEPTION_PAGE (object);

  if (self->list != NULL)
    gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->found, g_hash_table_unref);
  G_OBJECT_CLASS (ry_reception_page_parent_class)->dispose (object);
}

static gboolean
ry_reception_page_toggle_side (RyPage *page)
{
  AdwFlap *flap = RY_RECEPTION_PAGE (page)->flap;

  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
  return TRUE;
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, flap);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, search);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, list);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, nobody);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, index);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, here);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, expected);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, quorum);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, quorum_icon);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, last);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, undo);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, walk_in_name);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, walk_in_reading);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, walk_in_organisation);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, walk_in);
  gtk_widget_class_bind_template_child (widget_class, RyReceptionPage, number);
}

static void
ry_reception_page_class_init (RyReceptionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RyPageClass *page_class = RY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_reception_page_dispose;
  page_class->shown = ry_reception_page_shown;
  page_class->leaving = ry_reception_page_leaving;
  page_class->focus_filter = ry_reception_page_focus_filter;
  page_class->create = ry_reception_page_create;
  page_class->toggle_side = ry_reception_page_toggle_side;

  g_type_ensure (RY_TYPE_INDEX_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/reception/ry-reception-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_cb);
  gtk_widget_class_bind_template_callback (widget_class, walk_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, letter_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_chosen_cb);
}

static void
ry_reception_page_init (RyReceptionPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autoptr (GtkStringList) numbers = gtk_string_list_new (NULL);

  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 1; i <= RY_RECEPTION_DESKS; i++) {
    g_autofree char *name = g_strdup_printf (_ ("Desk %u"), i);

    gtk_string_list_append (numbers, name);
  }
  gtk_drop_down_set_model (self->number, G_LIST_MODEL (numbers));
  /* GTK 4.8 leaves the button in it without a name. */
  ry_speech_set_label (gtk_widget_get_first_child (GTK_WIDGET (self->number)), _ ("Which desk this machine is"));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * ry_reception_page_new:
 * @window: the window it will be pushed onto
 * @meeting_id: a meeting
 * @error: return location
 *
 * Returns: (transfer floating) (nullable): its reception; %NULL where the meeting cannot be read
 */
RyPage *
ry_reception_page_new (RyWindow *window, const char *meeting_id, GError **error)
{
  RyWorkspace *workspace = ry_window_get_workspace (window);
  g_autoptr (RyReceptionDesk) desk = ry_reception_desk_new (workspace, meeting_id, error);
  g_autoptr (RyDocument) document = NULL;
  RyReceptionPage *self;

  if (desk == NULL)
    return NULL;
  document = ry_workspace_get (workspace, meeting_id, NULL);
  self = g_object_new (RY_TYPE_RECEPTION_PAGE, "window", window, NULL);
  gtk_drop_down_set_selected (self->number, ry_reception_desk_get_number (desk) - 1);
  self->desk = g_steal_pointer (&desk);
  ry_permission_guard_widget (self->walk_in, workspace, RY_VERB_EDIT, "meeting", document);
  gtk_list_box_set_sort_func (self->list, sort_cb, self, NULL);
  gtk_list_box_set_filter_func (self->list, fits_cb, self, NULL);
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  ry_page_set_title (RY_PAGE (self), _ ("Reception"));
  ry_page_set_subtitle (RY_PAGE (self), ry_json_get_string (ry_reception_desk_get_meeting (self->desk), "title"));
  show_all (self);
  return RY_PAGE (self);
}

/**
 * ry_reception_page_push:
 * @window: the window
 * @meeting_id: a meeting
 *
 * Opens the reception of a meeting, or says why it cannot be opened.
 */
void
ry_reception_page_push (RyWindow *window, const char *meeting_id)
{
  g_autoptr (GError) error = NULL;
  RyPage *page = ry_reception_page_new (window, meeting_id, &error);

  if (page != NULL)
    ry_window_push (window, page);
  else
    ry_window_show_error (window, _ ("The reception cannot be opened"), error);
}
