/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An event as a resident reads it: when, what, where, for whom, and how to apply by telephone or FAX. The telephone is
 * the council's; a page takes no applications itself, so it keeps nothing of anybody.
 */
#include "ry-pages-events.h"

#include <glib/gi18n-lib.h>

#include "ry-date.h"
#include "ry-json.h"

static const char *
get_text (RyDocument *document, const char *member)
{
  const char *text = document != NULL ? ry_document_get_string (document, member) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

static RyDocument *
find_council (RyDocument *event, GHashTable *councils)
{
  const char *council = get_text (event, "council");

  return council != NULL ? g_hash_table_lookup (councils, council) : NULL;
}

/* December 5 (Saturday) 14:00–15:30 */
static char *
build_when (RyDocument *event)
{
  g_autofree char *day = ry_date_format_iso (get_text (event, "date"), RY_DATE_MONTH_DAY);
  const char *start = get_text (event, "start"), *end = get_text (event, "end");
  GString *when = g_string_new (day);

  if (start != NULL)
    g_string_append_printf (when, " %s", start);
  if (start != NULL && end != NULL)
    g_string_append_printf (when, "–%s", end);
  return g_string_free (when, FALSE);
}

/* The sort of event, and for whom. */
static char *
build_sort (RyPage *page, RyDocument *event)
{
  RyField *type = ry_kind_find_field (ry_workspace_get_kind (page->workspace, "event"), "event_type");
  JsonArray *audience = ry_json_get_array (ry_document_get_root (event), "audience");
  const char *code = get_text (event, "event_type");
  GString *sort = g_string_new (code != NULL ? ry_field_get_code_label (type, code) : NULL);

  for (guint i = 0; audience != NULL && i < json_array_get_length (audience); i++) {
    JsonNode *node = json_array_get_element (audience, i);

    if (json_node_get_value_type (node) == G_TYPE_STRING)
      g_string_append_printf (sort, "%s%s", sort->len == 0 ? "" : i == 0 ? "　" : "・", json_node_get_string (node));
  }
  if (get_text (event, "admission") != NULL)
    g_string_append_printf (sort, "%s%s", sort->len == 0 ? "" : "　", get_text (event, "admission"));
  return g_string_free (sort, FALSE);
}

/* Whether one can still apply, in a sentence. */
static char *
build_state (RyDocument *event)
{
  const char *stage = get_text (event, "stage"), *by = get_text (event, "apply_by");
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *last = ry_date_format_iso (by, RY_DATE_MONTH_DAY);

  if (g_strcmp0 (stage, "cancelled") == 0)
    return g_strdup (_ ("This event does not take place."));
  if (g_strcmp0 (stage, "closed") == 0 || (by != NULL && g_strcmp0 (today, by) > 0))
    return g_strdup (_ ("Applications are closed."));
  if (g_strcmp0 (stage, "open") != 0)
    return g_strdup (_ ("Applications are not taken yet."));
  return by != NULL ? g_strdup_printf (_ ("Applications are taken until %s."), last)
                    : g_strdup (_ ("Applications are taken."));
}

static gboolean
takes_applications (RyDocument *event)
{
  const char *by = get_text (event, "apply_by");
  g_autofree char *today = ry_date_dup_today ();

  return g_strcmp0 (get_text (event, "stage"), "open") == 0 && (by == NULL || g_strcmp0 (today, by) <= 0);
}

static void
put_contact (RyHtml *html, RyDocument *council)
{
  const char *telephone = get_text (council, "telephone"), *fax = get_text (council, "fax");

  if (telephone != NULL)
    ry_page_put_telephone (html, telephone, get_text (council, "name"));
  if (fax != NULL) {
    ry_html_open (html, "p", "class", "second", NULL);
    ry_html_format (html, _ ("FAX %s"), fax);
    ry_html_close (html);
  }
}

static void
put_state (RyHtml *html, RyDocument *event, RyDocument *council)
{
  g_autofree char *state = build_state (event);

  ry_html_open (html, "p", NULL);
  ry_html_put (html, "b", state, NULL);
  ry_html_close (html);
  if (takes_applications (event))
    put_contact (html, council);
}

static void
put_subtitle (RyHtml *html, RyDocument *event)
{
  if (get_text (event, "subtitle") == NULL)
    return;
  ry_html_open (html, "p", NULL);
  ry_html_lines (html, get_text (event, "subtitle"));
  ry_html_close (html);
}

static void
put_card (RyPage *page, RyHtml *html, RyDocument *event, RyDocument *council)
{
  g_autofree char *when = build_when (event);
  g_autofree char *sort = build_sort (page, event);
  g_autofree char *address = ry_event_dup_path (page->region, ry_document_get_id (event));

  ry_html_open (html, "li", "class", "card event", NULL);
  ry_html_put (html, "p", when, "class", "when", NULL);
  ry_html_open (html, "h3", NULL);
  ry_html_put (html, "a", ry_document_get_string (event, "title"), "href", address, NULL);
  ry_html_close (html);
  put_subtitle (html, event);
  if (*sort != '\0')
    ry_html_put (html, "p", sort, "class", "second", NULL);
  if (get_text (event, "place") != NULL)
    ry_html_put (html, "p", get_text (event, "place"), NULL);
  put_state (html, event, council);
  ry_html_close (html);
}

static char *
build_month (RyDocument *event)
{
  g_autoptr (GDateTime) day = NULL;
  GDate date;

  if (!ry_date_parse (ry_document_get_string (event, "date"), &date))
    return g_strdup ("");
  day = g_date_time_new_local (g_date_get_year (&date), g_date_get_month (&date), 1, 0, 0, 0);
  /* Translators: a month and its year, as g_date_time_format() takes them */
  return g_date_time_format (day, _ ("%B %Y"));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  RyDocument *left = (RyDocument *) a, *right = (RyDocument *) b;

  return g_strcmp0 (ry_document_get_string (left, "reading"), ry_document_get_string (right, "reading"));
}

static char *
build_subtitle (GHashTable *councils)
{
  g_autoptr (GList) list = g_list_sort (g_hash_table_get_values (councils), compare_names);
  GString *names = g_string_new (NULL);

  for (GList *l = list; l != NULL; l = l->next)
    g_string_append_printf (names, "%s%s", l != list ? "・" : "", ry_document_get_string (l->data, "name"));
  return g_string_free (names, FALSE);
}

/**
 * ry_events_list:
 * @page: a page whose region is open
 * @events: (element-type RyDocument): what is to come, in order
 * @councils: (element-type utf8 RyDocument): councils by id
 *
 * Returns: (transfer full): the list, by months
 */
RyHtml *
ry_events_list (RyPage *page, GPtrArray *events, GHashTable *councils)
{
  g_autofree char *subtitle = build_subtitle (councils);
  g_autofree char *region = g_uri_escape_string (page->region, NULL, FALSE);
  g_autofree char *calendar = g_strconcat (RY_EVENTS_ROOT "/", region, ".ics", NULL);
  RyHtml *html = ry_page_begin (page, RY_PAGE_PLANE, _ ("Coming events"), subtitle);
  g_autofree char *before = NULL;

  if (events->len == 0) {
    ry_html_put (html, "p", _ ("No events are planned at present."), NULL);
    return html;
  }
  ry_html_open (html, "p", NULL);
  ry_html_put (html, "a", _ ("Take them into your calendar (.ics)"), "href", calendar, NULL);
  ry_html_close (html);
  for (guint i = 0; i < events->len; i++) {
    RyDocument *event = g_ptr_array_index (events, i);
    g_autofree char *month = build_month (event);

    if (g_strcmp0 (month, before) != 0) {
      if (before != NULL)
        ry_html_close (html);
      ry_html_put (html, "h2", month, NULL);
      ry_html_open (html, "ul", "class", "list", NULL);
      g_free (before);
      before = g_steal_pointer (&month);
    }
    put_card (page, html, event, find_council (event, councils));
  }
  return html;
}

static void
put_fact (RyHtml *html, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  ry_html_put (html, "dt", name, NULL);
  ry_html_open (html, "dd", NULL);
  ry_html_lines (html, value);
  ry_html_close (html);
}

static JsonObject *
get_element (JsonArray *array, guint position)
{
  JsonNode *node = json_array_get_element (array, position);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
put_programme (RyHtml *html, JsonArray *programme)
{
  if (programme == NULL || json_array_get_length (programme) == 0)
    return;
  ry_html_put (html, "h2", _ ("Programme"), NULL);
  ry_html_open (html, "ul", "class", "list", NULL);
  for (guint i = 0; i < json_array_get_length (programme); i++) {
    JsonObject *item = get_element (programme, i);
    const char *start = item != NULL ? ry_json_get_string (item, "start") : NULL;
    const char *speaker = item != NULL ? ry_json_get_string (item, "speaker") : NULL;

    if (item == NULL)
      continue;
    ry_html_open (html, "li", NULL);
    if (start != NULL)
      ry_html_format (html, "%s　", start);
    ry_html_text (html, ry_json_get_string (item, "title"));
    if (speaker != NULL)
      ry_html_put (html, "div", speaker, "class", "second", NULL);
    ry_html_close (html);
  }
  ry_html_close (html);
}

static void
put_speakers (RyHtml *html, JsonArray *speakers)
{
  if (speakers == NULL || json_array_get_length (speakers) == 0)
    return;
  ry_html_put (html, "h2", _ ("Speakers"), NULL);
  ry_html_open (html, "ul", "class", "list", NULL);
  for (guint i = 0; i < json_array_get_length (speakers); i++) {
    JsonObject *speaker = get_element (speakers, i);
    const char *const parts[] = { "organisation_name", "title", "name" };

    if (speaker == NULL)
      continue;
    ry_html_open (html, "li", NULL);
    for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
      if (ry_json_get_string (speaker, parts[j]) != NULL)
        ry_html_format (html, "%s　", ry_json_get_string (speaker, parts[j]));
    if (ry_json_get_string (speaker, "theme") != NULL)
      ry_html_put (html, "div", ry_json_get_string (speaker, "theme"), "class", "second", NULL);
    ry_html_close (html);
  }
  ry_html_close (html);
}

/**
 * ry_events_event:
 * @page: a page whose region is open
 * @event: an event that is shown to the public
 * @councils: (element-type utf8 RyDocument): councils by id
 *
 * Returns: (transfer full): its page
 */
RyHtml *
ry_events_event (RyPage *page, RyDocument *event, GHashTable *councils)
{
  RyDocument *council = find_council (event, councils);
  JsonObject *root = ry_document_get_root (event);
  gint64 capacity = ry_json_get_int (root, "capacity", 0);
  g_autofree char *when = build_when (event);
  g_autofree char *sort = build_sort (page, event);
  g_autofree char *persons =
      capacity > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d person", "%d persons", (gulong) capacity),
                                      (int) capacity)
                   : NULL;
  g_autofree char *region = g_uri_escape_string (page->region, NULL, FALSE);
  g_autofree char *list = g_strconcat (RY_EVENTS_ROOT "/", region, NULL);
  RyHtml *html =
      ry_page_begin (page, RY_PAGE_PLANE, ry_document_get_string (event, "title"), get_text (council, "name"));

  put_subtitle (html, event);
  ry_html_open (html, "dl", NULL);
  put_fact (html, _ ("When"), when);
  put_fact (html, _ ("Doors open"), get_text (event, "doors"));
  put_fact (html, _ ("Where"), get_text (event, "place"));
  put_fact (html, _ ("How to get there"), get_text (event, "place_note"));
  put_fact (html, _ ("For whom"), sort);
  put_fact (html, _ ("Capacity"), persons);
  put_fact (html, _ ("Aim"), get_text (event, "aim"));
  put_fact (html, _ ("Hosts"), get_text (event, "hosts"));
  ry_html_close (html);
  put_programme (html, ry_json_get_array (root, "programme"));
  put_speakers (html, ry_json_get_array (root, "speakers"));
  ry_html_put (html, "h2", _ ("Application"), NULL);
  put_state (html, event, council);
  ry_html_put (html, "a", _ ("All coming events"), "class", "button other", "href", list, NULL);
  return html;
}
