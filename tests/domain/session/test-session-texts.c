/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-case.h"

#include "domain/record/cord-note.h"

#include "cord-test-language.h"

#include <locale.h>
#include <string.h>

#define NOTE(c, text)                                                                                                  \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *note = cord_note_render (session_case_interaction (c));                                           \
    g_assert_cmpstr (note, ==, text);                                                                                  \
  }                                                                                                                    \
  G_STMT_END

static void
test_note_grows (void)
{
  g_autoptr (SessionCase) c = session_case_new ();

  DO (c, ring, "+491713920001");
  NOTE (c, "Incoming call.");
  DO (c, answer);
  NOTE (c, "Caller, not verified.");
  DO (c, set_field, "caller-role", "authorised", NULL, "caller");
  DO (c, choose, CORD_FAKE_CUSTOMER);
  REFUSED (c, CORD_ERROR_DENIED, verify, "pin", "0000");
  NOTE (c, "Authorised by the holder, verification failed.");
  DO (c, verify, "pin", CORD_FAKE_PIN);
  NOTE (c, "Grace Okafor (Authorised by the holder), verified by PIN.");
  DO (c, set_field, "change-kind", "downgrade", NULL, "caller");
  NOTE (c, "Grace Okafor (Authorised by the holder), verified by PIN. Wants a downgrade.");
  DO (c, promise, "declined", 0, NULL);
  NOTE (c, "Grace Okafor (Authorised by the holder), verified by PIN. Wants a downgrade. No follow-up wanted.");
}

static void
test_note (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autofree char *folded = NULL;
  g_autofree char *note = NULL;

  session_case_run (c, NULL);
  note = cord_note_render (session_case_interaction (c));
  g_assert_cmpstr (
      note, ==,
      "Grace Okafor (Account holder), verified by PIN. Wants an upgrade, reason: Speed (“Films stutter; card [card "
      "number "
      "removed]”). Asked 3 questions; budget €80.00. Presented: Fiber 250 (+€25.00 a month), Fiber 1000 (+€40.00 a "
      "month). Chosen: Fiber 250. Added now: €17.51, on the bill of 1 December 2026. Bill of 1 December 2026: €94.22. "
      "Every month from 1 March 2027: €79.70. The customer agreed (seal AH1Q4NMW). Takes effect 10 November 2026. "
      "Order 123 placed. Explained: Restart the router; Keep the old modem "
      "for 2 days. Confirmation e-mailed. Call back 24 November 2026 (“Does the film run now?”). Satisfaction 5 of 5. "
      "Outcome: Plan changed.\n\nAgent: “Very friendly.”");
  folded = cord_interaction_dup_note (session_case_interaction (c));
  g_assert_cmpstr (folded, ==, note);
}

static CordMessage *
render (SessionCase *c, const char *channel)
{
  g_autoptr (GError) error = NULL;
  CordMessage *message = cord_message_render (session_case_interaction (c), channel, &error);

  g_assert_no_error (error);
  return message;
}

static void
assert_proved (SessionCase *c, const char *text)
{
  g_autoptr (GPtrArray) problems = cord_message_prove (session_case_interaction (c), text);

  if (problems->len > 0)
    g_error ("%s", (const char *)problems->pdata[0]);
}

static void
assert_caught (SessionCase *c, const char *text)
{
  g_autoptr (GPtrArray) problems = cord_message_prove (session_case_interaction (c), text);

  if (problems->len == 0)
    g_error ("proved: %s", text);
}

static void
test_message (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (CordMessage) email = NULL;
  g_autoptr (CordMessage) letter = NULL;
  g_autoptr (CordMessage) sms = NULL;

  session_case_run (c, session_step_promise);
  email = render (c, "email");
  g_assert_cmpstr (email->subject, ==, "Your change: Fiber 250");
  g_assert_cmpstr (
      email->text, ==,
      "Hello Grace Okafor,\n\n"
      "thank you for your call. We have placed your change: Fiber 250.\n"
      "Order number 123.\n"
      "It takes effect on 10 November 2026.\n"
      "Everything is ready for use on 13 November 2026.\n\n"
      "Added now: +€17.51, on your bill of 1 December 2026.\n"
      "  – DSL 50, 1 to 9 November 2026: 9 of 30 days of €24.85 = €7.46; €24.85 already billed, so now −€17.39\n"
      "  – Fiber 250, 10 to 30 November 2026: 21 of 30 days of €49.85 = €34.90\n"
      "Your bill of 1 December 2026: €94.22.\n"
      "From 1 March 2027, after “loyal-5” ends: €79.70 a month.\n"
      "Every month from 1 March 2027: €79.70.\n"
      "In the next 12 months: €964.94 in all.\n\n"
      "What you need to do:\n"
      "  – Restart the router.\n"
      "  – Keep the old modem for 2 days.\n\n"
      "We will call you on 24 November 2026.\n\n"
      "If anything here is not what you agreed to, please call us.\n");
  assert_proved (c, email->text);
  letter = render (c, "letter");
  g_assert_cmpstr (letter->text, ==, email->text);
  sms = render (c, "sms");
  g_assert_cmpstr (sms->text, ==,
                   "Hello Grace Okafor, your change: Fiber 250. Order number 123. It takes effect on 10 November 2026. "
                   "Added now: +€17.51, on your bill of 1 December 2026. Your bill of 1 December 2026: €94.22. "
                   "Every month from 1 March 2027: €79.70.");
  assert_proved (c, sms->text);
}

/* A change of any digit in any text is detected. */
static void
check_each_digit (SessionCase *c, const char *text)
{
  for (gsize i = 0; text[i] != '\0'; i++)
    {
      g_autofree char *altered = g_strdup (text);

      if (!g_ascii_isdigit (text[i]))
        continue;
      altered[i] = text[i] == '9' ? '0' : text[i] + 1;
      assert_caught (c, altered);
    }
}

static void
replace (SessionCase *c, const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, 2);
  g_autofree char *altered = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  altered = g_strconcat (parts[0], to, parts[1], NULL);
  assert_caught (c, altered);
}

/* Where each amount of a text stands. */
typedef struct
{
  gsize start;
  gsize end;
} Stretch;

static GArray *
find_amounts (SessionCase *c, const char *text)
{
  CordQuote *quote = cord_interaction_get_quote (session_case_interaction (c));
  GArray *amounts = g_array_new (FALSE, FALSE, sizeof (Stretch));

  for (const char *at = text; *at != '\0';)
    {
      const char *end = g_utf8_next_char (at);
      CordMoney money;

      if (cord_money_scan_display (at, cord_quote_get_currency (quote), cord_quote_get_scale (quote), &money, &end))
        {
          Stretch stretch = { (gsize)(at - text), (gsize)(end - text) };

          g_array_append_val (amounts, stretch);
        }
      at = end;
    }
  return amounts;
}

/* Every amount is right and under another's name. */
static void
check_each_swap (SessionCase *c, const char *text)
{
  g_autoptr (GArray) amounts = find_amounts (c, text);

  for (guint i = 0; i < amounts->len; i++)
    for (guint j = i + 1; j < amounts->len; j++)
      {
        const Stretch *a = &g_array_index (amounts, Stretch, i), *b = &g_array_index (amounts, Stretch, j);
        g_autofree char *first = g_strndup (text + a->start, a->end - a->start);
        g_autofree char *second = g_strndup (text + b->start, b->end - b->start);
        g_autofree char *before = g_strndup (text, a->start);
        g_autofree char *between = g_strndup (text + a->end, b->start - a->end);
        g_autofree char *swapped = g_strconcat (before, second, between, first, text + b->end, NULL);

        /* With and without "+" it is the same amount. */
        if (!g_str_equal (first + (*first == '+'), second + (*second == '+')))
          assert_caught (c, swapped);
      }
}

static void
test_prover (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (CordMessage) email = NULL;
  g_autoptr (CordMessage) sms = NULL;
  g_autofree char *more = NULL;

  session_case_run (c, session_step_promise);
  email = render (c, "email");
  sms = render (c, "sms");
  check_each_digit (c, email->text);
  check_each_digit (c, sms->text);
  check_each_swap (c, email->text);
  check_each_swap (c, sms->text);
  replace (c, sms->text, "November", "December");
  replace (c, sms->text, "10 November 2026", "2026-11-11");
  replace (c, sms->text, "10 November 2026", "soon");
  replace (c, sms->text, "2027: €", "2027: $");
  replace (c, sms->text, "2027: €", "2027: −€");
  replace (c, sms->text, "+€", "about €1,");
  more = g_strconcat (sms->text, " Plus €79.70 for the box.", NULL);
  assert_caught (c, more);
  assert_caught (c, "");
  assert_caught (c, "\xff");
}

/* The other plan with a fee; its customer chose the end of the cycle. */
static SessionCase *
place_with_fee (CordDate effective, const char *fee_name)
{
  SessionCase *c = session_case_new ();

  cord_fake_gateway_set_fee (c->gateway, "fiber-1000", "49.99", fee_name);
  session_case_run (c, session_step_rank);
  for (guint i = 0; i < 2; i++)
    {
      const char *key = session_case_key (c, i);

      DO (c, present, key);
      if (strstr (key, "fiber-1000") == NULL)
        continue;
      DO (c, show_label, key);
      DO (c, select, key, effective);
    }
  DO (c, consent);
  DO (c, place);
  return c;
}

/* What a month costs has no fee in it, and the fee has its name, its amount and its bill. */
static void
test_fee_at_end_of_cycle (void)
{
  g_autoptr (SessionCase) c = place_with_fee (cord_date (2026, 12, 1), "Fiber 1000, activation");
  g_autoptr (CordMessage) email = render (c, "email");
  g_autoptr (CordMessage) sms = render (c, "sms");
  g_autofree char *note = cord_note_render (session_case_interaction (c));

  g_assert_nonnull (strstr (email->text,
                            "Your bill of 1 December 2026: €141.70.\n"
                            "Once, for “Fiber 1000, activation”: €49.99, on your bill of 1 December 2026.\n"
                            "From 1 March 2027, after “loyal-5” ends: €94.70 a month.\n"
                            "Every month from 1 March 2027: €94.70.\n"));
  g_assert_nonnull (strstr (note,
                            "Bill of 1 December 2026: €141.70. Once, on the bill of 1 December 2026: €49.99 (Fiber "
                            "1000, activation). Every month from 1 March 2027: €94.70."));
  assert_proved (c, email->text);
  assert_proved (c, sms->text);
  check_each_digit (c, email->text);
  check_each_swap (c, email->text);
  check_each_swap (c, sms->text);
  replace (c, email->text, "Every month from 1 March 2027", "Your bill of 1 March 2027");
  replace (c, email->text, "Every month from", "Not every month from");
  replace (c, email->text, "Once, for “Fiber 1000, activation”: €49.99, on your bill of 1 December 2026.\n", "");
  replace (c, email->text, "In the next 12 months", "In the next 24 months");
  replace (c, email->text, "activation", "gift");
  replace (c, email->text, "€49.99, on your bill of 1 December", "€49.99, on your bill of 1 March");
}

static void
test_fee_now (void)
{
  g_autoptr (SessionCase) c = place_with_fee (CORD_DATE_NONE, "Fiber 1000, activation");
  g_autoptr (CordMessage) email = render (c, "email");

  g_assert_nonnull (strstr (email->text, "Once, for “Fiber 1000, activation”: €49.99"));
  assert_proved (c, email->text);
  check_each_digit (c, email->text);
  check_each_swap (c, email->text);
}

/* A fee's name is the catalog's, and whatever it is. */
static void
test_hostile_fee_names (void)
{
  static const char *const names[] = { "€49.99", "3", "“a”: €1.00, on your bill of 1 December 2026.",
                                       "Every month from 1 March 2027: €1.00.", "%s %n" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SessionCase) c = place_with_fee (cord_date (2026, 12, 1), names[i]);
      g_autoptr (CordMessage) sms = render (c, "sms");

      assert_proved (c, sms->text);
      check_each_digit (c, sms->text);
    }
}

static void
test_german (void)
{
  g_autoptr (SessionCase) c = place_with_fee (cord_date (2026, 12, 1), "Fiber 1000, activation");
  g_autofree char *folder = cord_test_language_install ("tests/domain/record/data/de.po");
  g_autoptr (CordMessage) email = render (c, "email");

  g_assert_nonnull (strstr (email->text, "Ihre Rechnung vom 1. Dezember 2026: €141.70.\n"
                                         "Einmalig auf Ihrer Rechnung vom 1. Dezember 2026: €49.99 für „Fiber 1000, "
                                         "activation“.\n"));
  assert_proved (c, email->text);
  check_each_digit (c, email->text);
  check_each_swap (c, email->text);
  replace (c, email->text, "Jeden Monat ab", "Ihre Rechnung vom");
  cord_test_language_remove (folder);
}

/* Names that look like money or dates neither hide nor imitate an amount. */
static void
test_hostile_names (void)
{
  static const char *const names[] = { "€5.00 Smith", "€79.70", "10 November 2026", "3", "Anna, 4 a month: €1.00" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SessionCase) c = session_case_new ();
      g_autoptr (CordMessage) email = NULL;
      g_autoptr (CordMessage) sms = NULL;

      cord_fake_gateway_set_customer_name (c->gateway, names[i]);
      session_case_run (c, session_step_promise);
      email = render (c, "email");
      sms = render (c, "sms");
      assert_proved (c, email->text);
      assert_proved (c, sms->text);
      check_each_digit (c, sms->text);
    }
}

/* The other plan: no steps, no promise, a discount that ends. */
static void
test_discount_ends (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (CordMessage) email = NULL;

  session_case_run (c, session_step_rank);
  for (guint i = 0; i < 2; i++)
    {
      const char *key = session_case_key (c, i);

      DO (c, present, key);
      if (strstr (key, "fiber-1000") != NULL)
        {
          DO (c, show_label, key);
          DO (c, select, key, CORD_DATE_NONE);
        }
    }
  DO (c, consent);
  DO (c, place);
  email = render (c, "email");
  g_assert_nonnull (strstr (email->text, "loyal-5"));
  assert_proved (c, email->text);
  check_each_digit (c, email->text);
}

static void
test_no_order (void)
{
  g_autoptr (SessionCase) c = session_case_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  session_case_run (c, session_step_consent);
  g_assert_null (cord_message_render (session_case_interaction (c), "email", &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "no-order");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/texts/note-grows", test_note_grows);
  g_test_add_func ("/texts/note", test_note);
  g_test_add_func ("/texts/message", test_message);
  g_test_add_func ("/texts/prover", test_prover);
  g_test_add_func ("/texts/fee-at-end-of-cycle", test_fee_at_end_of_cycle);
  g_test_add_func ("/texts/fee-now", test_fee_now);
  g_test_add_func ("/texts/hostile-fee-names", test_hostile_fee_names);
  g_test_add_func ("/texts/german", test_german);
  g_test_add_func ("/texts/hostile-names", test_hostile_names);
  g_test_add_func ("/texts/discount-ends", test_discount_ends);
  g_test_add_func ("/texts/no-order", test_no_order);
  return g_test_run ();
}
