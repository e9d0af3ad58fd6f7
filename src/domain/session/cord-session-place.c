/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/change/cord-order-price.h"
#include "domain/session/cord-session-private.h"

#include <glib/gi18n-lib.h>

#define REFRESH_SECONDS 3

static const CordQuoteShown *
get_shown (CordInteraction *interaction)
{
  return cord_event_get_quote_shown (cord_interaction_last (interaction, CORD_EVENT_QUOTE_SHOWN));
}

/* The monthly price of the ordered item, not of the whole account. */
static GVariant *
make_monthly (CordInteraction *interaction, CordQuote *quote)
{
  GVariant *change = cord_interaction_get_change (interaction);
  CordOffering *offering
      = cord_catalog_find (cord_interaction_get_catalog (interaction), cord_change_get_offering (change));
  const CordQuoteShown *shown = get_shown (interaction);
  CordMoney price;

  if (offering == NULL || shown == NULL || shown->price == NULL || cord_change_is_removal (change)
      || !cord_money_parse (shown->price, cord_quote_get_currency (quote), cord_quote_get_scale (quote), &price, NULL))
    return NULL;
  return cord_order_price_monthly (quote, price, cord_offering_get_id (offering));
}

static GVariant *
make_order_request (CordInteraction *interaction)
{
  CordQuote *quote = cord_interaction_get_quote (interaction);
  CordCustomer *customer = cord_interaction_get_customer (interaction);
  const CordQuoteShown *shown = get_shown (interaction);
  g_autofree char *effective = cord_date_to_string (cord_quote_get_effective (quote));
  const CordSealedQuote sealed = { .id = shown != NULL ? shown->quote : NULL, .seal = cord_quote_get_sha256 (quote) };
  g_autoptr (GVariant) reference = cord_sealed_quote_new (&sealed);
  const CordBillNames names = cord_interaction_get_bill_names (interaction);
  g_autoptr (GVariant) lines = cord_order_price_lines (quote, &names, NULL);
  g_autoptr (GVariant) monthly = make_monthly (interaction, quote);
  const CordOrderCall request = { .interaction = cord_interaction_get_id (interaction),
                                  .customer = cord_customer_get_id (customer),
                                  .account = cord_customer_get_account_id (customer),
                                  .change = cord_interaction_get_change (interaction),
                                  .effective = effective,
                                  .quote = reference,
                                  .lines = lines,
                                  .currency = cord_quote_get_currency (quote),
                                  .monthly = monthly };

  return cord_order_call_new (&request);
}

static void
send_order (CordAct *act)
{
  g_autoptr (CordIntent) intent = cord_intent_copy (g_task_get_task_data (act->task));

  cord_act_set_busy (act, _ ("Placing the change…"));
  cord_session_send (act->session, act, intent);
}

static gboolean
require_no_order (CordAct *act)
{
  GError *error = NULL;

  if (!cord_session_has_order (act->interaction))
    return TRUE;
  if (g_str_equal (cord_interaction_get_order_state (act->interaction), "queued"))
    cord_error_set_full (&error, CORD_ERROR_CONFLICT, "placed", NULL, _ ("Wait for the server’s answer."),
                         _ ("The change is saved here and waits for the server"));
  else
    cord_error_set_full (&error, CORD_ERROR_CONFLICT, "placed", NULL, _ ("Undo it first, if it still can be undone."),
                         _ ("This change has been placed already"));
  cord_act_fail (act, error);
  return FALSE;
}

void
cord_session_place_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_place_async, "place", cancellable, callback, user_data);
  g_autoptr (GVariant) request = NULL;
  CordOrderQueued queued;
  CordIntent *intent;
  GError *error = NULL;

  if (!cord_act_require_alone (act) || !cord_act_require_customer (act) || !require_no_order (act)
      || !cord_act_require_gate (act, CORD_GATE_COMMIT)
      || !cord_act_require (act, cord_interaction_get_quote (act->interaction) != NULL,
                            _ ("There is no price to place"), _ ("Choose an option and show its price first.")))
    return;
  request = make_order_request (act->interaction);
  intent = cord_gateway_prepare (self->gateway, "order", request, &error);
  if (intent == NULL)
    {
      cord_act_fail (act, error);
      return;
    }
  g_task_set_task_data (act->task, intent, (GDestroyNotify)cord_intent_free);
  queued.operation = intent->operation;
  queued.seal = cord_quote_get_sha256 (cord_interaction_get_quote (act->interaction));
  cord_act_append_intent (act, CORD_EVENT_ORDER_QUEUED, &queued, intent);
  cord_act_then (act, send_order);
}

static GVariant *
name_order (CordAct *act)
{
  return cord_order_query_new (&(CordOrderQuery){ .interaction = cord_interaction_get_id (act->interaction),
                                                  .order = cord_interaction_get_order_id (act->interaction) });
}

static void
append_undone (CordAct *act)
{
  cord_act_append (act, CORD_EVENT_ORDER_UNDONE,
                   &(CordOrderUndone){ .order = cord_interaction_get_order_id (act->interaction) });
}

static void
show_undone (CordAct *act)
{
  cord_session_toast (act->session, _ ("Change undone"));
  cord_act_succeed (act);
}

static void
on_undone (CordAct *act, GVariant *document)
{
  CordOrderReply answer = { NULL };
  GError *error = NULL;

  cord_order_reply_read (&answer, document);
  if (g_strcmp0 (answer.state, "cancelled") == 0 || g_strcmp0 (answer.state, "done") == 0)
    {
      append_undone (act);
      cord_act_then (act, show_undone);
      return;
    }
  cord_error_set_full (&error, CORD_ERROR_CONFLICT, "too-late", NULL,
                       _ ("Place a new change to go back to the old plan."), _ ("The change can no longer be undone"));
  cord_act_fail (act, error);
}

static gboolean
order_is_pending (CordInteraction *interaction)
{
  static const char *const pending[] = { "acknowledged", "inProgress", "pending", "held", "partial", NULL };

  return g_strv_contains (pending, cord_interaction_get_order_state (interaction));
}

void
cord_session_undo_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_undo_async, "undo", cancellable, callback, user_data);

  if (!cord_act_require_alone (act) || !cord_act_require_order (act)
      || !cord_act_require (act, order_is_pending (act->interaction), _ ("There is no change to undo"),
                            _ ("Place a new change to go back to the old plan.")))
    return;
  cord_act_call (act, CORD_CALL_UNDO_ORDER, _ ("Undoing the change…"), name_order (act), on_undone);
}

static void
settled (CordAct *act)
{
  cord_session_schedule_refresh (act->session);
  cord_act_succeed (act);
}

/* Records changes of state only. An order may have been undone elsewhere. */
static void
on_state (CordAct *act, GVariant *document)
{
  CordOrderReply answer = { NULL };
  const char *state;

  cord_order_reply_read (&answer, document);
  state = answer.state;
  if (!order_is_pending (act->interaction) || state == NULL)
    cord_act_succeed (act);
  else if (g_str_equal (state, "completed") || g_str_equal (state, "rejected") || g_str_equal (state, "failed"))
    {
      cord_act_append (act, CORD_EVENT_ORDER_ACCEPTED,
                       &(CordOrderAccepted){ .order = cord_interaction_get_order_id (act->interaction),
                                             .state = state,
                                             .completed = answer.completed });
      cord_act_then (act, settled);
    }
  else
    {
      if (g_str_equal (state, "cancelled"))
        append_undone (act);
      cord_act_then (act, settled);
    }
}

static void
refresh (CordAct *act)
{
  if (!cord_act_require_order (act))
    return;
  if (order_is_pending (act->interaction))
    cord_act_call (act, CORD_CALL_ORDER_STATE, NULL, name_order (act), on_state);
  else
    cord_act_succeed (act);
}

void
cord_session_refresh_order_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  refresh (cord_act_new (self, cord_session_refresh_order_async, "refresh order", cancellable, callback, user_data));
}

static gint64
seconds_until (CordSession *self, gint64 instant)
{
  return (instant - cord_clock_now (self->clock)) / G_USEC_PER_SEC + 1;
}

/* First when the undo window ends; then every few seconds while the order is in progress or the server silent. */
static guint
refresh_delay (CordSession *self)
{
  g_autofree char *until = NULL;
  gint64 instant;

  g_object_get (self->interaction, "undo-until", &until, NULL);
  if (until == NULL || *until == '\0' || !cord_instant_parse (until, &instant, NULL))
    return REFRESH_SECONDS;
  return CLAMP (seconds_until (self, instant), REFRESH_SECONDS, 24 * 3600);
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  cord_session_schedule_refresh (CORD_SESSION (source));
}

static gboolean
on_refresh_due (gpointer user_data)
{
  CordSession *self = user_data;
  CordAct *act = cord_act_new (self, on_refresh_due, "watch order", NULL, on_refreshed, NULL);

  self->refresh_id = 0;
  act->quiet = TRUE;
  refresh (act);
  return G_SOURCE_REMOVE;
}

void
cord_session_schedule_refresh (CordSession *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->interaction != NULL && order_is_pending (self->interaction))
    self->refresh_id = g_timeout_add_seconds (refresh_delay (self), on_refresh_due, self);
}
