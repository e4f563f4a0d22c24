/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyIndexBar. It knows letters and positions and nothing of the list: it is told where each letter begins,
 * and says by the signal ::letter-chosen which position was asked for.
 *
 * CSS: node `indexbar`, with one `button.flat` a letter; the current one has the class `current`.
 * Accessibility: a group "Index"; each button is named by its letter.
 */
#include "ry-index-bar.h"

#include <glib/gi18n.h>

struct _RyIndexBar {
  GtkWidget parent_instance;

  /* Borrowed: children */
  GtkWidget *buttons[RY_N_INDEX_LETTERS];

  guint positions[RY_N_INDEX_LETTERS];
};

G_DEFINE_FINAL_TYPE (RyIndexBar, ry_index_bar, GTK_TYPE_WIDGET)

enum { LETTER_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *const letters[RY_N_INDEX_LETTERS + 1] = { "あ", "か", "さ", "た", "な", "は",
                                                             "ま", "や", "ら", "わ", "他", NULL };

static void
button_clicked_cb (GtkButton *button, RyIndexBar *self)
{
  for (guint i = 0; i < RY_N_INDEX_LETTERS; i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      g_signal_emit (self, signals[LETTER_CHOSEN], 0, self->positions[i]);
}

static void
ry_index_bar_dispose (GObject *object)
{
  RyIndexBar *self = RY_INDEX_BAR (object);

  for (guint i = 0; i < RY_N_INDEX_LETTERS; i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);
  G_OBJECT_CLASS (ry_index_bar_parent_class)->dispose (object);
}

static void
ry_index_bar_class_init (RyIndexBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ry_index_bar_dispose;

  /**
   * RyIndexBar::letter-chosen:
   * @self: the bar
   * @position: where the letter begins in the list
   *
   * Emitted when a letter was pressed.
   */
  signals[LETTER_CHOSEN] = g_signal_new ("letter-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "indexbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
ry_index_bar_init (RyIndexBar *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Index"), -1);

  for (guint i = 0; i < RY_N_INDEX_LETTERS; i++) {
    GtkWidget *button = gtk_button_new_with_label (letters[i]);

    gtk_widget_add_css_class (button, "flat");
    gtk_widget_set_sensitive (button, FALSE);
    gtk_widget_set_focus_on_click (button, FALSE);
    g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);
    gtk_widget_set_parent (button, GTK_WIDGET (self));
    self->buttons[i] = button;
    self->positions[i] = GTK_INVALID_LIST_POSITION;
  }
}

/**
 * ry_index_bar_find_letter:
 * @letter: (nullable): what ry_text_index_letter() answered
 *
 * Returns: its place in the bar; what is no kana belongs to the last
 */
int
ry_index_bar_find_letter (const char *letter)
{
  for (int i = 0; i < RY_N_INDEX_LETTERS; i++)
    if (g_strcmp0 (letters[i], letter) == 0)
      return i;
  return RY_N_INDEX_LETTERS - 1;
}

/**
 * ry_index_bar_set_positions:
 * @self: the bar
 * @positions: (array fixed-size=11): where each letter begins, %GTK_INVALID_LIST_POSITION where nothing does
 *
 * Says what the list holds now.
 */
void
ry_index_bar_set_positions (RyIndexBar *self, const guint *positions)
{
  g_return_if_fail (RY_IS_INDEX_BAR (self));

  for (guint i = 0; i < RY_N_INDEX_LETTERS; i++) {
    self->positions[i] = positions[i];
    gtk_widget_set_sensitive (self->buttons[i], positions[i] != GTK_INVALID_LIST_POSITION);
  }
}

/**
 * ry_index_bar_set_current:
 * @self: the bar
 * @letter: (nullable): the letter of the record that is shown
 *
 * Marks one letter.
 */
void
ry_index_bar_set_current (RyIndexBar *self, const char *letter)
{
  g_return_if_fail (RY_IS_INDEX_BAR (self));

  for (guint i = 0; i < RY_N_INDEX_LETTERS; i++) {
    if (g_strcmp0 (letters[i], letter) == 0)
      gtk_widget_add_css_class (self->buttons[i], "current");
    else
      gtk_widget_remove_css_class (self->buttons[i], "current");
  }
}
