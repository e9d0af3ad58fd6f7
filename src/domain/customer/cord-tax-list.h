/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "base/cord-value.h"

G_BEGIN_DECLS

/* Taxes as the catalog and the policy packs list them: [{ name, percent, from?, until? }], each in force from the day
 * `from` until before the day `until`. One alone need not have a name. An exemption is a list of { from?, until? },
 * during which none is in force. */

#define CORD_TAX_WHOLE ((gint64)100 * 1000 * 1000) /* 100 % in millionths of a percent */

/* Reads a percent from 0 to 100 in millionths of a percent. FALSE for any other text, and for NULL. */
gboolean cord_tax_percent_read (const char *text, gint64 *millionths);
/* The entry of one tax; texts that are NULL are left out. Full reference. */
GVariant *cord_tax_list_new_entry (const char *name, const char *percent, const char *from, const char *until);
/* TRUE when every entry can be read and no day has more than 8 taxes, or more than 100 percent. */
gboolean cord_tax_list_check (GVariant *list);
/* The taxes in force on @date as the quote format has them: a list, a percent alone, or "0" where none is.
 * CORD_DATE_NONE is before all days. @exemptions: such a list; NULL for none. Full reference. */
GVariant *cord_tax_list_dup_on (GVariant *list, GVariant *exemptions, CordDate date);
/* The days on which the taxes change, as `dated` rows of the quote format. Full reference; NULL when there are none. */
GVariant *cord_tax_list_dup_dated (GVariant *list, GVariant *exemptions);

G_END_DECLS
