/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One message as bytes. Whatever was put into it, it is one line: control characters are escaped, and bytes that are
 * not UTF-8 replaced. Of the fields only what this program gives them itself is written: MESSAGE, MESSAGE_ID,
 * GLIB_DOMAIN, where in the source, and those that begin with CORDBOARD_. */
typedef struct
{
  const char *program;
  GLogLevelFlags level;
  const GLogField *fields;
  gsize n_fields;
} CordLogLine;

void cord_log_line_to_text (const CordLogLine *self, gint64 now, GString *out); /* for people; ends with a newline */
void cord_log_line_to_json (const CordLogLine *self, gint64 now, GString *out); /* one object and a newline */
/* A datagram of the journal's native protocol: KEY=value lines, with PRIORITY and SYSLOG_IDENTIFIER. */
void cord_log_line_to_journal (const CordLogLine *self, GString *out);

G_END_DECLS
