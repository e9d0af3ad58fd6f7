/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cord-zone.h"
#include "domain/record/cord-note.h"

#include "domain/change/cord-bill-words.h"
#include "domain/change/cord-change-bill.h"
#include "domain/record/cord-message-private.h"
#include "domain/record/cord-statement.h"

#include <glib/gi18n-lib.h>

void
cord_message_free (CordMessage *self)
{
  if (self == NULL)
    return;
  g_free (self->subject);
  g_free (self->text);
  g_free (self);
}

CordDate
cord_message_effective (CordInteraction *interaction)
{
  g_autofree char *effective = cord_interaction_dup_property (interaction, "effective");
  CordDate date = CORD_DATE_NONE;

  return cord_date_parse (effective, &date, NULL) ? date : CORD_DATE_NONE;
}

CordDate
cord_message_ready (CordInteraction *interaction)
{
  const CordTimelineStated *stated
      = cord_event_get_timeline_stated (cord_interaction_last (interaction, CORD_EVENT_TIMELINE_STATED));
  CordDate date;

  if (stated == NULL || !cord_date_parse (stated->ready, &date, NULL) || date == cord_message_effective (interaction))
    return CORD_DATE_NONE;
  return date;
}

CordDate
cord_message_promised (CordInteraction *interaction, const char **kind)
{
  const CordPromiseMade *made
      = cord_event_get_promise_made (cord_interaction_last (interaction, CORD_EVENT_PROMISE_MADE));
  CordCustomer *customer = cord_interaction_get_customer (interaction);
  const char *at = made != NULL ? made->at : NULL;
  g_autoptr (CordZone) zone = NULL;
  gint64 instant;

  *kind = made != NULL ? made->kind : NULL;
  if (at == NULL || customer == NULL || !cord_instant_parse (at, &instant, NULL))
    return CORD_DATE_NONE;
  zone = cord_customer_dup_time_zone (customer);
  return cord_instant_to_date (instant, zone);
}

static char *
greeting (CordInteraction *interaction)
{
  return g_strdup_printf (_ ("Hello %s,"), cord_customer_get_name (cord_interaction_get_customer (interaction)));
}

static char *
change_phrase (CordInteraction *interaction)
{
  g_autofree char *title = cord_interaction_dup_property (interaction, "change-title");

  return g_strdup_printf (_ ("your change: %s."), title);
}

static char *
order_phrase (CordInteraction *interaction)
{
  g_autofree char *number = cord_interaction_dup_property (interaction, "order-number");

  return g_strdup_printf (_ ("Order number %s."), number);
}

/* A line of a list, so that a short item is not found inside a sentence. */
static char *
item_phrase (const char *item)
{
  return g_strdup_printf ("  – %s\n", item);
}

static char *
line_phrase (const CordBillNames *names, CordQuote *quote, const CordBillLine *line)
{
  g_autofree char *words = cord_bill_words_line (names, quote, line);

  return item_phrase (words);
}

static void
add_line_phrases (GPtrArray *phrases, const CordBillNames *names, CordQuote *quote)
{
  GPtrArray *lines = cord_quote_get_added_lines (quote);

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (phrases, line_phrase (names, quote, g_ptr_array_index (lines, i)));
}

static void
add_step_phrases (GPtrArray *phrases, CordInteraction *interaction)
{
  g_autoptr (GVariant) steps = cord_interaction_dup_customer_steps (interaction);

  for (gsize i = 0; i < cord_value_length (steps); i++)
    {
      g_autoptr (GVariant) step = cord_value_dup_at (steps, i);
      const char *item = cord_customer_step_get_item (step);

      if (item != NULL && *item != '\0')
        g_ptr_array_add (phrases, item_phrase (item));
    }
}

GPtrArray *
cord_message_phrases (CordInteraction *interaction)
{
  const CordBillNames names = cord_interaction_get_bill_names (interaction);
  GPtrArray *phrases = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (phrases, greeting (interaction));
  g_ptr_array_add (phrases, change_phrase (interaction));
  g_ptr_array_add (phrases, order_phrase (interaction));
  add_line_phrases (phrases, &names, cord_interaction_get_quote (interaction));
  add_step_phrases (phrases, interaction);
  return phrases;
}

/* Each statement on a line of its own, or all on one. */
typedef struct
{
  GString *text;
  CordQuote *quote;
  const char *separator;
} Writer;

static void
state (const Writer *self, CordStatementKind kind, CordDate date, gint64 minor, const char *name)
{
  const CordStatement statement
      = { .kind = kind, .date = date, .money = cord_quote_money (self->quote, minor), .name = name };
  g_autofree char *sentence = cord_statement_write (&statement);

  g_string_append (self->text, sentence);
  g_string_append (self->text, self->separator);
}

static void
state_ready (const Writer *self, CordInteraction *interaction)
{
  CordDate ready = cord_message_ready (interaction);

  if (ready != CORD_DATE_NONE)
    state (self, CORD_STATEMENT_READY, ready, 0, NULL);
}

static void
state_added (const Writer *self)
{
  const CordLadder *ladder = cord_quote_get_candidate (self->quote);
  gboolean later = cord_quote_collects_next (self->quote);
  gint64 added = cord_quote_get_added (self->quote)->gross;

  if (added > 0)
    state (self, later ? CORD_STATEMENT_ADDED_TO_BILL : CORD_STATEMENT_ADDED_NOW, ladder->next.cycle.start, added,
           NULL);
  else if (added < 0)
    state (self, later ? CORD_STATEMENT_BACK_ON_BILL : CORD_STATEMENT_BACK_NOW, ladder->next.cycle.start, -added, NULL);
}

static void
state_fees (const Writer *self, CordInteraction *interaction)
{
  const CordBillNames names = cord_interaction_get_bill_names (interaction);
  g_autoptr (GPtrArray) fees = cord_change_bill_fees (self->quote, &names);

  for (guint i = 0; i < fees->len; i++)
    {
      const CordChangeFee *fee = fees->pdata[i];

      state (self, fee->at_once ? CORD_STATEMENT_FEE_NOW : CORD_STATEMENT_FEE_ON_BILL, fee->bill, fee->gross,
             fee->name);
    }
}

static void
state_promotions (const Writer *self, CordInteraction *interaction)
{
  const CordBillNames bill_names = cord_interaction_get_bill_names (interaction);
  GPtrArray *after = cord_quote_get_candidate (self->quote)->after;

  for (guint i = 0; i < after->len; i++)
    {
      const CordPromotionEnd *end = after->pdata[i];
      const gboolean is_price = end->offers[0] != NULL;
      g_autofree char *names = cord_bill_names_dup_after (&bill_names, end);

      state (self, is_price ? CORD_STATEMENT_NEW_PRICE : CORD_STATEMENT_AFTER, end->ends, end->row.gross, names);
    }
}

static void
state_month (const Writer *self)
{
  const CordBillRow *month = &cord_quote_get_candidate (self->quote)->steady;

  state (self, CORD_STATEMENT_MONTH, month->cycle.start, month->gross, NULL);
}

static void
state_bill (const Writer *self, CordInteraction *interaction)
{
  const CordBillRow *bill = cord_change_bill_named (self->quote);

  state (self, CORD_STATEMENT_BILL, bill->cycle.start, bill->gross, NULL);
  state_fees (self, interaction);
}

static void
add_bill (GString *text, CordInteraction *interaction)
{
  CordQuote *quote = cord_interaction_get_quote (interaction);
  const CordBillNames names = cord_interaction_get_bill_names (interaction);
  const Writer lines = { text, quote, "\n" };

  state_added (&lines);
  for (guint i = 0; i < cord_quote_get_added_lines (quote)->len; i++)
    {
      g_autofree char *line = line_phrase (&names, quote, g_ptr_array_index (cord_quote_get_added_lines (quote), i));

      g_string_append (text, line);
    }
  state_bill (&lines, interaction);
  state_promotions (&lines, interaction);
  state_month (&lines);
  state (&lines, CORD_STATEMENT_YEAR, CORD_DATE_NONE, cord_quote_get_candidate (quote)->year.gross, NULL);
}

static void
add_steps (GString *text, CordInteraction *interaction)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);

  add_step_phrases (steps, interaction);
  if (steps->len == 0)
    return;
  g_string_append_printf (text, "\n%s\n", _ ("What you need to do:"));
  for (guint i = 0; i < steps->len; i++)
    g_string_append (text, g_ptr_array_index (steps, i));
}

static void
add_promise (const Writer *self, CordInteraction *interaction)
{
  const char *kind;
  CordDate date = cord_message_promised (interaction, &kind);

  if (date == CORD_DATE_NONE)
    return;
  g_string_append_c (self->text, '\n');
  state (self, g_str_equal (kind, "message") ? CORD_STATEMENT_WRITE : CORD_STATEMENT_CALL, date, 0, NULL);
}

static char *
long_text (CordInteraction *interaction)
{
  GString *text = g_string_new (NULL);
  const Writer lines = { text, cord_interaction_get_quote (interaction), "\n" };
  g_autofree char *hello = greeting (interaction);
  g_autofree char *change = change_phrase (interaction);
  g_autofree char *order = order_phrase (interaction);

  g_string_append_printf (text, _ ("%s\n\nthank you for your call. We have placed %s\n%s\n"), hello, change, order);
  state (&lines, CORD_STATEMENT_EFFECTIVE, cord_message_effective (interaction), 0, NULL);
  state_ready (&lines, interaction);
  g_string_append_c (text, '\n');
  add_bill (text, interaction);
  add_steps (text, interaction);
  add_promise (&lines, interaction);
  g_string_append_printf (text, "\n%s\n", _ ("If anything here is not what you agreed to, please call us."));
  return g_string_free (text, FALSE);
}

static char *
short_text (CordInteraction *interaction)
{
  GString *text = g_string_new (NULL);
  const Writer words = { text, cord_interaction_get_quote (interaction), " " };
  g_autofree char *hello = greeting (interaction);
  g_autofree char *change = change_phrase (interaction);
  g_autofree char *order = order_phrase (interaction);

  /* Translators: a text message begins with the greeting, the change and the order number. */
  g_string_append_printf (text, _ ("%s %s %s "), hello, change, order);
  state (&words, CORD_STATEMENT_EFFECTIVE, cord_message_effective (interaction), 0, NULL);
  state_added (&words);
  state_bill (&words, interaction);
  state_month (&words);
  return g_strchomp (g_string_free (text, FALSE));
}

static gboolean
has_order (CordInteraction *interaction)
{
  static const char *const none[] = { "", "queued", "refused", "cancelled", "rejected", "failed", NULL };

  return !g_strv_contains (none, cord_interaction_get_order_state (interaction))
         && cord_interaction_get_quote (interaction) != NULL && cord_interaction_get_customer (interaction) != NULL
         && cord_message_effective (interaction) != CORD_DATE_NONE;
}

CordMessage *
cord_message_render (CordInteraction *interaction, const char *channel, GError **error)
{
  static const char *const channels[] = { "email", "sms", "letter", NULL };
  g_autofree char *title = NULL;
  CordMessage *message;

  g_return_val_if_fail (CORD_IS_INTERACTION (interaction), NULL);
  if (channel == NULL || !g_strv_contains (channels, channel))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "channel", "channel",
                           _ ("Choose e-mail, text message or letter."), _ ("There is no such channel"));
      return NULL;
    }
  if (!has_order (interaction))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "no-order", NULL, _ ("Place the change first."),
                           _ ("There is no placed change to confirm"));
      return NULL;
    }
  title = cord_interaction_dup_property (interaction, "change-title");
  message = g_new0 (CordMessage, 1);
  message->subject = g_strdup_printf (_ ("Your change: %s"), title);
  message->text = g_str_equal (channel, "sms") ? short_text (interaction) : long_text (interaction);
  return message;
}
