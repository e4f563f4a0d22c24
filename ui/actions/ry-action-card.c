/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A meeting is large and a card is small: the words that name an action's source are read once and kept.
 */
#include "ry-action-card.h"

#include <glib/gi18n.h>

#include "ry-action-acts.h"
#include "ry-council-mark.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-speech.h"

struct _RyActionWords {
  RyWorkspace *workspace;
  RyCouncils *councils;
  char *today;
  GHashTable *sources; /* id -> words */
};

struct _RyActionCard {
  GtkBox parent_instance;

  /* Borrowed */
  GtkWidget *text;
  GtkWidget *owner;
  GtkWidget *timing;
  GtkWidget *mark;
  GtkWidget *facts;

  /* Owned */
  char *id;
};

G_DEFINE_FINAL_TYPE (RyActionCard, ry_action_card, GTK_TYPE_BOX)

static GtkWidget *
create_label (const char *class_name, int lines)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (lines > 1) {
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_lines (GTK_LABEL (label), lines);
  }
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  return label;
}

static void
append_fact (GString *facts, const char *fact)
{
  if (fact != NULL && *fact != '\0')
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? "・" : "", fact);
}

/* Until when, how often postponed, from where. */
static char *
dup_facts (RyActionWords *words, RyDocument *action)
{
  JsonObject *root = ry_document_get_root (action);
  const char *due = ry_json_get_string (root, "due");
  g_autofree char *day = due != NULL && *due != '\0' ? ry_date_format_iso (due, RY_DATE_SHORT) : NULL;
  g_autofree char *until = day != NULL ? g_strdup_printf (_ ("until %s"), day) : NULL;
  guint n = ry_action_count_postponements (root);
  g_autofree char *postponed = n > 0 ? g_strdup_printf (ngettext ("postponed once", "postponed %u times", n), n) : NULL;
  GString *facts = g_string_new (NULL);

  append_fact (facts, until);
  append_fact (facts, postponed);
  append_fact (facts, ry_action_words_get_source (words, action));
  return g_string_free (facts, FALSE);
}

static void
ry_action_card_finalize (GObject *object)
{
  g_free (RY_ACTION_CARD (object)->id);
  G_OBJECT_CLASS (ry_action_card_parent_class)->finalize (object);
}

static void
ry_action_card_class_init (RyActionCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_action_card_finalize;
}

static void
ry_action_card_init (RyActionCard *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ry-action-card");
  self->text = create_label ("heading", 3);
  self->owner = create_label ("ry-2nd", 1);
  gtk_widget_add_css_class (self->owner, "ry-small");
  self->timing = ry_action_timing_chip_new ();
  self->mark = ry_council_mark_new (NULL);
  gtk_widget_set_hexpand (self->mark, TRUE);
  gtk_widget_set_halign (self->mark, GTK_ALIGN_END);
  self->facts = create_label ("ry-tiny", 1);
  gtk_widget_add_css_class (self->facts, "ry-2nd");
  gtk_box_append (GTK_BOX (line), self->timing);
  gtk_box_append (GTK_BOX (line), self->mark);
  gtk_box_append (GTK_BOX (self), self->text);
  gtk_box_append (GTK_BOX (self), self->owner);
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), self->facts);
}

/**
 * ry_action_words_new:
 * @workspace: the region
 * @councils: how councils are drawn
 * @today: the day from which days are counted
 *
 * Returns: (transfer full): words to share between cards and rows
 */
RyActionWords *
ry_action_words_new (RyWorkspace *workspace, RyCouncils *councils, const char *today)
{
  RyActionWords *self = g_new0 (RyActionWords, 1);

  self->workspace = g_object_ref (workspace);
  self->councils = g_object_ref (councils);
  self->today = g_strdup (today);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * ry_action_words_free:
 * @self: (transfer full): words
 */
void
ry_action_words_free (RyActionWords *self)
{
  g_clear_object (&self->workspace);
  g_clear_object (&self->councils);
  g_clear_pointer (&self->sources, g_hash_table_unref);
  g_free (self->today);
  g_free (self);
}

/**
 * ry_action_words_forget:
 * @self: words
 *
 * What was read may be otherwise now.
 */
void
ry_action_words_forget (RyActionWords *self)
{
  g_hash_table_remove_all (self->sources);
}

/**
 * ry_action_words_get_today:
 * @self: words
 *
 * Returns: the day from which days are counted
 */
const char *
ry_action_words_get_today (RyActionWords *self)
{
  return self->today;
}

/**
 * ry_action_words_get_source:
 * @self: words
 * @action: an action
 *
 * Returns: the meeting and item that gave it
 */
const char *
ry_action_words_get_source (RyActionWords *self, RyDocument *action)
{
  const char *id = ry_document_get_id (action);
  char *source = g_hash_table_lookup (self->sources, id);

  if (source == NULL) {
    source = ry_action_dup_source (self->workspace, ry_document_get_root (action));
    g_hash_table_insert (self->sources, g_strdup (id), source);
  }
  return source;
}

/**
 * ry_action_words_get_council:
 * @self: words
 * @action: an action
 *
 * Returns: (nullable): its council
 */
const RyCouncil *
ry_action_words_get_council (RyActionWords *self, RyDocument *action)
{
  return ry_councils_get (self->councils, ry_document_get_string (action, "council"));
}

/**
 * ry_action_words_dup_spoken:
 * @self: words
 * @action: an action
 *
 * Returns: (transfer full): all that a row says, for a screen reader
 */
char *
ry_action_words_dup_spoken (RyActionWords *self, RyDocument *action)
{
  JsonObject *root = ry_document_get_root (action);
  const RyCouncil *council = ry_action_words_get_council (self, action);
  const char *text = ry_json_get_string (root, "text");
  g_autofree char *owner = ry_action_dup_owner (root);
  g_autofree char *timing = ry_action_dup_timing (root, self->today);
  g_autofree char *facts = dup_facts (self, action);
  g_autoptr (GString) spoken = g_string_new (text);
  const char *parts[] = { owner, timing, ry_action_status_get_label (ry_action_get_status (root)), facts,
                          council != NULL ? council->short_name : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (spoken, "、%s", parts[i]);
  return g_string_free (g_steal_pointer (&spoken), FALSE);
}

/**
 * ry_action_timing_chip_new:
 *
 * Returns: (transfer floating): a chip for ry_action_timing_chip_set()
 */
GtkWidget *
ry_action_timing_chip_new (void)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_widget_add_css_class (chip, "ry-chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (chip), gtk_image_new_from_icon_name ("alarm-symbolic"));
  gtk_box_append (GTK_BOX (chip), gtk_label_new (NULL));
  return chip;
}

/**
 * ry_action_timing_chip_set:
 * @chip: a chip
 * @action: an action
 * @today: the day from which days are counted
 */
void
ry_action_timing_chip_set (GtkWidget *chip, JsonObject *action, const char *today)
{
  static const char *const classes[] = { "ry-bad", "ry-good", "ry-warn" };
  int days;
  RyActionTiming timing = ry_action_get_timing (action, today, &days);
  const char *class_name = timing == RY_TIMING_LATE     ? "ry-bad"
                           : timing == RY_TIMING_KEPT   ? "ry-good"
                           : timing == RY_TIMING_MISSED ? "ry-warn"
                                                        : NULL;
  g_autofree char *words = ry_action_dup_timing (action, today);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (chip, classes[i]);
  if (class_name != NULL)
    gtk_widget_add_css_class (chip, class_name);
  gtk_widget_set_visible (gtk_widget_get_first_child (chip), timing == RY_TIMING_LATE);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (chip)), words);
  gtk_widget_set_visible (chip, *words != '\0');
}

/**
 * ry_action_card_new:
 *
 * Returns: (transfer floating): an empty card
 */
GtkWidget *
ry_action_card_new (void)
{
  return g_object_new (RY_TYPE_ACTION_CARD, NULL);
}

/**
 * ry_action_card_set:
 * @self: a card
 * @words: what is known of sources and councils
 * @action: (nullable): what to show
 */
void
ry_action_card_set (RyActionCard *self, RyActionWords *words, RyDocument *action)
{
  JsonObject *root = action != NULL ? ry_document_get_root (action) : NULL;
  g_autofree char *owner = root != NULL ? ry_action_dup_owner (root) : NULL;
  g_autofree char *facts = root != NULL ? dup_facts (words, action) : NULL;
  g_autofree char *spoken = root != NULL ? ry_action_words_dup_spoken (words, action) : NULL;
  const RyCouncil *council = root != NULL ? ry_action_words_get_council (words, action) : NULL;

  g_free (self->id);
  self->id = action != NULL ? g_strdup (ry_document_get_id (action)) : NULL;
  if (root == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (self->text), ry_json_get_string (root, "text"));
  gtk_label_set_label (GTK_LABEL (self->owner), owner);
  gtk_widget_set_visible (self->owner, *owner != '\0');
  ry_action_timing_chip_set (self->timing, root, ry_action_words_get_today (words));
  ry_council_mark_set_council (RY_COUNCIL_MARK (self->mark), council);
  gtk_widget_set_visible (self->mark, council != NULL);
  gtk_label_set_label (GTK_LABEL (self->facts), facts);
  gtk_widget_set_visible (self->facts, *facts != '\0');
  ry_speech_set_label (gtk_widget_get_parent (GTK_WIDGET (self)), spoken);
}

/**
 * ry_action_card_get_id:
 * @self: a card
 *
 * Returns: (nullable): the action it shows
 */
const char *
ry_action_card_get_id (RyActionCard *self)
{
  return self->id;
}
