/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the page share: ry-notice-page.c what is shown, -make.c the run and its record. */
#pragma once

#include "ry-date-entry.h"
#include "ry-letter-options.h"
#include "ry-notice-groups.h"
#include "ry-notice-page.h"
#include "ry-preview.h"

G_BEGIN_DECLS

struct _RyNoticePage {
  RyPage parent_instance;

  /* Template widgets */
  AdwLeaflet *leaflet;
  GtkWidget *made_group;
  AdwActionRow *made_row;
  AdwActionRow *number_row;
  GtkLabel *number;
  RyDateEntry *date;
  RyDateEntry *reply_by;
  GtkWidget *reply_row;
  AdwActionRow *text_row;
  GtkLabel *text_name;
  RyNoticeGroups *groups;
  RyLetterOptions *options;
  GtkRevealer *progress_revealer;
  GtkProgressBar *progress;
  GtkWidget *previous;
  GtkWidget *next;
  GtkLabel *position;
  GtkLabel *addressee;
  GtkDropDown *sort;
  RyPreview *preview;

  /* In the header bar */
  GtkWidget *fault_note;
  GtkWidget *make_button;

  /* Owned */
  char *meeting;
  char *purpose;
  GStrv keys;
  RyLetter *letter;
  GCancellable *cancellable; /* while a run is being made */
  char *folder;              /* of the last run */
  char *looked_at;           /* key of an addressee */

  guint reload;
  gboolean loading;
};

void _ry_notice_page_make        (RyNoticePage *self);
void _ry_notice_page_make_action (GtkWidget *widget, const char *name, GVariant *parameter);
void _ry_notice_page_mark_sent   (RyNoticePage *self, RyChannel channel);
void _ry_notice_page_show_button (RyNoticePage *self);

G_END_DECLS
