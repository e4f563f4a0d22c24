/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one table of colours for drawings. Change a value here and in style.css together; the test compares
 * them.
 */
#include "ry-palette.h"

static const RyPalette palettes[] = {
  [RY_PALETTE_LIGHT] = {
    .view = "#ffffff", .window = "#fafafa", .ink = "#1e1e22", .ink2 = "#55545c",
    .plane = "#16756a", .plane_ink = "#0f5c52", .plane_soft = "#e3f3f0", .plane_mid = "#b9ded8",
    .vertical = "#4a55b5", .vertical_ink = "#353f96", .vertical_soft = "#eef0fb", .vertical_mid = "#c5caee",
    .plane_tyre = "#16756a", .vertical_tyre = "#4a55b5",
    .ok = "#1b6e36", .conditional = "#8a5200", .no = "#5f5e66", .warn = "#a3450b", .warn_soft = "#fdf0e3",
  },
  [RY_PALETTE_DARK] = {
    .view = "#1e1e1e", .window = "#242424", .ink = "#f6f5f4", .ink2 = "#c0bebb",
    .plane = "#57cbb9", .plane_ink = "#9be6da", .plane_soft = "#1b3a36", .plane_mid = "#2c655d",
    .vertical = "#a1abf8", .vertical_ink = "#c6ccff", .vertical_soft = "#272a45", .vertical_mid = "#414a86",
    .plane_tyre = "#1f6f64", .vertical_tyre = "#4d58bb",
    .ok = "#8fe0a4", .conditional = "#f5c26b", .no = "#bdbbc2", .warn = "#ffb47a", .warn_soft = "#45301f",
  },
  [RY_PALETTE_SLIDE] = {
    .view = "#ffffff", .window = "#ffffff", .ink = "#0f0f14", .ink2 = "#3a3942",
    .plane = "#0d5f55", .plane_ink = "#0a4a42", .plane_soft = "#e3f3f0", .plane_mid = "#b9ded8",
    .vertical = "#353f96", .vertical_ink = "#2a3380", .vertical_soft = "#eef0fb", .vertical_mid = "#c5caee",
    .plane_tyre = "#0d5f55", .vertical_tyre = "#353f96",
    .ok = "#0f5a28", .conditional = "#6d4000", .no = "#4a4950", .warn = "#8a3400", .warn_soft = "#fdf0e3",
  },
  [RY_PALETTE_WALL] = {
    .view = "#1c1e26", .window = "#14151a", .ink = "#ffffff", .ink2 = "#d2d1d8",
    .plane = "#7fe0d0", .plane_ink = "#9be6da", .plane_soft = "#1b3a36", .plane_mid = "#2c655d",
    .vertical = "#b4bcff", .vertical_ink = "#c6ccff", .vertical_soft = "#262a48", .vertical_mid = "#414a86",
    .plane_tyre = "#1a6459", .vertical_tyre = "#454fae",
    .ok = "#8fe0a4", .conditional = "#f5c26b", .no = "#bdbbc2", .warn = "#ffb47a", .warn_soft = "#45301f",
  },
};

/**
 * ry_palette_get:
 * @scheme: where it will be seen
 *
 * Returns: (transfer none): the colours for it
 */
const RyPalette *
ry_palette_get (RyPaletteScheme scheme)
{
  return &palettes[scheme];
}
