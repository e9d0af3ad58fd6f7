/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-interaction-private.h"

#include "domain/change/cord-change.h"
#include "domain/cord-gateway-document.h"
#include "domain/record/cord-note.h"
#include "domain/record/cord-sop-part.h"

/* Getters: personal values come from the vault, objects are made from documents when first asked for. */

GVariant *
cord_interaction_dup_beside (CordInteraction *self, const CordBeside *beside)
{
  return beside != NULL && beside->reference != NULL ? cord_vault_lookup (self->vault, beside->reference) : NULL;
}

const char *
cord_interaction_get_beside (CordInteraction *self, const CordBeside *beside)
{
  g_autoptr (GVariant) value = cord_interaction_dup_beside (self, beside);

  /* The vault holds its own reference. */
  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : "";
}

const char *
cord_interaction_get_id (CordInteraction *self)
{
  CordRecordHeader header = { .id = "" };

  cord_record_header_read (&header, self->header);
  return header.id;
}

const char *
cord_interaction_get_step (CordInteraction *self)
{
  return self->fold.step_entered != NULL ? CORD_BODY_TEXT (self->fold.step_entered, step)
                                         : cord_sop_step_get_id (cord_sop_get_step (self->sop, 0));
}

CordCustomer *
cord_interaction_get_customer (CordInteraction *self)
{
  return self->customer;
}

CordCatalog *
cord_interaction_get_catalog (CordInteraction *self)
{
  return self->catalog;
}

CordBillNames
cord_interaction_get_bill_names (CordInteraction *self)
{
  return self != NULL ? (CordBillNames){ self->customer, self->catalog } : (CordBillNames){ NULL, NULL };
}

const char *
cord_interaction_get_candidate (CordInteraction *self)
{
  return CORD_BODY_TEXT (self->fold.candidate_chosen, customer);
}

CordLevel
cord_interaction_get_level (CordInteraction *self)
{
  return self->fold.level;
}

int
cord_interaction_get_attempts_left (CordInteraction *self)
{
  if (self->fold.verify_locked != NULL)
    return 0;
  return self->fold.verify_failed != NULL ? (int)self->fold.verify_failed->attempts_left : -1;
}

int
cord_interaction_get_satisfaction (CordInteraction *self)
{
  return self->fold.satisfaction_given != NULL ? (int)self->fold.satisfaction_given->score : -1;
}

gboolean
cord_interaction_get_message_proved (CordInteraction *self)
{
  return self->fold.message_rendered != NULL && self->fold.message_rendered->proved;
}

const char *
cord_interaction_get_field (CordInteraction *self, const char *field)
{
  const CordFieldSet *set = g_hash_table_lookup (self->fold.fields, field);

  if (set == NULL)
    return "";
  return *CORD_BODY_TEXT (set, value) != '\0' ? set->value : cord_interaction_get_beside (self, &set->words);
}

const char *
cord_interaction_get_answer (CordInteraction *self, const char *question)
{
  const CordQuestionAnswered *answered = g_hash_table_lookup (self->fold.answered, question);

  if (answered == NULL)
    return "";
  return *CORD_BODY_TEXT (answered, value) != '\0' ? answered->value
                                                   : cord_interaction_get_beside (self, &answered->words);
}

gboolean
cord_interaction_is_asked (CordInteraction *self, const char *question)
{
  return g_hash_table_contains (self->fold.asked, question);
}

CordNeeds *
cord_interaction_get_needs (CordInteraction *self)
{
  if (self->needs == NULL)
    {
      g_autoptr (GVariant) document
          = cord_interaction_dup_beside (self, CORD_BODY_BESIDE (self->fold.need_derived, needs));

      self->needs = document != NULL ? cord_needs_new (document) : NULL;
    }
  return self->needs;
}

GListModel *
cord_interaction_get_options (CordInteraction *self)
{
  return G_LIST_MODEL (self->options);
}

GListModel *
cord_interaction_get_excluded (CordInteraction *self)
{
  return G_LIST_MODEL (self->excluded);
}

CordOption *
cord_interaction_find_option (CordInteraction *self, const char *key)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->options)); i++)
    {
      g_autoptr (CordOption) option = g_list_model_get_item (G_LIST_MODEL (self->options), i);

      if (g_strcmp0 (cord_option_get_key (option), key) == 0)
        return option; /* the list holds a reference */
    }
  return NULL;
}

const char *
cord_interaction_get_selected (CordInteraction *self)
{
  return CORD_BODY_TEXT (self->fold.change_selected, option);
}

GVariant *
cord_interaction_get_change (CordInteraction *self)
{
  return self->change;
}

CordQuote *
cord_interaction_get_quote (CordInteraction *self)
{
  if (self->quote == NULL && !self->quote_tried)
    {
      g_autoptr (GVariant) input = cord_interaction_dup_beside (self, CORD_BODY_BESIDE (self->fold.quote_shown, input));

      self->quote_tried = TRUE;
      self->quote = input != NULL ? cord_quote_new (input, NULL) : NULL;
    }
  return self->quote;
}

gboolean
cord_interaction_get_quote_current (CordInteraction *self)
{
  return self->fold.quote_current;
}

gboolean
cord_interaction_get_consented (CordInteraction *self)
{
  return self->fold.consent_given != NULL && self->fold.quote_current;
}

const char *
cord_interaction_get_order_state (CordInteraction *self)
{
  return self->fold.order_state;
}

const char *
cord_interaction_get_order_id (CordInteraction *self)
{
  return CORD_BODY_TEXT (self->fold.order_placed, order);
}

const char *
cord_interaction_get_operation (CordInteraction *self)
{
  return CORD_BODY_TEXT (self->fold.order_queued, operation);
}

CordGate *
cord_interaction_get_gate (CordInteraction *self, CordGateKind kind)
{
  g_return_val_if_fail (kind < CORD_N_GATES, NULL);
  return self->gates[kind];
}

GListModel *
cord_interaction_get_steps (CordInteraction *self)
{
  return G_LIST_MODEL (self->steps);
}

GVariant *
cord_interaction_dup_customer_steps (CordInteraction *self)
{
  const char *id = cord_change_get_offering (self->change);
  CordOffering *offering = id != NULL && self->catalog != NULL ? cord_catalog_find (self->catalog, id) : NULL;
  g_auto (GStrv) items = offering != NULL ? cord_offering_dup_steps (offering) : NULL;
  CordBuilder list;

  cord_builder_init_array (&list);
  for (gsize i = 0; items != NULL && items[i] != NULL; i++)
    {
      g_autoptr (GVariant) step
          = cord_customer_step_new (items[i], g_hash_table_contains (self->fold.explained, items[i]));

      cord_builder_add (&list, step);
    }
  return cord_builder_end (&list);
}

const char *
cord_interaction_peek_note (CordInteraction *self)
{
  guint64 seq = cord_interaction_get_seq (self);

  if (self->note == NULL || self->note_seq != seq)
    {
      g_free (self->note);
      self->note = cord_note_render (self);
      self->note_seq = seq;
    }
  return self->note != NULL ? self->note : "";
}

char *
cord_interaction_dup_note (CordInteraction *self)
{
  return g_strdup (cord_interaction_peek_note (self));
}

guint
cord_interaction_get_n_found (CordInteraction *self)
{
  return self->fold.candidate_shown != NULL ? (guint)MIN (self->fold.candidate_shown->count, G_MAXINT) : 0;
}

static void
refresh_candidates (CordInteraction *self)
{
  g_autoptr (GVariant) documents
      = cord_interaction_dup_beside (self, CORD_BODY_BESIDE (self->fold.candidate_shown, candidates));

  g_list_store_remove_all (self->candidates);
  for (gsize i = 0; documents != NULL && i < cord_value_length (documents); i++)
    {
      g_autoptr (GVariant) document = cord_value_dup_at (documents, i);
      g_autoptr (CordCandidate) candidate = cord_candidate_new_from_document (document);

      g_list_store_append (self->candidates, candidate);
    }
}

guint
cord_interaction_get_n_missing (CordInteraction *self)
{
  GListModel *steps = cord_interaction_get_steps (self);
  guint missing = 0;

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (CordStep) step = g_list_model_get_item (steps, i);

      missing += cord_step_get_n_missing (step);
    }
  return missing;
}

CordItem *
cord_interaction_dup_next_missing (CordInteraction *self)
{
  GListModel *steps = cord_interaction_get_steps (self);
  guint n = g_list_model_get_n_items (steps);
  int current = cord_sop_find_step (cord_interaction_get_sop (self), cord_interaction_get_step (self));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CordStep) step = g_list_model_get_item (steps, (i + (guint)MAX (current, 0)) % n);

      if (cord_step_get_n_missing (step) > 0)
        return g_list_model_get_item (cord_step_get_missing (step), 0);
    }
  return NULL;
}

/* One splice, so that bound widgets are notified once. */
static void
refresh_list (CordInteraction *self, GListStore *store, GVariant *documents)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < cord_value_length (documents); i++)
    {
      g_autoptr (GVariant) document = cord_value_dup_at (documents, i);

      g_ptr_array_add (items, store == self->options ? (gpointer)cord_option_new (document)
                                                     : (gpointer)cord_exclusion_new (document));
    }
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata, items->len);
}

void
cord_interaction_refresh_lists (CordInteraction *self)
{
  if ((self->dirty & CORD_BIT (PROP_CANDIDATES)) != 0)
    refresh_candidates (self);
  if ((self->dirty & CORD_BIT (PROP_OPTIONS)) != 0)
    {
      refresh_list (self, self->options, self->fold.options_ranked->options);
      refresh_list (self, self->excluded, self->fold.options_ranked->excluded);
    }
  if ((self->dirty & (CORD_BIT (PROP_OPTIONS) | CORD_BIT (PROP_N_PRESENTED))) == 0)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->options)); i++)
    {
      g_autoptr (CordOption) option = g_list_model_get_item (G_LIST_MODEL (self->options), i);

      cord_option_set_presented (option, g_hash_table_contains (self->fold.presented, cord_option_get_key (option)));
    }
}
