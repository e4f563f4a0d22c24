/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The register. What it holds follows the store's feed of changes: a report that changed costs one look into the index
 * of ids for its ward, anything else that matters here has the whole of it read again.
 */
#include "ry-bed-register.h"

#include "ry-date.h"
#include "ry-json.h"
#include "ry-term.h"
#include "ry-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* More changes than that are read faster anew than one by one. */
#define MANY_CHANGES 2000
/* An enquiry that is older holds no bed any more. */
#define MAX_HOLD_DAYS 60
/* Later than any: what was ever closed is closed. */
#define NO_DAY "9999-12-31"

struct _RyBedRegister {
  GPtrArray *hospitals;  /* RyBedHospital, by reading */
  GHashTable *by_id;     /* of these */
  GHashTable *wards;     /* RyBedWard, by id */
  GPtrArray *enquiries;  /* RyDocument, held or accepted */
  GPtrArray *conditions; /* RyDocument, by order */
  RyDocument *council;   /* the network's, or NULL */
  RyFreshness freshness;

  RyStore *store; /* borrowed: to know that it is still the same */
  char *today;
  gint64 seq;
};

typedef struct {
  char *organisation, *name, *function, *from, *to;
} ScannedWard;

static void
clear_scanned_ward (ScannedWard *ward)
{
  g_free (ward->organisation);
  g_free (ward->name);
  g_free (ward->function);
  g_free (ward->from);
  g_free (ward->to);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ScannedWard, clear_scanned_ward)

static void
free_ward (gpointer data)
{
  RyBedWard *ward = data;

  g_free (ward->id);
  g_free (ward->name);
  g_free (ward->from);
  g_free (ward->to);
  g_clear_pointer (&ward->report, ry_document_unref);
  g_free (ward);
}

static void
free_hospital (gpointer data)
{
  RyBedHospital *hospital = data;

  g_free (hospital->id);
  ry_document_unref (hospital->document);
  g_clear_pointer (&hospital->sheet, ry_document_unref);
  g_hash_table_unref (hospital->answers);
  g_ptr_array_unref (hospital->wards);
  g_free (hospital->reading_key);
  g_free (hospital);
}

static void
clear (RyBedRegister *self)
{
  g_hash_table_remove_all (self->wards);
  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->hospitals, 0);
  g_ptr_array_set_size (self->enquiries, 0);
  g_ptr_array_set_size (self->conditions, 0);
  ry_freshness_init (&self->freshness, NULL);
  g_clear_pointer (&self->council, ry_document_unref);
  self->seq = 0;
}

/* ---- Taking what a store has ---- */

static void
read_place (RyBedHospital *hospital)
{
  JsonObject *root = ry_document_get_root (hospital->document);
  JsonNode *latitude = json_object_get_member (root, "latitude"),
           *longitude = json_object_get_member (root, "longitude");

  hospital->placed =
      latitude != NULL && longitude != NULL && JSON_NODE_HOLDS_VALUE (latitude) && JSON_NODE_HOLDS_VALUE (longitude);
  if (!hospital->placed)
    return;
  hospital->latitude = json_node_get_double (latitude);
  hospital->longitude = json_node_get_double (longitude);
}

static void
take_hospital (RyBedRegister *self, RyDocument *document)
{
  RyBedHospital *hospital;

  if (!ry_hospital_is_open (document, self->today != NULL ? self->today : NO_DAY))
    return;
  hospital = g_new0 (RyBedHospital, 1);
  hospital->id = g_strdup (ry_document_get_id (document));
  hospital->document = ry_document_ref (document);
  hospital->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  hospital->wards = g_ptr_array_new_with_free_func (free_ward);
  hospital->reading_key = ry_text_reading_key (ry_document_get_string (document, "reading"));
  read_place (hospital);
  g_ptr_array_add (self->hospitals, hospital);
  g_hash_table_insert (self->by_id, hospital->id, hospital);
}

/*
 * Thousands of wards are looked at when the register is filled, of which a search needs a few members: so their texts
 * are scanned, and only what is shown is parsed.
 */
static gboolean
scan_ward (const RyJsonMember *member, gpointer data, GError **error)
{
  ScannedWard *ward = data;
  const struct {
    const char *name;
    char **value;
  } members[] = { { "organisation", &ward->organisation },
                  { "name", &ward->name },
                  { "function", &ward->function },
                  { "from", &ward->from },
                  { "to", &ward->to } };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (strcmp (member->key, members[i].name) == 0 && *member->value == '"') {
      g_free (*members[i].value);
      *members[i].value = ry_json_decode_string (member->value, member->length, NULL);
    }
  return TRUE;
}

static void
take_ward (RyBedRegister *self, RyDocument *document)
{
  static const RyBedFunction functions[RY_N_STAGES] = { RY_BED_ACUTE, RY_BED_RECOVERY, RY_BED_CHRONIC };
  g_auto (ScannedWard) scanned = { 0 };
  RyBedHospital *hospital;
  gsize length;
  const char *body = ry_document_get_body (document, &length);
  RyStage stage;
  RyBedWard *ward;

  ry_json_scan_object (body, (gssize) length, scan_ward, &scanned, NULL);
  hospital = ry_bed_register_find (self, scanned.organisation);
  if (hospital == NULL || !ry_stage_parse (scanned.function, &stage))
    return;
  ward = g_new0 (RyBedWard, 1);
  ward->id = g_strdup (ry_document_get_id (document));
  ward->name = g_steal_pointer (&scanned.name);
  ward->function = functions[stage];
  ward->from = g_steal_pointer (&scanned.from);
  ward->to = g_steal_pointer (&scanned.to);
  g_ptr_array_add (hospital->wards, ward);
  g_hash_table_insert (self->wards, ward->id, ward);
}

/* An answer holds from its day until the next; those of days to come do not yet. */
static void
take_answer (RyBedRegister *self, RyBedHospital *hospital, GHashTable *days, JsonObject *entry)
{
  const char *condition = ry_json_get_string (entry, "condition"), *on = ry_json_get_string (entry, "on");
  gpointer day;

  if (condition == NULL || (self->today != NULL && on != NULL && strcmp (on, self->today) > 0))
    return;
  if (g_hash_table_lookup_extended (days, condition, NULL, &day) && g_strcmp0 (on, day) < 0)
    return;
  g_hash_table_insert (days, (gpointer) condition, (gpointer) on);
  g_hash_table_insert (hospital->answers, g_strdup (condition),
                       GUINT_TO_POINTER (ry_answer_parse (ry_json_get_string (entry, "answer"))));
}

static void
take_sheet (RyBedRegister *self, RyDocument *document)
{
  RyBedHospital *hospital = ry_bed_register_find (self, ry_document_get_string (document, "organisation"));
  JsonArray *answers = ry_json_get_array (ry_document_get_root (document), "conditions");
  g_autoptr (GHashTable) days = g_hash_table_new (g_str_hash, g_str_equal);

  if (hospital == NULL)
    return;
  g_clear_pointer (&hospital->sheet, ry_document_unref);
  hospital->sheet = ry_document_ref (document);
  g_hash_table_remove_all (hospital->answers);
  for (guint i = 0; answers != NULL && i < json_array_get_length (answers); i++) {
    JsonNode *node = json_array_get_element (answers, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      take_answer (self, hospital, days, json_node_get_object (node));
  }
}

static void
set_report (RyBedWard *ward, RyDocument *report)
{
  g_clear_pointer (&ward->report, ry_document_unref);
  ward->said = (RyBedFigures){ 0 };
  if (report == NULL)
    return;
  ward->report = ry_document_ref (report);
  ry_bed_read_figures (report, &ward->said);
}

/* Of several reports of a ward the one of the latest day stands, whichever comes first. */
static void
take_report (RyBedRegister *self, RyDocument *document)
{
  const char *of = ry_document_get_string (document, "ward"), *date = ry_document_get_string (document, "date");
  RyBedWard *ward = of != NULL ? g_hash_table_lookup (self->wards, of) : NULL;

  if (ward == NULL || (self->today != NULL && g_strcmp0 (date, self->today) > 0))
    return;
  if (ward->report == NULL || g_strcmp0 (date, ward->said.date) >= 0)
    set_report (ward, document);
}

static void
take_council (RyBedRegister *self, RyDocument *document)
{
  if (g_strcmp0 (ry_document_get_string (document, "wheel"), "vertical") != 0)
    return;
  ry_freshness_init (&self->freshness, ry_document_get_root (document));
  g_clear_pointer (&self->council, ry_document_unref);
  self->council = ry_document_ref (document);
}

static void
take_enquiry (RyBedRegister *self, RyDocument *document)
{
  const char *status = ry_document_get_string (document, "status");

  if (g_strcmp0 (status, "held") == 0 || g_strcmp0 (status, "accepted") == 0)
    g_ptr_array_add (self->enquiries, ry_document_ref (document));
}

static void
take_condition (RyBedRegister *self, RyDocument *document)
{
  if (ry_document_get_string (document, "retired_on") == NULL)
    g_ptr_array_add (self->conditions, ry_document_ref (document));
}

static int
compare_hospitals (gconstpointer a, gconstpointer b)
{
  const RyBedHospital *left = *(RyBedHospital *const *) a, *right = *(RyBedHospital *const *) b;
  int order = g_strcmp0 (left->reading_key, right->reading_key);

  return order != 0 ? order : strcmp (left->id, right->id);
}

/* ---- Reading a store ---- */

static gboolean
take_all (
    RyBedRegister *self, RyStore *store, const char *kind, const char *condition, const char *also, GError **error)
{
  const char *const where[] = { condition, also, NULL };
  const RyQuery query = { .kind = kind, .where = where, .order = g_str_equal (kind, "condition") ? "order" : NULL };
  g_autoptr (GPtrArray) documents = ry_store_query (store, &query, NULL, error);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    ry_bed_register_take (self, g_ptr_array_index (documents, i));
  return documents != NULL;
}

static gboolean
take_enquiries (RyBedRegister *self, RyStore *store, GError **error)
{
  g_autofree char *day = ry_date_shift (self->today, -MAX_HOLD_DAYS), *since = g_strconcat ("asked_on>", day, NULL);

  g_ptr_array_set_size (self->enquiries, 0);
  return take_all (self, store, "enquiry", "status|held|accepted", since, error);
}

static gboolean
read_report (RyBedWard *ward, RyStore *store, const char *today, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (RyDocument) report = ry_bed_read_latest (store, ward->id, today, &inner);

  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  set_report (ward, report);
  return TRUE;
}

/* One seek a ward into the index of ids, whose last of a ward is its newest: years of reports cost no more than a day.
 */
static gboolean
read_reports (RyBedRegister *self, RyStore *store, GError **error)
{
  guint n = g_hash_table_size (self->wards);
  g_autofree RyIdRange *ranges = g_new0 (RyIdRange, n + 1);
  g_autoptr (GPtrArray) ends = g_ptr_array_new_with_free_func (g_free), reports = NULL;
  GHashTableIter iter;
  gpointer ward;

  g_hash_table_iter_init (&iter, self->wards);
  for (guint i = 0; g_hash_table_iter_next (&iter, NULL, &ward); i++) {
    ranges[i] = (RyIdRange){ .start = ry_bed_dup_id (((RyBedWard *) ward)->id, self->today),
                             .end = ry_bed_dup_id (((RyBedWard *) ward)->id, ""),
                             .descending = TRUE };
    g_ptr_array_add (ends, (gpointer) ranges[i].start);
    g_ptr_array_add (ends, (gpointer) ranges[i].end);
  }
  reports = ry_store_read_last_of (store, ranges, n, error);
  g_hash_table_iter_init (&iter, self->wards);
  for (guint i = 0; reports != NULL && g_hash_table_iter_next (&iter, NULL, &ward); i++)
    set_report (ward, g_ptr_array_index (reports, i));
  return reports != NULL;
}

static gboolean
read_all (RyBedRegister *self, RyStore *store, const char *today, GError **error)
{
  gint64 seq = ry_store_get_update_seq (store);

  clear (self);
  g_free (self->today);
  self->today = g_strdup (today);
  self->store = store;
  if (!take_all (self, store, "organisation", "org_kind=hospital", NULL, error) ||
      !take_all (self, store, "ward", NULL, NULL, error) || !take_all (self, store, "function", NULL, NULL, error) ||
      !take_all (self, store, "council", NULL, NULL, error) ||
      !take_all (self, store, "condition", NULL, NULL, error) || !take_enquiries (self, store, error) ||
      !read_reports (self, store, error)) {
    self->store = NULL;
    return FALSE;
  }
  g_ptr_array_sort (self->hospitals, compare_hospitals);
  self->seq = seq;
  return TRUE;
}

static gboolean
is_kind_of_ours (const char *id)
{
  static const char *const prefixes[] = { "organisation:", "ward:", "function:", "council:", "condition:" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (id, prefixes[i]))
      return TRUE;
  return FALSE;
}

static RyBedWard *
find_ward_of_report (RyBedRegister *self, const char *id)
{
  const char *key = id + strlen ("bed:"), *end = strrchr (key, ':');
  g_autofree char *ward = end != NULL ? g_strdup_printf ("ward:%.*s", (int) (end - key), key) : NULL;

  return ward != NULL ? g_hash_table_lookup (self->wards, ward) : NULL;
}

/* FALSE without an error where all has to be read again. */
static gboolean
follow (RyBedRegister *self, RyStore *store, GError **error)
{
  g_autoptr (GPtrArray) changes = ry_store_get_changes (store, self->seq, MANY_CHANGES, FALSE, error);
  gboolean enquiries = FALSE;

  if (changes == NULL || changes->len == MANY_CHANGES)
    return FALSE;
  for (guint i = 0; i < changes->len; i++) {
    RyChange *change = g_ptr_array_index (changes, i);
    RyBedWard *ward = g_str_has_prefix (change->id, "bed:") ? find_ward_of_report (self, change->id) : NULL;

    if (is_kind_of_ours (change->id) || (ward != NULL && !read_report (ward, store, self->today, error)))
      return FALSE;
    enquiries |= g_str_has_prefix (change->id, "enquiry:");
    self->seq = MAX (self->seq, change->seq);
  }
  return !enquiries || take_enquiries (self, store, error);
}

/**
 * ry_bed_register_new:
 *
 * Returns: (transfer full): an empty register
 */
RyBedRegister *
ry_bed_register_new (void)
{
  RyBedRegister *self = g_new0 (RyBedRegister, 1);

  self->hospitals = g_ptr_array_new_with_free_func (free_hospital);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->wards = g_hash_table_new (g_str_hash, g_str_equal);
  self->enquiries = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  clear (self);
  return self;
}

/**
 * ry_bed_register_free:
 * @self: (transfer full): a register
 *
 * Frees it.
 */
void
ry_bed_register_free (RyBedRegister *self)
{
  clear (self);
  g_hash_table_unref (self->wards);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->hospitals);
  g_ptr_array_unref (self->enquiries);
  g_ptr_array_unref (self->conditions);
  g_free (self->today);
  g_free (self);
}

/**
 * ry_bed_register_refresh:
 * @self: a register
 * @store: the council's space, the same at every call
 * @today: the day, ISO 8601: a report dated later is not looked at
 * @error: return location for an error
 *
 * Brings it up to what the store has; at no cost where nothing changed. What hospitals were got before is gone then.
 *
 * Returns: whether that could be read
 */
gboolean
ry_bed_register_refresh (RyBedRegister *self, RyStore *store, const char *today, GError **error)
{
  g_autoptr (GError) inner = NULL;

  if (self->store == store && g_strcmp0 (self->today, today) == 0) {
    if (self->seq == ry_store_get_update_seq (store) || follow (self, store, &inner))
      return TRUE;
    g_clear_error (&inner);
  }
  if (read_all (self, store, today, &inner))
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&inner), "%s: ", _ ("Gathering the vacant beds"));
  return FALSE;
}

/**
 * ry_bed_register_take:
 * @self: a register
 * @document: a document of any kind; hospitals before their wards and sheets, wards before their reports
 *
 * Takes what the document says about beds.
 */
void
ry_bed_register_take (RyBedRegister *self, RyDocument *document)
{
  static const struct {
    const char *kind;
    void (*take) (RyBedRegister *self, RyDocument *document);
  } kinds[] = {
    { "organisation", take_hospital }, { "ward", take_ward },
    { "function", take_sheet },        { "bed", take_report },
    { "council", take_council },       { "enquiry", take_enquiry },
    { "condition", take_condition },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (ry_document_get_kind (document), kinds[i].kind) == 0)
      kinds[i].take (self, document);
}

/**
 * ry_bed_register_get_hospitals:
 * @self: a register
 *
 * Returns: (transfer none) (element-type RyBedHospital): all that are open, by reading
 */
GPtrArray *
ry_bed_register_get_hospitals (RyBedRegister *self)
{
  return self->hospitals;
}

/**
 * ry_bed_register_find:
 * @self: a register
 * @organisation: (nullable): a hospital's id
 *
 * Returns: (transfer none) (nullable): the hospital
 */
RyBedHospital *
ry_bed_register_find (RyBedRegister *self, const char *organisation)
{
  return organisation != NULL ? g_hash_table_lookup (self->by_id, organisation) : NULL;
}

/**
 * ry_bed_register_get_enquiries:
 * @self: a register
 *
 * Returns: (transfer none) (element-type RyDocument): those in which a bed was held or accepted; some may have lapsed
 * by now
 */
GPtrArray *
ry_bed_register_get_enquiries (RyBedRegister *self)
{
  return self->enquiries;
}

/**
 * ry_bed_register_get_conditions:
 * @self: a register
 *
 * Returns: (transfer none) (element-type RyDocument): the conditions that are asked, by their order
 */
GPtrArray *
ry_bed_register_get_conditions (RyBedRegister *self)
{
  return self->conditions;
}

/**
 * ry_bed_register_get_condition:
 * @self: a register
 * @id: a condition's id
 *
 * Returns: (transfer none) (nullable): the condition
 */
RyDocument *
ry_bed_register_get_condition (RyBedRegister *self, const char *id)
{
  for (guint i = 0; i < self->conditions->len; i++)
    if (g_strcmp0 (ry_document_get_id (g_ptr_array_index (self->conditions, i)), id) == 0)
      return g_ptr_array_index (self->conditions, i);
  return NULL;
}

/**
 * ry_bed_register_get_council:
 * @self: a register
 *
 * Returns: (transfer none) (nullable): the council that keeps the network of beds
 */
RyDocument *
ry_bed_register_get_council (RyBedRegister *self)
{
  return self->council;
}

/**
 * ry_bed_register_get_freshness:
 * @self: a register
 *
 * Returns: (transfer none): how long the council lets reports count
 */
const RyFreshness *
ry_bed_register_get_freshness (RyBedRegister *self)
{
  return &self->freshness;
}

/**
 * ry_bed_register_get_hold_minutes:
 * @self: a register
 *
 * Returns: after how many minutes the council lets a hold lapse
 */
gint64
ry_bed_register_get_hold_minutes (RyBedRegister *self)
{
  return self->council != NULL ? ry_json_get_int (ry_document_get_root (self->council), "hold_minutes", RY_HOLD_MINUTES)
                               : RY_HOLD_MINUTES;
}

/**
 * ry_bed_register_dup_newest:
 * @self: a register
 *
 * Returns: (transfer full) (nullable): when the newest of all reports here was made, ISO 8601
 */
char *
ry_bed_register_dup_newest (RyBedRegister *self)
{
  RyBedWard *newest = NULL;
  GHashTableIter iter;
  gpointer ward;

  g_hash_table_iter_init (&iter, self->wards);
  while (g_hash_table_iter_next (&iter, NULL, &ward))
    if (newest == NULL || ((RyBedWard *) ward)->said.at > newest->said.at)
      newest = ward;
  return newest != NULL && newest->report != NULL ? g_strdup (ry_document_get_string (newest->report, "at")) : NULL;
}

/**
 * ry_bed_ward_holds_on:
 * @self: a ward
 * @date: a day, ISO 8601
 *
 * Returns: whether it was like this on that day
 */
gboolean
ry_bed_ward_holds_on (const RyBedWard *self, const char *date)
{
  return ry_term_holds (self->from, self->to, date);
}

/**
 * ry_bed_register_get_age:
 * @self: a register
 * @ward: one of its wards
 * @now: the present moment, in seconds since 1970
 *
 * Returns: how old the ward's newest report is, by the council's limits
 */
RyReportAge
ry_bed_register_get_age (RyBedRegister *self, const RyBedWard *ward, gint64 now)
{
  if (!ward->said.told)
    return RY_REPORT_NONE;
  return ward->said.at == 0 ? RY_REPORT_STALE : ry_freshness_get_age (&self->freshness, ward->said.at, now);
}

/**
 * ry_bed_hospital_get_name:
 * @self: a hospital
 *
 * Returns: (transfer none): its name, or what there is instead
 */
const char *
ry_bed_hospital_get_name (const RyBedHospital *self)
{
  const char *name = ry_document_get_string (self->document, "name");

  return name != NULL ? name : self->id;
}

/**
 * ry_bed_hospital_get_telephone:
 * @self: a hospital
 *
 * Returns: (transfer none) (nullable): the door's direct line, or the liaison office, or the hospital
 */
const char *
ry_bed_hospital_get_telephone (const RyBedHospital *self)
{
  const char *door = self->sheet != NULL ? ry_document_get_string (self->sheet, "door_telephone") : NULL;
  const char *liaison = ry_document_get_string (self->document, "liaison_telephone");

  return door != NULL ? door : liaison != NULL ? liaison : ry_document_get_string (self->document, "telephone");
}

/**
 * ry_bed_hospital_get_answer:
 * @self: a hospital
 * @condition: a condition's id
 *
 * Returns: what it says to it
 */
RyAnswer
ry_bed_hospital_get_answer (const RyBedHospital *self, const char *condition)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->answers, condition));
}
