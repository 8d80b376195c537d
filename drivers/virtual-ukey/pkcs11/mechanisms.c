/* The mechanisms, as data. A fourth-generation key knows none of the Chinese algorithms. A key of another maker's family has that
   family's SM2 mechanisms, under its numbers. */
#include "face.h"

#define EC_FLAGS (CKF_HW | CKF_EC_F_P | CKF_EC_NAMEDCURVE | CKF_EC_UNCOMPRESS)
#define SM2_SIGN EC_FLAGS | CKF_SIGN | CKF_VERIFY, 256, 256
#define SM2_CRYPT EC_FLAGS | CKF_ENCRYPT | CKF_DECRYPT | CKF_WRAP | CKF_UNWRAP, 256, 256

static const struct mechanism mechanisms[] = {
    {CKM_SM2_KEY_PAIR_GEN, FAMILY_SM2, NULL, false, false, EC_FLAGS | CKF_GENERATE_KEY_PAIR, 256, 256},
    {CKM_SM2_SM3, FAMILY_SM2, "SM3", false, false, SM2_SIGN},
    {CKM_SM2_SM3_DER, FAMILY_SM2, "SM3", true, false, SM2_SIGN},
    {CKM_SM2_SM3_Z, FAMILY_SM2, "SM3", false, true, SM2_SIGN},
    {CKM_SM2_SM3_Z_DER, FAMILY_SM2, "SM3", true, true, SM2_SIGN},
    {CKM_SM2_DIGEST_DER, FAMILY_SM2, NULL, true, false, SM2_SIGN},
    {CKM_SM2_DIGEST, FAMILY_SM2, NULL, false, false, SM2_SIGN},
    {CKM_SM2_ENCRYPT, FAMILY_SM2, NULL, false, false, SM2_CRYPT},
    {CKM_SM2_ENCRYPT_DER, FAMILY_SM2, NULL, true, false, SM2_CRYPT},
    {CKM_VU_SM2_ENVELOPED_KEY, FAMILY_SM2, NULL, true, false, EC_FLAGS | CKF_UNWRAP, 256, 256},
    {CKM_SM3, FAMILY_DIGEST, "SM3", false, false, CKF_HW | CKF_DIGEST, 0, 0},
    {CKM_EC_KEY_PAIR_GEN, FAMILY_EC, NULL, false, false, EC_FLAGS | CKF_GENERATE_KEY_PAIR, 256, 256},
    {CKM_ECDSA, FAMILY_EC, NULL, false, false, SM2_SIGN},
    {CKM_ECDSA_SHA256, FAMILY_EC, "SHA256", false, false, SM2_SIGN},
    {CKM_RSA_PKCS_KEY_PAIR_GEN, FAMILY_RSA, NULL, false, false, CKF_HW | CKF_GENERATE_KEY_PAIR, 1024, 2048},
    {CKM_RSA_PKCS, FAMILY_RSA, NULL, false, false,
     CKF_HW | CKF_SIGN | CKF_VERIFY | CKF_ENCRYPT | CKF_DECRYPT | CKF_WRAP | CKF_UNWRAP, 1024, 2048},
    {CKM_SHA1_RSA_PKCS, FAMILY_RSA, "SHA1", false, false, CKF_HW | CKF_SIGN | CKF_VERIFY, 1024, 2048},
    {CKM_SHA256_RSA_PKCS, FAMILY_RSA, "SHA256", false, false, CKF_HW | CKF_SIGN | CKF_VERIFY, 1024, 2048},
    {CKM_SM4_KEY_GEN, FAMILY_SM4, NULL, false, false, CKF_HW | CKF_GENERATE, 16, 16},
    {CKM_SM4_ECB, FAMILY_SM4, "SM4-ECB", false, false, CKF_HW | CKF_ENCRYPT | CKF_DECRYPT, 16, 16},
    {CKM_SM4_CBC, FAMILY_SM4, "SM4-CBC", false, false, CKF_HW | CKF_ENCRYPT | CKF_DECRYPT, 16, 16},
    {CKM_SM4_ECB_PAD, FAMILY_SM4, "SM4-ECB", false, false, CKF_HW | CKF_ENCRYPT | CKF_DECRYPT | CKF_WRAP | CKF_UNWRAP,
     16, 16},
    {CKM_SM4_CBC_PAD, FAMILY_SM4, "SM4-CBC", false, false, CKF_HW | CKF_ENCRYPT | CKF_DECRYPT | CKF_WRAP | CKF_UNWRAP,
     16, 16},
    {CKM_VU_SM3_HMAC, FAMILY_HMAC, "SM3", false, false, CKF_HW | CKF_SIGN | CKF_VERIFY, 1, SECRET_MAX},
    {CKM_GENERIC_SECRET_KEY_GEN, FAMILY_HMAC, NULL, false, false, CKF_HW | CKF_GENERATE, 1, SECRET_MAX},
    {CKM_SHA_1_HMAC, FAMILY_HMAC, "SHA1", false, false, CKF_HW | CKF_SIGN | CKF_VERIFY, 1, SECRET_MAX},
    {CKM_SHA256_HMAC, FAMILY_HMAC, "SHA256", false, false, CKF_HW | CKF_SIGN | CKF_VERIFY, 1, SECRET_MAX},
    {CKM_AES_KEY_GEN, FAMILY_AES, NULL, false, false, CKF_HW | CKF_GENERATE, 16, 32},
    {CKM_AES_ECB, FAMILY_AES, "ECB", false, false, CKF_HW | CKF_ENCRYPT | CKF_DECRYPT, 16, 32},
    {CKM_AES_CBC, FAMILY_AES, "CBC", false, false, CKF_HW | CKF_ENCRYPT | CKF_DECRYPT, 16, 32},
    {CKM_AES_CBC_PAD, FAMILY_AES, "CBC", false, false, CKF_HW | CKF_ENCRYPT | CKF_DECRYPT | CKF_WRAP | CKF_UNWRAP,
     16, 32},
    {CKM_SHA_1, FAMILY_DIGEST, "SHA1", false, false, CKF_HW | CKF_DIGEST, 0, 0},
    {CKM_SHA256, FAMILY_DIGEST, "SHA256", false, false, CKF_HW | CKF_DIGEST, 0, 0},
};
#define MECHANISM_COUNT (sizeof mechanisms / sizeof mechanisms[0])

static bool in_family(const struct key *key, CK_MECHANISM_TYPE ours) {
  for (unsigned i = 0; i < key->number_count; i++)
    if (key->numbers[i].ours == ours) return true;
  return key->number_count == 0;
}

static bool offered(const struct key *key, const struct mechanism *mechanism) {
  bool unwraps = mechanism->type == CKM_VU_SM2_ENVELOPED_KEY;
  if (unwraps && !key->can_unwrap) return false;
  if (!unwraps && mechanism->family == FAMILY_SM2 && !in_family(key, mechanism->type)) return false;
  enum family family = mechanism->family;
  bool international = family == FAMILY_RSA || family == FAMILY_AES ||
                       (family == FAMILY_HMAC && mechanism->type != CKM_VU_SM3_HMAC) ||
                       mechanism->type == CKM_SHA_1 || mechanism->type == CKM_SHA256;
  return international || key->generation >= 5;
}

const struct mechanism *mechanism_next(const struct key *key, const struct mechanism *after) {
  for (size_t i = after == NULL ? 0 : (size_t)(after - mechanisms) + 1; i < MECHANISM_COUNT; i++)
    if (offered(key, &mechanisms[i])) return &mechanisms[i];
  return NULL;
}

CK_MECHANISM_TYPE mechanism_told(const struct key *key, CK_MECHANISM_TYPE ours) {
  for (unsigned i = 0; i < key->number_count; i++)
    if (key->numbers[i].ours == ours) return key->numbers[i].told;
  return ours;
}

/* Some families use one number for two purposes, so the purpose decides; 0 asks for any. */
const struct mechanism *mechanism_find(const struct key *key, CK_MECHANISM_TYPE told, CK_FLAGS use) {
  for (const struct mechanism *at = NULL; (at = mechanism_next(key, at)) != NULL;)
    if (mechanism_told(key, at->type) == told && (use == 0 || (at->flags & use))) return at;
  return NULL;
}

/* An attribute with a number of the family, in the form that this key's callers know. */
CK_ULONG number_told(const struct key *key, CK_ATTRIBUTE_TYPE type, CK_ULONG ours) {
  if (type == CKA_KEY_TYPE && ours == CKK_SM2) return key->sm2_type;
  return type == CKA_KEY_GEN_MECHANISM ? mechanism_told(key, ours) : ours;
}

CK_ULONG key_type_ours(const struct key *key, CK_ULONG told) { return told == key->sm2_type ? CKK_SM2 : told; }

CK_KEY_TYPE family_key_type(enum family family) {
  switch (family) {
    case FAMILY_RSA: return CKK_RSA;
    case FAMILY_EC: return CKK_EC;
    case FAMILY_AES: return CKK_AES;
    case FAMILY_SM4: return CKK_SM4;
    case FAMILY_HMAC: return CKK_GENERIC_SECRET;
    default: return CKK_SM2;
  }
}
