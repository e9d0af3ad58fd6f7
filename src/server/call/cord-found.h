/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/core/cord-core.h"

G_BEGIN_DECLS

/* The customers that a search has found so far, in order, each once. */
typedef struct
{
  CordCore *core;
  GPtrArray *customers; /* (element-type utf8): ids */
  GError *error;        /* of the store, which ends the search */
} CordFound;

/* Whether nothing more is looked for: as many were found as are counted, or the store failed. */
gboolean cord_found_is_over (const CordFound *self);
/* Adds the customers that the resource @id of @type_name leads to: a party may be engaged in several. Nothing where
 * there is no such resource. */
void cord_found_add_through (CordFound *self, const char *type_name, const char *id);
/* The same for one that is there, as its index says: a customer is not read again. */
void cord_found_add_known (CordFound *self, const char *type_name, const char *id);
/* Adds those that the resources lead to for which @column of the index has @value. No more of them are read than are
 * counted, for a value may be everybody's. */
void cord_found_add_exactly (CordFound *self, const char *type_name, const char *column, const char *value);
/* The same for values that begin with @text, in their order. */
void cord_found_add_prefix (CordFound *self, const char *type_name, const char *column, const char *text);

G_END_DECLS
