/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/cord-timeline.h"

G_BEGIN_DECLS

/* What the changes themselves add to the bill, where the account owes lines already that no bill holds yet: @lines,
 * with the changes, less @owed, without them, key by key, so that both sum to the cent. A line says as invoiced what
 * the history comes to, and as waiting what of that no bill holds yet. A new array; that of @lines itself where nothing
 * is owed. (element-type CordBillLine) Errors as of cord_bill_lines. */
GPtrArray *cord_added_lines_new (CordTimeline *changed, CordTimeline *history, GPtrArray *lines, GPtrArray *owed,
                                 GError **error);

G_END_DECLS
