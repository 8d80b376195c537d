/* Starts an operation, feeds it, and does the arithmetic at its end. */
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <string.h>

#include "operation.h"

#define PENDING_MAX (4UL << 20)

static const struct {
  CK_FLAGS mechanism;
  CK_ATTRIBUTE_TYPE allowed;
  bool private_key;
} needs[] = {
    [OPERATION_SIGN] = {CKF_SIGN, CKA_SIGN, true},
    [OPERATION_VERIFY] = {CKF_VERIFY, CKA_VERIFY, false},
    [OPERATION_ENCRYPT] = {CKF_ENCRYPT, CKA_ENCRYPT, false},
    [OPERATION_DECRYPT] = {CKF_DECRYPT, CKA_DECRYPT, true},
    [OPERATION_DIGEST] = {CKF_DIGEST, 0, false},
};

static CK_RV operation_key(struct session *session, enum operation_kind kind, const struct mechanism *mechanism,
                           CK_OBJECT_HANDLE handle, struct operation *operation) {
  struct object *object = handle == PIN_STATE_HANDLE ? NULL : object_anywhere(session->slot, handle);
  CK_RV rv;
  bool private_key = needs[kind].private_key;
  if (object == NULL) return CKR_KEY_HANDLE_INVALID;
  if (!object_visible(session->slot, object)) return CKR_USER_NOT_LOGGED_IN;
  CK_OBJECT_CLASS class = object_ulong(object, CKA_CLASS, CK_UNAVAILABLE_INFORMATION);
  bool secret = is_secret_family(mechanism->family);
  if (class != (secret ? CKO_SECRET_KEY : private_key ? CKO_PRIVATE_KEY : CKO_PUBLIC_KEY)) return CKR_KEY_TYPE_INCONSISTENT;
  if (object_ulong(object, CKA_KEY_TYPE, CK_UNAVAILABLE_INFORMATION) != family_key_type(mechanism->family))
    return CKR_KEY_TYPE_INCONSISTENT;
  if (!object_bool(object, needs[kind].allowed)) return CKR_KEY_FUNCTION_NOT_PERMITTED;
  operation->needs_pin = private_key && !secret && object_bool(object, CKA_ALWAYS_AUTHENTICATE);
  if (secret) return secret_of_object(session->slot, object, &operation->secret);
  operation->key = key_of_object(session->slot, object, private_key, &rv);
  return rv;
}

/* The parameter of a mechanism with Z is the signer's ID; without a parameter it is the default ID. */
static bool feed_z(struct operation *operation, const CK_MECHANISM *wanted) {
  unsigned char z[32];
  bool own = wanted->pParameter != NULL && wanted->ulParameterLen > 0;
  const unsigned char *id = own ? wanted->pParameter : (const unsigned char *)DEFAULT_SM2_ID;
  return sm2_z(operation->key, id, own ? wanted->ulParameterLen : strlen(DEFAULT_SM2_ID), z) &&
         EVP_DigestUpdate(operation->digest, z, sizeof z) == 1;
}

static CK_RV start_digest(struct operation *operation, const CK_MECHANISM *wanted) {
  if (is_secret_family(operation->mechanism->family)) return secret_iv(operation->mechanism, wanted, operation->iv);
  if (operation->mechanism->digest == NULL) return CKR_OK;
  const EVP_MD *md = EVP_get_digestbyname(operation->mechanism->digest);
  operation->digest = EVP_MD_CTX_new();
  if (md == NULL || operation->digest == NULL || EVP_DigestInit_ex(operation->digest, md, NULL) != 1)
    return CKR_DEVICE_ERROR;
  if (operation->mechanism->with_z && !feed_z(operation, wanted)) return CKR_MECHANISM_PARAM_INVALID;
  return CKR_OK;
}

CK_RV operation_begin(struct session *session, enum operation_kind kind, const CK_MECHANISM *wanted,
                      CK_OBJECT_HANDLE handle) {
  struct operation *operation = &session->operations[kind];
  if (wanted == NULL) return CKR_ARGUMENTS_BAD;
  if (operation->mechanism != NULL) return CKR_OPERATION_ACTIVE;
  const struct mechanism *mechanism = mechanism_find(session->slot->key, wanted->mechanism, needs[kind].mechanism);
  if (mechanism == NULL) return CKR_MECHANISM_INVALID;
  bool secret = is_secret_family(mechanism->family);
  if (!mechanism->with_z && !secret && wanted->ulParameterLen > 0) return CKR_MECHANISM_PARAM_INVALID;
  operation->mechanism = mechanism;
  operation->needs_login = needs[kind].private_key || secret;
  CK_RV rv = kind == OPERATION_DIGEST ? CKR_OK : operation_key(session, kind, mechanism, handle, operation);
  if (rv == CKR_OK) rv = start_digest(operation, wanted);
  if (rv != CKR_OK) operation_end(operation);
  return rv;
}

CK_RV operation_feed(struct operation *operation, const CK_BYTE *data, CK_ULONG size) {
  if (data == NULL && size > 0) return CKR_ARGUMENTS_BAD;
  if (operation->digest != NULL) return EVP_DigestUpdate(operation->digest, data, size) == 1 ? CKR_OK : CKR_DEVICE_ERROR;
  if (size > PENDING_MAX - operation->pending.size) return CKR_DATA_LEN_RANGE;
  bytes_add(&operation->pending, data, size);
  return operation->pending.failed ? CKR_HOST_MEMORY : CKR_OK;
}

/* The bytes to be signed: the digest, or the input as it came. */
static CK_RV message_of(struct operation *operation, struct bytes *out) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (operation->digest == NULL) {
    bytes_add(out, operation->pending.data, operation->pending.size);
  } else {
    if (EVP_DigestFinal_ex(operation->digest, digest, &size) != 1) return CKR_DEVICE_ERROR;
    bytes_add(out, digest, size);
  }
  if (out->failed) return CKR_HOST_MEMORY;
  return operation->mechanism->family == FAMILY_SM2 && out->size != 32 ? CKR_DATA_LEN_RANGE : CKR_OK;
}

static struct signing form_of(const struct mechanism *mechanism) {
  return (struct signing){mechanism->family, mechanism->digest, mechanism->der};
}

CK_RV operation_sign(struct operation *operation, struct bytes *out) {
  struct bytes message = {0};
  if (operation->mechanism->family == FAMILY_HMAC)
    return secret_mac(operation->mechanism, &operation->secret, &operation->pending, out);
  CK_RV rv = message_of(operation, &message);
  if (rv == CKR_OK) rv = signature_make(operation->key, form_of(operation->mechanism), &message, out);
  bytes_wipe(&message);
  return rv;
}

static CK_RV verify_mac(struct operation *operation, const CK_BYTE *mac, CK_ULONG size) {
  struct bytes right = {0};
  CK_RV rv = secret_mac(operation->mechanism, &operation->secret, &operation->pending, &right);
  if (rv == CKR_OK && right.failed) rv = CKR_HOST_MEMORY;
  if (rv == CKR_OK && right.size != size) rv = CKR_SIGNATURE_LEN_RANGE;
  if (rv == CKR_OK && CRYPTO_memcmp(right.data, mac, size) != 0) rv = CKR_SIGNATURE_INVALID;
  bytes_wipe(&right);
  return rv;
}

CK_RV operation_verify(struct operation *operation, const CK_BYTE *signature, CK_ULONG size) {
  struct bytes message = {0};
  if (signature == NULL) return CKR_ARGUMENTS_BAD;
  if (operation->mechanism->family == FAMILY_HMAC) return verify_mac(operation, signature, size);
  CK_RV rv = message_of(operation, &message);
  if (rv == CKR_OK) rv = signature_check(operation->key, form_of(operation->mechanism), &message, signature, size);
  bytes_wipe(&message);
  return rv;
}

CK_RV operation_crypt(struct operation *operation, bool encrypt, const CK_BYTE *data, CK_ULONG size, struct bytes *out) {
  if (data == NULL && size > 0) return CKR_ARGUMENTS_BAD;
  if (is_secret_family(operation->mechanism->family)) {
    if (size > PENDING_MAX) return CKR_DATA_LEN_RANGE;
    const struct bytes in = {.data = (unsigned char *)data, .size = size};
    return secret_crypt(operation->mechanism, &operation->secret, operation->iv, encrypt, &in, out);
  }
  if (operation->mechanism->family == FAMILY_RSA) return rsa_crypt(operation->key, encrypt, data, size, out);
  bool der = operation->mechanism->der;
  return encrypt ? sm2_encrypt(operation->key, der, data, size, out) : sm2_decrypt(operation->key, der, data, size, out);
}

CK_RV operation_digest(struct operation *operation, struct bytes *out) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_DigestFinal_ex(operation->digest, digest, &size) != 1) return CKR_DEVICE_ERROR;
  bytes_add(out, digest, size);
  return CKR_OK;
}

/* The most that can come out: the answer to a caller who asks without a buffer. */
CK_ULONG operation_bound(const struct operation *operation, enum operation_kind kind, CK_ULONG more) {
  CK_ULONG input = operation->pending.size + more;
  if (kind == OPERATION_DIGEST) return (CK_ULONG)EVP_MD_CTX_get_size(operation->digest);
  if (operation->mechanism->family == FAMILY_HMAC) return secret_mac_size(operation->mechanism);
  if (operation->mechanism->family == FAMILY_RSA) return (CK_ULONG)EVP_PKEY_get_size(operation->key);
  if (kind == OPERATION_SIGN) return operation->mechanism->der ? 72 : 64;
  return kind == OPERATION_DECRYPT ? input : input + 128;
}
