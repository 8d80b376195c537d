/* Ciphers and HMAC under secret keys. */
#include <openssl/hmac.h>
#include <string.h>

#include "face.h"

static bool has_iv(const struct mechanism *mechanism) {
  const char *mode = mechanism->digest;
  return mode != NULL && strcmp(mode + strlen(mode) - 3, "CBC") == 0;
}

/* Whether the last block is filled up (PKCS#7). */
static bool fills_up(CK_MECHANISM_TYPE type) {
  return type == CKM_AES_CBC_PAD || type == CKM_SM4_CBC_PAD || type == CKM_SM4_ECB_PAD;
}

CK_RV secret_iv(const struct mechanism *mechanism, const CK_MECHANISM *wanted, unsigned char iv[BLOCK_SIZE]) {
  CK_ULONG size = mechanism->family != FAMILY_HMAC && has_iv(mechanism) ? BLOCK_SIZE : 0;
  if (wanted->ulParameterLen != size || (size > 0 && wanted->pParameter == NULL)) return CKR_MECHANISM_PARAM_INVALID;
  if (size > 0) memcpy(iv, wanted->pParameter, size);
  return CKR_OK;
}

static const EVP_CIPHER *cipher_of(const struct mechanism *mechanism, size_t key_size) {
  bool cbc = has_iv(mechanism);
  if (mechanism->family == FAMILY_SM4) return cbc ? EVP_sm4_cbc() : EVP_sm4_ecb();
  if (key_size == 16) return cbc ? EVP_aes_128_cbc() : EVP_aes_128_ecb();
  if (key_size == 24) return cbc ? EVP_aes_192_cbc() : EVP_aes_192_ecb();
  return cbc ? EVP_aes_256_cbc() : EVP_aes_256_ecb();
}

static bool run(EVP_CIPHER_CTX *state, const struct bytes *in, struct bytes *out) {
  static const unsigned char zeros[4 * BLOCK_SIZE];
  int first = 0, rest = 0;
  for (size_t room = in->size + 2 * BLOCK_SIZE; !out->failed && out->size < room;) bytes_add(out, zeros, sizeof zeros);
  if (out->failed) return false;
  bool ok = (in->size == 0 || EVP_CipherUpdate(state, out->data, &first, in->data, (int)in->size) == 1) &&
            EVP_CipherFinal_ex(state, out->data + first, &rest) == 1;
  out->size = ok ? (size_t)(first + rest) : 0;
  return ok;
}

/* Without padding the text is whole blocks. */
CK_RV secret_crypt(const struct mechanism *mechanism, const struct bytes *secret, const unsigned char iv[BLOCK_SIZE],
                   bool encrypt, const struct bytes *in, struct bytes *out) {
  bool pads = fills_up(mechanism->type);
  CK_RV bad_length = encrypt ? CKR_DATA_LEN_RANGE : CKR_ENCRYPTED_DATA_LEN_RANGE;
  if (in->size % BLOCK_SIZE != 0 && !(pads && encrypt)) return bad_length;
  if (pads && !encrypt && in->size == 0) return bad_length;
  EVP_CIPHER_CTX *state = EVP_CIPHER_CTX_new();
  bool begun = state != NULL &&
               EVP_CipherInit_ex(state, cipher_of(mechanism, secret->size), NULL, secret->data, iv, encrypt) == 1 &&
               EVP_CIPHER_CTX_set_padding(state, pads) == 1;
  bool ok = begun && run(state, in, out);
  EVP_CIPHER_CTX_free(state);
  if (ok) return CKR_OK;
  if (out->failed) return CKR_HOST_MEMORY;
  return begun && !encrypt ? CKR_ENCRYPTED_DATA_INVALID : CKR_DEVICE_ERROR;
}

CK_ULONG secret_mac_size(const struct mechanism *mechanism) {
  const EVP_MD *md = EVP_get_digestbyname(mechanism->digest);
  return md == NULL ? 0 : (CK_ULONG)EVP_MD_get_size(md);
}

CK_RV secret_mac(const struct mechanism *mechanism, const struct bytes *secret, const struct bytes *message,
                 struct bytes *out) {
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  const EVP_MD *md = EVP_get_digestbyname(mechanism->digest);
  if (md == NULL || HMAC(md, secret->data, (int)secret->size, message->data, message->size, mac, &size) == NULL)
    return CKR_DEVICE_ERROR;
  bytes_add(out, mac, size);
  return CKR_OK;
}
