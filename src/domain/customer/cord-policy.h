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

gboolean cord_class_parse (const char *name, CordClass *out);
const char *cord_level_name (CordLevel level); /* "R0" … */
gboolean cord_level_parse (const char *name, CordLevel *out);

/* A policy pack (data/policy/ID.json): what regulation and the operator ask, as data, pinned per interaction.
 * { id, version, effectiveFrom, title, levels {factor: level}, disclosure {class: level}, risk {"plan-change": level},
 *   attempts, lockMinutes, label, timing (cord-timing.h), billing {tick, day_count, rounding, change_day},
 *   tax "exclusive"|"inclusive": whether prices include it, as consumers' prices do in many countries; exclusive when
 * left out } In a file `billing` may instead be the name of a preset, data/policy/preset/NAME.json: { type
 * "billing-preset", id, version, title, sources?, billing {…} } */
#define CORD_TYPE_POLICY (cord_policy_get_type ())
G_DECLARE_FINAL_TYPE (CordPolicy, cord_policy, CORD, POLICY, GObject)

CordPolicy *cord_policy_new (GVariant *document, GError **error); /* checks every member; INVALID names it */
GVariant *cord_policy_get_document (CordPolicy *self);
const char *cord_policy_get_id (CordPolicy *self);
const char *cord_policy_get_version (CordPolicy *self);
CordLevel cord_policy_level_of_factor (CordPolicy *self, const char *factor); /* R0 for an unknown one */
CordLevel cord_policy_level_for_class (CordPolicy *self, CordClass klass);
CordLevel cord_policy_level_for_change (CordPolicy *self);
gboolean cord_policy_discloses (CordPolicy *self, CordLevel level, CordClass klass);
guint cord_policy_get_attempts (CordPolicy *self);
guint cord_policy_get_lock_minutes (CordPolicy *self);
gboolean cord_policy_needs_label (CordPolicy *self);
gboolean cord_policy_includes_tax (CordPolicy *self);
/* As cord_timing_refusal, cord_timing_day and cord_timing_permits by the pack's rules. */
const char *cord_policy_refusal (CordPolicy *self, const CordTimingCase *facts);
CordDate cord_policy_day (CordPolicy *self, const CordTimingCase *facts, CordDate today, CordDate end);
gboolean cord_policy_permits (CordPolicy *self, const CordTimingCase *facts, const char *timing);
GVariant *cord_policy_dup_billing (CordPolicy *self); /* the quote format's policy object */

/* The preset that a pack, as a file has it, names; NULL when it spells its billing out. */
const char *cord_policy_preset_of (GVariant *pack);
gboolean cord_policy_is_preset (GVariant *document);
gboolean cord_policy_check_preset (GVariant *document, GError **error);
/* The pack with the billing of @preset in place of its name. Full reference. */
GVariant *cord_policy_with_preset (GVariant *pack, GVariant *preset, GError **error);

G_END_DECLS
