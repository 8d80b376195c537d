/* Digests: SM3, with Z before it if the signer's key and ID are given, SHA-1 and SHA-256. */
#include <string.h>

#include "face.h"

static const EVP_MD *digest_for(const struct key *key, ULONG algorithm) {
  switch (algorithm) {
    case SGD_SM3: return key->generation >= 5 ? EVP_sm3() : NULL;
    case SGD_SHA1: return EVP_sha1();
    case SGD_SHA256: return EVP_sha256();
    default: return NULL;
  }
}

static CK_RV feed_z(EVP_MD_CTX *digest, const ECCPUBLICKEYBLOB *blob, const BYTE *id, size_t id_size) {
  unsigned char z[32];
  EVP_PKEY *key = ecc_of_blob(blob);
  if (key == NULL) return SAR_INDATAERR;
  bool ok = sm2_z(key, id, id_size, z) && EVP_DigestUpdate(digest, z, sizeof z) == 1;
  EVP_PKEY_free(key);
  return ok ? CKR_OK : CKR_ARGUMENTS_BAD;
}

ULONG SKF_DigestInit(DEVHANDLE device, ULONG algorithm, ECCPUBLICKEYBLOB *key, BYTE *id, ULONG id_size, HANDLE *hash) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_DigestInit", device, KIND_DEVICE, NULL);
  bool with_z = algorithm == SGD_SM3 && key != NULL && id_size > 0;
  if (rv == CKR_OK && (hash == NULL || (with_z && (id == NULL || id_size > 0x1FFF)))) rv = CKR_ARGUMENTS_BAD;
  const EVP_MD *md = rv == CKR_OK ? digest_for(call.slot->key, algorithm) : NULL;
  if (rv == CKR_OK && md == NULL) rv = CKR_FUNCTION_NOT_SUPPORTED;
  struct handle *made = rv == CKR_OK ? handle_open(KIND_HASH, call.slot, 0) : NULL;
  if (made != NULL) {
    made->digest = EVP_MD_CTX_new();
    if (made->digest == NULL || EVP_DigestInit_ex(made->digest, md, NULL) != 1) rv = CKR_HOST_MEMORY;
    if (rv == CKR_OK && with_z) rv = feed_z(made->digest, key, id, (size_t)id_size);
  }
  return skf_leave(&call, rv == CKR_OK || made != NULL ? give_handle(rv, made, hash) : rv);
}

/* A digest that was given out is over. */
static CK_RV finish(struct handle *handle, const BYTE *data, size_t size, BYTE *out, ULONG *out_size) {
  unsigned char result[EVP_MAX_MD_SIZE];
  size_t length = (size_t)EVP_MD_CTX_get_size(handle->digest);
  if (out == NULL || *out_size < length) {
    *out_size = (ULONG)length;
    return out == NULL ? CKR_OK : CKR_BUFFER_TOO_SMALL;
  }
  bool ok = EVP_DigestUpdate(handle->digest, data, size) == 1 && EVP_DigestFinal_ex(handle->digest, result, NULL) == 1;
  EVP_MD_CTX_free(handle->digest);
  handle->digest = NULL;
  return ok ? give(result, length, out, out_size) : SAR_HASHERR;
}

static ULONG finish_call(const char *name, HANDLE hash, const BYTE *data, ULONG size, BYTE *out, ULONG *out_size) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, name, hash, KIND_HASH, out_size);
  if (rv == CKR_OK && (out_size == NULL || (data == NULL && size > 0))) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && size > BUFFER_MAX) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK && call.handle->digest == NULL) rv = SAR_HASHOBJERR;
  if (rv == CKR_OK) rv = finish(call.handle, data, (size_t)size, out, out_size);
  return skf_leave(&call, rv);
}

ULONG SKF_Digest(HANDLE hash, BYTE *data, ULONG size, BYTE *out, ULONG *out_size) {
  return finish_call("SKF_Digest", hash, data, size, out, out_size);
}
ULONG SKF_DigestFinal(HANDLE hash, BYTE *out, ULONG *out_size) {
  return finish_call("SKF_DigestFinal", hash, NULL, 0, out, out_size);
}

ULONG SKF_DigestUpdate(HANDLE hash, BYTE *data, ULONG size) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_DigestUpdate", hash, KIND_HASH, NULL);
  if (rv == CKR_OK && data == NULL && size > 0) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && size > BUFFER_MAX) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK && call.handle->digest == NULL) rv = SAR_HASHOBJERR;
  if (rv == CKR_OK && EVP_DigestUpdate(call.handle->digest, data, (size_t)size) != 1) rv = SAR_HASHERR;
  return skf_leave(&call, rv);
}
