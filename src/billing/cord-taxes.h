/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-fields.h"

G_BEGIN_DECLS

#define CORD_TAXES_MAX 8

/**
 * CordTaxes: the taxes on a price or a fee, at least one; without tax it is one of 0 percent. Counted by references.
 * Source: docs/quote-format.md, "Several taxes".
 * @listed: the input has a list, so that lines say what each tax comes to; otherwise it has a single percent
 * @percents: in the order of the list
 * @names: in the same order; NULL when nothing says which tax it is
 * @total: all percents together, at most 100
 * @text: as line keys have it: the percents joined by "+"
 */
typedef struct
{
  guint n;
  gboolean listed;
  CordDecimal percents[CORD_TAXES_MAX];
  char *names[CORD_TAXES_MAX];
  CordDecimal total;
  char *text;
} CordTaxes;

/* Reads the member @field, a percent or a list of taxes; 0 percent when it is absent. Returns a full reference. NULL,
 * INVALID with the member at fault, when it is neither, or the list has no or too many taxes, or more than 100 percent
 * together. */
CordTaxes *cord_taxes_read (const CordFields *fields, guint field, GError **error);
/* Reads the part of a line key, which names no tax. Only the one way of writing it is accepted. Returns a full
 * reference, or NULL when @text is another. */
CordTaxes *cord_taxes_parse_key (const char *text);

/* Whether a tax may be called @text, which is shown to people: it may have spaces, but no control characters, and is
 * not too long. FALSE for NULL. */
gboolean cord_tax_is_name (const char *text);
/* A tax of such a list as it is written into the input. Returns a full reference. */
GVariant *cord_tax_draft_to_value (const char *name, const char *percent);

/* Adds a reference to @self and returns it. */
CordTaxes *cord_taxes_ref (CordTaxes *self);
/* Releases a reference to @self. */
void cord_taxes_unref (CordTaxes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CordTaxes, cord_taxes_unref)

/* TRUE when both have the same percents in the same order, whatever they are called: they make the same line key. */
gboolean cord_taxes_have_same_percents (const CordTaxes *self, const CordTaxes *other);

G_END_DECLS
