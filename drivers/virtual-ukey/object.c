/* An object is a list of attributes. */
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#include "ukey.h"

struct object *object_new(CK_OBJECT_HANDLE handle) {
  struct object *object = calloc(1, sizeof *object);
  if (object != NULL) object->handle = handle;
  return object;
}

static void attribute_free(struct attribute *attribute) {
  if (attribute->value != NULL) OPENSSL_cleanse(attribute->value, attribute->size);
  free(attribute->value);
  free(attribute);
}

void object_free(struct object *object) {
  if (object == NULL) return;
  for (struct attribute *next, *at = object->attributes; at != NULL; at = next) {
    next = at->next;
    attribute_free(at);
  }
  EVP_PKEY_free(object->cached);
  free(object);
}

void object_list_free(struct object *list) {
  for (struct object *next; list != NULL; list = next) {
    next = list->next;
    object_free(list);
  }
}

struct attribute *object_find(const struct object *object, CK_ATTRIBUTE_TYPE type) {
  for (struct attribute *at = object->attributes; at != NULL; at = at->next)
    if (at->type == type) return at;
  return NULL;
}

bool object_set(struct object *object, CK_ATTRIBUTE_TYPE type, const void *value, CK_ULONG size) {
  unsigned char *copy = malloc(size + 1);
  if (copy == NULL) return false;
  if (size > 0) memcpy(copy, value, size);
  struct attribute *at = object_find(object, type);
  if (at == NULL) {
    at = calloc(1, sizeof *at);
    if (at == NULL) {
      free(copy);
      return false;
    }
    struct attribute **end = &object->attributes;
    while (*end != NULL) end = &(*end)->next;
    *end = at;
  } else {
    OPENSSL_cleanse(at->value, at->size);
    free(at->value);
  }
  at->type = type;
  at->value = copy;
  at->size = size;
  at->sealed = false;
  return true;
}

bool object_set_ulong(struct object *object, CK_ATTRIBUTE_TYPE type, CK_ULONG value) {
  return object_set(object, type, &value, sizeof value);
}

bool object_set_bool(struct object *object, CK_ATTRIBUTE_TYPE type, bool value) {
  CK_BBOOL byte = value ? CK_TRUE : CK_FALSE;
  return object_set(object, type, &byte, 1);
}

CK_ULONG object_ulong(const struct object *object, CK_ATTRIBUTE_TYPE type, CK_ULONG otherwise) {
  const struct attribute *at = object_find(object, type);
  CK_ULONG value = otherwise;
  if (at != NULL && at->size == sizeof value) memcpy(&value, at->value, sizeof value);
  return value;
}

bool object_bool(const struct object *object, CK_ATTRIBUTE_TYPE type) {
  const struct attribute *at = object_find(object, type);
  return at != NULL && at->size == 1 && at->value[0] != CK_FALSE;
}

size_t object_size(const struct object *object) {
  size_t size = 16;
  for (const struct attribute *at = object->attributes; at != NULL; at = at->next) size += 8 + at->size;
  return size;
}

void object_remove(struct object *object, CK_ATTRIBUTE_TYPE type) {
  for (struct attribute **at = &object->attributes; *at != NULL; at = &(*at)->next) {
    if ((*at)->type != type) continue;
    struct attribute *found = *at;
    *at = found->next;
    attribute_free(found);
    return;
  }
}
