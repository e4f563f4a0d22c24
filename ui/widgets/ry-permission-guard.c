/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A guard is attached to a control and asks the workspace, now and whenever the rights change. It takes sensitivity
 * away while something is not allowed and gives it back once; a page that decides over the control's sensitivity too
 * asks ry_permission_guard_allows().
 */
#include "ry-permission-guard.h"

#include "ry-tooltip.h"

#define KEY "ry-permission-guard"

typedef struct {
  RyWorkspace *workspace; /* Borrowed; watched with the widget as the listener */
  RyVerb verb;
  char *kind;
  RyDocument *document;
  char *field;    /* NULL: any */
  char *sentence; /* why not; NULL while allowed */
  char *tooltip;  /* what the control said before */
} Guard;

static void
guard_free (gpointer data)
{
  Guard *guard = data;

  g_free (guard->kind);
  g_free (guard->field);
  g_clear_pointer (&guard->document, ry_document_unref);
  g_free (guard->sentence);
  g_free (guard->tooltip);
  g_free (guard);
}

static void
forbid (GtkWidget *widget, Guard *guard, const char *sentence)
{
  if (guard->sentence == NULL)
    guard->tooltip = g_strdup (gtk_widget_get_tooltip_text (widget));
  g_free (guard->sentence);
  guard->sentence = g_strdup (sentence);
  gtk_widget_set_sensitive (widget, FALSE);
  ry_tooltip_set (widget, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}

static void
allow (GtkWidget *widget, Guard *guard)
{
  if (guard->sentence == NULL)
    return;
  g_clear_pointer (&guard->sentence, g_free);
  gtk_widget_set_sensitive (widget, TRUE);
  ry_tooltip_set (widget, guard->tooltip);
  g_clear_pointer (&guard->tooltip, g_free);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
ask (GtkWidget *widget)
{
  Guard *guard = g_object_get_data (G_OBJECT (widget), KEY);
  g_autoptr (GError) error = NULL;
  gboolean offers =
      guard->field != NULL
          ? ry_workspace_offers_field (guard->workspace, guard->kind, guard->document, guard->field, &error)
          : ry_workspace_offers (guard->workspace, guard->verb, guard->kind, guard->document, &error);

  if (offers)
    allow (widget, guard);
  else
    forbid (widget, guard, error->message);
}

static void
set_guard (
    GtkWidget *widget, RyWorkspace *workspace, RyVerb verb, const char *kind, RyDocument *document, const char *field)
{
  Guard *guard = g_object_get_data (G_OBJECT (widget), KEY);

  if (guard == NULL) {
    guard = g_new0 (Guard, 1);
    g_object_set_data_full (G_OBJECT (widget), KEY, guard, guard_free);
    g_signal_connect_object (workspace, "actor-changed", G_CALLBACK (ask), widget, G_CONNECT_SWAPPED);
  }
  guard->workspace = workspace;
  guard->verb = verb;
  g_free (guard->kind);
  guard->kind = g_strdup (kind);
  g_free (guard->field);
  guard->field = g_strdup (field);
  g_clear_pointer (&guard->document, ry_document_unref);
  guard->document = document != NULL ? ry_document_ref (document) : NULL;
  ask (widget);
}

/**
 * ry_permission_guard_widget:
 * @widget: a control
 * @workspace: the region
 * @verb: what the control does
 * @kind: to a record of which kind
 * @document: (nullable): to which one; %NULL where that is open
 *
 * Guards the control from now on. Call it again where the record is another one.
 *
 * The control's tooltip and accessible description are the guard's while it is not allowed. It must have no
 * action-name: an action sets its button sensitive as the action is.
 */
void
ry_permission_guard_widget (
    GtkWidget *widget, RyWorkspace *workspace, RyVerb verb, const char *kind, RyDocument *document)
{
  set_guard (widget, workspace, verb, kind, document, NULL);
}

/**
 * ry_permission_guard_field:
 * @widget: a control that writes one field
 * @workspace: the region
 * @document: the record
 * @field: the field
 *
 * ry_permission_guard_widget() for one field of a record. Rows of fields (RyFieldRow) guard themselves.
 */
void
ry_permission_guard_field (GtkWidget *widget, RyWorkspace *workspace, RyDocument *document, const char *field)
{
  set_guard (widget, workspace, RY_VERB_EDIT, ry_document_get_kind (document), document, field);
}

/**
 * ry_permission_guard_allows:
 * @widget: a control
 *
 * Returns: whether no guard holds it back
 */
gboolean
ry_permission_guard_allows (GtkWidget *widget)
{
  Guard *guard = g_object_get_data (G_OBJECT (widget), KEY);

  return guard == NULL || guard->sentence == NULL;
}

/**
 * ry_permission_guard_explain:
 * @widget: (nullable): a control that has an action
 * @workspace: the region
 * @verb: what the action does
 * @kind: to a record of which kind
 *
 * For a control that no guard can hold, since its action sets it sensitive: says why not, now and once. The action is
 * the caller's to enable.
 *
 * Returns: whether it is allowed
 */
gboolean
ry_permission_guard_explain (GtkWidget *widget, RyWorkspace *workspace, RyVerb verb, const char *kind)
{
  g_autoptr (GError) error = NULL;
  gboolean offers = ry_workspace_offers (workspace, verb, kind, NULL, &error);

  if (widget != NULL && !offers) {
    ry_tooltip_set (widget, error->message);
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, error->message, -1);
  }
  return offers;
}
