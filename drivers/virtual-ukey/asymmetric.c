/* Signatures, and RSA encryption, over libcrypto. */
#include <openssl/crypto.h>
#include <openssl/rsa.h>

#include "ukey.h"

static bool rsa_ready(EVP_PKEY_CTX *context, struct signing form) {
  if (form.family != FAMILY_RSA) return true;
  if (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) != 1) return false;
  return form.digest == NULL || EVP_PKEY_CTX_set_signature_md(context, EVP_get_digestbyname(form.digest)) == 1;
}

CK_RV signature_make(EVP_PKEY *key, struct signing form, const struct bytes *message, struct bytes *out) {
  unsigned char signature[512], raw[64];
  size_t size = sizeof signature;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  bool ok = context != NULL && EVP_PKEY_sign_init(context) == 1 && rsa_ready(context, form) &&
            EVP_PKEY_sign(context, signature, &size, message->data, message->size) == 1;
  EVP_PKEY_CTX_free(context);
  if (!ok) return form.family == FAMILY_RSA ? CKR_DATA_LEN_RANGE : CKR_DEVICE_ERROR;
  if (form.family == FAMILY_RSA || form.der) {
    bytes_add(out, signature, size);
    return CKR_OK;
  }
  if (!signature_to_raw(signature, size, raw)) return CKR_DEVICE_ERROR;
  bytes_add(out, raw, sizeof raw);
  return CKR_OK;
}

CK_RV signature_check(EVP_PKEY *key, struct signing form, const struct bytes *message, const unsigned char *signature,
                      size_t size) {
  struct bytes given = {0};
  bool curve = form.family != FAMILY_RSA;
  if (curve && !form.der && size != 64) return CKR_SIGNATURE_LEN_RANGE;
  if (curve && !form.der) signature_to_der(signature, &given);
  else bytes_add(&given, signature, size);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  bool ok = !given.failed && context != NULL && EVP_PKEY_verify_init(context) == 1 && rsa_ready(context, form) &&
            EVP_PKEY_verify(context, given.data, given.size, message->data, message->size) == 1;
  EVP_PKEY_CTX_free(context);
  bytes_wipe(&given);
  return ok ? CKR_OK : CKR_SIGNATURE_INVALID;
}

CK_RV rsa_crypt(EVP_PKEY *key, bool encrypt, const unsigned char *data, size_t size, struct bytes *out) {
  unsigned char result[512];
  size_t room = sizeof result;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  bool ok = context != NULL;
  if (encrypt)
    ok = ok && EVP_PKEY_encrypt_init(context) == 1 && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
         EVP_PKEY_encrypt(context, result, &room, data, size) == 1;
  else
    ok = ok && EVP_PKEY_decrypt_init(context) == 1 && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
         EVP_PKEY_decrypt(context, result, &room, data, size) == 1;
  EVP_PKEY_CTX_free(context);
  if (!ok) return encrypt ? CKR_DATA_LEN_RANGE : CKR_ENCRYPTED_DATA_INVALID;
  bytes_add(out, result, room);
  OPENSSL_cleanse(result, sizeof result);
  return CKR_OK;
}
