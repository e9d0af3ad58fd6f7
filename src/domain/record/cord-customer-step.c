/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/record/cord-customer-step.h"

GVariant *
cord_customer_step_new (const char *item, gboolean explained)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "item", item);
  cord_builder_boolean (&builder, "explained", explained);
  return cord_builder_end (&builder);
}

const char *
cord_customer_step_get_item (GVariant *self)
{
  return cord_value_get_string (self, "item");
}

gboolean
cord_customer_step_is_explained (GVariant *self)
{
  return cord_value_get_boolean (self, "explained");
}
