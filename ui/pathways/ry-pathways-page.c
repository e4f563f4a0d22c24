/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One pathway is looked at; which one is chosen above. The line beside the choice says the step in focus in words. The
 * picture, the table of steps and the sheets come from one reading of the record.
 */
#include "ry-pathways-page.h"

#include <glib/gi18n.h>

#include "ry-add-content.h"
#include "ry-date.h"
#include "ry-id.h"
#include "ry-label.h"
#include "ry-lane-scene.h"
#include "ry-paper-page.h"
#include "ry-paper.h"
#include "ry-pathway-editor.h"
#include "ry-pathway-file.h"
#include "ry-pathway-members.h"
#include "ry-permission-guard.h"
#include "ry-picture-view.h"
#include "ry-plain-row.h"
#include "ry-speech.h"
#include "ry-tooltip.h"
#include "ry-window.h"

#define SETTLE_MS 300

typedef enum { SIDE_LANES, SIDE_STEPS, SIDE_MEMBERS, SIDE_DEFINITION, N_SIDES } Side;

struct _RyPathwaysPage {
  RyPage parent_instance;

  /* Borrowed */
  GtkStack *stack;
  GtkDropDown *choice;
  GtkWidget *sides[N_SIDES];
  GtkWidget *shape;
  GtkLabel *words;
  RyPictureView *view;
  GtkListBox *steps;
  RyPathwayMembers *members;
  AdwBin *definition;
  GtkWidget *create;
  GtkWidget *print;
  GtkWidget *new_name;
  GtkWidget *new_popover;

  /* Owned */
  GPtrArray *documents;
  char *shown; /* id */
  RyPathway *pathway;
  GSimpleActionGroup *actions;

  guint settle;
  gboolean loaded;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RyPathwaysPage, ry_pathways_page, RY_TYPE_PAGE)

static const char *const side_titles[N_SIDES] = { N_ ("Lanes"), N_ ("Table of Steps"), N_ ("Who Takes Part"),
                                                  N_ ("Definition") };
static const char *const side_names[N_SIDES] = { "lanes", "steps", "members", "definition" };

static RyWindow *
get_window (RyPathwaysPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static RyWorkspace *
get_workspace (RyPathwaysPage *self)
{
  return ry_window_get_workspace (get_window (self));
}

static RyDocument *
get_document (RyPathwaysPage *self)
{
  for (guint i = 0; self->documents != NULL && i < self->documents->len; i++)
    if (g_strcmp0 (ry_document_get_id (self->documents->pdata[i]), self->shown) == 0)
      return self->documents->pdata[i];
  return NULL;
}

static Side
get_side (RyPathwaysPage *self)
{
  for (guint i = 0; i < N_SIDES; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->sides[i])))
      return i;
  return SIDE_LANES;
}

/* ---- The picture ---- */

static RyScene *
create_scene (double width, double height, RyPaletteScheme scheme, const char *focus, gpointer data)
{
  RyPathwaysPage *self = data;

  return self->pathway != NULL && focus == NULL ? ry_lane_scene_new (self->pathway, scheme, width, height) : NULL;
}

static double
get_height (double width, gpointer data)
{
  RyPathwaysPage *self = data;

  return self->pathway != NULL ? ry_lane_scene_get_height_for_width (self->pathway, width) : 0;
}

static void
node_cb (RyPathwaysPage *self)
{
  RySceneNode *node = ry_picture_view_get_node (self->view);

  if (node != NULL)
    gtk_label_set_label (self->words, node->speech);
}

/* ---- The tables ---- */

static void
show_steps (RyPathwaysPage *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->steps))) != NULL)
    gtk_list_box_remove (self->steps, row);
  for (guint i = 0; i < self->pathway->steps->len; i++) {
    const RyPathwayStep *step = self->pathway->steps->pdata[i];
    g_autofree char *name = ry_pathway_flatten (step->name), *words = ry_pathway_describe_course (self->pathway, i);

    gtk_list_box_append (self->steps, ry_plain_row_new (name, words));
  }
}

/* ---- What is shown ---- */

static void
show_definition (RyPathwaysPage *self)
{
  GtkWidget *child = adw_bin_get_child (self->definition);

  if (child != NULL && g_strcmp0 (g_object_get_data (G_OBJECT (child), "id"), self->shown) == 0)
    return;
  child = ry_pathway_editor_new (get_workspace (self), self->shown);
  g_object_set_data_full (G_OBJECT (child), "id", g_strdup (self->shown), g_free);
  adw_bin_set_child (self->definition, child);
}

static void
show (RyPathwaysPage *self)
{
  RyDocument *document = get_document (self);
  Side side = get_side (self);

  g_clear_pointer (&self->pathway, ry_pathway_free);
  gtk_widget_set_sensitive (self->print, document != NULL);
  if (document == NULL) {
    gtk_stack_set_visible_child_name (self->stack, "empty");
    return;
  }
  self->pathway = ry_pathway_new (self->shown, ry_document_get_root (document));
  gtk_label_set_label (GTK_LABEL (self->shape), self->pathway->circular ? _ ("Circular") : _ ("One way"));
  gtk_label_set_label (self->words, self->pathway->faults->len > 0 ? (const char *) self->pathway->faults->pdata[0]
                                                                   : self->pathway->criteria);
  if (side == SIDE_LANES)
    ry_picture_view_redraw (self->view);
  else if (side == SIDE_STEPS)
    show_steps (self);
  else if (side == SIDE_MEMBERS)
    ry_pathway_members_show (self->members, get_document (self), self->pathway);
  else
    show_definition (self);
  gtk_stack_set_visible_child_name (self->stack, side_names[side]);
}

static void
side_cb (GtkToggleButton *button, RyPathwaysPage *self)
{
  if (gtk_toggle_button_get_active (button) && self->loaded)
    show (self);
}

static void
reload (RyPathwaysPage *self)
{
  RyQuery query = { .kind = "pathway", .order = "name" };
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_clear_pointer (&self->documents, g_ptr_array_unref);
  self->documents = ry_workspace_query (get_workspace (self), &query, NULL);
  for (guint i = 0; self->documents != NULL && i < self->documents->len; i++) {
    const char *name = ry_document_get_string (self->documents->pdata[i], "name");

    gtk_string_list_append (names, name != NULL ? name : "");
    if (g_strcmp0 (ry_document_get_id (self->documents->pdata[i]), self->shown) == 0)
      selected = i;
  }
  if (get_document (self) == NULL) {
    g_clear_pointer (&self->shown, g_free);
    if (self->documents != NULL && self->documents->len > 0)
      self->shown = g_strdup (ry_document_get_id (self->documents->pdata[0]));
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->choice, selected);
  self->filling = FALSE;
  show (self);
}

static void
choice_cb (RyPathwaysPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);

  if (self->filling || self->documents == NULL || selected >= self->documents->len)
    return;
  g_free (self->shown);
  self->shown = g_strdup (ry_document_get_id (self->documents->pdata[selected]));
  show (self);
}

static gboolean
settle_cb (gpointer data)
{
  RyPathwaysPage *self = data;

  self->settle = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RyPathwaysPage *self)
{
  if (self->settle == 0)
    self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
}

/* ---- What a person does ---- */

static void
sheet_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyPathwaysPage *self = data;
  const char *sheet = g_variant_get_string (parameter, NULL);
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;

  if (self->shown == NULL)
    return;
  paper = g_str_equal (sheet, "members")
              ? ry_paper_new_pathway_members (get_workspace (self), self->shown, today, &error)
              : ry_paper_new_pathway_sheet (get_workspace (self), self->shown, sheet, &error);
  ry_paper_page_push (get_window (self), paper, error);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyPathwaysPage *self = data;

  if (get_document (self) == NULL)
    return;
  ry_window_commit (get_window (self), ry_edits_new_with (ry_edit_new (self->shown, get_document (self), NULL), NULL),
                    _ ("The pathway was deleted"));
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyPathwaysPage *self = data;

  if (self->pathway != NULL)
    ry_pathway_file_save (get_window (self), get_document (self), g_variant_get_string (parameter, NULL));
}

static void
add_cb (RyPathwaysPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_name))));
  GPtrArray *edits;

  if (*name == '\0') {
    gtk_widget_grab_focus (self->new_name);
    return;
  }
  g_free (self->shown);
  self->shown = ry_id_new ("pathway");
  edits = ry_edits_new_with (ry_edit_new (self->shown, NULL, ry_pathway_new_content (name)), NULL);
  gtk_popover_popdown (GTK_POPOVER (self->new_popover));
  gtk_editable_set_text (GTK_EDITABLE (self->new_name), "");
  ry_window_commit (get_window (self), edits, _ ("The pathway was added"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->sides[SIDE_DEFINITION]), TRUE);
}

/* ---- The page ---- */

static GMenuModel *
create_menu (void)
{
  static const char *const rows[] = { N_ ("For Those Who Treat"),
                                      "pathway.sheet::professional",
                                      N_ ("For the Person and the Family"),
                                      "pathway.sheet::person",
                                      N_ ("FAX from Stage to Stage"),
                                      "pathway.sheet::fax",
                                      N_ ("List of Who Takes Part"),
                                      "pathway.sheet::members",
                                      N_ ("Save the Lanes as SVG…"),
                                      "pathway.export::.svg",
                                      N_ ("Save the Lanes as PDF…"),
                                      "pathway.export::.pdf",
                                      N_ ("Delete"),
                                      "pathway.delete" };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i += 2)
    g_menu_append (menu, _ (rows[i]), rows[i + 1]);
  return G_MENU_MODEL (menu);
}

static GtkWidget *
create_new (RyPathwaysPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *add = gtk_button_new_with_label (_ ("Add"));

  self->new_name = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->new_name), _ ("Name of the pathway"));
  ry_speech_set_label (self->new_name, _ ("Name of the pathway"));
  gtk_widget_add_css_class (add, "suggested-action");
  g_signal_connect_swapped (self->new_name, "activate", G_CALLBACK (add_cb), self);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_cb), self);
  gtk_box_append (GTK_BOX (box), self->new_name);
  gtk_box_append (GTK_BOX (box), add);
  gtk_widget_set_size_request (box, 260, -1);
  return box;
}

static void
ry_pathways_page_shown (RyPage *page)
{
  RyPathwaysPage *self = RY_PATHWAYS_PAGE (page);

  if (!self->loaded)
    g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  self->loaded = TRUE;
  reload (self);
}

static gboolean
ry_pathways_page_open (RyPage *page, const char *id)
{
  RyPathwaysPage *self = RY_PATHWAYS_PAGE (page);

  g_free (self->shown);
  self->shown = g_strdup (id);
  reload (self);
  return g_strcmp0 (self->shown, id) == 0;
}

static gboolean
ry_pathways_page_create (RyPage *page)
{
  RyPathwaysPage *self = RY_PATHWAYS_PAGE (page);

  if (!gtk_widget_get_sensitive (self->create))
    return FALSE;
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->create));
  gtk_widget_grab_focus (self->new_name);
  return TRUE;
}

static gboolean
ry_pathways_page_print (RyPage *page)
{
  g_action_group_activate_action (G_ACTION_GROUP (RY_PATHWAYS_PAGE (page)->actions), "sheet",
                                  g_variant_new_string ("professional"));
  return TRUE;
}

static gboolean
ry_pathways_page_focus_filter (RyPage *page)
{
  RyPathwaysPage *self = RY_PATHWAYS_PAGE (page);

  return gtk_widget_grab_focus (get_side (self) == SIDE_LANES ? GTK_WIDGET (self->view) : GTK_WIDGET (self->choice));
}

static void
ry_pathways_page_leaving (RyPage *page)
{
  GtkWidget *editor = adw_bin_get_child (RY_PATHWAYS_PAGE (page)->definition);

  if (editor != NULL)
    ry_pathway_editor_flush (RY_PATHWAY_EDITOR (editor));
}

static char *
ry_pathways_page_dup_record (RyPage *page)
{
  return g_strdup (RY_PATHWAYS_PAGE (page)->shown);
}

static void
ry_pathways_page_dispose (GObject *object)
{
  RyPathwaysPage *self = RY_PATHWAYS_PAGE (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ry_pathways_page_parent_class)->dispose (object);
}

static void
ry_pathways_page_finalize (GObject *object)
{
  RyPathwaysPage *self = RY_PATHWAYS_PAGE (object);

  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_pointer (&self->pathway, ry_pathway_free);
  g_free (self->shown);
  G_OBJECT_CLASS (ry_pathways_page_parent_class)->finalize (object);
}

static GtkWidget *
create_bar (RyPathwaysPage *self)
{
  GtkWidget *bar = gtk_flow_box_new (), *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0),
            *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  ry_speech_set_label (GTK_WIDGET (self->choice), _ ("Pathway"));
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (choice_cb), self);
  self->shape = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->shape, "ry-chip");
  gtk_widget_set_valign (self->shape, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->choice));
  gtk_box_append (GTK_BOX (line), self->shape);
  gtk_widget_add_css_class (linked, "linked");
  for (guint i = 0; i < N_SIDES; i++) {
    self->sides[i] = gtk_toggle_button_new_with_label (_ (side_titles[i]));
    if (i > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->sides[i]), GTK_TOGGLE_BUTTON (self->sides[0]));
    gtk_box_append (GTK_BOX (linked), self->sides[i]);
  }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->sides[0]), TRUE);
  for (guint i = 0; i < N_SIDES; i++)
    g_signal_connect (self->sides[i], "toggled", G_CALLBACK (side_cb), self);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (bar), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (bar), 2);
  gtk_flow_box_append (GTK_FLOW_BOX (bar), line);
  gtk_flow_box_append (GTK_FLOW_BOX (bar), linked);
  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  gtk_widget_add_css_class (bar, "ry-pathway-bar");
  return bar;
}

static GtkWidget *
create_scrolled (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 880);
  adw_clamp_set_child (ADW_CLAMP (clamp), child);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

/* Where there is no room for lanes from left to right, the picture turns the days downwards by itself. */
static GtkWidget *
create_picture (RyPathwaysPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = g_object_new (RY_TYPE_PICTURE_VIEW, NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->view), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  ry_picture_view_set_source (self->view, create_scene, get_height, self);
  g_signal_connect_swapped (self->view, "node-changed", G_CALLBACK (node_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  return scroller;
}

static GtkWidget *
create_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "view-list-bullet-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No pathways yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("Add one above (Ctrl+N); it begins with the usual stages and roles."));
  return page;
}

static void
fill_stack (RyPathwaysPage *self)
{
  GtkWidget *steps = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *definition = adw_bin_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->steps = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->steps, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->steps), "boxed-list");
  ry_speech_set_label (GTK_WIDGET (self->steps), _ ("Steps"));
  gtk_widget_add_css_class (steps, "ry-event");
  gtk_box_append (GTK_BOX (steps), GTK_WIDGET (self->steps));
  self->members = RY_PATHWAY_MEMBERS (ry_pathway_members_new (get_window (self)));
  self->definition = ADW_BIN (definition);
  gtk_stack_add_named (self->stack, create_picture (self), "lanes");
  gtk_stack_add_named (self->stack, create_scrolled (steps), "steps");
  gtk_stack_add_named (self->stack, create_scrolled (GTK_WIDGET (self->members)), "members");
  gtk_stack_add_named (self->stack, create_scrolled (definition), "definition");
  gtk_stack_add_named (self->stack, create_empty (), "empty");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
}

static void
fill (RyPathwaysPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->words = GTK_LABEL (ry_label_new_wrapped ("", "ry-2nd"));
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "ry-pathway-words");
  gtk_box_append (GTK_BOX (box), create_bar (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  fill_stack (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
ry_pathways_page_constructed (GObject *object)
{
  RyPathwaysPage *self = RY_PATHWAYS_PAGE (object);

  G_OBJECT_CLASS (ry_pathways_page_parent_class)->constructed (object);
  fill (self);
  self->create = gtk_menu_button_new ();
  gtk_menu_button_set_child (
      GTK_MENU_BUTTON (self->create),
      ry_add_content_new (_ ("Add a Pathway"), G_OBJECT (ry_page_get_window (RY_PAGE (self)))));
  ry_speech_set_label (self->create, _ ("Add a Pathway"));
  ry_tooltip_set (self->create, _ ("Add a Pathway"));
  self->new_popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->new_popover), create_new (self));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->create), self->new_popover);
  ry_permission_guard_widget (self->create, get_workspace (self), RY_VERB_CREATE, "pathway", NULL);
  ry_page_set_header_start (RY_PAGE (self), self->create);
  self->print = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->print), "printer-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->print), create_menu ());
  ry_tooltip_set (self->print, _ ("Print empty sheets and more"));
  ry_speech_set_label (self->print, _ ("Print empty sheets and more"));
  gtk_widget_insert_action_group (self->print, "pathway", G_ACTION_GROUP (self->actions));
  ry_page_set_header_end (RY_PAGE (self), self->print);
}

static void
ry_pathways_page_class_init (RyPathwaysPageClass *klass)
{
  RyPageClass *page_class = RY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ry_pathways_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ry_pathways_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_pathways_page_finalize;
  page_class->shown = ry_pathways_page_shown;
  page_class->open = ry_pathways_page_open;
  page_class->create = ry_pathways_page_create;
  page_class->print = ry_pathways_page_print;
  page_class->focus_filter = ry_pathways_page_focus_filter;
  page_class->leaving = ry_pathways_page_leaving;
  page_class->dup_record = ry_pathways_page_dup_record;
}

static void
ry_pathways_page_init (RyPathwaysPage *self)
{
  static const GActionEntry entries[] = { { "sheet", sheet_cb, "s" },
                                          { "export", export_cb, "s" },
                                          { "delete", delete_cb } };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}
