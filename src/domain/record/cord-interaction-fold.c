/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-event-rule-private.h"
#include "domain/record/cord-interaction-check-private.h"
#include "domain/record/cord-interaction-private.h"

#include <string.h>

static gboolean
check_chain (CordInteraction *self, const CordEvent *event, GError **error)
{
  if (event->seq != cord_interaction_get_seq (self) + 1)
    return cord_error_set_full (error, CORD_ERROR_CONFLICT, "sequence", "seq", NULL,
                                "Event %" G_GUINT64_FORMAT " does not follow event %" G_GUINT64_FORMAT, event->seq,
                                cord_interaction_get_seq (self));
  if (strcmp (event->prev, cord_interaction_get_head (self)) != 0)
    return cord_error_set_full (error, CORD_ERROR_INVALID, "chain", "prev", NULL,
                                "Event %" G_GUINT64_FORMAT " does not continue the chain", event->seq);
  return TRUE;
}

static gboolean
check_rule (CordInteraction *self, const CordEvent *event, const CordEventRule *rule, GError **error)
{
  if ((rule->when & (1u << self->fold.status)) == 0)
    return cord_check_refuse (error, event, "status", NULL, "cannot happen in the state the interaction is in");
  if ((rule->when & CORD_WHEN_SPEAKING) != 0 && self->fold.call_ended)
    return cord_check_refuse (error, event, "status", NULL, "the call has ended");
  return rule->check == NULL || rule->check (self, event, error);
}

gboolean
cord_interaction_check (CordInteraction *self, CordEvent *event, GError **error)
{
  gboolean possible;

  g_clear_object (&self->parsed);
  possible = check_chain (self, event, error) && check_rule (self, event, cord_event_rule (event->kind), error);
  g_clear_object (&self->parsed);
  return possible;
}

gboolean
cord_interaction_fold (CordInteraction *self, CordEvent *event, GError **error)
{
  const CordEventRule *rule = cord_event_rule (event->kind);

  g_clear_object (&self->parsed);
  if (!check_chain (self, event, error) || !check_rule (self, event, rule, error))
    return FALSE;

  if (rule->slot != 0)
    G_STRUCT_MEMBER (gconstpointer, &self->fold, rule->slot) = event->typed;
  if (rule->apply != NULL)
    rule->apply (self, event);
  g_clear_object (&self->parsed);
  self->dirty |= rule->changes | CORD_BIT (PROP_SEQ) | (rule->sentences != 0 ? CORD_BIT (PROP_NOTE) : 0);
  g_ptr_array_add (self->events, cord_event_ref (event));
  if (self->by_type[event->kind] == NULL)
    self->by_type[event->kind] = g_ptr_array_new ();
  g_ptr_array_add (self->by_type[event->kind], event);
  return TRUE;
}
