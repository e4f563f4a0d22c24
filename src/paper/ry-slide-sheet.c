/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The slide that is made from a hospital's sheet: one layout for all, so that thirteen of them can be compared. Name
 * and stage, beds by function, eight conditions, whom to ring. Nothing else fits twenty metres. What is not known is
 * drawn dashed and said in words; it is never a "no".
 */
#include "ry-slide-private.h"

#include <glib/gi18n-lib.h>

#include "ry-date.h"

#define LEFT            66.0
#define RIGHT           (RY_SLIDE_WIDTH - 66.0)
#define HEAD            148.0
#define FOOT            830.0
#define BAR_LEFT        420.0
#define BAR_TOP         186.0
#define BAR_HEIGHT      86.0
#define BAR_GAP         5.0
#define SEGMENT_PADDING 24.0
#define LEAST_LARGEST   420.0 /* of a bar that gives room to others */
#define ROWS            4
#define COLUMNS         2
#define N_SHOWN         (ROWS * COLUMNS)
#define ROW_TOP         449.0
#define ROW_PITCH       95.0
#define COLUMN_PITCH    897.0
#define COLUMN_ROOM     782.0
#define SIGN            36.0  /* radius */
#define FACES           214.0 /* a square beside the door */

typedef struct {
  RyWorkspace *workspace;
  RyScene *scene;
  const RyPalette *palette;
  RyHospital *hospital;
  RyTalk *talk;
} Sheet;

static const char *
get_stage_name (RyStage stage)
{
  static const char *const names[] = {
    [RY_STAGE_ACUTE] = N_ ("Acute"), [RY_STAGE_RECOVERY] = N_ ("Recovery"), [RY_STAGE_CHRONIC] = N_ ("Chronic")
  };

  return _ (names[stage]);
}

static void
put_head (Sheet *self)
{
  const char *stage = get_stage_name (self->hospital->stage);
  gboolean known = ry_hospital_sum (self->hospital->licensed) > 0;
  double room = RIGHT - LEFT - (known ? ry_scene_measure (stage, 64) + 60 : 0);

  ry_scene_box (self->scene, 0, 0, RY_SLIDE_WIDTH, HEAD, 0, &(RyInk){ .fill = self->palette->vertical });
  _ry_slide_put_fit (self->scene, LEFT, 78, 0, 84, 800, "#ffffff", room, self->hospital->name);
  if (known)
    ry_scene_put (self->scene, RIGHT, 82, 1, 64, 800, "#ffffff", stage);
}

/* ---- Beds ---- */

static char *
format_segment (Sheet *self, RyWardFunction function)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, ry_ward_function_get_label (function),
                          self->hospital->licensed[function]);
}

/* The largest function is deep, the others are soft, so that a hall sees at once what a hospital is. */
static void
put_segment (Sheet *self, RyWardFunction function, gboolean deep, double x, double width)
{
  const RyPalette *palette = self->palette;
  const char *ink = deep ? "#ffffff" : palette->ink;
  gboolean closed = function == RY_WARD_CLOSED || function == RY_WARD_UNREPORTED;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, self->hospital->licensed[function]);
  g_autofree char *text = format_segment (self, function);
  const RyInk fill = { .fill = deep     ? palette->vertical
                               : closed ? palette->view
                                        : palette->vertical_mid,
                       .line = closed ? palette->ink2 : NULL,
                       .width = 4,
                       .dash = closed ? 12 : 0 };
  double middle = x + width / 2, y = BAR_TOP + BAR_HEIGHT / 2, size = 54, room = width - SEGMENT_PADDING;

  ry_scene_box (self->scene, x, BAR_TOP, width, BAR_HEIGHT, 14, &fill);
  while (size > RY_SLIDE_SMALLEST && ry_scene_measure (text, size) > room)
    size -= 1;
  if (ry_scene_measure (text, size) <= room)
    ry_scene_put (self->scene, middle, y, 0.5, size, 800, ink, text);
  else if (ry_scene_measure (number, RY_SLIDE_SMALLEST) <= width - 8)
    ry_scene_put (self->scene, middle, y, 0.5, RY_SLIDE_SMALLEST, 800, ink, number);
}

static RyWardFunction
find_largest (const gint64 *beds)
{
  RyWardFunction largest = RY_WARD_HIGH_ACUTE;

  for (RyWardFunction function = 0; function < RY_N_WARD_FUNCTIONS; function++)
    if (beds[function] > beds[largest])
      largest = function;
  return largest;
}

/* By beds; and a little of the largest to those whose name would not fit. A number without its word says nothing. */
static void
share_bar (Sheet *self, gint64 sum, RyWardFunction largest, double *widths)
{
  const gint64 *beds = self->hospital->licensed;
  guint n = 0;

  for (RyWardFunction function = 0; function < RY_N_WARD_FUNCTIONS; function++)
    n += beds[function] > 0;
  for (RyWardFunction function = 0; function < RY_N_WARD_FUNCTIONS; function++)
    widths[function] = (RIGHT - BAR_LEFT - BAR_GAP * (n - 1)) * (double) MAX (beds[function], 0) / (double) sum;
  for (RyWardFunction function = 0; function < RY_N_WARD_FUNCTIONS; function++) {
    g_autofree char *text = format_segment (self, function);
    double missing = ry_scene_measure (text, RY_SLIDE_SMALLEST) + SEGMENT_PADDING - widths[function];

    if (function == largest || beds[function] <= 0 || missing <= 0 || widths[largest] - missing < LEAST_LARGEST)
      continue;
    widths[function] += missing;
    widths[largest] -= missing;
  }
}

static void
put_bar (Sheet *self, gint64 sum)
{
  const gint64 *beds = self->hospital->licensed;
  RyWardFunction largest = find_largest (beds);
  double widths[RY_N_WARD_FUNCTIONS], x = BAR_LEFT;

  share_bar (self, sum, largest, widths);
  for (RyWardFunction function = 0; function < RY_N_WARD_FUNCTIONS; function++) {
    if (beds[function] <= 0)
      continue;
    put_segment (self, function, function == largest, x, widths[function]);
    x += widths[function] + BAR_GAP;
  }
}

static void
put_beds (Sheet *self)
{
  gint64 sum = ry_hospital_sum (self->hospital->licensed);
  g_autofree char *text = g_strdup_printf (_ ("Beds %d"), (int) sum);

  if (sum > 0) {
    _ry_slide_put_fit (self->scene, LEFT, 238, 0, 66, 800, self->palette->ink, BAR_LEFT - LEFT - 20, text);
    put_bar (self, sum);
    return;
  }
  ry_scene_box (self->scene, LEFT, BAR_TOP, RIGHT - LEFT, BAR_HEIGHT, 14,
                &(RyInk){ .line = self->palette->ink2, .width = 4, .dash = 14 });
  ry_scene_put (self->scene, RY_SLIDE_WIDTH / 2, BAR_TOP + BAR_HEIGHT / 2, 0.5, 50, 600, self->palette->ink2,
                _ ("Number of beds not told yet"));
}

/* ---- Conditions ---- */

/* The shape of an answer; it always has its word beside it. */
static void
put_answer (RyScene *scene, RyAnswer answer, double x, double y)
{
  const RyPalette *palette = ry_palette_get (RY_PALETTE_SLIDE);
  const double r = SIGN, arm = 27, width = 9;

  switch (answer) {
  case RY_ANSWER_YES:
    ry_scene_disc (scene, x, y, r - 4, &(RyInk){ .line = palette->ok, .width = width });
    break;
  case RY_ANSWER_CONDITIONAL:
    ry_scene_path (scene, &(RyInk){ .line = palette->conditional, .width = width });
    ry_scene_move_to (scene, x, y - r + 2);
    ry_scene_line_to (scene, x + r, y + r - 8);
    ry_scene_line_to (scene, x - r, y + r - 8);
    ry_scene_close (scene);
    break;
  case RY_ANSWER_NO:
    ry_scene_path (scene, &(RyInk){ .line = palette->no, .width = width });
    ry_scene_move_to (scene, x - arm, y - arm);
    ry_scene_line_to (scene, x + arm, y + arm);
    ry_scene_move_to (scene, x + arm, y - arm);
    ry_scene_line_to (scene, x - arm, y + arm);
    break;
  default:
    ry_scene_box (scene, x - 30, y - 30, 60, 60, 12, &(RyInk){ .line = palette->ink2, .width = 5, .dash = 11 });
    break;
  }
}

static const char *
get_answer_colour (const RyPalette *palette, RyAnswer answer)
{
  return answer == RY_ANSWER_YES           ? palette->ok
         : answer == RY_ANSWER_CONDITIONAL ? palette->conditional
         : answer == RY_ANSWER_NO          ? palette->no
                                           : palette->ink2;
}

static void
put_condition (Sheet *self, const RyConditionAnswer *condition, guint position)
{
  double x = LEFT + position / ROWS * COLUMN_PITCH, y = ROW_TOP + position % ROWS * ROW_PITCH;
  const char *word = ry_answer_get_word (condition->answer);
  double end = position < ROWS ? COLUMN_ROOM : RIGHT - LEFT - COLUMN_PITCH;
  double room = end - 109 - ry_scene_measure (word, 52) - 20;
  const char *name =
      ry_scene_measure (condition->name, RY_SLIDE_SMALLEST) <= room ? condition->name : condition->short_name;

  put_answer (self->scene, condition->answer, x + 38, y);
  _ry_slide_put_fit (self->scene, x + 109, y, 0, 64, 600, self->palette->ink, room, name);
  ry_scene_put (self->scene, x + end, y, 1, 52, 800, get_answer_colour (self->palette, condition->answer), word);
}

static gboolean
is_chosen (RyTalk *talk, const RyConditionAnswer *condition)
{
  return talk->conditions != NULL && g_strv_contains ((const char *const *) talk->conditions, condition->condition);
}

static guint
rank (RyAnswer answer)
{
  return answer == RY_ANSWER_UNANSWERED ? RY_N_ANSWERS : answer;
}

/* Those the presenter picked, or else the first of the council's list: and these as a reader wants them, what can be
 * done first, in the council's order within. */
static GPtrArray *
list_conditions (Sheet *self)
{
  GPtrArray *shown = g_ptr_array_new ();
  gboolean any = FALSE;

  for (guint i = 0; i < self->hospital->conditions->len; i++)
    any |= is_chosen (self->talk, g_ptr_array_index (self->hospital->conditions, i));
  for (guint i = 0; i < self->hospital->conditions->len && shown->len < N_SHOWN; i++) {
    RyConditionAnswer *condition = g_ptr_array_index (self->hospital->conditions, i);
    guint at = shown->len;

    if (any && !is_chosen (self->talk, condition))
      continue;
    while (at > 0 &&
           rank (((RyConditionAnswer *) g_ptr_array_index (shown, at - 1))->answer) > rank (condition->answer))
      at--;
    g_ptr_array_insert (shown, (int) at, condition);
  }
  return shown;
}

static void
put_conditions (Sheet *self)
{
  g_autoptr (GPtrArray) shown = list_conditions (self);

  ry_scene_put (self->scene, LEFT, 347, 0, 54, 800, self->palette->vertical_ink, _ ("What it can take"));
  if (shown->len == 0)
    _ry_slide_put_block (self->scene, LEFT, ROW_TOP + 30, 56, 88, 600, self->palette->ink2, RIGHT - LEFT, 3,
                         _ ("Not told yet. Please ask by telephone."));
  for (guint i = 0; i < shown->len; i++)
    put_condition (self, g_ptr_array_index (shown, i), i);
}

/* ---- The door ---- */

static char *
format_confirmed (RyHospital *hospital)
{
  g_autofree char *date =
      hospital->confirmed_on != NULL ? ry_date_format_iso (hospital->confirmed_on, RY_DATE_ERA) : NULL;

  return date != NULL ? g_strdup_printf (_ ("confirmed %s"), date) : g_strdup (_ ("not confirmed yet"));
}

/* Whom one will meet at that door, where they agreed to be shown. */
static gboolean
put_faces (Sheet *self)
{
  g_autoptr (GBytes) photo = ry_hospital_read_photo (self->workspace, self->hospital->sheet);

  return photo != NULL && ry_scene_photo (self->scene, RIGHT - FACES, FOOT + (RY_SLIDE_HEIGHT - FOOT - FACES) / 2,
                                          FACES, FACES, 24, photo);
}

static void
put_door (Sheet *self)
{
  RyDoor *door = &self->hospital->door;
  g_autofree char *confirmed = format_confirmed (self->hospital);
  const char *telephone = door->telephone != NULL ? door->telephone : _ ("Ask the office for the number");
  double number = ry_scene_measure (telephone, 124), right, room;

  ry_scene_box (self->scene, 0, FOOT, RY_SLIDE_WIDTH, RY_SLIDE_HEIGHT - FOOT, 0,
                &(RyInk){ .fill = self->palette->vertical_soft });
  ry_scene_box (self->scene, 0, FOOT - 2, RY_SLIDE_WIDTH, 5, 0, &(RyInk){ .fill = self->palette->vertical });
  right = RIGHT - (put_faces (self) ? FACES + 40 : 0);
  room = MAX (right - LEFT - number - 80, 480);
  ry_scene_put (self->scene, LEFT, 884, 0, 56, 800, self->palette->vertical_ink,
                door->is_direct || door->telephone == NULL ? _ ("Liaison office") : _ ("Switchboard"));
  _ry_slide_put_fit (self->scene, LEFT, 992, 0, 124, 800, self->palette->ink, right - LEFT - 500, telephone);
  if (door->hours != NULL)
    _ry_slide_put_fit (self->scene, right, 888, 1, 54, 600, self->palette->ink, room, door->hours);
  if (door->contact != NULL)
    _ry_slide_put_fit (self->scene, right, 958, 1, 54, 600, self->palette->ink, room, door->contact);
  _ry_slide_put_fit (self->scene, right, 1028, 1, 50, 600, self->palette->ink2, room, confirmed);
}

static char *
describe (Sheet *self)
{
  g_autoptr (GPtrArray) shown = list_conditions (self);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < shown->len; i++) {
    RyConditionAnswer *condition = g_ptr_array_index (shown, i);

    g_string_append_printf (text, "%s %s、", condition->name, ry_answer_get_word (condition->answer));
  }
  if (self->hospital->door.telephone != NULL)
    g_string_append (text, self->hospital->door.telephone);
  return g_string_free (text, FALSE);
}

/**
 * ry_slide_new_sheet:
 * @workspace: the records
 * @talk: whose hospital
 * @as_of: the day of which it is shown, ISO 8601
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the slide
 */
RyScene *
ry_slide_new_sheet (RyWorkspace *workspace, RyTalk *talk, const char *as_of, GError **error)
{
  g_autoptr (RyHospital) hospital = ry_hospital_read (workspace, talk->organisation, as_of, error);
  Sheet self = { workspace, NULL, ry_palette_get (RY_PALETTE_SLIDE), hospital, talk };
  g_autofree char *words = NULL;

  if (hospital == NULL)
    return NULL;
  self.scene = ry_scene_new (RY_SLIDE_WIDTH, RY_SLIDE_HEIGHT);
  ry_scene_box (self.scene, 0, 0, RY_SLIDE_WIDTH, RY_SLIDE_HEIGHT, 0, &(RyInk){ .fill = self.palette->view });
  put_head (&self);
  put_beds (&self);
  put_conditions (&self);
  put_door (&self);
  words = describe (&self);
  ry_scene_set_words (self.scene, hospital->name, words);
  return self.scene;
}
