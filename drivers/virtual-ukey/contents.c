/* Puts objects into the memory of a key and takes them out; change.c makes it last. */
#include "ukey.h"

bool object_seal(struct slot *slot, struct object *object) {
  static const CK_ATTRIBUTE_TYPE secret[] = {CKA_VU_SECRET, CKA_VALUE};
  if (!object_bool(object, CKA_PRIVATE)) return true;
  for (size_t i = 0; i < 2; i++) {
    struct attribute *at = object_find(object, secret[i]);
    if (at != NULL && !at->sealed && !attribute_seal(at, object->handle, login_of(slot, object)->master)) return false;
  }
  return true;
}

void object_append(struct object **list, struct object *object) {
  while (*list != NULL) list = &(*list)->next;
  object->next = NULL;
  *list = object;
}

CK_RV contents_add(struct slot *slot, struct object *object) {
  object->handle = slot->key->next_object++;
  if (!object_seal(slot, object)) return CKR_DEVICE_ERROR;
  if (key_used(slot->key) + object_size(object) > slot->key->capacity) return CKR_DEVICE_MEMORY;
  object_append(&slot->key->objects, object);
  return CKR_OK;
}

void object_unlink(struct object **list, const struct object *object) {
  while (*list != NULL && *list != object) list = &(*list)->next;
  if (*list == NULL) return;
  struct object *found = *list;
  *list = found->next;
  object_free(found);
}
