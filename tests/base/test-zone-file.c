/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-error.h"
#include "base/cord-period.h"
#include "base/cord-zone-file.h"

#include <string.h>

#define HOUR (60 * 60)

/* What stands in one block of a file. Times and types are parallel. */
typedef struct
{
  const gint64 *times;
  const guint8 *types;
  guint n_times;
  const gint32 *offsets;
  guint n_offsets;
  guint n_leaps;
} Block;

static void
put (GByteArray *file, gint64 value, guint width)
{
  for (guint i = width; i > 0; i--)
    {
      guint8 byte = (guint8)(value >> (8 * (i - 1)));

      g_byte_array_append (file, &byte, 1);
    }
}

static void
put_text (GByteArray *file, const char *text)
{
  g_byte_array_append (file, (const guint8 *)text, (guint)strlen (text));
}

static void
put_block (GByteArray *file, char version, const Block *block, guint width)
{
  put_text (file, "TZif");
  put (file, version, 1);
  for (guint i = 0; i < 15; i++)
    put (file, 0, 1);
  put (file, 0, 4);
  put (file, block->n_offsets, 4); /* whether each type is standard time */
  put (file, block->n_leaps, 4);
  put (file, block->n_times, 4);
  put (file, block->n_offsets, 4);
  put (file, 4, 4);
  for (guint i = 0; i < block->n_times; i++)
    put (file, block->times[i], width);
  for (guint i = 0; i < block->n_times; i++)
    put (file, block->types[i], 1);
  for (guint i = 0; i < block->n_offsets; i++)
    {
      put (file, block->offsets[i], 4);
      put (file, 0, 2);
    }
  g_byte_array_append (file, (const guint8 *)"ABC", 4);
  for (guint i = 0; i < block->n_leaps; i++)
    {
      put (file, 0, width);
      put (file, 0, 4);
    }
  for (guint i = 0; i < block->n_offsets; i++)
    put (file, 0, 1);
}

/* A file whose 32-bit block says what is not so, with @rule at its end. */
static GByteArray *
make_file (char version, const Block *block, const char *rule)
{
  static const gint32 wrong[] = { 12345 };
  const Block narrow = { .offsets = wrong, .n_offsets = 1 };
  GByteArray *file = g_byte_array_new ();

  put_block (file, version, &narrow, 4);
  put_block (file, version, block, 8);
  put_text (file, "\n");
  put_text (file, rule);
  put_text (file, "\n");
  return file;
}

static GByteArray *
make_rule (const char *rule)
{
  static const gint32 offsets[] = { 0 };
  const Block block = { .offsets = offsets, .n_offsets = 1 };

  return make_file ('2', &block, rule);
}

static CordZoneFile *
read_file (const GByteArray *file)
{
  g_autoptr (GError) error = NULL;
  CordZoneFile *self = cord_zone_file_read (file->data, file->len, &error);

  g_assert_no_error (error);
  return self;
}

static gint64
second_of (const char *text)
{
  gint64 instant;

  g_assert_true (cord_instant_parse (text, &instant, NULL));
  return instant / G_USEC_PER_SEC;
}

static const gint64 two_times[] = { -G_GINT64_CONSTANT (5000000000), 1000000000 };
static const guint8 two_types[] = { 1, 2 };
static const gint32 three_offsets[] = { 561, -3600, 7200 };
static const Block two_changes = { two_times, two_types, 2, three_offsets, 3, 0 };

static void
assert_offset (const CordZoneFile *self, gint64 second, int offset)
{
  CordZoneSpan span = cord_zone_file_span (self, second);

  g_assert_cmpint (span.offset, ==, offset);
  g_assert_cmpint (span.start, <=, second);
  g_assert_cmpint (span.end, >, second);
}

/* The first type before the first change, then each change from its second on, and the last without end. */
static void
test_changes (void)
{
  g_autoptr (GByteArray) file = make_file ('2', &two_changes, "");
  g_autoptr (CordZoneFile) self = read_file (file);

  assert_offset (self, two_times[0] - 1, 561);
  assert_offset (self, two_times[0], -3600);
  assert_offset (self, two_times[1] - 1, -3600);
  assert_offset (self, two_times[1], 7200);
  assert_offset (self, second_of ("9999-12-31T00:00:00Z"), 7200);
  g_assert_cmpint (cord_zone_file_span (self, two_times[0] - 1).start, ==, G_MININT64);
  g_assert_cmpint (cord_zone_file_span (self, two_times[1]).end, ==, G_MAXINT64);
}

static void
test_rule_after_changes (void)
{
  g_autoptr (GByteArray) file = make_file ('4', &two_changes, "EET-2EEST,M3.5.0/3,M10.5.0/4");
  g_autoptr (CordZoneFile) self = read_file (file);

  assert_offset (self, two_times[1] - 1, -3600);
  assert_offset (self, two_times[1], 3 * HOUR);
  g_assert_cmpint (cord_zone_file_span (self, two_times[1]).start, ==, two_times[1]);
  assert_offset (self, second_of ("2400-01-01T00:00:00Z"), 2 * HOUR);
  assert_offset (self, second_of ("2400-07-01T00:00:00Z"), 3 * HOUR);
}

/* Version 1 has 32-bit times and no rule; what follows it is not read. */
static void
test_version_one (void)
{
  static const gint64 times[] = { -2147483647, 0x7fffffff };
  const Block block = { times, two_types, 2, three_offsets, 3, 0 };
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (CordZoneFile) self = NULL;

  put_block (file, '\0', &block, 4);
  put_text (file, "\nABC-5\n");
  self = read_file (file);
  assert_offset (self, times[0] - 1, 561);
  assert_offset (self, times[0], -3600);
  assert_offset (self, times[1], 7200);
}

/* Of a time that comes twice the first second, of one that is left out the end of the gap. */
static void
test_first_seconds (void)
{
  g_autoptr (GByteArray) file = make_rule ("CET-1CEST,M3.5.0,M10.5.0/3");
  g_autoptr (CordZoneFile) self = read_file (file);
  static const struct
  {
    const char *wall;
    const char *utc;
  } cases[] = {
    { "2038-03-28T01:59:59Z", "2038-03-28T00:59:59Z" }, { "2038-03-28T02:00:00Z", "2038-03-28T01:00:00Z" },
    { "2038-03-28T02:30:00Z", "2038-03-28T01:00:00Z" }, { "2038-03-28T03:00:00Z", "2038-03-28T01:00:00Z" },
    { "2038-10-31T01:59:59Z", "2038-10-30T23:59:59Z" }, { "2038-10-31T02:00:00Z", "2038-10-31T00:00:00Z" },
    { "2038-10-31T02:30:00Z", "2038-10-31T00:30:00Z" }, { "2038-10-31T03:00:00Z", "2038-10-31T02:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cord_zone_file_first_second (self, second_of (cases[i].wall)), ==, second_of (cases[i].utc));
}

/* Where the time of a change is not the hour, by hand from POSIX and RFC 9636. */
static void
test_rules (void)
{
  static const struct
  {
    const char *rule;
    const char *change; /* the offset is @before until here */
    int before, after;
  } cases[] = {
    { "EST5EDT,M3.2.0,M11.1.0", "2027-03-14T07:00:00Z", -5 * HOUR, -4 * HOUR },
    { "EST5EDT,M3.2.0,M11.1.0", "2027-11-07T06:00:00Z", -4 * HOUR, -5 * HOUR },
    /* The last Sunday is the fourth or the fifth. */
    { "CET-1CEST,M3.5.0,M10.5.0/3", "2027-03-28T01:00:00Z", HOUR, 2 * HOUR },
    { "CET-1CEST,M3.5.0,M10.5.0/3", "2038-10-31T01:00:00Z", 2 * HOUR, HOUR },
    { "CET-1CEST,M3.5.0,M10.5.0/3", "2124-03-26T01:00:00Z", HOUR, 2 * HOUR },
    /* Standard time is in summer. */
    { "IST-1GMT0,M10.5.0,M3.5.0/1", "2037-10-25T01:00:00Z", HOUR, 0 },
    { "IST-1GMT0,M10.5.0,M3.5.0/1", "2038-03-28T01:00:00Z", 0, HOUR },
    /* Summer lasts over the end of the year, and the clock is moved by half an hour. */
    { "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2040-10-06T15:30:00Z", 37800, 11 * HOUR },
    { "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2041-04-06T15:00:00Z", 11 * HOUR, 37800 },
    /* Hours before the day and after it. */
    { "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2030-03-31T01:00:00Z", -2 * HOUR, -HOUR },
    { "EET-2EEST,M3.4.4/50,M10.4.4/50", "2030-03-30T00:00:00Z", 2 * HOUR, 3 * HOUR },
    { "AAA0BBB,J1/-167,J180", "2029-12-25T01:00:00Z", 0, HOUR },
    { "AAA0BBB,J1/167,J180", "2030-01-07T23:00:00Z", 0, HOUR },
    /* 29 February is the day 60 of its year, but has no number when it is not counted. */
    { "AAA0BBB,J60/0,J300", "2028-03-01T00:00:00Z", 0, HOUR },
    { "AAA0BBB,J60/0,J300", "2027-03-01T00:00:00Z", 0, HOUR },
    { "AAA0BBB,J59/0,J300", "2028-02-28T00:00:00Z", 0, HOUR },
    { "AAA0BBB,59/0,300", "2028-02-29T00:00:00Z", 0, HOUR },
    { "AAA0BBB,59/0,300", "2027-03-01T00:00:00Z", 0, HOUR },
    /* Minutes and seconds, and offsets of its own. */
    { "AAA-1:02:03BBB-3:04:05,0/1:02:03,J182/3:04:05", "2030-01-01T00:00:00Z", 3723, 11045 },
    { "AAA-1:02:03BBB-3:04:05,0/1:02:03,J182/3:04:05", "2030-07-01T00:00:00Z", 11045, 3723 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) file = make_rule (cases[i].rule);
      g_autoptr (CordZoneFile) self = read_file (file);
      gint64 change = second_of (cases[i].change);

      g_test_message ("%s %s", cases[i].rule, cases[i].change);
      g_assert_cmpint (cord_zone_file_span (self, change - 1).offset, ==, cases[i].before);
      g_assert_cmpint (cord_zone_file_span (self, change - 1).end, ==, change);
      g_assert_cmpint (cord_zone_file_span (self, change).start, ==, change);
      g_assert_cmpint (cord_zone_file_span (self, change).offset, ==, cases[i].after);
    }
}

/* RFC 9636, section 3.3.1: daylight saving time that never ends has no changes, also in the years around an era. */
static void
test_rule_all_year (void)
{
  static const char *const rules[]
      = { "EST5EDT,0/0,J365/25", "EST5EDT,0/0,J365/167", "EST5EDT4,J1/0,J365/25:00:00", "EDT4" };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GByteArray) file = make_rule (rules[i]);
      g_autoptr (CordZoneFile) self = read_file (file);
      CordZoneSpan span = cord_zone_file_span (self, second_of ("2000-01-01T05:00:00Z"));

      g_assert_cmpint (span.offset, ==, -4 * HOUR);
      g_assert_cmpint (span.start, ==, G_MININT64);
      g_assert_cmpint (span.end, ==, G_MAXINT64);
    }
}

/* Spans meet at their ends, over the ends of the 400 years after which weekdays repeat as well. */
static void
test_rule_repeats (void)
{
  g_autoptr (GByteArray) file = make_rule ("CET-1CEST,M3.5.0,M10.5.0/3");
  g_autoptr (CordZoneFile) self = read_file (file);
  const gint64 era = G_GINT64_CONSTANT (146097) * 24 * HOUR;
  gint64 at = second_of ("1590-01-01T00:00:00Z"), last = second_of ("2410-01-01T00:00:00Z");
  guint n = 0;

  for (; at < last; n++)
    {
      CordZoneSpan span = cord_zone_file_span (self, at);
      CordZoneSpan later = cord_zone_file_span (self, at + era);

      g_assert_cmpint (span.offset, ==, n % 2 == 0 ? HOUR : 2 * HOUR);
      g_assert_cmpint (cord_zone_file_span (self, span.end).start, ==, span.end);
      g_assert_cmpint (later.start, ==, span.start + era);
      g_assert_cmpint (later.end, ==, span.end + era);
      g_assert_cmpint (later.offset, ==, span.offset);
      at = span.end;
    }
  g_assert_cmpuint (n, ==, 2 * 820 + 1);
}

static void
assert_refused (const GByteArray *file, CordError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cord_zone_file_read (file->data, file->len, &error));
  g_assert_error (error, CORD_ERROR, (int)code);
  g_assert_cmpstr (cord_error_get_reason (error), ==, "zone");
}

static void
test_refuses_rules (void)
{
  static const char *const rules[] = {
    "CET",
    "-1",
    "CE-1",
    "CET-25",
    "CET-1:60",
    "CET-1:00:60",
    "CET-1:",
    "CET--1",
    "CET-1CEST", /* when? */
    "CET-1CEST,M3.5.0",
    "CET-1CEST,M3.5.0,",
    "CET-1CEST,M3.5.0,M10.5.0/3 ",
    "CET-1CEST,M3.5.0,M10.5.0/3,J1",
    "CET-1CEST,M0.5.0,M10.5.0",
    "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.0.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0",
    "CET-1CEST,M3.5.7,M10.5.0",
    "CET-1CEST,M3.5,M10.5.0",
    "CET-1CEST,J0,M10.5.0",
    "CET-1CEST,J366,M10.5.0",
    "CET-1CEST,366,M10.5.0",
    "CET-1CEST,-1,M10.5.0",
    "CET-1CEST,M3.5.0/168,M10.5.0",
    "CET-1CEST,M3.5.0/-168,M10.5.0",
    "CET-1CEST,M3.5.0/,M10.5.0",
    "CET-1CEST,M3.5.0/99999999999999999999,M10.5.0",
    "CET-1CE,M3.5.0,M10.5.0",
    "<+1>-1",
    "<+01-1",
    "<+0_1>-1",
    "+01-1",
    ":Europe/Berlin",
    " CET-1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GByteArray) file = make_rule (rules[i]);

      g_test_message ("%s", rules[i]);
      assert_refused (file, CORD_ERROR_INVALID);
    }
}

static void
test_refuses_blocks (void)
{
  static const gint64 backwards[] = { 5, 4 }, same[] = { 5, 5 };
  static const guint8 beyond[] = { 1, 3 };
  static const gint32 east[] = { 26 * HOUR }, west[] = { -26 * HOUR }, least[] = { G_MININT32 };
  const Block blocks[] = {
    { backwards, two_types, 2, three_offsets, 3, 0 },
    { same, two_types, 2, three_offsets, 3, 0 },
    { two_times, beyond, 2, three_offsets, 3, 0 },
    { two_times, two_types, 2, three_offsets, 3, 1 }, /* leap seconds */
    { .n_offsets = 0 },
    { .offsets = east, .n_offsets = 1 },
    { .offsets = west, .n_offsets = 1 },
    { .offsets = least, .n_offsets = 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      g_autoptr (GByteArray) file = make_file ('2', &blocks[i], "");

      assert_refused (file, CORD_ERROR_INVALID);
    }
}

/* Cut anywhere, and with counts that promise more than there is. */
static void
test_refuses_cut (void)
{
  g_autoptr (GByteArray) file = make_file ('3', &two_changes, "CET-1");
  const guint whole = file->len, second_header = 44 + 6 + 4 + 1;

  for (guint length = 0; length < whole; length++)
    {
      g_autoptr (GByteArray) cut = g_byte_array_append (g_byte_array_new (), file->data, length);
      gboolean is_magic_cut = length < 4 || (length >= second_header && length < second_header + 4);

      assert_refused (cut, is_magic_cut ? CORD_ERROR_NOT_FOUND : CORD_ERROR_INVALID);
    }
  for (guint at = 20; at < 44; at += 4)
    {
      g_autoptr (GByteArray) much = g_byte_array_append (g_byte_array_new (), file->data, whole);

      memset (much->data + at, 0xff, 4);
      assert_refused (much, CORD_ERROR_INVALID);
    }
  file->data[4] = '1';
  assert_refused (file, CORD_ERROR_INVALID);
  file->data[0] = 't';
  assert_refused (file, CORD_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/zone-file/changes", test_changes);
  g_test_add_func ("/base/zone-file/rule-after-changes", test_rule_after_changes);
  g_test_add_func ("/base/zone-file/version-one", test_version_one);
  g_test_add_func ("/base/zone-file/first-seconds", test_first_seconds);
  g_test_add_func ("/base/zone-file/rules", test_rules);
  g_test_add_func ("/base/zone-file/rule-all-year", test_rule_all_year);
  g_test_add_func ("/base/zone-file/rule-repeats", test_rule_repeats);
  g_test_add_func ("/base/zone-file/refuses-rules", test_refuses_rules);
  g_test_add_func ("/base/zone-file/refuses-blocks", test_refuses_blocks);
  g_test_add_func ("/base/zone-file/refuses-cut", test_refuses_cut);
  return g_test_run ();
}
