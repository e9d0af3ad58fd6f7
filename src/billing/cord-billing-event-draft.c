/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing/cord-billing-event-draft.h"

#include "billing/cord-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define QUANTITY_MAX 1000000000
#define CYCLES_MAX 1000000

enum
{
  FIELD_TYPE,
  FIELD_RECORDED,
  FIELD_PRODUCT,
  FIELD_EFFECTIVE,
  FIELD_OFFER,
  FIELD_QUANTITY,
  FIELD_PRICE,
  FIELD_FEE,
  FIELD_TERM,
  FIELD_DISCOUNT,
  FIELD_PERCENT,
  FIELD_AMOUNT,
  FIELD_CYCLES,
  FIELD_UNTIL,
  FIELD_OFFERS,
  FIELD_OF,
  FIELD_ANCHOR,
  FIELD_BILL,
};

#define ROW(name, kind, member) CORD_FIELD_ROW (CordBillingEventDraft, name, kind, member)

static const CordField event_table[] = {
  [FIELD_TYPE] = ROW ("type", TEXT, type),
  [FIELD_RECORDED] = ROW ("recorded", TEXT, recorded),
  [FIELD_PRODUCT] = ROW ("product", TEXT, product),
  [FIELD_EFFECTIVE] = ROW ("effective", TEXT, effective),
  [FIELD_OFFER] = ROW ("offer", TEXT, offer),
  [FIELD_QUANTITY] = ROW ("quantity", COUNT, quantity),
  [FIELD_PRICE] = ROW ("price", TEXT, price),
  [FIELD_FEE] = ROW ("fee", TEXT, fee),
  [FIELD_TERM] = ROW ("term", VALUE, term),
  [FIELD_DISCOUNT] = ROW ("discount", TEXT, discount),
  [FIELD_PERCENT] = ROW ("percent", TEXT, percent),
  [FIELD_AMOUNT] = ROW ("amount", TEXT, amount),
  [FIELD_CYCLES] = ROW ("cycles", COUNT, cycles),
  [FIELD_UNTIL] = ROW ("until", TEXT, until),
  [FIELD_OFFERS] = ROW ("offers", VALUE, offers),
  [FIELD_OF] = ROW ("of", COUNT, of),
  [FIELD_ANCHOR] = ROW ("anchor", COUNT, anchor),
  [FIELD_BILL] = ROW ("bill", TEXT, bill),
  { 0 },
};

static const struct
{
  const char *name;
  CordBillingType type;
} types[] = {
  { "start", CORD_BILLING_START },     { "add", CORD_BILLING_START },         { "change", CORD_BILLING_CHANGE },
  { "price", CORD_BILLING_PRICE },     { "remove", CORD_BILLING_REMOVE },     { "suspend", CORD_BILLING_SUSPEND },
  { "resume", CORD_BILLING_RESUME },   { "discount", CORD_BILLING_DISCOUNT }, { "reversal", CORD_BILLING_REVERSAL },
  { "billing-day", CORD_BILLING_DAY },
};

static gboolean
read_type (const CordFields *fields, CordBillingType *out, GError **error)
{
  const char *text;

  if (!cord_fields_string (fields, FIELD_TYPE, &text, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, text) == 0)
      {
        *out = types[i].type;
        return TRUE;
      }
  return cord_place_refuse (fields->place, "type", "invalid", error, _ ("is not a known type of event"));
}

/* @given: the time of a change; NULL for an event of the history, which has its own. */
static gboolean
read_moment (CordBillingInput *self, const CordFields *fields, guint field, const CordMoment *given, CordMoment *out,
             GError **error)
{
  const char *text;

  if (given != NULL)
    {
      *out = *given;
      return TRUE;
    }
  return cord_fields_string (fields, field, &text, error)
         && cord_ticks_parse (&self->ticks, text, fields->place, cord_fields_name_of (fields, field), out, error)
         && cord_grid_date_in_range (out->date, fields->place, cord_fields_name_of (fields, field), error);
}

static gboolean
read_product (CordBillingInput *self, const CordFields *fields, guint *out, GError **error)
{
  const char *name;
  CordBillingProduct product = { 0 };

  if (!cord_fields_name (fields, FIELD_PRODUCT, &name, error))
    return FALSE;
  *out = GPOINTER_TO_UINT (g_hash_table_lookup (self->product_index, name));
  if (*out == 0)
    {
      product.name = g_string_chunk_insert (self->strings, name);
      g_array_append_val (self->products, product);
      *out = self->products->len;
      g_hash_table_insert (self->product_index, (gpointer)product.name, GUINT_TO_POINTER (*out));
    }
  *out -= 1;
  return TRUE;
}

static gboolean
read_offer (CordBillingInput *self, const CordFields *fields, int *out, GError **error)
{
  const char *name;

  if (!cord_fields_string (fields, FIELD_OFFER, &name, error))
    return FALSE;
  *out = GPOINTER_TO_INT (g_hash_table_lookup (self->offer_index, name)) - 1;
  if (*out < 0)
    return cord_place_refuse (fields->place, "offer", "invalid", error, _ ("is not in the catalog"));
  return TRUE;
}

static gboolean
read_price (CordBillingInput *self, const CordFields *fields, CordBillingEvent *event, GError **error)
{
  event->has_price = cord_fields_has (fields, FIELD_PRICE);
  return !event->has_price
         || cord_fields_decimal (fields, FIELD_PRICE, self->scale + CORD_UNIT_PRICE_EXTRA, &event->price, error);
}

static gboolean
read_terms (CordBillingInput *self, const CordFields *fields, CordBillingEvent *event, GError **error)
{
  const CordPlace place = { .parent = fields->place, .name = "term" };

  if (cord_fields_has (fields, FIELD_QUANTITY)
      && !cord_fields_integer (fields, FIELD_QUANTITY, 1, QUANTITY_MAX, &event->quantity, error))
    return FALSE;
  if (!read_price (self, fields, event, error))
    return FALSE;
  if (!cord_fields_has (fields, FIELD_TERM))
    return TRUE;
  event->term = cord_term_parse (&fields->values[FIELD_TERM], &place, self->scale, self->grid.months, error);
  return event->term != NULL;
}

static gboolean
read_start (CordBillingInput *self, const CordFields *fields, CordBillingEvent *event, GError **error)
{
  CordBillingProduct *product = &g_array_index (self->products, CordBillingProduct, event->product);

  if (product->started)
    return cord_place_refuse (fields->place, "product", "invalid", error, _ ("names a product that was used before"));
  product->started = TRUE;
  event->quantity = 1;
  return read_offer (self, fields, &event->offer, error) && read_terms (self, fields, event, error);
}

static gboolean
read_change (CordBillingInput *self, const CordFields *fields, CordBillingEvent *event, GError **error)
{
  if (cord_fields_has (fields, FIELD_OFFER) && !read_offer (self, fields, &event->offer, error))
    return FALSE;
  if (!read_terms (self, fields, event, error))
    return FALSE;
  if (event->offer < 0 && event->quantity == 0 && !event->has_price && event->term == NULL)
    return cord_place_refuse (fields->place, NULL, "invalid", error,
                              _ ("a change needs an offer, a quantity, a price or a term"));
  return TRUE;
}

static gboolean
read_price_event (CordBillingInput *self, const CordFields *fields, CordBillingEvent *event, GError **error)
{
  if (!cord_fields_has (fields, FIELD_PRICE))
    return cord_place_refuse (fields->place, "price", "invalid", error, _ ("is missing"));
  return cord_fields_is_null (fields, FIELD_PRICE) || read_price (self, fields, event, error);
}

static gboolean
read_suspend (CordBillingInput *self, const CordFields *fields, CordBillingEvent *event, GError **error)
{
  return read_price (self, fields, event, error)
         && (!cord_fields_has (fields, FIELD_FEE)
             || cord_fields_decimal (fields, FIELD_FEE, self->scale + CORD_UNIT_PRICE_EXTRA, &event->fee, error));
}

static gboolean
read_discount_end (CordBillingInput *self, const CordFields *fields, CordBillingEvent *event, GError **error)
{
  event->has_until = cord_fields_has (fields, FIELD_UNTIL);
  if (event->has_until && cord_fields_has (fields, FIELD_CYCLES))
    return cord_place_refuse (fields->place, "until", "invalid", error, _ ("does not go with cycles"));
  if (cord_fields_has (fields, FIELD_CYCLES))
    return cord_fields_integer (fields, FIELD_CYCLES, 1, CYCLES_MAX, &event->cycles, error);
  if (!event->has_until)
    return TRUE;
  if (!read_moment (self, fields, FIELD_UNTIL, NULL, &event->until, error))
    return FALSE;
  if (event->until.at <= event->effective.at)
    return cord_place_refuse (fields->place, "until", "impossible", error, _ ("is not after the discount begins"));
  return TRUE;
}

static gboolean
read_bound_offer (CordBillingInput *self, const CordView *value, const CordPlace *place, GArray *offers, GError **error)
{
  const char *name = value->shape == CORD_SHAPE_STRING ? cord_view_get_text (value) : NULL;
  int offer;

  if (name == NULL)
    return cord_place_refuse (place, NULL, "invalid", error, _ ("must be a string"));
  if (!cord_billing_name_is_valid (name))
    return cord_place_refuse (place, NULL, "invalid", error, _ ("must be 1 to 64 letters, digits, “_” or “-”"));
  offer = GPOINTER_TO_INT (g_hash_table_lookup (self->offer_index, name)) - 1;
  if (offer >= 0)
    g_array_append_val (offers, offer);
  return TRUE;
}

static gboolean
read_bound_offers (CordBillingInput *self, const CordFields *fields, CordBillingEvent *event, GError **error)
{
  const CordPlace list = { .parent = fields->place, .name = "offers" };
  const CordView *array;
  gsize n;

  if (!cord_fields_has (fields, FIELD_OFFERS))
    return TRUE;
  if (!cord_fields_array (fields, FIELD_OFFERS, &array, error))
    return FALSE;
  n = cord_view_length (array);
  if (n == 0)
    return cord_place_refuse (fields->place, "offers", "invalid", error, _ ("must name an offer"));
  event->offers = g_array_new (FALSE, FALSE, sizeof (int));
  for (gsize i = 0; i < n; i++)
    {
      const CordPlace place = { .parent = &list, .number = (guint)i + 1 };
      const CordView name = cord_view_at (array, i);

      if (!read_bound_offer (self, &name, &place, event->offers, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_discount (CordBillingInput *self, const CordFields *fields, CordBillingEvent *event, GError **error)
{
  const char *name;
  g_autofree char *full = NULL;

  if (!cord_fields_name (fields, FIELD_DISCOUNT, &name, error))
    return FALSE;
  full = g_strconcat (g_array_index (self->products, CordBillingProduct, event->product).name, "/", name, NULL);
  if (!g_hash_table_add (self->discount_names, g_string_chunk_insert (self->strings, full)))
    return cord_place_refuse (fields->place, "discount", "invalid", error, _ ("names a discount that was used before"));
  event->discount = g_string_chunk_insert_const (self->strings, name);

  event->is_percent = cord_fields_has (fields, FIELD_PERCENT);
  if (event->is_percent == cord_fields_has (fields, FIELD_AMOUNT))
    return cord_place_refuse (fields->place, event->is_percent ? "amount" : "percent", "invalid", error,
                              _ ("a discount has either a percent or an amount"));
  if (event->is_percent
          ? !cord_fields_percent (fields, FIELD_PERCENT, &event->value, error)
          : !cord_fields_decimal (fields, FIELD_AMOUNT, self->scale + CORD_UNIT_PRICE_EXTRA, &event->value, error))
    return FALSE;
  return read_discount_end (self, fields, event, error) && read_bound_offers (self, fields, event, error);
}

static gboolean
read_reversal (const CordFields *fields, CordBillingEvent *event, GError **error)
{
  gint64 of;

  if (!cord_fields_integer (fields, FIELD_OF, 1, G_MAXINT32, &of, error))
    return FALSE;
  if (of >= event->number)
    return cord_place_refuse (fields->place, "of", "impossible", error, _ ("is not an event before this one"));
  event->of = (guint)of;
  return TRUE;
}

static gboolean
read_billing_day (CordBillingInput *self, const CordFields *fields, CordBillingEvent *event, GError **error)
{
  const char *bill = "stub";
  gint64 anchor;

  if (self->grid.months == 0)
    return cord_place_refuse (fields->place, "type", "impossible", error,
                              _ ("goes only with cycles counted in months"));
  if (!cord_fields_integer (fields, FIELD_ANCHOR, 1, 31, &anchor, error)
      || (cord_fields_has (fields, FIELD_BILL) && !cord_fields_string (fields, FIELD_BILL, &bill, error)))
    return FALSE;
  if (strcmp (bill, "stub") != 0 && strcmp (bill, "extension") != 0)
    return cord_place_refuse (fields->place, "bill", "invalid", error, _ ("must be “stub” or “extension”"));
  event->anchor = (int)anchor;
  event->extends = strcmp (bill, "extension") == 0;
  return TRUE;
}

static gboolean
read_body (CordBillingInput *self, const CordFields *fields, CordBillingEvent *event, GError **error)
{
  switch (event->type)
    {
    case CORD_BILLING_START:
      return read_start (self, fields, event, error);
    case CORD_BILLING_CHANGE:
      return read_change (self, fields, event, error);
    case CORD_BILLING_PRICE:
      return read_price_event (self, fields, event, error);
    case CORD_BILLING_SUSPEND:
      return read_suspend (self, fields, event, error);
    case CORD_BILLING_DISCOUNT:
      return read_discount (self, fields, event, error);
    case CORD_BILLING_DAY:
      return read_billing_day (self, fields, event, error);
    case CORD_BILLING_REMOVE:
    case CORD_BILLING_RESUME:
    case CORD_BILLING_REVERSAL:
    default:
      return TRUE;
    }
}

static gboolean
check_recorded (CordBillingInput *self, const CordFields *fields, const CordBillingEvent *event, GError **error)
{
  const guint before = self->events->len;

  if (event->recorded.at > self->now.at)
    return cord_place_refuse (fields->place, "recorded", "impossible", error, _ ("is after now"));
  if (before > 0 && g_array_index (self->events, CordBillingEvent, before - 1).recorded.at > event->recorded.at)
    return cord_place_refuse (fields->place, "recorded", "impossible", error,
                              _ ("is before that of the event before it"));
  return TRUE;
}

/* The times of a change stand beside it, except "effective" in a list of changes; a reversal has none. */
static gboolean
check_times (const CordFields *fields, const CordEventOrigin *origin, CordBillingType type, GError **error)
{
  const gboolean is_reversal = type == CORD_BILLING_REVERSAL;

  if (origin->change == 0)
    return TRUE;
  if (cord_fields_has (fields, FIELD_RECORDED))
    return cord_place_refuse (fields->place, "recorded", "invalid", error,
                              _ ("does not stand in a change: it is recorded now"));
  if (!origin->dated && cord_fields_has (fields, FIELD_EFFECTIVE))
    return cord_place_refuse (fields->place, "effective", "invalid", error, _ ("does not stand in a change"));
  if (is_reversal && (origin->effective != NULL || cord_fields_has (fields, FIELD_EFFECTIVE)))
    return cord_place_refuse (origin->dated ? fields->place : NULL, "effective", "invalid", error,
                              _ ("does not go with a reversal"));
  if (!is_reversal && !origin->dated && origin->effective == NULL)
    return cord_place_refuse (NULL, "effective", "invalid", error, _ ("is missing"));
  return TRUE;
}

static gboolean
read_event (CordBillingInput *self, const CordFields *fields, const CordEventOrigin *origin, CordBillingEvent *event,
            GError **error)
{
  if (!read_type (fields, &event->type, error))
    return FALSE;
  if (origin->companion > 0 && event->type != CORD_BILLING_DISCOUNT)
    return cord_place_refuse (fields->place, "type", "invalid", error, _ ("must be “discount”"));
  if (!read_moment (self, fields, FIELD_RECORDED, origin->recorded, &event->recorded, error)
      || !check_recorded (self, fields, event, error) || !check_times (fields, origin, event->type, error))
    return FALSE;
  if (event->type == CORD_BILLING_REVERSAL)
    return read_reversal (fields, event, error);
  return (event->type == CORD_BILLING_DAY || read_product (self, fields, &event->product, error))
         && read_moment (self, fields, FIELD_EFFECTIVE, origin->effective, &event->effective, error)
         && read_body (self, fields, event, error);
}

gboolean
cord_billing_event_read (CordBillingInput *self, const CordView *object, const CordPlace *place,
                         const CordEventOrigin *origin, GError **error)
{
  CordFields fields;
  CordBillingEvent event
      = { .number = self->events->len + 1, .change = origin->change, .companion = origin->companion, .offer = -1 };

  if (!cord_fields_collect (&fields, object, place, event_table, error))
    return FALSE;
  if (!read_event (self, &fields, origin, &event, error))
    {
      cord_billing_event_clear (&event);
      return FALSE;
    }
  g_array_append_val (self->events, event);
  return TRUE;
}

GVariant *
cord_billing_event_draft_to_value (const CordBillingEventDraft *self)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_fields_write (event_table, self, &builder);
  if (self->others != NULL)
    cord_builder_extend (&builder, self->others);
  return cord_builder_end (&builder);
}

void
cord_billing_event_draft_read (CordBillingEventDraft *self, GVariant *object)
{
  *self = (CordBillingEventDraft){ 0 };
  cord_fields_read (event_table, object, self, &self->others);
}

void
cord_billing_event_draft_clear (CordBillingEventDraft *self)
{
  cord_fields_clear_draft (event_table, self);
  g_clear_pointer (&self->others, g_variant_unref);
}

GVariant *
cord_billing_event_draft_dup_recorded (GVariant *event, const char *recorded)
{
  g_auto (CordBillingEventDraft) draft = { 0 };

  cord_billing_event_draft_read (&draft, event);
  draft.recorded = recorded;
  return cord_billing_event_draft_to_value (&draft);
}

gboolean
cord_billing_event_draft_has_price (const CordBillingEventDraft *self)
{
  return self->price != NULL || (self->others != NULL && cord_value_has (self->others, event_table[FIELD_PRICE].name));
}
