/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An AdwActionRow takes its title for markup unless it is told otherwise, and cuts what is long. */
#include "ry-plain-row.h"

/**
 * ry_plain_row_new:
 * @title: its words
 * @subtitle: (nullable): what stands below
 *
 * Returns: (transfer floating): an #AdwActionRow
 */
GtkWidget *
ry_plain_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}
