/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-metrics.h"

#include "server/core/cord-exposition.h"

#define CLASSES 5

static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE", "other" };
static const char *const classes[CLASSES] = { "1xx", "2xx", "3xx", "4xx", "5xx" };
#define METHODS G_N_ELEMENTS (methods)

typedef struct
{
  guint64 requests[METHODS][CLASSES];
  CordHistogram duration;
} Route;

struct _CordMetrics
{
  Route *routes; /* the endpoints, the resources, and one for what is neither */
  gsize n_endpoints;
  gsize n_routes;
  guint64 connections;
  guint64 requests;
  guint64 doubtful;
  guint64 outcomes[CORD_N_OUTCOMES];
  guint64 unsettled[CORD_N_OUTCOMES];
  guint64 kept;
  guint64 undone;
  CordHistogram group;
  CordHistogram commit;
};

/* Outcomes of one family lie side by side. */
static const struct
{
  CordOutcome first, last;
  const char *name;
  const char *help;
} families[] = {
  { CORD_OUTCOME_ORDER_PLACED, CORD_OUTCOME_ORDER_CANCELLED, "cordboard_orders_total",
    "Orders by what became of them" },
  { CORD_OUTCOME_VERIFIED, CORD_OUTCOME_VERIFICATION_ENDED, "cordboard_verifications_total",
    "Answers of callers compared with what is on record" },
  { CORD_OUTCOME_SIGNED_IN, CORD_OUTCOME_SIGN_IN_THROTTLED, "cordboard_sign_ins_total", "Attempts to sign in" },
  { CORD_OUTCOME_MESSAGE_ACCEPTED, CORD_OUTCOME_MESSAGE_FAILED, "cordboard_messages_total",
    "Messages taken, and written to the spool folder" },
  { CORD_OUTCOME_REPLAYED, CORD_OUTCOME_REPLAYED, "cordboard_idempotent_total",
    "Requests that came again and were given the stored answer" },
};

static const char *const outcome_names[CORD_N_OUTCOMES] = {
  [CORD_OUTCOME_ORDER_PLACED] = "placed",
  [CORD_OUTCOME_ORDER_COMPLETED] = "completed",
  [CORD_OUTCOME_ORDER_FAILED] = "failed",
  [CORD_OUTCOME_ORDER_CANCELLED] = "cancelled",
  [CORD_OUTCOME_VERIFIED] = "match",
  [CORD_OUTCOME_NOT_VERIFIED] = "no-match",
  [CORD_OUTCOME_VERIFICATION_LOCKED] = "locked",
  [CORD_OUTCOME_VERIFICATION_THROTTLED] = "throttled",
  [CORD_OUTCOME_VERIFICATION_ENDED] = "right-ended",
  [CORD_OUTCOME_SIGNED_IN] = "ok",
  [CORD_OUTCOME_SIGN_IN_REFUSED] = "refused",
  [CORD_OUTCOME_SIGN_IN_THROTTLED] = "throttled",
  [CORD_OUTCOME_MESSAGE_ACCEPTED] = "accepted",
  [CORD_OUTCOME_MESSAGE_SENT] = "sent",
  [CORD_OUTCOME_MESSAGE_FAILED] = "failed",
  [CORD_OUTCOME_REPLAYED] = "replayed",
};

CordMetrics *
cord_metrics_new (void)
{
  CordMetrics *self = g_new0 (CordMetrics, 1);
  gsize n_types;

  cord_endpoint_table (&self->n_endpoints);
  cord_resource_type_table (&n_types);
  self->n_routes = self->n_endpoints + n_types + 1;
  self->routes = g_new0 (Route, self->n_routes);
  return self;
}

void
cord_metrics_free (CordMetrics *self)
{
  g_free (self->routes);
  g_free (self);
}

void
cord_metrics_note_connection (CordMetrics *self, gboolean opened)
{
  if (opened)
    self->connections++;
  else if (self->connections > 0)
    self->connections--;
}

void
cord_metrics_note_doubtful (CordMetrics *self)
{
  self->doubtful++;
}

void
cord_metrics_begin_request (CordMetrics *self)
{
  self->requests++;
}

static Route *
find_route (CordMetrics *self, const CordEndpoint *endpoint, const CordResourceType *type)
{
  gsize n;

  if (endpoint != NULL)
    return &self->routes[endpoint - cord_endpoint_table (&n)];
  if (type != NULL)
    return &self->routes[self->n_endpoints + (gsize)(type - cord_resource_type_table (&n))];
  return &self->routes[self->n_routes - 1];
}

static gsize
method_index (const char *method)
{
  gsize i = 0;

  while (i < METHODS - 1 && !g_str_equal (methods[i], method))
    i++;
  return i;
}

void
cord_metrics_end_request (CordMetrics *self, const CordEndpoint *endpoint, const CordResourceType *type,
                          const char *method, guint status, gint64 microseconds)
{
  Route *route = find_route (self, endpoint, type);
  guint class = CLAMP (status / 100, 1, CLASSES) - 1;

  self->requests--;
  route->requests[method_index (method)][class]++;
  cord_histogram_note (&route->duration, CORD_HISTOGRAM_DURATION, microseconds);
}

const char *
cord_metrics_route (const CordEndpoint *endpoint, const CordResourceType *type)
{
  if (endpoint != NULL)
    return endpoint->name;
  return type != NULL ? type->name : "none";
}

void
cord_metrics_count (CordMetrics *self, CordOutcome outcome, gboolean unsettled)
{
  guint64 *counter = unsettled ? &self->unsettled[outcome] : &self->outcomes[outcome];

  (*counter)++;
}

void
cord_metrics_note_commit (CordMetrics *self, guint answers, gint64 microseconds, gboolean kept)
{
  guint64 *counter = kept ? &self->kept : &self->undone;

  (*counter)++;
  for (gsize i = 0; i < CORD_N_OUTCOMES; i++)
    {
      self->outcomes[i] += kept ? self->unsettled[i] : 0;
      self->unsettled[i] = 0;
    }
  cord_histogram_note (&self->group, CORD_HISTOGRAM_SIZE, answers);
  cord_histogram_note (&self->commit, CORD_HISTOGRAM_DURATION, microseconds);
}

const char *
cord_metrics_method (const char *method)
{
  return methods[method_index (method)];
}

static const char *
route_name (const CordMetrics *self, gsize index)
{
  gsize n;

  if (index < self->n_endpoints)
    return cord_metrics_route (&cord_endpoint_table (&n)[index], NULL);
  if (index + 1 < self->n_routes)
    return cord_metrics_route (NULL, &cord_resource_type_table (&n)[index - self->n_endpoints]);
  return cord_metrics_route (NULL, NULL);
}

/* Series that never counted anything are left out: most routes know one method. */
static void
write_requests (const CordMetrics *self, GString *text)
{
  cord_exposition_family (text, "cordboard_requests_total", "counter", "Requests answered");
  for (gsize i = 0; i < self->n_routes; i++)
    for (gsize method = 0; method < METHODS; method++)
      for (gsize class = 0; class < CLASSES; class ++)
        if (self->routes[i].requests[method][class] > 0)
          cord_exposition_count (text, "cordboard_requests_total",
                                 (const char *const[]){ "route", route_name (self, i), "method", methods[method],
                                                        "status", classes[class], NULL },
                                 self->routes[i].requests[method][class]);
  cord_exposition_family (text, "cordboard_request_duration_seconds", "histogram",
                          "From the whole request to its answer, the commit it waited for included");
  for (gsize i = 0; i < self->n_routes; i++)
    if (self->routes[i].duration.total > 0)
      cord_histogram_write (&self->routes[i].duration, CORD_HISTOGRAM_DURATION, text,
                            "cordboard_request_duration_seconds", "route", route_name (self, i));
}

static void
write_outcomes (const CordMetrics *self, GString *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      cord_exposition_family (text, families[i].name, "counter", families[i].help);
      for (guint outcome = families[i].first; outcome <= families[i].last; outcome++)
        cord_exposition_count (text, families[i].name, (const char *const[]){ "outcome", outcome_names[outcome], NULL },
                               self->outcomes[outcome]);
    }
}

static void
write_commits (const CordMetrics *self, GString *text)
{
  cord_exposition_family (text, "cordboard_commits_total", "counter", "Durable commits of the store");
  cord_exposition_count (text, "cordboard_commits_total", (const char *const[]){ "outcome", "kept", NULL }, self->kept);
  cord_exposition_count (text, "cordboard_commits_total", (const char *const[]){ "outcome", "undone", NULL },
                         self->undone);
  cord_exposition_family (text, "cordboard_commit_answers", "histogram", "Answers that shared one commit");
  cord_histogram_write (&self->group, CORD_HISTOGRAM_SIZE, text, "cordboard_commit_answers", NULL, NULL);
  cord_exposition_family (text, "cordboard_commit_duration_seconds", "histogram", "Time of one commit");
  cord_histogram_write (&self->commit, CORD_HISTOGRAM_DURATION, text, "cordboard_commit_duration_seconds", NULL, NULL);
}

void
cord_metrics_write (const CordMetrics *self, GString *text)
{
  write_requests (self, text);
  cord_exposition_family (text, "cordboard_doubtful_requests_total", "counter",
                          "Requests refused for their framing, size or type before anything else");
  cord_exposition_count (text, "cordboard_doubtful_requests_total", NULL, self->doubtful);
  write_outcomes (self, text);
  write_commits (self, text);
  cord_exposition_gauge (text, "cordboard_connections", "Connections that are open", self->connections);
  cord_exposition_gauge (text, "cordboard_requests_in_flight", "Requests that are not answered yet", self->requests);
}
