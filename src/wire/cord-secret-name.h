/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which names mean something that only the caller may know. Other systems call a PIN by many names, and what is not
 * recognised would be shown to everybody who may see the party (docs/security.md, "Disclosure classes and
 * verification").
 */

/* What a characteristic or a member of a party or a customer proves by this name: "pin" or "password" when it is that
 * itself, "secret" for everything else that nobody may be shown, such as a password hint, a PUK or the answer to a
 * security question; NULL when it is no secret. Case, spaces, punctuation and camel case make no difference. Static. */
const char *cord_secret_name_get_factor (const char *name);

/* Whether a characteristic of this name is the PIN, the PUK or a password of a product, and nothing else: what products
 * are called has too many uses for these words ("password manager", "secret number") to go by a part. NULL is none. */
gboolean cord_secret_name_is_of_product (const char *name);

/* Whether a member of this name of an address is the postal code, which India calls a PIN code. NULL is none. */
gboolean cord_secret_name_is_postal_code (const char *name);

/* Whether an identification of this type, such as "passport", may be kept in the open: known documents alone, because
 * what a system keeps under a type of its own may be a code word. NULL is unknown. */
gboolean cord_secret_name_is_document (const char *type);

G_END_DECLS
