/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes are said as the kind's definition labels them. */
#include "ry-event-words.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-line.h"

static const char *const classes[RY_N_EVENT_STAGES] = { NULL, "accent", "ry-warn", NULL, "ry-good", NULL };

static const char *
get_label (RyWorkspace *workspace, const char *member, const char *code)
{
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (workspace, "event"), member);
  const char *label = field != NULL && code != NULL ? ry_field_get_code_label (field, code) : NULL;

  return label != NULL ? label : "";
}

const char *
ry_event_words_get_type (RyWorkspace *workspace, JsonObject *event)
{
  return get_label (workspace, "event_type", ry_json_get_string (event, "event_type"));
}

GtkWidget *
ry_event_words_chip_new (RyWorkspace *workspace, JsonObject *event)
{
  GtkWidget *chip =
      gtk_label_new (get_label (workspace, "stage", ry_event_stage_get_code (ry_event_get_stage (event))));
  const char *css_class = classes[ry_event_get_stage (event)];

  gtk_widget_add_css_class (chip, "ry-chip");
  if (css_class != NULL)
    gtk_widget_add_css_class (chip, css_class);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  return chip;
}

static void
append (GString *words, const char *word)
{
  if (word != NULL && *word != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? "　" : "", word);
}

static char *
dup_when (JsonObject *event)
{
  const char *date = ry_json_get_string (event, "date"), *start = ry_json_get_string (event, "start"),
             *end = ry_json_get_string (event, "end");
  g_autofree char *day = date != NULL ? ry_date_format_iso (date, RY_DATE_ERA_WEEKDAY) : g_strdup (_ ("Day not fixed"));

  if (start == NULL)
    return g_steal_pointer (&day);
  return g_strdup_printf ("%s %s–%s", day, start, end != NULL ? end : "");
}

/**
 * ry_event_words_dup_facts:
 * @workspace: where its lines are
 * @event: content of an event
 *
 * Returns: (transfer full): type, day, place, lines and budget
 */
char *
ry_event_words_dup_facts (RyWorkspace *workspace, JsonObject *event)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *when = dup_when (event);
  g_autoptr (GPtrArray) lines = ry_line_list (workspace, NULL);
  g_auto (GStrv) ids = ry_line_get_set (event);
  g_autofree char *marks = lines != NULL && ids != NULL ? ry_line_dup_marks (lines, (const char *const *) ids) : NULL;
  gint64 planned = ry_event_sum_budget (event, "planned");
  g_autofree char *budget = planned > 0 ? g_strdup_printf (_ ("Budget %'d yen"), (int) planned) : NULL;

  append (words, ry_event_words_get_type (workspace, event));
  append (words, when);
  append (words, ry_json_get_string (event, "place"));
  append (words, marks);
  append (words, budget);
  return g_string_free (g_steal_pointer (&words), FALSE);
}
