/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The import wizard as one machine of named steps. Each step shows one page of the stack and one button in
 * the header; the way back leads to the step before. Trial and import run in their own thread and can be
 * stopped; what an import has taken until then stays, and the toast takes it back.
 */
#include "ry-import-page.h"

#include <glib/gi18n.h>

#include "ry-error.h"
#include "ry-import-columns.h"
#include "ry-import-outcomes.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-ward-report-page.h"
#include "ry-window.h"
#include "ry-workbook.h"

typedef enum {
  STEP_FILE,
  STEP_COLUMNS,
  STEP_TRYING,
  STEP_TRIED,
  STEP_IMPORTING,
  STEP_DONE,
} Step;

struct _RyImportPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkButton *act;
  GtkBox *steps;
  GtkStack *stack;
  AdwStatusPage *choose;
  GtkButton *choose_button;
  RyImportColumns *columns;
  RyImportOutcomes *outcomes;
  GtkLabel *running_title;
  GtkProgressBar *progress;
  GtkLabel *running_counts;
  GtkWidget *stop;
  GtkWidget *save_refused;

  /* Owned */
  RyImport *import;
  GCancellable *cancellable; /* of the run under way */
  GtkFileChooserNative *chooser;
  char *path;

  Step step;
  RyImportProgress tried;
};

G_DEFINE_FINAL_TYPE (RyImportPage, ry_import_page, RY_TYPE_PAGE)

static const struct {
  const char *child; /* of the stack */
  guint shown;       /* which of the four steps in words it belongs to */
} steps[] = {
  [STEP_FILE] = { "file", 0 },     [STEP_COLUMNS] = { "columns", 1 },   [STEP_TRYING] = { "running", 2 },
  [STEP_TRIED] = { "outcome", 2 }, [STEP_IMPORTING] = { "running", 3 }, [STEP_DONE] = { "outcome", 3 },
};

static const char *const step_titles[] = { N_ ("1 File"), N_ ("2 Columns"), N_ ("3 Trial"), N_ ("4 Import") };

static void
show_title (GtkWidget *label, const char *title, gboolean short_of_room)
{
  g_autofree char *number = g_strndup (title, strcspn (title, " "));

  gtk_label_set_label (GTK_LABEL (label), short_of_room ? number : title);
  ry_speech_set_label (label, title);
}

static void
show_steps (RyImportPage *self)
{
  guint now = steps[self->step].shown;
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  gboolean folded = window != NULL && ry_window_get_folded (window);
  GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (self->steps));

  for (guint i = 0; box != NULL; i++, box = gtk_widget_get_next_sibling (box)) {
    GtkWidget *icon = gtk_widget_get_first_child (box);
    GtkWidget *label = gtk_widget_get_last_child (box);
    gboolean done = i < now || self->step == STEP_DONE;

    gtk_image_set_from_icon_name (GTK_IMAGE (icon), done       ? "object-select-symbolic"
                                                    : i == now ? "pan-end-symbolic"
                                                               : "radio-symbolic");
    /* Where room is short the other steps are their numbers. */
    show_title (label, _ (step_titles[i]), folded && i != now);
    if (i == now)
      gtk_widget_add_css_class (label, "now");
    else
      gtk_widget_remove_css_class (label, "now");
  }
}

static int
count_writes (RyImportPage *self)
{
  return self->tried.counts[RY_IMPORT_NEW] + self->tried.counts[RY_IMPORT_CHANGED];
}

/* What there is to be done after a trial: with nothing to write the button leads to what can be mended, or away. */
static char *
dup_tried_label (RyImportPage *self)
{
  if (count_writes (self) > 0)
    return g_strdup_printf (_ ("Import %d"), count_writes (self));
  return g_strdup (self->tried.counts[RY_IMPORT_REFUSED] > 0 ? _ ("Back to the columns") : _ ("Show the members"));
}

/* No match of columns helps a list that has none but headings. */
static gboolean
wants_other_file (RyImportPage *self)
{
  return self->step == STEP_COLUMNS && ry_import_get_preview (self->import)->len == 0 &&
         ry_import_get_n_unreadable (self->import, NULL) == 0;
}

static void
show_act (RyImportPage *self)
{
  g_autofree char *tried = dup_tried_label (self);
  const char *label = wants_other_file (self)      ? _ ("Choose another file…")
                      : self->step == STEP_COLUMNS ? _ ("Try it")
                      : self->step == STEP_TRIED   ? tried
                                                   : _ ("Close");
  gboolean ready = self->step != STEP_COLUMNS || wants_other_file (self) || ry_import_is_ready (self->import, NULL);

  gtk_button_set_label (self->act, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->act), ready && ry_permission_guard_allows (GTK_WIDGET (self->act)));
  gtk_widget_set_visible (GTK_WIDGET (self->act),
                          self->step == STEP_COLUMNS || self->step == STEP_TRIED || self->step == STEP_DONE);
}

static void
go_to (RyImportPage *self, Step step)
{
  self->step = step;
  gtk_stack_set_visible_child_name (self->stack, steps[step].child);
  gtk_widget_set_visible (self->save_refused, step == STEP_DONE && self->tried.counts[RY_IMPORT_REFUSED] > 0);
  show_steps (self);
  show_act (self);
}

static void
show_fault (RyImportPage *self, const GError *error)
{
  adw_status_page_set_icon_name (self->choose, "dialog-warning-symbolic");
  adw_status_page_set_title (self->choose, _ ("This file cannot be read as a list"));
  adw_status_page_set_description (self->choose, error->message);
  gtk_button_set_label (self->choose_button, _ ("Choose another file…"));
  ry_page_set_subtitle (RY_PAGE (self), NULL);
  go_to (self, STEP_FILE);
}

static void
show_file (RyImportPage *self)
{
  g_autofree char *name = g_filename_display_basename (self->path);
  g_autofree char *size = g_format_size (ry_import_get_size (self->import));
  g_autofree char *subtitle = g_strdup_printf ("%s・%s", name, size);

  ry_page_set_subtitle (RY_PAGE (self), subtitle);
  ry_import_columns_set_import (self->columns, self->import);
}

typedef struct {
  RyWindow *window;
  char *path;
} Workbook;

static gboolean
push_workbook_cb (gpointer data)
{
  Workbook *workbook = data;

  ry_window_push (workbook->window, ry_ward_report_page_new (workbook->window, workbook->path));
  g_object_unref (workbook->window);
  g_free (workbook->path);
  g_free (workbook);
  return G_SOURCE_REMOVE;
}

/* A workbook is the national ward report, which has a page of its own; this one may not be in front yet. */
static void
push_workbook (RyImportPage *self, const char *path)
{
  Workbook *workbook = g_new0 (Workbook, 1);

  workbook->window = g_object_ref (ry_page_get_window (RY_PAGE (self)));
  workbook->path = g_strdup (path);
  g_idle_add (push_workbook_cb, workbook);
}

static void
open_file (RyImportPage *self, const char *path, const char *encoding)
{
  RyWorkspace *workspace = ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
  g_autoptr (GError) error = NULL;
  g_autoptr (RyImport) import = ry_import_new (workspace, "organisation", path, encoding, &error);

  if (import == NULL && encoding != NULL) {
    /* The list stays as it was; only the choice of an encoding did not fit. */
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The file cannot be read in this encoding"), error);
    ry_import_columns_set_import (self->columns, self->import);
    return;
  }
  if (import == NULL) {
    show_fault (self, error);
    return;
  }
  if (self->path != path) {
    g_free (self->path);
    self->path = g_strdup (path);
  }
  g_set_object (&self->import, import);
  show_file (self);
  go_to (self, STEP_COLUMNS);
}

static void
take_file (RyImportPage *self, GFile *file)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    ry_import_page_take (self, path);
}

static char *
get_refused_path (RyImportPage *self)
{
  const char *home = ry_workspace_get_home (ry_window_get_workspace (ry_page_get_window (RY_PAGE (self))));

  return g_build_filename (home, "import-refused.csv", NULL);
}

static void
show_progress (RyImportPage *self, const RyImportProgress *progress)
{
  g_autofree char *counts =
      g_strdup_printf (_ ("New %d, changed %d, the same %d, not accepted %d"), (int) progress->counts[RY_IMPORT_NEW],
                       (int) progress->counts[RY_IMPORT_CHANGED], (int) progress->counts[RY_IMPORT_SAME],
                       (int) progress->counts[RY_IMPORT_REFUSED]);

  gtk_label_set_text (self->running_counts, counts);
  gtk_progress_bar_set_fraction (self->progress, progress->size > 0 ? (double) progress->position / progress->size : 0);
}

static void
progress_cb (const RyImportProgress *progress, gpointer data)
{
  RyImportPage *self = data;

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    show_progress (self, progress);
}

static void
say_done (RyImportPage *self, const RyImportProgress *progress, RyUndo *undo, gboolean stopped)
{
  int n = progress->counts[RY_IMPORT_NEW] + progress->counts[RY_IMPORT_CHANGED];
  g_autofree char *message = stopped ? g_strdup_printf (_ ("Stopped; %d members had been imported"), n)
                                     : g_strdup_printf (_ ("%d members imported"), n);
  RyWindow *window = ry_page_get_window (RY_PAGE (self));

  if (undo != NULL)
    ry_window_show_undo (window, message, undo);
  else
    ry_window_show_message (window, message);
}

/* What the trial found, and where there is nothing to import what to do instead. */
static char *
describe_trial (RyImportPage *self)
{
  int n = self->tried.rows;

  if (count_writes (self) > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d row was read. Nothing has been written yet.",
                                         "%d rows were read. Nothing has been written yet.", n),
                            n);
  if (self->tried.counts[RY_IMPORT_REFUSED] > 0)
    return g_strdup (_ ("There is nothing to import: no row that is new could be accepted. Look at the reasons below, "
                        "match the columns again, or mend the list and choose it again."));
  return g_strdup (_ ("Every row is among the members just as it stands in the list. There is nothing to import."));
}

static void
show_tried (RyImportPage *self, const RyImportProgress *progress)
{
  g_autofree char *description = NULL;

  self->tried = *progress;
  description = describe_trial (self);
  ry_import_outcomes_show (self->outcomes, self->import, progress, _ ("What the import will do"), description);
  go_to (self, STEP_TRIED);
}

/* With rows that were refused there is something left to do here; else the members are what one wants to see.
 */
static void
show_imported (RyImportPage *self, const RyImportProgress *progress, RyUndo *undo)
{
  self->tried = *progress;
  ry_import_remember_columns (self->import, NULL);
  say_done (self, progress, undo, FALSE);
  if (progress->counts[RY_IMPORT_REFUSED] == 0) {
    ry_window_show_page (ry_page_get_window (RY_PAGE (self)), "members");
    return;
  }
  ry_import_outcomes_show (
      self->outcomes, self->import, progress, _ ("What was imported"),
      _ ("Save the rows that were not accepted, mend them in the spreadsheet, and import them again."));
  go_to (self, STEP_DONE);
}

static void
show_failed (RyImportPage *self, const RyImportProgress *progress, RyUndo *undo, const GError *error)
{
  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (self->step == STEP_IMPORTING && (stopped || undo != NULL))
    say_done (self, progress, undo, TRUE);
  if (!stopped)
    ry_window_show_error (ry_page_get_window (RY_PAGE (self)), _ ("The list could not be read to its end"), error);
  go_to (self, STEP_COLUMNS);
}

static void
run_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyImportPage) self = data;
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (GError) error = NULL;
  RyImportProgress progress;
  gboolean done = ry_import_run_finish (RY_IMPORT (source), result, &progress, &undo, &error);

  g_clear_object (&self->cancellable);
  /* The page was left while it ran; what was taken can still be taken back. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (!done)
    show_failed (self, &progress, undo, error);
  else if (self->step == STEP_TRYING)
    show_tried (self, &progress);
  else
    show_imported (self, &progress, undo);
}

static void
run (RyImportPage *self, Step step)
{
  gboolean trial = step == STEP_TRYING;
  g_autofree char *refused = trial ? NULL : get_refused_path (self);
  RyImportProgress none = { .size = 0 };

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_label_set_text (self->running_title, trial ? _ ("Trying it…") : _ ("Importing…"));
  show_progress (self, &none);
  go_to (self, step);
  gtk_widget_grab_focus (self->stop);
  ry_import_run_async (self->import, trial, refused, progress_cb, self, self->cancellable, run_done_cb,
                       g_object_ref (self));
}

static void
stop_cb (RyImportPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
columns_changed_cb (RyImportPage *self)
{
  show_act (self);
}

static void
encoding_chosen_cb (RyImportPage *self, const char *encoding)
{
  g_autofree char *path = g_strdup (self->path);

  open_file (self, path, encoding);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, RyImportPage *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  take_file (self, file);
  g_clear_object (&self->chooser);
}

static void
add_filters (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _ ("Tables (CSV, TSV), ward report (xlsx)"));
  gtk_file_filter_add_suffix (tables, "csv");
  gtk_file_filter_add_suffix (tables, "tsv");
  gtk_file_filter_add_suffix (tables, "txt");
  gtk_file_filter_add_suffix (tables, "xlsx");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, tables);
  gtk_file_chooser_add_filter (chooser, all);
}

static void
choose_cb (RyImportPage *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  g_clear_object (&self->chooser);
  self->chooser =
      gtk_file_chooser_native_new (_ ("Choose the list of members"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  add_filters (GTK_FILE_CHOOSER (self->chooser));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
act_cb (RyImportPage *self)
{
  if (wants_other_file (self))
    choose_cb (self);
  else if (self->step == STEP_COLUMNS)
    run (self, STEP_TRYING);
  else if (self->step == STEP_TRIED && count_writes (self) > 0)
    run (self, STEP_IMPORTING);
  else if (self->step == STEP_TRIED && self->tried.counts[RY_IMPORT_REFUSED] > 0)
    go_to (self, STEP_COLUMNS);
  else
    ry_window_show_page (ry_page_get_window (RY_PAGE (self)), "members");
}

static void
save_chosen_cb (GtkNativeDialog *dialog, int response, RyImportPage *self)
{
  g_autoptr (GFile) target =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *refused = get_refused_path (self);
  g_autoptr (GFile) source = g_file_new_for_path (refused);
  g_autoptr (GError) error = NULL;
  RyWindow *window = ry_page_get_window (RY_PAGE (self));

  if (target != NULL && g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error))
    ry_window_show_message (window, _ ("Saved; mend the rows there and import that file"));
  else if (target != NULL)
    ry_window_show_error (window, _ ("The rows could not be saved"), error);
  g_clear_object (&self->chooser);
}

static void
save_refused_cb (RyImportPage *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *base = g_filename_display_basename (self->path);
  g_autofree char *name = g_strdup_printf ("%s.refused.csv", base);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Save the rows that were not accepted"), parent,
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (save_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, RyImportPage *self)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (files == NULL || self->cancellable != NULL)
    return FALSE;
  take_file (self, files->data);
  return TRUE;
}

static gboolean
ry_import_page_go_back (RyPage *page)
{
  RyImportPage *self = RY_IMPORT_PAGE (page);

  switch (self->step) {
  case STEP_COLUMNS:
    if (!ry_import_columns_go_back (self->columns))
      go_to (self, STEP_FILE);
    return TRUE;
  case STEP_TRYING:
  case STEP_IMPORTING:
    stop_cb (self);
    return TRUE;
  case STEP_TRIED:
    go_to (self, STEP_COLUMNS);
    return TRUE;
  case STEP_FILE:
  case STEP_DONE:
  default:
    return FALSE;
  }
}

static void
ry_import_page_leaving (RyPage *page)
{
  stop_cb (RY_IMPORT_PAGE (page));
}

static void
add_steps (RyImportPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (step_titles); i++) {
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

    gtk_box_append (GTK_BOX (box), gtk_image_new ());
    gtk_box_append (GTK_BOX (box), gtk_label_new (_ (step_titles[i])));
    gtk_box_append (self->steps, box);
  }
}

static void
ry_import_page_dispose (GObject *object)
{
  RyImportPage *self = RY_IMPORT_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->import);
  G_OBJECT_CLASS (ry_import_page_parent_class)->dispose (object);
}

static void
ry_import_page_finalize (GObject *object)
{
  g_clear_object (&RY_IMPORT_PAGE (object)->cancellable);
  g_free (RY_IMPORT_PAGE (object)->path);
  G_OBJECT_CLASS (ry_import_page_parent_class)->finalize (object);
}

static void
ry_import_page_class_init (RyImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_import_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_import_page_finalize;
  RY_PAGE_CLASS (klass)->go_back = ry_import_page_go_back;
  RY_PAGE_CLASS (klass)->leaving = ry_import_page_leaving;

  g_type_ensure (RY_TYPE_IMPORT_COLUMNS);
  g_type_ensure (RY_TYPE_IMPORT_OUTCOMES);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/importer/ry-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyImportPage, act);
  gtk_widget_class_bind_template_child (widget_class, RyImportPage, steps);
  gtk_widget_class_bind_template_child (widget_class, RyImportPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RyImportPage, choose);
  gtk_widget_class_bind_template_child (widget_class, RyImportPage, choose_button);
  gtk_widget_class_bind_template_child (widget_class, RyImportPage, columns);
  gtk_widget_class_bind_template_child (widget_class, RyImportPage, outcomes);
  gtk_widget_class_bind_template_child (widget_class, RyImportPage, running_title);
  gtk_widget_class_bind_template_child (widget_class, RyImportPage, progress);
  gtk_widget_class_bind_template_child (widget_class, RyImportPage, running_counts);
  gtk_widget_class_bind_template_child (widget_class, RyImportPage, stop);
  gtk_widget_class_bind_template_child (widget_class, RyImportPage, save_refused);
  gtk_widget_class_bind_template_callback (widget_class, act_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, encoding_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_refused_cb);
}

static void
ry_import_page_init (RyImportPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  add_steps (self);
  go_to (self, STEP_FILE);
}

/**
 * ry_import_page_new:
 * @window: the window
 * @path: (nullable): a file to begin with
 *
 * Returns: (transfer floating): the wizard, to be pushed over the window
 */
RyPage *
ry_import_page_new (RyWindow *window, const char *path)
{
  RyImportPage *self = g_object_new (RY_TYPE_IMPORT_PAGE, "window", window, NULL);

  ry_permission_guard_widget (GTK_WIDGET (self->act), ry_window_get_workspace (window), RY_VERB_CREATE, "organisation",
                              NULL);
  g_signal_connect_object (window, "notify::folded", G_CALLBACK (show_steps), self, G_CONNECT_SWAPPED);
  show_steps (self);
  if (path != NULL)
    ry_import_page_take (self, path);
  return RY_PAGE (self);
}

/**
 * ry_import_page_take:
 * @self: the wizard
 * @path: a file
 *
 * Begins with another file. While a run is under way it says that this must wait.
 */
void
ry_import_page_take (RyImportPage *self, const char *path)
{
  if (self->cancellable != NULL)
    ry_window_show_message (ry_page_get_window (RY_PAGE (self)),
                            _ ("Another list is being read just now. Choose this file when that is done, or stop it"));
  else if (ry_workbook_looks_like (path))
    push_workbook (self, path);
  else
    open_file (self, path, NULL);
}
