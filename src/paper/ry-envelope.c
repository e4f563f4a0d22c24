/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 長3 envelopes and the address side of postcards, written from the top down. The frames for the postal code are where
 * Japan Post wants them on both (12.0 mm from the top, 8.0 from the right, 47.7 wide); where they are printed already
 * only the digits are set, in the cells' centres. Measures are the envelope's: a postcard has them smaller, the
 * addressee's from the corner with the postal code, the sender's from the one at the left below.
 */
#include "ry-letter-paper-private.h"

#include "ry-kanji-number.h"

#define CELL_TOP    12.0
#define CELL_WIDTH  5.7
#define CELL_HEIGHT 8.0
#define ADDRESS_X   108.0
#define ADDRESS_Y   29.0
#define LOWEST      170.0 /* of the addressee; below it machines print */
#define WIDTH       120.0
#define HEIGHT      235.0

typedef struct {
  RySheet sheet;
  double scale;
} Form;

/* One side of one piece of post while it is written. */
typedef struct {
  RyCanvas *canvas;
  const Form *form;
} Side;

static const Form envelope = { { .width = WIDTH, .height = HEIGHT }, 1 };
static const Form postcard = { { .width = 100, .height = 148 }, 0.75 };
static const double cells[] = { 64.3, 71.3, 78.3, 85.9, 92.7, 99.5, 106.3 };

static const RyStyle digit_style = { RY_VOICE_GOTHIC, 14, 14 };
static const RyStyle address_style = { RY_VOICE_MINCHO, 16, 20 };
static const RyStyle organisation_style = { RY_VOICE_MINCHO, 16, 20 };
static const RyStyle post_style = { RY_VOICE_MINCHO, 15, 20 };
static const RyStyle name_style = { RY_VOICE_MINCHO, 25, 30 };
static const RyStyle enclosed_style = { RY_VOICE_MINCHO, 14, 18 };
static const RyStyle sender_style = { RY_VOICE_MINCHO, 9.5, 12 };
static const RyStyle sender_name_style = { RY_VOICE_MINCHO, 11, 14 };
static const RyStyle sender_small_style = { RY_VOICE_MINCHO, 8.5, 11 };

/* From the corner at the right above. Returns the length it took; all in the envelope's measure. */
static double
set_upper (const Side *side, const RyStyle *style, double x, double y, double height, const char *text)
{
  const double scale = side->form->scale, top = CELL_TOP + CELL_HEIGHT;
  const RyStyle scaled = { style->voice, style->size * scale, style->leading * scale };

  return ry_canvas_put_column (side->canvas, &scaled, side->form->sheet.width - (WIDTH - x) * scale,
                               top + (y - top) * scale, height * scale, text) /
         scale;
}

/* From the corner at the left below. */
static void
set_lower (const Side *side, const RyStyle *style, double x, double y, double height, const char *text)
{
  const double scale = side->form->scale;
  const RyStyle scaled = { style->voice, style->size * scale, style->leading * scale };

  ry_canvas_put_column (side->canvas, &scaled, x * scale, side->form->sheet.height - (HEIGHT - y) * scale,
                        height * scale, text);
}

static void
set_postal_code (const Side *side, const RyAddressee *addressee, gboolean boxes)
{
  g_autofree char *digits = ry_addressee_dup_digits (addressee);
  const double middle = CELL_TOP + CELL_HEIGHT / 2, shift = side->form->sheet.width - WIDTH;
  RyCanvas *canvas = side->canvas;

  if (boxes) {
    ry_canvas_set_ink (canvas, 0.80, 0.25, 0.15);
    for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
      ry_canvas_frame (canvas, cells[i] + shift, CELL_TOP, CELL_WIDTH, CELL_HEIGHT, i < 3 ? 1.4 : 0.85);
    ry_canvas_rule (canvas, cells[2] + shift + CELL_WIDTH + 0.3, middle, cells[3] + shift - 0.3, middle, 1);
    ry_canvas_set_ink (canvas, 0, 0, 0);
  }
  for (guint i = 0; digits != NULL && i < G_N_ELEMENTS (cells); i++) {
    const char digit[] = { digits[i], '\0' };

    ry_canvas_put (canvas, &digit_style, cells[i] + shift + CELL_WIDTH / 2,
                   middle - RY_PT_TO_MM (digit_style.leading) / 2, 0.5, digit);
  }
}

static void
set_address (const Side *side, const RyAddressee *addressee)
{
  g_autofree char *address = ry_kanji_number_upright (addressee->address);
  g_autofree char *building = ry_kanji_number_upright (addressee->building);
  const double lower = 2 * RY_PT_TO_MM (address_style.size);

  set_upper (side, &address_style, ADDRESS_X, ADDRESS_Y, LOWEST - ADDRESS_Y, address);
  if (*building != '\0')
    set_upper (side, &address_style, ADDRESS_X - 8.5, ADDRESS_Y + lower, LOWEST - ADDRESS_Y - lower, building);
}

static void
set_person (const Side *side, const RyAddressee *addressee)
{
  g_autofree char *role = ry_kanji_number_upright (addressee->role);
  const char *name = addressee->name != NULL ? addressee->name : role;
  g_autofree char *line = g_strdup_printf ("%s　%s", name, ry_honorific_get_word (addressee->honorific));
  double y = 48;

  if (addressee->name != NULL && *role != '\0')
    y += set_upper (side, &post_style, 58, y, 45, role) + RY_PT_TO_MM (post_style.size) * 1.6;
  set_upper (side, &name_style, 58, y, LOWEST - y, line);
}

static void
set_addressee (const Side *side, const RyAddressee *addressee)
{
  g_autofree char *person = ry_addressee_dup_person_line (addressee, TRUE);
  g_auto (GStrv) lines = ry_addressee_dup_lines (addressee);
  g_autofree char *organisation = ry_kanji_number_upright (lines[0]);

  if (person == NULL) { /* the organisation alone stands where a name would */
    set_upper (side, &name_style, 58, 42, LOWEST - 42, organisation);
    return;
  }
  if (g_utf8_strlen (organisation, -1) > 26 && addressee->founder != NULL) { /* the founder in a column of its own */
    set_upper (side, &organisation_style, 81, 36.5, LOWEST - 36.5, addressee->founder);
    g_free (organisation);
    organisation = ry_kanji_number_upright (addressee->organisation_name);
  }
  if (addressee->organisation_name != NULL)
    set_upper (side, &organisation_style, 74, 36.5, LOWEST - 36.5, organisation);
  set_person (side, addressee);
}

static void
set_enclosed (RyCanvas *canvas, const char *enclosed)
{
  double length;

  ry_canvas_set_ink (canvas, 0.70, 0.10, 0.10);
  length = ry_canvas_put_column (canvas, &enclosed_style, 13.6, 78, 34, enclosed);
  ry_canvas_frame (canvas, 9, 75, 9.2, length + 6, 1.1);
  ry_canvas_set_ink (canvas, 0, 0, 0);
}

/* The address up to the first space in one column, the house it is in beside it. */
static void
set_sender (const Side *side, const RyLetter *letter)
{
  g_auto (GStrv) parts = g_regex_split_simple ("[ 　]+", letter->secretariat_address, 0, 0);
  g_autofree char *street = ry_kanji_number_upright (parts[0]);
  g_autofree char *house = ry_kanji_number_upright (parts[0] != NULL ? parts[1] : NULL);
  g_autofree char *name = g_strdup_printf ("%s　事務局", letter->council_name);
  g_autofree char *telephone = ry_kanji_number_upright (letter->secretariat_telephone);
  g_autofree char *call = g_strdup_printf ("電話　%s", telephone);
  g_autofree char *postal_code = g_strdup_printf ("〒%s", letter->secretariat_postal_code);
  const double scale = side->form->scale;
  const RyStyle code_style = { sender_style.voice, sender_style.size * scale, sender_style.leading * scale };

  if (*letter->secretariat_postal_code != '\0')
    ry_canvas_put (side->canvas, &code_style, 19.3 * scale, side->form->sheet.height - (HEIGHT - 122.3) * scale, 0,
                   postal_code);
  set_lower (side, &sender_style, 34, 132, 90, street);
  set_lower (side, &sender_style, 28, 138, 84, house);
  set_lower (side, &sender_name_style, 20.5, 132, 90, name);
  if (*telephone != '\0')
    set_lower (side, &sender_small_style, 12, 150, 72, call);
}

/**
 * ry_paper_new_envelopes:
 * @letter: a run
 * @addressees: (element-type RyAddressee): for whom
 * @style: what is to be on them, and where the printer needs it
 *
 * Returns: (transfer full): an envelope 長3 for each, or the address side of a postcard
 */
RyPaper *
ry_paper_new_envelopes (const RyLetter *letter, GPtrArray *addressees, const RyEnvelopeStyle *style)
{
  const Form *form = style->postcard ? &postcard : &envelope;
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &form->sheet);
  g_autofree char *title = g_strdup_printf (style->postcard ? "はがき　%s" : "封筒　%s", letter->title);
  const Side side = { canvas, form };

  ry_canvas_set_offset (canvas, style->dx, style->dy);
  for (guint i = 0; i < addressees->len; i++) {
    if (i > 0)
      ry_canvas_turn (canvas);
    set_postal_code (&side, addressees->pdata[i], style->boxes);
    set_address (&side, addressees->pdata[i]);
    set_addressee (&side, addressees->pdata[i]);
    set_sender (&side, letter);
    if (style->enclosed != NULL && !style->postcard) /* a postcard encloses nothing */
      set_enclosed (canvas, style->enclosed);
  }
  return _ry_paper_new (
      _ry_pages_take (title, letter->council_name, letter->date, &form->sheet, ry_canvas_finish (canvas), faces));
}
