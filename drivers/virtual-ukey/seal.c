/* The token's master key seals everything private. It is stored twice, wrapped under the user PIN and under the SO
   PIN (PBKDF2-HMAC-SHA256, then AES-256-GCM). Opening the wrap is the PIN check, so neither a PIN nor its digest
   is stored. */
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>

#include "ukey.h"

#define NONCE 12
#define TAG 16
#define PIN_SIZE_MAX 4096 /* longer ones are wrong without a check */

struct aad {
  unsigned char bytes[16];
};

static struct aad aad_of(uint64_t a, uint64_t b) {
  struct aad aad;
  for (int i = 0; i < 8; i++) {
    aad.bytes[i] = (unsigned char)(a >> (56 - 8 * i));
    aad.bytes[8 + i] = (unsigned char)(b >> (56 - 8 * i));
  }
  return aad;
}

/* out: nonce, ciphertext, tag; NONCE + size + TAG bytes. */
static bool gcm_seal(const unsigned char key[32], struct aad aad, const unsigned char *in, size_t size,
                     unsigned char *out) {
  int n = 0;
  EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
  bool ok = c != NULL && RAND_bytes(out, NONCE) == 1 && EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, out) == 1 &&
            EVP_EncryptUpdate(c, NULL, &n, aad.bytes, sizeof aad.bytes) == 1 &&
            EVP_EncryptUpdate(c, out + NONCE, &n, in, (int)size) == 1 &&
            EVP_EncryptFinal_ex(c, out + NONCE + n, &n) == 1 &&
            EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, TAG, out + NONCE + size) == 1;
  EVP_CIPHER_CTX_free(c);
  return ok;
}

/* in: as gcm_seal left it; out: size - NONCE - TAG bytes. */
static bool gcm_open(const unsigned char key[32], struct aad aad, const unsigned char *in, size_t size,
                     unsigned char *out) {
  if (size < NONCE + TAG) return false;
  unsigned char tag[TAG];
  size_t inner = size - NONCE - TAG;
  memcpy(tag, in + NONCE + inner, TAG);
  int n = 0;
  EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
  bool ok = c != NULL && EVP_DecryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, in) == 1 &&
            EVP_DecryptUpdate(c, NULL, &n, aad.bytes, sizeof aad.bytes) == 1 &&
            EVP_DecryptUpdate(c, out, &n, in + NONCE, (int)inner) == 1 &&
            EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_SET_TAG, TAG, tag) == 1 && EVP_DecryptFinal_ex(c, out + n, &n) == 1;
  EVP_CIPHER_CTX_free(c);
  return ok;
}

static bool derive(const struct pin *pin, const unsigned char *text, size_t size, unsigned char out[32]) {
  if (size > PIN_SIZE_MAX) return false;
  return PKCS5_PBKDF2_HMAC(size == 0 ? "" : (const char *)text, (int)size, pin->salt, sizeof pin->salt,
                           (int)pin->iterations, EVP_sha256(), 32, out) == 1;
}

bool pin_wrap(struct pin *pin, const unsigned char *text, size_t size, const unsigned char master[MASTER_SIZE]) {
  unsigned char key[32];
  pin->iterations = KDF_ITERATIONS;
  bool ok = RAND_bytes(pin->salt, sizeof pin->salt) == 1 && derive(pin, text, size, key) &&
            gcm_seal(key, aad_of(0, 0), master, MASTER_SIZE, pin->wrapped);
  OPENSSL_cleanse(key, sizeof key);
  if (!ok) return false;
  pin->set = true;
  pin->tries = pin->max;
  return true;
}

bool pin_unwrap(const struct pin *pin, const unsigned char *text, size_t size, unsigned char master[MASTER_SIZE]) {
  unsigned char key[32], opened[MASTER_SIZE];
  bool ok = derive(pin, text, size, key) && gcm_open(key, aad_of(0, 0), pin->wrapped, sizeof pin->wrapped, opened);
  if (ok) memcpy(master, opened, MASTER_SIZE);
  OPENSSL_cleanse(key, sizeof key);
  OPENSSL_cleanse(opened, sizeof opened);
  return ok;
}

bool attribute_seal(struct attribute *attribute, CK_OBJECT_HANDLE handle, const unsigned char master[MASTER_SIZE]) {
  struct bytes sealed = {0};
  unsigned char frame[NONCE + TAG] = {0};
  bytes_add(&sealed, frame, sizeof frame);
  bytes_add(&sealed, attribute->value, attribute->size);
  if (sealed.failed || !gcm_seal(master, aad_of(handle, attribute->type), attribute->value, attribute->size, sealed.data)) {
    bytes_wipe(&sealed);
    return false;
  }
  OPENSSL_cleanse(attribute->value, attribute->size);
  free(attribute->value);
  attribute->value = sealed.data; /* handed over */
  attribute->size = sealed.size;
  attribute->sealed = true;
  return true;
}

bool attribute_open(const struct attribute *attribute, CK_OBJECT_HANDLE handle, const unsigned char master[MASTER_SIZE],
                    struct bytes *out) {
  if (!attribute->sealed) {
    bytes_add(out, attribute->value, attribute->size);
    return !out->failed;
  }
  bytes_add(out, attribute->value, attribute->size);
  if (out->failed || !gcm_open(master, aad_of(handle, attribute->type), attribute->value, attribute->size, out->data))
    return false;
  out->size -= NONCE + TAG;
  return true;
}
