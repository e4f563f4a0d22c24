/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ry-conflicts-page.h"

struct _RyConflictsPage {
  RyPage parent_instance;
};

G_DEFINE_FINAL_TYPE (RyConflictsPage, ry_conflicts_page, RY_TYPE_PAGE)

static void
ry_conflicts_page_class_init (RyConflictsPageClass *klass)
{
}

static void
ry_conflicts_page_init (RyConflictsPage *self)
{
}
