/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From seats to addressees. The post held says which way its holder prefers and may have numbers of its own; the
 * organisation fills in what is missing. A person's name takes 様 (先生 by setting), a section or an organisation
 * 御中, a post without a name 様. Two honorifics never stand together.
 */
#include "ry-addressee.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-json.h"

static const char *const channel_codes[RY_N_CHANNELS] = { "", "fax", "mail", "post", "phone" };
static const char *const honorific_words[] = { "様", "先生", "御中", "各位", "行" };

/* Endings of what is a section and not a post. 部長 ends otherwise. */
static const char *const section_endings[] = { "室", "課", "係", "部", "科", "局", "センター", "班", "会", "チーム" };

static const RyAddresseeFault no_way[RY_N_CHANNELS] = {
  RY_ADDRESSEE_NO_CHANNEL, RY_ADDRESSEE_NO_FAX,       RY_ADDRESSEE_NO_MAIL,
  RY_ADDRESSEE_NO_ADDRESS, RY_ADDRESSEE_NO_TELEPHONE,
};

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static char *
dup_set (const char *text)
{
  return is_set (text) ? g_strdup (text) : NULL;
}

/* One full-width space between family and given name, however it was typed. */
static char *
dup_name (const char *name)
{
  g_auto (GStrv) words = NULL;
  GString *joined = g_string_new (NULL);

  if (!is_set (name))
    return g_string_free (joined, TRUE);
  words = g_regex_split_simple ("[ 　]+", name, 0, 0);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? "　" : "", words[i]);
  return g_string_free (joined, joined->len == 0);
}

static char *
dup_first (const char *first, const char *second, const char *third)
{
  return is_set (first) ? g_strdup (first) : is_set (second) ? g_strdup (second) : dup_set (third);
}

static gboolean
is_section (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (section_endings); i++)
    if (g_str_has_suffix (role, section_endings[i]))
      return TRUE;
  return FALSE;
}

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n += g_unichar_digit_value (g_utf8_get_char (p)) >= 0;
  return n;
}

static const char *
get (RyDocument *document, const char *member)
{
  return document != NULL ? ry_document_get_string (document, member) : NULL;
}

static RyDocument *
find_document (RyWorkspace *workspace, const char *id)
{
  return is_set (id) ? ry_workspace_get (workspace, id, NULL) : NULL;
}

/* The seat names its post, or the post is the one that the person has in that organisation. */
static RyDocument *
find_post (RyWorkspace *workspace, JsonObject *seat)
{
  const char *person = ry_json_get_string (seat, "person");
  const char *organisation = ry_json_get_string (seat, "organisation");
  RyDocument *post = find_document (workspace, ry_json_get_string (seat, "post"));
  g_autofree char *condition = g_strdup_printf ("person=%s", person != NULL ? person : "");
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "post", .where = where };
  g_autoptr (GPtrArray) posts = NULL;

  if (post != NULL || !is_set (person))
    return post;
  posts = ry_workspace_query (workspace, &query, NULL);
  for (guint i = 0; posts != NULL && i < posts->len; i++)
    if (!is_set (organisation) || g_strcmp0 (get (posts->pdata[i], "organisation"), organisation) == 0)
      return ry_document_ref (posts->pdata[i]);
  return NULL;
}

/* Who has said nothing gets it where a way is known: FAX first, as offices do. */
static RyChannel
choose_channel (const RyAddressee *self, const char *preferred)
{
  RyChannel channel = ry_channel_from_code (preferred);

  if (channel != RY_CHANNEL_UNKNOWN)
    return channel;
  for (channel = RY_CHANNEL_FAX; channel < RY_N_CHANNELS; channel++)
    if (ry_addressee_check (self, channel) == RY_ADDRESSEE_FINE)
      return channel;
  return RY_CHANNEL_UNKNOWN;
}

static void
fill_ways (RyAddressee *self, RyDocument *post, RyDocument *person, RyDocument *organisation)
{
  self->fax = dup_first (get (post, "fax"), get (organisation, "fax"), NULL);
  self->mail = dup_first (get (post, "email"), get (person, "email"), get (organisation, "email"));
  self->telephone = dup_first (get (post, "telephone"), get (person, "telephone"), get (organisation, "telephone"));
  self->postal_code = dup_set (get (organisation, "postal_code"));
  self->address = dup_set (get (organisation, "address"));
  self->building = dup_set (get (organisation, "building"));
  self->founder = dup_set (get (organisation, "founder"));
}

static RyAddressee *
create_addressee (RyWorkspace *workspace, JsonObject *seat)
{
  RyAddressee *self = g_new0 (RyAddressee, 1);
  g_autoptr (RyDocument) post = find_post (workspace, seat);
  g_autoptr (RyDocument) person = find_document (workspace, ry_json_get_string (seat, "person"));
  g_autoptr (RyDocument) organisation = find_document (workspace, ry_json_get_string (seat, "organisation"));

  self->key = g_strdup (ry_json_get_string (seat, "key"));
  self->person = dup_set (ry_json_get_string (seat, "person"));
  self->organisation = dup_set (ry_json_get_string (seat, "organisation"));
  self->post = post != NULL ? g_strdup (ry_document_get_id (post)) : NULL;
  self->organisation_name =
      dup_first (ry_json_get_string (seat, "organisation_name"), get (organisation, "name"), NULL);
  /* The seat may bear an office in the council (会長): to the outside the post is what counts. */
  self->role = dup_first (get (post, "role"), ry_json_get_string (seat, "role"), NULL);
  self->name = dup_name (ry_json_get_string (seat, "name"));
  self->theme = dup_set (ry_json_get_string (seat, "theme"));
  fill_ways (self, post, person, organisation);
  self->honorific =
      ry_honorific_choose (self->name, self->role,
                           person != NULL ? get (person, "honorific") : ry_json_get_string (seat, "honorific"));
  self->channel = choose_channel (self, get (post, "channel"));
  return self;
}

static char *
format_ticket (JsonObject *meeting, guint position)
{
  gint64 number = ry_json_get_int (meeting, "number", 0);

  return number > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT "-%03u", number, position)
                    : g_strdup_printf ("%03u", position);
}

/**
 * ry_addressee_list:
 * @workspace: where posts and organisations are known
 * @meeting: content of a meeting
 * @keys: (nullable) (array zero-terminated=1): keys of the seats that are meant; %NULL for all
 *
 * Tickets count the seats of the meeting, so that a reminder bears the same one as the notice.
 *
 * Returns: (transfer full) (element-type RyAddressee): the addressees, in the order of the seats
 */
GPtrArray *
ry_addressee_list (RyWorkspace *workspace, JsonObject *meeting, const char *const *keys)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_addressee_free);
  JsonArray *seats = ry_json_get_array (meeting, "attendance");

  for (guint i = 0; seats != NULL && i < json_array_get_length (seats); i++) {
    JsonNode *node = json_array_get_element (seats, i);
    JsonObject *seat = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    RyAddressee *addressee;

    if (seat == NULL || ry_json_get_boolean (seat, "walk_in", FALSE) ||
        (keys != NULL && !g_strv_contains (keys, ry_json_get_string (seat, "key"))))
      continue;
    addressee = create_addressee (workspace, seat);
    addressee->ticket = format_ticket (meeting, i + 1);
    g_ptr_array_add (list, addressee);
  }
  return list;
}

void
ry_addressee_free (RyAddressee *self)
{
  char **strings[] = { &self->key,
                       &self->ticket,
                       &self->person,
                       &self->organisation,
                       &self->post,
                       &self->founder,
                       &self->organisation_name,
                       &self->role,
                       &self->name,
                       &self->theme,
                       &self->fax,
                       &self->mail,
                       &self->telephone,
                       &self->postal_code,
                       &self->address,
                       &self->building,
                       &self->made_on,
                       &self->sent_on };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (*strings[i]);
  g_free (self);
}

/**
 * ry_honorific_choose:
 * @name: (nullable): a person's name
 * @role: (nullable): a post or a section
 * @setting: (nullable): the person's `honorific`
 *
 * Returns: the honorific by the rule of Japanese offices
 */
RyHonorific
ry_honorific_choose (const char *name, const char *role, const char *setting)
{
  if (is_set (name))
    return g_strcmp0 (setting, "sensei") == 0 ? RY_HONORIFIC_SENSEI : RY_HONORIFIC_SAMA;
  if (is_set (role) && !is_section (role) && g_strcmp0 (role, "代表") != 0)
    return RY_HONORIFIC_SAMA;
  return RY_HONORIFIC_ONCHU;
}

const char *
ry_honorific_get_word (RyHonorific honorific)
{
  return honorific_words[honorific];
}

/**
 * ry_channel_from_code:
 * @code: (nullable): as documents hold it
 *
 * Returns: the channel
 */
RyChannel
ry_channel_from_code (const char *code)
{
  for (guint i = RY_CHANNEL_FAX; i < RY_N_CHANNELS; i++)
    if (g_strcmp0 (code, channel_codes[i]) == 0)
      return i;
  return RY_CHANNEL_UNKNOWN;
}

const char *
ry_channel_get_code (RyChannel channel)
{
  return channel_codes[channel];
}

/* 000-0111 〒000-0111 0000111, in any width; NULL where there is none, or more than one. */
static char *
find_postal_code (const char *text, guint *n_found)
{
  g_autofree char *plain = g_utf8_normalize (text != NULL ? text : "", -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GRegex) regex = g_regex_new ("(?<![0-9])([0-9]{3})[-‐－ー−]?([0-9]{4})(?![0-9])", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  char *digits = NULL;

  *n_found = 0;
  if (plain == NULL)
    return NULL;
  for (g_regex_match (regex, plain, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL)) {
    g_autofree char *head = g_match_info_fetch (match, 1);
    g_autofree char *tail = g_match_info_fetch (match, 2);

    (*n_found)++;
    g_free (digits);
    digits = g_strconcat (head, tail, NULL);
  }
  if (*n_found != 1)
    g_clear_pointer (&digits, g_free);
  return digits;
}

static RyAddresseeFault
check_post (const RyAddressee *self)
{
  guint n;
  g_autofree char *digits = find_postal_code (self->postal_code, &n);

  if (!is_set (self->postal_code))
    return RY_ADDRESSEE_NO_POSTAL_CODE;
  if (n > 1)
    return RY_ADDRESSEE_MANY_POSTAL_CODES;
  return digits != NULL ? RY_ADDRESSEE_FINE : RY_ADDRESSEE_BAD_POSTAL_CODE;
}

/**
 * ry_addressee_check:
 * @self: an addressee
 * @channel: a way
 *
 * Returns: what is wrong with that way
 */
RyAddresseeFault
ry_addressee_check (const RyAddressee *self, RyChannel channel)
{
  const char *way = ry_addressee_get_way (self, channel);

  if (!is_set (self->name) && !is_set (self->organisation_name))
    return RY_ADDRESSEE_NO_NAME;
  if (!is_set (way))
    return no_way[channel];
  if (channel == RY_CHANNEL_FAX && (count_digits (way) < 9 || count_digits (way) > 11))
    return RY_ADDRESSEE_BAD_FAX;
  if (channel == RY_CHANNEL_MAIL && !g_regex_match_simple ("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", way, 0, 0))
    return RY_ADDRESSEE_BAD_MAIL;
  return channel == RY_CHANNEL_POST ? check_post (self) : RY_ADDRESSEE_FINE;
}

/**
 * ry_addressee_describe_fault:
 * @self: an addressee
 * @fault: from ry_addressee_check()
 *
 * Returns: (transfer full) (nullable): a sentence for a person; %NULL where nothing is wrong
 */
char *
ry_addressee_describe_fault (const RyAddressee *self, RyAddresseeFault fault)
{
  static const char *const sentences[] = {
    [RY_ADDRESSEE_NO_CHANNEL] = N_ ("No FAX number, e-mail or address is known"),
    [RY_ADDRESSEE_NO_FAX] = N_ ("There is no FAX number"),
    [RY_ADDRESSEE_BAD_FAX] = N_ ("This is no FAX number: %s"),
    [RY_ADDRESSEE_NO_MAIL] = N_ ("There is no e-mail address"),
    [RY_ADDRESSEE_BAD_MAIL] = N_ ("This is no e-mail address: %s"),
    [RY_ADDRESSEE_NO_ADDRESS] = N_ ("There is no postal address"),
    [RY_ADDRESSEE_NO_POSTAL_CODE] = N_ ("There is no postal code"),
    [RY_ADDRESSEE_BAD_POSTAL_CODE] = N_ ("A postal code has seven digits: %s"),
    [RY_ADDRESSEE_MANY_POSTAL_CODES] = N_ ("There are several postal codes: %s"),
    [RY_ADDRESSEE_NO_TELEPHONE] = N_ ("There is no telephone number"),
    [RY_ADDRESSEE_NO_NAME] = N_ ("There is neither a name nor an organisation"),
  };
  const char *shown = fault == RY_ADDRESSEE_BAD_FAX    ? self->fax
                      : fault == RY_ADDRESSEE_BAD_MAIL ? self->mail
                                                       : self->postal_code;

  if (fault == RY_ADDRESSEE_FINE)
    return NULL;
  if (strstr (sentences[fault], "%s") == NULL)
    return g_strdup (_ (sentences[fault]));
  return g_strdup_printf (_ (sentences[fault]), shown);
}

/**
 * ry_addressee_get_way:
 * @self: an addressee
 * @channel: a way
 *
 * Returns: (transfer none) (nullable): the number or address that the way needs
 */
const char *
ry_addressee_get_way (const RyAddressee *self, RyChannel channel)
{
  switch (channel) {
  case RY_CHANNEL_FAX:
    return self->fax;
  case RY_CHANNEL_MAIL:
    return self->mail;
  case RY_CHANNEL_POST:
    return self->address;
  case RY_CHANNEL_PHONE:
    return self->telephone;
  case RY_CHANNEL_UNKNOWN:
  default:
    return NULL;
  }
}

/* 灯台通り病院 and 院長 make 灯台通り病院長. */
static gboolean
joins_role (const RyAddressee *self)
{
  return !is_set (self->name) && g_strcmp0 (self->role, "院長") == 0 && is_set (self->organisation_name) &&
         g_str_has_suffix (self->organisation_name, "院");
}

static char *
dup_organisation_line (const RyAddressee *self)
{
  /* Some write the founder into the name. */
  if (is_set (self->founder) && is_set (self->organisation_name) &&
      strstr (self->organisation_name, self->founder) == NULL)
    return g_strdup_printf ("%s　%s", self->founder, self->organisation_name);
  return dup_set (self->organisation_name);
}

/**
 * ry_addressee_dup_person_line:
 * @self: an addressee
 * @with_honorific: whether the honorific follows
 *
 * Returns: (transfer full) (nullable): 院長　早川　圭吾　様; %NULL where the organisation stands alone
 */
char *
ry_addressee_dup_person_line (const RyAddressee *self, gboolean with_honorific)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (joins_role (self) || (!is_set (self->role) && !is_set (self->name)))
    return NULL;
  if (!is_set (self->name) && g_strcmp0 (self->role, "代表") == 0 && is_set (self->organisation_name))
    return NULL;
  if (is_set (self->role))
    g_string_append (line, self->role);
  if (is_set (self->name))
    g_string_append_printf (line, "%s%s", line->len > 0 ? "　" : "", self->name);
  if (with_honorific)
    g_string_append_printf (line, "　%s", ry_honorific_get_word (self->honorific));
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/**
 * ry_addressee_dup_lines:
 * @self: an addressee
 *
 * Returns: (transfer full): the organisation, then post, name and honorific; one of them may be all there is
 */
GStrv
ry_addressee_dup_lines (const RyAddressee *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *organisation = dup_organisation_line (self);
  g_autofree char *person = ry_addressee_dup_person_line (self, TRUE);

  if (organisation != NULL && person == NULL) {
    g_autofree char *line = g_strdup_printf ("%s%s　%s", organisation, joins_role (self) ? "長" : "",
                                             ry_honorific_get_word (self->honorific));

    g_strv_builder_add (lines, line);
  } else if (organisation != NULL) {
    g_strv_builder_add (lines, organisation);
  }
  if (person != NULL)
    g_strv_builder_add (lines, person);
  return g_strv_builder_end (lines);
}

/**
 * ry_addressee_dup_line:
 * @self: an addressee
 *
 * Returns: (transfer full): the same in one line
 */
char *
ry_addressee_dup_line (const RyAddressee *self)
{
  g_auto (GStrv) lines = ry_addressee_dup_lines (self);

  return g_strjoinv ("　", lines);
}

/**
 * ry_addressee_dup_digits:
 * @self: an addressee
 *
 * Returns: (transfer full) (nullable): the seven digits of the postal code
 */
char *
ry_addressee_dup_digits (const RyAddressee *self)
{
  guint n;

  return find_postal_code (self->postal_code, &n);
}
