/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The data cannot be opened. One table turns the reason into a title and what was kept; nothing is touched
 * from here but through a button that says so.
 */
#include "ry-trouble-window.h"

#include <glib/gi18n.h>

#include "ry-error.h"
#include "ry-workspace.h"

struct _RyTroubleWindow {
  AdwApplicationWindow parent_instance;

  /* Template widgets */
  AdwStatusPage *page;
  AdwActionRow *place;
  AdwActionRow *reason;
  AdwActionRow *kept;
  GtkWidget *restore;
  AdwToastOverlay *toasts;

  /* Owned */
  char *home;
  char *details;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (RyTroubleWindow, ry_trouble_window, ADW_TYPE_APPLICATION_WINDOW)

enum { RETRY, N_SIGNALS };

static guint signals[N_SIGNALS];

static const struct {
  RyErrorCode code;
  const char *title;
  const char *description;
  const char *kept;
  gboolean offer_backup;
} troubles[] = {
  { RY_ERROR_BUSY, N_ ("In use by another program"),
    N_ ("Another Ryōrin, or the command line, works on the same data. Close it, then open again."),
    N_ ("Nothing was changed"), FALSE },
  { RY_ERROR_NEWER_VERSION, N_ ("This version cannot open it"),
    N_ ("The data was written by a newer version of Ryōrin. Install that version, or open a backup."),
    N_ ("Nothing was changed"), TRUE },
  { RY_ERROR_CORRUPT, N_ ("The data is damaged"),
    N_ ("A file of the data cannot be read any more. Open a backup; what was sent to a server is there too."),
    N_ ("The damaged file is left as it is"), TRUE },
  { RY_ERROR_DISK_FULL, N_ ("The disk is full"), N_ ("Make room on the disk, then open again."),
    N_ ("Everything that was saved is still there"), FALSE },
  { RY_ERROR_READ_ONLY, N_ ("The data cannot be written"),
    N_ ("The folder or the disk can only be read. Ask whoever looks after this computer."), N_ ("Nothing was changed"),
    FALSE },
  { RY_ERROR_FAILED, N_ ("The data cannot be opened"),
    N_ ("The reason is below. Whoever looks after this computer can use the details."), N_ ("Nothing was changed"),
    TRUE },
};

static guint
find_trouble (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (troubles) - 1; i++)
    if (g_error_matches (error, RY_ERROR, troubles[i].code))
      return i;
  return G_N_ELEMENTS (troubles) - 1;
}

static void
say (RyTroubleWindow *self, const char *sentence)
{
  g_autofree char *markup = g_markup_escape_text (sentence, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[RETRY], 0);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyTroubleWindow *self = RY_TROUBLE_WINDOW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->details);
  say (self, _ ("Copied"));
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, RyTroubleWindow *self)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (ry_workspace_restore (self->home, g_file_peek_path (file), NULL, &error))
    g_signal_emit (self, signals[RETRY], 0);
  else
    say (self, error->message);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RyTroubleWindow *self = RY_TROUBLE_WINDOW (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Open a Backup"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _ ("_Open"), _ ("_Cancel"));
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
ry_trouble_window_finalize (GObject *object)
{
  RyTroubleWindow *self = RY_TROUBLE_WINDOW (object);

  g_clear_object (&self->chooser);
  g_free (self->home);
  g_free (self->details);
  G_OBJECT_CLASS (ry_trouble_window_parent_class)->finalize (object);
}

static void
ry_trouble_window_class_init (RyTroubleWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ry_trouble_window_finalize;

  signals[RETRY] =
      g_signal_new ("retry", RY_TYPE_TROUBLE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-trouble-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RyTroubleWindow, page);
  gtk_widget_class_bind_template_child (widget_class, RyTroubleWindow, place);
  gtk_widget_class_bind_template_child (widget_class, RyTroubleWindow, reason);
  gtk_widget_class_bind_template_child (widget_class, RyTroubleWindow, kept);
  gtk_widget_class_bind_template_child (widget_class, RyTroubleWindow, restore);
  gtk_widget_class_bind_template_child (widget_class, RyTroubleWindow, toasts);
  gtk_widget_class_install_action (widget_class, "trouble.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "trouble.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "trouble.restore", NULL, restore_action);
}

static void
ry_trouble_window_init (RyTroubleWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_trouble_window_new:
 * @application: the application
 * @home: where the data lies
 * @error: why it cannot be opened
 *
 * Returns: (transfer none): the window, to be presented
 */
RyTroubleWindow *
ry_trouble_window_new (GtkApplication *application, const char *home, const GError *error)
{
  RyTroubleWindow *self = g_object_new (RY_TYPE_TROUBLE_WINDOW, "application", application, NULL);
  guint trouble = find_trouble (error);
  const char *sentence = error->domain == RY_ERROR ? ry_error_get_sentence (error->code) : error->message;

  self->home = g_strdup (home);
  self->details = g_strdup_printf ("Ryōrin %s\n%s\n%s", RY_VERSION, home, error->message);
  adw_status_page_set_title (self->page, _ (troubles[trouble].title));
  adw_status_page_set_description (self->page, _ (troubles[trouble].description));
  adw_action_row_set_subtitle (self->place, home);
  adw_action_row_set_subtitle (self->reason, sentence);
  adw_action_row_set_subtitle (self->kept, _ (troubles[trouble].kept));
  gtk_widget_set_visible (self->restore, troubles[trouble].offer_backup);
  return self;
}
