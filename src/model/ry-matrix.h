/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All hospitals by what they are for and what they can take: a row a hospital, a column a bed function or a condition,
 * in each cell an answer. Nobody's silence is a no. What is asked for together is a list of wants; a row fits where every
 * one of them is answered as wanted.
 */
#pragma once

#include "ry-beds.h"
#include "ry-hospital.h"

G_BEGIN_DECLS

typedef enum {
  RY_MATRIX_FUNCTIONS, /* of beds: highly acute to chronic */
  RY_MATRIX_TREATMENTS,
  RY_MATRIX_PERSONS,
  RY_MATRIX_SERVICES,
  RY_N_MATRIX_GROUPS,
} RyMatrixGroup;

/**
 * RyMatrixColumn:
 * @id: a condition's id, or of a bed function `function:CODE`
 * @name: what it is called
 * @short_name: the same where there is little room
 * @group: what it belongs to
 */
typedef struct {
  char *id;
  char *name;
  char *short_name;
  RyMatrixGroup group;
} RyMatrixColumn;

typedef struct {
  RyAnswer answer;
  char *note; /* nullable */
} RyMatrixCell;

/**
 * RyMatrixRow:
 * @id: the organisation
 * @name: its name
 * @picture: its name where there is little room
 * @reading: (nullable): its kana
 * @sheet: (nullable): its sheet, where somebody began one
 * @code: orders hospitals of a stage
 * @functions: the functions of its beds in words
 * @stage: what most of its beds are for
 * @beds: licensed beds
 * @telephone: (nullable): the referral door, else the liaison office, else the hospital
 * @hours: (nullable): when the door is open
 * @papers: (nullable): what a referral needs
 * @fax: (nullable): the hospital's
 * @area: (nullable): where it is
 * @confirmation: whether its sheet was confirmed this year
 * @age: how old that is, in words
 * @cells: one for each column
 */
typedef struct {
  char *id;
  char *name;
  char *picture;
  char *reading;
  char *sheet;
  char *code;
  char *functions;
  RyStage stage;
  gint64 beds;
  char *telephone;
  char *hours;
  char *papers;
  char *fax;
  char *area;
  RyConfirmationState confirmation;
  char *age;
  RyMatrixCell *cells;
} RyMatrixRow;

typedef struct {
  char *as_of;
  char *council;      /* nullable: the vertical's name */
  GPtrArray *columns; /* RyMatrixColumn, by group */
  GPtrArray *rows;    /* RyMatrixRow, by stage and code */
} RyMatrix;

/**
 * RyMatrixWant:
 * @column: position of a column
 * @conditional: whether an answer with conditions will do
 */
typedef struct {
  guint column;
  gboolean conditional;
} RyMatrixWant;

/**
 * RyMatrixOrder:
 * @rows: positions of all rows, those that fit first
 * @n_fits: how many fit
 * @n_open: how many of the others have only to answer for it to be known
 */
typedef struct {
  guint *rows;
  guint n_fits;
  guint n_open;
} RyMatrixOrder;

/**
 * RyComparisonRow:
 * @label: what is compared
 * @column: position of the condition's column, or -1
 * @values: the words for each hospital
 * @cells: (nullable): for a condition, borrowed from the matrix
 * @differs: whether the hospitals differ
 */
typedef struct {
  char *label;
  int column;
  char **values;
  RyMatrixCell **cells;
  gboolean differs;
} RyComparisonRow;

RyMatrix      *ry_matrix_new            (RyWorkspace *workspace, const char *as_of, GError **error);
void           ry_matrix_free           (RyMatrix *matrix);
gboolean       ry_matrix_find_row       (RyMatrix *matrix, const char *id, guint *position);
gboolean       ry_matrix_find_column    (RyMatrix *matrix, const char *name, guint *position);
RyMatrixRow   *ry_matrix_get_row        (RyMatrix *matrix, guint row);
RyMatrixColumn*ry_matrix_get_column     (RyMatrix *matrix, guint column);
const char    *ry_matrix_group_get_name (RyMatrixGroup group);

char          *ry_matrix_dup_speech     (RyMatrix *matrix, guint row, guint column);
const char    *ry_matrix_get_word       (RyMatrix *matrix, guint row, guint column);

/* Asking for several things at once */
RyMatrixOrder *ry_matrix_order          (RyMatrix *matrix, const RyMatrixWant *wants, guint n_wants);
void           ry_matrix_order_free     (RyMatrixOrder *order);
char          *ry_matrix_dup_wants      (RyMatrix *matrix, const RyMatrixWant *wants, guint n_wants);
gboolean       ry_matrix_parse_wants    (RyMatrix *matrix, const char *text, GArray *wants, GError **error);

/* Two or three beside each other */
GPtrArray     *ry_matrix_compare        (RyMatrix *matrix, const guint *rows, guint n_rows, RyBeds *beds, const char *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyMatrix, ry_matrix_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyMatrixOrder, ry_matrix_order_free)

G_END_DECLS
