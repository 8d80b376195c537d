/* SM4 under a session key. Every step is done on a copy of the state, which takes the place of the state only if the
   result went out: a caller who asks for the length, or whose buffer is too small, may ask again. */
#include <openssl/crypto.h>
#include <string.h>

#include "face.h"

static const EVP_CIPHER *cipher_for(ULONG algorithm) {
  switch (algorithm) {
    case SGD_SM4_ECB: return EVP_sm4_ecb();
    case SGD_SM4_CBC: case SGD_SM4_MAC: return EVP_sm4_cbc();
    case SGD_SM4_CFB: return EVP_sm4_cfb128();
    case SGD_SM4_OFB: return EVP_sm4_ofb();
    default: return NULL;
  }
}

static CK_RV check_parameters(ULONG algorithm, const BLOCKCIPHERPARAM *parameters) {
  bool wants_iv = algorithm != SGD_SM4_ECB && algorithm != SGD_SM4_MAC;
  bool iv_fits = parameters->IVLen == SM4_SIZE || (parameters->IVLen == 0 && !wants_iv) || algorithm == SGD_SM4_ECB;
  if (!iv_fits || parameters->PaddingType > PADDING_PKCS5) return CKR_ARGUMENTS_BAD;
  bool whole_blocks = parameters->FeedBitLen == 0 || parameters->FeedBitLen == 128;
  return whole_blocks || algorithm != SGD_SM4_CFB ? CKR_OK : CKR_FUNCTION_NOT_SUPPORTED;
}

CK_RV cipher_begin(struct handle *key, bool encrypt, const BLOCKCIPHERPARAM *parameters, EVP_CIPHER_CTX **out) {
  BYTE iv[SM4_SIZE] = {0};
  CK_RV rv = check_parameters(key->algorithm, parameters);
  if (rv != CKR_OK) return rv;
  if (parameters->IVLen == SM4_SIZE) memcpy(iv, parameters->IV, SM4_SIZE);
  EVP_CIPHER_CTX *fresh = EVP_CIPHER_CTX_new();
  bool ok = fresh != NULL && EVP_CipherInit_ex(fresh, cipher_for(key->algorithm), NULL, key->key, iv, encrypt) == 1 &&
            EVP_CIPHER_CTX_set_padding(fresh, parameters->PaddingType == PADDING_PKCS5) == 1;
  if (!ok) {
    EVP_CIPHER_CTX_free(fresh);
    return CKR_DEVICE_ERROR;
  }
  EVP_CIPHER_CTX_free(*out);
  *out = fresh;
  return CKR_OK;
}

static ULONG begin_call(const char *name, HANDLE key, bool encrypt, const BLOCKCIPHERPARAM *parameters) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, name, key, KIND_KEY, NULL);
  if (rv == CKR_OK && call.handle->algorithm == SGD_SM4_MAC) rv = SAR_KEYUSAGEERR;
  if (rv == CKR_OK) rv = cipher_begin(call.handle, encrypt, parameters, &call.handle->ciphers[encrypt ? 0 : 1]);
  return skf_leave(&call, rv);
}

ULONG SKF_EncryptInit(HANDLE key, BLOCKCIPHERPARAM parameters) {
  return begin_call("SKF_EncryptInit", key, true, &parameters);
}
ULONG SKF_DecryptInit(HANDLE key, BLOCKCIPHERPARAM parameters) {
  return begin_call("SKF_DecryptInit", key, false, &parameters);
}

struct step {
  const BYTE *data;
  ULONG size;
  bool last;
};

static CK_RV run(EVP_CIPHER_CTX *state, const struct step *step, struct bytes *out) {
  int first = 0, rest = 0;
  bytes_add(out, NULL, 0);
  for (size_t room = (size_t)step->size + 2 * SM4_SIZE; !out->failed && out->size < room;) {
    static const BYTE zeros[4096];
    size_t more = room - out->size;
    bytes_add(out, zeros, more < sizeof zeros ? more : sizeof zeros);
  }
  if (out->failed) return CKR_HOST_MEMORY;
  if (step->size > 0 && EVP_CipherUpdate(state, out->data, &first, step->data, (int)step->size) != 1) return CKR_DEVICE_ERROR;
  if (step->last && EVP_CipherFinal_ex(state, out->data + first, &rest) != 1)
    return EVP_CIPHER_CTX_is_encrypting(state) ? CKR_DATA_LEN_RANGE : SAR_DECRYPTPADERR;
  out->size = (size_t)(first + rest);
  return CKR_OK;
}

static CK_RV advance(EVP_CIPHER_CTX **state, const struct step *step, BYTE *out, ULONG *out_size) {
  struct bytes result = {0};
  if (*state == NULL) return CKR_OPERATION_NOT_INITIALIZED;
  EVP_CIPHER_CTX *copy = EVP_CIPHER_CTX_new();
  CK_RV rv = copy != NULL && EVP_CIPHER_CTX_copy(copy, *state) == 1 ? run(copy, step, &result) : CKR_HOST_MEMORY;
  bool asked = rv == CKR_OK && out == NULL;
  if (rv == CKR_OK) rv = give_bytes(&result, out, out_size);
  if (rv == CKR_OK && !asked) {
    EVP_CIPHER_CTX_free(*state);
    *state = step->last ? NULL : copy;
    if (!step->last) copy = NULL;
  }
  EVP_CIPHER_CTX_free(copy);
  bytes_wipe(&result);
  return rv;
}

static ULONG step_call(const char *name, HANDLE key, int which, struct step step, BYTE *out, ULONG *out_size) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, name, key, KIND_KEY, out_size);
  if (rv == CKR_OK && (out_size == NULL || (step.data == NULL && step.size > 0))) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && step.size > BUFFER_MAX) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) rv = advance(&call.handle->ciphers[which], &step, out, out_size);
  return skf_leave(&call, rv);
}

ULONG SKF_Encrypt(HANDLE key, BYTE *data, ULONG size, BYTE *out, ULONG *out_size) {
  return step_call("SKF_Encrypt", key, 0, (struct step){data, size, true}, out, out_size);
}
ULONG SKF_EncryptUpdate(HANDLE key, BYTE *data, ULONG size, BYTE *out, ULONG *out_size) {
  return step_call("SKF_EncryptUpdate", key, 0, (struct step){data, size, false}, out, out_size);
}
ULONG SKF_EncryptFinal(HANDLE key, BYTE *out, ULONG *out_size) {
  return step_call("SKF_EncryptFinal", key, 0, (struct step){NULL, 0, true}, out, out_size);
}
ULONG SKF_Decrypt(HANDLE key, BYTE *data, ULONG size, BYTE *out, ULONG *out_size) {
  return step_call("SKF_Decrypt", key, 1, (struct step){data, size, true}, out, out_size);
}
ULONG SKF_DecryptUpdate(HANDLE key, BYTE *data, ULONG size, BYTE *out, ULONG *out_size) {
  return step_call("SKF_DecryptUpdate", key, 1, (struct step){data, size, false}, out, out_size);
}
ULONG SKF_DecryptFinal(HANDLE key, BYTE *out, ULONG *out_size) {
  return step_call("SKF_DecryptFinal", key, 1, (struct step){NULL, 0, true}, out, out_size);
}
