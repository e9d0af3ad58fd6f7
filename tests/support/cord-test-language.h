/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes German the reader's language, with @po, a file below the source root, as the only translation. Returns the
 * folder that holds its catalog and its locale. Full string. */
char *cord_test_language_install (const char *po);
/* Back to English; the folder is removed. */
void cord_test_language_remove (const char *folder);

G_END_DECLS
