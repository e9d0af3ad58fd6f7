/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/cord-practice-server.h"

#include "ctl/import/cord-import.h"
#include "store/cord-user-store.h"

#include <glib/gstdio.h>

#define CUSTOMER "C10001"

static void
write_calls (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "partyInteraction.jsonl", NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = 0; n < CORD_PRACTICE_CALLS; n++)
    g_string_append_printf (text,
                            "{\"id\":\"call-%u\",\"@type\":\"PartyInteraction\",\"direction\":\"inbound\",\"reason\":"
                            "\"Question\",\"status\":\"completed\","
                            "\"creationDate\":\"2025-%02u-%02uT08:00:00Z\",\"channel\":[{\"id\":\"phone\"}],"
                            "\"relatedParty\":[{\"id\":\"" CUSTOMER "\",\"role\":\"customer\"}]}\n",
                            n, n / 20 + 1, n % 20 + 1);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

/* Among good offerings: a price that is none, and one whose type is wrong. */
static void
write_odd_catalog (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "productOffering.jsonl", NULL);
  const char text[] = "{\"id\":\"odd-price\",\"name\":\"Odd\",\"productOfferingPrice\":[{\"id\":\"x\",\"priceType\":"
                      "\"recurring\",\"price\":{\"unit\":\"EUR\",\"value\":-5}}]}\n"
                      "{\"id\":\"odd-flag\",\"name\":\"Odd\",\"isSellable\":\"false\"}\n";

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static gboolean
set_shift (CordDatabase *database, GError **error)
{
  const CordUserWork work = { .shift = (char *)"mon-fri 09:00-10:00" };
  gboolean found;

  return cord_user_store_set_work (database, "ada", &work, &found, error);
}

static gboolean
populate (CordDatabase *database, gint64 now, gpointer user_data, GError **error)
{
  const CordPracticeServer *self = user_data;
  g_autofree char *data = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "practice", NULL);
  g_autofree char *calls = g_build_filename (self->dir, "calls", NULL);
  g_autofree char *odd = g_build_filename (self->dir, "odd", NULL);
  CordImport import = { .database = database, .now = now, .cost = &CORD_SECRET_COST_LOWEST };

  if (self->crowded)
    write_calls (calls);
  if (self->odd)
    write_odd_catalog (odd);
  return cord_user_store_put (database, "ada", "agent", "correct horse", &CORD_SECRET_COST_LOWEST, now, error)
         && cord_import (&import, data, NULL, error) && (!self->crowded || cord_import (&import, calls, NULL, error))
         && (!self->odd || cord_import (&import, odd, NULL, error)) && (!self->shift || set_shift (database, error));
}

CordServer *
cord_practice_server_start (CordPracticeServer *self, const char *listen, CordClock *clock)
{
  g_autofree char *policies = g_build_filename (g_getenv ("CORD_SOURCE_ROOT"), "data", "policy", NULL);
  CordServerOptions options;
  CordServer *server;
  GError *error = NULL;

  cord_server_options_init (&options);
  options.listen = listen;
  options.policy_dir = policies;
  options.zone = "Europe/Berlin";
  options.cost = &CORD_SECRET_COST_LOWEST;
  options.populate = populate;
  options.populate_data = self;
  server = cord_server_new (&options, clock, &error);
  g_assert_no_error (error);
  cord_server_thread_start (server, &error);
  g_assert_no_error (error);
  return server;
}
