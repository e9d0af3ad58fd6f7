/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/cord-error.h"

G_BEGIN_DECLS

/* One command of cordboardctl. Exit status: 0 done, 1 the input was refused (what and where on standard error), 2
 * usage. */
typedef enum
{
  CORD_EXIT_DONE = 0,
  CORD_EXIT_REFUSED = 1,
  CORD_EXIT_USAGE = 2,
} CordExit;

typedef struct
{
  const char *name;                        /* "record" */
  const char *arguments;                   /* for --help: "verify FILE | state FILE [--at SEQ]" */
  const char *purpose;                     /* one line */
  CordExit (*run) (int argc, char **argv); /* argv[0] is the command's name */
} CordCommand;

/* Says on standard error what was refused, where, and what to do; answers CORD_EXIT_REFUSED. Takes @error. */
CordExit cord_command_refuse (GError *error);
/* Says how the command is used; answers CORD_EXIT_USAGE. @problem may be NULL. */
CordExit cord_command_usage (const char *command, const char *problem);

CordExit cord_command_backup (int argc, char **argv);  /* a store to one file, and the check of such a file */
CordExit cord_command_client (int argc, char **argv);  /* other systems that may sign in */
CordExit cord_command_export (int argc, char **argv);  /* a store to TM Forum files */
CordExit cord_command_import (int argc, char **argv);  /* TM Forum files to a store */
CordExit cord_command_policy (int argc, char **argv);  /* the check of policy packs */
CordExit cord_command_profile (int argc, char **argv); /* the check of profiles */
CordExit cord_command_prorate (int argc, char **argv); /* proration cases, a line each */
CordExit cord_command_quote (int argc, char **argv);   /* lines, ladder and seal of one change */
CordExit cord_command_record (int argc, char **argv);  /* the check and the state of a record */
CordExit cord_command_restore (int argc, char **argv); /* a backup to a store */
CordExit cord_command_sop (int argc, char **argv);     /* the check of procedures */
CordExit cord_command_user (int argc, char **argv);    /* people who may sign in */

G_END_DECLS
