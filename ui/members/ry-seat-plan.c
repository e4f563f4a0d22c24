/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The seat plan. Days are ISO 8601 text, which compares as it reads, so no date has to be parsed to tell what
 * is past. A seat with several holders (two social workers) takes several places in the plan; a seat with
 * none, one.
 */
#include "ry-seat-plan.h"

#include "ry-date.h"
#include "ry-term.h"

static const char *const seat_codes[RY_N_SEATS + 1] = {
  "director", "nursing", "administration", "msw", "liaison", NULL
};

static const char *
get_day (RyDocument *post, const char *member)
{
  const char *day = ry_document_get_string (post, member);
  return day != NULL ? day : "";
}

static gboolean
has_ended (RyDocument *post, const char *today)
{
  const char *to = get_day (post, "to");
  return *to != '\0' && strcmp (to, today) < 0;
}

static gboolean
is_to_come (RyDocument *post, const char *today)
{
  return strcmp (get_day (post, "from"), today) > 0;
}

static int
compare_by_start (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument **) a;
  RyDocument *right = *(RyDocument **) b;
  int order = strcmp (get_day (left, "from"), get_day (right, "from"));

  return order != 0 ? order : strcmp (ry_document_get_id (left), ry_document_get_id (right));
}

static int
compare_by_end_newest_first (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument **) a;
  RyDocument *right = *(RyDocument **) b;
  int order = strcmp (get_day (right, "to"), get_day (left, "to"));

  return order != 0 ? order : strcmp (ry_document_get_id (left), ry_document_get_id (right));
}

static gboolean
is_hospital_seat (const char *seat)
{
  return seat != NULL && g_strv_contains (seat_codes, seat);
}

static RySeat *
new_seat (const char *code, RyDocument *post, const char *today)
{
  RySeat *seat = g_new0 (RySeat, 1);

  seat->code = code;
  seat->post = post != NULL ? ry_document_ref (post) : NULL;
  seat->state = post != NULL ? ry_post_get_state (post, today) : RY_SEAT_VACANT;
  return seat;
}

static void
replace_document (RyDocument **place, RyDocument *document)
{
  g_clear_pointer (place, ry_document_unref);
  *place = ry_document_ref (document);
}

/* What came before and what comes next belongs to the seat, so it stands with the seat's first place. */
static void
note_other_times (RySeat *seat, RyDocument *post, const char *today)
{
  if (has_ended (post, today)) {
    if (seat->former == NULL || compare_by_end_newest_first (&post, &seat->former) < 0)
      replace_document (&seat->former, post);
  } else if (is_to_come (post, today)) {
    if (seat->coming == NULL || compare_by_start (&post, &seat->coming) < 0)
      replace_document (&seat->coming, post);
  }
}

static void
add_places_of_seat (GPtrArray *plan, GPtrArray *posts, const char *code, const char *today)
{
  guint first = plan->len;

  for (guint i = 0; i < posts->len; i++) {
    RyDocument *post = g_ptr_array_index (posts, i);
    if (g_strcmp0 (ry_document_get_string (post, "seat"), code) == 0 &&
        ry_term_holds_on (ry_document_get_root (post), today))
      g_ptr_array_add (plan, new_seat (code, post, today));
  }

  if (plan->len == first)
    g_ptr_array_add (plan, new_seat (code, NULL, today));

  for (guint i = 0; i < posts->len; i++) {
    RyDocument *post = g_ptr_array_index (posts, i);
    if (g_strcmp0 (ry_document_get_string (post, "seat"), code) == 0)
      note_other_times (g_ptr_array_index (plan, first), post, today);
  }
}

static GPtrArray *
sort_by_start (GPtrArray *posts)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; i < posts->len; i++)
    g_ptr_array_add (sorted, ry_document_ref (g_ptr_array_index (posts, i)));
  g_ptr_array_sort (sorted, compare_by_start);
  return sorted;
}

/**
 * ry_seat_plan_get_codes:
 *
 * The five seats of a hospital in the order in which they are shown: director, head of nursing, head of
 * administration, medical social worker, liaison office. They are codes of the kind `post`'s field `seat`.
 *
 * Returns: (transfer none) (array zero-terminated=1): the codes
 */
const char *const *
ry_seat_plan_get_codes (void)
{
  return seat_codes;
}

/**
 * ry_post_get_state:
 * @post: a post that is held on @today
 * @today: an ISO 8601 day
 *
 * Returns: whether somebody has confirmed within %RY_SEAT_CONFIRMED_DAYS that the person still holds it
 */
RySeatState
ry_post_get_state (RyDocument *post, const char *today)
{
  const char *confirmed_on = get_day (post, "confirmed_on");

  if (*confirmed_on == '\0' || ry_date_days_between (confirmed_on, today) > RY_SEAT_CONFIRMED_DAYS)
    return RY_SEAT_UNCONFIRMED;
  return RY_SEAT_FILLED;
}

/**
 * ry_seat_plan_new:
 * @posts: (element-type RyDocument): all posts of one hospital, past and coming ones included
 * @today: an ISO 8601 day
 *
 * Lays out the five seats. Each seat is in the plan at least once, in the order of ry_seat_plan_get_codes().
 *
 * Returns: (transfer full) (element-type RySeat): the plan
 */
GPtrArray *
ry_seat_plan_new (GPtrArray *posts, const char *today)
{
  g_autoptr (GPtrArray) sorted = sort_by_start (posts);
  GPtrArray *plan = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_seat_free);

  for (guint i = 0; i < RY_N_SEATS; i++)
    add_places_of_seat (plan, sorted, seat_codes[i], today);
  return plan;
}

/**
 * ry_seat_plan_get_others:
 * @posts: (element-type RyDocument): all posts of one organisation
 * @today: an ISO 8601 day
 *
 * People at an organisation who hold none of the five seats today or from a later day on.
 *
 * Returns: (transfer full) (element-type RySeat): one entry a post, by first day
 */
GPtrArray *
ry_seat_plan_get_others (GPtrArray *posts, const char *today)
{
  g_autoptr (GPtrArray) sorted = sort_by_start (posts);
  GPtrArray *others = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_seat_free);

  for (guint i = 0; i < sorted->len; i++) {
    RyDocument *post = g_ptr_array_index (sorted, i);
    if (!is_hospital_seat (ry_document_get_string (post, "seat")) && !has_ended (post, today))
      g_ptr_array_add (others, new_seat (NULL, post, today));
  }
  return others;
}

/**
 * ry_seat_plan_get_history:
 * @posts: (element-type RyDocument): all posts of one organisation
 * @seat: (nullable): a seat, or %NULL for every post
 * @today: an ISO 8601 day
 *
 * Returns: (transfer full) (element-type RyDocument): the posts that have ended, the last one first
 */
GPtrArray *
ry_seat_plan_get_history (GPtrArray *posts, const char *seat, const char *today)
{
  GPtrArray *history = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; i < posts->len; i++) {
    RyDocument *post = g_ptr_array_index (posts, i);
    if (has_ended (post, today) && (seat == NULL || g_strcmp0 (ry_document_get_string (post, "seat"), seat) == 0))
      g_ptr_array_add (history, ry_document_ref (post));
  }
  g_ptr_array_sort (history, compare_by_end_newest_first);
  return history;
}

/**
 * ry_seat_plan_count:
 * @plan: (element-type RySeat): a plan
 * @filled: (out): how many of the five seats somebody holds
 * @confirmed: (out): how many of those are held by somebody confirmed
 *
 * Counts seats, not people: a seat with two holders counts once.
 */
void
ry_seat_plan_count (GPtrArray *plan, guint *filled, guint *confirmed)
{
  *filled = *confirmed = 0;

  for (guint i = 0; i < RY_N_SEATS; i++) {
    gboolean is_filled = FALSE, is_confirmed = FALSE;
    for (guint j = 0; j < plan->len; j++) {
      RySeat *seat = g_ptr_array_index (plan, j);
      if (g_strcmp0 (seat->code, seat_codes[i]) != 0)
        continue;
      is_filled |= seat->state != RY_SEAT_VACANT;
      is_confirmed |= seat->state == RY_SEAT_FILLED;
    }
    *filled += is_filled;
    *confirmed += is_confirmed;
  }
}

/**
 * ry_seat_free:
 * @seat: a seat of a plan
 *
 * Frees one place of a plan; the plan's array does so by itself.
 */
void
ry_seat_free (RySeat *seat)
{
  g_clear_pointer (&seat->post, ry_document_unref);
  g_clear_pointer (&seat->coming, ry_document_unref);
  g_clear_pointer (&seat->former, ry_document_unref);
  g_free (seat);
}
