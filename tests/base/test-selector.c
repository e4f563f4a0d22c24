/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Selectors against documents, as tables. The odd cases (a missing value under a negation, empty lists, ids by
 * their bytes) are CouchDB 3.4's.
 */
#include "ry-error.h"
#include "ry-json.h"
#include "ry-selector.h"

static const char document[] =
    "{\"_id\":\"person:1\",\"_rev\":\"1-a\",\"kind\":\"person\",\"name\":\"Sato\",\"age\":41,\"rate\":2.5,\"big\":"
    "1e400,"
    "\"left\":null,\"open\":true,\"tags\":[\"a\",\"b\",3],\"pair\":[1,2],\"empty\":[],\"scores\":[80,90,100],"
    "\"posts\":[{\"role\":\"chair\",\"year\":2024},{\"role\":\"member\",\"year\":2026}],"
    "\"address\":{\"city\":\"北浜市\",\"lines\":[\"one\",\"two\"],\"geo\":{\"lat\":43}},\"a.b\":7,\"nothing\":{},"
    "\"keyed\":{\"first\":1,\"second\":2}}";

typedef struct {
  const char *selector;
  gboolean matches;
} Row;

static const Row rows[] = {
  /* What a value is */
  { "{}", TRUE },
  { "{\"kind\":\"person\"}", TRUE },
  { "{\"kind\":\"organisation\"}", FALSE },
  { "{\"kind\":{\"$eq\":\"person\"},\"age\":41}", TRUE },
  { "{\"kind\":\"person\",\"age\":42}", FALSE },
  { "{\"age\":41.0}", TRUE },
  { "{\"left\":null}", TRUE },
  { "{\"nothing\":{}}", TRUE },
  { "{\"pair\":[1,2]}", TRUE },
  { "{\"pair\":[2,1]}", FALSE },
  { "{\"missing\":null}", FALSE },
  { "{\"missing\":{\"$ne\":1}}", FALSE },
  { "{\"age\":{\"$ne\":1}}", TRUE },

  /* Order: null, false, true, numbers, strings, arrays, objects */
  { "{\"age\":{\"$gt\":40,\"$lt\":42}}", TRUE },
  { "{\"age\":{\"$gt\":41}}", FALSE },
  { "{\"age\":{\"$gte\":41}}", TRUE },
  { "{\"age\":{\"$lte\":40.9}}", FALSE },
  { "{\"age\":{\"$gt\":null}}", TRUE },
  { "{\"age\":{\"$gt\":true}}", TRUE },
  { "{\"age\":{\"$lt\":\"\"}}", TRUE },
  { "{\"name\":{\"$lt\":[]}}", TRUE },
  { "{\"tags\":{\"$lt\":{}}}", TRUE },
  { "{\"open\":{\"$gt\":false}}", TRUE },
  { "{\"left\":{\"$lt\":false}}", TRUE },
  { "{\"big\":{\"$gt\":1e300}}", TRUE },
  { "{\"name\":{\"$gt\":\"sap\"}}", TRUE },
  { "{\"name\":{\"$gt\":\"sato\"}}", TRUE },
  { "{\"name\":{\"$lt\":\"T\"}}", TRUE },
  { "{\"name\":{\"$lt\":\"t\"}}", TRUE },
  { "{\"pair\":{\"$lt\":[1,3]}}", TRUE },
  { "{\"pair\":{\"$gt\":[1]}}", TRUE },
  { "{\"keyed\":{\"$lt\":{\"first\":2}}}", TRUE },
  { "{\"keyed\":{\"$gt\":{\"first\":1}}}", TRUE },

  /* Ids go by their bytes */
  { "{\"_id\":{\"$gt\":\"Person\"}}", TRUE },
  { "{\"_id\":{\"$gt\":\"person:\",\"$lt\":\"person;\"}}", TRUE },
  { "{\"_id\":{\"$lt\":\"persoN:9\"}}", FALSE },
  { "{\"_id\":{\"$gt\":{}}}", TRUE },
  { "{\"_rev\":\"1-a\"}", TRUE },

  /* One of several */
  { "{\"age\":{\"$in\":[40,41]}}", TRUE },
  { "{\"age\":{\"$in\":[]}}", FALSE },
  { "{\"age\":{\"$nin\":[]}}", TRUE },
  { "{\"age\":{\"$nin\":[40,41]}}", FALSE },
  { "{\"tags\":{\"$in\":[\"x\",\"b\"]}}", TRUE },
  { "{\"tags\":{\"$in\":[[\"a\",\"b\",3]]}}", FALSE },
  { "{\"tags\":{\"$nin\":[\"x\"]}}", TRUE },
  { "{\"missing\":{\"$nin\":[1]}}", FALSE },

  /* Being there, and of what sort */
  { "{\"left\":{\"$exists\":true}}", TRUE },
  { "{\"missing\":{\"$exists\":true}}", FALSE },
  { "{\"missing\":{\"$exists\":false}}", TRUE },
  { "{\"left\":{\"$exists\":false}}", FALSE },
  { "{\"missing.deeper\":{\"$exists\":false}}", TRUE },
  { "{\"age.deeper\":{\"$exists\":false}}", FALSE },
  { "{\"tags.9\":{\"$exists\":false}}", FALSE },
  { "{\"left\":{\"$type\":\"null\"}}", TRUE },
  { "{\"open\":{\"$type\":\"boolean\"}}", TRUE },
  { "{\"rate\":{\"$type\":\"number\"}}", TRUE },
  { "{\"name\":{\"$type\":\"string\"}}", TRUE },
  { "{\"tags\":{\"$type\":\"array\"}}", TRUE },
  { "{\"address\":{\"$type\":\"object\"}}", TRUE },
  { "{\"address\":{\"$type\":\"array\"}}", FALSE },

  /* Conditions together */
  { "{\"$and\":[{\"age\":41},{\"open\":true}]}", TRUE },
  { "{\"$and\":[{\"age\":41},{\"open\":false}]}", FALSE },
  { "{\"$and\":[]}", TRUE },
  { "{\"$or\":[{\"age\":1},{\"open\":true}]}", TRUE },
  { "{\"$or\":[{\"age\":1},{\"open\":false}]}", FALSE },
  { "{\"$or\":[]}", TRUE },
  { "{\"age\":{\"$or\":[40,41]}}", TRUE },
  { "{\"$nor\":[{\"age\":1},{\"open\":false}]}", TRUE },
  { "{\"$nor\":[{\"age\":41},{\"open\":false}]}", FALSE },
  { "{\"$nor\":[{\"missing\":1}]}", FALSE },
  { "{\"$not\":{\"age\":1}}", TRUE },
  { "{\"$not\":{\"age\":41}}", FALSE },
  { "{\"$not\":{\"missing\":1}}", FALSE },
  { "{\"$not\":{\"missing\":{\"$exists\":true}}}", TRUE },
  { "{\"$not\":{\"age\":{\"$exists\":false}}}", TRUE },
  { "{\"$not\":{\"age\":41,\"open\":false}}", TRUE },
  { "{\"$not\":{\"$not\":{\"age\":41}}}", TRUE },
  { "{\"$not\":{\"$nor\":[{\"age\":41}]}}", TRUE },
  { "{\"age\":{\"$not\":{\"$gt\":41}}}", TRUE },
  { "{\"age\":{\"$not\":{\"$type\":\"string\"}}}", TRUE },
  { "{\"missing\":{\"$not\":{\"$type\":\"string\"}}}", FALSE },
  { "{\"age\":{\"$not\":{\"$in\":[41]}}}", FALSE },

  /* Lists */
  { "{\"tags\":{\"$all\":[\"a\",3]}}", TRUE },
  { "{\"tags\":{\"$all\":[\"a\",3.0]}}", FALSE },
  { "{\"tags\":{\"$all\":[\"a\",\"x\"]}}", FALSE },
  { "{\"tags\":{\"$all\":[]}}", FALSE },
  { "{\"pair\":{\"$all\":[[1,2]]}}", TRUE },
  { "{\"age\":{\"$all\":[41]}}", FALSE },
  { "{\"tags\":{\"$size\":3}}", TRUE },
  { "{\"tags\":{\"$size\":2}}", FALSE },
  { "{\"empty\":{\"$size\":0}}", TRUE },
  { "{\"age\":{\"$size\":1}}", FALSE },
  { "{\"scores\":{\"$elemMatch\":{\"$gt\":80,\"$lt\":95}}}", TRUE },
  { "{\"scores\":{\"$elemMatch\":{\"$gt\":100}}}", FALSE },
  { "{\"posts\":{\"$elemMatch\":{\"role\":\"chair\",\"year\":2024}}}", TRUE },
  { "{\"posts\":{\"$elemMatch\":{\"role\":\"chair\",\"year\":2026}}}", FALSE },
  { "{\"posts\":{\"$elemMatch\":{\"$not\":{\"missing\":1}}}}", TRUE },
  { "{\"posts\":{\"$elemMatch\":{\"$nor\":[{\"role\":\"none\"}]}}}", FALSE },
  { "{\"age\":{\"$elemMatch\":{\"$eq\":41}}}", FALSE },
  { "{\"scores\":{\"$allMatch\":{\"$gte\":80}}}", TRUE },
  { "{\"scores\":{\"$allMatch\":{\"$gt\":80}}}", FALSE },
  { "{\"empty\":{\"$allMatch\":{\"$gt\":80}}}", FALSE },
  { "{\"empty\":{\"$elemMatch\":{\"$gt\":80}}}", FALSE },
  { "{\"$not\":{\"empty\":{\"$allMatch\":{\"$gt\":80}}}}", TRUE },
  { "{\"keyed\":{\"$keyMapMatch\":{\"$eq\":\"second\"}}}", TRUE },
  { "{\"keyed\":{\"$keyMapMatch\":{\"$gt\":\"t\"}}}", FALSE },
  { "{\"tags\":{\"$keyMapMatch\":{\"$eq\":\"a\"}}}", FALSE },

  /* Numbers and text */
  { "{\"age\":{\"$mod\":[5,1]}}", TRUE },
  { "{\"age\":{\"$mod\":[5,2]}}", FALSE },
  { "{\"age\":{\"$mod\":[0,0]}}", FALSE },
  { "{\"age\":{\"$mod\":[-1,0]}}", TRUE },
  { "{\"rate\":{\"$mod\":[1,0]}}", FALSE },
  { "{\"name\":{\"$regex\":\"^Sa\"}}", TRUE },
  { "{\"name\":{\"$regex\":\"^to\"}}", FALSE },
  { "{\"name\":{\"$regex\":\"(?i)SATO\"}}", TRUE },
  { "{\"address.city\":{\"$regex\":\"浜\"}}", TRUE },
  { "{\"age\":{\"$regex\":\"41\"}}", FALSE },
  { "{\"name\":{\"$beginsWith\":\"Sat\"}}", TRUE },
  { "{\"name\":{\"$beginsWith\":\"sat\"}}", FALSE },

  /* Paths */
  { "{\"address\":{\"city\":\"北浜市\"}}", TRUE },
  { "{\"address.city\":\"北浜市\"}", TRUE },
  { "{\"address\":{\"geo\":{\"lat\":{\"$gt\":42}},\"city\":{\"$exists\":true}}}", TRUE },
  { "{\"address.lines.1\":\"two\"}", TRUE },
  { "{\"address.lines.2\":\"two\"}", FALSE },
  { "{\"address.lines.x\":\"two\"}", FALSE },
  { "{\"a\\\\.b\":7}", TRUE },
  { "{\"a.b\":7}", FALSE },
  { "{\"age.b\":{\"$ne\":7}}", FALSE },
};

static void
test_matches (void)
{
  g_autoptr (JsonObject) object = ry_json_parse_object (document, -1, NULL);

  g_assert_nonnull (object);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (RySelector) selector = ry_selector_parse (rows[i].selector, -1, &error);

    g_assert_no_error (error);
    if (ry_selector_matches (selector, object) != rows[i].matches)
      g_error ("%s should%s match", rows[i].selector, rows[i].matches ? "" : " not");
  }
}

static void
test_refuses (void)
{
  static const char *const bad[] = {
    "[]",
    "7",
    "{",
    "{\"$and\":{}}",
    "{\"$or\":1}",
    "{\"$nor\":\"x\"}",
    "{\"a\":{\"$not\":5}}",
    "{\"a\":{\"$in\":5}}",
    "{\"a\":{\"$nin\":{}}}",
    "{\"a\":{\"$exists\":1}}",
    "{\"a\":{\"$type\":1}}",
    "{\"a\":{\"$mod\":[1]}}",
    "{\"a\":{\"$mod\":[1,2.5]}}",
    "{\"a\":{\"$regex\":\"(\"}}",
    "{\"a\":{\"$regex\":1}}",
    "{\"a\":{\"$size\":-1}}",
    "{\"a\":{\"$size\":\"1\"}}",
    "{\"a\":{\"$all\":1}}",
    "{\"a\":{\"$elemMatch\":1}}",
    "{\"a\":{\"$allMatch\":[]}}",
    "{\"a\":{\"$keyMapMatch\":1}}",
    "{\"a\":{\"$where\":\"1\"}}",
    "{\"$eq\":1}",
    "{\"a..b\":1}",
    "{\"\":1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (RySelector) selector = ry_selector_parse (bad[i], -1, &error);

    if (selector != NULL)
      g_error ("%s was taken", bad[i]);
    g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
  }
}

/* Neither a wicked expression nor a wicked document may hold anybody up for long. */
static void
test_bounded (void)
{
  g_autoptr (RySelector) selector = ry_selector_parse ("{\"a\":{\"$regex\":\"^(a+)+$\"}}", -1, NULL);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = g_strnfill (64, 'a');
  gint64 start = g_get_monotonic_time ();

  text[63] = '!';
  json_object_set_string_member (object, "a", text);
  g_assert_false (ry_selector_matches (selector, object));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selector/matches", test_matches);
  g_test_add_func ("/selector/refuses", test_refuses);
  g_test_add_func ("/selector/bounded", test_bounded);
  return g_test_run ();
}
