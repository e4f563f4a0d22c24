/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libqrencode makes the pattern; here it is only drawn. The modules of a row that stand side by side are one rectangle,
 * so that no hair of white runs through them at a printer's resolution. Loaded when first used; a build without it
 * draws none.
 */
#include "ry-qr.h"

#ifdef RY_QRENCODE_SONAME
#include <qrencode.h>

#include "ry-library.h"

#define QUIET 4 /* modules of white that a reader needs around the code */

#define QR_FUNCTIONS(F) F (QRcode_encodeString) F (QRcode_free)
static struct {
  QR_FUNCTIONS (RY_LIBRARY_POINTER)
} qr;
static const char *const qr_names[] = { QR_FUNCTIONS (RY_LIBRARY_NAME) NULL };
static RyLibrary library = { RY_QRENCODE_SONAME, qr_names, (gpointer *) &qr, FALSE };

static void
put_row (RyCanvas *canvas, double x, double y, double module, const unsigned char *row, int width)
{
  for (int from = 0, to; from < width; from = to) {
    for (to = from; to < width && (row[to] & 1) == (row[from] & 1); to++)
      ;
    if ((row[from] & 1) != 0)
      ry_canvas_fill (canvas, x + from * module, y, (to - from) * module, module, 0);
  }
}

/*
 * ry_qr_put:
 *
 * Puts @text as a code into a square of @size mm, its white border included.
 *
 * Returns: whether it could
 */
gboolean
ry_qr_put (RyCanvas *canvas, double x, double y, double size, const char *text)
{
  QRcode *code =
      ry_library_load (&library, NULL) ? qr.QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, TRUE) : NULL;
  double module;

  if (code == NULL)
    return FALSE;
  module = size / (code->width + 2 * QUIET);
  for (int row = 0; row < code->width; row++)
    put_row (canvas, x + QUIET * module, y + (QUIET + row) * module, module, code->data + row * code->width,
             code->width);
  qr.QRcode_free (code);
  return TRUE;
}
#else
gboolean
ry_qr_put (RyCanvas *canvas, double x, double y, double size, const char *text)
{
  return FALSE;
}
#endif
