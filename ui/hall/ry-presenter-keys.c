/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The presenter's keys: of a keyboard and of a clicker, in either window. Clickers send PageUp and PageDown, B or a
 * full stop, F5 and Esc; an Esc that a clicker sends by mistake must not end a talk, so it first undoes what lies over
 * the slide and then asks.
 */
#include "ry-presenter-private.h"

#include <glib/gi18n.h>

typedef struct {
  guint keyval;
  GdkModifierType state;
  const char *action;
} KeyBinding;

static const KeyBinding bindings[] = {
  { GDK_KEY_Right, 0, "next" },
  { GDK_KEY_Down, 0, "next" },
  { GDK_KEY_Page_Down, 0, "next" },
  { GDK_KEY_KP_Page_Down, 0, "next" },
  { GDK_KEY_space, 0, "next" },
  { GDK_KEY_Return, 0, "next" },
  { GDK_KEY_KP_Enter, 0, "next" },
  { GDK_KEY_Left, 0, "previous" },
  { GDK_KEY_Up, 0, "previous" },
  { GDK_KEY_Page_Up, 0, "previous" },
  { GDK_KEY_KP_Page_Up, 0, "previous" },
  { GDK_KEY_BackSpace, 0, "previous" },
  { GDK_KEY_Home, 0, "first" },
  { GDK_KEY_End, 0, "last" },
  { GDK_KEY_b, 0, "black" },
  { GDK_KEY_period, 0, "black" },
  { GDK_KEY_w, 0, "white" },
  { GDK_KEY_comma, 0, "white" },
  { GDK_KEY_f, 0, "freeze" },
  { GDK_KEY_z, 0, "zoom" },
  { GDK_KEY_z, GDK_SHIFT_MASK, "zoom-out" },
  { GDK_KEY_p, 0, "pointer" },
  { GDK_KEY_s, 0, "swap" },
  { GDK_KEY_q, 0, "question" },
  { GDK_KEY_n, 0, "next-talk" },
  { GDK_KEY_n, GDK_SHIFT_MASK, "previous-talk" },
  { GDK_KEY_t, 0, "clock" },
  { GDK_KEY_t, GDK_SHIFT_MASK, "reset-clock" },
  { GDK_KEY_plus, 0, "larger" },
  { GDK_KEY_equal, 0, "larger" },
  { GDK_KEY_KP_Add, 0, "larger" },
  { GDK_KEY_minus, 0, "smaller" },
  { GDK_KEY_KP_Subtract, 0, "smaller" },
  { GDK_KEY_plus, GDK_CONTROL_MASK, "timer-larger" },
  { GDK_KEY_equal, GDK_CONTROL_MASK, "timer-larger" },
  { GDK_KEY_semicolon, GDK_CONTROL_MASK, "timer-larger" },
  { GDK_KEY_minus, GDK_CONTROL_MASK, "timer-smaller" },
  { GDK_KEY_F7, 0, "split-left" },
  { GDK_KEY_F8, 0, "split-right" },
  { GDK_KEY_a, 0, "timer" },
  { GDK_KEY_F5, 0, "uncover" },
  { GDK_KEY_F5, GDK_SHIFT_MASK, "uncover" },
  { GDK_KEY_Escape, 0, "escape" },
  { GDK_KEY_F11, 0, "fullscreen" },
  { GDK_KEY_Left, GDK_SHIFT_MASK, "pan-left" },
  { GDK_KEY_Right, GDK_SHIFT_MASK, "pan-right" },
  { GDK_KEY_Up, GDK_SHIFT_MASK, "pan-up" },
  { GDK_KEY_Down, GDK_SHIFT_MASK, "pan-down" },
};

#define PAN 0.12

/* ---- Going on ---- */

static void
move (RyPresenter *self, gboolean (*step) (RyShowRun *run, double now))
{
  guint before = ry_show_run_get_talk (self->run);

  step (self->run, _ry_presenter_now ());
  /* A live picture that was left is made anew when one comes back; the one that is shown stays as it is. */
  if (ry_show_run_get_talk (self->run) != before && !ry_show_run_get_frozen (self->run))
    ry_slide_deck_renew (self->deck, before);
  _ry_presenter_show (self);
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, ry_show_run_next);
}

static void
previous_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, ry_show_run_previous);
}

static void
next_talk_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, ry_show_run_next_talk);
}

static void
previous_talk_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, ry_show_run_previous_talk);
}

static gboolean
go_first (RyShowRun *run, double now)
{
  return ry_show_run_go_to (run, ry_show_run_get_talk (run), 0, now);
}

static gboolean
go_last (RyShowRun *run, double now)
{
  guint talk = ry_show_run_get_talk (run);

  return ry_show_run_go_to (run, talk, ry_show_run_get_n_slides (run, talk) - 1, now);
}

static void
first_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, go_first);
}

static void
last_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, go_last);
}

/* ---- What lies over the slide ---- */

static void
black_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_show_run_toggle_cover (((RyPresenter *) data)->run, RY_COVER_BLACK);
  _ry_presenter_show (data);
}

static void
white_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_show_run_toggle_cover (((RyPresenter *) data)->run, RY_COVER_WHITE);
  _ry_presenter_show (data);
}

static void
freeze_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_show_run_toggle_freeze (((RyPresenter *) data)->run);
  _ry_presenter_show (data);
}

static void
zoom_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyPresenter *self = data;

  ry_show_run_zoom (self->run, 1);
  if (self->pointing)
    ry_show_run_look_at (self->run, self->pointer_x, self->pointer_y);
  _ry_presenter_show (self);
}

static void
zoom_out_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_show_run_zoom (((RyPresenter *) data)->run, -1);
  _ry_presenter_show (data);
}

static void
pan_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyPresenter *self = data;
  const char *way = g_action_get_name (G_ACTION (action)) + strlen ("pan-");
  RyShowView view;

  ry_show_run_get_view (self->run, &view);
  view.x += g_str_equal (way, "left") ? -PAN : g_str_equal (way, "right") ? PAN : 0;
  view.y += g_str_equal (way, "up") ? -PAN : g_str_equal (way, "down") ? PAN : 0;
  ry_show_run_look_at (self->run, view.x, view.y);
  _ry_presenter_show (self);
}

static void
pointer_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyPresenter *self = data;

  self->pointing = !self->pointing;
  if (self->pointing && self->pointer_x == 0 && self->pointer_y == 0)
    self->pointer_x = self->pointer_y = 0.5;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->hall), self->pointing ? "none" : NULL);
  _ry_presenter_show (self);
}

/* Whether anything lay over the slide. */
static gboolean
uncover (RyPresenter *self)
{
  RyShowView view;
  gboolean covered;

  ry_show_run_get_view (self->run, &view);
  covered = view.cover != RY_COVER_NONE || view.zoom > 1 || self->pointing || ry_show_run_get_frozen (self->run);
  if (view.cover != RY_COVER_NONE)
    ry_show_run_toggle_cover (self->run, view.cover);
  if (ry_show_run_get_frozen (self->run))
    ry_show_run_toggle_freeze (self->run);
  ry_show_run_zoom (self->run, 0);
  if (self->pointing)
    pointer_cb (NULL, NULL, self);
  _ry_presenter_show (self);
  return covered;
}

static void
uncover_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  uncover (data);
}

/* ---- The end ---- */

static gboolean
end_idle_cb (gpointer data)
{
  ry_presenter_end (data);
  return G_SOURCE_REMOVE;
}

/* Not at once: the dialog still looks at the window that would go. */
static void
answered_cb (AdwMessageDialog *dialog, const char *response, RyPresenter *self)
{
  if (g_str_equal (response, "end"))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, end_idle_cb, g_object_ref (self), g_object_unref);
}

static GtkWindow *
get_front (RyPresenter *self)
{
  return self->two || self->lost || self->console_front ? GTK_WINDOW (self->console) : GTK_WINDOW (self->stage);
}

static void
end_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyPresenter *self = data;
  GtkWidget *dialog = adw_message_dialog_new (get_front (self), _ ("End the Presentation?"),
                                              _ ("Questions from the hall are kept, and how long each talk took."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("_Go On"), "end", _ ("_End"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "end", ADW_RESPONSE_SUGGESTED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
escape_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!uncover (data))
    end_cb (NULL, NULL, data);
}

/* ---- The console ---- */

static void
size_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyPresenter *self = data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "larger") || g_str_equal (name, "smaller"))
    ry_console_resize_notes (self->console, g_str_equal (name, "larger") ? 1 : -1);
  else if (g_str_equal (name, "timer-larger") || g_str_equal (name, "timer-smaller"))
    ry_console_resize_timer (self->console, g_str_equal (name, "timer-larger") ? 1 : -1);
  else
    ry_console_move_split (self->console, g_str_equal (name, "split-right") ? 1 : -1);
}

static void
question_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyPresenter *self = data;

  if (!self->two && !self->lost && !self->console_front)
    _ry_presenter_swap (self); /* the hall does not watch somebody type */
  ry_console_begin_question (self->console);
}

static void
clock_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_show_run_toggle_clock (((RyPresenter *) data)->run, _ry_presenter_now ());
  _ry_presenter_show_time (data);
}

static void
reset_clock_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_show_run_reset_clock (((RyPresenter *) data)->run, _ry_presenter_now ());
  _ry_presenter_show_time (data);
}

static void
timer_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  g_simple_action_set_state (action, state);
  ((RyPresenter *) data)->timer = g_variant_get_boolean (state);
  _ry_presenter_show (data);
}

static void
bell_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  g_simple_action_set_state (action, state);
  ((RyPresenter *) data)->bell = g_variant_get_boolean (state);
}

static void
swap_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _ry_presenter_swap (data);
}

static void
screen_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  _ry_presenter_choose_screen (data, g_variant_get_string (parameter, NULL));
}

static void
fullscreen_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *console = GTK_WINDOW (((RyPresenter *) data)->console);

  if (gtk_window_is_fullscreen (console))
    gtk_window_unfullscreen (console);
  else
    gtk_window_fullscreen (console);
}

/* ---- Keys ---- */

static const char *
find_action (guint keyval, GdkModifierType state)
{
  GdkModifierType wanted = state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK);
  guint lower = gdk_keyval_to_lower (keyval);

  /* What is only reached with Shift on some keyboards, as ＋ is, counts without it; so does a letter under Caps Lock.
   */
  if (!g_unichar_isalpha (gdk_keyval_to_unicode (keyval)) && gdk_keyval_to_unicode (keyval) > ' ')
    wanted &= ~GDK_SHIFT_MASK;
  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    if (bindings[i].keyval == lower && bindings[i].state == wanted)
      return bindings[i].action;
  return NULL;
}

/* In a menu all keys are the menu's; on a button Space and Enter press it; in the question everything is typed but what
 * a clicker sends: somebody else may be speaking. */
static gboolean
belongs_to_focus (RyPresenter *self, GtkWindow *window, guint keyval)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (focus == NULL)
    return FALSE;
  if (gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return TRUE;
  if (GTK_IS_TEXT (focus) || GTK_IS_EDITABLE (focus))
    return keyval != GDK_KEY_Page_Down && keyval != GDK_KEY_Page_Up;
  return GTK_IS_BUTTON (focus) && (keyval == GDK_KEY_space || keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter);
}

static gboolean
pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyPresenter *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
  const char *action = find_action (keyval, state);

  if (belongs_to_focus (self, window, keyval) || action == NULL)
    return FALSE;
  if (g_str_equal (action, "next-talk") && window == GTK_WINDOW (self->stage) && !self->two) {
    gtk_widget_set_visible (self->held, TRUE);
    return TRUE;
  }
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), action, NULL);
  return TRUE;
}

static void
released_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyPresenter *self)
{
  if (gdk_keyval_to_lower (keyval) == GDK_KEY_n)
    gtk_widget_set_visible (self->held, FALSE);
}

static void
add_keys (RyPresenter *self, GtkWidget *window)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (released_cb), self, 0);
  gtk_widget_add_controller (window, keys);
  gtk_widget_insert_action_group (window, "hall", G_ACTION_GROUP (self->actions));
}

/* ---- The mouse ---- */

static void
moved_cb (GtkEventControllerMotion *controller, double x, double y, RyPresenter *self)
{
  RySlideView *view = RY_SLIDE_VIEW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
  double slide_x, slide_y;

  if (!self->pointing || !ry_slide_view_find_point (view, x, y, &slide_x, &slide_y))
    return;
  self->pointer_x = slide_x;
  self->pointer_y = slide_y;
  ry_slide_view_set_pointer (self->hall, TRUE, slide_x, slide_y);
  ry_slide_view_set_pointer (ry_console_get_current (self->console), TRUE, slide_x, slide_y);
}

/* A click goes on, as everywhere; where the slide is enlarged it chooses what is in the middle. */
static void
clicked_cb (GtkGestureClick *gesture, int n_press, double x, double y, RyPresenter *self)
{
  RySlideView *view = RY_SLIDE_VIEW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
  double slide_x, slide_y;
  RyShowView shown;

  ry_show_run_get_view (self->run, &shown);
  if (shown.zoom > 1 && ry_slide_view_find_point (view, x, y, &slide_x, &slide_y)) {
    ry_show_run_look_at (self->run, slide_x, slide_y);
    _ry_presenter_show (self);
  } else if (!self->pointing)
    g_action_group_activate_action (G_ACTION_GROUP (self->actions),
                                    gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) ==
                                            GDK_BUTTON_SECONDARY
                                        ? "previous"
                                        : "next",
                                    NULL);
}

static void
add_mouse (RyPresenter *self, RySlideView *view)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (motion, "motion", G_CALLBACK (moved_cb), self, 0);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_object (click, "released", G_CALLBACK (clicked_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (view), motion);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
}

void
_ry_presenter_setup_keys (RyPresenter *self)
{
  static const GActionEntry entries[] = {
    { "next", next_cb },
    { "previous", previous_cb },
    { "next-talk", next_talk_cb },
    { "previous-talk", previous_talk_cb },
    { "first", first_cb },
    { "last", last_cb },
    { "black", black_cb },
    { "white", white_cb },
    { "freeze", freeze_cb },
    { "zoom", zoom_cb },
    { "zoom-out", zoom_out_cb },
    { "pan-left", pan_cb },
    { "pan-right", pan_cb },
    { "pan-up", pan_cb },
    { "pan-down", pan_cb },
    { "pointer", pointer_cb },
    { "swap", swap_cb },
    { "question", question_cb },
    { "clock", clock_cb },
    { "reset-clock", reset_clock_cb },
    { "larger", size_cb },
    { "smaller", size_cb },
    { "timer-larger", size_cb },
    { "timer-smaller", size_cb },
    { "split-left", size_cb },
    { "split-right", size_cb },
    { "uncover", uncover_cb },
    { "escape", escape_cb },
    { "end", end_cb },
    { "fullscreen", fullscreen_cb },
    { "screen", screen_cb, "s" },
    { "timer", NULL, NULL, "false", timer_cb },
    { "bell", NULL, NULL, "true", bell_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  add_keys (self, GTK_WIDGET (self->console));
  add_keys (self, GTK_WIDGET (self->stage));
  add_mouse (self, self->hall);
  add_mouse (self, ry_console_get_current (self->console));
}
