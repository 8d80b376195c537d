/* Reads the key that a C_CreateObject template describes. */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/param_build.h>
#include <string.h>

#include "face.h"

static EVP_PKEY *import_curve(struct object *object, CK_KEY_TYPE type, bool private_part, CK_RV *rv) {
  const struct attribute *value = object_find(object, CKA_VALUE);
  const unsigned char *given = point_of(object);
  unsigned char point[65], secret[32] = {0};
  EVP_PKEY *key = NULL;
  if (!curve_fits(object, type)) *rv = CKR_ATTRIBUTE_VALUE_INVALID;
  else if (private_part ? value == NULL : given == NULL) *rv = CKR_TEMPLATE_INCOMPLETE;
  else if (!private_part) key = curve_key(type, given, NULL);
  else if (value->size > 0 && value->size <= 32) {
    memcpy(secret + 32 - value->size, value->value, value->size);
    if (curve_point_of_secret(type, secret, point) && (given == NULL || memcmp(given, point, 65) == 0))
      key = curve_key(type, point, secret);
  }
  OPENSSL_cleanse(secret, sizeof secret);
  return key;
}

static EVP_PKEY *import_rsa_private(const struct object *object, CK_RV *rv) {
  static const struct {
    CK_ATTRIBUTE_TYPE type;
    const char *name;
  } parts[] = {{CKA_MODULUS, OSSL_PKEY_PARAM_RSA_N}, {CKA_PUBLIC_EXPONENT, OSSL_PKEY_PARAM_RSA_E},
               {CKA_PRIVATE_EXPONENT, OSSL_PKEY_PARAM_RSA_D}, {CKA_PRIME_1, OSSL_PKEY_PARAM_RSA_FACTOR1},
               {CKA_PRIME_2, OSSL_PKEY_PARAM_RSA_FACTOR2}, {CKA_EXPONENT_1, OSSL_PKEY_PARAM_RSA_EXPONENT1},
               {CKA_EXPONENT_2, OSSL_PKEY_PARAM_RSA_EXPONENT2}, {CKA_COEFFICIENT, OSSL_PKEY_PARAM_RSA_COEFFICIENT1}};
  BIGNUM *numbers[8] = {NULL};
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  bool ok = builder != NULL;
  for (int i = 0; i < 8; i++) {
    const struct attribute *at = object_find(object, parts[i].type);
    if (at == NULL) *rv = CKR_TEMPLATE_INCOMPLETE;
    numbers[i] = at == NULL ? NULL : BN_bin2bn(at->value, (int)at->size, NULL);
    ok = ok && numbers[i] != NULL && OSSL_PARAM_BLD_push_BN(builder, parts[i].name, numbers[i]) == 1;
  }
  EVP_PKEY *key = ok ? key_of_params("RSA", builder, true) : NULL;
  for (int i = 0; i < 8; i++) BN_clear_free(numbers[i]);
  OSSL_PARAM_BLD_free(builder);
  return key;
}

/* Reads the key that a C_CreateObject template describes, and stores it in the object in this token's own form. */
EVP_PKEY *key_from_template(struct object *object, CK_RV *rv) {
  CK_KEY_TYPE type = object_ulong(object, CKA_KEY_TYPE, CK_UNAVAILABLE_INFORMATION);
  bool private_part = object_ulong(object, CKA_CLASS, 0) == CKO_PRIVATE_KEY;
  EVP_PKEY *key = NULL;
  *rv = CKR_OK;
  if (type == CKK_RSA) key = private_part ? import_rsa_private(object, rv) : rsa_public(object);
  else if (type == CKK_SM2 || type == CKK_EC) key = import_curve(object, type, private_part, rv);
  else *rv = object_find(object, CKA_KEY_TYPE) == NULL ? CKR_TEMPLATE_INCOMPLETE : CKR_ATTRIBUTE_VALUE_INVALID;
  if (key == NULL && *rv == CKR_OK) *rv = CKR_ATTRIBUTE_VALUE_INVALID;
  for (CK_ATTRIBUTE_TYPE secret = CKA_PRIVATE_EXPONENT; private_part && secret <= CKA_COEFFICIENT; secret++)
    object_remove(object, secret);
  if (private_part) object_remove(object, CKA_VALUE);
  if (*rv == CKR_OK) *rv = object_from_key(object, key, type, private_part);
  return key;
}
