/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/options/cord-option.h"

/* The two shops that options must work for. American: plans cost the same with every commitment, add-ons rely on any
 * line; most customers have a negotiated price. European: mobile and home plans with promotions, fees and a bundle. */
CordPolicy *test_policy (void);
GVariant *test_policy_document (void);
CordCatalog *test_catalog_us (void);
GVariant *test_catalog_us_document (void);
CordCatalog *test_catalog_eu (void);
GVariant *test_customer_us_document (void);
CordCustomer *test_customer_us (void); /* dsl at 24.85 instead of 25.00, online-backup on it */
/* @products: as in a customer document. */
CordCustomer *test_customer_with (const char *currency, const char *products);
GVariant *test_customer_document (const char *currency, const char *products);

#define TEST_TODAY cord_date (2026, 11, 16)
