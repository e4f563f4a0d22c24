/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A home with the sample region, and papers made from it read back without white space, since spread text comes back
 * with spaces in it.
 */
#pragma once

#include "ry-paper.h"

typedef struct {
  char *dir;
  RyWorkspace *workspace;
} Fixture;

void  set_up          (Fixture *fixture, gconstpointer data);
void  tear_down       (Fixture *fixture, gconstpointer data);
char *read_back       (Fixture *fixture, RyPaper *paper, const char *order);
