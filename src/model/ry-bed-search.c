/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search. A hospital is first measured against the need; then it is ranked, silent or a miss. Everything but the
 * register's own reading is pure, so that the order stands in a table of tests.
 */
#include "ry-bed-search.h"

#include <math.h>
#include <string.h>

#include "ry-date.h"
#include "ry-json.h"

#include <glib/gi18n-lib.h>

#define EARTH_RADIUS_KM 6371.0

static const char *const kinds[] = { "men", "women", "single", "either" };

typedef struct {
  RyBedRegister *reg;
  const RyBedNeed *need;
  const char *day; /* the first day, or today */
  const char *now;
  gint64 moment;
  gboolean later; /* the first day is after today */
  double latitude, longitude;
  gboolean placed;
} Search;

/**
 * ry_bed_match_free:
 * @self: (transfer full): a match
 *
 * Frees it.
 */
void
ry_bed_match_free (RyBedMatch *self)
{
  g_free (self->stages);
  g_free (self->at);
  g_free (self->source);
  g_free (self->informant);
  g_array_unref (self->answers);
  g_free (self->reason);
  g_free (self);
}

/* ---- Where ---- */

/* The middle of the hospitals of that area. */
static void
find_origin (Search *self)
{
  GPtrArray *hospitals = ry_bed_register_get_hospitals (self->reg);
  guint n = 0;

  for (guint i = 0; self->need->area != NULL && i < hospitals->len; i++) {
    RyBedHospital *hospital = g_ptr_array_index (hospitals, i);

    if (!hospital->placed || g_strcmp0 (ry_document_get_string (hospital->document, "area"), self->need->area) != 0)
      continue;
    self->latitude += hospital->latitude;
    self->longitude += hospital->longitude;
    n++;
  }
  self->placed = n > 0;
  if (n == 0)
    return;
  self->latitude /= n;
  self->longitude /= n;
}

static double
measure (const Search *self, const RyBedHospital *hospital)
{
  double a, from = self->latitude * G_PI / 180, to = hospital->latitude * G_PI / 180;
  double across = (hospital->longitude - self->longitude) * G_PI / 360, up = (to - from) / 2;

  if (!self->placed || !hospital->placed)
    return -1;
  a = sin (up) * sin (up) + cos (from) * cos (to) * sin (across) * sin (across);
  return 2 * EARTH_RADIUS_KM * asin (MIN (1, sqrt (a)));
}

/* ---- One hospital ---- */

static gboolean
counts (const Search *self, const RyBedWard *ward)
{
  if (self->need->function < RY_N_BED_FUNCTIONS && ward->function != self->need->function)
    return FALSE;
  return ry_bed_ward_holds_on (ward, self->day);
}

/* An enquiry takes a bed while it is held, and once accepted until the hospital reports again. */
static gboolean
takes_bed (const Search *self, RyDocument *enquiry, gint64 reported)
{
  RyEnquiryStatus status = ry_enquiry_get_status (ry_document_get_root (enquiry), self->now);

  return status == RY_ENQUIRY_HELD ||
         (status == RY_ENQUIRY_ACCEPTED &&
          ry_bed_parse_moment (ry_document_get_string (enquiry, "answered_at")) > reported);
}

static gboolean
concerns (const Search *self, RyDocument *enquiry, const RyBedHospital *hospital, const RyBedNeed *asked)
{
  const char *ward = ry_document_get_string (enquiry, "ward");

  if (g_strcmp0 (ry_document_get_string (enquiry, "organisation"), hospital->id) != 0)
    return FALSE;
  for (guint i = 0; ward != NULL && i < hospital->wards->len; i++)
    if (g_strcmp0 (((RyBedWard *) g_ptr_array_index (hospital->wards, i))->id, ward) == 0)
      return counts (self, g_ptr_array_index (hospital->wards, i));
  return asked->function == RY_N_BED_FUNCTIONS || self->need->function == RY_N_BED_FUNCTIONS ||
         asked->function == self->need->function;
}

static void
subtract_holds (const Search *self, RyBedMatch *match, gint64 reported)
{
  GPtrArray *enquiries = ry_bed_register_get_enquiries (self->reg);
  RyBedHolds holds = { 0 };

  for (guint i = 0; i < enquiries->len; i++) {
    RyDocument *enquiry = g_ptr_array_index (enquiries, i);
    g_autoptr (RyBedNeed) asked = NULL;

    if (g_strcmp0 (ry_document_get_string (enquiry, "organisation"), match->hospital->id) != 0)
      continue;
    asked = ry_bed_need_from_json (ry_json_get_object (ry_document_get_root (enquiry), "need"));
    if (!concerns (self, enquiry, match->hospital, asked) || !takes_bed (self, enquiry, reported))
      continue;
    ry_bed_holds_take (&holds, match->split, asked->sex, asked->single);
    match->held++;
  }
  match->over = holds.over;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    match->split[i] -= holds.taken[i];
}

static void
add_ward (RyBedMatch *match, const RyBedWard *ward)
{
  for (guint i = 0; i < G_N_ELEMENTS (match->split); i++)
    match->split[i] += ward->said.split[i];
  match->out += ward->said.out;
  match->out_72 += MAX (ward->said.out_72, ward->said.out);
}

/* Of the reports that count the oldest says how far the number can be believed; where none counts, the newest how old
 * it is. */
static void
tell_report (const Search *self, RyBedMatch *match, const RyBedWard *ward)
{
  if (ward == NULL)
    return;
  match->age = ry_bed_register_get_age (self->reg, ward, self->moment);
  match->at = g_strdup (ry_document_get_string (ward->report, "at"));
  if (match->age == RY_REPORT_STALE)
    return;
  match->source = g_strdup (ry_document_get_string (ward->report, "source"));
  match->informant = g_strdup (ry_document_get_string (ward->report, "informant"));
}

static void
name_stages (RyBedMatch *match, guint functions)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < RY_N_BED_FUNCTIONS; i++)
    if ((functions & (1u << i)) != 0)
      g_string_append_printf (out, "%s%s", out->len > 0 ? "・" : "", ry_bed_function_get_name (i));
  match->stages = g_string_free (out, FALSE);
}

/* What its wards say: those that count together, and how many of them are not known. */
static guint
gather_wards (const Search *self, RyBedMatch *match)
{
  const RyBedWard *oldest = NULL, *newest_stale = NULL;
  gint64 reported = 0;
  guint silent = 0, functions = 0;

  match->age = RY_REPORT_NONE;
  for (guint i = 0; i < match->hospital->wards->len; i++) {
    const RyBedWard *ward = g_ptr_array_index (match->hospital->wards, i);
    RyReportAge age;

    if (!counts (self, ward))
      continue;
    functions |= 1u << ward->function;
    age = ry_bed_register_get_age (self->reg, ward, self->moment);
    silent += age >= RY_REPORT_STALE;
    if (age == RY_REPORT_STALE && (newest_stale == NULL || ward->said.at >= newest_stale->said.at))
      newest_stale = ward;
    if (age >= RY_REPORT_STALE)
      continue;
    add_ward (match, ward);
    if (oldest == NULL || ward->said.at < oldest->said.at)
      oldest = ward;
    reported = MAX (reported, ward->said.at);
  }
  match->unknown = silent;
  tell_report (self, match, oldest != NULL ? oldest : newest_stale);
  subtract_holds (self, match, reported);
  name_stages (match, functions);
  return functions;
}

static void
gather_answers (const Search *self, RyBedMatch *match)
{
  for (guint i = 0; i < self->need->conditions->len; i++) {
    RyAnswer answer = ry_bed_hospital_get_answer (match->hospital, g_ptr_array_index (self->need->conditions, i));

    g_array_append_val (match->answers, answer);
    match->met += answer == RY_ANSWER_YES;
    match->conditional += answer == RY_ANSWER_CONDITIONAL;
    match->unanswered += answer == RY_ANSWER_UNANSWERED;
  }
}

static const char *
get_kind_word (const RyBedNeed *need)
{
  if (need->single)
    return _ ("single room");
  return need->sex == RY_SEX_MAN ? _ ("bed for a man") : _ ("bed for a woman");
}

/* Why it does not fit; %NULL where it may. */
static char *
find_fault (const Search *self, RyBedMatch *match, guint functions)
{
  gint64 all = match->split[0] + match->split[1] + match->split[2] + match->split[3];

  if (functions == 0)
    return self->need->function < RY_N_BED_FUNCTIONS
               ? g_strdup_printf (_ ("no ward for %s"), ry_bed_function_get_name (self->need->function))
               : g_strdup (_ ("no ward"));
  for (guint i = 0; i < match->answers->len; i++)
    if (g_array_index (match->answers, RyAnswer, i) == RY_ANSWER_NO) {
      RyDocument *condition = ry_bed_register_get_condition (self->reg, g_ptr_array_index (self->need->conditions, i));

      return g_strdup_printf (_ ("%s: not taken"),
                              condition != NULL ? ry_document_get_string (condition, "name") : _ ("a condition"));
    }
  match->kind_unsure = (self->need->sex != RY_SEX_ANY || self->need->single) && match->beds == 0 && all > 0;
  /* Yesterday's beds may be others today; this morning's are not. */
  if (match->kind_unsure && match->age == RY_REPORT_FRESH && match->unknown == 0)
    return g_strdup_printf (_ ("no %s in today’s report"), get_kind_word (self->need));
  return NULL;
}

static RyBedMatch *
create_match (const Search *self, RyBedHospital *hospital, char **fault)
{
  RyBedMatch *match = g_new0 (RyBedMatch, 1);
  guint functions;

  match->hospital = hospital;
  match->answers = g_array_new (FALSE, FALSE, sizeof (RyAnswer));
  functions = gather_wards (self, match);
  gather_answers (self, match);
  match->beds = ry_bed_count_for (match->split, self->need->sex, self->need->single);
  match->near = self->need->area != NULL &&
                g_strcmp0 (ry_document_get_string (hospital->document, "area"), self->need->area) == 0;
  match->distance = measure (self, hospital);
  *fault = find_fault (self, match, functions);
  return match;
}

/* ---- The order, and why ---- */

static guint
rank_conditions (const RyBedMatch *match)
{
  return match->unanswered * 1000 + match->conditional;
}

static guint
rank_beds (const RyBedMatch *match)
{
  return match->beds > 0 ? 0 : match->kind_unsure ? 1 : match->out > 0 ? 2 : match->out_72 > 0 ? 3 : 4;
}

static double
rank_distance (const RyBedMatch *match)
{
  return match->distance >= 0 ? match->distance : match->near ? 0 : G_MAXDOUBLE;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const RyBedMatch *left = *(RyBedMatch *const *) a, *right = *(RyBedMatch *const *) b;

  if (rank_conditions (left) != rank_conditions (right))
    return rank_conditions (left) < rank_conditions (right) ? -1 : 1;
  if (left->age != right->age)
    return left->age < right->age ? -1 : 1;
  if (rank_beds (left) != rank_beds (right))
    return rank_beds (left) < rank_beds (right) ? -1 : 1;
  if (left->near != right->near)
    return left->near ? -1 : 1;
  if (rank_distance (left) != rank_distance (right))
    return rank_distance (left) < rank_distance (right) ? -1 : 1;
  return g_strcmp0 (left->hospital->reading_key, right->hospital->reading_key);
}

static void
append (GString *out, const char *words)
{
  if (out->len > 0)
    g_string_append (out, _ ("; "));
  g_string_append (out, words);
}

G_GNUC_PRINTF (2, 3)
static void
append_printf (GString *out, const char *format, ...)
{
  g_autofree char *words = NULL;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  append (out, words);
}

static void
explain_conditions (GString *out, const RyBedMatch *match)
{
  if (match->answers->len == 0)
    return;
  append_printf (out, _ ("%u of %u conditions met"), match->met, match->answers->len);
  if (match->conditional > 0)
    append_printf (out, g_dngettext (GETTEXT_PACKAGE, "%u depends", "%u depend", match->conditional),
                   match->conditional);
  if (match->unanswered > 0)
    append_printf (out, g_dngettext (GETTEXT_PACKAGE, "%u unconfirmed", "%u unconfirmed", match->unanswered),
                   match->unanswered);
}

static gboolean
is_same_day (const char *at, const char *now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (ry_bed_parse_moment (at)),
                        present = g_date_time_new_from_unix_local (ry_bed_parse_moment (now));
  g_autofree char *one = g_date_time_format (then, "%F"), *other = g_date_time_format (present, "%F");

  return g_str_equal (one, other);
}

static void
explain_age (const Search *self, GString *out, const RyBedMatch *match)
{
  const RyFreshness *freshness = ry_bed_register_get_freshness (self->reg);

  if (match->age == RY_REPORT_AGING)
    append_printf (out, _ ("report older than %d hours"), (int) freshness->fresh);
  else
    append (out, is_same_day (match->at, self->now) ? _ ("reported today") : _ ("reported within a day"));
}

static void
explain_beds (const Search *self, GString *out, const RyBedMatch *match)
{
  if (match->kind_unsure)
    append_printf (out, _ ("ask for a %s by telephone"), get_kind_word (self->need));
  else if (match->beds <= 0 && match->held > 0)
    append (out, _ ("what is free is held"));
  else if (match->beds <= 0)
    append (out, _ ("full at present"));
  else if (match->held > 0)
    append_printf (out, g_dngettext (GETTEXT_PACKAGE, "%d more is held", "%d more are held", (gulong) match->held),
                   (int) match->held);
  if (match->beds <= 0 && match->out > 0)
    append_printf (out,
                   g_dngettext (GETTEXT_PACKAGE, "%d discharge planned within a day",
                                "%d discharges planned within a day", (gulong) match->out),
                   (int) match->out);
  if (match->beds <= 0 && match->out_72 > match->out)
    append_printf (out,
                   g_dngettext (GETTEXT_PACKAGE, "%d discharge planned within three days",
                                "%d discharges planned within three days", (gulong) match->out_72),
                   (int) match->out_72);
  if (match->unknown > 0)
    append_printf (out,
                   g_dngettext (GETTEXT_PACKAGE, "%u more ward not reported", "%u more wards not reported",
                                match->unknown),
                   match->unknown);
}

static void
explain_place (GString *out, const RyBedMatch *match, gboolean nearest)
{
  if (match->near)
    append (out, _ ("in that area"));
  else if (nearest && match->distance >= 0)
    append (out, _ ("the nearest"));
}

static void
explain_ranked (const Search *self, GPtrArray *ranked)
{
  double nearest = G_MAXDOUBLE;

  for (guint i = 0; i < ranked->len; i++)
    nearest = MIN (nearest, rank_distance (g_ptr_array_index (ranked, i)));
  for (guint i = 0; i < ranked->len; i++) {
    RyBedMatch *match = g_ptr_array_index (ranked, i);
    GString *out = g_string_new (NULL);

    explain_conditions (out, match);
    explain_age (self, out, match);
    explain_beds (self, out, match);
    explain_place (out, match, rank_distance (match) == nearest);
    match->reason = g_string_free (out, FALSE);
  }
}

static void
explain_silent (const Search *self, RyBedMatch *match)
{
  g_autofree char *moment = match->age == RY_REPORT_STALE ? ry_bed_format_moment (match->at, self->now) : NULL;

  match->reason = moment != NULL ? g_strdup_printf (_ ("old report, of %s"), moment) : g_strdup (_ ("not reported"));
}

static void
begin (Search *self, RyBedRegister *reg, const RyBedNeed *need, const char *today, const char *now)
{
  *self = (Search){ .reg = reg, .need = need, .now = now, .moment = ry_bed_parse_moment (now) };
  self->later = need->start != NULL && strcmp (need->start, today) > 0;
  self->day = self->later ? need->start : today;
  find_origin (self);
}

/**
 * ry_bed_search:
 * @reg: a register, refreshed
 * @need: what is looked for
 * @today: the day, ISO 8601
 * @now: the present moment, ISO 8601
 *
 * Returns: (transfer full): every hospital: ranked, silent or a miss
 */
RyBedFinds *
ry_bed_search (RyBedRegister *reg, const RyBedNeed *need, const char *today, const char *now)
{
  RyBedFinds *finds = g_new0 (RyBedFinds, 1);
  GPtrArray *hospitals = ry_bed_register_get_hospitals (reg);
  Search self;

  finds->ranked = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_bed_match_free);
  finds->silent = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_bed_match_free);
  finds->misses = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_bed_match_free);
  begin (&self, reg, need, today, now);
  for (guint i = 0; i < hospitals->len; i++) {
    char *fault = NULL;
    RyBedMatch *match = create_match (&self, g_ptr_array_index (hospitals, i), &fault);

    if (fault != NULL) {
      match->reason = fault;
      g_ptr_array_add (finds->misses, match);
    } else if (match->age >= RY_REPORT_STALE) {
      explain_silent (&self, match);
      finds->stale += match->age == RY_REPORT_STALE;
      g_ptr_array_add (finds->silent, match);
    } else {
      finds->with_beds += match->beds > 0;
      g_ptr_array_add (finds->ranked, match);
    }
  }
  g_ptr_array_sort (finds->ranked, compare_matches);
  explain_ranked (&self, finds->ranked);
  return finds;
}

/**
 * ry_bed_finds_free:
 * @self: (transfer full): what was found
 *
 * Frees it.
 */
void
ry_bed_finds_free (RyBedFinds *self)
{
  g_ptr_array_unref (self->ranked);
  g_ptr_array_unref (self->silent);
  g_ptr_array_unref (self->misses);
  g_free (self);
}

/**
 * ry_bed_search_hospital:
 * @reg: a register, refreshed
 * @organisation: a hospital's id
 * @need: what is looked for
 * @today: the day, ISO 8601
 * @now: the present moment, ISO 8601
 *
 * Looks at one hospital alone: what is free there at this moment, whether or not it fits.
 *
 * Returns: (transfer full) (nullable): what it has; %NULL where there is no such hospital
 */
RyBedMatch *
ry_bed_search_hospital (
    RyBedRegister *reg, const char *organisation, const RyBedNeed *need, const char *today, const char *now)
{
  RyBedHospital *hospital = ry_bed_register_find (reg, organisation);
  Search self;
  char *fault = NULL;
  RyBedMatch *match;

  if (hospital == NULL)
    return NULL;
  begin (&self, reg, need, today, now);
  match = create_match (&self, hospital, &fault);
  match->reason = fault;
  return match;
}

/**
 * ry_bed_search_relieve:
 * @reg: a register, refreshed
 * @need: what is looked for, and was not found
 * @today: the day, ISO 8601
 * @now: the present moment, ISO 8601
 *
 * Returns: (transfer full) (element-type RyNeedRelief): each criterion that, given up alone, would let a bed be found
 */
GPtrArray *
ry_bed_search_relieve (RyBedRegister *reg, const RyBedNeed *need, const char *today, const char *now)
{
  g_autoptr (GPtrArray) chips = ry_bed_need_list_chips (need, NULL);
  GPtrArray *reliefs = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < chips->len; i++) {
    const RyNeedChip *chip = g_ptr_array_index (chips, i);
    g_autoptr (RyBedNeed) less = ry_bed_need_copy (need);
    g_autoptr (RyBedFinds) finds = NULL;
    RyNeedRelief *relief;
    guint at = 0;

    ry_bed_need_drop (less, chip->part, chip->value);
    finds = ry_bed_search (reg, less, today, now);
    if (finds->with_beds == 0)
      continue;
    relief = g_new0 (RyNeedRelief, 1);
    relief->part = chip->part;
    if (chip->value != NULL && g_ptr_array_find_with_equal_func (need->conditions, chip->value, g_str_equal, &at))
      relief->value = g_ptr_array_index (need->conditions, at);
    relief->count = finds->with_beds;
    g_ptr_array_add (reliefs, relief);
  }
  return reliefs;
}

/**
 * ry_bed_match_dup_split:
 * @self: a match
 *
 * Returns: (transfer full): its beds by sex and room in words; "" where there are none
 */
char *
ry_bed_match_dup_split (const RyBedMatch *self)
{
  const char *const names[] = { C_ ("beds", "men "), C_ ("beds", "women "), C_ ("beds", "single "),
                                C_ ("beds", "either ") };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (self->split[i] > 0)
      g_string_append_printf (out, "%s%s%d", out->len > 0 ? "  " : "", names[i], (int) self->split[i]);
  return g_string_free (out, FALSE);
}

/**
 * ry_bed_match_dup_hours:
 * @self: a match
 *
 * Returns: (transfer full): when its door can be reached, and what holds on holidays; "" where nobody said
 */
char *
ry_bed_match_dup_hours (const RyBedMatch *self)
{
  RyDocument *sheet = self->hospital->sheet;
  const char *hours = sheet != NULL ? ry_document_get_string (sheet, "door_hours") : NULL;
  const char *holidays = sheet != NULL ? ry_document_get_string (sheet, "door_holidays") : NULL;

  if (hours == NULL || holidays == NULL)
    return g_strdup (hours != NULL ? hours : holidays != NULL ? holidays : "");
  return g_strdup_printf (_ ("%s (%s)"), hours, holidays);
}

/**
 * ry_bed_match_get_form:
 * @self: a match
 *
 * Returns: (transfer none) (nullable): name of the FAX form that its door wants
 */
const char *
ry_bed_match_get_form (const RyBedMatch *self)
{
  return self->hospital->sheet != NULL ? ry_document_get_string (self->hospital->sheet, "door_form") : NULL;
}

/**
 * ry_bed_match_dup_papers:
 * @self: a match
 *
 * Returns: (transfer full): what its door wants to have, and where by FAX, in one line; "" where nobody said
 */
char *
ry_bed_match_dup_papers (const RyBedMatch *self)
{
  const char *papers =
      self->hospital->sheet != NULL ? ry_document_get_string (self->hospital->sheet, "door_papers") : NULL;
  const char *fax = ry_document_get_string (self->hospital->document, "fax");
  g_autofree char *line = g_strdelimit (g_strdup (papers != NULL ? papers : ""), "\n", ' ');

  if (*line == '\0')
    return g_steal_pointer (&line);
  return fax != NULL ? g_strdup_printf (_ ("Papers: %s (FAX %s)"), line, fax)
                     : g_strdup_printf (_ ("Papers: %s"), line);
}

/**
 * ry_bed_match_dup_unconfirmed:
 * @self: a match
 * @since: (nullable): from ry_confirmation_find_since()
 * @today: the day, ISO 8601
 *
 * Returns: (transfer full) (nullable): for how long nobody confirmed what it can take; %NULL where that is of this year
 */
char *
ry_bed_match_dup_unconfirmed (const RyBedMatch *self, const char *since, const char *today)
{
  const char *day =
      self->hospital->sheet != NULL ? ry_document_get_string (self->hospital->sheet, "confirmed_on") : NULL;

  return ry_confirmation_get_state (day, since) != RY_CONFIRMATION_CURRENT
             ? ry_confirmation_dup_words (day, since, today)
             : NULL;
}
