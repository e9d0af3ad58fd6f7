/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-request.h"
#include "server/resource/cord-query.h"

G_BEGIN_DECLS

/* The rows of one list, chosen and counted before the first is written and written in pieces of bounded size. What is
 * in memory at any time is one piece and, where the list is filtered by what no index knows, a number a row, and where
 * it is sorted, what each row is sorted by that can be on the page or before it, which the budget bounds.
 *
 * A bound caller is told what the verified customer of the interaction has; where nobody is verified, nothing, and the
 * store is not asked (docs/security.md, "Disclosure classes and verification"). */
typedef struct _CordListing CordListing;

/* Takes @query. Borrows @request, which must live longer. NULL with an error of the store. */
CordListing *cord_listing_new (CordRequest *request, CordQuery *query, GError **error);
/* Frees @self, and gives back its rows of the budget. */
void cord_listing_free (CordListing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordListing, cord_listing_free)

/* Chooses the rows, a batch at least, until @until (monotonic; G_MAXINT64: to the end); to be called again until
 * cord_listing_is_chosen. INVALID, "costly", when it takes too much: naming "limit" when more would have to be sorted
 * at once, together with what other lists sort, than the budget has room for; otherwise, as soon as it shows that its
 * time will not do (cord-list-budget.h), the filter that no index answers, or "sort". */
gboolean cord_listing_choose (CordListing *self, gint64 until, GError **error);
/* Whether all rows are chosen and counted. */
gboolean cord_listing_is_chosen (const CordListing *self);

/* All that follows is for a list that is chosen. */

/* The query, owned by @self. */
const CordQuery *cord_listing_get_query (const CordListing *self);
/* How many rows match. */
gint64 cord_listing_get_total (const CordListing *self);
/* How many of them are on the page. */
gint64 cord_listing_get_count (const CordListing *self);
/* The text of a JSON array, piece by piece, each the caller's; NULL without error after the last. A list that cannot
 * keep to its count ends in an error: CONFLICT with reason "changed". */
char *cord_listing_next (CordListing *self, GError **error);
/* Whether the last piece was given. */
gboolean cord_listing_is_over (const CordListing *self);
/* To be called before other requests may come in between, whether the rows are chosen or the first piece is written:
 * fixes what the rest is read from, so that the counts are true. A choice that is not made yet begins anew there.
 * Nothing the second time.
 *
 * A store in memory cannot be fixed, and one on disk only until its log is long (cord-snapshots.h). From then on a row
 * is chosen or not as it is when its turn comes, also one that is made meanwhile; one that goes away after it was
 * chosen ends the list in an error, a changed one is written as it is then. */
gboolean cord_listing_detach (CordListing *self, GError **error);

G_END_DECLS
