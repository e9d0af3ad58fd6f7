/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/cord-tmf.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_LENGTH 10   /* of "YYYY-MM-DD" */
#define MINUTE_LENGTH 6 /* of "T00:00" */
#define OFFSET_LENGTH 5 /* of "+0000" */
#define EXPONENT_MAX 40
#define PERIOD_MAX 1200 /* months */
#define FOR_EVER "9999-"
#define PERIOD_START "validFor.startDateTime"
#define PERIOD_END "validFor.endDateTime"
#define PRICE_DECIMALS (CORD_SCALE_MAX + CORD_UNIT_PRICE_EXTRA)

gboolean
cord_tmf_refuse (const CordTmfPlace *place, const char *member, GError **error)
{
  g_autofree char *path
      = place->list != NULL ? g_strdup_printf ("%s.%u.%s", place->list, place->index, member) : g_strdup (member);

  return cord_error_set_full (error, CORD_ERROR_INVALID, "invalid", path,
                              _ ("Try again; if it stays, tell the supervisor."), _ ("%s %s: “%s” cannot be read"),
                              place->resource, place->id != NULL ? place->id : _ ("without an id"), path);
}

gboolean
cord_tmf_refuse_because (const CordTmfPlace *place, const char *member, const char *why, GError **error)
{
  if (place->resource == NULL)
    /* Translators: the member at fault, and what is wrong with it. */
    return cord_error_set_full (error, CORD_ERROR_INVALID, "invalid", member,
                                _ ("Ask the operator to correct the catalog."), _ ("“%s” %s"), member, why);
  /* Translators: a kind of document, its id, the member at fault, and what is wrong with it. */
  return cord_error_set_full (error, CORD_ERROR_INVALID, "invalid", member,
                              _ ("Ask the operator to correct the catalog."), _ ("%s %s: “%s” %s"), place->resource,
                              place->id != NULL ? place->id : _ ("without an id"), member, why);
}

JsonObject *
cord_tmf_resource (JsonNode *node, const char *resource, CordTmfPlace *place, GError **error)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  *place = (CordTmfPlace){ resource, object != NULL ? cord_tmf_string (object, "id") : NULL };
  if (place->id == NULL)
    cord_tmf_refuse (place, "id", error);
  return place->id != NULL ? object : NULL;
}

/* Reading */

JsonNode *
cord_tmf_find (JsonObject *object, const char *path)
{
  const char *dot;

  while (object != NULL && (dot = strchr (path, '.')) != NULL)
    {
      g_autofree char *name = g_strndup (path, (gsize)(dot - path));
      JsonNode *member = json_object_get_member (object, name);

      object = member != NULL && JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;
      path = dot + 1;
    }
  return object != NULL ? json_object_get_member (object, path) : NULL;
}

gboolean
cord_tmf_is_absent (JsonObject *object, const char *path)
{
  JsonNode *node = cord_tmf_find (object, path);

  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

static const char *
text_of (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING
      || cord_json_is_decimal (node))
    return NULL;
  return json_node_get_string (node);
}

const char *
cord_tmf_string (JsonObject *object, const char *path)
{
  const char *text = text_of (cord_tmf_find (object, path));

  return text != NULL && *text != '\0' ? text : NULL;
}

JsonObject *
cord_tmf_object (JsonObject *object, const char *path)
{
  JsonNode *node = cord_tmf_find (object, path);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
cord_tmf_array (JsonObject *object, const char *path)
{
  JsonNode *node = cord_tmf_find (object, path);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

guint
cord_tmf_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

JsonObject *
cord_tmf_at (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

GHashTable *
cord_tmf_index (JsonArray *array)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < cord_tmf_length (array); i++)
    {
      JsonObject *object = cord_tmf_at (array, i);

      if (object != NULL && cord_tmf_string (object, "id") != NULL)
        g_hash_table_insert (index, (gpointer)cord_tmf_string (object, "id"), object);
    }
  return index;
}

JsonObject *
cord_tmf_first (JsonObject *object, const char *path)
{
  JsonArray *array = cord_tmf_array (object, path);

  for (guint i = 0; i < cord_tmf_length (array); i++)
    if (cord_tmf_at (array, i) != NULL)
      return cord_tmf_at (array, i);
  return cord_tmf_object (object, path);
}

gboolean
cord_tmf_is (JsonObject *object, const char *path, const char *text)
{
  const char *found = cord_tmf_string (object, path);

  return found != NULL && g_ascii_strcasecmp (found, text) == 0;
}

gboolean
cord_tmf_is_true (JsonObject *object, const char *path)
{
  JsonNode *node = cord_tmf_find (object, path);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

const char *
cord_tmf_id (JsonObject *resource)
{
  return cord_tmf_string (resource, "id");
}

void
cord_tmf_set_identity (JsonObject *resource, const char *id, const char *type)
{
  json_object_set_string_member (resource, "id", id);
  if (!json_object_has_member (resource, "@type"))
    json_object_set_string_member (resource, "@type", type);
}

char *
cord_tmf_dup_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (cord_json_is_decimal (node))
    return cord_json_dup_decimal (node);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  return g_strdup (text_of (node));
}

/* Many systems write 19.9 as 1.99E1. The digits without the exponent, the point in its place; NULL where there is no
 * exponent, or one beyond all amounts. */
static char *
dup_without_exponent (const char *number)
{
  const char *e = strpbrk (number, "eE");
  const char *point = strchr (number, '.');
  g_autoptr (GString) digits = NULL;
  gint64 places, exponent;

  if (e == NULL
      || !g_ascii_string_to_signed (e[1] == '+' ? e + 2 : e + 1, 10, -EXPONENT_MAX, EXPONENT_MAX, &exponent, NULL))
    return NULL;
  digits = g_string_new_len (number + (*number == '-'), e - number - (*number == '-'));
  point = strchr (digits->str, '.');
  places = point != NULL ? (gint64)digits->len - 1 - (point - digits->str) : 0;
  if (point != NULL)
    g_string_erase (digits, point - digits->str, 1);
  for (; exponent > places; places++)
    g_string_append_c (digits, '0');
  while ((gint64)digits->len <= places - exponent)
    g_string_prepend_c (digits, '0');
  if (places > exponent)
    g_string_insert_c (digits, (gssize)((gint64)digits->len - (places - exponent)), '.');
  if (*number == '-')
    g_string_prepend_c (digits, '-');
  return g_string_free (g_steal_pointer (&digits), FALSE);
}

char *
cord_tmf_dup_number (JsonNode *node)
{
  g_autofree char *text = node != NULL ? cord_tmf_dup_text (node) : NULL;
  g_autofree char *plain = text != NULL && cord_json_is_decimal (node) ? dup_without_exponent (text) : NULL;
  CordDecimal decimal;

  if (text == NULL || !cord_decimal_parse (plain != NULL ? plain : text, 18, TRUE, &decimal, NULL))
    return NULL;
  return cord_decimal_to_string (decimal, 0);
}

gboolean
cord_tmf_integer (JsonObject *object, const char *path, gint64 minimum, gint64 maximum, gint64 fallback, gint64 *out)
{
  g_autofree char *text = cord_tmf_dup_number (cord_tmf_find (object, path));

  *out = fallback;
  if (cord_tmf_is_absent (object, path))
    return TRUE;
  return text != NULL && g_ascii_string_to_signed (text, 10, minimum, maximum, out, NULL);
}

const char *
cord_tmf_customer (JsonObject *object, const char *member)
{
  JsonArray *array = cord_tmf_array (object, member);
  JsonObject *first = cord_tmf_first (object, member);

  for (guint i = 0; i < cord_tmf_length (array); i++)
    {
      JsonObject *party = cord_tmf_at (array, i);

      if (party != NULL && cord_tmf_is (party, "role", "customer") && cord_tmf_string (party, "id") != NULL)
        return cord_tmf_string (party, "id");
    }
  return first != NULL ? cord_tmf_string (first, "id") : NULL;
}

/* Years and months as ISO 8601 writes them: "P1Y6M". 0 for anything else. */
static int
read_iso_months (const char *text)
{
  const char *at = text + 1;
  int months = 0;

  if (*text != 'P')
    return 0;
  while (g_ascii_isdigit (*at))
    {
      char *unit;
      guint64 amount = g_ascii_strtoull (at, &unit, 10);

      if (amount > PERIOD_MAX || (*unit != 'Y' && *unit != 'M'))
        return 0;
      months += (int)amount * (*unit == 'Y' ? 12 : 1);
      at = unit + 1;
    }
  return *at == '\0' && months <= PERIOD_MAX ? months : 0;
}

int
cord_tmf_period_months (const char *word)
{
  static const struct
  {
    const char *word;
    int months;
  } words[] = {
    { "month", 1 },    { "months", 1 },    { "monthly", 1 },     { "bimonthly", 2 },  { "quarter", 3 },
    { "quarters", 3 }, { "quarterly", 3 }, { "half-yearly", 6 }, { "semiannual", 6 }, { "year", 12 },
    { "years", 12 },   { "yearly", 12 },   { "annual", 12 },     { "annually", 12 },
  };

  for (gsize i = 0; word != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i].word, word) == 0)
      return words[i].months;
  return word != NULL ? read_iso_months (word) : 0;
}

gboolean
cord_tmf_months (JsonNode *duration, gint64 *out)
{
  g_autofree char *text = NULL;
  JsonObject *object;
  int unit;

  *out = 0;
  if (duration == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (duration))
    {
      *out = text_of (duration) != NULL ? read_iso_months (text_of (duration)) : 0;
      if (*out > 0)
        return TRUE;
      text = cord_tmf_dup_number (duration);
      return text != NULL && g_ascii_string_to_signed (text, 10, 0, 1200, out, NULL);
    }
  object = json_node_get_object (duration);
  unit = cord_tmf_string (object, "units") != NULL ? cord_tmf_period_months (cord_tmf_string (object, "units")) : 1;
  if (unit == 0 || cord_tmf_find (object, "amount") == NULL || !cord_tmf_integer (object, "amount", 0, 1200, 0, out))
    return FALSE;
  *out *= unit;
  return TRUE;
}

/* @text as RFC 3339 has it, where it is a time without seconds, without an offset (which is UTC then, as in the
 * published examples), with an offset without a colon, or with a space between date and time. */
static char *
dup_regular (const char *text)
{
  gsize length = strlen (text);
  g_autoptr (GString) time = g_string_new (text);
  gsize end = DAY_LENGTH + strcspn (length > DAY_LENGTH ? text + DAY_LENGTH : "", "Z+-");

  if (length <= DAY_LENGTH || (text[DAY_LENGTH] != 'T' && text[DAY_LENGTH] != ' '))
    return g_strdup (text);
  time->str[DAY_LENGTH] = 'T';
  if (text[end] == '\0')
    g_string_append_c (time, 'Z');
  else if (length == end + OFFSET_LENGTH && strchr (text + end, ':') == NULL)
    g_string_insert_c (time, (gssize)length - 2, ':');
  if (end == DAY_LENGTH + MINUTE_LENGTH)
    g_string_insert (time, (gssize)end, ":00");
  return g_string_free (g_steal_pointer (&time), FALSE);
}

/* TRUE when @time is @second in UTC, with decimals of these @digits only. */
static gboolean
is_second (const char *time, const char *second, const char *digits)
{
  if (!g_str_has_prefix (time, second))
    return FALSE;
  time += strlen (second);
  if (*time == '.')
    time += 1 + strspn (time + 1, digits);
  return g_str_equal (time, "Z") || g_str_equal (time, "") || g_str_equal (time, "+00:00");
}

/* Systems that only know days write them as midnight in UTC; converted to a zone it could be another day. */
static gboolean
is_whole_day (const char *time)
{
  return *time == '\0' || is_second (time, "T00:00:00", "0");
}

/* They write the end of a period as its last second as well. */
static gboolean
is_last_second (const char *time)
{
  return is_second (time, "T23:59:59", "0123456789");
}

char *
cord_tmf_dup_date (const char *text, const CordZone *zone)
{
  g_autofree char *regular = text != NULL ? dup_regular (text) : NULL;
  g_autofree char *day = NULL;
  CordDate date;
  gint64 instant;

  if (text == NULL || strlen (text) < DAY_LENGTH)
    return NULL;
  day = g_strndup (text, DAY_LENGTH);
  if (!cord_date_parse (day, &date, NULL))
    return NULL;
  if (is_whole_day (regular + DAY_LENGTH))
    return g_steal_pointer (&day);
  if (!cord_instant_parse (regular, &instant, NULL))
    return NULL;
  return cord_date_to_string (cord_instant_to_date (instant, zone));
}

char *
cord_tmf_dup_day (const char *text)
{
  g_autoptr (CordZone) utc = cord_zone_utc ();
  g_autofree char *regular = text != NULL ? dup_regular (text) : NULL;

  if (text != NULL && strlen (text) >= DAY_LENGTH && is_whole_day (regular + DAY_LENGTH))
    return cord_tmf_dup_date (text, utc);
  return g_steal_pointer (&regular);
}

gboolean
cord_tmf_read_day (JsonObject *object, const char *path, char **out)
{
  gint64 instant;
  CordDate date;

  *out = NULL;
  if (cord_tmf_is_absent (object, path))
    return TRUE;
  *out = cord_tmf_dup_day (cord_tmf_string (object, path));
  return *out != NULL && (cord_date_parse (*out, &date, NULL) || cord_instant_parse (*out, &instant, NULL));
}

gboolean
cord_tmf_read_end (JsonObject *object, const char *path, char **out)
{
  const char *given = cord_tmf_string (object, path);
  g_autofree char *text = given != NULL ? dup_regular (given) : NULL;
  g_autofree char *day = text != NULL && strlen (text) >= DAY_LENGTH ? g_strndup (text, DAY_LENGTH) : NULL;
  CordDate last;

  *out = NULL;
  if (day == NULL || !is_last_second (text + DAY_LENGTH))
    {
      if (!cord_tmf_read_day (object, path, out))
        return FALSE;
    }
  else if (!cord_date_parse (day, &last, NULL))
    return FALSE;
  if (day != NULL && g_str_has_prefix (day, FOR_EVER))
    g_clear_pointer (out, g_free);
  else if (day != NULL && *out == NULL)
    *out = cord_date_to_string (last + 1);
  return TRUE;
}

gboolean
cord_tmf_read_end_date (JsonObject *object, const char *path, const CordZone *zone, char **out)
{
  g_autofree char *end = NULL;
  CordDate date;

  *out = NULL;
  if (!cord_tmf_read_end (object, path, &end) || (end != NULL && !cord_zone_read_end (zone, end, &date)))
    return FALSE;
  if (end != NULL)
    *out = cord_date_to_string (date);
  return TRUE;
}

const char *
cord_tmf_read_period (JsonObject *object, CordBuilder *out)
{
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  if (!cord_tmf_read_day (object, PERIOD_START, &from))
    return PERIOD_START;
  if (!cord_tmf_read_end (object, PERIOD_END, &until))
    return PERIOD_END;
  cord_builder_string (out, "from", from);
  cord_builder_string (out, "until", until);
  return NULL;
}

gboolean
cord_tmf_instant (const char *text, gint64 *out)
{
  g_autofree char *regular = text != NULL ? dup_regular (text) : NULL;

  return regular != NULL && cord_instant_parse (regular, out, NULL);
}

char *
cord_tmf_dup_midnight (const char *date)
{
  CordDate parsed;

  return date != NULL && cord_date_parse (date, &parsed, NULL) ? g_strconcat (date, "T00:00:00Z", NULL)
                                                               : g_strdup (date);
}

/* Sums */

static gboolean
align (CordDecimal *decimal, guint8 decimals)
{
  for (; decimal->decimals < decimals; decimal->decimals++)
    if (__builtin_mul_overflow (decimal->unscaled, (__int128)10, &decimal->unscaled))
      return FALSE;
  return TRUE;
}

gboolean
cord_tmf_sum_add (CordTmfSum *self, JsonObject *money)
{
  const char *unit = money != NULL ? cord_tmf_string (money, "unit") : NULL;
  g_autofree char *text = money != NULL ? cord_tmf_dup_number (cord_tmf_find (money, "value")) : NULL;
  int scale = unit != NULL ? cord_currency_scale (unit) : -1;
  CordDecimal value;

  if (scale < 0 || text == NULL || (self->n > 0 && !g_str_equal (self->currency, unit)))
    return FALSE;
  if (!cord_decimal_parse (text, PRICE_DECIMALS, FALSE, &value, NULL))
    return FALSE;
  g_strlcpy (self->currency, unit, sizeof self->currency);
  if (!align (&value, self->total.decimals) || !align (&self->total, value.decimals)
      || __builtin_add_overflow (self->total.unscaled, value.unscaled, &self->total.unscaled))
    return FALSE;
  self->n++;
  return TRUE;
}

char *
cord_tmf_sum_to_string (const CordTmfSum *self)
{
  return self->n > 0 ? cord_decimal_to_string (self->total, (guint)cord_currency_scale (self->currency)) : NULL;
}

/* Writing */

void
cord_tmf_set_text (JsonObject *object, const char *member, const char *text)
{
  while (text != NULL && g_str_has_prefix (text, CORD_JSON_NUMBER_MARK))
    text += strlen (CORD_JSON_NUMBER_MARK);
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

void
cord_tmf_set_number (JsonObject *object, const char *member, const char *decimal)
{
  CordDecimal parsed;

  if (decimal != NULL && cord_decimal_parse (decimal, 18, TRUE, &parsed, NULL))
    json_object_set_member (object, member, cord_json_decimal (decimal));
}

void
cord_tmf_set_value (JsonObject *object, const char *member, GVariant *value)
{
  if (value != NULL)
    json_object_set_member (object, member, cord_json_from_value (value));
}

void
cord_tmf_take_object (JsonObject *object, const char *member, JsonObject *value)
{
  if (value != NULL)
    json_object_set_object_member (object, member, value);
}

void
cord_tmf_take_single (JsonObject *object, const char *member, JsonObject *value)
{
  JsonArray *array;

  if (value == NULL)
    return;
  array = json_array_new ();
  json_array_add_object_element (array, value);
  json_object_set_array_member (object, member, array);
}

JsonObject *
cord_tmf_new_reference (const char *id, const char *referred_type)
{
  JsonObject *reference;

  if (id == NULL)
    return NULL;
  reference = json_object_new ();
  cord_tmf_set_text (reference, "id", id);
  cord_tmf_set_text (reference, "@referredType", referred_type);
  return reference;
}

JsonObject *
cord_tmf_new_customer (const char *id)
{
  JsonObject *party = cord_tmf_new_reference (id, "Customer");

  if (party != NULL)
    json_object_set_string_member (party, "role", "customer");
  return party;
}

JsonObject *
cord_tmf_new_period (const char *start, const char *end)
{
  JsonObject *period;
  g_autofree char *from = cord_tmf_dup_midnight (start);
  g_autofree char *to = cord_tmf_dup_midnight (end);

  if (from == NULL && to == NULL)
    return NULL;
  period = json_object_new ();
  cord_tmf_set_text (period, "startDateTime", from);
  cord_tmf_set_text (period, "endDateTime", to);
  return period;
}

JsonObject *
cord_tmf_new_money (const char *currency, const char *decimal)
{
  JsonObject *money;

  if (currency == NULL || decimal == NULL)
    return NULL;
  money = json_object_new ();
  cord_tmf_set_text (money, "unit", currency);
  cord_tmf_set_number (money, "value", decimal);
  return money;
}

JsonNode *
cord_tmf_take_node (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}
