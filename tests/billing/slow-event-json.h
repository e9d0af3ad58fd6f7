/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slow-account.h"

G_BEGIN_DECLS

/* Members of a document, written after those that stand there. */
void slow_json_add_time (GString *json, const char *name, SlowTime time);
void slow_json_add_number (GString *json, const char *name, SlowNumber number);
void slow_json_add_tax (GString *json, const SlowTax *tax);
/* The members of an event except its two times, without braces. */
void slow_json_add_event (GString *json, const SlowAccount *self, const SlowEvent *event);

G_END_DECLS
