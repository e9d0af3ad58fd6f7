/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-problem.h"

#include "cord-wire-fixture.h"

#include <gio/gio.h>
#include <string.h>

static const struct
{
  CordError code;
  const char *reason;
  guint status;
} cases[] = {
  { CORD_ERROR_NOT_FOUND, NULL, 404 },
  { CORD_ERROR_CONFLICT, NULL, 409 },
  { CORD_ERROR_CONFLICT, "key-reuse", 422 },
  { CORD_ERROR_CONFLICT, "precondition-required", 428 },
  { CORD_ERROR_NOT_FOUND, "operation-expired", 410 },
  { CORD_ERROR_INVALID, NULL, 400 },
  { CORD_ERROR_INVALID, "json-too-large", 413 },
  { CORD_ERROR_INVALID, "media-type", 415 },
  { CORD_ERROR_INVALID, "method-not-allowed", 405 },
  { CORD_ERROR_DENIED, "R2", 403 },
  { CORD_ERROR_DENIED, "invalid_grant", 401 },
  { CORD_ERROR_DENIED, "unauthenticated", 401 },
  { CORD_ERROR_DENIED, "throttled", 429 },
  { CORD_ERROR_DENIED, "locked", 423 },
  { CORD_ERROR_OFFLINE, NULL, 503 },
  { CORD_ERROR_STALE, "quote-stale", 409 },
  { CORD_ERROR_STALE, "precondition-failed", 412 },
  { CORD_ERROR_INTERNAL, NULL, 500 },
  { CORD_ERROR_INTERNAL, "corrupt", 500 },
  { CORD_ERROR_INTERNAL, "stale", 500 },
};

static void
test_both_ways (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) back = NULL;
      g_autoptr (JsonNode) body = NULL;
      g_autofree char *status = g_strdup_printf ("%u", cases[i].status);
      gboolean shown = cases[i].code != CORD_ERROR_INTERNAL;

      cord_error_set_full (&error, cases[i].code, cases[i].reason, "a.b", "Do this.", "It did not work");
      g_assert_cmpuint (cord_problem_status (error), ==, cases[i].status);
      body = cord_problem_from_error (error);
      g_assert_cmpstr (cord_json_find_string (body, "status"), ==, status);
      g_assert_cmpstr (cord_json_find_string (body, "code"), ==, cord_error_code_name (cases[i].code));
      g_assert_nonnull (cord_json_find_string (body, "reason"));
      g_assert_nonnull (cord_json_find_string (body, "referenceError"));

      cord_problem_to_error (cases[i].status, body, &back);
      g_assert_error (back, CORD_ERROR, (int)cases[i].code);
      g_assert_cmpstr (cord_error_get_reason (back), ==,
                       cases[i].reason != NULL ? cases[i].reason : cord_error_code_name (cases[i].code));
      g_assert_cmpstr (cord_error_get_member (back), ==, shown ? "a.b" : NULL);
      g_assert_true ((g_strcmp0 (cord_error_get_hint (back), "Do this.") == 0) == shown);
      g_assert_true (g_str_equal (back->message, "It did not work") == shown);
    }
}

/* File names, SQL and the like belong in the log. */
static void
test_defects_are_hidden (void)
{
  g_autoptr (GError) foreign = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "open /var/lib/secret.db");
  g_autoptr (GError) ours = NULL;
  g_autoptr (JsonNode) a = cord_problem_from_error (foreign);
  g_autoptr (JsonNode) b = NULL;

  cord_error_set_full (&ours, CORD_ERROR_INTERNAL, NULL, NULL, NULL, "near \"SELCT\": syntax error");
  b = cord_problem_from_error (ours);
  g_assert_cmpuint (cord_problem_status (foreign), ==, 500);
  g_assert_null (strstr (cord_json_find_string (a, "message"), "secret"));
  g_assert_null (strstr (cord_json_find_string (b, "message"), "SELCT"));
}

/* A fault that may be over a moment later; its cause belongs in the log as well. */
static void
test_store (void)
{
  static const char *const reasons[] = { "locked", "disk-full", "read-only", "given-up" };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) body = NULL;

      cord_error_set_full (&error, CORD_ERROR_INTERNAL, reasons[i], NULL, "Look.", "/var/lib/secret.db");
      body = cord_problem_from_error (error);
      g_assert_cmpuint (cord_problem_status (error), ==, 503);
      g_assert_cmpstr (cord_json_find_string (body, "code"), ==, "offline");
      g_assert_cmpstr (cord_json_find_string (body, "reason"), ==, "store-unavailable");
      g_assert_cmpstr (cord_json_find_string (body, "status"), ==, "503");
      g_assert_null (strstr (cord_json_find_string (body, "message"), "secret"));
      g_assert_cmpstr (cord_json_find_string (body, "hint"), !=, "Look.");
    }
}

static void
check_reading (guint status, const char *body, CordError code, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = body != NULL ? fixture (body) : NULL;

  cord_problem_to_error (status, node, &error);
  g_assert_error (error, CORD_ERROR, (int)code);
  g_assert_cmpstr (cord_error_get_reason (error), ==, reason);
  g_assert_cmpuint (strlen (error->message), >, 0);
  g_assert_true ((cord_error_get_hint (error) != NULL) == (code != CORD_ERROR_DENIED));
}

static void
test_foreign_bodies (void)
{
  check_reading (502, NULL, CORD_ERROR_OFFLINE, NULL);
  check_reading (404, NULL, CORD_ERROR_NOT_FOUND, NULL);
  check_reading (418, NULL, CORD_ERROR_INVALID, NULL);
  check_reading (500, NULL, CORD_ERROR_INTERNAL, NULL);
  check_reading (503, "[]", CORD_ERROR_OFFLINE, NULL);
  check_reading (409, "'text'", CORD_ERROR_CONFLICT, NULL);
  check_reading (404, "{'code':60,'reason':'Resource not found'}", CORD_ERROR_NOT_FOUND, "Resource not found");
  check_reading (403, "{'code':'41','message':'Forbidden','reason':{'a':1}}", CORD_ERROR_DENIED, NULL);
  check_reading (401, "{'error':'invalid_grant','error_description':'Wrong'}", CORD_ERROR_DENIED, "invalid_grant");
}

/* A message of another system is shown on a screen. */
static void
test_messages_are_cleaned (void)
{
  g_autoptr (JsonNode) node = fixture ("{'message':'a\\u202eb\\nc','reason':'x\\u0007y'}");
  g_autoptr (GError) error = NULL;

  cord_problem_to_error (400, node, &error);
  g_assert_cmpstr (error->message, ==, "ab c");
  g_assert_cmpstr (cord_error_get_reason (error), ==, "xy");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/problem/both-ways", test_both_ways);
  g_test_add_func ("/problem/defects-are-hidden", test_defects_are_hidden);
  g_test_add_func ("/problem/store", test_store);
  g_test_add_func ("/problem/foreign-bodies", test_foreign_bodies);
  g_test_add_func ("/problem/messages-are-cleaned", test_messages_are_cleaned);
  return g_test_run ();
}
