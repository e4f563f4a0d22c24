/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A person is told from others by the record of the person, or else by name and organisation; a group entered as one
 * (「区民　3名」) counts as that many people each time, as nobody knows whether the same came again. The areas that are
 * expected are those of the region's member organisations; the audiences are those the event was meant for.
 */
#include "ry-reach.h"

#include <string.h>

#include "ry-attendance.h"
#include "ry-json.h"

#define UNKNOWN   "不明"
#define RESIDENTS "区民"
#define OTHERS    "その他"

static const struct {
  const char *audience;
  const char *kinds[5];
} audiences[] = { { RESIDENTS, { NULL } },
                  { "民生委員・自治会",
                    { "welfare_commissioner", "residents_association", "seniors_club", "informal" } },
                  { "病院", { "hospital", "msw_association" } },
                  { "診療所", { "clinic", "medical_association" } },
                  { "歯科", { "dental", "dental_association" } },
                  { "薬局", { "pharmacy", "pharmacist_association" } },
                  { "訪問看護", { "home_nursing", "home_nursing_association" } },
                  { "ケアマネジャー", { "care_management", "care_manager_association" } },
                  { "通所・入所", { "day_care", "residential" } },
                  { "行政・包括", { "government", "support_centre", "home_care_base", "social_welfare_council" } },
                  { OTHERS, { "other" } } };

static const char *const audience_names[] = {
  RESIDENTS,  "民生委員・自治会", "病院",       "診療所",     "歯科", "薬局",
  "訪問看護", "ケアマネジャー",   "通所・入所", "行政・包括", OTHERS, NULL
};

typedef struct {
  RyReach *reach;
  RyWorkspace *workspace;
  GHashTable *seen;                   /* "SIDE\tGROUP\tWHO" and "WHO": heads that were counted as people */
  GHashTable *rows[RY_N_REACH_SIDES]; /* by name; borrowed */
} Count;

static void
row_free (gpointer data)
{
  RyReachRow *row = data;

  g_free (row->name);
  g_free (row);
}

/**
 * ry_reach_get_audience:
 * @org_kind: (nullable): code of an organisation's kind; %NULL for who belongs to none
 *
 * Returns: the audience as a Japanese office calls it
 */
const char *
ry_reach_get_audience (const char *org_kind)
{
  if (org_kind == NULL || *org_kind == '\0')
    return RESIDENTS;
  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    for (guint k = 0; k < G_N_ELEMENTS (audiences[i].kinds) && audiences[i].kinds[k] != NULL; k++)
      if (strcmp (audiences[i].kinds[k], org_kind) == 0)
        return audiences[i].audience;
  return OTHERS;
}

const char *const *
ry_reach_list_audiences (void)
{
  return audience_names;
}

static RyReachRow *
ensure_row (Count *count, RyReachSide side, const char *name)
{
  RyReachRow *row = g_hash_table_lookup (count->rows[side], name);

  if (row == NULL) {
    row = g_new0 (RyReachRow, 1);
    row->name = g_strdup (name);
    g_hash_table_insert (count->rows[side], row->name, row);
    g_ptr_array_add (count->reach->sides[side], row);
  }
  return row;
}

/* How many of @heads were not counted as people under @key before. */
static guint
count_new (Count *count, const char *key, guint heads, gboolean nameless)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (count->seen, key));

  if (nameless || heads <= before)
    return nameless ? heads : 0;
  g_hash_table_insert (count->seen, g_strdup (key), GUINT_TO_POINTER (heads));
  return heads - before;
}

static gboolean
is_audience (const char *word)
{
  return g_strv_contains (audience_names, word);
}

/* What somebody is at the event: what was written down, what their organisation is, a resident otherwise. */
static const char *
find_audience (JsonObject *who, JsonObject *organisation)
{
  if (organisation != NULL)
    return ry_reach_get_audience (ry_json_get_text (organisation, "org_kind"));
  if (is_audience (ry_json_get_text (who, "profession")))
    return ry_json_get_text (who, "profession");
  if (is_audience (ry_json_get_text (who, "organisation_name")))
    return ry_json_get_text (who, "organisation_name");
  return *ry_json_get_text (who, "profession") == '\0' && *ry_json_get_text (who, "organisation_name") == '\0'
             ? RESIDENTS
             : OTHERS;
}

static char *
dup_profession (Count *count, JsonObject *who)
{
  const char *id = ry_json_get_string (who, "person");
  g_autoptr (RyDocument) person = id != NULL ? ry_workspace_get (count->workspace, id, NULL) : NULL;
  JsonArray *professions = person != NULL ? ry_json_get_array (ry_document_get_root (person), "professions") : NULL;

  if (*ry_json_get_text (who, "profession") != '\0')
    return g_strdup (ry_json_get_text (who, "profession"));
  if (professions != NULL && json_array_get_length (professions) > 0)
    return g_strdup (json_array_get_string_element (professions, 0));
  return g_strdup (UNKNOWN);
}

static void
count_group (Count *count, RyReachSide side, const char *name, const char *who, guint heads)
{
  RyReachRow *row = ensure_row (count, side, *name != '\0' ? name : UNKNOWN);
  g_autofree char *key = g_strdup_printf ("%d\t%s\t%s", side, row->name, who);

  row->heads += heads;
  row->people += count_new (count, key, heads, heads > 1);
}

static void
count_one (Count *count, JsonObject *who)
{
  const char *id = ry_json_get_string (who, "organisation");
  g_autoptr (RyDocument) document = id != NULL ? ry_workspace_get (count->workspace, id, NULL) : NULL;
  JsonObject *organisation = document != NULL ? ry_document_get_root (document) : NULL;
  guint heads = ry_applicant_get_heads (who);
  g_autofree char *identity = ry_attendance_dup_identity (who);
  g_autofree char *profession = dup_profession (count, who);
  const char *area = *ry_json_get_text (who, "area") != '\0' ? ry_json_get_text (who, "area")
                                                             : ry_json_get_text (organisation, "area");

  count->reach->heads += heads;
  count->reach->people += count_new (count, identity, heads, heads > 1);
  count_group (count, RY_REACH_AUDIENCE, find_audience (who, organisation), identity, heads);
  count_group (count, RY_REACH_AREA, area, identity, heads);
  count_group (count, RY_REACH_PROFESSION, profession, identity, heads);
}

/* After the day those who were seen, provided that somebody looked; before it those who have a place. */
static void
count_event (Count *count, RyDocument *event, GPtrArray *applications, const char *today)
{
  JsonObject *content = ry_document_get_root (event);
  gboolean over = ry_event_is_over (content, today), looked = FALSE;
  g_autoptr (GPtrArray) seats = ry_event_list_attendance (content, applications, &looked);

  for (guint i = 0; i < seats->len; i++)
    if (!over || !looked || ry_attendance_is_present (ry_json_get_string (seats->pdata[i], "status")))
      count_one (count, seats->pdata[i]);
  count->reach->events++;
  count->reach->came &= over;
}

static void
expect (Count *count, RyDocument *event)
{
  JsonArray *meant = ry_json_get_array (ry_document_get_root (event), "audience");

  for (guint i = 0; meant != NULL && i < json_array_get_length (meant); i++) {
    const char *word = json_array_get_string_element (meant, i);

    if (word != NULL && *word != '\0')
      ensure_row (count, RY_REACH_AUDIENCE, word)->expected = TRUE;
  }
}

static gboolean
expect_areas (Count *count, GError **error)
{
  RyQuery query = { .kind = "organisation" };
  g_autoptr (GPtrArray) organisations = ry_workspace_query (count->workspace, &query, error);

  for (guint i = 0; organisations != NULL && i < organisations->len; i++) {
    const char *area = ry_document_get_string (organisations->pdata[i], "area");

    if (area != NULL && *area != '\0')
      ensure_row (count, RY_REACH_AREA, area)->expected = TRUE;
  }
  return organisations != NULL;
}

static guint
find_place (const RyReachRow *row)
{
  for (guint i = 0; audience_names[i] != NULL; i++)
    if (strcmp (audience_names[i], row->name) == 0)
      return i;
  return G_MAXUINT;
}

/* The expected first, the unknown last; audiences as their list has them, the rest by name. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const RyReachRow *left = *(RyReachRow *const *) a, *right = *(RyReachRow *const *) b;
  guint left_place = find_place (left), right_place = find_place (right);
  int order = (strcmp (left->name, UNKNOWN) == 0) - (strcmp (right->name, UNKNOWN) == 0);

  if (order == 0)
    order = right->expected - left->expected;
  if (order == 0)
    order = (left_place > right_place) - (left_place < right_place);
  return order != 0 ? order : strcmp (left->name, right->name);
}

/**
 * ry_reach_load:
 * @workspace: where the events are
 * @events: (element-type RyDocument): which of them; those that were cancelled are left out
 * @today: ISO day
 * @error: return location
 *
 * Returns: (transfer full) (nullable): whom they reach together
 */
RyReach *
ry_reach_load (RyWorkspace *workspace, GPtrArray *events, const char *today, GError **error)
{
  g_autoptr (RyReach) reach = g_new0 (RyReach, 1);
  Count count = { .reach = reach, .workspace = workspace };
  gboolean good;

  count.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < RY_N_REACH_SIDES; i++) {
    reach->sides[i] = g_ptr_array_new_with_free_func (row_free);
    count.rows[i] = g_hash_table_new (g_str_hash, g_str_equal);
  }
  reach->came = TRUE;
  good = expect_areas (&count, error);
  for (guint i = 0; good && i < events->len; i++) {
    RyDocument *event = g_ptr_array_index (events, i);
    g_autoptr (GPtrArray) applications = NULL;

    if (ry_event_get_stage (ry_document_get_root (event)) == RY_EVENT_CANCELLED)
      continue;
    applications = ry_applicant_load (workspace, ry_document_get_id (event), error);
    good = applications != NULL;
    expect (&count, event);
    if (good)
      count_event (&count, event, applications, today);
  }
  for (guint i = 0; i < RY_N_REACH_SIDES; i++) {
    g_ptr_array_sort (reach->sides[i], compare_rows);
    g_hash_table_unref (count.rows[i]);
  }
  g_hash_table_unref (count.seen);
  return good ? g_steal_pointer (&reach) : NULL;
}

void
ry_reach_free (RyReach *self)
{
  for (guint i = 0; i < RY_N_REACH_SIDES; i++)
    g_clear_pointer (&self->sides[i], g_ptr_array_unref);
  g_free (self);
}

static void
hide_side (GPtrArray *rows)
{
  g_autofree gint64 *counts = g_new0 (gint64, MAX (rows->len, 1));
  g_autofree gboolean *by_people = g_new0 (gboolean, MAX (rows->len, 1));
  g_autofree gboolean *by_heads = g_new0 (gboolean, MAX (rows->len, 1));

  for (guint i = 0; i < rows->len; i++)
    counts[i] = ((RyReachRow *) rows->pdata[i])->people;
  ry_reach_mask (counts, 1, rows->len, by_people);
  for (guint i = 0; i < rows->len; i++)
    counts[i] = ((RyReachRow *) rows->pdata[i])->heads;
  ry_reach_mask (counts, 1, rows->len, by_heads);
  /* The one would tell the other. */
  for (guint i = 0; i < rows->len; i++)
    ((RyReachRow *) rows->pdata[i])->hidden = by_people[i] || by_heads[i];
}

/**
 * ry_reach_hide_small:
 * @self: a reach that leaves the house
 *
 * Marks what must not be shown, so that no figure below ten can be read or worked out.
 */
void
ry_reach_hide_small (RyReach *self)
{
  self->hidden = ry_reach_is_small (self->people);
  for (guint i = 0; i < RY_N_REACH_SIDES; i++)
    hide_side (self->sides[i]);
}

/**
 * ry_reach_list_missed:
 * @self: a reach
 *
 * Returns: (transfer container) (element-type RyReachRow): groups that were meant and whom nobody belongs to
 */
GPtrArray *
ry_reach_list_missed (const RyReach *self)
{
  GPtrArray *missed = g_ptr_array_new ();

  for (guint side = 0; side < RY_N_REACH_SIDES; side++)
    for (guint i = 0; i < self->sides[side]->len; i++) {
      RyReachRow *row = g_ptr_array_index (self->sides[side], i);

      if (row->expected && row->heads == 0)
        g_ptr_array_add (missed, row);
    }
  return missed;
}

/**
 * ry_reach_to_csv:
 * @self: a reach
 *
 * Returns: (transfer full): its tables as rows of side, group, heads and people; hidden figures as "-"
 */
char *
ry_reach_to_csv (const RyReach *self)
{
  static const char *const names[RY_N_REACH_SIDES] = { "対象", "区域", "職種" };
  GString *csv = g_string_new ("\xEF\xBB\xBF区分,項目,延べ,実人数\r\n");
  g_autofree char *heads = ry_reach_dup_figure (self->heads, self->hidden);
  g_autofree char *people = ry_reach_dup_figure (self->people, self->hidden);

  for (guint side = 0; side < RY_N_REACH_SIDES; side++)
    for (guint i = 0; i < self->sides[side]->len; i++) {
      const RyReachRow *row = g_ptr_array_index (self->sides[side], i);
      g_autofree char *row_heads = ry_reach_dup_figure (row->heads, row->hidden);
      g_autofree char *row_people = ry_reach_dup_figure (row->people, row->hidden);
      g_auto (GStrv) parts = g_strsplit (row->name, "\"", -1);
      g_autofree char *name = g_strjoinv ("\"\"", parts);

      /* No cell begins a formula. */
      g_string_append_printf (csv, "%s,\"%s%s\",%s,%s\r\n", names[side], strchr ("=+-@", *name) != NULL ? "'" : "",
                              name, row_heads, row_people);
    }
  g_string_append_printf (csv, "合計,,%s,%s\r\n", heads, people);
  return g_string_free (csv, FALSE);
}
