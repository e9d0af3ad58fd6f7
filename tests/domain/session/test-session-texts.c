/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-case.h"

#include "domain/record/cord-note.h"

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
      "month). Chosen: Fiber 250. This bill +€17.51, next bill €76.71, steady €79.70 a month. The customer agreed "
      "(seal "
      "3H1205AR). Takes effect 10 November 2026. Order 123 placed. Explained: Restart the router; Keep the old modem "
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
  g_assert_cmpstr (email->text, ==,
                   "Hello Grace Okafor,\n\n"
                   "thank you for your call. We have placed your change: Fiber 250.\n"
                   "Order number 123.\n"
                   "It takes effect on 10 November 2026.\n"
                   "Everything is ready for use on 13 November 2026.\n\n"
                   "On this bill: +€17.51\n"
                   "  – 9 of 30 days of €24.85 = €7.46; €24.85 already billed, so now −€17.39\n"
                   "  – 21 of 30 days of €49.85 = €34.90\n"
                   "Your next bill: €76.71\n"
                   "From 1 March 2027, after “loyal-5” ends: €79.70 a month\n"
                   "When these discounts have ended: €79.70 a month\n\n"
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
                   "Hello Grace Okafor, your change: Fiber 250. Order number 123. From 10 November 2026. This bill "
                   "+€17.51, next bill "
                   "€76.71, in the long run €79.70 a month.");
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
  replace (c, sms->text, "November", "December");
  replace (c, sms->text, "10 November 2026", "2026-11-11");
  replace (c, sms->text, "10 November 2026", "soon");
  replace (c, sms->text, "run €", "run $");
  replace (c, sms->text, "run €", "run −€");
  replace (c, sms->text, "+€", "about €1,");
  more = g_strconcat (sms->text, " Plus €79.70 for the box.", NULL);
  assert_caught (c, more);
  assert_caught (c, "");
  assert_caught (c, "\xff");
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
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/texts/note-grows", test_note_grows);
  g_test_add_func ("/texts/note", test_note);
  g_test_add_func ("/texts/message", test_message);
  g_test_add_func ("/texts/prover", test_prover);
  g_test_add_func ("/texts/hostile-names", test_hostile_names);
  g_test_add_func ("/texts/discount-ends", test_discount_ends);
  g_test_add_func ("/texts/no-order", test_no_order);
  return g_test_run ();
}
