/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"
#include "base/cord-zone.h"
#include "wire/cord-json.h"

G_BEGIN_DECLS

/* Reading and writing TM Forum objects, for the codecs. A member that is absent, null or of another type counts as
 * missing, except where a wrong value would become a wrong amount or a wrong date: that is refused with its place. */

/* The resource that is being read, for errors; its id may be NULL. */
typedef struct
{
  const char *resource; /* NULL: the error names the member alone, as what shows it names the resource */
  const char *id;
  const char *list; /* "productOrderItem", where it is one entry of a list; or NULL */
  guint index;
} CordTmfPlace;

/* INVALID, reason "invalid", naming resource, id and member ("productOrderItem.0.action" in a list). Always FALSE. */
gboolean cord_tmf_refuse (const CordTmfPlace *place, const char *member, GError **error);
/* The same with the reason @why in words, which says what to correct. Always FALSE. */
gboolean cord_tmf_refuse_because (const CordTmfPlace *place, const char *member, const char *why, GError **error);
/* The object of a resource, borrowed; @place is set to it. NULL with INVALID when it is no object or has no id. */
JsonObject *cord_tmf_resource (JsonNode *node, const char *resource, CordTmfPlace *place, GError **error);

/* The node at @path, "a.b", through objects only. Borrowed; NULL when it is absent. */
JsonNode *cord_tmf_find (JsonObject *object, const char *path);
/* TRUE when nothing is at @path, or null. */
gboolean cord_tmf_is_absent (JsonObject *object, const char *path);
/* The string at @path; NULL for "" as well. Borrowed, as are the following. */
const char *cord_tmf_string (JsonObject *object, const char *path);
/* The object at @path, or NULL. */
JsonObject *cord_tmf_object (JsonObject *object, const char *path);
/* The array at @path, or NULL. */
JsonArray *cord_tmf_array (JsonObject *object, const char *path);
/* 0 for NULL. */
guint cord_tmf_length (JsonArray *array);
/* NULL when the element is no object. */
JsonObject *cord_tmf_at (JsonArray *array, guint index);
/* The objects of @array, which may be NULL, by their ids; borrowed from it. Free with g_hash_table_unref(). */
GHashTable *cord_tmf_index (JsonArray *array);
/* The object at @path, or the first object of the list there; NULL without one. */
JsonObject *cord_tmf_first (JsonObject *object, const char *path);
/* TRUE when the string at @path is @text; upper and lower case are the same. */
gboolean cord_tmf_is (JsonObject *object, const char *path, const char *text);
/* TRUE when the boolean true is at @path; a string is never true. */
gboolean cord_tmf_is_true (JsonObject *object, const char *path);
/* The id of a resource, or NULL. */
const char *cord_tmf_id (JsonObject *resource);
/* Text of a string, number or boolean; NULL otherwise. Full string. */
char *cord_tmf_dup_text (JsonNode *node);
/* A number, or a string that holds one, as decimal text without trailing zeros and exponent, so that "19.0" and the
 * number 1.9e1 are the same as "19"; NULL when it is none. Full string. */
char *cord_tmf_dup_number (JsonNode *node);
/* The integer at @path, which may be a string of digits; @fallback when it is missing. FALSE when there is anything
 * else, or a number outside the bounds. */
gboolean cord_tmf_integer (JsonObject *object, const char *path, gint64 minimum, gint64 maximum, gint64 fallback,
                           gint64 *out);

/* The id of the customer in @member, a party or a list of them: the one with the role "customer" (in any case),
 * otherwise the first. Borrowed, or NULL. */
const char *cord_tmf_customer (JsonObject *object, const char *member);
/* The months of {amount, units}, or of a bare number of months. FALSE when it cannot be read; days and weeks cannot be
 * converted. */
gboolean cord_tmf_months (JsonNode *duration, gint64 *out);
/* Months of a word such as "month", "monthly", "quarter", "yearly", or of "P1M"; 0 when unknown. */
int cord_tmf_period_months (const char *word);
/* "YYYY-MM-DD" of a date or date-time: the date part as it is for midnight in UTC, otherwise the date in @zone. NULL
 * for any other text. Full string. */
char *cord_tmf_dup_date (const char *text, const CordZone *zone);
/* As cord_tmf_dup_date() where the text means a whole day; any other text as it is: it is the instant of another
 * system, whose day depends on the zone of the account. Full string; NULL for NULL. */
char *cord_tmf_dup_day (const char *text);
/* The same for the member @path: *out, a new string, is NULL where it is absent or null. FALSE when it is there and
 * says no date and no instant: what was meant to end must not last for ever. */
gboolean cord_tmf_read_day (JsonObject *object, const char *path, char **out);
/* The same for the end of a period: *out is the first day after it, or an instant for cord_zone_read_end(). The last
 * second of a day in UTC means the whole day, and the year 9999 no end, as other systems write them; *out is NULL then.
 * Source: docs/billing.md, "Periods". */
gboolean cord_tmf_read_end (JsonObject *object, const char *path, char **out);
/* The same as a date in @zone. */
gboolean cord_tmf_read_end_date (JsonObject *object, const char *path, const CordZone *zone, char **out);
/* The member "validFor" of @object: "from" and "until" of @out, each left out where it has none. The member that cannot
 * be read, NULL when both can. */
const char *cord_tmf_read_period (JsonObject *object, CordBuilder *out);
/* Microseconds since the epoch of an instant. Without a zone it is UTC, and the seconds may be missing, as in the
 * examples that TM Forum publishes. FALSE when it cannot be read. */
gboolean cord_tmf_instant (const char *text, gint64 *out);
/* "2024-06-17T00:00:00Z" of a date, any other text as it is. Full string; NULL for NULL. */
char *cord_tmf_dup_midnight (const char *date);

/* A sum of prices in one currency; zero-initialised before the first is added. */
typedef struct
{
  CordDecimal total;
  char currency[4];
  guint n;
} CordTmfSum;
/* Adds a Money object {unit, value}. FALSE when it cannot be read, is negative, or is of another currency. */
gboolean cord_tmf_sum_add (CordTmfSum *self, JsonObject *money);
/* The sum with at least the decimals of the currency; NULL when nothing was added. Full string. */
char *cord_tmf_sum_to_string (const CordTmfSum *self);

/* Writing. A member whose value is NULL is left out. */

/* A string; CORD_JSON_NUMBER_MARK is removed, so that text never becomes a number. */
void cord_tmf_set_text (JsonObject *object, const char *member, const char *text);
/* A bare number; left out when @decimal is none. */
void cord_tmf_set_number (JsonObject *object, const char *member, const char *decimal);
/* A document of cord-value.h. */
void cord_tmf_set_value (JsonObject *object, const char *member, GVariant *value);
/* An object; takes @value. */
void cord_tmf_take_object (JsonObject *object, const char *member, JsonObject *value);
/* A list with this one object; takes @value. */
void cord_tmf_take_single (JsonObject *object, const char *member, JsonObject *value);
/* The id of a whole resource, in place of any it has, and @type as its @type unless it has one. */
void cord_tmf_set_identity (JsonObject *resource, const char *id, const char *type);
/* {id, @referredType}; NULL for a NULL id. Full reference, as are the following. */
JsonObject *cord_tmf_new_reference (const char *id, const char *referred_type);
/* An entry of relatedParty with the role of the customer; NULL for a NULL id. */
JsonObject *cord_tmf_new_customer (const char *id);
/* A TimePeriod; NULL when both are NULL. */
JsonObject *cord_tmf_new_period (const char *start, const char *end);
/* A Money object {unit, value}; NULL when either is NULL. */
JsonObject *cord_tmf_new_money (const char *currency, const char *decimal);
/* The node of an object, which it takes. */
JsonNode *cord_tmf_take_node (JsonObject *object);

G_END_DECLS
