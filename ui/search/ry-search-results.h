/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One search over everything, made in a thread: what was found, ready to be shown, and how many of each kind there are.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RySearchItem:
 * @id: the document
 * @kind: its kind
 * @title: what it is called
 * @detail: (nullable): what tells it from others: its reading, its date
 * @snippet: Pango markup, the words found in <b>
 * @field: (nullable): the label of the field where the words are
 * @council: (nullable): the council it belongs to
 */
typedef struct {
  char *id;
  char *kind;
  char *title;
  char *detail;
  char *snippet;
  char *field;
  char *council;
} RySearchItem;

/* Nobody reads on behind so many; to count on would take longer than to find what is shown. */
#define RY_SEARCH_COUNT_MAX 10000

typedef struct {
  char *words;
  char *kind;         /* what was asked for, or NULL for all */
  GPtrArray *items;   /* of RySearchItem, by kind, best first within a kind */
  GHashTable *counts; /* kind -> number, by GINT_TO_POINTER, at most RY_SEARCH_COUNT_MAX of each */
  guint total;
  GPtrArray *others;  /* words that would find something where these do not: char * */
} RySearchResults;

void             ry_search_results_free (RySearchResults *self);
guint            ry_search_results_count (RySearchResults *self, const char *kind);
void             ry_search_async        (RyWorkspace *workspace, const char *words, const char *kind, const char *const *kinds,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RySearchResults *ry_search_finish       (RyWorkspace *workspace, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RySearchResults, ry_search_results_free)

G_END_DECLS
