/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An agenda while it is arranged: items that are dragged, and papers that count themselves. Written as in
 * test-meeting.c, an item a word: its key, a colon, its level; behind it its papers, each with a plus.
 */
#include "ry-json.h"
#include "ry-meeting-labels.h"
#include "ry-meeting.h"

static JsonObject *
make_meeting (const char *agenda)
{
  g_auto (GStrv) items = g_strsplit (agenda, " ", -1);
  JsonObject *meeting = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; items[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (items[i], "+", -1);
    JsonObject *item = json_object_new ();
    JsonArray *papers = json_array_new ();
    const char key[] = { parts[0][0], '\0' };

    json_object_set_string_member (item, "key", key);
    json_object_set_int_member (item, "level", parts[0][2] - '0');
    for (guint k = 1; parts[k] != NULL; k++)
      json_array_add_string_element (papers, parts[k]);
    json_object_set_array_member (item, "papers", papers);
    json_array_add_object_element (array, item);
  }
  json_object_set_array_member (meeting, "agenda", array);
  return meeting;
}

static char *
describe (JsonObject *meeting)
{
  JsonArray *array = ry_json_get_array (meeting, "agenda");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *item = json_array_get_object_element (array, i);

    g_string_append_printf (text, "%s%s:%d", i > 0 ? " " : "", ry_json_get_string (item, "key"),
                            (int) ry_json_get_int (item, "level", 0));
  }
  return g_string_free (text, FALSE);
}

static void
test_place (void)
{
  static const struct {
    const char *before;
    const char *key, *target;
    gboolean after;
    const char *then; /* NULL: nothing to do */
  } cases[] = {
    { "a:1 b:1 c:1", "c", "a", FALSE, "c:1 a:1 b:1" },
    { "a:1 b:1 c:1", "a", "c", TRUE, "b:1 c:1 a:1" },
    { "a:1 b:1 c:1", "a", "c", FALSE, "b:1 a:1 c:1" },
    /* With what stands under them, and behind what stands under the other */
    { "a:1 b:2 c:1 d:2", "a", "c", TRUE, "c:1 d:2 a:1 b:2" },
    { "a:1 b:2 c:1 d:2", "c", "a", FALSE, "c:1 d:2 a:1 b:2" },
    /* On the level of the other */
    { "a:1 b:2 c:1", "c", "b", TRUE, "a:1 b:2 c:2" },
    { "a:1 b:2 c:1", "c", "b", FALSE, "a:1 c:2 b:2" },
    { "a:1 b:2 c:2 d:1", "b", "d", TRUE, "a:1 c:2 d:1 b:1" },
    { "a:1 b:2 c:3 d:1 e:2", "d", "c", TRUE, "a:1 b:2 c:3 d:3 e:3" },
    /* Where it is, into itself, and nowhere */
    { "a:1 b:1 c:1", "a", "b", FALSE, NULL },
    { "a:1 b:1 c:1", "b", "a", TRUE, NULL },
    { "a:1 b:1 c:1", "b", "b", TRUE, NULL },
    { "a:1 b:2 c:1", "a", "b", TRUE, NULL },
    { "a:1 b:1", "a", "x", TRUE, NULL },
    { "a:1 b:1", "x", "a", TRUE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = make_meeting (cases[i].before);
    gboolean placed = ry_meeting_place_item (meeting, cases[i].key, cases[i].target, cases[i].after);
    g_autofree char *then = describe (meeting);

    g_test_message ("%s: %s by %s", cases[i].before, cases[i].key, cases[i].target);
    g_assert_cmpint (placed, ==, cases[i].then != NULL);
    g_assert_cmpstr (then, ==, placed ? cases[i].then : cases[i].before);
  }
}

static char *
describe_labels (JsonObject *meeting)
{
  g_autoptr (GPtrArray) labels = ry_meeting_label_papers (meeting);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < labels->len; i++) {
    const RyPaperLabel *label = g_ptr_array_index (labels, i);

    g_string_append_printf (text, "%s%s%s=%s", i > 0 ? " " : "", label->item, label->label, label->title);
  }
  return g_string_free (text, FALSE);
}

static void
test_labels (void)
{
  static const struct {
    const char *agenda;
    const char *labels;
  } cases[] = {
    { "a:1 b:1+表.pdf c:1", "b資料1=表" },
    { "a:1 b:1+x+y c:1+z", "b資料1-1=x b資料1-2=y c資料2=z" },
    { "a:1+w b:1 c:2+x d:3+y e:2 f:1+z", "a資料1=w c資料2-1=x d資料2-2=y f資料3=z" },
    { "a:2+x b:1+y", "a資料1=x b資料2=y" },
    { "a:1+資料2-1 b:1+資料３ー１+資料の案.pdf", "a資料1= b資料2-1= b資料2-2=資料の案" },
    { "a:1+.pdf b:1+第1.5版 c:1+長い名前.document", "a資料1=.pdf b資料2=第1.5版 c資料3=長い名前.document" },
    { "a:1", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) meeting = make_meeting (cases[i].agenda);
    g_autofree char *labels = describe_labels (meeting);

    g_assert_cmpstr (labels, ==, cases[i].labels);
  }
}

/* Moved items and removed papers take their numbers with them. */
static void
test_renumber (void)
{
  g_autoptr (JsonObject) meeting = make_meeting ("a:1+w b:1+x+y c:1+z");
  g_autofree char *moved = NULL, *removed = NULL;
  g_autoptr (GPtrArray) labels = NULL;

  g_assert_true (ry_meeting_move_item (meeting, "a", 1));
  moved = describe_labels (meeting);
  g_assert_cmpstr (moved, ==, "b資料1-1=x b資料1-2=y a資料2=w c資料3=z");
  g_assert_true (ry_meeting_remove_paper (meeting, "b", "x"));
  removed = describe_labels (meeting);
  g_assert_cmpstr (removed, ==, "b資料1=y a資料2=w c資料3=z");
  labels = ry_meeting_label_papers (meeting);
  g_assert_cmpstr (ry_paper_labels_find (labels, "a", "w"), ==, "資料2");
  g_assert_null (ry_paper_labels_find (labels, "a", "x"));
}

/* Up and down within an item, and past its edge into the next one; no further than the agenda goes. */
static void
test_move_papers (void)
{
  static const struct {
    const char *item, *name;
    int direction;
    const char *labels; /* NULL: cannot be done */
  } steps[] = {
    { "a", "w", 1, "b資料1-1=x b資料1-2=y b資料1-3=w" },
    { "b", "w", -1, "b資料1-1=x b資料1-2=w b資料1-3=y" },
    { "b", "x", -1, "a資料1=x b資料2-1=w b資料2-2=y" },
    { "a", "x", -1, NULL },
    { "b", "y", 1, NULL },
    { "b", "x", 1, NULL },
    { "z", "x", 1, NULL },
  };
  g_autoptr (JsonObject) meeting = make_meeting ("a:1+w b:1+x+y");

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    gboolean moved = ry_meeting_move_paper (meeting, steps[i].item, steps[i].name, steps[i].direction);
    g_autofree char *labels = describe_labels (meeting);

    g_assert_cmpint (moved, ==, steps[i].labels != NULL);
    if (moved)
      g_assert_cmpstr (labels, ==, steps[i].labels);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/agenda/place", test_place);
  g_test_add_func ("/model/agenda/labels", test_labels);
  g_test_add_func ("/model/agenda/renumber", test_renumber);
  g_test_add_func ("/model/agenda/move-papers", test_move_papers);
  return g_test_run ();
}
