/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-interaction-check-private.h"
#include "domain/record/cord-interaction-private.h"

#include "domain/change/cord-change.h"
#include "domain/record/cord-shown-bill.h"

static gboolean
impossible (GError **error, const CordEvent *event, const char *member, const char *message)
{
  return cord_check_refuse (error, event, "impossible", member, message);
}

/* While an order is queued or placed, the choice it was made from must not change. */
static gboolean
check_undecided (CordInteraction *self, const CordEvent *event, GError **error)
{
  return (!g_str_equal (self->fold.order_state, "queued") && !cord_interaction_has_order (self))
         || impossible (error, event, NULL, "an order is placed already");
}

gboolean
cord_check_selected (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordChangeSelected *selected = cord_event_get_change_selected (event);
  g_autofree char *key = NULL;

  if (self->fold.customer_opened == NULL)
    return impossible (error, event, NULL, "no customer is open");
  if (!check_undecided (self, event, error))
    return FALSE;
  if (!cord_change_check (selected->change, error))
    return FALSE;
  /* Who keeps their plan has nothing to choose from. */
  if (!cord_change_keeps_plan (selected->change) && !cord_check_key (self, event, selected->option, error))
    return FALSE;
  key = cord_change_key (selected->change);
  return g_str_equal (key, selected->option) || impossible (error, event, "change", "is not the change of that option");
}

static gboolean
check_effective (const CordEvent *event, const char *effective, GError **error)
{
  CordDate date;

  return cord_date_parse (effective, &date, NULL) || impossible (error, event, "effective", "is not a date");
}

static gboolean
check_bill (const CordEvent *event, const CordQuoteShown *quote, GError **error)
{
  CordShownBill bill;
  CordMoney money;

  cord_shown_bill_read (quote->bill, &bill);
  for (gsize i = 0; i < CORD_SHOWN_BILL_ROWS; i++)
    if (bill.gross[i] == NULL ? i != CORD_SHOWN_FIRST_BILL
                              : !cord_money_parse (bill.gross[i], quote->currency, CORD_SCALE_MAX, &money, NULL))
      return impossible (error, event, cord_shown_bill_path (i), "is not an amount");
  return TRUE;
}

gboolean
cord_check_quote (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordQuoteShown *quote = cord_event_get_quote_shown (event);

  if (self->fold.change_selected == NULL)
    return impossible (error, event, NULL, "no change is selected");
  if (!check_undecided (self, event, error))
    return FALSE;
  if (*quote->seal == '\0')
    return impossible (error, event, "seal", "is empty");
  if (cord_currency_scale (quote->currency) < 0)
    return impossible (error, event, "currency", "is not a currency");
  return check_bill (event, quote, error) && check_effective (event, quote->effective, error);
}

gboolean
cord_check_consent (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordConsentGiven *consent = cord_event_get_consent_given (event);

  if (!self->fold.quote_current)
    return impossible (error, event, NULL, "no current quote was shown");
  return g_str_equal (self->fold.quote_shown->seal, consent->seal)
         || impossible (error, event, "seal", "is not that of the quote that was shown");
}

gboolean
cord_check_order_queued (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordOrderQueued *queued = cord_event_get_order_queued (event);

  if (!check_undecided (self, event, error))
    return FALSE;
  if (!self->fold.quote_current || self->fold.consent_given == NULL)
    return impossible (error, event, NULL, "the customer has not agreed to a current quote");
  if (!g_str_equal (self->fold.quote_shown->seal, queued->seal))
    return impossible (error, event, "seal", "is not that of the quote the customer agreed to");
  return *queued->operation != '\0' || impossible (error, event, "operation", "is empty");
}

static gboolean
check_order_operation (CordInteraction *self, const CordEvent *event, const char *operation, GError **error)
{
  return (g_str_equal (self->fold.order_state, "queued") && self->fold.order_queued != NULL
          && g_str_equal (self->fold.order_queued->operation, operation))
         || impossible (error, event, "operation", "no such order waits for an answer");
}

gboolean
cord_check_order_placed (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordOrderPlaced *placed = cord_event_get_order_placed (event);

  if (*placed->order == '\0' || *placed->state == '\0')
    return impossible (error, event, "order", "is empty");
  return check_order_operation (self, event, placed->operation, error)
         && check_effective (event, placed->effective, error);
}

gboolean
cord_check_order_refused (CordInteraction *self, const CordEvent *event, GError **error)
{
  return check_order_operation (self, event, cord_event_get_order_refused (event)->operation, error);
}

static gboolean
check_order (CordInteraction *self, const CordEvent *event, const char *order, GError **error)
{
  return (cord_interaction_has_order (self) && g_str_equal (self->fold.order_placed->order, order))
         || impossible (error, event, "order", "no such order is placed");
}

gboolean
cord_check_order_accepted (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordOrderAccepted *accepted = cord_event_get_order_accepted (event);

  if (*accepted->state == '\0')
    return impossible (error, event, "state", "is empty");
  return check_order (self, event, accepted->order, error);
}

gboolean
cord_check_order_undone (CordInteraction *self, const CordEvent *event, GError **error)
{
  return check_order (self, event, cord_event_get_order_undone (event)->order, error);
}

gboolean
cord_check_timeline (CordInteraction *self, const CordEvent *event, GError **error)
{
  return check_effective (event, cord_event_get_timeline_stated (event)->effective, error);
}

gboolean
cord_check_rendered (CordInteraction *self, const CordEvent *event, GError **error)
{
  static const char *const channels[] = { "email", "sms", "letter", NULL };
  const CordMessageRendered *rendered = cord_event_get_message_rendered (event);

  if (!g_strv_contains (channels, rendered->channel))
    return impossible (error, event, "channel", "is not a channel");
  return !rendered->proved || cord_value_length (rendered->problems) == 0
         || impossible (error, event, "proved", "a message with problems is not proved");
}

gboolean
cord_check_message_queued (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordMessageRendered *rendered = self->fold.message_rendered;
  const CordMessageQueued *queued = cord_event_get_message_queued (event);

  if (self->fold.message_queued != NULL)
    return impossible (error, event, "operation", "a message waits already");
  return (rendered != NULL && rendered->proved && g_str_equal (rendered->channel, queued->channel))
         || impossible (error, event, "channel", "no proved message for it");
}

static gboolean
check_message_operation (CordInteraction *self, const CordEvent *event, const char *operation, GError **error)
{
  return (self->fold.message_queued != NULL && g_str_equal (self->fold.message_queued->operation, operation))
         || impossible (error, event, "operation", "no such message waits for an answer");
}

gboolean
cord_check_message_sent (CordInteraction *self, const CordEvent *event, GError **error)
{
  return check_message_operation (self, event, cord_event_get_message_sent (event)->operation, error);
}

gboolean
cord_check_message_failed (CordInteraction *self, const CordEvent *event, GError **error)
{
  return check_message_operation (self, event, cord_event_get_message_failed (event)->operation, error);
}

gboolean
cord_check_disposition (CordInteraction *self, const CordEvent *event, GError **error)
{
  const char *code = cord_event_get_disposition_set (event)->code;

  return (*code != '\0' && cord_sop_allows (self->sop, "disposition", code))
         || impossible (error, event, "code", "is none of the choices");
}

static gboolean
check_promised (const CordEvent *event, const char *kind, const char *instant, GError **error)
{
  gint64 at;

  if (!g_str_equal (kind, "call") && !g_str_equal (kind, "message"))
    return impossible (error, event, "kind", "is not a kind of promise");
  return (instant != NULL && cord_instant_parse (instant, &at, NULL))
         || impossible (error, event, "at", "is not a time");
}

static gboolean
check_promise_operation (CordInteraction *self, const CordEvent *event, const char *operation, GError **error)
{
  return (self->fold.promise_queued != NULL && g_str_equal (self->fold.promise_queued->operation, operation))
         || impossible (error, event, "operation", "no such promise waits for an answer");
}

gboolean
cord_check_promise_queued (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordPromiseQueued *queued = cord_event_get_promise_queued (event);

  if (self->fold.promise_queued != NULL)
    return impossible (error, event, "operation", "a promise waits already");
  return check_promised (event, queued->kind, queued->at, error);
}

gboolean
cord_check_promise (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordPromiseMade *made = cord_event_get_promise_made (event);

  if (made->operation != NULL && !check_promise_operation (self, event, made->operation, error))
    return FALSE;
  return g_str_equal (made->kind, "declined") || check_promised (event, made->kind, made->at, error);
}

gboolean
cord_check_promise_failed (CordInteraction *self, const CordEvent *event, GError **error)
{
  return check_promise_operation (self, event, cord_event_get_promise_failed (event)->operation, error);
}

gboolean
cord_check_satisfaction (CordInteraction *self, const CordEvent *event, GError **error)
{
  gint64 score = cord_event_get_satisfaction_given (event)->score;

  return (score >= 0 && score <= 5) || impossible (error, event, "score", "must be 0 to 5");
}

gboolean
cord_check_closed (CordInteraction *self, const CordEvent *event, GError **error)
{
  g_autoptr (GVariant) words = cord_interaction_dup_beside (self, &cord_event_get_interaction_closed (event)->words);
  g_autofree char *stripped = NULL;

  if (words == NULL)
    return TRUE;
  if (!g_variant_is_of_type (words, G_VARIANT_TYPE_STRING))
    return impossible (error, event, "words", "must be text");
  stripped = g_strstrip (g_variant_dup_string (words, NULL));
  return *stripped != '\0' || impossible (error, event, "words", "the note is blank");
}
