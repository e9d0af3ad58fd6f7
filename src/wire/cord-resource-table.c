/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-extension.h"
#include "wire/cord-resource-type.h"

/* The lists are <Resource>_Create.required and the members that <Resource>_Create and <Resource>_Update leave out. */

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define INDEXES(...) ((const CordResourceIndex[]){ __VA_ARGS__, { NULL, NULL } })
/* Formatted by hand: versions of clang-format differ on braces in a macro. */
/* clang-format off */
#define BY(path) { path, path }
#define PHONE(path) { path, CORD_RESOURCE_COLUMN_PHONE }
#define BY_NAME(path) { path, path CORD_RESOURCE_COLUMN_WHOLE }
#define EMAIL(path) { path, path }, { path, CORD_RESOURCE_COLUMN_EMAIL }
#define KEY(path) { path, CORD_RESOURCE_COLUMN_ID }
#define NAMES_OF(path) { path, CORD_RESOURCE_COLUMN_NAME }
/* clang-format on */

#define CUSTOMER_BASE "/tmf-api/customerManagement/v4"
#define PARTY_BASE "/tmf-api/party/v4"
#define ACCOUNT_BASE "/tmf-api/accountManagement/v4"
#define INVENTORY_BASE "/tmf-api/productInventory/v4"
#define BILL_BASE "/tmf-api/customerBillManagement/v4"
#define CATALOG_BASE "/tmf-api/productCatalogManagement/v4"
#define QUALIFICATION_BASE "/tmf-api/productOfferingQualification/v4"
#define QUOTE_BASE "/tmf-api/quoteManagement/v4"
#define ORDER_BASE "/tmf-api/productOrderingManagement/v4"
#define MESSAGE_BASE "/tmf-api/communicationManagement/v4"
#define APPOINTMENT_BASE "/tmf-api/appointment/v4"
#define INTERACTION_BASE "/tmf-api/partyInteraction/v4"
#define CORDBOARD_BASE "/cordboard/v1"

/* States and their successors. */

/* Products are also imported, so they may begin in any state. */
static const CordStateRule product_states[] = {
  { NULL, "created" },
  { NULL, "pendingActive" },
  { NULL, "active" },
  { NULL, "suspended" },
  { NULL, "pendingTerminate" },
  { NULL, "terminated" },
  { NULL, "cancelled" },
  { NULL, "aborted" },
  { "created", "pendingActive" },
  { "created", "active" },
  { "created", "cancelled" },
  { "created", "aborted" },
  { "pendingActive", "active" },
  { "pendingActive", "cancelled" },
  { "pendingActive", "aborted" },
  { "active", "suspended" },
  { "active", "pendingTerminate" },
  { "active", "terminated" },
  { "suspended", "active" },
  { "suspended", "pendingTerminate" },
  { "suspended", "terminated" },
  { "pendingTerminate", "terminated" },
  { "pendingTerminate", "active" },
  { NULL, NULL },
};

static const CordStateRule order_states[] = {
  { NULL, "acknowledged" },
  { NULL, "rejected" },
  { "acknowledged", "rejected" },
  { "acknowledged", "pending" },
  { "acknowledged", "held" },
  { "acknowledged", "inProgress" },
  { "acknowledged", "assessingCancellation" },
  { "acknowledged", "cancelled" },
  { "inProgress", "pending" },
  { "inProgress", "held" },
  { "inProgress", "completed" },
  { "inProgress", "failed" },
  { "inProgress", "partial" },
  { "inProgress", "assessingCancellation" },
  { "inProgress", "cancelled" },
  { "pending", "inProgress" },
  { "pending", "held" },
  { "pending", "assessingCancellation" },
  { "pending", "cancelled" },
  { "pending", "failed" },
  { "held", "inProgress" },
  { "held", "pending" },
  { "held", "assessingCancellation" },
  { "held", "cancelled" },
  { "held", "failed" },
  { "assessingCancellation", "pendingCancellation" },
  { "assessingCancellation", "inProgress" },
  { "assessingCancellation", "pending" },
  { "assessingCancellation", "held" },
  { "assessingCancellation", "cancelled" },
  { "pendingCancellation", "cancelled" },
  { NULL, NULL },
};

static const CordStateRule task_states[] = {
  { NULL, "acknowledged" },
  { NULL, "inProgress" },
  { NULL, "done" },
  { NULL, "terminatedWithError" },
  { "acknowledged", "inProgress" },
  { "acknowledged", "done" },
  { "acknowledged", "terminatedWithError" },
  { "inProgress", "done" },
  { "inProgress", "terminatedWithError" },
  { NULL, NULL },
};

static const CordStateRule search_states[] = {
  { NULL, "inProgress" },
  { NULL, "done" },
  { NULL, "rejected" },
  { NULL, "terminatedWithError" },
  { "inProgress", "done" },
  { "inProgress", "rejected" },
  { "inProgress", "terminatedWithError" },
  { NULL, NULL },
};

/* An instant quote begins approved. */
static const CordStateRule quote_states[] = {
  { NULL, "inProgress" },       { NULL, "pending" },
  { NULL, "approved" },         { NULL, "rejected" },
  { "inProgress", "pending" },  { "inProgress", "approved" },
  { "inProgress", "rejected" }, { "inProgress", "cancelled" },
  { "pending", "inProgress" },  { "pending", "approved" },
  { "pending", "rejected" },    { "pending", "cancelled" },
  { "approved", "accepted" },   { "approved", "rejected" },
  { "approved", "cancelled" },  { NULL, NULL },
};

static const CordStateRule message_states[] = {
  { NULL, "initial" },
  { NULL, "inProgress" },
  { "initial", "inProgress" },
  { "initial", "cancelled" },
  { "initial", "failed" },
  { "inProgress", "completed" },
  { "inProgress", "failed" },
  { "inProgress", "cancelled" },
  { "failed", "inProgress" },
  { "failed", "cancelled" },
  { NULL, NULL },
};

static const CordStateRule appointment_states[] = {
  { NULL, "initialized" },        { NULL, "confirmed" },       { "initialized", "confirmed" },
  { "initialized", "cancelled" }, { "initialized", "failed" }, { "confirmed", "completed" },
  { "confirmed", "cancelled" },   { "confirmed", "failed" },   { NULL, NULL },
};

static const CordStateRule bill_states[] = {
  { NULL, "new" },
  { NULL, "onHold" },
  { NULL, "validated" },
  { NULL, "sent" },
  { NULL, "partiallyPaid" },
  { NULL, "settled" },
  { "new", "onHold" },
  { "new", "validated" },
  { "onHold", "validated" },
  { "onHold", "new" },
  { "validated", "sent" },
  { "validated", "onHold" },
  { "sent", "partiallyPaid" },
  { "sent", "settled" },
  { "partiallyPaid", "settled" },
  { NULL, NULL },
};

static const CordStateRule individual_states[] = {
  { NULL, "initialized" },       { NULL, "validated" },       { NULL, "deceased" }, { "initialized", "validated" },
  { "initialized", "deceased" }, { "validated", "deceased" }, { NULL, NULL },
};

static const CordStateRule organization_states[] = {
  { NULL, "initialized" },     { NULL, "validated" },     { NULL, "closed" }, { "initialized", "validated" },
  { "initialized", "closed" }, { "validated", "closed" }, { NULL, NULL },
};

/* The resources of a catalog share everything but their indexes. */
/* Formatted by hand: versions of clang-format differ on braces in a macro. */
/* clang-format off */
#define CATALOG_ENTRY(Name, Type, ...)                                                                                 \
  {                                                                                                                    \
    .name = Name, .type = Type, .base = CATALOG_BASE, .disclosure = "PUBLIC", .state = "lifecycleStatus",              \
    .first = "Active",                                                                                                 \
    .mandatory = NAMES ("name"), .immutable = NAMES ("id", "href", "@type", "@baseType", "lastUpdate"),                \
    .server_set = NAMES ("id", "href", "lastUpdate"),                                                                  \
    .indexes = INDEXES (BY ("name"), BY ("lifecycleStatus"), __VA_ARGS__), .operations = "LGCUD",                      \
    .keeps_unknown = TRUE, .loads_any = TRUE                                                                           \
  }

#define ACCOUNT_ENTRY(Name, Type, Mandatory, Immutable)                                                                \
  {                                                                                                                    \
    .name = Name, .type = Type, .base = ACCOUNT_BASE, .disclosure = "ACCOUNT", .customer = "relatedParty.id",          \
    .state = "state", .mandatory = Mandatory, .immutable = Immutable, .server_set = NAMES ("id", "href"),              \
    .indexes = INDEXES (BY ("name"), BY ("state"), BY ("relatedParty.id"), KEY ("id")), .operations = "LGCUD",         \
    .keeps_unknown = TRUE                                                                                              \
  }

#define BILLING_DETAIL(Name, Type)                                                                                     \
  {                                                                                                                    \
    .name = Name, .type = Type, .base = ACCOUNT_BASE, .disclosure = "PUBLIC", .mandatory = NAMES ("name"),             \
    .immutable = NAMES ("id", "href"), .server_set = NAMES ("id", "href"), .indexes = INDEXES (BY ("name")),           \
    .operations = "LGCUD", .keeps_unknown = TRUE                                                                       \
  }
/* clang-format on */

static const CordResourceType table[] = {
  { .name = "customer",
    .type = "Customer",
    .base = CUSTOMER_BASE,
    .disclosure = "ACCOUNT",
    .customer = "id",
    .state = "status",
    .mandatory = NAMES ("name", "engagedParty"),
    .immutable = NAMES ("id", "href"),
    .server_set = NAMES ("id", "href"),
    .indexes = INDEXES (BY_NAME ("name"), NAMES_OF ("name"), KEY ("id"), BY ("status"), BY ("engagedParty.id"),
                        BY ("account.id"), PHONE ("contactMedium.characteristic.phoneNumber"),
                        EMAIL ("contactMedium.characteristic.emailAddress")),
    .operations = "LGCUD",
    .keeps_unknown = TRUE },
  { .name = "individual",
    .type = "Individual",
    .base = PARTY_BASE,
    .disclosure = "ACCOUNT",
    .state = "status",
    .mandatory = NAMES ("givenName", "familyName"),
    .immutable = NAMES ("id", "href"),
    .server_set = NAMES ("id", "href"),
    .indexes = INDEXES (BY_NAME ("givenName"), BY_NAME ("familyName"), BY_NAME ("fullName"), BY ("status"),
                        NAMES_OF ("givenName middleName familyNamePrefix familyName"), NAMES_OF ("preferredGivenName"),
                        NAMES_OF ("fullName"), PHONE ("contactMedium.characteristic.phoneNumber"),
                        EMAIL ("contactMedium.characteristic.emailAddress")),
    .states = individual_states,
    .operations = "LGCUD",
    .keeps_unknown = TRUE },
  { .name = "organization",
    .type = "Organization",
    .base = PARTY_BASE,
    .disclosure = "ACCOUNT",
    .state = "status",
    .mandatory = NAMES ("tradingName"),
    .immutable = NAMES ("id", "href"),
    .server_set = NAMES ("id", "href"),
    .indexes
    = INDEXES (BY_NAME ("tradingName"), BY_NAME ("name"), BY ("status"), NAMES_OF ("tradingName"), NAMES_OF ("name"),
               PHONE ("contactMedium.characteristic.phoneNumber"), EMAIL ("contactMedium.characteristic.emailAddress")),
    .states = organization_states,
    .operations = "LGCUD",
    .keeps_unknown = TRUE },

  ACCOUNT_ENTRY ("billingAccount", "BillingAccount", NAMES ("name", "relatedParty"),
                 NAMES ("id", "href", "accountBalance")),
  ACCOUNT_ENTRY ("partyAccount", "PartyAccount", NAMES ("name", "relatedParty"),
                 NAMES ("id", "href", "accountBalance")),
  ACCOUNT_ENTRY ("settlementAccount", "SettlementAccount", NAMES ("name", "relatedParty"),
                 NAMES ("id", "href", "accountBalance")),
  ACCOUNT_ENTRY ("financialAccount", "FinancialAccount", NAMES ("name"), NAMES ("id", "href", "lastModified")),
  BILLING_DETAIL ("billingCycleSpecification", "BillingCycleSpecification"),
  BILLING_DETAIL ("billFormat", "BillFormat"),
  BILLING_DETAIL ("billPresentationMedia", "BillPresentationMedia"),

  { .name = "product",
    .type = "Product",
    .base = INVENTORY_BASE,
    .disclosure = "ACCOUNT",
    .customer = "relatedParty.id",
    .state = "status",
    .mandatory = NAMES ("status"),
    .immutable = NAMES ("id", "href"),
    .server_set = NAMES ("id", "href"),
    .indexes
    = INDEXES (BY ("name"), BY ("status"), BY ("relatedParty.id"), BY ("billingAccount.id"), BY ("productOffering.id"),
               BY ("productSpecification.id"), BY ("productRelationship.product.id"), BY ("realizingService.id"),
               BY ("productSerialNumber"), KEY ("id"), KEY ("realizingService.id"), KEY ("productSerialNumber")),
    .states = product_states,
    .operations = "LGCUD",
    .keeps_unknown = TRUE },

  { .name = "customerBill",
    .type = "CustomerBill",
    .base = BILL_BASE,
    .disclosure = "CPNI",
    .customer = "relatedParty.id",
    .state = "state",
    .mandatory = NULL,
    .immutable = NAMES ("id", "href", "amountDue", "appliedPayment", "billDate", "billDocument", "billNo",
                        "billingAccount", "billingPeriod", "category", "financialAccount", "lastUpdate", "nextBillDate",
                        "paymentDueDate", "paymentMethod", "relatedParty", "remainingAmount", "runType",
                        "taxExcludedAmount", "taxIncludedAmount", "taxItem"),
    .server_set = NAMES ("id", "href", "lastUpdate"),
    .indexes = INDEXES (BY ("billNo"), BY ("billDate"), BY ("state"), BY ("relatedParty.id"), BY ("billingAccount.id")),
    .states = bill_states,
    .operations = "LGU",
    .keeps_unknown = TRUE },
  { .name = "appliedCustomerBillingRate",
    .type = "AppliedCustomerBillingRate",
    .base = BILL_BASE,
    .disclosure = "CPNI",
    .customer = "relatedParty.id",
    .server_set = NAMES ("id", "href"),
    .indexes = INDEXES (BY ("bill.id"), BY ("billingAccount.id"), BY ("product.id"), BY ("relatedParty.id"),
                        BY ("isBilled"), BY ("type")),
    .operations = "LG",
    .keeps_unknown = TRUE },
  { .name = "customerBillOnDemand",
    .type = "CustomerBillOnDemand",
    .base = BILL_BASE,
    .disclosure = "CPNI",
    .customer = "relatedParty.id",
    .state = "state",
    .server_set = NAMES ("id", "href", "lastUpdate", "state", "customerBill"),
    .indexes = INDEXES (BY ("state"), BY ("billingAccount.id"), BY ("relatedParty.id")),
    .states = search_states,
    .operations = "LGC",
    .keeps_unknown = TRUE,
    .state_refused = TRUE },

  CATALOG_ENTRY ("catalog", "Catalog", BY ("catalogType"), BY ("category.id")),
  CATALOG_ENTRY ("category", "Category", BY ("parentId"), BY ("isRoot")),
  CATALOG_ENTRY ("productSpecification", "ProductSpecification", BY ("productNumber"), BY ("brand")),
  CATALOG_ENTRY ("productOfferingPrice", "ProductOfferingPrice", BY ("priceType")),
  CATALOG_ENTRY ("productOffering", "ProductOffering", BY ("category.id"), BY ("productOfferingPrice.id"),
                 BY ("productSpecification.id"), BY ("isSellable"), BY ("isBundle"), BY ("bundledProductOffering.id"),
                 BY ("productOfferingRelationship.id")),

  { .name = "productOfferingQualification",
    .type = "ProductOfferingQualification",
    .base = QUALIFICATION_BASE,
    .disclosure = "ACCOUNT",
    .customer = "relatedParty.id",
    .state = "state",
    .immutable = NAMES ("id", "href", "productOfferingQualificationDate"),
    .server_set = NAMES ("id", "href", "state", "effectiveQualificationDate", "expectedPOQCompletionDate",
                         "expirationDate", "productOfferingQualificationDate", "qualificationResult"),
    .indexes = INDEXES (BY ("state"), BY ("qualificationResult"), BY ("relatedParty.id"),
                        BY ("productOfferingQualificationItem.productOffering.id")),
    .states = task_states,
    .operations = "LGCUD",
    .keeps_unknown = TRUE },
  { .name = "quote",
    .type = "Quote",
    .base = QUOTE_BASE,
    .disclosure = "CPNI",
    .customer = "relatedParty.id",
    .state = "state",
    .mandatory = NAMES ("quoteItem"),
    .immutable = NAMES ("id", "href", "quoteDate", "cordboardInput", CORD_EXTENSION_SEAL),
    .server_set
    = NAMES ("id", "href", "state", "quoteDate", "quoteTotalPrice", "validFor", "effectiveQuoteCompletionDate",
             "expectedQuoteCompletionDate", "cordboardInput", CORD_EXTENSION_SEAL),
    .indexes
    = INDEXES (BY ("state"), BY ("externalId"), BY ("relatedParty.id"), BY ("billingAccount.id"),
               BY ("quoteItem.productOffering.id"), BY ("quoteItem.product.id"), BY (CORD_EXTENSION_INTERACTION)),
    .states = quote_states,
    .operations = "LGCUD",
    .keeps_unknown = TRUE },
  { .name = "productOrder",
    .type = "ProductOrder",
    .base = ORDER_BASE,
    .disclosure = "ACCOUNT",
    .customer = "relatedParty.id",
    .state = "state",
    .mandatory = NAMES ("productOrderItem"),
    .immutable = NAMES ("id", "href", "orderDate", CORD_EXTENSION_SEAL, "cordboardOperation", "cordboardNumber",
                        "cordboardUndoUntil"),
    .server_set = NAMES ("id", "href", "state", "orderDate", "completionDate", "expectedCompletionDate",
                         "cordboardNumber", "cordboardUndoUntil"),
    .indexes = INDEXES (BY ("state"), BY ("externalId"), BY ("relatedParty.id"), BY ("billingAccount.id"),
                        BY ("productOrderItem.productOffering.id"), BY ("productOrderItem.product.id"), BY ("quote.id"),
                        BY ("cordboardNumber"), BY (CORD_EXTENSION_INTERACTION), BY ("orderDate")),
    .states = order_states,
    .operations = "LGCUD",
    .keeps_unknown = TRUE },
  { .name = "cancelProductOrder",
    .type = "CancelProductOrder",
    .base = ORDER_BASE,
    .disclosure = "ACCOUNT",
    .state = "state",
    .mandatory = NAMES ("productOrder"),
    .server_set = NAMES ("id", "href", "state", "effectiveCancellationDate"),
    .indexes = INDEXES (BY ("state"), BY ("productOrder.id")),
    .states = task_states,
    .operations = "LGC",
    .keeps_unknown = TRUE },
  { .name = "communicationMessage",
    .type = "CommunicationMessage",
    .base = MESSAGE_BASE,
    .disclosure = "CPNI",
    .customer = "receiver.id",
    .state = "state",
    .mandatory = NAMES ("content", "receiver", "sender", "messageType"),
    .immutable = NAMES ("id", "href"),
    .server_set = NAMES ("id", "href", "state", "sendTime", "sendTimeComplete", "cordboardProof"),
    .indexes = INDEXES (BY ("state"), BY ("messageType"), BY ("receiver.id"), BY ("cordboardOrder"),
                        BY (CORD_EXTENSION_INTERACTION)),
    .states = message_states,
    .operations = "LGCUD",
    .keeps_unknown = TRUE,
    .state_refused = TRUE },
  { .name = "appointment",
    .type = "Appointment",
    .base = APPOINTMENT_BASE,
    .disclosure = "ACCOUNT",
    .customer = "relatedParty.id",
    .state = "status",
    .mandatory = NAMES ("validFor"),
    .immutable = NAMES ("id", "href", "creationDate"),
    .server_set = NAMES ("id", "href", "status", "creationDate", "lastUpdate"),
    .indexes = INDEXES (BY ("status"), BY ("category"), BY ("externalId"), BY ("relatedParty.id"),
                        BY ("relatedEntity.id"), BY ("validFor.startDateTime")),
    .states = appointment_states,
    .operations = "LGCUD",
    .keeps_unknown = TRUE },
  { .name = "searchTimeSlot",
    .type = "SearchTimeSlot",
    .base = APPOINTMENT_BASE,
    .disclosure = "ACCOUNT",
    .customer = "relatedParty.id",
    .state = "status",
    .immutable = NAMES ("id", "href", "searchDate", "searchResult"),
    .server_set = NAMES ("id", "href", "status", "searchDate", "searchResult", "availableTimeSlot"),
    .indexes = INDEXES (BY ("status"), BY ("relatedParty.id")),
    .states = search_states,
    .operations = "LGCUD",
    .keeps_unknown = TRUE },
  { .name = "partyInteraction",
    .type = "PartyInteraction",
    .base = INTERACTION_BASE,
    .disclosure = "ACCOUNT",
    .customer = "relatedParty.id",
    .state = "status",
    .first = "open",
    .mandatory = NAMES ("reason", "direction", "channel"),
    .immutable = NAMES ("id", "href", "creationDate", "direction", "statusChangeDate"),
    .server_set = NAMES ("id", "href", "creationDate", "statusChangeDate"),
    .indexes = INDEXES (BY ("status"), BY ("direction"), BY ("relatedParty.id"), BY ("channel.id"),
                        BY ("interactionDate.startDateTime")),
    .operations = "LGCUD",
    .keeps_unknown = TRUE,
    .state_event = "PartyInteractionStatusChangeEvent" },

  /* The billing events of an account: {id, version, events, cycle?, terms, billed?}, with the cycle of their beginning
   * where the billing day was moved since; written by orders and by the billing run. */
  { .name = "accountHistory",
    .type = "AccountHistory",
    .base = CORDBOARD_BASE,
    .disclosure = "CPNI",
    .mandatory = NAMES ("version", "events"),
    .operations = "G",
    .keeps_unknown = FALSE },
};

const CordResourceType *
cord_resource_type_table (gsize *n)
{
  *n = G_N_ELEMENTS (table);
  return table;
}
