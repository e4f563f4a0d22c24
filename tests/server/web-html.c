/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writer of pages: whatever is put in comes out as text, and what could run or lead astray does not come out. */
#include <glib.h>
#include <string.h>

#include "ry-html.h"

static char *
finish (RyHtml *html)
{
  GString *out = ry_html_finish (html);

  g_assert_true (g_str_has_prefix (out->str, "<!DOCTYPE html>\n"));
  g_assert_true (g_str_has_suffix (out->str, "\n"));
  g_string_erase (out, 0, (gssize) strlen ("<!DOCTYPE html>\n"));
  g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

static void
test_hostile (void)
{
  static const struct {
    const char *in;
    const char *text;
  } cases[] = {
    { "海風病院", "海風病院" },
    { "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;" },
    { "\"><img src=x onerror=alert(1)>", "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;" },
    { "' onmouseover='x", "&#39; onmouseover=&#39;x" },
    { "&lt;b&gt; & &#x3c;", "&amp;lt;b&amp;gt; &amp; &amp;#x3c;" },
    { "</textarea><!-- -->", "&lt;/textarea&gt;&lt;!-- --&gt;" },
    { "a\nb\tc", "a\nb\tc" },
    { "a\x01\x1f\x7f", "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
    { "\xc2\x85", "\xef\xbf\xbd" },             /* a control character of two bytes */
    { "\xe2\x80\xaehtml", "\xef\xbf\xbdhtml" }, /* turns the direction round */
    { "\xe2\x81\xa6x", "\xef\xbf\xbdx" },
    { "\xef\xbf\xbf", "\xef\xbf\xbd" },                                   /* no character */
    { "\xff<\xc0\xaf>", "\xef\xbf\xbd&lt;\xef\xbf\xbd\xef\xbf\xbd&gt;" }, /* no UTF-8 */
    { "\xe3\x81", "\xef\xbf\xbd\xef\xbf\xbd" },                           /* torn */
    { "+ADw-script+AD4-", "+ADw-script+AD4-" },                           /* UTF-7 means nothing under UTF-8 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    RyHtml *html = ry_html_new ();
    g_autofree char *expected = g_strdup_printf ("<p title=\"%s\">%s</p>", cases[i].text, cases[i].text);
    g_autofree char *out = NULL;

    ry_html_put (html, "p", cases[i].in, "title", cases[i].in, NULL);
    out = finish (html);
    g_assert_cmpstr (out, ==, expected);
  }
}

static void
test_addresses (void)
{
  static const struct {
    const char *in;
    const char *out;
  } cases[] = {
    { "/_ryorin/pages", "/_ryorin/pages" },
    { "#row-1", "#row-1" },
    { "?area=1&need=2", "?area=1&amp;need=2" },
    { "tel:000-555-0111", "tel:000-555-0111" },
    { "mailto:jimu@example.org", "mailto:jimu@example.org" },
    { "https://example.org/a", "https://example.org/a" },
    { "javascript:alert(1)", "#" },
    { " javascript:alert(1)", "#" },
    { "JaVaScRiPt:alert(1)", "#" },
    { "java\nscript:alert(1)", "#" },
    { "data:text/html,<script>", "#" },
    { "vbscript:x", "#" },
    { "//evil.example", "#" },
    { "/\\evil.example", "#" },
    { "evil", "#" },
    { "", "#" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    RyHtml *html = ry_html_new ();
    g_autofree char *expected = g_strdup_printf ("<a href=\"%s\">x</a>", cases[i].out);
    g_autofree char *out = NULL;

    ry_html_put (html, "a", "x", "href", cases[i].in, NULL);
    out = finish (html);
    g_assert_cmpstr (out, ==, expected);
  }
}

static void
test_nesting (void)
{
  RyHtml *html = ry_html_new ();
  g_autofree char *out = NULL;

  ry_html_open (html, "form", "method", "post", "action", "/x", NULL);
  ry_html_put (html, "input", "never", "name", "a", "value", "", "disabled", RY_HTML_IF (FALSE), "required",
               RY_HTML_IF (TRUE), NULL);
  ry_html_open (html, "p", "class", NULL, NULL);
  ry_html_lines (html, "one\n<two>");
  ry_html_close (html);
  ry_html_open (html, "p", NULL);
  ry_html_format (html, "%d<%s", 3, "&");
  ry_html_text (html, NULL);
  g_assert_cmpuint (ry_html_get_depth (html), ==, 2);
  out = finish (html); /* what was left open is closed */
  g_assert_cmpstr (out, ==,
                   "<form method=\"post\" action=\"/x\"><input name=\"a\" value=\"\" required>"
                   "<p>one<br>&lt;two&gt;</p><p>3&lt;&amp;</p></form>");
}

/* A page with a script in it is a mistake in the source, and stops the program that is being written. */
static void
test_refused (void)
{
  static const char *const elements[] = { "script", "style", "iframe", "base", "svg", "SCRIPT", "p onclick=x", "p>" };
  static const char *const attributes[] = { "onclick", "style", "ONCLICK", "a b", "a=\"" };

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++) {
    g_autoptr (RyHtml) html = ry_html_new ();

    g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*");
    ry_html_open (html, elements[i], NULL);
    g_test_assert_expected_messages ();
    g_assert_cmpuint (ry_html_get_depth (html), ==, 0);
  }
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++) {
    RyHtml *html = ry_html_new ();
    g_autofree char *out = NULL;

    g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*");
    ry_html_open (html, "p", attributes[i], "x", NULL);
    g_test_assert_expected_messages ();
    out = finish (html);
    g_assert_cmpstr (out, ==, "<p></p>");
  }
}

/* Any bytes at all: the page stays UTF-8, and nothing but the writer's own markup stands in it. */
static void
test_random (void)
{
  for (guint round = 0; round < 20000; round++) {
    RyHtml *html = ry_html_new ();
    g_autofree char *out = NULL;
    char text[24] = { 0 };
    guint n_marks = 0;

    for (guint i = 0; i < sizeof text - 1; i++)
      text[i] = g_test_rand_int_range (0, 3) > 0 ? "<>\"'&/= "[g_test_rand_int_range (0, 8)]
                                                 : (char) g_test_rand_int_range (1, 256);
    ry_html_put (html, "a", text, "href", text, "title", text, NULL);
    out = finish (html);
    g_assert_true (g_utf8_validate (out, -1, NULL));
    for (const char *p = out; *p != '\0'; p++)
      n_marks += *p == '<' || *p == '>';
    g_assert_cmpuint (n_marks, ==, 4);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/hostile", test_hostile);
  g_test_add_func ("/html/addresses", test_addresses);
  g_test_add_func ("/html/nesting", test_nesting);
  g_test_add_func ("/html/refused", test_refused);
  g_test_add_func ("/html/random", test_random);
  return g_test_run ();
}
