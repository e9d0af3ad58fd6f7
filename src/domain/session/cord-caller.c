/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/session/cord-caller.h"

const char *
cord_caller_get_phone (GVariant *self)
{
  return cord_value_get_string (self, "phone");
}

const char *
cord_caller_get_opening (GVariant *self)
{
  return cord_value_get_string (self, "opening");
}

const char *
cord_caller_get_pin (GVariant *self)
{
  return cord_value_get_string (self, "pin");
}

const char *
cord_caller_get_wants (GVariant *self)
{
  return cord_value_get_string (self, "wants");
}

const char *
cord_caller_get_product (GVariant *self)
{
  return cord_value_get_string (self, "product");
}

const char *
cord_caller_get_reason (GVariant *self)
{
  return cord_value_get_string (self, "reason");
}

const char *
cord_caller_get_words (GVariant *self)
{
  return cord_value_get_string (self, "words");
}

GVariant *
cord_caller_dup_answers (GVariant *self)
{
  return cord_value_dup_object (self, "answers");
}
