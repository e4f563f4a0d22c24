/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyWheelsPage. What the wheels show is gathered again when it is looked at after something was committed.
 */
#include "ry-wheels-page.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-picture-view.h"
#include "ry-picture.h"
#include "ry-pictures.h"
#include "ry-ring-list.h"
#include "ry-wheels-slide.h"
#include "ry-window.h"

#define SETTLE_MS 400 /* an import commits a hundred times a second */

struct _RyWheelsPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  RyPictureView *view;
  GtkListBox *list;
  GtkWidget *bar;
  GtkLabel *words;
  GtkWidget *open;
  GtkWidget *header_start;
  GtkWidget *header_end;
  GtkWidget *options;
  GtkWidget *levels;
  GtkWidget *ways;
  GtkMenuButton *years;
  GMenu *years_section; /* of the menu, which is all there is while the window is folded */
  GtkWidget *gap;

  /* Owned */
  RyPictures *pictures;
  GSimpleActionGroup *actions;

  guint settle;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (RyWheelsPage, ry_wheels_page, RY_TYPE_PAGE)

static RyWindow *
get_window (RyWheelsPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static RyScene *
create_scene (double width, double height, RyPaletteScheme scheme, const char *focus, gpointer data)
{
  return ry_pictures_create_scene (RY_WHEELS_PAGE (data)->pictures, width, height, scheme, focus);
}

static double
get_height (double width, gpointer data)
{
  return ry_pictures_get_height (RY_WHEELS_PAGE (data)->pictures->kind, width);
}

static gboolean
gather (RyWheelsPage *self, RyPictures *pictures)
{
  g_autoptr (GError) error = NULL;

  if (ry_pictures_gather (pictures, ry_window_get_workspace (get_window (self)), &error))
    return TRUE;
  ry_window_show_error (get_window (self), _ ("The picture could not be drawn"), error);
  return FALSE;
}

static char *
describe_moment (RyWheelsPage *self)
{
  g_autofree char *day = ry_date_dup_today ();
  g_autofree char *date = ry_date_format_iso (day, RY_DATE_ERA);

  if (self->pictures->kind == RY_PICTURE_FLOW && self->pictures->flows != NULL && self->pictures->flows->year > 0) {
    g_autofree char *year = ry_flow_picture_format_year (self->pictures->flows->year);

    return g_strdup_printf (_ ("monthly average of %s"), year);
  }
  return g_strdup_printf (_ ("As of %s"), date);
}

static void
show_moment (RyWheelsPage *self)
{
  g_autofree char *subtitle = describe_moment (self);

  ry_page_set_title (RY_PAGE (self), ry_pictures_get_title (self->pictures->kind));
  ry_page_set_subtitle (RY_PAGE (self), subtitle);
}

static void
show_years (RyWheelsPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  RyFlowPicture *flows = self->pictures->kind == RY_PICTURE_FLOW ? self->pictures->flows : NULL;

  for (guint i = 0; flows != NULL && i < flows->years->len; i++) {
    int year = g_array_index (flows->years, int, i);
    g_autofree char *label = ry_flow_picture_format_year (year);
    g_autofree char *action = g_strdup_printf ("wheels.year('%d')", year);

    g_menu_append (menu, label, action);
    if (year == flows->year)
      gtk_menu_button_set_label (self->years, label);
  }
  gtk_menu_button_set_menu_model (self->years, G_MENU_MODEL (menu));
  g_menu_remove_all (self->years_section);
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0)
    g_menu_append_submenu (self->years_section, _ ("Fiscal Year"), G_MENU_MODEL (menu));
}

/* ---- The table ---- */

static void
clear_list (RyWheelsPage *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
fill_list (RyWheelsPage *self)
{
  RyScene *scene = ry_picture_view_get_scene (self->view);
  GPtrArray *nodes = scene != NULL ? ry_scene_get_nodes (scene) : NULL;

  clear_list (self);
  for (guint i = 0; nodes != NULL && i < nodes->len; i++) {
    RySceneNode *node = g_ptr_array_index (nodes, i);
    GtkWidget *row = adw_action_row_new ();

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), node->name);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), node->speech);
    adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), node->record != NULL);
    g_object_set_data_full (G_OBJECT (row), "record", g_strdup (node->record), g_free);
    gtk_list_box_append (self->list, row);
  }
}

/* Folded there is no room for them over the picture; all of them stand in the menu too. */
static void
show_options (RyWheelsPage *self)
{
  RyPictureKind kind = self->pictures->kind;

  gtk_widget_set_visible (self->options,
                          !ry_window_get_folded (get_window (self)) && !ry_pictures_is_empty (self->pictures));
  gtk_widget_set_visible (self->levels, kind == RY_PICTURE_WHEELS);
  gtk_widget_set_visible (self->ways, kind == RY_PICTURE_FLOW);
  gtk_widget_set_visible (GTK_WIDGET (self->years), kind == RY_PICTURE_FLOW);
  gtk_widget_set_visible (self->gap, kind == RY_PICTURE_RING);
}

/* What is looked at, in words. Until somebody looks at something the words are those of the whole picture, for which a
 * narrow window has no room: they are the picture's description too. */
static void
show_words (RyWheelsPage *self)
{
  RySceneNode *node = ry_picture_view_get_node (self->view);
  RyScene *scene = ry_picture_view_get_scene (self->view);
  gboolean shown = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "picture") == 0;

  gtk_label_set_text (self->words, node != NULL ? node->speech : scene != NULL ? ry_scene_get_summary (scene) : "");
  gtk_widget_set_sensitive (self->open, node != NULL && node->record != NULL);
  gtk_widget_set_visible (self->bar, shown && (node != NULL || !ry_window_get_folded (get_window (self))));
}

static void
show_fitting (RyWheelsPage *self)
{
  g_autoptr (GVariant) table = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "table");
  gboolean empty = ry_pictures_is_empty (self->pictures);
  gboolean as_table = g_variant_get_boolean (table);

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : as_table ? "table" : "picture");
  show_words (self);
  show_options (self);
  if (as_table)
    fill_list (self);
}

/* ---- Following the records ---- */

static void
refresh (RyWheelsPage *self)
{
  self->stale = FALSE;
  if (!gather (self, self->pictures))
    return;
  show_moment (self);
  show_years (self);
  ry_picture_view_redraw (self->view);
  gtk_widget_queue_resize (GTK_WIDGET (self->view));
  show_fitting (self);
}

static gboolean
settle_cb (gpointer data)
{
  RyWheelsPage *self = data;

  self->settle = 0;
  if (self->stale && gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
  return G_SOURCE_REMOVE;
}

static void
committed_cb (RyWheelsPage *self)
{
  self->stale = TRUE;
  if (self->settle == 0)
    self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
}

/* ---- What a person does ---- */

static void
node_changed_cb (RyWheelsPage *self)
{
  show_words (self);
}

/* A cell of the ring stands for several organisations: one opens at once, more of them as a list. */
static void
node_opened_cb (RyWheelsPage *self, const char *record)
{
  guint service, area;

  if (self->pictures->ring != NULL && ry_ring_parse_record (self->pictures->ring, record, &service, &area))
    ry_ring_list_open (get_window (self), self->pictures->ring, service, area);
  else
    ry_window_open_record (get_window (self), record);
}

static void
open_cb (RyWheelsPage *self)
{
  RySceneNode *node = ry_picture_view_get_node (self->view);

  if (node != NULL && node->record != NULL)
    node_opened_cb (self, node->record);
}

static void
row_activated_cb (RyWheelsPage *self, GtkListBoxRow *row)
{
  const char *record = g_object_get_data (G_OBJECT (row), "record");

  if (record != NULL)
    node_opened_cb (self, record);
}

static void
members_cb (RyWheelsPage *self)
{
  ry_window_show_page (get_window (self), "members");
}

static void
picture_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  RyWheelsPage *self = data;

  if (!ry_pictures_find (g_variant_get_string (state, NULL), &self->pictures->kind))
    return;
  g_simple_action_set_state (action, state);
  refresh (self);
}

static void
level_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  RyWheelsPage *self = data;

  g_simple_action_set_state (action, state);
  self->pictures->level =
      g_str_equal (g_variant_get_string (state, NULL), "organisations") ? RY_WHEELS_ORGANISATIONS : RY_WHEELS_BODIES;
  ry_picture_view_redraw (self->view);
  show_fitting (self);
}

static void
shown_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  static const char *const names[] = {
    [RY_FLOW_ALL] = "all", [RY_FLOW_COUNTED] = "counted", [RY_FLOW_DECLARED] = "declared"
  };
  RyWheelsPage *self = data;

  g_simple_action_set_state (action, state);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (g_variant_get_string (state, NULL), names[i]))
      self->pictures->shown = i;
  ry_picture_view_redraw (self->view);
  show_fitting (self);
}

static void
year_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyWheelsPage *self = data;

  self->pictures->year = (int) g_ascii_strtoll (g_variant_get_string (parameter, NULL), NULL, 10);
  refresh (self);
}

/* From gap to gap: what is missing is what the picture is looked at for. */
static void
next_gap_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyWheelsPage *self = data;
  RyScene *scene = ry_picture_view_get_scene (self->view);
  GPtrArray *nodes = scene != NULL ? ry_scene_get_nodes (scene) : NULL;
  guint from, service, area;

  if (nodes == NULL || self->pictures->kind != RY_PICTURE_RING)
    return;
  from = nodes->len - 1;
  g_ptr_array_find (nodes, ry_picture_view_get_node (self->view), &from);
  for (guint step = 1; step <= nodes->len; step++) {
    RySceneNode *node = g_ptr_array_index (nodes, (from + step) % nodes->len);

    if (ry_ring_parse_record (self->pictures->ring, node->record, &service, &area) &&
        ry_ring_is_gap (self->pictures->ring, service, area)) {
      ry_picture_view_focus_node (self->view, node);
      return;
    }
  }
}

static void
fold_changed_cb (RyWheelsPage *self)
{
  gtk_widget_set_visible (self->header_start, !ry_window_get_folded (get_window (self)));
  show_options (self);
  show_words (self);
}

static void
table_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  g_simple_action_set_state (action, state);
  show_fitting (data);
}

static void
slide_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyWheelsPage *self = data;
  g_autoptr (RyPictures) pictures = ry_pictures_copy_choice (self->pictures);

  if (gather (self, pictures))
    ry_wheels_slide_show (GTK_WINDOW (get_window (self)), g_steal_pointer (&pictures));
}

static void
write_file (RyWheelsPage *self, const char *path)
{
  g_autoptr (RyScene) scene = ry_pictures_create_scene (self->pictures, 1200, 740, RY_PALETTE_LIGHT, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *message = g_strdup_printf (_ ("Saved as “%s”"), name);

  if (ry_picture_write (scene, path, &error))
    ry_window_show_message (get_window (self), message);
  else
    ry_window_show_error (get_window (self), _ ("The picture was not saved"), error);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, RyWheelsPage *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  const char *suffix = g_object_get_data (G_OBJECT (dialog), "suffix");

  if (path != NULL && !ry_pictures_is_empty (self->pictures)) {
    g_autofree char *named = g_str_has_suffix (path, suffix) ? g_strdup (path) : g_strconcat (path, suffix, NULL);

    write_file (self, named);
  }
  g_object_unref (dialog);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyWheelsPage *self = data;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Save the Picture"), GTK_WINDOW (get_window (self)),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  const char *suffix = g_variant_get_string (parameter, NULL);
  g_autofree char *name = g_strconcat (ry_pictures_get_title (self->pictures->kind), suffix, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_object_set_data_full (G_OBJECT (dialog), "suffix", g_strdup (suffix), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
add_shortcut (GtkEventController *shortcuts, const char *keys, const char *action, const char *target)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys), gtk_named_action_new (action));

  if (target != NULL)
    gtk_shortcut_set_arguments (shortcut, g_variant_new_string (target));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts), shortcut);
}

static void
install_actions (RyWheelsPage *self)
{
  static const GActionEntry entries[] = {
    { "picture", NULL, "s", "'wheels'", picture_cb },
    { "level", NULL, "s", "'bodies'", level_cb },
    { "shown", NULL, "s", "'all'", shown_cb },
    { "year", year_cb, "s" },
    { "next-gap", next_gap_cb },
    { "table", NULL, NULL, "false", table_cb },
    { "slide", slide_cb },
    { "export", export_cb, "s" },
  };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "wheels", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (self->header_start, "wheels", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (self->header_end, "wheels", G_ACTION_GROUP (self->actions));
  add_shortcut (shortcuts, "<Control>t", "wheels.table", NULL);
  add_shortcut (shortcuts, "F5", "wheels.slide", NULL);
  add_shortcut (shortcuts, "<Control>g", "wheels.next-gap", NULL);
  add_shortcut (shortcuts, "plus|KP_Add|semicolon", "wheels.level", "organisations"); /* ; and + are one key in Japan */
  add_shortcut (shortcuts, "minus|KP_Subtract", "wheels.level", "bodies");
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts), GTK_SHORTCUT_SCOPE_MANAGED);
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

/* ---- The page ---- */

static void
ry_wheels_page_shown (RyPage *page)
{
  RyWheelsPage *self = RY_WHEELS_PAGE (page);

  if (self->stale)
    refresh (self);
}

static gboolean
ry_wheels_page_focus_filter (RyPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RY_WHEELS_PAGE (page)->view));
}

static void
ry_wheels_page_constructed (GObject *object)
{
  RyWheelsPage *self = RY_WHEELS_PAGE (object);
  RyWorkspace *workspace;

  G_OBJECT_CLASS (ry_wheels_page_parent_class)->constructed (object);
  ry_page_set_header_start (RY_PAGE (self), self->header_start);
  ry_page_set_header_end (RY_PAGE (self), self->header_end);
  install_actions (self);
  ry_picture_view_set_source (self->view, create_scene, get_height, self);
  g_signal_connect_object (get_window (self), "notify::folded", G_CALLBACK (fold_changed_cb), self, G_CONNECT_SWAPPED);
  fold_changed_cb (self);
  workspace = ry_window_get_workspace (get_window (self));
  g_signal_connect_object (ry_workspace_get_store (workspace, "council"), "committed", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
ry_wheels_page_dispose (GObject *object)
{
  RyWheelsPage *self = RY_WHEELS_PAGE (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ry_wheels_page_parent_class)->dispose (object);
}

static void
ry_wheels_page_finalize (GObject *object)
{
  g_clear_pointer (&RY_WHEELS_PAGE (object)->pictures, ry_pictures_free);
  G_OBJECT_CLASS (ry_wheels_page_parent_class)->finalize (object);
}

static void
ry_wheels_page_class_init (RyWheelsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ry_wheels_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ry_wheels_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_wheels_page_finalize;
  RY_PAGE_CLASS (klass)->shown = ry_wheels_page_shown;
  RY_PAGE_CLASS (klass)->focus_filter = ry_wheels_page_focus_filter;

  g_type_ensure (RY_TYPE_PICTURE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/wheels/ry-wheels-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, view);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, list);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, words);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, open);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, header_start);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, header_end);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, options);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, ways);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, gap);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, levels);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, years);
  gtk_widget_class_bind_template_child (widget_class, RyWheelsPage, years_section);
  gtk_widget_class_bind_template_callback (widget_class, node_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, node_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, members_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
ry_wheels_page_init (RyWheelsPage *self)
{
  self->pictures = g_new0 (RyPictures, 1);
  self->stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
