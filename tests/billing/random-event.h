/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "random-account.h"

G_BEGIN_DECLS

/* The date, or some instant of it. */
SlowTime random_time (const SlowAccount *account, GRand *rand, int date);
/* A discount of a product from @effective on, with an unused name. */
void random_discount (const SlowAccount *account, GRand *rand, RandomFlags flags, SlowEvent *event, int product,
                      SlowTime effective);

G_END_DECLS
