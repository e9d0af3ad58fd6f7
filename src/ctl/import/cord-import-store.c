/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import-private.h"

#include "config.h"

#include "ctl/import/cord-import-feed.h"
#include "ctl/import/cord-import-inventory.h"
#include "store/cord-credential-store.h"
#include "store/cord-user-store.h"

#include <glib/gi18n-lib.h>

static void
count_result (CordImportTarget *target, const char *type, CordPutResult result)
{
  CordImportCount *count = cord_import_types_get (target->types, type);

  count->created += result == CORD_PUT_CREATED;
  count->changed += result == CORD_PUT_CHANGED;
  count->unchanged += result == CORD_PUT_UNCHANGED;
}

/* Of one factor that a document gives twice only the last in the row is kept. */
static gboolean
is_given_again (const char *const *secrets, gsize i)
{
  for (gsize later = i + 2; secrets[later] != NULL; later += 2)
    if (g_str_equal (secrets[later], secrets[i]))
      return TRUE;
  return FALSE;
}

/* A secret is compared with its hash first: a new salt for the same PIN would be a change that nobody made. */
static gboolean
store_secrets (CordDatabase *database, const CordResourceRow *row, CordPutResult *result, GError **error)
{
  const char *const *secrets = (const char *const *)row->secrets->pdata;
  g_autofree char *subject = cord_credential_subject (row->type->name, row->id);

  for (gsize i = 0; secrets[i] != NULL; i += 2)
    {
      gboolean same = FALSE;

      if (is_given_again (secrets, i))
        continue;
      if (*result != CORD_PUT_CREATED
          && !cord_credential_store_check (database, subject, secrets[i], secrets[i + 1], &same, error))
        return FALSE;
      if (same)
        continue;
      if (!cord_credential_store_set (database, subject, secrets[i], secrets[i + 1], error))
        return FALSE;
      if (*result == CORD_PUT_UNCHANGED)
        *result = CORD_PUT_CHANGED;
    }
  return TRUE;
}

/* Listeners and histories are told what there was before as well. What is asked once holds for the whole file: it is
 * one transaction. */
static gboolean
dup_before (CordImportTarget *target, const CordResourceRow *row, char **before, GError **error)
{
  CordDatabase *database = target->import->database;
  g_autoptr (CordStoredResource) stored = NULL;
  GError *inner = NULL;

  if (target->asked != row->type
      && (!cord_import_feed_is_heard (database, row->type, &target->heard, error)
          || !cord_import_inventory_is_followed (database, row->type, &target->followed, error)))
    return FALSE;
  target->asked = row->type;
  stored
      = target->heard || target->followed ? cord_resource_store_get (database, row->type->name, row->id, &inner) : NULL;
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  *before = stored != NULL ? g_steal_pointer (&stored->document) : NULL;
  return TRUE;
}

/* The one place that tells others of what an import changed. */
static gboolean
note_change (CordImportTarget *target, const CordResourceRow *row, const char *before, CordPutResult result,
             GError **error)
{
  CordDatabase *database = target->import->database;

  if (result == CORD_PUT_UNCHANGED)
    return TRUE;
  if (cord_resource_type_is_public (row->type)
      && !cord_resource_store_note_change (database, row->type->name, row->id, FALSE, error))
    return FALSE;
  if (target->followed && !cord_import_inventory_note (database, row, before, error))
    return FALSE;
  return !target->heard || cord_import_feed (database, row->type, before, row->document, target->import->now, error);
}

static gboolean
store_row (CordImportTarget *target, CordResourceRow *row, const CordImportLack *lack, GError **error)
{
  CordDatabase *database = target->import->database;
  const char *type = row->type->name;
  g_autofree char *before = NULL;
  g_autofree char *document = cord_import_dup_completed (database, row, lack, target->import->now, error);
  CordResourceRow whole = *row;
  CordPutResult put, result;

  whole.document = document;
  if (document == NULL || !dup_before (target, row, &before, error)
      || !cord_resource_batch_put (target->batch, type, row->id, document, (const char *const *)row->columns->pdata,
                                   &put, error))
    return FALSE;
  result = put;
  if (!store_secrets (database, row, &result, error) || !note_change (target, &whole, before, put, error))
    return FALSE;
  count_result (target, type, result);
  return TRUE;
}

static const char *
required (JsonNode *node, const char *member, GError **error)
{
  const char *value = cord_json_find_string (node, member);

  if (value == NULL || *value == '\0')
    cord_error_set_full (error, CORD_ERROR_INVALID, "missing", member, NULL, _ ("“%s” is missing"), member);
  return value != NULL && *value != '\0' ? value : NULL;
}

static gboolean
is_same_person (const CordUser *there, const char *role, const char *secret, const CordSecretCost *cost)
{
  return !there->disabled && g_str_equal (there->role, role) && cord_secret_check_password (there->hash, secret, cost);
}

static gboolean
store_client (const CordImportTarget *target, const char *name, const char *secret, const CordSecretCost *cost,
              CordPutResult *result, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (CordUser) there = cord_client_store_get (target->import->database, name, &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  *result = there == NULL                                    ? CORD_PUT_CREATED
            : is_same_person (there, "system", secret, cost) ? CORD_PUT_UNCHANGED
                                                             : CORD_PUT_CHANGED;
  return *result == CORD_PUT_UNCHANGED
         || cord_client_store_put (target->import->database, name, secret, cost, target->import->now, error);
}

static gboolean
store_user (const CordImportTarget *target, const char *name, const char *role, const char *password,
            const CordSecretCost *cost, CordPutResult *result, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (CordUser) there = cord_user_store_get (target->import->database, name, &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  *result = there == NULL                                  ? CORD_PUT_CREATED
            : is_same_person (there, role, password, cost) ? CORD_PUT_UNCHANGED
                                                           : CORD_PUT_CHANGED;
  return *result == CORD_PUT_UNCHANGED
         || cord_user_store_put (target->import->database, name, role, password, cost, target->import->now, error);
}

static gboolean
store_person (CordImportTarget *target, JsonNode *node, GError **error)
{
  const CordSecretCost *cost = target->import->cost != NULL ? target->import->cost : &CORD_SECRET_COST_DEFAULT;
  gboolean client = g_str_equal (target->stem, "client");
  const char *name = required (node, "name", error);
  const char *secret = name != NULL ? required (node, client ? "secret" : "password", error) : NULL;
  const char *role = secret == NULL ? NULL : client ? "system" : required (node, "role", error);
  CordPutResult result;

  if (role == NULL)
    return FALSE;
  if (!g_hash_table_add (target->people, g_strdup (name)))
    return cord_error_set_full (error, CORD_ERROR_INVALID, "duplicate", "name", _ ("Keep one of the two."),
                                _ ("the name %s stands here twice"), name);
  if (client ? !store_client (target, name, secret, cost, &result, error)
             : !store_user (target, name, role, secret, cost, &result, error))
    return FALSE;
  count_result (target, target->stem, result);
  return TRUE;
}

gboolean
cord_import_holds_people (const char *stem)
{
  return g_str_equal (stem, "user") || g_str_equal (stem, "client");
}

gboolean
cord_import_store (CordImportTarget *target, const CordImportItem *item, GError **error)
{
  return item->person != NULL ? store_person (target, item->person, error)
                              : store_row (target, item->row, &item->lack, error);
}
