/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "base/cord-period.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/* Reading and writing TM Forum objects: what the codecs share. Reading is lenient (absent, null and differently typed
 * are one), except where a wrong value would become wrong money or a wrong date: that is refused with its place. */

/* Which resource a reader stands in; its id may be NULL. */
typedef struct
{
  const char *resource;
  const char *id;
  const char *list; /* "productOrderItem", where it is one entry of a list; or NULL */
  guint index;
} CordTmfPlace;

/* INVALID, reason "invalid", naming resource, id and member ("productOrderItem.0.action" in a list). Always FALSE. */
gboolean cord_tmf_refuse (const CordTmfPlace *place, const char *member, GError **error);
/* The object of a whole resource and its id; NULL with INVALID when it is none or has no id. */
JsonObject *cord_tmf_resource (JsonNode *node, const char *resource, CordTmfPlace *place, GError **error);

/* @path: "a.b" through objects only. Borrowed; NULL when absent or of another type. */
JsonNode *cord_tmf_find (JsonObject *object, const char *path);
const char *cord_tmf_string (JsonObject *object, const char *path); /* never "" */
JsonObject *cord_tmf_object (JsonObject *object, const char *path);
JsonArray *cord_tmf_array (JsonObject *object, const char *path);
guint cord_tmf_length (JsonArray *array);                          /* 0 for NULL */
JsonObject *cord_tmf_at (JsonArray *array, guint index);           /* NULL when the element is no object */
JsonObject *cord_tmf_first (JsonObject *object, const char *path); /* the object, or the first object of the list */
gboolean cord_tmf_is (JsonObject *object, const char *path, const char *text); /* in any case */
gboolean cord_tmf_is_true (JsonObject *object, const char *path);              /* the boolean, and no word for it */
const char *cord_tmf_id (JsonObject *resource);                                /* of a whole resource; NULL without */
/* Text of a string, number or boolean; NULL otherwise. Full string. */
char *cord_tmf_dup_text (JsonNode *node);
/* A number, or a string that holds one, as decimal text; NULL when it is none. */
char *cord_tmf_dup_number (JsonNode *node);
/* FALSE when there is a member and it is no integer (a string of digits counts) within the bounds. */
gboolean cord_tmf_integer (JsonObject *object, const char *path, gint64 minimum, gint64 maximum, gint64 fallback,
                           gint64 *out);

/* The customer among relatedParty (list or object): role "customer" in any case, otherwise the first. */
const char *cord_tmf_customer (JsonObject *object, const char *member);
/* Months of {amount, units} or of a bare number of months; FALSE when it cannot be read. Days and weeks are no months.
 */
gboolean cord_tmf_months (JsonNode *duration, gint64 *out);
/* Months of a word such as "month", "monthly", "quarter", "yearly"; 0 when unknown. */
int cord_tmf_period_months (const char *word);
/* "YYYY-MM-DD" of a date or date-time: the date part as it stands for a midnight of UTC, otherwise the date in @zone.
 * NULL when it is neither. Full string. */
char *cord_tmf_dup_date (const char *text, GTimeZone *zone);
/* As dup_date where the text means a whole day; any other text as it is: the instant of a foreign system, whose day
 * only the account's zone can tell. NULL for NULL. */
char *cord_tmf_dup_day (const char *text);
/* An instant, leniently: one that names no zone, with or without seconds, is UTC, as the published examples write it.
 */
gboolean cord_tmf_instant (const char *text, gint64 *out);
/* "2024-06-17T00:00:00Z" of a date, anything else as it is; NULL for NULL. */
char *cord_tmf_dup_midnight (const char *date);
/* The early termination fee of the quote format, numbers as text; NULL when @object is none. Full reference. */
GVariant *cord_tmf_dup_fee (JsonObject *object);

/* A sum of prices of one currency. */
typedef struct
{
  CordDecimal total;
  char currency[4];
  guint n;
} CordTmfSum;
/* Adds a Money object {unit, value}. FALSE when it cannot be read, is negative, or is of another currency. */
gboolean cord_tmf_sum_add (CordTmfSum *self, JsonObject *money);
char *
cord_tmf_sum_to_string (const CordTmfSum *self); /* at least the currency's decimals; NULL when nothing was added */

/* Writing. Text goes in cleaned of the mark that stands for numbers; NULL text and NULL objects are skipped. */
void cord_tmf_set_text (JsonObject *object, const char *member, const char *text);
void cord_tmf_set_number (JsonObject *object, const char *member,
                          const char *decimal); /* a bare number; skipped unless it is one */
void cord_tmf_set_value (JsonObject *object, const char *member, GVariant *value); /* a document, full or NULL */
void cord_tmf_take_object (JsonObject *object, const char *member, JsonObject *value);
void cord_tmf_take_single (JsonObject *object, const char *member, JsonObject *value); /* a list of this one */
/* The id of a whole resource, in place of any it has, and @type as its @type unless it has one. */
void cord_tmf_set_identity (JsonObject *resource, const char *id, const char *type);
JsonObject *cord_tmf_new_reference (const char *id, const char *referred_type); /* NULL for a NULL id */
JsonObject *cord_tmf_new_customer (const char *id);                             /* relatedParty entry */
JsonObject *cord_tmf_new_period (const char *start, const char *end);       /* TimePeriod; NULL when both are NULL */
JsonObject *cord_tmf_new_money (const char *currency, const char *decimal); /* NULL unless both are there */
JsonNode *cord_tmf_take_node (JsonObject *object);

G_END_DECLS
