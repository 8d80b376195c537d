/* Secret keys as objects: what they say, and their value, which is sealed on the token like that of every private
   object. */
#include "ukey.h"

bool secret_size_fits(CK_KEY_TYPE type, CK_ULONG size) {
  if (type == CKK_SM4) return size == 16;
  if (type == CKK_AES) return size == 16 || size == 24 || size == 32;
  return type == CKK_GENERIC_SECRET && size >= 1 && size <= SECRET_MAX;
}

/* What the key may do follows from its type, where its maker does not say. */
static bool default_uses(struct object *object, bool mac) {
  return object_default(object, CKA_SIGN, mac) && object_default(object, CKA_VERIFY, mac) &&
         object_default(object, CKA_ENCRYPT, !mac) && object_default(object, CKA_DECRYPT, !mac) &&
         object_default(object, CKA_WRAP, false) && object_default(object, CKA_UNWRAP, false) &&
         object_default(object, CKA_DERIVE, false);
}

/* A secret key of the token is always private. */
CK_RV secret_complete(struct object *object) {
  CK_KEY_TYPE type = object_ulong(object, CKA_KEY_TYPE, CK_UNAVAILABLE_INFORMATION);
  const struct attribute *value = object_find(object, CKA_VALUE);
  if (value == NULL || object_find(object, CKA_KEY_TYPE) == NULL) return CKR_TEMPLATE_INCOMPLETE;
  if (type != CKK_SM4 && type != CKK_AES && type != CKK_GENERIC_SECRET) return CKR_ATTRIBUTE_VALUE_INVALID;
  if (!secret_size_fits(type, value->size)) return CKR_KEY_SIZE_RANGE;
  bool local = object_bool(object, CKA_LOCAL);
  bool ok = default_uses(object, type == CKK_GENERIC_SECRET) && object_default(object, CKA_PRIVATE, true) &&
            object_default(object, CKA_SENSITIVE, true) && object_default(object, CKA_EXTRACTABLE, false) &&
            object_default(object, CKA_LOCAL, false) &&
            (object_find(object, CKA_ID) != NULL || object_set(object, CKA_ID, NULL, 0)) &&
            (object_find(object, CKA_KEY_GEN_MECHANISM) != NULL ||
             object_set_ulong(object, CKA_KEY_GEN_MECHANISM, CK_UNAVAILABLE_INFORMATION)) &&
            object_set_ulong(object, CKA_VALUE_LEN, value->size) &&
            object_set_bool(object, CKA_ALWAYS_SENSITIVE, local && object_bool(object, CKA_SENSITIVE)) &&
            object_set_bool(object, CKA_NEVER_EXTRACTABLE, local && !object_bool(object, CKA_EXTRACTABLE));
  if (!ok) return CKR_HOST_MEMORY;
  return object_bool(object, CKA_PRIVATE) ? CKR_OK : CKR_TEMPLATE_INCONSISTENT;
}

CK_RV secret_of_object(struct slot *slot, const struct object *object, struct bytes *out) {
  const struct attribute *value = object_find(object, CKA_VALUE);
  bool open = value != NULL && attribute_open(value, object->handle, login_of(slot, object)->master, out);
  return open ? CKR_OK : CKR_DEVICE_ERROR;
}
