/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cordboardctl: what an operator and a script do without a window. One row a command; each lives in a file of its own.
 */
#include "config.h"
#include "base/cord-data-folder.h"
#include "ctl/cord-command.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const CordCommand commands[] = {
  { "import",
    N_ ("--store sqlite:PATH [--type TYPE] [--dry-run] [--report-errors N] [--progress] [--json] DIR|FILE|-…"),
    N_ ("take TM Forum resources into a server's store"), cord_command_import },
  { "export", N_ ("--store sqlite:PATH --output DIR|- [--type TYPE,…] [--format lines|array] [--progress] [--json]"),
    N_ ("write the resources of a server's store to files"), cord_command_export },
  { "backup", N_ ("--store sqlite:PATH [--replace] [--json] FILE | verify [--json] FILE"),
    N_ ("take a store as one file while its server works, or verify that file"), cord_command_backup },
  { "restore", N_ ("--store sqlite:PATH [--replace] [--json] FILE"), N_ ("bring a backup back as a store"),
    cord_command_restore },
  { "user",
    N_ ("add --store … NAME --role ROLE [--password-stdin] | set --store … NAME [--team TEAM] [--shift HOURS]"
        " [--start-date DATE] [--extension NUMBER] | list --store … | disable --store … NAME"
        " | unlock --store … NAME [--verification]"),
    N_ ("people who sign in"), cord_command_user },
  { "client", N_ ("add --store … NAME"), N_ ("other systems; prints the secret once"), cord_command_client },
  { "prorate", N_ ("< CASES.jsonl"), N_ ("prorate cases, one JSON object a line"), cord_command_prorate },
  { "quote", N_ ("[--explain] < INPUT.json"), N_ ("lines, ladder and seal of one change"), cord_command_quote },
  { "sop", N_ ("check FILE…"), N_ ("check a procedure"), cord_command_sop },
  { "policy", N_ ("check FILE…"), N_ ("check a policy pack"), cord_command_policy },
  { "profile", N_ ("check FILE…"), N_ ("check a profile of another company's system; say what it cannot do"),
    cord_command_profile },
  { "record", N_ ("verify FILE | state FILE [--at SEQ]"), N_ ("verify a record, or fold it"), cord_command_record },
};

static void
print_help (FILE *out)
{
  fprintf (out, _ ("Usage: cordboardctl COMMAND …\n\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (out, "  %-8s %s\n           %s\n", commands[i].name, _ (commands[i].purpose), _ (commands[i].arguments));
  fprintf (out, _ ("\nExit status: 0 done, 1 the input was refused, 2 wrong usage.\n"));
}

CordExit
cord_command_refuse (GError *error)
{
  const char *member = cord_error_get_member (error);
  const char *hint = cord_error_get_hint (error);

  if (member != NULL && strstr (error->message, member) == NULL)
    fprintf (stderr, "cordboardctl: %s: %s\n", member, error->message);
  else
    fprintf (stderr, "cordboardctl: %s\n", error->message);
  if (hint != NULL && *hint != '\0')
    fprintf (stderr, "  %s\n", hint);
  g_error_free (error);
  return CORD_EXIT_REFUSED;
}

CordExit
cord_command_usage (const char *command, const char *problem)
{
  if (problem != NULL)
    fprintf (stderr, "cordboardctl: %s\n", problem);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, command) == 0)
      fprintf (stderr, _ ("Usage: cordboardctl %s %s\n"), command, _ (commands[i].arguments));
  return CORD_EXIT_USAGE;
}

/* Answers that could not be written are a failure, whatever the command itself made of its input. */
static CordExit
end_output (CordExit status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  fprintf (stderr, _ ("cordboardctl: the output could not be written: %s\n"), g_strerror (errno));
  return CORD_EXIT_REFUSED;
}

static CordExit
run (int argc, char **argv)
{
  if (argc >= 2 && (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0))
    {
      print_help (stdout);
      return CORD_EXIT_DONE;
    }
  if (argc >= 2 && strcmp (argv[1], "--version") == 0)
    {
      printf ("cordboardctl %s\n", CORD_VERSION);
      return CORD_EXIT_DONE;
    }
  for (gsize i = 0; argc >= 2 && i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      {
        if (argc >= 3 && strcmp (argv[2], "--help") == 0)
          {
            printf (_ ("Usage: cordboardctl %s %s\n%s\n"), commands[i].name, _ (commands[i].arguments),
                    _ (commands[i].purpose));
            return CORD_EXIT_DONE;
          }
        return commands[i].run (argc - 1, argv + 1);
      }
  print_help (stderr);
  return CORD_EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  g_autofree char *locale = cord_locale_folder ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  return end_output (run (argc, argv));
}
