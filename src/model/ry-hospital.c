/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hospitals as of a day. One hospital is read by its own documents; all of them by each kind once, whole, so that 200
 * hospitals cost four queries.
 */
#include "ry-hospital.h"

#include "ry-attach.h"
#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-term.h"

#define MOST_PHOTO_BYTES   (20 * 1024 * 1024)
#define PICTURE_CHARACTERS 5 /* of a name, where nobody gave a shorter one */

/* What all hospitals of one reading share. */
typedef struct {
  RyWorkspace *workspace;
  const char *as_of;
  GPtrArray *conditions; /* RyDocument */
  char *since;           /* from which day confirmations count */
} Reading;

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static const char *
get_set (JsonObject *object, const char *member)
{
  const char *text = object != NULL ? ry_json_get_string (object, member) : NULL;

  return is_set (text) ? text : NULL;
}

static void
free_answer (gpointer data)
{
  RyConditionAnswer *answer = data;

  g_free (answer->condition);
  g_free (answer->name);
  g_free (answer->short_name);
  g_free (answer->group);
  g_free (answer->note);
  g_free (answer->on);
  g_free (answer);
}

/* ---- What held on the day ---- */

/* The state of the sheet's plain members: its own, or the former one whose last day is the first not before the day. */
static JsonObject *
find_state (JsonObject *sheet, const char *as_of)
{
  JsonArray *former = sheet != NULL ? ry_json_get_array (sheet, "former") : NULL;
  JsonObject *state = sheet;
  const char *from, *last = NULL;

  for (guint i = 0; former != NULL && i < json_array_get_length (former); i++) {
    JsonNode *node = json_array_get_element (former, i);
    JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *until = get_set (entry, "until");

    if (until != NULL && strcmp (until, as_of) >= 0 && (last == NULL || strcmp (until, last) < 0)) {
      last = until;
      state = entry;
    }
  }
  from = get_set (state, "from");
  return from == NULL || strcmp (from, as_of) <= 0 ? state : NULL;
}

/* Whether @entry took the place of @found by the day. */
static gboolean
is_newer (JsonObject *entry, JsonObject *found, const char *as_of)
{
  const char *on = get_set (entry, "on"), *other = get_set (found, "on");

  if (on != NULL && strcmp (on, as_of) > 0)
    return FALSE;
  return found == NULL || g_strcmp0 (on, other) >= 0;
}

static JsonObject *
find_entry (JsonArray *entries, const char *condition, const char *as_of)
{
  JsonObject *found = NULL;

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++) {
    JsonNode *node = json_array_get_element (entries, i);
    JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

    if (entry != NULL && (condition == NULL || g_strcmp0 (ry_json_get_string (entry, "condition"), condition) == 0) &&
        is_newer (entry, found, as_of))
      found = entry;
  }
  return found;
}

/* ---- Filling a hospital ---- */

static char *
dup_name_on (RyDocument *organisation, const char *as_of)
{
  JsonArray *former = ry_json_get_array (ry_document_get_root (organisation), "former_names");
  const char *name = ry_document_get_string (organisation, "name"), *last = NULL;

  for (guint i = 0; former != NULL && i < json_array_get_length (former); i++) {
    JsonNode *node = json_array_get_element (former, i);
    JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *until = get_set (entry, "until");

    if (until != NULL && get_set (entry, "name") != NULL && strcmp (until, as_of) >= 0 &&
        (last == NULL || strcmp (until, last) < 0)) {
      last = until;
      name = get_set (entry, "name");
    }
  }
  return g_strdup (name != NULL ? name : "");
}

static RyConditionAnswer *
create_answer (RyDocument *condition, JsonObject *entry)
{
  JsonObject *root = ry_document_get_root (condition);
  RyConditionAnswer *answer = g_new0 (RyConditionAnswer, 1);
  const char *short_name = get_set (root, "short_name");

  answer->condition = g_strdup (ry_document_get_id (condition));
  answer->name = g_strdup (ry_json_get_string (root, "name"));
  answer->short_name = g_strdup (short_name != NULL ? short_name : answer->name);
  answer->group = g_strdup (get_set (root, "group"));
  answer->answer = entry != NULL ? ry_answer_parse (ry_json_get_string (entry, "answer")) : RY_ANSWER_UNANSWERED;
  answer->note = g_strdup (get_set (entry, "note"));
  answer->on = g_strdup (get_set (entry, "on"));
  return answer;
}

static void
fill_conditions (RyHospital *hospital, Reading *reading, JsonObject *sheet)
{
  JsonArray *entries = sheet != NULL ? ry_json_get_array (sheet, "conditions") : NULL;

  hospital->conditions = g_ptr_array_new_with_free_func (free_answer);
  for (guint i = 0; i < reading->conditions->len; i++) {
    RyDocument *condition = g_ptr_array_index (reading->conditions, i);

    g_ptr_array_add (hospital->conditions,
                     create_answer (condition, find_entry (entries, ry_document_get_id (condition), reading->as_of)));
  }
}

static GStrv
dup_set (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_strv_builder_add (builder, json_node_get_string (node));
  }
  return g_strv_builder_end (builder);
}

/* The organisation's own telephone is the door where the sheet names none; it is of today, so it stands for every day.
 */
static void
fill_door (RyDoor *door, JsonObject *state, JsonObject *organisation)
{
  const char *direct = get_set (state, "door_telephone");

  if (direct == NULL)
    direct = get_set (organisation, "liaison_telephone");
  door->is_direct = direct != NULL;
  door->telephone = g_strdup (direct != NULL ? direct : get_set (organisation, "telephone"));
  door->fax = g_strdup (get_set (organisation, "fax"));
  door->hours = g_strdup (get_set (state, "door_hours"));
  door->holidays = g_strdup (get_set (state, "door_holidays"));
  door->papers = g_strdup (get_set (state, "door_papers"));
  door->form = g_strdup (get_set (state, "door_form"));
  door->contact = g_strdup (get_set (state, "door_contact"));
}

static void
fill_state (RyHospital *hospital, JsonObject *state)
{
  JsonObject *organisation = ry_document_get_root (hospital->organisation);
  JsonArray *departments = state != NULL ? ry_json_get_array (state, "departments") : NULL;

  if (departments == NULL)
    departments = ry_json_get_array (organisation, "departments");
  hospital->departments = dup_set (departments);
  hospital->emergency = g_strdup (get_set (state, "emergency"));
  fill_door (&hospital->door, state, organisation);
}

static void
fill_confirmation (RyHospital *hospital, Reading *reading, JsonObject *sheet)
{
  JsonObject *found =
      sheet != NULL ? find_entry (ry_json_get_array (sheet, "confirmations"), NULL, reading->as_of) : NULL;
  const char *latest = get_set (sheet, "confirmed_on");

  if (latest != NULL && strcmp (latest, reading->as_of) <= 0 &&
      (found == NULL || g_strcmp0 (latest, get_set (found, "on")) >= 0)) {
    hospital->confirmed_on = g_strdup (latest);
    hospital->confirmed_by = g_strdup (get_set (sheet, "confirmed_by"));
    hospital->confirmed_through = g_strdup (get_set (sheet, "confirmed_through"));
  } else if (found != NULL) {
    hospital->confirmed_on = g_strdup (get_set (found, "on"));
    hospital->confirmed_by = g_strdup (get_set (found, "by"));
    hospital->confirmed_through = g_strdup (get_set (found, "through"));
  }
  hospital->confirmation = ry_confirmation_get_state (hospital->confirmed_on, reading->since);
  hospital->age = ry_confirmation_dup_words (hospital->confirmed_on, reading->since, reading->as_of);
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
find_stage (RyHospital *hospital)
{
  gint64 beds[RY_N_STAGES] = { 0 };
  RyStage most = RY_STAGE_ACUTE;

  for (guint i = 0; i < hospital->wards->len; i++) {
    RyWard *ward = g_ptr_array_index (hospital->wards, i);
    gint64 n = ward->staffed != RY_BEDS_UNTOLD ? ward->staffed : MAX (ward->licensed, 0);
    RyStage stage;

    if (ry_ward_get_stage (ry_document_get_root (ward->document), &stage))
      beds[stage] += n;
  }
  if (beds[RY_STAGE_ACUTE] + beds[RY_STAGE_RECOVERY] + beds[RY_STAGE_CHRONIC] == 0)
    return guess_stage (hospital->organisation);
  for (RyStage stage = RY_STAGE_RECOVERY; stage < RY_N_STAGES; stage++)
    if (beds[stage] > beds[most])
      most = stage;
  return most;
}

static void
fill_wards (RyHospital *hospital, GPtrArray *wards)
{
  hospital->wards = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_ward_free);
  for (guint i = 0; wards != NULL && i < wards->len; i++) {
    RyDocument *document = g_ptr_array_index (wards, i);
    RyWard *ward;

    if (!ry_term_holds_on (ry_document_get_root (document), hospital->as_of))
      continue;
    ward = ry_ward_new (document);
    g_ptr_array_add (hospital->wards, ward);
    hospital->licensed[ward->function] += MAX (ward->licensed, 0);
    hospital->staffed[ward->function] += MAX (ward->staffed, 0);
    hospital->n_untold += ward->licensed == RY_BEDS_UNTOLD;
  }
  g_ptr_array_sort (hospital->wards, ry_ward_compare);
  hospital->stage = find_stage (hospital);
}

static RyHospital *
create_hospital (Reading *reading, RyDocument *organisation, RyDocument *sheet, GPtrArray *wards)
{
  JsonObject *root = sheet != NULL ? ry_document_get_root (sheet) : NULL;
  RyHospital *hospital = g_new0 (RyHospital, 1);

  hospital->id = g_strdup (ry_document_get_id (organisation));
  hospital->organisation = ry_document_ref (organisation);
  hospital->sheet = sheet != NULL ? ry_document_ref (sheet) : NULL;
  hospital->as_of = g_strdup (reading->as_of);
  hospital->name = dup_name_on (organisation, reading->as_of);
  hospital->picture = ry_hospital_dup_picture (organisation);
  hospital->reading = g_strdup (ry_document_get_string (organisation, "reading"));
  hospital->area = g_strdup (ry_document_get_string (organisation, "area"));
  fill_wards (hospital, wards);
  fill_state (hospital, find_state (root, reading->as_of));
  fill_conditions (hospital, reading, root);
  fill_confirmation (hospital, reading, root);
  return hospital;
}

/* ---- Reading ---- */

static gboolean
begin_reading (Reading *reading, RyWorkspace *workspace, const char *as_of, GError **error)
{
  *reading = (Reading){ .workspace = workspace, .as_of = as_of };
  reading->conditions = ry_condition_list (workspace, as_of, error);
  reading->since = reading->conditions != NULL ? ry_confirmation_find_since (workspace, as_of, error) : NULL;
  return reading->since != NULL;
}

static void
end_reading (Reading *reading)
{
  g_clear_pointer (&reading->conditions, g_ptr_array_unref);
  g_clear_pointer (&reading->since, g_free);
}

/* A kind's documents by their organisation: id → GPtrArray of RyDocument. */
static GHashTable *
group_by_organisation (RyWorkspace *workspace, const char *kind, GError **error)
{
  const RyQuery query = { .kind = kind };
  g_autoptr (GPtrArray) documents = ry_workspace_query (workspace, &query, error);
  GHashTable *groups;

  if (documents == NULL)
    return NULL;
  groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < documents->len; i++) {
    RyDocument *document = g_ptr_array_index (documents, i);
    const char *of = ry_document_get_string (document, "organisation");
    GPtrArray *group = of != NULL ? g_hash_table_lookup (groups, of) : NULL;

    if (of == NULL)
      continue;
    if (group == NULL) {
      group = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
      g_hash_table_insert (groups, g_strdup (of), group);
    }
    g_ptr_array_add (group, ry_document_ref (document));
  }
  return groups;
}

/* The sheet has its place beside the organisation; one that came with another id counts where that place is empty. */
static RyDocument *
find_sheet (GPtrArray *sheets, const char *id)
{
  g_autofree char *own = ry_hospital_dup_sheet_id (id);

  for (guint i = 0; sheets != NULL && i < sheets->len; i++)
    if (g_str_equal (ry_document_get_id (g_ptr_array_index (sheets, i)), own))
      return g_ptr_array_index (sheets, i);
  return sheets != NULL && sheets->len > 0 ? g_ptr_array_index (sheets, 0) : NULL;
}

static GPtrArray *
query_of (RyWorkspace *workspace, const char *kind, const char *id, GError **error)
{
  g_autofree char *of = g_strconcat ("organisation=", id, NULL);
  const char *const where[] = { of, NULL };
  const RyQuery query = { .kind = kind, .where = where };

  return ry_workspace_query (workspace, &query, error);
}

/* ---- Public ---- */

/**
 * ry_hospital_is_open:
 * @organisation: an organisation
 * @as_of: a day, ISO 8601
 *
 * A hospital that was closed stays open up to the day before, where that is known.
 *
 * Returns: whether it is a hospital that was there on that day
 */
gboolean
ry_hospital_is_open (RyDocument *organisation, const char *as_of)
{
  JsonObject *root = ry_document_get_root (organisation);
  const char *closed_on = get_set (root, "closed_on");

  if (g_strcmp0 (ry_json_get_string (root, "org_kind"), "hospital") != 0)
    return FALSE;
  if (closed_on != NULL)
    return strcmp (closed_on, as_of) > 0;
  return g_strcmp0 (ry_json_get_string (root, "status"), "closed") != 0;
}

/**
 * ry_hospital_list:
 * @workspace: where
 * @as_of: a day, ISO 8601
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type RyDocument): the organisations that were hospitals and open on that
 *   day, by reading
 */
GPtrArray *
ry_hospital_list (RyWorkspace *workspace, const char *as_of, GError **error)
{
  const char *const where[] = { "org_kind=hospital", NULL };
  const RyQuery query = { .kind = "organisation", .order = "reading", .where = where };
  GPtrArray *hospitals = ry_workspace_query (workspace, &query, error);

  for (guint i = hospitals != NULL ? hospitals->len : 0; i > 0; i--)
    if (!ry_hospital_is_open (g_ptr_array_index (hospitals, i - 1), as_of))
      g_ptr_array_remove_index (hospitals, i - 1);
  return hospitals;
}

/**
 * ry_condition_list:
 * @workspace: where
 * @as_of: a day, ISO 8601
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type RyDocument): the conditions that were asked on that day, in the
 *   council's order
 */
GPtrArray *
ry_condition_list (RyWorkspace *workspace, const char *as_of, GError **error)
{
  const RyQuery query = { .kind = "condition", .order = "order" };
  GPtrArray *conditions = ry_workspace_query (workspace, &query, error);

  for (guint i = conditions != NULL ? conditions->len : 0; i > 0; i--) {
    const char *retired = get_set (ry_document_get_root (g_ptr_array_index (conditions, i - 1)), "retired_on");

    if (retired != NULL && strcmp (retired, as_of) <= 0)
      g_ptr_array_remove_index (conditions, i - 1);
  }
  return conditions;
}

/**
 * ry_hospital_read:
 * @workspace: where
 * @id: an organisation's id
 * @as_of: the day, ISO 8601
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the hospital as it was on that day
 */
RyHospital *
ry_hospital_read (RyWorkspace *workspace, const char *id, const char *as_of, GError **error)
{
  g_autoptr (RyDocument) organisation = ry_workspace_get (workspace, id, error);
  g_autoptr (GPtrArray) wards = organisation != NULL ? query_of (workspace, "ward", id, error) : NULL;
  g_autoptr (GPtrArray) sheets = wards != NULL ? query_of (workspace, "function", id, error) : NULL;
  RyHospital *hospital = NULL;
  Reading reading;

  if (sheets == NULL)
    return NULL;
  if (begin_reading (&reading, workspace, as_of, error))
    hospital = create_hospital (&reading, organisation, find_sheet (sheets, id), wards);
  end_reading (&reading);
  return hospital;
}

/**
 * ry_hospital_read_all:
 * @workspace: where
 * @as_of: the day, ISO 8601
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type RyHospital): all hospitals that were open on that day, by reading
 */
GPtrArray *
ry_hospital_read_all (RyWorkspace *workspace, const char *as_of, GError **error)
{
  g_autoptr (GPtrArray) organisations = ry_hospital_list (workspace, as_of, error);
  g_autoptr (GHashTable) wards = organisations != NULL ? group_by_organisation (workspace, "ward", error) : NULL;
  g_autoptr (GHashTable) sheets = wards != NULL ? group_by_organisation (workspace, "function", error) : NULL;
  GPtrArray *hospitals = NULL;
  Reading reading;

  if (sheets == NULL)
    return NULL;
  if (begin_reading (&reading, workspace, as_of, error)) {
    hospitals = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_hospital_free);
    for (guint i = 0; i < organisations->len; i++) {
      RyDocument *organisation = g_ptr_array_index (organisations, i);
      const char *id = ry_document_get_id (organisation);

      g_ptr_array_add (hospitals,
                       create_hospital (&reading, organisation, find_sheet (g_hash_table_lookup (sheets, id), id),
                                        g_hash_table_lookup (wards, id)));
    }
  }
  end_reading (&reading);
  return hospitals;
}

static void
clear_door (RyDoor *door)
{
  g_free (door->telephone);
  g_free (door->fax);
  g_free (door->hours);
  g_free (door->holidays);
  g_free (door->papers);
  g_free (door->form);
  g_free (door->contact);
}

/**
 * ry_hospital_free:
 * @hospital: (transfer full): a hospital
 *
 * Frees it.
 */
void
ry_hospital_free (RyHospital *hospital)
{
  g_free (hospital->id);
  ry_document_unref (hospital->organisation);
  g_clear_pointer (&hospital->sheet, ry_document_unref);
  g_free (hospital->as_of);
  g_free (hospital->name);
  g_free (hospital->picture);
  g_free (hospital->reading);
  g_free (hospital->area);
  g_ptr_array_unref (hospital->wards);
  g_strfreev (hospital->departments);
  g_free (hospital->emergency);
  g_ptr_array_unref (hospital->conditions);
  clear_door (&hospital->door);
  g_free (hospital->confirmed_on);
  g_free (hospital->confirmed_by);
  g_free (hospital->confirmed_through);
  g_free (hospital->age);
  g_free (hospital);
}

/**
 * ry_hospital_sum:
 * @beds: @licensed or @staffed of a #RyHospital
 *
 * Returns: the beds of all functions but closed wards
 */
gint64
ry_hospital_sum (const gint64 *beds)
{
  gint64 sum = 0;

  for (RyWardFunction function = 0; function < RY_N_WARD_FUNCTIONS; function++)
    sum += function != RY_WARD_CLOSED ? beds[function] : 0;
  return sum;
}

/**
 * ry_hospital_find_answer:
 * @hospital: a hospital
 * @condition: a condition's id
 *
 * Returns: (transfer none) (nullable): what it answers; %NULL where that is not asked
 */
RyConditionAnswer *
ry_hospital_find_answer (RyHospital *hospital, const char *condition)
{
  for (guint i = 0; i < hospital->conditions->len; i++) {
    RyConditionAnswer *answer = g_ptr_array_index (hospital->conditions, i);

    if (g_str_equal (answer->condition, condition))
      return answer;
  }
  return NULL;
}

/**
 * ry_hospital_count_answers:
 * @hospital: a hospital
 * @answer: an answer
 *
 * Returns: how many conditions it answers so
 */
guint
ry_hospital_count_answers (const RyHospital *hospital, RyAnswer answer)
{
  guint n = 0;

  for (guint i = 0; i < hospital->conditions->len; i++)
    n += ((RyConditionAnswer *) g_ptr_array_index (hospital->conditions, i))->answer == answer;
  return n;
}

/**
 * ry_hospital_shows_photo:
 * @sheet: (nullable): a hospital's sheet
 *
 * Returns: whether it names a photograph of its liaison staff, and the day on which they agreed to it
 */
gboolean
ry_hospital_shows_photo (RyDocument *sheet)
{
  JsonObject *root = sheet != NULL ? ry_document_get_root (sheet) : NULL;

  return root != NULL && *ry_json_get_text (root, "photo") != '\0' && *ry_json_get_text (root, "photo_consent") != '\0';
}

/**
 * ry_hospital_read_photo:
 * @workspace: the records
 * @sheet: (nullable): a hospital's sheet
 *
 * Never without consent.
 *
 * Returns: (transfer full) (nullable): the photograph's file; %NULL also where it has not arrived on this computer yet
 */
GBytes *
ry_hospital_read_photo (RyWorkspace *workspace, RyDocument *sheet)
{
  if (!ry_hospital_shows_photo (sheet))
    return NULL;
  return ry_workspace_read_attached (workspace, ry_document_get_id (sheet), ry_document_get_string (sheet, "photo"),
                                     MOST_PHOTO_BYTES);
}

/**
 * ry_hospital_dup_sheet_id:
 * @id: an organisation's id
 *
 * Returns: (transfer full): the id of its sheet
 */
char *
ry_hospital_dup_sheet_id (const char *id)
{
  return g_strconcat ("function:", g_str_has_prefix (id, "organisation:") ? id + strlen ("organisation:") : id, NULL);
}

/**
 * ry_hospital_dup_picture:
 * @organisation: a hospital
 *
 * Returns: (transfer full): its name where there is little room
 */
char *
ry_hospital_dup_picture (RyDocument *organisation)
{
  JsonObject *root = ry_document_get_root (organisation);
  const char *own = get_set (root, "picture_name"), *short_name = get_set (root, "short_name");
  const char *name = short_name != NULL ? short_name : get_set (root, "name");

  if (own != NULL || name == NULL)
    return g_strdup (own != NULL ? own : "");
  return g_utf8_substring (name, 0, MIN (PICTURE_CHARACTERS, g_utf8_strlen (name, -1)));
}
