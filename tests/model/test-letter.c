/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters: honorifics and faults as tables, addressees from seats, fields of templates, numbers without holes, and what
 * is recorded of a run.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"
#include "ry-letter.h"
#include "ry-template.h"
#include "support.h"

typedef SupportPair Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_pair_set_up (fixture, "佐伯", "森下");
  support_write (
      fixture->a, "council:care",
      "'kind':'council','name':'汐見区地域ケア連絡協議会','letter_mark':'汐ケア協','telephone':'000-555-0101',"
      "'fax':'000-555-0102'");
  support_write (fixture->a, "organisation:h",
                 "'kind':'organisation','name':'灯台通り病院','founder':'医療法人社団灯和会','postal_code':'000-0111',"
                 "'address':'北浜市汐見区白波町1丁目2-3','fax':'000-555-0199'");
  support_write (fixture->a, "organisation:n", "'kind':'organisation','name':'見守り隊'");
  support_write (fixture->a, "person:d", "'kind':'person','name':'早川 圭吾'");
  support_write (fixture->a, "person:k",
                 "'kind':'person','name':'鴨志田　洋','honorific':'sensei','email':'k@sample.example'");
  support_write (fixture->a, "post:d",
                 "'kind':'post','person':'person:d','organisation':'organisation:h','seat':'director','role':'院長','"
                 "channel':'fax'");
  support_write (
      fixture->a, "post:c",
      "'kind':'post','person':'person:d','organisation':'organisation:n','seat':'representative','role':'代表'");
  support_write (fixture->a, "membership:c",
                 "'kind':'membership','council':'council:care','post':'post:c','role':'chair'");
  support_write (
      fixture->a, "meeting:m",
      "'kind':'meeting','council':'council:care','title':'第142回例会','number':142,'date':'2026-12-08','start':'19:00'"
      ","
      "'end':'20:30','place':'区民センター','stage':'planned','agenda':["
      "{'key':'1','title':'開会','numbered':false},{'key':'2','title':'協議','numbered':true,'level':1},"
      "{'key':'3','title':'退院前の連絡票','numbered':true,'level':2},{'key':'4','title':'その他','numbered':true,"
      "'level':1}],'attendance':["
      "{'key':'s1','person':'person:d','name':'早川 圭吾','organisation':'organisation:h','organisation_name':"
      "'灯台通り病院','role':'会長'},{'key':'s2','person':'person:k','name':'鴨志田　洋'},"
      "{'key':'s3','organisation':'organisation:n','organisation_name':'見守り隊'}]");
  support_copy (fixture->a, fixture->b);
}

static void
test_honorifics (void)
{
  static const struct {
    const char *organisation, *role, *name, *setting, *line;
  } cases[] = {
    { "灯台通り病院", "院長", "早川　圭吾", NULL, "灯台通り病院　院長　早川　圭吾　様" },
    { "帆影内科クリニック", NULL, "鴨志田　洋", "sensei", "帆影内科クリニック　鴨志田　洋　先生" },
    { "灯台通り病院", "院長", NULL, "sensei", "灯台通り病院長　様" },
    { "瀬音病院", "事務部長", NULL, NULL, "瀬音病院　事務部長　様" },
    { "白帆記念病院", "地域連携室", NULL, NULL, "白帆記念病院　地域連携室　御中" },
    { "汐見区役所", "保健福祉課", NULL, NULL, "汐見区役所　保健福祉課　御中" },
    { "汐見区自治会連合会", NULL, NULL, NULL, "汐見区自治会連合会　御中" },
    { "見守り隊", "代表", NULL, NULL, "見守り隊　御中" },
    { NULL, NULL, "渡邉　髙志", NULL, "渡邉　髙志　様" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    RyAddressee addressee = { .organisation_name = (char *) cases[i].organisation,
                              .role = (char *) cases[i].role,
                              .name = (char *) cases[i].name,
                              .honorific = ry_honorific_choose (cases[i].name, cases[i].role, cases[i].setting) };
    g_autofree char *line = ry_addressee_dup_line (&addressee);

    g_assert_cmpstr (line, ==, cases[i].line);
  }
}

static void
test_faults (void)
{
  static const struct {
    RyChannel channel;
    const char *way, *postal_code;
    RyAddresseeFault fault;
  } cases[] = {
    { RY_CHANNEL_FAX, "000-555-0102", NULL, RY_ADDRESSEE_FINE },
    { RY_CHANNEL_FAX, "", NULL, RY_ADDRESSEE_NO_FAX },
    { RY_CHANNEL_FAX, "内線12", NULL, RY_ADDRESSEE_BAD_FAX },
    { RY_CHANNEL_MAIL, "a@sample.example", NULL, RY_ADDRESSEE_FINE },
    { RY_CHANNEL_MAIL, "a@b", NULL, RY_ADDRESSEE_BAD_MAIL },
    { RY_CHANNEL_MAIL, "a@b.example c@d.example", NULL, RY_ADDRESSEE_BAD_MAIL },
    { RY_CHANNEL_MAIL, NULL, NULL, RY_ADDRESSEE_NO_MAIL },
    { RY_CHANNEL_POST, "白波町1丁目", "〒０００－０１１１", RY_ADDRESSEE_FINE },
    { RY_CHANNEL_POST, "白波町1丁目", "0000111", RY_ADDRESSEE_FINE },
    { RY_CHANNEL_POST, NULL, "000-0111", RY_ADDRESSEE_NO_ADDRESS },
    { RY_CHANNEL_POST, "白波町1丁目", NULL, RY_ADDRESSEE_NO_POSTAL_CODE },
    { RY_CHANNEL_POST, "白波町1丁目", "000-011", RY_ADDRESSEE_BAD_POSTAL_CODE },
    { RY_CHANNEL_POST, "白波町1丁目", "000-0111 000-0112 000-0113 000-0114", RY_ADDRESSEE_MANY_POSTAL_CODES },
    { RY_CHANNEL_PHONE, NULL, NULL, RY_ADDRESSEE_NO_TELEPHONE },
    { RY_CHANNEL_UNKNOWN, NULL, NULL, RY_ADDRESSEE_NO_CHANNEL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    char *way = (char *) cases[i].way;
    RyAddressee addressee = { .name = (char *) "早川　圭吾",
                              .postal_code = (char *) cases[i].postal_code,
                              .fax = way,
                              .mail = way,
                              .telephone = way,
                              .address = way };
    RyAddresseeFault fault = ry_addressee_check (&addressee, cases[i].channel);
    g_autofree char *sentence = ry_addressee_describe_fault (&addressee, fault);

    g_assert_cmpint (fault, ==, cases[i].fault);
    g_assert_true ((sentence == NULL) == (fault == RY_ADDRESSEE_FINE));
  }
}

static void
test_addressees (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyDocument) meeting = ry_workspace_get (fixture->a, "meeting:m", NULL);
  g_autoptr (GPtrArray) list = ry_addressee_list (fixture->a, ry_document_get_root (meeting), NULL);
  const char *const keys[] = { "s2", NULL };
  g_autoptr (GPtrArray) one = ry_addressee_list (fixture->a, ry_document_get_root (meeting), keys);
  g_autofree char *director = ry_addressee_dup_line (list->pdata[0]);
  g_autofree char *digits = ry_addressee_dup_digits (list->pdata[0]);

  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpstr (director, ==, "医療法人社団灯和会　灯台通り病院　院長　早川　圭吾　様");
  g_assert_cmpstr (digits, ==, "0000111");
  g_assert_cmpint (((RyAddressee *) list->pdata[0])->channel, ==, RY_CHANNEL_FAX);
  g_assert_cmpstr (((RyAddressee *) list->pdata[0])->fax, ==, "000-555-0199");
  g_assert_cmpstr (((RyAddressee *) list->pdata[0])->ticket, ==, "142-001");
  /* Who has no post is reached where a way is known, or not at all. */
  g_assert_cmpint (((RyAddressee *) list->pdata[1])->channel, ==, RY_CHANNEL_MAIL);
  g_assert_cmpint (((RyAddressee *) list->pdata[2])->channel, ==, RY_CHANNEL_UNKNOWN);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (((RyAddressee *) one->pdata[0])->ticket, ==, "142-002");
}

static void
test_fields (void)
{
  static const struct {
    const char *text, *filled;
  } cases[] = {
    { "{会議名}の開催", "第142回例会の開催" },
    { "{ 会議名 }", "第142回例会" },
    { "{場所}", "" },
    { "{知らない}と{会議名}", "{知らない}と第142回例会" },
    { "{会議名", "{会議名" },
    { "{}{\n会議名}", "{}{\n会議名}" },
    { "{{会議名}}", "{第142回例会}" },
  };
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (values, (gpointer) "会議名", (gpointer) "第142回例会");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *filled = ry_template_fill (cases[i].text, values);

    g_assert_cmpstr (filled, ==, cases[i].filled);
  }
}

static void
test_unknown_field (void)
{
  g_autoptr (JsonObject) template = ry_template_create_default ("council:care", "notice");
  g_autoptr (GPtrArray) none = ry_template_find_faults (NULL, template);
  g_autoptr (GPtrArray) faults = NULL;
  const RyTemplateFault *fault;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (ry_template_is_default (template));
  json_object_set_string_member (template, "body", "一行目\n次は{開催日時刻}です。{ほげ}");
  faults = ry_template_find_faults (NULL, template);
  g_assert_cmpuint (faults->len, ==, 2);
  fault = faults->pdata[0];
  g_assert_cmpstr (fault->field, ==, "開催日時刻");
  g_assert_cmpuint (fault->line, ==, 2);
  g_assert_cmpuint (fault->offset, ==, 6);
  g_assert_cmpuint (fault->length, ==, 7);
  g_assert_nonnull (strstr (fault->sentence, "{開催日時}"));
  g_assert_null (strstr (((RyTemplateFault *) faults->pdata[1])->sentence, "{協議会名}"));
  g_assert_false (ry_template_is_default (template));
}

static void
test_every_default_is_sound (void)
{
  for (guint i = 0; ry_template_list_papers ()[i] != NULL; i++) {
    g_autoptr (JsonObject) template = ry_template_create_default ("council:care", ry_template_list_papers ()[i]);
    g_autoptr (GPtrArray) faults = ry_template_find_faults (NULL, template);

    g_assert_cmpuint (faults->len, ==, 0);
    g_assert_nonnull (ry_json_get_string (template, "name"));
    g_assert_nonnull (ry_json_get_string (template, "body"));
  }
}

static void
test_particulars (void)
{
  g_autoptr (GPtrArray) pairs =
      ry_letter_split_particulars ("日時　12月8日\n場所　\n議題　(1)　連絡票\n　(2)　空床\n"
                                   "問合せ先：事務局\n　電話　000-555-0101\n当日は駐車できません。");
  static const char *const expected[][2] = { { "日時", "12月8日" },
                                             { "議題", "(1)　連絡票\n(2)　空床" },
                                             { "問合せ先", "事務局\n電話　000-555-0101" },
                                             { "", "当日は駐車できません。" } };

  g_assert_cmpuint (pairs->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < pairs->len; i++) {
    g_assert_cmpstr (((char **) pairs->pdata[i])[0], ==, expected[i][0]);
    g_assert_cmpstr (((char **) pairs->pdata[i])[1], ==, expected[i][1]);
  }
}

static RyLetter *
new_letter (RyWorkspace *workspace, const char *purpose)
{
  g_autoptr (GError) error = NULL;
  RyLetter *letter = ry_letter_new_for_meeting (workspace, "meeting:m", purpose, NULL, &error);

  g_assert_no_error (error);
  ry_letter_set_dates (letter, "2026-11-16", "2026-12-01");
  return letter;
}

static void
test_letter_is_filled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyLetter) letter = new_letter (fixture->a, RY_LETTER_NOTICE);
  g_autoptr (JsonObject) template = ry_template_create_default ("council:care", "notice");
  g_autofree char *body = NULL;

  g_assert_cmpstr (letter->text.subject, ==, "第142回例会の開催について（御案内）");
  g_assert_nonnull (strstr (letter->text.body, "12月1日（火）までに"));
  g_assert_nonnull (strstr (letter->text.particulars, "令和8年12月8日（火）　午後7時から午後8時30分まで"));
  g_assert_nonnull (strstr (letter->text.particulars, "(1)　退院前の連絡票\n　(2)　その他"));
  g_assert_null (strstr (letter->text.particulars, "協議\n"));
  g_assert_cmpstr (letter->text.sender, ==, "汐見区地域ケア連絡協議会\n会長　早川 圭吾");
  g_assert_true (letter->slip);
  json_object_set_string_member (template, "body", "{宛名}へ");
  json_object_set_string_member (template, "years", "western");
  ry_letter_set_template (letter, "notice", template);
  body = ry_letter_fill_for (letter->text.body, letter->addressees->pdata[1]);
  g_assert_cmpstr (body, ==, "鴨志田　洋　先生へ");
  g_assert_nonnull (strstr (letter->text.particulars, "2026年12月8日（火）"));
}

static char *
commit_run (RyWorkspace *workspace, RyLetter *letter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocumentNumber) number = ry_document_number_peek (workspace, letter->council, letter->date, &error);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL;

  ry_letter_set_number (letter, number->text);
  edits = ry_letter_record (letter, workspace, letter->addressees, &error);
  g_assert_no_error (error);
  undo = ry_workspace_commit (workspace, edits, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (number->id);
}

static void
test_run_is_recorded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyLetter) letter = new_letter (fixture->a, RY_LETTER_NOTICE);
  g_autofree char *id = commit_run (fixture->a, letter);
  const char *const keys[] = { "s1", NULL };
  g_autoptr (GPtrArray) sent = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (RyLetter) again = NULL;
  g_autoptr (RyDocument) meeting = ry_workspace_get (fixture->a, "meeting:m", NULL);
  g_autoptr (RyDocument) number = ry_workspace_get (fixture->a, id, NULL);

  g_assert_cmpstr (id, ==, "document_number:care:2026:0001");
  g_assert_cmpstr (ry_document_get_string (number, "text"), ==, "汐ケア協第1号");
  g_assert_cmpstr (ry_document_get_string (number, "letter"), ==, letter->id);
  g_assert_cmpstr (ry_document_get_string (meeting, "stage"), ==, "noticed");
  g_assert_cmpstr (ry_document_get_string (meeting, "noticed_on"), ==, "2026-11-16");
  g_assert_cmpstr (ry_document_get_string (meeting, "reply_by"), ==, "2026-12-01");
  sent = ry_letter_mark_sent (fixture->a, letter->id, keys, "2026-11-17", NULL);
  undo = ry_workspace_commit (fixture->a, sent, NULL, NULL);
  again = new_letter (fixture->a, RY_LETTER_NOTICE);
  g_assert_nonnull (((RyAddressee *) again->addressees->pdata[0])->made_on);
  g_assert_cmpstr (((RyAddressee *) again->addressees->pdata[0])->sent_on, ==, "2026-11-17");
  g_assert_null (((RyAddressee *) again->addressees->pdata[1])->sent_on);
}

static void
test_numbers_have_no_holes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) cancelled = NULL, undone = NULL;
  g_autoptr (RyDocumentNumber) next = NULL, next_year = NULL, hole = NULL;

  for (int i = 0; i < 3; i++) {
    g_autoptr (RyLetter) letter = new_letter (fixture->a, RY_LETTER_REMINDER);

    g_free (commit_run (fixture->a, letter));
  }
  list = ry_document_number_list (fixture->a, "council:care", 2026, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 3);
  edits = ry_edits_new_with (ry_document_number_cancel (list->pdata[2], "書き損じ"), NULL);
  cancelled = ry_workspace_commit (fixture->a, edits, NULL, &error);
  g_assert_no_error (error);
  next = ry_document_number_peek (fixture->a, "council:care", "2026-11-20", NULL);
  g_assert_cmpstr (next->text, ==, "汐ケア協第4号");
  next_year = ry_document_number_peek (fixture->a, "council:care", "2027-04-01", NULL);
  g_assert_cmpstr (next_year->id, ==, "document_number:care:2027:0001");
  /* What an undone letter leaves is given to the next one. */
  undone = support_delete (fixture->a, ry_document_get_id (list->pdata[1]));
  hole = ry_document_number_peek (fixture->a, "council:care", "2026-11-20", NULL);
  g_assert_cmpint (hole->number, ==, 2);
}

/* A year that began in a book of paper; each council and each year for itself, and once for all desktops. */
static void
test_first_number (Fixture *fixture, gconstpointer data)
{
  static const struct {
    int year;
    gint64 first;
    const char *date;
    gint64 expected;
  } rows[] = {
    { 2026, 57, "2026-11-20", 57 }, { 2027, 3, "2027-05-01", 3 },  { 2026, 60, "2026-11-20", 60 },
    { 2026, 0, "2026-11-20", 1 },   { 2026, 57, "2027-05-01", 3 }, { 2026, 57, "2026-03-31", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyDocument) council = ry_workspace_get (fixture->a, "council:care", NULL);
    g_autoptr (GPtrArray) edits = ry_edits_new ();
    g_autoptr (RyUndo) undo = NULL;
    g_autoptr (RyDocumentNumber) next = NULL;

    g_ptr_array_add (edits, ry_document_number_set_first (council, rows[i].year, rows[i].first));
    undo = ry_workspace_commit (fixture->a, edits, NULL, NULL);
    next = ry_document_number_peek (fixture->a, "council:care", rows[i].date, NULL);
    g_assert_cmpint (next->number, ==, rows[i].expected);
  }
}

/* Who was faulty gets the same notice later; a reminder of another day is another letter. */
static void
test_number_goes_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyLetter) first = new_letter (fixture->a, RY_LETTER_NOTICE);
  g_autofree char *id = commit_run (fixture->a, first);
  g_autoptr (RyLetter) late = new_letter (fixture->a, RY_LETTER_NOTICE);
  g_autoptr (RyLetter) reminder = new_letter (fixture->a, RY_LETTER_REMINDER);
  g_autoptr (GPtrArray) edits = NULL;

  ry_letter_set_dates (late, "2026-11-20", "2026-12-01");
  g_assert_true (ry_letter_choose_number (late, fixture->a, &error));
  g_assert_cmpstr (late->number, ==, "汐ケア協第1号");
  edits = ry_letter_record (late, fixture->a, late->addressees, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < edits->len; i++)
    g_assert_cmpstr (ry_json_get_string (ry_edit_get_content (edits->pdata[i]), "kind"), !=, "document_number");
  g_assert_true (ry_letter_choose_number (reminder, fixture->a, &error));
  g_assert_cmpstr (reminder->number, ==, "汐ケア協第2号");
}

static void
test_number_given_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyLetter) late = new_letter (fixture->a, RY_LETTER_NOTICE);
  g_autoptr (RyLetter) quick = new_letter (fixture->a, RY_LETTER_NOTICE);
  g_autoptr (GPtrArray) edits = NULL;

  ry_letter_set_number (late, "汐ケア協第1号");
  g_free (commit_run (fixture->a, quick));
  edits = ry_letter_record (late, fixture->a, late->addressees, &error);
  g_assert_null (edits);
  g_assert_error (error, RY_ERROR, RY_ERROR_CONFLICT);
}

static void
test_two_desktops_take_one_number (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyLetter) left = new_letter (fixture->a, RY_LETTER_NOTICE);
  g_autoptr (RyLetter) right = new_letter (fixture->b, RY_LETTER_REMINDER);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = NULL, again = NULL, list = NULL;
  g_autoptr (RyUndo) resolved = NULL, undone = NULL;
  g_autofree char *loser = NULL, *before = NULL, *after = NULL;
  const RyConflict *conflict = NULL;

  g_free (commit_run (fixture->a, left));
  g_free (commit_run (fixture->b, right));
  support_copy (fixture->b, fixture->a);
  ry_workspace_settle (fixture->a, NULL, NULL);
  conflicts = ry_workspace_get_conflicts (fixture->a, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < conflicts->len; i++)
    if (g_str_has_prefix (((RyConflict *) conflicts->pdata[i])->id, "document_number:"))
      conflict = conflicts->pdata[i];
  g_assert_nonnull (conflict);
  /* Neither line is lost: the kept one stays, the other letter gets the next number, and bears it. */
  loser = g_strdup (ry_document_get_string (conflict->right, "letter"));
  before = support_get_text (fixture->a, loser, "document_number");
  resolved = ry_document_number_resolve (fixture->a, (RyConflict *) conflict, ry_document_get_root (conflict->left),
                                         NULL, &error);
  g_assert_no_error (error);
  list = ry_document_number_list (fixture->a, "council:care", 2026, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (ry_document_get_string (list->pdata[0], "subject"), !=,
                   ry_document_get_string (list->pdata[1], "subject"));
  after = support_get_text (fixture->a, loser, "document_number");
  g_assert_cmpstr (after, !=, before);

  /* Taken back, all of it: one number, two letters that claim it, and the question again. */
  undone = ry_workspace_undo (fixture->a, resolved, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (list);
  list = ry_document_number_list (fixture->a, "council:care", 2026, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  g_free (after);
  after = support_get_text (fixture->a, loser, "document_number");
  g_assert_cmpstr (after, ==, before);
  again = ry_workspace_get_conflicts (fixture->a, &error);
  g_assert_cmpuint (again->len, ==, conflicts->len);
}

static void
test_template_versions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) built_in = ry_template_load (fixture->a, "council:care", "notice");
  g_autoptr (GPtrArray) edits = ry_edits_new ();
  g_autoptr (RyUndo) changed = NULL;
  g_autoptr (JsonObject) now = NULL;
  JsonObject *changing = ry_json_object_copy (built_in);

  json_object_set_string_member (changing, "seal", "（押印省略）");
  g_ptr_array_add (edits, ry_template_change (fixture->a, "council:care", "notice", changing));
  changed = ry_workspace_commit (fixture->a, edits, NULL, NULL);
  g_assert_nonnull (changed);
  now = ry_template_load (fixture->a, "council:care", "notice");
  g_assert_cmpstr (ry_json_get_string (now, "seal"), ==, "（押印省略）");
  g_assert_false (ry_template_is_default (now));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, support_pair_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/letter/honorifics", test_honorifics);
  g_test_add_func ("/letter/faults", test_faults);
  g_test_add_func ("/letter/fields", test_fields);
  g_test_add_func ("/letter/unknown-field", test_unknown_field);
  g_test_add_func ("/letter/defaults", test_every_default_is_sound);
  g_test_add_func ("/letter/particulars", test_particulars);
  ADD ("/letter/addressees", test_addressees);
  ADD ("/letter/filled", test_letter_is_filled);
  ADD ("/letter/recorded", test_run_is_recorded);
  ADD ("/letter/no-holes", test_numbers_have_no_holes);
  ADD ("/letter/first-number", test_first_number);
  ADD ("/letter/number-goes-on", test_number_goes_on);
  ADD ("/letter/number-meanwhile", test_number_given_meanwhile);
  ADD ("/letter/two-desktops", test_two_desktops_take_one_number);
  ADD ("/letter/template-versions", test_template_versions);
  return g_test_run ();
}
