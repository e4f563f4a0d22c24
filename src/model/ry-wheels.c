/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gathering what the two wheels show. Each kind is read once, whole; who is in which wheel follows from the
 * memberships that hold today, and how many people go which way from the newest year that was counted.
 */
#include "ry-wheels.h"

#include "ry-date.h"
#include "ry-hospital.h"
#include "ry-json.h"
#include "ry-term.h"

#include <glib/gi18n-lib.h>

/* Bodies of the plane in the order in which they stand, clockwise from the axle, and the kinds each speaks for. */
static const struct {
  const char *org_kind;
  const char *speaks_for;
  RyWheelField field;
  const char *picture; /* where the organisation names none; lines parted by a newline */
  gboolean together;   /* several organisations stand as one body */
} bodies[] = {
  { "informal", "informal|residents_association|seniors_club|welfare_commissioner", RY_FIELD_COMMUNITY,
    N_ ("Local\ncircles"), TRUE },
  { "social_welfare_council", NULL, RY_FIELD_COMMUNITY, N_ ("Welfare\ncouncil"), FALSE },
  { "government", NULL, RY_FIELD_COMMUNITY, N_ ("Ward\noffice"), FALSE },
  { "support_centre", NULL, RY_FIELD_CARE, NULL, FALSE },
  { "home_care_base", NULL, RY_FIELD_CARE, N_ ("Home-care\nbase"), FALSE },
  { "care_manager_association", "care_management", RY_FIELD_CARE, N_ ("Care\nmanagers"), FALSE },
  { "dental_association", "dental", RY_FIELD_PROFESSIONS, N_ ("Dentists"), FALSE },
  { "medical_association", "clinic", RY_FIELD_PROFESSIONS, N_ ("Doctors"), FALSE },
  { "pharmacist_association", "pharmacy", RY_FIELD_PROFESSIONS, N_ ("Pharmacists"), FALSE },
  { "home_nursing_association", "home_nursing", RY_FIELD_PROFESSIONS, N_ ("Home\nnursing"), FALSE },
  { "msw_association", "hospital", RY_FIELD_PROFESSIONS, N_ ("MSW"), FALSE },
};

typedef struct {
  RyWorkspace *workspace;
  const char *today;
  const char *now;
  GHashTable *organisations; /* id → RyDocument, those that are open */
  GHashTable *posts;         /* id → RyDocument */
  GPtrArray *memberships;
  GHashTable *members; /* council and organisation that belong together today */
  RyFreshness freshness;
} Gathering;

static void
free_dot (gpointer data)
{
  RyWheelDot *dot = data;

  g_free (dot->id);
  g_free (dot->name);
  g_free (dot->reading);
  g_free (dot);
}

static void
free_body (gpointer data)
{
  RyWheelBody *body = data;

  g_free (body->id);
  g_free (body->name);
  g_free (body->picture);
  g_free (body->reading);
  g_ptr_array_unref (body->dots);
  g_free (body);
}

static void
free_hospital (gpointer data)
{
  RyWheelHospital *hospital = data;

  g_free (hospital->id);
  g_free (hospital->name);
  g_free (hospital->picture);
  g_free (hospital->reading);
  g_free (hospital->code);
  g_free (hospital->at);
  g_ptr_array_unref (hospital->wards);
  g_free (hospital);
}

static void
free_officer (gpointer data)
{
  RyWheelOfficer *officer = data;

  g_free (officer->person);
  g_free (officer->name);
  g_free (officer->reading);
  g_free (officer->body);
  g_free (officer);
}

static void
add_dot (GPtrArray *dots, RyDocument *document, RyReportAge age)
{
  RyWheelDot *dot = g_new0 (RyWheelDot, 1);

  dot->id = g_strdup (ry_document_get_id (document));
  dot->name = g_strdup (ry_document_get_string (document, "name"));
  dot->reading = g_strdup (ry_document_get_string (document, "reading"));
  dot->age = age;
  g_ptr_array_add (dots, dot);
}

static GPtrArray *
query_kind (RyWorkspace *workspace, const char *kind, const char *order, GError **error)
{
  const RyQuery query = { .kind = kind, .order = order };

  return ry_workspace_query (workspace, &query, error);
}

static GHashTable *
index_by_id (GPtrArray *documents, gboolean (*keep) (RyDocument *document))
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ry_document_unref);

  for (guint i = 0; documents != NULL && i < documents->len; i++) {
    RyDocument *document = g_ptr_array_index (documents, i);

    if (keep == NULL || keep (document))
      g_hash_table_insert (table, (char *) ry_document_get_id (document), ry_document_ref (document));
  }
  return table;
}

static gboolean
is_open (RyDocument *organisation)
{
  return g_strcmp0 (ry_document_get_string (organisation, "status"), "closed") != 0;
}

static gboolean
is_held (Gathering *self, RyDocument *document)
{
  return ry_term_holds_on (ry_document_get_root (document), self->today);
}

/* The organisation a membership is held by: its own, or its post's. */
static const char *
get_holder (Gathering *self, RyDocument *membership)
{
  const char *organisation = ry_document_get_string (membership, "organisation");
  const char *post = ry_document_get_string (membership, "post");
  RyDocument *held = post != NULL ? g_hash_table_lookup (self->posts, post) : NULL;

  return organisation != NULL ? organisation : held != NULL ? ry_document_get_string (held, "organisation") : NULL;
}

static char *
create_member_key (const char *council, const char *organisation)
{
  return g_strconcat (council != NULL ? council : "", "\n", organisation, NULL);
}

static GHashTable *
list_members (Gathering *self)
{
  GHashTable *members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->memberships->len; i++) {
    RyDocument *membership = g_ptr_array_index (self->memberships, i);
    const char *holder = get_holder (self, membership);

    if (holder != NULL && is_held (self, membership))
      g_hash_table_add (members, create_member_key (ry_document_get_string (membership, "council"), holder));
  }
  return members;
}

static gboolean
is_member (Gathering *self, const char *council, const char *organisation)
{
  g_autofree char *key = create_member_key (council, organisation != NULL ? organisation : "");

  return g_hash_table_contains (self->members, key);
}

/* ---- The plane ---- */

static void
add_dots_of (Gathering *self, GPtrArray *dots, const char *org_kinds, GPtrArray *organisations)
{
  g_auto (GStrv) kinds = g_strsplit (org_kinds, "|", -1);

  for (guint i = 0; i < organisations->len; i++) {
    RyDocument *organisation = g_ptr_array_index (organisations, i);
    const char *kind = ry_document_get_string (organisation, "org_kind");

    if (kind != NULL && is_open (organisation) && g_strv_contains ((const char *const *) kinds, kind))
      add_dot (dots, organisation, RY_REPORT_NONE);
  }
}

/* A support centre is told from the others by its number: 第1地域包括支援センター becomes 第1 over 地域包括. */
static char *
dup_picture_name (RyDocument *organisation, const char *preset)
{
  const char *own = ry_document_get_string (organisation, "picture_name");
  const char *name = ry_document_get_string (organisation, "name");
  const char *short_name = ry_document_get_string (organisation, "short_name");
  g_autoptr (GRegex) numbered = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  if (own != NULL && *own != '\0')
    return g_strdup (own);
  if (preset != NULL)
    return g_strdup (_ (preset));
  numbered = g_regex_new ("(第[0-9]+)(?:地域)?包括", 0, 0, NULL);
  if (g_regex_match (numbered, name, 0, &match)) {
    g_autofree char *number = g_match_info_fetch (match, 1);

    return g_strconcat (number, "地域\n包括", NULL);
  }
  return g_utf8_substring (short_name != NULL ? short_name : name, 0,
                           MIN (8, g_utf8_strlen (short_name != NULL ? short_name : name, -1)));
}

static RyWheelBody *
add_body (RyWheels *wheels, RyDocument *organisation, guint preset)
{
  RyWheelBody *body = ry_wheels_add_body (wheels);

  body->field = bodies[preset].field;
  if (bodies[preset].together) {
    body->picture = g_strdup (_ (bodies[preset].picture));
    body->name = g_strdup (_ ("Local circles, associations and welfare commissioners"));
  } else {
    body->id = g_strdup (ry_document_get_id (organisation));
    body->name = g_strdup (ry_document_get_string (organisation, "name"));
    body->reading = g_strdup (ry_document_get_string (organisation, "reading"));
    body->picture = dup_picture_name (organisation, bodies[preset].picture);
  }
  return body;
}

static void
fill_body (Gathering *self, RyWheelBody *body, RyDocument *organisation, guint preset, GPtrArray *organisations)
{
  if (bodies[preset].speaks_for != NULL)
    add_dots_of (self, body->dots, bodies[preset].speaks_for, organisations);
  if (body->dots->len == 0)
    add_dot (body->dots, organisation, RY_REPORT_NONE);
}

static void
gather_bodies (Gathering *self, RyWheels *wheels, GPtrArray *organisations)
{
  for (guint preset = 0; preset < G_N_ELEMENTS (bodies); preset++) {
    gboolean stands = FALSE;

    for (guint i = 0; i < organisations->len && !(stands && bodies[preset].together); i++) {
      RyDocument *organisation = g_ptr_array_index (organisations, i);

      if (g_strcmp0 (ry_document_get_string (organisation, "org_kind"), bodies[preset].org_kind) != 0 ||
          !is_open (organisation) || !is_member (self, wheels->plane_id, ry_document_get_id (organisation)))
        continue;
      fill_body (self, add_body (wheels, organisation, preset), organisation, preset, organisations);
      stands = TRUE;
    }
  }
}

/* ---- The vertical ---- */

static void
note_report (Gathering *self, RyWheelHospital *hospital, RyDocument *ward, GError **error)
{
  g_autoptr (RyDocument) report = ry_bed_get_latest (self->workspace, ry_document_get_id (ward), self->today, error);
  JsonObject *root = report != NULL ? ry_document_get_root (report) : NULL;
  RyReportAge age = ry_bed_get_age (root, self->now, &self->freshness);
  const char *at = root != NULL ? ry_json_get_string (root, "at") : NULL;

  add_dot (hospital->wards, ward, age);
  ry_bed_add (&hospital->sum, root, age);
  if (age == RY_REPORT_NONE)
    return;
  /* The hospital is as old as its newest report; wards that said nothing are counted as unknown beside it. */
  if (hospital->at == NULL || g_strcmp0 (at, hospital->at) > 0) {
    g_free (hospital->at);
    hospital->at = g_strdup (at);
    hospital->age = age;
  }
}

/* Where nobody entered wards yet, the kinds of beds tell. */
static RyStage
guess_stage (RyDocument *organisation)
{
  JsonObject *root = ry_document_get_root (organisation);

  return ry_json_get_int (root, "beds_recuperation", 0) > ry_json_get_int (root, "beds_general", 0) ? RY_STAGE_CHRONIC
                                                                                                    : RY_STAGE_ACUTE;
}

static RyStage
find_stage (const gint64 *beds, RyDocument *organisation)
{
  RyStage most = RY_STAGE_ACUTE;

  if (beds[RY_STAGE_ACUTE] + beds[RY_STAGE_RECOVERY] + beds[RY_STAGE_CHRONIC] == 0)
    return guess_stage (organisation);
  for (RyStage stage = RY_STAGE_RECOVERY; stage < RY_N_STAGES; stage++)
    if (beds[stage] > beds[most])
      most = stage;
  return most;
}

static void
gather_wards (Gathering *self, RyWheelHospital *hospital, RyDocument *organisation, GPtrArray *wards, GError **error)
{
  gint64 beds[RY_N_STAGES] = { 0 };

  for (guint i = 0; i < wards->len; i++) {
    RyDocument *ward = g_ptr_array_index (wards, i);
    RyStage stage;

    if (g_strcmp0 (ry_document_get_string (ward, "organisation"), hospital->id) != 0 || !is_held (self, ward) ||
        !ry_ward_get_stage (ry_document_get_root (ward), &stage))
      continue;
    beds[stage] += ry_json_get_int (ry_document_get_root (ward), "staffed",
                                    ry_json_get_int (ry_document_get_root (ward), "licensed", 0));
    note_report (self, hospital, ward, error);
  }
  hospital->stage = find_stage (beds, organisation);
}

static int
compare_hospitals (gconstpointer a, gconstpointer b)
{
  const RyWheelHospital *left = *(RyWheelHospital *const *) a;
  const RyWheelHospital *right = *(RyWheelHospital *const *) b;

  return left->stage != right->stage ? (int) left->stage - (int) right->stage : g_strcmp0 (left->code, right->code);
}

static void
gather_hospitals (Gathering *self, RyWheels *wheels, GPtrArray *organisations, GError **error)
{
  g_autoptr (GPtrArray) wards = query_kind (self->workspace, "ward", NULL, error);

  for (guint i = 0; wards != NULL && i < organisations->len; i++) {
    RyDocument *organisation = g_ptr_array_index (organisations, i);
    const char *code = ry_document_get_string (organisation, "medical_code");
    RyWheelHospital *hospital;

    if (!ry_hospital_is_open (organisation, self->today) ||
        !is_member (self, wheels->vertical_id, ry_document_get_id (organisation)))
      continue;
    hospital = ry_wheels_add_hospital (wheels);
    hospital->id = g_strdup (ry_document_get_id (organisation));
    hospital->name = g_strdup (ry_document_get_string (organisation, "name"));
    hospital->reading = g_strdup (ry_document_get_string (organisation, "reading"));
    hospital->code = g_strdup (code != NULL ? code : hospital->id);
    hospital->picture = ry_hospital_dup_picture (organisation);
    gather_wards (self, hospital, organisation, wards, error);
  }
  g_ptr_array_sort (wheels->hospitals, compare_hospitals);
}

/* ---- Between them ---- */

static RyWheelBody *
find_body (RyWheels *wheels, const char *organisation)
{
  for (guint i = 0; i < wheels->bodies->len; i++) {
    RyWheelBody *body = g_ptr_array_index (wheels->bodies, i);

    if (g_strcmp0 (body->id, organisation) == 0)
      return body;
  }
  return NULL;
}

/* A body is called as in the picture: its whole name would not stand beside a person's. */
static char *
dup_body_name (RyWheelBody *body, RyDocument *organisation)
{
  g_auto (GStrv) lines = body != NULL ? g_strsplit (body->picture, "\n", -1) : NULL;

  return lines != NULL ? g_strjoinv ("", lines) : g_strdup (ry_document_get_string (organisation, "name"));
}

static void
add_officer (Gathering *self, RyWheels *wheels, RyDocument *post)
{
  const char *person_id = ry_document_get_string (post, "person");
  const char *organisation_id = ry_document_get_string (post, "organisation");
  g_autoptr (RyDocument) person = person_id != NULL ? ry_workspace_get (self->workspace, person_id, NULL) : NULL;
  RyDocument *organisation = g_hash_table_lookup (self->organisations, organisation_id != NULL ? organisation_id : "");
  RyWheelBody *body = find_body (wheels, organisation_id);
  RyWheelOfficer *officer;

  if (person == NULL || organisation == NULL)
    return;
  officer = g_new0 (RyWheelOfficer, 1);
  officer->person = g_strdup (person_id);
  officer->name = g_strdup (ry_document_get_string (person, "name"));
  officer->reading = g_strdup (ry_document_get_string (person, "reading"));
  officer->body = dup_body_name (body, organisation);
  g_ptr_array_add (wheels->officers, officer);
  if (body != NULL)
    body->officer = TRUE;
}

/* Who sits in the vertical's council as an officer, out of an organisation that is a member of the plane's. */
static void
gather_officers (Gathering *self, RyWheels *wheels)
{
  for (guint i = 0; i < self->memberships->len; i++) {
    RyDocument *membership = g_ptr_array_index (self->memberships, i);
    const char *post_id = ry_document_get_string (membership, "post");
    RyDocument *post = post_id != NULL ? g_hash_table_lookup (self->posts, post_id) : NULL;

    if (post != NULL && g_strcmp0 (ry_document_get_string (membership, "council"), wheels->vertical_id) == 0 &&
        g_strcmp0 (ry_document_get_string (membership, "role"), "officer") == 0 && is_held (self, membership) &&
        is_member (self, wheels->plane_id, ry_document_get_string (post, "organisation")))
      add_officer (self, wheels, post);
  }
}

static guint
find_place (RyWheels *wheels, const char *organisation)
{
  for (guint i = 0; i < wheels->hospitals->len; i++)
    if (g_strcmp0 (((RyWheelHospital *) g_ptr_array_index (wheels->hospitals, i))->id, organisation) == 0)
      return i;
  return RY_WHEEL_HOME;
}

static gint64
find_year (GPtrArray *flows)
{
  gint64 newest = 0;

  for (guint i = 0; i < flows->len; i++)
    newest = MAX (newest, ry_json_get_int (ry_document_get_root (g_ptr_array_index (flows, i)), "year", 0));
  return newest;
}

static void
count_flow (RyWheels *wheels, const RyWheelFlow *flow)
{
  RyWheelHospital *from = flow->from != RY_WHEEL_HOME ? g_ptr_array_index (wheels->hospitals, flow->from) : NULL;
  RyWheelHospital *to = flow->to != RY_WHEEL_HOME ? g_ptr_array_index (wheels->hospitals, flow->to) : NULL;

  if (from == NULL)
    wheels->admitted += flow->monthly;
  else if (to == NULL)
    wheels->discharged += flow->monthly;
  if (from != NULL && (to == NULL ? from->stage == RY_STAGE_CHRONIC : to->stage > from->stage))
    wheels->stages[from->stage] += flow->monthly;
}

static void
gather_flows (Gathering *self, RyWheels *wheels, GError **error)
{
  g_autoptr (GPtrArray) flows = query_kind (self->workspace, "flow", NULL, error);
  gint64 year = flows != NULL ? find_year (flows) : 0;

  for (guint i = 0; flows != NULL && i < flows->len; i++) {
    JsonObject *root = ry_document_get_root (g_ptr_array_index (flows, i));
    const char *from = ry_json_get_string (root, "from"), *to = ry_json_get_string (root, "to");
    RyWheelFlow flow = { find_place (wheels, from), find_place (wheels, to),
                         (double) ry_json_get_int (root, "counted", 0) / 12, json_object_has_member (root, "counted") };

    /* An end that is no hospital of the council, or a hospital that left it, is not drawn as home. */
    if (ry_json_get_int (root, "year", 0) != year || (from != NULL && flow.from == RY_WHEEL_HOME) ||
        (to != NULL && flow.to == RY_WHEEL_HOME) || flow.from == flow.to)
      continue;
    g_array_append_val (wheels->flows, flow);
    count_flow (wheels, &flow);
  }
}

/* ---- The councils ---- */

static char *
dup_next_meeting (Gathering *self, const char *council)
{
  g_autofree char *of = g_strconcat ("council=", council, NULL);
  g_autofree char *from = g_strconcat ("date>", self->today, NULL);
  const char *const where[] = { of, from, NULL };
  const RyQuery query = { .kind = "meeting", .order = "date", .where = where, .limit = 1 };
  g_autoptr (GPtrArray) meetings = ry_workspace_query (self->workspace, &query, NULL);
  RyDocument *meeting = meetings != NULL && meetings->len > 0 ? g_ptr_array_index (meetings, 0) : NULL;
  g_autofree char *date = NULL;

  if (meeting == NULL)
    return g_strdup (_ ("the next meeting is not set"));
  date = ry_date_format_iso (ry_document_get_string (meeting, "date"), RY_DATE_SHORT);
  return g_strdup_printf (_ ("%s on %s"), ry_document_get_string (meeting, "title"), date);
}

static void
gather_councils (Gathering *self, RyWheels *wheels, GError **error)
{
  g_autoptr (GPtrArray) councils = query_kind (self->workspace, "council", NULL, error);

  ry_freshness_init (&self->freshness, NULL);
  for (guint i = 0; councils != NULL && i < councils->len; i++) {
    RyDocument *council = g_ptr_array_index (councils, i);
    const char *wheel = ry_document_get_string (council, "wheel");

    if (g_strcmp0 (wheel, "plane") == 0 && wheels->plane_id == NULL) {
      wheels->plane_id = g_strdup (ry_document_get_id (council));
      wheels->plane_name = g_strdup (ry_document_get_string (council, "name"));
    } else if (g_strcmp0 (wheel, "vertical") == 0 && wheels->vertical_id == NULL) {
      wheels->vertical_id = g_strdup (ry_document_get_id (council));
      wheels->vertical_name = g_strdup (ry_document_get_string (council, "name"));
      ry_freshness_init (&self->freshness, ry_document_get_root (council));
    }
  }
}

static void
write_notes (Gathering *self, RyWheels *wheels)
{
  if (wheels->plane_id != NULL) {
    g_autofree char *next = dup_next_meeting (self, wheels->plane_id);

    wheels->plane_note = g_strdup_printf (_ ("%u bodies, %u organisations; %s"), wheels->bodies->len,
                                          ry_wheels_count_dots (wheels), next);
  }
  if (wheels->vertical_id != NULL) {
    g_autofree char *next = dup_next_meeting (self, wheels->vertical_id);

    wheels->vertical_note = g_strdup_printf (_ ("%u hospitals, %u wards; %s"), wheels->hospitals->len,
                                             ry_wheels_count_wards (wheels), next);
  }
}

static gboolean
gather (Gathering *self, RyWheels *wheels, GError **error)
{
  g_autoptr (GPtrArray) organisations = query_kind (self->workspace, "organisation", "reading", error);
  g_autoptr (GPtrArray) posts = query_kind (self->workspace, "post", NULL, NULL);
  g_autoptr (GPtrArray) memberships = query_kind (self->workspace, "membership", NULL, NULL);
  g_autoptr (GHashTable) by_id = index_by_id (organisations, is_open);
  g_autoptr (GHashTable) posts_by_id = index_by_id (posts, NULL);
  g_autoptr (GHashTable) members = NULL;

  if (organisations == NULL || posts == NULL || memberships == NULL)
    return FALSE;
  self->organisations = by_id;
  self->posts = posts_by_id;
  self->memberships = memberships;
  members = list_members (self);
  self->members = members;
  gather_councils (self, wheels, error);
  gather_bodies (self, wheels, organisations);
  gather_hospitals (self, wheels, organisations, error);
  gather_officers (self, wheels);
  gather_flows (self, wheels, error);
  write_notes (self, wheels);
  return *error == NULL;
}

/**
 * ry_wheels_new:
 * @workspace: whose councils
 * @today: the day whose memberships hold, ISO 8601
 * @now: the moment against which reports are old, ISO 8601
 * @error: return location for an error
 *
 * Gathers what the picture shows. A region with one council has one wheel: the other's id is %NULL.
 *
 * Returns: (transfer full) (nullable): the wheels
 */
RyWheels *
ry_wheels_new (RyWorkspace *workspace, const char *today, const char *now, GError **error)
{
  g_autoptr (RyWheels) wheels = ry_wheels_new_empty ();
  Gathering self = { .workspace = workspace, .today = today, .now = now };
  g_autoptr (GError) local = NULL;

  if (!gather (&self, wheels, &local)) {
    g_propagate_prefixed_error (error, g_steal_pointer (&local), "%s: ", _ ("Gathering the two wheels"));
    return NULL;
  }
  return g_steal_pointer (&wheels);
}

/**
 * ry_wheels_new_empty:
 *
 * Returns: (transfer full): wheels without anybody, to be filled by whoever has no records
 */
RyWheels *
ry_wheels_new_empty (void)
{
  RyWheels *wheels = g_new0 (RyWheels, 1);

  wheels->bodies = g_ptr_array_new_with_free_func (free_body);
  wheels->hospitals = g_ptr_array_new_with_free_func (free_hospital);
  wheels->officers = g_ptr_array_new_with_free_func (free_officer);
  wheels->flows = g_array_new (FALSE, FALSE, sizeof (RyWheelFlow));
  return wheels;
}

/**
 * ry_wheels_add_body:
 * @wheels: wheels
 *
 * Returns: (transfer none): a new body that speaks for nobody yet
 */
RyWheelBody *
ry_wheels_add_body (RyWheels *wheels)
{
  RyWheelBody *body = g_new0 (RyWheelBody, 1);

  body->dots = g_ptr_array_new_with_free_func (free_dot);
  g_ptr_array_add (wheels->bodies, body);
  return body;
}

/**
 * ry_wheels_add_hospital:
 * @wheels: wheels
 *
 * Returns: (transfer none): a new hospital without wards and reports
 */
RyWheelHospital *
ry_wheels_add_hospital (RyWheels *wheels)
{
  RyWheelHospital *hospital = g_new0 (RyWheelHospital, 1);

  hospital->age = RY_REPORT_NONE;
  hospital->wards = g_ptr_array_new_with_free_func (free_dot);
  g_ptr_array_add (wheels->hospitals, hospital);
  return hospital;
}

/**
 * ry_wheels_free:
 * @wheels: (transfer full): wheels
 *
 * Frees them.
 */
void
ry_wheels_free (RyWheels *wheels)
{
  g_free (wheels->plane_id);
  g_free (wheels->plane_name);
  g_free (wheels->plane_note);
  g_free (wheels->vertical_id);
  g_free (wheels->vertical_name);
  g_free (wheels->vertical_note);
  g_ptr_array_unref (wheels->bodies);
  g_ptr_array_unref (wheels->hospitals);
  g_ptr_array_unref (wheels->officers);
  g_array_unref (wheels->flows);
  g_free (wheels);
}

/**
 * ry_wheels_count_dots:
 * @wheels: wheels
 *
 * Returns: how many organisations stand in the plane
 */
guint
ry_wheels_count_dots (RyWheels *wheels)
{
  guint n = 0;

  for (guint i = 0; i < wheels->bodies->len; i++)
    n += ((RyWheelBody *) g_ptr_array_index (wheels->bodies, i))->dots->len;
  return n;
}

/**
 * ry_wheels_count_wards:
 * @wheels: wheels
 *
 * Returns: how many wards stand in the vertical
 */
guint
ry_wheels_count_wards (RyWheels *wheels)
{
  guint n = 0;

  for (guint i = 0; i < wheels->hospitals->len; i++)
    n += ((RyWheelHospital *) g_ptr_array_index (wheels->hospitals, i))->wards->len;
  return n;
}
