/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The revision tree of one document, by CouchDB's rules (couch_key_tree): which revisions there were, which
 * came from which, which are the leaves and which leaf wins. Pure: no file, no clock, no order of arrival.
 * Revisions are written `N-SIG`; lists of them run from the newest to the oldest.
 */
#pragma once

#include "ry-rev.h"

G_BEGIN_DECLS

/* CouchDB's default _revs_limit. Lower values make stores that meet rarely see conflicts where there are none. */
#define RY_REV_TREE_LIMIT 1000

typedef struct _RyRevTree RyRevTree;

/**
 * RyRevTreeMerge:
 * @RY_REV_TREE_SAME: the tree knew all of it
 * @RY_REV_TREE_FILLED: the revision was known by name only; now its content can be kept
 * @RY_REV_TREE_GROWN: the tree has something new
 */
typedef enum {
  RY_REV_TREE_SAME,
  RY_REV_TREE_FILLED,
  RY_REV_TREE_GROWN,
} RyRevTreeMerge;

typedef struct {
  gboolean deleted;
  gboolean stored; /* its content is kept, as against a name in somebody's history */
  gboolean leaf;
} RyRevTreeNode;

typedef gboolean (*RyRevTreeFunc) (const char *rev, gpointer data);

RyRevTree     *ry_rev_tree_new         (void);
void           ry_rev_tree_free        (RyRevTree *self);
RyRevTree     *ry_rev_tree_parse       (const char *text, GError **error);
char          *ry_rev_tree_to_text     (RyRevTree *self);
RyRevTreeMerge ry_rev_tree_merge       (RyRevTree *self, const char *const *path, gboolean deleted);
GPtrArray     *ry_rev_tree_stem        (RyRevTree *self, guint limit);
GPtrArray     *ry_rev_tree_forget      (RyRevTree *self, RyRevTreeFunc is_recent, gpointer data);
gboolean       ry_rev_tree_find        (RyRevTree *self, const char *rev, RyRevTreeNode *node);
char          *ry_rev_tree_dup_winner  (RyRevTree *self, gboolean *deleted);
GStrv          ry_rev_tree_dup_leaves  (RyRevTree *self);
GStrv          ry_rev_tree_dup_conflicts (RyRevTree *self);
GStrv          ry_rev_tree_dup_deleted_conflicts (RyRevTree *self);
GStrv          ry_rev_tree_dup_leaves_of (RyRevTree *self, const char *rev);
GStrv          ry_rev_tree_dup_history (RyRevTree *self, const char *rev);
GStrv          ry_rev_tree_dup_all     (RyRevTree *self);
GStrv          ry_rev_tree_dup_possible_ancestors (RyRevTree *self, guint below);
char          *ry_rev_tree_dup_ancestor (RyRevTree *self, const char *a, const char *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyRevTree, ry_rev_tree_free)

G_END_DECLS
