/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "billing/cord-billing-input-draft.h"
#include "billing/cord-quote-writer.h"
#include "billing/cord-quote.h"

#include "json-document.h"

/* Several changes in one quote, each computed by hand. Product p costs 30.00 a month, billed on the first; it is 16
 * June, so that half of the month is left. Event 1 is the start of p. */

typedef struct
{
  const char *name;
  const char *price; /* negotiated of p, with its comma; or nothing */
  const char *changes;
  const char *answer; /* lines by key and net; net of this, next, first and steady; what is replaced */
} Case;

typedef struct
{
  const char *name;
  const char *changes; /* the rest of the document */
  const char *reason;
  const char *member;
} Refusal;

#define DATED(date) ",'effective':'2024-" date "'"
#define CHANGE(offer, date) "{'type':'change','product':'p','offer':'" offer "'" DATED (date) "}"
#define QUANTITY(product, date) "{'type':'change','product':'" product "','quantity':2" DATED (date) "}"
#define REMOVE(date) "{'type':'remove','product':'p'" DATED (date) "}"
#define ADD(product) "{'type':'add','product':'" product "','offer':'O'" DATED ("06-16") "}"
#define DISCOUNT(product, name)                                                                                        \
  "{'type':'discount','product':'" product "','discount':'" name "','percent':'50','cycles':2}"
#define ADD_WITH(with) "{'type':'add','product':'o','offer':'O'" DATED ("06-16") ",'with':[" with "]}"

static const Case cases[] = {
  { "one", ",'price':'25.00'", CHANGE ("M", "06-16"),
    "once/p/2/0 50.00, recurring/p/25.00/0 -12.50, recurring/p/45.00/0 22.50; this 60.00, next 45.00, "
    "first 2024-06-01 60.00, steady 2024-07-01 45.00; [\"25.00\"]" },
  { "of-two-products", "", CHANGE ("M", "06-16") "," ADD ("o"),
    "once/p/2/0 50.00, recurring/o/5.00/0 2.50, recurring/p/30.00/0 -15.00, recurring/p/45.00/0 22.50; this 60.00, "
    "next 50.00, first 2024-06-01 60.00, steady 2024-07-01 50.00; [null,null]" },
  /* The discount is event 3. */
  { "what-comes-with-one-is-numbered-before-the-next", "", ADD_WITH (DISCOUNT ("o", "d")) "," CHANGE ("M", "06-16"),
    "discount/o/5.00/0/d -1.25, once/p/4/0 50.00, recurring/o/5.00/0 2.50, recurring/p/30.00/0 -15.00, "
    "recurring/p/45.00/0 22.50; this 58.75, next 47.50, first 2024-06-01 58.75, steady 2024-08-01 50.00; [null,null]" },
  { "of-what-an-earlier-one-adds", "", ADD ("o") "," QUANTITY ("o", "07-01"),
    "recurring/o/5.00/0 2.50; this 2.50, next 40.00, first 2024-06-01 2.50, steady 2024-07-01 40.00; [null,null]" },
  { "each-on-its-date", "", QUANTITY ("p", "08-01") "," ADD ("o"),
    "recurring/o/5.00/0 2.50; this 2.50, next 35.00, first 2024-06-01 2.50, steady 2024-08-01 65.00; [null,null]" },
  { "of-one-product-today", "", CHANGE ("M", "06-16") "," QUANTITY ("p", "06-16"),
    "once/p/2/0 50.00, recurring/p/30.00/0 -15.00, recurring/p/45.00/0 45.00; this 80.00, next 90.00, "
    "first 2024-06-01 80.00, steady 2024-07-01 90.00; [null,null]" },
  /* What is pending gives way to what is recorded later. */
  { "of-one-product-later", ",'price':'25.00'", CHANGE ("M", "07-01") "," CHANGE ("M", "08-01"),
    "; this 0.00, next 25.00, first 2024-08-01 95.00, steady 2024-08-01 45.00; [null,\"25.00\"]" },
  { "both-end-a-price", ",'price':'25.00'",
    "{'type':'price','product':'p','price':'20.00'" DATED ("06-16") "}," CHANGE ("M", "07-01"),
    "recurring/p/20.00/0 10.00, recurring/p/25.00/0 -12.50; this -2.50, next 95.00, first 2024-06-01 -2.50, "
    "steady 2024-07-01 45.00; [\"25.00\",\"20.00\"]" },
  { "a-removal-gives-way", "", REMOVE ("07-01") "," QUANTITY ("p", "07-01"),
    "; this 0.00, next 60.00, first 2024-07-01 60.00, steady 2024-07-01 60.00; [null,null]" },
  { "a-reversal-of-an-earlier-one", ",'price':'25.00'", CHANGE ("M", "06-16") ",{'type':'reversal','of':2}",
    "; this 0.00, next 25.00, first null, steady 2024-07-01 25.00; [null,null]" },
  /* 28 of 60 from 1 to 15 July */
  { "with-a-move-of-the-billing-day", "",
    "{'type':'billing-day','anchor':15" DATED ("06-16") "}," QUANTITY ("p", "06-16"),
    "recurring/p/30.00/0 15.00; this 15.00, next 28.00, first 2024-06-01 15.00, steady 2024-07-15 60.00; [null,null]" },
};

/* An untouched product of which a discount counts the stub together with the cycle after it. */
static const char moved[]
    = "'history':[{'type':'start','product':'p','offer':'S','effective':'2024-01-01','recorded':'2024-01-01'},"
      "{'type':'discount','product':'p','discount':'d','percent':'50','cycles':2,'effective':'2024-06-01',"
      "'recorded':'2024-06-01'}],'changes':[{'type':'billing-day','anchor':15" DATED ("06-16") "}," ADD ("o") "]";

#define REVERSAL "{'type':'reversal','of':1"

static const Refusal refusals[] = {
  { "none", "'changes':[]", "invalid", "changes" },
  { "no-list", "'changes':" CHANGE ("M", "06-16"), "invalid", "changes" },
  { "null", "'changes':null", "invalid", "changes" },
  { "no-event", "'changes':[" ADD ("o") ",7]", "invalid", "changes.2" },
  { "beside-a-change", "'changes':[" ADD ("o") "],'change':{'type':'remove','product':'p'}", "invalid", "change" },
  { "beside-effective", "'changes':[" ADD ("o") "],'effective':'2024-06-16'", "invalid", "effective" },
  { "beside-with", "'changes':[" ADD ("o") "],'with':[]", "invalid", "with" },
  { "without-effective", "'changes':[" ADD ("o") ",{'type':'remove','product':'p'}]", "invalid",
    "changes.2.effective" },
  { "with-recorded", "'changes':[{'type':'remove','product':'p','recorded':'2024-06-16'" DATED ("06-16") "}]",
    "invalid", "changes.1.recorded" },
  { "a-reversal-with-effective", "'changes':[" ADD ("o") "," REVERSAL DATED ("06-16") "}]", "invalid",
    "changes.2.effective" },
  { "a-reversal-with-something", "'changes':[" ADD ("o") "," REVERSAL ",'with':[]}]", "invalid", "changes.2.with" },
  { "a-reversal-of-a-later-one", "'changes':[{'type':'reversal','of':3}," ADD ("o") "]", "impossible", "changes.1.of" },
  { "with-of-another-product", "'changes':[" ADD_WITH (DISCOUNT ("p", "d")) "]", "invalid",
    "changes.1.with.1.product" },
  { "with-something-else", "'changes':[" ADD ("n") "," ADD_WITH (REVERSAL "}") "]", "invalid",
    "changes.2.with.1.type" },
  { "a-discount-twice", "'changes':[" ADD_WITH (DISCOUNT ("o", "d") "," DISCOUNT ("o", "d")) "]", "invalid",
    "changes.1.with.2.discount" },
  { "added-twice", "'changes':[" ADD ("o") "," ADD ("o") "]", "invalid", "changes.2.product" },
  { "of-what-an-earlier-one-removes", "'changes':[" REMOVE ("06-16") "," CHANGE ("M", "06-20") "]", "impossible",
    "changes.2" },
  { "of-what-is-not-there", "'changes':[" QUANTITY ("q", "06-16") "]", "impossible", "changes.1" },
};

static CordQuote *
quote_changes (const char *price, const char *changes, GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "{'currency':'EUR','scale':2,'zone':'Europe/Berlin','cycle':{'anchor':1,'months':1},"
      "'catalog':{'S':{'price':'30.00'},'M':{'price':'45.00','once':'50.00'},'O':{'price':'5.00'}},"
      "'history':[{'type':'start','product':'p','offer':'S'%s,'effective':'2024-01-01','recorded':'2024-01-01'}],"
      "'now':'2024-06-16',%s}",
      price, changes);
  g_autoptr (GVariant) input = json_document_parse_quoted (text);

  return cord_quote_new (input, error);
}

static void
print_row (GString *text, GVariant *ladder, const char *row, const char *before, gboolean has_cycle)
{
  g_autofree char *start = g_strconcat (row, ".cycle.start", NULL), *net = g_strconcat (row, ".net", NULL);

  g_string_append_printf (text, "%s%s%s%s", before, row, has_cycle ? " " : "",
                          has_cycle && cord_value_has (ladder, net) ? cord_value_get_string (ladder, start) : "");
  g_string_append_printf (text, "%s%s", !has_cycle || cord_value_has (ladder, net) ? " " : "",
                          cord_value_has (ladder, net) ? cord_value_get_string (ladder, net) : "null");
}

static char *
print_quote (CordQuote *quote)
{
  g_autoptr (GVariant) value = cord_quote_to_value (quote);
  g_autoptr (GVariant) ladder = cord_value_dup (value, "ladder.candidate");
  g_autoptr (GVariant) lines = cord_value_dup_array (value, "lines");
  g_autoptr (GVariant) replaced = cord_value_dup (value, "replaced");
  g_autofree char *prices = cord_value_to_canonical (replaced, NULL);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < cord_value_length (lines); i++)
    {
      g_autoptr (GVariant) line = cord_value_dup_at (lines, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", cord_value_get_string (line, "key"),
                              cord_value_get_string (line, "net"));
    }
  print_row (text, ladder, "this", "; ", FALSE);
  print_row (text, ladder, "next", ", ", FALSE);
  print_row (text, ladder, "first", ", ", TRUE);
  print_row (text, ladder, "steady", ", ", TRUE);
  g_string_append_printf (text, "; %s", prices);
  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *changes = g_strdup_printf ("'changes':[%s]", test->changes);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = quote_changes (test->price, changes, &error);
  g_autofree char *answer = NULL;

  g_assert_no_error (error);
  answer = print_quote (quote);
  g_assert_cmpstr (answer, ==, test->answer);
}

static void
test_refusal (gconstpointer data)
{
  const Refusal *test = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (quote_changes ("", test->changes, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_member (error), ==, test->member);
  g_assert_cmpstr (cord_error_get_reason (error), ==, test->reason);
}

static char *
list_additions (int n)
{
  GString *text = g_string_new ("'changes':[");

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s{'type':'add','product':'o%d','offer':'O','effective':'2024-06-16'}",
                            i > 0 ? "," : "", i);
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static void
test_most (void)
{
  g_autofree char *most = list_additions (32), *too_many = list_additions (33);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = quote_changes ("", most, &error);

  g_assert_no_error (error);
  g_assert_cmpint (cord_quote_get_candidate (quote)->this_bill.net, ==, 32 * 250);
  g_assert_cmpuint (cord_quote_get_changes (quote)->len, ==, 32);
  g_assert_null (quote_changes ("", too_many, &error));
  g_assert_cmpstr (cord_error_get_member (error), ==, "changes");
}

/* The document of an example with its change in a list. */
static GVariant *
list_change (GVariant *document)
{
  g_auto (CordBillingInputDraft) draft = { 0 };
  g_autoptr (GVariant) entry = NULL, changes = NULL;
  CordBuilder builder;

  cord_billing_input_draft_read (&draft, document);
  cord_builder_init (&builder);
  cord_builder_extend (&builder, draft.change);
  cord_builder_string (&builder, "effective", draft.effective);
  cord_builder_value (&builder, "with", draft.with);
  entry = cord_builder_end (&builder);
  cord_builder_init_array (&builder);
  cord_builder_add (&builder, entry);
  changes = cord_builder_end (&builder);
  g_clear_pointer (&draft.change, g_variant_unref);
  g_clear_pointer (&draft.with, g_variant_unref);
  draft.effective = NULL;
  draft.changes = g_steal_pointer (&changes);
  return cord_billing_input_draft_to_value (&draft);
}

/* A change in a list of one is billed as it is alone. */
static void
test_list_of_one (void)
{
  for (int number = 1; number <= 4; number++)
    {
      g_autofree char *path = g_strdup_printf ("tests/billing/data/example-%d.input.json", number);
      g_autofree char *text = json_document_load (path);
      g_autoptr (GVariant) alone = json_document_parse (text);
      g_autoptr (GVariant) listed = list_change (alone);
      g_autoptr (GError) error = NULL;
      g_autoptr (CordQuote) one = cord_quote_new (alone, &error);
      g_autoptr (CordQuote) other = cord_quote_new (listed, &error);
      g_autoptr (GVariant) value = NULL, other_value = NULL;
      static const char *const members[] = { "lines", "ladder" };

      g_assert_no_error (error);
      value = cord_quote_to_value (one);
      other_value = cord_quote_to_value (other);
      for (guint i = 0; i < G_N_ELEMENTS (members); i++)
        {
          g_autoptr (GVariant) member = cord_value_dup (value, members[i]);
          g_autoptr (GVariant) other_member = cord_value_dup (other_value, members[i]);

          g_assert_true (cord_value_equal (member, other_member));
        }
      g_assert_cmpint (cord_quote_get_effective (one), ==, cord_quote_get_effective (other));
      g_assert_cmpstr (cord_quote_get_replaced (one), ==, cord_quote_get_replaced (other));
      g_assert_cmpstr (cord_quote_get_sha256 (one), !=, cord_quote_get_sha256 (other));
    }
}

/* The second of the discount's cycles is the stub together with the month from 15 July; then both are at full price. */
static void
test_moves_every_product (void)
{
  g_autofree char *text
      = g_strdup_printf ("{'currency':'EUR','scale':2,'zone':'Europe/Berlin','cycle':{'anchor':1,'months':1},"
                         "'catalog':{'S':{'price':'30.00'},'O':{'price':'5.00'}},'now':'2024-06-16',%s}",
                         moved);
  g_autoptr (GVariant) input = json_document_parse_quoted (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = cord_quote_new (input, &error);
  const CordPromotionEnd *end;

  g_assert_no_error (error);
  g_assert_cmpuint (cord_quote_get_candidate (quote)->after->len, ==, 1);
  end = g_ptr_array_index (cord_quote_get_candidate (quote)->after, 0);
  g_assert_cmpint (end->ends, ==, cord_date (2024, 8, 15));
  g_assert_cmpint (end->row.net, ==, 3500);
}

/* 15 of the 30 days of both; the option begins with July. */
static void
test_allowances (void)
{
  g_autoptr (GVariant) input = json_document_parse_quoted (
      "{'currency':'EUR','scale':2,'zone':'Europe/Berlin','cycle':{'anchor':1,'months':1},"
      "'catalog':{'S':{'price':'30.00','allowances':{'data':{'amount':3000,'partial':'prorate'}}},"
      "'M':{'price':'45.00','allowances':{'data':{'amount':9000,'partial':'prorate'}}},"
      "'O':{'price':'5.00','allowances':{'sms':{'amount':100,'partial':'full'}}}},"
      "'history':[{'type':'start','product':'p','offer':'S','effective':'2024-01-01','recorded':'2024-01-01'}],"
      "'now':'2024-06-16','changes':[{'type':'change','product':'p','offer':'M','effective':'2024-06-16'},"
      "{'type':'add','product':'o','offer':'O','effective':'2024-07-16'},"
      "{'type':'billing-day','anchor':10,'effective':'2024-06-16'}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (CordQuote) quote = cord_quote_new (input, &error);
  g_autoptr (GVariant) value = NULL, allowances = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  value = cord_quote_to_value (quote);
  allowances = cord_value_dup (value, "allowances");
  text = cord_value_to_canonical (allowances, NULL);
  g_assert_cmpstr (text, ==,
                   "[[{\"allowance\":\"data\",\"candidate\":\"6000\",\"current\":\"3000\","
                   "\"cycle\":{\"end\":\"2024-07-01\",\"start\":\"2024-06-01\"},\"product\":\"p\"}],"
                   "[{\"allowance\":\"sms\",\"candidate\":\"100\",\"current\":\"0\","
                   "\"cycle\":{\"end\":\"2024-08-10\",\"start\":\"2024-07-10\"},\"product\":\"o\"}],[]]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/billing/quote/changes/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/billing/quote/changes/refusal/", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  g_test_add_func ("/billing/quote/changes/most", test_most);
  g_test_add_func ("/billing/quote/changes/list-of-one", test_list_of_one);
  g_test_add_func ("/billing/quote/changes/allowances", test_allowances);
  g_test_add_func ("/billing/quote/changes/moves-every-product", test_moves_every_product);
  return g_test_run ();
}
