/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-proof.h"

#include "billing/cord-quote.h"
#include "domain/change/cord-bill-words.h"
#include "domain/change/cord-change-bill.h"

#include <gmime/gmime.h>
#include <string.h>

#define QUOTES "/tmf-api/quoteManagement/v4/quote"
#define ORDERS "/tmf-api/productOrderingManagement/v4/productOrder"
#define PRODUCTS "/tmf-api/productInventory/v4/product"
#define MESSAGES "/tmf-api/communicationManagement/v4/communicationMessage"
#define APPOINTMENTS "/tmf-api/appointment/v4/appointment"
#define CONTACTS "/tmf-api/partyInteraction/v4/partyInteraction"
#define RATES "/tmf-api/customerBillManagement/v4/appliedCustomerBillingRate"

/* What the record says */

static GVariant *
last_body (CordInteraction *interaction, const char *type)
{
  GPtrArray *events = cord_interaction_get_events (interaction);

  for (guint i = events->len; i > 0; i--)
    if (g_str_equal (((CordEvent *)events->pdata[i - 1])->type, type))
      return ((CordEvent *)events->pdata[i - 1])->body;
  g_error ("The record has no %s", type);
}

static const char *
recorded (CordInteraction *interaction, const char *type, const char *member)
{
  const char *text = cord_value_get_string (last_body (interaction, type), member);

  if (text == NULL)
    g_error ("%s has no %s", type, member);
  return text;
}

/* What the server says */

static JsonNode *
get_one (ScenarioServer *server, const char *base, const char *id)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat (base, "/", escaped, NULL);

  return scenario_system_get (server, path);
}

static JsonArray *
array_at (JsonNode *node, const char *path)
{
  JsonNode *found = cord_json_find (node, path);

  g_assert_true (found != NULL && JSON_NODE_HOLDS_ARRAY (found));
  return json_node_get_array (found);
}

#define assert_text(node, path, expected) g_assert_cmpstr (cord_json_find_string (node, path), ==, expected)

/* Amounts are compared as money, whatever zeros they are written with. */
static void
assert_price (JsonNode *node, const char *path, CordQuote *quote, const char *expected)
{
  g_autofree char *found = cord_json_dup_decimal (cord_json_find (node, path));
  CordMoney a, b;

  g_assert_nonnull (found);
  g_assert_true (cord_money_parse (found, cord_quote_get_currency (quote), cord_quote_get_scale (quote), &a, NULL));
  g_assert_true (cord_money_parse (expected, cord_quote_get_currency (quote), cord_quote_get_scale (quote), &b, NULL));
  g_assert_cmpint (a.minor, ==, b.minor);
}

/* @path: of the money object. */
static void
assert_amount (JsonNode *node, const char *path, CordQuote *quote, gint64 minor)
{
  JsonNode *money = cord_json_find (node, path);
  g_autofree char *expected = cord_money_to_decimal (cord_quote_money (quote, minor));
  g_autofree char *found = NULL;

  g_assert_nonnull (money);
  found = cord_json_dup_decimal (cord_json_find (money, "value"));
  g_assert_cmpstr (found, ==, expected);
  assert_text (money, "unit", cord_quote_get_currency (quote));
}

typedef struct
{
  ScenarioServer *server;
  const char *order;
} Watch;

/* One by one */

static char *
dup_words (CordInteraction *interaction, CordQuote *quote, const CordBillLine *line)
{
  const CordBillNames names
      = { cord_interaction_get_customer (interaction), cord_interaction_get_catalog (interaction) };

  return cord_bill_words_line (&names, quote, line);
}

/* The parts of the bill sum to its total, and the quote that was shown equals the one the engine computes here
 * again. */
static void
prove_quote_itself (CordInteraction *interaction, CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);
  GPtrArray *lines = cord_quote_get_added_lines (quote);
  const struct
  {
    const char *name;
    gint64 gross;
  } amounts[] = { { "bill.this", cord_quote_get_added (quote)->gross },
                  { "bill.next", ladder->next.gross },
                  { "bill.steady", ladder->steady.gross },
                  { "bill.year", ladder->year.gross } };
  gint64 sum = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = lines->pdata[i];

      g_assert_cmpint (line->net + line->tax, ==, line->gross);
      sum += line->gross;
    }
  g_assert_cmpint (sum, ==, cord_quote_get_added (quote)->gross);
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *decimal = cord_money_to_decimal (cord_quote_money (quote, amounts[i].gross));

      g_assert_cmpstr (recorded (interaction, "quote.shown", amounts[i].name), ==, decimal);
    }
  g_assert_cmpstr (recorded (interaction, "quote.shown", "seal"), ==, cord_quote_get_sha256 (quote));
  g_assert_cmpstr (recorded (interaction, "consent.given", "seal"), ==, cord_quote_get_sha256 (quote));
  g_assert_cmpstr (recorded (interaction, "order.queued", "seal"), ==, cord_quote_get_sha256 (quote));
}

static void
prove_totals (JsonArray *totals, CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);

  g_assert_cmpuint (json_array_get_length (totals), ==, 2);
  assert_amount (json_array_get_element (totals, 0), "price.dutyFreeAmount", quote, cord_quote_get_added (quote)->net);
  assert_amount (json_array_get_element (totals, 0), "price.taxIncludedAmount", quote,
                 cord_quote_get_added (quote)->gross);
  assert_amount (json_array_get_element (totals, 1), "price.dutyFreeAmount", quote, ladder->steady.net);
  assert_amount (json_array_get_element (totals, 1), "price.taxIncludedAmount", quote, ladder->steady.gross);
}

static void
prove_first_bill (JsonNode *resource, CordQuote *quote)
{
  const CordBillRow *first = &cord_quote_get_candidate (quote)->first;
  g_autofree char *date = cord_date_to_string (first->cycle.start);

  assert_text (resource, "cordboardFirstBill.billDate", date);
  assert_amount (resource, "cordboardFirstBill.taxExcludedAmount", quote, first->net);
  assert_amount (resource, "cordboardFirstBill.taxIncludedAmount", quote, first->gross);
}

static void
prove_quote (ScenarioServer *server, CordInteraction *interaction, CordQuote *quote)
{
  g_autoptr (JsonNode) resource = get_one (server, QUOTES, recorded (interaction, "quote.shown", "quote"));
  GPtrArray *lines = cord_quote_get_added_lines (quote);
  JsonArray *prices = array_at (resource, "quoteItem.quoteItemPrice");
  JsonArray *totals = array_at (resource, "quoteTotalPrice");
  guint at = 0;

  assert_text (resource, "state", "accepted");
  assert_text (resource, "cordboardSeal.letters", recorded (interaction, "quote.shown", "letters"));
  assert_text (resource, "cordboardSeal.letters", cord_quote_get_letters (quote));
  assert_text (resource, "cordboardSeal.sha256", cord_quote_get_sha256 (quote));
  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = lines->pdata[i];
      g_autofree char *words = dup_words (interaction, quote, line);

      if (line->gross == 0)
        continue;
      assert_text (json_array_get_element (prices, at), "name", words);
      assert_amount (json_array_get_element (prices, at), "price.dutyFreeAmount", quote, line->net);
      assert_amount (json_array_get_element (prices, at), "price.taxIncludedAmount", quote, line->gross);
      at++;
    }
  g_assert_cmpuint (json_array_get_length (prices), ==, at);
  prove_totals (totals, quote);
  if (cord_quote_get_candidate (quote)->has_first)
    prove_first_bill (resource, quote);
}

static const char *
action_of (const char *kind)
{
  if (g_str_equal (kind, "add"))
    return "add";
  return g_str_equal (kind, "remove") ? "delete" : "modify";
}

static void
prove_order (ScenarioServer *server, CordInteraction *interaction, CordQuote *quote)
{
  g_autoptr (JsonNode) order = get_one (server, ORDERS, cord_interaction_get_order_id (interaction));
  GVariant *change = cord_interaction_get_change (interaction);
  GPtrArray *lines = cord_quote_get_added_lines (quote);
  JsonArray *prices = array_at (order, "productOrderItem.itemPrice");
  guint at = 0;

  assert_text (order, "state", "completed");
  assert_text (order, "productOrderItem.state", "completed");
  assert_text (order, "externalId", cord_interaction_get_operation (interaction));
  assert_text (order, "externalId", recorded (interaction, "order.queued", "operation"));
  assert_text (order, "cordboardNumber", recorded (interaction, "order.placed", "number"));
  assert_text (order, "cordboardSeal", cord_quote_get_sha256 (quote));
  assert_text (order, "quote.id", recorded (interaction, "quote.shown", "quote"));
  assert_text (order, "relatedParty.id", cord_customer_get_id (cord_interaction_get_customer (interaction)));
  assert_text (order, "productOrderItem.action", action_of (cord_value_get_string (change, "kind")));
  assert_text (order, "productOrderItem.product.id", cord_value_get_string (change, "product"));
  assert_text (order, "productOrderItem.productOffering.id", cord_value_get_string (change, "offering"));
  /* A removal has no monthly price. */
  if (!g_str_equal (cord_value_get_string (change, "kind"), "remove"))
    {
      assert_text (json_array_get_element (prices, at), "priceType", "recurring");
      assert_price (json_array_get_element (prices, at), "price.dutyFreeAmount.value", quote,
                    recorded (interaction, "quote.shown", "price"));
      at++;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = lines->pdata[i];
      g_autofree char *words = dup_words (interaction, quote, line);
      JsonNode *price;

      if (line->gross == 0)
        continue;
      g_assert_cmpuint (at, <, json_array_get_length (prices));
      price = json_array_get_element (prices, at++);
      assert_text (price, "name", words);
      assert_text (price, "chargeKind", line->gross < 0 ? "credit" : "charge");
      assert_amount (price, "price.dutyFreeAmount", quote, line->net);
      assert_amount (price, "price.taxIncludedAmount", quote, line->gross);
    }
  g_assert_cmpuint (json_array_get_length (prices), ==, at);
  prove_totals (array_at (order, "orderTotalPrice"), quote);
}

static void
assert_day (JsonNode *node, const char *path, CordDate day)
{
  g_autofree char *text = cord_date_to_string (day);
  const char *found = cord_json_find_string (node, path);

  g_assert_nonnull (found);
  g_assert_true (g_str_has_prefix (found, text));
}

static void
prove_product (ScenarioServer *server, CordInteraction *interaction, CordQuote *quote)
{
  GVariant *change = cord_interaction_get_change (interaction);
  const char *kind = cord_value_get_string (change, "kind");
  gint64 term = cord_value_get_integer (change, "term", 0);
  CordDate effective = cord_quote_get_effective (quote);
  g_autoptr (JsonNode) product = get_one (server, PRODUCTS, cord_value_get_string (change, "product"));

  assert_text (product, "relatedParty.id", cord_customer_get_id (cord_interaction_get_customer (interaction)));
  if (g_str_equal (kind, "remove"))
    {
      assert_text (product, "status", "terminated");
      assert_day (product, "terminationDate", effective);
      return;
    }
  assert_text (product, "status", "active");
  assert_text (product, "productOffering.id", cord_value_get_string (change, "offering"));
  assert_price (product, "productPrice.price.dutyFreeAmount.value", quote,
                recorded (interaction, "quote.shown", "price"));
  if (g_str_equal (kind, "add"))
    assert_day (product, "startDate", effective);
  if (term > 0)
    {
      g_assert_cmpint (json_node_get_int (cord_json_find (product, "productTerm.duration.amount")), ==, term);
      assert_day (product, "productTerm.validFor.startDateTime", effective);
    }
}

/* The message in the spool, decoded, says what the record shows. */
static void
prove_mail (ScenarioServer *server, JsonNode *message, const char *text)
{
  g_autofree char *name = g_strconcat (cord_json_find_string (message, "id"), ".eml", NULL);
  g_autofree char *path = g_build_filename (server->spool, name, NULL);
  g_autofree char *mail = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *body = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *plain = NULL;
  g_autoptr (GError) error = NULL;
  GMimeStream *stream;
  GMimeParser *parser;
  GMimeMessage *mime;
  gsize length;

  g_file_get_contents (path, &mail, &length, &error);
  g_assert_no_error (error);
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)mail, length);
  assert_text (message, "cordboardProof", digest);
  stream = g_mime_stream_mem_new_with_buffer (mail, length);
  parser = g_mime_parser_new_with_stream (stream);
  mime = g_mime_parser_construct_message (parser, NULL);
  g_assert_nonnull (mime);
  g_assert_cmpstr (g_mime_message_get_subject (mime), ==, cord_json_find_string (message, "subject"));
  body = g_mime_text_part_get_text (GMIME_TEXT_PART (g_mime_message_get_mime_part (mime)));
  lines = g_strsplit (body, "\r\n", -1);
  plain = g_strjoinv ("\n", lines);
  g_assert_cmpstr (g_strchomp (plain), ==, text);
  g_object_unref (mime);
  g_object_unref (parser);
  g_object_unref (stream);
}

static void
assert_tells (const char *text, CordQuote *quote, gint64 minor)
{
  g_autofree char *display = cord_money_to_display (cord_quote_money (quote, minor));

  if (strstr (text, display) == NULL)
    g_error ("“%s” is not in: %s", display, text);
}

/* What is added or given back now, the bill to come that is named, and the month. */
static void
assert_tells_bills (const char *text, CordQuote *quote)
{
  const CordLadder *ladder = cord_quote_get_candidate (quote);

  if (cord_quote_get_added (quote)->gross != 0)
    assert_tells (text, quote, ABS (cord_quote_get_added (quote)->gross));
  assert_tells (text, quote, cord_change_bill_named (quote)->gross);
  assert_tells (text, quote, ladder->steady.gross);
}

static void
prove_message (ScenarioServer *server, CordInteraction *interaction, CordQuote *quote)
{
  g_autoptr (JsonNode) message = get_one (server, MESSAGES, recorded (interaction, "message.sent", "message"));
  const CordBillNames names
      = { cord_interaction_get_customer (interaction), cord_interaction_get_catalog (interaction) };
  GPtrArray *lines = cord_quote_get_added_lines (quote);
  g_autofree char *text = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *plain = NULL;

  g_object_get (interaction, "message-text", &text, NULL);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_assert_cmpstr (recorded (interaction, "message.rendered", "digest"), ==, digest);
  assert_text (message, "state", "completed");
  assert_text (message, "content", text);
  assert_text (message, "subject", recorded (interaction, "message.rendered", "subject"));
  assert_text (message, "cordboardOrder", cord_interaction_get_order_id (interaction));
  plain = g_strchomp (g_strdup (text));
  prove_mail (server, message, plain);
  assert_tells_bills (text, quote);
  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = lines->pdata[i];
      g_autofree char *words = cord_bill_words_line (&names, quote, line);

      if (line->gross != 0 && strstr (text, words) == NULL)
        g_error ("The confirmation does not say: %s", words);
    }
}

static void
prove_note (CordInteraction *interaction, CordQuote *quote)
{
  g_autofree char *note = cord_interaction_dup_note (interaction);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, note, -1);

  assert_tells_bills (note, quote);
  g_assert_nonnull (strstr (note, cord_quote_get_letters (quote)));
  g_assert_nonnull (strstr (note, recorded (interaction, "order.placed", "number")));
  g_assert_cmpstr (recorded (interaction, "interaction.closed", "note"), ==, digest);
}

static void
prove_appointment (ScenarioServer *server, CordInteraction *interaction)
{
  g_autoptr (JsonNode) appointment
      = get_one (server, APPOINTMENTS, recorded (interaction, "promise.made", "appointment"));
  const char *start = cord_json_find_string (appointment, "validFor.startDateTime");

  assert_text (appointment, "status", "confirmed");
  assert_text (appointment, "externalId", recorded (interaction, "promise.made", "operation"));
  assert_text (appointment, "relatedEntity.id", cord_interaction_get_order_id (interaction));
  assert_text (appointment, "relatedParty.id", cord_customer_get_id (cord_interaction_get_customer (interaction)));
  g_assert_cmpint (scenario_instant (start), ==, scenario_instant (recorded (interaction, "promise.made", "at")));
}

/* Exactly one item of the type refers to it; a price may have been asked for more than once. */
static void
prove_item (ScenarioServer *server, JsonArray *items, const char *type, const char *id)
{
  guint of_type = 0, found = 0;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonNode *item = json_array_get_element (items, i);
      g_autoptr (JsonNode) target = NULL;

      if (g_strcmp0 (cord_json_find_string (item, "item.@referredType"), type) != 0)
        continue;
      of_type++;
      target = scenario_system_get (server, cord_json_find_string (item, "item.href"));
      assert_text (target, "id", cord_json_find_string (item, "item.id"));
      found += g_str_equal (cord_json_find_string (item, "item.id"), id);
    }
  g_assert_cmpuint (found, ==, 1);
  if (!g_str_equal (type, "Quote"))
    g_assert_cmpuint (of_type, ==, 1);
}

static void
prove_contact (ScenarioServer *server, CordInteraction *interaction)
{
  const struct
  {
    const char *type;
    const char *id;
  } expected[] = { { "Quote", recorded (interaction, "quote.shown", "quote") },
                   { "ProductOrder", cord_interaction_get_order_id (interaction) },
                   { "CommunicationMessage", recorded (interaction, "message.sent", "message") },
                   { "Appointment", recorded (interaction, "promise.made", "appointment") } };
  g_autoptr (JsonNode) contact = get_one (server, CONTACTS, cord_interaction_get_id (interaction));
  JsonArray *items = array_at (contact, "interactionItem");

  assert_text (contact, "status", "completed");
  g_assert_nonnull (cord_json_find_string (contact, "interactionDate.endDateTime"));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    prove_item (server, items, expected[i].type, expected[i].id);
  assert_text (json_array_get_element (array_at (contact, "relatedParty"), 1), "id",
               cord_customer_get_id (cord_interaction_get_customer (interaction)));
}

static void
prove_rates (ScenarioServer *server, CordInteraction *interaction, CordQuote *quote)
{
  g_autofree char *path = g_strconcat (RATES "?cordboardOrder=", cord_interaction_get_order_id (interaction), NULL);
  g_autoptr (JsonNode) rates = scenario_system_get (server, path);
  JsonArray *array = json_node_get_array (rates);
  GPtrArray *lines = cord_quote_get_added_lines (quote);
  guint at = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const CordBillLine *line = lines->pdata[i];
      g_autofree char *words = dup_words (interaction, quote, line);
      JsonNode *rate;

      if (line->gross == 0)
        continue;
      g_assert_cmpuint (at, <, json_array_get_length (array));
      rate = json_array_get_element (array, at++);
      assert_text (rate, "name", words);
      assert_text (rate, "type", line->gross < 0 ? "appliedBillingCredit" : "appliedBillingCharge");
      assert_amount (rate, "taxExcludedAmount", quote, line->net);
      assert_amount (rate, "taxIncludedAmount", quote, line->gross);
      assert_amount (rate, "appliedTax.taxAmount", quote, line->tax);
      assert_day (rate, "periodCoverage.startDateTime", line->cycle.start);
      assert_day (rate, "periodCoverage.endDateTime", line->cycle.end);
      assert_text (rate, "product.id", cord_value_get_string (cord_interaction_get_change (interaction), "product"));
    }
  g_assert_cmpuint (json_array_get_length (array), ==, at);
}

/* The server has the whole record, up to its last event. */
static void
prove_record (ScenarioServer *server, CordInteraction *interaction)
{
  g_autofree char *path
      = g_strdup_printf ("/cordboard/v1/interaction/%s/event?from=1", cord_interaction_get_id (interaction));
  g_autoptr (JsonNode) record = scenario_reviewer_get (server, path);

  assert_text (record, "head", cord_interaction_get_head (interaction));
  g_assert_cmpuint (json_array_get_length (array_at (record, "events")), ==, cord_interaction_get_seq (interaction));
}

/* Its day may be still to come: then the order waits, and nothing has changed. */
static gboolean
is_completed (gpointer user_data)
{
  const Watch *watch = user_data;
  g_autoptr (JsonNode) order = get_one (watch->server, ORDERS, watch->order);

  return g_strcmp0 (cord_json_find_string (order, "state"), "completed") == 0;
}

void
scenario_let_day_come (ScenarioServer *server, CordInteraction *interaction)
{
  Watch watch = { server, cord_interaction_get_order_id (interaction) };
  gint64 day = cord_quote_get_effective (cord_interaction_get_quote (interaction)) * (gint64)G_TIME_SPAN_DAY;
  g_autoptr (JsonNode) order = get_one (server, ORDERS, watch.order);

  if (is_completed (&watch))
    return;
  assert_text (order, "state", "acknowledged");
  /* At noon UTC the day has begun almost everywhere. */
  cord_clock_set (server->clock, MAX (cord_clock_now (server->clock), day + 12 * (gint64)G_TIME_SPAN_HOUR));
  scenario_wait (is_completed, &watch, "the order's day has come");
}

void
scenario_prove_effects (ScenarioServer *server, CordInteraction *interaction)
{
  CordQuote *quote = cord_interaction_get_quote (interaction);

  g_assert_cmpstr (cord_interaction_get_status (interaction), ==, "closed");
  g_assert_nonnull (quote);
  prove_quote_itself (interaction, quote);
  prove_quote (server, interaction, quote);
  prove_order (server, interaction, quote);
  prove_product (server, interaction, quote);
  prove_message (server, interaction, quote);
  prove_note (interaction, quote);
  prove_appointment (server, interaction);
  prove_rates (server, interaction, quote);
  g_assert_cmpuint (scenario_count_orders (server, cord_interaction_get_id (interaction)), ==, 1);
}

void
scenario_prove_change (ScenarioServer *server, CordInteraction *interaction)
{
  scenario_prove_effects (server, interaction);
  prove_contact (server, interaction);
  prove_record (server, interaction);
}

guint
scenario_count_orders (ScenarioServer *server, const char *interaction)
{
  g_autofree char *path = g_strconcat (ORDERS "?cordboardInteraction=", interaction, NULL);
  g_autoptr (JsonNode) orders = scenario_system_get (server, path);

  return json_array_get_length (json_node_get_array (orders));
}
