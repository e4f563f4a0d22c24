/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyLetterNumberPage. The newest number stands on top, as that is the one in question.
 */
#include "ry-letter-number-page.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-document-number.h"
#include "ry-json.h"
#include "ry-paper.h"
#include "ry-permission-guard.h"
#include "ry-printing.h"
#include "ry-speech.h"

struct _RyLetterNumberPage {
  RyPage parent_instance;

  /* Template widgets */
  GtkLabel *year_label;
  GtkDropDown *councils;
  GtkStack *stack;
  GtkWidget *scroller;
  GtkListBox *list;
  GtkWidget *nothing;
  GtkSpinButton *first;
  GtkWidget *begin;

  /* Owned */
  char *council;

  int year;
  guint reload;
};

G_DEFINE_FINAL_TYPE (RyLetterNumberPage, ry_letter_number_page, RY_TYPE_PAGE)

static RyWorkspace *
get_workspace (RyLetterNumberPage *self)
{
  return ry_window_get_workspace (ry_page_get_window (RY_PAGE (self)));
}

static gboolean
is_cancelled (RyDocument *entry)
{
  return g_strcmp0 (ry_document_get_string (entry, "status"), "cancelled") == 0;
}

static void
cancel_cb (GtkWidget *button, RyLetterNumberPage *self)
{
  RyDocument *entry = g_object_get_data (G_OBJECT (button), "entry");
  GPtrArray *edits;
  g_autofree char *message = g_strdup_printf (_ ("Cancelled %s"), ry_document_get_string (entry, "text"));

  if (!ry_permission_guard_allows (button))
    return;
  edits = ry_edits_new ();
  g_ptr_array_add (edits, ry_document_number_cancel (entry, NULL));
  ry_window_commit (ry_page_get_window (RY_PAGE (self)), edits, message);
}

static GtkWidget *
create_end (RyLetterNumberPage *self, RyDocument *entry)
{
  g_autofree char *spoken = g_strdup_printf (_ ("Cancel %s"), ry_document_get_string (entry, "text"));
  GtkWidget *button;

  if (is_cancelled (entry)) {
    GtkWidget *chip = gtk_label_new (_ ("Number cancelled"));

    gtk_widget_add_css_class (chip, "ry-chip");
    gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
    return chip;
  }
  button = gtk_button_new_with_label (_ ("Cancel"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ry_speech_set_label (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "entry", ry_document_ref (entry), (GDestroyNotify) ry_document_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (cancel_cb), self);
  ry_permission_guard_widget (button, get_workspace (self), RY_VERB_EDIT, "document_number", entry);
  return button;
}

static GtkWidget *
create_row (RyLetterNumberPage *self, RyDocument *entry)
{
  GtkWidget *row = adw_action_row_new ();
  const char *subject = ry_document_get_string (entry, "subject");
  g_autofree char *title = g_markup_escape_text (subject != NULL ? subject : "", -1);
  const char *date = ry_document_get_string (entry, "date");
  g_autofree char *day = ry_date_format_iso (date != NULL ? date : "", RY_DATE_MONTH_DAY);
  const char *addressee = ry_document_get_string (entry, "addressee"), *note = ry_document_get_string (entry, "note");
  const char *const facts[] = { day, addressee != NULL ? addressee : note, addressee != NULL ? note : NULL, NULL };
  g_autofree char *joined = g_strjoinv ("・", (char **) facts);
  g_autofree char *subtitle = g_markup_escape_text (joined, -1);
  GtkWidget *number = gtk_label_new (ry_document_get_string (entry, "text"));

  gtk_label_set_width_chars (GTK_LABEL (number), 14);
  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_widget_add_css_class (number, "numeric");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), number);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_end (self, entry));
  return row;
}

/* A year that began in a book of paper goes on after its last number. */
static void
begin_cb (RyLetterNumberPage *self)
{
  RyWindow *window = ry_page_get_window (RY_PAGE (self));
  int first = gtk_spin_button_get_value_as_int (self->first);
  g_autoptr (RyDocument) council = NULL;
  g_autofree char *message = g_strdup_printf (_ ("Numbers begin with %d"), first);
  GPtrArray *edits;

  if (!ry_permission_guard_allows (self->begin))
    return;
  council = ry_workspace_get (get_workspace (self), self->council, NULL);
  if (council == NULL)
    return;
  edits = ry_edits_new ();
  g_ptr_array_add (edits, ry_document_number_set_first (council, self->year, first));
  ry_window_commit (window, edits, message);
}

static void
show_first (RyLetterNumberPage *self)
{
  g_autofree char *date = g_strdup_printf ("%d-04-01", self->year);
  g_autoptr (RyDocumentNumber) next = ry_document_number_peek (get_workspace (self), self->council, date, NULL);

  if (next != NULL)
    gtk_spin_button_set_value (self->first, (double) next->number);
}

static void
fill (RyLetterNumberPage *self)
{
  g_autoptr (GPtrArray) entries = ry_document_number_list (get_workspace (self), self->council, self->year, NULL);
  g_autofree char *year = ry_date_format_year (self->year, TRUE);
  g_autofree char *label = g_strdup_printf (_ ("Fiscal %s"), year);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = entries != NULL ? entries->len : 0; i-- > 0;)
    gtk_list_box_append (self->list, create_row (self, entries->pdata[i]));
  gtk_label_set_label (self->year_label, label);
  show_first (self);
  gtk_stack_set_visible_child (self->stack, entries != NULL && entries->len > 0 ? self->scroller : self->nothing);
}

static gboolean
reload_cb (gpointer data)
{
  RyLetterNumberPage *self = data;

  self->reload = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

static void
workspace_changed_cb (RyLetterNumberPage *self)
{
  if (self->reload == 0)
    self->reload = g_timeout_add (100, reload_cb, self);
}

static void
earlier_cb (RyLetterNumberPage *self)
{
  self->year--;
  fill (self);
}

static void
later_cb (RyLetterNumberPage *self)
{
  self->year++;
  fill (self);
}

static void
council_chosen_cb (RyLetterNumberPage *self)
{
  const RyCouncil *council = ry_councils_get_nth (ry_window_get_councils (ry_page_get_window (RY_PAGE (self))),
                                                  gtk_drop_down_get_selected (self->councils));

  if (council == NULL || self->council == NULL || g_str_equal (council->id, self->council))
    return;
  g_free (self->council);
  self->council = g_strdup (council->id);
  fill (self);
}

static void
print_failed_cb (gpointer data, const GError *error)
{
  ry_window_show_error (ry_page_get_window (RY_PAGE (data)), _ ("This could not be printed"), error);
}

static gboolean
ry_letter_number_page_print (RyPage *page)
{
  RyLetterNumberPage *self = RY_LETTER_NUMBER_PAGE (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = ry_paper_new_number_register (get_workspace (self), self->council, self->year, &error);

  if (paper == NULL) {
    print_failed_cb (self, error);
    return FALSE;
  }
  ry_print_paper (GTK_WINDOW (ry_page_get_window (page)), paper, FALSE, print_failed_cb, G_OBJECT (self));
  return TRUE;
}

static void
build_councils (RyLetterNumberPage *self)
{
  RyCouncils *councils = ry_window_get_councils (ry_page_get_window (RY_PAGE (self)));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < ry_councils_get_n (councils); i++) {
    const RyCouncil *council = ry_councils_get_nth (councils, i);

    gtk_string_list_append (names, council->short_name);
    if (g_strcmp0 (council->id, self->council) == 0)
      selected = i;
  }
  gtk_drop_down_set_model (self->councils, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->councils, selected);
}

static void
build_header (RyLetterNumberPage *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Print…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.print");
  ry_page_set_title (RY_PAGE (self), _ ("Register of Document Numbers"));
  ry_page_set_header_end (RY_PAGE (self), button);
}

static void
ry_letter_number_page_dispose (GObject *object)
{
  RyLetterNumberPage *self = RY_LETTER_NUMBER_PAGE (object);

  g_clear_handle_id (&self->reload, g_source_remove);
  g_clear_pointer (&self->council, g_free);
  G_OBJECT_CLASS (ry_letter_number_page_parent_class)->dispose (object);
}

static void
ry_letter_number_page_class_init (RyLetterNumberPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_letter_number_page_dispose;
  RY_PAGE_CLASS (klass)->print = ry_letter_number_page_print;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/letters/ry-letter-number-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RyLetterNumberPage, year_label);
  gtk_widget_class_bind_template_child (widget_class, RyLetterNumberPage, councils);
  gtk_widget_class_bind_template_child (widget_class, RyLetterNumberPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RyLetterNumberPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, RyLetterNumberPage, list);
  gtk_widget_class_bind_template_child (widget_class, RyLetterNumberPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, RyLetterNumberPage, first);
  gtk_widget_class_bind_template_child (widget_class, RyLetterNumberPage, begin);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, earlier_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_bind_template_callback (widget_class, council_chosen_cb);
}

static void
ry_letter_number_page_init (RyLetterNumberPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ry_speech_set_label (gtk_widget_get_first_child (GTK_WIDGET (self->councils)), _ ("Council"));
}

/**
 * ry_letter_number_page_new:
 * @window: the window it will be pushed onto
 * @council: id of a council
 *
 * Returns: (transfer floating): the register of its present year
 */
RyPage *
ry_letter_number_page_new (RyWindow *window, const char *council)
{
  RyLetterNumberPage *self = g_object_new (RY_TYPE_LETTER_NUMBER_PAGE, "window", window, NULL);
  GDate today;

  ry_date_today (&today);
  self->year = ry_date_fiscal_year (&today);
  self->council = g_strdup (council);
  build_header (self);
  build_councils (self);
  fill (self);
  ry_permission_guard_widget (self->begin, get_workspace (self), RY_VERB_CREATE, "document_number", NULL);
  g_signal_connect_object (get_workspace (self), "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  return RY_PAGE (self);
}
