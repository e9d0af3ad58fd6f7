/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* Members that Cordboard adds to several TM Forum resources (docs/wire.md, "Extensions"). */
#define CORD_EXTENSION_INTERACTION "cordboardInteraction" /* id of the contact that the resource comes from */
#define CORD_EXTENSION_SEAL "cordboardSeal" /* of an order: SHA-256 of its quote; of a quote: {sha256, letters} */

/* The interaction of a resource or of a request for one; NULL without. Owned by @resource. */
const char *cord_extension_get_interaction (JsonNode *resource);
/* The seal that an order names; NULL without. Owned by @resource. */
const char *cord_extension_get_seal (JsonNode *resource);

G_END_DECLS
