/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Parses JSON into a document of base/cord-value.h. A text that is not JSON is fatal. */
GVariant *json_document_parse (const char *text);
/* As above, with ' instead of ", so that cases are readable in C. */
GVariant *json_document_parse_quoted (const char *text);
/* The text of a file below the source root. */
char *json_document_load (const char *path);
/* The text without white space outside strings. */
char *json_document_squeeze (const char *text);

G_END_DECLS
