/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A year holds some thirty meetings, so the year is read as a whole and narrowed here. A reload changes only the rows
 * that differ: the list keeps its place while a colleague writes.
 */
#include "ry-meeting-list.h"

#include "ry-date.h"
#include "ry-meeting.h"

struct _RyMeetingList {
  GObject parent_instance;

  /* Owned */
  RyWorkspace *workspace;
  RyCouncils *councils;
  GListStore *model;
  GPtrArray *all; /* RyMeetingItem of the year, of the councils that are on */
  char *today;

  int year;
  RyMeetingsFilter filter;
};

G_DEFINE_FINAL_TYPE (RyMeetingList, ry_meeting_list, G_TYPE_OBJECT)

static gboolean
passes (RyMeetingList *self, RyMeetingItem *item, RyMeetingsFilter filter)
{
  gboolean coming = g_strcmp0 (ry_meeting_item_get_string (item, "date"), self->today) >= 0;

  return filter == RY_MEETINGS_ALL || coming == (filter == RY_MEETINGS_COMING);
}

static void
add_calendar_year (RyMeetingList *self, int year, const char *first, const char *last)
{
  g_autofree char *condition = g_strdup_printf ("date~%d-", year);
  const char *where[] = { condition, NULL };
  RyQuery query = { .kind = "meeting", .order = "date", .where = where };
  g_autoptr (GPtrArray) found = ry_workspace_query (self->workspace, &query, NULL);

  for (guint i = 0; found != NULL && i < found->len; i++) {
    const char *date = ry_document_get_string (found->pdata[i], "date");

    if (g_strcmp0 (date, first) >= 0 && g_strcmp0 (date, last) <= 0 &&
        ry_councils_is_on (self->councils, ry_document_get_string (found->pdata[i], "council")))
      g_ptr_array_add (self->all, ry_meeting_item_new (found->pdata[i]));
  }
}

static void
load (RyMeetingList *self)
{
  GDate first, last, today;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  ry_date_today (&today);
  g_free (self->today);
  self->today = ry_date_format (&today, RY_DATE_ISO);
  ry_meeting_get_fiscal_range (self->year, &first, &last);
  from = ry_date_format (&first, RY_DATE_ISO);
  to = ry_date_format (&last, RY_DATE_ISO);
  g_ptr_array_set_size (self->all, 0);
  add_calendar_year (self, self->year, from, to);
  add_calendar_year (self, self->year + 1, from, to);
}

static gboolean
is_of_subcommittee (RyMeetingList *self, RyDocument *meeting)
{
  const char *id = ry_document_get_string (meeting, "series");
  g_autoptr (RyDocument) series = id != NULL ? ry_workspace_get (self->workspace, id, NULL) : NULL;

  return series != NULL && ry_document_get_string (series, "subcommittee") != NULL;
}

/* Splices only what lies between the rows that are the same at both ends. */
static void
show (RyMeetingList *self)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  guint n_now = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint start = 0, end = 0;

  for (guint i = 0; i < self->all->len; i++)
    if (passes (self, self->all->pdata[i], self->filter))
      g_ptr_array_add (wanted, self->all->pdata[i]);
  for (; start < MIN (n_now, wanted->len); start++) {
    g_autoptr (RyMeetingItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), start);

    if (!ry_meeting_item_is_same (item, wanted->pdata[start]))
      break;
  }
  for (; end < MIN (n_now, wanted->len) - start; end++) {
    g_autoptr (RyMeetingItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), n_now - 1 - end);

    if (!ry_meeting_item_is_same (item, wanted->pdata[wanted->len - 1 - end]))
      break;
  }
  if (n_now - start - end > 0 || wanted->len - start - end > 0)
    g_list_store_splice (self->model, start, n_now - start - end, wanted->pdata + start, wanted->len - start - end);
}

static void
ry_meeting_list_finalize (GObject *object)
{
  RyMeetingList *self = RY_MEETING_LIST (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->councils);
  g_clear_object (&self->model);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_free (self->today);
  G_OBJECT_CLASS (ry_meeting_list_parent_class)->finalize (object);
}

static void
ry_meeting_list_class_init (RyMeetingListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_meeting_list_finalize;
}

static void
ry_meeting_list_init (RyMeetingList *self)
{
  self->model = g_list_store_new (RY_TYPE_MEETING_ITEM);
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ry_meeting_list_new:
 * @workspace: where meetings are
 * @councils: which councils are on
 *
 * Returns: (transfer full): an empty list; give it a year
 */
RyMeetingList *
ry_meeting_list_new (RyWorkspace *workspace, RyCouncils *councils)
{
  RyMeetingList *self = g_object_new (RY_TYPE_MEETING_LIST, NULL);

  self->workspace = g_object_ref (workspace);
  self->councils = g_object_ref (councils);
  return self;
}

/**
 * ry_meeting_list_get_model:
 * @self: a list
 *
 * Returns: (transfer none): the rows
 */
GListModel *
ry_meeting_list_get_model (RyMeetingList *self)
{
  return G_LIST_MODEL (self->model);
}

/**
 * ry_meeting_list_set_year:
 * @self: a list
 * @year: a year of account, 2026 for 令和8年度
 */
void
ry_meeting_list_set_year (RyMeetingList *self, int year)
{
  self->year = year;
  ry_meeting_list_reload (self);
}

/**
 * ry_meeting_list_set_filter:
 * @self: a list
 * @filter: which meetings of the year to show
 */
void
ry_meeting_list_set_filter (RyMeetingList *self, RyMeetingsFilter filter)
{
  self->filter = filter;
  show (self);
}

/**
 * ry_meeting_list_reload:
 * @self: a list
 *
 * Reads the year again, after something changed in the workspace or in the choice of councils.
 */
void
ry_meeting_list_reload (RyMeetingList *self)
{
  load (self);
  show (self);
}

/**
 * ry_meeting_list_count:
 * @self: a list
 * @filter: which meetings of the year
 *
 * Returns: how many there are
 */
guint
ry_meeting_list_count (RyMeetingList *self, RyMeetingsFilter filter)
{
  guint n = 0;

  for (guint i = 0; i < self->all->len; i++)
    n += passes (self, self->all->pdata[i], filter);
  return n;
}

/**
 * ry_meeting_list_find_month:
 * @self: a list
 *
 * Returns: the row of the first meeting of this month or later, the last row where there is none
 */
guint
ry_meeting_list_find_month (RyMeetingList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *month = self->today != NULL ? g_strndup (self->today, strlen ("2026-11")) : NULL;

  for (guint i = 0; month != NULL && i < n; i++) {
    g_autoptr (RyMeetingItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

    if (g_strcmp0 (ry_meeting_item_get_string (item, "date"), month) >= 0)
      return i;
  }
  return n > 0 ? n - 1 : 0;
}

/**
 * ry_meeting_list_get_years:
 * @self: a list
 * @first: (out): the earliest year of account with a meeting
 * @last: (out): the latest
 *
 * Returns: %FALSE if there is no meeting at all
 */
gboolean
ry_meeting_list_get_years (RyMeetingList *self, int *first, int *last)
{
  for (int descending = 0; descending <= 1; descending++) {
    RyQuery query = { .kind = "meeting", .order = "date", .descending = descending, .limit = 1 };
    g_autoptr (GPtrArray) found = ry_workspace_query (self->workspace, &query, NULL);
    GDate day;

    g_date_clear (&day, 1);
    if (found == NULL || found->len == 0 || !ry_date_parse (ry_document_get_string (found->pdata[0], "date"), &day))
      return FALSE;
    *(descending ? last : first) = ry_date_fiscal_year (&day);
  }
  return TRUE;
}

/**
 * ry_meeting_list_find_next:
 * @self: a list
 * @council: id of a council
 *
 * Looks beyond the year shown. Meetings of a subcommittee are not those of its council.
 *
 * Returns: (transfer full) (nullable): the council's next meeting, today's included, that is not cancelled
 */
RyMeetingItem *
ry_meeting_list_find_next (RyMeetingList *self, const char *council)
{
  g_autofree char *condition = g_strdup_printf ("council=%s", council);
  const char *where[] = { condition, NULL };
  RyQuery query = { .kind = "meeting", .order = "date", .descending = TRUE, .where = where, .limit = 60 };
  g_autoptr (GPtrArray) found = ry_workspace_query (self->workspace, &query, NULL);
  RyDocument *next = NULL;

  for (guint i = 0; found != NULL && i < found->len; i++) {
    if (g_strcmp0 (ry_document_get_string (found->pdata[i], "date"), self->today) < 0)
      break;
    if (g_strcmp0 (ry_document_get_string (found->pdata[i], "stage"), "cancelled") != 0 &&
        !is_of_subcommittee (self, found->pdata[i]))
      next = found->pdata[i];
  }
  return next != NULL ? ry_meeting_item_new (next) : NULL;
}
