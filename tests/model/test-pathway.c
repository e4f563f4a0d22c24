/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pathways as tables: what is read, what does not fit, who takes part when. */
#include <string.h>

#include "ry-json.h"
#include "ry-pathway.h"
#include "support.h"

#define ROLES                                                                                                          \
  "\"roles\":[{\"key\":\"r1\",\"name\":\"病院\",\"side\":\"hospital\"},{\"key\":\"r2\",\"name\":\"家\",\"side\":"   \
  "\"home\"}]"

static const struct {
  const char *content;
  const char *steps; /* KEY@ROLE FROM-DAY<AFTER… in their order */
  const char *days;
  guint n_faults;
} cases[] = {
  { "{}", "", "0", 0 },
  { "{" ROLES ",\"stages\":[{\"name\":\"急性期\",\"from\":0,\"to\":14}],\"steps\":[{\"key\":\"b\",\"role\":\"家\","
    "\"from\":7,\"day\":14,\"after\":[\"a\"]},"
    "{\"key\":\"a\",\"role\":\"病院\",\"from\":0,\"day\":7}]}",
    "a@0 0-7, b@1 7-14<a", "0 7 14", 0 },
  { "{" ROLES ",\"steps\":[{\"key\":\"a\",\"role\":\"だれか\",\"day\":7}]}", "a@2 7-7", "0 7 8",
    1 }, /* nobody of that name */
  { "{" ROLES ",\"steps\":[{\"key\":\"a\",\"role\":\"病院\",\"from\":9,\"day\":7}]}", "a@0 9-7", "0 9 10",
    1 },                                                                                /* due before it begins */
  { "{" ROLES ",\"steps\":[{\"key\":\"a\",\"role\":\"病院\"}]}", "a@0 0-0", "0 1", 1 }, /* no day */
  { "{" ROLES ",\"steps\":[{\"key\":\"a\",\"role\":\"家\",\"day\":3,\"after\":[\"a\",\"x\",7]}]}", "a@1 3-3", "0 3 4",
    3 }, /* after itself, nothing, a number */
  { "{\"stages\":[{\"name\":\"逆\",\"from\":30,\"to\":10},{\"name\":\"長い\",\"from\":0,\"to\":99999999}]}", "",
    "0 30 31 36500", 1 },
  { "{\"steps\":\"none\",\"stages\":[1,null],\"roles\":{}}", "", "0", 0 },
};

static char *
describe_steps (const RyPathway *pathway)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < pathway->steps->len; i++) {
    const RyPathwayStep *step = pathway->steps->pdata[i];

    g_string_append_printf (words, "%s%s@%u %d-%d", i > 0 ? ", " : "", step->key, step->role, step->from, step->day);
    for (guint k = 0; k < step->after->len; k++)
      g_string_append_printf (words, "<%s",
                              ((RyPathwayStep *) pathway->steps->pdata[g_array_index (step->after, guint, k)])->key);
  }
  return g_string_free (words, FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) content = ry_json_parse_object (cases[i].content, -1, NULL);
    g_autoptr (RyPathway) pathway = ry_pathway_new ("pathway:p", content);
    g_autofree char *steps = describe_steps (pathway);
    g_autoptr (GString) days = g_string_new (NULL);

    for (guint k = 0; k < pathway->days->len; k++)
      g_string_append_printf (days, "%s%d", k > 0 ? " " : "", g_array_index (pathway->days, int, k));
    g_assert_cmpstr (steps, ==, cases[i].steps);
    g_assert_cmpstr (days->str, ==, cases[i].days);
    g_assert_cmpuint (pathway->faults->len, ==, cases[i].n_faults);
  }
}

static const struct {
  const char *as_of, *names;
} dates[] = { { NULL, "海風病院 磯辺病院" },
              { "2024-05-31", "" },
              { "2024-06-01", "海風病院" },
              { "2026-03-31", "海風病院 磯辺病院" },
              { "2026-04-01", "海風病院" } };

static void
test_members (void)
{
  g_autofree char *folder = support_make_folder ();
  RyWorkspace *workspace = support_open_new (folder, "one", "森下　健");
  g_autoptr (RyDocument) document = NULL;

  ry_undo_unref (support_put (workspace, "organisation:a",
                              "\"name\":\"海風病院\",\"telephone\":\"000-1\",\"liaison_telephone\":\"000-2\""));
  ry_undo_unref (support_put (workspace, "organisation:b", "\"name\":\"磯辺病院\",\"telephone\":\"000-3\""));
  ry_undo_unref (support_put (workspace, "pathway:p",
                              "\"name\":\"パス\",\"members\":[{\"key\":\"1\",\"organisation\":\"organisation:a\","
                              "\"stage\":\"急性期\",\"from\":\"2024-06-01\"},"
                              "{\"key\":\"2\",\"organisation\":\"organisation:b\",\"stage\":\"回復期\",\"from\":\"2025-"
                              "01-01\",\"to\":\"2026-03-31\"}]"));
  document = ry_workspace_get (workspace, "pathway:p", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++) {
    g_autoptr (GPtrArray) members =
        ry_pathway_list_members (workspace, ry_document_get_root (document), dates[i].as_of);
    g_autoptr (GString) names = g_string_new (NULL);

    for (guint k = 0; k < members->len; k++)
      g_string_append_printf (names, "%s%s", k > 0 ? " " : "", ((RyPathwayMember *) members->pdata[k])->name);
    g_assert_cmpstr (names->str, ==, dates[i].names);
    if (members->len > 0)
      g_assert_cmpstr (((RyPathwayMember *) members->pdata[0])->telephone, ==, "000-2");
  }
  ry_workspace_close (workspace);
  g_object_unref (workspace);
  support_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pathway/cases", test_cases);
  g_test_add_func ("/pathway/members", test_members);
  return g_test_run ();
}
