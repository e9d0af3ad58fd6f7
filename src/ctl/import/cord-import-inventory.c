/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import-inventory.h"

#include "store/cord-inventory-write-store.h"
#include "store/cord-resource-store.h"
#include "wire/cord-account-resource.h"
#include "wire/cord-tmf.h"

#define HISTORY "accountHistory"

gboolean
cord_import_inventory_is_followed (CordDatabase *database, const CordResourceType *type, gboolean *followed,
                                   GError **error)
{
  gint64 count = 0;

  if ((g_str_equal (type->name, "product") || g_str_equal (type->name, "billingAccount"))
      && !cord_resource_store_count (database, HISTORY, &count, error))
    return FALSE;
  *followed = count > 0;
  return TRUE;
}

/* A product that names no account is on one that only the server finds. */
static gboolean
may_have_history (CordDatabase *database, const CordResourceType *type, const char *document, gboolean *may,
                  GError **error)
{
  g_autoptr (JsonNode) node = document != NULL ? cord_json_parse (document, -1, &CORD_JSON_LIMITS_FILE, NULL) : NULL;
  const char *account = NULL;
  gint64 version;

  *may = FALSE;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  account = g_str_equal (type->name, "product") ? cord_account_resource_of (node)
                                                : cord_tmf_id (json_node_get_object (node));
  *may = account == NULL;
  if (account == NULL)
    return TRUE;
  if (!cord_resource_store_get_version (database, HISTORY, account, &version, error))
    return FALSE;
  *may = version > 0;
  return TRUE;
}

gboolean
cord_import_inventory_note (CordDatabase *database, const CordResourceRow *row, const char *before, GError **error)
{
  const CordInventoryWrite write = { 0, (char *)row->type->name, (char *)before, row->document };
  gboolean was, is;

  if (!may_have_history (database, row->type, before, &was, error)
      || !may_have_history (database, row->type, row->document, &is, error))
    return FALSE;
  return (!was && !is) || cord_inventory_write_store_add (database, &write, error);
}
