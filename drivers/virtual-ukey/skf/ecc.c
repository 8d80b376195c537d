/* SM2 with the keys of a container, and with keys from outside. */
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <string.h>

#include "face.h"

static const struct signing sm2_form = {FAMILY_SM2, NULL, false};

/* Makers do not agree on the number of SM2; a key takes one of them. */
static CK_RV generation_number(const struct slot *slot, ULONG algorithm) {
  unsigned long wanted = SGD_SM2_1;
  (void)quirk(slot, "generate-number", &wanted);
  if (slot->key->generation < 5) return CKR_FUNCTION_NOT_SUPPORTED;
  return algorithm == (ULONG)wanted ? CKR_OK : CKR_FUNCTION_NOT_SUPPORTED;
}

ULONG SKF_GenECCKeyPair(HCONTAINER container, ULONG algorithm, ECCPUBLICKEYBLOB *blob) {
  struct skf_call call;
  EVP_PKEY *pair = NULL;
  CK_RV rv = skf_enter(&call, "SKF_GenECCKeyPair", container, KIND_CONTAINER, NULL);
  if (rv == CKR_OK && blob == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = generation_number(call.slot, algorithm);
  if (rv == CKR_OK) rv = need_user(call.slot, call.handle->application);
  if (rv == CKR_OK && (pair = EVP_PKEY_Q_keygen(NULL, NULL, "SM2")) == NULL) rv = CKR_DEVICE_ERROR;
  if (rv == CKR_OK) rv = pair_put(call.handle, USE_SIGNING, pair, CKK_SM2, true);
  if (rv == CKR_OK && !blob_of_ecc(pair, blob)) rv = CKR_DEVICE_ERROR;
  EVP_PKEY_free(pair);
  return skf_leave(&call, rv);
}

static bool all_zero(const BYTE *data, size_t size) {
  BYTE any = 0;
  for (size_t i = 0; i < size; i++) any |= data[i];
  return any == 0;
}

/* Two forms are in the field: all 64 bytes encrypted, with zeros before d; or zeros, then only d encrypted. */
static bool open_secret(const struct bytes *key, const BYTE sealed[64], BYTE secret[32]) {
  BYTE plain[64];
  bool half = all_zero(sealed, 32);
  bool ok = half ? sm4_ecb_open(key, sealed + 32, 32, secret) : sm4_ecb_open(key, sealed, 64, plain) && all_zero(plain, 32);
  if (ok && !half) memcpy(secret, plain + 32, 32);
  OPENSSL_cleanse(plain, sizeof plain);
  return ok;
}

/* The private part must fit the public one. */
static CK_RV open_envelope(EVP_PKEY *opener, const ENVELOPEDKEYBLOB *envelope, EVP_PKEY **pair) {
  struct bytes key = {0};
  BYTE secret[32];
  unsigned char point[65];
  CK_RV rv = ecc_open(opener, &envelope->ECCCipherBlob, SM4_SIZE, &key);
  bool ok = rv == CKR_OK && key.size == SM4_SIZE && open_secret(&key, envelope->cbEncryptedPriKey, secret) &&
            curve_point_of_secret(CKK_SM2, secret, point) &&
            memcmp(point + 1, envelope->PubKey.XCoordinate + 32, 32) == 0 &&
            memcmp(point + 33, envelope->PubKey.YCoordinate + 32, 32) == 0 &&
            (*pair = curve_key(CKK_SM2, point, secret)) != NULL;
  OPENSSL_cleanse(secret, sizeof secret);
  bytes_wipe(&key);
  return ok ? CKR_OK : SAR_INDATAERR;
}

static CK_RV check_envelope(const struct slot *slot, const ENVELOPEDKEYBLOB *envelope) {
  if (!slot->key->can_unwrap) return CKR_FUNCTION_NOT_SUPPORTED;
  if (envelope->Version != 1 || envelope->ulBits != 256) return SAR_INDATAERR;
  return envelope->ulSymmAlgID == SGD_SM4_ECB ? CKR_OK : CKR_FUNCTION_NOT_SUPPORTED;
}

ULONG SKF_ImportECCKeyPair(HCONTAINER container, ENVELOPEDKEYBLOB *envelope) {
  struct skf_call call;
  EVP_PKEY *opener = NULL, *pair = NULL;
  CK_RV rv = skf_enter(&call, "SKF_ImportECCKeyPair", container, KIND_CONTAINER, NULL);
  if (rv == CKR_OK && envelope == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = check_envelope(call.slot, envelope);
  if (rv == CKR_OK) rv = private_of(call.handle, USE_SIGNING, false, CKK_SM2, &opener);
  if (rv == CKR_OK) rv = open_envelope(opener, envelope, &pair);
  if (rv == CKR_OK) rv = pair_put(call.handle, USE_EXCHANGE, pair, CKK_SM2, false);
  EVP_PKEY_free(opener);
  EVP_PKEY_free(pair);
  return skf_leave(&call, rv);
}

CK_RV ecc_sign(EVP_PKEY *key, const BYTE digest[32], ECCSIGNATUREBLOB *signature) {
  struct bytes message = {0}, raw = {0};
  bytes_add(&message, digest, 32);
  CK_RV rv = message.failed ? CKR_HOST_MEMORY : signature_make(key, sm2_form, &message, &raw);
  if (rv == CKR_OK && raw.size != 64) rv = CKR_DEVICE_ERROR;
  if (rv == CKR_OK) {
    memset(signature, 0, sizeof *signature);
    memcpy(signature->r + 32, raw.data, 32);
    memcpy(signature->s + 32, raw.data + 32, 32);
  }
  bytes_wipe(&message);
  bytes_wipe(&raw);
  return rv;
}

/* The caller has computed e = SM3(Z || M). */
ULONG SKF_ECCSignData(HCONTAINER container, BYTE *digest, ULONG size, ECCSIGNATUREBLOB *signature) {
  struct skf_call call;
  EVP_PKEY *key = NULL;
  CK_RV rv = skf_enter(&call, "SKF_ECCSignData", container, KIND_CONTAINER, NULL);
  if (rv == CKR_OK && (digest == NULL || signature == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && size != 32) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) rv = private_of(call.handle, USE_SIGNING, false, CKK_SM2, &key);
  if (rv == CKR_OK) rv = ecc_sign(key, digest, signature);
  EVP_PKEY_free(key);
  return skf_leave(&call, rv);
}

CK_RV ecc_verify(const ECCPUBLICKEYBLOB *blob, const BYTE *digest, const ECCSIGNATUREBLOB *signature) {
  struct bytes message = {0};
  BYTE raw[64];
  EVP_PKEY *key = ecc_of_blob(blob);
  if (key == NULL) return SAR_INDATAERR;
  memcpy(raw, signature->r + 32, 32);
  memcpy(raw + 32, signature->s + 32, 32);
  bytes_add(&message, digest, 32);
  bool small = all_zero(signature->r, 32) && all_zero(signature->s, 32);
  CK_RV rv = small && !message.failed ? signature_check(key, sm2_form, &message, raw, sizeof raw) : CKR_SIGNATURE_INVALID;
  bytes_wipe(&message);
  EVP_PKEY_free(key);
  return rv;
}

ULONG SKF_ECCVerify(DEVHANDLE device, ECCPUBLICKEYBLOB *key, BYTE *digest, ULONG size, ECCSIGNATUREBLOB *signature) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_ECCVerify", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && (key == NULL || digest == NULL || signature == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && size != 32) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) rv = ecc_verify(key, digest, signature);
  return skf_leave(&call, rv);
}

ULONG SKF_ExtECCEncrypt(DEVHANDLE device, ECCPUBLICKEYBLOB *key, BYTE *data, ULONG size, ECCCIPHERBLOB *out) {
  struct skf_call call;
  EVP_PKEY *to = NULL;
  CK_RV rv = skf_enter(&call, "SKF_ExtECCEncrypt", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && (key == NULL || data == NULL || out == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && (size == 0 || size > ECC_BUFFER_MAX)) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK && (to = ecc_of_blob(key)) == NULL) rv = SAR_INDATAERR;
  if (rv == CKR_OK) rv = ecc_seal(to, data, (size_t)size, out);
  EVP_PKEY_free(to);
  return skf_leave(&call, rv);
}

ULONG SKF_ECCExportSessionKey(HCONTAINER container, ULONG algorithm, ECCPUBLICKEYBLOB *key, ECCCIPHERBLOB *out,
                              HANDLE *session_key) {
  struct skf_call call;
  EVP_PKEY *to = NULL;
  BYTE secret[SM4_SIZE];
  CK_RV rv = skf_enter(&call, "SKF_ECCExportSessionKey", container, KIND_CONTAINER, NULL);
  if (rv == CKR_OK && (key == NULL || out == NULL || session_key == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && !sm4_algorithm(algorithm)) rv = CKR_FUNCTION_NOT_SUPPORTED;
  if (rv == CKR_OK && (to = ecc_of_blob(key)) == NULL) rv = SAR_INDATAERR;
  if (rv == CKR_OK && RAND_bytes(secret, sizeof secret) != 1) rv = SAR_GENRANDERR;
  if (rv == CKR_OK) rv = ecc_seal(to, secret, sizeof secret, out);
  if (rv == CKR_OK) rv = session_key_make(call.slot, algorithm, secret, session_key);
  OPENSSL_cleanse(secret, sizeof secret);
  EVP_PKEY_free(to);
  return skf_leave(&call, rv);
}
