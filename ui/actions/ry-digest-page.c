/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is made lies in a folder of its own beside nothing else; what was made is noted with the actions, in one commit
 * that can be taken back. The own digest comes as a notification when the window opens.
 */
#include "ry-digest-page.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "ry-date.h"
#include "ry-digest.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-mail.h"
#include "ry-paper-page.h"
#include "ry-paper.h"
#include "ry-speech.h"
#include "ry-wrap-layout.h"

#define MOST_DAYS 60

struct _RyDigestPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkWidget *before;
  GtkWidget *after;
  AdwPreferencesGroup *people;
  GtkWidget *about;
  GtkWidget *make;
  GtkWidget *sheets;
  GtkStack *stack;

  /* Owned */
  GPtrArray *digests;
  GPtrArray *rows;
  GtkFileChooserNative *chooser;
  char *today;
};

G_DEFINE_FINAL_TYPE (RyDigestPage, ry_digest_page, RY_TYPE_PAGE)

static RyWorkspace *
get_workspace (RyDigestPage *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static const char *
get_channel_word (RyChannel channel)
{
  switch (channel) {
  case RY_CHANNEL_FAX:
    return _ ("FAX");
  case RY_CHANNEL_MAIL:
    return _ ("E-mail");
  case RY_CHANNEL_POST:
    return _ ("Post");
  case RY_CHANNEL_PHONE:
    return _ ("Telephone");
  case RY_CHANNEL_UNKNOWN:
  case RY_N_CHANNELS:
  default:
    return _ ("Way not known");
  }
}

/* Whoever cannot be reached by their own way gets a sheet all the same. */
static RyChannel
get_way (const RyDigest *digest)
{
  const RyAddressee *to = digest->addressee;

  if (to == NULL || ry_addressee_check (to, to->channel) != RY_ADDRESSEE_FINE)
    return RY_CHANNEL_UNKNOWN;
  return to->channel;
}

static GPtrArray *
pick_way (GPtrArray *digests, RyChannel first, RyChannel second, RyChannel third)
{
  GPtrArray *picked = g_ptr_array_new ();

  for (guint i = 0; i < digests->len; i++) {
    RyChannel way = get_way (g_ptr_array_index (digests, i));

    if (way == first || way == second || way == third)
      g_ptr_array_add (picked, g_ptr_array_index (digests, i));
  }
  return picked;
}

static GtkWidget *
create_row (RyDigestPage *self, const RyDigest *digest)
{
  const RyAddressee *to = digest->addressee;
  g_autofree char *name = to != NULL ? ry_addressee_dup_line (to) : g_strdup (digest->key);
  g_autoptr (GString) what = g_string_new (NULL);
  RyChannel way = get_way (digest);
  g_autofree char *fault = to != NULL && way == RY_CHANNEL_UNKNOWN
                               ? ry_addressee_describe_fault (to, ry_addressee_check (to, to->channel))
                               : NULL;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *channel = gtk_label_new (get_channel_word (way));

  for (guint i = 0; i < digest->actions->len; i++) {
    JsonObject *root = ry_document_get_root (g_ptr_array_index (digest->actions, i));
    g_autofree char *timing = ry_action_dup_timing (root, self->today);

    g_string_append_printf (what, "%s%s（%s）", i > 0 ? "\n" : "", ry_json_get_string (root, "text"), timing);
  }
  if (fault != NULL)
    g_string_append_printf (what, "\n%s", fault);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), what->str);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (channel, "ry-chip");
  gtk_widget_set_valign (channel, GTK_ALIGN_CENTER);
  if (fault != NULL)
    gtk_widget_add_css_class (channel, "ry-warn");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), channel);
  return row;
}

static void
fill (RyDigestPage *self)
{
  g_autofree char *about = NULL;
  guint n;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->people, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  n = self->digests != NULL ? self->digests->len : 0;
  for (guint i = 0; i < n; i++) {
    GtkWidget *row = create_row (self, g_ptr_array_index (self->digests, i));

    adw_preferences_group_add (self->people, row);
    g_ptr_array_add (self->rows, row);
  }
  about = g_strdup_printf (ngettext ("%u person to remind", "%u people to remind", n), n);
  adw_preferences_group_set_title (self->people, about);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "people" : "empty");
  gtk_widget_set_sensitive (self->make, n > 0);
  gtk_widget_set_sensitive (self->sheets, n > 0);
}

static void
reload (RyDigestPage *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->digests, g_ptr_array_unref);
  self->digests = ry_digest_list (get_workspace (self), self->today,
                                  gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->before)),
                                  gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->after)), &error);
  if (self->digests == NULL)
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The reminders could not be gathered"), error);
  fill (self);
}

static gboolean
write_mails (RyDigestPage *self, GPtrArray *digests, const char *folder, GError **error)
{
  for (guint i = 0; i < digests->len; i++) {
    const RyDigest *digest = g_ptr_array_index (digests, i);
    g_autofree char *text = ry_digest_dup_text (digest, self->today);
    g_autofree char *name = g_strdup_printf ("メール_%02u.eml", i + 1);
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *to = ry_addressee_dup_person_line (digest->addressee, FALSE);

    if (!ry_mail_write_text (digest->office, digest->mail, to, digest->addressee->mail, "宿題事項のお知らせ", text,
                             path, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_paper (RyPaper *taken, const char *folder, const char *name, GError **error)
{
  g_autoptr (RyPaper) paper = taken;
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return ry_paper_write_pdf (paper, path, NULL, error);
}

static gboolean
write_all (RyDigestPage *self, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) mails = pick_way (self->digests, RY_CHANNEL_MAIL, RY_CHANNEL_MAIL, RY_CHANNEL_MAIL);
  g_autoptr (GPtrArray) calls = pick_way (self->digests, RY_CHANNEL_PHONE, RY_CHANNEL_PHONE, RY_CHANNEL_PHONE);
  g_autoptr (GPtrArray) sheets = pick_way (self->digests, RY_CHANNEL_FAX, RY_CHANNEL_POST, RY_CHANNEL_UNKNOWN);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_READ_ONLY, "%s", g_strerror (errno));
    return FALSE;
  }
  return write_mails (self, mails, folder, error) &&
         (sheets->len == 0 ||
          write_paper (ry_paper_new_digest_sheets (sheets, self->today), folder, "FAX.pdf", error)) &&
         (calls->len == 0 ||
          write_paper (ry_paper_new_digest_calls (calls, self->today), folder, "電話連絡票.pdf", error));
}

static void
note (RyDigestPage *self)
{
  g_autofree char *person = ry_workspace_dup_setting (get_workspace (self), "person");
  guint n = self->digests->len;
  g_autofree char *message =
      g_strdup_printf (ngettext ("%u person noted as reminded", "%u people noted as reminded", n), n);
  GPtrArray *edits = ry_digest_create_edits (self->digests, NULL, self->today, person);

  ry_window_commit (ry_page_get_window (RY_PAGE (self)), edits, message);
}

static void
folder_chosen_cb (GtkNativeDialog *dialog, int response, RyDigestPage *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *parent = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *name = g_strdup_printf ("催促_%s", self->today);
  g_autofree char *folder = parent != NULL ? g_build_filename (parent, name, NULL) : NULL;
  g_autoptr (GError) error = NULL;

  if (response != GTK_RESPONSE_ACCEPT || folder == NULL)
    return;
  if (write_all (self, folder, &error))
    note (self);
  else
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The reminders could not be made"), error);
}

static void
make_cb (RyDigestPage *self)
{
  g_clear_object (&self->chooser);
  self->chooser =
      gtk_file_chooser_native_new (_ ("Where to Put the Reminders"), GTK_WINDOW (ry_page_get_window (RY_PAGE (self))),
                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (folder_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
sheets_cb (RyDigestPage *self)
{
  g_autoptr (RyPaper) paper = ry_paper_new_digest_sheets (self->digests, self->today);

  ry_paper_page_push (ry_page_get_window (RY_PAGE (self)), paper, NULL);
}

static void
note_cb (RyDigestPage *self)
{
  if (self->digests != NULL && self->digests->len > 0)
    note (self);
}

static void
ry_digest_page_shown (RyPage *page)
{
  reload (RY_DIGEST_PAGE (page));
}

static void
ry_digest_page_dispose (GObject *object)
{
  RyDigestPage *self = RY_DIGEST_PAGE (object);

  g_clear_pointer (&self->digests, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->today, g_free);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (ry_digest_page_parent_class)->dispose (object);
}

static void
ry_digest_page_class_init (RyDigestPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_digest_page_dispose;
  RY_PAGE_CLASS (klass)->shown = ry_digest_page_shown;
}

static GtkWidget *
create_days (RyDigestPage *self, const char *label, int value)
{
  GtkWidget *days = gtk_spin_button_new_with_range (0, MOST_DAYS, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (days), value);
  gtk_widget_set_valign (days, GTK_ALIGN_CENTER);
  ry_speech_set_label (days, label);
  g_signal_connect_swapped (days, "value-changed", G_CALLBACK (reload), self);
  return days;
}

static void
add_days_row (AdwPreferencesGroup *group, const char *label, GtkWidget *days)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), days);
  adw_preferences_group_add (group, row);
}

static GtkWidget *
create_button (const char *label, GCallback clicked, RyDigestPage *self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  ry_speech_set_label (button, label);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static void
create_stack (RyDigestPage *self)
{
  GtkWidget *empty = adw_status_page_new ();

  self->people = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "object-select-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("Nobody to Remind Today"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _ ("Everybody whose day is near or past has been told. Nobody is told twice."));
  gtk_widget_add_css_class (empty, "compact");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->people), "people");
  gtk_stack_add_named (self->stack, empty, "empty");
}

static GtkWidget *
create_buttons (RyDigestPage *self)
{
  GtkWidget *buttons = ry_wrap_box_new (8);

  self->make = create_button (_ ("Make the Reminders…"), G_CALLBACK (make_cb), self);
  gtk_widget_add_css_class (self->make, "suggested-action");
  self->sheets = create_button (_ ("Look at the Sheets"), G_CALLBACK (sheets_cb), self);
  gtk_box_append (GTK_BOX (buttons), self->make);
  gtk_box_append (GTK_BOX (buttons), self->sheets);
  gtk_box_append (GTK_BOX (buttons), create_button (_ ("Note as Told"), G_CALLBACK (note_cb), self));
  return buttons;
}

static void
ry_digest_page_init (RyDigestPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  AdwPreferencesGroup *days = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->today = ry_date_dup_today ();
  self->rows = g_ptr_array_new ();
  self->before = create_days (self, _ ("Days before"), RY_DIGEST_BEFORE);
  self->after = create_days (self, _ ("Days after"), RY_DIGEST_AFTER);
  add_days_row (days, _ ("Remind so many days before"), self->before);
  add_days_row (days, _ ("Remind again so many days after"), self->after);
  create_stack (self);
  gtk_widget_add_css_class (content, "ry-subcommittee");
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (days));
  gtk_box_append (GTK_BOX (content), create_buttons (self));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->stack));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
  ry_page_set_title (RY_PAGE (self), _ ("Reminders"));
}

static void
changed_cb (RyDigestPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
}

/**
 * ry_digest_page_new:
 * @window: the window onto which it is pushed
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
ry_digest_page_new (RyWindow *window)
{
  RyDigestPage *self = g_object_new (RY_TYPE_DIGEST_PAGE, "window", window, NULL);

  g_signal_connect_object (ry_window_get_workspace (window), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* The own digests, found in a thread. */
static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *today = ry_date_dup_today ();
  GPtrArray *digests = ry_digest_list (source, today, RY_DIGEST_BEFORE, RY_DIGEST_AFTER, NULL);

  for (guint i = digests != NULL ? digests->len : 0; i-- > 0;)
    if (!((RyDigest *) g_ptr_array_index (digests, i))->mine)
      g_ptr_array_remove_index (digests, i);
  g_task_return_pointer (task, digests, (GDestroyNotify) g_ptr_array_unref);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);

  if (undo == NULL)
    g_warning ("Noting reminders: %s", error->message);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyWindow) window = data;
  g_autoptr (GPtrArray) digests = g_task_propagate_pointer (G_TASK (result), NULL);
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (window)));
  g_autoptr (GNotification) notification = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *title = NULL, *today = ry_date_dup_today ();
  g_autoptr (GString) body = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; digests != NULL && i < digests->len; i++) {
    const RyDigest *digest = g_ptr_array_index (digests, i);

    for (guint j = 0; j < digest->actions->len; j++, n++) {
      JsonObject *root = ry_document_get_root (g_ptr_array_index (digest->actions, j));
      g_autofree char *timing = ry_action_dup_timing (root, today);

      g_string_append_printf (body, "%s%s（%s）", n > 0 ? "\n" : "", ry_json_get_string (root, "text"), timing);
    }
  }
  if (n == 0 || application == NULL)
    return;
  title =
      g_strdup_printf (ngettext ("%u action of yours is near or late", "%u actions of yours are near or late", n), n);
  notification = g_notification_new (title);
  g_notification_set_body (notification, body->str);
  g_notification_set_default_action_and_target (notification, "app.show-page", "s", "actions");
  g_application_send_notification (application, "actions-due", notification);
  edits = ry_digest_create_edits (digests, RY_DIGEST_DESKTOP, today, NULL);
  ry_workspace_commit_async (RY_WORKSPACE (source), edits, NULL, noted_cb, NULL);
}

/**
 * ry_digest_notify_mine:
 * @window: the window
 *
 * Tells the person at this machine of their own actions that are near or late, once for each day, on the desktop.
 */
void
ry_digest_notify_mine (RyWindow *window)
{
  g_autoptr (GTask) task = g_task_new (ry_window_get_workspace (window), NULL, found_cb, g_object_ref (window));

  g_task_run_in_thread (task, find_thread);
}
