/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-password-queue.h"

#include "config.h"

#include "base/cord-error.h"
#include "server/call/cord-throttle.h"
#include "store/cord-secret.h"

#include <glib/gi18n-lib.h>

#define PART "password-queue"
#define AT_ONCE 4
#define WAITING_MAX 64
#define FAILURES_PER_ACCOUNT 5
#define FAILURES_PER_ADDRESS 30

struct _CordPasswordQueue
{
  CordCore *core;
  CordThrottle *throttle;
  guint hashing;
  GQueue waiting; /* (element-type Attempt) */
};

typedef struct
{
  CordPasswordQueue *queue;
  CordSecretCost cost; /* as set when its turn came; the settings may change while the thread runs */
  char *account;       /* keys of the throttle */
  char *address;
  char *hash; /* NULL: no such account */
  char *secret;
  CordPasswordFunc func;
  gpointer user_data;
} Attempt;

static void start (Attempt *attempt);

static void
attempt_free (gpointer data)
{
  Attempt *attempt = data;

  cord_secret_wipe (attempt->secret);
  g_free (attempt->secret);
  g_free (attempt->account);
  g_free (attempt->address);
  g_free (attempt->hash);
  g_free (attempt);
}

static void
password_queue_free (gpointer data)
{
  CordPasswordQueue *self = data;

  g_assert (self->hashing == 0 && g_queue_is_empty (&self->waiting));
  cord_throttle_free (self->throttle);
  g_free (self);
}

CordPasswordQueue *
cord_password_queue_new (CordCore *core)
{
  CordPasswordQueue *self = g_new0 (CordPasswordQueue, 1);

  self->core = core;
  self->throttle = cord_throttle_new ();
  cord_core_add_part (core, PART, self, password_queue_free);
  return self;
}

CordPasswordQueue *
cord_password_queue_of (const CordCore *core)
{
  return cord_core_find_part (core, PART);
}

static char *
account_key (const char *account)
{
  return g_strconcat ("account ", account, NULL);
}

static char *
address_key (const char *address)
{
  return g_strconcat ("address ", address, NULL);
}

guint
cord_password_queue_get_wait (CordPasswordQueue *self, const char *account, const char *address)
{
  g_autofree char *by_account = account_key (account);
  g_autofree char *by_address = address_key (address);
  gint64 now = cord_core_now (self->core);
  guint wait = MAX (cord_throttle_wait (self->throttle, by_account, FAILURES_PER_ACCOUNT, now),
                    cord_throttle_wait (self->throttle, by_address, FAILURES_PER_ADDRESS, now));

  return wait == 0 && self->waiting.length >= WAITING_MAX ? 1 : wait;
}

static void
note (CordPasswordQueue *self, const Attempt *attempt, gboolean match)
{
  if (match)
    {
      cord_throttle_forget (self->throttle, attempt->account);
      return;
    }
  cord_throttle_note_failure (self->throttle, attempt->account, cord_core_now (self->core));
  cord_throttle_note_failure (self->throttle, attempt->address, cord_core_now (self->core));
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = g_task_get_task_data (G_TASK (result));
  CordPasswordQueue *self = attempt->queue;
  gboolean match = g_task_propagate_boolean (G_TASK (result), NULL);

  self->hashing--;
  note (self, attempt, match);
  attempt->func (match, NULL, attempt->user_data);
  if (!g_queue_is_empty (&self->waiting))
    start (g_queue_pop_head (&self->waiting));
}

static void
check_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Attempt *attempt = task_data;

  g_task_return_boolean (task, cord_secret_check_password (attempt->hash, attempt->secret, &attempt->cost));
}

static void
start (Attempt *attempt)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_checked, NULL);

  g_task_set_source_tag (task, start);
  g_task_set_name (task, "check password");
  g_task_set_task_data (task, attempt, attempt_free);
  attempt->cost = cord_core_get_settings (attempt->queue->core)->cost;
  attempt->queue->hashing++;
  g_task_run_in_thread (task, check_in_thread);
}

void
cord_password_queue_check (CordPasswordQueue *self, const char *account, const char *address, const char *hash,
                           char *secret, CordPasswordFunc func, gpointer user_data)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->queue = self;
  attempt->account = account_key (account);
  attempt->address = address_key (address);
  attempt->hash = g_strdup (hash);
  attempt->secret = secret;
  attempt->func = func;
  attempt->user_data = user_data;
  if (self->hashing < AT_ONCE)
    start (attempt);
  else
    g_queue_push_tail (&self->waiting, attempt);
}

void
cord_password_queue_stop (CordPasswordQueue *self)
{
  Attempt *attempt;

  while ((attempt = g_queue_pop_head (&self->waiting)) != NULL)
    {
      GError *error = NULL;

      cord_error_set_full (&error, CORD_ERROR_OFFLINE, "stopping", NULL, NULL, _ ("The server stops; try again soon"));
      attempt->func (FALSE, error, attempt->user_data);
      attempt_free (attempt);
    }
  /* The thread uses the request of its attempt, and the answer comes through this context. */
  while (self->hashing > 0)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
}

guint
cord_password_queue_count_hashing (const CordPasswordQueue *self)
{
  return self->hashing;
}

guint
cord_password_queue_count_waiting (const CordPasswordQueue *self)
{
  return self->waiting.length;
}
