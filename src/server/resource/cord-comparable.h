/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-money.h"

G_BEGIN_DECLS

/* A value of a document or of a query, by what it says: numbers compare by value, instants by time ("2026-11-30" is the
 * midnight of UTC), everything else by its bytes. */
typedef enum
{
  CORD_COMPARABLE_NUMBER,
  CORD_COMPARABLE_INSTANT,
  CORD_COMPARABLE_TEXT,
} CordComparableKind;

typedef struct
{
  const char *text; /* borrowed from who read it */
  CordComparableKind kind;
  CordDecimal number;
  gint64 instant; /* microseconds since the epoch */
} CordComparable;

/* Reads @text, which has to outlive @self. */
void cord_comparable_read (CordComparable *self, const char *text);
/* The order of two values: below, at or above 0. Numbers come before instants, instants before texts, so that values of
 * any kind have one order. */
int cord_comparable_compare (const CordComparable *a, const CordComparable *b);

G_END_DECLS
