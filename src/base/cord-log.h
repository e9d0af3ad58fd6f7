/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Structured logging: what the program says with g_log and g_log_structured becomes one line each, control characters
 * escaped. Fields that begin with CORDBOARD_ go along. Personal data goes only through CORD_PERSONAL, which keeps the
 * last three characters ("…471") unless GLib's own G_MESSAGES_DEBUG asks for more; the level set here never does. */
typedef enum
{
  CORD_LOG_AUTO,    /* the journal where standard error goes there, text on a terminal, otherwise JSON */
  CORD_LOG_TEXT,    /* for people */
  CORD_LOG_JSON,    /* one object a line */
  CORD_LOG_JOURNAL, /* with all fields, by the journal's native protocol; as JSON where it does not listen */
} CordLogFormat;

/* "auto", "text", "json" or "journal". FALSE for another word. */
gboolean cord_log_format_parse (const char *word, CordLogFormat *format);
/* "error", "warning", "notice", "info" or "debug". FALSE for another word. */
gboolean cord_log_level_parse (const char *word, GLogLevelFlags *least);

/* NULL or 0: the default. The strings are copied. */
typedef struct
{
  const char *program;
  CordLogFormat format;
  GLogLevelFlags least; /* the least important that is written (G_LOG_LEVEL_INFO) */
  int descriptor;       /* where text and JSON go (2); must stay open */
  const char *journal;  /* the journal's socket (/run/systemd/journal/socket) */
} CordLogOptions;

/* Makes this the writer of all messages of GLib. Once in a process. */
void cord_log_start (const CordLogOptions *options);

#define cord_log_info(...) g_log (G_LOG_DOMAIN, G_LOG_LEVEL_INFO, __VA_ARGS__)

/* Messages that operators watch for carry an id, so that they can be found whatever language they are in: MESSAGE_ID in
 * the journal, "kind" in JSON. */
#define CORD_LOG_STARTED "2ee5a427fd0a1d4118bad8fd06896ac9"
#define CORD_LOG_STOPPED "a6c38606d474d496575e2201ecae1bfd"
#define CORD_LOG_NOT_STORED "39a0f475623c0cf9302e0756a3b4f921"
#define CORD_LOG_NOT_READY "e2fb2b73c2389cd518523982c8397d88"
#define CORD_LOG_VERIFICATION_ENDED "cbd10a4c3d5f4764a8de1250a570a5b4"
#define CORD_LOG_NOT_SPOOLED "0a5b444566c64f64bfc6304b98394b04"
#define CORD_LOG_SPOOLED "c98ddd5b90b24f4f905bfd29a4808a4b"
#define CORD_LOG_CLOCK "4355d5fb618649f19bc2bfbee95fb31f"
#define CORD_LOG_CATALOG_PROBLEMS "7f0e6d4b1c9a4f3e8b52d6a0c3e19f74"
#define CORD_LOG_TOKEN_REUSED "258876e115949c6adfebd1d1c212437c"
#define cord_log_event(level, id, ...) g_log_structured (G_LOG_DOMAIN, level, "MESSAGE_ID", id, "MESSAGE", __VA_ARGS__)

/* The masked form; valid until the eighth later call in the same thread. */
const char *cord_personal (const char *text);
#define CORD_PERSONAL(text) (cord_personal (text))

G_END_DECLS
