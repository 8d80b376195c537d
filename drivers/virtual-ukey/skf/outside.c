/* Work with private keys from outside, which a key does for whoever asks. The RSA operations are raw: as many bytes as
   the modulus has, no padding. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/rsa.h>
#include <string.h>

#include "face.h"

static EVP_PKEY *private_of_blob(const ECCPRIVATEKEYBLOB *blob) {
  static const BYTE zeros[32];
  unsigned char point[65];
  if (blob->BitLen != 256 || memcmp(blob->PrivateKey, zeros, 32) != 0) return NULL;
  if (!curve_point_of_secret(CKK_SM2, blob->PrivateKey + 32, point)) return NULL;
  return curve_key(CKK_SM2, point, blob->PrivateKey + 32);
}

ULONG SKF_ExtECCSign(DEVHANDLE device, ECCPRIVATEKEYBLOB *key, BYTE *digest, ULONG size, ECCSIGNATUREBLOB *signature) {
  struct skf_call call;
  EVP_PKEY *by = NULL;
  CK_RV rv = skf_enter(&call, "SKF_ExtECCSign", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && (key == NULL || digest == NULL || signature == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && size != 32) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK && (by = private_of_blob(key)) == NULL) rv = SAR_INDATAERR;
  if (rv == CKR_OK) rv = ecc_sign(by, digest, signature);
  EVP_PKEY_free(by);
  return skf_leave(&call, rv);
}

ULONG SKF_ExtECCVerify(DEVHANDLE device, ECCPUBLICKEYBLOB *key, BYTE *digest, ULONG size, ECCSIGNATUREBLOB *signature) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_ExtECCVerify", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && (key == NULL || digest == NULL || signature == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && size != 32) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) rv = ecc_verify(key, digest, signature);
  return skf_leave(&call, rv);
}

ULONG SKF_ExtECCDecrypt(DEVHANDLE device, ECCPRIVATEKEYBLOB *key, ECCCIPHERBLOB *cipher, BYTE *out, ULONG *size) {
  struct skf_call call;
  struct bytes plain = {0};
  EVP_PKEY *by = NULL;
  CK_RV rv = skf_enter(&call, "SKF_ExtECCDecrypt", device, KIND_DEVICE, size);
  if (rv == CKR_OK && (key == NULL || cipher == NULL || size == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && (by = private_of_blob(key)) == NULL) rv = SAR_INDATAERR;
  if (rv == CKR_OK) rv = ecc_open(by, cipher, ECC_BUFFER_MAX, &plain);
  if (rv == CKR_OK) rv = give_bytes(&plain, out, size);
  EVP_PKEY_free(by);
  bytes_wipe(&plain);
  return skf_leave(&call, rv);
}

static const struct {
  const char *name;
  size_t offset, size;
} parts[] = {{OSSL_PKEY_PARAM_RSA_N, offsetof(RSAPRIVATEKEYBLOB, Modulus), MAX_RSA_MODULUS_LEN},
             {OSSL_PKEY_PARAM_RSA_E, offsetof(RSAPRIVATEKEYBLOB, PublicExponent), MAX_RSA_EXPONENT_LEN},
             {OSSL_PKEY_PARAM_RSA_D, offsetof(RSAPRIVATEKEYBLOB, PrivateExponent), MAX_RSA_MODULUS_LEN},
             {OSSL_PKEY_PARAM_RSA_FACTOR1, offsetof(RSAPRIVATEKEYBLOB, Prime1), MAX_RSA_MODULUS_LEN / 2},
             {OSSL_PKEY_PARAM_RSA_FACTOR2, offsetof(RSAPRIVATEKEYBLOB, Prime2), MAX_RSA_MODULUS_LEN / 2},
             {OSSL_PKEY_PARAM_RSA_EXPONENT1, offsetof(RSAPRIVATEKEYBLOB, Prime1Exponent), MAX_RSA_MODULUS_LEN / 2},
             {OSSL_PKEY_PARAM_RSA_EXPONENT2, offsetof(RSAPRIVATEKEYBLOB, Prime2Exponent), MAX_RSA_MODULUS_LEN / 2},
             {OSSL_PKEY_PARAM_RSA_COEFFICIENT1, offsetof(RSAPRIVATEKEYBLOB, Coefficient), MAX_RSA_MODULUS_LEN / 2}};
#define PART_COUNT (sizeof parts / sizeof parts[0])

ULONG SKF_GenExtRSAKey(DEVHANDLE device, ULONG bits, RSAPRIVATEKEYBLOB *blob) {
  struct skf_call call;
  EVP_PKEY *pair = NULL;
  CK_RV rv = skf_enter(&call, "SKF_GenExtRSAKey", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && blob == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && bits != 1024 && bits != 2048) rv = SAR_MODULUSLENERR;
  if (rv == CKR_OK && (pair = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)bits)) == NULL) rv = SAR_GENRSAKEYERR;
  if (rv == CKR_OK) {
    memset(blob, 0, sizeof *blob);
    blob->AlgID = SGD_RSA;
    blob->BitLen = bits;
  }
  for (size_t i = 0; i < PART_COUNT && rv == CKR_OK; i++) {
    BIGNUM *number = NULL;
    int room = (int)parts[i].size;
    if (EVP_PKEY_get_bn_param(pair, parts[i].name, &number) != 1 ||
        BN_bn2binpad(number, (BYTE *)blob + parts[i].offset, room) != room)
      rv = CKR_DEVICE_ERROR;
    BN_clear_free(number);
  }
  EVP_PKEY_free(pair);
  return skf_leave(&call, rv);
}

static EVP_PKEY *rsa_private_of_blob(const RSAPRIVATEKEYBLOB *blob) {
  BIGNUM *numbers[PART_COUNT] = {NULL};
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  bool ok = builder != NULL && (blob->BitLen == 1024 || blob->BitLen == 2048);
  for (size_t i = 0; ok && i < PART_COUNT; i++) {
    numbers[i] = BN_bin2bn((const BYTE *)blob + parts[i].offset, (int)parts[i].size, NULL);
    ok = numbers[i] != NULL && OSSL_PARAM_BLD_push_BN(builder, parts[i].name, numbers[i]) == 1;
  }
  ok = ok && BN_num_bits(numbers[0]) == (int)blob->BitLen && BN_is_odd(numbers[0]) && BN_is_odd(numbers[3]) &&
       BN_is_odd(numbers[4]) && BN_is_odd(numbers[1]);
  EVP_PKEY *key = ok ? key_of_params("RSA", builder, true) : NULL;
  for (size_t i = 0; i < PART_COUNT; i++) BN_clear_free(numbers[i]);
  OSSL_PARAM_BLD_free(builder);
  return key;
}

/* The public operation is an encryption, the private one a decryption, both without padding. */
static CK_RV raw(EVP_PKEY *key, bool private_part, const BYTE *data, size_t size, BYTE *out, ULONG *out_size) {
  BYTE result[MAX_RSA_MODULUS_LEN];
  size_t length = sizeof result;
  if (size != (size_t)EVP_PKEY_get_size(key)) return CKR_DATA_LEN_RANGE;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  int (*begin)(EVP_PKEY_CTX *) = private_part ? EVP_PKEY_decrypt_init : EVP_PKEY_encrypt_init;
  int (*work)(EVP_PKEY_CTX *, unsigned char *, size_t *, const unsigned char *, size_t) =
      private_part ? EVP_PKEY_decrypt : EVP_PKEY_encrypt;
  bool ok = context != NULL && begin(context) == 1 && EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING) == 1 &&
            work(context, result, &length, data, size) == 1;
  EVP_PKEY_CTX_free(context);
  CK_RV rv = ok ? give(result, length, out, out_size) : (private_part ? SAR_RSADECERR : SAR_RSAENCERR);
  OPENSSL_cleanse(result, sizeof result);
  return rv;
}

ULONG SKF_ExtRSAPubKeyOperation(DEVHANDLE device, RSAPUBLICKEYBLOB *key, BYTE *data, ULONG size, BYTE *out,
                                ULONG *out_size) {
  struct skf_call call;
  EVP_PKEY *with = NULL;
  CK_RV rv = skf_enter(&call, "SKF_ExtRSAPubKeyOperation", device, KIND_DEVICE, out_size);
  if (rv == CKR_OK && (key == NULL || data == NULL || out_size == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && (with = rsa_of_blob(key)) == NULL) rv = SAR_INDATAERR;
  if (rv == CKR_OK) rv = raw(with, false, data, (size_t)size, out, out_size);
  EVP_PKEY_free(with);
  return skf_leave(&call, rv);
}

ULONG SKF_ExtRSAPriKeyOperation(DEVHANDLE device, RSAPRIVATEKEYBLOB *key, BYTE *data, ULONG size, BYTE *out,
                                ULONG *out_size) {
  struct skf_call call;
  EVP_PKEY *with = NULL;
  CK_RV rv = skf_enter(&call, "SKF_ExtRSAPriKeyOperation", device, KIND_DEVICE, out_size);
  if (rv == CKR_OK && (key == NULL || data == NULL || out_size == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && (with = rsa_private_of_blob(key)) == NULL) rv = SAR_INDATAERR;
  if (rv == CKR_OK) rv = raw(with, true, data, (size_t)size, out, out_size);
  EVP_PKEY_free(with);
  return skf_leave(&call, rv);
}
