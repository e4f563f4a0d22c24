/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All names and numbers are invented.
 */
#include "letter-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ry-json.h"

static const char *const documents[][2] = {
  { "council:care",
    "'kind':'council','name':'汐見区地域ケア連絡協議会','short_name':'連絡協','letter_mark':'汐ケア協','telephone':"
    "'000-555-0101','fax':'000-555-0102','email':'jimu@shiomi-sample.example','postal_code':'000-0101','address':"
    "'北浜市汐見区白波町3丁目4番5号 汐見区民センター内','secretariat':'汐見区地域ケア連絡協議会事務局'" },
  { "organisation:o1",
    "'kind':'organisation','name':'灯台通り病院','founder':'医療法人社団灯和会','postal_code':'000-0111','address':"
    "'北浜市汐見区白波町1丁目2-3','building':'灯台通ビル 6階','fax':'000-555-0199','telephone':'000-555-0198'" },
  { "organisation:o2",
    "'kind':'organisation','name':'汐見中央病院','postal_code':'000-0112','address':'北浜市汐見区灯台通4丁目10-1',"
    "'fax':'000-555-0141','telephone':'000-555-0140'" },
  { "organisation:o3",
    "'kind':'organisation','name':'訪問看護ステーション　つむぎ','postal_code':'000-0113','address':"
    "'北浜市汐見区入江川町2丁目7-15','building':'浜千鳥ビル3階','email':'tsumugi@shiomi-sample.example'" },
  { "organisation:o4", "'kind':'organisation','name':'かもめ薬局　松原台店','postal_code':'000-0114','address':'"
                       "北浜市汐見区松原台6丁目1-22'" },
  { "organisation:o5", "'kind':'organisation','name':'帆影内科クリニック','postal_code':'000-0117','address':'"
                       "北浜市汐見区帆影町2丁目2-2'" },
  { "organisation:o6", "'kind':'organisation','name':'汐見区自治会連合会','postal_code':'000-0115','address':"
                       "'北浜市汐見区月見丘1丁目1-1','telephone':'000-555-0160'" },
  { "person:p1", "'kind':'person','name':'早川　圭吾'" },
  { "person:p3", "'kind':'person','name':'相沢　理恵'" },
  { "person:p4", "'kind':'person','name':'髙﨑　梓'" },
  { "person:p5", "'kind':'person','name':'鴨志田　洋','honorific':'sensei'" },
  { "person:chair", "'kind':'person','name':'早瀬　周平'" },
  { "post:p1", "'kind':'post','person':'person:p1','organisation':'organisation:o1','seat':'director','role':'院長','"
               "channel':'post'" },
  { "post:p3", "'kind':'post','person':'person:p3','organisation':'organisation:o3','role':'管理者','channel':'mail'" },
  { "post:p4",
    "'kind':'post','person':'person:p4','organisation':'organisation:o4','role':'管理薬剤師','channel':'post'" },
  { "post:p5", "'kind':'post','person':'person:p5','organisation':'organisation:o5','role':'','channel':'post'" },
  { "post:chair", "'kind':'post','person':'person:chair','organisation':'organisation:o5','role':'会長'" },
  { "membership:chair", "'kind':'membership','council':'council:care','post':'post:chair','role':'chair'" },
  { "meeting:m",
    "'kind':'meeting','council':'council:care','title':'第142回例会','number':142,'date':'2026-12-08','start':'19:00',"
    "'end':'20:30','place':'汐見区民センター　2階　大会議室','stage':'planned','agenda':["
    "{'key':'1','title':'開会','numbered':false},{'key':'2','title':'退院前の連絡票の試行について','numbered':true},"
    "{'key':'3','title':'区内の空床情報の入力状況について','numbered':true},{'key':'4','title':'事例検討（会員限り）',"
    "'numbered':true}],'attendance':["
    "{'key':'s1','person':'person:p1','name':'早川　圭吾','organisation':'organisation:o1','organisation_name':'"
    "灯台通り病院'},"
    "{'key':'s2','organisation':'organisation:o2','organisation_name':'汐見中央病院','role':'地域連携室'},"
    "{'key':'s3','person':'person:p3','name':'相沢　理恵','organisation':'organisation:o3','organisation_name':"
    "'訪問看護ステーション　つむぎ'},"
    "{'key':'s4','person':'person:p4','name':'髙﨑　梓','organisation':'organisation:o4','organisation_name':"
    "'かもめ薬局　松原台店'},"
    "{'key':'s5','person':'person:p5','name':'鴨志田　洋','organisation':'organisation:o5','organisation_name':"
    "'帆影内科クリニック'},"
    "{'key':'s6','organisation':'organisation:o6','organisation_name':'汐見区自治会連合会'}]" },
};

/* Members are given with ' for ". */
void
letter_fixture_put (LetterFixture *self, const char *id, const char *members)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *json = g_strdelimit (g_strdup_printf ("{%s}", members), "'", '"');
  g_autoptr (RyDocument) base = ry_workspace_get (self->workspace, id, NULL);
  g_autoptr (RyUndo) undo = NULL;

  edits = ry_edits_new_with (ry_edit_new (id, base, ry_json_parse_object (json, -1, &error)), NULL);
  g_assert_no_error (error);
  undo = ry_workspace_commit (self->workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

void
letter_fixture_set_up (LetterFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *home = NULL;

  self->dir = g_dir_make_tmp ("ryorin-letter-XXXXXX", &error);
  g_assert_no_error (error);
  home = g_build_filename (self->dir, "home", NULL);
  ry_workspace_create (home, "shiomi", &error);
  g_assert_no_error (error);
  self->workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    letter_fixture_put (self, documents[i][0], documents[i][1]);
  self->letter = ry_letter_new_for_meeting (self->workspace, "meeting:m", RY_LETTER_NOTICE, NULL, &error);
  g_assert_no_error (error);
  ry_letter_set_dates (self->letter, "2026-11-16", "2026-12-01");
  ry_letter_set_number (self->letter, "汐ケア協第47号");
}

void
letter_fixture_tear_down (LetterFixture *self, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->dir);

  ry_letter_free (self->letter);
  ry_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  g_free (self->dir);
}

/* With RYORIN_SHOTS set the file is kept there, to be looked at. */
char *
letter_fixture_write (LetterFixture *self, RyPaper *paper, const char *name)
{
  g_autoptr (GError) error = NULL;
  const char *shots = g_getenv ("RYORIN_SHOTS");
  g_autofree char *file = g_strconcat (name, ".pdf", NULL);
  char *path = g_build_filename (shots != NULL ? shots : self->dir, file, NULL);

  ry_paper_write_pdf (paper, path, NULL, &error);
  g_assert_no_error (error);
  return path;
}

/* What a program says; NULL where it is not installed. */
char *
letter_fixture_run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL,
                NULL, &error);
  if (g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
    return NULL;
  g_assert_no_error (error);
  return output;
}

/* The text of a PDF without white space: what is spread comes back with spaces and line ends. */
char *
letter_fixture_read (const char *pdf, const char *option)
{
  const char *const argv[] = { "pdftotext", option, pdf, "-", NULL };
  g_autofree char *text = letter_fixture_run (argv);
  GString *out = g_string_new (NULL);

  if (text == NULL)
    return g_string_free (out, TRUE);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}
