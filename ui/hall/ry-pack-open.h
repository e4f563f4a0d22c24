/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Presents a file that carries slides and running order: from the command line, a double click, or a button. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ry_pack_open        (GtkApplication *application, GFile *file);
void ry_pack_open_choose (GtkApplication *application);

G_END_DECLS
