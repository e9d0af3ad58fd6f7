/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "base/cord-money.h"

G_BEGIN_DECLS

/* What a confirmation may say with an amount or a date. The words of each kind are one translated sentence, and the
 * only ones that give a number its meaning: the message is written with them, and the prover reads it by them. */
typedef enum
{
  CORD_STATEMENT_EFFECTIVE,     /* date */
  CORD_STATEMENT_READY,         /* date */
  CORD_STATEMENT_ADDED_NOW,     /* money: the bill of its own that is made now */
  CORD_STATEMENT_ADDED_TO_BILL, /* money, date: collected with the bill of that date */
  CORD_STATEMENT_BACK_NOW,      /* money, of a credit its magnitude */
  CORD_STATEMENT_BACK_ON_BILL,  /* money, date */
  CORD_STATEMENT_BILL,          /* date, money: the whole bill that starts on the date */
  CORD_STATEMENT_FEE_NOW,       /* name, money */
  CORD_STATEMENT_FEE_ON_BILL,   /* name, money, date of the bill */
  CORD_STATEMENT_AFTER,         /* date, names of the promotions that end, money of a month */
  CORD_STATEMENT_NEW_PRICE,     /* date, names of the offers that have another price from then on, money of a month */
  CORD_STATEMENT_MONTH,         /* date, money: what a month costs from then on */
  CORD_STATEMENT_YEAR,          /* money */
  CORD_STATEMENT_CALL,          /* date */
  CORD_STATEMENT_WRITE,         /* date */
  CORD_N_STATEMENTS,
} CordStatementKind;

/**
 * CordStatement: one of them with its values; those that its kind does not have are not looked at.
 * @name: borrowed, on one line
 */
typedef struct
{
  CordStatementKind kind;
  CordDate date;
  CordMoney money;
  const char *name;
} CordStatement;

/* The sentence, in the reader's language. Full string. */
char *cord_statement_write (const CordStatement *self);
/* Same kind, and same values as far as the kind has them. */
gboolean cord_statement_equal (const CordStatement *a, const CordStatement *b);
/* Reads the statement that begins at @text, the longest where there are several; of two as long one that is in @facts.
 * @facts: (element-type CordStatement) what may be stated; only their names are recognized, and amounts only in the
 *   currency of @money
 * *out borrows its name from @facts; *end is set after it. FALSE when none begins there. */
gboolean cord_statement_scan (const char *text, GArray *facts, CordMoney money, CordStatement *out, const char **end);

G_END_DECLS
