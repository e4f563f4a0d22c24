/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether slides can be read from the last row, told before the day: type that is too small or too faint, and fonts that
 * a file does not bring with it. It warns and never refuses.
 */
#pragma once

#include "ry-scene.h"

G_BEGIN_DECLS

#define RY_SLIDE_CONTRAST 7.0

/**
 * RySlideFinding:
 * @small: slides with type below 24 points on a page of 7.5 inches
 * @faint: slides with type of a contrast below 7
 * @fonts: fonts that are not in the file
 * @smallest: the smallest type, in points; 0 where there is none
 * @faintest: the lowest contrast; 0 where there is none
 */
typedef struct {
  guint small;
  guint faint;
  guint fonts;
  double smallest;
  double faintest;
} RySlideFinding;

double   ry_slide_get_contrast    (const char *a, const char *b);
void     ry_slide_check_scene     (RyScene *scene, RySlideFinding *finding);
gboolean ry_slide_finding_is_good (const RySlideFinding *finding);
char    *ry_slide_finding_format  (const RySlideFinding *finding);

G_END_DECLS
