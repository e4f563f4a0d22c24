/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RySeatsPage. A row a hospital, a column a seat. A cell is a button in every state: somebody's name opens
 * the record, a vacant seat asks who it is to be. Plans are worked out when a row is first seen and forgotten
 * when anything was committed.
 */
#include "ry-seats-page.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-directory.h"
#include "ry-member-index.h"
#include "ry-row-model.h"
#include "ry-seat-plan.h"
#include "ry-vacant-seat-row.h"
#include "ry-window.h"
#include "ry-wrap-layout.h"

struct _RySeatsPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkBox *top;
  GtkLabel *summary;
  GtkColumnView *view;

  /* Borrowed */
  GtkToggleButton *only_members;
  GtkToggleButton *only_open;

  /* Owned */
  RyMemberIndex *index;
  RyRowModel *hospitals;
  GtkCustomFilter *filter;
  GtkFilterListModel *shown;
  GHashTable *plans; /* organisation id → GPtrArray of RySeat */
  GPtrArray *bound;  /* GtkListItem with a cell, borrowed */

  guint refresh_id;
};

G_DEFINE_FINAL_TYPE (RySeatsPage, ry_seats_page, RY_TYPE_PAGE)

static RyWorkspace *
get_workspace (RySeatsPage *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static GPtrArray *
get_plan (RySeatsPage *self, const char *organisation)
{
  GPtrArray *plan = g_hash_table_lookup (self->plans, organisation);

  if (plan == NULL) {
    g_autofree char *condition = g_strdup_printf ("organisation=%s", organisation);
    const char *const where[] = { condition, NULL };
    const RyQuery query = { .kind = "post", .where = where };
    g_autoptr (GPtrArray) posts = ry_workspace_query (get_workspace (self), &query, NULL);
    g_autoptr (GPtrArray) none = g_ptr_array_new ();
    g_autofree char *today = ry_date_dup_today ();

    plan = ry_seat_plan_new (posts != NULL ? posts : none, today);
    g_hash_table_insert (self->plans, g_strdup (organisation), plan);
  }
  return plan;
}

static const char *
get_seat_label (RySeatsPage *self, const char *code)
{
  return ry_field_get_code_label (ry_kind_find_field (ry_workspace_get_kind (get_workspace (self), "post"), "seat"),
                                  code);
}

static gboolean
belongs_somewhere (RySeatsPage *self, const char *organisation)
{
  RyCouncils *councils = ry_member_index_get_councils (self->index);

  for (guint i = 0; i < ry_councils_get_n (councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (councils, i);
    if (ry_councils_is_on (councils, council->id) && ry_member_index_contains (self->index, council->id, organisation))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_open_question (GPtrArray *plan)
{
  for (guint i = 0; i < plan->len; i++)
    if (((RySeat *) g_ptr_array_index (plan, i))->state != RY_SEAT_FILLED)
      return TRUE;
  return FALSE;
}

static gboolean
is_shown (gpointer item, gpointer data)
{
  RySeatsPage *self = data;
  const char *id = ry_row_get_id (item);

  if (id == NULL)
    return FALSE;
  if (gtk_toggle_button_get_active (self->only_members) && !belongs_somewhere (self, id))
    return FALSE;
  return !gtk_toggle_button_get_active (self->only_open) || has_open_question (get_plan (self, id));
}

static void
show_summary (RySeatsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint all_filled = 0, all_confirmed = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++) {
    g_autoptr (RyRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), i);
    guint filled, confirmed;

    ry_seat_plan_count (get_plan (self, ry_row_get_id (row)), &filled, &confirmed);
    all_filled += filled;
    all_confirmed += confirmed;
  }
  text = g_strdup_printf (_ ("%u hospitals, %u seats: %u vacant, %u unconfirmed"), n, n * RY_N_SEATS,
                          n * RY_N_SEATS - all_filled, all_filled - all_confirmed);
  gtk_label_set_label (self->summary, text);
}

static void
open_cb (GtkWidget *button, RySeatsPage *self)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "organisation"));

  ry_window_pop (window);
  ry_window_open_record (window, id);
}

static GtkWidget *
new_holder (RySeatsPage *self, const RySeat *seat)
{
  g_autofree char *name = ry_workspace_dup_name (get_workspace (self), ry_document_get_string (seat->post, "person"));
  g_autofree char *speech =
      g_strdup_printf (seat->state == RY_SEAT_UNCONFIRMED ? _ ("%s: %s, unconfirmed") : _ ("%s: %s"),
                       get_seat_label (self, seat->code), name != NULL ? name : "");
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = ry_wrap_box_new (6);
  GtkWidget *label = gtk_label_new (name);

  gtk_box_append (GTK_BOX (box), label);
  if (seat->state == RY_SEAT_UNCONFIRMED) {
    GtkWidget *chip = gtk_label_new (_ ("Unconfirmed"));
    gtk_widget_add_css_class (chip, "ry-chip");
    gtk_widget_add_css_class (chip, "ry-warn");
    gtk_box_append (GTK_BOX (box), chip);
  }
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ry-seat");
  g_object_set_data_full (G_OBJECT (button), "organisation",
                          g_strdup (ry_document_get_string (seat->post, "organisation")), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (open_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
  return button;
}

static GtkWidget *
new_cell (RySeatsPage *self, const char *organisation, const char *code)
{
  GPtrArray *plan = get_plan (self, organisation);
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < plan->len; i++) {
    RySeat *seat = g_ptr_array_index (plan, i);
    GtkWidget *button;

    if (g_strcmp0 (seat->code, code) != 0)
      continue;
    if (seat->post != NULL)
      button = new_holder (self, seat);
    else {
      button = ry_take_seat_button_new (get_workspace (self), organisation, code, _ ("Vacant"));
      gtk_widget_add_css_class (button, "ry-vacant-seat");
    }
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_box_append (GTK_BOX (cell), button);
  }
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  return cell;
}

static void
fill_cell (RySeatsPage *self, GtkListItem *item)
{
  RyRow *row = gtk_list_item_get_item (item);
  const char *code = g_object_get_data (G_OBJECT (item), "seat");
  const char *id = row != NULL ? ry_row_get_id (row) : NULL;

  if (id != NULL)
    gtk_list_item_set_child (item, new_cell (self, id, code));
}

static gboolean
refresh_cb (gpointer data)
{
  RySeatsPage *self = data;

  self->refresh_id = 0;
  g_hash_table_remove_all (self->plans);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  for (guint i = 0; i < self->bound->len; i++)
    fill_cell (self, g_ptr_array_index (self->bound, i));
  show_summary (self);
  return G_SOURCE_REMOVE;
}

static void
queue_refresh (RySeatsPage *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add (refresh_cb, self);
}

static void
setup_seat_cb (GtkSignalListItemFactory *factory, GtkListItem *item, RySeatsPage *self)
{
  g_object_set_data (G_OBJECT (item), "seat", g_object_get_data (G_OBJECT (factory), "seat"));
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_seat_cb (GtkSignalListItemFactory *factory, GtkListItem *item, RySeatsPage *self)
{
  fill_cell (self, item);
  g_ptr_array_add (self->bound, item);
}

static void
unbind_seat_cb (GtkSignalListItemFactory *factory, GtkListItem *item, RySeatsPage *self)
{
  g_ptr_array_remove_fast (self->bound, item);
  gtk_list_item_set_child (item, NULL);
}

static void
setup_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item, RySeatsPage *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  gtk_widget_add_css_class (label, "heading");
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ry-seat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (open_cb), self);
  gtk_list_item_set_child (item, button);
}

static void
bind_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item, RySeatsPage *self)
{
  GtkWidget *button = gtk_list_item_get_child (item);
  RyRow *row = gtk_list_item_get_item (item);
  const char *name = ry_row_get_string (row, "name");

  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), name != NULL ? name : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name != NULL ? name : "", -1);
  g_object_set_data_full (G_OBJECT (button), "organisation", g_strdup (ry_row_get_id (row)), g_free);
}

static void
append_column (RySeatsPage *self, const char *title, GtkListItemFactory *factory)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (self->view, column);
}

static void
make_columns (RySeatsPage *self)
{
  const char *const *codes = ry_seat_plan_get_codes ();
  GtkListItemFactory *names = gtk_signal_list_item_factory_new ();

  g_signal_connect (names, "setup", G_CALLBACK (setup_name_cb), self);
  g_signal_connect (names, "bind", G_CALLBACK (bind_name_cb), self);
  append_column (self, _ ("Hospital"), names);

  for (guint i = 0; codes[i] != NULL; i++) {
    GtkListItemFactory *seats = gtk_signal_list_item_factory_new ();

    g_object_set_data (G_OBJECT (seats), "seat", (gpointer) codes[i]);
    g_signal_connect (seats, "setup", G_CALLBACK (setup_seat_cb), self);
    g_signal_connect (seats, "bind", G_CALLBACK (bind_seat_cb), self);
    g_signal_connect (seats, "unbind", G_CALLBACK (unbind_seat_cb), self);
    append_column (self, get_seat_label (self, codes[i]), seats);
  }
}

static GtkToggleButton *
append_toggle (RySeatsPage *self, GtkWidget *box, const char *label, gboolean active)
{
  GtkWidget *toggle = gtk_toggle_button_new_with_label (label);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), active);
  gtk_widget_add_css_class (toggle, "ry-kind-chip");
  g_signal_connect_swapped (toggle, "toggled", G_CALLBACK (queue_refresh), self);
  gtk_box_append (GTK_BOX (box), toggle);
  return GTK_TOGGLE_BUTTON (toggle);
}

static void
make_model (RySeatsPage *self)
{
  const char *const where[] = { "org_kind=hospital", NULL };
  const RyQuery query = { .kind = "organisation", .order = "reading", .where = where };
  g_autoptr (GtkNoSelection) selection = NULL;

  self->hospitals = ry_row_model_new (get_workspace (self), "organisation");
  ry_row_model_set_query (self->hospitals, &query);
  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->hospitals)),
                                           GTK_FILTER (g_object_ref (self->filter)));
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

static void
ry_seats_page_constructed (GObject *object)
{
  RySeatsPage *self = RY_SEATS_PAGE (object);
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  GtkWidget *toggles = ry_wrap_box_new (6);

  G_OBJECT_CLASS (ry_seats_page_parent_class)->constructed (object);
  ry_page_set_title (RY_PAGE (self), _ ("Seats of all hospitals"));
  self->index = ry_member_index_new (get_workspace (self), ry_window_get_councils (window));
  gtk_box_append (self->top, toggles);
  self->only_members = append_toggle (self, toggles, _ ("Members of the councils"), TRUE);
  self->only_open = append_toggle (self, toggles, _ ("With a vacant or unconfirmed seat"), FALSE);
  make_model (self);
  make_columns (self);
  g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->index, "changed", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hospitals, "items-changed", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  queue_refresh (self);
}

static void
ry_seats_page_dispose (GObject *object)
{
  RySeatsPage *self = RY_SEATS_PAGE (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  /* Else the bin would hold on to a child that the template has let go of. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RY_TYPE_SEATS_PAGE);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->hospitals);
  g_clear_object (&self->index);
  G_OBJECT_CLASS (ry_seats_page_parent_class)->dispose (object);
}

static void
ry_seats_page_finalize (GObject *object)
{
  RySeatsPage *self = RY_SEATS_PAGE (object);

  g_hash_table_unref (self->plans);
  g_ptr_array_unref (self->bound);
  G_OBJECT_CLASS (ry_seats_page_parent_class)->finalize (object);
}

static void
ry_seats_page_class_init (RySeatsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ry_seats_page_constructed;
  object_class->dispose = ry_seats_page_dispose;
  object_class->finalize = ry_seats_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/members/ry-seats-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RySeatsPage, top);
  gtk_widget_class_bind_template_child (widget_class, RySeatsPage, summary);
  gtk_widget_class_bind_template_child (widget_class, RySeatsPage, view);
}

static void
ry_seats_page_init (RySeatsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->plans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->bound = g_ptr_array_new ();
}
