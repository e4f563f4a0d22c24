/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands for each field of a template. Dates are 令和 on paper, times 午後7時, the agenda a list of (1) (2) (3).
 */
#include "ry-letter-private.h"

#include <string.h>

#include "ry-date.h"
#include "ry-event.h"
#include "ry-json.h"
#include "ry-term.h"

/* A notice names what is talked about; more than this is for the agenda that follows. */
#define MAX_ITEMS 12

/* Of an organisation, the person who represents it. */
static char *
dup_representative (RyWorkspace *workspace, const char *organisation, const char *day)
{
  g_autofree char *condition = g_strdup_printf ("organisation=%s", organisation);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "post", .where = where };
  g_autoptr (GPtrArray) posts = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    if (ry_term_holds_on (ry_document_get_root (posts->pdata[i]), day) &&
        g_strcmp0 (ry_document_get_string (posts->pdata[i], "seat"), "representative") == 0)
      return ry_workspace_dup_name (workspace, ry_document_get_string (posts->pdata[i], "person"));
  return ry_workspace_dup_name (workspace, organisation);
}

/* The name of a council's chair on @day, or "". */
char *
_ry_letter_dup_chair (RyWorkspace *workspace, const char *council, const char *day)
{
  g_autofree char *condition = g_strdup_printf ("council=%s", council);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "membership", .where = where };
  g_autoptr (GPtrArray) memberships = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; memberships != NULL && i < memberships->len; i++) {
    RyDocument *membership = memberships->pdata[i];
    const char *post_id = ry_document_get_string (membership, "post");
    g_autoptr (RyDocument) post = NULL;

    if (!ry_term_holds_on (ry_document_get_root (membership), day) ||
        g_strcmp0 (ry_document_get_string (membership, "role"), "chair") != 0)
      continue;
    if (post_id == NULL)
      return dup_representative (workspace, ry_document_get_string (membership, "organisation"), day);
    post = ry_workspace_get (workspace, post_id, NULL);
    if (post != NULL)
      return ry_workspace_dup_name (workspace, ry_document_get_string (post, "person"));
  }
  return g_strdup ("");
}

static gboolean
is_discussed (JsonObject *item)
{
  static const char *const around[] = { "opening", "greeting", "next", "closing", NULL };
  const char *section = ry_json_get_string (item, "section");

  return ry_json_get_boolean (item, "numbered", FALSE) && (section == NULL || !g_strv_contains (around, section));
}

static JsonObject *
get_item (JsonArray *agenda, guint i)
{
  JsonNode *node = i < json_array_get_length (agenda) ? json_array_get_element (agenda, i) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* A heading with items below it (協議) is left out: what is below it is what is talked about. */
static gboolean
is_heading (JsonArray *agenda, guint i)
{
  JsonObject *item = get_item (agenda, i), *next = get_item (agenda, i + 1);

  return next != NULL && ry_json_get_int (next, "level", 1) > ry_json_get_int (item, "level", 1);
}

static char *
list_items (JsonObject *meeting)
{
  JsonArray *agenda = ry_json_get_array (meeting, "agenda");
  GString *list = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; agenda != NULL && i < json_array_get_length (agenda); i++) {
    JsonObject *item = get_item (agenda, i);

    if (item == NULL || !is_discussed (item) || is_heading (agenda, i) || ry_json_get_int (item, "level", 1) > 2)
      continue;
    if (++n > MAX_ITEMS)
      continue;
    g_string_append_printf (list, "%s(%u)　%s", list->len > 0 ? "\n　" : "", n, ry_json_get_text (item, "title"));
  }
  if (n > MAX_ITEMS)
    g_string_append_printf (list, "\n　ほか%u件（次第を当日お配りします。）", n - MAX_ITEMS);
  return g_string_free (list, FALSE);
}

static char *
format_when (const RyLetter *self, JsonObject *meeting)
{
  g_autofree char *day = ry_letter_format_date (self, ry_json_get_text (meeting, "date"), RY_DATE_ERA_WEEKDAY);
  g_autofree char *start = ry_date_format_clock (ry_json_get_text (meeting, "start"));
  g_autofree char *end = ry_date_format_clock (ry_json_get_text (meeting, "end"));

  if (*start == '\0')
    return g_steal_pointer (&day);
  return *end != '\0' ? g_strdup_printf ("%s　%sから%sまで", day, start, end)
                      : g_strdup_printf ("%s　%sから", day, start);
}

static void
take (GHashTable *values, const char *field, char *value)
{
  g_hash_table_insert (values, (gpointer) field, value);
}

static void
put (GHashTable *values, const char *field, const char *value)
{
  take (values, field, g_strdup (value != NULL ? value : ""));
}

static void
put_meeting (GHashTable *values, const RyLetter *self, JsonObject *meeting)
{
  gint64 number = ry_json_get_int (meeting, "number", 0);

  /* A meeting is called by its number, an event has a title of its own. */
  take (values, "会議名",
        g_strdup_printf (RY_EVENT_IS_ID (self->meeting) ? "「%s」" : "%s", ry_json_get_text (meeting, "title")));
  take (values, "回", number > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : g_strdup (""));
  take (values, "開催日時", format_when (self, meeting));
  take (values, "開催日", ry_letter_format_date (self, ry_json_get_text (meeting, "date"), RY_DATE_ERA_WEEKDAY));
  take (values, "開始", ry_date_format_clock (ry_json_get_text (meeting, "start")));
  take (values, "終了", ry_date_format_clock (ry_json_get_text (meeting, "end")));
  put (values, "場所", ry_json_get_text (meeting, "place"));
  put (values, "テーマ", ry_json_get_text (meeting, "theme"));
  take (values, "議題一覧", list_items (meeting));
}

/**
 * ry_letter_create_values:
 * @self: a letter
 *
 * Returns: (transfer full) (element-type utf8 utf8): what stands for each field, for ry_template_fill(); {宛名} and
 *   {演題} stay for ry_letter_fill_for()
 */
GHashTable *
ry_letter_create_values (const RyLetter *self)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  put_meeting (values, self, self->content);
  put (values, "協議会名", self->council_name);
  put (values, "略称", self->council_short_name);
  put (values, "会長", self->chair);
  put (values, "事務局", self->secretariat);
  put (values, "電話", self->secretariat_telephone);
  put (values, "FAX", self->secretariat_fax);
  put (values, "メール", self->secretariat_mail);
  put (values, "郵便番号", self->secretariat_postal_code);
  put (values, "住所", self->secretariat_address);
  put (values, "文書番号", self->number);
  take (values, "日付", ry_letter_format_date (self, self->date, RY_DATE_ERA));
  take (values, "返信期限", ry_date_format_paper (self->reply_by != NULL ? self->reply_by : "", RY_DATE_MONTH_DAY));
  put (values, "宛名", "{宛名}");
  put (values, "演題", "{演題}");
  return values;
}
