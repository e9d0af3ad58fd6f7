/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/cord-access-log.h"

#include "base/cord-id.h"

#include <string.h>

#define REFERENCE_LENGTH 16
#define NUMBER_LENGTH 24

/* Without anything on the heap but what the writer makes of it. */
static void
write_line (const CordRequest *request, const CordReply *reply, gint64 microseconds)
{
  const char *route = cord_metrics_route (request->endpoint, request->type);
  const char *method = cord_metrics_method (request->method);
  char status[NUMBER_LENGTH], duration[NUMBER_LENGTH], bytes[NUMBER_LENGTH], message[160];
  const GLogField fields[] = {
    { "GLIB_DOMAIN", G_LOG_DOMAIN, -1 },
    { "PRIORITY", "6", -1 },
    { "MESSAGE", message, -1 },
    { "CORDBOARD_ROUTE", route, -1 },
    { "CORDBOARD_METHOD", method, -1 },
    { "CORDBOARD_STATUS", status, -1 },
    { "CORDBOARD_DURATION_US", duration, -1 },
    { "CORDBOARD_BYTES", bytes, -1 },
    { "CORDBOARD_ROLE", request->role != NULL ? request->role : "none", -1 },
    { "CORDBOARD_REQUEST", request->reference, -1 },
  };

  g_snprintf (status, sizeof status, "%u", reply->status);
  g_snprintf (duration, sizeof duration, "%" G_GINT64_FORMAT, microseconds);
  g_snprintf (bytes, sizeof bytes, "%zu", reply->body != NULL ? strlen (reply->body) : 0);
  g_snprintf (message, sizeof message, "%s %s %s", method, route, status);
  g_log_structured_array (G_LOG_LEVEL_INFO, fields, G_N_ELEMENTS (fields));
}

void
cord_access_log_begin (CordRequest *request)
{
  request->begun = g_get_monotonic_time ();
  request->reference = cord_id_random_hex (REFERENCE_LENGTH);
  cord_metrics_begin_request (cord_core_get_metrics (request->core));
}

void
cord_access_log_end (CordRequest *request, CordReply *reply)
{
  gint64 microseconds = g_get_monotonic_time () - request->begun;

  cord_reply_set_header (reply, "Cordboard-Request", request->reference);
  cord_metrics_end_request (cord_core_get_metrics (request->core), request->endpoint, request->type, request->method,
                            reply->status, microseconds);
  write_line (request, reply, microseconds);
}
