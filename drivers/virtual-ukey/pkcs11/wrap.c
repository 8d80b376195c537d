/* Wraps secret keys, and unwraps what another key has wrapped. */
#include <string.h>

#include "envelope.h"

struct wrapping {
  const struct mechanism *mechanism;
  EVP_PKEY *key;
  struct bytes secret;
  unsigned char iv[BLOCK_SIZE];
};

static void wrapping_end(struct wrapping *with) {
  EVP_PKEY_free(with->key);
  bytes_wipe(&with->secret);
}

/* Of a pair the public half wraps and the private half unwraps. */
static bool type_fits(const struct object *object, const struct mechanism *mechanism, bool wrap) {
  CK_OBJECT_CLASS pair_half = wrap ? CKO_PUBLIC_KEY : CKO_PRIVATE_KEY;
  CK_OBJECT_CLASS class = is_secret_family(mechanism->family) ? CKO_SECRET_KEY : pair_half;
  return object_ulong(object, CKA_CLASS, CK_UNAVAILABLE_INFORMATION) == class &&
         object_ulong(object, CKA_KEY_TYPE, CK_UNAVAILABLE_INFORMATION) == family_key_type(mechanism->family);
}

static CK_RV wrapping_begin(struct session *session, const CK_MECHANISM *wanted, CK_OBJECT_HANDLE handle, bool wrap,
                            struct wrapping *with) {
  struct object *object;
  with->mechanism = mechanism_find(session->slot->key, wanted->mechanism, wrap ? CKF_WRAP : CKF_UNWRAP);
  if (with->mechanism == NULL) return CKR_MECHANISM_INVALID;
  if (session->slot->logins[0].who != LOGIN_USER) return CKR_USER_NOT_LOGGED_IN;
  if (object_lookup(session, handle, &object) != CKR_OK)
    return wrap ? CKR_WRAPPING_KEY_HANDLE_INVALID : CKR_UNWRAPPING_KEY_HANDLE_INVALID;
  if (!type_fits(object, with->mechanism, wrap))
    return wrap ? CKR_WRAPPING_KEY_TYPE_INCONSISTENT : CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT;
  if (!object_bool(object, wrap ? CKA_WRAP : CKA_UNWRAP)) return CKR_KEY_FUNCTION_NOT_PERMITTED;
  CK_RV rv = CKR_OK;
  if (is_secret_family(with->mechanism->family)) {
    rv = secret_iv(with->mechanism, wanted, with->iv);
    return rv == CKR_OK ? secret_of_object(session->slot, object, &with->secret) : rv;
  }
  if (wanted->ulParameterLen > 0) return CKR_MECHANISM_PARAM_INVALID;
  with->key = key_of_object(session->slot, object, !wrap, &rv);
  return rv;
}

static CK_RV crypt(const struct wrapping *with, bool encrypt, const struct bytes *in, struct bytes *out) {
  const struct mechanism *mechanism = with->mechanism;
  if (is_secret_family(mechanism->family)) return secret_crypt(mechanism, &with->secret, with->iv, encrypt, in, out);
  if (mechanism->family == FAMILY_RSA) return rsa_crypt(with->key, encrypt, in->data, in->size, out);
  return encrypt ? sm2_encrypt(with->key, mechanism->der, in->data, in->size, out)
                 : sm2_decrypt(with->key, mechanism->der, in->data, in->size, out);
}

static CK_RV value_to_wrap(struct session *session, CK_OBJECT_HANDLE handle, struct bytes *value) {
  struct object *object;
  if (object_lookup(session, handle, &object) != CKR_OK) return CKR_KEY_HANDLE_INVALID;
  if (object_ulong(object, CKA_CLASS, CK_UNAVAILABLE_INFORMATION) != CKO_SECRET_KEY) return CKR_KEY_NOT_WRAPPABLE;
  if (!object_bool(object, CKA_EXTRACTABLE)) return CKR_KEY_UNEXTRACTABLE;
  return secret_of_object(session->slot, object, value);
}

static CK_RV give(const struct bytes *result, CK_BYTE *out, CK_ULONG *out_size) {
  CK_ULONG room = *out_size;
  *out_size = result->size;
  if (out == NULL) return CKR_OK;
  if (room < result->size) return CKR_BUFFER_TOO_SMALL;
  memcpy(out, result->data, result->size);
  return CKR_OK;
}

CK_RV C_WrapKey(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE wrapping, CK_OBJECT_HANDLE key,
                CK_BYTE *out, CK_ULONG *out_size) {
  struct call call;
  struct wrapping with = {0};
  struct bytes value = {0}, result = {0};
  CK_RV rv = enter_session(&call, "C_WrapKey", session, out_size);
  if (rv == CKR_OK && (mechanism == NULL || out_size == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK) rv = wrapping_begin(call.session, mechanism, wrapping, true, &with);
  if (rv == CKR_OK) rv = value_to_wrap(call.session, key, &value);
  if (rv == CKR_OK) rv = crypt(&with, true, &value, &result);
  if (rv == CKR_OK && result.failed) rv = CKR_HOST_MEMORY;
  if (rv == CKR_OK) rv = give(&result, out, out_size);
  wrapping_end(&with);
  bytes_wipe(&value);
  bytes_wipe(&result);
  return leave(&call, rv);
}

static CK_RV unwrap_secret(struct session *session, const CK_MECHANISM *mechanism, const struct unwrapping *from,
                           CK_OBJECT_HANDLE *key) {
  struct wrapping with = {0};
  struct bytes in = {0}, value = {0};
  CK_RV rv = wrapping_begin(session, mechanism, from->key, false, &with);
  if (rv == CKR_OK) bytes_add(&in, from->data, from->size);
  if (rv == CKR_OK && in.failed) rv = CKR_HOST_MEMORY;
  if (rv == CKR_OK && (crypt(&with, false, &in, &value) != CKR_OK || value.size == 0)) rv = CKR_WRAPPED_KEY_INVALID;
  if (rv == CKR_OK && value.size > SECRET_MAX) rv = CKR_KEY_SIZE_RANGE;
  if (rv == CKR_OK) rv = secret_adopt(session, &value, from->template, from->count, key);
  wrapping_end(&with);
  bytes_wipe(&in);
  bytes_wipe(&value);
  return rv;
}

/* Only an SM2EnvelopedKey holds a pair; everything else that is wrapped is a secret key. */
CK_RV C_UnwrapKey(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE unwrapping, CK_BYTE *wrapped,
                  CK_ULONG wrapped_size, CK_ATTRIBUTE *template, CK_ULONG count, CK_OBJECT_HANDLE *key) {
  struct call call;
  struct unwrapping from = {unwrapping, wrapped, wrapped_size, template, count};
  CK_RV rv = enter_session(&call, "C_UnwrapKey", session, NULL);
  if (rv == CKR_OK && (mechanism == NULL || wrapped == NULL || key == NULL)) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && wrapped_size > WRAPPED_MAX) rv = CKR_WRAPPED_KEY_INVALID;
  if (rv != CKR_OK) return leave(&call, rv);
  const struct mechanism *found = mechanism_find(call.slot->key, mechanism->mechanism, CKF_UNWRAP);
  if (found == NULL) rv = CKR_MECHANISM_INVALID;
  else if (found->type == CKM_VU_SM2_ENVELOPED_KEY) rv = unwrap_pair(call.session, &from, key);
  else rv = unwrap_secret(call.session, mechanism, &from, key);
  return leave(&call, rv);
}
