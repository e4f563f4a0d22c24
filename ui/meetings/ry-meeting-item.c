/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures are worked out when a row is shown, from the document, which stays as it was loaded. A meeting that is yet
 * to come has no figures but a dash: nobody was absent from it.
 */
#include "ry-meeting-item.h"

#include "ry-date.h"
#include "ry-json.h"

struct _RyMeetingItem {
  GObject parent_instance;

  /* Owned */
  RyDocument *document;
};

G_DEFINE_FINAL_TYPE (RyMeetingItem, ry_meeting_item, G_TYPE_OBJECT)

#define NOTHING "—"

static void
ry_meeting_item_finalize (GObject *object)
{
  ry_document_unref (RY_MEETING_ITEM (object)->document);
  G_OBJECT_CLASS (ry_meeting_item_parent_class)->finalize (object);
}

static void
ry_meeting_item_class_init (RyMeetingItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_meeting_item_finalize;
}

static void
ry_meeting_item_init (RyMeetingItem *self)
{
}

static gboolean
has_begun (RyMeetingItem *self)
{
  const char *stage = ry_meeting_item_get_string (self, "stage");

  return g_strcmp0 (stage, "draft") == 0 || g_strcmp0 (stage, "circulating") == 0 || g_strcmp0 (stage, "sealed") == 0;
}

/**
 * ry_meeting_item_new:
 * @document: a document of kind meeting
 *
 * Returns: (transfer full): the row
 */
RyMeetingItem *
ry_meeting_item_new (RyDocument *document)
{
  RyMeetingItem *self = g_object_new (RY_TYPE_MEETING_ITEM, NULL);

  self->document = ry_document_ref (document);
  return self;
}

/**
 * ry_meeting_item_get_id:
 * @self: a row
 *
 * Returns: the document's id
 */
const char *
ry_meeting_item_get_id (RyMeetingItem *self)
{
  return ry_document_get_id (self->document);
}

/**
 * ry_meeting_item_get_string:
 * @self: a row
 * @member: a member of the meeting
 *
 * Returns: (nullable): its text
 */
const char *
ry_meeting_item_get_string (RyMeetingItem *self, const char *member)
{
  return ry_document_get_string (self->document, member);
}

/**
 * ry_meeting_item_is_same:
 * @self: a row
 * @other: another
 *
 * Returns: whether both show the same revision of the same meeting
 */
gboolean
ry_meeting_item_is_same (RyMeetingItem *self, RyMeetingItem *other)
{
  return g_strcmp0 (ry_document_get_id (self->document), ry_document_get_id (other->document)) == 0 &&
         g_strcmp0 (ry_document_get_rev (self->document), ry_document_get_rev (other->document)) == 0;
}

/**
 * ry_meeting_item_dup_day:
 * @self: a row
 *
 * Returns: (transfer full): month, day and weekday
 */
char *
ry_meeting_item_dup_day (RyMeetingItem *self)
{
  const char *date = ry_meeting_item_get_string (self, "date");

  return date != NULL ? ry_date_format_iso (date, RY_DATE_MONTH_DAY) : g_strdup (NOTHING);
}

/**
 * ry_meeting_item_dup_time:
 * @self: a row
 *
 * Returns: (transfer full): from when to when, empty where it is not known
 */
char *
ry_meeting_item_dup_time (RyMeetingItem *self)
{
  const char *start = ry_meeting_item_get_string (self, "start");
  const char *end = ry_meeting_item_get_string (self, "end");

  if (start == NULL)
    return g_strdup ("");
  return end != NULL ? g_strdup_printf ("%s–%s", start, end) : g_strdup (start);
}

/**
 * ry_meeting_item_dup_present:
 * @self: a row
 *
 * Returns: (transfer full): how many came of how many, a dash before the meeting
 */
char *
ry_meeting_item_dup_present (RyMeetingItem *self)
{
  RyAttendanceCount count;

  ry_meeting_count_attendance (ry_document_get_root (self->document), &count);
  if (!has_begun (self) || count.present == 0)
    return g_strdup (NOTHING);
  if (count.invited == 0)
    return g_strdup_printf ("%u", count.present);
  return g_strdup_printf ("%u / %u", count.present, count.invited);
}

/**
 * ry_meeting_item_dup_count:
 * @self: a row
 * @type: a block's type
 *
 * Returns: (transfer full): how many such blocks the minutes hold, a dash before the meeting
 */
char *
ry_meeting_item_dup_count (RyMeetingItem *self, const char *type)
{
  JsonObject *meeting = ry_document_get_root (self->document);
  JsonArray *blocks = ry_json_get_array (meeting, "blocks");

  if (!has_begun (self) || blocks == NULL || json_array_get_length (blocks) == 0)
    return g_strdup (NOTHING);
  return g_strdup_printf ("%u", ry_meeting_count_blocks (meeting, type));
}
