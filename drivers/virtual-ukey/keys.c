/* Converts between objects and libcrypto's keys. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/objects.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

#include "ukey.h"

static const unsigned char sm2_oid[] = {0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x82, 0x2D};
static const unsigned char p256_oid[] = {0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07};

EVP_PKEY *key_of_params(const char *name, OSSL_PARAM_BLD *builder, bool private_part) {
  EVP_PKEY *key = NULL;
  OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(builder);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, name, NULL);
  if (params == NULL || context == NULL || EVP_PKEY_fromdata_init(context) != 1 ||
      EVP_PKEY_fromdata(context, &key, private_part ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params) != 1)
    key = NULL;
  EVP_PKEY_CTX_free(context);
  OSSL_PARAM_free(params);
  return key;
}

/* secret: 32 bytes, or NULL for a public key. */
EVP_PKEY *curve_key(CK_KEY_TYPE type, const unsigned char point[65], const unsigned char *secret) {
  bool sm2 = type == CKK_SM2;
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  BIGNUM *number = secret == NULL ? NULL : BN_secure_new();
  bool ok = builder != NULL &&
            OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, sm2 ? "SM2" : "prime256v1", 0) == 1 &&
            OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, 65) == 1;
  if (secret != NULL)
    ok = ok && number != NULL && BN_bin2bn(secret, 32, number) != NULL &&
         OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, number) == 1;
  EVP_PKEY *key = ok ? key_of_params(sm2 ? "SM2" : "EC", builder, secret != NULL) : NULL;
  OSSL_PARAM_BLD_free(builder);
  BN_clear_free(number);
  return key;
}

bool curve_point_of_secret(CK_KEY_TYPE type, const unsigned char secret[32], unsigned char point[65]) {
  EC_GROUP *group = EC_GROUP_new_by_curve_name(type == CKK_SM2 ? NID_sm2 : NID_X9_62_prime256v1);
  EC_POINT *at = group == NULL ? NULL : EC_POINT_new(group);
  BIGNUM *number = BN_bin2bn(secret, 32, NULL);
  bool ok = at != NULL && number != NULL && !BN_is_zero(number) && BN_cmp(number, EC_GROUP_get0_order(group)) < 0 &&
            EC_POINT_mul(group, at, number, NULL, NULL, NULL) == 1 &&
            EC_POINT_point2oct(group, at, POINT_CONVERSION_UNCOMPRESSED, point, 65, NULL) == 65;
  BN_clear_free(number);
  EC_POINT_free(at);
  EC_GROUP_free(group);
  return ok;
}

/* CKA_EC_POINT is a DER OCTET STRING around 04||X||Y; the bare point is accepted too. */
const unsigned char *point_of(const struct object *object) {
  const struct attribute *at = object_find(object, CKA_EC_POINT);
  if (at == NULL) return NULL;
  if (at->size == 67 && at->value[0] == 0x04 && at->value[1] == 65 && at->value[2] == 0x04) return at->value + 2;
  return at->size == 65 && at->value[0] == 0x04 ? at->value : NULL;
}

static bool set_point(struct object *object, CK_KEY_TYPE type, const unsigned char point[65]) {
  unsigned char wrapped[67] = {0x04, 65};
  memcpy(wrapped + 2, point, 65);
  bool sm2 = type == CKK_SM2;
  return object_set(object, CKA_EC_POINT, wrapped, sizeof wrapped) &&
         object_set(object, CKA_EC_PARAMS, sm2 ? sm2_oid : p256_oid, sizeof sm2_oid);
}

static bool set_number(struct object *object, CK_ATTRIBUTE_TYPE type, const EVP_PKEY *key, const char *name) {
  BIGNUM *number = NULL;
  unsigned char value[512];
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) return false;
  int size = BN_num_bytes(number);
  bool ok = size <= (int)sizeof value && BN_bn2bin(number, value) == size &&
            object_set(object, type, value, (CK_ULONG)size);
  BN_free(number);
  return ok;
}

static bool set_curve(struct object *object, EVP_PKEY *key, CK_KEY_TYPE type, bool private_part) {
  unsigned char point[65], secret[32];
  size_t size = 0;
  BIGNUM *number = NULL;
  bool ok = EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &size) == 1 &&
            size == 65 && set_point(object, type, point);
  if (!ok || !private_part) return ok;
  ok = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1 && BN_bn2binpad(number, secret, 32) == 32 &&
       object_set(object, CKA_VU_SECRET, secret, 32);
  OPENSSL_cleanse(secret, sizeof secret);
  BN_clear_free(number);
  return ok;
}

static bool set_rsa(struct object *object, EVP_PKEY *key, bool private_part) {
  bool ok = set_number(object, CKA_MODULUS, key, OSSL_PKEY_PARAM_RSA_N) &&
            set_number(object, CKA_PUBLIC_EXPONENT, key, OSSL_PKEY_PARAM_RSA_E);
  if (!private_part) return ok && object_set_ulong(object, CKA_MODULUS_BITS, (CK_ULONG)EVP_PKEY_get_bits(key));
  unsigned char *der = NULL;
  int size = ok ? i2d_PrivateKey(key, &der) : 0;
  ok = size > 0 && object_set(object, CKA_VU_SECRET, der, (CK_ULONG)size);
  OPENSSL_clear_free(der, size > 0 ? (size_t)size : 0);
  return ok;
}

CK_RV object_from_key(struct object *object, EVP_PKEY *key, CK_KEY_TYPE type, bool private_part) {
  bool ok = object_set_ulong(object, CKA_KEY_TYPE, type) &&
            (type == CKK_RSA ? set_rsa(object, key, private_part) : set_curve(object, key, type, private_part));
  return ok ? CKR_OK : CKR_DEVICE_ERROR;
}

EVP_PKEY *rsa_public(const struct object *object) {
  const struct attribute *n = object_find(object, CKA_MODULUS), *e = object_find(object, CKA_PUBLIC_EXPONENT);
  if (n == NULL || e == NULL) return NULL;
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  BIGNUM *modulus = BN_bin2bn(n->value, (int)n->size, NULL), *exponent = BN_bin2bn(e->value, (int)e->size, NULL);
  bool ok = builder != NULL && modulus != NULL && exponent != NULL &&
            OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, modulus) == 1 &&
            OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, exponent) == 1;
  EVP_PKEY *key = ok ? key_of_params("RSA", builder, false) : NULL;
  OSSL_PARAM_BLD_free(builder);
  BN_free(modulus);
  BN_free(exponent);
  return key;
}

static EVP_PKEY *open_private(struct slot *slot, const struct object *object, CK_KEY_TYPE type) {
  const struct attribute *sealed = object_find(object, CKA_VU_SECRET);
  const unsigned char *point = point_of(object);
  struct bytes secret = {0};
  EVP_PKEY *key = NULL;
  if (sealed != NULL && attribute_open(sealed, object->handle, login_of(slot, object)->master, &secret)) {
    const unsigned char *at = secret.data;
    if (type == CKK_RSA) key = d2i_PrivateKey(EVP_PKEY_RSA, NULL, &at, (long)secret.size);
    else if (point != NULL && secret.size == 32) key = curve_key(type, point, secret.data);
  }
  bytes_wipe(&secret);
  return key;
}

/* The caller gets its own reference. */
EVP_PKEY *key_of_object(struct slot *slot, struct object *object, bool private_part, CK_RV *rv) {
  CK_KEY_TYPE type = object_ulong(object, CKA_KEY_TYPE, CK_UNAVAILABLE_INFORMATION);
  *rv = CKR_OK;
  if (object->cached == NULL) {
    const unsigned char *point = point_of(object);
    if (private_part) object->cached = open_private(slot, object, type);
    else if (type == CKK_RSA) object->cached = rsa_public(object);
    else if (point != NULL) object->cached = curve_key(type, point, NULL);
    object->cached_private = private_part;
  }
  if (object->cached == NULL || EVP_PKEY_up_ref(object->cached) != 1) {
    *rv = CKR_DEVICE_ERROR;
    return NULL;
  }
  return object->cached;
}

/* No parameters, or those of the curve of the key type. */
bool curve_fits(const struct object *object, CK_KEY_TYPE type) {
  const struct attribute *at = object_find(object, CKA_EC_PARAMS);
  if (at == NULL) return type == CKK_SM2;
  return at->size == sizeof sm2_oid && memcmp(at->value, type == CKK_SM2 ? sm2_oid : p256_oid, at->size) == 0;
}
