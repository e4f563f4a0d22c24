/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyRefusedPage. The list follows the road: what was mended or sent goes from it by itself.
 */
#include "ry-refused-page.h"

#include <glib/gi18n.h>

#include "ry-discard.h"
#include "ry-id.h"
#include "ry-error.h"
#include "ry-label.h"
#include "ry-refusal-words.h"
#include "ry-window.h"

struct _RyRefusedPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *retry;

  gboolean discarding;
};

G_DEFINE_FINAL_TYPE (RyRefusedPage, ry_refused_page, RY_TYPE_PAGE)

static RyWindow *
get_window (RyRefusedPage *self)
{
  return ry_page_get_window (RY_PAGE (self));
}

static void
discarded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyRefusedPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_discard_finish (RY_WORKSPACE (source), result, &error);

  self->discarding = FALSE;
  if (get_window (self) == NULL)
    return;
  if (undo != NULL)
    ry_window_show_undo (get_window (self), _ ("The change was given up"), undo);
  else
    ry_window_show_error (get_window (self), _ ("The change could not be given up"), error);
}

static void
discard_cb (GtkButton *button, RyRefusedPage *self)
{
  RyWindow *window = get_window (self);

  if (self->discarding)
    return;
  self->discarding = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  ry_discard_async (ry_window_get_workspace (window), ry_window_get_replicator (window),
                    g_object_get_data (G_OBJECT (button), "id"), NULL, discarded_cb, g_object_ref (self));
}

static void
open_record (RyRefusedPage *self, const char *id)
{
  if (!ry_window_open_record (get_window (self), id))
    ry_window_show_message (get_window (self), _ ("There is no page for this record yet"));
}

static void
open_cb (GtkButton *button, RyRefusedPage *self)
{
  open_record (self, g_object_get_data (G_OBJECT (button), "id"));
}

static void
row_activated_cb (RyRefusedPage *self, GtkListBoxRow *row)
{
  open_record (self, g_object_get_data (G_OBJECT (row), "id"));
}

static void
retry_cb (RyRefusedPage *self)
{
  ry_replicator_retry_refused (ry_window_get_replicator (get_window (self)));
  ry_window_show_message (get_window (self), _ ("Sent once more"));
}

static GtkWidget *
create_button (RyRefusedPage *self, const char *id, const char *label, const char *spoken, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (id), g_free);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
create_acts (RyRefusedPage *self, const RyRefusal *refusal, const char *name)
{
  GtkWidget *acts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *open = g_strdup_printf (_ ("Open “%s”"), name);
  g_autofree char *discard = g_strdup_printf (_ ("Give up the change of “%s”"), name);

  gtk_widget_set_margin_top (acts, 6);
  gtk_box_append (GTK_BOX (acts), create_button (self, refusal->id, _ ("Open and Mend"), open, G_CALLBACK (open_cb)));
  /* What this computer would not take lies with the server: there is nothing here to be given up. */
  if (!refusal->incoming)
    gtk_box_append (GTK_BOX (acts),
                    create_button (self, refusal->id, _ ("Give Up the Change"), discard, G_CALLBACK (discard_cb)));
  return acts;
}

static GtkWidget *
create_row (RyRefusedPage *self, const RyRefusal *refusal)
{
  RyWorkspace *workspace = ry_window_get_workspace (get_window (self));
  g_autofree char *kind_name = ry_id_dup_kind (refusal->id);
  RyKind *kind = kind_name != NULL ? ry_workspace_get_kind (workspace, kind_name) : NULL;
  g_autofree char *found = ry_workspace_dup_name (workspace, refusal->id);
  const char *name = found != NULL ? found : refusal->id;
  g_autofree char *reason = ry_refusal_words_reason (refusal);
  g_autofree char *facts =
      ry_refusal_words_facts (refusal, kind != NULL ? ry_kind_get_label (kind) : NULL, g_get_real_time ());
  g_autofree char *spoken = g_strjoin (_ (", "), name, facts, reason, NULL);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_widget_add_css_class (box, "ry-refused");
  gtk_box_append (GTK_BOX (box), ry_label_new_wrapped (name, "heading"));
  gtk_box_append (GTK_BOX (box), ry_label_new_wrapped (facts, "ry-2nd"));
  gtk_box_append (GTK_BOX (box), ry_label_new_wrapped (reason, "ry-bad"));
  /* What the server has lost cannot be mended here. */
  if (!refusal->incoming || refusal->error->code != RY_ERROR_NOT_FOUND)
    gtk_box_append (GTK_BOX (box), create_acts (self, refusal, name));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (refusal->id), g_free);
  return row;
}

static void
show_refused (RyRefusedPage *self)
{
  g_autoptr (GPtrArray) refused = ry_replicator_dup_refused (ry_window_get_replicator (get_window (self)));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < refused->len; i++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_index (refused, i)));
  gtk_stack_set_visible_child_name (self->stack, refused->len > 0 ? "list" : "nothing");
}

static void
refused_changed_cb (RyRefusedPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_refused (self);
}

static void
ry_refused_page_shown (RyPage *page)
{
  show_refused (RY_REFUSED_PAGE (page));
}

static void
ry_refused_page_constructed (GObject *object)
{
  RyRefusedPage *self = RY_REFUSED_PAGE (object);

  G_OBJECT_CLASS (ry_refused_page_parent_class)->constructed (object);
  g_signal_connect_object (ry_window_get_replicator (get_window (self)), "notify::refused",
                           G_CALLBACK (refused_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
ry_refused_page_class_init (RyRefusedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ry_refused_page_constructed;
  RY_PAGE_CLASS (klass)->shown = ry_refused_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/sync/ry-refused-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyRefusedPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RyRefusedPage, list);
  gtk_widget_class_bind_template_child (widget_class, RyRefusedPage, retry);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
ry_refused_page_init (RyRefusedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
