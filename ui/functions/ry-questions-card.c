/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows are made anew only when the questions or their answers are others, so that an answer half typed stays.
 */
#include "ry-questions-card.h"

#include <glib/gi18n.h>

#include "ry-card.h"
#include "ry-permission-guard.h"
#include "ry-question-entry.h"
#include "ry-question.h"

struct _RyQuestionsCard {
  GtkBox parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkListBox *list;

  /* Owned */
  char *shown; /* revisions of what the rows show */
};

G_DEFINE_FINAL_TYPE (RyQuestionsCard, ry_questions_card, GTK_TYPE_BOX)

/* Where it was asked, and by whom. */
static char *
dup_about (RyQuestionsCard *self, RyDocument *question)
{
  const char *show_id = ry_document_get_string (question, "show"), *by = ry_document_get_string (question, "asked_by");
  g_autoptr (RyDocument) show =
      show_id != NULL ? ry_workspace_get (ry_window_get_workspace (self->window), show_id, NULL) : NULL;
  const char *title = show != NULL ? ry_document_get_string (show, "title") : NULL;

  if (title == NULL)
    return g_strdup (by != NULL ? by : "");
  return by != NULL ? g_strdup_printf (_ ("%s, asked by %s"), title, by) : g_strdup (title);
}

static void
add_question (RyQuestionsCard *self, RyDocument *question)
{
  GtkWidget *row = adw_action_row_new (), *answer = ry_question_entry_new (self->window, question);
  g_autofree char *about = dup_about (self, question);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ry_document_get_string (question, "text"));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  ry_permission_guard_field (answer, ry_window_get_workspace (self->window), question, "answer");
  gtk_list_box_append (self->list, row);
  gtk_list_box_append (self->list, answer);
}

static void
ry_questions_card_finalize (GObject *object)
{
  g_free (RY_QUESTIONS_CARD (object)->shown);
  G_OBJECT_CLASS (ry_questions_card_parent_class)->finalize (object);
}

static void
ry_questions_card_class_init (RyQuestionsCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_questions_card_finalize;
}

static void
ry_questions_card_init (RyQuestionsCard *self)
{
  ry_card_begin (GTK_BOX (self), _ ("Questions from the hall"), NULL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * ry_questions_card_new:
 * @window: the window
 *
 * Returns: (transfer floating): an empty card, not visible
 */
GtkWidget *
ry_questions_card_new (RyWindow *window)
{
  RyQuestionsCard *self = g_object_new (RY_TYPE_QUESTIONS_CARD, "orientation", GTK_ORIENTATION_VERTICAL, NULL);

  self->window = window;
  return GTK_WIDGET (self);
}

/**
 * ry_questions_card_show:
 * @self: a card
 * @hospital: who was asked
 * @editable: whether it is today; the sheet of another day has no questions
 *
 * Shows what the hospital was asked, the latest first.
 */
void
ry_questions_card_show (RyQuestionsCard *self, const RyHospital *hospital, gboolean editable)
{
  g_autoptr (GPtrArray) questions =
      editable ? ry_question_list (ry_window_get_workspace (self->window), "organisation", hospital->id, NULL) : NULL;
  g_autoptr (GString) now = g_string_new (hospital->id);
  GtkWidget *row;

  for (guint i = 0; questions != NULL && i < questions->len; i++)
    g_string_append_printf (now, " %s %s", ry_document_get_id (questions->pdata[i]),
                            ry_document_get_rev (questions->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), questions != NULL && questions->len > 0);
  if (g_strcmp0 (now->str, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (now->str);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = questions != NULL ? questions->len : 0; i > 0; i--)
    add_question (self, questions->pdata[i - 1]);
}
