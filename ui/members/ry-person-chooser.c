/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyPersonChooser. One entry keeps the focus; the hits follow what is typed, also while kana are composed,
 * and Enter takes the first. Where nobody is found, what was typed becomes the name (or the reading) of a new
 * person.
 *
 * Signal: ::chosen (RyPersonChoice), valid during the call; the popover closes itself afterwards.
 */
#include "ry-person-chooser.h"

#include <glib/gi18n.h>

#include "ry-date-entry.h"
#include "ry-date.h"
#include "ry-directory.h"
#include "ry-seat-plan.h"
#include "ry-term.h"
#include "ry-text.h"

#define MAX_HITS 8

struct _RyPersonChooser {
  GtkPopover parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkLabel *heading;
  GtkLabel *date_label;
  AdwBin *date_place;
  GtkSearchEntry *entry;
  GtkListBox *hits;
  AdwEntryRow *name;
  AdwEntryRow *reading;
  GtkWidget *add;

  /* Borrowed */
  RyDateEntry *date;

  /* Owned */
  RyWorkspace *workspace;
  char *preedit;
};

G_DEFINE_FINAL_TYPE (RyPersonChooser, ry_person_chooser, GTK_TYPE_POPOVER)

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
choose (RyPersonChooser *self, const char *person, const char *name, const char *reading)
{
  g_autofree char *date = g_strdup (self->date != NULL ? ry_date_entry_get_date (self->date) : "");
  const RyPersonChoice choice = { person, name, reading, date };

  g_object_ref (self);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, &choice);
  g_object_unref (self);
}

static gboolean
is_among (GPtrArray *found, RyDocument *person)
{
  for (guint i = 0; i < found->len; i++)
    if (g_strcmp0 (ry_document_get_id (g_ptr_array_index (found, i)), ry_document_get_id (person)) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
begins_with (RyDocument *person, const char *typed)
{
  const char *name = ry_document_get_string (person, "name");
  const char *reading = ry_document_get_string (person, "reading");

  return (name != NULL && g_str_has_prefix (name, typed)) || (reading != NULL && g_str_has_prefix (reading, typed));
}

/* やま means 山田 before 遠山: those who begin with what is typed come first. */
static void
add_hits_for (GPtrArray *found, RyPersonChooser *self, const char *text)
{
  const RyQuery query = { .kind = "person", .order = "reading", .text = text };
  g_autoptr (GPtrArray) people = ry_workspace_query (self->workspace, &query, NULL);

  for (int pass = 0; people != NULL && pass < 2; pass++)
    for (guint i = 0; i < people->len && found->len < MAX_HITS; i++) {
      RyDocument *person = g_ptr_array_index (people, i);
      if (begins_with (person, text) == (pass == 0) && !is_among (found, person))
        g_ptr_array_add (found, ry_document_ref (person));
    }
}

static GPtrArray *
find_people (RyPersonChooser *self, const char *typed)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autofree char *kana = ry_text_from_romaji (typed);

  /* Whoever comes first in the syllabary is no answer to an empty question. */
  if (*typed == '\0')
    return found;
  add_hits_for (found, self, typed);
  if (kana != NULL && *kana != '\0' && strcmp (kana, typed) != 0)
    add_hits_for (found, self, kana);
  return found;
}

/* What tells two people of one name apart: the reading, and where they work today. */
static char *
dup_facts (RyPersonChooser *self, RyDocument *person)
{
  g_autofree char *condition = g_strdup_printf ("person=%s", ry_document_get_id (person));
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "post", .where = where };
  g_autoptr (GPtrArray) posts = ry_workspace_query (self->workspace, &query, NULL);
  g_autofree char *today = ry_date_dup_today ();
  const char *reading = ry_document_get_string (person, "reading");
  GString *facts = g_string_new (reading != NULL ? reading : "");

  for (guint i = 0; posts != NULL && i < posts->len; i++) {
    RyDocument *post = g_ptr_array_index (posts, i);
    g_autofree char *organisation = NULL;

    if (!ry_term_holds_on (ry_document_get_root (post), today))
      continue;
    organisation = ry_workspace_dup_name (self->workspace, ry_document_get_string (post, "organisation"));
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? _ ("·") : "", organisation != NULL ? organisation : "");
  }
  return g_string_free (facts, FALSE);
}

static GtkWidget *
new_hit (const char *title, const char *subtitle, const char *icon_name)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon_name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static char *
dup_typed (RyPersonChooser *self)
{
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  g_autofree char *typed =
      ry_directory_dup_typed (gtk_editable_get_text (editable), self->preedit, gtk_editable_get_position (editable));

  return g_strdup (g_strstrip (typed));
}

static void
show_hits (RyPersonChooser *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autoptr (GPtrArray) people = find_people (self, typed);
  g_autofree char *label =
      *typed != '\0' ? g_strdup_printf (_ ("Add “%s” as a new person"), typed) : g_strdup (_ ("Add a new person"));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->hits))) != NULL)
    gtk_list_box_remove (self->hits, child);
  for (guint i = 0; i < people->len; i++) {
    RyDocument *person = g_ptr_array_index (people, i);
    g_autofree char *facts = dup_facts (self, person);
    GtkWidget *row = new_hit (ry_document_get_string (person, "name"), facts, NULL);

    g_object_set_data_full (G_OBJECT (row), "person", ry_document_ref (person), (GDestroyNotify) ry_document_unref);
    gtk_list_box_append (self->hits, row);
  }
  gtk_list_box_append (self->hits, new_hit (label, "", "list-add-symbolic"));
}

static void
show_new (RyPersonChooser *self)
{
  g_autofree char *typed = dup_typed (self);
  gboolean is_reading = *typed != '\0' && !ry_text_has_kanji (typed);
  g_autofree char *reading = is_reading ? ry_text_to_hiragana (typed) : ry_text_guess_reading (typed);

  gtk_editable_set_text (GTK_EDITABLE (self->name), is_reading ? "" : typed);
  gtk_editable_set_text (GTK_EDITABLE (self->reading), reading != NULL ? reading : "");
  gtk_widget_set_sensitive (self->add, !is_reading && *typed != '\0');
  gtk_stack_set_visible_child_name (self->stack, "new");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
row_activated_cb (RyPersonChooser *self, GtkListBoxRow *row)
{
  RyDocument *person = g_object_get_data (G_OBJECT (row), "person");

  if (person != NULL)
    choose (self, ry_document_get_id (person), ry_document_get_string (person, "name"), NULL);
  else
    show_new (self);
}

static void
entry_activate_cb (RyPersonChooser *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->hits, 0);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (first != NULL && *typed != '\0')
    row_activated_cb (self, first);
}

static void
preedit_changed_cb (RyPersonChooser *self, const char *preedit)
{
  g_free (self->preedit);
  self->preedit = g_strdup (preedit);
  show_hits (self);
}

static void
name_changed_cb (RyPersonChooser *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  gtk_widget_set_sensitive (self->add, *g_strstrip (name) != '\0');
}

static void
back_cb (RyPersonChooser *self)
{
  gtk_stack_set_visible_child_name (self->stack, "search");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
add_cb (RyPersonChooser *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  g_autofree char *reading = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reading)));

  if (*g_strstrip (name) != '\0')
    choose (self, NULL, name, g_strstrip (reading));
}

static void
ry_person_chooser_map (GtkWidget *widget)
{
  RyPersonChooser *self = RY_PERSON_CHOOSER (widget);

  gtk_stack_set_visible_child_name (self->stack, "search");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  show_hits (self);
  GTK_WIDGET_CLASS (ry_person_chooser_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
ry_person_chooser_dispose (GObject *object)
{
  RyPersonChooser *self = RY_PERSON_CHOOSER (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->preedit, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), RY_TYPE_PERSON_CHOOSER);
  G_OBJECT_CLASS (ry_person_chooser_parent_class)->dispose (object);
}

static void
ry_person_chooser_class_init (RyPersonChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_person_chooser_dispose;
  widget_class->map = ry_person_chooser_map;

  /**
   * RyPersonChooser::chosen:
   * @self: the chooser
   * @choice: (type gpointer): a #RyPersonChoice, valid during the call
   *
   * Emitted when somebody was chosen or written down.
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/members/ry-person-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, RyPersonChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, RyPersonChooser, heading);
  gtk_widget_class_bind_template_child (widget_class, RyPersonChooser, date_label);
  gtk_widget_class_bind_template_child (widget_class, RyPersonChooser, date_place);
  gtk_widget_class_bind_template_child (widget_class, RyPersonChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, RyPersonChooser, hits);
  gtk_widget_class_bind_template_child (widget_class, RyPersonChooser, name);
  gtk_widget_class_bind_template_child (widget_class, RyPersonChooser, reading);
  gtk_widget_class_bind_template_child (widget_class, RyPersonChooser, add);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
ry_person_chooser_init (RyPersonChooser *self)
{
  GtkEditable *text;

  gtk_widget_init_template (GTK_WIDGET (self));
  text = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  g_signal_connect_swapped (text, "preedit-changed", G_CALLBACK (preedit_changed_cb), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (show_hits), self);
}

/**
 * ry_person_chooser_new:
 * @workspace: where people are looked for
 * @heading: what the person is wanted for
 *
 * Returns: (transfer floating): a popover for a GtkMenuButton
 */
GtkWidget *
ry_person_chooser_new (RyWorkspace *workspace, const char *heading)
{
  RyPersonChooser *self = g_object_new (RY_TYPE_PERSON_CHOOSER, NULL);

  self->workspace = g_object_ref (workspace);
  gtk_label_set_label (self->heading, heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  return GTK_WIDGET (self);
}

/**
 * ry_person_chooser_ask_date:
 * @self: the chooser
 * @label: what the date is for
 * @date: what stands there at first, ISO 8601
 *
 * Puts a date entry below the heading. Without it RyPersonChoice.date stays empty.
 */
void
ry_person_chooser_ask_date (RyPersonChooser *self, const char *label, const char *date)
{
  g_return_if_fail (RY_IS_PERSON_CHOOSER (self));

  if (self->date == NULL) {
    gtk_label_set_label (self->date_label, label);
    gtk_widget_set_visible (GTK_WIDGET (self->date_label), TRUE);
    self->date = RY_DATE_ENTRY (ry_date_entry_new (label));
    adw_bin_set_child (self->date_place, GTK_WIDGET (self->date));
  }
  ry_date_entry_set_date (self->date, date);
}
