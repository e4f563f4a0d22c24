/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyPresenter: its life, and what is shown. What is wanted ahead: the present slide, the next, the one before, the one
 * after the next; and what the hall keeps seeing while it is frozen.
 */
#include "ry-presenter-private.h"

#include <glib/gi18n.h>

#include "ry-bell.h"
#include "ry-json.h"
#include "ry-undo-stack.h"
#include "ry-window.h"

#define TICK_MS 200

G_DEFINE_FINAL_TYPE (RyPresenter, ry_presenter, G_TYPE_OBJECT)

enum { ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

double
_ry_presenter_now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static RyTalk *
get_talk (RyPresenter *self, guint position)
{
  return ry_show_get_talk (ry_slide_deck_get_show (self->deck), position);
}

/* ---- What is seen ---- */

static void
want_slides (RyPresenter *self, const RyShowView *view)
{
  RySlidePlace places[5] = { { view->talk, view->slide },
                             { ry_show_run_get_talk (self->run), ry_show_run_get_slide (self->run) } };
  guint n = 2, talk, slide;

  if (ry_show_run_peek_next (self->run, &talk, &slide)) {
    places[n++] = (RySlidePlace){ talk, slide };
    if (slide + 1 < ry_show_run_get_n_slides (self->run, talk))
      places[n++] = (RySlidePlace){ talk, slide + 1 };
  }
  if (ry_show_run_peek_previous (self->run, &talk, &slide))
    places[n++] = (RySlidePlace){ talk, slide };
  ry_slide_cache_want (self->cache, places, n);
}

static void
put_slide (RyPresenter *self, RySlideView *view, guint talk, guint slide, const char *format)
{
  RyStill *still = ry_slide_cache_get (self->cache, talk, slide);
  const char *words = ry_slide_cache_get_words (self->cache, talk, slide);
  g_autofree char *spoken = g_strdup_printf (format, words != NULL ? words : "");

  if (still == NULL)
    return;
  ry_slide_view_set_still (view, still);
  ry_slide_view_set_words (view, spoken);
}

static void
show_hall (RyPresenter *self, const RyShowView *view)
{
  put_slide (self, self->hall, view->talk, view->slide, "%s");
  ry_slide_view_set_cover (self->hall, view->cover);
  ry_slide_view_set_zoom (self->hall, view->zoom, view->x, view->y);
  ry_slide_view_set_pointer (self->hall, self->pointing, self->pointer_x, self->pointer_y);
}

static char *
format_place (RyPresenter *self, RyTalk *talk)
{
  RyShow *show = ry_slide_deck_get_show (self->deck);
  g_autofree char *speaker = ry_talk_dup_speaker (talk);

  if (talk->number == 0)
    return g_strdup (talk->name);
  return g_strdup_printf ("%u／%u　%s%s%s", talk->number, show->n_talks, talk->name, *speaker != '\0' ? "　" : "",
                          speaker);
}

static char *
format_number (RyPresenter *self, const RyShowView *view)
{
  guint talk = ry_show_run_get_talk (self->run);
  g_autofree char *number = g_strdup_printf (_ ("Slide %u／%u"), ry_show_run_get_slide (self->run) + 1,
                                             ry_show_run_get_n_slides (self->run, talk));
  const char *state = view->cover == RY_COVER_BLACK        ? _ ("hall: black")
                      : view->cover == RY_COVER_WHITE      ? _ ("hall: white")
                      : ry_show_run_get_frozen (self->run) ? _ ("hall: frozen")
                                                           : NULL;

  return state != NULL ? g_strdup_printf ("%s　%s", state, number) : g_steal_pointer (&number);
}

/* What the small picture shows, and who comes after. */
static void
show_next_name (RyPresenter *self, gboolean same_talk, guint slide, RyTalk *after)
{
  g_autofree char *words = NULL;

  if (!same_talk)
    words = g_strdup (after != NULL ? after->name : _ ("The end"));
  else if (after != NULL)
    words = g_strdup_printf (_ ("Slide %u, then %s"), slide + 1, after->name);
  else
    words = g_strdup_printf (_ ("Slide %u, then the end"), slide + 1);
  ry_console_set_next (self->console, words);
}

static void
show_console (RyPresenter *self, const RyShowView *view)
{
  guint position = ry_show_run_get_talk (self->run), slide = ry_show_run_get_slide (self->run), next_talk, next_slide;
  RyTalk *talk = get_talk (self, position);
  g_autofree char *place = format_place (self, talk), *number = format_number (self, view),
                  *notes = ry_talk_dup_notes (talk, slide > 0 ? slide - 1 : 0);
  gboolean more = ry_show_run_peek_next (self->run, &next_talk, &next_slide);
  RyTalk *after = get_talk (self, position + 1);

  ry_console_set_place (self->console, place, number, notes);
  gtk_label_set_text (self->held_words, notes != NULL ? notes : _ ("No notes"));
  put_slide (self, ry_console_get_current (self->console), position, slide, _ ("Now: %s"));
  ry_slide_view_set_zoom (ry_console_get_current (self->console), view->zoom, view->x, view->y);
  ry_slide_view_set_pointer (ry_console_get_current (self->console), self->pointing, self->pointer_x, self->pointer_y);
  ry_slide_view_set_cover (ry_console_get_next (self->console), more ? RY_COVER_NONE : RY_COVER_BLACK);
  if (more)
    put_slide (self, ry_console_get_next (self->console), next_talk, next_slide, C_ ("hall", "Next: %s"));
  show_next_name (self, more && next_talk == position, next_slide, after);
}

static gboolean
follow_cb (gpointer data)
{
  RyPresenter *self = data;
  RyShowView view;

  self->follow = 0;
  ry_show_run_get_view (self->run, &view);
  show_console (self, &view);
  _ry_presenter_show_time (self);
  _ry_presenter_show_questions (self);
  return G_SOURCE_REMOVE;
}

/* The hall first, and the console when that frame is out: an idle source comes after what is to be drawn. */
void
_ry_presenter_show (RyPresenter *self)
{
  RyShowView view;

  if (self->ended)
    return;
  ry_show_run_get_view (self->run, &view);
  want_slides (self, &view);
  show_hall (self, &view);
  if (self->follow == 0)
    self->follow = g_idle_add (follow_cb, self);
}

/* ---- Time ---- */

static void
show_timer (RyPresenter *self, int remaining, gboolean spoken)
{
  gboolean over = remaining < 0;
  g_autofree char *clock = ry_show_format_clock (remaining);
  g_autofree char *words = over ? g_strdup (_ ("Time is up")) : g_strdup_printf (_ ("%s left"), clock);

  ry_slide_view_set_timer (self->hall, self->timer && spoken ? words : NULL, over);
}

void
_ry_presenter_show_time (RyPresenter *self)
{
  double now = _ry_presenter_now ();
  g_autoptr (GDateTime) wall = g_date_time_new_now_local ();
  g_autofree char *clock = g_date_time_format (wall, "%-H:%M");
  guint position = ry_show_run_get_talk (self->run);
  RyTalk *talk = get_talk (self, position);
  int second = (g_date_time_get_hour (wall) * 60 + g_date_time_get_minute (wall)) * 60 + g_date_time_get_second (wall);
  const RyConsoleTime time = { .remaining = ry_show_run_get_remaining (self->run, now),
                               .planned = talk->minutes * 60,
                               .elapsed = ry_show_run_get_elapsed (self->run, position, now),
                               .delay = ry_show_run_get_delay (self->run, now, second),
                               .bell = ry_slide_deck_get_show (self->deck)->bell,
                               .ticking = ry_show_run_get_ticking (self->run),
                               .clock = clock };

  ry_console_set_time (self->console, &time);
  show_timer (self, time.remaining,
              talk->type == RY_TALK_TALK && talk->minutes > 0 && ry_show_run_get_slide (self->run) > 0);
}

/* A bell that nobody can hear is said: the speaker would wait for it. */
static void
rung_cb (gboolean sounded, gpointer data)
{
  g_autoptr (RyPresenter) self = data;

  if (!sounded && !self->ended && !self->lost)
    ry_console_set_banner (self->console, _ ("This computer makes no sound. The frame flashes instead of the bell."));
}

static gboolean
tick_cb (gpointer data)
{
  RyPresenter *self = data;
  RyShowRing ring = ry_show_run_tick (self->run, _ry_presenter_now ());

  _ry_presenter_show_time (self);
  if (ring != RY_SHOW_QUIET) {
    ry_console_flash (self->console);
    if (self->bell)
      ry_bell_ring (ring == RY_SHOW_RING_END ? 2 : 1, rung_cb, g_object_ref (self));
  }
  return G_SOURCE_CONTINUE;
}

/* ---- What is left of it ---- */

static JsonObject *
note_times (RyPresenter *self, RyDocument *document)
{
  g_autoptr (JsonObject) content = ry_document_dup_root (document);
  double now = _ry_presenter_now ();
  gboolean changed = FALSE;

  for (guint i = 0; i < ry_slide_deck_get_n_talks (self->deck); i++) {
    RyTalk *talk = get_talk (self, i);
    JsonObject *element = ry_show_get_element (content, talk->key);
    int took = ry_show_run_get_elapsed (self->run, i, now);

    if (element == NULL || talk->type != RY_TALK_TALK || took < 20) /* a talk that was leafed through was not held */
      continue;
    json_object_set_int_member (element, "took", took);
    changed = TRUE;
  }
  return changed ? g_steal_pointer (&content) : NULL;
}

static void
keep_times (RyPresenter *self)
{
  const char *id = ry_slide_deck_get_show (self->deck)->id;
  g_autoptr (RyDocument) document =
      self->workspace != NULL && id != NULL ? ry_workspace_get (self->workspace, id, NULL) : NULL;
  JsonObject *content = document != NULL ? note_times (self, document) : NULL;

  if (content == NULL)
    return;
  if (RY_IS_WINDOW (self->parent) && ry_workspace_offers (self->workspace, RY_VERB_EDIT, "show", document, NULL)) {
    GPtrArray *edits = ry_edits_new_with (ry_edit_new (id, document, content), NULL);
    ry_window_commit (RY_WINDOW (self->parent), edits, _ ("Noted how long the talks took"));
  } else
    json_object_unref (content);
}

/* ---- Its life ---- */

static void
rendered_cb (RyPresenter *self)
{
  _ry_presenter_show (self);
}

static void
asked_cb (RyPresenter *self, const char *text)
{
  _ry_presenter_take_question (self, text);
}

static gboolean
close_cb (GtkWindow *window, RyPresenter *self)
{
  if (!self->ended)
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), "end", NULL);
  return !self->ended;
}

static void
create_stage (RyPresenter *self)
{
  GtkWidget *overlay = gtk_overlay_new (), *words = gtk_label_new (NULL),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->hall = g_object_new (RY_TYPE_SLIDE_VIEW, "focusable", TRUE, NULL);
  self->held = box;
  self->held_words = GTK_LABEL (words);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_add_css_class (words, "title-2");
  gtk_widget_add_css_class (box, "ry-held-notes");
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_set_valign (box, GTK_ALIGN_END);
  gtk_widget_set_visible (box, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->hall));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), box);
  self->stage =
      ry_full_screen_new (GTK_WINDOW (self->console), _ ("Slide for the Hall"), overlay, _ ("Slides are shown"));
  gtk_widget_add_css_class (GTK_WIDGET (self->stage), "ry-stage-ground");
  g_signal_connect (self->stage, "close-request", G_CALLBACK (close_cb), self);
}

static void
create_windows (RyPresenter *self)
{
  self->console = ry_console_new ();
  gtk_window_set_application (GTK_WINDOW (self->console), self->application);
  gtk_widget_set_focusable (GTK_WIDGET (ry_console_get_current (self->console)), TRUE);
  g_signal_connect_swapped (self->console, "asked", G_CALLBACK (asked_cb), self);
  g_signal_connect (self->console, "close-request", G_CALLBACK (close_cb), self);
  create_stage (self);
}

static void
ry_presenter_dispose (GObject *object)
{
  RyPresenter *self = RY_PRESENTER (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_handle_id (&self->follow, g_source_remove);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->cache);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ry_presenter_parent_class)->dispose (object);
}

static void
ry_presenter_finalize (GObject *object)
{
  RyPresenter *self = RY_PRESENTER (object);

  g_clear_pointer (&self->run, ry_show_run_free);
  g_clear_pointer (&self->deck, ry_slide_deck_unref);
  g_clear_object (&self->workspace);
  g_ptr_array_unref (self->questions);
  g_free (self->path);
  g_free (self->wanted);
  g_free (self->own);
  g_free (self->hall_on);
  G_OBJECT_CLASS (ry_presenter_parent_class)->finalize (object);
}

static void
ry_presenter_class_init (RyPresenterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_presenter_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_presenter_finalize;
  signals[ENDED] = g_signal_new ("ended", RY_TYPE_PRESENTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_presenter_init (RyPresenter *self)
{
  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->bell = TRUE;
}

static RyShowRun *
create_run (RySlideDeck *deck)
{
  guint n = ry_slide_deck_get_n_talks (deck);
  g_autofree guint *n_slides = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    n_slides[i] = ry_slide_deck_get_n_slides (deck, i);
  return ry_show_run_new (ry_slide_deck_get_show (deck), n_slides);
}

/**
 * ry_presenter_start:
 * @application: the program
 * @parent: (nullable): the window it was started from
 * @deck: the slides; of one talk at least
 * @workspace: (nullable): the records; %NULL for a pack
 * @path: (nullable): the pack
 *
 * Opens both windows at the first slide. The reference that is returned goes when it has ended.
 *
 * Returns: (transfer none): what presents
 */
RyPresenter *
ry_presenter_start (
    GtkApplication *application, GtkWindow *parent, RySlideDeck *deck, RyWorkspace *workspace, const char *path)
{
  RyPresenter *self = g_object_new (RY_TYPE_PRESENTER, NULL);

  self->application = application;
  g_set_weak_pointer (&self->parent, parent);
  self->deck = ry_slide_deck_ref (deck);
  self->workspace = workspace != NULL ? g_object_ref (workspace) : NULL;
  self->path = g_strdup (path);
  self->run = create_run (deck);
  self->cache = ry_slide_cache_new (deck, (int) RY_SLIDE_WIDTH, (int) RY_SLIDE_HEIGHT);
  g_signal_connect_swapped (self->cache, "rendered", G_CALLBACK (rendered_cb), self);
  create_windows (self);
  _ry_presenter_setup_keys (self);
  _ry_presenter_setup_screens (self);
  self->tick = g_timeout_add (TICK_MS, tick_cb, self);
  _ry_presenter_show (self);
  return self;
}

/**
 * ry_presenter_end:
 * @self: what presents
 *
 * Closes both windows, and notes how long the talks took.
 */
void
ry_presenter_end (RyPresenter *self)
{
  if (self->ended)
    return;
  keep_times (self);
  self->ended = TRUE;
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->follow, g_source_remove);
  gtk_window_destroy (GTK_WINDOW (self->stage));
  gtk_window_destroy (GTK_WINDOW (self->console));
  if (self->parent != NULL)
    gtk_window_present (self->parent);
  g_signal_emit (self, signals[ENDED], 0);
  g_object_unref (self);
}
