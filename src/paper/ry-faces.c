/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pango set up for Japanese office paper. Glyph positions are not rounded and metrics are not hinted, so that
 * a line of 44 characters measures 44 ems everywhere; the language is Japanese, so that Han characters take
 * their Japanese shapes. IPAex comes first: its digits share one width, and Cairo subsets it well.
 */
#include "ry-faces.h"

#define ASCENT 0.88 /* of the size: where the baseline of Japanese type lies in its body */

struct _RyFaces {
  PangoContext *context;
  PangoContext *upright; /* for columns that are set from the top down */
  GRegex *units;
  GHashTable *missing;
};

static const char *const families[] = {
  [RY_VOICE_MINCHO] = "IPAexMincho, IPAMincho, Noto Serif CJK JP, Noto Sans CJK JP, serif",
  [RY_VOICE_GOTHIC] = "IPAexGothic, IPAGothic, Noto Sans CJK JP, sans-serif",
  [RY_VOICE_HEAVY] = "Noto Sans CJK JP, IPAexGothic, sans-serif",
};

/* Short units that a line end must not tear apart. Whole dates may break between them. */
#define UNITS                                                                                                                               \
  "令和[0-9元]+年|平成[0-9元]+年|[0-9]+月|[0-9]+日(?:（.）)?|午[前後][0-9]+時(?:[0-9]+分)?|第[0-9]+回|資料[0-9]+(?:-[" \
  "0-9]+)*|[0-9]+(?:-[0-9]+)+"

static gboolean
is_ascii_at (const char *text, const char *position)
{
  return position >= text && (guchar) *position < 0x80 && *position != '\0';
}

/* One ASCII space would take all the slack of a justified line: between Japanese characters it becomes U+3000. */
static char *
widen_spaces (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 8);

  for (const char *p = text; *p != '\0'; p++) {
    gboolean between_latin = is_ascii_at (text, p - 1) && is_ascii_at (text, p + 1);

    if (*p == ' ' && !between_latin)
      g_string_append (out, "　");
    else
      g_string_append_c (out, *p);
  }
  return g_string_free (out, FALSE);
}

static void
insert_range (PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

static void
hold_units_together (RyFaces *self, PangoAttrList *list, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (self->units, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL)) {
    int start, end;

    if (g_match_info_fetch_pos (match, 0, &start, &end))
      insert_range (list, pango_attr_allow_breaks_new (FALSE), start, end);
  }
}

/* Neighbouring brackets and stops share their white space; the packaged faces have no `chws`. */
static void
close_up_punctuation (PangoAttrList *list, const char *text)
{
  const char *closing = "」』）〕、。", *opening = "「『（〔";

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    const char *next = g_utf8_next_char (p);

    if (g_utf8_strchr (closing, -1, g_utf8_get_char (p)) != NULL && *next != '\0' &&
        (g_utf8_strchr (opening, -1, g_utf8_get_char (next)) != NULL ||
         g_utf8_strchr (closing, -1, g_utf8_get_char (next)) != NULL))
      insert_range (list, pango_attr_font_features_new ("halt=1"), p - text, next - text);
  }
}

static void
note_missing (RyFaces *self, PangoLayout *layout)
{
  if (pango_layout_get_unknown_glyphs_count (layout) > 0)
    g_hash_table_add (self->missing, g_strdup (pango_layout_get_text (layout)));
}

/* A line alone does not know its layout's alignment: where it begins in the measure is worked out here. */
static double
get_line_offset (PangoLayout *layout, PangoLayoutLine *line)
{
  PangoRectangle logical;
  int width = pango_layout_get_width (layout);

  if (width < 0 || pango_layout_get_alignment (layout) != PANGO_ALIGN_CENTER)
    return 0;
  pango_layout_line_get_extents (line, NULL, &logical);
  return (double) (width - logical.width) / 2 / PANGO_SCALE;
}

static PangoContext *
create_context (PangoFontMap *map)
{
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("ja"));
  cairo_font_options_destroy (options);
  return context;
}

static PangoFontDescription *
create_description (const RyStyle *style)
{
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family (description, families[style->voice]);
  /* Absolute, because set_size() would go through the context's resolution. */
  pango_font_description_set_absolute_size (description, style->size * PANGO_SCALE);
  if (style->voice == RY_VOICE_HEAVY)
    pango_font_description_set_weight (description, PANGO_WEIGHT_BOLD);
  return description;
}

/**
 * ry_faces_new:
 *
 * Returns: (transfer full): the faces, from the fonts of this system
 */
RyFaces *
ry_faces_new (void)
{
  RyFaces *self = g_new0 (RyFaces, 1);
  g_autoptr (PangoFontMap) map = pango_cairo_font_map_new ();

  self->context = create_context (map);
  self->upright = create_context (map);
  pango_context_set_base_gravity (self->upright, PANGO_GRAVITY_EAST);
  pango_context_set_gravity_hint (self->upright, PANGO_GRAVITY_HINT_NATURAL);
  self->units = g_regex_new (UNITS, G_REGEX_OPTIMIZE, 0, NULL);
  self->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
ry_faces_free (RyFaces *self)
{
  g_clear_object (&self->context);
  g_clear_object (&self->upright);
  g_clear_pointer (&self->units, g_regex_unref);
  g_clear_pointer (&self->missing, g_hash_table_unref);
  g_free (self);
}

/**
 * ry_faces_create_layout:
 * @self: the faces
 * @style: voice, size and leading
 * @text: (nullable): the text
 * @width: where lines break, in mm; negative for one line
 *
 * Returns: (transfer full): a layout; its lines are to be set by the caller at the style's leading
 */
PangoLayout *
ry_faces_create_layout (RyFaces *self, const RyStyle *style, const char *text, double width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) description = create_description (style);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autofree char *set = widen_spaces (text != NULL ? text : "");

  pango_layout_set_font_description (layout, description);
  pango_layout_set_text (layout, set, -1);
  hold_units_together (self, attributes, set);
  close_up_punctuation (attributes, set);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, width < 0 ? -1 : RY_MM_TO_PT (width) * PANGO_SCALE);
  note_missing (self, layout);
  return layout;
}

/**
 * ry_faces_create_column:
 * @self: the faces
 * @style: voice and size
 * @text: one column of vertical text; digits and letters should be full-width or 漢数字, hyphens －
 *
 * Returns: (transfer full): a layout for ry_faces_show_column(); its width is the column's length
 */
PangoLayout *
ry_faces_create_column (RyFaces *self, const RyStyle *style, const char *text)
{
  PangoLayout *layout = pango_layout_new (self->upright);
  g_autoptr (PangoFontDescription) description = create_description (style);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  note_missing (self, layout);
  return layout;
}

/**
 * ry_faces_show_line:
 * @cr: where to draw, in points
 * @style: the layout's style
 * @layout: a layout
 * @n: which of its lines
 * @x: left edge of the measure, in mm
 * @y: top of the line, in mm
 *
 * Sets one line at the style's leading, whatever heights the fonts in it have.
 */
void
ry_faces_show_line (cairo_t *cr, const RyStyle *style, PangoLayout *layout, int n, double x, double y)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, n);
  double baseline = y + RY_PT_TO_MM ((style->leading - style->size) / 2 + ASCENT * style->size);

  cairo_move_to (cr, RY_MM_TO_PT (x) + get_line_offset (layout, line), RY_MM_TO_PT (baseline));
  pango_cairo_show_layout_line (cr, line);
}

/**
 * ry_faces_show_column:
 * @cr: where to draw, in points
 * @column: a layout from ry_faces_create_column()
 * @x: the column's centre, in mm
 * @y: its top, in mm
 */
void
ry_faces_show_column (cairo_t *cr, PangoLayout *column, double x, double y)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (column, 0);
  PangoRectangle logical;

  pango_layout_line_get_extents (line, NULL, &logical);
  cairo_save (cr);
  cairo_translate (cr, RY_MM_TO_PT (x), RY_MM_TO_PT (y));
  cairo_rotate (cr, G_PI / 2);
  cairo_move_to (cr, 0, -(logical.y + logical.height / 2.0) / PANGO_SCALE);
  pango_cairo_show_layout_line (cr, line);
  cairo_restore (cr);
}

/**
 * ry_faces_justify:
 * @layout: a layout of 15 ems or more
 *
 * Spreads all lines but the last over the whole measure.
 */
void
ry_faces_justify (PangoLayout *layout)
{
  pango_layout_set_justify (layout, TRUE);
}

/**
 * ry_faces_set_lead_voice:
 * @layout: a layout
 * @voice: the voice of its beginning
 * @n_bytes: how long the beginning is
 */
void
ry_faces_set_lead_voice (PangoLayout *layout, RyVoice voice, guint n_bytes)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));

  insert_range (attributes, pango_attr_family_new (families[voice]), 0, n_bytes);
  pango_layout_set_attributes (layout, attributes);
}

/**
 * ry_faces_spread:
 * @layout: a layout of one line
 * @width: the width to fill, in mm
 *
 * 均等割付: sets the characters at equal distances over @width. Wider text is left as it is.
 */
void
ry_faces_spread (PangoLayout *layout, double width)
{
  glong n = g_utf8_strlen (pango_layout_get_text (layout), -1);
  double slack = RY_MM_TO_PT (width - ry_faces_get_width (layout));
  g_autoptr (PangoAttrList) attributes = NULL;

  if (n < 2 || slack <= 0)
    return;
  attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));
  insert_range (attributes, pango_attr_letter_spacing_new (slack / (n - 1) * PANGO_SCALE), 0, G_MAXUINT);
  pango_layout_set_attributes (layout, attributes);
}

/**
 * ry_faces_get_width:
 * @layout: a layout
 *
 * Returns: its width in mm
 */
double
ry_faces_get_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return RY_PT_TO_MM ((double) width / PANGO_SCALE);
}

/**
 * ry_faces_get_missing:
 * @self: the faces
 *
 * Returns: (transfer full) (element-type utf8): texts with a character that no installed face has
 */
GPtrArray *
ry_faces_get_missing (RyFaces *self)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer text;

  g_hash_table_iter_init (&iter, self->missing);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    g_ptr_array_add (texts, g_strdup (text));
  return texts;
}
