/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/options/cord-fit.h"
#include "domain/session/cord-session-private.h"

#include <glib/gi18n-lib.h>

/* The catalog is pinned once, so that what was offered stays the same when the operator publishes another. */
static void
on_catalog_loaded (CordAct *act, GVariant *document)
{
  GError *error = NULL;
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, &error);
  CordCatalogPinned pinned = { .catalog = { .value = document } };

  if (catalog == NULL)
    {
      cord_act_fail (act, error);
      return;
    }
  cord_session_set_catalog (act->session, catalog);
  pinned.version = cord_catalog_get_version (catalog);
  cord_act_append (act, CORD_EVENT_CATALOG_PINNED, &pinned);
  cord_act_then (act, act->next);
}

void
cord_act_pin_catalog (CordAct *act, CordActStep next)
{
  if (cord_interaction_get_catalog (act->interaction) != NULL)
    {
      next (act);
      return;
    }
  act->next = next;
  cord_act_call (act, CORD_CALL_LOAD_CATALOG, _ ("Fetching the catalog…"), cord_value_empty_object (),
                 on_catalog_loaded);
}

static void
on_catalog_looked_at (CordAct *act, GVariant *document)
{
  GError *error = NULL;
  g_autoptr (CordCatalog) catalog = cord_catalog_new (document, &error);

  if (catalog == NULL)
    {
      cord_act_fail (act, error);
      return;
    }
  cord_session_set_catalog (act->session, catalog);
  cord_act_succeed (act);
}

void
cord_session_load_catalog_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_load_catalog_async, "load-catalog", cancellable, callback, user_data);

  act->for_user = TRUE;
  if (cord_act_require_alone (act))
    cord_act_call (act, CORD_CALL_LOAD_CATALOG, _ ("Fetching the catalog…"), cord_value_empty_object (),
                   on_catalog_looked_at);
}

static void
rank (CordAct *act)
{
  CordSession *self = act->session;
  g_autoptr (GVariant) ranking
      = cord_fit_rank (cord_interaction_get_needs (act->interaction), cord_interaction_get_customer (act->interaction),
                       cord_interaction_get_catalog (act->interaction), self->policy, cord_session_today (self));
  g_autoptr (GVariant) options = cord_fit_dup_options (ranking);
  g_autoptr (GVariant) excluded = cord_fit_dup_excluded (ranking);
  const CordOptionsRanked ranked
      = { .catalog = cord_fit_get_catalog (ranking), .options = options, .excluded = excluded };

  cord_act_append (act, CORD_EVENT_OPTIONS_RANKED, &ranked);
  cord_act_then (act, NULL);
}

void
cord_session_rank_async (CordSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_rank_async, "rank", cancellable, callback, user_data);

  if (!cord_act_require_alone (act) || !cord_act_require_customer (act)
      || !cord_act_require (act, cord_interaction_get_needs (act->interaction) != NULL,
                            _ ("It is not known yet what the caller needs"), _ ("Choose the kind of change first.")))
    return;
  cord_act_pin_catalog (act, rank);
}

/* The option of @key, or NULL after the act has been ended. */
static CordOption *
require_option (CordAct *act, const char *key)
{
  CordOption *option;

  if (!cord_act_require_customer (act))
    return NULL;
  option = key != NULL ? cord_interaction_find_option (act->interaction, key) : NULL;
  if (!cord_act_require (act, option != NULL, _ ("This option is not in the list"), _ ("Look up the options again.")))
    return NULL;
  return option;
}

void
cord_session_present_async (CordSession *self, const char *key, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_present_async, "present", cancellable, callback, user_data);

  if (require_option (act, key) == NULL)
    return;
  cord_act_append (act, CORD_EVENT_OPTION_PRESENTED, &(CordOptionPresented){ .option = key });
  cord_act_then (act, NULL);
}

void
cord_session_show_label_async (CordSession *self, const char *key, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act = cord_act_new (self, cord_session_show_label_async, "show label", cancellable, callback, user_data);

  if (require_option (act, key) == NULL)
    return;
  cord_act_append (act, CORD_EVENT_LABEL_SHOWN, &(CordLabelShown){ .option = key });
  cord_act_then (act, NULL);
}

/* An event that is one sentence of the agent or the caller. */
static void
append_words (CordAct *act, CordEventKind kind, gconstpointer body, const char *words)
{
  if (!cord_act_require_interaction (act)
      || !cord_act_require (act, words != NULL && *words != '\0', _ ("There are no words to write down"), NULL))
    return;
  cord_act_append (act, kind, body);
  cord_act_then (act, NULL);
}

void
cord_session_excuse_async (CordSession *self, const char *reason, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  append_words (cord_act_new (self, cord_session_excuse_async, "excuse", cancellable, callback, user_data),
                CORD_EVENT_OPTIONS_EXCUSED, &(CordOptionsExcused){ .reason = reason }, reason);
}

void
cord_session_object_async (CordSession *self, const char *words, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  append_words (cord_act_new (self, cord_session_object_async, "object", cancellable, callback, user_data),
                CORD_EVENT_OBJECTION, &(CordObjection){ .words = { .text = words } }, words);
}

void
cord_session_view_comparison_async (CordSession *self, const char *const *keys, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  CordAct *act
      = cord_act_new (self, cord_session_view_comparison_async, "view comparison", cancellable, callback, user_data);
  g_autoptr (GVariant) options = NULL;
  CordBuilder list;

  if (!cord_act_require_customer (act)
      || !cord_act_require (act, keys != NULL && keys[0] != NULL, _ ("There is nothing to compare"), NULL))
    return;
  /* The empty key is the present plan. */
  for (guint i = 0; keys[i] != NULL; i++)
    if (*keys[i] != '\0' && require_option (act, keys[i]) == NULL)
      return;
  cord_builder_init_array (&list);
  for (guint i = 0; keys[i] != NULL; i++)
    cord_builder_add_string (&list, keys[i]);
  options = cord_builder_end (&list);
  cord_act_append (act, CORD_EVENT_COMPARISON_VIEWED, &(CordComparisonViewed){ .options = options });
  cord_act_then (act, NULL);
}
