/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-secret-name.h"

#include <string.h>

/* Words are compared as fold() leaves them: lower case, one space between two. */

static const char *const pin_words[] = { "pin", "pins", "pincode", "nip", NULL };
static const char *const password_words[] = { "password", "passwords",  "passcode", "passphrase", "passwort",
                                              "kennwort", "contraseña", "passwd",   "pwd",        NULL };
/* Beside one of those they say whose or what it is, and no more. */
static const char *const fillers[]
    = { "account",    "agent",     "call", "caller", "center", "centre",       "code",  "contact", "current",
        "customer",   "id",        "key",  "my",     "number", "no",           "phone", "s",       "service",
        "subscriber", "telephone", "the",  "user",   "value",  "verification", NULL };
static const char *const secret_words[]
    = { "credential", "credentials", "cvc",     "cvv", "otp",      "puk",       "puk1",       "puk2",
        "pukcode",    "secret",      "secrets", "tan", "codeword", "geheimnis", "geheimzahl", NULL };
static const char *const secret_phrases[] = { "access code",
                                              "access token",
                                              "answer to security question",
                                              "api key",
                                              "auth code",
                                              "auth token",
                                              "code word",
                                              "kundenkennwort",
                                              "maiden name",
                                              "memorable",
                                              "mot de passe",
                                              "one time code",
                                              "private key",
                                              "security answer",
                                              "security code",
                                              "security question",
                                              "security word",
                                              "verification code",
                                              "verification word",
                                              NULL };

static const char *const documents[] = { "alien registration",
                                         "ausweis",
                                         "birth certificate",
                                         "commercial register",
                                         "company number",
                                         "company registration",
                                         "driver license",
                                         "driver licence",
                                         "drivers license",
                                         "drivers licence",
                                         "driver s licence",
                                         "driver s license",
                                         "driving licence",
                                         "driving license",
                                         "duns",
                                         "employer id",
                                         "führerschein",
                                         "handelsregister",
                                         "id card",
                                         "identity card",
                                         "identity document",
                                         "lei",
                                         "military id",
                                         "national id",
                                         "national identity",
                                         "passport",
                                         "personalausweis",
                                         "permanent resident",
                                         "reisepass",
                                         "residence permit",
                                         "social security",
                                         "ssn",
                                         "state id",
                                         "student id",
                                         "tax id",
                                         "tax identification",
                                         "tax number",
                                         "tin",
                                         "trade register",
                                         "vat",
                                         "visa",
                                         "voter id",
                                         NULL };

static gboolean
begins_word (gunichar before, gunichar c)
{
  return g_unichar_isupper (c) && g_unichar_islower (before);
}

/* " words of the name ", each with a space on either side. NFKC makes letters of their full-width forms. */
static char *
fold (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *plain = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *words = g_string_new (" ");
  gunichar before = ' ';

  for (const char *at = plain; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_iszerowidth (c) || c == 0xad)
        continue;
      if ((!g_unichar_isalnum (c) || begins_word (before, c)) && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
      if (g_unichar_isalnum (c))
        g_string_append_unichar (words, g_unichar_tolower (c));
      before = c;
    }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');
  return g_string_free (words, FALSE);
}

/* @words has a space on either side, so that there is something before and after what is found. */
static gboolean
has (const char *words, const char *phrase)
{
  const gsize length = strlen (phrase);

  for (const char *at = words; (at = strstr (at, phrase)) != NULL; at++)
    if (at[-1] == ' ' && at[length] == ' ')
      return TRUE;
  return FALSE;
}

static gboolean
has_any (const char *words, const char *const *phrases)
{
  for (; *phrases != NULL; phrases++)
    if (has (words, *phrases))
      return TRUE;
  return FALSE;
}

/* "Customer PIN code" is the PIN; "PIN hint" is about it. */
static gboolean
is_itself (const char *words, const char *const *names)
{
  g_auto (GStrv) each = g_strsplit (words, " ", -1);

  for (gsize i = 0; each[i] != NULL; i++)
    if (*each[i] != '\0' && !g_strv_contains (names, each[i]) && !g_strv_contains (fillers, each[i]))
      return FALSE;
  return has_any (words, names);
}

static const char *
factor_of (const char *words)
{
  if (is_itself (words, pin_words))
    return "pin";
  if (is_itself (words, password_words) || g_str_equal (words, " mot de passe "))
    return "password";
  if (has_any (words, pin_words) || has_any (words, password_words) || has_any (words, secret_words)
      || has_any (words, secret_phrases))
    return "secret";
  return NULL;
}

const char *
cord_secret_name_get_factor (const char *name)
{
  g_autofree char *words = name != NULL ? fold (name) : NULL;

  return words != NULL ? factor_of (words) : NULL;
}

gboolean
cord_secret_name_is_document (const char *type)
{
  g_autofree char *words = type != NULL ? fold (type) : NULL;

  return words != NULL && has_any (words, documents) && factor_of (words) == NULL;
}
