/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The item comes first and the bytes after it: where the machine stops between the two, the agenda names a paper that
 * can be made again, and nothing is lost.
 */
#include "ry-report-upward.h"

#include <glib/gi18n.h>

#include "ry-attach.h"
#include "ry-date.h"
#include "ry-paper.h"

typedef struct {
  RyWindow *window;
  char *subcommittee;
  char *today;
  char *meeting; /* what the paper was put on */
} Reporting;

static void
reporting_free (gpointer data)
{
  Reporting *reporting = data;

  g_clear_object (&reporting->window);
  g_free (reporting->subcommittee);
  g_free (reporting->today);
  g_free (reporting->meeting);
  g_free (reporting);
}

static gboolean
attach (RyWorkspace *workspace, const RyReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyPaper) paper = ry_paper_new_subcommittee_report (workspace, report);
  g_autoptr (GBytes) bytes = ry_paper_create_pdf (paper, cancellable, error);
  g_autoptr (GInputStream) stream = bytes != NULL ? g_memory_input_stream_new_from_bytes (bytes) : NULL;
  g_autofree char *name = ry_report_dup_file_name (report);

  return stream != NULL && ry_workspace_attach (workspace, ry_document_get_id (report->parent), name, "application/pdf",
                                                stream, cancellable, error);
}

static void
report_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RyWorkspace *workspace = source;
  Reporting *reporting = data;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL;
  GError *error = NULL;
  g_autoptr (RyReport) report = ry_report_new (workspace, reporting->subcommittee, reporting->today, &error);
  RyEdit *edit = report != NULL ? ry_report_create_edit (report, workspace) : NULL;

  if (edit == NULL) {
    if (error == NULL)
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                   _ ("The council has no meeting to come. Plan one, then report again"));
    g_task_return_error (task, error);
    return;
  }
  edits = ry_edits_new_with (edit, NULL);
  undo = ry_workspace_commit (workspace, edits, cancellable, &error);
  if (undo == NULL || !attach (workspace, report, cancellable, &error)) {
    g_task_return_error (task, error);
    return;
  }
  reporting->meeting = g_strdup (ry_document_get_string (report->parent, "title"));
  g_task_return_pointer (task, g_steal_pointer (&undo), (GDestroyNotify) ry_undo_unref);
}

static void
reported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Reporting *reporting = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *message = NULL;

  if (undo == NULL) {
    ry_window_show_error (reporting->window, _ ("The report could not be sent upward"), error);
    return;
  }
  message =
      g_strdup_printf (_ ("The report is on the agenda of %s"), reporting->meeting != NULL ? reporting->meeting : "");
  ry_window_show_undo (reporting->window, message, undo);
}

/**
 * ry_report_upward:
 * @window: where to say so
 * @subcommittee: a subcommittee
 *
 * Reports in the background.
 */
void
ry_report_upward (RyWindow *window, const char *subcommittee)
{
  Reporting *reporting = g_new0 (Reporting, 1);
  g_autoptr (GTask) task = g_task_new (ry_window_get_workspace (window), NULL, reported_cb, NULL);

  reporting->window = g_object_ref (window);
  reporting->subcommittee = g_strdup (subcommittee);
  reporting->today = ry_date_dup_today ();
  g_task_set_task_data (task, reporting, reporting_free);
  g_task_run_in_thread (task, report_thread);
}
