/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/cord-value.h"
#include "domain/customer/cord-timing.h"

G_BEGIN_DECLS

/* Disclosure classes (docs/security.md, "Disclosure classes and verification"): what a customer field may be shown for.
 */
typedef enum
{
  CORD_CLASS_PUBLIC,
  CORD_CLASS_ACCOUNT,
  CORD_CLASS_CPNI,
  CORD_CLASS_DETAIL,
  CORD_CLASS_SECRET,
} CordClass;

/* Verification levels R0 to R3: general talk, plan and price, plan changes, SIM and contact points. */
typedef enum
{
  CORD_LEVEL_R0,
  CORD_LEVEL_R1,
  CORD_LEVEL_R2,
  CORD_LEVEL_R3,
} CordLevel;

/* Reads "PUBLIC", "ACCOUNT" … FALSE for any other name. */
gboolean cord_class_parse (const char *name, CordClass *out);
const char *cord_level_name (CordLevel level); /* "R0" … */
/* Reads "R0" to "R3". FALSE for any other name. */
gboolean cord_level_parse (const char *name, CordLevel *out);

/**
 * CordPolicy: a policy pack (data/policy/ID.json): what regulation and the operator ask, as data, pinned per
 * interaction. { id, version, effectiveFrom, title, levels {factor: level}, disclosure {class: level}, risk
 * {"plan-change": level}, attempts, lockMinutes, label, timing (cord-timing.h), billing {tick, day_count, rounding,
 * collect?, change_day}, tax "exclusive"|"inclusive": whether prices include it, as consumers' prices do in many
 * countries; exclusive when left out, taxes {default?, regions {ID: list of cord-tax-list.h}}: those of accounts by
 * region, where the catalog has none } In a file `billing` may instead be the name of a preset,
 * data/policy/preset/NAME.json: { type "billing-preset", id, version, title, sources?, billing {…} }
 */
#define CORD_TYPE_POLICY (cord_policy_get_type ())
G_DECLARE_FINAL_TYPE (CordPolicy, cord_policy, CORD, POLICY, GObject)

/* The pack of @document, every member of which is checked. NULL, INVALID with reason "policy" and the member at fault.
 * Returns a full reference. */
CordPolicy *cord_policy_new (GVariant *document, GError **error);
/* The name of the pack, as the record of an interaction has it. Owned by @self. */
const char *cord_policy_get_id (CordPolicy *self);
/* The version of the pack, which is recorded with its id. Owned by @self. */
const char *cord_policy_get_version (CordPolicy *self);
/* The level that verification by @factor ("pin", "otp-sms" …) reaches; R0 for an unknown one. */
CordLevel cord_policy_level_of_factor (CordPolicy *self, const char *factor);
/* The level from which data of that class may be disclosed. */
CordLevel cord_policy_level_for_class (CordPolicy *self, CordClass klass);
/* The level from which a plan may be changed. */
CordLevel cord_policy_level_for_change (CordPolicy *self);
/* TRUE when @level discloses @klass; a secret is never disclosed (docs/security.md, "Disclosure classes and
 * verification"). */
gboolean cord_policy_discloses (CordPolicy *self, CordLevel level, CordClass klass);
/* How many times verification may fail before it is locked. */
guint cord_policy_get_attempts (CordPolicy *self);
/* How many minutes it is locked then; 0 is not at all. */
guint cord_policy_get_lock_minutes (CordPolicy *self);
/* TRUE when the customer must be read the broadband label before a change. */
gboolean cord_policy_needs_label (CordPolicy *self);
/* TRUE when prices include the tax. */
gboolean cord_policy_includes_tax (CordPolicy *self);
/* The taxes of @region (NULL: not known), otherwise of the default region; empty when neither is in the pack. Returns a
 * full reference. */
GVariant *cord_policy_dup_taxes (CordPolicy *self, const char *region);
/* As cord_timing_refusal, cord_timing_day and cord_timing_permits by the timing rules of the pack. */
const char *cord_policy_refusal (CordPolicy *self, const CordTimingCase *facts);
CordDate cord_policy_day (CordPolicy *self, const CordTimingCase *facts, CordDate today, CordDate end);
gboolean cord_policy_permits (CordPolicy *self, const CordTimingCase *facts, const char *timing);
/* TRUE when what a change adds is collected with the next bill, FALSE when it is a bill of its own. */
gboolean cord_policy_collects_next (CordPolicy *self);
/* The policy object of the quote format. Returns a full reference. */
GVariant *cord_policy_dup_billing (CordPolicy *self);

/* The name of the preset that @pack, the document of a file, has in place of its billing; NULL when it has an object
 * there. Owned by @pack. */
const char *cord_policy_preset_of (GVariant *pack);
/* TRUE when @document is of the type "billing-preset". */
gboolean cord_policy_is_preset (GVariant *document);
/* Checks a preset. FALSE, INVALID with reason "policy" and the member at fault. */
gboolean cord_policy_check_preset (GVariant *document, GError **error);
/* A copy of @pack with the billing of @preset in place of its name. NULL as above when the preset is not valid. Returns
 * a full reference. */
GVariant *cord_policy_with_preset (GVariant *pack, GVariant *preset, GError **error);

G_END_DECLS
