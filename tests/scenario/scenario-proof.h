/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scenario-case.h"

G_BEGIN_DECLS

/* Compares what a closed call left at the server with its record, resource by resource and cent by cent: product,
 * productOrder, quote, communicationMessage (and the mail in the spool), appointment, partyInteraction,
 * appliedCustomerBillingRate, and the server's copy of the record. Fails the test where they differ. */
void scenario_prove_change (ScenarioServer *server, CordInteraction *interaction);

/* Without the contact and the record, whose upload may not be complete. */
void scenario_prove_effects (ScenarioServer *server, CordInteraction *interaction);

/* Moves the clock to the day of a waiting order, until the server has carried it out. */
void scenario_let_day_come (ScenarioServer *server, CordInteraction *interaction);

/* How many orders from an interaction the server has for a customer. */
guint scenario_count_orders (ScenarioServer *server, const char *interaction);

G_END_DECLS
