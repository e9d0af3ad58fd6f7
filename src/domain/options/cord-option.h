/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "domain/needs/cord-needs.h"
#include "domain/change/cord-change.h"
#include "domain/options/cord-exclusion.h"

G_BEGIN_DECLS

/* A change that fits, with its place and its reasons. Document:
 * { key, title, change, score (0 to 1000), price (decimal a month of what is changed, after), difference (decimal a
 * month, signed), currency, reasons [{code, dimension, question, text, points}] } Properties: key, title, score,
 * price-text, difference-text ("+€25.00 a month"), reasons-text (the texts joined by " · "), presented (boolean, set by
 * the fold). */
#define CORD_TYPE_OPTION (cord_option_get_type ())
G_DECLARE_FINAL_TYPE (CordOption, cord_option, CORD, OPTION, GObject)

CordOption *cord_option_new (GVariant *document);
GVariant *cord_option_get_document (CordOption *self);
const char *cord_option_get_key (CordOption *self);
const char *cord_option_get_title (CordOption *self);
GVariant *cord_option_get_change (CordOption *self);
const char *cord_option_get_offering (CordOption *self); /* or NULL for a removal */
int cord_option_get_score (CordOption *self);
gboolean cord_option_get_presented (CordOption *self);
void cord_option_set_presented (CordOption *self, gboolean presented);

/* Qualification: may this customer have that offering? Answers {result "qualified"|"unqualified"|"alternate", rule,
 * text, alternate?}. Rules: "not-sold", "wrong-kind", "already-held", "relies-on", "others-rely-on-it",
 * "account-inactive", "no-price", "in-commitment". Used by the desk for ranking and by the server's TMF679. */
GVariant *cord_qualify (GVariant *change, CordCustomer *customer, CordCatalog *catalog, CordDate today);

/* Fit: every change that serves the needs, ranked (best first, ties by price then key), and what was excluded with the
 * rule. Answers { catalog (version), options [option documents], excluded [exclusion documents] }; pure and
 * deterministic. */
GVariant *cord_fit_rank (CordNeeds *needs, CordCustomer *customer, CordCatalog *catalog, CordPolicy *policy,
                         CordDate today);

G_END_DECLS
