/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-etf.h"
#include "billing/cord-quote-writer.h"
#include "billing/cord-quote.h"
#include "billing/cord-term.h"

#include "json-document.h"
#include "quote-case.h"

#include <string.h>

/* Single rules of the quote format, each computed by hand. A line is "key cycle ticks net tax". */

typedef struct
{
  const char *name;
  const char *rules; /* replaces the cycle and policy; NULL: monthly on the 1st, defaults */
  const char *history;
  const char *now;
  const char *change;
  const char *more;  /* "effective" and other members */
  const char *lines; /* separated by " | " */
  const char *replaced;
} Rule;

#define START "{'type':'start','product':'p','offer':'S','effective':'2024-01-01','recorded':'2024-01-01'}"
#define START_WITH(more)                                                                                               \
  "{'type':'start','product':'p','offer':'S','effective':'2024-01-01','recorded':'2024-01-01'," more "}"
#define CATALOG                                                                                                        \
  "'catalog':{'S':{'price':'30.00'},'M':{'price':'60.00','once':'5.00'},'T':{'price':'30.0','tax':'19'},"              \
  "'B':{'price':'30.00','once':'5.00','billed':'arrears'}}"

static const Rule rules[] = {
  { "quantity-alone-keeps-the-negotiated-price", NULL, START_WITH ("'price':'15.00'"), "2024-06-16",
    "{'type':'change','product':'p','quantity':3}", "'effective':'2024-06-16'",
    "recurring/p/15.00/0 2024-06-01 60/30 15.00 0.00", NULL },
  { "another-offer-ends-the-negotiated-price", NULL, START_WITH ("'price':'15.00'"), "2024-06-16",
    "{'type':'change','product':'p','offer':'M'}", "'effective':'2024-06-16'",
    "once/p/2/0 2024-06-01 - 5.00 0.00 | recurring/p/15.00/0 2024-06-01 15/30 -7.50 0.00 | "
    "recurring/p/60.00/0 2024-06-01 15/30 30.00 0.00",
    "15.00" },
  { "the-same-offer-is-not-another", NULL, START_WITH ("'price':'15.00'"), "2024-06-16",
    "{'type':'change','product':'p','offer':'S','quantity':1}", "'effective':'2024-06-16'", "", NULL },
  { "a-price-replaces-a-price", NULL, START_WITH ("'price':'15.00'"), "2024-06-16",
    "{'type':'price','product':'p','price':'30.00'}", "'effective':'2024-06-16'",
    "recurring/p/15.00/0 2024-06-01 15/30 -7.50 0.00 | recurring/p/30.00/0 2024-06-01 15/30 15.00 0.00", "15.00" },
  { "back-to-the-catalog", NULL, START_WITH ("'price':'15.0'"), "2024-06-16",
    "{'type':'price','product':'p','price':null}", "'effective':'2024-06-16'",
    "recurring/p/15.00/0 2024-06-01 15/30 -7.50 0.00 | recurring/p/30.00/0 2024-06-01 15/30 15.00 0.00", "15.00" },
  { "the-same-price-replaces-nothing", NULL, START_WITH ("'price':'15.000'"), "2024-06-16",
    "{'type':'price','product':'p','price':'15.00'}", "'effective':'2024-06-16'", "", NULL },
  { "equal-prices-emit-nothing", NULL, START_WITH ("'price':'60.00'"), "2024-06-16",
    "{'type':'price','product':'p','price':'60.0'}", "'effective':'2024-06-01'", "", NULL },
  { "a-finer-price-has-its-own-key", NULL, START, "2024-06-16", "{'type':'price','product':'p','price':'30.001'}",
    "'effective':'2024-06-01'",
    "recurring/p/30.00/0 2024-06-01 0/30 -30.00 0.00 | recurring/p/30.001/0 2024-06-01 30/30 30.00 0.00", NULL },
  { "a-key-has-no-other-trailing-zeros", NULL, START_WITH ("'price':'15.00100'"), "2024-06-16",
    "{'type':'price','product':'p','price':null}", "'effective':'2024-06-16'",
    "recurring/p/15.001/0 2024-06-01 15/30 -7.50 0.00 | recurring/p/30.00/0 2024-06-01 15/30 15.00 0.00", "15.001" },
  { "another-tax-has-its-own-key", NULL, START, "2024-06-16", "{'type':'change','product':'p','offer':'T'}",
    "'effective':'2024-06-16'",
    "recurring/p/30.00/0 2024-06-01 15/30 -15.00 0.00 | recurring/p/30.00/19 2024-06-01 15/30 15.00 2.85", NULL },
  { "another-offer-with-a-price-of-its-own", NULL, START, "2024-06-16",
    "{'type':'change','product':'p','offer':'M','price':'40.00'}", "'effective':'2024-06-16'",
    "once/p/2/0 2024-06-01 - 5.00 0.00 | recurring/p/30.00/0 2024-06-01 15/30 -15.00 0.00 | "
    "recurring/p/40.00/0 2024-06-01 15/30 20.00 0.00",
    NULL },
  { "more-of-the-same-brings-no-fee", NULL,
    "{'type':'start','product':'p','offer':'M','effective':'2024-01-01','recorded':'2024-01-01'}", "2024-06-16",
    "{'type':'change','product':'p','quantity':2}", "'effective':'2024-06-16'",
    "recurring/p/60.00/0 2024-06-01 45/30 30.00 0.00", NULL },
  { "the-later-number-has-the-last-word", NULL,
    START ",{'type':'price','product':'p','price':'10.00','effective':'2024-06-16','recorded':'2024-06-16'}",
    "2024-06-16", "{'type':'price','product':'p','price':'20.00'}", "'effective':'2024-06-16'",
    "recurring/p/10.00/0 2024-06-01 0/30 -5.00 0.00 | recurring/p/20.00/0 2024-06-01 15/30 10.00 0.00", "10.00" },
  { "back-dated-before-what-is-there", NULL,
    START ",{'type':'price','product':'p','price':'10.00','effective':'2024-06-21','recorded':'2024-06-16'}",
    "2024-06-25", "{'type':'price','product':'p','price':'20.00'}", "'effective':'2024-06-11'",
    "recurring/p/20.00/0 2024-06-01 10/30 6.67 0.00 | recurring/p/30.00/0 2024-06-01 10/30 -10.00 0.00", NULL },
  /* The tax of the credit is 0.0095: towards zero 0.00, downwards it would be 0.01. */
  { "floor-rounds-the-magnitude", "'cycle':{'anchor':1,'months':1},'policy':{'rounding':'floor'}",
    "{'type':'start','product':'p','offer':'T','effective':'2024-06-01','recorded':'2024-06-01'}", "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','amount':'0.05'}", "'effective':'2024-06-01'",
    "discount/p/30.00/19/d 2024-06-01 30/30 -0.05 0.00", NULL },
  /* Half of 10.005 is 5.0025; half of 10.01 would be 5.01. */
  { "a-percent-of-the-unrounded-price", NULL, START_WITH ("'price':'10.005'"), "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','percent':'50'}", "'effective':'2024-06-01'",
    "discount/p/10.005/0/d 2024-06-01 30/30 -5.00 0.00", NULL },
  /* 20 of 30 days of 20.00 are 13.33; twice 6.67 would be a cent more. */
  { "back-at-a-price-is-one-line", NULL,
    START_WITH ("'price':'20.00'") ",{'type':'price','product':'p','price':'30.00','effective':'2024-06-11',"
                                   "'recorded':'2024-06-11'}",
    "2024-06-21", "{'type':'price','product':'p','price':'20.00'}", "'effective':'2024-06-21'",
    "recurring/p/20.00/0 2024-06-01 20/30 6.66 0.00 | recurring/p/30.00/0 2024-06-01 10/30 -10.00 0.00", "30.00" },
  { "a-start-brings-its-fee", NULL, "", "2024-06-16", "{'type':'add','product':'p','offer':'M','quantity':2}",
    "'effective':'2024-06-16'", "once/p/1/0 2024-06-01 - 10.00 0.00 | recurring/p/60.00/0 2024-06-01 30/30 60.00 0.00",
    NULL },
  { "a-fee-to-come-is-not-owed", NULL, START, "2024-06-16", "{'type':'change','product':'p','offer':'M'}",
    "'effective':'2024-07-01'", "", NULL },
  { "suspended-time-is-free", NULL, START, "2024-06-16", "{'type':'suspend','product':'p'}", "'effective':'2024-06-21'",
    "recurring/p/30.00/0 2024-06-01 20/30 -10.00 0.00", NULL },
  { "resumed", NULL, START ",{'type':'suspend','product':'p','effective':'2024-06-11','recorded':'2024-06-11'}",
    "2024-06-16", "{'type':'resume','product':'p'}", "'effective':'2024-06-16'",
    "recurring/p/30.00/0 2024-06-01 25/30 15.00 0.00", NULL },
  { "removed-and-back-dated-over-two-cycles", NULL, START, "2024-06-16", "{'type':'remove','product':'p'}",
    "'effective':'2024-05-16'",
    "recurring/p/30.00/0 2024-05-01 15/31 -15.48 0.00 | recurring/p/30.00/0 2024-06-01 0/30 -30.00 0.00", NULL },
  { "the-change-day-is-the-old-plan's", "'cycle':{'anchor':1,'months':1},'policy':{'change_day':'old'}", START,
    "2024-06-16", "{'type':'change','product':'p','offer':'M'}", "'effective':'2024-06-30'",
    "once/p/2/0 2024-06-01 - 5.00 0.00", NULL },
  { "a-later-change-supersedes-a-pending-one", NULL,
    START ",{'type':'change','product':'p','offer':'M','effective':'2024-06-26','recorded':'2024-06-11'}", "2024-06-28",
    "{'type':'change','product':'p','offer':'T'}", "'effective':'2024-07-01'", "", NULL },
  { "a-later-change-supersedes-what-had-not-begun", NULL,
    START ",{'type':'change','product':'p','offer':'M','effective':'2024-06-16','recorded':'2024-06-11'}", "2024-06-15",
    "{'type':'remove','product':'p'}", "'effective':'2024-06-30'",
    "once/p/2/0 2024-06-01 - -5.00 0.00 | recurring/p/30.00/0 2024-06-01 29/30 14.00 0.00 | "
    "recurring/p/60.00/0 2024-06-01 0/30 -30.00 0.00",
    NULL },
  { "a-start-is-not-shifted", "'cycle':{'anchor':1,'months':1},'policy':{'change_day':'old'}", "", "2024-06-16",
    "{'type':'add','product':'p','offer':'S'}", "'effective':'2024-06-16'",
    "recurring/p/30.00/0 2024-06-01 15/30 15.00 0.00", NULL },
  { "a-discount-is-not-shifted", "'cycle':{'anchor':1,'months':1},'policy':{'change_day':'old'}", START, "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','percent':'50','until':'2024-06-26'}", "'effective':'2024-06-16'",
    "discount/p/30.00/0/d 2024-06-01 10/30 -5.00 0.00", NULL },
  { "what-begins-today-is-not-superseded", NULL,
    START ",{'type':'change','product':'p','offer':'M','effective':'2024-06-16','recorded':'2024-06-11'}", "2024-06-16",
    "{'type':'remove','product':'p'}", "'effective':'2024-06-26'", "recurring/p/60.00/0 2024-06-01 10/30 -10.00 0.00",
    NULL },
  { "another-product-supersedes-nothing", NULL,
    START ",{'type':'start','product':'q','offer':'S','effective':'2024-01-01','recorded':'2024-01-01'},"
          "{'type':'change','product':'p','offer':'M','effective':'2024-06-26','recorded':'2024-06-11'},"
          "{'type':'change','product':'q','quantity':2,'effective':'2024-06-12','recorded':'2024-06-12'}",
    "2024-06-27", "{'type':'remove','product':'p'}", "'effective':'2024-06-28'",
    "recurring/p/60.00/0 2024-06-01 2/30 -6.00 0.00", NULL },
  { "a-price-supersedes-nothing", NULL,
    START ",{'type':'change','product':'p','offer':'M','effective':'2024-06-26','recorded':'2024-06-11'}", "2024-06-16",
    "{'type':'price','product':'p','price':'15.00'}", "'effective':'2024-06-21'",
    "recurring/p/15.00/0 2024-06-01 5/30 2.50 0.00 | recurring/p/30.00/0 2024-06-01 20/30 -5.00 0.00", NULL },
  /* M on the 16th was replaced by T on the 26th, and that by two of S from the 21st: M does not return. */
  { "a-superseded-change-still-supersedes", NULL,
    START ",{'type':'change','product':'p','offer':'M','effective':'2024-06-16','recorded':'2024-06-05'},"
          "{'type':'change','product':'p','offer':'T','effective':'2024-06-26','recorded':'2024-06-10'}",
    "2024-06-20", "{'type':'change','product':'p','quantity':2}", "'effective':'2024-06-21'",
    "recurring/p/30.00/0 2024-06-01 40/30 15.00 0.00 | recurring/p/30.00/19 2024-06-01 0/30 -5.00 -0.95", NULL },
  { "a-reversed-reversal-restores", NULL,
    START ",{'type':'remove','product':'p','effective':'2024-06-16','recorded':'2024-06-01'},"
          "{'type':'reversal','of':2,'recorded':'2024-06-02'}",
    "2024-06-15", "{'type':'reversal','of':3}", NULL, "recurring/p/30.00/0 2024-06-01 15/30 -15.00 0.00", NULL },
  { "a-reversed-start-gives-all-back", NULL,
    "{'type':'start','product':'p','offer':'M','effective':'2024-06-16','recorded':'2024-06-16'}", "2024-06-17",
    "{'type':'reversal','of':1}", NULL,
    "once/p/1/0 2024-06-01 - -5.00 0.00 | recurring/p/60.00/0 2024-06-01 0/30 -30.00 0.00", NULL },
  { "a-partial-first-cycle-counts", NULL, START, "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','amount':'6','cycles':1}", "'effective':'2024-06-21'",
    "discount/p/30.00/0/d 2024-06-01 10/30 -2.00 0.00", NULL },
  /* 11/31 of 6.00, and nothing in June */
  { "a-partial-first-cycle-counts-and-the-next-does-not", NULL, START, "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','amount':'6','cycles':1}", "'effective':'2024-05-21'",
    "discount/p/30.00/0/d 2024-05-01 11/31 -2.13 0.00", NULL },
  { "an-amount-is-not-multiplied", NULL, START_WITH ("'quantity':3"), "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','amount':'6'}", "'effective':'2024-06-01'",
    "discount/p/30.00/0/d 2024-06-01 30/30 -6.00 0.00", NULL },
  { "a-percent-is", NULL, START_WITH ("'quantity':3"), "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','percent':'10'}", "'effective':'2024-06-01'",
    "discount/p/30.00/0/d 2024-06-01 90/30 -9.00 0.00", NULL },
  { "discounts-take-what-is-left", NULL,
    START
    ",{'type':'discount','product':'p','discount':'z','percent':'90','effective':'2024-06-01','recorded':'2024-06-01'}",
    "2024-06-16", "{'type':'discount','product':'p','discount':'a','amount':'10'}", "'effective':'2024-06-01'",
    "discount/p/30.00/0/a 2024-06-01 30/30 -3.00 0.00", NULL },
  { "a-discount-may-wait-for-its-product", NULL,
    "{'type':'start','product':'p','offer':'S','effective':'2024-06-16','recorded':'2024-06-01'}", "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','percent':'50','until':'2024-06-26'}", "'effective':'2024-05-01'",
    "discount/p/30.00/0/d 2024-06-01 10/30 -5.00 0.00", NULL },
  { "a-credit-is-capped-by-what-was-given-back", NULL, START, "2024-06-16", "{'type':'remove','product':'p'}",
    "'effective':'2024-06-16','invoiced':[{'key':'recurring/p/30.00/0','cycle':'2024-06-01','net':'30.00','adjusted':"
    "'20.00'}]",
    "recurring/p/30.00/0 2024-01-01 31/31 30.00 0.00 | recurring/p/30.00/0 2024-02-01 29/29 30.00 0.00 | "
    "recurring/p/30.00/0 2024-03-01 31/31 30.00 0.00 | recurring/p/30.00/0 2024-04-01 30/30 30.00 0.00 | "
    "recurring/p/30.00/0 2024-05-01 31/31 30.00 0.00 | recurring/p/30.00/0 2024-06-01 15/30 -10.00 0.00",
    NULL },
  { "nothing-is-left-to-credit", NULL,
    "{'type':'start','product':'p','offer':'S','effective':'2024-06-01','recorded':'2024-06-01'}", "2024-06-16",
    "{'type':'remove','product':'p'}",
    "'effective':'2024-06-16','invoiced':[{'key':'recurring/p/30.00/0','cycle':'2024-06-01','net':'30.00','adjusted':"
    "'31.00'}]",
    "", NULL },
  { "what-nothing-stands-for-is-given-back", NULL,
    "{'type':'start','product':'p','offer':'S','effective':'2024-06-01','recorded':'2024-06-01'}", "2024-06-16",
    "{'type':'remove','product':'p'}",
    "'effective':'2024-06-16','invoiced':[{'key':'etf/q/9/19','cycle':'2024-06-01','net':'10.00'},"
    "{'key':'recurring/p/30.00/0','cycle':'2024-06-01','net':'15.00'},"
    "{'key':'recurring/q/12.00/19','cycle':'2024-06-01','net':'12.00'}]",
    "etf/q/9/19 2024-06-01 - -10.00 -1.90 | recurring/q/12.00/19 2024-06-01 0/30 -12.00 -2.28", NULL },
  { "lines-in-the-order-of-their-keys", NULL,
    "{'type':'start','product':'q','offer':'M','effective':'2024-06-01','recorded':'2024-06-01'},"
    "{'type':'start','product':'p','offer':'M','effective':'2024-06-01','recorded':'2024-06-01'}",
    "2024-06-16", "{'type':'remove','product':'p'}", "'effective':'2024-07-01','invoiced':[]",
    "once/p/2/0 2024-06-01 - 5.00 0.00 | once/q/1/0 2024-06-01 - 5.00 0.00 | recurring/p/60.00/0 2024-06-01 30/30 60.00"
    " 0.00 | recurring/q/60.00/0 2024-06-01 30/30 60.00 0.00",
    NULL },
  { "a-ledger-row-before-everything", NULL,
    "{'type':'start','product':'p','offer':'S','effective':'2024-06-01','recorded':'2024-06-01'}", "2024-06-16",
    "{'type':'remove','product':'p'}",
    "'effective':'2024-06-16','invoiced':[{'key':'recurring/p/30.00/0','cycle':'2024-06-01','net':'30.00'},"
    "{'key':'recurring/q/12.00/0','cycle':'2024-04-01','net':'12.00'}]",
    "recurring/q/12.00/0 2024-04-01 0/30 -12.00 0.00 | recurring/p/30.00/0 2024-06-01 15/30 -15.00 0.00", NULL },
  { "remaining-charges", NULL,
    START_WITH ("'quantity':2,'term':{'months':12,'etf':{'kind':'remaining','percent':'50','tax':'19'}}"), "2024-06-16",
    "{'type':'remove','product':'p'}", "'effective':'2024-07-01'", "", NULL },
  { "remaining-charges-now", NULL,
    START_WITH ("'quantity':2,'term':{'months':12,'etf':{'kind':'remaining','percent':'50','tax':'19'}}"), "2024-07-01",
    "{'type':'remove','product':'p'}", "'effective':'2024-07-01'",
    "etf/p/2/19 2024-07-01 - 180.00 34.20 | recurring/p/30.00/0 2024-07-01 0/31 -60.00 0.00", NULL },
  { "remaining-charges-of-a-quarter", "'cycle':{'anchor':1,'months':3}",
    START_WITH ("'term':{'months':12,'etf':{'kind':'remaining'}}"), "2024-07-01", "{'type':'remove','product':'p'}",
    "'effective':'2024-07-01'", "etf/p/2/0 2024-07-01 - 60.00 0.00 | recurring/p/30.00/0 2024-07-01 0/92 -30.00 0.00",
    NULL },
  { "remaining-charges-of-a-negotiated-price", NULL,
    START_WITH ("'price':'20.00','term':{'months':12,'etf':{'kind':'remaining'}}"), "2024-07-01",
    "{'type':'remove','product':'p'}", "'effective':'2024-07-01'",
    "etf/p/2/0 2024-07-01 - 120.00 0.00 | recurring/p/20.00/0 2024-07-01 0/31 -20.00 0.00", NULL },
  /* From 31 January to 29 February is a month: 23/24 of 100, and one day of 29 given back. */
  { "a-month-is-completed-on-its-day", NULL,
    "{'type':'start','product':'p','offer':'S','effective':'2024-01-31','recorded':'2024-01-31',"
    "'term':{'months':24,'etf':{'kind':'subsidy','amount':'100'}}}",
    "2024-02-29", "{'type':'remove','product':'p'}", "'effective':'2024-02-29'",
    "etf/p/2/0 2024-02-01 - 95.83 0.00 | recurring/p/30.00/0 2024-02-01 28/29 -1.03 0.00", NULL },
  /* The removal takes effect on 1 February, but no month is over on 31 January. */
  { "months-go-by-the-date-itself", "'cycle':{'anchor':1,'months':1},'policy':{'change_day':'old'}",
    START_WITH ("'term':{'months':24,'etf':{'kind':'subsidy','amount':'100'}}"), "2024-01-31",
    "{'type':'remove','product':'p'}", "'effective':'2024-01-31'", "etf/p/2/0 2024-01-01 - 100.00 0.00", NULL },
  /* One of the new term's ten months is over: 9/10 of 50. */
  { "a-change-may-bring-a-new-term", NULL,
    START_WITH ("'term':{'months':12,'etf':{'kind':'subsidy','amount':'100'}}") ",{'type':'change','product':'p','term'"
                                                                                ":{'months':10,'etf':{'kind':'subsidy',"
                                                                                "'amount':'50'}},'effective':'2024-03-"
                                                                                "01','recorded':'2024-03-01'}",
    "2024-04-01", "{'type':'remove','product':'p'}", "'effective':'2024-04-01'",
    "etf/p/3/0 2024-04-01 - 45.00 0.00 | recurring/p/30.00/0 2024-04-01 0/30 -30.00 0.00", NULL },
  { "a-table-and-its-cap", NULL,
    START_WITH ("'term':{'months':24,'etf':{'kind':'table','amounts':['300','200','150.005'],'cap':'140'}}"),
    "2024-03-01", "{'type':'remove','product':'p'}", "'effective':'2024-03-01'",
    "etf/p/2/0 2024-03-01 - 140.00 0.00 | recurring/p/30.00/0 2024-03-01 0/31 -30.00 0.00", NULL },
  { "a-table-longer-than-its-term", NULL,
    START_WITH ("'term':{'months':2,'etf':{'kind':'table','amounts':['300','200','100']}}"), "2024-03-01",
    "{'type':'remove','product':'p'}", "'effective':'2024-03-01'", "recurring/p/30.00/0 2024-03-01 0/31 -30.00 0.00",
    NULL },
  { "after-the-table-nothing", NULL, START_WITH ("'term':{'months':24,'etf':{'kind':'table','amounts':['300','200']}}"),
    "2024-03-01", "{'type':'remove','product':'p'}", "'effective':'2024-03-01'",
    "recurring/p/30.00/0 2024-03-01 0/31 -30.00 0.00", NULL },
  { "a-subsidy", NULL, START_WITH ("'term':{'months':24,'etf':{'kind':'subsidy','amount':'100'}}"), "2024-03-31",
    "{'type':'remove','product':'p'}", "'effective':'2024-03-31'",
    "etf/p/2/0 2024-03-01 - 91.67 0.00 | recurring/p/30.00/0 2024-03-01 30/31 -0.97 0.00", NULL },
  { "a-term-is-over", NULL, START_WITH ("'term':{'months':2,'etf':{'kind':'subsidy','amount':'100'}}"), "2024-03-01",
    "{'type':'remove','product':'p'}", "'effective':'2024-03-01'", "recurring/p/30.00/0 2024-03-01 0/31 -30.00 0.00",
    NULL },
  { "a-change-keeps-the-term", NULL,
    START_WITH ("'term':{'months':10,'etf':{'kind':'subsidy','amount':'100'}}") ",{'type':'change','product':'p','"
                                                                                "offer':'T','effective':'2024-02-01','"
                                                                                "recorded':'2024-02-01'}",
    "2024-03-01", "{'type':'remove','product':'p'}", "'effective':'2024-03-01'",
    "etf/p/3/0 2024-03-01 - 80.00 0.00 | recurring/p/30.00/19 2024-03-01 0/31 -30.00 -5.70", NULL },
  { "weeks", "'cycle':{'days':7,'first':'2024-01-01'}", START, "2024-01-12", "{'type':'remove','product':'p'}",
    "'effective':'2024-01-12'", "recurring/p/30.00/0 2024-01-08 4/7 -12.86 0.00", NULL },
  { "a-promotion-comes-with-its-plan", NULL, START, "2024-06-16", "{'type':'change','product':'p','offer':'M'}",
    "'effective':'2024-06-16','with':[{'type':'discount','product':'p','discount':'w','percent':'50','cycles':2}]",
    "discount/p/60.00/0/w 2024-06-01 15/30 -15.00 0.00 | once/p/2/0 2024-06-01 - 5.00 0.00 | "
    "recurring/p/30.00/0 2024-06-01 15/30 -15.00 0.00 | recurring/p/60.00/0 2024-06-01 15/30 30.00 0.00",
    NULL },
  { "a-promotion-and-the-price-that-ends", NULL, START_WITH ("'price':'15.00'"), "2024-06-16",
    "{'type':'change','product':'p','offer':'T'}",
    "'effective':'2024-07-01','with':[{'type':'discount','product':'p','discount':'w','percent':'50'}]", "", "15.00" },
  /* Only May has ended: 16/31 of half of it. */
  { "a-discount-in-arrears", NULL,
    "{'type':'start','product':'p','offer':'B','effective':'2024-01-01','recorded':'2024-01-01'}", "2024-06-16",
    "{'type':'discount','product':'p','discount':'d','percent':'50'}", "'effective':'2024-05-16'",
    "discount/p/30.00/0/d/arrears 2024-05-01 16/31 -7.74 0.00", NULL },
  { "a-fee-of-an-arrears-offer-is-due-at-once", NULL, "", "2024-06-16", "{'type':'add','product':'p','offer':'B'}",
    "'effective':'2024-06-16'", "once/p/1/0 2024-06-01 - 5.00 0.00", NULL },
  /* The cycle from 15 July has 31 days, of which 5 are over. */
  { "a-fee-after-the-billing-day-moved", NULL,
    START ",{'type':'billing-day','anchor':15,'effective':'2024-06-16','recorded':'2024-06-16'}", "2024-07-20",
    "{'type':'change','product':'p','offer':'M'}", "'effective':'2024-07-20'",
    "once/p/3/0 2024-07-15 - 5.00 0.00 | recurring/p/30.00/0 2024-07-15 5/31 -25.16 0.00 | "
    "recurring/p/60.00/0 2024-07-15 26/31 50.32 0.00",
    NULL },
  { "a-quarter-from-february", "'cycle':{'anchor':1,'months':3,'first':'2024-02'}", START, "2024-06-16",
    "{'type':'remove','product':'p'}", "'effective':'2024-06-16'", "recurring/p/30.00/0 2024-05-01 46/92 -15.00 0.00",
    NULL },
  { "seconds", "'cycle':{'anchor':1,'months':1},'policy':{'tick':'second'}", START, "2024-06-16T12:00:00+02:00",
    "{'type':'remove','product':'p'}", "'effective':'2024-06-16T12:00:00+02:00'",
    "recurring/p/30.00/0 2024-06-01 1339200/2592000 -14.50 0.00", NULL },
};

static CordQuote *
quote_rule (const Rule *rule)
{
  g_autofree char *text = g_strdup_printf (
      "{'currency':'EUR','scale':2,'zone':'Europe/Berlin',%s," CATALOG ",'history':[%s],'now':'%s','change':%s%s%s}",
      rule->rules != NULL ? rule->rules : "'cycle':{'anchor':1,'months':1}", rule->history, rule->now, rule->change,
      rule->more != NULL ? "," : "", rule->more != NULL ? rule->more : "");
  g_autoptr (GVariant) input = json_document_parse_quoted (text);
  g_autoptr (GError) error = NULL;
  CordQuote *quote = cord_quote_new (input, &error);

  g_assert_no_error (error);
  return quote;
}

static void
test_rule (gconstpointer data)
{
  const Rule *rule = data;
  g_autoptr (CordQuote) quote = quote_rule (rule);
  g_autofree char *lines = quote_case_print_lines (quote);

  g_assert_cmpstr (lines, ==, rule->lines);
  g_assert_cmpstr (cord_quote_get_replaced (quote), ==, rule->replaced);
}

/* A fee published by a carrier: 350, less 10 on completion of months 7 to 17, 20 of months 18 to 22, 60 of month 23. */
static void
test_published_fee (void)
{
  g_autoptr (GString) amounts = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr (GVariant) input = NULL;
  g_autoptr (CordTerm) term = NULL;
  CordView view;
  const CordDate start = cord_date (2022, 1, 15);
  const struct
  {
    int months;
    gint64 fee;
  } cases[] = { { 0, 35000 }, { 18, 22000 }, { 22, 14000 }, { 23, 8000 }, { 24, 0 }, { 30, 0 } };
  int amount = 350;

  for (int completed = 0; completed < 24; completed++)
    {
      amount -= completed < 7 ? 0 : completed < 18 ? 10 : completed < 23 ? 20 : 60;
      g_string_append_printf (amounts, "%s'%d'", completed > 0 ? "," : "", amount);
    }
  text = g_strdup_printf ("{'months':24,'etf':{'kind':'table','amounts':[%s]}}", amounts->str);
  input = json_document_parse_quoted (text);
  view = cord_view (input);
  term = cord_term_parse (&view, NULL, 2, 1, NULL);
  g_assert_nonnull (term);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CordDecimal price = { .unscaled = 30 };
      CordDecimal base;
      gint64 fee;

      g_assert_true (cord_etf_compute (term, start, cord_date_add_months (start, cases[i].months), price, 1, 1, 2,
                                       CORD_ROUNDING_HALF_UP, &fee, &base, NULL));
      g_assert_cmpint (fee, ==, cases[i].fee);
    }
}

/* An early termination fee is never negative and never rises as the term runs down. */
static void
test_fee_never_rises (void)
{
  static const char *const terms[] = {
    "{'months':24,'etf':{'kind':'remaining','percent':'33.333333'}}",
    "{'months':24,'etf':{'kind':'remaining','percent':'33.333333','by':'day'}}",
    "{'months':24,'etf':{'kind':'subsidy','amount':'199.995'}}",
    "{'months':24,'etf':{'kind':'subsidy','amount':'500','cap':'250.5'}}",
    "{'months':24,'etf':{'kind':'table','amounts':['100','100','99.995','50','0.004']}}",
    "{'months':24}",
  };
  const CordDecimal price = { .unscaled = 29999, .decimals = 3 };

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    for (int rounding = CORD_ROUNDING_HALF_UP; rounding <= CORD_ROUNDING_CEILING; rounding++)
      {
        g_autoptr (GVariant) input = json_document_parse_quoted (terms[i]);
        const CordView view = cord_view (input);
        g_autoptr (CordTerm) term = cord_term_parse (&view, NULL, 2, 1, NULL);
        const CordDate start = cord_date (2023, 1, 31);
        gint64 before = G_MAXINT64;

        for (CordDate day = start - 3; day < start + 800; day++)
          {
            CordDecimal base;
            gint64 fee;

            g_assert_true (
                cord_etf_compute (term, start, day, price, 3, 1, 2, (CordRounding)rounding, &fee, &base, NULL));
            g_assert_cmpint (fee, >=, 0);
            g_assert_cmpint (fee, <=, before);
            before = fee;
          }
        g_assert_cmpint (before, ==, 0);
      }
}

/* The net of an upgrade never rises with its date, nor falls with its price. */
static void
test_monotone (void)
{
  gint64 before = G_MAXINT64;

  for (int day = 1; day <= 30; day++)
    {
      g_autofree char *more = g_strdup_printf ("'effective':'2024-06-%02d'", day);
      const Rule rule = {
        .history = START, .now = "2024-06-30", .change = "{'type':'change','product':'p','offer':'M'}", .more = more
      };
      g_autoptr (CordQuote) quote = quote_rule (&rule);

      g_assert_cmpint (cord_quote_get_candidate (quote)->this_bill.net, <=, before);
      before = cord_quote_get_candidate (quote)->this_bill.net;
    }
  before = G_MININT64;
  for (int price = 0; price < 60; price++)
    {
      g_autofree char *change = g_strdup_printf ("{'type':'price','product':'p','price':'%d.%03d'}", price, price * 7);
      const Rule rule = { .history = START, .now = "2024-06-30", .change = change, .more = "'effective':'2024-06-08'" };
      g_autoptr (CordQuote) quote = quote_rule (&rule);

      g_assert_cmpint (cord_quote_get_candidate (quote)->this_bill.net, >=, before);
      before = cord_quote_get_candidate (quote)->this_bill.net;
    }
}

/* Decimals of an unknown member are sealed as they were written; the answer is the same. */
static void
test_unknown_members (void)
{
  const Rule plain = { .history = START,
                       .now = "2024-06-16",
                       .change = "{'type':'suspend','product':'p'}",
                       .more = "'effective':'2024-06-16'" };
  const Rule more = { .history = START,
                      .now = "2024-06-16",
                      .change = "{'type':'suspend','product':'p'}",
                      .more = "'effective':'2024-06-16','note':[1.50,null,true]" };
  g_autoptr (CordQuote) first = quote_rule (&plain);
  g_autoptr (CordQuote) second = quote_rule (&more);
  g_autofree char *lines = quote_case_print_lines (first), *same = quote_case_print_lines (second);

  g_assert_cmpstr (lines, ==, same);
  g_assert_cmpstr (cord_quote_get_sha256 (first), !=, cord_quote_get_sha256 (second));
}

/* Currencies with cents may be counted in mills or in whole units, others only in their own minor unit. */
static void
test_scales (void)
{
  static const struct
  {
    const char *currency;
    int from;
    int to;
  } cases[] = { { "EUR", 0, 4 }, { "XTS", 0, 4 }, { "JPY", 0, 0 }, { "KWD", 3, 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int scale = 0; scale <= 4; scale++)
      {
        g_autofree char *text = g_strdup_printf (
            "{'currency':'%s','scale':%d,'zone':'UTC','cycle':{'anchor':1,'months':1},'catalog':{'S':{'price':'30'}},"
            "'history':[],'now':'2024-06-16','change':{'type':'add','product':'p','offer':'S'},'effective':'2024-06-16'"
            "}",
            cases[i].currency, scale);
        g_autoptr (GVariant) input = json_document_parse_quoted (text);
        g_autoptr (CordQuote) quote = cord_quote_new (input, NULL);

        g_assert_cmpint (quote != NULL, ==, scale >= cases[i].from && scale <= cases[i].to);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *path = g_strconcat ("/billing/quote/rule/", rules[i].name, NULL);

      g_test_add_data_func (path, &rules[i], test_rule);
    }
  g_test_add_func ("/billing/quote/etf/published", test_published_fee);
  g_test_add_func ("/billing/quote/etf/never-rises", test_fee_never_rises);
  g_test_add_func ("/billing/quote/scales", test_scales);
  g_test_add_func ("/billing/quote/monotone", test_monotone);
  g_test_add_func ("/billing/quote/unknown-members", test_unknown_members);
  return g_test_run ();
}
