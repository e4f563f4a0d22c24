/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyFacesCard. A photograph is taken in smaller than it came and without what its camera wrote into it, together with
 * the day of the consent, in one act that can be taken back. Without a consent it is not shown, whatever is attached.
 */
#include "ry-faces-card.h"

#include <glib/gi18n.h>

#include "ry-card.h"
#include "ry-date.h"
#include "ry-function.h"
#include "ry-hospital.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-permission-guard.h"
#include "ry-photo.h"
#include "ry-speech.h"
#include "ry-term.h"
#include "ry-tooltip.h"

#define MOST_PIXELS    800
#define PHOTO_NAME     "photo.jpg"
#define PICTURE_HEIGHT 150

struct _RyFacesCard {
  GtkBox parent_instance;

  /* Borrowed */
  RyWindow *window;
  GtkWidget *picture;
  GtkLabel *consent;
  GtkBox *people;
  GtkWidget *choose;
  GtkWidget *remove;

  /* Owned */
  char *organisation;
  RyDocument *sheet;
  GtkFileChooserNative *chooser;
  GBytes *photo; /* while the consent is asked for */
};

G_DEFINE_FINAL_TYPE (RyFacesCard, ry_faces_card, GTK_TYPE_BOX)

/* ---- Taking one in ---- */

static void
commit_photo (RyFacesCard *self, GBytes *photo, const char *message)
{
  g_autofree char *today = ry_date_dup_today ();
  JsonObject *content = ry_function_begin (self->organisation, self->sheet);
  RyEdit *edit;

  ry_function_set_text (content, "photo", photo != NULL ? PHOTO_NAME : NULL, today);
  ry_function_set_text (content, "photo_consent", photo != NULL ? today : NULL, today);
  edit = ry_function_create_edit (self->organisation, self->sheet, content);
  if (photo != NULL)
    ry_edit_attach (edit, PHOTO_NAME, "image/jpeg", photo);
  ry_window_commit (self->window, ry_edits_new_with (edit, NULL), message);
}

static void
consent_cb (AdwMessageDialog *dialog, const char *response, RyFacesCard *self)
{
  g_autoptr (GBytes) photo = g_steal_pointer (&self->photo);

  if (g_str_equal (response, "agreed"))
    commit_photo (self, photo, _ ("The photograph was put in"));
}

static void
ask_consent (RyFacesCard *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self->window), _ ("Did Everybody on It Agree?"),
                                              _ ("All members see the photograph. It is shown only with the consent of "
                                                 "everybody who is on it, and goes when one takes it back."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "agreed", _ ("All Agreed"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "agreed", ADW_RESPONSE_SUGGESTED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (consent_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
response_cb (GtkNativeDialog *dialog, int response, RyFacesCard *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  g_clear_object (&self->chooser);
  if (file != NULL)
    ry_faces_card_take (self, file);
}

static void
choose_cb (RyFacesCard *self)
{
  g_autoptr (GtkFileFilter) filter = ry_photo_create_filter ();

  self->chooser = gtk_file_chooser_native_new (_ ("Photograph of the Liaison Office"), GTK_WINDOW (self->window),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect (self->chooser, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
remove_cb (RyFacesCard *self)
{
  commit_photo (self, NULL, _ ("The photograph is no longer shown"));
}

/* ---- Showing it ---- */

static void
show_photo (RyFacesCard *self)
{
  g_autoptr (GdkTexture) texture =
      ry_hospital_shows_photo (self->sheet)
          ? ry_photo_load (ry_window_get_workspace (self->window), ry_document_get_id (self->sheet),
                           ry_document_get_string (self->sheet, "photo"), MOST_PIXELS)
          : NULL;
  g_autofree char *day = ry_hospital_shows_photo (self->sheet)
                             ? ry_date_format_iso (ry_document_get_string (self->sheet, "photo_consent"), RY_DATE_ERA)
                             : NULL;
  g_autofree char *words = day != NULL ? g_strdup_printf (_ ("Shown with consent, %s"), day) : NULL;

  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_widget_set_visible (self->picture, texture != NULL);
  gtk_label_set_label (self->consent, texture == NULL && words != NULL
                                          ? _ ("The photograph has not arrived on this machine yet.")
                                          : words);
  gtk_widget_set_visible (GTK_WIDGET (self->consent), words != NULL);
}

static void
append_person (RyFacesCard *self, RyDocument *post)
{
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  const char *person = ry_document_get_string (post, "person"), *role = ry_document_get_string (post, "role");
  g_autofree char *name = person != NULL ? ry_workspace_dup_name (workspace, person) : NULL;
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  if (name == NULL)
    return;
  gtk_box_append (GTK_BOX (line), adw_avatar_new (40, name, FALSE));
  gtk_box_append (GTK_BOX (words), ry_label_new_wrapped (name, "heading"));
  gtk_box_append (GTK_BOX (words), ry_label_new_wrapped (role, "ry-2nd"));
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (self->people, line);
}

static void
show_people (RyFacesCard *self, const char *as_of)
{
  g_autofree char *of = g_strconcat ("organisation=", self->organisation, NULL);
  const char *const where[] = { of, "seat|liaison|msw", NULL };
  const RyQuery query = { .kind = "post", .where = where };
  g_autoptr (GPtrArray) posts = ry_workspace_query (ry_window_get_workspace (self->window), &query, NULL);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->people))) != NULL)
    gtk_box_remove (self->people, child);
  for (guint i = 0; posts != NULL && i < posts->len; i++)
    if (ry_term_holds_on (ry_document_get_root (g_ptr_array_index (posts, i)), as_of))
      append_person (self, g_ptr_array_index (posts, i));
  if (gtk_widget_get_first_child (GTK_WIDGET (self->people)) == NULL)
    gtk_box_append (self->people,
                    ry_label_new_wrapped (_ ("Nobody holds a post in the liaison office on this day."), "ry-2nd"));
}

static void
ry_faces_card_dispose (GObject *object)
{
  RyFacesCard *self = RY_FACES_CARD (object);

  g_clear_pointer (&self->organisation, g_free);
  g_clear_pointer (&self->sheet, ry_document_unref);
  g_clear_pointer (&self->photo, g_bytes_unref);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (ry_faces_card_parent_class)->dispose (object);
}

static void
ry_faces_card_class_init (RyFacesCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_faces_card_dispose;
}

static GtkWidget *
create_button (const char *icon, const char *label, GCallback callback, RyFacesCard *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ry-row-button");
  ry_tooltip_set (button, label);
  ry_speech_set_label (button, label);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
ry_faces_card_init (RyFacesCard *self)
{
  GtkWidget *head = ry_card_begin (GTK_BOX (self), _ ("Faces of the liaison office"), NULL);

  self->remove = create_button ("user-trash-symbolic", _ ("Take the photograph away"), G_CALLBACK (remove_cb), self);
  self->choose = create_button ("camera-photo-symbolic", _ ("Put a photograph in…"), G_CALLBACK (choose_cb), self);
  gtk_box_append (GTK_BOX (head), self->remove);
  gtk_box_append (GTK_BOX (head), self->choose);
  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_widget_set_size_request (self->picture, -1, PICTURE_HEIGHT);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), _ ("Photograph of the liaison office"));
  ry_speech_set_label (self->picture, _ ("Photograph of the liaison office"));
  gtk_box_append (GTK_BOX (self), self->picture);
  self->consent = GTK_LABEL (ry_label_new_wrapped (NULL, "ry-2nd"));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->consent));
  self->people = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 10));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->people));
}

/**
 * ry_faces_card_new:
 * @window: the window
 *
 * Returns: (transfer floating): an empty card
 */
GtkWidget *
ry_faces_card_new (RyWindow *window)
{
  RyFacesCard *self = g_object_new (RY_TYPE_FACES_CARD, "orientation", GTK_ORIENTATION_VERTICAL, NULL);

  self->window = window;
  return GTK_WIDGET (self);
}

/**
 * ry_faces_card_show:
 * @self: a card
 * @hospital: whose people
 * @editable: whether it is today; the photograph is of today only
 */
void
ry_faces_card_show (RyFacesCard *self, const RyHospital *hospital, gboolean editable)
{
  g_autoptr (RyDocument) sheet = ry_card_dup_sheet (hospital);
  RyVerb verb = hospital->sheet != NULL ? RY_VERB_EDIT : RY_VERB_CREATE;
  RyWorkspace *workspace = ry_window_get_workspace (self->window);

  g_free (self->organisation);
  self->organisation = g_strdup (hospital->id);
  g_clear_pointer (&self->sheet, ry_document_unref);
  self->sheet = hospital->sheet != NULL && editable ? ry_document_ref (hospital->sheet) : NULL;
  show_photo (self);
  show_people (self, hospital->as_of);
  gtk_widget_set_visible (self->choose, editable);
  gtk_widget_set_visible (self->remove, editable && ry_hospital_shows_photo (self->sheet));
  ry_permission_guard_widget (self->choose, workspace, verb, "function", sheet);
  ry_permission_guard_widget (self->remove, workspace, verb, "function", sheet);
}

/**
 * ry_faces_card_take:
 * @self: a card
 * @file: a picture
 *
 * Asks for the consent, then takes the picture in; says why where it is none.
 */
void
ry_faces_card_take (RyFacesCard *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  GBytes *photo = ry_photo_shrink (file, MOST_PIXELS, &error);

  if (photo == NULL) {
    ry_window_show_error (self->window, _ ("The photograph could not be taken in"), error);
    return;
  }
  g_clear_pointer (&self->photo, g_bytes_unref);
  self->photo = photo;
  ask_consent (self);
}
