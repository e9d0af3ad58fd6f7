/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prorate and quote: the contract of docs/billing.md and docs/quote-format.md, on the engine that the desk and the
 * server use. */
#include "config.h"
#include "ctl/cord-command.h"

#include "base/cord-json-limits.h"
#include "billing/cord-prorate.h"
#include "ctl/cord-billing-lines.h"
#include "ctl/cord-line-input.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ANSWERS_SENT_AT 65536 /* bytes */

/* FALSE when standard output cannot be written; main.c then ends the program with an error. */
static gboolean
send_answers (GString *answers)
{
  gboolean good = fwrite (answers->str, 1, answers->len, stdout) == answers->len && fflush (stdout) == 0;

  g_string_truncate (answers, 0);
  return good;
}

static CordExit
refuse_input (void)
{
  const char *why = g_strerror (errno);
  GError *error = NULL;

  cord_error_set_full (&error, CORD_ERROR_INTERNAL, "input", NULL, NULL, _ ("The input could not be read: %s."), why);
  return cord_command_refuse (error);
}

/* FALSE when the answers cannot be written any more. */
static gboolean
prorate_lines (CordLineInput *input, GHashTable *zones, GString *answers, CordExit *status)
{
  const char *line;
  gsize length;

  while (cord_line_input_next (input, &line, &length))
    {
      if (length == 0)
        continue;
      if (!cord_billing_prorate (zones, line, length, answers))
        *status = CORD_EXIT_REFUSED;
      g_string_append_c (answers, '\n');
      if (answers->len >= ANSWERS_SENT_AT && !send_answers (answers))
        return FALSE;
    }
  return send_answers (answers);
}

CordExit
cord_command_prorate (int argc, char **argv)
{
  CordExit status = CORD_EXIT_DONE;
  g_autoptr (GHashTable) zones = cord_prorate_zones_new ();
  g_autoptr (GString) answers = g_string_sized_new (2 * ANSWERS_SENT_AT);
  g_auto (CordLineInput) input = { 0 };

  if (argc > 1)
    return cord_command_usage ("prorate", NULL);
  cord_line_input_init (&input, STDIN_FILENO, CORD_JSON_LIMITS_WIRE.bytes);
  while (!input.end)
    {
      if (!cord_line_input_fill (&input))
        return refuse_input ();
      if (!prorate_lines (&input, zones, answers, &status))
        break;
    }
  return status;
}

/* Reads one byte more than the limit, which shows that the document is too long. */
static gboolean
read_document (GString *text)
{
  char chunk[CORD_LINE_INPUT_CHUNK];
  gsize n;

  while (text->len <= CORD_JSON_LIMITS_WIRE.bytes && (n = fread (chunk, 1, sizeof chunk, stdin)) > 0)
    g_string_append_len (text, chunk, (gssize)n);
  return !ferror (stdin);
}

CordExit
cord_command_quote (int argc, char **argv)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) answer = g_string_new (NULL);
  const gboolean explained = argc == 2 && strcmp (argv[1], "--explain") == 0;
  gboolean good;

  if (argc > 1 && !explained)
    return cord_command_usage ("quote", NULL);
  if (!read_document (text))
    return refuse_input ();
  good = explained ? cord_billing_quote_explained (text->str, text->len, answer)
                   : cord_billing_quote (text->str, text->len, answer);
  g_string_append_c (answer, '\n');
  send_answers (answer);
  return good ? CORD_EXIT_DONE : CORD_EXIT_REFUSED;
}
