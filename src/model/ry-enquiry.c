/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an enquiry says and may become. Everything here is pure. No field is for a patient, and text that looks like one
 * is pointed out.
 */
#include "ry-enquiry.h"

#include "ry-json.h"
#include "ry-text.h"

#include <glib/gi18n-lib.h>

static const char *const codes[RY_N_ENQUIRY_STATUSES] = {
  "asked", "held", "accepted", "declined", "lapsed", "withdrawn"
};

enum {
  MEN,
  WOMEN,
  SINGLE,
  EITHER,
};

static gint64
parse_moment (const char *at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) moment = at != NULL ? g_date_time_new_from_iso8601 (at, zone) : NULL;

  return moment != NULL ? g_date_time_to_unix (moment) : 0;
}

/**
 * ry_enquiry_get_status:
 * @enquiry: an enquiry
 * @now: the present moment, ISO 8601
 *
 * A hold past its moment has lapsed, though nobody wrote so; one without a moment is not believed to be one.
 *
 * Returns: its status at that moment
 */
RyEnquiryStatus
ry_enquiry_get_status (JsonObject *enquiry, const char *now)
{
  const char *code = ry_json_get_string (enquiry, "status");
  RyEnquiryStatus status = RY_ENQUIRY_ASKED;

  for (guint i = 0; i < RY_N_ENQUIRY_STATUSES; i++)
    if (g_strcmp0 (codes[i], code) == 0)
      status = i;
  if (status == RY_ENQUIRY_HELD && parse_moment (ry_json_get_string (enquiry, "held_until")) <= parse_moment (now))
    return RY_ENQUIRY_LAPSED;
  return status;
}

/**
 * ry_enquiry_status_get_name:
 * @status: a status
 *
 * Returns: how it is called
 */
const char *
ry_enquiry_status_get_name (RyEnquiryStatus status)
{
  static const char *const names[RY_N_ENQUIRY_STATUSES] = { NC_ ("enquiry", "Asked"),    NC_ ("enquiry", "Held"),
                                                            NC_ ("enquiry", "Accepted"), NC_ ("enquiry", "Declined"),
                                                            NC_ ("enquiry", "Lapsed"),   NC_ ("enquiry", "Withdrawn") };

  return g_dpgettext2 (GETTEXT_PACKAGE, "enquiry", names[status]);
}

/**
 * ry_enquiry_may_become:
 * @from: what it is at this moment
 * @to: what it is to become
 *
 * An answer can be taken back by asking again; a hold that lapsed can be made anew.
 *
 * Returns: whether that is a step somebody may take
 */
gboolean
ry_enquiry_may_become (RyEnquiryStatus from, RyEnquiryStatus to)
{
  static const guint next[RY_N_ENQUIRY_STATUSES] = {
    [RY_ENQUIRY_ASKED] =
        1 << RY_ENQUIRY_HELD | 1 << RY_ENQUIRY_ACCEPTED | 1 << RY_ENQUIRY_DECLINED | 1 << RY_ENQUIRY_WITHDRAWN,
    [RY_ENQUIRY_HELD] =
        1 << RY_ENQUIRY_HELD | 1 << RY_ENQUIRY_ACCEPTED | 1 << RY_ENQUIRY_DECLINED | 1 << RY_ENQUIRY_WITHDRAWN,
    [RY_ENQUIRY_LAPSED] =
        1 << RY_ENQUIRY_HELD | 1 << RY_ENQUIRY_ACCEPTED | 1 << RY_ENQUIRY_DECLINED | 1 << RY_ENQUIRY_WITHDRAWN,
    [RY_ENQUIRY_ACCEPTED] = 1 << RY_ENQUIRY_ASKED | 1 << RY_ENQUIRY_WITHDRAWN,
    [RY_ENQUIRY_DECLINED] = 1 << RY_ENQUIRY_ASKED,
    [RY_ENQUIRY_WITHDRAWN] = 1 << RY_ENQUIRY_ASKED,
  };

  return (next[from] & (1u << to)) != 0;
}

/**
 * ry_enquiry_dup_until:
 * @now: the present moment, ISO 8601
 * @minutes: how long a hold lasts
 *
 * Returns: (transfer full): when it lapses, ISO 8601 in UTC
 */
char *
ry_enquiry_dup_until (const char *now, gint64 minutes)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_utc (parse_moment (now) + minutes * 60);

  return g_date_time_format (then, "%Y-%m-%dT%H:%M:%SZ");
}

/**
 * ry_enquiry_dup_case:
 * @enquiries: (element-type RyDocument): all there are, or those of the year
 * @today: the day, ISO 8601
 *
 * Case numbers are R8-0412: the year of account and a running number. Two homes that took the same one keep both; a
 * number is only a handle for the telephone.
 *
 * Returns: (transfer full): the next number
 */
char *
ry_enquiry_dup_case (GPtrArray *enquiries, const char *today)
{
  int year = atoi (today), month = strlen (today) >= 7 ? atoi (today + 5) : 4;
  g_autofree char *prefix = g_strdup_printf ("R%d-", year - (month < 4) - 2018);
  guint64 last = 0;

  for (guint i = 0; i < enquiries->len; i++) {
    const char *number = ry_document_get_string (g_ptr_array_index (enquiries, i), "case");

    if (number != NULL && g_str_has_prefix (number, prefix))
      last = MAX (last, g_ascii_strtoull (number + strlen (prefix), NULL, 10));
  }
  return g_strdup_printf ("%s%04" G_GUINT64_FORMAT, prefix, last + 1);
}

/**
 * ry_enquiry_create:
 * @number: the case number
 * @organisation: the hospital that is asked
 * @from: (nullable): who asks
 * @need: what for
 * @today: the day, ISO 8601
 * @now: the moment, ISO 8601
 *
 * Returns: (transfer full): a new enquiry
 */
JsonObject *
ry_enquiry_create (const char *number,
                   const char *organisation,
                   const char *from,
                   const RyBedNeed *need,
                   const char *today,
                   const char *now)
{
  JsonObject *enquiry = json_object_new ();

  ry_json_set_string (enquiry, "kind", "enquiry");
  ry_json_set_string (enquiry, "case", number);
  ry_json_set_string (enquiry, "organisation", organisation);
  ry_json_set_string (enquiry, "from", from);
  ry_json_set_string (enquiry, "asked_on", today);
  ry_json_set_string (enquiry, "asked_at", now);
  ry_json_set_string (enquiry, "status", codes[RY_ENQUIRY_ASKED]);
  json_object_set_object_member (enquiry, "need", ry_bed_need_to_json (need));
  return enquiry;
}

/**
 * ry_enquiry_change:
 * @enquiry: an enquiry
 * @status: what it becomes
 * @now: the moment, ISO 8601
 * @hold_minutes: how long a hold lasts
 * @reason: (nullable): why, where it is declined
 *
 * Returns: (transfer full): the enquiry after that step
 */
JsonObject *
ry_enquiry_change (
    JsonObject *enquiry, RyEnquiryStatus status, const char *now, gint64 hold_minutes, const char *reason)
{
  JsonObject *changed = ry_json_object_copy (enquiry);
  g_autofree char *until = status == RY_ENQUIRY_HELD ? ry_enquiry_dup_until (now, hold_minutes) : NULL;

  ry_json_set_string (changed, "status", codes[status]);
  ry_json_set_string (changed, "answered_at", status == RY_ENQUIRY_ASKED ? NULL : now);
  ry_json_set_string (changed, "held_until", until);
  ry_json_set_string (changed, "reason", reason != NULL && *reason != '\0' ? reason : NULL);
  return changed;
}

/**
 * ry_enquiry_dup_fault:
 * @text: (nullable): a case number, a note or a reason that somebody typed
 *
 * A case number names nobody. What reads like an age or a date of birth, or a form of address, is pointed out before it
 * is written down; it is no proof of anything.
 *
 * Returns: (transfer full) (nullable): a sentence
 */
char *
ry_enquiry_dup_fault (const char *text)
{
  static const char *const signs[] = { "[0-9]{1,3} *[歳才]", "様|さん|氏名",
                                       "(大正|昭和|平成|令和|[TSHR])[0-9]{1,2}[年./-][0-9]{1,2}[月./-][0-9]{1,2}",
                                       "生年月日|被保険者" };
  g_autofree char *folded = ry_text_nfkc (text != NULL ? text : "");

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_regex_match_simple (signs[i], folded, 0, 0))
      return g_strdup (_ ("This looks like a patient’s data. Write the case number only."));
  return NULL;
}

/**
 * ry_bed_count_for:
 * @beds: beds for men, women, in single rooms and for either
 * @sex: whose bed is looked for
 * @single: whether only a single room will do
 *
 * A single room and a bed for either take anybody.
 *
 * Returns: how many of the beds would do
 */
gint64
ry_bed_count_for (const gint64 beds[4], RySex sex, gboolean single)
{
  gint64 own = sex == RY_SEX_MAN ? beds[MEN] : sex == RY_SEX_WOMAN ? beds[WOMEN] : beds[MEN] + beds[WOMEN];

  return single ? beds[SINGLE] : own + beds[SINGLE] + beds[EITHER];
}

/**
 * ry_bed_holds_take:
 * @self: what is taken so far
 * @beds: beds for men, women, in single rooms and for either
 * @sex: for whom one is held
 * @single: whether a single room is held
 *
 * Takes one more bed, of the narrowest kind that does: a man is put among men before a bed that would also take a
 * woman.
 */
void
ry_bed_holds_take (RyBedHolds *self, const gint64 beds[4], RySex sex, gboolean single)
{
  static const int of_man[] = { MEN, EITHER, SINGLE, -1 }, of_woman[] = { WOMEN, EITHER, SINGLE, -1 };
  static const int of_any[] = { EITHER, MEN, WOMEN, SINGLE, -1 }, of_single[] = { SINGLE, -1 };
  const int *kinds = single ? of_single : sex == RY_SEX_MAN ? of_man : sex == RY_SEX_WOMAN ? of_woman : of_any;

  for (; *kinds >= 0; kinds++)
    if (self->taken[*kinds] < beds[*kinds]) {
      self->taken[*kinds]++;
      return;
    }
  self->over++;
}
