/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cord-zone.h"
#include "billing/cord-bill-explain.h"
#include "domain/record/cord-note.h"

#include "domain/record/cord-message-private.h"

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
  zone = cord_zone_parse (cord_customer_get_zone (customer), NULL);
  return zone != NULL ? cord_instant_to_date (instant, zone) : CORD_DATE_NONE;
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

/* The name in “…” inside the sentence about the end of a promotion, or about a price that changes on a date. */
static char *
promotion_phrase (const CordPromotionEnd *end)
{
  const gboolean is_price = end->offers[0] != NULL;
  g_autofree char *names = g_strjoinv (", ", is_price ? end->offers : end->discounts);

  if (is_price)
    return g_strdup_printf (_ ("with the new price of “%s”"), names);

  return g_strdup_printf (_ ("after “%s” ends"), names);
}

static void
add_line_phrases (GPtrArray *phrases, CordQuote *quote)
{
  GPtrArray *lines = cord_quote_get_lines (quote);
  GPtrArray *after = cord_quote_get_candidate (quote)->after;

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (phrases, cord_bill_line_explain_gross (quote, g_ptr_array_index (lines, i)));
  for (guint i = 0; after != NULL && i < after->len; i++)
    g_ptr_array_add (phrases, promotion_phrase (g_ptr_array_index (after, i)));
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
        g_ptr_array_add (phrases, g_strdup (item));
    }
}

GPtrArray *
cord_message_phrases (CordInteraction *interaction)
{
  GPtrArray *phrases = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (phrases, greeting (interaction));
  g_ptr_array_add (phrases, change_phrase (interaction));
  g_ptr_array_add (phrases, order_phrase (interaction));
  add_line_phrases (phrases, cord_interaction_get_quote (interaction));
  add_step_phrases (phrases, interaction);
  return phrases;
}

static char *
gross (CordQuote *quote, gint64 minor, gboolean with_sign)
{
  CordMoney money = cord_quote_money (quote, minor);

  return with_sign ? cord_money_to_signed_display (money) : cord_money_to_display (money);
}

static void
add_dates (GString *text, CordInteraction *interaction)
{
  g_autofree char *effective = cord_date_to_display (cord_message_effective (interaction));
  CordDate ready = cord_message_ready (interaction);
  g_autofree char *day = NULL;

  g_string_append_printf (text, _ ("It takes effect on %s."), effective);
  g_string_append_c (text, '\n');
  if (ready == CORD_DATE_NONE)
    return;
  day = cord_date_to_display (ready);
  g_string_append_printf (text, _ ("Everything is ready for use on %s."), day);
  g_string_append_c (text, '\n');
}

static gboolean
has_promotions (CordQuote *quote)
{
  GPtrArray *after = cord_quote_get_candidate (quote)->after;

  return after != NULL && after->len > 0;
}

static void
add_promotions (GString *text, CordQuote *quote)
{
  GPtrArray *after = cord_quote_get_candidate (quote)->after;

  for (guint i = 0; after != NULL && i < after->len; i++)
    {
      const CordPromotionEnd *end = g_ptr_array_index (after, i);
      g_autofree char *phrase = promotion_phrase (end);
      g_autofree char *day = cord_date_to_display (end->ends);
      g_autofree char *amount = gross (quote, end->row.gross, FALSE);

      /* Translators: "From 1 March 2027, after “Welcome” ends: €50.00 a month" */
      g_string_append_printf (text, _ ("From %s, %s: %s a month"), day, phrase, amount);
      g_string_append_c (text, '\n');
    }
}

static void
add_bill (GString *text, CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  GPtrArray *lines = cord_quote_get_lines (quote);
  g_autofree char *now = gross (quote, ladder->this_bill.gross, TRUE);
  g_autofree char *next = gross (quote, ladder->next.gross, FALSE);
  g_autofree char *steady = gross (quote, ladder->steady.gross, FALSE);

  g_string_append_printf (text, _ ("On this bill: %s"), now);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *line = cord_bill_line_explain_gross (quote, g_ptr_array_index (lines, i));

      g_string_append_printf (text, "  – %s\n", line);
    }
  g_string_append_printf (text, _ ("Your next bill: %s"), next);
  g_string_append_c (text, '\n');
  add_promotions (text, quote);
  g_string_append_printf (
      text, has_promotions (quote) ? _ ("When these discounts have ended: %s a month") : _ ("Then: %s a month"),
      steady);
  g_string_append_c (text, '\n');
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
    g_string_append_printf (text, "  – %s\n", (const char *)g_ptr_array_index (steps, i));
}

static void
add_promise (GString *text, CordInteraction *interaction)
{
  const char *kind;
  CordDate date = cord_message_promised (interaction, &kind);
  g_autofree char *day = date != CORD_DATE_NONE ? cord_date_to_display (date) : NULL;

  if (day == NULL)
    return;
  g_string_append_c (text, '\n');
  g_string_append_printf (
      text, g_str_equal (kind, "message") ? _ ("We will write to you on %s.") : _ ("We will call you on %s."), day);
  g_string_append_c (text, '\n');
}

static char *
long_text (CordInteraction *interaction)
{
  CordQuote *quote = cord_interaction_get_quote (interaction);
  GString *text = g_string_new (NULL);
  g_autofree char *hello = greeting (interaction);
  g_autofree char *change = change_phrase (interaction);
  g_autofree char *order = order_phrase (interaction);

  g_string_append_printf (text, _ ("%s\n\nthank you for your call. We have placed %s\n%s\n"), hello, change, order);
  add_dates (text, interaction);
  g_string_append_c (text, '\n');
  add_bill (text, quote);
  add_steps (text, interaction);
  add_promise (text, interaction);
  g_string_append_printf (text, "\n%s\n", _ ("If anything here is not what you agreed to, please call us."));
  return g_string_free (text, FALSE);
}

static char *
short_text (CordInteraction *interaction)
{
  CordQuote *quote = cord_interaction_get_quote (interaction);
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  g_autofree char *hello = greeting (interaction);
  g_autofree char *change = change_phrase (interaction);
  g_autofree char *order = order_phrase (interaction);
  g_autofree char *effective = cord_date_to_display (cord_message_effective (interaction));
  g_autofree char *now = gross (quote, ladder->this_bill.gross, TRUE);
  g_autofree char *next = gross (quote, ladder->next.gross, FALSE);
  g_autofree char *steady = gross (quote, ladder->steady.gross, FALSE);

  /* Translators: a text message: greeting, change, order number, date, this bill, next bill, month */
  return g_strdup_printf (has_promotions (quote)
                              ? _ ("%s %s %s From %s. This bill %s, next bill %s, in the long run %s a month.")
                              : _ ("%s %s %s From %s. This bill %s, next bill %s, then %s a month."),
                          hello, change, order, effective, now, next, steady);
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
