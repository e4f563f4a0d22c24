/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a record's signals to the window's toasts. The window is looked up when there is something to say, as
 * a row may not be in one yet when its record is made.
 */
#include "ry-announce.h"

#include <glib/gi18n.h>

#include "ry-window.h"

/* The mark of a guess goes with the reading and has no place of its own on the screen. */
static const char *
get_visible_field (const char *field)
{
  return g_strcmp0 (field, "reading_guessed") == 0 ? "reading" : field;
}

static void
saved_cb (RyRecord *record, RyUndo *undo, const char *field, GtkWidget *widget)
{
  RyField *definition =
      field != NULL ? ry_kind_find_field (ry_record_get_kind (record), get_visible_field (field)) : NULL;
  g_autofree char *message =
      g_strdup_printf (_ ("Saved: %s"), definition != NULL ? ry_field_get_label (definition) : "");
  GtkRoot *root = gtk_widget_get_root (widget);

  if (RY_IS_WINDOW (root))
    ry_window_show_undo (RY_WINDOW (root), message, undo);
}

static void
failed_cb (RyRecord *record, const GError *error, GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (RY_IS_WINDOW (root))
    ry_window_show_error (RY_WINDOW (root), _ ("Saving a member"), error);
}

/**
 * ry_announce_record:
 * @record: a record whose fields are on the screen
 * @widget: a widget that shows it; while it lives, the record's news are said in its window
 *
 * Lets the window say what becomes of what is typed.
 */
void
ry_announce_record (RyRecord *record, GtkWidget *widget)
{
  g_signal_connect_object (record, "saved", G_CALLBACK (saved_cb), widget, 0);
  g_signal_connect_object (record, "failed", G_CALLBACK (failed_cb), widget, 0);
}
