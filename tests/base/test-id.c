/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-id.h"

#include <string.h>

#define START G_GINT64_CONSTANT (1718618400123456) /* 2024-06-17T10:00:00.123456Z */
#define MANY 10000

static void
test_form (void)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (START);
  g_autofree char *id = cord_id_new (clock);
  g_autofree char *time = g_strdup_printf ("%08x-%04x-7", (guint)(START / 1000 >> 16), (guint)(START / 1000 & 0xffff));

  g_assert_true (cord_id_is_valid (id));
  g_assert_cmpuint (strlen (id), ==, 36);
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_true (g_str_has_prefix (id, time));
}

/* More than one millisecond's counter holds, while the clock stands still. */
static void
test_order_within_a_millisecond (void)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (START + 60 * (gint64)G_USEC_PER_SEC);
  g_autofree char *last = cord_id_new (clock);

  for (int i = 0; i < MANY; i++)
    {
      g_autofree char *id = cord_id_new (clock);

      g_assert_cmpstr (last, <, id);
      g_assert_true (cord_id_is_valid (id));
      g_free (last);
      last = g_steal_pointer (&id);
    }
}

static void
test_order_in_time (void)
{
  g_autoptr (CordClock) clock = cord_clock_new_fixed (START + 3600 * (gint64)G_USEC_PER_SEC);
  g_autofree char *last = cord_id_new (clock);

  for (int i = 0; i < MANY / 10; i++)
    {
      g_autofree char *id = NULL;

      cord_clock_advance (clock, g_test_rand_int_range (0, 5000));
      id = cord_id_new (clock);
      g_assert_cmpstr (last, <, id);
      g_free (last);
      last = g_steal_pointer (&id);
    }
}

static void
test_is_valid (void)
{
  static const char *const wrong[] = {
    "",
    "0190251f-8a3b-7000-8000-00000000000",
    "0190251f-8a3b-7000-8000-0000000000000",
    "0190251f-8a3b-4000-8000-000000000000",
    "0190251f-8a3b-7000-c000-000000000000",
    "0190251f-8a3b-7000-0000-000000000000",
    "0190251F-8A3B-7000-8000-000000000000",
    "0190251f08a3b-7000-8000-000000000000",
    "0190251g-8a3b-7000-8000-000000000000",
    "{190251f-8a3b-7000-8000-00000000000}",
    "0190251f8a3b70008000000000000000",
    "0190251f-8a3b-7000-8000-00000000\xC3\xA9"
    "00",
  };

  g_assert_true (cord_id_is_valid ("0190251f-8a3b-7000-8000-000000000000"));
  g_assert_true (cord_id_is_valid ("0190251f-8a3b-7fff-bfff-ffffffffffff"));
  g_assert_false (cord_id_is_valid (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (cord_id_is_valid (wrong[i]));
}

static void
test_random_hex (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *none = cord_id_random_hex (0);

  g_assert_cmpstr (none, ==, "");
  for (int i = 0; i < 1000; i++)
    {
      char *hex = cord_id_random_hex (32);

      g_assert_cmpuint (strlen (hex), ==, 32);
      g_assert_cmpuint (strspn (hex, "0123456789abcdef"), ==, 32);
      g_assert_true (g_hash_table_add (seen, hex));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/id/form", test_form);
  g_test_add_func ("/base/id/order-within-a-millisecond", test_order_within_a_millisecond);
  g_test_add_func ("/base/id/order-in-time", test_order_in_time);
  g_test_add_func ("/base/id/is-valid", test_is_valid);
  g_test_add_func ("/base/id/random-hex", test_random_hex);
  return g_test_run ();
}
