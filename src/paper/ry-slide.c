/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slides that need nothing but the running order, and the type all slides are set in. Type that has too little room is
 * made smaller down to what can still be read, and then broken, never cut.
 */
#include "ry-slide-private.h"

#include <glib/gi18n-lib.h>

#include "ry-beds.h"
#include "ry-date.h"
#include "ry-flow-scene.h"
#include "ry-json.h"
#include "ry-matrix-scene.h"
#include "ry-meeting.h"
#include "ry-ring-scene.h"
#include "ry-wheels-scene.h"

#define MARGIN      66.0
#define N_DECISIONS 7

/* Smaller where there is not room enough, down to the smallest that can be read. Returns how wide it is. */
double
_ry_slide_put_fit (RyScene *scene,
                   double x,
                   double y,
                   double anchor,
                   double size,
                   int weight,
                   const char *colour,
                   double room,
                   const char *text)
{
  double wide = ry_scene_measure (text, size),
         fitted = wide > room ? MAX (size * room / wide, RY_SLIDE_SMALLEST) : size;

  ry_scene_put (scene, x, y, anchor, fitted, weight, colour, text);
  return ry_scene_measure (text, fitted);
}

/* The end of what fits into a line. Words of Latin type stay whole where they can. */
static const char *
find_break (const char *text, double size, double room)
{
  const char *p = text, *space = NULL;
  double wide = 0;

  while (*p != '\0' && *p != '\n') {
    const char *next = g_utf8_next_char (p);
    g_autofree char *letter = g_strndup (p, (gsize) (next - p));

    wide += ry_scene_measure (letter, size);
    if (wide > room && p > text)
      return space != NULL && g_unichar_isalpha (g_utf8_get_char (p)) && !g_unichar_iswide (g_utf8_get_char (p)) ? space
                                                                                                                 : p;
    if (*p == ' ')
      space = next;
    p = next;
  }
  return p;
}

/* Lines from @y down; returns how many. */
guint
_ry_slide_put_block (RyScene *scene,
                     double x,
                     double y,
                     double size,
                     double leading,
                     int weight,
                     const char *colour,
                     double room,
                     guint max_lines,
                     const char *text)
{
  guint n = 0;

  while (*text != '\0' && n < max_lines) {
    const char *end = find_break (text, size, room);
    g_autofree char *line = g_strchomp (g_strndup (text, (gsize) (end - text)));

    ry_scene_put (scene, x, y + n * leading, 0, size, weight, colour, line);
    text = *end == '\n' ? end + 1 : end;
    n++;
  }
  return n;
}

static RyScene *
new_scene (const RyPalette *palette)
{
  RyScene *scene = ry_scene_new (RY_SLIDE_WIDTH, RY_SLIDE_HEIGHT);

  ry_scene_box (scene, 0, 0, RY_SLIDE_WIDTH, RY_SLIDE_HEIGHT, 0, &(RyInk){ .fill = palette->view });
  return scene;
}

static void
put_break (RyScene *scene, const RyPalette *palette, RyShow *show, RyTalk *talk)
{
  double middle = RY_SLIDE_WIDTH / 2;
  RyTalk *next = NULL;

  for (guint i = 0; i + 1 < show->talks->len; i++)
    if (g_ptr_array_index (show->talks, i) == talk)
      next = g_ptr_array_index (show->talks, i + 1);
  _ry_slide_put_fit (scene, middle, 400, 0.5, 150, 800, palette->vertical_ink, RY_SLIDE_WIDTH - 2 * MARGIN, talk->name);
  if (talk->begins >= 0) {
    g_autofree char *until = ry_show_format_time (talk->begins + talk->minutes);
    g_autofree char *words = g_strdup_printf (_ ("until %s"), until);

    ry_scene_put (scene, middle, 590, 0.5, 110, 800, palette->ink, words);
  }
  if (next != NULL && next->type == RY_TALK_TALK) {
    g_autofree char *words = g_strdup_printf (_ ("Then: %s"), next->name);

    _ry_slide_put_fit (scene, middle, 780, 0.5, 64, 600, palette->ink2, RY_SLIDE_WIDTH - 2 * MARGIN, words);
  }
}

/**
 * ry_slide_new_title:
 * @show: a running order
 * @talk: one of its talks
 *
 * What stands on the screen while people change places: who comes next. For a break, until when it lasts.
 *
 * Returns: (transfer full): the slide
 */
RyScene *
ry_slide_new_title (RyShow *show, RyTalk *talk)
{
  const RyPalette *palette = ry_palette_get (RY_PALETTE_SLIDE);
  RyScene *scene = new_scene (palette);
  double middle = RY_SLIDE_WIDTH / 2;
  g_autofree char *speaker = NULL;

  if (talk->type != RY_TALK_TALK) {
    put_break (scene, palette, show, talk);
    ry_scene_set_words (scene, talk->name, talk->name);
    return scene;
  }
  speaker = ry_talk_dup_speaker (talk);
  ry_scene_put (scene, middle, 350, 0.5, 72, 600, palette->ink2, _ ("The next talk"));
  _ry_slide_put_fit (scene, middle, 540, 0.5, 138, 800, palette->vertical, RY_SLIDE_WIDTH - 2 * MARGIN, talk->name);
  if (*speaker != '\0')
    _ry_slide_put_fit (scene, middle, 740, 0.5, 76, 800, palette->ink, RY_SLIDE_WIDTH - 2 * MARGIN, speaker);
  ry_scene_set_words (scene, talk->name, speaker);
  return scene;
}

/**
 * ry_slide_new_notice:
 * @title: what it is about
 * @words: what there is to say
 *
 * In place of a slide that cannot be shown.
 *
 * Returns: (transfer full): the slide
 */
RyScene *
ry_slide_new_notice (const char *title, const char *words)
{
  const RyPalette *palette = ry_palette_get (RY_PALETTE_SLIDE);
  RyScene *scene = new_scene (palette);

  _ry_slide_put_fit (scene, MARGIN, 220, 0, 104, 800, palette->vertical_ink, RY_SLIDE_WIDTH - 2 * MARGIN, title);
  _ry_slide_put_block (scene, MARGIN, 420, 60, 92, 600, palette->ink, RY_SLIDE_WIDTH - 2 * MARGIN, 6, words);
  ry_scene_set_words (scene, title, words);
  return scene;
}

/* ---- Live pictures ---- */

/* The latest meeting before the show's that decided anything, and what. */
static RyDocument *
find_decided (RyWorkspace *workspace, const char *before, GError **error)
{
  const RyQuery query = { .kind = "meeting", .order = "date", .descending = TRUE };
  g_autoptr (GPtrArray) meetings = ry_workspace_query (workspace, &query, error);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++) {
    RyDocument *meeting = g_ptr_array_index (meetings, i);
    const char *date = ry_document_get_string (meeting, "date");

    if ((before == NULL || g_strcmp0 (date, before) <= 0) &&
        ry_meeting_count_blocks (ry_document_get_root (meeting), RY_BLOCK_DECISION) > 0)
      return ry_document_ref (meeting);
  }
  return NULL;
}

static void
put_decisions (RyScene *scene, const RyPalette *palette, JsonObject *meeting)
{
  g_autoptr (GPtrArray) blocks = ry_meeting_list_all_blocks (meeting);
  double y = 270;

  for (guint i = 0, n = 0; i < blocks->len && n < N_DECISIONS && y < RY_SLIDE_HEIGHT - 100; i++) {
    JsonObject *block = g_ptr_array_index (blocks, i);
    const char *text = ry_json_get_string (block, "text");
    g_autofree char *number = NULL;
    guint lines;

    if (g_strcmp0 (ry_json_get_string (block, "type"), RY_BLOCK_DECISION) != 0 ||
        ry_json_get_boolean (block, "internal", FALSE) || text == NULL)
      continue;
    number = g_strdup_printf ("%u", ++n);
    ry_scene_disc (scene, MARGIN + 34, y, 36, &(RyInk){ .fill = palette->vertical });
    ry_scene_put (scene, MARGIN + 34, y, 0.5, 46, 800, "#ffffff", number);
    lines = _ry_slide_put_block (scene, MARGIN + 100, y, 54, 74, 600, palette->ink, RY_SLIDE_WIDTH - 2 * MARGIN - 100,
                                 3, text);
    y += lines * 74 + 34;
  }
}

/**
 * ry_slide_new_decisions:
 * @workspace: the records
 * @show: a running order
 * @error: return location
 *
 * What was decided at the latest meeting up to the running order's; what is internal stays out.
 *
 * Returns: (transfer full) (nullable): the slide
 */
RyScene *
ry_slide_new_decisions (RyWorkspace *workspace, RyShow *show, GError **error)
{
  const RyPalette *palette = ry_palette_get (RY_PALETTE_SLIDE);
  g_autoptr (RyDocument) meeting = find_decided (workspace, show->date, error);
  g_autofree char *date = NULL;
  g_autofree char *words = NULL;
  RyScene *scene;

  if (meeting == NULL && error != NULL && *error != NULL)
    return NULL;
  if (meeting == NULL)
    return ry_slide_new_notice (_ ("Decisions"), _ ("Nothing has been decided yet."));
  scene = new_scene (palette);
  date = ry_date_format_iso (ry_document_get_string (meeting, "date"), RY_DATE_ERA);
  words = g_strdup_printf ("%s　%s", ry_document_get_string (meeting, "title"), date);
  ry_scene_box (scene, 0, 0, RY_SLIDE_WIDTH, 148, 0, &(RyInk){ .fill = palette->vertical });
  ry_scene_put (scene, MARGIN, 78, 0, 84, 800, "#ffffff", _ ("Decisions"));
  _ry_slide_put_fit (scene, RY_SLIDE_WIDTH - MARGIN, 82, 1, 56, 600, "#ffffff", 1300, words);
  put_decisions (scene, palette, ry_document_get_root (meeting));
  ry_scene_set_words (scene, _ ("Decisions"), words);
  return scene;
}

static RyScene *
new_wheels (RyWorkspace *workspace, const char *today, const char *now, GError **error)
{
  g_autoptr (RyWheels) wheels = ry_wheels_new (workspace, today, now, error);

  return wheels != NULL
             ? ry_wheels_scene_new (wheels, RY_WHEELS_HALL, RY_PALETTE_SLIDE, RY_SLIDE_WIDTH, RY_SLIDE_HEIGHT)
             : NULL;
}

static void
put_function (RyScene *scene, const RyPalette *palette, RyBeds *beds, RyBedFunction function, double y)
{
  RyBedSum sum;
  g_autofree char *number = NULL;
  g_autofree char *unknown = NULL;

  ry_beds_sum (beds, function, &sum);
  number = g_strdup_printf (_ ("%d beds"), (int) sum.beds);
  unknown =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "+ %u hospital unknown", "+ %u hospitals unknown", sum.unknown),
                       sum.unknown);
  ry_scene_box (scene, MARGIN, y - 110, RY_SLIDE_WIDTH - 2 * MARGIN, 220, 24,
                &(RyInk){ .fill = palette->vertical_soft });
  ry_scene_put (scene, MARGIN + 50, y, 0, 110, 800, palette->vertical_ink, ry_bed_function_get_name (function));
  ry_scene_put (scene, 1060, y, 1, 170, 800, palette->ink, sum.reported > 0 ? number : _ ("?"));
  if (sum.unknown > 0)
    ry_scene_put (scene, RY_SLIDE_WIDTH - MARGIN - 40, y, 1, 88, 600, palette->ink2, unknown);
}

/* The board for twenty metres: sums only. Who is not reported is beside the sum, never in it. */
static RyScene *
new_board (RyWorkspace *workspace, const char *today, const char *now, GError **error)
{
  const RyPalette *palette = ry_palette_get (RY_PALETTE_SLIDE);
  g_autoptr (RyBeds) beds = ry_beds_new (workspace, today, now, error);
  g_autofree char *moment = ry_bed_format_moment (now, now);
  g_autofree char *words = g_strdup_printf (_ ("as of %s"), moment);
  RyScene *scene;

  if (beds == NULL)
    return NULL;
  scene = new_scene (palette);
  ry_scene_box (scene, 0, 0, RY_SLIDE_WIDTH, 148, 0, &(RyInk){ .fill = palette->vertical });
  ry_scene_put (scene, MARGIN, 78, 0, 84, 800, "#ffffff", _ ("Free beds today"));
  ry_scene_put (scene, RY_SLIDE_WIDTH - MARGIN, 82, 1, 64, 600, "#ffffff", words);
  for (RyBedFunction function = 0; function < RY_N_BED_FUNCTIONS; function++)
    put_function (scene, palette, beds, function, 310 + function * 250);
  ry_scene_put (scene, MARGIN, 1016, 0, 50, 600, palette->ink2, _ ("Unknown is not zero. Please ask by telephone."));
  ry_scene_set_words (scene, _ ("Free beds today"), words);
  return scene;
}

static RyScene *
new_ring (RyWorkspace *workspace, GError **error)
{
  g_autoptr (RyRing) ring = ry_ring_new (workspace, error);

  return ring != NULL ? ry_ring_scene_new (ring, RY_PALETTE_SLIDE, RY_SLIDE_WIDTH, RY_SLIDE_HEIGHT) : NULL;
}

/* The first page of it: more conditions than a hall can read are for the screen and the paper. */
static RyScene *
new_matrix (RyWorkspace *workspace, const char *today, GError **error)
{
  g_autoptr (RyMatrix) matrix = ry_matrix_new (workspace, today, error);

  return matrix != NULL ? ry_matrix_scene_new (matrix, NULL, 0, RY_PALETTE_SLIDE, 0, RY_SLIDE_WIDTH, RY_SLIDE_HEIGHT)
                        : NULL;
}

static RyScene *
new_flow (RyWorkspace *workspace, const char *today, GError **error)
{
  g_autoptr (RyFlowPicture) flows = ry_flow_picture_new (workspace, 0, today, error);

  return flows != NULL ? ry_flow_scene_new (flows, RY_FLOW_ALL, RY_PALETTE_SLIDE, RY_SLIDE_WIDTH, RY_SLIDE_HEIGHT)
                       : NULL;
}

/**
 * ry_slide_new_picture:
 * @workspace: the records
 * @show: a running order
 * @picture: (nullable): which, see ry_show_get_pictures()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the picture as the records have it now
 */
RyScene *
ry_slide_new_picture (RyWorkspace *workspace, RyShow *show, const char *picture, GError **error)
{
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *now = ry_date_now_iso ();

  if (g_strcmp0 (picture, "wheels") == 0)
    return new_wheels (workspace, today, now, error);
  if (g_strcmp0 (picture, "board") == 0)
    return new_board (workspace, today, now, error);
  if (g_strcmp0 (picture, "ring") == 0)
    return new_ring (workspace, error);
  if (g_strcmp0 (picture, "flow") == 0)
    return new_flow (workspace, today, error);
  if (g_strcmp0 (picture, "matrix") == 0)
    return new_matrix (workspace, today, error);
  if (g_strcmp0 (picture, "decisions") == 0)
    return ry_slide_new_decisions (workspace, show, error);
  return ry_slide_new_notice (ry_show_get_picture_name (picture), _ ("This picture cannot be shown by this version."));
}
