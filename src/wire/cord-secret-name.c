/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-secret-name.h"

#include <string.h>

/* Words are compared as fold() leaves them: lower case, without accents, one space between two. */

/* Not "nip", which is a PIN in Mexico and Quebec and the number on every invoice in Poland. */
static const char *const pin_words[] = { "pin", "pins", "pincode", "пин", "пинкод", NULL };
static const char *const password_words[]
    = { "password", "passwords",  "passcode", "passphrase",  "passwort", "kennwort", "contrasena",
        "passwd",   "pwd",        "passord",  "parola",      "senha",    "heslo",    "jelszo",
        "losenord", "wachtwoord", "salasana", "adgangskode", "sifre",    "haslo",    "hasło",
        "пароль",   "κωδικος",    "lozinka",  "slaptazodis", NULL };
/* Beside one of those they say whose or what it is, and no more; also in one word with it, as in "customerpin". */
static const char *const fillers[]
    = { "account",    "agent",     "call", "caller", "center", "centre",       "code",  "contact", "current",
        "customer",   "id",        "key",  "my",     "number", "no",           "phone", "s",       "service",
        "subscriber", "telephone", "the",  "user",   "value",  "verification", NULL };
/* What the PIN or the password of a product is for, or which of them it is. */
static const char *const product_fillers[]
    = { "1",       "2",      "admin",  "card", "default", "device",    "email", "esim", "initial", "login", "mail",
        "mailbox", "portal", "router", "sim",  "voice",   "voicemail", "fi",    "wi",   "wifi",    "wlan",  NULL };
static const char *const product_pin_words[] = { "pin", "pincode", "puk", "pukcode", "simpin", "пин", "пинкод", NULL };
static const char *const no_fillers[] = { NULL };
/* Secrets as the whole name alone: in others they are a colour or a key. */
static const char *const whole_names[] = { " clave ", " tan ", NULL };
/* They look like secrets, and are none. */
static const char *const open_phrases[]
    = { " area pin ",       " area pincode ", " kra pin ", " number of pins ", " password manager ", " postal pin ",
        " postal pincode ", " secret santa ", NULL };
/* The postal code of India is a PIN. */
static const char *const postal_words[] = { "", "code", "no", "number", "pin", "pincode", "value", NULL };
static const char *const secret_words[]
    = { "credential", "credentials", "cvc",        "cvv",    "otp",  "puk",  "pukcode", "secret", "secrets",
        "codeword",   "segreto",     "geheimzahl", "simpin", "tpin", "mpin", "upin",    NULL };
/* Of a word in one piece with others, such as "kundenkennwort", and of languages that put no space between words. */
static const char *const secret_parts[]
    = { "password",   "passwort",    "kennwort",   "passphrase", "passcode",   "codewort", "losungswort",
        "geheimcode", "geheimfrage", "geheimwort", "geheimzahl", "wachtwoord", "losenord", "暗証番号",
        "パスワード", "密码",        "密碼",       "비밀번호",   NULL };
static const char *const secret_phrases[] = { "access code",
                                              "access token",
                                              "answer to security question",
                                              "api key",
                                              "auth code",
                                              "auth token",
                                              "clave de acceso",
                                              "clave secreta",
                                              "code word",
                                              "geburtsname der mutter",
                                              "madchenname",
                                              "maiden name",
                                              "memorable answer",
                                              "memorable information",
                                              "memorable word",
                                              "mot de passe",
                                              "nom de jeune fille",
                                              "one time code",
                                              "palabra secreta",
                                              "pregunta de seguridad",
                                              "private key",
                                              "question de securite",
                                              "security answer",
                                              "security code",
                                              "security question",
                                              "security word",
                                              "sicherheitsantwort",
                                              "sicherheitscode",
                                              "sicherheitsfrage",
                                              "verification code",
                                              "verification word",
                                              "кодовое слово",
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
                                         "fuhrerschein",
                                         "handelsregister",
                                         "id card",
                                         "identity card",
                                         "identity document",
                                         "kra pin",
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

/* How the words of a name in one piece are told apart: "pinCode" and "PIN2" are two each; so is "PINHint", though
 * "PINcode" looks alike. */
typedef enum
{
  SPLIT_CASE,
  SPLIT_CAPITALS
} Split;

static gboolean
begins_word (gunichar before, gunichar c, const char *rest, Split split)
{
  const char *second;

  if (!g_unichar_isalnum (before))
    return FALSE;
  if (g_unichar_isdigit (before) != g_unichar_isdigit (c) || (g_unichar_isupper (c) && g_unichar_islower (before)))
    return TRUE;
  if (split != SPLIT_CAPITALS || !g_unichar_isupper (before) || !g_unichar_isupper (c) || *rest == '\0')
    return FALSE;
  second = g_utf8_next_char (rest);
  return g_unichar_islower (g_utf8_get_char (rest)) && g_unichar_islower (g_utf8_get_char (second));
}

/* Accents, and characters without a width of their own. The marks of Japanese and the parts of Korean syllables have
 * none either, but make other letters. */
static gboolean
is_ignored (gunichar c)
{
  if (c == 0x3099 || c == 0x309a || (c >= 0x1160 && c <= 0x11ff))
    return FALSE;
  return g_unichar_iszerowidth (c) || c == 0xad;
}

/* "p i n", as "P.I.N." leaves it, is one word. */
static void
append_word (GString *words, const char *word, gboolean *single)
{
  gboolean is_letter = *word != '\0' && *g_utf8_next_char (word) == '\0' && g_unichar_isalpha (g_utf8_get_char (word));

  if (*word == '\0')
    return;
  if (is_letter && *single)
    g_string_truncate (words, words->len - 1);
  g_string_append (words, word);
  g_string_append_c (words, ' ');
  *single = is_letter;
}

static char *
join_letters (const char *spaced)
{
  g_auto (GStrv) each = g_strsplit (spaced, " ", -1);
  GString *words = g_string_new (" ");
  gboolean single = FALSE;

  for (gsize i = 0; each[i] != NULL; i++)
    append_word (words, each[i], &single);
  return g_string_free (words, FALSE);
}

/* " words of the name ", each with a space on either side. NFKD makes letters of their full-width forms, and takes the
 * accents off them. */
static char *
fold (const char *name, Split split)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *plain = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) spaced = g_string_new (NULL);
  g_autofree char *composed = NULL;
  gunichar before = ' ';

  for (const char *at = plain; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_ignored (c))
        continue;
      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c))
        g_string_append_c (spaced, ' ');
      else
        {
          if (begins_word (before, c, g_utf8_next_char (at), split))
            g_string_append_c (spaced, ' ');
          g_string_append_unichar (spaced, g_unichar_tolower (c));
        }
      before = c;
    }
  composed = g_utf8_normalize (spaced->str, -1, G_NORMALIZE_ALL_COMPOSE);
  return join_letters (composed);
}

static char *
drop_open_phrases (const char *words)
{
  GString *rest = g_string_new (words);

  for (const char *const *phrase = open_phrases; *phrase != NULL; phrase++)
    g_string_replace (rest, *phrase, " ", 0);
  return g_string_free (rest, FALSE);
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

static gboolean
has_part (const char *words)
{
  for (const char *const *part = secret_parts; *part != NULL; part++)
    if (strstr (words, *part) != NULL)
      return TRUE;
  return FALSE;
}

/* "customerpin" */
static gboolean
is_joined (const char *word, const char *const *names, const char *const *before)
{
  for (; *before != NULL; before++)
    if (strlen (*before) > 1 && g_str_has_prefix (word, *before) && g_strv_contains (names, word + strlen (*before)))
      return TRUE;
  return FALSE;
}

static gboolean
is_name (const char *word, const char *const *names, const char *const *more)
{
  return g_strv_contains (names, word) || is_joined (word, names, fillers) || is_joined (word, names, more);
}

/* What @words say beside the fillers and @more of them: whether one of @names is among it, and whether nothing else
 * is. */
static void
find_names (const char *words, const char *const *names, const char *const *more, gboolean *there, gboolean *alone)
{
  g_auto (GStrv) each = g_strsplit (words, " ", -1);

  *there = FALSE;
  *alone = TRUE;
  for (gsize i = 0; each[i] != NULL; i++)
    if (is_name (each[i], names, more))
      *there = TRUE;
    else if (*each[i] != '\0' && !g_strv_contains (fillers, each[i]) && !g_strv_contains (more, each[i]))
      *alone = FALSE;
}

/* "Customer PIN code" is the PIN; "PIN hint" is about it. */
static const char *
factor_of (const char *folded)
{
  g_autofree char *words = drop_open_phrases (folded);
  gboolean pin, pin_alone, password, password_alone;

  find_names (words, pin_words, no_fillers, &pin, &pin_alone);
  find_names (words, password_words, no_fillers, &password, &password_alone);
  if (pin && pin_alone)
    return "pin";
  if ((password && password_alone) || g_str_equal (words, " mot de passe "))
    return "password";
  if (pin || password || has_any (words, secret_words) || has_any (words, secret_phrases) || has_part (words)
      || g_strv_contains (whole_names, words))
    return "secret";
  return NULL;
}

const char *
cord_secret_name_get_factor (const char *name)
{
  g_autofree char *words = name != NULL ? fold (name, SPLIT_CASE) : NULL;
  const char *factor = words != NULL ? factor_of (words) : NULL;

  if (factor == NULL && name != NULL)
    {
      g_autofree char *others = fold (name, SPLIT_CAPITALS);

      factor = g_str_equal (others, words) ? NULL : factor_of (others);
    }
  return factor;
}

/* Either way of telling the words apart. */
static gboolean
is_read_as (const char *name, gboolean (*is) (const char *words))
{
  g_autofree char *words = name != NULL ? fold (name, SPLIT_CASE) : NULL;
  g_autofree char *others = name != NULL ? fold (name, SPLIT_CAPITALS) : NULL;

  return name != NULL && (is (words) || (!g_str_equal (others, words) && is (others)));
}

static gboolean
are_of_product (const char *words)
{
  gboolean pin, pin_alone, password, password_alone;

  find_names (words, product_pin_words, product_fillers, &pin, &pin_alone);
  find_names (words, password_words, product_fillers, &password, &password_alone);
  return (pin && pin_alone) || (password && password_alone) || g_str_equal (words, " mot de passe ");
}

gboolean
cord_secret_name_is_of_product (const char *name)
{
  return is_read_as (name, are_of_product);
}

static gboolean
are_postal (const char *words)
{
  g_autofree char *rest = drop_open_phrases (words);
  g_auto (GStrv) each = g_strsplit (rest, " ", -1);

  for (gsize i = 0; each[i] != NULL; i++)
    if (!g_strv_contains (postal_words, each[i]))
      return FALSE;
  return TRUE;
}

gboolean
cord_secret_name_is_postal_code (const char *name)
{
  return is_read_as (name, are_postal);
}

static gboolean
are_document (const char *words)
{
  return has_any (words, documents);
}

gboolean
cord_secret_name_is_document (const char *type)
{
  return is_read_as (type, are_document) && cord_secret_name_get_factor (type) == NULL;
}
