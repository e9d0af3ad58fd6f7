/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-change.h"

#include "base/cord-zone.h"

#define QUOTE "/tmf-api/quoteManagement/v4/quote"
#define QUALIFICATION "/tmf-api/productOfferingQualification/v4/productOfferingQualification"
#define ORDER "/tmf-api/productOrderingManagement/v4/productOrder"

void
test_go_to (TestServer *server, const char *day)
{
  g_autofree char *instant = g_strconcat (day, "T10:00:00Z", NULL);
  gint64 time;

  g_assert_true (cord_instant_parse (instant, &time, NULL));
  cord_clock_set (server->clock, time);
  test_sign_in (server, "billing");
}

char *
test_create (TestServer *server, const char *path, const char *body)
{
  g_autoptr (TestReply) reply = test_send (server, "POST", path, body, NULL);

  test_assert_status (reply, 201);
  return g_strdup (test_text (reply, "id"));
}

char *
test_place (TestServer *server, const char *item, const char *day)
{
  g_autofree char *body = g_strdup_printf (
      "{" TEST_PARTY ",\"requestedStartDate\":\"%sT00:00:00Z\",\"productOrderItem\":[{\"id\":\"1\",%s}]}", day, item);

  return test_create (server, ORDER, body);
}

char *
test_change_to (const char *product, const char *offering, const char *more)
{
  return g_strdup_printf (
      "{\"id\":\"1\",\"action\":\"modify\",\"product\":{\"id\":\"%s\"},\"productOffering\":{\"id\":\"%s\"}%s}", product,
      offering, more);
}

static TestReply *
send_quote (TestServer *server, const char *item, const char *more, const char *date)
{
  g_autofree char *body = g_strdup_printf ("{\"instantSyncQuote\":true," TEST_PARTY
                                           ",%s\"quoteItem\":[%s],\"cordboardEffective\":\"%s\"}",
                                           more, item, date);

  return test_send (server, "POST", QUOTE, body, NULL);
}

static char *
dup_today (TestServer *server)
{
  g_autoptr (CordZone) utc = cord_zone_utc ();

  return cord_date_to_string (cord_instant_to_date (cord_clock_now (server->clock), utc));
}

TestReply *
test_quote_change (TestServer *server, const char *item, const char *more)
{
  g_autofree char *today = dup_today (server);

  return send_quote (server, item, more, today);
}

TestReply *
test_quote_change_on (TestServer *server, const char *item, const char *date)
{
  return send_quote (server, item, "", date);
}

TestReply *
test_order_change (TestServer *server, const char *item, const char *more)
{
  g_autofree char *today = dup_today (server);
  g_autofree char *body = g_strdup_printf (
      "{" TEST_PARTY ",%s\"requestedStartDate\":\"%sT00:00:00Z\",\"productOrderItem\":[%s]}", more, today, item);

  return test_send (server, "POST", ORDER, body, NULL);
}

CordQuote *
test_compute_quote (const TestReply *reply)
{
  g_autoptr (GVariant) input = cord_json_to_value (cord_json_find (reply->json, "cordboardInput"));
  g_autoptr (GError) error = NULL;
  CordQuote *computed = cord_quote_new (input, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (cord_quote_get_sha256 (computed), ==, test_text (reply, "cordboardSeal.sha256"));
  return computed;
}

CordQuote *
test_compute_change (TestServer *server, const char *product, const char *offering)
{
  g_autofree char *item = test_change_to (product, offering, "");
  g_autoptr (TestReply) reply = test_quote_change (server, item, "");

  test_assert_status (reply, 200);
  return test_compute_quote (reply);
}

void
test_must_change (TestServer *server, const char *product, const char *offering)
{
  g_autofree char *item = test_change_to (product, offering, "");
  g_autoptr (TestReply) placed = test_order_change (server, item, "");

  test_assert_status (placed, 201);
}

void
test_assert_qualified (TestServer *server, const char *item, const char *result, const char *text)
{
  g_autofree char *body = g_strdup_printf (
      "{\"instantSyncQualification\":true," TEST_PARTY ",\"productOfferingQualificationItem\":[%s]}", item);
  g_autoptr (TestReply) reply = test_send (server, "POST", QUALIFICATION, body, NULL);

  test_assert_status (reply, 200);
  g_assert_cmpstr (test_text (reply, "qualificationResult"), ==, result);
  if (text != NULL)
    g_assert_cmpstr (test_text (reply, "productOfferingQualificationItem.eligibilityUnavailabilityReason.label"), ==,
                     text);
}
