/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filling in. A field that is not known stays as it was typed and is told with its place and the name that was
 * probably meant: a letter never goes out with a silent hole in it.
 */
#include "ry-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-json.h"
#include "ry-template-private.h"

static const RyTemplateField fields[] = {
  { "協議会名", N_ ("Name of the council") },
  { "略称", N_ ("Short name of the council") },
  { "会長", N_ ("Name of the council's chair") },
  { "事務局", N_ ("Name of the secretariat") },
  { "電話", N_ ("Telephone of the secretariat") },
  { "FAX", N_ ("FAX of the secretariat") },
  { "メール", N_ ("E-mail of the secretariat") },
  { "郵便番号", N_ ("Postal code of the secretariat") },
  { "住所", N_ ("Address of the secretariat") },
  { "会議名", N_ ("Title of the meeting") },
  { "回", N_ ("Number of the meeting") },
  { "開催日時", N_ ("Day and time, in full") },
  { "開催日", N_ ("Day, in full") },
  { "開始", N_ ("Time at which it starts") },
  { "終了", N_ ("Time at which it ends") },
  { "場所", N_ ("Place") },
  { "テーマ", N_ ("Theme") },
  { "議題一覧", N_ ("The items of the agenda, one a line") },
  { "返信期限", N_ ("Day by which replies are wanted") },
  { "文書番号", N_ ("Document number") },
  { "日付", N_ ("Day of the letter") },
  { "宛名", N_ ("Addressee with the honorific") },
  { "演題", N_ ("What a speaker talks about") },
};

static const char *const members[] = {
  "subject", "greeting", "body", "particulars", "closing", "sender", "seal", NULL
};

static const char *const papers[] = { "notice",
                                      "reminder",
                                      "cancellation",
                                      "fax",
                                      "mail",
                                      "cancellation_fax",
                                      "cancellation_mail",
                                      "invitation",
                                      "request",
                                      "thanks",
                                      "event_fax",
                                      "event_mail",
                                      "confirmation",
                                      "confirmation_reminder",
                                      "confirmation_fax",
                                      "confirmation_mail",
                                      NULL };

static gboolean
is_field (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

/* From a brace on: the name up to the closing brace in the same line. NULL where it is only a brace. */
static char *
read_field (const char *brace, const char **end)
{
  const char *close = strpbrk (brace + 1, "{}\n");

  if (close == NULL || *close != '}' || close == brace + 1)
    return NULL;
  *end = close + 1;
  return g_strstrip (g_strndup (brace + 1, close - brace - 1));
}

/* How many characters two names share, wherever they stand. */
static guint
count_shared (const char *a, const char *b)
{
  guint n = 0;

  for (const char *p = a; *p != '\0'; p = g_utf8_next_char (p))
    n += g_utf8_strchr (b, -1, g_utf8_get_char (p)) != NULL;
  return n;
}

static const char *
find_similar (const char *name)
{
  const char *best = NULL;
  guint most = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    guint shared =
        2 * count_shared (fields[i].name, name) * 10 / (g_utf8_strlen (fields[i].name, -1) + g_utf8_strlen (name, -1));

    if (shared > most) {
      most = shared;
      best = fields[i].name;
    }
  }
  return most >= 8 ? best : NULL;
}

static char *
describe_fault (const char *label, guint line, const char *name)
{
  const char *similar = find_similar (name);

  if (similar != NULL)
    return g_strdup_printf (_ ("%s, line %u: there is no field {%s}. Is {%s} meant?"), label, line, name, similar);
  return g_strdup_printf (_ ("%s, line %u: there is no field {%s}."), label, line, name);
}

static void
find_faults_in (GPtrArray *faults, const char *member, const char *label, const char *text)
{
  guint line = 1;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    const char *end = NULL;
    g_autofree char *name = *p == '{' ? read_field (p, &end) : NULL;
    RyTemplateFault *fault;

    line += *p == '\n';
    if (name == NULL || is_field (name))
      continue;
    fault = g_new0 (RyTemplateFault, 1);
    fault->member = g_strdup (member);
    fault->line = line;
    fault->offset = g_utf8_pointer_to_offset (text, p);
    fault->length = g_utf8_pointer_to_offset (p, end);
    fault->sentence = describe_fault (label, line, name);
    fault->field = g_steal_pointer (&name);
    g_ptr_array_add (faults, fault);
  }
}

/**
 * ry_template_list_fields:
 * @n_fields: (out): how many
 *
 * Returns: (transfer none): the fields that there are
 */
const RyTemplateField *
ry_template_list_fields (guint *n_fields)
{
  *n_fields = G_N_ELEMENTS (fields);
  return fields;
}

/**
 * ry_template_list_members:
 *
 * Returns: (transfer none): the members of a template that hold text with fields, in the order of the letter
 */
const char *const *
ry_template_list_members (void)
{
  return members;
}

/**
 * ry_template_list_papers:
 *
 * Returns: (transfer none): the papers that have a template, as documents hold them
 */
const char *const *
ry_template_list_papers (void)
{
  return papers;
}

/**
 * ry_template_get_cover:
 * @purpose: of a letter
 * @channel: `fax` or `mail`
 *
 * Returns: (transfer none): the paper whose wording stands on the FAX cover or in the e-mail that brings such a letter
 */
const char *
ry_template_get_cover (const char *purpose, const char *channel)
{
  static const struct {
    const char *purpose, *fax, *mail;
  } covers[] = {
    { "cancellation", "cancellation_fax", "cancellation_mail" },
    { "invitation", "event_fax", "event_mail" },
    { "request", "event_fax", "event_mail" },
    { "thanks", "event_fax", "event_mail" },
    { "confirmation", "confirmation_fax", "confirmation_mail" },
    { "confirmation_reminder", "confirmation_fax", "confirmation_mail" },
  };
  gboolean by_fax = strcmp (channel, "fax") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (covers); i++)
    if (strcmp (covers[i].purpose, purpose) == 0)
      return by_fax ? covers[i].fax : covers[i].mail;
  return by_fax ? "fax" : "mail";
}

/**
 * ry_template_is_cover:
 * @paper: a paper with a template
 *
 * Returns: whether it brings a letter and is none itself
 */
gboolean
ry_template_is_cover (const char *paper)
{
  return g_str_has_suffix (paper, "fax") || g_str_has_suffix (paper, "mail");
}

/**
 * ry_template_dup_id:
 * @council: id of a council
 * @paper: for which paper
 *
 * Returns: (transfer full): the template's id, the same on every desktop
 */
char *
ry_template_dup_id (const char *council, const char *paper)
{
  const char *colon = strchr (council, ':');

  return g_strdup_printf ("template:%s:%s", colon != NULL ? colon + 1 : council, paper);
}

/**
 * ry_template_create_default:
 * @council: id of a council
 * @paper: for which paper
 *
 * Returns: (transfer full): the built-in wording
 */
JsonObject *
ry_template_create_default (const char *council, const char *paper)
{
  JsonObject *content = json_object_new ();

  json_object_set_string_member (content, "kind", "template");
  json_object_set_string_member (content, "council", council);
  json_object_set_string_member (content, "paper", paper);
  _ry_template_fill_default (content, paper);
  return content;
}

/**
 * ry_template_is_default:
 * @content: a template
 *
 * Returns: whether its wording is the built-in one
 */
gboolean
ry_template_is_default (JsonObject *content)
{
  const char *council = ry_json_get_string (content, "council");
  g_autoptr (JsonObject) built_in =
      ry_template_create_default (council != NULL ? council : "", ry_json_get_string (content, "paper"));

  for (guint i = 0; members[i] != NULL; i++) {
    const char *is = ry_json_get_string (content, members[i]);
    const char *was = ry_json_get_string (built_in, members[i]);

    if (g_strcmp0 (is != NULL ? is : "", was != NULL ? was : "") != 0)
      return FALSE;
  }
  return ry_json_get_boolean (content, "slip", FALSE) == ry_json_get_boolean (built_in, "slip", FALSE) &&
         g_strcmp0 (ry_json_get_string (content, "years"), "western") != 0;
}

/**
 * ry_template_load:
 * @workspace: the region
 * @council: id of a council
 * @paper: for which paper
 *
 * Returns: (transfer full): the wording that counts
 */
JsonObject *
ry_template_load (RyWorkspace *workspace, const char *council, const char *paper)
{
  g_autofree char *id = ry_template_dup_id (council, paper);
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, id, NULL);

  return document != NULL ? ry_document_dup_root (document) : ry_template_create_default (council, paper);
}

/**
 * ry_template_change:
 * @workspace: the region
 * @council: id of a council
 * @paper: for which paper
 * @content: (transfer full): the new wording; ry_template_create_default() restores
 *
 * Returns: (transfer full): the edit, which adds a version
 */
RyEdit *
ry_template_change (RyWorkspace *workspace, const char *council, const char *paper, JsonObject *content)
{
  g_autofree char *id = ry_template_dup_id (council, paper);
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, id, NULL);

  return ry_edit_new (id, document, content);
}

/**
 * ry_template_fill:
 * @text: (nullable): text with fields
 * @values: (element-type utf8 utf8): what stands for each name; one that is missing leaves nothing
 *
 * Returns: (transfer full): the text; fields that do not exist stay as they are
 */
char *
ry_template_fill (const char *text, GHashTable *values)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text != NULL ? text : ""; *p != '\0';) {
    const char *end = NULL;
    g_autofree char *name = *p == '{' ? read_field (p, &end) : NULL;
    const char *value = name != NULL ? g_hash_table_lookup (values, name) : NULL;

    if (value != NULL) {
      g_string_append (out, value);
      p = end;
    } else if (name != NULL && is_field (name)) {
      p = end;
    } else {
      g_string_append_unichar (out, g_utf8_get_char (p));
      p = g_utf8_next_char (p);
    }
  }
  return g_string_free (out, FALSE);
}

/**
 * ry_template_find_faults:
 * @kind: (nullable): the kind `template`, for the names of its members
 * @content: a template
 *
 * Returns: (transfer full) (element-type RyTemplateFault): fields that do not exist, in reading order
 */
GPtrArray *
ry_template_find_faults (RyKind *kind, JsonObject *content)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_template_fault_free);

  for (guint i = 0; members[i] != NULL; i++) {
    const char *text = ry_json_get_string (content, members[i]);
    RyField *field = kind != NULL ? ry_kind_find_field (kind, members[i]) : NULL;

    if (text != NULL)
      find_faults_in (faults, members[i], field != NULL ? ry_field_get_label (field) : members[i], text);
  }
  return faults;
}

void
ry_template_fault_free (RyTemplateFault *fault)
{
  g_free (fault->member);
  g_free (fault->field);
  g_free (fault->sentence);
  g_free (fault);
}
