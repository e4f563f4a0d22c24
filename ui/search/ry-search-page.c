/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One box over everything. Each change of the words cancels the search before it. All hits are rows of one
 * list, so that the arrow keys walk through every group; a kind's name stands above its first row.
 */
#include "ry-search-page.h"

#include <glib/gi18n.h>

#include "ry-council-mark.h"
#include "ry-label.h"
#include "ry-search-results.h"
#include "ry-window.h"

struct _RySearchPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkWidget *facets;
  GtkListBox *list;
  AdwStatusPage *nothing;
  GtkBox *others;

  /* Owned */
  GtkWidget *entry;
  GCancellable *cancellable;
  RySearchResults *results;
  char *kind;
};

G_DEFINE_FINAL_TYPE (RySearchPage, ry_search_page, RY_TYPE_PAGE)

/* In the order of the page, always the same: names first, since one who types a whole name means its owner.
 */
static const struct {
  const char *kind;
  const char *title;
  const char *icon_name;
} kinds[] = {
  { "organisation", N_ ("Members"), "x-office-address-book-symbolic" },
  { "person", N_ ("People"), "avatar-default-symbolic" },
  { "meeting", N_ ("Meetings and minutes"), "x-office-calendar-symbolic" },
  { "action", N_ ("Actions"), "checkbox-checked-symbolic" },
  { "subcommittee", N_ ("Subcommittees"), "system-users-symbolic" },
};

static const char *const kind_names[] = { "organisation", "person", "meeting", "action", "subcommittee", NULL };

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) + 1 == G_N_ELEMENTS (kind_names));

static void search (RySearchPage *self);

static guint
find_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return i;
  return 0;
}

static RyWindow *
get_window (RySearchPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

/* The words found stand on a ground and in bold: colour alone would not do. */
static char *
mark_hits (const char *snippet)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_auto (GStrv) parts = g_strsplit (snippet != NULL ? snippet : "", "<b>", -1);
  g_autofree char *opened = g_strjoinv (dark ? "<span weight=\"bold\" background=\"#5a4a10\">"
                                             : "<span weight=\"bold\" background=\"#fbe6a0\">",
                                        parts);
  g_auto (GStrv) rest = g_strsplit (opened, "</b>", -1);

  return g_strjoinv ("</span>", rest);
}

/* One label, cut at its end: where room is short the reading goes before the name does. */
static GtkWidget *
create_title (const RySearchItem *item)
{
  gboolean high_contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  g_autofree char *name = g_markup_printf_escaped ("<b>%s</b>", item->title);
  g_autofree char *detail = item->detail != NULL && *item->detail != '\0'
                                ? g_markup_printf_escaped ("  <span size=\"9500\" alpha=\"%s\">%s</span>",
                                                           high_contrast ? "100%" : "74%", item->detail)
                                : NULL;
  g_autofree char *markup = g_strconcat (name, detail, NULL);
  GtkWidget *title = ry_label_new_cut (NULL, NULL);

  gtk_label_set_markup (GTK_LABEL (title), markup);
  return title;
}

static GtkWidget *
create_words (const RySearchItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *snippet = gtk_label_new (NULL);
  g_autofree char *marked = mark_hits (item->snippet);
  g_autofree char *markup = item->field != NULL ? g_markup_printf_escaped (_ ("%s: "), item->field) : g_strdup ("");
  g_autofree char *all = g_strconcat (markup, marked, NULL);

  gtk_label_set_xalign (GTK_LABEL (snippet), 0);
  gtk_label_set_wrap (GTK_LABEL (snippet), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (snippet), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (snippet), 2);
  gtk_label_set_ellipsize (GTK_LABEL (snippet), PANGO_ELLIPSIZE_END);
  gtk_label_set_markup (GTK_LABEL (snippet), all);
  gtk_widget_add_css_class (snippet, "ry-small");
  gtk_box_append (GTK_BOX (box), create_title (item));
  if (*all != '\0')
    gtk_box_append (GTK_BOX (box), snippet);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static char *
strip_markup (const char *markup)
{
  char *text = NULL;

  return pango_parse_markup (markup != NULL ? markup : "", -1, 0, NULL, &text, NULL, NULL) ? text : g_strdup ("");
}

static GtkWidget *
create_row (RySearchPage *self, const RySearchItem *item)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (kinds[find_kind (item->kind)].icon_name);
  RyCouncils *councils = ry_window_get_councils (get_window (self));
  g_autofree char *plain = strip_markup (item->snippet);
  g_autofree char *spoken = g_strjoin (_ (", "), item->title, item->detail != NULL ? item->detail : "", plain, NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), create_words (item));
  gtk_box_append (GTK_BOX (box), ry_council_mark_new (ry_councils_get (councils, item->council)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (item->id), g_free);
  g_object_set_data (G_OBJECT (row), "kind", (gpointer) kind_names[find_kind (item->kind)]);
  return row;
}

static void
show_all_cb (GtkButton *button, RySearchPage *self)
{
  g_free (self->kind);
  self->kind = g_strdup (g_object_get_data (G_OBJECT (button), "kind"));
  search (self);
  gtk_widget_grab_focus (self->entry);
}

static GtkWidget *
create_heading (RySearchPage *self, const char *kind)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_ (kinds[find_kind (kind)].title));
  guint n = ry_search_results_count (self->results, kind);
  const char *format = n < RY_SEARCH_COUNT_MAX ? ngettext ("%d hit", "%d hits", n)
                                               /* Translators: here they are not counted further */
                                               : ngettext ("%d hit or more", "%d hits or more", n);
  g_autofree char *count = g_strdup_printf (format, n);
  GtkWidget *number = gtk_label_new (count);

  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (number, "ry-2nd");
  gtk_widget_set_hexpand (number, TRUE);
  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), number);
  if (self->kind == NULL && n > 3) {
    GtkWidget *all = gtk_button_new_with_label (_ ("Show All"));

    gtk_widget_add_css_class (all, "flat");
    g_object_set_data (G_OBJECT (all), "kind", (gpointer) kind_names[find_kind (kind)]);
    g_signal_connect (all, "clicked", G_CALLBACK (show_all_cb), self);
    gtk_box_append (GTK_BOX (box), all);
  }
  gtk_widget_add_css_class (box, "ry-hit-heading");
  return box;
}

static void
header_func (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *kind = g_object_get_data (G_OBJECT (row), "kind");

  if (before == NULL || g_object_get_data (G_OBJECT (before), "kind") != (gpointer) kind) {
    gtk_list_box_row_set_header (row, create_heading (data, kind));
    gtk_widget_add_css_class (GTK_WIDGET (row), "first");
    if (before != NULL)
      gtk_widget_add_css_class (GTK_WIDGET (before), "last");
  } else
    gtk_list_box_row_set_header (row, NULL);
}

static void
facet_cb (GtkToggleButton *button, RySearchPage *self)
{
  const char *kind = g_object_get_data (G_OBJECT (button), "kind");

  if (!gtk_toggle_button_get_active (button) || g_strcmp0 (kind, self->kind) == 0)
    return;
  g_free (self->kind);
  self->kind = g_strdup (kind);
  search (self);
}

static void
clear (GtkWidget *widget)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_box_remove (GTK_BOX (widget), child);
}

static GtkWidget *
add_facet (RySearchPage *self, GtkWidget *group, const char *kind, const char *title, guint n)
{
  g_autofree char *label = g_strdup_printf (n < RY_SEARCH_COUNT_MAX ? "%s %u" : "%s %u+", title, n);
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  g_object_set_data (G_OBJECT (button), "kind", (gpointer) kind);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), g_strcmp0 (kind, self->kind) == 0);
  if (group != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (group));
  gtk_widget_add_css_class (button, "ry-facet");
  g_signal_connect (button, "toggled", G_CALLBACK (facet_cb), self);
  gtk_box_append (GTK_BOX (self->facets), button);
  return button;
}

static void
show_facets (RySearchPage *self)
{
  GtkWidget *all;

  clear (self->facets);
  all = add_facet (self, NULL, NULL, _ ("All"), self->results->total);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    guint n = ry_search_results_count (self->results, kinds[i].kind);

    if (n > 0)
      add_facet (self, all, kind_names[i], _ (kinds[i].title), n);
  }
}

static void
other_cb (GtkButton *button, RySearchPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), gtk_button_get_label (button));
}

static void
show_nothing (RySearchPage *self)
{
  g_autofree char *title = g_strdup_printf (_ ("“%s” is not found"), self->results->words);
  GPtrArray *others = self->results->others;

  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing,
                                   others->len > 0
                                       ? _ ("These words are:")
                                       : _ ("Fewer or shorter words find more. Width and kana do not matter."));
  clear (GTK_WIDGET (self->others));
  for (guint i = 0; i < others->len; i++) {
    GtkWidget *button = gtk_button_new_with_label (g_ptr_array_index (others, i));

    gtk_widget_add_css_class (button, "pill");
    g_signal_connect (button, "clicked", G_CALLBACK (other_cb), self);
    gtk_box_append (self->others, button);
  }
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
show_results (RySearchPage *self)
{
  GtkWidget *child;
  GtkListBoxRow *last;

  while ((child = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (self->results->total == 0) {
    show_nothing (self);
    return;
  }
  show_facets (self);
  for (guint i = 0; i < self->results->items->len; i++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_index (self->results->items, i)));
  last = gtk_list_box_get_row_at_index (self->list, (int) self->results->items->len - 1);
  if (last != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (last), "last");
  gtk_stack_set_visible_child_name (self->stack, "hits");
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RySearchPage) self = data;
  g_autoptr (GError) error = NULL;
  RySearchResults *results = ry_search_finish (RY_WORKSPACE (source), result, &error);

  /* Cancelled: another search is under way, or the page is gone. */
  if (results == NULL)
    return;
  g_clear_pointer (&self->results, ry_search_results_free);
  self->results = results;
  if (self->kind != NULL && ry_search_results_count (results, self->kind) == 0 && results->total > 0) {
    g_clear_pointer (&self->kind, g_free);
    search (self);
    return;
  }
  show_results (self);
}

static void
search (RySearchPage *self)
{
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (*words == '\0') {
    g_clear_pointer (&self->kind, g_free);
    gtk_stack_set_visible_child_name (self->stack, "help");
    return;
  }
  self->cancellable = g_cancellable_new ();
  ry_search_async (ry_window_get_workspace (get_window (self)), words, self->kind, kind_names, self->cancellable,
                   found_cb, g_object_ref (self));
}

static void
open_row (RySearchPage *self, GtkListBoxRow *row)
{
  if (row != NULL && !ry_window_open_record (get_window (self), g_object_get_data (G_OBJECT (row), "id")))
    ry_window_show_message (get_window (self), _ ("There is no page for this record yet"));
}

static void
row_activated_cb (RySearchPage *self, GtkListBoxRow *row)
{
  open_row (self, row);
}

static void
entry_activated_cb (RySearchPage *self)
{
  open_row (self, gtk_list_box_get_row_at_index (self->list, 0));
}

static gboolean
entry_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RySearchPage *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || first == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (first));
  return GDK_EVENT_STOP;
}

static void
stop_search_cb (RySearchPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static gboolean
keynav_failed_cb (GtkWidget *list, GtkDirectionType direction, RySearchPage *self)
{
  if (direction != GTK_DIR_UP)
    return FALSE;
  gtk_widget_grab_focus (self->entry);
  return TRUE;
}

static gboolean
ry_search_page_focus_filter (RyPage *page)
{
  RySearchPage *self = RY_SEARCH_PAGE (page);

  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  return TRUE;
}

static void
ry_search_page_shown (RyPage *page)
{
  RySearchPage *self = RY_SEARCH_PAGE (page);

  /* What was found may have changed while one was elsewhere. */
  search (self);
  gtk_widget_grab_focus (self->entry);
}

static void
ry_search_page_dispose (GObject *object)
{
  RySearchPage *self = RY_SEARCH_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->results, ry_search_results_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_object (&self->entry);
  G_OBJECT_CLASS (ry_search_page_parent_class)->dispose (object);
}

static void
ry_search_page_class_init (RySearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_search_page_dispose;
  RY_PAGE_CLASS (klass)->focus_filter = ry_search_page_focus_filter;
  RY_PAGE_CLASS (klass)->shown = ry_search_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RySearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RySearchPage, facets);
  gtk_widget_class_bind_template_child (widget_class, RySearchPage, list);
  gtk_widget_class_bind_template_child (widget_class, RySearchPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, RySearchPage, others);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
setup_entry (RySearchPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = g_object_ref_sink (gtk_search_entry_new ());
  gtk_widget_set_size_request (self->entry, 150, -1);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 44);
  g_object_set (self->entry, "placeholder-text", _ ("Names, minutes, decisions, telephone numbers…"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search everything"),
                                  -1);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (stop_search_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (entry_key_cb), self, 0);
  gtk_widget_add_controller (self->entry, keys);
  ry_page_set_header_title (RY_PAGE (self), self->entry);
}

static void
ry_search_page_init (RySearchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  setup_entry (self);
  gtk_list_box_set_header_func (self->list, header_func, self, NULL);
  g_signal_connect_object (self->list, "keynav-failed", G_CALLBACK (keynav_failed_cb), self, 0);
}
