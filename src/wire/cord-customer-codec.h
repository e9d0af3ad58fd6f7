/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-appointment-codec.h"
#include "wire/cord-catalog-codec.h"
#include "wire/cord-json.h"
#include "wire/cord-message-codec.h"
#include "wire/cord-order-codec.h"
#include "wire/cord-qualification-codec.h"
#include "wire/cord-quote-codec.h"

G_BEGIN_DECLS

/* TM Forum resources ↔ the domain's documents, one codec an API, all of them included here. The desk uses them for
 * answers and the server for its own rows, so that both see the same customer. Unknown members are ignored, and a
 * missing optional member is left out. Errors are INVALID and name resource, id and member. Results are full
 * references. */

/* TMF629 customer, TMF632 individual (or organization, or NULL), arrays of TMF666 billingAccount, TMF637 product,
 * TMF678 customerBill, TMF683 partyInteraction, TMF622 productOrder, TMF646 appointment (each may be NULL), and the
 * accountHistory of /cordboard/v1 (or NULL).
 * @zone: IANA zone of the operator, for accounts that name none. → document of cord-customer.h */
typedef struct
{
  JsonNode *customer;
  JsonNode *party;
  JsonArray *accounts;
  const char *account; /* id of the one to be opened, or NULL for the first active one */
  JsonArray *products;
  JsonArray *bills;
  JsonArray *interactions;
  JsonArray *orders;
  JsonArray *appointments;
  JsonNode *history;
  JsonArray *offerings; /* to name each product's category and the fee for leaving early; may be NULL. Both sides pass
                         * the same: what is read here becomes part of sealed quotes. */
  const char *zone;
  const char *currency; /* of the operator, for a customer of whom nothing names one; may be NULL */
} CordCustomerParts;

/* Billing account: the one asked for, otherwise the first whose state is "active", otherwise the first; its zone is the
 * member "zone" (or "cordboardZone", or a characteristic of one of these names), its cycle
 * billStructure.cycleSpecification: dateShift is the day of the month (1 unless given), frequency the months. Product
 * prices are the sum of the recurring ones; a discount is a price of type "discount" or an alteration of a recurring
 * price. Secrets of the party (PIN, password) are never read. */
GVariant *cord_customer_from_tmf (const CordCustomerParts *parts, GError **error);

G_END_DECLS
