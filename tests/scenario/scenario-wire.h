/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A connection between a desk and the real server (Unix sockets) that can be cut, observed and answered in the
 * server's place. */
typedef struct _ScenarioWire ScenarioWire;

typedef enum
{
  SCENARIO_WIRE_PASS,
  SCENARIO_WIRE_CUT,    /* the connection is closed here */
  SCENARIO_WIRE_HANG,   /* nothing more is transferred, and the connection stays open */
  SCENARIO_WIRE_ANSWER, /* the desk gets the answer set below */
} ScenarioWireVerdict;

/* @request begins with the request's first line; called before it is passed on, and again when its answer begins to
 * come back (@answered). In a thread of the connection. */
typedef ScenarioWireVerdict (*ScenarioWireTap) (const char *request, gboolean answered, gpointer user_data);

ScenarioWire *scenario_wire_new (const char *server, ScenarioWireTap tap, gpointer user_data);
void scenario_wire_free (ScenarioWire *self);
const char *scenario_wire_get_address (ScenarioWire *self); /* "unix:PATH" */
/* The answer for SCENARIO_WIRE_ANSWER: all bytes of an HTTP answer; copied. */
void scenario_wire_set_answer (ScenarioWire *self, const char *bytes, gsize length);

G_END_DECLS
