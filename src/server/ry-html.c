/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writer keeps the elements that are open, so that each is closed once and in order. Elements and attributes are
 * names in the source; values and text come from anywhere. A page of ours holds no script and no style of its own, so
 * those elements, and attributes that would run something, are refused as a mistake of the program.
 *
 * See <https://html.spec.whatwg.org/multipage/syntax.html>.
 */
#include "ry-html.h"

#include <string.h>

struct _RyHtml {
  GString *out;
  GPtrArray *open; /* (element-type utf8): borrowed, they are literals */
};

static const char *const empty_elements[] = { "br", "hr", "input", "link", "meta", NULL };
static const char *const refused_elements[] = { "script", "style", "iframe", "object", "embed", "base", "svg", NULL };
static const char *const addresses[] = { "href", "action", NULL };

static gboolean
is_name (const char *name)
{
  return g_ascii_islower (name[0]) && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (name);
}

/* A character that HTML may not hold, or that changes how what stands around it is read (the marks of direction),
 * becomes one that says so. */
static gunichar
tame (gunichar c)
{
  gboolean control = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0);
  gboolean direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);

  return control || direction || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef) ? 0xfffd : c;
}

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);

  for (const char *p = valid != NULL ? valid : text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '&')
      g_string_append (out, "&amp;");
    else if (c == '<')
      g_string_append (out, "&lt;");
    else if (c == '>')
      g_string_append (out, "&gt;");
    else if (c == '"')
      g_string_append (out, "&quot;");
    else if (c == '\'')
      g_string_append (out, "&#39;");
    else
      g_string_append_unichar (out, tame (c));
  }
}

/* Where a link may lead: within this server, to a telephone, a mail program, or openly to the web. */
static gboolean
is_address (const char *value)
{
  static const char *const schemes[] = { "tel:", "mailto:", "https://", "http://" };

  if (value[0] == '#' || value[0] == '?')
    return TRUE;
  if (value[0] == '/')
    return value[1] != '/' && value[1] != '\\';
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (value, schemes[i]))
      return TRUE;
  return FALSE;
}

static void
append_attribute (GString *out, const char *name, const char *value)
{
  g_return_if_fail (is_name (name) && !g_str_has_prefix (name, "on") && !g_str_equal (name, "style"));

  g_string_append_printf (out, " %s", name);
  if (g_strv_contains (addresses, name) && !is_address (value))
    value = "#";
  if (*value == '\0' && !g_str_equal (name, "value"))
    return;
  g_string_append (out, "=\"");
  append_escaped (out, value);
  g_string_append_c (out, '"');
}

static gboolean
open_element (RyHtml *self, const char *element, va_list attributes)
{
  const char *name;

  g_return_val_if_fail (is_name (element) && !g_strv_contains (refused_elements, element), FALSE);

  g_string_append_printf (self->out, "<%s", element);
  while ((name = va_arg (attributes, const char *)) != NULL) {
    const char *value = va_arg (attributes, const char *);

    if (value != NULL)
      append_attribute (self->out, name, value);
  }
  g_string_append_c (self->out, '>');
  if (g_strv_contains (empty_elements, element))
    return FALSE;
  g_ptr_array_add (self->open, (gpointer) element);
  return TRUE;
}

/**
 * ry_html_new:
 *
 * Returns: (transfer full): a page that has begun
 */
RyHtml *
ry_html_new (void)
{
  RyHtml *self = g_new0 (RyHtml, 1);

  self->out = g_string_new ("<!DOCTYPE html>\n");
  self->open = g_ptr_array_new ();
  return self;
}

/**
 * ry_html_free:
 * @self: (transfer full): a page that is not needed any more
 */
void
ry_html_free (RyHtml *self)
{
  g_string_free (self->out, TRUE);
  g_ptr_array_unref (self->open);
  g_free (self);
}

/**
 * ry_html_open:
 * @self: a page
 * @element: an element's name; a literal
 * @...: pairs of an attribute's name, which is a literal, and its value, and %NULL; an attribute whose value is %NULL
 * is left out, and one whose value is "" stands alone but for `value`
 *
 * Begins an element. In `href` and `action` an address that would run something, or leads elsewhere in disguise,
 * becomes
 * `#`.
 */
void
ry_html_open (RyHtml *self, const char *element, ...)
{
  va_list attributes;

  va_start (attributes, element);
  open_element (self, element, attributes);
  va_end (attributes);
}

/**
 * ry_html_close:
 * @self: a page in which an element is open
 *
 * Ends the element that was begun last.
 */
void
ry_html_close (RyHtml *self)
{
  g_return_if_fail (self->open->len > 0);

  g_string_append_printf (self->out, "</%s>", (const char *) g_ptr_array_steal_index (self->open, self->open->len - 1));
}

/**
 * ry_html_text:
 * @self: a page
 * @text: (nullable): from anywhere
 */
void
ry_html_text (RyHtml *self, const char *text)
{
  if (text != NULL)
    append_escaped (self->out, text);
}

/**
 * ry_html_format:
 * @self: a page
 * @format: as printf() takes it; it may be a translation
 * @...: for @format
 *
 * ry_html_text() of what comes of them.
 */
void
ry_html_format (RyHtml *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  ry_html_text (self, text);
}

/**
 * ry_html_lines:
 * @self: a page
 * @text: (nullable): from anywhere
 *
 * ry_html_text() that keeps the ends of lines.
 */
void
ry_html_lines (RyHtml *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    if (i > 0)
      ry_html_open (self, "br", NULL);
    ry_html_text (self, lines[i]);
  }
}

/**
 * ry_html_put:
 * @self: a page
 * @element: an element's name; a literal
 * @text: (nullable): what is in it, from anywhere
 * @...: attributes, as in ry_html_open()
 *
 * A whole element.
 */
void
ry_html_put (RyHtml *self, const char *element, const char *text, ...)
{
  va_list attributes;
  gboolean holds;

  va_start (attributes, text);
  holds = open_element (self, element, attributes);
  va_end (attributes);
  if (!holds)
    return;
  ry_html_text (self, text);
  ry_html_close (self);
}

/**
 * ry_html_get_depth:
 * @self: a page
 *
 * Returns: how many elements are open
 */
guint
ry_html_get_depth (RyHtml *self)
{
  return self->open->len;
}

/**
 * ry_html_finish:
 * @self: (transfer full): a page
 *
 * Ends whatever is open.
 *
 * Returns: (transfer full): the page
 */
GString *
ry_html_finish (RyHtml *self)
{
  GString *out;

  while (self->open->len > 0)
    ry_html_close (self);
  g_string_append_c (self->out, '\n');
  out = g_steal_pointer (&self->out);
  self->out = g_string_new (NULL);
  ry_html_free (self);
  return out;
}
