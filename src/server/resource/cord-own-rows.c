/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-own-rows.h"

#include "server/resource/cord-party.h"
#include "store/cord-resource-index.h"

typedef struct
{
  CordDatabase *database;
  const char *customer;
  GArray *rows; /* (element-type gint64) */
} Search;

static gboolean
is_customer (const CordResourceType *type)
{
  return g_strcmp0 (type->customer, "id") == 0;
}

static gboolean
has_column (const CordResourceType *type, const char *column)
{
  for (const CordResourceIndex *index = type->indexes; index != NULL && index->path != NULL; index++)
    if (g_str_equal (index->column, column))
      return TRUE;
  return FALSE;
}

static gboolean
add_by_id (Search *self, const char *type, const char *id, GError **error)
{
  gint64 row;

  if (!cord_resource_index_find_row (self->database, type, id, &row, error))
    return FALSE;
  if (row != 0)
    g_array_append_val (self->rows, row);
  return TRUE;
}

static gboolean
add_all_by_id (Search *self, const char *type, GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!add_by_id (self, type, g_ptr_array_index (ids, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
add_all_by_column (Search *self, const char *type, const char *column, GPtrArray *values, GError **error)
{
  for (guint i = 0; i < values->len; i++)
    if (!cord_resource_index_collect (self->database, type, column, g_ptr_array_index (values, i), self->rows, error))
      return FALSE;
  return TRUE;
}

/* Ids of the resources of a type that name the customer. */
static GPtrArray *
dup_named_by (Search *self, const char *type, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!cord_resource_index_collect (self->database, type, cord_resource_type_find (type)->customer, self->customer,
                                    rows, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      char *id;

      if (!cord_resource_index_dup_id (self->database, g_array_index (rows, gint64, i), &id, error))
        return NULL;
      if (id != NULL)
        g_ptr_array_add (ids, id);
    }
  return g_steal_pointer (&ids);
}

static gboolean
add_party (Search *self, const char *type, GError **error)
{
  g_autofree char *party = NULL;
  const char *party_type;

  return cord_party_find_engaged (self->database, self->customer, &party_type, &party, error)
         && (g_strcmp0 (party_type, type) != 0 || add_by_id (self, type, party, error));
}

static gboolean
add_histories (Search *self, GError **error)
{
  g_autoptr (GPtrArray) accounts = dup_named_by (self, "billingAccount", error);

  return accounts != NULL && add_all_by_id (self, "accountHistory", accounts, error);
}

static gboolean
add_cancellations (Search *self, GError **error)
{
  g_autoptr (GPtrArray) orders = dup_named_by (self, "productOrder", error);

  return orders != NULL && add_all_by_column (self, "cancelProductOrder", "productOrder.id", orders, error);
}

/* What names the customer, and what names nobody but one of the customer's accounts. */
static gboolean
add_named (Search *self, const CordResourceType *type, GError **error)
{
  g_autoptr (GPtrArray) accounts = NULL;

  if (type->customer != NULL
      && !cord_resource_index_collect (self->database, type->name, type->customer, self->customer, self->rows, error))
    return FALSE;
  if (!has_column (type, "billingAccount.id"))
    return TRUE;
  accounts = dup_named_by (self, "billingAccount", error);
  return accounts != NULL && add_all_by_column (self, type->name, "billingAccount.id", accounts, error);
}

static gboolean
add_type (Search *self, const CordResourceType *type, GError **error)
{
  if (is_customer (type))
    return add_by_id (self, type->name, self->customer, error);
  if (cord_resource_type_is_party (type->name))
    return add_party (self, type->name, error);
  if (g_str_equal (type->name, "accountHistory"))
    return add_histories (self, error);
  if (g_str_equal (type->name, "cancelProductOrder"))
    return add_cancellations (self, error);
  return add_named (self, type, error);
}

GArray *
cord_own_rows_find (CordDatabase *database, const CordResourceType *type, const char *customer, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  Search search = { database, customer, rows };

  if (!add_type (&search, type, error))
    return NULL;
  cord_resource_index_order_rows (rows);
  return g_steal_pointer (&rows);
}

gboolean
cord_own_rows_has (CordDatabase *database, const CordResourceType *type, const char *customer, const char *id,
                   gboolean *has, GError **error)
{
  g_autoptr (GArray) rows = NULL;
  gint64 row;

  *has = FALSE;
  if (!cord_resource_index_find_row (database, type->name, id, &row, error))
    return FALSE;
  /* Spares a customer with many thousand of them the walk over all. */
  if (type->customer != NULL && !is_customer (type)
      && !cord_resource_index_has (database, type->name, type->customer, customer, row, has, error))
    return FALSE;
  if (*has)
    return TRUE;
  rows = cord_own_rows_find (database, type, customer, error);
  for (guint i = 0; rows != NULL && i < rows->len && !*has; i++)
    *has = g_array_index (rows, gint64, i) == row;
  return rows != NULL;
}
