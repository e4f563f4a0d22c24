/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Papers are a table of names and makers. What only the secretariat may do is refused by the store and said in a
 * sentence; the menu is the same for everybody.
 */
#include "ry-event-acts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-calendar.h"
#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-notice-page.h"
#include "ry-paper-page.h"
#include "ry-paper.h"
#include "ry-reach.h"
#include "ry-reception-page.h"
#include "ry-speech.h"

struct _RyEventActs {
  GObject parent_instance;

  /* Owned */
  RyEventDesk *desk;
  GSimpleActionGroup *group;
  GMenuModel *menu;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (RyEventActs, ry_event_acts, G_TYPE_OBJECT)

enum { IMPORT, PHOTOS, N_SIGNALS };

static guint signals[N_SIGNALS];

typedef RyPaper *(*PaperFunc) (RyWorkspace *workspace, const char *id, GError **error);

static const struct {
  const char *name;
  const char *title;
  PaperFunc make;
} papers[] = {
  { "flyer", N_ ("Flyer with FAX Slip"), ry_paper_new_flyer },
  { "application-form", N_ ("Application Form"), ry_paper_new_application_form },
  { "acceptance", N_ ("Acceptance by the Speakers"), ry_paper_new_speaker_acceptance },
  { "fees", N_ ("Fees of the Speakers"), ry_paper_new_speaker_fees },
  { "signin", N_ ("Sign-in Sheet"), ry_paper_new_signin },
  { "badges", N_ ("Badges"), ry_paper_new_badges },
  { "plates", N_ ("Name Plates"), ry_paper_new_plates },
  { "group-cards", N_ ("Place Cards of the Groups"), ry_paper_new_group_cards },
  { "group-list", N_ ("List of the Groups"), ry_paper_new_group_list },
  { "attendance", N_ ("Attendance List"), ry_paper_new_attendance },
  { "report", N_ ("Report as PDF"), ry_paper_new_event_report },
  { "report-inside", N_ ("Report with All Figures, for the Council"), ry_paper_new_event_report_inside },
};

static RyWindow *
get_window (RyEventActs *self)
{
  return ry_event_desk_get_window (self->desk);
}

static RyWorkspace *
get_workspace (RyEventActs *self)
{
  return ry_event_desk_get_workspace (self->desk);
}

void
ry_event_acts_show_paper (RyEventActs *self, const char *paper)
{
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_str_equal (papers[i].name, paper)) {
      g_autoptr (GError) error = NULL;
      g_autoptr (RyPaper) made = papers[i].make (get_workspace (self), ry_event_desk_get_id (self->desk), &error);

      ry_paper_page_push (get_window (self), made, error);
    }
}

/**
 * ry_event_acts_send_letter:
 * @self: acts
 * @purpose: `invitation` to whom the event does not reach yet, `request` and `thanks` to its speakers
 *
 * Opens the run of letters.
 */
void
ry_event_acts_send_letter (RyEventActs *self, const char *purpose)
{
  g_autoptr (GError) error = NULL;
  RyNoticePage *page = ry_notice_page_new (get_window (self), ry_event_desk_get_id (self->desk), purpose, NULL, &error);

  if (page != NULL)
    ry_window_push (get_window (self), RY_PAGE (page));
  else
    ry_window_show_error (get_window (self), _ ("The letters could not be begun"), error);
}

static void
set_stage (RyEventActs *self, RyEventStage stage, const char *message)
{
  JsonObject *event = ry_json_object_copy (ry_event_desk_get_event (self->desk));

  json_object_set_string_member (event, "stage", ry_event_stage_get_code (stage));
  ry_event_desk_save (self->desk, event, message);
}

static void
finish (RyEventActs *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *edits = ry_event_finish (get_workspace (self), ry_event_desk_get_id (self->desk), &error);

  if (edits != NULL)
    ry_window_commit (get_window (self), edits, _ ("The event was held; who came is noted"));
  else
    ry_window_show_error (get_window (self), _ ("The event could not be closed"), error);
}

static gboolean
is_today_or_past (RyEventActs *self)
{
  const char *date = ry_json_get_string (ry_event_desk_get_event (self->desk), "date");
  g_autofree char *today = ry_date_dup_today ();

  return date != NULL && g_strcmp0 (date, today) <= 0;
}

static gboolean
is_past (RyEventActs *self)
{
  const char *date = ry_json_get_string (ry_event_desk_get_event (self->desk), "date");
  g_autofree char *today = ry_date_dup_today ();

  return date != NULL && g_strcmp0 (date, today) < 0;
}

/**
 * ry_event_acts_get_step:
 * @self: acts
 *
 * Returns: (nullable): the words of what comes next in the event's life; %NULL where it is over
 */
const char *
ry_event_acts_get_step (RyEventActs *self)
{
  switch (ry_event_get_stage (ry_event_desk_get_event (self->desk))) {
  case RY_EVENT_PLANNED:
    return _ ("Open for Applications");
  case RY_EVENT_OPEN:
  case RY_EVENT_CLOSED:
    return is_past (self)            ? _ ("Close the Day")
           : is_today_or_past (self) ? _ ("Begin the Reception")
                                     : _ ("Flyer with FAX Slip");
  case RY_EVENT_HELD:
    return _ ("Report as PDF");
  default:
    return NULL;
  }
}

void
ry_event_acts_do_step (RyEventActs *self)
{
  switch (ry_event_get_stage (ry_event_desk_get_event (self->desk))) {
  case RY_EVENT_PLANNED:
    set_stage (self, RY_EVENT_OPEN, _ ("Applications are open"));
    break;
  case RY_EVENT_OPEN:
  case RY_EVENT_CLOSED:
    if (is_past (self))
      finish (self);
    else if (is_today_or_past (self))
      ry_reception_page_push (get_window (self), ry_event_desk_get_id (self->desk));
    else
      ry_event_acts_show_paper (self, "flyer");
    break;
  case RY_EVENT_HELD:
    ry_event_acts_show_paper (self, "report");
    break;
  default:
    break;
  }
}

/* ---- The menu ---- */

static void
paper_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_event_acts_show_paper (data, g_variant_get_string (parameter, NULL));
}

static void
letter_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_event_acts_send_letter (data, g_variant_get_string (parameter, NULL));
}

static void
reception_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ry_reception_page_push (get_window (data), ry_event_desk_get_id (RY_EVENT_ACTS (data)->desk));
}

static void
finish_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  finish (data);
}

static void
stage_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const struct {
    const char *code;
    RyEventStage stage;
    const char *message;
  } ends[] = { { "closed", RY_EVENT_CLOSED, N_ ("Applications are closed") },
               { "reported", RY_EVENT_REPORTED, N_ ("The event was reported") },
               { "cancelled", RY_EVENT_CANCELLED, N_ ("The event was cancelled") } };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_equal (ends[i].code, g_variant_get_string (parameter, NULL)))
      set_stage (data, ends[i].stage, _ (ends[i].message));
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit (data, signals[IMPORT], 0);
}

static void
photos_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit (data, signals[PHOTOS], 0);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyEventActs *self = data;
  RyWindow *window = get_window (self);
  g_autofree char *id = ry_id_new ("event");

  ry_window_commit (window,
                    ry_edits_new_with (ry_edit_new (id, NULL,
                                                    ry_event_copy (ry_event_desk_get_event (self->desk), NULL)),
                                       NULL),
                    _ ("The plan was taken over for another event. It is in the list, without a day."));
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyEventActs *self = data;
  RyWindow *window = get_window (self);
  GPtrArray *edits = ry_edits_new ();
  GPtrArray *applications = ry_event_desk_get_applications (self->desk);

  for (guint i = 0; i < applications->len; i++) {
    RyApplicant *application = g_ptr_array_index (applications, i);

    g_ptr_array_add (edits, ry_edit_new (application->id, application->document, NULL));
  }
  g_ptr_array_add (edits,
                   ry_edit_new (ry_event_desk_get_id (self->desk), ry_event_desk_get_document (self->desk), NULL));
  ry_window_commit (window, edits, _ ("The event and its applications were deleted"));
  ry_window_pop (window);
}

/* ---- Onto an agenda ---- */

static void
agenda_response_cb (AdwMessageDialog *dialog, const char *response, RyEventActs *self)
{
  GPtrArray *meetings = g_object_get_data (G_OBJECT (dialog), "meetings");
  GtkDropDown *choice = g_object_get_data (G_OBJECT (dialog), "choice");
  guint selected = gtk_drop_down_get_selected (choice);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  RyEdit *edit;

  if (g_strcmp0 (response, "add") != 0 || selected >= meetings->len)
    return;
  edit = ry_event_to_agenda (get_workspace (self), ry_event_desk_get_id (self->desk),
                             ry_document_get_id (meetings->pdata[selected]), &error);
  message = g_strdup_printf (_ ("The event is on the agenda of %s"),
                             ry_document_get_string (meetings->pdata[selected], "title"));
  if (edit == NULL && error == NULL) {
    ry_window_show_message (get_window (self), message);
    return;
  }
  if (edit == NULL) {
    ry_window_show_error (get_window (self), _ ("The event could not be put on the agenda"), error);
    return;
  }
  ry_window_commit (get_window (self), ry_edits_new_with (edit, NULL), message);
}

static void
agenda_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyEventActs *self = data;
  g_autofree char *today = ry_date_dup_today ();
  GPtrArray *meetings =
      ry_event_list_meetings (get_workspace (self), ry_event_desk_get_event (self->desk), today, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *dialog, *choice;

  if (meetings == NULL || meetings->len == 0) {
    ry_window_show_message (get_window (self), _ ("The council has no meeting to come. Plan one first."));
    g_clear_pointer (&meetings, g_ptr_array_unref);
    return;
  }
  for (guint i = 0; i < meetings->len; i++)
    gtk_string_list_append (names, ry_document_get_string (meetings->pdata[i], "title"));
  dialog = adw_message_dialog_new (GTK_WINDOW (get_window (self)), _ ("Put the Event on an Agenda"),
                                   _ ("The item and the event lead to each other."));
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  ry_speech_set_label (choice, _ ("Meeting"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), choice);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "add", _ ("Put It There"));
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "add", ADW_RESPONSE_SUGGESTED);
  g_object_set_data (G_OBJECT (dialog), "choice", choice);
  g_object_set_data_full (G_OBJECT (dialog), "meetings", meetings, (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (agenda_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- Files ---- */

static char *
write_calendar (RyEventActs *self)
{
  const char *council_id = ry_json_get_string (ry_event_desk_get_event (self->desk), "council");
  g_autoptr (RyDocument) council =
      council_id != NULL ? ry_workspace_get (get_workspace (self), council_id, NULL) : NULL;

  return ry_calendar_write_meeting (ry_event_desk_get_document (self->desk), council,
                                    ry_workspace_get_region (get_workspace (self)), RY_CALENDAR_PUBLISH, NULL);
}

/* Figures that leave the house: the small ones are hidden. */
static char *
write_reach (RyEventActs *self)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (RyReach) reach = NULL;

  g_ptr_array_add (events, ry_event_desk_get_document (self->desk));
  reach = ry_reach_load (get_workspace (self), events, today, NULL);
  if (reach == NULL)
    return NULL;
  ry_reach_hide_small (reach);
  return ry_reach_to_csv (reach);
}

static void
file_cb (GtkNativeDialog *dialog, int response, RyEventActs *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  gboolean calendar = g_object_get_data (G_OBJECT (dialog), "calendar") != NULL;
  g_autofree char *text = file != NULL ? (calendar ? write_calendar (self) : write_reach (self)) : NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->chooser);
  if (text == NULL)
    return;
  if (g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    ry_window_show_message (get_window (self), _ ("The file was saved"));
  else
    ry_window_show_error (get_window (self), _ ("The file was not saved"), error);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RyEventActs *self = data;
  gboolean calendar = g_str_equal (g_variant_get_string (parameter, NULL), "calendar");
  const char *title = ry_json_get_string (ry_event_desk_get_event (self->desk), "title");
  g_autofree char *plain = g_strdelimit (g_strdup (title != NULL ? title : ""), "/\\", '-');
  g_autofree char *name = g_strconcat (plain, calendar ? ".ics" : ".csv", NULL);

  self->chooser = gtk_file_chooser_native_new (_ ("Save"), GTK_WINDOW (get_window (self)), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  if (calendar)
    g_object_set_data (G_OBJECT (self->chooser), "calendar", self);
  g_signal_connect (self->chooser, "response", G_CALLBACK (file_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
append_section (GMenu *menu, const char *const *rows, guint n)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < n; i++)
    g_menu_append (section, _ (rows[2 * i]), rows[2 * i + 1]);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static GMenuModel *
create_menu (void)
{
  static const char *const work[] = { N_ ("Read In the File of a Web Form…"),
                                      "event.import",
                                      N_ ("Begin the Reception"),
                                      "event.reception",
                                      N_ ("Close the Day"),
                                      "event.finish",
                                      N_ ("Photographs for the Report…"),
                                      "event.photos",
                                      N_ ("Put on an Agenda…"),
                                      "event.agenda" };
  static const char *const letters[] = { N_ ("Requests to the Speakers"),        "event.letter::request",
                                         N_ ("Thanks to the Speakers"),          "event.letter::thanks",
                                         N_ ("Invitation to Those Not Reached"), "event.letter::invitation" };
  static const char *const files[] = { N_ ("Save for Calendars…"), "event.save::calendar", N_ ("Save Whom It Reaches…"),
                                       "event.save::reach" };
  static const char *const ends[] = { N_ ("Close Applications"),
                                      "event.stage::closed",
                                      N_ ("Mark as Reported"),
                                      "event.stage::reported",
                                      N_ ("Another One Like This"),
                                      "event.copy",
                                      N_ ("Cancel the Event"),
                                      "event.stage::cancelled",
                                      N_ ("Delete"),
                                      "event.delete" };
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  append_section (menu, work, G_N_ELEMENTS (work) / 2);
  append_section (menu, letters, G_N_ELEMENTS (letters) / 2);
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++) {
    g_autofree char *action = g_strconcat ("event.paper::", papers[i].name, NULL);

    g_menu_append (section, _ (papers[i].title), action);
  }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  append_section (menu, files, G_N_ELEMENTS (files) / 2);
  append_section (menu, ends, G_N_ELEMENTS (ends) / 2);
  return G_MENU_MODEL (menu);
}

static void
ry_event_acts_dispose (GObject *object)
{
  RyEventActs *self = RY_EVENT_ACTS (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->group);
  g_clear_object (&self->menu);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (ry_event_acts_parent_class)->dispose (object);
}

static void
ry_event_acts_class_init (RyEventActsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_event_acts_dispose;

  signals[IMPORT] =
      g_signal_new ("import", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PHOTOS] =
      g_signal_new ("photos", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_event_acts_init (RyEventActs *self)
{
  static const GActionEntry entries[] = {
    { "paper", paper_cb, "s" }, { "letter", letter_cb, "s" },  { "save", save_cb, "s" }, { "stage", stage_cb, "s" },
    { "import", import_cb },    { "reception", reception_cb }, { "finish", finish_cb },  { "agenda", agenda_cb },
    { "copy", copy_cb },        { "delete", delete_cb },       { "photos", photos_cb },
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
  self->menu = create_menu ();
}

RyEventActs *
ry_event_acts_new (RyEventDesk *desk)
{
  RyEventActs *self = g_object_new (RY_TYPE_EVENT_ACTS, NULL);

  self->desk = g_object_ref (desk);
  return self;
}

GActionGroup *
ry_event_acts_get_group (RyEventActs *self)
{
  return G_ACTION_GROUP (self->group);
}

GMenuModel *
ry_event_acts_get_menu (RyEventActs *self)
{
  return self->menu;
}
