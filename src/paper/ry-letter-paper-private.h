/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What letters, FAX covers and slips share. Internal to the paper room. */
#pragma once

#include "ry-canvas.h"
#include "ry-letter.h"
#include "ry-paper-private.h"

G_BEGIN_DECLS

extern const RySheet _ry_letter_sheet;

void  _ry_letter_set         (RyCanvas *canvas, RyFaces *faces, const RyLetter *letter, const RyAddressee *addressee);
guint _ry_letter_count_pages (RyFaces *faces, const RyLetter *letter, const RyAddressee *addressee);
void  _ry_letter_set_slip    (RyCanvas *canvas, const RyLetter *letter, const RyAddressee *addressee);

G_END_DECLS
