/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that tells what a hospital can do, as of a day, or writes its sheet as PDF. Without a hospital it lists
 * them all with the age of their sheets.
 */
#include "ry-ctl.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ry-date.h"
#include "ry-error.h"
#include "ry-hospital-paper.h"

static int
list_hospitals (RyCtl *ctl, const char *as_of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hospitals = ry_hospital_read_all (ctl->workspace, as_of, &error);

  if (hospitals == NULL)
    return ry_ctl_refuse (error);
  for (guint i = 0; i < hospitals->len; i++) {
    const RyHospital *hospital = g_ptr_array_index (hospitals, i);
    g_autofree char *row =
        g_strdup_printf ("%s\t%d\t%s", hospital->name, (int) ry_hospital_sum (hospital->licensed), hospital->age);

    ry_ctl_print_row (hospital->id, row);
  }
  return RY_CTL_DONE;
}

static void
print_beds (const RyWard *ward)
{
  g_autofree char *licensed =
      ward->licensed != RY_BEDS_UNTOLD ? g_strdup_printf ("%d", (int) ward->licensed) : g_strdup ("?");
  g_autofree char *staffed =
      ward->staffed != RY_BEDS_UNTOLD ? g_strdup_printf ("%d", (int) ward->staffed) : g_strdup ("?");
  const char *code = ry_ward_function_get_code (ward->function);

  ry_ctl_print ("ward\t%s\t%s\t%s\t%s\t%s", ward->name, code != NULL ? code : "?", licensed, staffed,
                ward->fee != NULL ? ward->fee : "");
}

static void
print_fact (const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    ry_ctl_print ("%s\t%s", name, value);
}

static void
print_hospital (const RyHospital *hospital)
{
  g_autofree char *departments = g_strjoinv (",", hospital->departments);

  ry_ctl_print ("hospital\t%s\t%s", hospital->id, hospital->name);
  ry_ctl_print ("as-of\t%s", hospital->as_of);
  for (guint i = 0; i < hospital->wards->len; i++)
    print_beds (g_ptr_array_index (hospital->wards, i));
  for (guint i = 0; i < hospital->conditions->len; i++) {
    const RyConditionAnswer *answer = g_ptr_array_index (hospital->conditions, i);
    const char *code = ry_answer_get_code (answer->answer);

    ry_ctl_print ("takes\t%s\t%s\t%s", answer->name, code != NULL ? code : "?",
                  answer->note != NULL ? answer->note : "");
  }
  print_fact ("departments", departments);
  print_fact ("emergency", hospital->emergency);
  print_fact ("telephone", hospital->door.telephone);
  print_fact ("hours", hospital->door.hours);
  print_fact ("papers", hospital->door.papers);
  print_fact ("confirmed", hospital->confirmed_on);
}

static int
write_sheet (RyCtl *ctl, RyHospital *hospital, const char *output)
{
  g_autoptr (GPtrArray) hospitals = g_ptr_array_new ();
  g_autoptr (RyPaper) paper = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (hospitals, hospital);
  paper = ry_paper_new_hospitals (ctl->workspace, hospitals, NULL);
  return ry_paper_write_pdf (paper, output, NULL, &error) ? RY_CTL_DONE : ry_ctl_refuse (error);
}

static int
show_hospital (RyCtl *ctl, const char *key, const char *as_of, const char *output)
{
  g_autofree char *id = strchr (key, ':') != NULL ? g_strdup (key) : g_strconcat ("organisation:", key, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyHospital) hospital = ry_hospital_read (ctl->workspace, id, as_of, &error);

  if (hospital == NULL)
    return ry_ctl_refuse (error);
  if (output != NULL)
    return write_sheet (ctl, hospital, output);
  print_hospital (hospital);
  return RY_CTL_DONE;
}

int
ry_ctl_hospital (RyCtl *ctl, int argc, char **argv)
{
  g_autofree char *as_of = NULL, *output = NULL, *day = NULL;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, N_ ("As it was on that day, instead of today"), "DAY" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("The file to write"), "FILE.pdf" },
    G_OPTION_ENTRY_NULL,
  };

  if (!ry_ctl_parse (ctl, entries, &argc, &argv, 0, 1) || !ry_ctl_is_text ((const char *const *) argv + 1))
    return RY_CTL_USAGE;
  day = as_of != NULL ? ry_date_parse_to_iso (as_of) : ry_date_dup_today ();
  if (day == NULL)
    return ry_ctl_refuse_day (ctl, as_of);
  if (!ry_ctl_open (ctl))
    return RY_CTL_REFUSED;
  return argc > 1 ? show_hospital (ctl, argv[1], day, output) : list_hospitals (ctl, day);
}
