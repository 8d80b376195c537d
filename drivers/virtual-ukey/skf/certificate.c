/* The two certificates of a container. */
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <string.h>

#include "face.h"

static bool set_der(struct object *object, CK_ATTRIBUTE_TYPE type, unsigned char *der, int size) {
  bool ok = size > 0 && object_set(object, type, der, (CK_ULONG)size);
  OPENSSL_free(der);
  return ok;
}

/* PKCS#11 finds certificates by these. */
static bool set_names(struct object *object, const X509 *parsed) {
  unsigned char *subject = NULL, *issuer = NULL, *serial = NULL;
  int subject_size = i2d_X509_NAME(X509_get_subject_name(parsed), &subject);
  int issuer_size = i2d_X509_NAME(X509_get_issuer_name(parsed), &issuer);
  int serial_size = i2d_ASN1_INTEGER(X509_get0_serialNumber(parsed), &serial);
  bool ok = set_der(object, CKA_SUBJECT, subject, subject_size);
  ok = set_der(object, CKA_ISSUER, issuer, issuer_size) && ok;
  return set_der(object, CKA_SERIAL_NUMBER, serial, serial_size) && ok;
}

static CK_RV describe(struct object *object, const BYTE *der, size_t size) {
  const unsigned char *at = der;
  X509 *parsed = d2i_X509(NULL, &at, (long)size);
  bool whole = parsed != NULL && (size_t)(at - der) == size;
  bool ok = whole && object_set(object, CKA_VALUE, der, size) && object_set_ulong(object, CKA_CERTIFICATE_TYPE, CKC_X_509) &&
            set_names(object, parsed);
  X509_free(parsed);
  if (!whole) return SAR_INDATAERR;
  return ok ? template_complete(object) : CKR_HOST_MEMORY;
}

static bool take_id(struct object *certificate, const struct half *half) {
  BYTE fresh[16];
  const struct attribute *id = half->key == NULL ? NULL : object_find(half->key, CKA_ID);
  if (id != NULL) return object_set(certificate, CKA_ID, id->value, id->size);
  return RAND_bytes(fresh, sizeof fresh) == 1 && object_set(certificate, CKA_ID, fresh, sizeof fresh);
}

/* A certificate of another key than the one there is refused. */
static CK_RV import(const struct handle *handle, enum use use, const BYTE *der, size_t size) {
  struct containers list;
  struct container *container;
  CK_RV rv = container_of(handle, &list, &container);
  if (rv != CKR_OK) return rv;
  const struct half *half = &container->halves[use];
  struct object *object = new_object(handle->application, CKO_CERTIFICATE, &handle->name);
  bool ok = object != NULL && object_set(object, CKA_VU_CONTAINER, handle->name.data, handle->name.size) &&
            object_set_ulong(object, CKA_VU_USE, use) && take_id(object, half);
  rv = ok ? describe(object, der, size) : CKR_HOST_MEMORY;
  if (rv == CKR_OK && half->key != NULL && !certifies(object, half->key)) rv = SAR_INDATAERR;
  if (rv == CKR_OK && half->certificate != NULL) object_unlink(&handle->slot->key->objects, half->certificate);
  if (rv == CKR_OK) rv = contents_add(handle->slot, object);
  if (rv != CKR_OK) object_free(object);
  containers_free(&list);
  return rv;
}

ULONG SKF_ImportCertificate(HCONTAINER container, BOOL signing, BYTE *certificate, ULONG size) {
  struct skf_call call;
  int lock;
  CK_RV rv = skf_enter(&call, "SKF_ImportCertificate", container, KIND_CONTAINER, NULL);
  if (rv == CKR_OK && certificate == NULL) rv = CKR_ARGUMENTS_BAD;
  if (rv == CKR_OK && (size == 0 || size > BUFFER_MAX)) rv = CKR_DATA_LEN_RANGE;
  if (rv == CKR_OK) rv = need_user(call.slot, call.handle->application);
  if (rv == CKR_OK) rv = change_begin(call.slot, &lock);
  if (rv == CKR_OK) {
    enum use use = signing ? USE_SIGNING : USE_EXCHANGE;
    rv = change_end(call.slot, lock, import(call.handle, use, certificate, (size_t)size));
  }
  return skf_leave(&call, rv);
}

ULONG SKF_ExportCertificate(HCONTAINER container, BOOL signing, BYTE *certificate, ULONG *size) {
  struct skf_call call;
  struct containers list;
  struct container *found;
  struct bytes der = {0};
  CK_RV rv = skf_enter(&call, "SKF_ExportCertificate", container, KIND_CONTAINER, size);
  if (rv == CKR_OK) rv = container_of(call.handle, &list, &found);
  if (rv != CKR_OK) return skf_leave(&call, rv);
  const struct object *object = found->halves[signing ? USE_SIGNING : USE_EXCHANGE].certificate;
  const struct attribute *value = object == NULL ? NULL : object_find(object, CKA_VALUE);
  if (value == NULL) rv = SAR_CERTNOTFOUNDERR;
  else if (!attribute_open(value, object->handle, login_of(call.slot, object)->master, &der)) rv = CKR_USER_NOT_LOGGED_IN;
  containers_free(&list);
  if (rv == CKR_OK) rv = give_bytes(&der, certificate, size);
  bytes_wipe(&der);
  return skf_leave(&call, rv);
}
