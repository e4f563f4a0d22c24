/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Address labels. The sheets are data: how many, how large, where the first one begins. Printing starts at any label of
 * the first sheet, and an offset in tenths of a millimetre puts it right for the printer. Long lines are compressed.
 */
#include "ry-letter-paper-private.h"

static const RyLabelSheet sheets[] = {
  { "12", 2, 6, 86.4, 42.3, 21.5, 18.6, 6, 10, 11, 14 },
  { "24", 3, 8, 66, 33.9, 12.9, 6, 4.5, 8.5, 9.5, 12 },
};

static const RySheet a4 = { .width = 210, .height = 297 };
static const RyStyle ticket_style = { RY_VOICE_MINCHO, 6, 8 };

static void
set_guide (RyCanvas *canvas, double x, double y, const RyLabelSheet *sheet)
{
  const double right = x + sheet->width, bottom = y + sheet->height;

  ry_canvas_dash (canvas, x, y, right, y, 0.35, 1, 3);
  ry_canvas_dash (canvas, x, bottom, right, bottom, 0.35, 1, 3);
  ry_canvas_dash (canvas, x, y, x, bottom, 0.35, 1, 3);
  ry_canvas_dash (canvas, right, y, right, bottom, 0.35, 1, 3);
}

/* A long organisation takes two lines, the founder above; the type gets smaller before it is squeezed to nothing. */
static void
set_organisation (RyCanvas *canvas,
                  const RyStyle *middle,
                  const RyStyle *small,
                  double x,
                  double y,
                  double width,
                  const RyAddressee *addressee,
                  const char *line)
{
  if (addressee->founder == NULL || ry_canvas_measure (canvas, middle, -1, line) < width / 0.7) {
    ry_canvas_put_fitted (canvas, middle, x, y, width, 0, line);
    return;
  }
  ry_canvas_put_fitted (canvas, small, x, y - RY_PT_TO_MM (small->leading) * 0.45, width, 0, addressee->founder);
  ry_canvas_put_fitted (canvas, small, x, y + RY_PT_TO_MM (small->leading) * 0.5, width, 0,
                        addressee->organisation_name);
}

static void
set_label (RyCanvas *canvas, double x, double y, const RyLabelSheet *sheet, const RyAddressee *addressee)
{
  const RyStyle small = { RY_VOICE_MINCHO, sheet->small_size, sheet->small_size * 1.35 };
  const RyStyle middle = { RY_VOICE_MINCHO, sheet->middle_size, sheet->middle_size * 1.35 };
  const RyStyle large = { RY_VOICE_MINCHO, sheet->large_size, sheet->large_size * 1.3 };
  const double left = x + sheet->pad, width = sheet->width - 2 * sheet->pad, indent = RY_PT_TO_MM (large.size) * 0.8;
  g_auto (GStrv) lines = ry_addressee_dup_lines (addressee);
  g_autofree char *digits = ry_addressee_dup_digits (addressee);
  g_autofree char *code = digits != NULL ? g_strdup_printf ("〒%.3s-%s", digits, digits + 3) : g_strdup ("");
  const guint n = g_strv_length (lines);
  double step = RY_PT_TO_MM (small.leading), at = y + sheet->height * 0.105;

  ry_canvas_put (canvas, &small, left, at, 0, code);
  ry_canvas_put_fitted (canvas, &small, left, at + step, width, 0, addressee->address);
  if (addressee->building != NULL)
    ry_canvas_put_fitted (canvas, &small, left + RY_PT_TO_MM (small.size), at + 2 * step, width - 4, 0,
                          addressee->building);
  at = y + sheet->height * 0.48;
  if (n > 1)
    set_organisation (canvas, &middle, &small, left, at, width, addressee, lines[0]);
  ry_canvas_put_fitted (canvas, &large, left + indent, at + RY_PT_TO_MM (middle.leading) + 1, width - indent, 0,
                        n > 0 ? lines[n - 1] : "");
  ry_canvas_put (canvas, &ticket_style, x + sheet->width - 3, y + sheet->height - 5, 1, addressee->ticket);
}

/**
 * ry_label_sheet_get:
 * @name: "12" or "24"
 *
 * Returns: (transfer none): the sheet of that many labels; the first one for an unknown name
 */
const RyLabelSheet *
ry_label_sheet_get (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    if (g_strcmp0 (sheets[i].name, name) == 0)
      return &sheets[i];
  return &sheets[0];
}

/**
 * ry_paper_new_labels:
 * @letter: a run
 * @addressees: (element-type RyAddressee): for whom
 * @style: which sheet, where to begin, and where the printer needs it
 *
 * Returns: (transfer full): sheets of labels
 */
RyPaper *
ry_paper_new_labels (const RyLetter *letter, GPtrArray *addressees, const RyLabelStyle *style)
{
  const RyLabelSheet *sheet = style->sheet;
  const guint n_cells = sheet->columns * sheet->rows;
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &a4);
  g_autofree char *title = g_strdup_printf ("宛名ラベル　%s", letter->title);
  guint cell = MIN (style->start, n_cells - 1);

  ry_canvas_set_offset (canvas, style->dx, style->dy);
  for (guint i = 0; i < addressees->len; i++, cell++) {
    double x = sheet->left + cell % sheet->columns * sheet->width;
    double y = sheet->top + cell % n_cells / sheet->columns * sheet->height;

    if (i > 0 && cell % n_cells == 0)
      ry_canvas_turn (canvas);
    if (style->guides)
      set_guide (canvas, x, y, sheet);
    set_label (canvas, x, y, sheet, addressees->pdata[i]);
  }
  return _ry_paper_new (
      _ry_pages_take (title, letter->council_name, letter->date, &a4, ry_canvas_finish (canvas), faces));
}
