/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-interaction-private.h"

#include "domain/change/cord-change.h"
#include "domain/record/cord-sop-part.h"

#include <glib/gi18n-lib.h>

/* What gates require beyond the items of the procedure. */
enum
{
  NEED_VERIFICATION,
  NEED_CATALOG,
  NEED_CHANGE,
  NEED_OFFERING,
  NEED_QUALIFIED,
  NEED_QUOTE,
  NEED_CONSENT,
  NEED_LEVEL,
  NEED_ORDER,
  NEED_PROOF,
  NEED_ADDRESS,
  NEED_AGREEMENT,
  NEED_NOTE,
  NEED_ORDER_ANSWER,
  NEED_MESSAGE_ANSWER,
  NEED_PROMISE_ANSWER,
  N_NEEDS
};

static const struct
{
  const char *id;
  const char *title;
  const char *step;
  const char *field;
} needs[N_NEEDS] = {
  [NEED_VERIFICATION] = { "gate-verification", N_ ("A match on PIN, one-time code or call-back"), "verify", "pin" },
  [NEED_CATALOG] = { "gate-catalog", N_ ("The catalog"), "options", "options" },
  [NEED_CHANGE] = { "gate-change", N_ ("A plan the customer chose"), "options", "options" },
  [NEED_OFFERING] = { "gate-offering", N_ ("A plan that is in the catalog"), "options", "options" },
  [NEED_QUALIFIED] = { "gate-qualified", N_ ("A plan this customer may have"), "options", "options" },
  [NEED_QUOTE] = { "gate-quote", N_ ("Quote shown"), "confirm", "ladder" },
  [NEED_CONSENT] = { "gate-consent", N_ ("Customer’s consent to this quote"), "confirm", "consent" },
  [NEED_LEVEL] = { "gate-level", N_ ("Verification for plan changes"), "verify", "pin" },
  [NEED_ORDER] = { "gate-order", N_ ("Order placed"), "process", "place" },
  [NEED_PROOF]
  = { "gate-proof", N_ ("A message in which every amount and date equals the order"), "document", "channel" },
  [NEED_ADDRESS] = { "gate-address", N_ ("An address of record for this channel"), "document", "channel" },
  [NEED_AGREEMENT] = { "gate-agreement", N_ ("Customer’s consent to the order"), "confirm", "consent" },
  [NEED_NOTE] = { "gate-note", N_ ("A note that is not blank"), "document", "note" },
  [NEED_ORDER_ANSWER] = { "gate-order-answer", N_ ("The server’s answer to the order"), "process", "place" },
  [NEED_MESSAGE_ANSWER] = { "gate-message-answer", N_ ("The server’s answer to the message"), "document", "channel" },
  [NEED_PROMISE_ANSWER]
  = { "gate-promise-answer", N_ ("The server’s answer to the follow-up"), "follow-up", "promise" },
};

/* Why the steps behind a closed gate cannot be done yet, for the rail. */
static const char *const reasons[CORD_N_GATES] = {
  [CORD_GATE_DISCLOSE] = N_ ("needs verification"),         [CORD_GATE_QUOTE] = N_ ("needs answers and a chosen plan"),
  [CORD_GATE_COMMIT] = N_ ("opens after consent"),          [CORD_GATE_SEND] = N_ ("opens after the confirmation"),
  [CORD_GATE_CLOSE] = N_ ("opens when nothing is missing"),
};

static void
add_missing (CordInteraction *self, GPtrArray *missing, guint need)
{
  CordItem *item = g_hash_table_lookup (self->gate_items, needs[need].id);

  if (item == NULL)
    {
      item = cord_item_new (needs[need].id, _ (needs[need].title), needs[need].step, needs[need].field);
      g_hash_table_insert (self->gate_items, (gpointer)needs[need].id, item);
    }
  g_ptr_array_add (missing, item);
}

static void
require (CordInteraction *self, GPtrArray *missing, gboolean fulfilled, guint need)
{
  if (!fulfilled)
    add_missing (self, missing, need);
}

/* The mandatory items of the procedure that are still open, step by step. */
static void
update_missing (CordInteraction *self, gboolean *satisfied)
{
  GPtrArray *items = cord_sop_get_items (self->sop);

  for (gsize i = 0; i < cord_sop_get_n_steps (self->sop); i++)
    g_ptr_array_set_size (self->missing[i], 0);
  for (guint i = 0; i < items->len; i++)
    {
      const CordSopItem *item = items->pdata[i];

      if (item->when != NULL && !cord_predicate_holds (item->when, self))
        continue;
      if (cord_predicate_holds (item->evidence, self))
        satisfied[item->step] = TRUE;
      else if (item->mandatory)
        g_ptr_array_add (self->missing[item->step], item->item);
    }
}

static void
collect_disclose (CordInteraction *self, GPtrArray *missing)
{
  require (self, missing, cord_policy_discloses (self->policy, self->fold.level, CORD_CLASS_ACCOUNT),
           NEED_VERIFICATION);
}

/* All mandatory items of the step "needs". */
static void
collect_answers (CordInteraction *self, GPtrArray *missing)
{
  int step = cord_sop_find_step (self->sop, "needs");

  for (guint i = 0; step >= 0 && i < self->missing[step]->len; i++)
    g_ptr_array_add (missing, self->missing[step]->pdata[i]);
}

static void
collect_quote (CordInteraction *self, GPtrArray *missing)
{
  const char *offering = cord_change_get_offering (self->change);

  collect_answers (self, missing);
  if (self->fold.catalog_pinned == NULL)
    add_missing (self, missing, NEED_CATALOG);
  if (self->change == NULL)
    {
      add_missing (self, missing, NEED_CHANGE);
      return;
    }
  /* An erased catalog held the offering when the change was selected. */
  if (offering != NULL && self->catalog != NULL && cord_catalog_find (self->catalog, offering) == NULL)
    add_missing (self, missing, NEED_OFFERING);
  require (self, missing,
           cord_change_keeps_plan (self->change)
               || cord_interaction_has_key (self, cord_interaction_get_selected (self)),
           NEED_QUALIFIED);
}

static void
collect_commit (CordInteraction *self, GPtrArray *missing)
{
  require (self, missing, self->fold.quote_current, NEED_QUOTE);
  require (self, missing, cord_interaction_get_consented (self), NEED_CONSENT);
  require (self, missing, self->fold.level >= cord_policy_level_for_change (self->policy), NEED_LEVEL);
}

static gboolean
has_address (CordInteraction *self)
{
  const char *channel = CORD_BODY_TEXT (self->fold.message_rendered, channel);

  if (self->fold.customer_opened == NULL)
    return FALSE;
  if (self->customer == NULL || self->fold.message_rendered == NULL) /* erased, or no channel chosen yet */
    return TRUE;
  return cord_customer_get_address (self->customer, g_str_equal (channel, "letter") ? "post" : channel) != NULL;
}

static void
collect_send (CordInteraction *self, GPtrArray *missing)
{
  require (self, missing, cord_interaction_get_message_proved (self), NEED_PROOF);
  require (self, missing, has_address (self), NEED_ADDRESS);
  require (self, missing, cord_interaction_has_order (self), NEED_ORDER);
  require (self, missing, self->fold.consent_given != NULL, NEED_AGREEMENT);
}

static void
collect_unanswered (CordInteraction *self, GPtrArray *missing)
{
  require (self, missing, !g_str_equal (self->fold.order_state, "queued"), NEED_ORDER_ANSWER);
  require (self, missing, self->fold.message_queued == NULL, NEED_MESSAGE_ANSWER);
  require (self, missing, self->fold.promise_queued == NULL, NEED_PROMISE_ANSWER);
}

/* A parked interaction may be closed with items open, but not with a blank note or an unanswered intent. */
static void
collect_close (CordInteraction *self, GPtrArray *missing)
{
  gboolean listed = FALSE;

  if (self->fold.status != CORD_STATUS_PARKED && self->fold.status != CORD_STATUS_CLOSED)
    for (gsize step = 0; step < cord_sop_get_n_steps (self->sop); step++)
      for (guint i = 0; i < self->missing[step]->len; i++)
        {
          CordItem *item = self->missing[step]->pdata[i];

          listed = listed || g_str_equal (cord_item_get_field (item), needs[NEED_NOTE].field);
          g_ptr_array_add (missing, item);
        }
  collect_unanswered (self, missing);
  require (self, missing, listed || cord_interaction_holds (self, "note-not-blank"), NEED_NOTE);
}

static void (*const collect[CORD_N_GATES]) (CordInteraction *self, GPtrArray *missing) = {
  [CORD_GATE_DISCLOSE] = collect_disclose, [CORD_GATE_QUOTE] = collect_quote, [CORD_GATE_COMMIT] = collect_commit,
  [CORD_GATE_SEND] = collect_send,         [CORD_GATE_CLOSE] = collect_close,
};

/* A step is gated by the nearest closed gate before it, as long as the step that this gate guards is unfinished. */
static void
update_steps (CordInteraction *self, const gboolean *satisfied)
{
  const char *current = cord_interaction_get_step (self);
  const char *closed = NULL;

  for (guint i = 0; i < cord_sop_get_n_steps (self->sop); i++)
    {
      g_autoptr (CordStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);
      gboolean open = self->missing[i]->len > 0;
      gboolean touched = satisfied[i] || (open && g_hash_table_contains (self->fold.visited, cord_step_get_id (step)));
      gboolean done = satisfied[i] && !open;
      CordGateKind kind;

      cord_step_update (step, g_str_equal (cord_step_get_id (step), current), touched, self->missing[i],
                        done ? NULL : closed);
      if (cord_gate_parse (cord_step_get_gate (step), &kind))
        closed = open && !cord_gate_get_open (self->gates[kind]) ? _ (reasons[kind]) : NULL;
    }
}

void
cord_interaction_update_gates (CordInteraction *self)
{
  g_autofree gboolean *satisfied = g_new0 (gboolean, cord_sop_get_n_steps (self->sop));
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();

  update_missing (self, satisfied);
  for (guint i = 0; i < CORD_N_GATES; i++)
    {
      g_ptr_array_set_size (missing, 0);
      collect[i](self, missing);
      cord_gate_update (self->gates[i], missing);
    }
  update_steps (self, satisfied);
}

void
cord_interaction_build_steps (CordInteraction *self)
{
  gsize n_steps = cord_sop_get_n_steps (self->sop);

  self->steps = g_list_store_new (CORD_TYPE_STEP);
  self->missing = g_new0 (GPtrArray *, n_steps);
  self->gate_items = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  for (gsize i = 0; i < n_steps; i++)
    {
      GVariant *document = cord_sop_get_step (self->sop, i);
      g_autoptr (CordStep) step = cord_step_new (
          cord_sop_step_get_id (document), cord_sop_step_get_number (document), _ (cord_sop_step_get_title (document)),
          _ (cord_sop_step_get_purpose (document)), cord_sop_step_get_gate (document));

      g_list_store_append (self->steps, step);
      self->missing[i] = g_ptr_array_new ();
    }
  for (guint i = 0; i < CORD_N_GATES; i++)
    self->gates[i] = cord_gate_new ((CordGateKind)i);
}
