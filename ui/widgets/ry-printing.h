/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Printing a paper through the dialogue of the desktop, and where each printer needs it: an offset in tenths of a
 * millimetre, kept per printer on this machine.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-paper.h"

G_BEGIN_DECLS

typedef void (*RyPrintFailedFunc) (gpointer data, const GError *error);

void ry_print_paper         (GtkWindow *window, RyPaper *paper, gboolean with_offset, RyPrintFailedFunc failed, GObject *data);
void ry_printer_get_offset  (const char *printer, int *dx_tenths, int *dy_tenths);
void ry_printer_set_offset  (const char *printer, int dx_tenths, int dy_tenths);

G_END_DECLS
