/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fields that a template can have, as buttons that say what they stand for.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*RyTemplateFieldFunc) (const char *field, gpointer data);

GtkWidget *ry_template_field_list_new (RyTemplateFieldFunc chosen, gpointer data);

G_END_DECLS
