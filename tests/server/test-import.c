/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import.h"

#include "store/cord-credential-store.h"
#include "store/cord-resource-store.h"
#include "store/cord-server-store.h"
#include "store/cord-user-store.h"

#include <glib/gstdio.h>
#include <string.h>

/* Files into the store: all or nothing a file, the same again changes nothing, and what is wrong is named. */

typedef struct
{
  char *folder;
  CordDatabase *database;
  CordImport import;
  CordImportCount count;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("cordboard-import-XXXXXX", NULL);
  place->database = cord_server_store_open ("memory", NULL);
  place->import.database = place->database;
  place->import.now = 1;
  place->import.cost = &CORD_SECRET_COST_LOWEST;
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (place->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (place->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (place->folder);
  g_free (place->folder);
  g_object_unref (place->database);
}

static char *
write_file (Place *place, const char *name, const char *text)
{
  char *path = g_build_filename (place->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
refused (Place *place, const char *name, const char *text, const char *told)
{
  g_autofree char *path = write_file (place, name, text);
  g_autoptr (GError) error = NULL;

  g_assert_false (cord_import (&place->import, path, &place->count, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  if (strstr (error->message, told) == NULL)
    g_error ("expected “%s” in “%s”", told, error->message);
}

static gint64
stored (Place *place, const char *type)
{
  gint64 count;

  g_assert_true (cord_resource_store_count (place->database, type, &count, NULL));
  return count;
}

#define INDIVIDUAL                                                                                                     \
  "{\"id\":\"p1\",\"givenName\":\"Ada\",\"familyName\":\"Lark\",\"partyCharacteristic\":[{\"name\":\"pin\",\"value\":" \
  "\"9876\"}]}\n"

static void
test_lines_and_arrays (Place *place, gconstpointer data)
{
  g_autofree char *lines = write_file (place, "individual.jsonl",
                                       INDIVIDUAL "\r\n  \n{\"id\":\"p2\",\"givenName\":\"Bo\",\"familyName\":\"Ek\"}");
  g_autofree char *array
      = write_file (place, "anything.json", " [ {\"id\":\"c\",\"@type\":\"Category\",\"name\":\"TV\"} ]");
  g_autoptr (CordStoredResource) person = NULL;
  g_autoptr (GError) error = NULL;
  gboolean match;

  g_assert_true (cord_import (&place->import, place->folder, &place->count, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (place->count.files, ==, 2);
  g_assert_cmpuint (place->count.created, ==, 3);
  person = cord_resource_store_get (place->database, "individual", "p1", NULL);
  g_assert_null (strstr (person->document, "9876"));
  g_assert_nonnull (strstr (person->document, "\"href\":\"/tmf-api/party/v4/individual/p1\""));
  g_assert_true (cord_credential_store_check (place->database, "p1", "pin", "9876", &match, NULL));
  g_assert_true (match);
  g_assert_cmpint (cord_resource_store_catalog_version (place->database), ==, 1);
  /* The same again. */
  g_assert_true (cord_import (&place->import, place->folder, &place->count, &error));
  g_assert_cmpuint (place->count.unchanged, ==, 3);
  g_assert_cmpuint (place->count.created, ==, 3);
  g_assert_cmpuint (place->count.changed, ==, 0);
  g_assert_cmpint (cord_resource_store_catalog_version (place->database), ==, 1);
}

static void
test_all_or_nothing (Place *place, gconstpointer data)
{
  refused (place, "individual.jsonl", INDIVIDUAL "{\"givenName\":\"Bo\"}\n", "individual.jsonl, line 2");
  g_assert_cmpint (stored (place, "individual"), ==, 0);
  g_assert_cmpuint (place->count.created, ==, 0);
}

static void
test_refusals (Place *place, gconstpointer data)
{
  refused (place, "category.jsonl", "{\"id\":\"c\",\"name\":\"TV\"}\n{\"id\":\n", "category.jsonl, line 2");
  refused (place, "category.jsonl", "{\"name\":\"TV\"}", "line 1");
  refused (place, "category.json", "[{\"id\":\"c\",\"name\":\"TV\"},7]", "line 2");
  refused (place, "mystery.jsonl", "{\"id\":\"c\"}", "@type");
  refused (place, "user.json", "[{\"name\":\"amina\",\"role\":\"king\",\"password\":\"x\"}]", "king");
  refused (place, "user.json", "[{\"name\":\"amina\",\"role\":\"agent\"}]", "password");
  g_assert_cmpint (stored (place, "category"), ==, 0);
}

static void
test_people (Place *place, gconstpointer data)
{
  g_autofree char *users
      = write_file (place, "user.json", "[{\"name\":\"amina\",\"role\":\"agent\",\"password\":\"x\"}]");
  g_autofree char *clients = write_file (place, "client.json", "[{\"name\":\"billing\",\"secret\":\"y\"}]");
  g_autofree char *other = write_file (place, "callers.json", "[{\"id\":\"1\",\"phone\":\"+49\"}]");
  g_autoptr (CordUser) user = NULL;
  g_autoptr (CordUser) client = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cord_import (&place->import, place->folder, &place->count, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (place->count.files, ==, 2);
  user = cord_user_store_get (place->database, "amina", NULL);
  client = cord_client_store_get (place->database, "billing", NULL);
  g_assert_nonnull (user);
  g_assert_nonnull (client);
  /* Named outright, a file of no known type is refused. */
  g_assert_false (cord_import (&place->import, other, &place->count, &error));
}

static void
count_calls (const char *file, guint done, guint total, gpointer user_data)
{
  g_assert_cmpstr (file, ==, "category.jsonl");
  g_assert_true (total == 0 || done == total);
  ++*(guint *)user_data;
}

static void
test_progress (Place *place, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = NULL;
  guint calls = 0;

  for (int i = 0; i < 2500; i++)
    g_string_append_printf (text, "{\"id\":\"c%d\",\"name\":\"TV\"}\n", i);
  path = write_file (place, "category.jsonl", text->str);
  place->import.progress = count_calls;
  place->import.user_data = &calls;
  g_assert_true (cord_import (&place->import, path, &place->count, NULL));
  g_assert_cmpuint (place->count.created, ==, 2500);
  g_assert_cmpuint (calls, ==, 3);
}

#define ADD(name, func) g_test_add ("/import/" name, Place, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("lines-and-arrays", test_lines_and_arrays);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("refusals", test_refusals);
  ADD ("people", test_people);
  ADD ("progress", test_progress);
  return g_test_run ();
}
