/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-party.h"

#include "server/resource/cord-document.h"
#include "store/cord-resource-index.h"
#include "wire/cord-customer-resource.h"

static gboolean
exists (CordDatabase *database, const char *type, const char *id, gboolean *there, GError **error)
{
  gint64 row;

  if (!cord_resource_index_find_row (database, type, id, &row, error))
    return FALSE;
  *there = row != 0;
  return TRUE;
}

gboolean
cord_party_find_type (CordDatabase *database, const char *id, const char *referred, const char **type, GError **error)
{
  static const char *const types[] = { "individual", "organization" };
  const char *said = cord_customer_resource_party_type (referred);

  *type = NULL;
  for (gsize i = 0; id != NULL && *type == NULL && i < G_N_ELEMENTS (types); i++)
    {
      gboolean there;

      if (said != NULL && !g_str_equal (said, types[i]))
        continue;
      if (!exists (database, types[i], id, &there, error))
        return FALSE;
      *type = there ? types[i] : NULL;
    }
  return TRUE;
}

/* What the document says of its party; the texts are full, and may be NULL. */
static gboolean
read_customer (const CordStoredResource *customer, char **id, char **referred, GError **error)
{
  g_auto (CordDocument) document = { .text = customer->document };

  return cord_document_dup_text (&document, "engagedParty.id", id, error)
         && cord_document_dup_text (&document, "engagedParty.@referredType", referred, error);
}

gboolean
cord_party_of_customer (CordDatabase *database, const CordStoredResource *customer, const char **type, char **id,
                        GError **error)
{
  g_autofree char *party = NULL;
  g_autofree char *referred = NULL;

  *id = NULL;
  if (!read_customer (customer, &party, &referred, error)
      || !cord_party_find_type (database, party, referred, type, error))
    return FALSE;
  if (*type != NULL)
    *id = g_steal_pointer (&party);
  return TRUE;
}

gboolean
cord_party_find_engaged (CordDatabase *database, const char *customer, const char **type, char **id, GError **error)
{
  GError *inner = NULL;
  g_autoptr (CordStoredResource) stored = cord_resource_store_get (database, "customer", customer, &inner);

  *type = NULL;
  *id = NULL;
  if (stored != NULL)
    return cord_party_of_customer (database, stored, type, id, error);
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

gboolean
cord_party_test_engaged (CordDatabase *database, const char *type, const char *id, const char *customer,
                         gboolean *engaged, GError **error)
{
  g_autofree char *party = NULL;
  const char *party_type;

  *engaged = FALSE;
  if (id == NULL || customer == NULL)
    return TRUE;
  if (!cord_party_find_engaged (database, customer, &party_type, &party, error))
    return FALSE;
  *engaged = g_strcmp0 (party_type, type) == 0 && g_strcmp0 (party, id) == 0;
  return TRUE;
}

/* The customers that name an id: those that mean the party, and those that do not say which of two. */
typedef struct
{
  const char *type;
  GPtrArray *engaged;
  GPtrArray *unsaid;
  GError *error;
} Naming;

static gboolean
note_customer (const CordStoredResource *customer, gpointer user_data)
{
  Naming *self = user_data;
  g_autofree char *id = NULL;
  g_autofree char *referred = NULL;
  const char *said;

  if (!read_customer (customer, &id, &referred, &self->error))
    return FALSE;
  said = cord_customer_resource_party_type (referred);
  if (said == NULL)
    g_ptr_array_add (self->unsaid, g_strdup (customer->id));
  else if (g_str_equal (said, self->type))
    g_ptr_array_add (self->engaged, g_strdup (customer->id));
  return TRUE;
}

static gboolean
add_unsaid (CordDatabase *database, const Naming *self, const char *id, GError **error)
{
  const char *type;

  if (self->unsaid->len == 0)
    return TRUE;
  if (!cord_party_find_type (database, id, NULL, &type, error))
    return FALSE;
  for (guint i = 0; i < self->unsaid->len && g_strcmp0 (type, self->type) == 0; i++)
    g_ptr_array_add (self->engaged, g_strdup (g_ptr_array_index (self->unsaid, i)));
  return TRUE;
}

GPtrArray *
cord_party_find_customers (CordDatabase *database, const char *type, const char *id, gint64 limit, GError **error)
{
  g_autoptr (GPtrArray) engaged = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) unsaid = g_ptr_array_new_with_free_func (g_free);
  Naming naming = { type, engaged, unsaid, NULL };

  if (id == NULL)
    return g_steal_pointer (&engaged);
  if (!cord_resource_store_each_indexed (database, "customer", "engagedParty.id", id, 0, limit, note_customer, &naming,
                                         error))
    return NULL;
  if (naming.error != NULL)
    {
      g_propagate_error (error, naming.error);
      return NULL;
    }
  return add_unsaid (database, &naming, id, error) ? g_steal_pointer (&engaged) : NULL;
}
