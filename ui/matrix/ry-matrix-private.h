/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the matrix's widget and its painting share. Lines are what is shown from the top: 0 is the first hospital. */
#pragma once

#include "ry-matrix-view.h"
#include "ry-palette.h"

G_BEGIN_DECLS

/* Pixels with text of the usual size: _ry_matrix_scale(). */
#define RY_MATRIX_ROW 39
#define RY_MATRIX_DIVIDER 30
#define RY_MATRIX_AGE_WIDTH 132
#define RY_MATRIX_MARK 23
#define RY_MATRIX_HEAD -1  /* the line of the columns' names */
#define RY_MATRIX_NAMES -1 /* the column of the hospitals' names */

struct _RyMatrixView {
  GtkWidget parent_instance;

  /* Borrowed */
  RyMatrix *matrix;

  /* Owned */
  RyMatrixOrder *order;
  GArray *wants;   /* RyMatrixWant */
  GHashTable *marked; /* positions of hospitals */
  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  GtkScrollablePolicy hpolicy;
  GtkScrollablePolicy vpolicy;
  GPtrArray *cells;   /* GtkButton, for what is in sight */
  GtkWidget *cursors[2];

  /* What is drawn again and again */
  GdkTexture *marks[RY_N_ANSWERS];
  GdkTexture *ages[RY_CONFIRMATION_NONE + 1];
  GdkTexture *dash;
  GdkTexture **heads; /* one for each column, made when first seen */
  PangoLayout **names; /* one for each hospital, likewise */
  PangoLayout **words;
  PangoLayout *legend[RY_N_ANSWERS];
  guint n_heads;
  guint n_names;

  /* Where things are */
  int name_width;
  int cell_width;
  int head_height;
  int width, height; /* as last allocated */

  double text_scale; /* 1 with text of the usual size */

  int line, column; /* the cell looked at */
  guint turn;       /* whose turn it is of the cursors */
  guint settle;
};

/* ry-matrix-paint.c */
void     _ry_matrix_snapshot         (RyMatrixView *self, GtkSnapshot *snapshot);
int      _ry_matrix_scale            (RyMatrixView *self, int pixels);
void     _ry_matrix_take_text_size   (RyMatrixView *self);
void     _ry_matrix_forget           (RyMatrixView *self);
void     _ry_matrix_forget_heads     (RyMatrixView *self);
int      _ry_matrix_measure_names    (RyMatrixView *self, gboolean narrow);
int      _ry_matrix_measure_head     (RyMatrixView *self);

/* ry-matrix-cells.c */
char      *_ry_matrix_describe       (RyMatrixView *self, int line, int column);
GtkWidget *_ry_matrix_create_cell    (RyMatrixView *self);
void       _ry_matrix_speak          (RyMatrixView *self, GtkWidget *cell, int line, int column);
void       _ry_matrix_get_place      (GtkWidget *widget, int *line, int *column);
void       _ry_matrix_follow_later   (RyMatrixView *self);
void       _ry_matrix_renew_cells    (RyMatrixView *self);

/* ry-matrix-geometry.c */
int      _ry_matrix_count_lines      (RyMatrixView *self);
int      _ry_matrix_count_columns    (RyMatrixView *self);
double   _ry_matrix_get_scroll       (GtkAdjustment *adjustment);
gboolean _ry_matrix_has_divider      (RyMatrixView *self);
int      _ry_matrix_get_divider      (RyMatrixView *self, int line);
gboolean _ry_matrix_is_filtered      (RyMatrixView *self);
gboolean _ry_matrix_is_wanted        (RyMatrixView *self, guint column, gboolean *conditional);
int      _ry_matrix_get_line_top     (RyMatrixView *self, int line);
void     _ry_matrix_get_sight        (RyMatrixView *self, int *first_line, int *last_line, int *first_column, int *last_column);
double   _ry_matrix_get_left         (RyMatrixView *self, int column);
int      _ry_matrix_get_width        (RyMatrixView *self, int column);

/* ry-matrix-view.c */
void     _ry_matrix_act              (RyMatrixView *self, int line, int column);

G_END_DECLS
