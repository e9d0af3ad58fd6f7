/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-resource-shape.h"

#include <string.h>

static const CordMemberShape shapes[] = {
  { NULL, "id", 's', FALSE, { NULL } },
  { NULL, "name", 's', FALSE, { NULL } },
  { NULL, "description", 's', FALSE, { NULL } },
  { NULL, "status", 's', FALSE, { NULL } },
  { NULL, "state", 's', FALSE, { NULL } },
  { NULL, "lifecycleStatus", 's', FALSE, { NULL } },
  { NULL, "externalId", 's', FALSE, { NULL } },
  { NULL, "validFor", 'o', FALSE, { NULL } },
  { NULL, "relatedParty", 'a', FALSE, { "id" } },
  { NULL, "note", 'a', FALSE, { "text" } },
  { NULL, "billingAccount", 'o', FALSE, { "id" } },
  { NULL, "contactMedium", 'a', FALSE, { "mediumType" } },

  { "customer", "engagedParty", 'o', FALSE, { "id" } },
  { "customer", "characteristic", 'a', FALSE, { "name" } },
  { "individual", "givenName", 's', FALSE, { NULL } },
  { "individual", "familyName", 's', FALSE, { NULL } },
  { "individual", "partyCharacteristic", 'a', FALSE, { "name" } },
  { "organization", "tradingName", 's', FALSE, { NULL } },
  { "organization", "partyCharacteristic", 'a', FALSE, { "name" } },
  { "billingAccount", "billStructure", 'o', FALSE, { NULL } },
  { "billingAccount", "accountBalance", 'a', FALSE, { "amount" } },

  { "product", "productOffering", 'o', FALSE, { "id" } },
  { "product", "productPrice", 'a', FALSE, { "priceType" } },
  { "product", "productCharacteristic", 'a', FALSE, { "name", "value" } },
  { "product", "productTerm", 'a', FALSE, { NULL } },
  { "product", "productRelationship", 'a', FALSE, { "relationshipType" } },

  { "productOffering", "isSellable", 'b', FALSE, { NULL } },
  { "productOffering", "isBundle", 'b', FALSE, { NULL } },
  { "productOffering", "category", 'a', FALSE, { "id" } },
  { "productOffering", "productOfferingPrice", 'a', FALSE, { "id" } },
  { "productOffering", "productSpecification", 'o', FALSE, { "id" } },
  { "productOffering", "productOfferingTerm", 'a', FALSE, { NULL } },
  { "productOfferingPrice", "priceType", 's', FALSE, { NULL } },
  { "productOfferingPrice", "price", 'o', FALSE, { NULL } },
  { "productOfferingPrice", "percentage", 'n', FALSE, { NULL } },
  { "productSpecification", "productSpecCharacteristic", 'a', FALSE, { "name" } },

  { "customerBill", "amountDue", 'o', FALSE, { NULL } },
  { "customerBillOnDemand", "relatedParty", 'o', FALSE, { "id" } },
  { "quote", "billingAccount", 'a', FALSE, { "id" } },
  { "quote", "quoteItem", 'a', TRUE, { NULL } },
  { "quote", "instantSyncQuote", 'b', FALSE, { NULL } },
  { "productOfferingQualification", "productOfferingQualificationItem", 'a', FALSE, { NULL } },
  { "productOfferingQualification", "instantSyncQualification", 'b', FALSE, { NULL } },
  { "productOrder", "productOrderItem", 'a', TRUE, { "id", "action" } },
  { "productOrder", "quote", 'a', FALSE, { "id" } },
  { "productOrder", "requestedStartDate", 's', FALSE, { NULL } },
  { "cancelProductOrder", "productOrder", 'o', FALSE, { "id" } },
  { "communicationMessage", "content", 's', FALSE, { NULL } },
  { "communicationMessage", "messageType", 's', FALSE, { NULL } },
  { "communicationMessage", "receiver", 'a', TRUE, { NULL } },
  { "communicationMessage", "sender", 'o', FALSE, { NULL } },
  { "searchTimeSlot", "relatedParty", 'o', FALSE, { "id" } },
  { "searchTimeSlot", "requestedTimeSlot", 'a', FALSE, { "validFor" } },
  { "partyInteraction", "reason", 's', FALSE, { NULL } },
  { "partyInteraction", "direction", 's', FALSE, { NULL } },
  { "partyInteraction", "channel", 'a', FALSE, { NULL } },
};

/* The shapes of the other members of the definitions, one row a type and shape. tryTimes and logFlag are left out: some
 * systems write them as strings, and nothing here reads them. */
static const struct
{
  const char *type;
  char shape;
  const char *members;
} plain[] = {
  { "customer", 's', "statusReason" },
  { "customer", 'a', "account agreement creditProfile paymentMethod" },
  { "individual", 's',
    "aristocraticTitle birthDate countryOfBirth deathDate familyNamePrefix formattedName "
    "fullName gender generation legalName location maritalStatus middleName nationality "
    "placeOfBirth preferredGivenName title" },
  { "individual", 'a',
    "creditRating disability externalReference individualIdentification languageAbility "
    "otherName skill taxExemptionCertificate" },
  { "organization", 's', "nameType organizationType" },
  { "organization", 'b', "isHeadOffice isLegalEntity" },
  { "organization", 'o', "existsDuring organizationParentRelationship" },
  { "organization", 'a',
    "creditRating externalReference organizationChildRelationship organizationIdentification "
    "otherName taxExemptionCertificate" },
  { "billingAccount", 's', "accountType lastModified paymentStatus ratingType" },
  { "billingAccount", 'o', "creditLimit defaultPaymentMethod financialAccount" },
  { "billingAccount", 'a', "accountRelationship contact paymentPlan taxExemption" },
  { "partyAccount", 's', "accountType lastModified paymentStatus" },
  { "partyAccount", 'o', "billStructure creditLimit defaultPaymentMethod financialAccount" },
  { "partyAccount", 'a', "accountBalance accountRelationship contact paymentPlan taxExemption" },
  { "settlementAccount", 's', "accountType lastModified paymentStatus" },
  { "settlementAccount", 'o', "billStructure creditLimit defaultPaymentMethod financialAccount" },
  { "settlementAccount", 'a', "accountBalance accountRelationship contact paymentPlan taxExemption" },
  { "financialAccount", 's', "accountType lastModified" },
  { "financialAccount", 'o', "creditLimit" },
  { "financialAccount", 'a', "accountBalance accountRelationship contact taxExemption" },
  { "billingCycleSpecification", 's', "billingPeriod frequency" },
  { "billingCycleSpecification", 'n',
    "billingDateShift chargeDateOffset creditDateOffset mailingDateOffset "
    "paymentDueDateOffset" },
  { "product", 's', "orderDate productSerialNumber startDate terminationDate" },
  { "product", 'b', "isBundle isCustomerVisible" },
  { "product", 'o', "productSpecification" },
  { "product", 'a', "agreement place product productOrderItem realizingResource realizingService" },
  { "customerBill", 's', "billDate billNo category lastUpdate nextBillDate paymentDueDate runType" },
  { "customerBill", 'o',
    "billingPeriod financialAccount paymentMethod remainingAmount taxExcludedAmount "
    "taxIncludedAmount" },
  { "customerBill", 'a', "appliedPayment billDocument taxItem" },
  { "appliedCustomerBillingRate", 's', "date type" },
  { "appliedCustomerBillingRate", 'b', "isBilled" },
  { "appliedCustomerBillingRate", 'o', "bill periodCoverage product taxExcludedAmount taxIncludedAmount" },
  { "appliedCustomerBillingRate", 'a', "appliedTax characteristic" },
  { "customerBillOnDemand", 's', "lastUpdate" },
  { "customerBillOnDemand", 'o', "customerBill" },
  { "catalog", 's', "catalogType lastUpdate version" },
  { "catalog", 'a', "category" },
  { "category", 's', "lastUpdate parentId version" },
  { "category", 'b', "isRoot" },
  { "category", 'a', "productOffering subCategory" },
  { "productSpecification", 's', "brand lastUpdate productNumber version" },
  { "productSpecification", 'b', "isBundle" },
  { "productSpecification", 'o', "targetProductSchema" },
  { "productSpecification", 'a',
    "attachment bundledProductSpecification productSpecificationRelationship "
    "resourceSpecification serviceSpecification" },
  { "productOfferingPrice", 's', "lastUpdate recurringChargePeriodType version" },
  { "productOfferingPrice", 'b', "isBundle" },
  { "productOfferingPrice", 'n', "recurringChargePeriodLength" },
  { "productOfferingPrice", 'o', "unitOfMeasure" },
  { "productOfferingPrice", 'a',
    "bundledPopRelationship constraint place popRelationship pricingLogicAlgorithm "
    "prodSpecCharValueUse productOfferingTerm tax" },
  { "productOffering", 's', "lastUpdate statusReason version" },
  { "productOffering", 'o', "resourceCandidate serviceCandidate serviceLevelAgreement" },
  { "productOffering", 'a',
    "agreement attachment bundledProductOffering channel marketSegment place "
    "prodSpecCharValueUse productOfferingRelationship" },
  { "productOfferingQualification", 's',
    "effectiveQualificationDate expectedPOQCompletionDate expirationDate "
    "productOfferingQualificationDate qualificationResult "
    "requestedPOQCompletionDate" },
  { "productOfferingQualification", 'b', "provideAlternative provideOnlyAvailable provideUnavailabilityReason" },
  { "productOfferingQualification", 'o', "category channel" },
  { "productOfferingQualification", 'a', "place" },
  { "quote", 's',
    "category effectiveQuoteCompletionDate expectedFulfillmentStartDate expectedQuoteCompletionDate "
    "quoteDate requestedQuoteCompletionDate version" },
  { "quote", 'a', "agreement authorization productOfferingQualification quoteTotalPrice" },
  { "productOrder", 's',
    "cancellationDate cancellationReason category completionDate expectedCompletionDate "
    "notificationContact orderDate priority requestedCompletionDate" },
  { "productOrder", 'a', "agreement channel orderTotalPrice payment productOfferingQualification" },
  { "cancelProductOrder", 's', "cancellationReason effectiveCancellationDate requestedCancellationDate" },
  { "communicationMessage", 's', "priority scheduledSendTime sendTime sendTimeComplete subject" },
  { "communicationMessage", 'a', "attachment characteristic" },
  { "appointment", 's', "category creationDate lastUpdate" },
  { "appointment", 'o', "calendarEvent relatedPlace" },
  { "appointment", 'a', "attachment relatedEntity" },
  { "searchTimeSlot", 's', "searchDate searchResult" },
  { "searchTimeSlot", 'o', "relatedPlace" },
  { "searchTimeSlot", 'a', "availableTimeSlot relatedEntity" },
  { "partyInteraction", 's', "creationDate statusChangeDate" },
  { "partyInteraction", 'o', "interactionDate" },
  { "partyInteraction", 'a', "attachment interactionItem interactionRelationship" },
};

const CordMemberShape *
cord_resource_shapes (gsize *n)
{
  *n = G_N_ELEMENTS (shapes);
  return shapes;
}

gboolean
cord_resource_shape_is_special (const char *type, const char *member)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (shapes[i].type != NULL && g_str_equal (shapes[i].type, type) && g_str_equal (shapes[i].member, member))
      return TRUE;
  return FALSE;
}

static gboolean
holds_word (const char *words, const char *word)
{
  gsize length = strlen (word);

  for (const char *at = strstr (words, word); at != NULL; at = strstr (at + length, word))
    if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return TRUE;
  return FALSE;
}

/* Members of every resource; "id" has a row. */
static const char *const everywhere[] = { "href", "@type", "@baseType", "@schemaLocation", NULL };

gboolean
cord_resource_shape_is_text (const char *member)
{
  if (g_strv_contains (everywhere, member))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (shapes[i].type == NULL && shapes[i].shape == 's' && g_str_equal (shapes[i].member, member))
      return TRUE;
  return FALSE;
}

gboolean
cord_resource_shape_is_known (const char *type, const char *member)
{
  if (g_strv_contains (everywhere, member))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if ((shapes[i].type == NULL || g_str_equal (shapes[i].type, type)) && g_str_equal (shapes[i].member, member))
      return TRUE;
  return cord_resource_shape_of_plain (type, member) != '\0';
}

char
cord_resource_shape_of_plain (const char *type, const char *member)
{
  for (gsize i = 0; *member != '\0' && i < G_N_ELEMENTS (plain); i++)
    if (g_str_equal (plain[i].type, type) && holds_word (plain[i].members, member))
      return plain[i].shape;
  return '\0';
}
