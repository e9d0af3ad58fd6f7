/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* RFC 7396: @target changed as @patch says; null removes. A new node; neither argument changes. */
JsonNode *cord_merge_patch (JsonNode *target, JsonNode *patch);

G_END_DECLS
