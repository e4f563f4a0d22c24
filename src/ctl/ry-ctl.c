/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all commands share: reading their options, opening the workspace, and speaking. Text is written as UTF-8
 * whatever the locale says, because scripts run without one.
 */
#include "ry-ctl.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ry-date.h"
#include "ry-error.h"

/**
 * ry_ctl_parse:
 * @ctl: the run
 * @entries: the command's options; strings as %G_OPTION_ARG_FILENAME, which are taken as they are
 * @argc: (inout): the arguments, the command itself first
 * @argv: (inout): the same
 * @at_least: how many arguments must be left
 * @at_most: how many may be left, -1 for any number
 *
 * Returns: whether the command line is right; if not, it has been said
 */
gboolean
ry_ctl_parse (RyCtl *ctl, const GOptionEntry *entries, int *argc, char ***argv, int at_least, int at_most)
{
  static const GOptionEntry none[] = { G_OPTION_ENTRY_NULL };
  const GOptionEntry common[] = {
    { "home", 0, 0, G_OPTION_ARG_FILENAME, &ctl->home, N_ ("Where the data is"), "DIR" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (ctl->command->arguments);
  g_autofree char *program = g_strconcat ("ryorinctl ", ctl->command->name, NULL);
  g_autoptr (GError) error = NULL;

  g_set_prgname (program);
  g_option_context_set_summary (context, _ (ctl->command->summary));
  if (ctl->command->description != NULL)
    g_option_context_set_description (context, _ (ctl->command->description));
  g_option_context_add_main_entries (context, entries != NULL ? entries : none, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error)) {
    ry_ctl_usage (ctl, "%s", error->message);
    return FALSE;
  }
  /* What follows "--" is no option. */
  if (*argc > 1 && g_str_equal ((*argv)[1], "--")) {
    memmove (*argv + 1, *argv + 2, sizeof (char *) * (*argc - 1));
    (*argc)--;
  }
  if (*argc - 1 < at_least) {
    ry_ctl_usage (ctl, _ ("Something is missing."));
    return FALSE;
  }
  if (at_most >= 0 && *argc - 1 > at_most) {
    ry_ctl_usage (ctl, _ ("“%s” is too much."), (*argv)[at_most + 1]);
    return FALSE;
  }
  return TRUE;
}

/**
 * ry_ctl_is_text:
 * @texts: (nullable) (array zero-terminated=1): arguments
 *
 * Returns: whether all are UTF-8; if not, it has been said
 */
gboolean
ry_ctl_is_text (const char *const *texts)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++) {
    if (!g_utf8_validate (texts[i], -1, NULL)) {
      ry_ctl_say ("%s", _ ("The command line is not UTF-8."));
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * ry_ctl_open:
 * @ctl: the run
 *
 * Returns: whether the workspace is open; if not, it has been said why
 */
gboolean
ry_ctl_open (RyCtl *ctl)
{
  g_autoptr (GError) error = NULL;

  ctl->workspace = ry_workspace_open (ctl->home, NULL, &error);
  if (ctl->workspace != NULL)
    return TRUE;
  ry_ctl_refuse (error);
  if (g_error_matches (error, RY_ERROR, RY_ERROR_NOT_FOUND))
    ry_ctl_say ("%s", _ ("“ryorinctl init” makes one."));
  if (g_error_matches (error, RY_ERROR, RY_ERROR_CORRUPT))
    ry_ctl_say (
        "%s", _ ("Nothing has been changed. “ryorinctl restore FILE” brings back a backup, and keeps this beside it."));
  return FALSE;
}

/**
 * ry_ctl_refuse:
 * @error: why
 *
 * Returns: the exit status, after having said why
 */
int
ry_ctl_refuse (const GError *error)
{
  const char *message = error->message;

  /* An error without a sentence of its own has that of its code. */
  if (error->domain == RY_ERROR && (message == NULL || *message == '\0'))
    message = ry_error_get_sentence (error->code);
  ry_ctl_say ("%s", message);
  /* What the machine says of its disk is not enough for a person. */
  if ((g_error_matches (error, RY_ERROR, RY_ERROR_DISK_FULL) ||
       g_error_matches (error, RY_ERROR, RY_ERROR_READ_ONLY)) &&
      strstr (message, ry_error_get_sentence (error->code)) == NULL)
    ry_ctl_say ("%s", ry_error_get_sentence (error->code));
  if (g_error_matches (error, RY_ERROR, RY_ERROR_DISK_FULL) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    ry_ctl_say ("%s", _ ("What was there before is kept. Make room, and do the same again."));
  return RY_CTL_REFUSED;
}

/**
 * ry_ctl_usage:
 * @ctl: the run
 * @format: what is wrong with the command line
 *
 * Returns: the exit status, after having said how to call the command
 */
int
ry_ctl_usage (RyCtl *ctl, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vfprintf (stderr, format, args);
  va_end (args);
  fprintf (stderr, "\n%s ryorinctl [--home DIR] %s %s\n", _ ("Usage:"), ctl->command->name, ctl->command->arguments);
  return RY_CTL_USAGE;
}

/**
 * ry_ctl_refuse_day:
 * @ctl: the run
 * @text: what stands on the command line for a day, and is none
 *
 * Returns: the exit status, after having said how to write it
 */
int
ry_ctl_refuse_day (RyCtl *ctl, const char *text)
{
  g_autofree char *fault = ry_date_describe_fault (text);

  return ry_ctl_usage (ctl, "%s", fault);
}

/* A sentence for a person. */
void
ry_ctl_say (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vfprintf (stderr, format, args);
  va_end (args);
  fputc ('\n', stderr);
}

/* A line for a script. */
void
ry_ctl_print (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vfprintf (stdout, format, args);
  va_end (args);
  fputc ('\n', stdout);
}

/* One record a line, whatever its title holds. */
void
ry_ctl_print_row (const char *id, const char *title)
{
  g_autofree char *line = g_strdelimit (g_strdup (title), "\t\r\n", ' ');

  ry_ctl_print ("%s\t%s", id, line);
}

/* A kind by its name, in the singular or the plural. */
RyKind *
ry_ctl_find_kind (RyCtl *ctl, const char *word)
{
  RyKind *kind = ry_workspace_get_kind (ctl->workspace, word);
  g_autofree char *singular = NULL;

  if (kind != NULL || g_str_equal (word, "people"))
    return kind != NULL ? kind : ry_workspace_get_kind (ctl->workspace, "person");
  singular = g_str_has_suffix (word, "s") ? g_strndup (word, strlen (word) - 1) : NULL;
  return ry_workspace_get_kind (ctl->workspace, singular);
}

/* A field by its name, or by what people call it: on the screen or in their tables. */
RyField *
ry_ctl_find_field (RyKind *kind, const char *word)
{
  RyField *field = ry_kind_find_field (kind, word);

  for (guint i = 0; field == NULL && i < ry_kind_get_n_fields (kind); i++) {
    RyField *each = ry_kind_get_field (kind, i);

    if (g_str_equal (ry_field_get_label (each), word) || g_strv_contains (ry_field_get_headings (each), word))
      field = each;
  }
  return field;
}

/**
 * ry_ctl_read_condition:
 * @ctl: the run
 * @kind: the kind whose fields are meant
 * @condition: FIELD=VALUE or FIELD~TEXT, the field and the value as people write them (種別=病院)
 * @status: (out): the exit status, where it cannot be read
 *
 * Returns: (transfer full) (nullable): the condition as the store takes it; %NULL after having said what is wrong
 */
char *
ry_ctl_read_condition (RyCtl *ctl, RyKind *kind, const char *condition, int *status)
{
  gsize length = strcspn (condition, "=~");
  g_autofree char *word = g_strndup (condition, length);
  RyField *field = ry_ctl_find_field (kind, word);
  const char *name = field != NULL ? ry_field_get_name (field) : word;
  g_autoptr (JsonNode) value = NULL;

  if (length == 0 || condition[length] == '\0') {
    *status = ry_ctl_usage (ctl, _ ("“%s” is no condition: write FIELD=VALUE or FIELD~TEXT."), condition);
    return NULL;
  }
  if (field == NULL && !g_str_equal (name, "updated_by") && !g_str_equal (name, "updated_at") &&
      !g_str_equal (name, "updated_on")) {
    ry_ctl_say (_ ("“%s” has no field “%s”."), ry_kind_get_label (kind), name);
    *status = RY_CTL_REFUSED;
    return NULL;
  }
  if (field != NULL && condition[length] == '=')
    value = ry_field_parse_input (field, condition + length + 1, NULL);
  if (value != NULL && JSON_NODE_HOLDS_VALUE (value)) {
    if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
      return g_strdup_printf ("%s=%s", name, json_node_get_boolean (value) ? "true" : "false");
    if (json_node_get_value_type (value) == G_TYPE_INT64)
      return g_strdup_printf ("%s=%" G_GINT64_FORMAT, name, json_node_get_int (value));
    if (json_node_get_value_type (value) == G_TYPE_STRING)
      return g_strdup_printf ("%s=%s", name, json_node_get_string (value));
  }
  return g_strconcat (name, condition + length, NULL);
}
