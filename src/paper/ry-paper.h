/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document on paper: pages that draw themselves on any Cairo surface. The preview, the printer and the PDF
 * draw the same pages. No GTK, no display.
 */
#pragma once

#include <cairo.h>

#include "ry-action-filter.h"
#include "ry-digest.h"
#include "ry-letter.h"
#include "ry-subcommittee.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_PAPER (ry_paper_get_type ())
G_DECLARE_FINAL_TYPE (RyPaper, ry_paper, RY, PAPER, GObject)

/**
 * RyEnvelopeStyle:
 * @postcard: whether it is the address side of a postcard, and not an envelope
 * @boxes: whether to draw the frames of the postal code; preprinted envelopes and postcards have them
 * @enclosed: (nullable): 開催案内在中
 * @dx: mm to the right, for the printer
 * @dy: mm down
 */
typedef struct {
  gboolean postcard;
  gboolean boxes;
  const char *enclosed;
  double dx, dy;
} RyEnvelopeStyle;

/**
 * RyLabelSheet:
 * @name: how it is called: how many labels there are
 * @columns: side by side
 * @rows: one below the other
 * @width: of a label, in mm
 * @height: of a label
 * @top: margin of the sheet
 * @left: margin of the sheet
 * @pad: inside a label
 * @small_size: type of the address, in points
 * @middle_size: of the organisation
 * @large_size: of the name
 */
typedef struct {
  const char *name;
  guint columns, rows;
  double width, height;
  double top, left, pad;
  double small_size, middle_size, large_size;
} RyLabelSheet;

/**
 * RyLabelStyle:
 * @sheet: which sheet
 * @start: the first label that is still there, from 0
 * @guides: whether to draw the labels' edges, as for a preview
 * @dx: mm to the right, for the printer
 * @dy: mm down
 */
typedef struct {
  const RyLabelSheet *sheet;
  guint start;
  gboolean guides;
  double dx, dy;
} RyLabelStyle;

const RyLabelSheet *ry_label_sheet_get (const char *name);

RyPaper    *ry_paper_new_letters   (const RyLetter *letter, GPtrArray *addressees);
RyPaper    *ry_paper_new_faxes     (const RyLetter *letter, GPtrArray *addressees);
RyPaper    *ry_paper_new_envelopes (const RyLetter *letter, GPtrArray *addressees, const RyEnvelopeStyle *style);
RyPaper    *ry_paper_new_labels    (const RyLetter *letter, GPtrArray *addressees, const RyLabelStyle *style);
RyPaper    *ry_paper_new_call_list (const RyLetter *letter, GPtrArray *addressees);
RyPaper    *ry_paper_new_number_register (RyWorkspace *workspace, const char *council, int year, GError **error);
RyPaper    *ry_paper_new_action_list (RyWorkspace *workspace, const RyActionFilter *filter, const char *words, GError **error);
RyPaper    *ry_paper_new_signin    (RyWorkspace *workspace, const char *meeting_id, GError **error);
RyPaper    *ry_paper_new_attendance(RyWorkspace *workspace, const char *meeting_id, GError **error);
RyPaper    *ry_paper_new_plates    (RyWorkspace *workspace, const char *meeting_id, GError **error);
RyPaper    *ry_paper_new_badges    (RyWorkspace *workspace, const char *meeting_id, GError **error);
RyPaper    *ry_paper_new_seating   (RyWorkspace *workspace, const char *meeting_id, GError **error);
RyPaper    *ry_paper_new_subcommittee_report (RyWorkspace *workspace, const RyReport *report);
RyPaper    *ry_paper_new_digest_sheets (GPtrArray *digests, const char *today);
RyPaper    *ry_paper_new_digest_calls (GPtrArray *digests, const char *today);
RyPaper    *ry_paper_new_line      (RyWorkspace *workspace, const char *line, int fiscal_year, GError **error);
RyPaper    *ry_paper_new_flyer     (RyWorkspace *workspace, const char *event_id, GError **error);
RyPaper    *ry_paper_new_application_form (RyWorkspace *workspace, const char *event_id, GError **error);
RyPaper    *ry_paper_new_speaker_acceptance (RyWorkspace *workspace, const char *event_id, GError **error);
RyPaper    *ry_paper_new_speaker_fees (RyWorkspace *workspace, const char *event_id, GError **error);
RyPaper    *ry_paper_new_group_cards (RyWorkspace *workspace, const char *event_id, GError **error);
RyPaper    *ry_paper_new_group_list (RyWorkspace *workspace, const char *event_id, GError **error);
RyPaper    *ry_paper_new_event_report (RyWorkspace *workspace, const char *event_id, GError **error);
RyPaper    *ry_paper_new_event_report_inside (RyWorkspace *workspace, const char *event_id, GError **error);
RyPaper    *ry_paper_new_pathway_sheet (RyWorkspace *workspace, const char *pathway_id, const char *audience, GError **error);
RyPaper    *ry_paper_new_pathway_members (RyWorkspace *workspace, const char *pathway_id, const char *as_of, GError **error);
RyPaper    *ry_paper_new_minutes   (RyWorkspace *workspace, const char *meeting_id, GError **error);
RyPaper    *ry_paper_new_minutes_for (RyWorkspace *workspace, const char *meeting_id, const char *audience, GError **error);
RyUndo     *ry_paper_seal_minutes  (RyWorkspace *workspace, const char *meeting_id, GCancellable *cancellable, GError **error);
RyPaper    *ry_paper_new_agenda    (RyWorkspace *workspace, const char *meeting_id, GError **error);
RyPaper    *ry_paper_new_year      (RyWorkspace *workspace, int fiscal_year, gboolean a4, GError **error);
const char *ry_paper_get_title     (RyPaper *self);
guint       ry_paper_get_n_pages   (RyPaper *self);
void        ry_paper_get_size      (RyPaper *self, double *width_points, double *height_points);
void        ry_paper_draw_page     (RyPaper *self, guint page, cairo_t *cr);
gboolean    ry_paper_write_pdf     (RyPaper *self, const char *path, GCancellable *cancellable, GError **error);
GBytes     *ry_paper_create_pdf     (RyPaper *self, GCancellable *cancellable, GError **error);
GBytes     *ry_paper_create_archive (RyPaper *self, GCancellable *cancellable, GError **error);
GPtrArray  *ry_paper_get_missing_glyphs (RyPaper *self);

G_END_DECLS
