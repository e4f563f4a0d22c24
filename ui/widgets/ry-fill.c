/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * To an entry the text it is filled with is an edit like any other: Ctrl+Z in a field just opened would empty it, and
 * the record with it. So its history begins after the filling; then Ctrl+Z goes on to the window's own undo.
 */
#include "ry-fill.h"

/**
 * ry_fill_editable:
 * @editable: an entry
 * @text: (nullable): what it is to show; %NULL is ""
 *
 * Shows a text that nobody typed. It cannot be undone in the entry. What stands there already stays, with
 * the history of its typing.
 */
void
ry_fill_editable (GtkEditable *editable, const char *text)
{
  if (g_strcmp0 (gtk_editable_get_text (editable), text != NULL ? text : "") == 0)
    return;
  gtk_editable_set_text (editable, text != NULL ? text : "");
  gtk_editable_set_enable_undo (editable, FALSE); /* forgets */
  gtk_editable_set_enable_undo (editable, TRUE);
}
