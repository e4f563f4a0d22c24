/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every paper of an event needs: the event, who holds it, its day in words. Internal to the paper room. */
#pragma once

#include "ry-canvas.h"
#include "ry-event.h"
#include "ry-paper-private.h"

G_BEGIN_DECLS

/**
 * RyEventSheet:
 * @workspace: borrowed
 * @id: of the event
 * @event: its content
 * @council: (nullable): content of the council that holds it
 * @council_name: or ""
 * @title: of the event
 * @day: 令和9年2月20日（土）, or ""
 * @time: 14時から16時まで, or ""
 * @telephone: of the office, or ""
 * @fax: of the office, or ""
 * @address: (nullable): of its page for everybody
 */
typedef struct {
  RyWorkspace *workspace;
  char *id;
  JsonObject *event;
  JsonObject *council;
  char *council_name;
  char *title;
  char *day;
  char *time;
  char *telephone;
  char *fax;
  char *address;
} RyEventSheet;

RyEventSheet *_ry_event_sheet_load   (RyWorkspace *workspace, const char *id, GError **error);
void          _ry_event_sheet_free   (RyEventSheet *self);
const char   *_ry_event_sheet_get    (JsonObject *object, const char *member);
char         *_ry_event_sheet_dup_clock (const char *time);
char         *_ry_event_sheet_dup_yen  (gint64 yen);
char         *_ry_event_sheet_dup_year (const char *date);
char         *_ry_event_sheet_dup_reading (const RyEventSheet *self, JsonObject *speaker);
RyPaper      *_ry_event_sheet_finish (const RyEventSheet *self, const char *what, const RySheet *sheet, RyCanvas *canvas, RyFaces *faces);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyEventSheet, _ry_event_sheet_free)

G_END_DECLS
