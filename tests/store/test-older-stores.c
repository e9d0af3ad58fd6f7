/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-error.h"
#include "cord-test-folder.h"
#include "store/cord-credential-store.h"
#include "store/cord-database-class.h"
#include "store/cord-lockout-store.h"
#include "store/cord-resource-index.h"
#include "store/cord-resource-store.h"
#include "store/cord-server-store.h"
#include "store/sqlite/cord-sqlite-database.h"

#include <string.h>

#include "cord-server-schema.h"

/* "CBsv" */
#define STORE_MARK 0x43427376

/* What a store of an earlier version holds is there after it was opened by this one. */

static gsize
migration_with (const char *text)
{
  for (gsize i = 0; cord_server_migrations[i] != NULL; i++)
    if (strstr (cord_server_migrations[i], text) != NULL)
      return i;
  g_assert_not_reached ();
}

/* In memory, as it was before the migration that has @text. */
static CordDatabase *
open_before (const char *text)
{
  CordDatabase *database = cord_sqlite_open (NULL, CORD_SQLITE_MEMORY, NULL);
  gsize n = migration_with (text);
  g_autofree const char **before = g_new0 (const char *, n + 1);

  memcpy (before, cord_server_migrations, n * sizeof *before);
  g_assert_true (cord_database_migrate (database, 7, before, NULL));
  return database;
}

/* A store from before telephone numbers were indexed backwards, and rows were counted. */
static void
test_telephone_numbers (void)
{
  static const char *const rows[]
      = { "INSERT INTO resource (type, id, document, version, last_update) VALUES ('individual', 'p', '{}', 1, 0)",
          "INSERT INTO resource (type, id, document, version, last_update) VALUES ('product', 'q', '{}', 1, 0)",
          "INSERT INTO resource_index (type, name, value, row) VALUES ('individual', 'phone', '+49171392', 1)",
          "INSERT INTO resource_index (type, name, value, row) VALUES ('individual', 'phone', '12', 1)",
          "INSERT INTO resource_index (type, name, value, row) VALUES ('individual', 'phone', '21', 1)",
          "INSERT INTO resource_index (type, name, value, row) VALUES ('product', 'phone', '030231', 2)",
          "INSERT INTO resource_index (type, name, value, row) VALUES ('product', 'name', '4711', 2)" };
  g_autoptr (CordDatabase) database = open_before ("phoneEnd");
  gint64 count;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (cord_statement_run (cord_database_statement (database, rows[i], NULL), NULL));
  g_assert_true (cord_database_migrate (database, 7, cord_server_migrations, NULL));
  for (gsize i = 0; i < 3; i++)
    {
      static const char *const values[] = { "29317194+", "21", "12" };

      g_assert_true (cord_resource_index_count (database, "individual", "phoneEnd", values[i], -1, &count, NULL));
      g_assert_cmpint (count, ==, 1);
    }
  g_assert_true (cord_resource_index_count (database, "product", "phoneEnd", "132030", -1, &count, NULL));
  g_assert_cmpint (count, ==, 1);
  g_assert_true (cord_resource_index_count (database, "product", "phone", "030231", -1, &count, NULL));
  g_assert_cmpint (count, ==, 0);
  g_assert_true (cord_resource_index_count (database, "product", "name", "4711", -1, &count, NULL));
  g_assert_cmpint (count, ==, 1);
  g_assert_true (cord_resource_store_count (database, "individual", &count, NULL));
  g_assert_cmpint (count, ==, 1);
}

static void
assert_lockout (CordDatabase *database, const char *id, gboolean exists, gint64 until)
{
  const CordLockoutSubject subject = { id, exists };
  CordLockout lockout;

  g_assert_true (cord_lockout_store_get (database, &subject, 100, 50, &lockout, NULL));
  g_assert_cmpint (lockout.until, ==, until);
  g_assert_cmpuint (lockout.failures, ==, 0);
}

/* A store from before it was known when verifications had failed keeps its locks, and no count. */
static void
test_lockouts (void)
{
  static const char *const rows[]
      = { "INSERT INTO resource (type, id, document, version, last_update) VALUES ('individual', 'locked', '{}', 1, 0)",
          "INSERT INTO resource (type, id, document, version, last_update) VALUES ('customer', 'counted', '{}', 1, 0)",
          "INSERT INTO lockout (subject, failures, until) VALUES ('locked', 0, 500)",
          "INSERT INTO lockout (subject, failures, until) VALUES ('counted', 2, 0)",
          "INSERT INTO absent_lockout (subject, failures, until, at) VALUES ('locked', 0, 500, 90)",
          "INSERT INTO absent_lockout (subject, failures, until, at) VALUES ('counted', 2, 0, 90)" };
  g_autoptr (CordDatabase) database = open_before ("ALTER TABLE lockout ADD COLUMN at");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (cord_statement_run (cord_database_statement (database, rows[i], NULL), NULL));
  g_assert_true (cord_database_migrate (database, 7, cord_server_migrations, NULL));
  assert_lockout (database, "individual:locked", TRUE, 500);
  assert_lockout (database, "locked", FALSE, 500);
  assert_lockout (database, "customer:counted", TRUE, 0);
  assert_lockout (database, "counted", FALSE, 0);
}

static void
run (CordDatabase *database, const char *sql)
{
  g_assert_true (cord_statement_run (cord_database_statement (database, sql, NULL), NULL));
}

static void
add_customer (CordDatabase *database, const char *id, const char *party)
{
  g_autofree char *row = g_strdup_printf ("INSERT INTO resource (type, id, document, version, last_update)"
                                          " VALUES ('customer', '%s', '{}', 1, 0)",
                                          id);
  g_autofree char *index = g_strdup_printf (
      "INSERT INTO resource_index (type, name, value, row) SELECT 'customer', 'engagedParty.id', '%s',"
      " row FROM resource WHERE type = 'customer' AND id = '%s'",
      party, id);

  run (database, row);
  run (database, index);
}

/* The customer says which of the two kinds of party it means. */
static void
set_referred (CordDatabase *database, const char *customer, const char *type)
{
  g_autofree char *sql
      = g_strdup_printf ("UPDATE resource SET document = '{\"engagedParty\":{\"id\":\"%s\",\"@referredType\":\"%s\"}}'"
                         " WHERE type = 'customer' AND id = '%s'",
                         customer, type, customer);

  run (database, sql);
}

static void
add_resource (CordDatabase *database, const char *type, const char *id)
{
  g_autofree char *row = g_strdup_printf (
      "INSERT INTO resource (type, id, document, version, last_update) VALUES ('%s', '%s', '{}', 1, 0)", type, id);

  run (database, row);
}

static gboolean
knows (CordDatabase *database, const char *subject)
{
  gboolean match;

  g_assert_true (cord_credential_store_check (database, subject, "pin", "4711", &match, NULL));
  return match;
}

/* A store from before credentials were kept by the type as well. */
static void
test_credentials (void)
{
  static const char *const owners[]
      = { "person", "firm", "alone", "same", "stranger", "both", "sim", "company", "human", "nobody" };
  static const char *const kept[]
      = { "individual:person", "organization:firm", "customer:alone", "individual:same", "individual:human" };
  g_autoptr (CordDatabase) database = open_before ("old_credential");
  CordStatement *statement;
  gboolean row;

  add_resource (database, "individual", "person");
  add_resource (database, "organization", "firm");
  add_customer (database, "alone", "elsewhere");
  add_resource (database, "individual", "same");
  add_customer (database, "same", "same");
  add_resource (database, "individual", "stranger");
  add_customer (database, "stranger", "elsewhere");
  add_resource (database, "individual", "both");
  add_resource (database, "organization", "both");
  add_resource (database, "individual", "company");
  add_customer (database, "company", "company");
  set_referred (database, "company", "Organization");
  add_resource (database, "individual", "human");
  add_customer (database, "human", "human");
  set_referred (database, "human", "Individual");
  add_resource (database, "individual", "sim");
  add_resource (database, "product", "sim");
  for (gsize i = 0; i < G_N_ELEMENTS (owners); i++)
    g_assert_true (cord_credential_store_set (database, owners[i], "pin", "4711", NULL));
  g_assert_true (cord_database_migrate (database, 7, cord_server_migrations, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_true (knows (database, kept[i]));
  statement = cord_database_statement (database, "SELECT count(*) FROM credential", NULL);
  g_assert_true (cord_statement_step (statement, &row, NULL));
  g_assert_cmpint (cord_statement_get_integer (statement, 0), ==, G_N_ELEMENTS (kept));
  cord_statement_reset (statement);
}

static void
assert_indexed (CordDatabase *database, const char *type, const char *column, const char *value, gint64 expected)
{
  gint64 count;

  g_assert_true (cord_resource_index_count (database, type, column, value, -1, &count, NULL));
  g_assert_cmpint (count, ==, expected);
}

/* A store from before names were found in any spelling; what is no document stays without. */
static void
test_search_keys (void)
{
  static const char *const rows[]
      = { "INSERT INTO resource (type, id, document, version, last_update)"
          " VALUES ('customer', 'C-1', '{\"name\":\"Anne-Marie M\u00fcller\"}', 1, 0),"
          " ('individual', 'p', '{\"givenName\":\"Pat\",\"familyName\":\"O\u2019Brien\"}', 1, 0),"
          " ('organization', 'o', '{\"tradingName\":\"Acme\",\"name\":7}', 1, 0), ('customer', 'x', 'torn', 1, 0)",
          "INSERT INTO resource_index (type, name, value, row) VALUES ('customer', 'words', 'anne-marie muller', 1),"
          " ('individual', 'contactMedium.characteristic.emailAddress', 'Pat@Example.com', 2),"
          " ('product', 'service', 'L-1', 3)" };
  g_autoptr (CordDatabase) database = open_before ("cord_id_key");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    run (database, rows[i]);
  g_assert_true (cord_database_migrate (database, 7, cord_server_migrations, NULL));
  assert_indexed (database, "customer", "words", "anne-marie muller", 0);
  assert_indexed (database, "customer", "nameKey", "annemariemuller", 1);
  assert_indexed (database, "customer", "nameKey", "muellerannemarie", 1);
  assert_indexed (database, "customer", "name~", "annemariemuller", 1);
  assert_indexed (database, "individual", "familyName~", "obrien", 1);
  assert_indexed (database, "organization", "tradingName~", "acme", 1);
  assert_indexed (database, "customer", "idKey", "c-1", 1);
  assert_indexed (database, "customer", "idKey", "x", 0);
  assert_indexed (database, "individual", "nameKey", "obrienpat", 1);
  assert_indexed (database, "individual", "emailKey", "pat@example.com", 1);
  assert_indexed (database, "organization", "nameKey", "acme", 1);
  assert_indexed (database, "product", "idKey", "l-1", 1);
}

/* Before anything of a file is changed it is copied whole; where that cannot be, it stays as it was. */
static void
test_kept (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cord-older-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "store.db", NULL);
  g_autofree char *address = g_strconcat ("sqlite:", path, NULL);
  g_autofree char *kept = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (CordDatabase) old = cord_sqlite_open (path, CORD_SQLITE_SERVER, NULL);
  g_autoptr (CordDatabase) store = NULL;
  g_autoptr (GError) refused = NULL;
  gsize n = migration_with ("old_credential");
  g_autofree const char **migrations = g_new0 (const char *, n + 1);
  gsize length, again;
  gint64 schema, version;

  memcpy (migrations, cord_server_migrations, n * sizeof *migrations);
  g_assert_true (cord_database_migrate (old, STORE_MARK, migrations, NULL));
  add_resource (old, "individual", "person");
  g_assert_true (cord_sqlite_fold (old, NULL));
  g_clear_object (&old);
  kept = g_strdup_printf ("%s.schema-%" G_GSIZE_FORMAT, path, n);
  g_assert_true (g_file_get_contents (path, &before, &length, NULL));

  /* A reader leaves it alone. */
  g_assert_null (cord_server_store_read (address, &refused));
  g_assert_error (refused, CORD_ERROR, CORD_ERROR_CONFLICT);
  g_assert_cmpstr (cord_error_get_reason (refused), ==, "older");
  g_clear_error (&refused);
  g_assert_true (g_file_get_contents (path, &after, &again, NULL));
  g_assert_cmpmem (after, again, before, length);
  /* There is no room for a copy of that name. */
  g_assert_no_errno (g_mkdir (kept, 0700));
  g_assert_null (cord_server_store_open (address, &refused));
  g_assert_nonnull (cord_error_get_hint (refused));
  g_assert_no_errno (g_rmdir (kept));
  store = cord_server_store_look (path, FALSE, &schema, NULL);
  g_assert_cmpint (schema, ==, n);
  g_clear_object (&store);

  store = cord_server_store_open (address, NULL);
  g_assert_nonnull (store);
  g_clear_object (&store);
  store = cord_server_store_look (kept, TRUE, &schema, NULL);
  g_assert_cmpint (schema, ==, n);
  g_assert_true (cord_resource_store_get_version (store, "individual", "person", &version, NULL));
  g_assert_cmpint (version, ==, 1);
  g_clear_object (&store);
  /* Of this version there is nothing to keep. */
  g_assert_no_errno (g_unlink (kept));
  store = cord_server_store_read (address, NULL);
  g_assert_nonnull (store);
  g_clear_object (&store);
  store = cord_server_store_open (address, NULL);
  g_assert_nonnull (store);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_clear_object (&store);
  cord_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/older-stores/kept", test_kept);
  g_test_add_func ("/store/older-stores/telephone-numbers", test_telephone_numbers);
  g_test_add_func ("/store/older-stores/lockouts", test_lockouts);
  g_test_add_func ("/store/older-stores/credentials", test_credentials);
  g_test_add_func ("/store/older-stores/search-keys", test_search_keys);
  return g_test_run ();
}
