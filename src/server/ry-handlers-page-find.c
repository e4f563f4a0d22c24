/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of the search for a bed, for every member: whoever reads the region's council may look.
 */
#include <glib/gi18n-lib.h>

#include "ry-confirmation.h"
#include "ry-date.h"
#include "ry-finder.h"
#include "ry-handlers-page.h"
#include "ry-pages-private.h"

RyResponse *
ry_page_find (RyPage *page, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *clock = g_date_time_format (now, "%-H:%M");
  g_autofree char *title = ry_workspace_dup_title (page->workspace);
  g_autofree char *as_of = g_strdup_printf (_ ("as of %s"), clock);
  g_autofree char *subtitle = g_strconcat (title, "　", as_of, NULL);
  g_autofree char *today = ry_date_dup_today (), *since = ry_confirmation_find_since (page->workspace, today, NULL);
  g_autoptr (RyHtml) html = ry_page_begin (page, RY_PAGE_VERTICAL, _ ("Find a bed"), subtitle);

  if (!ry_finder_write (page->request->pages->finder, page->region, page->store, since, page->request->query, html,
                        error))
    return NULL;
  return ry_page_finish (page, g_steal_pointer (&html), 200);
}
