/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-period.h"
#include "base/cord-value.h"

G_BEGIN_DECLS

/* When a change takes effect: ordered rules of a policy pack, of which the first that matches wins. Source:
 * docs/billing.md, "Timing of a change".
 *
 * timing [{ when {kind?, term?}, effective "now"|"end-of-cycle"|"YYYY-MM-DD", permitted? ["now"|"end-of-cycle"|"date"]
 * } | { when {…}, refuse "why, in a sentence for the agent" }]
 *
 * A rule matches when every member of `when` does: `kind` is that of the change, `term` is "running" or "none". A day
 * that has passed means now. A rule without `permitted` permits every day. One rule must match everything. */

/* Whether there is a change of this kind: upgrade, downgrade, modify, add, remove, suspend or resume. */
gboolean cord_timing_knows_kind (const char *kind);

/**
 * CordTimingCase: what the rules look at.
 * @kind: "upgrade", "downgrade", "modify", "add", "remove", "suspend", "resume" or "billing-day"
 * @in_term: the product is within a commitment
 */
typedef struct
{
  const char *kind;
  gboolean in_term;
} CordTimingCase;

/* Checks the list. FALSE with the path of the member at fault ("timing.2.when") in *member, a new
 * string. */
gboolean cord_timing_check (GVariant *rules, char **member);

/* Why such a change is refused altogether; NULL when it is not. Owned by @rules. */
const char *cord_timing_refusal (GVariant *rules, const CordTimingCase *facts);
/* The day on which it takes effect unless the agent chooses another: @today, @end (of the cycle), or a later day of the
 * rule's. CORD_DATE_NONE when it is refused. */
CordDate cord_timing_day (GVariant *rules, const CordTimingCase *facts, CordDate today, CordDate end);
/* TRUE when the agent may choose that time: "now", "end-of-cycle" or "date" (any other day). */
gboolean cord_timing_permits (GVariant *rules, const CordTimingCase *facts, const char *timing);

G_END_DECLS
