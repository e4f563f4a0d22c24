/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters as drafts of e-mail: one .eml each, with the letter as PDF and the meeting as .ics. A mail program opens a
 * draft for sending; this program never sends mail itself.
 */
#pragma once

#include "ry-letter.h"

G_BEGIN_DECLS

gboolean ry_mail_write_letter (RyWorkspace *workspace, const RyLetter *letter, const RyAddressee *addressee, GBytes *pdf, const char *path, GError **error);
gboolean ry_mail_write_text   (const char *from_name, const char *from, const char *to_name, const char *to, const char *subject, const char *text,
                               const char *path, GError **error);

G_END_DECLS
