/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One run of letters: the wording as it is sent, whose it is, to whom it goes, and what went out when. Begin with
 * ry_letter_new_for_meeting(); the paper room sets it, the exchange room mails it, ry_letter_record() keeps it.
 */
#pragma once

#include "ry-addressee.h"
#include "ry-confirmation-letters.h"
#include "ry-date.h"
#include "ry-document-number.h"

G_BEGIN_DECLS

#define RY_LETTER_NOTICE   "notice"
#define RY_LETTER_REMINDER "reminder"
#define RY_LETTER_CANCELLATION "cancellation"

/**
 * RyLetterText:
 * @subject: one line
 * @greeting: 前文
 * @body: 主文 and 末文
 * @particulars: what stands below 記
 * @closing: after 以上
 * @sender: lines of the sender
 * @seal: （公印省略）
 *
 * Filled-in wording. {宛名} alone is left for each addressee.
 */
typedef struct {
  char *subject;
  char *greeting;
  char *body;
  char *particulars;
  char *closing;
  char *sender;
  char *seal;
} RyLetterText;

/**
 * RyLetter:
 * @id: of the letter's document
 * @purpose: as documents hold it
 * @council: id of the council
 * @meeting: (nullable): id of the meeting, event or confirmation round
 * @number: (nullable): 文書番号 as written; not given before the run is recorded
 * @date: the day on the letter, ISO 8601
 * @reply_by: (nullable): ISO day
 * @text: the letter
 * @fax: subject, body and sender of the FAX cover
 * @mail: subject, body, particulars and sender of an e-mail
 * @slip: whether a reply slip is below
 * @western: whether years are counted in the Western way
 * @council_name: whose letter it is
 * @secretariat: (nullable): name of the secretariat
 * @secretariat_telephone: (nullable): number
 * @secretariat_fax: (nullable): where slips go
 * @secretariat_mail: (nullable): who sends mail
 * @secretariat_postal_code: (nullable): for envelopes
 * @secretariat_address: (nullable): for envelopes
 * @title: what the meeting is called
 * @event: (nullable): the meeting and its time in one line, for the slip
 * @addressees: (element-type RyAddressee): all that are in question
 * @sheets: (nullable) (element-type utf8 RyHospital): the sheet that goes with the letter, by organisation
 */
typedef struct {
  char *id;
  char *purpose;
  char *council;
  char *meeting;
  char *number;
  char *date;
  char *reply_by;
  RyLetterText text;
  RyLetterText fax;
  RyLetterText mail;
  gboolean slip;
  gboolean western;
  char *council_name;
  char *secretariat;
  char *secretariat_telephone;
  char *secretariat_fax;
  char *secretariat_mail;
  char *secretariat_postal_code;
  char *secretariat_address;
  char *title;
  char *event;
  GPtrArray *addressees;
  GHashTable *sheets;

  /*< private >*/
  JsonObject *content;   /* the meeting */
  JsonObject *templates; /* per paper */
  char *chair;
  char *council_short_name;
  char *number_id; /* of the run before, whose number goes on */
} RyLetter;

RyLetter   *ry_letter_new_for_meeting (RyWorkspace *workspace, const char *meeting_id, const char *purpose, const char *const *keys, GError **error);
void        ry_letter_free            (RyLetter *self);
void        ry_letter_set_dates       (RyLetter *self, const char *date, const char *reply_by);
void        ry_letter_set_number      (RyLetter *self, const char *number);
gboolean    ry_letter_choose_number   (RyLetter *self, RyWorkspace *workspace, GError **error);
void        ry_letter_set_template    (RyLetter *self, const char *paper, JsonObject *content);
JsonObject *ry_letter_get_template    (RyLetter *self, const char *paper);
GPtrArray  *ry_letter_find_faults     (RyLetter *self, RyWorkspace *workspace);
char       *ry_letter_format_date     (const RyLetter *self, const char *iso, RyDateStyle style);
GPtrArray  *ry_letter_list_ready      (RyLetter *self);
char       *ry_letter_fill_for        (const char *text, const RyAddressee *addressee);
GHashTable *ry_letter_create_values   (const RyLetter *self);
GPtrArray  *ry_letter_split_particulars (const char *particulars);

GPtrArray  *ry_letter_record          (RyLetter *self, RyWorkspace *workspace, GPtrArray *made, GError **error);
GPtrArray  *ry_letter_mark_sent       (RyWorkspace *workspace, const char *letter_id, const char *const *keys, const char *date, GError **error);
GPtrArray  *ry_letter_list            (RyWorkspace *workspace, const char *meeting_id, GError **error);
void        ry_letter_apply_history   (RyWorkspace *workspace, const char *meeting_id, const char *purpose, GPtrArray *addressees);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyLetter, ry_letter_free)

G_END_DECLS
