/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/resource/cord-filter.h"
#include "server/resource/cord-projection.h"

G_BEGIN_DECLS

/* The query of a list in the manner of TMF630 (docs/wire.md, "Resources and queries"). */
typedef struct
{
  char *path;
  gboolean descending;
} CordSortKey;

typedef struct
{
  CordProjection *fields; /* NULL: all */
  gboolean paged;         /* the client asked for a page */
  gint64 offset;
  gint64 limit;       /* -1: all */
  GPtrArray *filters; /* (element-type CordFilter): all of them */
  GPtrArray *sort;    /* (element-type CordSortKey) */
  CordPatternCost cost;
} CordQuery;

/* Parses the query of a URI, still percent-encoded (NULL: none); free it with cord_query_free. NULL with INVALID naming
 * the parameter: a negative or non-numeric limit or offset, a bad regular expression, a bad encoding; "not-implemented"
 * for a directive of TMF630 that there is not ("depth", "expand", "filter"). */
CordQuery *cord_query_parse (const char *text, GError **error);
/* The query is for a list of @type, whose names are compared as names. */
void cord_query_bind (CordQuery *self, const CordResourceType *type);
/* Frees @self with all its filters. */
void cord_query_free (CordQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordQuery, cord_query_free)

/* Whether all filters match. */
gboolean cord_query_matches (const CordQuery *self, JsonNode *document);
/* FALSE once a regular expression was given up: what matched is not the answer then. INVALID, "costly", naming the
 * parameter. */
gboolean cord_query_check_cost (const CordQuery *self, GError **error);
/* FALSE where what was looked at tells that the query cannot mean what it says, after all of it was looked at: as
 * cord_filter_check_compared. */
gboolean cord_query_check_compared (const CordQuery *self, GError **error);
/* What a document is sorted by, read once: for each key of sort the first value found, for cord_query_compare alone.
 * What is missing sorts last. Adds to *size, which may be NULL, the bytes of memory they take, about. The array is the
 * caller's; NULL: as cord_document_parse. */
GPtrArray *cord_query_sort_values (const CordQuery *self, CordDocument *document, gsize *size, GError **error);
/* The order of two documents by their cord_query_sort_values: below, at or above 0. */
int cord_query_compare (const CordQuery *self, GPtrArray *a, GPtrArray *b);
/* What "fields" leaves of a document: id and href always. A node of the caller's; @document itself, with a new
 * reference, where all is asked for. */
JsonNode *cord_query_project (const CordQuery *self, JsonNode *document);

G_END_DECLS
