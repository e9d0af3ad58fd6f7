/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-interaction-private.h"

#include "domain/change/cord-change.h"

static gboolean
impossible (GError **error, const CordEvent *event, const char *member, const char *message)
{
  return cord_check_refuse (error, event, "impossible", member, message);
}

static gboolean
same (const CordEvent *a, const CordEvent *b, const char *member)
{
  return a != NULL && g_str_equal (cord_event_text (a, member), cord_event_text (b, member));
}

/* What was ordered stays what was chosen, until the order is undone or refused. */
static gboolean
check_undecided (CordInteraction *self, const CordEvent *event, GError **error)
{
  return (!g_str_equal (self->fold.order_state, "queued") && !cord_interaction_has_order (self))
         || impossible (error, event, NULL, "an order is placed already");
}

gboolean
cord_check_selected (CordInteraction *self, const CordEvent *event, GError **error)
{
  g_autoptr (GVariant) change = cord_value_dup_object (event->body, "change");
  g_autofree char *key = NULL;

  if (self->fold.opened == NULL)
    return impossible (error, event, NULL, "no customer is open");
  if (!check_undecided (self, event, error))
    return FALSE;
  if (!cord_check_option (self, event, error) || !cord_change_check (change, error))
    return FALSE;
  key = cord_change_key (change);
  return g_str_equal (key, cord_event_text (event, "option"))
         || impossible (error, event, "change", "is not the change of that option");
}

static gboolean
check_date (const CordEvent *event, const char *member, GError **error)
{
  CordDate date;

  return cord_date_parse (cord_event_text (event, member), &date, NULL)
         || impossible (error, event, member, "is not a date");
}

gboolean
cord_check_quote (CordInteraction *self, const CordEvent *event, GError **error)
{
  static const char *const rows[] = { "bill.this", "bill.next", "bill.steady", "bill.year" };
  const char *currency = cord_event_text (event, "currency");
  CordMoney money;

  if (self->fold.selected == NULL)
    return impossible (error, event, NULL, "no change is selected");
  if (!check_undecided (self, event, error))
    return FALSE;
  if (*cord_event_text (event, "seal") == '\0')
    return impossible (error, event, "seal", "is empty");
  if (cord_currency_scale (currency) < 0)
    return impossible (error, event, "currency", "is not a currency");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *amount = cord_value_get_string (event->body, rows[i]);

      if (amount == NULL || !cord_money_parse (amount, currency, CORD_SCALE_MAX, &money, NULL))
        return impossible (error, event, rows[i], "is not an amount");
    }
  return check_date (event, "effective", error);
}

gboolean
cord_check_consent (CordInteraction *self, const CordEvent *event, GError **error)
{
  if (!self->fold.quote_current)
    return impossible (error, event, NULL, "no current quote was shown");
  return same (self->fold.quote, event, "seal")
         || impossible (error, event, "seal", "is not that of the quote that was shown");
}

/* An order is what the customer said yes to, or it is not an order. */
gboolean
cord_check_order_queued (CordInteraction *self, const CordEvent *event, GError **error)
{
  if (!check_undecided (self, event, error))
    return FALSE;
  if (!self->fold.quote_current || self->fold.consent == NULL)
    return impossible (error, event, NULL, "the customer has not agreed to a current quote");
  if (!same (self->fold.quote, event, "seal"))
    return impossible (error, event, "seal", "is not that of the quote the customer agreed to");
  return *cord_event_text (event, "operation") != '\0' || impossible (error, event, "operation", "is empty");
}

static gboolean
check_order_operation (CordInteraction *self, const CordEvent *event, GError **error)
{
  return (g_str_equal (self->fold.order_state, "queued") && same (self->fold.queued, event, "operation"))
         || impossible (error, event, "operation", "no such order waits for an answer");
}

gboolean
cord_check_order_placed (CordInteraction *self, const CordEvent *event, GError **error)
{
  if (*cord_event_text (event, "order") == '\0' || *cord_event_text (event, "state") == '\0')
    return impossible (error, event, "order", "is empty");
  return check_order_operation (self, event, error) && check_date (event, "effective", error);
}

gboolean
cord_check_order_refused (CordInteraction *self, const CordEvent *event, GError **error)
{
  return check_order_operation (self, event, error);
}

gboolean
cord_check_order (CordInteraction *self, const CordEvent *event, GError **error)
{
  if (cord_value_has (event->body, "state") && *cord_event_text (event, "state") == '\0')
    return impossible (error, event, "state", "is empty");
  return (cord_interaction_has_order (self) && same (self->fold.placed, event, "order"))
         || impossible (error, event, "order", "no such order is placed");
}

gboolean
cord_check_timeline (CordInteraction *self, const CordEvent *event, GError **error)
{
  return check_date (event, "effective", error);
}

gboolean
cord_check_rendered (CordInteraction *self, const CordEvent *event, GError **error)
{
  static const char *const channels[] = { "email", "sms", "letter", NULL };
  g_autoptr (GVariant) problems = cord_value_dup_array (event->body, "problems");

  if (!g_strv_contains (channels, cord_event_text (event, "channel")))
    return impossible (error, event, "channel", "is not a channel");
  return !cord_value_get_boolean (event->body, "proved") || cord_value_length (problems) == 0
         || impossible (error, event, "proved", "a message with problems is not proved");
}

gboolean
cord_check_message_queued (CordInteraction *self, const CordEvent *event, GError **error)
{
  if (self->fold.message_queued != NULL)
    return impossible (error, event, "operation", "a message waits already");
  return (same (self->fold.rendered, event, "channel") && cord_interaction_get_message_proved (self))
         || impossible (error, event, "channel", "no proved message for it");
}

gboolean
cord_check_message_outcome (CordInteraction *self, const CordEvent *event, GError **error)
{
  return same (self->fold.message_queued, event, "operation")
         || impossible (error, event, "operation", "no such message waits for an answer");
}

gboolean
cord_check_disposition (CordInteraction *self, const CordEvent *event, GError **error)
{
  return (*cord_event_text (event, "code") != '\0'
          && cord_sop_allows (self->sop, "disposition", cord_event_text (event, "code")))
         || impossible (error, event, "code", "is none of the choices");
}

static gboolean
check_kind (const CordEvent *event, gboolean may_decline, GError **error)
{
  const char *kind = cord_event_text (event, "kind");
  gint64 at;

  if (may_decline && g_str_equal (kind, "declined"))
    return TRUE;
  if (!g_str_equal (kind, "call") && !g_str_equal (kind, "message"))
    return impossible (error, event, "kind", "is not a kind of promise");
  return cord_instant_parse (cord_event_text (event, "at"), &at, NULL)
         || impossible (error, event, "at", "is not a time");
}

gboolean
cord_check_promise_queued (CordInteraction *self, const CordEvent *event, GError **error)
{
  if (self->fold.promise_queued != NULL)
    return impossible (error, event, "operation", "a promise waits already");
  return check_kind (event, FALSE, error);
}

gboolean
cord_check_promise (CordInteraction *self, const CordEvent *event, GError **error)
{
  if (cord_value_has (event->body, "operation") && !same (self->fold.promise_queued, event, "operation"))
    return impossible (error, event, "operation", "no such promise waits for an answer");
  return check_kind (event, TRUE, error);
}

gboolean
cord_check_promise_failed (CordInteraction *self, const CordEvent *event, GError **error)
{
  return same (self->fold.promise_queued, event, "operation")
         || impossible (error, event, "operation", "no such promise waits for an answer");
}

gboolean
cord_check_satisfaction (CordInteraction *self, const CordEvent *event, GError **error)
{
  gint64 score = cord_value_get_integer (event->body, "score", -1);

  return (score >= 0 && score <= 5) || impossible (error, event, "score", "must be 0 to 5");
}

/* Never closed with a blank note. An erased note was not blank when it was written. */
gboolean
cord_check_closed (CordInteraction *self, const CordEvent *event, GError **error)
{
  g_autoptr (GVariant) words = cord_interaction_dup_beside (self, event, "words");
  g_autofree char *stripped = NULL;

  if (words == NULL)
    return TRUE;
  if (!g_variant_is_of_type (words, G_VARIANT_TYPE_STRING))
    return impossible (error, event, "words", "must be text");
  stripped = g_strstrip (g_variant_dup_string (words, NULL));
  return *stripped != '\0' || impossible (error, event, "words", "the note is blank");
}
