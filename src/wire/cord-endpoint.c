/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-endpoint.h"

#include <string.h>

#define OWN "/cordboard/v1"
#define CALL_ROLES "agent,supervisor"
#define WORK_ROLES "agent,supervisor,system"
#define EVERY_API CORD_TMF_API "/{api}"
#define HUB_ROLES "system,admin"

static const CordEndpoint table[] = {
  { "token", "POST", OWN "/token", "*", FALSE,
    "Signs in, or trades a refresh token, for a short access token (OAuth 2)",
    "{grant_type: password, username, password}, {grant_type: refresh_token, refresh_token} or {grant_type: "
    "client_credentials, client_id, client_secret}; a form or JSON" },
  { "token-revoke", "POST", OWN "/token/revoke", "*", FALSE, "Signs out: the token named and all that came from it end",
    "{token}; a form or JSON" },

  { "interaction-open", "POST", OWN "/interaction", CALL_ROLES, FALSE, "Opens an interaction",
    "{channel, direction, sop, policy}" },
  { "interaction", "GET", OWN "/interaction/{id}", CALL_ROLES ",reviewer", TRUE,
    "Tells an interaction's state and verified level" },
  { "customer-search", "GET", OWN "/customer/search", CALL_ROLES, TRUE,
    "Finds masked candidates by name, telephone number or any id", "?q=TEXT&interaction=ID" },
  { "verification", "POST", OWN "/interaction/{id}/verification", CALL_ROLES, TRUE,
    "Compares what the caller said with what is on record", "{customer, factor, value}" },
  { "event-append", "POST", OWN "/interaction/{id}/event", CALL_ROLES, TRUE, "Appends a batch of events to the record",
    "{expect: SEQ, events: [EVENT]}" },
  { "event-list", "GET", OWN "/interaction/{id}/event", CALL_ROLES ",reviewer", TRUE,
    "Gives the events of the record from a sequence number on", "?from=SEQ" },

  { "catalog-change", "GET", OWN "/catalog/change", "signed-in", FALSE,
    "Tells what changed in the catalog since a version", "?since=VERSION" },
  { "catalog-problem", "GET", OWN "/catalog/problem", "signed-in", FALSE,
    "Names the offerings that are not sold because something in them cannot be read", "?offset=N&limit=N" },
  { "event-stream", "GET", OWN "/event-stream", "signed-in", FALSE,
    "Tells, as it happens, which resources change; never what they say" },
  { "customer-view", "GET", OWN "/customerView/{id}", WORK_ROLES, TRUE,
    "Gives a customer with the party and all that is theirs in one answer", "?newest=N" },
  { "account-history", "GET", OWN "/accountHistory/{id}", WORK_ROLES, TRUE, "Gives the billing history of an account" },
  { "operation", "GET", OWN "/operation/{id}", WORK_ROLES, FALSE, "Gives the stored outcome of an operation" },
  { "operation-cancel", "PUT", OWN "/operation/{id}/cancel", WORK_ROLES, FALSE,
    "Cancels an operation that has not arrived; tells its outcome otherwise" },

  { "user-list", "GET", OWN "/user", "supervisor,admin", FALSE,
    "Lists who signs in, with what their work is planned by" },
  { "user-set", "PATCH", OWN "/user/{id}", "admin", FALSE, "Sets a user's team, shift, first day and extension",
    "{team, shift, startDate, extension}; null takes one away" },

  { "health", "GET", OWN "/health", "*", FALSE, "Says that the server is alive" },
  { "ready", "GET", OWN "/ready", "*", FALSE, "Says whether the server can do its work" },
  { "metrics", "GET", OWN "/metrics", "*", FALSE, "Counts and durations as Prometheus text; nothing personal" },
  /* The paths that monitoring tools ask by default. */
  { "root-health", "GET", "/health", "*", FALSE, "The same as health" },
  { "root-ready", "GET", "/ready", "*", FALSE, "The same as ready" },
  { "root-metrics", "GET", "/metrics", "*", FALSE, "The same as metrics" },

  { "qualification", "POST", "/tmf-api/productOfferingQualification/v4/productOfferingQualification", WORK_ROLES, TRUE,
    "Answers whether a customer may have an offering, why not, and what instead (TMF679)" },
  { "quote", "POST", "/tmf-api/quoteManagement/v4/quote", WORK_ROLES, TRUE, "Prices and seals a change (TMF648)" },
  { "order", "POST", "/tmf-api/productOrderingManagement/v4/productOrder", WORK_ROLES, TRUE,
    "Places a change exactly once (TMF622)" },
  { "order-cancel", "POST", "/tmf-api/productOrderingManagement/v4/cancelProductOrder", WORK_ROLES, TRUE,
    "Undoes an order that is not yet completed (TMF622)" },
  { "message", "POST", "/tmf-api/communicationManagement/v4/communicationMessage", WORK_ROLES, TRUE,
    "Sends a confirmation exactly once (TMF681)" },
  { "appointment", "POST", "/tmf-api/appointment/v4/appointment", WORK_ROLES, TRUE,
    "Books a follow-up exactly once (TMF646)" },

  { "hub-register", "POST", EVERY_API "/hub", HUB_ROLES, FALSE, "Registers a listener for what changes in the API",
    "{callback, query}" },
  { "hub-list", "GET", EVERY_API "/hub", HUB_ROLES, FALSE, "Lists the caller's listeners, an admin's all" },
  { "hub-get", "GET", EVERY_API "/hub/{id}", HUB_ROLES, FALSE, "Gives one listener" },
  { "hub-unregister", "DELETE", EVERY_API "/hub/{id}", HUB_ROLES, FALSE, "Lets a listener go" },
};

const CordEndpoint *
cord_endpoint_table (gsize *n)
{
  *n = G_N_ELEMENTS (table);
  return table;
}

const CordEndpoint *
cord_endpoint_find (const char *name)
{
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].name, name))
      return &table[i];
  return NULL;
}

const char *
cord_endpoint_api (const char *path)
{
  gsize n;
  const CordResourceType *types = cord_resource_type_table (&n);

  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (types[i].base, CORD_TMF_API "/") && g_str_has_prefix (path, types[i].base)
        && path[strlen (types[i].base)] == '/')
      return types[i].base;
  return NULL;
}

/* TRUE when @path has the shape of @pattern; *parameter is what stands in the place of "{id}", still encoded. */
static gboolean
path_matches (const char *pattern, const char *path, char **parameter)
{
  const char *hole = strstr (pattern, "{id}");
  const char *api;
  gsize before, length;

  *parameter = NULL;
  if (g_str_has_prefix (pattern, EVERY_API))
    {
      api = cord_endpoint_api (path);
      return api != NULL && path_matches (pattern + strlen (EVERY_API), path + strlen (api), parameter);
    }
  if (hole == NULL)
    return g_str_equal (pattern, path);

  before = (gsize)(hole - pattern);
  if (strncmp (pattern, path, before) != 0)
    return FALSE;
  length = strcspn (path + before, "/");
  if (length == 0 || !g_str_equal (hole + strlen ("{id}"), path + before + length))
    return FALSE;
  *parameter = g_strndup (path + before, length);
  return TRUE;
}

static char *
decode (const char *encoded)
{
  g_autofree char *text = g_uri_unescape_string (encoded, NULL);

  return text != NULL && *text != '\0' && g_utf8_validate (text, -1, NULL) ? g_steal_pointer (&text) : NULL;
}

const CordEndpoint *
cord_endpoint_match (const char *method, const char *path, char **parameter, gboolean *known_path)
{
  gboolean known = FALSE;
  const CordEndpoint *found = NULL;

  g_return_val_if_fail (method != NULL && path != NULL, NULL);

  if (parameter != NULL)
    *parameter = NULL;
  for (gsize i = 0; found == NULL && i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *encoded = NULL;
      g_autofree char *decoded = NULL;

      if (!path_matches (table[i].path, path, &encoded))
        continue;
      decoded = encoded != NULL ? decode (encoded) : NULL;
      if (encoded != NULL && decoded == NULL)
        continue;
      known = TRUE;
      if (!g_str_equal (table[i].method, method))
        continue;
      found = &table[i];
      if (parameter != NULL)
        *parameter = g_steal_pointer (&decoded);
    }
  if (known_path != NULL)
    *known_path = known && (found != NULL || cord_resource_type_for_path (path, NULL) == NULL);
  return found;
}

/* The base of the first API there is. */
static const char *
first_api (void)
{
  gsize n;
  const CordResourceType *types = cord_resource_type_table (&n);

  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (types[i].base, CORD_TMF_API "/"))
      return types[i].base;
  return "";
}

char *
cord_endpoint_expand (const char *name, const char *parameter)
{
  const CordEndpoint *endpoint = cord_endpoint_find (name);
  gboolean every = endpoint != NULL && g_str_has_prefix (endpoint->path, EVERY_API);
  g_autofree char *path = NULL;
  g_autofree char *encoded = NULL;
  const char *hole;

  g_return_val_if_fail (endpoint != NULL, NULL);

  path = g_strconcat (every ? first_api () : "", endpoint->path + (every ? strlen (EVERY_API) : 0), NULL);
  hole = strstr (path, "{id}");
  if (hole == NULL)
    return g_steal_pointer (&path);
  g_return_val_if_fail (parameter != NULL && *parameter != '\0', NULL);
  encoded = g_uri_escape_string (parameter, NULL, FALSE);
  return g_strdup_printf ("%.*s%s%s", (int)(hole - path), path, encoded, hole + strlen ("{id}"));
}
