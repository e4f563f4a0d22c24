/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recording of tests/server/data/traces, played: a server that answers our client what another server once answered
 * another client to the same question, and keeps what it was asked.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RyRecording RyRecording;

RyRecording *ry_recording_new          (const char *file);
void         ry_recording_free         (RyRecording *self);
const char  *ry_recording_get_url      (RyRecording *self);
char        *ry_recording_dup_recorded (RyRecording *self, const char *what);
char        *ry_recording_dup_asked    (RyRecording *self, const char *what);
char        *ry_recording_dup_unknown  (RyRecording *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyRecording, ry_recording_free)

G_END_DECLS
