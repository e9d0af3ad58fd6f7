/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The folder that holds sop/, policy/ and practice/: what CORDBOARD_DATA names; else share/cordboard beside the
 * program's bin; else the installed one; else data/ of the source tree the program was built in, so that it runs
 * uninstalled. Free with g_free. */
char *cord_data_folder (void);

G_END_DECLS
