/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain/record/cord-event-private.h"
#include "domain/record/cord-interaction-check-private.h"
#include "domain/record/cord-interaction-private.h"
#include "domain/record/cord-sop-part.h"

#include <string.h>

gboolean
cord_check_refuse (GError **error, const CordEvent *event, const char *reason, const char *member, const char *message)
{
  return cord_error_set_full (error, CORD_ERROR_INVALID, reason, member, NULL, "%s%s%s: %s", event->type,
                              member != NULL ? "." : "", member != NULL ? member : "", message);
}

static gboolean
check_word (const CordEvent *event, const char *member, const char *value, const char *const *words, GError **error)
{
  return g_strv_contains (words, value)
         || cord_check_refuse (error, event, "impossible", member, "is not a known value");
}

static gboolean
check_not_blank (const CordEvent *event, const char *member, const char *value, GError **error)
{
  return *value != '\0' || cord_check_refuse (error, event, "impossible", member, "is empty");
}

gboolean
cord_check_step (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordStepEntered *entered = cord_event_get_step_entered (event);

  return cord_sop_find_step (self->sop, entered->step) >= 0
         || cord_check_refuse (error, event, "impossible", "step", "the procedure has no such step");
}

gboolean
cord_check_candidates (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordCandidateShown *shown = cord_event_get_candidate_shown (event);

  return shown->count >= 0 || cord_check_refuse (error, event, "impossible", "count", "is negative");
}

gboolean
cord_check_chosen (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordCustomerOpened *opened = self->fold.customer_opened;
  const char *customer = cord_event_get_candidate_chosen (event)->customer;

  if (!check_not_blank (event, "customer", customer, error))
    return FALSE;
  return opened == NULL || g_str_equal (opened->customer, customer)
         || cord_check_refuse (error, event, "impossible", "customer", "another customer is open already");
}

gboolean
cord_check_started (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordVerifyStarted *started = cord_event_get_verify_started (event);

  if (!check_not_blank (event, "factor", started->factor, error))
    return FALSE;
  return (self->fold.candidate_chosen != NULL && g_str_equal (started->customer, self->fold.candidate_chosen->customer))
         || cord_check_refuse (error, event, "impossible", "customer", "is not the customer that was chosen");
}

gboolean
cord_check_attempt (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordVerifyAttempt *attempt = cord_event_get_verify_attempt (event);

  if (attempt->length < 0)
    return cord_check_refuse (error, event, "impossible", "length", "is negative");
  if (self->fold.candidate_chosen == NULL)
    return cord_check_refuse (error, event, "impossible", NULL, "no customer is chosen");
  return cord_interaction_is_started (self, attempt->factor, self->fold.candidate_chosen->customer)
         || cord_check_refuse (error, event, "impossible", "factor", "was not started for this customer");
}

static gboolean
check_outcome (CordInteraction *self, const CordEvent *event, const char *factor, GError **error)
{
  return (self->fold.verify_attempt != NULL && g_str_equal (self->fold.verify_attempt->factor, factor))
         || cord_check_refuse (error, event, "impossible", "factor", "no attempt with it waits for an answer");
}

gboolean
cord_check_passed (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordVerifyPassed *passed = cord_event_get_verify_passed (event);
  CordLevel level;

  if (!cord_level_parse (passed->level, &level))
    return cord_check_refuse (error, event, "impossible", "level", "is not a level");
  return check_outcome (self, event, passed->factor, error);
}

gboolean
cord_check_failed (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordVerifyFailed *failed = cord_event_get_verify_failed (event);

  if (failed->attempts_left < -1)
    return cord_check_refuse (error, event, "impossible", "attemptsLeft", "is negative");
  return check_outcome (self, event, failed->factor, error);
}

gboolean
cord_check_opened (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordCustomerOpened *opened = cord_event_get_customer_opened (event);
  g_autoptr (GVariant) document = NULL;

  if (!cord_policy_discloses (self->policy, self->fold.level, CORD_CLASS_ACCOUNT))
    return cord_check_refuse (error, event, "level", NULL, "the caller is not verified for account data");
  if (!g_str_equal (opened->customer, self->fold.verified))
    return cord_check_refuse (error, event, "impossible", "customer", "is not the customer that was verified");
  document = cord_interaction_dup_beside (self, &opened->snapshot);
  if (document == NULL)
    return TRUE;
  self->parsed = (GObject *)cord_customer_new (document, error);
  return self->parsed != NULL;
}

gboolean
cord_check_revealed (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordFieldRevealed *revealed = cord_event_get_field_revealed (event);
  CordClass klass;

  if (!cord_class_parse (revealed->klass, &klass) || klass == CORD_CLASS_SECRET)
    return cord_check_refuse (error, event, "impossible", "class", "is not a class that can be shown");
  return cord_policy_discloses (self->policy, self->fold.level, klass)
         || cord_check_refuse (error, event, "level", "class", "the caller is not verified for it");
}

gboolean
cord_check_field (CordInteraction *self, const CordEvent *event, GError **error)
{
  static const char *const sources[] = { "caller", "record", "agent", NULL };
  const CordFieldSet *set = cord_event_get_field_set (event);

  if (!cord_sop_has_field (self->sop, set->field))
    return cord_check_refuse (error, event, "impossible", "field", "the procedure has no such field");
  if (set->value == NULL && set->words.reference == NULL)
    return cord_check_refuse (error, event, "impossible", "value", "neither value nor words");
  if (*CORD_BODY_TEXT (set, value) != '\0' && !cord_sop_allows (self->sop, set->field, set->value))
    return cord_check_refuse (error, event, "impossible", "value", "is none of the choices");
  return check_word (event, "source", set->source, sources, error);
}

gboolean
cord_check_customer (CordInteraction *self, const CordEvent *event, GError **error)
{
  return self->fold.customer_opened != NULL
         || cord_check_refuse (error, event, "impossible", NULL, "no customer is open");
}

static GVariant *
find_question (CordInteraction *self, const CordEvent *event, const char *id, GError **error)
{
  GVariant *question = cord_sop_find_question (self->sop, id);

  if (question == NULL)
    cord_check_refuse (error, event, "impossible", "question", "the procedure has no such question");
  return question;
}

gboolean
cord_check_asked (CordInteraction *self, const CordEvent *event, GError **error)
{
  static const char *const forms[] = { "open", "closed", NULL };
  const CordQuestionAsked *asked = cord_event_get_question_asked (event);

  return find_question (self, event, asked->question, error) != NULL
         && check_word (event, "form", asked->form, forms, error);
}

gboolean
cord_check_answered (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordQuestionAnswered *answered = cord_event_get_question_answered (event);
  GVariant *question = find_question (self, event, answered->question, error);
  const char *value = CORD_BODY_TEXT (answered, value);
  const char *kind;
  CordDecimal amount;
  gboolean fits = TRUE;

  if (question == NULL)
    return FALSE;
  if (answered->value == NULL && answered->words.reference == NULL)
    return cord_check_refuse (error, event, "impossible", "value", "neither value nor words");
  kind = cord_sop_question_get_kind (question);
  if (*value == '\0')
    fits = TRUE;
  else if (g_str_equal (kind, "money"))
    fits = cord_decimal_parse (value, CORD_SCALE_MAX, FALSE, &amount, NULL);
  else if (g_str_equal (kind, "number"))
    fits = strspn (value, "0123456789") == strlen (value);
  else if (g_str_equal (kind, "choice"))
    fits = cord_sop_allows (self->sop, answered->question, value);
  return fits || cord_check_refuse (error, event, "impossible", "value", "does not answer this question");
}

gboolean
cord_check_catalog (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordCatalogPinned *pinned = cord_event_get_catalog_pinned (event);
  g_autoptr (GVariant) document = cord_interaction_dup_beside (self, &pinned->catalog);

  if (!check_not_blank (event, "version", pinned->version, error))
    return FALSE;
  if (document == NULL)
    return TRUE;
  self->parsed = (GObject *)cord_catalog_new (document, error);
  if (self->parsed == NULL)
    return FALSE;
  return g_str_equal (cord_catalog_get_version ((CordCatalog *)self->parsed), pinned->version)
         || cord_check_refuse (error, event, "impossible", "version", "is not that of the catalog");
}

/* The keys of the options; NULL when one has none or two have the same, as events name options by key. */
static GHashTable *
collect_keys (const CordOptionsRanked *ranked)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < cord_value_length (ranked->options); i++)
    {
      g_autoptr (GVariant) option = cord_value_dup_at (ranked->options, i);
      const char *key = cord_option_key_of (option);

      if (key == NULL || *key == '\0' || !g_hash_table_add (keys, g_strdup (key)))
        return NULL;
    }
  return g_steal_pointer (&keys);
}

gboolean
cord_interaction_has_key (CordInteraction *self, const char *key)
{
  if (self->fold.options_ranked == NULL)
    return FALSE;
  if (self->keys == NULL)
    self->keys = collect_keys (self->fold.options_ranked);
  return g_hash_table_contains (self->keys, key);
}

gboolean
cord_check_ranked (CordInteraction *self, const CordEvent *event, GError **error)
{
  const CordOptionsRanked *ranked = cord_event_get_options_ranked (event);
  g_autoptr (GHashTable) keys = NULL;

  if (self->fold.catalog_pinned == NULL || !g_str_equal (self->fold.catalog_pinned->version, ranked->catalog))
    return cord_check_refuse (error, event, "impossible", "catalog", "is not the pinned catalog");
  keys = collect_keys (ranked);
  return keys != NULL || cord_check_refuse (error, event, "impossible", "options", "each needs a key of its own");
}

gboolean
cord_check_key (CordInteraction *self, const CordEvent *event, const char *key, GError **error)
{
  return cord_interaction_has_key (self, key)
         || cord_check_refuse (error, event, "impossible", "option", "was not ranked");
}

gboolean
cord_check_presented (CordInteraction *self, const CordEvent *event, GError **error)
{
  return cord_check_key (self, event, cord_event_get_option_presented (event)->option, error);
}

gboolean
cord_check_label (CordInteraction *self, const CordEvent *event, GError **error)
{
  return cord_check_key (self, event, cord_event_get_label_shown (event)->option, error);
}

gboolean
cord_check_comparison (CordInteraction *self, const CordEvent *event, GError **error)
{
  GVariant *keys = cord_event_get_comparison_viewed (event)->options;

  for (gsize i = 0; i < cord_value_length (keys); i++)
    {
      g_autoptr (GVariant) key = cord_value_dup_at (keys, i);

      /* The empty key is the present plan. */
      if (!g_variant_is_of_type (key, G_VARIANT_TYPE_STRING)
          || (*g_variant_get_string (key, NULL) != '\0'
              && !cord_interaction_has_key (self, g_variant_get_string (key, NULL))))
        return cord_check_refuse (error, event, "impossible", "options", "lists an option that was not ranked");
    }
  return TRUE;
}

gboolean
cord_interaction_has_order (CordInteraction *self)
{
  static const char *const gone[] = { "", "queued", "refused", "rejected", "cancelled", "failed", NULL };

  return self->fold.order_placed != NULL && !g_strv_contains (gone, self->fold.order_state);
}
