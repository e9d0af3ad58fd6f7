/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* Cordboard's own resources and the special TM Forum operations, one row each. The router of the server, the client,
 * the reference documentation and the tests use the same table. The plain operations of the resource engine follow from
 * cord-resource-type.h. */
typedef struct
{
  const char *name; /* "token", "customer-search", "verification" … */
  const char *method;
  const char *path;           /* "/cordboard/v1/interaction/{id}/event"; "{api}" stands for every TM Forum API */
  const char *roles;          /* "*" anybody, "signed-in", or a comma list "agent,system,…" */
  gboolean needs_interaction; /* header Cordboard-Interaction or the path's id */
  const char *purpose;        /* one line, for the documentation */
  const char *input;          /* of Cordboard's own: the body and the query, "{token}", "?since=N"; NULL: nothing */
} CordEndpoint;

/* All rows; static. */
const CordEndpoint *cord_endpoint_table (gsize *n);
/* The row for a request; @path as received, percent-encoded, without its query. *parameter receives the decoded {id}
 * (may be NULL). NULL when there is none; *known_path tells 405 from 404: it stays FALSE where the path is a resource's
 * (cord_resource_type_for_path), whose other methods the resource engine answers. */
const CordEndpoint *cord_endpoint_match (const char *method, const char *path, char **parameter, gboolean *known_path);
/* The row with this name, or NULL; static. */
const CordEndpoint *cord_endpoint_find (const char *name);
/* The path of the row with this name, with @parameter percent-encoded in place of "{id}" and the first API of the
 * resource table in place of "{api}". Full string. */
char *cord_endpoint_expand (const char *name, const char *parameter);
/* The base of the TM Forum API that a path lies in, as the resource table has it ("/tmf-api/quoteManagement/v4");
 * static, NULL for other paths. */
const char *cord_endpoint_api (const char *path);

G_END_DECLS
