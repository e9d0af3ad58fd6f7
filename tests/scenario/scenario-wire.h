/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A piece of wire between a desk and the true server (Unix sockets), which can be cut, tapped and answered on. */
typedef struct _ScenarioWire ScenarioWire;

typedef enum
{
  SCENARIO_WIRE_PASS,
  SCENARIO_WIRE_CUT,  /* the connection breaks here */
  SCENARIO_WIRE_HANG, /* nothing more comes, and the connection stays */
  SCENARIO_WIRE_LIE,  /* the desk gets the wire's own answer */
} ScenarioWireVerdict;

/* @request begins with the request's first line; asked before it is carried on, and again when its answer begins to
 * come back
 * (@answered). In a thread of the wire. */
typedef ScenarioWireVerdict (*ScenarioWireTap) (const char *request, gboolean answered, gpointer user_data);

ScenarioWire *scenario_wire_new (const char *server, ScenarioWireTap tap, gpointer user_data);
void scenario_wire_free (ScenarioWire *self);
const char *scenario_wire_get_address (ScenarioWire *self); /* "unix:PATH" */
/* What SCENARIO_WIRE_LIE answers: whole bytes of an HTTP answer; copied. */
void scenario_wire_set_lie (ScenarioWire *self, const char *bytes, gsize length);

G_END_DECLS
