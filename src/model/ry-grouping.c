/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * People who are kept together move as one bundle. What is bad about a seating is a sum of squares: of the groups'
 * sizes, of how many of one profession and of one organisation share a group; squares are least where things are spread
 * evenly. A pair that is to be apart and is not weighs more than all of that. Bundles are put down one by one where
 * they harm least, then moved and exchanged while that helps; the best of a few beginnings is kept.
 */
#include "ry-grouping.h"

#include <string.h>

#define WEIGHT_SIZE         60
#define WEIGHT_ORGANISATION 15
#define WEIGHT_PROFESSION   10
#define WEIGHT_APART        100000
#define N_BEGINNINGS        6
#define N_ROUNDS            60 /* of exchanges, at most */

typedef struct {
  GArray *members; /* of guint */
  int pinned;
  int group;
} Bundle;

typedef struct {
  const RyGroupMember *members;
  guint n_members;
  guint n_groups;
  int *profession; /* of each member, -1 for none */
  int *organisation;
  guint n_professions, n_organisations;
  GPtrArray **apart; /* for each bundle those it is kept from */
  GPtrArray *bundles;
  int *sizes, *by_profession, *by_organisation; /* of each group */
} Table;

static void
bundle_free (gpointer data)
{
  Bundle *bundle = data;

  g_array_unref (bundle->members);
  g_free (bundle);
}

static int *
number_words (const RyGroupMember *members, guint n, gsize offset, guint *n_words)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  int *result = g_new (int, MAX (n, 1));

  for (guint i = 0; i < n; i++) {
    const char *word = G_STRUCT_MEMBER (const char *, &members[i], offset);
    gpointer number;

    result[i] = -1;
    if (word == NULL || *word == '\0')
      continue;
    if (!g_hash_table_lookup_extended (numbers, word, NULL, &number)) {
      number = GINT_TO_POINTER (g_hash_table_size (numbers));
      g_hash_table_insert (numbers, (gpointer) word, number);
    }
    result[i] = GPOINTER_TO_INT (number);
  }
  *n_words = g_hash_table_size (numbers);
  return result;
}

static int
find_member (const Table *self, const char *key)
{
  for (guint i = 0; i < self->n_members; i++)
    if (g_strcmp0 (self->members[i].key, key) == 0)
      return (int) i;
  return -1;
}

static Bundle *
find_bundle (const Table *self, const char *key)
{
  int member = find_member (self, key);

  for (guint i = 0; member >= 0 && i < self->bundles->len; i++) {
    Bundle *bundle = g_ptr_array_index (self->bundles, i);

    for (guint k = 0; k < bundle->members->len; k++)
      if (g_array_index (bundle->members, guint, k) == (guint) member)
        return bundle;
  }
  return NULL;
}

/* A pin stands before a wish: two who are pinned to different groups stay there. */
static void
join (Table *self, Bundle *into, Bundle *other)
{
  if (into == NULL || other == NULL || into == other ||
      (into->pinned >= 0 && other->pinned >= 0 && into->pinned != other->pinned))
    return;
  if (into->pinned < 0)
    into->pinned = other->pinned;
  g_array_append_vals (into->members, other->members->data, other->members->len);
  g_ptr_array_remove (self->bundles, other);
}

static void
make_bundles (Table *self, const RyGroupPair *pairs, guint n_pairs)
{
  self->bundles = g_ptr_array_new_with_free_func (bundle_free);
  for (guint i = 0; i < self->n_members; i++) {
    Bundle *bundle = g_new0 (Bundle, 1);
    int pinned = self->members[i].pinned;

    bundle->members = g_array_new (FALSE, FALSE, sizeof (guint));
    g_array_append_val (bundle->members, i);
    bundle->pinned = pinned >= 0 && (guint) pinned < self->n_groups ? pinned : RY_GROUPING_FREE;
    g_ptr_array_add (self->bundles, bundle);
  }
  for (guint i = 0; i < n_pairs; i++)
    if (!pairs[i].apart)
      join (self, find_bundle (self, pairs[i].left), find_bundle (self, pairs[i].right));
}

static guint
get_position (const Table *self, const Bundle *bundle)
{
  guint position = 0;

  g_ptr_array_find (self->bundles, bundle, &position);
  return position;
}

static void
keep_apart (Table *self, const RyGroupPair *pairs, guint n_pairs)
{
  self->apart = g_new0 (GPtrArray *, MAX (self->bundles->len, 1));
  for (guint i = 0; i < self->bundles->len; i++)
    self->apart[i] = g_ptr_array_new ();
  for (guint i = 0; i < n_pairs; i++) {
    Bundle *left = pairs[i].apart ? find_bundle (self, pairs[i].left) : NULL;
    Bundle *right = pairs[i].apart ? find_bundle (self, pairs[i].right) : NULL;

    if (left == NULL || right == NULL || left == right)
      continue;
    g_ptr_array_add (self->apart[get_position (self, left)], right);
    g_ptr_array_add (self->apart[get_position (self, right)], left);
  }
}

static void
count_in (Table *self, const Bundle *bundle, int group, int by)
{
  for (guint i = 0; i < bundle->members->len; i++) {
    guint member = g_array_index (bundle->members, guint, i);

    self->sizes[group] += by;
    if (self->profession[member] >= 0)
      self->by_profession[(guint) group * self->n_professions + (guint) self->profession[member]] += by;
    if (self->organisation[member] >= 0)
      self->by_organisation[(guint) group * self->n_organisations + (guint) self->organisation[member]] += by;
  }
}

static void
take (Table *self, guint position)
{
  Bundle *bundle = g_ptr_array_index (self->bundles, position);

  count_in (self, bundle, bundle->group, -1);
  bundle->group = -1;
}

static void
put (Table *self, guint position, int group)
{
  Bundle *bundle = g_ptr_array_index (self->bundles, position);

  count_in (self, bundle, group, 1);
  bundle->group = group;
}

/* What it costs to put a bundle, which is nowhere, into a group: what the squares grow by. */
static gint64
get_cost (Table *self, guint position, int group)
{
  Bundle *bundle = g_ptr_array_index (self->bundles, position);
  gint64 cost = 0;

  for (guint i = 0; i < bundle->members->len; i++) {
    guint member = g_array_index (bundle->members, guint, i);
    int profession = self->profession[member], organisation = self->organisation[member];

    cost += WEIGHT_SIZE * (2 * (self->sizes[group] + (int) i) + 1);
    if (profession >= 0)
      cost +=
          WEIGHT_PROFESSION * (2 * self->by_profession[(guint) group * self->n_professions + (guint) profession] + 1);
    if (organisation >= 0)
      cost += WEIGHT_ORGANISATION *
              (2 * self->by_organisation[(guint) group * self->n_organisations + (guint) organisation] + 1);
  }
  for (guint i = 0; i < self->apart[position]->len; i++)
    if (((Bundle *) self->apart[position]->pdata[i])->group == group)
      cost += WEIGHT_APART;
  return cost;
}

static int
find_cheapest (Table *self, guint position)
{
  gint64 least = G_MAXINT64;
  int best = 0;

  for (guint group = 0; group < self->n_groups; group++) {
    gint64 cost = get_cost (self, position, (int) group);

    if (cost < least) {
      least = cost;
      best = (int) group;
    }
  }
  return best;
}

static gint64
sum_squares (const int *figures, guint n)
{
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    sum += (gint64) figures[i] * figures[i];
  return sum;
}

static gint64
get_total (Table *self)
{
  gint64 total = WEIGHT_SIZE * sum_squares (self->sizes, self->n_groups) +
                 WEIGHT_PROFESSION * sum_squares (self->by_profession, self->n_groups * self->n_professions) +
                 WEIGHT_ORGANISATION * sum_squares (self->by_organisation, self->n_groups * self->n_organisations);

  for (guint i = 0; i < self->bundles->len; i++)
    for (guint k = 0; k < self->apart[i]->len; k++)
      if (((Bundle *) self->apart[i]->pdata[k])->group == ((Bundle *) self->bundles->pdata[i])->group)
        total += WEIGHT_APART / 2; /* seen from both sides */
  return total;
}

static gboolean
is_free (const Table *self, guint position)
{
  return ((Bundle *) self->bundles->pdata[position])->pinned < 0;
}

static gboolean
try_move (Table *self, guint position)
{
  int from = ((Bundle *) self->bundles->pdata[position])->group, to;
  gboolean better;

  take (self, position);
  to = find_cheapest (self, position);
  better = get_cost (self, position, to) < get_cost (self, position, from);
  put (self, position, better ? to : from);
  return better;
}

static gboolean
try_exchange (Table *self, guint a, guint b)
{
  int left = ((Bundle *) self->bundles->pdata[a])->group, right = ((Bundle *) self->bundles->pdata[b])->group;
  gint64 before, after;

  if (left == right)
    return FALSE;
  take (self, a);
  before = get_cost (self, a, left);
  take (self, b);
  before += get_cost (self, b, right);
  after = get_cost (self, a, right);
  put (self, a, right);
  after += get_cost (self, b, left);
  if (after < before) {
    put (self, b, left);
    return TRUE;
  }
  take (self, a);
  put (self, a, left);
  put (self, b, right);
  return FALSE;
}

static void
improve (Table *self)
{
  gboolean better = TRUE;

  for (guint round = 0; better && round < N_ROUNDS; round++) {
    better = FALSE;
    for (guint i = 0; i < self->bundles->len; i++) {
      if (!is_free (self, i))
        continue;
      better |= try_move (self, i);
      for (guint k = i + 1; k < self->bundles->len; k++)
        if (is_free (self, k))
          better |= try_exchange (self, i, k);
    }
  }
}

static void
put_free (Table *self, const guint *order, gboolean large)
{
  for (guint i = 0; i < self->bundles->len; i++)
    if (is_free (self, order[i]) && (((Bundle *) self->bundles->pdata[order[i]])->members->len > 1) == large)
      put (self, order[i], find_cheapest (self, order[i]));
}

/* The pinned first, then the large bundles, the rest as chance has it. */
static void
begin (Table *self, GRand *chance)
{
  g_autofree guint *order = g_new (guint, MAX (self->bundles->len, 1));
  guint n = self->bundles->len;

  memset (self->sizes, 0, sizeof (int) * self->n_groups);
  memset (self->by_profession, 0, sizeof (int) * self->n_groups * self->n_professions);
  memset (self->by_organisation, 0, sizeof (int) * self->n_groups * self->n_organisations);
  for (guint i = 0; i < n; i++) {
    Bundle *bundle = g_ptr_array_index (self->bundles, i);

    order[i] = i;
    bundle->group = -1;
    if (bundle->pinned >= 0)
      put (self, i, bundle->pinned);
  }
  for (guint i = n; i > 1; i--) {
    guint other = (guint) g_rand_int_range (chance, 0, (gint32) i), kept = order[i - 1];

    order[i - 1] = order[other];
    order[other] = kept;
  }
  put_free (self, order, TRUE);
  put_free (self, order, FALSE);
}

static void
keep_groups (const Table *self, int *groups)
{
  for (guint i = 0; i < self->bundles->len; i++) {
    Bundle *bundle = g_ptr_array_index (self->bundles, i);

    for (guint k = 0; k < bundle->members->len; k++)
      groups[g_array_index (bundle->members, guint, k)] = bundle->group;
  }
}

static void
find_unmet (RyGrouping *grouping, const Table *self, const RyGroupPair *pairs, guint n_pairs)
{
  for (guint i = 0; i < n_pairs; i++) {
    int left = find_member (self, pairs[i].left), right = find_member (self, pairs[i].right);

    if (left >= 0 && right >= 0 && left != right &&
        (grouping->groups[left] == grouping->groups[right]) == pairs[i].apart)
      g_array_append_val (grouping->unmet, i);
  }
}

static void
clear_table (Table *self)
{
  for (guint i = 0; i < self->bundles->len; i++)
    g_ptr_array_unref (self->apart[i]);
  g_free (self->apart);
  g_ptr_array_unref (self->bundles);
  g_free (self->profession);
  g_free (self->organisation);
  g_free (self->sizes);
  g_free (self->by_profession);
  g_free (self->by_organisation);
}

/**
 * ry_grouping_new:
 * @members: (array length=n_members): who sits
 * @n_members: how many
 * @pairs: (array length=n_pairs) (nullable): who sits together or apart
 * @n_pairs: how many pairs
 * @n_groups: how many groups, at least one
 * @seed: another one makes other groups
 *
 * Pins are kept whatever they cost; of wishes that contradict each other those for sitting together are kept.
 *
 * Returns: (transfer full): how they sit
 */
RyGrouping *
ry_grouping_new (const RyGroupMember *members,
                 guint n_members,
                 const RyGroupPair *pairs,
                 guint n_pairs,
                 guint n_groups,
                 guint32 seed)
{
  Table self = { .members = members, .n_members = n_members, .n_groups = MAX (n_groups, 1) };
  RyGrouping *grouping = g_new0 (RyGrouping, 1);
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
  gint64 least = G_MAXINT64;

  self.profession = number_words (members, n_members, G_STRUCT_OFFSET (RyGroupMember, profession), &self.n_professions);
  self.organisation =
      number_words (members, n_members, G_STRUCT_OFFSET (RyGroupMember, organisation), &self.n_organisations);
  self.sizes = g_new0 (int, self.n_groups);
  self.by_profession = g_new0 (int, MAX (self.n_groups * self.n_professions, 1));
  self.by_organisation = g_new0 (int, MAX (self.n_groups * self.n_organisations, 1));
  make_bundles (&self, pairs, n_pairs);
  keep_apart (&self, pairs, n_pairs);
  grouping->n_members = n_members;
  grouping->n_groups = self.n_groups;
  grouping->groups = g_new0 (int, MAX (n_members, 1));
  grouping->unmet = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < N_BEGINNINGS; i++) {
    gint64 total;

    begin (&self, chance);
    improve (&self);
    total = get_total (&self);
    if (total < least) {
      least = total;
      keep_groups (&self, grouping->groups);
    }
  }
  find_unmet (grouping, &self, pairs, n_pairs);
  clear_table (&self);
  return grouping;
}

void
ry_grouping_free (RyGrouping *self)
{
  g_free (self->groups);
  g_array_unref (self->unmet);
  g_free (self);
}
