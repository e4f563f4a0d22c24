/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gathering the ring. A service is found by the kind of an organisation, or by the word for it among the services it
 * offers besides; both are compared folded, so that 訪問リハ and 訪問リハビリ are one.
 */
#include "ry-ring.h"

#include "ry-json.h"
#include "ry-text.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *name;
  RyRingField field;
  const char *org_kind; /* NULL where a word alone tells */
  const char *words;    /* beginnings of what it is called among services and in a survey */
} services[] = {
  { N_ ("Hospitals"), RY_RING_MEDICINE, "hospital", "病院" },
  { N_ ("Clinics"), RY_RING_MEDICINE, "clinic", "診療所|かかりつけ医" },
  { N_ ("Home nursing"), RY_RING_MEDICINE, "home_nursing", "訪問看護" },
  { N_ ("Dental clinics"), RY_RING_MEDICINE, "dental", "歯科" },
  { N_ ("Pharmacies"), RY_RING_MEDICINE, "pharmacy", "薬局" },
  { N_ ("Home rehabilitation"), RY_RING_MEDICINE, NULL, "訪問リハ" },
  { N_ ("Support centres"), RY_RING_CARE, "support_centre", "地域包括" },
  { N_ ("Care managers"), RY_RING_CARE, "care_management", "ケアマネ|居宅" },
  { N_ ("Home help"), RY_RING_CARE, NULL, "訪問介護|ホームヘルプ" },
  { N_ ("Day care"), RY_RING_CARE, "day_care", "通所|デイ" },
  { N_ ("Care homes"), RY_RING_HOMES, "residential", "入所|施設" },
  { N_ ("Short stays"), RY_RING_HOMES, NULL, "短期入所|ショートステイ" },
  { N_ ("Places to go"), RY_RING_PREVENTION, NULL, "通いの場" },
  { N_ ("Prevention"), RY_RING_PREVENTION, NULL, "介護予防" },
  { N_ ("Senior clubs"), RY_RING_PARTICIPATION, "seniors_club", "老人クラブ" },
  { N_ ("Salons"), RY_RING_PARTICIPATION, NULL, "サロン" },
  { N_ ("Welfare commissioners"), RY_RING_NEIGHBOURS, "welfare_commissioner", "民生委員" },
  { N_ ("Residents’ associations"), RY_RING_NEIGHBOURS, "residents_association", "自治会|町内会" },
  { N_ ("Local circles"), RY_RING_NEIGHBOURS, "informal", "地域の集い|インフォーマル" },
  { N_ ("Meals"), RY_RING_LIVING, NULL, "配食" },
  { N_ ("Transport"), RY_RING_LIVING, NULL, "移動支援|移送" },
  { N_ ("Looking in"), RY_RING_LIVING, NULL, "見守り" },
};

static const char *const field_names[RY_N_RING_FIELDS] = {
  [RY_RING_MEDICINE] = NC_ ("ring", "Medicine"),
  [RY_RING_CARE] = NC_ ("ring", "Care"),
  [RY_RING_HOMES] = NC_ ("ring", "Homes"),
  [RY_RING_PREVENTION] = NC_ ("ring", "Prevention"),
  [RY_RING_PARTICIPATION] = NC_ ("ring", "Taking part"),
  [RY_RING_NEIGHBOURS] = NC_ ("ring", "Neighbours"),
  [RY_RING_LIVING] = NC_ ("ring", "Daily life"),
};

static void
free_offer (gpointer data)
{
  RyRingOffer *offer = data;

  g_free (offer->id);
  g_free (offer->name);
  g_free (offer);
}

static void
free_area (gpointer data)
{
  RyRingArea *area = data;

  g_free (area->id);
  g_free (area->name);
  g_free (area->short_name);
  g_free (area);
}

static void
free_service (gpointer data)
{
  g_ptr_array_unref (((RyRingService *) data)->organisations);
  g_free (data);
}

/* ---- Areas ---- */

typedef struct {
  RyRing *ring;
  GHashTable *areas; /* a part of the ward, folded → position of its area + 1 */
} Gathering;

/* 汐見区第1地域包括支援センター becomes 第1包括. */
static char *
shorten (const char *name)
{
  g_autoptr (GRegex) numbered = g_regex_new ("第[0-9０-９一二三四五六七八九十]+", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *number = NULL;

  if (!g_regex_match (numbered, name, 0, &match))
    return g_utf8_substring (name, 0, MIN (6, g_utf8_strlen (name, -1)));
  number = g_match_info_fetch (match, 0);
  return g_strconcat (number, "包括", NULL);
}

static void
add_area (Gathering *self, const char *id, const char *name, char *short_name)
{
  RyRingArea *area = g_new0 (RyRingArea, 1);

  area->id = g_strdup (id);
  area->name = g_strdup (name);
  area->short_name = short_name;
  g_ptr_array_add (self->ring->areas, area);
}

static void
gather_areas (Gathering *self, GPtrArray *organisations)
{
  for (guint i = 0; i < organisations->len; i++) {
    RyDocument *centre = g_ptr_array_index (organisations, i);
    JsonArray *parts = ry_json_get_array (ry_document_get_root (centre), "serves");
    const char *name = ry_document_get_string (centre, "name");

    if (g_strcmp0 (ry_document_get_string (centre, "org_kind"), "support_centre") != 0 || parts == NULL ||
        json_array_get_length (parts) == 0 || g_strcmp0 (ry_document_get_string (centre, "status"), "closed") == 0)
      continue;
    add_area (self, ry_document_get_id (centre), name, shorten (name));
    for (guint j = 0; j < json_array_get_length (parts); j++) {
      const char *part = json_array_get_string_element (parts, j);

      if (part != NULL)
        g_hash_table_insert (self->areas, ry_text_fold (part), GUINT_TO_POINTER (self->ring->areas->len));
    }
  }
  if (self->ring->areas->len == 0)
    add_area (self, NULL, _ ("The whole ward"), g_strdup (_ ("ward")));
}

/* Where no centre told its area there is one, and everybody is in it. */
static gboolean
find_area (Gathering *self, const char *part, guint *area)
{
  g_autofree char *folded = part != NULL ? ry_text_fold (part) : NULL;
  guint found = folded != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->areas, folded)) : 0;

  *area = found > 0 ? found - 1 : 0;
  return found > 0 || g_hash_table_size (self->areas) == 0;
}

/* ---- Services ---- */

static gboolean
is_named (JsonArray *offered, const char *words)
{
  g_auto (GStrv) beginnings = g_strsplit (words, "|", -1);

  for (guint i = 0; offered != NULL && i < json_array_get_length (offered); i++) {
    const char *text = json_array_get_string_element (offered, i);
    g_autofree char *offer = ry_text_fold (text != NULL ? text : "");

    for (guint j = 0; beginnings[j] != NULL; j++) {
      g_autofree char *beginning = ry_text_fold (beginnings[j]);

      if (g_str_has_prefix (offer, beginning))
        return TRUE;
    }
  }
  return FALSE;
}

static gboolean
offers (RyDocument *organisation, guint service)
{
  if (services[service].org_kind != NULL)
    return g_strcmp0 (ry_document_get_string (organisation, "org_kind"), services[service].org_kind) == 0;
  return is_named (ry_json_get_array (ry_document_get_root (organisation), "services"), services[service].words);
}

static void
add_to_area (Gathering *self, RyRingService *service, guint area, RyDocument *organisation)
{
  GPtrArray *there = g_ptr_array_index (service->organisations, area);
  RyRingOffer *offer;

  if (there->len > 0 &&
      g_str_equal (((RyRingOffer *) g_ptr_array_index (there, there->len - 1))->id, ry_document_get_id (organisation)))
    return; /* for another part of the same area */
  offer = g_new0 (RyRingOffer, 1);
  offer->id = g_strdup (ry_document_get_id (organisation));
  offer->name = g_strdup (ry_document_get_string (organisation, "name"));
  g_ptr_array_add (there, offer);
}

/* Who says which parts of the ward it looks after stands there, wherever its office is. */
static gboolean
add_where_it_serves (Gathering *self, RyRingService *service, RyDocument *organisation)
{
  JsonArray *parts = ry_json_get_array (ry_document_get_root (organisation), "serves");
  gboolean added = FALSE;

  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++) {
    const char *part = json_array_get_string_element (parts, i);
    guint area;

    if (find_area (self, part, &area)) {
      add_to_area (self, service, area, organisation);
      added = TRUE;
    }
  }
  return added;
}

static void
add_offer (Gathering *self, RyRingService *service, RyDocument *organisation)
{
  guint area;

  service->total++;
  if (add_where_it_serves (self, service, organisation))
    return;
  if (find_area (self, ry_document_get_string (organisation, "area"), &area))
    add_to_area (self, service, area, organisation);
  else
    service->elsewhere++;
}

static void
gather_service (Gathering *self, guint i, GPtrArray *organisations, JsonArray *surveyed)
{
  RyRingService *service = g_new0 (RyRingService, 1);

  service->name = _ (services[i].name);
  service->field = services[i].field;
  service->organisations = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint area = 0; area < self->ring->areas->len; area++)
    g_ptr_array_add (service->organisations, g_ptr_array_new_with_free_func (free_offer));
  for (guint j = 0; j < organisations->len; j++) {
    RyDocument *organisation = g_ptr_array_index (organisations, j);

    if (g_strcmp0 (ry_document_get_string (organisation, "status"), "closed") != 0 && offers (organisation, i))
      add_offer (self, service, organisation);
  }
  service->surveyed = service->total > 0 || is_named (surveyed, services[i].words);
  g_ptr_array_add (self->ring->services, service);
}

static RyDocument *
find_plane (RyWorkspace *workspace)
{
  const RyQuery query = { .kind = "council" };
  g_autoptr (GPtrArray) councils = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; councils != NULL && i < councils->len; i++)
    if (g_strcmp0 (ry_document_get_string (g_ptr_array_index (councils, i), "wheel"), "plane") == 0)
      return ry_document_ref (g_ptr_array_index (councils, i));
  return NULL;
}

/**
 * ry_ring_new:
 * @workspace: whose organisations
 * @error: return location for an error
 *
 * Gathers what the picture shows.
 *
 * Returns: (transfer full) (nullable): the ring
 */
RyRing *
ry_ring_new (RyWorkspace *workspace, GError **error)
{
  const RyQuery query = { .kind = "organisation", .order = "reading" };
  g_autoptr (GPtrArray) organisations = ry_workspace_query (workspace, &query, error);
  g_autoptr (GHashTable) areas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (RyDocument) plane = find_plane (workspace);
  RyRing *ring;
  Gathering self;

  if (organisations == NULL) {
    g_prefix_error (error, "%s: ", _ ("Gathering what stands around the resident"));
    return NULL;
  }
  ring = g_new0 (RyRing, 1);
  ring->areas = g_ptr_array_new_with_free_func (free_area);
  ring->services = g_ptr_array_new_with_free_func (free_service);
  self = (Gathering){ ring, areas };
  gather_areas (&self, organisations);
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    gather_service (&self, i, organisations,
                    plane != NULL ? ry_json_get_array (ry_document_get_root (plane), "surveyed") : NULL);
  return ring;
}

/**
 * ry_ring_free:
 * @ring: (transfer full): a ring
 *
 * Frees it.
 */
void
ry_ring_free (RyRing *ring)
{
  g_ptr_array_unref (ring->areas);
  g_ptr_array_unref (ring->services);
  g_free (ring);
}

/**
 * ry_ring_get_service:
 * @ring: a ring
 * @service: position
 *
 * Returns: (transfer none): the service
 */
RyRingService *
ry_ring_get_service (RyRing *ring, guint service)
{
  return g_ptr_array_index (ring->services, service);
}

/**
 * ry_ring_get_area:
 * @ring: a ring
 * @area: position
 *
 * Returns: (transfer none): the area
 */
RyRingArea *
ry_ring_get_area (RyRing *ring, guint area)
{
  return g_ptr_array_index (ring->areas, area);
}

/**
 * ry_ring_count:
 * @ring: a ring
 * @service: position
 * @area: position
 *
 * Returns: how many offer the service there
 */
guint
ry_ring_count (RyRing *ring, guint service, guint area)
{
  return ((GPtrArray *) g_ptr_array_index (ry_ring_get_service (ring, service)->organisations, area))->len;
}

/**
 * ry_ring_is_gap:
 * @ring: a ring
 * @service: position
 * @area: position
 *
 * Returns: whether it was looked for and nobody offers it there
 */
gboolean
ry_ring_is_gap (RyRing *ring, guint service, guint area)
{
  return ry_ring_get_service (ring, service)->surveyed && ry_ring_count (ring, service, area) == 0;
}

/**
 * ry_ring_count_gaps:
 * @ring: a ring
 *
 * Returns: in how many places something is missing
 */
guint
ry_ring_count_gaps (RyRing *ring)
{
  guint n = 0;

  for (guint service = 0; service < ring->services->len; service++)
    for (guint area = 0; area < ring->areas->len; area++)
      n += ry_ring_is_gap (ring, service, area);
  return n;
}

/**
 * ry_ring_count_field:
 * @ring: a ring
 * @field: a field
 * @gap: (out) (optional): whether something is missing in it
 *
 * Returns: how many organisations stand in the field; one that offers two things counts twice
 */
guint
ry_ring_count_field (RyRing *ring, RyRingField field, gboolean *gap)
{
  gboolean missing = FALSE;
  guint n = 0;

  for (guint service = 0; service < ring->services->len; service++) {
    if (ry_ring_get_service (ring, service)->field != field)
      continue;
    n += ry_ring_get_service (ring, service)->total;
    for (guint area = 0; area < ring->areas->len; area++)
      missing |= ry_ring_is_gap (ring, service, area);
  }
  if (gap != NULL)
    *gap = missing;
  return n;
}

/**
 * ry_ring_field_get_name:
 * @field: a field
 *
 * Returns: what it is called
 */
const char *
ry_ring_field_get_name (RyRingField field)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "ring", field_names[field]);
}

static void
append_others (RyRing *ring, GString *words, guint service, guint area)
{
  guint n_others = 0;

  for (guint other = 0; other < ring->areas->len; other++)
    if (other != area && ry_ring_count (ring, service, other) > 0)
      g_string_append_printf (words, "%s%s %u", n_others++ == 0 ? _ (". Elsewhere: ") : _ (", "),
                              ry_ring_get_area (ring, other)->short_name, ry_ring_count (ring, service, other));
}

/**
 * ry_ring_describe:
 * @ring: a ring
 * @service: position
 * @area: position
 *
 * Returns: (transfer full): the cell in words; where nobody offers it, who does elsewhere
 */
char *
ry_ring_describe (RyRing *ring, guint service, guint area)
{
  RyRingService *of = ry_ring_get_service (ring, service);
  guint n = ry_ring_count (ring, service, area);
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, _ ("%s, %s, "), of->name, ry_ring_get_area (ring, area)->short_name);
  if (n > 0)
    g_string_append_printf (words, g_dngettext (GETTEXT_PACKAGE, "%u organisation", "%u organisations", n), n);
  else if (!of->surveyed)
    g_string_append (words, _ ("not looked for yet; that is not none"));
  else {
    g_string_append (words, _ ("none"));
    append_others (ring, words, service, area);
  }
  if (of->elsewhere > 0)
    g_string_append_printf (words,
                            g_dngettext (GETTEXT_PACKAGE, ". %u is in no known area", ". %u are in no known area",
                                         of->elsewhere),
                            of->elsewhere);
  return g_string_free (words, FALSE);
}
