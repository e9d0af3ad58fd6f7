/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cord-test-listener.h"
#include "cord-test-server.h"

G_BEGIN_DECLS

/* A server on disk that can be restarted on the same store; the clock stands still unless the test moves it. In kit
 * mode nobody signs in and every address may be called; otherwise "billing" and "other" are systems. */
TestServer *test_hub_server_new (gboolean kit_mode, const char *hub_allow);
void test_hub_server_restart (TestServer *self, gboolean kit_mode, const char *hub_allow);

/* As a system: "billing" or "other". */
void test_hub_sign_in (TestServer *self, const char *client);
/* Registers at the hub of the API and returns the listener's path. */
char *test_hub_register (TestServer *self, const char *base, const char *callback, const char *query);
/* Changes a resource; asserts that it succeeded. */
void test_hub_patch (TestServer *self, const char *path, const char *patch);
/* A number from the store, as another connection sees it: committed data only. */
gint64 test_hub_read (TestServer *self, const char *sql);

/* Waits until no event is pending for any listener. */
void test_hub_await_taken (TestServer *self);

#define TEST_INVENTORY "/tmf-api/productInventory/v4"
#define TEST_CATALOG "/tmf-api/productCatalogManagement/v4"
#define TEST_LINE TEST_INVENTORY "/product/line-1"

G_END_DECLS
