/* Key agreement of SM2 (GM/T 0003.3), without the optional confirmation. The sponsor asks first; both use the exchange
   pair of their container, or the signing pair where there is only that. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/objects.h>
#include <string.h>

#include "face.h"

#define ID_MAX 32

struct party {
  EVP_PKEY *key, *temporary;
  const BYTE *id;
  size_t id_size;
};

static bool point_octets(EVP_PKEY *key, unsigned char point[65]) {
  size_t size = 0;
  return EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, 65, &size) == 1 && size == 65;
}

/* x~ = 2^127 + (x mod 2^127) */
static BIGNUM *shortened(const unsigned char point[65]) {
  unsigned char half[16];
  memcpy(half, point + 17, 16);
  half[0] |= 0x80;
  return BN_bin2bn(half, 16, NULL);
}

/* t = (d + x~ r) mod n */
static BIGNUM *own_number(const struct party *own, const EC_GROUP *group, BN_CTX *context) {
  unsigned char point[65];
  BIGNUM *d = NULL, *r = NULL, *t = BN_secure_new();
  BIGNUM *x = point_octets(own->temporary, point) ? shortened(point) : NULL;
  bool ok = x != NULL && t != NULL && EVP_PKEY_get_bn_param(own->key, OSSL_PKEY_PARAM_PRIV_KEY, &d) == 1 &&
            EVP_PKEY_get_bn_param(own->temporary, OSSL_PKEY_PARAM_PRIV_KEY, &r) == 1 &&
            BN_mod_mul(t, x, r, EC_GROUP_get0_order(group), context) == 1 &&
            BN_mod_add(t, t, d, EC_GROUP_get0_order(group), context) == 1;
  BN_clear_free(d);
  BN_clear_free(r);
  BN_free(x);
  if (ok) return t;
  BN_clear_free(t);
  return NULL;
}

/* U = t (P + x~ R) of the other side; the cofactor is 1. */
static bool shared_point(const struct party *other, const BIGNUM *t, const EC_GROUP *group, BN_CTX *context,
                         unsigned char u[65]) {
  unsigned char p[65], r[65];
  EC_POINT *base = EC_POINT_new(group), *temporary = EC_POINT_new(group);
  BIGNUM *x = point_octets(other->temporary, r) ? shortened(r) : NULL;
  bool ok = base != NULL && temporary != NULL && x != NULL && point_octets(other->key, p) &&
            EC_POINT_oct2point(group, base, p, 65, context) == 1 &&
            EC_POINT_oct2point(group, temporary, r, 65, context) == 1 &&
            EC_POINT_mul(group, temporary, NULL, temporary, x, context) == 1 &&
            EC_POINT_add(group, base, base, temporary, context) == 1 &&
            EC_POINT_mul(group, base, NULL, base, t, context) == 1 && !EC_POINT_is_at_infinity(group, base) &&
            EC_POINT_point2oct(group, base, POINT_CONVERSION_UNCOMPRESSED, u, 65, context) == 65;
  EC_POINT_free(base);
  EC_POINT_free(temporary);
  BN_free(x);
  return ok;
}

/* K = SM3(x || y || ZA || ZB || 1), as much of it as SM4 needs; A is the sponsor. */
static bool derive(const unsigned char u[65], const struct party *a, const struct party *b, BYTE out[SM4_SIZE]) {
  unsigned char input[64 + 32 + 32 + 4] = {0}, digest[32];
  memcpy(input, u + 1, 64);
  input[sizeof input - 1] = 1;
  bool ok = sm2_z(a->key, a->id, a->id_size, input + 64) && sm2_z(b->key, b->id, b->id_size, input + 96) &&
            EVP_Digest(input, sizeof input, digest, NULL, EVP_sm3(), NULL) == 1;
  if (ok) memcpy(out, digest, SM4_SIZE);
  OPENSSL_cleanse(input, sizeof input);
  OPENSSL_cleanse(digest, sizeof digest);
  return ok;
}

static bool agree(const struct party *sponsor, const struct party *answerer, bool is_sponsor, BYTE out[SM4_SIZE]) {
  const struct party *own = is_sponsor ? sponsor : answerer, *other = is_sponsor ? answerer : sponsor;
  unsigned char u[65];
  EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_sm2);
  BN_CTX *context = BN_CTX_new();
  BIGNUM *t = group == NULL || context == NULL ? NULL : own_number(own, group, context);
  bool ok = t != NULL && shared_point(other, t, group, context, u) && derive(u, sponsor, answerer, out);
  OPENSSL_cleanse(u, sizeof u);
  BN_clear_free(t);
  BN_CTX_free(context);
  EC_GROUP_free(group);
  return ok;
}

static CK_RV check(const BYTE *id, ULONG id_size, ULONG algorithm) {
  if (id == NULL || id_size == 0 || id_size > ID_MAX) return CKR_ARGUMENTS_BAD;
  return sm4_algorithm(algorithm) ? CKR_OK : CKR_FUNCTION_NOT_SUPPORTED;
}

static CK_RV own_keys(const struct handle *container, EVP_PKEY **key, EVP_PKEY **temporary, ECCPUBLICKEYBLOB *blob) {
  CK_RV rv = private_of(container, USE_EXCHANGE, true, CKK_SM2, key);
  if (rv != CKR_OK) return rv;
  *temporary = EVP_PKEY_Q_keygen(NULL, NULL, "SM2");
  return *temporary != NULL && blob_of_ecc(*temporary, blob) ? CKR_OK : CKR_DEVICE_ERROR;
}

ULONG SKF_GenerateAgreementDataWithECC(HCONTAINER container, ULONG algorithm, ECCPUBLICKEYBLOB *temporary, BYTE *id,
                                       ULONG id_size, HANDLE *agreement) {
  struct skf_call call;
  EVP_PKEY *key = NULL, *once = NULL;
  CK_RV rv = skf_enter(&call, "SKF_GenerateAgreementDataWithECC", container, KIND_CONTAINER, NULL);
  if (rv == CKR_OK && (temporary == NULL || agreement == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = check(id, id_size, algorithm);
  if (rv == CKR_OK) rv = own_keys(call.handle, &key, &once, temporary);
  struct handle *made = rv == CKR_OK ? handle_open(KIND_AGREEMENT, call.slot, 0) : NULL;
  if (made != NULL) {
    made->own = key;
    made->temporary = once;
    made->algorithm = algorithm;
    bytes_add(&made->name, id, (size_t)id_size);
    key = once = NULL;
    rv = give_handle(made->name.failed ? CKR_HOST_MEMORY : CKR_OK, made, agreement);
  } else if (rv == CKR_OK) {
    rv = CKR_HOST_MEMORY;
  }
  EVP_PKEY_free(key);
  EVP_PKEY_free(once);
  return skf_leave(&call, rv);
}

static CK_RV finish(struct slot *slot, ULONG algorithm, const struct party *sponsor, const struct party *answerer,
                    bool is_sponsor, HANDLE *session_key) {
  BYTE secret[SM4_SIZE];
  const struct party *other = is_sponsor ? answerer : sponsor;
  CK_RV rv = other->key == NULL || other->temporary == NULL ? SAR_INDATAERR : CKR_OK;
  if (rv == CKR_OK && !agree(sponsor, answerer, is_sponsor, secret)) rv = CKR_DEVICE_ERROR;
  if (rv == CKR_OK) rv = session_key_make(slot, algorithm, secret, session_key);
  OPENSSL_cleanse(secret, sizeof secret);
  return rv;
}

ULONG SKF_GenerateAgreementDataAndKeyWithECC(HANDLE container, ULONG algorithm, ECCPUBLICKEYBLOB *sponsor,
                                             ECCPUBLICKEYBLOB *sponsor_temporary, ECCPUBLICKEYBLOB *temporary, BYTE *id,
                                             ULONG id_size, BYTE *sponsor_id, ULONG sponsor_id_size,
                                             HANDLE *session_key) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_GenerateAgreementDataAndKeyWithECC", container, KIND_CONTAINER, NULL);
  bool given = sponsor != NULL && sponsor_temporary != NULL && temporary != NULL && session_key != NULL;
  if (rv == CKR_OK && !given) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = check(id, id_size, algorithm);
  if (rv == CKR_OK) rv = check(sponsor_id, sponsor_id_size, algorithm);
  if (rv != CKR_OK) return skf_leave(&call, rv);
  struct party own = {.id = id, .id_size = (size_t)id_size};
  struct party other = {ecc_of_blob(sponsor), ecc_of_blob(sponsor_temporary), sponsor_id, (size_t)sponsor_id_size};
  rv = own_keys(call.handle, &own.key, &own.temporary, temporary);
  if (rv == CKR_OK) rv = finish(call.slot, algorithm, &other, &own, false, session_key);
  EVP_PKEY_free(own.key);
  EVP_PKEY_free(own.temporary);
  EVP_PKEY_free(other.key);
  EVP_PKEY_free(other.temporary);
  return skf_leave(&call, rv);
}

ULONG SKF_GenerateKeyWithECC(HANDLE agreement, ECCPUBLICKEYBLOB *key, ECCPUBLICKEYBLOB *temporary, BYTE *id,
                             ULONG id_size, HANDLE *session_key) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_GenerateKeyWithECC", agreement, KIND_AGREEMENT, NULL);
  if (rv == CKR_OK && (key == NULL || temporary == NULL || session_key == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = check(id, id_size, SGD_SM4_ECB);
  if (rv != CKR_OK) return skf_leave(&call, rv);
  const struct handle *mine = call.handle;
  struct party own = {mine->own, mine->temporary, mine->name.data, mine->name.size};
  struct party other = {ecc_of_blob(key), ecc_of_blob(temporary), id, (size_t)id_size};
  rv = finish(call.slot, mine->algorithm, &own, &other, true, session_key);
  EVP_PKEY_free(other.key);
  EVP_PKEY_free(other.temporary);
  return skf_leave(&call, rv);
}
