/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The folder that holds sop/, policy/ and practice/: what CORDBOARD_DATA names; else share/cordboard beside the
 * program's bin; else the installed one; else data/ of the source tree the program was built in, so that it runs
 * uninstalled. Free with g_free. */
char *cord_data_folder (void);

/* The folder that holds the translations, LANGUAGE/LC_MESSAGES/cordboard.mo: what CORDBOARD_LOCALE names, so that a
 * translation can be tried before it is installed; else the installed one. Free with g_free. */
char *cord_locale_folder (void);

G_END_DECLS
