/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was found, in the search's own order and with its reasons: beds in the largest type, the telephone on every
 * card, shape and word for each answer. Those whose report is too old are named below with their telephone, for their
 * silence is no zero; and those that do not fit with the reason, which is no judgement.
 */
#include <glib/gi18n-lib.h>

#include "ry-finder-private.h"
#include "ry-pages-parts.h"

/* Who has to scroll further asks for more, and finds sooner. */
#define MOST_SHOWN 40

static const struct {
  const char *css;
  const char *shape;
  const char *word; /* NULL where the shape's name says it all */
} answers[] = {
  [RY_ANSWER_UNANSWERED] = { "open", "－", N_ ("not answered") },
  [RY_ANSWER_YES] = { "yes", "○", NULL },
  [RY_ANSWER_CONDITIONAL] = { "depends", "△", N_ ("with conditions") },
  [RY_ANSWER_NO] = { "never", "×", N_ ("not possible") },
};

static const struct {
  const char *css;
  const char *word;
} ages[] = {
  [RY_REPORT_FRESH] = { "tile fresh", NULL },
  [RY_REPORT_AGING] = { "tile aging", NULL },
  [RY_REPORT_STALE] = { "tile stale", N_ ("old report") },
  [RY_REPORT_NONE] = { "tile none", N_ ("not reported") },
};

static void
put_beds (RyHtml *html, RyBedMatch *match)
{
  g_autofree char *split = ry_bed_match_dup_split (match);

  ry_html_open (html, "div", "class", "beds", NULL);
  ry_html_open (html, "div", NULL);
  ry_html_open (html, "b", NULL);
  ry_html_format (html, "%" G_GINT64_FORMAT, match->beds);
  ry_html_close (html);
  /* Translators: stands behind a large number */
  ry_html_text (html, C_ ("a large number of", "beds"));
  ry_html_close (html);
  ry_html_put (html, "span", match->beds == 0 ? _ ("full") : split, NULL);
  ry_html_close (html);
}

/* How old the report is, by a shape and in words; and how it came, where somebody else told it. */
static void
put_age (RyFind *self, RyHtml *html, RyBedMatch *match)
{
  g_autofree char *moment = ry_bed_format_moment (match->at, self->now);
  RyField *source = ry_kind_find_field (ry_kinds_get (self->kinds, "bed"), "source");

  ry_html_open (html, "p", "class", "age", NULL);
  ry_html_put (html, "span", NULL, "class", ages[match->age].css, "aria-hidden", "true", NULL);
  ry_html_text (html, moment);
  if (ages[match->age].word != NULL && match->age != RY_REPORT_NONE)
    ry_html_format (html, "　%s", _ (ages[match->age].word));
  if (match->source != NULL && g_strcmp0 (match->source, "self") != 0)
    ry_html_format (html, "　%s", ry_field_get_code_label (source, match->source));
  ry_html_close (html);
}

static void
put_marks (RyFind *self, RyHtml *html, RyBedMatch *match)
{
  if (self->need->conditions->len == 0)
    return;
  ry_html_open (html, "ul", "class", "marks wide", NULL);
  for (guint i = 0; i < self->need->conditions->len && i < match->answers->len; i++) {
    RyDocument *condition = ry_bed_register_get_condition (self->beds, g_ptr_array_index (self->need->conditions, i));
    RyAnswer answer = g_array_index (match->answers, RyAnswer, i);

    if (condition == NULL)
      continue;
    ry_html_open (html, "li", "class", answers[answer].css, NULL);
    ry_html_put (html, "span", answers[answer].shape, "aria-hidden", "true", NULL);
    ry_html_text (html, _ry_find_get_condition_name (condition));
    if (answers[answer].word != NULL)
      ry_html_format (html, " %s", _ (answers[answer].word));
    else
      ry_html_put (html, "span", _ (" possible"), "class", "unseen", NULL);
    ry_html_close (html);
  }
  ry_html_close (html);
}

static void
put_door (RyHtml *html, RyBedMatch *match)
{
  const char *name = ry_bed_hospital_get_name (match->hospital);
  const char *telephone = ry_bed_hospital_get_telephone (match->hospital);
  g_autofree char *hours = ry_bed_match_dup_hours (match), *papers = ry_bed_match_dup_papers (match);

  ry_html_open (html, "div", "class", "wide", NULL);
  if (telephone != NULL)
    ry_page_put_telephone (html, telephone, name);
  if (*hours != '\0')
    ry_html_put (html, "p", hours, "class", "second", NULL);
  if (*papers != '\0')
    ry_html_put (html, "p", papers, "class", "second", NULL);
  ry_html_close (html);
}

static void
put_match (RyFind *self, RyHtml *html, RyBedMatch *match)
{
  g_autofree char *unconfirmed = ry_bed_match_dup_unconfirmed (match, self->since, self->today);

  ry_html_open (html, "li", "class", "card find", NULL);
  put_beds (html, match);
  ry_html_open (html, "div", NULL);
  ry_html_put (html, "h3", ry_bed_hospital_get_name (match->hospital), NULL);
  ry_html_open (html, "p", "class", "second", NULL);
  ry_html_text (html, match->stages);
  if (match->distance >= 0)
    ry_html_format (html, "　%.1f km", match->distance);
  if (unconfirmed != NULL) {
    ry_html_text (html, "　");
    ry_html_format (html, _ ("Functions: %s"), unconfirmed);
  }
  ry_html_close (html);
  put_age (self, html, match);
  ry_html_close (html);
  put_marks (self, html, match);
  if (match->reason != NULL) {
    ry_html_open (html, "p", "class", "second wide", NULL);
    ry_html_format (html, _ ("Reason: %s"), match->reason);
    ry_html_close (html);
  }
  put_door (html, match);
  ry_html_close (html);
}

static void
put_ranked (RyFind *self, RyHtml *html, RyBedFinds *finds)
{
  g_autofree char *heading = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hospital has a bed",
                                                           "%u hospitals have beds", finds->with_beds),
                                              finds->with_beds);

  ry_html_put (html, "h2", finds->with_beds > 0 ? heading : _ ("No bed fits at present"), "id", "found", NULL);
  if (finds->ranked->len == 0)
    return;
  ry_html_put (
      html, "p",
      _ ("In the order of: conditions, age of the report, beds, nearness. This is no judgement of a hospital."),
      "class", "second", NULL);
  ry_html_open (html, "ol", "class", "list", NULL);
  for (guint i = 0; i < MIN (finds->ranked->len, MOST_SHOWN); i++)
    put_match (self, html, g_ptr_array_index (finds->ranked, i));
  ry_html_close (html);
  if (finds->ranked->len > MOST_SHOWN) {
    ry_html_open (html, "p", NULL);
    ry_html_format (html, _ ("And %u more hospitals. Ask for more to see fewer."), finds->ranked->len - MOST_SHOWN);
    ry_html_close (html);
  }
}

static char *
build_relief (RyFind *self, const RyNeedRelief *relief)
{
  RyDocument *condition =
      relief->part == RY_NEED_CONDITION ? ry_bed_register_get_condition (self->beds, relief->value) : NULL;
  const char *part = relief->part == RY_NEED_FUNCTION ? _ ("the stage")
                     : relief->part == RY_NEED_SEX    ? _ ("the sex")
                     : relief->part == RY_NEED_SINGLE ? _ ("the single room")
                     : condition != NULL              ? _ry_find_get_condition_name (condition)
                                                      : _ ("the area");

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Without “%s”: %u hospital", "Without “%s”: %u hospitals",
                                       relief->count),
                          part, relief->count);
}

/* Which single wish, given up, would find something. */
static void
put_reliefs (RyFind *self, RyHtml *html)
{
  g_autoptr (GPtrArray) reliefs = ry_bed_search_relieve (self->beds, self->need, self->today, self->now);

  if (reliefs == NULL || reliefs->len == 0)
    return;
  ry_html_open (html, "ul", NULL);
  for (guint i = 0; i < reliefs->len; i++) {
    RyNeedRelief *relief = g_ptr_array_index (reliefs, i);
    g_autofree char *sentence = build_relief (self, relief);
    g_autoptr (RyBedNeed) less = ry_bed_need_copy (self->need);
    g_autofree char *address = NULL;

    ry_bed_need_drop (less, relief->part, relief->value);
    address = _ry_find_dup_address (less);
    ry_html_open (html, "li", NULL);
    ry_html_put (html, "a", sentence, "class", "step", "href", address, NULL);
    ry_html_close (html);
  }
  ry_html_close (html);
}

/* Hospitals that cannot be ranked, or do not fit: a name, why, and the telephone. */
static void
put_others (RyHtml *html, GPtrArray *matches, const char *summary, const char *sentence)
{
  if (matches->len == 0)
    return;
  ry_html_open (html, "details", NULL);
  ry_html_open (html, "summary", NULL);
  ry_html_format (html, summary, matches->len);
  ry_html_close (html);
  ry_html_put (html, "p", sentence, "class", "second", NULL);
  ry_html_open (html, "ul", "class", "list", NULL);
  for (guint i = 0; i < matches->len; i++) {
    RyBedMatch *match = g_ptr_array_index (matches, i);

    ry_html_open (html, "li", "class", "card", NULL);
    ry_html_put (html, "h3", ry_bed_hospital_get_name (match->hospital), NULL);
    ry_html_put (html, "p", match->reason, "class", "second", NULL);
    put_door (html, match);
    ry_html_close (html);
  }
  ry_html_close (html);
  ry_html_close (html);
}

void
_ry_find_put_answer (RyFind *self, RyHtml *html)
{
  g_autoptr (RyBedFinds) finds = NULL;

  if (!self->asked)
    return;
  finds = ry_bed_search (self->beds, self->need, self->today, self->now);
  put_ranked (self, html, finds);
  if (finds->with_beds == 0)
    put_reliefs (self, html);
  put_others (html, finds->silent, _ ("Report too old or missing: %u hospitals"),
              _ ("They are not counted as 0 beds. A telephone call tells."));
  put_others (html, finds->misses, _ ("Does not fit what is asked: %u hospitals"),
              _ ("Some things are settled on the telephone."));
}
