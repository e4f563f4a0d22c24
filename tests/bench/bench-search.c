/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Search in 100,000 documents of about 500 bytes, against a LIKE scan of the same text in the same run.
 * Prints the processor time of a search with its fifty hits and snippets, and of the count of all hits.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ry-store.h"
#include "ry-text.h"

#define BATCH 500

static const char *const heads[] = { "汐見", "北浜", "東川",     "南光",     "清水",     "緑ヶ丘",
                                     "青葉", "桜台", "若葉",     "星野",     "白樺",     "海岸",
                                     "中央", "大空", "ひまわり", "あおぞら", "すずらん", "みなと" };
static const char *const middles[] = { "内科",     "外科",     "整形外科",           "記念",   "総合",   "中央",
                                       "在宅",     "訪問看護", "リハビリテーション", "循環器", "消化器", "皮膚科",
                                       "地域包括", "居宅介護" };
static const char *const tails[] = { "病院",         "クリニック",   "医院",       "診療所",
                                     "ステーション", "支援センター", "支援事業所", "薬局" };
static const char *const notes[] = { "空床の状況を毎朝報告する。", "転院の調整は連携室が受ける。",
                                     "褥瘡の対応ができる。",       "在宅酸素の患者を受け入れる。",
                                     "人工呼吸器は要相談。",       "看取りまで行う。",
                                     "検索で見つけてください。",   "退院前カンファレンスを開く。",
                                     "家族の面会は午後から。",     "認知症の方も受け入れる。",
                                     "リハビリは土曜日も行う。",   "送迎の範囲は区内に限る。" };
static const char *const words[] = {
  "病院",
  "検索",
  "転院",
  "褥瘡",
  "褥",
  "汐見中央",
  "クリニック",
  "ｸﾘﾆｯｸ",
  "びょういん",
  "訪問看護ステーション",
  "汐見 リハビリ",
  "地域包括支援センター",
  "緑ヶ丘 皮膚科 医院",
  "看取り",
  "酸素",
  "空床",
  "1234",
  "3-7",
  "会",
  "科",
  "薬局 星野",
  "退院前カンファレンス",
  "桜台内科病院",
  "存在しない語",
  "区",
  "の",
  "1",
  "北浜市汐見区",
};

#define PICK(random, list) list[g_rand_int_range (random, 0, G_N_ELEMENTS (list))]

static RyDocument *
create_document (GRand *random, guint number)
{
  g_autofree char *name = g_strconcat (PICK (random, heads), PICK (random, middles), PICK (random, tails), NULL);
  g_autofree char *id = g_strdup_printf ("organisation:%07u", number);
  g_autofree char *body =
      g_strdup_printf ("{\"kind\":\"organisation\",\"name\":\"%s\",\"reading\":\"しおみ%uびょういん\","
                       "\"address\":\"北浜市汐見区%s%d条%d丁目%d-%d\","
                       "\"telephone\":\"000-%04u-%04d\",\"departments\":[\"%s\",\"%s\"],\"notes\":\"%s%s%s%"
                       "s\",\"status\":\"open\",\"beds\":%d}",
                       name, number % 977, PICK (random, heads), g_rand_int_range (random, 1, 40),
                       g_rand_int_range (random, 1, 30), g_rand_int_range (random, 1, 30),
                       g_rand_int_range (random, 1, 20), number % 10000, g_rand_int_range (random, 0, 10000),
                       PICK (random, middles), PICK (random, middles), PICK (random, notes), PICK (random, notes),
                       PICK (random, notes), PICK (random, notes), g_rand_int_range (random, 0, 400));

  return ry_document_new (id, NULL, FALSE, body, -1);
}

static void
fill (RyStore *store, guint n_documents)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < n_documents;) {
    g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autoptr (GPtrArray) results = NULL;

    for (guint k = 0; k < BATCH && i < n_documents; k++)
      g_ptr_array_add (documents, create_document (random, i++));
    results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, NULL);
    g_assert_nonnull (results);
  }
}

static RyStoreSchema *
create_schema (void)
{
  static const char *const members[] = { "name", "reading", "address", "telephone", "departments", "notes" };
  RyStoreSchema *schema = ry_store_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    ry_store_schema_add_search (schema, "organisation", members[i]);
  return schema;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

static void
print_times (const char *what, GArray *times)
{
  g_array_sort (times, compare_doubles);
  g_print ("%-32s median %7.2f ms   p99 %7.2f ms   max %7.2f ms\n", what, g_array_index (times, double, times->len / 2),
           g_array_index (times, double, times->len * 99 / 100), g_array_index (times, double, times->len - 1));
}

/* Milliseconds that this thread has spent on a processor: steadier than the clock where other programs run.
 */
static double
read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

/* The window counts so far. */
#define SHOWN_COUNT 10000

static double
measure_search (RyStore *store, const char *text)
{
  double begin = read_clock ();

  g_ptr_array_unref (ry_store_search (store, text, NULL, 50, NULL, NULL));
  return read_clock () - begin;
}

static double
measure_count (RyStore *store, const char *text, guint limit)
{
  double begin = read_clock ();

  ry_store_search_count (store, text, NULL, limit, NULL);
  return read_clock () - begin;
}

/* The plain way: the folded text of every document, looked through. */
static double
measure_like (sqlite3 *db, const char *text)
{
  g_autofree char *folded = ry_text_fold (text);
  g_auto (GStrv) split = g_strsplit (folded, " ", -1);
  g_autoptr (GString) sql = g_string_new ("SELECT count(*) FROM plain WHERE 1");
  double begin = read_clock ();
  sqlite3_stmt *statement;

  for (guint i = 0; split[i] != NULL; i++)
    g_string_append (sql, " AND text LIKE ?");
  sqlite3_prepare_v2 (db, sql->str, -1, &statement, NULL);
  for (guint i = 0; split[i] != NULL; i++)
    sqlite3_bind_text (statement, (int) i + 1, g_strconcat ("%", split[i], "%", NULL), -1, g_free);
  sqlite3_step (statement);
  sqlite3_finalize (statement);
  return read_clock () - begin;
}

static sqlite3 *
create_plain (const char *path, guint n_documents)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  sqlite3_stmt *statement;
  sqlite3 *db;

  sqlite3_open (path, &db);
  sqlite3_exec (db, "PRAGMA synchronous=OFF; CREATE TABLE plain (text TEXT); BEGIN", NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO plain VALUES (?1)", -1, &statement, NULL);
  for (guint i = 0; i < n_documents; i++) {
    g_autoptr (RyDocument) document = create_document (random, i);

    sqlite3_bind_text (statement, 1, ry_text_fold (ry_document_get_body (document, NULL)), -1, g_free);
    sqlite3_step (statement);
    sqlite3_reset (statement);
  }
  sqlite3_finalize (statement);
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  return db;
}

static void
print_each (RyStore *store)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    double search = G_MAXDOUBLE, count = G_MAXDOUBLE;

    for (guint n = 0; n < 5; n++) {
      search = MIN (search, measure_search (store, words[i]));
      count = MIN (count, measure_count (store, words[i], 0));
    }
    g_print ("  %-32s %7.2f ms   count %7.2f ms   %6" G_GINT64_FORMAT " hits\n", words[i], search, count,
             ry_store_search_count (store, words[i], NULL, 0, NULL));
  }
}

int
main (int argc, char **argv)
{
  guint n_documents = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  g_autofree char *folder = g_dir_make_tmp ("ryorin-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "search.db", NULL),
                  *plain_path = g_build_filename (folder, "plain.db", NULL);
  g_autoptr (RyStoreSchema) schema = create_schema ();
  g_autoptr (RyStore) store = ry_store_open (path, schema, RY_STORE_CREATE | RY_STORE_BULK_SPEED, NULL, NULL);
  g_autoptr (GArray) searches = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) whole_counts = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) likes = g_array_new (FALSE, FALSE, sizeof (double));
  sqlite3 *plain = create_plain (plain_path, n_documents);
  gint64 begin = g_get_monotonic_time (), written, indexed;
  clock_t cpu = clock (), cpu_written;
  RyStoreInfo *info;

  fill (store, n_documents);
  written = g_get_monotonic_time ();
  cpu_written = clock ();
  ry_store_search_count (store, "病", NULL, 0, NULL);
  indexed = g_get_monotonic_time ();
  g_print ("%u documents: written in %.2f s, all found after %.2f s more; on the processor %.2f s and %.2f s\n",
           n_documents, (written - begin) / 1e6, (indexed - written) / 1e6,
           (double) (cpu_written - cpu) / CLOCKS_PER_SEC, (double) (clock () - cpu_written) / CLOCKS_PER_SEC);
  for (guint n = 0; n < 20; n++)
    for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
      double search = measure_search (store, words[i]);
      double count = measure_count (store, words[i], SHOWN_COUNT), all = measure_count (store, words[i], 0);

      g_array_append_val (searches, search);
      g_array_append_val (counts, count);
      g_array_append_val (whole_counts, all);
      if (n < 3) {
        double like = measure_like (plain, words[i]);

        g_array_append_val (likes, like);
      }
    }
  print_times ("search, 50 hits, snippets", searches);
  print_times ("count, as the window shows it", counts);
  print_times ("count of all hits", whole_counts);
  print_times ("LIKE over folded text", likes);
  g_print ("LIKE / search, medians: %.1f\n",
           g_array_index (likes, double, likes->len / 2) / g_array_index (searches, double, searches->len / 2));
  if (g_getenv ("BENCH_EACH") != NULL)
    print_each (store);
  info = ry_store_get_info (store, NULL);
  g_print ("file %.1f MB\n", info->file_size / 1e6);
  ry_store_info_free (info);
  sqlite3_close (plain);
  g_clear_object (&store);
  g_unlink (path);
  g_unlink (plain_path);
  g_rmdir (folder);
  return 0;
}
