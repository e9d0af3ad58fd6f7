/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-quote.h"

#include "json-document.h"

#include <string.h>

/* Every invalid input results in a typed error that names the member at fault. */

typedef struct
{
  const char *name;
  const char *from; /* part of the good input that is replaced; NULL: the whole */
  const char *to;
  const char *reason;
  const char *member;
  gboolean daily; /* on cycles of a day */
} Refusal;

static const char good[]
    = "{'currency':'EUR','scale':2,'zone':'Europe/Berlin','cycle':{'anchor':1,'months':1,'first':'2024-01'},"
      "'policy':{'tick':'day','day_count':'actual','rounding':'half-up','change_day':'new'},"
      "'catalog':{'S':{'price':'30.00','tax':'19'},'M':{'price':'45.00','tax':'19','once':'9.90'}},"
      "'history':[{'type':'start','product':'p','offer':'S','effective':'2024-01-01','recorded':'2024-01-01'},"
      "{'type':'discount','product':'p','discount':'d','percent':'20','until':'2024-09-01','effective':'2024-02-01',"
      "'recorded':'2024-02-01'}],"
      "'now':'2024-06-17','change':{'type':'change','product':'p','offer':'M'},'effective':'2024-06-20',"
      "'invoiced':[{'key':'recurring/p/30.00/19','cycle':'2024-06-01','net':'30.00'}]}";

#define CHANGE "{'type':'change','product':'p','offer':'M'}"
#define EVENT(type) "{'type':'" type "','product':'p','effective':'2024-03-01','recorded':'2024-03-01'}"
#define BOUND(offers) "{'type':'discount','product':'p','discount':'e','percent':'5','offers':" offers "}"
#define SUSPEND(more) "{'type':'suspend','product':'p'," more "}"
#define TAX(percent) "{'name':'x','percent':'" percent "'}"
#define TAXES(list) "'tax':[" list "]},'M'"
#define NINE                                                                                                           \
  TAX ("1")                                                                                                            \
  "," TAX ("1") "," TAX ("1") "," TAX ("1") "," TAX ("1") "," TAX ("1") "," TAX ("1") "," TAX ("1") "," TAX ("1")
#define DATED(rows) "'tax':'19','dated':[" rows "]},'M'"
#define TERM(etf) "{'type':'change','product':'p','term':{'months':24,'etf':" etf "}}"

static const Refusal refusals[] = {
  { "not-an-object", NULL, "[]", "invalid", NULL },
  { "empty", NULL, "{}", "invalid", "currency" },
  { "currency", "'EUR'", "'eur'", "currency", "currency" },
  { "currency-number", "'EUR'", "7", "invalid", "currency" },
  { "scale-5", "'scale':2", "'scale':5", "invalid", "scale" },
  { "scale-negative", "'scale':2", "'scale':-1", "invalid", "scale" },
  { "scale-decimal", "'scale':2", "'scale':2.0", "invalid", "scale" },
  { "zone", "'Europe/Berlin'", "'Europe/Atlantis'", "zone", "zone" },
  { "zone-empty", "'Europe/Berlin'", "''", "zone", "zone" },
  { "anchor-0", "'anchor':1", "'anchor':0", "invalid", "cycle.anchor" },
  { "anchor-32", "'anchor':1", "'anchor':32", "invalid", "cycle.anchor" },
  { "anchor-missing", "'anchor':1,", "", "invalid", "cycle.anchor" },
  { "months-0", "'months':1", "'months':0", "invalid", "cycle.months" },
  { "months-huge", "'months':1", "'months':99999999999", "invalid", "cycle.months" },
  { "first", "'first':'2024-01'", "'first':'2024-13'", "invalid", "cycle.first" },
  { "first-day", "'first':'2024-01'", "'first':'2024-01-01'", "invalid", "cycle.first" },
  { "days-and-months", "'anchor':1", "'anchor':1,'days':7", "invalid", "cycle.days" },
  { "days-0", "{'anchor':1,'months':1,'first':'2024-01'}", "{'days':0,'first':'2024-01-01'}", "invalid", "cycle.days" },
  { "days-without-first", "{'anchor':1,'months':1,'first':'2024-01'}", "{'days':7}", "invalid", "cycle.first" },
  { "cycle-number", "{'anchor':1,'months':1,'first':'2024-01'}", "7", "invalid", "cycle" },
  { "tick", "'tick':'day'", "'tick':'hour'", "invalid", "policy.tick" },
  { "day-count", "'actual'", "'fixed:-1'", "invalid", "policy.day_count" },
  { "day-count-form", "'actual'", "'fixed:030'", "invalid", "policy.day_count" },
  { "rounding", "'half-up'", "'nearest'", "invalid", "policy.rounding" },
  { "change-day", "'change_day':'new'", "'change_day':'both'", "invalid", "policy.change_day" },
  { "collect", "'change_day':'new'", "'collect':'later'", "invalid", "policy.collect" },
  { "collect-number", "'change_day':'new'", "'collect':1", "invalid", "policy.collect" },
  { "second-and-fixed", "'tick':'day','day_count':'actual'", "'tick':'second','day_count':'fixed:30'", "invalid",
    "policy.tick" },
  { "policy-text", "{'tick':'day','day_count':'actual','rounding':'half-up','change_day':'new'}", "'actual'", "invalid",
    "policy" },
  { "price-null", "'price':'30.00'", "'price':null", "invalid", "catalog.S.price" },
  { "price-missing", "'price':'30.00',", "", "invalid", "catalog.S.price" },
  { "price-number", "'price':'30.00'", "'price':30.5", "invalid", "catalog.S.price" },
  { "price-negative", "'price':'30.00'", "'price':'-30.00'", "invalid", "catalog.S.price" },
  { "price-too-fine", "'price':'30.00'", "'price':'30.123456789'", "invalid", "catalog.S.price" },
  { "price-overflow", "'price':'30.00'", "'price':'92233720368547758.08'", "overflow",
    "recurring/p/92233720368547758.08/19" },
  { "price-digits", "'price':'30.00'", "'price':'1234567890123456789012345678901234567890'", "overflow",
    "catalog.S.price" },
  { "tax-over-100", "'tax':'19'},'M'", "'tax':'100.5'},'M'", "invalid", "catalog.S.tax" },
  { "taxes-nine", "'tax':'19'},'M'", TAXES (NINE), "invalid", "catalog.S.tax" },
  { "taxes-none", "'tax':'19'},'M'", TAXES (""), "invalid", "catalog.S.tax" },
  { "taxes-over-100-together", "'tax':'19'},'M'", TAXES (TAX ("60") "," TAX ("40.000001")), "invalid",
    "catalog.S.tax" },
  { "taxes-over-100", "'tax':'19'},'M'", TAXES (TAX ("1") "," TAX ("101")), "invalid", "catalog.S.tax.2.percent" },
  { "taxes-number", "'tax':'19'},'M'", TAXES (TAX ("1") ",19"), "invalid", "catalog.S.tax.2" },
  { "taxes-without-percent", "'tax':'19'},'M'", TAXES ("{'name':'x'}"), "invalid", "catalog.S.tax.1.percent" },
  { "taxes-without-name", "'tax':'19'},'M'", TAXES ("{'percent':'7'}"), "invalid", "catalog.S.tax.1.name" },
  { "taxes-empty-name", "'tax':'19'},'M'", TAXES ("{'name':'','percent':'7'}"), "invalid", "catalog.S.tax.1.name" },
  { "taxes-object", "'tax':'19'},'M'", "'tax':" TAX ("7") "},'M'", "invalid", "catalog.S.tax" },
  { "dated-twice", "'tax':'19'},'M'", DATED ("{'from':'2024-07-01'},{'from':'2024-07-01'}"), "invalid",
    "catalog.S.dated.2.from" },
  { "dated-out-of-order", "'tax':'19'},'M'", DATED ("{'from':'2024-07-01'},{'from':'2024-06-30'}"), "invalid",
    "catalog.S.dated.2.from" },
  { "dated-no-day", "'tax':'19'},'M'", DATED ("{'from':'2024-02-30'}"), "invalid", "catalog.S.dated.1.from" },
  { "dated-instant", "'tax':'19'},'M'", DATED ("{'from':'2024-07-01T00:00:00Z'}"), "invalid",
    "catalog.S.dated.1.from" },
  { "dated-without-date", "'tax':'19'},'M'", DATED ("{'price':'1.00'}"), "invalid", "catalog.S.dated.1.from" },
  { "dated-far-away", "'tax':'19'},'M'", DATED ("{'from':'0099-12-31'}"), "overflow", "catalog.S.dated.1.from" },
  { "dated-number", "'tax':'19'},'M'", DATED ("7"), "invalid", "catalog.S.dated.1" },
  { "dated-object", "'tax':'19'},'M'", "'tax':'19','dated':{}},'M'", "invalid", "catalog.S.dated" },
  { "dated-price", "'tax':'19'},'M'", DATED ("{'from':'2024-07-01','price':'-1'}"), "invalid",
    "catalog.S.dated.1.price" },
  { "dated-once", "'tax':'19'},'M'", DATED ("{'from':'2024-07-01','once':null}"), "invalid", "catalog.S.dated.1.once" },
  { "dated-tax", "'tax':'19'},'M'", DATED ("{'from':'2024-07-01','tax':'101'}"), "invalid", "catalog.S.dated.1.tax" },
  { "dated-taxes", "'tax':'19'},'M'", DATED ("{'from':'2024-07-01','tax':[" TAX ("60") "," TAX ("41") "]}"), "invalid",
    "catalog.S.dated.1.tax" },
  { "tax-too-fine", "'tax':'19'},'M'", "'tax':'1.1234567'},'M'", "invalid", "catalog.S.tax" },
  { "offer-name", "'S':{", "'S s':{'price':'1'},'S':{", "invalid", "catalog" },
  { "offer-name-long", "'S':{",
    "'0123456789012345678901234567890123456789012345678901234567890123x':{'price':'1'},'S':{", "invalid", "catalog" },
  { "history-missing", "'history'", "'story'", "invalid", "history" },
  { "event-number", "'history':[", "'history':[7,", "invalid", "history.1" },
  { "event-type", "'type':'start'", "'type':'begin'", "invalid", "history.1.type" },
  { "event-recorded", "'recorded':'2024-01-01'", "'recorded':'2024-06-18'", "impossible", "history.1.recorded" },
  { "event-out-of-order", "'recorded':'2024-01-01'", "'recorded':'2024-02-02'", "impossible", "history.2.recorded" },
  { "event-without-recorded", ",'recorded':'2024-01-01'", "", "invalid", "history.1.recorded" },
  { "event-without-effective", "'effective':'2024-01-01',", "", "invalid", "history.1.effective" },
  { "event-date", "'effective':'2024-01-01'", "'effective':'2024-02-30'", "invalid", "history.1.effective" },
  { "event-time-without-offset", "'effective':'2024-01-01'", "'effective':'2024-01-01T10:00:00'", "invalid",
    "history.1.effective" },
  { "event-far-away", "'effective':'2024-01-01'", "'effective':'0099-01-01'", "overflow", "history.1.effective" },
  { "offer-unknown", "'product':'p','offer':'S'", "'product':'p','offer':'XL'", "invalid", "history.1.offer" },
  { "product-name", "'product':'p','offer':'S'", "'product':'p/q','offer':'S'", "invalid", "history.1.product" },
  { "quantity-0", "'offer':'S',", "'offer':'S','quantity':0,", "invalid", "history.1.quantity" },
  { "quantity-text", "'offer':'S',", "'offer':'S','quantity':'2',", "invalid", "history.1.quantity" },
  { "negotiated-null", "'offer':'S',", "'offer':'S','price':null,", "invalid", "history.1.price" },
  { "product-twice", CHANGE, "{'type':'add','product':'p','offer':'M'}", "invalid", "change.product" },
  { "change-of-nothing", CHANGE, "{'type':'change','product':'p'}", "invalid", "change" },
  { "change-of-unknown", CHANGE, "{'type':'change','product':'q','offer':'M'}", "impossible", "change" },
  { "change-before-the-start", "'effective':'2024-06-20'", "'effective':'2023-12-31'", "impossible", "change" },
  { "change-after-the-removal", "],'now'", "," EVENT ("remove") "],'now'", "impossible", "change" },
  { "change-with-recorded", CHANGE, "{'type':'change','product':'p','offer':'M','recorded':'2024-06-17'}", "invalid",
    "change.recorded" },
  { "price-event-without-price", CHANGE, "{'type':'price','product':'p'}", "invalid", "change.price" },
  { "resume", CHANGE, "{'type':'resume','product':'p'}", "impossible", "change" },
  { "resume-in-history", "],'now'", "," EVENT ("resume") "],'now'", "impossible", "history.3" },
  { "suspend-twice", "],'now'", "," EVENT ("suspend") "," EVENT ("suspend") "],'now'", "impossible", "history.4" },
  { "removed-twice", "],'now'", "," EVENT ("remove") "," EVENT ("remove") "],'now'", "impossible", "history.4" },
  { "change-missing", "'change':", "'exchange':", "invalid", "change" },
  { "effective-missing", ",'effective':'2024-06-20'", "", "invalid", "effective" },
  { "effective-null", "'effective':'2024-06-20'", "'effective':null", "invalid", "effective" },
  { "now", "'now':'2024-06-17'", "'now':'today'", "invalid", "now" },
  { "reversal-with-effective", CHANGE, "{'type':'reversal','of':2}", "invalid", "effective" },
  { "reversal-of-itself", CHANGE ",'effective':'2024-06-20'", "{'type':'reversal','of':3}", "impossible", "change.of" },
  { "reversal-of-0", CHANGE ",'effective':'2024-06-20'", "{'type':'reversal','of':0}", "invalid", "change.of" },
  { "reversal-of-the-start", CHANGE ",'effective':'2024-06-20'", "{'type':'reversal','of':1}", "impossible",
    "history.2" },
  { "discount-twice", CHANGE, "{'type':'discount','product':'p','discount':'d','percent':'5'}", "invalid",
    "change.discount" },
  { "discount-of-nothing", CHANGE, "{'type':'discount','product':'p','discount':'e'}", "invalid", "change.percent" },
  { "discount-of-both", CHANGE, "{'type':'discount','product':'p','discount':'e','percent':'5','amount':'1'}",
    "invalid", "change.amount" },
  { "discount-over-100", CHANGE, "{'type':'discount','product':'p','discount':'e','percent':'101'}", "invalid",
    "change.percent" },
  { "discount-two-ends", CHANGE,
    "{'type':'discount','product':'p','discount':'e','percent':'5','cycles':1,'until':'2024-12-01'}", "invalid",
    "change.until" },
  { "discount-ends-first", CHANGE,
    "{'type':'discount','product':'p','discount':'e','percent':'5','until':'2024-06-19'}", "impossible",
    "change.until" },
  { "discount-ends-as-it-begins", CHANGE,
    "{'type':'discount','product':'p','discount':'e','percent':'5','until':'2024-06-20'}", "impossible",
    "change.until" },
  { "discount-of-a-reversed-name", "'recorded':'2024-02-01'}],",
    "'recorded':'2024-02-01'},{'type':'reversal','of':2,'recorded':'2024-02-01'},{'type':'discount','product':'p',"
    "'discount':'d','percent':'5','effective':'2024-02-01','recorded':'2024-02-01'}],",
    "invalid", "history.4.discount" },
  { "product-of-a-reversed-start", "'recorded':'2024-02-01'}],",
    "'recorded':'2024-02-01'},{'type':'reversal','of':1,'recorded':'2024-02-01'},{'type':'start','product':'p',"
    "'offer':'S','effective':'2024-01-01','recorded':'2024-02-01'}],",
    "invalid", "history.4.product" },
  { "etf-of-gross", CHANGE, TERM ("{'kind':'remaining','of':'gross'}"), "invalid", "change.term.etf.of" },
  { "etf-of-null", CHANGE, TERM ("{'kind':'remaining','of':null}"), "invalid", "change.term.etf.of" },
  { "etf-by-month", CHANGE, TERM ("{'kind':'remaining','by':'month'}"), "invalid", "change.term.etf.by" },
  { "etf-by-number", CHANGE, TERM ("{'kind':'remaining','by':1}"), "invalid", "change.term.etf.by" },
  { "suspension-price-null", CHANGE, SUSPEND ("'price':null"), "invalid", "change.price" },
  { "suspension-price-number", CHANGE, SUSPEND ("'price':12"), "invalid", "change.price" },
  { "suspension-price-negative", CHANGE, SUSPEND ("'price':'-1'"), "invalid", "change.price" },
  { "suspension-fee-null", CHANGE, SUSPEND ("'fee':null"), "invalid", "change.fee" },
  { "suspension-fee-number", CHANGE, SUSPEND ("'fee':5"), "invalid", "change.fee" },
  { "suspension-fee-negative", CHANGE, SUSPEND ("'fee':'-5'"), "invalid", "change.fee" },
  { "suspension-fee-too-fine", CHANGE, SUSPEND ("'fee':'5.123456789'"), "invalid", "change.fee" },
  { "suspension-fee-overflow", CHANGE, SUSPEND ("'fee':'92233720368547758.08'"), "overflow", "change" },
  { "discount-bound-to-nothing", CHANGE, BOUND ("[]"), "invalid", "change.offers" },
  { "discount-bound-to-null", CHANGE, BOUND ("null"), "invalid", "change.offers" },
  { "discount-bound-to-text", CHANGE, BOUND ("'S'"), "invalid", "change.offers" },
  { "discount-bound-to-an-object", CHANGE, BOUND ("{'S':1}"), "invalid", "change.offers" },
  { "discount-bound-to-a-number", CHANGE, BOUND ("['S',7]"), "invalid", "change.offers.2" },
  { "discount-bound-to-no-name", CHANGE, BOUND ("['S','M M']"), "invalid", "change.offers.2" },
  { "discount-no-cycles", CHANGE, "{'type':'discount','product':'p','discount':'e','percent':'5','cycles':0}",
    "invalid", "change.cycles" },
  { "discount-for-ever", CHANGE, "{'type':'discount','product':'p','discount':'e','percent':'5','cycles':999999}",
    "overflow", "cycle" },
  { "discount-of-unknown", CHANGE, "{'type':'discount','product':'q','discount':'e','percent':'5'}", "impossible",
    "change" },
  { "term-months", CHANGE, "{'type':'change','product':'p','term':{'months':0}}", "invalid", "change.term.months" },
  { "term-text", CHANGE, "{'type':'change','product':'p','term':'24'}", "invalid", "change.term" },
  { "etf-kind", CHANGE, TERM ("{'kind':'free'}"), "invalid", "change.term.etf.kind" },
  { "etf-without-kind", CHANGE, TERM ("{}"), "invalid", "change.term.etf.kind" },
  { "etf-table-rises", CHANGE, TERM ("{'kind':'table','amounts':['10','11']}"), "invalid",
    "change.term.etf.amounts.2" },
  { "etf-table-missing", CHANGE, TERM ("{'kind':'table'}"), "invalid", "change.term.etf.amounts" },
  { "etf-table-numbers", CHANGE, TERM ("{'kind':'table','amounts':[10]}"), "invalid", "change.term.etf.amounts.1" },
  { "etf-subsidy", CHANGE, TERM ("{'kind':'subsidy'}"), "invalid", "change.term.etf.amount" },
  { "etf-cap", CHANGE, TERM ("{'kind':'remaining','cap':'-1'}"), "invalid", "change.term.etf.cap" },
  { "etf-tax", CHANGE, TERM ("{'kind':'remaining','tax':'101'}"), "invalid", "change.term.etf.tax" },
  { "etf-taxes-nine", CHANGE, TERM ("{'kind':'table','amounts':[],'tax':[" NINE "]}"), "invalid",
    "change.term.etf.tax" },
  { "ledger-object", "'invoiced':[", "'invoiced':[7,", "invalid", "invoiced.1" },
  { "ledger-key", "recurring/p/30.00/19", "recurring/p/30.00", "invalid", "invoiced.1.key" },
  { "ledger-key-spelling", "recurring/p/30.00/19", "recurring/p/30.0/19", "invalid", "invoiced.1.key" },
  { "ledger-key-tax", "recurring/p/30.00/19", "recurring/p/30.00/19.0", "invalid", "invoiced.1.key" },
  { "ledger-key-taxes-nine", "recurring/p/30.00/19", "recurring/p/30.00/1+1+1+1+1+1+1+1+1", "invalid",
    "invoiced.1.key" },
  { "ledger-key-taxes-over-100", "recurring/p/30.00/19", "recurring/p/30.00/60+41", "invalid", "invoiced.1.key" },
  { "ledger-key-taxes-spelling", "recurring/p/30.00/19", "recurring/p/30.00/7+1.350", "invalid", "invoiced.1.key" },
  { "ledger-key-taxes-empty", "recurring/p/30.00/19", "recurring/p/30.00/7+", "invalid", "invoiced.1.key" },
  { "ledger-key-kind", "recurring/p/30.00/19", "rent/p/30.00/19", "invalid", "invoiced.1.key" },
  { "ledger-cycle", "'cycle':'2024-06-01'", "'cycle':'2024-05-02'", "impossible", "invoiced.1.cycle" },
  { "ledger-to-come", "'cycle':'2024-06-01'", "'cycle':'2024-07-01'", "impossible", "invoiced.1.cycle" },
  { "ledger-net", "'net':'30.00'", "'net':'30.001'", "invalid", "invoiced.1.net" },
  { "ledger-net-overflow", "'net':'30.00'", "'net':'99999999999999999999'", "overflow", "invoiced.1.net" },
  { "ledger-adjusted", "'net':'30.00'", "'net':'30.00','adjusted':'-1.00'", "invalid", "invoiced.1.adjusted" },
  { "ledger-twice", "'invoiced':[", "'invoiced':[{'key':'recurring/p/30.00/19','cycle':'2024-06-01','net':'1.00'},",
    "invalid", "invoiced" },
  { "scale-of-another-currency", "'EUR','scale':2", "'JPY','scale':2", "invalid", "scale" },
  { "scale-too-small", "'EUR','scale':2", "'KWD','scale':2", "invalid", "scale" },
  { "with-a-price", ",'effective':'2024-06-20'",
    ",'effective':'2024-06-20','with':[{'type':'price','product':'p','price':'1'}]", "invalid", "with.1.type" },
  { "with-another-product", ",'effective':'2024-06-20'",
    ",'effective':'2024-06-20','with':[{'type':'discount','product':'q','discount':'e','percent':'5'}]", "invalid",
    "with.1.product" },
  { "with-no-list", ",'effective':'2024-06-20'", ",'effective':'2024-06-20','with':{}", "invalid", "with" },
  { "with-a-used-discount", ",'effective':'2024-06-20'",
    ",'effective':'2024-06-20','with':[{'type':'discount','product':'p','discount':'d','percent':'5'}]", "invalid",
    "with.1.discount" },
  { "with-a-reversal", CHANGE ",'effective':'2024-06-20'", "{'type':'reversal','of':2},'with':[]", "invalid", "with" },
  { "with-a-billing-day", CHANGE, "{'type':'billing-day','anchor':15},'with':[]", "invalid", "with" },
  { "etf-remaining-of-days", CHANGE, TERM ("{'kind':'remaining'}"), "impossible", "change.term.etf.kind", TRUE },
  /* From the 30th to the 31st a 30/360 calendar counts nothing. */
  { "nothing-to-count", "'actual'", "'30/360'", "impossible", "cycle", TRUE },
};

static char *
replace_first (const char *text, const char *from, const char *to)
{
  const char *at = strstr (text, from);
  g_autofree char *head = NULL;

  g_assert_nonnull (at);
  head = g_strndup (text, (gsize)(at - text));
  return g_strconcat (head, to, at + strlen (from), NULL);
}

static void
test_refusal (gconstpointer data)
{
  const Refusal *test = data;
  g_autofree char *text = test->from != NULL ? replace_first (good, test->from, test->to) : g_strdup (test->to);
  g_autoptr (GVariant) input = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = NULL;

  if (test->daily)
    {
      char *daily
          = replace_first (text, "{'anchor':1,'months':1,'first':'2024-01'}", "{'days':1,'first':'2024-01-01'}");

      g_free (text);
      text = daily;
    }
  input = json_document_parse_quoted (text);
  quote = cord_quote_new (input, &error);
  g_assert_null (quote);
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, test->reason);
  g_assert_cmpstr (cord_error_get_member (error), ==, test->member);
}

static void
test_good (void)
{
  g_autoptr (GVariant) input = json_document_parse_quoted (good);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = cord_quote_new (input, &error);

  g_assert_no_error (error);
  g_assert_nonnull (quote);
}

/* A refusal leaves the input unchanged. */
static void
test_input_is_untouched (void)
{
  g_autofree char *text = replace_first (good, "'offer':'M'}", "'offer':'X'}");
  g_autoptr (GVariant) input = json_document_parse_quoted (text);
  g_autoptr (GVariant) same = json_document_parse_quoted (text);

  g_assert_null (cord_quote_new (input, NULL));
  g_assert_true (cord_value_equal (input, same));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/billing/quote/refusal/none", test_good);
  g_test_add_func ("/billing/quote/refusal/untouched", test_input_is_untouched);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/billing/quote/refusal/", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  return g_test_run ();
}
