/* RSA with the keys of a container, and with keys from outside. Data is padded as PKCS#1 v1.5 says, without a name of
   a digest: the caller has put that before it. */
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <string.h>

#include "face.h"

static const struct signing rsa_form = {FAMILY_RSA, NULL, false};

ULONG SKF_GenRSAKeyPair(HCONTAINER container, ULONG bits, RSAPUBLICKEYBLOB *blob) {
  struct skf_call call;
  EVP_PKEY *pair = NULL;
  CK_RV rv = skf_enter(&call, "SKF_GenRSAKeyPair", container, KIND_CONTAINER, NULL);
  if (rv == CKR_OK && blob == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && bits != 1024 && bits != 2048) rv = SAR_MODULUSLENERR;
  if (rv == CKR_OK) rv = need_user(call.slot, call.handle->application);
  if (rv == CKR_OK && (pair = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)bits)) == NULL) rv = SAR_GENRSAKEYERR;
  if (rv == CKR_OK) rv = pair_put(call.handle, USE_SIGNING, pair, CKK_RSA, true);
  if (rv == CKR_OK && !blob_of_rsa(pair, blob)) rv = CKR_DEVICE_ERROR;
  EVP_PKEY_free(pair);
  return skf_leave(&call, rv);
}

/* The private key is an RSAPrivateKey of PKCS#1 under SM4-ECB, perhaps with bytes of padding behind it. */
static CK_RV open_pair(EVP_PKEY *opener, const BYTE *wrapped, size_t wrapped_size, const BYTE *data, size_t size,
                       EVP_PKEY **pair) {
  struct bytes key = {0}, plain = {0};
  bytes_add(&plain, data, size); /* room for the plaintext */
  CK_RV rv = rsa_crypt(opener, false, wrapped, wrapped_size, &key);
  if (rv != CKR_OK) rv = SAR_RSADECERR;
  if (rv == CKR_OK && (plain.failed || !sm4_ecb_open(&key, data, size, plain.data))) rv = SAR_INDATAERR;
  const unsigned char *at = plain.data;
  if (rv == CKR_OK) *pair = d2i_PrivateKey(EVP_PKEY_RSA, NULL, &at, (long)size);
  bool sane = *pair != NULL && EVP_PKEY_get_bits(*pair) >= 1024 && EVP_PKEY_get_bits(*pair) <= 2048;
  bytes_wipe(&key);
  bytes_wipe(&plain);
  return rv == CKR_OK && !sane ? SAR_INDATAERR : rv;
}

ULONG SKF_ImportRSAKeyPair(HCONTAINER container, ULONG algorithm, BYTE *wrapped_key, ULONG wrapped_size, BYTE *data,
                           ULONG size) {
  struct skf_call call;
  EVP_PKEY *opener = NULL, *pair = NULL;
  CK_RV rv = skf_enter(&call, "SKF_ImportRSAKeyPair", container, KIND_CONTAINER, NULL);
  if (rv == CKR_OK && (wrapped_key == NULL || data == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && algorithm != SGD_SM4_ECB) rv = CKR_FUNCTION_NOT_SUPPORTED;
  if (rv == CKR_OK && (wrapped_size > 256 || size == 0 || size > 4096 || size % SM4_SIZE != 0)) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) rv = private_of(call.handle, USE_SIGNING, false, CKK_RSA, &opener);
  if (rv == CKR_OK) rv = open_pair(opener, wrapped_key, (size_t)wrapped_size, data, (size_t)size, &pair);
  if (rv == CKR_OK) rv = pair_put(call.handle, USE_EXCHANGE, pair, CKK_RSA, false);
  EVP_PKEY_free(opener);
  EVP_PKEY_free(pair);
  return skf_leave(&call, rv);
}

static CK_RV sign(EVP_PKEY *key, const BYTE *data, size_t size, BYTE *out, ULONG *out_size) {
  struct bytes message = {0}, signature = {0};
  size_t length = (size_t)EVP_PKEY_get_size(key);
  if (size + 11 > length) return CKR_DATA_LEN_RANGE;
  if (out == NULL || *out_size < length) { /* nothing is signed for one who only asks */
    *out_size = (ULONG)length;
    return out == NULL ? CKR_OK : CKR_BUFFER_TOO_SMALL;
  }
  bytes_add(&message, data, size);
  CK_RV rv = message.failed ? CKR_HOST_MEMORY : signature_make(key, rsa_form, &message, &signature);
  if (rv == CKR_OK) rv = give_bytes(&signature, out, out_size);
  bytes_wipe(&message);
  bytes_wipe(&signature);
  return rv;
}

ULONG SKF_RSASignData(HCONTAINER container, BYTE *data, ULONG size, BYTE *signature, ULONG *signature_size) {
  struct skf_call call;
  EVP_PKEY *key = NULL;
  CK_RV rv = skf_enter(&call, "SKF_RSASignData", container, KIND_CONTAINER, signature_size);
  if (rv == CKR_OK && (data == NULL || signature_size == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && (size == 0 || size > 245)) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) rv = private_of(call.handle, USE_SIGNING, false, CKK_RSA, &key);
  if (rv == CKR_OK) rv = sign(key, data, (size_t)size, signature, signature_size);
  EVP_PKEY_free(key);
  return skf_leave(&call, rv);
}

ULONG SKF_RSAVerify(DEVHANDLE device, RSAPUBLICKEYBLOB *key, BYTE *data, ULONG size, BYTE *signature,
                    ULONG signature_size) {
  struct skf_call call;
  struct bytes message = {0};
  EVP_PKEY *by = NULL;
  CK_RV rv = skf_enter(&call, "SKF_RSAVerify", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && (key == NULL || data == NULL || signature == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && (size == 0 || size > 245 || signature_size == 0 || signature_size > 256)) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK && (by = rsa_of_blob(key)) == NULL) rv = SAR_INDATAERR;
  if (rv == CKR_OK) {
    bytes_add(&message, data, (size_t)size);
    rv = message.failed ? CKR_HOST_MEMORY : signature_check(by, rsa_form, &message, signature, (size_t)signature_size);
  }
  EVP_PKEY_free(by);
  bytes_wipe(&message);
  return skf_leave(&call, rv);
}

/* A caller who only asks for the length gets no key. */
static CK_RV export_key(struct slot *slot, ULONG algorithm, EVP_PKEY *to, BYTE *out, ULONG *size, HANDLE *session_key) {
  struct bytes wrapped = {0};
  BYTE secret[SM4_SIZE];
  size_t length = (size_t)EVP_PKEY_get_size(to);
  if (out == NULL || *size < length) {
    *size = (ULONG)length;
    return out == NULL ? CKR_OK : CKR_BUFFER_TOO_SMALL;
  }
  CK_RV rv = RAND_bytes(secret, sizeof secret) == 1 ? CKR_OK : SAR_GENRANDERR;
  if (rv == CKR_OK) rv = rsa_crypt(to, true, secret, sizeof secret, &wrapped);
  if (rv == CKR_OK) rv = give_bytes(&wrapped, out, size);
  if (rv == CKR_OK) rv = session_key_make(slot, algorithm, secret, session_key);
  OPENSSL_cleanse(secret, sizeof secret);
  bytes_wipe(&wrapped);
  return rv;
}

ULONG SKF_RSAExportSessionKey(HCONTAINER container, ULONG algorithm, RSAPUBLICKEYBLOB *key, BYTE *out, ULONG *size,
                              HANDLE *session_key) {
  struct skf_call call;
  EVP_PKEY *to = NULL;
  CK_RV rv = skf_enter(&call, "SKF_RSAExportSessionKey", container, KIND_CONTAINER, size);
  if (rv == CKR_OK && (key == NULL || size == NULL || session_key == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && !sm4_algorithm(algorithm)) rv = CKR_FUNCTION_NOT_SUPPORTED;
  if (rv == CKR_OK && (to = rsa_of_blob(key)) == NULL) rv = SAR_INDATAERR;
  if (rv == CKR_OK) rv = export_key(call.slot, algorithm, to, out, size, session_key);
  EVP_PKEY_free(to);
  return skf_leave(&call, rv);
}
