/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foreign-system.h"

#include "sync/cord-stub-server.h"

#include <string.h>

#define PAGE_MOST 50
#define OWN "/desk/v1"

struct _ForeignSystem
{
  ScenarioServer *server;
  CordStubServer *own;
  CordStubServer *system;
  GMutex mutex;
  GString *complaints;
  GPtrArray *posted; /* Posted */
  char *token;       /* its own connection to the system behind it */
  guint keys;
  int lost;
  gboolean dearer;
};

typedef struct
{
  char *resource;
  JsonNode *body;
} Posted;

static void
posted_free (gpointer data)
{
  Posted *posted = data;

  g_free (posted->resource);
  json_node_unref (posted->body);
  g_free (posted);
}

/* Its own names: where resources are, what lists are filtered by. */
static const struct
{
  const char *path;
  const char *behind;
  const char *filter;
} resources[] = {
  { "/bss/customers/v4/customer", "/tmf-api/customerManagement/v4/customer", NULL },
  { "/bss/parties/v4/individual", "/tmf-api/party/v4/individual", NULL },
  { "/bss/parties/v4/organization", "/tmf-api/party/v4/organization", NULL },
  { "/bss/accounts/v4/billingAccount", "/tmf-api/accountManagement/v4/billingAccount", "relatedParty.id" },
  { "/bss/inventory/v4/product", "/tmf-api/productInventory/v4/product", "relatedParty.id" },
  { "/bss/bills/v4/customerBill", "/tmf-api/customerBillManagement/v4/customerBill", "relatedParty.id" },
  { "/bss/catalog/v4/productOffering", "/tmf-api/productCatalogManagement/v4/productOffering", NULL },
  { "/bss/catalog/v4/productOfferingPrice", "/tmf-api/productCatalogManagement/v4/productOfferingPrice", NULL },
  { "/bss/catalog/v4/productSpecification", "/tmf-api/productCatalogManagement/v4/productSpecification", NULL },
  { "/bss/catalog/v4/category", "/tmf-api/productCatalogManagement/v4/category", NULL },
  { "/bss/quotes/v4/quote", "/tmf-api/quoteManagement/v4/quote", NULL },
  { "/bss/orders/v4/order", "/tmf-api/productOrderingManagement/v4/productOrder", "customerId" },
  { "/bss/messages/v4/communicationMessage", "/tmf-api/communicationManagement/v4/communicationMessage",
    "description" },
  { "/bss/appointments/v4/appointment", "/tmf-api/appointment/v4/appointment", "relatedParty.id" },
  { "/bss/contacts/v4/partyInteraction", "/tmf-api/partyInteraction/v4/partyInteraction", "relatedParty.id" },
};

/* Its words, and those of the cordboard-server behind it. */
static const char *const words[][2] = {
  { "modify", "change" },
  { "noChange", "no-change" },
  { "inProgress", "in_progress" },
  { "pendingActive", "pending_active" },
  { "pendingTerminate", "pending_terminate" },
  { "assessingCancellation", "assessing_cancellation" },
  { "pendingCancellation", "pending_cancellation" },
  { "inbound", "inbounds" },
  { "outbound", "outbounds" },
};
static const char *const members[][2] = { { "productOrderItem", "orderItem" } };

/* Complaints */

static char *
complain (ForeignSystem *self, guint status, const CordStubRequest *request, const char *what)
{
  g_autofree char *body = g_strdup_printf ("{\"code\":\"%u\",\"reason\":\"%s\"}", status, what);

  g_mutex_lock (&self->mutex);
  g_string_append_printf (self->complaints, "%s %s: %s\n", request->method, request->path, what);
  g_mutex_unlock (&self->mutex);
  return cord_stub_answer ((int)status, NULL, body);
}

/* NULL, or the fault of a posted body that is not of its dialect. */
static const char *
find_fault (JsonNode *node)
{
  static const char *const types[]
      = { "Quote", "ProductOrder", "OrderPrice", "CommunicationMessage", "Appointment", NULL };
  static const char *const unknown[] = { "productOrderItem", "chargeKind", "periodCoverage", "prorationBasis", NULL };
  static const char *const standard[] = { "modify", "noChange", "inProgress", NULL };
  const char *fault = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; fault == NULL && i < json_array_get_length (json_node_get_array (node)); i++)
      fault = find_fault (json_array_get_element (json_node_get_array (node), i));
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fault;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (fault == NULL && json_object_iter_next (&iter, &name, &member))
    {
      const char *text = JSON_NODE_HOLDS_VALUE (member) && json_node_get_value_type (member) == G_TYPE_STRING
                             ? json_node_get_string (member)
                             : "";

      if (g_str_has_prefix (name, "cordboard"))
        fault = "an extension";
      else if (g_strv_contains (unknown, name))
        fault = "a member it does not know";
      else if (g_str_equal (name, "@type") && !g_strv_contains (types, text))
        fault = "a type it does not know";
      else if (g_strv_contains (standard, text))
        fault = "a word of another dialect";
      else
        fault = find_fault (member);
    }
  return fault;
}

/* Only filters that it knows, and pages of its own kind. */
static gboolean
read_query (const char *query, const char *filter, guint *page, guint *size, char **rest)
{
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  *page = 0;
  *size = 0;
  for (gsize i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      if (pair[0] == NULL || pair[1] == NULL)
        return FALSE;
      if (g_str_equal (pair[0], "page"))
        *page = (guint)g_ascii_strtoull (pair[1], NULL, 10);
      else if (g_str_equal (pair[0], "size"))
        *size = (guint)g_ascii_strtoull (pair[1], NULL, 10);
      else if (g_strcmp0 (pair[0], filter) == 0 || g_str_equal (pair[0], "externalId"))
        g_string_append_printf (kept, "&%s=%s", g_str_equal (pair[0], "customerId") ? "relatedParty.id" : pair[0],
                                pair[1]);
      else
        return FALSE;
    }
  *rest = g_string_free (g_steal_pointer (&kept), FALSE);
  return *page >= 1 && *size >= 1 && *size <= PAGE_MOST;
}

/* The system behind it */

static GBytes *
ask (ForeignSystem *self, const char *method, const char *path, const char *headers, const char *body, guint *status)
{
  g_autoptr (SoupSession) session
      = soup_session_new_with_options ("remote-connectable", cord_server_get_address (self->server->server), NULL);
  g_autofree char *uri = g_strconcat (cord_server_get_uri (self->server->server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_auto (GStrv) lines = g_strsplit (headers, "\n", -1);
  g_autoptr (GBytes) sent = body != NULL && *body != '\0' ? g_bytes_new (body, strlen (body)) : NULL;
  GBytes *answer;

  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) line = g_strsplit (lines[i], ":", 2);

      if (g_str_equal (line[0], "authorization") || g_str_has_prefix (line[0], "cordboard-")
          || g_str_equal (line[0], "idempotency-key"))
        soup_message_headers_replace (soup_message_get_request_headers (message), line[0], line[1]);
    }
  if (sent != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", sent);
  answer = soup_session_send_and_read (session, message, NULL, NULL);
  *status = answer != NULL ? soup_message_get_status (message) : 503;
  return answer;
}

/* Only sign-in and Cordboard's own endpoints; every other path belongs to the system. */
static char *
answer_own (const CordStubRequest *request, guint number, gpointer user_data)
{
  ForeignSystem *self = user_data;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *text = NULL;
  guint status;

  if (!g_str_has_prefix (request->path, OWN "/"))
    return complain (self, 404, request, "not at the desk's own server");
  if (strstr (request->path, "accountHistory") != NULL || strstr (request->path, "catalog/change") != NULL)
    return complain (self, 404, request, "it keeps neither histories nor a catalog");
  path = g_strconcat ("/cordboard/v1", request->path + strlen (OWN), NULL);
  answer = ask (self, request->method, path, request->headers, request->body, &status);
  text = answer != NULL ? g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer)) : g_strdup ("");
  return status == 204 ? g_strdup ("HTTP/1.1 204 None\r\n\r\n") : cord_stub_answer ((int)status, NULL, text);
}

/* In a connection's thread: signs in by itself, once. */
static char *
dup_headers (ForeignSystem *self)
{
  static const char sign_in[]
      = "{\"grant_type\":\"client_credentials\",\"client_id\":\"billing\",\"client_secret\":\"" SCENARIO_PASSWORD "\"}";
  char *headers;

  g_mutex_lock (&self->mutex);
  if (self->token == NULL)
    {
      guint status;
      g_autoptr (GBytes) bytes = ask (self, "POST", "/cordboard/v1/token", "", sign_in, &status);
      g_autoptr (JsonNode) node = cord_json_parse (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                                                   &CORD_JSON_LIMITS_WIRE, NULL);

      self->token = g_strdup (cord_json_find_string (node, "access_token"));
    }
  headers = g_strdup_printf ("authorization:Bearer %s\nidempotency-key:01980000-0000-7000-8000-%012u\n", self->token,
                             ++self->keys);
  g_mutex_unlock (&self->mutex);
  return headers;
}

/* Its own token may have expired meanwhile. */
static GBytes *
ask_behind (ForeignSystem *self, const char *method, const char *path, const char *body, guint *status)
{
  g_autofree char *headers = dup_headers (self);
  g_autofree char *fresh = NULL;
  GBytes *bytes = ask (self, method, path, headers, body, status);

  if (*status != 401)
    return bytes;
  g_clear_pointer (&bytes, g_bytes_unref);
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->token, g_free);
  g_mutex_unlock (&self->mutex);
  fresh = dup_headers (self);
  return ask (self, method, path, fresh, body, status);
}

static const char *
translate (const char *text, const char *const (*table)[2], gsize n, gboolean in)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (table[i][in], text))
      return table[i][!in];
  return text;
}

/* Translates a document to the words of the server (@in) or of the system; our extensions are dropped. */
static JsonNode *
translate_document (JsonNode *node, gboolean in)
{
  JsonNode *translated;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        json_array_add_element (array, translate_document (json_array_get_element (json_node_get_array (node), i), in));
      translated = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (translated, array);
      return translated;
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_object_new ();

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &member))
        if (!g_str_has_prefix (name, "cordboard"))
          json_object_set_member (object, translate (name, members, G_N_ELEMENTS (members), in),
                                  translate_document (member, in));
      translated = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (translated, object);
      return translated;
    }
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_init_string (json_node_alloc (),
                                  translate (json_node_get_string (node), words, G_N_ELEMENTS (words), in));
  return json_node_copy (node);
}

/* Unknown members, and links to other hosts. */
static void
embellish (JsonNode *row)
{
  JsonObject *object = json_node_get_object (row);
  JsonObject *extra = json_object_new ();

  json_object_set_string_member (extra, "vendorMood", "inProgress");
  json_object_set_object_member (object, "vendorExtra", extra);
  json_object_set_string_member (object, "href", "./here");
}

static void
make_dearer (JsonNode *quote)
{
  JsonObject *total = json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (quote), "quoteTotalPrice"), 0);
  JsonObject *amount
      = json_object_get_object_member (json_object_get_object_member (total, "price"), "taxIncludedAmount");

  json_object_set_member (amount, "value", cord_json_decimal ("999.99"));
}

static char *
tell (guint status, const char *headers, GBytes *bytes, gboolean dearer)
{
  g_autoptr (JsonNode) node = cord_json_parse (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                                               &CORD_JSON_LIMITS_FILE, NULL);
  g_autoptr (JsonNode) translated = node != NULL ? translate_document (node, FALSE) : NULL;
  g_autofree char *text = NULL;

  if (translated == NULL)
    return cord_stub_answer ((int)status, headers, "");
  if (status < 300 && JSON_NODE_HOLDS_OBJECT (translated))
    embellish (translated);
  if (dearer && JSON_NODE_HOLDS_OBJECT (translated))
    make_dearer (translated);
  for (guint i = 0; JSON_NODE_HOLDS_ARRAY (translated) && i < json_array_get_length (json_node_get_array (translated));
       i++)
    embellish (json_array_get_element (json_node_get_array (translated), i));
  text = cord_json_write (translated);
  return cord_stub_answer ((int)status, headers, text);
}

/* Reading and writing */

static char *
list (ForeignSystem *self, const CordStubRequest *request, gsize which)
{
  const char *query = strchr (request->path, '?');
  g_autofree char *rest = NULL;
  g_autofree char *path = NULL;
  g_autofree char *link = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint page, size, status;

  if (!read_query (query != NULL ? query + 1 : NULL, resources[which].filter, &page, &size, &rest))
    return complain (self, 400, request, "a parameter it does not know");
  path = g_strdup_printf ("%s?offset=%u&limit=%u%s", resources[which].behind, (page - 1) * size, size, rest);
  bytes = ask_behind (self, "GET", path, NULL, &status);
  link = g_strdup_printf ("Link: <?page=%u&size=%u>; rel=\"next\"\r\n", page + 1, size);
  return tell (status < 300 ? 206 : status, link, bytes, FALSE);
}

static char *
get (ForeignSystem *self, const CordStubRequest *request, gsize which)
{
  g_autofree char *path = g_strconcat (resources[which].behind, request->path + strlen (resources[which].path), NULL);
  guint status;
  g_autoptr (GBytes) bytes = ask_behind (self, "GET", path, NULL, &status);

  return tell (status, NULL, bytes, FALSE);
}

static char *
post (ForeignSystem *self, const CordStubRequest *request, gsize which)
{
  g_autoptr (JsonNode) node = cord_json_parse (request->body, -1, &CORD_JSON_LIMITS_WIRE, NULL);
  const char *fault = node != NULL ? find_fault (node) : "no JSON";
  g_autoptr (JsonNode) translated = fault == NULL ? translate_document (node, TRUE) : NULL;
  g_autofree char *text = translated != NULL ? cord_json_write (translated) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *name = strrchr (resources[which].path, '/') + 1;
  Posted *posted;
  gboolean lost, dearer;
  guint status;

  if (fault != NULL)
    return complain (self, 400, request, fault);
  posted = g_new (Posted, 1);
  posted->resource = g_strdup (name);
  posted->body = json_node_ref (node);
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->posted, posted);
  lost = g_str_equal (name, "order") && self->lost > 0 && self->lost-- > 0;
  dearer = self->dearer && g_str_equal (name, "quote");
  g_mutex_unlock (&self->mutex);
  bytes = ask_behind (self, "POST", resources[which].behind, text, &status);
  return lost ? NULL : tell (status, NULL, bytes, dearer);
}

static const char *
find_header_fault (const CordStubRequest *request)
{
  static const char *const foreign[] = { "idempotency-key",       "if-match",         "if-none-match",
                                         "cordboard-interaction", "cordboard-device", "cordboard-sequence" };
  g_autofree char *authorization = cord_stub_request_dup_header (request, "authorization");

  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autofree char *value = cord_stub_request_dup_header (request, foreign[i]);

      if (value != NULL)
        return foreign[i];
    }
  return authorization != NULL && g_str_has_prefix (authorization, "Bearer ") ? NULL : "nobody is signed in";
}

static char *
answer_system (const CordStubRequest *request, guint number, gpointer user_data)
{
  ForeignSystem *self = user_data;
  const char *fault = find_header_fault (request);
  gsize length = strcspn (request->path, "?");

  if (fault != NULL)
    return complain (self, 400, request, fault);
  for (gsize i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      gsize base = strlen (resources[i].path);

      if (strncmp (request->path, resources[i].path, base) != 0 || (length != base && request->path[base] != '/'))
        continue;
      if (g_str_equal (request->method, "POST") && length == base)
        return post (self, request, i);
      if (!g_str_equal (request->method, "GET"))
        return complain (self, 405, request, "a method it does not know");
      return length == base ? list (self, request, i) : get (self, request, i);
    }
  return complain (self, 404, request, "nothing is there");
}

/* Construction */

ForeignSystem *
foreign_system_new (ScenarioServer *server)
{
  ForeignSystem *self = g_new0 (ForeignSystem, 1);

  self->server = server;
  g_mutex_init (&self->mutex);
  self->complaints = g_string_new (NULL);
  self->posted = g_ptr_array_new_with_free_func (posted_free);
  self->own = cord_stub_server_new (answer_own, self);
  self->system = cord_stub_server_new (answer_system, self);
  return self;
}

void
foreign_system_free (ForeignSystem *self)
{
  cord_stub_server_free (self->own);
  cord_stub_server_free (self->system);
  g_string_free (self->complaints, TRUE);
  g_ptr_array_unref (self->posted);
  g_mutex_clear (&self->mutex);
  g_free (self->token);
  g_free (self);
}

char *
foreign_system_dup_address (ForeignSystem *self)
{
  return cord_stub_server_dup_uri (self->own);
}

char *
foreign_system_dup_base (ForeignSystem *self)
{
  return cord_stub_server_dup_uri (self->system);
}

CordProfile *
foreign_system_make_profile (ForeignSystem *self)
{
  g_autofree char *path = scenario_source_path ("data/profile/example.json");
  g_autofree char *uri = cord_stub_server_dup_uri (self->system);
  g_autofree char *base = g_strdup_printf ("\"token\": true, \"base\": \"%s/bss/", uri);
  g_autofree char *text = NULL;
  g_autoptr (GString) edited = NULL;
  g_autoptr (GVariant) document = NULL;
  g_autoptr (GError) error = NULL;
  CordProfile *profile;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  edited = g_string_new (text);
  g_assert_cmpuint (g_string_replace (edited, "\"base\": \"/bss/", base, 0), >, 5);
  g_assert_cmpuint (g_string_replace (edited, "/cordboard/v1", OWN, 0), ==, 1);
  document = cord_json_parse_value (edited->str, -1, &CORD_JSON_LIMITS_FILE, &error);
  g_assert_no_error (error);
  profile = cord_profile_new (document, &error);
  g_assert_no_error (error);
  return profile;
}

char *
foreign_system_dup_complaints (ForeignSystem *self)
{
  char *text;

  g_mutex_lock (&self->mutex);
  text = g_strdup (self->complaints->str);
  g_mutex_unlock (&self->mutex);
  return text;
}

GPtrArray *
foreign_system_dup_posted (ForeignSystem *self, const char *resource)
{
  GPtrArray *bodies = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->posted->len; i++)
    {
      const Posted *posted = g_ptr_array_index (self->posted, i);

      if (g_str_equal (posted->resource, resource))
        g_ptr_array_add (bodies, json_node_ref (posted->body));
    }
  g_mutex_unlock (&self->mutex);
  return bodies;
}

guint
foreign_system_count (ForeignSystem *self)
{
  return cord_stub_server_count (self->system);
}

void
foreign_system_lose_answers (ForeignSystem *self, int orders)
{
  g_mutex_lock (&self->mutex);
  self->lost = orders;
  g_mutex_unlock (&self->mutex);
}

void
foreign_system_set_dearer (ForeignSystem *self)
{
  g_mutex_lock (&self->mutex);
  self->dearer = TRUE;
  g_mutex_unlock (&self->mutex);
}
