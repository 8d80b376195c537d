/* Containers, found in the objects of a key. A container is a name with two halves, each a pair and its certificate.
   Pairs that PKCS#11 made are in it too: the label is the container's name; an imported pair is the exchange half of
   the container whose key opened it, or else of the one with its label. */
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "face.h"

void containers_free(struct containers *list) {
  for (size_t i = 0; i < list->count; i++) bytes_wipe(&list->items[i].name);
  free(list->items);
  *list = (struct containers){0};
}

struct container *container_named(const struct containers *list, const void *name, size_t size) {
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i].name.size == size && memcmp(list->items[i].name.data, name, size) == 0) return &list->items[i];
  return NULL;
}

static struct container *add(struct containers *list, const struct bytes *name) {
  struct container *items = realloc(list->items, (list->count + 1) * sizeof *items);
  if (items == NULL) return NULL;
  list->items = items;
  struct container *made = &items[list->count++];
  *made = (struct container){0};
  bytes_add(&made->name, name->data, name->size);
  return made->name.failed ? NULL : made;
}

/* The name that an object gives to its container: its own, else its label, else its ID in hex. */
static void name_of(const struct object *object, struct bytes *name) {
  const struct attribute *at = object_find(object, CKA_VU_CONTAINER);
  if (at == NULL) at = object_find(object, CKA_LABEL);
  bool fits = at != NULL && at->size > 0 && at->size <= MAX_CONTAINER_NAME_LEN && memchr(at->value, 0, at->size) == NULL;
  const struct attribute *id = object_find(object, CKA_ID);
  if (fits) bytes_add(name, at->value, at->size);
  else if (id != NULL && id->size > 0 && id->size <= MAX_CONTAINER_NAME_LEN / 2) bytes_hex(name, id->value, id->size);
  else bytes_print(name, "%lu", object->handle);
}

static enum use use_of(const struct object *key) {
  bool signs = object_bool(key, CKA_SIGN), decrypts = object_bool(key, CKA_DECRYPT);
  CK_ULONG said = object_ulong(key, CKA_VU_USE, CK_UNAVAILABLE_INFORMATION);
  if (said <= USE_EXCHANGE) return (enum use)said;
  if (signs != decrypts) return signs ? USE_SIGNING : USE_EXCHANGE;
  return object_bool(key, CKA_LOCAL) || object_find(key, CKA_VU_CONTAINER) == NULL ? USE_SIGNING : USE_EXCHANGE;
}

static CK_KEY_TYPE type_of(const struct object *key) { return object_ulong(key, CKA_KEY_TYPE, CK_UNAVAILABLE_INFORMATION); }

CK_KEY_TYPE container_type(const struct container *container) {
  for (int i = 0; i < 2; i++)
    if (container->halves[i].key != NULL) return type_of(container->halves[i].key);
  return CK_UNAVAILABLE_INFORMATION;
}

static bool takes(const struct container *container, const struct object *key, enum use use) {
  CK_KEY_TYPE type = container_type(container);
  return container->halves[use].key == NULL && (type == CK_UNAVAILABLE_INFORMATION || type == type_of(key));
}

/* An imported pair with the label of another one is its exchange half. A pair that finds no place gets a container of
   its own, with a number behind the name. */
static CK_RV place_key(struct containers *list, struct object *key) {
  struct bytes name = {0}, other = {0};
  enum use use = use_of(key);
  name_of(key, &name);
  bytes_add(&other, name.data, name.size);
  struct container *at = container_named(list, name.data, name.size);
  if (at != NULL && !takes(at, key, use) && object_find(key, CKA_VU_USE) == NULL && !object_bool(key, CKA_LOCAL))
    use = USE_EXCHANGE;
  while (at != NULL && !takes(at, key, use)) {
    other.size = name.size < MAX_CONTAINER_NAME_LEN - 24 ? name.size : MAX_CONTAINER_NAME_LEN - 24;
    bytes_print(&other, "-%lu", key->handle);
    at = container_named(list, other.data, other.size);
    if (at != NULL) break;
  }
  if (at == NULL) at = add(list, &other);
  bool failed = name.failed || other.failed || at == NULL;
  if (!failed && takes(at, key, use)) at->halves[use].key = key;
  bytes_wipe(&name);
  bytes_wipe(&other);
  return failed ? CKR_HOST_MEMORY : CKR_OK;
}

static bool same_attribute(const struct object *a, const struct object *b, CK_ATTRIBUTE_TYPE type) {
  const struct attribute *one = object_find(a, type), *other = object_find(b, type);
  return one != NULL && other != NULL && one->size > 0 && one->size == other->size &&
         memcmp(one->value, other->value, one->size) == 0;
}

bool same_public(const struct object *a, const struct object *b) {
  if (type_of(a) != type_of(b)) return false;
  return same_attribute(a, b, type_of(a) == CKK_RSA ? CKA_MODULUS : CKA_EC_POINT);
}

/* The public key in a certificate, as its bits stand there. */
static void public_bits(const struct object *certificate, struct bytes *out) {
  const struct attribute *der = object_find(certificate, CKA_VALUE);
  const unsigned char *at = der == NULL ? NULL : der->value;
  X509 *parsed = at == NULL || der->sealed ? NULL : d2i_X509(NULL, &at, (long)der->size);
  const ASN1_BIT_STRING *bits = parsed == NULL ? NULL : X509_get0_pubkey_bitstr(parsed);
  if (bits != NULL && bits->length > 0) bytes_add(out, bits->data, (size_t)bits->length);
  X509_free(parsed);
}

/* Whether these bits hold this key's point or modulus. */
static bool bits_name(const struct bytes *bits, const struct object *key) {
  const struct attribute *modulus = object_find(key, CKA_MODULUS);
  const unsigned char *point = point_of(key);
  if (bits->size == 0) return false;
  if (type_of(key) == CKK_RSA) return modulus != NULL && memmem(bits->data, bits->size, modulus->value, modulus->size) != NULL;
  return point != NULL && bits->size == 65 && memcmp(bits->data, point, 65) == 0;
}

bool certifies(const struct object *certificate, const struct object *key) {
  struct bytes bits = {0};
  public_bits(certificate, &bits);
  bool same = bits_name(&bits, key);
  bytes_wipe(&bits);
  return same;
}

enum rule { PUT_THERE, NAMES_KEY, HAS_ID };

static bool belongs(const struct object *certificate, const struct bytes *bits, const struct container *container,
                    enum use use, enum rule rule) {
  const struct attribute *name = object_find(certificate, CKA_VU_CONTAINER);
  const struct object *key = container->halves[use].key;
  if (rule == PUT_THERE)
    return name != NULL && object_ulong(certificate, CKA_VU_USE, CK_UNAVAILABLE_INFORMATION) == (CK_ULONG)use &&
           name->size == container->name.size && memcmp(name->value, container->name.data, name->size) == 0;
  if (key == NULL || name != NULL) return false;
  return rule == NAMES_KEY ? bits_name(bits, key) : same_attribute(certificate, key, CKA_ID);
}

/* A certificate belongs where it was put, else to the key that it names, else to the key with its ID. */
static struct half *half_for(struct containers *list, const struct object *certificate, const struct bytes *bits) {
  for (enum rule rule = PUT_THERE; rule <= HAS_ID; rule++)
    for (size_t i = 0; i < list->count * 2; i++)
      if (belongs(certificate, bits, &list->items[i / 2], (enum use)(i % 2), rule)) return &list->items[i / 2].halves[i % 2];
  return NULL;
}

/* Parses only a certificate that says itself nothing of its place: every call on a container comes here. */
static void place_certificate(struct containers *list, struct object *certificate) {
  struct bytes bits = {0};
  if (object_find(certificate, CKA_VU_CONTAINER) == NULL) public_bits(certificate, &bits);
  struct half *half = half_for(list, certificate, &bits);
  if (half != NULL) half->certificate = certificate; /* the newest one */
  bytes_wipe(&bits);
}

static CK_RV place(struct containers *list, struct object *object, CK_OBJECT_CLASS class) {
  struct bytes name = {0};
  CK_KEY_TYPE type = type_of(object);
  if (class == CKO_PRIVATE_KEY && (type == CKK_SM2 || type == CKK_RSA)) return place_key(list, object);
  if (class == CKO_CERTIFICATE) place_certificate(list, object);
  if (class != CKO_VU_CONTAINER) return CKR_OK;
  name_of(object, &name);
  struct container *made = add(list, &name);
  bytes_wipe(&name);
  if (made == NULL) return CKR_HOST_MEMORY;
  made->marker = object;
  return CKR_OK;
}

/* Containers by their marker first, then keys as they are in the key, then certificates. */
CK_RV containers_read(struct slot *slot, unsigned application, struct containers *list) {
  static const CK_OBJECT_CLASS order[] = {CKO_VU_CONTAINER, CKO_PRIVATE_KEY, CKO_CERTIFICATE};
  CK_RV rv = CKR_OK;
  *list = (struct containers){0};
  for (size_t i = 0; i < 3; i++) {
    for (struct object *object = slot->key->objects; object != NULL && rv == CKR_OK; object = object->next) {
      CK_OBJECT_CLASS class = object_ulong(object, CKA_CLASS, CK_UNAVAILABLE_INFORMATION);
      if (class == order[i] && application_of(object) == application) rv = place(list, object, class);
    }
  }
  if (rv != CKR_OK) containers_free(list);
  return rv;
}

CK_RV container_of(const struct handle *handle, struct containers *list, struct container **container) {
  CK_RV rv = containers_read(handle->slot, handle->application, list);
  if (rv != CKR_OK) return rv;
  *container = container_named(list, handle->name.data, handle->name.size);
  if (*container != NULL) return CKR_OK;
  containers_free(list);
  return SAR_CONTAINER_NOT_EXIST;
}
