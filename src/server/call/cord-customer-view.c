/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/call/cord-customer-view.h"

#include "config.h"

#include "server/resource/cord-access.h"
#include "server/resource/cord-engine.h"
#include "server/resource/cord-party.h"
#include "store/cord-resource-index.h"
#include "wire/cord-customer-view-codec.h"

#include <sodium.h>
#include <string.h>

#define NEWEST 12
#define MOST 1000 /* of anything */
#define ROOM 8192 /* for a usual answer */

/* What belongs to a customer by name, and the column that tells which are the latest; NULL: all are wanted. */
static const struct
{
  const char *type;
  const char *by;
} parts[] = {
  { "billingAccount", NULL },
  { "product", NULL },
  { "customerBill", "billDate" },
  { "productOrder", "orderDate" },
  { "partyInteraction", "interactionDate.startDateTime" },
  { "appointment", "validFor.startDateTime" },
};

typedef struct
{
  CordRequest *request;
  guint64 newest;
  GPtrArray *accounts; /* (element-type utf8): ids */
  GString *text;       /* objects, still open */
  GString *withheld;
  GString *total;
} View;

static void
view_init (View *self, CordRequest *request)
{
  self->request = request;
  self->newest = NEWEST;
  self->accounts = g_ptr_array_new_with_free_func (g_free);
  self->text = g_string_append_c (g_string_sized_new (ROOM), '{');
  self->withheld = g_string_new ("{");
  self->total = g_string_new ("{");
}

static void
view_clear (View *self)
{
  g_ptr_array_unref (self->accounts);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_string_free (self->withheld, TRUE);
  g_string_free (self->total, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (View, view_clear)

/* Before the next member or element, if it is not the first. */
static void
separate (GString *text)
{
  if (strchr ("{[", text->str[text->len - 1]) == NULL)
    g_string_append_c (text, ',');
}

/* What follows is the member's value. */
static void
add_member (GString *text, const char *name)
{
  separate (text);
  g_string_append_c (text, '"');
  g_string_append (text, name);
  g_string_append (text, "\":");
}

/* The reason is why the part's own API would refuse it. */
static gboolean
may_tell (View *self, const CordResourceType *type)
{
  g_autoptr (GError) refusal = NULL;

  if (cord_access_check_operation (self->request, type, 'G', &refusal)
      && cord_access_check_customer (self->request, type, self->request->id, &refusal))
    return TRUE;
  add_member (self->withheld, type->name);
  g_string_append_printf (self->withheld, "\"%s\"", cord_error_get_reason (refusal));
  return FALSE;
}

/* Who they are */

static gboolean
add_party (View *self, const CordStoredResource *customer, GError **error)
{
  CordDatabase *database = cord_core_get_database (self->request->core);
  g_autoptr (CordStoredResource) party = NULL;
  g_autofree char *id = NULL;
  const char *type;

  if (!cord_party_of_customer (database, customer, &type, &id, error))
    return FALSE;
  if (type == NULL || !may_tell (self, cord_resource_type_find (type)))
    return TRUE;
  party = cord_engine_require_stored (self->request->core, type, id, error);
  if (party == NULL)
    return FALSE;
  add_member (self->text, CORD_CUSTOMER_VIEW_PARTY);
  g_string_append (self->text, party->document);
  return TRUE;
}

static gboolean
add_customer (View *self, GError **error)
{
  g_autoptr (CordStoredResource) stored
      = cord_engine_require_stored (self->request->core, "customer", self->request->id, error);

  if (stored == NULL)
    return FALSE;
  add_member (self->text, CORD_CUSTOMER_VIEW_CUSTOMER);
  g_string_append (self->text, stored->document);
  return add_party (self, stored, error);
}

/* What is theirs */

static CordStoredResource *
read_row (View *self, const CordResourceType *type, gint64 row, GError **error)
{
  CordStoredResource *stored;
  GError *inner = NULL;

  stored = cord_resource_store_get_row (cord_core_get_database (self->request->core), row, &inner);
  if (stored == NULL && inner == NULL)
    cord_error_set_full (&inner, CORD_ERROR_INTERNAL, "corrupt", NULL, NULL, "the index names no %s", type->name);
  if (inner != NULL)
    g_propagate_error (error, inner);
  return stored;
}

/* What names the customer may still be another's, and is not in their list then. */
static gboolean
find_seen (View *self, const CordResourceType *type, const CordStoredResource *stored, gboolean *seen, GError **error)
{
  g_autoptr (JsonNode) node = cord_json_parse (stored->document, -1, &CORD_JSON_LIMITS_FILE, NULL);

  if (node == NULL)
    return cord_error_set_full (error, CORD_ERROR_INTERNAL, "corrupt", NULL, NULL, "a stored %s is damaged",
                                type->name);
  return cord_access_test_owned (self->request, type, json_node_get_object (node), seen, error);
}

static gboolean
drop_unseen (View *self, const CordResourceType *type, GArray *rows, GError **error)
{
  guint kept = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);
      g_autoptr (CordStoredResource) stored = read_row (self, type, row, error);

      gboolean seen;

      if (stored == NULL || !find_seen (self, type, stored, &seen, error))
        return FALSE;
      if (seen)
        g_array_index (rows, gint64, kept++) = row;
    }
  g_array_set_size (rows, kept);
  return TRUE;
}

static gboolean
choose_rows (View *self, const CordResourceType *type, const char *by, GArray *rows, GError **error)
{
  CordDatabase *database = cord_core_get_database (self->request->core);
  guint most = by != NULL ? (guint)self->newest : MOST;

  if (!cord_resource_index_collect (database, type->name, type->customer, self->request->id, rows, error)
      || (cord_request_is_bound (self->request) && !drop_unseen (self, type, rows, error)))
    return FALSE;
  if (rows->len <= most)
    return TRUE;
  add_member (self->total, type->name);
  g_string_append_printf (self->total, "%u", rows->len);
  return cord_resource_index_keep_latest (database, rows, by != NULL ? by : "", most, error);
}

static void
add_element (View *self, const CordStoredResource *stored)
{
  separate (self->text);
  g_string_append (self->text, stored->document);
}

static gboolean
add_part (View *self, const char *name, const char *by, GError **error)
{
  const CordResourceType *type = cord_resource_type_find (name);
  g_autoptr (GArray) rows = NULL;

  if (!may_tell (self, type))
    return TRUE;
  rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!choose_rows (self, type, by, rows, error))
    return FALSE;
  add_member (self->text, name);
  g_string_append_c (self->text, '[');
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (CordStoredResource) stored = read_row (self, type, g_array_index (rows, gint64, i), error);

      if (stored == NULL)
        return FALSE;
      add_element (self, stored);
      if (g_str_equal (name, "billingAccount"))
        g_ptr_array_add (self->accounts, g_strdup (stored->id));
    }
  g_string_append_c (self->text, ']');
  return TRUE;
}

/* Kept by the account, and only once there was an order. Access to the account is access to its history. */
static gboolean
add_histories (View *self, GError **error)
{
  const CordResourceType *type = cord_resource_type_find ("accountHistory");

  if (!may_tell (self, type))
    return TRUE;
  add_member (self->text, type->name);
  g_string_append_c (self->text, '[');
  for (guint i = 0; i < self->accounts->len; i++)
    {
      GError *inner = NULL;
      g_autoptr (CordStoredResource) stored = cord_resource_store_get (
          cord_core_get_database (self->request->core), type->name, g_ptr_array_index (self->accounts, i), &inner);

      if (inner != NULL)
        {
          g_propagate_error (error, inner);
          return FALSE;
        }
      if (stored != NULL)
        add_element (self, stored);
    }
  g_string_append_c (self->text, ']');
  return TRUE;
}

/* The answer */

static gboolean
gather (View *self, GError **error)
{
  if (!cord_request_read_number (self->request, "newest", MOST, &self->newest, error) || !add_customer (self, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!add_part (self, parts[i].type, parts[i].by, error))
      return FALSE;
  return add_histories (self, error);
}

/* All versions would not do: what is removed and made again begins at 1, and what is withheld has none. */
static char *
dup_tag (const char *text, gsize length)
{
  guint8 digest[crypto_generichash_BYTES_MIN];
  char hex[sizeof digest * 2 + 1];

  crypto_generichash (digest, sizeof digest, (const guint8 *)text, length, NULL, 0);
  sodium_bin2hex (hex, sizeof hex, digest, sizeof digest);
  return g_strdup_printf ("\"%s\"", hex);
}

static char *
finish (View *self, gsize *length)
{
  GString *text = self->text;

  add_member (text, CORD_CUSTOMER_VIEW_WITHHELD);
  g_string_append_printf (text, "%s}", self->withheld->str);
  add_member (text, CORD_CUSTOMER_VIEW_TOTAL);
  g_string_append_printf (text, "%s}}", self->total->str);
  *length = text->len;
  return g_string_free (g_steal_pointer (&self->text), FALSE);
}

CordReply *
cord_customer_view (CordRequest *request, GError **error)
{
  const CordResourceType *customer = cord_resource_type_find ("customer");
  g_auto (View) view = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *tag = NULL;
  CordReply *reply;
  gsize length;

  view_init (&view, request);
  if (!cord_access_check_operation (request, customer, 'G', error)
      || !cord_access_check_owner (request, customer, request->id, error) || !gather (&view, error))
    return NULL;
  text = finish (&view, &length);
  tag = dup_tag (text, length);
  reply = cord_request_names_tag (request, "If-None-Match", tag) ? cord_reply_new (304)
                                                                 : cord_reply_new_text (200, g_steal_pointer (&text));
  cord_reply_set_header (reply, "ETag", tag);
  return reply;
}
