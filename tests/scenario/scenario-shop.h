/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cord-value.h"

/* A Thursday in the middle of every billing cycle. */
#define SCENARIO_SHOP_DAY "2026-11-12T15:00:00Z"

G_BEGIN_DECLS

/* An American operator's catalog and customers as TM Forum files, of the same shape as the converted public churn
 * data: prices without tax, a negotiated price on the main service, add-ons that rely on phone or internet. */

typedef struct
{
  const char *id;
  const char *given;
  const char *family;
  const char *pin;
  const char *held;  /* offerings, separated by spaces; "" none */
  const char *price; /* of the first of them */
} ScenarioPerson;

/* Writes the files into @folder; @with_catalog FALSE: an operator who sells nothing. Telephone numbers count from
 * +12015550100 in the order of the people. */
void scenario_shop_write (const char *folder, const ScenarioPerson *people, guint n_people, gboolean with_catalog);
char *scenario_shop_phone (guint index);
/* Writes a shop with one customer, and returns her as a caller's document (scenario-call.h): fiber instead of DSL. */
GVariant *scenario_shop_single (const char *folder);

/* The lines of a file (element-type utf8), without their line ends. */
GPtrArray *scenario_shop_read_lines (const char *folder, const char *name);

/* Writes the customers of the public data into @folder where available, the first @limit of them or with 0 all;
 * FALSE where not. */
gboolean scenario_shop_convert (const char *folder, guint limit);
/* "question=words;question=words" as a caller's answers. */
GVariant *scenario_shop_answers (const char *text);

/* A customer among the files of @folder who has all of @held and none of @lacks (separated by spaces) without a
 * commitment, as the beginning of a caller's document: {customer, phone, pin}. Skips the first @skip; fails the test
 * when there is none. */
GVariant *scenario_shop_pick (const char *folder, const char *held, const char *lacks, guint skip);

G_END_DECLS
