/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A running order as tables: its clock, whose turn it is over the years, its editor's moves, and how it runs. */
#include "ry-json.h"
#include "ry-show-run.h"
#include "support.h"

static RyShow *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) root = ry_json_parse_object (text, -1, &error);

  g_assert_no_error (error);
  return ry_show_parse ("show:1", root);
}

static void
test_times (void)
{
  static const struct {
    const char *text;
    int minutes;
  } rows[] = {
    { "13:07", 787 }, { "0:00", 0 }, { "23:59", 1439 }, { "24:00", -1 }, { "12:60", -1 }, { "noon", -1 },
    { "", -1 },       { NULL, -1 },  { "13", -1 },      { "13:", -1 },   { "-1:30", -1 },
  };
  static const struct {
    int seconds;
    const char *text;
  } clocks[] = { { 258, "4:18" }, { 0, "0:00" }, { -42, "−0:42" }, { 3600, "60:00" }, { -60, "−1:00" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (ry_show_parse_time (rows[i].text), ==, rows[i].minutes);
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++) {
    g_autofree char *text = ry_show_format_clock (clocks[i].seconds);

    g_assert_cmpstr (text, ==, clocks[i].text);
  }
}

/* Each row: the talks; what they add up to, when the last ends, and what is left of the hall's time. */
static void
test_sum (void)
{
  static const struct {
    const char *order;
    int minutes, ends, spare;
    guint n_talks;
  } rows[] = {
    { "{\"start\":\"13:10\",\"end\":\"15:00\",\"minutes\":7,\"talks\":[{},{},{\"type\":\"break\"},{}]}", 31, 821, 79,
      3 },
    { "{\"start\":\"13:10\",\"end\":\"13:20\",\"talks\":[{\"minutes\":7},{\"minutes\":7}]}", 14, 804, -4, 2 },
    { "{\"talks\":[{\"minutes\":7}]}", 7, -1, 0, 1 },
    { "{\"start\":\"23:58\",\"talks\":[{\"minutes\":7}]}", 7, 1445, 0, 1 },
    { "{\"talks\":[]}", 0, -1, 0, 0 },
    { "{}", 0, -1, 0, 0 },
    { "{\"minutes\":-3,\"talks\":[{},{\"minutes\":-7},{\"minutes\":100000}]}", 1 + 0 + 720, -1, 0, 3 },
    { "{\"talks\":[\"x\",7,null,{\"type\":\"picture\",\"picture\":\"wheels\",\"minutes\":3}]}", 3, -1, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyShow) show = parse (rows[i].order);

    g_assert_cmpint (show->minutes, ==, rows[i].minutes);
    g_assert_cmpint (show->ends, ==, rows[i].ends);
    g_assert_cmpint (show->spare, ==, rows[i].spare);
    g_assert_cmpuint (show->n_talks, ==, rows[i].n_talks);
  }
}

static void
test_talks (void)
{
  g_autoptr (RyShow) show = parse ("{\"start\":\"9:50\",\"talks\":[{\"key\":\"a\",\"organisation\":\"organisation:1\","
                                   "\"name\":\"海風病院\",\"file\":\"a.pdf\"},"
                                   "{\"key\":\"b\",\"type\":\"break\",\"file\":\"b.pdf\"},{\"key\":\"c\",\"source\":"
                                   "\"file\",\"file\":\"c.pdf\",\"notes\":\"一\\n---\\n二\\n---\\n\"}]}");
  RyTalk *first = ry_show_get_talk (show, 0), *pause = ry_show_get_talk (show, 1), *last = ry_show_get_talk (show, 2);
  g_autofree char *begins = ry_show_format_time (last->begins), *one = ry_talk_dup_notes (last, 0),
                  *two = ry_talk_dup_notes (last, 1), *none = ry_talk_dup_notes (last, 3);

  g_assert_true (first->sheet);
  g_assert_cmpstr (first->file, ==, "a.pdf");
  g_assert_cmpuint (first->number, ==, 1);
  g_assert_null (pause->file);
  g_assert_cmpint (pause->minutes, ==, RY_SHOW_BREAK);
  g_assert_cmpuint (pause->number, ==, 0);
  g_assert_false (last->sheet);
  g_assert_cmpuint (last->number, ==, 2);
  g_assert_cmpstr (begins, ==, "10:07");
  g_assert_cmpstr (one, ==, "一");
  g_assert_cmpstr (two, ==, "二");
  g_assert_null (none);
  g_assert_cmpint (ry_show_find_talk (show, "c"), ==, 2);
  g_assert_cmpint (ry_show_find_talk (show, "x"), ==, -1);
  g_assert_null (ry_show_get_talk (show, 3));
}

/* What a pack holds is what was packed. */
static void
test_json (void)
{
  g_autoptr (RyShow) show =
      parse ("{\"title\":\"第11回\",\"start\":\"13:00\",\"end\":\"15:00\",\"bell\":90,\"meeting\":\"meeting:1\","
             "\"talks\":[{\"key\":\"a\",\"name\":\"海風病院\",\"speaker\":\"岬 はるな\","
             "\"post\":\"看護部長\",\"minutes\":8,\"notes\":\"話す\",\"slides\":3},{\"key\":\"b\",\"type\":\"break\","
             "\"minutes\":10}]}");
  g_autoptr (JsonObject) packed = ry_show_to_json (show);
  g_autoptr (RyShow) back = ry_show_parse (NULL, packed);
  RyTalk *talk = ry_show_get_talk (back, 0);

  g_assert_cmpstr (back->title, ==, "第11回");
  g_assert_cmpint (back->bell, ==, 90);
  g_assert_cmpint (back->ends, ==, show->ends);
  g_assert_cmpstr (talk->name, ==, "海風病院");
  g_assert_cmpstr (talk->speaker, ==, "岬 はるな");
  g_assert_cmpstr (talk->notes, ==, "話す");
  g_assert_cmpuint (talk->slides, ==, 3);
  g_assert_cmpint (ry_show_get_talk (back, 1)->type, ==, RY_TALK_BREAK);
}

static GPtrArray *
split_orders (const char *text)
{
  GPtrArray *orders = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_auto (GStrv) years = g_strsplit (text, "/", -1);

  for (guint i = 0; years[i] != NULL && *text != '\0'; i++)
    g_ptr_array_add (orders, g_strsplit (years[i], " ", -1));
  return orders;
}

static char *
rotate (const char *presenters, const char *earlier, guint limit)
{
  g_auto (GStrv) ids = g_strsplit (presenters, " ", -1);
  g_autoptr (GPtrArray) array = g_ptr_array_new ();
  g_autoptr (GPtrArray) orders = split_orders (earlier);
  g_autoptr (GPtrArray) result = NULL;

  for (guint i = 0; ids[i] != NULL && *presenters != '\0'; i++)
    g_ptr_array_add (array, ids[i]);
  result = ry_show_rotate (array, orders, limit);
  g_ptr_array_add (result, NULL);
  return g_strjoinv (" ", (GStrv) result->pdata);
}

static void
test_rotation (void)
{
  static const struct {
    const char *presenters, *earlier;
    guint limit;
    const char *order;
  } rows[] = {
    { "a b c d", "", 0, "a b c d" },
    { "a b c d", "a b c d", 0, "b c d a" },
    { "a b c d", "a b c d/b c d a", 0, "c d a b" },
    { "a b c d e", "a b c d", 0, "b c d e a" }, /* who is new comes before last time's first */
    { "b c d", "a b c d", 0, "b c d" },         /* who is gone leaves no gap */
    { "a c d", "a b c d", 0, "c d a" },
    { "a b c d", "a b", 2, "c d" }, /* who waited longest */
    { "a b c d", "a b/c d", 2, "a b" },
    { "a b c d e", "a b c/d e a", 3, "a b c" }, /* the third place falls to the first in the council's order */
    { "", "a b", 0, "" },
    { "a", "a", 0, "a" },
    { "a b", "", 5, "a b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *order = rotate (rows[i].presenters, rows[i].earlier, rows[i].limit);

    g_assert_cmpstr (order, ==, rows[i].order);
  }
}

/* Thirteen hospitals: after thirteen years each has had every place once. */
static void
test_rotation_is_fair (void)
{
  g_autoptr (GString) earlier = g_string_new ("");
  guint places[13][13] = { 0 };

  for (guint year = 0; year < 13; year++) {
    g_autofree char *order = rotate ("a b c d e f g h i j k l m", earlier->str, 0);

    for (guint i = 0; i < 13; i++)
      places[order[2 * i] - 'a'][i]++;
    g_string_append_printf (earlier, "%s%s", year > 0 ? "/" : "", order);
  }
  for (guint i = 0; i < 13; i++)
    for (guint j = 0; j < 13; j++)
      g_assert_cmpuint (places[i][j], ==, 1);
}

static char *
list_keys (JsonObject *root)
{
  JsonArray *talks = ry_json_get_array (root, "talks");
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (talks); i++)
    g_string_append (keys, ry_json_get_string (json_array_get_object_element (talks, i), "key"));
  return g_string_free (keys, FALSE);
}

static void
test_moves (void)
{
  static const struct {
    const char *key, *target; /* no target: one step */
    int way;                  /* -1 up or before, 1 down or after */
    gboolean moved;
    const char *after;
  } rows[] = {
    { "b", NULL, -1, TRUE, "bacd" }, { "b", NULL, 1, TRUE, "acbd" },  { "a", NULL, -1, FALSE, "abcd" },
    { "d", NULL, 1, FALSE, "abcd" }, { "x", NULL, 1, FALSE, "abcd" }, { "a", "d", 1, TRUE, "bcda" },
    { "a", "d", -1, TRUE, "bcad" },  { "d", "a", -1, TRUE, "dabc" },  { "d", "a", 1, TRUE, "adbc" },
    { "b", "b", 1, FALSE, "abcd" },  { "b", "a", 1, FALSE, "abcd" },  { "b", "c", -1, FALSE, "abcd" },
    { "b", "x", 1, FALSE, "abcd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) root =
        ry_json_parse_object ("{\"talks\":[{\"key\":\"a\"},{\"key\":\"b\"},{\"key\":\"c\"},{\"key\":\"d\"}]}", -1,
                              NULL);
    gboolean moved = rows[i].target == NULL ? ry_show_move (root, rows[i].key, rows[i].way)
                                            : ry_show_place (root, rows[i].key, rows[i].target, rows[i].way > 0);
    g_autofree char *keys = list_keys (root);

    g_assert_cmpint (moved, ==, rows[i].moved);
    g_assert_cmpstr (keys, ==, rows[i].after);
  }
}

static void
test_new (void)
{
  g_autoptr (GPtrArray) presenters = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonObject) meeting =
      ry_json_parse_object ("{\"title\":\"第11回\",\"start\":\"13:10\",\"end\":\"15:00\"}", -1, NULL);
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (RyShow) show = NULL;

  for (guint i = 0; i < 13; i++)
    g_ptr_array_add (presenters, g_strdup_printf ("organisation:%u", i));
  root = ry_show_new_content ("meeting:1", meeting, presenters, 7);
  show = ry_show_parse (NULL, root);
  g_assert_cmpuint (show->n_talks, ==, 13);
  g_assert_cmpuint (show->talks->len, ==, 14);
  g_assert_cmpint (ry_show_get_talk (show, 7)->type, ==, RY_TALK_BREAK);
  g_assert_cmpint (show->minutes, ==, 13 * 7 + 10);
  g_assert_cmpint (show->spare, ==, 9);
  ry_show_insert (root, NULL, RY_TALK_PICTURE);
  g_assert_true (ry_show_remove (root, ry_show_get_talk (show, 7)->key));
  g_assert_false (ry_show_remove (root, ry_show_get_talk (show, 7)->key));
}

/* ---- Running ---- */

static RyShow *
parse_hour (void)
{
  return parse ("{\"start\":\"13:10\",\"bell\":60,\"talks\":[{\"key\":\"a\",\"minutes\":7},{\"key\":\"b\",\"type\":"
                "\"break\",\"minutes\":10},{\"key\":\"c\",\"minutes\":2}]}");
}

static const guint slides[] = { 3, 1, 2 };

static void
assert_at (RyShowRun *run, guint talk, guint slide)
{
  g_assert_cmpuint (ry_show_run_get_talk (run), ==, talk);
  g_assert_cmpuint (ry_show_run_get_slide (run), ==, slide);
}

static void
test_run (void)
{
  g_autoptr (RyShow) show = parse_hour ();
  g_autoptr (RyShowRun) run = ry_show_run_new (show, slides);
  guint steps = 0;

  assert_at (run, 0, 0);
  g_assert_false (ry_show_run_previous (run, 0));
  while (ry_show_run_next (run, 0))
    steps++;
  g_assert_cmpuint (steps, ==, 5);
  assert_at (run, 2, 1);
  g_assert_true (ry_show_run_previous_talk (run, 0));
  assert_at (run, 2, 0);
  g_assert_true (ry_show_run_previous_talk (run, 0));
  assert_at (run, 1, 0);
  g_assert_true (ry_show_run_previous (run, 0));
  assert_at (run, 0, 2);
  g_assert_true (ry_show_run_next_talk (run, 0));
  assert_at (run, 1, 0);
  g_assert_false (ry_show_run_go_to (run, 2, 2, 0));
  g_assert_false (ry_show_run_go_to (run, 3, 0, 0));
  g_assert_true (ry_show_run_go_to (run, 2, 1, 0));
  assert_at (run, 2, 1);
}

/* Seconds pass only while somebody speaks, and a slip into the next talk costs nobody time. */
static void
test_clock (void)
{
  g_autoptr (RyShow) show = parse_hour ();
  g_autoptr (RyShowRun) run = ry_show_run_new (show, slides);

  g_assert_cmpint (ry_show_run_get_remaining (run, 100), ==, 420); /* announced, not begun */
  ry_show_run_next (run, 100);
  g_assert_true (ry_show_run_get_ticking (run));
  g_assert_cmpint (ry_show_run_get_remaining (run, 262), ==, 258);
  ry_show_run_next (run, 262);
  ry_show_run_next (run, 300); /* the break */
  g_assert_cmpint (ry_show_run_get_elapsed (run, 0, 900), ==, 200);
  g_assert_cmpint (ry_show_run_get_elapsed (run, 1, 310), ==, 10);
  ry_show_run_previous (run, 310);
  g_assert_cmpint (ry_show_run_get_remaining (run, 320), ==, 420 - 210);
  ry_show_run_toggle_clock (run, 320);
  g_assert_cmpint (ry_show_run_get_remaining (run, 900), ==, 210);
  ry_show_run_previous (run, 900); /* stopped by hand, it stays stopped */
  g_assert_false (ry_show_run_get_ticking (run));
  ry_show_run_toggle_clock (run, 900);
  g_assert_cmpint (ry_show_run_get_remaining (run, 1152), ==, -42);
  ry_show_run_reset_clock (run, 1152);
  g_assert_cmpint (ry_show_run_get_remaining (run, 1152), ==, 420);
  g_assert_cmpint (ry_show_run_get_remaining (run, 1000), ==, 420); /* a clock that goes back */
}

static void
test_bell (void)
{
  static const struct {
    double at;
    RyShowRing ring;
  } rows[] = {
    { 0, RY_SHOW_QUIET },     { 359, RY_SHOW_QUIET },    { 360, RY_SHOW_RING_BELL }, { 361, RY_SHOW_QUIET },
    { 419.9, RY_SHOW_QUIET }, { 420, RY_SHOW_RING_END }, { 500, RY_SHOW_QUIET },
  };
  g_autoptr (RyShow) show = parse_hour ();
  g_autoptr (RyShowRun) run = ry_show_run_new (show, slides);

  g_assert_cmpint (ry_show_run_tick (run, 5000), ==, RY_SHOW_QUIET); /* nobody speaks yet */
  ry_show_run_next (run, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (ry_show_run_tick (run, rows[i].at), ==, rows[i].ring);
  ry_show_run_go_to (run, 1, 0, 500);
  g_assert_cmpint (ry_show_run_tick (run, 500 + 700), ==, RY_SHOW_QUIET); /* not in a break */
  ry_show_run_go_to (run, 2, 1, 2000);
  g_assert_cmpint (ry_show_run_tick (run, 2200), ==, RY_SHOW_RING_END); /* a computer that slept rings once */
  g_assert_cmpint (ry_show_run_tick (run, 2201), ==, RY_SHOW_QUIET);
}

static void
test_delay (void)
{
  g_autoptr (RyShow) show = parse_hour ();
  g_autoptr (RyShowRun) run = ry_show_run_new (show, slides);
  const int begins = (13 * 60 + 10) * 60;

  ry_show_run_next (run, 0);
  g_assert_cmpint (ry_show_run_get_delay (run, 60, begins + 60), ==, 0);
  g_assert_cmpint (ry_show_run_get_delay (run, 60, begins + 150), ==, 90);
  g_assert_cmpint (ry_show_run_get_delay (run, 450, begins + 450), ==, 30);
  g_assert_cmpint (ry_show_run_get_delay (run, 450, 8 * 3600), ==, 30); /* a rehearsal in the morning */
  ry_show_run_next_talk (run, 450);
  g_assert_cmpint (ry_show_run_get_delay (run, 500, 8 * 3600), ==, 30);
}

static void
test_view (void)
{
  g_autoptr (RyShow) show = parse_hour ();
  g_autoptr (RyShowRun) run = ry_show_run_new (show, slides);
  RyShowView view;

  ry_show_run_next (run, 0);
  ry_show_run_toggle_cover (run, RY_COVER_BLACK);
  ry_show_run_toggle_cover (run, RY_COVER_WHITE);
  ry_show_run_get_view (run, &view);
  g_assert_cmpint (view.cover, ==, RY_COVER_WHITE);
  ry_show_run_toggle_cover (run, RY_COVER_WHITE);
  g_assert_true (ry_show_run_toggle_freeze (run));
  ry_show_run_next (run, 0);
  ry_show_run_zoom (run, 1);
  ry_show_run_get_view (run, &view);
  g_assert_cmpuint (view.slide, ==, 1);
  g_assert_cmpfloat (view.zoom, ==, 1);
  assert_at (run, 0, 2);
  ry_show_run_toggle_cover (run, RY_COVER_BLACK); /* black works on a frozen picture too */
  ry_show_run_get_view (run, &view);
  g_assert_cmpint (view.cover, ==, RY_COVER_BLACK);
  ry_show_run_toggle_cover (run, RY_COVER_BLACK);
  g_assert_false (ry_show_run_toggle_freeze (run));
  ry_show_run_look_at (run, 0, 1);
  ry_show_run_get_view (run, &view);
  g_assert_cmpuint (view.slide, ==, 2);
  g_assert_cmpfloat (view.zoom, ==, 2);
  g_assert_cmpfloat (view.x, ==, 0.25);
  g_assert_cmpfloat (view.y, ==, 0.75);
  ry_show_run_previous (run, 0); /* a new slide is whole */
  ry_show_run_get_view (run, &view);
  g_assert_cmpfloat (view.zoom, ==, 1);
  for (guint i = 0; i < RY_ZOOM_LEVELS; i++)
    ry_show_run_zoom (run, 1);
  ry_show_run_get_view (run, &view);
  g_assert_cmpfloat (view.zoom, ==, 1); /* round again */
}

/* ---- Out of the records ---- */

static void
write_hospitals (RyWorkspace *workspace)
{
  support_write (workspace, "organisation:a", "'org_kind':'hospital','name':'磯辺病院','code':'1'");
  support_write (workspace, "organisation:b", "'org_kind':'hospital','name':'浜病院','code':'2'");
  support_write (workspace, "organisation:c", "'org_kind':'hospital','name':'灘病院','code':'3'");
  support_write (workspace, "organisation:old", "'org_kind':'hospital','name':'旧病院','code':'0','status':'closed'");
  support_write (workspace, "organisation:home", "'org_kind':'home_nursing','name':'訪問','code':'0'");
}

static void
test_suggest (SupportHome *home, gconstpointer data)
{
  static const char *const expected[] = { "organisation:b", "organisation:c", "organisation:a" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) turn = NULL;

  write_hospitals (home->workspace);
  support_write (home->workspace, "meeting:1", "'council':'council:care','title':'第1回','date':'2025-11-20'");
  support_write (home->workspace, "meeting:2", "'council':'council:care','title':'第2回','date':'2026-11-20'");
  support_write (home->workspace, "show:1",
                 "'title':'第1回','meeting':'meeting:1','talks':[{'key':'x','organisation':'organisation:a'},{'key':'p'"
                 ",'type':'break'},"
                 "{'key':'y','organisation':'organisation:b'},{'key':'z','organisation':'organisation:c'}]");
  support_write (home->workspace, "show:2", /* not held yet on the day that is asked for */
                 "'title':'第2回','meeting':'meeting:2','talks':[{'key':'x','organisation':'organisation:c'}]");
  turn = ry_show_suggest (home->workspace, "2026-11-20", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (turn->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < turn->len; i++)
    g_assert_cmpstr (turn->pdata[i], ==, expected[i]);
}

/* Who speaks is who holds the seat on the day of the meeting, whatever is entered ahead. */
static void
test_speakers (SupportHome *home, gconstpointer data)
{
  static const struct {
    const char *date;
    const char *speaker;
    const char *post;
  } rows[] = {
    { "2026-11-20", "森 さくら", "看護部長" },
    { "2027-03-31", "森 さくら", "看護部長" },
    { "2027-04-01", "浜田 渚", "看護部長" },
    { "2019-04-01", "立花 樹", "院長" },
  };

  write_hospitals (home->workspace);
  support_write (home->workspace, "person:mori", "'name':'森 さくら'");
  support_write (home->workspace, "person:hamada", "'name':'浜田 渚'");
  support_write (home->workspace, "person:tachibana", "'name':'立花 樹'");
  support_write (home->workspace, "post:1",
                 "'person':'person:mori','organisation':'organisation:a','seat':'nursing','role':'看護部長',"
                 "'from':'2020-04-01','to':'2027-03-31'");
  support_write (home->workspace, "post:2",
                 "'person':'person:hamada','organisation':'organisation:a','seat':'nursing','role':'看護部長',"
                 "'from':'2027-04-01'");
  support_write (home->workspace, "post:3",
                 "'person':'person:tachibana','organisation':'organisation:a','seat':'director','role':'院長'");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) root = NULL;
    g_autofree char *meeting = g_strdup_printf ("meeting:%u", i),
                    *date = g_strdup_printf ("'council':'council:care','title':'交流会','date':'%s'", rows[i].date);
    JsonObject *talk;

    support_write (home->workspace, meeting, date);
    root = ry_json_parse_object ("{\"talks\":[{\"key\":\"x\",\"organisation\":\"organisation:a\"},"
                                 "{\"key\":\"y\",\"organisation\":\"organisation:b\"},"
                                 "{\"key\":\"z\",\"organisation\":\"organisation:a\",\"speaker\":\"決まった人\"}]}",
                                 -1, NULL);
    ry_json_set_string (root, "meeting", meeting);
    g_assert_true (ry_show_fill_speakers (home->workspace, root));
    talk = ry_show_get_element (root, "x");
    g_assert_cmpstr (ry_json_get_string (talk, "speaker"), ==, rows[i].speaker);
    g_assert_cmpstr (ry_json_get_string (talk, "post"), ==, rows[i].post);
    g_assert_null (ry_json_get_string (ry_show_get_element (root, "y"), "speaker"));
    g_assert_cmpstr (ry_json_get_string (ry_show_get_element (root, "z"), "speaker"), ==, "決まった人");
    g_assert_null (ry_show_get_element (root, "none"));
    g_assert_false (ry_show_fill_speakers (home->workspace, root));
  }
}

static void
set_up (SupportHome *home, gconstpointer data)
{
  support_home_set_up (home, "森");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/show/times", test_times);
  g_test_add_func ("/model/show/sum", test_sum);
  g_test_add_func ("/model/show/talks", test_talks);
  g_test_add_func ("/model/show/json", test_json);
  g_test_add_func ("/model/show/rotation", test_rotation);
  g_test_add_func ("/model/show/rotation-is-fair", test_rotation_is_fair);
  g_test_add_func ("/model/show/moves", test_moves);
  g_test_add_func ("/model/show/new", test_new);
  g_test_add_func ("/model/show/run", test_run);
  g_test_add_func ("/model/show/clock", test_clock);
  g_test_add_func ("/model/show/bell", test_bell);
  g_test_add_func ("/model/show/delay", test_delay);
  g_test_add_func ("/model/show/view", test_view);
  g_test_add ("/model/show/suggest", SupportHome, NULL, set_up, test_suggest, support_home_tear_down);
  g_test_add ("/model/show/speakers", SupportHome, NULL, set_up, test_speakers, support_home_tear_down);
  return g_test_run ();
}
