/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* Cordboard's own resources and the special TM Forum operations: one row each, shared by the server's router, the
 * client, the documentation and the tests, which walk it. The plain operations of the resource engine follow from
 * cord-resource-type.h. */
typedef struct
{
  const char *name; /* "token", "customer-search", "verification" … */
  const char *method;
  const char *path;  /* "/cordboard/v1/interaction/{id}/event"; "{api}" stands for every TM Forum API there is */
  const char *roles; /* "*" anybody, "signed-in", or a comma list "agent,system,…" */
  gboolean needs_interaction; /* header Cordboard-Interaction or the path's id */
  const char *purpose;        /* one line, for the documentation */
  const char *input;          /* what Cordboard's own take in body and query: "{token}", "?since=N"; NULL: nothing */
} CordEndpoint;

const CordEndpoint *cord_endpoint_table (gsize *n);
/* The row for a request; @path as received, percent-encoded, without its query. *parameter receives the decoded {id}
 * (may be NULL). NULL when there is none; *known_path tells 405 from 404: it stays FALSE where the path is a resource's
 * (cord_resource_type_for_path), whose other methods the resource engine answers. */
const CordEndpoint *cord_endpoint_match (const char *method, const char *path, char **parameter, gboolean *known_path);
const CordEndpoint *cord_endpoint_find (const char *name);
/* The path with the encoded parameter; where it has an "{api}", that of the first API of the resource table. */
char *cord_endpoint_expand (const char *name, const char *parameter);
/* The base of the TM Forum API a path lies in, as the resource table has it ("/tmf-api/quoteManagement/v4"); NULL. */
const char *cord_endpoint_api (const char *path);

/* TM Forum's error body {code, reason, message, status, referenceError}, code and status as strings; and the error of
 * the domain in it. */
guint cord_problem_status (const GError *error); /* HTTP status of a CORD_ERROR: by its reason where the table in
                                                    cord-problem.c names it, otherwise by its code */
JsonNode *cord_problem_from_error (const GError *error); /* never tells more than message, reason, member */
void cord_problem_to_error (guint status, JsonNode *body, GError **error); /* body may be NULL: not JSON, or empty */

G_END_DECLS
