/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-endpoint.h"

G_BEGIN_DECLS

/* What the server counts while it works, for /metrics. Every label is a word of our own tables, never anything that was
 * sent, so that the number of series is bounded and none names a person. Noting something takes no memory. Used by the
 * server's thread alone. */
typedef struct _CordMetrics CordMetrics;

typedef enum
{
  CORD_OUTCOME_ORDER_PLACED,
  CORD_OUTCOME_ORDER_COMPLETED,
  CORD_OUTCOME_ORDER_FAILED,
  CORD_OUTCOME_ORDER_CANCELLED,
  CORD_OUTCOME_VERIFIED,
  CORD_OUTCOME_NOT_VERIFIED,
  CORD_OUTCOME_VERIFICATION_LOCKED,
  CORD_OUTCOME_VERIFICATION_THROTTLED,
  CORD_OUTCOME_VERIFICATION_ENDED, /* an agent's right to verify */
  CORD_OUTCOME_SIGNED_IN,
  CORD_OUTCOME_SIGN_IN_REFUSED,
  CORD_OUTCOME_SIGN_IN_THROTTLED,
  CORD_OUTCOME_MESSAGE_ACCEPTED,
  CORD_OUTCOME_MESSAGE_SENT,   /* written to the spool folder */
  CORD_OUTCOME_MESSAGE_FAILED, /* could not be; it is tried again */
  CORD_OUTCOME_REPLAYED,       /* a request that came again was given the stored answer */
  CORD_N_OUTCOMES,
} CordOutcome;

/* Metrics that count from nothing; free them with cord_metrics_free. */
CordMetrics *cord_metrics_new (void);
/* Frees @self with all its series. */
void cord_metrics_free (CordMetrics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordMetrics, cord_metrics_free)

/* Counts a connection that was opened, or (@opened FALSE) one that ended. */
void cord_metrics_note_connection (CordMetrics *self, gboolean opened);
/* Counts a request that the reader refused before its target was looked at. */
void cord_metrics_note_doubtful (CordMetrics *self);
/* A request is whole, and in progress until cord_metrics_end_request. */
void cord_metrics_begin_request (CordMetrics *self);
/* The request was answered with @status. @endpoint and @type as the router found them, both NULL when it found nothing;
 * @microseconds since the request was whole. */
void cord_metrics_end_request (CordMetrics *self, const CordEndpoint *endpoint, const CordResourceType *type,
                               const char *method, guint status, gint64 microseconds);
/* The word for a route in metrics and in the log: the endpoint's name or the resource's, or "none"; static. */
const char *cord_metrics_route (const CordEndpoint *endpoint, const CordResourceType *type);
/* The word for @method: itself where it is known here, or "other"; static. */
const char *cord_metrics_method (const char *method);

/* Counts @outcome. @unsettled: it counts only once the store has made it durable (cord_metrics_note_commit). */
void cord_metrics_count (CordMetrics *self, CordOutcome outcome, gboolean unsettled);
/* A COMMIT took @microseconds, and @answers waited for it. @kept FALSE: all of it is undone, and what was to count with
 * it does not. */
void cord_metrics_note_commit (CordMetrics *self, guint answers, gint64 microseconds, gboolean kept);

/* Appends all counters and histograms to @text (cord-exposition.h). */
void cord_metrics_write (const CordMetrics *self, GString *text);

G_END_DECLS
