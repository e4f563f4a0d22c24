/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands about the workspace as a whole: init, backup, restore, check, compact.
 */
#include "ry-ctl.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "ry-error.h"

int
ry_ctl_init (RyCtl *ctl, int argc, char **argv)
{
  gboolean sample = FALSE;
  g_autofree char *region = NULL;
  const GOptionEntry entries[] = {
    { "sample", 0, 0, G_OPTION_ARG_NONE, &sample, N_ ("Fill it with the sample region, to practise in"), NULL },
    { "region", 0, 0, G_OPTION_ARG_FILENAME, &region, N_ ("What the region is called"), "NAME" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 0, 0) || !ry_ctl_is_text ((const char *const[]){ region, NULL }))
    return RY_CTL_USAGE;
  if (!ry_workspace_create (ctl->home, region, &error))
    return ry_ctl_refuse (error);
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  if (sample && !ry_workspace_load_sample (ctl->workspace, NULL, &error)) {
    ry_workspace_close (ctl->workspace);
    g_clear_object (&ctl->workspace);
    ry_workspace_discard (ctl->home);
    return ry_ctl_refuse (error);
  }
  ry_ctl_print ("region %s", ry_workspace_get_region (ctl->workspace));
  return RY_CTL_DONE;
}

int
ry_ctl_backup (RyCtl *ctl, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  if (!ry_ctl_parse (ctl, NULL, &argc, &argv, 1, 1))
    return RY_CTL_USAGE;
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  if (!ry_workspace_backup (ctl->workspace, argv[1], NULL, &error))
    return ry_ctl_refuse (error);
  ry_ctl_print ("bytes %" G_GINT64_FORMAT, g_stat (argv[1], &info) == 0 ? (gint64) info.st_size : (gint64) -1);
  return RY_CTL_DONE;
}

int
ry_ctl_restore (RyCtl *ctl, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!ry_ctl_parse (ctl, NULL, &argc, &argv, 1, 1))
    return RY_CTL_USAGE;
  if (!ry_workspace_restore (ctl->home, argv[1], NULL, &error))
    return ry_ctl_refuse (error);
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  ry_ctl_print ("region %s", ry_workspace_get_region (ctl->workspace));
  return RY_CTL_DONE;
}

static gboolean
check_space (RyCtl *ctl, const char *space, GPtrArray *faults, GError **error)
{
  RyStore *store = ry_workspace_get_store (ctl->workspace, space);
  RyStoreInfo *info;

  if (!ry_store_check (store, faults, NULL, error))
    return FALSE;
  info = ry_store_get_info (store, error);
  if (info == NULL)
    return FALSE;
  ry_ctl_print ("%s: documents %" G_GINT64_FORMAT ", deleted %" G_GINT64_FORMAT ", sequence %" G_GINT64_FORMAT, space,
                info->doc_count, info->doc_del_count, info->update_seq);
  ry_store_info_free (info);
  return TRUE;
}

int
ry_ctl_check (RyCtl *ctl, int argc, char **argv)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  const char *const *spaces;

  if (!ry_ctl_parse (ctl, NULL, &argc, &argv, 0, 0))
    return RY_CTL_USAGE;
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  spaces = ry_workspace_get_spaces (ctl->workspace);
  for (guint i = 0; spaces[i] != NULL; i++) {
    if (!check_space (ctl, spaces[i], faults, &error))
      return ry_ctl_refuse (error);
  }
  ry_ctl_print ("conflicts %" G_GINT64_FORMAT, ry_workspace_count_conflicts (ctl->workspace));
  if (faults->len > 0)
    ry_ctl_say ("%s",
                _ ("The data is damaged. Nothing has been changed; “ryorinctl restore FILE” brings back a backup."));
  for (guint i = 0; i < faults->len; i++)
    ry_ctl_say ("%s", (const char *) g_ptr_array_index (faults, i));
  ry_ctl_print ("faults %u", faults->len);
  return faults->len == 0 ? RY_CTL_DONE : RY_CTL_REFUSED;
}

static gint64
measure_spaces (RyCtl *ctl)
{
  const char *const *spaces = ry_workspace_get_spaces (ctl->workspace);
  gint64 bytes = 0;

  for (guint i = 0; spaces[i] != NULL; i++) {
    RyStoreInfo *info = ry_store_get_info (ry_workspace_get_store (ctl->workspace, spaces[i]), NULL);

    if (info == NULL)
      continue;
    bytes += info->file_size;
    ry_store_info_free (info);
  }
  return bytes;
}

int
ry_ctl_compact (RyCtl *ctl, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gint64 before;

  if (!ry_ctl_parse (ctl, NULL, &argc, &argv, 0, 0))
    return RY_CTL_USAGE;
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  before = measure_spaces (ctl);
  if (!ry_workspace_compact (ctl->workspace, NULL, &error))
    return ry_ctl_refuse (error);
  ry_ctl_print ("bytes %" G_GINT64_FORMAT " before, %" G_GINT64_FORMAT " now", before, measure_spaces (ctl));
  return RY_CTL_DONE;
}
