/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyNumberView. The cards are toggle buttons of one group; 1 to 9 choose, Ctrl+Enter decides. What becomes of the
 * others is said before it is done.
 */
#include "ry-number-view.h"

#include <glib/gi18n.h>

#include "ry-council-mark.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-meeting.h"
#include "ry-permission-guard.h"
#include "ry-value-words.h"

struct _RyNumberView {
  GtkBox parent_instance;

  /* Template widgets */
  GtkLabel *title;
  GtkBox *head;
  GtkBox *cards;
  GtkLabel *outcome;
  GtkWidget *decide;
  GtkWidget *order;

  /* Borrowed */
  RyWindow *window;

  /* Owned */
  RyDoubledNumber *doubled;
};

G_DEFINE_FINAL_TYPE (RyNumberView, ry_number_view, GTK_TYPE_BOX)

enum { DECIDING, LATER, N_SIGNALS };

static guint signals[N_SIGNALS];

static RyWorkspace *
get_workspace (RyNumberView *self)
{
  return ry_window_get_workspace (self->window);
}

static const char *
get_kept (RyNumberView *self)
{
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (card)))
      return g_object_get_data (G_OBJECT (card), "id");
  return NULL;
}

/* Name and day of the meetings that get another number, each with the one it gets. */
static char *
describe_outcome (RyNumberView *self)
{
  g_autoptr (GPtrArray) edits = ry_meeting_numbers_settle (get_workspace (self), self->doubled, get_kept (self), NULL);
  GString *words = g_string_new (NULL);

  for (guint i = 0; edits != NULL && i < edits->len; i++) {
    JsonObject *content = ry_edit_get_content (g_ptr_array_index (edits, i));
    const char *title = ry_json_get_string (content, "title");
    g_autofree char *day = ry_date_format_iso (ry_json_get_string (content, "date"), RY_DATE_MONTH_DAY);

    if (words->len > 0)
      g_string_append_c (words, '\n');
    g_string_append_printf (words, _ ("The meeting of %s becomes “%s” (no. %d)"), day, title != NULL ? title : "",
                            (int) ry_json_get_int (content, "number", 0));
  }
  return g_string_free (words, FALSE);
}

static void
chosen_cb (RyNumberView *self)
{
  gboolean chosen = get_kept (self) != NULL;
  g_autofree char *outcome = chosen ? describe_outcome (self) : NULL;

  gtk_label_set_label (self->outcome, outcome != NULL ? outcome : "");
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), chosen);
  gtk_widget_set_sensitive (self->decide, chosen && ry_permission_guard_allows (self->decide));
}

static char *
describe_meeting (RyDocument *meeting)
{
  const char *place = ry_document_get_string (meeting, "place");
  g_autofree char *day = ry_date_format_iso (ry_document_get_string (meeting, "date"), RY_DATE_ERA_WEEKDAY);

  return place != NULL && *place != '\0' ? g_strdup_printf ("%s %s", day, place) : g_strdup (day);
}

static char *
describe_origin (RyDocument *meeting)
{
  g_autofree char *who = ry_value_words_writer (meeting);
  g_autofree char *when = ry_value_words_time (ry_document_get_string (meeting, "updated_at"));

  return g_strjoin (_ ("·"), who, when, ry_document_get_string (meeting, "updated_on"), NULL);
}

static GtkWidget *
create_card (RyNumberView *self, guint position)
{
  RyDocument *meeting = g_ptr_array_index (self->doubled->meetings, position);
  gboolean sealed = ry_meeting_is_sealed (ry_document_get_root (meeting));
  GtkWidget *card = gtk_toggle_button_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *key = g_strdup_printf ("%u", position + 1);
  GtkWidget *mark = gtk_label_new (key);
  g_autofree char *what = describe_meeting (meeting);
  g_autofree char *origin = describe_origin (meeting);
  g_autofree char *spoken =
      g_strjoin (_ (", "), ry_document_get_string (meeting, "title"), what, origin, sealed ? _ ("sealed") : NULL, NULL);
  GtkWidget *small = ry_label_new_wrapped (origin, "ry-small");

  gtk_widget_add_css_class (mark, "ry-key");
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_add_css_class (small, "ry-2nd");
  gtk_box_append (GTK_BOX (words), ry_label_new_wrapped (ry_document_get_string (meeting, "title"), "heading"));
  gtk_box_append (GTK_BOX (words), ry_label_new_wrapped (what, NULL));
  gtk_box_append (GTK_BOX (words), small);
  if (sealed)
    gtk_box_append (GTK_BOX (words), ry_label_new_wrapped (_ ("Sealed: it keeps its number"), "ry-good"));
  gtk_box_append (GTK_BOX (line), mark);
  gtk_box_append (GTK_BOX (line), words);
  gtk_button_set_child (GTK_BUTTON (card), line);
  gtk_widget_add_css_class (card, "ry-version");
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (card), "id", g_strdup (ry_document_get_id (meeting)), g_free);
  g_signal_connect_swapped (card, "toggled", G_CALLBACK (chosen_cb), self);
  return card;
}

/* Where one is sealed there is no choice to be made, only something to be done. */
static void
show_cards (RyNumberView *self)
{
  GtkWidget *first = NULL;

  for (guint i = 0; i < self->doubled->meetings->len; i++) {
    RyDocument *meeting = g_ptr_array_index (self->doubled->meetings, i);
    gboolean sealed = ry_meeting_is_sealed (ry_document_get_root (meeting));
    GtkWidget *card = create_card (self, i);

    if (first != NULL)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (card), GTK_TOGGLE_BUTTON (first));
    else
      first = card;
    gtk_box_append (self->cards, card);
    gtk_widget_set_sensitive (card, self->doubled->fixed == 0 || sealed);
    if (sealed && self->doubled->fixed == 1)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (card), TRUE);
  }
}

static void
decide (RyNumberView *self)
{
  g_autoptr (GError) error = NULL;
  const char *kept = get_kept (self);
  GPtrArray *edits;
  g_autofree char *name = ry_doubled_number_dup_name (get_workspace (self), self->doubled);
  g_autofree char *message = g_strdup_printf (_ ("%s is decided"), name);

  if (kept == NULL || !ry_permission_guard_allows (self->decide))
    return;
  edits = ry_meeting_numbers_settle (get_workspace (self), self->doubled, kept, &error);
  if (edits == NULL) {
    ry_window_show_error (self->window, _ ("This could not be decided"), error);
    return;
  }
  g_signal_emit (self, signals[DECIDING], 0);
  ry_window_commit (self->window, edits, message);
}

/* Two desktops that planned a year with other rhythms doubled many numbers: one press puts them all right. */
static void
order (RyNumberView *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *edits;
  g_autofree char *message = NULL;

  if (!ry_permission_guard_allows (self->order))
    return;
  edits = ry_meeting_numbers_order (get_workspace (self), self->doubled->series, &error);
  if (edits == NULL) {
    ry_window_show_error (self->window, _ ("This could not be decided"), error);
    return;
  }
  message = g_strdup_printf (ngettext ("%u meeting is numbered by its date", "%u meetings are numbered by their dates",
                                       edits->len),
                             edits->len);
  g_signal_emit (self, signals[DECIDING], 0);
  ry_window_commit (self->window, edits, message);
}

/* Not offered where it would change nothing: where notices of both went out. */
static void
show_order (RyNumberView *self)
{
  g_autoptr (GPtrArray) edits = ry_meeting_numbers_order (get_workspace (self), self->doubled->series, NULL);

  gtk_widget_set_visible (self->order, edits != NULL && edits->len > 0);
}

static void
later_cb (RyNumberView *self)
{
  g_signal_emit (self, signals[LATER], 0);
}

static void
choose (RyNumberView *self, guint position)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));

  while (card != NULL && position-- > 0)
    card = gtk_widget_get_next_sibling (card);
  if (card == NULL || !gtk_widget_get_sensitive (card))
    return;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (card), TRUE);
  gtk_widget_grab_focus (card);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RyNumberView *self)
{
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK) != 0) {
    decide (self);
    return GDK_EVENT_STOP;
  }
  if (key < GDK_KEY_1 || key > GDK_KEY_9 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  choose (self, key - GDK_KEY_1);
  return GDK_EVENT_STOP;
}

static gboolean
ry_number_view_grab_focus (GtkWidget *widget)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (RY_NUMBER_VIEW (widget)->cards));

  return first != NULL && gtk_widget_grab_focus (first);
}

static void
ry_number_view_finalize (GObject *object)
{
  ry_doubled_number_free (RY_NUMBER_VIEW (object)->doubled);
  G_OBJECT_CLASS (ry_number_view_parent_class)->finalize (object);
}

static void
ry_number_view_class_init (RyNumberViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ry_number_view_finalize;
  widget_class->grab_focus = ry_number_view_grab_focus;

  signals[DECIDING] =
      g_signal_new ("deciding", RY_TYPE_NUMBER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LATER] = g_signal_new ("later", RY_TYPE_NUMBER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-number-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RyNumberView, title);
  gtk_widget_class_bind_template_child (widget_class, RyNumberView, head);
  gtk_widget_class_bind_template_child (widget_class, RyNumberView, cards);
  gtk_widget_class_bind_template_child (widget_class, RyNumberView, outcome);
  gtk_widget_class_bind_template_child (widget_class, RyNumberView, decide);
  gtk_widget_class_bind_template_child (widget_class, RyNumberView, order);
  gtk_widget_class_bind_template_callback (widget_class, order);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_bind_template_callback (widget_class, decide);
}

static void
ry_number_view_init (RyNumberView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * ry_number_view_new:
 * @window: the window
 * @doubled: (transfer full): what is to be decided
 *
 * Returns: (transfer floating): the view, with nothing chosen unless a sealed meeting leaves no choice
 */
GtkWidget *
ry_number_view_new (RyWindow *window, RyDoubledNumber *doubled)
{
  RyNumberView *self = g_object_new (RY_TYPE_NUMBER_VIEW, NULL);
  RyDocument *first = g_ptr_array_index (doubled->meetings, 0);
  g_autofree char *name = ry_doubled_number_dup_name (ry_window_get_workspace (window), doubled);

  self->window = window;
  self->doubled = doubled;
  gtk_label_set_label (self->title, name);
  gtk_box_append (self->head, ry_council_chip_new (ry_councils_get (ry_window_get_councils (window),
                                                                    ry_document_get_string (first, "council"))));
  ry_permission_guard_widget (self->decide, get_workspace (self), RY_VERB_EDIT, "meeting", first);
  ry_permission_guard_widget (self->order, get_workspace (self), RY_VERB_EDIT, "meeting", first);
  show_order (self);
  show_cards (self);
  chosen_cb (self);
  return GTK_WIDGET (self);
}

/**
 * ry_doubled_number_dup_name:
 * @workspace: the region
 * @doubled: a number
 *
 * Returns: (transfer full): how one calls it: 第182回例会
 */
char *
ry_doubled_number_dup_name (RyWorkspace *workspace, const RyDoubledNumber *doubled)
{
  g_autoptr (RyDocument) series = ry_workspace_get (workspace, doubled->series, NULL);

  return ry_meeting_format_title (series != NULL ? ry_document_get_string (series, "title_template") : "{n}",
                                  doubled->number, series != NULL ? ry_document_get_string (series, "name") : NULL);
}
