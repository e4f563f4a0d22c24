/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of RyMorningForm share: the form itself, and its lines, a ward each.
 */
#pragma once

#include "ry-fit.h"
#include "ry-morning-form.h"

G_BEGIN_DECLS

typedef struct {
  RyMorningRow *row;
  GtkWidget *cells[RY_N_BED_CELLS];
  GtkLabel *sum;
  GtkLabel *state;
  GtkLabel *fault;
  GtkWidget *reason; /* why a sum that cannot be is so */
  GtkWidget *met;    /* what somebody else reported meanwhile, and which holds */
  GtkLabel *theirs;
  GtkWidget *mine;
} RyMorningLine;

struct _RyMorningForm {
  AdwBin parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkLabel *greeting;
  GtkLabel *prefilled;
  GtkLabel *left;
  GtkLabel *sum;
  GtkDropDown *hospitals;
  GtkDropDown *source;
  GtkEntry *informant;
  GtkWidget *clock;
  GtkOrientable *teller;
  GtkScrolledWindow *scrolled;
  RyFit *fit;
  GtkGrid *grid;
  GtkWidget *send;
  GtkOrientable *heading;
  GtkOrientable *totals;

  /* Borrowed */
  RyWindow *window;

  /* Owned */
  GPtrArray *choices; /* RyDocument, the hospitals */
  GHashTable *drafts; /* (element-type utf8 RyMorning), what was entered for other hospitals and not sent */
  RyMorning *morning;
  GArray *lines;      /* Line */
  GSimpleActionGroup *actions;

  guint fold; /* the grid is about to be laid anew */
  gboolean filling;
  gboolean touched; /* something was entered that is not sent yet */
};

/* ry-morning-form-grid.c */
void     _ry_morning_form_fill_grid   (RyMorningForm *self);
void     _ry_morning_form_show_lines  (RyMorningForm *self);
void     _ry_morning_form_enter_all   (RyMorningForm *self);
gboolean _ry_morning_form_pressed     (RyMorningForm *self, guint keyval, GdkModifierType state);
gboolean _ry_morning_form_ask         (RyMorningForm *self);

/* ry-morning-form.c */
void     _ry_morning_form_show_totals (RyMorningForm *self);

G_END_DECLS
