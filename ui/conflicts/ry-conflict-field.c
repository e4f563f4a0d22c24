/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One field that two people changed. The cards are toggle buttons of one group, so that the arrow keys, Space
 * and a screen reader work as in any choice; 1, 2 and 3 choose while the focus is in the field, but not while
 * it is in the text.
 */
#include "ry-conflict-field.h"

#include <glib/gi18n.h>

#include "ry-diff-markup.h"
#include "ry-label.h"
#include "ry-value-words.h"

#define NAME_CHARS 12
/* A former value of so many characters still reads well in the margin. */
#define LONG_BASE 30

enum { LEFT, RIGHT, COMBINED, N_WAYS };

struct _RyConflictField {
  GtkBox parent_instance;

  GtkWidget *words; /* the field's name and former value */
  GtkWidget *cards; /* both versions */
  GtkWidget *ways[N_WAYS];
  GtkWidget *writers[2];
  GtkWidget *text; /* of the third way */

  /* Borrowed */
  const RyMergeClash *clash; /* NULL where the question is whether to delete */
  RyField *field;
};

G_DEFINE_FINAL_TYPE (RyConflictField, ry_conflict_field, GTK_TYPE_BOX)

enum { PROP_0, PROP_ANSWERED, PROP_FOLDED, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* A version in words; an element of a list that one side took away is not empty, it is gone. */
static char *
describe_value (RyWorkspace *workspace, RyField *field, JsonNode *value)
{
  return value != NULL ? ry_value_words (workspace, field, value) : g_strdup (_ ("(removed)"));
}

/* What each made of the common version, which stands beside; without one, what the two have apart from each other. What
 * went is not repeated: 4時 struck out beside 5時 reads as 45時. */
static char *
mark_version (const char *base, const char *other, const char *words)
{
  return ry_diff_markup (base != NULL ? base : other, words, RY_DIFF_AFTER);
}

static GtkWidget *
create_label (const char *words, const char *css_class)
{
  GtkWidget *label = ry_label_new_wrapped (words, css_class);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  return label;
}

static void
toggled_cb (RyConflictField *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANSWERED]);
}

static GtkWidget *
create_card (RyConflictField *self, guint way, const char *key, GtkWidget *content, const char *spoken)
{
  GtkWidget *card = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *mark = gtk_label_new (key);

  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_add_css_class (mark, "ry-key");
  gtk_widget_set_hexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), content);
  gtk_button_set_child (GTK_BUTTON (card), box);
  gtk_widget_add_css_class (card, "ry-version");
  gtk_widget_set_hexpand (card, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (way != LEFT)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (card), GTK_TOGGLE_BUTTON (self->ways[LEFT]));
  g_signal_connect_swapped (card, "toggled", G_CALLBACK (toggled_cb), self);
  self->ways[way] = card;
  return card;
}

static GtkWidget *
create_version (
    RyConflictField *self, guint way, const char *words, const char *markup, gboolean absent, const char *writer)
{
  GtkWidget *label = create_label (words, absent ? "ry-2nd" : NULL);
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), writer, words);
  g_autofree char *key = g_strdup_printf ("%u", way + 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->writers[way] = create_label (writer, "ry-small");
  gtk_widget_add_css_class (self->writers[way], "ry-2nd");
  gtk_widget_set_visible (self->writers[way], FALSE);
  gtk_box_append (GTK_BOX (box), self->writers[way]);
  if (markup != NULL)
    gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_box_append (GTK_BOX (box), label);
  return create_card (self, way, key, box, spoken);
}

/* A text view asks for the height that its text had at the width before: with the text set at its own width
 * it asks right. */
static void
text_mapped_cb (RyConflictField *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));

  if (gtk_text_buffer_get_char_count (buffer) == 0)
    gtk_text_buffer_set_text (buffer, self->clash->combined, -1);
}

static void
text_focused_cb (RyConflictField *self)
{
  ry_conflict_field_choose (self, COMBINED);
}

static GtkWidget *
create_combined (RyConflictField *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = create_label (_ ("Write them together"), "heading");
  GtkWidget *card = create_card (self, COMBINED, "3", label, _ ("Write them together"));
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->text = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  g_signal_connect_object (self->text, "map", G_CALLBACK (text_mapped_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Text written together"), -1);
  gtk_widget_add_css_class (self->text, "ry-combined");
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (text_focused_cb), self);
  gtk_widget_add_controller (self->text, focus);
  gtk_box_append (GTK_BOX (box), card);
  gtk_box_append (GTK_BOX (box), self->text);
  return box;
}

static void
add_words (RyConflictField *self, const char *name, const char *before)
{
  GtkWidget *labels[] = { create_label (name, "heading"), create_label (before, "ry-small") };

  self->words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_box_append (GTK_BOX (self->words), labels[i]);
  /* The same width in every field, so that the cards stand in columns; a number would take some points more. */
  gtk_label_set_width_chars (GTK_LABEL (labels[0]), NAME_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (labels[0]), NAME_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (labels[1]), NAME_CHARS - 3);
  gtk_widget_add_css_class (labels[1], "ry-2nd");
  gtk_box_append (GTK_BOX (self), self->words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_ways (RyConflictField *self, GtkWidget *left, GtkWidget *right)
{
  GtkWidget *ways = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->cards = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_set_homogeneous (GTK_BOX (self->cards), TRUE);
  gtk_box_append (GTK_BOX (self->cards), left);
  gtk_box_append (GTK_BOX (self->cards), right);
  gtk_box_append (GTK_BOX (ways), self->cards);
  if (self->clash != NULL && self->clash->combined != NULL)
    gtk_box_append (GTK_BOX (ways), create_combined (self));
  gtk_widget_set_hexpand (ways, TRUE);
  gtk_box_append (GTK_BOX (self), ways);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RyConflictField *self)
{
  guint way = key >= GDK_KEY_1 && key <= GDK_KEY_3         ? key - GDK_KEY_1
              : key >= GDK_KEY_KP_1 && key <= GDK_KEY_KP_3 ? key - GDK_KEY_KP_1
                                                           : N_WAYS;

  if (way == N_WAYS || self->ways[way] == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 ||
      (self->text != NULL && gtk_widget_has_focus (self->text)))
    return GDK_EVENT_PROPAGATE;
  ry_conflict_field_choose (self, way);
  gtk_widget_grab_focus (way == COMBINED ? self->text : self->ways[way]);
  return GDK_EVENT_STOP;
}

static void
set_folded (RyConflictField *self, gboolean folded)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->cards),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < G_N_ELEMENTS (self->writers); i++)
    gtk_widget_set_visible (self->writers[i], folded);
}

static gboolean
ry_conflict_field_grab_focus (GtkWidget *widget)
{
  RyConflictField *self = RY_CONFLICT_FIELD (widget);

  for (guint i = 0; i < N_WAYS; i++)
    if (self->ways[i] != NULL && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->ways[i])))
      return gtk_widget_grab_focus (self->ways[i]);
  return gtk_widget_grab_focus (self->ways[LEFT]);
}

static void
ry_conflict_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ANSWERED)
    g_value_set_boolean (value, ry_conflict_field_get_answered (RY_CONFLICT_FIELD (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ry_conflict_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FOLDED)
    set_folded (RY_CONFLICT_FIELD (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ry_conflict_field_class_init (RyConflictFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ry_conflict_field_get_property;
  object_class->set_property = ry_conflict_field_set_property;
  GTK_WIDGET_CLASS (klass)->grab_focus = ry_conflict_field_grab_focus;

  properties[PROP_ANSWERED] =
      g_param_spec_boolean ("answered", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ry_conflict_field_init (RyConflictField *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_box_set_spacing (GTK_BOX (self), 12);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* The version that both had, whole, above the two: for a text that is too long for the margin. */
static void
add_base (RyConflictField *self, const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *heading = create_label (_ ("What both had"), "ry-small");
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), _ ("What both had"), words);

  gtk_widget_add_css_class (heading, "ry-2nd");
  gtk_widget_add_css_class (box, "ry-base");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), create_label (words, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_box_prepend (GTK_BOX (gtk_widget_get_parent (self->cards)), box);
}

static char *
describe_before (const char *base, gboolean known)
{
  if (!known)
    return g_strdup (_ ("No common version"));
  return g_strdup_printf (_ ("Before: %s"), base != NULL ? base : _ ("(empty)"));
}

/**
 * ry_conflict_field_new:
 * @workspace: the region
 * @kind: the document's kind
 * @clash: what is in question; it must outlive the widget
 * @conflict: the conflict it is of
 * @left: who wrote the left version, and when
 * @right: who wrote the right version, and when
 *
 * Returns: (transfer floating): the field, unanswered
 */
GtkWidget *
ry_conflict_field_new (RyWorkspace *workspace,
                       RyKind *kind,
                       const RyMergeClash *clash,
                       RyConflict *conflict,
                       const char *left,
                       const char *right)
{
  RyConflictField *self = g_object_new (RY_TYPE_CONFLICT_FIELD, NULL);
  RyField *field = ry_merge_find_field (kind, clash->field);
  gboolean text = ry_value_is_text (field, clash->left != NULL ? clash->left : clash->right);
  g_autofree char *name = ry_merge_dup_label (kind, clash->field, conflict->merged);
  g_autofree char *base = clash->base != NULL ? ry_value_words (workspace, field, clash->base) : NULL;
  gboolean is_long = base != NULL && g_utf8_strlen (base, -1) > LONG_BASE;
  g_autofree char *before = is_long ? g_strdup ("") : describe_before (base, conflict->base != NULL);
  g_autofree char *left_words = describe_value (workspace, field, clash->left);
  g_autofree char *right_words = describe_value (workspace, field, clash->right);
  g_autofree char *left_marks = text && clash->left != NULL ? mark_version (base, right_words, left_words) : NULL;
  g_autofree char *right_marks = text && clash->right != NULL ? mark_version (base, left_words, right_words) : NULL;

  self->clash = clash;
  self->field = field;
  add_words (self, name, before);
  add_ways (self, create_version (self, LEFT, left_words, left_marks, clash->left == NULL, left),
            create_version (self, RIGHT, right_words, right_marks, clash->right == NULL, right));
  if (is_long)
    add_base (self, base);
  return GTK_WIDGET (self);
}

/**
 * ry_conflict_field_new_deletion:
 * @kept: what the version that is kept holds, in words
 * @left: who wrote it, and when
 * @right: who deleted the document, and when
 *
 * Returns: (transfer floating): the choice between a document that one person changed and its deletion by
 * another
 */
GtkWidget *
ry_conflict_field_new_deletion (const char *kept, const char *left, const char *right)
{
  RyConflictField *self = g_object_new (RY_TYPE_CONFLICT_FIELD, NULL);

  add_words (self, _ ("The whole record"), _ ("One changed it, the other deleted it"));
  add_ways (self, create_version (self, LEFT, kept, NULL, FALSE, left),
            create_version (self, RIGHT, _ ("Delete it"), NULL, FALSE, right));
  return GTK_WIDGET (self);
}

/**
 * ry_conflict_field_get_answered:
 * @self: a field
 *
 * Returns: whether a way is chosen
 */
gboolean
ry_conflict_field_get_answered (RyConflictField *self)
{
  for (guint i = 0; i < N_WAYS; i++)
    if (self->ways[i] != NULL && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->ways[i])))
      return TRUE;
  return FALSE;
}

/**
 * ry_conflict_field_choose:
 * @self: a field
 * @which: 0 the left, 1 the right, 2 both together
 */
void
ry_conflict_field_choose (RyConflictField *self, guint which)
{
  if (which < N_WAYS && self->ways[which] != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->ways[which]), TRUE);
}

/**
 * ry_conflict_field_get_deletes:
 * @self: a field
 *
 * Returns: whether the answer is to delete the document
 */
gboolean
ry_conflict_field_get_deletes (RyConflictField *self)
{
  return self->clash == NULL && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->ways[RIGHT]));
}

/**
 * ry_conflict_field_apply:
 * @self: a field with an answer
 * @content: the document's content, in which the answer is put
 */
void
ry_conflict_field_apply (RyConflictField *self, JsonObject *content)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) value = NULL;

  if (self->clash == NULL)
    return;
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->ways[LEFT])))
    ry_merge_set_value (content, self->clash->field, self->clash->left);
  else if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->ways[RIGHT])))
    ry_merge_set_value (content, self->clash->field, self->clash->right);
  else if (self->text != NULL) {
    buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
    gtk_text_buffer_get_bounds (buffer, &start, &end);
    text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    value = json_node_init_string (json_node_alloc (), text);
    ry_merge_set_value (content, self->clash->field, value);
  }
}
