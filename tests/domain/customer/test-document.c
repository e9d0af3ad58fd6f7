/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/domain/customer/test-document.h"

#include <string.h>

static GVariant *read_value (const char **at);

static void
skip (const char **at)
{
  *at += strspn (*at, " \n\t,:");
}

static char *
read_string (const char **at)
{
  char quote = **at;
  const char *start = *at + 1;
  const char *end = strchr (start, quote);

  g_assert_nonnull (end);
  *at = end + 1;
  return g_strndup (start, (gsize)(end - start));
}

static GVariant *
read_object (const char **at)
{
  CordBuilder builder;

  cord_builder_init (&builder);
  for ((*at)++, skip (at); **at != '}'; skip (at))
    {
      g_autofree char *key = read_string (at);
      g_autoptr (GVariant) value = NULL;

      skip (at);
      value = read_value (at);
      cord_builder_value (&builder, key, value);
    }
  (*at)++;
  return cord_builder_end (&builder);
}

static GVariant *
read_array (const char **at)
{
  CordBuilder builder;

  cord_builder_init_array (&builder);
  for ((*at)++, skip (at); **at != ']'; skip (at))
    {
      g_autoptr (GVariant) value = read_value (at);

      cord_builder_add (&builder, value);
    }
  (*at)++;
  return cord_builder_end (&builder);
}

static GVariant *
read_value (const char **at)
{
  skip (at);
  if (**at == '{')
    return read_object (at);
  if (**at == '[')
    return read_array (at);
  if (**at == '\'' || **at == '"')
    return g_variant_ref_sink (g_variant_new_take_string (read_string (at)));
  if (g_str_has_prefix (*at, "true") || g_str_has_prefix (*at, "false"))
    {
      gboolean value = **at == 't';

      *at += value ? 4 : 5;
      return g_variant_ref_sink (g_variant_new_boolean (value));
    }
  g_assert_true (**at == '-' || g_ascii_isdigit (**at));
  return g_variant_ref_sink (g_variant_new_int64 (g_ascii_strtoll (*at, (char **)at, 10)));
}

GVariant *
test_document (const char *text)
{
  const char *at = text;
  GVariant *value = read_value (&at);

  skip (&at);
  g_assert_cmpstr (at, ==, "");
  return value;
}

GVariant *
test_without (GVariant *object, const char *key)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;
  CordBuilder builder;

  cord_builder_init (&builder);
  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    if (!g_str_equal (name, key))
      cord_builder_value (&builder, name, value);
  return cord_builder_end (&builder);
}

GVariant *
test_with (GVariant *object, const char *key, GVariant *value)
{
  g_autoptr (GVariant) rest = test_without (object, key);
  g_autoptr (GVariant) owned = value;
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_extend (&builder, rest);
  cord_builder_value (&builder, key, owned);
  return cord_builder_end (&builder);
}
