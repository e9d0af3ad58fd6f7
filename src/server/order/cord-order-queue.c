/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-order-queue.h"

#include "config.h"

#include "base/cord-deadline.h"
#include "base/cord-error.h"
#include "server/order/cord-billing-run.h"
#include "server/order/cord-provision.h"

#define PART "order-queue"
/* As many as desks place in an undo window; a quote takes some kilobytes. */
#define PLANS_MAX 64

struct _CordOrderQueue
{
  CordCore *core;
  /* Order → CordOrderPlan of those added last, so that they need not be read and priced again when they are due. */
  GHashTable *plans;
  gboolean unreadable; /* the log has said so */
  GHashTable *to_bill; /* account → order that was carried out */
  gint64 looked;       /* when what is due was last looked for */
  gboolean set_back;   /* the clock was since, so that some may be dated by a clock that was wrong */
};

static void
order_queue_free (gpointer data)
{
  CordOrderQueue *self = data;

  g_hash_table_unref (self->plans);
  g_hash_table_unref (self->to_bill);
  g_free (self);
}

CordOrderQueue *
cord_order_queue_new (CordCore *core)
{
  CordOrderQueue *self = g_new0 (CordOrderQueue, 1);

  self->core = core;
  self->plans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->to_bill = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  /* Nobody knows what the clock was before the start. */
  self->set_back = TRUE;
  cord_core_add_part (core, PART, self, order_queue_free);
  return self;
}

CordOrderQueue *
cord_order_queue_of (const CordCore *core)
{
  return cord_core_find_part (core, PART);
}

gboolean
cord_order_queue_add (CordOrderQueue *self, const CordWork *work, CordOrderPlan *plan, GError **error)
{
  /* What waits only for its undo window is due soon; the others would keep them out. */
  if (work->due <= work->undo_until)
    {
      /* Orders that were taken back stay until then. */
      if (g_hash_table_size (self->plans) == PLANS_MAX)
        g_hash_table_remove_all (self->plans);
      g_hash_table_insert (self->plans, g_strdup (work->id), g_object_ref (plan));
    }
  return cord_work_store_add (cord_core_get_database (self->core), work, error);
}

static CordOrderPlan *
get_plan (const CordOrderQueue *self, const CordWork *work, GError **error)
{
  CordOrderPlan *plan = g_hash_table_lookup (self->plans, work->id);

  if (plan != NULL && g_str_equal (cord_order_plan_get_text (plan), work->document))
    return g_object_ref (plan);
  return cord_order_plan_read (work->document, error);
}

/* What other bills that began since charge for, among it the fees of the order @work. An order does not fail because a
 * bill cannot be made; the next one tries again. */
static void
make_bills (CordOrderQueue *self, const char *account, const char *work)
{
  CordDatabase *database = cord_core_get_database (self->core);
  g_autoptr (GError) error = NULL;

  if (!cord_database_begin (database, &error))
    {
      g_warning ("bills after order %s: %s", work, error->message);
      return;
    }
  if (cord_billing_run (self->core, account, &error) && cord_database_commit (database, &error))
    return;
  cord_database_rollback (database);
  g_warning ("bills after order %s: %s", work, error->message);
}

static void
note_to_bill (CordOrderQueue *self, const CordWork *work, CordOrderPlan *plan)
{
  const char *account = cord_order_plan_get_account (plan);

  if (cord_order_plan_is_priced (plan) && account != NULL)
    g_hash_table_insert (self->to_bill, g_strdup (account), g_strdup (work->id));
}

/* Once everything is carried out that is due: a bill must not hold an order of before it that is about to fail. */
static void
make_all_bills (CordOrderQueue *self)
{
  GHashTableIter iter;
  gpointer account, work;

  g_hash_table_iter_init (&iter, self->to_bill);
  while (g_hash_table_iter_next (&iter, &account, &work))
    {
      make_bills (self, account, work);
      g_hash_table_iter_remove (&iter);
    }
}

static gboolean
carry_out (CordOrderQueue *self, const CordWork *work, GError **error)
{
  CordDatabase *database = cord_core_get_database (self->core);
  g_autoptr (CordOrderPlan) plan = NULL;

  if (!cord_database_begin (database, error))
    return FALSE;
  plan = get_plan (self, work, error);
  if (plan != NULL && cord_provision (self->core, work, plan, error)
      && cord_work_store_remove (database, work->id, error) && cord_database_commit (database, error))
    {
      note_to_bill (self, work, plan);
      return TRUE;
    }
  cord_database_rollback (database);
  return FALSE;
}

static gboolean
give_up (CordOrderQueue *self, const CordWork *work, const char *why, GError **error)
{
  CordDatabase *database = cord_core_get_database (self->core);

  if (!cord_database_begin (database, error))
    return FALSE;
  if (cord_provision_fail (self->core, work, why, error) && cord_work_store_remove (database, work->id, error)
      && cord_database_commit (database, error))
    return TRUE;
  cord_database_rollback (database);
  return FALSE;
}

/* FALSE: the store did not do it; it stays due. */
static gboolean
run_one (CordOrderQueue *self, const CordWork *work)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) unable = NULL;
  gboolean done = carry_out (self, work, &error);

  g_hash_table_remove (self->plans, work->id);
  if (done)
    {
      cord_core_count (self->core, CORD_OUTCOME_ORDER_COMPLETED);
      return TRUE;
    }
  g_warning ("order %s: %s", work->id, error->message);
  if (error->code == CORD_ERROR_INTERNAL)
    return FALSE;
  /* It cannot be carried out now and will not be later: the order says so instead of waiting for ever. */
  if (give_up (self, work, error->message, &unable))
    {
      cord_core_count (self->core, CORD_OUTCOME_ORDER_FAILED);
      return TRUE;
    }
  g_warning ("order %s: %s", work->id, unable->message);
  return FALSE;
}

/* No undo window lasts as long as a clock was wrong. Such work comes to light only when the clock is set back. */
static CordWork *
next_misdated (CordOrderQueue *self, gint64 now, GError **error)
{
  gint64 window = cord_core_get_settings (self->core)->undo_window;
  GError *inner = NULL;
  CordWork *work;

  if (!self->set_back)
    return NULL;
  work
      = cord_work_store_next_misdated (cord_core_get_database (self->core), cord_deadline_latest (now, window), &inner);
  self->set_back = work != NULL || inner != NULL;
  if (inner != NULL)
    g_propagate_error (error, inner);
  return work;
}

/* NULL when nothing is due, and when the store cannot tell. That is logged once, not at every call. */
static CordWork *
next_due (CordOrderQueue *self)
{
  g_autoptr (GError) error = NULL;
  gint64 now = cord_core_now (self->core);
  CordWork *work = cord_work_store_next_due (cord_core_get_database (self->core), now, &error);

  if (now < self->looked)
    self->set_back = TRUE;
  self->looked = now;
  if (work == NULL && error == NULL)
    work = next_misdated (self, now, &error);
  if (error != NULL && !self->unreadable)
    g_warning ("orders that are due: %s", error->message);
  self->unreadable = error != NULL;
  return work;
}

void
cord_order_queue_run_due (CordOrderQueue *self)
{
  gboolean done = TRUE;

  while (done)
    {
      g_autoptr (CordWork) work = next_due (self);

      done = work != NULL && run_one (self, work);
    }
  make_all_bills (self);
}
