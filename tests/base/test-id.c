/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids: strictly rising ULIDs, and the same content under the same id whatever its spelling. */
#include "ry-id.h"

#include <string.h>

#define N_ULIDS 20000

static void
test_ulid (void)
{
  g_autofree char *before = ry_id_new_ulid ();

  for (int i = 0; i < N_ULIDS; i++) {
    char *ulid = ry_id_new_ulid ();

    g_assert_cmpuint (strspn (ulid, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"), ==, 26);
    g_assert_cmpuint (strlen (ulid), ==, 26);
    g_assert_cmpint (ulid[0], <=, '7');
    g_assert_cmpstr (ulid, >, before);
    g_free (before);
    before = ulid;
  }
}

static gpointer
make_ulids (gpointer data)
{
  GPtrArray *ulids = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < 2000; i++)
    g_ptr_array_add (ulids, ry_id_new_ulid ());
  return ulids;
}

static void
test_ulid_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ulid", make_ulids, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++) {
    g_autoptr (GPtrArray) ulids = g_thread_join (threads[i]);

    for (guint k = 0; k < ulids->len; k++)
      g_assert_true (g_hash_table_add (seen, g_strdup (ulids->pdata[k])));
  }
}

static void
test_content (void)
{
  static const struct {
    const char *a[4];
    const char *b[4];
    gboolean same;
  } table[] = {
    { { "汐見病院", "000-0001", "汐見区１丁目２－３" }, { "汐見病院", "０００－０００１", "汐見区1丁目2-3" }, TRUE },
    { { "医療法人 汐風会 髙崎病院", "", "" }, { "医療法人汐風会　高﨑病院", "", "" }, TRUE },
    { { "ｼｵﾐｸﾘﾆｯｸ", "", "" }, { "シオミクリニック", "", "" }, TRUE },
    { { "汐見病院", "000-0001", "" }, { "汐見病院", "", "000-0001" }, FALSE },
    { { "汐見", "病院", "" }, { "汐見病院", "", "" }, FALSE },
    { { "汐見病院", "000-0001", "汐見区1" }, { "汐見病院", "000-0001", "汐見区11" }, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *a = ry_id_for_content ("organisation", table[i].a);
    g_autofree char *b = ry_id_for_content ("organisation", table[i].b);

    g_assert_true (g_str_has_prefix (a, "organisation:h"));
    g_assert_cmpuint (strlen (a), >=, strlen ("organisation:h") + 16);
    if (table[i].same)
      g_assert_cmpstr (a, ==, b);
    else
      g_assert_cmpstr (a, !=, b);
  }
}

/* Ids stand in databases for good: a change of folding that moved this one would double every imported
 * record. */
static void
test_content_is_stable (void)
{
  static const char *const parts[] = { "汐見病院", "000-0001", "北浜市汐見区1丁目2-3", NULL };
  g_autofree char *id = ry_id_for_content ("organisation", parts);

  g_assert_cmpstr (id, ==, "organisation:h212adf3e62ba452a7f95");
}

static void
test_kind (void)
{
  g_autofree char *made = ry_id_new ("person");
  g_autofree char *kind = ry_id_dup_kind (made);
  g_autofree char *key = ry_id_for_key ("organisation", "0110113719");
  g_autofree char *deep = ry_id_dup_kind ("reply:a:b");

  g_assert_cmpstr (kind, ==, "person");
  g_assert_cmpstr (key, ==, "organisation:0110113719");
  g_assert_cmpstr (deep, ==, "reply");
  g_assert_null (ry_id_dup_kind ("nocolon"));
  g_assert_null (ry_id_dup_kind (":key"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/ulid", test_ulid);
  g_test_add_func ("/id/ulid-threads", test_ulid_threads);
  g_test_add_func ("/id/content", test_content);
  g_test_add_func ("/id/content-is-stable", test_content_is_stable);
  g_test_add_func ("/id/kind", test_kind);
  return g_test_run ();
}
