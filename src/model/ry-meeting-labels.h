/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The labels of a meeting's papers, 資料2-1: counted from the agenda as it stands, never kept, so that they renumber
 * themselves when items or papers move.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * RyPaperLabel:
 * @item: key of the agenda item
 * @name: the paper's name: that of an attachment, or words alone
 * @label: its label, as 資料2-1
 * @title: what to call it beside the label: its name without the end of a file's; empty where the name is but a label
 */
typedef struct {
  char *item;
  char *name;
  char *label;
  char *title;
} RyPaperLabel;

GPtrArray  *ry_meeting_label_papers (JsonObject *meeting);
const char *ry_paper_labels_find    (GPtrArray *labels, const char *item, const char *name);
void        ry_paper_label_free     (RyPaperLabel *label);

G_END_DECLS
