/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"

G_BEGIN_DECLS

/* {events, head}: the events of the request's interaction from number @from on, up to those it has now, in pieces of
 * bounded size however many there are. NULL: an error of the store. */
CordReply *cord_event_list (CordRequest *request, gint64 from, GError **error);

G_END_DECLS
