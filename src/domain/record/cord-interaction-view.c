/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-interaction-private.h"

#include "domain/change/cord-change.h"
#include "domain/record/cord-event-private.h"
#include "domain/record/cord-note.h"

#include <glib/gi18n-lib.h>

/* The fold as people see it: personal values fetched from beside the chain, documents made into objects when asked for.
 */

const char *
cord_event_text (const CordEvent *event, const char *member)
{
  GVariant *value = event != NULL ? cord_event_peek (event, member) : NULL;

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : "";
}

GVariant *
cord_interaction_dup_beside (CordInteraction *self, const CordEvent *event, const char *member)
{
  GVariant *reference = event != NULL ? cord_event_peek (event, member) : NULL;

  return reference != NULL ? cord_vault_lookup (self->vault, reference) : NULL;
}

const char *
cord_interaction_get_beside (CordInteraction *self, const CordEvent *event, const char *member)
{
  g_autoptr (GVariant) value = cord_interaction_dup_beside (self, event, member);

  /* The vault keeps it after our reference is gone. */
  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : "";
}

const char *
cord_interaction_get_id (CordInteraction *self)
{
  const char *id = cord_value_get_string (self->header, "id");

  return id != NULL ? id : "";
}

/* Until a step is entered the desk stands on the first. */
const char *
cord_interaction_get_step (CordInteraction *self)
{
  return self->fold.entered != NULL ? cord_event_text (self->fold.entered, "step")
                                    : cord_value_get_string (cord_sop_get_step (self->sop, 0), "id");
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

const char *
cord_interaction_get_candidate (CordInteraction *self)
{
  return cord_event_text (self->fold.chosen, "customer");
}

CordLevel
cord_interaction_get_level (CordInteraction *self)
{
  return self->fold.level;
}

static const char *
get_factor (CordInteraction *self)
{
  GPtrArray *started;

  if (self->fold.passed != NULL)
    return cord_event_text (self->fold.passed, "factor");
  started = self->by_type[cord_interaction_fold_index ("verify.started")];
  return started != NULL ? cord_event_text (started->pdata[started->len - 1], "factor") : "";
}

int
cord_interaction_get_attempts_left (CordInteraction *self)
{
  if (self->fold.locked != NULL)
    return 0;
  return self->fold.failed != NULL ? (int)cord_value_get_integer (self->fold.failed->body, "attemptsLeft", -1) : -1;
}

int
cord_interaction_get_satisfaction (CordInteraction *self)
{
  return self->fold.satisfaction != NULL ? (int)cord_value_get_integer (self->fold.satisfaction->body, "score", -1)
                                         : -1;
}

gboolean
cord_interaction_get_message_proved (CordInteraction *self)
{
  return self->fold.rendered != NULL && g_variant_get_boolean (cord_event_peek (self->fold.rendered, "proved"));
}

static const char *
get_value_or_words (CordInteraction *self, GHashTable *table, const char *name)
{
  const CordEvent *event = g_hash_table_lookup (table, name);
  const char *value = cord_event_text (event, "value");

  return *value != '\0' ? value : cord_interaction_get_beside (self, event, "words");
}

const char *
cord_interaction_get_field (CordInteraction *self, const char *field)
{
  return get_value_or_words (self, self->fold.fields, field);
}

const char *
cord_interaction_get_answer (CordInteraction *self, const char *question)
{
  return get_value_or_words (self, self->fold.answered, question);
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
      g_autoptr (GVariant) document = cord_interaction_dup_beside (self, self->fold.needs, "needs");

      self->needs = document != NULL ? cord_needs_new (document) : NULL;
    }
  return self->needs;
}

GListModel *
cord_interaction_get_candidates (CordInteraction *self)
{
  return G_LIST_MODEL (self->candidates);
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
        return option; /* the list holds it */
    }
  return NULL;
}

const char *
cord_interaction_get_selected (CordInteraction *self)
{
  return cord_event_text (self->fold.selected, "option");
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
      g_autoptr (GVariant) input = cord_interaction_dup_beside (self, self->fold.quote, "input");

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
  return self->fold.consent != NULL && self->fold.quote_current;
}

const char *
cord_interaction_get_order_state (CordInteraction *self)
{
  return self->fold.order_state;
}

const char *
cord_interaction_get_order_id (CordInteraction *self)
{
  return cord_event_text (self->fold.placed, "order");
}

const char *
cord_interaction_get_operation (CordInteraction *self)
{
  return cord_event_text (self->fold.queued, "operation");
}

static const char *
get_effective (CordInteraction *self)
{
  if (cord_interaction_has_order (self))
    return cord_event_text (self->fold.placed, "effective");
  return self->fold.quote_current ? cord_event_text (self->fold.quote, "effective") : "";
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

static void
add_customer_step (CordBuilder *list, const char *item, gboolean explained)
{
  g_autoptr (GVariant) step = NULL;
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "item", item);
  cord_builder_boolean (&builder, "explained", explained);
  step = cord_builder_end (&builder);
  cord_builder_add (list, step);
}

GVariant *
cord_interaction_dup_customer_steps (CordInteraction *self)
{
  const char *id = self->change != NULL ? cord_value_get_string (self->change, "offering") : NULL;
  CordOffering *offering = id != NULL && self->catalog != NULL ? cord_catalog_find (self->catalog, id) : NULL;
  g_auto (GStrv) items = offering != NULL ? cord_offering_dup_steps (offering) : NULL;
  CordBuilder list;

  cord_builder_init_array (&list);
  for (gsize i = 0; items != NULL && items[i] != NULL; i++)
    add_customer_step (&list, items[i], g_hash_table_contains (self->fold.explained, items[i]));
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

static char *
dup_title_of_ranked (CordInteraction *self)
{
  CordOption *option = cord_interaction_find_option (self, cord_interaction_get_selected (self));

  return g_strdup (option != NULL ? cord_option_get_title (option) : "");
}

static char *
dup_change_title (CordInteraction *self)
{
  if (self->change == NULL)
    return g_strdup ("");
  if (self->change_title == NULL)
    self->change_title = self->customer != NULL && self->catalog != NULL
                             ? cord_change_title (self->change, self->customer, self->catalog)
                             : dup_title_of_ranked (self);
  return g_strdup (self->change_title);
}

static char *
dup_verified_text (CordInteraction *self)
{
  const char *factor = cord_event_text (self->fold.passed, "factor");

  if (self->fold.passed == NULL)
    return g_strdup (_ ("Not verified"));
  /* Translators: %s is how the caller was verified, such as "PIN" */
  return g_strdup_printf (_ ("Verified · %s"), cord_sop_get_choice_title (self->sop, "factor", factor));
}

static char *
dup_title (CordInteraction *self)
{
  if (self->customer != NULL)
    return g_strdup (cord_customer_get_name (self->customer));
  return g_strdup (g_str_equal (cord_event_text (self->fold.offered, "direction"), "outbound") ? _ ("Outgoing call")
                                                                                               : _ ("Incoming call"));
}

/* "call on 24 November 2026, 10:00", in the account's zone. */
static char *
dup_promise (CordInteraction *self)
{
  const char *kind = cord_event_text (self->fold.promise, "kind");
  g_autoptr (GTimeZone) zone
      = cord_zone_parse (self->customer != NULL ? cord_customer_get_zone (self->customer) : "UTC", NULL);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *day = NULL;
  g_autofree char *hour = NULL;
  gint64 at;

  if (self->fold.promise == NULL)
    return g_strdup ("");
  if (g_str_equal (kind, "declined"))
    return g_strdup (_ ("Declined"));
  if (zone == NULL || !cord_instant_parse (cord_event_text (self->fold.promise, "at"), &at, NULL))
    return g_strdup (kind);
  day = cord_date_to_display (cord_instant_to_date (at, zone));
  utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  local = g_date_time_to_timezone (utc, zone);
  hour = g_date_time_format (local, "%H:%M");
  /* Translators: a promise to the customer; the day, then the time */
  return g_strdup_printf (g_str_equal (kind, "call") ? _ ("Call on %s, %s") : _ ("Message on %s, %s"), day, hour);
}

static const char *
get_text (CordInteraction *self, guint id)
{
  switch (id)
    {
    case PROP_ID:
      return cord_interaction_get_id (self);
    case PROP_STATUS:
      return cord_interaction_get_status (self);
    case PROP_STEP:
      return cord_interaction_get_step (self);
    case PROP_PHONE:
      return cord_interaction_get_beside (self, self->fold.offered, "phone");
    case PROP_CALLER_ROLE:
      return cord_interaction_get_field (self, "caller-role");
    case PROP_CANDIDATE:
      return cord_interaction_get_candidate (self);
    case PROP_FACTOR:
      return get_factor (self);
    case PROP_LOCKED_UNTIL:
      return cord_event_text (self->fold.locked, "until");
    case PROP_SELECTED:
      return cord_interaction_get_selected (self);
    case PROP_ORDER_STATE:
      return self->fold.order_state;
    case PROP_ORDER_ID:
      return cord_interaction_get_order_id (self);
    case PROP_ORDER_NUMBER:
      return cord_event_text (self->fold.placed, "number");
    case PROP_UNDO_UNTIL:
      return cord_event_text (self->fold.placed, "undoUntil");
    case PROP_EFFECTIVE:
      return get_effective (self);
    case PROP_MESSAGE_TEXT:
      return cord_interaction_get_beside (self, self->fold.rendered, "text");
    case PROP_MESSAGE_SUBJECT:
      return cord_event_text (self->fold.rendered, "subject");
    case PROP_MESSAGE_STATE:
      return self->fold.message_state;
    case PROP_NOTE:
      return cord_interaction_peek_note (self);
    case PROP_NOTE_WORDS:
      return cord_interaction_get_beside (self, self->fold.note, "words");
    case PROP_DISPOSITION:
    default:
      return cord_event_text (self->fold.disposition, "code");
    }
}

char *
cord_interaction_dup_text (CordInteraction *self, guint property)
{
  switch (property)
    {
    case PROP_CHANGE_TITLE:
      return dup_change_title (self);
    case PROP_VERIFIED_TEXT:
      return dup_verified_text (self);
    case PROP_TITLE:
      return dup_title (self);
    case PROP_PROMISE:
      return dup_promise (self);
    default:
      return g_strdup (get_text (self, property));
    }
}

static void
refresh_candidates (CordInteraction *self)
{
  g_autoptr (GVariant) documents = cord_interaction_dup_beside (self, self->fold.candidates, "candidates");

  g_list_store_remove_all (self->candidates);
  for (gsize i = 0; documents != NULL && i < cord_value_length (documents); i++)
    {
      g_autoptr (GVariant) document = cord_value_dup_at (documents, i);
      g_autoptr (CordCandidate) candidate
          = cord_candidate_new (cord_value_get_string (document, "id"), cord_value_get_string (document, "label"),
                                cord_value_get_string (document, "hint"));

      g_list_store_append (self->candidates, candidate);
    }
}

/* One splice a list, so that what is bound to it is told once. */
static void
refresh_list (CordInteraction *self, GListStore *store, const char *member)
{
  g_autoptr (GVariant) documents = cord_value_dup_array (self->fold.ranked->body, member);
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
      refresh_list (self, self->options, "options");
      refresh_list (self, self->excluded, "excluded");
    }
  if ((self->dirty & (CORD_BIT (PROP_OPTIONS) | CORD_BIT (PROP_N_PRESENTED))) == 0)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->options)); i++)
    {
      g_autoptr (CordOption) option = g_list_model_get_item (G_LIST_MODEL (self->options), i);

      cord_option_set_presented (option, g_hash_table_contains (self->fold.presented, cord_option_get_key (option)));
    }
}
