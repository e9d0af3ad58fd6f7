/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/change/cord-change.h"
#include "domain/needs/cord-needs.h"

G_BEGIN_DECLS

/* Fit: every change that serves the needs, ranked (best first, ties by price, then by key), and what was excluded, with
 * the rule. Pure and deterministic. { catalog (version), options [of CordOption], excluded [of CordExclusion] }.
 * @today in the account's zone. Full reference. */
GVariant *cord_fit_rank (CordNeeds *needs, CordCustomer *customer, CordCatalog *catalog, CordPolicy *policy,
                         CordDate today);
/* Parts of that document. The version of the catalog, owned by @ranking. */
const char *cord_fit_get_catalog (GVariant *ranking);
/* Documents of cord-option.h, best first. Full reference. */
GVariant *cord_fit_dup_options (GVariant *ranking);
/* Documents of cord-exclusion.h. Full reference. */
GVariant *cord_fit_dup_excluded (GVariant *ranking);

G_END_DECLS
