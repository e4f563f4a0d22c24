/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The revision tree. Nodes lie in one array and point to their parent; a parent's position is always one
 * less, so that no path can run in a circle. Trees are small (one node for most documents, a thousand at
 * most on each branch), so plain loops do.
 *
 * As text, a tree is a list of branches, one a line: `N` or `^I`, then its revisions from old to new. N is
 * the position of a root; ^I says that the branch grows from the I-th revision of the text. Each revision is
 * its signature with a flag before it: `+` stored, `-` stored and deleted, `?` known by name only.
 */
#include "ry-rev-tree.h"

#include <string.h>

#include "ry-error.h"

#define NO_PARENT -1

typedef struct {
  guint pos;
  int parent;
  guint n_children;
  gboolean deleted;
  gboolean stored;
  char *sig;
} Node;

struct _RyRevTree {
  GArray *nodes; /* (element-type Node) */
};

/* What is being read: a branch that grows. */
typedef struct {
  RyRevTree *tree;
  int parent;
  guint pos;
} Branch;

static inline Node *
get_node (RyRevTree *self, guint index)
{
  return &g_array_index (self->nodes, Node, index);
}

static void
clear_node (gpointer data)
{
  g_free (((Node *) data)->sig);
}

static guint
add_node (RyRevTree *self, guint pos, const char *sig, int parent)
{
  Node node = { pos, parent, 0, FALSE, FALSE, g_strdup (sig) };

  if (parent != NO_PARENT)
    get_node (self, (guint) parent)->n_children++;
  g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

static int
find_node (RyRevTree *self, guint pos, const char *sig)
{
  for (guint i = self->nodes->len; i-- > 0;) {
    const Node *node = get_node (self, i);

    if (node->pos == pos && strcmp (node->sig, sig) == 0)
      return (int) i;
  }
  return -1;
}

static int
find_rev (RyRevTree *self, const char *rev)
{
  const char *sig;
  guint pos;

  return ry_rev_split (rev, &pos, &sig) ? find_node (self, pos, sig) : -1;
}

static char *
format_node (const Node *node)
{
  return g_strdup_printf ("%u-%s", node->pos, node->sig);
}

/* The better leaf first: not deleted, then longer, then greater by signature. */
static int
compare_leaves (const Node *a, const Node *b)
{
  if (a->deleted != b->deleted)
    return a->deleted - b->deleted;
  if (a->pos != b->pos)
    return a->pos > b->pos ? -1 : 1;
  return -ry_rev_compare_sigs (a->sig, b->sig);
}

static int
compare_leaf_pointers (gconstpointer a, gconstpointer b)
{
  return compare_leaves (*(Node *const *) a, *(Node *const *) b);
}

/* The order of siblings, and of roots, in the text: it makes the text of equal trees equal. */
static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const Node *left = get_node (data, *(const guint *) a), *right = get_node (data, *(const guint *) b);

  return left->pos != right->pos ? (left->pos > right->pos) - (left->pos < right->pos) : strcmp (left->sig, right->sig);
}

static GPtrArray *
collect_leaves (RyRevTree *self)
{
  GPtrArray *leaves = g_ptr_array_new ();

  for (guint i = 0; i < self->nodes->len; i++)
    if (get_node (self, i)->n_children == 0)
      g_ptr_array_add (leaves, get_node (self, i));
  g_ptr_array_sort (leaves, compare_leaf_pointers);
  return leaves;
}

static GStrv
format_nodes (GPtrArray *nodes)
{
  GStrv revs = g_new0 (char *, nodes->len + 1);

  for (guint i = 0; i < nodes->len; i++)
    revs[i] = format_node (g_ptr_array_index (nodes, i));
  return revs;
}

static gboolean
descends_from (RyRevTree *self, guint index, guint ancestor)
{
  for (int i = (int) index; i != NO_PARENT; i = get_node (self, (guint) i)->parent)
    if (i == (int) ancestor)
      return TRUE;
  return FALSE;
}

/* Links @child to @parent where it had none. TRUE where that was news. */
static gboolean
link_node (RyRevTree *self, int child, int parent)
{
  if (child == NO_PARENT || get_node (self, (guint) child)->parent != NO_PARENT)
    return FALSE;
  get_node (self, (guint) child)->parent = parent;
  get_node (self, (guint) parent)->n_children++;
  return TRUE;
}

/* Whether a known node has another history than the path tells. The one that came first stands. */
static gboolean
contradicts (RyRevTree *self, int child, guint pos, const char *sig)
{
  const Node *parent;

  if (child == NO_PARENT || get_node (self, (guint) child)->parent == NO_PARENT)
    return FALSE;
  parent = get_node (self, (guint) get_node (self, (guint) child)->parent);
  return parent->pos != pos || strcmp (parent->sig, sig) != 0;
}

static GArray *
collect_children (RyRevTree *self, int parent)
{
  GArray *children = g_array_new (FALSE, FALSE, sizeof (guint));
  guint wanted = parent != NO_PARENT ? get_node (self, (guint) parent)->n_children : G_MAXUINT;

  /* An only child mostly lies right behind its parent, so that a long line is written in one pass. */
  for (guint n = 0, i = (guint) (parent + 1); n < self->nodes->len && children->len < wanted; n++, i++) {
    guint index = i % self->nodes->len;

    if (get_node (self, index)->parent == parent)
      g_array_append_val (children, index);
  }
  g_array_sort_with_data (children, compare_places, self);
  return children;
}

/* Writes the branch that begins at @index down to where it forks, then the forks. No recursion along a
 * branch: forks are few, revisions are many. */
static void
append_branch (RyRevTree *self, guint index, int origin, guint *written, GString *out)
{
  g_autoptr (GArray) children = NULL;
  guint last;

  if (origin < 0)
    g_string_append_printf (out, "%u", get_node (self, index)->pos);
  else
    g_string_append_printf (out, "^%d", origin);
  for (;;) {
    const Node *node = get_node (self, index);

    g_string_append_printf (out, " %c%s", !node->stored ? '?' : node->deleted ? '-' : '+', node->sig);
    last = (*written)++;
    g_clear_pointer (&children, g_array_unref);
    children = collect_children (self, (int) index);
    if (children->len != 1)
      break;
    index = g_array_index (children, guint, 0);
  }
  g_string_append_c (out, '\n');
  for (guint i = 0; i < children->len; i++)
    append_branch (self, g_array_index (children, guint, i), (int) last, written, out);
}

static gboolean
read_origin (Branch *branch, const char *word)
{
  gboolean grows = *word == '^';
  gint64 number;

  if (!g_ascii_string_to_signed (word + grows, 10, 0, G_MAXINT32, &number, NULL))
    return FALSE;
  if (!grows) {
    branch->parent = NO_PARENT;
    branch->pos = (guint) number;
    return number > 0;
  }
  if (number >= branch->tree->nodes->len)
    return FALSE;
  branch->parent = (int) number;
  branch->pos = get_node (branch->tree, (guint) number)->pos + 1;
  return TRUE;
}

static gboolean
read_node (Branch *branch, const char *word)
{
  Node *node;

  if (strchr ("+-?", word[0]) == NULL || word[0] == '\0' || word[1] == '\0')
    return FALSE;
  branch->parent = (int) add_node (branch->tree, branch->pos++, word + 1, branch->parent);
  node = get_node (branch->tree, (guint) branch->parent);
  node->stored = word[0] != '?';
  node->deleted = word[0] == '-';
  return TRUE;
}

static gboolean
read_branch (RyRevTree *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  Branch branch = { self, NO_PARENT, 0 };

  if (words[0] == NULL || words[1] == NULL || !read_origin (&branch, words[0]))
    return FALSE;
  for (guint i = 1; words[i] != NULL; i++)
    if (!read_node (&branch, words[i]))
      return FALSE;
  return TRUE;
}

/* Takes out the nodes that are not marked and mends the parents' numbers. */
static void
keep_marked (RyRevTree *self, const gboolean *keep)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->nodes);
  g_autofree int *moved = g_new (int, old->len);

  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_array_set_clear_func (self->nodes, clear_node);
  for (guint i = 0; i < old->len; i++) {
    moved[i] = keep[i] ? (int) self->nodes->len : NO_PARENT;
    if (!keep[i])
      continue;
    g_array_append_val (self->nodes, g_array_index (old, Node, i));
    g_array_index (old, Node, i).sig = NULL;
  }
  for (guint i = 0; i < self->nodes->len; i++) {
    Node *node = get_node (self, i);

    node->n_children = 0;
    node->parent = node->parent == NO_PARENT ? NO_PARENT : moved[node->parent];
  }
  for (guint i = 0; i < self->nodes->len; i++)
    if (get_node (self, i)->parent != NO_PARENT)
      get_node (self, (guint) get_node (self, i)->parent)->n_children++;
}

/**
 * ry_rev_tree_new:
 *
 * Returns: (transfer full): an empty tree
 */
RyRevTree *
ry_rev_tree_new (void)
{
  RyRevTree *self = g_new0 (RyRevTree, 1);

  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_array_set_clear_func (self->nodes, clear_node);
  return self;
}

/**
 * ry_rev_tree_free:
 * @self: (nullable): a tree
 */
void
ry_rev_tree_free (RyRevTree *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->nodes);
  g_free (self);
}

/**
 * ry_rev_tree_parse:
 * @text: what ry_rev_tree_to_text() wrote
 * @error: return location for an error
 *
 * Returns: (transfer full): the tree, or %NULL with %RY_ERROR_CORRUPT
 */
RyRevTree *
ry_rev_tree_parse (const char *text, GError **error)
{
  g_autoptr (RyRevTree) self = ry_rev_tree_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    if (*lines[i] == '\0' || read_branch (self, lines[i]))
      continue;
    g_set_error (error, RY_ERROR, RY_ERROR_CORRUPT, "A revision tree is damaged in its branch %u", i + 1);
    return NULL;
  }
  if (self->nodes->len == 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_CORRUPT, "A revision tree is empty");
    return NULL;
  }
  return g_steal_pointer (&self);
}

/**
 * ry_rev_tree_to_text:
 * @self: a tree
 *
 * Returns: (transfer full): its text; the same for equal trees, however they grew
 */
char *
ry_rev_tree_to_text (RyRevTree *self)
{
  g_autoptr (GArray) roots = collect_children (self, NO_PARENT);
  GString *out = g_string_sized_new (64 + 34 * self->nodes->len);
  guint written = 0;

  for (guint i = 0; i < roots->len; i++)
    append_branch (self, g_array_index (roots, guint, i), NO_PARENT, &written, out);
  return g_string_free (out, FALSE);
}

/**
 * ry_rev_tree_merge:
 * @self: a tree
 * @path: (array zero-terminated=1): a revision and those before it, newest first
 * @deleted: whether the newest is a deletion
 *
 * Takes a revision whose content came, with what is known of its history. Positions in @path must fall by
 * one. The order in which paths are merged does not matter to the outcome.
 *
 * Returns: what was new
 */
RyRevTreeMerge
ry_rev_tree_merge (RyRevTree *self, const char *const *path, gboolean deleted)
{
  RyRevTreeMerge outcome = RY_REV_TREE_SAME;
  int child = NO_PARENT;
  int first = -1;

  for (guint i = 0; path[i] != NULL; i++) {
    const char *sig;
    guint pos;
    int index;

    if (!ry_rev_split (path[i], &pos, &sig) || contradicts (self, child, pos, sig))
      break;
    index = child != NO_PARENT && get_node (self, (guint) child)->parent != NO_PARENT
                ? get_node (self, (guint) child)->parent
                : find_node (self, pos, sig);
    if (index < 0) {
      index = (int) add_node (self, pos, sig, NO_PARENT);
      outcome = RY_REV_TREE_GROWN;
    }
    if (link_node (self, child, index))
      outcome = RY_REV_TREE_GROWN;
    if (i == 0)
      first = index;
    child = index;
  }
  if (first >= 0 && !get_node (self, (guint) first)->stored) {
    get_node (self, (guint) first)->stored = TRUE;
    get_node (self, (guint) first)->deleted = deleted;
    outcome = MAX (outcome, RY_REV_TREE_FILLED);
  }
  return outcome;
}

/**
 * ry_rev_tree_stem:
 * @self: a tree
 * @limit: how many revisions to keep on each way from a leaf to its root
 *
 * Forgets what lies further back than @limit on every branch; what one branch still needs stays for all.
 *
 * Returns: (transfer full) (element-type utf8): the revisions that were forgotten
 */
GPtrArray *
ry_rev_tree_stem (RyRevTree *self, guint limit)
{
  GPtrArray *forgotten = g_ptr_array_new_with_free_func (g_free);
  g_autofree gboolean *keep = NULL;

  if (self->nodes->len <= limit)
    return forgotten;
  keep = g_new0 (gboolean, self->nodes->len);
  for (guint i = 0; i < self->nodes->len; i++) {
    int index = (int) i;

    if (get_node (self, i)->n_children > 0)
      continue;
    for (guint n = 0; n < limit && index != NO_PARENT; n++) {
      keep[index] = TRUE;
      index = get_node (self, (guint) index)->parent;
    }
  }
  for (guint i = 0; i < self->nodes->len; i++)
    if (!keep[i])
      g_ptr_array_add (forgotten, format_node (get_node (self, i)));
  if (forgotten->len > 0)
    keep_marked (self, keep);
  return forgotten;
}

/**
 * ry_rev_tree_find:
 * @self: a tree
 * @rev: a revision
 * @node: (out) (optional): what is known of it
 *
 * Returns: whether the tree has it
 */
gboolean
ry_rev_tree_find (RyRevTree *self, const char *rev, RyRevTreeNode *node)
{
  int index = find_rev (self, rev);

  if (index >= 0 && node != NULL) {
    const Node *found = get_node (self, (guint) index);

    node->deleted = found->deleted;
    node->stored = found->stored;
    node->leaf = found->n_children == 0;
  }
  return index >= 0;
}

/**
 * ry_rev_tree_dup_winner:
 * @self: a tree that is not empty
 * @deleted: (out) (optional): whether the winner is a deletion
 *
 * Returns: (transfer full): the leaf that every store shows
 */
char *
ry_rev_tree_dup_winner (RyRevTree *self, gboolean *deleted)
{
  const Node *winner = NULL;

  for (guint i = 0; i < self->nodes->len; i++) {
    const Node *node = get_node (self, i);

    if (node->n_children == 0 && (winner == NULL || compare_leaves (node, winner) < 0))
      winner = node;
  }
  if (deleted != NULL)
    *deleted = winner->deleted;
  return format_node (winner);
}

/**
 * ry_rev_tree_dup_leaves:
 * @self: a tree
 *
 * Returns: (transfer full): all leaves, deleted ones too, the winner first
 */
GStrv
ry_rev_tree_dup_leaves (RyRevTree *self)
{
  g_autoptr (GPtrArray) leaves = collect_leaves (self);

  return format_nodes (leaves);
}

/**
 * ry_rev_tree_dup_conflicts:
 * @self: a tree
 *
 * Returns: (transfer full): the leaves beside the winner that are not deleted
 */
GStrv
ry_rev_tree_dup_conflicts (RyRevTree *self)
{
  g_autoptr (GPtrArray) leaves = collect_leaves (self);

  for (guint i = leaves->len; i-- > 0;)
    if (i == 0 || ((Node *) g_ptr_array_index (leaves, i))->deleted)
      g_ptr_array_remove_index (leaves, i);
  return format_nodes (leaves);
}

/**
 * ry_rev_tree_dup_deleted_conflicts:
 * @self: a tree
 *
 * Returns: (transfer full): the leaves beside the winner that are deleted
 */
GStrv
ry_rev_tree_dup_deleted_conflicts (RyRevTree *self)
{
  g_autoptr (GPtrArray) leaves = collect_leaves (self);

  for (guint i = leaves->len; i-- > 0;)
    if (i == 0 || !((Node *) g_ptr_array_index (leaves, i))->deleted)
      g_ptr_array_remove_index (leaves, i);
  return format_nodes (leaves);
}

/**
 * ry_rev_tree_dup_leaves_of:
 * @self: a tree
 * @rev: a revision in it
 *
 * Returns: (transfer full): the leaves that came from @rev, which may be itself, the best first; empty where
 * the tree does not have it
 */
GStrv
ry_rev_tree_dup_leaves_of (RyRevTree *self, const char *rev)
{
  g_autoptr (GPtrArray) leaves = collect_leaves (self);
  int index = find_rev (self, rev);

  for (guint i = leaves->len; i-- > 0;) {
    guint leaf = (guint) ((Node *) g_ptr_array_index (leaves, i) - (Node *) (gpointer) self->nodes->data);

    if (index < 0 || !descends_from (self, leaf, (guint) index))
      g_ptr_array_remove_index (leaves, i);
  }
  return format_nodes (leaves);
}

/**
 * ry_rev_tree_dup_history:
 * @self: a tree
 * @rev: a revision in it
 *
 * Returns: (transfer full): @rev and those before it, newest first
 */
GStrv
ry_rev_tree_dup_history (RyRevTree *self, const char *rev)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new ();

  for (int i = find_rev (self, rev); i >= 0; i = get_node (self, (guint) i)->parent)
    g_ptr_array_add (path, get_node (self, (guint) i));
  return format_nodes (path);
}

/**
 * ry_rev_tree_dup_all:
 * @self: a tree
 *
 * Returns: (transfer full): every revision whose content is kept, the greatest first
 */
GStrv
ry_rev_tree_dup_all (RyRevTree *self)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  GStrv revs;

  for (guint i = 0; i < self->nodes->len; i++)
    if (get_node (self, i)->stored)
      g_ptr_array_add (nodes, get_node (self, i));
  revs = format_nodes (nodes);
  for (guint i = 1; i < nodes->len; i++)
    for (guint k = i; k > 0 && ry_rev_compare (revs[k - 1], revs[k]) < 0; k--) {
      char *greater = revs[k];

      revs[k] = revs[k - 1];
      revs[k - 1] = greater;
    }
  return revs;
}

/**
 * ry_rev_tree_dup_possible_ancestors:
 * @self: a tree
 * @below: a position
 *
 * Returns: (transfer full): the leaves at lower positions than @below: what a revision there may have come
 * from
 */
GStrv
ry_rev_tree_dup_possible_ancestors (RyRevTree *self, guint below)
{
  g_autoptr (GPtrArray) leaves = collect_leaves (self);

  for (guint i = leaves->len; i-- > 0;)
    if (((Node *) g_ptr_array_index (leaves, i))->pos >= below)
      g_ptr_array_remove_index (leaves, i);
  return format_nodes (leaves);
}

/* The nearest revision at or before @index whose content is kept. */
static int
find_stored (RyRevTree *self, int index)
{
  while (index != NO_PARENT && !get_node (self, (guint) index)->stored)
    index = get_node (self, (guint) index)->parent;
  return index;
}

/* Marks what @self must keep beside its leaves: the base of each fork, and what is @recent or was replaced by what
 * is. */
static void
mark_needed (RyRevTree *self, RyRevTreeFunc is_recent, gpointer data, gboolean *keep)
{
  for (guint i = 0; i < self->nodes->len; i++) {
    const Node *node = get_node (self, i);
    g_autofree char *rev = node->stored ? format_node (node) : NULL;
    int base = node->n_children > 1 ? find_stored (self, (int) i) : NO_PARENT;

    if (base != NO_PARENT)
      keep[base] = TRUE;
    if (rev == NULL || !is_recent (rev, data))
      continue;
    keep[i] = TRUE;
    if (node->parent != NO_PARENT)
      keep[node->parent] = TRUE;
  }
}

/**
 * ry_rev_tree_forget:
 * @self: a tree
 * @is_recent: (nullable) (scope call): whether a revision is of the time of which history is kept
 * @data: given to @is_recent
 *
 * Forgets the contents that need not be kept. Leaves are kept always. With @is_recent, so are the bases that merges
 * of the leaves need, what is recent, and what was replaced by something recent. The revisions' names all stay.
 *
 * Returns: (transfer full) (element-type utf8): the revisions whose content is to go
 */
GPtrArray *
ry_rev_tree_forget (RyRevTree *self, RyRevTreeFunc is_recent, gpointer data)
{
  GPtrArray *forgotten = g_ptr_array_new_with_free_func (g_free);
  g_autofree gboolean *keep = g_new0 (gboolean, self->nodes->len);

  if (is_recent != NULL)
    mark_needed (self, is_recent, data, keep);
  for (guint i = 0; i < self->nodes->len; i++) {
    Node *node = get_node (self, i);

    if (!node->stored || node->n_children == 0 || keep[i])
      continue;
    node->stored = FALSE;
    g_ptr_array_add (forgotten, format_node (node));
  }
  return forgotten;
}

/**
 * ry_rev_tree_dup_ancestor:
 * @self: a tree
 * @a: a revision in it
 * @b: another
 *
 * Returns: (transfer full) (nullable): the newest revision from which both came and whose content is kept;
 * %NULL where there is none
 */
char *
ry_rev_tree_dup_ancestor (RyRevTree *self, const char *a, const char *b)
{
  int other = find_rev (self, b);

  for (int i = find_rev (self, a); i >= 0 && other >= 0; i = get_node (self, (guint) i)->parent)
    if (get_node (self, (guint) i)->stored && descends_from (self, (guint) other, (guint) i))
      return format_node (get_node (self, (guint) i));
  return NULL;
}
