/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/resource/cord-document.h"
#include "server/resource/cord-projection.h"

G_BEGIN_DECLS

/* The query of a list in the manner of TMF630 (docs/wire.md, "Resources and queries"). */
typedef enum
{
  CORD_FILTER_EQUAL,
  CORD_FILTER_GREATER,
  CORD_FILTER_GREATER_EQUAL,
  CORD_FILTER_LESS,
  CORD_FILTER_LESS_EQUAL,
  CORD_FILTER_REGEX,
} CordFilterOperator;

typedef struct
{
  char *path; /* "relatedParty.id" */
  CordFilterOperator operator;
  GPtrArray *values;  /* (element-type utf8): any of them */
  GPtrArray *regexes; /* (element-type GRegex), for CORD_FILTER_REGEX */
  gint64 spent;       /* microseconds on them so far */
  gboolean given_up;  /* they cost too much; nothing matches any more */
} CordFilter;

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
} CordQuery;

/* Parses the query of a URI, still percent-encoded (NULL: none); free it with cord_query_free. NULL with INVALID naming
 * the parameter: a negative or non-numeric limit or offset, a bad regular expression, a bad encoding. */
CordQuery *cord_query_parse (const char *text, GError **error);
/* Frees @self with all its filters. */
void cord_query_free (CordQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordQuery, cord_query_free)

/* Sets @matches to whether a document matches the filter. FALSE: as cord_document_parse. */
gboolean cord_filter_match (CordFilter *self, CordDocument *document, gboolean *matches, GError **error);
/* Whether all filters match. */
gboolean cord_query_matches (const CordQuery *self, JsonNode *document);
/* FALSE once a regular expression was given up: what matched is not the answer then. INVALID, "costly", naming the
 * parameter. */
gboolean cord_query_check_cost (const CordQuery *self, GError **error);
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
