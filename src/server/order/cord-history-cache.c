/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/order/cord-history-cache.h"

#define PART "history-cache"

struct _CordHistoryCache
{
  char *account; /* NULL: nothing is known */
  gint64 version;
  CordAccountHistory history;
};

static void
forget (gpointer user_data)
{
  CordHistoryCache *self = user_data;

  g_clear_pointer (&self->account, g_free);
  cord_account_history_clear (&self->history);
}

static void
free_cache (gpointer user_data)
{
  forget (user_data);
  g_free (user_data);
}

/* @out: empty */
static void
copy (CordAccountHistory *out, const CordAccountHistory *history)
{
  GVariant *const values[] = { history->events, history->cycle, history->terms, history->former, history->taxes };

  *out = *history;
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (values[i] != NULL)
      g_variant_ref (values[i]);
}

CordHistoryCache *
cord_history_cache_new (CordCore *core)
{
  CordHistoryCache *self = g_new0 (CordHistoryCache, 1);

  cord_core_add_part (core, PART, self, free_cache);
  cord_commit_listen (cord_core_get_commit (core), CORD_COMMIT_UNDONE, forget, self);
  cord_commit_listen (cord_core_get_commit (core), CORD_COMMIT_REQUEST_UNDONE, forget, self);
  return self;
}

gboolean
cord_history_cache_find (const CordCore *core, const char *account, gint64 version, CordAccountHistory *out)
{
  const CordHistoryCache *self = cord_core_find_part (core, PART);

  if (self == NULL || version == 0 || version != self->version || g_strcmp0 (account, self->account) != 0)
    return FALSE;
  copy (out, &self->history);
  return TRUE;
}

void
cord_history_cache_note (const CordCore *core, const char *account, gint64 version, const CordAccountHistory *history)
{
  CordHistoryCache *self = cord_core_find_part (core, PART);

  if (self == NULL)
    return;
  forget (self);
  self->account = g_strdup (account);
  self->version = version;
  copy (&self->history, history);
}
