/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-text.h"

#include <string.h>

static gboolean
is_deceptive (gunichar c)
{
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x61c
         || c == 0x180e || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f)
         || c == 0xfeff || (c >= 0xfff0 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

static gboolean
is_break (gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

char *
cord_text_clean (const char *text, guint max_characters)
{
  g_autofree char *valid = text ? g_utf8_make_valid (text, -1) : NULL;
  GString *clean = g_string_new (NULL);
  guint n = 0;

  for (const char *p = valid; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_deceptive (c))
        continue;
      if (++n > max_characters)
        {
          const char *last = g_utf8_find_prev_char (clean->str, clean->str + clean->len);

          g_string_truncate (clean, last ? (gsize)(last - clean->str) : 0);
          g_string_append (clean, "…");
          break;
        }
      g_string_append_unichar (clean, is_break (c) ? ' ' : c);
    }
  return g_strstrip (g_string_free (clean, FALSE));
}

static gboolean
runs_right_to_left (gunichar c)
{
  return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefe)
         || (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

char *
cord_text_isolate (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (runs_right_to_left (g_utf8_get_char (p)))
      return g_strconcat ("\xE2\x81\xA8", text, "\xE2\x81\xA9", NULL);
  return g_strdup (text ? text : "");
}

char *
cord_text_mask_name (const char *name)
{
  g_autofree char *clean = cord_text_clean (name, 200);
  GString *mask = g_string_new (NULL);
  guint in_word = 0;

  for (const char *p = clean; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          in_word = 0;
          g_string_append_c (mask, ' ');
        }
      else if (g_unichar_ismark (c))
        continue;
      else if (in_word++ == 0)
        g_string_append_unichar (mask, g_unichar_toupper (c));
      else if (in_word <= 8)
        g_string_append (mask, "•");
    }
  return g_string_free (mask, FALSE);
}

char *
cord_text_tail (const char *text, guint keep)
{
  glong length;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return g_strdup ("");
  length = g_utf8_strlen (text, -1);
  return g_strdup (length > (glong)keep ? g_utf8_offset_to_pointer (text, length - (glong)keep) : text);
}

char *
cord_text_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = text; p != NULL && *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || (*p == '+' && digits->len == 0))
      g_string_append_c (digits, *p);
  return g_string_free (digits, FALSE);
}

/* The address without its scheme and parameters; of a SIP address the user. Cuts @text. */
static char *
take_address (char *text)
{
  static const char *const schemes[] = { "tel:", "sip:", "sips:", "callto:" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
      {
        text += strlen (schemes[i]);
        text[strcspn (text, ";?@")] = '\0';
        return text;
      }
  return text;
}

static gboolean
is_phone_separator (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION || c == 0x2212
         || (c < 0x80 && strchr ("()./", (char)c) != NULL);
}

/* "x12", "ext. 12", "#12", ",12" behind the number. */
static gboolean
begins_extension (const char *text)
{
  static const char *const marks[] = { "extension", "ext.", "ext", "x", "#", "," };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_ascii_strncasecmp (text, marks[i], strlen (marks[i])) == 0)
      {
        const char *digits = text + strlen (marks[i]);

        digits += strspn (digits, " ");
        return g_ascii_isdigit (*digits) && digits[strspn (digits, "0123456789 ")] == '\0';
      }
  return FALSE;
}

char *
cord_text_phone (const char *text)
{
  g_autofree char *clean = cord_text_clean (text, 200);
  g_autofree char *plain = g_utf8_normalize (clean, -1, G_NORMALIZE_NFKC);
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = take_address (plain); *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        g_string_append_c (digits, (char)('0' + g_unichar_digit_value (c)));
      else if (c == '+' && digits->len == 0)
        g_string_append_c (digits, '+');
      /* The trunk prefix, which is not dialled from abroad. */
      else if (digits->str[0] == '+' && digits->len > 1 && g_str_has_prefix (p, "(0)"))
        p += strlen ("(0");
      else if (digits->len > 0 && begins_extension (p))
        break;
      else if (!is_phone_separator (c))
        return g_strdup ("");
    }
  return g_strdup (digits->str);
}

char *
cord_text_search_key (const char *text)
{
  g_autofree char *clean = cord_text_clean (text, 400);
  g_autofree char *decomposed = g_utf8_normalize (clean, -1, G_NORMALIZE_NFKD);
  g_autofree char *folded = g_utf8_casefold (decomposed ? decomposed : "", -1);
  GString *key = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c))
        continue;
      /* "Okafor,Grace" */
      if (!g_unichar_isspace (c) && c != ',')
        g_string_append_unichar (key, c);
      else if (key->len > 0 && key->str[key->len - 1] != ' ')
        g_string_append_c (key, ' ');
    }
  return g_strchomp (g_string_free (key, FALSE));
}

static gboolean
passes_luhn (const char *digits, guint n)
{
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    {
      guint digit = (guint)(digits[n - 1 - i] - '0') * (i % 2 == 1 ? 2 : 1);

      sum += digit > 9 ? digit - 9 : digit;
    }
  return sum % 10 == 0;
}

static gboolean
is_separator (char c)
{
  return c == ' ' || c == '-' || c == '.';
}

/* The end of the longest card number that begins at @text and ends where a group of digits ends, or NULL: an expiry
 * date or a check code spoken right after it must not hide it. */
static const char *
card_end (const char *text)
{
  char digits[20];
  guint n = 0;
  const char *p = text;
  const char *end = NULL;

  while (n < 19 && g_ascii_isdigit (*p))
    {
      const char *next = p + 1;

      digits[n++] = *p;
      if (n >= 13 && !g_ascii_isdigit (*next) && passes_luhn (digits, n))
        end = next;
      while (is_separator (*next) && next - p <= 2)
        next++;
      p = next;
    }
  return end;
}

char *
cord_text_hide_cards (const char *text)
{
  GString *hidden = g_string_new (NULL);
  gboolean in_number = FALSE;

  for (const char *p = text; p != NULL && *p != '\0';)
    {
      const char *end = !in_number && g_ascii_isdigit (*p) ? card_end (p) : NULL;

      if (end != NULL)
        {
          g_string_append (hidden, "[card number removed]");
          p = end;
          continue;
        }
      in_number = g_ascii_isdigit (*p);
      g_string_append_c (hidden, *p++);
    }
  return g_string_free (hidden, FALSE);
}
