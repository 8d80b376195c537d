/* The pairs of a container: made, put in, taken for use. */
#include <openssl/rand.h>
#include <string.h>

#include "face.h"

EVP_PKEY *public_of(const struct object *key) {
  const unsigned char *point = point_of(key);
  if (object_ulong(key, CKA_KEY_TYPE, CK_UNAVAILABLE_INFORMATION) == CKK_RSA) return rsa_public(key);
  return point == NULL ? NULL : curve_key(CKK_SM2, point, NULL);
}

/* Only the signing pair signs, and either decrypts: the signing pair has to open what the encryption key comes in. */
static struct object *half_object(const struct handle *handle, CK_OBJECT_CLASS class, enum use use, EVP_PKEY *pair,
                                  CK_KEY_TYPE type, const BYTE id[16], bool local) {
  struct object *object = new_object(handle->application, class, &handle->name);
  bool is_private = class == CKO_PRIVATE_KEY, signs = use == USE_SIGNING;
  bool ok = object != NULL && object_set(object, CKA_VU_CONTAINER, handle->name.data, handle->name.size) &&
            object_set_ulong(object, CKA_VU_USE, use) && object_set(object, CKA_ID, id, 16) &&
            object_set_bool(object, is_private ? CKA_SIGN : CKA_VERIFY, signs) &&
            object_set_bool(object, CKA_LOCAL, local) &&
            object_from_key(object, pair, type, is_private) == CKR_OK && template_complete(object) == CKR_OK;
  if (ok) return object;
  object_free(object);
  return NULL;
}

/* What was in the half goes, and so does a certificate that names another key. */
static void clear_half(struct slot *slot, const struct half *half, const struct object *fresh) {
  for (struct object *next, *object = slot->key->objects; half->key != NULL && object != NULL; object = next) {
    next = object->next;
    bool is_public = object_ulong(object, CKA_CLASS, 0) == CKO_PUBLIC_KEY;
    if (is_public && same_public(object, half->key)) object_unlink(&slot->key->objects, object);
  }
  if (half->key != NULL && half->certificate != NULL && !certifies(half->certificate, fresh))
    object_unlink(&slot->key->objects, half->certificate);
  if (half->key != NULL) object_unlink(&slot->key->objects, half->key);
}

static CK_RV add_both(struct slot *slot, struct object *public_key, struct object *private_key) {
  CK_RV rv = contents_add(slot, public_key);
  if (rv != CKR_OK) {
    object_free(public_key);
    object_free(private_key);
    return rv;
  }
  rv = contents_add(slot, private_key);
  if (rv != CKR_OK) object_free(private_key);
  return rv;
}

static CK_RV put(const struct handle *handle, enum use use, EVP_PKEY *pair, CK_KEY_TYPE type, bool local) {
  struct containers list;
  struct container *container;
  BYTE id[16];
  CK_RV rv = container_of(handle, &list, &container);
  if (rv != CKR_OK) return rv;
  CK_KEY_TYPE before = container_type(container);
  bool other = before != CK_UNAVAILABLE_INFORMATION && before != type;
  if (!other && RAND_bytes(id, sizeof id) == 1) {
    struct object *public_key = half_object(handle, CKO_PUBLIC_KEY, use, pair, type, id, local);
    struct object *private_key = half_object(handle, CKO_PRIVATE_KEY, use, pair, type, id, local);
    const struct object *certificate = container->halves[use].certificate;
    bool stays = certificate != NULL && private_key != NULL && certifies(certificate, private_key);
    if (stays) (void)object_set(container->halves[use].certificate, CKA_ID, id, sizeof id);
    if (private_key != NULL) clear_half(handle->slot, &container->halves[use], private_key);
    if (public_key != NULL && private_key != NULL) {
      rv = add_both(handle->slot, public_key, private_key);
    } else {
      object_free(public_key);
      object_free(private_key);
      rv = CKR_HOST_MEMORY;
    }
  }
  containers_free(&list);
  return other ? SAR_KEYINFOTYPEERR : rv;
}

CK_RV pair_put(const struct handle *handle, enum use use, EVP_PKEY *pair, CK_KEY_TYPE type, bool local) {
  int lock;
  CK_RV rv = need_user(handle->slot, handle->application);
  if (rv == CKR_OK) rv = change_begin(handle->slot, &lock);
  return rv == CKR_OK ? change_end(handle->slot, lock, put(handle, use, pair, type, local)) : rv;
}

CK_RV private_of(const struct handle *handle, enum use use, bool fallback, CK_KEY_TYPE type, EVP_PKEY **key) {
  struct containers list;
  struct container *container;
  CK_RV rv = container_of(handle, &list, &container);
  if (rv != CKR_OK) return rv;
  struct object *object = container->halves[use].key;
  if (object == NULL && fallback) object = container->halves[1 - use].key;
  if (object == NULL) rv = SAR_KEYNOTFOUNDERR;
  else if (container_type(container) != type) rv = SAR_KEYINFOTYPEERR;
  else rv = need_user(handle->slot, handle->application);
  if (rv == CKR_OK) *key = key_of_object(handle->slot, object, true, &rv);
  containers_free(&list);
  return rv;
}

static CK_RV export_public(const struct handle *handle, bool signing, BYTE *out, ULONG *size) {
  struct containers list;
  struct container *container;
  union {
    ECCPUBLICKEYBLOB ecc;
    RSAPUBLICKEYBLOB rsa;
  } blob;
  CK_RV rv = container_of(handle, &list, &container);
  if (rv != CKR_OK) return rv;
  const struct object *object = container->halves[signing ? USE_SIGNING : USE_EXCHANGE].key;
  bool rsa = container_type(container) == CKK_RSA;
  EVP_PKEY *key = object == NULL ? NULL : public_of(object);
  containers_free(&list);
  if (key == NULL) return SAR_KEYNOTFOUNDERR;
  bool ok = rsa ? blob_of_rsa(key, &blob.rsa) : blob_of_ecc(key, &blob.ecc);
  EVP_PKEY_free(key);
  if (!ok) return CKR_DEVICE_ERROR;
  return give(&blob, rsa ? sizeof blob.rsa : sizeof blob.ecc, out, size);
}

ULONG SKF_ExportPublicKey(HCONTAINER container, BOOL signing, BYTE *blob, ULONG *size) {
  struct skf_call call;
  CK_RV rv = skf_enter(&call, "SKF_ExportPublicKey", container, KIND_CONTAINER, size);
  if (rv == CKR_OK) rv = export_public(call.handle, signing != 0, blob, size);
  return skf_leave(&call, rv);
}
