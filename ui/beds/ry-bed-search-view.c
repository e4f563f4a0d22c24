/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyBedSearchView. The text is the one source: chips are what was understood of it, and taking one away takes its words
 * out of the text. The register is kept between keystrokes, so that a search looks through memory.
 */
#include "ry-bed-search-view.h"

#include <glib/gi18n.h>

#include "ry-bed-form.h"
#include "ry-bed-match-row.h"
#include "ry-date.h"
#include "ry-enquiry-dialog.h"
#include "ry-icon-button.h"
#include "ry-label.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-tooltip.h"
#include "ry-wrap-layout.h"

#define SHOWN 25 /* more rows than that nobody telephones through */
#define AGE_S 30

struct _RyBedSearchView {
  AdwBin parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkWidget *banner;
  GtkWidget *entry;
  GtkWidget *chips;
  GtkWidget *add;
  GtkWidget *headline;
  GtkWidget *order;
  GtkWidget *headbox;
  GtkListBox *list;
  GtkWidget *more;
  GtkWidget *relief;
  GtkWidget *silent;
  GtkWidget *misses;
  GSimpleAction *enquire;

  /* Owned */
  RyBedSource *source;
  RyBedNeed *need;
  GPtrArray *areas;
  GPtrArray *conditions;

  guint shown;
  guint timer;
};

G_DEFINE_FINAL_TYPE (RyBedSearchView, ry_bed_search_view, ADW_TYPE_BIN)

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_widget_unparent (child);
}

/* ---- The copy's age ---- */

static void
show_banner (RyBedSearchView *self)
{
  g_autofree char *fault = ry_bed_source_dup_fault (self->source),
                  *age = fault == NULL ? ry_bed_source_dup_age (self->source) : NULL;
  g_autofree char *words =
      fault != NULL ? g_strdup_printf (_ ("%s. Telephone before you rely on it."), fault) : g_steal_pointer (&age);

  gtk_label_set_text (GTK_LABEL (self->banner), words != NULL ? words : "");
  gtk_widget_set_visible (self->banner, words != NULL);
  if (fault != NULL)
    gtk_widget_add_css_class (self->banner, "ry-bed-banner");
  else
    gtk_widget_remove_css_class (self->banner, "ry-bed-banner");
}

/* ---- Chips ---- */

static void
set_text (RyBedSearchView *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
drop_cb (GtkButton *button, RyBedSearchView *self)
{
  const RyNeedChip chip = { .start = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "start")),
                            .end = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "end")) };
  g_autofree char *left = ry_need_chip_cut (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &chip);

  set_text (self, left);
  gtk_widget_grab_focus (self->entry);
}

static gboolean
chip_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, gpointer data)
{
  GtkWidget *chip = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (keyval != GDK_KEY_BackSpace && keyval != GDK_KEY_Delete)
    return FALSE;
  g_signal_emit_by_name (chip, "clicked");
  return TRUE;
}

static GtkWidget *
create_chip (RyBedSearchView *self, const RyNeedChip *chip)
{
  GtkWidget *button = gtk_button_new_with_label (chip->label);
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autofree char *speech = g_strdup_printf (_ ("%s: take away"), chip->label);

  gtk_widget_add_css_class (button, chip->part == RY_NEED_UNKNOWN ? "ry-need-unknown" : "ry-need-chip");
  ry_tooltip_set (button, _ ("Take away (Backspace)"));
  ry_speech_set_label (button, speech);
  g_object_set_data (G_OBJECT (button), "start", GINT_TO_POINTER (chip->start));
  g_object_set_data (G_OBJECT (button), "end", GINT_TO_POINTER (chip->end));
  g_signal_connect (button, "clicked", G_CALLBACK (drop_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (chip_pressed_cb), NULL);
  gtk_widget_add_controller (button, keys);
  return button;
}

static void
show_chips (RyBedSearchView *self, GPtrArray *chips)
{
  g_object_ref (self->add);
  clear_box (self->chips);
  for (guint i = 0; i < chips->len; i++)
    gtk_widget_set_parent (create_chip (self, g_ptr_array_index (chips, i)), self->chips);
  gtk_widget_set_parent (self->add, self->chips);
  g_object_unref (self->add);
}

/* What one may add without knowing the words. */
static void
fill_menu (RyBedSearchView *self)
{
  static const char *const words[] = { NC_ ("need", "acute"),   NC_ ("need", "recovery"), NC_ ("need", "chronic"),
                                       NC_ ("need", "man"),     NC_ ("need", "woman"),    NC_ ("need", "single"),
                                       NC_ ("need", "tomorrow") };
  g_autoptr (GMenu) menu = g_menu_new (), basics = g_menu_new (), conditions = g_menu_new (), areas = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    const char *word = g_dpgettext2 (NULL, "need", words[i]);
    g_autofree char *action = g_strdup_printf ("search.add::%s", word);

    g_menu_append (basics, word, action);
  }
  for (guint i = 0; i < self->conditions->len; i++) {
    const char *name = ry_document_get_string (g_ptr_array_index (self->conditions, i), "name");
    g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

    g_menu_item_set_action_and_target (item, "search.add", "s", name);
    g_menu_append_item (conditions, item);
  }
  for (guint i = 0; i < self->areas->len; i++) {
    g_autoptr (GMenuItem) item = g_menu_item_new (g_ptr_array_index (self->areas, i), NULL);

    g_menu_item_set_action_and_target (item, "search.add", "s", g_ptr_array_index (self->areas, i));
    g_menu_append_item (areas, item);
  }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (basics));
  g_menu_append_submenu (menu, _ ("What It Has to Take"), G_MENU_MODEL (conditions));
  g_menu_append_submenu (menu, _ ("Near"), G_MENU_MODEL (areas));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->add), G_MENU_MODEL (menu));
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyBedSearchView *self = data;
  const char *before = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *text = g_strconcat (before, *before != '\0' && !g_str_has_suffix (before, "\u3000") ? "\u3000" : "",
                                       g_variant_get_string (parameter, NULL), NULL);

  set_text (self, text);
  gtk_widget_grab_focus (self->entry);
}

/* ---- What was found ---- */

static void
show_headline (RyBedSearchView *self, const RyBedFinds *finds)
{
  guint others = finds->ranked->len - finds->with_beds;
  g_autofree char *found = NULL, *words = NULL;

  if (finds->with_beds > 0)
    found = g_strdup_printf (g_dngettext (NULL, "%u hospital has a bed", "%u hospitals have beds", finds->with_beds),
                             finds->with_beds);
  else
    found = g_strdup (_ ("No bed fits"));
  words = others > 0
              ? g_strdup_printf (g_dngettext (NULL, "%s   %u more by telephone", "%s   %u more by telephone", others),
                                 found, others)
              : g_steal_pointer (&found);
  gtk_label_set_text (GTK_LABEL (self->headline), words);
}

static void
show_ranked (RyBedSearchView *self, const RyBedFinds *finds, const char *now)
{
  gboolean folded = ry_window_get_folded (self->window);
  g_autofree char *today = ry_date_dup_today (),
                  *since = ry_confirmation_find_since (ry_window_get_workspace (self->window), today, NULL);
  guint n = MIN (finds->ranked->len, self->shown);
  g_autofree char *more = g_strdup_printf (g_dngettext (NULL, "Show %u More", "Show %u More", finds->ranked->len - n),
                                           finds->ranked->len - n);
  GtkWidget *row;

  g_simple_action_set_enabled (self->enquire, ry_permission_guard_explain (NULL, ry_window_get_workspace (self->window),
                                                                           RY_VERB_CREATE, "enquiry"));
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list,
                         ry_bed_match_row_new (ry_window_get_workspace (self->window), ry_bed_source_get (self->source),
                                               self->need, g_ptr_array_index (finds->ranked, i), i + 1, since, now,
                                               folded));
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_button_set_label (GTK_BUTTON (self->more), more);
  gtk_widget_set_visible (self->more, finds->ranked->len > n);
}

static void
relieve_cb (GtkButton *button, RyBedSearchView *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GPtrArray) chips = NULL;
  g_autoptr (RyBedNeed) need = ry_bed_need_parse (text, self->conditions, self->areas, "2000-01-01", &chips);
  RyNeedPart part = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "part"));
  const char *value = g_object_get_data (G_OBJECT (button), "value");

  /* From the end, so that what stands before keeps its place. */
  for (guint i = chips->len; i > 0; i--) {
    const RyNeedChip *chip = g_ptr_array_index (chips, i - 1);
    g_autofree char *left = NULL;

    if (chip->part != part || (part == RY_NEED_CONDITION && g_strcmp0 (chip->value, value) != 0))
      continue;
    left = ry_need_chip_cut (gtk_editable_get_text (GTK_EDITABLE (self->entry)), chip);
    set_text (self, left);
  }
}

static const char *
name_part (RyBedSearchView *self, const RyNeedRelief *relief)
{
  static const char *const names[] = { NC_ ("need", "function"),    NC_ ("need", "sex"),
                                       NC_ ("need", "single room"), NULL,
                                       NC_ ("need", "first day"),   NC_ ("need", "area") };
  RyDocument *condition =
      relief->value != NULL ? ry_bed_register_get_condition (ry_bed_source_get (self->source), relief->value) : NULL;

  return condition != NULL             ? ry_document_get_string (condition, "name")
         : names[relief->part] != NULL ? g_dpgettext2 (NULL, "need", names[relief->part])
                                       : "";
}

/* Which single wish, given up, would find a bed. */
static void
show_relief (RyBedSearchView *self, const RyBedFinds *finds, const char *today, const char *now)
{
  g_autoptr (GPtrArray) reliefs = NULL;

  clear_box (self->relief);
  gtk_widget_set_visible (self->relief, FALSE);
  if (finds->with_beds > 0 || ry_bed_need_is_empty (self->need))
    return;
  reliefs = ry_bed_search_relieve (ry_bed_source_get (self->source), self->need, today, now);
  gtk_widget_set_visible (self->relief, reliefs->len > 0);
  for (guint i = 0; i < reliefs->len; i++) {
    const RyNeedRelief *relief = g_ptr_array_index (reliefs, i);
    g_autofree char *words =
        g_strdup_printf (g_dngettext (NULL, "Without “%s”: %u hospital", "Without “%s”: %u hospitals", relief->count),
                         name_part (self, relief), relief->count);
    GtkWidget *button = gtk_button_new_with_label (words);

    g_object_set_data (G_OBJECT (button), "part", GUINT_TO_POINTER (relief->part));
    g_object_set_data_full (G_OBJECT (button), "value", g_strdup (relief->value), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (relieve_cb), self);
    gtk_widget_set_parent (button, self->relief);
  }
}

static void
show_others (RyBedSearchView *self, AdwExpanderRow *row, GPtrArray *matches)
{
  GPtrArray *old = g_object_get_data (G_OBJECT (row), "rows"), *made = g_ptr_array_new ();

  for (guint i = 0; old != NULL && i < old->len; i++)
    adw_expander_row_remove (row, g_ptr_array_index (old, i));
  for (guint i = 0; i < MIN (matches->len, 60); i++) {
    const RyBedMatch *match = g_ptr_array_index (matches, i);
    const char *telephone = ry_bed_hospital_get_telephone (match->hospital);
    GtkWidget *line = adw_action_row_new (), *number = gtk_label_new (telephone);
    g_autofree char *speech =
        g_strdup_printf (_ ("Leave an enquiry with %s"), ry_bed_hospital_get_name (match->hospital));
    GtkWidget *ask = ry_icon_button_new ("document-edit-symbolic", speech);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), ry_bed_hospital_get_name (match->hospital));
    adw_action_row_set_subtitle (ADW_ACTION_ROW (line), match->reason);
    gtk_widget_add_css_class (number, "heading");
    adw_action_row_add_suffix (ADW_ACTION_ROW (line), number);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (ask), "search.enquire");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (ask), "s", match->hospital->id);
    ry_permission_guard_explain (ask, ry_window_get_workspace (self->window), RY_VERB_CREATE, "enquiry");
    adw_action_row_add_suffix (ADW_ACTION_ROW (line), ask);
    adw_expander_row_add_row (row, line);
    g_ptr_array_add (made, line);
  }
  g_object_set_data_full (G_OBJECT (row), "rows", made, (GDestroyNotify) g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (row), matches->len > 0);
}

static char *
name_silent (const RyBedFinds *finds)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < MIN (finds->silent->len, 3); i++) {
    const RyBedMatch *match = g_ptr_array_index (finds->silent, i);

    g_string_append_printf (out, _ ("%s%s: %s"), i > 0 ? _ (", ") : "", ry_bed_hospital_get_name (match->hospital),
                            match->reason);
  }
  if (finds->silent->len > 3)
    g_string_append_printf (out, g_dngettext (NULL, ", and %u more", ", and %u more", finds->silent->len - 3),
                            finds->silent->len - 3);
  return g_string_free (out, FALSE);
}

static void
show_rest (RyBedSearchView *self, const RyBedFinds *finds)
{
  g_autofree char *silent =
      g_strdup_printf (g_dngettext (NULL, "%u hospital is not ranked: old report or none",
                                    "%u hospitals are not ranked: old reports or none", finds->silent->len),
                       finds->silent->len);
  g_autofree char *names = name_silent (finds);
  g_autofree char *misses = g_strdup_printf (g_dngettext (NULL, "Why %u hospital does not fit",
                                                          "Why %u hospitals do not fit", finds->misses->len),
                                             finds->misses->len);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->silent), silent);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->silent), names);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->misses), misses);
  show_others (self, ADW_EXPANDER_ROW (self->silent), finds->silent);
  show_others (self, ADW_EXPANDER_ROW (self->misses), finds->misses);
}

static void
search (RyBedSearchView *self)
{
  g_autofree char *today = ry_date_dup_today (), *now = ry_date_now_iso ();
  g_autoptr (GPtrArray) chips = NULL;
  g_autoptr (RyBedFinds) finds = NULL;

  g_clear_pointer (&self->need, ry_bed_need_free);
  self->need = ry_bed_need_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->conditions, self->areas,
                                  today, &chips);
  finds = ry_bed_search (ry_bed_source_get (self->source), self->need, today, now);
  show_chips (self, chips);
  show_headline (self, finds);
  show_ranked (self, finds, now);
  show_relief (self, finds, today, now);
  show_rest (self, finds);
}

static void
changed_cb (RyBedSearchView *self)
{
  self->shown = SHOWN;
  search (self);
}

static void
more_cb (RyBedSearchView *self)
{
  self->shown += SHOWN;
  search (self);
}

/* ---- What a person does ---- */

static void
open_cb (RyBedSearchView *self, GtkListBoxRow *row)
{
  ry_window_open_record (self->window, ry_bed_match_row_get_hospital (GTK_WIDGET (row)));
}

static void
enquire_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyBedSearchView *self = data;

  ry_enquiry_dialog_show (self->window, ry_bed_source_get (self->source), self->need,
                          g_variant_get_string (parameter, NULL));
}

static void
form_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_bed_form_open (RY_BED_SEARCH_VIEW (data)->window, g_variant_get_string (parameter, NULL));
}

static void
copy_telephone (RyBedSearchView *self, GtkWidget *row)
{
  const char *telephone = ry_bed_match_row_get_telephone (row);
  g_autofree char *message = NULL;

  if (telephone == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (row), telephone);
  message = g_strdup_printf (_ ("%s was copied"), telephone);
  ry_window_show_message (self->window, message);
}

static gboolean
row_pressed_cb (
    GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyBedSearchView *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  if (row == NULL || ry_bed_match_row_get_hospital (row) == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (keyval == GDK_KEY_t || keyval == GDK_KEY_T)
    copy_telephone (self, row);
  else if (keyval == GDK_KEY_h || keyval == GDK_KEY_H)
    ry_enquiry_dialog_show (self->window, ry_bed_source_get (self->source), self->need,
                            ry_bed_match_row_get_hospital (row));
  else
    return FALSE;
  return TRUE;
}

static void
focus_first_cb (RyBedSearchView *self)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  if (first != NULL)
    gtk_widget_grab_focus (first);
}

static gboolean
entry_pressed_cb (
    GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, RyBedSearchView *self)
{
  if (keyval != GDK_KEY_Down)
    return FALSE;
  focus_first_cb (self);
  return TRUE;
}

static gboolean
timer_cb (gpointer data)
{
  RyBedSearchView *self = data;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_CONTINUE;
  ry_bed_source_refresh (self->source, NULL); /* where it fails the banner tells since when */
  show_banner (self);
  return G_SOURCE_CONTINUE;
}

static void
fold_changed_cb (RyBedSearchView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->headbox), ry_window_get_folded (self->window)
                                                                      ? GTK_ORIENTATION_VERTICAL
                                                                      : GTK_ORIENTATION_HORIZONTAL);
  if (self->need != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    search (self);
}

/* ---- The widget ---- */

static void
ry_bed_search_view_dispose (GObject *object)
{
  RyBedSearchView *self = RY_BED_SEARCH_VIEW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->chips != NULL)
    clear_box (self->chips);
  self->chips = NULL;
  g_clear_pointer (&self->source, ry_bed_source_unref);
  g_clear_pointer (&self->need, ry_bed_need_free);
  g_clear_pointer (&self->areas, g_ptr_array_unref);
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_bed_search_view_parent_class)->dispose (object);
}

static void
ry_bed_search_view_class_init (RyBedSearchViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_bed_search_view_dispose;
}

static GtkWidget *
create_head (RyBedSearchView *self)
{
  self->headbox = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->headline = ry_label_new_wrapped (NULL, "title-2");
  self->order =
      ry_label_new_wrapped (_ ("Order: conditions → freshness → beds → distance. It does not judge a hospital."),
                            "ry-small");
  gtk_widget_add_css_class (self->order, "ry-2nd");
  gtk_widget_set_hexpand (self->headline, TRUE);
  gtk_box_append (GTK_BOX (self->headbox), self->headline);
  gtk_box_append (GTK_BOX (self->headbox), self->order);
  return self->headbox;
}

static GtkWidget *
create_entry (RyBedSearchView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _ ("In words: recovery, woman, dialysis, from tomorrow"), NULL);
  ry_speech_set_label (self->entry, _ ("What is needed, in words"));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->entry), NULL);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (focus_first_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  return self->entry;
}

static GtkWidget *
create_chips (RyBedSearchView *self)
{
  self->chips = ry_wrap_box_new (8);
  self->add = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->add), _ ("＋ Condition"));
  gtk_widget_add_css_class (self->add, "flat");
  ry_speech_set_label (self->add, _ ("Add a condition"));
  gtk_widget_set_parent (self->add, self->chips);
  return self->chips;
}

static GtkWidget *
create_list (RyBedSearchView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "ry-bed-matches");
  ry_speech_set_label (GTK_WIDGET (self->list), _ ("Hospitals, in order"));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (open_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (row_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  return GTK_WIDGET (self->list);
}

static GtkWidget *
create_rest (RyBedSearchView *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->silent = adw_expander_row_new ();
  self->misses = adw_expander_row_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->silent);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->misses);
  return group;
}

static void
ry_bed_search_view_init (RyBedSearchView *self)
{
  static const GActionEntry entries[] = { { .name = "enquire", .activate = enquire_cb, .parameter_type = "s" },
                                          { .name = "add", .activate = add_cb, .parameter_type = "s" },
                                          { .name = "form", .activate = form_cb, .parameter_type = "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *scrolled = gtk_scrolled_window_new (),
            *clamp = adw_clamp_new (), *keys;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "search", G_ACTION_GROUP (actions));
  self->enquire = G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (actions), "enquire"));
  self->banner = ry_label_new_wrapped (NULL, "ry-small");
  self->more = gtk_button_new ();
  self->relief = ry_wrap_box_new (8);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (more_cb), self);
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  keys = ry_label_new_wrapped (_ ("↓ to the hospitals   Enter: open   T: copy the number   H: leave an enquiry"),
                               "ry-small");
  gtk_widget_add_css_class (keys, "ry-2nd");
  gtk_widget_add_css_class (box, "ry-bed-search");
  gtk_box_append (GTK_BOX (box), self->banner);
  gtk_box_append (GTK_BOX (box), create_entry (self));
  gtk_box_append (GTK_BOX (box), create_chips (self));
  gtk_box_append (GTK_BOX (box), create_head (self));
  gtk_box_append (GTK_BOX (box), self->relief);
  gtk_box_append (GTK_BOX (box), create_list (self));
  gtk_box_append (GTK_BOX (box), self->more);
  gtk_box_append (GTK_BOX (box), create_rest (self));
  gtk_box_append (GTK_BOX (box), keys);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  self->shown = SHOWN;
}

/**
 * ry_bed_search_view_set_window:
 * @self: a view
 * @window: (transfer none): whose records it looks through
 * @source: where the beds are
 *
 * Connects the view; once.
 */
void
ry_bed_search_view_set_window (RyBedSearchView *self, RyWindow *window, RyBedSource *source)
{
  RyReplicator *replicator = ry_window_get_replicator (window);

  self->window = window;
  self->source = ry_bed_source_ref (source);
  self->timer = g_timeout_add_seconds (AGE_S, timer_cb, self);
  g_signal_connect_object (window, "notify::folded", G_CALLBACK (fold_changed_cb), self, G_CONNECT_SWAPPED);
  if (replicator != NULL)
    g_signal_connect_object (replicator, "notify", G_CALLBACK (show_banner), self, G_CONNECT_SWAPPED);
  fold_changed_cb (self);
}

static void
list_words (RyBedSearchView *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *hospitals = ry_bed_register_get_hospitals (ry_bed_source_get (self->source)),
            *conditions = ry_bed_register_get_conditions (ry_bed_source_get (self->source));

  g_clear_pointer (&self->areas, g_ptr_array_unref);
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  self->areas = g_ptr_array_new_with_free_func (g_free);
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  for (guint i = 0; i < hospitals->len; i++) {
    const char *area = ry_document_get_string (((RyBedHospital *) g_ptr_array_index (hospitals, i))->document, "area");

    if (area != NULL && *area != '\0' && g_hash_table_add (seen, (gpointer) area))
      g_ptr_array_add (self->areas, g_strdup (area));
  }
  for (guint i = 0; i < conditions->len; i++)
    g_ptr_array_add (self->conditions, ry_document_ref (g_ptr_array_index (conditions, i)));
}

/**
 * ry_bed_search_view_refresh:
 * @self: a view
 *
 * Looks again, with what came in since.
 */
void
ry_bed_search_view_refresh (RyBedSearchView *self)
{
  g_autoptr (GError) error = NULL;

  if (!ry_bed_source_refresh (self->source, &error)) {
    ry_window_show_error (self->window, _ ("The vacant beds could not be read"), error);
    return;
  }
  list_words (self);
  fill_menu (self);
  show_banner (self);
  search (self);
}

/**
 * ry_bed_search_view_focus:
 * @self: a view
 *
 * Puts the focus where one types.
 */
void
ry_bed_search_view_focus (RyBedSearchView *self)
{
  gtk_widget_grab_focus (self->entry);
}
