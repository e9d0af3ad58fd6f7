/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-tmf.h"

G_BEGIN_DECLS

/* Whether what the catalog is read from has the types that TMF620 gives it. Imported entries may have any: a member of
 * another type must not count as missing, or what is not to be sold is sold, and what costs something costs nothing.
 *
 * @place: of the object. FALSE, INVALID with the member at fault, when one is of another type, or an entry of a list is
 * no object. Members that are absent or null are no fault. */
gboolean cord_catalog_shape_check_offering (JsonObject *offering, const CordTmfPlace *place, GError **error);
gboolean cord_catalog_shape_check_price (JsonObject *price, const CordTmfPlace *place, GError **error);

G_END_DECLS
