/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyMembersList. What is typed, the kind and the councils make a question for a lazy RyRowModel; its answer
 * is in reading order, so where each letter begins is found by halving, with a few dozen records read of a
 * hundred thousand.
 *
 * A letter's heading stands in the first row of the letter. Rows know their position and are asked again when
 * the model changes, as a row may become the first without being bound anew.
 *
 * Keyboard: typing in the list jumps by reading (kana or romaji), Enter opens, Delete asks for deletion.
 */
#include "ry-members-list.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-directory.h"
#include "ry-kind-chips.h"
#include "ry-later.h"
#include "ry-letters.h"
#include "ry-organisation-row.h"
#include "ry-row-scroll.h"

/* A pause this long begins a new word, as in other lists that jump. */
#define JUMP_PAUSE_US (G_USEC_PER_SEC)
/* Counts are read again when a burst of commits is over. */
#define COUNT_DELAY_MS 300
/* The least a row takes, as in members.css; large text takes more. */
#define ROW_HEIGHT 52

struct _RyMembersList {
  GtkBox parent_instance;

  /* Template widgets */
  GtkSearchEntry *entry;
  GtkBox *chips;
  GtkLabel *count;
  GtkStack *stack;
  GtkListView *view;
  RyIndexBar *index_bar;

  /* Borrowed */
  RyKindChips *kinds;

  /* Owned */
  RyWorkspace *workspace;
  RyMemberIndex *index;
  RyRowModel *model;
  GtkSingleSelection *selection;
  GPtrArray *bound; /* GtkListItem that show a row, borrowed */
  char *preedit;
  char *selected;
  GString *jump;
  RyRowScroll *scroll;

  gint64 jumped_at;
  guint count_id;
  guint refresh_id;
  gboolean has_counts;
  gboolean is_selecting;
  gboolean wants_first;
  gboolean wants_scroll;
};

G_DEFINE_FINAL_TYPE (RyMembersList, ry_members_list, GTK_TYPE_BOX)

enum { CHOSEN, ACTIVATED, DELETE_ASKED, N_SIGNALS };

static guint signals[N_SIGNALS];

static guint
get_n_rows (RyMembersList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

static void
show_letters (RyMembersList *self)
{
  guint positions[RY_N_INDEX_LETTERS];

  ry_letters_find_positions (self->model, positions);
  ry_index_bar_set_positions (self->index_bar, positions);
}

static void
show_heading (RyMembersList *self, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  guint position = gtk_list_item_get_position (item);
  const char *letter;

  if (row == NULL || position >= get_n_rows (self))
    return;
  letter = ry_letters_get (self->model, position);
  if (position > 0 && g_strcmp0 (letter, ry_letters_get (self->model, position - 1)) == 0)
    letter = NULL;
  ry_organisation_row_set_heading (RY_ORGANISATION_ROW (row), letter);
}

static void
show_count (RyMembersList *self)
{
  const char *code = ry_kind_chips_get_chosen (self->kinds);
  RyField *field = ry_kind_find_field (ry_workspace_get_kind (self->workspace, "organisation"), "org_kind");
  const char *kind = code != NULL ? ry_field_get_code_label (field, code) : _ ("All kinds");
  guint n = get_n_rows (self);
  g_autofree char *number = g_strdup_printf (ngettext ("%u entry", "%u entries", n), n);
  g_autofree char *text = g_strdup_printf ("%s   %s", kind, number);

  gtk_label_set_label (self->count, text);
  gtk_stack_set_visible_child_name (self->stack, n > 0 || ry_row_model_get_loading (self->model) ? "list" : "nothing");
}

static void
show_current_letter (RyMembersList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  ry_index_bar_set_current (self->index_bar,
                            position < get_n_rows (self) ? ry_letters_get (self->model, position) : NULL);
}

static void
select_position (RyMembersList *self, guint position)
{
  self->is_selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->is_selecting = FALSE;
  show_current_letter (self);
}

/* A record that was asked for before the list held it is scrolled to when it comes. */
static void
show_selected (RyMembersList *self)
{
  guint position = ry_row_model_find (self->model, self->selected);

  select_position (self, position);
  if (self->wants_scroll && position != GTK_INVALID_LIST_POSITION) {
    self->wants_scroll = FALSE;
    ry_row_scroll_to (self->scroll, position, FALSE);
  }
}

static gboolean
refresh_cb (gpointer data)
{
  RyMembersList *self = data;

  self->refresh_id = 0;
  show_letters (self);
  show_count (self);
  for (guint i = 0; i < self->bound->len; i++)
    show_heading (self, g_ptr_array_index (self->bound, i));
  if (self->selected != NULL)
    show_selected (self);
  else if (self->wants_first && get_n_rows (self) > 0)
    gtk_single_selection_set_selected (self->selection, 0);
  return G_SOURCE_REMOVE;
}

static void
queue_refresh (RyMembersList *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, refresh_cb, self, NULL);
}

static char *
dup_typed (RyMembersList *self)
{
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  return ry_directory_dup_typed (gtk_editable_get_text (editable), self->preedit, gtk_editable_get_position (editable));
}

static void
ask (RyMembersList *self)
{
  const char *code = ry_kind_chips_get_chosen (self->kinds);
  g_autofree char *condition = code != NULL ? g_strdup_printf ("org_kind=%s", code) : NULL;
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "organisation", .order = "reading", .where = where };
  g_autofree char *typed = dup_typed (self);
  g_autofree char *today = ry_date_dup_today ();
  const char *council = ry_member_index_get_only (self->index);

  if (*typed == '\0' && council == NULL)
    ry_row_model_set_filter (self->model, NULL, NULL, NULL);
  else
    ry_row_model_set_filter (self->model, ry_directory_filter_rows,
                             ry_directory_filter_new (self->workspace, typed, council, today),
                             (GDestroyNotify) ry_directory_filter_free);
  ry_row_model_set_query (self->model, &query);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyMembersList *self = RY_MEMBERS_LIST (source);
  g_autoptr (GHashTable) counts = ry_directory_count_kinds_finish (result, NULL);

  /* A list that has been taken down meanwhile has no chips. */
  if (counts != NULL && self->workspace != NULL)
    ry_kind_chips_set_counts (self->kinds, counts);
}

/* Two dozen counts over a hundred thousand records take a third of a second. */
static gboolean
count_cb (gpointer data)
{
  RyMembersList *self = data;

  self->count_id = 0;
  self->has_counts = TRUE;
  ry_directory_count_kinds_async (self->workspace, ry_member_index_get_only (self->index), G_OBJECT (self), counted_cb);
  return G_SOURCE_REMOVE;
}

static void
queue_count (RyMembersList *self)
{
  if (self->count_id == 0)
    self->count_id = g_timeout_add (COUNT_DELAY_MS, count_cb, self);
}

static void
councils_changed_cb (RyMembersList *self)
{
  ask (self);
  queue_count (self);
}

static void
members_changed_cb (RyMembersList *self)
{
  if (ry_member_index_get_only (self->index) != NULL)
    ask (self);
}

static void
preedit_changed_cb (RyMembersList *self, const char *preedit)
{
  g_free (self->preedit);
  self->preedit = g_strdup (preedit);
  ask (self);
}

static void
activate_position (RyMembersList *self, guint position)
{
  RyDocument *document = position < get_n_rows (self) ? ry_row_model_get_document (self->model, position) : NULL;

  if (document != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, ry_document_get_id (document));
}

static void
view_activate_cb (RyMembersList *self, guint position)
{
  activate_position (self, position);
}

static void
entry_activate_cb (RyMembersList *self)
{
  activate_position (self, 0);
}

static void
stop_search_cb (RyMembersList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
show_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ry_members_list_clear_filter (RY_MEMBERS_LIST (widget));
}

static void
letter_chosen_cb (RyMembersList *self, guint position)
{
  ry_row_scroll_to (self->scroll, position, TRUE);
}

static void
selection_changed_cb (RyMembersList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  RyDocument *document;

  if (self->is_selecting || position >= get_n_rows (self))
    return;
  document = ry_row_model_get_document (self->model, position);
  if (document == NULL || g_strcmp0 (self->selected, ry_document_get_id (document)) == 0)
    return;
  g_free (self->selected);
  self->selected = g_strdup (ry_document_get_id (document));
  show_current_letter (self);
  g_signal_emit (self, signals[CHOSEN], 0, self->selected);
}

static void
position_changed_cb (GtkListItem *item, GParamSpec *pspec, RyMembersList *self)
{
  if (gtk_list_item_get_item (item) != NULL)
    show_heading (self, item);
}

static void
row_released_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkListItem *item)
{
  RyMembersList *self = g_object_get_data (G_OBJECT (item), "list");
  activate_position (self, gtk_list_item_get_position (item));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, RyMembersList *self)
{
  GtkWidget *row = ry_organisation_row_new (self->index, ry_workspace_get_kind (self->workspace, "organisation"));
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_set_data (G_OBJECT (item), "list", self);
  g_signal_connect (click, "released", G_CALLBACK (row_released_cb), item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (item, "notify::position", G_CALLBACK (position_changed_cb), self, 0);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, RyMembersList *self)
{
  ry_organisation_row_set_row (RY_ORGANISATION_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
  show_heading (self, item);
  g_ptr_array_add (self->bound, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, RyMembersList *self)
{
  ry_organisation_row_set_row (RY_ORGANISATION_ROW (gtk_list_item_get_child (item)), NULL);
  g_ptr_array_remove_fast (self->bound, item);
}

static void
jump_to_reading (RyMembersList *self, const char *typed)
{
  guint position = ry_letters_find_reading (self->model, typed);

  if (position >= get_n_rows (self))
    return;
  gtk_single_selection_set_selected (self->selection, position);
  ry_row_scroll_to (self->scroll, position, FALSE);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RyMembersList *self)
{
  gunichar c = gdk_keyval_to_unicode (key);
  gint64 now = g_get_monotonic_time ();

  if (key == GDK_KEY_Delete && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) == 0 &&
      self->selected != NULL) {
    g_signal_emit (self, signals[DELETE_ASKED], 0, self->selected);
    return GDK_EVENT_STOP;
  }
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || c == 0 || !g_unichar_isalpha (c))
    return GDK_EVENT_PROPAGATE;
  if (now - self->jumped_at > JUMP_PAUSE_US)
    g_string_truncate (self->jump, 0);
  self->jumped_at = now;
  g_string_append_unichar (self->jump, c);
  jump_to_reading (self, self->jump->str);
  return GDK_EVENT_STOP;
}

static gboolean
entry_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RyMembersList *self)
{
  if (key != GDK_KEY_Down || (self->preedit != NULL && *self->preedit != '\0'))
    return GDK_EVENT_PROPAGATE;
  ry_members_list_focus_list (self);
  return GDK_EVENT_STOP;
}

static void
ry_members_list_dispose (GObject *object)
{
  RyMembersList *self = RY_MEMBERS_LIST (object);

  g_clear_handle_id (&self->count_id, g_source_remove);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_pointer (&self->scroll, ry_row_scroll_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), RY_TYPE_MEMBERS_LIST);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->index);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (ry_members_list_parent_class)->dispose (object);
}

static void
ry_members_list_finalize (GObject *object)
{
  RyMembersList *self = RY_MEMBERS_LIST (object);

  g_ptr_array_unref (self->bound);
  g_free (self->preedit);
  g_free (self->selected);
  g_string_free (self->jump, TRUE);
  G_OBJECT_CLASS (ry_members_list_parent_class)->finalize (object);
}

static guint
new_id_signal (const char *name)
{
  return g_signal_new (name, RY_TYPE_MEMBERS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                       G_TYPE_STRING);
}

static void
ry_members_list_class_init (RyMembersListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ry_members_list_dispose;
  object_class->finalize = ry_members_list_finalize;

  /* Each carries the id of an organisation: selected, to be opened (by Enter or a click), to be deleted. */
  signals[CHOSEN] = new_id_signal ("chosen");
  signals[ACTIVATED] = new_id_signal ("activated");
  signals[DELETE_ASKED] = new_id_signal ("delete-asked");

  g_type_ensure (RY_TYPE_INDEX_BAR);
  g_type_ensure (RY_TYPE_LATER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/members/ry-members-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RyMembersList, entry);
  gtk_widget_class_bind_template_child (widget_class, RyMembersList, chips);
  gtk_widget_class_bind_template_child (widget_class, RyMembersList, count);
  gtk_widget_class_bind_template_child (widget_class, RyMembersList, stack);
  gtk_widget_class_bind_template_child (widget_class, RyMembersList, view);
  gtk_widget_class_bind_template_child (widget_class, RyMembersList, index_bar);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, letter_chosen_cb);
  gtk_widget_class_install_action (widget_class, "members-list.show-all", NULL, show_all_action);
}

static void
add_key_handlers (RyMembersList *self)
{
  GtkEventController *list_keys = gtk_event_controller_key_new ();
  GtkEventController *entry_keys = gtk_event_controller_key_new ();

  g_signal_connect (list_keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), list_keys);
  /* In the bubble phase, so that the input method has had the key first. */
  g_signal_connect (entry_keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), entry_keys);
}

static void
ry_members_list_init (RyMembersList *self)
{
  GtkEditable *text;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->bound = g_ptr_array_new ();
  self->jump = g_string_new (NULL);
  self->scroll = ry_row_scroll_new (self->view, self->bound);
  text = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  g_signal_connect_swapped (text, "preedit-changed", G_CALLBACK (preedit_changed_cb), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (ask), self);
  add_key_handlers (self);
}

static void
make_view (RyMembersList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
}

/**
 * ry_members_list_new:
 * @workspace: the region
 * @index: who belongs to which council
 * @height: the window's, in pixels; 0 where it is not known
 *
 * Returns: (transfer floating): the first screenful of the list; ry_members_list_begin() has the rest come
 */
GtkWidget *
ry_members_list_new (RyWorkspace *workspace, RyMemberIndex *index, int height)
{
  RyMembersList *self = g_object_new (RY_TYPE_MEMBERS_LIST, NULL);

  self->workspace = g_object_ref (workspace);
  self->index = g_object_ref (index);
  self->model = ry_row_model_new (workspace, "organisation");
  self->kinds = RY_KIND_CHIPS (ry_kind_chips_new (ry_workspace_get_kind (workspace, "organisation")));
  gtk_widget_set_hexpand (GTK_WIDGET (self->kinds), TRUE);
  gtk_box_append (self->chips, GTK_WIDGET (self->kinds));
  make_view (self);

  g_signal_connect_object (self->kinds, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::loading", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (index, "changed", G_CALLBACK (members_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ry_member_index_get_councils (index), "changed", G_CALLBACK (councils_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (queue_count), self, G_CONNECT_SWAPPED);
  ry_row_model_set_head_only (self->model, height / ROW_HEIGHT);
  ask (self);
  return GTK_WIDGET (self);
}

/**
 * ry_members_list_focus_filter:
 * @self: the list
 *
 * Puts the focus where one types to filter.
 */
void
ry_members_list_focus_filter (RyMembersList *self)
{
  g_return_if_fail (RY_IS_MEMBERS_LIST (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * ry_members_list_focus_list:
 * @self: the list
 *
 * Puts the focus on the selected row, or the first.
 */
void
ry_members_list_focus_list (RyMembersList *self)
{
  g_return_if_fail (RY_IS_MEMBERS_LIST (self));

  if (gtk_single_selection_get_selected (self->selection) >= get_n_rows (self) && get_n_rows (self) > 0)
    gtk_single_selection_set_selected (self->selection, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * ry_members_list_select:
 * @self: the list
 * @id: (nullable): an organisation, or %NULL for none
 *
 * Marks an organisation without saying ::chosen, and scrolls to it. It stays marked when the list is asked
 * again.
 *
 * Returns: whether the list holds it now
 */
gboolean
ry_members_list_select (RyMembersList *self, const char *id)
{
  guint position;

  g_return_val_if_fail (RY_IS_MEMBERS_LIST (self), FALSE);

  if (id != self->selected) {
    g_free (self->selected);
    self->selected = g_strdup (id);
  }
  position = id != NULL ? ry_row_model_find (self->model, id) : GTK_INVALID_LIST_POSITION;
  select_position (self, position);
  self->wants_scroll = id != NULL && position == GTK_INVALID_LIST_POSITION;
  if (position != GTK_INVALID_LIST_POSITION)
    ry_row_scroll_to (self->scroll, position, FALSE);
  return position != GTK_INVALID_LIST_POSITION;
}

/**
 * ry_members_list_begin:
 * @self: the list
 *
 * Has all come that the window's first frame does not wait for: the rest of the rows and the counts. Chooses the
 * first organisation, now or as soon as there is one, where none has been chosen.
 */
void
ry_members_list_begin (RyMembersList *self)
{
  g_return_if_fail (RY_IS_MEMBERS_LIST (self));

  ry_row_model_set_head_only (self->model, 0);
  if (!self->has_counts && self->count_id == 0)
    count_cb (self);
  self->wants_first = TRUE;
  queue_refresh (self);
}

/**
 * ry_members_list_step:
 * @self: the list
 * @step: how far to go, 1 for the next one
 *
 * Chooses a neighbour of the selected organisation.
 *
 * Returns: whether there is one
 */
gboolean
ry_members_list_step (RyMembersList *self, int step)
{
  guint position;
  gint64 wanted;

  g_return_val_if_fail (RY_IS_MEMBERS_LIST (self), FALSE);

  position = gtk_single_selection_get_selected (self->selection);
  wanted = position == GTK_INVALID_LIST_POSITION ? 0 : (gint64) position + step;
  if (wanted < 0 || wanted >= get_n_rows (self))
    return FALSE;
  gtk_single_selection_set_selected (self->selection, (guint) wanted);
  ry_row_scroll_to (self->scroll, (guint) wanted, FALSE);
  return TRUE;
}

/**
 * ry_members_list_clear_filter:
 * @self: the list
 *
 * Shows all kinds and takes back what was typed.
 */
void
ry_members_list_clear_filter (RyMembersList *self)
{
  g_return_if_fail (RY_IS_MEMBERS_LIST (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  ry_kind_chips_choose (self->kinds, NULL);
}

/**
 * ry_members_list_get_kind:
 * @self: the list
 *
 * Returns: (nullable) (transfer none): the kind that is filtered by
 */
const char *
ry_members_list_get_kind (RyMembersList *self)
{
  g_return_val_if_fail (RY_IS_MEMBERS_LIST (self), NULL);
  return ry_kind_chips_get_chosen (self->kinds);
}
