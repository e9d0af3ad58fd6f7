/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/import/cord-import-complete.h"

#include "base/cord-period.h"
#include "store/cord-resource-store.h"
#include "wire/cord-bill-resource.h"
#include "wire/cord-definition.h"
#include "wire/cord-json.h"
#include "wire/cord-tmf.h"

#include <string.h>

#define TYPE "@type"
#define DATE "lastUpdate"

void
cord_import_complete (const CordResourceType *type, JsonObject *document)
{
  gboolean known = cord_definition_find (type->name) != NULL;

  if (known && cord_tmf_is_absent (document, TYPE))
    json_object_set_string_member (document, TYPE, type->type);
  if (known && cord_resource_type_is_public (type) && type->state != NULL && type->first != NULL
      && cord_tmf_is_absent (document, type->state))
    json_object_set_string_member (document, type->state, type->first);
  if (g_str_equal (type->name, "customerBill"))
    cord_bill_resource_add_document (document);
}

/* @document ends with the brace of its object, which has members. */
static char *
with_date (const char *document, const char *date)
{
  return g_strdup_printf ("%.*s,\"" DATE "\":\"%s\"}", (int)strlen (document) - 1, document, date);
}

static gboolean
has_date (const char *document, char **date)
{
  g_autoptr (JsonNode) node
      = strstr (document, "\"" DATE "\"") != NULL ? cord_json_parse (document, -1, &CORD_JSON_LIMITS_FILE, NULL) : NULL;

  *date = node != NULL ? g_strdup (cord_json_find_string (node, DATE)) : NULL;
  return *date != NULL;
}

char *
cord_import_dup_dated (CordDatabase *database, const CordResourceRow *row, gint64 now, GError **error)
{
  g_autoptr (CordStoredResource) stored = NULL;
  g_autofree char *own = NULL;
  g_autofree char *date = NULL;
  g_autofree char *today = NULL;
  g_autofree char *same = NULL;
  GError *inner = NULL;

  if (cord_definition_member (cord_definition_find (row->type->name), DATE) == NULL || has_date (row->document, &own))
    return g_strdup (row->document);
  stored = cord_resource_store_get (database, row->type->name, row->id, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  if (stored != NULL && has_date (stored->document, &date))
    {
      same = with_date (row->document, date);
      if (g_str_equal (same, stored->document))
        return g_steal_pointer (&same);
    }
  today = cord_instant_to_string (now);
  return with_date (row->document, today);
}
