/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a hospital can do, as of a day: its wards, departments, emergency service, what it can take, the referral door,
 * and the age of all that. Pictures, lists, searches, slides and papers read hospitals here.
 *
 * A hospital's sheet is one document, `function:KEY` beside `organisation:KEY`. Answers carry the day from which they
 * hold, what else stood there before is kept in `former`, and wards are documents from a day to a day: so the sheet of
 * any earlier day can be read, and nothing has to be copied for that.
 */
#pragma once

#include "ry-answer.h"
#include "ry-confirmation.h"
#include "ry-ward.h"

G_BEGIN_DECLS

/**
 * RyConditionAnswer:
 * @condition: the condition's id
 * @name: what it is called
 * @short_name: the same where there is little room; @name where nobody gave one
 * @group: (nullable): the code of its group
 * @answer: what the hospital says
 * @note: (nullable): and under which conditions
 * @on: (nullable): since when that holds, ISO 8601
 */
typedef struct {
  char *condition;
  char *name;
  char *short_name;
  char *group;
  RyAnswer answer;
  char *note;
  char *on;
} RyConditionAnswer;

/**
 * RyDoor:
 * @telephone: (nullable): whom to ring
 * @is_direct: whether that is the liaison office itself, not the switchboard
 * @fax: (nullable): its FAX
 * @hours: (nullable): when
 * @holidays: (nullable): and on holidays
 * @papers: (nullable): what is needed
 * @form: (nullable): name of the attached FAX form
 * @contact: (nullable): who answers
 *
 * The referral door.
 */
typedef struct {
  char *telephone;
  gboolean is_direct;
  char *fax;
  char *hours;
  char *holidays;
  char *papers;
  char *form;
  char *contact;
} RyDoor;

/**
 * RyHospital:
 * @id: the organisation's id
 * @organisation: the organisation
 * @sheet: (nullable): its sheet as it is stored, not as of @as_of; %NULL where nobody began one
 * @as_of: the day, ISO 8601
 * @name: what it was called on that day
 * @picture: the same where there is little room
 * @reading: (nullable): its kana
 * @area: (nullable): where it is
 * @stage: the stage of most of its beds
 * @wards: (element-type RyWard): its wards on that day, in its own order
 * @licensed: licensed beds by function
 * @staffed: beds with staff by function
 * @n_untold: wards of which nobody said how many beds they have; these are in no sum
 * @departments: (array zero-terminated=1): its departments
 * @emergency: (nullable): code of its emergency service
 * @conditions: (element-type RyConditionAnswer): what it can take, in the council's order
 * @door: how to reach it
 * @confirmed_on: (nullable): when the sheet was confirmed last, up to that day
 * @confirmed_by: (nullable): by whom
 * @confirmed_through: (nullable): by which way, a code
 * @confirmation: what that is worth
 * @age: the same in words, never empty
 */
typedef struct {
  char *id;
  RyDocument *organisation;
  RyDocument *sheet;
  char *as_of;
  char *name;
  char *picture;
  char *reading;
  char *area;
  RyStage stage;
  GPtrArray *wards;
  gint64 licensed[RY_N_WARD_FUNCTIONS];
  gint64 staffed[RY_N_WARD_FUNCTIONS];
  guint n_untold;
  GStrv departments;
  char *emergency;
  GPtrArray *conditions;
  RyDoor door;
  char *confirmed_on;
  char *confirmed_by;
  char *confirmed_through;
  RyConfirmationState confirmation;
  char *age;
} RyHospital;

/* Which there are */
GPtrArray  *ry_hospital_list          (RyWorkspace *workspace, const char *as_of, GError **error);
gboolean    ry_hospital_is_open       (RyDocument *organisation, const char *as_of);
GPtrArray  *ry_condition_list         (RyWorkspace *workspace, const char *as_of, GError **error);

/* Reading */
RyHospital *ry_hospital_read          (RyWorkspace *workspace, const char *id, const char *as_of, GError **error);
GPtrArray  *ry_hospital_read_all      (RyWorkspace *workspace, const char *as_of, GError **error);
void        ry_hospital_free          (RyHospital *hospital);
gint64      ry_hospital_sum           (const gint64 *beds);
RyConditionAnswer *ry_hospital_find_answer (RyHospital *hospital, const char *condition);
guint       ry_hospital_count_answers (const RyHospital *hospital, RyAnswer answer);
gboolean    ry_hospital_shows_photo   (RyDocument *sheet);
GBytes     *ry_hospital_read_photo    (RyWorkspace *workspace, RyDocument *sheet);
char       *ry_hospital_dup_sheet_id  (const char *id);
char       *ry_hospital_dup_picture   (RyDocument *organisation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyHospital, ry_hospital_free)

G_END_DECLS
