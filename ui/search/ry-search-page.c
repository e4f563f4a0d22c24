/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ry-search-page.h"

struct _RySearchPage {
  RyPage parent_instance;
};

G_DEFINE_FINAL_TYPE (RySearchPage, ry_search_page, RY_TYPE_PAGE)

static void
ry_search_page_class_init (RySearchPageClass *klass)
{
}

static void
ry_search_page_init (RySearchPage *self)
{
}
