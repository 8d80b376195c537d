/* MAC: the last block of SM4-CBC. */
#include <string.h>

#include "face.h"

/* The handle keeps the chain in its cipher and the last block in its key. name: at least one block went in. */
ULONG SKF_MacInit(HANDLE key, BLOCKCIPHERPARAM *parameters, HANDLE *mac) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_MacInit", key, KIND_KEY, NULL);
  if (rv == CKR_OK && (parameters == NULL || mac == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && call.handle->algorithm != SGD_SM4_MAC && call.handle->algorithm != SGD_SM4_CBC) rv = SAR_KEYUSAGEERR;
  struct handle *made = rv == CKR_OK ? handle_open(KIND_MAC, call.slot, 0) : NULL;
  if (made != NULL) rv = cipher_begin(call.handle, true, parameters, &made->ciphers[0]);
  return skf_leave(&call, rv == CKR_OK || made != NULL ? give_handle(rv, made, mac) : rv);
}

static void note(struct handle *handle, const BYTE *blocks, int size) {
  if (size < SM4_SIZE) return;
  memcpy(handle->key, blocks + size - SM4_SIZE, SM4_SIZE);
  handle->algorithm = SGD_SM4_MAC; /* there is a block */
}

static CK_RV feed(struct handle *handle, const BYTE *data, size_t size) {
  BYTE blocks[1024 + 2 * SM4_SIZE];
  for (size_t done = 0; done < size;) {
    int part = size - done < 1024 ? (int)(size - done) : 1024, out = 0;
    if (EVP_CipherUpdate(handle->ciphers[0], blocks, &out, data + done, part) != 1) return CKR_DEVICE_ERROR;
    note(handle, blocks, out);
    done += (size_t)part;
  }
  return CKR_OK;
}

static CK_RV finish(struct handle *handle, const BYTE *data, size_t size, BYTE *out, ULONG *out_size) {
  BYTE blocks[2 * SM4_SIZE];
  int last = 0;
  if (out == NULL || *out_size < SM4_SIZE) {
    *out_size = SM4_SIZE;
    return out == NULL ? CKR_OK : CKR_BUFFER_TOO_SMALL;
  }
  CK_RV rv = feed(handle, data, size);
  if (rv == CKR_OK && EVP_CipherFinal_ex(handle->ciphers[0], blocks, &last) != 1) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) note(handle, blocks, last);
  if (rv == CKR_OK && handle->algorithm == 0) rv = CKR_DATA_LEN_RANGE; /* nothing went in */
  EVP_CIPHER_CTX_free(handle->ciphers[0]);
  handle->ciphers[0] = NULL;
  return rv == CKR_OK ? give(handle->key, SM4_SIZE, out, out_size) : rv;
}

static CK_RV enter(struct skf_call *call, const char *name, HANDLE mac, const BYTE *data, ULONG size, ULONG *length) {
  CK_RV rv = skf_enter(call, name, mac, KIND_MAC, length);
  if (rv == CKR_OK && data == NULL && size > 0) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && size > BUFFER_MAX) rv = CKR_DATA_LEN_RANGE;
  return rv == CKR_OK && call->handle->ciphers[0] == NULL ? CKR_OPERATION_NOT_INITIALIZED : rv;
}

static ULONG finish_call(const char *name, HANDLE mac, const BYTE *data, ULONG size, BYTE *out, ULONG *out_size) {
  struct skf_call call;
  CK_RV rv = enter(&call, name, mac, data, size, out_size);
  if (rv == CKR_OK && out_size == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = finish(call.handle, data, (size_t)size, out, out_size);
  return skf_leave(&call, rv);
}

ULONG SKF_Mac(HANDLE mac, BYTE *data, ULONG size, BYTE *out, ULONG *out_size) {
  return finish_call("SKF_Mac", mac, data, size, out, out_size);
}
ULONG SKF_MacFinal(HANDLE mac, BYTE *out, ULONG *out_size) {
  return finish_call("SKF_MacFinal", mac, NULL, 0, out, out_size);
}
ULONG SKF_MacUpdate(HANDLE mac, BYTE *data, ULONG size) {
  struct skf_call call;
  CK_RV rv = enter(&call, "SKF_MacUpdate", mac, data, size, NULL);
  if (rv == CKR_OK) rv = feed(call.handle, data, (size_t)size);
  return skf_leave(&call, rv);
}
