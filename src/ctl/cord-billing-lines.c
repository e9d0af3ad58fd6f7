/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/cord-billing-lines.h"

#include "billing/cord-output.h"
#include "billing/cord-prorate.h"
#include "billing/cord-quote-arithmetic.h"
#include "billing/cord-quote-writer.h"
#include "wire/cord-json.h"

#include <string.h>

/* {"id":null,"error":{"code","message"}}; a quote has no id. */
static void
append_error (GString *out, const GError *error, gboolean with_id)
{
  const char *reason = cord_error_get_reason (error);
  const char *member = cord_error_get_member (error);
  gboolean told = member == NULL || strstr (error->message, member) != NULL;
  g_autofree char *message = told ? g_strdup (error->message) : g_strdup_printf ("%s: %s", member, error->message);
  g_autoptr (GVariant) cause = cord_value_of_strings ("code", reason ? reason : "invalid", "message", message, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GVariant) answer = NULL;
  CordBuilder builder;

  cord_builder_init (&builder);
  if (with_id)
    cord_builder_null (&builder, "id");
  cord_builder_value (&builder, "error", cause);
  answer = cord_builder_end (&builder);
  text = cord_output_to_json (answer);
  g_string_append (out, text);
}

gboolean
cord_billing_prorate (GHashTable *zones, const char *text, gsize length, GString *out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) input = cord_json_parse_value (text, (gssize)length, &CORD_JSON_LIMITS_WIRE, &error);

  if (input != NULL)
    return cord_prorate_case_append (zones, input, out);
  append_error (out, error, TRUE);
  return FALSE;
}

static gboolean
append_quote (const char *text, gsize length, GVariant *(*to_value) (CordQuote *quote), GString *out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) input = cord_json_parse_value (text, (gssize)length, &CORD_JSON_LIMITS_WIRE, &error);
  g_autoptr (CordQuote) quote = input != NULL ? cord_quote_new (input, &error) : NULL;
  g_autoptr (GVariant) value = NULL;
  g_autofree char *answer = NULL;

  if (quote == NULL)
    {
      append_error (out, error, FALSE);
      return FALSE;
    }
  value = to_value (quote);
  answer = cord_output_to_json (value);
  g_string_append (out, answer);
  return TRUE;
}

gboolean
cord_billing_quote (const char *text, gsize length, GString *out)
{
  return append_quote (text, length, cord_quote_to_value, out);
}

gboolean
cord_billing_quote_explained (const char *text, gsize length, GString *out)
{
  return append_quote (text, length, cord_quote_to_explained_value, out);
}
