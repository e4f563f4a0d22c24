/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A letter of a council on one sheet: number and date at the right, the addressee, the sender as a block, the subject
 * in the middle, 記 … 以上, and the reply slip on the lower third, below the line to cut at. What does not fit gets
 * less leading first, then a second sheet that carries the slip; the type never shrinks.
 */
#include "ry-hospital-paper-private.h"
#include "ry-letter-paper-private.h"

#include <string.h>

#define LEFT       25.0
#define RIGHT      188.0
#define TOP        17.0
#define MEASURE    (RIGHT - LEFT)
#define CUT        204.0 /* where the slip begins */
#define BOTTOM     279.0
#define EM         RY_PT_TO_MM (10.5)
#define SENDER_X   (RIGHT - 62)
#define LABEL_X    (LEFT + 10)
#define LABEL_SIZE (4 * EM)
#define VALUE_X    (LEFT + 32)

const RySheet _ry_letter_sheet = { .width = 210, .height = 297, .top = TOP, .right = 22, .bottom = 12, .left = LEFT };

static const RyStyle subject_style = { RY_VOICE_GOTHIC, 12.5, 21 };
static const RyStyle slip_title_style = { RY_VOICE_GOTHIC, 14, 20 };
static const RyStyle slip_fax_style = { RY_VOICE_HEAVY, 18, 22 };
static const RyStyle slip_style = { RY_VOICE_MINCHO, 10.5, 15 };
static const RyStyle slip_label_style = { RY_VOICE_MINCHO, 10, 15 };
static const RyStyle choice_style = { RY_VOICE_GOTHIC, 11, 15 };
static const RyStyle deadline_style = { RY_VOICE_GOTHIC, 10.5, 15 };
static const RyStyle small_style = { RY_VOICE_MINCHO, 8.5, 12 };

typedef struct {
  /* Borrowed */
  RyCanvas *canvas;
  const RyLetter *letter;
  const RyAddressee *addressee;

  RyStyle body;
  double y;
  double limit;
  guint n_pages;
} Setting;

static double
get_leading (Setting *self)
{
  return RY_PT_TO_MM (self->body.leading);
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
turn (Setting *self)
{
  ry_canvas_turn (self->canvas);
  self->n_pages++;
  self->y = TOP + 4;
}

/* Room for @height, on the next sheet where this one is full. */
static void
need (Setting *self, double height)
{
  if (self->y + height > self->limit + 0.01)
    turn (self);
}

/* Paragraphs begin one em in, whether or not the clerk has typed it. */
static void
set_paragraphs (Setting *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *line =
        g_str_has_prefix (lines[i], "　") ? g_strdup (lines[i]) : g_strconcat ("　", lines[i], NULL);

    if (*lines[i] == '\0')
      continue;
    need (self, ry_canvas_measure (self->canvas, &self->body, MEASURE, line));
    self->y += ry_canvas_put_block (self->canvas, &self->body, LEFT, self->y, MEASURE, line);
  }
}

/* The number is spread to the width of the date below it, so that both edges stand in line. */
static void
set_head (Setting *self)
{
  g_autofree char *date = ry_letter_format_date (self->letter, self->letter->date, RY_DATE_ERA);
  double width = ry_canvas_measure (self->canvas, &self->body, -1, date);

  if (is_set (self->letter->number)) {
    double natural = ry_canvas_measure (self->canvas, &self->body, -1, self->letter->number);

    width = MAX (width, natural);
    ry_canvas_put_spread (self->canvas, &self->body, RIGHT - width, self->y, width, self->letter->number);
    self->y += get_leading (self);
  }
  ry_canvas_put_spread (self->canvas, &self->body, RIGHT - width, self->y, width, date);
  self->y += get_leading (self) + 1.5;
}

static void
set_addressee (Setting *self)
{
  g_auto (GStrv) lines = ry_addressee_dup_lines (self->addressee);

  for (guint i = 0; lines[i] != NULL; i++) {
    ry_canvas_put_fitted (self->canvas, &self->body, LEFT + (i > 0 ? EM : 0), self->y, 130, 0, lines[i]);
    self->y += get_leading (self);
  }
  self->y += 1.5;
}

/* A post of two characters is set wide, as 会　長. */
static char *
widen_post (const char *line)
{
  const char *space = strstr (line, "　");
  const char *second = g_utf8_next_char (line);

  if (space == NULL || g_utf8_strlen (line, space - line) != 2)
    return g_strdup (line);
  return g_strdup_printf ("%.*s　%.*s　%s", (int) (second - line), line, (int) (space - second), second, space);
}

static void
set_sender (Setting *self)
{
  g_auto (GStrv) lines = g_strsplit (self->letter->text.sender, "\n", -1);
  double right = RIGHT - SENDER_X;

  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *line = i > 0 ? widen_post (lines[i]) : g_strdup (lines[i]);

    if (*lines[i] == '\0')
      continue;
    ry_canvas_put_fitted (self->canvas, &self->body, SENDER_X + (i > 0 ? EM : 0), self->y, right, 0, line);
    self->y += get_leading (self);
  }
  if (is_set (self->letter->text.seal)) {
    ry_canvas_put (self->canvas, &self->body, SENDER_X + EM, self->y, 0, self->letter->text.seal);
    self->y += get_leading (self);
  }
  self->y += 2;
}

static void
set_subject (Setting *self)
{
  ry_canvas_put_fitted (self->canvas, &subject_style, (LEFT + RIGHT) / 2, self->y, MEASURE, 0.5,
                        self->letter->text.subject);
  self->y += RY_PT_TO_MM (subject_style.leading) + 2;
}

static void
set_particular (Setting *self, guint number, const char *label, const char *text)
{
  g_autofree char *sign = g_strdup_printf ("%u", number);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    need (self, ry_canvas_measure (self->canvas, &self->body, RIGHT - VALUE_X, lines[i]));
    if (i == 0 && *label != '\0') {
      ry_canvas_put (self->canvas, &self->body, LEFT + EM, self->y, 0, sign);
      if (g_utf8_strlen (label, -1) <= 4)
        ry_canvas_put_spread (self->canvas, &self->body, LABEL_X, self->y, LABEL_SIZE, label);
      else
        ry_canvas_put_fitted (self->canvas, &self->body, LABEL_X, self->y, LABEL_SIZE + EM, 0, label);
    }
    self->y += ry_canvas_put_block (self->canvas, &self->body, VALUE_X, self->y, RIGHT - VALUE_X, lines[i]);
  }
}

static void
set_particulars (Setting *self, const char *particulars)
{
  g_autoptr (GPtrArray) pairs = ry_letter_split_particulars (particulars);
  guint number = 0;

  if (pairs->len == 0)
    return;
  need (self, 3 * get_leading (self));
  self->y += 1;
  ry_canvas_put (self->canvas, &self->body, (LEFT + RIGHT) / 2, self->y, 0.5, "記");
  self->y += get_leading (self) + 1;
  for (guint i = 0; i < pairs->len; i++) {
    char **pair = pairs->pdata[i];

    number += *pair[0] != '\0';
    set_particular (self, number, pair[0], pair[1]);
  }
  need (self, get_leading (self));
  ry_canvas_put (self->canvas, &self->body, RIGHT, self->y, 1, "以上");
  self->y += get_leading (self);
}

static void
set_text (Setting *self)
{
  g_autofree char *greeting = ry_letter_fill_for (self->letter->text.greeting, self->addressee);
  g_autofree char *body = ry_letter_fill_for (self->letter->text.body, self->addressee);
  g_autofree char *particulars = ry_letter_fill_for (self->letter->text.particulars, self->addressee);
  g_autofree char *closing = ry_letter_fill_for (self->letter->text.closing, self->addressee);

  set_head (self);
  set_addressee (self);
  set_sender (self);
  set_subject (self);
  set_paragraphs (self, greeting);
  set_paragraphs (self, body);
  set_particulars (self, particulars);
  set_paragraphs (self, closing);
}

static void
set_cut_line (RyCanvas *canvas)
{
  const double gap = 15, middle = (LEFT + RIGHT) / 2;

  ry_canvas_dash (canvas, LEFT - 8, CUT, middle - gap, CUT, 0.6, 5, 3);
  ry_canvas_dash (canvas, middle + gap, CUT, RIGHT + 6, CUT, 0.6, 5, 3);
  ry_canvas_put_spread (canvas, &small_style, middle - 12.5, CUT - 2.1, 25, "切り取り線");
}

static void
set_slip_head (RyCanvas *canvas, const RyLetter *letter)
{
  g_autofree char *fax = g_strdup_printf ("FAX　%s", letter->secretariat_fax);
  g_autofree char *to = g_strdup_printf ("%s　事務局　行", letter->council_name);

  ry_canvas_put_spread (canvas, &slip_title_style, LEFT, CUT + 4.6, 24.5, "返信票");
  if (is_set (letter->secretariat_fax)) {
    ry_canvas_put (canvas, &slip_fax_style, RIGHT, CUT + 3.9, 1, fax);
    ry_canvas_put (canvas, &small_style, RIGHT, CUT + 12.6, 1,
                   "送信状は不要です。切り取らずにこのままお送りください。");
  }
  ry_canvas_put_fitted (canvas, &slip_style, LEFT, CUT + 12.1, 76, 0, to);
}

static void
set_choices (RyCanvas *canvas, double x, double y)
{
  static const char *const choices[] = { "出席", "代理出席", "Webで出席", "欠席" };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    ry_canvas_tick_box (canvas, x, y + 0.7, 3.9, FALSE);
    ry_canvas_put (canvas, &choice_style, x + 6, y, 0, choices[i]);
    x += 6 + ry_canvas_measure (canvas, &choice_style, -1, choices[i]) + 9;
  }
}

/* What stands in a row of the slip; the clerk's hand or the addressee's fills the rest. */
static void
set_slip_row (RyCanvas *canvas, guint row, double y, const RyLetter *letter, const RyAddressee *addressee)
{
  const double x = LEFT + 28;

  if (row == 0)
    ry_canvas_put_fitted (canvas, &slip_style, x, y, RIGHT - x - 3, 0, letter->event);
  else if (row == 1)
    set_choices (canvas, x, y);
  else if (row == 2)
    ry_canvas_put_fitted (canvas, &slip_style, x, y, RIGHT - x - 3, 0, addressee->organisation_name);
  else if (row == 4) {
    ry_canvas_put (canvas, &slip_style, x, y, 0, "職");
    ry_canvas_put (canvas, &slip_style, x + 52, y, 0, "氏名");
  }
}

void
_ry_letter_set_slip (RyCanvas *canvas, const RyLetter *letter, const RyAddressee *addressee)
{
  static const struct {
    const char *label;
    double height;
  } rows[] = { { "行事", 7.5 },     { "出欠", 8.7 },     { "機関名", 7.7 },
               { "職・氏名", 9.5 }, { "代理の方", 9.5 }, { "連絡事項", 9.3 } };
  const double label_width = 24;
  double y = CUT + 18.8, top = y;
  g_autofree char *ticket = g_strdup_printf ("整理番号　%s", addressee->ticket);
  g_autofree char *day = ry_letter_format_date (letter, letter->reply_by, RY_DATE_ERA_WEEKDAY);
  g_autofree char *deadline = g_strdup_printf ("回答期限　%s", day);

  set_cut_line (canvas);
  set_slip_head (canvas, letter);
  for (guint i = 0; i < G_N_ELEMENTS (rows); y += rows[i++].height) {
    double text_y = y + (rows[i].height - RY_PT_TO_MM (slip_style.leading)) / 2;

    ry_canvas_frame (canvas, LEFT, y, label_width, rows[i].height, 0.35);
    ry_canvas_frame (canvas, LEFT + label_width, y, MEASURE - label_width, rows[i].height, 0.35);
    ry_canvas_put_spread (canvas, &slip_label_style, LEFT + 2.6, text_y, label_width - 5.2, rows[i].label);
    set_slip_row (canvas, i, text_y, letter, addressee);
  }
  ry_canvas_frame (canvas, LEFT, top, MEASURE, y - top, 0.8);
  if (is_set (letter->reply_by))
    ry_canvas_put (canvas, &deadline_style, LEFT, y + 1.4, 0, deadline);
  ry_canvas_put (canvas, &small_style, RIGHT, y + 1.9, 1, ticket);
}

/* One try at a leading. Returns how many sheets it took. */
static guint
set_at (RyCanvas *canvas, const RyLetter *letter, const RyAddressee *addressee, double leading)
{
  Setting self = { .canvas = canvas, .letter = letter, .addressee = addressee, .y = TOP, .n_pages = 1 };

  self.body = (RyStyle){ RY_VOICE_MINCHO, 10.5, leading };
  self.limit = letter->slip ? CUT - 2 : BOTTOM;
  set_text (&self);
  if (letter->slip)
    _ry_letter_set_slip (canvas, letter, addressee);
  return self.n_pages;
}

/* The widest leading at which it is one sheet, or the usual one. */
static double
choose_leading (RyFaces *faces, const RyLetter *letter, const RyAddressee *addressee, guint *n_pages)
{
  static const double leadings[] = { 17, 16, 15 };

  for (guint i = 0; i < G_N_ELEMENTS (leadings); i++) {
    g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &_ry_letter_sheet);

    *n_pages = set_at (canvas, letter, addressee, leadings[i]);
    if (*n_pages == 1)
      return leadings[i];
  }
  return leadings[0];
}

static const RyHospital *
find_enclosed (const RyLetter *letter, const RyAddressee *addressee)
{
  return letter->sheets != NULL && addressee->organisation != NULL
             ? g_hash_table_lookup (letter->sheets, addressee->organisation)
             : NULL;
}

guint
_ry_letter_count_pages (RyFaces *faces, const RyLetter *letter, const RyAddressee *addressee)
{
  const RyHospital *enclosed = find_enclosed (letter, addressee);
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &_ry_letter_sheet);
  guint n_pages;

  choose_leading (faces, letter, addressee, &n_pages);
  return enclosed != NULL ? n_pages + _ry_hospital_set (canvas, enclosed, letter->reply_by, letter->secretariat_fax)
                          : n_pages;
}

/* Sets the letter on the canvas's page, and on further ones where one is not enough; behind it what it brings. */
void
_ry_letter_set (RyCanvas *canvas, RyFaces *faces, const RyLetter *letter, const RyAddressee *addressee)
{
  const RyHospital *enclosed = find_enclosed (letter, addressee);
  guint n_pages;

  set_at (canvas, letter, addressee, choose_leading (faces, letter, addressee, &n_pages));
  if (enclosed == NULL)
    return;
  ry_canvas_turn (canvas);
  _ry_hospital_set (canvas, enclosed, letter->reply_by, letter->secretariat_fax);
}

/**
 * ry_paper_new_letters:
 * @letter: a run
 * @addressees: (element-type RyAddressee): for whom
 *
 * Returns: (transfer full): a letter for each, one after the other, on A4
 */
RyPaper *
ry_paper_new_letters (const RyLetter *letter, GPtrArray *addressees)
{
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &_ry_letter_sheet);

  for (guint i = 0; i < addressees->len; i++) {
    if (i > 0)
      ry_canvas_turn (canvas);
    _ry_letter_set (canvas, faces, letter, addressees->pdata[i]);
  }
  return _ry_paper_new (_ry_pages_take (letter->text.subject, letter->council_name, letter->date, &_ry_letter_sheet,
                                        ry_canvas_finish (canvas), faces));
}
