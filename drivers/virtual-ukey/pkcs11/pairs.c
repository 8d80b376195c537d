/* Makes key pairs, and takes in a pair from elsewhere. */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <string.h>

#include "envelope.h"

static CK_RV start_object(const struct key *key, struct object **object, CK_OBJECT_CLASS class, CK_KEY_TYPE type,
                          const CK_ATTRIBUTE *template, CK_ULONG count) {
  *object = object_new(0);
  if (*object == NULL || !object_set_ulong(*object, CKA_CLASS, class) || !object_set_ulong(*object, CKA_KEY_TYPE, type))
    return CKR_HOST_MEMORY;
  CK_RV rv = template_apply(key, *object, template, count);
  bool asks = class == CKO_PRIVATE_KEY && key->always_authenticate;
  return rv == CKR_OK && asks && !object_default(*object, CKA_ALWAYS_AUTHENTICATE, true) ? CKR_HOST_MEMORY : rv;
}

static EVP_PKEY *make_rsa(const struct object *public_key, const struct mechanism *mechanism, CK_RV *rv) {
  CK_ULONG bits = object_ulong(public_key, CKA_MODULUS_BITS, 2048);
  if (bits < mechanism->min || bits > mechanism->max || bits % 8 != 0) {
    *rv = CKR_ATTRIBUTE_VALUE_INVALID;
    return NULL;
  }
  return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)bits);
}

static EVP_PKEY *make_key(struct object *public_key, const struct mechanism *mechanism, CK_RV *rv) {
  const struct attribute *params = object_find(public_key, CKA_EC_PARAMS);
  EVP_PKEY *key = NULL;
  *rv = CKR_OK;
  if (mechanism->family == FAMILY_RSA) key = make_rsa(public_key, mechanism, rv);
  else if (params != NULL && !curve_fits(public_key, family_key_type(mechanism->family))) *rv = CKR_ATTRIBUTE_VALUE_INVALID;
  else if (mechanism->family == FAMILY_SM2) key = EVP_PKEY_Q_keygen(NULL, NULL, "SM2");
  else if (params == NULL) *rv = CKR_TEMPLATE_INCOMPLETE;
  else key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
  if (key == NULL && *rv == CKR_OK) *rv = CKR_DEVICE_ERROR;
  return key;
}

static CK_RV finish_object(struct object *object, EVP_PKEY *key, CK_KEY_TYPE type, bool private_part, CK_ULONG made_by) {
  CK_RV rv = object_from_key(object, key, type, private_part);
  if (rv != CKR_OK) return rv;
  if (!object_set_bool(object, CKA_LOCAL, made_by != CK_UNAVAILABLE_INFORMATION) ||
      !object_set_ulong(object, CKA_KEY_GEN_MECHANISM, made_by))
    return CKR_HOST_MEMORY;
  return template_complete(object);
}

/* Stores both halves or neither. Takes ownership of them, whatever the result. */
static CK_RV add_pair(struct session *session, struct object *public_key, struct object *private_key, EVP_PKEY *key,
                      CK_KEY_TYPE type, CK_ULONG made_by) {
  CK_RV rv = finish_object(public_key, key, type, false, made_by);
  if (rv == CKR_OK) rv = finish_object(private_key, key, type, true, made_by);
  if (rv != CKR_OK) {
    object_free(public_key);
    object_free(private_key);
    return rv;
  }
  public_key->next = private_key;
  return objects_add(session, public_key);
}

struct pair_request {
  const CK_ATTRIBUTE *public_template, *private_template;
  CK_ULONG public_count, private_count;
  CK_OBJECT_HANDLE *public_handle, *private_handle;
};

static CK_RV generate(struct session *session, const CK_MECHANISM *wanted, const struct pair_request *request) {
  struct object *public_key = NULL, *private_key = NULL;
  if (wanted == NULL || request->public_handle == NULL || request->private_handle == NULL) return CKR_ARGUMENTS_BAD;
  const struct mechanism *mechanism = mechanism_find(session->slot->key, wanted->mechanism, CKF_GENERATE_KEY_PAIR);
  if (mechanism == NULL) return CKR_MECHANISM_INVALID;
  CK_KEY_TYPE type = family_key_type(mechanism->family);
  const struct key *slot_key = session->slot->key;
  CK_RV rv = start_object(slot_key, &public_key, CKO_PUBLIC_KEY, type, request->public_template, request->public_count);
  if (rv == CKR_OK)
    rv = start_object(slot_key, &private_key, CKO_PRIVATE_KEY, type, request->private_template, request->private_count);
  if (rv == CKR_OK && session->slot->logins[0].who != LOGIN_USER) rv = CKR_USER_NOT_LOGGED_IN;
  EVP_PKEY *key = rv == CKR_OK ? make_key(public_key, mechanism, &rv) : NULL;
  if (rv == CKR_OK) rv = add_pair(session, public_key, private_key, key, type, mechanism->type);
  else {
    object_free(public_key);
    object_free(private_key);
  }
  EVP_PKEY_free(key);
  if (rv != CKR_OK) return rv;
  *request->public_handle = public_key->handle;
  *request->private_handle = private_key->handle;
  return CKR_OK;
}

CK_RV C_GenerateKeyPair(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *public_template,
                        CK_ULONG public_count, CK_ATTRIBUTE *private_template, CK_ULONG private_count,
                        CK_OBJECT_HANDLE *public_key, CK_OBJECT_HANDLE *private_key) {
  struct call call;
  struct pair_request request = {public_template, private_template, public_count, private_count, public_key, private_key};
  CK_RV rv = enter_session(&call, "C_GenerateKeyPair", session, NULL);
  return leave(&call, rv == CKR_OK ? generate(call.session, mechanism, &request) : rv);
}

/* The public half of an unwrapped pair takes its label, place and ID from the private half. */
static bool public_twin(const struct object *private_key, struct object *public_key) {
  static const CK_ATTRIBUTE_TYPE shared[] = {CKA_TOKEN, CKA_LABEL, CKA_ID, CKA_SUBJECT};
  for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++) {
    const struct attribute *at = object_find(private_key, shared[i]);
    if (at != NULL && !object_set(public_key, at->type, at->value, at->size)) return false;
  }
  return true;
}

static CK_RV unwrapping_key(struct session *session, CK_OBJECT_HANDLE handle, EVP_PKEY **key, struct bytes *container) {
  struct object *object;
  CK_RV rv;
  if (session->slot->logins[0].who != LOGIN_USER) return CKR_USER_NOT_LOGGED_IN;
  if (object_lookup(session, handle, &object) != CKR_OK) return CKR_UNWRAPPING_KEY_HANDLE_INVALID;
  if (object_ulong(object, CKA_CLASS, CK_UNAVAILABLE_INFORMATION) != CKO_PRIVATE_KEY ||
      object_ulong(object, CKA_KEY_TYPE, CK_UNAVAILABLE_INFORMATION) != CKK_SM2)
    return CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT;
  if (!object_bool(object, CKA_UNWRAP)) return CKR_KEY_FUNCTION_NOT_PERMITTED;
  *key = key_of_object(session->slot, object, true, &rv);
  const struct attribute *name = object_find(object, CKA_VU_CONTAINER);
  if (name == NULL) name = object_find(object, CKA_LABEL);
  if (name != NULL) bytes_add(container, name->value, name->size);
  return rv;
}

/* In SKF the pair is in the container of the key that opened it. */
static bool put_beside(struct object *public_key, struct object *private_key, const struct bytes *container) {
  struct object *both[] = {public_key, private_key};
  for (int i = 0; i < 2 && container->size > 0; i++)
    if (!object_set(both[i], CKA_VU_CONTAINER, container->data, container->size)) return false;
  return true;
}

struct envelope {
  const CK_BYTE *data;
  CK_ULONG size;
  EVP_PKEY *opener;
  struct bytes container;
};

static CK_RV take_envelope(struct session *session, struct envelope envelope, const CK_ATTRIBUTE *template,
                           CK_ULONG count, CK_OBJECT_HANDLE *handle) {
  struct object *public_key = NULL, *private_key = NULL;
  unsigned char point[65], secret[32];
  EVP_PKEY *pair = NULL;
  CK_RV rv = start_object(session->slot->key, &private_key, CKO_PRIVATE_KEY, CKK_SM2, template, count);
  if (rv == CKR_OK) rv = start_object(session->slot->key, &public_key, CKO_PUBLIC_KEY, CKK_SM2, NULL, 0);
  if (rv == CKR_OK && !public_twin(private_key, public_key)) rv = CKR_HOST_MEMORY;
  if (rv == CKR_OK && !put_beside(public_key, private_key, &envelope.container)) rv = CKR_HOST_MEMORY;
  if (rv == CKR_OK) rv = sm2_open_envelope(envelope.opener, envelope.data, envelope.size, point, secret);
  if (rv == CKR_OK && (pair = curve_key(CKK_SM2, point, secret)) == NULL) rv = CKR_WRAPPED_KEY_INVALID;
  OPENSSL_cleanse(secret, sizeof secret);
  if (rv == CKR_OK) rv = add_pair(session, public_key, private_key, pair, CKK_SM2, CK_UNAVAILABLE_INFORMATION);
  else {
    object_free(public_key);
    object_free(private_key);
  }
  EVP_PKEY_free(pair);
  if (rv == CKR_OK) *handle = private_key->handle;
  return rv;
}

/* The pair in an SM2EnvelopedKey, which the signing key on the token opens. */
CK_RV unwrap_pair(struct session *session, const struct unwrapping *from, CK_OBJECT_HANDLE *handle) {
  struct envelope envelope = {.data = from->data, .size = from->size};
  CK_RV rv = unwrapping_key(session, from->key, &envelope.opener, &envelope.container);
  if (rv == CKR_OK) rv = take_envelope(session, envelope, from->template, from->count, handle);
  EVP_PKEY_free(envelope.opener);
  bytes_wipe(&envelope.container);
  return rv;
}
