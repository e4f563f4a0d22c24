/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What slides have in common. Internal to the paper room. */
#pragma once

#include "ry-hospital.h"
#include "ry-poppler.h"
#include "ry-slide-check.h"
#include "ry-slide.h"

G_BEGIN_DECLS

double  _ry_slide_put_fit (RyScene *scene, double x, double y, double anchor, double size, int weight, const char *colour, double room, const char *text);
guint   _ry_slide_put_block (RyScene *scene, double x, double y, double size, double leading, int weight, const char *colour, double room, guint max_lines, const char *text);
void    _ry_slide_check_document (PopplerDocument *document, RySlideFinding *finding);

G_END_DECLS
