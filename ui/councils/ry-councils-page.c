/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows are made anew when councils or lines change; there are a dozen and a half.
 */
#include "ry-councils-page.h"

#include <glib/gi18n.h>

#include "ry-council-mark.h"
#include "ry-council-view.h"
#include "ry-line-view.h"
#include "ry-line.h"
#include "ry-permission-guard.h"
#include "ry-speech.h"
#include "ry-window.h"

enum { COUNCILS, LINES, CITY, N_GROUPS };

struct _RyCouncilsPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkBox *content;
  AdwPreferencesGroup *groups[N_GROUPS];
  GtkWidget *make;

  /* Owned */
  GPtrArray *rows[N_GROUPS];

  guint idle;
  gboolean loaded;
};

G_DEFINE_FINAL_TYPE (RyCouncilsPage, ry_councils_page, RY_TYPE_PAGE)

static RyWindow *
get_window (RyCouncilsPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static void
open_record (RyCouncilsPage *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  RyPage *view = g_str_has_prefix (id, "line:") ? ry_line_view_new (get_window (self), id, &error)
                                                : ry_council_view_new (get_window (self), id, &error);

  if (view != NULL)
    ry_window_push (get_window (self), view);
  else
    ry_window_show_error (get_window (self), _ ("The record could not be opened"), error);
}

static void
row_activated_cb (GtkWidget *row, RyCouncilsPage *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "record"));

  open_record (self, id);
}

static GtkWidget *
append_row (RyCouncilsPage *self, int group, const char *id, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "record", g_strdup (id), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), self);
  ry_speech_set_label (row, title);
  adw_preferences_group_add (self->groups[group], row);
  g_ptr_array_add (self->rows[group], row);
  return row;
}

static void
append_councils (RyCouncilsPage *self)
{
  RyCouncils *councils = ry_window_get_councils (get_window (self));

  for (guint i = 0; i < ry_councils_get_n (councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (councils, i);
    g_autoptr (RyDocument) document = ry_workspace_get (ry_window_get_workspace (get_window (self)), council->id, NULL);
    GtkWidget *row = append_row (self, COUNCILS, council->id, council->name,
                                 document != NULL ? ry_document_get_string (document, "rhythm") : NULL);

    adw_action_row_add_prefix (ADW_ACTION_ROW (row), ry_council_mark_new (council));
  }
}

static void
append_lines (RyCouncilsPage *self)
{
  g_autoptr (GPtrArray) lines = ry_line_list (ry_window_get_workspace (get_window (self)), NULL);

  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    RyDocument *line = g_ptr_array_index (lines, i);
    const char *mark = ry_document_get_string (line, "mark");
    g_autofree char *title = g_strjoin (" ", mark != NULL ? mark : "", ry_document_get_string (line, "name"), NULL);
    gboolean city = g_strcmp0 (ry_document_get_string (line, "axis"), RY_LINE_AXIS_CITY) == 0;

    append_row (self, city ? CITY : LINES, ry_document_get_id (line), g_strstrip (title), NULL);
  }
  gtk_widget_set_visible (self->make, lines == NULL || lines->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->groups[CITY]), self->rows[CITY]->len > 0);
}

static void
reload (RyCouncilsPage *self)
{
  for (int group = 0; group < N_GROUPS; group++) {
    for (guint i = 0; i < self->rows[group]->len; i++)
      adw_preferences_group_remove (self->groups[group], g_ptr_array_index (self->rows[group], i));
    g_ptr_array_set_size (self->rows[group], 0);
  }
  append_councils (self);
  append_lines (self);
}

static gboolean
reload_cb (gpointer data)
{
  RyCouncilsPage *self = data;

  self->idle = 0;
  reload (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyCouncilsPage *self)
{
  if (self->idle == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->idle = g_idle_add (reload_cb, self);
}

static void
make_cb (RyCouncilsPage *self)
{
  ry_window_commit (get_window (self), ry_line_new_presets (ry_window_get_workspace (get_window (self))),
                    _ ("The usual lines were made"));
}

static void
ry_councils_page_shown (RyPage *page)
{
  RyCouncilsPage *self = RY_COUNCILS_PAGE (page);

  if (!self->loaded) {
    g_signal_connect_object (ry_window_get_workspace (get_window (self)), "changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
    ry_permission_guard_widget (self->make, ry_window_get_workspace (get_window (self)), RY_VERB_CREATE, "line", NULL);
  }
  self->loaded = TRUE;
  reload (self);
}

static gboolean
ry_councils_page_open (RyPage *page, const char *id)
{
  open_record (RY_COUNCILS_PAGE (page), id);
  return TRUE;
}

static void
ry_councils_page_dispose (GObject *object)
{
  g_clear_handle_id (&RY_COUNCILS_PAGE (object)->idle, g_source_remove);
  G_OBJECT_CLASS (ry_councils_page_parent_class)->dispose (object);
}

static void
ry_councils_page_finalize (GObject *object)
{
  for (int group = 0; group < N_GROUPS; group++)
    g_ptr_array_unref (RY_COUNCILS_PAGE (object)->rows[group]);
  G_OBJECT_CLASS (ry_councils_page_parent_class)->finalize (object);
}

static void
ry_councils_page_class_init (RyCouncilsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_councils_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_councils_page_finalize;
  RY_PAGE_CLASS (klass)->shown = ry_councils_page_shown;
  RY_PAGE_CLASS (klass)->open = ry_councils_page_open;
}

static void
ry_councils_page_init (RyCouncilsPage *self)
{
  static const char *const titles[N_GROUPS] = { N_ ("The councils"), N_ ("Programme lines"),
                                                N_ ("Items of the city's programme") };
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_widget_add_css_class (GTK_WIDGET (self->content), "ry-record-page");
  for (int group = 0; group < N_GROUPS; group++) {
    self->rows[group] = g_ptr_array_new ();
    self->groups[group] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
    adw_preferences_group_set_title (self->groups[group], _ (titles[group]));
    gtk_box_append (self->content, GTK_WIDGET (self->groups[group]));
  }
  adw_preferences_group_set_description (self->groups[LINES],
                                         _ ("What was decided, is open and was done in a year, line by line"));
  self->make = gtk_button_new_with_label (_ ("Make the Usual Ones"));
  gtk_widget_set_halign (self->make, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->make, "pill");
  g_signal_connect_swapped (self->make, "clicked", G_CALLBACK (make_cb), self);
  gtk_box_append (self->content, self->make);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->content));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}
