/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be asked of a bed, and what was. The form asks with GET: a search is no change, its address can be kept, and
 * there is nothing in it of whom it is for.
 */
#include <glib/gi18n-lib.h>

#include "ry-finder-private.h"

#define CONDITION_PREFIX "with."

static const struct {
  const char *value;
  guint function;
  const char *label;
} functions[] = {
  { "any", RY_N_BED_FUNCTIONS, N_ ("Any stage") },
  { "acute", RY_BED_ACUTE, N_ ("Acute") },
  { "recovery", RY_BED_RECOVERY, N_ ("Recovery") },
  { "chronic", RY_BED_CHRONIC, N_ ("Chronic") },
};

static const struct {
  const char *value;
  RySex sex;
  const char *label;
} sexes[] = {
  { "any", RY_SEX_ANY, N_ ("For anybody") },
  { "woman", RY_SEX_WOMAN, N_ ("For a woman") },
  { "man", RY_SEX_MAN, N_ ("For a man") },
};

const char *
_ry_find_get_condition_name (RyDocument *condition)
{
  const char *name = ry_document_get_string (condition, "short_name");

  if (name == NULL)
    name = ry_document_get_string (condition, "name");
  return name != NULL ? name : ry_document_get_id (condition);
}

static gboolean
is_asked (RyFind *self, RyDocument *condition)
{
  return g_ptr_array_find_with_equal_func (self->need->conditions, ry_document_get_id (condition), g_str_equal, NULL);
}

/* One that was retired is asked no more, but for who kept an address that asks it. */
static gboolean
is_offered (RyFind *self, RyDocument *condition)
{
  const char *retired = ry_document_get_string (condition, "retired_on");

  return retired == NULL || g_strcmp0 (retired, self->today) > 0 || is_asked (self, condition);
}

static gboolean
is_area (RyFind *self, const char *area)
{
  GPtrArray *hospitals = ry_bed_register_get_hospitals (self->beds);

  for (guint i = 0; i < hospitals->len; i++)
    if (g_strcmp0 (ry_document_get_string (((RyBedHospital *) g_ptr_array_index (hospitals, i))->document, "area"),
                   area) == 0)
      return TRUE;
  return FALSE;
}

/* Takes what is known; an address that somebody made up asks for less. */
void
_ry_find_read_need (RyFind *self, GHashTable *query)
{
  GPtrArray *conditions = ry_bed_register_get_conditions (self->beds);
  const char *function = query != NULL ? g_hash_table_lookup (query, "stage") : NULL;
  const char *sex = query != NULL ? g_hash_table_lookup (query, "sex") : NULL;
  const char *area = query != NULL ? g_hash_table_lookup (query, "area") : NULL;

  self->asked = function != NULL || sex != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (g_strcmp0 (functions[i].value, function) == 0)
      self->need->function = functions[i].function;
  for (guint i = 0; i < G_N_ELEMENTS (sexes); i++)
    if (g_strcmp0 (sexes[i].value, sex) == 0)
      self->need->sex = sexes[i].sex;
  self->need->single = query != NULL && g_hash_table_contains (query, "single");
  if (area != NULL && is_area (self, area))
    self->need->area = g_strdup (area);
  for (guint i = 0; i < conditions->len && query != NULL; i++) {
    const char *id = ry_document_get_id (g_ptr_array_index (conditions, i));
    g_autofree char *field = g_strconcat (CONDITION_PREFIX, id, NULL);

    if (g_hash_table_contains (query, field))
      g_ptr_array_add (self->need->conditions, g_strdup (id));
  }
}

static const char *
get_function_value (guint function)
{
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (functions[i].function == function)
      return functions[i].value;
  return functions[0].value;
}

static const char *
get_sex_value (RySex sex)
{
  for (guint i = 0; i < G_N_ELEMENTS (sexes); i++)
    if (sexes[i].sex == sex)
      return sexes[i].value;
  return sexes[0].value;
}

/* The address of a search, as the form would make it. */
char *
_ry_find_dup_address (const RyBedNeed *need)
{
  GString *address = g_string_new ("?stage=");

  g_string_append_printf (address, "%s&sex=%s%s", get_function_value (need->function), get_sex_value (need->sex),
                          need->single ? "&single=1" : "");
  for (guint i = 0; i < need->conditions->len; i++) {
    g_autofree char *escaped = g_uri_escape_string (g_ptr_array_index (need->conditions, i), NULL, FALSE);

    g_string_append_printf (address, "&" CONDITION_PREFIX "%s=1", escaped);
  }
  if (need->area != NULL) {
    g_autofree char *escaped = g_uri_escape_string (need->area, NULL, FALSE);

    g_string_append_printf (address, "&area=%s", escaped);
  }
  g_string_append (address, "#found");
  return g_string_free (address, FALSE);
}

static void
put_chip (RyHtml *html, const char *type, const char *name, const char *value, const char *label, gboolean checked)
{
  ry_html_open (html, "label", "class", "chip", NULL);
  ry_html_put (html, "input", NULL, "type", type, "name", name, "value", value, "checked", RY_HTML_IF (checked), NULL);
  ry_html_put (html, "span", label, NULL);
  ry_html_close (html);
}

static void
begin_group (RyHtml *html, const char *legend)
{
  ry_html_open (html, "fieldset", "class", "plain", NULL);
  ry_html_put (html, "legend", legend, NULL);
  ry_html_open (html, "div", "class", "chips", NULL);
}

static void
end_group (RyHtml *html)
{
  ry_html_close (html);
  ry_html_close (html);
}

static void
put_beds (RyFind *self, RyHtml *html)
{
  begin_group (html, _ ("Stage of care"));
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    put_chip (html, "radio", "stage", functions[i].value, _ (functions[i].label),
              self->need->function == functions[i].function);
  end_group (html);
  begin_group (html, _ ("Bed"));
  for (guint i = 0; i < G_N_ELEMENTS (sexes); i++)
    put_chip (html, "radio", "sex", sexes[i].value, _ (sexes[i].label), self->need->sex == sexes[i].sex);
  put_chip (html, "checkbox", "single", "1", _ ("Single room"), self->need->single);
  end_group (html);
}

static void
put_areas (RyFind *self, RyHtml *html)
{
  GPtrArray *hospitals = ry_bed_register_get_hospitals (self->beds);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  ry_html_open (html, "p", NULL);
  ry_html_put (html, "label", _ ("Near which area"), "for", "area", NULL);
  ry_html_open (html, "select", "id", "area", "name", "area", NULL);
  ry_html_put (html, "option", _ ("Anywhere"), "value", "", NULL);
  for (guint i = 0; i < hospitals->len; i++) {
    const char *area = ry_document_get_string (((RyBedHospital *) g_ptr_array_index (hospitals, i))->document, "area");

    if (area != NULL && *area != '\0' && g_hash_table_add (seen, (gpointer) area))
      ry_html_put (html, "option", area, "value", area, "selected",
                   RY_HTML_IF (g_strcmp0 (self->need->area, area) == 0), NULL);
  }
  ry_html_close (html);
  ry_html_close (html);
}

/* Many, and most searches need few of them: folded where a search has been made, so that what it found is near. */
static void
put_conditions (RyFind *self, RyHtml *html)
{
  GPtrArray *conditions = ry_bed_register_get_conditions (self->beds);
  g_autofree char *chosen =
      g_strdup_printf (_ ("What the hospital must be able to take (%u chosen)"), self->need->conditions->len);

  if (conditions->len == 0)
    return;
  ry_html_open (html, "details", "open", RY_HTML_IF (!self->asked), NULL);
  ry_html_put (html, "summary", chosen, NULL);
  ry_html_open (html, "fieldset", "class", "plain", NULL);
  ry_html_put (html, "legend", _ ("Conditions"), "class", "unseen", NULL);
  ry_html_open (html, "div", "class", "chips", NULL);
  for (guint i = 0; i < conditions->len; i++) {
    RyDocument *condition = g_ptr_array_index (conditions, i);
    g_autofree char *field = g_strconcat (CONDITION_PREFIX, ry_document_get_id (condition), NULL);

    if (is_offered (self, condition))
      put_chip (html, "checkbox", field, "1", ry_document_get_string (condition, "name"), is_asked (self, condition));
  }
  end_group (html);
  ry_html_close (html);
}

void
_ry_find_put_form (RyFind *self, RyHtml *html)
{
  ry_html_open (html, "form", "method", "get", "action", "#found", NULL);
  put_beds (self, html);
  put_conditions (self, html);
  put_areas (self, html);
  ry_html_put (html, "button", _ ("Find"), NULL);
  ry_html_close (html);
}
