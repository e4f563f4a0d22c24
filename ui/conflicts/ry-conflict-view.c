/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One document that two people changed. The decision can be made when every field has an answer; it is
 * committed in a thread, and what was not chosen stays in the document's history.
 */
#include "ry-conflict-view.h"

#include <glib/gi18n.h>

#include "ry-conflict-field.h"
#include "ry-council-mark.h"
#include "ry-document-number.h"
#include "ry-json.h"
#include "ry-permission-guard.h"
#include "ry-value-words.h"

typedef struct {
  RyWorkspace *workspace;
  RyConflict *conflict;
  JsonObject *content;
} Decision;

struct _RyConflictView {
  GtkBox parent_instance;

  /* Template widgets */
  GtkLabel *reading;
  GtkLabel *title;
  GtkBox *head;
  GtkBox *heads;
  GtkLabel *left_name;
  GtkLabel *left_time;
  GtkLabel *right_name;
  GtkLabel *right_time;
  GtkBox *fields;
  GtkExpander *agreed;
  GtkGrid *agreed_fields;
  GtkWidget *decide;

  /* Borrowed */
  RyWindow *window;

  /* Owned */
  RyConflict *conflict;

  gboolean deciding;
};

G_DEFINE_FINAL_TYPE (RyConflictView, ry_conflict_view, GTK_TYPE_BOX)

enum { DECIDED, LATER, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_object_unref (decision->workspace);
  g_clear_pointer (&decision->content, json_object_unref);
  g_free (decision);
}

/* When, and on which machine where that is known. */
static char *
describe_place (RyDocument *version)
{
  g_autofree char *time = ry_value_words_time (ry_document_get_string (version, "updated_at"));

  return g_strjoin (_ ("·"), time, ry_document_get_string (version, "updated_on"), NULL);
}

static void
show_head (RyConflictView *self)
{
  RyDocument *left = self->conflict->left;
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  RyCouncils *councils = ry_window_get_councils (self->window);
  const char *reading = ry_document_get_string (left, "reading");
  g_autofree char *name = ry_workspace_dup_name (workspace, self->conflict->id);
  g_autofree char *left_name = ry_value_words_writer (left);
  g_autofree char *right_name = ry_value_words_writer (self->conflict->right);
  g_autofree char *left_time = describe_place (left);
  g_autofree char *right_time = describe_place (self->conflict->right);

  gtk_label_set_label (self->title, name != NULL ? name : self->conflict->id);
  gtk_label_set_label (self->reading, reading != NULL ? reading : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reading), reading != NULL && *reading != '\0');
  gtk_label_set_label (self->left_name, left_name);
  gtk_label_set_label (self->left_time, left_time);
  gtk_label_set_label (self->right_name, right_name);
  gtk_label_set_label (self->right_time, right_time);
  gtk_box_append (self->head,
                  ry_council_chip_new (ry_councils_get (councils, ry_document_get_string (left, "council"))));
}

static gboolean
is_answered (RyConflictView *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->fields)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!ry_conflict_field_get_answered (RY_CONFLICT_FIELD (child)))
      return FALSE;
  return TRUE;
}

static void
answered_cb (RyConflictView *self)
{
  gtk_widget_set_sensitive (self->decide,
                            !self->deciding && is_answered (self) && ry_permission_guard_allows (self->decide));
}

static void
add_field (RyConflictView *self, GtkWidget *field)
{
  g_signal_connect_swapped (field, "notify::answered", G_CALLBACK (answered_cb), self);
  gtk_box_append (self->fields, field);
}

/* What the changed version holds that the former did not, a line a field. */
static char *
describe_changes (RyConflictView *self, RyKind *kind)
{
  JsonObject *before = self->conflict->base != NULL ? ry_document_get_root (self->conflict->base) : NULL;
  JsonObject *after = ry_document_get_root (self->conflict->left);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; kind != NULL && i < ry_kind_get_n_fields (kind); i++) {
    RyField *field = ry_kind_get_field (kind, i);
    JsonNode *was = before != NULL ? json_object_get_member (before, ry_field_get_name (field)) : NULL;
    JsonNode *is = json_object_get_member (after, ry_field_get_name (field));
    g_autofree char *words = NULL;

    if (is == NULL || (was != NULL && ry_json_node_equal (was, is)))
      continue;
    words = ry_value_words (ry_window_get_workspace (self->window), field, is);
    g_ptr_array_add (lines, g_strdup_printf (_ ("%s: %s"), ry_field_get_label (field), words));
  }
  g_ptr_array_add (lines, NULL);
  return lines->len > 1 ? g_strjoinv ("\n", (char **) lines->pdata) : g_strdup (_ ("Keep it"));
}

static void
show_fields (RyConflictView *self)
{
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  RyKind *kind = ry_workspace_get_kind (workspace, ry_document_get_kind (self->conflict->left));
  g_autofree char *left =
      g_strdup_printf (_ ("%s · %s"), gtk_label_get_label (self->left_name), gtk_label_get_label (self->left_time));
  g_autofree char *right =
      g_strdup_printf (_ ("%s · %s"), gtk_label_get_label (self->right_name), gtk_label_get_label (self->right_time));

  if (ry_document_get_deleted (self->conflict->right)) {
    g_autofree char *changes = describe_changes (self, kind);

    add_field (self, ry_conflict_field_new_deletion (changes, left, right));
  }
  for (guint i = 0; i < self->conflict->clashes->len; i++)
    add_field (self, ry_conflict_field_new (workspace, kind, g_ptr_array_index (self->conflict->clashes, i),
                                            self->conflict, left, right));
}

static gboolean
is_in_question (RyConflictView *self, const char *member)
{
  for (guint i = 0; i < self->conflict->clashes->len; i++) {
    const RyMergeClash *clash = g_ptr_array_index (self->conflict->clashes, i);
    gsize length = strlen (member);

    if (strncmp (clash->field, member, length) == 0 && (clash->field[length] == '\0' || clash->field[length] == '/'))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_merged (RyConflictView *self, const char *member)
{
  JsonNode *left = json_object_get_member (ry_document_get_root (self->conflict->left), member);
  JsonNode *right = json_object_get_member (ry_document_get_root (self->conflict->right), member);

  if (is_in_question (self, member) || (left == NULL && right == NULL))
    return FALSE;
  return left == NULL || right == NULL || !ry_json_node_equal (left, right);
}

static void
add_agreed (RyConflictView *self, RyField *field, int row)
{
  JsonNode *value = json_object_get_member (self->conflict->merged, ry_field_get_name (field));
  g_autofree char *words = ry_value_words (ry_window_get_workspace (self->window), field, value);
  GtkWidget *name = gtk_label_new (ry_field_get_label (field));
  GtkWidget *text = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_widget_add_css_class (name, "ry-2nd");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 40);
  gtk_grid_attach (self->agreed_fields, name, 0, row, 1, 1);
  gtk_grid_attach (self->agreed_fields, text, 1, row, 1, 1);
}

static void
show_agreed (RyConflictView *self)
{
  RyKind *kind =
      ry_workspace_get_kind (ry_window_get_workspace (self->window), ry_document_get_kind (self->conflict->left));
  g_autofree char *label = NULL;
  int n = 0;

  for (guint i = 0; kind != NULL && !ry_document_get_deleted (self->conflict->right) && i < ry_kind_get_n_fields (kind);
       i++) {
    RyField *field = ry_kind_get_field (kind, i);

    if (is_merged (self, ry_field_get_name (field)))
      add_agreed (self, field, n++);
  }
  label = g_strdup_printf (ngettext ("%d field did not clash and was merged", "%d fields did not clash and were merged",
                                     (gulong) n),
                           n);
  gtk_expander_set_label (self->agreed, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->agreed), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->agreed), n > 0);
}

/* The content as decided; NULL where it is to be deleted. */
static JsonObject *
collect_content (RyConflictView *self)
{
  JsonObject *content = ry_json_object_copy (self->conflict->merged);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->fields)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    ry_conflict_field_apply (RY_CONFLICT_FIELD (child), content);
    if (ry_conflict_field_get_deletes (RY_CONFLICT_FIELD (child)))
      g_clear_pointer (&content, json_object_unref);
    if (content == NULL)
      break;
  }
  return content;
}

static void
decide_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Decision *decision = data;
  GError *error = NULL;
  RyUndo *undo =
      ry_document_number_resolve (decision->workspace, decision->conflict, decision->content, cancellable, &error);

  if (undo != NULL)
    g_task_return_pointer (task, undo, (GDestroyNotify) ry_undo_unref);
  else
    g_task_return_error (task, error);
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyConflictView *self = RY_CONFLICT_VIEW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = g_task_propagate_pointer (G_TASK (result), &error);

  self->deciding = FALSE;
  if (undo != NULL)
    g_signal_emit (self, signals[DECIDED], 0, undo);
  else
    ry_window_show_error (self->window, _ ("This could not be decided"), error);
  answered_cb (self);
}

static void
history_cb (RyConflictView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.record-history", "s", self->conflict->id);
}

static void
later_cb (RyConflictView *self)
{
  g_signal_emit (self, signals[LATER], 0);
}

static gboolean
move_focus (RyConflictView *self, int step)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *field = focus != NULL ? gtk_widget_get_ancestor (focus, RY_TYPE_CONFLICT_FIELD) : NULL;
  GtkWidget *next = field == NULL ? gtk_widget_get_first_child (GTK_WIDGET (self->fields))
                    : step > 0    ? gtk_widget_get_next_sibling (field)
                                  : gtk_widget_get_prev_sibling (field);

  /* In the text the arrows belong to the text. */
  if (next == NULL || GTK_IS_TEXT_VIEW (focus))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (next);
  return GDK_EVENT_STOP;
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RyConflictView *self)
{
  gboolean enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter;

  if (enter && (state & GDK_CONTROL_MASK) != 0) {
    ry_conflict_view_decide (self);
    return GDK_EVENT_STOP;
  }
  if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    return move_focus (self, key == GDK_KEY_Down ? 1 : -1);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
ry_conflict_view_grab_focus (GtkWidget *widget)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (RY_CONFLICT_VIEW (widget)->fields));

  return first != NULL && gtk_widget_grab_focus (first);
}

static void
ry_conflict_view_finalize (GObject *object)
{
  ry_conflict_free (RY_CONFLICT_VIEW (object)->conflict);
  G_OBJECT_CLASS (ry_conflict_view_parent_class)->finalize (object);
}

static void
ry_conflict_view_class_init (RyConflictViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ry_conflict_view_finalize;
  widget_class->grab_focus = ry_conflict_view_grab_focus;

  signals[DECIDED] = g_signal_new ("decided", RY_TYPE_CONFLICT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[LATER] =
      g_signal_new ("later", RY_TYPE_CONFLICT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/ry-conflict-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RyConflictView, reading);
  gtk_widget_class_bind_template_child (widget_class, RyConflictView, title);
  gtk_widget_class_bind_template_child (widget_class, RyConflictView, head);
  gtk_widget_class_bind_template_child (widget_class, RyConflictView, heads);
  gtk_widget_class_bind_template_child (widget_class, RyConflictView, left_name);
  gtk_widget_class_bind_template_child (widget_class, RyConflictView, left_time);
  gtk_widget_class_bind_template_child (widget_class, RyConflictView, right_name);
  gtk_widget_class_bind_template_child (widget_class, RyConflictView, right_time);
  gtk_widget_class_bind_template_child (widget_class, RyConflictView, fields);
  gtk_widget_class_bind_template_child (widget_class, RyConflictView, agreed);
  gtk_widget_class_bind_template_child (widget_class, RyConflictView, agreed_fields);
  gtk_widget_class_bind_template_child (widget_class, RyConflictView, decide);
  gtk_widget_class_bind_template_callback (widget_class, history_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_bind_template_callback (widget_class, ry_conflict_view_decide);
}

static void
ry_conflict_view_init (RyConflictView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * ry_conflict_view_new:
 * @window: the window
 * @conflict: (transfer full): what is to be decided
 *
 * Returns: (transfer floating): the view, with nothing chosen
 */
GtkWidget *
ry_conflict_view_new (RyWindow *window, RyConflict *conflict)
{
  RyConflictView *self = g_object_new (RY_TYPE_CONFLICT_VIEW, NULL);

  self->window = window;
  self->conflict = conflict;
  show_head (self);
  show_fields (self);
  show_agreed (self);
  ry_permission_guard_widget (self->decide, ry_window_get_workspace (window), RY_VERB_DELETE,
                              ry_document_get_kind (conflict->left), conflict->left);
  answered_cb (self);
  return GTK_WIDGET (self);
}

/**
 * ry_conflict_view_get:
 * @self: a view
 *
 * Returns: (transfer none): what is to be decided
 */
RyConflict *
ry_conflict_view_get (RyConflictView *self)
{
  return self->conflict;
}

/**
 * ry_conflict_view_set_folded:
 * @self: a view
 * @folded: whether there is room for one column only
 */
void
ry_conflict_view_set_folded (RyConflictView *self, gboolean folded)
{
  gtk_widget_set_visible (GTK_WIDGET (self->heads), !folded);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->fields)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_object_set (child, "folded", folded, NULL);
}

/**
 * ry_conflict_view_decide:
 * @self: a view
 *
 * Commits what is chosen; does nothing until every field has an answer.
 */
void
ry_conflict_view_decide (RyConflictView *self)
{
  g_autoptr (GTask) task = NULL;
  Decision *decision;

  if (self->deciding || !is_answered (self) || !ry_permission_guard_allows (self->decide))
    return;
  self->deciding = TRUE;
  answered_cb (self);
  decision = g_new0 (Decision, 1);
  decision->workspace = g_object_ref (ry_window_get_workspace (self->window));
  decision->conflict = self->conflict;
  decision->content = collect_content (self);
  task = g_task_new (self, NULL, decided_cb, NULL);
  g_task_set_task_data (task, decision, decision_free);
  g_task_run_in_thread (task, decide_thread);
}

/**
 * ry_conflict_dup_writers:
 * @conflict: a conflict
 *
 * Returns: (transfer full): who changed the document
 */
char *
ry_conflict_dup_writers (RyConflict *conflict)
{
  g_autofree char *left = ry_value_words_writer (conflict->left);
  g_autofree char *right = ry_value_words_writer (conflict->right);

  return g_strdup_printf (_ ("%s / %s"), left, right);
}
