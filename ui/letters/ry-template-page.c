/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyTemplatePage. What is typed is shown on the paper at once and saved within a second; each save is a version. A
 * field that does not exist is underlined where it stands and told above the text.
 */
#include "ry-template-page.h"

#include <glib/gi18n.h>

#include "ry-json.h"
#include "ry-letter.h"
#include "ry-permission-guard.h"
#include "ry-preview.h"
#include "ry-speech.h"
#include "ry-template.h"
#include "ry-template-field-list.h"
#include "ry-template-odt.h"
#include "ry-tooltip.h"

#define PREVIEW_MS 120
#define SAVE_MS    900

struct _RyTemplatePage {
  RyPage parent_instance;

  /* Template widgets */
  AdwLeaflet *leaflet;
  GtkDropDown *papers;
  GtkLabel *state;
  GtkLabel *faults;
  GtkBox *texts;
  GtkSwitch *slip;
  AdwComboRow *years;
  AdwBin *field_list;
  RyPreview *preview;
  GtkWidget *restore;

  /* Owned */
  char *council;
  char *paper;
  char *meeting;
  RyLetter *letter;    /* whose paper is shown */
  JsonObject *content; /* as it stands on the screen */
  GHashTable *views;   /* member → GtkTextView */
  GtkFileChooserNative *chooser;

  GtkTextView *last; /* borrowed: where a field is inserted */
  guint preview_timer;
  guint save_timer;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (RyTemplatePage, ry_template_page, RY_TYPE_PAGE)

static RyWorkspace *
get_workspace (RyTemplatePage *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
take_content (RyTemplatePage *self)
{
  for (guint i = 0; ry_template_list_members ()[i] != NULL; i++) {
    const char *member = ry_template_list_members ()[i];
    g_autofree char *text = dup_text (g_hash_table_lookup (self->views, member));

    ry_json_set_string (self->content, member, text);
  }
  json_object_set_boolean_member (self->content, "slip", gtk_switch_get_active (self->slip));
  ry_json_set_string (self->content, "years", adw_combo_row_get_selected (self->years) == 1 ? "western" : NULL);
}

static void
clear_marks (RyTemplatePage *self)
{
  GHashTableIter iter;
  gpointer view;

  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, NULL, &view)) {
    GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
    GtkTextIter start, end;

    gtk_text_buffer_get_bounds (buffer, &start, &end);
    gtk_text_buffer_remove_tag_by_name (buffer, "fault", &start, &end);
  }
}

static void
mark_fault (RyTemplatePage *self, const RyTemplateFault *fault)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (g_hash_table_lookup (self->views, fault->member));
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) fault->offset);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) (fault->offset + fault->length));
  gtk_text_buffer_apply_tag_by_name (buffer, "fault", &start, &end);
}

static void
show_faults (RyTemplatePage *self)
{
  g_autoptr (GPtrArray) faults =
      ry_template_find_faults (ry_workspace_get_kind (get_workspace (self), "template"), self->content);
  g_autoptr (GString) text = g_string_new (NULL);

  clear_marks (self);
  for (guint i = 0; i < faults->len; i++) {
    const RyTemplateFault *fault = faults->pdata[i];

    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", fault->sentence);
    mark_fault (self, fault);
  }
  gtk_label_set_label (self->faults, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->faults), faults->len > 0);
}

static void
show_state (RyTemplatePage *self)
{
  gboolean standard = ry_template_is_default (self->content);

  gtk_label_set_label (self->state, standard ? _ ("Standard wording") : _ ("Changed"));
  gtk_widget_set_sensitive (self->restore, !standard);
}

static void
show_paper (RyTemplatePage *self)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (RyPaper) paper = NULL;

  if (self->letter == NULL || self->letter->addressees->len == 0) {
    ry_preview_set_error (self->preview, _ ("There is no meeting with anybody invited that this could be shown for."));
    return;
  }
  g_ptr_array_add (one, self->letter->addressees->pdata[0]);
  ry_letter_set_template (self->letter, ry_template_is_cover (self->paper) ? self->paper : self->letter->purpose,
                          self->content);
  paper = g_str_has_suffix (self->paper, "fax") ? ry_paper_new_faxes (self->letter, one)
                                                : ry_paper_new_letters (self->letter, one);
  ry_preview_set_paper (self->preview, paper);
}

static gboolean
preview_cb (gpointer data)
{
  RyTemplatePage *self = data;

  self->preview_timer = 0;
  show_faults (self);
  show_state (self);
  show_paper (self);
  return G_SOURCE_REMOVE;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyTemplatePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);

  if (undo == NULL)
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The wording could not be saved"), error);
}

static gboolean
save_cb (gpointer data)
{
  RyTemplatePage *self = data;
  g_autoptr (GPtrArray) edits = ry_edits_new ();

  self->save_timer = 0;
  g_ptr_array_add (edits, ry_template_change (get_workspace (self), self->council, self->paper,
                                              ry_json_object_copy (self->content)));
  ry_workspace_commit_async (get_workspace (self), edits, NULL, saved_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
save_now (RyTemplatePage *self)
{
  if (self->save_timer == 0)
    return;
  g_clear_handle_id (&self->save_timer, g_source_remove);
  save_cb (self);
}

static void
changed_cb (RyTemplatePage *self)
{
  if (self->loading || self->content == NULL)
    return;
  take_content (self);
  g_clear_handle_id (&self->save_timer, g_source_remove);
  self->save_timer = g_timeout_add (SAVE_MS, save_cb, self);
  if (self->preview_timer == 0)
    self->preview_timer = g_timeout_add (PREVIEW_MS, preview_cb, self);
}

static void
show_content (RyTemplatePage *self)
{
  self->loading = TRUE;
  for (guint i = 0; ry_template_list_members ()[i] != NULL; i++) {
    const char *member = ry_template_list_members ()[i];
    const char *text = ry_json_get_string (self->content, member);

    gtk_text_buffer_set_text (gtk_text_view_get_buffer (g_hash_table_lookup (self->views, member)),
                              text != NULL ? text : "", -1);
  }
  gtk_switch_set_active (self->slip, ry_json_get_boolean (self->content, "slip", FALSE));
  adw_combo_row_set_selected (self->years, g_strcmp0 (ry_json_get_string (self->content, "years"), "western") == 0);
  self->loading = FALSE;
}

/* The letter that a cover brings. */
static const char *
get_purpose (const char *paper)
{
  if (!ry_template_is_cover (paper))
    return paper;
  if (g_str_has_prefix (paper, RY_LETTER_CONFIRMATION))
    return RY_LETTER_CONFIRMATION;
  if (g_str_has_prefix (paper, "event"))
    return "invitation";
  return g_str_has_prefix (paper, RY_LETTER_CANCELLATION) ? RY_LETTER_CANCELLATION : RY_LETTER_NOTICE;
}

static void
load (RyTemplatePage *self)
{
  const char *purpose = get_purpose (self->paper);

  g_clear_pointer (&self->content, json_object_unref);
  g_clear_pointer (&self->letter, ry_letter_free);
  self->content = ry_template_load (get_workspace (self), self->council, self->paper);
  if (self->meeting != NULL)
    self->letter = ry_letter_new_for_meeting (get_workspace (self), self->meeting, purpose, NULL, NULL);
  if (self->letter != NULL)
    ry_letter_choose_number (self->letter, get_workspace (self), NULL);
  show_content (self);
  preview_cb (self);
}

/* The versions of a template that was never changed are none: there is nothing to open. */
static void
versions_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyTemplatePage *self = RY_TEMPLATE_PAGE (widget);
  g_autofree char *id = ry_template_dup_id (self->council, self->paper);
  g_autoptr (RyDocument) document = NULL;

  save_now (self);
  document = ry_workspace_get (get_workspace (self), id, NULL);
  if (document != NULL)
    gtk_widget_activate_action (widget, "win.record-history", "s", id);
  else
    ry_window_show_message (ry_page_get_window (RY_PAGE (self)),
                            _ ("This wording was never changed; there are no versions of it"));
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyTemplatePage *self = RY_TEMPLATE_PAGE (widget);
  GPtrArray *edits = ry_edits_new ();
  JsonObject *built_in = ry_template_create_default (self->council, self->paper);

  save_now (self);
  g_ptr_array_add (edits, ry_template_change (get_workspace (self), self->council, self->paper, built_in));
  ry_window_commit (ry_page_get_window (RY_PAGE (self)), edits, _ ("The standard wording is back"));
}

static void
copy_chosen_cb (RyTemplatePage *self, int response)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file != NULL && !ry_template_write_odt (self->content, g_file_peek_path (file), &error))
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The copy could not be written"), error);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyTemplatePage *self = RY_TEMPLATE_PAGE (widget);
  g_autofree char *file = g_strdup_printf ("%s.odt", ry_json_get_string (self->content, "name"));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Copy for Word"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (copy_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
paper_chosen_cb (RyTemplatePage *self)
{
  const char *paper = ry_template_list_papers ()[gtk_drop_down_get_selected (self->papers)];

  if (self->loading || self->paper == NULL || g_strcmp0 (paper, self->paper) == 0)
    return;
  save_now (self);
  g_free (self->paper);
  self->paper = g_strdup (paper);
  load (self);
}

/* From elsewhere, or by an undo: what is being typed here goes before it. */
static void
workspace_changed_cb (RyTemplatePage *self)
{
  g_autoptr (JsonObject) now = NULL;
  g_autofree char *is = NULL, *was = NULL;

  if (self->save_timer != 0)
    return;
  now = ry_template_load (get_workspace (self), self->council, self->paper);
  for (guint i = 0; ry_template_list_members ()[i] != NULL; i++)
    if (g_strcmp0 (ry_json_get_string (now, ry_template_list_members ()[i]),
                   ry_json_get_string (self->content, ry_template_list_members ()[i])) != 0) {
      load (self);
      return;
    }
}

static void
insert_field_cb (const char *field, gpointer data)
{
  RyTemplatePage *self = data;
  g_autofree char *text = g_strdup_printf ("{%s}", field);

  if (self->last == NULL)
    self->last = g_hash_table_lookup (self->views, "body");
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (self->last), text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->last));
}

static void
focus_entered_cb (GtkEventControllerFocus *controller, RyTemplatePage *self)
{
  self->last = GTK_TEXT_VIEW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
}

static void
preview_failed_cb (RyTemplatePage *self, const char *intention, const GError *error)
{
  ry_window_show_error (ry_page_get_window (RY_PAGE (self)), intention, error);
}

static GtkWidget *
create_view (RyTemplatePage *self, const char *label)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 10);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 10);
  gtk_text_buffer_create_tag (buffer, "fault", "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
  ry_speech_set_label (view, label);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  gtk_widget_add_controller (view, focus);
  return view;
}

/* As high as its text, within limits: a text view alone does not ask for its height in time. */
static GtkWidget *
create_frame (GtkWidget *view, gboolean many)
{
  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", view, "hscrollbar-policy", GTK_POLICY_NEVER,
                       "propagate-natural-height", TRUE, "min-content-height", many ? 112 : 40, "max-content-height",
                       many ? 320 : 40, "overflow", GTK_OVERFLOW_HIDDEN, "css-classes",
                       (const char *const[]){ "card", NULL }, NULL);
}

static void
build_texts (RyTemplatePage *self)
{
  RyKind *kind = ry_workspace_get_kind (get_workspace (self), "template");

  for (guint i = 0; ry_template_list_members ()[i] != NULL; i++) {
    const char *member = ry_template_list_members ()[i];
    RyField *field = ry_kind_find_field (kind, member);
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
    GtkWidget *label = gtk_label_new (ry_field_get_label (field));
    GtkWidget *view = create_view (self, ry_field_get_label (field));
    gboolean many = ry_field_get_value_type (field) == RY_FIELD_LONG_TEXT;

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_widget_add_css_class (label, "ry-2nd");
    gtk_widget_add_css_class (label, "ry-small");
    gtk_box_append (GTK_BOX (box), label);
    gtk_box_append (GTK_BOX (box), create_frame (view, many));
    gtk_box_append (self->texts, box);
    g_hash_table_insert (self->views, (gpointer) member, view);
    ry_permission_guard_widget (view, get_workspace (self), RY_VERB_EDIT, "template", NULL);
  }
}

static void
build_papers (RyTemplatePage *self)
{
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (get_workspace (self), "template"), "paper");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; ry_template_list_papers ()[i] != NULL; i++) {
    gtk_string_list_append (names, ry_field_get_code_label (field, ry_template_list_papers ()[i]));
    if (g_str_equal (ry_template_list_papers ()[i], self->paper))
      selected = i;
  }
  self->loading = TRUE;
  gtk_drop_down_set_model (self->papers, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->papers, selected);
  self->loading = FALSE;
}

/* The header bar is the frame's: an action of this page does not reach it. */
static void
header_clicked_cb (GtkWidget *button, RyTemplatePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), g_object_get_data (G_OBJECT (button), "action"), NULL);
}

static void
add_header_button (RyTemplatePage *self, GtkWidget *box, GtkWidget *button, const char *action, const char *spoken)
{
  g_object_set_data (G_OBJECT (button), "action", (gpointer) action);
  g_signal_connect (button, "clicked", G_CALLBACK (header_clicked_cb), self);
  ry_tooltip_set (button, spoken);
  ry_speech_set_label (button, spoken);
  gtk_box_append (GTK_BOX (box), button);
}

static void
build_header (RyTemplatePage *self)
{
  const RyCouncil *council =
      ry_councils_get (ry_window_get_councils (ry_page_get_window (RY_PAGE (self))), self->council);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  ry_page_set_title (RY_PAGE (self), _ ("Templates"));
  ry_page_set_subtitle (RY_PAGE (self), council != NULL ? council->name : NULL);
  self->restore = gtk_button_new_with_label (_ ("Restore the Standard"));
  add_header_button (self, box, gtk_button_new_from_icon_name ("document-open-recent-symbolic"), "template.versions",
                     _ ("Versions"));
  add_header_button (self, box, gtk_button_new_from_icon_name ("document-save-as-symbolic"), "template.copy",
                     _ ("Copy for Word"));
  add_header_button (self, box, self->restore, "template.restore", _ ("Restore the Standard"));
  ry_page_set_header_end (RY_PAGE (self), box);
}

static void
ry_template_page_leaving (RyPage *page)
{
  save_now (RY_TEMPLATE_PAGE (page));
}

static char *
ry_template_page_dup_record (RyPage *page)
{
  RyTemplatePage *self = RY_TEMPLATE_PAGE (page);

  return ry_template_dup_id (self->council, self->paper);
}

static void
ry_template_page_dispose (GObject *object)
{
  RyTemplatePage *self = RY_TEMPLATE_PAGE (object);

  g_clear_handle_id (&self->preview_timer, g_source_remove);
  g_clear_handle_id (&self->save_timer, g_source_remove);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->content, json_object_unref);
  g_clear_pointer (&self->letter, ry_letter_free);
  g_clear_pointer (&self->views, g_hash_table_unref);
  g_clear_pointer (&self->council, g_free);
  g_clear_pointer (&self->paper, g_free);
  g_clear_pointer (&self->meeting, g_free);
  G_OBJECT_CLASS (ry_template_page_parent_class)->dispose (object);
}

static void
ry_template_page_class_init (RyTemplatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RyPageClass *page_class = RY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_template_page_dispose;
  page_class->leaving = ry_template_page_leaving;
  page_class->dup_record = ry_template_page_dup_record;

  g_type_ensure (RY_TYPE_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/letters/ry-template-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyTemplatePage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, RyTemplatePage, papers);
  gtk_widget_class_bind_template_child (widget_class, RyTemplatePage, state);
  gtk_widget_class_bind_template_child (widget_class, RyTemplatePage, faults);
  gtk_widget_class_bind_template_child (widget_class, RyTemplatePage, texts);
  gtk_widget_class_bind_template_child (widget_class, RyTemplatePage, slip);
  gtk_widget_class_bind_template_child (widget_class, RyTemplatePage, years);
  gtk_widget_class_bind_template_child (widget_class, RyTemplatePage, field_list);
  gtk_widget_class_bind_template_child (widget_class, RyTemplatePage, preview);
  gtk_widget_class_bind_template_callback (widget_class, paper_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, preview_failed_cb);
  gtk_widget_class_install_action (widget_class, "template.versions", NULL, versions_action);
  gtk_widget_class_install_action (widget_class, "template.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "template.restore", NULL, restore_action);
}

static void
ry_template_page_init (RyTemplatePage *self)
{
  self->views = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  ry_preview_set_bare (self->preview, TRUE);
  ry_speech_set_label (gtk_widget_get_first_child (GTK_WIDGET (self->papers)), _ ("Template"));
}

/* A meeting with somebody invited, the newest of the council. */
static char *
find_meeting (RyWorkspace *workspace, const char *council)
{
  g_autofree char *condition = g_strdup_printf ("council=%s", council);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "meeting", .where = where, .order = "date", .descending = TRUE, .limit = 12 };
  g_autoptr (GPtrArray) meetings = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    if (ry_json_get_array (ry_document_get_root (meetings->pdata[i]), "attendance") != NULL)
      return g_strdup (ry_document_get_id (meetings->pdata[i]));
  return meetings != NULL && meetings->len > 0 ? g_strdup (ry_document_get_id (meetings->pdata[0])) : NULL;
}

/**
 * ry_template_page_new:
 * @window: the window it will be pushed onto
 * @council: id of the council whose templates they are
 * @paper: which one to begin with
 * @meeting: (nullable): id of the meeting that is shown on the paper; %NULL for the council's newest
 *
 * Returns: (transfer floating): the page
 */
RyPage *
ry_template_page_new (RyWindow *window, const char *council, const char *paper, const char *meeting)
{
  RyTemplatePage *self = g_object_new (RY_TYPE_TEMPLATE_PAGE, "window", window, NULL);

  self->council = g_strdup (council);
  self->paper = g_strdup (paper);
  self->meeting = meeting != NULL ? g_strdup (meeting) : find_meeting (get_workspace (self), council);
  build_header (self);
  build_papers (self);
  build_texts (self);
  adw_bin_set_child (self->field_list, ry_template_field_list_new (insert_field_cb, self));
  load (self);
  g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  return RY_PAGE (self);
}
