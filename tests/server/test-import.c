/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import.h"

#include "store/cord-credential-store.h"
#include "store/cord-resource-store.h"
#include "store/cord-server-store.h"
#include "store/cord-user-store.h"

#include "cord-test-folder.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* Importing files: each all or nothing, the same again changes nothing, and faults are named. */

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
  cord_test_folder_remove (place->folder);
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
refused (Place *place, const char *name, const char *text, const char *words)
{
  g_autofree char *path = write_file (place, name, text);
  g_autoptr (GError) error = NULL;

  g_assert_false (cord_import (&place->import, path, &place->count, &error));
  g_assert_error (error, CORD_ERROR, CORD_ERROR_INVALID);
  if (strstr (error->message, words) == NULL)
    g_error ("expected “%s” in “%s”", words, error->message);
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
assert_catalog_version (const Place *place, gint64 expected)
{
  gint64 version;

  g_assert_true (cord_resource_store_get_catalog_version (place->database, &version, NULL));
  g_assert_cmpint (version, ==, expected);
}

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
  g_assert_true (cord_credential_store_check (place->database, "individual:p1", "pin", "9876", &match, NULL));
  g_assert_true (match);
  assert_catalog_version (place, 1);
  /* The same file again. */
  g_assert_true (cord_import (&place->import, place->folder, &place->count, &error));
  g_assert_cmpuint (place->count.unchanged, ==, 3);
  g_assert_cmpuint (place->count.created, ==, 3);
  g_assert_cmpuint (place->count.changed, ==, 0);
  assert_catalog_version (place, 1);
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
  refused (place, "category.json", "[{\"id\":\"c\",\"name\":\"TV\"},\n\n7]", "category.json, element 2 (line 3)");
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
  /* A file that is named itself and has no known type is refused. */
  g_assert_false (cord_import (&place->import, other, &place->count, &error));
}

/* Neither a fault of the writer nor an interrupted transfer imports part of a file. */
static void
test_broken_files (Place *place, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *words;
  } broken[] = {
    { "[{\"id\":\"c1\"},\n {\"id\":\"c2\"",
      "category.json: This is not acceptable JSON: the text ends inside the array at line 2, column 12" },
    { "[{\"id\":\"c1\"},\n {\"id\":\"c2\"},\n", "ends inside the array at line 3, column 1" },
    { "[{\"id\":\"c1\"}", "ends inside the array" },
    { "[{\"id\":\"c1\"},]", "a value was expected at line 1, column 14" },
    { "[{\"id\":\"c1\"}]\n{\"id\":\"c2\"}", "something stands after the array at line 2, column 1" },
    { "[{\"id\":\"c1\"} {\"id\":\"c2\"}]", "category.json, element 1 (line 1)" },
    { "[{\"id\":\"c1\"},\n {\"id\":\"c2\"\n \"name\":1}]", "at line 3, column 2" },
    { "[{\"id\":\"c1\"},{\"id\":\"c2\",\"name\":\"\xff\"}]", "not valid UTF-8 at line 1, column 33" },
    { "{\"id\":\"c1\"}\n{\"id\":\"c2\",\n\"name\":\"TV\"", "ends inside a resource at line 3, column 12" },
    { "{\"id\":\"c1\"}\n{\"id\":\"c2\",\"na\n\n{\"id\":\"c3\"}", "category.json, line 2" },
    { "{\"id\":\"c1\"}\n{\"id\":\"c2\"}{\"id\":\"c3\"}", "at line 2, column 12" },
    { "\xff\xfe[", "UTF-16" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      refused (place, "category.json", broken[i].text, broken[i].words);
      g_assert_cmpint (stored (place, "category"), ==, 0);
    }
  g_assert_cmpuint (place->count.files, ==, 0);
}

static void
test_odd_files (Place *place, gconstpointer data)
{
  static const struct
  {
    const char *text;
    guint created;
  } odd[] = {
    { "", 0 },
    { "[]", 0 },
    { "\n \r\n", 0 },
    { "\xef\xbb\xbf[{\"id\":\"a\"}]\r\n", 1 },
    { "\xef\xbb\xbf{\"id\":\"b\"}\r\n{\"id\":\"c\"}\r\n", 2 },
    { "{\"id\":\"c\"}\n{\"id\":\"f\",\n\"name\":\"TV\"}", 1 },
    { "\r\n[\r\n{\"id\":\"d\",\"name\":\"],[\\\"\"}\r\n,\r\n{\"id\":\"e\"}\r\n]\r\n", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *path = write_file (place, "category.json", odd[i].text);
      g_autoptr (GError) error = NULL;
      CordImportCount count = { 0 };

      g_assert_true (cord_import (&place->import, path, &count, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count.files, ==, 1);
      g_assert_cmpuint (count.created, ==, odd[i].created);
    }
}

static void
test_nul_byte (Place *place, gconstpointer data)
{
  g_autofree char *path = g_build_filename (place->folder, "category.jsonl", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "{\"id\":\"a\"}\n\0{\"id\":\"b\"}\n", 23, NULL));
  g_assert_false (cord_import (&place->import, path, &place->count, &error));
  g_assert_nonnull (strstr (error->message, "category.jsonl, line 2"));
  g_assert_cmpint (stored (place, "category"), ==, 0);
}

/* It is unknown which of the two is right, and a second import would change both again. */
static void
test_twice_in_a_file (Place *place, gconstpointer data)
{
  refused (place, "category.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"a\",\"name\":\"TV\"}\n",
           "line 3: category: the id a stands here twice");
  refused (place, "category.jsonl", "{\"id\":\"a\"}\n{\"id\":\"a\"}\n", "line 2");
  refused (place, "client.jsonl", "{\"name\":\"a\",\"secret\":\"x\"}\n{\"name\":\"a\",\"secret\":\"y\"}\n", "line 2");
  g_assert_cmpint (stored (place, "category"), ==, 0);
  /* With another type it is another resource. */
  refused (place, "mixed.jsonl", "{\"id\":\"a\",\"@type\":\"Category\"}\n{\"id\":\"a\",\"@type\":\"Customer\"}\n{}",
           "line 3");
}

static void
credential_of (Place *place, const char *pin, gboolean wanted)
{
  gboolean match;

  g_assert_true (cord_credential_store_check (place->database, "individual:p1", "pin", pin, &match, NULL));
  g_assert_cmpint (match, ==, wanted);
}

static gint64
count_rows (Place *place, const char *sql)
{
  CordStatement *statement = cord_database_statement (place->database, sql, NULL);
  gboolean row;
  gint64 value;

  g_assert_true (cord_statement_step (statement, &row, NULL));
  g_assert_true (row);
  value = cord_statement_get_integer (statement, 0);
  cord_statement_reset (statement);
  return value;
}

/* The SIM PIN of a line that happens to have a person's id. */
static void
test_pin_of_product (Place *place, gconstpointer data)
{
  g_autofree char *person = write_file (place, "individual.jsonl", INDIVIDUAL);
  g_autofree char *line = write_file (
      place, "product.jsonl",
      "{\"id\":\"p1\",\"name\":\"Line\",\"status\":\"active\",\"relatedParty\":[{\"id\":\"C1\",\"role\":\"customer\"}],"
      "\"productCharacteristic\":[{\"name\":\"PIN\",\"value\":\"0000\"}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (CordStoredResource) stored = NULL;

  g_assert_true (cord_import (&place->import, person, &place->count, NULL));
  cord_import (&place->import, line, &place->count, &error);
  g_assert_no_error (error);
  credential_of (place, "0000", FALSE);
  credential_of (place, "9876", TRUE);
  stored = cord_resource_store_get (place->database, "product", "p1", NULL);
  g_assert_null (strstr (stored->document, "0000"));
}

/* A trigger notes every write of a secret. */
static void
test_secrets_twice (Place *place, gconstpointer data)
{
  static const char *const watch[]
      = { "CREATE TABLE written (n INTEGER)",
          "CREATE TRIGGER watch AFTER UPDATE ON credential BEGIN INSERT INTO written VALUES (1); END" };
  g_autofree char *path = write_file (place, "individual.jsonl", INDIVIDUAL);
  g_autofree char *other = NULL;
  g_autoptr (CordStoredResource) person = NULL;

  g_assert_true (cord_import (&place->import, path, &place->count, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (watch); i++)
    g_assert_true (cord_statement_run (cord_database_statement (place->database, watch[i], NULL), NULL));
  place->import.now = 2;
  g_assert_true (cord_import (&place->import, path, &place->count, NULL));
  g_assert_cmpuint (place->count.unchanged, ==, 1);
  g_assert_cmpint (count_rows (place, "SELECT count(*) FROM written"), ==, 0);

  /* Another PIN alone is a change, but not of the document. */
  other = write_file (place, "individual.jsonl",
                      "{\"id\":\"p1\",\"givenName\":\"Ada\",\"familyName\":\"Lark\",\"partyCharacteristic\":"
                      "[{\"name\":\"pin\",\"value\":\"1111\"},{\"name\":\"pin\",\"value\":\"2222\"}]}");
  g_assert_true (cord_import (&place->import, other, &place->count, NULL));
  g_assert_cmpuint (place->count.changed, ==, 1);
  g_assert_cmpint (count_rows (place, "SELECT count(*) FROM written"), ==, 1);
  credential_of (place, "1111", TRUE);
  credential_of (place, "9876", FALSE);
  person = cord_resource_store_get (place->database, "individual", "p1", NULL);
  g_assert_cmpint (person->version, ==, 1);
  g_assert_true (cord_import (&place->import, other, &place->count, NULL));
  g_assert_cmpuint (place->count.changed, ==, 1);
}

static void
test_people_twice (Place *place, gconstpointer data)
{
  g_autofree char *users
      = write_file (place, "user.json", "[{\"name\":\"amina\",\"role\":\"agent\",\"password\":\"x\"}]");
  g_autofree char *clients = write_file (place, "client.json", "[{\"name\":\"billing\",\"secret\":\"y\"}]");
  g_autoptr (CordUser) before = NULL;
  g_autoptr (CordUser) after = NULL;

  g_assert_true (cord_import (&place->import, place->folder, &place->count, NULL));
  g_assert_cmpuint (place->count.created, ==, 2);
  before = cord_user_store_get (place->database, "amina", NULL);
  g_assert_true (cord_import (&place->import, place->folder, &place->count, NULL));
  g_assert_cmpuint (place->count.unchanged, ==, 2);
  after = cord_user_store_get (place->database, "amina", NULL);
  g_assert_cmpstr (before->hash, ==, after->hash);
  g_free (users);
  users = write_file (place, "user.json", "[{\"name\":\"amina\",\"role\":\"agent\",\"password\":\"z\"}]");
  g_assert_true (cord_import (&place->import, users, &place->count, NULL));
  g_assert_cmpuint (place->count.changed, ==, 1);
}

static void
test_dry_run (Place *place, gconstpointer data)
{
  g_autofree char *path = write_file (place, "category.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");

  place->import.dry_run = TRUE;
  g_assert_true (cord_import (&place->import, path, &place->count, NULL));
  g_assert_cmpuint (place->count.created, ==, 2);
  g_assert_cmpint (stored (place, "category"), ==, 0);
  assert_catalog_version (place, 0);
}

static void
note_fault (const GError *error, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (error->message));
}

static void
test_many_faults (Place *place, gconstpointer data)
{
  g_autofree char *path
      = write_file (place, "category.jsonl", "{\"id\":\"a\"}\n{\"id\":1}\n{\"id\"}\n[]\n{\"id\":\"b\"}\n{}\n");
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  place->import.fault = note_fault;
  place->import.user_data = faults;
  place->import.faults_most = 10;
  g_assert_false (cord_import (&place->import, path, &place->count, &error));
  g_assert_cmpuint (faults->len, ==, 4);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (faults, 0), "category.jsonl, line 2:"));
  g_assert_true (g_str_has_prefix (g_ptr_array_index (faults, 3), "category.jsonl, line 6:"));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "refused");
  g_assert_nonnull (strstr (error->message, "4 resources"));
  g_assert_cmpint (stored (place, "category"), ==, 0);
  place->import.faults_most = 2;
  g_assert_false (cord_import (&place->import, path, &place->count, &again));
  g_assert_cmpuint (faults->len, ==, 6);
}

/* Indexes are filled late: they must be complete, and lose entries when their resource changes or is deleted. */
static void
test_index (Place *place, gconstpointer data)
{
  g_autofree char *path
      = write_file (place, "category.jsonl", "{\"id\":\"a\",\"name\":\"TV\"}\n{\"id\":\"b\",\"name\":\"TV\"}\n");
  g_autoptr (GPtrArray) ids = NULL;
  gboolean found;

  g_assert_true (cord_import (&place->import, path, &place->count, NULL));
  ids = cord_resource_store_find (place->database, "category", "name", "TV", NULL);
  g_assert_cmpuint (ids->len, ==, 2);
  g_free (path);
  path = write_file (place, "category.jsonl", "{\"id\":\"a\",\"name\":\"Radio\"}\n");
  g_assert_true (cord_import (&place->import, path, &place->count, NULL));
  g_ptr_array_unref (ids);
  ids = cord_resource_store_find (place->database, "category", "name", "TV", NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_true (cord_resource_store_delete (place->database, "category", "b", &found, NULL));
  g_assert_cmpint (count_rows (place, "SELECT count(*) FROM resource_index WHERE value = 'TV'"), ==, 0);
}

static char *
many_categories (Place *place, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "{\"id\":\"c%u\",\"name\":\"TV\"}\n", i);
  return write_file (place, "category.jsonl", text->str);
}

static void
count_calls (const CordImportStage *stage, gpointer user_data)
{
  guint *calls = user_data;

  g_assert_cmpstr (stage->file, ==, "category.jsonl");
  g_assert_cmpuint (stage->bytes, <=, (guint64)stage->size);
  g_assert_cmpuint (stage->done, ==, stage->end ? 2500 : (*calls + 1) * 1000);
  if (stage->end)
    g_assert_cmpuint (stage->bytes, ==, (guint64)stage->size);
  ++*calls;
}

static void
test_progress (Place *place, gconstpointer data)
{
  g_autofree char *path = many_categories (place, 2500);
  guint calls = 0;

  place->import.progress = count_calls;
  place->import.user_data = &calls;
  g_assert_true (cord_import (&place->import, path, &place->count, NULL));
  g_assert_cmpuint (place->count.created, ==, 2500);
  g_assert_cmpuint (calls, ==, 3);
}

static void
write_on (const CordImportStage *stage, gpointer user_data)
{
  FILE *file = g_fopen (user_data, "a");

  g_assert_cmpint (fputs ("{\"id\":\"late\"}\n", file), >=, 0);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
test_growing_file (Place *place, gconstpointer data)
{
  g_autofree char *path = many_categories (place, 1500);
  g_autoptr (GError) error = NULL;

  place->import.progress = write_on;
  place->import.user_data = path;
  g_assert_false (cord_import (&place->import, path, &place->count, &error));
  g_assert_cmpstr (cord_error_get_reason (error), ==, "file-changed");
  g_assert_cmpint (stored (place, "category"), ==, 0);
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
  ADD ("broken-files", test_broken_files);
  ADD ("odd-files", test_odd_files);
  ADD ("nul-byte", test_nul_byte);
  ADD ("twice-in-a-file", test_twice_in_a_file);
  ADD ("pin-of-product", test_pin_of_product);
  ADD ("secrets-twice", test_secrets_twice);
  ADD ("people-twice", test_people_twice);
  ADD ("dry-run", test_dry_run);
  ADD ("many-faults", test_many_faults);
  ADD ("index", test_index);
  ADD ("progress", test_progress);
  ADD ("growing-file", test_growing_file);
  return g_test_run ();
}
