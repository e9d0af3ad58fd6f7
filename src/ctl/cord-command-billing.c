/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prorate and quote: the contract of billing.md and quote-format.md, on the engine that the desk and the server use. */
#include "ctl/cord-command.h"

#include "domain/change/cord-proration.h"
#include "domain/change/cord-quote-writer.h"
#include "wire/cord-json.h"

#include <stdio.h>
#include <string.h>

static char *
read_all (FILE *in, gsize *length)
{
  GString *text = g_string_new (NULL);
  char chunk[65536];
  gsize n;

  while ((n = fread (chunk, 1, sizeof chunk, in)) > 0)
    g_string_append_len (text, chunk, (gssize) n);
  *length = text->len;
  return g_string_free (text, FALSE);
}

/* {"id":null,"error":{"code","message"}}; a quote has no id. */
static char *
error_line (const GError *error, gboolean with_id)
{
  const char *reason = cord_error_get_reason (error);
  const char *member = cord_error_get_member (error);
  gboolean told = member == NULL || strstr (error->message, member) != NULL;
  g_autofree char *message = told ? g_strdup (error->message) : g_strdup_printf ("%s: %s", member, error->message);
  g_autoptr (GVariant) cause = cord_value_of_strings ("code", reason ? reason : "invalid", "message", message, NULL);
  g_autoptr (GVariant) answer = NULL;
  CordBuilder builder;

  cord_builder_init (&builder);
  if (with_id)
    cord_builder_null (&builder, "id");
  cord_builder_value (&builder, "error", cause);
  answer = cord_builder_end (&builder);
  return cord_quote_write_json (answer);
}

static gboolean
prorate_line (GHashTable *zones, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) input = cord_json_parse_value (text, (gssize) length, &CORD_JSON_LIMITS_WIRE, &error);
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *line = NULL;
  gboolean failed = TRUE;

  if (input != NULL)
    answer = cord_prorate_case_with_zones (zones, input, &failed);
  line = answer != NULL ? cord_quote_write_json (answer) : error_line (error, TRUE);
  puts (line);
  return !failed;
}

CordExit
cord_command_prorate (int argc, char **argv)
{
  CordExit status = CORD_EXIT_DONE;
  g_autoptr (GHashTable) zones = cord_prorate_zones_new ();
  g_autofree char *buffer = NULL;
  gsize capacity = 0;
  gssize length;

  if (argc > 1)
    return cord_command_usage ("prorate", NULL);
  while ((length = getline (&buffer, &capacity, stdin)) >= 0)
    {
      while (length > 0 && (buffer[length - 1] == '\n' || buffer[length - 1] == '\r'))
        length--;
      if (length > 0 && !prorate_line (zones, buffer, (gsize) length))
        status = CORD_EXIT_REFUSED;
    }
  return status;
}

CordExit
cord_command_quote (int argc, char **argv)
{
  gsize length;
  g_autofree char *text = NULL;
  g_autoptr (GVariant) input = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = NULL;
  g_autofree char *answer = NULL;

  if (argc > 1)
    return cord_command_usage ("quote", NULL);
  text = read_all (stdin, &length);
  input = cord_json_parse_value (text, (gssize) length, &CORD_JSON_LIMITS_WIRE, &error);
  if (input != NULL)
    quote = cord_quote_new (input, &error);
  answer = quote ? cord_quote_to_json (quote) : error_line (error, FALSE);
  puts (answer);
  return quote ? CORD_EXIT_DONE : CORD_EXIT_REFUSED;
}
