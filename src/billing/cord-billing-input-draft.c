/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-billing-input-draft.h"

#include "base/cord-value.h"
#include "billing/cord-billing-day.h"
#include "billing/cord-billing-event-draft.h"
#include "billing/cord-fields.h"
#include "billing/cord-ledger.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CENT_DIGITS 2
#define CHANGES_MAX 32

enum
{
  FIELD_CURRENCY,
  FIELD_SCALE,
  FIELD_ZONE,
  FIELD_POLICY,
  FIELD_CYCLE,
  FIELD_CATALOG,
  FIELD_HISTORY,
  FIELD_NOW,
  FIELD_CHANGE,
  FIELD_EFFECTIVE,
  FIELD_WITH,
  FIELD_CHANGES,
  FIELD_TAX,
  FIELD_INVOICED,
  FIELD_HISTORY_VERSION, /* sealed, not used */
  FIELD_CATALOG_VERSION, /* sealed, not used */
};

#define ROW(name, kind, member) CORD_FIELD_ROW (CordBillingInputDraft, name, kind, member)

static const CordField input_table[] = {
  [FIELD_CURRENCY] = ROW ("currency", TEXT, currency),
  [FIELD_SCALE] = ROW ("scale", NUMBER, scale),
  [FIELD_ZONE] = ROW ("zone", TEXT, zone),
  [FIELD_POLICY] = ROW ("policy", VALUE, policy),
  [FIELD_CYCLE] = ROW ("cycle", VALUE, cycle),
  [FIELD_CATALOG] = ROW ("catalog", VALUE, catalog),
  [FIELD_HISTORY] = ROW ("history", VALUE, history),
  [FIELD_NOW] = ROW ("now", TEXT, now),
  [FIELD_CHANGE] = ROW ("change", VALUE, change),
  [FIELD_EFFECTIVE] = ROW ("effective", TEXT, effective),
  [FIELD_WITH] = ROW ("with", VALUE, with),
  [FIELD_CHANGES] = ROW ("changes", VALUE, changes),
  [FIELD_TAX] = ROW ("tax", TEXT, tax),
  [FIELD_INVOICED] = ROW ("invoiced", VALUE, invoiced),
  [FIELD_HISTORY_VERSION] = ROW ("history_version", TEXT, history_version),
  [FIELD_CATALOG_VERSION] = ROW ("catalog_version", TEXT, catalog_version),
  { 0 },
};

/* What an entry of "changes" has besides the members of its event. */
enum
{
  ENTRY_WITH,
};

static const CordField entry_table[] = { [ENTRY_WITH] = { .name = "with" }, { 0 } };

/* A currency without cents, or with mills, has no other unit. One of cents may be kept finer, as tariffs in mills are,
 * or coarser, where bills are in whole units. */
static gboolean
has_scale (const char *currency, gint64 scale)
{
  const int digits = cord_currency_scale (currency);

  return digits == CENT_DIGITS || scale == digits;
}

static gboolean
read_currency (CordBillingInput *self, const CordFields *fields, GError **error)
{
  const char *currency;
  gint64 scale;

  if (!cord_fields_string (fields, FIELD_CURRENCY, &currency, error))
    return FALSE;
  if (cord_currency_scale (currency) < 0)
    return cord_place_refuse (NULL, "currency", "currency", error, _ ("must be three capital letters"));
  g_strlcpy (self->currency, currency, sizeof self->currency);
  if (!cord_fields_integer (fields, FIELD_SCALE, 0, CORD_SCALE_MAX, &scale, error))
    return FALSE;
  if (!has_scale (currency, scale))
    return cord_place_refuse (NULL, "scale", "invalid", error, _ ("must be %d, the digits of %s"),
                              cord_currency_scale (currency), currency);
  self->scale = (guint)scale;
  return TRUE;
}

static gboolean
read_rules (CordBillingInput *self, const CordFields *fields, GError **error)
{
  const CordPlace policy = { .name = "policy" }, cycle = { .name = "cycle" };
  const char *zone;

  if (!cord_fields_string (fields, FIELD_ZONE, &zone, error)
      || (self->ticks.zone = cord_grid_zone_parse (zone, error)) == NULL
      || !cord_billing_policy_parse (&fields->values[FIELD_POLICY], &policy, &self->ticks.policy, error)
      || !cord_fields_either (fields, FIELD_TAX, "exclusive", "inclusive", &self->tax_included, error))
    return FALSE;
  if (!cord_fields_has (fields, FIELD_CYCLE))
    return cord_place_refuse (NULL, "cycle", "invalid", error, _ ("is missing"));
  return cord_grid_parse (&fields->values[FIELD_CYCLE], &cycle, &self->grid, error);
}

static gboolean
read_now (CordBillingInput *self, const CordFields *fields, GError **error)
{
  const char *text;

  return cord_fields_string (fields, FIELD_NOW, &text, error)
         && cord_ticks_parse (&self->ticks, text, NULL, "now", &self->now, error)
         && cord_grid_date_in_range (self->now.date, NULL, "now", error);
}

/* The calendar of the history, and where now is in it. */
static gboolean
find_cycle (CordBillingInput *self, GError **error)
{
  self->calendar = cord_billing_day_calendar (self, self->n_history, error);
  if (self->calendar == NULL)
    return FALSE;
  self->now_index = cord_calendar_index (self->calendar, self->now.date);
  return cord_calendar_dates (self->calendar, self->now_index, &self->now_cycle, error);
}

static gboolean
read_offer (CordBillingInput *self, const char *name, const CordView *object, GError **error)
{
  CordBillingOffer offer;

  if (!cord_billing_offer_parse (name, object, self->scale, self->strings, &offer, error))
    return FALSE;
  g_array_append_val (self->offers, offer);
  g_hash_table_insert (self->offer_index, (gpointer)offer.name, GUINT_TO_POINTER (self->offers->len));
  return TRUE;
}

static gboolean
read_catalog (CordBillingInput *self, const CordFields *fields, GError **error)
{
  const CordView *catalog = &fields->values[FIELD_CATALOG];
  const gsize n = cord_view_length (catalog);

  if (!cord_fields_has (fields, FIELD_CATALOG))
    return cord_place_refuse (NULL, "catalog", "invalid", error, _ ("is missing"));
  if (catalog->shape != CORD_SHAPE_OBJECT)
    return cord_place_refuse (NULL, "catalog", "invalid", error, _ ("must be an object"));
  for (gsize i = 0; i < n; i++)
    {
      const char *name;
      const CordView offer = cord_view_member_at (catalog, i, &name);

      if (!read_offer (self, name, &offer, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_history (CordBillingInput *self, const CordFields *fields, GError **error)
{
  const CordPlace history = { .name = "history" };
  const CordEventOrigin origin = { 0 };
  const CordView *array;
  gsize n;

  if (!cord_fields_array (fields, FIELD_HISTORY, &array, error))
    return FALSE;
  n = cord_view_length (array);
  for (gsize i = 0; i < n; i++)
    {
      const CordPlace place = { .parent = &history, .number = (guint)i + 1 };
      const CordView object = cord_view_at (array, i);

      if (!cord_billing_event_read (self, &object, &place, &origin, error))
        return FALSE;
    }
  return TRUE;
}

/* What comes with a change is a discount on the same product, from the same day. */
static gboolean
read_companion (CordBillingInput *self, const CordView *object, const CordPlace *place, const CordEventOrigin *origin,
                GError **error)
{
  const CordBillingEvent *change, *companion;

  if (!cord_billing_event_read (self, object, place, origin, error))
    return FALSE;
  change = cord_billing_input_change (self, origin->change);
  companion = cord_billing_input_event (self, self->events->len);
  return companion->product == change->product
         || cord_place_refuse (place, "product", "invalid", error, _ ("must be the product of the change"));
}

/* @field: what comes with the change that was read last. */
static gboolean
read_companions (CordBillingInput *self, const CordFields *fields, guint field, GError **error)
{
  const CordPlace list = { .parent = fields->place, .name = "with" };
  const guint number = self->changes->len;
  const CordBillingEvent change = *cord_billing_input_change (self, number);
  const CordView *array;

  if (!cord_fields_has (fields, field))
    return TRUE;
  if (!cord_fields_array (fields, field, &array, error))
    return FALSE;
  if (change.type == CORD_BILLING_REVERSAL || change.type == CORD_BILLING_DAY)
    return cord_place_refuse (fields->place, "with", "invalid", error, _ ("goes only with a change of a product"));
  for (gsize i = 0; i < cord_view_length (array); i++)
    {
      const CordPlace place = { .parent = &list, .number = (guint)i + 1 };
      const CordEventOrigin origin
          = { .change = number, .companion = (guint)i + 1, .recorded = &self->now, .effective = &change.effective };
      const CordView object = cord_view_at (array, i);

      if (!read_companion (self, &object, &place, &origin, error))
        return FALSE;
    }
  return TRUE;
}

/* @effective: NULL for a reversal, and for an entry of a list, which has its own. */
static gboolean
read_proposal (CordBillingInput *self, const CordView *object, const CordPlace *place, const CordMoment *effective,
               GError **error)
{
  const guint number = self->events->len + 1;
  const CordEventOrigin origin
      = { .change = self->changes->len + 1, .recorded = &self->now, .effective = effective, .dated = self->listed };

  if (!cord_billing_event_read (self, object, place, &origin, error))
    return FALSE;
  g_array_append_val (self->changes, number);
  return TRUE;
}

static gboolean
read_change (CordBillingInput *self, const CordFields *fields, GError **error)
{
  const CordPlace place = { .name = "change" };
  CordMoment effective;
  gboolean has_effective = cord_fields_has (fields, FIELD_EFFECTIVE);
  const char *text;

  if (!cord_fields_has (fields, FIELD_CHANGE))
    return cord_place_refuse (NULL, "change", "invalid", error, _ ("is missing"));
  if (has_effective
      && (!cord_fields_string (fields, FIELD_EFFECTIVE, &text, error)
          || !cord_ticks_parse (&self->ticks, text, NULL, "effective", &effective, error)
          || !cord_grid_date_in_range (effective.date, NULL, "effective", error)))
    return FALSE;
  return read_proposal (self, &fields->values[FIELD_CHANGE], &place, has_effective ? &effective : NULL, error)
         && read_companions (self, fields, FIELD_WITH, error);
}

static gboolean
read_entry (CordBillingInput *self, const CordView *object, const CordPlace *place, GError **error)
{
  CordFields fields;

  return cord_fields_collect (&fields, object, place, entry_table, error)
         && read_proposal (self, object, place, NULL, error) && read_companions (self, &fields, ENTRY_WITH, error);
}

static gboolean
read_list (CordBillingInput *self, const CordFields *fields, GError **error)
{
  static const guint alone[] = { FIELD_CHANGE, FIELD_EFFECTIVE, FIELD_WITH };
  const CordPlace list = { .name = "changes" };
  const CordView *array;
  gsize n;

  for (guint i = 0; i < G_N_ELEMENTS (alone); i++)
    if (cord_fields_has (fields, alone[i]))
      return cord_place_refuse (NULL, cord_fields_name_of (fields, alone[i]), "invalid", error,
                                _ ("does not go with “changes”"));
  if (!cord_fields_array (fields, FIELD_CHANGES, &array, error))
    return FALSE;
  n = cord_view_length (array);
  if (n < 1 || n > CHANGES_MAX)
    return cord_place_refuse (NULL, "changes", "invalid", error, _ ("must be 1 to %d changes"), CHANGES_MAX);
  for (gsize i = 0; i < n; i++)
    {
      const CordPlace place = { .parent = &list, .number = (guint)i + 1 };
      const CordView object = cord_view_at (array, i);

      if (!read_entry (self, &object, &place, error))
        return FALSE;
    }
  return TRUE;
}

static void
note_touched (CordBillingInput *self)
{
  for (guint change = 1; change <= self->changes->len; change++)
    {
      const CordBillingEvent *event = cord_billing_input_undone (self, cord_billing_input_change (self, change));

      if (event->type == CORD_BILLING_DAY)
        self->moves_day = TRUE;
      else if (!cord_billing_input_touches (self, event->product))
        g_array_append_val (self->touched, event->product);
    }
}

static gboolean
read_changes (CordBillingInput *self, const CordFields *fields, GError **error)
{
  self->listed = cord_fields_has (fields, FIELD_CHANGES);
  if (!(self->listed ? read_list (self, fields, error) : read_change (self, fields, error)))
    return FALSE;
  note_touched (self);
  return TRUE;
}

/* @proposes: changes are read as well. */
static gboolean
read_all (CordBillingInput *self, const CordFields *fields, gboolean proposes, GError **error)
{
  const CordView *invoiced;

  if (!read_currency (self, fields, error) || !read_rules (self, fields, error) || !read_now (self, fields, error)
      || !read_catalog (self, fields, error) || !read_history (self, fields, error))
    return FALSE;
  self->n_history = self->events->len;
  if ((proposes && !read_changes (self, fields, error)) || !find_cycle (self, error))
    return FALSE;
  if (!cord_fields_has (fields, FIELD_INVOICED))
    return TRUE;
  return cord_fields_array (fields, FIELD_INVOICED, &invoiced, error)
         && (self->ledger = cord_ledger_read (self, invoiced, error)) != NULL;
}

static CordBillingInput *
read_document (GVariant *document, gboolean proposes, GError **error)
{
  g_autoptr (CordBillingInput) self = cord_billing_input_new ();
  const CordView view = cord_view (document);
  CordFields fields;

  if (!cord_fields_collect (&fields, &view, NULL, input_table, error) || !read_all (self, &fields, proposes, error))
    return NULL;
  return g_steal_pointer (&self);
}

CordBillingInput *
cord_billing_input_read (GVariant *document, GError **error)
{
  return read_document (document, TRUE, error);
}

CordBillingInput *
cord_billing_input_read_account (GVariant *document, GError **error)
{
  return read_document (document, FALSE, error);
}

GVariant *
cord_billing_input_draft_to_value (const CordBillingInputDraft *self)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_fields_write (input_table, self, &builder);
  return cord_builder_end (&builder);
}

void
cord_billing_input_draft_read (CordBillingInputDraft *self, GVariant *document)
{
  *self = (CordBillingInputDraft){ 0 };
  cord_fields_read (input_table, document, self, NULL);
}

void
cord_billing_input_draft_clear (CordBillingInputDraft *self)
{
  cord_fields_clear_draft (input_table, self);
}
