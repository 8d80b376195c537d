/* Decryption with a private key: each maker's own functions. A build has those of one maker, or none. */
#include <string.h>

#include "face.h"

#if !defined(SKF_DECRYPT_NONE) && !defined(SKF_DECRYPT_CCORE) && !defined(SKF_DECRYPT_LONGMAI)
#define SKF_DECRYPT_HAITAI
#endif

#ifndef SKF_DECRYPT_NONE
static CK_RV give_plain(CK_RV rv, struct bytes *plain, BYTE *out, ULONG *size) {
  if (rv == CKR_OK) rv = give_bytes(plain, out, size);
  bytes_wipe(plain);
  return rv;
}

static ULONG decrypt_ecc(const char *name, HCONTAINER container, enum use use, ECCCIPHERBLOB *cipher, BYTE *out,
                         ULONG *size) {
  struct skf_call call;
  struct bytes plain = {0};
  EVP_PKEY *key = NULL;
  CK_RV rv = skf_enter(&call, name, container, KIND_CONTAINER, size);
  if (rv == CKR_OK && (cipher == NULL || size == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = private_of(call.handle, use, false, CKK_SM2, &key);
  if (rv == CKR_OK) rv = ecc_open(key, cipher, ECC_BUFFER_MAX, &plain);
  EVP_PKEY_free(key);
  return skf_leave(&call, give_plain(rv, &plain, out, size));
}

static ULONG decrypt_rsa(const char *name, HCONTAINER container, const BYTE *cipher, ULONG cipher_size, BYTE *out,
                         ULONG *size) {
  struct skf_call call;
  struct bytes plain = {0};
  EVP_PKEY *key = NULL;
  CK_RV rv = skf_enter(&call, name, container, KIND_CONTAINER, size);
  if (rv == CKR_OK && (cipher == NULL || size == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && (cipher_size == 0 || cipher_size > 256)) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) rv = private_of(call.handle, USE_EXCHANGE, false, CKK_RSA, &key);
  if (rv == CKR_OK && rsa_crypt(key, false, cipher, (size_t)cipher_size, &plain) != CKR_OK) rv = SAR_RSADECERR;
  EVP_PKEY_free(key);
  return skf_leave(&call, give_plain(rv, &plain, out, size));
}
#endif

#if defined(SKF_DECRYPT_CCORE) || defined(SKF_DECRYPT_HAITAI)
/* 1: the encryption key, 2: the signing key */
static enum use use_of(ULONG which) { return which == 2 ? USE_SIGNING : USE_EXCHANGE; }
#endif

#ifdef SKF_DECRYPT_HAITAI
SKF_DECRYPT_HAITAI_FUNCTIONS(SKF_PROTOTYPE)
ULONG SKF_ECCDecrypt(HCONTAINER container, ECCCIPHERBLOB *cipher, BYTE *out, ULONG *size) {
  return decrypt_ecc("SKF_ECCDecrypt", container, USE_EXCHANGE, cipher, out, size);
}
ULONG SKF_PrvKeyDecrypt(HCONTAINER container, ULONG which, ECCCIPHERBLOB *cipher, BYTE *out, ULONG *size) {
  return decrypt_ecc("SKF_PrvKeyDecrypt", container, use_of(which), cipher, out, size);
}
ULONG SKF_RSADecrypt(HCONTAINER container, BYTE *cipher, ULONG cipher_size, BYTE *out, ULONG *size) {
  return decrypt_rsa("SKF_RSADecrypt", container, cipher, cipher_size, out, size);
}
#endif

#ifdef SKF_DECRYPT_CCORE
SKF_DECRYPT_CCORE_FUNCTIONS(SKF_PROTOTYPE)
ULONG V_ECCPrvKeyDecrypt(HCONTAINER container, ULONG which, ECCCIPHERBLOB *cipher, BYTE *out, ULONG *size) {
  return decrypt_ecc("V_ECCPrvKeyDecrypt", container, use_of(which), cipher, out, size);
}
ULONG V_RSAPrvKeyDecrypt(HCONTAINER container, BYTE *cipher, ULONG cipher_size, BYTE *out, ULONG *size) {
  return decrypt_rsa("V_RSAPrvKeyDecrypt", container, cipher, cipher_size, out, size);
}
#endif

#ifdef SKF_DECRYPT_LONGMAI
SKF_DECRYPT_LONGMAI_FUNCTIONS(SKF_PROTOTYPE)
ULONG SKF_ECCPrvKeyDecrypt(HCONTAINER container, ECCCIPHERBLOB *cipher, BYTE *out, ULONG *size) {
  return decrypt_ecc("SKF_ECCPrvKeyDecrypt", container, USE_EXCHANGE, cipher, out, size);
}
ULONG SKF_RSAPrvKeyDecrypt(HCONTAINER container, BYTE *cipher, ULONG cipher_size, BYTE *out, ULONG *size) {
  return decrypt_rsa("SKF_RSAPrvKeyDecrypt", container, cipher, cipher_size, out, size);
}
#endif
