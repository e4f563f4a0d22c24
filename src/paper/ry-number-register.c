/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The register of document numbers of a council's year as a list; cancelled numbers keep their line.
 */
#include "ry-paper-private.h"

#include "ry-date.h"
#include "ry-document-number.h"
#include "ry-json.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 20, .right = 18, .bottom = 18, .left = 18 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 15, 22 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 10.5, 17 };
static const RyStyle foot_style = { RY_VOICE_MINCHO, 8.5, 12 };
static const RyColumn columns[] = {
  { "番号", 29, TRUE }, { "日付", 31, TRUE }, { "件名", 54, FALSE }, { "宛先", 36, FALSE }, { "備考", 24, FALSE },
};

static const char *
get (RyDocument *document, const char *member)
{
  const char *value = ry_document_get_string (document, member);

  return value != NULL ? value : "";
}

static char **
create_row (RyDocument *entry)
{
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();
  g_autofree char *date = ry_date_format_paper (get (entry, "date"), RY_DATE_MONTH_DAY);
  gboolean cancelled = g_str_equal (get (entry, "status"), "cancelled");
  g_autofree char *note =
      cancelled ? g_strdup_printf ("取消　%s", get (entry, "note")) : g_strdup (get (entry, "note"));

  g_strv_builder_add (row, get (entry, "text"));
  g_strv_builder_add (row, date);
  g_strv_builder_add (row, get (entry, "subject"));
  g_strv_builder_add (row, get (entry, "addressee"));
  g_strv_builder_add (row, note);
  return g_strv_builder_end (row);
}

static void
set_footer_cb (RyFlow *flow, guint page, guint n_pages, gpointer data)
{
  g_autofree char *number = g_strdup_printf ("%u／%u", page, n_pages);

  ry_flow_put (flow, &foot_style, sheet.width / 2, 284, 0.5, number);
}

/**
 * ry_paper_new_number_register:
 * @workspace: the region
 * @council: id of a council
 * @year: a year of account
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): 文書番号簿, on A4
 */
RyPaper *
ry_paper_new_number_register (RyWorkspace *workspace, const char *council, int year, GError **error)
{
  g_autoptr (GPtrArray) entries = ry_document_number_list (workspace, council, year, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *name = ry_workspace_dup_name (workspace, council);
  g_autofree char *first_day = g_strdup_printf ("%d-04-01", year);
  g_autofree char *title = g_strdup_printf ("文書番号簿　%d年度", year);
  g_autofree char *heading = NULL;
  g_autoptr (RyFaces) faces = NULL;
  g_autoptr (RyFlow) flow = NULL;

  if (entries == NULL)
    return NULL;
  heading = year == 2019  ? g_strdup ("令和元年度　文書番号簿")
            : year > 2019 ? g_strdup_printf ("令和%d年度　文書番号簿", year - 2018)
                          : g_strdup (title);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (rows, create_row (entries->pdata[i]));
  faces = ry_faces_new ();
  flow = ry_flow_new (faces, &sheet, heading);
  ry_flow_centred (flow, &title_style, heading);
  ry_flow_centred (flow, &body_style, name);
  ry_flow_space (flow, 4);
  if (rows->len == 0)
    ry_flow_text (flow, &body_style, 0, "該当なし");
  ry_flow_table (flow, columns, G_N_ELEMENTS (columns), rows);
  return _ry_paper_new (
      _ry_pages_take (title, name, first_day, &sheet, ry_flow_finish (flow, set_footer_cb, NULL), faces));
}
