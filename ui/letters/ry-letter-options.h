/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the papers of a run come out: envelopes or labels, where the first label is, the printer's offset, the folder.
 * Kept on this machine.
 */
#pragma once

#include <adwaita.h>

#include "ry-letter-run.h"

G_BEGIN_DECLS

#define RY_TYPE_LETTER_OPTIONS (ry_letter_options_get_type ())
G_DECLARE_FINAL_TYPE (RyLetterOptions, ry_letter_options, RY, LETTER_OPTIONS, AdwPreferencesGroup)

/* Signal: changed. */

gboolean    ry_letter_options_get_labels    (RyLetterOptions *self, RyLabelStyle *style);
void        ry_letter_options_get_envelopes (RyLetterOptions *self, RyEnvelopeStyle *style);
const char *ry_letter_options_get_folder    (RyLetterOptions *self);

G_END_DECLS
