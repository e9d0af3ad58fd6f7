/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-await.h"
#include "sync/remote/cord-sign-in-secret.h"

static void
save (CordSignIn *store, const char *user, const char *secret)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  cord_sign_in_save_async (store, "unix:/x", user, secret, NULL, cord_await_store, &result);
  g_assert_true (cord_sign_in_save_finish (store, cord_await (&result), &error));
  g_assert_no_error (error);
}

static CordKeptSecret *
load (CordSignIn *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  CordKeptSecret *kept;

  cord_sign_in_load_async (store, "unix:/x", NULL, cord_await_store, &result);
  kept = cord_sign_in_load_finish (store, cord_await (&result), &error);
  g_assert_no_error (error);
  return kept;
}

/* No secret service on this bus: everything works, and nothing is reported as durable. */
static void
test_no_service (void)
{
  g_autoptr (CordSignIn) store = cord_sign_in_secret_new ();
  g_autoptr (CordKeptSecret) nothing = load (store);
  g_autoptr (CordKeptSecret) kept = NULL;
  g_autoptr (CordKeptSecret) gone = NULL;

  g_assert_null (nothing);
  g_assert_false (cord_sign_in_is_durable (store));
  save (store, "ada", "token");
  kept = load (store);
  g_assert_cmpstr (kept->user, ==, "ada");
  g_assert_cmpstr (kept->secret, ==, "token");
  save (store, "ada", NULL);
  gone = load (store);
  g_assert_null (gone);
}

int
main (int argc, char **argv)
{
  /* A bus that does not exist, whatever session the test runs in. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sign-in-secret/no-service", test_no_service);
  return g_test_run ();
}
