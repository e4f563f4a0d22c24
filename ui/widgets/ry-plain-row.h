/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row whose words are what people wrote: no markup is read out of them, and what is long goes on in the next line.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *ry_plain_row_new (const char *title, const char *subtitle);

G_END_DECLS
