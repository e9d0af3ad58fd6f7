/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"
#include "base/cord-zone.h"

G_BEGIN_DECLS

/* Taxes as the catalog and the policy packs list them: [{ name, percent, from?, until? }], each in force from the day
 * `from` until before the day `until`; instants are days by the rule of docs/billing.md, "Periods". One that is in
 * force alone need not have a name. An exemption is a list of { from?, until? }, during which none is in force. */

#define CORD_TAX_WHOLE ((gint64)100 * 1000 * 1000) /* 100 % in millionths of a percent */
#define CORD_TAX_ENTRIES_MAX 64

/* Members of an entry that a CordTaxFault names, as it names "from" and "until". */
#define CORD_TAX_NAME "name"
#define CORD_TAX_PERCENT "percent"

/**
 * CordTaxFault: what is wrong with a list of taxes.
 * @index: of the entry at fault
 * @member: of that entry; NULL where there are too many of them
 */
typedef struct
{
  gsize index;
  const char *member;
} CordTaxFault;

/* Reads a percent from 0 to 100 in millionths of a percent. FALSE for any other text, and for NULL. */
gboolean cord_tax_percent_read (const char *text, gint64 *millionths);
/* The entry of one tax; texts that are NULL are left out. Full reference. */
GVariant *cord_tax_list_new_entry (const char *name, const char *percent, const char *from, const char *until);
/* Whether an entry begins or ends. */
gboolean cord_tax_entry_is_dated (GVariant *entry);
/* Whether an entry has a name. */
gboolean cord_tax_entry_is_named (GVariant *entry);
/* The percent of an entry as it is written, borrowed from it; or NULL. */
const char *cord_tax_entry_get_percent (GVariant *entry);
/* TRUE when every entry can be read, at no time are more than 8 taxes in force, or more than 100 percent, and each is
 * alone or has a name. Without that *fault, unless NULL, says what is wrong first. A date counts as its day in UTC. */
gboolean cord_tax_list_check (GVariant *list, CordTaxFault *fault);
/* The taxes in force on @date as the quote format has them: a list, a percent alone, or "0" where none is. @zone: of
 * the account. CORD_DATE_NONE is before all days. @exemptions: such a list; NULL for none. Full reference. */
GVariant *cord_tax_list_dup_on (GVariant *list, GVariant *exemptions, const CordZone *zone, CordDate date);
/* The days on which the taxes change, as `dated` rows of the quote format. Full reference; NULL when there are none. */
GVariant *cord_tax_list_dup_dated (GVariant *list, GVariant *exemptions, const CordZone *zone);

G_END_DECLS
