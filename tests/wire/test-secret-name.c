/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/cord-resource-row.h"
#include "wire/cord-secret-name.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
test_factors (void)
{
  static const struct
  {
    const char *name, *factor;
  } cases[] = {
    { "pin", "pin" },
    { "PIN", "pin" },
    { " pin", "pin" },
    { "pin\t", "pin" },
    { "\u00a0PIN\u00a0", "pin" },
    { "p\u200bin", "pin" },
    { "ＰＩＮ", "pin" },
    { "PIN code", "pin" },
    { "pin-code", "pin" },
    { "pinCode", "pin" },
    { "PinCode", "pin" },
    { "pincode", "pin" },
    { "customer_pin", "pin" },
    { "Customer's PIN number", "pin" },
    { "password", "password" },
    { "Password", "password" },
    { "accountPassword", "password" },
    { "Kennwort", "password" },
    { "mot de passe", "password" },
    { "password hint", "secret" },
    { "PIN hint", "secret" },
    { "has PIN", "secret" },
    { "secret", "secret" },
    { "Secret word", "secret" },
    { "PUK", "secret" },
    { "puk1", "secret" },
    { "Security question", "secret" },
    { "securityAnswer", "secret" },
    { "Mother's maiden name", "secret" },
    { "One-time code", "secret" },
    { "P.I.N.", "pin" },
    { "p i n", "pin" },
    { "p-i-n code", "pin" },
    { "PINcode", "pin" },
    { "PINs", "pin" },
    { "customerpin", "pin" },
    { "CUSTOMERPIN", "pin" },
    { "userPASSWORD", "password" },
    { "PIN2", "secret" },
    { "PINHint", "secret" },
    { "PINCodeHint", "secret" },
    { "ＰＩＮ２", "secret" },
    { "ПИН-код", "secret" },
    { "Пароль", "password" },
    { "Contraseña", "password" },
    { "CONTRASENA", "password" },
    { "Mot de passe", "password" },
    { "Senha", "password" },
    { "Lösenord", "password" },
    { "şifre", "password" },
    { "Κωδικός", "password" },
    { "ｐａｓｓｗｏｒｄ", "password" },
    { "Password1", "secret" },
    { "Kundenkennwort", "secret" },
    { "Kundenpasswort", "secret" },
    { "Telefon-Geheimzahl", "secret" },
    { "Sicherheitsfrage", "secret" },
    { "Mädchenname der Mutter", "secret" },
    { "question de sécurité", "secret" },
    { "暗証番号", "secret" },
    { "口座パスワード", "secret" },
    { "비밀번호", "secret" },
    { "O.T.P.", "secret" },
    { "SIMPIN", "secret" },
    { "Memorable word", "secret" },
    { "Geheimwort", "secret" },
    { "TAN", "secret" },
    { "Clave", "secret" },
    { "clave de acceso", "secret" },
    { "KRA PIN password", "password" },
    { "spinning", NULL },
    { "NIP", NULL },
    { "nip", NULL },
    { "KRA PIN", NULL },
    { "kraPin", NULL },
    { "KRAPin number", NULL },
    { "postalPinCode", NULL },
    { "clave de producto", NULL },
    { "Memorable number", NULL },
    { "Password manager", NULL },
    { "Number of pins", NULL },
    { "Geheimnummer", NULL },
    { "Geheimhaltung", NULL },
    { "tan colour", NULL },
    { "Secret Santa", NULL },
    { "Pinterest", NULL },
    { "shopping", NULL },
    { "opinion", NULL },
    { "customerNumber", NULL },
    { "Line 2", NULL },
    { "accountSpinner", NULL },
    { "standard tariff", NULL },
    { "U.S. state", NULL },
    { "passenger", NULL },
    { "pint", NULL },
    { "Pine Street", NULL },
    { "passport", NULL },
    { "bus pass", NULL },
    { "secretary", NULL },
    { "loyalty number", NULL },
    { "code", NULL },
    { "segment", NULL },
    { "", NULL },
    { "\xff pin", "pin" },
  };

  g_assert_null (cord_secret_name_get_factor (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].name);
      g_assert_cmpstr (cord_secret_name_get_factor (cases[i].name), ==, cases[i].factor);
    }
}

/* Of products less is a secret: they are named for what they do. */
static void
test_products (void)
{
  static const char *const secret[] = { "PIN",        "pin",         "SIM PIN",       "simPin",         "SIMPIN",
                                        "PIN1",       "My PIN code", "PUK",           "PUK 2",          "pukCode",
                                        "Password",   "passwort",    "Voicemail PIN", "Wi-Fi password", "WLANPasswort",
                                        "customerpin" };
  static const char *const open[] = { "Memorable number",
                                      "Password manager",
                                      "Number of pins",
                                      "Pins",
                                      "Geheimnummer",
                                      "Geheimhaltung",
                                      "clave de producto",
                                      "Clave",
                                      "NIP",
                                      "TAN",
                                      "tan colour",
                                      "KRA PIN",
                                      "Secret Santa",
                                      "Secret number",
                                      "PIN hint",
                                      "Voicemail PIN required",
                                      "opinion",
                                      "",
                                      NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (secret); i++)
    if (!cord_secret_name_is_of_product (secret[i]))
      g_error ("“%s” is a secret of a product", secret[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    if (cord_secret_name_is_of_product (open[i]))
      g_error ("“%s” is what a product may be", open[i] != NULL ? open[i] : "NULL");
}

static void
test_postal_codes (void)
{
  static const char *const postal[] = { "pinCode", "pincode", "PIN", "PINCode", "PIN number", "postalPinCode" };
  static const char *const other[] = { "customerPin", "pinHint", "password", "kennwort", "SIMPIN", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (postal); i++)
    if (!cord_secret_name_is_postal_code (postal[i]))
      g_error ("“%s” is a postal code", postal[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (other); i++)
    if (cord_secret_name_is_postal_code (other[i]))
      g_error ("“%s” is no postal code", other[i] != NULL ? other[i] : "NULL");
}

static void
test_documents (void)
{
  static const char *const open[]
      = { "passport", "Passport",     "nationalIdentityCard", "driving licence", "Driver's License", "VAT number",
          "tax id",   "Führerschein", "PASSPORT No. 2",       "VATNumber",       "IDCard",           "KRA PIN" };
  static const char *const secret[] = { "PIN", "passport PIN", "code word", "X-17", "", "membership", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    if (!cord_secret_name_is_document (open[i]))
      g_error ("“%s” is a document", open[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (secret); i++)
    if (cord_secret_name_is_document (secret[i]))
      g_error ("“%s” may be anything", secret[i]);
}

static const char *
secret_of (const CordResourceRow *row, const char *value)
{
  for (guint i = 0; i + 1 < row->secrets->len; i += 2)
    if (g_strcmp0 (row->secrets->pdata[i + 1], value) == 0)
      return row->secrets->pdata[i];
  return NULL;
}

/* Of one factor the last in the row is kept. */
static const char *
kept (const CordResourceRow *row, const char *factor)
{
  const char *value = NULL;

  for (guint i = 0; i + 1 < row->secrets->len; i += 2)
    if (g_str_equal (row->secrets->pdata[i], factor))
      value = row->secrets->pdata[i + 1];
  return value;
}

/* Whatever a system calls it, it is not in the document that is stored. */
static void
test_row (void)
{
  static const char text[]
      = "{\"id\":\"P1\",\"@type\":\"Individual\",\"givenName\":\"Ada\",\"partyCharacteristic\":["
        "{\"name\":\"PIN code\",\"value\":\"4711\"},{\"name\":\" pin\",\"value\":815},"
        "{\"name\":\"password hint\",\"value\":\"Zebra\"},{\"name\":\"segment\",\"value\":\"gold\"}],"
        "\"individualIdentification\":[{\"identificationType\":\"passport\",\"identificationId\":\"C01X\"},"
        "{\"identificationType\":\"code word\",\"identificationId\":\"Okapi\"},"
        "{\"identificationType\":\"X-17\",\"identificationId\":\"Quagga\"},{\"identificationId\":\"Dodo\"}]}";
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordResourceRow) row
      = cord_resource_row_new (cord_resource_type_find ("individual"), json_node_get_object (node), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret_of (row, "4711"), ==, "pin");
  g_assert_cmpstr (secret_of (row, "815"), ==, "pin");
  g_assert_cmpstr (secret_of (row, "Zebra"), ==, "secret");
  g_assert_cmpstr (secret_of (row, "Okapi"), ==, "secret");
  g_assert_cmpstr (secret_of (row, "Quagga"), ==, "secret");
  g_assert_cmpstr (secret_of (row, "Dodo"), ==, "secret");
  for (guint i = 0; i + 1 < row->secrets->len; i += 2)
    g_assert_null (strstr (row->document, row->secrets->pdata[i + 1]));
  g_assert_nonnull (strstr (row->document, "gold"));
  g_assert_nonnull (strstr (row->document, "C01X"));
  g_assert_nonnull (strstr (row->document, "X-17"));
}

/* Nor where a system puts it into a member of its own, however deep. */
static void
test_members (void)
{
  static const char text[]
      = "{\"id\":\"P1\",\"@type\":\"Individual\",\"givenName\":\"Ada\",\"pin\":\"4711\",\"passwordHint\":\"Zebra\","
        "\"hasPin\":true,\"extension\":{\"PIN code\":815,\"puk\":[\"Okapi\"],\"tariff\":\"gold\"},"
        "\"contactMedium\":[{\"mediumType\":\"phone\",\"kennwort\":\"Quagga\"}],"
        "\"partyCharacteristic\":[{\"id\":\"pin\",\"value\":\"2222\"}]}";
  static const char *const gone[] = { "4711", "Zebra", "815", "Okapi", "Quagga", "2222" };
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CordResourceRow) row
      = cord_resource_row_new (cord_resource_type_find ("individual"), json_node_get_object (node), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret_of (row, "4711"), ==, "pin");
  g_assert_cmpstr (secret_of (row, "815"), ==, "pin");
  g_assert_cmpstr (secret_of (row, "2222"), ==, "pin");
  g_assert_cmpstr (kept (row, "pin"), ==, "2222");
  g_assert_cmpstr (secret_of (row, "Zebra"), ==, "secret");
  g_assert_cmpstr (secret_of (row, "Quagga"), ==, "password");
  for (gsize i = 0; i < G_N_ELEMENTS (gone); i++)
    g_assert_null (strstr (row->document, gone[i]));
  g_assert_nonnull (strstr (row->document, "hasPin"));
  g_assert_nonnull (strstr (row->document, "gold"));
}

static CordResourceRow *
row_of (const char *type, const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  CordResourceRow *row = cord_resource_row_new (cord_resource_type_find (type), json_node_get_object (node), &error);

  g_assert_no_error (error);
  return row;
}

/* Credentials are found by id alone, and a product may have a customer's. */
static void
test_product_row (void)
{
  g_autoptr (CordResourceRow) row = row_of (
      "product", "{\"id\":\"C1\",\"name\":\"Line\",\"productCharacteristic\":["
                 "{\"name\":\"PIN\",\"value\":\"9135\"},{\"name\":\"PUK\",\"value\":\"80246813\"},"
                 "{\"name\":\"Voicemail PIN required\",\"value\":true},{\"name\":\"PIN\",\"value\":false},"
                 "{\"name\":\"Memorable number\",\"value\":\"0800 1\"}],"
                 "\"individualIdentification\":[{\"identificationType\":\"X\",\"identificationId\":\"Okapi\"}]}");

  g_assert_cmpuint (row->secrets->len, ==, 1);
  g_assert_null (strstr (row->document, "9135"));
  g_assert_null (strstr (row->document, "80246813"));
  g_assert_null (strstr (row->document, "Okapi"));
  g_assert_nonnull (strstr (row->document, "Voicemail PIN required"));
  g_assert_nonnull (strstr (row->document, "{\"name\":\"PIN\",\"value\":false}"));
  g_assert_nonnull (strstr (row->document, "0800 1"));
}

static void
test_postal_code_row (void)
{
  g_autoptr (CordResourceRow) row = row_of (
      "customer", "{\"id\":\"C1\",\"name\":\"Asha\",\"characteristic\":[{\"name\":\"PIN\",\"value\":\"4711\"},"
                  "{\"name\":\"Voicemail PIN required\",\"value\":true},{\"name\":\"NIP\",\"value\":\"5260250274\"}],"
                  "\"contactMedium\":[{\"mediumType\":\"post\",\"characteristic\":{\"pinCode\":\"560001\","
                  "\"password\":\"Okapi\"}}],\"homeAddress\":{\"PIN\":560002},\"customerPin\":\"0815\"}");

  g_assert_cmpstr (kept (row, "pin"), ==, "4711");
  g_assert_cmpstr (kept (row, "password"), ==, "Okapi");
  g_assert_nonnull (strstr (row->document, "560001"));
  g_assert_nonnull (strstr (row->document, "560002"));
  g_assert_nonnull (strstr (row->document, "5260250274"));
  g_assert_nonnull (strstr (row->document, "Voicemail PIN required"));
  g_assert_null (strstr (row->document, "4711"));
  g_assert_null (strstr (row->document, "0815"));
  g_assert_null (strstr (row->document, "Okapi"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/secret-name/factors", test_factors);
  g_test_add_func ("/wire/secret-name/products", test_products);
  g_test_add_func ("/wire/secret-name/postal-codes", test_postal_codes);
  g_test_add_func ("/wire/secret-name/documents", test_documents);
  g_test_add_func ("/wire/secret-name/row", test_row);
  g_test_add_func ("/wire/secret-name/members", test_members);
  g_test_add_func ("/wire/secret-name/product-row", test_product_row);
  g_test_add_func ("/wire/secret-name/postal-code-row", test_postal_code_row);
  return g_test_run ();
}
