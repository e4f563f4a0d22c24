/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A council with a meeting and ten people invited to it, one of each sort of addressee, and what a reader of a PDF
 * sees: pdftotext, pdffonts, pdfinfo, pdftoppm.
 */
#pragma once

#include "ry-paper.h"

typedef struct {
  char *dir;
  RyWorkspace *workspace;
  RyLetter *letter;
} LetterFixture;

void  letter_fixture_set_up    (LetterFixture *self, gconstpointer data);
void  letter_fixture_tear_down (LetterFixture *self, gconstpointer data);
void  letter_fixture_put       (LetterFixture *self, const char *id, const char *members);

char *letter_fixture_write     (LetterFixture *self, RyPaper *paper, const char *name);
char *letter_fixture_run       (const char *const *argv);
char *letter_fixture_read      (const char *pdf, const char *option);
