/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyKindChips. The chips are toggle buttons of one group; the button of the others names the kind that is on
 * when it is none of the chips. Kinds of which there are none are left out behind the button, and stay on a
 * chip as a grey 0.
 */
#include "ry-kind-chips.h"

#include <glib/gi18n.h>

#include "ry-wrap-layout.h"

struct _RyKindChips {
  GtkWidget parent_instance;

  /* Borrowed */
  RyField *field;
  GtkWidget *chips[3];
  GtkWidget *others;

  /* Owned */
  char *chosen; /* a code, or NULL for all */
  GHashTable *counts;

  gboolean is_choosing;
};

G_DEFINE_FINAL_TYPE (RyKindChips, ry_kind_chips, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* What a secretariat looks for all day; the short words fit beside each other in the list's width. */
static const struct {
  const char *code;
  const char *label;
} chip_kinds[] = {
  { NULL, NC_ ("kinds of member", "All") },
  { "hospital", NC_ ("kinds of member", "Hospitals") },
  { "home_nursing", NC_ ("kinds of member", "Nursing") },
};

static guint
get_count (RyKindChips *self, const char *code)
{
  return self->counts != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, code != NULL ? code : "")) : 0;
}

static gboolean
is_on_chip (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (chip_kinds); i++)
    if (g_strcmp0 (chip_kinds[i].code, code) == 0)
      return TRUE;
  return FALSE;
}

static void
show_others_label (RyKindChips *self)
{
  gboolean is_other = !is_on_chip (self->chosen);
  g_autofree char *label = is_other ? g_strdup_printf (_ ("%s %u"), ry_field_get_code_label (self->field, self->chosen),
                                                       get_count (self, self->chosen))
                                    : g_strdup (_ ("Other kinds"));

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->others), label);
  if (is_other)
    gtk_widget_add_css_class (self->others, "chosen");
  else
    gtk_widget_remove_css_class (self->others, "chosen");
}

static void
show_chips (RyKindChips *self)
{
  self->is_choosing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (chip_kinds); i++) {
    const char *word = g_dpgettext2 (NULL, "kinds of member", chip_kinds[i].label);
    g_autofree char *label = g_strdup_printf (_ ("%s %u"), word, get_count (self, chip_kinds[i].code));

    /* Until the counts are there, a 0 would not be true. */
    gtk_button_set_label (GTK_BUTTON (self->chips[i]), self->counts != NULL ? label : word);
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[i]),
                                  g_strcmp0 (chip_kinds[i].code, self->chosen) == 0);
  }
  self->is_choosing = FALSE;
  show_others_label (self);
}

static void
kind_clicked_cb (GtkWidget *button, RyKindChips *self)
{
  const char *code = g_object_get_data (G_OBJECT (button), "code");

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->others));
  ry_kind_chips_choose (self, code);
}

static GtkWidget *
new_kind_button (RyKindChips *self, const char *code)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (ry_field_get_code_label (self->field, code));
  g_autofree char *n = g_strdup_printf ("%u", get_count (self, code));
  GtkWidget *count = gtk_label_new (n);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (count, "ry-2nd");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ry-menu-item");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  ry_field_get_code_label (self->field, code), -1);
  g_object_set_data (G_OBJECT (button), "code", (gpointer) code);
  g_signal_connect (button, "clicked", G_CALLBACK (kind_clicked_cb), self);
  return button;
}

static void
fill_others_cb (GtkMenuButton *others, gpointer data)
{
  RyKindChips *self = data;
  const char *const *codes = ry_field_get_codes (self->field);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; codes[i] != NULL; i++)
    if (!is_on_chip (codes[i]) && get_count (self, codes[i]) > 0)
      gtk_box_append (GTK_BOX (list), new_kind_button (self, codes[i]));
  if (gtk_widget_get_first_child (list) == NULL)
    gtk_box_append (GTK_BOX (list), gtk_label_new (_ ("There are no other kinds yet")));

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_widget_add_css_class (popover, "menu");
  gtk_menu_button_set_popover (others, popover);
}

static void
chip_toggled_cb (GtkToggleButton *chip, RyKindChips *self)
{
  if (self->is_choosing)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (chip_kinds); i++)
    if (self->chips[i] == GTK_WIDGET (chip))
      ry_kind_chips_choose (self, chip_kinds[i].code);
}

static void
ry_kind_chips_dispose (GObject *object)
{
  GtkWidget *self = GTK_WIDGET (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self)) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ry_kind_chips_parent_class)->dispose (object);
}

static void
ry_kind_chips_finalize (GObject *object)
{
  RyKindChips *self = RY_KIND_CHIPS (object);

  g_free (self->chosen);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  G_OBJECT_CLASS (ry_kind_chips_parent_class)->finalize (object);
}

static void
ry_kind_chips_class_init (RyKindChipsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ry_kind_chips_dispose;
  object_class->finalize = ry_kind_chips_finalize;

  /**
   * RyKindChips::changed:
   * @self: the chips
   *
   * Emitted when another kind was chosen.
   */
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "kindchips");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ry_kind_chips_init (RyKindChips *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), ry_wrap_layout_new (6));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Kind of member"), -1);

  for (guint i = 0; i < G_N_ELEMENTS (chip_kinds); i++) {
    self->chips[i] = gtk_toggle_button_new ();
    gtk_widget_add_css_class (self->chips[i], "ry-kind-chip");
    if (i > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->chips[i]), GTK_TOGGLE_BUTTON (self->chips[0]));
    gtk_widget_set_parent (self->chips[i], GTK_WIDGET (self));
    g_signal_connect (self->chips[i], "toggled", G_CALLBACK (chip_toggled_cb), self);
  }
  self->others = gtk_menu_button_new ();
  gtk_widget_add_css_class (self->others, "ry-kind-chip");
  gtk_widget_add_css_class (self->others, "flat");
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->others), TRUE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->others), fill_others_cb, self, NULL);
  gtk_widget_set_parent (self->others, GTK_WIDGET (self));
}

/**
 * ry_kind_chips_new:
 * @kind: the kind `organisation`
 *
 * Returns: (transfer floating): chips with "all" on
 */
GtkWidget *
ry_kind_chips_new (RyKind *kind)
{
  RyKindChips *self = g_object_new (RY_TYPE_KIND_CHIPS, NULL);

  self->field = ry_kind_find_field (kind, "org_kind");
  show_chips (self);
  return GTK_WIDGET (self);
}

/**
 * ry_kind_chips_get_chosen:
 * @self: the chips
 *
 * Returns: (nullable) (transfer none): the code of the kind that is on, %NULL for all
 */
const char *
ry_kind_chips_get_chosen (RyKindChips *self)
{
  g_return_val_if_fail (RY_IS_KIND_CHIPS (self), NULL);
  return self->chosen;
}

/**
 * ry_kind_chips_choose:
 * @self: the chips
 * @code: (nullable): a kind's code, or %NULL for all
 *
 * Turns one kind on.
 */
void
ry_kind_chips_choose (RyKindChips *self, const char *code)
{
  gboolean is_new;

  g_return_if_fail (RY_IS_KIND_CHIPS (self));

  is_new = g_strcmp0 (self->chosen, code) != 0;
  if (is_new) {
    g_free (self->chosen);
    self->chosen = g_strdup (code);
  }
  show_chips (self);
  if (is_new)
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ry_kind_chips_set_counts:
 * @self: the chips
 * @counts: (element-type utf8 guint): how many there are of each kind; the empty string stands for all
 *
 * Writes the counts anew.
 */
void
ry_kind_chips_set_counts (RyKindChips *self, GHashTable *counts)
{
  g_return_if_fail (RY_IS_KIND_CHIPS (self));

  g_hash_table_ref (counts);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  self->counts = counts;
  show_chips (self);
}
