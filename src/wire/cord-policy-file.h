/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/customer/cord-policy.h"

G_BEGIN_DECLS

/* Policy packs as files: FOLDER/ID.json, with the presets they name in FOLDER/preset. */

/* The document of a pack, with the preset that it names filled in. Full reference; errors name the file. */
GVariant *cord_policy_file_read (const char *path, GError **error);
/* FOLDER/ID.json, read and checked. @id may come from a client: anything but 1 to 64 letters, digits, "_" and "-" is
 * INVALID. Full reference. */
CordPolicy *cord_policy_file_open (const char *folder, const char *id, GError **error);

G_END_DECLS
