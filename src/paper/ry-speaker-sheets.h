/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is withheld from a speaker's fee. The sheets themselves are made as the other papers are, see ry-paper.h. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 ry_speaker_tax (gint64 fee);

G_END_DECLS
