/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quote-case.h"

/* Remaining charges after discounts and by the day, each computed by hand. P and Q are 50.00 a month; the term is of 12
 * months from 10 January 2024, and the product is removed on 16 June: by the month 7 months are left. By the day it is
 * 6 months, to 16 December, and 25 of the 31 days to 16 January: 211/31 months. Half of June is given back. */

#define MONTHLY "'cycle':{'anchor':1,'months':1},"
#define CATALOG "'catalog':{'P':{'price':'50.00'},'Q':{'price':'50.00'},'R':{'price':'150.00'}},"
#define START(offer, day, etf, more)                                                                                   \
  "{'type':'start','product':'p','offer':'" offer "','effective':'" day "','recorded':'" day                           \
  "','term':{'months':12,'etf':{'kind':'remaining'," etf "}}" more "}"
#define START_P(etf) START ("P", "2024-01-10", etf, "")
#define DISCOUNT(name, day, more)                                                                                      \
  ",{'type':'discount','product':'p','discount':'" name "','effective':'" day "','recorded':'2024-05-01'," more "}"
#define REMOVED(history, day)                                                                                          \
  CATALOG "'history':[" history "],'now':'" day "','change':{'type':'remove','product':'p'},'effective':'" day "'"
#define CREDIT " | recurring/p/50.00/0 2024-06-01 15/30 -25.00 0.00"

static const QuoteCase cases[] = {
  /* 50 × 211/31 = 340.3226 */
  { "by-the-day", MONTHLY REMOVED (START_P ("'by':'day'"), "2024-06-16"), "etf/p/2/0 2024-06-01 - 340.32 0.00" CREDIT,
    NULL },
  /* 40 % of it is 136.1290. */
  { "by-the-day-in-part", MONTHLY REMOVED (START_P ("'by':'day','percent':'40'"), "2024-06-16"),
    "etf/p/2/0 2024-06-01 - 136.13 0.00" CREDIT, NULL },
  { "by-the-day-capped", MONTHLY REMOVED (START_P ("'by':'day','cap':'120'"), "2024-06-16"),
    "etf/p/2/0 2024-06-01 - 120.00 0.00" CREDIT, NULL },
  /* 150 × 211/31 ÷ 3; 76 of the quarter's 91 days are over: 125.27. */
  { "by-the-day-of-a-quarter",
    "'cycle':{'anchor':1,'months':3}," REMOVED (START ("R", "2024-01-10", "'by':'day'", ""), "2024-06-16"),
    "etf/p/2/0 2024-04-01 - 340.32 0.00 | recurring/p/150.00/0 2024-04-01 76/91 -24.73 0.00", NULL },
  /* 31 January and a month is 29 February, and another is 31 March: 15 of 31 days to 15 March. 50 × 46/31 = 74.1935 */
  { "the-month-that-follows-is-clamped-from-the-removal",
    MONTHLY REMOVED (START ("P", "2023-03-15", "'by':'day'", ""), "2024-01-31"),
    "etf/p/2/0 2024-01-01 - 74.19 0.00 | recurring/p/50.00/0 2024-01-01 30/31 -1.61 0.00", NULL },
  /* Removed as it starts, by a date a day before the start: 12 months and a day are left of 12. */
  { "never-more-than-the-term",
    MONTHLY "'policy':{'change_day':'old'}," CATALOG "'history':[" START (
        "P", "2024-06-16", "'by':'day'",
        "") "],'now':'2024-06-16','change':{'type':'remove','product':'p'},'effective':'2024-06-15'",
    "etf/p/2/0 2024-06-01 - 600.00 0.00 | recurring/p/50.00/0 2024-06-01 0/30 -25.00 0.00", NULL },
  /* 9 of 31 days: 14.52 */
  { "by-the-day-when-the-term-is-over", MONTHLY REMOVED (START_P ("'by':'day'"), "2025-01-10"),
    "recurring/p/50.00/0 2025-01-01 9/31 -35.48 0.00", NULL },
  /* 100 - 20 - 8.005 = 71.995, × 7 = 503.965. Of the discounts 10.00 and 8.01 - 4.00 come back. */
  { "after-discounts-unrounded",
    MONTHLY REMOVED (START ("P", "2024-01-10", "'of':'net'", ",'quantity':2") DISCOUNT (
                         "z", "2024-05-01", "'percent':'20'") DISCOUNT ("a", "2024-05-01", "'amount':'8.005'"),
                     "2024-06-16"),
    "discount/p/50.00/0/a 2024-06-01 15/30 4.01 0.00 | discount/p/50.00/0/z 2024-06-01 30/30 10.00 0.00 | "
    "etf/p/4/0 2024-06-01 - 503.97 0.00 | recurring/p/50.00/0 2024-06-01 30/30 -50.00 0.00",
    NULL },
  /* 71.995 × 211/31 × 96 % = 470.4293; of 72.00 it would be 470.46. */
  { "after-discounts-by-the-day-rounded-once",
    MONTHLY REMOVED (START ("P", "2024-01-10", "'of':'net','by':'day','percent':'96'", ",'quantity':2") DISCOUNT (
                         "z", "2024-05-01", "'percent':'20'") DISCOUNT ("a", "2024-05-01", "'amount':'8.005'"),
                     "2024-06-16"),
    "discount/p/50.00/0/a 2024-06-01 15/30 4.01 0.00 | discount/p/50.00/0/z 2024-06-01 30/30 10.00 0.00 | "
    "etf/p/4/0 2024-06-01 - 470.43 0.00 | recurring/p/50.00/0 2024-06-01 30/30 -50.00 0.00",
    NULL },
  /* 60.00 take all of 50.00, and 10 % find nothing: no fee, and not less than none. */
  { "after-discounts-at-least-nothing",
    MONTHLY REMOVED (START_P ("'of':'net'") DISCOUNT ("a", "2024-05-01", "'amount':'60'")
                         DISCOUNT ("b", "2024-05-01", "'percent':'10'"),
                     "2024-06-16"),
    "discount/p/50.00/0/a 2024-06-01 15/30 25.00 0.00 | recurring/p/50.00/0 2024-06-01 15/30 -25.00 0.00", NULL },
  /* z ends on the 16th and does not count, a begins then and does: (50 - 10) × 7. */
  { "discounts-in-force-at-the-removal",
    MONTHLY REMOVED (START_P ("'of':'net'") DISCOUNT ("z", "2024-05-01", "'percent':'20','until':'2024-06-16'")
                         DISCOUNT ("a", "2024-06-16", "'amount':'10'"),
                     "2024-06-16"),
    "discount/p/50.00/0/a 2024-06-01 0/30 5.00 0.00 | etf/p/4/0 2024-06-01 - 280.00 0.00" CREDIT, NULL },
  { "before-discounts-where-nothing-is-said",
    MONTHLY REMOVED (START_P ("'percent':'100'") DISCOUNT ("a", "2024-05-01", "'amount':'10'"), "2024-06-16"),
    "discount/p/50.00/0/a 2024-06-01 15/30 5.00 0.00 | etf/p/3/0 2024-06-01 - 350.00 0.00" CREDIT, NULL },
  /* A reversed discount never was. */
  { "discounts-that-remain",
    MONTHLY REMOVED (START_P ("'of':'net'")
                         DISCOUNT ("a", "2024-05-01", "'amount':'10'") ",{'type':'reversal','of':2,'recorded':'2024-05-"
                                                                       "02'}",
                     "2024-06-16"),
    "etf/p/4/0 2024-06-01 - 350.00 0.00" CREDIT, NULL },
  /* Those of another product take nothing. */
  { "discounts-of-its-own",
    MONTHLY REMOVED (
        START_P (
            "'of':'net'") ",{'type':'start','product':'q','offer':'Q','effective':'2024-04-01','recorded':'2024-04-"
                          "01'},{'type':'discount','product':'q','discount':'a','amount':'10','effective':'2024-04-"
                          "01','recorded':'2024-04-01'}",
        "2024-06-16"),
    "etf/p/4/0 2024-06-01 - 350.00 0.00" CREDIT, NULL },
  /* (50 - 20 %) × 7 */
  { "discounts-bound-to-the-offer",
    MONTHLY REMOVED (
        START_P ("'of':'net'") ",{'type':'change','product':'p','offer':'Q','effective':'2024-05-01',"
                               "'recorded':'2024-05-01'}" DISCOUNT ("w", "2024-05-01", "'percent':'20','offers':['Q']"),
        "2024-06-16"),
    "discount/p/50.00/0/w 2024-06-01 15/30 5.00 0.00 | etf/p/4/0 2024-06-01 - 280.00 0.00" CREDIT, NULL },
  { "discounts-bound-to-another-offer",
    MONTHLY REMOVED (START_P ("'of':'net'")
                         DISCOUNT ("w", "2024-04-01",
                                   "'percent':'20','offers':['P']") ",{'type':'change','product':'p','offer':'Q','"
                                                                    "effective':'2024-05-01','recorded':'2024-05-01'}",
                     "2024-06-16"),
    "etf/p/4/0 2024-06-01 - 350.00 0.00" CREDIT, NULL },
  /* Left for Q and back again: over for good. */
  { "discounts-that-are-over",
    MONTHLY REMOVED (START_P ("'of':'net'")
                         DISCOUNT ("w", "2024-04-01",
                                   "'percent':'20','offers':['P']") ",{'type':'change','product':'p','offer':'Q','"
                                                                    "effective':'2024-05-01','recorded':'2024-05-01'},"
                                                                    "{'type':'change','product':'p','offer':'P','"
                                                                    "effective':'2024-05-11','recorded':'2024-05-11'}",
                     "2024-06-16"),
    "etf/p/5/0 2024-06-01 - 350.00 0.00" CREDIT, NULL },
  /* Suspended since the 1st for 10.00, of which half comes back; the fee is of 50.00 less 20 %. */
  { "a-suspension-does-not-count",
    MONTHLY REMOVED (START_P ("'of':'net'") DISCOUNT (
                         "w", "2024-05-01", "'percent':'20'") ",{'type':'suspend','product':'p','price':'10.00',"
                                                              "'effective':'2024-06-01','recorded':'2024-06-01'}",
                     "2024-06-16"),
    "etf/p/4/0 2024-06-01 - 280.00 0.00 | recurring/p/10.00/0 2024-06-01 15/30 -5.00 0.00", NULL },
  /* What would come back is Q, and the promotion is of P. */
  { "a-suspension-does-not-keep-a-promotion",
    MONTHLY REMOVED (START_P ("'of':'net'")
                         DISCOUNT ("w", "2024-05-01",
                                   "'percent':'20','offers':['P']") ",{'type':'suspend','product':'p','effective':'"
                                                                    "2024-05-01','recorded':'2024-05-01'},"
                                                                    "{'type':'change','product':'p','offer':'Q','"
                                                                    "effective':'2024-05-11','recorded':'2024-05-11'}",
                     "2024-06-16"),
    "etf/p/5/0 2024-06-01 - 350.00 0.00", NULL },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  quote_case_add_tests ("leaving", cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
