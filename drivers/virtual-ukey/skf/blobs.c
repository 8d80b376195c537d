/* Blobs of keys and ciphertexts. SM2 values stand at the right end of their 64 bytes. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <string.h>

#include "face.h"

bool blob_of_ecc(EVP_PKEY *key, ECCPUBLICKEYBLOB *blob) {
  unsigned char point[65];
  size_t size = 0;
  if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &size) != 1 || size != 65)
    return false;
  memset(blob, 0, sizeof *blob);
  blob->BitLen = 256;
  memcpy(blob->XCoordinate + 32, point + 1, 32);
  memcpy(blob->YCoordinate + 32, point + 33, 32);
  return true;
}

/* NULL: not a point of the curve, or not 256 bits. */
EVP_PKEY *ecc_of_blob(const ECCPUBLICKEYBLOB *blob) {
  static const BYTE zeros[32];
  unsigned char point[65] = {0x04};
  if (blob->BitLen != 256 || memcmp(blob->XCoordinate, zeros, 32) != 0 || memcmp(blob->YCoordinate, zeros, 32) != 0)
    return NULL;
  memcpy(point + 1, blob->XCoordinate + 32, 32);
  memcpy(point + 33, blob->YCoordinate + 32, 32);
  return curve_key(CKK_SM2, point, NULL);
}

bool blob_of_rsa(EVP_PKEY *key, RSAPUBLICKEYBLOB *blob) {
  BIGNUM *modulus = NULL, *exponent = NULL;
  memset(blob, 0, sizeof *blob);
  blob->AlgID = SGD_RSA;
  blob->BitLen = (ULONG)EVP_PKEY_get_bits(key);
  bool ok = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &modulus) == 1 &&
            EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1 &&
            BN_bn2binpad(modulus, blob->Modulus, MAX_RSA_MODULUS_LEN) == MAX_RSA_MODULUS_LEN &&
            BN_bn2binpad(exponent, blob->PublicExponent, MAX_RSA_EXPONENT_LEN) == MAX_RSA_EXPONENT_LEN;
  BN_free(modulus);
  BN_free(exponent);
  return ok;
}

/* NULL: not a key of 1024 to 2048 bits with an odd modulus and exponent. */
EVP_PKEY *rsa_of_blob(const RSAPUBLICKEYBLOB *blob) {
  bool sane = blob->BitLen >= 1024 && blob->BitLen <= 2048 && blob->BitLen % 8 == 0 &&
              (blob->Modulus[MAX_RSA_MODULUS_LEN - 1] & 1) && (blob->PublicExponent[MAX_RSA_EXPONENT_LEN - 1] & 1);
  size_t size = sane ? (size_t)blob->BitLen / 8 : 0;
  if (!sane || !(blob->Modulus[MAX_RSA_MODULUS_LEN - size] & 0x80)) return NULL;
  struct object *object = object_new(0);
  EVP_PKEY *key = NULL;
  if (object != NULL && object_set(object, CKA_MODULUS, blob->Modulus + MAX_RSA_MODULUS_LEN - size, size) &&
      object_set(object, CKA_PUBLIC_EXPONENT, blob->PublicExponent, MAX_RSA_EXPONENT_LEN))
    key = rsa_public(object);
  object_free(object);
  return key;
}

/* The caller has room for the ciphertext, which is as long as the data. */
CK_RV ecc_seal(EVP_PKEY *key, const BYTE *data, size_t size, ECCCIPHERBLOB *out) {
  struct bytes raw = {0};
  CK_RV rv = sm2_encrypt(key, false, data, size, &raw);
  if (rv == CKR_OK && raw.size != 97 + size) rv = CKR_DEVICE_ERROR;
  if (rv == CKR_OK) {
    memset(out, 0, offsetof(ECCCIPHERBLOB, Cipher));
    memcpy(out->XCoordinate + 32, raw.data + 1, 32);
    memcpy(out->YCoordinate + 32, raw.data + 33, 32);
    memcpy(out->HASH, raw.data + 65, 32);
    out->CipherLen = (ULONG)size;
    memcpy((BYTE *)out + offsetof(ECCCIPHERBLOB, Cipher), raw.data + 97, size);
  }
  bytes_wipe(&raw);
  return rv;
}

/* room: how many bytes of ciphertext there can be; what the blob says is not believed. */
CK_RV ecc_open(EVP_PKEY *key, const ECCCIPHERBLOB *cipher, size_t room, struct bytes *out) {
  struct bytes raw = {0};
  if (cipher->CipherLen == 0 || cipher->CipherLen > room) return CKR_DATA_LEN_RANGE;
  bytes_add(&raw, "\x04", 1);
  bytes_add(&raw, cipher->XCoordinate + 32, 32);
  bytes_add(&raw, cipher->YCoordinate + 32, 32);
  bytes_add(&raw, cipher->HASH, 32);
  bytes_add(&raw, (const BYTE *)cipher + offsetof(ECCCIPHERBLOB, Cipher), (size_t)cipher->CipherLen);
  CK_RV rv = raw.failed ? CKR_HOST_MEMORY : sm2_decrypt(key, false, raw.data, raw.size, out);
  bytes_wipe(&raw);
  return rv;
}
