/* Secret keys: made here, put in by a caller, or unwrapped. Their value is an attribute, sealed on the token like that of
   every private object. */
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <string.h>

#include "face.h"

bool is_secret_family(enum family family) {
  return family == FAMILY_AES || family == FAMILY_SM4 || family == FAMILY_HMAC;
}

static CK_RV start(const struct key *key, struct object **object, const CK_ATTRIBUTE *template, CK_ULONG count) {
  *object = object_new(0);
  if (*object == NULL || !object_set_ulong(*object, CKA_CLASS, CKO_SECRET_KEY)) return CKR_HOST_MEMORY;
  return template_apply(key, *object, template, count);
}

/* A key that came in from elsewhere; its template names its type. */
CK_RV secret_adopt(struct session *session, const struct bytes *value, const CK_ATTRIBUTE *template, CK_ULONG count,
                   CK_OBJECT_HANDLE *handle) {
  struct object *object = NULL;
  CK_RV rv = start(session->slot->key, &object, template, count);
  if (rv == CKR_OK && object_find(object, CKA_VALUE) != NULL) rv = CKR_TEMPLATE_INCONSISTENT;
  if (rv == CKR_OK && object_ulong(object, CKA_VALUE_LEN, value->size) != value->size) rv = CKR_KEY_SIZE_RANGE;
  if (rv == CKR_OK && !object_set(object, CKA_VALUE, value->data, value->size)) rv = CKR_HOST_MEMORY;
  return object_keep(session, object, rv, handle);
}

static CK_RV fill(struct object *object, const struct mechanism *mechanism) {
  unsigned char value[SECRET_MAX];
  CK_KEY_TYPE type = family_key_type(mechanism->family);
  CK_ULONG size = object_ulong(object, CKA_VALUE_LEN, type == CKK_SM4 ? 16 : 0);
  if (size == 0) return CKR_TEMPLATE_INCOMPLETE;
  if (!secret_size_fits(type, size)) return CKR_KEY_SIZE_RANGE;
  if (object_find(object, CKA_VALUE) != NULL) return CKR_TEMPLATE_INCONSISTENT;
  if (object_ulong(object, CKA_KEY_TYPE, type) != type) return CKR_TEMPLATE_INCONSISTENT;
  bool ok = RAND_priv_bytes(value, (int)size) == 1 && object_set(object, CKA_VALUE, value, size) &&
            object_set_ulong(object, CKA_KEY_TYPE, type) && object_set_bool(object, CKA_LOCAL, true) &&
            object_set_ulong(object, CKA_KEY_GEN_MECHANISM, mechanism->type);
  OPENSSL_cleanse(value, sizeof value);
  return ok ? CKR_OK : CKR_DEVICE_ERROR;
}

static CK_RV generate(struct session *session, const CK_MECHANISM *wanted, const CK_ATTRIBUTE *template, CK_ULONG count,
                      CK_OBJECT_HANDLE *handle) {
  struct object *object = NULL;
  if (wanted == NULL || handle == NULL) return CKR_ARGUMENTS_BAD;
  const struct mechanism *mechanism = mechanism_find(session->slot->key, wanted->mechanism, CKF_GENERATE);
  if (mechanism == NULL) return CKR_MECHANISM_INVALID;
  if (wanted->ulParameterLen > 0) return CKR_MECHANISM_PARAM_INVALID;
  CK_RV rv = start(session->slot->key, &object, template, count);
  if (rv == CKR_OK) rv = fill(object, mechanism);
  return object_keep(session, object, rv, handle);
}

CK_RV C_GenerateKey(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *template, CK_ULONG count,
                    CK_OBJECT_HANDLE *key) {
  struct call call;
  CK_RV rv = enter_session(&call, "C_GenerateKey", session, NULL);
  return leave(&call, rv == CKR_OK ? generate(call.session, mechanism, template, count, key) : rv);
}
