/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "sync/remote/cord-answer.h"

G_BEGIN_DECLS

/* What one exchange may take. Source: docs/reliability.md, "Sending". */
typedef struct
{
  guint connect; /* milliseconds */
  guint first;   /* from the request's first byte to the answer's */
  guint total;
  gsize bytes; /* of the answer's body */
} CordExchangeLimits;

extern const CordExchangeLimits CORD_EXCHANGE_LIMITS; /* 3 s, 10 s, 30 s, 8 MiB */

/* Sends @message and reads the whole answer. JSON is parsed within limits, in a thread when it is long. */
void cord_exchange_async (SoupSession *session, SoupMessage *message, const CordExchangeLimits *limits,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The answer, full, whatever its status. NULL: OFFLINE with reason "timeout", "tls" or "unreachable" (the outcome is
 * unknown), INTERNAL with reason "bad-answer", or the caller's own G_IO_ERROR_CANCELLED. */
CordAnswer *cord_exchange_finish (SoupSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
