/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The entry keeps the focus; ↑↓ walk the candidates. Candidates are asked of the store at each letter, also while
 * kana are being composed, at most eight of them, so that the question stays short whatever the size of the region.
 */
#include "ry-person-picker.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-speech.h"
#include "ry-term.h"
#include "ry-text.h"

#define MAX_CANDIDATES 8
#define MAX_LOOKED_AT  100 /* among whom those present are sought */

struct _RyPersonPicker {
  GtkPopover parent_instance;

  /* Widgets */
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *clear;

  /* Owned */
  RyWorkspace *workspace;
  GPtrArray *picks;
  char *preedit;
  GHashTable *present; /* ids; NULL: nobody is known to be in the room */

  gboolean organisations;
};

G_DEFINE_FINAL_TYPE (RyPersonPicker, ry_person_picker, GTK_TYPE_POPOVER)

enum { PICKED, CLEARED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
free_pick (RyPick *pick)
{
  g_free (pick->id);
  g_free (pick->name);
  g_free (pick->organisation);
  g_free (pick->organisation_name);
  g_free (pick->role);
  g_free (pick);
}

static void
fill_post (RyPersonPicker *self, RyPick *pick)
{
  g_autofree char *condition = g_strdup_printf ("person=%s", pick->id);
  const char *where[] = { condition, NULL };
  RyQuery query = { .kind = "post", .where = where, .limit = 4 };
  g_autoptr (GPtrArray) posts = ry_workspace_query (self->workspace, &query, NULL);
  g_autofree char *today = ry_date_dup_today ();

  for (guint i = 0; posts != NULL && i < posts->len; i++) {
    const char *organisation = ry_document_get_string (posts->pdata[i], "organisation");

    if (!ry_term_holds_on (ry_document_get_root (posts->pdata[i]), today) || organisation == NULL)
      continue;
    pick->organisation = g_strdup (organisation);
    pick->organisation_name = ry_workspace_dup_name (self->workspace, organisation);
    pick->role = g_strdup (ry_document_get_string (posts->pdata[i], "role"));
    return;
  }
}

static void
add_pick (RyPersonPicker *self, RyDocument *document, gboolean person)
{
  RyPick *pick = g_new0 (RyPick, 1);

  pick->id = g_strdup (ry_document_get_id (document));
  pick->name = g_strdup (ry_document_get_string (document, "name"));
  if (person)
    fill_post (self, pick);
  g_ptr_array_add (self->picks, pick);
}

/* Where some are in the room they come first. */
static void
add_candidates (RyPersonPicker *self, const char *kind, const char *text)
{
  gboolean person = g_str_equal (kind, "person"), sorted = person && self->present != NULL;
  RyQuery query = { .kind = kind, .order = "reading", .text = text, .limit = sorted ? MAX_LOOKED_AT : MAX_CANDIDATES };
  g_autoptr (GPtrArray) found = ry_workspace_query (self->workspace, &query, NULL);

  for (guint round = sorted ? 0 : 1; found != NULL && round < 2; round++)
    for (guint i = 0; i < found->len && self->picks->len < MAX_CANDIDATES; i++) {
      gboolean present = sorted && g_hash_table_contains (self->present, ry_document_get_id (found->pdata[i]));

      if (!sorted || present == (round == 0))
        add_pick (self, found->pdata[i], person);
    }
}

/* Before anything is typed: those who are in the room. */
static void
add_present (RyPersonPicker *self)
{
  GHashTableIter iter;
  gpointer id;

  if (self->present == NULL)
    return;
  g_hash_table_iter_init (&iter, self->present);
  while (self->picks->len < MAX_CANDIDATES && g_hash_table_iter_next (&iter, &id, NULL)) {
    g_autoptr (RyDocument) document = ry_workspace_get (self->workspace, id, NULL);

    if (document != NULL)
      add_pick (self, document, TRUE);
  }
}

static void
find_candidates (RyPersonPicker *self, const char *text)
{
  g_autofree char *kana = ry_text_from_romaji (text);

  add_candidates (self, "person", text);
  if (self->picks->len == 0 && kana != NULL && g_strcmp0 (kana, text) != 0)
    add_candidates (self, "person", kana);
  if (self->organisations)
    add_candidates (self, "organisation", text);
}

static GtkWidget *
create_row (const char *title, const char *subtitle)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (title);
  g_autofree char *spoken = g_strjoin ("、", title, subtitle, NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  if (subtitle != NULL) {
    GtkWidget *second = gtk_label_new (subtitle);

    gtk_label_set_xalign (GTK_LABEL (second), 0);
    gtk_label_set_ellipsize (GTK_LABEL (second), PANGO_ELLIPSIZE_END);
    gtk_widget_add_css_class (second, "ry-2nd");
    gtk_widget_add_css_class (second, "ry-small");
    gtk_box_append (GTK_BOX (box), second);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  ry_speech_set_label (row, spoken);
  return row;
}

static void
append_typed (RyPersonPicker *self, const char *text)
{
  RyPick *pick = g_new0 (RyPick, 1);
  g_autofree char *title = g_strdup_printf (_ ("Use “%s” as written"), text);

  pick->name = g_strdup (text);
  g_ptr_array_add (self->picks, pick);
  gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (title, NULL));
}

static void
refresh (RyPersonPicker *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *text = g_strconcat (typed, self->preedit, NULL);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  g_ptr_array_set_size (self->picks, 0);
  g_strstrip (text);
  if (*text != '\0')
    find_candidates (self, text);
  else
    add_present (self);
  for (guint i = 0; i < self->picks->len; i++) {
    RyPick *pick = self->picks->pdata[i];
    g_autofree char *where =
        pick->organisation_name != NULL ? g_strjoin (" ", pick->organisation_name, pick->role, NULL) : NULL;

    gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (pick->name, where));
  }
  if (*text != '\0' && self->preedit == NULL)
    append_typed (self, text);
  gtk_widget_set_visible (self->list, self->picks->len > 0);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

static void
preedit_changed_cb (RyPersonPicker *self, const char *preedit)
{
  g_clear_pointer (&self->preedit, g_free);
  if (preedit != NULL && *preedit != '\0')
    self->preedit = g_strdup (preedit);
  refresh (self);
}

static void
pick_row (RyPersonPicker *self, GtkListBoxRow *row)
{
  int position = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (position < 0 || position >= (int) self->picks->len)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PICKED], 0, self->picks->pdata[position]);
}

static void
row_activated_cb (RyPersonPicker *self, GtkListBoxRow *row)
{
  pick_row (self, row);
}

static void
activate_cb (RyPersonPicker *self)
{
  pick_row (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)));
}

static void
clear_cb (RyPersonPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CLEARED], 0);
}

static gboolean
step_cb (GtkWidget *widget, GVariant *step, gpointer data)
{
  RyPersonPicker *self = RY_PERSON_PICKER (widget);
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);
  int position = row != NULL ? gtk_list_box_row_get_index (row) + g_variant_get_int32 (step) : 0;

  row = position >= 0 ? gtk_list_box_get_row_at_index (list, position) : NULL;
  if (row != NULL)
    gtk_list_box_select_row (list, row);
  return TRUE;
}

static void
ry_person_picker_map (GtkWidget *widget)
{
  RyPersonPicker *self = RY_PERSON_PICKER (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  refresh (self);
  GTK_WIDGET_CLASS (ry_person_picker_parent_class)->map (widget);
  gtk_widget_grab_focus (self->entry);
}

static void
ry_person_picker_finalize (GObject *object)
{
  RyPersonPicker *self = RY_PERSON_PICKER (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->picks, g_ptr_array_unref);
  g_clear_pointer (&self->preedit, g_free);
  g_clear_pointer (&self->present, g_hash_table_unref);
  G_OBJECT_CLASS (ry_person_picker_parent_class)->finalize (object);
}

static void
ry_person_picker_class_init (RyPersonPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->finalize = ry_person_picker_finalize;
  widget_class->map = ry_person_picker_map;

  signals[PICKED] =
      g_signal_new ("picked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CLEARED] = g_signal_new ("cleared", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, step_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, step_cb, "i", 1);
}

static void
ry_person_picker_init (RyPersonPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEditable *text;

  self->picks = g_ptr_array_new_with_free_func ((GDestroyNotify) free_pick);
  self->entry = gtk_entry_new ();
  self->list = gtk_list_box_new ();
  self->clear = gtk_button_new_with_label (_ ("Nobody"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Kana or name"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 22);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_set_focusable (self->list, FALSE);
  gtk_widget_set_size_request (self->list, 280, -1);
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_visible (self->clear, FALSE);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->clear);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  text = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (refresh), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (text, "preedit-changed", G_CALLBACK (preedit_changed_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb), self);
}

/**
 * ry_pick_dup_label:
 * @pick: what was picked
 *
 * Returns: (transfer full): a name with its organisation, such as `五十嵐 翔（汐見中央病院）`
 */
char *
ry_pick_dup_label (const RyPick *pick)
{
  if (pick->organisation_name == NULL)
    return g_strdup (pick->name);
  /* Translators: a person's name and organisation. */
  return g_strdup_printf (_ ("%s (%s)"), pick->name, pick->organisation_name);
}

/**
 * ry_person_picker_new:
 * @workspace: where people are known
 * @label: what is asked for, heard by a screen reader
 * @organisations: whether an organisation will do as well
 *
 * Returns: (transfer floating): a popover
 */
GtkWidget *
ry_person_picker_new (RyWorkspace *workspace, const char *label, gboolean organisations)
{
  RyPersonPicker *self = g_object_new (RY_TYPE_PERSON_PICKER, NULL);

  self->workspace = g_object_ref (workspace);
  self->organisations = organisations;
  ry_speech_set_label (self->entry, label);
  ry_speech_set_label (self->list, _ ("Candidates"));
  return GTK_WIDGET (self);
}

/**
 * ry_person_picker_set_present:
 * @self: a picker
 * @people: (nullable) (array zero-terminated=1): ids of those who are in the room
 *
 * They are offered before others, and before anything is typed.
 */
void
ry_person_picker_set_present (RyPersonPicker *self, const char *const *people)
{
  g_clear_pointer (&self->present, g_hash_table_unref);
  if (people == NULL || people[0] == NULL)
    return;
  self->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; people[i] != NULL; i++)
    g_hash_table_add (self->present, g_strdup (people[i]));
}

/**
 * ry_person_picker_set_clear:
 * @self: a picker
 * @can_clear: whether to offer “Nobody”
 */
void
ry_person_picker_set_clear (RyPersonPicker *self, gboolean can_clear)
{
  gtk_widget_set_visible (self->clear, can_clear);
}
