/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages go one by one into one Cairo PDF surface, which writes each away before the next: memory does not grow with
 * the number of pages. Only one paper is open at a time. The file is written beside its place and moved there when it
 * is whole.
 */
#include "ry-packet.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "ry-approval.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-meeting-labels.h"
#include "ry-meeting.h"
#include "ry-packet-source.h"
#include "ry-paper-private.h"

static const RySheet replacement_sheet = {
  .width = 210, .height = 297, .top = 60, .right = 25, .bottom = 25, .left = 25
};
static const RyStyle stamp_style = { RY_VOICE_GOTHIC, 13, 18 };
static const RyStyle number_style = { RY_VOICE_MINCHO, 10, 14 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 16, 24 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 10.5, 17 };

/* mm */
#define STAMP_TOP    12.0
#define STAMP_HEIGHT 9.0
#define STAMP_RIGHT  20.0
#define FOOT         12.0 /* the number's top above the page's end */

typedef struct {
  /* Borrowed */
  RyWorkspace *workspace;
  const char *meeting_id;
  GPtrArray *troubles;
  GCancellable *cancellable;

  /* Owned */
  RyDocument *meeting;
  GPtrArray *labels;
  RyFaces *faces;
  cairo_surface_t *surface;
  cairo_t *cr;
  GOutputStream *stream;
  GError *error;

  guint n_pages;
  double width, height; /* of the present page, mm */
} Packet;

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  Packet *self = data;

  if (self->error == NULL)
    g_output_stream_write_all (self->stream, bytes, length, NULL, self->cancellable, &self->error);
  return self->error == NULL ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void
begin_page (Packet *self, double width_points, double height_points)
{
  cairo_pdf_surface_set_size (self->surface, width_points, height_points);
  self->width = RY_PT_TO_MM (width_points);
  self->height = RY_PT_TO_MM (height_points);
  self->n_pages++;
}

static void
cover (Packet *self, double x, double y, double width, double height)
{
  cairo_save (self->cr);
  cairo_set_source_rgb (self->cr, 1, 1, 1);
  cairo_rectangle (self->cr, RY_MM_TO_PT (x), RY_MM_TO_PT (y), RY_MM_TO_PT (width), RY_MM_TO_PT (height));
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}

static void
put (Packet *self, const RyStyle *style, double x, double y, double align, const char *text)
{
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, style, text, -1);

  cairo_set_source_rgb (self->cr, 0, 0, 0);
  ry_faces_show_line (self->cr, style, layout, 0, x - align * ry_faces_get_width (layout), y);
}

/* White under it, so that it can be read on any page. */
static void
stamp (Packet *self, const char *label)
{
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, &stamp_style, label, -1);
  double width = ry_faces_get_width (layout) + 9, x = MAX (2, self->width - STAMP_RIGHT - width);

  cover (self, x, STAMP_TOP, width, STAMP_HEIGHT);
  cairo_set_line_width (self->cr, 1.2);
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  cairo_rectangle (self->cr, RY_MM_TO_PT (x), RY_MM_TO_PT (STAMP_TOP), RY_MM_TO_PT (width), RY_MM_TO_PT (STAMP_HEIGHT));
  cairo_stroke (self->cr);
  put (self, &stamp_style, x + width / 2, STAMP_TOP + (STAMP_HEIGHT - RY_PT_TO_MM (stamp_style.leading)) / 2, 0.5,
       label);
}

/* The packet's number takes the place of the page's own. */
static void
end_page (Packet *self, const char *label, guint page, guint n_pages)
{
  g_autofree char *number = g_strdup_printf ("%u", self->n_pages);
  g_autofree char *where = label != NULL ? g_strdup_printf ("（%s　%u／%u）", label, page, n_pages) : NULL;

  cover (self, self->width / 2 - 15, self->height - FOOT - 4, 30, 10);
  put (self, &number_style, self->width / 2, self->height - FOOT, 0.5, number);
  if (where != NULL) {
    cover (self, self->width - 62, self->height - FOOT - 0.5, 44, 6);
    put (self, &(RyStyle){ RY_VOICE_MINCHO, 8.5, 14 }, self->width - 20, self->height - FOOT, 1, where);
  }
  cairo_show_page (self->cr);
}

static void
mark (Packet *self, const char *title, int parent)
{
  g_autofree char *target = g_strdup_printf ("page=%u", self->n_pages + 1);

  cairo_pdf_surface_add_outline (self->surface, parent, title, target, CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

static void
add_own (Packet *self, RyPaper *paper, const char *title)
{
  double width, height;

  if (paper == NULL)
    return;
  mark (self, title, CAIRO_PDF_OUTLINE_ROOT);
  ry_paper_get_size (paper, &width, &height);
  for (guint i = 0; i < ry_paper_get_n_pages (paper); i++) {
    begin_page (self, width, height);
    ry_paper_draw_page (paper, i, self->cr);
    end_page (self, NULL, 0, 0);
  }
}

static void
put_number_cb (RyFlow *flow, guint page, guint n_pages, gpointer data)
{
}

/* A page in place of a paper: what it is, and why it is not here. */
static void
add_replacement (Packet *self, const RyPaperLabel *label, RyPacketSource *source)
{
  g_autoptr (RyFlow) flow = ry_flow_new (self->faces, &replacement_sheet, NULL);
  g_autoptr (GPtrArray) pages = NULL;
  RyPacketTrouble *trouble = g_new (RyPacketTrouble, 1);

  *trouble = (RyPacketTrouble){ g_strdup (label->label), g_strdup (label->name),
                                g_strdup (ry_packet_source_get_trouble (source)) };
  g_ptr_array_add (self->troubles, trouble);
  ry_flow_centred (flow, &title_style, label->name);
  ry_flow_space (flow, 10);
  ry_flow_text (flow, &body_style, 0, ry_packet_source_get_words (source));
  pages = ry_flow_finish (flow, put_number_cb, NULL);
  begin_page (self, RY_MM_TO_PT (replacement_sheet.width), RY_MM_TO_PT (replacement_sheet.height));
  cairo_set_source_surface (self->cr, g_ptr_array_index (pages, 0), 0, 0);
  cairo_paint (self->cr);
  stamp (self, label->label);
  end_page (self, label->label, 1, 1);
}

static void
add_paper (Packet *self, const RyPaperLabel *label)
{
  RyStore *store = ry_workspace_get_store_for (self->workspace, self->meeting_id);
  g_autoptr (RyAttachment) attachment = ry_store_get_attachment (store, self->meeting_id, NULL, label->name, NULL);
  g_autoptr (RyPacketSource) source = ry_packet_source_open (store, attachment, self->cancellable);
  guint n = ry_packet_source_get_n_pages (source);
  g_autofree char *title =
      *label->title != '\0' ? g_strdup_printf ("%s　%s", label->label, label->title) : g_strdup (label->label);

  mark (self, title, CAIRO_PDF_OUTLINE_ROOT);
  if (n == 0) {
    add_replacement (self, label, source);
    return;
  }
  for (guint i = 0; i < n && self->error == NULL && !g_cancellable_is_cancelled (self->cancellable); i++) {
    double width, height;

    ry_packet_source_get_size (source, i, &width, &height);
    begin_page (self, width, height);
    ry_packet_source_draw (source, i, self->cr);
    if (i == 0)
      stamp (self, label->label);
    end_page (self, label->label, i + 1, n);
  }
}

static gboolean
has_minutes (JsonObject *meeting)
{
  static const char *const stages[] = { "draft", "circulating", "approved", "sealed", NULL };

  return g_strv_contains (stages, ry_approval_get_stage (meeting)) &&
         (ry_meeting_count_blocks (meeting, RY_BLOCK_SUMMARY) > 0 ||
          ry_meeting_count_blocks (meeting, RY_BLOCK_SPEECH) > 0 ||
          ry_meeting_count_blocks (meeting, RY_BLOCK_DECISION) > 0);
}

static void
add_all (Packet *self, RyPacketProgress progress, gpointer data)
{
  JsonObject *meeting = ry_document_get_root (self->meeting);
  g_autoptr (RyPaper) agenda = ry_paper_new_agenda (self->workspace, self->meeting_id, NULL);
  g_autoptr (RyPaper) attendance = ry_paper_new_attendance (self->workspace, self->meeting_id, NULL);
  g_autoptr (RyPaper) minutes =
      has_minutes (meeting) ? ry_paper_new_minutes (self->workspace, self->meeting_id, NULL) : NULL;

  add_own (self, agenda, "次第");
  add_own (self, attendance, "出席者名簿");
  add_own (self, minutes, "議事録");
  for (guint i = 0; i < self->labels->len && self->error == NULL; i++) {
    if (g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
      return;
    if (progress != NULL)
      progress (i, self->labels->len, data);
    add_paper (self, g_ptr_array_index (self->labels, i));
  }
}

static void
set_metadata (Packet *self)
{
  const char *title = ry_document_get_string (self->meeting, "title"),
             *day = ry_document_get_string (self->meeting, "date");
  g_autofree char *name = g_strdup_printf ("%s　会議資料", title != NULL ? title : "");
  g_autofree char *date = g_strconcat (day != NULL ? day : "1970-01-01", "T00:00:00+09:00", NULL);

  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE, name);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR, "Ryōrin " RY_VERSION);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

static void
write_pages (Packet *self, RyPacketProgress progress, gpointer data)
{
  self->surface = cairo_pdf_surface_create_for_stream (write_cb, self, RY_MM_TO_PT (210), RY_MM_TO_PT (297));
  set_metadata (self);
  self->cr = cairo_create (self->surface);
  add_all (self, progress, data);
  g_clear_pointer (&self->cr, cairo_destroy);
  cairo_surface_finish (self->surface);
  if (cairo_surface_status (self->surface) != CAIRO_STATUS_SUCCESS && self->error == NULL)
    self->error =
        g_error_new_literal (RY_ERROR, RY_ERROR_FAILED, cairo_status_to_string (cairo_surface_status (self->surface)));
}

static void
clear_packet (Packet *self)
{
  g_clear_pointer (&self->meeting, ry_document_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->faces, ry_faces_free);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_object (&self->stream);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Packet, clear_packet)

/**
 * ry_packet_write:
 * @workspace: where the meeting is
 * @meeting_id: the meeting's id
 * @path: the file; replaced as a whole, or left as it was
 * @troubles: (element-type RyPacketTrouble): papers that could not be bound are added
 * @progress: (nullable): told before each paper
 * @data: for @progress
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Binds the meeting's packet. Not for a main loop.
 *
 * Returns: the number of pages; 0 where there is no packet
 */
guint
ry_packet_write (RyWorkspace *workspace,
                 const char *meeting_id,
                 const char *path,
                 GPtrArray *troubles,
                 RyPacketProgress progress,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_auto (Packet)
      self = { .workspace = workspace, .meeting_id = meeting_id, .troubles = troubles, .cancellable = cancellable };
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) abandon = g_cancellable_new ();

  self.meeting = ry_workspace_get (workspace, meeting_id, error);
  if (self.meeting == NULL)
    return 0;
  self.labels = ry_meeting_label_papers (ry_document_get_root (self.meeting));
  self.faces = ry_faces_new ();
  self.stream = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, &self.error));
  if (self.stream != NULL)
    write_pages (&self, progress, data);
  if (self.error == NULL && g_output_stream_close (self.stream, cancellable, &self.error))
    return self.n_pages;
  /* Closing with a cancelled cancellable leaves the old file in place. */
  g_cancellable_cancel (abandon);
  if (self.stream != NULL)
    g_output_stream_close (self.stream, abandon, NULL);
  g_propagate_prefixed_error (error, g_steal_pointer (&self.error), "Binding the packet: ");
  return 0;
}

/**
 * ry_packet_trouble_free:
 * @trouble: (transfer full): what was told of a paper
 */
void
ry_packet_trouble_free (RyPacketTrouble *trouble)
{
  g_free (trouble->label);
  g_free (trouble->name);
  g_free (trouble->sentence);
  g_free (trouble);
}
