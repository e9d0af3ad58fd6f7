/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quote-case.h"

/* Discounts that are bound to offers, each computed by hand. A and C are 30.00 a month, B is 45.00; d takes 20 % of A
 * from January on: 6.00 a month, or 0.20 a day in June. Where a change is to B, w takes 20 % of B: 9.00 a month. */

#define MONTHLY "'cycle':{'anchor':1,'months':1},"
#define CATALOG "'catalog':{'A':{'price':'30.00'},'B':{'price':'45.00'},'C':{'price':'30.00'}},"
#define START "{'type':'start','product':'p','offer':'A','effective':'2024-01-01','recorded':'2024-01-01'}"
#define DISCOUNT(more)                                                                                                 \
  ",{'type':'discount','product':'p','discount':'d','percent':'20','effective':'2024-01-01','recorded':'2024-01-01'"   \
  "," more "}"
#define BOUND DISCOUNT ("'offers':['A']")
#define EVENT(type, day, more)                                                                                         \
  ",{'type':'" type "','product':'p'" more ",'effective':'2024-" day "','recorded':'2024-" day "'}"
#define PENDING ",{'type':'change','product':'p','offer':'B','effective':'2024-06-17','recorded':'2024-06-10'}"
#define WITH(offers, more) "{'type':'discount','product':'p','discount':'w','percent':'20','offers':" offers more "}"
#define QUOTE(history, change, day)                                                                                    \
  CATALOG "'history':[" history "],'now':'2024-06-16','change':" change ",'effective':'" day "'"
#define TO(offer) "{'type':'change','product':'p','offer':'" offer "'}"

static const QuoteCase cases[] = {
  /* 20 of 30 days of 6.00. 284 = -4 + 12 × 24 */
  { "applies-on-its-offer", MONTHLY QUOTE (START, WITH ("['A']", ""), "2024-06-11"),
    "discount/p/30.00/0/w 2024-06-01 20/30 -4.00 0.00",
    "this -4.00 | next 2024-07-01 24.00 | steady 2024-07-01 24.00 | year 284.00" },
  /* Half of 6.00 is given back, and nothing taken from the other half. 550.50 = 10.50 + 12 × 45 */
  { "over-on-another-offer", MONTHLY QUOTE (START BOUND, TO ("B"), "2024-06-16"),
    "discount/p/30.00/0/d 2024-06-01 15/30 3.00 0.00 | recurring/p/30.00/0 2024-06-01 15/30 -15.00 0.00 | "
    "recurring/p/45.00/0 2024-06-01 15/30 22.50 0.00",
    "this 10.50 | next 2024-07-01 45.00 | steady 2024-07-01 45.00 | year 550.50" },
  { "over-on-another-offer-of-the-same-price", MONTHLY QUOTE (START BOUND, TO ("C"), "2024-06-16"),
    "discount/p/30.00/0/d 2024-06-01 15/30 3.00 0.00", NULL },
  /* August: 14.52 (15/31 of 30) - 2.90 (15/31 of 6) + 23.23 (16/31 of 45). 508.85 = 24 + 34.85 + 10 × 45 */
  { "that-moment-is-its-end", MONTHLY QUOTE (START BOUND, TO ("B"), "2024-08-16"), "",
    "this 0.00 | next 2024-07-01 24.00 | steady 2024-09-01 45.00 | after 2024-08-16 d 2024-09-01 45.00 | "
    "year 508.85" },
  /* It ends in July, before it would be over; August is 14.52 + 23.23. 511.75 = 24 + 37.75 + 10 × 45 */
  { "its-own-end-may-come-first",
    MONTHLY QUOTE (START DISCOUNT ("'offers':['A'],'until':'2024-08-01'"), TO ("B"), "2024-08-16"), "",
    "this 0.00 | next 2024-07-01 24.00 | steady 2024-09-01 45.00 | after 2024-08-01 d 2024-08-01 37.75 | "
    "year 511.75" },
  { "its-own-end-no-longer-counts",
    MONTHLY QUOTE (START DISCOUNT ("'offers':['A'],'until':'2024-12-01'"), TO ("B"), "2024-07-01"), "",
    "this 0.00 | next 2024-07-01 45.00 | steady 2024-07-01 45.00 | after 2024-07-01 d 2024-07-01 45.00 | "
    "year 540.00" },
  { "over-for-good", MONTHLY QUOTE (START BOUND EVENT ("change", "05-16", ",'offer':'B'"), TO ("A"), "2024-06-16"),
    "recurring/p/30.00/0 2024-06-01 15/30 15.00 0.00 | recurring/p/45.00/0 2024-06-01 15/30 -22.50 0.00", NULL },
  { "goes-on-from-one-of-its-offers-to-another",
    MONTHLY QUOTE (START DISCOUNT ("'offers':['A','B']"), TO ("B"), "2024-06-16"),
    "discount/p/30.00/0/d 2024-06-01 15/30 3.00 0.00 | discount/p/45.00/0/d 2024-06-01 15/30 -4.50 0.00 | "
    "recurring/p/30.00/0 2024-06-01 15/30 -15.00 0.00 | recurring/p/45.00/0 2024-06-01 15/30 22.50 0.00",
    NULL },
  /* The change never happened: 4.00 of 6.00 come back, after 10 days of them. */
  { "comes-back-when-the-change-is-reversed",
    MONTHLY CATALOG "'history':[" START BOUND EVENT (
        "change", "06-11", ",'offer':'B'") "],'now':'2024-06-16','change':{'type':'reversal','of':3}",
    "discount/p/30.00/0/d 2024-06-01 30/30 -4.00 0.00 | recurring/p/30.00/0 2024-06-01 30/30 20.00 0.00 | "
    "recurring/p/45.00/0 2024-06-01 0/30 -30.00 0.00",
    NULL },
  { "comes-with-its-offer", MONTHLY QUOTE (START, TO ("B"), "2024-06-16") ",'with':[" WITH ("['B']", "") "]",
    "discount/p/45.00/0/w 2024-06-01 15/30 -4.50 0.00 | recurring/p/30.00/0 2024-06-01 15/30 -15.00 0.00 | "
    "recurring/p/45.00/0 2024-06-01 15/30 22.50 0.00",
    NULL },
  /* The offer counts from the 17th, its promotion from the 16th: 14 days of each. */
  { "comes-with-its-offer-on-the-old-plan's-day",
    MONTHLY "'policy':{'change_day':'old'}," QUOTE (START, TO ("B"), "2024-06-16") ",'with':[" WITH ("['B']", "") "]",
    "discount/p/45.00/0/w 2024-06-01 14/30 -4.20 0.00 | recurring/p/30.00/0 2024-06-01 16/30 -14.00 0.00 | "
    "recurring/p/45.00/0 2024-06-01 14/30 21.00 0.00",
    NULL },
  /* On A on the 16th, when it begins, and on B from the 17th on. */
  { "the-beginning-itself-does-not-count", MONTHLY QUOTE (START PENDING, WITH ("['B']", ""), "2024-06-16"),
    "discount/p/45.00/0/w 2024-06-01 14/30 -4.20 0.00", NULL },
  { "over-on-the-day-after-the-beginning", MONTHLY QUOTE (START PENDING, WITH ("['B']", ""), "2024-06-15"), "", NULL },
  /* It is over on 2 July, so that August is the first month without an end in it. */
  { "never-applied-ends-after-its-beginning", MONTHLY QUOTE (START, WITH ("['B']", ""), "2024-07-01"), "",
    "this 0.00 | next 2024-07-01 30.00 | steady 2024-08-01 30.00 | after 2024-07-02 w 2024-08-01 30.00 | "
    "year 360.00" },
  /* 14.5 days less a second, of 9.00: 4.349997 */
  { "moments-are-ticks",
    MONTHLY "'policy':{'tick':'second'}," CATALOG "'history':[" START
            ",{'type':'change','product':'p','offer':'B','effective':'2024-06-16T12:00:01+02:00',"
            "'recorded':'2024-06-10'}],'now':'2024-06-17','change':" WITH (
                "['B']", "") ",'effective':'2024-06-16T12:00:00+02:00'",
    "discount/p/45.00/0/w 2024-06-01 1252799/2592000 -4.35 0.00", NULL },
  /* Half an hour into 16 August in Berlin. Of August's 2,678,400 seconds 1,297,800 are on A: 14.54 - 2.91, and 23.20 on
   * B. 508.83 = 24 + 34.83 + 10 × 45 */
  { "that-moment-has-a-local-date",
    MONTHLY "'policy':{'tick':'second'}," QUOTE (START BOUND, TO ("B"), "2024-08-15T22:30:00Z"), "",
    "this 0.00 | next 2024-07-01 24.00 | steady 2024-09-01 45.00 | after 2024-08-16 d 2024-09-01 45.00 | "
    "year 508.83" },
  /* 10 of 30 days of 6.00 */
  { "before-the-start-on-no-offer",
    MONTHLY QUOTE ("{'type':'start','product':'p','offer':'A','effective':'2024-06-16','recorded':'2024-06-01'}",
                   WITH ("['A']", ",'until':'2024-06-26'"), "2024-05-01"),
    "discount/p/30.00/0/w 2024-06-01 10/30 -2.00 0.00", NULL },
  { "started-on-another-offer",
    MONTHLY QUOTE ("{'type':'start','product':'p','offer':'B','effective':'2024-06-16','recorded':'2024-06-01'}",
                   WITH ("['A']", ""), "2024-05-01"),
    "", NULL },
  /* Removed while on its offer: no end is told. */
  { "after-the-removal-on-no-offer", MONTHLY QUOTE (START BOUND, "{'type':'remove','product':'p'}", "2024-08-01"), "",
    "this 0.00 | next 2024-07-01 24.00 | steady 2024-08-01 0.00 | year 24.00" },
  /* B for two days while suspended, and A again when resumed: 20 days instead of 5. */
  { "while-suspended-on-no-other-offer",
    MONTHLY QUOTE (START BOUND EVENT ("suspend", "06-06", "") EVENT ("change", "06-08", ",'offer':'B'")
                       EVENT ("change", "06-10", ",'offer':'A'"),
                   "{'type':'resume','product':'p'}", "2024-06-16"),
    "discount/p/30.00/0/d 2024-06-01 20/30 -3.00 0.00 | recurring/p/30.00/0 2024-06-01 20/30 15.00 0.00", NULL },
  { "resumed-on-another-offer",
    MONTHLY QUOTE (START BOUND EVENT ("suspend", "06-06", "") EVENT ("change", "06-08", ",'offer':'B'"),
                   "{'type':'resume','product':'p'}", "2024-06-16"),
    "recurring/p/45.00/0 2024-06-01 15/30 22.50 0.00", NULL },
  /* June and July. 534 = 3 (-15 + 22.50 - 4.50) + 36 + 11 × 45 */
  { "cycles-count-as-before",
    MONTHLY QUOTE (START, TO ("B"), "2024-06-16") ",'with':[" WITH ("['B']", ",'cycles':2") "]", NULL,
    "this 3.00 | next 2024-07-01 36.00 | steady 2024-08-01 45.00 | after 2024-08-01 w 2024-08-01 45.00 | "
    "year 534.00" },
  { "a-name-outside-of-the-catalog", MONTHLY QUOTE (START, WITH ("['GONE','A']", ""), "2024-06-11"),
    "discount/p/30.00/0/w 2024-06-01 20/30 -4.00 0.00", NULL },
  { "only-names-outside-of-the-catalog", MONTHLY QUOTE (START, WITH ("['GONE']", ""), "2024-06-11"), "", NULL },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  quote_case_add_tests ("promotion", cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
