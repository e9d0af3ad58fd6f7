/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-value.h"
#include "base/cord-view.h"

#include <string.h>

static GVariant *
decimal (const char *literal)
{
  return g_variant_new ("(s)", literal);
}

static void
assert_canonical (GVariant *value, const char *expected)
{
  g_autoptr (GVariant) owned = g_variant_take_ref (value);
  gsize length = 0;
  g_autofree char *text = cord_value_to_canonical (owned, &length);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (length, ==, strlen (expected));
}

/* {"name":"Grace","age":41,"active":true,"price":13.55,"gone":null,"address":{"city":"Bonn","geo":{"lat":50}},
 *  "tags":["a","b"]} */
static GVariant *
make_document (void)
{
  static const char *const tags[] = { "a", "b", NULL };
  CordBuilder builder, address, geo;
  g_autoptr (GVariant) inner = NULL;
  g_autoptr (GVariant) outer = NULL;

  cord_builder_init (&geo);
  cord_builder_integer (&geo, "lat", 50);
  inner = cord_builder_end (&geo);
  cord_builder_init (&address);
  cord_builder_string (&address, "city", "Bonn");
  cord_builder_value (&address, "geo", inner);
  outer = cord_builder_end (&address);
  cord_builder_init (&builder);
  cord_builder_string (&builder, "name", "Grace");
  cord_builder_integer (&builder, "age", 41);
  cord_builder_boolean (&builder, "active", TRUE);
  cord_builder_value (&builder, "price", decimal ("13.55"));
  cord_builder_null (&builder, "gone");
  cord_builder_value (&builder, "address", outer);
  cord_builder_strv (&builder, "tags", tags);
  return cord_builder_end (&builder);
}

static void
test_reading (void)
{
  g_autoptr (GVariant) document = make_document ();
  g_autoptr (GVariant) tags = cord_value_dup_array (document, "tags");
  g_autoptr (GVariant) second = cord_value_dup_at (tags, 1);
  g_autoptr (GVariant) address = cord_value_dup_object (document, "address");
  g_autoptr (GVariant) price = cord_value_dup (document, "price");

  g_assert_cmpstr (cord_value_get_string (document, "name"), ==, "Grace");
  g_assert_cmpint (cord_value_get_integer (document, "age", -1), ==, 41);
  g_assert_true (cord_value_get_boolean (document, "active"));
  g_assert_cmpstr (cord_value_get_string (document, "address.city"), ==, "Bonn");
  g_assert_cmpint (cord_value_get_integer (document, "address.geo.lat", -1), ==, 50);
  g_assert_cmpstr (cord_value_get_string (address, "city"), ==, "Bonn");
  g_assert_cmpuint (cord_value_length (tags), ==, 2);
  g_assert_cmpstr (g_variant_get_string (second, NULL), ==, "b");
  g_assert_true (g_variant_is_of_type (price, CORD_VALUE_DECIMAL));
  g_assert_true (cord_value_has (document, "address.geo"));
}

/* Strings are owned by the document: they outlive the readers' own references. */
static void
test_strings_stay (void)
{
  GVariant *document = make_document ();
  const char *name = cord_value_get_string (document, "name");
  const char *city = cord_value_get_string (document, "address.city");

  for (int i = 0; i < 100; i++)
    {
      g_autoptr (GVariant) other = make_document ();

      cord_value_get_string (other, "address.city");
      cord_value_get_string (document, "name");
    }
  g_assert_cmpstr (name, ==, "Grace");
  g_assert_cmpstr (city, ==, "Bonn");
  g_variant_unref (document);
}

static void
test_absent_and_wrong_types (void)
{
  g_autoptr (GVariant) document = make_document ();
  g_autoptr (GVariant) no_object = cord_value_dup_object (document, "tags");
  g_autoptr (GVariant) no_array = cord_value_dup_array (document, "address");
  g_autoptr (GVariant) nowhere = cord_value_dup_array (document, "x.y.z");

  g_assert_null (cord_value_get_string (document, "surname"));
  g_assert_null (cord_value_get_string (document, "age"));
  g_assert_null (cord_value_get_string (document, "price"));
  g_assert_null (cord_value_get_string (document, "gone"));
  g_assert_null (cord_value_get_string (document, "name.first"));
  g_assert_null (cord_value_get_string (document, "address.city.x"));
  g_assert_null (cord_value_get_string (document, "nam"));
  g_assert_null (cord_value_get_string (document, "name2"));
  g_assert_cmpint (cord_value_get_integer (document, "name", -7), ==, -7);
  g_assert_cmpint (cord_value_get_integer (document, "price", -7), ==, -7);
  g_assert_false (cord_value_get_boolean (document, "age"));
  g_assert_false (cord_value_has (document, "surname"));
  g_assert_null (cord_value_dup (document, "surname"));
  g_assert_null (cord_value_get_string (NULL, "name"));
  g_assert_true (g_variant_is_of_type (no_object, CORD_VALUE_OBJECT));
  g_assert_cmpuint (g_variant_n_children (no_object), ==, 0);
  g_assert_true (g_variant_is_of_type (no_array, CORD_VALUE_ARRAY));
  g_assert_cmpuint (cord_value_length (no_array), ==, 0);
  g_assert_cmpuint (cord_value_length (nowhere), ==, 0);
  g_assert_cmpuint (cord_value_length (NULL), ==, 0);
}

static void
test_building (void)
{
  g_autoptr (GVariant) document = make_document ();
  CordBuilder builder, array;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "skipped", NULL);
  cord_builder_value (&builder, "skipped", NULL);
  cord_builder_strv (&builder, "skipped", NULL);
  cord_builder_extend (&builder, NULL);
  assert_canonical (cord_builder_end (&builder), "{}");

  cord_builder_init_array (&array);
  cord_builder_add (&array, NULL);
  cord_builder_add_string (&array, NULL);
  cord_builder_add_string (&array, "one");
  cord_builder_add (&array, g_variant_new_int64 (2));
  assert_canonical (cord_builder_end (&array), "[\"one\",2]");

  cord_builder_init (&builder);
  cord_builder_string (&builder, "z", "last");
  cord_builder_extend (&builder, document);
  assert_canonical (cord_builder_end (&builder),
                    "{\"active\":true,\"address\":{\"city\":\"Bonn\",\"geo\":{\"lat\":50}},\"age\":41,\"gone\":null,"
                    "\"name\":\"Grace\",\"price\":13.55,\"tags\":[\"a\",\"b\"],\"z\":\"last\"}");

  assert_canonical (cord_value_empty_object (), "{}");
  assert_canonical (cord_value_empty_array (), "[]");
  assert_canonical (cord_value_of_strings ("b", "y", "skipped", NULL, "a", "x", NULL), "{\"a\":\"x\",\"b\":\"y\"}");
}

static void
test_builder_is_not_floating (void)
{
  g_autoptr (GVariant) document = make_document ();
  g_autoptr (GVariant) empty = cord_value_empty_object ();

  g_assert_false (g_variant_is_floating (document));
  g_assert_false (g_variant_is_floating (empty));
}

/* The example of RFC 8785, 3.2.3: a code point above the basic plane sorts before U+FB33. */
static void
test_order_of_members (void)
{
  assert_canonical (cord_value_of_strings ("\xE2\x82\xAC", "Euro Sign", "\r", "Carriage Return", "\xEF\xAC\xB3",
                                           "Hebrew Letter Dalet With Dagesh", "1", "One", "\xF0\x9F\x98\x80",
                                           "Emoji: Grinning Face", "\xC2\x80", "Control", "\xC3\xB6",
                                           "Latin Small Letter O With Diaeresis", NULL),
                    "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\","
                    "\"\xC3\xB6\":\"Latin Small Letter O With Diaeresis\",\"\xE2\x82\xAC\":\"Euro Sign\","
                    "\"\xF0\x9F\x98\x80\":\"Emoji: Grinning Face\","
                    "\"\xEF\xAC\xB3\":\"Hebrew Letter Dalet With Dagesh\"}");
  assert_canonical (cord_value_of_strings ("b", "", "aa", "", "a", "", "", "", "B", "", NULL),
                    "{\"\":\"\",\"B\":\"\",\"a\":\"\",\"aa\":\"\",\"b\":\"\"}");
}

static void
test_escapes (void)
{
  assert_canonical (g_variant_ref_sink (g_variant_new_string ("\"\\/\b\f\n\r\t")), "\"\\\"\\\\/\\b\\f\\n\\r\\t\"");
  assert_canonical (g_variant_ref_sink (g_variant_new_string ("\x01\x0b\x1f\x7f<>&'")),
                    "\"\\u0001\\u000b\\u001f\x7f<>&'\"");
  assert_canonical (g_variant_ref_sink (g_variant_new_string ("\xE2\x80\xA8\xF0\x9F\x98\x80")),
                    "\"\xE2\x80\xA8\xF0\x9F\x98\x80\"");
}

/* ECMAScript's Number::toString; among them the samples of RFC 8785, appendix B. */
static void
test_numbers (void)
{
  static const struct
  {
    const char *written;
    const char *expected;
  } cases[] = {
    { "13.55", "13.55" },
    { "13.550", "13.55" },
    { "25.00", "25" },
    { "0.0", "0" },
    { "-0.0", "0" },
    { "-1.5", "-1.5" },
    { "1e21", "1e+21" },
    { "1e20", "100000000000000000000" },
    { "999999999999999900000.0", "999999999999999900000" },
    { "0.000001", "0.000001" },
    { "1E-7", "1e-7" },
    { "0.00000123", "0.00000123" },
    { "1.23e-7", "1.23e-7" },
    { "1e2", "100" },
    { "333333333.33333329", "333333333.3333333" },
    { "1E30", "1e+30" },
    { "4.50", "4.5" },
    { "2e-3", "0.002" },
    { "0.000000000000000000000000001", "1e-27" },
    { "9223372036854775808", "9223372036854776000" },
    { "5e-324", "5e-324" },
    { "1.7976931348623157e308", "1.7976931348623157e+308" },
    { "9007199254740992.0", "9007199254740992" },
    { "295147905179352830000.0", "295147905179352830000" },
    { "1e-400", "0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_canonical (g_variant_ref_sink (decimal (cases[i].written)), cases[i].expected);
  assert_canonical (g_variant_ref_sink (g_variant_new_int64 (0)), "0");
  assert_canonical (g_variant_ref_sink (g_variant_new_int64 (-41)), "-41");
  assert_canonical (g_variant_ref_sink (g_variant_new_boolean (FALSE)), "false");
}

static void
test_digest (void)
{
  g_autoptr (GVariant) empty = cord_value_empty_object ();
  g_autoptr (GVariant) one = cord_value_of_strings ("a", "x", "b", "y", NULL);
  g_autoptr (GVariant) other = cord_value_of_strings ("b", "y", "a", "x", NULL);
  g_autofree char *plain = cord_value_digest (empty, NULL, 0);
  g_autofree char *prefixed = cord_value_digest (empty, "a\0b", 3);
  g_autofree char *expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)"a\0b{}", 5);
  g_autofree char *first = cord_value_digest (one, NULL, 0);
  g_autofree char *second = cord_value_digest (other, NULL, 0);

  g_assert_cmpstr (plain, ==, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  g_assert_cmpstr (prefixed, ==, expected);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, plain);
}

static void
test_equal (void)
{
  g_autoptr (GVariant) one = cord_value_of_strings ("a", "x", "b", "y", NULL);
  g_autoptr (GVariant) other = cord_value_of_strings ("b", "y", "a", "x", NULL);
  g_autoptr (GVariant) less = cord_value_of_strings ("a", "x", NULL);
  g_autoptr (GVariant) document = make_document ();
  g_autoptr (GVariant) again = make_document ();

  g_assert_true (cord_value_equal (one, other));
  g_assert_false (cord_value_equal (one, less));
  g_assert_true (cord_value_equal (document, again));
  g_assert_false (cord_value_equal (document, one));
  g_assert_true (cord_value_equal (NULL, NULL));
  g_assert_false (cord_value_equal (NULL, one));
  g_assert_false (cord_value_equal (one, NULL));
}

/* Views show of every member what the readers of GVariants do. */
static void
test_views (void)
{
  static const CordShape shapes[] = { CORD_SHAPE_STRING, CORD_SHAPE_INTEGER, CORD_SHAPE_BOOLEAN, CORD_SHAPE_DECIMAL,
                                      CORD_SHAPE_NULL,   CORD_SHAPE_OBJECT,  CORD_SHAPE_ARRAY };
  g_autoptr (GVariant) document = make_document ();
  const CordView view = cord_view (document);

  g_assert_cmpint (view.shape, ==, CORD_SHAPE_OBJECT);
  g_assert_cmpuint (cord_view_length (&view), ==, G_N_ELEMENTS (shapes));
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      const char *name;
      const CordView member = cord_view_member_at (&view, i, &name);
      g_autoptr (GVariant) value = cord_value_dup (document, name);
      const CordView alone = cord_view (value);

      g_assert_cmpint (member.shape, ==, shapes[i]);
      g_assert_cmpint (alone.shape, ==, shapes[i]);
      g_assert_cmpmem (member.data, member.size, alone.data, alone.size);
      g_assert_cmpuint (cord_view_length (&member), ==,
                        shapes[i] == CORD_SHAPE_OBJECT || shapes[i] == CORD_SHAPE_ARRAY ? cord_value_length (value)
                                                                                        : 0);
      g_assert_cmpstr (shapes[i] == CORD_SHAPE_DECIMAL ? NULL : cord_view_get_text (&member), ==,
                       cord_value_get_string (document, name));
      g_assert_cmpint (cord_view_get_integer (&member), ==, cord_value_get_integer (document, name, 0));
      g_assert_cmpint (cord_view_get_boolean (&member), ==, cord_value_get_boolean (document, name));
    }
}

static void
test_views_of_containers (void)
{
  g_autoptr (GVariant) document = make_document ();
  g_autoptr (GVariant) tags = cord_value_dup (document, "tags");
  g_autoptr (GVariant) empty = cord_value_empty_array ();
  g_autoptr (GVariant) other = g_variant_ref_sink (g_variant_new_uint32 (1));
  const CordView list = cord_view (tags), nothing = cord_view (empty), absent = cord_view (NULL);
  const CordView second = cord_view_at (&list, 1), beyond = cord_view_at (&list, 2);
  const char *name;

  g_assert_cmpstr (cord_view_get_text (&second), ==, "b");
  g_assert_cmpint (beyond.shape, ==, CORD_SHAPE_NONE);
  g_assert_cmpint (cord_view_member_at (&list, 0, &name).shape, ==, CORD_SHAPE_NONE);
  g_assert_cmpstr (name, ==, "");
  g_assert_cmpint (nothing.shape, ==, CORD_SHAPE_ARRAY);
  g_assert_cmpuint (cord_view_length (&nothing), ==, 0);
  g_assert_cmpint (absent.shape, ==, CORD_SHAPE_NONE);
  g_assert_cmpint (cord_view (other).shape, ==, CORD_SHAPE_NONE);
}

/* Bytes that are no document are no value, and nothing outside of them is read. */
static void
test_views_of_garbage (void)
{
  g_autoptr (GVariant) document = make_document ();
  const gsize size = g_variant_get_size (document);

  for (gsize cut = 0; cut < size; cut++)
    for (guint byte = 0; byte < 256; byte += 51)
      {
        guint8 *bytes = g_memdup2 (g_variant_get_data (document), size);
        const CordView view = { CORD_SHAPE_OBJECT, bytes, size - cut };

        bytes[size - cut - 1] = (guint8)byte;
        for (gsize i = 0; i < cord_view_length (&view); i++)
          {
            const char *name;
            const CordView member = cord_view_member_at (&view, i, &name);

            g_assert_cmpuint (strlen (name), <, size);
            g_assert_true (member.shape == CORD_SHAPE_NONE
                           || (member.data >= bytes && member.data + member.size <= bytes + size - cut));
          }
        g_free (bytes);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/value/reading", test_reading);
  g_test_add_func ("/base/value/strings-stay", test_strings_stay);
  g_test_add_func ("/base/value/absent-and-wrong-types", test_absent_and_wrong_types);
  g_test_add_func ("/base/value/views", test_views);
  g_test_add_func ("/base/value/views-of-containers", test_views_of_containers);
  g_test_add_func ("/base/value/views-of-garbage", test_views_of_garbage);
  g_test_add_func ("/base/value/building", test_building);
  g_test_add_func ("/base/value/builder-is-not-floating", test_builder_is_not_floating);
  g_test_add_func ("/base/value/order-of-members", test_order_of_members);
  g_test_add_func ("/base/value/escapes", test_escapes);
  g_test_add_func ("/base/value/numbers", test_numbers);
  g_test_add_func ("/base/value/digest", test_digest);
  g_test_add_func ("/base/value/equal", test_equal);
  return g_test_run ();
}
