/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Group seating as tables: people, pairs and pins, and what must hold of the groups whatever the seed. */
#include <string.h>

#include "ry-grouping.h"

#define MOST 240

static const guint32 seeds[] = { 1, 7, 181, 20261122, G_MAXUINT32 };

/* Each case: members "KEY/PROFESSION/ORGANISATION[/PIN]", pairs "A+B" together and "A-B" apart. */
static const struct {
  const char *name;
  const char *members;
  const char *pairs;
  guint n_groups;
  guint n_unmet;
  guint n_shared; /* of one organisation in one group, at most */
} cases[] = {
  { "nobody", "", "", 3, 0, 0 },
  { "fewer-people-than-groups", "a/N/x b/N/x", "", 4, 0, 0 },
  { "two-professions", "a/D/x b/D/y c/N/x d/N/y e/D/z f/N/z", "", 3, 0, 0 },
  { "one-organisation-spread", "a/N/x b/N/x c/N/x d/D/y e/D/y f/D/y", "", 3, 0, 0 },
  { "too-many-of-one", "a/N/x b/N/x c/N/x d/N/x", "", 2, 0, 2 },
  { "apart", "a/D/x b/N/y c/D/z d/N/w", "a-b a-c", 2, 0, 0 },
  { "together", "a/N/x b/N/x c/D/y d/D/z", "a+b", 2, 0, 1 },
  { "chain-together", "a/N/p b/D/q c/M/r d/N/s e/D/t f/M/u", "a+b b+c", 2, 0, 0 },
  { "pinned", "a/N/x/1 b/N/y/1 c/D/z d/D/w", "", 2, 0, 0 },
  { "pinned-apart-cannot-be", "a/N/x/0 b/N/y/0 c/D/z d/D/w", "a-b", 2, 1, 0 },
  { "pinned-together-cannot-be", "a/N/x/0 b/N/y/1 c/D/z d/D/w", "a+b", 2, 1, 0 },
  { "contradiction", "a/N/x b/N/y c/D/z d/D/w", "a+b a-b", 2, 1, 0 },
  { "three-apart-in-two", "a/N/x b/N/y c/D/z d/D/w", "a-b b-c a-c", 2, 1, 0 },
  { "unknown-in-a-pair", "a/N/x b/N/y", "a-nobody nobody+b a-a", 2, 0, 0 },
  { "pin-outside", "a/N/x/9 b/N/y", "", 2, 0, 0 },
  { "no-profession", "a// b// c// d//", "", 2, 0, 0 },
};

typedef struct {
  RyGroupMember members[MOST];
  RyGroupPair pairs[16];
  guint n_members, n_pairs;
  GPtrArray *words;
} People;

static void
read_people (People *people, const char *members, const char *pairs)
{
  g_auto (GStrv) rows = g_strsplit (members, " ", -1);
  g_auto (GStrv) wishes = g_strsplit (pairs, " ", -1);

  memset (people, 0, sizeof *people);
  people->words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; rows[i] != NULL && *rows[i] != '\0'; i++) {
    GStrv words = g_strsplit (rows[i], "/", -1);
    RyGroupMember *member = &people->members[people->n_members++];

    g_ptr_array_add (people->words, words);
    member->key = words[0];
    member->profession = words[1];
    member->organisation = words[2];
    member->pinned = words[3] != NULL ? (int) g_ascii_strtoll (words[3], NULL, 10) : RY_GROUPING_FREE;
  }
  for (guint i = 0; wishes[i] != NULL && *wishes[i] != '\0'; i++) {
    gboolean apart = strchr (wishes[i], '-') != NULL;
    GStrv words = g_strsplit (wishes[i], apart ? "-" : "+", 2);

    g_ptr_array_add (people->words, words);
    people->pairs[people->n_pairs++] = (RyGroupPair){ words[0], words[1], apart };
  }
}

static RyGrouping *
group (const People *people, guint n_groups, guint32 seed)
{
  return ry_grouping_new (people->members, people->n_members, people->pairs, people->n_pairs, n_groups, seed);
}

static guint
count_shared (const RyGrouping *grouping, const RyGroupMember *members)
{
  guint n = 0;

  for (guint i = 0; i < grouping->n_members; i++)
    for (guint k = i + 1; k < grouping->n_members; k++)
      n += grouping->groups[i] == grouping->groups[k] && members[i].organisation != NULL &&
           *members[i].organisation != '\0' && g_strcmp0 (members[i].organisation, members[k].organisation) == 0;
  return n;
}

static void
count_sizes (const RyGrouping *grouping, guint *least, guint *most)
{
  g_autofree guint *sizes = g_new0 (guint, grouping->n_groups);

  for (guint i = 0; i < grouping->n_members; i++)
    sizes[grouping->groups[i]]++;
  *least = G_MAXUINT;
  *most = 0;
  for (guint i = 0; i < grouping->n_groups; i++) {
    *least = MIN (*least, sizes[i]);
    *most = MAX (*most, sizes[i]);
  }
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint s = 0; s < G_N_ELEMENTS (seeds); s++) {
      People people;
      g_autoptr (RyGrouping) grouping = NULL;
      g_autoptr (RyGrouping) again = NULL;
      guint least, most;

      g_test_message ("%s, seed %u", cases[i].name, seeds[s]);
      read_people (&people, cases[i].members, cases[i].pairs);
      grouping = group (&people, cases[i].n_groups, seeds[s]);
      again = group (&people, cases[i].n_groups, seeds[s]);
      g_assert_cmpuint (grouping->unmet->len, ==, cases[i].n_unmet);
      g_assert_cmpuint (count_shared (grouping, people.members), <=, cases[i].n_shared);
      count_sizes (grouping, &least, &most);
      g_assert_cmpuint (most - least, <=, 1);
      for (guint k = 0; k < people.n_members; k++) {
        int pin = people.members[k].pinned;

        g_assert_cmpint (grouping->groups[k], ==, again->groups[k]);
        if (pin >= 0 && pin < (int) cases[i].n_groups)
          g_assert_cmpint (grouping->groups[k], ==, pin);
      }
      g_ptr_array_unref (people.words);
    }
}

/* A training as it is: 60 people of 6 professions and 15 organisations, 10 tables. */
static void
fill_hall (People *people, guint n, guint n_professions, guint n_organisations)
{
  memset (people, 0, sizeof *people);
  people->words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; i < n; i++) {
    g_autofree char *row = g_strdup_printf ("m%u/p%u/o%u", i, i % n_professions, i % n_organisations);
    GStrv words = g_strsplit (row, "/", -1);

    g_ptr_array_add (people->words, words);
    people->members[i] = (RyGroupMember){ words[0], words[1], words[2], RY_GROUPING_FREE };
  }
  people->n_members = n;
}

static void
test_hall (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (seeds); s++) {
    g_autoptr (RyGrouping) grouping = NULL;
    guint counts[10][6] = { 0 }, least, most;
    People people;

    fill_hall (&people, 60, 6, 15);
    people.pairs[people.n_pairs++] = (RyGroupPair){ "m0", "m6", TRUE };
    grouping = group (&people, 10, seeds[s]);
    count_sizes (grouping, &least, &most);
    g_assert_cmpuint (least, ==, 6);
    g_assert_cmpuint (most, ==, 6);
    g_assert_cmpuint (grouping->unmet->len, ==, 0);
    /* Four of an organisation need not share a table; a profession has one at each. */
    g_assert_cmpuint (count_shared (grouping, people.members), ==, 0);
    for (guint i = 0; i < 60; i++)
      counts[grouping->groups[i]][i % 6]++;
    for (guint g = 0; g < 10; g++)
      for (guint p = 0; p < 6; p++)
        g_assert_cmpuint (counts[g][p], <=, 2);
    g_ptr_array_unref (people.words);
  }
}

/* Who is pinned stays where they sat, however often the rest is mixed anew. */
static void
test_again (void)
{
  g_autoptr (RyGrouping) first = NULL;
  People people;

  fill_hall (&people, 48, 5, 12);
  first = group (&people, 8, 1);
  for (guint i = 0; i < 48; i += 5)
    people.members[i].pinned = first->groups[i];
  for (guint s = 0; s < G_N_ELEMENTS (seeds); s++) {
    g_autoptr (RyGrouping) again = group (&people, 8, seeds[s]);
    guint least, most;

    for (guint i = 0; i < 48; i += 5)
      g_assert_cmpint (again->groups[i], ==, first->groups[i]);
    count_sizes (again, &least, &most);
    g_assert_cmpuint (most - least, <=, 1);
  }
  g_ptr_array_unref (people.words);
}

static void
test_quick (void)
{
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (RyGrouping) grouping = NULL;
  People people;

  fill_hall (&people, MOST, 11, 70);
  grouping = group (&people, 40, 3);
  g_assert_cmpuint (grouping->n_members, ==, MOST);
  g_test_message ("240 people: %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - begun) / 1000);
  g_ptr_array_unref (people.words);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grouping/cases", test_cases);
  g_test_add_func ("/grouping/hall", test_hall);
  g_test_add_func ("/grouping/again", test_again);
  g_test_add_func ("/grouping/quick", test_quick);
  return g_test_run ();
}
