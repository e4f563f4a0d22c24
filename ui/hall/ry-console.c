/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyConsole. Always dark. Sizes are the speaker's: they are changed by keys and last for the talk.
 */
#include "ry-console.h"

#include <glib/gi18n.h>

#include "ry-show.h"
#include "ry-speech.h"

#define NOTES_SIZE 17 /* points: 23 pixels */
#define TIMER_SIZE 69 /* points: 92 pixels */
#define SPLIT      0.63
#define SPLIT_STEP 0.04
#define FLASH_MS   260
#define FLASHES    6

struct _RyConsole {
  GtkWindow parent_instance;

  /* Template widgets */
  GtkRevealer *banner;
  GtkLabel *banner_words;
  GtkPaned *paned;
  GtkLabel *place;
  GtkLabel *number;
  RySlideView *current;
  GtkLabel *notes_size;
  GtkLabel *notes;
  GtkLabel *questions;
  GtkStack *ask;
  GtkEditable *question;
  GtkWidget *panel;
  GtkLabel *caption;
  GtkLabel *planned;
  GtkLabel *remaining;
  GtkDrawingArea *bar;
  GtkLabel *clock;
  GtkLabel *next_name;
  RySlideView *next;
  GtkLabel *elapsed;
  GtkLabel *delay;
  GtkMenuButton *screen;
  GtkLabel *screen_words;
  GtkFlowBox *keys;

  RyConsoleTime time;
  double split; /* the border's share of the width */
  int width;
  int notes_points;
  int timer_points;
  guint flash;
  guint n_flashes;
};

G_DEFINE_FINAL_TYPE (RyConsole, ry_console, GTK_TYPE_WINDOW)

enum { ASKED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* What the keys are, and what a finger or a mouse can press instead of them. */
static const struct {
  const char *key;
  const char *words;
  const char *action;
} key_caps[] = {
  { "→", NC_ ("hall", "Next"), "hall.next" },      { "B", N_ ("Black"), "hall.black" },
  { "F", N_ ("Freeze"), "hall.freeze" },           { "Z", N_ ("Zoom"), "hall.zoom" },
  { "P", N_ ("Point"), "hall.pointer" },           { "S", N_ ("Swap screens"), "hall.swap" },
  { "＋", N_ ("Larger notes"), "hall.larger" },    { "−", N_ ("Smaller notes"), "hall.smaller" },
  { "N", N_ ("Next hospital"), "hall.next-talk" },
};

/* ---- Sizes ---- */

static void
set_points (GtkLabel *label, int points, gboolean bold)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_size_new (points * PANGO_SCALE));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_ULTRABOLD));
  gtk_label_set_attributes (label, attributes);
}

static void
show_sizes (RyConsole *self)
{
  g_autofree char *words = g_strdup_printf (_ ("Type %d"), self->notes_points * 4 / 3);

  set_points (self->notes, self->notes_points, FALSE);
  set_points (self->remaining, self->timer_points, TRUE);
  gtk_label_set_text (self->notes_size, words);
}

/* The border keeps its share of the window, and a border that was dragged keeps where it was dragged to. Before the
 * children are laid out: a position that is set afterwards would come a frame late. */
static void
ry_console_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RyConsole *self = RY_CONSOLE (widget);

  if (width != self->width) {
    if (self->width > 0)
      self->split = (double) gtk_paned_get_position (self->paned) / self->width;
    self->width = width;
    gtk_paned_set_position (self->paned, (int) (width * self->split));
  }
  GTK_WIDGET_CLASS (ry_console_parent_class)->size_allocate (widget, width, height, baseline);
}

/* ---- The bar ---- */

static void
draw_bar_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  RyConsole *self = data;
  const RyConsoleTime *time = &self->time;
  double share = time->planned > 0 ? CLAMP ((double) time->elapsed / time->planned, 0, 1) : 0;
  double mark = time->planned > time->bell ? (double) (time->planned - time->bell) / time->planned : 1;
  gboolean over = time->planned > 0 && time->remaining < 0;

  cairo_set_source_rgb (cr, over ? 1 : 0.17, over ? 0.70 : 0.17, over ? 0.48 : 0.22);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_paint (cr);
  if (over) {
    cairo_set_source_rgb (cr, 0.36, 0.125, 0);
    cairo_set_line_width (cr, 5);
    for (double x = -height; x < width; x += 14) {
      cairo_move_to (cr, x, height);
      cairo_line_to (cr, x + height, 0);
    }
    cairo_stroke (cr);
  } else {
    cairo_set_source_rgb (cr, 0.706, 0.737, 1);
    cairo_rectangle (cr, 0, 0, width * share, height);
    cairo_fill (cr);
  }
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, width * mark - 1, 0, 2, height);
  cairo_fill (cr);
}

/* ---- The flash ---- */

static gboolean
flash_cb (gpointer data)
{
  RyConsole *self = data;

  if (--self->n_flashes % 2 == 1)
    gtk_widget_add_css_class (GTK_WIDGET (self), "flash");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "flash");
  if (self->n_flashes > 0)
    return G_SOURCE_CONTINUE;
  self->flash = 0;
  return G_SOURCE_REMOVE;
}

/* ---- Questions ---- */

static void
end_question (RyConsole *self)
{
  gtk_editable_set_text (self->question, "");
  gtk_stack_set_visible_child_name (self->ask, "button");
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

static void
question_activated_cb (RyConsole *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->question)));

  if (*text != '\0')
    g_signal_emit (self, signals[ASKED], 0, text);
  end_question (self);
}

static gboolean
question_pressed_cb (
    GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyConsole *self)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;
  end_question (self);
  return TRUE;
}

/* ---- The window ---- */

static void
add_key (RyConsole *self, guint i)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 7),
            *cap = gtk_label_new (key_caps[i].key);
  const char *words = i == 0 ? C_ ("hall", "Next") : _ (key_caps[i].words);
  g_autofree char *spoken = g_strdup_printf ("%s (%s)", words, key_caps[i].key);

  gtk_widget_add_css_class (cap, "cap");
  gtk_box_append (GTK_BOX (box), cap);
  gtk_box_append (GTK_BOX (box), gtk_label_new (words));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "key");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), key_caps[i].action);
  ry_speech_set_label (button, spoken);
  gtk_flow_box_append (self->keys, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
ry_console_dispose (GObject *object)
{
  g_clear_handle_id (&RY_CONSOLE (object)->flash, g_source_remove);
  G_OBJECT_CLASS (ry_console_parent_class)->dispose (object);
}

static void
ry_console_class_init (RyConsoleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_console_dispose;
  widget_class->size_allocate = ry_console_size_allocate;
  signals[ASKED] =
      g_signal_new ("asked", RY_TYPE_CONSOLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (RY_TYPE_SLIDE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/hall/ry-console.ui");
  gtk_widget_class_bind_template_child (widget_class, RyConsole, banner);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, banner_words);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, paned);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, place);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, number);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, current);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, notes_size);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, notes);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, questions);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, ask);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, question);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, panel);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, caption);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, planned);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, remaining);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, bar);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, clock);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, next_name);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, next);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, elapsed);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, delay);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, screen);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, screen_words);
  gtk_widget_class_bind_template_child (widget_class, RyConsole, keys);
}

static void
ry_console_init (RyConsole *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->split = SPLIT;
  self->notes_points = NOTES_SIZE;
  self->timer_points = TIMER_SIZE;
  for (guint i = 0; i < G_N_ELEMENTS (key_caps); i++)
    add_key (self, i);
  show_sizes (self);
  ry_console_set_questions (self, "");
  gtk_drawing_area_set_draw_func (self->bar, draw_bar_cb, self, NULL);
  /* `activate` comes after an input method's own Enter. */
  g_signal_connect_swapped (self->question, "activate", G_CALLBACK (question_activated_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (question_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->question), keys);
}

RyConsole *
ry_console_new (void)
{
  return g_object_new (RY_TYPE_CONSOLE, NULL);
}

RySlideView *
ry_console_get_current (RyConsole *self)
{
  return self->current;
}

RySlideView *
ry_console_get_next (RyConsole *self)
{
  return self->next;
}

/**
 * ry_console_set_place:
 * @self: a console
 * @place: which talk, whose
 * @number: which of its slides
 * @notes: (nullable): the speaker's notes for it
 *
 * Says where one is.
 */
void
ry_console_set_place (RyConsole *self, const char *place, const char *number, const char *notes)
{
  gtk_label_set_text (self->place, place);
  gtk_label_set_text (self->number, number);
  gtk_label_set_text (self->notes, notes != NULL ? notes : "");
}

void
ry_console_set_next (RyConsole *self, const char *name)
{
  gtk_label_set_text (self->next_name, name);
}

static char *
format_delay (int seconds)
{
  int length = ABS (seconds);

  if (length < 5)
    return g_strdup (C_ ("hall", "On time"));
  if (seconds > 0)
    return g_strdup_printf (_ ("All: %d min %d s late"), length / 60, length % 60);
  return g_strdup_printf (_ ("All: %d min %d s early"), length / 60, length % 60);
}

static void
show_remaining (RyConsole *self, gboolean over)
{
  g_autofree char *planned = over ? g_strdup (_ ("The next speaker is waiting"))
                             : !self->time.ticking
                                 ? g_strdup_printf (_ ("of %d min, the clock stands"), self->time.planned / 60)
                                 : g_strdup_printf (_ ("of %d min"), self->time.planned / 60);
  g_autofree char *remaining = self->time.planned > 0 ? ry_show_format_clock (self->time.remaining) : g_strdup ("–");

  gtk_label_set_text (self->caption, over ? _ ("Overtime") : _ ("Left"));
  gtk_label_set_text (self->planned, planned);
  gtk_label_set_text (self->remaining, remaining);
  if (over)
    gtk_widget_add_css_class (self->panel, "over");
  else
    gtk_widget_remove_css_class (self->panel, "over");
}

/**
 * ry_console_set_time:
 * @self: a console
 * @time: what the clocks say
 *
 * Shows it; called several times a second, it draws only what changed.
 */
void
ry_console_set_time (RyConsole *self, const RyConsoleTime *time)
{
  g_autofree char *elapsed = ry_show_format_clock (time->elapsed);
  g_autofree char *words = g_strdup_printf (_ ("Elapsed %s"), elapsed);
  g_autofree char *delay = format_delay (time->delay);
  gboolean moved = self->time.elapsed != time->elapsed || self->time.planned != time->planned;

  self->time = *time;
  self->time.clock = NULL;
  show_remaining (self, time->planned > 0 && time->remaining < 0);
  gtk_label_set_text (self->elapsed, words);
  gtk_label_set_text (self->delay, delay);
  gtk_label_set_text (self->clock, time->clock);
  if (moved)
    gtk_widget_queue_draw (GTK_WIDGET (self->bar));
}

void
ry_console_set_questions (RyConsole *self, const char *words)
{
  gtk_label_set_text (self->questions, *words != '\0' ? words : _ ("No questions from the hall yet"));
}

/**
 * ry_console_set_screen:
 * @self: a console
 * @words: which screen the hall sees
 * @menu: which there are
 *
 * Names the hall's screen.
 */
void
ry_console_set_screen (RyConsole *self, const char *words, GMenuModel *menu)
{
  gtk_label_set_text (self->screen_words, words);
  gtk_menu_button_set_menu_model (self->screen, menu);
  ry_speech_set_label (GTK_WIDGET (self->screen), words);
}

/**
 * ry_console_set_banner:
 * @self: a console
 * @words: (nullable): what went wrong and what to do, %NULL for nothing
 *
 * Says it without being in the way.
 */
void
ry_console_set_banner (RyConsole *self, const char *words)
{
  if (words != NULL)
    gtk_label_set_text (self->banner_words, words);
  gtk_revealer_set_reveal_child (self->banner, words != NULL);
}

void
ry_console_begin_question (RyConsole *self)
{
  gtk_stack_set_visible_child_name (self->ask, "entry");
  gtk_widget_grab_focus (GTK_WIDGET (self->question));
}

void
ry_console_resize_notes (RyConsole *self, int step)
{
  self->notes_points = CLAMP (self->notes_points + 2 * step, 9, 60);
  show_sizes (self);
}

void
ry_console_resize_timer (RyConsole *self, int step)
{
  self->timer_points = CLAMP (self->timer_points + 8 * step, 21, 141);
  show_sizes (self);
}

/**
 * ry_console_move_split:
 * @self: a console
 * @direction: 1 gives the slide and the notes more room
 *
 * Moves the border between both halves.
 */
void
ry_console_move_split (RyConsole *self, int direction)
{
  if (self->width == 0)
    return;
  self->split =
      CLAMP ((double) gtk_paned_get_position (self->paned) / self->width + direction * SPLIT_STEP, 0.35, 0.78);
  gtk_paned_set_position (self->paned, (int) (self->width * self->split));
}

/**
 * ry_console_flash:
 * @self: a console
 *
 * The bell that is seen.
 */
void
ry_console_flash (RyConsole *self)
{
  self->n_flashes = FLASHES;
  if (self->flash == 0)
    self->flash = g_timeout_add (FLASH_MS, flash_cb, self);
}
