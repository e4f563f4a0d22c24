/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of rights, as far as it goes by role and space. Finer rights (a hospital writes its own
 * functions, a member its own replies) belong to the kinds and join here when the kinds carry them; until
 * then only the secretariat and the administrator write.
 */
#include "ry-rights.h"

#include <string.h>

typedef enum { SPACE_COUNCIL, SPACE_OFFICE, SPACE_OTHER, N_SPACES } Space;

enum { NOTHING = 0, READ = 1, WRITE = 2 };

static const struct {
  const char *name;
  guint8 rights[N_SPACES];
} roles[RY_N_ROLES] = {
  [RY_ROLE_ADMINISTRATOR] = { "administrator", { READ | WRITE, READ | WRITE, READ | WRITE } },
  [RY_ROLE_SECRETARIAT] = { "secretariat", { READ | WRITE, READ | WRITE, NOTHING } },
  [RY_ROLE_OFFICER] = { "officer", { READ, NOTHING, NOTHING } },
  [RY_ROLE_CHAIR] = { "chair", { READ, NOTHING, NOTHING } },
  [RY_ROLE_LIAISON] = { "liaison", { READ, NOTHING, NOTHING } },
  [RY_ROLE_MEMBER] = { "member", { READ, NOTHING, NOTHING } },
  [RY_ROLE_VIEWER] = { "viewer", { READ, NOTHING, NOTHING } },
};

static Space
find_space (const char *database)
{
  const char *hyphen = strrchr (database, '-');

  if (hyphen != NULL && g_str_equal (hyphen, "-council"))
    return SPACE_COUNCIL;
  if (hyphen != NULL && g_str_equal (hyphen, "-office"))
    return SPACE_OFFICE;
  return SPACE_OTHER;
}

/**
 * ry_role_get_name:
 * @role: a role
 *
 * Returns: the word for it on the command line and in `_session`
 */
const char *
ry_role_get_name (RyRole role)
{
  return roles[role].name;
}

/**
 * ry_role_from_name:
 * @name: a word
 * @role: (out): the role it names
 *
 * Returns: whether there is such a role
 */
gboolean
ry_role_from_name (const char *name, RyRole *role)
{
  for (guint i = 0; i < RY_N_ROLES; i++) {
    if (g_strcmp0 (roles[i].name, name) == 0) {
      *role = i;
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * ry_role_dup_names:
 *
 * Returns: (transfer full): all roles, for a sentence
 */
char *
ry_role_dup_names (void)
{
  GString *names = g_string_new (roles[0].name);

  for (guint i = 1; i < RY_N_ROLES; i++)
    g_string_append_printf (names, ", %s", roles[i].name);
  return g_string_free (names, FALSE);
}

/**
 * ry_rights_may_read:
 * @role: a role
 * @database: a database's name
 *
 * Returns: whether accounts of the role may read there, and keep their checkpoints there
 */
gboolean
ry_rights_may_read (RyRole role, const char *database)
{
  return (roles[role].rights[find_space (database)] & READ) != 0;
}

/**
 * ry_rights_may_write:
 * @role: a role
 * @database: a database's name
 *
 * Returns: whether accounts of the role may write documents there
 */
gboolean
ry_rights_may_write (RyRole role, const char *database)
{
  return (roles[role].rights[find_space (database)] & WRITE) != 0;
}
