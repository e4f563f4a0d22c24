/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ids are fixed words, so that two desktops that set a region up before they meet set up one pair of councils, not two.
 */
#include "ry-first-councils.h"

#include <glib/gi18n.h>

#include "ry-json.h"

static const struct {
  const char *council;
  const char *wheel;
  const char *short_name;
  const char *series;
  const char *series_type;
  const char *series_name;
  const char *mark;
  const char *rhythm;
} pair[] = {
  { "council:care", "plane", N_ ("Care"), "series:regular", "regular", N_ ("regular meeting"), N_ ("regular"),
    N_ ("monthly") },
  { "council:network", "vertical", N_ ("Network"), "series:quarterly", "quarterly", N_ ("quarterly meeting"),
    N_ ("quarterly"), N_ ("4 times a year") },
};

/* A member is named, then its value, up to a NULL. */
static void
add_edit (GPtrArray *edits, const char *id, const char *first, ...)
{
  JsonObject *content = json_object_new ();
  va_list args;

  va_start (args, first);
  for (const char *member = first; member != NULL; member = va_arg (args, const char *))
    ry_json_set_string (content, member, va_arg (args, const char *));
  va_end (args);
  g_ptr_array_add (edits, ry_edit_new (id, NULL, content));
}

/**
 * ry_first_councils_dup_name:
 * @workspace: a region
 * @vertical: whether the council from hospital to home is meant, not the one across the area
 *
 * Returns: (transfer full): what such a council is likely to be called there
 */
char *
ry_first_councils_dup_name (RyWorkspace *workspace, gboolean vertical)
{
  g_autofree char *region = ry_workspace_dup_title (workspace);

  /* Translators: the council's name begins with the name of the region. */
  return g_strdup_printf (vertical ? _ ("%s Medical and Care Network Council") : _ ("%s Care Liaison Council"),
                          region != NULL ? region : "");
}

/**
 * ry_first_councils_create_edits:
 * @plane_name: name of the council across the area (面)
 * @vertical_name: name of the council from hospital to hospital to home (垂直)
 *
 * Returns: (transfer full) (element-type RyEdit): both councils and their series, for one commit
 */
GPtrArray *
ry_first_councils_create_edits (const char *plane_name, const char *vertical_name)
{
  GPtrArray *edits = ry_edits_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pair); i++) {
    add_edit (edits, pair[i].council, "kind", "council", "name", i == 0 ? plane_name : vertical_name, "short_name",
              _ (pair[i].short_name), "wheel", pair[i].wheel, NULL);
    /* Translators: how a meeting of a series is called; {n} is its number, {name} the name of the series. */
    add_edit (edits, pair[i].series, "kind", "series", "name", _ (pair[i].series_name), "council", pair[i].council,
              "series_type", pair[i].series_type, "title_template", _ ("{name} {n}"), "mark", _ (pair[i].mark),
              "rhythm", _ (pair[i].rhythm), NULL);
  }
  return edits;
}
