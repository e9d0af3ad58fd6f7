/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-clock.h"
#include "domain/customer/cord-policy.h"
#include "domain/gateway.h"

G_BEGIN_DECLS

/* A CordGateway that answers from documents: one customer (PIN 4711), a small catalog, real quotes. Orders, messages
 * and appointments take effect once an operation, however often it is sent; the same operation with other bytes is
 * CONFLICT. */
#define CORD_TYPE_FAKE_GATEWAY (cord_fake_gateway_get_type ())
G_DECLARE_FINAL_TYPE (CordFakeGateway, cord_fake_gateway, CORD, FAKE_GATEWAY, GObject)

#define CORD_FAKE_PIN "4711"
#define CORD_FAKE_CUSTOMER "C10001"
#define CORD_FAKE_NUMBER "123"

typedef enum
{
  CORD_FAKE_ANSWER,
  CORD_FAKE_OFFLINE,  /* no answer, and no effect */
  CORD_FAKE_LOST,     /* the effect, but the answer is lost: OFFLINE */
  CORD_FAKE_STALE,    /* reason "quote-stale" */
  CORD_FAKE_DENIED,   /* reason "level" */
  CORD_FAKE_FULL,     /* CONFLICT, reason "slot-full": no agent is free */
  CORD_FAKE_LOCKED,   /* DENIED, reason "locked", the end time as the hint */
  CORD_FAKE_INTERNAL, /* a temporary fault of the server */
  CORD_FAKE_HANG,     /* answers when released */
} CordFakeMood;

CordFakeGateway *cord_fake_gateway_new (CordClock *clock, CordPolicy *policy);
void cord_fake_gateway_set_call_mood (CordFakeGateway *self, CordCall call, CordFakeMood mood);
void cord_fake_gateway_set_submit_mood (CordFakeGateway *self, CordFakeMood mood);
/* While offline, everything answers OFFLINE; emits "online-changed". */
void cord_fake_gateway_set_online (CordFakeGateway *self, gboolean online);
/* Answers the pending calls. */
void cord_fake_gateway_release (CordFakeGateway *self);
void cord_fake_gateway_set_order_state (CordFakeGateway *self, const char *state);
void cord_fake_gateway_set_wrong_seal (CordFakeGateway *self, gboolean wrong);
void cord_fake_gateway_set_customer_name (CordFakeGateway *self, const char *name);
/* The catalog in place of the usual one, in JSON with ' for ". */
void cord_fake_gateway_set_catalog (CordFakeGateway *self, const char *text);
/* Gives an offering of the catalog a one-time fee. */
void cord_fake_gateway_set_fee (CordFakeGateway *self, const char *offering, const char *fee, const char *name);
/* Lets an offering of the catalog include 3000 MB of data and 50 messages, and be billed after its month. */
void cord_fake_gateway_set_included (CordFakeGateway *self, const char *offering);
/* Gives the DSL of the customer another feature, which no offering has. */
void cord_fake_gateway_add_feature (CordFakeGateway *self, const char *name, const char *value);
/* What the system cannot do; set before a session asks. */
void cord_fake_gateway_set_limits (CordFakeGateway *self, const char *const *limits);
/* Of whoever signs in; "agent" unless set. @role is static. */
void cord_fake_gateway_set_role (CordFakeGateway *self, const char *role);
void cord_fake_gateway_set_kept_sign_in (CordFakeGateway *self, gboolean kept);
/* The number of effects, and of all attempts. */
guint cord_fake_gateway_get_n_effects (CordFakeGateway *self, const char *kind);
guint cord_fake_gateway_get_n_submits (CordFakeGateway *self);
/* All submissions of one operation had the same bytes. */
gboolean cord_fake_gateway_is_faithful (CordFakeGateway *self);

G_END_DECLS
