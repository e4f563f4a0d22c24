/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read once for a paper. Papers are Japanese whatever the desktop's language is. */
#include "ry-event-sheet.h"

#include <stdio.h>
#include <string.h>

#include "ry-date.h"
#include "ry-json.h"

const char *
_ry_event_sheet_get (JsonObject *object, const char *member)
{
  const char *value = object != NULL ? ry_json_get_string (object, member) : NULL;

  return value != NULL ? value : "";
}

/* 14:00 → 14時, 14:30 → 14時30分; what is no time stays. */
char *
_ry_event_sheet_dup_clock (const char *time)
{
  unsigned hour, minute;

  if (sscanf (time, "%2u:%2u", &hour, &minute) != 2)
    return g_strdup (time);
  return minute > 0 ? g_strdup_printf ("%u時%u分", hour, minute) : g_strdup_printf ("%u時", hour);
}

/* With commas, whatever the process's language is. */
char *
_ry_event_sheet_dup_yen (gint64 yen)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, yen);
  g_autoptr (GString) out = g_string_new (NULL);
  gsize n = strlen (digits);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (out, "%s%c", i > 0 && (n - i) % 3 == 0 ? "," : "", digits[i]);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* 令和8年度, of the year of account in which a day lies; "" where there is no day. */
char *
_ry_event_sheet_dup_year (const char *date)
{
  g_autofree char *first = NULL, *words = NULL;
  g_auto (GStrv) parts = NULL;
  GDate day;

  g_date_clear (&day, 1);
  if (!ry_date_parse (date, &day))
    return g_strdup ("");
  first = g_strdup_printf ("%d-04-01", ry_date_fiscal_year (&day));
  words = ry_date_format_paper (first, RY_DATE_ERA);
  parts = g_strsplit (words, "4月", 2);
  return g_strconcat (parts[0], "度", NULL);
}

static char *
dup_time (JsonObject *event)
{
  g_autofree char *start = _ry_event_sheet_dup_clock (_ry_event_sheet_get (event, "start"));
  g_autofree char *end = _ry_event_sheet_dup_clock (_ry_event_sheet_get (event, "end"));

  if (*start == '\0')
    return g_strdup ("");
  return *end != '\0' ? g_strdup_printf ("%sから%sまで", start, end) : g_strdup_printf ("%sから", start);
}

/*
 * _ry_event_sheet_load:
 *
 * Returns: (transfer full) (nullable): the event; %RY_ERROR_NOT_FOUND where there is none
 */
RyEventSheet *
_ry_event_sheet_load (RyWorkspace *workspace, const char *id, GError **error)
{
  g_autoptr (RyDocument) event = ry_workspace_get (workspace, id, error);
  const char *council_id = event != NULL ? ry_document_get_string (event, "council") : NULL;
  g_autoptr (RyDocument) council = council_id != NULL ? ry_workspace_get (workspace, council_id, NULL) : NULL;
  RyEventSheet *self;
  const char *date;

  if (event == NULL)
    return NULL;
  self = g_new0 (RyEventSheet, 1);
  self->workspace = workspace;
  self->id = g_strdup (id);
  self->event = ry_document_dup_root (event);
  self->council = council != NULL ? ry_document_dup_root (council) : NULL;
  self->council_name = g_strdup (_ry_event_sheet_get (self->council, "name"));
  self->title = g_strdup (_ry_event_sheet_get (self->event, "title"));
  date = _ry_event_sheet_get (self->event, "date");
  self->day = *date != '\0' ? ry_date_format_paper (date, RY_DATE_ERA_WEEKDAY) : g_strdup ("");
  self->time = dup_time (self->event);
  self->telephone = g_strdup (_ry_event_sheet_get (self->council, "telephone"));
  self->fax = g_strdup (_ry_event_sheet_get (self->council, "fax"));
  self->address = ry_event_dup_address (workspace, id, self->event, self->council);
  return self;
}

void
_ry_event_sheet_free (RyEventSheet *self)
{
  json_object_unref (self->event);
  g_clear_pointer (&self->council, json_object_unref);
  g_free (self->id);
  g_free (self->council_name);
  g_free (self->title);
  g_free (self->day);
  g_free (self->time);
  g_free (self->telephone);
  g_free (self->fax);
  g_free (self->address);
  g_free (self);
}

/* How a speaker's name is read: as it was written for this event, else as the person's; "" where nobody said. */
char *
_ry_event_sheet_dup_reading (const RyEventSheet *self, JsonObject *speaker)
{
  const char *reading = _ry_event_sheet_get (speaker, "reading"), *id = _ry_event_sheet_get (speaker, "person");
  g_autoptr (RyDocument) person = *reading == '\0' && *id != '\0' ? ry_workspace_get (self->workspace, id, NULL) : NULL;

  return g_strdup (person != NULL ? ry_json_get_text (ry_document_get_root (person), "reading") : reading);
}

RyPaper *
_ry_event_sheet_finish (
    const RyEventSheet *self, const char *what, const RySheet *sheet, RyCanvas *canvas, RyFaces *faces)
{
  const char *date = _ry_event_sheet_get (self->event, "date");
  g_autofree char *title = g_strdup_printf ("%s　%s", self->title, what);

  return _ry_paper_new (_ry_pages_take (title, self->council_name, *date != '\0' ? date : "2000-01-01", sheet,
                                        ry_canvas_finish (canvas), faces));
}
