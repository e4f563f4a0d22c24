/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counts and names are asked for in a thread: with 20,000 actions they take longer than a frame, and the page does not
 * wait for them.
 */
#include "ry-action-filter-bar.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-action-acts.h"
#include "ry-date.h"
#include "ry-json.h"
#include "ry-speech.h"
#include "ry-wrap-layout.h"

typedef enum { CHIP_ALL, CHIP_LATE, CHIP_WEEK, CHIP_MINE, CHIP_CANCELLED, N_CHIPS } Chip;

static const char *const chip_labels[] = {
  [CHIP_ALL] = N_ ("All"),   [CHIP_LATE] = N_ ("Overdue"),        [CHIP_WEEK] = N_ ("This week"),
  [CHIP_MINE] = N_ ("Mine"), [CHIP_CANCELLED] = N_ ("Cancelled"),
};

struct _RyActionFilterBar {
  GtkWidget parent_instance;

  /* Borrowed */
  GtkWidget *chips[N_CHIPS];
  GtkDropDown *subcommittee;
  GtkDropDown *owner;

  /* Owned */
  RyWorkspace *workspace;
  RyCouncils *councils;
  GPtrArray *subcommittees; /* ids, in the order of the drop-down, after "all" */
  GPtrArray *owners;
  GStrv mine;
  GCancellable *cancellable;

  gboolean updating;
};

G_DEFINE_FINAL_TYPE (RyActionFilterBar, ry_action_filter_bar, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* What the thread asks, and what it found. */
typedef struct {
  RyWorkspace *workspace;
  RyActionFilter *filters[N_CHIPS];
  gint64 counts[N_CHIPS];
  GPtrArray *owners; /* ids */
  GPtrArray *owner_names;
} Counting;

static void
counting_free (gpointer data)
{
  Counting *counting = data;

  g_clear_object (&counting->workspace);
  for (guint i = 0; i < N_CHIPS; i++)
    g_clear_pointer (&counting->filters[i], ry_action_filter_free);
  g_clear_pointer (&counting->owners, g_ptr_array_unref);
  g_clear_pointer (&counting->owner_names, g_ptr_array_unref);
  g_free (counting);
}

static void
emit_changed (RyActionFilterBar *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[CHANGED], 0);
}

static Chip
get_chip (RyActionFilterBar *self)
{
  for (guint i = 0; i < N_CHIPS; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->chips[i])))
      return (Chip) i;
  return CHIP_ALL;
}

static const char *
get_chosen (GtkDropDown *drop_down, GPtrArray *ids)
{
  guint position = gtk_drop_down_get_selected (drop_down);

  return position > 0 && position <= ids->len ? g_ptr_array_index (ids, position - 1) : NULL;
}

static void
apply_councils (RyActionFilterBar *self, RyActionFilter *filter)
{
  g_autoptr (GPtrArray) on = g_ptr_array_new ();

  if (ry_councils_all_on (self->councils))
    return;
  for (guint i = 0; i < ry_councils_get_n (self->councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (self->councils, i);

    if (ry_councils_is_on (self->councils, council->id))
      g_ptr_array_add (on, council->id);
  }
  g_ptr_array_add (on, NULL);
  ry_action_filter_set_councils (filter, (const char *const *) on->pdata);
}

static RyActionFilter *
create_filter (RyActionFilterBar *self, Chip chip)
{
  g_autofree char *today = ry_date_dup_today ();
  RyActionFilter *filter = ry_action_filter_new (today);
  const char *owner = get_chosen (self->owner, self->owners);
  g_auto (GStrv) owners = owner != NULL ? ry_action_list_owner_ids (self->workspace, owner) : NULL;

  apply_councils (self, filter);
  ry_action_filter_set_subcommittee (filter, get_chosen (self->subcommittee, self->subcommittees));
  ry_action_filter_set_owners (filter, (const char *const *) owners);
  if (chip == CHIP_LATE)
    ry_action_filter_set_scope (filter, RY_ACTIONS_LATE);
  else if (chip == CHIP_WEEK)
    ry_action_filter_set_scope (filter, RY_ACTIONS_WEEK);
  else if (chip == CHIP_CANCELLED)
    ry_action_filter_set_statuses (filter, 1u << RY_ACTION_CANCELLED);
  else if (chip == CHIP_MINE)
    ry_action_filter_set_owners (filter, (const char *const *) self->mine);
  return filter;
}

static void
chip_cb (GtkToggleButton *chip, RyActionFilterBar *self)
{
  if (gtk_toggle_button_get_active (chip))
    emit_changed (self);
}

static void
chosen_cb (RyActionFilterBar *self)
{
  emit_changed (self);
}

static void
set_chip_label (RyActionFilterBar *self, Chip chip, gint64 count)
{
  g_autofree char *label = count >= 0 ? g_strdup_printf ("%s %" G_GINT64_FORMAT, _ (chip_labels[chip]), count)
                                      : g_strdup (_ (chip_labels[chip]));

  gtk_button_set_label (GTK_BUTTON (self->chips[chip]), label);
  ry_speech_set_label (self->chips[chip], label);
}

/* The choice stays with the same id where it is still offered. */
static void
fill_drop_down (GtkDropDown *drop_down, GPtrArray **ids, GPtrArray *new_ids, GPtrArray *names)
{
  g_autofree char *chosen = g_strdup (get_chosen (drop_down, *ids));
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint position = 0;

  gtk_string_list_append (list, _ ("All"));
  for (guint i = 0; i < new_ids->len; i++) {
    gtk_string_list_append (list, g_ptr_array_index (names, i));
    if (g_strcmp0 (chosen, g_ptr_array_index (new_ids, i)) == 0)
      position = i + 1;
  }
  g_ptr_array_unref (*ids);
  *ids = g_ptr_array_ref (new_ids);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (drop_down, position);
}

static void
fill_subcommittees (RyActionFilterBar *self)
{
  static const RyQuery query = { .kind = "subcommittee", .order = "reading" };
  g_autoptr (GPtrArray) found = ry_workspace_query (self->workspace, &query, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; found != NULL && i < found->len; i++) {
    const char *name = ry_document_get_string (g_ptr_array_index (found, i), "name");

    g_ptr_array_add (ids, g_strdup (ry_document_get_id (g_ptr_array_index (found, i))));
    g_ptr_array_add (names, (gpointer) (name != NULL ? name : ""));
  }
  fill_drop_down (self->subcommittee, &self->subcommittees, ids, names);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (strchr (*(const char *const *) a, '\n') + 1, strchr (*(const char *const *) b, '\n') + 1);
}

static void
add_owner (GHashTable *seen, RyWorkspace *workspace, const char *id, GPtrArray *rows)
{
  g_autofree char *name = NULL;

  if (id == NULL || *id == '\0' || !g_hash_table_add (seen, g_strdup (id)))
    return;
  name = ry_workspace_dup_name (workspace, id);
  g_ptr_array_add (rows, g_strconcat (id, "\n", name, NULL));
}

static void
add_organisations (GHashTable *seen, RyWorkspace *workspace, const char *person, GPtrArray *rows)
{
  g_autofree char *condition = g_strconcat ("person=", person, NULL);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "post", .where = where };
  g_autoptr (GPtrArray) posts = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    add_owner (seen, workspace, ry_document_get_string (g_ptr_array_index (posts, i), "organisation"), rows);
}

static void
add_doer (GHashTable *seen, RyWorkspace *workspace, const char *owner, GPtrArray *people, GPtrArray *organisations)
{
  if (owner == NULL || g_hash_table_contains (seen, owner))
    return;
  add_owner (seen, workspace, owner, g_str_has_prefix (owner, "organisation:") ? organisations : people);
  if (g_str_has_prefix (owner, "person:"))
    add_organisations (seen, workspace, owner, organisations);
}

/* Who has something to do, people first, then the organisations they are of. */
static void
collect_owners (Counting *counting)
{
  static const char *const where[] = { "status|todo|doing|hold", NULL };
  const RyQuery query = { .kind = "action", .where = where };
  g_autoptr (GPtrArray) open = ry_workspace_query (counting->workspace, &query, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) organisations = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; open != NULL && i < open->len; i++) {
    JsonObject *action = ry_document_get_root (g_ptr_array_index (open, i));
    JsonArray *others = ry_json_get_array (action, "others");

    add_doer (seen, counting->workspace, ry_json_get_string (action, "owner"), people, organisations);
    for (guint j = 0; others != NULL && j < json_array_get_length (others); j++) {
      JsonNode *node = json_array_get_element (others, j);

      if (JSON_NODE_HOLDS_OBJECT (node))
        add_doer (seen, counting->workspace, ry_json_get_string (json_node_get_object (node), "owner"), people,
                  organisations);
    }
  }
  g_ptr_array_sort (people, compare_names);
  g_ptr_array_sort (organisations, compare_names);
  g_ptr_array_extend_and_steal (people, g_steal_pointer (&organisations));
  for (guint i = 0; i < people->len; i++) {
    g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (people, i), "\n", 2);

    g_ptr_array_add (counting->owners, g_strdup (parts[0]));
    g_ptr_array_add (counting->owner_names, g_strdup (parts[1]));
  }
}

static void
count_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Counting *counting = data;

  for (guint i = 0; i < N_CHIPS && !g_cancellable_is_cancelled (cancellable); i++)
    counting->counts[i] = ry_action_filter_count (counting->filters[i], counting->workspace, NULL);
  if (!g_cancellable_is_cancelled (cancellable))
    collect_owners (counting);
  g_task_return_boolean (task, TRUE);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyActionFilterBar *self = RY_ACTION_FILTER_BAR (source);
  Counting *counting = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL) || self->workspace == NULL)
    return;
  for (guint i = 0; i < N_CHIPS; i++)
    set_chip_label (self, (Chip) i, counting->counts[i]);
  gtk_widget_set_visible (self->chips[CHIP_CANCELLED],
                          counting->counts[CHIP_CANCELLED] > 0 || get_chip (self) == CHIP_CANCELLED);
  gtk_widget_set_visible (self->chips[CHIP_MINE], self->mine[0] != NULL);
  self->updating = TRUE;
  fill_drop_down (self->owner, &self->owners, counting->owners, counting->owner_names);
  self->updating = FALSE;
}

static void
start_counting (RyActionFilterBar *self)
{
  Counting *counting = g_new0 (Counting, 1);
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  counting->workspace = g_object_ref (self->workspace);
  counting->owners = g_ptr_array_new_with_free_func (g_free);
  counting->owner_names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_CHIPS; i++) {
    counting->filters[i] = create_filter (self, (Chip) i);
    /* What is over is not counted: the figure is what there is to do. */
    if (i != CHIP_CANCELLED)
      ry_action_filter_set_statuses (counting->filters[i], RY_ACTIONS_OPEN);
  }
  task = g_task_new (self, self->cancellable, counted_cb, NULL);
  g_task_set_task_data (task, counting, counting_free);
  g_task_run_in_thread (task, count_thread);
}

static void
item_setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_list_item_set_child (item, label);
}

/* The button says what it is about, the list below it does not repeat it. */
static void
button_bind_cb (GtkListItemFactory *factory, GtkListItem *item, const char *prefix)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));
  g_autofree char *words = g_strdup_printf ("%s%s", _ (prefix), text);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), words);
}

static void
list_bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkDropDown *
create_drop_down (RyActionFilterBar *self, const char *prefix, const char *label)
{
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);
  g_autoptr (GtkListItemFactory) button = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) list = gtk_signal_list_item_factory_new ();

  g_signal_connect (button, "setup", G_CALLBACK (item_setup_cb), NULL);
  g_signal_connect (button, "bind", G_CALLBACK (button_bind_cb), (gpointer) prefix);
  g_signal_connect (list, "setup", G_CALLBACK (item_setup_cb), NULL);
  g_signal_connect (list, "bind", G_CALLBACK (list_bind_cb), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), button);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (drop_down), list);
  gtk_widget_add_css_class (drop_down, "ry-flat-drop-down");
  ry_speech_set_label (drop_down, label);
  ry_speech_set_label (gtk_widget_get_first_child (drop_down), label); /* the button inside */
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (chosen_cb), self);
  return GTK_DROP_DOWN (drop_down);
}

static void
ry_action_filter_bar_dispose (GObject *object)
{
  RyActionFilterBar *self = RY_ACTION_FILTER_BAR (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->updating = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->workspace);
  g_clear_object (&self->councils);
  G_OBJECT_CLASS (ry_action_filter_bar_parent_class)->dispose (object);
}

static void
ry_action_filter_bar_finalize (GObject *object)
{
  RyActionFilterBar *self = RY_ACTION_FILTER_BAR (object);

  g_ptr_array_unref (self->subcommittees);
  g_ptr_array_unref (self->owners);
  g_strfreev (self->mine);
  G_OBJECT_CLASS (ry_action_filter_bar_parent_class)->finalize (object);
}

static void
ry_action_filter_bar_class_init (RyActionFilterBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ry_action_filter_bar_dispose;
  object_class->finalize = ry_action_filter_bar_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", RY_TYPE_ACTION_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_action_filter_bar_init (RyActionFilterBar *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), ry_wrap_layout_new (8));
  self->subcommittees = g_ptr_array_new_with_free_func (g_free);
  self->owners = g_ptr_array_new_with_free_func (g_free);
  self->mine = g_new0 (char *, 1);
  for (guint i = 0; i < N_CHIPS; i++) {
    self->chips[i] = gtk_toggle_button_new ();
    gtk_widget_add_css_class (self->chips[i], "ry-facet");
    if (i > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->chips[i]), GTK_TOGGLE_BUTTON (self->chips[0]));
    set_chip_label (self, (Chip) i, -1);
    gtk_widget_set_parent (self->chips[i], GTK_WIDGET (self));
  }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[CHIP_ALL]), TRUE);
  gtk_widget_set_visible (self->chips[CHIP_CANCELLED], FALSE);
  for (guint i = 0; i < N_CHIPS; i++)
    g_signal_connect (self->chips[i], "toggled", G_CALLBACK (chip_cb), self);
  self->subcommittee = create_drop_down (self, N_ ("Subcommittee: "), _ ("Subcommittee"));
  self->owner = create_drop_down (self, N_ ("By: "), _ ("Who does it"));
  gtk_drop_down_set_enable_search (self->owner, TRUE);
  gtk_drop_down_set_expression (self->owner, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_widget_set_parent (GTK_WIDGET (self->subcommittee), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->owner), GTK_WIDGET (self));
}

/**
 * ry_action_filter_bar_new:
 * @workspace: the region
 * @councils: which councils are on
 *
 * Returns: (transfer floating): a bar that asks for all; call ry_action_filter_bar_reload() when it is first shown
 */
GtkWidget *
ry_action_filter_bar_new (RyWorkspace *workspace, RyCouncils *councils)
{
  RyActionFilterBar *self = g_object_new (RY_TYPE_ACTION_FILTER_BAR, NULL);

  self->workspace = g_object_ref (workspace);
  self->councils = g_object_ref (councils);
  return GTK_WIDGET (self);
}

/**
 * ry_action_filter_bar_dup_filter:
 * @self: a bar
 *
 * Returns: (transfer full): what it asks for
 */
RyActionFilter *
ry_action_filter_bar_dup_filter (RyActionFilterBar *self)
{
  return create_filter (self, get_chip (self));
}

static void
append_words (GString *words, const char *label, GtkDropDown *drop_down)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);

  if (gtk_drop_down_get_selected (drop_down) > 0 && item != NULL)
    g_string_append_printf (words, "　%s＝%s", label, gtk_string_object_get_string (item));
}

/**
 * ry_action_filter_bar_dup_words:
 * @self: a bar
 *
 * Returns: (transfer full): what it asks for, for the head of a print; empty where it asks for all
 */
char *
ry_action_filter_bar_dup_words (RyActionFilterBar *self)
{
  GString *words = g_string_new (NULL);
  Chip chip = get_chip (self);

  if (chip != CHIP_ALL)
    g_string_append_printf (words, "　%s", _ (chip_labels[chip]));
  append_words (words, _ ("Subcommittee"), self->subcommittee);
  append_words (words, _ ("Who"), self->owner);
  return g_string_free (words, FALSE);
}

/**
 * ry_action_filter_bar_is_cancelled:
 * @self: a bar
 *
 * Returns: whether it asks for what was cancelled, which stands in no column of the board
 */
gboolean
ry_action_filter_bar_is_cancelled (RyActionFilterBar *self)
{
  return get_chip (self) == CHIP_CANCELLED;
}

/**
 * ry_action_filter_bar_reload:
 * @self: a bar
 *
 * Counts anew.
 */
void
ry_action_filter_bar_reload (RyActionFilterBar *self)
{
  g_strfreev (self->mine);
  self->mine = ry_action_list_my_ids (self->workspace);
  self->updating = TRUE;
  fill_subcommittees (self);
  self->updating = FALSE;
  start_counting (self);
}

static void
ask_for (RyActionFilterBar *self, Chip chip)
{
  self->updating = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[chip]), TRUE);
  gtk_drop_down_set_selected (self->subcommittee, 0);
  gtk_drop_down_set_selected (self->owner, 0);
  self->updating = FALSE;
  emit_changed (self);
}

/**
 * ry_action_filter_bar_reset:
 * @self: a bar
 *
 * Asks for everything.
 */
void
ry_action_filter_bar_reset (RyActionFilterBar *self)
{
  ask_for (self, CHIP_ALL);
}

/**
 * ry_action_filter_bar_show_late:
 * @self: a bar
 *
 * Asks for what is overdue, whoever is to do it.
 */
void
ry_action_filter_bar_show_late (RyActionFilterBar *self)
{
  ask_for (self, CHIP_LATE);
}

/**
 * ry_action_filter_bar_focus:
 * @self: a bar
 *
 * Returns: whether the chosen chip has the focus now
 */
gboolean
ry_action_filter_bar_focus (RyActionFilterBar *self)
{
  return gtk_widget_grab_focus (self->chips[get_chip (self)]);
}
