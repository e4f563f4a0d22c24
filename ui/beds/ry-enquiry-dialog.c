/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two small dialogs: one asks a hospital, the other answers for it. A second hold on the last bed is said plainly
 * before it is made; the telephone decides, not the list.
 */
#include "ry-enquiry-dialog.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-label.h"
#include "ry-speech.h"

typedef struct {
  RyWindow *window;
  RyBedNeed *need;
  char *hospital;
  RyDocument *enquiry;
  RyEnquiryStatus status;
  gint64 minutes;
  GtkWidget *dialog;
  GtkWidget *from;
  GPtrArray *organisations;
  GtkWidget *number;
  GtkWidget *reason;
  GtkWidget *note;
  GtkWidget *fault;
} Dialog;

static void
free_dialog (gpointer data)
{
  Dialog *self = data;

  g_clear_pointer (&self->need, ry_bed_need_free);
  g_clear_pointer (&self->enquiry, ry_document_unref);
  g_clear_pointer (&self->organisations, g_ptr_array_unref);
  g_free (self->hospital);
  g_free (self);
}

static const char *
get_text (GtkWidget *row)
{
  return row != NULL ? gtk_editable_get_text (GTK_EDITABLE (row)) : NULL;
}

/* Who asks: the organisation of the person at this machine, or whoever is chosen. */
static guint
find_own (RyWorkspace *workspace, GPtrArray *organisations)
{
  g_autoptr (RyActor) actor = ry_workspace_ref_actor (workspace);
  const char *const *roles = actor != NULL ? ry_actor_get_roles (actor) : NULL;

  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    for (guint k = 0; g_str_has_prefix (roles[i], "org:") && k < organisations->len; k++)
      if (g_strcmp0 (strchr (ry_document_get_id (g_ptr_array_index (organisations, k)), ':') + 1,
                     roles[i] + strlen ("org:")) == 0)
        return k + 1;
  return 0;
}

static void
add_askers (Dialog *self, GtkWidget *box)
{
  const RyQuery query = { .kind = "organisation", .order = "reading" };
  RyWorkspace *workspace = ry_window_get_workspace (self->window);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->organisations = ry_workspace_query (workspace, &query, NULL);
  if (self->organisations == NULL)
    self->organisations = g_ptr_array_new ();
  gtk_string_list_append (names, _ ("Asked by: the secretariat"));
  for (guint i = 0; i < self->organisations->len; i++)
    gtk_string_list_append (names, ry_document_get_string (g_ptr_array_index (self->organisations, i), "name"));
  self->from = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)),
                                  gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->from), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->from), find_own (workspace, self->organisations));
  ry_speech_set_label (self->from, _ ("Who asks"));
  gtk_box_append (GTK_BOX (box), self->from);
}

static const char *
get_asker (Dialog *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->from));

  return selected > 0 && selected <= self->organisations->len
             ? ry_document_get_id (g_ptr_array_index (self->organisations, selected - 1))
             : NULL;
}

static GtkWidget *
add_entry (Dialog *self, GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
show_fault (Dialog *self)
{
  GtkWidget *rows[] = { self->number, self->reason, self->note };
  g_autofree char *fault = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows) && fault == NULL; i++)
    fault = ry_enquiry_dup_fault (get_text (rows[i]));
  gtk_label_set_text (GTK_LABEL (self->fault), fault != NULL ? fault : "");
  gtk_widget_set_visible (self->fault, fault != NULL);
}

static void
changed_cb (Dialog *self)
{
  gboolean named = self->number == NULL || *get_text (self->number) != '\0';

  show_fault (self);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "ask", named);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "hold", named);
}

static void
commit (RyWindow *window, RyEdit *edit, const char *message)
{
  ry_window_commit (window, ry_edits_new_with (edit, NULL), message);
}

static char *
format_until (const char *until)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (until, zone);
  g_autoptr (GDateTime) here = moment != NULL ? g_date_time_to_timezone (moment, zone) : NULL;

  return here != NULL ? g_date_time_format (here, "%-H:%M") : g_strdup ("—");
}

static void
asked_cb (AdwMessageDialog *dialog, const char *response, Dialog *self)
{
  g_autofree char *today = ry_date_dup_today (), *now = ry_date_now_iso (), *key = ry_id_new_ulid (),
                  *id = g_strconcat ("enquiry:", key, NULL);
  g_autofree char *message = NULL;
  JsonObject *enquiry;

  if (!g_str_equal (response, "ask") && !g_str_equal (response, "hold"))
    return;
  enquiry = ry_enquiry_create (get_text (self->number), self->hospital, get_asker (self), self->need, today, now);
  ry_json_set_string (enquiry, "note", *get_text (self->note) != '\0' ? get_text (self->note) : NULL);
  if (g_str_equal (response, "hold")) {
    JsonObject *held = ry_enquiry_change (enquiry, RY_ENQUIRY_HELD, now, self->minutes, NULL);
    g_autofree char *until = format_until (ry_json_get_string (held, "held_until"));

    json_object_unref (enquiry);
    enquiry = held;
    message = g_strdup_printf (_ ("A bed is held until %s"), until);
  }
  commit (self->window, ry_edit_new (id, NULL, enquiry), message != NULL ? message : _ ("The enquiry was kept"));
}

/* ---- Saying plainly what is free ---- */

static char *
list_holders (RyBedRegister *reg, const char *hospital, const char *now)
{
  GPtrArray *enquiries = ry_bed_register_get_enquiries (reg);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < enquiries->len; i++) {
    RyDocument *enquiry = g_ptr_array_index (enquiries, i);
    g_autofree char *until = NULL;

    if (g_strcmp0 (ry_document_get_string (enquiry, "organisation"), hospital) != 0 ||
        ry_enquiry_get_status (ry_document_get_root (enquiry), now) != RY_ENQUIRY_HELD)
      continue;
    until = format_until (ry_document_get_string (enquiry, "held_until"));
    g_string_append_printf (out, _ ("%s%s until %s"), out->len > 0 ? _ (", ") : "",
                            ry_document_get_string (enquiry, "case"), until);
  }
  return g_string_free (out, FALSE);
}

static char *
describe_free (RyBedRegister *reg, const RyBedMatch *match, const char *now)
{
  g_autofree char *holders = list_holders (reg, match->hospital->id, now);

  if (match->age >= RY_REPORT_STALE)
    return g_strdup (_ ("What is free there is not known. Ask by telephone first."));
  if (match->beds <= 0 && *holders != '\0')
    return g_strdup_printf (
        _ ("The last bed of this kind is held already: %s. Hold another only if the hospital said so."), holders);
  if (match->beds <= 0)
    return g_strdup (_ ("No bed of this kind is free in its report. Hold one only if the hospital said so."));
  return *holders != '\0'
             ? g_strdup_printf (_ ("%d free; held besides: %s"), (int) match->beds, holders)
             : g_strdup_printf (g_dngettext (NULL, "%d bed is free", "%d beds are free", (gulong) match->beds),
                                (int) match->beds);
}

static char *
propose_case (RyWorkspace *workspace, const char *today)
{
  const RyQuery query = { .kind = "enquiry" };
  g_autoptr (GPtrArray) enquiries = ry_workspace_query (workspace, &query, NULL);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  return ry_enquiry_dup_case (enquiries != NULL ? enquiries : none, today);
}

static void
finish (Dialog *self, GtkWidget *box, const char *accept, const char *label)
{
  self->fault = ry_label_new_wrapped (NULL, "ry-warn");
  gtk_widget_set_visible (self->fault, FALSE);
  gtk_box_append (GTK_BOX (box), self->fault);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), box);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _ ("Cancel"));
  if (accept != NULL)
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (self->dialog), accept, label);
  g_object_set_data_full (G_OBJECT (self->dialog), "enquiry", self, free_dialog);
}

/**
 * ry_enquiry_dialog_show:
 * @window: the window
 * @reg: what is free
 * @need: what is looked for
 * @hospital: whom to ask
 *
 * Asks for a case number and keeps an enquiry, or holds a bed.
 */
void
ry_enquiry_dialog_show (RyWindow *window, RyBedRegister *reg, const RyBedNeed *need, const char *hospital)
{
  g_autofree char *today = ry_date_dup_today (), *now = ry_date_now_iso (),
                  *number = propose_case (ry_window_get_workspace (window), today);
  g_autoptr (RyBedMatch) match = ry_bed_search_hospital (reg, hospital, need, today, now);
  g_autofree char *words = ry_bed_need_format (need, ry_bed_register_get_conditions (reg)), *available = NULL,
                  *hold = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *group = adw_preferences_group_new ();
  Dialog *self;

  if (match == NULL)
    return;
  self = g_new0 (Dialog, 1);
  self->window = window;
  self->need = ry_bed_need_copy (need);
  self->hospital = g_strdup (hospital);
  self->minutes = ry_bed_register_get_hold_minutes (reg);
  available = describe_free (reg, match, now);
  self->dialog = adw_message_dialog_new (GTK_WINDOW (window), ry_bed_hospital_get_name (match->hospital),
                                         *words != '\0' ? words : _ ("any bed"));
  gtk_box_append (GTK_BOX (box), ry_label_new_wrapped (available, match->beds > 0 ? "heading" : "ry-warn"));
  add_askers (self, box);
  gtk_box_append (GTK_BOX (box), group);
  self->number = add_entry (self, group, _ ("Case number, no name"));
  self->note = add_entry (self, group, _ ("Note"));
  gtk_editable_set_text (GTK_EDITABLE (self->number), number);
  finish (self, box, "ask", _ ("Keep the Enquiry"));
  hold = g_strdup_printf (match->beds > 0 ? _ ("Hold for %d min") : _ ("Hold for %d min All the Same"),
                          (int) self->minutes);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (self->dialog), "hold", hold);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self->dialog), "hold",
                                              match->beds > 0 ? ADW_RESPONSE_SUGGESTED : ADW_RESPONSE_DEFAULT);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self->dialog), match->beds > 0 ? "hold" : "ask");
  g_signal_connect_swapped (self->number, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->note, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (self->dialog, "response", G_CALLBACK (asked_cb), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

/* ---- What came of it ---- */

static void
apply_change (Dialog *self, const char *reason)
{
  g_autofree char *now = ry_date_now_iso (), *message = NULL;
  JsonObject *changed =
      ry_enquiry_change (ry_document_get_root (self->enquiry), self->status, now, self->minutes, reason);
  const char *until = ry_json_get_string (changed, "held_until");
  g_autofree char *clock = until != NULL ? format_until (until) : NULL;

  message = clock != NULL ? g_strdup_printf (_ ("A bed is held until %s"), clock)
                          : g_strdup_printf (_ ("%s: %s"), ry_document_get_string (self->enquiry, "case"),
                                             ry_enquiry_status_get_name (self->status));
  commit (self->window, ry_edit_new (ry_document_get_id (self->enquiry), self->enquiry, changed), message);
}

static void
changed_response_cb (AdwMessageDialog *dialog, const char *response, Dialog *self)
{
  if (g_str_equal (response, "ok"))
    apply_change (self, get_text (self->reason));
}

static void
ask_reason (Dialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *group = adw_preferences_group_new ();

  self->dialog = adw_message_dialog_new (GTK_WINDOW (self->window), _ ("Declined"),
                                         _ ("A reason helps whoever asks next. No patient’s data."));
  self->reason = add_entry (self, group, _ ("Reason"));
  gtk_box_append (GTK_BOX (box), group);
  finish (self, box, "ok", _ ("Record"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self->dialog), "ok");
  g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (show_fault), self);
  g_signal_connect (self->dialog, "response", G_CALLBACK (changed_response_cb), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static void
warn_held (Dialog *self, const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->dialog = adw_message_dialog_new (GTK_WINDOW (self->window), _ ("Hold a Bed?"), words);
  finish (self, box, "ok", _ ("Hold All the Same"));
  g_signal_connect (self->dialog, "response", G_CALLBACK (changed_response_cb), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

/**
 * ry_enquiry_dialog_change:
 * @window: the window
 * @reg: what is free
 * @enquiry: an enquiry
 * @status: what it becomes
 *
 * Takes that step, after a question where one is due: the reason of a refusal, or a bed that is held already.
 */
void
ry_enquiry_dialog_change (RyWindow *window, RyBedRegister *reg, RyDocument *enquiry, RyEnquiryStatus status)
{
  g_autofree char *today = ry_date_dup_today (), *now = ry_date_now_iso (), *words = NULL;
  g_autoptr (RyBedNeed) need = ry_bed_need_from_json (ry_json_get_object (ry_document_get_root (enquiry), "need"));
  const char *hospital = ry_document_get_string (enquiry, "organisation");
  g_autoptr (RyBedMatch) match = hospital != NULL ? ry_bed_search_hospital (reg, hospital, need, today, now) : NULL;
  gboolean held = ry_enquiry_get_status (ry_document_get_root (enquiry), now) ==
                  RY_ENQUIRY_HELD; /* its own bed is not somebody else's */
  Dialog *self = g_new0 (Dialog, 1);

  self->window = window;
  self->enquiry = ry_document_ref (enquiry);
  self->status = status;
  self->minutes = ry_bed_register_get_hold_minutes (reg);
  if (status == RY_ENQUIRY_DECLINED) {
    ask_reason (self);
  } else if (status == RY_ENQUIRY_HELD && match != NULL && !held && match->beds <= 0) {
    words = describe_free (reg, match, now);
    warn_held (self, words);
  } else {
    apply_change (self, NULL);
    free_dialog (self);
  }
}
