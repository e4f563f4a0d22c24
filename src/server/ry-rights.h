/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may read and write which space. Reading is granted per database; the space is the part of the
 * database's name after the last hyphen: REGION-council, REGION-office. Pure functions.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RyRole:
 * @RY_ROLE_ADMINISTRATOR: makes databases and reads and writes all of them
 * @RY_ROLE_SECRETARIAT: reads and writes the council's and the office's spaces
 * @RY_ROLE_OFFICER: an officer of a council (幹事)
 * @RY_ROLE_CHAIR: a subcommittee's chair
 * @RY_ROLE_LIAISON: a hospital's liaison office
 * @RY_ROLE_MEMBER: any other member
 * @RY_ROLE_VIEWER: only looks
 *
 * What an account is for. All but the first two read the council's space.
 */
typedef enum {
  RY_ROLE_ADMINISTRATOR,
  RY_ROLE_SECRETARIAT,
  RY_ROLE_OFFICER,
  RY_ROLE_CHAIR,
  RY_ROLE_LIAISON,
  RY_ROLE_MEMBER,
  RY_ROLE_VIEWER,
  RY_N_ROLES
} RyRole;

const char *ry_role_get_name   (RyRole role);
gboolean    ry_role_from_name  (const char *name, RyRole *role);
char       *ry_role_dup_names  (void);
gboolean    ry_rights_may_read (RyRole role, const char *database);
gboolean    ry_rights_may_write(RyRole role, const char *database);

G_END_DECLS
