/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-password-queue.h"

#include "config.h"

#include "base/cord-error.h"
#include "server/call/cord-throttle.h"
#include "store/cord-secret.h"
#include "store/cord-sign-in-store.h"

#include <glib/gi18n-lib.h>

#define PART "password-queue"
#define AT_ONCE 4
#define WAITING_MAX 512 /* in each line */
#define FULL_SECONDS 5
#define ACCOUNT_WINDOW (15 * 60 * G_TIME_SPAN_SECOND)
#define ADDRESS_WINDOW (60 * G_TIME_SPAN_SECOND)

/* The two lines: strangers must not hold up those who are known. */
enum
{
  LINE_KNOWN,
  LINE_OTHERS,
  N_LINES,
};

struct _CordPasswordQueue
{
  CordCore *core;
  CordThrottle *accounts;
  CordThrottle *addresses;
  guint hashing;
  GQueue waiting[N_LINES]; /* (element-type Attempt) */
};

typedef struct
{
  CordPasswordQueue *queue;
  CordSecretCost cost; /* as set when its turn came; the settings may change while the thread runs */
  char *here;          /* key of the account at this address */
  char *elsewhere;     /* key of the account at all addresses nobody is known at; NULL: this is none of them */
  char *address;
  gboolean known;
  gint64 begun; /* when its turn came */
  char *hash;   /* NULL: no such account */
  char *secret;
  CordPasswordFunc func;
  gpointer user_data;
} Attempt;

static void start_next (CordPasswordQueue *self);

static void
attempt_free (gpointer data)
{
  Attempt *attempt = data;

  cord_secret_free (attempt->secret);
  g_free (attempt->here);
  g_free (attempt->elsewhere);
  g_free (attempt->address);
  g_free (attempt->hash);
  g_free (attempt);
}

static void
password_queue_free (gpointer data)
{
  CordPasswordQueue *self = data;

  g_assert (self->hashing == 0 && cord_password_queue_count_waiting (self) == 0);
  cord_throttle_free (self->accounts);
  cord_throttle_free (self->addresses);
  g_free (self);
}

CordPasswordQueue *
cord_password_queue_new (CordCore *core)
{
  CordPasswordQueue *self = g_new0 (CordPasswordQueue, 1);

  self->core = core;
  self->accounts = cord_throttle_new (ACCOUNT_WINDOW);
  self->addresses = cord_throttle_new (ADDRESS_WINDOW);
  cord_core_add_part (core, PART, self, password_queue_free);
  return self;
}

CordPasswordQueue *
cord_password_queue_of (const CordCore *core)
{
  return cord_core_find_part (core, PART);
}

/* The throttle */

/* An account is counted at each address. Where nobody has signed in before, it is counted over all those addresses as
 * well, so that a thousand of them give no more guesses than one. Whatever they do, nobody is kept out at the address
 * that they or their colleagues work at. The end keeps one key from being the beginning of another. */
static char *
account_key (const char *kind, const char *name, const char *address)
{
  return g_strdup_printf ("%s %s\n%s\n", kind, name, address);
}

static guint
get_wait (CordPasswordQueue *self, const Attempt *attempt)
{
  const CordLimits *limits = &cord_core_get_settings (self->core)->limits;
  gint64 now = cord_core_now (self->core);
  guint wait = cord_throttle_wait (self->accounts, attempt->here, limits->sign_in_account, now);

  if (attempt->elsewhere != NULL)
    wait = MAX (wait, cord_throttle_wait (self->accounts, attempt->elsewhere, limits->sign_in_account, now));
  /* Many may share an address; those known there do not pay for the others. */
  if (attempt->known)
    return wait;
  return MAX (wait, cord_throttle_wait (self->addresses, attempt->address, limits->sign_in_address, now));
}

/* Counts as failed until it has matched, so that many at once get no more guesses than one after the other. */
static void
note_begun (CordPasswordQueue *self, Attempt *attempt)
{
  gboolean exists = attempt->hash != NULL;

  attempt->begun = cord_core_now (self->core);
  cord_throttle_note_failure (self->accounts, attempt->here, exists && attempt->elsewhere == NULL, attempt->begun);
  if (attempt->elsewhere != NULL)
    cord_throttle_note_failure (self->accounts, attempt->elsewhere, exists, attempt->begun);
  cord_throttle_note_failure (self->addresses, attempt->address, FALSE, attempt->begun);
}

static void
note_match (CordPasswordQueue *self, const Attempt *attempt)
{
  cord_throttle_take_back (self->addresses, attempt->address, attempt->begun);
  cord_throttle_forget (self->accounts, attempt->here);
  /* Elsewhere others may be guessing, who must not begin anew each time the owner signs in. */
  if (attempt->elsewhere != NULL)
    cord_throttle_take_back (self->accounts, attempt->elsewhere, attempt->begun);
}

void
cord_password_queue_unlock (CordPasswordQueue *self)
{
  g_autoptr (GPtrArray) names = cord_sign_in_store_take_unlocks (cord_core_get_database (self->core), NULL);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autofree char *user = g_strdup_printf ("user %s\n", (char *)names->pdata[i]);
      g_autofree char *client = g_strdup_printf ("client %s\n", (char *)names->pdata[i]);

      cord_throttle_forget (self->accounts, user);
      cord_throttle_forget (self->accounts, client);
    }
}

/* The queue */

static void
refuse (Attempt *attempt, guint wait)
{
  attempt->func (FALSE, wait, NULL, attempt->user_data);
  attempt_free (attempt);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = g_task_get_task_data (G_TASK (result));
  CordPasswordQueue *self = attempt->queue;
  gboolean match = g_task_propagate_boolean (G_TASK (result), NULL);

  self->hashing--;
  if (match)
    note_match (self, attempt);
  attempt->func (match, 0, NULL, attempt->user_data);
  start_next (self);
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
  note_begun (attempt->queue, attempt);
  g_task_run_in_thread (task, check_in_thread);
}

static Attempt *
pop (CordPasswordQueue *self)
{
  Attempt *attempt = g_queue_pop_head (&self->waiting[LINE_KNOWN]);

  return attempt != NULL ? attempt : g_queue_pop_head (&self->waiting[LINE_OTHERS]);
}

/* Those before it may have failed meanwhile. */
static void
start_next (CordPasswordQueue *self)
{
  Attempt *attempt;

  while (self->hashing < AT_ONCE && (attempt = pop (self)) != NULL)
    {
      guint wait = get_wait (self, attempt);

      if (wait > 0)
        refuse (attempt, wait);
      else
        start (attempt);
    }
}

void
cord_password_queue_check (CordPasswordQueue *self, const CordPasswordAttempt *who, char *secret, CordPasswordFunc func,
                           gpointer user_data)
{
  GQueue *line = &self->waiting[who->known ? LINE_KNOWN : LINE_OTHERS];
  Attempt *attempt = g_new0 (Attempt, 1);
  guint wait;

  attempt->queue = self;
  attempt->here = account_key (who->kind, who->name, who->address);
  attempt->elsewhere = who->known || who->familiar ? NULL : account_key (who->kind, who->name, "");
  attempt->address = g_strdup (who->address);
  attempt->known = who->known;
  attempt->hash = g_strdup (who->hash);
  attempt->secret = secret;
  attempt->func = func;
  attempt->user_data = user_data;
  wait = get_wait (self, attempt);
  if (wait > 0)
    refuse (attempt, wait);
  else if (line->length >= WAITING_MAX)
    refuse (attempt, FULL_SECONDS);
  else
    {
      g_queue_push_tail (line, attempt);
      start_next (self);
    }
}

void
cord_password_queue_stop (CordPasswordQueue *self)
{
  Attempt *attempt;

  while ((attempt = pop (self)) != NULL)
    {
      GError *error = NULL;

      cord_error_set_full (&error, CORD_ERROR_OFFLINE, "stopping", NULL, NULL, _ ("The server stops; try again soon"));
      attempt->func (FALSE, 0, error, attempt->user_data);
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
  return self->waiting[LINE_KNOWN].length + self->waiting[LINE_OTHERS].length;
}
