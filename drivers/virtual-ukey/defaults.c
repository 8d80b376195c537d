/* What an object says where its maker left it out, and what no object of this token may say. */
#include "ukey.h"

bool object_default(struct object *object, CK_ATTRIBUTE_TYPE type, bool value) {
  return object_find(object, type) != NULL || object_set_bool(object, type, value);
}

static bool default_empty(struct object *object, CK_ATTRIBUTE_TYPE type) {
  return object_find(object, type) != NULL || object_set(object, type, NULL, 0);
}

static bool complete_public_key(struct object *object) {
  return object_default(object, CKA_VERIFY, true) && object_default(object, CKA_ENCRYPT, true) &&
         object_default(object, CKA_WRAP, false) && object_default(object, CKA_DERIVE, false) &&
         object_default(object, CKA_PRIVATE, false);
}

static bool complete_private_key(struct object *object) {
  bool local = object_bool(object, CKA_LOCAL);
  return object_default(object, CKA_SIGN, true) && object_default(object, CKA_DECRYPT, true) &&
         object_default(object, CKA_UNWRAP, true) && object_default(object, CKA_DERIVE, false) &&
         object_default(object, CKA_PRIVATE, true) && object_default(object, CKA_SENSITIVE, true) &&
         object_default(object, CKA_EXTRACTABLE, false) && object_default(object, CKA_ALWAYS_AUTHENTICATE, false) &&
         object_set_bool(object, CKA_ALWAYS_SENSITIVE, local) && object_set_bool(object, CKA_NEVER_EXTRACTABLE, local);
}

static CK_RV complete_key(struct object *object, bool private_key) {
  bool ok = default_empty(object, CKA_ID) && default_empty(object, CKA_SUBJECT) &&
            object_default(object, CKA_LOCAL, false) &&
            (object_find(object, CKA_KEY_GEN_MECHANISM) != NULL ||
             object_set_ulong(object, CKA_KEY_GEN_MECHANISM, CK_UNAVAILABLE_INFORMATION));
  if (!ok || !(private_key ? complete_private_key(object) : complete_public_key(object))) return CKR_HOST_MEMORY;
  /* A private key of this token is always private, sensitive and permanent. */
  if (private_key && (!object_bool(object, CKA_PRIVATE) || !object_bool(object, CKA_SENSITIVE) ||
                      object_bool(object, CKA_EXTRACTABLE)))
    return CKR_TEMPLATE_INCONSISTENT;
  return CKR_OK;
}

static CK_RV complete_certificate(struct object *object) {
  if (object_ulong(object, CKA_CERTIFICATE_TYPE, CKC_X_509) != CKC_X_509) return CKR_ATTRIBUTE_VALUE_INVALID;
  if (object_find(object, CKA_VALUE) == NULL) return CKR_TEMPLATE_INCOMPLETE;
  bool ok = object_set_ulong(object, CKA_CERTIFICATE_TYPE, CKC_X_509) && default_empty(object, CKA_ID) &&
            default_empty(object, CKA_SUBJECT) && default_empty(object, CKA_ISSUER) &&
            default_empty(object, CKA_SERIAL_NUMBER) && object_default(object, CKA_TRUSTED, false) &&
            object_default(object, CKA_PRIVATE, false);
  return ok ? CKR_OK : CKR_HOST_MEMORY;
}

static CK_RV complete_data(struct object *object) {
  bool ok = default_empty(object, CKA_APPLICATION) && default_empty(object, CKA_OBJECT_ID) &&
            default_empty(object, CKA_VALUE) && object_default(object, CKA_PRIVATE, false);
  return ok ? CKR_OK : CKR_HOST_MEMORY;
}

CK_RV template_complete(struct object *object) {
  CK_OBJECT_CLASS class = object_ulong(object, CKA_CLASS, CK_UNAVAILABLE_INFORMATION);
  if (!object_default(object, CKA_TOKEN, false) || !object_default(object, CKA_MODIFIABLE, true) ||
      !object_default(object, CKA_DESTROYABLE, true) || !object_default(object, CKA_COPYABLE, class != CKO_PRIVATE_KEY && class != CKO_SECRET_KEY) ||
      !default_empty(object, CKA_LABEL))
    return CKR_HOST_MEMORY;
  switch (class) {
    case CKO_CERTIFICATE: return complete_certificate(object);
    case CKO_DATA: return complete_data(object);
    case CKO_PUBLIC_KEY: return complete_key(object, false);
    case CKO_PRIVATE_KEY: return complete_key(object, true);
    case CKO_SECRET_KEY: return secret_complete(object);
    default: return CKR_ATTRIBUTE_VALUE_INVALID;
  }
}
