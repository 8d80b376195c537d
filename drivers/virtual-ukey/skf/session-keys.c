/* Session keys: put in, unwrapped, closed. */
#include <openssl/crypto.h>
#include <string.h>

#include "face.h"

bool sm4_algorithm(ULONG algorithm) {
  return algorithm == SGD_SM4_ECB || algorithm == SGD_SM4_CBC || algorithm == SGD_SM4_CFB || algorithm == SGD_SM4_OFB ||
         algorithm == SGD_SM4_MAC;
}

CK_RV session_key_make(struct slot *slot, ULONG algorithm, const BYTE key[SM4_SIZE], HANDLE *out) {
  struct handle *made = handle_open(KIND_KEY, slot, 0);
  if (made == NULL) return CKR_HOST_MEMORY;
  made->algorithm = algorithm;
  memcpy(made->key, key, SM4_SIZE);
  return give_handle(CKR_OK, made, out);
}

ULONG SKF_SetSymmKey(DEVHANDLE device, BYTE *key, ULONG algorithm, HANDLE *session_key) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_SetSymmKey", device, KIND_DEVICE, NULL);
  if (rv == CKR_OK && (key == NULL || session_key == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && !sm4_algorithm(algorithm)) rv = CKR_FUNCTION_NOT_SUPPORTED;
  if (rv == CKR_OK) rv = session_key_make(call.slot, algorithm, key, session_key);
  return skf_leave(&call, rv);
}

static CK_RV unwrap_ecc(const struct handle *handle, const BYTE *wrapped, size_t size, struct bytes *secret) {
  struct {
    ECCCIPHERBLOB blob;
    BYTE more[SM4_SIZE];
  } copy;
  EVP_PKEY *key = NULL;
  const size_t head = offsetof(ECCCIPHERBLOB, Cipher);
  if (size < head + SM4_SIZE) return CKR_DATA_LEN_RANGE;
  memcpy(&copy, wrapped, head + SM4_SIZE); /* the caller's bytes need not stand where a structure may */
  CK_RV rv = private_of(handle, USE_EXCHANGE, true, CKK_SM2, &key);
  if (rv == CKR_OK) rv = ecc_open(key, &copy.blob, SM4_SIZE, secret);
  EVP_PKEY_free(key);
  return rv;
}

static CK_RV unwrap_rsa(const struct handle *handle, const BYTE *wrapped, size_t size, struct bytes *secret) {
  EVP_PKEY *key = NULL;
  if (size == 0 || size > 256) return CKR_DATA_LEN_RANGE;
  CK_RV rv = private_of(handle, USE_EXCHANGE, true, CKK_RSA, &key);
  if (rv == CKR_OK && rsa_crypt(key, false, wrapped, size, secret) != CKR_OK) rv = SAR_RSADECERR;
  EVP_PKEY_free(key);
  return rv;
}

/* With the exchange pair, or the signing pair where there is only that. */
static CK_RV import(const struct handle *handle, ULONG algorithm, const BYTE *wrapped, size_t size, HANDLE *session_key) {
  struct containers list;
  struct container *container;
  struct bytes secret = {0};
  CK_RV rv = container_of(handle, &list, &container);
  if (rv != CKR_OK) return rv;
  bool rsa = container_type(container) == CKK_RSA;
  containers_free(&list);
  rv = (rsa ? unwrap_rsa : unwrap_ecc)(handle, wrapped, size, &secret);
  if (rv == CKR_OK && secret.size != SM4_SIZE) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) rv = session_key_make(handle->slot, algorithm, secret.data, session_key);
  bytes_wipe(&secret);
  return rv;
}

ULONG SKF_ImportSessionKey(HCONTAINER container, ULONG algorithm, BYTE *wrapped, ULONG size, HANDLE *session_key) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_ImportSessionKey", container, KIND_CONTAINER, NULL);
  if (rv == CKR_OK && (wrapped == NULL || session_key == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && !sm4_algorithm(algorithm)) rv = CKR_FUNCTION_NOT_SUPPORTED;
  if (rv == CKR_OK && size > BUFFER_MAX) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) rv = import(call.handle, algorithm, wrapped, (size_t)size, session_key);
  return skf_leave(&call, rv);
}

/* Keys, hashes, MACs and agreements; devices, applications and containers have functions of their own. */
ULONG SKF_CloseHandle(HANDLE value) {
  struct skf_call call;
  struct handle *handle = NULL;
  CK_RV rv = skf_begin(&call, "SKF_CloseHandle", NULL);
  for (enum kind kind = KIND_KEY; handle == NULL && kind <= KIND_AGREEMENT; kind++) handle = handle_find(value, kind);
  if (rv == CKR_OK && handle == NULL) rv = CKR_SESSION_HANDLE_INVALID;
  if (rv == CKR_OK) handle_close(handle);
  return skf_leave(&call, rv);
}
