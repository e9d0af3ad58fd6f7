/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/admin/cord-config.h"

G_BEGIN_DECLS

/* What is shown of a configuration to the operator. The arrays are the caller's. */

/* All that can stand in a file as it is in effect, in the file's own form, with where each comes from; free it with
 * g_free. */
char *cord_config_print (const CordConfig *self);
/* What the machine is not ready for yet, such as a folder that cannot be written (element-type utf8). */
GPtrArray *cord_config_list_warnings (const CordConfig *self);
/* The names of what differs: those that a reload applies, or those that wait for a restart (element-type const utf8).
 */
GPtrArray *cord_config_list_changes (const CordConfig *self, const CordConfig *other, gboolean reloads);

G_END_DECLS
