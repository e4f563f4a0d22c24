/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of a record as a small table that is typed into: one line an element, some columns of text, times or numbers.
 * What is typed saves by itself, as the record's other fields do; a line that is taken out can be undone with its toast.
 */
#pragma once

#include "ry-record.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum {
  RY_LIST_TEXT,
  RY_LIST_NUMBER,
  RY_LIST_SET,  /* words parted by 、 */
  RY_LIST_CODE, /* one of the field's codes */
  RY_LIST_BOOLEAN,
} RyListType;

/**
 * RyListColumn:
 * @member: of an element
 * @title: untranslated
 * @chars: about how wide
 * @type: what it holds
 */
typedef struct {
  const char *member;
  const char *title;
  int chars;
  RyListType type;
} RyListColumn;

#define RY_TYPE_LIST_EDITOR (ry_list_editor_get_type ())
G_DECLARE_FINAL_TYPE (RyListEditor, ry_list_editor, RY, LIST_EDITOR, AdwBin)

GtkWidget *ry_list_editor_new (RyRecord *record, const char *list, const char *title, const RyListColumn *columns, guint n_columns);

G_END_DECLS
