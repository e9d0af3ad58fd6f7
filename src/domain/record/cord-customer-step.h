/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"

G_BEGIN_DECLS

/* Something the customer has to do for the change, as cord_interaction_dup_customer_steps() lists it. A full
 * reference. */
GVariant *cord_customer_step_new (const char *item, gboolean explained);
/* What is to be done, in the words of the offering; owned by the step. */
const char *cord_customer_step_get_item (GVariant *self);
/* Has the agent explained it? */
gboolean cord_customer_step_is_explained (GVariant *self);

G_END_DECLS
