/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stores that exchange what they have, in any order and any portion, come to show the same: the same leaves,
 * the same winners, the same attachments, the same lists, the same search; and one that is compacted now and then
 * shows no less. The seed is printed.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "ry-error.h"
#include "store-fixture.h"

#define N_STORES    3
#define N_DOCUMENTS 12
#define N_STEPS     250

typedef struct {
  GRand *random;
  char *folder;
  RyStoreSchema *schema;
  RyStore *stores[N_STORES];
} World;

static void
set_up (World *world, gconstpointer data)
{
  guint32 seed = (guint32) g_test_rand_int () + GPOINTER_TO_UINT (data);

  g_test_message ("seed %u", seed);
  world->random = g_rand_new_with_seed (seed);
  world->folder = g_dir_make_tmp ("ryorin-converge-XXXXXX", NULL);
  world->schema = create_schema ();
  for (guint i = 0; i < N_STORES; i++) {
    g_autofree char *name = g_strdup_printf ("%u.db", i);
    g_autofree char *path = g_build_filename (world->folder, name, NULL);

    world->stores[i] = ry_store_open (path, world->schema, RY_STORE_CREATE | RY_STORE_BULK_SPEED, NULL, NULL);
  }
}

static void
tear_down (World *world, gconstpointer data)
{
  for (guint i = 0; i < N_STORES; i++)
    g_assert_finalize_object (world->stores[i]);
  ry_store_schema_unref (world->schema);
  remove_folder (world->folder);
  g_free (world->folder);
  g_rand_free (world->random);
}

/* Gives an edit the attachments of the revision that it follows, none, or those and a new one. */
static RyDocument *
attach_something (World *world, RyDocument *plain, RyDocument *leaf)
{
  GPtrArray *old = leaf != NULL ? ry_document_get_attachments (leaf) : NULL;
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  int choice = g_rand_int_range (world->random, 0, 4);

  for (guint i = 0; choice > 0 && old != NULL && i < MIN (old->len, 3); i++)
    g_ptr_array_add (attachments, ry_attachment_copy (old->pdata[i]));
  if (choice == 3) {
    g_autofree char *name = g_strdup_printf ("f%d", g_rand_int_range (world->random, 0, 1000));
    g_autofree char *text = g_strdup_printf ("text %d", g_rand_int_range (world->random, 0, 20));
    g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
    RyAttachment *attachment = ry_attachment_new (name, "text/plain");

    ry_attachment_set_data (attachment, bytes);
    g_ptr_array_add (attachments, attachment);
  }
  return ry_document_with_attachments (plain, attachments);
}

/* A random edit, deletion or return of a random document, from one of its leaves. */
static void
edit_something (World *world, RyStore *store)
{
  g_autofree char *id = g_strdup_printf ("organisation:%d", g_rand_int_range (world->random, 0, N_DOCUMENTS));
  g_autoptr (GPtrArray) leaves = ry_store_get_open_revs (store, id, NULL, RY_GET_PLAIN, NULL);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (RyDocument) plain = NULL;
  g_autoptr (GPtrArray) results = NULL;
  RyDocument *leaf = leaves != NULL ? leaves->pdata[g_rand_int_range (world->random, 0, (int) leaves->len)] : NULL;
  gboolean deleted = leaf != NULL && !ry_document_get_deleted (leaf) && g_rand_int_range (world->random, 0, 5) == 0;
  g_autofree char *body =
      g_strdup_printf ("{\"kind\":\"organisation\",\"name\":\"病院%d\",\"reading\":\"%c\"}",
                       g_rand_int_range (world->random, 0, 50), 'a' + g_rand_int_range (world->random, 0, 26));

  plain = ry_document_new (id, leaf != NULL ? ry_document_get_rev (leaf) : NULL, deleted, deleted ? NULL : body, -1);
  g_ptr_array_add (documents, deleted ? ry_document_ref (plain) : attach_something (world, plain, leaf));
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, NULL);
  g_assert_no_error (((RyWriteResult *) results->pdata[0])->error);
}

/* What the other needs to have the document whole: its attachments' bytes, those that it lacks or all of them. Now
 * and then the sender takes for granted that the other has them. */
static RyDocument *
pack (World *world, RyStore *from, RyStore *to, RyDocument *document, gboolean hope)
{
  GPtrArray *attachments = ry_document_get_attachments (document);
  g_autoptr (GPtrArray) packed = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);

  if (attachments == NULL || hope)
    return ry_document_ref (document);
  for (guint i = 0; i < attachments->len; i++) {
    RyAttachment *attachment = ry_attachment_copy (attachments->pdata[i]);

    g_ptr_array_add (packed, attachment);
    if (!ry_store_has_blob (to, attachment->digest) || g_rand_int_range (world->random, 0, 4) == 0) {
      g_autoptr (GInputStream) in = ry_store_open_blob (from, attachment->digest, NULL);
      g_autoptr (GBytes) bytes = g_input_stream_read_bytes (in, 100, NULL, NULL);

      ry_attachment_set_data (attachment, bytes);
    }
  }
  return ry_document_with_attachments (document, packed);
}

/* What was refused for want of bytes is sent again with them. */
static void
send_again (World *world, RyStore *from, RyStore *to, GPtrArray *sent, GPtrArray *results)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) answers = NULL;

  for (guint i = 0; i < results->len; i++) {
    const RyWriteResult *result = results->pdata[i];

    if (result->error == NULL)
      continue;
    g_assert_error (result->error, RY_ERROR, RY_ERROR_MISSING_STUB);
    g_ptr_array_add (documents, pack (world, from, to, sent->pdata[i], FALSE));
  }
  answers = ry_store_write (to, documents, FALSE, RY_STORE_SOURCE_LOCAL, NULL, NULL);
  for (guint i = 0; i < answers->len; i++)
    g_assert_no_error (((RyWriteResult *) answers->pdata[i])->error);
}

/* Carries over what the other lacks, as a replicator does; perhaps not all of it. */
static void
carry_over (World *world, RyStore *from, RyStore *to, guint portion)
{
  g_autoptr (GPtrArray) changes = ry_store_get_changes (from, 0, 0, FALSE, NULL);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;
  gboolean hope = g_rand_int_range (world->random, 0, 3) == 0;

  for (guint i = 0; i < changes->len; i++) {
    const RyChange *change = changes->pdata[i];
    RyRevsDiff *diff = ry_store_get_revs_diff (to, change->id, (const char *const *) change->revs, NULL);
    g_autoptr (GPtrArray) found = NULL;

    if (diff->missing[0] != NULL && (guint) g_rand_int_range (world->random, 0, 100) < portion)
      found = ry_store_get_open_revs (from, change->id, (const char *const *) diff->missing,
                                      RY_GET_REVISIONS | RY_GET_LATEST, NULL);
    for (guint k = 0; found != NULL && k < found->len; k++) {
      /* In a random order, and some of them twice. */
      g_ptr_array_insert (documents, g_rand_int_range (world->random, 0, (int) documents->len + 1),
                          pack (world, from, to, found->pdata[k], hope));
      if (g_rand_int_range (world->random, 0, 8) == 0)
        g_ptr_array_add (documents, pack (world, from, to, found->pdata[k], hope));
    }
    ry_revs_diff_free (diff);
  }
  results = ry_store_write (to, documents, FALSE, RY_STORE_SOURCE_LOCAL, NULL, NULL);
  send_again (world, from, to, documents, results);
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(RyChange *const *) a)->id, (*(RyChange *const *) b)->id);
}

static void
describe_attachments (RyStore *store, const char *id, const char *rev, GString *out)
{
  g_autoptr (GPtrArray) attachments = ry_store_get_attachments (store, id, rev, NULL);

  for (guint i = 0; i < attachments->len; i++) {
    const RyAttachment *attachment = attachments->pdata[i];

    g_assert_true (attachment->here);
    g_string_append_printf (out, "  %s %s %d %u\n", attachment->name, attachment->digest, (int) attachment->length,
                            attachment->revpos);
  }
}

/* Everything that a store shows, as one text. */
static char *
describe (RyStore *store)
{
  g_autoptr (GPtrArray) changes = ry_store_get_changes (store, 0, 0, FALSE, NULL), listed = NULL, conflicted = NULL;
  RyQuery query = { "organisation", "reading", FALSE, NULL, NULL, 0 };
  GString *out = g_string_new (NULL);

  g_ptr_array_sort (changes, compare_changes);
  for (guint i = 0; i < changes->len; i++) {
    const RyChange *change = changes->pdata[i];
    g_autofree char *leaves = g_strjoinv (" ", change->revs);
    g_autoptr (RyDocument) winner = get_document (store, change->id, RY_GET_DELETED);

    g_string_append_printf (out, "%s %d %s %s\n", change->id, change->deleted, leaves,
                            ry_document_get_body (winner, NULL));
    for (guint k = 0; change->revs[k] != NULL; k++)
      describe_attachments (store, change->id, change->revs[k], out);
  }
  listed = ry_store_query (store, &query, NULL, NULL);
  for (guint i = 0; i < listed->len; i++)
    g_string_append_printf (out, "%s ", ry_document_get_id (listed->pdata[i]));
  conflicted = ry_store_get_conflicted (store, NULL);
  g_string_append_printf (out, "\nconflicts %u, found %d", conflicted->len,
                          (int) ry_store_search_count (store, "病院1", NULL, 0, NULL));
  return g_string_free (out, FALSE);
}

static void
test_converge (World *world, gconstpointer data)
{
  g_autofree char *first = NULL;

  for (guint i = 0; i < N_STEPS; i++) {
    RyStore *store = world->stores[g_rand_int_range (world->random, 0, N_STORES)];
    RyStore *other = world->stores[g_rand_int_range (world->random, 0, N_STORES)];

    if (g_rand_int_range (world->random, 0, 6) > 0)
      edit_something (world, store);
    else if (store != other)
      carry_over (world, store, other, 60);
    /* One of them keeps only what it must. */
    if (i % 50 == 49)
      g_assert_true (ry_store_compact (world->stores[2], NULL, NULL));
  }
  /* A full exchange: all to the first, the first to all. */
  for (guint i = 1; i < N_STORES; i++)
    carry_over (world, world->stores[i], world->stores[0], 100);
  for (guint i = 1; i < N_STORES; i++)
    carry_over (world, world->stores[0], world->stores[i], 100);
  first = describe (world->stores[0]);
  g_assert_nonnull (strstr (first, "conflicts"));
  for (guint i = 0; i < N_STORES; i++) {
    g_autofree char *shown = describe (world->stores[i]);
    gint64 seq = ry_store_get_update_seq (world->stores[i]);

    g_assert_cmpstr (shown, ==, first);
    assert_whole (world->stores[i]);
    carry_over (world, world->stores[0], world->stores[i], 100);
    g_assert_cmpint (ry_store_get_update_seq (world->stores[i]), ==, seq);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < 4; i++) {
    g_autofree char *path = g_strdup_printf ("/converge/%u", i);

    g_test_add (path, World, GUINT_TO_POINTER (i), set_up, test_converge, tear_down);
  }
  return g_test_run ();
}
