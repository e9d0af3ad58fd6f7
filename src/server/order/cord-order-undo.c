/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-order-undo.h"

#include "config.h"

#include "base/cord-deadline.h"
#include "server/order/cord-account-history.h"
#include "server/order/cord-bill-correction.h"
#include "server/order/cord-order-plan.h"
#include "server/order/cord-pricing.h"
#include "server/resource/cord-engine.h"
#include "wire/cord-order-resource.h"

#include <glib/gi18n-lib.h>

/* One order that is being taken back. */
typedef struct
{
  CordRequest *request;
  CordCore *core;
  CordWork *work;
  CordOrderPlan *plan;
  CordAccountState state; /* loaded only where it is asked for */
} Undo;

static void
undo_clear (Undo *self)
{
  g_clear_pointer (&self->work, cord_work_free);
  g_clear_object (&self->plan);
  cord_account_state_clear (&self->state);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Undo, undo_clear)

static gboolean
too_late (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_CONFLICT, "too-late", "productOrder",
                              _ ("Place a new order for what the customer wants instead."),
                              _ ("The order can no longer be undone"));
}

/* FALSE without error: nothing waits for this order. */
static gboolean
undo_load (Undo *self, CordRequest *request, const char *order, GError **error)
{
  self->request = request;
  self->core = request->core;
  self->work = cord_work_store_get (cord_core_get_database (self->core), order, error);
  if (self->work == NULL)
    return FALSE;
  self->plan = cord_order_plan_read (self->work->document, error);
  return self->plan != NULL;
}

/* Whether a bill that has gone out by now was to hold @plan, this order's own or that of an order which would come back
 * in its place, had it been recorded when this one was. */
static gboolean
was_billed (Undo *self, CordOrderPlan *plan, gboolean *billed, GError **error)
{
  if (self->state.customer == NULL
      && !cord_account_state_load (&self->state, self->request, cord_order_plan_get_customer (self->plan),
                                   cord_order_plan_get_account (self->plan), NULL, error))
    return FALSE;
  *billed = cord_order_plan_is_billed (plan, cord_order_plan_get_recorded (self->plan), self->state.customer,
                                       self->state.today);
  return TRUE;
}

/* What was billed is given back by a new change, not by forgetting; within its window an order always goes without a
 * trace. */
static gboolean
check_in_time (Undo *self, GError **error)
{
  gint64 now = cord_core_now (self->core);
  gboolean billed = FALSE;

  if (self->work->due <= now)
    return too_late (error);
  if (cord_order_plan_is_priced (self->plan)
      && !cord_deadline_is_ahead (self->work->undo_until, now, cord_core_get_settings (self->core)->undo_window)
      && !was_billed (self, self->plan, &billed, error))
    return FALSE;
  return !billed || too_late (error);
}

static gboolean
cancel_resource (CordCore *core, const char *id, const char *reason, const char *note, GError **error)
{
  g_autoptr (JsonNode) order = cord_engine_require (core, "productOrder", id, NULL, error);
  g_autofree char *now = cord_core_now_text (core);

  if (order == NULL)
    return FALSE;
  cord_order_resource_cancel (json_node_get_object (order), now, reason, note);
  return cord_engine_store (core, cord_resource_type_find ("productOrder"), json_node_get_object (order), NULL, error);
}

gboolean
cord_order_supersede (CordCore *core, const CordWork *work, const char *by, const char *number, GError **error)
{
  g_autoptr (JsonNode) order = cord_engine_require (core, "productOrder", work->id, NULL, error);
  g_autofree char *resource = order != NULL ? cord_json_write (order) : NULL;
  g_autofree char *note = g_strdup_printf (_ ("Order %s took its place."), number);

  return order != NULL && cord_work_store_supersede (cord_core_get_database (core), work->id, by, resource, error)
         && cancel_resource (core, work->id, _ ("Superseded"), note, error);
}

/* It does not come back where a bill went out in the meantime that would have held it. */
static gboolean
comes_back (Undo *self, const CordWork *older, gboolean *back, GError **error)
{
  g_autoptr (CordOrderPlan) plan = cord_order_plan_read (older->document, error);
  gboolean billed;

  if (plan == NULL || !was_billed (self, plan, &billed, error))
    return FALSE;
  *back = !billed;
  return TRUE;
}

static gboolean
bring_back (const Undo *self, const char *resource, GError **error)
{
  g_autoptr (JsonNode) order = cord_json_parse (resource, -1, &CORD_JSON_LIMITS_FILE, error);

  return order != NULL && cord_work_store_restore (cord_core_get_database (self->core), self->work->id, error)
         && cord_engine_store (self->core, cord_resource_type_find ("productOrder"), json_node_get_object (order), NULL,
                               error);
}

/* Why a bill gives back what a bill charged. */
static char *
dup_reason (Undo *self, gboolean failed, GError **error)
{
  g_autoptr (JsonNode) order = NULL;
  const char *number;

  if (!cord_engine_find (self->core, "productOrder", self->work->id, &order, error))
    return NULL;
  number = order != NULL ? cord_order_resource_get_number (order) : self->work->id;
  /* Translators: the number of an order. */
  return failed ? g_strdup_printf (_ ("Order %s could not be carried out."), number)
                : g_strdup_printf (_ ("Order %s was cancelled."), number);
}

/* The account as it is without the order. @dropped: the order that it took the place of, where that does not come back;
 * or NULL */
static gboolean
leave_history (Undo *self, const char *dropped, gboolean failed, GError **error)
{
  const char *account = cord_order_plan_get_account (self->plan);
  g_autofree char *reason = account != NULL ? dup_reason (self, failed, error) : NULL;
  const CordBillCorrection correction
      = { account, self->work->id, dropped, cord_order_plan_get_recorded (self->plan), reason };
  CordDate reversed = CORD_DATE_NONE;

  if (account != NULL && (reason == NULL || !cord_bill_correction_make (self->core, &correction, &reversed, error)))
    return FALSE;
  return reversed != CORD_DATE_NONE
             ? cord_account_history_reverse (self->core, account, self->work->id, dropped == NULL, reversed, error)
             : cord_account_history_withdraw (self->core, account, self->work->id, dropped,
                                              cord_order_plan_get_began (self->plan), error);
}

static gboolean
take_back (Undo *self, gboolean failed, GError **error)
{
  CordDatabase *database = cord_core_get_database (self->core);
  const char *id = self->work->id;
  g_autofree char *resource = NULL;
  GError *inner = NULL;
  g_autoptr (CordWork) older = cord_work_store_get_superseded (database, id, &resource, &inner);
  gboolean back = FALSE;

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (!cord_work_store_remove (database, id, error))
    return FALSE;
  if (!cord_order_plan_is_priced (self->plan))
    return TRUE;
  if (older != NULL && !comes_back (self, older, &back, error))
    return FALSE;
  return leave_history (self, older != NULL && !back ? older->id : NULL, failed, error)
         && (!back || bring_back (self, resource, error)) && cord_work_store_forget (database, id, error);
}

gboolean
cord_order_give_up (CordCore *core, const char *order, GError **error)
{
  CordRequest request = { .core = core };
  g_auto (Undo) undo = { 0 };

  return undo_load (&undo, &request, order, error) && take_back (&undo, TRUE, error);
}

/* POST cancelProductOrder */

static gboolean
cancel_order (CordRequest *request, const char *id, const char *reason, GError **error)
{
  g_auto (Undo) undo = { 0 };
  GError *inner = NULL;

  if (!undo_load (&undo, request, id, &inner))
    {
      if (inner != NULL)
        g_propagate_error (error, inner);
      return inner == NULL && too_late (error);
    }
  return check_in_time (&undo, error) && take_back (&undo, FALSE, error)
         && cancel_resource (request->core, id, reason != NULL ? reason : _ ("Undone"), NULL, error);
}

/* With a kit's undo window of nothing every order is carried out before it can be taken back; the kits want the task
 * all the same. */
static gboolean
try_cancel (CordRequest *request, const char *id, gboolean *cancelled, GError **error)
{
  GError *inner = NULL;

  *cancelled = cancel_order (request, id, cord_order_resource_task_reason (request->json), &inner);
  if (*cancelled)
    return TRUE;
  if (cord_core_is_kit_mode (request->core) && g_strcmp0 (cord_error_get_reason (inner), "too-late") == 0)
    {
      g_error_free (inner);
      return TRUE;
    }
  g_propagate_error (error, inner);
  return FALSE;
}

CordReply *
cord_order_cancel (CordRequest *request, GError **error)
{
  CordCore *core = request->core;
  g_autoptr (JsonObject) document = json_object_ref (json_node_get_object (request->json));
  const char *id = cord_order_resource_task_order (request->json);
  g_autoptr (JsonNode) order = NULL;
  g_autofree char *now = cord_core_now_text (core);
  gboolean cancelled;
  gint64 version;

  if (!cord_engine_prepare (request, request->type, document, error))
    return NULL;
  order = id != NULL ? cord_engine_load (core, "productOrder", id, NULL, error) : NULL;
  if (order == NULL)
    {
      if (error != NULL && *error == NULL)
        cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-order", "productOrder.id", NULL,
                             _ ("There is no such order"));
      return NULL;
    }
  if (!cord_pricing_check_change (
          request, cord_resource_type_customer (cord_resource_type_find ("productOrder"), json_node_get_object (order)),
          error)
      || !try_cancel (request, id, &cancelled, error))
    return NULL;
  cord_order_resource_finish_task (document, cancelled ? now : NULL);
  if (!cord_engine_store (core, request->type, document, &version, error))
    return NULL;
  cord_core_count (core, CORD_OUTCOME_ORDER_CANCELLED);
  return cord_engine_reply (201, request->type, document, version);
}

/* PATCH and DELETE, by other systems */

/* A deleted order is over as well. */
static gboolean
find_over (CordCore *core, const char *id, gboolean *over, gboolean *failed, GError **error)
{
  g_autoptr (JsonNode) order = NULL;

  if (!cord_engine_find (core, "productOrder", id, &order, error))
    return FALSE;
  *over = order == NULL || cord_order_resource_is_over (order);
  *failed = order != NULL && cord_order_resource_has_failed (order);
  return TRUE;
}

static CordReply *
after (CordRequest *request, CordReply *reply, GError **error)
{
  g_autoptr (CordReply) done = reply;
  g_auto (Undo) undo = { 0 };
  GError *inner = NULL;
  gboolean over, failed;

  if (done == NULL || !find_over (request->core, request->id, &over, &failed, error))
    return NULL;
  if (!over)
    return g_steal_pointer (&done);
  if (undo_load (&undo, request, request->id, &inner) && take_back (&undo, failed, &inner))
    cord_core_count (request->core, CORD_OUTCOME_ORDER_CANCELLED);
  if (inner == NULL)
    return g_steal_pointer (&done);
  g_propagate_error (error, inner);
  return NULL;
}

CordReply *
cord_order_patch (CordRequest *request, GError **error)
{
  return after (request, cord_engine_patch (request, error), error);
}

CordReply *
cord_order_delete (CordRequest *request, GError **error)
{
  return after (request, cord_engine_delete (request, error), error);
}
