/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keys of the minutes must not be taken from an input method: F6 to F8 turn a composition into hiragana and
 * katakana. So they are bindings of the class, which GTK tries after the input method. Where GtkTextView has a
 * binding of its own that comes first (F7, Ctrl+PgUp), its signal is taken over; Ctrl+Enter, which it takes for
 * a plain Enter, is caught before it, but only while nothing is being composed.
 */
#include "ry-block-text.h"

#include <string.h>

struct _RyBlockText {
  GtkTextView parent_instance;

  int width;
  guint idle;
  gboolean composing;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (RyBlockText, ry_block_text, GTK_TYPE_TEXT_VIEW)

enum { COMMAND, TYPED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* How many bytes two texts share at the start, in whole characters. */
static gsize
count_common_start (const char *a, const char *b)
{
  gsize n = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  while (n > 0 && ((guchar) a[n] & 0xc0) == 0x80)
    n--;
  return n;
}

static gsize
count_common_end (const char *a, const char *b, gsize limit)
{
  gsize length_a = strlen (a), length_b = strlen (b), n = 0;

  while (n < limit && a[length_a - n - 1] == b[length_b - n - 1])
    n++;
  while (n > 0 && ((guchar) a[length_a - n] & 0xc0) == 0x80)
    n--;
  return n;
}

static gboolean
send_command (RyBlockText *self, const char *word)
{
  g_signal_emit (self, signals[COMMAND], 0, word);
  return TRUE;
}

static gboolean
command_cb (GtkWidget *widget, GVariant *word, gpointer data)
{
  return send_command (RY_BLOCK_TEXT (widget), g_variant_get_string (word, NULL));
}

static void
toggle_cursor_visible_cb (GtkTextView *view)
{
  send_command (RY_BLOCK_TEXT (view), "decision");
}

static gboolean
key_pressed_cb (RyBlockText *self, guint key, guint code, GdkModifierType modifiers)
{
  if (self->composing || (modifiers & GDK_CONTROL_MASK) == 0)
    return FALSE;
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
    return FALSE;
  return send_command (self, "another");
}

static void
preedit_changed_cb (RyBlockText *self, const char *preedit)
{
  self->composing = preedit != NULL && *preedit != '\0';
}

static gboolean
fit_cb (gpointer data)
{
  RY_BLOCK_TEXT (data)->idle = 0;
  gtk_widget_queue_resize (data);
  return G_SOURCE_REMOVE;
}

/* GTK 4.8 lays a text out in an idle call and does not always ask for the height it found. This asks after it. */
static void
fit_height (RyBlockText *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (GTK_TEXT_VIEW_PRIORITY_VALIDATE + 1, fit_cb, self, NULL);
}

static void
buffer_changed_cb (RyBlockText *self)
{
  fit_height (self);
  if (!self->setting)
    g_signal_emit (self, signals[TYPED], 0);
}

static void
ry_block_text_move_cursor (GtkTextView *view, GtkMovementStep step, int count, gboolean extend)
{
  if (step == GTK_MOVEMENT_HORIZONTAL_PAGES)
    send_command (RY_BLOCK_TEXT (view), count < 0 ? "item-up" : "item-down");
  else
    GTK_TEXT_VIEW_CLASS (ry_block_text_parent_class)->move_cursor (view, step, count, extend);
}

static void
ry_block_text_backspace (GtkTextView *view)
{
  if (ry_block_text_is_empty (RY_BLOCK_TEXT (view)))
    send_command (RY_BLOCK_TEXT (view), "remove");
  else
    GTK_TEXT_VIEW_CLASS (ry_block_text_parent_class)->backspace (view);
}

static void
ry_block_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RyBlockText *self = RY_BLOCK_TEXT (widget);

  GTK_WIDGET_CLASS (ry_block_text_parent_class)->size_allocate (widget, width, height, baseline);
  if (width != self->width)
    fit_height (self);
  self->width = width;
}

static void
ry_block_text_dispose (GObject *object)
{
  g_clear_handle_id (&RY_BLOCK_TEXT (object)->idle, g_source_remove);
  G_OBJECT_CLASS (ry_block_text_parent_class)->dispose (object);
}

static void
ry_block_text_class_init (RyBlockTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkTextViewClass *text_view_class = GTK_TEXT_VIEW_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_block_text_dispose;
  widget_class->size_allocate = ry_block_text_size_allocate;
  text_view_class->move_cursor = ry_block_text_move_cursor;
  text_view_class->backspace = ry_block_text_backspace;
  g_signal_override_class_handler ("toggle-cursor-visible", type, G_CALLBACK (toggle_cursor_visible_cb));

  signals[COMMAND] =
      g_signal_new ("command", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TYPED] = g_signal_new ("typed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_F5, 0, command_cb, "s", "speech");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F6, 0, command_cb, "s", "summary");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F8, 0, command_cb, "s", "action");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, command_cb, "s", "up");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, command_cb, "s", "down");
}

static void
ry_block_text_init (RyBlockText *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-block-text");
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (self, "preedit-changed", G_CALLBACK (preedit_changed_cb), NULL);
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * ry_block_text_new:
 *
 * Returns: (transfer floating): an empty text
 */
GtkWidget *
ry_block_text_new (void)
{
  return g_object_new (RY_TYPE_BLOCK_TEXT, NULL);
}

/**
 * ry_block_text_dup_text:
 * @self: a text
 *
 * Returns: (transfer full): what is written; what is still being composed is not in it
 */
char *
ry_block_text_dup_text (RyBlockText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/**
 * ry_block_text_set_text:
 * @self: a text
 * @text: what it is to show
 *
 * Changes only what differs, so that the cursor and a composition stay where they are when a colleague's words arrive.
 * No RyBlockText::typed follows.
 */
void
ry_block_text_set_text (RyBlockText *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  g_autofree char *now = ry_block_text_dup_text (self);
  gsize start, end;
  GtkTextIter from, to;

  if (g_str_equal (now, text))
    return;
  start = count_common_start (now, text);
  end = count_common_end (now, text, MIN (strlen (now), strlen (text)) - start);
  self->setting = TRUE;
  gtk_text_buffer_get_iter_at_offset (buffer, &from, (int) g_utf8_strlen (now, (gssize) start));
  gtk_text_buffer_get_iter_at_offset (buffer, &to, (int) g_utf8_strlen (now, (gssize) (strlen (now) - end)));
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_delete (buffer, &from, &to);
  gtk_text_buffer_insert (buffer, &from, text + start, (int) (strlen (text) - end - start));
  gtk_text_buffer_end_irreversible_action (buffer);
  self->setting = FALSE;
}

/**
 * ry_block_text_is_empty:
 * @self: a text
 *
 * Returns: whether nothing is written
 */
gboolean
ry_block_text_is_empty (RyBlockText *self)
{
  return gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self))) == 0;
}
