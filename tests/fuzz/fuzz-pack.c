/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the running order of a pack, as the questions somebody brings home, and, where they begin like one, as a
 * whole pack: no crash; what is read can be written and read again, and leafed through from end to end. */
#include "ry-json.h"
#include "ry-pack.h"
#include "ry-question.h"
#include "ry-show-run.h"

#include <stdint.h>
#include <string.h>

#define MAX_STEPS 2000

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
leaf_through (RyShow *show)
{
  g_autofree guint *n_slides = g_new (guint, show->talks->len);
  g_autoptr (RyShowRun) run = NULL;
  RyShowView view;

  for (guint i = 0; i < show->talks->len; i++)
    n_slides[i] = MAX (ry_show_get_talk (show, i)->slides, 1);
  run = ry_show_run_new (show, n_slides);
  for (guint step = 0; step < MAX_STEPS && ry_show_run_next (run, step * 7.0); step++) {
    RyTalk *talk = ry_show_get_talk (show, ry_show_run_get_talk (run));
    g_autofree char *notes = ry_talk_dup_notes (talk, ry_show_run_get_slide (run)),
                    *speaker = ry_talk_dup_speaker (talk);

    g_assert_nonnull (talk->name);
    ry_show_run_get_view (run, &view);
    g_assert_cmpuint (view.slide, <, ry_show_run_get_n_slides (run, view.talk));
    ry_show_run_tick (run, step * 7.0);
    ry_show_run_get_delay (run, step * 7.0, 47000);
  }
  while (ry_show_run_previous_talk (run, 0))
    continue;
}

static void
read_order (GBytes *bytes)
{
  g_autoptr (RyShow) show = ry_pack_parse_order (bytes, NULL), again = NULL;
  g_autoptr (JsonObject) root = NULL;
  g_autofree char *sum = NULL;

  if (show == NULL)
    return;
  root = ry_show_to_json (show);
  again = ry_show_parse (show->id, root);
  g_assert_cmpuint (again->talks->len, ==, show->talks->len);
  g_assert_cmpint (again->minutes, ==, show->minutes);
  sum = ry_show_format_sum (show);
  leaf_through (show);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) questions = ry_question_unpack ((const char *) data, (gssize) size, NULL);

  read_order (bytes);
  if (size > 5 && memcmp (data, "%PDF-", 5) == 0) {
    g_autoptr (RyShow) show = ry_pack_read_bytes (bytes, NULL);

    if (show != NULL)
      leaf_through (show);
  }
  return 0;
}
