/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/customer/cord-policy.h"

G_BEGIN_DECLS

/* Policy packs as files: FOLDER/ID.json, with the presets they name in FOLDER/preset. */

/* The pack's document with its preset put in its place. Errors name the file. Full reference. */
GVariant *cord_policy_file_read (const char *path, GError **error);
/* FOLDER/ID.json, read and checked. @id may come from outside: only letters, digits, "_" and "-" (1 to 64) are an id.
 */
CordPolicy *cord_policy_file_open (const char *folder, const char *id, GError **error);

G_END_DECLS
