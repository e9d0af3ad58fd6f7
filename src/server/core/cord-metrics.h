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
  CORD_OUTCOME_SIGNED_IN,
  CORD_OUTCOME_SIGN_IN_REFUSED,
  CORD_OUTCOME_SIGN_IN_THROTTLED,
  CORD_OUTCOME_MESSAGE_ACCEPTED,
  CORD_OUTCOME_MESSAGE_SENT,   /* written to the spool folder */
  CORD_OUTCOME_MESSAGE_FAILED, /* could not be; it is tried again */
  CORD_OUTCOME_REPLAYED,       /* a request that came again was given the stored answer */
  CORD_N_OUTCOMES,
} CordOutcome;

CordMetrics *cord_metrics_new (void);
void cord_metrics_free (CordMetrics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordMetrics, cord_metrics_free)

void cord_metrics_note_connection (CordMetrics *self, gboolean opened); /* FALSE: it ended */
void cord_metrics_note_doubtful (CordMetrics *self); /* refused before anybody looked what it asks for */
void cord_metrics_begin_request (CordMetrics *self);
/* @endpoint and @type as the router found them, both NULL when it found nothing; @microseconds since the request was
 * whole. */
void cord_metrics_end_request (CordMetrics *self, const CordEndpoint *endpoint, const CordResourceType *type,
                               const char *method, guint status, gint64 microseconds);
/* The word for it in metrics and in the log: the endpoint's name or the resource's, "none". */
const char *cord_metrics_route (const CordEndpoint *endpoint, const CordResourceType *type);
const char *cord_metrics_method (const char *method); /* one of the methods known here, or "other" */

/* @unsettled: it counts only once the store has made it durable (cord_metrics_note_commit). */
void cord_metrics_count (CordMetrics *self, CordOutcome outcome, gboolean unsettled);
/* @answers waited for this COMMIT; @kept FALSE: all of it is undone, and what was to count with it does not. */
void cord_metrics_note_commit (CordMetrics *self, guint answers, gint64 microseconds, gboolean kept);

void cord_metrics_write (const CordMetrics *self, GString *text);

G_END_DECLS
