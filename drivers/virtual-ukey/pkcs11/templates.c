/* What a template may say, and the defaults for what it leaves out. */
#include <stdlib.h>
#include <string.h>

#include "face.h"

static const CK_ATTRIBUTE_TYPE booleans[] = {
    CKA_TOKEN, CKA_PRIVATE, CKA_TRUSTED, CKA_SENSITIVE, CKA_ENCRYPT, CKA_DECRYPT, CKA_WRAP, CKA_UNWRAP, CKA_SIGN,
    CKA_SIGN_RECOVER, CKA_VERIFY, CKA_VERIFY_RECOVER, CKA_DERIVE, CKA_EXTRACTABLE, CKA_LOCAL, CKA_NEVER_EXTRACTABLE,
    CKA_ALWAYS_SENSITIVE, CKA_MODIFIABLE, CKA_COPYABLE, CKA_DESTROYABLE, CKA_ALWAYS_AUTHENTICATE,
    CKA_WRAP_WITH_TRUSTED};
static const CK_ATTRIBUTE_TYPE numbers[] = {CKA_CLASS, CKA_CERTIFICATE_TYPE, CKA_CERTIFICATE_CATEGORY,
                                            CKA_KEY_TYPE, CKA_VALUE_LEN, CKA_MODULUS_BITS, CKA_KEY_GEN_MECHANISM, CKA_HW_FEATURE_TYPE};
/* Only the token itself sets these. */
static const CK_ATTRIBUTE_TYPE reserved[] = {CKA_LOCAL, CKA_NEVER_EXTRACTABLE, CKA_ALWAYS_SENSITIVE,
                                             CKA_KEY_GEN_MECHANISM};
static const CK_ATTRIBUTE_TYPE changeable[] = {CKA_LABEL, CKA_ID, CKA_SUBJECT, CKA_ISSUER, CKA_SERIAL_NUMBER,
                                               CKA_START_DATE, CKA_END_DATE, CKA_APPLICATION, CKA_OBJECT_ID};

#define VALUE_SIZE_MAX (1UL << 20)
#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static bool among(const CK_ATTRIBUTE_TYPE *list, size_t count, CK_ATTRIBUTE_TYPE type) {
  for (size_t i = 0; i < count; i++)
    if (list[i] == type) return true;
  return false;
}

static CK_RV check_value(const CK_ATTRIBUTE *at) {
  if (IS_OWN_ATTRIBUTE(at->type) || among(reserved, COUNT(reserved), at->type)) return CKR_ATTRIBUTE_READ_ONLY;
  if (at->ulValueLen > VALUE_SIZE_MAX || (at->ulValueLen > 0 && at->pValue == NULL)) return CKR_ATTRIBUTE_VALUE_INVALID;
  if (among(booleans, COUNT(booleans), at->type) && at->ulValueLen != sizeof(CK_BBOOL)) return CKR_ATTRIBUTE_VALUE_INVALID;
  if (among(numbers, COUNT(numbers), at->type) && at->ulValueLen != sizeof(CK_ULONG)) return CKR_ATTRIBUTE_VALUE_INVALID;
  return CKR_OK;
}

/* The template must not contradict what the object already says (class, key type of a mechanism). */
static CK_RV apply_one(struct object *object, CK_ATTRIBUTE_TYPE type, const void *value, CK_ULONG size) {
  const struct attribute *already = object_find(object, type);
  if (already != NULL && (already->size != size || (size > 0 && memcmp(already->value, value, size) != 0)))
    return CKR_TEMPLATE_INCONSISTENT;
  return object_set(object, type, value, size) ? CKR_OK : CKR_HOST_MEMORY;
}

CK_RV template_apply(const struct key *key, struct object *object, const CK_ATTRIBUTE *template, CK_ULONG count) {
  if (template == NULL && count > 0) return CKR_ARGUMENTS_BAD;
  for (CK_ULONG i = 0; i < count; i++) {
    CK_RV rv = check_value(&template[i]);
    if (rv == CKR_OK && template[i].type == CKA_KEY_TYPE) {
      CK_ULONG number;
      memcpy(&number, template[i].pValue, sizeof number);
      number = key_type_ours(key, number);
      rv = apply_one(object, CKA_KEY_TYPE, &number, sizeof number);
    } else if (rv == CKR_OK) {
      rv = apply_one(object, template[i].type, template[i].pValue, template[i].ulValueLen);
    }
    if (rv != CKR_OK) return rv;
  }
  return CKR_OK;
}

bool template_flag(const CK_ATTRIBUTE *template, CK_ULONG count, CK_ATTRIBUTE_TYPE type, bool otherwise) {
  for (CK_ULONG i = 0; i < count; i++)
    if (template[i].type == type && template[i].ulValueLen == 1) return *(const CK_BBOOL *)template[i].pValue != CK_FALSE;
  return otherwise;
}

/* A copy may also be somewhere else and be more or less protected. */
CK_RV template_copyable(const CK_ATTRIBUTE *template, CK_ULONG count) {
  static const CK_ATTRIBUTE_TYPE more[] = {CKA_TOKEN, CKA_PRIVATE, CKA_MODIFIABLE, CKA_DESTROYABLE, CKA_COPYABLE};
  if (template == NULL && count > 0) return CKR_ARGUMENTS_BAD;
  for (CK_ULONG i = 0; i < count; i++) {
    CK_RV rv = check_value(&template[i]);
    bool known = among(more, COUNT(more), template[i].type) || among(changeable, COUNT(changeable), template[i].type);
    if (rv != CKR_OK || !known) return rv != CKR_OK ? rv : CKR_ATTRIBUTE_READ_ONLY;
  }
  return CKR_OK;
}

CK_RV template_changeable(const struct object *object, const CK_ATTRIBUTE *template, CK_ULONG count) {
  if (template == NULL && count > 0) return CKR_ARGUMENTS_BAD;
  CK_ULONG class = object_ulong(object, CKA_CLASS, CK_UNAVAILABLE_INFORMATION);
  for (CK_ULONG i = 0; i < count; i++) {
    CK_RV rv = check_value(&template[i]);
    if (rv != CKR_OK) return rv;
    bool data = template[i].type == CKA_VALUE && class == CKO_DATA;
    if (!data && !among(changeable, COUNT(changeable), template[i].type)) return CKR_ATTRIBUTE_READ_ONLY;
  }
  return object_bool(object, CKA_MODIFIABLE) ? CKR_OK : CKR_ATTRIBUTE_READ_ONLY;
}
