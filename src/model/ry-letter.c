/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Life of a run: it is made from a meeting and the council's templates, its fields are filled in again whenever a
 * date or a template changes, and when its papers are made it is recorded in one act: the letter with its
 * addressees, its number in the register, and the meeting's stage.
 */
#include "ry-letter.h"

#include <string.h>

#include "ry-date.h"
#include "ry-confirmation-round.h"
#include "ry-error.h"
#include "ry-event-letters.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-letter-private.h"
#include "ry-meeting-seats.h"
#include "ry-template.h"

static void
clear_text (RyLetterText *text)
{
  g_free (text->subject);
  g_free (text->greeting);
  g_free (text->body);
  g_free (text->particulars);
  g_free (text->closing);
  g_free (text->sender);
  g_free (text->seal);
  memset (text, 0, sizeof *text);
}

static void
fill_text (RyLetterText *text, JsonObject *template, GHashTable *values)
{
  clear_text (text);
  text->subject = ry_template_fill (ry_json_get_text (template, "subject"), values);
  text->greeting = ry_template_fill (ry_json_get_text (template, "greeting"), values);
  text->body = ry_template_fill (ry_json_get_text (template, "body"), values);
  text->particulars = ry_template_fill (ry_json_get_text (template, "particulars"), values);
  text->closing = ry_template_fill (ry_json_get_text (template, "closing"), values);
  text->sender = ry_template_fill (ry_json_get_text (template, "sender"), values);
  text->seal = ry_template_fill (ry_json_get_text (template, "seal"), values);
}

static void
load_event (RyLetter *self)
{
  g_autofree char *day = ry_letter_format_date (self, ry_json_get_text (self->content, "date"), RY_DATE_ERA_WEEKDAY);
  g_autofree char *start = ry_date_format_clock (ry_json_get_text (self->content, "start"));

  g_free (self->event);
  self->event = *start != '\0' ? g_strdup_printf ("%s　　%s　%sから", self->title, day, start)
                               : g_strdup_printf ("%s　　%s", self->title, day);
}

static void
fill_all (RyLetter *self)
{
  JsonObject *letter = ry_letter_get_template (self, self->purpose);
  g_autoptr (GHashTable) values = NULL;

  self->western = g_strcmp0 (ry_json_get_string (letter, "years"), "western") == 0;
  load_event (self);
  values = ry_letter_create_values (self);
  fill_text (&self->text, letter, values);
  fill_text (&self->fax, ry_letter_get_template (self, ry_template_get_cover (self->purpose, "fax")), values);
  fill_text (&self->mail, ry_letter_get_template (self, ry_template_get_cover (self->purpose, "mail")), values);
  /* The cover and the mail speak of the letter that they bring. */
  if (!g_str_equal (self->purpose, RY_LETTER_NOTICE)) {
    g_free (self->fax.subject);
    g_free (self->mail.subject);
    self->fax.subject = g_strdup (self->text.subject);
    self->mail.subject = g_strdup (self->text.subject);
  }
  self->slip = ry_json_get_boolean (letter, "slip", FALSE);
}

static void
load_templates (RyLetter *self, RyWorkspace *workspace)
{
  const char *const papers[] = { self->purpose, ry_template_get_cover (self->purpose, "fax"),
                                 ry_template_get_cover (self->purpose, "mail") };

  self->templates = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    json_object_set_object_member (self->templates, papers[i], ry_template_load (workspace, self->council, papers[i]));
}

static void
load_council (RyLetter *self, RyWorkspace *workspace)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, self->council, NULL);
  JsonObject *council = document != NULL ? ry_document_get_root (document) : NULL;

  self->council_name = g_strdup (ry_json_get_text (council, "name"));
  self->council_short_name = g_strdup (ry_json_get_text (council, "short_name"));
  self->secretariat = g_strdup (ry_json_get_text (council, "secretariat"));
  self->secretariat_telephone = g_strdup (ry_json_get_text (council, "telephone"));
  self->secretariat_fax = g_strdup (ry_json_get_text (council, "fax"));
  self->secretariat_mail = g_strdup (ry_json_get_text (council, "email"));
  self->secretariat_postal_code = g_strdup (ry_json_get_text (council, "postal_code"));
  self->secretariat_address = g_strdup (ry_json_get_text (council, "address"));
  self->chair = _ry_letter_dup_chair (workspace, self->council, self->date);
}

/* As many days before the meeting as the series asks for, or a week. */
static char *
suggest_reply_by (RyWorkspace *workspace, JsonObject *meeting, const char *today)
{
  const char *series_id = ry_json_get_string (meeting, "series");
  g_autoptr (RyDocument) series = series_id != NULL ? ry_workspace_get (workspace, series_id, NULL) : NULL;
  gint64 days = series != NULL ? ry_json_get_int (ry_document_get_root (series), "reply_days", 7) : 7;
  const char *date = ry_json_get_string (meeting, "date");

  if (ry_json_get_string (meeting, "reply_by") != NULL)
    return g_strdup (ry_json_get_string (meeting, "reply_by"));
  if (ry_json_get_string (meeting, "apply_by") != NULL)
    return g_strdup (ry_json_get_string (meeting, "apply_by"));
  if (ry_json_get_string (meeting, "started_on") != NULL)
    return ry_confirmation_letters_suggest_reply_by (meeting, today);
  return date != NULL ? ry_date_shift (date, -(int) CLAMP (days, 0, 60)) : g_strdup (today);
}

/* A meeting has its seats; an event and a round have those to whom such a letter goes. */
static void
fill_seats (RyLetter *self, RyWorkspace *workspace)
{
  if (RY_EVENT_IS_ID (self->meeting))
    ry_event_letters_fill_seats (workspace, self->meeting, self->content, self->purpose);
  else if (RY_ROUND_IS_ID (self->meeting))
    self->sheets = ry_confirmation_letters_fill_seats (workspace, self->content, self->date);
  else if (ry_json_get_array (self->content, "attendance") == NULL)
    ry_meeting_invite_members (workspace, self->content);
}

/**
 * ry_letter_new_for_meeting:
 * @workspace: the region
 * @meeting_id: a meeting, an event or a confirmation round
 * @purpose: %RY_LETTER_NOTICE, %RY_LETTER_REMINDER or %RY_LETTER_CANCELLATION; of an event `invitation`, `request` or
 * `thanks` too; of a round %RY_LETTER_CONFIRMATION or %RY_LETTER_CONFIRMATION_REMINDER; also the template's paper
 * @keys: (nullable) (array zero-terminated=1): keys of the seats that are meant; %NULL for all
 * @error: return location for a #GError
 *
 * Where nobody is invited yet, those are whom the meeting's series invites; they get their seats with the record.
 *
 * Returns: (transfer full) (nullable): a letter of today to everybody invited; %RY_ERROR_NOT_FOUND where there is no
 *   such meeting
 */
RyLetter *
ry_letter_new_for_meeting (
    RyWorkspace *workspace, const char *meeting_id, const char *purpose, const char *const *keys, GError **error)
{
  g_autoptr (RyDocument) meeting = ry_workspace_get (workspace, meeting_id, error);
  g_autoptr (RyLetter) self = NULL;
  GDate today;

  if (meeting == NULL)
    return NULL;
  ry_date_today (&today);
  self = g_new0 (RyLetter, 1);
  self->id = ry_id_new ("letter");
  self->purpose = g_strdup (purpose);
  self->meeting = g_strdup (meeting_id);
  self->content = ry_document_dup_root (meeting);
  self->council = g_strdup (ry_json_get_text (self->content, "council"));
  self->date = ry_date_format (&today, RY_DATE_ISO);
  self->reply_by = suggest_reply_by (workspace, self->content, self->date);
  load_council (self, workspace);
  self->title = g_strdup (ry_json_get_text (self->content, "title"));
  load_templates (self, workspace);
  fill_seats (self, workspace);
  self->addressees = ry_addressee_list (workspace, self->content, keys);
  if (self->sheets != NULL)
    ry_confirmation_letters_choose_channels (self->addressees);
  ry_letter_apply_history (workspace, meeting_id, purpose, self->addressees);
  fill_all (self);
  return g_steal_pointer (&self);
}

void
ry_letter_free (RyLetter *self)
{
  char **strings[] = { &self->id,
                       &self->purpose,
                       &self->council,
                       &self->meeting,
                       &self->number,
                       &self->date,
                       &self->reply_by,
                       &self->council_name,
                       &self->secretariat,
                       &self->secretariat_telephone,
                       &self->secretariat_fax,
                       &self->secretariat_mail,
                       &self->secretariat_postal_code,
                       &self->secretariat_address,
                       &self->title,
                       &self->event,
                       &self->chair,
                       &self->council_short_name,
                       &self->number_id };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (*strings[i]);
  clear_text (&self->text);
  clear_text (&self->fax);
  clear_text (&self->mail);
  g_clear_pointer (&self->addressees, g_ptr_array_unref);
  g_clear_pointer (&self->sheets, g_hash_table_unref);
  g_clear_pointer (&self->content, json_object_unref);
  g_clear_pointer (&self->templates, json_object_unref);
  g_free (self);
}

/**
 * ry_letter_set_dates:
 * @self: a letter
 * @date: the day on it, ISO 8601
 * @reply_by: (nullable): until when replies are wanted, ISO 8601
 */
void
ry_letter_set_dates (RyLetter *self, const char *date, const char *reply_by)
{
  char *new_date = g_strdup (date), *new_reply_by = g_strdup (reply_by);

  g_free (self->date);
  g_free (self->reply_by);
  self->date = new_date;
  self->reply_by = new_reply_by;
  fill_all (self);
}

/**
 * ry_letter_set_number:
 * @self: a letter
 * @number: (nullable): the number as it is to stand on the letter
 */
void
ry_letter_set_number (RyLetter *self, const char *number)
{
  char *copy = g_strdup (number);

  g_free (self->number);
  self->number = copy;
  fill_all (self);
}

/**
 * ry_letter_set_template:
 * @self: a letter
 * @paper: its purpose, or one of its covers by ry_template_get_cover()
 * @content: another wording, for this letter only
 */
void
ry_letter_set_template (RyLetter *self, const char *paper, JsonObject *content)
{
  json_object_set_object_member (self->templates, paper, ry_json_object_copy (content));
  fill_all (self);
}

/**
 * ry_letter_get_template:
 * @self: a letter
 * @paper: its purpose, or one of its covers by ry_template_get_cover()
 *
 * Returns: (transfer none): the wording with its fields
 */
JsonObject *
ry_letter_get_template (RyLetter *self, const char *paper)
{
  return ry_json_get_object (self->templates, paper);
}

/**
 * ry_letter_find_faults:
 * @self: a letter
 * @workspace: the region
 *
 * Returns: (transfer full) (element-type RyTemplateFault): fields in its wording that do not exist
 */
GPtrArray *
ry_letter_find_faults (RyLetter *self, RyWorkspace *workspace)
{
  return ry_template_find_faults (ry_workspace_get_kind (workspace, "template"),
                                  ry_letter_get_template (self, self->purpose));
}

/**
 * ry_letter_format_date:
 * @self: a letter
 * @iso: a day
 * @style: %RY_DATE_ERA or %RY_DATE_ERA_WEEKDAY
 *
 * Returns: (transfer full): the day in eras or in Western years, as the letter counts
 */
char *
ry_letter_format_date (const RyLetter *self, const char *iso, RyDateStyle style)
{
  if (self->western && style == RY_DATE_ERA)
    style = RY_DATE_WESTERN;
  else if (self->western && style == RY_DATE_ERA_WEEKDAY)
    style = RY_DATE_WESTERN_WEEKDAY;
  return ry_date_format_paper (iso, style);
}

/**
 * ry_letter_list_ready:
 * @self: a letter
 *
 * Returns: (transfer container) (element-type RyAddressee): those whom nothing keeps the letter from
 */
GPtrArray *
ry_letter_list_ready (RyLetter *self)
{
  GPtrArray *ready = g_ptr_array_new ();

  for (guint i = 0; i < self->addressees->len; i++) {
    RyAddressee *addressee = self->addressees->pdata[i];

    if (ry_addressee_check (addressee, addressee->channel) == RY_ADDRESSEE_FINE)
      g_ptr_array_add (ready, addressee);
  }
  return ready;
}

/**
 * ry_letter_fill_for:
 * @text: (nullable): a text of the letter
 * @addressee: to whom
 *
 * Returns: (transfer full): the text with {宛名} and {演題} filled in
 */
char *
ry_letter_fill_for (const char *text, const RyAddressee *addressee)
{
  g_autoptr (GString) filled = g_string_new (text);
  g_autofree char *line = ry_addressee_dup_line (addressee);

  g_string_replace (filled, "{宛名}", line, 0);
  g_string_replace (filled, "{演題}", addressee->theme != NULL ? addressee->theme : "", 0);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

/* A line that begins with a space goes on with the particular before it. */
static gboolean
continues (const char *line)
{
  return *line == ' ' || *line == '\t' || g_str_has_prefix (line, "　");
}

static char **
create_particular (const char *label, const char *text)
{
  char **pair = g_new0 (char *, 3);

  pair[0] = g_strdup (label);
  pair[1] = g_strdup (text);
  return pair;
}

static void
append_line (char **pair, const char *line)
{
  char *longer = *pair[1] != '\0' ? g_strconcat (pair[1], "\n", line, NULL) : g_strdup (line);

  g_free (pair[1]);
  pair[1] = longer;
}

static void
add_particular (GPtrArray *pairs, const char *line)
{
  g_auto (GStrv) parts = g_regex_split_simple ("(?:　+| {2,}|\\t+|：)", line, 0, 0);
  const char *label = parts[0] != NULL ? parts[0] : "";
  const char *rest = line + strlen (label);

  if (parts[0] == NULL || parts[1] == NULL) {
    g_ptr_array_add (pairs, create_particular ("", line));
    return;
  }
  while (g_str_has_prefix (rest, "　") || g_str_has_prefix (rest, "：") || *rest == ' ' || *rest == '\t')
    rest = g_utf8_next_char (rest);
  g_ptr_array_add (pairs, create_particular (label, rest));
}

/**
 * ry_letter_split_particulars:
 * @particulars: what stands below 記
 *
 * Each begins with its label, then white space; what has no text is left out.
 *
 * Returns: (transfer full) (element-type GStrv): labels and texts; a text may have several lines
 */
GPtrArray *
ry_letter_split_particulars (const char *particulars)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_auto (GStrv) lines = g_strsplit (particulars != NULL ? particulars : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    const char *line = lines[i];

    if (pairs->len > 0 && continues (line)) {
      while (g_str_has_prefix (line, "　") || *line == ' ' || *line == '\t')
        line = g_utf8_next_char (line);
      if (*line != '\0')
        append_line (pairs->pdata[pairs->len - 1], line);
    } else if (*line != '\0') {
      add_particular (pairs, line);
    }
  }
  for (guint i = pairs->len; i-- > 0;)
    if (*((char **) pairs->pdata[i])[1] == '\0')
      g_ptr_array_remove_index (pairs, i);
  return pairs;
}
