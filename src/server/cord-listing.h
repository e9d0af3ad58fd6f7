/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/cord-query.h"
#include "server/cord-request.h"

G_BEGIN_DECLS

/* The rows of one list, counted before the first is told and told in pieces of bounded size. What is in memory at any
 * time is one piece and, where the list is filtered by what no index knows, or sorted, a number a row.
 *
 * Every row is seen as its caller may see it: those a bound caller may not see are reduced to id, href and @type before
 * any filter looks at them, so that a filter cannot probe them. */
typedef struct _CordListing CordListing;

/* Takes @query. Borrows @request, which must live longer. */
CordListing *cord_listing_new (CordRequest *request, CordQuery *query, GError **error);
void cord_listing_free (CordListing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordListing, cord_listing_free)

const CordQuery *cord_listing_get_query (const CordListing *self);
gint64 cord_listing_get_total (const CordListing *self); /* that match */
gint64 cord_listing_get_count (const CordListing *self); /* of them, on the page */
/* The text of a JSON array, piece by piece; NULL without error after the last. A list that cannot keep to its count ends
 * in an error: CONFLICT with reason "changed". */
char *cord_listing_next (CordListing *self, GError **error);
gboolean cord_listing_is_over (const CordListing *self);
/* To be called between the first piece and a later one with which other requests may come in between: fixes what the
 * rest is read from, so that it goes with the count. A store in memory cannot be fixed; a row that goes away there
 * meanwhile ends the list in an error, a changed one is told as it is then. */
gboolean cord_listing_detach (CordListing *self, GError **error);

G_END_DECLS
