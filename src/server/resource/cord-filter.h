/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/resource/cord-document.h"
#include "wire/cord-resource-type.h"

G_BEGIN_DECLS

/* A condition on the documents of a list (docs/wire.md, "Resources and queries"): one path, one operator, any of some
 * values; or any of several such conditions, written with ";" between them. */
typedef enum
{
  CORD_FILTER_EQUAL,
  CORD_FILTER_GREATER,
  CORD_FILTER_GREATER_EQUAL,
  CORD_FILTER_LESS,
  CORD_FILTER_LESS_EQUAL,
  CORD_FILTER_REGEX,
  CORD_FILTER_ANY, /* of the alternatives */
} CordFilterOperator;

/* What the regular expressions of a whole query have cost. */
typedef struct
{
  gint64 spent;         /* microseconds */
  const char *given_up; /* the path of one that cost too much, borrowed; nothing matches any more. NULL: none did */
} CordPatternCost;

/* Where the index has what is equal to a value of a condition. */
typedef struct
{
  const char *column; /* the path, or a column of wire/cord-resource-type.h */
  char *value;
} CordFilterEntry;

typedef struct
{
  char *path; /* "relatedParty.id"; of several alternatives the first one's */
  CordFilterOperator operator;
  GPtrArray *values;       /* (element-type utf8): any of them */
  GArray *comparables;     /* (element-type CordComparable): the same values, read */
  const char *key_column;  /* cord_filter_key_column(), for CORD_FILTER_EQUAL; NULL: values are compared as they are */
  GPtrArray *keys;         /* (element-type utf8): cord_filter_key_of_query() of each value; NULL: it has none */
  GArray *entries;         /* (element-type CordFilterEntry), for CORD_FILTER_EQUAL */
  GPtrArray *regexes;      /* (element-type GRegex), for CORD_FILTER_REGEX */
  GPtrArray *alternatives; /* (element-type CordFilter), for CORD_FILTER_ANY; else NULL */
  CordPatternCost *cost;   /* the query's */
  gboolean compared;       /* something was of the kind of a value, or there was nothing to compare with */
  gboolean mismatched;     /* something was not */
} CordFilter;

/* Called for a condition: @raw are its values, still percent-encoded. FALSE ends the splitting. */
typedef gboolean (*CordFilterPartFunc) (const char *path, CordFilterOperator operator, const char * raw,
                                        gpointer user_data, GError **error);
/* Splits the part of a query between two "&" into conditions. Each is PATH=VALUE,…, PATH.OPERATOR=VALUE,…, or written
 * with ">", ">=", "<", "<=", "=~" or "*=", also percent-encoded. Calls @func for each; a value alone, after the first
 * condition, stands with the path and the operator of the one before it. FALSE: @func's error; or INVALID, naming what
 * was sent, where a condition has no operator or one that there is not, its path is empty, or it is badly encoded. */
gboolean cord_filter_split (const char *text, CordFilterPartFunc func, gpointer user_data, GError **error);

/* Without values; free it with cord_filter_free. @cost has to outlive it. */
CordFilter *cord_filter_new (const char *path, CordFilterOperator operator, CordPatternCost * cost);
/* Any of @alternatives (element-type CordFilter, full, not empty). */
CordFilter *cord_filter_new_any (GPtrArray *alternatives);
/* Frees @self with its values and alternatives. */
void cord_filter_free (CordFilter *self);

/* Adds the values in @raw, still percent-encoded: a comma written as such separates, an encoded one is part of the
 * value; a regular expression is one value. INVALID, naming the path, for a bad encoding, more than 64 values, a bad
 * regular expression, or where a date is needed and there is none. */
gboolean cord_filter_add_values (CordFilter *self, const char *raw, GError **error);

/* From now on the names of @type are compared as names. */
void cord_filter_bind (CordFilter *self, const CordResourceType *type);
/* Sets @matches to whether a document matches. FALSE: as cord_document_parse. */
gboolean cord_filter_match (CordFilter *self, CordDocument *document, gboolean *matches, GError **error);
/* The same for a document that was parsed before. */
gboolean cord_filter_match_node (CordFilter *self, JsonNode *document);
/* FALSE where all that was met was of another kind than what it was to be compared with: INVALID, "query", naming the
 * parameter. To be called when all documents were looked at. */
gboolean cord_filter_check_compared (const CordFilter *self, GError **error);

/* INVALID, "query": the value of the parameter @name cannot be used. FALSE. */
gboolean cord_filter_refuse (const char *name, GError **error);
/* The values of a list that is still percent-encoded, decoded: a full array (element-type utf8). @encoded_too: encoded
 * commas separate as well. NULL: badly encoded, or more than 64. */
GPtrArray *cord_filter_split_values (const char *raw, gboolean encoded_too);

G_END_DECLS
