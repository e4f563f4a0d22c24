/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ryorinctl: everything a desktop does with its data, for scripts and for checks. Commands are rows of one table
 * (main.c); each is a function that opens what it needs, does one thing and answers an exit status.
 *
 * Standard output is a contract: it does not depend on the language, and one line is one thing. Sentences for
 * people go to standard error.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/* Exit statuses. */
typedef enum {
  RY_CTL_DONE = 0,
  RY_CTL_REFUSED = 1, /* with a sentence on standard error */
  RY_CTL_USAGE = 2,   /* the command line itself is wrong */
} RyCtlStatus;

typedef struct _RyCtlCommand RyCtlCommand;

typedef struct {
  const RyCtlCommand *command;
  char *home;
  RyWorkspace *workspace; /* once ry_ctl_open() was called */
} RyCtl;

typedef int (*RyCtlFunc) (RyCtl *ctl, int argc, char **argv);

struct _RyCtlCommand {
  const char *name;
  const char *arguments;
  const char *summary; /* one sentence, to be translated */
  RyCtlFunc run;
  const char *description; /* (nullable): what --help says below the options, to be translated */
};

gboolean ry_ctl_parse    (RyCtl *ctl, const GOptionEntry *entries, int *argc, char ***argv, int at_least, int at_most);
gboolean ry_ctl_is_text  (const char *const *texts);
gboolean ry_ctl_open     (RyCtl *ctl);
int      ry_ctl_refuse   (const GError *error);
int      ry_ctl_usage    (RyCtl *ctl, const char *format, ...) G_GNUC_PRINTF (2, 3);
int      ry_ctl_refuse_day (RyCtl *ctl, const char *text);
void     ry_ctl_say      (const char *format, ...) G_GNUC_PRINTF (1, 2);
void     ry_ctl_print    (const char *format, ...) G_GNUC_PRINTF (1, 2);
void     ry_ctl_print_row (const char *id, const char *title);
RyKind  *ry_ctl_find_kind  (RyCtl *ctl, const char *word);
RyField *ry_ctl_find_field (RyKind *kind, const char *word);
char    *ry_ctl_read_condition (RyCtl *ctl, RyKind *kind, const char *condition, int *status);

/* ry-ctl-home.c */
int ry_ctl_init      (RyCtl *ctl, int argc, char **argv);
int ry_ctl_backup    (RyCtl *ctl, int argc, char **argv);
int ry_ctl_restore   (RyCtl *ctl, int argc, char **argv);
int ry_ctl_check     (RyCtl *ctl, int argc, char **argv);
int ry_ctl_compact   (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-read.c */
int ry_ctl_list      (RyCtl *ctl, int argc, char **argv);
int ry_ctl_show      (RyCtl *ctl, int argc, char **argv);
int ry_ctl_search    (RyCtl *ctl, int argc, char **argv);
int ry_ctl_conflicts (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-write.c */
int ry_ctl_put       (RyCtl *ctl, int argc, char **argv);
int ry_ctl_edit      (RyCtl *ctl, int argc, char **argv);
int ry_ctl_delete    (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-exchange.c */
int ry_ctl_import    (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-hospital.c */
int ry_ctl_hospital  (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-calendar.c */
int ry_ctl_calendar  (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-action.c */
int ry_ctl_actions   (RyCtl *ctl, int argc, char **argv);
int ry_ctl_trash     (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-sync.c */
int ry_ctl_sync      (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-couchdb.c */
int ry_ctl_couchdb   (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-minutes.c */
int ry_ctl_minutes         (RyCtl *ctl, int argc, char **argv);
int ry_ctl_verify_editions (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-paper.c */
int ry_ctl_paper     (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-print.c */
int ry_ctl_print_letters (RyCtl *ctl, int argc, char **argv);
int ry_ctl_print_paper   (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-matrix.c */
int ry_ctl_matrix    (RyCtl *ctl, int argc, char **argv);

/* ry-ctl-picture.c */
int ry_ctl_picture   (RyCtl *ctl, int argc, char **argv);

G_END_DECLS
