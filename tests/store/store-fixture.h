/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the store's tests share: a folder that goes when the test ends, a store in it, and short ways to write.
 */
#pragma once

#include "ry-blob-writer.h"
#include "ry-store.h"

G_BEGIN_DECLS

typedef struct {
  char *folder;
  char *path;
  RyStoreSchema *schema;
  RyStore *store;
} Fixture;

void           fixture_set_up       (Fixture *fixture, gconstpointer data);
void           fixture_tear_down    (Fixture *fixture, gconstpointer data);
void           fixture_reopen       (Fixture *fixture);
void           remove_folder        (const char *folder);

RyStoreSchema *create_schema        (void);
RyDocument    *parse_document       (const char *json);
char          *write_json           (RyStore *store, const char *json);
char          *replicate_json       (RyStore *store, const char *json);
GError        *write_failing        (RyStore *store, const char *json, gboolean new_edits);
RyDocument    *get_document         (RyStore *store, const char *id, RyGet flags);
void           assert_whole         (RyStore *store);
RyBlob        *stage_text           (RyStore *store, const char *text);
void           pass_through_lane    (RyStore *store);
gint64         count_in_file        (Fixture *fixture, const char *sql);
void           wait_for_count       (Fixture *fixture, const char *sql, gint64 expected);

G_END_DECLS
